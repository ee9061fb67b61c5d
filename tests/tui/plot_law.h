/*
 * The law of the plot of the matrix, read from the cells alone: every use case
 * with a place is drawn on its own cell, or beside it with a leader, or counted
 * in a mark on it; nothing is drawn that is none of these; nothing lies on
 * anything else.
 */
#ifndef TESTS_TUI_PLOT_LAW_H
#define TESTS_TUI_PLOT_LAW_H

#include "cadran/core/matrix.h"
#include "cadran/tui/surface.h"

/* Where the plot lies on the surface, and its two lines. */
struct law_plot {
	int left, right, top, bottom, line_column, line_row;
};

struct law_entry {
	bool placed, flagged; /* a quick win, under condition or not */
	double x, y;
	enum quadrant quadrant;
	char label[24]; /* sign, number and parentheses */

	/* Filled. */
	int row, column; /* its own cell */
	size_t times;    /* that its label is drawn */
	bool counted;    /* in a mark */
};

/* The cells inside a quadrant. */
struct law_plot law_inside(const struct law_plot *plot, enum quadrant quadrant);

/* `bare` is the same plot with nothing placed, the names of its quadrants as they have to read. */
void law_expect(const char *name, const struct surface *drawn, const struct surface *bare, const struct law_plot *plot,
		struct law_entry *entries, size_t count);

#endif
