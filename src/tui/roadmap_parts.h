/*
 * Parts of the view of the roadmap.
 */
#ifndef CADRAN_TUI_ROADMAP_PARTS_H
#define CADRAN_TUI_ROADMAP_PARTS_H

#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* The best set of use cases within the limits of the service, and what more money or days would add. */
void roadmap_tell_portfolio(const struct scene *scene, struct pen *pen);

#endif
