/*
 * Shapes and texts of a drawing. Coordinates are px from the top left, written
 * with one decimal.
 */
#ifndef CADRAN_STORE_SVG_DRAW_H
#define CADRAN_STORE_SVG_DRAW_H

#include "cadran/base/buf.h"
#include "cadran/store/svg.h"
#include "markup.h"

enum svg_anchor { SVG_START, SVG_MIDDLE, SVG_END };

struct svg {
	const struct svg_style *style;
	struct buf *out; /* shapes, in the order they are painted */
};

struct svg_pen {
	enum paint fill, stroke;
	double width;
	const char *dash; /* as SVG writes it; NULL for a whole line */
};

/* How a text is set. */
struct svg_type {
	double size;
	enum paint paint;
	enum svg_anchor anchor;
	bool strong;
};

/* Values of attributes, with a blank before where there is a word already. */
void svg_number(struct buf *out, double number);
void svg_point(struct buf *out, const char *command, double x, double y);

void svg_line(struct svg *svg, double x1, double y1, double x2, double y2, const struct svg_pen *pen);
void svg_rectangle(struct svg *svg, double x, double y, double width, double height, const struct svg_pen *pen);
void svg_circle(struct svg *svg, double x, double y, double radius, const struct svg_pen *pen);
/* `data` as in the attribute d. */
void svg_path(struct svg *svg, const char *data, const struct svg_pen *pen);
/* Through `count` corners from the top on, at `radius` and `inner` by turns. */
void svg_star(struct svg *svg, double x, double y, double radius, double inner, int count, const struct svg_pen *pen);
void svg_text(struct svg *svg, double x, double y, const struct svg_type *type, const char *text);

/* On one line of at most `width`, cut with «…» where it is longer. */
void svg_text_within(struct svg *svg, double x, double y, const struct svg_type *type, const char *text, double width);

/* How wide a text is at most in a usual font without serifs. */
double svg_width(const char *text, double size, bool strong);

/* The widest of lines parted by '\n'. */
double svg_lines_width(const char *lines, double size, bool strong);

/*
 * Adds the text to `out` in lines of at most `width`, parted by '\n', words kept
 * whole where they fit; what is over `most` lines is cut with «…». Returns how
 * many lines: 1 at least.
 */
size_t svg_wrap(struct buf *out, const char *text, double size, bool strong, double width, size_t most);

/* Draws lines parted by '\n', the first with its base line at `y`. */
void svg_lines(struct svg *svg, double x, double y, double step, const struct svg_type *type, const char *lines);

/* A title over a drawing of its own; returns the height it takes. */
double svg_heading(struct svg *svg, const char *title);

/* The whole element around what was drawn. */
void svg_close(const struct svg *svg, const char *id, const char *title, const char *description,
	       enum language language, double height, struct buf *out);

#endif
