/*
 * What unlocks what, in sentences.
 */
#ifndef CADRAN_TUI_UNLOCK_PARTS_H
#define CADRAN_TUI_UNLOCK_PARTS_H

#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* «Data quality 2 → 3 unlocks …», then the shortest way to more; nothing where no use case is held back. */
void tell_unlocks(struct pen *pen, const struct scene *scene);

#endif
