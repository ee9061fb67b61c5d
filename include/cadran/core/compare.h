/*
 * Comparing figures. A comparison with a threshold allows 1e-9 in favour of
 * passing, and equal means within 1e-9: sums of decimals differ in their last
 * bit from what is meant.
 */
#ifndef CADRAN_CORE_COMPARE_H
#define CADRAN_CORE_COMPARE_H

#include <math.h>
#include <stdbool.h>

#define COMPARE_SLACK 1e-9

static inline bool reaches(double value, double limit)
{
	return value >= limit - COMPARE_SLACK;
}

static inline bool stays_within(double value, double limit)
{
	return value <= limit + COMPARE_SLACK;
}

static inline bool same_figure(double a, double b)
{
	return fabs(a - b) <= COMPARE_SLACK;
}

/* A figure that does not exist is NAN inside the core and null outside. */
static inline bool is_figure(double value)
{
	return !isnan(value);
}

#endif
