#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"

/* The result for a dimension, made where it is named for the first time. */
static struct requirement_result *requirement_for(struct use_case_result *result, size_t grid, size_t dimension,
						  size_t *capacity)
{
	for (size_t i = 0; i < result->requirement_count; i++)
		if (result->requirements[i].grid == grid && result->requirements[i].dimension == dimension)
			return &result->requirements[i];
	ARRAY_GROW(result->requirements, result->requirement_count, *capacity);
	result->requirements[result->requirement_count] =
		(struct requirement_result){ .grid = grid, .dimension = dimension };
	return &result->requirements[result->requirement_count++];
}

static void read_requirements(const struct document *document, const struct grid_result *grids,
			      struct use_case_result *result)
{
	const char *list = result->use_case->field[USE_CASE_REQUIRES];
	struct requirement requirement;
	size_t capacity = 0, grid, dimension;

	while (requires_next(&list, &requirement)) {
		struct requirement_result *gate;

		if (!content_find_dimension(document->content, requirement.grid, requirement.dimension, &grid,
					    &dimension))
			continue;
		gate = requirement_for(result, grid, dimension, &capacity);
		gate->required = fmax(gate->required, requirement.level);
		gate->current = grids[grid].dimensions[dimension].measure.score;
		gate->shortfall = is_figure(gate->current) ? gate->required - gate->current : NAN;
		if (gate->shortfall <= COMPARE_SLACK)
			gate->shortfall = 0;
	}
}

static unsigned open_obligations(const struct use_case_facts *facts)
{
	const bool health = facts->health_data == KNOWN_YES;
	const bool certified =
		facts->hosting == HOSTING_OWN || facts->hosting == HOSTING_HDS || facts->hosting == HOSTING_SECNUMCLOUD;
	unsigned open = 0;

	if (health && !certified)
		open |= DATA_HOSTING;
	/* For health data an impact assessment is due until said otherwise (RGPD art. 35). */
	if (facts->aipd == OBLIGATION_DUE || (health && facts->aipd == OBLIGATION_UNKNOWN))
		open |= DATA_AIPD;
	if (facts->cse == OBLIGATION_DUE)
		open |= DATA_CSE;
	return open;
}

void gates_compute(const struct document *document, const struct grid_result *grids, struct use_case_result *result)
{
	const struct matrix *matrix = document->content->matrix;
	double missing = 0;

	read_requirements(document, grids, result);
	for (size_t i = 0; i < result->requirement_count; i++) {
		const double shortfall = result->requirements[i].shortfall;

		if (!is_figure(shortfall))
			continue;
		missing += shortfall;
		result->maturity_blocked |= shortfall > 0 && reaches(shortfall, matrix->gate_block);
	}
	result->feasibility_penalty = matrix->gate_penalty * missing;
	/* fmax would turn a figure that does not exist into 0. */
	result->feasibility_after = result->families[FAMILY_FEASIBILITY].value - result->feasibility_penalty;
	if (result->feasibility_after < 0)
		result->feasibility_after = 0;
	result->techno_push = !use_case_states(result->use_case, USE_CASE_NEED) ||
			      !use_case_states(result->use_case, USE_CASE_SPONSOR) ||
			      !use_case_states(result->use_case, USE_CASE_INDICATOR);
	result->open_obligations = open_obligations(&result->facts);
}
