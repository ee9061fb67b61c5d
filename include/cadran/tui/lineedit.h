/*
 * A text being typed, edited as with readline. Plain state fed with keys; knows
 * nothing of what the text is for.
 *
 * Laws: the text is valid UTF-8 without control characters other than line
 * ends, and those only where `lines` is set, and without what text_safe would
 * not show (bidirectional and zero-width controls); each mark follows a
 * character on its own line; the cursor never stands inside a character or
 * between a letter and its combining marks. Typing, pasting and <C-y> do not
 * make the text longer than VALUE_MOST bytes (core/change.h): what does not fit
 * whole is not taken.
 *
 *	<Left> <C-b>  <Right> <C-f>	one character, with its marks
 *	<C-Left> <M-b>  <C-Right> <M-f>	one word: letters and digits
 *	<Home> <C-a>  <End> <C-e>	the ends of the line, up to a line end
 *	<Up> <Down>			rows as they were drawn, where there are several
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
	int wrap;          /* columns it was last drawn in: what <Up> and <Down> move by; 0: line ends alone */
	bool ascii;        /* on what surface */
	int goal;          /* the column that <Up> and <Down> keep to; -1: the cursor's */
	bool proposed; /* the text is a proposal, in reverse: what is typed first replaces it, another key keeps it */
};

/* With the cursor at the end of `text`; what may not stand in a field is left out of it. */
void lineedit_init(struct lineedit *edit, const char *text, bool lines);
void lineedit_release(struct lineedit *edit);

/*
 * False for a key that means nothing here: whoever owns the text decides. These
 * are Enter, Esc, Tab, function keys, <Up> and <Down> where all is on one row,
 * and <M-Enter> and <C-j> without `lines`.
 */
bool lineedit_feed(struct lineedit *edit, const char *key);

/*
 * Inserts a text that came at once. What may not stand in a field is left out;
 * a tab becomes a blank, and CR and CRLF are line ends too.
 */
void lineedit_paste(struct lineedit *edit, const char *text);

/*
 * Draws the text in `rows` × `columns`, the part round the cursor where it does
 * not fit, and puts the surface's cursor where it stands. One row scrolls
 * sideways («…» where there is more, «<» and «>» in ASCII), several break
 * between words. The cursor stands inside the box and has a cell of its own,
 * also at the end: lines are one column shorter than the box.
 */
void lineedit_draw(struct lineedit *edit, struct surface *surface, int row, int column, int columns, int rows);

/* The rows that the text takes at that width, with the cursor. */
int lineedit_rows(const struct lineedit *edit, const struct surface *surface, int columns);

#endif
