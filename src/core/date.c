#include "cadran/core/date.h"

#include <stdio.h>
#include <string.h>

#include "cadran/base/message.h"

/* Fills 'd', 'm' and 'y' of the form with the figures of the text, which has to have its other signs. */
static bool read_form(const char *form, const char *text, int *year, int *month, int *day)
{
	*year = *month = *day = 0;
	if (strlen(text) != strlen(form))
		return false;
	for (; *form; form++, text++) {
		int *part = *form == 'y' ? year : *form == 'm' ? month : *form == 'd' ? day : NULL;

		if (part ? *text < '0' || *text > '9' : *text != *form)
			return false;
		if (part)
			*part = *part * 10 + *text - '0';
	}
	return true;
}

static int days_of(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

bool date_normalise(const char *text, char date[DATE_SIZE], struct err *err)
{
	int year, month, day;

	if (!read_form("yyyy-mm-dd", text, &year, &month, &day) && !read_form("dd/mm/yyyy", text, &year, &month, &day))
		return err_set(err, ERR_VALUE,
			       N_("«%s» is not a date; expected the year, the month and the day, such as 2026-11-21"),
			       text);
	if (!year || month < 1 || month > 12 || day < 1 || day > days_of(year, month))
		return err_set(err, ERR_VALUE, N_("there is no %s in the calendar; expected a day such as 2026-11-21"),
			       text);
	/* Of four and two figures each, which the compiler cannot know. */
	(void)snprintf(date, DATE_SIZE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100,
		       (unsigned)day % 100);
	return true;
}
