/*
 * What is typed after «:»: completion, history, the words that take others, and
 * what is said where nothing is meant.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/store/file.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(command_line, .init = begin, .fini = end);

static const char *field(void)
{
	cr_assert(walk.ui.edit.open, "no field is open");
	return walk.ui.edit.line.text.data;
}

static void type(const char *text)
{
	walk_press(&walk, ":");
	walk_type(&walk, text);
}

static void run(const char *text)
{
	type(text);
	walk_press(&walk, "<Enter>");
}

/* --- completion ----------------------------------------------------------------------- */

Test(command_line, tab_goes_through_what_the_text_may_become_and_back_to_what_was_typed)
{
	type("s");
	walk_expect(&walk, "Service");
	walk_expect(&walk, "Go to step 1");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "Service");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "Scores");
	walk_press(&walk, "<S-Tab>");
	cr_expect_str_eq(field(), "Service");
	walk_press(&walk, "<S-Tab>");
	cr_expect_str_eq(field(), "s");
}

Test(command_line, the_only_one_is_taken_and_what_follows_it_is_offered)
{
	type("got");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "goto ");
	walk_expect(&walk, "meeting-notes");
	walk_type(&walk, "meeting-n");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "goto meeting-notes");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Meeting minutes");
	cr_expect_not(walk.ui.edit.open);
}

Test(command_line, what_each_one_does_stands_beside_it)
{
	type("undo");
	walk_expect(&walk, "undo Take back the last change");
}

static void begin_french(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_FR, 80, 24, false);
}

TestSuite(command_line_french, .init = begin_french, .fini = end);

Test(command_line_french, words_are_offered_in_the_language_of_the_interface_each_once)
{
	type("exp");
	cr_expect_eq(walk.ui.edit.candidates.count, 2, "exporter, expliquer");
	walk_expect(&walk, "exporter");
	walk_expect_not(&walk, "export ");
	walk_press(&walk, "<Esc>");
	type("etape-s");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "étape-suivante");
}

/* For the hands that know the English ones: the candidate teaches the other. */
Test(command_line_french, an_english_word_is_completed_where_no_french_one_begins_so)
{
	type("undo");
	cr_expect_eq(walk.ui.edit.candidates.count, 1);
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "annuler");
	walk_press(&walk, "<Esc>");
	type("goto meeting-n");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "goto meeting-notes");
}

Test(command_line_french, words_of_both_languages_work_and_french_ones_without_accents)
{
	static const char *const words[] = {
		"changer service.size CPTS", "annuler", "rétablir", "undo", "retablir", "annul", "redo", "und"
	};

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
		run(words[i]);
		cr_expect_not(walk.ui.edit.open, "%s", words[i]);
		cr_expect_eq(!strcmp(walk.session.document->service[SERVICE_SIZE], "CPTS"), i % 2 == 0, "%s",
			     words[i]);
	}
	run("aller meeting-notes");
	walk_expect(&walk, "Comptes rendus");
	run("historique");
	run("jalon");
	cr_expect(walk.ui.edit.open, "its name is asked");
}

Test(command_line, french_words_work_in_english_too)
{
	run("changer service.size CPTS");
	cr_expect_str_eq(walk.session.document->service[SERVICE_SIZE], "CPTS");
	run("annuler");
	cr_expect_str_neq(walk.session.document->service[SERVICE_SIZE], "CPTS");
}

/* A use case is found by the words of its name, too. */
Test(command_line, a_use_case_is_completed_by_its_name)
{
	type("explain Meeting m");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "explain meeting-notes");
}

Test(command_line, nothing_to_complete_is_said)
{
	type("zzz");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "zzz");
	walk_expect(&walk, "nothing that could be meant begins so");
}

Test(command_line, all_of_a_long_list_can_be_come_to)
{
	char seen[200] = "";
	size_t count;

	type("");
	count = walk.ui.edit.candidates.count;
	cr_assert_gt(count, 60);
	for (size_t i = 0; i < count; i++) {
		walk_press(&walk, "<Tab>");
		cr_expect_str_neq(field(), seen);
		(void)snprintf(seen, sizeof(seen), "%s", field());
		walk_expect(&walk, field());
	}
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "");
}

Test(command_line, the_keys_of_set_are_completed_part_by_part)
{
	type("set use-case.meeting-notes.hos");
	walk_expect(&walk, "Hosting");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "set use-case.meeting-notes.hosting");
	walk_type(&walk, " h");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "set use-case.meeting-notes.hosting hds");
}

/* What is typed, and what Tab makes of it: one part of a key after the other. */
static const struct {
	const char *typed, *completed;
} keys[] = {
	{ "set service.fa", "set service.facilitator" },
	{ "set grid.da", "set grid.data.target" },
	{ "set answer.data.governance.ro", "set answer.data.governance.roles" },
	{ "set answer.data.governance.roles.no", "set answer.data.governance.roles.note" },
	{ "set score.meeting-n", "set score.meeting-notes." },
	{ "set score.meeting-notes.impact.s", "set score.meeting-notes.impact.strategic" },
	{ "set vote.meeting-notes.risk.le", "set vote.meeting-notes.risk.legal" },
	{ "set matrix.", "set matrix.id" },
};

Test(command_line, every_kind_of_key_is_completed_part_by_part)
{
	for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
		type(keys[i].typed);
		walk_press(&walk, "<Tab>");
		cr_expect_str_eq(field(), keys[i].completed, "%s: %s", keys[i].typed, field());
		walk_press(&walk, "<Esc>");
	}
}

Test(command_line, the_principles_of_the_charter_are_keys_by_their_ids_and_names)
{
	const struct principle *principle = &walk.session.document->content->charter.principles[0];
	char text[200];

	(void)snprintf(text, sizeof(text), "set charter.%s.st", principle->id);
	type(text);
	walk_expect(&walk, text_in(&principle->name, LANGUAGE_EN));
	walk_press(&walk, "<Tab>");
	(void)snprintf(text, sizeof(text), "set charter.%s.state", principle->id);
	cr_expect_str_eq(field(), text);
}

static void write_file(const char *name)
{
	char path[300];
	struct err err;

	(void)snprintf(path, sizeof(path), "%s/%s", walk.folder, name);
	cr_assert(file_create(path, "id,name\n", 8, &err), "%s", err.text);
}

Test(command_line, file_names_are_completed_from_the_folder_of_the_dossier)
{
	write_file("answers of the service.csv");
	write_file(".hidden.csv");
	type("import an");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "import answers of the service.csv");
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "import ");
	walk_expect(&walk, "demo.cadran");
	walk_expect_not(&walk, ".hidden");
}

/* The field of the page that asks for a path has the same help, when it is asked for. */
Test(command_line, a_path_that_is_asked_for_is_completed_too)
{
	write_file("uses.csv");
	walk_press(&walk, "<M-8> i");
	walk_type(&walk, "us");
	cr_expect_eq(walk.ui.edit.candidates.count, 0, "a folder is not read at each key");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "uses.csv");
}

/* --- history ---------------------------------------------------------------------------- */

Test(command_line, up_and_down_go_through_what_was_typed)
{
	run("6");
	run("undoo");
	walk_press(&walk, "<Esc>");
	run("explain meeting-notes");
	type("mat");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "explain meeting-notes");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "undoo");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "6");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "6");
	walk_expect(&walk, "nothing was typed before that");
	walk_press(&walk, "<Down> <Down> <Down>");
	cr_expect_str_eq(field(), "mat");
}

Test(command_line, what_is_typed_twice_is_remembered_once)
{
	run("6");
	run("2");
	run("6");
	type("");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "6");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "2");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), "2");
}

Test(command_line, a_long_session_is_remembered_as_far_as_there_is_room)
{
	char text[20];

	for (int i = 0; i < 2 * HISTORY_MOST + 3; i++) {
		(void)snprintf(text, sizeof(text), "z%d", i);
		run(text);
		walk_press(&walk, "<Esc>");
	}
	cr_expect_eq(walk.ui.history.count, HISTORY_MOST);
	type("");
	walk_press(&walk, "<Up>");
	cr_expect_str_eq(field(), text);
}

/* --- what is done ------------------------------------------------------------------------ */

Test(command_line, set_changes_as_the_command_does_and_undo_takes_it_back)
{
	char before[40];

	(void)snprintf(before, sizeof(before), "%s", walk_field(&walk, "meeting-notes", USE_CASE_HOSTING));
	cr_assert_str_neq(before, "none");
	run("set use-case.meeting-notes.hosting none");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_HOSTING), "none");
	walk_expect(&walk, "saved");
	walk_press(&walk, "u");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_HOSTING), before);
}

Test(command_line, set_takes_the_words_of_people)
{
	run("set use-case.meeting-notes.health_data oui");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_HEALTH_DATA), "yes");
}

Test(command_line, set_takes_and_completes_choices_as_the_screen_names_them)
{
	run("set use-case.meeting-notes.hosting Our own servers");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_HOSTING), "own");
	run("set use-case.meeting-notes.name live");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_NAME), "live", "texts are taken as they are");
	type("set use-case.meeting-notes.hosting our");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(field(), "set use-case.meeting-notes.hosting own");
}

Test(command_line, set_without_a_value_clears_and_with_several_words_takes_all_of_them)
{
	run("set use-case.meeting-notes.sponsor Head of  prevention");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_SPONSOR), "Head of  prevention");
	run("set use-case.meeting-notes.sponsor");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_SPONSOR), "");
}

Test(command_line, a_matrix_that_the_dossier_has_not_yet_is_taken_from_what_is_shipped)
{
	run("set matrix.id roi-risque");
	cr_expect_str_eq(walk.session.document->content->matrix->id, "roi-risque");
}

Test(command_line, what_set_refuses_stays_to_be_mended)
{
	run("set use-case.meeting-notes.hosting moon");
	walk_expect(&walk, "moon");
	cr_expect_str_eq(field(), "set use-case.meeting-notes.hosting moon");
	walk_press(&walk, "<Esc>");
	run("set nothing.at.all 1");
	walk_expect(&walk, "is not a key");
}

Test(command_line, goto_leads_to_use_cases_questions_dimensions_and_steps)
{
	run("goto meeting minutes");
	walk_expect(&walk, "Meeting minutes");
	cr_expect_eq(walk.ui.step, 3);
	run("goto data.governance");
	cr_expect_eq(walk.ui.step, 1);
	walk_expect(&walk, "Governance 1/4 · 1 of");
	run("goto 6");
	cr_expect_eq(walk.ui.step, 5);
	run("goto nowhere");
	walk_expect(&walk, "«nowhere» is no use case, no question and no step");
}

Test(command_line, explain_tells_where_a_figure_comes_from)
{
	run("explain meeting-notes");
	walk_expect(&walk, "maturity reached");
	walk_press(&walk, "<Esc>");
	run("explain nothing");
	walk_expect(&walk, "«nothing» is no use case");
}

Test(command_line, export_writes_what_the_ending_says_and_nothing_over_what_is_there)
{
	char path[300];

	run("export out.json");
	walk_expect(&walk, "written");
	(void)snprintf(path, sizeof(path), "%s/out.json", walk.folder);
	cr_expect(access(path, R_OK) == 0);
	run("export out.json");
	walk_expect_not(&walk, "✓ written");
	walk_press(&walk, "<Esc>");
	run("export out.doc");
	walk_expect(&walk, "has to end in");
}

Test(command_line, import_shows_what_a_file_would_change)
{
	char path[300];
	struct err err;

	(void)snprintf(path, sizeof(path), "%s/new.csv", walk.folder);
	cr_assert(file_create(path, "name\nDictation\n", 15, &err));
	run("import new.csv");
	walk_expect(&walk, "What Enter would import");
	walk_expect(&walk, "Dictation");
}

Test(command_line, a_slip_is_told_with_the_nearest_word)
{
	run("matirx");
	walk_expect(&walk, "did you mean «Matrix»?");
	cr_expect_str_eq(field(), "matirx");
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "evidense");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "did you mean «evidence»?");
}

Test(command_line, a_word_that_needs_another_says_how_it_is_used)
{
	run("set");
	walk_expect(&walk, "set KEY VALUE");
}

Test(command_line, blanks_around_a_word_are_nothing)
{
	run("  6  ");
	cr_expect_eq(walk.ui.step, 5);
}
