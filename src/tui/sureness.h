/*
 * How sure the order is: the chances of each rank as shapes, and the smallest
 * change of a weight that alters something.
 */
#ifndef CADRAN_TUI_SURENESS_H
#define CADRAN_TUI_SURENESS_H

#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* A row a use case with a rank; returns the row after it. Nothing without scene.robustness. */
int sureness_draw(const struct scene *scene, struct surface *surface, int row);

/* What the chances stand on: how many draws, of what; needs scene.robustness. */
void sureness_word_draws(struct buf *out, const struct scene *scene);

/* Whether voters put the use cases in the same order: Kendall's W of each criterion that has one. */
void tell_agreement(struct pen *pen, const struct scene *scene);

/* What one weight changes: the first place, then the quick wins. */
void tell_stability(struct pen *pen, const struct scene *scene);

#endif
