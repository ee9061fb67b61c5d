/*
 * The dialects, and a sheet on its way out.
 */
#include <assert.h>
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/store/csv.h"
#include "cadran/store/sheet.h"

#define UTF8_MARK "\xef\xbb\xbf"
#define REPLACEMENT "\xef\xbf\xbd"

static const struct dialect dialects[] = {
	{ .id = "excel-fr", .delimiter = ';', .decimal = ',', .bom = true, .titles = true, .line_end = "\r\n" },
	{ .id = "excel", .delimiter = ',', .decimal = '.', .bom = true, .titles = true, .line_end = "\r\n" },
	{ .id = "rfc4180", .delimiter = ',', .decimal = '.', .bom = false, .line_end = "\r\n" },
	{ .id = "tsv", .delimiter = '\t', .decimal = '.', .bom = false, .line_end = "\n" },
};

const struct dialect *dialect_find(const char *id)
{
	for (size_t i = 0; i < ARRAY_SIZE(dialects); i++)
		if (!strcmp(dialects[i].id, id))
			return &dialects[i];
	return NULL;
}

const struct dialect *dialect_at(size_t index)
{
	return index < ARRAY_SIZE(dialects) ? &dialects[index] : NULL;
}

const char *dialect_ids(void)
{
	static char ids[100];
	size_t length = 0;

	for (size_t i = 0; i < ARRAY_SIZE(dialects); i++) {
		const char *parts[] = { i ? ", " : "", dialects[i].id };

		for (size_t k = 0; k < ARRAY_SIZE(parts); k++) {
			assert(length + strlen(parts[k]) < sizeof(ids));
			memcpy(ids + length, parts[k], strlen(parts[k]) + 1);
			length += strlen(parts[k]);
		}
	}
	return ids;
}

void sheet_begin(struct sheet_writer *writer, const struct dialect *dialect, struct buf *out)
{
	*writer = (struct sheet_writer){ .dialect = dialect, .out = out };
	if (dialect->bom)
		buf_add_text(out, UTF8_MARK);
}

static void write_cell(struct sheet_writer *writer, const char *text)
{
	if (writer->column++)
		buf_add_char(writer->out, writer->dialect->delimiter);
	csv_add_cell(writer->out, text, writer->dialect->delimiter, true);
}

/* Copies `text`, with U+FFFD for every character that no field may hold and every byte that is not UTF-8. */
static void replace_forbidden(struct buf *out, const char *text)
{
	size_t length = strlen(text);

	if (!text_forbidden(text)) {
		buf_add(out, text, length);
		return;
	}
	while (length) {
		char one[5] = { 0 };
		uint32_t character;
		size_t taken = utf8_decode(text, length, &character);

		memcpy(one, text, taken);
		buf_add_text(out, taken && !text_forbidden(one) ? one : REPLACEMENT);
		taken = taken ? taken : 1;
		text += taken;
		length -= taken;
	}
}

void sheet_text(struct sheet_writer *writer, const char *text)
{
	struct buf clean, defused;

	buf_init(&clean);
	buf_init(&defused);
	replace_forbidden(&clean, text);
	sheet_defuse(&defused, clean.data);
	write_cell(writer, defused.data);
	buf_release(&defused);
	buf_release(&clean);
}

void sheet_number(struct sheet_writer *writer, double value)
{
	char text[NUMBER_SIZE] = "", *point;

	assert(!isinf(value));
	if (!isnan(value))
		(void)number_format(value, text);
	point = strchr(text, '.');
	if (point)
		*point = writer->dialect->decimal;
	write_cell(writer, text);
}

void sheet_end_row(struct sheet_writer *writer)
{
	buf_add_text(writer->out, writer->dialect->line_end);
	writer->column = 0;
	writer->row_count++;
}

/* Would a spreadsheet run it, or look behind what it cuts off for something to run, but for the apostrophes? */
static bool is_triggering(const char *text)
{
	static const char *const wide[] = { "\uff1d", "\uff0b", "\uff0d", "\uff20", "\uff5c", "\uff05" };

	text += strspn(text, "'");
	if (*text && strchr("=+-@|%\t\r\n", *text))
		return true;
	for (size_t i = 0; i < ARRAY_SIZE(wide); i++)
		if (!strncmp(text, wide[i], strlen(wide[i])))
			return true;
	return false;
}

/* Copies `text` to its next tab or line end, which goes with it; returns the rest. CRLF is one line end. */
static const char *copy_piece(struct buf *out, const char *text)
{
	size_t length = strcspn(text, "\t\r\n");

	length += text[length] == '\r' && text[length + 1] == '\n';
	length += text[length] != '\0';
	buf_add(out, text, length);
	return text + length;
}

void sheet_defuse(struct buf *out, const char *text)
{
	while (*text) {
		if (is_triggering(text))
			buf_add_char(out, '\'');
		text = copy_piece(out, text);
	}
}

void sheet_undefuse(struct buf *out, const char *text)
{
	while (*text) {
		if (*text == '\'' && is_triggering(text))
			text++;
		text = copy_piece(out, text);
	}
}
