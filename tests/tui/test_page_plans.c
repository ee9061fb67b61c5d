/*
 * Pages that show what to do: what unlocks what, the roadmap as bars, the
 * ranking with its shapes, the radars; and the settings. Walked through with keys.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/message.h"
#include "cadran/store/file.h"
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

TestSuite(unlocks, .init = begin, .fini = end);
TestSuite(gantt, .init = begin, .fini = end);
TestSuite(ranking, .init = begin, .fini = end);
TestSuite(radar_page, .init = begin, .fini = end);
TestSuite(settings, .init = begin, .fini = end);
TestSuite(plans_empty, .init = begin_empty, .fini = end);

/* --- what unlocks what --------------------------------------------------------------------- */

Test(unlocks, what_one_level_frees_comes_first_then_the_shortest_ways)
{
	walk_press(&walk, "L");
	walk_expect(&walk, "Human oversight 1 → 2 frees 1");
	walk_expect(&walk, "It unlocks:");
	walk_expect(&walk, "To do,");
	walk_expect(&walk, "4 levels in 3 dimensions frees 3");
	walk_press(&walk, "j");
	walk_expect(&walk, "No fewer levels free as many.");
}

Test(unlocks, enter_opens_the_questions_of_the_dimension_or_the_sheet_of_the_use_case)
{
	walk_press(&walk, "L <Enter>");
	walk_expect(&walk, "Human oversight 1/4 · 6 of 8");
	walk_press(&walk, "<Esc> j j j j <Enter>");
	walk_expect(&walk, "Indicator");
	walk_press(&walk, "<Esc> ?");
	walk_expect(&walk, "Quick win:");
}

Test(unlocks, follows_an_answer)
{
	walk_press(&walk, "L <Enter> 2 <Esc>");
	walk_expect_not(&walk, "Human oversight 1 → 2 frees 1");
}

/* --- the roadmap as bars ------------------------------------------------------------------- */

Test(gantt, v_turns_the_roadmap_into_bars_and_back)
{
	walk_press(&walk, "<M-7> v");
	walk_expect(&walk, "months 0 6 12 24");
	walk_expect(&walk, "Months 0 to 6 · 5 use cases 13,500");
	walk_expect(&walk, "Human oversight 1 → 2 ▒▒");
	walk_press(&walk, "v");
	walk_expect(&walk, "started in it:");
}

/* What nobody estimated is unknown and no 0; what exceeds the share of a wave is marked where its figures are. */
Test(gantt, what_a_wave_takes_says_what_is_unknown_and_what_is_too_much)
{
	static const char *const started[] = { "plain-language", "billing-robot", "meeting-notes", "writing-assistant",
					       "appointment-booking" };

	walk_press(&walk, "<M-7>");
	walk_expect(&walk,
		    "started in it: 13,500\u00a0€ of 20,000\u00a0€, 2 not costed, days unknown (cost to build alone)");
	walk_press(&walk, "v");
	walk_expect(&walk, "13,500\u00a0€ of 20,000\u00a0€, 2 not costed · days unknown");
	walk_press(&walk, "<End>");
	walk_expect(&walk, "cost unknown · days unknown");
	walk_press(&walk, "<PageUp> k k k k k k");
	walk_expect(&walk, "Months 6 to 12 !\u00a0over budget · 30,000\u00a0€ of 20,000\u00a0€");
	walk_expect_not(&walk, "0 of 30 days");
	walk_press(&walk, "<Home>");
	for (size_t i = 0; i < sizeof(started) / sizeof(*started); i++)
		cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, started[i], "build_days", "0"));
	walk_expect(&walk, "Months 0 to 6 · 5 use cases 13,500\u00a0€ of 20,000\u00a0€ · 0 of 30 days");
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "meeting-notes", "build_days", ""));
	walk_expect(&walk, "0 of 30 days, 1 not estimated");
}

/* The wave counts what is built in it, the best set a whole first year: each says so. */
Test(gantt, the_best_set_counts_a_whole_year_and_says_so)
{
	walk_press(&walk, "<M-7> <End>");
	walk_expect(&walk, "in the first year, running costs included: 26,900\u00a0€, days unknown");
}

/* What a use case waits for stands above it, and its bar ends before the use case's own begins or with it. */
Test(gantt, a_row_says_when_and_why_then)
{
	walk_press(&walk, "<M-7> v /");
	walk_type(&walk, "online appointment");
	walk_press(&walk, "<Enter>");
	walk_press(&walk, "<Home> j");
	walk_expect(&walk, "months 0–1 · ");
	walk_expect(&walk, "Unlocks:");
	walk_press(&walk, "?");
	walk_expect(&walk, "Use cases are placed one after the other");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "months 0 6 12 24");
}

Test(gantt, an_explanation_stays_with_its_row_when_the_dossier_changes)
{
	walk_press(&walk, "<M-4> a");
	walk_type(&walk, "x");
	walk_press(&walk, "<Enter> <M-7> v j j ?");
	walk_expect(&walk, "Technical base ?");
	walk_press(&walk, "u");
	walk_expect(&walk, "Technical base ?");
	walk_expect(&walk, "answer its questions.");
}

Test(gantt, enter_opens_questions_of_an_action_and_the_sheet_of_a_use_case)
{
	walk_press(&walk, "<M-7> v j <Enter>");
	walk_expect(&walk, "Human oversight 1/4 · 6 of 8");
	walk_press(&walk, "<Esc> /");
	walk_type(&walk, "minutes");
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "Meeting minutes");
	walk_expect(&walk, "Sponsor");
	walk_press(&walk, "<Esc> <Home> <Enter>");
	walk_expect(&walk, "this is a heading");
}

Test(gantt, all_rows_can_be_gone_through)
{
	walk_press(&walk, "<M-7> v <End>");
	walk_expect(&walk, "Set aside: low on both axes");
	for (int i = 0; i < 60; i++)
		walk_press(&walk, "k ? <Esc>");
	walk_expect(&walk, "A use case stands in the wave in which it comes into use");
}

/* --- the ranking ----------------------------------------------------------------------------- */

Test(ranking, has_a_shape_for_how_often_each_is_on_each_rank)
{
	walk_press(&walk, "<M-6> r");
	walk_expect(&walk, "Rank Use case Priority Quick win 1 2 3");
	walk_expect(&walk, "1 ★ Member invoicing robot 77.1 100% ▓▓ ▒▒ ░░");
	walk_expect(&walk, "first place:");
	walk_expect(&walk, "██ above");
}

Test(ranking, enter_explains_nothing_but_opens_the_sheet_and_v_has_it_in_words)
{
	walk_press(&walk, "<M-6> r j <Enter>");
	walk_expect(&walk, "Sponsor");
	walk_press(&walk, "<Esc> ?");
	walk_expect(&walk, "Quick win:");
	walk_press(&walk, "<Esc> v /");
	walk_type(&walk, "how sure");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "How sure is this order?");
	walk_press(&walk, "<Esc> s");
	walk_expect(&walk, "Impact");
}

/* The shapes scroll with the cursor: what stands near its rank is always seen. */
Test(ranking, two_hundred_use_cases_scroll_with_their_shapes)
{
	struct change_list changes = { 0 };

	for (int i = 0; i < 200; i++) {
		static const char *const criteria[] = { "impact.strategic", "impact.business",    "roi.value",
							"feasibility.data", "feasibility.skills", "risk.ethical" };
		char id[20];

		(void)snprintf(id, sizeof(id), "many-%d", i);
		change_add_use_case(walk.session.document, id, &changes);
		(void)change_add(&changes, CHANGE_USE_CASE, id, "name", id);
		for (size_t c = 0; c < sizeof(criteria) / sizeof(criteria[0]); c++)
			(void)change_add(&changes, CHANGE_SCORE, id, criteria[c], (i + (int)c) % 3 ? "3" : "2");
	}
	cr_assert(ui_change_all(&walk.ui, &changes));
	walk_press(&walk, "<M-6> r");
	for (int i = 0; i < 8; i++)
		walk_press(&walk, "<PageDown>");
	walk_expect(&walk, "96 97 98");
	walk_press(&walk, "<End> <Home> J C S L R H");
	walk_expect(&walk, "213 use cases");
}

/* --- the radars -------------------------------------------------------------------------------- */

Test(radar_page, begins_with_both_and_from_a_grid_with_that_one)
{
	walk_press(&walk, "R");
	walk_expect(&walk, "Data maturity");
	walk_expect(&walk, "AI adoption");
	walk_press(&walk, "<M-3> R");
	walk_expect(&walk, "AI adoption");
	walk_expect_not(&walk, "Data maturity");
	walk_press(&walk, "l");
	walk_expect(&walk, "Data maturity");
	walk_press(&walk, "h h");
	walk_expect(&walk, "Data maturity");
	walk_expect_not(&walk, "AI adoption");
}

Test(radar_page, the_cursor_goes_through_all_dimensions)
{
	walk_press(&walk, "R <End> <Enter>");
	walk_expect(&walk, "Change and dialogue 1/4 · 8 of 8");
	walk_press(&walk, "<Esc> <Home> ?");
	walk_expect(&walk, "Governance");
	walk_press(&walk, "<Esc> /");
	walk_type(&walk, "oversight");
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "Human oversight 1/4 · 6 of 8");
}

/* --- settings ------------------------------------------------------------------------------------ */

Test(settings, say_where_what_and_with_what)
{
	walk_press(&walk, "S");
	walk_expect(&walk, "File demo.cadran");
	walk_expect(&walk, "Author animateur");
	walk_expect(&walk, "Held by you");
	walk_expect(&walk, "Matrix in use Value and ease");
	walk_expect(&walk, "format 1");
	walk_press(&walk, "/");
	walk_type(&walk, "matrix in use");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "high from 50");
	walk_expect(&walk, "Quick win: Impact ≥ 50");
	walk_press(&walk, "<End>");
	walk_expect(&walk, "the dossier keeps its own copy");
}

Test(settings, the_language_is_another_at_once)
{
	cr_assert_eq(setenv("CADRAN_LOCALE", "build/locale", 1), 0);
	walk_press(&walk, "S /");
	walk_type(&walk, "English");
	walk_press(&walk, "<Enter> <Enter>");
	cr_expect(message_language() == LANGUAGE_FR);
	walk_expect(&walk, "2 Données");
	walk_press(&walk, "/");
	walk_type(&walk, "français");
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "2 Data");
}

Test(settings, compacting_makes_the_file_smaller_keeps_the_old_one_and_goes_on)
{
	struct buf before, after, old;
	struct err err;
	char path[120];

	buf_init(&before);
	buf_init(&after);
	buf_init(&old);
	for (int i = 0; i < 20; i++)
		walk_press(&walk, "<M-2> <Enter> 1 2 3");
	cr_assert(file_read(walk.path, &before, &err));
	walk_press(&walk, "S /");
	walk_type(&walk, "a smaller file");
	walk_press(&walk, "<Enter> <Enter> y <Enter>");
	cr_assert(file_read(walk.path, &after, &err));
	cr_expect(after.length < before.length, "%zu bytes, %zu before", after.length, before.length);
	walk_expect(&walk, "the old journal is kept as");
	(void)snprintf(path, sizeof(path), "%s.old", walk.path);
	cr_assert(file_read(path, &old, &err), "%s", err.text);
	cr_expect(old.length == before.length);
	walk_press(&walk, "<M-2> <Enter> 5");
	walk_expect(&walk, "saved:");
	walk_reopen(&walk);
	cr_expect_eq(walk.session.faults.count, 0);
	buf_release(&before);
	buf_release(&after);
	buf_release(&old);
}

Test(settings, without_newer_content_there_is_nothing_to_take_up)
{
	walk_press(&walk, "S /");
	walk_type(&walk, "newer content");
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "nothing newer");
	walk_press(&walk, "j <Enter>");
	walk_expect(&walk, "nothing newer");
}

/* --- nothing yet ------------------------------------------------------------------------------------ */

Test(plans_empty, every_page_says_what_is_not_there_and_takes_every_key)
{
	static const struct {
		const char *keys, *text;
	} rows[] = {
		{ "H", "Next: Say who it is about" },
		{ "L", "No use case is held back by maturity" },
		{ "R", "Data maturity" },
		{ "J", "1 change" },
		{ "C", "There is no milestone yet" },
		{ "S", "Content and settings" },
		{ "<M-7> v", "No use case can be placed yet." },
		{ "<M-6> r", "No use case yet: there is nothing to compare." },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		walk_press(&walk, rows[i].keys);
		walk_expect(&walk, rows[i].text);
		walk_press(&walk, "j k h l <Home> <End> <PageUp> <PageDown> v m <Esc> ? <Esc> <Enter> <Esc> <M-1>");
	}
}

Test(plans_empty, reading_only_none_of_them_changes_anything)
{
	struct session reader;
	struct err why, err;

	cr_assert(session_open_any(walk.path, &reader, &why, &err), "%s", err.text);
	cr_assert(why.kind != ERR_NONE);
	ui_release(&walk.ui);
	ui_init(&walk.ui, &reader, walk.shipped, 80, 24, false, &why, walk_stamp);
	walk_press(&walk, "J m");
	walk_expect(&walk, "Open for reading only");
	walk_press(&walk, "S <Home> j j j");
	walk_expect(&walk, "not you: reading only");
	walk_press(&walk, "/");
	walk_type(&walk, "a smaller file");
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, "Open for reading only");
	ui_release(&walk.ui);
	session_close(&reader);
	ui_init(&walk.ui, &walk.session, walk.shipped, 80, 24, false, NULL, walk_stamp);
}
