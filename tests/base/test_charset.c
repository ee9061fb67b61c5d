/*
 * Encodings that spreadsheets write, the nearest ASCII for terminals without
 * UTF-8, and headings folded for comparison.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/utf8.h"

static const struct {
	const char *encoding, *bytes;
	size_t length;
	const char *text;
} conversions[] = {
	{ "WINDOWS-1252", "\xE9t\xE9 \x80 \x9C\x85", 8, "été € œ…" },
	{ "WINDOWS-1252", "", 0, "" },
	{ "ISO-8859-15", "\xA4", 1, "€" },
	{ "UTF-16LE", "\xE9\x00t\x00\x3D\xD8\x00\xDE", 8, "ét😀" },
	{ "UTF-16BE", "\x00\xE9\x00t", 4, "ét" },
	{ "UTF-8", "été", 5, "été" },
};

Test(charset, reads_what_spreadsheets_write)
{
	for (size_t i = 0; i < sizeof(conversions) / sizeof(*conversions); i++) {
		struct buf out;
		size_t bad = 0;

		buf_init(&out);
		buf_add_text(&out, "> ");
		cr_expect(charset_to_utf8(conversions[i].encoding, conversions[i].bytes, conversions[i].length, &out,
					  &bad),
			  "row %zu stops at byte %zu", i, bad);
		cr_expect_str_eq(out.data + 2, conversions[i].text, "row %zu: «%s»", i, out.data);
		buf_release(&out);
	}
}

static const struct {
	const char *encoding, *bytes;
	size_t length, bad;
} broken[] = {
	{ "WINDOWS-1252",
	  "ab\x81"
	  "cd",
	  5, 2 },
	{ "UTF-8", "\xC3\xA9\xFF", 3, 2 },
	{ "UTF-8", "abc\xC3", 4, 3 },
	{ "UTF-16LE",
	  "a\x00\x00\xDC"
	  "b\x00",
	  6, 2 },
	{ "UTF-16LE",
	  "a\x00"
	  "b",
	  3, 2 },
};

Test(charset, names_the_byte_that_means_nothing)
{
	for (size_t i = 0; i < sizeof(broken) / sizeof(*broken); i++) {
		struct buf out;
		size_t bad = 99;

		buf_init(&out);
		cr_expect(!charset_to_utf8(broken[i].encoding, broken[i].bytes, broken[i].length, &out, &bad),
			  "row %zu", i);
		cr_expect(bad == broken[i].bad, "row %zu names byte %zu, not %zu", i, bad, broken[i].bad);
		buf_release(&out);
	}
}

Test(charset, tells_an_encoding_that_this_system_does_not_know)
{
	struct buf out;
	size_t bad = 0;

	buf_init(&out);
	cr_expect(!charset_to_utf8("NO-SUCH", "a", 1, &out, &bad));
	cr_expect(bad == CHARSET_UNKNOWN, "%zu", bad);
	buf_release(&out);
}

Test(charset, a_long_text_is_read_whole)
{
	char *bytes = malloc(300000);
	struct buf out;
	size_t bad;

	memset(bytes, 0xE9, 300000);
	buf_init(&out);
	cr_expect(charset_to_utf8("WINDOWS-1252", bytes, 300000, &out, &bad));
	cr_expect(out.length == 600000, "%zu bytes", out.length);
	cr_expect(utf8_valid(out.data, out.length));
	buf_release(&out);
	free(bytes);
}

static const struct {
	const char *text, *ascii;
} nearest[] = {
	{ "Plain text 100 %", "Plain text 100 %" },
	{ "été à Noël", "ete a Noel" },
	{ "ÉCOLE", "ECOLE" },
	{ "«oui»", "\"oui\"" },
	{ "«\u00a0oui\u00a0»", "\"oui\"" },
	{ "cœur", "coeur" },
	{ "l\u2019axe", "l'axe" },
	{ "中", "?" },
	{ "", "" },
};

Test(charset, comes_down_to_the_nearest_ascii)
{
	for (size_t i = 0; i < sizeof(nearest) / sizeof(*nearest); i++) {
		struct buf out;

		buf_init(&out);
		charset_to_ascii(nearest[i].text, &out);
		cr_expect_str_eq(out.data, nearest[i].ascii, "«%s» becomes «%s»", nearest[i].text, out.data);
		buf_release(&out);
	}
}

/* The example of charset.h. */
Test(charset, a_number_sign_in_a_heading_is_the_letter_alone)
{
	struct buf out;

	buf_init(&out);
	text_fold("N° Cas", &out);
	cr_expect_str_eq(out.data, "ncas", "«N° Cas» folds to «%s»", out.data);
	buf_release(&out);
}

Test(charset, any_character_comes_down_to_ascii)
{
	for (uint32_t c = 1; c <= 0x10FFFF; c = c < 0x3000 ? c + 1 : c + 97) {
		char bytes[5] = "";
		struct buf out;

		if (c >= 0xD800 && c <= 0xDFFF)
			continue;
		bytes[utf8_encode(c, bytes)] = '\0';
		buf_init(&out);
		charset_to_ascii(bytes, &out);
		for (size_t i = 0; i < out.length; i++)
			cr_assert((unsigned char)out.data[i] < 0x80, "U+%04X", c);
		buf_release(&out);
	}
}

static const struct {
	const char *text, *folded;
} headings[] = {
	{ "Coût horaire (€)", "couthoraireeur" },
	{ "COUT_HORAIRE_EUR", "couthoraireeur" },
	{ "n cas", "ncas" },
	{ "ÉVALUATION", "evaluation" },
	{ "e\xCC\x81valuation", "evaluation" },
	{ "Cas d'usage", "casdusage" },
	{ "Cas d\u2019usage", "casdusage" },
	{ "  hour_cost  ", "hourcost" },
	{ "Niveau 2", "niveau2" },
	{ "Cœur", "coeur" },
	{ "Ça", "ca" },
	{ "AI Act\u00A0", "aiact" },
	{ "---", "" },
	{ "", "" },
};

Test(charset, headings_that_people_mean_the_same_fold_to_the_same)
{
	for (size_t i = 0; i < sizeof(headings) / sizeof(*headings); i++) {
		struct buf once, twice;

		buf_init(&once);
		buf_init(&twice);
		text_fold(headings[i].text, &once);
		text_fold(once.data, &twice);
		cr_expect_str_eq(once.data, headings[i].folded, "«%s» folds to «%s»", headings[i].text, once.data);
		cr_expect_str_eq(twice.data, once.data, "«%s» folded twice", headings[i].text);
		buf_release(&once);
		buf_release(&twice);
	}
}
