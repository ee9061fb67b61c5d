#include "explain_money.h"

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "explain_parts.h"

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

/* «computed: return on investment 1.18 ≥ 1, < 2»; `bound[s − 1]` is where score s begins. */
static void tell_worth(struct telling *telling, enum derive derive, double value, const double *bound, int score)
{
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

void tell_derived(struct telling *telling, enum derive derive, int score)
{
	const struct money *money = &telling->result->money[ESTIMATE_LIKELY];
	const enum profile profile = document_profile(telling->scene->evaluation->document);

	tell_worth(telling, derive,
		   derive == DERIVE_ROI   ? money->roi
		   : derive == DERIVE_TCO ? money->tco
					  : money->payback,
		   telling->content->matrix->derive[derive].bound[profile], score);
}

void tell_derived_node(struct telling *telling, const struct explain_node *node)
{
	const struct explain_node *children = &telling->tree->nodes[node->first];
	double bound[LEVEL_COUNT] = { 0 };

	for (size_t i = 1; i < LEVEL_COUNT; i++)
		bound[i] = children[i].value;
	tell_worth(telling, telling->content->criteria.items[node->about.criterion].derive, children[0].value, bound,
		   (int)node->value);
}

/* --- the section of the figures --------------------------------------------------------------------- */

static const struct {
	enum explain_kind kind;
	const char *name, *none; /* what is said where it does not exist */
	bool cost, euros;        /* a cost is least where the outcome is most favourable */
} figures[] = {
	{ EXPLAIN_GAIN, N_("Gain a year"), NULL, false, true },
	{ EXPLAIN_BUILD, N_("Build"), NULL, true, true },
	{ EXPLAIN_TCO, N_("Full cost (TCO): build + run × years"), NULL, true, true },
	{ EXPLAIN_NET_YEAR, N_("Net gain a year: gain − run"), NULL, false, true },
	{ EXPLAIN_ROI, N_("Return on investment: (gain over the years − TCO) / TCO"), N_("none: there is no cost"),
	  false, false },
	{ EXPLAIN_PAYBACK, N_("Payback in months"), N_("none: the net gain of a year is not above 0"), true, false },
	{ EXPLAIN_NPV, N_("Net present value"), NULL, false, true },
};

/* The same figure of another estimate. */
static double estimated(const struct telling *telling, const struct explain_node *node, enum estimate estimate)
{
	struct explain_about about = node->about;

	about.part = estimate;
	return explain_get(telling->tree, node->kind, &about)->value;
}

static void tell_outcome(struct telling *telling, double value, bool euros)
{
	if (euros)
		tell_euros(telling, value);
	else
		tell_number(telling, value, 2);
}

/* « (7 200 € to 21 600 €)», from the lower to the higher one, where there is a range. */
static void tell_range(struct telling *telling, double low, double high, bool euros)
{
	if (same_figure(low, high) || (!is_figure(low) && !is_figure(high)))
		return;
	tell_text(telling, " (");
	tell_outcome(telling, low, euros);
	tell_text(telling, _(" to "));
	tell_outcome(telling, high, euros);
	tell_text(telling, ")");
}

bool tell_money_figure(struct telling *telling, const struct explain_node *node)
{
	size_t i = 0;

	while (figures[i].kind != node->kind)
		i++;
	buf_add_format(&telling->pen.line, "%s = ", _(figures[i].name));
	if (is_figure(node->value)) {
		const double low = estimated(telling, node, ESTIMATE_LOW),
			     high = estimated(telling, node, ESTIMATE_HIGH);

		(void)tell_formula(telling, node, 2);
		tell_text(telling, " = ");
		tell_outcome(telling, node->value, figures[i].euros);
		tell_range(telling, figures[i].cost ? high : low, figures[i].cost ? low : high, figures[i].euros);
	} else {
		tell_text(telling, _(figures[i].none));
	}
	tell_end(telling);
	return false;
}

void tell_not_given(struct telling *telling)
{
	static const enum use_case_field fields[] = {
		USE_CASE_HOURS,      USE_CASE_HOUR_COST, USE_CASE_OTHER_GAIN, USE_CASE_BUILD_DAYS, USE_CASE_DAY_RATE,
		USE_CASE_BUILD_COST, USE_CASE_RUN_COST,  USE_CASE_DISCOUNT,   USE_CASE_RAMP_UP,
	};
	size_t count = 0;

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		if (facts_money(&telling->result->facts, fields[i])->given)
			continue;
		if (!count++)
			buf_add_format(&telling->pen.line, "%s%s", _("Not given, counted as 0"), _(": "));
		else
			tell_text(telling, ", ");
		tell_text(telling, word_use_case_field(fields[i]));
	}
	if (count)
		tell_end(telling);
	if (!facts_money(&telling->result->facts, USE_CASE_HORIZON)->given) {
		tell_text(telling, _("Horizon not given: 3 years."));
		tell_end(telling);
	}
}

/* The likely figures, with those of the other estimates as their range. */
bool tell_money(struct telling *telling, const struct explain_node *node)
{
	if (node->about.part != ESTIMATE_LIKELY)
		return false;
	pen_section(&telling->pen, _("Figures: the likely ones, and their range"));
	if (node->value > 0)
		return true;
	telling->pen.indent = 2;
	tell_text(telling, _("No figures: the conditions on money are dropped."));
	tell_end(telling);
	return false;
}
