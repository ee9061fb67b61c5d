#include "cadran/core/quick_win.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"

/* What a condition is judged with. */
struct trial {
	struct evaluation *evaluation;
	struct use_case_result *result;
	struct condition_result *out;
};

static enum met met_if(bool met)
{
	return met ? MET_YES : MET_NO;
}

static enum met against_limit(const struct trial *trial, double value)
{
	trial->out->value = value;
	if (!is_figure(value))
		return MET_UNKNOWN;
	return met_if(trial->out->condition->at_least ? reaches(value, trial->out->limit)
						      : stays_within(value, trial->out->limit));
}

/* An interval decides nothing: an incomplete family is unknown. */
static enum met judge_family(const struct trial *trial)
{
	const enum family family = trial->out->condition->family;
	enum met met = against_limit(trial, family == FAMILY_FEASIBILITY ? trial->result->feasibility_after
									 : trial->result->families[family].value);

	return trial->result->families[family].complete ? met : MET_UNKNOWN;
}

/* One score beyond the limit decides, whatever else is missing. */
static enum met judge_family_any(const struct trial *trial)
{
	const struct condition *condition = trial->out->condition;
	const struct criteria *criteria = &trial->evaluation->document->content->criteria;
	double worst = NAN;

	for (size_t i = 0; i < criteria->count; i++) {
		if (criteria->items[i].family == condition->family)
			worst = condition->at_least ? fmin(worst, trial->result->criteria[i].score)
						    : fmax(worst, trial->result->criteria[i].score);
	}
	if (against_limit(trial, worst) == MET_NO)
		return MET_NO;
	return trial->result->families[condition->family].complete ? MET_YES : MET_UNKNOWN;
}

static enum met judge_delay(const struct trial *trial)
{
	return against_limit(trial, trial->result->facts.delay.given ? trial->result->facts.delay.likely : NAN);
}

static enum met judge_build(const struct trial *trial)
{
	return against_limit(trial, trial->result->money[ESTIMATE_LIKELY].build);
}

/* Figures without a payback fail. */
static enum met judge_payback(const struct trial *trial)
{
	return against_limit(trial, trial->result->money[ESTIMATE_LIKELY].payback) == MET_YES ? MET_YES : MET_NO;
}

static bool is_listed(const char *list, const char *word)
{
	const size_t length = strlen(word);

	for (const char *at = list; *at; at += strcspn(at, ", "), at += strspn(at, ", "))
		if (strcspn(at, ", ") == length && !strncmp(at, word, length))
			return true;
	return false;
}

bool condition_allows(const struct condition *condition, enum ai_act class)
{
	return is_listed(condition->allowed, ai_act_id(class));
}

static enum met judge_ai_act(const struct trial *trial)
{
	const enum ai_act class = trial->result->facts.ai_act;

	if (class == AI_ACT_UNKNOWN)
		return MET_UNKNOWN;
	return met_if(condition_allows(trial->out->condition, class));
}

static enum met judge_medical_device(const struct trial *trial)
{
	const enum known known = trial->result->facts.medical_device;

	return known == KNOWN_NOT ? MET_UNKNOWN : met_if(known == KNOWN_NO);
}

static enum met judge_need(const struct trial *trial)
{
	return met_if(!trial->result->techno_push);
}

static enum met judge_maturity(const struct trial *trial)
{
	const struct use_case_result *result = trial->result;

	trial->out->fixable = !result->maturity_blocked;
	for (size_t i = 0; i < result->requirement_count; i++)
		if (!is_figure(result->requirements[i].shortfall) || result->requirements[i].shortfall > 0)
			return MET_NO;
	return MET_YES;
}

enum met prerequisite_met(const struct use_case_result *needed)
{
	if (!needed)
		return MET_UNKNOWN;
	if (needed->facts.status == STATUS_LIVE || needed->verdict == VERDICT_YES)
		return MET_YES;
	return needed->verdict == VERDICT_INCOMPLETE ? MET_UNKNOWN : MET_NO;
}

static enum met judge_prerequisites(const struct trial *trial)
{
	const char *list = trial->result->use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;
	enum met all = MET_YES;

	while (depends_next(&list, &dependency)) {
		enum met met;

		if (dependency.kind != DEPENDENCY_PREREQUISITE)
			continue;
		met = prerequisite_met(evaluation_use_case(trial->evaluation, dependency.id));
		if (met == MET_YES || all == MET_NO)
			continue;
		all = met;
		free(trial->out->blocker);
		trial->out->blocker = xstrdup(dependency.id);
	}
	return all;
}

static enum met judge_data(const struct trial *trial)
{
	trial->out->fixable = true;
	if (trial->result->open_obligations)
		return MET_NO;
	return trial->result->facts.health_data == KNOWN_NOT ? MET_UNKNOWN : MET_YES;
}

static enum met (*const judges[])(const struct trial *) = {
	[CONDITION_FAMILY] = judge_family,
	[CONDITION_FAMILY_ANY] = judge_family_any,
	[CONDITION_DELAY] = judge_delay,
	[CONDITION_BUILD] = judge_build,
	[CONDITION_PAYBACK] = judge_payback,
	[CONDITION_AI_ACT] = judge_ai_act,
	[CONDITION_MEDICAL_DEVICE] = judge_medical_device,
	[CONDITION_NEED] = judge_need,
	[CONDITION_MATURITY] = judge_maturity,
	[CONDITION_PREREQUISITES] = judge_prerequisites,
	[CONDITION_DATA] = judge_data,
};

static unsigned what_is_missing(const struct use_case_result *result)
{
	unsigned missing = 0;

	for (int i = 0; i < FAMILY_COUNT; i++)
		missing |= result->families[i].complete ? 0 : MISSING_SCORE;
	missing |= result->facts.delay.given ? 0 : MISSING_DELAY;
	missing |= result->facts.ai_act == AI_ACT_UNKNOWN ? MISSING_AI_ACT : 0;
	missing |= result->facts.health_data == KNOWN_NOT ? MISSING_HEALTH_DATA : 0;
	missing |= result->facts.medical_device == KNOWN_NOT ? MISSING_MEDICAL_DEVICE : 0;
	return missing;
}

/*
 * A condition that fails on complete information decides «no»; then anything
 * missing makes it incomplete; then open conditions that work can put right
 * make it conditional.
 */
static enum verdict decide(const struct use_case_result *result)
{
	bool failed = false, unknown = result->missing != 0, open = false;

	if (result_is_prohibited(result))
		return VERDICT_NO;
	if (result_is_settled(result))
		return VERDICT_NONE;
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		unknown |= condition->met == MET_UNKNOWN;
		failed |= condition->met == MET_NO && !condition->fixable;
		open |= condition->met == MET_NO && condition->fixable;
	}
	return failed ? VERDICT_NO : unknown ? VERDICT_INCOMPLETE : open ? VERDICT_CONDITIONAL : VERDICT_YES;
}

/* Figures left out altogether drop the conditions on money. */
static bool is_dropped(const struct condition *condition, const struct use_case_result *result)
{
	return (condition->kind == CONDITION_BUILD || condition->kind == CONDITION_PAYBACK) &&
	       !result->money[ESTIMATE_LIKELY].given;
}

static void judge_condition(struct evaluation *evaluation, struct use_case_result *result,
			    const struct condition *condition)
{
	struct condition_result *out = &result->conditions[result->condition_count++];
	const struct trial trial = { evaluation, result, out };

	*out = (struct condition_result){
		.condition = condition,
		.value = NAN,
		.limit = condition->limit[document_profile(evaluation->document)],
	};
	out->met = judges[condition->kind](&trial);
	out->fixable &= out->met == MET_NO;
}

static void judge(struct evaluation *evaluation, struct use_case_result *result)
{
	const struct matrix *matrix = evaluation->document->content->matrix;

	result->conditions = xcalloc(matrix->condition_count, sizeof(*result->conditions));
	result->missing = what_is_missing(result);
	for (size_t i = 0; i < matrix->condition_count; i++)
		if (!is_dropped(&matrix->conditions[i], result))
			judge_condition(evaluation, result, &matrix->conditions[i]);
	result->verdict = decide(result);
	result->express = (result->verdict == VERDICT_YES || result->verdict == VERDICT_CONDITIONAL) &&
			  result->facts.delay.given && stays_within(result->facts.delay.likely, matrix->express_delay);
	evaluation->quick_wins += result->verdict == VERDICT_YES;
	evaluation->conditional += result->verdict == VERDICT_CONDITIONAL;
}

/* The prerequisites of all use cases, as places in evaluation.use_cases. */
struct order {
	size_t *waiting; /* for each: prerequisites not judged yet */
	size_t *ready;   /* those to judge, in turn */
	size_t ready_count;
	size_t *first, *next, *child; /* lists of who waits for whom */
	size_t link_count, link_capacity;
};

static void link_prerequisites(struct evaluation *evaluation, struct order *order, size_t index)
{
	const char *list = evaluation->use_cases[index].use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	while (depends_next(&list, &dependency)) {
		const struct use_case_result *needed = evaluation_use_case(evaluation, dependency.id);
		size_t capacity = order->link_capacity, place;

		if (dependency.kind != DEPENDENCY_PREREQUISITE || !needed)
			continue;
		place = (size_t)(needed - evaluation->use_cases);
		/* Named twice it is needed once: its last link would be to the same use case. */
		if (order->first[place] && order->child[order->first[place] - 1] == index)
			continue;
		ARRAY_GROW(order->next, order->link_count, order->link_capacity);
		if (capacity != order->link_capacity)
			order->child = xreallocarray(order->child, order->link_capacity, sizeof(*order->child));
		order->next[order->link_count] = order->first[place];
		order->child[order->link_count] = index;
		order->first[place] = ++order->link_count; /* 0 ends a list */
		order->waiting[index]++;
		evaluation->use_cases[place].frees++;
	}
}

static void judge_in_order(struct evaluation *evaluation, struct order *order)
{
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!order->waiting[i])
			order->ready[order->ready_count++] = i;
	for (size_t i = 0; i < order->ready_count; i++) {
		const size_t index = order->ready[i];

		judge(evaluation, &evaluation->use_cases[index]);
		for (size_t link = order->first[index]; link; link = order->next[link - 1]) {
			assert(order->child); /* a list has its links */
			if (!--order->waiting[order->child[link - 1]])
				order->ready[order->ready_count++] = order->child[link - 1];
		}
	}
}

void quick_wins_compute(struct evaluation *evaluation)
{
	const size_t count = evaluation->use_case_count;
	struct order order = {
		.waiting = xcalloc(count, sizeof(size_t)),
		.ready = xcalloc(count, sizeof(size_t)),
		.first = xcalloc(count, sizeof(size_t)),
	};

	for (size_t i = 0; i < count; i++)
		link_prerequisites(evaluation, &order, i);
	judge_in_order(evaluation, &order);
	/* A circle, which only a file changed by hand can hold: its members are judged last, as they stand. */
	for (size_t i = 0; i < count; i++) {
		struct use_case_result *result = &evaluation->use_cases[i];

		if (!result->conditions)
			judge(evaluation, result);
		result->enabler = result->frees >= 3;
	}
	free(order.waiting);
	free(order.ready);
	free(order.first);
	free(order.next);
	free(order.child);
}

/* How far a failing condition is from passing: a share of the scale for families, of the limit for the others. */
static double distance(const struct condition_result *condition)
{
	const bool family = condition->condition->kind == CONDITION_FAMILY;
	const double scale = family ? 100 : condition->limit > 0 ? condition->limit : 1;

	if (!is_figure(condition->value) || condition->condition->kind > CONDITION_PAYBACK)
		return INFINITY;
	return fabs(condition->value - condition->limit) / scale;
}

/* Equal distances stand in the order of the rule. */
static bool comes_before(const struct condition_result *a, const struct condition_result *b)
{
	return distance(a) < distance(b) || (!(distance(a) > distance(b)) && a < b);
}

const struct condition_result *nearest_failure(const struct use_case_result *result,
					       const struct condition_result *after)
{
	const struct condition_result *nearest = NULL;

	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		if (condition->met != MET_NO || condition->fixable || (after && !comes_before(after, condition)))
			continue;
		if (!nearest || comes_before(condition, nearest))
			nearest = condition;
	}
	return nearest;
}

const struct condition_result *lasting_failure(const struct use_case_result *result)
{
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];
		const enum condition_kind kind = condition->condition->kind;

		if (condition->met == MET_NO && (kind == CONDITION_AI_ACT || kind == CONDITION_MEDICAL_DEVICE))
			return condition;
	}
	return NULL;
}
