#include "cadran/core/maturity.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"

/* A weighted mean in the making, with what it would be if the unknown stood at 1 or at 5. */
struct sums {
	double weight, total;                 /* of what is known */
	double all_weight, all_low, all_high; /* with what is unknown */
};

static double quotient(double total, double weight)
{
	return weight > 0 ? total / weight : NAN;
}

static void add_known(struct sums *sums, double weight, double score)
{
	sums->weight += weight;
	sums->total += weight * score;
}

static void add_interval(struct sums *sums, double weight, double low, double high)
{
	sums->all_weight += weight;
	sums->all_low += weight * low;
	sums->all_high += weight * high;
}

static void close_sums(const struct sums *sums, struct measure *measure)
{
	measure->score = quotient(sums->total, sums->weight);
	measure->min = quotient(sums->all_low, sums->all_weight);
	measure->max = quotient(sums->all_high, sums->all_weight);
}

static void measure_dimension(const struct grid *grid, const struct dimension *dimension,
			      const struct grid_answers *answers, bool express, struct measure *measure)
{
	struct sums sums = { 0 };

	*measure = (struct measure){ 0 };
	for (size_t i = dimension->first; i < dimension->first + dimension->count; i++) {
		const struct question *question = &grid->questions[i];
		const int level = answer_level(&answers->answers[i]);

		if (express && !question->express)
			continue;
		measure->seen += level != ANSWER_BLANK;
		if (level == ANSWER_NOT_APPLICABLE)
			continue;
		measure->total++;
		measure->answered += level > 0;
		if (level > 0)
			add_known(&sums, question->weight, level);
		add_interval(&sums, question->weight, level > 0 ? level : 1, level > 0 ? level : LEVEL_COUNT);
	}
	close_sums(&sums, measure);
}

/* Supposed to stand at `level` where it stands lower or has no score: fmax takes the level over what does not exist. */
static void raise_measure(struct measure *measure, double level)
{
	if (!is_figure(level) || measure->score >= level)
		return;
	measure->score = level;
	measure->min = fmax(measure->min, level);
	measure->max = fmax(measure->max, level);
}

static void add_dimension(struct sums *sums, struct measure *grid, double weight, const struct measure *dimension)
{
	grid->answered += dimension->answered;
	grid->seen += dimension->seen;
	grid->total += dimension->total;
	if (is_figure(dimension->score))
		add_known(sums, weight, dimension->score);
	if (is_figure(dimension->min))
		add_interval(sums, weight, dimension->min, dimension->max);
}

int question_target(const struct grid_answers *answers, size_t question)
{
	const int own = answer_target(&answers->answers[question]);

	return own || !answers->target[0] ? own : answers->target[0] - '0';
}

static void compute_gap(const struct grid *grid, const struct dimension *dimension, const struct grid_answers *answers,
			struct dimension_result *result)
{
	struct sums sums = { 0 };

	for (size_t i = dimension->first; i < dimension->first + dimension->count; i++) {
		const int target = question_target(answers, i);

		if (target && answer_level(&answers->answers[i]) != ANSWER_NOT_APPLICABLE)
			add_known(&sums, grid->questions[i].weight, target);
	}
	result->target = quotient(sums.total, sums.weight);
	result->gap = NAN;
	if (is_figure(result->target) && is_figure(result->measure.score))
		result->gap = fmax(0, result->target - result->measure.score);
}

/* How much of the answered question weight stands at `level` or higher, 0..1. */
static double share_at(const struct grid *grid, const struct grid_answers *answers, int level)
{
	struct sums sums = { 0 };

	for (size_t i = 0; i < grid->question_count; i++) {
		const int answer = answer_level(&answers->answers[i]);

		if (answer > 0)
			add_known(&sums, grid->questions[i].weight, answer >= level);
	}
	return quotient(sums.total, sums.weight);
}

/* What the staged level rests on. */
static void compute_shares(const struct grid *grid, const struct grid_answers *answers, struct grid_result *result)
{
	result->lowest = NAN;
	for (size_t i = 0; i < grid->dimension_count; i++)
		result->lowest = fmin(result->lowest, result->dimensions[i].measure.score);
	for (int level = 1; level <= LEVEL_COUNT; level++)
		result->share[level - 1] = share_at(grid, answers, level);
}

static int level_reached(const struct grid *grid, const struct grid_result *result)
{
	/* A grid of dimensions that weigh nothing has no mean, but it has a level. */
	if (!is_figure(result->share[0]))
		return 0;
	for (int level = LEVEL_COUNT; level > 1; level--)
		if (reaches(result->share[level - 1], grid->staged_share) &&
		    reaches(result->lowest, level - grid->staged_slack))
			return level;
	return 1;
}

static size_t lowest_dimension(const struct grid *grid, const struct grid_result *result)
{
	size_t lowest = SIZE_MAX;

	for (size_t i = 0; i < grid->dimension_count; i++) {
		const double score = result->dimensions[i].measure.score;

		if (is_figure(score) && (lowest == SIZE_MAX || score < result->dimensions[lowest].measure.score))
			lowest = i;
	}
	return lowest;
}

void grid_compute(const struct grid *grid, const struct grid_answers *answers, struct grid_result *result)
{
	grid_compute_raised(grid, answers, NULL, result);
}

void grid_compute_raised(const struct grid *grid, const struct grid_answers *answers, const double *raised,
			 struct grid_result *result)
{
	struct sums complete = { 0 }, express = { 0 };

	*result = (struct grid_result){ .held_back_by = SIZE_MAX };
	result->dimensions = xcalloc(grid->dimension_count, sizeof(*result->dimensions));
	for (size_t i = 0; i < grid->dimension_count; i++) {
		const struct dimension *dimension = &grid->dimensions[i];
		struct dimension_result *of = &result->dimensions[i];

		measure_dimension(grid, dimension, answers, false, &of->measure);
		measure_dimension(grid, dimension, answers, true, &of->express);
		if (raised) {
			raise_measure(&of->measure, raised[i]);
			raise_measure(&of->express, raised[i]);
		}
		compute_gap(grid, dimension, answers, of);
		add_dimension(&complete, &result->measure, dimension->weight, &of->measure);
		add_dimension(&express, &result->express, dimension->weight, &of->express);
	}
	close_sums(&complete, &result->measure);
	close_sums(&express, &result->express);
	compute_shares(grid, answers, result);
	result->level = level_reached(grid, result);
	if (result->level && reaches(result->measure.score - result->level, 1))
		result->held_back_by = lowest_dimension(grid, result);
}

void grid_result_release(struct grid_result *result)
{
	free(result->dimensions);
	*result = (struct grid_result){ 0 };
}

/* The weight of what is answered in a dimension, `question` being counted as if it were. */
static double answered_weight(const struct grid *grid, const struct grid_answers *answers,
			      const struct dimension *dimension, size_t question)
{
	double weight = 0;

	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
		if (q == question || answer_level(&answers->answers[q]) > 0)
			weight += grid->questions[q].weight;
	return weight;
}

double question_share(const struct grid *grid, const struct grid_answers *answers, size_t question)
{
	const struct dimension *own = &grid->dimensions[grid->questions[question].dimension];
	const double inside = answered_weight(grid, answers, own, question);
	double all = 0;

	if (answer_level(&answers->answers[question]) == ANSWER_NOT_APPLICABLE)
		return 0;
	for (size_t d = 0; d < grid->dimension_count; d++)
		if (answered_weight(grid, answers, &grid->dimensions[d], question) > 0)
			all += grid->dimensions[d].weight;
	return inside > 0 && all > 0 ? grid->questions[question].weight / inside * own->weight / all : 0;
}
