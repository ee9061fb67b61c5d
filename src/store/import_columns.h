/*
 * What columns and cells of a sheet may be called.
 */
#ifndef CADRAN_STORE_IMPORT_COLUMNS_H
#define CADRAN_STORE_IMPORT_COLUMNS_H

#include "cadran/store/import.h"

/* The columns of one kind of sheet, by id; those of use cases are `id` and the fields of the sheet. */
enum {
	ANSWER_COLUMN_GRID,
	ANSWER_COLUMN_QUESTION,
	ANSWER_COLUMN_FIRST_FIELD,
	ANSWER_COLUMN_COUNT = ANSWER_COLUMN_FIRST_FIELD + ANSWER_FIELD_COUNT,
};
enum {
	VOTE_COLUMN_USE_CASE,
	VOTE_COLUMN_CRITERION,
	VOTE_COLUMN_PARTICIPANT,
	VOTE_COLUMN_ROUND,
	VOTE_COLUMN_SCORE,
	VOTE_COLUMN_COUNT,
};
enum { USE_CASE_COLUMN_ID, USE_CASE_COLUMN_FIRST_FIELD, USE_CASE_COLUMN_COUNT = 1 + USE_CASE_FIELD_COUNT };

enum { COLUMN_MAX = USE_CASE_COLUMN_COUNT };

/* The column that a heading names, by its id, its French name or its label on the screen; false for an unknown one. */
bool column_find(enum import_kind kind, const char *heading, size_t *column);

/* How a column is called in `kind`. */
const char *column_id(enum import_kind kind, size_t column);

/* The canonical word for what people write in a cell («oui», «s.o.», «idée»), else the text itself. Borrowed. */
const char *cell_word(enum import_kind kind, size_t column, const char *text);

/*
 * The words that a cell of this column takes, in the language in use, with
 * commas. NULL where it takes others, and where `word` is one. Borrowed.
 */
const char *cell_choices(enum import_kind kind, size_t column, const char *word);

#endif
