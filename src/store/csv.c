#include "cadran/store/csv.h"

#include <assert.h>
#include <csv.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"

enum { CELL_MAX = 1024 * 1024, RECORDS_MAX = 1000000, BLOCK = 64 * 1024 };

struct reader {
	const char *bytes;
	size_t length;
	char delimiter;
	struct csv_parser parser;
	struct csv_record record; /* being read, or the last one read */
	size_t capacity;          /* of record.cells */
	struct buf text;          /* the finished cells of the record, each with its NUL */
	size_t too_long;          /* 1 + the index of the first cell over CELL_MAX; 0 when there is none */
	bool inside;              /* between the first byte of a record and its end */
	bool ended;               /* the end of the record was seen */
	size_t delivered;
	size_t feed;   /* offset of the next LF, the length where there is none */
	bool searched; /* `feed` was looked for */
};

static int no_byte_is_blank(unsigned char byte)
{
	(void)byte;
	return 0;
}

static void *grow(void *old, size_t size)
{
	return xreallocarray(old, size, 1);
}

static void parser_begin(struct csv_parser *parser, char delimiter)
{
	(void)csv_init(parser, CSV_STRICT | CSV_STRICT_FINI);
	csv_set_delim(parser, (unsigned char)delimiter);
	/* What libcsv calls a space it cuts off at both ends of a cell. */
	csv_set_space_func(parser, no_byte_is_blank);
	csv_set_realloc_func(parser, grow);
	csv_set_blk_size(parser, BLOCK);
}

/* Callbacks of libcsv cannot end the parsing: they only take note. */
static void on_cell(void *bytes, size_t length, void *context)
{
	struct reader *reader = context;
	struct csv_record *record = &reader->record;

	ARRAY_GROW(record->cells, record->count, reader->capacity);
	record->cells[record->count++] = NULL;
	if (length > CELL_MAX) {
		reader->too_long = reader->too_long ? reader->too_long : record->count;
		return;
	}
	buf_add(&reader->text, bytes, length);
	buf_add_char(&reader->text, '\0');
}

static void on_record_end(int terminator, void *context)
{
	struct reader *reader = context;

	(void)terminator;
	reader->ended = true;
}

/* Bytes of the line that begins at `at`, its end left out, and of its end: 0, 1 or 2. */
static size_t line_content(const struct reader *reader, size_t at)
{
	size_t content = 0;

	while (at + content < reader->length && reader->bytes[at + content] != '\n' &&
	       reader->bytes[at + content] != '\r')
		content++;
	return content;
}

/* The same while reading on: a file whose lines end in CR is searched for an LF once, not line by line. */
static size_t next_content(struct reader *reader, size_t at)
{
	const char *line = reader->bytes + at, *found;

	if (reader->feed < at || !reader->searched) {
		found = memchr(line, '\n', reader->length - at);
		reader->feed = found ? (size_t)(found - reader->bytes) : reader->length;
		reader->searched = true;
	}
	found = memchr(line, '\r', reader->feed - at);
	return found ? (size_t)(found - line) : reader->feed - at;
}

static size_t line_end(const struct reader *reader, size_t at)
{
	if (at == reader->length)
		return 0;
	return reader->bytes[at] == '\r' && at + 1 < reader->length && reader->bytes[at + 1] == '\n' ? 2 : 1;
}

static void count_cell(void *bytes, size_t length, void *context)
{
	size_t *count = context;

	(void)bytes;
	(void)length;
	(*count)++;
}

/*
 * Where a cell of the current record begins, its quote included. libcsv does
 * not tell, so the record is read a second time, byte by byte: only after a
 * fault.
 */
static size_t cell_offset(const struct reader *reader, size_t index)
{
	struct csv_parser parser;
	size_t at = reader->record.begin, seen = 0;

	parser_begin(&parser, reader->delimiter);
	while (seen < index && at < reader->length)
		(void)csv_parse(&parser, reader->bytes + at++, 1, count_cell, NULL, &seen);
	csv_free(&parser);
	return at;
}

static bool stop_at(const struct reader *reader, enum csv_fault fault, size_t offset, struct csv_stop *stop)
{
	size_t at = reader->record.begin;

	*stop = (struct csv_stop){ fault, reader->record.line, 1, reader->record.begin, reader->record.line };
	for (;;) {
		size_t end = at + line_content(reader, at);

		end += line_end(reader, end);
		if (end > offset || end == at)
			break;
		at = end;
		stop->line++;
	}
	stop->column = offset - at + 1;
	return false;
}

static bool record_begin(struct reader *reader, size_t at, size_t line, struct csv_stop *stop)
{
	reader->record.begin = at;
	reader->record.line = line;
	reader->record.count = 0;
	buf_clear(&reader->text);
	reader->inside = true;
	reader->ended = false;
	return reader->delivered < RECORDS_MAX || stop_at(reader, CSV_TOO_LONG, at, stop);
}

static bool deliver(struct reader *reader, csv_record_fn *record, void *context, struct csv_stop *stop)
{
	char *text = reader->text.data;

	if (reader->too_long)
		return stop_at(reader, CSV_TOO_LONG, cell_offset(reader, reader->too_long - 1), stop);
	for (size_t i = 0; i < reader->record.count; i++) {
		reader->record.cells[i] = text;
		text += strlen(text) + 1;
	}
	reader->inside = false;
	reader->delivered++;
	return record(&reader->record, context) || stop_at(reader, CSV_STOPPED, reader->record.begin, stop);
}

/* Feeds one line; a NUL ends it early, after the faults before it. */
static bool feed(struct reader *reader, size_t at, size_t length, struct csv_stop *stop)
{
	const char *line = reader->bytes + at, *nul = memchr(line, '\0', length);
	size_t given = nul ? (size_t)(nul - line) : length;
	size_t taken = csv_parse(&reader->parser, line, given, on_cell, on_record_end, reader);

	if (taken < given)
		return stop_at(reader, CSV_QUOTE_STRAY, at + taken, stop);
	return !nul || stop_at(reader, CSV_NUL, at + given, stop);
}

/* A line that is a record without a quote: cutting it at the delimiters is all that libcsv would do. */
static bool is_plain(const struct reader *reader, size_t at, size_t content)
{
	const char *line = reader->bytes + at;

	return reader->record.begin == at && content <= CELL_MAX && !memchr(line, '"', content) &&
	       !memchr(line, '\0', content);
}

static void cut(struct reader *reader, size_t at, size_t content)
{
	struct csv_record *record = &reader->record;
	const char delimiter = reader->delimiter;
	char *text;

	buf_add(&reader->text, reader->bytes + at, content);
	text = reader->text.data;
	for (;;) {
		ARRAY_GROW(record->cells, record->count, reader->capacity);
		record->cells[record->count++] = NULL;
		text = memchr(text, delimiter, content - (size_t)(text - reader->text.data));
		if (!text)
			break;
		*text++ = '\0';
	}
	reader->ended = true;
}

static bool read_all(struct reader *reader, size_t at, size_t line, csv_record_fn *record, void *context,
		     struct csv_stop *stop)
{
	size_t content, end;

	for (; at < reader->length; at += content + end, line++) {
		content = next_content(reader, at);
		end = line_end(reader, at + content);
		if (!reader->inside && !content)
			continue;
		if (!reader->inside && !record_begin(reader, at, line, stop))
			return false;
		if (end && is_plain(reader, at, content))
			cut(reader, at, content);
		else if (!feed(reader, at, content + end, stop))
			return false;
		reader->record.end = at + content;
		reader->record.terminated = end > 0;
		if (reader->ended && !deliver(reader, record, context, stop))
			return false;
	}
	/* After a fault csv_fini would deliver what is left: it is for the good end only. */
	if (csv_fini(&reader->parser, on_cell, on_record_end, reader))
		return stop_at(reader, CSV_QUOTE_OPEN, cell_offset(reader, reader->record.count), stop);
	return !reader->inside || deliver(reader, record, context, stop);
}

bool csv_parse_bytes(const char *bytes, size_t length, char delimiter, csv_record_fn *record, void *context,
		     struct csv_stop *stop)
{
	return csv_parse_from(bytes, length, 0, 1, delimiter, record, context, stop);
}

bool csv_parse_from(const char *bytes, size_t length, size_t at, size_t line, char delimiter, csv_record_fn *record,
		    void *context, struct csv_stop *stop)
{
	struct reader reader = { .bytes = bytes, .length = length, .delimiter = delimiter };
	bool done;

	assert(delimiter == ',' || delimiter == ';' || delimiter == '\t');
	*stop = (struct csv_stop){ 0 };
	buf_init(&reader.text);
	parser_begin(&reader.parser, delimiter);
	done = read_all(&reader, at, line, record, context, stop);
	csv_free(&reader.parser);
	buf_release(&reader.text);
	free(reader.record.cells);
	return done;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static bool needs_quotes(const char *text, char delimiter)
{
	const char special[] = { delimiter, '"', '\r', '\n', '\0' };
	size_t length = strlen(text);

	return length && (is_blank(text[0]) || is_blank(text[length - 1]) || text[strcspn(text, special)]);
}

void csv_add_cell(struct buf *out, const char *text, char delimiter, bool always)
{
	if (!always && !needs_quotes(text, delimiter)) {
		buf_add_text(out, text);
		return;
	}
	buf_add_char(out, '"');
	while (*text) {
		size_t length = strcspn(text, "\"");

		buf_add(out, text, length);
		text += length;
		if (*text == '"') {
			buf_add_text(out, "\"\"");
			text++;
		}
	}
	buf_add_char(out, '"');
}
