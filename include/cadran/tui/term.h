/*
 * The terminal: shows a surface, reads keys. The only door to curses.
 *
 *	term_open ── term_show, term_read … ── term_close
 *
 * One terminal a process. Signals are blocked but for the moment of waiting
 * for a key, so that none is missed and none interrupts anything else. Ctrl-C
 * is SIGINT. Ctrl-Z gives the terminal to the shell, and coming back is a
 * TERM_RESIZE. A process that crashes puts the terminal back first.
 */
#ifndef CADRAN_TUI_TERM_H
#define CADRAN_TUI_TERM_H

#include "cadran/base/buf.h"
#include "cadran/base/err.h"
#include "cadran/tui/key.h"
#include "cadran/tui/surface.h"

enum term_event {
	TERM_KEY,     /* `input->key` */
	TERM_POINT,   /* `input->point` */
	TERM_PASTE,   /* `input->paste`: UTF-8, line ends as \n, nothing that may not stand in a field */
	TERM_RESIZE,  /* the size is another one, or the screen has to be drawn anew */
	TERM_TIMEOUT, /* nothing came */
	TERM_GONE,    /* the terminal is closed, or SIGHUP, SIGTERM, SIGINT came: finish and leave */
};

struct term_input {
	enum term_event event;
	struct key key;
	struct point point;
	struct buf paste; /* cleared by term_read; release it in the end */
};

/*
 * Takes the terminal over. False with a sentence where standard input or output
 * is none, where TERM is unknown and where the cursor cannot be moved: nothing
 * was written then. `codeset` is the encoding that the terminal sends keys in
 * (nl_langinfo), "UTF-8" mostly.
 */
bool term_open(const char *codeset, struct err *err);

/*
 * What a process says on standard error when it crashes while the terminal is
 * ours, after the terminal was put back: whole lines, safe to show; what is over
 * 4096 bytes is cut. "" for nothing.
 */
void term_set_last_words(const char *text);

/* Puts the terminal back. May be called at any time, and again; die() calls it. */
void term_close(void);

/*
 * Whether the terminal tells what a mouse does: presses and the wheel, never
 * mere motion. Off at first, and on terminals that have none. While it is on,
 * text is selected with Shift, as in other programs that take the mouse.
 */
void term_mouse(bool on);

/* The bell, or what the terminal has for it. */
void term_ring(void);

void term_size(int *width, int *height);

/*
 * Shows the surface; what did not change is not sent. The hardware cursor goes
 * to the surface's cursor, which screen readers and braille lines follow, or to
 * the bottom left. A surface of another size is cut, or filled up with blanks.
 */
void term_show(const struct surface *surface);

/* Everything is sent anew by the next term_show. */
void term_redraw(void);

/* Waits for input, `milliseconds` at most; -1: without an end. */
void term_read(struct term_input *input, int milliseconds);

/*
 * Gives the terminal to a program and waits for its end; the next term_read
 * takes it again and says TERM_RESIZE. `arguments`, ended by NULL, begin with the
 * program's path; `*status` is that of waitpid(). False where it cannot be begun.
 */
bool term_run(char *const arguments[], int *status, struct err *err);

/* The signal that ended the wait with TERM_GONE, 0 where the terminal went without one. */
int term_signal(void);

#endif
