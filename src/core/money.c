#include "cadran/core/money.h"

#include <math.h>

#include "money_formula.h"

enum { HORIZON_YEARS = 3 };

double money_figure(const struct use_case_facts *facts, enum use_case_field field, enum estimate estimate)
{
	const struct range *range = facts_money(facts, field);

	if (!range->given)
		return field == USE_CASE_HORIZON ? HORIZON_YEARS : 0;
	return estimate == ESTIMATE_LOW ? range->low : estimate == ESTIMATE_HIGH ? range->high : range->likely;
}

/* For what is better low, a low estimate of the outcome takes the high figure. */
static enum estimate turned(enum estimate estimate)
{
	return (enum estimate)(ESTIMATE_HIGH - estimate);
}

static bool is_given(const struct use_case_facts *facts)
{
	static const enum use_case_field deciding[] = { USE_CASE_HOURS, USE_CASE_OTHER_GAIN, USE_CASE_BUILD_DAYS,
							USE_CASE_BUILD_COST, USE_CASE_RUN_COST };

	for (size_t i = 0; i < sizeof(deciding) / sizeof(deciding[0]); i++)
		if (facts_money(facts, deciding[i])->given)
			return true;
	return false;
}

static double present_value(const struct money *money, double ramp_years, double worth_of_next)
{
	double value = 0;

	for (int year = (int)money->horizon; year >= 1; year--)
		value = formula_year(value, year, money->gain, money->run, ramp_years, worth_of_next);
	return value - money->build;
}

void money_compute(const struct use_case_facts *facts, enum estimate estimate, struct money *money)
{
	const enum estimate cost = turned(estimate);
	const double discount = money_figure(facts, USE_CASE_DISCOUNT, cost);
	const double ramp_up = money_figure(facts, USE_CASE_RAMP_UP, cost), ramp_years = ramp_up / 12;

	*money = (struct money){ .tco = NAN, .net_year = NAN, .roi = NAN, .payback = NAN, .npv = NAN };
	money->given = is_given(facts);
	if (!money->given)
		return;
	money->gain = formula_gain(money_figure(facts, USE_CASE_HOURS, estimate),
				   money_figure(facts, USE_CASE_HOUR_COST, estimate),
				   money_figure(facts, USE_CASE_OTHER_GAIN, estimate));
	money->build = formula_build(money_figure(facts, USE_CASE_BUILD_DAYS, cost),
				     money_figure(facts, USE_CASE_DAY_RATE, cost),
				     money_figure(facts, USE_CASE_BUILD_COST, cost));
	money->run = money_figure(facts, USE_CASE_RUN_COST, cost);
	money->horizon = money_figure(facts, USE_CASE_HORIZON, ESTIMATE_LIKELY);
	money->ramp_up = ramp_up;
	money->discount = discount / 100;
	money->tco = formula_tco(money->build, money->run, money->horizon);
	money->net_year = money->gain - money->run;
	if (money->tco > 0)
		money->roi = formula_roi(money->gain, money->tco, money->horizon, ramp_years);
	if (money->net_year > 0)
		money->payback = formula_payback(money->net_year, money->build, money->run, ramp_years);
	money->npv = present_value(money, ramp_years, formula_worth_of_next(discount));
}
