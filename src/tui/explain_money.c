#include "explain_money.h"

#include <math.h>

#include "cadran/core/compare.h"

enum { YEARS_SHOWN = 5 };

static void tell_euros(struct telling *telling, double value)
{
	word_money(&telling->pen.line, telling->scene, value);
}

static const char *derive_name(enum derive derive)
{
	static const char *const names[DERIVE_COUNT] = {
		[DERIVE_NONE] = "",
		[DERIVE_ROI] = N_("return on investment"),
		[DERIVE_PAYBACK] = N_("payback in months"),
		[DERIVE_TCO] = N_("full cost"),
	};

	return _(names[derive]);
}

static void tell_derive_value(struct telling *telling, enum derive derive, double value)
{
	if (derive == DERIVE_TCO)
		tell_euros(telling, value);
	else
		tell_number(telling, value, 2);
}

void tell_derived(struct telling *telling, enum derive derive, int score)
{
	const struct money *money = &telling->result->money[ESTIMATE_LIKELY];
	const enum profile profile = document_profile(telling->scene->evaluation->document);
	const double *bound = telling->content->matrix->derive[derive].bound[profile];
	const double value = derive == DERIVE_ROI ? money->roi : derive == DERIVE_TCO ? money->tco : money->payback;

	buf_add_format(&telling->pen.line, "%s%s%s ", _("computed"), _(": "), derive_name(derive));
	tell_derive_value(telling, derive, value);
	if (score > 1) {
		tell_text(telling, derive == DERIVE_ROI ? " ≥ " : " ≤ ");
		tell_derive_value(telling, derive, bound[score - 1]);
	}
	if (score < LEVEL_COUNT) {
		tell_text(telling, derive == DERIVE_ROI ? ", < " : ", > ");
		tell_derive_value(telling, derive, bound[score]);
	}
}

static double likely(const struct telling *telling, enum use_case_field field)
{
	return facts_money(&telling->result->facts, field)->likely;
}

/* « = 14 400 € (7 200 € to 21 600 €)»: the likely figure, and the range where there is one. */
static void tell_outcome(struct telling *telling, double low, double value, double high, bool euros)
{
	tell_text(telling, " = ");
	if (euros)
		tell_euros(telling, value);
	else
		tell_number(telling, value, 2);
	if (!same_figure(low, high) && (is_figure(low) || is_figure(high))) {
		tell_text(telling, " (");
		if (euros)
			tell_euros(telling, low);
		else
			tell_number(telling, low, 2);
		tell_text(telling, _(" to "));
		if (euros)
			tell_euros(telling, high);
		else
			tell_number(telling, high, 2);
		tell_text(telling, ")");
	}
	tell_end(telling);
}

static void tell_gain(struct telling *telling, const struct money *money)
{
	buf_add_format(&telling->pen.line, "%s = 12 × ", _("Gain a year"));
	tell_number(telling, likely(telling, USE_CASE_HOURS), 2);
	buf_add_format(&telling->pen.line, " %s × ", _("hours"));
	tell_euros(telling, likely(telling, USE_CASE_HOUR_COST));
	tell_text(telling, " + ");
	tell_euros(telling, likely(telling, USE_CASE_OTHER_GAIN));
	tell_outcome(telling, money[ESTIMATE_LOW].gain, money[ESTIMATE_LIKELY].gain, money[ESTIMATE_HIGH].gain, true);
}

static void tell_costs(struct telling *telling, const struct money *money)
{
	const struct money *value = &money[ESTIMATE_LIKELY];

	buf_add_format(&telling->pen.line, "%s = ", _("Build"));
	tell_number(telling, likely(telling, USE_CASE_BUILD_DAYS), 2);
	buf_add_format(&telling->pen.line, " %s × ", _("days"));
	tell_euros(telling, likely(telling, USE_CASE_DAY_RATE));
	tell_text(telling, " + ");
	tell_euros(telling, likely(telling, USE_CASE_BUILD_COST));
	tell_outcome(telling, money[ESTIMATE_HIGH].build, value->build, money[ESTIMATE_LOW].build, true);
	buf_add_format(&telling->pen.line, "%s = ", _("Full cost (TCO): build + run × years"));
	tell_euros(telling, value->build);
	tell_text(telling, " + ");
	tell_euros(telling, value->run);
	tell_text(telling, " × ");
	tell_number(telling, value->horizon, 0);
	tell_outcome(telling, money[ESTIMATE_HIGH].tco, value->tco, money[ESTIMATE_LOW].tco, true);
}

static void tell_return(struct telling *telling, const struct money *money)
{
	const struct money *value = &money[ESTIMATE_LIKELY];

	buf_add_format(&telling->pen.line, "%s = ", _("Net gain a year: gain − run"));
	tell_euros(telling, value->gain);
	tell_text(telling, " − ");
	tell_euros(telling, value->run);
	tell_outcome(telling, money[ESTIMATE_LOW].net_year, value->net_year, money[ESTIMATE_HIGH].net_year, true);
	buf_add_format(&telling->pen.line, "%s = ", _("Return on investment: (gain over the years − TCO) / TCO"));
	if (is_figure(value->roi)) {
		tell_text(telling, "(");
		tell_euros(telling, fmax(0, value->gain * (value->horizon - value->ramp_up / 12)));
		tell_text(telling, " − ");
		tell_euros(telling, value->tco);
		tell_text(telling, ") / ");
		tell_euros(telling, value->tco);
		tell_outcome(telling, money[ESTIMATE_LOW].roi, value->roi, money[ESTIMATE_HIGH].roi, false);
	} else {
		tell_text(telling, _("none: there is no cost"));
		tell_end(telling);
	}
}

static void tell_payback(struct telling *telling, const struct money *money)
{
	const struct money *value = &money[ESTIMATE_LIKELY];

	buf_add_format(&telling->pen.line, "%s = ", _("Payback in months"));
	if (!is_figure(value->payback)) {
		tell_text(telling, _("none: the net gain of a year is not above 0"));
		tell_end(telling);
		return;
	}
	tell_number(telling, value->ramp_up, 1);
	tell_text(telling, " + (");
	tell_euros(telling, value->build);
	tell_text(telling, " + ");
	tell_euros(telling, value->run);
	tell_text(telling, " × ");
	tell_number(telling, value->ramp_up, 1);
	tell_text(telling, "/12) / (");
	tell_euros(telling, value->net_year);
	tell_text(telling, "/12)");
	tell_outcome(telling, money[ESTIMATE_HIGH].payback, value->payback, money[ESTIMATE_LOW].payback, false);
}

/* A term for each year, as long as they fit a screen. */
static void tell_present_value(struct telling *telling, const struct money *money)
{
	const struct money *value = &money[ESTIMATE_LIKELY];

	buf_add_format(&telling->pen.line, "%s = ", _("Net present value"));
	for (int year = 1; value->horizon <= YEARS_SHOWN && year <= (int)value->horizon; year++) {
		const double months = fmin(fmax(12 * year - value->ramp_up, 0), 12);

		if (year == 1)
			tell_euros(telling, -value->build);
		tell_text(telling, value->gain * months / 12 < value->run ? " − " : " + ");
		tell_euros(telling, fabs(value->gain * months / 12 - value->run));
		if (value->discount > 0) {
			tell_text(telling, " / ");
			tell_number(telling, 1 + value->discount, 4);
			buf_add_format(&telling->pen.line, "^%d", year);
		}
	}
	tell_outcome(telling, money[ESTIMATE_LOW].npv, value->npv, money[ESTIMATE_HIGH].npv, true);
}

void tell_not_given(struct telling *telling)
{
	static const struct {
		enum use_case_field field;
		const char *word;
	} fields[] = {
		{ USE_CASE_HOURS, N_("hours") },
		{ USE_CASE_HOUR_COST, N_("cost of an hour") },
		{ USE_CASE_OTHER_GAIN, N_("other gain") },
		{ USE_CASE_BUILD_DAYS, N_("days") },
		{ USE_CASE_DAY_RATE, N_("day rate") },
		{ USE_CASE_BUILD_COST, N_("build cost") },
		{ USE_CASE_RUN_COST, N_("run cost") },
		{ USE_CASE_RAMP_UP, N_("ramp-up") },
		{ USE_CASE_DISCOUNT, N_("discount rate") },
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (facts_money(&telling->result->facts, fields[i].field)->given)
			continue;
		if (!count++)
			buf_add_format(&telling->pen.line, "%s%s", _("Not given, counted as 0"), _(": "));
		else
			tell_text(telling, ", ");
		tell_text(telling, _(fields[i].word));
	}
	if (count)
		tell_end(telling);
	if (!facts_money(&telling->result->facts, USE_CASE_HORIZON)->given) {
		tell_text(telling, _("Horizon not given: 3 years."));
		tell_end(telling);
	}
}

void tell_money(struct telling *telling)
{
	const struct money *money = telling->result->money;

	pen_section(&telling->pen, _("Figures: the likely ones, and their range"));
	telling->pen.indent = 2;
	if (!money[ESTIMATE_LIKELY].given) {
		tell_text(telling, _("No figures: the conditions on money are dropped."));
		tell_end(telling);
		return;
	}
	tell_gain(telling, money);
	tell_costs(telling, money);
	tell_return(telling, money);
	tell_payback(telling, money);
	tell_present_value(telling, money);
	tell_not_given(telling);
}
