#include "cadran/tui/key.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/message.h"
#include "cadran/base/utf8.h"

enum { WORD_SIZE = 64 };

/* Keys that say their own name (F1, a letter) are not here. */
static const struct {
	const char *name, *word;
	const char *plain; /* where the word has no ASCII form; NULL: it has */
} words[] = {
	{ "<Enter>", N_("Enter"), NULL },
	{ "<Esc>", N_("Esc"), NULL },
	{ "<Tab>", N_("Tab"), NULL },
	{ "<S-Tab>", N_("Shift-Tab"), NULL },
	{ "<Backspace>", N_("Backspace"), NULL },
	{ "<Delete>", N_("Delete"), NULL },
	{ "<Home>", N_("Home"), NULL },
	{ "<End>", N_("End"), NULL },
	{ "<PageUp>", N_("Page Up"), NULL },
	{ "<PageDown>", N_("Page Down"), NULL },
	{ "<Up>", "↑", N_("Up") },
	{ "<Down>", "↓", N_("Down") },
	{ "<Left>", "←", N_("Left") },
	{ "<Right>", "→", N_("Right") },
	{ " ", N_("Space"), NULL },
};

static const struct {
	const char *prefix, *word;
} modifiers[] = { { "<C-", "Ctrl-" }, { "<M-", "Alt-" } };

bool key_is_text(const char *key)
{
	const size_t length = strlen(key);
	uint32_t character;

	return length && utf8_decode(key, length, &character) == length && utf8_columns(character) >= 0;
}

/* «1-5», and the «1-8>» of «<M-1-8>». */
static bool is_row(const char *text, const char *end)
{
	return strlen(text) == 3 + strlen(end) && text[1] == '-' && !strcmp(text + 3, end);
}

static bool row_has(const char *row, const char *key, const char *end)
{
	return *key >= row[0] && *key <= row[2] && !strcmp(key + 1, end);
}

bool key_matches(const char *pattern, const char *key)
{
	if (is_row(pattern, ""))
		return row_has(pattern, key, "");
	if (!strncmp(pattern, "<M-", 3) && is_row(pattern + 3, ">"))
		return !strncmp(key, "<M-", 3) && row_has(pattern + 3, key + 3, ">");
	return !strcmp(pattern, key);
}

/* The upper row of a French keyboard, which gives its figures with Shift only. */
const char *key_figure(const char *key)
{
	static const struct {
		const char *key, *figure;
	} row[] = {
		{ "&", "1" },          { "é", "2" },         { "\"", "3" },        { "'", "4" },
		{ "(", "5" },          { "à", "0" },         { "<M-&>", "<M-1>" }, { "<M-é>", "<M-2>" },
		{ "<M-\">", "<M-3>" }, { "<M-'>", "<M-4>" }, { "<M-(>", "<M-5>" }, { "<M-->", "<M-6>" },
		{ "<M-è>", "<M-7>" },  { "<M-_>", "<M-8>" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(row); i++)
		if (!strcmp(row[i].key, key))
			return row[i].figure;
	return NULL;
}

static const char *known_word(const char *name, bool ascii)
{
	for (size_t i = 0; i < ARRAY_SIZE(words); i++)
		if (strcmp(words[i].name, name) == 0)
			return _(ascii && words[i].plain ? words[i].plain : words[i].word);
	return NULL;
}

/* What stands between angle brackets, or the whole of a key that has none. */
static const char *bare(const char *name, char inner[WORD_SIZE])
{
	const size_t length = strlen(name);

	if (length < 3 || name[0] != '<' || name[length - 1] != '>')
		return name;
	(void)snprintf(inner, WORD_SIZE, "%.*s", (int)(length - 2), name + 1);
	return inner;
}

static const char *plain_word(const char *name, bool ascii, char inner[WORD_SIZE])
{
	const char *known = known_word(name, ascii);

	return known ? known : bare(name, inner);
}

/* «Left» of «<C-Left>» is looked up as «<Left>», «a» of «<C-a>» as it is. */
static void remove_modifier(const char *pattern, const char *prefix, char name[WORD_SIZE])
{
	const char *rest = pattern + strlen(prefix);
	const int length = (int)strlen(rest) - 1;
	uint32_t character;

	if (utf8_decode(rest, (size_t)length, &character) == (size_t)length)
		(void)snprintf(name, WORD_SIZE, "%.*s", length, rest);
	else
		(void)snprintf(name, WORD_SIZE, "<%s", rest);
}

const char *key_word(const char *pattern, bool ascii)
{
	static char word[2 * WORD_SIZE];
	char name[WORD_SIZE], inner[WORD_SIZE];

	for (size_t i = 0; i < ARRAY_SIZE(modifiers); i++) {
		const size_t length = strlen(modifiers[i].prefix);

		if (strncmp(pattern, modifiers[i].prefix, length) != 0 || strlen(pattern) < length + 2)
			continue;
		remove_modifier(pattern, modifiers[i].prefix, name);
		(void)snprintf(word, sizeof(word), "%s%s", modifiers[i].word, plain_word(name, ascii, inner));
		return word;
	}
	(void)snprintf(word, sizeof(word), "%s", plain_word(pattern, ascii, inner));
	return word;
}
