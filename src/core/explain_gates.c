/*
 * Where what keeps a use case back comes from: maturity, need, obligations,
 * and how many it frees.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "explain_weave.h"
#include "report_build.h"

enum { ENABLER_FROM = 3 };

static const struct requirement_result *requirement_of(const struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);

	for (size_t i = 0; i < result->requirement_count; i++)
		if (result->requirements[i].grid == weave->is.grid &&
		    result->requirements[i].dimension == weave->is.dimension)
			return &result->requirements[i];
	assert(false && "a dimension that the use case requires");
	return NULL;
}

static struct explain_about about_requirement(const struct weave *weave, const struct requirement_result *requirement)
{
	struct explain_about about = about_dimension(requirement->grid, requirement->dimension);

	about.use_case = weave->is.use_case;
	return about;
}

static void add_requirements(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);

	for (size_t i = 0; i < result->requirement_count; i++)
		weave_add(weave, EXPLAIN_SHORTFALL, about_requirement(weave, &result->requirements[i]));
}

static void tell_gates(struct weave *weave)
{
	weave_tell(weave, RULE_TOGETHER, NAN);
	weave_add(weave, EXPLAIN_BLOCKED, weave->is);
	add_requirements(weave);
	weave_add(weave, EXPLAIN_FEASIBILITY_AFTER, weave->is);
	weave_add(weave, EXPLAIN_TECHNO_PUSH, weave->is);
	for (size_t bit = 0; bit < DATA_OBLIGATIONS; bit++)
		weave_add(weave, EXPLAIN_OBLIGATION, about_item(weave->is, bit));
	weave_add(weave, EXPLAIN_FREES, weave->is);
	weave_add(weave, EXPLAIN_ENABLER, weave->is);
}

/* --- maturity ----------------------------------------------------------------------------------- */

static void tell_shortfall(struct weave *weave)
{
	weave_tell(weave, RULE_SHORTFALL, requirement_of(weave)->shortfall);
	weave_add(weave, EXPLAIN_REQUIRED, weave->is);
	weave_add(weave, EXPLAIN_MEAN,
		  about_part(about_dimension(weave->is.grid, weave->is.dimension), EXPLAIN_NONE, READING_COMPLETE));
}

/* The level that the item at `place` of the sheet's list asks of this dimension; NAN where it asks none of it. */
static double asked_level(const struct weave *weave, size_t place)
{
	const char *list = weave_result(weave)->use_case->field[USE_CASE_REQUIRES];
	struct requirement requirement;

	for (size_t i = 0; requires_next(&list, &requirement); i++) {
		size_t grid, dimension;

		if (i == place &&
		    content_find_dimension(weave->content, requirement.grid, requirement.dimension, &grid,
					   &dimension) &&
		    grid == weave->is.grid && dimension == weave->is.dimension)
			return requirement.level;
	}
	return NAN;
}

static size_t asked_count(const struct weave *weave)
{
	const char *list = weave_result(weave)->use_case->field[USE_CASE_REQUIRES];
	struct requirement requirement;
	size_t count = 0;

	while (requires_next(&list, &requirement))
		count++;
	return count;
}

static void tell_required(struct weave *weave)
{
	weave_tell(weave, RULE_MAXIMUM, requirement_of(weave)->required);
	for (size_t i = 0; i < asked_count(weave); i++)
		if (is_figure(asked_level(weave, i)))
			weave_add(weave, EXPLAIN_REQUIREMENT, about_part(weave->is, EXPLAIN_NONE, i));
}

static void tell_requirement(struct weave *weave)
{
	weave_tell(weave, RULE_TYPED, asked_level(weave, weave->is.part));
}

static void tell_shortfalls(struct weave *weave)
{
	const struct use_case_result *result = weave_result(weave);
	double missing = 0;

	for (size_t i = 0; i < result->requirement_count; i++)
		missing += is_figure(result->requirements[i].shortfall) ? result->requirements[i].shortfall : 0;
	weave_tell(weave, RULE_SUM_KNOWN, missing);
	add_requirements(weave);
}

static void tell_penalty_each(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, weave->content->matrix->gate_penalty);
}

static void tell_penalty(struct weave *weave)
{
	weave_tell(weave, RULE_PRODUCT, weave_result(weave)->feasibility_penalty);
	weave_add(weave, EXPLAIN_PENALTY_EACH, about_use_case(EXPLAIN_NONE));
	weave_add(weave, EXPLAIN_SHORTFALLS, weave->is);
}

static void tell_feasibility_after(struct weave *weave)
{
	weave_tell(weave, RULE_SHORTFALL, weave_result(weave)->feasibility_after);
	weave_add(weave, EXPLAIN_FAMILY, about_item(weave->is, FAMILY_FEASIBILITY));
	weave_add(weave, EXPLAIN_PENALTY, weave->is);
}

static void tell_block_from(struct weave *weave)
{
	weave_tell(weave, RULE_CONTENT, weave->content->matrix->gate_block);
}

static void tell_blocked(struct weave *weave)
{
	weave_tell(weave, RULE_ANY_BEYOND, weave_result(weave)->maturity_blocked);
	weave_add(weave, EXPLAIN_BLOCK_FROM, about_use_case(EXPLAIN_NONE));
	add_requirements(weave);
}

/* --- need and obligations ----------------------------------------------------------------------- */

static void tell_techno_push(struct weave *weave)
{
	weave_tell(weave, RULE_NOT_ALL, weave_result(weave)->techno_push);
	for (size_t i = 0; i < NEED_FIELD_COUNT; i++)
		weave_add(weave, EXPLAIN_STATED, about_field(weave, need_fields[i]));
}

static void tell_stated(struct weave *weave)
{
	weave_tell(weave, RULE_TYPED,
		   use_case_states(weave_result(weave)->use_case, (enum use_case_field)weave->is.item));
}

static void tell_obligation(struct weave *weave)
{
	weave_tell(weave, RULE_OBLIGATION, (weave_result(weave)->open_obligations >> weave->is.item) & 1);
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, USE_CASE_HEALTH_DATA));
	weave_add(weave, EXPLAIN_FIELD, about_field(weave, report_obligation(1u << weave->is.item)->field));
}

/* --- what it frees ------------------------------------------------------------------------------ */

static void tell_frees(struct weave *weave)
{
	const struct evaluation *evaluation = weave->evaluation;
	const char *id = weave_result(weave)->use_case->id;

	weave_tell(weave, RULE_COUNT_ALL, (double)weave_result(weave)->frees);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (use_case_needs(evaluation->use_cases[i].use_case, id))
			weave_add(weave, EXPLAIN_DEPENDENT, about_item(weave->is, i));
}

static void tell_dependent(struct weave *weave)
{
	weave_tell(weave, RULE_TYPED, 1);
}

static void tell_enabler(struct weave *weave)
{
	weave_tell(weave, RULE_AT_LEAST, weave_result(weave)->enabler);
	weave_add(weave, EXPLAIN_FREES, weave->is);
	weave_add_constant(weave, ENABLER_FROM);
}

const weave_kind weave_gates[EXPLAIN_KIND_COUNT] = {
	[EXPLAIN_GATES] = tell_gates,
	[EXPLAIN_SHORTFALL] = tell_shortfall,
	[EXPLAIN_REQUIRED] = tell_required,
	[EXPLAIN_REQUIREMENT] = tell_requirement,
	[EXPLAIN_SHORTFALLS] = tell_shortfalls,
	[EXPLAIN_PENALTY_EACH] = tell_penalty_each,
	[EXPLAIN_PENALTY] = tell_penalty,
	[EXPLAIN_FEASIBILITY_AFTER] = tell_feasibility_after,
	[EXPLAIN_BLOCK_FROM] = tell_block_from,
	[EXPLAIN_BLOCKED] = tell_blocked,
	[EXPLAIN_TECHNO_PUSH] = tell_techno_push,
	[EXPLAIN_STATED] = tell_stated,
	[EXPLAIN_OBLIGATION] = tell_obligation,
	[EXPLAIN_FREES] = tell_frees,
	[EXPLAIN_DEPENDENT] = tell_dependent,
	[EXPLAIN_ENABLER] = tell_enabler,
};
