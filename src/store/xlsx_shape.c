#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "xlsx_layout.h"

enum {
	DEFAULT_WIDTH = 9, /* of a column that nobody gave one */
	WIDTH_MIN = 5,
	WIDTH_MAX = 60,
	WORD_WIDTH_MAX = 24,
	FILTER_WIDTH = 3, /* the arrow beside a heading */
	TEXT_WIDTH = 90,  /* of rows of text, at least */
	PORTRAIT_WIDTH = 130,
	FIXED_ROWS_MAX = 12, /* above a heading that stays: the rest of a small screen is for its table */
	FIXED_POINTS_MAX = 210,
	ROW_POINTS_MAX = 400,               /* a sheet has 409 at most */
	TITLE_POINTS = 4 * XLSX_ROW_POINTS, /* above a chart, not alone on a page */
	/* Of A4 within the margins. */
	PORTRAIT_PIXELS = 697,
	LANDSCAPE_PIXELS = 1026,
	PORTRAIT_POINTS = 733,
	LANDSCAPE_POINTS = 487,
};

/* Letters in the width of a digit, which columns are measured in; and what is sure to be on a page. */
static const double LETTERS = 1.1, PAGE_SHARE = 0.93;

static size_t width_of(const char *text, size_t length)
{
	char *copy = xstrndup(text, length);
	const size_t width = utf8_width(copy);

	free(copy);
	return width;
}

/* Of the longest word: the others go to a second line. */
static size_t word_width(const char *text)
{
	size_t longest = 0;

	while (*text) {
		const size_t length = strcspn(text, " \n"), width = width_of(text, length);

		longest = width > longest ? width : longest;
		text += length + (text[length] != '\0');
	}
	return longest;
}

/* As it was asked for; more where the heading or a name, which has no blanks, would be broken. */
static double column_width(const struct book_table *table, size_t column)
{
	const struct book_column *asked = &table->columns[column];
	double width = asked->width > 0 ? asked->width : DEFAULT_WIDTH;

	width = fmax(fmax(width, (double)word_width(asked->title) + FILTER_WIDTH), WIDTH_MIN);
	for (size_t row = 0; row < book_row_count(table); row++) {
		const double word = (double)word_width(book_cell(table, row, column)->text) + 2;

		width = fmax(width, fmin(word, WORD_WIDTH_MAX));
	}
	return fmin(width, WIDTH_MAX);
}

static void find_widths(struct xlsx_sheet *sheet)
{
	for (size_t p = 0; p < sheet->count; p++) {
		const struct book_table *table = sheet->places[p].table;

		if (!table || table->column_count <= sheet->width_count)
			continue;
		sheet->widths = xreallocarray(sheet->widths, table->column_count, sizeof(double));
		while (sheet->width_count < table->column_count)
			sheet->widths[sheet->width_count++] = WIDTH_MIN;
	}
	for (size_t p = 0; p < sheet->count; p++) {
		const struct book_table *table = sheet->places[p].table;

		for (size_t c = 0; table && c < table->column_count; c++) {
			assert(sheet->widths && c < sheet->width_count);
			sheet->widths[c] = fmax(sheet->widths[c], column_width(table, c));
		}
	}
}

/* The width of the text rows, of columns in characters; and how many columns that is. */
static double find_span(struct xlsx_sheet *sheet)
{
	double width = 0;

	for (sheet->span = 0; width < TEXT_WIDTH; sheet->span++)
		width += sheet->span < sheet->width_count ? sheet->widths[sheet->span] : DEFAULT_WIDTH;
	return width;
}

/* How many lines `text` takes in `width` characters: words go to the next line whole, what is longer is cut. */
static size_t line_count(const char *text, double width)
{
	const size_t usable = (size_t)fmax(LETTERS * width - 1.5, 2);
	size_t lines = 1, used = 0;

	assert(usable > 0);
	while (*text) {
		const size_t length = strcspn(text, " \n"), word = width_of(text, length);

		if (used && used + word > usable) {
			lines++;
			used = 0;
		}
		lines += word ? (word - 1) / usable : 0;
		used = (word > usable ? (word - 1) % usable + 1 : used + word) + 1;
		text += length;
		if (*text == '\n') {
			lines++;
			used = 0;
		}
		text += *text != '\0';
	}
	return lines;
}

static double points_of(size_t lines)
{
	return fmin((double)lines * XLSX_ROW_POINTS, ROW_POINTS_MAX);
}

static void find_heights(struct xlsx_sheet *sheet, double width)
{
	static const double larger[] = { [XLSX_HEADING] = 1.7, [XLSX_TITLE] = 1.4 };

	for (size_t p = 0; p < sheet->count; p++) {
		struct xlsx_place *place = &sheet->places[p];
		const double factor =
			(size_t)place->kind < ARRAY_SIZE(larger) && larger[place->kind] > 0 ? larger[place->kind] : 1;

		if (place->kind <= XLSX_LINE)
			place->height = factor * points_of(line_count(place->text, width / factor - 2 * place->depth));
	}
}

double xlsx_row_height(const struct xlsx_sheet *sheet, const struct book_table *table, size_t row)
{
	size_t lines = 1;

	for (size_t c = 0; c < table->column_count; c++) {
		const struct book_cell *cell = row ? book_cell(table, row - 1, c) : NULL;
		const bool number = cell && isfinite(cell->number);
		const size_t count =
			number ? 1 : line_count(cell ? cell->text : table->columns[c].title, sheet->widths[c] - 1);

		lines = count > lines ? count : lines;
	}
	return points_of(lines);
}

/* From the first row of a place to that of the next. */
static double place_points(const struct xlsx_sheet *sheet, size_t p)
{
	const struct xlsx_place *place = &sheet->places[p];
	const size_t end = p + 1 < sheet->count ? sheet->places[p + 1].row : sheet->rows;
	const size_t empty = end - place->row - place->rows;
	double points = (double)empty * XLSX_ROW_POINTS;

	if (place->kind <= XLSX_LINE)
		return points + place->height;
	for (size_t row = 0; row < place->rows; row++)
		points += place->table ? xlsx_row_height(sheet, place->table, row) : XLSX_ROW_POINTS;
	return points;
}

static void find_main(struct xlsx_sheet *sheet)
{
	size_t most = 0;

	for (size_t p = 0; p < sheet->count; p++) {
		const struct xlsx_place *place = &sheet->places[p];

		if (!place->table || place->figures || place->table->cell_count <= most || place->rows < 3)
			continue;
		most = place->table->cell_count;
		sheet->main = p;
	}
}

/* On every page only where every page is one of this table: it is long, and nothing follows. */
static void find_repeated(struct xlsx_sheet *sheet)
{
	const struct xlsx_place *main = sheet->main < sheet->count ? &sheet->places[sheet->main] : NULL;

	sheet->repeats = main && sheet->main + 1 == sheet->count && main->row < FIXED_ROWS_MAX;
}

static void find_fixed(struct xlsx_sheet *sheet, double width)
{
	double above = 0;

	for (size_t p = 0; p < sheet->count; p++) {
		const struct xlsx_place *place = &sheet->places[p];

		if (place->kind == XLSX_TABLE) {
			if (place->figures || p != sheet->main || place->row >= FIXED_ROWS_MAX ||
			    above > FIXED_POINTS_MAX)
				return;
			sheet->fixed = place->row + 1;
			sheet->fixed_name = width > PORTRAIT_WIDTH && sheet->widths[0] <= 30;
			return;
		}
		above += place->height > 0 ? place->height : (double)place->rows * XLSX_ROW_POINTS;
	}
}

/* --- pages ---------------------------------------------------------------------------------- */

static double page_points(const struct xlsx_sheet *sheet)
{
	const double width = sheet->landscape ? LANDSCAPE_PIXELS : PORTRAIT_PIXELS;
	double pixels = 0;

	for (size_t c = 0; c < sheet->width_count || c < sheet->span; c++)
		pixels += 5 + 7 * (c < sheet->width_count ? sheet->widths[c] : DEFAULT_WIDTH);
	return PAGE_SHARE * (sheet->landscape ? LANDSCAPE_POINTS : PORTRAIT_POINTS) * fmax(pixels / width, 1);
}

static bool is_chart(const struct xlsx_place *place)
{
	return place->kind == XLSX_RADAR || place->kind == XLSX_SCATTER;
}

/*
 * A page begins at a chart that may not fit on the one begun. Letters are wider
 * here and narrower there, so that nobody knows where a later page ends: only
 * what stands on the first one since a break is sure.
 */
static void find_breaks(struct xlsx_sheet *sheet)
{
	const double page = page_points(sheet);
	double used = 0;

	sheet->breaks = xcalloc(sheet->count + 1, sizeof(*sheet->breaks));
	for (size_t p = 0; p < sheet->count; p++) {
		const double points = place_points(sheet, p);

		if (is_chart(&sheet->places[p]) && used > TITLE_POINTS && used + points > page) {
			sheet->breaks[sheet->break_count++] = sheet->places[p].row;
			used = 0;
		}
		used += points;
	}
}

void xlsx_shape(struct xlsx_sheet *sheet)
{
	double width = 0, text;

	if (!sheet->widths)
		find_widths(sheet);
	assert(sheet->widths || !sheet->width_count);
	for (size_t c = 0; c < sheet->width_count; c++)
		width += sheet->widths[c];
	text = find_span(sheet);
	sheet->landscape = width > PORTRAIT_WIDTH;
	find_heights(sheet, text);
	find_main(sheet);
	find_repeated(sheet);
	find_fixed(sheet, width);
	find_breaks(sheet);
}
