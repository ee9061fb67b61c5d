/*
 * History and comparison, walked through with keys.
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
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(history, .init = begin, .fini = end);
TestSuite(compare, .init = begin, .fini = end);

/* Three answers: levels 1, 2 and 3 to the first express questions. */
static void answer_three(void)
{
	walk_press(&walk, "<M-2> <Enter> 1 <Enter> 2 <Enter> 3");
	cr_assert_eq(walk.session.done, 4);
}

static void set_milestone(const char *name)
{
	walk_press(&walk, "J m");
	walk_type(&walk, name);
	walk_press(&walk, "<Enter>");
}

Test(history, shows_who_changed_what_when_the_last_change_first)
{
	answer_three();
	walk_press(&walk, "J");
	walk_expect(&walk, "4 changes");
	walk_expect(&walk, "▶ 2026-11-21");
	walk_expect(&walk, "level: 3 Defined");
	walk_expect(&walk, "Name: «Essai»");
	walk_expect(&walk, "the dossier stands here");
	walk_expect(&walk, "no answer → 3 Defined");
}

/* Two questions of one dimension read as one that was corrected. */
Test(history, questions_of_one_dimension_are_told_apart_as_the_page_of_the_question_tells_them)
{
	walk_press(&walk, "<M-2> r <Enter>");
	walk_expect(&walk, "Governance 1/4 · 1 of 36");
	walk_press(&walk, "0 <Right>");
	walk_expect(&walk, "Governance 2/4 · 2 of 36");
	walk_press(&walk, "1");
	walk_expect(&walk, "saved: Governance 2/4, level: 1");
	walk_press(&walk, "J");
	walk_expect(&walk, "Governance 2/4, level: 1");
	walk_expect(&walk, "Governance 1/4, level: don't know");
}

/* As the minutes do: stamps are UTC, which no clock on a wall shows. */
Test(history, tells_the_time_of_the_place)
{
	answer_three();
	walk_press(&walk, "J");
	walk_expect(&walk, "When Who What");
	cr_assert(!setenv("TZ", "XXX-5:30", 1));
	walk_expect(&walk, "2026-11-21 14:30");
}

Test(history, enter_takes_back_all_that_came_later_once_that_is_confirmed)
{
	answer_three();
	walk_press(&walk, "J j j");
	walk_expect(&walk, "Enter takes back the last 2 changes");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Take back the last 2 changes? yes or no");
	walk_press(&walk, "n <Enter>");
	cr_expect_eq(walk.session.done, 4);
	walk_press(&walk, "<Enter> y <Enter>");
	cr_expect_eq(walk.session.done, 2);
	walk_expect(&walk, "2 changes taken back");
	walk_expect(&walk, "2 changes · ✗ 2 taken back");
	walk_press(&walk, "<Home>");
	walk_expect(&walk, "taken back · Enter does the next 2 changes again");
	walk_reopen(&walk);
	cr_expect_eq(walk.session.done, 2, "it is on the disk");
}

Test(history, enter_on_what_was_taken_back_does_it_again)
{
	answer_three();
	walk_press(&walk, "u u u J <Home> <Enter> y <Enter>");
	walk_expect(&walk, "3 changes done again");
	cr_expect_eq(walk.session.done, 4);
	walk_expect_not(&walk, "✗");
}

Test(history, where_the_dossier_stands_there_is_nothing_to_confirm)
{
	answer_three();
	walk_press(&walk, "J <Enter>");
	walk_expect(&walk, "the dossier stands here; u takes this change back");
	walk_press(&walk, "u");
	cr_expect_eq(walk.session.done, 3);
	walk_expect(&walk, "✗ 1 taken back");
}

Test(history, the_making_of_the_dossier_stays)
{
	answer_three();
	walk_press(&walk, "J <End> <Enter> y <Enter>");
	cr_expect_eq(walk.session.done, 1);
	cr_expect_str_eq(walk.session.document->service[SERVICE_NAME], "Essai");
}

Test(history, a_milestone_is_a_mark_between_and_leads_back_to_its_state)
{
	answer_three();
	set_milestone("T1");
	walk_expect(&walk, "milestone «T1» is set");
	walk_press(&walk, "<M-2> <Enter> 5 J");
	walk_expect(&walk, "5 changes · 1 milestone");
	walk_press(&walk, "j");
	walk_expect(&walk, "◆ 2026-11-21");
	walk_press(&walk, "<Enter> y <Enter>");
	cr_expect_eq(walk.session.done, 4);
}

Test(history, a_name_that_is_taken_is_to_be_mended)
{
	set_milestone("T1");
	set_milestone("T1");
	walk_expect(&walk, "there is a milestone «T1» already");
	cr_expect_eq(walk.session.milestone_count, 1);
}

Test(history, d_takes_a_milestone_away_and_nothing_else)
{
	answer_three();
	set_milestone("T1");
	walk_press(&walk, "J d");
	walk_expect(&walk, "milestone «T1»");
	walk_press(&walk, "<Home> d");
	walk_expect(&walk, "Take the milestone «T1» away? yes or no");
	walk_press(&walk, "n <Enter>");
	cr_expect_eq(walk.session.milestone_count, 1);
	walk_press(&walk, "d y <Enter>");
	cr_expect_eq(walk.session.milestone_count, 0);
	walk_expect(&walk, "milestone «T1» is taken away; what it marked stays");
	walk_press(&walk, "d");
	walk_expect(&walk, "only a milestone is taken away");
	cr_expect_eq(walk.session.done, 4);
	walk_reopen(&walk);
	cr_expect_eq(walk.session.milestone_count, 0);
}

Test(history, slash_leaves_the_lines_with_these_words_and_esc_brings_all_back)
{
	answer_three();
	walk_press(&walk, "J /");
	walk_type(&walk, "repeatable");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "only «repeatable»: 1; Esc shows all");
	walk_expect_not(&walk, "Defined");
	walk_press(&walk, "<Enter> y <Enter>");
	cr_expect_eq(walk.session.done, 3, "what is filtered still leads to its own place");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Name: «Essai»");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "History");
}

Test(history, words_that_are_nowhere_change_nothing)
{
	answer_three();
	walk_press(&walk, "J /");
	walk_type(&walk, "zzz");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "«zzz» is nowhere here");
	walk_expect(&walk, "Name: «Essai»");
}

Test(history, two_thousand_changes_scroll)
{
	for (int i = 0; i < 2000; i++) {
		struct change_list changes = { 0 };
		char size[20];

		(void)snprintf(size, sizeof(size), "%d", i);
		(void)change_add(&changes, CHANGE_SERVICE, "", "size", size);
		cr_assert(ui_change_all(&walk.ui, &changes));
		(void)ui_settle(&walk.ui);
	}
	walk_press(&walk, "J <End> <PageUp> <Home> <PageDown> j k");
	walk_expect(&walk, "2,001 changes");
	walk_expect(&walk, "Enter takes back the last");
}

/* --- comparison -------------------------------------------------------------------------- */

Test(compare, the_day_of_a_milestone_is_written_as_the_language_does)
{
	set_milestone("T1");
	walk_press(&walk, "C");
	walk_expect(&walk, "2026-11-21 ·");
	walk.ui.scene.language = LANGUAGE_FR;
	walk_expect(&walk, "21/11/2026 ·");
}

Test(compare, without_a_milestone_it_says_how_to_set_one)
{
	walk_press(&walk, "C");
	walk_expect(&walk, "There is no milestone yet: m freezes the dossier");
	walk_press(&walk, "m");
	walk_type(&walk, "T0");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "milestone «T0»");
}

Test(compare, two_enters_show_what_moved_since_the_last_milestone_and_because_of_what)
{
	set_milestone("T0");
	answer_three();
	walk_press(&walk, "C <Enter>");
	walk_expect(&walk, "✓ milestone «T0»");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "«T0» (2026-11-21) → Essai, as it stands now");
	walk_expect(&walk, "no answer → 1 Initial");
	walk_press(&walk, "u");
	walk_expect_not(&walk, "→ 3 Defined");
}

Test(compare, esc_gives_up_the_first_side_then_the_page)
{
	set_milestone("T0");
	walk_press(&walk, "C <Enter> <Esc>");
	walk_expect(&walk, "Compare: from what?");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "Compare:");
}

Test(compare, another_dossier_is_read_by_its_path)
{
	char other[120];
	struct err err;
	struct change_list changes = { 0 };

	(void)snprintf(other, sizeof(other), "%s/other.cadran", walk.folder);
	(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Ailleurs");
	cr_assert(session_create(other, walk_content(), &changes, walk_stamp(), &err), "%s", err.text);
	walk_press(&walk, "C <End> <Enter>");
	walk_type(&walk, other);
	walk_press(&walk, "<Enter> <Home> <Enter>");
	walk_expect(&walk, "Ailleurs");
	walk_expect(&walk, "Essai");
	walk_press(&walk, "<Esc> <Esc> <M-2> <Enter> 2");
	cr_expect_eq(walk.session.done, 2, "the dossier is still ours to write");
}

Test(compare, its_own_file_and_one_that_is_not_there_are_refused)
{
	walk_press(&walk, "C <End> <Enter>");
	walk_type(&walk, walk.path);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "that is this dossier");
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "/nowhere.cadran");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "/nowhere.cadran");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Compare: from what?");
}
