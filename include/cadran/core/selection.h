/*
 * The best set of things to do under two limits, exactly: a knapsack with two
 * constraints, in which some things need others and some exclude each other.
 *
 *	maximise Σ value   where Σ cost ≤ budget, Σ days ≤ capacity,
 *	                   what one needs is in too, no two rivals are
 *
 * Best is the greatest value; then the lowest cost; then the fewest items; then
 * the set that has the first item, in their order, in which two sets differ. So
 * there is one best set, and what has no value only comes in where something
 * that pays needs it.
 *
 * Figures are read to 2⁻²⁰, about a millionth: sums of up to 8·10⁹ are then
 * exact, and what is meant to be equal is. A limit gives way by what reading
 * them may have added.
 *
 * Branch and bound, depth first (Kolesar 1967; Kellerer, Pferschy, Pisinger,
 * Knapsack Problems, 2004, ch. 9): an upper bound is the least of the
 * fractional relaxations (Dantzig 1957) to one limit at a time, and to the sum
 * of both as shares of the limits (the surrogate relaxation, Glover 1965). An
 * item is not taken without one that is nowhere worse and stands in for it.
 */
#ifndef CADRAN_CORE_SELECTION_H
#define CADRAN_CORE_SELECTION_H

#include <stdbool.h>
#include <stddef.h>

/* The search is given up where the nodes looked at, times the items, pass this: about a tenth of a second. */
enum { SELECTION_LOOKS_MOST = 5 * 1000 * 1000 };

/* Figures are finite, cost and days 0 or more. Places are those of the items. */
struct selection_item {
	double value, cost, days;
	const size_t *needs; /* borrowed; what goes round in a circle is never taken */
	size_t need_count;
	const size_t *rivals; /* borrowed; one side is enough */
	size_t rival_count;
};

struct selection {
	bool *in; /* as the items; owned */
	size_t count;
	double value, cost, days;
	bool exact;   /* else the search was given up: there may be a better set, */
	double bound; /* none with more value than this; the value where exact */
	size_t nodes;
};

/* NAN for a limit is none. Of items in the order of their ids, the result depends on nothing else. */
void selection_compute(const struct selection_item *items, size_t count, double budget, double capacity,
		       struct selection *selection);
void selection_release(struct selection *selection);

#endif
