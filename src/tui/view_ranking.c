/*
 * Use cases by priority, and why each is or is not a quick win.
 */
#include "cadran/base/buf.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "sureness.h"

enum { COLUMN_RANK, COLUMN_FLAG, COLUMN_NAME, COLUMN_PRIORITY, COLUMN_QUADRANT, COLUMN_REASON, COLUMN_COUNT };

static void draw_row(const struct scene *scene, struct surface *surface, int row, const struct table_column *columns,
		     const struct use_case_result *result)
{
	const struct matrix *matrix = scene->evaluation->document->content->matrix;
	struct buf text;

	buf_init(&text);
	if (result->rank)
		buf_add_format(&text, "%zu", result->rank);
	table_cell(surface, row, &columns[COLUMN_RANK], ATTRIBUTE_BOLD, text.data);
	table_cell(surface, row, &columns[COLUMN_FLAG], ATTRIBUTE_BOLD, word_flag(surface, result));
	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_BOLD, use_case_name(result->use_case));
	buf_clear(&text);
	word_fixed(&text, scene, result->priority, 1);
	table_cell(surface, row, &columns[COLUMN_PRIORITY], ATTRIBUTE_NONE, text.data);
	if (result->placed && !result_is_settled(result))
		table_cell(surface, row, &columns[COLUMN_QUADRANT], ATTRIBUTE_NONE,
			   text_in(&matrix->quadrants[result->quadrant].name, scene->language));
	buf_clear(&text);
	word_reason(&text, scene, result);
	table_cell(surface, row, &columns[COLUMN_REASON], ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static bool draw_ranking(const struct scene *scene, struct surface *surface, struct err *err)
{
	const struct evaluation *evaluation = scene->evaluation;
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_RANK] = { .title = _("Rank"), .least = 4, .right = true },
		[COLUMN_FLAG] = { .title = "", .least = 1 },
		[COLUMN_NAME] = { .title = _("Use case"), .least = 30, .share = 2 },
		[COLUMN_PRIORITY] = { .title = _("Priority"), .least = 8, .right = true },
		[COLUMN_QUADRANT] = { .title = _("Quadrant"), .least = 21, .droppable = true },
		[COLUMN_REASON] = { .title = _("Quick win?"), .least = 24, .share = 3 },
	};
	struct buf text;
	int row = 2;

	(void)err;
	table_layout(columns, COLUMN_COUNT, 0, surface->width);
	table_heading(surface, 0, columns, COLUMN_COUNT);
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		draw_row(scene, surface, row++, columns, &evaluation->use_cases[evaluation->ranking[i]]);
	if (evaluation->ranking_count < evaluation->use_case_count) {
		row++;
		(void)surface_text(surface, row++, 0, surface->width, ATTRIBUTE_BOLD, _("Without a rank"));
	}
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!evaluation->use_cases[i].rank)
			draw_row(scene, surface, row++, columns, &evaluation->use_cases[i]);
	buf_init(&text);
	if (evaluation->use_case_count)
		word_key(&text, surface, surface_glyph_text(surface, GLYPH_SETTLED));
	else
		buf_add_text(&text, word_how_to_begin(scene));
	row += 1 + surface_wrap(surface, row + 1, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	(void)sureness_draw(scene, surface, row + 1);
	return true;
}

const struct view view_ranking = {
	.name = "ranking",
	.help = N_("use cases by priority, and what keeps each from being a quick win"),
	.asks_how_sure = true,
	.draw = draw_ranking,
};
