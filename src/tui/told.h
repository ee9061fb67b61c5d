/*
 * What a view tells, as lines of text: for reports, which say the same in
 * another form.
 */
#ifndef CADRAN_TUI_TOLD_H
#define CADRAN_TUI_TOLD_H

#include "cadran/tui/surface.h"

struct told_line {
	int depth;        /* steps to the right, from 0 */
	bool strong;      /* in bold: a heading */
	const char *text; /* on one line, however long, as surfaces show it; valid during the call */
};

typedef void told_draw_fn(void *subject, struct surface *surface);
typedef void told_line_fn(void *context, const struct told_line *line);

/* Draws `subject` on a surface wide enough for its lines, and gives each that is not blank to `each`. */
void told(told_draw_fn *draw, void *subject, told_line_fn *each, void *context);

#endif
