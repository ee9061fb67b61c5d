#include "cadran/core/percentile.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/core/compare.h"

/* Fewer are put in order one by one; more are thrown into bins once more, so often at most. */
enum { FEW = 128, DEEPEST = 4 };

/* The place of a percentile: `beyond` of the way from the value at `below` to the next. */
struct place {
	size_t below;
	double beyond;
};

static struct place place_of(size_t count, double share)
{
	const double at = (double)(count - 1) * share;
	const size_t below = (size_t)(at + COMPARE_SLACK);
	const double beyond = at - (double)below;

	return (struct place){ below, below + 1 < count && beyond > COMPARE_SLACK ? beyond : 0 };
}

static double between(double below, double above, double beyond)
{
	return isinf(above) ? above : below + beyond * (above - below);
}

double percentile_of_sorted(const double *sorted, size_t count, double share)
{
	struct place place;

	if (!count)
		return NAN;
	place = place_of(count, share);
	if (!(place.beyond > 0))
		return sorted[place.below];
	return between(sorted[place.below], sorted[place.below + 1], place.beyond);
}

/* What turns a number into its bin; a scale of 0 throws all into the first. */
struct bins {
	double least, scale;
};

/* Four at a time: one comparison would wait for the one before it. */
static struct bins bins_of(const double *values, size_t count)
{
	double least[4] = { INFINITY, INFINITY, INFINITY, INFINITY };
	double most[4] = { -INFINITY, -INFINITY, -INFINITY, -INFINITY }, scale;

	for (size_t i = 0; i < count / 4 * 4; i += 4)
		for (size_t k = 0; k < 4; k++) {
			least[k] = values[i + k] < least[k] ? values[i + k] : least[k];
			most[k] = values[i + k] > most[k] ? values[i + k] : most[k];
		}
	for (size_t i = count / 4 * 4; i < count; i++) {
		least[0] = fmin(least[0], values[i]);
		most[0] = fmax(most[0], values[i]);
	}
	least[0] = fmin(fmin(least[0], least[1]), fmin(least[2], least[3]));
	most[0] = fmax(fmax(most[0], most[1]), fmax(most[2], most[3]));
	scale = SAMPLE_BINS / (most[0] - least[0]);
	return (struct bins){ least[0], count && isfinite(scale) ? scale : 0 };
}

/* A greater number is never in a lower bin: subtracting and multiplying keep the order. */
static size_t bin_of(const struct bins *bins, double value)
{
	const int bin = (int)((value - bins->least) * bins->scale);

	return bin < SAMPLE_BINS ? (size_t)bin : SAMPLE_BINS - 1;
}

/* Throws `from` into `to`, bin after bin; begin[bin] is where each begins, begin[SAMPLE_BINS] the end. */
static void throw_into_bins(const double *from, size_t count, double *to, size_t begin[SAMPLE_BINS + 1])
{
	const struct bins bins = bins_of(from, count);
	size_t next[SAMPLE_BINS], sum = 0;

	memset(begin, 0, sizeof(*begin) * (SAMPLE_BINS + 1));
	for (size_t i = 0; i < count; i++)
		begin[bin_of(&bins, from[i])]++;
	for (size_t bin = 0; bin < SAMPLE_BINS; bin++) {
		next[bin] = sum;
		sum += begin[bin];
		begin[bin] = next[bin];
	}
	begin[SAMPLE_BINS] = sum;
	for (size_t i = 0; i < count; i++)
		to[next[bin_of(&bins, from[i])]++] = from[i];
}

static int compare_numbers(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

void sort_ascending(double *values, size_t count)
{
	qsort(values, count, sizeof(*values), compare_numbers);
}

static void sort_few(double *values, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const double value = values[i];
		size_t at = i;

		for (; at && values[at - 1] > value; at--)
			values[at] = values[at - 1];
		values[at] = value;
	}
}

/* With as much room in `scratch`. A long tail leaves nearly all in one bin: that one is thrown again. */
static void sort_many(double *values, size_t count, double *scratch, int depth)
{
	size_t begin[SAMPLE_BINS + 1];

	if (count <= FEW) {
		sort_few(values, count);
	} else if (depth == DEEPEST) {
		sort_ascending(values, count);
	} else {
		memcpy(scratch, values, count * sizeof(*values));
		throw_into_bins(scratch, count, values, begin);
		for (size_t bin = 0; bin < SAMPLE_BINS; bin++)
			sort_many(values + begin[bin], begin[bin + 1] - begin[bin], scratch, depth + 1);
	}
}

void sample_init(struct sample *sample, const double *values, size_t count, double *room)
{
	size_t numbers = 0;

	sample->values = room;
	sample->scratch = room + count;
	sample->count = count;
	memset(sample->sorted, 0, sizeof(sample->sorted));
	for (size_t i = 0; i < count; i++) {
		sample->scratch[numbers] = values[i];
		numbers += !isinf(values[i]);
	}
	throw_into_bins(sample->scratch, numbers, sample->values, sample->begin);
	sample->begin[SAMPLE_BINS + 1] = count;
	for (size_t i = numbers; i < count; i++)
		sample->values[i] = INFINITY;
}

/* The value at `place` of the ascending order. */
static double value_at(struct sample *sample, size_t place)
{
	size_t low = 0, high = SAMPLE_BINS + 1;

	while (high - low > 1) {
		const size_t middle = low + (high - low) / 2;

		if (sample->begin[middle] <= place)
			low = middle;
		else
			high = middle;
	}
	if (low < SAMPLE_BINS && !sample->sorted[low]) {
		sort_many(sample->values + sample->begin[low], sample->begin[low + 1] - sample->begin[low],
			  sample->scratch, 0);
		sample->sorted[low] = 1;
	}
	return sample->values[place];
}

double sample_percentile(struct sample *sample, double share)
{
	struct place place;

	if (!sample->count)
		return NAN;
	place = place_of(sample->count, share);
	if (!(place.beyond > 0))
		return value_at(sample, place.below);
	return between(value_at(sample, place.below), value_at(sample, place.below + 1), place.beyond);
}

double sample_error(struct sample *sample, double share)
{
	const double error = sqrt(share * (1 - share) / (double)sample->count);
	const double low = sample_percentile(sample, fmax(share - error, 0));
	const double high = sample_percentile(sample, fmin(share + error, 1));

	return (high - low) / 2;
}
