#include "cadran/core/date.h"

#include <stdio.h>
#include <string.h>

#include "cadran/base/message.h"

/* The next figures of the text, at least `least` and at most `most`; -1 where there are fewer. */
static int read_figures(const char **text, int least, int most)
{
	int value = 0, count = 0;

	for (; count < most && **text >= '0' && **text <= '9'; count++)
		value = value * 10 + *(*text)++ - '0';
	return count < least ? -1 : value;
}

static bool read_sign(const char **text, char sign)
{
	if (**text != sign)
		return false;
	(*text)++;
	return true;
}

/* 2026-02-03 */
static bool read_year_first(const char *text, int *year, int *month, int *day)
{
	return (*year = read_figures(&text, 4, 4)) >= 0 && read_sign(&text, '-') &&
	       (*month = read_figures(&text, 2, 2)) >= 0 && read_sign(&text, '-') &&
	       (*day = read_figures(&text, 2, 2)) >= 0 && !*text;
}

/* 03/02/2026 or 3/2/2026 */
static bool read_day_first(const char *text, int *year, int *month, int *day)
{
	return (*day = read_figures(&text, 1, 2)) >= 0 && read_sign(&text, '/') &&
	       (*month = read_figures(&text, 1, 2)) >= 0 && read_sign(&text, '/') &&
	       (*year = read_figures(&text, 4, 4)) >= 0 && !*text;
}

/* 3/2/26: the century is not guessed. */
static bool has_short_year(const char *text)
{
	return read_figures(&text, 1, 2) >= 0 && read_sign(&text, '/') && read_figures(&text, 1, 2) >= 0 &&
	       read_sign(&text, '/') && read_figures(&text, 2, 2) >= 0 && !*text;
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

	if (has_short_year(text))
		return err_set(err, ERR_VALUE, N_("«%s» is not a date: the year has four figures, such as 2026-11-21"),
			       text);
	if (!read_year_first(text, &year, &month, &day) && !read_day_first(text, &year, &month, &day))
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
