#include "cadran/base/number.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

static const char *skip_blanks(const char *text)
{
	return text + strspn(text, " \t");
}

static const char *skip_digits(const char *text)
{
	return text + strspn(text, "0123456789");
}

/* strtod also takes nan, inf and hexadecimal: the form is checked first. */
static size_t number_length(const char *text)
{
	const char *start = text, *digits;
	size_t count;

	text += *text == '-' || *text == '+';
	digits = text;
	text = skip_digits(text);
	count = (size_t)(text - digits);
	if (*text == '.' || *text == ',') {
		digits = ++text;
		text = skip_digits(text);
		count += (size_t)(text - digits);
	}
	if (!count)
		return 0;
	if (*text == 'e' || *text == 'E') {
		const char *exponent = text + 1 + (text[1] == '-' || text[1] == '+');

		if (skip_digits(exponent) == exponent)
			return 0;
		text = skip_digits(exponent);
	}
	return (size_t)(text - start);
}

bool number_parse(const char *text, double *value)
{
	char copy[64], *comma;
	size_t length;
	double result;

	text = skip_blanks(text);
	length = number_length(text);
	if (!length || length >= sizeof(copy) || *skip_blanks(text + length))
		return false;
	memcpy(copy, text, length);
	copy[length] = '\0';
	comma = strchr(copy, ',');
	if (comma)
		*comma = '.';
	errno = 0;
	result = strtod(copy, NULL);
	if (!isfinite(result) || (errno == ERANGE && fabs(result) > 1))
		return false;
	*value = result;
	return true;
}

bool number_parse_whole(const char *text, long least, long most, long *value)
{
	double number;

	if (!number_parse(text, &number) || number < (double)least || number > (double)most || floor(number) < number)
		return false;
	*value = (long)number;
	return true;
}

/*
 * What has a few decimals and at most 15 digits, without a search: the decimal
 * of up to 15 digits that reads back as a double is the one that %.15g gives.
 */
static bool format_short(double value, char text[NUMBER_SIZE])
{
	static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6 };
	const double size = fabs(value);

	if (size >= 1e9 || (size < 1e-4 && size > 0))
		return false;
	for (size_t decimals = 0; decimals < ARRAY_SIZE(tens); decimals++) {
		const double whole = floor(size * tens[decimals] + 0.5);

		if (whole / tens[decimals] < size || whole / tens[decimals] > size)
			continue;
		(void)snprintf(text, NUMBER_SIZE, "%.*f", (int)decimals, value);
		return true;
	}
	return false;
}

const char *number_format(double value, char text[NUMBER_SIZE])
{
	if (!(value < 0) && !(value > 0))
		value = 0; /* no «-0» */
	if (format_short(value, text))
		return text;
	for (int digits = 15; digits <= 17; digits++) {
		(void)snprintf(text, NUMBER_SIZE, "%.*g", digits, value);
		if (!(strtod(text, NULL) < value) && !(strtod(text, NULL) > value))
			break;
	}
	return text;
}

int number_between(int value, int least, int most)
{
	if (value > most)
		value = most;
	return value < least ? least : value;
}
