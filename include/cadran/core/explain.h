/*
 * Where a figure comes from, as a tree: every figure of a use case, a grid, a
 * dimension, a question or a criterion, down to the answers, votes, weights and
 * rules that it rests on (design §5). The values are those of the evaluation, or
 * of the functions that computed it; nothing is computed in another way here.
 * There are no words: kind, rule and what a node is about make them.
 *
 *	nodes   0 root ──► first 1, count 3
 *	        1 2 3      children of 0, next to each other
 *	        4 5        children of 1 …
 *
 * Children stand behind their parent, so a tree has no circle. A figure is
 * derived once, where it stands highest; elsewhere its node is RULE_SEEN, has no
 * children and names that place in `seen`.
 *
 * A figure that does not exist is NAN. Yes and no are 1 and 0, NAN is unknown. A
 * class, a quadrant, a verdict or a word of the sheet is the number of its enum.
 *
 * It explains evaluation_compute. After evaluation_compute_raised the means of
 * raised dimensions are not those of their answers. In a circle of
 * prerequisites, which only a file changed by hand can hold, a prerequisite is
 * told by its verdict, and the condition as it stood when it was judged.
 */
#ifndef CADRAN_CORE_EXPLAIN_H
#define CADRAN_CORE_EXPLAIN_H

#include <stdint.h>

#include "cadran/core/evaluation.h"

#define EXPLAIN_NONE SIZE_MAX

/* What a figure is. Behind a dash what its `item` and `part` are, where it has them. */
enum explain_kind {
	/* Of a grid, a dimension (without one: of the grid) or a question. */
	EXPLAIN_GRID,            /* all figures of one */
	EXPLAIN_DIMENSION,       /* the same */
	EXPLAIN_QUESTION,        /* the same */
	EXPLAIN_MEAN,            /* the score – part: enum explain_reading, as of the next five */
	EXPLAIN_MEAN_MIN,        /* all unknown at 1 */
	EXPLAIN_MEAN_MAX,        /* all unknown at 5 */
	EXPLAIN_ANSWERED,        /* questions */
	EXPLAIN_SEEN,            /* questions */
	EXPLAIN_ASKED,           /* questions that are applicable */
	EXPLAIN_ANSWER,          /* 1 to 5; NAN for blank, don't know, not applicable */
	EXPLAIN_ANSWER_END,      /* what stands for an unknown answer in an interval – part: 0 low, 1 high */
	EXPLAIN_LEVEL,           /* reached, 1 to 5 */
	EXPLAIN_LEVEL_STEP,      /* whether a level is – item: the level, as of the next five */
	EXPLAIN_SHARE,           /* of the answered weight that stands at it or higher, 0..1 */
	EXPLAIN_SHARE_REACHED,   /* yes or no */
	EXPLAIN_LOWEST_REACHED,  /* yes or no */
	EXPLAIN_LOWEST_NEEDED,   /* what the lowest dimension must score */
	EXPLAIN_SHARE_NEEDED,    /* 0..1 */
	EXPLAIN_SLACK,           /* levels */
	EXPLAIN_LOWEST,          /* the lowest score of a dimension */
	EXPLAIN_HELD_BACK,       /* the dimension that holds the level back, by number */
	EXPLAIN_TARGET,          /* of a dimension */
	EXPLAIN_GAP,             /* of a dimension */
	EXPLAIN_QUESTION_TARGET, /* 1 to 5 */
	EXPLAIN_QUESTION_GAP,    /* levels */

	/* Of a use case: its scores. */
	EXPLAIN_USE_CASE,    /* all figures of one */
	EXPLAIN_FAMILY_ALL,  /* all of one family – item: enum family, as of the next six */
	EXPLAIN_FAMILY,      /* its value, 0..100; risk is a danger */
	EXPLAIN_FAMILY_MIN,  /* missing criteria at their worst */
	EXPLAIN_FAMILY_MAX,  /* at their best */
	EXPLAIN_SCORED,      /* criteria */
	EXPLAIN_CRITERIA,    /* criteria */
	EXPLAIN_COMPLETE,    /* every required criterion is scored */
	EXPLAIN_UTILITY,     /* of a criterion, 0..100 */
	EXPLAIN_UTILITY_END, /* what stands for a missing one in an interval – part: 0 low, 1 high */
	EXPLAIN_SCORE,       /* of a criterion, 1..5 */
	EXPLAIN_RETAINED,    /* what the group settled on */
	EXPLAIN_VOTES,       /* the aggregate of the votes that count – part: their round */
	EXPLAIN_VOTE,        /* 1 to 5 – item: the participant; part: the round */
	EXPLAIN_DERIVED,     /* the score that a figure is worth */
	EXPLAIN_BOUND,       /* of a figure – item: the score that begins there, 2 to 5 */

	/* Gates. */
	EXPLAIN_GATES,             /* all of a use case */
	EXPLAIN_SHORTFALL,         /* of a dimension, levels */
	EXPLAIN_REQUIRED,          /* of a dimension, the highest level asked */
	EXPLAIN_REQUIREMENT,       /* as the sheet has it – part: its place in the list */
	EXPLAIN_SHORTFALLS,        /* of all dimensions */
	EXPLAIN_PENALTY_EACH,      /* points for a level */
	EXPLAIN_PENALTY,           /* points off feasibility */
	EXPLAIN_FEASIBILITY_AFTER, /* 0..100 */
	EXPLAIN_BLOCK_FROM,        /* levels */
	EXPLAIN_BLOCKED,           /* by maturity */
	EXPLAIN_TECHNO_PUSH,       /* need, sponsor or indicator not stated */
	EXPLAIN_STATED,            /* a text says something – item: its field */
	EXPLAIN_OBLIGATION,        /* is open – item: the bit of enum data_obligation, from 0 */
	EXPLAIN_FREES,             /* use cases that need this one */
	EXPLAIN_DEPENDENT,         /* one of them, 1 – item: of evaluation.use_cases */
	EXPLAIN_ENABLER,           /* frees three or more */

	/* Place and rank. */
	EXPLAIN_PLACE,    /* all of a use case */
	EXPLAIN_AXIS,     /* x or y, 0..100 – item: enum axis_id */
	EXPLAIN_PRIORITY, /* 0..100 */
	EXPLAIN_SAFETY,   /* 100 − risk, as axes and priority read it */
	EXPLAIN_LINE,     /* where an axis is cut – item: enum axis_id */
	EXPLAIN_PLACED,   /* has x and y */
	EXPLAIN_QUADRANT, /* enum quadrant */
	EXPLAIN_RANK,     /* from 1 */
	EXPLAIN_AHEAD,    /* one with a better rank: its priority – item: of evaluation.use_cases */

	/* The rule. */
	EXPLAIN_VERDICT,       /* enum verdict */
	EXPLAIN_EXPRESS,       /* a quick win in months that are called express */
	EXPLAIN_EXPRESS_DELAY, /* months */
	EXPLAIN_MISSING,       /* something that must be known – item: the bit of enum missing, from 0 */
	EXPLAIN_CONDITION,     /* is met – item: of use_case_result.conditions, as of the next four */
	EXPLAIN_COMPARISON,    /* its figure against its limit */
	EXPLAIN_LIMIT,         /* of the profile */
	EXPLAIN_WORST,         /* score of a family */
	EXPLAIN_ALLOWED,       /* enum ai_act – part: that class */
	EXPLAIN_PREREQUISITE,  /* is met – item: of evaluation.use_cases, or none; part: its place in the list */

	/* Money. In all of them part is an enum estimate. */
	EXPLAIN_MONEY,         /* all of an estimate */
	EXPLAIN_MONEY_GIVEN,   /* there is money */
	EXPLAIN_GAIN,          /* euros a year */
	EXPLAIN_HOURS_GAIN,    /* of the hours */
	EXPLAIN_BUILD,         /* euros */
	EXPLAIN_DAYS_COST,     /* of the days */
	EXPLAIN_TCO,           /* euros */
	EXPLAIN_RUN_ALL,       /* run over the horizon */
	EXPLAIN_NET_YEAR,      /* euros a year */
	EXPLAIN_ROI,           /* a fraction */
	EXPLAIN_RETURN,        /* gain over the years less tco */
	EXPLAIN_GAIN_ALL,      /* gain over the years, 0 at least */
	EXPLAIN_GAIN_YEARS,    /* years that bring it: horizon less ramp-up */
	EXPLAIN_RAMP_YEARS,    /* years */
	EXPLAIN_PAYBACK,       /* months */
	EXPLAIN_PAYBACK_AFTER, /* months after ramp-up */
	EXPLAIN_TO_PAY,        /* build and the run of the ramp-up */
	EXPLAIN_RAMP_RUN,      /* run of the ramp-up */
	EXPLAIN_NET_MONTH,     /* euros a month */
	EXPLAIN_NPV,           /* euros */
	EXPLAIN_YEARS,         /* what all years are worth now */
	EXPLAIN_YEAR,          /* what one is worth now – item: the year from 1, as of the next four */
	EXPLAIN_YEAR_NET,      /* euros, then */
	EXPLAIN_YEAR_GAIN,     /* euros, then */
	EXPLAIN_YEAR_SHARE,    /* of the year that brings a gain, 0..1 */
	EXPLAIN_GROWTH,        /* what a euro of now is then: (1 + r)^t */
	EXPLAIN_RATE,          /* 1 + r */
	EXPLAIN_DISCOUNT,      /* r, a fraction */

	/* What is typed on the sheet, and what the arithmetic says itself. */
	EXPLAIN_FIELD,    /* item: enum use_case_field; part: of a figure the enum estimate that it is taken at */
	EXPLAIN_CONSTANT, /* 12 months, 3 use cases … */
	EXPLAIN_KIND_COUNT
};

enum explain_reading { READING_COMPLETE, READING_EXPRESS };

/* How a value follows from those of the children a, b, c …, whose weights are w. «Of those known»: NAN left out. */
enum explain_rule {
	/* No children. */
	RULE_TYPED,     /* somebody gave it */
	RULE_ABSENT,    /* nobody gave it: NAN */
	RULE_ASSUMED,   /* nobody gave it, and the law says what counts then */
	RULE_CONTENT,   /* a content file says it */
	RULE_FIXED,     /* the law says it */
	RULE_ELSEWHERE, /* another use case's figure: its own tree explains it */
	RULE_SEEN,      /* derived at `seen` */

	RULE_TOGETHER, /* a: figures that belong together, the main one first; NAN where there is none */
	RULE_SAME,     /* a */
	RULE_FIRST,    /* the first that is known */

	RULE_MEAN_KNOWN,   /* Σ w·a / Σ w of those known; NAN where Σ w is 0 */
	RULE_MEAN_ALL,     /* the same; NAN where one is not known */
	RULE_DANGER,       /* 100 − Σ w·a / Σ w of those known */
	RULE_SUM,          /* a + b + … */
	RULE_SUM_KNOWN,    /* of those known, 0 where none is */
	RULE_DIFFERENCE,   /* a − b */
	RULE_SHORTFALL,    /* max(0, a − b) */
	RULE_PRODUCT,      /* a · b · … */
	RULE_GAIN,         /* max(0, a · b) */
	RULE_QUOTIENT,     /* a / b; NAN where b is not above 0 */
	RULE_POWER,        /* a^b */
	RULE_YEAR_SHARE,   /* min(max(12a − b, 0), 12) / 12 */
	RULE_SAFETY,       /* 100 − a */
	RULE_UTILITY,      /* 25 · (a − 1) */
	RULE_UTILITY_LESS, /* 25 · (5 − a) */

	RULE_MEDIAN,           /* of all */
	RULE_AVERAGE,          /* of all */
	RULE_MAXIMUM,          /* of those known */
	RULE_MINIMUM,          /* of those known */
	RULE_COUNT,            /* how many are known */
	RULE_COUNT_SEEN,       /* how many answers are not blank */
	RULE_COUNT_APPLICABLE, /* how many answers are not «not applicable» */
	RULE_COUNT_ALL,        /* how many there are */
	RULE_SHARE,            /* Σ w of the a that reach `item` / Σ w, of those known */
	RULE_RANK,             /* one more than there are */

	RULE_BOUNDS_UP,   /* 1 and one for each of b, c … that a reaches; NAN without a */
	RULE_BOUNDS_DOWN, /* 1 and one for each of b, c … that a stays within; NAN without a */

	RULE_AT_LEAST,    /* a reaches b; NAN without a */
	RULE_AT_MOST,     /* a stays within b; NAN without a */
	RULE_IF_COMPLETE, /* a; NAN where b is not 1 */
	RULE_ONE_BEYOND,  /* 0 where a is 0; else 1 where b is, else NAN */
	RULE_HOLDS,       /* 1 where a is; else 0, NAN too */
	RULE_ONE_OF,      /* a is among b, c …; NAN without a */
	RULE_NOT,         /* a is 0; NAN without a */
	RULE_ALL,         /* 0 where one is 0; else NAN where one is; else 1 */
	RULE_ALL_KNOWN,   /* 1 where all are known, else 0 */
	RULE_ALL_ZERO,    /* 1 where all are 0; else 0, NAN too */
	RULE_NOT_ALL,     /* 1 where one is 0, else 0 */
	RULE_ANY_GIVEN,   /* 1 where one is RULE_TYPED, else 0 */
	RULE_ANY_BEYOND,  /* 1 where one of b, c … is above 0 and reaches a, else 0 */
	RULE_LACKS,       /* 1 where a is not known, else 0 */
	RULE_OBLIGATION,  /* evaluation.h and design §5.4: health data, then what the sheet says of it */
	RULE_NONE_OPEN,   /* 0 where one of a … is 1; else NAN where the last is not known; else 1 */

	RULE_LEVEL_ONE, /* 1; NAN without a */
	RULE_STAGED,    /* the last of 1 … that holds; NAN where the first is not known */
	RULE_HELD_BACK, /* where a − b reaches 1 the place of the lowest among c, d …; NAN else */
	RULE_QUADRANT,  /* x, its line, y, its line; NAN without x or y */
	RULE_EXPRESS,   /* a is a quick win, under condition or no, and b stays within c */
	RULE_DECIDE,    /* the class, the status, then conditions and what is missing: design §5.5 */
	RULE_LEFT_OUT,  /* NAN: prohibited, live or stopped, which a and b say */
	RULE_COUNT_OF_RULES
};

/* What a node is about; EXPLAIN_NONE where it is not about such a thing. All are places in arrays. */
struct explain_about {
	size_t grid, dimension, question; /* the last two: of the grid's arrays */
	size_t use_case;                  /* of evaluation.use_cases */
	size_t criterion;                 /* of content.criteria */
	size_t item, part;                /* by kind */
};

struct explain_node {
	enum explain_kind kind;
	enum explain_rule rule;
	double value;
	double weight; /* in the mean above; NAN where it has none */
	bool fixable;  /* of a condition: it fails, and work can put it right */
	struct explain_about about;
	size_t parent;       /* EXPLAIN_NONE of the root */
	size_t first, count; /* children */
	size_t seen;         /* RULE_SEEN: where it is derived */
};

struct explanation {
	struct explain_node *nodes; /* owned; nodes[0] is the root */
	size_t count, capacity;
};

/* What can be asked about: `kind` is EXPLAIN_GRID, _DIMENSION, _QUESTION, _USE_CASE or _UTILITY (of a criterion). */
struct explain_subject {
	enum explain_kind kind;
	struct explain_about about;
};

/*
 * How many things `id` names, the last of them into `subject`: the id of a use
 * case, else of a grid; «data.quality» or, where one grid has it, «quality»;
 * «data.quality.errors» or «quality.errors»; a use case and a criterion,
 * «meeting-notes.impact.strategic».
 */
size_t explain_find(const struct evaluation *evaluation, const char *id, struct explain_subject *subject);

/* The tree into `explanation`, for explain_release. It refers to `evaluation` by places alone. */
void explain_compute(const struct evaluation *evaluation, const struct explain_subject *subject,
		     struct explanation *explanation);
void explain_release(struct explanation *explanation);

/* Where the node of that figure is derived: itself, or where it was seen. */
const struct explain_node *explain_source(const struct explanation *explanation, const struct explain_node *node);

/* The derivation of a figure; NULL where the tree does not have it. O(nodes). */
const struct explain_node *explain_get(const struct explanation *explanation, enum explain_kind kind,
				       const struct explain_about *about);

#endif
