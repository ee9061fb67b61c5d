/*
 * From a sheet to changes of a dossier: answers, use cases or votes, told by
 * the headings (design §7). All or nothing: what is wrong is told row by row,
 * and the caller applies only what has no fault.
 *
 * Headings are matched in either language, whatever their case and accents. A
 * row of use cases finds its use case by id, else by a name that only one has;
 * else it makes a new one, with the next free id where it brings none. A
 * present column changes its field, and an empty cell clears it; an absent
 * column touches nothing. A cell that says what stands already is no change.
 */
#ifndef CADRAN_STORE_IMPORT_H
#define CADRAN_STORE_IMPORT_H

#include "cadran/core/change.h"
#include "cadran/store/sheet.h"

enum import_kind { IMPORT_ANSWERS, IMPORT_USE_CASES, IMPORT_VOTES, IMPORT_KIND_COUNT };

/* «--map COLUMN=FIELD» */
struct import_map {
	const char *column, *field; /* borrowed */
	bool used;
};

/* What one file brought. */
struct import_summary {
	enum import_kind kind;
	const char *name;
	size_t row_count;
	size_t added;   /* use cases made */
	size_t changed; /* rows that change something that was there, or an answer or a score */
	size_t same;    /* rows that change nothing */
	char *ignored;  /* headings that nobody knows, separated by «, », "" for none; owned */
};

/* A list of dependencies, to be checked when all files are read. */
struct import_dependencies {
	char *place, *use_case, *list; /* owned */
};

struct import {
	struct document *document; /* borrowed; as it was, whatever happens, once import_finish was called */
	struct import_map *maps;
	size_t map_count;
	struct change_list changes; /* of all files so far, applied to the document */
	struct import_summary *files;
	size_t file_count, file_capacity;
	struct import_dependencies *dependencies;
	size_t dependency_count, dependency_capacity;
	struct fault_list faults; /* notices: what was taken but should be looked at */
};

/* The word of the contract for what people write («oui», «sans objet») as the value of a change. Borrowed. */
const char *import_word(const struct change *change, const char *value);

void import_init(struct import *import, struct document *document, struct import_map *maps, size_t map_count);

/* Reads one sheet; later files see what earlier ones brought. */
void import_add(struct import *import, const char *name, const char *bytes, size_t length);

/*
 * Checks what hangs together (dependencies, circles) and puts the document back
 * as it was; `changes` is then ready for session_apply. True without a fault.
 */
bool import_finish(struct import *import);
void import_release(struct import *import);

#endif
