#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "xlsx_layout.h"

/* Of a title in a chart, and on the edge of a page. */
enum { TITLE_UNITS_MAX = 120, EDGE_UNITS_MAX = 50 };

static const char ellipsis[] = "…";

size_t xlsx_fit(const char *text, size_t units)
{
	const size_t length = strlen(text);
	size_t taken = 0, used = 0;

	while (taken < length) {
		uint32_t character = 0;
		const size_t bytes = utf8_decode(text + taken, length - taken, &character);

		used += character > 0xffff ? 2 : 1;
		if (used > units)
			break;
		taken += bytes ? bytes : 1;
	}
	return taken;
}

size_t xlsx_length(const char *text)
{
	const size_t length = strlen(text);
	size_t units = 0;

	for (size_t taken = 0; taken < length;) {
		uint32_t character = 0;
		const size_t bytes = utf8_decode(text + taken, length - taken, &character);

		units += character > 0xffff ? 2 : 1;
		taken += bytes ? bytes : 1;
	}
	return units;
}

/* «_x0041_» stands for the character A in the strings of a workbook. */
static bool is_escape(const char *text)
{
	if (text[0] != '_' || text[1] != 'x')
		return false;
	for (int i = 2; i < 6; i++) {
		if (!isxdigit((unsigned char)text[i]))
			return false;
	}
	return text[6] == '_';
}

void xlsx_text(struct buf *out, const char *text, bool lines)
{
	const size_t begin = out->length;
	struct buf safe;

	buf_init(&safe);
	(lines ? text_set_lines : text_set)(&safe, text, strlen(text));
	for (const char *at = safe.data; *at; at++) {
		if (is_escape(at))
			buf_add_text(out, "_x005F");
		buf_add_char(out, *at);
	}
	buf_release(&safe);
	if (xlsx_length(out->data + begin) <= XLSX_TEXT_MAX)
		return;
	buf_truncate(out, begin + xlsx_fit(out->data + begin, XLSX_TEXT_MAX - 1));
	buf_add_text(out, ellipsis);
}

char *xlsx_chart_text(const char *text)
{
	struct buf out;

	buf_init(&out);
	if (*text == '=')
		buf_add_char(&out, ' ');
	xlsx_text(&out, text, false);
	buf_truncate(&out, xlsx_fit(out.data, TITLE_UNITS_MAX));
	return buf_detach(&out);
}

void xlsx_add_edge(struct buf *out, const char *text)
{
	char *plain = xlsx_chart_text(text);

	plain[xlsx_fit(plain, EDGE_UNITS_MAX)] = '\0';
	for (const char *at = plain; *at; at++)
		buf_add_format(out, *at == '&' ? "&&" : "%c", *at);
	free(plain);
}

time_t xlsx_noon(const char *date)
{
	int year = 1980, month = 1, day = 1;
	long days;

	if (sscanf(date, "%4d-%2d-%2d", &year, &month, &day) != 3 || year < 1970 || year > 9999 || month < 1 ||
	    month > 12 || day < 1 || day > 31) {
		year = 1980;
		month = day = 1;
	}
	/* Years that begin in March have their leap day at the end. */
	if (month <= 2) {
		year--;
		month += 12;
	}
	days = 365L * year + year / 4 - year / 100 + year / 400 + (153L * (month - 3) + 2) / 5 + day - 1 - 719468;
	return (time_t)(days * 86400 + 43200);
}

const char *xlsx_number_format(enum language language, enum book_format format)
{
	static const char *const codes[BOOK_FORMAT_COUNT] = {
		[BOOK_TEXT] = "General",
		[BOOK_WHOLE] = "#,##0",
		[BOOK_DECIMAL] = "0.0",
		[BOOK_MORE] = "+0.0;-0.0;0.0",
		[BOOK_MORE_FINE] = "+0.00;-0.00;0.00",
		[BOOK_FINE] = "0.00",
		[BOOK_PERCENT] = "0%",
		[BOOK_EUROS] = "#,##0\"\u00a0€\"",
	};

	return format == BOOK_PERCENT && language == LANGUAGE_FR ? "0\"\u00a0\"%" : codes[format];
}
