/*
 * Parts of views that pages of the interface draw too, with a cursor on them, or that reports tell.
 */
#ifndef CADRAN_TUI_VIEW_PARTS_H
#define CADRAN_TUI_VIEW_PARTS_H

#include "cadran/core/explain.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* The day of the figures, at the right of the head. */
void summary_draw_date(const struct scene *scene, struct surface *surface, int row);

/* The use cases under a heading each: quick wins, those under condition, what is in the way of the others. */
/* The score of each grid, its level, and how much of it is answered. */
void summary_tell_grids(struct pen *pen, const struct scene *scene);
void summary_tell_use_cases(struct pen *pen, const struct scene *scene);

/* Where a figure comes from. */
void explain_draw(const struct scene *scene, const struct explain_subject *subject, struct surface *surface);

/* One grid: its head, then a row a dimension, the first of them in `*first`; returns the row after them. */
int maturity_draw_grid(const struct scene *scene, struct surface *surface, int row, size_t grid, int *first);

/* What the signs in its bars mean; returns the row after it. */
int maturity_draw_legend(struct surface *surface, int row);

/* How many there are and what the signs mean; returns the row after it. */
int use_cases_draw_key(const struct scene *scene, struct surface *surface, int row);

#endif
