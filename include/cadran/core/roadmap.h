/*
 * In which order what is worth doing can be done: use cases, and before them
 * the actions that raise the maturity they require and the obligations that are
 * open, in three waves.
 *
 *	months   0 ───────── 6 ───────── 12 ─────────────────────── 24 ── later
 *	data.quality   [2→3][──3→4──]
 *	ai.skills      [─2→3─]
 *	use case A          └[── delay ──]          starts when its needs are met
 *	use case B                        └[── delay ──]     B needs A
 *
 * On it are ranked use cases whose verdict is yes, conditional or no. Left out
 * are those to be completed (and those without a delay), those that the matrix
 * drops (low in value and in ease), and those that need one that is not there.
 * Live, stopped and prohibited ones are no candidates.
 *
 * They are treated in turn: quick wins, those under condition, the others, each
 * by rank; those that the matrix calls marginal (low in value, easy) after all
 * others; what is needed takes the place of the first that needs it. Nothing
 * that is treated later moves what was treated before.
 *
 * An action takes a dimension one level up. Those of one dimension follow each
 * other, those of different dimensions go side by side, each as soon as its
 * dimension is free, once for all that need it. An unanswered dimension is to
 * be confirmed first; nothing more is planned for it until it is answered.
 * Obligations are done side by side, just before the use case.
 *
 * A use case takes its days and the cost of building in the wave in which it
 * starts, as far as a budget and a capacity are given; each wave has its share
 * of the year's. Where they do not do it starts with the next wave. One that is
 * larger than a whole wave is alone in it, from its start. A use case stands in
 * the wave in which it comes into use.
 */
#ifndef CADRAN_CORE_ROADMAP_H
#define CADRAN_CORE_ROADMAP_H

#include "cadran/core/evaluation.h"

enum { ROADMAP_WAVES = 3, ROADMAP_LATER = ROADMAP_WAVES /* in place of a wave: after the last */ };

struct roadmap_bounds {
	double from, to; /* months; what ends at `to` is in */
	double share;    /* of what there is for a year */
};

extern const struct roadmap_bounds roadmap_bounds[ROADMAP_WAVES];

enum roadmap_kind {
	ROADMAP_USE_CASE,
	ROADMAP_ACTION,     /* one level up in a dimension */
	ROADMAP_CONFIRM,    /* the level of a dimension that has no answer */
	ROADMAP_OBLIGATION, /* of one use case */
	ROADMAP_KIND_COUNT
};

/* Why an item stands where it does. */
enum roadmap_reason {
	ROADMAP_QUICK_WIN,        /* nothing keeps it */
	ROADMAP_CONDITIONAL,      /* nothing keeps it but its conditions */
	ROADMAP_PRIORITY,         /* its turn by its rank */
	ROADMAP_FREES,            /* brought forward, or done, for others: how many */
	ROADMAP_AFTER_USE_CASE,   /* its place in evaluation.use_cases */
	ROADMAP_AFTER_ACTION,     /* or confirmation: its place in items */
	ROADMAP_AFTER_OBLIGATION, /* its place in items */
	ROADMAP_WAVE_FULL,        /* the wave that it would have started in */
	ROADMAP_BEFORE_USE_CASE,  /* its place in evaluation.use_cases */
	ROADMAP_REASON_COUNT
};

struct roadmap_item {
	enum roadmap_kind kind;
	size_t use_case;                 /* place in evaluation.use_cases; of actions the first that needs it */
	size_t grid, dimension;          /* of actions and confirmations */
	int from, to;                    /* levels, of actions */
	enum data_obligation obligation; /* of obligations */
	double start, end;               /* months */
	size_t wave;                     /* ROADMAP_LATER after the last */
	enum roadmap_reason reason;
	size_t operand;     /* of the reason */
	size_t serves;      /* use cases that an action is for; that need a use case */
	double days, euros; /* that a use case takes; NAN where it does not say */
	bool oversize;      /* it takes more than the wave has */
};

enum roadmap_left_reason {
	ROADMAP_INCOMPLETE, /* verdict or delay: result.missing */
	ROADMAP_SET_ASIDE,  /* low in value and in ease */
	ROADMAP_BLOCKED,    /* by a prerequisite that is not there */
	ROADMAP_LEFT_REASON_COUNT
};

struct roadmap_left {
	size_t use_case;
	enum roadmap_left_reason reason;
	char blocker[200]; /* an id; "" elsewhere */
};

struct roadmap_wave {
	double days, euros;             /* taken by what starts in it */
	double days_limit, euros_limit; /* its share; NAN where there is no limit */
	size_t started, in_use;         /* use cases that start in it, and that stand in it */
	size_t uncosted, unestimated;   /* of those that start in it: that give no euros, no days */
	size_t others;                  /* actions, confirmations and obligations that stand in it */
};

struct roadmap {
	struct roadmap_item *items; /* in the order of treatment, what a use case needs before it; owned */
	size_t count;
	struct roadmap_left *left; /* in the order of the ranking, then those without a rank by id; owned */
	size_t left_count;
	struct roadmap_wave waves[ROADMAP_WAVES + 1]; /* the last is ROADMAP_LATER */
};

void roadmap_compute(const struct evaluation *evaluation, struct roadmap *roadmap);
void roadmap_release(struct roadmap *roadmap);

/* Whether the use case at `use_case` waits for this action or confirmation. */
bool roadmap_serves(const struct evaluation *evaluation, const struct roadmap_item *item, size_t use_case);

const char *roadmap_kind_id(enum roadmap_kind kind);
const char *roadmap_reason_id(enum roadmap_reason reason);
const char *roadmap_left_reason_id(enum roadmap_left_reason reason);

#endif
