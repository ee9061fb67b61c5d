/*
 * The list of use cases, in the order in which they were made.
 */
#include <math.h>

#include "cadran/base/buf.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"

enum {
	COLUMN_FLAG,
	COLUMN_ID,
	COLUMN_NAME,
	COLUMN_IMPACT,
	COLUMN_ROI,
	COLUMN_FEASIBILITY,
	COLUMN_RISK,
	COLUMN_RANK,
	COLUMN_STATUS,
	COLUMN_CLASS,
	COLUMN_DOMAIN,
	COLUMN_COUNT,
};

enum { ID_MOST = 20 };

static void number_cell(const struct scene *scene, struct surface *surface, int row, const struct table_column *column,
			double value)
{
	struct buf text;

	buf_init(&text);
	word_number(&text, scene, value, 0);
	table_cell(surface, row, column, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_row(const struct scene *scene, struct surface *surface, int row, const struct table_column *columns,
		     const struct use_case_result *result)
{
	const struct use_case *use_case = result->use_case;
	const struct tree *tree = &scene->evaluation->document->content->tree;

	table_cell(surface, row, &columns[COLUMN_FLAG], ATTRIBUTE_BOLD, word_flag(surface, result));
	table_cell(surface, row, &columns[COLUMN_ID], ATTRIBUTE_NONE, use_case->id);
	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_BOLD, use_case_name(use_case));
	for (int i = 0; i < FAMILY_COUNT; i++)
		number_cell(scene, surface, row, &columns[COLUMN_IMPACT + i], result->families[i].value);
	number_cell(scene, surface, row, &columns[COLUMN_RANK], result->rank ? (double)result->rank : (double)NAN);
	table_cell(surface, row, &columns[COLUMN_STATUS], ATTRIBUTE_NONE, word_status(result->facts.status));
	table_cell(surface, row, &columns[COLUMN_CLASS], ATTRIBUTE_NONE,
		   ai_act_name(tree, result->facts.ai_act, scene->language));
	table_cell(surface, row, &columns[COLUMN_DOMAIN], ATTRIBUTE_NONE, use_case->field[USE_CASE_DOMAIN]);
}

/* Ids are typed: they are shown whole, up to a length that leaves room for names. */
static int id_width(const struct surface *surface, const struct evaluation *evaluation)
{
	int width = 4;

	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const int own = surface_measure(surface, evaluation->use_cases[i].use_case->id);

		width = own > width ? own : width;
	}
	return width < ID_MOST ? width : ID_MOST;
}

static bool draw_use_cases(const struct scene *scene, struct surface *surface, struct err *err)
{
	const struct evaluation *evaluation = scene->evaluation;
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_FLAG] = { .title = "", .least = 1 },
		[COLUMN_ID] = { .title = _("Id"), .least = id_width(surface, evaluation) },
		[COLUMN_NAME] = { .title = _("Use case"), .least = 22, .share = 3 },
		[COLUMN_IMPACT] = { .least = 6, .right = true },
		[COLUMN_ROI] = { .least = 6, .right = true },
		[COLUMN_FEASIBILITY] = { .least = 6, .right = true },
		[COLUMN_RISK] = { .least = 6, .right = true },
		[COLUMN_RANK] = { .title = _("Rank"), .least = 5, .right = true },
		[COLUMN_STATUS] = { .title = _("Status"), .least = 10, .droppable = true },
		[COLUMN_CLASS] = { .title = _("AI Act"), .least = 16, .share = 1, .droppable = true },
		[COLUMN_DOMAIN] = { .title = _("Domain"), .least = 12, .share = 1, .droppable = true },
	};
	struct buf text;

	(void)err;
	if (!evaluation->use_case_count) {
		(void)surface_wrap(
			surface, 0, 0, surface->width, ATTRIBUTE_NONE,
			_("No use case yet. To begin: cadran add FILE ID, or cadran set FILE use-case.ID.name NAME."));
		return true;
	}
	for (int i = 0; i < FAMILY_COUNT; i++)
		columns[COLUMN_IMPACT + i].title = word_family_short(scene, (enum family)i);
	table_layout(columns, COLUMN_COUNT, 0, surface->width);
	table_heading(surface, 0, columns, COLUMN_COUNT);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		draw_row(scene, surface, 2 + (int)i, columns, &evaluation->use_cases[i]);
	buf_init(&text);
	buf_add_format(&text, message_plural("%zu use case", "%zu use cases", evaluation->use_case_count),
		       evaluation->use_case_count);
	buf_add_text(&text, " · ");
	word_key(&text, surface, surface_glyph_text(surface, GLYPH_SETTLED));
	(void)surface_wrap(surface, 3 + (int)evaluation->use_case_count, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return true;
}

const struct view view_use_cases = {
	.name = "use-cases",
	.help = N_("the list of use cases with their four families"),
	.draw = draw_use_cases,
};
