/*
 * The list of use cases: its order, its filter, and what is done to all that are
 * marked. The foot names the one of the cursor by its id.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void set(const char *id, const char *field, const char *value)
{
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, id, field, value), "%s", walk.ui.message.data);
	(void)ui_settle(&walk.ui);
}

/* UC001 Zèbre, UC002 écran, UC003 Alpha; the second is prohibited, the third live. */
static void begin(void)
{
	static const char *const names[] = { "Zèbre", "écran", "Alpha" };

	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Essai");
	walk_press(&walk, "<M-4>");
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		walk_press(&walk, "a");
		walk_type(&walk, names[i]);
		walk_press(&walk, "<Enter> <Esc>");
	}
	set("UC001", "domain", "Paie");
	set("UC002", "domain", "Accueil");
	set("UC002", "ai_act", "prohibited");
	set("UC003", "status", "live");
	set("UC003", "need", "trop d'appels");
	set("UC003", "sponsor", "la directrice");
	set("UC003", "indicator", "appels perdus");
	walk_press(&walk, "<Home>");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(case_list, .init = begin, .fini = end);

static void begin_demonstration(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk_press(&walk, "<M-4>");
}

TestSuite(case_list_shown, .init = begin_demonstration, .fini = end);

static void expect_ids(const char *first, const char *second, const char *third)
{
	const char *const ids[] = { first, second, third };

	walk_press(&walk, "<Home>");
	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		walk_expect(&walk, ids[i]);
		walk_press(&walk, "j");
	}
}

static void filter(const char *text)
{
	walk_press(&walk, "F <C-u>");
	walk_type(&walk, text);
	walk_press(&walk, "<Enter>");
}

Test(case_list, without_more_it_is_in_the_order_of_making)
{
	expect_ids("UC001", "UC002", "UC003");
	walk_expect_not(&walk, "sorted by");
}

Test(case_list, it_is_sorted_by_the_column_that_is_chosen_accents_and_capitals_aside)
{
	walk_press(&walk, "> >");
	walk_expect(&walk, "sorted by: Use case ↓ A to Z");
	expect_ids("UC003", "UC002", "UC001");
	walk_press(&walk, "~");
	walk_expect(&walk, "sorted by: Use case ↑ Z to A");
	expect_ids("UC001", "UC002", "UC003");
	walk_press(&walk, "< <");
	walk_expect_not(&walk, "sorted by");
}

Test(case_list, what_has_no_value_comes_last_whichever_way)
{
	walk_press(&walk, "<");
	walk_expect(&walk, "sorted by: Domain ↓");
	expect_ids("UC002", "UC001", "UC003");
	walk_press(&walk, "~");
	expect_ids("UC001", "UC002", "UC003");
}

/* By the keys that lead to it: its name, and what stands first and last in it; the AI Act begins with what is
 * prohibited. */
static const struct {
	const char *keys, *name, *first, *last;
} orders[] = {
	{ ">", "sorted by: Quick win ↓", "writing-assistant", "emotion-detection" },
	{ "> > > > >", "sorted by: Missing ↓", "call-bot", "emotion-detection" },
	{ "> > > > > >", "sorted by: Priority ↓ descending", "summons-rules", "emotion-detection" },
	{ "> > > > > > >", "sorted by: Quadrant ↓", "writing-assistant", "emotion-detection" },
	{ "> > > > > > > >", "sorted by: AI Act ↓", "emotion-detection", "summons-rules" },
};

Test(case_list_shown, each_column_sorts_and_what_has_no_figure_comes_last)
{
	for (size_t i = 0; i < ARRAY_SIZE(orders); i++) {
		walk_press(&walk, orders[i].keys);
		walk_expect(&walk, orders[i].name);
		walk_press(&walk, "<Home>");
		walk_expect(&walk, orders[i].first);
		walk_press(&walk, "<End>");
		walk_expect(&walk, orders[i].last);
		for (const char *key = orders[i].keys; *key; key++)
			if (*key == '>')
				walk_press(&walk, "<");
	}
}

Test(case_list, the_cursor_stays_on_its_use_case_when_the_order_changes)
{
	walk_press(&walk, "j > >");
	walk_expect(&walk, "UC002");
	walk_press(&walk, "~");
	walk_expect(&walk, "UC002");
	walk_press(&walk, "I");
	walk_expect(&walk, "UC002");
}

Test(case_list, those_that_lack_something_come_first)
{
	walk_press(&walk, "> > I");
	walk_expect(&walk, "incomplete first · sorted by: Use case");
	expect_ids("UC001", "UC003", "UC002"); /* Zèbre alone lacks scores: what is live or prohibited needs none */
	walk_press(&walk, "I");
	expect_ids("UC003", "UC002", "UC001");
}

Test(case_list, a_filter_of_words_is_shown_while_it_is_on_and_esc_takes_it_away)
{
	filter("ECRAN");
	walk_expect(&walk, "filter «ECRAN»: 1 of 3");
	walk_expect(&walk, "UC002");
	walk_expect_not(&walk, "Zèbre");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "filter «");
	walk_expect(&walk, "Zèbre");
	walk_expect(&walk, "UC001"); /* the cursor is where it was before */
}

static const struct {
	const char *filter, *ids; /* of those that pass */
} filters[] = {
	{ "incomplete", "UC001" },
	{ "prohib", "UC002" },
	{ "live", "UC003" },
	{ "without need", "UC001 UC002" },
	{ "accueil, PROHIBITED", "UC002" },
	{ "accueil, live", "" },
	{ "quick wins", "" },
	{ " , ", "UC001 UC002 UC003" },
};

Test(case_list, a_filter_takes_conditions_and_words_and_all_have_to_hold)
{
	for (size_t i = 0; i < ARRAY_SIZE(filters); i++) {
		static const char *const ids[] = { "UC001", "UC002", "UC003" };
		static const char *const names[] = { "Zèbre", "écran", "Alpha" };

		filter(filters[i].filter);
		for (size_t u = 0; u < ARRAY_SIZE(ids); u++) {
			if (strstr(filters[i].ids, ids[u]))
				walk_expect(&walk, names[u]);
			else
				walk_expect_not(&walk, names[u]);
		}
	}
}

Test(case_list, tab_completes_a_filter_with_conditions_and_quadrants)
{
	walk_press(&walk, "F");
	walk_type(&walk, "Inc");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "incomplete");
	walk_type(&walk, ", quick");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "incomplete, quick wins");
	walk_press(&walk, "<C-u> <Tab>");
	walk_expect(&walk, text_in(&walk.session.document->content->matrix->quadrants[0].name, LANGUAGE_EN));
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "zz");
	walk_press(&walk, "<Tab>");
	walk_expect(&walk, "nothing that could be meant begins so");
	cr_expect(walk.ui.edit.open);
}

Test(case_list, a_filter_that_nothing_passes_says_so_and_one_that_is_added_is_seen)
{
	filter("nulle part");
	walk_expect(&walk, "No use case passes the filter.");
	walk_press(&walk, "d s b <Space> e D <Enter>");
	cr_expect_eq(document_present_count(walk.session.document), 3u);
	walk_press(&walk, "a");
	walk_type(&walk, "Nouveau");
	walk_press(&walk, "<Enter> <Esc>");
	walk_expect(&walk, "UC004");
	walk_expect(&walk, "Zèbre");
}

Test(case_list_shown, a_quadrant_and_quick_wins_are_filters)
{
	const size_t wins = walk.ui.evaluation.quick_wins;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "filter «quick win»: %zu of %zu", wins, walk.ui.evaluation.use_case_count);
	filter("quick win");
	walk_expect(&walk, text.data);
	buf_clear(&text);
	buf_add_text(&text,
		     text_in(&walk.session.document->content->matrix->quadrants[QUADRANT_LOW_LOW].name, LANGUAGE_EN));
	filter(text.data);
	walk_expect(&walk, "ticket"); /* the one that stands there */
	buf_release(&text);
}

Test(case_list, what_is_marked_changes_and_goes_as_one_unit)
{
	size_t units = walk.session.unit_count;

	walk_press(&walk, "<Space> <Space>");
	walk_expect(&walk, "2 marked");
	walk_press(&walk, "e j <Enter>");
	cr_expect_eq(walk.session.unit_count, units + 1);
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_STATUS), "pilot");
	cr_expect_str_eq(walk_field(&walk, "UC002", USE_CASE_STATUS), "pilot");
	cr_expect_str_eq(walk_field(&walk, "UC003", USE_CASE_STATUS), "live");
	walk_press(&walk, "D <C-u>");
	walk_type(&walk, "Finances");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "2 use cases");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_DOMAIN), "Finances");
	cr_expect_str_eq(walk_field(&walk, "UC002", USE_CASE_DOMAIN), "Finances");
	walk_press(&walk, "d");
	walk_expect(&walk, "2 use cases");
	cr_expect_eq(document_present_count(walk.session.document), 1u);
	walk_expect_not(&walk, "marked");
	walk_press(&walk, "u");
	cr_expect_eq(document_present_count(walk.session.document), 3u);
}

Test(case_list, the_foot_says_what_can_be_done_to_those_marked)
{
	walk_expect_not(&walk, "e status");
	walk_press(&walk, "<Space>");
	walk_expect(&walk, "e status");
	walk_expect(&walk, "D domain");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "e status");
}

Test(case_list, how_many_are_marked_is_read_beside_a_filter_and_an_order)
{
	walk_press(&walk, "<Space> > > I");
	filter("e");
	walk_expect(&walk, "filter «e»: 3 of 3 · incomplete first · sorted by: Use case ↓ · 1 marked");
}

Test(case_list, without_marks_the_one_of_the_cursor_changes)
{
	walk_press(&walk, "j D <C-u>");
	walk_type(&walk, "Finances");
	walk_press(&walk, "<Enter> e <Enter>");
	cr_expect_str_eq(walk_field(&walk, "UC002", USE_CASE_DOMAIN), "Finances");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_DOMAIN), "Paie");
}

Test(case_list, a_mark_is_turned_and_esc_takes_all_away)
{
	walk_press(&walk, "<Space>");
	walk_expect(&walk, "1 marked");
	walk_press(&walk, "k <Space>");
	walk_expect_not(&walk, "marked");
	walk_press(&walk, "<Space> <Space> <Esc>");
	walk_expect_not(&walk, "marked");
}

Test(case_list, nothing_is_done_to_what_is_marked_and_not_seen)
{
	walk_press(&walk, "<Space>");
	filter("alpha");
	walk_expect_not(&walk, "marked");
	walk_press(&walk, "d");
	walk_expect(&walk, "use case removed: Alpha");
	cr_expect_not_null(document_use_case(walk.session.document, "UC001"));
}

Test(case_list, esc_unmarks_first_and_shows_all_after)
{
	filter("e");
	walk_press(&walk, "<Space> <Esc>");
	walk_expect_not(&walk, "marked");
	walk_expect(&walk, "filter «e»");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "filter «e»");
}

Test(case_list, order_filter_and_marks_are_there_when_one_comes_back)
{
	walk_press(&walk, "> > I <Home> <Space>");
	filter("e");
	walk_press(&walk, "<M-6> <M-4>");
	walk_expect(&walk, "filter «e»");
	walk_expect(&walk, "incomplete first · sorted by: Use case");
}

Test(case_list, undo_of_what_is_filtered_out_does_not_harm)
{
	filter("alpha");
	walk_press(&walk, "u u u u u u u u u u u u");
	walk_expect(&walk, "There is no use case yet.");
	walk_press(&walk, "U U U U U U");
	walk_expect(&walk, "filter «alpha»");
}

/* The column counts the signs of the sheet and the scores: nothing more is asked for elsewhere. */
Test(case_list_shown, missing_counts_what_the_sheet_marks)
{
	walk_expect(&walk, "Automated phone line ✓ 11/11 3");
	walk_expect(&walk, "Member portal chatbot ✗ 11/11 2");
	set("member-chatbot", "need", "Répondre le soir");
	walk_expect(&walk, "Member portal chatbot ✓ 11/11 1");
	set("member-chatbot", "cse", "done");
	walk_expect(&walk, "Member portal chatbot ✓ 11/11 –");
}
