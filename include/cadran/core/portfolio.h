/*
 * The best set of use cases under a yearly budget and the days of work that
 * there are, found exactly (selection.h): what a service should do this year if
 * it cannot do everything.
 *
 *	candidate    ranked, and its figures are given: not live, stopped or prohibited
 *	cost         build + run: euros in the first year, likely figures
 *	days         days of building, likely; 0 where only money is given
 *	allowed      prerequisites are in the set or live, no two duplicate each other
 *
 * Without figures a use case is listed apart: it does not cost 0. So is what
 * needs a use case that is neither live nor a candidate.
 */
#ifndef CADRAN_CORE_PORTFOLIO_H
#define CADRAN_CORE_PORTFOLIO_H

#include "cadran/core/evaluation.h"

/* What is made as great as can be. */
enum portfolio_value {
	PORTFOLIO_PRIORITY, /* the sum of priorities */
	PORTFOLIO_NPV, /* of net present values, likely: one of 0 or less comes in only where it is needed and pays */
	PORTFOLIO_VALUE_COUNT
};

struct portfolio_limits {
	double budget;   /* euros in the first year; NAN: no limit */
	double capacity; /* days; NAN: no limit */
};

/* More of one limit, to see what it would add: euros and days. */
enum { PORTFOLIO_MORE_BUDGET = 10000, PORTFOLIO_MORE_CAPACITY = 10 };

/* Places are those of evaluation.use_cases, lists in the order of the ranking; owned. */
struct portfolio {
	enum portfolio_value by;
	struct portfolio_limits limits;
	size_t candidate_count;
	size_t *chosen, *left; /* of the candidates those that are in, and those that are not */
	size_t chosen_count, left_count;
	size_t *uncosted, *unreachable; /* no figures; a prerequisite that cannot be there */
	size_t uncosted_count, unreachable_count;
	double value, cost, days; /* of those chosen */
	bool exact;               /* else the search was given up, */
	double bound;             /* and a better set has no more value than this */
	size_t nodes;
};

/* What changes from one portfolio to another of the same dossier. */
struct portfolio_difference {
	size_t *comes, *goes; /* owned */
	size_t comes_count, goes_count;
	double value; /* more of it; euros and days of those chosen too */
	double cost, days;
};

/* The limits that the service gives. */
struct portfolio_limits portfolio_limits_of(const struct document *document);

void portfolio_compute(const struct evaluation *evaluation, enum portfolio_value by, struct portfolio_limits limits,
		       struct portfolio *portfolio);
void portfolio_release(struct portfolio *portfolio);

void portfolio_compare(const struct portfolio *from, const struct portfolio *to,
		       struct portfolio_difference *difference);
void portfolio_difference_release(struct portfolio_difference *difference);

const char *portfolio_value_id(enum portfolio_value by);

#endif
