/*
 * Items of the roadmap in words.
 */
#include <stdlib.h>

#include "cadran/core/compare.h"
#include "cadran/tui/wording.h"
#include "roadmap_parts.h"

static const struct use_case_result *result_of(const struct plan *plan, size_t place)
{
	return &plan->scene->evaluation->use_cases[place];
}

static void add_separator(struct buf *out, size_t begin)
{
	if (out->length > begin)
		buf_add_text(out, ", ");
}

void plan_word_months(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	word_number(out, plan->scene, item->start, 1);
	buf_add_text(out, "–");
	word_number(out, plan->scene, item->end, 1);
}

/* «Data quality 2 → 3» */
static void word_step(struct buf *out, const struct scene *scene, const struct roadmap_item *item)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[item->grid];

	buf_add_format(out, "%s", text_in(&grid->dimensions[item->dimension].name, scene->language));
	if (item->kind == ROADMAP_ACTION)
		buf_add_format(out, " %d → %d", item->from, item->to);
}

void plan_word_awaited(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	if (item->kind == ROADMAP_OBLIGATION)
		word_obligations(out, item->obligation);
	else
		word_step(out, plan->scene, item);
}

static void word_frees(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	(void)plan;
	buf_add_format(out, message_plural("frees %zu use case", "frees %zu use cases", item->operand), item->operand);
}

static void word_after_use_case(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	buf_add_format(out, _("after «%s»"), use_case_name(result_of(plan, item->operand)->use_case));
}

static void word_after_item(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	buf_add_format(out, "%s ", _("after:"));
	plan_word_awaited(out, plan, &plan->roadmap->items[item->operand]);
}

static void word_wave_full(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	(void)plan;
	buf_add_format(out, _("months %g to %g are full"), roadmap_bounds[item->operand].from,
		       roadmap_bounds[item->operand].to);
}

/* A word, or what makes one of the operand. */
static const struct {
	const char *word;
	void (*tell)(struct buf *out, const struct plan *plan, const struct roadmap_item *item);
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

void plan_word_why(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	if (reason_words[item->reason].tell)
		reason_words[item->reason].tell(out, plan, item);
	else if (reason_words[item->reason].word)
		buf_add_text(out, _(reason_words[item->reason].word));
	if (item->oversize)
		buf_add_format(out, " · %s", _("larger than what there is"));
}

void plan_word_unlocked(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	const size_t begin = out->length;

	for (size_t i = 0; i < plan->roadmap->count; i++) {
		const struct roadmap_item *other = &plan->roadmap->items[i];

		if (other->kind != ROADMAP_USE_CASE || !roadmap_serves(plan->scene->evaluation, item, other->use_case))
			continue;
		add_separator(out, begin);
		buf_add_text(out, use_case_name(result_of(plan, other->use_case)->use_case));
	}
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

size_t plan_items(const struct plan *plan, size_t wave, bool use_cases, const struct roadmap_item **items)
{
	size_t count = 0;

	for (size_t i = 0; i < plan->roadmap->count; i++) {
		const struct roadmap_item *item = &plan->roadmap->items[i];

		if (item->wave == wave && (item->kind == ROADMAP_USE_CASE) == use_cases)
			items[count++] = item;
	}
	qsort(items, count, sizeof(const struct roadmap_item *), compare_items);
	return count;
}

/* «13,500 € of 20,000 €, 2 not costed»; what nobody estimated is no 0. */
static void word_cost(struct buf *out, const struct scene *scene, const struct roadmap_wave *wave)
{
	if (wave->uncosted && wave->uncosted == wave->started) {
		buf_add_text(out, _("cost unknown"));
		return;
	}
	word_money(out, scene, wave->euros);
	if (is_figure(wave->euros_limit)) {
		buf_add_format(out, " %s ", _("of"));
		word_money(out, scene, wave->euros_limit);
	}
	if (wave->uncosted)
		buf_add_format(out, message_plural(", %zu not costed", ", %zu not costed", wave->uncosted),
			       wave->uncosted);
}

static void word_days(struct buf *out, const struct scene *scene, const struct roadmap_wave *wave)
{
	if (wave->unestimated && wave->unestimated == wave->started) {
		buf_add_text(out, _("days unknown"));
		return;
	}
	word_number(out, scene, wave->days, 1);
	if (is_figure(wave->days_limit)) {
		buf_add_format(out, " %s ", _("of"));
		word_number(out, scene, wave->days_limit, 1);
	}
	buf_add_format(out, " %s", _("days"));
	if (wave->unestimated)
		buf_add_format(out, message_plural(", %zu not estimated", ", %zu not estimated", wave->unestimated),
			       wave->unestimated);
}

void plan_word_amounts(struct buf *out, const struct scene *scene, const struct roadmap_wave *wave,
		       const char *separator)
{
	word_cost(out, scene, wave);
	if (!separator)
		return;
	buf_add_text(out, separator);
	word_days(out, scene, wave);
}

void plan_word_overrun(struct buf *out, const struct roadmap_wave *wave)
{
	const bool euros = is_figure(wave->euros_limit) && !stays_within(wave->euros, wave->euros_limit),
		   days = is_figure(wave->days_limit) && !stays_within(wave->days, wave->days_limit);

	if (euros || days)
		buf_add_format(out, "!\u00a0%s",
			       euros && days ? _("over budget and days")
			       : euros       ? _("over budget")
					     : _("over the days"));
}

void plan_word_taken(struct buf *out, const struct plan *plan, const struct roadmap_wave *wave)
{
	struct buf overrun;

	if (!wave->started)
		return;
	buf_init(&overrun);
	plan_word_overrun(&overrun, wave);
	if (overrun.length)
		buf_add_format(out, " · %s", overrun.data);
	buf_release(&overrun);
	buf_add_format(out, " · %s ", _("started in it:"));
	plan_word_amounts(out, plan->scene, wave, ", ");
	if (wave->uncosted < wave->started)
		buf_add_format(out, " (%s)", _("cost to build alone"));
}

void plan_word_wave(struct buf *out, size_t wave)
{
	if (wave == ROADMAP_LATER)
		buf_add_text(out, _("Later"));
	else
		buf_add_format(out, _("Months %g to %g"), roadmap_bounds[wave].from, roadmap_bounds[wave].to);
}

const char *plan_left_heading(enum roadmap_left_reason reason)
{
	static const char *const headings[ROADMAP_LEFT_REASON_COUNT] = {
		[ROADMAP_INCOMPLETE] = N_("To be completed before they have a place"),
		[ROADMAP_SET_ASIDE] = N_("Set aside: low on both axes"),
		[ROADMAP_BLOCKED] = N_("Kept out by what they need and what is not there"),
	};

	return _(headings[reason]);
}

void plan_word_left(struct buf *out, const struct plan *plan, const struct roadmap_left *left)
{
	const struct use_case *blocker = document_use_case(plan->scene->evaluation->document, left->blocker);

	if (left->reason == ROADMAP_INCOMPLETE)
		word_missing(out, plan->scene, result_of(plan, left->use_case));
	else if (left->reason == ROADMAP_BLOCKED)
		buf_add_format(out, "%s %s", _("needs"), blocker ? use_case_name(blocker) : left->blocker);
}
