/*
 * The prioritization matrix as its file describes it: what the axes are made
 * of, where they are cut, what the quadrants are called, what takes points off
 * and what makes a quick win.
 *
 *	 y
 *	100 +-------------+-------------+
 *	    |  HIGH_LOW   |  HIGH_HIGH  |
 *	    +-------------+-------------+  <- axes[AXIS_Y].threshold
 *	    |  LOW_LOW    |  LOW_HIGH   |
 *	  0 +-------------+-------------+
 *	    0             ^            100  x
 *	        axes[AXIS_X].threshold
 *
 * Both axes run from 0 to 100. A point on a line counts as high.
 */
#ifndef CADRAN_CORE_MATRIX_H
#define CADRAN_CORE_MATRIX_H

#include "cadran/core/criteria.h"

enum axis_id { AXIS_X, AXIS_Y, AXIS_COUNT };

/* y, then x, as the files name them. */
enum quadrant { QUADRANT_HIGH_HIGH, QUADRANT_HIGH_LOW, QUADRANT_LOW_HIGH, QUADRANT_LOW_LOW, QUADRANT_COUNT };

enum aggregate { AGGREGATE_MEDIAN, AGGREGATE_MEAN };

struct axis {
	struct text name, text;
	double weight[FAMILY_COUNT];
	double threshold; /* 0..100 */
};

struct quadrant_text {
	const char *id;
	struct text name, advice;
};

/* The kinds of conditions a quick-win rule is made of. */
enum condition_kind {
	CONDITION_FAMILY,     /* a family's value against a limit */
	CONDITION_FAMILY_ANY, /* each score of a family against a limit */
	CONDITION_DELAY,      /* months to first use */
	CONDITION_BUILD,      /* cost of building, euros */
	CONDITION_PAYBACK,    /* months */
	CONDITION_AI_ACT,     /* the class is one of a list */
	CONDITION_MEDICAL_DEVICE,
	CONDITION_NEED, /* need, sponsor and indicator are stated */
	CONDITION_MATURITY,
	CONDITION_PREREQUISITES,
	CONDITION_DATA, /* no open obligation on data and dialogue */
	CONDITION_KIND_COUNT
};

struct condition {
	const char *id; /* as the file writes it: «impact.min» */
	enum condition_kind kind;
	enum family family;
	bool at_least; /* else at most */
	double limit[PROFILE_COUNT];
	const char *allowed; /* CONDITION_AI_ACT: class ids, comma separated; else the file's word */
};

/* What is open when it is asked how sure the ranking is (design §5.6). */
enum weights_open { WEIGHTS_UNIFORM, WEIGHTS_GIVEN, WEIGHTS_ORDER, WEIGHTS_AROUND, WEIGHTS_OPEN_COUNT };

struct uncertainty {
	enum weights_open families; /* the weights of the families in the priority */
	enum weights_open criteria; /* those of the criteria within each family: uniform or given */
	bool flat;                  /* instead of both: all criteria on one simplex */
	double spread;              /* 0..1: how far `around` goes from the given weights, 1 being uniform */
	unsigned long samples, seed;
};

/* Where a file says nothing: uniform, uniform, 10 000 samples, seed 1. */
extern const struct uncertainty default_uncertainty;

bool weights_open_parse(const char *id, enum weights_open *open);

struct matrix {
	const char *id, *version;
	struct text name, text;
	enum aggregate aggregate;
	struct axis axes[AXIS_COUNT];
	double priority[FAMILY_COUNT];
	struct quadrant_text quadrants[QUADRANT_COUNT];
	double gate_penalty; /* points off feasibility for each missing level */
	double gate_block;   /* levels missing in one dimension from which the use case is blocked */
	struct {
		bool given;
		double bound[PROFILE_COUNT][LEVEL_COUNT]; /* [1] to [4]: where scores 2 to 5 begin; [0] is not used */
	} derive[DERIVE_COUNT];
	struct condition *conditions; /* in the order of the file */
	size_t condition_count;
	double express_delay; /* months; a quick win this fast is called express */
	struct uncertainty uncertainty;
};

const char *quadrant_key(enum quadrant quadrant);

/* Where a point lies; `x` and `y` 0..100, on a line counts as high. */
enum quadrant matrix_quadrant(const struct matrix *matrix, double x, double y);

#endif
