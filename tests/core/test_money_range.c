/*
 * Percentiles of money where figures are ranges: exact laws that a triangular
 * figure gives, published flows, a plain twin that must agree bit by bit, and
 * what must not change a draw.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/money_range.h"
#include "cadran/core/percentile.h"
#include "cadran/core/random.h"
#include "fixture.h"

enum { SAMPLES = 10000 };

/* `sheet`: «FIELD=VALUE» separated by blanks. */
static struct use_case_facts facts_of(const char *sheet)
{
	struct document *document = fixture_document();
	struct use_case_facts facts;
	char copy[400], *rest = copy;

	fixture_fill(document, "use-case.u.name=U");
	snprintf(copy, sizeof(copy), "%s", sheet);
	for (char *word; (word = strtok_r(rest, " ", &rest));)
		fixture_set(document, "use-case.u.%s", word);
	use_case_facts(document_use_case(document, "u"), &facts);
	document_free(document);
	return facts;
}

static struct money_range range_of(const char *sheet, double limit, size_t samples, uint64_t seed)
{
	const struct use_case_facts facts = facts_of(sheet);
	struct money_range range;

	money_range_compute(&facts, "u", limit, samples, seed, &range);
	return range;
}

/* --- points ------------------------------------------------------------------------- */

/*
 * cases/f1_npv_irr_payback.csv: Brigham & Houston 10-1 to 10-6 (brainmass.com
 * 566358) and 11-24 (quizanswered.com), level flows after an outlay as ours;
 * simple ROI is net over invested. The last never earns anything.
 */
static const struct {
	const char *sheet;
	double roi, payback, npv, positive, met;
} points[] = {
	{ "other_gain=9000 build_cost=40000 horizon=7 discount=11", 0.575, 12 * 4.444444444444, 2409.766382, 1, 0 },
	{ "other_gain=20000 build_cost=80000 horizon=6 discount=10", 0.5, 48, 7105.213989, 1, 1 },
	{ "other_gain=20000 build_cost=80100 horizon=6 discount=10", 120000 / 80100.0 - 1, 48.06, 7005.213989, 1, 0 },
	{ "other_gain=20000 build_cost=80000 horizon=6/6/6 discount=10/10/10", 0.5, 48, 7105.213989, 1, 1 },
	{ "build_cost=100", -1, INFINITY, -100, 0, 0 },
	{ "hours=10", NAN, INFINITY, 0, 0, 0 },
};

static void expect_point(const struct money_percentiles *percentiles, double figure, size_t row)
{
	for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
		const bool same = isnan(figure)
					  ? isnan(percentiles->at[i])
					  : percentiles->at[i] == figure || fabs(percentiles->at[i] - figure) < 1e-6;

		cr_expect(same, "row %zu: %g, not %g", row, percentiles->at[i], figure);
		cr_expect(isnan(figure) ? isnan(percentiles->error[i]) : percentiles->error[i] == 0, "row %zu", row);
	}
}

Test(money_range, figures_without_a_range_are_exact)
{
	for (size_t i = 0; i < ARRAY_SIZE(points); i++) {
		const struct money_range r = range_of(points[i].sheet, 48, 100, 1);

		cr_expect(!r.given, "row %zu", i);
		expect_point(&r.roi, points[i].roi, i);
		expect_point(&r.payback, points[i].payback, i);
		expect_point(&r.npv, points[i].npv, i);
		cr_expect(r.npv_positive == points[i].positive && r.payback_met == points[i].met, "row %zu", i);
	}
}

Test(money_range, without_money_there_is_no_figure)
{
	const struct money_range r = range_of("hour_cost=10/20/30 ramp_up=1/2/3", 12, 100, 1);

	cr_expect(!r.given && isnan(r.roi.at[MONEY_P50]) && isnan(r.payback.at[MONEY_P10]) &&
		  isnan(r.npv.at[MONEY_P90]));
	cr_expect(isnan(r.npv_positive) && isnan(r.payback_met) && isnan(r.npv.error[MONEY_P50]));
}

/* A range on a figure that counts for nothing is drawn, and changes nothing. */
Test(money_range, a_range_that_decides_nothing_leaves_the_exact_figure)
{
	const struct money_range r = range_of("other_gain=1200 build_cost=600 hour_cost=1/2/3", NAN, 1000, 1);

	cr_expect(r.given);
	expect_point(&r.roi, 5, 0);
	expect_point(&r.payback, 6, 0);
	expect_point(&r.npv, 3000, 0);
	cr_expect(isnan(r.payback_met), "no limit");
	cr_expect(!range_of("other_gain=1200 horizon=1/2/3", NAN, 10, 1).given, "the horizon is the likely one");
	cr_expect(isnan(range_of("hours=1/2/3", NAN, 1000, 1).roi.at[MONEY_P50]), "a gain without a cost has no ROI");
}

/* --- exact laws ------------------------------------------------------------------------ */

/* cases/f2_monte_carlo_closed_form.csv: P10, P50, P90 of Triangular(10, 20, 50). */
#define T10 16.32455532033676
#define T50 25.50510257216822
#define T90 39.045548849896676

/*
 * With G the triangular figure in thousands: NPV of one year is G, and payback
 * of a cost G is G/12 · 12. The rest is its own derivation: what falls in G has
 * its percentiles from the other end, P(G > 20) = 1 − 10/40 and P(G > 35) =
 * 15²/(40 · 30).
 */
static const struct {
	const char *name, *sheet;
	double roi[3], payback[3], npv[3], positive, met;
} laws[] = {
	{ "a gain alone",
	  "other_gain=10000/20000/50000 horizon=1",
	  { NAN, NAN, NAN },
	  { 0, 0, 0 },
	  { 1e3 * T10, 1e3 * T50, 1e3 * T90 },
	  1,
	  1 },
	{ "a gain discounted",
	  "other_gain=10000/20000/50000 horizon=1 discount=25",
	  { NAN, NAN, NAN },
	  { 0, 0, 0 },
	  { 800 * T10, 800 * T50, 800 * T90 },
	  1,
	  1 },
	{ "a cost",
	  "build_cost=10000/20000/50000 other_gain=12000",
	  { 36 / T90 - 1, 36 / T50 - 1, 36 / T10 - 1 },
	  { T10, T50, T90 },
	  { 36e3 - 1e3 * T90, 36e3 - 1e3 * T50, 36e3 - 1e3 * T10 },
	  1 - 14.0 * 14 / (40 * 30),
	  0.25 },
	{ "a gain against a cost",
	  "other_gain=10000/20000/50000 build_cost=35000 horizon=1",
	  { T10 / 35 - 1, T50 / 35 - 1, T90 / 35 - 1 },
	  { 420 / T90, 420 / T50, 420 / T10 },
	  { 1e3 * T10 - 35e3, 1e3 * T50 - 35e3, 1e3 * T90 - 35e3 },
	  15.0 * 15 / (40 * 30),
	  29.0 * 29 / (40 * 30) },
	/* In a quarter of the samples there is no net gain: P90 of payback is where there is none. */
	{ "a gain that may be eaten up",
	  "other_gain=10000/20000/50000 run_cost=20000 build_cost=1000 horizon=1",
	  { T10 / 21 - 1, T50 / 21 - 1, T90 / 21 - 1 },
	  { 12 / (T90 - 20), 12 / (T50 - 20), INFINITY },
	  { 1e3 * T10 - 21e3, 1e3 * T50 - 21e3, 1e3 * T90 - 21e3 },
	  29.0 * 29 / (40 * 30),
	  29.4 * 29.4 / (40 * 30) },
	/* The time that gains take to come is 12 − G/10 of a year's twelve months: G gains of 1/12 less each. */
	{ "a ramp-up",
	  "other_gain=12000 build_cost=12000 ramp_up=1/2/5 horizon=2",
	  { 1 - T90 / 120, 1 - T50 / 120, 1 - T10 / 120 },
	  { 12 + T10 / 10, 12 + T50 / 10, 12 + T90 / 10 },
	  { 12e3 - 100 * T90, 12e3 - 100 * T50, 12e3 - 100 * T10 },
	  1,
	  0 },
};

/* The limits of payback that the probabilities above are for. */
static const double limits[] = { 20, 20, 20, 420 / 21.0, 12 / 0.6, 12 };

static void expect_near(const struct money_percentiles *found, const double exact[3], const char *name)
{
	for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
		if (isnan(exact[i]) || isinf(exact[i])) {
			cr_expect(isnan(exact[i]) ? isnan(found->at[i]) : found->at[i] == exact[i], "%s: %g", name,
				  found->at[i]);
			continue;
		}
		cr_expect(found->error[i] >= 0 && fabs(found->at[i] - exact[i]) <= 4 * found->error[i] + 1e-9,
			  "%s, percentile %d: %g, not %g, error %g", name, i, found->at[i], exact[i], found->error[i]);
	}
}

static void expect_share(double found, double exact, size_t samples, const char *name)
{
	cr_expect(fabs(found - exact) <= 4 * sqrt(exact * (1 - exact) / (double)samples) + 1e-12, "%s: %g, not %g",
		  name, found, exact);
}

Test(money_range, percentiles_lie_within_four_standard_errors_of_the_exact_ones)
{
	for (uint64_t seed = 1; seed <= fixture_rounds(10); seed++)
		for (size_t i = 0; i < ARRAY_SIZE(laws); i++) {
			const struct money_range r = range_of(laws[i].sheet, limits[i], SAMPLES, seed);

			cr_expect(r.given, "%s", laws[i].name);
			expect_near(&r.roi, laws[i].roi, laws[i].name);
			expect_near(&r.payback, laws[i].payback, laws[i].name);
			expect_near(&r.npv, laws[i].npv, laws[i].name);
			expect_share(r.npv_positive, laws[i].positive, SAMPLES, laws[i].name);
			expect_share(r.payback_met, laws[i].met, SAMPLES, laws[i].name);
		}
}

/* Over many seeds the errors made are as large as the errors said, neither more nor less. */
Test(money_range, standard_errors_say_how_far_off_percentiles_are)
{
	static const double exact[] = { 1e3 * T10, 1e3 * T50, 1e3 * T90 };
	enum { SEEDS = 400 };
	double squares[3] = { 0 };

	for (uint64_t seed = 0; seed < SEEDS; seed++) {
		const struct money_range r = range_of("other_gain=10000/20000/50000 horizon=1", NAN, 2000, seed);

		for (int i = 0; i < MONEY_SHARE_COUNT; i++)
			squares[i] += pow((r.npv.at[i] - exact[i]) / r.npv.error[i], 2);
	}
	for (int i = 0; i < MONEY_SHARE_COUNT; i++)
		cr_expect(sqrt(squares[i] / SEEDS) > 0.85 && sqrt(squares[i] / SEEDS) < 1.15, "%d: %g", i,
			  sqrt(squares[i] / SEEDS));
}

/* cases/f2_monte_carlo_closed_form.csv: mean 80/3, variance 650/9; the fourth moment bounds the error of the latter. */
Test(money_range, a_triangular_law_has_its_mean_and_variance_and_stays_within_its_ends)
{
	enum { COUNT = 200000 };
	double *x = xcalloc(COUNT, sizeof(*x)), sum = 0, squares = 0;
	struct random_lanes random;

	random_seed(&random, 3, 4);
	random_triangular(&random, 10, 20, 50, x, COUNT);
	for (size_t i = 0; i < COUNT; i++) {
		sum += x[i] - 80 / 3.0;
		squares += (x[i] - 80 / 3.0) * (x[i] - 80 / 3.0);
		cr_assert(x[i] > 10 && x[i] < 50);
	}
	cr_expect(fabs(sum / COUNT) < 4 * sqrt(650 / 9.0 / COUNT), "mean %g", sum / COUNT);
	/* Kurtosis of every triangular law: 2.4. */
	cr_expect(fabs(squares / COUNT - 650 / 9.0) < 4 * 650 / 9.0 * sqrt(1.4 / COUNT), "variance %g",
		  squares / COUNT);
	random_triangular(&random, 3, 3, 7, x, 1024);
	for (size_t i = 0; i < 1024; i++)
		cr_assert(x[i] >= 3 && x[i] < 7);
	random_triangular(&random, 3, 7, 7, x, 1024);
	for (size_t i = 0; i < 1024; i++)
		cr_assert(x[i] > 3 && x[i] <= 7);
	free(x);
}

/* --- the plain twin ---------------------------------------------------------------------- */

static int compare_numbers(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* Draws a sheet of points as the header says and computes its money, sample by sample. */
static void plain_sample(const struct use_case_facts *facts, size_t number, uint64_t seed, struct money *money)
{
	struct use_case_facts points = *facts;

	for (int field = USE_CASE_MONEY_FIRST; field < USE_CASE_FIELD_COUNT; field++) {
		struct range *range = &points.money[field - USE_CASE_MONEY_FIRST];
		struct random_lanes random;
		double u[MONEY_BLOCK], draw;

		if (!range->given || range->low >= range->high || field == USE_CASE_HORIZON)
			continue;
		random_seed(&random, random_stream(seed, random_hash("u")),
			    number / MONEY_BLOCK * USE_CASE_FIELD_COUNT + (uint64_t)field);
		random_doubles(&random, u, MONEY_BLOCK);
		draw = u[number % MONEY_BLOCK];
		if (draw < (range->likely - range->low) / (range->high - range->low))
			draw = range->low + sqrt(draw * ((range->high - range->low) * (range->likely - range->low)));
		else
			draw = range->high -
			       sqrt((1 - draw) * ((range->high - range->low) * (range->high - range->likely)));
		range->low = range->likely = range->high = draw;
	}
	money_compute(&points, ESTIMATE_LIKELY, money);
}

static void expect_twin(const struct money_percentiles *found, double *values, size_t count, unsigned round)
{
	static const double shares[] = { 0.1, 0.5, 0.9 };

	qsort(values, count, sizeof(*values), compare_numbers);
	for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
		const double expected = percentile_of_sorted(values, count, shares[i]);

		cr_assert(found->at[i] == expected, "round %u: %.17g, not %.17g", round, found->at[i], expected);
	}
}

static void random_sheet(struct fixture_random *random, char *sheet, size_t size)
{
	static const char *const names[] = { "hours",      "hour_cost", "other_gain", "build_days", "day_rate",
					     "build_cost", "run_cost",  "discount",   "ramp_up" };
	size_t length =
		(size_t)snprintf(sheet, size, "build_cost=1 other_gain=1 horizon=%u", 1 + fixture_below(random, 6));

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		const unsigned low = fixture_below(random, 50), likely = low + fixture_below(random, 30);
		const unsigned high = likely + fixture_below(random, 40);

		if (fixture_chance(random, 70))
			length += (size_t)snprintf(sheet + length, size - length, " %s=%u/%u/%u", names[i], low, likely,
						   high);
		else if (fixture_chance(random, 50))
			length += (size_t)snprintf(sheet + length, size - length, " %s=%u", names[i], low);
	}
}

Test(money_range, every_sample_is_what_money_computes_from_its_figures)
{
	struct fixture_random random = fixture_seed(8);

	for (unsigned round = 0; round < fixture_rounds(150); round++) {
		const size_t count = 1 + fixture_below(&random, 700);
		double *roi = xcalloc(count, sizeof(*roi)), *payback = xcalloc(count, sizeof(*payback));
		double *npv = xcalloc(count, sizeof(*npv)), positive = 0, met = 0;
		struct money_range range;
		char sheet[400];

		random_sheet(&random, sheet, sizeof(sheet));
		const struct use_case_facts facts = facts_of(sheet);
		for (size_t i = 0; i < count; i++) {
			struct money money;

			plain_sample(&facts, i, round, &money);
			roi[i] = money.roi;
			payback[i] = isnan(money.payback) ? INFINITY : money.payback;
			npv[i] = money.npv;
			positive += npv[i] > 0;
			met += payback[i] <= 24;
		}
		money_range_compute(&facts, "u", 24, count, round, &range);
		cr_assert(!isnan(range.roi.at[0]) || isnan(roi[0]));
		if (!isnan(roi[0]))
			expect_twin(&range.roi, roi, count, round);
		expect_twin(&range.payback, payback, count, round);
		expect_twin(&range.npv, npv, count, round);
		cr_assert(range.npv_positive == positive / (double)count && range.payback_met == met / (double)count);
		free(roi);
		free(payback);
		free(npv);
	}
}

/* --- laws ------------------------------------------------------------------------------------ */

Test(money_range, percentiles_ascend_and_more_gain_never_lowers_them)
{
	struct fixture_random random = fixture_seed(21);

	for (unsigned round = 0; round < fixture_rounds(300); round++) {
		char sheet[400];

		random_sheet(&random, sheet, sizeof(sheet));
		struct use_case_facts facts = facts_of(sheet);
		struct money_range less, more;

		money_range_compute(&facts, "u", 24, 1000, round, &less);
		struct range *gain = &facts.money[USE_CASE_OTHER_GAIN - USE_CASE_MONEY_FIRST];
		gain->low += 10;
		gain->likely += 10;
		gain->high += 10;
		money_range_compute(&facts, "u", 24, 1000, round, &more);
		for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
			cr_assert(more.npv.at[i] >= less.npv.at[i] - 1e-9);
			cr_assert(more.payback.at[i] <= less.payback.at[i] + 1e-9);
			cr_assert(i == 0 || (less.npv.at[i] >= less.npv.at[i - 1] &&
					     less.payback.at[i] >= less.payback.at[i - 1]));
			cr_assert(i == 0 || isnan(less.roi.at[i]) || less.roi.at[i] >= less.roi.at[i - 1]);
		}
		cr_assert(more.npv_positive >= less.npv_positive && more.payback_met >= less.payback_met);
	}
}

Test(money_range, the_seed_and_the_id_decide_the_draws)
{
	const struct use_case_facts facts = facts_of("other_gain=10/20/50 build_cost=10/20/50");
	struct money_range one, same, seed, id, more;

	money_range_compute(&facts, "u", 24, 1000, 1, &one);
	money_range_compute(&facts, "u", 24, 1000, 1, &same);
	money_range_compute(&facts, "u", 24, 1000, 2, &seed);
	money_range_compute(&facts, "v", 24, 1000, 1, &id);
	money_range_compute(&facts, "u", 24, 1001, 1, &more);
	cr_expect(!memcmp(&one.npv, &same.npv, sizeof(one.npv)) && !memcmp(&one.roi, &same.roi, sizeof(one.roi)));
	cr_expect(one.npv.at[MONEY_P50] != seed.npv.at[MONEY_P50] && one.npv.at[MONEY_P50] != id.npv.at[MONEY_P50]);
	cr_expect(one.npv.at[MONEY_P50] != more.npv.at[MONEY_P50]);
	cr_expect(fabs(one.npv.at[MONEY_P50] - more.npv.at[MONEY_P50]) < one.npv.error[MONEY_P50]);
}

/* Computed once; every compiler and every flavour gives these bits. */
Test(money_range, the_bytes_are_the_same_everywhere)
{
	const struct money_range r = range_of(
		"hours=20/40/90 hour_cost=25/30/45 other_gain=0/500/4000 build_days=5/10/30 day_rate=400/500/900 "
		"build_cost=0/1000/9000 run_cost=500/1000/8000 discount=2/4/7 ramp_up=1/3/9 horizon=5",
		12, SAMPLES, 42);

	cr_expect(r.roi.at[MONEY_P50] == 0x1.49b6aa5e85bcap+1, "%a", r.roi.at[MONEY_P50]);
	cr_expect(r.payback.at[MONEY_P90] == 0x1.671d6f7ace427p+4, "%a", r.payback.at[MONEY_P90]);
	cr_expect(r.npv.at[MONEY_P10] == 0x1.a963ffd16046bp+14, "%a", r.npv.at[MONEY_P10]);
	cr_expect(r.npv.error[MONEY_P10] == 0x1.7012d04eafaep+8, "%a", r.npv.error[MONEY_P10]);
}

Test(money_range, the_limit_of_payback_is_that_of_the_profile)
{
	struct document *document = fixture_document();
	struct matrix *matrix = fixture_matrix(document);

	cr_expect(matrix_payback_limit(matrix, PROFILE_SPSTI) == 12);
	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_PAYBACK)
			matrix->conditions[i].limit[PROFILE_HOSPITAL] = 30;
	cr_expect(matrix_payback_limit(matrix, PROFILE_HOSPITAL) == 30 &&
		  matrix_payback_limit(matrix, PROFILE_OTHER) == 12);
	matrix->condition_count = 0;
	cr_expect(isnan(matrix_payback_limit(matrix, PROFILE_SPSTI)));
	document_free(document);
}
