/*
 * Telling where a figure comes from, term by term: what the explanations of use
 * cases and of grids share. They read the results that every other view shows.
 */
#ifndef CADRAN_TUI_TELLING_H
#define CADRAN_TUI_TELLING_H

#include "cadran/core/explain.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/wording.h"

struct telling {
	const struct scene *scene;
	const struct content *content;
	const struct use_case_result *result; /* of the use case, where it is one */
	const struct explanation *tree;       /* of an explanation, where it is one */
	struct pen pen;
};

/* Each adds to the line under construction. */
void tell_text(struct telling *telling, const char *words);
void tell_number(struct telling *telling, double value, int decimals);
void tell_glyph(struct telling *telling, enum glyph glyph);
const char *tell_in_language(const struct telling *telling, const struct text *words);

/* « · weight 2», nothing for a weight of 1. */
void tell_weight(struct telling *telling, double weight);

/* Ends the line. */
void tell_end(struct telling *telling);

/* «median of 5 votes of round 1» */
void tell_aggregate(struct telling *telling, const struct criterion_result *result);

/*
 * The conditions of the quick win, what decides first: failures from the
 * nearest on, then what is open, unknown and met.
 */
void tell_conditions(struct telling *telling);

#endif
