/*
 * A question: answering, and what Enter and c do with the line of the cursor.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <string.h>

#include "walk.h"

static struct walk walk;

/* The first question of the first grid, answered with 2. */
static void begin(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
	walk_begin_empty(&walk, LANGUAGE_EN, "Val-Exemple");
	walk_press(&walk, "<M-2> <Enter> 2");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(question, .init = begin, .fini = end);

static const char *first(enum answer_field field)
{
	return walk.session.document->grids[0].answers[0].field[field];
}

Test(question, after_the_last_one_those_that_were_left_out_are_counted_and_the_key_leads_there)
{
	walk_press(&walk, "<Right> <Right> 1 <Right> 1 <Right> 1 <Right> 1 <Right> 1 <Right> 1 <Right> 1 <Right>");
	walk_expect(&walk, "that was the last question; 1 without an answer: o leads to it");
	walk_press(&walk, "o");
	walk_expect(&walk, " · 2 of 9");
	walk_press(&walk, "1 <Right> <Right> <Right> <Right> <Right> <Right> <Right> <Right>");
	walk_expect(&walk, "that was the last question; Tab goes to the next step");
}

Test(question, enter_goes_on_from_what_is_answered)
{
	walk_expect(&walk, " · 1 of ");
	walk_expect(&walk, "Enter next");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " · 2 of ");
	cr_expect_str_eq(first(ANSWER_LEVEL), "2");
}

Test(question, enter_answers_with_the_line_that_the_cursor_was_moved_to_and_says_so)
{
	walk_press(&walk, "<Down>");
	walk_expect(&walk, "1-5 answer Enter choose");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " · 1 of ");
	walk_expect(&walk, "Enter next");
	cr_expect_str_eq(first(ANSWER_LEVEL), "3");
}

Test(question, a_cursor_that_comes_back_to_the_answer_has_nothing_to_choose)
{
	walk_press(&walk, "<Down> <Up>");
	walk_expect(&walk, "Enter next");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " · 2 of ");
	cr_expect_str_eq(first(ANSWER_LEVEL), "2");
}

Test(question, a_target_leaves_the_answer_as_it_is_and_enter_goes_on)
{
	walk_press(&walk, "<Down> <Down> c");
	cr_expect_str_eq(first(ANSWER_TARGET), "4");
	walk_expect(&walk, "Enter next");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " · 2 of ");
	cr_expect_str_eq(first(ANSWER_LEVEL), "2");
}

Test(question, a_target_that_cannot_be_set_leaves_the_line_to_be_chosen)
{
	walk_press(&walk, "<Down> <Down> <Down> <Down> c");
	walk_expect(&walk, "put the cursor on the level to aim at, then press c");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(first(ANSWER_LEVEL), "NA");
}
