/*
 * The legend of the matrix on the screen: the use cases in the order in which
 * the cursor goes through them, the chosen one among them, and who stands
 * beside it in the plot.
 */
#ifndef CADRAN_TUI_MATRIX_LEGEND_H
#define CADRAN_TUI_MATRIX_LEGEND_H

#include "cadran/tui/list.h"
#include "matrix_plot.h"

enum { LEGEND_MARGIN = 1, LEGEND_NUMBER = 5 /* columns: «★ 01 » */ };

struct legend {
	struct plot plot;
	size_t *order;   /* of plot.entries: what has to be scored first stands last, under a heading */
	size_t count;    /* lines; zoomed on a quadrant, those in it */
	size_t to_score; /* how many of them */
	int chosen;      /* of order */
	int left, width, top, rows;
	int number_width; /* LEGEND_NUMBER, one more from 100 on */
	int name_width;
	int longest; /* columns of the longest name; 0: not measured yet */
};

/*
 * `id` is what was chosen, NULL at first; where it is gone, the line that took
 * its place is chosen. `zoomed`: on the quadrant of the chosen one, all of the
 * matrix where it has no place. False, with nothing to release, where there is
 * no use case.
 */
bool legend_init(struct legend *legend, const struct scene *scene, struct list *list, const char *id, bool zoomed);
void legend_release(struct legend *legend);

/* Of a legend that is kept, as legend_init finds the chosen one. */
void legend_choose(struct legend *legend, struct list *list, const char *id);

/* By its line, from 0. */
const struct plot_entry *legend_entry(const struct legend *legend, int line);

/* How wide it is and where it begins, at the right of the surface. */
void legend_lay_out(struct legend *legend, const struct surface *surface);

/* After the plot, which knows what is drawn; `list` says which lines are seen. */
void legend_draw(const struct legend *legend, struct list *list, struct surface *surface);

/*
 * The line of the nearest one to the left (-1) or right (1) of the chosen one in
 * the plot, or below (-1) or above (1) it, those on the very same point in their
 * order; -1 where there is none.
 */
int legend_neighbour(const struct legend *legend, enum axis_id axis, int direction);

#endif
