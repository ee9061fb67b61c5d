/*
 * Formulas with their figures, from the rules of a tree.
 */
#include <assert.h>
#include <math.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "explain_parts.h"

enum { YEARS_SHOWN = 5 };

const struct explain_node *explain_child(const struct telling *telling, const struct explain_node *node,
					 enum explain_kind kind)
{
	size_t i = node->first;

	while (i < node->first + node->count && telling->tree->nodes[i].kind != kind)
		i++;
	assert(i < node->first + node->count);
	return explain_source(telling->tree, &telling->tree->nodes[i]);
}

/* --- means ---------------------------------------------------------------------------------------- */

/* Terms without a value or a weight are left out, weights of 1 are not written. */
static bool tell_mean_terms(struct telling *telling, const struct explain_node *node, int decimals)
{
	double total = 0;

	for (size_t i = node->first; i < node->first + node->count; i++) {
		const struct explain_node *term = &telling->tree->nodes[i];

		if (!is_figure(term->value) || !(term->weight > 0))
			continue;
		tell_text(telling, total > 0 ? " + " : node->rule == RULE_DANGER ? "100 − (" : "(");
		if (!same_figure(term->weight, 1)) {
			tell_number(telling, term->weight, 3);
			tell_text(telling, " × ");
		}
		tell_number(telling, term->value, decimals);
		total += term->weight;
	}
	if (!(total > 0))
		return false;
	tell_text(telling, ") / ");
	tell_number(telling, total, 3);
	return true;
}

/* --- sums and products ---------------------------------------------------------------------------- */

/* How tightly a rule binds what it joins, and by which sign; 0: it is no operation on two sides. */
static const struct operation {
	int binds;
	const char *sign;
} operations[RULE_COUNT_OF_RULES] = {
	[RULE_SUM] = { 1, " + " },     [RULE_DIFFERENCE] = { 1, " − " }, [RULE_SHORTFALL] = { 1, " − " },
	[RULE_PRODUCT] = { 2, " × " }, [RULE_GAIN] = { 2, " × " },       [RULE_QUOTIENT] = { 2, " / " },
	[RULE_POWER] = { 3, "^" },
};

enum unit { UNIT_NUMBER, UNIT_EUROS, UNIT_HOURS, UNIT_DAYS, UNIT_TENTHS, UNIT_RATE };

static enum unit unit_of(const struct explain_node *node)
{
	static const struct {
		enum use_case_field field;
		enum unit unit;
	} fields[] = {
		{ USE_CASE_HOURS, UNIT_HOURS },     { USE_CASE_BUILD_DAYS, UNIT_DAYS },
		{ USE_CASE_HORIZON, UNIT_NUMBER },  { USE_CASE_RAMP_UP, UNIT_TENTHS },
		{ USE_CASE_DISCOUNT, UNIT_NUMBER },
	};
	static const enum explain_kind euros[] = { EXPLAIN_GAIN,       EXPLAIN_BUILD,    EXPLAIN_TCO,
						   EXPLAIN_NET_YEAR,   EXPLAIN_GAIN_ALL, EXPLAIN_YEARS,
						   EXPLAIN_YEAR,       EXPLAIN_YEAR_NET, EXPLAIN_NPV,
						   EXPLAIN_HOURS_GAIN, EXPLAIN_RUN_ALL };

	for (size_t i = 0; node->kind == EXPLAIN_FIELD && i < ARRAY_SIZE(fields); i++)
		if (fields[i].field == node->about.item)
			return fields[i].unit;
	for (size_t i = 0; i < ARRAY_SIZE(euros); i++)
		if (euros[i] == node->kind)
			return UNIT_EUROS;
	return node->kind == EXPLAIN_FIELD ? UNIT_EUROS : node->kind == EXPLAIN_RATE ? UNIT_RATE : UNIT_NUMBER;
}

static void tell_value(struct telling *telling, const struct explain_node *node, double value)
{
	static const int decimals[] = {
		[UNIT_NUMBER] = 2, [UNIT_HOURS] = 2, [UNIT_DAYS] = 2, [UNIT_TENTHS] = 1, [UNIT_RATE] = 4
	};
	const enum unit unit = unit_of(node);

	if (unit == UNIT_EUROS)
		word_money(&telling->pen.line, telling->scene, value);
	else
		tell_number(telling, value, decimals[unit]);
	if (unit == UNIT_HOURS || unit == UNIT_DAYS)
		buf_add_format(&telling->pen.line, " %s", unit == UNIT_HOURS ? _("hours") : _("days"));
}

/* Whether the formula of a term stands in that of the figure it belongs to, and not its value alone. */
static bool is_within(const struct telling *telling, const struct explain_node *node)
{
	static const enum explain_kind within[] = { EXPLAIN_HOURS_GAIN, EXPLAIN_DAYS_COST,     EXPLAIN_RUN_ALL,
						    EXPLAIN_RETURN,     EXPLAIN_PAYBACK_AFTER, EXPLAIN_TO_PAY,
						    EXPLAIN_RAMP_RUN,   EXPLAIN_RAMP_YEARS,    EXPLAIN_NET_MONTH,
						    EXPLAIN_GROWTH,     EXPLAIN_PENALTY };

	/* A term for each year, as long as they fit a screen; what is not discounted is worth what it is. */
	if (node->kind == EXPLAIN_YEARS)
		return node->count <= YEARS_SHOWN;
	if (node->kind == EXPLAIN_YEAR)
		return !same_figure(explain_child(telling, node, EXPLAIN_GROWTH)->value, 1);
	for (size_t i = 0; i < ARRAY_SIZE(within); i++)
		if (within[i] == node->kind)
			return true;
	return false;
}

/* Whether it begins with a figure below 0: its sign is then that of the sum. */
static bool is_negative(const struct telling *telling, const struct explain_node *node)
{
	while (is_within(telling, node))
		node = explain_source(telling->tree, &telling->tree->nodes[node->first]);
	return node->value < 0;
}

static void tell_operation(struct telling *telling, const struct explain_node *node, bool unsigned_first);

/* One side; in parentheses where the sign beside it would tear it apart. */
static void tell_side(struct telling *telling, const struct explain_node *above, size_t place, bool without_sign)
{
	const struct explain_node *node = explain_source(telling->tree, &telling->tree->nodes[above->first + place]);
	const int outer = operations[above->rule].binds, inner = operations[node->rule].binds;
	const bool last = place && (above->rule == RULE_DIFFERENCE || above->rule == RULE_QUOTIENT);
	const bool torn = inner < outer || (inner == outer && last);

	if (!is_within(telling, node)) {
		tell_value(telling, node, without_sign ? fabs(node->value) : node->value);
		return;
	}
	tell_text(telling, torn ? "(" : "");
	tell_operation(telling, node, without_sign && !torn);
	tell_text(telling, torn ? ")" : "");
}

/* What is divided by a number of the law stands close to it: «9 000 €/12». */
static const char *sign_before(const struct explain_node *node, const struct explain_node *side)
{
	return node->rule == RULE_QUOTIENT && side->kind == EXPLAIN_CONSTANT ? "/" : operations[node->rule].sign;
}

/* As deep as the tree, which is a few steps. */
static void tell_operation(struct telling *telling, const struct explain_node *node, bool unsigned_first)
{
	for (size_t i = 0; i < node->count; i++) {
		const struct explain_node *side = explain_source(telling->tree, &telling->tree->nodes[node->first + i]);
		const bool minus = i && node->rule == RULE_SUM && is_negative(telling, side);

		tell_text(telling, minus ? " − " : i ? sign_before(node, side) : "");
		tell_side(telling, node, i, minus || (!i && unsigned_first));
	}
}

bool tell_formula(struct telling *telling, const struct explain_node *node, int decimals)
{
	if (node->rule == RULE_MEAN_KNOWN || node->rule == RULE_DANGER)
		return tell_mean_terms(telling, node, decimals);
	tell_operation(telling, node, false);
	return node->count > 0;
}
