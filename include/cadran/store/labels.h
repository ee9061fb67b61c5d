/*
 * Where the labels of a scatter chart stand: beside their mark, else farther
 * away at the end of a line, else nowhere. No label touches another, a mark, a
 * line that leads to one, or what is taken already; the same input gives the
 * same places. Any unit, y downwards.
 */
#ifndef CADRAN_STORE_LABELS_H
#define CADRAN_STORE_LABELS_H

#include <stddef.h>

struct label_box {
	double left, top, right, bottom;
};

enum label_place { LABEL_NOWHERE, LABEL_BESIDE, LABEL_LED };

struct label {
	double x, y, radius;  /* of the mark */
	double width, height; /* of the text; a width of 0 for a mark without one */
	/* Found by labels_place. */
	enum label_place place;
	struct label_box box;
	double from_x, from_y, to_x, to_y; /* the line, of a label that is led to */
};

struct label_space {
	struct label_box area;
	const struct label_box *taken;
	size_t taken_count;
	double x_line, y_line; /* lines through the area that labels rather stay off */
};

void labels_place(struct label *labels, size_t count, const struct label_space *space);

#endif
