/*
 * What makes a newcomer hesitate: keys named at the foot that do nothing, a
 * prompt that does not say what Enter does, a date in another form, «:matrix».
 * Every page is gone through twice, in a dossier with nothing in it and in the
 * demonstration, with each key that its foot may name.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/base/alloc.h"
#include "../src/tui/ui_internal.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin_empty(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
}

static void begin_demo(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, UI_WIDTH, UI_HEIGHT, false);
}

static void end(void)
{
	walk_end(&walk);
}

static void begin_french(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_FR, "Essai");
}

TestSuite(essai, .init = begin_french, .fini = end);
TestSuite(empty, .init = begin_empty, .fini = end);
TestSuite(demo, .init = begin_demo, .fini = end);

/* --- the foot --------------------------------------------------------------------------- */

/* The keys that lead to each page. */
static const char *const ways[] = {
	"",        "g",       "g i",       "g i a x <Enter>", "<M-2>",   "<M-2> <Enter>",
	"<M-2> ?", "<M-4>",   "<M-4> A",   "<M-4> <Enter>",   "<M-4> b", "<M-4> t",
	"<M-4> f", "<M-4> s", "<M-4> s v", "<M-5>",           "<M-5> v", "<M-6>",
	"<M-6> m", "<M-6> ?", "<M-7>",     "<M-8>",           "<F1>",
};

/* The `index`th key that the page on top has a word for at the foot; NULL behind the last. */
static const char *named_key(const struct ui *ui, size_t index)
{
	const struct layer *layer = ui_top(ui);
	const struct binding *tables[] = { layer->page->more ? layer->page->more(layer->state) : NULL,
					   layer->page->bindings };

	for (size_t t = 0; t < ARRAY_SIZE(tables); t++)
		for (const struct binding *binding = tables[t]; binding && binding->key; binding++)
			if (binding->label && !index--)
				return binding->key;
	return NULL;
}

/* «1-5» and «<M-1-8>» ask for any of a row: one from its middle. */
static void press_named(const char *key)
{
	if (strlen(key) == 3 && key[1] == '-')
		walk_press(&walk, (const char[]){ (char)(key[0] + 1), '\0' });
	else
		walk_press(&walk, !strcmp(key, " ") ? "<Space>" : key);
}

/* False behind the last key of that page. */
static bool try_key(const char *way, size_t index)
{
	const char *key;
	char *before, *after;

	walk_press(&walk, way);
	key = named_key(&walk.ui, index);
	if (!key)
		return false;
	before = walk_screen(&walk, NULL);
	press_named(key);
	after = walk_screen(&walk, NULL);
	cr_expect(walk.ui.leaving || strcmp(before, after) != 0, "after «%s», «%s» does nothing:\n%s", way, key, after);
	cr_expect(!strstr(after, "this key does nothing here"), "after «%s», «%s» is named:\n%s", way, key, after);
	free(before);
	free(after);
	return true;
}

static void try_all(void (*begin)(void))
{
	for (size_t w = 0; w < ARRAY_SIZE(ways); w++) {
		bool more = true;

		for (size_t i = 0; more; i++) {
			begin();
			more = try_key(ways[w], i);
			end();
		}
	}
}

Test(foot, in_an_empty_dossier_each_key_it_names_does_something_or_says_why_not)
{
	try_all(begin_empty);
}

Test(foot, in_the_demonstration_each_key_it_names_does_something_or_says_why_not)
{
	try_all(begin_demo);
}

Test(empty, the_list_of_use_cases_names_only_what_brings_one)
{
	walk_press(&walk, "<M-4>");
	walk_expect(&walk, " a add A catalogue Alt-1-8 step ? help q quit");
	walk_press(&walk, "a x <Enter> <Esc>");
	walk_expect(&walk, " Enter sheet a add A catalogue s scoring");
}

Test(empty, from_scoring_and_from_the_matrix_Enter_leads_to_the_use_cases)
{
	walk_press(&walk, "<M-5>");
	walk_expect(&walk, "There is no use case to score yet. They are gathered in step 4, Cases: Enter goes there.");
	walk_expect(&walk, " Enter use cases Alt-1-8 step ? help q quit");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "There is no use case yet.");
	walk_press(&walk, "<M-6>");
	walk_expect(&walk, " Enter use cases m matrix Alt-1-8 step ? help q quit");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "There is no use case yet.");
}

Test(empty, the_inventory_names_only_what_brings_a_use)
{
	walk_press(&walk, "g i");
	walk_expect(&walk, " a add Esc back Tab step ? help q quit");
}

Test(empty, clearing_what_is_empty_says_so)
{
	walk_press(&walk, "<Down> <Down> <Backspace>");
	walk_expect(&walk, "this is empty already");
}

/* --- the date --------------------------------------------------------------------------- */

static void type_date(const char *date)
{
	walk_press(&walk, "<Home> <Down> <Down> <Down> <Enter> <C-u>");
	walk_type(&walk, date);
	walk_press(&walk, "<Enter>");
}

Test(empty, a_date_is_taken_in_two_forms_and_kept_in_one)
{
	type_date("21/11/2026");
	walk_expect(&walk, "Date 2026-11-21");
	walk_expect(&walk, "saved: Date: 2026-11-21");
	type_date("2026-12-01");
	walk_expect(&walk, "Date 2026-12-01");
}

Test(empty, a_day_that_there_is_not_is_refused_with_a_sentence_and_can_be_mended)
{
	type_date("2026-02-30");
	walk_expect(&walk, "there is no 2026-02-30 in the calendar; expected a day such as 2026-11-21");
	walk_press(&walk, "<Backspace> <Backspace> 2 8 <Enter>");
	walk_expect(&walk, "Date 2026-02-28");
	type_date("in autumn");
	walk_expect(&walk, "«in autumn» is not a date; expected the year, the month and the day, such as 2026-11-21");
}

/* --- commands --------------------------------------------------------------------------- */

static void command(const char *words)
{
	walk_press(&walk, ":");
	walk_type(&walk, words);
	walk_press(&walk, "<Enter>");
}

static const struct {
	const char *words;
	size_t step;
} commands[] = {
	{ "6", 6 },       { "Matrix", 6 },    { "matrix", 6 },  { "mat", 6 },   { "Matrice", 6 }, { "matrice", 6 },
	{ "données", 2 }, { "donnees", 2 },   { "DONNÉES", 2 }, { "data", 2 },  { "ia", 3 },      { "ai", 3 },
	{ "cas", 4 },     { "cases", 4 },     { "scores", 5 },  { "sc", 0 },    { "notes", 5 },   { "road", 7 },
	{ "feuille", 7 }, { "scorecard", 8 }, { "scorec", 8 },  { "fiche", 8 }, { "service", 1 }, { "s", 0 },
	{ "banana", 0 },  { "9", 0 },
};

static void expect_steps(void)
{
	for (size_t i = 0; i < ARRAY_SIZE(commands); i++) {
		walk_press(&walk, commands[i].step == 1 ? "<M-8>" : "<M-1>");
		command(commands[i].words);
		if (commands[i].step)
			cr_expect(walk.ui.step == commands[i].step - 1, "«%s» leads to step %zu", commands[i].words,
				  walk.ui.step + 1);
		else
			cr_expect(walk.ui.edit.open && walk.ui.step == 0, "«%s» is taken", commands[i].words);
		walk_press(&walk, walk.ui.edit.open ? "<Esc>" : "");
	}
}

Test(demo, a_step_is_called_by_its_name_in_either_language_or_by_how_it_begins)
{
	expect_steps();
}

Test(french, a_step_is_called_by_its_name_in_either_language)
{
	static const char *const words[][2] = { { "matrice", "6" }, { "Matrix", "6" }, { "donnees", "2" },
						{ "don", "2" },     { "data", "2" },   { "roadmap", "7" } };

	fixture_begin();
	walk_begin(&walk, LANGUAGE_FR, UI_WIDTH, UI_HEIGHT, false);
	for (size_t i = 0; i < ARRAY_SIZE(words); i++) {
		walk_press(&walk, "<M-1>");
		command(words[i][0]);
		cr_expect(walk.ui.step + 1 == (size_t)(words[i][1][0] - '0'), "«%s»", words[i][0]);
	}
	end();
}

Test(demo, an_unknown_word_says_which_steps_and_actions_there_are)
{
	command("banana");
	walk_expect(&walk, "«banana» is no step and no action, or begins several. Steps: 1 Service, 2 Data, 3 AI");
	walk_expect(&walk, "8 Scorecard. Actions here: left, right, open, clear, charter.");
}

Test(demo, a_word_for_a_step_and_an_action_is_the_action_where_the_page_has_it)
{
	walk_press(&walk, "<M-6>");
	command("matrix");
	walk_expect(&walk, "The matrix that use cases are compared with");
	walk_press(&walk, "<Esc>");
	command("sear");
	walk_expect(&walk, "─ Search here; everywhere with ");
}

/* --- prompts ---------------------------------------------------------------------------- */

Test(demo, a_prompt_says_what_Enter_does_with_what_is_typed)
{
	walk_press(&walk, "<M-4> /");
	walk_expect(&walk, " Enter find Esc give up");
	walk_press(&walk, "<Esc> a");
	walk_expect(&walk, " Enter add Esc give up");
	walk_press(&walk, "<Esc> :");
	walk_expect(&walk, " Enter go Esc give up");
	walk_press(&walk, "<Tab>");
	walk_press(&walk, "<Esc> <M-8> p");
	walk_expect(&walk, " Enter write Esc give up");
	walk_press(&walk, "<F1>");
	walk_expect(&walk, "Enter: write · Esc: give up");
	walk_press(&walk, "<Esc> <M-1> <Enter>");
	walk_expect(&walk, " Enter keep Esc give up");
}

Test(demo, whether_to_replace_a_file_is_no_until_yes_is_typed)
{
	char path[120];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/own.csv", walk.folder);
	file = fopen(path, "w");
	cr_assert(file && fputs("mine\n", file) >= 0 && !fclose(file));
	walk_press(&walk, "<M-8> p <C-u>");
	walk_type(&walk, "own.csv");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " Enter no Esc give up");
	walk_press(&walk, "o");
	walk_expect(&walk, " Enter yes Esc give up");
	walk_press(&walk, "<C-u> <Enter>");
	walk_expect(&walk, "left as it was");
}

/* --- files ------------------------------------------------------------------------------ */

Test(demo, a_tilde_is_the_home_directory_and_the_field_shows_the_whole_path)
{
	char whole[120];

	cr_assert(!setenv("HOME", walk.folder, 1));
	walk_press(&walk, "<M-8> p <C-u>");
	walk_type(&walk, "~/nowhere/a.csv");
	walk_press(&walk, "<Enter>");
	(void)snprintf(whole, sizeof(whole), "%s/nowhere/a.csv", walk.folder);
	cr_assert(walk.ui.edit.open, "there is no such folder");
	cr_expect_str_eq(walk.ui.edit.line.text.data, whole);
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "~/a.csv");
	walk_press(&walk, "<Enter>");
	(void)snprintf(whole, sizeof(whole), "%s/a.csv", walk.folder);
	cr_expect(!access(whole, R_OK), "%s is not there", whole);
	walk_expect(&walk, whole);
	walk_press(&walk, "p <C-u>");
	walk_type(&walk, "~other.csv");
	walk_press(&walk, "<Enter>");
	(void)snprintf(whole, sizeof(whole), "%s/~other.csv", walk.folder);
	cr_expect(!access(whole, R_OK), "only a tilde of its own is the home directory");
}

Test(demo, the_inventory_can_be_written_as_a_file)
{
	char path[120];

	walk_press(&walk, "<M-8> <Home> <Down> <Down> <Down> <Down> <Down> <Down> <Down>");
	walk_expect(&walk, "Inventory of uses demo-uses.csv");
	walk_press(&walk, "<Enter>");
	(void)snprintf(path, sizeof(path), "%s/demo-uses.csv", walk.folder);
	cr_expect(!access(path, R_OK), "%s is not there", path);
}

/* --- what a quick win still needs --------------------------------------------------------- */

static void set(const char *field, const char *value)
{
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "UC001", field, value));
	(void)ui_settle(&walk.ui);
}

Test(empty, the_sheet_marks_what_a_quick_win_still_needs_until_it_is_there)
{
	walk_press(&walk, "<M-4> a x <Enter>");
	walk_expect(&walk, "☆ what a quick win still needs");
	walk_expect(&walk, "☆ Need · ☆ Sponsor · ☆ Indicator · Domain");
	walk_expect(&walk, "☆ Health data not known Personal data");
	set("need", "n");
	walk_expect(&walk, "· Need n ☆ Sponsor");
	set("health_data", "yes");
	walk_expect(&walk, " Health data yes Personal data not known ☆ Hosting not known ☆ Impact assessment");
	set("aipd", "done");
	walk_expect_not(&walk, "☆ Impact assessment");
	walk_press(&walk, "b");
	walk_expect(&walk, "☆ what a quick win still needs");
	walk_expect(&walk, "☆ Sponsor");
	walk_expect_not(&walk, "☆ Need");
}

Test(demo, what_is_a_quick_win_lacks_nothing)
{
	walk_press(&walk, "<M-4> <Enter>");
	walk_expect(&walk, "Quick win: yes");
	walk_expect_not(&walk, "what a quick win still needs");
}

/* --- how far, and what words mean ----------------------------------------------------------- */

/* All questions of the grid's express reading, with the same answer. */
static void answer_grid(const char *step, const char *answer)
{
	walk_press(&walk, step);
	walk_press(&walk, "<Enter>");
	for (int i = 0; i < 9; i++) {
		walk_press(&walk, answer);
		walk_press(&walk, "<Enter>");
	}
}

Test(empty, a_grid_that_is_answered_has_a_tick_as_the_service_has)
{
	answer_grid("<M-2>", "3");
	walk_expect(&walk, "▶2 Data ✓");
	walk_press(&walk, "r");
	walk_expect(&walk, "▶2 Data 9/36 ");
}

Test(essai, at_80_columns_how_far_the_grids_are_stays_beside_use_cases_and_scores)
{
	answer_grid("<M-2>", "0");
	answer_grid("<M-3>", "3");
	walk_press(&walk, "<M-4> A <Enter> <Esc>");
	walk_expect(&walk, "1 Service 2 Données 0/9 3 IA ✓▶4 Cas 1 5 Notes ✓ 6 Matrice");
}

Test(empty, no_reason_why_not_applicable_does_not_say_that_nothing_changed)
{
	walk_press(&walk, "<M-2> <Enter> x <Enter>");
	walk_expect(&walk, "left empty");
	walk_expect_not(&walk, "nothing changed");
	walk_press(&walk, "n <Enter>");
	walk_expect(&walk, "left empty");
}

Test(empty, the_foot_names_the_letter_of_yes)
{
	walk_press(&walk, "<M-4> a x <Enter> t");
	walk_expect(&walk, " y yes n no ");
}

Test(essai, the_foot_names_the_letter_of_oui)
{
	walk_press(&walk, "<M-4> a x <Enter> t");
	walk_expect(&walk, " o oui n non ");
	walk_press(&walk, "o <Esc> <Esc> <M-3> g");
	walk_expect(&walk, " o oui ");
}

static void type_hours(void)
{
	walk_press(&walk, "<M-4> a x <Enter> f <Enter> 4 0 <Enter>");
}

Test(essai, figures_that_are_not_given_are_called_as_their_fields_are)
{
	type_hours();
	walk_expect(&walk, "Non renseignés, comptés pour 0\u00a0: Coût d'une");
	walk_expect_not(&walk, "tarif journalier");
}

Test(empty, what_is_to_be_scored_also_says_which_condition_fails_already)
{
	type_hours();
	for (int i = 0; i < 3; i++)
		set((const char *const[]){ "need", "sponsor", "indicator" }[i], "n");
	walk_expect(&walk, "Quick win: no · to be scored, payback");
}

Test(essai, a_score_is_called_as_its_step_is)
{
	walk_press(&walk, "<M-4> a x <Enter> s 4");
	walk_expect(&walk, "Note 4, retenue");
	walk_expect_not(&walk, "Score 4");
}

Test(essai, the_roadmap_says_where_the_budget_is_typed)
{
	walk_press(&walk, "<M-4> A <Enter> <Esc> <M-7>");
	walk_expect(&walk, "Indiquez un budget ou des jours par an à l'étape 1, Service, pour le voir.");
}

Test(empty, what_is_missing_is_called_as_its_condition_is)
{
	walk_press(&walk, "<M-4> a x <Enter>");
	walk_expect(&walk, "missing: 11 scores, time to first use, AI Act class");
}

/* --- too small ---------------------------------------------------------------------------- */

Test(empty, too_small_a_window_says_what_is_needed_that_keys_wait_and_that_nothing_is_lost)
{
	ui_resize(&walk.ui, 60, 15);
	walk_expect(&walk, "The window is too small: 60 × 15; at least 80 × 24 are needed.");
	walk_expect(&walk, "Until then no key does anything but q, which leaves. What was saved is safe.");
	walk_press(&walk, "<Down> <Backspace> d <M-4> a");
	ui_resize(&walk.ui, UI_WIDTH, UI_HEIGHT);
	walk_expect(&walk, "▶1 Service");
	walk_press(&walk, "<Enter> é");
	ui_resize(&walk.ui, 60, 15);
	walk_expect(&walk, "What you typed is kept. Until then no key does anything. What was saved is safe.");
	walk_press(&walk, "x q");
	ui_paste(&walk.ui, "y");
	cr_expect(!walk.ui.leaving);
	ui_resize(&walk.ui, UI_WIDTH, UI_HEIGHT);
	cr_expect_str_eq(walk.ui.edit.line.text.data, "Essaié");
}
