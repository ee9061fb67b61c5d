#include "gantt_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/tui/wording.h"

enum { SIGN = 2, NAME_LEAST = 30, NAME_MOST = 48, MONTHS = 24 };

/* --- rows ------------------------------------------------------------------------------ */

static void add(struct gantt *gantt, struct gantt_row row)
{
	gantt->rows[gantt->count++] = row;
}

static void add_wave(struct gantt *gantt, size_t wave)
{
	const struct roadmap_item **items = xcalloc(gantt->roadmap.count + 1, sizeof(*items));

	add(gantt, (struct gantt_row){ .kind = GANTT_WAVE, .wave = wave });
	for (int use_cases = 0; use_cases < 2; use_cases++) {
		const size_t count = plan_items(&gantt->plan, wave, use_cases, items);

		for (size_t i = 0; i < count; i++)
			add(gantt, (struct gantt_row){ .kind = GANTT_ITEM, .item = items[i] });
	}
	free(items);
}

static void add_left(struct gantt *gantt, int reason)
{
	bool headed = false;

	for (size_t i = 0; i < gantt->roadmap.left_count; i++) {
		const struct roadmap_left *left = &gantt->roadmap.left[i];

		if ((int)left->reason != reason)
			continue;
		if (!headed)
			add(gantt, (struct gantt_row){ .kind = GANTT_LEFT_HEADING, .left = left });
		headed = true;
		add(gantt, (struct gantt_row){ .kind = GANTT_LEFT, .left = left });
	}
}

void gantt_init(struct gantt *gantt, const struct scene *scene)
{
	*gantt = (struct gantt){ 0 };
	roadmap_compute(scene->evaluation, &gantt->roadmap);
	gantt->plan = (struct plan){ scene, &gantt->roadmap };
	gantt->rows = xcalloc(gantt->roadmap.count + gantt->roadmap.left_count + ROADMAP_WAVES + 1 +
				      ROADMAP_LEFT_REASON_COUNT,
			      sizeof(*gantt->rows));
	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++)
		if (gantt->roadmap.waves[wave].in_use || gantt->roadmap.waves[wave].others)
			add_wave(gantt, wave);
	for (int reason = 0; reason < ROADMAP_LEFT_REASON_COUNT; reason++)
		add_left(gantt, reason);
}

void gantt_release(struct gantt *gantt)
{
	free(gantt->rows);
	roadmap_release(&gantt->roadmap);
	*gantt = (struct gantt){ 0 };
}

/* --- words ------------------------------------------------------------------------------- */

static const struct use_case_result *result_of(const struct gantt *gantt, size_t place)
{
	return &gantt->plan.scene->evaluation->use_cases[place];
}

const struct use_case_result *gantt_use_case(const struct gantt *gantt, const struct gantt_row *row)
{
	if (row->kind == GANTT_LEFT)
		return result_of(gantt, row->left->use_case);
	if (row->kind == GANTT_ITEM && (row->item->kind == ROADMAP_USE_CASE || row->item->kind == ROADMAP_OBLIGATION))
		return result_of(gantt, row->item->use_case);
	return NULL;
}

/* «! over budget · 13 500 € of 20 000 € · 12 of 30 days»: what starts in a wave takes of its share. */
static void word_capacity(struct buf *out, const struct gantt *gantt, size_t wave, bool days)
{
	const struct roadmap_wave *totals = &gantt->roadmap.waves[wave];

	if (!totals->started)
		return;
	plan_word_overrun(out, totals);
	if (out->length)
		buf_add_text(out, " · ");
	plan_word_amounts(out, gantt->plan.scene, totals, days ? " · " : NULL);
}

static void word_wave(struct buf *out, const struct gantt *gantt, size_t wave)
{
	const size_t count = gantt->roadmap.waves[wave].in_use;

	plan_word_wave(out, wave);
	buf_add_text(out, " · ");
	buf_add_format(out, message_plural("%zu use case", "%zu use cases", count), count);
}

static void word_wave_why(struct buf *out, const struct gantt *gantt, size_t wave)
{
	struct buf taken;

	buf_init(&taken);
	plan_word_taken(&taken, &gantt->plan, &gantt->roadmap.waves[wave]);
	if (taken.length)
		buf_add_format(out, "%s. ", taken.data + strlen(" · "));
	buf_release(&taken);
	buf_add_text(out, _("A use case stands in the wave in which it comes into use, and takes its days and its "
			    "cost from the wave in which it starts."));
}

static void word_item(struct buf *out, const struct gantt *gantt, const struct roadmap_item *item)
{
	const char *name = use_case_name(result_of(gantt, item->use_case)->use_case);

	if (item->kind == ROADMAP_USE_CASE) {
		buf_add_text(out, name);
		return;
	}
	plan_word_awaited(out, &gantt->plan, item);
	if (item->kind == ROADMAP_OBLIGATION)
		buf_add_format(out, " · %s", name);
	else if (item->kind == ROADMAP_CONFIRM)
		buf_add_text(out, " ?");
}

void gantt_word_row(struct buf *out, const struct gantt *gantt, const struct gantt_row *row)
{
	switch (row->kind) {
	case GANTT_WAVE:
		word_wave(out, gantt, row->wave);
		break;
	case GANTT_ITEM:
		word_item(out, gantt, row->item);
		break;
	case GANTT_LEFT_HEADING:
		buf_add_text(out, plan_left_heading(row->left->reason));
		break;
	case GANTT_LEFT:
		buf_add_text(out, use_case_name(result_of(gantt, row->left->use_case)->use_case));
		break;
	}
}

static void word_use_case_why(struct buf *out, const struct gantt *gantt, const struct roadmap_item *item)
{
	plan_word_why(out, &gantt->plan, item);
	if (is_figure(item->euros)) {
		buf_add_text(out, " · ");
		word_money(out, gantt->plan.scene, item->euros);
	}
	if (is_figure(item->days)) {
		buf_add_text(out, " · ");
		word_number(out, gantt->plan.scene, item->days, 1);
		buf_add_format(out, " %s", _("days"));
	}
}

/* What is done, by whom, and which use cases wait for it. */
static void word_action_why(struct buf *out, const struct gantt *gantt, const struct roadmap_item *item)
{
	const enum language language = gantt->plan.scene->language;
	const struct grid *grid = &gantt->plan.scene->evaluation->document->content->grids[item->grid];
	const struct dimension *dimension = &grid->dimensions[item->dimension];

	if (item->kind == ROADMAP_CONFIRM) {
		buf_add_text(out,
			     word_confirmation(gantt->plan.scene->evaluation->document, item->grid, item->dimension));
	} else {
		const char *who = text_in(&dimension->action[item->from - 1].who, language);
		const char *text = text_in(&dimension->action[item->from - 1].text, language);

		buf_add_format(out, "%s%s%s", who, *who && *text ? _(": ") : "", text);
	}
	buf_add_format(out, " %s ", _("Unlocks:"));
	plan_word_unlocked(out, &gantt->plan, item);
}

static void word_item_why(struct buf *out, const struct gantt *gantt, const struct roadmap_item *item)
{
	buf_add_format(out, "%s ", _("months"));
	plan_word_months(out, &gantt->plan, item);
	buf_add_text(out, " · ");
	if (item->kind == ROADMAP_USE_CASE)
		word_use_case_why(out, gantt, item);
	else if (item->kind == ROADMAP_OBLIGATION)
		buf_add_format(out, _("before «%s» comes into use"),
			       use_case_name(result_of(gantt, item->use_case)->use_case));
	else
		word_action_why(out, gantt, item);
}

void gantt_word_why(struct buf *out, const struct gantt *gantt, const struct gantt_row *row)
{
	switch (row->kind) {
	case GANTT_WAVE:
		word_wave_why(out, gantt, row->wave);
		break;
	case GANTT_ITEM:
		word_item_why(out, gantt, row->item);
		break;
	case GANTT_LEFT_HEADING:
		buf_add_text(out, _("These have no bar."));
		break;
	case GANTT_LEFT:
		buf_add_format(out, "%s%s", plan_left_heading(row->left->reason),
			       row->left->reason == ROADMAP_SET_ASIDE ? "" : _(": "));
		plan_word_left(out, &gantt->plan, row->left);
		break;
	}
}

void gantt_word_key(struct buf *out, const struct surface *surface)
{
	const struct {
		enum glyph glyph;
		const char *word;
	} signs[] = {
		{ GLYPH_FULL, _("use case") },
		{ GLYPH_OPEN, _("maturity") },
		{ GLYPH_SHADE_2, _("obligation") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++)
		buf_add_format(out, "%s%s%s\u00a0%s", i ? "   " : "", surface_glyph_text(surface, signs[i].glyph),
			       surface_glyph_text(surface, signs[i].glyph), signs[i].word);
}

/* --- drawing ---------------------------------------------------------------------------------- */

/* Where the axis begins, and the columns that its months take. */
struct axis_place {
	int left, width;
};

static struct axis_place axis_of(const struct surface *surface)
{
	const int name = number_between(surface->width * 2 / 5, NAME_LEAST, NAME_MOST), left = SIGN + name + 1;

	return (struct axis_place){ left, surface->width - left - 1 };
}

static int column_of(const struct axis_place *axis, double months)
{
	return axis->left + (int)lround(fmin(months, MONTHS) / MONTHS * axis->width);
}

static void draw_axis(struct surface *surface, const struct axis_place *axis)
{
	surface_repeat(surface, 1, axis->left, axis->width, GLYPH_HORIZONTAL);
	surface_text_right(surface, 0, 0, axis->left - 1, ATTRIBUTE_NONE, _("months"));
	for (int wave = 0; wave <= ROADMAP_WAVES; wave++) {
		const double months = wave ? roadmap_bounds[wave - 1].to : 0;
		const int column = column_of(axis, months);
		struct buf text;

		buf_init(&text);
		buf_add_format(&text, "%g", months);
		surface_text_right(surface, 0, 0, number_between(column + (int)text.length / 2 + 1, 0, surface->width),
				   ATTRIBUTE_BOLD, text.data);
		surface_glyph(surface, 1, column, GLYPH_TEE_TOP);
		buf_release(&text);
	}
}

static void draw_bounds(struct surface *surface, int row, const struct axis_place *axis)
{
	for (int wave = 0; wave < ROADMAP_WAVES; wave++)
		surface_glyph(surface, row, column_of(axis, roadmap_bounds[wave].to), GLYPH_VERTICAL);
}

/* At least one column; what goes on after the axis ends with a sign. */
static void draw_bar(struct surface *surface, int row, const struct axis_place *axis, const struct roadmap_item *item)
{
	static const enum glyph glyphs[ROADMAP_KIND_COUNT] = {
		[ROADMAP_USE_CASE] = GLYPH_FULL,
		[ROADMAP_ACTION] = GLYPH_OPEN,
		[ROADMAP_CONFIRM] = GLYPH_OPEN,
		[ROADMAP_OBLIGATION] = GLYPH_SHADE_2,
	};
	const int from = column_of(axis, item->start), to = column_of(axis, item->end), end = axis->left + axis->width;

	if (item->start >= MONTHS) {
		surface_glyph(surface, row, end, GLYPH_CURRENT);
		return;
	}
	surface_repeat(surface, row, from, to > from ? to - from : 1, glyphs[item->kind]);
	if (item->end > MONTHS)
		surface_glyph(surface, row, end, GLYPH_CURRENT);
}

static bool fits(const struct surface *surface, const struct buf *left, const struct buf *right)
{
	return surface_measure(surface, left->data) + 2 + surface_measure(surface, right->data) <= surface->width;
}

/* The months and, at the right, what is taken; between them how many use cases, where there is room; the days too. */
static void draw_wave(const struct gantt *gantt, struct surface *surface, int row, size_t wave)
{
	struct buf left, right;
	size_t bare;

	buf_init(&left);
	buf_init(&right);
	plan_word_wave(&left, wave);
	bare = left.length;
	buf_clear(&left);
	word_wave(&left, gantt, wave);
	word_capacity(&right, gantt, wave, true);
	if (!fits(surface, &left, &right))
		buf_truncate(&left, bare);
	if (!fits(surface, &left, &right)) {
		buf_clear(&right);
		word_capacity(&right, gantt, wave, false);
	}
	(void)surface_text(surface, row, 0, surface->width, ATTRIBUTE_BOLD, left.data);
	surface_text_right(surface, row, 0, surface->width, ATTRIBUTE_BOLD, right.data);
	buf_release(&left);
	buf_release(&right);
}

static void draw_row(const struct gantt *gantt, struct surface *surface, int at, const struct axis_place *axis,
		     const struct gantt_row *row)
{
	struct buf text;

	if (row->kind == GANTT_WAVE) {
		draw_wave(gantt, surface, at, row->wave);
		return;
	}
	buf_init(&text);
	gantt_word_row(&text, gantt, row);
	if (row->kind == GANTT_LEFT_HEADING) {
		(void)surface_text(surface, at, 0, surface->width, ATTRIBUTE_BOLD, text.data);
		buf_release(&text);
		return;
	}
	if (row->kind == GANTT_LEFT || row->item->kind == ROADMAP_USE_CASE)
		(void)surface_text(surface, at, 0, 1, ATTRIBUTE_BOLD, word_flag(surface, gantt_use_case(gantt, row)));
	(void)surface_text(surface, at, SIGN, row->kind == GANTT_LEFT ? surface->width - SIGN : axis->left - SIGN - 1,
			   ATTRIBUTE_NONE, text.data);
	if (row->kind == GANTT_ITEM) {
		draw_bounds(surface, at, axis);
		draw_bar(surface, at, axis, row->item);
	}
	buf_release(&text);
}

void gantt_draw(const struct gantt *gantt, struct surface *surface, size_t first, size_t count)
{
	const struct axis_place axis = axis_of(surface);

	draw_axis(surface, &axis);
	for (size_t i = 0; i < count && first + i < gantt->count; i++)
		draw_row(gantt, surface, GANTT_HEAD_ROWS + (int)i, &axis, &gantt->rows[first + i]);
}
