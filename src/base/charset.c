#include "cadran/base/charset.h"

#include <ctype.h>
#include <errno.h>
#include <iconv.h>
#include <locale.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/die.h"

bool charset_to_utf8(const char *name, const char *bytes, size_t length, struct buf *out, size_t *bad)
{
	iconv_t converter = iconv_open("UTF-8", name);
	/* iconv takes a pointer to char * and writes nothing there. */
	char *in = (char *)(size_t)bytes;
	size_t left = length;
	bool done = false;

	*bad = CHARSET_UNKNOWN;
	if (converter == (iconv_t)-1 && errno == ENOMEM)
		die("out of memory");
	if (converter == (iconv_t)-1)
		return false;
	while (!done) {
		char chunk[4096], *at = chunk;
		size_t room = sizeof(chunk);
		size_t result = iconv(converter, &in, &left, &at, &room);

		buf_add(out, chunk, sizeof(chunk) - room);
		if (result == (size_t)-1 && errno != E2BIG)
			break;
		done = result != (size_t)-1;
	}
	*bad = length - left;
	(void)iconv_close(converter);
	return done;
}

/* What a French text uses most, so that the result does not hang on an iconv's tables. */
static const struct {
	const char *utf8, *ascii;
} ascii_forms[] = {
	/* The first that fits counts: with their blank, then without. */
	{ "\u00ab\u00a0", "\"" }, { "\u00a0\u00bb", "\"" }, { "\u00ab", "\"" },  { "\u00bb", "\"" },
	{ "\u2605", "*" },        { "\u2606", "~" },        { "\u2713", "+" },   { "\u2717", "-" },
	{ "\u2298", "X" },        { "\u2192", "->" },       { "\u2265", ">=" },  { "\u2264", "<=" },
	{ "\u20ac", "EUR" },      { "\u00b7", "-" },        { "\u2026", "..." }, { "\u2014", "-" },
	{ "\u2013", "-" },        { "\u2212", "-" },        { "\u00a0", " " },   { "\u202f", " " },
	{ "\u2019", "'" },        { "\u00d7", "x" },        { "\u03a3", "sum" }, { "\u26a0", "!" },
	{ "\u00b0", "o" },        { "\u25cb", "=" },        { "\u25cf", "#" },   { "\u25c6", "T" },
	{ "\u25a0", "#" },        { "\u25b2", "^" },        { "\u00e0", "a" },   { "\u00e2", "a" },
	{ "\u00e4", "a" },        { "\u00e1", "a" },        { "\u00e3", "a" },   { "\u00e5", "a" },
	{ "\u00e7", "c" },        { "\u00e9", "e" },        { "\u00e8", "e" },   { "\u00ea", "e" },
	{ "\u00eb", "e" },        { "\u00ee", "i" },        { "\u00ef", "i" },   { "\u00ec", "i" },
	{ "\u00ed", "i" },        { "\u00f1", "n" },        { "\u00f4", "o" },   { "\u00f6", "o" },
	{ "\u00f2", "o" },        { "\u00f3", "o" },        { "\u00f5", "o" },   { "\u00f9", "u" },
	{ "\u00fb", "u" },        { "\u00fc", "u" },        { "\u00fa", "u" },   { "\u00ff", "y" },
	{ "\u00fd", "y" },        { "\u0153", "oe" },       { "\u00e6", "ae" },  { "\u00c0", "A" },
	{ "\u00c2", "A" },        { "\u00c4", "A" },        { "\u00c1", "A" },   { "\u00c3", "A" },
	{ "\u00c5", "A" },        { "\u00c7", "C" },        { "\u00c9", "E" },   { "\u00c8", "E" },
	{ "\u00ca", "E" },        { "\u00cb", "E" },        { "\u00ce", "I" },   { "\u00cf", "I" },
	{ "\u00cc", "I" },        { "\u00cd", "I" },        { "\u00d1", "N" },   { "\u00d4", "O" },
	{ "\u00d6", "O" },        { "\u00d2", "O" },        { "\u00d3", "O" },   { "\u00d5", "O" },
	{ "\u00d9", "U" },        { "\u00db", "U" },        { "\u00dc", "U" },   { "\u00da", "U" },
	{ "\u0178", "Y" },        { "\u00dd", "Y" },        { "\u0152", "OE" },  { "\u00c6", "AE" },
};

static size_t known_form(const char *text, struct buf *out)
{
	for (size_t i = 0; i < sizeof(ascii_forms) / sizeof(ascii_forms[0]); i++) {
		size_t length = strlen(ascii_forms[i].utf8);

		if (text[0] != ascii_forms[i].utf8[0] || strncmp(text, ascii_forms[i].utf8, length))
			continue;
		buf_add_text(out, ascii_forms[i].ascii);
		return length;
	}
	return 0;
}

static size_t run_of_ascii(const char *text)
{
	size_t length = 0;

	while (text[length] && !(text[length] & 0x80))
		length++;
	return length;
}

static size_t run_of_others(const char *text)
{
	struct buf ignored;
	size_t length = 0;

	buf_init(&ignored);
	while (text[length] & 0x80 && !known_form(text + length, &ignored)) {
		length++;
		while ((text[length] & 0xc0) == 0x80)
			length++;
	}
	buf_release(&ignored);
	return length;
}

/* A converter, opened for the first character that needs it: that takes longer than most texts. */
struct converter {
	iconv_t iconv;
	locale_t locale, before;
	bool opened;
};

static void converter_open(struct converter *converter)
{
	if (converter->opened)
		return;
	converter->opened = true;
	/* In the C locale glibc answers ? for é: the rules are those of a UTF-8 one. */
	converter->locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
	if (converter->locale)
		converter->before = uselocale(converter->locale);
	converter->iconv = iconv_open("ASCII//TRANSLIT", "UTF-8");
}

static void converter_close(struct converter *converter)
{
	if (!converter->opened)
		return;
	if (converter->iconv != (iconv_t)-1)
		(void)iconv_close(converter->iconv);
	if (!converter->locale)
		return;
	(void)uselocale(converter->before);
	freelocale(converter->locale);
}

static void transliterate(struct converter *converter, const char *text, size_t length, struct buf *out)
{
	char *in = (char *)(size_t)text;

	if (length)
		converter_open(converter);
	while (length) {
		char chunk[256], *at = chunk;
		size_t room = sizeof(chunk);

		if (converter->iconv != (iconv_t)-1 &&
		    iconv(converter->iconv, &in, &length, &at, &room) != (size_t)-1) {
			buf_add(out, chunk, sizeof(chunk) - room);
			continue;
		}
		buf_add(out, chunk, sizeof(chunk) - room);
		if (length && errno != E2BIG) {
			buf_add_char(out, '?');
			do {
				in++;
				length--;
			} while (length && (*in & 0xc0) == 0x80);
		}
	}
}

void charset_to_ascii(const char *text, struct buf *out)
{
	struct converter converter = { 0 };

	while (*text) {
		size_t length = run_of_ascii(text);

		buf_add(out, text, length);
		text += length;
		text += known_form(text, out);
		length = run_of_others(text);
		transliterate(&converter, text, length, out);
		text += length;
	}
	converter_close(&converter);
}

void text_fold(const char *text, struct buf *out)
{
	struct buf kept, ascii;

	buf_init(&kept);
	buf_init(&ascii);
	/* «N°» is a number, not «no». */
	for (const char *sign; (sign = strstr(text, "°")); text = sign + strlen("°"))
		buf_add(&kept, text, (size_t)(sign - text));
	buf_add_text(&kept, text);
	charset_to_ascii(kept.data, &ascii);
	buf_release(&kept);
	for (const char *at = ascii.data; *at; at++)
		if (isalnum((unsigned char)*at))
			buf_add_char(out, (char)tolower((unsigned char)*at));
	buf_release(&ascii);
}
