/*
 * Reports as Markdown: their shape, and that no text of a dossier becomes
 * markup, whatever it holds. A small reader takes escapes and references away
 * again: what it finds is what was given.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "cadran/store/book.h"
#include "cadran/store/markdown.h"

static void begin_in_utf8(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"));
}

TestSuite(markdown, .init = begin_in_utf8);

static const char *const hostile[] = {
	"a | b | c",
	"\\| \\\\| \\",
	"`code` ``two`` `",
	"*em* **strong** ***",
	"_em_ __strong__ snake_case",
	"# heading",
	"## heading ##",
	"- item",
	"+ item",
	"* item",
	"12. item",
	"12) item",
	"1.",
	"---",
	"===",
	"***",
	"> quote",
	"    code",
	"\tcode",
	"```\nfence\n```",
	"~~~ fence",
	"~~gone~~",
	"[link](javascript:alert(1))",
	"![picture](http://example.org/x.png)",
	"[ref]: http://example.org",
	"[^1]: note",
	"<script>alert(1)</script>",
	"<http://example.org>",
	"http://example.org www.example.org WWW.example.org a@example.org",
	"&lt;b&gt; &amp; &#60; &",
	"$x^2$ $$y$$",
	":smile: :+1:",
	"two\nlines\r\nthree",
	"two\n\nparagraphs",
	"line  \nbreak\\\nbreak",
	"{#id} {.class}",
	"| --- | --- |",
	"",
	" ",
	"é ★ 日本語 − –",
};

/* --- a reader -------------------------------------------------------------------------------------- */

/* Takes escapes and references away; the text ends the test where something could be markup. */
static char *read_back(const char *text, size_t length)
{
	static const struct {
		const char *reference;
		char c;
	} references[] = {
		{ "&lt;", '<' },  { "&gt;", '>' },  { "&amp;", '&' }, { "&#126;", '~' },
		{ "&#36;", '$' }, { "&#58;", ':' }, { "&#61;", '=' }, { "&#46;", '.' },
	};
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < length; i++) {
		size_t r = 0;

		if (text[i] == '\\') {
			buf_add_char(&out, text[++i]);
			continue;
		}
		while (r < ARRAY_SIZE(references) &&
		       strncmp(text + i, references[r].reference, strlen(references[r].reference)) != 0)
			r++;
		if (r < ARRAY_SIZE(references)) {
			buf_add_char(&out, references[r].c);
			i += strlen(references[r].reference) - 1;
			continue;
		}
		cr_assert(!strchr("|`*_[]#<>&~${}", text[i]), "«%c» stands free in «%.*s»", text[i], (int)length, text);
		buf_add_char(&out, text[i]);
	}
	return buf_detach(&out);
}

/* As a report shows it: on one line, without blanks around it. Free it. */
static char *shown(const char *text)
{
	struct buf safe;
	char *trimmed;

	buf_init(&safe);
	text_safe(&safe, text, strlen(text));
	while (safe.length && safe.data[safe.length - 1] == ' ')
		buf_truncate(&safe, safe.length - 1);
	trimmed = xstrdup(safe.data + strspn(safe.data, " "));
	buf_release(&safe);
	return trimmed;
}

static void expect_read(const char *line, size_t length, const char *text)
{
	char *read = read_back(line, length), *expected = shown(text);

	cr_expect_str_eq(read, expected);
	free(read);
	free(expected);
}

/* The next line of `*at`; NULL at the end. Lines that are blank are skipped. */
static const char *next_line(const char **at, size_t *length)
{
	const char *line;

	while (**at == '\n')
		(*at)++;
	line = *at;
	*length = strcspn(line, "\n");
	*at += *length;
	return *length ? line : NULL;
}

/* --- what is written ------------------------------------------------------------------------------- */

static char *written(const struct book *book)
{
	struct buf out;

	buf_init(&out);
	book_markdown(book, &out);
	return buf_detach(&out);
}

static void begin(struct book *book)
{
	book_init(book, LANGUAGE_EN, "T", NULL, NULL);
	(void)book_add_section(book, "s", "S");
}

/* The one line that begins with `start`, behind it. */
static const char *line_after(const char *text, const char *start)
{
	const char *found = strstr(text, start);

	cr_assert(found, "no line «%s» in\n%s", start, text);
	return found + strlen(start);
}

Test(markdown, a_book_has_its_parts_in_their_order)
{
	struct book book;
	struct book_table *table;
	struct book_fold *fold;
	char *text;

	book_init(&book, LANGUAGE_FR, "Service", "Rapport", "2026-11-22");
	book.notice = book_text(&book, "Ceci n'est pas un conseil.");
	(void)book_add_section(&book, "summary", "Synthèse");
	book_add_paragraph(&book, "Un mot.");
	book_add_item(&book, "un");
	book_add_item(&book, "deux");
	table = book_add_table(&book, "cases", "Les cas");
	book_add_column(&book, table, "Cas", BOOK_TEXT, 20);
	book_add_column(&book, table, "Part", BOOK_PERCENT, 6);
	(void)book_add_text(&book, table, "UC01");
	(void)book_add_number(table, 0.62);
	(void)book_add_text(&book, table, "UC02");
	(void)book_add_number(table, (double)NAN);
	fold = book_add_fold(&book, "explain", "UC01");
	book_add_line(&book, fold, 0, true, "Impact");
	book_add_line(&book, fold, 1, false, "25 × 3");
	text = written(&book);
	cr_expect_str_eq(text, "# Service\n\nRapport · 22/11/2026\n\n## Synthèse\n\nUn mot.\n\n- un\n- deux\n\n"
			       "**Les cas**\n\n| Cas | Part |\n| --- | ---: |\n| UC01 | 62\u00a0% |\n| UC02 | |\n\n"
			       "### Details and explanations\n\n#### UC01\n\n- **Impact**\n  - 25 × 3\n\n"
			       "---\n\nCeci n'est pas un conseil.\n");
	free(text);
	book_release(&book);
}

Test(markdown, a_paragraph_a_heading_and_an_item_are_text_whatever_they_hold)
{
	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		const char *at, *line;
		struct book book;
		size_t length;
		char *text, *plain = shown(hostile[i]);

		book_init(&book, LANGUAGE_EN, hostile[i], NULL, NULL);
		(void)book_add_section(&book, "s", "S");
		book_add_paragraph(&book, hostile[i]);
		book_add_item(&book, hostile[i]);
		at = text = written(&book);
		line = next_line(&at, &length);
		cr_assert(!strncmp(line, "# ", 2));
		expect_read(line + 2, length - 2, hostile[i]);
		line = next_line(&at, &length);
		cr_expect_eq(strncmp(line, "## S", length), 0);
		if (*plain) {
			line = next_line(&at, &length);
			cr_expect(!strchr("-+=#>~ \t", *line), "«%.*s» begins a block", (int)length, line);
			expect_read(line, length, hostile[i]);
		}
		line = next_line(&at, &length);
		cr_assert(line && !strncmp(line, "- ", 2), "%s", text);
		cr_expect(!line[2] || !strchr("-+=#>~ \t", line[2]), "«%.*s» begins a block", (int)length, line);
		expect_read(line + 2, length - 2, hostile[i]);
		cr_expect(!next_line(&at, &length), "more than was written: %s", text);
		free(plain);
		free(text);
		book_release(&book);
	}
}

/* Cells of a row: what stands between bars that are not escaped. */
static size_t split_row(const char *line, size_t length, const char *cells[], size_t lengths[], size_t most)
{
	size_t count = 0;

	cr_assert(length && *line == '|' && line[length - 1] == '|', "«%.*s» is no row", (int)length, line);
	for (size_t i = 0; i + 1 < length; i++) {
		if (line[i] == '\\') {
			i++;
			continue;
		}
		if (line[i] != '|')
			continue;
		cr_assert_lt(count, most);
		cells[count] = line + i + 1;
		for (lengths[count] = 0; line[i + 1 + lengths[count]] != '|'; lengths[count]++)
			lengths[count] += line[i + 1 + lengths[count]] == '\\';
		count++;
	}
	return count;
}

static void expect_cell(const char *cell, size_t length, const char *text)
{
	while (length && *cell == ' ') {
		cell++;
		length--;
	}
	while (length && cell[length - 1] == ' ')
		length--;
	expect_read(cell, length, text);
}

Test(markdown, a_row_has_as_many_cells_as_columns_whatever_they_hold)
{
	enum { COLUMNS = 3 };

	for (size_t i = 0; i < ARRAY_SIZE(hostile); i++) {
		const char *at, *line, *cells[COLUMNS + 1];
		size_t length, lengths[COLUMNS + 1];
		struct book_table *table;
		struct book book;
		char *text;

		begin(&book);
		table = book_add_table(&book, "t", "");
		for (int c = 0; c < COLUMNS; c++)
			book_add_column(&book, table, hostile[i], BOOK_TEXT, 9);
		for (int c = 0; c < COLUMNS; c++)
			(void)book_add_text(&book, table, hostile[(i + (size_t)c) % ARRAY_SIZE(hostile)]);
		text = written(&book);
		at = line_after(text, "## S\n\n");
		for (size_t row = 0; row < 3; row++) {
			line = next_line(&at, &length);
			cr_assert(line);
			cr_assert_eq(split_row(line, length, cells, lengths, COLUMNS + 1), COLUMNS, "%.*s", (int)length,
				     line);
			for (size_t c = 0; c < COLUMNS && row != 1; c++)
				expect_cell(cells[c], lengths[c], hostile[row ? (i + c) % ARRAY_SIZE(hostile) : i]);
		}
		cr_expect(!next_line(&at, &length));
		free(text);
		book_release(&book);
	}
}

Test(markdown, steps_of_a_fold_are_levels_of_a_list_and_never_code)
{
	static const int depths[] = { 2, 7, 1, 0, 9, 9, 3 }, levels[] = { 0, 1, 1, 0, 1, 2, 3 };
	struct book_fold *fold;
	struct book book;
	const char *at;
	size_t length;
	char *text;

	begin(&book);
	fold = book_add_fold(&book, "f", "F");
	for (size_t i = 0; i < ARRAY_SIZE(depths); i++)
		book_add_line(&book, fold, depths[i], i == 2, "# x");
	text = written(&book);
	at = line_after(text, "#### F\n\n");
	for (size_t i = 0; i < ARRAY_SIZE(depths); i++) {
		const char *line = next_line(&at, &length);

		cr_assert(line);
		cr_expect_eq(strspn(line, " "), (size_t)(2 * levels[i]), "line %zu: «%.*s»", i, (int)length, line);
		cr_expect_eq(strncmp(line + 2 * levels[i], i == 2 ? "- **\\# x**" : "- \\# x", i == 2 ? 10 : 6), 0);
	}
	free(text);
	book_release(&book);
}

/* --- charts ----------------------------------------------------------------------------------------- */

static struct book_radar *add_radar(struct book *book)
{
	struct book_radar *radar = book_add_radar(book, "r", "Radar", 0, 5, 2, 1);

	radar->description = book_text(book, "Two axes.");
	radar->axes[0] = "A";
	radar->axes[1] = "B";
	radar->series[0].name = "Score";
	radar->series[0].values[0] = 2.5;
	return radar;
}

Test(markdown, a_chart_is_told_and_its_figures_stand_in_a_table)
{
	struct book_scatter *scatter;
	struct book book;
	char *text;

	begin(&book);
	(void)add_radar(&book);
	scatter = book_add_scatter(&book, "m", "Matrix");
	scatter->x_title = "Ease";
	scatter->y_title = "Value";
	(void)book_add_point(&book, scatter, "UC|1", "Notes", 40, 60.25);
	text = written(&book);
	cr_expect(strstr(text, "**Radar**\n\nTwo axes.\n\n|  | Score |\n| --- | ---: |\n| A | 2.5 |\n| B | |\n\n"),
		  "%s", text);
	cr_expect(strstr(text,
			 "|  |  | Ease | Value |\n| --- | --- | ---: | ---: |\n| UC\\|1 | Notes | 40 | 60.25 |\n\n"),
		  "%s", text);
	free(text);
	book_release(&book);
}

Test(markdown, a_chart_whose_figures_a_table_of_the_section_has_is_told_only)
{
	struct book_table *table;
	struct book book;
	char *text;

	begin(&book);
	(void)add_radar(&book);
	table = book_add_table(&book, "t", "");
	book_add_column(&book, table, "Score", BOOK_FINE, 9);
	(void)book_add_number(table, 2.5);
	text = written(&book);
	cr_expect(strstr(text, "Two axes.\n\n| Score |"), "%s", text);
	free(text);
	book_release(&book);
}
