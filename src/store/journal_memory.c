#include "journal_memory.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

/* Each record is compared with all of them: what no dossier has so much of is parsed. */
enum { ITEMS_MOST = 500, BYTES_MOST = 64 * 1024 * 1024 };

struct journal_memory {
	char *kind;
	struct remembered *items;
	size_t count, capacity;
	size_t bytes; /* held by `items` */
	size_t next;  /* where the next search begins: records follow each other alike */
	unsigned long numbers;
};

struct journal_memory *journal_memory_new(const char *kind)
{
	struct journal_memory *memory = xcalloc(1, sizeof(*memory));

	memory->kind = xstrdup(kind);
	return memory;
}

void journal_memory_clear(struct journal_memory *memory)
{
	for (size_t i = 0; i < memory->count; i++) {
		free(memory->items[i].bytes);
		for (size_t k = 0; k < ARRAY_SIZE(memory->items[i].cells); k++)
			free(memory->items[i].cells[k]);
	}
	memory->count = memory->bytes = memory->next = 0;
}

void journal_memory_free(struct journal_memory *memory)
{
	if (!memory)
		return;
	journal_memory_clear(memory);
	free(memory->items);
	free(memory->kind);
	free(memory);
}

size_t journal_memory_bytes(const struct journal_memory *memory)
{
	return memory->bytes;
}

bool journal_memory_is_full(const struct journal_memory *memory)
{
	return memory->count >= ITEMS_MOST;
}

bool memory_is_kind(const struct journal_memory *memory, const char *kind)
{
	return !strcmp(kind, memory->kind);
}

const struct remembered *memory_find(struct journal_memory *memory, const char *bytes, size_t length)
{
	for (size_t i = 0; i < memory->count; i++) {
		const size_t place = (memory->next + i) % memory->count;
		const struct remembered *item = &memory->items[place];

		if (item->length > length || memcmp(item->bytes, bytes, item->length) != 0)
			continue;
		memory->next = place + 1;
		return item;
	}
	return NULL;
}

const struct remembered *memory_add(struct journal_memory *memory, const char *bytes, size_t length, uint32_t check,
				    char *const cells[3])
{
	struct remembered *item;

	if (journal_memory_is_full(memory) || memory->bytes + 2 * length > BYTES_MOST)
		return NULL;
	ARRAY_GROW(memory->items, memory->count, memory->capacity);
	item = &memory->items[memory->count++];
	*item = (struct remembered){
		.bytes = xstrndup(bytes, length),
		.length = length,
		.check = check,
		.number = ++memory->numbers,
	};
	for (size_t i = 0; i < length; i++)
		item->lines += bytes[i] == '\n';
	for (size_t i = 0; i < ARRAY_SIZE(item->cells); i++)
		item->cells[i] = xstrdup(cells[i]);
	memory->bytes += 2 * length;
	memory->next = memory->count;
	return item;
}
