#include "cadran/core/money_range.h"

#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/percentile.h"
#include "cadran/core/random.h"
#include "money_formula.h"

static const double shares[MONEY_SHARE_COUNT] = { 0.1, 0.5, 0.9 };

/* What is drawn: all figures but the horizon. */
static const enum use_case_field drawn[] = { USE_CASE_HOURS,      USE_CASE_HOUR_COST, USE_CASE_OTHER_GAIN,
					     USE_CASE_BUILD_DAYS, USE_CASE_DAY_RATE,  USE_CASE_BUILD_COST,
					     USE_CASE_RUN_COST,   USE_CASE_DISCOUNT,  USE_CASE_RAMP_UP };

/* MONEY_BLOCK samples of each figure, by its field. */
struct block {
	double figure[USE_CASE_FIELD_COUNT - USE_CASE_MONEY_FIRST][MONEY_BLOCK];
};

/* The figures of all samples, in whole blocks, and room to put them in order: one piece of memory. */
struct outcome {
	double *roi, *payback, *npv, *room;
};

static double *figure_of(struct block *block, enum use_case_field field)
{
	return block->figure[field - USE_CASE_MONEY_FIRST];
}

static bool is_range(const struct use_case_facts *facts, enum use_case_field field)
{
	const struct range *range = facts_money(facts, field);

	return range->given && range->low < range->high;
}

bool money_is_open(const struct use_case_facts *facts)
{
	for (size_t i = 0; i < ARRAY_SIZE(drawn); i++)
		if (is_range(facts, drawn[i]))
			return true;
	return false;
}

/* Figures without a range stand in every block as they are. */
static void fill_points(const struct use_case_facts *facts, struct block *block)
{
	for (size_t i = 0; i < ARRAY_SIZE(drawn); i++) {
		const double point = money_figure(facts, drawn[i], ESTIMATE_LIKELY);

		for (size_t k = 0; k < MONEY_BLOCK; k++)
			figure_of(block, drawn[i])[k] = point;
	}
}

static void draw_ranges(const struct use_case_facts *facts, uint64_t seed, size_t number, struct block *block)
{
	for (size_t i = 0; i < ARRAY_SIZE(drawn); i++) {
		const struct range *range = facts_money(facts, drawn[i]);
		struct random_lanes random;

		if (!is_range(facts, drawn[i]))
			continue;
		random_seed(&random, seed, number * USE_CASE_FIELD_COUNT + (uint64_t)drawn[i]);
		random_triangular(&random, range->low, range->likely, range->high, figure_of(block, drawn[i]),
				  MONEY_BLOCK);
	}
}

/* What the formulas make of the figures on the way to the three outcomes. */
struct sums {
	double gain[MONEY_BLOCK], build[MONEY_BLOCK], run[MONEY_BLOCK];
	double ramp_years[MONEY_BLOCK], worth_of_next[MONEY_BLOCK];
};

static void add_up(struct block *block, struct sums *sums)
{
	const double *hours = figure_of(block, USE_CASE_HOURS), *hour_cost = figure_of(block, USE_CASE_HOUR_COST);
	const double *other_gain = figure_of(block, USE_CASE_OTHER_GAIN);
	const double *days = figure_of(block, USE_CASE_BUILD_DAYS), *day_rate = figure_of(block, USE_CASE_DAY_RATE);
	const double *build_cost = figure_of(block, USE_CASE_BUILD_COST), *run = figure_of(block, USE_CASE_RUN_COST);
	const double *discount = figure_of(block, USE_CASE_DISCOUNT), *ramp_up = figure_of(block, USE_CASE_RAMP_UP);

	for (size_t i = 0; i < MONEY_BLOCK; i++) {
		sums->gain[i] = formula_gain(hours[i], hour_cost[i], other_gain[i]);
		sums->build[i] = formula_build(days[i], day_rate[i], build_cost[i]);
		sums->run[i] = run[i];
		sums->ramp_years[i] = ramp_up[i] / 12;
		sums->worth_of_next[i] = formula_worth_of_next(discount[i]);
	}
}

static void returns(const struct sums *sums, double horizon, double *restrict roi, double *restrict payback)
{
	for (size_t i = 0; i < MONEY_BLOCK; i++) {
		const double tco = formula_tco(sums->build[i], sums->run[i], horizon);
		const double net_year = sums->gain[i] - sums->run[i];
		const double some_roi = formula_roi(sums->gain[i], tco, horizon, sums->ramp_years[i]);
		const double some_payback =
			formula_payback(net_year, sums->build[i], sums->run[i], sums->ramp_years[i]);

		roi[i] = tco > 0 ? some_roi : (double)NAN;
		payback[i] = net_year > 0 ? some_payback : (double)INFINITY;
	}
}

static void present_values(const struct sums *sums, int horizon, double *restrict npv)
{
	double value[MONEY_BLOCK] = { 0 };

	for (int year = horizon; year >= 1; year--)
		for (size_t i = 0; i < MONEY_BLOCK; i++)
			value[i] = formula_year(value[i], year, sums->gain[i], sums->run[i], sums->ramp_years[i],
						sums->worth_of_next[i]);
	for (size_t i = 0; i < MONEY_BLOCK; i++)
		npv[i] = value[i] - sums->build[i];
}

static void draw_outcome(const struct use_case_facts *facts, uint64_t seed, size_t blocks,
			 const struct outcome *outcome)
{
	const double horizon = money_figure(facts, USE_CASE_HORIZON, ESTIMATE_LIKELY);
	struct block block;
	struct sums sums;

	fill_points(facts, &block);
	for (size_t number = 0; number < blocks; number++) {
		const size_t first = number * MONEY_BLOCK;

		draw_ranges(facts, seed, number, &block);
		add_up(&block, &sums);
		returns(&sums, horizon, outcome->roi + first, outcome->payback + first);
		present_values(&sums, (int)horizon, outcome->npv + first);
	}
}

static struct money_percentiles same_everywhere(double figure, double error)
{
	return (struct money_percentiles){ { figure, figure, figure }, { error, error, error } };
}

static struct money_percentiles percentiles_of(const double *values, size_t count, double *room)
{
	struct money_percentiles result;
	struct sample sample;

	for (size_t i = 0; i < count; i++)
		if (!is_figure(values[i]))
			return same_everywhere(NAN, NAN);
	sample_init(&sample, values, count, room);
	for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
		result.at[i] = sample_percentile(&sample, shares[i]);
		result.error[i] = sample_error(&sample, shares[i]);
	}
	return result;
}

static void summarise(const struct outcome *outcome, size_t samples, double payback_limit, struct money_range *range)
{
	size_t positive = 0, met = 0;

	for (size_t i = 0; i < samples; i++) {
		positive += !stays_within(outcome->npv[i], 0);
		met += stays_within(outcome->payback[i], payback_limit);
	}
	range->roi = percentiles_of(outcome->roi, samples, outcome->room);
	range->payback = percentiles_of(outcome->payback, samples, outcome->room);
	range->npv = percentiles_of(outcome->npv, samples, outcome->room);
	range->npv_positive = (double)positive / (double)samples;
	range->payback_met = is_figure(payback_limit) ? (double)met / (double)samples : NAN;
}

/* Without a range there is nothing to draw, and nothing to be unsure of. */
static void repeat_point(const struct money *money, double payback_limit, struct money_range *range)
{
	const double payback = is_figure(money->payback) ? money->payback : INFINITY;

	range->roi = same_everywhere(money->roi, is_figure(money->roi) ? 0 : NAN);
	range->payback = same_everywhere(payback, 0);
	range->npv = same_everywhere(money->npv, 0);
	range->npv_positive = !stays_within(money->npv, 0);
	range->payback_met = is_figure(payback_limit) ? stays_within(payback, payback_limit) : NAN;
}

static void draw_and_summarise(const struct use_case_facts *facts, double payback_limit, size_t samples, uint64_t seed,
			       struct money_range *range)
{
	const size_t blocks = (samples + MONEY_BLOCK - 1) / MONEY_BLOCK, size = blocks * MONEY_BLOCK;
	double *memory = xreallocarray(NULL, 5 * size, sizeof(*memory));
	struct outcome outcome = { memory, memory + size, memory + 2 * size, memory + 3 * size };

	draw_outcome(facts, seed, blocks, &outcome);
	summarise(&outcome, samples, payback_limit, range);
	free(memory);
}

void money_range_compute(const struct use_case_facts *facts, const char *id, double payback_limit, size_t samples,
			 uint64_t seed, struct money_range *range)
{
	const struct money_percentiles none = same_everywhere(NAN, NAN);
	struct money money;

	*range = (struct money_range){ false, none, none, none, NAN, NAN };
	money_compute(facts, ESTIMATE_LIKELY, &money);
	range->given = money.given && money_is_open(facts);
	if (range->given)
		draw_and_summarise(facts, payback_limit, samples, random_stream(seed, random_hash(id)), range);
	else if (money.given)
		repeat_point(&money, payback_limit, range);
}

void money_draw(const struct use_case_facts *facts, const char *id, uint64_t seed, size_t number,
		struct money_draws *draws)
{
	const double horizon = money_figure(facts, USE_CASE_HORIZON, ESTIMATE_LIKELY);
	struct block block;
	struct sums sums;

	fill_points(facts, &block);
	draw_ranges(facts, random_stream(seed, random_hash(id)), number, &block);
	add_up(&block, &sums);
	returns(&sums, horizon, draws->roi, draws->payback);
	for (size_t i = 0; i < MONEY_BLOCK; i++) {
		draws->build[i] = sums.build[i];
		draws->tco[i] = formula_tco(sums.build[i], sums.run[i], horizon);
		if (isinf(draws->payback[i]))
			draws->payback[i] = NAN;
	}
}

double matrix_payback_limit(const struct matrix *matrix, enum profile profile)
{
	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_PAYBACK)
			return matrix->conditions[i].limit[profile];
	return NAN;
}
