/*
 * Days as they are typed.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/core/date.h"

Test(date, a_year_of_two_figures_is_refused_with_what_is_missing)
{
	static const char *const texts[] = { "24/11/26", "3/2/26", "03/2/26" };
	char date[DATE_SIZE];
	struct err err;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		cr_expect_not(date_normalise(texts[i], date, &err), "%s", texts[i]);
		cr_expect(strstr(err.text, "the year has four figures"), "%s", err.text);
	}
}

Test(date, what_is_no_date_at_all_is_told_what_is_expected)
{
	static const char *const texts[] = { "24/11", "24/11/2", "24/11/263", "24/11/26x", "in autumn", "" };
	char date[DATE_SIZE];
	struct err err;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		cr_expect_not(date_normalise(texts[i], date, &err), "%s", texts[i]);
		cr_expect(strstr(err.text, "expected the year, the month and the day"), "%s", err.text);
	}
}
