#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "lever.h"

/*
 * Of a use case, while one criterion moves in its family: at a share s the mean
 * is (s · utility + (1 − s) · rest) / (s + (1 − s) · rest_weight).
 */
struct blend {
	double utility;
	double rest, rest_weight; /* of the other criteria that are scored, by their shares of the others */
};

static struct blend blend_of(const struct criteria *criteria, const struct use_case_result *result, size_t which,
			     const struct lever *lever)
{
	struct blend blend = { .utility = result->criteria[which].utility };

	for (size_t i = 0; i < criteria->count; i++) {
		const double weight = criteria->items[i].weight / lever->others;

		if (i == which || criteria->items[i].family != criteria->items[which].family ||
		    !is_figure(result->criteria[i].utility))
			continue;
		blend.rest_weight += weight;
		blend.rest += weight * result->criteria[i].utility;
	}
	return blend;
}

/* A condition on a family as a bound on its mean utility, which points are taken off or which a danger turns round. */
struct bound {
	double limit;
	bool at_least;
	bool always;
};

static struct bound bound_of(const struct use_case_result *result, const struct condition_result *condition)
{
	struct bound bound = { condition->limit, condition->condition->at_least, false };

	if (condition->condition->family == FAMILY_RISK) {
		bound.limit = 100 - bound.limit;
		bound.at_least = !bound.at_least;
	}
	if (condition->condition->family == FAMILY_FEASIBILITY) {
		/* Never below 0, whatever is taken off; limits are 0 or more. */
		bound.always = bound.at_least && reaches(0, bound.limit);
		bound.limit += result->feasibility_penalty;
	}
	return bound;
}

/* How far the mean is inside the bound at a share, times the weight of the mean there, which keeps it linear. */
static double margin(const struct blend *blend, const struct bound *bound, double share)
{
	const double inside = share * (blend->utility - bound->limit) +
			      (1 - share) * (blend->rest - blend->rest_weight * bound->limit);

	return bound->at_least ? inside : -inside;
}

static bool holds(const struct blend *blend, const struct bound *bound, double share)
{
	const double weight = share + (1 - share) * blend->rest_weight;

	if (!(weight > 0))
		return false;
	return bound->always || margin(blend, bound, share) >= -COMPARE_SLACK * weight;
}

/* Parts of the way to the end of the range: a use case is a quick win from `enters` up to `leaves`; INFINITY: not on
 * it. */
struct span {
	double enters, leaves;
};

static void narrow(struct span *span, const struct blend *blend, const struct bound *bound, double share, double end)
{
	const double from = margin(blend, bound, share), to = margin(blend, bound, end);
	const bool now = holds(blend, bound, share), then = holds(blend, bound, end);

	if (!now && !then)
		span->enters = INFINITY;
	else if (!now)
		/* Alone with its weight, the criterion gives the family a value as soon as it weighs anything. */
		span->enters = fmax(span->enters, !(blend->rest_weight > 0) ? 0 : to > 0 ? from / (from - to) : 1);
	else if (!then)
		span->leaves = fmin(span->leaves, !(blend->rest_weight > 0) ? 1 : from > 0 ? from / (from - to) : 0);
}

static bool is_of_family(const struct condition_result *condition, enum family family)
{
	return condition->condition->kind == CONDITION_FAMILY && condition->condition->family == family;
}

/* Whether the family alone stands between a use case and a quick win. */
static bool family_decides(const struct use_case_result *result, enum family family)
{
	if (result_is_prohibited(result) || result_is_settled(result) || result->missing)
		return false;
	for (size_t i = 0; i < result->condition_count; i++)
		if (!is_of_family(&result->conditions[i], family) && result->conditions[i].met != MET_YES)
			return false;
	return true;
}

/* How far on the way the verdict flips, 0..1; NAN where it does not. */
static double part_of_flip(const struct evaluation *evaluation, const struct use_case_result *result, size_t which,
			   const struct lever *lever, enum weight_direction direction)
{
	const struct criteria *criteria = &evaluation->document->content->criteria;
	const enum family family = criteria->items[which].family;
	struct span span = { 0, INFINITY };
	struct blend blend;

	if (!is_figure(result->criteria[which].utility) || !family_decides(result, family))
		return NAN;
	blend = blend_of(criteria, result, which, lever);
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		if (is_of_family(condition, family)) {
			const struct bound bound = bound_of(result, condition);

			narrow(&span, &blend, &bound, lever->share, lever_end(direction));
		}
	}
	if (result->verdict == VERDICT_YES)
		return isfinite(span.leaves) ? span.leaves : NAN;
	return isfinite(span.enters) && span.enters <= span.leaves ? span.enters : NAN;
}

static void follow_criterion(const struct evaluation *evaluation, const size_t *by_id, size_t which,
			     const struct lever *lever, enum weight_direction direction,
			     struct quick_win_change *change)
{
	const size_t count = evaluation->use_case_count;
	double *parts = xcalloc(count, sizeof(*parts)), nearest = NAN;

	for (size_t i = 0; i < count; i++) {
		parts[i] = part_of_flip(evaluation, &evaluation->use_cases[by_id[i]], which, lever, direction);
		nearest = fmin(nearest, parts[i]);
	}
	if (is_figure(nearest)) {
		change->at = lever_change_at(lever, direction, nearest);
		change->flips = xcalloc(count, sizeof(*change->flips));
	}
	for (size_t i = 0; i < count && is_figure(nearest); i++)
		if (stays_within(parts[i], nearest))
			change->flips[change->count++] =
				(struct verdict_flip){ by_id[i],
						       evaluation->use_cases[by_id[i]].verdict != VERDICT_YES };
	free(parts);
}

static struct lever criterion_lever(const struct criteria *criteria, size_t which)
{
	double others = 0;

	for (size_t i = 0; i < criteria->count; i++)
		if (i != which && criteria->items[i].family == criteria->items[which].family)
			others += criteria->items[i].weight;
	return lever_of(criteria->items[which].weight, others);
}

/* The places of all use cases, by id. */
static size_t *places_by_id(const struct evaluation *evaluation)
{
	const size_t count = evaluation->use_case_count;
	const struct use_case_result **sorted = xcalloc(count, sizeof(*sorted));
	size_t *places = xcalloc(count, sizeof(*places));

	for (size_t i = 0; i < count; i++)
		sorted[i] = &evaluation->use_cases[i];
	qsort(sorted, count, sizeof(const struct use_case_result *), result_compare_id);
	for (size_t i = 0; i < count; i++)
		places[i] = (size_t)(sorted[i] - evaluation->use_cases);
	free(sorted);
	return places;
}

void stability_of_quick_wins(const struct evaluation *evaluation, struct stability *stability)
{
	const struct criteria *criteria = &evaluation->document->content->criteria;
	size_t *by_id = places_by_id(evaluation);
	double least = INFINITY;

	stability->criteria = xcalloc(criteria->count, sizeof(*stability->criteria));
	stability->criterion_count = criteria->count;
	for (size_t i = 0; i < criteria->count; i++) {
		const struct lever lever = criterion_lever(criteria, i);

		stability->criteria[i].share = lever.share;
		for (int d = WEIGHT_DOWN; d < WEIGHT_DIRECTION_COUNT; d++) {
			struct quick_win_change *change = &stability->criteria[i].changes[d];

			change->at = lever_no_change;
			if (lever_can_move(&lever, (enum weight_direction)d))
				follow_criterion(evaluation, by_id, i, &lever, (enum weight_direction)d, change);
			lever_keep_nearest(&stability->nearest_quick_win, &least, &change->at, i,
					   (enum weight_direction)d);
		}
	}
	free(by_id);
}
