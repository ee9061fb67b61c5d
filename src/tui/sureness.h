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

/* Ranks as columns of shapes: `count` of them from the rank `first` on, each `width` wide with a blank before it. */
struct shape_columns {
	int left, width, count;
	size_t first;
};

/* As many as there is room for from `left` up to `right`, around the rank `about`, from 1; 0: from the first on. */
struct shape_columns sureness_shape_columns(const struct scene *scene, int left, int right, size_t about);

/* How often a use case has each rank, as a shape; «1  2  3» above them. Both need scene.robustness. */
void sureness_draw_shapes(const struct scene *scene, struct surface *surface, int row, struct shape_columns columns,
			  size_t use_case);
void sureness_draw_shape_heads(struct surface *surface, int row, struct shape_columns columns);

/* «·· up to 5 % …  ██ above» */
void sureness_word_shapes(struct buf *out, const struct scene *scene, const struct surface *surface);

/* What the chances stand on: how many draws, of what; needs scene.robustness. */
void sureness_word_draws(struct buf *out, const struct scene *scene);

/* Whether voters put the use cases in the same order: Kendall's W of each criterion that has one. */
void tell_agreement(struct pen *pen, const struct scene *scene);

/* What one weight changes: the first place, then the quick wins. */
void tell_stability(struct pen *pen, const struct scene *scene);

#endif
