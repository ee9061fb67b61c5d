/*
 * What unlocks what (design §5.4): the gate of maturity read the other way
 * round. A use case is held back while a dimension that it requires falls short
 * or is to be confirmed; it is freed when the service stands high enough in all
 * of them. Only use cases that are neither prohibited, live nor stopped count.
 *
 *	score 2.43          one more level: to 3; 3.6 required: to 4, two levels
 *	score 3.00          one more level: to 4
 *	score 5             none
 *	not answered, N/A   counted from level 1: one more level is 2; to 1 takes no
 *	                    level, but a look (a step of no levels)
 *
 * What is to be confirmed takes no points off feasibility: told that it stands
 * at 2, a use case that requires 4 may lose points, and a verdict, by the step.
 *
 * Steps are whole levels, above the whole levels that the score has already.
 */
#ifndef CADRAN_CORE_UNLOCK_H
#define CADRAN_CORE_UNLOCK_H

#include "cadran/core/evaluation.h"

/* Places in evaluation.use_cases: those with a rank in the order of the ranking, then the others by id; owned. */
struct place_list {
	size_t *items;
	size_t count;
};

struct unlock_step {
	size_t grid, dimension; /* of the content */
	double from;            /* the score, NAN where there is none */
	int to;                 /* level, 1..5 */
	unsigned levels;        /* that this takes */
};

/* What one more level in one dimension does. */
struct unlock_dimension {
	struct unlock_step step;
	struct place_list frees;       /* held back now, and not then */
	struct place_list quick_wins;  /* these then, and not now, prerequisites and all: evaluated again */
	struct place_list conditional; /* quick wins under condition then; now neither these nor quick wins */
};

struct unlock_path {
	struct unlock_step *steps; /* by grid and dimension; owned */
	size_t step_count;
	unsigned levels;         /* of all steps */
	size_t up_to;            /* the number of use cases that was asked for, at most */
	struct place_list frees; /* all that it frees */
	bool exact;        /* proven: none is better for any number up to `up_to` and above that of the path before */
	unsigned at_least; /* levels that any path for such a number takes; `levels` when exact */
};

struct unlock {
	struct place_list held_back;
	struct unlock_dimension
		*dimensions; /* that one of the use cases requires and that are below 5, as in the content */
	size_t dimension_count;
	/*
	 * For k = 1, 2 … held_back.count: the fewest levels that free k use cases.
	 * Where equal the greater sum of the priorities of those freed (none counts
	 * as 0), then more of them, then the ids that come first. One that is best
	 * for several k stands once: each frees more than the one before.
	 */
	struct unlock_path *paths;
	size_t path_count;
	/* For k = 1, 2 …: the levels that free the k best-ranked of those held back; each once, up_to counts them. */
	struct unlock_path *ranked_paths;
	size_t ranked_path_count;
};

/*
 * How far paths are searched. To choose k sets with the smallest union is hard
 * in general: branch and bound branches at up to this many nodes, or
 * UNLOCK_WORK_LIMIT / use cases where that is less, in O(held back · steps that
 * each needs) each, and says so where that was not enough. With needs strewn at
 * random over 17 dimensions, 75 held back are proven in 20 ms, with a twentieth
 * of the nodes allowed; 200 and more may not be.
 */
enum { UNLOCK_NODE_LIMIT = 200000, UNLOCK_WORK_LIMIT = 2000000 };

/* Of an evaluation of the dossier as it was answered. */
void unlock_compute(const struct evaluation *evaluation, struct unlock *unlock);

/* The same with a limit of one's own. */
void unlock_compute_within(const struct evaluation *evaluation, size_t node_limit, struct unlock *unlock);

void unlock_release(struct unlock *unlock);

#endif
