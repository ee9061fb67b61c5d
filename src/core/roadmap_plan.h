/*
 * A roadmap while it is made: which use cases, and in which order, is decided in
 * roadmap.c; where each is placed, with what it needs, in roadmap_place.c.
 */
#ifndef CADRAN_CORE_ROADMAP_PLAN_H
#define CADRAN_CORE_ROADMAP_PLAN_H

#include "cadran/core/links.h"
#include "cadran/core/roadmap.h"

/* What is planned in one dimension. */
struct track {
	bool begun;
	int level;                    /* reached by what is planned */
	double free;                  /* months: nothing is planned from here on */
	size_t item[LEVEL_COUNT + 1]; /* the action that reaches each level; [0]: the confirmation */
};

struct plan {
	const struct evaluation *evaluation;
	struct roadmap *roadmap;
	struct links links;
	size_t capacity;              /* of roadmap.items */
	struct track *tracks;         /* of all dimensions, grid after grid */
	size_t *first_track;          /* of each grid */
	double *in_use;               /* months, of each use case that is placed */
	size_t takers[ROADMAP_WAVES]; /* use cases that take something of a wave */
	bool closed[ROADMAP_WAVES];   /* one that is larger than the wave stands alone in it */
};

/*
 * Places the next in the order of treatment with what it needs; what it depends
 * on is placed or live. `brought_forward`: for one whose turn would be earlier.
 */
void roadmap_place(struct plan *plan, size_t use_case, bool brought_forward);

#endif
