/*
 * All figures of a dossier, computed at once from its document (design §5.1 to
 * 5.5): nothing is read or kept elsewhere, and `explain` shows what stands here.
 *
 * A figure that does not exist is NAN. Nothing is rounded.
 *
 *	votes, retained, derived ─► criterion score ─► family value ─┬─► gates ─► axes, priority, rank
 *	                                                             └───────────► quick-win rule
 */
#ifndef CADRAN_CORE_EVALUATION_H
#define CADRAN_CORE_EVALUATION_H

#include "cadran/core/maturity.h"
#include "cadran/core/money.h"
#include "cadran/core/weights.h"

enum score_source { SOURCE_MISSING, SOURCE_RETAINED, SOURCE_VOTES, SOURCE_DERIVED };

struct criterion_result {
	double score;   /* 1..5 */
	double utility; /* 0..100: 25·(s − 1), or 25·(5 − s) where less is better */
	enum score_source source;
	long round;        /* of the votes that count */
	size_t vote_count; /* in that round, abstentions left out */
};

/* 0..100. Risk is a danger here, 100 the worst; axes and priority read 100 − risk. */
struct family_result {
	double value, min, max;
	size_t scored, total;
	bool complete; /* every required criterion is scored */
};

struct requirement_result {
	size_t grid, dimension;
	double required, current; /* levels; current NAN where the dimension has no score */
	double shortfall;         /* levels missing; 0 when reached, NAN when to be confirmed */
};

enum verdict { VERDICT_NONE, VERDICT_NO, VERDICT_INCOMPLETE, VERDICT_CONDITIONAL, VERDICT_YES };
enum met { MET_UNKNOWN, MET_YES, MET_NO };

struct condition_result {
	const struct condition *condition;
	enum met met;
	bool fixable;        /* it fails, and work can put it right */
	double value, limit; /* NAN where the condition is not a number */
	char *blocker;       /* prerequisites: the use case that decides; else NULL; owned by the result */
};

/* Obligations on data and dialogue that are open. */
enum data_obligation { DATA_HOSTING = 1, DATA_AIPD = 2, DATA_CSE = 4 };

struct use_case_result {
	const struct use_case *use_case;
	struct use_case_facts facts;
	struct money money[3];                       /* by enum estimate */
	struct criterion_result *criteria;           /* as content.criteria; owned */
	struct family_result families[FAMILY_COUNT]; /* before gates */

	struct requirement_result *requirements; /* each dimension once, the highest level asked; owned */
	size_t requirement_count;
	double feasibility_penalty; /* points that missing levels take off */
	double feasibility_after;   /* families[FEASIBILITY].value less the penalty, 0 at least */
	bool maturity_blocked;
	bool techno_push;          /* no need, sponsor or indicator */
	unsigned open_obligations; /* of enum data_obligation */
	size_t frees;              /* use cases that have this one as a prerequisite */
	bool enabler;              /* frees three or more */

	bool placed;            /* has x and y, and is not prohibited */
	double x, y, priority;  /* 0..100 */
	enum quadrant quadrant; /* when placed */
	size_t rank;            /* from 1; 0 without */

	enum verdict verdict;                /* NONE for live and stopped ones */
	bool express;                        /* a quick win in months that the matrix calls express */
	struct condition_result *conditions; /* in the order of the matrix, those that are dropped left out; owned */
	size_t condition_count;
	unsigned missing; /* of enum missing */
};

/* What must be known before a quick win can be told, whatever the rule asks. */
enum missing {
	MISSING_SCORE = 1,
	MISSING_DELAY = 2,
	MISSING_AI_ACT = 4,
	MISSING_HEALTH_DATA = 8,
	MISSING_MEDICAL_DEVICE = 16
};

struct evaluation {
	const struct document *document;
	struct grid_result *grids; /* as content.grids */
	size_t grid_count;
	struct family_weights weights;     /* that axes and priority were computed with */
	struct use_case_result *use_cases; /* those present, in the document's order */
	size_t use_case_count;
	/*
	 * Indices of use_cases: by rank, then lower risk (those without a figure
	 * of it last), then id; those without a rank are left out.
	 */
	size_t *ranking;
	size_t ranking_count;
	size_t quick_wins, conditional;
};

void evaluation_compute(const struct document *document, struct evaluation *evaluation);

/*
 * The same, supposing higher levels of maturity: `raised[g][d]` is the level
 * that dimension d of grid g has at least, NAN for as answered; NULL for a grid
 * or for all raises none (grid_compute_raised). Gates, feasibility, places,
 * ranks and verdicts are those that a service of that maturity would have.
 */
void evaluation_compute_raised(const struct document *document, const double *const *raised,
			       struct evaluation *evaluation);

/*
 * Places and ranks the use cases anew, supposing these shares of the families
 * (family_weights_suppose); NULL: as the matrix weighs them. Families, gates and
 * verdicts do not depend on it and stay.
 */
void evaluation_weigh(struct evaluation *evaluation, const double share[FAMILY_COUNT]);

/*
 * Where a use case would stand without the gate of maturity, with the weights of
 * the evaluation; false where it has no place.
 */
bool evaluation_before_gates(const struct evaluation *evaluation, const struct use_case_result *result, double *x,
			     double *y);

/* Reads nothing of the document, which may be gone. */
void evaluation_release(struct evaluation *evaluation);

/* NULL where there is no such use case. */
const struct use_case_result *evaluation_use_case(const struct evaluation *evaluation, const char *id);

/* Prohibited by the AI Act: taken off ranking and matrix. */
bool result_is_prohibited(const struct use_case_result *result);

/* The dimension falls short, or is to be confirmed. */
bool requirement_is_open(const struct requirement_result *requirement);

/* For qsort, of pointers to results: by id, where nothing else puts use cases in order. */
int result_compare_id(const void *left, const void *right);

/* Whether maturity that is missing takes something off its feasibility. */
bool result_is_lowered_by_gate(const struct use_case_result *result);

/* Live or stopped: figures, but no rank and no verdict. */
bool result_is_settled(const struct use_case_result *result);

const char *verdict_id(enum verdict verdict);

#endif
