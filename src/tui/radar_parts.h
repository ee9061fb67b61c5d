/*
 * A grid as a radar: an axis for each dimension, level 1 near the middle and 5
 * at the end, the current scores and the targets told apart by shape.
 *
 *	            1 Governance
 *	              .
 *	    8 ·  ·    ●·  ·  · 2		●──● current, ◆ target, · levels
 *	           ●  │ ◆
 *
 * Axes are numbered; their names stand at their ends where all have room, and
 * always in the list with their figures.
 */
#ifndef CADRAN_TUI_RADAR_PARTS_H
#define CADRAN_TUI_RADAR_PARTS_H

#include "cadran/tui/view.h"

struct radar_box {
	int top, left, rows, columns;
};

/* The name of the grid and its score in the first row of the box. */
void radar_draw_title(const struct scene *scene, struct surface *surface, size_t grid, struct radar_box box);

/* In the box, which is the better the larger; `chosen` is a dimension whose axis is heavy, -1 for none. */
void radar_draw(const struct scene *scene, struct surface *surface, size_t grid, struct radar_box box, int chosen);

/* A row a dimension from the top of the box on: number, name, score, target; returns the row after them. */
int radar_draw_figures(const struct scene *scene, struct surface *surface, size_t grid, struct radar_box box);

/* The rows that radar_draw_figures takes before the first dimension. */
enum { RADAR_HEADING_ROWS = 1 };

/* What the shapes mean. */
void radar_word_key(struct buf *out, const struct surface *surface);

#endif
