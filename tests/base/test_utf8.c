/*
 * UTF-8: decoding against the ranges of RFC 3629, widths as terminals have
 * them, and what a text from outside becomes before it is shown. Laws are
 * tried on random bytes from a fixed seed.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"

static void use_utf8(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
}

TestSuite(utf8, .init = use_utf8);

static const struct {
	uint32_t character;
	const char *bytes;
	size_t size;
} edges[] = {
	{ 0x00, "\x00", 1 },
	{ 0x7F, "\x7F", 1 },
	{ 0x80, "\xC2\x80", 2 },
	{ 0x7FF, "\xDF\xBF", 2 },
	{ 0x800, "\xE0\xA0\x80", 3 },
	{ 0xD7FF, "\xED\x9F\xBF", 3 },
	{ 0xE000, "\xEE\x80\x80", 3 },
	{ 0xFFFF, "\xEF\xBF\xBF", 3 },
	{ 0x10000, "\xF0\x90\x80\x80", 4 },
	{ 0x10FFFF, "\xF4\x8F\xBF\xBF", 4 },
};

Test(utf8, decodes_and_encodes_the_first_and_last_character_of_each_length)
{
	for (size_t i = 0; i < sizeof(edges) / sizeof(*edges); i++) {
		uint32_t character = 1;
		char bytes[4];

		cr_expect(utf8_decode(edges[i].bytes, edges[i].size, &character) == edges[i].size, "size of U+%04X",
			  edges[i].character);
		cr_expect(character == edges[i].character, "U+%04X is read as U+%04X", edges[i].character, character);
		cr_expect(utf8_encode(edges[i].character, bytes) == edges[i].size, "encoded size of U+%04X",
			  edges[i].character);
		cr_expect(!memcmp(bytes, edges[i].bytes, edges[i].size), "bytes of U+%04X", edges[i].character);
	}
}

Test(utf8, every_character_comes_back_as_it_was)
{
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[4];
		uint32_t back = 0;

		if (c == 0xD800)
			c = 0xE000;
		size_t size = utf8_encode(c, bytes);
		cr_assert(utf8_decode(bytes, size, &back) == size && back == c, "U+%04X", c);
		cr_assert(utf8_decode(bytes, size - 1 ? size - 1 : 1, &back) == (size == 1), "U+%04X cut", c);
	}
}

static const struct {
	const char *name, *bytes;
} broken[] = {
	{ "a continuation alone", "\x80" },
	{ "overlong in two", "\xC0\x80" },
	{ "overlong in two, last", "\xC1\xBF" },
	{ "overlong in three", "\xE0\x9F\xBF" },
	{ "overlong in four", "\xF0\x8F\xBF\xBF" },
	{ "first surrogate", "\xED\xA0\x80" },
	{ "last surrogate", "\xED\xBF\xBF" },
	{ "above the last character", "\xF4\x90\x80\x80" },
	{ "five bytes", "\xF8\x88\x80\x80\x80" },
	{ "FE", "\xFE" },
	{ "FF", "\xFF" },
	{ "cut after one of two", "\xC3" },
	{ "cut after two of three", "\xE2\x82" },
	{ "cut after three of four", "\xF0\x9F\x98" },
	{ "a letter in the middle", "\xE2\x41\xAC" },
	{ "a letter at the end", "\xE2\x82\x41" },
};

Test(utf8, refuses_what_is_not_utf8)
{
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		uint32_t character;
		size_t length = strlen(broken[i].bytes);

		cr_expect(utf8_decode(broken[i].bytes, length, &character) == 0, "%s is decoded", broken[i].name);
		cr_expect(!utf8_valid(broken[i].bytes, length), "%s is valid", broken[i].name);
	}
}

Test(utf8, a_text_is_valid_when_all_its_characters_are)
{
	cr_expect(utf8_valid("", 0));
	cr_expect(utf8_valid("cœur — 中 😀", strlen("cœur — 中 😀")));
	cr_expect(utf8_valid("a\0b", 3), "a NUL is a character");
	cr_expect(!utf8_valid("été", 4), "cut in the middle of the last character");
	cr_expect(!utf8_valid("ok\xFFok", 5));
}

static const struct {
	const char *text;
	size_t limit, whole;
} wholes[] = {
	{ "été", 0, 0 }, { "été", 1, 0 }, { "été", 2, 2 }, { "été", 3, 3 }, { "été", 4, 3 }, { "été", 5, 5 },
	{ "a😀b", 4, 1 }, { "a😀b", 5, 5 }, { "a😀b", 6, 6 }, { "abc", 2, 2 }, { "", 0, 0 },
};

Test(utf8, is_cut_only_between_two_characters)
{
	for (size_t i = 0; i < sizeof(wholes) / sizeof(*wholes); i++)
		cr_expect(utf8_whole(wholes[i].text, wholes[i].limit) == wholes[i].whole, "%zu bytes of «%s» are %zu",
			  wholes[i].limit, wholes[i].text, utf8_whole(wholes[i].text, wholes[i].limit));
}

Test(utf8, a_limit_beyond_the_end_is_the_whole_text)
{
	char text[] = "été\0zzzz";

	cr_expect(utf8_whole(text, 9) == 5, "%zu bytes", utf8_whole(text, 9));
	cr_expect(utf8_whole(text + 5, 3) == 0, "an empty text has %zu bytes", utf8_whole(text + 5, 3));
}

static const struct {
	const char *name;
	uint32_t character;
	int columns;
} widths[] = {
	{ "letter", 'a', 1 },         { "blank", ' ', 1 },
	{ "e acute", 0xE9, 1 },       { "no-break space", 0xA0, 1 },
	{ "dash", 0x2014, 1 },        { "star", 0x2605, 1 },
	{ "han", 0x4E2D, 2 },         { "hangul", 0xAC00, 2 },
	{ "fullwidth A", 0xFF21, 2 }, { "emoji", 0x1F600, 2 },
	{ "acute mark", 0x301, 0 },   { "escape", 0x1B, -1 },
	{ "tab", '\t', -1 },          { "line end", '\n', -1 },
	{ "delete", 0x7F, -1 },       { "C1", 0x9B, -1 },
};

Test(utf8, columns_of_a_character_are_those_of_a_terminal)
{
	for (size_t i = 0; i < sizeof(widths) / sizeof(*widths); i++)
		cr_expect(utf8_columns(widths[i].character) == widths[i].columns, "%s has %d columns", widths[i].name,
			  utf8_columns(widths[i].character));
}

Test(utf8, width_counts_columns_not_bytes_nor_characters)
{
	cr_expect(utf8_width("") == 0);
	cr_expect(utf8_width("abc") == 3);
	cr_expect(utf8_width("été") == 3);
	cr_expect(utf8_width("e\xCC\x81te\xCC\x81") == 3, "combining marks take no column");
	cr_expect(utf8_width("中文") == 4);
	cr_expect(utf8_width("a😀") == 3);
}

static const struct {
	const char *text;
	size_t columns, bytes;
} fits[] = {
	{ "abc", 0, 0 },
	{ "abc", 2, 2 },
	{ "abc", 9, 3 },
	{ "été", 1, 2 },
	{ "été", 3, 5 },
	{ "中文", 1, 0 },
	{ "中文", 2, 3 },
	{ "中文", 3, 3 },
	{ "中文", 4, 6 },
	{ "e\xCC\x81t", 1, 3 },
	{ "e\xCC\x81\xCC\x82t", 1, 5 },
	{ "te\xCC\x81", 2, 4 },
	{ "", 4, 0 },
};

Test(utf8, fits_the_longest_beginning_with_the_marks_of_its_last_character)
{
	for (size_t i = 0; i < sizeof(fits) / sizeof(*fits); i++)
		cr_expect(utf8_fit(fits[i].text, fits[i].columns) == fits[i].bytes, "«%s» in %zu columns is %zu bytes",
			  fits[i].text, fits[i].columns, utf8_fit(fits[i].text, fits[i].columns));
}

static const struct {
	const char *name, *text;
	uint32_t found;
} forbidden[] = {
	{ "plain text", "Comptes rendus — été", 0 },
	{ "nothing", "", 0 },
	{ "tab and line ends", "a\tb\nc\r\n", 0 },
	{ "no-break space",
	  "a\xC2\xA0"
	  "b",
	  0 },
	{ "escape", "a\x1B[31m", 0x1B },
	{ "bell", "\x07", 0x07 },
	{ "vertical tab", "a\x0B", 0x0B },
	{ "unit separator", "\x1F", 0x1F },
	{ "delete", "a\x7F", 0x7F },
	{ "first C1", "a\xC2\x80", 0x80 },
	{ "CSI in C1",
	  "a\xC2\x9B"
	  "31m",
	  0x9B },
	{ "last C1", "\xC2\x9F", 0x9F },
	{ "the first of two", "é\x07\x1B", 0x07 },
};

Test(utf8, names_the_first_character_that_no_field_may_hold)
{
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(*forbidden); i++)
		cr_expect(text_forbidden(forbidden[i].text) == forbidden[i].found, "%s gives U+%04X", forbidden[i].name,
			  text_forbidden(forbidden[i].text));
}

#define REPLACED "\xEF\xBF\xBD"

static const struct {
	const char *name, *text, *line, *lines;
} safe[] = {
	{ "plain text", "cœur — 中 😀", "cœur — 中 😀", "cœur — 中 😀" },
	{ "nothing", "", "", "" },
	{ "line end", "a\nb", "a b", "a\nb" },
	{ "tab", "a\tb", "a b", "a b" },
	{ "escape", "\x1B[31m", REPLACED "[31m", REPLACED "[31m" },
	{ "bell", "a\x07", "a" REPLACED, "a" REPLACED },
	{ "delete",
	  "a\x7F"
	  "b",
	  "a" REPLACED "b", "a" REPLACED "b" },
	{ "C1",
	  "a\xC2\x9B"
	  "b",
	  "a" REPLACED "b", "a" REPLACED "b" },
	{ "not UTF-8",
	  "a\xFF"
	  "b",
	  "a" REPLACED "b", "a" REPLACED "b" },
	{ "right-to-left override",
	  "a\xE2\x80\xAE"
	  "b",
	  "a" REPLACED "b", "a" REPLACED "b" },
	{ "isolate",
	  "\xE2\x81\xA6"
	  "b",
	  REPLACED "b", REPLACED "b" },
	{ "zero-width space",
	  "a\xE2\x80\x8B"
	  "b",
	  "a" REPLACED "b", "a" REPLACED "b" },
	{ "byte order mark",
	  "\xEF\xBB\xBF"
	  "b",
	  REPLACED "b", REPLACED "b" },
	{ "tag character", "a\xF3\xA0\x81\x81", "a" REPLACED, "a" REPLACED },
	{ "one mark", "e\xCC\x81", "e\xCC\x81", "e\xCC\x81" },
};

Test(utf8, a_text_from_outside_is_made_safe_to_show)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < sizeof(safe) / sizeof(*safe); i++) {
		buf_clear(&out);
		text_safe(&out, safe[i].text, strlen(safe[i].text));
		cr_expect_str_eq(out.data, safe[i].line, "%s on one line: «%s»", safe[i].name, out.data);
		buf_clear(&out);
		text_safe_lines(&out, safe[i].text, strlen(safe[i].text));
		cr_expect_str_eq(out.data, safe[i].lines, "%s on several: «%s»", safe[i].name, out.data);
	}
	buf_release(&out);
}

/* Joiners, soft hyphens, and what hides. */
static const struct {
	const char *name, *text, *set;
} set_texts[] = {
	{ "plain text", "cœur — 中 😀", "cœur — 中 😀" },
	{ "an emoji of several", "👩\u200d💻 👨\u200d👩\u200d👧", "👩\u200d💻 👨\u200d👩\u200d👧" },
	{ "one with a selector", "❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥" },
	{ "Persian that parts letters", "می\u200cخواهم", "می\u200cخواهم" },
	{ "Devanagari that joins them", "क्\u200dष", "क्\u200dष" },
	{ "a soft hyphen in a word", "Gesund\u00adheit", "Gesund\u00adheit" },
	{ "one at an end", "mot\u00ad \u00admot\u00ad", "mot" REPLACED " " REPLACED "mot" REPLACED },
	{ "several of them", "a\u00ad\u00adb", "a" REPLACED REPLACED "b" },
	{ "joiners between Latin letters", "a\u200db\u200cc", "a" REPLACED "b" REPLACED "c" },
	{ "joiners in a row", "👩\u200d\u200d💻", "👩" REPLACED REPLACED "💻" },
	{ "a joiner at an end", "👩\u200d", "👩" REPLACED },
	{ "a joiner before a blank", "👩\u200d 💻", "👩" REPLACED " 💻" },
	{ "an override", "facture\u202excod.exe", "facture" REPLACED "xcod.exe" },
	{ "isolates", "a\u2066b\u2069", "a" REPLACED "b" REPLACED },
	{ "marks of direction", "a\u200e\u200f\u061c", "a" REPLACED REPLACED REPLACED },
	{ "without any width", "a\u200b\u2060\ufeffb", "a" REPLACED REPLACED REPLACED "b" },
	{ "tags", "a\U000e0041\U000e007f", "a" REPLACED REPLACED },
	{ "selectors of tags' kind", "a\U000e0100", "a" REPLACED },
	{ "fillers", "\u3164\uffa0\u180e", REPLACED REPLACED REPLACED },
	{ "notes of music nobody sees", "\U0001d173\U0001bca0", REPLACED REPLACED },
	{ "no characters", "a\ufffe\ufdd0\U0001ffff", "a" REPLACED REPLACED REPLACED },
	{ "a character of tomorrow", "a\U000323b0", "a\U000323b0" },
	{ "of private use", "\ue000", "\ue000" },
	{ "controls", "\x1b[31m\x7f\xc2\x9b", REPLACED "[31m" REPLACED REPLACED },
	{ "line ends and tabs", "a\nb\tc\r", "a b c " },
	{ "not UTF-8",
	  "a\xff\u200d"
	  "b",
	  "a" REPLACED REPLACED "b" },
};

Test(utf8, a_text_that_is_set_in_type_keeps_what_its_script_needs_and_hides_nothing)
{
	struct buf out;

	buf_init(&out);
	for (size_t i = 0; i < sizeof(set_texts) / sizeof(*set_texts); i++) {
		buf_clear(&out);
		text_set(&out, set_texts[i].text, strlen(set_texts[i].text));
		cr_expect_str_eq(out.data, set_texts[i].set, "%s: «%s»", set_texts[i].name, out.data);
	}
	buf_clear(&out);
	text_set_lines(&out, "a\n\u200db", 6);
	cr_expect_str_eq(out.data, "a\n" REPLACED "b");
	buf_release(&out);
}

Test(utf8, a_nul_is_replaced_and_what_was_there_stays)
{
	struct buf out;

	buf_init(&out);
	buf_add_text(&out, "before ");
	text_safe(&out, "a\0b", 3);
	cr_expect_str_eq(out.data, "before a" REPLACED "b");
	buf_release(&out);
}

static size_t safe_length_with_marks(size_t marks)
{
	struct buf text, out;

	buf_init(&text);
	buf_init(&out);
	buf_add_text(&text, "e");
	buf_add_repeated(&text, "\xCC\x81", marks);
	text_safe(&out, text.data, text.length);
	size_t length = out.length;
	buf_release(&out);
	buf_release(&text);
	return length;
}

Test(utf8, a_pile_of_marks_is_cut_after_the_eighth)
{
	cr_expect(safe_length_with_marks(7) == 1 + 2 * 7);
	cr_expect(safe_length_with_marks(8) == 1 + 2 * 8);
	cr_expect(safe_length_with_marks(9) == 1 + 2 * 8);
	cr_expect(safe_length_with_marks(5000) == 1 + 2 * 8);
}

static uint32_t next_random(uint32_t *state)
{
	*state = *state * 1664525u + 1013904223u;
	return *state >> 16;
}

/* Half plain letters, half any byte: enough of each to meet the other. */
static size_t random_bytes(uint32_t *state, char *bytes, size_t most)
{
	size_t length = next_random(state) % most;

	for (size_t i = 0; i < length; i++)
		bytes[i] = next_random(state) % 2 ? (char)('a' + next_random(state) % 26) : (char)next_random(state);
	return length;
}

Test(utf8, whatever_comes_in_goes_out_valid_shown_and_the_same_when_made_safe_again)
{
	uint32_t state = 7;
	struct buf once, twice;

	buf_init(&once);
	buf_init(&twice);
	for (int i = 0; i < 20000; i++) {
		char bytes[64];
		size_t length = random_bytes(&state, bytes, sizeof(bytes));

		buf_clear(&once);
		buf_clear(&twice);
		text_safe(&once, bytes, length);
		text_safe(&twice, once.data, once.length);
		cr_assert(utf8_valid(once.data, once.length), "case %d", i);
		cr_assert(!text_forbidden(once.data) && strlen(once.data) == once.length, "case %d", i);
		cr_assert_str_eq(once.data, twice.data, "case %d", i);
	}
	buf_release(&once);
	buf_release(&twice);
}

Test(utf8, a_cut_text_is_never_wider_than_asked_and_never_shorter_than_it_could_be)
{
	static const char *const pieces[] = { "a", "é", "中", "😀", "e\xCC\x81", " " };
	uint32_t state = 11;
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < 5000; i++) {
		buf_clear(&text);
		for (size_t n = next_random(&state) % 12; n; n--)
			buf_add_text(&text, pieces[next_random(&state) % 6]);
		size_t columns = next_random(&state) % 14, full = utf8_width(text.data);
		size_t bytes = utf8_fit(text.data, columns);
		cr_assert(utf8_valid(text.data, bytes), "case %d cuts a character", i);
		buf_truncate(&text, bytes);
		size_t width = utf8_width(text.data);
		cr_assert(width <= columns, "case %d is too wide", i);
		cr_assert(width == full || width + 1 >= columns, "case %d is too short", i);
	}
	buf_release(&text);
}
