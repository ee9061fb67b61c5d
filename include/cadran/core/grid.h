/*
 * A maturity grid: dimensions, each a few questions, each answered by one of
 * five levels that are described in words. Loaded from a file, const afterwards.
 *
 * Questions stand in the order of their dimensions, so that dimension d has
 * questions[d.first] to questions[d.first + d.count - 1].
 */
#ifndef CADRAN_CORE_GRID_H
#define CADRAN_CORE_GRID_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/core/text.h"

enum { LEVEL_COUNT = 5 };

/* Whose examples and money bounds are used. A service says which it is in its sector. */
enum profile { PROFILE_SPSTI, PROFILE_HOSPITAL, PROFILE_OTHER, PROFILE_COUNT };

struct level {
	struct text name, text;
	struct text example[PROFILE_COUNT];
};

struct question {
	const char *id;  /* «quality.errors» */
	const char *was; /* former ids, read by former_next; NULL where it has none */
	size_t dimension;
	double weight; /* 0 or more */
	bool express;  /* asked in the short reading too */
	struct text text, why, evidence;
	struct text level[LEVEL_COUNT]; /* the descriptor of levels 1 to 5 */
	struct text example[PROFILE_COUNT];
};

struct dimension {
	const char *id, *was;
	struct text name, short_name, text;
	double weight;
	size_t first, count;
	/* What takes it from level 1, 2, 3, 4 to the next one, and the role that does it. */
	struct {
		struct text text, who;
		double months; /* in a service of 150 people: whole; 0 where there is no action */
	} action[LEVEL_COUNT - 1];
};

struct grid {
	const char *id, *version;
	long order; /* grids are shown in ascending order */
	struct text name, text;
	double staged_share; /* 0..1: how much of the answered weight must stand at a level for it to be reached */
	double staged_slack; /* levels: how far below it the lowest dimension may be */
	struct level levels[LEVEL_COUNT];
	struct dimension *dimensions;
	size_t dimension_count;
	struct question *questions;
	size_t question_count;
};

/* NULL where the id is unknown. */
const struct dimension *grid_dimension(const struct grid *grid, const char *id);
const struct question *grid_question(const struct grid *grid, const char *id);

/* The next of the former ids at `*was`, «a, b»: `*length` bytes at `*id`; false at the end, and for NULL. */
bool former_next(const char **was, const char **id, size_t *length);

/* The example for `profile`, else the one for everybody (an SPSTI's). */
const struct text *profile_example(const struct text example[PROFILE_COUNT], enum profile profile);

const char *profile_id(enum profile profile);
bool profile_parse(const char *id, enum profile *profile);

#endif
