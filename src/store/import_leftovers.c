#include <ctype.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/utf8.h"
#include "import_rows.h"

enum { TEXT_SHOWN = 40, CELLS_LISTED = 5 };

/* Folded, without digits at the end. */
static const char *const total_words[] = {
	"total",    "totaux", "totals",  "totalgeneral", "grandtotal", "soustotal", "soustotaux",
	"subtotal", "somme",  "sommes",  "sum",          "moyenne",    "moyennes",  "moyennegenerale",
	"average",  "mean",   "mediane", "median",       "cumul",      "ensemble",  "overall",
};

static bool is_total_word(const char *cell)
{
	struct buf folded;
	bool found = false;

	/* Most names begin with another letter, or are longer than any of the words. */
	if (!*cell || !strchr("tgsmaceo", tolower((unsigned char)*cell)) || strlen(cell) > TEXT_SHOWN)
		return false;
	buf_init(&folded);
	text_fold(cell, &folded);
	while (folded.length && strchr("0123456789", folded.data[folded.length - 1]))
		buf_truncate(&folded, folded.length - 1);
	for (size_t i = 0; i < ARRAY_SIZE(total_words); i++)
		found |= !strcmp(folded.data, total_words[i]);
	buf_release(&folded);
	return found;
}

/* «1 200,50 €», «12 %»: digits, and signs of a figure. */
static bool looks_like_number(const char *cell)
{
	static const char *const signs[] = { "\u00a0", "\u202f", "€", "−" };
	bool digit = false;

	while (*cell) {
		size_t length = strspn(cell, "0123456789");

		digit |= length > 0;
		length += strspn(cell + length, " .,+-%/");
		for (size_t i = 0; !length && i < ARRAY_SIZE(signs); i++)
			length = strncmp(cell, signs[i], strlen(signs[i])) ? 0 : strlen(signs[i]);
		if (!length)
			return false;
		cell += length;
	}
	return digit;
}

/* The columns that tell what a row is about, the first that has something first. */
static const size_t keys[IMPORT_KIND_COUNT][2] = {
	[IMPORT_ANSWERS] = { ANSWER_COLUMN_GRID, ANSWER_COLUMN_QUESTION },
	[IMPORT_USE_CASES] = { USE_CASE_COLUMN_ID, USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_NAME },
	[IMPORT_VOTES] = { VOTE_COLUMN_USE_CASE, VOTE_COLUMN_CRITERION },
};

/* Where the word of totals would stand: in the key, else in the first cell that has something. */
static int first_word(const struct importing *importing, const struct sheet_row *row)
{
	const size_t *key = keys[importing->summary->kind];

	for (size_t k = 0; k < 2; k++)
		if (*importing_cell(importing, row, key[k]))
			return importing->place[key[k]];
	for (size_t i = 0; i < importing->sheet->column_count; i++)
		if (*row->cells[i])
			return (int)i;
	return NO_COLUMN;
}

/* A use case may well be called so: one that is there is no total. */
static bool names_use_case(const struct importing *importing, const char *word)
{
	size_t ignored;

	return document_use_case(importing->import->document, word) || map_get(&importing->by_name, word, &ignored);
}

bool leftovers_is_totals(const struct importing *importing, const struct sheet_row *row)
{
	const int word = first_word(importing, row);
	size_t numbers = 0;

	if (word == NO_COLUMN || !is_total_word(row->cells[word]) || names_use_case(importing, row->cells[word]))
		return false;
	for (size_t i = 0; i < importing->sheet->column_count; i++) {
		const char *cell = row->cells[i];

		if ((int)i == word || !*cell || is_total_word(cell))
			continue;
		if (!looks_like_number(cell))
			return false;
		numbers++;
	}
	return numbers > 0;
}

void leftovers_tell_totals(struct importing *importing, const struct sheet_row *row)
{
	const size_t word = (size_t)first_word(importing, row);
	char where[PLACE_SIZE], name[SHEET_CELL_NAME];
	struct buf text;

	importing->summary->totals++;
	buf_init(&text);
	text_quote(&text, row->cells[word], TEXT_SHOWN);
	fault_notice(&importing->import->faults, importing_place(importing, row, COLUMN_MAX, where),
		     N_("%s, %s: this row of totals was left out"), sheet_cell_name(word, row->number, name),
		     text.data);
	buf_release(&text);
}

/* --- cells merged with the one above ------------------------------------------------- */

/* Whether a question of that id is in this grid and in no other. */
static bool is_only_in(const struct content *content, const char *grid, const char *question)
{
	bool here = false;

	for (size_t i = 0; i < content->grid_count; i++) {
		const bool has = grid_question(&content->grids[i], question) != NULL;

		if (has && strcmp(content->grids[i].id, grid) != 0)
			return false;
		here |= has;
	}
	return here;
}

/* What else a row has says that it belongs to the one above, and to nothing else. */
static bool continues(const struct importing *importing, const struct sheet_row *row, const char *above)
{
	const size_t *key = keys[importing->summary->kind];
	const char *second = importing_cell(importing, row, key[1]);

	if (importing->summary->kind == IMPORT_ANSWERS)
		return is_only_in(importing->import->document->content, above, second);
	return importing->summary->kind == IMPORT_VOTES && *second;
}

static void tell_filled(struct importing *importing, const struct sheet_row *first, size_t column, const char *cells)
{
	const size_t count = importing->summary->filled, shown = CELLS_LISTED;
	char where[PLACE_SIZE];
	struct buf text, heading;

	buf_init(&text);
	buf_init(&heading);
	text_quote(&heading, importing->sheet->headings[importing->place[column]], TEXT_SHOWN);
	buf_add_format(&text,
		       message_plural("%s: %zu empty cell was merged with the one above, whose text was taken: %s%s",
				      "%s: %zu empty cells were merged with the one above, whose text was taken: %s%s",
				      count),
		       heading.data, count, cells, count > shown ? ", …" : "");
	fault_notice_text(&importing->import->faults, importing_place(importing, first, column, where), text.data);
	buf_release(&heading);
	buf_release(&text);
}

void leftovers_fill(struct importing *importing)
{
	const size_t column = keys[importing->summary->kind][0];
	const int at = importing->place[column];
	const struct sheet_row *first = NULL, *above = NULL;
	struct buf cells;

	if (at == NO_COLUMN || importing->summary->kind == IMPORT_USE_CASES)
		return;
	buf_init(&cells);
	for (size_t i = 0; i < importing->sheet->row_count; i++) {
		struct sheet_row *row = &importing->sheet->rows[i];
		char name[SHEET_CELL_NAME];

		if (!*row->cells[at] && above && row->number == above->number + 1 &&
		    continues(importing, row, above->cells[at])) {
			row->cells[at] = above->cells[at];
			first = first ? first : row;
			if (importing->summary->filled++ < CELLS_LISTED)
				buf_add_format(&cells, "%s%s", cells.length ? ", " : "",
					       sheet_cell_name((size_t)at, row->number, name));
		}
		above = *row->cells[at] ? row : NULL;
	}
	if (first)
		tell_filled(importing, first, column, cells.data);
	buf_release(&cells);
}

/* --- headings merged with the one beside ---------------------------------------------- */

static bool is_taken(const struct importing *importing, size_t at)
{
	for (size_t i = 0; i < COLUMN_MAX; i++)
		if (importing->place[i] == (int)at)
			return true;
	return false;
}

/* What was meant for the column before it would be lost. */
static void fault_beside(struct importing *importing, const struct sheet_row *row, size_t at)
{
	char where[PLACE_SIZE], left[SHEET_CELL_NAME], name[SHEET_CELL_NAME];
	struct buf cell, heading;

	buf_init(&cell);
	buf_init(&heading);
	text_quote(&cell, row->cells[at], TEXT_SHOWN);
	text_quote(&heading, importing->sheet->headings[at - 1], TEXT_SHOWN);
	fault_add(
		&importing->import->faults, importing_place(importing, row, COLUMN_MAX, where),
		N_("%s, %s, has no heading above it and stands beside %s, which is empty, under %s: expected a heading "
		   "over each column, not one merged over both"),
		sheet_cell_name(at, row->number, name), cell.data, sheet_cell_name(at - 1, row->number, left),
		heading.data);
	buf_release(&heading);
	buf_release(&cell);
}

static void check_column(struct importing *importing, size_t at)
{
	const struct sheet *sheet = importing->sheet;
	const struct sheet_row *first = NULL;
	char where[PLACE_SIZE], name[SHEET_CELL_NAME], letters[SHEET_CELL_NAME];
	struct buf text, cell;
	size_t count = 0;

	for (size_t i = 0; i < sheet->row_count; i++) {
		if (!*sheet->rows[i].cells[at])
			continue;
		if (at && is_taken(importing, at - 1) && !*sheet->rows[i].cells[at - 1]) {
			fault_beside(importing, &sheet->rows[i], at);
			return;
		}
		first = count++ ? first : &sheet->rows[i];
	}
	if (!count)
		return;
	buf_init(&text);
	buf_init(&cell);
	text_quote(&cell, first->cells[at], TEXT_SHOWN);
	buf_add_format(&text,
		       message_plural("column %s has no heading: its %zu cell, %s %s, was left aside",
				      "column %s has no heading: its %zu cells, the first one %s %s, were left aside",
				      count),
		       sheet_cell_name(at, 0, letters), count, sheet_cell_name(at, first->number, name), cell.data);
	fault_notice_text(&importing->import->faults, importing_place(importing, first, COLUMN_MAX, where), text.data);
	buf_release(&cell);
	buf_release(&text);
}

void leftovers_check_columns(struct importing *importing)
{
	for (size_t i = 0; i < importing->sheet->column_count; i++)
		if (!*importing->sheet->headings[i])
			check_column(importing, i);
}
