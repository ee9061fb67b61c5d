/*
 * Allocators that never return NULL: a program that has no memory left for a
 * few kilobytes says so and ends, and everything given is on the disk already.
 * What they return belongs to the caller, who gives it back with free().
 */
#ifndef CADRAN_BASE_ALLOC_H
#define CADRAN_BASE_ALLOC_H

#include <stddef.h>

void *xcalloc(size_t count, size_t size);

/* As realloc, for `count` things of `size` bytes; the product is checked. */
void *xreallocarray(void *old, size_t count, size_t size);

/* A copy of `text`; NULL stays NULL. */
char *xstrdup(const char *text);
char *xstrndup(const char *text, size_t length);

/*
 * For texts that are mostly empty: all empty ones are one shared byte, which is
 * never written to. A copy of `text`; the same of a text on the heap, which is
 * taken over. Both are given back with text_free, never with free().
 */
char *text_copy(const char *text);
char *text_take(char *text);
void text_free(char *text);

/*
 * Makes room for one more in an array that its owner keeps as (items, count,
 * capacity). The new place is not initialised.
 */
#define ARRAY_GROW(items, count, capacity)                                                                             \
	do {                                                                                                           \
		if ((count) == (capacity)) {                                                                           \
			(capacity) = (capacity) ? 2 * (capacity) : 8;                                                  \
			(items) = xreallocarray((items), (capacity), sizeof(*(items)));                                \
		}                                                                                                      \
	} while (0)

#define ARRAY_SIZE(array) (sizeof(array) / sizeof((array)[0]))

#endif
