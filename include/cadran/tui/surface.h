/*
 * A grid of cells that views draw on. It knows nothing of terminals: curses
 * shows it, «cadran show» prints it, tests read it.
 *
 * Rows and columns count from 0 at the top left. Drawing outside is allowed and
 * shows nothing; a surface made with height 0 grows downwards as it is drawn
 * on. Text is made safe to show (text_safe) and measured in columns; on an
 * ASCII surface it is transliterated first.
 */
#ifndef CADRAN_TUI_SURFACE_H
#define CADRAN_TUI_SURFACE_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

enum attribute { ATTRIBUTE_NONE = 0, ATTRIBUTE_BOLD = 1, ATTRIBUTE_REVERSE = 2 };

/* A character with the marks that belong to it, five in all as in curses. The right half of a wide one has no text. */
struct surface_cell {
	char text[22];
	unsigned char width; /* 1, 2; 0 for the right half */
	unsigned char attributes;
};

/* What a part of a row means to somebody who points at it. */
struct surface_zone {
	int row, column, columns;
	char key[16]; /* the key that does the same; "": a line of what is chosen from */
	int away;     /* how many lines after the chosen one it is, before it where negative; of a key how often it is
			 pressed */
};

struct surface {
	int width, height;
	bool grows, ascii;
	struct surface_cell *cells;
	int capacity;                  /* rows */
	int cursor_row, cursor_column; /* what has the focus; -1: nothing */
	struct surface_zone *zones;    /* the later ones lie above the earlier ones */
	size_t zone_count, zone_capacity;
	/* How many texts, or rows of one, lost something without an ellipsis, and how the first of them begins: pages
	 * are tested with it. */
	unsigned cut;
	char first_cut[48];
};

/* What views draw with; each has an ASCII form. */
enum glyph {
	GLYPH_HORIZONTAL,
	GLYPH_VERTICAL,
	GLYPH_TOP_LEFT,
	GLYPH_TOP_RIGHT,
	GLYPH_BOTTOM_LEFT,
	GLYPH_BOTTOM_RIGHT,
	GLYPH_TEE_LEFT,
	GLYPH_TEE_RIGHT,
	GLYPH_TEE_TOP,
	GLYPH_TEE_BOTTOM,
	GLYPH_CROSS,
	GLYPH_FULL, /* of a bar */
	GLYPH_OPEN, /* what is not settled yet */
	GLYPH_EMPTY,
	GLYPH_TARGET,
	GLYPH_QUICK_WIN,
	GLYPH_CONDITIONAL,
	GLYPH_PROHIBITED,
	GLYPH_HIGH_RISK,
	GLYPH_SETTLED,
	GLYPH_INCOMPLETE,
	GLYPH_MET,
	GLYPH_NOT_MET,
	GLYPH_UNKNOWN,
	GLYPH_NOTHING, /* a figure that does not exist */
	GLYPH_CURRENT, /* what is chosen or answered */
	GLYPH_UP,      /* there is more above */
	GLYPH_DOWN,    /* and below */
	GLYPH_SHADE_1, /* how likely something is, from hardly to nearly always */
	GLYPH_SHADE_2,
	GLYPH_SHADE_3,
	GLYPH_SHADE_4,
	GLYPH_SHADE_5,
	GLYPH_CORNER, /* of a radar, and what lies between two of them */
	GLYPH_EDGE,
	GLYPH_POINT, /* where something stands whose label is beside */
	GLYPH_SEVERAL,
	GLYPH_BEFORE, /* where it stood */
	GLYPH_LEADER, /* from a point to its label, level and upright, and its four corners */
	GLYPH_LEADER_UPRIGHT,
	GLYPH_LEADER_DOWN_RIGHT,
	GLYPH_LEADER_DOWN_LEFT,
	GLYPH_LEADER_UP_RIGHT,
	GLYPH_LEADER_UP_LEFT,
	GLYPH_ARROW_RIGHT,
	GLYPH_ARROW_LEFT,
	GLYPH_ARROW_UP,
	GLYPH_ARROW_DOWN,
	GLYPH_COUNT,
};

void surface_init(struct surface *surface, int width, int height, bool ascii);
void surface_release(struct surface *surface);
void surface_clear(struct surface *surface);

/*
 * Draws `text` on one line, cut at `columns` (with an ellipsis where it does
 * not fit) and at the edge. Returns the columns used.
 */
int surface_text(struct surface *surface, int row, int column, int columns, unsigned attributes, const char *text);

/* The same, ending at the right: in the last columns of `columns`. */
void surface_text_right(struct surface *surface, int row, int column, int columns, unsigned attributes,
			const char *text);

/* Draws `text` on as many lines of `columns` as it takes, breaking between words; returns the lines. */
int surface_wrap(struct surface *surface, int row, int column, int columns, unsigned attributes, const char *text);

/* The same on `rows` lines at most, with an ellipsis where that does not do. */
int surface_wrap_within(struct surface *surface, int row, int column, int columns, int rows, unsigned attributes,
			const char *text);

/* The same with every line but the first indented by `hang` columns. */
int surface_wrap_hanging(struct surface *surface, int row, int column, int columns, int hang, unsigned attributes,
			 const char *text);

void surface_glyph(struct surface *surface, int row, int column, enum glyph glyph);
void surface_repeat(struct surface *surface, int row, int column, int count, enum glyph glyph);
const char *surface_glyph_text(const struct surface *surface, enum glyph glyph);

/* The same where there is no surface. */
const char *glyph_text(enum glyph glyph, bool ascii);

/* Where the terminal's cursor is to stand. */
void surface_cursor(struct surface *surface, int row, int column);

/* Reverses a stretch of a row, or makes it bold: the line that is chosen. */
void surface_mark(struct surface *surface, int row, int column, int columns, unsigned attributes);

/* Pointing at it presses `key` («<Enter>», «s»), once or `times` times. */
void surface_zone_key(struct surface *surface, int row, int column, int columns, const char *key);
void surface_zone_keys(struct surface *surface, int row, int column, int columns, const char *key, int times);

/* Pointing at it goes to the line that stands `away` lines after the chosen one; 0, the chosen one itself, opens it. */
void surface_zone_line(struct surface *surface, int row, int column, int columns, int away);

/* The one at that place that lies above the others; NULL where there is none. */
const struct surface_zone *surface_zone_at(const struct surface *surface, int row, int column);

/* Copies `rows` rows of `from`, beginning at `top`, onto `surface` at `row` and `column`, cursor and zones with them.
 */
void surface_blit(struct surface *surface, int row, int column, const struct surface *from, int top, int rows);

/* NULL outside. */
const struct surface_cell *surface_at(const struct surface *surface, int row, int column);

/* The columns that `text` takes on this surface; of a very long one no more than tells that it is wider. */
int surface_measure(const struct surface *surface, const char *text);

/* All rows as text, blanks at their ends left out, each with a line end. */
void surface_dump(const struct surface *surface, struct buf *out);

#endif
