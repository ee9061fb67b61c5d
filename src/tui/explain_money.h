/*
 * Where the money of a use case comes from.
 */
#ifndef CADRAN_TUI_EXPLAIN_MONEY_H
#define CADRAN_TUI_EXPLAIN_MONEY_H

#include "telling.h"

/* «computed: ROI 1,18, from 1 to 2»: the bounds of the matrix that give `score`. */
void tell_derived(struct telling *telling, enum derive derive, int score);

/* The figures that nobody gave and that therefore count as 0, or as 3 years; a line each, or none. */
void tell_not_given(struct telling *telling);

#endif
