/*
 * What can be done in which order: wave by wave the actions with what they
 * unlock, then the use cases; what is left out; and the best set of use cases
 * for the money and the days there are.
 */
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/core/roadmap.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "roadmap_parts.h"

enum { INDENT = 2 };
enum { COLUMN_FLAG, COLUMN_NAME, COLUMN_MONTHS, COLUMN_COST, COLUMN_DAYS, COLUMN_REASON, COLUMN_COUNT };

/* What all parts of the view read. */
struct sheet {
	const struct scene *scene;
	const struct roadmap *roadmap;
	struct pen pen;
};

static const struct use_case_result *result_of(const struct sheet *sheet, size_t place)
{
	return &sheet->scene->evaluation->use_cases[place];
}

static void add_separator(struct buf *out, size_t begin)
{
	if (out->length > begin)
		buf_add_text(out, ", ");
}

/* --- items in words ------------------------------------------------------------ */

static void word_months(struct buf *out, const struct scene *scene, const struct roadmap_item *item)
{
	word_number(out, scene, item->start, 1);
	buf_add_text(out, "–");
	word_number(out, scene, item->end, 1);
}

/* «Data quality 2 → 3» */
static void word_step(struct buf *out, const struct scene *scene, const struct roadmap_item *item)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[item->grid];

	buf_add_format(out, "%s", text_in(&grid->dimensions[item->dimension].name, scene->language));
	if (item->kind == ROADMAP_ACTION)
		buf_add_format(out, " %d → %d", item->from, item->to);
}

static void word_awaited(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	if (item->kind == ROADMAP_OBLIGATION)
		word_obligations(out, item->obligation);
	else
		word_step(out, sheet->scene, item);
}

static void word_frees(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	(void)sheet;
	buf_add_format(out, message_plural("frees %zu use case", "frees %zu use cases", item->operand), item->operand);
}

static void word_after_use_case(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	buf_add_format(out, _("after «%s»"), use_case_name(result_of(sheet, item->operand)->use_case));
}

static void word_after_item(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	buf_add_format(out, "%s ", _("after:"));
	word_awaited(out, sheet, &sheet->roadmap->items[item->operand]);
}

static void word_wave_full(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	(void)sheet;
	buf_add_format(out, _("months %g to %g are full"), roadmap_bounds[item->operand].from,
		       roadmap_bounds[item->operand].to);
}

/* A word, or what makes one of the operand. */
static const struct {
	const char *word;
	void (*tell)(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item);
} reason_words[ROADMAP_REASON_COUNT] = {
	[ROADMAP_QUICK_WIN] = { N_("quick win"), NULL },
	[ROADMAP_CONDITIONAL] = { N_("under condition"), NULL },
	[ROADMAP_PRIORITY] = { N_("by its rank"), NULL },
	[ROADMAP_FREES] = { NULL, word_frees },
	[ROADMAP_AFTER_USE_CASE] = { NULL, word_after_use_case },
	[ROADMAP_AFTER_ACTION] = { NULL, word_after_item },
	[ROADMAP_AFTER_OBLIGATION] = { NULL, word_after_item },
	[ROADMAP_WAVE_FULL] = { NULL, word_wave_full },
	[ROADMAP_BEFORE_USE_CASE] = { NULL, NULL },
};

static void word_why(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	if (reason_words[item->reason].tell)
		reason_words[item->reason].tell(out, sheet, item);
	else if (reason_words[item->reason].word)
		buf_add_text(out, _(reason_words[item->reason].word));
	if (item->oversize)
		buf_add_format(out, " · %s", _("larger than what there is"));
}

/* --- a wave ---------------------------------------------------------------------- */

/* What a use case waits for, and those that wait for it: the names, «A, B». */
static void word_unlocked(struct buf *out, const struct sheet *sheet, const struct roadmap_item *item)
{
	const size_t begin = out->length;

	for (size_t i = 0; i < sheet->roadmap->count; i++) {
		const struct roadmap_item *other = &sheet->roadmap->items[i];

		if (other->kind != ROADMAP_USE_CASE || !roadmap_serves(sheet->scene->evaluation, item, other->use_case))
			continue;
		add_separator(out, begin);
		buf_add_text(out, use_case_name(result_of(sheet, other->use_case)->use_case));
	}
}

static void tell_action(struct sheet *sheet, const struct roadmap_item *item)
{
	const enum language language = sheet->scene->language;
	const struct grid *grid = &sheet->scene->evaluation->document->content->grids[item->grid];
	const struct dimension *dimension = &grid->dimensions[item->dimension];
	struct buf *line = &sheet->pen.line;

	if (item->kind == ROADMAP_CONFIRM) {
		buf_add_format(line, " · %s", _("answer its questions."));
	} else {
		const char *who = text_in(&dimension->action[item->from - 1].who, language);
		const char *text = text_in(&dimension->action[item->from - 1].text, language);

		buf_add_format(line, "%s%s%s%s", *who ? " · " : "", who, *text ? _(": ") : "", text);
	}
	buf_add_format(line, " %s ", _("Unlocks:"));
	word_unlocked(line, sheet, item);
}

static void tell_need(struct sheet *sheet, const struct roadmap_item *item)
{
	struct buf *line = &sheet->pen.line;

	buf_add_format(line, "%s ", _("months"));
	word_months(line, sheet->scene, item);
	buf_add_text(line, " · ");
	word_awaited(line, sheet, item);
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
		word_months(out, sheet->scene, item);
		break;
	case COLUMN_COST:
		word_money(out, sheet->scene, item->euros);
		break;
	case COLUMN_DAYS:
		word_number(out, sheet->scene, item->days, 1);
		break;
	default:
		word_why(out, sheet, item);
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

static int compare_items(const void *left, const void *right)
{
	const struct roadmap_item *a = *(const struct roadmap_item *const *)left;
	const struct roadmap_item *b = *(const struct roadmap_item *const *)right;

	if (a->start < b->start || a->start > b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end < b->end || a->end > b->end)
		return a->end < b->end ? -1 : 1;
	return (a > b) - (a < b);
}

/* The use cases of a wave, or all else of it, by their months; `items` has room for all. */
static size_t items_of(const struct sheet *sheet, size_t wave, bool use_cases, const struct roadmap_item **items)
{
	size_t count = 0;

	for (size_t i = 0; i < sheet->roadmap->count; i++) {
		const struct roadmap_item *item = &sheet->roadmap->items[i];

		if (item->wave == wave && (item->kind == ROADMAP_USE_CASE) == use_cases)
			items[count++] = item;
	}
	qsort(items, count, sizeof(const struct roadmap_item *), compare_items);
	return count;
}

static void word_taken(struct buf *out, const struct sheet *sheet, const struct roadmap_wave *wave)
{
	if (!wave->started)
		return;
	buf_add_format(out, " · %s ", _("started in it:"));
	word_money(out, sheet->scene, wave->euros);
	if (is_figure(wave->euros_limit)) {
		buf_add_format(out, " %s ", _("of"));
		word_money(out, sheet->scene, wave->euros_limit);
	}
	buf_add_text(out, ", ");
	word_number(out, sheet->scene, wave->days, 1);
	if (is_figure(wave->days_limit)) {
		buf_add_format(out, " %s ", _("of"));
		word_number(out, sheet->scene, wave->days_limit, 1);
	}
	buf_add_format(out, " %s", _("days"));
}

static void tell_wave_head(struct sheet *sheet, size_t wave)
{
	const struct roadmap_wave *totals = &sheet->roadmap->waves[wave];
	struct buf head;

	buf_init(&head);
	if (wave == ROADMAP_LATER)
		buf_add_text(&head, _("Later"));
	else
		buf_add_format(&head, _("Months %g to %g"), roadmap_bounds[wave].from, roadmap_bounds[wave].to);
	buf_add_text(&head, " · ");
	buf_add_format(&head, message_plural("%zu use case", "%zu use cases", totals->in_use), totals->in_use);
	word_taken(&head, sheet, totals);
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
	const struct roadmap_item **items = xcalloc(sheet->roadmap->count, sizeof(*items));
	size_t count;

	tell_wave_head(sheet, wave);
	count = items_of(sheet, wave, false, items);
	for (size_t i = 0; i < count; i++)
		tell_need(sheet, items[i]);
	count = items_of(sheet, wave, true, items);
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
	const struct use_case *blocker = document_use_case(sheet->scene->evaluation->document, left->blocker);
	struct buf *line = &sheet->pen.line;

	buf_add_format(line, "%s %s", word_flag(sheet->pen.surface, result), use_case_name(result->use_case));
	if (left->reason == ROADMAP_INCOMPLETE) {
		buf_add_text(line, " · ");
		word_missing(line, sheet->scene, result);
	} else if (left->reason == ROADMAP_BLOCKED) {
		buf_add_format(line, " · %s %s", _("needs"), blocker ? use_case_name(blocker) : left->blocker);
	}
	pen_end(&sheet->pen, ATTRIBUTE_NONE);
}

static void tell_all_left(struct sheet *sheet)
{
	static const char *const headings[ROADMAP_LEFT_REASON_COUNT] = {
		[ROADMAP_INCOMPLETE] = N_("To be completed before they have a place"),
		[ROADMAP_SET_ASIDE] = N_("Set aside: low on both axes"),
		[ROADMAP_BLOCKED] = N_("Kept out by what they need and what is not there"),
	};

	for (int reason = 0; reason < ROADMAP_LEFT_REASON_COUNT; reason++) {
		bool begun = false;

		for (size_t i = 0; i < sheet->roadmap->left_count; i++) {
			if ((int)sheet->roadmap->left[i].reason != reason)
				continue;
			if (!begun)
				pen_section(&sheet->pen, _(headings[reason]));
			begun = true;
			tell_left(sheet, &sheet->roadmap->left[i]);
		}
	}
}

/* --- the page ---------------------------------------------------------------------- */

static void tell_head(struct sheet *sheet)
{
	char *const *service = sheet->scene->evaluation->document->service;
	struct surface *surface = sheet->pen.surface;

	(void)surface_text(surface, 0, 0, surface->width - 12, ATTRIBUTE_BOLD, service[SERVICE_NAME]);
	surface_text_right(surface, 0, surface->width - 11, 11, ATTRIBUTE_NONE, service[SERVICE_DATE]);
	sheet->pen.row = 1;
	if (!sheet->scene->evaluation->use_case_count)
		buf_add_text(&sheet->pen.line, word_how_to_begin(sheet->scene));
	else if (!sheet->roadmap->count)
		buf_add_text(&sheet->pen.line, _("No use case can be placed yet."));
	else
		return;
	sheet->pen.row++;
	pen_end(&sheet->pen, ATTRIBUTE_NONE);
}

static bool draw_roadmap(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct roadmap roadmap;
	struct sheet sheet = { .scene = scene, .roadmap = &roadmap };

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
