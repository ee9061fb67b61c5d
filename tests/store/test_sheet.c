/*
 * Sheets as people save them, by comparing a dump:
 *
 *	DELIMITER ENCODING
 *	LINE <heading><heading>
 *	LINE <cell><cell>
 *
 * with the faults, `place: sentence` each, for what cannot be read. What the
 * writer makes must come back unchanged, whatever the text.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "cadran/store/sheet.h"

static bool is_known(const char *heading, void *context)
{
	const char *const *names = context;

	for (size_t i = 0; names[i]; i++)
		if (!strcmp(names[i], heading))
			return true;
	return false;
}

static const char *const names[] = { "id", "name", "coût", "=x", NULL };

static void dump_row(struct buf *out, size_t line, char **cells, size_t count)
{
	buf_add_format(out, "%zu ", line);
	for (size_t i = 0; i < count; i++)
		buf_add_format(out, "<%s>", cells[i]);
	buf_add_char(out, '\n');
}

/* What is read from `bytes`, or why not; a NUL among the latter is not shown. */
static void dump(struct buf *out, const char *bytes, size_t length)
{
	struct fault_list faults = { 0 };
	struct sheet sheet;

	if (sheet_read("f.csv", bytes, length, is_known, (void *)(size_t)names, &sheet, &faults)) {
		buf_add_format(out, "%c %s\n", sheet.delimiter, sheet.encoding);
		dump_row(out, sheet.heading_line, sheet.headings, sheet.column_count);
		for (size_t i = 0; i < sheet.row_count; i++)
			dump_row(out, sheet.rows[i].line, sheet.rows[i].cells, sheet.column_count);
		cr_expect(faults.faults == 0, "faults, yet it was read");
	} else {
		cr_expect(faults.faults > 0, "not read, yet without a fault");
		cr_expect(!sheet.rows && !sheet.headings && !sheet.row_count, "something is left in the sheet");
	}
	for (size_t i = 0; i < faults.count; i++)
		buf_add_format(out, "%s%s: %s\n", faults.items[i].notice ? "(notice) " : "", faults.items[i].place,
			       faults.items[i].text);
	sheet_release(&sheet);
	fault_list_release(&faults);
}

struct reading {
	const char *name, *bytes;
	size_t length; /* 0: up to the NUL */
	const char *dump;
};

static void expect_readings(const struct reading *readings, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *bytes = readings[i].bytes;
		struct buf out;

		buf_init(&out);
		dump(&out, bytes, readings[i].length ? readings[i].length : strlen(bytes));
		cr_expect_str_eq(out.data, readings[i].dump, "%s:\n%s", readings[i].name, out.data);
		buf_release(&out);
	}
}

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

Test(sheet, every_usual_encoding_is_read)
{
	static const struct reading readings[] = {
		{ "ASCII", "id;name\n1;a\n", 0, "; UTF-8\n1 <id><name>\n2 <1><a>\n" },
		{ "UTF-8", "id;coût\n1;€\n", 0, "; UTF-8\n1 <id><coût>\n2 <1><€>\n" },
		{ "UTF-8 with BOM", "\xef\xbb\xbfid;coût\n1;€\n", 0, "; UTF-8\n1 <id><coût>\n2 <1><€>\n" },
		{ "UTF-8 with BOM and quotes", "\xef\xbb\xbf\"id\";\"coût\"\n", 0, "; UTF-8\n1 <id><coût>\n" },
		{ "Windows-1252", "id;co\xfbt\n1;\x80\n", 0, "; WINDOWS-1252\n1 <id><coût>\n2 <1><€>\n" },
		{ "UTF-16LE", "\xff\xfei\0d\0;\0c\0o\0\xfb\0t\0\n\0\x31\0;\0\xac\x20", 24,
		  "; UTF-16LE\n1 <id><coût>\n2 <1><€>\n" },
		{ "UTF-16BE", "\xfe\xff\0i\0d\0;\0c\0o\0\xfb\0t\0\n\0\x31\0;\x20\xac", 24,
		  "; UTF-16BE\n1 <id><coût>\n2 <1><€>\n" },
		{ "UTF-16LE beyond the first plane", "\xff\xfei\0\n\0\x3d\xd8\x00\xde", 10,
		  "; UTF-16LE\n1 <i>\n2 <😀>\n" },
		{ "what looks like UTF-8 by chance", "id;name\n1;\xab valid\xe9\xa0\xbb de l\xe0 \xe9t\xe9\n", 0,
		  "; WINDOWS-1252\n1 <id><name>\n2 <1><« validé\u00a0» de là été>\n" },
		{ "one broken byte among many whole characters", "id;name\n1;été\n2;é\xe9t\xc3\xa9\n", 0,
		  "; WINDOWS-1252\n1 <id><name>\n2 <1><Ã©tÃ©>\n3 <2><Ã©étÃ©>\n"
		  "(notice) f.csv:3:4: the byte 0xE9 here is not UTF-8, though most of the file is: it was read as "
		  "Windows-1252, and accents may be wrong\n" },
	};

	expect_readings(readings, COUNT(readings));
}

Test(sheet, the_delimiter_is_the_one_that_makes_known_headings)
{
	static const struct reading readings[] = {
		{ "semicolons", "id;name;a,b,c,d\n", 0, "; UTF-8\n1 <id><name><a,b,c,d>\n" },
		{ "commas", "id,name,a;b;c;d\n", 0, ", UTF-8\n1 <id><name><a;b;c;d>\n" },
		{ "tabs", "id\tname\ta;b;c;d,e,f,g\n", 0, "\t UTF-8\n1 <id><name><a;b;c;d,e,f,g>\n" },
		{ "none known: the most cells", "a;b,c,d\n", 0, ", UTF-8\n1 <a;b><c><d>\n" },
		{ "none known, as many: the first", "a;b,c\n", 0, "; UTF-8\n1 <a><b,c>\n" },
		{ "empty headings do not count", "id;name,,,,\n", 0, "; UTF-8\n1 <id><name,,,,>\n" },
		{ "one column", "id\n1,5\n", 0, "; UTF-8\n1 <id>\n2 <1,5>\n" },
		{ "delimiters in quotes", "\"a;b;c;d\",id\n", 0, ", UTF-8\n1 <a;b;c;d><id>\n" },
		{ "all quoted", "\"a\"\t\"b\"\n", 0, "\t UTF-8\n1 <a><b>\n" },
		{ "a line end in a heading", "\"a\nb\",id\nc,d\n", 0, ", UTF-8\n1 <a\nb><id>\n3 <c><d>\n" },
		{ "a defused heading is known", "'=x,b;c;d\n", 0, ", UTF-8\n1 <=x><b;c;d>\n" },
	};

	expect_readings(readings, COUNT(readings));
}

Test(sheet, a_sep_line_names_the_delimiter_and_is_no_row)
{
	static const struct reading readings[] = {
		{ "semicolon", "sep=;\nid,name;x\n1;2\n", 0, "; UTF-8\n2 <id,name><x>\n3 <1><2>\n" },
		{ "comma, CRLF", "sep=,\r\nid;name\r\n", 0, ", UTF-8\n2 <id;name>\n" },
		{ "tab, CR, capitals", "SEP=\t\rid;name\r", 0, "\t UTF-8\n2 <id;name>\n" },
		{ "after a BOM", "\xef\xbb\xbfsep=,\nid;name\n", 0, ", UTF-8\n2 <id;name>\n" },
		{ "in quotes", "\"sep=,\"\nid;name\n", 0, ", UTF-8\n2 <id;name>\n" },
		{ "saved again as a row", "sep=,,,,\nid;name\n", 0, ", UTF-8\n2 <id;name>\n" },
		{ "saved again quoted", "\"sep=\",\"\",\"\"\nid;name\n", 0, ", UTF-8\n2 <id;name>\n" },
		{ "saved again with another delimiter", "sep=;,,,\nid,name\n", 0, ", UTF-8\n2 <id><name>\n" },
		{ "with two delimiters, neither is believed", "sep=;,,,\nid\tname\n", 0, "\t UTF-8\n2 <id><name>\n" },
		{ "without a delimiter", "sep=\nid,name\n", 0, ", UTF-8\n2 <id><name>\n" },
		{ "blank lines behind", "sep=;\n\n\nid;name\n", 0, "; UTF-8\n4 <id><name>\n" },
		{ "another separator", "sep=|\nid|name\n", 0,
		  "f.csv:1: the separator «|» of the sep= line cannot be read; expected a semicolon, a comma or a tab\n" },
		{ "a heading", "sep=x;id\n1;2\n", 0, "; UTF-8\n1 <sep=x><id>\n2 <1><2>\n" },
		{ "alone", "sep=;", 0, "f.csv:1: the file is empty; expected a row of headings, then rows\n" },
		{ "a fault behind it", "sep=;\nid;name\n1;\"a\n", 0,
		  "f.csv:3:3: the quote opened here is never closed; expected a closing quote before the separator or "
		  "the end of the line\n" },
		{ "a wide row behind it", "sep=;\nid\n1;2\n", 0,
		  "f.csv:3: the row has 2 cells but there are 1 headings: «2» is under none; a cell that holds the separator "
		  "must be between quotes (B2)\n" },
	};

	expect_readings(readings, COUNT(readings));
}

Test(sheet, rows_have_one_cell_for_each_heading)
{
	static const struct reading readings[] = {
		{ "short rows", "id;name;x\n1\n2;b\n", 0, "; UTF-8\n1 <id><name><x>\n2 <1><><>\n3 <2><b><>\n" },
		{ "empty cells at the end", "id;name;;\n1;a;;;;\n", 0, "; UTF-8\n1 <id><name>\n2 <1><a>\n" },
		{ "an empty heading between", "id;;name\n1;2;3\n", 0, "; UTF-8\n1 <id><><name>\n2 <1><2><3>\n" },
		{ "rows of empty cells", ";;\nid;name\n;\n\n1;\n;;;\n;2\n", 0,
		  "; UTF-8\n2 <id><name>\n5 <1><>\n7 <><2>\n" },
		{ "rows over lines", "id;name\r\n\"1\r\n2\";a\r\n3;b", 0,
		  "; UTF-8\n1 <id><name>\n2 <1\r\n2><a>\n4 <3><b>\n" },
		{ "headings only", "id;name", 0, "; UTF-8\n1 <id><name>\n" },
		{ "defusing is taken back", "id;name\n'=1+1;'text\n''@a;\"b\n'-c\"\n", 0,
		  "; UTF-8\n1 <id><name>\n2 <=1+1><'text>\n3 <'@a><b\n-c>\n" },
		{ "nothing", "", 0, "f.csv:1: the file is empty; expected a row of headings, then rows\n" },
		{ "a BOM only", "\xef\xbb\xbf", 0,
		  "f.csv:1: the file is empty; expected a row of headings, then rows\n" },
		{ "a UTF-16 BOM only", "\xff\xfe", 0,
		  "f.csv:1: the file is empty; expected a row of headings, then rows\n" },
		{ "blank lines and empty cells", "sep=;\n\n;;\n\n", 0,
		  "f.csv:1: the file is empty; expected a row of headings, then rows\n" },
		{ "wide rows, each told", "id,name\n1,2,3\n1,2\n\n4,5,,\"été;\",7\n", 0,
		  "f.csv:2: the row has 3 cells but there are 2 headings: «3» is under none; a cell that holds the separator "
		  "must be between quotes (C2)\n"
		  "f.csv:5: the row has 5 cells but there are 2 headings: «» is under none; a cell that holds the separator "
		  "must be between quotes (C5)\n" },
		{ "a long cell is shown cut between two characters",
		  "id\n1;aéééééééééééééééééééééééééééééééééééééééé\n", 0,
		  "f.csv:2: the row has 2 cells but there are 1 headings: «aééééééééééééééééééééééééééééé» is under none; a "
		  "cell that holds the separator must be between quotes (B2)\n" },
	};

	expect_readings(readings, COUNT(readings));
}

#define OPEN                                                                                                           \
	": the quote opened here is never closed; expected a closing quote before the separator or the end of the "    \
	"line\n"
#define STRAY                                                                                                          \
	": a quote inside a cell that does not begin with one; expected the whole cell between quotes, each quote "    \
	"in it doubled\n"
#define AFTER                                                                                                          \
	": text after a closing quote; expected the separator or the end of the line, and each quote inside a cell "   \
	"doubled\n"
#define NUL ": a NUL byte: this is not a CSV file; expected a sheet saved as CSV, in UTF-8 if there is a choice\n"
#define MEANS_NOTHING(encoding)                                                                                        \
	" means nothing in " encoding "; expected a text in UTF-8, in UTF-16 with a BOM or in Windows-1252\n"

Test(sheet, a_fault_says_where_and_what_was_expected)
{
	static const struct reading readings[] = {
		{ "an open quote", "id;name\n1;\"a\n2;b\n", 0, "f.csv:2:3" OPEN },
		{ "an open quote in the headings", "id,\"name\n1,2\n", 0, "f.csv:1:4" OPEN },
		{ "an open quote in unknown headings", "a,\"b\n1;2\n", 0, "f.csv:1:3" OPEN },
		{ "an open quote in headings with tabs", "a\t\"b\tc;d\n", 0, "f.csv:1:3" OPEN },
		{ "an open quote, columns in characters", "id;name\nété;\"a\n", 0, "f.csv:2:5" OPEN },
		{ "an open quote after CR lines", "id;name\r\"a\rb\";\"\r", 0, "f.csv:3:4" OPEN },
		{ "an open quote in Windows-1252", "id;name\r\n\xe9\xe9;\"a\r\n", 0, "f.csv:2:4" OPEN },
		{ "an open quote in UTF-16", "\xff\xfei\0\n\0\xe9\0;\0\"\0", 12, "f.csv:2:3" OPEN },
		{ "a stray quote", "id;name\n1;a\"b\n", 0, "f.csv:2:4" STRAY },
		{ "text after a quote", "id;name\n1;\"a\"b\n", 0, "f.csv:2:6" AFTER },
		{ "text after a quote opened lines before", "id;name\n1;\"a\n2;\"b\"\n", 0,
		  "f.csv:3:4: text after a closing quote; the row begins on line 2, and probably a quote opened there is not "
		  "closed\n" },
		{ "the same behind a sep= line", "sep=;\nid;name\n1;\"a\n2;\"b\"\n", 0,
		  "f.csv:4:4: text after a closing quote; the row begins on line 3, and probably a quote opened there is not "
		  "closed\n" },
		{ "wide rows before it are told too", "id\n1;2\n\"", 0,
		  "f.csv:2: the row has 2 cells but there are 1 headings: «2» is under none; a cell that holds the separator "
		  "must be between quotes (B2)\nf.csv:3:1" OPEN },
		{ "a NUL", "id;name\n1;\0\n", 12, "f.csv:2:3" NUL },
		{ "a NUL after a BOM", "\xef\xbb\xbfid\n\0", 7, "f.csv:2:1" NUL },
		{ "a NUL in UTF-16", "\xff\xfei\0\n\0\0\0", 8, "f.csv:2:1" NUL },
		{ "UTF-16 without BOM", "i\0d\0", 4, "f.csv:1:2" NUL },
		{ "a workbook", "PK\x03\x04\x14\0\x06\0\x81\x8d", 10, "f.csv:1:6" NUL },
		{ "a byte undefined in Windows-1252", "id;name\r\n\xe9\xe9;\x81\r\n", 0,
		  "f.csv:2:4: the byte 0x81" MEANS_NOTHING("WINDOWS-1252") },
		{ "the same as the first", "\x9d", 0, "f.csv:1:1: the byte 0x9D" MEANS_NOTHING("WINDOWS-1252") },
		{ "the same after a line end", "id\r\x8f", 0,
		  "f.csv:2:1: the byte 0x8F" MEANS_NOTHING("WINDOWS-1252") },
		{ "not UTF-8 after a BOM that says so", "\xef\xbb\xbfid\n\xc3\xa9\xe9;a\n", 0,
		  "f.csv:2:2: the byte 0xE9" MEANS_NOTHING("UTF-8") },
		{ "half a character in UTF-16", "\xff\xfei\0\n\0a\0b", 9,
		  "f.csv:2:2: the byte 0x62" MEANS_NOTHING("UTF-16LE") },
		{ "half a pair in UTF-16", "\xfe\xff\0i\xdc\0\0\n", 8,
		  "f.csv:1:2: the byte 0xDC" MEANS_NOTHING("UTF-16BE") },
	};

	expect_readings(readings, COUNT(readings));
}

static bool counts_as(const char *bytes, size_t length, size_t rows, const char *sentence)
{
	struct fault_list faults = { 0 };
	struct sheet sheet;
	bool read = sheet_read("f", bytes, length, is_known, (void *)(size_t)names, &sheet, &faults);
	bool right = read ? !sentence && sheet.row_count == rows : sentence && strstr(faults.items[0].text, sentence);

	sheet_release(&sheet);
	fault_list_release(&faults);
	return right;
}

Test(sheet, what_is_too_large_is_refused)
{
	struct buf bytes;

	buf_init(&bytes);
	buf_add_text(&bytes, "id\n");
	buf_add_repeated(&bytes, "x", 1024 * 1024 + 1);
	cr_expect(counts_as(bytes.data, bytes.length, 0, "too much for a sheet"), "a cell");
	buf_clear(&bytes);
	buf_add_text(&bytes, "id\n");
	buf_add_repeated(&bytes, "x\n", 1000000);
	cr_expect(counts_as(bytes.data, bytes.length, 0, "too much for a sheet"), "rows");
	buf_truncate(&bytes, bytes.length - 2);
	cr_expect(counts_as(bytes.data, bytes.length, 999999, NULL), "rows that just fit, with the heading");
	buf_clear(&bytes);
	buf_add_repeated(&bytes, "x;", 100000);
	buf_add_char(&bytes, '\n');
	buf_add_repeated(&bytes, "x\n", 100);
	cr_expect(counts_as(bytes.data, bytes.length, 100, NULL), "cells that just fit");
	buf_add_text(&bytes, "x\n");
	cr_expect(counts_as(bytes.data, bytes.length, 0, "the sheet is too large: 101 rows under 100000"), "cells");
	buf_release(&bytes);
}

static const char *const triggers[] = { "=",  "+",  "-",  "@",  "|",  "%",  "\t", "\r",
					"\n", "＝", "＋", "－", "＠", "｜", "％" };

static bool is_trigger(const char *text)
{
	for (size_t i = 0; i < COUNT(triggers); i++)
		if (!strncmp(text, triggers[i], strlen(triggers[i])))
			return true;
	return false;
}

/* Begins with a trigger, or goes on with one after a tab or a line end, of which CRLF is one. */
static bool would_run(const char *text)
{
	if (is_trigger(text))
		return true;
	for (size_t i = 0; text[i]; i++) {
		if (!strchr("\t\r\n", text[i]) || (text[i] == '\r' && text[i + 1] == '\n'))
			continue;
		if (is_trigger(text + i + 1))
			return true;
	}
	return false;
}

static const struct {
	const char *text, *defused;
} defusings[] = {
	{ "", "" },
	{ "text", "text" },
	{ "a=b", "a=b" },
	{ "'text'", "'text'" },
	{ "=1+1", "'=1+1" },
	{ "+33 6 12", "'+33 6 12" },
	{ "-5", "'-5" },
	{ "@SUM(1)", "'@SUM(1)" },
	{ "|cmd", "'|cmd" },
	{ "%x", "'%x" },
	{ "＝1", "'＝1" },
	{ "％", "'％" },
	{ "'=1", "''=1" },
	{ "'''=1", "''''=1" },
	{ " =1", " =1" },
	{ "\t=1", "'\t'=1" },
	{ "\n", "'\n" },
	{ "\r\na", "'\r\na" },
	{ "- a\n- b", "'- a\n'- b" },
	{ "a\r\nb", "a\r\nb" },
	{ "a\r\n=b", "a\r\n'=b" },
	{ "a\n\nb", "a\n'\nb" },
	{ "a\tb\t=c", "a\tb\t'=c" },
	{ "a\n'＠b", "a\n''＠b" },
	{ "é\n－b", "é\n'－b" },
};

Test(sheet, defusing_puts_an_apostrophe_before_what_would_run)
{
	for (size_t i = 0; i < COUNT(defusings); i++) {
		struct buf out;

		buf_init(&out);
		buf_add_char(&out, '>');
		sheet_defuse(&out, defusings[i].text);
		cr_expect_str_eq(out.data + 1, defusings[i].defused, "row %zu: %s", i, out.data);
		buf_clear(&out);
		sheet_undefuse(&out, defusings[i].defused);
		cr_expect_str_eq(out.data, defusings[i].text, "row %zu back: %s", i, out.data);
		buf_release(&out);
	}
}

/* Every text of up to 4 of these: the triggers, an apostrophe, two letters, CRLF as one, a quote, delimiters. */
static const char *const alphabet[] = { "=",  "+",  "-",  "@",  "|", "%", "\t", "\r",   "\n", "＝", "＋",
					"－", "＠", "｜", "％", "'", "a", "é",  "\r\n", "\"", ";" };

static void spell(struct buf *text, size_t length, size_t index)
{
	buf_clear(text);
	for (size_t i = 0; i < length; i++, index /= COUNT(alphabet))
		buf_add_text(text, alphabet[index % COUNT(alphabet)]);
}

Test(sheet, every_text_is_harmless_when_defused_and_comes_back)
{
	struct buf text, defused, back;
	size_t changed = 0, dangerous = 0, lost = 0;

	buf_init(&text);
	buf_init(&defused);
	buf_init(&back);
	for (size_t length = 0, count = 1; length <= 4; length++, count *= COUNT(alphabet)) {
		for (size_t i = 0; i < count; i++) {
			spell(&text, length, i);
			buf_clear(&defused);
			buf_clear(&back);
			sheet_defuse(&defused, text.data);
			sheet_undefuse(&back, defused.data);
			changed += strcmp(back.data, text.data) != 0;
			dangerous += would_run(defused.data);
			lost += !would_run(text.data) && !strchr(text.data, '\'') && strcmp(defused.data, text.data);
		}
	}
	cr_expect(changed == 0, "%zu texts came back changed", changed);
	cr_expect(dangerous == 0, "%zu texts would still run", dangerous);
	cr_expect(lost == 0, "%zu harmless texts were changed", lost);
	buf_release(&back);
	buf_release(&defused);
	buf_release(&text);
}

static const char *const dialect_names[] = { "excel-fr", "excel", "rfc4180", "tsv" };

Test(sheet, each_dialect_writes_its_own_way)
{
	static const char *const written[] = {
		"\xef\xbb\xbf\"id\";\"n\"\r\n\"'=1\";\"2,5\"\r\n\"\";\"\"\r\n",
		"\xef\xbb\xbf\"id\",\"n\"\r\n\"'=1\",\"2.5\"\r\n\"\",\"\"\r\n",
		"\"id\",\"n\"\r\n\"'=1\",\"2.5\"\r\n\"\",\"\"\r\n",
		"\"id\"\t\"n\"\n\"'=1\"\t\"2.5\"\n\"\"\t\"\"\n",
	};

	for (size_t i = 0; i < COUNT(dialect_names); i++) {
		struct sheet_writer writer;
		struct buf out;

		buf_init(&out);
		cr_assert(dialect_find(dialect_names[i]), "%s", dialect_names[i]);
		cr_expect_str_eq(dialect_find(dialect_names[i])->id, dialect_names[i]);
		sheet_begin(&writer, dialect_find(dialect_names[i]), &out);
		sheet_text(&writer, "id");
		sheet_text(&writer, "n");
		sheet_end_row(&writer);
		sheet_text(&writer, "=1");
		sheet_number(&writer, 2.5);
		sheet_end_row(&writer);
		sheet_text(&writer, "");
		sheet_number(&writer, NAN);
		sheet_end_row(&writer);
		cr_expect_str_eq(out.data, written[i], "%s:\n%s", dialect_names[i], out.data);
		cr_expect(writer.row_count == 3, "%s", dialect_names[i]);
		buf_release(&out);
	}
	cr_expect_str_eq(dialect_ids(), "excel-fr, excel, rfc4180, tsv");
	cr_expect_str_eq(dialect_ids(), "excel-fr, excel, rfc4180, tsv", "asked twice");
	cr_expect(!dialect_find("excel-de") && !dialect_find(""));
}

Test(sheet, a_number_is_written_in_its_shortest_exact_form)
{
	static const struct {
		double value;
		const char *french;
	} numbers[] = {
		{ 0, "\"0\"" },        { -0.0, "\"0\"" },         { -5, "\"-5\"" }, { 0.1, "\"0,1\"" },
		{ 1e21, "\"1e+21\"" }, { 1.5e-7, "\"1,5e-07\"" }, { NAN, "\"\"" },
	};

	for (size_t i = 0; i < COUNT(numbers); i++) {
		struct sheet_writer writer;
		struct buf out;

		buf_init(&out);
		sheet_begin(&writer, dialect_find("excel-fr"), &out);
		buf_clear(&out);
		sheet_number(&writer, numbers[i].value);
		cr_expect_str_eq(out.data, numbers[i].french, "row %zu: %s", i, out.data);
		buf_release(&out);
	}
}

Test(sheet, what_no_field_may_hold_is_replaced)
{
	static const struct {
		const char *text, *cell;
	} texts[] = {
		{ "a\x1b[1mb", "\"a\uFFFD[1mb\"" },
		{ "\x01=1", "\"\uFFFD=1\"" },
		{ "a\x7f\xc2\x85z", "\"a\uFFFD\uFFFDz\"" },
		{ "a\xff\xc3", "\"a\uFFFD\uFFFD\"" },
		{ "a\tb\nc\rd é \uFFFD", "\"a\tb\nc\rd é \uFFFD\"" },
	};

	for (size_t i = 0; i < COUNT(texts); i++) {
		struct sheet_writer writer;
		struct buf out;

		buf_init(&out);
		sheet_begin(&writer, dialect_find("rfc4180"), &out);
		sheet_text(&writer, texts[i].text);
		cr_expect_str_eq(out.data, texts[i].cell, "row %zu: %s", i, out.data);
		buf_release(&out);
	}
}

/* Texts of up to 3 units, as headings and as cells, through each dialect; a row's key keeps it from being empty. */
Test(sheet, what_is_written_comes_back_unchanged)
{
	const size_t count = COUNT(alphabet) * COUNT(alphabet) * COUNT(alphabet);

	for (size_t k = 0; k < COUNT(dialect_names); k++) {
		const struct dialect *dialect = dialect_find(dialect_names[k]);
		struct fault_list faults = { 0 };
		struct sheet_writer writer;
		struct sheet sheet;
		struct buf out, text;
		size_t changed = 0;

		buf_init(&out);
		buf_init(&text);
		sheet_begin(&writer, dialect, &out);
		sheet_text(&writer, "id");
		sheet_text(&writer, "=x");
		sheet_end_row(&writer);
		for (size_t i = 0; i < count; i++) {
			sheet_number(&writer, (double)i);
			spell(&text, 3, i);
			sheet_text(&writer, text.data);
			sheet_end_row(&writer);
		}
		cr_assert(sheet_read("f", out.data, out.length, is_known, (void *)(size_t)names, &sheet, &faults), "%s",
			  dialect->id);
		cr_expect(sheet.delimiter == dialect->delimiter && sheet.row_count == count, "%s", dialect->id);
		cr_expect_str_eq(sheet.headings[1], "=x", "%s", dialect->id);
		for (size_t i = 0; i < sheet.row_count; i++) {
			spell(&text, 3, i);
			changed += strcmp(sheet.rows[i].cells[1], text.data) != 0;
		}
		cr_expect(changed == 0, "%s: %zu texts came back changed", dialect->id, changed);
		sheet_release(&sheet);
		fault_list_release(&faults);
		buf_release(&text);
		buf_release(&out);
	}
}

/* Deterministic, so that a failure can be repeated. */
static unsigned next_random(unsigned *state)
{
	*state = *state * 1103515245u + 12345u;
	return *state >> 16;
}

Test(sheet, any_bytes_give_a_sheet_or_a_fault)
{
	static const char bytes[] = "id;name,\t\"\"\"\r\n\n=+'sep=\xef\xbb\xbf\xff\xfe\xc3\xa9\x81\0";
	unsigned state = 1;

	for (size_t i = 0; i < 5000; i++) {
		char input[40];
		size_t length = next_random(&state) % sizeof(input);
		struct buf out;

		for (size_t k = 0; k < length; k++)
			input[k] = bytes[next_random(&state) % sizeof(bytes)];
		buf_init(&out);
		dump(&out, input, length);
		cr_expect(out.length > 0, "input %zu", i);
		buf_release(&out);
	}
}
