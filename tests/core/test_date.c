/*
 * Days as they are typed.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/core/date.h"

static const struct {
	const char *text, *date;
} typed[] = {
	{ "2026-11-21", "2026-11-21" },
	{ "21/11/2026", "2026-11-21" },
	{ "3/2/2026", "2026-02-03" },
	{ "22/11/26", "2026-11-22" },
	{ "3/2/26", "2026-02-03" },
	{ "03/2/07", "2007-02-03" },
	{ "29/2/28", "2028-02-29" },
	{ "24 novembre 2026", "2026-11-24" },
	{ "24 nov 2026", "2026-11-24" },
	{ "24 nov. 26", "2026-11-24" },
	{ "Nov 24, 2026", "2026-11-24" },
	{ "Nov 24 26", "2026-11-24" },
	{ "November 24, 2026", "2026-11-24" },
	{ "24 November 2026", "2026-11-24" },
	{ "1er février 2026", "2026-02-01" },
	{ "1 févr. 2026", "2026-02-01" },
	{ "14 JUILLET 2026", "2026-07-14" },
	{ "14 juil. 2026", "2026-07-14" },
	{ "14 juin 2026", "2026-06-14" },
	{ "14 jun 2026", "2026-06-14" },
	{ "2 août 2026", "2026-08-02" },
	{ "2 Aug 2026", "2026-08-02" },
	{ "2 mar 2026", "2026-03-02" },
	{ "2 mai 2026", "2026-05-02" },
	{ "May 2, 2026", "2026-05-02" },
	{ "25 déc. 2026", "2026-12-25" },
	{ "1 janv. 2027", "2027-01-01" },
	{ "8 avr 2026", "2026-04-08" },
	{ "8 Apr 2026", "2026-04-08" },
	{ "8 sept. 2026", "2026-09-08" },
	{ "8 oct 2026", "2026-10-08" },
};

Test(date, a_day_is_taken_as_it_is_written_in_either_language_and_kept_in_one_form)
{
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		char date[DATE_SIZE] = "";
		struct err err = { 0 };

		cr_expect(date_normalise(typed[i].text, date, &err), "%s: %s", typed[i].text, err.text);
		cr_expect_str_eq(date, typed[i].date, "%s: %s", typed[i].text, date);
	}
}

Test(date, a_day_that_there_is_not_is_told_from_what_is_no_date)
{
	static const char *const texts[] = {
		"31/11/26", "29/2/26", "0/1/26", "1/13/26", "31 nov 2026", "Feb 30, 2026"
	};
	char date[DATE_SIZE];
	struct err err;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		cr_expect_not(date_normalise(texts[i], date, &err), "%s", texts[i]);
		cr_expect(strstr(err.text, "in the calendar"), "%s", err.text);
	}
}

Test(date, what_is_no_date_at_all_is_told_what_is_expected)
{
	static const char *const texts[] = {
		"24/11",    "24/11/2",    "24/11/263",    "24/11/26x",    "in autumn", "",
		"24 nov",   "Nov 24",     "24nov2026",    "14 jui 2026",  "2 ma 2026", "24 brumaire 2026",
		"nov 2026", "24 nov 126", "24 nov 2026x", "124 nov 2026", "26-11-24",  "24 novembres 2026",
		"é"
	};
	char date[DATE_SIZE];
	struct err err;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		cr_expect_not(date_normalise(texts[i], date, &err), "%s", texts[i]);
		cr_expect(strstr(err.text, "expected the year, the month and the day"), "%s", err.text);
	}
}
