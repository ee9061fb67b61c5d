/*
 * INI files without inih's limits: lines and values of any length, `;` and `:`
 * inside texts, exact line numbers, and a fault for everything that is not as
 * it should be instead of a guess.
 *
 * The bytes still go through inih; our reader prepares them for it (long lines
 * become continuation lines, `;` is hidden) so that every build of the library
 * reads the same.
 */
#ifndef CADRAN_STORE_INI_H
#define CADRAN_STORE_INI_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/base/arena.h"
#include "cadran/base/err.h"

struct ini_key {
	const char *name, *value; /* continuation lines are joined by one blank */
	int line;                 /* from 1 */
	bool taken;               /* somebody asked for it: what is left in the end is unknown */
};

/* «[kind id]»; id is "" where there is none. */
struct ini_section {
	const char *kind, *id;
	int line;
	struct ini_key *keys;
	size_t count, capacity;
};

struct ini {
	const char *name; /* of the file, for messages */
	struct arena arena;
	struct ini_section *sections;
	size_t count, capacity;
};

/*
 * Reads `bytes` (UTF-8, BOM allowed) of the file `name`. Adds to `faults` what
 * is wrong with the form: bytes that are not UTF-8, control characters, a
 * section or key that is malformed or over 49 bytes, a key twice in a section,
 * a key before any section, an indented line that continues nothing. What can
 * be read is read all the same, so that later faults are found too.
 */
void ini_read(struct ini *ini, const char *name, const char *bytes, size_t length, struct fault_list *faults);
void ini_release(struct ini *ini);

/* The value of a key, marked as taken; NULL where it is missing. */
const struct ini_key *ini_take(struct ini_section *section, const char *name);

/* Whether `text` is made of a to z, digits, - and . alone, as ids are. */
bool ini_is_id(const char *text);

/* «file:line» in `place`. */
enum { INI_PLACE_SIZE = 300 };
const char *ini_place(const struct ini *ini, int line, char place[INI_PLACE_SIZE]);

#endif
