/*
 * The surface: what stands in its cells after drawing, read back cell by cell
 * or as a dump. Rows of cases share a Test; each names itself in its message.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "fixture.h"

TestSuite(surface, .init = fixture_begin);

static void expect_dump(const char *name, const struct surface *surface, const char *expected)
{
	char *dump = fixture_dump(surface);

	cr_expect(!strcmp(dump, expected), "%s: «%s», not «%s»", name, dump, expected);
	free(dump);
}

/* Each text on one row, drawn at `column`, in `columns`, of a surface that is 10 wide. */
static const struct {
	const char *name, *text;
	int column, columns;
	const char *row, *ascii; /* without blanks at the end */
	int used, used_ascii;
} lines[] = {
	{ "plain", "abc", 2, 8, "  abc", "  abc", 3, 3 },
	{ "exactly full", "0123456789", 0, 10, "0123456789", "0123456789", 10, 10 },
	{ "one too many", "0123456789a", 0, 10, "012345678…", "0123456...", 10, 10 },
	{ "cut by its columns", "abcdef", 0, 4, "abc…", "a...", 4, 4 },
	{ "cut by the edge", "abcdef", 6, 20, "      abc…", "      a...", 4, 4 },
	{ "one column has no room for dots", "abcdef", 0, 1, "a", "a", 1, 1 },
	{ "no columns", "abc", 0, 0, "", "", 0, 0 },
	{ "fewer than none", "abc", 0, -3, "", "", 0, 0 },
	{ "to the right of the edge", "abc", 10, 5, "", "", 0, 0 },
	{ "from the left of the edge", "abcdef", -2, 6, "cdef", "cdef", 6, 6 },
	{ "accents are one column", "été", 0, 3, "été", "ete", 3, 3 },
	{ "a wide character takes two", "日本", 0, 4, "日本", "??", 4, 2 },
	{ "half a wide character is not drawn", "日本語", 0, 4, "日…", "???", 3, 3 },
	{ "a mark stays with its letter", "e\u0301te\u0301", 0, 3, "e\u0301te\u0301", NULL, 3, 0 },
	{ "a mark is not cut from the last letter", "abce\u0301fg", 0, 5, "abce\u0301…", NULL, 5, 0 },
	{ "line ends and tabs are blanks", "a\nb\tc\rd", 0, 9, "a b c d", "a b c d", 7, 7 },
	{ "an escape is not sent on", "a\033[31mb", 0, 9, "a\uFFFD[31mb", "a?[31mb", 7, 7 },
	{ "nor a bidirectional control", "a\u202eb\u2066c", 0, 9, "a\uFFFDb\uFFFDc", "a?b?c", 5, 5 },
	{ "nor bytes that are no text", "a\xff\xfe", 0, 9, "a\uFFFD\uFFFD", "a??", 3, 3 },
	{ "nor a C1 control",
	  "a\xc2\x9b"
	  "2J",
	  0, 9, "a\uFFFD2J", "a?2J", 4, 4 },
	{ "a no-break space is one", "1\u00a0000\u00a0€", 0, 10, "1\u00a0000\u00a0€", "1 000 EUR", 7, 9 },
};

Test(surface, a_text_is_drawn_safe_cut_with_an_ellipsis_and_measured)
{
	for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
		for (int ascii = 0; ascii < 2; ascii++) {
			const char *row = ascii ? lines[i].ascii : lines[i].row;
			const int expected = ascii ? lines[i].used_ascii : lines[i].used;
			struct surface surface;
			char text[100];
			int used;

			if (!row)
				continue;
			surface_init(&surface, 10, 1, ascii);
			used = surface_text(&surface, 0, lines[i].column, lines[i].columns, ATTRIBUTE_NONE,
					    lines[i].text);
			cr_expect(used == expected, "%s: %d columns used, not %d", lines[i].name, used, expected);
			(void)snprintf(text, sizeof(text), "%s\n", row);
			expect_dump(lines[i].name, &surface, text);
			surface_release(&surface);
		}
	}
}

static const struct {
	const char *name, *text;
	int columns;
	const char *dump;
	int rows;
} paragraphs[] = {
	{ "nothing", "", 10, "", 0 },
	{ "only blanks", "   ", 10, "", 0 },
	{ "it fits", "un deux", 10, "un deux\n", 1 },
	{ "it fits exactly", "un deux", 7, "un deux\n", 1 },
	{ "between words", "un deux trois", 8, "un deux\ntrois\n", 2 },
	{ "the blank at the break goes", "abcd efgh", 4, "abcd\nefgh\n", 2 },
	{ "many blanks at the break go", "abcd     efgh", 4, "abcd\nefgh\n", 2 },
	{ "blanks before it go", "  abc", 4, "abc\n", 1 },
	{ "a long word is broken", "abcdefghij k", 4, "abcd\nefgh\nij k\n", 3 },
	{ "one column", "abc", 1, "a\nb\nc\n", 3 },
	{ "not at a no-break space", "a 10\u00a0€", 5, "a\n10\u00a0€\n", 2 },
	{ "wide characters", "日本語", 4, "日本\n語\n", 2 },
	{ "a wide character in one column has no room: it is a line of its own, and blank", "日", 1, "", 1 },
	{ "what follows it is not lost", "日a", 1, "\na\n", 2 },
	{ "nor what stands before it", "a日本b", 1, "a\n\n\nb\n", 4 },
	{ "nor are its marks left behind", "日\u0301a", 1, "\na\n", 2 },
	{ "marks stay with their letter", "e\u0301e\u0301 e\u0301", 2, "e\u0301e\u0301\ne\u0301\n", 2 },
	{ "a line end is a blank", "a\nb", 10, "a b\n", 1 },
	{ "no room", "abc", 0, "", 0 },
};

Test(surface, a_paragraph_breaks_between_words)
{
	for (size_t i = 0; i < sizeof(paragraphs) / sizeof(*paragraphs); i++) {
		struct surface surface;
		int rows;

		surface_init(&surface, 20, 0, false);
		rows = surface_wrap(&surface, 0, 0, paragraphs[i].columns, ATTRIBUTE_NONE, paragraphs[i].text);
		cr_expect(rows == paragraphs[i].rows, "%s: %d rows, not %d", paragraphs[i].name, rows,
			  paragraphs[i].rows);
		expect_dump(paragraphs[i].name, &surface, paragraphs[i].dump);
		surface_release(&surface);
	}
}

Test(surface, a_paragraph_that_has_too_few_rows_ends_with_an_ellipsis)
{
	static const struct {
		const char *name;
		int rows;
		const char *dump;
	} rooms[] = {
		{ "none", 0, "" },
		{ "one", 1, "one tw…\n" },
		{ "two", 2, "one two\nthree …\n" },
		{ "as many as it takes", 3, "one two\nthree\nfour\n" },
		{ "more", 9, "one two\nthree\nfour\n" },
	};

	for (size_t i = 0; i < sizeof(rooms) / sizeof(*rooms); i++) {
		struct surface surface;

		surface_init(&surface, 7, 0, false);
		(void)surface_wrap_within(&surface, 0, 0, 7, rooms[i].rows, ATTRIBUTE_NONE, "one two three four");
		expect_dump(rooms[i].name, &surface, rooms[i].dump);
		surface_release(&surface);
	}
}

/* A wide character in one column is the case that could stand still or be split. */
Test(surface, whatever_is_drawn_the_dump_is_whole_characters)
{
	static const char *const pieces[] = {
		"a", " ", "é", "日", "e\u0301", "👩", "\u00a0", "long", "\u0301", "😀\ufe0f"
	};
	struct fixture_random random = { 1 };

	for (int run = 0; run < 300; run++) {
		const int columns = 1 + (int)fixture_below(&random, 12);
		struct surface surface;
		struct buf text;
		char *dump;

		buf_init(&text);
		for (unsigned n = fixture_below(&random, 30); n; n--)
			buf_add_text(&text, pieces[fixture_below(&random, sizeof(pieces) / sizeof(*pieces))]);
		surface_init(&surface, 1 + (int)fixture_below(&random, 12), 0, run % 2);
		(void)surface_wrap(&surface, 0, 0, columns, ATTRIBUTE_NONE, text.data);
		(void)surface_text(&surface, 0, (int)fixture_below(&random, 12) - 6, columns, ATTRIBUTE_NONE,
				   text.data);
		dump = fixture_dump(&surface);
		cr_expect(utf8_valid(dump, strlen(dump)), "run %d: «%s» in %d columns gives «%s»", run, text.data,
			  columns, dump);
		for (const char *at = dump; run % 2 && *at; at++)
			cr_expect((unsigned char)*at < 0x80, "run %d: a byte %02x in ASCII", run, (unsigned char)*at);
		free(dump);
		buf_release(&text);
		surface_release(&surface);
	}
}

static const struct {
	const char *name, *text;
	int columns;
	const char *row;
} right[] = {
	{ "short", "12", 5, "   12" },
	{ "full", "12345", 5, "12345" },
	{ "too long", "123456", 5, "1234…" },
	{ "empty", "", 5, "" },
	{ "wide", "日", 5, "   日" },
	{ "marks", "e\u0301", 3, "  e\u0301" },
	{ "no-break", "1\u00a0€", 5, "  1\u00a0€" },
};

Test(surface, figures_end_in_the_last_column)
{
	for (size_t i = 0; i < sizeof(right) / sizeof(*right); i++) {
		struct surface surface;
		char text[100];

		surface_init(&surface, 10, 1, false);
		surface_text_right(&surface, 0, 0, right[i].columns, ATTRIBUTE_NONE, right[i].text);
		(void)snprintf(text, sizeof(text), "%s\n", right[i].row);
		expect_dump(right[i].name, &surface, text);
		surface_release(&surface);
	}
}

Test(surface, a_wide_character_is_two_cells_and_half_of_it_is_never_left)
{
	static const struct {
		const char *name;
		int column;
		const char *over, *row;
	} rows[] = {
		{ "over the left half", 2, "x", "日x 語" },        { "over the right half", 3, "x", "日 x語" },
		{ "wide over wide", 2, "字", "日字語" },           { "wide over two halves", 1, "字", " 字 語" },
		{ "wide over the last half", 5, "字", "日本 字" }, { "beside it", 6, "x", "日本語x" },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct surface surface;
		char text[100];

		surface_init(&surface, 8, 1, false);
		(void)surface_text(&surface, 0, 0, 8, ATTRIBUTE_BOLD, "日本語");
		cr_expect(surface_at(&surface, 0, 2)->width == 2 && surface_at(&surface, 0, 3)->width == 0,
			  "two cells");
		cr_expect(!*surface_at(&surface, 0, 3)->text, "the right half has no text");
		cr_expect(surface_at(&surface, 0, 3)->attributes == ATTRIBUTE_BOLD, "it looks as the left one");
		(void)surface_text(&surface, 0, rows[i].column, 2, ATTRIBUTE_NONE, rows[i].over);
		(void)snprintf(text, sizeof(text), "%s\n", rows[i].row);
		expect_dump(rows[i].name, &surface, text);
		for (int c = 0, width = 0; c < 8; c += width) {
			width = surface_at(&surface, 0, c)->width;
			cr_assert(width > 0, "%s: cell %d is a half without its other", rows[i].name, c);
			cr_expect(width == 1 || surface_at(&surface, 0, c + 1)->width == 0, "%s: cell %d", rows[i].name,
				  c);
		}
		surface_release(&surface);
	}
}

Test(surface, drawing_outside_shows_nothing_and_one_without_height_grows)
{
	static const struct {
		const char *name;
		int row, column;
	} outside[] = {
		{ "above", -1, 0 }, { "left", 0, -5 }, { "right", 0, 4 }, { "below", 2, 0 }, { "far", 100000, 100000 }
	};
	struct surface surface;

	surface_init(&surface, 4, 2, false);
	for (size_t i = 0; i < sizeof(outside) / sizeof(*outside); i++) {
		(void)surface_text(&surface, outside[i].row, outside[i].column, 4, ATTRIBUTE_NONE, "abcd");
		surface_text_right(&surface, outside[i].row, outside[i].column, 4, ATTRIBUTE_NONE, "a");
		surface_glyph(&surface, outside[i].row, outside[i].column, GLYPH_FULL);
		(void)surface_wrap(&surface, outside[i].row < 0 ? -2 : outside[i].row, outside[i].column, 4,
				   ATTRIBUTE_NONE, "ab cd");
		cr_expect(!surface_at(&surface, outside[i].row, outside[i].column), "%s: there is a cell",
			  outside[i].name);
	}
	expect_dump("a fixed one stays as it was", &surface, "\n\n");
	surface_release(&surface);

	surface_init(&surface, 4, 0, false);
	cr_expect(surface.height == 0, "nothing drawn, no row");
	expect_dump("empty", &surface, "");
	surface_glyph(&surface, 200, 1, GLYPH_FULL);
	cr_expect(surface.height == 201, "%d rows, not 201", surface.height);
	cr_expect(!strcmp(surface_at(&surface, 150, 3)->text, " "), "rows between are blank");
	surface_clear(&surface);
	expect_dump("cleared", &surface, "");
	(void)surface_text(&surface, 1, 0, 4, ATTRIBUTE_NONE, "a");
	expect_dump("and used again", &surface, "\na\n");
	surface_release(&surface);
}

Test(surface, every_glyph_takes_one_column_and_has_an_ascii_form)
{
	struct surface utf8, ascii;

	surface_init(&utf8, 4, 1, false);
	surface_init(&ascii, 4, 1, true);
	for (int g = 0; g < GLYPH_COUNT; g++) {
		const char *plain = surface_glyph_text(&ascii, (enum glyph)g);

		cr_expect(surface_measure(&utf8, surface_glyph_text(&utf8, (enum glyph)g)) == 1, "glyph %d", g);
		cr_expect(plain[0] > ' ' && plain[0] < 0x7f && !plain[1], "glyph %d is «%s» in ASCII", g, plain);
		surface_glyph(&utf8, 0, 1, (enum glyph)g);
		cr_expect(!strcmp(surface_at(&utf8, 0, 1)->text, surface_glyph_text(&utf8, (enum glyph)g)), "glyph %d",
			  g);
	}
	surface_repeat(&utf8, 0, -1, 9, GLYPH_HORIZONTAL);
	expect_dump("repeated beyond both edges", &utf8, "────\n");
	surface_release(&utf8);
	surface_release(&ascii);
}

Test(surface, a_text_takes_the_columns_that_were_measured)
{
	static const char *const texts[] = { "",
					     "abc",
					     "日本",
					     "e\u0301",
					     "\u0301abc",
					     "a\u202eb",
					     "a\tb",
					     "1\u00a0000\u00a0€",
					     "👩\u200d⚕\ufe0f",
					     "\ufe0f",
					     "★ ☆ ⊘ ✓ ✗ ◆ ○ …" };

	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++) {
		for (int ascii = 0; ascii < 2; ascii++) {
			struct surface surface;
			int measured, used;

			surface_init(&surface, 80, 1, ascii);
			measured = surface_measure(&surface, texts[i]);
			used = surface_text(&surface, 0, 0, 80, ATTRIBUTE_NONE, texts[i]);
			cr_expect(measured == used, "«%s»: measured %d, used %d", texts[i], measured, used);
			surface_release(&surface);
		}
	}
}

/* All of a letter's marks are kept or it is cut to eight (text_safe): a cell never stays what it was before. */
Test(surface, a_pile_of_marks_does_not_hide_its_letter)
{
	struct surface surface;
	struct buf pile;

	buf_init(&pile);
	buf_add_char(&pile, 'z');
	buf_add_repeated(&pile, "\U0001E944", 30); /* four bytes each */
	surface_init(&surface, 4, 1, false);
	(void)surface_text(&surface, 0, 0, 4, ATTRIBUTE_NONE, "....");
	(void)surface_text(&surface, 0, 0, 4, ATTRIBUTE_NONE, pile.data);
	cr_expect(surface_at(&surface, 0, 0)->text[0] == 'z', "«%s»", surface_at(&surface, 0, 0)->text);
	surface_release(&surface);
	buf_release(&pile);
}

/* A value may have a million bytes. */
Test(surface, a_text_far_longer_than_its_row_ends_with_an_ellipsis_and_is_wider_than_the_surface)
{
	static const struct {
		const char *part, *row, *ascii;
	} texts[] = {
		{ "é", "ééééé…\n", "eee...\n" },
		{ "日本", "日本…\n", "???...\n" },
		{ "a", "aaaaa…\n", "aaa...\n" },
		/* Nothing but marks: they have no columns, and the text has more than is shown. */
		{ "\u0301", NULL, NULL },
	};

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		for (int ascii = 0; ascii < 2; ascii++) {
			const char *row = ascii ? texts[i].ascii : texts[i].row;
			struct surface surface;
			struct buf text;

			buf_init(&text);
			buf_add_repeated(&text, texts[i].part, 1000000 / (int)strlen(texts[i].part));
			surface_init(&surface, 8, 1, ascii);
			cr_expect(surface_measure(&surface, text.data) > 8, "%s", texts[i].part);
			cr_expect(surface_text(&surface, 0, 0, 6, ATTRIBUTE_NONE, text.data) <= 6);
			if (row)
				expect_dump(texts[i].part, &surface, row);
			surface_release(&surface);
			buf_release(&text);
		}
	}
}

/* --- what is cut ---------------------------------------------------------------------------- */

Test(surface, what_is_cut_without_a_sign_is_counted)
{
	struct surface surface, part;

	surface_init(&surface, 10, 2, false);
	surface_text(&surface, 0, 0, 10, ATTRIBUTE_NONE, "0123456789");
	surface_text(&surface, 0, 0, 5, ATTRIBUTE_NONE, "0123456789");
	surface_text(&surface, 0, 10, 5, ATTRIBUTE_NONE, "   ");
	cr_expect_eq(surface.cut, 0, "an ellipsis says so, and blanks are nothing");
	surface_text(&surface, 0, 0, 1, ATTRIBUTE_NONE, "ab");
	cr_expect_eq(surface.cut, 1);
	cr_expect_str_eq(surface.first_cut, "b");
	surface_text(&surface, 0, 12, 5, ATTRIBUTE_NONE, "cd");
	surface_text(&surface, 2, 0, 5, ATTRIBUTE_NONE, "ef");
	cr_expect_eq(surface.cut, 3);
	cr_expect_eq(surface_wrap(&surface, 1, 0, 10, ATTRIBUTE_NONE, "one two three four"), 2);
	cr_expect_eq(surface.cut, 4);
	surface_init(&part, 12, 0, false);
	surface_text(&part, 5, 0, 12, ATTRIBUTE_NONE, "far down");
	surface_text(&part, 0, 0, 12, ATTRIBUTE_NONE, "0123456789AB");
	cr_expect_eq(part.cut, 0, "it grows");
	surface_blit(&surface, 0, 0, &part, 0, 1);
	cr_expect_gt(surface.cut, 4, "two columns have no room");
	surface_clear(&surface);
	cr_expect_eq(surface.cut, 0);
	surface_release(&part);
	surface_release(&surface);
}

/* --- what can be pointed at ------------------------------------------------------------------- */

Test(surface, zones_lie_above_those_before_and_move_with_what_is_copied)
{
	struct surface surface, part;

	surface_init(&surface, 20, 5, false);
	cr_expect_null(surface_zone_at(&surface, 0, 0));
	surface_zone_line(&surface, 1, 2, 10, -3);
	surface_zone_key(&surface, 1, 4, 3, "<Enter>");
	cr_expect_eq(surface_zone_at(&surface, 1, 2)->away, -3);
	cr_expect_str_eq(surface_zone_at(&surface, 1, 4)->key, "<Enter>");
	cr_expect_str_eq(surface_zone_at(&surface, 1, 6)->key, "<Enter>");
	cr_expect_eq(surface_zone_at(&surface, 1, 7)->away, -3);
	cr_expect_null(surface_zone_at(&surface, 1, 12));
	cr_expect_null(surface_zone_at(&surface, 1, 1));
	surface_init(&part, 5, 0, false);
	surface_zone_key(&part, 7, 1, 2, "s");
	surface_zone_key(&part, 3, 1, 2, "t");
	surface_blit(&surface, 2, 10, &part, 6, 2);
	cr_expect_str_eq(surface_zone_at(&surface, 3, 11)->key, "s");
	cr_expect_eq(surface.zone_count, 3, "what is not shown cannot be pointed at");
	surface_clear(&surface);
	cr_expect_null(surface_zone_at(&surface, 1, 2));
	surface_release(&part);
	surface_release(&surface);
}
