/*
 * How cells of a workbook look: each format is made when it is first asked for,
 * since a workbook keeps all that are made. They belong to the workbook.
 */
#ifndef CADRAN_STORE_XLSX_FORMAT_H
#define CADRAN_STORE_XLSX_FORMAT_H

#include "xlsx_layout.h"
#include "xlsx_library.h"

enum { XLSX_TONES = BOOK_MUTED + 1, XLSX_DEPTH_MAX = 15 /* of an indent */ };

enum { XLSX_DARK = 0x1F3864, XLSX_GREY = 0x7F7F7F, XLSX_LIGHT = 0xD9D9D9 };

/* All NULL but for the workbook, at first. */
struct xlsx_formats {
	lxw_workbook *workbook;
	enum language language;
	lxw_format *texts[XLSX_LINE + 1];
	lxw_format *lines[XLSX_DEPTH_MAX + 1][2];
	lxw_format *cells[BOOK_FORMAT_COUNT + 1][XLSX_TONES][2]; /* the last: of texts; whether it leads somewhere */
	lxw_format *headings[2][2];                              /* whether of a chart's figures, whether of numbers */
};

/* Of a text beside the tables; not of XLSX_LINE. */
lxw_format *xlsx_text_format(struct xlsx_formats *formats, enum xlsx_place_kind kind);

/* Of XLSX_LINE. */
lxw_format *xlsx_line_format(struct xlsx_formats *formats, int depth, bool strong);

/* Of the head of a column: whether the table holds the figures of a chart, whether the column holds numbers. */
lxw_format *xlsx_heading_format(struct xlsx_formats *formats, bool figures, bool numbers);

/* Of a cell; `kind` counts where it is a number. */
lxw_format *xlsx_cell_format(struct xlsx_formats *formats, enum book_format kind, bool number, enum book_tone tone,
			     bool linked);

#endif
