/*
 * Columns of a table on the screen: each gets its least width, what is left is
 * shared by weight, and columns that no longer fit drop out from the right
 * unless they must stay.
 */
#ifndef CADRAN_TUI_TABLE_H
#define CADRAN_TUI_TABLE_H

#include "cadran/base/message.h"
#include "cadran/tui/surface.h"

struct table_column {
	const char *title; /* in the user's language */
	int least;         /* columns */
	int share;         /* of what is left; 0 for a fixed width */
	int most;          /* columns, where a longer line would be hard to follow; 0: no end */
	bool right;        /* figures: aligned to the right */
	bool droppable;
	int place, width; /* filled by table_layout; width 0: dropped */
};

/* Places columns from `left`, `width` wide in all, one blank between two; less where each has its most. */
void table_layout(struct table_column *columns, int count, int left, int width);

void table_heading(struct surface *surface, int row, const struct table_column *columns, int count);
void table_cell(struct surface *surface, int row, const struct table_column *column, unsigned attributes,
		const char *text);

/* A figure with all of its `decimals`, as those above and below it; a dash where it does not exist. */
void table_figure(struct surface *surface, int row, const struct table_column *column, unsigned attributes,
		  enum language language, double value, int decimals);

#endif
