/*
 * How far voters are apart (design §5.2): on one criterion of one use case, and
 * on one criterion over all use cases.
 *
 * Votes that count are those of scoring.h: the last round that has a score,
 * abstentions left out. Percentiles are those of percentile.h.
 *
 * The RAND/UCLA index (Fitch & al., The RAND/UCLA Appropriateness Method User's
 * Manual, RAND MR-1269, 2001) holds on a scale of 1 to 9, so a score s is read
 * as 2s − 1:
 *
 *	IPR   = P70 − P30                  IPRCP = (P30 + P70) / 2
 *	IPRAS = 2.35 + 1.5 · |5 − IPRCP|   index = IPR / IPRAS
 *
 * Kendall's W corrected for ties (Siegel & Castellan 1988, §9.3) over m voters
 * who put n items in order, tied items sharing the mean of their ranks, with R
 * the sum of ranks of an item and t the size of each group of ties of a voter:
 *
 *	W = (12 · Σ R² − 3 · m² · n · (n + 1)²) / (m² · n · (n² − 1) − m · Σ (t³ − t))
 *
 * 0 is no agreement at all, 1 the same order by everybody.
 */
#ifndef CADRAN_CORE_DISAGREEMENT_H
#define CADRAN_CORE_DISAGREEMENT_H

#include "cadran/core/document.h"

/* On a scale of 1 to 9. All NAN of fewer than two ratings, which cannot differ. */
struct rand_ucla {
	double p30, p70, ipr, iprcp, asymmetry, ipras, index;
	bool disagreement; /* IPR > IPRAS */
};

void rand_ucla_compute(const double *ratings, size_t count, struct rand_ucla *result);

/*
 * Of one criterion of one use case, 1 to 5. Without a vote all figures are NAN;
 * of one vote `min`, `max` and `median` are, and no other.
 */
struct disagreement {
	size_t votes;
	double min, max, median;
	double spread;     /* max − min */
	double iqr;        /* P75 − P25 */
	double index;      /* of RAND/UCLA */
	bool disagreement; /* by RAND/UCLA */
	size_t apart;      /* votes that stand out (vote_stands_out), whatever the index says */
};

/*
 * A vote that stands away from the others: two points or more from the median
 * of its round. Two points are two anchors: another answer, not another nuance.
 */
bool vote_stands_out(double score, double median);

void disagreement_compute(const struct score *score, struct disagreement *result);

struct agreement {
	size_t voters, items;
	size_t left_out;   /* voters who scored some of the items and not all */
	double w;          /* 0..1; NAN of fewer than two voters or items, and where every voter ties all */
	double chi_square; /* m · (n − 1) · W; NAN without W */
	size_t freedom;    /* its degrees: n − 1; 0 without W */
};

/* W of scores[voter · items + item], any numbers: only their order counts, and scores within 1e-9 tie. */
void kendall_w(const double *scores, size_t voters, size_t items, struct agreement *result);

/*
 * Of one criterion over all use cases present. The items are the use cases that
 * two voters or more scored, the voters those who scored all of them.
 */
void agreement_compute(const struct document *document, size_t criterion, struct agreement *result);

#endif
