#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/store/ini.h"
#include "import_columns.h"

#define COLUMNS "columns"

void import_map_add(struct import_map_list *list, const char *column, const char *field)
{
	ARRAY_GROW(list->items, list->count, list->capacity);
	list->items[list->count++] = (struct import_map){ .column = column, .field = field };
}

static bool has_column(const struct import_map_list *list, const char *column)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].column, column))
			return true;
	return false;
}

bool import_is_field(const char *name)
{
	size_t column;

	for (int kind = 0; kind < IMPORT_KIND_COUNT; kind++)
		if (column_find((enum import_kind)kind, name, &column))
			return true;
	return false;
}

static void read_key(struct import_map_list *list, const struct ini *ini, const struct ini_key *key,
		     struct fault_list *faults)
{
	char place[INI_PLACE_SIZE];

	(void)ini_place(ini, key->line, place);
	if (!import_is_field(key->value)) {
		fault_add(faults, place,
			  N_("«%s = %s»: there is no field of that name; expected one such as name, sponsor or level"),
			  key->name, key->value);
		return;
	}
	if (has_column(list, key->name))
		return;
	import_map_add(list, arena_strdup(&list->arena, key->name), arena_strdup(&list->arena, key->value));
	list->items[list->count - 1].place = arena_strdup(&list->arena, place);
}

void import_map_read(struct import_map_list *list, const char *name, const char *bytes, size_t length,
		     struct fault_list *faults)
{
	char place[INI_PLACE_SIZE];
	struct ini ini;

	ini_read(&ini, name, bytes, length, faults);
	if (!ini.count)
		fault_add(faults, ini_place(&ini, 1, place),
			  N_("no column is named; expected [columns], then lines such as: Title = name"));
	for (size_t s = 0; s < ini.count; s++) {
		const struct ini_section *section = &ini.sections[s];

		if (strcmp(section->kind, COLUMNS) != 0 || *section->id)
			fault_add(faults, ini_place(&ini, section->line, place), N_("[%s] is not known; expected [%s]"),
				  section->kind, COLUMNS);
		else
			for (size_t k = 0; k < section->count; k++)
				read_key(list, &ini, &section->keys[k], faults);
	}
	ini_release(&ini);
}

void import_map_list_release(struct import_map_list *list)
{
	free(list->items);
	arena_release(&list->arena);
	*list = (struct import_map_list){ 0 };
}
