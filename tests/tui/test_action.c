/*
 * The tables of actions and keys, as data: what holds for every row.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "../../src/tui/pages.h"
#include "cadran/base/message.h"
#include "cadran/tui/key.h"
#include "fixture.h"

TestSuite(action, .init = fixture_begin);

/* In each language of messages: a word of one language may not be that of another action in the other one. */
Test(action, every_action_has_words_of_its_own_and_says_what_it_does)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		message_init((enum language)language, "build/locale");
		for (int i = ACTION_NONE + 1; i < ACTION_COUNT * LANGUAGE_COUNT; i++) {
			const enum action action = (enum action)(i % ACTION_COUNT);
			const char *word;
			enum action found;

			if (action == ACTION_NONE)
				continue;
			word = action_word(action, (enum language)(i / ACTION_COUNT));
			cr_assert(word && action_help(action), "action %d", i);
			cr_expect(action_parse(word, &found) && found == action, "«%s»", word);
			cr_expect(strlen(action_help(action)) > 8, "«%s»", word);
		}
	}
}

static void expect_keys_once(const char *page, const struct binding *bindings)
{
	for (const struct binding *a = bindings; a->key; a++) {
		cr_expect(a->action > ACTION_NONE && a->action < ACTION_COUNT, "%s: %s", page, a->key);
		cr_expect(*key_word(a->key, false), "%s: %s has no name", page, a->key);
		for (const struct binding *b = bindings; b < a; b++)
			cr_expect(strcmp(a->key, b->key) != 0 && !key_matches(b->key, a->key), "%s: %s stands twice",
				  page, a->key);
	}
}

Test(action, no_page_gives_a_key_two_meanings)
{
	expect_keys_once("everywhere", shared_bindings);
	for (const struct page *const *page = pages; *page; page++)
		expect_keys_once((*page)->name, (*page)->bindings);
}

/* A label stands in the line of keys: in French too it must leave room for others. */
Test(action, labels_are_short_in_both_languages)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		message_init((enum language)language, "build/locale");
		for (const struct page *const *page = pages; *page; page++)
			for (const struct binding *binding = (*page)->bindings; binding->key; binding++)
				cr_expect(!binding->label || strlen(_(binding->label)) <= 24, "%s: «%s»", (*page)->name,
					  _(binding->label));
	}
}

/* But for «q», which closes what is only read or chosen from. */
Test(action, what_works_everywhere_is_never_taken_away)
{
	static const char *const keys[] = { "u", "U", ":", "<Tab>", "<S-Tab>", "<F1>", "<C-l>", "<C-r>", "<M-1>" };

	for (const struct page *const *page = pages; *page; page++)
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			cr_expect_eq(binding_find((*page)->bindings, keys[i]), ACTION_NONE, "%s: %s", (*page)->name,
				     keys[i]);
}
