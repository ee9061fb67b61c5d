/*
 * The list of use cases, in the order in which they were made.
 */
#include <math.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "view_parts.h"

enum part {
	PART_FLAG,
	PART_ID,
	PART_NAME,
	PART_IMPACT,
	PART_ROI,
	PART_FEASIBILITY,
	PART_RISK,
	PART_RANK,
	PART_STATUS,
	PART_CLASS,
	PART_DOMAIN,
	PART_COUNT,
};

enum { ID_MOST = 20, NAME_LEAST = 22 };

static void number_cell(const struct scene *scene, struct surface *surface, int row, const struct table_column *column,
			double value)
{
	struct buf text;

	buf_init(&text);
	word_number(&text, scene, value, 0);
	table_cell(surface, row, column, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_cell(const struct scene *scene, struct surface *surface, int row, const struct table_column *column,
		      enum part part, const struct use_case_result *result)
{
	const struct use_case *use_case = result->use_case;
	const struct tree *tree = &scene->evaluation->document->content->tree;

	switch (part) {
	case PART_FLAG:
		table_cell(surface, row, column, ATTRIBUTE_BOLD, word_flag(surface, result));
		break;
	case PART_ID:
		table_cell(surface, row, column, ATTRIBUTE_NONE, use_case->id);
		break;
	case PART_NAME:
		table_cell(surface, row, column, ATTRIBUTE_BOLD, use_case_name(use_case));
		break;
	case PART_RANK:
		number_cell(scene, surface, row, column, result->rank ? (double)result->rank : (double)NAN);
		break;
	case PART_STATUS:
		table_cell(surface, row, column, ATTRIBUTE_NONE, word_status(result->facts.status));
		break;
	case PART_CLASS:
		table_cell(surface, row, column, ATTRIBUTE_NONE,
			   ai_act_name(tree, result->facts.ai_act, scene->language));
		break;
	case PART_DOMAIN:
		table_cell(surface, row, column, ATTRIBUTE_NONE, use_case->field[USE_CASE_DOMAIN]);
		break;
	default:
		number_cell(scene, surface, row, column, result->families[part - PART_IMPACT].value);
	}
}

static int widest_id(const struct surface *surface, const struct evaluation *evaluation)
{
	int width = 0;

	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const int own = surface_measure(surface, evaluation->use_cases[i].use_case->id);

		width = own > width ? own : width;
	}
	return width;
}

/* Columns drop out from the right. */
static void lay_out(const struct scene *scene, const struct surface *surface, struct table_column columns[PART_COUNT])
{
	/* Ids are typed: they are shown whole, up to a length that leaves room for names. */
	const int id = number_between(widest_id(surface, scene->evaluation), 4, ID_MOST);
	struct table_column parts[PART_COUNT] = {
		[PART_FLAG] = { .title = "", .least = 1 },
		[PART_ID] = { .title = _("Id"), .least = id },
		[PART_NAME] = { .title = _("Use case"), .least = NAME_LEAST, .share = 3 },
		[PART_IMPACT] = { .least = 6, .right = true },
		[PART_ROI] = { .least = 6, .right = true },
		[PART_FEASIBILITY] = { .least = 6, .right = true },
		[PART_RISK] = { .least = 6, .right = true },
		[PART_RANK] = { .title = _("Rank"), .least = 5, .right = true },
		[PART_STATUS] = { .title = _("Status"), .least = 10, .droppable = true },
		[PART_CLASS] = { .title = _("AI Act"), .least = 16, .share = 1, .droppable = true },
		[PART_DOMAIN] = { .title = _("Domain"), .least = 12, .share = 1, .droppable = true },
	};

	for (int i = 0; i < FAMILY_COUNT; i++)
		parts[PART_IMPACT + i].title = word_family_short(scene, (enum family)i);
	memcpy(columns, parts, sizeof(parts));
	table_layout(columns, PART_COUNT, 0, surface->width);
}

/* Returns the row after it. */
static int draw_table(const struct scene *scene, struct surface *surface)
{
	const struct evaluation *evaluation = scene->evaluation;
	struct table_column columns[PART_COUNT];
	int row = 2;

	lay_out(scene, surface, columns);
	table_heading(surface, 0, columns, PART_COUNT);
	for (size_t i = 0; i < evaluation->use_case_count; i++, row++)
		for (int c = 0; c < PART_COUNT; c++)
			draw_cell(scene, surface, row, &columns[c], (enum part)c, &evaluation->use_cases[i]);
	return row;
}

int use_cases_draw_key(const struct scene *scene, struct surface *surface, int row)
{
	const size_t count = scene->evaluation->use_case_count;
	struct buf text;
	int lines;

	buf_init(&text);
	buf_add_format(&text, message_plural("%zu use case", "%zu use cases", count), count);
	buf_add_text(&text, " · ");
	word_key(&text, surface, surface_glyph_text(surface, GLYPH_SETTLED));
	lines = surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row + lines;
}

static bool draw_use_cases(const struct scene *scene, struct surface *surface, struct err *err)
{
	const size_t count = scene->evaluation->use_case_count;

	(void)err;
	if (!count)
		(void)surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_NONE, word_how_to_begin(scene));
	else
		(void)use_cases_draw_key(scene, surface, draw_table(scene, surface) + 1);
	return true;
}

const struct view view_use_cases = {
	.name = "use-cases",
	.help = N_("the list of use cases with their four families"),
	.draw = draw_use_cases,
};
