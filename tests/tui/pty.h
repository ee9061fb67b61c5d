/*
 * Programs as people use them: in a terminal. Starts one in a pseudo-terminal,
 * types, and looks at the screen that libvterm makes of what it writes.
 *
 *	pty = pty_open(&(struct pty_options){ .argv = argv });
 *	pty_wait(pty, "Step 1");
 *	pty_key(pty, "<Down>");
 *	pty_wait(pty, "> Appointments");
 *	…
 *	cr_assert_eq(pty_end(pty), 0);
 *	pty_close(pty);
 *
 * Tests never sleep: they wait for a text. What does not come within PTY_PATIENCE
 * fails the test, and the message shows the screen.
 */
#ifndef TESTS_TUI_PTY_H
#define TESTS_TUI_PTY_H

#include <stdbool.h>
#include <sys/types.h>
#include <termios.h>

#include "cadran/base/buf.h"

/* ms. Long, for valgrind: what comes in time is not waited for. */
enum { PTY_PATIENCE = 20000 };

struct pty_options {
	const char *const *argv;        /* the program's path first, a NULL last */
	const char *term;               /* NULL: xterm-256color */
	int width, height;              /* 0: 80 × 24 */
	const char *const *environment; /* «NAME=value», or «NAME» to take it away; a NULL last */
	void (*prepare)(void);          /* runs in the child, with the terminal as its standard descriptors */
};

struct pty;

/*
 * The environment is fixed: PATH, TERM, LC_ALL=C.UTF-8, HOME and XDG_DATA_HOME
 * in a folder of its own that goes with the pty, and what sanitizers are told.
 */
struct pty *pty_open(const struct pty_options *options);

/* Where a program stands that is built beside the tests: helper_term. Borrowed, until the next call. */
const char *pty_beside(const char *name);

/* HOME. */
const char *pty_home(const struct pty *pty);

/* Bytes as they are; a key by its name, as an xterm sends it: «j», «<Enter>», «<C-a>», «<M-Backspace>». */
void pty_type(struct pty *pty, const char *text);
void pty_bytes(struct pty *pty, const char *bytes, size_t length);
void pty_key(struct pty *pty, const char *key);

/* Until the text stands on the screen, or no longer does. Fails the test with the screen otherwise. */
#define pty_wait(pty, text) pty_wait_at(pty, text, true, __FILE__, __LINE__)
#define pty_wait_gone(pty, text) pty_wait_at(pty, text, false, __FILE__, __LINE__)
void pty_wait_at(struct pty *pty, const char *text, bool there, const char *file, int line);

/* Until the row of the cursor has the text: what is chosen, or typed. */
#define pty_wait_chosen(pty, text) pty_wait_chosen_at(pty, text, __FILE__, __LINE__)
void pty_wait_chosen_at(struct pty *pty, const char *text, const char *file, int line);

/* Until nothing was written for `milliseconds`. */
void pty_settle(struct pty *pty, int milliseconds);

/* The rows, blanks at their ends left out, each with a line end. Borrowed, until the next call. */
const char *pty_screen(struct pty *pty);

struct pty_cell {
	char text[64];
	bool bold, reverse;
	int width;
};

struct pty_cell pty_cell_at(struct pty *pty, int row, int column);
void pty_cursor(struct pty *pty, int *row, int *column);

/* Whether the program draws on the second screen, which gives the first one back. */
bool pty_is_fullscreen(const struct pty *pty);

/* What the program has written, all of it. */
const struct buf *pty_output(const struct pty *pty);

/* The modes of the terminal, as stty shows them. */
struct termios pty_modes(const struct pty *pty);

void pty_resize(struct pty *pty, int width, int height);
pid_t pty_process(const struct pty *pty);

/* Until the program ends; the status of waitpid. */
#define pty_end(pty) pty_end_at(pty, __FILE__, __LINE__)
int pty_end_at(struct pty *pty, const char *file, int line);

/* Takes the terminal away, as closing its window does, and waits; the status of waitpid. Frees nothing. */
#define pty_hang_up(pty) pty_hang_up_at(pty, __FILE__, __LINE__)
int pty_hang_up_at(struct pty *pty, const char *file, int line);

/* Ends what still runs and frees. */
void pty_close(struct pty *pty);

#endif
