/*
 * CSV (RFC 4180) as bytes: records out of bytes with their exact places, and
 * cells into bytes. The only file that knows libcsv. What spreadsheets do to
 * encodings, separators and headings is sheet.h's affair; the journal uses
 * this level directly.
 */
#ifndef CADRAN_STORE_CSV_H
#define CADRAN_STORE_CSV_H

#include <stdbool.h>
#include <stddef.h>

struct buf;

struct csv_record {
	size_t line;       /* physical line where it begins, from 1 */
	size_t begin, end; /* its bytes in the input, line end left out */
	char **cells;      /* NUL-terminated; borrowed, gone after the call */
	size_t count;
	bool terminated; /* a line end follows; false only for the last record */
};

/* Returns false to stop reading. */
typedef bool csv_record_fn(const struct csv_record *record, void *context);

enum csv_fault {
	CSV_FINE,
	CSV_STOPPED,     /* the callback said so */
	CSV_QUOTE_OPEN,  /* a quote that is never closed */
	CSV_QUOTE_STRAY, /* a quote inside an unquoted cell, or text after a closing quote */
	CSV_NUL,         /* a NUL byte */
	CSV_TOO_LONG,    /* a cell over 1 MiB, or more than 1 000 000 records */
};

/* Where reading ended early. */
struct csv_stop {
	enum csv_fault fault;
	size_t line, column; /* from 1; column in bytes. CSV_QUOTE_OPEN: where the quote was opened */
	size_t record_begin; /* offset of the record that could not be read */
	size_t record_line;
};

/*
 * Reads UTF-8 `bytes` record by record. Line ends are LF, CRLF or CR; blank
 * lines are no records; blanks around cells are kept. True when all was read;
 * else `stop` says where and why, and the records before it were delivered.
 */
bool csv_parse_bytes(const char *bytes, size_t length, char delimiter, csv_record_fn *record, void *context,
		     struct csv_stop *stop);

/* The same from the record on that begins at the offset `at`, on physical line `line`. */
bool csv_parse_from(const char *bytes, size_t length, size_t at, size_t line, char delimiter, csv_record_fn *record,
		    void *context, struct csv_stop *stop);

/* Appends one cell. Quoted when `always`, or when it holds the delimiter, a quote, a line end or a blank at an end. */
void csv_add_cell(struct buf *out, const char *text, char delimiter, bool always);

#endif
