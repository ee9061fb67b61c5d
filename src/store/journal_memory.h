/*
 * What a journal_memory holds: records of one kind as they stand in journals,
 * from their key on, so that the next journal with the same bytes is compared
 * and not parsed.
 */
#ifndef CADRAN_STORE_JOURNAL_MEMORY_H
#define CADRAN_STORE_JOURNAL_MEMORY_H

#include "cadran/store/journal.h"

struct remembered {
	char *bytes; /* key, field and value as they stand in the file, the comma before the check included; owned */
	size_t length;
	uint32_t check; /* CRC-32 of `bytes` */
	size_t lines;   /* line ends in `bytes` */
	char *cells[3]; /* key, field and value as they read; owned */
	unsigned long number;
};

/* The one that `bytes` begin with; NULL where there is none. */
const struct remembered *memory_find(struct journal_memory *memory, const char *bytes, size_t length);

/* NULL where too much is remembered already. */
const struct remembered *memory_add(struct journal_memory *memory, const char *bytes, size_t length, uint32_t check,
				    char *const cells[3]);

bool memory_is_kind(const struct journal_memory *memory, const char *kind);

#endif
