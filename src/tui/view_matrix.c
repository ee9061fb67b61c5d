/*
 * The prioritization matrix: a plot with its four quadrants, and beside or
 * below it the legend. Points are numbered in the order of the legend; a label
 * never stands on another one, on a line or on a quadrant's name, and never in
 * a quadrant that is not its own.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/tui/wording.h"

enum {
	LEGEND_WIDTH = 54,  /* least, beside the plot */
	PLOT_WIDTH = 62,    /* least, with a legend beside it */
	SCALE_WIDTH = 4,    /* «100 » */
	REACH_COLUMNS = 14, /* how far from its point a label may stand */
	REACH_ROWS = 3,
};

/* The inside of the plot, without its frame: rows top + 1 to bottom - 1. */
struct plot {
	int left, right, top, bottom; /* of the frame */
	int line_column, line_row;    /* of the two thresholds */
};

struct entry {
	const struct use_case_result *result;
	size_t number; /* from 1 */
	bool drawn;
};

struct drawing {
	const struct scene *scene;
	struct surface *surface;
	const struct matrix *matrix;
	struct entry *entries;
	size_t count;
	bool *taken; /* cells of the surface that hold something; rows of the plot only */
	struct plot plot;
};

/* The ranked first, in their order, then those on the matrix without a rank, then the others. */
static void list_entries(struct drawing *drawing)
{
	const struct evaluation *evaluation = drawing->scene->evaluation;

	drawing->entries = xcalloc(evaluation->use_case_count, sizeof(*drawing->entries));
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		drawing->entries[drawing->count++].result = &evaluation->use_cases[evaluation->ranking[i]];
	for (int placed = 1; placed >= 0; placed--)
		for (size_t i = 0; i < evaluation->use_case_count; i++)
			if (!evaluation->use_cases[i].rank && evaluation->use_cases[i].placed == placed)
				drawing->entries[drawing->count++].result = &evaluation->use_cases[i];
	for (size_t i = 0; i < drawing->count; i++)
		drawing->entries[i].number = i + 1;
}

/* Where a value from 0 to 100 falls between two ends of a line, both included. */
static int along(double value, int from, int to)
{
	return from + (int)lround(value / 100 * (to - from));
}

static int between(int value, int least, int most)
{
	return value < least ? least : value > most ? most : value;
}

static void lay_out(struct drawing *drawing, int left, int right, int top, int bottom)
{
	struct plot *plot = &drawing->plot;

	*plot = (struct plot){ .left = left, .right = right, .top = top, .bottom = bottom };
	/* A threshold at an end still leaves room for a point on both sides. */
	plot->line_column = between(along(drawing->matrix->axes[AXIS_X].threshold, left, right), left, right);
	plot->line_row = between(along(100 - drawing->matrix->axes[AXIS_Y].threshold, top, bottom), top, bottom);
}

static bool *taken_at(const struct drawing *drawing, int row, int column)
{
	return &drawing->taken[(size_t)(row - drawing->plot.top) * (size_t)drawing->surface->width + (size_t)column];
}

static void take(const struct drawing *drawing, int row, int column, int width)
{
	for (int i = 0; i < width; i++)
		*taken_at(drawing, row, column + i) = true;
}

static void draw_line(struct surface *surface, int row, int left, int right, enum glyph first, enum glyph last)
{
	surface_repeat(surface, row, left, right - left, GLYPH_HORIZONTAL);
	surface_glyph(surface, row, left, first);
	surface_glyph(surface, row, right, last);
}

static void draw_frame(struct drawing *drawing)
{
	const struct plot *plot = &drawing->plot;
	struct surface *surface = drawing->surface;
	const bool row_inside = plot->line_row > plot->top && plot->line_row < plot->bottom;
	const bool column_inside = plot->line_column > plot->left && plot->line_column < plot->right;

	draw_line(surface, plot->top, plot->left, plot->right, GLYPH_TOP_LEFT, GLYPH_TOP_RIGHT);
	draw_line(surface, plot->bottom, plot->left, plot->right, GLYPH_BOTTOM_LEFT, GLYPH_BOTTOM_RIGHT);
	for (int row = plot->top + 1; row < plot->bottom; row++) {
		surface_glyph(surface, row, plot->left, GLYPH_VERTICAL);
		surface_glyph(surface, row, plot->right, GLYPH_VERTICAL);
		if (column_inside)
			surface_glyph(surface, row, plot->line_column, GLYPH_VERTICAL);
		take(drawing, row, plot->line_column, 1);
	}
	if (row_inside)
		draw_line(surface, plot->line_row, plot->left, plot->right, GLYPH_TEE_LEFT, GLYPH_TEE_RIGHT);
	if (column_inside) {
		surface_glyph(surface, plot->top, plot->line_column, GLYPH_TEE_TOP);
		surface_glyph(surface, plot->bottom, plot->line_column, GLYPH_TEE_BOTTOM);
		if (row_inside)
			surface_glyph(surface, plot->line_row, plot->line_column, GLYPH_CROSS);
	}
	for (int row = plot->top; row <= plot->bottom; row++) {
		take(drawing, row, plot->left, 1);
		take(drawing, row, plot->right, 1);
	}
	take(drawing, plot->line_row, plot->left, plot->right - plot->left);
	take(drawing, plot->top, plot->left, plot->right - plot->left);
	take(drawing, plot->bottom, plot->left, plot->right - plot->left);
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
static struct plot quadrant_box(const struct plot *plot, enum quadrant quadrant)
{
	return (struct plot){
		.left = (is_right(quadrant) ? plot->line_column : plot->left) + 1,
		.right = (is_right(quadrant) ? plot->right : plot->line_column) - 1,
		.top = (is_high(quadrant) ? plot->top : plot->line_row) + 1,
		.bottom = (is_high(quadrant) ? plot->line_row : plot->bottom) - 1,
	};
}

static void draw_quadrants(struct drawing *drawing)
{
	for (int i = 0; i < QUADRANT_COUNT; i++) {
		const struct plot box = quadrant_box(&drawing->plot, (enum quadrant)i);
		const char *name = text_in(&drawing->matrix->quadrants[i].name, drawing->scene->language);
		const int room = box.right - box.left - 1;
		int used;

		if (room < 4 || box.bottom < box.top)
			continue;
		used = surface_text(drawing->surface, box.top, box.left + 1, room, ATTRIBUTE_BOLD, name);
		take(drawing, box.top, box.left + 1, used);
	}
}

static void draw_scales(struct drawing *drawing)
{
	const struct plot *plot = &drawing->plot;
	const struct axis *axes = drawing->matrix->axes;
	struct surface *surface = drawing->surface;
	const char *name = text_in(&axes[AXIS_X].name, drawing->scene->language);
	struct buf text;

	buf_init(&text);
	(void)surface_text(surface, plot->top - 1, 0, plot->right, ATTRIBUTE_BOLD,
			   text_in(&axes[AXIS_Y].name, drawing->scene->language));
	surface_text_right(surface, plot->top, plot->left - SCALE_WIDTH, SCALE_WIDTH - 1, ATTRIBUTE_NONE, "100");
	surface_text_right(surface, plot->bottom, plot->left - SCALE_WIDTH, SCALE_WIDTH - 1, ATTRIBUTE_NONE, "0");
	word_number(&text, drawing->scene, axes[AXIS_Y].threshold, 0);
	if (plot->line_row > plot->top && plot->line_row < plot->bottom)
		surface_text_right(surface, plot->line_row, plot->left - SCALE_WIDTH, SCALE_WIDTH - 1, ATTRIBUTE_NONE,
				   text.data);
	(void)surface_text(surface, plot->bottom + 1, plot->left, 1, ATTRIBUTE_NONE, "0");
	buf_clear(&text);
	word_number(&text, drawing->scene, axes[AXIS_X].threshold, 0);
	if (plot->line_column > plot->left + 2 && plot->line_column < plot->right - surface_measure(surface, name) - 6)
		(void)surface_text(surface, plot->bottom + 1, plot->line_column - 1, 4, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	buf_add_format(&text, "%s 100", name);
	surface_text_right(surface, plot->bottom + 1, plot->left, plot->right - plot->left + 1, ATTRIBUTE_BOLD,
			   text.data);
	buf_release(&text);
}

/* «★01», « 02», «(03)» for what is live or stopped: hollow. */
static void label(const struct drawing *drawing, const struct entry *entry, struct buf *out)
{
	buf_clear(out);
	if (result_is_settled(entry->result))
		buf_add_format(out, "(%02zu)", entry->number);
	else
		buf_add_format(out, "%s%02zu",
			       entry->result->verdict == VERDICT_YES || entry->result->verdict == VERDICT_CONDITIONAL
				       ? word_flag(drawing->surface, entry->result)
				       : "",
			       entry->number);
}

/* A blank on both sides keeps two labels apart. */
static bool is_free(const struct drawing *drawing, const struct plot *box, int row, int column, int width)
{
	if (row < box->top || row > box->bottom || column < box->left || column + width - 1 > box->right)
		return false;
	for (int i = column - 1; i <= column + width; i++)
		if (i >= box->left && i <= box->right && *taken_at(drawing, row, i))
			return false;
	return true;
}

/* The free place nearest to the point; a row counts as two columns. False where there is none within reach. */
static bool find_place(const struct drawing *drawing, const struct plot *box, int width, int *row, int *column)
{
	int best = REACH_COLUMNS + 2 * REACH_ROWS + 1, best_row = 0, best_column = 0;

	for (int down = -REACH_ROWS; down <= REACH_ROWS; down++) {
		for (int right = -REACH_COLUMNS; right <= REACH_COLUMNS; right++) {
			const int cost = abs(right) + 2 * abs(down);

			if (cost >= best || !is_free(drawing, box, *row + down, *column + right, width))
				continue;
			best = cost;
			best_row = *row + down;
			best_column = *column + right;
		}
	}
	*row = best_row;
	*column = best_column;
	return best <= REACH_COLUMNS + 2 * REACH_ROWS;
}

static void draw_point(struct drawing *drawing, struct entry *entry)
{
	const struct plot box = quadrant_box(&drawing->plot, entry->result->quadrant);
	struct buf text;
	int row, column, width;

	buf_init(&text);
	label(drawing, entry, &text);
	width = surface_measure(drawing->surface, text.data);
	row = between(along(100 - entry->result->y, drawing->plot.top, drawing->plot.bottom), box.top, box.bottom);
	column = between(along(entry->result->x, drawing->plot.left, drawing->plot.right) - width / 2, box.left,
			 box.right - width + 1);
	entry->drawn = find_place(drawing, &box, width, &row, &column);
	if (entry->drawn) {
		(void)surface_text(drawing->surface, row, column, width, ATTRIBUTE_BOLD, text.data);
		take(drawing, row, column, width);
	}
	buf_release(&text);
}

static size_t draw_points(struct drawing *drawing)
{
	size_t left_out = 0;

	for (size_t i = 0; i < drawing->count; i++) {
		if (!drawing->entries[i].result->placed)
			continue;
		draw_point(drawing, &drawing->entries[i]);
		left_out += !drawing->entries[i].drawn;
	}
	return left_out;
}

static void draw_legend_line(const struct drawing *drawing, const struct entry *entry, int row, int left, int width)
{
	const int name_width = width * 5 / 9 - 5;
	struct surface *surface = drawing->surface;
	struct buf text;

	buf_init(&text);
	(void)surface_text(surface, row, left, 1, ATTRIBUTE_BOLD, word_flag(surface, entry->result));
	buf_add_format(&text, "%02zu", entry->number);
	(void)surface_text(surface, row, left + 2, 4, ATTRIBUTE_NONE, text.data);
	(void)surface_text(surface, row, left + 5 + (entry->number > 99), name_width, ATTRIBUTE_BOLD,
			   use_case_name(entry->result->use_case));
	buf_clear(&text);
	word_reason(&text, drawing->scene, entry->result);
	(void)surface_text(surface, row, left + 6 + name_width, width - name_width - 6, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* «to be scored»: not on the matrix because a family that it is made of has no value. */
static bool is_to_score(const struct entry *entry)
{
	return !entry->result->placed && !result_is_prohibited(entry->result);
}

static int draw_legend(const struct drawing *drawing, int row, int left, int width)
{
	bool heading = false;

	for (size_t i = 0; i < drawing->count; i++)
		if (!is_to_score(&drawing->entries[i]))
			draw_legend_line(drawing, &drawing->entries[i], row++, left, width);
	for (size_t i = 0; i < drawing->count; i++) {
		if (!is_to_score(&drawing->entries[i]))
			continue;
		if (!heading)
			(void)surface_text(drawing->surface, row++, left, width, ATTRIBUTE_BOLD, _("To be scored"));
		heading = true;
		draw_legend_line(drawing, &drawing->entries[i], row++, left, width);
	}
	return row;
}

static void draw_title(const struct drawing *drawing)
{
	const struct evaluation *evaluation = drawing->scene->evaluation;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, message_plural("%zu use case", "%zu use cases", drawing->count), drawing->count);
	buf_add_text(&text, " · ");
	buf_add_format(&text, message_plural("%zu quick win", "%zu quick wins", evaluation->quick_wins),
		       evaluation->quick_wins);
	if (evaluation->conditional) {
		buf_add_text(&text, " · ");
		buf_add_format(&text, _("%zu under condition"), evaluation->conditional);
	}
	(void)surface_text(drawing->surface, 0, 0, drawing->surface->width, ATTRIBUTE_BOLD,
			   text_in(&drawing->matrix->name, drawing->scene->language));
	surface_text_right(drawing->surface, 0, drawing->surface->width / 3,
			   drawing->surface->width - drawing->surface->width / 3, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static int draw_notes(const struct drawing *drawing, int row, size_t left_out)
{
	struct surface *surface = drawing->surface;
	struct buf text;

	buf_init(&text);
	if (left_out) {
		buf_add_format(&text,
			       message_plural("%zu use case has no room in its place and stands in the legend only.",
					      "%zu use cases have no room in their place and stand in the legend only.",
					      left_out),
			       left_out);
		row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_clear(&text);
	buf_add_format(&text, "%s\u00a0%s · %s\u00a0%s · %s\u00a0%s · (01)\u00a0%s · %s\u00a0%s",
		       surface_glyph_text(surface, GLYPH_QUICK_WIN), _("quick win"),
		       surface_glyph_text(surface, GLYPH_CONDITIONAL), _("under condition"),
		       surface_glyph_text(surface, GLYPH_INCOMPLETE), _("to be completed"), _("live or stopped"),
		       surface_glyph_text(surface, GLYPH_PROHIBITED), _("prohibited"));
	row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

/* Advice for the quadrants, best first: what to do with what stands there. */
static void draw_advice(const struct drawing *drawing, int row)
{
	static const enum quadrant order[] = { QUADRANT_HIGH_HIGH, QUADRANT_HIGH_LOW, QUADRANT_LOW_HIGH,
					       QUADRANT_LOW_LOW };
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		const struct quadrant_text *quadrant = &drawing->matrix->quadrants[order[i]];

		buf_clear(&text);
		buf_add_format(&text, "%s%s%s", text_in(&quadrant->name, drawing->scene->language), _(": "),
			       text_in(&quadrant->advice, drawing->scene->language));
		row += surface_wrap(drawing->surface, row, 0, drawing->surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
}

static bool draw_matrix(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct drawing drawing = {
		.scene = scene,
		.surface = surface,
		.matrix = scene->evaluation->document->content->matrix,
	};
	const bool beside = surface->width >= PLOT_WIDTH + 2 + LEGEND_WIDTH;
	const int plot_width = beside ? surface->width * 52 / 100 : surface->width;
	const int plot_height = between(plot_width * 3 / 10, 19, 33);
	size_t left_out;
	int row, bottom;

	(void)err;
	list_entries(&drawing);
	lay_out(&drawing, SCALE_WIDTH, plot_width - 1, 2, 2 + plot_height - 1);
	drawing.taken = xcalloc((size_t)plot_height * (size_t)surface->width, sizeof(bool));
	draw_title(&drawing);
	draw_scales(&drawing);
	draw_frame(&drawing);
	draw_quadrants(&drawing);
	left_out = draw_points(&drawing);
	bottom = drawing.plot.bottom + 3;
	row = beside ? draw_legend(&drawing, 2, plot_width + 2, surface->width - plot_width - 2)
		     : draw_legend(&drawing, bottom, 0, surface->width);
	row = (row > bottom ? row : bottom) + 1;
	row = draw_notes(&drawing, row, left_out) + 1;
	draw_advice(&drawing, row);
	free(drawing.taken);
	free(drawing.entries);
	return true;
}

const struct view view_matrix = {
	.name = "matrix",
	.help = N_("the prioritization matrix with its quick wins"),
	.draw = draw_matrix,
};
