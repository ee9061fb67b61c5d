#include "radar_parts.h"

#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"

enum { NUMBER = 2 };

/* A cell is about twice as high as wide. */
static const double aspect = 2;

/* The part of its size that a radar gives up at most to have names at its axes. */
static const double names_worth = 0.6;

struct radar {
	const struct scene *scene;
	struct surface *surface;
	const struct grid *grid;
	const struct grid_result *result;
	struct radar_box box;
	int row, column; /* of the middle */
	double radius;   /* rows */
	bool names;      /* at the ends of the axes, not numbers alone */
};

static double angle_of(const struct radar *radar, size_t dimension)
{
	return 2 * acos(-1.0) * (double)dimension / (double)radar->grid->dimension_count;
}

/* The cell at `level` on an axis; a little beyond 5 is where its name begins. */
static void place(const struct radar *radar, size_t dimension, double level, int *row, int *column)
{
	const double length = level / LEVEL_COUNT * radar->radius, angle = angle_of(radar, dimension);

	*row = radar->row - (int)lround(length * cos(angle));
	*column = radar->column + (int)lround(aspect * length * sin(angle));
}

/* --- names ----------------------------------------------------------------------------- */

static void word_axis(const struct radar *radar, size_t dimension, struct buf *out)
{
	const struct dimension *at = &radar->grid->dimensions[dimension];
	const char *name = text_in(&at->short_name, radar->scene->language);

	buf_add_format(out, "%zu", dimension + 1);
	if (radar->names)
		buf_add_format(out, " %s", *name ? name : text_in(&at->name, radar->scene->language));
}

/* Where the name of an axis stands: outside its end, to the side that it points to. */
static void label_box(const struct radar *radar, size_t dimension, const char *text, struct radar_box *label)
{
	const double side = sin(angle_of(radar, dimension)), up = cos(angle_of(radar, dimension));
	const int width = surface_measure(radar->surface, text);
	int row, column;

	place(radar, dimension, LEVEL_COUNT, &row, &column);
	if (fabs(side) < 0.3)
		*label = (struct radar_box){ row + (up > 0 ? -1 : 1), column - width / 2, 1, width };
	else
		*label = (struct radar_box){ row, side > 0 ? column + 2 : column - 1 - width, 1, width };
}

static bool inside(const struct radar_box *box, const struct radar_box *label)
{
	return label->left >= box->left && label->left + label->columns <= box->left + box->columns &&
	       label->top >= box->top && label->top < box->top + box->rows;
}

/* A blank between two on one row. */
static bool apart(const struct radar_box *a, const struct radar_box *b)
{
	return a->top != b->top || a->left + a->columns < b->left || b->left + b->columns < a->left;
}

/* Whether every label stands in the box and none on another one. */
static bool labels_fit(const struct radar *radar)
{
	const size_t count = radar->grid->dimension_count;
	struct radar_box *labels = xcalloc(count + 1, sizeof(*labels));
	bool fit = true;

	for (size_t d = 0; d < count; d++) {
		struct buf text;

		buf_init(&text);
		word_axis(radar, d, &text);
		label_box(radar, d, text.data, &labels[d]);
		buf_release(&text);
		fit &= inside(&radar->box, &labels[d]);
		for (size_t other = 0; other < d; other++)
			fit &= apart(&labels[d], &labels[other]);
	}
	free(labels);
	return fit;
}

static void draw_labels(const struct radar *radar, int chosen)
{
	for (size_t d = 0; d < radar->grid->dimension_count; d++) {
		struct radar_box label;
		struct buf text;

		buf_init(&text);
		word_axis(radar, d, &text);
		label_box(radar, d, text.data, &label);
		(void)surface_text(radar->surface, label.top, label.left, label.columns,
				   (int)d == chosen ? ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE : ATTRIBUTE_BOLD, text.data);
		buf_release(&text);
	}
}

/* --- shapes ------------------------------------------------------------------------------- */

static void dot(const struct radar *radar, int row, int column, enum glyph glyph)
{
	if (row >= radar->box.top && row < radar->box.top + radar->box.rows && column >= radar->box.left &&
	    column < radar->box.left + radar->box.columns)
		surface_glyph(radar->surface, row, column, glyph);
}

/* A faint dot at each level, the way to read a distance. */
static void draw_axes(const struct radar *radar)
{
	for (size_t d = 0; d < radar->grid->dimension_count; d++) {
		for (int level = 1; level <= LEVEL_COUNT; level++) {
			int row, column;

			place(radar, d, level, &row, &column);
			dot(radar, row, column, GLYPH_EMPTY);
		}
	}
}

static double score_of(const struct radar *radar, size_t dimension)
{
	return radar->result->dimensions[dimension].measure.score;
}

/* From one dimension's score to the next one's, both known: cells in between. */
static void draw_edge(const struct radar *radar, size_t from, size_t to)
{
	int row, column, end_row, end_column, steps;

	place(radar, from, score_of(radar, from), &row, &column);
	place(radar, to, score_of(radar, to), &end_row, &end_column);
	steps = abs(end_row - row) > abs(end_column - column) ? abs(end_row - row) : abs(end_column - column);
	for (int i = 1; i < steps; i++)
		dot(radar, row + (int)lround((double)(i * (end_row - row)) / steps),
		    column + (int)lround((double)(i * (end_column - column)) / steps), GLYPH_EDGE);
}

static void draw_edges(const struct radar *radar)
{
	const size_t count = radar->grid->dimension_count;

	for (size_t d = 0; count > 2 && d < count; d++)
		if (is_figure(score_of(radar, d)) && is_figure(score_of(radar, (d + 1) % count)))
			draw_edge(radar, d, (d + 1) % count);
}

/* Targets first, so that a score that has reached its target hides it. */
static void draw_points(const struct radar *radar)
{
	for (size_t d = 0; d < radar->grid->dimension_count; d++) {
		int row, column;

		if (is_figure(radar->result->dimensions[d].target)) {
			place(radar, d, radar->result->dimensions[d].target, &row, &column);
			dot(radar, row, column, GLYPH_TARGET);
		}
		if (is_figure(score_of(radar, d))) {
			place(radar, d, score_of(radar, d), &row, &column);
			dot(radar, row, column, GLYPH_CORNER);
		}
	}
}

/* As large as the box allows with the labels that are to stand in it. */
static bool fit(struct radar *radar)
{
	const double high = (radar->box.rows - 3) / 2.0, wide = (radar->box.columns - 2 * (NUMBER + 2)) / 2.0 / aspect;

	radar->row = radar->box.top + radar->box.rows / 2;
	radar->column = radar->box.left + radar->box.columns / 2;
	radar->radius = fmin(high, wide);
	/* A radar with names is worth being smaller, but not much smaller. */
	for (radar->names = true; radar->radius >= fmax(LEVEL_COUNT, names_worth * fmin(high, wide));
	     radar->radius -= 0.5)
		if (labels_fit(radar))
			return true;
	radar->names = false;
	for (radar->radius = fmin(high, wide); radar->radius >= 2; radar->radius -= 0.5)
		if (labels_fit(radar))
			return true;
	return false;
}

void radar_draw(const struct scene *scene, struct surface *surface, size_t grid, struct radar_box box, int chosen)
{
	struct radar radar = {
		.scene = scene,
		.surface = surface,
		.grid = &scene->evaluation->document->content->grids[grid],
		.result = &scene->evaluation->grids[grid],
		.box = box,
	};

	if (!radar.grid->dimension_count || !fit(&radar))
		return;
	draw_axes(&radar);
	draw_edges(&radar);
	draw_points(&radar);
	dot(&radar, radar.row, radar.column, GLYPH_CROSS);
	draw_labels(&radar, chosen);
}

void radar_draw_title(const struct scene *scene, struct surface *surface, size_t g, struct radar_box box)
{
	const struct evaluation *evaluation = scene->evaluation;
	struct buf text;

	buf_init(&text);
	word_measure(&text, scene, &evaluation->grids[g].measure);
	surface_text_right(surface, box.top, box.left, box.columns, ATTRIBUTE_BOLD, text.data);
	(void)surface_text(surface, box.top, box.left, box.columns - surface_measure(surface, text.data) - 1,
			   ATTRIBUTE_BOLD, text_in(&evaluation->document->content->grids[g].name, scene->language));
	buf_release(&text);
}

/* --- figures ------------------------------------------------------------------------------------ */

int radar_draw_figures(const struct scene *scene, struct surface *surface, size_t g, struct radar_box box)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[g];
	struct table_column columns[] = {
		{ .title = "", .least = NUMBER, .right = true },
		{ .title = "", .least = 12, .share = 1 },
		{ .title = "", .least = 5, .right = true },
		{ .title = "", .least = 5, .right = true },
	};
	int row = box.top;
	struct buf text;

	table_layout(columns, (int)ARRAY_SIZE(columns), box.left, box.columns);
	surface_text_right(surface, row, columns[2].place, columns[2].width, ATTRIBUTE_BOLD,
			   surface_glyph_text(surface, GLYPH_CORNER));
	surface_text_right(surface, row++, columns[3].place, columns[3].width, ATTRIBUTE_BOLD,
			   surface_glyph_text(surface, GLYPH_TARGET));
	for (size_t d = 0; d < grid->dimension_count; d++, row++) {
		const struct dimension_result *result = &scene->evaluation->grids[g].dimensions[d];
		const struct dimension *dimension = &grid->dimensions[d];
		const char *name = text_in(&dimension->name, scene->language),
			   *short_name = text_in(&dimension->short_name, scene->language);

		buf_init(&text);
		buf_add_format(&text, "%zu", d + 1);
		table_cell(surface, row, &columns[0], ATTRIBUTE_BOLD, text.data);
		buf_release(&text);
		table_cell(surface, row, &columns[1], ATTRIBUTE_NONE,
			   *short_name && surface_measure(surface, name) > columns[1].width ? short_name : name);
		table_figure(surface, row, &columns[2], ATTRIBUTE_BOLD, scene->language, result->measure.score, 2);
		table_figure(surface, row, &columns[3], ATTRIBUTE_NONE, scene->language, result->target, 2);
	}
	return row;
}

void radar_word_key(struct buf *out, const struct surface *surface)
{
	const struct {
		enum glyph glyph;
		const char *word;
	} signs[] = {
		{ GLYPH_CORNER, _("current") },
		{ GLYPH_TARGET, _("target") },
		{ GLYPH_EMPTY, _("levels 1 to 5, from the middle outwards") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		buf_add_format(out, "%s%s\u00a0%s", i ? "   " : "", surface_glyph_text(surface, signs[i].glyph),
			       signs[i].word);
}
