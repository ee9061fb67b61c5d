/*
 * Home, walked through with keys: what a dossier opens on, where Enter leads,
 * and how its page lies on the steps.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
}

static void begin_empty(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(home, .init = begin, .fini = end);
TestSuite(home_empty, .init = begin_empty, .fini = end);

Test(home, a_dossier_with_something_in_it_opens_on_it)
{
	walk_start(&walk);
	walk_expect(&walk, "▶ Next: Ask what need");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "The service");
}

Test(home_empty, a_new_dossier_opens_on_the_form_of_its_service)
{
	walk_start(&walk);
	walk_expect(&walk, "The service");
	walk_press(&walk, "H");
	walk_expect(&walk, "▶ Next: Say who it is about");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "The service");
}

static void set(const char *key, const char *value)
{
	struct change_list changes = { 0 };
	struct err err;

	cr_assert(change_parse_key(walk.session.document, key, value, &changes, &err), "%s", err.text);
	cr_assert(ui_change_all(&walk.ui, &changes), "%s", walk.ui.message.data);
	(void)ui_settle(&walk.ui);
}

Test(home_empty, a_grid_that_is_begun_or_not_says_how_many_questions_are_left_and_enter_goes_to_the_first)
{
	set("service.name", "Essai");
	set("service.sector", "spsti");
	walk_press(&walk, "H");
	walk_expect(&walk, "▶ Next: Go on with «Data maturity»: 9 questions left to answer (express reading)");
	walk_press(&walk, "<Enter> 3 H");
	walk_expect(&walk, "▶ Next: Go on with «Data maturity»: 8 questions left to answer (express reading)");
	cr_expect_eq(walk.ui.step, 1);
}

/* In the order in which they are asked for: each is done, and the next one is said. */
Test(home, of_a_need_what_is_missing_is_asked_for)
{
	walk_press(&walk, "H");
	walk_expect(&walk, "Ask what need «Member portal chatbot» answers");
	set("use-case.member-chatbot.need", "Calls are lost");
	set("use-case.member-chatbot.sponsor", "");
	set("use-case.member-chatbot.indicator", "");
	walk_expect(&walk, "Say who in the field sponsors «Member portal chatbot», and what figure will tell its");
	set("use-case.member-chatbot.sponsor", "Head of reception");
	walk_expect(&walk, "Say what figure will tell the success of «Member portal chatbot»");
	set("use-case.member-chatbot.sponsor", "");
	set("use-case.member-chatbot.indicator", "Calls lost a month");
	walk_expect(&walk, "Say who in the field sponsors «Member portal chatbot».");
}

Test(home, what_is_next_follows_what_is_done_up_to_the_export)
{
	set("use-case.member-chatbot.need", "Calls are lost");
	set("score.transfer-robot.feasibility.skills", "3");
	set("use-case.billing-robot.ai_act", "");
	walk_press(&walk, "H");
	walk_expect(&walk, "▶ Next: Classify «Member invoicing robot» by the AI Act");
	set("use-case.billing-robot.ai_act", "none");
	set("use-case.billing-robot.delay", "");
	walk_expect(&walk, "▶ Next: Complete the sheet of «Member invoicing robot»: time to first use.");
	walk_press(&walk, "<Home> <Enter>");
	walk_expect(&walk, "Member invoicing robot");
	walk_press(&walk, "H");
	set("use-case.billing-robot.delay", "3");
	walk_expect(&walk, "▶ Next: Launch «");
	for (size_t i = 0; i < walk.ui.evaluation.use_case_count; i++) {
		const struct use_case_result *result = &walk.ui.evaluation.use_cases[i];
		char key[80];

		(void)snprintf(key, sizeof(key), "use-case.%s.status", result->use_case->id);
		if (result->verdict == VERDICT_YES)
			set(key, "pilot");
	}
	walk_expect(&walk, "▶ Next: Bring «");
	walk_expect(&walk, "» to level");
	walk_expect(&walk, ", on the way to «");
	walk_press(&walk, "?");
	walk_expect(&walk, "No quick win is left to launch: maturity holds use cases back.");
	walk_press(&walk, "<Home> <Enter>");
	walk_expect(&walk, "What unlocks what: one more level of maturity");
}

Test(home, has_a_line_for_each_step_with_its_figure)
{
	walk_press(&walk, "H");
	walk_expect(&walk, "1 Service ███████████████ 8 of 8 fields ✓");
	walk_expect(&walk, "2 Data █████████████·· 8/9 · 2.25 out of 5 · level 2");
	walk_expect(&walk, "4 Cases █████████████·· 13 use cases · 1 to be completed");
	walk_expect(&walk, "5 Scores ██████████████· 120 of 121 scores");
	walk_expect(&walk, "6 Matrix ███████████████ 3 quick wins · 1 under condition ✓");
	walk_expect(&walk, "7 Roadmap ████████████··· 9 planned, 5 within 6 months");
	walk_expect(&walk, "8 Scorecard no milestone yet");
}

/* A bar is full when nothing is left, and only then. */
Test(home, a_bar_of_all_but_one_is_not_full)
{
	walk_press(&walk, "H");
	walk_expect_not(&walk, "███████████████ 120 of 121");
}

Test(home, enter_goes_to_the_next_step_a_step_or_a_quick_win)
{
	walk_press(&walk, "H <Enter>");
	walk_expect(&walk, "Sponsor");
	cr_expect(walk.ui.step == 3, "%zu", walk.ui.step);
	walk_press(&walk, "H j j j <Enter>");
	walk_expect(&walk, "AI adoption");
	cr_expect(walk.ui.step == 2);
	walk_press(&walk, "H <End> <Enter>");
	walk_expect(&walk, "In-house writing assistant");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "3 quick wins");
}

Test(home, question_mark_says_why_this_is_next_and_explains_the_others)
{
	walk_press(&walk, "H ?");
	walk_expect(&walk, "Without need, sponsor and indicator a use case cannot be a quick win.");
	walk_press(&walk, "j j ?");
	walk_expect(&walk, "Data maturity");
	walk_press(&walk, "<Esc> <End> ?");
	walk_expect(&walk, "In-house writing assistant");
}

Test(home, closes_when_one_goes_to_a_step_and_is_opened_once)
{
	walk_press(&walk, "H J C H");
	cr_expect(walk.ui.steps[0].depth == 2, "%zu pages", walk.ui.steps[0].depth);
	walk_press(&walk, "J <M-1>");
	cr_expect(walk.ui.steps[0].depth == 1, "%zu pages", walk.ui.steps[0].depth);
	walk_expect(&walk, "The service");
	walk_press(&walk, "H <Tab> <S-Tab>");
	walk_expect(&walk, "The service");
}

Test(home, is_found_by_its_name)
{
	walk_press(&walk, "<M-4> :");
	walk_type(&walk, "home");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "▶ Next:");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Member invoicing robot");
}

Test(home, follows_what_is_done)
{
	walk_press(&walk, "H");
	walk_expect(&walk, "3 quick wins");
	walk_press(&walk, "<End> <Enter> /");
	walk_type(&walk, "status");
	walk_press(&walk, "<Enter> <Enter> <End> <Enter> <Esc>");
	walk_expect(&walk, "2 quick wins");
	walk_press(&walk, "u");
	walk_expect(&walk, "3 quick wins");
}

Test(home, more_quick_wins_than_rows_scroll_with_the_cursor)
{
	struct change_list changes = { 0 };

	for (int i = 0; i < 200; i++) {
		char id[20];

		(void)snprintf(id, sizeof(id), "many-%d", i);
		change_add_use_case(walk.session.document, id, &changes);
		(void)change_add(&changes, CHANGE_USE_CASE, id, "name", id);
	}
	cr_assert(ui_change_all(&walk.ui, &changes));
	walk_press(&walk, "H");
	walk_expect(&walk, "213 use cases");
	walk_press(&walk, "j j k <PageDown> <PageUp> <End> <Home>");
	walk_expect(&walk, "▶ Next:");
}

Test(home, the_terminals_cursor_stands_on_the_chosen_line)
{
	struct surface surface;

	walk_press(&walk, "H j");
	free(walk_screen(&walk, &surface));
	cr_expect(strstr(surface_at(&surface, surface.cursor_row, 1)->text, "1"), "row %d", surface.cursor_row);
	surface_release(&surface);
}
