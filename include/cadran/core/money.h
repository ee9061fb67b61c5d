/*
 * What a use case costs and brings (design §5.3), from figures in euros,
 * hours, days, months and years.
 *
 *	gain       = 12 · hours · hour cost + other gain         a year, after ramp_up months
 *	build      = days · day rate + build cost
 *	tco        = build + run · horizon
 *	net_year   = gain − run
 *	roi        = (max(0, gain · (horizon − ramp_up/12)) − tco) / tco
 *	payback    = ramp_up + (build + run · ramp_up/12) / (net_year/12)      months
 *	npv        = −build + Σ t=1..horizon (gain · min(max(12t − ramp_up, 0), 12)/12 − run) / (1 + r)^t
 *
 * There is money when one of hours, other gain, build days, build cost, run
 * cost is given; the others then count as 0 (horizon 3 years, r = 0).
 */
#ifndef CADRAN_CORE_MONEY_H
#define CADRAN_CORE_MONEY_H

#include "cadran/core/use_case.h"

/*
 * What is computed: the outcome with the likely figures, or the least and the
 * most favourable one. LOW takes low gains with high costs, ramp-up and
 * discount, HIGH the opposite; the horizon is the likely one in all three.
 */
enum estimate { ESTIMATE_LOW, ESTIMATE_LIKELY, ESTIMATE_HIGH };

/* All NAN where there is no money; roi NAN where tco is 0, payback where net_year is not above 0. */
struct money {
	bool given;
	double gain, build, run; /* euros: a year, once, a year */
	double horizon;          /* years, whole */
	double ramp_up;          /* months */
	double discount;         /* a fraction a year */
	double tco, net_year, roi, payback, npv;
};

void money_compute(const struct use_case_facts *facts, enum estimate estimate, struct money *money);

#endif
