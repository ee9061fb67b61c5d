#include "matrix_labels.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"

enum {
	NAME_LEAST = 10,   /* columns of a name that is shortened */
	NAME_GAP = 3,      /* columns between a name and another label */
	LEAST_COLUMNS = 5, /* from a threshold to the frame, where something may stand between them */
	LEAST_ROWS = 3,
};

/* The ranked first, in their order, then those on the matrix without a rank, then the others; places in use_cases. */
static void list_order(const struct evaluation *evaluation, size_t *order)
{
	size_t count = 0;

	for (size_t i = 0; i < evaluation->ranking_count; i++)
		order[count++] = evaluation->ranking[i];
	for (int placed = 1; placed >= 0; placed--)
		for (size_t i = 0; i < evaluation->use_case_count; i++)
			if (!evaluation->use_cases[i].rank && evaluation->use_cases[i].placed == placed)
				order[count++] = i;
}

static void list_entries(struct plot *plot, const struct evaluation *numbering)
{
	const struct evaluation *evaluation = plot->scene->evaluation;
	size_t *order = xcalloc(evaluation->use_case_count, sizeof(*order)),
	       *number = xcalloc(evaluation->use_case_count, sizeof(*number));

	plot->count = evaluation->use_case_count;
	plot->entries = xcalloc(plot->count, sizeof(*plot->entries));
	list_order(numbering ? numbering : evaluation, order);
	for (size_t i = 0; i < plot->count; i++)
		number[order[i]] = i + 1;
	list_order(evaluation, order);
	for (size_t i = 0; i < plot->count; i++)
		plot->entries[i] =
			(struct plot_entry){ .result = &evaluation->use_cases[order[i]], .number = number[order[i]] };
	free(order);
	free(number);
}

void plot_init(struct plot *plot, const struct scene *scene, const struct evaluation *numbering)
{
	*plot = (struct plot){
		.scene = scene,
		.matrix = scene->evaluation->document->content->matrix,
		.traced = -1,
	};
	list_entries(plot, numbering);
}

void plot_release(struct plot *plot)
{
	free(plot->entries);
	free(plot->taken);
	free(plot->clusters);
	surface_release(&plot->drawn);
	*plot = (struct plot){ 0 };
}

bool plot_shows(const struct plot *plot, const struct plot_entry *entry)
{
	return entry->result->placed && (!plot->zoomed || entry->result->quadrant == plot->zoom);
}

bool plot_is_to_score(const struct plot_entry *entry)
{
	return !entry->result->placed && !result_is_prohibited(entry->result);
}

size_t plot_count_in(const struct plot *plot, enum quadrant quadrant)
{
	size_t count = 0;

	for (size_t i = 0; i < plot->count; i++)
		count += plot->entries[i].result->placed && plot->entries[i].result->quadrant == quadrant;
	return count;
}

void plot_word_figures(const struct plot *plot, double x, double y, struct buf *out)
{
	const struct axis *axes = plot->matrix->axes;

	buf_add_format(out, "%s ", text_in(&axes[AXIS_Y].name, plot->scene->language));
	word_number(out, plot->scene, y, 1);
	buf_add_format(out, " · %s ", text_in(&axes[AXIS_X].name, plot->scene->language));
	word_number(out, plot->scene, x, 1);
}

void plot_word_place(const struct plot *plot, const struct plot_entry *entry, bool ascii, struct buf *out)
{
	plot_word_cluster(&plot->clusters[entry->cluster], ascii, out);
	buf_add_format(out, " %s · ",
		       text_in(&plot->matrix->quadrants[entry->result->quadrant].name, plot->scene->language));
	plot_word_figures(plot, entry->result->x, entry->result->y, out);
}

void plot_word_counts(const struct plot *plot, struct buf *out)
{
	const struct evaluation *evaluation = plot->scene->evaluation;

	buf_add_format(out, message_plural("%zu use case", "%zu use cases", plot->count), plot->count);
	buf_add_text(out, " · ");
	buf_add_format(out, message_plural("%zu quick win", "%zu quick wins", evaluation->quick_wins),
		       evaluation->quick_wins);
	if (!evaluation->conditional)
		return;
	buf_add_text(out, " · ");
	buf_add_format(out, _("%zu under condition"), evaluation->conditional);
}

/* --- where things stand ------------------------------------------------------------ */

/* Where a value falls between two ends of a line, both included, that stand for `least` and `most`. */
static int along(double value, double least, double most, int from, int to)
{
	return from + (int)lround((value - least) / (most - least) * (to - from));
}

static bool is_high(enum quadrant quadrant)
{
	return quadrant == QUADRANT_HIGH_HIGH || quadrant == QUADRANT_HIGH_LOW;
}

static bool is_right(enum quadrant quadrant)
{
	return quadrant == QUADRANT_HIGH_HIGH || quadrant == QUADRANT_LOW_HIGH;
}

/* The range that an axis shows: 0 to 100, or the side of its threshold that is zoomed on. */
static void range(const struct plot *plot, enum axis_id axis, double *least, double *most)
{
	const double threshold = plot->matrix->axes[axis].threshold;
	const bool high = axis == AXIS_X ? is_right(plot->zoom) : is_high(plot->zoom);

	*least = plot->zoomed && high ? threshold : 0;
	*most = plot->zoomed && !high ? threshold : 100;
	/* A threshold at an end: all there can be is on it. */
	if (!(*most > *least)) {
		*least = 0;
		*most = 100;
	}
}

/*
 * Where the line of a threshold stands that falls on `place`, between the ends
 * of the frame that stand for 0 and 100. At 0 it lies on the frame: nothing is
 * below. Else both sides have some room, as something may stand there.
 */
static int line_at(double threshold, int place, int zero, int hundred, int least)
{
	const int first = zero < hundred ? zero : hundred, last = zero < hundred ? hundred : zero;

	return threshold > 0 ? number_between(place, first + least, last - least) : zero;
}

static void lay_out(struct plot *plot, struct surface *surface, struct plot_box frame)
{
	const struct axis *axes = plot->matrix->axes;

	plot->surface = surface;
	plot->frame = frame;
	plot->line_column =
		line_at(axes[AXIS_X].threshold, along(axes[AXIS_X].threshold, 0, 100, frame.left, frame.right),
			frame.left, frame.right, LEAST_COLUMNS);
	plot->line_row =
		line_at(axes[AXIS_Y].threshold, along(100 - axes[AXIS_Y].threshold, 0, 100, frame.top, frame.bottom),
			frame.bottom, frame.top, LEAST_ROWS);
	if (plot->zoomed) {
		plot->line_column = is_right(plot->zoom) ? frame.left : frame.right;
		plot->line_row = is_high(plot->zoom) ? frame.bottom : frame.top;
	}
	plot->cluster_count = 0;
	free(plot->taken);
	plot->taken = xcalloc((size_t)(frame.bottom - frame.top + 1) * (size_t)surface->width, sizeof(*plot->taken));
}

unsigned char *plot_taken(const struct plot *plot, int row, int column)
{
	return &plot->taken[(size_t)(row - plot->frame.top) * (size_t)plot->surface->width + (size_t)column];
}

void plot_take(const struct plot *plot, int row, int column, int width)
{
	for (int i = 0; i < width; i++)
		*plot_taken(plot, row, column + i) = PLOT_INK;
}

struct plot_box plot_quadrant_box(const struct plot *plot, enum quadrant quadrant)
{
	return (struct plot_box){
		.left = (is_right(quadrant) ? plot->line_column : plot->frame.left) + 1,
		.right = (is_right(quadrant) ? plot->frame.right : plot->line_column) - 1,
		.top = (is_high(quadrant) ? plot->frame.top : plot->line_row) + 1,
		.bottom = (is_high(quadrant) ? plot->line_row : plot->frame.bottom) - 1,
	};
}

/* The nearest cell of the box that is free, a row counting as two columns; the same where none is. */
static void move_to_free(const struct plot *plot, const struct plot_box *box, int *row, int *column)
{
	const int from_row = *row, from_column = *column;
	int best = INT_MAX;

	if (!*plot_taken(plot, from_row, from_column))
		return;
	for (int r = box->top; r <= box->bottom; r++) {
		for (int c = box->left; c <= box->right; c++) {
			const int cost = 2 * abs(r - from_row) + abs(c - from_column);

			if (cost >= best || *plot_taken(plot, r, c))
				continue;
			best = cost;
			*row = r;
			*column = c;
		}
	}
}

void plot_cell(const struct plot *plot, double x, double y, enum quadrant quadrant, int *row, int *column)
{
	const struct plot_box box = plot_quadrant_box(plot, quadrant), *frame = &plot->frame;
	double least, most;

	range(plot, AXIS_X, &least, &most);
	*column = number_between(along(x, least, most, frame->left, frame->right), box.left, box.right);
	range(plot, AXIS_Y, &least, &most);
	*row = number_between(along(least + most - y, least, most, frame->top, frame->bottom), box.top, box.bottom);
	move_to_free(plot, &box, row, column);
}

/* --- frame, scales, names ----------------------------------------------------------- */

static bool row_inside(const struct plot *plot)
{
	return plot->line_row > plot->frame.top && plot->line_row < plot->frame.bottom;
}

static bool column_inside(const struct plot *plot)
{
	return plot->line_column > plot->frame.left && plot->line_column < plot->frame.right;
}

static void draw_line(const struct plot *plot, int row, enum glyph first, enum glyph last)
{
	const struct plot_box *frame = &plot->frame;

	surface_repeat(plot->surface, row, frame->left, frame->right - frame->left, GLYPH_HORIZONTAL);
	surface_glyph(plot->surface, row, frame->left, first);
	surface_glyph(plot->surface, row, frame->right, last);
	plot_take(plot, row, frame->left, frame->right - frame->left + 1);
}

static void draw_upright(const struct plot *plot, int column)
{
	for (int row = plot->frame.top + 1; row < plot->frame.bottom; row++) {
		surface_glyph(plot->surface, row, column, GLYPH_VERTICAL);
		plot_take(plot, row, column, 1);
	}
}

static void draw_frame(const struct plot *plot)
{
	const struct plot_box *frame = &plot->frame;
	struct surface *surface = plot->surface;

	draw_line(plot, frame->top, GLYPH_TOP_LEFT, GLYPH_TOP_RIGHT);
	draw_line(plot, frame->bottom, GLYPH_BOTTOM_LEFT, GLYPH_BOTTOM_RIGHT);
	draw_upright(plot, frame->left);
	draw_upright(plot, frame->right);
	if (column_inside(plot))
		draw_upright(plot, plot->line_column);
	if (row_inside(plot))
		draw_line(plot, plot->line_row, GLYPH_TEE_LEFT, GLYPH_TEE_RIGHT);
	if (!column_inside(plot))
		return;
	surface_glyph(surface, frame->top, plot->line_column, GLYPH_TEE_TOP);
	surface_glyph(surface, frame->bottom, plot->line_column, GLYPH_TEE_BOTTOM);
	if (row_inside(plot))
		surface_glyph(surface, plot->line_row, plot->line_column, GLYPH_CROSS);
}

/* «À lancer · 7»; where that has no room in a dense plot, the name alone. */
static void draw_quadrant(const struct plot *plot, enum quadrant quadrant)
{
	const char *name = text_in(&plot->matrix->quadrants[quadrant].name, plot->scene->language);
	const struct plot_box box = plot_quadrant_box(plot, quadrant);
	const int room = box.right - box.left - (plot->dense ? 0 : 1);
	struct buf text;
	int used;

	if (room < 4 || box.bottom < box.top)
		return;
	buf_init(&text);
	buf_add_format(&text, "%s · %zu", name, plot_count_in(plot, quadrant));
	if (plot->dense && surface_measure(plot->surface, text.data) > room)
		buf_truncate(&text, strlen(name));
	used = surface_text(plot->surface, box.top, box.left + 1, room, ATTRIBUTE_BOLD, text.data);
	plot_take(plot, box.top, box.left + 1, used);
	/* What stood at its sides would look like a part of it. */
	*plot_taken(plot, box.top, box.left) = PLOT_BLANK;
	if (box.left + 1 + used <= box.right)
		*plot_taken(plot, box.top, box.left + 1 + used) = PLOT_BLANK;
	buf_release(&text);
}

/* In the frame, beside the joint of the threshold, where the wider side is. */
static void draw_name_in_frame(const struct plot *plot, const char *name)
{
	const struct plot_box *frame = &plot->frame;
	const bool left = plot->line_column - frame->left >= frame->right - plot->line_column;
	const int begin = (left ? frame->left : plot->line_column) + 1,
		  end = left && column_inside(plot) ? plot->line_column : frame->right;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, " %s ", name);
	(void)surface_text(plot->surface, frame->top, begin, end - begin, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

/* One figure at the left of the frame. */
static void draw_upright_figure(const struct plot *plot, int row, double value)
{
	struct buf text;

	buf_init(&text);
	word_number(&text, plot->scene, value, 1);
	surface_text_right(plot->surface, row, plot->frame.left - PLOT_SCALE, PLOT_SCALE - 1, ATTRIBUTE_NONE,
			   text.data);
	buf_release(&text);
}

static void draw_upright_scale(const struct plot *plot)
{
	const struct axis *axis = &plot->matrix->axes[AXIS_Y];
	const char *name = text_in(&axis->name, plot->scene->language);
	double least, most;

	if (plot->dense)
		draw_name_in_frame(plot, name);
	else
		(void)surface_text(plot->surface, plot->frame.top - 1, 0, plot->frame.right, ATTRIBUTE_BOLD, name);
	range(plot, AXIS_Y, &least, &most);
	draw_upright_figure(plot, plot->frame.top, most);
	draw_upright_figure(plot, plot->frame.bottom, least);
	if (row_inside(plot))
		draw_upright_figure(plot, plot->line_row, axis->threshold);
}

/* «0         50       Ease 100» */
static void draw_level_scale(const struct plot *plot)
{
	const struct plot_box *frame = &plot->frame;
	const struct axis *axis = &plot->matrix->axes[AXIS_X];
	const char *name = text_in(&axis->name, plot->scene->language);
	const int row = frame->bottom + 1;
	struct surface *surface = plot->surface;
	double least, most;
	struct buf text;
	int used;

	range(plot, AXIS_X, &least, &most);
	buf_init(&text);
	word_number(&text, plot->scene, least, 1);
	used = surface_text(surface, row, frame->left, 4, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	word_number(&text, plot->scene, axis->threshold, 1);
	if (column_inside(plot) && plot->line_column > frame->left + used + 1 &&
	    plot->line_column < frame->right - surface_measure(surface, name) - 6)
		(void)surface_text(surface, row, plot->line_column - 1, 4, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	buf_add_format(&text, "%s ", name);
	word_number(&text, plot->scene, most, 1);
	surface_text_right(surface, row, frame->left, frame->right - frame->left + 1, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

void plot_draw(struct plot *plot, struct surface *surface, struct plot_box frame)
{
	lay_out(plot, surface, frame);
	draw_frame(plot);
	draw_upright_scale(plot);
	draw_level_scale(plot);
	for (int i = 0; i < QUADRANT_COUNT; i++)
		draw_quadrant(plot, (enum quadrant)i);
	labels_draw(plot);
}

static bool is_blank(const struct plot *plot, int row, int column)
{
	const struct surface_cell *cell = surface_at(plot->surface, row, column);

	return column > plot->frame.left && column < plot->frame.right && cell && !strcmp(cell->text, " ");
}

/* The columns for a name from `column` on, `step` by step, so far from what comes next that it is no name of that. */
static int room_for_name(const struct plot *plot, int row, int column, int step)
{
	int count = 0, end;

	while (is_blank(plot, row, column + count * step))
		count++;
	end = column + count * step;
	return count - 1 -
	       (end == plot->frame.left || end == plot->frame.right || end == plot->line_column ? 1 : NAME_GAP);
}

/* At the right of the label, else at its left, else shortened where there is more room. */
static void draw_name(const struct plot *plot, const struct plot_entry *entry)
{
	const char *name = use_case_name(entry->result->use_case);
	const int width = surface_measure(plot->surface, name), end = entry->column + entry->width,
		  after = room_for_name(plot, entry->row, end, 1),
		  before = room_for_name(plot, entry->row, entry->column - 1, -1);
	const bool right = after >= width || (before < width && after >= before);
	const int room = number_between(right ? after : before, 0, width);

	if (room >= NAME_LEAST || room == width)
		(void)surface_text(plot->surface, entry->row, right ? end + 1 : entry->column - 1 - room, room,
				   ATTRIBUTE_NONE, name);
}

void plot_draw_names(const struct plot *plot)
{
	for (size_t i = 0; i < plot->count; i++)
		if (plot->entries[i].way == PLOT_LABEL || plot->entries[i].way == PLOT_LEADER)
			draw_name(plot, &plot->entries[i]);
}

static bool is_drawn(const struct plot *plot, const struct surface *surface, const struct plot_box *frame)
{
	const struct surface *drawn = &plot->drawn;

	return drawn->cells && drawn->width == surface->width && drawn->height == surface->height &&
	       drawn->ascii == surface->ascii && !memcmp(&plot->frame, frame, sizeof(*frame)) &&
	       plot->drawn_traced == plot->traced;
}

void plot_show(struct plot *plot, struct surface *surface, struct plot_box frame)
{
	if (!is_drawn(plot, surface, &frame)) {
		surface_release(&plot->drawn);
		surface_init(&plot->drawn, surface->width, surface->height, surface->ascii);
		plot_draw(plot, &plot->drawn, frame);
		plot->drawn_traced = plot->traced;
	}
	/* With the scale below the frame. */
	surface_blit(surface, frame.top, 0, &plot->drawn, frame.top, frame.bottom + 2 - frame.top);
	plot->surface = surface;
}

void plot_mark(const struct plot *plot, const struct plot_entry *entry)
{
	const struct plot_cluster *cluster = &plot->clusters[entry->cluster];

	if (entry->way == PLOT_CLUSTER) {
		surface_mark(plot->surface, cluster->row, cluster->column, cluster->width, ATTRIBUTE_REVERSE);
	} else if (entry->way != PLOT_NOWHERE) {
		surface_mark(plot->surface, entry->row, entry->column, entry->width, ATTRIBUTE_REVERSE);
		surface_mark(plot->surface, entry->cell_row, entry->cell_column, 1, ATTRIBUTE_REVERSE);
	}
}

void plot_zone(const struct plot *plot, const struct plot_entry *entry, int away)
{
	const struct plot_cluster *cluster = &plot->clusters[entry->cluster];

	if (entry->way == PLOT_CLUSTER) {
		surface_zone_line(plot->surface, cluster->row, cluster->column, cluster->width, away);
	} else if (entry->way != PLOT_NOWHERE) {
		surface_zone_line(plot->surface, entry->row, entry->column, entry->width, away);
		surface_zone_line(plot->surface, entry->cell_row, entry->cell_column, 1, away);
	}
}

void plot_draw_number(const struct plot_entry *entry, struct surface *surface, int row, int column)
{
	struct buf text;

	buf_init(&text);
	if (result_is_settled(entry->result) && !result_is_prohibited(entry->result))
		buf_add_format(&text, "(%02zu)", entry->number);
	else
		buf_add_format(&text, "%s %02zu", word_flag(surface, entry->result), entry->number);
	(void)surface_text(surface, row, column, 6, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}
