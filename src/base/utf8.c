#include "cadran/base/utf8.h"

#include <string.h>
#include <wchar.h>

#include "cadran/base/buf.h"
#include "cadran/base/message.h"

enum { MARKS_MAX = 8 };

static bool is_continuation(unsigned char byte)
{
	return (byte & 0xc0) == 0x80;
}

size_t utf8_decode(const char *text, size_t length, uint32_t *character)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	const unsigned char first = (unsigned char)text[0];
	size_t bytes = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : first < 0xf5 ? 4 : 0;
	uint32_t value;

	if (!bytes || bytes > length)
		return 0;
	value = bytes == 1 ? first : first & (0xffu >> (bytes + 1));
	for (size_t i = 1; i < bytes; i++) {
		if (!is_continuation((unsigned char)text[i]))
			return 0;
		value = value << 6 | ((unsigned char)text[i] & 0x3f);
	}
	if (value < least[bytes] || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
		return 0;
	*character = value;
	return bytes;
}

size_t utf8_encode(uint32_t character, char bytes[4])
{
	if (character < 0x80) {
		bytes[0] = (char)character;
		return 1;
	}
	if (character < 0x800) {
		bytes[0] = (char)(0xc0 | character >> 6);
		bytes[1] = (char)(0x80 | (character & 0x3f));
		return 2;
	}
	if (character < 0x10000) {
		bytes[0] = (char)(0xe0 | character >> 12);
		bytes[1] = (char)(0x80 | (character >> 6 & 0x3f));
		bytes[2] = (char)(0x80 | (character & 0x3f));
		return 3;
	}
	bytes[0] = (char)(0xf0 | character >> 18);
	bytes[1] = (char)(0x80 | (character >> 12 & 0x3f));
	bytes[2] = (char)(0x80 | (character >> 6 & 0x3f));
	bytes[3] = (char)(0x80 | (character & 0x3f));
	return 4;
}

bool utf8_valid(const char *text, size_t length)
{
	uint32_t character;

	while (length) {
		size_t bytes = utf8_decode(text, length, &character);

		if (!bytes)
			return false;
		text += bytes;
		length -= bytes;
	}
	return true;
}

size_t utf8_whole(const char *text, size_t limit)
{
	const size_t length = strnlen(text, limit);
	size_t last = length;
	uint32_t character;

	while (last && length - last < 4 && is_continuation((unsigned char)text[last - 1]))
		last--;
	/* The character that begins before the limit is whole, or it goes. */
	if (last && (unsigned char)text[last - 1] >= 0xc0 &&
	    !utf8_decode(text + last - 1, length - last + 1, &character))
		return last - 1;
	return length;
}

static bool is_control(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0);
}

/* What changes the order or the place of its neighbours without being seen. */
static bool is_hidden(uint32_t c)
{
	return (c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || (c >= 0x2060 && c <= 0x206f) ||
	       c == 0x061c || c == 0xfeff || c == 0x00ad || c == 0x2028 || c == 0x2029 ||
	       (c >= 0xfff9 && c <= 0xfffb) || (c >= 0xe0000 && c <= 0xe0fff);
}

int utf8_columns(uint32_t character)
{
	/* Most are these, and wcwidth() looks long. */
	if (character >= 0x20 && character < 0x7f)
		return 1;
	if (is_control(character) || is_hidden(character))
		return -1;
	return wcwidth((wchar_t)character);
}

/* How many bytes at the beginning are printable ASCII, which most of a text is: a column each. */
static size_t plain_bytes(const char *text)
{
	size_t bytes = 0;

	while (text[bytes] >= ' ' && text[bytes] <= '~')
		bytes++;
	return bytes;
}

size_t utf8_width(const char *text)
{
	size_t columns = plain_bytes(text), length = strlen(text + columns);

	text += columns;
	while (length) {
		uint32_t character = 0;
		size_t bytes = utf8_decode(text, length, &character);
		int width = bytes ? utf8_columns(character) : 1;

		bytes = bytes ? bytes : 1;
		columns += width > 0 ? (size_t)width : 0;
		text += bytes;
		length -= bytes;
	}
	return columns;
}

size_t utf8_fit(const char *text, size_t columns)
{
	size_t length = strlen(text), taken = 0, used = 0;

	while (taken < length) {
		uint32_t character = 0;
		size_t bytes = utf8_decode(text + taken, length - taken, &character);
		int width = bytes ? utf8_columns(character) : 1;

		if (width > 0 && used + (size_t)width > columns)
			break;
		used += width > 0 ? (size_t)width : 0;
		taken += bytes ? bytes : 1;
	}
	return taken;
}

/* Whether eight bytes are all from ' ' to '~': of none is the highest bit set, nor after taking 0x20 or adding 1. */
static bool is_printable_ascii(const char *text)
{
	const uint64_t ones = 0x0101010101010101u, high = 0x80 * ones;
	uint64_t word;

	memcpy(&word, text, sizeof(word));
	return !((word | (word - 0x20 * ones) | (word + ones)) & high);
}

uint32_t text_forbidden(const char *text)
{
	size_t length = strlen(text);

	while (length) {
		uint32_t character = 0xfffd;
		size_t bytes;

		/* What most texts are made of. */
		if (length >= sizeof(uint64_t) && is_printable_ascii(text)) {
			text += sizeof(uint64_t);
			length -= sizeof(uint64_t);
			continue;
		}
		if (*text >= ' ' && *text <= '~') {
			text++;
			length--;
			continue;
		}
		bytes = utf8_decode(text, length, &character);

		if (!bytes || (is_control(character) && character != '\t' && character != '\n' && character != '\r'))
			return character;
		text += bytes;
		length -= bytes;
	}
	return 0;
}

/* A character that has no column of its own must follow one that has, and not in a crowd. */
static bool is_shown(uint32_t character, unsigned *marks)
{
	int width = utf8_columns(character);

	if (width < 0)
		return false;
	*marks = width ? 0 : *marks + 1;
	return *marks <= MARKS_MAX;
}

static void safe(struct buf *out, const char *text, size_t length, bool lines)
{
	const size_t begin = out->length;
	unsigned marks = 0;

	while (length) {
		const size_t run = plain_bytes(text), plain = run < length ? run : length;
		uint32_t character = 0xfffd;
		size_t bytes;

		if (plain) {
			buf_add(out, text, plain);
			text += plain;
			length -= plain;
			marks = 0;
			continue;
		}
		bytes = utf8_decode(text, length, &character);
		if (!bytes) {
			buf_add_text(out, "\xef\xbf\xbd");
			bytes = 1;
		} else if (character == '\n' && lines) {
			buf_add_char(out, '\n');
		} else if (character == '\n' || character == '\t' || character == '\r') {
			buf_add_char(out, ' ');
		} else if (out->length == begin && utf8_columns(character) == 0) {
			/* A mark with nothing to stand on. */
			buf_add_text(out, "\xef\xbf\xbd");
		} else if (is_shown(character, &marks)) {
			buf_add(out, text, bytes);
		} else if (marks <= MARKS_MAX) {
			buf_add_text(out, "\xef\xbf\xbd");
		}
		text += bytes;
		length -= bytes;
	}
}

void text_safe(struct buf *out, const char *text, size_t length)
{
	safe(out, text, length, false);
}

void text_safe_lines(struct buf *out, const char *text, size_t length)
{
	safe(out, text, length, true);
}

void text_quote(struct buf *out, const char *text, size_t characters)
{
	struct buf shown;

	buf_init(&shown);
	for (; *text && characters; characters--) {
		uint32_t character = 0xfffd;
		size_t length = utf8_decode(text, strnlen(text, 4), &character);

		length = length ? length : 1;
		if (characters == 1 && text[length])
			buf_add_text(&shown, "…");
		else if (is_control(character))
			buf_add_char(&shown, ' ');
		else
			buf_add(&shown, text, length);
		text += length;
	}
	buf_add_format(out, _("«%s»"), shown.data);
	buf_release(&shown);
}
