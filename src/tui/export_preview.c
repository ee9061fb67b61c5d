#include "export_preview.h"

#include <string.h>

#include "cadran/base/number.h"
#include "cadran/tui/report_words.h"
#include "cadran/tui/table.h"

enum { MARGIN = 1, SHOWN_MOST = 32, LEAST_WIDTH = 4, CELL_WIDTH = 26 };

/* A cell as the file has it, but for the quotes. */
static void add_cell(const struct cell *cell, const struct dialect *dialect, struct buf *out)
{
	char number[NUMBER_SIZE], *point;

	if (cell->kind == CELL_TEXT)
		buf_add_text(out, cell->text);
	if (cell->kind != CELL_NUMBER)
		return;
	(void)number_format(cell->number, number);
	point = strchr(number, '.');
	if (point)
		*point = dialect->decimal;
	buf_add_text(out, number);
}

/* Widths by what is seen of each column; returns how many have room. */
static int lay_out(const struct report *report, const struct dialect *dialect, const struct surface *surface,
		   size_t rows, struct table_column *columns)
{
	int count = 0, used = 0;

	for (size_t c = 0; c < report->column_count && count < SHOWN_MOST; c++) {
		const char *title = dialect->titles ? report->columns[c].title : report->columns[c].id;
		int width = surface_measure(surface, title);
		bool figures = rows > 0;

		for (size_t r = 0; r < rows; r++) {
			const struct cell *cell = report_cell(report, r, c);
			struct buf text;

			buf_init(&text);
			add_cell(cell, dialect, &text);
			width = surface_measure(surface, text.data) > width ? surface_measure(surface, text.data)
									    : width;
			figures &= cell->kind != CELL_TEXT;
			buf_release(&text);
		}
		width = width > CELL_WIDTH ? CELL_WIDTH : width < LEAST_WIDTH ? LEAST_WIDTH : width;
		if (count && used + width > surface->width - 2 * MARGIN)
			break;
		columns[count++] = (struct table_column){ .title = title, .least = width, .right = figures };
		used += width + 1;
	}
	table_layout(columns, count, MARGIN, surface->width - 2 * MARGIN);
	return count;
}

/* «── 13 rows, 38 columns, of which 4 are shown ──» */
static void draw_head(struct surface *surface, int row, const char *text)
{
	surface_repeat(surface, row, MARGIN, surface->width - 2 * MARGIN, GLYPH_HORIZONTAL);
	(void)surface_text(surface, row, MARGIN + 2, surface->width - 2 * MARGIN - 4, ATTRIBUTE_BOLD, text);
}

static void draw_counts(const struct report *report, int shown, struct surface *surface, int row)
{
	const size_t rows = report_row_count(report);
	struct buf text;

	buf_init(&text);
	buf_add_char(&text, ' ');
	buf_add_format(&text, message_plural("%zu row", "%zu rows", rows), rows);
	buf_add_text(&text, ", ");
	buf_add_format(&text, message_plural("%zu column", "%zu columns", report->column_count), report->column_count);
	if ((size_t)shown < report->column_count) {
		buf_add_text(&text, ", ");
		buf_add_format(&text, _("the first %d shown"), shown);
	}
	buf_add_char(&text, ' ');
	draw_head(surface, row, text.data);
	buf_release(&text);
}

static void draw_rows(const struct report *report, const struct dialect *dialect, const struct table_column *columns,
		      int count, size_t rows, struct surface *surface, int row)
{
	for (size_t r = 0; r < rows; r++) {
		for (int c = 0; c < count; c++) {
			struct buf text;

			buf_init(&text);
			add_cell(report_cell(report, r, (size_t)c), dialect, &text);
			table_cell(surface, row + (int)r, &columns[c], ATTRIBUTE_NONE, text.data);
			buf_release(&text);
		}
	}
}

void preview_draw_report(const struct scene *scene, const struct export_request *request, struct surface *surface,
			 int row)
{
	struct table_column columns[SHOWN_MOST];
	struct report report;
	size_t rows, room = surface->height > row + 3 ? (size_t)(surface->height - row - 3) : 0;
	int count;

	report_sketch(request->what, scene->evaluation, scene->language, &report);
	if (request->dialect->titles)
		report_put_in_words(&report, request->what, scene);
	rows = report_row_count(&report) < room ? report_row_count(&report) : room;
	count = lay_out(&report, request->dialect, surface, rows, columns);
	draw_counts(&report, count, surface, row);
	table_heading(surface, row + 1, columns, count);
	draw_rows(&report, request->dialect, columns, count, rows, surface, row + 3);
	if (!report_row_count(&report))
		(void)surface_text(surface, row + 3, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE,
				   _("nothing to write yet but the names of the columns"));
	report_release(&report);
}

/* The text itself, two blanks for a tab. */
static void draw_lines(const char *text, struct surface *surface, int row)
{
	struct buf line;

	buf_init(&line);
	for (; *text && row < surface->height; text += *text == '\n') {
		buf_clear(&line);
		for (; *text && *text != '\n'; text++)
			buf_add_text(&line, *text == '\t' ? "  " : (const char[]){ *text, '\0' });
		(void)surface_text(surface, row++, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE, line.data);
	}
	buf_release(&line);
}

void preview_draw_lines(const struct buf *bytes, bool begun, struct surface *surface, int row)
{
	struct buf head;
	size_t lines = 0;

	buf_init(&head);
	for (size_t i = 0; i < bytes->length; i++)
		lines += bytes->data[i] == '\n';
	buf_add_char(&head, ' ');
	if (begun)
		buf_add_text(&head, _("how it begins"));
	else
		buf_add_format(&head, message_plural("%zu line", "%zu lines", lines), lines);
	buf_add_char(&head, ' ');
	draw_head(surface, row, head.data);
	draw_lines(bytes->data, surface, row + 1);
	buf_release(&head);
}
