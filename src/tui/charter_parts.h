/*
 * What the pages about the charter and the inventory share with the view that
 * prints both.
 */
#ifndef CADRAN_TUI_CHARTER_PARTS_H
#define CADRAN_TUI_CHARTER_PARTS_H

#include "cadran/tui/page.h"
#include "cadran/tui/pen.h"

/* «✓ 4 yes  ~ 2 partly  ✗ 1 no  · 3 not looked at» */
void charter_word_counts(struct buf *out, const struct surface *surface, const struct document *document);

/* Which questions it informs, and that it answers none; nothing where it informs no dimension as a whole. */
void charter_word_reading(struct buf *out, const struct scene *scene);

/* The sentence, what to look at, the note, the example, and what it informs. */
void charter_tell_principle(struct pen *pen, const struct scene *scene, size_t principle);

/* «3 uses outside work accounts; 1 with health data» */
void inventory_word_counts(struct buf *out, const struct document *document);

/* The advice under the list, a message id. */
extern const char inventory_advice[];

/* The uses that are there, a row each from `first` on, under a heading; returns the row after them. */
int inventory_draw(const struct scene *scene, struct surface *surface, size_t first, size_t count);

/* The use at `place` among those that are there; NULL behind the last. */
const struct use *inventory_at(const struct document *document, size_t place);

#endif
