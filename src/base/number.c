#include "cadran/base/number.h"

#include <errno.h>
#include <float.h>
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

/*
 * Digits with a point among them, few enough that they and the power of ten are
 * doubles: their quotient is the nearest double, as strtod finds it (Clinger,
 * How to read floating point numbers accurately, 1990).
 */
static bool parse_short(const char *text, double *value)
{
	static const double tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14 };
	const char *start = text, *point = NULL;
	double digits = 0;

	for (; (*text >= '0' && *text <= '9') || (*text == '.' && !point); text++) {
		if (*text == '.')
			point = text;
		else
			digits = 10 * digits + (*text - '0');
	}
	if (FLT_EVAL_METHOD != 0 || *text || text - start > 15 || text - start == (point ? 1 : 0))
		return false;
	*value = point ? digits / tens[text - point - 1] : digits;
	return true;
}

bool number_parse(const char *text, double *value)
{
	char copy[64], *comma;
	size_t length;
	double result;

	if (parse_short(text, value))
		return true;
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

static const char *format_whole(unsigned value, char text[NUMBER_SIZE])
{
	char digits[NUMBER_SIZE];
	size_t count = 0;

	do
		digits[count++] = (char)('0' + value % 10);
	while (value /= 10);
	for (size_t i = 0; i < count; i++)
		text[i] = digits[count - 1 - i];
	text[count] = '\0';
	return text;
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
	if (value >= 0 && value < 1e6 && floor(value) >= value)
		return format_whole((unsigned)value, text);
	if (format_short(value, text))
		return text;
	for (int digits = 15; digits <= 17; digits++) {
		double back;

		(void)snprintf(text, NUMBER_SIZE, "%.*g", digits, value);
		back = strtod(text, NULL);
		if (!(back < value) && !(back > value))
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
