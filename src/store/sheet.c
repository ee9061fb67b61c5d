#include "cadran/store/sheet.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/message.h"
#include "cadran/base/utf8.h"
#include "cadran/store/csv.h"

#define UTF8_MARK "\xef\xbb\xbf"

/* Every row has a place for each heading: a few bytes with many headings must not become gigabytes. */
enum { CELLS_MAX = 10000000 };

/* Records among which headings are looked for; words of a title that are shown. */
enum { TITLES_MOST = 30, TITLE_SHOWN = 40, TITLES_SHOWN = 3 };

/* A sheet while it is read. */
struct reading {
	const char *name;
	bool (*known)(const char *heading, void *context);
	void *context;
	struct sheet *sheet;
	struct fault_list *faults;
	struct buf text;               /* the whole file in UTF-8, without BOM */
	size_t begin;                  /* where its records begin: after a `sep=` line */
	size_t begin_line;             /* lines before that */
	size_t record;                 /* records so far, empty ones too */
	size_t heading;                /* which of them has the headings */
	size_t last_line, last_number; /* where the last record ended, as a line and as a spreadsheet's row */
	struct buf titles;             /* what stands above the headings, in a few words */
	size_t title_count, title_line;
	struct buf cells; /* read so far, each with its NUL */
	struct buf place;
};

/* Where the line after the one at `at` begins. */
static size_t next_line(const char *text, size_t length, size_t at)
{
	while (at < length && text[at] != '\n' && text[at] != '\r')
		at++;
	if (at + 1 < length && text[at] == '\r' && text[at + 1] == '\n')
		at++;
	return at < length ? at + 1 : length;
}

static const char *place_of_line(struct reading *reading, size_t line)
{
	buf_clear(&reading->place);
	buf_add_format(&reading->place, "%s:%zu", reading->name, line);
	return reading->place.data;
}

/* Columns are characters here, as editors show them. */
static const char *place_of_offset(struct reading *reading, const char *text, size_t length, size_t offset)
{
	size_t line = 1, column = 1, begin = 0, next;

	while ((next = next_line(text, length, begin)) <= offset && next > begin &&
	       (text[next - 1] == '\n' || text[next - 1] == '\r')) {
		begin = next;
		line++;
	}
	for (size_t i = begin; i < offset; i++)
		column += (text[i] & 0xc0) != 0x80;
	(void)place_of_line(reading, line);
	buf_add_format(&reading->place, ":%zu", column);
	return reading->place.data;
}

static size_t valid_length(const char *bytes, size_t length)
{
	uint32_t character;
	size_t at = 0, taken;

	while (at < length && (taken = utf8_decode(bytes + at, length - at, &character)))
		at += taken;
	return at;
}

/* UTF-8 with a few damaged bytes: as Windows-1252 it would be read without a fault, every accent wrong. */
static bool is_damaged_utf8(const char *bytes, size_t length)
{
	size_t sound = 0, broken = 0;

	for (size_t at = 0; at < length;) {
		uint32_t character;
		size_t taken = utf8_decode(bytes + at, length - at, &character);

		sound += taken > 1;
		broken += !taken;
		at += taken ? taken : 1;
	}
	return sound > broken;
}

/* The encoding that a BOM tells, and its length; NULL without one. */
static const char *marked_encoding(const char *bytes, size_t length, size_t *mark)
{
	static const struct {
		const char *mark, *encoding;
	} marks[] = { { UTF8_MARK, "UTF-8" }, { "\xff\xfe", "UTF-16LE" }, { "\xfe\xff", "UTF-16BE" } };

	for (size_t i = 0; i < ARRAY_SIZE(marks); i++) {
		*mark = strlen(marks[i].mark);
		if (length >= *mark && !memcmp(bytes, marks[i].mark, *mark))
			return marks[i].encoding;
	}
	*mark = 0;
	return NULL;
}

static bool fault_encoding(struct reading *reading, unsigned char byte)
{
	fault_add(reading->faults,
		  place_of_offset(reading, reading->text.data, reading->text.length, reading->text.length),
		  N_("the byte 0x%02X means nothing in %s; expected a text in UTF-8, in UTF-16 with a BOM or in "
		     "Windows-1252"),
		  byte, reading->sheet->encoding);
	return false;
}

static bool fault_nul(struct reading *reading, const char *text, size_t length, size_t offset)
{
	fault_add(
		reading->faults, place_of_offset(reading, text, length, offset),
		N_("a NUL byte: this is not a CSV file; expected a sheet saved as CSV, in UTF-8 if there is a choice"));
	return false;
}

static void warn_of_damage(struct reading *reading, const char *bytes, size_t length, size_t bad)
{
	if (!is_damaged_utf8(bytes, length))
		return;
	fault_notice(
		reading->faults, place_of_offset(reading, bytes, length, bad),
		N_("the byte 0x%02X here is not UTF-8, though most of the file is: it was read as Windows-1252, and "
		   "accents may be wrong"),
		(unsigned char)bytes[bad]);
}

static bool fault_unknown(struct reading *reading)
{
	fault_add(reading->faults, reading->name,
		  N_("this file is in %s, which this system cannot read; save it as UTF-8"), reading->sheet->encoding);
	return false;
}

/* Fills reading->text; after a fault it ends where the fault is. */
static bool decode(struct reading *reading, const char *bytes, size_t length)
{
	size_t mark, bad;
	const char *encoding = marked_encoding(bytes, length, &mark), *nul;
	bool wide = encoding && strcmp(encoding, "UTF-8");

	bytes += mark;
	length -= mark;
	nul = length && !wide ? memchr(bytes, '\0', length) : NULL;
	if (nul)
		return fault_nul(reading, bytes, length, (size_t)(nul - bytes));
	bad = wide ? 0 : valid_length(bytes, length);
	if (!encoding && bad < length) {
		encoding = "WINDOWS-1252";
		warn_of_damage(reading, bytes, length, bad);
	}
	reading->sheet->encoding = encoding ? encoding : "UTF-8";
	if (!strcmp(reading->sheet->encoding, "UTF-8"))
		buf_add(&reading->text, bytes, bad);
	else if (charset_to_utf8(encoding, bytes, length, &reading->text, &bad))
		bad = length;
	if (bad == CHARSET_UNKNOWN)
		return fault_unknown(reading);
	return bad == length || fault_encoding(reading, (unsigned char)bytes[bad]);
}

/* The form a heading or a cell has in memory, with its NUL, after what reading->cells holds. */
static void add_cell(struct reading *reading, const char *cell)
{
	sheet_undefuse(&reading->cells, cell);
	buf_add_char(&reading->cells, '\0');
}

/* Without the empty cells at its end. */
static size_t filled_cells(const struct csv_record *record)
{
	size_t count = record->count;

	while (count && !*record->cells[count - 1])
		count--;
	return count;
}

/* Adds `count` cells, the last ones empty where the record is shorter. */
static void add_cells(struct reading *reading, const struct csv_record *record, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_cell(reading, i < record->count ? record->cells[i] : "");
}

/* When all is read and no text moves any more: where each cell begins. */
static void place_cells(struct reading *reading)
{
	struct sheet *sheet = reading->sheet;
	const size_t count = (sheet->row_count + 1) * sheet->column_count;
	char *text = buf_detach(&reading->cells);

	sheet->text = text;
	sheet->cells = xcalloc(count, sizeof(*sheet->cells));
	for (size_t i = 0; i < count; i++) {
		sheet->cells[i] = text;
		text += strlen(text) + 1;
	}
	sheet->headings = sheet->cells;
	for (size_t i = 0; i < sheet->row_count; i++)
		sheet->rows[i].cells = sheet->cells + (i + 1) * sheet->column_count;
}

/* How well a separator cuts a row of headings out of the first records. */
struct trial {
	struct reading *reading;
	size_t known, cells;
	size_t heading, record; /* the best so far, and the one that comes */
	bool any;
};

static size_t count_known(struct reading *reading, const struct csv_record *record, size_t filled)
{
	size_t known = 0;

	for (size_t i = 0; reading->known && i < filled; i++) {
		buf_clear(&reading->cells);
		add_cell(reading, record->cells[i]);
		known += reading->known(reading->cells.data, reading->context);
	}
	return known;
}

static bool try_headings(const struct csv_record *record, void *context)
{
	struct trial *trial = context;
	const size_t filled = filled_cells(record), known = count_known(trial->reading, record, filled);

	/* One word of a title may be that of a heading: a second one, or none beside it, makes it sure. */
	if (filled && (!trial->any || (known > trial->known && (known > 1 || filled == 1)))) {
		trial->any = true;
		trial->known = known;
		trial->cells = filled;
		trial->heading = trial->record;
	}
	trial->record++;
	return trial->known < 2 && trial->record < TITLES_MOST;
}

static struct trial try_delimiter(struct reading *reading, char delimiter)
{
	struct trial trial = { .reading = reading };
	struct csv_stop stop;

	(void)csv_parse_bytes(reading->text.data + reading->begin, reading->text.length - reading->begin, delimiter,
			      try_headings, &trial, &stop);
	return trial;
}

/* For a heading row that no separator can cut; its fault is then told for the likeliest one. */
static char most_frequent(const struct reading *reading)
{
	const char *text = reading->text.data;
	size_t end = next_line(text, reading->text.length, reading->begin);
	size_t semicolons = 0, commas = 0, tabs = 0;

	for (size_t i = reading->begin; i < end; i++) {
		semicolons += text[i] == ';';
		commas += text[i] == ',';
		tabs += text[i] == '\t';
	}
	return tabs > semicolons && tabs > commas ? '\t' : commas > semicolons ? ',' : ';';
}

static char find_delimiter(struct reading *reading)
{
	static const char delimiters[] = { ';', ',', '\t' };
	struct trial best = { 0 };
	char delimiter = most_frequent(reading);

	for (size_t i = 0; i < ARRAY_SIZE(delimiters); i++) {
		const struct trial trial = try_delimiter(reading, delimiters[i]);

		if (trial.known < best.known || (trial.known == best.known && trial.cells <= best.cells))
			continue;
		best = trial;
		delimiter = delimiters[i];
	}
	return delimiter;
}

/* The separator a `sep=` line names; 0 when it has none, or several because it was saved again with another one. */
static char named_delimiter(const char *rest, size_t length)
{
	char found = '\0';

	for (size_t i = 0; i < length; i++) {
		if (rest[i] == '"' || rest[i] == ' ')
			continue;
		if (found && rest[i] != found)
			return '\0';
		found = rest[i];
	}
	return found;
}

/*
 * A first line `sep=;`, also as a spreadsheet saves it that took it for a row:
 * `sep=;;;;`, `"sep=";"";""`, `sep=;,,,`.
 */
static bool read_sep_line(struct reading *reading)
{
	const char *text = reading->text.data, *rest = text + (*text == '"');
	size_t length;

	if (strncasecmp(rest, "sep=", strlen("sep=")))
		return true;
	rest += strlen("sep=");
	length = strspn(rest, ";,\t\" ");
	if (!rest[length] || strchr("\r\n", rest[length])) {
		reading->sheet->delimiter = named_delimiter(rest, length);
		reading->begin = next_line(text, reading->text.length, 0);
		reading->begin_line = 1;
		return true;
	}
	/* A heading that happens to begin so. */
	if (length || (rest[1] && !strchr("\r\n", rest[1])))
		return true;
	fault_add(reading->faults, place_of_line(reading, 1),
		  N_("the separator «%c» of the sep= line cannot be read; expected a semicolon, a comma or a tab"),
		  *rest);
	return false;
}

const char *sheet_cell_name(size_t column, size_t row, char text[SHEET_CELL_NAME])
{
	char letters[16], *at = letters + sizeof(letters) - 1;

	*at = '\0';
	for (size_t left = column + 1; left; left = (left - 1) / 26)
		*--at = (char)('A' + (left - 1) % 26);
	if (row)
		(void)snprintf(text, SHEET_CELL_NAME, "%s%zu", at, row);
	else
		(void)snprintf(text, SHEET_CELL_NAME, "%s", at);
	return text;
}

static void fault_wide_row(struct reading *reading, const struct csv_record *record, size_t number, size_t filled)
{
	const char *cell = record->cells[reading->sheet->column_count];
	size_t length = strlen(cell);
	int shown = (int)(length > 60 ? utf8_whole(cell, 60) : length);
	char name[SHEET_CELL_NAME];

	fault_add(reading->faults, place_of_line(reading, record->line + reading->begin_line),
		  N_("the row has %zu cells but there are %zu headings: «%.*s» is under none; a cell that holds the "
		     "separator must be between quotes (%s)"),
		  filled, reading->sheet->column_count, shown, cell,
		  sheet_cell_name(reading->sheet->column_count, number, name));
}

/* The row of a spreadsheet that a record is: line ends within cells make none, blank lines do. */
static size_t number_record(struct reading *reading, const struct csv_record *record)
{
	const char *bytes = reading->text.data + reading->begin + record->begin;
	const size_t length = record->end - record->begin,
		     number = reading->last_number + record->line - reading->last_line;

	reading->last_number = number;
	reading->last_line = record->line;
	for (size_t at = next_line(bytes, length, 0); at < length; at = next_line(bytes, length, at))
		reading->last_line++;
	return number;
}

/* A row above the headings: kept in mind with the first of its cells that has something. */
static void add_title(struct reading *reading, const struct csv_record *record, size_t line)
{
	const char *cell = "";

	for (size_t i = 0; i < record->count && !*cell; i++)
		cell = record->cells[i];
	if (!reading->title_count++)
		reading->title_line = line;
	if (reading->title_count > TITLES_SHOWN)
		return;
	buf_add_text(&reading->titles, reading->titles.length ? ", " : "");
	text_quote(&reading->titles, cell, TITLE_SHOWN);
}

static void tell_titles(struct reading *reading)
{
	struct buf text;

	if (!reading->title_count)
		return;
	buf_init(&text);
	buf_add_format(&text,
		       message_plural("%zu row above the headings was left out: %s%s",
				      "%zu rows above the headings were left out: %s%s", reading->title_count),
		       reading->title_count, reading->titles.data, reading->title_count > TITLES_SHOWN ? ", …" : "");
	fault_notice_text(reading->faults, place_of_line(reading, reading->title_line), text.data);
	buf_release(&text);
}

static bool add_record(const struct csv_record *record, void *context)
{
	struct reading *reading = context;
	struct sheet *sheet = reading->sheet;
	const size_t filled = filled_cells(record), line = record->line + reading->begin_line;
	const size_t number = number_record(reading, record), index = reading->record++;

	if (!filled)
		return true;
	if (index < reading->heading) {
		add_title(reading, record, line);
		return true;
	}
	if (!sheet->column_count) {
		add_cells(reading, record, filled);
		sheet->column_count = filled;
		sheet->heading_line = line;
		return true;
	}
	if (sheet->row_count >= CELLS_MAX / sheet->column_count) {
		fault_add(reading->faults, place_of_line(reading, line),
			  N_("the sheet is too large: %zu rows under %zu headings; expected at most %d cells"),
			  sheet->row_count + 1, sheet->column_count, CELLS_MAX);
		return false;
	}
	if (filled > sheet->column_count) {
		fault_wide_row(reading, record, number, filled);
		sheet->wide_count++;
	}
	ARRAY_GROW(sheet->rows, sheet->row_count, sheet->row_capacity);
	sheet->rows[sheet->row_count++] =
		(struct sheet_row){ .line = line, .number = number, .wide = filled > sheet->column_count };
	add_cells(reading, record, sheet->column_count);
	return true;
}

static void fault_stray_quote(struct reading *reading, const char *place, char byte, const struct csv_stop *stop)
{
	if (byte == '"')
		fault_add(reading->faults, place,
			  N_("a quote inside a cell that does not begin with one; expected the whole cell between "
			     "quotes, each quote in it doubled"));
	else if (stop->record_line == stop->line)
		fault_add(reading->faults, place,
			  N_("text after a closing quote; expected the separator or the end of the line, and each "
			     "quote inside a cell doubled"));
	else
		fault_add(
			reading->faults, place,
			N_("text after a closing quote; the row begins on line %zu, and probably a quote opened there "
			   "is not closed"),
			stop->record_line + reading->begin_line);
}

static void fault_stop(struct reading *reading, const struct csv_stop *stop)
{
	const char *text = reading->text.data, *place;
	size_t length = reading->text.length, offset = reading->begin + stop->record_begin;

	for (size_t line = stop->record_line; line < stop->line; line++)
		offset = next_line(text, length, offset);
	offset += stop->column - 1;
	place = place_of_offset(reading, text, length, offset);
	switch (stop->fault) {
	case CSV_QUOTE_OPEN:
		fault_add(reading->faults, place,
			  N_("the quote opened here is never closed; expected a closing quote before the separator "
			     "or the end of the line"));
		break;
	case CSV_QUOTE_STRAY:
		fault_stray_quote(reading, place, text[offset], stop);
		break;
	case CSV_NUL:
		(void)fault_nul(reading, text, length, offset);
		break;
	case CSV_TOO_LONG:
		fault_add(reading->faults, place,
			  N_("too much for a sheet: expected at most 1 MiB in a cell and 1 000 000 rows"));
		break;
	case CSV_FINE:
	case CSV_STOPPED:
		break; /* add_record has told */
	}
}

static void read_records(struct reading *reading)
{
	struct sheet *sheet = reading->sheet;
	struct csv_stop stop;

	if (!sheet->delimiter)
		sheet->delimiter = find_delimiter(reading);
	reading->heading = try_delimiter(reading, sheet->delimiter).heading;
	buf_clear(&reading->cells);
	if (!csv_parse_bytes(reading->text.data + reading->begin, reading->text.length - reading->begin,
			     sheet->delimiter, add_record, reading, &stop))
		fault_stop(reading, &stop);
	else if (!sheet->column_count)
		fault_add(reading->faults, place_of_line(reading, 1),
			  N_("the file is empty; expected a row of headings, then rows"));
	else
		place_cells(reading);
	tell_titles(reading);
}

bool sheet_read_rows(const char *name, const char *bytes, size_t length,
		     bool (*known)(const char *heading, void *context), void *context, struct sheet *sheet,
		     struct fault_list *faults)
{
	struct reading reading = { .name = name, .known = known, .context = context, .sheet = sheet, .faults = faults };
	const size_t faults_before = faults->faults;

	*sheet = (struct sheet){ 0 };
	buf_init(&reading.text);
	buf_init(&reading.cells);
	buf_init(&reading.place);
	buf_init(&reading.titles);
	if (decode(&reading, bytes, length) && read_sep_line(&reading))
		read_records(&reading);
	buf_release(&reading.titles);
	buf_release(&reading.place);
	buf_release(&reading.cells);
	buf_release(&reading.text);
	if (faults->faults == faults_before + sheet->wide_count)
		return true;
	sheet_release(sheet);
	return false;
}

bool sheet_read(const char *name, const char *bytes, size_t length, bool (*known)(const char *heading, void *context),
		void *context, struct sheet *sheet, struct fault_list *faults)
{
	if (!sheet_read_rows(name, bytes, length, known, context, sheet, faults))
		return false;
	if (!sheet->wide_count)
		return true;
	sheet_release(sheet);
	return false;
}

void sheet_release(struct sheet *sheet)
{
	free(sheet->rows);
	free(sheet->cells);
	free(sheet->text);
	*sheet = (struct sheet){ 0 };
}
