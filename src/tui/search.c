/*
 * Words looked for: on the page, or in the whole dossier.
 */
#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/charset.h"
#include "cadran/base/utf8.h"
#include "pages.h"
#include "ui_internal.h"

bool text_has(const char *text, const char *words)
{
	struct buf folded;
	bool has;

	buf_init(&folded);
	text_fold(text, &folded);
	has = strstr(folded.data, words) != NULL;
	buf_release(&folded);
	return has;
}

/* The bytes that the character at `text` is folded into, and those that it takes itself. */
static size_t folded_length(const char *text, size_t *bytes)
{
	char character[8] = "";
	uint32_t letter;
	struct buf folded;
	size_t length;

	*bytes = 1;
	if ((unsigned char)*text < 0x80)
		return isalnum((unsigned char)*text) != 0;
	*bytes = utf8_decode(text, strnlen(text, sizeof(character) - 1), &letter);
	*bytes = *bytes ? *bytes : 1;
	memcpy(character, text, *bytes);
	buf_init(&folded);
	text_fold(character, &folded);
	length = folded.length;
	buf_release(&folded);
	return length;
}

bool text_locate(const char *text, const char *words, size_t *begin, size_t *end)
{
	struct buf folded;
	const char *found;
	size_t first, passed = 0, at = 0, bytes;

	buf_init(&folded);
	text_fold(text, &folded);
	found = strstr(folded.data, words);
	first = found ? (size_t)(found - folded.data) : 0;
	buf_release(&folded);
	if (!found || !*words)
		return false;
	*begin = SIZE_MAX;
	for (*end = 0; text[at] && passed < first + strlen(words); at += bytes) {
		passed += folded_length(text + at, &bytes);
		if (passed > first && *begin == SIZE_MAX)
			*begin = at;
		*end = at + bytes;
	}
	return *begin != SIZE_MAX;
}

/* Keeps them for the next time; none: those of the last time. */
static const char *take_words(struct ui *ui, const char *text)
{
	struct buf words;

	buf_init(&words);
	text_fold(text, &words);
	if (words.length) {
		free(ui->searched);
		ui->searched = buf_detach(&words);
	}
	buf_release(&words);
	return ui->searched;
}

static void say_not_here(struct ui *ui, const char *words)
{
	const size_t elsewhere = page_found_count(ui, ui->searched);
	struct buf rest;

	buf_init(&rest);
	if (elsewhere) {
		buf_add_text(&rest, " · ");
		buf_add_format(&rest,
			       message_plural("elsewhere in %zu place: // lists it",
					      "elsewhere in %zu places: // lists them", elsewhere),
			       elsewhere);
	}
	ui_say(ui, _("«%s» is nowhere here%s"), words, rest.data);
	buf_release(&rest);
}

static bool search_everywhere(struct ui *ui, const char *text)
{
	const char *words = take_words(ui, text);

	if (!words)
		return true;
	if (page_found_count(ui, words))
		page_found_open(ui, words);
	else
		ui_say(ui, _("«%s» is nowhere in the dossier"), *text ? text : words);
	return true;
}

static bool search(struct ui *ui, const char *text)
{
	const struct layer *layer = ui_top(ui);

	if (*text == '/')
		return search_everywhere(ui, text + 1);
	if (!take_words(ui, text))
		return true;
	/* The page that was searched may have gone in the meantime. */
	if (!layer->page->find || !layer->page->find(ui, layer->state, ui->searched))
		say_not_here(ui, *text ? text : ui->searched);
	return true;
}

void ui_ask_search(struct ui *ui)
{
	const bool here = ui_top(ui)->page->find != NULL;

	ui_ask(ui,
	       &(struct prompt){ .label = here ? _("Search here; everywhere with / before it") : _("Search everywhere"),
				 .enter = N_("find"),
				 .text = "",
				 .done = here ? search : search_everywhere });
}
