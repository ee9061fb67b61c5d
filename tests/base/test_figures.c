/*
 * Figures as people read them.
 */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

#include "cadran/base/buf.h"
#include "cadran/base/figures.h"

static void expect_number(double value, int decimals, const char *expected)
{
	struct buf text;

	buf_init(&text);
	figure_number(&text, LANGUAGE_EN, value, decimals);
	cr_expect_str_eq(text.data, expected, "%.17g is %s", value, text.data);
	buf_release(&text);
}

Test(figures, halves_go_away_from_zero_as_in_a_spreadsheet)
{
	expect_number(2.625, 2, "2.63");
	expect_number(2.375, 2, "2.38");
	expect_number(-2.625, 2, "−2.63");
	expect_number(62.5, 0, "63");
	expect_number(37.5, 0, "38");
	expect_number(1.005, 2, "1.01");
	expect_number(56.25, 1, "56.3");
	expect_number(0.5, 0, "1");
}

Test(figures, what_is_below_a_half_stays_below)
{
	expect_number(2.6249999, 2, "2.62");
	expect_number(62.4999999, 0, "62");
	expect_number(0, 2, "0");
	expect_number(-0.004, 2, "0");
	expect_number(1e15 + 2, 2, "1000000000000002");
	expect_number(999999999999.25, 2, "999999999999.25");
	expect_number(NAN, 2, "–");
}

Test(figures, euros_and_percents_round_alike)
{
	struct buf text;

	buf_init(&text);
	figure_euros(&text, LANGUAGE_EN, 1234.5);
	figure_percent(&text, LANGUAGE_EN, 0.625);
	cr_expect_str_eq(text.data, "1,235\u00a0€63%");
	buf_release(&text);
}

static void expect_date(enum language language, const char *date, const char *expected)
{
	struct buf text;

	buf_init(&text);
	figure_date(&text, language, date);
	cr_expect_str_eq(text.data, expected);
	buf_release(&text);
}

Test(figures, a_date_is_written_as_in_the_language)
{
	expect_date(LANGUAGE_FR, "2026-11-21", "21/11/2026");
	expect_date(LANGUAGE_FR, "2026-11-21T09:12:04Z", "21/11/2026");
	expect_date(LANGUAGE_FR, "2026-11", "11/2026");
	expect_date(LANGUAGE_EN, "2026-11-21", "2026-11-21");
	expect_date(LANGUAGE_EN, "2026-11", "2026-11");
	expect_date(LANGUAGE_FR, "novembre", "novembre");
	expect_date(LANGUAGE_FR, "2026-1", "2026-1");
	expect_date(LANGUAGE_FR, "", "");
}
