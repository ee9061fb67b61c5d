/*
 * Weighted means on two sides, and each term's part in the move between them
 * (comparison.h), for the files that compare.
 */
#ifndef CADRAN_CORE_COMPARISON_TERMS_H
#define CADRAN_CORE_COMPARISON_TERMS_H

#include "cadran/core/comparison.h"

struct means {
	double weight[2], total[2]; /* before, after */
};

/* One term; a weight of 0 where it does not count. */
struct term {
	double weight[2], value[2];
};

/* A term counts where its value exists. */
struct term term_of(double weight_before, double before, double weight_after, double after);
void means_add(struct means *means, const struct term *term);

/* NAN where the mean does not exist on both sides. */
double part_of(const struct means *means, const struct term *term);

void compare_use_cases(struct comparison *comparison);

#endif
