/*
 * Circles of prerequisites, in a dossier or in a catalogue.
 */
#ifndef CADRAN_CORE_DEPENDENCIES_H
#define CADRAN_CORE_DEPENDENCIES_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/base/err.h"

/* Something with an id that may need others: NULL for an id leaves it out. */
struct dependent {
	const char *id;
	const char *depends; /* a list as in a use case's field; the other kinds of dependencies may go round */
};

/*
 * True with the ids on the circle, «A → B → A», in `err`, where prerequisites
 * go round. O(items + dependencies), without recursion.
 */
bool dependencies_find_cycle(const struct dependent *items, size_t count, struct err *err);

#endif
