#include <criterion/criterion.h>
#include <math.h>

#include "cadran/base/buf.h"
#include "cadran/store/book.h"

static void expect_shown(enum language language, double number, enum book_format format, const char *expected)
{
	const struct book_cell cell = { .text = "", .number = number };
	const struct book book = { .language = language };
	struct buf text;

	buf_init(&text);
	book_show(&book, &cell, format, &text);
	cr_expect_str_eq(text.data, expected);
	buf_release(&text);
}

Test(book, figures_are_written_as_the_reader_writes_them)
{
	expect_shown(LANGUAGE_FR, 12345.678, BOOK_EUROS, "12\u00a0346\u00a0€");
	expect_shown(LANGUAGE_EN, 12345.678, BOOK_EUROS, "12,346\u00a0€");
	expect_shown(LANGUAGE_FR, 0.625, BOOK_PERCENT, "63\u00a0%");
	expect_shown(LANGUAGE_EN, 0.004, BOOK_PERCENT, "< 1%");
	expect_shown(LANGUAGE_FR, 2.35, BOOK_FINE, "2,35");
	expect_shown(LANGUAGE_FR, -0.04, BOOK_DECIMAL, "0");
	expect_shown(LANGUAGE_EN, -1.25, BOOK_FINE, "−1.25");
	expect_shown(LANGUAGE_EN, 1234, BOOK_WHOLE, "1,234");
	expect_shown(LANGUAGE_FR, 0.25, BOOK_MORE_FINE, "+0,25");
	expect_shown(LANGUAGE_EN, -3.75, BOOK_MORE, "−3.8");
	expect_shown(LANGUAGE_EN, 1e-12, BOOK_MORE_FINE, "0");
	expect_shown(LANGUAGE_EN, -1e-12, BOOK_MORE, "0");
}

Test(book, what_is_not_known_is_shown_as_nothing)
{
	expect_shown(LANGUAGE_FR, NAN, BOOK_EUROS, "");
	expect_shown(LANGUAGE_FR, INFINITY, BOOK_TEXT, "");
	expect_shown(LANGUAGE_FR, NAN, BOOK_MORE_FINE, "");
}

Test(book, a_text_stands_before_the_number)
{
	const struct book_cell cell = { .text = "à confirmer", .number = 2 };
	const struct book book = { .language = LANGUAGE_FR };
	struct buf text;

	buf_init(&text);
	book_show(&book, &cell, BOOK_FINE, &text);
	cr_expect_str_eq(text.data, "à confirmer");
	buf_release(&text);
}

Test(book, blocks_stand_in_the_section_that_was_begun_last)
{
	struct book book;
	struct book_table *table;
	struct book_radar *radar;
	char title[] = "Synthèse";

	book_init(&book, LANGUAGE_FR, "Cadran", NULL, "2026-11-22");
	(void)book_add_section(&book, "summary", title);
	title[0] = 'x';
	book_add_paragraph(&book, "Un paragraphe.");
	table = book_add_table(&book, "cases", "Les cas");
	book_add_column(&book, table, "Cas", BOOK_TEXT, 20);
	book_add_column(&book, table, "Rang", BOOK_WHOLE, 6);
	(void)book_add_text(&book, table, "UC01");
	(void)book_add_number(table, 1);
	(void)book_add_section(&book, "maturity", "Maturité");
	radar = book_add_radar(&book, "radar", "Radar", 1, 5, 3, 2);
	cr_assert_eq(book.section_count, 2);
	cr_expect_str_eq(book.sections[0].title, "Synthèse", "texts are copied");
	cr_expect_eq(book.sections[0].block_count, 2);
	cr_expect_eq(book_row_count(table), 1);
	cr_expect_eq(book_cell(table, 0, 1)->number, 1);
	cr_expect(isnan(radar->series[1].values[2]));
	cr_expect_str_eq(book.subtitle, "");
	book_release(&book);
}
