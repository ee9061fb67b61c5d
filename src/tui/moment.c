#include "moment.h"

#include <stdio.h>
#include <time.h>

#include "cadran/base/figures.h"
#include "cadran/core/date.h"
#include "cadran/tui/wording.h"

/* Days since 1970-01-01 of a day of the Gregorian calendar. */
static long days_of(int year, int month, int day)
{
	const long since_march = year - (month < 3), era = since_march / 400, of_era = since_march - era * 400;
	const long of_year = (153 * (month + (month < 3 ? 9 : -3)) + 2) / 5 + day - 1;

	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468;
}

void moment_find(const char *stamp, struct moment *moment)
{
	int year, month, day, hour, minute;
	char date[DATE_SIZE];
	struct tm local;
	struct err err;
	time_t at;

	*moment = (struct moment){ "", "" };
	(void)snprintf(date, sizeof(date), "%s", stamp);
	if (!date_normalise(date, date, &err) ||
	    sscanf(stamp, "%4d-%2d-%2dT%2d:%2d", &year, &month, &day, &hour, &minute) != 5 || year < 1970 || hour < 0 ||
	    hour > 23 || minute < 0 || minute > 59)
		return;
	at = (time_t)days_of(year, month, day) * 86400 + hour * 3600 + minute * 60;
	tzset();
	/* The last hours of the year 9999 may be in the year 10000 here. */
	if (!localtime_r(&at, &local) || !strftime(moment->day, sizeof(moment->day), "%Y-%m-%d", &local) ||
	    !strftime(moment->hour, sizeof(moment->hour), "%H:%M", &local))
		*moment = (struct moment){ "", "" };
}

void word_moment(struct buf *out, enum language language, const char *stamp)
{
	struct moment moment;

	moment_find(stamp, &moment);
	if (!*moment.day) {
		buf_add_text(out, stamp);
		return;
	}
	figure_date(out, language, moment.day);
	buf_add_format(out, " %s", moment.hour);
}
