/*
 * The questions on the need, walked through with keys: what is typed goes into
 * three fields, and only these say what is missing. A dossier whose criteria
 * have other questions, or none, is made from the shipped file.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/store/content_dir.h"
#include "cadran/store/content_read.h"
#include "cadran/store/file.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

/* One use case, with nothing but its name; the cursor is in the list. */
static void begin(enum language language)
{
	fixture_begin();
	walk_begin_empty(&walk, language, "Essai");
	walk_press(&walk, "<M-4> a");
	walk_type(&walk, "Dictée");
	walk_press(&walk, "<Enter> <Esc>");
}

static void begin_english(void)
{
	begin(LANGUAGE_EN);
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(need, .init = begin_english, .fini = end);
TestSuite(fits);

static const struct criteria *criteria(void)
{
	return &walk.session.document->content->criteria;
}

static void expect_field(enum use_case_field field, const char *value)
{
	cr_expect_str_eq(walk_field(&walk, "UC001", field), value);
}

Test(need, arrows_go_to_the_need_of_the_use_cases_beside)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Tri");
	walk_press(&walk, "<Enter> <Esc> <Home> b <Enter>");
	walk_type(&walk, "Huit jours");
	walk_press(&walk, "<Enter> <Right>");
	walk_expect(&walk, "Tri UC002");
	walk_press(&walk, "<Enter>");
	walk_type(&walk, "Un mois");
	walk_press(&walk, "<Enter> <Right>");
	walk_expect(&walk, "this is the last use case");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_NEED), "Huit jours");
	cr_expect_str_eq(walk_field(&walk, "UC002", USE_CASE_NEED), "Un mois");
	walk_press(&walk, "<Left>");
	walk_expect(&walk, "Dictée UC001");
	walk_press(&walk, "<Left>");
	walk_expect(&walk, "this is the first use case");
}

Test(need, arrows_follow_the_order_that_the_list_is_sorted_in)
{
	walk_press(&walk, "a");
	walk_type(&walk, "Accueil");
	walk_press(&walk, "<Enter> <Esc> > > <Home> b");
	walk_expect(&walk, "Accueil UC002");
	walk_press(&walk, "<Right>");
	walk_expect(&walk, "Dictée UC001");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "sorted by: Use case");
}

static void state_all(void)
{
	walk_press(&walk, "b <Enter>");
	walk_type(&walk, "Huit jours");
	walk_press(&walk, "<Tab>");
	walk_type(&walk, "Direction");
	walk_press(&walk, "<Tab>");
	walk_type(&walk, "Jours : 8");
	walk_press(&walk, "<Enter>");
}

/* --- typing ------------------------------------------------------------------------------ */

Test(need, the_six_questions_stand_over_the_three_fields_that_they_lead_to)
{
	cr_expect(criteria()->need_count == 6);
	walk_press(&walk, "b");
	walk_expect(&walk, "1 What goes wrong today");
	walk_expect(&walk, "6 Which figure will tell");
	walk_expect(&walk,
		    "Techno-push, a tool before a need: no quick win; still to be stated: need, sponsor, indicator.");
}

Test(need, tab_while_typing_goes_to_the_next_field_and_all_three_are_kept)
{
	state_all();
	expect_field(USE_CASE_NEED, "Huit jours");
	expect_field(USE_CASE_SPONSOR, "Direction");
	expect_field(USE_CASE_INDICATOR, "Jours : 8");
	walk_expect(&walk, "Need, sponsor and indicator are stated; s goes on to the scoring.");
}

Test(need, each_field_takes_lines)
{
	walk_press(&walk, "b <Enter> a <M-Enter> b <Tab> c <M-Enter> d <Tab> e <M-Enter> f <Enter>");
	expect_field(USE_CASE_NEED, "a\nb");
	expect_field(USE_CASE_SPONSOR, "c\nd");
	expect_field(USE_CASE_INDICATOR, "e\nf");
}

Test(need, what_is_missing_is_told_as_the_fields_are_filled_and_cleared)
{
	walk_press(&walk, "b j <Enter> x <Enter>");
	walk_expect(&walk, "still to be stated: need, indicator.");
	walk_press(&walk, "<Backspace>");
	walk_expect(&walk, "still to be stated: need, sponsor, indicator.");
	walk_press(&walk, "u");
	walk_expect(&walk, "still to be stated: need, indicator.");
	expect_field(USE_CASE_SPONSOR, "x");
}

Test(need, escape_gives_up_what_is_typed_then_the_page)
{
	walk_press(&walk, "b <Enter> x <Esc>");
	expect_field(USE_CASE_NEED, "");
	walk_expect(&walk, "1 What goes wrong today");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Need Scored Missing");
}

Test(need, the_cursor_begins_at_what_is_not_stated)
{
	walk_press(&walk, "b <Enter> x <Enter> <Esc> <Enter> b <Enter> y <Enter>");
	expect_field(USE_CASE_NEED, "x");
	expect_field(USE_CASE_SPONSOR, "y");
}

Test(need, the_page_closes_when_its_use_case_goes)
{
	walk_press(&walk, "b u");
	walk_expect(&walk, "There is no use case yet.");
}

/* --- scoring -------------------------------------------------------------------------------- */

Test(need, scoring_comes_after_the_three_are_stated)
{
	walk_press(&walk, "b s");
	walk_expect(&walk, "first to be stated: need, sponsor, indicator");
	walk_expect(&walk, "1 What goes wrong today");
	walk_press(&walk, "<Esc>");
	state_all();
	walk_press(&walk, "s 3");
	cr_expect_str_eq(document_use_case(walk.session.document, "UC001")->scores[0].retained, "3");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Need Scored Missing");
}

Test(need, the_scoring_says_so_in_one_line_and_lets_one_score_all_the_same)
{
	for (int turned = 0; turned < 2; turned++) {
		walk_press(&walk, turned ? "<M-5> v" : "<M-5>");
		walk_expect(&walk, "Techno-push · still to be stated: need, sponsor, indicator · b leads there");
	}
	walk_press(&walk, "4");
	cr_expect_str_eq(document_use_case(walk.session.document, "UC001")->scores[0].retained, "4");
}

Test(need, what_was_opened_from_the_scoring_goes_back_to_it)
{
	walk_press(&walk, "<M-5>");
	state_all();
	for (int i = 0; i < 12; i++)
		walk_press(&walk, "s b");
	walk_press(&walk, "s");
	walk_expect(&walk, "Dictée · 1 of 1");
	walk_expect_not(&walk, "Techno-push");
	cr_expect(walk.ui.steps[walk.ui.step].depth == 1);
}

Test(need, what_is_out_of_the_race_is_not_asked_for_its_need)
{
	walk_press(&walk, "<M-5>");
	for (int i = 0; i < 2; i++) {
		cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "UC001", i ? "ai_act" : "status",
				    i ? "prohibited" : "live"));
		walk_expect_not(&walk, "Techno-push");
		walk_press(&walk, "u");
		walk_expect(&walk, "Techno-push");
	}
}

/* A class that no field of the sheet mends: no sign promises a quick win, and the foot says why there can be none. */
Test(need, what_can_be_no_quick_win_is_asked_for_nothing)
{
	walk_press(&walk, "<M-4> <Home> <Enter> <Home>");
	walk_expect(&walk, "what a quick win still needs");
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "UC001", "ai_act", "high-annex-3"));
	walk_expect_not(&walk, "what a quick win still needs");
	walk_expect_not(&walk, "☆");
	walk_expect(&walk, "no quick win is possible: High risk, Annex III");
	walk_expect(&walk, "Quick win: no · High risk, Annex III · and 1 more");
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "UC001", "ai_act", "minimal"));
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "UC001", "medical_device", "yes"));
	walk_expect(&walk, "no quick win is possible: a medical device");
}

/* --- other criteria --------------------------------------------------------------------------- */

static struct journal_stamp stamp(void)
{
	return (struct journal_stamp){ "animateur", "2026-11-21T09:00:00Z" };
}

/* The shipped criteria with `questions` in place of theirs. */
static char *criteria_with(const char *questions)
{
	struct buf bytes, out;
	struct err err;
	const char *first, *rest;

	buf_init(&bytes);
	buf_init(&out);
	cr_assert(file_read("questionnaires/criteria.ini", &bytes, &err), "%s", err.text);
	first = strstr(bytes.data, "\n[need ");
	rest = strstr(bytes.data, "\n[criterion ");
	cr_assert(first && rest && first < rest);
	buf_add(&out, bytes.data, (size_t)(first - bytes.data));
	buf_add_format(&out, "\n%s%s", questions, rest);
	buf_release(&bytes);
	return buf_detach(&out);
}

/* Another dossier, that keeps a copy of these criteria. */
static void go_on_with(const char *questions)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct change_list changes = { 0 };
	struct err err;
	char *bytes = criteria_with(questions);

	content_add(content, "old.ini", bytes, strlen(bytes), &faults);
	cr_assert(!faults.faults && content->criteria.count, "%s", faults.count ? faults.items[0].text : "");
	cr_assert(content_add_path(content, "matrices", &faults, &err) && content_choose_matrix(content, NULL, &err));
	change_add_use_case(walk.session.document, "UC001", &changes);
	(void)change_add(&changes, CHANGE_USE_CASE, "UC001", "name", "Ancien");
	(void)snprintf(walk.path, sizeof(walk.path), "%s/old.cadran", walk.folder);
	cr_assert(session_create(walk.path, content, &changes, stamp(), &err), "%s", err.text);
	walk_reopen(&walk);
	fault_list_release(&faults);
	free(bytes);
}

static void press_step(const char *name)
{
	for (size_t i = 0; i < walk.ui.step_count; i++)
		if (!strcmp(walk.ui.steps[i].name, name))
			ui_go_to_step(&walk.ui, i);
}

Test(need, a_dossier_whose_criteria_ask_nothing_has_the_three_fields_all_the_same)
{
	go_on_with("");
	cr_assert(!criteria()->need_count);
	press_step("Cases");
	walk_press(&walk, "b");
	walk_expect(&walk, "still to be stated: need, sponsor, indicator.");
	walk_expect(&walk, "Without need, sponsor and indicator a use case cannot be a quick win.");
	walk_press(&walk, "<Esc>");
	state_all();
	expect_field(USE_CASE_NEED, "Huit jours");
	expect_field(USE_CASE_INDICATOR, "Jours : 8");
	walk_press(&walk, "<Esc> <Enter> <Home> j j");
	walk_expect(&walk, "Without need, sponsor and indicator a use case cannot be a quick win.");
}

/* Where `words` begin on the screen. */
static size_t place_of(const char *words)
{
	char *screen = walk_screen(&walk, NULL), *at = strstr(screen, words);
	const size_t place = at ? (size_t)(at - screen) : 0;

	cr_expect(at && !strstr(at + 1, words), "«%s» is not there, or twice:\n%s", words, screen);
	free(screen);
	return place;
}

Test(need, the_fields_stand_in_the_order_in_which_questions_lead_to_them_and_each_once)
{
	static const char *const words[] = { "1  Which figure?", "2  Which date?", " Indicator  ",
					     "3  What?",         " Need  ",        " Sponsor  " };

	go_on_with("[need a]\ntext.en = Which figure?\nfield = indicator\n[need b]\ntext.en = What?\nfield = need\n"
		   "[need c]\ntext.en = Which date?\nfield = indicator\n");
	press_step("Cases");
	walk_press(&walk, "b");
	for (size_t i = 1; i < ARRAY_SIZE(words); i++)
		cr_expect(place_of(words[i - 1]) < place_of(words[i]), "«%s» comes after «%s»", words[i - 1], words[i]);
	walk_press(&walk, "<Enter> x <Enter>");
	expect_field(USE_CASE_INDICATOR, "x");
}

/* --- it fits ------------------------------------------------------------------------------------ */

static void expect_uncut(void)
{
	char *screen = walk_screen(&walk, NULL);

	cr_expect(!strstr(screen, "…") && !strstr(screen, "↓") && !strstr(screen, "↑"), "%s", screen);
	free(screen);
}

/* Every question, and the help of those that lead to the field of the cursor. */
static void expect_questions(enum language language)
{
	const enum profile profile = document_profile(walk.session.document);

	for (size_t i = 0; i < criteria()->need_count; i++)
		walk_expect(&walk, text_in(&criteria()->need[i].text, language));
	walk_press(&walk, "<Home>");
	for (size_t f = 0; f < NEED_FIELD_COUNT; f++) {
		for (size_t i = 0; i < criteria()->need_count; i++)
			if (criteria()->need[i].field == need_fields[f])
				walk_expect(&walk,
					    text_in(profile_example(criteria()->need[i].help, profile), language));
		expect_uncut();
		walk_press(&walk, "j");
	}
}

Test(fits, all_that_is_asked_is_on_80_columns_in_both_languages_for_all_profiles)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		begin((enum language)language);
		for (int profile = 0; profile < PROFILE_COUNT; profile++) {
			cr_assert(ui_change(&walk.ui, CHANGE_SERVICE, "", "sector", profile_id((enum profile)profile)));
			walk_press(&walk, "b");
			expect_questions((enum language)language);
			walk_press(&walk, "<Esc>");
		}
		walk_end(&walk);
	}
}

Test(fits, what_the_demonstration_states_is_read_whole_in_both_languages)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		fixture_begin();
		walk_begin(&walk, (enum language)language, 80, 24, false);
		walk_press(&walk, "<M-4> <Home>");
		for (size_t i = 0; i < walk.ui.evaluation.use_case_count; i++) {
			const char *id = walk.ui.evaluation.use_cases[i].use_case->id;

			walk_press(&walk, "b <Home>");
			for (size_t f = 0; f < NEED_FIELD_COUNT; f++) {
				walk_expect(&walk, walk_field(&walk, id, need_fields[f]));
				walk_press(&walk, "j");
			}
			walk_press(&walk, "<Esc> j");
		}
		walk_end(&walk);
	}
}

Test(fits, the_sheet_asks_the_questions_whole_in_both_languages)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		begin((enum language)language);
		walk_press(&walk, "<Enter> <Home> j");
		for (size_t f = 0; f < NEED_FIELD_COUNT; f++) {
			walk_press(&walk, "j");
			for (size_t i = 0; i < criteria()->need_count; i++)
				if (criteria()->need[i].field == need_fields[f])
					walk_expect(&walk, text_in(&criteria()->need[i].text, (enum language)language));
		}
		walk_end(&walk);
	}
}
