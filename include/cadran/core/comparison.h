/*
 * What moved from one evaluation to another, and because of what: two moments of
 * one dossier, or two dossiers.
 *
 * Scores are weighted means, s = Σ w·x / Σ w over what counts: answered
 * questions, dimensions with a score, scored criteria, families. One term's
 * part in the move from s to s' is
 *
 *	(w'·(x' − r) − w·(x − r)) / W,   r = (s + s') / 2,  W = (Σ w + Σ w') / 2
 *
 * with w = 0 where it did not count and w' = 0 where it counts no more. The parts
 * sum to s' − s. They depend on no order, what did not change has none, and the
 * other way round they change sign. Where the same terms count before and after,
 * a part is w·(x' − x) / Σ w; a term that comes in counts by its distance from the
 * mean: a blank that becomes a low level lowers the score.
 *
 * Things are matched by their ids. A figure that does not exist is NAN, and so is
 * a part where the mean does not exist on both sides.
 */
#ifndef CADRAN_CORE_COMPARISON_H
#define CADRAN_CORE_COMPARISON_H

#include "cadran/core/report.h"

struct move {
	double before, after;
};

/* Equal figures, or none on both sides. */
bool move_is_none(const struct move *move);

/* A copy of a content file that is not the same on both sides; NULL where there is none on that side. */
struct content_move {
	enum content_kind kind;
	const char *id;
	const char *before, *after; /* versions, or ids of the matrix in use for CONTENT_MATRIX */
};

/* A question whose level, or weight, is another one. */
struct answer_move {
	const struct question *question; /* of after; of before where it is asked no more */
	const char *before, *after;      /* "1" to "5", "NA", "?", ""; NULL where it is not asked */
	double part;                     /* in the score of the dimension */
};

struct dimension_move {
	const struct dimension *dimension; /* as the question */
	struct move score;
	double part; /* in the score of the grid */
	struct answer_move *answers;
	size_t answer_count;
};

struct grid_move {
	const struct grid *grid;
	struct move score;
	struct move level;                 /* NAN without an answer */
	struct dimension_move *dimensions; /* all of them */
	size_t dimension_count;
};

/* A criterion whose score, or where it comes from, is another one. */
struct score_move {
	const struct criterion *criterion;
	struct move score;
	enum score_source before, after;
	double part; /* in the value of the family; of risk as a danger */
};

struct gate_move {
	const struct grid *grid;
	const struct dimension *dimension;
	struct move shortfall; /* levels; 0 where nothing is required, NAN where it is to be confirmed */
};

struct condition_move {
	const char *id;
	enum met before, after;
};

struct use_case_move {
	const struct use_case_result *before, *after; /* NULL where it is not there */
	bool moved;                                   /* any figure, verdict, place, score or field is another one */
	bool others; /* it is ranked on both sides, otherwise, with the same priority */
	struct move priority, rank, x, y;
	struct move families[FAMILY_COUNT];
	double parts[FAMILY_COUNT]; /* in the priority */
	struct score_move *scores;
	size_t score_count;
	struct gate_move *gates; /* that ask for more or less than before */
	size_t gate_count;
	struct condition_move *conditions; /* of the quick-win rule, met otherwise than before */
	size_t condition_count;
};

struct comparison {
	const struct evaluation *before, *after; /* borrowed */
	struct content_move *contents;
	size_t content_count;
	struct grid_move *grids; /* those on both sides */
	size_t grid_count;
	struct use_case_move *use_cases; /* in the order of after, then those that are gone */
	size_t use_case_count;
};

/* Both evaluations stay as long as the comparison. */
void comparison_compute(const struct evaluation *before, const struct evaluation *after, struct comparison *comparison);
void comparison_release(struct comparison *comparison);

/* Nothing is different: not a figure, an answer's level, a use case, its sheet or its scores, not the content. */
bool comparison_is_empty(const struct comparison *comparison);

/* The field's canonical text on each side; false where it is the same. "" on the side where there is no use case. */
bool use_case_move_field(const struct use_case_move *move, enum use_case_field field, const char **before,
			 const char **after);

/*
 * As a table (report.h): kind, id, field, before, after, difference, part, reason.
 * `part` is the term's part in the mean that it belongs to, `reason` the terms
 * that moved the figure, or what the part is of. report_release.
 */
void report_comparison(const struct comparison *comparison, enum language language, struct report *report);

/* The id of the quadrant; "" where it has no place. */
const char *use_case_quadrant(const struct evaluation *evaluation, const struct use_case_result *result);

#endif
