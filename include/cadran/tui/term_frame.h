/*
 * What curses writes for one screen, given to the terminal as a whole. Curses
 * writes after every move of its cursor: each part wakes whoever shows it, may
 * travel alone, and shows a screen that is half drawn.
 *
 * While a frame is gathered, the descriptor of curses' stream is a piece of
 * shared memory that nobody else sees. Where there is none, and for a frame that
 * it has no room for, curses writes to the terminal itself.
 */
#ifndef CADRAN_TUI_TERM_FRAME_H
#define CADRAN_TUI_TERM_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

/* The stream that curses is to write to: standard output's terminal, under a descriptor of its own where that can be.
 */
FILE *frame_open(void);

/* Gives back what was opened; curses is done with the stream. */
void frame_close(void);

/* From here on nothing reaches the terminal, if a screen of `cells` cells has room. */
void frame_begin(size_t cells);

/* All of it does, in order. No harm where nothing was begun. */
void frame_end(void);

/* Writes all of it to the terminal; false where that is gone. */
bool frame_send(const char *bytes, size_t length);

#endif
