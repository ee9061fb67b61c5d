/*
 * Where the verdict of a use case comes from: the conditions of the rule, and
 * what is missing.
 */
#include <math.h>

#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "explain_weave.h"

enum { MISSING_KINDS = 5 };

static const struct condition_result *judged_of(const struct weave *weave)
{
	return &weave_result(weave)->conditions[weave->is.item];
}

static const struct condition *condition_of(const struct weave *weave)
{
	return judged_of(weave)->condition;
}

static struct explain_about whole(const struct weave *weave)
{
	return about_use_case(weave->is.use_case);
}

static double value_of(enum met met)
{
	return met == MET_UNKNOWN ? (double)NAN : met == MET_YES ? 1 : 0;
}

static enum explain_rule against(const struct condition *condition)
{
	return condition->at_least ? RULE_AT_LEAST : RULE_AT_MOST;
}

/* --- the verdict -------------------------------------------------------------------------------- */

static void tell_verdict(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);

	weave_tell(weave, RULE_DECIDE, (double)result->verdict);
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_AI_ACT));
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_STATUS));
	for (size_t i = 0; i < result->condition_count; i++)
		weave_add(weave, EXPLAIN_CONDITION, about_item(weave->is, i));
	for (size_t bit = 0; bit < MISSING_KINDS; bit++)
		weave_add(weave, EXPLAIN_MISSING, about_item(weave->is, bit));
}

static void tell_express(struct weave *weave)
{
	weave_tell(weave, RULE_EXPRESS, weave_result(weave)->express);
	weave_add(weave, EXPLAIN_VERDICT, weave->is);
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_DELAY));
	weave_add(weave, EXPLAIN_EXPRESS_DELAY, about_use_case(EXPLAIN_NONE));
}

static void tell_express_delay(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, weave->content->matrix->express_delay);
}

/* Scores by families; the others by their field, in the order of the bits. */
static void tell_missing(struct weave *weave)
{
	static const enum use_case_field fields[MISSING_KINDS] = { USE_CASE_FIELD_COUNT, USE_CASE_DELAY,
								   USE_CASE_AI_ACT, USE_CASE_HEALTH_DATA,
								   USE_CASE_MEDICAL_DEVICE };
	const enum use_case_field field = fields[weave->is.item];

	weave_tell(weave, field == USE_CASE_FIELD_COUNT ? RULE_NOT_ALL : RULE_LACKS,
		   (weave_result(weave)->missing >> weave->is.item) & 1);
	if (field != USE_CASE_FIELD_COUNT) {
		weave_add(weave, EXPLAIN_FIELD, about_field(weave, field));
		return;
	}
	for (size_t family = 0; family < FAMILY_COUNT; family++)
		weave_add(weave, EXPLAIN_COMPLETE, about_item(weave->is, family));
}

/* --- conditions --------------------------------------------------------------------------------- */

/* Its figure against its limit, and whether the family is known well enough to tell. */
static void tell_family_condition(struct weave *weave)
{
	weave_tell(weave, condition_of(weave)->kind == CONDITION_FAMILY ? RULE_IF_COMPLETE : RULE_ONE_BEYOND,
		   value_of(judged_of(weave)->met));
	weave_add(weave, EXPLAIN_COMPARISON, weave->is);
	weave_add(weave, EXPLAIN_COMPLETE, about_item(whole(weave), condition_of(weave)->family));
}

static void tell_figure_condition(struct weave *weave)
{
	weave_tell(weave, RULE_SAME, value_of(judged_of(weave)->met));
	weave_add(weave, EXPLAIN_COMPARISON, weave->is);
}

/* Figures without a payback fail. */
static void tell_payback_condition(struct weave *weave)
{
	weave_tell(weave, RULE_HOLDS, value_of(judged_of(weave)->met));
	weave_add(weave, EXPLAIN_COMPARISON, weave->is);
}

static void tell_class_condition(struct weave *weave)
{
	weave_tell(weave, RULE_ONE_OF, value_of(judged_of(weave)->met));
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_AI_ACT));
	for (size_t class = AI_ACT_UNKNOWN + 1; class < AI_ACT_COUNT; class ++)
		if (condition_allows(condition_of(weave), (enum ai_act) class))
			weave_add(weave, EXPLAIN_ALLOWED, about_part(weave->is, weave->is.item, class));
}

static void tell_device_condition(struct weave *weave)
{
	weave_tell(weave, RULE_NOT, value_of(judged_of(weave)->met));
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_MEDICAL_DEVICE));
}

static void tell_need_condition(struct weave *weave)
{
	weave_tell(weave, RULE_NOT, value_of(judged_of(weave)->met));
	weave_add(weave, EXPLAIN_TECHNO_PUSH, whole(weave));
}

static void tell_maturity_condition(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);

	weave_tell(weave, RULE_ALL_ZERO, value_of(judged_of(weave)->met));
	for (size_t i = 0; i < result->requirement_count; i++) {
		struct explain_about about =
			about_dimension(result->requirements[i].grid, result->requirements[i].dimension);

		about.use_case = weave->is.use_case;
		weave_add(weave, EXPLAIN_SHORTFALL, about);
	}
}

static void tell_prerequisites_condition(struct weave *weave)
{
	const char *list = weave_result(weave)->use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	weave_tell(weave, RULE_ALL, value_of(judged_of(weave)->met));
	for (size_t place = 0; depends_next(&list, &dependency); place++) {
		const struct use_case_result *needed = evaluation_use_case(weave->evaluation, dependency.id);

		if (dependency.kind == DEPENDENCY_PREREQUISITE)
			weave_add(weave, EXPLAIN_PREREQUISITE,
				  about_part(whole(weave),
					     needed ? (size_t)(needed - weave->evaluation->use_cases) : EXPLAIN_NONE,
					     place));
	}
}

static void tell_prerequisite(struct weave *weave)
{
	const struct use_case_result *needed =
		weave->is.item == EXPLAIN_NONE ? NULL : &weave->evaluation->use_cases[weave->is.item];

	weave_tell(weave, needed ? RULE_ELSEWHERE : RULE_ABSENT, value_of(prerequisite_met(needed)));
}

static void tell_data_condition(struct weave *weave)
{
	weave_tell(weave, RULE_NONE_OPEN, value_of(judged_of(weave)->met));
	for (size_t bit = 0; bit < 3; bit++)
		weave_add(weave, EXPLAIN_OBLIGATION, about_item(whole(weave), bit));
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_HEALTH_DATA));
}

static void tell_condition(struct weave *weave)
{
	static const weave_kind kinds[] = {
		[CONDITION_FAMILY] = tell_family_condition,
		[CONDITION_FAMILY_ANY] = tell_family_condition,
		[CONDITION_DELAY] = tell_figure_condition,
		[CONDITION_BUILD] = tell_figure_condition,
		[CONDITION_PAYBACK] = tell_payback_condition,
		[CONDITION_AI_ACT] = tell_class_condition,
		[CONDITION_MEDICAL_DEVICE] = tell_device_condition,
		[CONDITION_NEED] = tell_need_condition,
		[CONDITION_MATURITY] = tell_maturity_condition,
		[CONDITION_PREREQUISITES] = tell_prerequisites_condition,
		[CONDITION_DATA] = tell_data_condition,
	};

	weave->out->nodes[weave->at].fixable = judged_of(weave)->fixable;
	kinds[condition_of(weave)->kind](weave);
}

/* --- a figure against a limit ------------------------------------------------------------------- */

static void add_compared(struct weave *weave)
{
	const struct condition *condition = condition_of(weave);
	const struct explain_about likely = about_part(whole(weave), EXPLAIN_NONE, ESTIMATE_LIKELY);

	if (condition->kind == CONDITION_FAMILY_ANY)
		weave_add(weave, EXPLAIN_WORST, weave->is);
	else if (condition->kind == CONDITION_FAMILY && condition->family == FAMILY_FEASIBILITY)
		weave_add(weave, EXPLAIN_FEASIBILITY_AFTER, whole(weave));
	else if (condition->kind == CONDITION_FAMILY)
		weave_add(weave, EXPLAIN_FAMILY, about_item(whole(weave), condition->family));
	else if (condition->kind == CONDITION_DELAY)
		weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_DELAY));
	else
		weave_add(weave, condition->kind == CONDITION_BUILD ? EXPLAIN_BUILD : EXPLAIN_PAYBACK, likely);
}

static void tell_comparison(struct weave *weave)
{
	const struct condition_result *judged = judged_of(weave);
	const bool passed = judged->condition->at_least ? reaches(judged->value, judged->limit)
							: stays_within(judged->value, judged->limit);

	weave_tell(weave, against(judged->condition), is_figure(judged->value) ? (double)passed : (double)NAN);
	add_compared(weave);
	weave_add(weave, EXPLAIN_LIMIT, weave->is);
}

static void tell_limit(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, judged_of(weave)->limit);
}

static void tell_worst(struct weave *weave)
{
	const struct criteria *criteria = &weave->content->criteria;

	weave_tell(weave, condition_of(weave)->at_least ? RULE_MINIMUM : RULE_MAXIMUM, judged_of(weave)->value);
	for (size_t i = 0; i < criteria->count; i++)
		if (criteria->items[i].family == condition_of(weave)->family)
			weave_add(weave, EXPLAIN_SCORE, about_criterion(weave->is.use_case, i));
}

static void tell_allowed(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, (double)weave->is.part);
}

const weave_kind weave_verdict[EXPLAIN_KIND_COUNT] = {
	[EXPLAIN_VERDICT] = tell_verdict,
	[EXPLAIN_EXPRESS] = tell_express,
	[EXPLAIN_EXPRESS_DELAY] = tell_express_delay,
	[EXPLAIN_MISSING] = tell_missing,
	[EXPLAIN_CONDITION] = tell_condition,
	[EXPLAIN_COMPARISON] = tell_comparison,
	[EXPLAIN_LIMIT] = tell_limit,
	[EXPLAIN_WORST] = tell_worst,
	[EXPLAIN_ALLOWED] = tell_allowed,
	[EXPLAIN_PREREQUISITE] = tell_prerequisite,
};
