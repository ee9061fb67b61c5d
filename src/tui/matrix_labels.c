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

/* What is not placed yet and has this cell as its own. */
struct crowd {
	unsigned short count, flagged;
	unsigned
		first; /* of all that have this cell, placed or not: one more than its place in plot.entries; 0: none */
	bool stuck;    /* there was no room for leaders. Room only becomes less: there will be none */
};

struct labels {
	struct plot *plot;
	struct crowd *crowds; /* as plot.taken */
	unsigned *next;       /* of each entry the next one that has its cell, as crowd.first */
	unsigned *order;      /* places in plot.entries of what is shown: quick wins first, then by number */
	size_t shown;
	unsigned char *before; /* plot.taken as it was before leaders were tried */
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

static struct crowd *crowd_at(const struct labels *labels, int row, int column)
{
	return &labels->crowds[(size_t)(row - labels->plot->frame.top) * (size_t)labels->plot->surface->width +
			       (size_t)column];
}

/* The sign before a number; "" where it has none. */
static const char *label_flag(const struct plot *plot, const struct plot_entry *entry)
{
	const char *flag = word_flag(plot->surface, entry->result);

	return strcmp(flag, " ") ? flag : "";
}

/* «★01», «02», «…03», «(12)» for what is live or stopped: hollow. */
static void word_label(const struct plot *plot, const struct plot_entry *entry, struct buf *out)
{
	if (result_is_settled(entry->result))
		buf_add_format(out, "(%02zu)", entry->number);
	else
		buf_add_format(out, "%s%02zu", label_flag(plot, entry), entry->number);
}

/* Columns of a number as «%zu» writes it. */
static int digits(size_t number)
{
	int count = 1;

	for (; number >= 10; number /= 10)
		count++;
	return count;
}

/* Of word_label: every sign takes one column. All labels are measured for each plot, and few of them are written. */
static int label_width(const struct plot *plot, const struct plot_entry *entry)
{
	const int number = entry->number < 10 ? 2 : digits(entry->number);

	if (result_is_settled(entry->result))
		return number + 2;
	return number + (*label_flag(plot, entry) ? 1 : 0);
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
	return is_inside(box, row, column) && !*plot_taken(labels->plot, row, column) &&
	       !crowd_at(labels, row, column)->count;
}

/* Blank, or the frame: what keeps two things apart. */
static bool is_apart(const struct labels *labels, const struct plot_box *box, int row, int column)
{
	return !is_inside(box, row, column) ||
	       (*plot_taken(labels->plot, row, column) != PLOT_INK && !crowd_at(labels, row, column)->count);
}

/* How many cells are free from `column` on, `most` at most, to the right or to the left. */
static int free_run(const struct labels *labels, const struct plot_box *box, int row, int column, bool right, int most)
{
	int run = 0;

	while (run < most && is_free(labels, box, row, right ? column + run : column - run))
		run++;
	return run;
}

/* --- labels on their cells ---------------------------------------------------------------- */

static void settle(struct labels *labels, struct plot_entry *entry, enum plot_way way)
{
	struct crowd *crowd = crowd_at(labels, entry->cell_row, entry->cell_column);

	entry->way = way;
	crowd->count--;
	crowd->flagged = (unsigned short)(crowd->flagged - is_flagged(entry));
}

/* With its middle on the cell, else with another part of it. False where it cannot stand there. */
static bool place_on_cell(struct labels *labels, struct plot_entry *entry)
{
	const struct plot_box box = plot_quadrant_box(labels->plot, entry->result->quadrant);
	const int row = entry->cell_row, cell = entry->cell_column, width = entry->width;
	int before, after;

	if (crowd_at(labels, row, cell)->count > 1 || *plot_taken(labels->plot, row, cell))
		return false;
	before = free_run(labels, &box, row, cell - 1, false, width - 1);
	after = free_run(labels, &box, row, cell + 1, true, width - 1);
	for (int i = 0; i < 2 * width; i++) {
		/* The middle first, then one to the left of it, one to the right, and so on. */
		const int part = width / 2 + (i % 2 ? (i + 1) / 2 : -(i / 2)), from = cell - part;

		if (part < 0 || part >= width || part > before || width - 1 - part > after ||
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

/* From the cell of `entry` up or down to `row`, where a leader turns: nothing is there, nor beside it. */
static bool upright_is_free(const struct labels *labels, const struct plot_box *box, const struct plot_entry *entry,
			    int row)
{
	const int step = row > entry->cell_row ? 1 : -1, column = entry->cell_column;

	for (int next = entry->cell_row; next != row;) {
		next += step;
		/* What is upright touches nothing at its sides, but for its own label. */
		if ((next != row && !is_free(labels, box, next, column)) || !is_apart(labels, box, next, column - 1) ||
		    !is_apart(labels, box, next, column + 1))
			return false;
	}
	return true;
}

/* The shortest leader that ends `down` rows below, on one side; its run, 0 where there is none. */
static int find_run(const struct labels *labels, const struct plot_box *box, const struct plot_entry *entry, int down,
		    bool right)
{
	const int row = entry->cell_row + down, most = down ? REACH_ASIDE : REACH_LEVEL, away = right ? 1 : -1,
		  first = entry->cell_column + (down ? 0 : away),
		  room = free_run(labels, box, row, first, right, most + entry->width);

	for (int run = 1; run <= most && run + entry->width <= room; run++)
		if (is_apart(labels, box, row, first + away * (run + entry->width)))
			return run;
	return 0;
}

/* The shortest, a row counting as some columns; of equal ones the upper, then the right one. */
static bool find_leader(const struct labels *labels, const struct plot_entry *entry, struct leader *found)
{
	const struct plot_box box = plot_quadrant_box(labels->plot, entry->result->quadrant);
	double best = INFINITY;

	for (int down = -REACH_ROWS; down <= REACH_ROWS; down++) {
		if (!upright_is_free(labels, &box, entry, entry->cell_row + down))
			continue;
		for (int right = 1; right >= 0; right--) {
			const int run = find_run(labels, &box, entry, down, right), shift = down ? run : run + 1;
			const double cost = run + ROW_COST * abs(down);

			if (!run || cost >= best)
				continue;
			best = cost;
			*found = (struct leader){
				entry->cell_row + down,
				right ? entry->cell_column + shift : entry->cell_column - shift - entry->width + 1,
				entry->width,
				right,
			};
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
	struct crowd *crowd = crowd_at(labels, entry->cell_row, entry->cell_column);
	const struct crowd all = *crowd;
	const size_t size = cells(plot);
	struct leader leader = { 0 };

	if (crowd->stuck || crowd->count > SHARED_MOST || *plot_taken(plot, entry->cell_row, entry->cell_column))
		return false;
	/* Most fail at the first. */
	crowd->stuck = !find_leader(labels, &plot->entries[crowd->first - 1], &leader);
	if (crowd->stuck)
		return false;
	memcpy(labels->before, plot->taken, size);
	take_leader(labels, &plot->entries[crowd->first - 1], &leader);
	for (unsigned at = labels->next[crowd->first - 1]; at && !crowd->stuck; at = labels->next[at - 1]) {
		crowd->stuck = !find_leader(labels, &plot->entries[at - 1], &leader);
		if (!crowd->stuck)
			take_leader(labels, &plot->entries[at - 1], &leader);
	}
	if (!crowd->stuck)
		return true;
	for (unsigned at = crowd->first; at; at = labels->next[at - 1])
		plot->entries[at - 1].way = PLOT_NOWHERE;
	memcpy(plot->taken, labels->before, size);
	crowd->count = all.count;
	crowd->flagged = all.flagged;
	return false;
}

/* --- clusters --------------------------------------------------------------------------------- */

static void count_gathered(const struct labels *labels, struct plot_cluster *cluster)
{
	const struct crowd *crowds = crowd_at(labels, cluster->row, cluster->column);
	unsigned flagged = 0;

	cluster->count = 0;
	for (int i = 0; i < cluster->width; i++) {
		cluster->count += crowds[i].count;
		flagged += crowds[i].flagged;
	}
	/* One alone gets no mark. */
	cluster->flagged = cluster->count > 1 && flagged;
}

/* Of plot_word_cluster where it says a count: «[3]», «[★12]». */
static int count_width(const struct plot_cluster *cluster)
{
	return 2 + cluster->flagged + digits(cluster->count);
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
	return cluster->count > 1 && count_width(cluster) == width;
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
	for (int i = 0; i < cluster.width; i++) {
		unsigned at = crowd_at(labels, cluster.row, cluster.column + i)->first;

		for (; at; at = labels->next[at - 1]) {
			if (plot->entries[at - 1].way != PLOT_NOWHERE)
				continue;
			plot->entries[at - 1].cluster = plot->cluster_count;
			settle(labels, &plot->entries[at - 1], PLOT_CLUSTER);
		}
	}
	plot->clusters[plot->cluster_count++] = cluster;
	plot_take(plot, cluster.row, cluster.column, cluster.width);
}

/* --- before the gate ---------------------------------------------------------------------------- */

/* One cell of a way that keeps off what stands there or will. */
static void draw_step(struct labels *labels, int row, int column, enum glyph glyph)
{
	if (*plot_taken(labels->plot, row, column) || crowd_at(labels, row, column)->count)
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

	/* From the last one on, so that each crowd begins with its first. */
	for (size_t i = plot->count; i--;) {
		struct plot_entry *entry = &plot->entries[i];
		struct crowd *crowd;

		entry->way = PLOT_NOWHERE;
		if (!plot_shows(plot, entry))
			continue;
		entry->width = label_width(plot, entry);
		plot_cell(plot, entry->result->x, entry->result->y, entry->result->quadrant, &entry->cell_row,
			  &entry->cell_column);
		crowd = crowd_at(labels, entry->cell_row, entry->cell_column);
		labels->next[i] = crowd->first;
		crowd->first = (unsigned)i + 1;
		crowd->count++;
		crowd->flagged = (unsigned short)(crowd->flagged + is_flagged(entry));
	}
}

static void put_in_order(struct labels *labels)
{
	const struct plot *plot = labels->plot;

	for (int flagged = 1; flagged >= 0; flagged--)
		for (size_t i = 0; i < plot->count; i++)
			if (plot_shows(plot, &plot->entries[i]) && is_flagged(&plot->entries[i]) == (flagged == 1))
				labels->order[labels->shown++] = (unsigned)i;
}

static void place_in_order(struct labels *labels, bool (*place)(struct labels *, struct plot_entry *))
{
	for (size_t i = 0; i < labels->shown; i++) {
		struct plot_entry *entry = &labels->plot->entries[labels->order[i]];

		if (entry->way == PLOT_NOWHERE)
			(void)place(labels, entry);
	}
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
	if (crowd_at(labels, entry->cell_row, entry->cell_column)->count > SHARED_MOST)
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
	struct labels labels = {
		.plot = plot,
		.crowds = xcalloc(cells(plot), sizeof(*labels.crowds)),
		.next = xcalloc(plot->count, sizeof(*labels.next)),
		.order = xcalloc(plot->count, sizeof(*labels.order)),
		.before = xcalloc(cells(plot), 1),
	};

	find_cells(&labels);
	put_in_order(&labels);
	draw_trace(&labels);
	place_in_order(&labels, place_on_cell);
	place_in_order(&labels, gather_crowd);
	place_in_order(&labels, place_on_leaders);
	place_in_order(&labels, gather);
	draw_entries(plot);
	free(labels.crowds);
	free(labels.next);
	free(labels.order);
	free(labels.before);
}
