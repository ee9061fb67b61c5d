/*
 * Memory for what is loaded once and is const afterwards: pieces are taken one
 * by one and given back all at once. Pieces never move.
 */
#ifndef CADRAN_BASE_ARENA_H
#define CADRAN_BASE_ARENA_H

#include <stddef.h>

struct arena_block;

/* A zeroed arena is empty and ready. */
struct arena {
	struct arena_block *blocks;
};

void arena_release(struct arena *arena);

/* Zeroed, aligned for any type. */
void *arena_take(struct arena *arena, size_t count, size_t size);
char *arena_strndup(struct arena *arena, const char *text, size_t length);
char *arena_strdup(struct arena *arena, const char *text);

#endif
