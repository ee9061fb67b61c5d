#include "matrix_plot.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"

enum { REACH_POINTS = 5 /* how far from its point a label may stand, of 100 */ };

/* The ranked first, in their order, then those on the matrix without a rank, then the others. */
static void list_entries(struct plot *plot)
{
	const struct evaluation *evaluation = plot->scene->evaluation;

	plot->entries = xcalloc(evaluation->use_case_count, sizeof(*plot->entries));
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		plot->entries[plot->count++].result = &evaluation->use_cases[evaluation->ranking[i]];
	for (int placed = 1; placed >= 0; placed--)
		for (size_t i = 0; i < evaluation->use_case_count; i++)
			if (!evaluation->use_cases[i].rank && evaluation->use_cases[i].placed == placed)
				plot->entries[plot->count++].result = &evaluation->use_cases[i];
	for (size_t i = 0; i < plot->count; i++)
		plot->entries[i].number = i + 1;
}

void plot_init(struct plot *plot, const struct scene *scene)
{
	*plot = (struct plot){
		.scene = scene,
		.matrix = scene->evaluation->document->content->matrix,
		.favourite = -1,
	};
	list_entries(plot);
}

void plot_release(struct plot *plot)
{
	free(plot->entries);
	free(plot->taken);
	*plot = (struct plot){ 0 };
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

/* Where a value from 0 to 100 falls between two ends of a line, both included. */
static int along(double value, int from, int to)
{
	return from + (int)lround(value / 100 * (to - from));
}

static void lay_out(struct plot *plot, struct surface *surface, struct plot_box frame)
{
	const struct axis *axes = plot->matrix->axes;

	plot->surface = surface;
	plot->frame = frame;
	/* A threshold at an end lies on the frame: one side has no room, and nothing is drawn there. */
	plot->line_column =
		number_between(along(axes[AXIS_X].threshold, frame.left, frame.right), frame.left, frame.right);
	plot->line_row =
		number_between(along(100 - axes[AXIS_Y].threshold, frame.top, frame.bottom), frame.top, frame.bottom);
	free(plot->taken);
	plot->taken = xcalloc((size_t)(frame.bottom - frame.top + 1) * (size_t)surface->width, sizeof(bool));
}

static bool *taken_at(const struct plot *plot, int row, int column)
{
	return &plot->taken[(size_t)(row - plot->frame.top) * (size_t)plot->surface->width + (size_t)column];
}

static void take(const struct plot *plot, int row, int column, int width)
{
	for (int i = 0; i < width; i++)
		*taken_at(plot, row, column + i) = true;
}

static bool is_high(enum quadrant quadrant)
{
	return quadrant == QUADRANT_HIGH_HIGH || quadrant == QUADRANT_HIGH_LOW;
}

static bool is_right(enum quadrant quadrant)
{
	return quadrant == QUADRANT_HIGH_HIGH || quadrant == QUADRANT_LOW_HIGH;
}

/* The inside of a quadrant; where a threshold lies on the frame it may be empty. */
static struct plot_box quadrant_box(const struct plot *plot, enum quadrant quadrant)
{
	return (struct plot_box){
		.left = (is_right(quadrant) ? plot->line_column : plot->frame.left) + 1,
		.right = (is_right(quadrant) ? plot->frame.right : plot->line_column) - 1,
		.top = (is_high(quadrant) ? plot->frame.top : plot->line_row) + 1,
		.bottom = (is_high(quadrant) ? plot->line_row : plot->frame.bottom) - 1,
	};
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
	take(plot, row, frame->left, frame->right - frame->left + 1);
}

static void draw_upright(const struct plot *plot, int column)
{
	for (int row = plot->frame.top + 1; row < plot->frame.bottom; row++) {
		surface_glyph(plot->surface, row, column, GLYPH_VERTICAL);
		take(plot, row, column, 1);
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
	const struct plot_box box = quadrant_box(plot, quadrant);
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
	take(plot, box.top, box.left + 1, used);
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

static void draw_upright_scale(const struct plot *plot)
{
	const struct axis *axis = &plot->matrix->axes[AXIS_Y];
	const char *name = text_in(&axis->name, plot->scene->language);
	const int left = plot->frame.left - PLOT_SCALE, width = PLOT_SCALE - 1;
	struct buf text;

	if (plot->dense)
		draw_name_in_frame(plot, name);
	else
		(void)surface_text(plot->surface, plot->frame.top - 1, 0, plot->frame.right, ATTRIBUTE_BOLD, name);
	surface_text_right(plot->surface, plot->frame.top, left, width, ATTRIBUTE_NONE, "100");
	surface_text_right(plot->surface, plot->frame.bottom, left, width, ATTRIBUTE_NONE, "0");
	if (!row_inside(plot))
		return;
	buf_init(&text);
	word_number(&text, plot->scene, axis->threshold, 1);
	surface_text_right(plot->surface, plot->line_row, left, width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_level_scale(const struct plot *plot)
{
	const struct plot_box *frame = &plot->frame;
	const struct axis *axis = &plot->matrix->axes[AXIS_X];
	const char *name = text_in(&axis->name, plot->scene->language);
	const int row = frame->bottom + 1;
	struct surface *surface = plot->surface;
	struct buf text;

	buf_init(&text);
	(void)surface_text(surface, row, frame->left, 1, ATTRIBUTE_NONE, "0");
	word_number(&text, plot->scene, axis->threshold, 1);
	if (plot->line_column > frame->left + 2 &&
	    plot->line_column < frame->right - surface_measure(surface, name) - 6)
		(void)surface_text(surface, row, plot->line_column - 1, 4, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	buf_add_format(&text, "%s 100", name);
	surface_text_right(surface, row, frame->left, frame->right - frame->left + 1, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

/* --- labels --------------------------------------------------------------------------- */

/* «★01», «02», «…03», «(12)» for what is live or stopped: hollow. */
static void label(const struct plot *plot, const struct plot_entry *entry, struct buf *out)
{
	const char *flag = word_flag(plot->surface, entry->result);

	if (result_is_settled(entry->result))
		buf_add_format(out, "(%02zu)", entry->number);
	else
		buf_add_format(out, "%s%02zu", strcmp(flag, " ") ? flag : "", entry->number);
}

/* A blank on both sides keeps two labels apart. */
static bool is_free(const struct plot *plot, const struct plot_box *box, int row, int column, int width)
{
	if (row < box->top || row > box->bottom || column < box->left || column + width - 1 > box->right)
		return false;
	for (int i = column - 1; i <= column + width; i++)
		if (i >= box->left && i <= box->right && *taken_at(plot, row, i))
			return false;
	return true;
}

/* Where the middle of a label should be, in columns and rows, as exactly as its figures say. */
struct aim {
	double row, column;
};

static struct aim aim_at(const struct plot *plot, const struct use_case_result *result)
{
	const struct plot_box *frame = &plot->frame;

	return (struct aim){
		.row = frame->top + (100 - result->y) / 100 * (frame->bottom - frame->top),
		.column = frame->left + result->x / 100 * (frame->right - frame->left),
	};
}

/*
 * Moves to the free place nearest to the one given, no further than
 * REACH_POINTS on either axis, but for the next row of a dense plot; a row
 * counts as two columns. Of two as near the one that is nearer to the aim, so
 * that labels that crowd keep the order of their points. False where there is
 * none.
 */
static bool find_place(const struct plot *plot, const struct plot_box *box, struct plot_entry *entry)
{
	const int columns = (plot->frame.right - plot->frame.left) * REACH_POINTS / 100 + 1;
	const int points = (plot->frame.bottom - plot->frame.top) * REACH_POINTS / 100;
	const int rows = plot->dense && !points ? 1 : points;
	const struct aim aim = aim_at(plot, entry->result);
	const int from_row = entry->row, from_column = entry->column;
	double best = INFINITY;

	for (int row = from_row - rows; row <= from_row + rows; row++) {
		for (int column = from_column - columns; column <= from_column + columns; column++) {
			const double middle = column + (entry->width - 1) / 2.0,
				     off = fabs(middle - aim.column) + 2 * fabs(row - aim.row);
			const int cost = abs(column - from_column) + 2 * abs(row - from_row);

			if (cost + off / 1000 >= best || !is_free(plot, box, row, column, entry->width))
				continue;
			best = cost + off / 1000;
			entry->row = row;
			entry->column = column;
		}
	}
	return best < INFINITY;
}

static void place_label(const struct plot *plot, struct plot_entry *entry)
{
	const struct plot_box box = quadrant_box(plot, entry->result->quadrant);
	struct buf text;

	buf_init(&text);
	label(plot, entry, &text);
	entry->width = surface_measure(plot->surface, text.data);
	buf_release(&text);
	entry->row =
		number_between(along(100 - entry->result->y, plot->frame.top, plot->frame.bottom), box.top, box.bottom);
	entry->column = number_between(along(entry->result->x, plot->frame.left, plot->frame.right) - entry->width / 2,
				       box.left, box.right - entry->width + 1);
	entry->drawn = find_place(plot, &box, entry);
	if (entry->drawn)
		take(plot, entry->row, entry->column, entry->width);
}

/* Quick wins find their place first, and before them the entry `first`, where there is one. */
static void place_labels(const struct plot *plot, int first)
{
	if (first >= 0)
		place_label(plot, &plot->entries[first]);
	for (int flagged = 1; flagged >= 0; flagged--) {
		for (size_t i = 0; i < plot->count; i++) {
			const struct use_case_result *result = plot->entries[i].result;
			const bool wins = result->verdict == VERDICT_YES || result->verdict == VERDICT_CONDITIONAL;

			if (result->placed && wins == (flagged == 1) && (int)i != first)
				place_label(plot, &plot->entries[i]);
		}
	}
}

/* A favourite that found no place is the first in a second round. */
static void place_all(const struct plot *plot)
{
	const size_t size = (size_t)(plot->frame.bottom - plot->frame.top + 1) * (size_t)plot->surface->width;
	const struct plot_entry *favourite = plot->favourite >= 0 ? &plot->entries[plot->favourite] : NULL;
	bool *before = xcalloc(size, sizeof(bool));

	memcpy(before, plot->taken, size * sizeof(bool));
	place_labels(plot, -1);
	if (favourite && favourite->result->placed && !favourite->drawn) {
		memcpy(plot->taken, before, size * sizeof(bool));
		place_labels(plot, plot->favourite);
	}
	free(before);
}

static size_t draw_labels(const struct plot *plot)
{
	size_t left_out = 0;

	for (size_t i = 0; i < plot->count; i++) {
		const struct plot_entry *entry = &plot->entries[i];
		struct buf text;

		left_out += entry->result->placed && !entry->drawn;
		if (!entry->drawn)
			continue;
		buf_init(&text);
		label(plot, entry, &text);
		(void)surface_text(plot->surface, entry->row, entry->column, entry->width, ATTRIBUTE_BOLD, text.data);
		buf_release(&text);
	}
	return left_out;
}

size_t plot_draw(struct plot *plot, struct surface *surface, struct plot_box frame)
{
	lay_out(plot, surface, frame);
	draw_frame(plot);
	draw_upright_scale(plot);
	draw_level_scale(plot);
	for (int i = 0; i < QUADRANT_COUNT; i++)
		draw_quadrant(plot, (enum quadrant)i);
	place_all(plot);
	return draw_labels(plot);
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
