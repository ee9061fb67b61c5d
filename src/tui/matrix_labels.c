#include "matrix_labels.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"

enum {
	REACH_LEVEL = 12, /* columns that a leader on its own row may take */
	REACH_ASIDE = 8,  /* and on another one */
	REACH_ROWS = 3,
	SHARED_MOST = 4, /* labels that may hang on one point */
};

/* Rows weigh more than columns: a leader that leaves its row is harder to follow. */
#define ROW_COST 2.2

struct labels {
	struct plot *plot;
	unsigned short *own; /* as plot.taken: entries that are not placed yet and have this cell */
};

/* A leader: from the cell of its entry up or down to `row`, where it turns, then level to the label. */
struct leader {
	int row, column, width; /* of the label */
	bool right;             /* of the point */
};

static size_t cells(const struct plot *plot)
{
	return (size_t)(plot->frame.bottom - plot->frame.top + 1) * (size_t)plot->surface->width;
}

static unsigned short *own_at(const struct labels *labels, int row, int column)
{
	return &labels->own[(size_t)(row - labels->plot->frame.top) * (size_t)labels->plot->surface->width +
			    (size_t)column];
}

/* «★01», «02», «…03», «(12)» for what is live or stopped: hollow. */
static void word_label(const struct plot *plot, const struct plot_entry *entry, struct buf *out)
{
	const char *flag = word_flag(plot->surface, entry->result);

	if (result_is_settled(entry->result))
		buf_add_format(out, "(%02zu)", entry->number);
	else
		buf_add_format(out, "%s%02zu", strcmp(flag, " ") ? flag : "", entry->number);
}

static bool is_flagged(const struct plot_entry *entry)
{
	return entry->result->verdict == VERDICT_YES || entry->result->verdict == VERDICT_CONDITIONAL;
}

/* --- what is free ----------------------------------------------------------------------- */

static bool is_inside(const struct plot_box *box, int row, int column)
{
	return row >= box->top && row <= box->bottom && column >= box->left && column <= box->right;
}

/* Nothing stands there, and nothing that is still to be placed needs it. */
static bool is_free(const struct labels *labels, const struct plot_box *box, int row, int column)
{
	return is_inside(box, row, column) && !*plot_taken(labels->plot, row, column) && !*own_at(labels, row, column);
}

/* Blank, or the frame: what keeps two things apart. */
static bool is_apart(const struct labels *labels, const struct plot_box *box, int row, int column)
{
	return !is_inside(box, row, column) ||
	       (*plot_taken(labels->plot, row, column) != PLOT_INK && !*own_at(labels, row, column));
}

static bool is_free_stretch(const struct labels *labels, const struct plot_box *box, int row, int from, int to)
{
	for (int column = from; column <= to; column++)
		if (!is_free(labels, box, row, column))
			return false;
	return true;
}

/* --- labels on their cells ---------------------------------------------------------------- */

static void settle(struct labels *labels, struct plot_entry *entry, enum plot_way way)
{
	entry->way = way;
	--*own_at(labels, entry->cell_row, entry->cell_column);
}

/* With its middle on the cell, else with another part of it. False where it cannot stand there. */
static bool place_on_cell(struct labels *labels, struct plot_entry *entry)
{
	const struct plot_box box = plot_quadrant_box(labels->plot, entry->result->quadrant);
	const int row = entry->cell_row, cell = entry->cell_column, width = entry->width;

	if (*own_at(labels, row, cell) > 1 || *plot_taken(labels->plot, row, cell))
		return false;
	for (int i = 0; i < 2 * width; i++) {
		/* The middle first, then one to the left of it, one to the right, and so on. */
		const int part = width / 2 + (i % 2 ? (i + 1) / 2 : -(i / 2)), from = cell - part;

		if (part < 0 || part >= width || !is_free_stretch(labels, &box, row, from, cell - 1) ||
		    !is_free_stretch(labels, &box, row, cell + 1, from + width - 1) ||
		    !is_apart(labels, &box, row, from - 1) || !is_apart(labels, &box, row, from + width))
			continue;
		entry->row = row;
		entry->column = from;
		plot_take(labels->plot, row, from, width);
		settle(labels, entry, PLOT_LABEL);
		return true;
	}
	return false;
}

/* --- leaders -------------------------------------------------------------------------------- */

/* The columns of the level part of a leader, its turn with it. */
static void leader_level(const struct leader *leader, const struct plot_entry *entry, int *from, int *to)
{
	const int begin = entry->cell_column + (leader->row == entry->cell_row ? (leader->right ? 1 : -1) : 0);

	*from = leader->right ? begin : leader->column + leader->width;
	*to = leader->right ? leader->column - 1 : begin;
}

static bool leader_is_free(const struct labels *labels, const struct plot_box *box, const struct leader *leader,
			   const struct plot_entry *entry)
{
	const int step = leader->row > entry->cell_row ? 1 : -1, last = leader->column + leader->width - 1;
	int from, to;

	leader_level(leader, entry, &from, &to);
	if (!is_free_stretch(labels, box, leader->row, from, to) ||
	    !is_free_stretch(labels, box, leader->row, leader->column, last) ||
	    !is_apart(labels, box, leader->row, leader->right ? last + 1 : leader->column - 1))
		return false;
	for (int row = entry->cell_row; row != leader->row; row += step) {
		const int next = row + step;

		if (next != leader->row && !is_free(labels, box, next, entry->cell_column))
			return false;
		/* What is upright touches nothing at its sides, but for its own label. */
		if (!is_apart(labels, box, next, entry->cell_column - 1) ||
		    !is_apart(labels, box, next, entry->cell_column + 1))
			return false;
	}
	return true;
}

static bool find_leader(const struct labels *labels, const struct plot_entry *entry, struct leader *found)
{
	const struct plot_box box = plot_quadrant_box(labels->plot, entry->result->quadrant);
	double best = INFINITY;

	for (int down = -REACH_ROWS; down <= REACH_ROWS; down++) {
		for (int run = 1; run <= (down ? REACH_ASIDE : REACH_LEVEL); run++) {
			for (int right = 1; right >= 0; right--) {
				const int shift = down ? run : run + 1;
				const struct leader leader = {
					entry->cell_row + down,
					right ? entry->cell_column + shift
					      : entry->cell_column - shift - entry->width + 1,
					entry->width,
					right,
				};
				const double cost = run + ROW_COST * abs(down);

				if (cost >= best || !leader_is_free(labels, &box, &leader, entry))
					continue;
				best = cost;
				*found = leader;
			}
		}
	}
	return best < INFINITY;
}

static void take_leader(struct labels *labels, struct plot_entry *entry, const struct leader *leader)
{
	struct plot *plot = labels->plot;
	int from, to, top = leader->row, bottom = entry->cell_row;

	if (top > bottom) {
		top = entry->cell_row;
		bottom = leader->row;
	}
	leader_level(leader, entry, &from, &to);
	plot_take(plot, leader->row, from, to - from + 1);
	plot_take(plot, leader->row, leader->column, leader->width);
	for (int row = top; row <= bottom; row++)
		plot_take(plot, row, entry->cell_column, 1);
	entry->row = leader->row;
	entry->column = leader->column;
	settle(labels, entry, PLOT_LEADER);
}

/* All that have the cell of `entry`, on leaders from one point; none of them where not all have room. */
static bool place_on_leaders(struct labels *labels, struct plot_entry *entry)
{
	struct plot *plot = labels->plot;
	const unsigned short count = *own_at(labels, entry->cell_row, entry->cell_column);
	const size_t size = cells(plot);
	struct leader leader;
	unsigned char *before;
	bool all = true;

	if (count > SHARED_MOST || *plot_taken(plot, entry->cell_row, entry->cell_column))
		return false;
	before = xcalloc(size, sizeof(*before));
	memcpy(before, plot->taken, size);
	for (size_t i = 0; all && i < plot->count; i++) {
		struct plot_entry *other = &plot->entries[i];

		if (!plot_shows(plot, other) || other->cell_row != entry->cell_row ||
		    other->cell_column != entry->cell_column)
			continue;
		all = find_leader(labels, other, &leader);
		if (all)
			take_leader(labels, other, &leader);
	}
	for (size_t i = 0; !all && i < plot->count; i++) {
		struct plot_entry *other = &plot->entries[i];

		if (plot_shows(plot, other) && other->cell_row == entry->cell_row &&
		    other->cell_column == entry->cell_column)
			other->way = PLOT_NOWHERE;
	}
	if (!all) {
		memcpy(plot->taken, before, size);
		*own_at(labels, entry->cell_row, entry->cell_column) = count;
	}
	free(before);
	return all;
}

/* --- clusters --------------------------------------------------------------------------------- */

/* What is not placed and has its cell in a stretch of a row. */
static bool is_gathered(const struct plot *plot, const struct plot_entry *entry, const struct plot_cluster *cluster)
{
	return plot_shows(plot, entry) && entry->way == PLOT_NOWHERE && entry->cell_row == cluster->row &&
	       entry->cell_column >= cluster->column && entry->cell_column < cluster->column + cluster->width;
}

static void count_gathered(const struct labels *labels, struct plot_cluster *cluster)
{
	const struct plot *plot = labels->plot;

	cluster->count = 0;
	cluster->flagged = false;
	for (int i = 0; i < cluster->width; i++)
		cluster->count += *own_at(labels, cluster->row, cluster->column + i);
	/* One alone gets no mark. */
	for (size_t i = 0; cluster->count > 1 && !cluster->flagged && i < plot->count; i++)
		cluster->flagged = is_flagged(&plot->entries[i]) && is_gathered(plot, &plot->entries[i], cluster);
}

static int cluster_width(const struct plot *plot, const struct plot_cluster *cluster)
{
	struct buf text;
	int width;

	buf_init(&text);
	plot_word_cluster(cluster, plot->surface->ascii, &text);
	width = surface_measure(plot->surface, text.data);
	buf_release(&text);
	return width;
}

/* A mark from `column` on, as wide as what it counts asks for, on nothing that is there. */
static bool try_mark(const struct labels *labels, const struct plot_box *box, struct plot_cluster *cluster, int width)
{
	for (int i = 0; i < width; i++)
		if (!is_inside(box, cluster->row, cluster->column + i) ||
		    *plot_taken(labels->plot, cluster->row, cluster->column + i))
			return false;
	cluster->width = width;
	count_gathered(labels, cluster);
	return cluster->count > 1 && cluster_width(labels->plot, cluster) == width;
}

/* How many of its ends touch something. */
static int touches(const struct labels *labels, const struct plot_box *box, const struct plot_cluster *cluster)
{
	const int before = cluster->column - 1, after = cluster->column + cluster->width;

	return !is_apart(labels, box, cluster->row, before) + !is_apart(labels, box, cluster->row, after);
}

/*
 * Of all that lie on the cell the one that gathers fewest, of these the one that
 * touches least, and of these the one with its middle nearest to it.
 */
static void find_mark(const struct labels *labels, const struct plot_entry *entry, struct plot_cluster *found)
{
	const struct plot_box box = plot_quadrant_box(labels->plot, entry->result->quadrant);
	double best = INFINITY;

	/* One cell always does: it is its own. */
	*found = (struct plot_cluster){ entry->cell_row, entry->cell_column, 1, 0, false };
	count_gathered(labels, found);
	if (found->count == 1)
		best = 1000;
	for (int width = 3; width <= 6; width++) {
		for (int part = 0; part < width; part++) {
			struct plot_cluster cluster = { entry->cell_row, entry->cell_column - part, width, 0, false };
			double cost = fabs(part - (width - 1) / 2.0) / 100;

			if (!try_mark(labels, &box, &cluster, width))
				continue;
			cost += (double)cluster.count + touches(labels, &box, &cluster) / 10.0;
			if (cost >= best)
				continue;
			best = cost;
			*found = cluster;
		}
	}
}

static void place_cluster(struct labels *labels, const struct plot_entry *entry)
{
	struct plot *plot = labels->plot;
	struct plot_cluster cluster;

	find_mark(labels, entry, &cluster);
	ARRAY_GROW(plot->clusters, plot->cluster_count, plot->cluster_capacity);
	for (size_t i = 0; i < plot->count; i++) {
		if (!is_gathered(plot, &plot->entries[i], &cluster))
			continue;
		plot->entries[i].cluster = plot->cluster_count;
		settle(labels, &plot->entries[i], PLOT_CLUSTER);
	}
	plot->clusters[plot->cluster_count++] = cluster;
	plot_take(plot, cluster.row, cluster.column, cluster.width);
}

/* --- before the gate ---------------------------------------------------------------------------- */

/* One cell of a way that keeps off what stands there or will. */
static void draw_step(struct labels *labels, int row, int column, enum glyph glyph)
{
	if (*plot_taken(labels->plot, row, column) || *own_at(labels, row, column))
		return;
	surface_glyph(labels->plot->surface, row, column, glyph);
	plot_take(labels->plot, row, column, 1);
}

/* Level from where it stood to the column where it stands, then upright, with an arrow at the end. */
static void draw_way(struct labels *labels, int row, int column, const struct plot_entry *entry)
{
	const int across = entry->cell_column > column ? 1 : -1, down = entry->cell_row > row ? 1 : -1;
	const bool turns = row != entry->cell_row;
	const enum glyph corner = across > 0 ? (down > 0 ? GLYPH_LEADER_DOWN_LEFT : GLYPH_LEADER_UP_LEFT)
					     : (down > 0 ? GLYPH_LEADER_DOWN_RIGHT : GLYPH_LEADER_UP_RIGHT);

	for (int c = column + across; column != entry->cell_column && c != entry->cell_column; c += across)
		draw_step(labels, row, c,
			  !turns && c + across == entry->cell_column
				  ? (across > 0 ? GLYPH_ARROW_RIGHT : GLYPH_ARROW_LEFT)
				  : GLYPH_LEADER);
	for (int r = column == entry->cell_column ? row + down : row; turns && r != entry->cell_row; r += down)
		draw_step(labels, r, entry->cell_column,
			  r + down == entry->cell_row ? (down > 0 ? GLYPH_ARROW_DOWN : GLYPH_ARROW_UP)
			  : r == row                  ? corner
						      : GLYPH_LEADER_UPRIGHT);
}

static void draw_trace(struct labels *labels)
{
	struct plot *plot = labels->plot;
	struct plot_entry *entry;
	enum quadrant quadrant;
	int row, column;
	double x, y;

	if (plot->traced < 0)
		return;
	entry = &plot->entries[plot->traced];
	if (!plot_shows(plot, entry) || !evaluation_before_gates(plot->scene->evaluation, entry->result, &x, &y))
		return;
	quadrant = plot->zoomed ? plot->zoom : matrix_quadrant(plot->matrix, x, y);
	plot_cell(plot, x, y, quadrant, &row, &column);
	if (row == entry->cell_row && column == entry->cell_column)
		return;
	if (quadrant == matrix_quadrant(plot->matrix, x, y))
		draw_step(labels, row, column, GLYPH_BEFORE);
	draw_way(labels, row, column, entry);
	(void)place_on_leaders(labels, entry);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static void find_cells(struct labels *labels)
{
	struct plot *plot = labels->plot;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < plot->count; i++) {
		struct plot_entry *entry = &plot->entries[i];

		entry->way = PLOT_NOWHERE;
		if (!plot_shows(plot, entry))
			continue;
		buf_clear(&text);
		word_label(plot, entry, &text);
		entry->width = surface_measure(plot->surface, text.data);
		plot_cell(plot, entry->result->x, entry->result->y, entry->result->quadrant, &entry->cell_row,
			  &entry->cell_column);
		++*own_at(labels, entry->cell_row, entry->cell_column);
	}
	buf_release(&text);
}

/* Quick wins first, in the order of the numbers. */
static void place_in_order(struct labels *labels, bool (*place)(struct labels *, struct plot_entry *))
{
	struct plot *plot = labels->plot;

	for (int flagged = 1; flagged >= 0; flagged--)
		for (size_t i = 0; i < plot->count; i++)
			if (plot_shows(plot, &plot->entries[i]) && plot->entries[i].way == PLOT_NOWHERE &&
			    is_flagged(&plot->entries[i]) == (flagged == 1))
				(void)place(labels, &plot->entries[i]);
}

static void draw_leader(const struct plot *plot, const struct plot_entry *entry)
{
	const bool right = entry->column > entry->cell_column, below = entry->row > entry->cell_row;
	const struct leader leader = { entry->row, entry->column, entry->width, right };
	int from, to;

	leader_level(&leader, entry, &from, &to);
	for (int column = from; column <= to; column++)
		surface_glyph(plot->surface, entry->row, column, GLYPH_LEADER);
	for (int row = entry->cell_row; row != entry->row; row += below ? 1 : -1)
		surface_glyph(plot->surface, row, entry->cell_column, GLYPH_LEADER_UPRIGHT);
	if (entry->row != entry->cell_row)
		surface_glyph(plot->surface, entry->row, entry->cell_column,
			      right ? (below ? GLYPH_LEADER_UP_RIGHT : GLYPH_LEADER_DOWN_RIGHT)
				    : (below ? GLYPH_LEADER_UP_LEFT : GLYPH_LEADER_DOWN_LEFT));
	surface_glyph(plot->surface, entry->cell_row, entry->cell_column, GLYPH_POINT);
}

static void draw_entries(const struct plot *plot)
{
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < plot->count; i++) {
		const struct plot_entry *entry = &plot->entries[i];

		if (entry->way == PLOT_LEADER)
			draw_leader(plot, entry);
		if (entry->way != PLOT_LABEL && entry->way != PLOT_LEADER)
			continue;
		buf_clear(&text);
		word_label(plot, entry, &text);
		(void)surface_text(plot->surface, entry->row, entry->column, entry->width, ATTRIBUTE_BOLD, text.data);
	}
	for (size_t i = 0; i < plot->cluster_count; i++) {
		const struct plot_cluster *cluster = &plot->clusters[i];

		buf_clear(&text);
		plot_word_cluster(cluster, plot->surface->ascii, &text);
		(void)surface_text(plot->surface, cluster->row, cluster->column, cluster->width, ATTRIBUTE_BOLD,
				   text.data);
	}
	buf_release(&text);
}

/* Where a count has no room, a sign says several: a figure alone could be read as a part of a label. */
void plot_word_cluster(const struct plot_cluster *cluster, bool ascii, struct buf *out)
{
	if (cluster->width == 1)
		buf_add_text(out, glyph_text(cluster->count == 1 ? GLYPH_POINT : GLYPH_SEVERAL, ascii));
	else
		buf_add_format(out, "[%s%zu]", cluster->flagged ? glyph_text(GLYPH_QUICK_WIN, ascii) : "",
			       cluster->count);
}

/* Too many for one point: they are counted, before what stands around takes the room for it. */
static bool gather_crowd(struct labels *labels, struct plot_entry *entry)
{
	if (*own_at(labels, entry->cell_row, entry->cell_column) > SHARED_MOST)
		place_cluster(labels, entry);
	return true;
}

static bool gather(struct labels *labels, struct plot_entry *entry)
{
	place_cluster(labels, entry);
	return true;
}

void labels_draw(struct plot *plot)
{
	struct labels labels = { plot, xcalloc(cells(plot), sizeof(*labels.own)) };

	find_cells(&labels);
	draw_trace(&labels);
	place_in_order(&labels, place_on_cell);
	place_in_order(&labels, gather_crowd);
	place_in_order(&labels, place_on_leaders);
	place_in_order(&labels, gather);
	draw_entries(plot);
	free(labels.own);
}
