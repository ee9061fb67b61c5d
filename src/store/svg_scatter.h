/*
 * A scatter chart while it is drawn: where its points, their names and those
 * of the quarters stand.
 */
#ifndef CADRAN_STORE_SVG_SCATTER_H
#define CADRAN_STORE_SVG_SCATTER_H

#include "cadran/store/labels.h"
#include "svg_draw.h"

enum { QUADRANT_COUNT = 4 };

/* Points that cannot be told apart by eye have one label. */
struct spot {
	size_t first; /* the point that stands for it */
	char *lines;  /* what stands at it, parted by '\n' */
};

/* What stands at a point: its name, its label, or its number in the list below. */
enum chart_words { CHART_NAMES, CHART_LABELS, CHART_NUMBERS };

struct chart {
	struct svg svg;
	const struct book_scatter *scatter;
	enum language language;
	struct label_box area; /* of the points, from 0 to 100 */
	double size;           /* of labels */
	double bottom;         /* of what is drawn so far */
	size_t *spot_of;       /* of each point; SIZE_MAX for one that has no place */
	struct spot *spots;
	struct label *labels; /* of each spot */
	size_t spot_count;
	enum chart_words words;
	bool *named; /* points whose label stands in the drawing as it is */
	struct label_box quadrants[QUADRANT_COUNT];
	char *quadrant_lines[QUADRANT_COUNT];
};

double chart_x(const struct chart *plot, double value);
double chart_y(const struct chart *plot, double value);

/* Adds the point's label, or its number where numbers stand for labels. */
void chart_add_label(const struct chart *plot, size_t point, struct buf *out);

/* Once `area` is known: finds the spots and the places of all words. */
void chart_arrange(struct chart *plot);
void chart_release(struct chart *plot);

/* Beside a word: what the point is drawn with. */
void chart_draw_mark(struct chart *plot, double x, double y, enum book_mark mark, enum book_tone tone);

/* Below the plot: what the marks mean, then the points by name, with their place where the drawing does not name them.
 */
void chart_draw_key(struct chart *plot);
void chart_draw_list(struct chart *plot);

#endif
