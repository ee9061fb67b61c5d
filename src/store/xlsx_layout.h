/*
 * Where everything of a book stands in a workbook, before anything is written:
 * what the library of workbooks (xlsx.c) is not needed for. Rows and columns
 * count from 0.
 */
#ifndef CADRAN_STORE_XLSX_LAYOUT_H
#define CADRAN_STORE_XLSX_LAYOUT_H

#include <time.h>

#include "cadran/base/err.h"
#include "cadran/base/map.h"
#include "cadran/store/book.h"

enum {
	XLSX_ROWS = 1048576,
	XLSX_COLUMNS = 16384,
	XLSX_NAME_MAX = 31, /* UTF-16 units of a sheet's name, as all lengths in a workbook */
	XLSX_TEXT_MAX = 32767,
	XLSX_LINKS_MAX = 65530, /* of a sheet */
	XLSX_BREAKS_MAX = 1023,
	XLSX_ROW_POINTS = 15,
	XLSX_ROW_PIXELS = 20,
	XLSX_SCATTER_ROWS = 30,
	XLSX_SCATTER_PIXELS = 860, /* across */
};

enum xlsx_place_kind {
	XLSX_HEADING, /* from here to XLSX_LINE: a row of text */
	XLSX_TITLE,
	XLSX_PARAGRAPH,
	XLSX_ITEM,
	XLSX_CAPTION,
	XLSX_REMARK,
	XLSX_LINK, /* leads to the explanation `target` */
	XLSX_LINE, /* of an explanation, alone in its row */
	XLSX_TABLE,
	XLSX_RADAR,
	XLSX_SCATTER,
};

struct xlsx_place {
	enum xlsx_place_kind kind;
	size_t row, rows;
	double height;      /* of a row of text, in points */
	const char *text;   /* of a row of text */
	const char *target; /* of a link */
	int depth;          /* of a line, as the next */
	bool strong;
	const struct book_table *table;
	bool figures; /* the table holds the figures of the chart above it */
	const struct book_radar *radar;
	const struct book_scatter *scatter;
};

struct xlsx_sheet {
	const char *name;
	struct xlsx_place *places;
	size_t count, capacity;
	size_t rows;
	double *widths; /* of columns, in characters */
	size_t width_count;
	size_t span;     /* columns that a row of text goes over */
	size_t fixed;    /* rows that stay when one scrolls; 0: none */
	bool fixed_name; /* and the first column */
	size_t main;     /* the place of the table that is filtered; SIZE_MAX: none */
	bool repeats;    /* its heading stands on every page */
	size_t *breaks;  /* rows that begin a page */
	size_t break_count;
	bool landscape;
};

struct xlsx_layout {
	struct xlsx_sheet *sheets; /* the last one is that of the explanations where there are any */
	size_t count;
	struct map rows; /* of explanations, on the last sheet */
	struct book own; /* what the layout adds: tables of charts, names */
};

/* False where a sheet would be too small; the layout is then empty. The book must outlive it. */
bool xlsx_layout_compute(const struct book *book, struct xlsx_layout *layout, struct err *err);
void xlsx_layout_release(struct xlsx_layout *layout);

/* The heading of the table of figures that follows a chart. */
size_t xlsx_figures_row(const struct xlsx_place *place);

/* Finds widths, heights, what stays in sight and where pages begin, once all places are known. */
void xlsx_shape(struct xlsx_sheet *sheet);

/* In points, of a row of a table, the heading being 0. LibreOffice finds no heights of its own when it opens a
 * workbook. */
double xlsx_row_height(const struct xlsx_sheet *sheet, const struct book_table *table, size_t row);

/* Of its point: all labels of one series of a chart stand on one side. */
enum xlsx_side { XLSX_RIGHT, XLSX_LEFT, XLSX_ABOVE, XLSX_BELOW, XLSX_SIDE_COUNT };

/* A series: rows of one mark whose labels stand on one side. */
struct xlsx_series {
	enum book_mark mark;
	enum xlsx_side side;
	bool leads; /* the first of its mark, which the legend names */
	size_t first, count;
};

/*
 * The points of a scatter by mark, and among those by the side of their label, as
 * its table of figures has them, the names of the quadrants in its four last rows.
 * Points that stand in one place share the label of the first.
 */
struct xlsx_points {
	size_t first[BOOK_MARK_COUNT], count[BOOK_MARK_COUNT]; /* rows of the table */
	size_t *points;                                        /* place in the scatter of each row */
	const char **labels;                                   /* of each row; "" where another one has it */
	enum xlsx_side *sides;                                 /* of each row */
	size_t total;
	struct xlsx_series series[BOOK_MARK_COUNT * XLSX_SIDE_COUNT];
	size_t series_count;
};

/* The centre of the name of a quadrant, outside of 0..100 upwards and downwards. */
void xlsx_quadrant_place(const struct book_scatter *scatter, int quadrant, double *x, double *y);

/* Chooses the side of each label so that labels, marks and names of quadrants lie on each other as little as can be. */
void xlsx_sides_choose(const struct book_scatter *scatter, struct xlsx_points *points);

void xlsx_points_compute(const struct book_scatter *scatter, struct xlsx_points *points, struct arena *arena);
void xlsx_points_release(struct xlsx_points *points);

/* Adds `text` as a cell may hold it; `lines`: line ends stay. */
void xlsx_text(struct buf *out, const char *text, bool lines);

/* As a chart may hold it: on one line, short, and no formula. Owned by the caller. */
char *xlsx_chart_text(const char *text);

/* Adds it as the header or footer of a page may hold it. */
void xlsx_add_edge(struct buf *out, const char *text);

/* How a workbook writes the format down. */
const char *xlsx_number_format(enum language language, enum book_format format);

/* Seconds since 1970 at noon of a day that is written YYYY-MM-DD, in no time zone; in 1980 where it is not. */
time_t xlsx_noon(const char *date);

/* UTF-16 units. */
size_t xlsx_length(const char *text);

/* Bytes of the longest beginning of `text` that has `units` UTF-16 units or fewer. */
size_t xlsx_fit(const char *text, size_t units);

/* Writes the workbook to `path` with the library, in xlsx.c; what it needs meanwhile stands in `folder`. */
bool xlsx_write(const struct book *book, const struct xlsx_layout *layout, const char *folder, const char *path,
		struct err *err);

#endif
