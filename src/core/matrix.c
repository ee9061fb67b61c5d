#include "cadran/core/matrix.h"

#include "cadran/core/compare.h"

static const char *const quadrant_keys[QUADRANT_COUNT] = { "high-high", "high-low", "low-high", "low-low" };

const char *quadrant_key(enum quadrant quadrant)
{
	return quadrant_keys[quadrant];
}

enum quadrant matrix_quadrant(const struct matrix *matrix, double x, double y)
{
	const bool right = reaches(x, matrix->axes[AXIS_X].threshold);

	if (reaches(y, matrix->axes[AXIS_Y].threshold))
		return right ? QUADRANT_HIGH_HIGH : QUADRANT_HIGH_LOW;
	return right ? QUADRANT_LOW_HIGH : QUADRANT_LOW_LOW;
}
