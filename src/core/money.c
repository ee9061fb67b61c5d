#include "cadran/core/money.h"

#include <math.h>

enum { HORIZON_YEARS = 3 };

static double figure(const struct use_case_facts *facts, enum use_case_field field, enum estimate estimate,
		     double otherwise)
{
	const struct range *range = facts_money(facts, field);

	if (!range->given)
		return otherwise;
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

static double present_value(const struct money *money)
{
	double value = -money->build;

	for (int year = 1; year <= (int)money->horizon; year++) {
		const double months = fmin(fmax(12 * year - money->ramp_up, 0), 12);

		value += (money->gain * months / 12 - money->run) / pow(1 + money->discount, year);
	}
	return value;
}

void money_compute(const struct use_case_facts *facts, enum estimate estimate, struct money *money)
{
	const enum estimate cost = turned(estimate);

	*money = (struct money){ .tco = NAN, .net_year = NAN, .roi = NAN, .payback = NAN, .npv = NAN };
	money->given = is_given(facts);
	if (!money->given)
		return;
	money->gain = 12 * figure(facts, USE_CASE_HOURS, estimate, 0) * figure(facts, USE_CASE_HOUR_COST, estimate, 0) +
		      figure(facts, USE_CASE_OTHER_GAIN, estimate, 0);
	money->build = figure(facts, USE_CASE_BUILD_DAYS, cost, 0) * figure(facts, USE_CASE_DAY_RATE, cost, 0) +
		       figure(facts, USE_CASE_BUILD_COST, cost, 0);
	money->run = figure(facts, USE_CASE_RUN_COST, cost, 0);
	money->horizon = figure(facts, USE_CASE_HORIZON, ESTIMATE_LIKELY, HORIZON_YEARS);
	money->ramp_up = figure(facts, USE_CASE_RAMP_UP, cost, 0);
	money->discount = figure(facts, USE_CASE_DISCOUNT, cost, 0) / 100;
	money->tco = money->build + money->run * money->horizon;
	money->net_year = money->gain - money->run;
	if (money->tco > 0)
		money->roi = (fmax(0, money->gain * (money->horizon - money->ramp_up / 12)) - money->tco) / money->tco;
	if (money->net_year > 0)
		money->payback =
			money->ramp_up + (money->build + money->run * money->ramp_up / 12) / (money->net_year / 12);
	money->npv = present_value(money);
}
