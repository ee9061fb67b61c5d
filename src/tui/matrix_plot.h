/*
 * The plot of the prioritization matrix: its four quadrants and a label for
 * each use case that has a place. The printed view and the page of the
 * interface both draw it.
 *
 * Laws: a label never stands on another one, on a line or on a quadrant's name,
 * never in a quadrant that is not its own, and never far from its point. What
 * has no room is not drawn, and its entry says so.
 */
#ifndef CADRAN_TUI_MATRIX_PLOT_H
#define CADRAN_TUI_MATRIX_PLOT_H

#include "cadran/tui/wording.h"

struct plot_entry {
	const struct use_case_result *result;
	size_t number; /* from 1: what its label says */
	bool drawn;
	int row, column, width; /* of the label that was drawn */
};

/* Columns and rows, all included: the frame, or the inside of a quadrant. */
struct plot_box {
	int left, right, top, bottom;
};

struct plot {
	const struct scene *scene;
	const struct matrix *matrix;
	struct plot_entry *entries; /* the ranked in their order, those placed without a rank, the others; owned */
	size_t count;

	/* Set before plot_draw. */
	bool dense;    /* axis names in the frame; a quadrant's count only where there is room for it */
	int favourite; /* an entry that finds its place before all others; -1: none */

	/* Filled by plot_draw. */
	struct surface *surface;
	struct plot_box frame;
	int line_column, line_row; /* of the two thresholds */
	bool *taken;               /* cells of the surface that hold something; rows of the plot only; owned */
};

/* The columns that the scale at the left of a frame takes. */
enum { PLOT_SCALE = 5 /* «62,5 » */ };

void plot_init(struct plot *plot, const struct scene *scene);
void plot_release(struct plot *plot);

/* Draws frame, scales, names and labels; returns how many found no room near their point. */
size_t plot_draw(struct plot *plot, struct surface *surface, struct plot_box frame);

size_t plot_count_in(const struct plot *plot, enum quadrant quadrant);

/* Not on the matrix because a family that it is made of has no value. */
bool plot_is_to_score(const struct plot_entry *entry);

/* «★ 01», « (12)», in bold. */
void plot_draw_number(const struct plot_entry *entry, struct surface *surface, int row, int column);

/* «13 use cases · 3 quick wins · 1 under condition» */
void plot_word_counts(const struct plot *plot, struct buf *out);

#endif
