/*
 * What keeps a use case back, and what makes it a quick win (design §5.4, 5.5).
 */
#ifndef CADRAN_CORE_QUICK_WIN_H
#define CADRAN_CORE_QUICK_WIN_H

#include "cadran/core/evaluation.h"

/* The gates of one use case: requirements on maturity, need, open obligations. Its families are there. */
void gates_compute(const struct document *document, const struct grid_result *grids, struct use_case_result *result);

/*
 * Verdicts of all use cases, prerequisites before what stands on them. Their
 * families, gates and money are there.
 */
void quick_wins_compute(struct evaluation *evaluation);

/* Whether a condition on the AI Act has that class on its list. */
bool condition_allows(const struct condition *condition, enum ai_act class);

/* What a prerequisite that has its verdict does for the use case that needs it; NULL is one that does not exist. */
enum met prerequisite_met(const struct use_case_result *needed);

/*
 * Walks the conditions that decide «no», the nearest to passing first: the
 * first after `after` (NULL: the first of all), NULL when there is none left.
 */
const struct condition_result *nearest_failure(const struct use_case_result *result,
					       const struct condition_result *after);

/* The first failing condition that lies in what the use case is, and no work mends: its class, a medical device; NULL.
 */
const struct condition_result *lasting_failure(const struct use_case_result *result);

#endif
