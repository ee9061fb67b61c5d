/*
 * Texts within HTML and SVG, and the colours that the two share.
 */
#ifndef CADRAN_STORE_MARKUP_H
#define CADRAN_STORE_MARKUP_H

#include <stddef.h>

struct buf;

/*
 * Adds a text so that it stays one, between tags or within quotes, as text_set
 * makes it: what nobody would see is seen, line ends and tabs are a blank.
 */
void markup_text(struct buf *out, const char *text);

/* The same for a part of a text. */
void markup_part(struct buf *out, const char *text, size_t length);

enum paint {
	PAINT_NONE,
	PAINT_PAPER,  /* behind everything */
	PAINT_CARD,   /* behind what is set apart */
	PAINT_INK,    /* text */
	PAINT_MUTED,  /* text of less weight */
	PAINT_RULE,   /* lines that only part */
	PAINT_ACCENT, /* links, first series */
	PAINT_SECOND, /* second series */
	PAINT_GOOD,
	PAINT_CARE,
	PAINT_BAD,
	PAINT_COUNT,
};

/* As #rrggbb on a light ground and on a dark one; the name is that of a custom property, without its hyphens. */
struct colour {
	const char *name, *light, *dark;
};

const struct colour *markup_colour(enum paint paint);

#endif
