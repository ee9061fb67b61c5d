/*
 * What can be done in which order: wave by wave the actions with what they
 * unlock, then the use cases; what is left out; and the best set of use cases
 * for the money and the days there are.
 */
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "roadmap_parts.h"
#include "view_parts.h"

enum { INDENT = 2 };
enum { COLUMN_FLAG, COLUMN_NAME, COLUMN_MONTHS, COLUMN_COST, COLUMN_DAYS, COLUMN_REASON, COLUMN_COUNT };

/* What all parts of the view read. */
struct sheet {
	struct plan plan;
	struct pen pen;
};

static const struct use_case_result *result_of(const struct sheet *sheet, size_t place)
{
	return &sheet->plan.scene->evaluation->use_cases[place];
}

/* --- a wave ---------------------------------------------------------------------- */

static void tell_action(struct sheet *sheet, const struct roadmap_item *item)
{
	const enum language language = sheet->plan.scene->language;
	const struct grid *grid = &sheet->plan.scene->evaluation->document->content->grids[item->grid];
	const struct dimension *dimension = &grid->dimensions[item->dimension];
	struct buf *line = &sheet->pen.line;

	if (item->kind == ROADMAP_CONFIRM) {
		buf_add_format(line, " · %s",
			       word_confirmation(sheet->plan.scene->evaluation->document, item->grid, item->dimension));
	} else {
		const char *who = text_in(&dimension->action[item->from - 1].who, language);
		const char *text = text_in(&dimension->action[item->from - 1].text, language);

		buf_add_format(line, "%s%s%s%s", *who ? " · " : "", who, *text ? _(": ") : "", text);
	}
	buf_add_format(line, " %s ", _("Unlocks:"));
	plan_word_unlocked(line, &sheet->plan, item);
}

static void tell_need(struct sheet *sheet, const struct roadmap_item *item)
{
	struct buf *line = &sheet->pen.line;

	buf_add_format(line, "%s ", _("months"));
	plan_word_months(line, &sheet->plan, item);
	buf_add_text(line, " · ");
	plan_word_awaited(line, &sheet->plan, item);
	if (item->kind == ROADMAP_OBLIGATION)
		buf_add_format(line, " · %s %s", _("for"), use_case_name(result_of(sheet, item->use_case)->use_case));
	else
		tell_action(sheet, item);
	pen_end(&sheet->pen, ATTRIBUTE_NONE);
}

static void set_cell(struct sheet *sheet, const struct table_column *column, const struct buf *text, int *rows)
{
	struct surface *surface = sheet->pen.surface;
	int taken = 1;

	if (column->right || !column->share)
		table_cell(surface, sheet->pen.row, column, ATTRIBUTE_NONE, text->data);
	else
		taken = surface_wrap(surface, sheet->pen.row, column->place, column->width, ATTRIBUTE_NONE, text->data);
	*rows = taken > *rows ? taken : *rows;
}

static void word_cell(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item, int column)
{
	const struct use_case_result *result = result_of(sheet, item->use_case);

	buf_clear(out);
	switch (column) {
	case COLUMN_FLAG:
		buf_add_text(out, word_flag(sheet->pen.surface, result));
		break;
	case COLUMN_NAME:
		buf_add_text(out, use_case_name(result->use_case));
		break;
	case COLUMN_MONTHS:
		plan_word_months(out, &sheet->plan, item);
		break;
	case COLUMN_COST:
		word_money(out, sheet->plan.scene, item->euros);
		break;
	case COLUMN_DAYS:
		word_number(out, sheet->plan.scene, item->days, 1);
		break;
	default:
		plan_word_why(out, &sheet->plan, item);
	}
}

static void tell_use_case(struct sheet *sheet, const struct table_column *columns, const struct roadmap_item *item)
{
	struct buf text;
	int rows = 1;

	buf_init(&text);
	for (int column = 0; column < COLUMN_COUNT; column++) {
		word_cell(&text, sheet, item, column);
		set_cell(sheet, &columns[column], &text, &rows);
	}
	buf_release(&text);
	sheet->pen.row += rows;
}

static void tell_wave_head(struct sheet *sheet, size_t wave)
{
	const struct roadmap_wave *totals = &sheet->plan.roadmap->waves[wave];
	struct buf head;

	buf_init(&head);
	plan_word_wave(&head, wave);
	buf_add_text(&head, " · ");
	buf_add_format(&head, message_plural("%zu use case", "%zu use cases", totals->in_use), totals->in_use);
	plan_word_taken(&head, &sheet->plan, totals);
	pen_section(&sheet->pen, head.data);
	buf_release(&head);
}

static void tell_wave(struct sheet *sheet, size_t wave)
{
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_FLAG] = { .title = "", .least = 1 },
		[COLUMN_NAME] = { .title = _("Use case"), .least = 24, .share = 2 },
		[COLUMN_MONTHS] = { .title = _("Months"), .least = 7, .right = true },
		[COLUMN_COST] = { .title = _("Cost"), .least = 10, .right = true },
		[COLUMN_DAYS] = { .title = _("Days"), .least = 5, .right = true },
		[COLUMN_REASON] = { .title = _("Why then"), .least = 22, .share = 3 },
	};
	const struct roadmap_item **items = xcalloc(sheet->plan.roadmap->count, sizeof(*items));
	size_t count;

	tell_wave_head(sheet, wave);
	count = plan_items(&sheet->plan, wave, false, items);
	for (size_t i = 0; i < count; i++)
		tell_need(sheet, items[i]);
	count = plan_items(&sheet->plan, wave, true, items);
	table_layout(columns, COLUMN_COUNT, INDENT, sheet->pen.surface->width - INDENT);
	if (count) {
		table_heading(sheet->pen.surface, sheet->pen.row, columns, COLUMN_COUNT);
		sheet->pen.row += 2;
	}
	for (size_t i = 0; i < count; i++)
		tell_use_case(sheet, columns, items[i]);
	free(items);
}

/* --- what is left out -------------------------------------------------------------- */

static void tell_left(struct sheet *sheet, const struct roadmap_left *left)
{
	const struct use_case_result *result = result_of(sheet, left->use_case);
	struct buf *line = &sheet->pen.line;

	buf_add_format(line, "%s %s", word_flag(sheet->pen.surface, result), use_case_name(result->use_case));
	if (left->reason != ROADMAP_SET_ASIDE)
		buf_add_text(line, " · ");
	plan_word_left(line, &sheet->plan, left);
	pen_end(&sheet->pen, ATTRIBUTE_NONE);
}

static void tell_all_left(struct sheet *sheet)
{
	for (int reason = 0; reason < ROADMAP_LEFT_REASON_COUNT; reason++) {
		bool begun = false;

		for (size_t i = 0; i < sheet->plan.roadmap->left_count; i++) {
			if ((int)sheet->plan.roadmap->left[i].reason != reason)
				continue;
			if (!begun)
				pen_section(&sheet->pen, plan_left_heading((enum roadmap_left_reason)reason));
			begun = true;
			tell_left(sheet, &sheet->plan.roadmap->left[i]);
		}
	}
}

/* --- the page ---------------------------------------------------------------------- */

static void tell_head(struct sheet *sheet)
{
	char *const *service = sheet->plan.scene->evaluation->document->service;
	struct surface *surface = sheet->pen.surface;

	(void)surface_text(surface, 0, 0, surface->width - 12, ATTRIBUTE_BOLD, service[SERVICE_NAME]);
	summary_draw_date(sheet->plan.scene, surface, 0);
	sheet->pen.row = 1;
	if (!sheet->plan.scene->evaluation->use_case_count)
		buf_add_text(&sheet->pen.line, word_how_to_begin(sheet->plan.scene));
	else if (!sheet->plan.roadmap->count)
		buf_add_text(&sheet->pen.line, _("No use case can be placed yet."));
	else
		return;
	sheet->pen.row++;
	pen_end(&sheet->pen, ATTRIBUTE_NONE);
}

static bool draw_roadmap(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct roadmap roadmap;
	struct sheet sheet = { .plan = { scene, &roadmap } };

	(void)err;
	roadmap_compute(scene->evaluation, &roadmap);
	pen_init(&sheet.pen, surface);
	tell_head(&sheet);
	sheet.pen.indent = INDENT;
	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++)
		if (roadmap.waves[wave].in_use || roadmap.waves[wave].others)
			tell_wave(&sheet, wave);
	tell_all_left(&sheet);
	if (scene->evaluation->ranking_count)
		roadmap_tell_portfolio(scene, &sheet.pen);
	pen_release(&sheet.pen);
	roadmap_release(&roadmap);
	return true;
}

const struct view view_roadmap = {
	.name = "roadmap",
	.help = N_("what can be done in which order, and the best use of the budget"),
	.draw = draw_roadmap,
};
