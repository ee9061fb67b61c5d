/*
 * Where labels, leaders and marks of clusters stand in the plot, by the laws of
 * matrix_plot.h.
 */
#ifndef CADRAN_TUI_MATRIX_LABELS_H
#define CADRAN_TUI_MATRIX_LABELS_H

#include "matrix_plot.h"

/* After frame and names, which it leaves alone. Quick wins find their place first. */
void labels_draw(struct plot *plot);

/* The inside of a quadrant. */
struct plot_box plot_quadrant_box(const struct plot *plot, enum quadrant quadrant);

/* A cell of plot.taken. */
unsigned char *plot_taken(const struct plot *plot, int row, int column);
void plot_take(const struct plot *plot, int row, int column, int width);

/* The cell of these figures inside `quadrant`; the nearest free one where a name stands there. */
void plot_cell(const struct plot *plot, double x, double y, enum quadrant quadrant, int *row, int *column);

#endif
