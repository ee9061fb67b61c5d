/*
 * What is drawn to say how sure a ranking is: values per criterion, what is
 * open about their weights, and a tally of what came out. robustness.h makes it
 * from an evaluation; here it stands on plain arrays.
 *
 *	 weights of criteria ─► family means ─► gate ─► weights of families ─► value ─► rank
 *
 * A value is kept as a whole number of steps of 1/32768 of a point, so that
 * ranks are the same however they are found, by pairs or by sorting.
 */
#ifndef CADRAN_CORE_ROBUST_MODEL_H
#define CADRAN_CORE_ROBUST_MODEL_H

#include <stdint.h>

#include "cadran/core/matrix.h"

/* What one voter's score is worth: its utility, and whether the rule's limits on single scores let it pass. */
struct vote_option {
	double utility;
	bool passes;
};

/* One use case's criterion whose votes differ: each sample takes one of its options. */
struct open_vote {
	size_t item, criterion; /* of the model */
	size_t first, count;    /* in model.options */
	uint64_t stream;        /* its own, whatever stands beside it */
};

/* One use case with a range among its figures that something here follows from. */
struct open_figures {
	size_t item;
	const struct use_case_facts *facts; /* borrowed */
	const char *id;                     /* borrowed */
	size_t first, count;                /* in model.derived: the criteria scored from its figures */
	double build_limit, payback_limit;  /* INFINITY: none */
};

/* A criterion that is scored from a figure. */
struct derived_criterion {
	size_t criterion; /* of the model */
	const struct criterion *of;
	double least, most; /* what the rule asks of its score */
};

/* A threshold on a family as axes read it: least <= reading <= most. */
struct family_band {
	double least, most; /* -INFINITY, INFINITY where there is none */
};

struct robust_item {
	double penalty; /* points off the reading of feasibility, which ends at 0 */
	bool placed;    /* has a quadrant */
	double chance;  /* of a quick win as far as nothing drawn decides, 0..1; NAN without a verdict */
	struct family_band band[FAMILY_COUNT];

	/* By robust_model_close. */
	double reading[FAMILY_COUNT];  /* with the given weights, after the penalty; NAN without */
	bool incomplete[FAMILY_COUNT]; /* a criterion that weighs something has no value */
	bool open;                     /* a vote or a figure of it is */
	bool linear;                   /* its value is a weighted sum of what is drawn */
};

struct robust_model {
	struct uncertainty open;
	bool ranks_only;                              /* who is ahead of whom is not counted */
	size_t count;                                 /* items */
	size_t criteria;                              /* that weigh something, family by family */
	size_t first[FAMILY_COUNT + 1];               /* of each family's in `criteria` */
	double *weight;                               /* of criteria, as given */
	double family_weight[FAMILY_COUNT];           /* as given, sums to 1; 0: not in the ranking */
	double axis_weight[AXIS_COUNT][FAMILY_COUNT]; /* of each axis, sums to 1 */
	double threshold[AXIS_COUNT];
	struct robust_item *items;
	double *utility;         /* items × criteria, 0..100, more is better; negative: no value */
	struct open_vote *votes; /* item by item */
	size_t vote_count, vote_capacity;
	struct vote_option *options;
	size_t option_count, option_capacity;
	struct open_figures *figures; /* item by item */
	size_t figures_count, figures_capacity;
	struct derived_criterion *derived;
	size_t derived_count, derived_capacity;
	const struct matrix *matrix; /* its bounds score figures; NULL where none are open */
	enum profile profile;

	/* By robust_model_close. */
	bool drawn;     /* something is to be drawn */
	bool all_pairs; /* every pair is exact */
};

/* Room for `count` items over `criteria` criteria, all zero; goes with robust_model_free. */
struct robust_model *robust_model_new(size_t count, size_t criteria);
void robust_model_free(struct robust_model *model);

/* Once everything is filled in: readings, what is exact, what has to be sampled. */
void robust_model_close(struct robust_model *model);

/* After robust_model_close: the same where nothing but weights of families and `open` is another one since. */
void robust_model_weigh(struct robust_model *model);

/* P(item is strictly ahead of other), exact; only where both are linear. `scratch`: 5 · criteria + 16 figures. */
double robust_pair(const struct robust_model *model, size_t item, size_t other, double *scratch);

/* P(all bands of the item hold), exact; only where it is not open. */
double robust_bands(const struct robust_model *model, size_t item, double *scratch);

/* What came out of `samples` draws, in counts: adding tallies in any order gives the same. */
struct robust_tally {
	size_t samples;
	bool stale;          /* robust_tally_clear was called: no count below is one of these samples */
	uint32_t *rank;      /* items × items: how often it had rank column + 1 */
	uint32_t *behind;    /* items × items: how often the column was strictly ahead; NULL where exact or too many */
	uint32_t *quadrant;  /* items × QUADRANT_COUNT */
	uint32_t *quick_win; /* items: only of those that are open */
	uint64_t *central;   /* items × criteria: sums of weights where it was first, in 2^-32 */
};

/* Samples stand in blocks, each with a stream of its own. */
enum { ROBUST_BLOCK = 32 };

struct robust_tally *robust_tally_new(const struct robust_model *model);
void robust_tally_free(struct robust_tally *tally);

/*
 * As a new one, with what is left to wipe until something is drawn. `*tally` is
 * kept where it has what the model asks for, else it is another one.
 */
void robust_tally_clear(const struct robust_model *model, struct robust_tally **tally);

/* Draws the blocks from `first` on, `count` of them, up to model.open.samples. */
void robust_draw(const struct robust_model *model, size_t first, size_t count, struct robust_tally *tally);

/* Adds what `more` counted. */
void robust_tally_add(const struct robust_model *model, struct robust_tally *tally, const struct robust_tally *more);

#endif
