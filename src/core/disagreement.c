#include "cadran/core/disagreement.h"

#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/percentile.h"
#include "cadran/core/scoring.h"

/* The middle of the scale of 1 to 9, and the constants of RAND/UCLA on it. */
#define SCALE_MIDDLE 5.0
#define IPR_WITHOUT_ASYMMETRY 2.35
#define IPR_FOR_ASYMMETRY 1.5

enum { OUTLIER = 2 /* points */ };

static double *sorted_copy(const double *values, size_t count)
{
	double *sorted = xcalloc(count, sizeof(*sorted));

	for (size_t i = 0; i < count; i++)
		sorted[i] = values[i];
	sort_ascending(sorted, count);
	return sorted;
}

void rand_ucla_compute(const double *ratings, size_t count, struct rand_ucla *result)
{
	double *sorted;

	*result = (struct rand_ucla){ NAN, NAN, NAN, NAN, NAN, NAN, NAN, false };
	if (count < 2)
		return;
	sorted = sorted_copy(ratings, count);
	result->p30 = percentile_of_sorted(sorted, count, 0.3);
	result->p70 = percentile_of_sorted(sorted, count, 0.7);
	result->ipr = result->p70 - result->p30;
	result->iprcp = (result->p30 + result->p70) / 2;
	result->asymmetry = fabs(SCALE_MIDDLE - result->iprcp);
	result->ipras = IPR_WITHOUT_ASYMMETRY + IPR_FOR_ASYMMETRY * result->asymmetry;
	result->index = result->ipr / result->ipras;
	result->disagreement = !stays_within(result->ipr, result->ipras);
	free(sorted);
}

/* On the scale of 1 to 5, as RAND/UCLA reads it. */
static double on_nine(double score)
{
	return 2 * score - 1;
}

static void compute_dispersion(const double *sorted, size_t count, struct disagreement *result)
{
	double *ratings = xcalloc(count, sizeof(*ratings));
	struct rand_ucla rand_ucla;

	for (size_t i = 0; i < count; i++)
		ratings[i] = on_nine(sorted[i]);
	rand_ucla_compute(ratings, count, &rand_ucla);
	result->spread = result->max - result->min;
	result->iqr = percentile_of_sorted(sorted, count, 0.75) - percentile_of_sorted(sorted, count, 0.25);
	result->index = rand_ucla.index;
	result->disagreement = rand_ucla.disagreement;
	free(ratings);
}

bool vote_stands_out(double score, double median)
{
	return is_figure(median) && reaches(fabs(score - median), OUTLIER);
}

void disagreement_compute(const struct score *score, struct disagreement *result)
{
	const long round = counting_round(score);
	double *levels = xcalloc(score->vote_count, sizeof(*levels));

	*result = (struct disagreement){ 0, NAN, NAN, NAN, NAN, NAN, NAN, false, 0 };
	for (const struct vote *vote = NULL; (vote = counting_vote(score, round, vote));)
		levels[result->votes++] = (double)vote_level(vote);
	sort_ascending(levels, result->votes);
	if (result->votes) {
		result->min = levels[0];
		result->max = levels[result->votes - 1];
		result->median = percentile_of_sorted(levels, result->votes, 0.5);
	}
	for (size_t i = 0; i < result->votes; i++)
		result->apart += vote_stands_out(levels[i], result->median);
	if (result->votes > 1)
		compute_dispersion(levels, result->votes, result);
	free(levels);
}

struct placed {
	double score;
	size_t item;
};

static int compare_placed(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;

	if (a->score < b->score || a->score > b->score)
		return a->score < b->score ? -1 : 1;
	return (a->item > b->item) - (a->item < b->item);
}

/*
 * Adds one voter's ranks to `sums`, ties sharing their mean, and returns
 * Σ (t³ − t). All of it is made of halves, so no order of voters changes a bit.
 */
static double add_ranks(const double *scores, size_t items, struct placed *order, double *sums)
{
	double ties = 0;

	for (size_t i = 0; i < items; i++)
		order[i] = (struct placed){ scores[i], i };
	qsort(order, items, sizeof(*order), compare_placed);
	for (size_t first = 0, after; first < items; first = after) {
		double size;

		for (after = first + 1; after < items && same_figure(order[after].score, order[after - 1].score);)
			after++;
		size = (double)(after - first);
		ties += size * size * size - size;
		for (size_t i = first; i < after; i++)
			sums[order[i].item] += (double)(first + 1 + after) / 2;
	}
	return ties;
}

void kendall_w(const double *scores, size_t voters, size_t items, struct agreement *result)
{
	const double m = (double)voters, n = (double)items;
	struct placed *order = xcalloc(items, sizeof(*order));
	double *sums = xcalloc(items, sizeof(*sums)), ties = 0, squares = 0, most;

	*result = (struct agreement){ .voters = voters, .items = items, .w = NAN, .chi_square = NAN };
	for (size_t voter = 0; voter < voters; voter++)
		ties += add_ranks(scores + voter * items, items, order, sums);
	for (size_t i = 0; i < items; i++)
		squares += (sums[i] - m * (n + 1) / 2) * (sums[i] - m * (n + 1) / 2);
	most = m * m * n * (n * n - 1) - m * ties;
	if (voters > 1 && items > 1 && most > 0) {
		result->w = 12 * squares / most;
		result->chi_square = m * (n - 1) * result->w;
		result->freedom = items - 1;
	}
	free(order);
	free(sums);
}

/* The use cases that two voters or more scored, and how many of them each participant scored. */
struct ballot {
	const struct score **items;
	size_t item_count;
	size_t *scored; /* by participant */
};

static void collect(const struct document *document, size_t criterion, struct ballot *ballot)
{
	ballot->items = xcalloc(document->use_case_count, sizeof(*ballot->items));
	ballot->scored = xcalloc(document->participant_count, sizeof(*ballot->scored));
	for (size_t i = 0; i < document->use_case_count; i++) {
		const struct score *score = &document->use_cases[i].scores[criterion];
		const long round = counting_round(score);
		const struct vote *vote = counting_vote(score, round, NULL);

		if (!use_case_is_present(&document->use_cases[i]) || !vote || !counting_vote(score, round, vote))
			continue;
		ballot->items[ballot->item_count++] = score;
		for (; vote; vote = counting_vote(score, round, vote))
			ballot->scored[vote->participant]++;
	}
}

/* A row for each participant who scored all items. */
static size_t fill_rows(const struct document *document, const struct ballot *ballot, double *rows)
{
	const size_t none = document->participant_count;
	size_t *row_of = xcalloc(document->participant_count, sizeof(*row_of)), voters = 0;

	for (size_t i = 0; i < document->participant_count; i++)
		row_of[i] = ballot->scored[i] == ballot->item_count ? voters++ : none;
	for (size_t i = 0; i < ballot->item_count; i++) {
		const long round = counting_round(ballot->items[i]);

		for (const struct vote *vote = NULL; (vote = counting_vote(ballot->items[i], round, vote));)
			if (row_of[vote->participant] != none)
				rows[row_of[vote->participant] * ballot->item_count + i] = (double)vote_level(vote);
	}
	free(row_of);
	return voters;
}

void agreement_compute(const struct document *document, size_t criterion, struct agreement *result)
{
	struct ballot ballot = { 0 };
	size_t voters = 0, seen = 0;
	double *rows;

	collect(document, criterion, &ballot);
	rows = xcalloc(document->participant_count * ballot.item_count, sizeof(*rows));
	if (ballot.item_count)
		voters = fill_rows(document, &ballot, rows);
	for (size_t i = 0; i < document->participant_count; i++)
		seen += ballot.scored[i] > 0;
	kendall_w(rows, voters, ballot.item_count, result);
	result->left_out = seen - voters;
	free(rows);
	free(ballot.items);
	free(ballot.scored);
}
