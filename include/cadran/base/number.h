/*
 * Numbers as text. The process keeps LC_NUMERIC at "C": what is read and
 * written here has a decimal point; a decimal comma belongs to presentation.
 */
#ifndef CADRAN_BASE_NUMBER_H
#define CADRAN_BASE_NUMBER_H

#include <stdbool.h>
#include <stddef.h>

/* Room for any number that number_format writes, with its NUL. */
enum { NUMBER_SIZE = 32 };

/*
 * Reads all of `text` as a plain decimal number: a sign, digits with blanks
 * around, a point or a comma, an exponent. Refuses nan, inf, hexadecimal,
 * trailing characters, an empty text and overflow.
 */
bool number_parse(const char *text, double *value);

/* A whole number from `least` to `most`; «4.0» and «4,0» are whole. */
bool number_parse_whole(const char *text, long least, long most, long *value);

/* The nearest to `value` from `least` to `most`; `least` where the two are crossed. */
int number_between(int value, int least, int most);

/* The shortest decimal form that reads back as the same double. `value` is finite. */
const char *number_format(double value, char text[NUMBER_SIZE]);

#endif
