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

/* Puts `count` values, none of them NAN, in ascending order in place. */
void sort_ascending(double *values, size_t count);

/* Of values in ascending order; `share` 0..1. */
double percentile_of_sorted(const double *sorted, size_t count, double share);

/*
 * Many values of which a few percentiles are wanted: thrown into bins of equal
 * width, and only the bins that hold what is asked for are sorted. The figures
 * are those of percentile_of_sorted, bit by bit.
 */
enum { SAMPLE_BINS = 1024 };

struct sample {
	double *values, *scratch; /* borrowed: the numbers bin after bin, those of +INFINITY last; and as much again */
	size_t count;
	size_t begin[SAMPLE_BINS + 2]; /* of each bin in `values`; the last bin is that of +INFINITY */
	unsigned char sorted[SAMPLE_BINS + 1];
};

/*
 * Of `count` numbers, none of them NAN or −INFINITY, which are copied. `room` is
 * for 2 · count numbers and stays the caller's, who keeps it as long as the sample.
 */
void sample_init(struct sample *sample, const double *values, size_t count, double *room);

double sample_percentile(struct sample *sample, double share);

/*
 * The standard error of that percentile, from the order of the values alone:
 * the number of values below it is binomial, so its share has the standard
 * error e = √(share · (1 − share) / n), and half of what lies between the
 * percentiles at share − e and share + e is the error. +INFINITY where the upper
 * one of the two is, NAN where the lower one is too.
 */
double sample_error(struct sample *sample, double share);

#endif
