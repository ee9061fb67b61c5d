/*
 * A text being typed. A bar in a text is where the cursor stands: «ab|cd». Keys
 * are given by name, one after the other; rows of cases share a Test and each
 * names itself in its message. The laws of the header are held against walks of
 * random keys, and against what is drawn after each of them.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "cadran/core/change.h"
#include "cadran/tui/lineedit.h"
#include "fixture.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum { KEYS_MAX = 8 };

TestSuite(lineedit, .init = fixture_begin);

/* `marked` has one bar, or the cursor is at the end. */
static void edit_begin(struct lineedit *edit, const char *marked, bool lines)
{
	const size_t cursor = strcspn(marked, "|");
	struct buf text;

	buf_init(&text);
	buf_add(&text, marked, cursor);
	if (marked[cursor])
		buf_add_text(&text, marked + cursor + 1);
	lineedit_init(edit, text.data, lines);
	cr_assert(!strcmp(edit->text.data, text.data), "«%s» cannot be edited as it is", marked);
	edit->cursor = cursor;
	buf_release(&text);
}

static void expect_edit(const char *name, const struct lineedit *edit, const char *marked)
{
	struct buf shown;

	buf_init(&shown);
	buf_add(&shown, edit->text.data, edit->cursor);
	buf_add_char(&shown, '|');
	buf_add_text(&shown, edit->text.data + edit->cursor);
	cr_expect(!strcmp(shown.data, marked), "%s: «%s», not «%s»", name, shown.data, marked);
	cr_expect(strlen(edit->text.data) == edit->text.length, "%s: a length of %zu", name, edit->text.length);
	buf_release(&shown);
}

struct edit_case {
	const char *name, *before;
	const char *keys[KEYS_MAX];
	const char *after;
};

static void expect_cases(const struct edit_case *cases, size_t count, bool lines)
{
	for (size_t i = 0; i < count; i++) {
		struct lineedit edit;

		edit_begin(&edit, cases[i].before, lines);
		for (const char *const *key = cases[i].keys; *key; key++)
			cr_expect(lineedit_feed(&edit, *key), "%s: %s means nothing", cases[i].name, *key);
		expect_edit(cases[i].name, &edit, cases[i].after);
		lineedit_release(&edit);
	}
}

Test(lineedit, a_text_begins_with_the_cursor_at_its_end)
{
	struct lineedit edit;

	lineedit_init(&edit, "été", false);
	expect_edit("a text", &edit, "été|");
	lineedit_release(&edit);
	lineedit_init(&edit, "", false);
	expect_edit("no text", &edit, "|");
	lineedit_release(&edit);
}

Test(lineedit, what_is_typed_first_replaces_a_proposal_and_another_key_keeps_it)
{
	static const struct {
		const char *keys[3], *after;
	} cases[] = {
		{ { "4" }, "4|" },
		{ { "4", "2" }, "42|" },
		{ { "<Left>", "4" }, "2,4|5" },
		{ { "<Backspace>", "4" }, "2,4|" },
		{ { "<End>", "4" }, "2,54|" },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		struct lineedit edit;

		lineedit_init(&edit, "2,5", false);
		edit.proposed = true;
		for (size_t k = 0; k < COUNT(cases[i].keys) && cases[i].keys[k]; k++)
			cr_expect(lineedit_feed(&edit, cases[i].keys[k]));
		expect_edit(cases[i].keys[0], &edit, cases[i].after);
		lineedit_release(&edit);
		lineedit_init(&edit, "2,5", false);
		edit.proposed = true;
		lineedit_paste(&edit, "3");
		expect_edit("pasted", &edit, "3|");
		lineedit_release(&edit);
	}
}

Test(lineedit, what_is_typed_stands_before_the_cursor)
{
	static const struct edit_case cases[] = {
		{ "into nothing", "|", { "a", "b" }, "ab|" },
		{ "in the middle", "a|d", { "b", "c" }, "abc|d" },
		{ "before everything", "|b", { "a" }, "a|b" },
		{ "a blank", "a|", { " ", "b" }, "a b|" },
		{ "accents", "|", { "é", "ï", "œ" }, "éïœ|" },
		{ "wide characters", "日|語", { "本" }, "日本|語" },
		{ "emoji", "|", { "👩", "😀" }, "👩😀|" },
		{ "angle brackets", "|", { "<", "C", "-", "a", ">" }, "<C-a>|" },
		{ "a no-break space", "1|€", { "\u00a0" }, "1\u00a0|€" },
		{ "a mark joins the letter before it", "e|t", { "\u0301" }, "e\u0301|t" },
		{ "and the marks it has", "e\u0301|t", { "\u0302" }, "e\u0301\u0302|t" },
		{ "and a blank", " |", { "\u0301" }, " \u0301|" },
		{ "a variation selector is a mark", "☺|", { "\ufe0f", "a" }, "☺\ufe0fa|" },
		{ "a mark has nothing to join at the beginning", "|e", { "\u0301" }, "|e" },
	};
	static const struct edit_case line_cases[] = {
		{ "nor at the beginning of a line", "a\n|e", { "\u0301" }, "a\n|e" },
		{ "it joins the end of the one above", "a|\ne", { "\u0301" }, "a\u0301|\ne" },
		{ "a line end", "ab|cd", { "<M-Enter>" }, "ab\n|cd" },
		{ "a line end again", "ab|cd", { "<C-j>", "<C-j>" }, "ab\n\n|cd" },
	};

	expect_cases(cases, COUNT(cases), false);
	expect_cases(line_cases, COUNT(line_cases), true);
}

Test(lineedit, the_cursor_goes_by_characters_with_their_marks)
{
	static const struct edit_case cases[] = {
		{ "left", "ab|c", { "<Left>" }, "a|bc" },
		{ "C-b", "ab|c", { "<C-b>" }, "a|bc" },
		{ "right", "a|bc", { "<Right>" }, "ab|c" },
		{ "C-f", "a|bc", { "<C-f>" }, "ab|c" },
		{ "left at the beginning", "|ab", { "<Left>" }, "|ab" },
		{ "right at the end", "ab|", { "<Right>" }, "ab|" },
		{ "left over an accent", "né|", { "<Left>" }, "n|é" },
		{ "right over an accent", "|én", { "<Right>" }, "é|n" },
		{ "left over a mark", "ne\u0301|", { "<Left>" }, "n|e\u0301" },
		{ "right over a mark", "|e\u0301n", { "<Right>" }, "e\u0301|n" },
		{ "left over three marks", "ne\u0301\u0302\u0303|", { "<Left>" }, "n|e\u0301\u0302\u0303" },
		{ "right over three marks", "|e\u0301\u0302\u0303n", { "<Right>" }, "e\u0301\u0302\u0303|n" },
		{ "left over a wide one", "日本|", { "<Left>" }, "日|本" },
		{ "right over a wide one", "|日本", { "<Right>" }, "日|本" },
		{ "left over an emoji", "a😀|", { "<Left>" }, "a|😀" },
		{ "right over an emoji with its selector", "|☺\ufe0fa", { "<Right>" }, "☺\ufe0f|a" },
	};
	static const struct edit_case line_cases[] = {
		{ "left over a line end", "a\n|b", { "<Left>" }, "a|\nb" },
		{ "right over a line end", "a|\nb", { "<Right>" }, "a\n|b" },
	};

	expect_cases(cases, COUNT(cases), false);
	expect_cases(line_cases, COUNT(line_cases), true);
}

Test(lineedit, a_word_is_a_run_of_letters_and_digits)
{
	static const struct edit_case cases[] = {
		{ "C-Left", "un deux|", { "<C-Left>" }, "un |deux" },
		{ "M-b", "un deux|", { "<M-b>" }, "un |deux" },
		{ "C-Right", "|un deux", { "<C-Right>" }, "un| deux" },
		{ "M-f", "|un deux", { "<M-f>" }, "un| deux" },
		{ "back over the blanks", "un  |deux", { "<M-b>" }, "|un  deux" },
		{ "on over the blanks", "un|  deux x", { "<M-f>" }, "un  deux| x" },
		{ "back from inside", "un de|ux", { "<M-b>" }, "un |deux" },
		{ "on from inside", "un de|ux x", { "<M-f>" }, "un deux| x" },
		{ "back at the beginning", "|un", { "<M-b>" }, "|un" },
		{ "on at the end", "un|", { "<M-f>" }, "un|" },
		{ "back with nothing but signs", "...|", { "<M-b>" }, "|..." },
		{ "on with nothing but signs", "|...", { "<M-f>" }, "...|" },
		{ "an apostrophe is between words", "l'école|", { "<M-b>" }, "l'|école" },
		{ "also the typographic one", "l’école|", { "<M-b>", "<M-b>" }, "|l’école" },
		{ "on over it", "|l’école", { "<M-f>" }, "l|’école" },
		{ "accents are letters", "|élève à", { "<M-f>" }, "élève| à" },
		{ "and back", "à élève|", { "<M-b>" }, "à |élève" },
		{ "with marks of their own", "|e\u0301le\u0300ve x", { "<M-f>" }, "e\u0301le\u0300ve| x" },
		{ "and back over these", "x e\u0301le\u0300ve\u0301|", { "<M-b>" }, "x |e\u0301le\u0300ve\u0301" },
		{ "digits are of the word", "v2 a10|", { "<M-b>" }, "v2 |a10" },
		{ "wide characters are letters", "日本 語|", { "<M-b>", "<M-b>" }, "|日本 語" },
		{ "an emoji is none", "un 😀 deux|", { "<M-b>", "<M-b>" }, "|un 😀 deux" },
		{ "a hyphen is none", "porte-clé|", { "<M-b>" }, "porte-|clé" },
	};
	static const struct edit_case line_cases[] = {
		{ "back into the line above", "un\n|deux", { "<M-b>" }, "|un\ndeux" },
		{ "on into the line below", "un|\ndeux", { "<M-f>" }, "un\ndeux|" },
	};

	expect_cases(cases, COUNT(cases), false);
	expect_cases(line_cases, COUNT(line_cases), true);
}

Test(lineedit, the_ends_of_the_line_are_the_nearest_line_ends)
{
	static const struct edit_case cases[] = {
		{ "Home", "ab|c", { "<Home>" }, "|abc" },
		{ "C-a", "ab|c", { "<C-a>" }, "|abc" },
		{ "End", "a|bc", { "<End>" }, "abc|" },
		{ "C-e", "a|bc", { "<C-e>" }, "abc|" },
		{ "already there", "|abc", { "<Home>" }, "|abc" },
		{ "already at the end", "abc|", { "<End>" }, "abc|" },
	};
	static const struct edit_case line_cases[] = {
		{ "Home of a middle line", "un\nde|ux\ntrois", { "<Home>" }, "un\n|deux\ntrois" },
		{ "End of a middle line", "un\nde|ux\ntrois", { "<End>" }, "un\ndeux|\ntrois" },
		{ "Home stays", "un\n|deux", { "<Home>" }, "un\n|deux" },
		{ "End stays", "un|\ndeux", { "<End>" }, "un|\ndeux" },
		{ "an empty line has one place", "un\n|\ndeux", { "<Home>", "<End>" }, "un\n|\ndeux" },
	};

	expect_cases(cases, COUNT(cases), false);
	expect_cases(line_cases, COUNT(line_cases), true);
}

Test(lineedit, removing_takes_whole_characters)
{
	static const struct edit_case cases[] = {
		{ "Backspace", "ab|c", { "<Backspace>" }, "a|c" },
		{ "C-h", "ab|c", { "<C-h>" }, "a|c" },
		{ "Delete", "a|bc", { "<Delete>" }, "a|c" },
		{ "C-d", "a|bc", { "<C-d>" }, "a|c" },
		{ "Backspace at the beginning", "|a", { "<Backspace>" }, "|a" },
		{ "Delete at the end", "a|", { "<Delete>" }, "a|" },
		{ "Backspace in nothing", "|", { "<Backspace>" }, "|" },
		{ "Delete in nothing", "|", { "<C-d>" }, "|" },
		{ "an accent", "é|", { "<Backspace>" }, "|" },
		{ "a letter with its mark", "ne\u0301|t", { "<Backspace>" }, "n|t" },
		{ "the same forwards", "n|e\u0301t", { "<Delete>" }, "n|t" },
		{ "a letter before one with marks", "n|ne\u0301", { "<Delete>" }, "n|e\u0301" },
		{ "a wide one", "日本|", { "<Backspace>" }, "日|" },
		{ "an emoji", "|😀a", { "<Delete>" }, "|a" },
	};
	static const struct edit_case line_cases[] = {
		{ "a line end backwards", "a\n|b", { "<Backspace>" }, "a|b" },
		{ "a line end forwards", "a|\nb", { "<Delete>" }, "a|b" },
	};

	expect_cases(cases, COUNT(cases), false);
	expect_cases(line_cases, COUNT(line_cases), true);
}

Test(lineedit, what_words_and_lines_lose_can_be_put_back)
{
	static const struct edit_case cases[] = {
		{ "C-w", "un deux|", { "<C-w>" }, "un |" },
		{ "M-Backspace", "un deux|", { "<M-Backspace>" }, "un |" },
		{ "M-d", "un| deux trois", { "<M-d>" }, "un| trois" },
		{ "C-u", "un de|ux", { "<C-u>" }, "|ux" },
		{ "C-k", "un de|ux", { "<C-k>" }, "un de|" },
		{ "C-w and back", "un deux|", { "<C-w>", "<C-y>" }, "un deux|" },
		{ "M-d and back", "|un deux", { "<M-d>", "<C-y>" }, "un| deux" },
		{ "C-u and back", "un de|ux", { "<C-u>", "<C-y>" }, "un de|ux" },
		{ "C-k and back", "un de|ux", { "<C-k>", "<C-y>" }, "un deux|" },
		{ "twice", "un |", { "<C-u>", "<C-y>", "<C-y>" }, "un un |" },
		{ "elsewhere", "un deux|", { "<C-w>", "<C-a>", "<C-y>" }, "deux|un " },
		{ "the last that was removed", "un deux|", { "<C-w>", "<C-w>", "<C-y>" }, "un |" },
		{ "not what one character was", "un deux|", { "<C-w>", "<Backspace>", "<C-y>" }, "undeux|" },
		{ "nothing removed forgets nothing", "un|", { "<C-w>", "<C-w>", "<C-u>", "<C-k>", "<C-y>" }, "un|" },
		{ "nothing was removed yet", "un|", { "<C-y>" }, "un|" },
		{ "C-w inside a word", "un de|ux", { "<C-w>" }, "un |ux" },
		{ "C-w takes the signs between", "un, |deux", { "<C-w>" }, "|deux" },
		{ "C-w stops at an apostrophe", "l’été|", { "<C-w>" }, "l’|" },
		{ "with marks",
		  "x e\u0301te\u0301|",
		  { "<C-w>", "<C-y>", "<C-y>" },
		  "x e\u0301te\u0301e\u0301te\u0301|" },
		{ "at the beginning", "|un", { "<C-w>", "<C-u>" }, "|un" },
		{ "at the end", "un|", { "<M-d>", "<C-k>" }, "un|" },
	};
	static const struct edit_case line_cases[] = {
		{ "C-u of a line", "un\nde|ux\ntrois", { "<C-u>" }, "un\n|ux\ntrois" },
		{ "C-k of a line", "un\nde|ux\ntrois", { "<C-k>" }, "un\nde|\ntrois" },
		{ "C-k stays on its line", "un|\ndeux", { "<C-k>" }, "un|\ndeux" },
		{ "C-w over a line end and back", "un\n|deux", { "<C-w>", "<C-y>" }, "un\n|deux" },
	};

	expect_cases(cases, COUNT(cases), false);
	expect_cases(line_cases, COUNT(line_cases), true);
}

Test(lineedit, a_key_that_means_nothing_is_left_to_the_owner)
{
	static const char *const keys[] = { "<Enter>",   "<Esc>",      "<Tab>",  "<S-Tab>", "<F1>",  "<F12>",
					    "<PageUp>",  "<PageDown>", "<C-c>",  "<C-z>",   "<M-x>", "<C-Up>",
					    "<M-Enter>", "<C-j>",      "<Up>",   "<Down>",  "",      "ab",
					    "\xff",      "\xc3",       "\u200b", "\u202e",  "\033",  "\t",
					    "\n",        "\xc2\x9b",   "\u00ad", "\ufeff" };
	struct lineedit edit;

	edit_begin(&edit, "u|n", false);
	for (size_t i = 0; i < COUNT(keys); i++) {
		cr_expect(!lineedit_feed(&edit, keys[i]), "key %zu, «%s», was taken", i, keys[i]);
		expect_edit(keys[i], &edit, "u|n");
	}
	lineedit_release(&edit);
}

static const struct {
	const char *name, *before, *pasted, *after, *after_lines;
} pastes[] = {
	{ "nothing", "a|b", "", "a|b", "a|b" },
	{ "a word", "a|b", "été", "aété|b", "aété|b" },
	{ "LF", "a|b", "1\n2", "a1 2|b", "a1\n2|b" },
	{ "CRLF is one line end", "a|b", "1\r\n2\r\n", "a1 2 |b", "a1\n2\n|b" },
	{ "CR is one", "a|b", "1\r2", "a1 2|b", "a1\n2|b" },
	{ "CR at the end", "|", "1\r", "1 |", "1\n|" },
	{ "CR CR LF are two", "|", "1\r\r\n2", "1  2|", "1\n\n2|" },
	{ "LF CR are two", "|", "1\n\r2", "1  2|", "1\n\n2|" },
	{ "a tab", "|", "1\t2", "1 2|", "1 2|" },
	{ "an escape", "|", "1\033[31m2\033[0m", "1[31m2[0m|", "1[31m2[0m|" },
	{ "controls", "|",
	  "1\a\b\v\f\x7f\x01"
	  "2",
	  "12|", "12|" },
	{ "C1 controls", "|",
	  "1\xc2\x9b"
	  "2\xc2\x85"
	  "3",
	  "123|", "123|" },
	{ "bidirectional controls", "|", "1\u202e2\u20663\u061c4", "1234|", "1234|" },
	{ "zero-width characters", "|", "1\u200b2\u200d3\ufeff4\u00ad5\u20286", "123456|", "123456|" },
	{ "tag characters", "|", "1\U000e00412", "12|", "12|" },
	{ "bytes that are no text", "|",
	  "1\xff\xfe"
	  "2\xc3",
	  "12|", "12|" },
	{ "an overlong slash", "|",
	  "1\xc0\xaf"
	  "2",
	  "12|", "12|" },
	{ "a surrogate", "|",
	  "1\xed\xa0\x80"
	  "2",
	  "12|", "12|" },
	{ "half a wide character", "|",
	  "1\xe6\x97"
	  "2",
	  "12|", "12|" },
	{ "a real replacement character", "|", "1\uFFFD", "1\uFFFD|", "1\uFFFD|" },
	{ "a mark first joins what was there", "e|t", "\u0301a", "e\u0301a|t", "e\u0301a|t" },
	{ "a mark first with nothing there", "|t", "\u0301a", "a|t", "a|t" },
	{ "marks after a line end", "a|", "1\n\u03012", "a1 \u03012|", "a1\n2|" },
	{ "a mark after what was left out", "|", "e\u200b\u0301", "e\u0301|", "e\u0301|" },
	{ "marks alone", "|", "\u0301\u0302\u0303", "|", "|" },
	{ "a joined emoji falls into its parts", "|", "👩\u200d⚕\ufe0f", "👩⚕\ufe0f|", "👩⚕\ufe0f|" },
};

Test(lineedit, what_may_not_stand_in_a_field_does_not_enter_it)
{
	for (size_t i = 0; i < COUNT(pastes); i++) {
		for (int lines = 0; lines < 2; lines++) {
			const char *after = lines ? pastes[i].after_lines : pastes[i].after;
			struct lineedit edit;

			edit_begin(&edit, pastes[i].before, lines);
			lineedit_paste(&edit, pastes[i].pasted);
			expect_edit(pastes[i].name, &edit, after);
			lineedit_release(&edit);
			if (strcmp(pastes[i].before, "|") != 0)
				continue;
			lineedit_init(&edit, pastes[i].pasted, lines);
			expect_edit(pastes[i].name, &edit, after);
			lineedit_release(&edit);
		}
	}
}

Test(lineedit, a_text_does_not_grow_beyond_what_a_value_may_hold)
{
	struct buf most;
	struct lineedit edit;

	buf_init(&most);
	buf_add_repeated(&most, "é", VALUE_MOST / 2 - 1);
	lineedit_init(&edit, most.data, false);
	lineedit_paste(&edit, "abc");
	cr_expect(edit.text.length == VALUE_MOST - 2, "a paste that does not fit is refused whole: %zu",
		  edit.text.length);
	cr_expect(lineedit_feed(&edit, "é"), "there is room for one more");
	cr_expect(edit.text.length == VALUE_MOST, "%zu", edit.text.length);
	cr_expect(lineedit_feed(&edit, "a"), "a letter is taken, and not put in");
	cr_expect(edit.text.length == VALUE_MOST, "%zu", edit.text.length);
	(void)lineedit_feed(&edit, "<C-u>");
	(void)lineedit_feed(&edit, "a");
	(void)lineedit_feed(&edit, "<C-y>");
	cr_expect(edit.text.length == 1, "what was removed does not fit any more: %zu", edit.text.length);
	lineedit_release(&edit);

	buf_add_text(&most, "éé");
	lineedit_init(&edit, most.data, false);
	cr_expect(edit.text.length == most.length, "what is longer already is not cut");
	(void)lineedit_feed(&edit, "a");
	cr_expect(edit.text.length == most.length, "it does not grow");
	(void)lineedit_feed(&edit, "<Backspace>");
	cr_expect(edit.text.length == most.length - 2, "but it may shrink");
	lineedit_release(&edit);
	buf_release(&most);
}

/* Each drawn in that many columns and rows first; 0 rows: not drawn yet. */
static const struct {
	const char *name, *before;
	int columns, rows;
	const char *keys[KEYS_MAX];
	const char *after;
} climbs[] = {
	{ "up", "abc\nde|f", 20, 5, { "<Up>" }, "ab|c\ndef" },
	{ "down", "a|bc\ndef", 20, 5, { "<Down>" }, "abc\nd|ef" },
	{ "up from the first row", "ab|c\ndef", 20, 5, { "<Up>" }, "ab|c\ndef" },
	{ "down from the last row", "abc\nd|ef", 20, 5, { "<Down>" }, "abc\nd|ef" },
	{ "to a shorter row", "abc|\nd\nefg", 20, 5, { "<Down>" }, "abc\nd|\nefg" },
	{ "over a shorter row", "abc|\nd\nefg", 20, 5, { "<Down>", "<Down>" }, "abc\nd\nefg|" },
	{ "over an empty row and back", "ab|c\n\nefg", 20, 5, { "<Down>", "<Down>", "<Up>", "<Up>" }, "ab|c\n\nefg" },
	{ "another key forgets the column", "abc|\nd\nefg", 20, 5, { "<Down>", "<Left>", "<Down>" }, "abc\nd\n|efg" },
	{ "so does a letter", "abc|\n\nefg", 20, 5, { "<Down>", "x", "<Down>" }, "abc\nx\ne|fg" },
	{ "by columns, not bytes", "éé|é\nabc", 20, 5, { "<Down>" }, "ééé\nab|c" },
	{ "under the half of a wide one", "a|bc\n日本", 20, 5, { "<Down>" }, "abc\n|日本" },
	{ "under the whole of it", "ab|c\n日本", 20, 5, { "<Down>" }, "abc\n日|本" },
	{ "from a wide one", "日|本\nabc", 20, 5, { "<Down>" }, "日本\nab|c" },
	{ "marks take no column", "e\u0301e\u0301|\nabc", 20, 5, { "<Down>" }, "e\u0301e\u0301\nab|c" },
	{ "rows that were broken", "un deux tr|ois", 8, 5, { "<Up>" }, "un| deux trois" },
	{ "and down again", "un| deux trois", 8, 5, { "<Down>" }, "un deux tr|ois" },
	{ "a word that was cut", "abcdefg|h", 5, 5, { "<Up>" }, "abc|defgh" },
	{ "the end of a broken row is its last character",
	  "abc def\nghijklmnop|",
	  12,
	  5,
	  { "<Up>" },
	  "abc def|\nghijklmnop" },
	{ "not the next row's beginning", "ab cd\nefgh|", 5, 5, { "<Up>", "<Up>" }, "ab| cd\nefgh" },
	{ "one row goes by line ends", "un deux\ntr|ois", 4, 1, { "<Up>" }, "un| deux\ntrois" },
	{ "so does what was not drawn yet", "un deux\ntr|ois", 0, 0, { "<Up>" }, "un| deux\ntrois" },
};

Test(lineedit, up_and_down_go_by_the_rows_that_were_drawn)
{
	for (size_t i = 0; i < COUNT(climbs); i++) {
		struct surface surface;
		struct lineedit edit;

		surface_init(&surface, 20, 5, false);
		edit_begin(&edit, climbs[i].before, true);
		if (climbs[i].rows)
			lineedit_draw(&edit, &surface, 0, 0, climbs[i].columns, climbs[i].rows);
		for (const char *const *key = climbs[i].keys; *key; key++)
			cr_expect(lineedit_feed(&edit, *key), "%s: %s means nothing", climbs[i].name, *key);
		expect_edit(climbs[i].name, &edit, climbs[i].after);
		lineedit_release(&edit);
		surface_release(&surface);
	}
}

Test(lineedit, up_and_down_measure_as_the_surface_that_was_drawn_on)
{
	struct surface surface;
	struct lineedit edit;

	surface_init(&surface, 20, 5, true);
	edit_begin(&edit, "€a|b\n12345", true);
	lineedit_draw(&edit, &surface, 0, 0, 20, 5);
	(void)lineedit_feed(&edit, "<Down>");
	expect_edit("after EURa", &edit, "€ab\n1234|5");
	lineedit_release(&edit);
	surface_release(&surface);
}

/* Drawn at row 1, column 1 of a surface of dots; the cursor is counted from there. */
static const struct draw_case {
	const char *name, *text;
	int columns, rows;
	bool ascii;
	const char *dump; /* of the box, blanks at the ends of its rows left out */
	int row, column;
} draws[] = {
	{ "nothing", "|", 5, 1, false, "\n", 0, 0 },
	{ "one row", "ab|c", 6, 1, false, "abc\n", 0, 2 },
	{ "the end", "abc|", 6, 1, false, "abc\n", 0, 3 },
	{ "it just fits with its cursor", "abcde|", 6, 1, false, "abcde\n", 0, 5 },
	{ "one more does not", "abcdef|", 6, 1, false, "…cdef\n", 0, 5 },
	{ "nor from the beginning", "|abcdef", 6, 1, false, "abcde…\n", 0, 0 },
	{ "cut at both ends", "abcdefgh|ijklmnop", 7, 1, false, "…ghijk…\n", 0, 3 },
	{ "the beginning stays while it can", "abc|defghij", 7, 1, false, "abcdef…\n", 0, 3 },
	{ "and goes then", "abcd|efghij", 7, 1, false, "…cdefg…\n", 0, 3 },
	{ "the end comes as soon as it can", "abcdefg|hij", 7, 1, false, "…fghij\n", 0, 3 },
	{ "wide characters", "日本|語", 8, 1, false, "日本語\n", 0, 4 },
	{ "half of one is left blank", "日本語日|本語日本", 9, 1, false, "… 日本語…\n", 0, 4 },
	{ "marks take no column", "e\u0301e\u0301|e\u0301", 6, 1, false, "e\u0301e\u0301e\u0301\n", 0, 2 },
	{ "a line end is a blank on one row", "ab\nc|d", 6, 1, false, "ab cd\n", 0, 4 },
	{ "no room for dots in three columns", "abcde|fghi", 3, 1, false, "efg\n", 0, 1 },
	{ "two columns", "abcde|fghi", 2, 1, false, "fg\n", 0, 0 },
	{ "one column", "abcde|fghi", 1, 1, false, "f\n", 0, 0 },
	{ "one column at the end", "abc|", 1, 1, false, "\n", 0, 0 },
	{ "a wide one in three columns", "ab日|本cd", 3, 1, false, " 本\n", 0, 1 },
	{ "a wide one in four columns", "abc|日def", 4, 1, false, "…日…\n", 0, 1 },
	{ "a wide one has no room in one column", "|日", 1, 1, false, "\n", 0, 0 },

	{ "ASCII", "é|té", 6, 1, true, "ete\n", 0, 1 },
	{ "a character of three", "1 €| net", 12, 1, true, "1 EUR net\n", 0, 5 },
	{ "before it", "1 |€ net", 12, 1, true, "1 EUR net\n", 0, 2 },
	{ "the last one of three", "10 €|", 7, 1, true, "10 EUR\n", 0, 6 },
	{ "which does not fit", "100 €|", 7, 1, true, "<0 EUR\n", 0, 6 },
	{ "cut at both ends in ASCII", "abcdefgh|ijklmnop", 7, 1, true, "<ghijk>\n", 0, 3 },
	{ "what has no ASCII form", "日|本", 6, 1, true, "??\n", 0, 1 },
	{ "its last part is cut", "ab|cde€fgh", 7, 1, true, "abcdeE>\n", 0, 2 },

	{ "the mark gives way to what the cursor stands on", "abc|€def", 4, 1, true, "<EUR\n", 0, 1 },
	{ "several rows", "un deux|", 10, 3, false, "un deux\n\n\n", 0, 7 },
	{ "nothing on several rows", "|", 10, 2, false, "\n\n", 0, 0 },
	{ "line ends", "un\ndeux|", 10, 3, false, "un\ndeux\n\n", 1, 4 },
	{ "a last line that is empty", "un\n|", 10, 3, false, "un\n\n\n", 1, 0 },
	{ "before a line end", "un|\ndeux", 10, 3, false, "un\ndeux\n\n", 0, 2 },
	{ "between words", "un deux trois|", 8, 3, false, "un deux\ntrois\n\n", 1, 5 },
	{ "on the blank of the break", "un deux| trois", 8, 3, false, "un deux\ntrois\n\n", 0, 7 },
	{ "after the break", "un deux |trois", 8, 3, false, "un deux\ntrois\n\n", 1, 0 },
	{ "a second blank there", "un deux  |trois", 8, 3, false, "un deux\n trois\n\n", 1, 1 },
	{ "a word that is one too long for its row", "un deuxx|", 8, 3, false, "un\ndeuxx\n\n", 1, 5 },
	{ "a long word is cut", "abcdefgh|ij", 5, 3, false, "abcd\nefgh\nij\n", 2, 0 },
	{ "the end of a full row", "abcd|", 5, 2, false, "abcd\n\n", 0, 4 },
	{ "the end of a full row with its blank", "abcd |", 5, 2, false, "abcd\n\n", 1, 0 },
	{ "a full row before a line end", "abcd |\ne", 5, 3, false, "abcd\n\ne\n", 1, 0 },
	{ "wide characters on rows", "日本語|", 5, 2, false, "日本\n語\n", 1, 2 },
	{ "one column a row", "abc|", 1, 4, false, "a\nb\nc\n\n", 3, 0 },
	{ "a wide one in two columns", "日|本", 2, 3, false, "日\n本\n\n", 1, 0 },
	{ "more rows than there are: the end", "a\nb\nc\nd\ne|", 4, 3, false, "c\nd\ne\n", 2, 1 },
	{ "the beginning", "|a\nb\nc\nd\ne", 4, 3, false, "a\nb\nc\n", 0, 0 },
	{ "the middle", "a\nb\nc|\nd\ne", 4, 3, false, "b\nc\nd\n", 1, 1 },
	{ "marks on rows", "e\u0301e\u0301 e\u0301|", 4, 2, false, "e\u0301e\u0301\ne\u0301\n", 1, 1 },
	{ "ASCII on rows", "un € deux €|", 8, 3, true, "un EUR\ndeux\nEUR\n", 2, 3 },
};

/* The rows and columns of the box, and whether all round it is as it was. */
static void read_box(const struct draw_case *draw, const struct surface *surface, struct buf *out)
{
	for (int y = 0; y < surface->height; y++) {
		const bool inside_row = y >= 1 && y <= draw->rows;
		size_t end = out->length;

		for (int x = 0; x < surface->width; x++) {
			const char *text = surface_at(surface, y, x)->text;

			if (!inside_row || x < 1 || x > draw->columns) {
				cr_expect(!strcmp(text, "."), "%s: «%s» outside, at %d, %d", draw->name, text, y, x);
				continue;
			}
			buf_add_text(out, text);
			if (*text && strcmp(text, " ") != 0)
				end = out->length;
		}
		buf_truncate(out, end);
		if (inside_row)
			buf_add_char(out, '\n');
	}
}

static void fill(struct surface *surface)
{
	for (int y = 0; y < surface->height; y++)
		for (int x = 0; x < surface->width; x++)
			(void)surface_text(surface, y, x, 1, ATTRIBUTE_NONE, ".");
}

Test(lineedit, the_text_is_drawn_in_its_box_with_the_cursor_on_its_cell)
{
	for (size_t i = 0; i < COUNT(draws); i++) {
		struct surface surface;
		struct lineedit edit;
		struct buf box;

		buf_init(&box);
		surface_init(&surface, draws[i].columns + 3, draws[i].rows + 2, draws[i].ascii);
		fill(&surface);
		edit_begin(&edit, draws[i].text, true);
		lineedit_draw(&edit, &surface, 1, 1, draws[i].columns, draws[i].rows);
		read_box(&draws[i], &surface, &box);
		cr_expect(!strcmp(box.data, draws[i].dump), "%s: «%s», not «%s»", draws[i].name, box.data,
			  draws[i].dump);
		cr_expect(surface.cursor_row == draws[i].row + 1 && surface.cursor_column == draws[i].column + 1,
			  "%s: the cursor at %d, %d, not %d, %d", draws[i].name, surface.cursor_row - 1,
			  surface.cursor_column - 1, draws[i].row, draws[i].column);
		expect_edit("drawing changes nothing", &edit, draws[i].text);
		buf_release(&box);
		lineedit_release(&edit);
		surface_release(&surface);
	}
}

Test(lineedit, a_box_without_room_draws_nothing)
{
	static const struct {
		int columns, rows;
	} boxes[] = { { 0, 1 }, { 1, 0 }, { 0, 0 }, { -1, 3 }, { 3, -1 } };

	for (size_t i = 0; i < COUNT(boxes); i++) {
		struct surface surface;
		struct lineedit edit;
		char *dump;

		surface_init(&surface, 3, 1, false);
		edit_begin(&edit, "abc|", true);
		lineedit_draw(&edit, &surface, 0, 0, boxes[i].columns, boxes[i].rows);
		dump = fixture_dump(&surface);
		cr_expect(!strcmp(dump, "\n"), "%d × %d: «%s»", boxes[i].columns, boxes[i].rows, dump);
		cr_expect(surface.cursor_row == -1, "%d × %d: a cursor", boxes[i].columns, boxes[i].rows);
		cr_expect(lineedit_rows(&edit, &surface, boxes[i].columns) >= 1, "case %zu", i);
		free(dump);
		lineedit_release(&edit);
		surface_release(&surface);
	}
}

Test(lineedit, the_rows_are_counted_with_the_cursor)
{
	static const struct {
		const char *name, *text;
		int columns, rows, rows_ascii;
	} cases[] = {
		{ "nothing", "", 10, 1, 1 },
		{ "one", "abc", 10, 1, 1 },
		{ "full but for the cursor", "abcd", 5, 1, 1 },
		{ "full", "abcde", 5, 2, 2 },
		{ "full with a blank", "abcd ", 5, 2, 2 },
		{ "two words", "ab cd", 5, 2, 2 },
		{ "line ends", "a\nb\n", 5, 3, 3 },
		{ "a line end alone", "\n", 5, 2, 2 },
		{ "a full row and a line end", "abcd\ne", 5, 2, 2 },
		{ "wide characters", "日本日本", 5, 2, 1 },
		{ "three columns for one", "1 € 2 €", 8, 1, 2 },
		{ "one column", "ab", 1, 3, 3 },
		{ "blanks", "      ", 3, 3, 3 },
	};

	for (size_t i = 0; i < COUNT(cases); i++) {
		for (int ascii = 0; ascii < 2; ascii++) {
			const int expected = ascii ? cases[i].rows_ascii : cases[i].rows;
			struct surface surface;
			struct lineedit edit;
			int rows;

			surface_init(&surface, 20, 5, ascii);
			lineedit_init(&edit, cases[i].text, true);
			rows = lineedit_rows(&edit, &surface, cases[i].columns);
			cr_expect(rows == expected, "%s%s: %d rows, not %d", cases[i].name, ascii ? " in ASCII" : "",
				  rows, expected);
			lineedit_release(&edit);
			surface_release(&surface);
		}
	}
}

/* The laws, against random keys. */

static const char *const typed[] = {
	"a", "b", "Z",      "7",      " ",      " ",      " ",    "'",    "-", "é",
	"ç", "œ", "\u00a0", "\u0301", "\u0302", "日",     "本",   "😀",    "👩", "\ufe0f",
	"€", "«", "…",      "\u200b", "\u202e", "\u00ad", "\x01", "\xff", "<", "<Enter>",
};

static const char *const named[] = {
	"<Left>", "<C-b>",         "<Right>", "<C-f>", "<C-Left>", "<M-b>",       "<C-Right>", "<M-f>",    "<Home>",
	"<C-a>",  "<End>",         "<C-e>",   "<Up>",  "<Down>",   "<Backspace>", "<C-h>",     "<Delete>", "<C-d>",
	"<C-w>",  "<M-Backspace>", "<M-d>",   "<C-u>", "<C-k>",    "<C-y>",       "<M-Enter>", "<C-j>",
};

static const char *const pasted[] = {
	"un deux trois",
	"1\r\n2\r3\n",
	"\u0301\u0302a",
	"\xff\xc3\033[1m",
	"日本語日本語",
	"a\u202eb\u200bc",
	"\te\u0301\te\u0301",
	"e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
	"anticonstitutionnellement",
	"100 € à 200 €",
	"\n\u0301x\n",
};

/* One random key or paste; a long text is emptied now and then. */
static const char *step(struct lineedit *edit, struct fixture_random *random)
{
	const char *key;

	switch (fixture_below(random, 8)) {
	case 0:
		key = pasted[fixture_below(random, COUNT(pasted))];
		lineedit_paste(edit, key);
		return key;
	case 1:
	case 2:
	case 3:
		key = named[fixture_below(random, COUNT(named))];
		break;
	default:
		key = typed[fixture_below(random, COUNT(typed))];
	}
	if (edit->text.length > 200)
		key = fixture_below(random, 2) ? "<C-u>" : "<C-w>";
	(void)lineedit_feed(edit, key);
	return key;
}

/* A place where the cursor may stand; told apart here without asking the code that moves it. */
static bool is_place(const struct buf *text, size_t at)
{
	uint32_t character;

	if (at >= text->length)
		return at == text->length;
	return utf8_decode(text->data + at, text->length - at, &character) && utf8_columns(character) != 0;
}

static void expect_laws(const struct lineedit *edit, int run, const char *key)
{
	const struct buf *text = &edit->text;
	uint32_t character, before = '\n';

	cr_assert(strlen(text->data) == text->length, "run %d, «%s»: the length", run, key);
	cr_assert(utf8_valid(text->data, text->length), "run %d, «%s»: not UTF-8: «%s»", run, key, text->data);
	cr_assert(is_place(text, edit->cursor), "run %d, «%s»: the cursor at %zu in «%s»", run, key, edit->cursor,
		  text->data);
	cr_assert(!text_forbidden(text->data), "run %d, «%s»: forbidden in «%s»", run, key, text->data);
	for (size_t at = 0; at < text->length; before = character) {
		at += utf8_decode(text->data + at, text->length - at, &character);
		cr_assert(character == '\n' ? edit->lines : utf8_columns(character) >= 0, "run %d, «%s»: U+%04X", run,
			  key, character);
		cr_assert(utf8_columns(character) != 0 || before != '\n', "run %d, «%s»: a mark on nothing", run, key);
	}
}

/* The first cell of the character at the cursor, as this surface draws it; a blank at ends of lines. */
static struct surface_cell expected_cell(const struct lineedit *edit, bool ascii, int *width)
{
	const struct buf *text = &edit->text;
	struct surface scratch;
	struct surface_cell cell;
	size_t next = edit->cursor + 1;
	struct buf character;

	while (!is_place(text, next) && next < text->length)
		next++;
	buf_init(&character);
	if (edit->cursor < text->length)
		buf_add(&character, text->data + edit->cursor, next - edit->cursor);
	surface_init(&scratch, 20, 1, ascii);
	*width = surface_text(&scratch, 0, 0, 20, ATTRIBUTE_NONE, character.data);
	cell = *surface_at(&scratch, 0, 0);
	surface_release(&scratch);
	buf_release(&character);
	return cell;
}

static void expect_drawn(struct lineedit *edit, int columns, int rows, bool ascii, int run)
{
	struct surface surface;
	struct surface_cell cell;
	int width;

	surface_init(&surface, columns + 2, rows + 2, ascii);
	fill(&surface);
	lineedit_draw(edit, &surface, 1, 1, columns, rows);
	cr_assert(surface.cursor_row >= 1 && surface.cursor_row <= rows && surface.cursor_column >= 1 &&
			  surface.cursor_column <= columns,
		  "run %d: the cursor at %d, %d of %d × %d", run, surface.cursor_row, surface.cursor_column, columns,
		  rows);
	cell = expected_cell(edit, ascii, &width);
	if (width <= columns)
		cr_assert(!strcmp(surface_at(&surface, surface.cursor_row, surface.cursor_column)->text, cell.text),
			  "run %d, %d × %d, ascii %d: the cursor on «%s», not «%s», in «%s» at %zu", run, columns, rows,
			  ascii, surface_at(&surface, surface.cursor_row, surface.cursor_column)->text, cell.text,
			  edit->text.data, edit->cursor);
	for (int x = 0; x < columns + 2; x++)
		cr_assert(!strcmp(surface_at(&surface, 0, x)->text, ".") &&
				  !strcmp(surface_at(&surface, rows + 1, x)->text, "."),
			  "run %d: drawn above or below", run);
	for (int y = 0; y < rows + 2; y++)
		cr_assert(!strcmp(surface_at(&surface, y, 0)->text, ".") &&
				  !strcmp(surface_at(&surface, y, columns + 1)->text, "."),
			  "run %d: drawn beside", run);
	surface_release(&surface);
}

Test(lineedit, whatever_is_typed_the_laws_hold_and_the_cursor_is_seen)
{
	struct fixture_random random = { 7 };

	for (int run = 0; run < 60; run++) {
		struct lineedit edit;

		lineedit_init(&edit, run % 3 ? "" : "Une phrase, l’été.", run % 2);
		for (int i = 0; i < 150; i++) {
			const char *key = step(&edit, &random);
			const int columns = 1 + (int)fixture_below(&random, i % 2 ? 80 : 8);
			const int rows = 1 + (int)fixture_below(&random, 5);

			expect_laws(&edit, run, key);
			expect_drawn(&edit, columns, rows, i % 3 == 0, run);
		}
		lineedit_release(&edit);
	}
}

static void add_without_blanks(struct buf *out, const char *text)
{
	for (; *text; text++)
		if (*text != ' ' && *text != '\n')
			buf_add_char(out, *text);
}

/* In as many rows as are asked for; marks beyond eight are not drawn, so a text has fewer here. */
Test(lineedit, with_all_its_rows_every_character_is_seen_and_every_place_has_its_own_cell)
{
	static const char *const pieces[] = { "a",  "bc",      " ",  " ",        "  ", "é",
					      "日", "e\u0301", "\n", "longword", "😀",  "€" };
	struct fixture_random random = { 3 };

	for (int run = 0; run < 400; run++) {
		const int columns = 2 + (int)fixture_below(&random, 12);
		struct buf text, shown, expected;
		struct surface surface;
		struct lineedit edit;
		int rows, last = -1;
		char *dump;

		buf_init(&text);
		buf_init(&shown);
		buf_init(&expected);
		for (unsigned n = fixture_below(&random, 25); n; n--)
			buf_add_text(&text, pieces[fixture_below(&random, COUNT(pieces))]);
		lineedit_init(&edit, text.data, true);
		surface_init(&surface, columns, 0, false);
		rows = lineedit_rows(&edit, &surface, columns);
		for (edit.cursor = 0; edit.cursor <= edit.text.length; edit.cursor++) {
			int place;

			if (!is_place(&edit.text, edit.cursor))
				continue;
			cr_expect(lineedit_rows(&edit, &surface, columns) == rows, "run %d: the rows change", run);
			lineedit_draw(&edit, &surface, 0, 0, columns, rows);
			place = surface.cursor_row * columns + surface.cursor_column;
			cr_expect(place > last, "run %d, %d columns: place %zu of «%s» is at %d, after %d", run,
				  columns, edit.cursor, text.data, place, last);
			last = place;
		}
		cr_expect(last / columns == rows - 1, "run %d: the end is in row %d of %d", run, last / columns, rows);
		edit.cursor = edit.text.length;
		dump = fixture_dump(&surface);
		add_without_blanks(&shown, dump);
		add_without_blanks(&expected, text.data);
		cr_expect(!strcmp(shown.data, expected.data), "run %d: «%s» is drawn as «%s»", run, text.data, dump);
		free(dump);
		lineedit_release(&edit);
		surface_release(&surface);
		buf_release(&expected);
		buf_release(&shown);
		buf_release(&text);
	}
}

Test(lineedit, a_text_that_was_removed_and_put_back_is_the_same)
{
	static const char *const kills[] = { "<C-w>", "<M-Backspace>", "<M-d>", "<C-u>", "<C-k>" };
	struct fixture_random random = { 11 };
	int removed = 0;
	struct lineedit edit;

	lineedit_init(&edit, "", true);
	for (int i = 0; i < 3000; i++) {
		const char *kill = kills[fixture_below(&random, COUNT(kills))];
		struct buf before;

		(void)step(&edit, &random);
		buf_init(&before);
		buf_add(&before, edit.text.data, edit.text.length);
		(void)lineedit_feed(&edit, kill);
		if (edit.text.length < before.length) {
			(void)lineedit_feed(&edit, "<C-y>");
			removed++;
		}
		cr_assert(!strcmp(edit.text.data, before.data), "step %d, %s: «%s», not «%s»", i, kill, edit.text.data,
			  before.data);
		buf_release(&before);
	}
	cr_expect(removed > 1000, "only %d of them removed something", removed);
	lineedit_release(&edit);
}
