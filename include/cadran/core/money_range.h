/*
 * What a use case costs and brings where figures are ranges: percentiles of
 * ROI, payback and NPV over samples.
 *
 * Each figure that is a range is drawn from the triangular law over its low,
 * likely and high value, all independent of each other; the horizon is the
 * likely one. A sample has the formulas of money.h. One without payback counts
 * as +INFINITY months, so a percentile of payback may be +INFINITY: outside it
 * becomes null, like NAN.
 *
 * Reproducible: the draws of a figure depend on the seed, the id of the use
 * case, the figure and the place of the sample, and on nothing else; what
 * happens to other figures or other use cases leaves them as they are.
 *
 *	random_seed(&random, random_stream(seed, random_hash(id)),
 *	            block · USE_CASE_FIELD_COUNT + field)     for each MONEY_BLOCK samples
 *
 * Percentiles and their standard errors are those of percentile.h.
 */
#ifndef CADRAN_CORE_MONEY_RANGE_H
#define CADRAN_CORE_MONEY_RANGE_H

#include <stdint.h>

#include "cadran/core/matrix.h"
#include "cadran/core/money.h"

enum { MONEY_BLOCK = 256 };

enum money_share { MONEY_P10, MONEY_P50, MONEY_P90, MONEY_SHARE_COUNT };

struct money_percentiles {
	double at[MONEY_SHARE_COUNT];
	double error[MONEY_SHARE_COUNT]; /* standard errors; 0 where nothing is drawn */
};

struct money_range {
	bool given;                       /* there is money, and a figure of it is a range */
	struct money_percentiles roi;     /* all NAN where a sample has tco 0 */
	struct money_percentiles payback; /* months */
	struct money_percentiles npv;     /* euros */
	double npv_positive;              /* the probability that npv is above 0 */
	double payback_met;               /* that payback stays within the limit; NAN where there is none */
};

/*
 * `samples` from 1; `payback_limit` in months, NAN for none. Where no figure is
 * a range, all percentiles are the exact figure, without error, and the
 * probabilities 0 or 1. Without money all is NAN.
 */
void money_range_compute(const struct use_case_facts *facts, const char *id, double payback_limit, size_t samples,
			 uint64_t seed, struct money_range *range);

/* Whether a figure that is drawn is a range: nothing is open otherwise. */
bool money_is_open(const struct use_case_facts *facts);

/* One block of the samples that money_range_compute draws. Without a figure as in struct money: NAN. */
struct money_draws {
	double build[MONEY_BLOCK], tco[MONEY_BLOCK], roi[MONEY_BLOCK], payback[MONEY_BLOCK];
};

void money_draw(const struct use_case_facts *facts, const char *id, uint64_t seed, size_t block,
		struct money_draws *draws);

/* The months that the quick-win rule allows this profile for payback; NAN where it does not ask. */
double matrix_payback_limit(const struct matrix *matrix, enum profile profile);

#endif
