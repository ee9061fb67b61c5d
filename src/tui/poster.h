/*
 * Text for a room: written from the top of a surface downwards, close as on any
 * page, or with as many blank rows as the screen has room for, so that it is
 * read from the back. One function draws both.
 */
#ifndef CADRAN_TUI_POSTER_H
#define CADRAN_TUI_POSTER_H

#include "cadran/tui/surface.h"

struct poster {
	struct surface *surface;
	int row, left, width;
	int gap; /* blank rows after each row */
};

/* Draws all of it on `poster`, with what `context` points at. */
typedef void poster_draw(struct poster *poster, const void *context);

/* As the body of a page. */
void poster_close(struct surface *surface, poster_draw *draw, const void *context);

/* On the whole of `surface`, with the widest gap and margins that fit, in the middle. */
void poster_airy(struct surface *surface, poster_draw *draw, const void *context);

/* A paragraph, wrapped; nothing for an empty text. */
void poster_text(struct poster *poster, unsigned attributes, const char *text);

/* The same behind `label`, which takes `indent` columns. */
void poster_labelled(struct poster *poster, unsigned attributes, const char *label, int indent, const char *text);

void poster_space(struct poster *poster);

#endif
