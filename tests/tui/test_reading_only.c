/*
 * A dossier that another program has: what is seen of it, and whose it is when
 * that one has ended.
 */
#include <criterion/criterion.h>
#include <time.h>

#include "fixture.h"
#include "walk.h"

static struct walk walk;
static struct session other; /* has the file, and writes */

static void begin(void)
{
	struct err why, err;

	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	ui_release(&walk.ui);
	other = walk.session;
	cr_assert(session_open_any(walk.path, &walk.session, &why, &err), "%s", err.text);
	cr_assert_eq(why.kind, ERR_LOCKED);
	ui_init(&walk.ui, &walk.session, walk.shipped, 80, 24, false, &why, walk_stamp);
	ui_go_to_step(&walk.ui, 0);
}

static void end(void)
{
	session_close(&other);
	walk_end(&walk);
}

TestSuite(reading_only, .init = begin, .fini = end);

static void other_answers(const char *level)
{
	struct change_list changes = { 0 };
	struct err err;

	(void)change_add(&changes, CHANGE_ANSWER, "data.quality.errors", "level", level);
	cr_assert(session_apply(&other, &changes, walk_stamp(), &err), "%s", err.text);
}

Test(reading_only, the_way_out_is_said_with_each_refused_key)
{
	walk_press(&walk, "<M-2> <Enter> 2");
	walk_expect(&walk, "Open for reading only");
	walk_expect(&walk, "Ctrl-r reads it again and takes it over");
	walk_press(&walk, "u");
	walk_expect(&walk, "Ctrl-r reads it again and takes it over");
}

Test(reading_only, the_dossier_is_taken_over_when_the_other_program_has_ended)
{
	walk_press(&walk, "<M-2> <Enter>");
	session_close(&other);
	walk_press(&walk, "4");
	walk_expect(&walk, "the dossier is yours: press the key again");
	walk_expect_not(&walk, "reading only");
	walk_expect(&walk, "1-5 answer");
	walk_press(&walk, "4");
	walk_expect(&walk, "saved");
}

Test(reading_only, what_the_other_program_wrote_is_read_at_the_next_key)
{
	walk_press(&walk, "<M-2>");
	other_answers("1");
	walk_press(&walk, "j");
	walk_expect(&walk, "the other program changed the dossier: it was read again");
	cr_expect_eq(walk.session.done, other.done);
	walk_press(&walk, "j");
	walk_expect_not(&walk, "it was read again");
}

Test(reading_only, a_sheet_that_is_gone_when_it_is_read_again_leaves_the_list_below)
{
	struct change_list changes = { 0 };
	struct err err;

	walk_press(&walk, ": g o t o <Space> b i l l i n g - r o b o t <Enter>");
	walk_expect(&walk, "Member invoicing robot");
	cr_assert_eq(walk.ui.steps[3].depth, 2);
	(void)change_add(&changes, CHANGE_USE_CASE, "billing-robot", "present", "");
	cr_assert(session_apply(&other, &changes, walk_stamp(), &err), "%s", err.text);
	walk_press(&walk, "<C-r>");
	cr_expect_eq(walk.ui.step, 3);
	cr_expect_eq(walk.ui.steps[3].depth, 1);
	walk_expect_not(&walk, "Member invoicing robot");
}

Test(reading_only, what_it_wrote_last_is_there_when_it_is_taken_over)
{
	walk_press(&walk, "<M-2>");
	other_answers("1");
	session_close(&other);
	walk_press(&walk, "c 3");
	walk_expect(&walk, "the dossier is yours");
	cr_expect_str_eq(walk.session.units[walk.session.done - 1].changes.items[0].value, "1");
}

Test(reading_only, keys_that_change_are_not_offered)
{
	walk_press(&walk, "<M-2> <Enter>");
	walk_expect_not(&walk, "1-5 answer");
	walk_expect_not(&walk, "n note");
	walk_expect(&walk, "Enter next");
	walk_press(&walk, "<Down>");
	walk_expect_not(&walk, "Enter choose");
	walk_press(&walk, "<M-4>");
	walk_expect_not(&walk, "a add");
	walk_press(&walk, "<Enter>");
	walk_expect_not(&walk, "Enter change");
}

Test(reading_only, nobody_waits_for_a_dossier_that_another_program_has)
{
	struct session third;
	struct timespec before, after;
	struct err why, err;

	(void)clock_gettime(CLOCK_MONOTONIC, &before);
	cr_assert(session_open_any(walk.path, &third, &why, &err), "%s", err.text);
	(void)clock_gettime(CLOCK_MONOTONIC, &after);
	session_close(&third);
	cr_expect_lt((after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000, 900);
}
