#include "cadran/base/utf8.h"

#include <string.h>
#include <wchar.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/message.h"

#define REPLACEMENT "\xef\xbf\xbd"

enum { MARKS_MAX = 8, SOFT_HYPHEN = 0xad, NON_JOINER = 0x200c, JOINER = 0x200d };

/* Scripts whose letters join, and signs that are drawn as one, come after Greek, Cyrillic, Armenian and Hebrew. */
enum { JOINING_FROM = 0x600 };

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

/* What changes the order or the place of its neighbours without being seen, or is there and is not seen. */
static bool is_hidden(uint32_t c)
{
	static const struct {
		uint32_t first, last;
	} hidden[] = {
		{ SOFT_HYPHEN, SOFT_HYPHEN }, { 0x061c, 0x061c }, { 0x180e, 0x180e },   { 0x200b, 0x200f },
		{ 0x2028, 0x202e },           { 0x2060, 0x206f }, { 0x3164, 0x3164 },   { 0xfeff, 0xfeff },
		{ 0xffa0, 0xffa0 },           { 0xfff9, 0xfffb }, { 0x1bca0, 0x1bca3 }, { 0x1d173, 0x1d17a },
		{ 0xe0000, 0xe0fff },
	};

	for (size_t i = 0; i < ARRAY_SIZE(hidden) && c >= hidden[i].first; i++)
		if (c <= hidden[i].last)
			return true;
	return false;
}

/* No character, and none of XML. */
static bool is_nothing(uint32_t c)
{
	return (c >= 0xfdd0 && c <= 0xfdef) || (c & 0xfffe) == 0xfffe;
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
	size_t taken = 0, used = 0;

	while (text[taken]) {
		uint32_t character = 0;
		size_t bytes = utf8_decode(text + taken, strnlen(text + taken, 4), &character);
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

/* How a text is made safe: for one line or several, for cells of a terminal or for a program that sets type. */
struct manner {
	bool lines, set;
};

/* A character of a text, between its neighbours; 0: none. */
struct place {
	uint32_t before, character, after;
	unsigned marks; /* without a column of their own, up to this one */
};

static bool is_letter(uint32_t c)
{
	return c > ' ' && c != SOFT_HYPHEN && !is_control(c) && !is_hidden(c);
}

/* What is not seen, and stands where its script, an emoji or a long word needs it. */
static bool is_needed(const struct place *at)
{
	if (!is_letter(at->before) || !is_letter(at->after))
		return false;
	if (at->character == SOFT_HYPHEN)
		return true;
	return (at->character == JOINER || at->character == NON_JOINER) && at->before >= JOINING_FROM &&
	       at->after >= JOINING_FROM;
}

/* A character that has no column of its own must follow one that has, and not in a crowd. */
static bool is_shown(struct place *at, struct manner manner)
{
	const uint32_t c = at->character;
	const int width = utf8_columns(c);

	if (manner.set && is_needed(at))
		return true;
	/* Whoever sets type knows characters that are too new for this machine. */
	if (width < 0 && (!manner.set || is_control(c) || is_hidden(c) || is_nothing(c)))
		return false;
	at->marks = width ? 0 : at->marks + 1;
	return at->marks <= MARKS_MAX;
}

static uint32_t next_character(const char *text, size_t length)
{
	uint32_t character = 0;

	return length && utf8_decode(text, length, &character) ? character : 0;
}

static void safe(struct buf *out, const char *text, size_t length, struct manner manner)
{
	const size_t begin = out->length;
	struct place at = { 0 };

	while (length) {
		const size_t run = plain_bytes(text), plain = run < length ? run : length;
		size_t bytes;

		if (plain) {
			buf_add(out, text, plain);
			text += plain;
			length -= plain;
			at = (struct place){ .before = (unsigned char)text[-1] };
			continue;
		}
		bytes = utf8_decode(text, length, &at.character);
		if (bytes)
			at.after = next_character(text + bytes, length - bytes);
		if (!bytes) {
			buf_add_text(out, REPLACEMENT);
			bytes = 1;
			at.character = 0;
		} else if (at.character == '\n' && manner.lines) {
			buf_add_char(out, '\n');
		} else if (at.character == '\n' || at.character == '\t' || at.character == '\r') {
			buf_add_char(out, ' ');
		} else if (out->length == begin && utf8_columns(at.character) == 0) {
			/* A mark with nothing to stand on. */
			buf_add_text(out, REPLACEMENT);
		} else if (is_shown(&at, manner)) {
			buf_add(out, text, bytes);
		} else if (at.marks <= MARKS_MAX) {
			buf_add_text(out, REPLACEMENT);
		}
		at.before = at.character;
		text += bytes;
		length -= bytes;
	}
}

void text_safe(struct buf *out, const char *text, size_t length)
{
	safe(out, text, length, (struct manner){ 0 });
}

void text_safe_lines(struct buf *out, const char *text, size_t length)
{
	safe(out, text, length, (struct manner){ .lines = true });
}

void text_set(struct buf *out, const char *text, size_t length)
{
	safe(out, text, length, (struct manner){ .set = true });
}

void text_set_lines(struct buf *out, const char *text, size_t length)
{
	safe(out, text, length, (struct manner){ .lines = true, .set = true });
}

bool text_is_hidden(uint32_t character)
{
	return is_hidden(character);
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
