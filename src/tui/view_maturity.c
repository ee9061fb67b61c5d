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

enum { COLUMN_NAME, COLUMN_BAR, COLUMN_SCORE, COLUMN_TARGET, COLUMN_INTERVAL, COLUMN_ANSWERED, COLUMN_COUNT };

/* The column of a level from 1 to 5 in a bar of `width` columns: a bar begins at 0, so that level 1 is seen too. */
static int bar_place(double level, int width)
{
	return (int)lround(level / LEVEL_COUNT * width);
}

static void draw_bar(struct surface *surface, int row, const struct table_column *column,
		     const struct dimension_result *result)
{
	const int full = is_figure(result->measure.score) ? bar_place(result->measure.score, column->width) : 0;

	surface_repeat(surface, row, column->place, full, GLYPH_FULL);
	surface_repeat(surface, row, column->place + full, column->width - full, GLYPH_EMPTY);
	if (is_figure(result->target))
		surface_glyph(surface, row, column->place + bar_place(result->target, column->width) - 1, GLYPH_TARGET);
}

static void draw_dimension(const struct scene *scene, struct surface *surface, int row,
			   const struct table_column *columns, const struct dimension *dimension,
			   const struct dimension_result *result)
{
	struct buf text;

	buf_init(&text);
	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_NONE, text_in(&dimension->name, scene->language));
	draw_bar(surface, row, &columns[COLUMN_BAR], result);
	word_number(&text, scene, result->measure.score, 2);
	table_cell(surface, row, &columns[COLUMN_SCORE], ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	word_number(&text, scene, result->target, 2);
	table_cell(surface, row, &columns[COLUMN_TARGET], ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	if (is_figure(result->measure.min) && !same_figure(result->measure.min, result->measure.max)) {
		word_number(&text, scene, result->measure.min, 2);
		buf_add_text(&text, " – ");
		word_number(&text, scene, result->measure.max, 2);
		table_cell(surface, row, &columns[COLUMN_INTERVAL], ATTRIBUTE_NONE, text.data);
		buf_clear(&text);
	}
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

static bool draw_maturity(const struct scene *scene, struct surface *surface, struct err *err)
{
	const struct content *content = scene->evaluation->document->content;
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_NAME] = { .title = _("Dimension"), .least = 24, .share = 1 },
		[COLUMN_BAR] = { .title = "1   2   3   4   5", .least = 20, .share = 1 },
		[COLUMN_SCORE] = { .title = _("Score"), .least = 6, .right = true },
		[COLUMN_TARGET] = { .title = _("Target"), .least = 6, .right = true },
		[COLUMN_INTERVAL] = { .title = _("Interval"), .least = 11, .right = true, .droppable = true },
		[COLUMN_ANSWERED] = { .title = _("Answers"), .least = 8, .right = true, .droppable = true },
	};
	int row = 0;

	(void)err;
	table_layout(columns, COLUMN_COUNT, 0, surface->width);
	for (size_t g = 0; g < content->grid_count; g++) {
		const struct grid *grid = &content->grids[g];

		row = draw_head(scene, surface, row, grid, &scene->evaluation->grids[g]);
		table_heading(surface, row, columns, COLUMN_COUNT);
		row += 2;
		for (size_t d = 0; d < grid->dimension_count; d++)
			draw_dimension(scene, surface, row++, columns, &grid->dimensions[d],
				       &scene->evaluation->grids[g].dimensions[d]);
		row++;
	}
	if (!content->grid_count)
		(void)surface_text(surface, row, 0, surface->width, ATTRIBUTE_NONE, _("This dossier has no grid."));
	else
		(void)surface_wrap(
			surface, row, 0, surface->width, ATTRIBUTE_NONE,
			_("Self-assessment. ◆ target. The interval shows what the unanswered questions could still change."));
	return true;
}

const struct view view_maturity = {
	.name = "maturity",
	.help = N_("both grids, dimension by dimension"),
	.draw = draw_maturity,
};
