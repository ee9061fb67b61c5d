/*
 * The weights of the families: those of the matrix, or others that are supposed
 * instead. Shares of families sum to 1.
 */
#ifndef CADRAN_CORE_WEIGHTS_H
#define CADRAN_CORE_WEIGHTS_H

#include "cadran/core/matrix.h"

/* What the axes and the priority are weighted means of, in any unit. */
struct family_weights {
	double priority[FAMILY_COUNT];
	double axes[AXIS_COUNT][FAMILY_COUNT];
	bool supposed; /* else as the matrix has them */
};

void family_weights_of(const struct matrix *matrix, struct family_weights *weights);

/*
 * The same, supposing these shares in the priority. On the axes a family weighs
 * as many times more or less as it does in the priority: shares like those of
 * the matrix move nothing. A family that the matrix leaves out of the priority
 * keeps its weight on the axes, and an axis none of whose families weighs
 * anything is as the matrix has it.
 */
void family_weights_suppose(const struct matrix *matrix, const double share[FAMILY_COUNT],
			    struct family_weights *weights);

/* `weight` as shares; all 0 where nothing weighs anything. */
void family_shares(const double weight[FAMILY_COUNT], double share[FAMILY_COUNT]);

/*
 * Gives one family the share `to`, brought into 0..1. The others keep their
 * proportions; where all of them are at 0, those they have in `usual`, and
 * where they have none there either they are alike.
 */
void family_share_move(double share[FAMILY_COUNT], const double usual[FAMILY_COUNT], enum family family, double to);

#endif
