/*
 * From scores to families (design §5.2), one use case at a time.
 */
#ifndef CADRAN_CORE_SCORING_H
#define CADRAN_CORE_SCORING_H

#include "cadran/core/evaluation.h"

/*
 * The score of a criterion: the retained one; else the aggregate of the votes
 * of the highest round that has a score and is not hidden; else one derived from figures; else
 * missing. An abstention is no vote.
 */
void criterion_compute(const struct criterion *criterion, const struct score *score, const struct matrix *matrix,
		       enum profile profile, const struct money *money, struct criterion_result *result);

/* The round whose votes count: the highest that has a score and is not hidden; 0 where nobody gave one. */
long counting_round(const struct score *score);

/* Walks the votes of `round` that are scores: the first after `after` (NULL: the first of all), NULL at the end. */
const struct vote *counting_vote(const struct score *score, long round, const struct vote *after);

/* The highest round below `below` in which somebody voted, abstentions included, and that is not hidden; 0: none. */
long round_below(const struct score *score, long below);

/* How often each score was given in a round that is not hidden; abstentions count under 0. */
void round_count(const struct score *score, long round, size_t counts[LEVEL_COUNT + 1]);

/* What a vote that counts says, 1 to 5. */
size_t vote_level(const struct vote *vote);

/* What a score of 1 to 5 is worth, 0..100: more is better, whatever the direction of the criterion. */
double criterion_utility(const struct criterion *criterion, double score);

/* Weighted means of utilities; missing criteria stand at 0 and at 100 in the interval. */
void families_compute(const struct criteria *criteria, const struct criterion_result *results,
		      struct family_result families[FAMILY_COUNT]);

/*
 * The score, 1 to 5, that a figure is worth by the bounds that the matrix has
 * for this profile: lower bounds for roi, upper ones for payback and tco. NAN
 * for a figure that does not exist or has no bounds.
 */
double derived_score(const struct matrix *matrix, enum profile profile, enum derive derive, const struct money *money);

/*
 * A weighted mean of families as axes and priority read them: feasibility
 * after its gate, 100 − risk. NAN when a family that weighs something has no
 * value.
 */
double families_mean(const double weight[FAMILY_COUNT], const struct use_case_result *result);

/* One family as axes and priority read it. */
double family_reading(const struct use_case_result *result, enum family family);

#endif
