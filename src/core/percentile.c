#include "cadran/core/percentile.h"

#include <math.h>

#include "cadran/core/compare.h"

double percentile_of_sorted(const double *sorted, size_t count, double share)
{
	double place, beyond;
	size_t below;

	if (!count)
		return NAN;
	place = (double)(count - 1) * share;
	below = (size_t)(place + COMPARE_SLACK);
	beyond = place - (double)below;
	if (below + 1 >= count || beyond <= COMPARE_SLACK)
		return sorted[below];
	if (isinf(sorted[below + 1]))
		return sorted[below + 1];
	return sorted[below] + beyond * (sorted[below + 1] - sorted[below]);
}
