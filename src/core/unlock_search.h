/*
 * Which use cases to free with the fewest levels, on plain numbers, for
 * unlock.h: branch and bound over the dimensions.
 *
 * A node has decided the levels of the first dimensions; alive are those whose
 * needs they meet. To free k of them takes at least the k-th smallest of what
 * each alone still needs, and every level that more of them need than may be left
 * out. A branch is left where that is no better than what was found, for every k.
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

/* What it takes to reach `level` of a dimension. */
unsigned unlock_cost(const struct unlock_problem *problem, size_t dimension, unsigned level);

/* The best choice of k + 1 or more use cases, for k below problem.count, to be freed with its members. */
struct unlock_choice *unlock_search(const struct unlock_problem *problem, size_t node_limit);

#endif
