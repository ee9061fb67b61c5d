#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/store/export.h"

enum { EXCEL_CELL_MOST = 32767 };

void export_csv(const struct report *report, const struct dialect *dialect, struct buf *out)
{
	struct sheet_writer writer;

	sheet_begin(&writer, dialect, out);
	for (size_t i = 0; i < report->column_count; i++)
		sheet_text(&writer, dialect->titles ? report->columns[i].title : report->columns[i].id);
	sheet_end_row(&writer);
	for (size_t row = 0; row < report_row_count(report); row++) {
		for (size_t column = 0; column < report->column_count; column++) {
			const struct cell *cell = report_cell(report, row, column);

			if (cell->kind == CELL_NUMBER)
				sheet_number(&writer, cell->number);
			else
				sheet_text(&writer, cell->kind == CELL_TEXT ? cell->text : "");
		}
		sheet_end_row(&writer);
	}
}

static bool same_cell(const struct cell *cell, const char *text)
{
	double number;

	if (cell->kind == CELL_EMPTY)
		return !*text;
	if (cell->kind == CELL_TEXT)
		return !strcmp(cell->text, text);
	return number_parse(text, &number) && same_figure(number, cell->number);
}

static bool is_column(const char *heading, void *context)
{
	const struct report *report = context;

	for (size_t i = 0; i < report->column_count; i++)
		if (!strcmp(report->columns[i].id, heading) || !strcmp(report->columns[i].title, heading))
			return true;
	return false;
}

bool export_csv_verify(const struct report *report, const struct dialect *dialect, const char *bytes, size_t length,
		       struct err *err)
{
	/* The reader only asks, it changes nothing. */
	union {
		const struct report *in;
		void *out;
	} context = { .in = report };
	struct fault_list faults = { 0 };
	struct sheet sheet;
	bool same = sheet_read("export", bytes, length, is_column, context.out, &sheet, &faults);

	(void)dialect;
	if (same) {
		same = sheet.row_count == report_row_count(report) && sheet.column_count == report->column_count;
		for (size_t row = 0; same && row < sheet.row_count; row++)
			for (size_t column = 0; same && column < sheet.column_count; column++)
				same = same_cell(report_cell(report, row, column), sheet.rows[row].cells[column]);
		sheet_release(&sheet);
	}
	fault_list_release(&faults);
	return same || err_set(err, ERR_SYSTEM, N_("what was written is not what is read back"));
}

/* In UTF-16: what is beyond U+FFFF counts twice, and has four bytes in UTF-8. */
static size_t excel_length(const char *text)
{
	size_t length = 0;

	for (; *text; text++)
		length += (*text & 0xc0) == 0x80 ? 0u : (*text & 0xf8) == 0xf0 ? 2u : 1u;
	return length;
}

void export_csv_long_cells(const struct report *report, const char *place, struct fault_list *notices)
{
	for (size_t row = 0; row < report_row_count(report); row++) {
		for (size_t column = 0; column < report->column_count; column++) {
			const struct cell *cell = report_cell(report, row, column);
			const size_t length = cell->kind == CELL_TEXT ? excel_length(cell->text) : 0;
			char name[SHEET_CELL_NAME];

			if (length > EXCEL_CELL_MOST)
				fault_notice(
					notices, place,
					N_("%s, «%s», has %zu characters: Excel takes %d in a cell and cuts the rest"),
					sheet_cell_name(column, row + 2, name), report->columns[column].title, length,
					EXCEL_CELL_MOST);
		}
	}
}
