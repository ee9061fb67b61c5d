/*
 * Where the figures of money come from, and the fields of the sheet.
 */
#include <math.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "explain_weave.h"
#include "money_formula.h"

static enum estimate estimate_of(const struct weave *weave)
{
	return (enum estimate)weave->is.part;
}

static const struct money *money_of(const struct weave *weave)
{
	return &weave_result(weave)->money[weave->is.part];
}

/* --- the sheet ---------------------------------------------------------------------------------- */

/* A word of the sheet as the number of its enum, 0 being unknown. */
static double known_word(int value)
{
	return value ? (double)value : (double)NAN;
}

static double known_yes(enum known known)
{
	return known == KNOWN_NOT ? (double)NAN : known == KNOWN_YES;
}

static double word_of(const struct use_case_facts *facts, enum use_case_field field)
{
	switch (field) {
	case USE_CASE_HEALTH_DATA:
		return known_yes(facts->health_data);
	case USE_CASE_MEDICAL_DEVICE:
		return known_yes(facts->medical_device);
	case USE_CASE_HOSTING:
		return known_word((int)facts->hosting);
	case USE_CASE_AIPD:
		return known_word((int)facts->aipd);
	case USE_CASE_CSE:
		return known_word((int)facts->cse);
	case USE_CASE_AI_ACT:
		return known_word((int)facts->ai_act);
	case USE_CASE_STATUS:
		return (double)facts->status;
	default:
		return facts->delay.given ? facts->delay.likely : (double)NAN;
	}
}

static void tell_field(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);
	const enum use_case_field field = (enum use_case_field)weave->is.item;
	const bool figure = field >= USE_CASE_MONEY_FIRST;
	const double value =
		figure ? money_figure(&result->facts, field, estimate_of(weave)) : word_of(&result->facts, field);
	const bool given = figure ? facts_money(&result->facts, field)->given : *result->use_case->field[field] != '\0';

	weave_tell(weave, given ? RULE_TYPED : is_figure(value) ? RULE_ASSUMED : RULE_ABSENT, value);
}

/* A figure of the sheet at the end of its range that this estimate takes. */
static void add_figure(struct weave *weave, enum use_case_field field)
{
	const bool gain = field == USE_CASE_HOURS || field == USE_CASE_HOUR_COST || field == USE_CASE_OTHER_GAIN;
	const size_t end = field == USE_CASE_HORIZON ? ESTIMATE_LIKELY
			   : gain                    ? weave->is.part
						     : ESTIMATE_HIGH - weave->is.part;

	weave_add(weave, EXPLAIN_FIELD, about_part(about_use_case(weave->is.use_case), field, end));
}

/* --- how figures are made of each other ----------------------------------------------------------- */

enum { INGREDIENTS = 3 };

static const struct recipe {
	enum explain_kind kind;
	enum explain_rule rule;
	struct ingredient {
		enum explain_kind kind; /* EXPLAIN_GRID, which no money is made of: no more */
		enum use_case_field field;
		double number; /* 0: the year */
	} of[INGREDIENTS];
} recipes[] = {
#define FIGURE(kind)                                                                                                   \
	{                                                                                                              \
		EXPLAIN_##kind, USE_CASE_NAME, 0                                                                       \
	}
#define TYPED(field)                                                                                                   \
	{                                                                                                              \
		EXPLAIN_FIELD, USE_CASE_##field, 0                                                                     \
	}
#define NUMBER(number)                                                                                                 \
	{                                                                                                              \
		EXPLAIN_CONSTANT, USE_CASE_NAME, number                                                                \
	}
#define YEAR_NUMBER NUMBER(0)
	{ EXPLAIN_GAIN, RULE_SUM, { FIGURE(HOURS_GAIN), TYPED(OTHER_GAIN) } },
	{ EXPLAIN_HOURS_GAIN, RULE_PRODUCT, { NUMBER(12), TYPED(HOURS), TYPED(HOUR_COST) } },
	{ EXPLAIN_BUILD, RULE_SUM, { FIGURE(DAYS_COST), TYPED(BUILD_COST) } },
	{ EXPLAIN_DAYS_COST, RULE_PRODUCT, { TYPED(BUILD_DAYS), TYPED(DAY_RATE) } },
	{ EXPLAIN_TCO, RULE_SUM, { FIGURE(BUILD), FIGURE(RUN_ALL) } },
	{ EXPLAIN_RUN_ALL, RULE_PRODUCT, { TYPED(RUN_COST), TYPED(HORIZON) } },
	{ EXPLAIN_NET_YEAR, RULE_DIFFERENCE, { FIGURE(GAIN), TYPED(RUN_COST) } },
	{ EXPLAIN_ROI, RULE_QUOTIENT, { FIGURE(RETURN), FIGURE(TCO) } },
	{ EXPLAIN_RETURN, RULE_DIFFERENCE, { FIGURE(GAIN_ALL), FIGURE(TCO) } },
	{ EXPLAIN_GAIN_ALL, RULE_GAIN, { FIGURE(GAIN), FIGURE(GAIN_YEARS) } },
	{ EXPLAIN_GAIN_YEARS, RULE_DIFFERENCE, { TYPED(HORIZON), FIGURE(RAMP_YEARS) } },
	{ EXPLAIN_RAMP_YEARS, RULE_QUOTIENT, { TYPED(RAMP_UP), NUMBER(12) } },
	{ EXPLAIN_PAYBACK, RULE_SUM, { TYPED(RAMP_UP), FIGURE(PAYBACK_AFTER) } },
	{ EXPLAIN_PAYBACK_AFTER, RULE_QUOTIENT, { FIGURE(TO_PAY), FIGURE(NET_MONTH) } },
	{ EXPLAIN_TO_PAY, RULE_SUM, { FIGURE(BUILD), FIGURE(RAMP_RUN) } },
	{ EXPLAIN_RAMP_RUN, RULE_PRODUCT, { TYPED(RUN_COST), FIGURE(RAMP_YEARS) } },
	{ EXPLAIN_NET_MONTH, RULE_QUOTIENT, { FIGURE(NET_YEAR), NUMBER(12) } },
	{ EXPLAIN_NPV, RULE_DIFFERENCE, { FIGURE(YEARS), FIGURE(BUILD) } },
	{ EXPLAIN_YEAR, RULE_QUOTIENT, { FIGURE(YEAR_NET), FIGURE(GROWTH) } },
	{ EXPLAIN_YEAR_NET, RULE_DIFFERENCE, { FIGURE(YEAR_GAIN), TYPED(RUN_COST) } },
	{ EXPLAIN_YEAR_GAIN, RULE_PRODUCT, { FIGURE(GAIN), FIGURE(YEAR_SHARE) } },
	{ EXPLAIN_YEAR_SHARE, RULE_YEAR_SHARE, { YEAR_NUMBER, TYPED(RAMP_UP) } },
	{ EXPLAIN_GROWTH, RULE_POWER, { FIGURE(RATE), YEAR_NUMBER } },
	{ EXPLAIN_RATE, RULE_SUM, { NUMBER(1), FIGURE(DISCOUNT) } },
	{ EXPLAIN_DISCOUNT, RULE_QUOTIENT, { TYPED(DISCOUNT), NUMBER(100) } },
#undef FIGURE
#undef TYPED
#undef NUMBER
#undef YEAR_NUMBER
};

static bool is_of_year(enum explain_kind kind)
{
	return kind >= EXPLAIN_YEAR && kind <= EXPLAIN_GROWTH;
}

static void add_ingredient(struct weave *weave, const struct ingredient *ingredient)
{
	if (ingredient->kind == EXPLAIN_FIELD)
		add_figure(weave, ingredient->field);
	else if (ingredient->kind == EXPLAIN_CONSTANT)
		weave_add_constant(weave, ingredient->number > 0 ? ingredient->number : (double)weave->is.item);
	else
		weave_add(weave, ingredient->kind,
			  is_of_year(ingredient->kind) ? weave->is
						       : about_part(weave->is, EXPLAIN_NONE, weave->is.part));
}

/* What a year brings: the formula of money.h with `gain`, `run` and nothing that is discounted. */
static double of_year(const struct weave *weave, double gain, double run)
{
	return formula_year(0, (int)weave->is.item, gain, run, money_of(weave)->ramp_up / 12, 1);
}

/* What the evaluation does not keep, by the formulas it is made of. */
static double value_between(const struct weave *weave, enum explain_kind kind)
{
	const struct use_case_facts *facts = &weave_result(weave)->facts;
	const struct money *money = money_of(weave);
	const enum estimate cost = (enum estimate)(ESTIMATE_HIGH - estimate_of(weave));
	const double ramp_years = money->ramp_up / 12, years = money->horizon - ramp_years;
	const double all = money->gain * years > 0 ? money->gain * years : 0;

	switch (kind) {
	case EXPLAIN_HOURS_GAIN:
		return formula_gain(money_figure(facts, USE_CASE_HOURS, estimate_of(weave)),
				    money_figure(facts, USE_CASE_HOUR_COST, estimate_of(weave)), 0);
	case EXPLAIN_DAYS_COST:
		return formula_build(money_figure(facts, USE_CASE_BUILD_DAYS, cost),
				     money_figure(facts, USE_CASE_DAY_RATE, cost), 0);
	case EXPLAIN_RUN_ALL:
		return formula_tco(0, money->run, money->horizon);
	case EXPLAIN_RETURN:
		return all - money->tco;
	case EXPLAIN_GAIN_ALL:
		return all;
	case EXPLAIN_GAIN_YEARS:
		return years;
	case EXPLAIN_RAMP_YEARS:
		return ramp_years;
	case EXPLAIN_PAYBACK_AFTER:
		return money->payback - money->ramp_up;
	case EXPLAIN_TO_PAY:
		return formula_tco(money->build, money->run, ramp_years);
	case EXPLAIN_RAMP_RUN:
		return formula_tco(0, money->run, ramp_years);
	case EXPLAIN_NET_MONTH:
		return money->net_year / 12;
	case EXPLAIN_YEARS:
		return money->npv + money->build;
	case EXPLAIN_YEAR:
		return of_year(weave, money->gain, money->run) / pow(1 + money->discount, (double)weave->is.item);
	case EXPLAIN_YEAR_NET:
		return of_year(weave, money->gain, money->run);
	case EXPLAIN_YEAR_GAIN:
		return of_year(weave, money->gain, 0);
	case EXPLAIN_YEAR_SHARE:
		return of_year(weave, 1, 0);
	case EXPLAIN_GROWTH:
		return pow(1 + money->discount, (double)weave->is.item);
	case EXPLAIN_RATE:
		return 1 + money->discount;
	default:
		return NAN;
	}
}

static double value_of(const struct weave *weave, enum explain_kind kind)
{
	const struct money *money = money_of(weave);
	const struct {
		enum explain_kind kind;
		double value;
	} kept[] = {
		{ EXPLAIN_GAIN, money->gain }, { EXPLAIN_BUILD, money->build },
		{ EXPLAIN_TCO, money->tco },   { EXPLAIN_NET_YEAR, money->net_year },
		{ EXPLAIN_ROI, money->roi },   { EXPLAIN_PAYBACK, money->payback },
		{ EXPLAIN_NPV, money->npv },   { EXPLAIN_DISCOUNT, money->discount },
	};

	for (size_t i = 0; i < ARRAY_SIZE(kept); i++)
		if (kept[i].kind == kind)
			return kept[i].value;
	return value_between(weave, kind);
}

static void tell_figure(struct weave *weave)
{
	const enum explain_kind kind = weave->out->nodes[weave->at].kind;
	const struct recipe *recipe = recipes;

	while (recipe->kind != kind)
		recipe++;
	weave_tell(weave, recipe->rule, value_of(weave, kind));
	for (size_t i = 0; i < INGREDIENTS && recipe->of[i].kind != EXPLAIN_GRID; i++)
		add_ingredient(weave, &recipe->of[i]);
}

static void tell_years(struct weave *weave)
{
	weave_tell(weave, RULE_SUM, value_of(weave, EXPLAIN_YEARS));
	for (size_t year = 1; year <= (size_t)money_of(weave)->horizon; year++)
		weave_add(weave, EXPLAIN_YEAR, about_part(weave->is, year, weave->is.part));
}

static void tell_given(struct weave *weave)
{
	static const enum use_case_field deciding[] = { USE_CASE_HOURS, USE_CASE_OTHER_GAIN, USE_CASE_BUILD_DAYS,
							USE_CASE_BUILD_COST, USE_CASE_RUN_COST };

	weave_tell(weave, RULE_ANY_GIVEN, money_of(weave)->given);
	for (size_t i = 0; i < ARRAY_SIZE(deciding); i++)
		add_figure(weave, deciding[i]);
}

/* Without money there are no figures. */
static void tell_money(struct weave *weave)
{
	static const enum explain_kind figures[] = { EXPLAIN_GAIN, EXPLAIN_BUILD,   EXPLAIN_TCO, EXPLAIN_NET_YEAR,
						     EXPLAIN_ROI,  EXPLAIN_PAYBACK, EXPLAIN_NPV, EXPLAIN_DISCOUNT };

	weave_tell(weave, RULE_TOGETHER, NAN);
	weave_add(weave, EXPLAIN_MONEY_GIVEN, weave->is);
	for (size_t i = 0; money_of(weave)->given && i < ARRAY_SIZE(figures); i++)
		weave_add(weave, figures[i], weave->is);
}

const weave_kind weave_money[EXPLAIN_KIND_COUNT] = {
	[EXPLAIN_MONEY] = tell_money,          [EXPLAIN_MONEY_GIVEN] = tell_given, [EXPLAIN_GAIN] = tell_figure,
	[EXPLAIN_HOURS_GAIN] = tell_figure,    [EXPLAIN_BUILD] = tell_figure,      [EXPLAIN_DAYS_COST] = tell_figure,
	[EXPLAIN_TCO] = tell_figure,           [EXPLAIN_RUN_ALL] = tell_figure,    [EXPLAIN_NET_YEAR] = tell_figure,
	[EXPLAIN_ROI] = tell_figure,           [EXPLAIN_RETURN] = tell_figure,     [EXPLAIN_GAIN_ALL] = tell_figure,
	[EXPLAIN_GAIN_YEARS] = tell_figure,    [EXPLAIN_RAMP_YEARS] = tell_figure, [EXPLAIN_PAYBACK] = tell_figure,
	[EXPLAIN_PAYBACK_AFTER] = tell_figure, [EXPLAIN_TO_PAY] = tell_figure,     [EXPLAIN_RAMP_RUN] = tell_figure,
	[EXPLAIN_NET_MONTH] = tell_figure,     [EXPLAIN_NPV] = tell_figure,        [EXPLAIN_YEARS] = tell_years,
	[EXPLAIN_YEAR] = tell_figure,          [EXPLAIN_YEAR_NET] = tell_figure,   [EXPLAIN_YEAR_GAIN] = tell_figure,
	[EXPLAIN_YEAR_SHARE] = tell_figure,    [EXPLAIN_GROWTH] = tell_figure,     [EXPLAIN_RATE] = tell_figure,
	[EXPLAIN_DISCOUNT] = tell_figure,      [EXPLAIN_FIELD] = tell_field,
};
