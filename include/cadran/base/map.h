/*
 * From names to numbers: a hash table whose keys are borrowed.
 */
#ifndef CADRAN_BASE_MAP_H
#define CADRAN_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>

struct map_entry;

/* A zeroed map is empty and ready. */
struct map {
	struct map_entry *entries;
	size_t count, capacity; /* capacity: 0 or a power of two */
};

void map_release(struct map *map);

/* Sets `key`, which must live as long as the map, to `value`. */
void map_set(struct map *map, const char *key, size_t value);

bool map_get(const struct map *map, const char *key, size_t *value);

#endif
