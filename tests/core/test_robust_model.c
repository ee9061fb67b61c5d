/*
 * The model of what is open, against cases whose figures are known exactly:
 * computed with rationals and checked by Monte Carlo, two criteria by the
 * breakpoints of their one free weight. Exact figures to the last bits, sampled
 * ones within 4 standard errors.
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

/* Weights where it was first, as fractions; `spread` is their largest standard deviation. */
static void expect_central(const struct robust_model *model, const struct robust_tally *tally, size_t item,
			   size_t criterion, double exact, double spread)
{
	const double first = tally->rank[item * model->count];
	const double weight = (double)tally->central[item * model->criteria + criterion] / 4294967296.0 / first;

	cr_expect(fabs(weight - exact) <= 4 * spread / sqrt(first) + 1e-6, "item %zu, weight %zu: %g, not %g", item,
		  criterion, weight, exact);
}

/* --- two criteria ------------------------------------------------------------------ */

enum { A, B, C, D, E, TWO_COUNT };

/* D is dominated by C and E; E is dominated by nobody, and never strictly first. */
static const double two_utility[TWO_COUNT][2] = { { 100, 0 }, { 0, 100 }, { 60, 60 }, { 30, 30 }, { 80, 30 } };
static const double two_rank[TWO_COUNT][TWO_COUNT] = {
	{ 2 / 5.0, 0, 1 / 10.0, 1 / 5.0, 3 / 10.0 },
	{ 2 / 5.0, 1 / 15.0, 1 / 30.0, 1 / 5.0, 3 / 10.0 },
	{ 1 / 5.0, 2 / 5.0, 2 / 5.0, 0, 0 },
	{ 0, 0, 0, 3 / 5.0, 2 / 5.0 },
	{ 0, 8 / 15.0, 7 / 15.0, 0, 0 },
};
static const double two_ahead[TWO_COUNT][TWO_COUNT] = {
	{ 0, 1 / 2.0, 2 / 5.0, 7 / 10.0, 2 / 5.0 }, { 1 / 2.0, 0, 2 / 5.0, 7 / 10.0, 7 / 15.0 },
	{ 3 / 5.0, 3 / 5.0, 0, 1, 3 / 5.0 },        { 3 / 10.0, 3 / 10.0, 0, 0, 0 },
	{ 3 / 5.0, 8 / 15.0, 2 / 5.0, 1, 0 },
};

/* Of the first criterion; there is none for D and E. Its weight is uniform on (3/5, 1), (0, 2/5), (2/5, 3/5). */
static const double two_central[][2] = { { 4 / 5.0, 2 / 5.0 }, { 1 / 5.0, 2 / 5.0 }, { 1 / 2.0, 1 / 5.0 } };

static struct robust_model *two_criteria(size_t impact, size_t roi, struct uncertainty open)
{
	struct robust_model *model = twin_model(TWO_COUNT, (size_t[FAMILY_COUNT]){ impact, roi }, open);

	memcpy(model->utility, two_utility, sizeof(two_utility));
	robust_model_close(model);
	return model;
}

static void expect_two_criteria(const struct robust_model *model, const struct robust_tally *tally)
{
	for (size_t i = 0; i < TWO_COUNT; i++) {
		for (size_t k = 0; k < TWO_COUNT; k++) {
			twin_expect_share(tally, tally->rank[i * TWO_COUNT + k], two_rank[i][k], "rank", i);
			if (tally->behind)
				twin_expect_share(tally, tally->behind[i * TWO_COUNT + k], two_ahead[k][i], "behind",
						  i);
			if (model->items[i].linear && model->items[k].linear && i != k)
				cr_expect(fabs(twin_pair(model, i, k) - two_ahead[i][k]) < 1e-15,
					  "%zu before %zu: %.17g", i, k, twin_pair(model, i, k));
		}
	}
	for (size_t i = 0; i < ARRAY_SIZE(two_central); i++) {
		expect_central(model, tally, i, 0, two_central[i][0], two_central[i][1] / sqrt(12));
		expect_central(model, tally, i, 1, 1 - two_central[i][0], two_central[i][1] / sqrt(12));
	}
	for (size_t j = 0; j < 2; j++)
		cr_expect(!tally->central[D * 2 + j] && !tally->central[E * 2 + j]);
}

Test(robust_model, two_criteria_have_the_ranks_weights_and_pairs_of_their_breakpoints)
{
	struct robust_model *models[] = { two_criteria(2, 0, flat), two_criteria(1, 1, flat),
					  two_criteria(1, 1, by_family), two_criteria(2, 0, by_criterion) };

	for (size_t i = 0; i < ARRAY_SIZE(models); i++) {
		struct robust_tally *tally = twin_whole(models[i]);

		cr_expect(models[i]->drawn && (i == 3 || models[i]->all_pairs), "model %zu", i);
		cr_expect(tally->samples == SAMPLES);
		expect_two_criteria(models[i], tally);
		robust_tally_free(tally);
		robust_model_free(models[i]);
	}
}

/* --- one use case for each criterion ------------------------------------------------- */

/* M use cases with 100 on one criterion each, and one with 100·t on all: P(rank r) = P(r − 1 weights exceed t). */
static const struct {
	size_t count;
	double t, unit_first, rank[5];
} units[] = {
	{ 3, 1 / 2.0, 1 / 4.0, { 1 / 4.0, 3 / 4.0 } },
	{ 3, 2 / 5.0, 8 / 25.0, { 1 / 25.0, 21 / 25.0, 3 / 25.0 } },
	{ 4, 1 / 3.0, 0.24074074074074073, { 1 / 27.0, 20 / 27.0, 2 / 9.0 } },
	{ 8, 3 / 10.0, 0.0766206, { 0.3870352, 0.5671008, 0.0458584, 5.6e-06 } },
	{ 12,
	  1 / 5.0,
	  0.06671361877333333,
	  { 0.19943657472, 0.57954189312, 0.21182447616, 0.0091869184, 1.01376e-05 } },
	{ 16,
	  1 / 5.0,
	  0.031695561940992,
	  { 0.492871008944128, 0.451909204836352, 0.05461866971136, 0.0006010568704, 5.963776e-08 } },
};

static struct robust_model *unit_model(size_t count, double t)
{
	const size_t spread[FAMILY_COUNT] = { count / 4, (count + 1) / 4, (count + 2) / 4, (count + 3) / 4 };
	struct robust_model *model = twin_model(count + (t > 0), spread, flat);

	for (size_t i = 0; i < count; i++)
		model->utility[i * count + i] = 100;
	for (size_t j = 0; t > 0 && j < count; j++)
		model->utility[count * count + j] = 100 * t;
	robust_model_close(model);
	return model;
}

static void expect_units(size_t row)
{
	const size_t count = units[row].count, all = count + 1;
	struct robust_model *model = unit_model(count, units[row].t);
	struct robust_tally *tally = twin_whole(model);

	cr_expect(model->all_pairs);
	for (size_t rank = 0; rank < 5 && rank < all; rank++)
		twin_expect_share(tally, tally->rank[count * all + rank], units[row].rank[rank], "constant", count);
	for (size_t i = 0; i < count; i++) {
		twin_expect_share(tally, tally->rank[i * all], units[row].unit_first, "unit", i);
		cr_expect(fabs(twin_pair(model, i, count) - pow(1 - units[row].t, (double)count - 1)) < 1e-15);
		if (i)
			cr_expect(fabs(twin_pair(model, i, i - 1) - 0.5) < 1e-15 &&
				  fabs(twin_pair(model, i - 1, i) - 0.5) < 1e-15);
	}
	robust_tally_free(tally);
	robust_model_free(model);
}

Test(robust_model, one_for_each_criterion_and_one_for_all_share_the_ranks_by_the_largest_weights)
{
	for (size_t row = 0; row < ARRAY_SIZE(units); row++)
		expect_units(row);
}

/* Of 3: all ranks 1/3; the largest of 3 weights is 11/18 on average. Of M: the largest is H_M / M. */
Test(robust_model, the_weights_where_one_is_first_are_those_of_the_largest)
{
	for (size_t count = 2; count <= 16; count++) {
		struct robust_model *model = unit_model(count, 0);
		struct robust_tally *tally = twin_whole(model);
		double harmonic = 0;

		for (size_t i = 1; i <= count; i++)
			harmonic += 1 / (double)i;
		for (size_t i = 0; i < count; i++) {
			const double largest = harmonic / (double)count, others = (1 - largest) / (double)(count - 1);

			for (size_t rank = 0; rank < count; rank++)
				twin_expect_share(tally, tally->rank[i * count + rank], 1 / (double)count, "unit", i);
			for (size_t j = 0; j < count; j++)
				expect_central(model, tally, i, j, i == j ? largest : others, 0.5 / sqrt(count));
		}
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

/* --- the weights themselves ------------------------------------------------------------- */

/* One use case that is worth the sum of `k` weights, among others at 1/20, 2/20 …: its rank says where the sum lies. */
static void expect_ladder(size_t count, size_t k, const size_t families[FAMILY_COUNT], struct uncertainty open)
{
	enum { STEPS = 20 };
	struct robust_model *model = twin_model(STEPS, families, open);

	for (size_t j = 0; j < count; j++) {
		model->utility[j] = j < k ? 100 : 0;
		for (size_t step = 1; step < STEPS; step++)
			model->utility[step * count + j] = 100.0 / STEPS * (double)step;
	}
	robust_model_close(model);
	struct robust_tally *tally = twin_whole(model);
	for (size_t rank = 1; rank <= STEPS; rank++) {
		const double top = (STEPS - (double)rank + 1) / STEPS;

		twin_expect_share(tally, tally->rank[rank - 1],
				  twin_beta_below(count, k, top) - twin_beta_below(count, k, top - 1.0 / STEPS), "sum",
				  k);
	}
	robust_tally_free(tally);
	robust_model_free(model);
}

Test(robust_model, sums_of_weights_are_distributed_as_beta)
{
	static const size_t counts[] = { 2, 3, 4, 8, 12, 16 };

	for (size_t i = 0; i < ARRAY_SIZE(counts); i++) {
		const size_t count = counts[i], half[FAMILY_COUNT] = { count / 2, 0, count - count / 2, 0 };

		for (size_t k = 1; k < count; k += 1 + count / 5) {
			expect_ladder(count, k, half, flat);
			expect_ladder(count, k, (size_t[FAMILY_COUNT]){ [FAMILY_RISK] = count }, by_criterion);
		}
	}
	for (size_t k = 1; k < FAMILY_COUNT; k++)
		expect_ladder(FAMILY_COUNT, k, (size_t[FAMILY_COUNT]){ 1, 1, 1, 1 }, by_family);
}

/* Rank order centroid of 4, 3 and 2: 1/M · Σ i=j..M 1/i, the largest to the family that weighs most. */
static const struct {
	double given[FAMILY_COUNT], weight[FAMILY_COUNT];
} ordered[] = {
	{ { 0.4, 0.3, 0.2, 0.1 }, { 25 / 48.0, 13 / 48.0, 7 / 48.0, 3 / 48.0 } },
	{ { 0.1, 0.4, 0.2, 0.3 }, { 3 / 48.0, 25 / 48.0, 7 / 48.0, 13 / 48.0 } },
	{ { 0.2, 0, 0.3, 0.5 }, { 2 / 18.0, 0, 5 / 18.0, 11 / 18.0 } },
	{ { 0, 0.49, 0.51, 0 }, { 0, 1 / 4.0, 3 / 4.0, 0 } },
};

Test(robust_model, families_in_order_weigh_the_rank_order_centroid_on_average)
{
	struct uncertainty open = by_family;

	open.families = WEIGHTS_ORDER;
	for (size_t row = 0; row < ARRAY_SIZE(ordered); row++) {
		struct robust_model *model = twin_model(1, (size_t[FAMILY_COUNT]){ 1, 1, 1, 1 }, open);

		memcpy(model->family_weight, ordered[row].given, sizeof(ordered[row].given));
		robust_model_close(model);
		struct robust_tally *tally = twin_whole(model);
		cr_expect(tally->rank[0] == SAMPLES);
		for (size_t f = 0; f < FAMILY_COUNT; f++)
			expect_central(model, tally, 0, f, ordered[row].weight[f],
				       ordered[row].weight[f] > 0 ? 0.2 : 0);
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

/* The difference −2, 3, 1, −1 over four families: 71/120 without an order, 7/15 with one. */
Test(robust_model, a_pair_of_use_cases_has_its_exact_chance_with_and_without_an_order)
{
	static const double utility[2][FAMILY_COUNT] = { { 30, 80, 60, 40 }, { 50, 50, 50, 50 } };

	for (int order = 0; order < 2; order++) {
		struct uncertainty open = by_family;

		open.families = order ? WEIGHTS_ORDER : WEIGHTS_UNIFORM;
		struct robust_model *model = twin_model(2, (size_t[FAMILY_COUNT]){ 1, 1, 1, 1 }, open);
		memcpy(model->utility, utility, sizeof(utility));
		memcpy(model->family_weight, ordered[0].given, sizeof(ordered[0].given));
		robust_model_close(model);
		const double p = order ? 7 / 15.0 : 71 / 120.0;
		cr_expect(model->all_pairs);
		cr_expect(fabs(twin_pair(model, 0, 1) - p) < 1e-15 && fabs(twin_pair(model, 1, 0) - (1 - p)) < 1e-15);
		struct robust_tally *tally = twin_whole(model);
		twin_expect_share(tally, tally->rank[0], p, "order", (size_t)order);
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

/* Families that weigh the same stand in any order: with all four the same, nothing is given. */
Test(robust_model, an_order_of_equals_is_none)
{
	static const double utility[2][FAMILY_COUNT] = { { 30, 80, 60, 40 }, { 50, 50, 50, 50 } };
	struct uncertainty open = by_family;

	open.families = WEIGHTS_ORDER;
	struct robust_model *model = twin_model(2, (size_t[FAMILY_COUNT]){ 1, 1, 1, 1 }, open);
	memcpy(model->utility, utility, sizeof(utility));
	robust_model_close(model);
	struct robust_tally *tally = twin_whole(model);
	cr_expect(fabs(twin_pair(model, 0, 1) - 71 / 120.0) < 1e-15, "%.17g", twin_pair(model, 0, 1));
	twin_expect_share(tally, tally->rank[0], 71 / 120.0, "rank", 0);
	robust_tally_free(tally);
	robust_model_free(model);
}

/* --- ties ------------------------------------------------------------------------------ */

Test(robust_model, equals_share_the_better_rank_and_neither_is_ahead)
{
	static const double utility[3][2] = { { 100, 100 }, { 100, 100 }, { 0, 0 } };

	for (unsigned round = 0; round < TWIN_WAYS; round++) {
		struct robust_model *model = twin_model(3, (size_t[FAMILY_COUNT]){ 1, 1 }, twin_open(round, SAMPLES));
		memcpy(model->utility, utility, sizeof(utility));
		model->family_weight[0] = 0.6;
		model->family_weight[1] = 0.4;
		robust_model_close(model);
		struct robust_tally *tally = twin_whole(model);
		const size_t n = tally->samples;
		cr_expect(n == SAMPLES || !model->drawn, "way %u", round);
		cr_expect(tally->rank[0] == n && tally->rank[3] == n && tally->rank[8] == n, "way %u", round);
		for (size_t i = 0; model->all_pairs && i < 9; i++)
			if (i / 3 != i % 3)
				cr_expect(twin_pair(model, i / 3, i % 3) == (i % 3 == 2), "way %u, pair %zu", round, i);
		for (size_t i = 0; tally->behind && i < 9; i++)
			cr_expect(tally->behind[i] == (i / 3 == 2 && i < 8 ? n : 0), "way %u, pair %zu", round, i);
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

/* A missing score that would not move the mean changes no value: whatever the weights, the two are equal. */
Test(robust_model, equal_values_are_equal_however_they_are_made_up)
{
	struct fixture_random random = fixture_seed(3);
	size_t apart = 0, draws = 0;

	for (unsigned round = 0; round < fixture_rounds(90); round++) {
		struct robust_model *model =
			twin_model(2, (size_t[FAMILY_COUNT]){ 2, 3, 1, 2 }, twin_open(round, 2000));

		for (int f = 0; f < FAMILY_COUNT; f++) {
			const double utility = fixture_below(&random, 1001) / 10.0;

			for (size_t j = model->first[f]; j < model->first[f + 1]; j++) {
				model->utility[j] = utility;
				model->utility[model->criteria + j] =
					j > model->first[f] && fixture_chance(&random, 70) ? -1 : utility;
			}
		}
		robust_model_close(model);
		struct robust_tally *tally = twin_whole(model);
		apart += tally->rank[1] + tally->rank[3];
		draws += tally->samples;
		robust_tally_free(tally);
		robust_model_free(model);
	}
	cr_expect(draws && !apart, "%zu of %zu draws put one of two equals ahead", apart, draws);
}

Test(robust_model, nothing_is_drawn_where_nothing_is_open)
{
	struct uncertainty given = by_family;

	given.families = WEIGHTS_GIVEN;
	struct robust_model *model = two_criteria(1, 1, given);
	cr_expect(!model->drawn && model->all_pairs);
	/* At 1/2 each: A 50, B 50, C 60, D 30, E 55. */
	for (size_t i = 0; i < TWO_COUNT; i++)
		for (size_t k = 0; k < TWO_COUNT; k++)
			if (i != k)
				cr_expect(twin_pair(model, i, k) == (two_utility[i][0] + two_utility[i][1] >
								     two_utility[k][0] + two_utility[k][1]),
					  "%zu before %zu", i, k);
	robust_model_free(model);
}
