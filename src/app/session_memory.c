#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "record.h"

/* Beyond either all is forgotten: contents, and bytes of their records. */
enum { CONTENTS_MOST = 6, BYTES_MOST = 4 * 1024 * 1024 };

struct session_memory *session_memory_new(void)
{
	struct session_memory *memory = xcalloc(1, sizeof(*memory));

	memory->journals = journal_memory_new(RECORD_CONTENT);
	return memory;
}

static void forget(struct session_memory *memory)
{
	for (size_t i = 0; i < memory->count; i++) {
		free(memory->shelf[i].numbers);
		content_free(memory->shelf[i].content);
	}
	memory->count = 0;
	journal_memory_clear(memory->journals);
}

void session_memory_free(struct session_memory *memory)
{
	if (!memory)
		return;
	forget(memory);
	journal_memory_free(memory->journals);
	free(memory->shelf);
	free(memory->marks);
	free(memory);
}

void memory_begin(struct session_memory *memory, bool lean)
{
	if (memory->count >= CONTENTS_MOST || journal_memory_bytes(memory->journals) > BYTES_MOST ||
	    journal_memory_is_full(memory->journals))
		forget(memory);
	memory->mark_count = 0;
	memory->made = 0;
	memory->lean = lean;
	memory->unfit = MEMORY_FITS;
}

struct content *memory_content(const struct session_memory *memory, const unsigned long *numbers, size_t count)
{
	for (size_t i = 0; i < memory->count; i++)
		if (memory->shelf[i].count == count &&
		    !memcmp(memory->shelf[i].numbers, numbers, count * sizeof(*numbers)))
			return content_share(memory->shelf[i].content);
	return NULL;
}

void memory_keep(struct session_memory *memory, const unsigned long *numbers, size_t count, struct content *content)
{
	struct shelf_item *item;

	ARRAY_GROW(memory->shelf, memory->count, memory->capacity);
	item = &memory->shelf[memory->count++];
	*item = (struct shelf_item){ xreallocarray(NULL, count, sizeof(*numbers)), count, content_share(content) };
	memcpy(item->numbers, numbers, count * sizeof(*numbers));
}

const uint64_t *session_memory_marks(const struct session_memory *memory, size_t *count)
{
	*count = memory->mark_count;
	return memory->marks;
}

uint64_t session_memory_made(const struct session_memory *memory)
{
	return memory->made;
}
