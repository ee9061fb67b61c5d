/*
 * Numbers as people type them and as we write them. The law: what is written
 * reads back as the same double, to the last bit.
 */
#include <criterion/criterion.h>
#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/number.h"

static const struct {
	const char *text;
	double value;
} taken[] = {
	{ "0", 0 },
	{ "4", 4 },
	{ "-4", -4 },
	{ "+4", 4 },
	{ "2.5", 2.5 },
	{ "2,5", 2.5 },
	{ " 2,5 ", 2.5 },
	{ "\t7", 7 },
	{ "007", 7 },
	{ "1e3", 1000 },
	{ "1E3", 1000 },
	{ "1,5e2", 150 },
	{ "1e-2", 0.01 },
	{ "1e+2", 100 },
	{ "-0,5", -0.5 },
	{ "0.1", 0.1 },
	{ "15000", 15000 },
	{ "12.50", 12.5 },
	{ "0.30000000000000004", 0.1 + 0.2 },
};

Test(number, takes_a_point_or_a_comma_a_sign_an_exponent_and_blanks_around)
{
	for (size_t i = 0; i < sizeof(taken) / sizeof(*taken); i++) {
		double value = -99;

		cr_expect(number_parse(taken[i].text, &value), "«%s» is refused", taken[i].text);
		cr_expect(value == taken[i].value, "«%s» is read as %.17g", taken[i].text, value);
	}
}

static const char *const refused[] = {
	"",      " ",   "nan",   "NaN",   "inf",   "-inf",  "infinity", "0x10", "0x1p3", "1e999", "-1e999",
	"12abc", "abc", "1 000", "1.2.3", "1,2,3", "1.2,3", "1,234.5",  "--1",  "+-1",   ".",     ",",
	"e5",    "1e",  "1e+",   "5%",    "5 €",   "-",     "+",        "1/2",  "1;2",   "- 1",   "1 .5",
};

Test(number, refuses_what_is_not_a_plain_decimal_number)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(*refused); i++) {
		double value;

		cr_expect(!number_parse(refused[i], &value), "«%s» is read as %g", refused[i], value);
	}
}

static const struct {
	const char *text;
	long least, most;
	bool taken;
	long value;
} wholes[] = {
	{ "1", 1, 5, true, 1 },
	{ "5", 1, 5, true, 5 },
	{ "0", 1, 5, false, 0 },
	{ "6", 1, 5, false, 0 },
	{ "4.0", 1, 5, true, 4 },
	{ "4,0", 1, 5, true, 4 },
	{ "4.5", 1, 5, false, 0 },
	{ "4,00001", 1, 5, false, 0 },
	{ "-1", -3, 3, true, -1 },
	{ " 3 ", 1, 5, true, 3 },
	{ "", 1, 5, false, 0 },
	{ "trois", 1, 5, false, 0 },
	{ "1e1", 1, 10, true, 10 },
	{ "1e300", 1, 10, false, 0 },
	{ "-1e300", 1, 10, false, 0 },
	{ "nan", 1, 5, false, 0 },
	{ "99999999999999999999", 1, 5, false, 0 },
};

Test(number, a_whole_number_lies_within_its_bounds)
{
	for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++) {
		long value = 0;
		bool ok = number_parse_whole(wholes[i].text, wholes[i].least, wholes[i].most, &value);

		cr_expect(ok == wholes[i].taken, "«%s» is %s", wholes[i].text, ok ? "taken" : "refused");
		cr_expect(!ok || value == wholes[i].value, "«%s» is read as %ld", wholes[i].text, value);
	}
}

static const struct {
	double value;
	const char *text;
} written[] = {
	{ 0, "0" },
	{ 1, "1" },
	{ -1, "-1" },
	{ 2.5, "2.5" },
	{ 0.1, "0.1" },
	{ -0.5, "-0.5" },
	{ 12.5, "12.5" },
	{ 15000, "15000" },
	{ 100000, "100000" },
	{ 1234567, "1234567" },
	{ 62.5, "62.5" },
	{ 0.001, "0.001" },
	{ 1.0 / 3, "0.3333333333333333" },
	{ 0.1 + 0.2, "0.30000000000000004" },
};

Test(number, is_written_in_its_shortest_form)
{
	char text[NUMBER_SIZE];

	for (size_t i = 0; i < sizeof(written) / sizeof(*written); i++)
		cr_expect_str_eq(number_format(written[i].value, text), written[i].text,
				 "%.17g is written «%s», not «%s»", written[i].value, text, written[i].text);
}

static void expect_same_back(double value)
{
	char text[NUMBER_SIZE];
	double back = 0;

	cr_assert_eq(number_format(value, text), text);
	cr_assert(strlen(text) < NUMBER_SIZE);
	cr_assert(number_parse(text, &back), "%.17g is written «%s», which is refused", value, text);
	cr_assert(back == value, "%.17g is written «%s», which is %.17g", value, text, back);
}

Test(number, the_largest_and_the_smallest_come_back)
{
	const double values[] = { DBL_MAX,  -DBL_MAX,    DBL_MIN,
				  -DBL_MIN, DBL_EPSILON, 1e21,
				  1e22,     1e-7,        123456789012345678.0 };

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		expect_same_back(values[i]);
}

static double random_double(uint64_t *state)
{
	double value;

	*state = *state * 6364136223846793005u + 1442695040888963407u;
	uint64_t bits = *state ^ *state >> 31;
	memcpy(&value, &bits, sizeof(value));
	return value;
}

Test(number, any_number_comes_back_to_the_last_bit)
{
	uint64_t state = 3;

	for (int i = 0; i < 100000; i++) {
		double value = random_double(&state);

		if (isnormal(value))
			expect_same_back(value);
		expect_same_back((double)(int64_t)(state >> 40) / 100);
	}
}

/* Of a few decimals, negative, around the bounds of what is written without a search. */
Test(number, a_few_decimals_are_written_like_any_other_number)
{
	static const double tens[] = { 1, 10, 100, 1000, 1e4, 1e5, 1e6, 1e7, 1e8 };
	uint64_t state = 5;

	for (int i = 0; i < 200000; i++) {
		char text[NUMBER_SIZE], expected[NUMBER_SIZE];
		double value, back;

		(void)random_double(&state);
		value = (double)((int64_t)(state >> 20) >> (state >> 8) % 40) / tens[(state >> 16) % 9];
		value = state & 32 ? -value : value;
		for (int digits = 15; digits <= 17; digits++) {
			snprintf(expected, sizeof(expected), "%.*g", digits, value);
			if (number_parse(expected, &back) && back == value)
				break;
		}
		cr_assert_str_eq(number_format(value, text), value == 0 ? "0" : expected);
	}
}
