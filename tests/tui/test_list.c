/*
 * Lines of which one is chosen: moving, and the window that follows.
 */
#include <criterion/criterion.h>

#include "cadran/tui/list.h"
#include "fixture.h"

TestSuite(list, .init = fixture_begin);

static void expect(const struct list *list, int selected, int top, const char *when)
{
	cr_expect(list->selected == selected && list->top == top, "%s: %d from %d, expected %d from %d", when,
		  list->selected, list->top, selected, top);
}

Test(list, it_stops_at_its_ends)
{
	struct list list = { 0 };

	list_fit(&list, 3, 10);
	(void)list_act(&list, ACTION_PREVIOUS);
	expect(&list, 0, 0, "above the first");
	for (int i = 0; i < 5; i++)
		(void)list_act(&list, ACTION_NEXT);
	expect(&list, 2, 0, "below the last");
	(void)list_act(&list, ACTION_FIRST);
	expect(&list, 0, 0, "first");
	(void)list_act(&list, ACTION_LAST);
	expect(&list, 2, 0, "last");
}

Test(list, the_window_follows_the_chosen_line)
{
	struct list list = { 0 };

	list_fit(&list, 100, 10);
	(void)list_act(&list, ACTION_PAGE_DOWN);
	list_fit(&list, 100, 10);
	expect(&list, 10, 1, "one screen down");
	(void)list_act(&list, ACTION_LAST);
	list_fit(&list, 100, 10);
	expect(&list, 99, 90, "the last");
	(void)list_act(&list, ACTION_PAGE_UP);
	list_fit(&list, 100, 10);
	expect(&list, 89, 89, "one screen up");
}

Test(list, lines_that_go_take_the_choice_with_them)
{
	struct list list = { 0 };

	list_fit(&list, 50, 10);
	(void)list_act(&list, ACTION_LAST);
	list_fit(&list, 50, 10);
	list_fit(&list, 5, 10);
	expect(&list, 4, 0, "five are left");
	list_fit(&list, 0, 10);
	expect(&list, 0, 0, "none is left");
}

Test(list, its_law_holds_whatever_is_done)
{
	struct fixture_random random = { 3 };
	struct list list = { 0 };

	for (int i = 0; i < 20000; i++) {
		const int count = (int)fixture_below(&random, 30), rows = (int)fixture_below(&random, 12);

		(void)list_act(&list, (enum action)(1 + fixture_below(&random, ACTION_COUNT - 1)));
		list_fit(&list, count, rows);
		cr_assert(list.top >= 0 && list.top <= list.selected && list.selected < list.top + list.rows,
			  "round %d: %d from %d, %d rows", i, list.selected, list.top, list.rows);
		cr_assert(count ? list.selected < count : list.selected == 0, "round %d", i);
	}
}

Test(list, other_actions_are_not_its_own)
{
	struct list list = { .count = 3 };

	cr_expect_not(list_act(&list, ACTION_OPEN));
	cr_expect_not(list_act(&list, ACTION_UNDO));
}
