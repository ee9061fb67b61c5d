/*
 * A report as people read it, before it has a form: sections in their order,
 * each a sequence of blocks (words, tables, charts, explanations to unfold). It
 * is put together once, in the reader's words, and written by each format in
 * its own way:
 *
 *	book ──► book_html, book_markdown, book_xlsx, book_svg ──► bytes
 *
 * Texts are UTF-8 and raw: who writes a format escapes for it. What is not
 * known is an empty cell or NAN, never 0. Everything that is given is copied
 * into the book and lives as long as it.
 */
#ifndef CADRAN_STORE_BOOK_H
#define CADRAN_STORE_BOOK_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/base/arena.h"
#include "cadran/base/message.h"

struct buf;

/* How a figure is shown. A workbook keeps the number itself, with a format of its own. */
enum book_format {
	BOOK_TEXT,
	BOOK_WHOLE,     /* 12 */
	BOOK_DECIMAL,   /* 2.3: one decimal at most */
	BOOK_FINE,      /* 2.35: two at most */
	BOOK_MORE,      /* +0.2: a difference, one decimal at most */
	BOOK_MORE_FINE, /* +0.25: two at most */
	BOOK_PERCENT,   /* 0..1, shown as 62 % */
	BOOK_EUROS,     /* 12 000 € */
	BOOK_FORMAT_COUNT,
};

/* What a cell or a point is to the reader, for colours; the words say it too. */
enum book_tone { BOOK_PLAIN, BOOK_GOOD, BOOK_CARE, BOOK_BAD, BOOK_MUTED };

struct book_cell {
	const char *text; /* "" where there is none; beside a number, what is shown in its place; never NULL */
	double number;    /* NAN where there is none */
	enum book_tone tone;
	const char *target; /* id of a fold that explains the cell; NULL */
};

struct book_column {
	const char *title;
	enum book_format format;
	int width; /* in characters, as a workbook wants it */
};

/* The first column names its row. */
struct book_table {
	const char *id;      /* [a-z0-9-], one of a kind in the book */
	const char *caption; /* what the table shows, in a sentence */
	struct book_column *columns;
	size_t column_count, column_capacity;
	struct book_cell *cells; /* row by row */
	size_t cell_count, cell_capacity;
};

struct book_series {
	const char *name;
	double *values; /* one for each axis, NAN where not known */
};

/* Values from `least` to `most` on spokes. */
struct book_radar {
	const char *id, *title, *description; /* the description says in words what the picture shows */
	double least, most;
	const char **axes;
	size_t axis_count;
	struct book_series *series;
	size_t series_count;
};

enum book_mark {
	BOOK_MARK_DOT,
	BOOK_MARK_STAR,
	BOOK_MARK_HOLLOW_STAR,
	BOOK_MARK_SQUARE,
	BOOK_MARK_RING,
	BOOK_MARK_COUNT,
};

struct book_point {
	const char *label, *name; /* what stands at the point («UC01»), and what it is */
	double x, y;              /* 0..100 */
	enum book_mark mark;
	enum book_tone tone;
};

/* Use cases on two axes from 0 to 100, cut into four by two limits. */
struct book_scatter {
	const char *id, *title, *description;
	const char *x_title, *y_title;
	double x_limit, y_limit;
	const char *quadrants[4];                /* below left, below right, above left, above right */
	const char *mark_names[BOOK_MARK_COUNT]; /* for the legend; NULL for a mark that no point has */
	struct book_point *points;
	size_t point_count, point_capacity;
};

struct book_line {
	int depth; /* from 0 */
	bool strong;
	const char *text;
};

/* An explanation, folded where the format can fold. */
struct book_fold {
	const char *id, *title;
	struct book_line *lines;
	size_t line_count, line_capacity;
};

enum book_kind { BOOK_PARAGRAPH, BOOK_ITEM, BOOK_TABLE, BOOK_RADAR, BOOK_SCATTER, BOOK_FOLD };

struct book_block {
	enum book_kind kind;
	union {
		const char *text; /* BOOK_PARAGRAPH, BOOK_ITEM: items that follow each other are one list */
		struct book_table *table;
		struct book_radar *radar;
		struct book_scatter *scatter;
		struct book_fold *fold;
	};
};

/* A chapter of a text, a sheet of a workbook. */
struct book_section {
	const char *id, *title; /* the id as of a table; the title of at most 31 characters: a sheet is called so, as
				   far as it may be */
	struct book_block *blocks;
	size_t block_count, block_capacity;
};

struct book {
	enum language language;
	const char *title, *subtitle;
	const char *date;    /* YYYY-MM-DD, of the figures */
	const char *program; /* «Cadran 0.1.0» */
	const char *notice;  /* at the end: what the report is not */
	struct book_section *sections;
	size_t section_count, section_capacity;
	struct arena arena; /* every text above */
};

/* Texts are borrowed for the call. */
void book_init(struct book *book, enum language language, const char *title, const char *subtitle, const char *date);
void book_release(struct book *book);

/* Each is added at the end. What is returned belongs to the book; a section stays in place until the next is added. */
struct book_section *book_add_section(struct book *book, const char *id, const char *title);
void book_add_paragraph(struct book *book, const char *text);
void book_add_item(struct book *book, const char *text);

/* A table is filled from left to right; its columns are named before its first row. A cell stays in place until the
 * next is added. */
struct book_table *book_add_table(struct book *book, const char *id, const char *caption);
void book_add_column(struct book *book, struct book_table *table, const char *title, enum book_format format,
		     int width);
struct book_cell *book_add_text(struct book *book, struct book_table *table, const char *text);
struct book_cell *book_add_number(struct book_table *table, double number);
size_t book_row_count(const struct book_table *table);
const struct book_cell *book_cell(const struct book_table *table, size_t row, size_t column);

/* Values are NAN until they are set. */
struct book_radar *book_add_radar(struct book *book, const char *id, const char *title, double least, double most,
				  size_t axis_count, size_t series_count);
struct book_scatter *book_add_scatter(struct book *book, const char *id, const char *title);
/* The point stays in place until the next is added. */
struct book_point *book_add_point(struct book *book, struct book_scatter *scatter, const char *label, const char *name,
				  double x, double y);
struct book_fold *book_add_fold(struct book *book, const char *id, const char *title);
void book_add_line(struct book *book, struct book_fold *fold, int depth, bool strong, const char *text);

/* A copy that lives as long as the book; "" for NULL. */
const char *book_text(struct book *book, const char *text);

/*
 * Adds a cell as it is shown: its text, else its number with the decimal sign and
 * the blanks of the language («62 %» in French, «62%» in English); nothing where
 * there is neither.
 */
void book_show(const struct book *book, const struct book_cell *cell, enum book_format format, struct buf *out);

#endif
