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
	BESIDE_WIDTH = 140,  /* from here on the legend stands beside the plot */
	SCALE_WIDTH = 5,     /* «62,5 » */
	REACH_POINTS = 5,    /* how far from its point a label may stand, of 100 */
	TO_SCORE_SHOWN = 20, /* use cases without a place that the legend lists */
	LEFT_OUT_SHOWN = 60, /* numbers of those that have no room */
	REASON_WIDTH = 36,   /* least, in the legend */
};

/* The plot with its frame: what is inside has rows top + 1 to bottom - 1. Of a quadrant: its inside alone. */
struct plot {
	int left, right, top, bottom; /* columns and rows, all included */
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
	int name_width; /* of the longest name */
	bool *taken;    /* cells of the surface that hold something; rows of the plot only */
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
	/* A threshold at an end lies on the frame: one side has no room, and nothing is drawn there. */
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

static size_t count_in(const struct drawing *drawing, enum quadrant quadrant)
{
	size_t count = 0;

	for (size_t i = 0; i < drawing->count; i++)
		count += drawing->entries[i].result->placed && drawing->entries[i].result->quadrant == quadrant;
	return count;
}

/* «À lancer · 7» */
static void draw_quadrants(struct drawing *drawing)
{
	struct buf name;

	buf_init(&name);
	for (int i = 0; i < QUADRANT_COUNT; i++) {
		const struct plot box = quadrant_box(&drawing->plot, (enum quadrant)i);
		const int room = box.right - box.left - 1;
		int used;

		if (room < 4 || box.bottom < box.top)
			continue;
		buf_clear(&name);
		buf_add_format(&name, "%s · %zu",
			       text_in(&drawing->matrix->quadrants[i].name, drawing->scene->language),
			       count_in(drawing, (enum quadrant)i));
		used = surface_text(drawing->surface, box.top, box.left + 1, room, ATTRIBUTE_BOLD, name.data);
		take(drawing, box.top, box.left + 1, used);
	}
	buf_release(&name);
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
	word_number(&text, drawing->scene, axes[AXIS_Y].threshold, 1);
	if (plot->line_row > plot->top && plot->line_row < plot->bottom)
		surface_text_right(surface, plot->line_row, plot->left - SCALE_WIDTH, SCALE_WIDTH - 1, ATTRIBUTE_NONE,
				   text.data);
	(void)surface_text(surface, plot->bottom + 1, plot->left, 1, ATTRIBUTE_NONE, "0");
	buf_clear(&text);
	word_number(&text, drawing->scene, axes[AXIS_X].threshold, 1);
	if (plot->line_column > plot->left + 2 && plot->line_column < plot->right - surface_measure(surface, name) - 6)
		(void)surface_text(surface, plot->bottom + 1, plot->line_column - 1, 4, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	buf_add_format(&text, "%s 100", name);
	surface_text_right(surface, plot->bottom + 1, plot->left, plot->right - plot->left + 1, ATTRIBUTE_BOLD,
			   text.data);
	buf_release(&text);
}

/* «★01», «02», «…03», «(12)» for what is live or stopped: hollow. */
static void label(const struct drawing *drawing, const struct entry *entry, struct buf *out)
{
	const char *flag = word_flag(drawing->surface, entry->result);

	buf_clear(out);
	if (result_is_settled(entry->result))
		buf_add_format(out, "(%02zu)", entry->number);
	else
		buf_add_format(out, "%s%02zu", strcmp(flag, " ") ? flag : "", entry->number);
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

/*
 * The free place nearest to the point, no further than REACH_POINTS on either
 * axis; a row counts as two columns. False where there is none.
 */
static bool find_place(const struct drawing *drawing, const struct plot *box, int width, int *row, int *column)
{
	const int columns = (drawing->plot.right - drawing->plot.left) * REACH_POINTS / 100 + 1;
	const int rows = (drawing->plot.bottom - drawing->plot.top) * REACH_POINTS / 100;
	int best = columns + 2 * rows + 1, best_row = 0, best_column = 0;

	for (int down = -rows; down <= rows; down++) {
		for (int right = -columns; right <= columns; right++) {
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
	return best <= columns + 2 * rows;
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

/* Quick wins find their place first. */
static size_t draw_points(struct drawing *drawing)
{
	size_t left_out = 0;

	for (int first = 1; first >= 0; first--) {
		for (size_t i = 0; i < drawing->count; i++) {
			const struct use_case_result *result = drawing->entries[i].result;
			const bool flagged = result->verdict == VERDICT_YES || result->verdict == VERDICT_CONDITIONAL;

			if (!result->placed || flagged != (first == 1))
				continue;
			draw_point(drawing, &drawing->entries[i]);
			left_out += !drawing->entries[i].drawn;
		}
	}
	return left_out;
}

/* «★ 01», « (12)» */
static void draw_legend_number(const struct drawing *drawing, const struct entry *entry, int row, int left)
{
	struct buf text;

	buf_init(&text);
	if (result_is_settled(entry->result) && !result_is_prohibited(entry->result))
		buf_add_format(&text, "(%02zu)", entry->number);
	else
		buf_add_format(&text, "%s %02zu", word_flag(drawing->surface, entry->result), entry->number);
	(void)surface_text(drawing->surface, row, left, 6, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw_legend_line(const struct drawing *drawing, const struct entry *entry, int row, int left, int width)
{
	const int begin = left + (drawing->count > 99 ? 7 : 6), room = left + width - begin;
	const int name_width = drawing->name_width < room - REASON_WIDTH ? drawing->name_width : room - REASON_WIDTH;
	struct buf text;

	buf_init(&text);
	draw_legend_number(drawing, entry, row, left);
	(void)surface_text(drawing->surface, row, begin, name_width, ATTRIBUTE_BOLD,
			   use_case_name(entry->result->use_case));
	word_reason(&text, drawing->scene, entry->result);
	(void)surface_text(drawing->surface, row, begin + name_width + 2, room - name_width - 2, ATTRIBUTE_NONE,
			   text.data);
	buf_release(&text);
}

/* Not on the matrix because a family that it is made of has no value. */
static bool is_to_score(const struct entry *entry)
{
	return !entry->result->placed && !result_is_prohibited(entry->result);
}

static int draw_to_score(const struct drawing *drawing, int row, int left, int width)
{
	size_t count = 0;
	struct buf text;

	for (size_t i = 0; i < drawing->count; i++) {
		if (!is_to_score(&drawing->entries[i]))
			continue;
		if (!count)
			(void)surface_text(drawing->surface, row++, left, width, ATTRIBUTE_BOLD, _("To be scored"));
		if (count++ < TO_SCORE_SHOWN)
			draw_legend_line(drawing, &drawing->entries[i], row++, left, width);
	}
	if (count <= TO_SCORE_SHOWN)
		return row;
	buf_init(&text);
	buf_add_format(&text, _("… and %zu others: see ranking"), count - TO_SCORE_SHOWN);
	(void)surface_text(drawing->surface, row++, left, width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

static int draw_legend(struct drawing *drawing, int row, int left, int width)
{
	for (size_t i = 0; i < drawing->count; i++) {
		const int name = surface_measure(drawing->surface, use_case_name(drawing->entries[i].result->use_case));

		drawing->name_width = name > drawing->name_width ? name : drawing->name_width;
	}
	for (size_t i = 0; i < drawing->count; i++)
		if (!is_to_score(&drawing->entries[i]))
			draw_legend_line(drawing, &drawing->entries[i], row++, left, width);
	return draw_to_score(drawing, row, left, width);
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

/* The numbers of those that have no room near their point. */
static int draw_left_out(const struct drawing *drawing, int row, size_t left_out)
{
	size_t shown = 0;
	struct buf text;

	if (!left_out)
		return row;
	buf_init(&text);
	buf_add_format(&text, "%s%s", _("No room near their place, in the legend only"), _(": "));
	for (size_t i = 0; i < drawing->count; i++) {
		const struct entry *entry = &drawing->entries[i];

		if (!entry->result->placed || entry->drawn)
			continue;
		if (shown++ < LEFT_OUT_SHOWN)
			buf_add_format(&text, "%s%02zu", shown > 1 ? ", " : "", entry->number);
	}
	if (shown > LEFT_OUT_SHOWN) {
		buf_add_char(&text, ' ');
		buf_add_format(&text, _("and %zu others"), shown - LEFT_OUT_SHOWN);
	}
	row += surface_wrap(drawing->surface, row, 0, drawing->surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

static int draw_notes(const struct drawing *drawing, int row, size_t left_out)
{
	struct surface *surface = drawing->surface;
	struct buf text;

	row = draw_left_out(drawing, row, left_out);
	buf_init(&text);
	word_key(&text, surface, "(nn)");
	row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data) + 1;
	for (int axis = AXIS_COUNT - 1; axis >= 0; axis--) {
		const struct axis *shown = &drawing->matrix->axes[axis];
		const char *meaning = text_in(&shown->text, drawing->scene->language);

		if (!*meaning)
			continue;
		buf_clear(&text);
		buf_add_format(&text, "%s%s%s", text_in(&shown->name, drawing->scene->language), _(": "), meaning);
		row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
	return row;
}

/* Advice for the quadrants where something stands, best first. */
static void draw_advice(const struct drawing *drawing, int row)
{
	static const enum quadrant order[] = { QUADRANT_HIGH_HIGH, QUADRANT_HIGH_LOW, QUADRANT_LOW_HIGH,
					       QUADRANT_LOW_LOW };
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		const struct quadrant_text *quadrant = &drawing->matrix->quadrants[order[i]];

		if (!count_in(drawing, order[i]))
			continue;
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
	const bool beside = surface->width >= BESIDE_WIDTH;
	const int plot_width = beside ? surface->width / 2 : surface->width;
	const int plot_height = between(plot_width * 3 / 10, 23, 31);
	size_t left_out;
	int row, bottom;

	(void)err;
	if (!scene->evaluation->use_case_count) {
		(void)surface_wrap(
			surface, 0, 0, surface->width, ATTRIBUTE_NONE,
			_("No use case yet. To begin: cadran add FILE ID, or cadran set FILE use-case.ID.name NAME."));
		return true;
	}
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
