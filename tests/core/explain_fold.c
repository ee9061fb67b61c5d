#include "explain_fold.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static double mean_of(const struct terms *t, bool all)
{
	double weights = 0, total = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (isnan(t->value[i]) && !all)
			continue;
		weights += t->weight[i];
		total += t->weight[i] * t->value[i];
	}
	return weights > 0 ? total / weights : NAN;
}

static double sum_of(const struct terms *t, bool known)
{
	double total = 0;

	for (size_t i = 0; i < t->count; i++)
		total += known && isnan(t->value[i]) ? 0 : t->value[i];
	return total;
}

static double product_of(const struct terms *t)
{
	double product = 1;

	for (size_t i = 0; i < t->count; i++)
		product *= t->value[i];
	return product;
}

static double extreme_of(const struct terms *t, double sign)
{
	double extreme = NAN;

	for (size_t i = 0; i < t->count; i++)
		if (!isnan(t->value[i]) && (isnan(extreme) || sign * t->value[i] > sign * extreme))
			extreme = t->value[i];
	return extreme;
}

static int ascending(const void *a, const void *b)
{
	return (*(const double *)a > *(const double *)b) - (*(const double *)a < *(const double *)b);
}

static double median_of(struct terms *t)
{
	qsort(t->value, t->count, sizeof(double), ascending);
	return (t->value[(t->count - 1) / 2] + t->value[t->count / 2]) / 2;
}

static double count_where(const struct terms *t, bool (*holds)(const struct terms *, size_t))
{
	size_t count = 0;

	for (size_t i = 0; i < t->count; i++)
		count += holds(t, i);
	return (double)count;
}

static bool is_known(const struct terms *t, size_t i)
{
	return !isnan(t->value[i]);
}

static bool is_zero(const struct terms *t, size_t i)
{
	return t->value[i] == 0;
}

static bool is_one(const struct terms *t, size_t i)
{
	return t->value[i] == 1;
}

static bool was_typed(const struct terms *t, size_t i)
{
	return t->of[i]->rule == RULE_TYPED;
}

static const char *answer_text(const struct terms *t, size_t i)
{
	const struct explain_about *about = &t->of[i]->about;

	return t->document->grids[about->grid].answers[about->question].field[ANSWER_LEVEL];
}

static bool was_answered(const struct terms *t, size_t i)
{
	return *answer_text(t, i) != '\0';
}

static bool is_applicable(const struct terms *t, size_t i)
{
	return strcmp(answer_text(t, i), "NA") != 0;
}

static bool is_beyond_first(const struct terms *t, size_t i)
{
	return i && t->value[i] > 0 && t->value[i] >= t->value[0] - 1e-9;
}

static bool is_first(const struct terms *t, size_t i)
{
	return i && t->value[i] == t->value[0];
}

static double share_of(const struct terms *t)
{
	double weights = 0, there = 0;

	for (size_t i = 0; i < t->count; i++) {
		if (isnan(t->value[i]))
			continue;
		weights += t->weight[i];
		there += t->value[i] >= (double)t->node->about.item ? t->weight[i] : 0;
	}
	return weights > 0 ? there / weights : NAN;
}

static double bounds_of(const struct terms *t, bool up)
{
	double score = 1;

	for (size_t i = 1; i < t->count; i++)
		score += up ? t->value[0] >= t->value[i] - 1e-9 : t->value[0] <= t->value[i] + 1e-9;
	return isnan(t->value[0]) ? (double)NAN : score;
}

static double first_known(const struct terms *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (!isnan(t->value[i]))
			return t->value[i];
	return NAN;
}

static double all_of(const struct terms *t)
{
	if (count_where(t, is_zero) > 0)
		return 0;
	return count_where(t, is_known) < (double)t->count ? (double)NAN : 1;
}

static double staged_of(const struct terms *t)
{
	double level = NAN;

	for (size_t i = 0; i < t->count && !isnan(t->value[0]); i++)
		level = t->value[i] == 1 ? (double)i + 1 : level;
	return level;
}

static double held_back_of(const struct terms *t)
{
	size_t lowest = 0;

	if (!(t->value[0] - t->value[1] >= 1 - 1e-9))
		return NAN;
	for (size_t i = 2; i < t->count; i++)
		if (!isnan(t->value[i]) && (!lowest || t->value[i] < t->value[lowest]))
			lowest = i;
	return (double)lowest - 2;
}

static double quadrant_of(const struct terms *t)
{
	const bool right = t->value[0] >= t->value[1] - 1e-9, top = t->value[2] >= t->value[3] - 1e-9;

	if (isnan(t->value[0]) || isnan(t->value[2]))
		return NAN;
	return top ? (right ? QUADRANT_HIGH_HIGH : QUADRANT_HIGH_LOW) : right ? QUADRANT_LOW_HIGH : QUADRANT_LOW_LOW;
}

static double obligation_of(const struct terms *t)
{
	const bool health = t->value[0] == 1;
	const double says = t->value[1];

	if (t->node->about.item == 0)
		return health && says != HOSTING_OWN && says != HOSTING_HDS && says != HOSTING_SECNUMCLOUD;
	if (t->node->about.item == 1)
		return says == OBLIGATION_DUE || (health && isnan(says));
	return says == OBLIGATION_DUE;
}

/* Of the class, the status, conditions and what is missing (design §5.5). */
static double verdict_of(const struct terms *t)
{
	bool failed = false, open = false, unknown = false;

	if (t->value[0] == AI_ACT_PROHIBITED)
		return VERDICT_NO;
	if (t->value[1] == STATUS_LIVE || t->value[1] == STATUS_STOPPED)
		return VERDICT_NONE;
	for (size_t i = 2; i < t->count; i++) {
		const bool missing = t->of[i]->kind == EXPLAIN_MISSING;

		unknown |= missing ? t->value[i] == 1 : isnan(t->value[i]);
		failed |= !missing && t->value[i] == 0 && !t->of[i]->fixable;
		open |= !missing && t->value[i] == 0 && t->of[i]->fixable;
	}
	return failed ? VERDICT_NO : unknown ? VERDICT_INCOMPLETE : open ? VERDICT_CONDITIONAL : VERDICT_YES;
}

static double against(const struct terms *t, bool passes)
{
	return isnan(t->value[0]) ? (double)NAN : passes;
}

double explain_fold(struct terms *t)
{
	const double a = t->count > 0 ? t->value[0] : NAN, b = t->count > 1 ? t->value[1] : NAN;
	const double c = t->count > 2 ? t->value[2] : NAN;

	switch (t->node->rule) {
	case RULE_TOGETHER:
	case RULE_SAME:
		return a;
	case RULE_FIRST:
		return first_known(t);
	case RULE_MEAN_KNOWN:
		return mean_of(t, false);
	case RULE_MEAN_ALL:
		return mean_of(t, true);
	case RULE_DANGER:
		return 100 - mean_of(t, false);
	case RULE_SUM:
		return sum_of(t, false);
	case RULE_SUM_KNOWN:
		return sum_of(t, true);
	case RULE_DIFFERENCE:
		return a - b;
	case RULE_SHORTFALL:
		return isnan(a - b) ? a - b : fmax(0, a - b);
	case RULE_PRODUCT:
		return product_of(t);
	case RULE_GAIN:
		return fmax(0, a * b);
	case RULE_QUOTIENT:
		return b > 0 ? a / b : NAN;
	case RULE_POWER:
		return pow(a, b);
	case RULE_YEAR_SHARE:
		return fmin(fmax(12 * a - b, 0), 12) / 12;
	case RULE_SAFETY:
		return 100 - a;
	case RULE_UTILITY:
		return 25 * (a - 1);
	case RULE_UTILITY_LESS:
		return 25 * (5 - a);
	case RULE_MEDIAN:
		return median_of(t);
	case RULE_AVERAGE:
		return sum_of(t, false) / (double)t->count;
	case RULE_MAXIMUM:
		return extreme_of(t, 1);
	case RULE_MINIMUM:
		return extreme_of(t, -1);
	case RULE_COUNT:
		return count_where(t, is_known);
	case RULE_COUNT_SEEN:
		return count_where(t, was_answered);
	case RULE_COUNT_APPLICABLE:
		return count_where(t, is_applicable);
	case RULE_COUNT_ALL:
		return (double)t->count;
	case RULE_SHARE:
		return share_of(t);
	case RULE_RANK:
		return (double)t->count + 1;
	case RULE_BOUNDS_UP:
		return bounds_of(t, true);
	case RULE_BOUNDS_DOWN:
		return bounds_of(t, false);
	case RULE_AT_LEAST:
		return against(t, a >= b - 1e-9);
	case RULE_AT_MOST:
		return against(t, a <= b + 1e-9);
	case RULE_IF_COMPLETE:
		return b == 1 ? a : NAN;
	case RULE_ONE_BEYOND:
		return a == 0 ? 0 : b == 1 ? 1 : NAN;
	case RULE_HOLDS:
		return a == 1;
	case RULE_ONE_OF:
		return against(t, count_where(t, is_first) > 0);
	case RULE_NOT:
		return against(t, a == 0);
	case RULE_ALL:
		return all_of(t);
	case RULE_ALL_KNOWN:
		return count_where(t, is_known) == (double)t->count;
	case RULE_ALL_ZERO:
		return count_where(t, is_zero) == (double)t->count;
	case RULE_NOT_ALL:
		return count_where(t, is_zero) > 0;
	case RULE_ANY_GIVEN:
		return count_where(t, was_typed) > 0;
	case RULE_ANY_BEYOND:
		return count_where(t, is_beyond_first) > 0;
	case RULE_LACKS:
		return isnan(a);
	case RULE_OBLIGATION:
		return obligation_of(t);
	case RULE_NONE_OPEN:
		t->count--;
		return count_where(t, is_one) > 0 ? 0 : isnan(t->value[t->count]) ? NAN : 1;
	case RULE_LEVEL_ONE:
		return isnan(a) ? NAN : 1;
	case RULE_STAGED:
		return staged_of(t);
	case RULE_HELD_BACK:
		return held_back_of(t);
	case RULE_QUADRANT:
		return quadrant_of(t);
	case RULE_EXPRESS:
		return (a == VERDICT_YES || a == VERDICT_CONDITIONAL) && b <= c + 1e-9;
	case RULE_DECIDE:
		return verdict_of(t);
	case RULE_LEFT_OUT:
		cr_assert(a == AI_ACT_PROHIBITED || b == STATUS_LIVE || b == STATUS_STOPPED);
		return NAN;
	default:
		cr_assert(false, "rule %d has children", t->node->rule);
		return NAN;
	}
}

bool fold_is_near(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fmax(1, fabs(b));
}
