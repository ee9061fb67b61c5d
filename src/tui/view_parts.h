/*
 * Parts of views that pages of the interface draw too, with a cursor on them.
 */
#ifndef CADRAN_TUI_VIEW_PARTS_H
#define CADRAN_TUI_VIEW_PARTS_H

#include "cadran/tui/view.h"

/* One grid: its head, then a row a dimension, the first of them in `*first`; returns the row after them. */
int maturity_draw_grid(const struct scene *scene, struct surface *surface, int row, size_t grid, int *first);

/* What the signs of the bars mean. */
void maturity_draw_key(struct surface *surface, int row);

#endif
