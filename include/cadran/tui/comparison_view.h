/*
 * A comparison in words, on a surface.
 */
#ifndef CADRAN_TUI_COMPARISON_VIEW_H
#define CADRAN_TUI_COMPARISON_VIEW_H

#include "cadran/core/comparison.h"
#include "cadran/tui/surface.h"

/* `before` and `after` are what the two sides are called. Returns the rows drawn. */
int comparison_draw(const struct comparison *comparison, const char *before, const char *after, enum language language,
		    struct surface *surface);

#endif
