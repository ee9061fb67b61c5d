/*
 * Percentiles as the seventh definition of Hyndman & Fan has them (The American
 * Statistician 50(4), 1996), which R, numpy and spreadsheets take: with n
 * values in ascending order x[0] … x[n − 1],
 *
 *	h = (n − 1) · share        x[⌊h⌋] + (h − ⌊h⌋) · (x[⌊h⌋ + 1] − x[⌊h⌋])
 *
 * +INFINITY is a value like any other and comes last: between a number and it
 * lies +INFINITY. Of no values there is none: NAN.
 */
#ifndef CADRAN_CORE_PERCENTILE_H
#define CADRAN_CORE_PERCENTILE_H

#include <stddef.h>

/* Of values in ascending order; `share` 0..1. */
double percentile_of_sorted(const double *sorted, size_t count, double share);

#endif
