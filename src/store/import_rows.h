/*
 * One sheet on its way into the document: what the files of the import share.
 */
#ifndef CADRAN_STORE_IMPORT_ROWS_H
#define CADRAN_STORE_IMPORT_ROWS_H

#include "cadran/base/arena.h"
#include "cadran/base/map.h"
#include "import_columns.h"

enum { NO_COLUMN = -1, PLACE_SIZE = 400 };

/* A use case that a row made, by its place in the document. */
struct made {
	const struct sheet_row *row;
	size_t use_case;
};

struct importing {
	struct import *import;
	const char *name;
	struct sheet *sheet; /* borrowed */
	struct import_summary *summary;
	int place[COLUMN_MAX]; /* for each column of the kind, where it is in the sheet; NO_COLUMN */
	const char *last_cell[COLUMN_MAX], *last_word[COLUMN_MAX]; /* what stood there last, and the word for it */
	bool *bad;          /* for each row, whether something is wrong with it */
	struct map seen;    /* rows by what they name, to find those that stand twice */
	struct arena names; /* the keys of `seen` */
	struct map by_name; /* use cases by their name: the first of them, or AMBIGUOUS for two before this sheet */
	size_t next_number; /* for new ids */
	bool *matched;      /* use cases of the document that a row has found by name */
	size_t old_count;   /* use cases before this sheet */
	struct made *made;
	size_t made_count, made_capacity;
};

/* Rows into changes of the document, one by one; their faults into the import. */
void importing_rows(struct importing *importing);

/* What a row has in a column of the kind, "" where the sheet has no such column. */
const char *importing_cell(const struct importing *importing, const struct sheet_row *row, size_t column);

/* «file.csv:12:3», the third column of the row on line 12; without a column where the sheet has none. */
const char *importing_place(const struct importing *importing, const struct sheet_row *row, size_t column,
			    char text[PLACE_SIZE]);

/*
 * What spreadsheets leave behind that is no data of its own: a cell that was
 * merged with the one above it, whose text is put in where only that can be
 * meant; a column whose heading was merged with the one beside it; a row of
 * totals. All of them are told.
 */
void leftovers_fill(struct importing *importing);
void leftovers_check_columns(struct importing *importing);
bool leftovers_is_totals(const struct importing *importing, const struct sheet_row *row);
void leftovers_tell_totals(struct importing *importing, const struct sheet_row *row);

#endif
