/*
 * On which side of its point each label of a native scatter chart stands. A
 * spreadsheet lays the chart out by itself: where things come to lie is what
 * LibreOffice and Excel make of the size, nearly.
 */
#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/store/labels.h"
#include "svg_draw.h"
#include "xlsx_layout.h"

enum {
	QUADRANTS = 4,
	ROUNDS = 12,
	LABELS_MOST = 1000, /* beyond, nothing could be read anyway */
};

/* Pixels: what stands around the plot, letters, and marks. */
static const double around_x = 80, around_y = 130, letters = 12, line = 15, mark = 7;

/* How bad it is to lie on a label, on a mark, and beyond the edge of the plot, for each square pixel. */
static const double on_label = 4, on_mark = 2, beyond = 3;

struct sides {
	const struct xlsx_points *points;
	struct label_box *marks; /* of each row */
	double *widths;          /* of each label, 0 where there is none */
	enum xlsx_side *chosen;
	struct label_box names[QUADRANTS], plot;
};

void xlsx_quadrant_place(const struct book_scatter *scatter, int quadrant, double *x, double *y)
{
	*x = (scatter->x_limit + (quadrant & 1 ? 100 : 0)) / 2;
	*y = quadrant & 2 ? 105 : -5;
}

static double pixel_x(double x)
{
	return x * (XLSX_SCATTER_PIXELS - around_x) / 110;
}

static double pixel_y(double y)
{
	return (110 - y) * (XLSX_SCATTER_ROWS * XLSX_ROW_PIXELS - around_y) / 120;
}

static struct label_box box_around(double x, double y, double width, double height)
{
	return (struct label_box){ x - width / 2, y - height / 2, x + width / 2, y + height / 2 };
}

static double shared(const struct label_box *a, const struct label_box *b)
{
	const double width = fmin(a->right, b->right) - fmax(a->left, b->left);
	const double height = fmin(a->bottom, b->bottom) - fmax(a->top, b->top);

	return width > 0 && height > 0 ? width * height : 0;
}

static struct label_box label_box(const struct sides *sides, size_t row, enum xlsx_side side)
{
	const struct label_box *at = &sides->marks[row];
	const double x = (at->left + at->right) / 2, y = (at->top + at->bottom) / 2, width = sides->widths[row];
	const double across = mark + width / 2, down = mark + line / 2;

	switch (side) {
	case XLSX_LEFT:
		return box_around(x - across, y, width, line);
	case XLSX_ABOVE:
		return box_around(x, y - down, width, line);
	case XLSX_BELOW:
		return box_around(x, y + down, width, line);
	default:
		return box_around(x + across, y, width, line);
	}
}

static double cost_of(const struct sides *sides, size_t row, enum xlsx_side side)
{
	const struct label_box box = label_box(sides, row, side);
	const double area = (box.right - box.left) * (box.bottom - box.top);
	double cost = (double)side + beyond * (area - shared(&box, &sides->plot));

	for (size_t i = 0; i < sides->points->total; i++) {
		struct label_box other;

		cost += on_mark * shared(&box, &sides->marks[i]);
		if (i == row || sides->widths[i] <= 0)
			continue;
		other = label_box(sides, i, sides->chosen[i]);
		cost += on_label * shared(&box, &other);
	}
	for (int q = 0; q < QUADRANTS; q++)
		cost += on_label * shared(&box, &sides->names[q]);
	return cost;
}

/* Returns whether another side is better. */
static bool improve(struct sides *sides, size_t row)
{
	enum xlsx_side best = sides->chosen[row];
	double least = cost_of(sides, row, best);

	for (int side = 0; side < XLSX_SIDE_COUNT; side++) {
		const double cost = cost_of(sides, row, (enum xlsx_side)side);

		if (cost >= least)
			continue;
		least = cost;
		best = (enum xlsx_side)side;
	}
	if (best == sides->chosen[row])
		return false;
	sides->chosen[row] = best;
	return true;
}

static void measure(const struct book_scatter *scatter, struct sides *sides)
{
	const struct xlsx_points *points = sides->points;

	for (size_t row = 0; row < points->total; row++) {
		const struct book_point *point = &scatter->points[points->points[row]];

		sides->marks[row] = box_around(pixel_x(point->x), pixel_y(point->y), 2 * mark, 2 * mark);
		sides->widths[row] = svg_width(points->labels[row], letters, false);
	}
	for (int q = 0; q < QUADRANTS; q++) {
		double x, y;

		xlsx_quadrant_place(scatter, q, &x, &y);
		sides->names[q] =
			box_around(pixel_x(x), pixel_y(y),
				   scatter->quadrants[q] ? svg_width(scatter->quadrants[q], letters, false) : 0, line);
	}
	sides->plot = (struct label_box){ 0, pixel_y(110), pixel_x(110), pixel_y(-10) };
}

void xlsx_sides_choose(const struct book_scatter *scatter, struct xlsx_points *points)
{
	struct sides sides = { .points = points, .chosen = points->sides };
	bool better = points->total <= LABELS_MOST;

	sides.marks = xcalloc(points->total + 1, sizeof(*sides.marks));
	sides.widths = xcalloc(points->total + 1, sizeof(*sides.widths));
	measure(scatter, &sides);
	for (int round = 0; better && round < ROUNDS; round++) {
		better = false;
		for (size_t row = 0; row < points->total; row++)
			if (sides.widths[row] > 0)
				better |= improve(&sides, row);
	}
	free(sides.marks);
	free(sides.widths);
}
