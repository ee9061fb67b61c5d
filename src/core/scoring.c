#include "cadran/core/scoring.h"

#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"

static bool vote_counts(const struct vote *vote)
{
	return vote->score[0] >= '1' && vote->score[0] <= '5';
}

long counting_round(const struct score *score)
{
	long round = 0;

	for (size_t i = 0; i < score->vote_count; i++)
		if (vote_counts(&score->votes[i]) && score->votes[i].round > round &&
		    !round_is_hidden(score, score->votes[i].round))
			round = score->votes[i].round;
	return round;
}

long round_below(const struct score *score, long below)
{
	long round = 0;

	for (size_t i = 0; i < score->vote_count; i++)
		if (*score->votes[i].score && score->votes[i].round < below && score->votes[i].round > round &&
		    !round_is_hidden(score, score->votes[i].round))
			round = score->votes[i].round;
	return round;
}

void round_count(const struct score *score, long round, size_t counts[LEVEL_COUNT + 1])
{
	for (int i = 0; i <= LEVEL_COUNT; i++)
		counts[i] = 0;
	for (size_t i = 0; i < score->vote_count; i++) {
		const char vote = score->votes[i].score[0];

		if (score->votes[i].round == round && vote && !round_is_hidden(score, round))
			counts[vote >= '1' && vote <= '5' ? vote - '0' : 0]++;
	}
}

const struct vote *counting_vote(const struct score *score, long round, const struct vote *after)
{
	for (size_t i = after ? (size_t)(after - score->votes) + 1 : 0; i < score->vote_count; i++)
		if (vote_counts(&score->votes[i]) && score->votes[i].round == round)
			return &score->votes[i];
	return NULL;
}

size_t vote_level(const struct vote *vote)
{
	return (size_t)(vote->score[0] - '0');
}

static double mean(const size_t counts[LEVEL_COUNT + 1], size_t total)
{
	double sum = 0;

	for (size_t level = 1; level <= LEVEL_COUNT; level++)
		sum += (double)(level * counts[level]);
	return sum / (double)total;
}

/* The `nth` vote, from 0, in ascending order. */
static double nth_vote(const size_t counts[LEVEL_COUNT + 1], size_t nth)
{
	size_t level = 1;

	while (nth >= counts[level])
		nth -= counts[level++];
	return (double)level;
}

static double median(const size_t counts[LEVEL_COUNT + 1], size_t total)
{
	return (nth_vote(counts, (total - 1) / 2) + nth_vote(counts, total / 2)) / 2;
}

/* False where nobody gave a score. */
static bool aggregate_votes(const struct score *score, enum aggregate aggregate, struct criterion_result *result)
{
	size_t counts[LEVEL_COUNT + 1] = { 0 };

	result->round = counting_round(score);
	for (const struct vote *vote = NULL; (vote = counting_vote(score, result->round, vote));) {
		counts[vote_level(vote)]++;
		result->vote_count++;
	}
	if (!result->vote_count)
		return false;
	result->score =
		aggregate == AGGREGATE_MEAN ? mean(counts, result->vote_count) : median(counts, result->vote_count);
	return true;
}

static double derived_figure(enum derive derive, const struct money *money)
{
	switch (derive) {
	case DERIVE_ROI:
		return money->roi;
	case DERIVE_PAYBACK:
		return money->payback;
	case DERIVE_TCO:
		return money->tco;
	default:
		return NAN;
	}
}

double derived_score(const struct matrix *matrix, enum profile profile, enum derive derive, const struct money *money)
{
	const double figure = derived_figure(derive, money);
	double score = 1;

	if (!matrix->derive[derive].given || !is_figure(figure))
		return NAN;
	for (size_t i = 1; i < LEVEL_COUNT; i++) {
		const double bound = matrix->derive[derive].bound[profile][i];

		score += derive == DERIVE_ROI ? reaches(figure, bound) : stays_within(figure, bound);
	}
	return score;
}

double criterion_utility(const struct criterion *criterion, double score)
{
	return 25 * (criterion->less_is_better ? LEVEL_COUNT - score : score - 1);
}

void criterion_compute(const struct criterion *criterion, const struct score *score, const struct matrix *matrix,
		       enum profile profile, const struct money *money, struct criterion_result *result)
{
	*result = (struct criterion_result){ .score = NAN, .utility = NAN };
	if (number_parse(score->retained, &result->score)) {
		result->source = SOURCE_RETAINED;
	} else if (aggregate_votes(score, matrix->aggregate, result)) {
		result->source = SOURCE_VOTES;
	} else {
		result->score = derived_score(matrix, profile, criterion->derive, money);
		result->source = is_figure(result->score) ? SOURCE_DERIVED : SOURCE_MISSING;
	}
	if (is_figure(result->score))
		result->utility = criterion_utility(criterion, result->score);
}

struct family_sums {
	double weight, total, all_weight, low, high;
};

static void close_family(const struct family_sums *sums, bool danger, struct family_result *family)
{
	double low = sums->all_weight > 0 ? sums->low / sums->all_weight : NAN;
	double high = sums->all_weight > 0 ? sums->high / sums->all_weight : NAN;
	double value = sums->weight > 0 ? sums->total / sums->weight : NAN;

	family->value = danger ? 100 - value : value;
	family->min = danger ? 100 - high : low;
	family->max = danger ? 100 - low : high;
}

void families_compute(const struct criteria *criteria, const struct criterion_result *results,
		      struct family_result families[FAMILY_COUNT])
{
	struct family_sums sums[FAMILY_COUNT] = { 0 };

	for (int i = 0; i < FAMILY_COUNT; i++)
		families[i] = (struct family_result){ .complete = true };
	for (size_t i = 0; i < criteria->count; i++) {
		const struct criterion *criterion = &criteria->items[i];
		const bool scored = is_figure(results[i].utility);
		struct family_sums *sum = &sums[criterion->family];
		struct family_result *family = &families[criterion->family];

		family->total++;
		family->scored += scored;
		family->complete &= scored || !criterion->required;
		sum->all_weight += criterion->weight;
		sum->low += criterion->weight * (scored ? results[i].utility : 0);
		sum->high += criterion->weight * (scored ? results[i].utility : 100);
		if (scored) {
			sum->weight += criterion->weight;
			sum->total += criterion->weight * results[i].utility;
		}
	}
	for (int i = 0; i < FAMILY_COUNT; i++)
		close_family(&sums[i], i == FAMILY_RISK, &families[i]);
}

double family_reading(const struct use_case_result *result, enum family family)
{
	if (family == FAMILY_FEASIBILITY)
		return result->feasibility_after;
	return family == FAMILY_RISK ? 100 - result->families[family].value : result->families[family].value;
}

double families_mean(const double weight[FAMILY_COUNT], const struct use_case_result *result)
{
	double weights = 0, total = 0;

	for (int i = 0; i < FAMILY_COUNT; i++) {
		if (!(weight[i] > 0))
			continue;
		weights += weight[i];
		total += weight[i] * family_reading(result, (enum family)i);
	}
	return weights > 0 ? total / weights : NAN;
}
