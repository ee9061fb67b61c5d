/*
 * How far the weights may move before the result does: solved, not searched
 * (design §5.6). One weight moves at a time; the others of its sum keep their
 * proportions, so that its share s of the sum says all.
 *
 *	families    priority(s) = s · u + (1 − s) · R
 *
 * u is the family as the priority reads it (family_reading), R the weighted mean
 * of the other families: a straight line for each use case that has a rank. The
 * first place is shared by those within 1e-9 of it, and changes where lines
 * cross.
 *
 *	criteria    value(s) ≥ limit  ⇔  s · (u − limit) + (1 − s) · Σ w · (v − limit) ≥ 0
 *
 * u is the utility of the criterion, v those of the other criteria scored in its
 * family, w their shares of the others: linear too, as the denominator of a mean
 * is above 0. A use case is a quick win where all such inequalities hold, which
 * is an interval of shares; what the family does not decide stands as it is
 * (prerequisites too: until the first verdict changes none of them does). A
 * criterion that is not scored in a use case does not move it.
 *
 * A share s of its sum is the weight W = s/(1 − s) · Σ others in the unit of the
 * file, the other weights as they are: the change that Triantaphyllou & Sanchez
 * (A sensitivity analysis approach for some deterministic multi-criteria
 * decision-making methods, Decision Sciences 28, 1997) call delta.
 *
 * Shares are where figures are equal; what differs by less than 1e-9 over a
 * whole stretch is told at the end of it.
 */
#ifndef CADRAN_CORE_STABILITY_H
#define CADRAN_CORE_STABILITY_H

#include "cadran/core/evaluation.h"

enum weight_direction { WEIGHT_DOWN, WEIGHT_UP, WEIGHT_DIRECTION_COUNT };

const char *weight_direction_id(enum weight_direction direction);

/* The nearest weight that changes something; all NAN where none does. */
struct weight_change {
	double share;  /* 0..1, of the sum of the family weights, or of the criteria of the family */
	double change; /* how far that is from the share now, 0..1; 0: any move that way */
	double weight; /* in the unit of the file; NAN at a share of 1 too: no weight is enough */
};

/*
 * The first place, while the weight of one family moves. At the share the new
 * ones draw level with the old (or, at a change of 0, those who share the place
 * now are about to part); `first` is who has the place beyond it, and who shares
 * it there when the share is the end of the range.
 */
struct first_change {
	struct weight_change at;
	size_t *first; /* places in evaluation.use_cases, in the order of the ranking; owned */
	size_t count;
};

struct family_stability {
	double share; /* now; NAN where no family weighs anything */
	/*
	 * It weighs nothing, and a use case with a rank has no value in it: with a
	 * weight that one would leave the ranking. There is no answer then.
	 */
	bool left_out;
	struct first_change changes[WEIGHT_DIRECTION_COUNT];
};

struct verdict_flip {
	size_t use_case; /* place in evaluation.use_cases */
	bool gains;      /* becomes a quick win, else ceases to be one */
};

/*
 * The set of quick wins, while the weight of one criterion moves. Those that
 * gain are quick wins from the share on, those that lose are it up to the share;
 * at a share of 0 a family may be left without a value, and is then lost there.
 */
struct quick_win_change {
	struct weight_change at;
	struct verdict_flip *flips; /* all that happen at this share, by id; owned */
	size_t count;
};

struct criterion_stability {
	double share; /* now, in its family; NAN where no other criterion of it weighs: nothing can move then */
	struct quick_win_change changes[WEIGHT_DIRECTION_COUNT];
};

struct nearest_change {
	bool found;
	size_t which; /* a family, or a criterion of the content */
	enum weight_direction direction;
};

struct stability {
	struct family_stability families[FAMILY_COUNT];
	struct criterion_stability *criteria; /* as content.criteria; owned */
	size_t criterion_count;
	/* The smallest changes of all; where equal the first in the order of families and criteria, down before up. */
	struct nearest_change nearest_first, nearest_quick_win;
};

/* Use cases are named by their place in `evaluation`. O(use cases · (families + criteria · conditions)). */
void stability_compute(const struct evaluation *evaluation, struct stability *stability);
void stability_release(struct stability *stability);

/*
 * The smallest change of one weight that makes two alternatives tie under a
 * weighted sum.
 */
struct tie_change {
	double proportional; /* of its share, the other weights rescaled in proportion; NAN where not feasible */
	double delta; /* what to take off the weight, the others fixed, in the unit of the weights (Triantaphyllou &
		       * Sanchez 1997); NAN where not feasible: it would have to be below 0, or without end */
};

/*
 * Of the weight `which` of `count`, 0 or more, of any sum above 0, for the values
 * `a` and `b` of two alternatives. 0 and 0 where they tie as it is. Both not
 * feasible where the weights are all 0, or where nothing else weighs anything.
 */
struct tie_change tie_change(const double *a, const double *b, const double *weights, size_t count, size_t which);

#endif
