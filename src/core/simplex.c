#include "cadran/core/simplex.h"

#include "cadran/core/compare.h"

double simplex_share(const double *d, size_t count, double *scratch)
{
	double *below = scratch, *above = below + count, *share = above + count;
	size_t negative = 0, positive = 0;

	/* Written to either side, counted on one: which sign comes next cannot be foretold. */
	for (size_t j = 0; j < count; j++) {
		below[negative] = -d[j];
		above[positive] = d[j];
		negative += d[j] < -COMPARE_SLACK;
		positive += d[j] > COMPARE_SLACK;
	}
	if (!negative)
		return positive ? 0 : 1;
	share[0] = 0;
	for (size_t k = 1; k <= negative; k++)
		share[k] = 1;
	/*
	 * Cut the edge between a vertex of value −x and one of value y: the
	 * simplex splits in the ratio x : y, and the new vertex drops out.
	 */
	for (size_t j = 0; j < positive; j++) {
		for (size_t k = 1; k <= negative; k++) {
			const double cut = above[j] / (below[k - 1] + above[j]);

			share[k] = (1 - cut) * share[k] + cut * share[k - 1];
		}
	}
	return share[negative];
}

void simplex_order(double *d, size_t count)
{
	double sum = 0;

	for (size_t j = 0; j < count; j++) {
		sum += d[j];
		d[j] = sum / (double)(j + 1);
	}
}

void simplex_around(double *d, const double *centre, size_t count, double spread)
{
	double middle = 0;

	for (size_t j = 0; j < count; j++)
		middle += centre[j] * d[j];
	for (size_t j = 0; j < count; j++)
		d[j] = (1 - spread) * middle + spread * d[j];
}
