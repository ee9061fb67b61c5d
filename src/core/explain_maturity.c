/*
 * Where the figures of grids, dimensions and questions come from.
 */
#include <math.h>

#include "cadran/core/compare.h"
#include "explain_weave.h"

static const struct grid *grid_of(const struct weave *weave)
{
	return &weave->content->grids[weave->is.grid];
}

static const struct grid_result *result_of(const struct weave *weave)
{
	return &weave->evaluation->grids[weave->is.grid];
}

static const struct dimension_result *dimension_of(const struct weave *weave)
{
	return &result_of(weave)->dimensions[weave->is.dimension];
}

static const struct grid_answers *answers_of(const struct weave *weave)
{
	return &weave->evaluation->document->grids[weave->is.grid];
}

static bool is_of_grid(const struct weave *weave)
{
	return weave->is.dimension == EXPLAIN_NONE;
}

/* --- what belongs together -------------------------------------------------------------------- */

static void add_measures(struct weave *weave, size_t reading)
{
	static const enum explain_kind kinds[] = { EXPLAIN_MEAN,     EXPLAIN_MEAN_MIN, EXPLAIN_MEAN_MAX,
						   EXPLAIN_ANSWERED, EXPLAIN_SEEN,     EXPLAIN_ASKED };

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		weave_add(weave, kinds[i], about_part(weave->is, EXPLAIN_NONE, reading));
}

static void tell_grid(struct weave *weave)
{
	weave_tell(weave, RULE_TOGETHER, NAN);
	add_measures(weave, READING_COMPLETE);
	weave_add(weave, EXPLAIN_LEVEL, weave->is);
	weave_add(weave, EXPLAIN_HELD_BACK, weave->is);
	add_measures(weave, READING_EXPRESS);
	for (size_t d = 0; d < grid_of(weave)->dimension_count; d++)
		weave_add(weave, EXPLAIN_DIMENSION, about_dimension(weave->is.grid, d));
}

static void tell_dimension(struct weave *weave)
{
	const struct dimension *dimension = &grid_of(weave)->dimensions[weave->is.dimension];

	weave_tell(weave, RULE_TOGETHER, NAN);
	add_measures(weave, READING_COMPLETE);
	weave_add(weave, EXPLAIN_TARGET, weave->is);
	weave_add(weave, EXPLAIN_GAP, weave->is);
	add_measures(weave, READING_EXPRESS);
	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
		weave_add(weave, EXPLAIN_QUESTION, about_question(weave, weave->is.grid, q));
}

static void tell_question(struct weave *weave)
{
	weave_tell(weave, RULE_TOGETHER, NAN);
	weave_add(weave, EXPLAIN_ANSWER, weave->is);
	weave_add(weave, EXPLAIN_QUESTION_TARGET, weave->is);
	weave_add(weave, EXPLAIN_QUESTION_GAP, weave->is);
}

/* --- means and counts ------------------------------------------------------------------------- */

static const struct measure *measure_of(const struct weave *weave)
{
	const bool express = weave->is.part == READING_EXPRESS;

	if (is_of_grid(weave))
		return express ? &result_of(weave)->express : &result_of(weave)->measure;
	return express ? &dimension_of(weave)->express : &dimension_of(weave)->measure;
}

/* The same figure of each dimension. */
static void add_dimensions(struct weave *weave)
{
	const enum explain_kind kind = weave->out->nodes[weave->at].kind;

	for (size_t d = 0; d < grid_of(weave)->dimension_count; d++)
		weave_add_weighted(weave, kind,
				   about_part(about_dimension(weave->is.grid, d), EXPLAIN_NONE, weave->is.part),
				   grid_of(weave)->dimensions[d].weight);
}

static bool is_asked(const struct weave *weave, size_t question)
{
	return weave->is.part != READING_EXPRESS || grid_of(weave)->questions[question].express;
}

/* Each answer; in an interval one that is unknown stands at its end, and one that is not applicable is not there. */
static void add_answers(struct weave *weave, size_t end)
{
	const struct dimension *dimension = &grid_of(weave)->dimensions[weave->is.dimension];

	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++) {
		const struct explain_about about = about_question(weave, weave->is.grid, q);
		const int level = answer_level(&answers_of(weave)->answers[q]);
		const bool stands_in = end != EXPLAIN_NONE && level <= 0;

		if (!is_asked(weave, q) || (end != EXPLAIN_NONE && level == ANSWER_NOT_APPLICABLE))
			continue;
		weave_add_weighted(weave, stands_in ? EXPLAIN_ANSWER_END : EXPLAIN_ANSWER,
				   stands_in ? about_part(about, EXPLAIN_NONE, end) : about,
				   grid_of(weave)->questions[q].weight);
	}
}

static void tell_mean_of(struct weave *weave, double value, size_t end)
{
	weave_tell(weave, RULE_MEAN_KNOWN, value);
	if (is_of_grid(weave))
		add_dimensions(weave);
	else
		add_answers(weave, end);
}

static void tell_mean(struct weave *weave)
{
	tell_mean_of(weave, measure_of(weave)->score, EXPLAIN_NONE);
}

static void tell_mean_min(struct weave *weave)
{
	tell_mean_of(weave, measure_of(weave)->min, 0);
}

static void tell_mean_max(struct weave *weave)
{
	tell_mean_of(weave, measure_of(weave)->max, 1);
}

static void tell_count(struct weave *weave, enum explain_rule rule, size_t value)
{
	weave_tell(weave, is_of_grid(weave) ? RULE_SUM : rule, (double)value);
	if (is_of_grid(weave))
		add_dimensions(weave);
	else
		add_answers(weave, EXPLAIN_NONE);
}

static void tell_answered(struct weave *weave)
{
	tell_count(weave, RULE_COUNT, measure_of(weave)->answered);
}

static void tell_seen(struct weave *weave)
{
	tell_count(weave, RULE_COUNT_SEEN, measure_of(weave)->seen);
}

static void tell_asked(struct weave *weave)
{
	tell_count(weave, RULE_COUNT_APPLICABLE, measure_of(weave)->total);
}

/* Don't know and not applicable are said too, but they are no figure. */
static void tell_answer(struct weave *weave)
{
	const int level = answer_level(&answers_of(weave)->answers[weave->is.question]);

	weave_tell(weave, level == ANSWER_BLANK ? RULE_ABSENT : RULE_TYPED, level > 0 ? (double)level : (double)NAN);
}

static void tell_answer_end(struct weave *weave)
{
	weave_tell(weave, RULE_FIXED, weave->is.part ? LEVEL_COUNT : 1);
}

/* --- targets ---------------------------------------------------------------------------------- */

static bool is_applicable(const struct weave *weave, size_t question)
{
	return answer_level(&answers_of(weave)->answers[question]) != ANSWER_NOT_APPLICABLE;
}

static void tell_target(struct weave *weave)
{
	const struct dimension *dimension = &grid_of(weave)->dimensions[weave->is.dimension];

	weave_tell(weave, RULE_MEAN_KNOWN, dimension_of(weave)->target);
	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
		if (is_applicable(weave, q))
			weave_add_weighted(weave, EXPLAIN_QUESTION_TARGET, about_question(weave, weave->is.grid, q),
					   grid_of(weave)->questions[q].weight);
}

static void tell_gap(struct weave *weave)
{
	weave_tell(weave, RULE_SHORTFALL, dimension_of(weave)->gap);
	weave_add(weave, EXPLAIN_TARGET, weave->is);
	weave_add(weave, EXPLAIN_MEAN, about_part(weave->is, EXPLAIN_NONE, READING_COMPLETE));
}

static double target_of(const struct weave *weave)
{
	const int target = question_target(answers_of(weave), weave->is.question);

	return target ? (double)target : (double)NAN;
}

static void tell_question_target(struct weave *weave)
{
	const double target = target_of(weave);

	weave_tell(weave, is_figure(target) ? RULE_TYPED : RULE_ABSENT, target);
}

static void tell_question_gap(struct weave *weave)
{
	const int level = answer_level(&answers_of(weave)->answers[weave->is.question]);
	const double gap = target_of(weave) - level;

	weave_tell(weave, RULE_SHORTFALL, level <= 0 ? (double)NAN : gap < 0 ? 0 : gap);
	weave_add(weave, EXPLAIN_QUESTION_TARGET, weave->is);
	weave_add(weave, EXPLAIN_ANSWER, weave->is);
}

/* --- the level reached ------------------------------------------------------------------------ */

static void tell_level(struct weave *weave)
{
	const int level = result_of(weave)->level;

	weave_tell(weave, RULE_STAGED, level ? (double)level : (double)NAN);
	for (size_t step = 1; step <= LEVEL_COUNT; step++)
		weave_add(weave, EXPLAIN_LEVEL_STEP, about_item(weave->is, step));
}

static bool share_is_reached(const struct weave *weave)
{
	return reaches(result_of(weave)->share[weave->is.item - 1], grid_of(weave)->staged_share);
}

static double lowest_needed(const struct weave *weave)
{
	return (double)weave->is.item - grid_of(weave)->staged_slack;
}

static bool lowest_is_reached(const struct weave *weave)
{
	return reaches(result_of(weave)->lowest, lowest_needed(weave));
}

/* The first is reached wherever there is an answer that weighs something. */
static void tell_level_step(struct weave *weave)
{
	const bool answered = is_figure(result_of(weave)->share[weave->is.item - 1]);
	const bool first = weave->is.item == 1;
	const bool reached = first || (share_is_reached(weave) && lowest_is_reached(weave));

	weave_tell(weave, first ? RULE_LEVEL_ONE : RULE_ALL, answered ? (double)reached : (double)NAN);
	if (first) {
		weave_add(weave, EXPLAIN_SHARE, weave->is);
		return;
	}
	weave_add(weave, EXPLAIN_SHARE_REACHED, weave->is);
	weave_add(weave, EXPLAIN_LOWEST_REACHED, weave->is);
}

static void tell_share(struct weave *weave)
{
	weave_tell(weave, RULE_SHARE, result_of(weave)->share[weave->is.item - 1]);
	for (size_t q = 0; q < grid_of(weave)->question_count; q++)
		weave_add_weighted(weave, EXPLAIN_ANSWER, about_question(weave, weave->is.grid, q),
				   grid_of(weave)->questions[q].weight);
}

static void tell_share_reached(struct weave *weave)
{
	const bool known = is_figure(result_of(weave)->share[weave->is.item - 1]);

	weave_tell(weave, RULE_AT_LEAST, known ? (double)share_is_reached(weave) : (double)NAN);
	weave_add(weave, EXPLAIN_SHARE, weave->is);
	weave_add(weave, EXPLAIN_SHARE_NEEDED, about_grid(weave->is.grid));
}

static void tell_lowest_reached(struct weave *weave)
{
	const bool known = is_figure(result_of(weave)->lowest);

	weave_tell(weave, RULE_AT_LEAST, known ? (double)lowest_is_reached(weave) : (double)NAN);
	weave_add(weave, EXPLAIN_LOWEST, about_grid(weave->is.grid));
	weave_add(weave, EXPLAIN_LOWEST_NEEDED, weave->is);
}

static void tell_lowest_needed(struct weave *weave)
{
	weave_tell(weave, RULE_DIFFERENCE, lowest_needed(weave));
	weave_add_constant(weave, (double)weave->is.item);
	weave_add(weave, EXPLAIN_SLACK, about_grid(weave->is.grid));
}

static void tell_share_needed(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, grid_of(weave)->staged_share);
}

static void tell_slack(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, grid_of(weave)->staged_slack);
}

static void add_scores(struct weave *weave)
{
	for (size_t d = 0; d < grid_of(weave)->dimension_count; d++)
		weave_add(weave, EXPLAIN_MEAN,
			  about_part(about_dimension(weave->is.grid, d), EXPLAIN_NONE, READING_COMPLETE));
}

static void tell_lowest(struct weave *weave)
{
	weave_tell(weave, RULE_MINIMUM, result_of(weave)->lowest);
	add_scores(weave);
}

static void tell_held_back(struct weave *weave)
{
	const size_t dimension = result_of(weave)->held_back_by;

	weave_tell(weave, RULE_HELD_BACK, dimension == SIZE_MAX ? (double)NAN : (double)dimension);
	weave_add(weave, EXPLAIN_MEAN, about_part(weave->is, EXPLAIN_NONE, READING_COMPLETE));
	weave_add(weave, EXPLAIN_LEVEL, weave->is);
	add_scores(weave);
}

const weave_kind weave_maturity[EXPLAIN_KIND_COUNT] = {
	[EXPLAIN_GRID] = tell_grid,
	[EXPLAIN_DIMENSION] = tell_dimension,
	[EXPLAIN_QUESTION] = tell_question,
	[EXPLAIN_MEAN] = tell_mean,
	[EXPLAIN_MEAN_MIN] = tell_mean_min,
	[EXPLAIN_MEAN_MAX] = tell_mean_max,
	[EXPLAIN_ANSWERED] = tell_answered,
	[EXPLAIN_SEEN] = tell_seen,
	[EXPLAIN_ASKED] = tell_asked,
	[EXPLAIN_ANSWER] = tell_answer,
	[EXPLAIN_ANSWER_END] = tell_answer_end,
	[EXPLAIN_LEVEL] = tell_level,
	[EXPLAIN_LEVEL_STEP] = tell_level_step,
	[EXPLAIN_SHARE] = tell_share,
	[EXPLAIN_SHARE_REACHED] = tell_share_reached,
	[EXPLAIN_LOWEST_REACHED] = tell_lowest_reached,
	[EXPLAIN_LOWEST_NEEDED] = tell_lowest_needed,
	[EXPLAIN_SHARE_NEEDED] = tell_share_needed,
	[EXPLAIN_SLACK] = tell_slack,
	[EXPLAIN_LOWEST] = tell_lowest,
	[EXPLAIN_HELD_BACK] = tell_held_back,
	[EXPLAIN_TARGET] = tell_target,
	[EXPLAIN_GAP] = tell_gap,
	[EXPLAIN_QUESTION_TARGET] = tell_question_target,
	[EXPLAIN_QUESTION_GAP] = tell_question_gap,
};
