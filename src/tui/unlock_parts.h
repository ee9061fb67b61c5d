/*
 * What unlocks what, in sentences.
 */
#ifndef CADRAN_TUI_UNLOCK_PARTS_H
#define CADRAN_TUI_UNLOCK_PARTS_H

#include "cadran/core/unlock.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* «Data quality 2,43 → 3» */
void unlock_word_step(struct buf *out, const struct scene *scene, const struct unlock_step *step, bool ascii);

/* «Meeting notes, Member reminders» */
void unlock_word_names(struct buf *out, const struct scene *scene, const struct place_list *list);

/* «Data quality 2 → 3 unlocks …», then the shortest way to more; nothing where no use case is held back. */
void tell_unlocks(struct pen *pen, const struct scene *scene);

#endif
