/*
 * A sheet as people really save it: any of the usual encodings, separators and
 * line ends, a heading row, then rows. And back: the dialects that open at a
 * double-click.
 */
#ifndef CADRAN_STORE_SHEET_H
#define CADRAN_STORE_SHEET_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/base/err.h"

struct buf;

struct sheet_row {
	size_t line;   /* where it begins in the file, from 1 */
	size_t number; /* what a spreadsheet calls it: a row is one line there, whatever its cells hold */
	bool wide;     /* it has more cells than there are headings, which was told */
	char **cells;  /* one for each heading, "" where the row is shorter; UTF-8, defusing taken back */
};

struct sheet {
	char delimiter;
	const char *encoding; /* as iconv names it */
	char **headings;
	size_t column_count;
	size_t heading_line;
	size_t wide_count;      /* of the rows */
	struct sheet_row *rows; /* rows of empty cells only are left out */
	size_t row_count, row_capacity;
	char **cells; /* of the headings, then of all rows; what `headings` and rows point into */
	char *text;   /* what these point at */
};

/*
 * Reads `bytes`, the content of the file `name` (for messages). Encoding: BOM,
 * else UTF-8 where it is valid, else Windows-1252. Delimiter: a `sep=` line,
 * else the one of `;`, `,`, tab that cuts the heading row into the most cells
 * for which `known` says yes (then into the most cells). Headings: the first row,
 * else one of the next with two of which `known` says yes (one, where it has no
 * other cell); the rows above are left out, with a notice. A row with more cells
 * than there are headings (empty ones at its end left out) is a fault.
 *
 * False with at least one fault in `faults`, each with place `name:line` or
 * `name:line:column` (columns in characters); nothing is left in `sheet` then.
 * A file that is UTF-8 but for a few bytes is read as Windows-1252, with a
 * notice. More than 10 million cells, rows times headings, are a fault.
 */
bool sheet_read(const char *name, const char *bytes, size_t length, bool (*known)(const char *heading, void *context),
		void *context, struct sheet *sheet, struct fault_list *faults);

/* The same, but rows that are too wide do not make it false: they are there, marked, and told in `faults`. */
bool sheet_read_rows(const char *name, const char *bytes, size_t length,
		     bool (*known)(const char *heading, void *context), void *context, struct sheet *sheet,
		     struct fault_list *faults);
void sheet_release(struct sheet *sheet);

/* «C12», as a spreadsheet calls a cell; `column` from 0, and only its letters where `row` is 0. */
enum { SHEET_CELL_NAME = 40 };
const char *sheet_cell_name(size_t column, size_t row, char text[SHEET_CELL_NAME]);

/* How a sheet is written. */
struct dialect {
	const char *id; /* excel-fr, excel, rfc4180, tsv */
	char delimiter;
	char decimal; /* '.' or ',' */
	bool bom;
	bool titles; /* headings for people; else ids for programs */
	const char *line_end;
};

/* NULL for an unknown id. */
const struct dialect *dialect_find(const char *id);

/* All of them, one by one; NULL after the last. */
const struct dialect *dialect_at(size_t index);

/* The ids, separated by «, ». */
const char *dialect_ids(void);

/*
 * Builds a sheet cell by cell. Every cell is quoted. A text that a spreadsheet
 * would run is defused by an apostrophe (and comes back unchanged through
 * sheet_read); control characters that no field may hold become U+FFFD.
 */
struct sheet_writer {
	const struct dialect *dialect;
	struct buf *out; /* borrowed */
	size_t column;
	size_t row_count; /* rows ended so far, heading included */
};

/* Writes the BOM where the dialect has one. */
void sheet_begin(struct sheet_writer *writer, const struct dialect *dialect, struct buf *out);
void sheet_text(struct sheet_writer *writer, const char *text);
/* The shortest exact form with the dialect's decimal; nothing for NAN. */
void sheet_number(struct sheet_writer *writer, double value);
void sheet_end_row(struct sheet_writer *writer);

/*
 * The defusing itself. A text whose beginning, after any apostrophes, is one of
 * = + - @ | % tab CR LF or a full-width ＝＋－＠｜％ gets one apostrophe more, and so does
 * the same after every line end (LF, CRLF or CR) and tab inside it; taking back removes exactly that.
 */
void sheet_defuse(struct buf *out, const char *text);
void sheet_undefuse(struct buf *out, const char *text);

#endif
