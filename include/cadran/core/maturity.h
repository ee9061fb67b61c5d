/*
 * Where a service stands on a grid (design §5.1).
 *
 *	dimension score = Σ weight · level / Σ weight        over answered questions
 *	grid score      = Σ weight · score / Σ weight        over dimensions that have a score
 *
 * Not applicable leaves every sum. Blank and don't know are unknown, never
 * zero: they stand in the interval, at 1 for `min` and at 5 for `max`. A
 * dimension with nothing answered counts in the grid's interval, unless all its
 * questions are not applicable.
 *
 * Level reached (staged reading, after the CMM): the highest level L such that
 * `staged_share` of the answered question weight stands at L or higher and no
 * dimension score is below L − `staged_slack`. Level 1 is always reached; with
 * no answer there is no level.
 */
#ifndef CADRAN_CORE_MATURITY_H
#define CADRAN_CORE_MATURITY_H

#include "cadran/core/document.h"

/* Scores are 1..5, NAN where there is none. */
struct measure {
	double score, min, max;
	size_t answered; /* questions with a level */
	size_t seen;     /* and those with don't know or not applicable */
	size_t total;    /* questions that are applicable */
};

struct dimension_result {
	struct measure measure, express; /* all questions; those of the express reading */
	double target;                   /* weighted mean of the targets set, NAN where none is */
	double gap;                      /* target − score, never below 0; NAN where either is missing */
};

struct grid_result {
	struct measure measure, express; /* all questions; those of the express reading */
	int level;                       /* 1..5, 0 without an answer */
	double share[LEVEL_COUNT]; /* of the answered question weight that stands at level i + 1 or higher, 0..1 */
	double lowest;             /* the lowest score of a dimension */
	/*
	 * The dimension that keeps the level below what the mean says: the
	 * lowest, where the mean is one or more above the level. SIZE_MAX else.
	 */
	size_t held_back_by;
	struct dimension_result *dimensions; /* as grid.dimensions; owned */
};

void grid_compute(const struct grid *grid, const struct grid_answers *answers, struct grid_result *result);
/*
 * The same, supposing that dimensions stand higher than they were answered:
 * `raised[d]` is the level, 1 to 5, that dimension d has at least, NAN for as
 * answered; NULL raises none. A dimension without a score then has one. Means,
 * intervals and gaps follow. Counts of answers and `share` are of single answers,
 * which a supposed dimension has not: they stay, and hold the level reached.
 */
void grid_compute_raised(const struct grid *grid, const struct grid_answers *answers, const double *raised,
			 struct grid_result *result);

void grid_result_release(struct grid_result *result);

/* The target of one question: its own, else the grid's; 0 where there is none. */
int question_target(const struct grid_answers *answers, size_t question);

/*
 * The share of the grid's score that rests on one answer, 0..1: the weight of the
 * question among those answered in its dimension, times that of the dimension
 * among those that have a score. Of a question without a level, the share it
 * would have with one; 0 where it is not applicable.
 */
double question_share(const struct grid *grid, const struct grid_answers *answers, size_t question);

#endif
