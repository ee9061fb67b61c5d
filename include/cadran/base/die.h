/*
 * The end, when nothing is left to do: says why on standard error and exits
 * with status 1. Whoever has changed the terminal registers how to put it back.
 */
#ifndef CADRAN_BASE_DIE_H
#define CADRAN_BASE_DIE_H

_Noreturn void die(const char *why);

/* `restore` runs before the message; NULL takes it back. */
void die_set_restore(void (*restore)(void));

#endif
