/*
 * The charter and the inventory, walked through with keys. What a key changed
 * is looked up in the document, what is said in the screen.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
	walk_press(&walk, "<M-3> g");
}

static void begin_inventory(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
	walk_press(&walk, "g i");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(charter, .init = begin, .fini = end);
TestSuite(inventory, .init = begin_inventory, .fini = end);

static const char *tick(const char *id, enum tick_field field)
{
	const struct document *document = walk.session.document;
	size_t index;

	cr_assert(charter_find(&document->content->charter, id, &index), "%s", id);
	return document->ticks[index].field[field];
}

static const char *use(const char *id, enum use_field field)
{
	const struct use *found = document_use(walk.session.document, id);

	cr_assert(found, "%s", id);
	return found->field[field];
}

/* --- the charter ------------------------------------------------------------------------ */

Test(charter, it_opens_from_the_grid_that_it_informs_and_from_the_service)
{
	walk_expect(&walk, "10 not looked at");
	walk_expect(&walk, "never answers one for you");
	walk_expect(&walk, "Human oversight");
	walk_expect(&walk, "To look at: For each use, one page says who reviews");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "AI adoption");
	walk_press(&walk, "<M-2> g");
	walk_expect(&walk, "this key does nothing here");
	walk_press(&walk, "<M-1> g");
	walk_expect(&walk, "10 not looked at");
}

Test(charter, each_key_says_what_it_says)
{
	static const struct {
		const char *key, *state;
	} rows[] = { { "y", "yes" },      { "m", "partly" },       { "x", "no" },       { "<Backspace>", "" },
		     { "1", "yes" },      { "2", "partly" },       { "3", "no" },       { "<Delete>", "" },
		     { "o", "yes" },      { "<Right>", "partly" }, { "<Left>", "yes" }, { "<Left>", "" },
		     { "<Enter>", "yes" } };

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		walk_press(&walk, rows[i].key);
		cr_expect_str_eq(tick("oversight", TICK_STATE), rows[i].state, "%s: «%s»", rows[i].key,
				 tick("oversight", TICK_STATE));
	}
	walk_expect(&walk, "✓ 1 yes ~ 0 partly ✗ 0 no · 9 not looked at");
	walk_expect(&walk, "saved: Human oversight: yes");
}

Test(charter, what_is_ticked_answers_no_question)
{
	const size_t answered = walk.ui.evaluation.grids[1].measure.answered;

	for (int i = 0; i < 10; i++)
		walk_press(&walk, "y j");
	walk_expect(&walk, "✓ 10 yes");
	walk_expect(&walk, "It informs 4 of the 4 questions of «Governance and charter»");
	cr_expect(walk.ui.evaluation.grids[1].measure.answered == answered);
}

Test(charter, a_note_is_written_and_undo_takes_back_step_by_step)
{
	walk_press(&walk, "j m n");
	walk_type(&walk, "vu avec la DPO");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(tick("privacy", TICK_NOTE), "vu avec la DPO");
	walk_expect(&walk, "Note: vu avec la DPO");
	walk_press(&walk, "u");
	cr_expect_str_eq(tick("privacy", TICK_NOTE), "");
	cr_expect_str_eq(tick("privacy", TICK_STATE), "partly");
	walk_press(&walk, "u");
	cr_expect_str_eq(tick("privacy", TICK_STATE), "");
	walk_expect(&walk, "taken back: Protection of health data: partly");
}

Test(charter, words_are_found_and_all_can_be_read)
{
	walk_press(&walk, "/");
	walk_type(&walk, "frugal");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "we take the most frugal tool");
	walk_press(&walk, "?");
	walk_expect(&walk, "1. Human oversight");
	walk_press(&walk, "q");
	walk_expect(&walk, "we take the most frugal tool");
}

Test(charter, keys_before_the_first_drawing_and_at_the_ends_do_no_harm)
{
	walk_press(&walk, "k k <End> j j y <Home> 4 5 0 <PageDown> <PageUp>");
	cr_expect_str_eq(tick("frugality", TICK_STATE), "yes");
}

Test(charter, a_dossier_without_one_says_so_and_has_its_inventory)
{
	struct charter *charter = &walk.session.document->content->charter;
	const size_t count = charter->count;

	charter->count = 0;
	walk_press(&walk, "y m n j <Enter>");
	walk_expect(&walk, "There is no charter here.");
	walk_press(&walk, "i");
	walk_expect(&walk, "No use is noted yet.");
	charter->count = count;
}

/* --- the inventory ------------------------------------------------------------------------ */

Test(inventory, an_empty_list_says_what_to_write_and_names_no_person)
{
	walk_expect(&walk, "No use is noted yet.");
	walk_expect(&walk, "Name tools and teams, never people");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "a adds one");
	walk_press(&walk, "d j k <End>");
	walk_expect(&walk, "No use is noted yet.");
}

static void add_use(const char *name)
{
	walk_press(&walk, "a");
	walk_type(&walk, name);
	walk_press(&walk, "<Enter>");
}

Test(inventory, a_name_makes_a_use_and_its_form_takes_the_rest)
{
	add_use("Traduction en ligne");
	cr_expect_str_eq(use("U001", USE_NAME), "Traduction en ligne");
	walk_expect(&walk, "A team or an occupation");
	walk_press(&walk, "<Enter>");
	walk_type(&walk, "Accueil");
	walk_press(&walk, "<Enter> j j <Left> j <Right> <Right> j <Right> j <Enter> j <Enter>");
	cr_expect_str_eq(use("U001", USE_TEAM), "Accueil");
	cr_expect_str_eq(use("U001", USE_DATA), "health");
	cr_expect_str_eq(use("U001", USE_ACCOUNT), "private");
	cr_expect_str_eq(use("U001", USE_DECLARED), "yes");
	cr_expect_str_eq(use("U001", USE_DECISION), "keep");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "1 use outside work accounts; 1 with health data");
	walk_expect(&walk, "Traduction en ligne Accueil health private keep");
}

Test(inventory, a_name_of_blanks_is_asked_for_again)
{
	walk_press(&walk, "a <Space> <Enter>");
	walk_expect(&walk, "needs the name of its tool or task");
	walk_press(&walk, "<Esc>");
	cr_expect(!walk.session.document->inventory.count);
}

Test(inventory, taking_one_away_is_one_change_and_its_id_is_not_given_again)
{
	add_use("Un");
	walk_press(&walk, "<Esc>");
	add_use("Deux");
	walk_press(&walk, "d");
	cr_expect(!document_use(walk.session.document, "U002"));
	walk_expect(&walk, "use removed: Deux");
	walk_press(&walk, "u");
	cr_expect_str_eq(use("U002", USE_NAME), "Deux");
	walk_press(&walk, "<Home> d");
	cr_expect(!document_use(walk.session.document, "U001"));
	add_use("Trois");
	cr_expect_str_eq(use("U003", USE_NAME), "Trois");
}

Test(inventory, the_form_closes_when_the_making_of_its_use_is_undone)
{
	add_use("Un");
	walk_press(&walk, "u");
	walk_expect(&walk, "No use is noted yet.");
	walk_expect(&walk, "taken back: use added: Un");
	walk_press(&walk, "U <Enter>");
	walk_expect(&walk, "Tool or task");
}

Test(inventory, more_uses_than_rows_scroll_and_are_found)
{
	for (int i = 0; i < 30; i++) {
		char name[20];

		(void)snprintf(name, sizeof(name), "Outil %02d", i);
		add_use(name);
		walk_press(&walk, "<Esc>");
	}
	walk_press(&walk, "<Home>");
	walk_expect(&walk, "1 of 30");
	walk_press(&walk, "/");
	walk_type(&walk, "outil 27");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "28 of 30");
}

Test(inventory, what_is_there_is_there_after_opening_again)
{
	add_use("Un");
	walk_reopen(&walk);
	cr_expect_str_eq(use("U001", USE_NAME), "Un");
}
