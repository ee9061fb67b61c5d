/*
 * Signals while the terminal is ours. They are blocked but for the moment of
 * waiting; handlers note what is asked, and the loop does it. One that means
 * the end of the process puts the terminal back first.
 */
#ifndef CADRAN_TUI_TERM_SIGNAL_H
#define CADRAN_TUI_TERM_SIGNAL_H

#include <signal.h>
#include <stdbool.h>

/* The number of the signal, 0 for none. */
struct term_asked {
	volatile sig_atomic_t end, stop, carry_on, resize;
};

extern struct term_asked term_asked;

/*
 * Before curses looks: it leaves alone what has a handler. SIGWINCH too: curses would ask for the size while it draws,
 * of a descriptor that is no terminal then (term_frame.h).
 */
void signals_take(void);
void signals_give_back(void);

/* Lets through what came: pselect does not while there is something to read. */
void signals_receive(void);

/* Milliseconds of a clock that nobody sets. */
long long signals_now(void);

/* Waits for something to read, or a signal, until that time of the clock (-1: for ever): what pselect returns. */
int signals_wait(int descriptor, long long deadline);

/* Stops the process, as Ctrl-Z does without us; returns when it goes on, at once where nobody could wake it. */
void signals_stop(void);

/*
 * Runs a program as the shell would that had started us, and waits for its end:
 * Ctrl-C and Ctrl-\ are the program's own, Ctrl-Z stops us with it. What means our
 * end waits until then. False with errno where there is no other process.
 */
bool signals_run(char *const arguments[], int *status);

/* Keeps the modes as they are now, to be put back by a process that is about to crash. */
void rescue_begin(void);

/* Appends what is to be written then: a string of terminfo, or NULL. */
void rescue_add(const char *text);

/* Writes that, and puts the modes of rescue_begin back: without an allocation, and without curses. */
void rescue_terminal(void);

#endif
