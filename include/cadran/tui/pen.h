/*
 * Writing line by line on a surface: sections, paragraphs, terms of a sum.
 */
#ifndef CADRAN_TUI_PEN_H
#define CADRAN_TUI_PEN_H

#include "cadran/base/buf.h"
#include "cadran/tui/surface.h"

struct pen {
	struct surface *surface;
	int row, indent;
	struct buf line; /* under construction: pen_end writes it */
};

void pen_init(struct pen *pen, struct surface *surface);
void pen_release(struct pen *pen);

/* Writes the line, wrapped, at the indent. An empty one leaves a blank row. */
void pen_end(struct pen *pen, unsigned attributes);

/* The same with a text of its own, bold and at the left: the head of a section, after a blank row. */
void pen_section(struct pen *pen, const char *text);

#endif
