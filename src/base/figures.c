#include "cadran/base/figures.h"

#include <float.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/buf.h"

enum { TEXT_SIZE = 400 }; /* any double in plain digits */

#define NUDGED_MOST 1e12

static bool is_there(struct buf *out, double value)
{
	if (isfinite(value))
		return true;
	buf_add_text(out, "–");
	return false;
}

/* With the decimal sign of the language; never «−0». */
static void add_digits(struct buf *out, enum language language, char *text)
{
	char *point = strchr(text, '.');

	if (point && language == LANGUAGE_FR)
		*point = ',';
	if (*text == '-' && text[strcspn(text, "123456789")])
		buf_add_text(out, "−");
	buf_add_text(out, *text == '-' ? text + 1 : text);
}

/*
 * Halves go away from zero, as in a spreadsheet, also those that binary
 * fractions miss by a hair (1.005): one figure is the same in every document.
 * Beyond NUDGED_MOST the hair would be seen, and there is nothing to round.
 */
static void format_rounded(char text[TEXT_SIZE], double value, int decimals)
{
	const double nudged = fabs(value) < NUDGED_MOST ? value * (1 + 2 * DBL_EPSILON) : value;

	(void)snprintf(text, TEXT_SIZE, "%.*f", decimals, nudged);
}

void figure_number(struct buf *out, enum language language, double value, int decimals)
{
	char text[TEXT_SIZE];

	if (!is_there(out, value))
		return;
	format_rounded(text, value, decimals);
	if (strchr(text, '.')) {
		char *end = text + strlen(text);

		while (end[-1] == '0')
			*--end = '\0';
		if (end[-1] == '.')
			end[-1] = '\0';
	}
	add_digits(out, language, text);
}

void figure_signed(struct buf *out, enum language language, double value, int decimals)
{
	const size_t begin = out->length;

	if (isfinite(value) && value > 0)
		buf_add_char(out, '+');
	figure_number(out, language, value, decimals);
	if (strcmp(out->data + begin, "+0") != 0)
		return;
	buf_truncate(out, begin);
	buf_add_char(out, '0');
}

void figure_fixed(struct buf *out, enum language language, double value, int decimals)
{
	char text[TEXT_SIZE];

	if (!is_there(out, value))
		return;
	format_rounded(text, value, decimals);
	add_digits(out, language, text);
}

/* The whole part of `text`, digits alone, in groups of three. */
static void add_groups(struct buf *out, enum language language, const char *text)
{
	const size_t length = strspn(text, "0123456789");

	for (size_t i = 0; i < length; i++) {
		if (i && (length - i) % 3 == 0)
			buf_add_text(out, language == LANGUAGE_FR ? "\u00a0" : ",");
		buf_add_char(out, text[i]);
	}
}

void figure_grouped(struct buf *out, enum language language, double value)
{
	struct buf plain;
	const char *digits;

	buf_init(&plain);
	figure_number(&plain, language, value, 2);
	digits = plain.data + strcspn(plain.data, "0123456789");
	buf_add(out, plain.data, (size_t)(digits - plain.data));
	add_groups(out, language, digits);
	buf_add_text(out, digits + strspn(digits, "0123456789"));
	buf_release(&plain);
}

void figure_euros(struct buf *out, enum language language, double value)
{
	char digits[TEXT_SIZE];

	if (!is_there(out, value))
		return;
	format_rounded(digits, fabs(value), 0);
	if (value < 0 && strcmp(digits, "0") != 0)
		buf_add_text(out, "−");
	add_groups(out, language, digits);
	buf_add_text(out, "\u00a0€");
}

void figure_percent(struct buf *out, enum language language, double p)
{
	const bool hardly = p > 0 && p < 0.01, nearly = p < 1 && p > 0.99;

	if (hardly || nearly)
		buf_add_text(out, hardly ? "< " : "> ");
	figure_number(out, language, hardly ? 1 : nearly ? 99 : 100 * p, 0);
	if (isfinite(p))
		buf_add_text(out, language == LANGUAGE_FR ? "\u00a0%" : "%");
}

/* How many characters are as in «2026-11-21». */
static size_t date_length(const char *text)
{
	static const char form[] = "dddd-dd-dd";
	size_t length = 0;

	while (form[length] && (form[length] == '-' ? text[length] == '-' : text[length] >= '0' && text[length] <= '9'))
		length++;
	return length;
}

void figure_date(struct buf *out, enum language language, const char *date)
{
	enum { MONTH = sizeof("2026-11") - 1, DAY = sizeof("2026-11-21") - 1 };
	const size_t length = date_length(date);
	const bool month = length == MONTH && !date[MONTH];

	if (length != DAY && !month)
		buf_add_text(out, date);
	else if (language != LANGUAGE_FR)
		buf_add(out, date, length);
	else if (month)
		buf_add_format(out, "%.2s/%.4s", date + 5, date);
	else
		buf_add_format(out, "%.2s/%.2s/%.4s", date + 8, date + 5, date);
}
