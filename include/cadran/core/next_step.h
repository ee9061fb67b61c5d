/*
 * The next best step of a dossier: the first of these that there is reason for.
 *
 *	VOTE		secret votes are open: the room stopped within one
 *	SERVICE		it has no name, or no sector
 *	GRID		questions of a grid were not looked at, of the express reading
 *			where the grid has one; the first such grid
 *	USE_CASES	there is none that could be chosen
 *	NEED		some state no need, no sponsor or no indicator
 *	SCORE		some lack a required score
 *	AI_ACT		some have no class
 *	SHEET		some lack what a quick win needs besides: delay, health data, medical device
 *	LAUNCH		there is a quick win that is an idea still
 *	UNLOCK		use cases are held back by maturity, and levels free some
 *	EXPORT		nothing else
 *
 * Use cases that are prohibited, live or stopped count for none of them.
 */
#ifndef CADRAN_CORE_NEXT_STEP_H
#define CADRAN_CORE_NEXT_STEP_H

#include "cadran/core/evaluation.h"

enum next_kind {
	NEXT_VOTE,
	NEXT_SERVICE,
	NEXT_GRID,
	NEXT_USE_CASES,
	NEXT_NEED,
	NEXT_SCORE,
	NEXT_AI_ACT,
	NEXT_SHEET,
	NEXT_LAUNCH,
	NEXT_UNLOCK,
	NEXT_EXPORT,
	NEXT_KIND_COUNT
};

struct next_step {
	enum next_kind kind;
	size_t grid, question; /* GRID: the first question that is left; UNLOCK: `dimension` of `grid` */
	size_t dimension;
	int level;    /* UNLOCK: the level to reach in it */
	size_t count; /* items that are voted on; questions left; use cases that it is about, or that the levels free */
	size_t use_case; /* the first of them by rank, then in the order of the dossier: in evaluation.use_cases */
};

void next_step_compute(const struct evaluation *evaluation, struct next_step *next);

/* Whether anything was answered, or any use case is there: else the dossier is as it was made. */
bool dossier_is_begun(const struct evaluation *evaluation);

#endif
