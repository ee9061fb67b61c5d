/*
 * Shares of a simplex against published small cases, against closed forms of
 * the Dirichlet distribution, against a divided difference in whole fractions,
 * and against chance.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/simplex.h"
#include "robust_twin.h"

enum { VERTICES_MOST = 20 };

/* `scratch` is no larger than the contract says, so that a sanitizer sees one figure too many. */
static double share(const double *d, size_t count)
{
	double *scratch = xcalloc(3 * count + 1, sizeof(*scratch));
	const double p = simplex_share(d, count, scratch);

	free(scratch);
	return p;
}

/* P(Σ w·d > 0), as i beats k. */
static double share_above(const double *d, size_t count)
{
	double turned[VERTICES_MOST];
	bool all_zero = true;

	for (size_t i = 0; i < count; i++) {
		turned[i] = -d[i];
		all_zero &= fabs(d[i]) <= 1e-9;
	}
	return all_zero ? 0 : share(turned, count);
}

/* Differences of a random pair of use cases: fractions, whole figures with repeats and zeros, or all of one sign. */
static void random_differences(struct fixture_random *random, double *d, size_t count)
{
	const unsigned kind = fixture_below(random, 4);

	for (size_t i = 0; i < count; i++) {
		d[i] = kind < 2 ? (fixture_below(random, 2000001) - 1e6) / 1e4 : (double)fixture_below(random, 9) - 4;
		if (kind == 3)
			d[i] = fabs(d[i]);
	}
}

/* --- cases ------------------------------------------------------------------------ */

/* Exact by rationals, checked by Monte Carlo: the cases of pairwise winning indices over four criteria. */
static const struct {
	double d[4];
	bool ordered;
	double p;
} cases[] = {
	{ { -2, 3, 1, -1 }, false, 71 / 120.0 },
	{ { -2, 3, 1, -1 }, true, 7 / 15.0 },
	{ { 1, -1, 0, 0 }, false, 1 / 2.0 },
	{ { 1, 1, 1, -1 }, false, 7 / 8.0 },
	{ { 3, -1, -1, -1 }, false, 27 / 64.0 },
	{ { 0, 0, 0, 0 }, false, 0 },
	{ { 0, 0, 0, 0 }, true, 0 },
	{ { 1, 2, 3, 4 }, false, 1 },
	{ { 1, 2, 3, 4 }, true, 1 },
};

Test(simplex, a_pair_over_four_criteria_has_its_exact_chance)
{
	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		double d[4];

		memcpy(d, cases[i].d, sizeof(d));
		if (cases[i].ordered)
			simplex_order(d, 4);
		cr_expect(fabs(share_above(d, 4) - cases[i].p) < 1e-15, "row %zu: %.17g", i, share_above(d, 4));
		cr_expect(fabs(share(d, 4) - (1 - cases[i].p)) < 1e-15, "row %zu: %.17g", i, share(d, 4));
	}
}

static const struct {
	const char *name;
	size_t count;
	double d[3], p;
} edges[] = {
	{ "one that is 0", 1, { 0 }, 1 },
	{ "one above", 1, { 3 }, 0 },
	{ "one below", 1, { -3 }, 1 },
	{ "one within the slack", 1, { 1e-9 }, 1 },
	{ "one beyond the slack", 1, { 2e-9 }, 0 },
	{ "all within the slack", 3, { 1e-9, -1e-9, 5e-10 }, 1 },
	{ "0 and above: only a corner is at 0", 2, { 0, 1 }, 0 },
	{ "0 and below", 2, { 0, -1 }, 1 },
	{ "0, above and below", 3, { 0, 1, -1 }, 0.5 },
	{ "below by no more than the slack, and above", 2, { -1e-9, 1 }, 0 },
	{ "above by no more than the slack, and below", 2, { 1e-9, -1 }, 1 },
};

Test(simplex, figures_within_the_slack_count_as_0)
{
	for (size_t i = 0; i < ARRAY_SIZE(edges); i++) {
		const double p = share(edges[i].d, edges[i].count);

		cr_expect(fabs(p - edges[i].p) < 1e-15, "%s: %.17g", edges[i].name, p);
	}
}

/* --- closed forms -------------------------------------------------------------------- */

Test(simplex, a_sum_of_some_weights_is_distributed_as_beta)
{
	for (size_t count = 2; count <= VERTICES_MOST; count++) {
		for (size_t k = 1; k < count; k++) {
			for (double t = 0.05; t < 1; t += 0.05) {
				double d[VERTICES_MOST];

				for (size_t i = 0; i < count; i++)
					d[i] = (i < k) - t;
				cr_assert(fabs(share(d, count) - twin_beta_below(count, k, t)) < 1e-12,
					  "%zu of %zu within %g: %.17g", k, count, t, share(d, count));
			}
		}
	}
}

/* P(w1 > 1/2) = 2^-(M-1), to the last bit. */
Test(simplex, one_weight_is_above_a_half_as_often_as_heads_in_a_row)
{
	for (size_t count = 2; count <= VERTICES_MOST; count++) {
		double d[VERTICES_MOST];

		for (size_t i = 0; i < count; i++)
			d[i] = i ? -1 : 1;
		cr_expect(fabs(share_above(d, count) * pow(2, (double)(count - 1)) - 1) < 1e-14, "%zu", count);
	}
}

/* One vertex on a side: the cut corner is a product of the cuts of its edges. Bits of the whole, not of the corner. */
Test(simplex, a_corner_is_right_to_its_last_bits_however_far_apart_the_figures_are)
{
	struct fixture_random random = fixture_seed(7);

	for (unsigned round = 0; round < fixture_rounds(5000); round++) {
		const size_t count = 2 + fixture_below(&random, VERTICES_MOST - 1);
		double d[VERTICES_MOST], corner = 1;

		for (size_t i = 0; i < count; i++)
			d[i] = (i ? 1 : -1) * 1.5 * pow(10, (double)fixture_below(&random, 18) - 8);
		for (size_t i = 1; i < count; i++)
			corner *= -d[0] / (d[i] - d[0]);
		cr_assert(fabs(share(d, count) - corner) < 1e-15, "round %u: %g, not %g", round, share(d, count),
			  corner);
	}
}

/* --- whole fractions ------------------------------------------------------------------ */

struct fraction {
	long long n, d;
};

static struct fraction reduced(long long n, long long d)
{
	long long a = llabs(n), b = llabs(d);

	while (b) {
		const long long rest = a % b;

		a = b;
		b = rest;
	}
	return (struct fraction){ d < 0 ? -n / a : n / a, llabs(d) / a };
}

static long long times(long long a, long long b)
{
	long long product;

	cr_assert(!__builtin_mul_overflow(a, b, &product), "the twin needs smaller figures");
	return product;
}

/* (a − b) / gap */
static struct fraction difference(struct fraction a, struct fraction b, long long gap)
{
	struct fraction common = reduced(a.d, b.d); /* a.d = common.n · g, b.d = common.d · g */
	long long n;

	cr_assert(!__builtin_sub_overflow(times(a.n, common.d), times(b.n, common.n), &n));
	return reduced(n, times(times(a.d, common.d), gap));
}

static long long power_above(long long x, size_t power)
{
	long long p = x > 0;

	for (size_t i = 0; i < power && p; i++)
		p = times(p, x);
	return p;
}

static int compare_whole(const void *left, const void *right)
{
	const long long a = *(const long long *)left, b = *(const long long *)right;

	return (a > b) - (a < b);
}

/*
 * P(Σ w·d > 0) is the divided difference of max(x, 0)^(M-1) at the values d
 * (Hermite & Genocchi); where values are equal, a derivative stands for it.
 */
static double divided_difference(long long *d, size_t count)
{
	struct fraction table[8];
	const size_t power = count - 1;

	cr_assert(count <= ARRAY_SIZE(table));
	qsort(d, count, sizeof(*d), compare_whole);
	for (size_t i = 0; i < count; i++)
		table[i] = reduced(power_above(d[i], power), 1);
	for (size_t width = 1; width < count; width++)
		for (size_t i = 0; i + width < count; i++)
			table[i] = d[i + width] != d[i] ? difference(table[i + 1], table[i], d[i + width] - d[i])
							: reduced((long long)twin_choose(power, width) *
									  power_above(d[i], power - width),
								  1);
	return (double)table[0].n / (double)table[0].d;
}

Test(simplex, small_whole_figures_give_the_fraction_that_a_divided_difference_gives)
{
	struct fixture_random random = fixture_seed(11);
	unsigned inside = 0;

	for (unsigned round = 0; round < fixture_rounds(20000); round++) {
		const size_t count = 1 + fixture_below(&random, 7);
		double d[8];
		long long whole[8];
		bool all_zero = true;

		for (size_t i = 0; i < count; i++) {
			whole[i] = (long long)fixture_below(&random, 13) - 6;
			d[i] = (double)whole[i];
			all_zero &= !whole[i];
		}
		const double p = share(d, count), expected = all_zero ? 1 : 1 - divided_difference(whole, count);
		cr_assert(fabs(p - expected) < 4e-15, "round %u: %.17g, not %.17g", round, p, expected);
		inside += p > 0 && p < 1;
	}
	cr_expect(inside > fixture_rounds(20000) / 2);
}

/* --- laws --------------------------------------------------------------------------------- */

Test(simplex, one_of_two_is_ahead_unless_all_is_equal)
{
	struct fixture_random random = fixture_seed(1);

	for (unsigned round = 0; round < fixture_rounds(20000); round++) {
		const size_t count = 1 + fixture_below(&random, VERTICES_MOST);
		double d[VERTICES_MOST], turned[VERTICES_MOST];
		bool all_zero = true;

		random_differences(&random, d, count);
		for (size_t i = 0; i < count; i++) {
			turned[i] = -d[i];
			all_zero &= fabs(d[i]) <= 1e-9;
		}
		const double p = share(d, count), q = share(turned, count);
		cr_assert(p >= 0 && p <= 1 && q >= 0 && q <= 1, "round %u: %g, %g", round, p, q);
		cr_assert(fabs(p + q - (all_zero ? 2 : 1)) < 1e-14, "round %u: %.17g + %.17g", round, p, q);
	}
}

Test(simplex, neither_a_unit_nor_an_order_changes_a_share)
{
	static const double units[] = { 0.25, 3, 1e-4, 1e9 };
	struct fixture_random random = fixture_seed(2);

	for (unsigned round = 0; round < fixture_rounds(10000); round++) {
		const size_t count = 1 + fixture_below(&random, VERTICES_MOST);
		double d[VERTICES_MOST], other[VERTICES_MOST];

		random_differences(&random, d, count);
		const size_t turn = fixture_below(&random, (unsigned)count);
		const double unit = units[fixture_below(&random, ARRAY_SIZE(units))];
		for (size_t i = 0; i < count; i++)
			other[i] = unit * d[(i + turn) % count];
		cr_assert(fabs(share(d, count) - share(other, count)) < 1e-14, "round %u, times %g", round, unit);
	}
}

Test(simplex, a_share_never_grows_with_a_figure)
{
	struct fixture_random random = fixture_seed(3);

	for (unsigned round = 0; round < fixture_rounds(10000); round++) {
		const size_t count = 1 + fixture_below(&random, VERTICES_MOST);
		double d[VERTICES_MOST];

		random_differences(&random, d, count);
		const double before = share(d, count);
		d[fixture_below(&random, (unsigned)count)] += fixture_below(&random, 1000) / 100.0;
		cr_assert(share(d, count) <= before + 1e-14, "round %u", round);
	}
}

/* --- other sets of weights -------------------------------------------------------------------- */

/* Rank order centroid: w_j = 1/M · Σ i=j..M 1/i. */
static const struct {
	size_t count;
	double weight[8];
} centroids[] = {
	{ 2, { 3 / 4.0, 1 / 4.0 } },
	{ 3, { 11 / 18.0, 5 / 18.0, 2 / 18.0 } },
	{ 4, { 25 / 48.0, 13 / 48.0, 7 / 48.0, 3 / 48.0 } },
	{ 5, { 137 / 300.0, 77 / 300.0, 47 / 300.0, 27 / 300.0, 12 / 300.0 } },
	{ 6, { 147 / 360.0, 87 / 360.0, 57 / 360.0, 37 / 360.0, 22 / 360.0, 10 / 360.0 } },
	{ 8,
	  { 0.33973214285714287, 0.21473214285714284, 0.15223214285714284, 0.11056547619047619, 0.07931547619047619,
	    0.05431547619047619, 0.033482142857142856, 0.015625 } },
};

/* The mean of a figure over a simplex is the mean of its vertices. */
Test(simplex, ordered_weights_are_on_average_the_rank_order_centroid)
{
	for (size_t row = 0; row < ARRAY_SIZE(centroids); row++) {
		const size_t count = centroids[row].count;

		for (size_t j = 0; j < count; j++) {
			double d[8] = { 0 }, mean = 0;

			d[j] = 1;
			simplex_order(d, count);
			for (size_t i = 0; i < count; i++)
				mean += d[i] / (double)count;
			cr_expect(fabs(mean - centroids[row].weight[j]) < 1e-15, "%zu, weight %zu: %.17g", count, j + 1,
				  mean);
		}
	}
}

static void random_centre(struct fixture_random *random, double *centre, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += centre[i] = 1 + fixture_below(random, 100);
	for (size_t i = 0; i < count; i++)
		centre[i] /= sum;
}

Test(simplex, without_spread_the_given_weights_decide_and_with_all_of_it_nothing_is_given)
{
	struct fixture_random random = fixture_seed(4);

	for (unsigned round = 0; round < fixture_rounds(10000); round++) {
		const size_t count = 1 + fixture_below(&random, VERTICES_MOST);
		double d[VERTICES_MOST], none[VERTICES_MOST], all[VERTICES_MOST], centre[VERTICES_MOST], sum = 0;

		random_differences(&random, d, count);
		random_centre(&random, centre, count);
		memcpy(none, d, sizeof(d));
		memcpy(all, d, sizeof(d));
		simplex_around(none, centre, count, 0);
		simplex_around(all, centre, count, 1);
		for (size_t i = 0; i < count; i++)
			sum += centre[i] * d[i];
		for (size_t i = 0; i < count; i++)
			cr_assert(fabs(none[i] - sum) < 1e-11 && fabs(all[i] - d[i]) < 1e-11, "round %u", round);
		if (fabs(sum) > 1e-8)
			cr_assert(share(none, count) == (sum < 0), "round %u: %g", round, sum);
	}
}

/* --- chance -------------------------------------------------------------------------------------- */

enum draw { DRAW_UNIFORM, DRAW_ORDER, DRAW_AROUND, DRAW_COUNT };

static int compare_down(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a < b) - (a > b);
}

/* Exponential numbers over their sum are uniform on the simplex. */
static void draw_weights(struct fixture_random *random, double *w, size_t count, enum draw draw, const double *centre)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += w[i] = -log((fixture_below(random, 1u << 30) + 0.5) / (1u << 30));
	for (size_t i = 0; i < count; i++)
		w[i] /= sum;
	if (draw == DRAW_ORDER)
		qsort(w, count, sizeof(*w), compare_down);
	for (size_t i = 0; draw == DRAW_AROUND && i < count; i++)
		w[i] = 0.7 * centre[i] + 0.3 * w[i];
}

static void expect_chance(struct fixture_random *random, const double *d, size_t count, enum draw draw,
			  const double *centre)
{
	enum { DRAWS = 20000 };
	double at[VERTICES_MOST], within = 0;

	memcpy(at, d, count * sizeof(*at));
	if (draw == DRAW_ORDER)
		simplex_order(at, count);
	if (draw == DRAW_AROUND)
		simplex_around(at, centre, count, 0.3);
	const double p = share(at, count);
	for (size_t i = 0; i < DRAWS; i++) {
		double w[VERTICES_MOST], sum = 0;

		draw_weights(random, w, count, draw, centre);
		for (size_t j = 0; j < count; j++)
			sum += w[j] * d[j];
		within += sum <= 1e-9;
	}
	cr_expect(fabs(within / DRAWS - p) <= 4 * sqrt(p * (1 - p) / DRAWS) + 1e-12, "%zu, way %d: %g, not %g", count,
		  draw, p, within / DRAWS);
}

/* 171 comparisons at 4 standard errors, from a fixed seed: a sound formula is out of range once in 90 seeds. */
Test(simplex, chance_agrees_within_four_standard_errors)
{
	struct fixture_random random = fixture_seed(5);

	for (size_t count = 2; count <= VERTICES_MOST; count++) {
		for (unsigned round = 0; round < fixture_rounds(3); round++) {
			double d[VERTICES_MOST], centre[VERTICES_MOST];

			for (size_t i = 0; i < count; i++)
				d[i] = (fixture_below(&random, 2000001) - 1e6) / 1e4;
			random_centre(&random, centre, count);
			for (int draw = DRAW_UNIFORM; draw < DRAW_COUNT; draw++)
				expect_chance(&random, d, count, (enum draw)draw, centre);
		}
	}
}
