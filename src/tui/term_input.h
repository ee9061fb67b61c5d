/*
 * From the codes that a terminal's bytes are read as to keys by their names and
 * to pasted texts.
 */
#ifndef CADRAN_TUI_TERM_INPUT_H
#define CADRAN_TUI_TERM_INPUT_H

#include "cadran/tui/term.h"

/* Bytes are their own code, what curses takes for a key has one above them. */
enum {
	CODE_NONE = -1,
	CODE_BYTE_MAX = 0xff,
	CODE_MOUSE = 4092,
	CODE_MOUSE_OLD,
	CODE_PASTE_BEGIN,
	CODE_PASTE_END,
	CODE_OWN
};

/* Where codes come from: term_curses.c. Waits `milliseconds` at most; 0: takes what there is. */
int term_code(int milliseconds);

/* Puts a code back, or CODE_NONE; one at a time. */
void term_uncode(int code);

/* The name of the key that has this code, NULL for none. */
const char *term_code_name(int code);

struct term_input_state {
	char codeset[64];
	bool utf8;
	bool erases; /* the Backspace key sends 0x08 */
	bool points; /* what the mouse does is wanted */
	/* A report of the mouse, which may come in pieces. */
	int report; /* CODE_MOUSE or CODE_MOUSE_OLD while its end has not come; else 0 */
	char bytes[24];
	int length;
	int torn; /* how much of Esc [ came by itself and was taken for a key */
};

void input_init(struct term_input_state *state, const char *codeset, bool erases);

/* What `code` begins; TERM_TIMEOUT where it means nothing. */
enum term_event input_take(struct term_input_state *state, struct term_input *input, int code);

#endif
