#include "cadran/core/inventory.h"

#include <string.h>

static const struct {
	const char *id;
	enum field_type type;
} fields[USE_FIELD_COUNT] = {
#define FIELD_ROW(name, id, type) { id, type },
	USE_FIELDS(FIELD_ROW)
#undef FIELD_ROW
};

const char *use_field_id(enum use_field field)
{
	return fields[field].id;
}

enum field_type use_field_type(enum use_field field)
{
	return fields[field].type;
}

bool use_field_parse(const char *id, enum use_field *field)
{
	for (int i = 0; i < USE_FIELD_COUNT; i++) {
		if (strcmp(fields[i].id, id))
			continue;
		*field = (enum use_field)i;
		return true;
	}
	return false;
}

bool use_is_present(const struct use *use)
{
	return use->present[0] != '\0';
}

const char *use_name(const struct use *use)
{
	return *use->field[USE_NAME] ? use->field[USE_NAME] : use->id;
}

void inventory_count(const struct inventory *inventory, struct inventory_counts *counts)
{
	*counts = (struct inventory_counts){ 0 };
	for (size_t i = 0; i < inventory->count; i++) {
		const struct use *use = &inventory->items[i];

		if (!use_is_present(use))
			continue;
		counts->uses++;
		counts->outside += *use->field[USE_ACCOUNT] && strcmp(use->field[USE_ACCOUNT], "work") != 0;
		counts->health += !strcmp(use->field[USE_DATA], "health");
	}
}
