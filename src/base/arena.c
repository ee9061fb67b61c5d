#include "cadran/base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/die.h"

enum { ARENA_BLOCK = 16 * 1024 };

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t bytes[];
};

void arena_release(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *next = arena->blocks->next;

		free(arena->blocks);
		arena->blocks = next;
	}
}

static struct arena_block *block_new(struct arena *arena, size_t size)
{
	struct arena_block *block = xcalloc(1, sizeof(*block) + size);

	block->size = size;
	block->next = arena->blocks;
	arena->blocks = block;
	return block;
}

void *arena_take(struct arena *arena, size_t count, size_t size)
{
	const size_t align = sizeof(max_align_t);
	struct arena_block *block = arena->blocks;
	size_t bytes;
	void *piece;

	if (size && count > (SIZE_MAX / 2) / size)
		die("out of memory");
	bytes = (count * size + align - 1) / align * align;
	if (!block || block->size - block->used < bytes)
		block = block_new(arena, bytes > ARENA_BLOCK ? bytes : ARENA_BLOCK);
	piece = (char *)block->bytes + block->used;
	block->used += bytes;
	return piece;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_take(arena, length + 1, 1);

	if (length)
		memcpy(copy, text, length);
	return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
	return text ? arena_strndup(arena, text, strlen(text)) : NULL;
}
