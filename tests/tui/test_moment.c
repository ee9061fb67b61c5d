/*
 * When something was, as it is told where the program runs. A file may say
 * anything, and what is no time is told as it is.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"

static void expect_told(const char *zone, enum language language, const char *stamp, const char *expected)
{
	struct buf words;

	buf_init(&words);
	(void)setenv("TZ", zone, 1);
	word_moment(&words, language, stamp);
	cr_expect(!strcmp(words.data, expected), "«%s» in %s: «%s», not «%s»", stamp, zone, words.data, expected);
	buf_release(&words);
}

Test(moment, a_stamp_is_told_in_the_time_of_the_place)
{
	expect_told("UTC0", LANGUAGE_FR, "2026-11-21T09:12:33Z", "21/11/2026 09:12");
	expect_told("CET-1", LANGUAGE_FR, "2026-11-21T09:12:33Z", "21/11/2026 10:12");
	expect_told("CET-1", LANGUAGE_FR, "2026-12-31T23:30:00Z", "01/01/2027 00:30");
	expect_told("EST5", LANGUAGE_FR, "2028-03-01T02:00:00Z", "29/02/2028 21:00");
	expect_told("UTC0", LANGUAGE_EN, "2026-11-21T09:12:33Z", "2026-11-21 09:12");
}

Test(moment, what_is_no_time_is_told_as_it_is)
{
	static const char *const stamps[] = {
		"",
		"yesterday",
		"2026-11-21",
		"1969-12-31T23:59:00Z",
		"2026-13-01T09:12:00Z",
		"2026-02-30T09:12:00Z",
		"2026-11-99T09:12:00Z",
		"2026-11--1T09:12:00Z",
		"2026-11-21T24:00:00Z",
		"2026-11-21T-9:12:00Z",
		"2026-11-21T09:60:00Z",
		"2026-11-21T09:-1:00Z",
		"99999-11-21T09:12:00Z",
	};

	for (size_t i = 0; i < sizeof(stamps) / sizeof(*stamps); i++)
		expect_told("UTC0", LANGUAGE_FR, stamps[i], stamps[i]);
}

Test(moment, the_last_night_of_the_year_9999_is_told_as_it_is_where_it_is_the_next_year)
{
	expect_told("UTC0", LANGUAGE_FR, "9999-12-31T23:30:00Z", "31/12/9999 23:30");
	expect_told("CET-1", LANGUAGE_FR, "9999-12-31T23:30:00Z", "9999-12-31T23:30:00Z");
}
