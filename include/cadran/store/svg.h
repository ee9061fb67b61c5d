/*
 * The charts of a book as SVG: a picture of its own to drop into slides, or a
 * part of a page. What colours tell, marks, strokes and words tell too. The
 * same chart gives the same bytes everywhere.
 *
 * Widths of texts are estimates on the wide side, as the font is the reader's:
 * what is laid out here without overlap has none in a usual font.
 */
#ifndef CADRAN_STORE_SVG_H
#define CADRAN_STORE_SVG_H

#include <stdbool.h>

#include "cadran/base/err.h"
#include "cadran/store/book.h"

struct svg_style {
	/* Within a page that heads the chart and gives its colours as custom properties (--ink and so on); else with
	 * its title, on a light ground that reads on any slide. */
	bool inside;
	int width;       /* px; the height follows */
	const char *tag; /* [a-z]: tells two drawings of one chart within a page from each other */
};

/* For slides. */
extern const struct svg_style svg_alone;

/* Adds an <svg> element to `out`. */
void svg_radar(const struct book_radar *radar, const struct book *book, const struct svg_style *style, struct buf *out);
void svg_scatter(const struct book_scatter *scatter, const struct book *book, const struct svg_style *style,
		 struct buf *out);

/* A chart of a book for slides: «matrix» is its scatter chart, «radar-…» that radar. False where there is none of that
 * name, with those that there are. */
bool svg_chart(const struct book *book, const char *name, struct buf *out, struct err *err);

#endif
