#include "cadran/core/matrix.h"

#include "cadran/base/words.h"
#include "cadran/core/compare.h"

static const char *const quadrant_keys[QUADRANT_COUNT] = { "high-high", "high-low", "low-high", "low-low" };
static const char *const weights_open_ids[WEIGHTS_OPEN_COUNT] = { "uniform", "given", "order", "around" };

const struct uncertainty default_uncertainty = { .spread = 0.5, .samples = 10000, .seed = 1 };

bool weights_open_parse(const char *id, enum weights_open *open)
{
	const int found = word_index(weights_open_ids, WEIGHTS_OPEN_COUNT, id);

	if (found < 0)
		return false;
	*open = (enum weights_open)found;
	return true;
}

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
