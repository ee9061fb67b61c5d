/*
 * A text being typed, edited as with readline. Plain state fed with keys; knows
 * nothing of what the text is for.
 *
 * Laws: the text is valid UTF-8 without control characters other than line
 * ends, and those only where `lines` is set; the cursor never stands inside a
 * character or between a letter and its combining marks.
 *
 *	<Left> <C-b>  <Right> <C-f>	one character, with its marks
 *	<C-Left> <M-b>  <C-Right> <M-f>	one word
 *	<Home> <C-a>  <End> <C-e>	the ends of the line
 *	<Up> <Down>			lines, where there are several
 *	<Backspace> <C-h>  <Delete> <C-d>	one character
 *	<C-w> <M-Backspace>  <M-d>	the word before, after
 *	<C-u>  <C-k>			to the beginning, to the end of the line
 *	<C-y>				what was last removed by words or lines
 *	<M-Enter> <C-j>			a line end, where `lines` is set
 */
#ifndef CADRAN_TUI_LINEEDIT_H
#define CADRAN_TUI_LINEEDIT_H

#include "cadran/base/buf.h"
#include "cadran/tui/surface.h"

struct lineedit {
	struct buf text;
	size_t cursor;     /* a byte of text */
	bool lines;        /* line ends may be typed and pasted; else they become blanks */
	struct buf killed; /* for <C-y> */
	int wrap;          /* columns it was last drawn in: what <Up> and <Down> move by */
};

/* With the cursor at the end of `text`. */
void lineedit_init(struct lineedit *edit, const char *text, bool lines);
void lineedit_release(struct lineedit *edit);

/* False for a key that means nothing here (Enter, Esc, Tab, function keys): whoever owns the text decides. */
bool lineedit_feed(struct lineedit *edit, const char *key);

/* Inserts a text that came at once; what may not stand in a field is left out. */
void lineedit_paste(struct lineedit *edit, const char *text);

/*
 * Draws the text in `rows` × `columns`, the part round the cursor where it does
 * not fit, and puts the surface's cursor where it stands. One row scrolls
 * sideways («…» where there is more), several break between words.
 */
void lineedit_draw(struct lineedit *edit, struct surface *surface, int row, int column, int columns, int rows);

/* The rows that the text takes at that width, with the cursor. */
int lineedit_rows(const struct lineedit *edit, const struct surface *surface, int columns);

#endif
