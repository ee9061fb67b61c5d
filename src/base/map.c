#include "cadran/base/map.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

struct map_entry {
	const char *key;
	size_t value;
	uint32_t hash; /* of the key: compared first, and known when the table grows */
};

void map_release(struct map *map)
{
	free(map->entries);
	*map = (struct map){ 0 };
}

/* FNV-1a, 32 bits (Fowler, Noll, Vo). */
static uint32_t hash(const char *key)
{
	uint32_t value = 2166136261u;

	for (; *key; key++)
		value = (value ^ (unsigned char)*key) * 16777619u;
	return value;
}

static struct map_entry *place(struct map_entry *entries, size_t capacity, const char *key, uint32_t hashed)
{
	size_t at = hashed & (capacity - 1);

	while (entries[at].key && (entries[at].hash != hashed || strcmp(entries[at].key, key)))
		at = (at + 1) & (capacity - 1);
	return &entries[at];
}

/* Where a key goes that is not in the table. */
static struct map_entry *free_place(struct map_entry *entries, size_t capacity, uint32_t hashed)
{
	size_t at = hashed & (capacity - 1);

	while (entries[at].key)
		at = (at + 1) & (capacity - 1);
	return &entries[at];
}

static void grow(struct map *map)
{
	size_t capacity = map->capacity ? 2 * map->capacity : 16;
	struct map_entry *entries = xcalloc(capacity, sizeof(*entries));

	for (size_t i = 0; i < map->capacity; i++)
		if (map->entries[i].key)
			*free_place(entries, capacity, map->entries[i].hash) = map->entries[i];
	free(map->entries);
	map->entries = entries;
	map->capacity = capacity;
}

void map_set(struct map *map, const char *key, size_t value)
{
	const uint32_t hashed = hash(key);
	struct map_entry *entry;

	if (2 * (map->count + 1) > map->capacity)
		grow(map);
	entry = place(map->entries, map->capacity, key, hashed);
	map->count += !entry->key;
	*entry = (struct map_entry){ key, value, hashed };
}

bool map_get(const struct map *map, const char *key, size_t *value)
{
	const struct map_entry *entry;

	if (!map->count)
		return false;
	entry = place(map->entries, map->capacity, key, hash(key));
	if (entry->key)
		*value = entry->value;
	return entry->key != NULL;
}
