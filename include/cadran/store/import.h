/*
 * From a sheet to changes of a dossier: answers, use cases or votes, told by
 * the headings (design §7). All or nothing, unless the good rows are asked for:
 * what is wrong is told cell by cell, and the caller applies what has no fault.
 *
 * Headings are matched in either language, whatever their case and accents. A
 * row of use cases finds its use case by id, else by a name that only one has;
 * else it makes a new one, with the next free id where it brings none. A
 * present column changes its field, and an empty cell clears it, but for the
 * name of a use case; an absent column touches nothing. A cell that says what
 * stands already is no change.
 */
#ifndef CADRAN_STORE_IMPORT_H
#define CADRAN_STORE_IMPORT_H

#include "cadran/base/arena.h"
#include "cadran/base/buf.h"
#include "cadran/core/change.h"
#include "cadran/store/sheet.h"

enum import_kind { IMPORT_ANSWERS, IMPORT_USE_CASES, IMPORT_VOTES, IMPORT_KIND_COUNT };

/* «--map COLUMN=FIELD», or a line of a file of such. */
struct import_map {
	const char *column, *field; /* borrowed */
	bool used;
	const char *place; /* where it was read, «columns.ini:3»; NULL: on the command line */
};

struct import_map_list {
	struct import_map *items;
	size_t count, capacity;
	struct arena arena; /* of what was read from files */
};

/* The texts are borrowed. */
void import_map_add(struct import_map_list *list, const char *column, const char *field);

/*
 * Adds the lines COLUMN = FIELD of the section [columns] of an INI file; a
 * column that is in the list already keeps its field. Faults: another section,
 * no field, one that no sheet has, and all that ini_read finds.
 */
void import_map_read(struct import_map_list *list, const char *name, const char *bytes, size_t length,
		     struct fault_list *faults);
void import_map_list_release(struct import_map_list *list);

/* What one file brought. */
struct import_summary {
	enum import_kind kind;
	const char *name;
	size_t row_count;
	size_t added;        /* use cases made */
	size_t changed;      /* rows that change something that was there, or an answer or a score */
	size_t same;         /* rows that change nothing */
	size_t totals;       /* rows of totals, which are told and left out */
	size_t filled;       /* cells merged with the one above, whose text was taken */
	size_t emptied;      /* values that an empty cell clears */
	size_t named_still;  /* use cases that keep their name, whose cell is empty */
	size_t nameless;     /* use cases made without a name */
	char *nameless_ids;  /* «UC001, UC002, …»; NULL or owned */
	char *ignored;       /* headings that nobody knows, separated by «, », "" for none; owned */
	size_t left_out;     /* rows with a fault, where the good ones are taken */
	char *left_out_rows; /* «3, 7, 12 …», as a spreadsheet numbers them; NULL or owned */
};

/* A list of dependencies, to be checked when all files are read. */
struct import_dependencies {
	char *place, *use_case, *list; /* owned */
};

struct import {
	struct document *document; /* borrowed; as it was, whatever happens, once import_finish was called */
	size_t use_case_count;     /* of the document before */
	struct import_map *maps;
	size_t map_count;
	struct change_list changes; /* of all files so far, applied to the document */
	struct import_summary *files;
	size_t file_count, file_capacity;
	struct import_dependencies *dependencies;
	size_t dependency_count, dependency_capacity;
	struct fault_list faults; /* notices: what was taken but should be looked at */
	size_t row_faults;        /* those of them that are of one row */
	struct buf headings;      /* of all files, «Project», «Months» */
	char *unknown;  /* the first that is no field, of sheets of a known kind the first left aside; NULL or owned */
	size_t most;    /* changes that the dossier has room for; set before the first file */
	bool keep_good; /* rows without a fault are taken, whatever the others have; set before the first file */
};

/* The word of the contract for what people write («oui», «sans objet») as the value of a change. Borrowed. */
const char *import_word(const struct change *change, const char *value);

/* Whether some kind of sheet has a column of this name, and the names there are, with commas. */
bool import_is_field(const char *name);
void import_list_fields(enum import_kind kind, struct buf *out);
/* As change_parse_key, of a value in people's words. */
bool import_parse_key(const struct document *document, const char *key, const char *value, struct change_list *list,
		      struct err *err);

void import_init(struct import *import, struct document *document, struct import_map *maps, size_t map_count);

/* Reads one sheet; later files see what earlier ones brought. */
void import_add(struct import *import, const char *name, const char *bytes, size_t length);

/* Whether `changes` may be applied: without a fault, or with `keep_good` without one that is of no row. */
bool import_is_good(const struct import *import);

/*
 * Checks what hangs together (dependencies, circles) and puts the document back
 * as it was; `changes` is then ready for session_apply. True where import_is_good.
 */
bool import_finish(struct import *import);
void import_release(struct import *import);

#endif
