/*
 * The steps of one level that a problem is made of, for unlock_search.h, and
 * the greatest weight that some of them can free.
 *
 * Steps stand in rows, a row for each dimension; use cases in places, the
 * greatest priority first.
 */
#ifndef CADRAN_CORE_UNLOCK_STEPS_H
#define CADRAN_CORE_UNLOCK_STEPS_H

#include "unlock_search.h"

struct step_table {
	size_t count, step_count;
	size_t *row;     /* of each place: in the problem */
	bool *continues; /* of each step: it goes on where the one before it ends */
	bool *needs;     /* [place · step_count + step] */
	size_t *first;   /* of each place, and the end: where its steps begin in `step` */
	size_t *step;
};

/* Some steps are taken, and some use cases given up. */
struct unlock_node {
	bool *taken;   /* of each step */
	size_t *alive; /* places, ascending: those who miss no more than what is left */
	size_t count;
	unsigned left; /* levels */
	size_t asked;  /* use cases: fewer of them are no better than what was found */
	double most;   /* sum of the priorities of those who may be freed, at most */
};

/*
 * Each of the alive lays its weight on the steps that it still misses. Who is
 * freed has all of it on steps that are taken: with r levels are freed at most
 * those who miss nothing, and what the r heaviest steps carry. Evenly laid, this
 * is the bound of the linear program, for every r at once (Fujishige,
 * «Lexicographically optimal base of a polymatroid with respect to a weight
 * vector», Mathematics of Operations Research 5 (1980) 186–196). It starts from
 * where the weights lay before, and evens them out once.
 */
struct loads {
	double *weight; /* of each place, 0 or more */
	double *share;  /* beside the steps of places */
	double *load;   /* of each step */
	size_t *order;  /* of steps, the heaviest first */
	size_t *vessel; /* room for one place's steps */
};

void step_table_init(struct step_table *table, const struct unlock_problem *problem);
void step_table_release(struct step_table *table);

/* Whether the place needs the step. */
bool needs_step(const struct step_table *table, size_t place, size_t step);

/* How many of its steps are not taken. */
unsigned missing_count(const struct step_table *table, const bool *taken, size_t place);

/* All weights 1. */
void loads_init(struct loads *loads, const struct step_table *table);
void loads_release(struct loads *loads);

/* What those weigh who may be freed with the levels left, at most; off by less than LOAD_SLACK. Fills load and order.
 */
double most_freed(const struct step_table *table, const struct unlock_node *node, struct loads *loads);

#define LOAD_SLACK 1e-6

#endif
