/*
 * Lines of which one is chosen, in a window that may show fewer. Integers only;
 * who owns the lines draws them.
 *
 * Law: after list_fit, 0 <= top <= selected < top + rows where there are lines.
 */
#ifndef CADRAN_TUI_LIST_H
#define CADRAN_TUI_LIST_H

#include "cadran/tui/action.h"
#include "cadran/tui/surface.h"

struct list {
	int count, selected, top;
	int rows; /* that were shown last: what one screen is */
};

/* Takes the number of lines and of rows there are, and moves the window to the chosen line. */
void list_fit(struct list *list, int count, int rows);

/* Moves for NEXT, PREVIOUS, PAGE_DOWN, PAGE_UP, FIRST and LAST; false for other actions. It stops at the ends. */
bool list_act(struct list *list, enum action action);

/* Where its lines stand on `surface`, one a row from `row` on, as they were fitted last: they can be pointed at. */
void list_zones(const struct list *list, struct surface *surface, int row, int column, int columns);

#endif
