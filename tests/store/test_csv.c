/*
 * Records and their exact places, by comparing a trace of what was delivered:
 *
 *	LINE:BEGIN-END <cell><cell>	one line for each record; a ~ at its end
 *					when no line end follows
 *
 * The bytes between BEGIN and END, read again on their own, must give the same
 * cells: the journal computes its checks over them. Every input with LF is also
 * read with CRLF and CR instead.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/store/csv.h"

struct trace {
	struct buf text;
	size_t stop_after; /* 0: never */
	size_t count;
};

static bool trace_record(const struct csv_record *record, void *context)
{
	struct trace *trace = context;

	buf_add_format(&trace->text, "%zu:%zu-%zu ", record->line, record->begin, record->end);
	for (size_t i = 0; i < record->count; i++)
		buf_add_format(&trace->text, "<%s>", record->cells[i]);
	buf_add_text(&trace->text, record->terminated ? "\n" : "~\n");
	return ++trace->count != trace->stop_after;
}

static bool cells_only(const struct csv_record *record, void *context)
{
	struct buf *out = context;

	for (size_t i = 0; i < record->count; i++)
		buf_add_format(out, "<%s>", record->cells[i]);
	return true;
}

static const struct {
	const char *name, *bytes;
	char delimiter;
	const char *trace;
} readings[] = {
	{ "nothing", "", ',', "" },
	{ "blank lines only", "\n\n\n", ',', "" },
	{ "one cell", "a", ',', "1:0-1 <a>~\n" },
	{ "one cell with its line end", "a\n", ',', "1:0-1 <a>\n" },
	{ "two records", "a,b\nc,d", ',', "1:0-3 <a><b>\n2:4-7 <c><d>~\n" },
	{ "CRLF", "a,b\r\nc,d\r\n", ',', "1:0-3 <a><b>\n2:5-8 <c><d>\n" },
	{ "CR", "a,b\rc,d\r", ',', "1:0-3 <a><b>\n2:4-7 <c><d>\n" },
	{ "all line ends mixed", "a\nb\rc\r\nd\n\re", ',',
	  "1:0-1 <a>\n2:2-3 <b>\n3:4-5 <c>\n4:7-8 <d>\n6:10-11 <e>~\n" },
	{ "blank lines between", "\n\na\n\n\nb\n\n", ',', "3:2-3 <a>\n6:6-7 <b>\n" },
	{ "blank CRLF lines between", "\r\na\r\n\r\nb\r\n", ',', "2:2-3 <a>\n4:7-8 <b>\n" },
	{ "empty cells", ",,\n", ',', "1:0-2 <><><>\n" },
	{ "an empty cell at the end of the input", "a,", ',', "1:0-2 <a><>~\n" },
	{ "an empty quoted cell", "\"\"\n", ',', "1:0-2 <>\n" },
	{ "an empty quoted cell at the end", "\"\"", ',', "1:0-2 <>~\n" },
	{ "blanks stay", " a , b\t,\t\n \n", ',', "1:0-9 < a >< b\t><\t>\n2:10-11 < >\n" },
	{ "blanks in quotes stay", "\" a \"\n", ',', "1:0-5 < a >\n" },
	{ "doubled quotes", "\"a\"\"b\",\"\"\"\",\"\"\"\"\"\"", ',', "1:0-18 <a\"b><\"><\"\">~\n" },
	{ "delimiters in quotes", "\"a,b\",c\n", ',', "1:0-7 <a,b><c>\n" },
	{ "semicolons", "a,b;\"c;d\"\n", ';', "1:0-9 <a,b><c;d>\n" },
	{ "tabs", "a,b\t\"c\td\"\t \n", '\t', "1:0-11 <a,b><c\td>< >\n" },
	{ "a line end in quotes", "\"a\nb\",c\nd\n", ',', "1:0-7 <a\nb><c>\n3:8-9 <d>\n" },
	{ "a CRLF in quotes", "\"a\r\nb\",c\r\nd\r\n", ',', "1:0-8 <a\r\nb><c>\n3:10-11 <d>\n" },
	{ "a CR in quotes", "\"a\rb\"\rc\r", ',', "1:0-5 <a\rb>\n3:6-7 <c>\n" },
	{ "blank lines in quotes", "x\n\n\"\n\n\na\n\",y\nz", ',', "1:0-1 <x>\n3:3-12 <\n\n\na\n><y>\n8:13-14 <z>~\n" },
	{ "several cells over lines", "\"a\nb\",\"c\nd\"\n\"e\nf\"", ',', "1:0-11 <a\nb><c\nd>\n4:12-17 <e\nf>~\n" },
	{ "a quoted cell last without a line end", "a,\"b\nc\"", ',', "1:0-7 <a><b\nc>~\n" },
	{ "accents", "é,“ü”\n€", ',', "1:0-11 <é><“ü”>\n2:12-15 <€>~\n" },
};

Test(csv, records_come_with_their_exact_places)
{
	for (size_t i = 0; i < sizeof(readings) / sizeof(*readings); i++) {
		struct trace trace = { 0 };
		struct csv_stop stop;

		buf_init(&trace.text);
		cr_expect(csv_parse_bytes(readings[i].bytes, strlen(readings[i].bytes), readings[i].delimiter,
					  trace_record, &trace, &stop),
			  "%s", readings[i].name);
		cr_expect(stop.fault == CSV_FINE, "%s", readings[i].name);
		cr_expect_str_eq(trace.text.data, readings[i].trace, "%s:\n%s", readings[i].name, trace.text.data);
		buf_release(&trace.text);
	}
}

struct input {
	const char *bytes, *name;
	char delimiter;
	size_t last_end, last_line;
};

static bool reads_the_same_alone(const struct csv_record *record, void *context)
{
	struct input *input = context;
	struct csv_stop stop;
	struct buf here, alone;

	buf_init(&here);
	buf_init(&alone);
	cells_only(record, &here);
	cr_expect(record->begin >= input->last_end && record->begin <= record->end, "%s", input->name);
	cr_expect(record->line > input->last_line, "%s", input->name);
	cr_expect(csv_parse_bytes(input->bytes + record->begin, record->end - record->begin, input->delimiter,
				  cells_only, &alone, &stop),
		  "%s: line %zu", input->name, record->line);
	cr_expect_str_eq(alone.data, here.data, "%s: line %zu", input->name, record->line);
	input->last_end = record->end;
	input->last_line = record->line;
	buf_release(&alone);
	buf_release(&here);
	return true;
}

Test(csv, the_bytes_of_a_record_read_alone_give_the_same_cells_with_every_line_end)
{
	static const char *const line_ends[] = { "\n", "\r\n", "\r" };

	for (size_t i = 0; i < 3 * sizeof(readings) / sizeof(*readings); i++) {
		struct input input = { .name = readings[i / 3].name, .delimiter = readings[i / 3].delimiter };
		struct csv_stop stop;
		struct buf bytes;

		buf_init(&bytes);
		for (const char *at = readings[i / 3].bytes; *at; at++)
			buf_add(&bytes, *at == '\n' ? line_ends[i % 3] : at,
				*at == '\n' ? strlen(line_ends[i % 3]) : 1);
		input.bytes = bytes.data;
		cr_expect(
			csv_parse_bytes(bytes.data, bytes.length, input.delimiter, reads_the_same_alone, &input, &stop),
			"%s", input.name);
		buf_release(&bytes);
	}
}

static const struct {
	const char *name, *bytes;
	size_t length; /* 0: up to the NUL */
	const char *trace;
	struct csv_stop stop; /* fault, line, column, record_begin, record_line */
} faults[] = {
	{ "an open quote at the start", "\"", 0, "", { CSV_QUOTE_OPEN, 1, 1, 0, 1 } },
	{ "an open quote", "a,b\nc,\"d\n", 0, "1:0-3 <a><b>\n", { CSV_QUOTE_OPEN, 2, 3, 4, 2 } },
	{ "an open quote without a line end", "a,b\nc,\"d", 0, "1:0-3 <a><b>\n", { CSV_QUOTE_OPEN, 2, 3, 4, 2 } },
	{ "an open quote that ends the input", "a,\"", 0, "", { CSV_QUOTE_OPEN, 1, 3, 0, 1 } },
	{ "an open quote many lines before the end",
	  "a\n\n\"b,\"\"c\n\nd,e\n\nf",
	  0,
	  "1:0-1 <a>\n",
	  { CSV_QUOTE_OPEN, 3, 1, 3, 3 } },
	{ "an open quote with doubled ones behind", "a,\"\"\"\"\"", 0, "", { CSV_QUOTE_OPEN, 1, 3, 0, 1 } },
	{ "an open quote in a later line of its record",
	  "a,\"b\nc\",d,\"e\nf\n",
	  0,
	  "",
	  { CSV_QUOTE_OPEN, 2, 6, 0, 1 } },
	{ "an open quote after CRLF lines",
	  "a\r\n\"b\r\nc\",\"d\r\n",
	  0,
	  "1:0-1 <a>\n",
	  { CSV_QUOTE_OPEN, 3, 4, 3, 2 } },
	{ "an open quote after CR lines", "a\r\"b\rc\",\"d\r", 0, "1:0-1 <a>\n", { CSV_QUOTE_OPEN, 3, 4, 2, 2 } },
	{ "an open quote after accents, in bytes", "é,\"ü", 0, "", { CSV_QUOTE_OPEN, 1, 4, 0, 1 } },
	{ "a quote in an unquoted cell", "a\nb,c\"d\ne", 0, "1:0-1 <a>\n", { CSV_QUOTE_STRAY, 2, 4, 2, 2 } },
	{ "a quote after a blank", "a, \"b\"\n", 0, "", { CSV_QUOTE_STRAY, 1, 4, 0, 1 } },
	{ "text after a closing quote", "\"a\"b\n", 0, "", { CSV_QUOTE_STRAY, 1, 4, 0, 1 } },
	{ "a blank after a closing quote", "\"a\" ,b\n", 0, "", { CSV_QUOTE_STRAY, 1, 4, 0, 1 } },
	{ "text after a quote that closed lines later",
	  "x\n\"a,b\n\n\"c\",d\n",
	  0,
	  "1:0-1 <x>\n",
	  { CSV_QUOTE_STRAY, 4, 2, 2, 2 } },
	{ "a NUL", "a\nb\0c\nd", 7, "1:0-1 <a>\n", { CSV_NUL, 2, 2, 2, 2 } },
	{ "a NUL at the start", "\0", 1, "", { CSV_NUL, 1, 1, 0, 1 } },
	{ "a NUL after a record", "a\n\0", 3, "1:0-1 <a>\n", { CSV_NUL, 2, 1, 2, 2 } },
	{ "a NUL in quotes on a later line", "a,\"b\r\nc\0\"", 9, "", { CSV_NUL, 2, 2, 0, 1 } },
	{ "a NUL first on a later line of its record", "a,\"b\n\0\"", 7, "", { CSV_NUL, 2, 1, 0, 1 } },
	{ "a stray quote before a NUL", "a\"\0", 3, "", { CSV_QUOTE_STRAY, 1, 2, 0, 1 } },
};

Test(csv, a_fault_says_where_and_delivers_the_records_before_it)
{
	for (size_t i = 0; i < sizeof(faults) / sizeof(*faults); i++) {
		const char *bytes = faults[i].bytes, *name = faults[i].name;
		struct trace trace = { 0 };
		struct csv_stop stop;

		buf_init(&trace.text);
		cr_expect(!csv_parse_bytes(bytes, faults[i].length ? faults[i].length : strlen(bytes), ',',
					   trace_record, &trace, &stop),
			  "%s", name);
		cr_expect_str_eq(trace.text.data, faults[i].trace, "%s:\n%s", name, trace.text.data);
		cr_expect(stop.fault == faults[i].stop.fault, "%s: fault %d", name, (int)stop.fault);
		cr_expect(stop.line == faults[i].stop.line && stop.column == faults[i].stop.column, "%s: %zu:%zu", name,
			  stop.line, stop.column);
		cr_expect(stop.record_begin == faults[i].stop.record_begin, "%s: offset %zu", name, stop.record_begin);
		cr_expect(stop.record_line == faults[i].stop.record_line, "%s: line %zu", name, stop.record_line);
		buf_release(&trace.text);
	}
}

Test(csv, reading_stops_when_the_callback_says_so)
{
	struct trace trace = { .stop_after = 2 };
	struct csv_stop stop;

	buf_init(&trace.text);
	cr_expect(!csv_parse_bytes("a\n\nb\r\nc\"\n", 10, ',', trace_record, &trace, &stop));
	cr_expect_str_eq(trace.text.data, "1:0-1 <a>\n3:3-4 <b>\n");
	cr_expect(stop.fault == CSV_STOPPED && stop.record_begin == 3 && stop.record_line == 3);
	buf_clear(&trace.text);
	trace.count = 0;
	cr_expect(!csv_parse_bytes("a\nb", 3, ',', trace_record, &trace, &stop),
		  "at the last record, without a line end");
	cr_expect(stop.fault == CSV_STOPPED && stop.line == 2 && stop.column == 1);
	buf_release(&trace.text);
}

static bool count_record(const struct csv_record *record, void *context)
{
	(void)record;
	++*(size_t *)context;
	return true;
}

enum { MIB = 1024 * 1024 };

Test(csv, a_cell_holds_one_mebibyte_and_no_more)
{
	static const struct {
		const char *name, *before, *after;
		size_t length;
		bool fine;
		size_t line, column;
	} cases[] = {
		{ "just fits", "a\nb,", "\n", MIB, true, 0, 0 },
		{ "one too many", "a\nb,", ",c\n", MIB + 1, false, 2, 3 },
		{ "at the end of the input", "", "", MIB + 1, false, 1, 1 },
		{ "quoted, on a later line of its record", "\"a\nb\",\"", "\"\n", MIB + 1, false, 2, 4 },
		{ "never closed: the quote matters more", "a,\"", "", MIB + 1, false, 1, 3 },
	};

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		struct csv_stop stop;
		struct buf bytes;
		size_t count = 0;
		bool open = strstr(cases[i].name, "never");

		buf_init(&bytes);
		buf_add_text(&bytes, cases[i].before);
		buf_add_repeated(&bytes, "x", cases[i].length);
		buf_add_text(&bytes, cases[i].after);
		cr_expect(csv_parse_bytes(bytes.data, bytes.length, ',', count_record, &count, &stop) == cases[i].fine,
			  "%s", cases[i].name);
		cr_expect(stop.fault == (cases[i].fine ? CSV_FINE
					 : open        ? CSV_QUOTE_OPEN
						       : CSV_TOO_LONG),
			  "%s: fault %d", cases[i].name, (int)stop.fault);
		cr_expect(stop.line == cases[i].line && stop.column == cases[i].column, "%s: %zu:%zu", cases[i].name,
			  stop.line, stop.column);
		buf_release(&bytes);
	}
}

Test(csv, a_million_records_are_read_and_no_more)
{
	struct csv_stop stop;
	struct buf bytes;
	size_t count = 0;

	buf_init(&bytes);
	buf_add_repeated(&bytes, "a\n", 1000000);
	cr_expect(csv_parse_bytes(bytes.data, bytes.length, ',', count_record, &count, &stop));
	cr_expect(count == 1000000, "%zu", count);
	buf_add_text(&bytes, "\nb");
	count = 0;
	cr_expect(!csv_parse_bytes(bytes.data, bytes.length, ',', count_record, &count, &stop));
	cr_expect(count == 1000000 && stop.fault == CSV_TOO_LONG, "%zu", count);
	cr_expect(stop.line == 1000002 && stop.column == 1 && stop.record_begin == 2000001, "%zu:%zu", stop.line,
		  stop.column);
	buf_release(&bytes);
}

static const struct {
	const char *text;
	char delimiter;
	bool always;
	const char *cell;
} cells[] = {
	{ "", ',', false, "" },
	{ "", ',', true, "\"\"" },
	{ "a", ',', false, "a" },
	{ "a", ',', true, "\"a\"" },
	{ "a b", ',', false, "a b" },
	{ "a,b", ',', false, "\"a,b\"" },
	{ "a,b", ';', false, "a,b" },
	{ "a;b", ';', false, "\"a;b\"" },
	{ "a\tb", '\t', false, "\"a\tb\"" },
	{ "a\tb", ',', false, "a\tb" },
	{ "a\"b", ',', false, "\"a\"\"b\"" },
	{ "\"\"", ',', true, "\"\"\"\"\"\"" },
	{ "a\nb", ',', false, "\"a\nb\"" },
	{ "a\rb", ',', false, "\"a\rb\"" },
	{ " a", ',', false, "\" a\"" },
	{ "a ", ',', false, "\"a \"" },
	{ "\ta", ',', false, "\"\ta\"" },
	{ "é", ',', false, "é" },
};

Test(csv, a_cell_is_quoted_when_it_must_be)
{
	for (size_t i = 0; i < sizeof(cells) / sizeof(*cells); i++) {
		struct buf out;

		buf_init(&out);
		buf_add_char(&out, '>');
		csv_add_cell(&out, cells[i].text, cells[i].delimiter, cells[i].always);
		cr_expect_str_eq(out.data + 1, cells[i].cell, "row %zu: %s", i, out.data);
		buf_release(&out);
	}
}

/* `length` letters of `alphabet`, the number `index` written in its base. */
static void spell(char *text, const char *alphabet, size_t length, size_t index)
{
	for (size_t i = 0; i < length; i++, index /= strlen(alphabet))
		text[i] = alphabet[index % strlen(alphabet)];
	text[length] = '\0';
}

Test(csv, every_text_comes_back_from_a_cell_as_it_was)
{
	static const char alphabet[] = "a,;\t \"\r\n'";
	size_t failures = 0;

	for (size_t length = 0, number = 1; length <= 4; length++, number *= strlen(alphabet)) {
		for (size_t i = 0; i < number * 6; i++) {
			char text[5], delimiter = ",;\t"[i % 3];
			struct csv_stop stop;
			struct buf bytes, read, expected;

			spell(text, alphabet, length, i / 6);
			buf_init(&bytes);
			buf_init(&read);
			buf_init(&expected);
			csv_add_cell(&bytes, "k", delimiter, false);
			buf_add_char(&bytes, delimiter);
			csv_add_cell(&bytes, text, delimiter, i % 2);
			buf_add_format(&expected, "<k><%s>", text);
			failures += !csv_parse_bytes(bytes.data, bytes.length, delimiter, cells_only, &read, &stop) ||
				    strcmp(read.data, expected.data);
			buf_release(&expected);
			buf_release(&read);
			buf_release(&bytes);
		}
	}
	cr_expect(failures == 0, "%zu texts came back changed", failures);
}

/* A quote never closed at the head of many lines, and one record of many cells: nothing may be read again and again. */
Test(csv, long_inputs_take_no_longer_than_their_length)
{
	static const char *const units[] = { "a,b\n", "a,\"\"\"\"\n", "\"\"\"\"\n", "\r\n", "a," };

	for (size_t i = 0; i < 2 * sizeof(units) / sizeof(*units); i++) {
		struct csv_stop stop;
		struct buf bytes;
		size_t count = 0;

		buf_init(&bytes);
		if (i % 2)
			buf_add_text(&bytes, "x,\"");
		buf_add_repeated(&bytes, units[i / 2], 900000);
		(void)csv_parse_bytes(bytes.data, bytes.length, ',', count_record, &count, &stop);
		cr_expect(stop.line <= 900001, "unit %zu", i);
		buf_release(&bytes);
	}
}
