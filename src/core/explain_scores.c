/*
 * Where the families, criteria, places and ranks of a use case come from.
 */
#include <math.h>

#include "cadran/core/compare.h"
#include "cadran/core/scoring.h"
#include "explain_weave.h"

static const struct criterion *criterion_of(const struct weave *weave)
{
	return &weave->content->criteria.items[weave->is.criterion];
}

static const struct score *score_of(const struct weave *weave)
{
	return &weave_result(weave)->use_case->scores[weave->is.criterion];
}

static const struct criterion_result *scored_of(const struct weave *weave)
{
	return &weave_result(weave)->criteria[weave->is.criterion];
}

static const struct family_result *family_of(const struct weave *weave)
{
	return &weave_result(weave)->families[weave->is.item];
}

static struct explain_about whole(const struct weave *weave)
{
	return about_use_case(weave->is.use_case);
}

/* --- the use case and its families -------------------------------------------------------------- */

static void tell_use_case(struct weave *weave)
{
	weave_tell(weave, RULE_TOGETHER, NAN);
	weave_add(weave, EXPLAIN_VERDICT, weave->is);
	weave_add(weave, EXPLAIN_EXPRESS, weave->is);
	for (size_t family = 0; family < FAMILY_COUNT; family++)
		weave_add(weave, EXPLAIN_FAMILY_ALL, about_item(weave->is, family));
	weave_add(weave, EXPLAIN_GATES, weave->is);
	weave_add(weave, EXPLAIN_PLACE, weave->is);
	for (size_t estimate = ESTIMATE_LOW; estimate <= ESTIMATE_HIGH; estimate++)
		weave_add(weave, EXPLAIN_MONEY, about_part(weave->is, EXPLAIN_NONE, estimate));
}

static void tell_family_all(struct weave *weave)
{
	static const enum explain_kind kinds[] = { EXPLAIN_FAMILY, EXPLAIN_FAMILY_MIN, EXPLAIN_FAMILY_MAX,
						   EXPLAIN_SCORED, EXPLAIN_CRITERIA,   EXPLAIN_COMPLETE };

	weave_tell(weave, RULE_TOGETHER, NAN);
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		weave_add(weave, kinds[i], weave->is);
}

/* The criteria of the family; `end`: a missing one stands at its low or high end. */
static void add_utilities(struct weave *weave, size_t end)
{
	const struct criteria *criteria = &weave->content->criteria;

	for (size_t i = 0; i < criteria->count; i++) {
		const struct explain_about about = about_criterion(weave->is.use_case, i);
		const bool stands_in = end != EXPLAIN_NONE && !is_figure(weave_result(weave)->criteria[i].utility);

		if (criteria->items[i].family == weave->is.item)
			weave_add_weighted(weave, stands_in ? EXPLAIN_UTILITY_END : EXPLAIN_UTILITY,
					   stands_in ? about_part(about, EXPLAIN_NONE, end) : about,
					   criteria->items[i].weight);
	}
}

static void tell_family_mean(struct weave *weave, double value, size_t end)
{
	const bool danger = weave->is.item == FAMILY_RISK;

	weave_tell(weave, danger ? RULE_DANGER : RULE_MEAN_KNOWN, value);
	/* The least danger is where what is missing would be worth most. */
	add_utilities(weave, danger && end != EXPLAIN_NONE ? 1 - end : end);
}

static void tell_family(struct weave *weave)
{
	tell_family_mean(weave, family_of(weave)->value, EXPLAIN_NONE);
}

static void tell_family_min(struct weave *weave)
{
	tell_family_mean(weave, family_of(weave)->min, 0);
}

static void tell_family_max(struct weave *weave)
{
	tell_family_mean(weave, family_of(weave)->max, 1);
}

static void tell_scored(struct weave *weave)
{
	weave_tell(weave, RULE_COUNT, (double)family_of(weave)->scored);
	add_utilities(weave, EXPLAIN_NONE);
}

static void tell_criteria(struct weave *weave)
{
	weave_tell(weave, RULE_COUNT_ALL, (double)family_of(weave)->total);
	add_utilities(weave, EXPLAIN_NONE);
}

static void tell_complete(struct weave *weave)
{
	const struct criteria *criteria = &weave->content->criteria;

	weave_tell(weave, RULE_ALL_KNOWN, family_of(weave)->complete);
	for (size_t i = 0; i < criteria->count; i++)
		if (criteria->items[i].family == weave->is.item && criteria->items[i].required)
			weave_add(weave, EXPLAIN_UTILITY, about_criterion(weave->is.use_case, i));
}

/* --- one criterion ------------------------------------------------------------------------------ */

static void tell_utility(struct weave *weave)
{
	weave_tell(weave, criterion_of(weave)->less_is_better ? RULE_UTILITY_LESS : RULE_UTILITY,
		   scored_of(weave)->utility);
	weave_add(weave, EXPLAIN_SCORE, weave->is);
}

static void tell_utility_end(struct weave *weave)
{
	weave_tell(weave, RULE_FIXED, weave->is.part ? 100 : 0);
}

/* What comes first counts; what it overrides stands behind it. */
static void tell_score(struct weave *weave)
{
	const long round = counting_round(score_of(weave));

	weave_tell(weave, RULE_FIRST, scored_of(weave)->score);
	if (scored_of(weave)->source == SOURCE_RETAINED)
		weave_add(weave, EXPLAIN_RETAINED, weave->is);
	if (round)
		weave_add(weave, EXPLAIN_VOTES, about_part(weave->is, EXPLAIN_NONE, (size_t)round));
	if (criterion_of(weave)->derive != DERIVE_NONE &&
	    weave->content->matrix->derive[criterion_of(weave)->derive].given &&
	    weave_result(weave)->money[ESTIMATE_LIKELY].given)
		weave_add(weave, EXPLAIN_DERIVED, weave->is);
}

static void tell_retained(struct weave *weave)
{
	weave_tell(weave, RULE_TYPED, scored_of(weave)->score);
}

/* What the votes make where nothing is retained. */
static double votes_score(const struct weave *weave)
{
	struct score votes = *score_of(weave);
	struct criterion_result result;
	char none[] = "";

	votes.retained = none;
	criterion_compute(criterion_of(weave), &votes, weave->content->matrix,
			  document_profile(weave->evaluation->document), &weave_result(weave)->money[ESTIMATE_LIKELY],
			  &result);
	return result.score;
}

static void tell_votes(struct weave *weave)
{
	const long round = (long)weave->is.part;

	weave_tell(weave, weave->content->matrix->aggregate == AGGREGATE_MEAN ? RULE_AVERAGE : RULE_MEDIAN,
		   votes_score(weave));
	for (const struct vote *vote = NULL; (vote = counting_vote(score_of(weave), round, vote));)
		weave_add(weave, EXPLAIN_VOTE, about_part(weave->is, vote->participant, (size_t)round));
}

static void tell_vote(struct weave *weave)
{
	double level = NAN;

	for (const struct vote *vote = NULL; (vote = counting_vote(score_of(weave), (long)weave->is.part, vote));)
		if (vote->participant == weave->is.item)
			level = (double)vote_level(vote);
	weave_tell(weave, RULE_TYPED, level);
}

static enum explain_kind derived_kind(enum derive derive)
{
	static const enum explain_kind kinds[DERIVE_COUNT] = {
		[DERIVE_ROI] = EXPLAIN_ROI,
		[DERIVE_PAYBACK] = EXPLAIN_PAYBACK,
		[DERIVE_TCO] = EXPLAIN_TCO,
	};

	return kinds[derive];
}

static void tell_derived(struct weave *weave)
{
	const enum derive derive = criterion_of(weave)->derive;

	weave_tell(weave, derive == DERIVE_ROI ? RULE_BOUNDS_UP : RULE_BOUNDS_DOWN,
		   derived_score(weave->content->matrix, document_profile(weave->evaluation->document), derive,
				 &weave_result(weave)->money[ESTIMATE_LIKELY]));
	weave_add(weave, derived_kind(derive), about_part(whole(weave), EXPLAIN_NONE, ESTIMATE_LIKELY));
	for (size_t score = 2; score <= LEVEL_COUNT; score++)
		weave_add(weave, EXPLAIN_BOUND, about_item(weave->is, score));
}

static void tell_bound(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT,
		   weave->content->matrix->derive[criterion_of(weave)->derive]
			   .bound[document_profile(weave->evaluation->document)][weave->is.item - 1]);
}

/* --- place and rank ----------------------------------------------------------------------------- */

static void tell_place(struct weave *weave)
{
	weave_tell(weave, RULE_TOGETHER, NAN);
	weave_add(weave, EXPLAIN_AXIS, about_item(weave->is, AXIS_Y));
	weave_add(weave, EXPLAIN_AXIS, about_item(weave->is, AXIS_X));
	weave_add(weave, EXPLAIN_PRIORITY, weave->is);
	weave_add(weave, EXPLAIN_PLACED, weave->is);
	weave_add(weave, EXPLAIN_QUADRANT, weave->is);
	weave_add(weave, EXPLAIN_RANK, weave->is);
}

static void add_families(struct weave *weave, const double weight[FAMILY_COUNT])
{
	static const enum explain_kind kinds[FAMILY_COUNT] = {
		[FAMILY_IMPACT] = EXPLAIN_FAMILY,
		[FAMILY_ROI] = EXPLAIN_FAMILY,
		[FAMILY_FEASIBILITY] = EXPLAIN_FEASIBILITY_AFTER,
		[FAMILY_RISK] = EXPLAIN_SAFETY,
	};

	for (size_t i = 0; i < FAMILY_COUNT; i++)
		if (weight[i] > 0)
			weave_add_weighted(weave, kinds[i],
					   kinds[i] == EXPLAIN_FAMILY ? about_item(whole(weave), i) : whole(weave),
					   weight[i]);
}

static void add_why_left_out(struct weave *weave)
{
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_AI_ACT));
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_STATUS));
}

static void tell_mean(struct weave *weave, const double weight[FAMILY_COUNT], double value)
{
	const bool prohibited = result_is_prohibited(weave_result(weave));

	weave_tell(weave, prohibited ? RULE_LEFT_OUT : RULE_MEAN_ALL, value);
	if (prohibited)
		add_why_left_out(weave);
	else
		add_families(weave, weight);
}

static void tell_axis(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);

	tell_mean(weave, weave->evaluation->weights.axes[weave->is.item],
		  weave->is.item == AXIS_X ? result->x : result->y);
}

static void tell_priority(struct weave *weave)
{
	tell_mean(weave, weave->evaluation->weights.priority, weave_result(weave)->priority);
}

static void tell_safety(struct weave *weave)
{
	weave_tell(weave, RULE_SAFETY, family_reading(weave_result(weave), FAMILY_RISK));
	weave_add(weave, EXPLAIN_FAMILY, about_item(weave->is, FAMILY_RISK));
}

static void tell_line(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, weave->content->matrix->axes[weave->is.item].threshold);
}

static void tell_placed(struct weave *weave)
{
	weave_tell(weave, RULE_ALL_KNOWN, weave_result(weave)->placed);
	weave_add(weave, EXPLAIN_AXIS, about_item(weave->is, AXIS_X));
	weave_add(weave, EXPLAIN_AXIS, about_item(weave->is, AXIS_Y));
}

static void tell_quadrant(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);

	weave_tell(weave, RULE_QUADRANT, result->placed ? (double)result->quadrant : (double)NAN);
	for (size_t axis = AXIS_X; axis < AXIS_COUNT; axis++) {
		weave_add(weave, EXPLAIN_AXIS, about_item(weave->is, axis));
		/* The line belongs to the matrix, not to the use case. */
		weave_add(weave, EXPLAIN_LINE, about_item(about_use_case(EXPLAIN_NONE), axis));
	}
}

static void tell_rank(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);
	const struct evaluation *evaluation = weave->evaluation;

	if (!result->rank) {
		weave_tell(weave,
			   is_figure(result->priority) || result_is_prohibited(result) ? RULE_LEFT_OUT : RULE_SAME,
			   NAN);
		if (is_figure(result->priority) || result_is_prohibited(result))
			add_why_left_out(weave);
		else
			weave_add(weave, EXPLAIN_PRIORITY, weave->is);
		return;
	}
	weave_tell(weave, RULE_RANK, (double)result->rank);
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		if (evaluation->use_cases[evaluation->ranking[i]].rank < result->rank)
			weave_add(weave, EXPLAIN_AHEAD, about_item(weave->is, evaluation->ranking[i]));
}

static void tell_ahead(struct weave *weave)
{
	weave_tell(weave, RULE_ELSEWHERE, weave->evaluation->use_cases[weave->is.item].priority);
}

const weave_kind weave_scores[EXPLAIN_KIND_COUNT] = {
	[EXPLAIN_USE_CASE] = tell_use_case,
	[EXPLAIN_FAMILY_ALL] = tell_family_all,
	[EXPLAIN_FAMILY] = tell_family,
	[EXPLAIN_FAMILY_MIN] = tell_family_min,
	[EXPLAIN_FAMILY_MAX] = tell_family_max,
	[EXPLAIN_SCORED] = tell_scored,
	[EXPLAIN_CRITERIA] = tell_criteria,
	[EXPLAIN_COMPLETE] = tell_complete,
	[EXPLAIN_UTILITY] = tell_utility,
	[EXPLAIN_UTILITY_END] = tell_utility_end,
	[EXPLAIN_SCORE] = tell_score,
	[EXPLAIN_RETAINED] = tell_retained,
	[EXPLAIN_VOTES] = tell_votes,
	[EXPLAIN_VOTE] = tell_vote,
	[EXPLAIN_DERIVED] = tell_derived,
	[EXPLAIN_BOUND] = tell_bound,
	[EXPLAIN_PLACE] = tell_place,
	[EXPLAIN_AXIS] = tell_axis,
	[EXPLAIN_PRIORITY] = tell_priority,
	[EXPLAIN_SAFETY] = tell_safety,
	[EXPLAIN_LINE] = tell_line,
	[EXPLAIN_PLACED] = tell_placed,
	[EXPLAIN_QUADRANT] = tell_quadrant,
	[EXPLAIN_RANK] = tell_rank,
	[EXPLAIN_AHEAD] = tell_ahead,
};
