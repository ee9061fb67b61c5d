/*
 * The formulas of money.h for one value of each figure. money_compute and every
 * sample of money_range_compute are made of them, so a range and a point differ
 * in what is put in and in nothing else.
 *
 * Choices are written as ?: and not as fmin or fmax: a compiler turns a loop of
 * them into one without branches.
 */
#ifndef CADRAN_CORE_MONEY_FORMULA_H
#define CADRAN_CORE_MONEY_FORMULA_H

#include "cadran/core/money.h"

/* A figure of the sheet, or what stands for it where none is given. */
double money_figure(const struct use_case_facts *facts, enum use_case_field field, enum estimate estimate);

static inline double formula_gain(double hours, double hour_cost, double other_gain)
{
	return 12 * hours * hour_cost + other_gain;
}

static inline double formula_build(double days, double day_rate, double build_cost)
{
	return days * day_rate + build_cost;
}

static inline double formula_tco(double build, double run, double horizon)
{
	return build + run * horizon;
}

/* What a euro in a year is worth now; `discount` in percent a year, as in the sheet. */
static inline double formula_worth_of_next(double discount)
{
	return 100 / (100 + discount);
}

/* Where tco is above 0. `ramp_years` here and below is ramp_up / 12. */
static inline double formula_roi(double gain, double tco, double horizon, double ramp_years)
{
	const double all_gain = gain * (horizon - ramp_years);

	return ((all_gain > 0 ? all_gain : 0) - tco) / tco;
}

/* Where net_year is above 0. */
static inline double formula_payback(double net_year, double build, double run, double ramp_years)
{
	return 12 * (ramp_years + (build + run * ramp_years) / net_year);
}

/*
 * One step of Horner's rule for the sum of npv: what `year` and those after it,
 * which are worth `later` at its end, are worth at its beginning.
 */
static inline double formula_year(double later, int year, double gain, double run, double ramp_years,
				  double worth_of_next)
{
	const double since = year - ramp_years;
	const double counted = since > 0 ? since : 0;

	return (later + (gain * (counted < 1 ? counted : 1) - run)) * worth_of_next;
}

#endif
