/*
 * The roadmap as a table: wave by wave the actions and obligations, then the
 * use cases, each by its months; at the end what is left out.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/core/roadmap.h"
#include "report_build.h"

/* What all rows read. */
struct plan {
	const struct evaluation *evaluation;
	const struct roadmap *roadmap;
	enum language language;
	struct report *report;
};

static const struct use_case *use_case_at(const struct plan *plan, size_t place)
{
	return plan->evaluation->use_cases[place].use_case;
}

static const struct dimension *dimension_of(const struct plan *plan, const struct roadmap_item *item)
{
	return &plan->evaluation->document->content->grids[item->grid].dimensions[item->dimension];
}

static void begin_item(struct buf *list, const char *separator)
{
	if (list->length)
		buf_add_text(list, separator);
}

/* --- an item ------------------------------------------------------------------------ */

/* «data.quality:3», the level that an action leads to, as in a sheet; «data.quality»; «aipd»; a use case's own. */
static char *item_id(const struct plan *plan, const struct roadmap_item *item)
{
	struct buf id;

	buf_init(&id);
	if (item->kind == ROADMAP_USE_CASE)
		buf_add_text(&id, use_case_at(plan, item->use_case)->id);
	else if (item->kind == ROADMAP_OBLIGATION)
		buf_add_text(&id, report_obligation(item->obligation)->id);
	else
		buf_add_format(&id, "%s.%s", plan->evaluation->document->content->grids[item->grid].id,
			       dimension_of(plan, item)->id);
	if (item->kind == ROADMAP_ACTION)
		buf_add_format(&id, ":%d", item->to);
	return buf_detach(&id);
}

static void word_item(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	if (item->kind == ROADMAP_USE_CASE)
		buf_add_text(out, use_case_name(use_case_at(plan, item->use_case)));
	else if (item->kind == ROADMAP_OBLIGATION)
		buf_add_text(out, report_obligation(item->obligation)->name[plan->language]);
	else
		buf_add_text(out, text_in(&dimension_of(plan, item)->name, plan->language));
	if (item->kind == ROADMAP_ACTION)
		buf_add_format(out, " %d → %d", item->from, item->to);
}

static char *item_name(const struct plan *plan, const struct roadmap_item *item)
{
	struct buf name;

	buf_init(&name);
	word_item(&name, plan, item);
	return buf_detach(&name);
}

static const char *item_who(const struct plan *plan, const struct roadmap_item *item)
{
	if (item->kind == ROADMAP_USE_CASE)
		return use_case_at(plan, item->use_case)->field[USE_CASE_SPONSOR];
	if (item->kind == ROADMAP_ACTION)
		return text_in(&dimension_of(plan, item)->action[item->from - 1].who, plan->language);
	return "";
}

static bool unlocks(const struct plan *plan, const struct roadmap_item *item, size_t use_case)
{
	if (item->kind == ROADMAP_OBLIGATION)
		return item->use_case == use_case;
	if (item->kind == ROADMAP_USE_CASE)
		return use_case_needs(use_case_at(plan, use_case), use_case_at(plan, item->use_case)->id);
	return roadmap_serves(plan->evaluation, item, use_case);
}

/* Ids of the use cases on the roadmap that wait for it. */
static char *list_unlocked(const struct plan *plan, const struct roadmap_item *item)
{
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < plan->roadmap->count; i++) {
		const struct roadmap_item *other = &plan->roadmap->items[i];

		if (other->kind != ROADMAP_USE_CASE || !unlocks(plan, item, other->use_case))
			continue;
		begin_item(&list, ";");
		buf_add_text(&list, use_case_at(plan, other->use_case)->id);
	}
	return buf_detach(&list);
}

/* --- why then ------------------------------------------------------------------------- */

static const struct {
	const char *word[LANGUAGE_COUNT];
} reason_words[ROADMAP_REASON_COUNT] = {
	[ROADMAP_QUICK_WIN] = { { "gain rapide", "quick win" } },
	[ROADMAP_CONDITIONAL] = { { "sous condition", "under condition" } },
	[ROADMAP_PRIORITY] = { { "à son rang", "by its rank" } },
	[ROADMAP_FREES] = { { "cas d'usage libérés\u00a0: ", "use cases freed: " } },
	[ROADMAP_AFTER_USE_CASE] = { { "après\u00a0: ", "after: " } },
	[ROADMAP_AFTER_ACTION] = { { "après\u00a0: ", "after: " } },
	[ROADMAP_AFTER_OBLIGATION] = { { "après\u00a0: ", "after: " } },
	[ROADMAP_WAVE_FULL] = { { "vague pleine, mois\u00a0: ", "wave full, months: " } },
	[ROADMAP_BEFORE_USE_CASE] = { { "avant\u00a0: ", "before: " } },
};

/* What the reason is about, as a cell: an id, how many, or which wave. */
static void add_operand(const struct plan *plan, const struct roadmap_item *item)
{
	switch (item->reason) {
	case ROADMAP_FREES:
		report_add_number(plan->report, (double)item->operand);
		break;
	case ROADMAP_WAVE_FULL:
		report_add_number(plan->report, (double)item->operand + 1);
		break;
	case ROADMAP_AFTER_USE_CASE:
	case ROADMAP_BEFORE_USE_CASE:
		report_add_text(plan->report, use_case_at(plan, item->operand)->id);
		break;
	case ROADMAP_AFTER_ACTION:
	case ROADMAP_AFTER_OBLIGATION:
		report_add_owned(plan->report, item_id(plan, &plan->roadmap->items[item->operand]));
		break;
	default:
		report_add_text(plan->report, "");
	}
}

static void word_operand(struct buf *out, const struct plan *plan, const struct roadmap_item *item)
{
	switch (item->reason) {
	case ROADMAP_FREES:
		buf_add_format(out, "%zu", item->operand);
		break;
	case ROADMAP_WAVE_FULL:
		buf_add_format(out, "%g–%g", roadmap_bounds[item->operand].from, roadmap_bounds[item->operand].to);
		break;
	case ROADMAP_AFTER_USE_CASE:
	case ROADMAP_BEFORE_USE_CASE:
		buf_add_text(out, use_case_name(use_case_at(plan, item->operand)));
		break;
	case ROADMAP_AFTER_ACTION:
	case ROADMAP_AFTER_OBLIGATION:
		word_item(out, plan, &plan->roadmap->items[item->operand]);
		break;
	default:
		break;
	}
}

static char *item_why(const struct plan *plan, const struct roadmap_item *item)
{
	static const char *const oversize[LANGUAGE_COUNT] = { "dépasse ce qu'il y a", "larger than what there is" };
	struct buf why;

	buf_init(&why);
	buf_add_text(&why, reason_words[item->reason].word[plan->language]);
	word_operand(&why, plan, item);
	if (item->oversize)
		buf_add_format(&why, " · %s", oversize[plan->language]);
	return buf_detach(&why);
}

/* --- rows ------------------------------------------------------------------------------ */

static void add_wave(const struct plan *plan, size_t wave)
{
	if (wave == ROADMAP_LATER)
		report_add_text(plan->report, "later");
	else
		report_add_number(plan->report, (double)wave + 1);
}

static void add_item(const struct plan *plan, const struct roadmap_item *item)
{
	const bool is_use_case = item->kind == ROADMAP_USE_CASE;
	struct report *report = plan->report;

	add_wave(plan, item->wave);
	report_add_number(report, item->start);
	report_add_number(report, item->end);
	report_add_text(report, roadmap_kind_id(item->kind));
	report_add_owned(report, item_id(plan, item));
	report_add_owned(report, item_name(plan, item));
	report_add_text(report, item_who(plan, item));
	report_add_number(report, is_use_case ? item->euros : (double)NAN);
	report_add_number(report, is_use_case ? item->days : (double)NAN);
	report_add_text(report, is_use_case ? verdict_id(plan->evaluation->use_cases[item->use_case].verdict) : "");
	report_add_text(report, roadmap_reason_id(item->reason));
	add_operand(plan, item);
	report_add_owned(report, list_unlocked(plan, item));
	report_add_owned(report, item_why(plan, item));
}

/* What there is by waves, what is needed before use cases, by their months. */
static int compare_items(const void *left, const void *right)
{
	const struct roadmap_item *a = *(const struct roadmap_item *const *)left;
	const struct roadmap_item *b = *(const struct roadmap_item *const *)right;

	if (a->wave != b->wave)
		return a->wave < b->wave ? -1 : 1;
	if ((a->kind == ROADMAP_USE_CASE) != (b->kind == ROADMAP_USE_CASE))
		return a->kind == ROADMAP_USE_CASE ? 1 : -1;
	if (a->start < b->start || a->start > b->start)
		return a->start < b->start ? -1 : 1;
	if (a->end < b->end || a->end > b->end)
		return a->end < b->end ? -1 : 1;
	return (a > b) - (a < b);
}

static void add_items(const struct plan *plan)
{
	const struct roadmap_item **items = xcalloc(plan->roadmap->count, sizeof(*items));

	for (size_t i = 0; i < plan->roadmap->count; i++)
		items[i] = &plan->roadmap->items[i];
	qsort(items, plan->roadmap->count, sizeof(const struct roadmap_item *), compare_items);
	for (size_t i = 0; i < plan->roadmap->count; i++)
		add_item(plan, items[i]);
	free(items);
}

/* --- what is left out ------------------------------------------------------------------- */

/* Criteria without a score and fields of the sheet that are not told, by their ids or in words. */
static char *list_missing(const struct plan *plan, const struct use_case_result *result, bool in_words)
{
	static const struct {
		unsigned bit;
		enum use_case_field field;
		const char *word[LANGUAGE_COUNT];
	} fields[] = {
		{ MISSING_DELAY, USE_CASE_DELAY, { "premier usage", "delay" } },
		{ MISSING_AI_ACT, USE_CASE_AI_ACT, { "classe du règlement IA", "AI Act class" } },
		{ MISSING_HEALTH_DATA, USE_CASE_HEALTH_DATA, { "données de santé ou non", "health data or not" } },
		{ MISSING_MEDICAL_DEVICE,
		  USE_CASE_MEDICAL_DEVICE,
		  { "dispositif médical ou non", "medical device or not" } },
	};
	const struct criteria *criteria = &plan->evaluation->document->content->criteria;
	struct buf list;

	buf_init(&list);
	for (size_t c = 0; c < criteria->count; c++) {
		if (!criteria->items[c].required || is_figure(result->criteria[c].score))
			continue;
		begin_item(&list, in_words ? ", " : ";");
		buf_add_text(&list,
			     in_words ? text_in(&criteria->items[c].name, plan->language) : criteria->items[c].id);
	}
	for (size_t i = 0; i < ARRAY_SIZE(fields); i++) {
		if (!(result->missing & fields[i].bit))
			continue;
		begin_item(&list, in_words ? ", " : ";");
		buf_add_text(&list, in_words ? fields[i].word[plan->language] : use_case_field_id(fields[i].field));
	}
	return buf_detach(&list);
}

static char *left_why(const struct plan *plan, const struct roadmap_left *left)
{
	static const char *const words[ROADMAP_LEFT_REASON_COUNT][LANGUAGE_COUNT] = {
		[ROADMAP_INCOMPLETE] = { "à compléter\u00a0: ", "to be completed: " },
		[ROADMAP_SET_ASIDE] = { "écarté\u00a0: bas sur les deux axes", "set aside: low on both axes" },
		[ROADMAP_BLOCKED] = { "suppose\u00a0: ", "needs: " },
	};
	static const char *const prerequisite[LANGUAGE_COUNT] = { "un prérequis", "a prerequisite" };
	const struct use_case *blocker = document_use_case(plan->evaluation->document, left->blocker);
	char *missing = list_missing(plan, &plan->evaluation->use_cases[left->use_case], true);
	struct buf why;

	buf_init(&why);
	buf_add_text(&why, words[left->reason][plan->language]);
	if (left->reason == ROADMAP_INCOMPLETE)
		buf_add_text(&why, *missing ? missing : prerequisite[plan->language]);
	else if (left->reason == ROADMAP_BLOCKED)
		buf_add_text(&why, blocker ? use_case_name(blocker) : left->blocker);
	free(missing);
	return buf_detach(&why);
}

static void add_left(const struct plan *plan, const struct roadmap_left *left)
{
	const struct use_case_result *result = &plan->evaluation->use_cases[left->use_case];
	struct report *report = plan->report;

	report_add_text(report, "left-out");
	report_add_text(report, "");
	report_add_text(report, "");
	report_add_text(report, roadmap_kind_id(ROADMAP_USE_CASE));
	report_add_text(report, result->use_case->id);
	report_add_text(report, use_case_name(result->use_case));
	report_add_text(report, result->use_case->field[USE_CASE_SPONSOR]);
	report_add_text(report, "");
	report_add_text(report, "");
	report_add_text(report, verdict_id(result->verdict));
	report_add_text(report, roadmap_left_reason_id(left->reason));
	if (left->reason == ROADMAP_INCOMPLETE)
		report_add_owned(report, list_missing(plan, result, false));
	else
		report_add_text(report, left->blocker);
	report_add_text(report, "");
	report_add_owned(report, left_why(plan, left));
}

void report_roadmap(const struct evaluation *evaluation, enum language language, struct report *report)
{
	static const struct titled_column columns[] = {
		{ "wave", { "Vague", "Wave" } },
		{ "start", { "Début (mois)", "Start (month)" } },
		{ "end", { "Fin (mois)", "End (month)" } },
		{ "kind", { "Nature", "Kind" } },
		{ "id", { "Identifiant", "Id" } },
		{ "name", { "Intitulé", "Name" } },
		{ "who", { "Qui", "Who" } },
		{ "cost", { "Coût", "Cost" } },
		{ "days", { "Jours", "Days" } },
		{ "verdict", { "Gain rapide", "Quick win" } },
		{ "reason", { "Motif", "Reason" } },
		{ "reason_of", { "Objet du motif", "Reason about" } },
		{ "unlocks", { "Débloque", "Unlocks" } },
		{ "why", { "Pourquoi", "Why" } },
		{ NULL, { NULL, NULL } },
	};
	struct roadmap roadmap;
	const struct plan plan = { evaluation, &roadmap, language, report };

	report_add_titled(report, columns, language);
	roadmap_compute(evaluation, &roadmap);
	add_items(&plan);
	for (size_t i = 0; i < roadmap.left_count; i++)
		add_left(&plan, &roadmap.left[i]);
	roadmap_release(&roadmap);
}
