/*
 * How sure the ranking is (design §5.6): SMAA-2, Lahdelma & Salminen, «SMAA-2:
 * Stochastic Multicriteria Acceptability Analysis for Group Decision Making»,
 * Operations Research 49 (2001) 444–454. The weights that the matrix leaves
 * open are drawn uniformly, votes without a retained score give one voter's
 * score at random, and every figure that follows is a probability.
 *
 * Exact where it can be, sampled where not: an `error` of 0 says exact, any
 * other is the standard error of a sampled figure. Exact figures are there at
 * once; the sampled ones are NAN until robustness_refine has drawn something,
 * and refine with each call. The same dossier and seed give the same figures
 * everywhere, in whatever slices they are drawn.
 *
 * Only use cases that have a rank take part. A use case is known here by its
 * place in evaluation.use_cases.
 *
 * Readings: a family or criterion that weighs 0 stays at 0, whatever is open. A
 * criterion that a use case has no score for leaves its family's mean, as in
 * the evaluation. The weights of the axes are those of the evaluation. Weights of
 * families that it supposes are held, whatever the matrix leaves open. Values
 * that differ by less than 1e-4 of 100 share the better rank.
 */
#ifndef CADRAN_CORE_ROBUSTNESS_H
#define CADRAN_CORE_ROBUSTNESS_H

#include "cadran/core/evaluation.h"

struct robust_model;
struct robust_tally;

struct robustness {
	const struct evaluation *evaluation;
	size_t *items;    /* of each use case: its place in the model, SIZE_MAX without a rank; owned */
	size_t *criteria; /* of each criterion: its place in the model, SIZE_MAX where it weighs nothing; owned */
	struct robust_model *model; /* owned */
	struct robust_tally *tally; /* owned; of the samples drawn so far */
	double *scratch;            /* owned */
};

struct probability {
	double p, error; /* NAN, NAN where there is no such figure */
};

/* From 90 % up a quick win is called sure, else fragile. */
#define ROBUST_SURE 0.9

/* How many samples make a first table worth showing. */
enum { ROBUST_FIRST = 512 };

/* Everything exact at once. `evaluation` and its document must stay as they are until the release. */
void robustness_init(struct robustness *robustness, const struct evaluation *evaluation);
void robustness_release(struct robustness *robustness);

/*
 * The same without robustness_precedes where it is sampled, which has no figure
 * then: a table as large as that of the ranks, and half of the time.
 */
void robustness_init_ranks(struct robustness *robustness, const struct evaluation *evaluation);

/*
 * As a release and an init after evaluation_weigh of its evaluation, whatever
 * was drawn before: what does not depend on weights of families is kept.
 */
void robustness_weigh(struct robustness *robustness);

/* Draws at least one and about `most` more of the matrix's samples; true while some are left. */
bool robustness_refine(struct robustness *robustness, size_t most);

/*
 * All that is left, in parts that can be drawn apart, each by a thread of one's
 * own: counts add up in any order, so that the figures are those that one after
 * the other gives. Nothing else of the robustness may be called in between, and
 * all `count` parts are to be joined.
 */
struct robustness_part {
	const struct robust_model *model;
	size_t first, count;        /* blocks of samples */
	struct robust_tally *tally; /* owned */
};

/* Part `index` of `count`. */
void robustness_part_init(struct robustness_part *part, const struct robustness *robustness, size_t index,
			  size_t count);

/* Draws it, and touches nothing but its own tally. */
void robustness_part_draw(struct robustness_part *part);

/* Adds it to the robustness that it was made of, and releases it. */
void robustness_part_join(struct robustness_part *part, struct robustness *robustness);

/* Samples drawn, of those asked for; where nothing is to be sampled, both are 0. */
size_t robustness_drawn(const struct robustness *robustness);
size_t robustness_asked(const struct robustness *robustness);

/*
 * P(the quick-win rule holds): its thresholds on families with the weights of
 * criteria open; prerequisites at their outcome, yes/no conditions as they
 * stand; under condition, those that work can put right count as met. No
 * figure where the verdict is incomplete or none, nor where only families,
 * open votes or ranges make it «no» while something is missing: drawn otherwise it
 * would be incomplete.
 */
struct probability robustness_quick_win(const struct robustness *robustness, size_t use_case);

struct probability robustness_quadrant(const struct robustness *robustness, size_t use_case, enum quadrant quadrant);

/* Rank acceptability: P(rank = `rank`), from 1. Equal ones share the best rank, so a column need not sum to 1. */
struct probability robustness_rank(const struct robustness *robustness, size_t use_case, size_t rank);

/* Its mean rank: 1 + Σ P(another is strictly ahead). */
struct probability robustness_expected_rank(const struct robustness *robustness, size_t use_case);

/*
 * P(`use_case` is strictly ahead of `other`). Where it is sampled, no figure
 * beyond ROBUST_PAIRS_MOST ranked use cases: their table would be larger than
 * everything else.
 */
enum { ROBUST_PAIRS_MOST = 256 };
struct probability robustness_precedes(const struct robustness *robustness, size_t use_case, size_t other);

/*
 * Central weight: the mean weight of a criterion of the content, 0..1, where
 * this use case is first; 0 for a criterion that weighs nothing. NAN for a use
 * case that never is first.
 */
double robustness_central_weight(const struct robustness *robustness, size_t use_case, size_t criterion);

#endif
