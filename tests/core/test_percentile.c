/*
 * Percentiles by their formula, and the few of many values that bins find.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/percentile.h"
#include "fixture.h"

static bool near(double value, double expected, double within)
{
	return isnan(expected) ? isnan(value) : fabs(value - expected) <= within;
}

/* By hand, from the formula of the header; numpy.percentile and R's quantile give the same. */
Test(percentile, percentiles_lie_between_the_values_beside_them)
{
	static const double values[] = { 1, 2, 4, 8, INFINITY };
	static const struct {
		size_t count;
		double share, expected;
	} rows[] = {
		{ 0, 0.5, NAN },    { 1, 0.9, 1 },           { 2, 0.3, 1.3 },   { 4, 0, 1 },
		{ 4, 1, 8 },        { 4, 0.5, 3 },           { 4, 0.25, 1.75 }, { 4, 0.75, 5 },
		{ 4, 0.9, 6.8 },    { 5, 0.5, 4 },           { 5, 0.75, 8 },    { 5, 0.76, INFINITY },
		{ 5, 1, INFINITY }, { 5, 0.3, 2 + 0.2 * 2 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const double p = percentile_of_sorted(values, rows[i].count, rows[i].share);

		cr_expect(p == rows[i].expected || near(p, rows[i].expected, 1e-12), "row %zu: %g", i, p);
	}
}

static int compare_numbers(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* Ties, long tails, figures that do not exist: bins find what sorting finds. */
static double hostile_value(struct fixture_random *random, unsigned kind)
{
	const double u = (fixture_below(random, 1000000) + 0.5) / 1e6;

	switch (kind) {
	case 0:
		return u;
	case 1:
		return fixture_below(random, 3);
	case 2:
		return pow(u, -8);
	case 3:
		return fixture_chance(random, 30) ? INFINITY : 1 / u;
	case 4:
		return fixture_chance(random, 1) ? 1e15 * u : 1e-15 * u;
	case 5:
		return 7;
	case 6:
		return fixture_chance(random, 50) ? 5e-324 : 0;
	default:
		return -exp(40 * u);
	}
}

Test(percentile, bins_find_the_very_percentiles_that_sorting_finds)
{
	static const double shares[] = { 0, 0.013, 0.1, 0.25, 0.5, 0.9, 0.97, 1 };
	struct fixture_random random = fixture_seed(4);

	for (unsigned round = 0; round < fixture_rounds(400); round++) {
		const size_t count = 1 + fixture_below(&random, round % 10 ? 300 : 12000);
		double *values = xcalloc(count, sizeof(*values)), *room = xcalloc(2 * count, sizeof(*room));
		struct sample sample;

		for (size_t i = 0; i < count; i++)
			values[i] = hostile_value(&random, round % 8);
		sample_init(&sample, values, count, room);
		double found[ARRAY_SIZE(shares)];
		for (size_t i = ARRAY_SIZE(shares); i-- > 0;)
			found[i] = sample_percentile(&sample, shares[i]);
		qsort(values, count, sizeof(*values), compare_numbers);
		for (size_t i = 0; i < ARRAY_SIZE(shares); i++)
			cr_assert(found[i] == percentile_of_sorted(values, count, shares[i]), "round %u: %g of %zu",
				  round, shares[i], count);
		free(values);
		free(room);
	}
}

Test(percentile, an_error_beyond_all_numbers_is_said_so)
{
	double values[100], room[200];
	struct sample sample;

	for (size_t i = 0; i < 100; i++)
		values[i] = i < 52 ? (double)i : INFINITY;
	sample_init(&sample, values, 100, room);
	cr_expect(sample_percentile(&sample, 0.5) == 49.5 && sample_error(&sample, 0.5) == INFINITY);
	cr_expect(sample_percentile(&sample, 0.9) == INFINITY && isnan(sample_error(&sample, 0.9)));
	/* By hand: 0.1 ± 0.03 of 99 steps, 5.94 apart. */
	cr_expect(fabs(sample_error(&sample, 0.1) - 0.03 * 99) < 1e-9);
	sample_init(&sample, values, 0, room);
	cr_expect(isnan(sample_percentile(&sample, 0.5)));
}
