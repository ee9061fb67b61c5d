#include "robust_item.h"

#include <math.h>
#include <stdint.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/money_range.h"
#include "cadran/core/random.h"
#include "cadran/core/robust_model.h"
#include "cadran/core/scoring.h"

static void add_option(struct robust_model *model, double utility, bool passes)
{
	ARRAY_GROW(model->options, model->option_count, model->option_capacity);
	model->options[model->option_count++] = (struct vote_option){ utility, passes };
}

/* What the rule asks of each single score of a family. */
static void limits_alone(const struct use_case_result *result, enum family family, double *least, double *most)
{
	*least = -INFINITY;
	*most = INFINITY;
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		if (condition->condition->kind != CONDITION_FAMILY_ANY || condition->condition->family != family)
			continue;
		if (condition->condition->at_least)
			*least = fmax(*least, condition->limit);
		else
			*most = fmin(*most, condition->limit);
	}
}

static bool passes_alone(const struct use_case_result *result, enum family family, double score)
{
	double least, most;

	limits_alone(result, family, &least, &most);
	return reaches(score, least) && stays_within(score, most);
}

/* Votes that differ and that nobody retained a score for, in the order of levels: whose they are decides nothing. */
static bool open_votes(struct robust_model *model, const struct use_case_result *result, size_t item,
		       const struct criterion *criterion, size_t index, size_t model_criterion)
{
	const struct score *score = &result->use_case->scores[index];
	const size_t before = model->option_count;
	size_t levels = 0;

	for (size_t level = 1; level <= LEVEL_COUNT; level++) {
		const size_t given = model->option_count;

		for (const struct vote *vote = NULL;
		     (vote = counting_vote(score, result->criteria[index].round, vote));)
			if (vote_level(vote) == level)
				add_option(model, criterion_utility(criterion, (double)level),
					   passes_alone(result, criterion->family, (double)level));
		levels += model->option_count > given;
	}
	if (levels < 2) {
		model->option_count = before;
		return false;
	}
	ARRAY_GROW(model->votes, model->vote_count, model->vote_capacity);
	model->votes[model->vote_count++] = (struct open_vote){
		.item = item,
		.criterion = model_criterion,
		.first = before,
		.count = model->option_count - before,
		.stream = random_stream(random_hash(result->use_case->id), random_hash(criterion->id)),
	};
	return true;
}

/* Danger is read the other way round: at most 37.5 of danger is at least 62.5 of its absence. */
static void narrow(struct family_band *band, const struct condition_result *result)
{
	const bool danger = result->condition->family == FAMILY_RISK;
	const double limit = danger ? 100 - result->limit : result->limit;

	if (result->condition->at_least != danger)
		band->least = fmax(band->least, limit);
	else
		band->most = fmin(band->most, limit);
}

/* Families are drawn always; a cost and a payback where a figure is a range. */
static bool is_drawn(const struct use_case_result *result, enum condition_kind kind)
{
	switch (kind) {
	case CONDITION_FAMILY:
	case CONDITION_FAMILY_ANY:
		return true;
	case CONDITION_BUILD:
	case CONDITION_PAYBACK:
		return money_is_open(&result->facts);
	default:
		return false;
	}
}

/*
 * What of the rule no draw can change: 1 where it holds, 0 where it fails, NAN
 * where something it asks for is not known.
 */
static double chance_of(const struct use_case_result *result)
{
	bool known = !result->missing;

	if (result->verdict == VERDICT_NONE)
		return NAN;
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		/* A family without a value stays without, whatever is drawn. */
		if (condition->condition->kind == CONDITION_FAMILY)
			known &= is_figure(condition->value);
		if (is_drawn(result, condition->condition->kind))
			continue;
		if (condition->met == MET_NO && !condition->fixable)
			return 0;
		known &= condition->met != MET_UNKNOWN;
	}
	return known ? 1 : NAN;
}

static double limit_of(const struct use_case_result *result, enum condition_kind kind)
{
	for (size_t i = 0; i < result->condition_count; i++)
		if (result->conditions[i].condition->kind == kind && is_drawn(result, kind))
			return result->conditions[i].limit;
	return INFINITY;
}

/* A criterion that is scored from figures, where one of them is a range. */
static bool open_derived(struct robust_model *model, const struct use_case_result *result,
			 const struct criterion *criterion, size_t model_criterion)
{
	struct derived_criterion derived = { model_criterion, criterion, 0, 0 };

	if (!money_is_open(&result->facts))
		return false;
	limits_alone(result, criterion->family, &derived.least, &derived.most);
	ARRAY_GROW(model->derived, model->derived_count, model->derived_capacity);
	model->derived[model->derived_count++] = derived;
	return true;
}

/* Ranges that nothing follows from are left alone: what need not be drawn is exact. */
static void open_figures(struct robust_model *model, const struct use_case_result *result, size_t place,
			 size_t first_derived)
{
	const struct open_figures figures = {
		.item = place,
		.facts = &result->facts,
		.id = result->use_case->id,
		.first = first_derived,
		.count = model->derived_count - first_derived,
		.build_limit = limit_of(result, CONDITION_BUILD),
		.payback_limit = limit_of(result, CONDITION_PAYBACK),
	};
	const bool limited = figures.build_limit < INFINITY || figures.payback_limit < INFINITY;

	if (!figures.count && !(limited && model->items[place].chance > 0))
		return;
	ARRAY_GROW(model->figures, model->figures_count, model->figures_capacity);
	model->figures[model->figures_count++] = figures;
}

/*
 * How many of the votes on a criterion that weighs nothing pass the limits on
 * single scores, which read it all the same: nothing else depends on them, so
 * that none has to be drawn.
 */
static double share_passing(const struct use_case_result *result, const struct criterion *criterion, size_t index)
{
	const struct criterion_result *scored = &result->criteria[index];
	const struct score *score = &result->use_case->scores[index];
	size_t passing = 0;

	if (scored->source != SOURCE_VOTES)
		return !is_figure(scored->score) || passes_alone(result, criterion->family, scored->score);
	for (const struct vote *vote = NULL; (vote = counting_vote(score, scored->round, vote));)
		passing += passes_alone(result, criterion->family, (double)vote_level(vote));
	return (double)passing / (double)scored->vote_count;
}

/* A score that can only be beyond its limit decides, whatever is missing beside it. */
static void pass_alone(struct robust_item *item, double share)
{
	item->chance = share > 0 ? item->chance * share : 0;
}

void robust_fill_item(struct robustness *robustness, const struct use_case_result *result, size_t place)
{
	const struct criteria *criteria = &robustness->evaluation->document->content->criteria;
	struct robust_model *model = robustness->model;
	struct robust_item *item = &model->items[place];
	const size_t first_derived = model->derived_count;

	item->penalty = result->feasibility_penalty;
	item->placed = result->placed;
	item->chance = chance_of(result);
	for (size_t i = 0; i < result->condition_count; i++)
		if (result->conditions[i].condition->kind == CONDITION_FAMILY)
			narrow(&item->band[result->conditions[i].condition->family], &result->conditions[i]);
	for (size_t c = 0; c < criteria->count; c++) {
		const struct criterion_result *scored = &result->criteria[c];
		const size_t at = robustness->criteria[c];
		bool open = false;

		if (at != SIZE_MAX) {
			model->utility[place * model->criteria + at] =
				is_figure(scored->utility) ? scored->utility : -1;
			open = scored->source == SOURCE_VOTES
				       ? open_votes(model, result, place, &criteria->items[c], c, at)
				       : scored->source == SOURCE_DERIVED &&
						 open_derived(model, result, &criteria->items[c], at);
		}
		if (!open && result->verdict != VERDICT_NONE)
			pass_alone(item, share_passing(result, &criteria->items[c], c));
	}
	open_figures(model, result, place, first_derived);
}
