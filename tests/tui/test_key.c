/*
 * Keys: which are text, what a binding asks for, what they are called. The
 * words are English here; that catalogues are complete is tested elsewhere.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/tui/key.h"
#include "fixture.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

TestSuite(key, .init = fixture_begin);

Test(key, one_character_that_can_be_shown_is_text_and_a_named_key_is_not)
{
	static const struct {
		const char *name, *key;
		bool text;
	} cases[] = {
		{ "a letter", "a", true },
		{ "a blank", " ", true },
		{ "an accent", "é", true },
		{ "a wide character", "日", true },
		{ "an emoji", "😀", true },
		{ "a mark", "\u0301", true },
		{ "a no-break space", "\u00a0", true },
		{ "a less-than sign", "<", true },
		{ "a greater-than sign", ">", true },
		{ "nothing", "", false },
		{ "Enter", "<Enter>", false },
		{ "a control key", "<C-a>", false },
		{ "two letters", "ab", false },
		{ "a letter and a mark", "e\u0301", false },
		{ "half a character", "\xc3", false },
		{ "a byte that is no text", "\xff", false },
		{ "an escape", "\033", false },
		{ "a tab", "\t", false },
		{ "DEL", "\x7f", false },
		{ "a C1 control", "\xc2\x9b", false },
		{ "a zero-width space", "\u200b", false },
		{ "a bidirectional control", "\u202e", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect(key_is_text(cases[i].key) == cases[i].text, "%s", cases[i].name);
}

Test(key, a_binding_asks_for_one_key_or_for_one_out_of_a_row)
{
	static const struct {
		const char *pattern, *key;
		bool matches;
	} cases[] = {
		{ "j", "j", true },
		{ "j", "k", false },
		{ "j", "J", false },
		{ "é", "é", true },
		{ "<Enter>", "<Enter>", true },
		{ "<Enter>", "<Esc>", false },
		{ "<", "<", true },
		{ "<", "<C-a>", false },
		{ "<C-a>", "<C-a>", true },
		{ "<C-a>", "a", false },
		{ "1-5", "1", true },
		{ "1-5", "3", true },
		{ "1-5", "5", true },
		{ "1-5", "0", false },
		{ "1-5", "6", false },
		{ "1-5", "", false },
		{ "1-5", "-", false },
		{ "1-5", "1-5", false },
		{ "1-5", "<F1>", false },
		{ "1-5", "12", false },
		{ "1-5", "é", false },
		{ "-", "-", true },
		{ "1-", "1", false },
		{ "a-c", "b", true },
		{ "a", "", false },
		{ "<M-1-8>", "<M-1>", true },
		{ "<M-1-8>", "<M-8>", true },
		{ "<M-1-8>", "<M-9>", false },
		{ "<M-1-8>", "<M-a>", false },
		{ "<M-1-8>", "1", false },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect(key_matches(cases[i].pattern, cases[i].key) == cases[i].matches, "«%s» and «%s»",
			  cases[i].pattern, cases[i].key);
}

Test(key, a_key_is_called_as_it_is_on_the_keyboard)
{
	static const struct {
		const char *pattern, *word;
	} cases[] = {
		{ "<Enter>", "Enter" },
		{ "<Esc>", "Esc" },
		{ "<Tab>", "Tab" },
		{ "<S-Tab>", "Shift-Tab" },
		{ "<Backspace>", "Backspace" },
		{ "<Delete>", "Delete" },
		{ "<Home>", "Home" },
		{ "<End>", "End" },
		{ "<PageUp>", "Page Up" },
		{ "<PageDown>", "Page Down" },
		{ "<Up>", "↑" },
		{ "<Down>", "↓" },
		{ "<Left>", "←" },
		{ "<Right>", "→" },
		{ " ", "Space" },
		{ "<C-a>", "Ctrl-a" },
		{ "<M-f>", "Alt-f" },
		{ "<M-é>", "Alt-é" },
		{ "<C-Left>", "Ctrl-←" },
		{ "<M-Enter>", "Alt-Enter" },
		{ "<M-Backspace>", "Alt-Backspace" },
		{ "<M-<>", "Alt-<" },
		{ "<M->>", "Alt->" },
		{ "<C- >", "Ctrl-Space" },
		{ "<C-F5>", "Ctrl-F5" },
		{ "<F1>", "F1" },
		{ "<F12>", "F12" },
		{ "1-5", "1-5" },
		{ "j", "j" },
		{ "é", "é" },
		{ "<", "<" },
		{ ">", ">" },
		{ "?", "?" },
		{ "", "" },
		{ "<>", "<>" },
		{ "<C-", "<C-" },
		{ "<C->", "C-" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect(!strcmp(key_word(cases[i].pattern, false), cases[i].word), "«%s»: «%s», not «%s»", cases[i].pattern,
			  key_word(cases[i].pattern, false), cases[i].word);
}

Test(key, an_arrow_is_a_word_where_only_ascii_is_drawn)
{
	static const struct {
		const char *pattern, *word;
	} cases[] = {
		{ "<Up>", "Up" },           { "<Down>", "Down" },       { "<Left>", "Left" }, { "<Right>", "Right" },
		{ "<C-Left>", "Ctrl-Left" }, { "<M-Down>", "Alt-Down" }, { "<Enter>", "Enter" }, { "é", "é" },
	};

	for (size_t i = 0; i < COUNT(cases); i++)
		cr_expect_str_eq(key_word(cases[i].pattern, true), cases[i].word);
}

Test(key, a_name_that_is_too_long_is_cut_and_does_no_harm)
{
	char pattern[1000] = "<C-";

	memset(pattern + 3, 'x', sizeof(pattern) - 5);
	pattern[sizeof(pattern) - 2] = '>';
	cr_expect(!strncmp(key_word(pattern, false), "Ctrl-", 5), "«%s»", key_word(pattern, false));
	cr_expect(!strncmp(key_word(pattern + 1, false), "C-xxx", 5), "«%s»", key_word(pattern + 1, false));
}
