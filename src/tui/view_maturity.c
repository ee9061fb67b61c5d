/*
 * Where the service stands: for each grid its score and level, and a bar for
 * each dimension with its target.
 */
#include <math.h>
#include <stdint.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "view_parts.h"

enum { COLUMN_NAME, COLUMN_BAR, COLUMN_SCORE, COLUMN_TARGET, COLUMN_GAP, COLUMN_ANSWERED, COLUMN_COUNT };

enum { BAR_MOST = 40 };

/* The column of a level from 1 to 5 in a bar of `width` columns: a bar begins at 0, so that level 1 is seen too. */
static int bar_place(double level, int width)
{
	return (int)lround(level / LEVEL_COUNT * width);
}

/* The interval that unanswered questions leave open is drawn half: between the two it can still be anything. */
static void draw_bar(struct surface *surface, int row, const struct table_column *column,
		     const struct dimension_result *result, const char *silence)
{
	const struct measure *measure = &result->measure;
	const bool open = is_figure(measure->min) && !same_figure(measure->min, measure->max);
	const double sure = open ? measure->min : measure->score;
	const int full = is_figure(sure) && measure->answered ? bar_place(sure, column->width) : 0;
	const int most = open && measure->answered ? bar_place(measure->max, column->width) : full;

	surface_repeat(surface, row, column->place, full, GLYPH_FULL);
	surface_repeat(surface, row, column->place + full, most - full, GLYPH_OPEN);
	surface_repeat(surface, row, column->place + most, column->width - most, GLYPH_EMPTY);
	/* A long shaded bar looks like a high score: where nothing is answered it says so. */
	if (!measure->answered)
		(void)surface_text(surface, row, column->place, column->width, ATTRIBUTE_NONE, silence);
	/* Between the bounds the end of the bar is not the score; the target has its place before it. */
	if (open && measure->answered && is_figure(measure->score))
		surface_glyph(surface, row, column->place + bar_place(measure->score, column->width) - 1, GLYPH_CORNER);
	if (is_figure(result->target))
		surface_glyph(surface, row, column->place + bar_place(result->target, column->width) - 1, GLYPH_TARGET);
}

/* The figures 1 to 5, each over the end of a bar of that level. */
static void draw_scale(struct surface *surface, int row, const struct table_column *column)
{
	for (int level = 1; level <= LEVEL_COUNT; level++) {
		const char figure[2] = { (char)('0' + level), '\0' };

		(void)surface_text(surface, row, column->place + bar_place(level, column->width) - 1, 1, ATTRIBUTE_BOLD,
				   figure);
	}
}

static void draw_dimension(const struct scene *scene, struct surface *surface, int row,
			   const struct table_column *columns, size_t g, size_t d)
{
	const struct document *document = scene->evaluation->document;
	const struct dimension *dimension = &document->content->grids[g].dimensions[d];
	const struct dimension_result *result = &scene->evaluation->grids[g].dimensions[d];
	struct buf text;

	buf_init(&text);
	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_NONE, text_in(&dimension->name, scene->language));
	draw_bar(surface, row, &columns[COLUMN_BAR], result, word_silence(document, g, d));
	table_figure(surface, row, &columns[COLUMN_SCORE], ATTRIBUTE_BOLD, scene->language, result->measure.score, 2);
	table_figure(surface, row, &columns[COLUMN_TARGET], ATTRIBUTE_NONE, scene->language, result->target, 2);
	table_figure(surface, row, &columns[COLUMN_GAP], ATTRIBUTE_NONE, scene->language, result->gap, 2);
	buf_add_format(&text, "%zu/%zu", result->measure.answered, result->measure.total);
	table_cell(surface, row, &columns[COLUMN_ANSWERED], ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static int draw_head(const struct scene *scene, struct surface *surface, int row, const struct grid *grid,
		     const struct grid_result *result)
{
	const int width = surface->width;
	struct buf text;

	buf_init(&text);
	(void)surface_text(surface, row, 0, width, ATTRIBUTE_BOLD, text_in(&grid->name, scene->language));
	buf_add_format(&text, "%s ", _("score"));
	word_measure(&text, scene, &result->measure);
	buf_add_format(&text, " %s", _("out of 5"));
	surface_text_right(surface, row++, width / 2, width - width / 2, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	if (result->level) {
		const struct level *level = &grid->levels[result->level - 1];

		buf_add_format(&text, _("Level reached: %d %s. %s"), result->level,
			       text_in(&level->name, scene->language), text_in(&level->text, scene->language));
		row += surface_wrap(surface, row, 2, width - 2, ATTRIBUTE_NONE, text.data);
	}
	if (result->held_back_by != SIZE_MAX) {
		buf_clear(&text);
		buf_add_format(&text, _("The mean is higher than the level: «%s» holds it back."),
			       text_in(&grid->dimensions[result->held_back_by].name, scene->language));
		row += surface_wrap(surface, row, 2, width - 2, ATTRIBUTE_NONE, text.data);
	}
	buf_clear(&text);
	buf_add_format(&text, _("%zu of %zu questions answered"), result->measure.answered, result->measure.total);
	if (result->express.total && result->express.total < result->measure.total) {
		buf_add_format(&text, " · %s ", _("express reading"));
		word_measure(&text, scene, &result->express);
		buf_add_format(&text, " · %zu/%zu", result->express.answered, result->express.total);
	}
	(void)surface_text(surface, row++, 2, width - 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

/* A bar in whole fifths, so that levels end at equal steps, and no longer than it takes to be read. */
static void fit_bar(struct table_column *columns)
{
	const int spare = columns[COLUMN_BAR].width > BAR_MOST ? columns[COLUMN_BAR].width - BAR_MOST
							       : columns[COLUMN_BAR].width % LEVEL_COUNT;

	columns[COLUMN_BAR].width -= spare;
	for (int i = COLUMN_BAR + 1; i < COLUMN_COUNT; i++)
		columns[i].place -= spare;
}

/* What the signs of a bar mean. */
static void word_bar(const struct surface *surface, struct buf *out)
{
	buf_add_format(out, "%s\u00a0%s · %s\u00a0%s · %s\u00a0%s", surface_glyph_text(surface, GLYPH_CORNER),
		       _("score"), surface_glyph_text(surface, GLYPH_TARGET), _("target"),
		       surface_glyph_text(surface, GLYPH_OPEN), _("what unanswered questions can still change"));
}

int maturity_draw_legend(struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	word_bar(surface, &text);
	row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

static void draw_notes(struct surface *surface, int row, size_t grid_count)
{
	struct buf text;

	buf_init(&text);
	if (!grid_count) {
		buf_add_text(&text, _("This dossier has no grid."));
	} else {
		buf_add_format(&text, "%s ", _("Self-assessment."));
		word_bar(surface, &text);
	}
	(void)surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

int maturity_draw_grid(const struct scene *scene, struct surface *surface, int row, size_t g, int *first)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[g];
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_NAME] = { .title = _("Dimension"), .least = 24, .share = 1, .most = 48 },
		[COLUMN_BAR] = { .title = "", .least = 20, .share = 1 },
		[COLUMN_SCORE] = { .title = _("Score"), .least = 6, .right = true },
		[COLUMN_TARGET] = { .title = _("Target"), .least = 6, .right = true },
		[COLUMN_GAP] = { .title = _("Gap"), .least = 6, .right = true },
		[COLUMN_ANSWERED] = { .title = _("Answers"), .least = 8, .right = true, .droppable = true },
	};

	table_layout(columns, COLUMN_COUNT, 0, surface->width);
	fit_bar(columns);
	row = draw_head(scene, surface, row, grid, &scene->evaluation->grids[g]);
	table_heading(surface, row, columns, COLUMN_COUNT);
	draw_scale(surface, row, &columns[COLUMN_BAR]);
	row += 2;
	*first = row;
	for (size_t d = 0; d < grid->dimension_count; d++)
		draw_dimension(scene, surface, row++, columns, g, d);
	return row;
}

static bool draw_maturity(const struct scene *scene, struct surface *surface, struct err *err)
{
	const struct content *content = scene->evaluation->document->content;
	int row = 0, first;

	(void)err;
	for (size_t g = 0; g < content->grid_count; g++)
		row = maturity_draw_grid(scene, surface, row, g, &first) + 1;
	draw_notes(surface, row, content->grid_count);
	return true;
}

const struct view view_maturity = {
	.name = "maturity",
	.help = N_("both grids, dimension by dimension"),
	.draw = draw_maturity,
};
