#include "cadran/core/weights.h"

#include <math.h>
#include <string.h>

static double sum_of(const double weight[FAMILY_COUNT])
{
	double sum = 0;

	for (int f = 0; f < FAMILY_COUNT; f++)
		sum += weight[f];
	return sum;
}

void family_shares(const double weight[FAMILY_COUNT], double share[FAMILY_COUNT])
{
	const double sum = sum_of(weight);

	for (int f = 0; f < FAMILY_COUNT; f++)
		share[f] = sum > 0 ? weight[f] / sum : 0;
}

void family_weights_of(const struct matrix *matrix, struct family_weights *weights)
{
	*weights = (struct family_weights){ 0 };
	memcpy(weights->priority, matrix->priority, sizeof(weights->priority));
	for (int axis = 0; axis < AXIS_COUNT; axis++)
		memcpy(weights->axes[axis], matrix->axes[axis].weight, sizeof(weights->axes[axis]));
}

void family_weights_suppose(const struct matrix *matrix, const double share[FAMILY_COUNT],
			    struct family_weights *weights)
{
	double given[FAMILY_COUNT];

	family_shares(matrix->priority, given);
	family_weights_of(matrix, weights);
	weights->supposed = true;
	memcpy(weights->priority, share, sizeof(weights->priority));
	for (int axis = 0; axis < AXIS_COUNT; axis++) {
		double *weight = weights->axes[axis];

		for (int f = 0; f < FAMILY_COUNT; f++)
			weight[f] *= given[f] > 0 ? share[f] / given[f] : 1;
		if (!(sum_of(weight) > 0))
			memcpy(weight, matrix->axes[axis].weight, sizeof(weights->axes[axis]));
	}
}

/* What a family is to have of what the others share. */
static double part_among_others(const double weight[FAMILY_COUNT], enum family family, int other)
{
	const double others = sum_of(weight) - weight[family];

	return others > 0 ? weight[other] / others : NAN;
}

void family_share_move(double share[FAMILY_COUNT], const double usual[FAMILY_COUNT], enum family family, double to)
{
	double moved[FAMILY_COUNT];

	to = to > 1 ? 1 : to > 0 ? to : 0;
	for (int f = 0; f < FAMILY_COUNT; f++) {
		double part = part_among_others(share, family, f);

		if (isnan(part))
			part = part_among_others(usual, family, f);
		if (isnan(part))
			part = 1.0 / (FAMILY_COUNT - 1);
		moved[f] = f == (int)family ? to : (1 - to) * part;
	}
	memcpy(share, moved, sizeof(moved));
}
