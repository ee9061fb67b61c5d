/*
 * The inventory: uses of AI that are there already, allowed or not. A use names
 * a tool or a task and a team; there is no place for a person's name.
 *
 * Fields are canonical text, "" where nothing was asked yet.
 */
#ifndef CADRAN_CORE_INVENTORY_H
#define CADRAN_CORE_INVENTORY_H

#include "cadran/core/use_case.h"

#define USE_FIELDS(_)                                                                                                  \
	_(NAME, "name", FIELD_TEXT)                                                                                    \
	_(TEAM, "team", FIELD_TEXT)                                                                                    \
	_(PURPOSE, "purpose", FIELD_TEXT)                                                                              \
	_(DATA, "data", FIELD_DATA)                                                                                    \
	_(ACCOUNT, "account", FIELD_ACCOUNT)                                                                           \
	_(DECLARED, "declared", FIELD_YES_NO)                                                                          \
	_(DECISION, "decision", FIELD_DECISION)

enum use_field {
#define FIELD_ENUM(name, id, type) USE_##name,
	USE_FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
		USE_FIELD_COUNT,
};

const char *use_field_id(enum use_field field);
enum field_type use_field_type(enum use_field field);
bool use_field_parse(const char *id, enum use_field *field);

struct use {
	char *id;
	char *present; /* "yes", or "" where it was taken away */
	char *field[USE_FIELD_COUNT];
};

bool use_is_present(const struct use *use);

/* Its name, or its id where it has none. */
const char *use_name(const struct use *use);

struct inventory {
	struct use *items; /* in the order of their making, with those taken away */
	size_t count, capacity;
};

/* What the list says of itself; those taken away do not count. */
struct inventory_counts {
	size_t uses;
	size_t outside; /* on a private account, or on one that nobody knows */
	size_t health;  /* with health data */
};

void inventory_count(const struct inventory *inventory, struct inventory_counts *counts);

#endif
