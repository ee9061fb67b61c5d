#include "cadran/core/date.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
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

/* Of four figures, or two of this century. */
static bool read_year(const char **text, int *year)
{
	const char *begin = *text;

	*year = read_figures(text, 2, 4);
	if (*text - begin == 2)
		*year += 2000;
	return *text - begin == 2 || *text - begin == 4;
}

/* 03/02/2026, 3/2/2026 or 3/2/26 */
static bool read_day_first(const char *text, int *year, int *month, int *day)
{
	return (*day = read_figures(&text, 1, 2)) >= 0 && read_sign(&text, '/') &&
	       (*month = read_figures(&text, 1, 2)) >= 0 && read_sign(&text, '/') && read_year(&text, year) && !*text;
}

/* Folded. What begins so is taken too, from three letters on: «nov», «févr.», «Sept». */
static const char *const month_names[][2] = {
	{ "janvier", "january" }, { "fevrier", "february" },  { "mars", "march" },
	{ "avril", "april" },     { "mai", "may" },           { "juin", "june" },
	{ "juillet", "july" },    { "aout", "august" },       { "septembre", "september" },
	{ "octobre", "october" }, { "novembre", "november" }, { "decembre", "december" },
};

/* The month that a word names; 0 for none, and where it may be two («jui»). */
static int month_of(const char *folded)
{
	const size_t length = strlen(folded);
	int month = 0;

	for (int m = 0; length >= 3 && m < (int)ARRAY_SIZE(month_names); m++) {
		if (strncmp(month_names[m][0], folded, length) != 0 && strncmp(month_names[m][1], folded, length) != 0)
			continue;
		if (month)
			return 0;
		month = m + 1;
	}
	return month;
}

/* The next word, up to a blank or a figure, and the blanks, points and commas behind it. */
static bool read_month_name(const char **text, int *month)
{
	const size_t length = strcspn(*text, " .,0123456789");
	char *word = xstrndup(*text, length);
	struct buf folded;

	buf_init(&folded);
	text_fold(word, &folded);
	*month = month_of(folded.data);
	buf_release(&folded);
	free(word);
	*text += length;
	*text += strspn(*text, " .,");
	return *month > 0;
}

/* «24 », «1er », «24, » */
static bool read_day(const char **text, int *day)
{
	size_t blanks;

	if ((*day = read_figures(text, 1, 2)) < 0)
		return false;
	if (*day == 1 && !strncmp(*text, "er", 2))
		*text += 2;
	blanks = strspn(*text, " ,");
	*text += blanks;
	return blanks > 0;
}

/* 24 novembre 2026, 24 nov. 26, November 24, 2026 */
static bool read_named_month(const char *text, int *year, int *month, int *day)
{
	const bool day_first = *text >= '0' && *text <= '9';

	if (day_first ? !read_day(&text, day) || !read_month_name(&text, month)
		      : !read_month_name(&text, month) || !read_day(&text, day))
		return false;
	return read_year(&text, year) && !*text;
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

	if (!read_year_first(text, &year, &month, &day) && !read_day_first(text, &year, &month, &day) &&
	    !read_named_month(text, &year, &month, &day))
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
