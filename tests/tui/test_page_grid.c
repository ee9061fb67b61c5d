/*
 * A grid at a glance: what its bars and words say of what is not answered, and
 * where its keys lead.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>

#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Trial");
	walk_press(&walk, "<M-2>");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(grid_page, .init = begin, .fini = end);

static void answer(size_t question, const char *level)
{
	const struct grid *grid = &walk.session.document->content->grids[0];
	char key[200];

	(void)snprintf(key, sizeof(key), "%s.%s", grid->id, grid->questions[question].id);
	cr_assert(ui_change(&walk.ui, CHANGE_ANSWER, key, "level", level), "%s", walk.ui.message.data);
	(void)ui_settle(&walk.ui);
}

static void answer_dimension(size_t d, const char *level)
{
	const struct dimension *dimension = &walk.session.document->content->grids[0].dimensions[d];

	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
		answer(q, level);
}

static void answer_express(const char *level)
{
	const struct grid *grid = &walk.session.document->content->grids[0];

	for (size_t q = 0; q < grid->question_count; q++)
		if (grid->questions[q].express)
			answer(q, level);
}

Test(grid_page, what_has_no_score_says_why)
{
	walk_expect(&walk, "empty");
	walk_expect_not(&walk, "don't know");
	answer_dimension(1, "?");
	walk_expect(&walk, "don't know");
	answer_dimension(2, "NA");
	walk_expect(&walk, "not applicable");
	walk_expect(&walk, "empty");
}

Test(grid_page, a_bar_marks_the_place_of_the_score_and_says_what_its_signs_mean)
{
	walk_expect(&walk, "●\u00a0score · ◆\u00a0target · ▒\u00a0what unanswered questions can still change");
	walk_expect_not(&walk, "█");
	answer(0, "3");
	walk_expect(&walk, "●▒");
}

Test(grid_page, the_end_of_the_express_reading_says_what_the_complete_one_still_asks)
{
	walk_expect(&walk, "o unanswered");
	answer_express("2");
	walk_expect_not(&walk, "o unanswered");
	walk_press(&walk, "o");
	walk_expect(&walk, "no question of the express reading is left");
	walk_expect(&walk, "the complete reading has 27 more: r shows them");
	walk_press(&walk, "r");
	walk_expect(&walk, "o unanswered");
	walk_press(&walk, "o");
	walk_expect_not(&walk, "is left");
}

Test(grid_page, in_the_complete_reading_a_dimension_is_read_from_its_first_question_on)
{
	const struct dimension *dimension = &walk.session.document->content->grids[0].dimensions[0];
	char place[40];

	cr_assert_gt(dimension->count, 1);
	answer(dimension->first, "?");
	walk_press(&walk, "r <Home> <Enter>");
	(void)snprintf(place, sizeof(place), "· %zu of", dimension->first + 1);
	walk_expect(&walk, place);
}

Test(grid_page, the_figure_of_a_step_says_which_key_goes_there)
{
	walk_press(&walk, "4");
	walk_expect(&walk, "Alt-4 leads to step 4");
	walk_press(&walk, "9");
	walk_expect(&walk, "? lists those that do");
}

Test(grid_page, what_enter_would_write_over_an_answer_is_bold_at_the_foot)
{
	struct surface surface;
	int bold[2];

	answer(0, "2");
	walk_press(&walk, "<Home> <Enter> <Left> <Left>");
	for (int i = 0; i < 2; i++) {
		char *screen = walk_screen(&walk, &surface);
		const int row = surface.height - 1;

		bold[i] = 0;
		for (int column = 0; column < surface.width; column++)
			bold[i] += (surface.cells[row * surface.width + column].attributes & ATTRIBUTE_BOLD) != 0;
		surface_release(&surface);
		free(screen);
		walk_press(&walk, "<Down>");
	}
	walk_expect(&walk, "Enter choose");
	cr_expect_gt(bold[1], bold[0]);
}

/* --- elsewhere ------------------------------------------------------------------------------------ */

Test(grid_page, what_a_search_on_a_grid_finds_is_found_everywhere_too)
{
	const struct question *question = &walk.session.document->content->grids[0].questions[0];
	char words[30];

	(void)snprintf(words, sizeof(words), "%s", text_in(&question->level[4], LANGUAGE_EN));
	walk_press(&walk, "<M-6> /");
	walk_type(&walk, "/");
	walk_type(&walk, words);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "in 1 place");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "· 1 of");
	walk_press(&walk, "<M-2> <Esc> <Esc> /");
	walk_type(&walk, words);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "· 1 of");
}

Test(grid_page, files_are_searched_on_the_page_that_lists_them)
{
	walk_press(&walk, "<M-8> <Home> /");
	walk_type(&walk, "roadmap");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Enter write");
	walk_expect_not(&walk, "nowhere");
	walk_press(&walk, "/");
	walk_type(&walk, "zzz");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "nowhere here");
}

Test(grid_page, the_language_stays_under_the_cursor_when_it_is_switched)
{
	walk_press(&walk, "S <Home> j j j j j");
	walk_expect(&walk, "Enter: français");
	walk_press(&walk, "<Enter>");
	cr_expect_eq(walk.ui.scene.language, LANGUAGE_FR);
	walk_press(&walk, "<Enter>");
	cr_expect_eq(walk.ui.scene.language, LANGUAGE_EN);
}

Test(grid_page, the_status_of_several_begins_at_what_they_have_and_says_how_many)
{
	for (int i = 0; i < 3; i++) {
		walk_press(&walk, "<M-4> a");
		walk_type(&walk, i ? i > 1 ? "C" : "B" : "A");
		walk_press(&walk, "<Enter> <Esc>");
	}
	walk_press(&walk, "<M-4> <Home> <Space> <Space> e j <Enter>");
	walk_press(&walk, "<Esc> <Home> <Space> <Space> e");
	walk_expect(&walk, "Status · 2 use cases marked");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "nothing changed");
}
