/*
 * What is exact and what is drawn of one use case: bands of its families,
 * votes that differ, and what closing a model says about them.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "robust_twin.h"

enum { SAMPLES = 40000 };

static const struct uncertainty flat = { .flat = true, .samples = SAMPLES, .seed = 1 };
static const struct uncertainty by_family = { .criteria = WEIGHTS_GIVEN, .samples = SAMPLES, .seed = 1 };
static const struct uncertainty by_criterion = { .families = WEIGHTS_GIVEN, .samples = SAMPLES, .seed = 1 };

/* --- bands ---------------------------------------------------------------------------------- */

/*
 * Two scores of value and three of ease, 1 to 5: P(value > 3.5 and ease > 3)
 * with the weights of criteria open is a product, the axes sharing none.
 */
static const struct {
	double score[5], value, ease;
} quick_wins[] = {
	{ { 5, 2, 4, 1, 3 }, 1 / 2.0, 1 / 3.0 },
	{ { 3, 5, 5, 2, 2 }, 3 / 4.0, 4 / 9.0 },
	{ { 4, 4, 1, 5, 3 }, 1, 1 / 2.0 },
	{ { 2, 2, 5, 5, 5 }, 0, 1 },
	{ { 4, 5, 4, 4, 5 }, 1, 1 },
};

static struct robust_model *band_model(struct uncertainty open)
{
	struct robust_model *model = twin_model(ARRAY_SIZE(quick_wins), (size_t[FAMILY_COUNT]){ 2, 0, 3 }, open);

	for (size_t i = 0; i < model->count; i++) {
		for (size_t j = 0; j < 5; j++)
			model->utility[i * 5 + j] = 25 * (quick_wins[i].score[j] - 1);
		model->items[i].band[FAMILY_IMPACT].least = 62.5;
		model->items[i].band[FAMILY_FEASIBILITY].least = 50;
	}
	return model;
}

Test(robust_open, bands_of_families_hold_as_often_as_the_product_of_each)
{
	for (unsigned round = 0; round < TWIN_WAYS; round++) {
		struct robust_model *model = band_model(twin_open(round, SAMPLES));
		const bool open = model->open.flat || model->open.criteria == WEIGHTS_UNIFORM;

		robust_model_close(model);
		for (size_t i = 0; i < model->count; i++) {
			const double *s = quick_wins[i].score;
			const bool holds = s[0] + s[1] >= 7 && s[2] + s[3] + s[4] >= 9;
			const double p = open ? quick_wins[i].value * quick_wins[i].ease : holds;

			cr_expect(fabs(twin_bands(model, i) - p) < 1e-15, "way %u, U%zu: %.17g", round, i + 1,
				  twin_bands(model, i));
		}
		robust_model_free(model);
	}
}

/* Of two scores worth 0 and 100 the reading is uniform on 0..100, less the penalty, and 0 at least. */
static const struct {
	const char *name;
	double penalty;
	struct family_band band;
	double p;
} penalties[] = {
	{ "no band", 12.5, { -INFINITY, INFINITY }, 1 },
	{ "at least", 0, { 62.5, INFINITY }, 0.375 },
	{ "at most", 0, { -INFINITY, 37.5 }, 0.375 },
	{ "between", 0, { 30, 80 }, 0.5 },
	{ "at least, after a penalty", 12.5, { 62.5, INFINITY }, 0.25 },
	{ "between, after a penalty", 20, { 30, 50 }, 0.2 },
	{ "at least 0, below the floor", 50, { 0, INFINITY }, 1 },
	{ "at most 0, below the floor", 50, { -INFINITY, 0 }, 0.5 },
	{ "out of reach", 50, { 60, INFINITY }, 0 },
	{ "all of it lost", 200, { 0, 0 }, 1 },
	{ "upside down", 0, { 60, 40 }, 0 },
};

Test(robust_open, a_band_reads_feasibility_after_its_penalty_which_ends_at_0)
{
	struct robust_model *model = twin_model(ARRAY_SIZE(penalties), (size_t[FAMILY_COUNT]){ 0, 0, 2 }, by_criterion);

	for (size_t i = 0; i < model->count; i++) {
		model->utility[2 * i] = 100;
		model->items[i].penalty = penalties[i].penalty;
		model->items[i].band[FAMILY_FEASIBILITY] = penalties[i].band;
	}
	robust_model_close(model);
	for (size_t i = 0; i < model->count; i++)
		cr_expect(fabs(twin_bands(model, i) - penalties[i].p) < 1e-15, "%s: %.17g", penalties[i].name,
			  twin_bands(model, i));
	robust_model_free(model);
}

/* Sums of decimals differ in their last bit from what is meant: a reading on the line passes. */
Test(robust_open, a_reading_on_the_line_passes_on_both_sides)
{
	struct robust_model *model = twin_model(2, (size_t[FAMILY_COUNT]){ 3 }, by_criterion);

	for (size_t j = 0; j < 3; j++)
		model->utility[j] = model->utility[3 + j] = 25 * (3.3 - 1);
	model->items[0].band[FAMILY_IMPACT] = (struct family_band){ 57.5, 57.5 };
	model->items[1].band[FAMILY_IMPACT] = (struct family_band){ 57.5 + 1e-7, INFINITY };
	robust_model_close(model);
	cr_expect(twin_bands(model, 0) == 1 && twin_bands(model, 1) == 0, "%g, %g", twin_bands(model, 0),
		  twin_bands(model, 1));
	robust_model_free(model);
}

/* --- votes ------------------------------------------------------------------------------------ */

static const struct {
	double a[5], b[5];
	size_t a_count, b_count;
	double a_ahead, b_ahead;
} votes[] = {
	{ { 0, 50, 100 }, { 25, 75 }, 3, 2, 1 / 2.0, 1 / 2.0 },
	{ { 0, 50, 100 }, { 50, 75 }, 3, 2, 1 / 3.0, 1 / 2.0 },
	{ { 25, 25, 25, 100 }, { 50, 50 }, 4, 2, 1 / 4.0, 3 / 4.0 },
	{ { 0, 25, 50, 75 }, { 50, 75, 100, 100 }, 4, 4, 1 / 16.0, 13 / 16.0 },
	{ { 75, 100 }, { 0, 25, 50 }, 2, 3, 1, 0 },
};

static void expect_votes(size_t row, struct uncertainty open)
{
	struct robust_model *model = twin_model(2, (size_t[FAMILY_COUNT]){ 0, 1 }, open);

	twin_open_vote(model, 0, 0, votes[row].a, votes[row].a_count);
	twin_open_vote(model, 1, 0, votes[row].b, votes[row].b_count);
	robust_model_close(model);
	cr_expect(model->drawn && !model->all_pairs && model->items[0].open && model->items[1].open);
	struct robust_tally *tally = twin_whole(model);
	cr_assert(tally->behind);
	twin_expect_share(tally, tally->behind[2], votes[row].a_ahead, "a", row);
	twin_expect_share(tally, tally->behind[1], votes[row].b_ahead, "b", row);
	twin_expect_share(tally, tally->rank[0], 1 - votes[row].b_ahead, "a", row);
	twin_expect_share(tally, tally->rank[2], 1 - votes[row].a_ahead, "b", row);
	robust_tally_free(tally);
	robust_model_free(model);
}

Test(robust_open, one_voter_s_score_is_taken_at_random)
{
	for (size_t row = 0; row < ARRAY_SIZE(votes); row++)
		for (unsigned round = 0; round < TWIN_WAYS; round++)
			expect_votes(row, twin_open(round, SAMPLES));
}

/* With weights and votes open: the mean of the exact chances over every outcome of the votes. */
Test(robust_open, votes_and_weights_mix_as_the_mean_over_the_votes)
{
	static const double first[] = { 0, 75, 100 }, second[] = { 25, 50 };
	double exact = 0;

	struct robust_model *open = twin_model(2, (size_t[FAMILY_COUNT]){ 2, 1, 1 }, flat);
	const double utility[2][4] = { { 0, 100, 10, 60 }, { 40, 70, 25, 80 } };
	memcpy(open->utility, utility, sizeof(utility));
	twin_open_vote(open, 0, 0, first, 3);
	twin_open_vote(open, 1, 2, second, 2);
	robust_model_close(open);
	struct robust_tally *tally = twin_whole(open);
	for (size_t i = 0; i < 6; i++) {
		struct robust_model *frozen = twin_model(2, (size_t[FAMILY_COUNT]){ 2, 1, 1 }, flat);

		memcpy(frozen->utility, utility, sizeof(utility));
		frozen->utility[0] = first[i / 2];
		frozen->utility[6] = second[i % 2];
		robust_model_close(frozen);
		cr_expect(frozen->all_pairs);
		exact += twin_pair(frozen, 0, 1) / 6;
		robust_model_free(frozen);
	}
	cr_assert(tally->behind && exact > 0.1 && exact < 0.9);
	twin_expect_share(tally, tally->behind[2], exact, "mixed", 0);
	robust_tally_free(tally);
	robust_model_free(open);
}

/* --- what closing says --------------------------------------------------------------------------- */

Test(robust_open, closing_reads_families_and_says_what_is_exact)
{
	struct robust_model *model = twin_model(4, (size_t[FAMILY_COUNT]){ 2, 1, 2 }, by_family);
	const double utility[4][5] = {
		{ 100, 25, 50, 60, 20 }, { 100, -1, 50, 60, 20 }, { 100, 25, 50, 10, 10 }, { 100, 25, 50, 60, 20 }
	};
	const double wanted[4][3] = { { 50, 50, 40 }, { 100, 50, 27.5 }, { 50, 50, 0 }, { 50, 50, 40 } };

	memcpy(model->utility, utility, sizeof(utility));
	model->weight[1] = 2;
	model->items[1].penalty = 12.5;
	model->items[2].penalty = 25;
	twin_open_vote(model, 3, 2, (double[]){ 50, 75 }, 2);
	robust_model_close(model);
	for (size_t i = 0; i < 4; i++) {
		for (size_t f = 0; f < 3; f++)
			cr_expect(fixture_same(model->items[i].reading[f], wanted[i][f]), "item %zu, family %zu: %g", i,
				  f, model->items[i].reading[f]);
		cr_expect(!is_figure(model->items[i].reading[FAMILY_RISK]));
		cr_expect(model->items[i].incomplete[FAMILY_IMPACT] == (i == 1) &&
			  !model->items[i].incomplete[FAMILY_ROI]);
		cr_expect(model->items[i].open == (i == 3) && model->items[i].linear == (i != 3), "item %zu", i);
	}
	cr_expect(model->drawn && !model->all_pairs);
	robust_model_free(model);
}
