/*
 * Which use cases to free with the fewest levels, on plain numbers, for
 * unlock.h: branch and bound over steps of one level. For each number of levels
 * in turn, the choices that take exactly so many and free more than fewer do.
 *
 * A node has taken some steps, and given up who needs some others; the alive are
 * those who could still be freed with the levels left. A step that more of them
 * need than may be given up is taken; one after which too few can still be
 * afforded is not. What is left of both is branched on, as far as the bounds on
 * number and sum of priorities (unlock_steps.h) allow something better than what
 * was found.
 */
#ifndef CADRAN_CORE_UNLOCK_SEARCH_H
#define CADRAN_CORE_UNLOCK_SEARCH_H

#include <stdbool.h>
#include <stddef.h>

struct unlock_problem {
	size_t count, dimension_count;
	const unsigned char *need; /* [use case · dimension_count + dimension]: a level, 0 where nothing is missing */
	const unsigned *base;      /* of each dimension: the level that steps are counted from */
	const double *priority;    /* of each use case, 0 where it has none */
};

struct unlock_choice {
	unsigned levels;
	double sum;      /* of the priorities */
	size_t *members; /* of the problem, ascending; owned */
	size_t count;
	unsigned at_least; /* that any choice of this many takes */
	bool exact;
};

/* The best choice of k + 1 or more use cases, for k below problem.count, to be freed with its members. */
struct unlock_choice *unlock_search(const struct unlock_problem *problem, size_t node_limit);

#endif
