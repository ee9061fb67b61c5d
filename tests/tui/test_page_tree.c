/*
 * The questions on the AI Act, walked through with keys: what they leave on the
 * screen, and on the sheet.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "fixture.h"
#include "walk.h"

static struct walk walk;

/* One use case, on its tree. */
static void begin(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Trial");
	walk_press(&walk, "<M-4> a");
	walk_type(&walk, "Dictation");
	walk_press(&walk, "<Enter> <Esc> <M-4> t");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(tree, .init = begin, .fini = end);

static const char *field(enum use_case_field which)
{
	return walk.session.document->use_cases[0].field[which];
}

/* To the question that has `words` in it, answering no on the way, yes to the first. */
static void go_to(const char *words)
{
	for (int i = 0; i < 20; i++) {
		char *screen = walk_screen(&walk, NULL);
		const bool there = strstr(screen, words) != NULL;

		free(screen);
		if (there)
			return;
		walk_press(&walk, i ? "n" : "y");
	}
	cr_assert_fail("«%s» is not asked", words);
}

Test(tree, both_choices_stay_in_sight_whatever_is_said)
{
	for (int i = 0; i < 6; i++) {
		walk_press(&walk, i ? "n" : "y");
		walk_expect(&walk, i ? "saved: AI Act answers: " : "saved: AI Act answers: 1, the last one yes");
		walk_expect(&walk, "Yes");
		walk_expect(&walk, "No");
	}
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back");
	walk_expect(&walk, "No ");
	walk_press(&walk, "<Backspace>");
	walk_expect(&walk, "AI Act answers: ");
}

Test(tree, a_medical_device_is_noted_on_the_sheet_with_the_class_and_both_are_undone_together)
{
	const struct ask *asks = walk.session.document->content->tree.asks;
	size_t medical;

	cr_assert(tree_find_ask(&walk.session.document->content->tree, "medical", strlen("medical"), &medical));
	(void)asks;
	go_to("diagnose");
	walk_press(&walk, "y n");
	for (int i = 0; i < 20; i++) {
		if (tree_class(&walk.session.document->content->tree, field(USE_CASE_AI_ACT_ANSWERS)))
			break;
		walk_press(&walk, "n");
	}
	walk_expect(&walk, "By these answers it is a medical device; the sheet says: not known.");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(field(USE_CASE_MEDICAL_DEVICE), "yes");
	cr_expect_str_neq(field(USE_CASE_AI_ACT), "");
	walk_press(&walk, "u");
	cr_expect_str_eq(field(USE_CASE_MEDICAL_DEVICE), "");
	cr_expect_str_eq(field(USE_CASE_AI_ACT), "");
}

static void set_device(const char *value)
{
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, walk.session.document->use_cases[0].id,
			    use_case_field_id(USE_CASE_MEDICAL_DEVICE), value));
	(void)ui_settle(&walk.ui);
}

Test(tree, a_sheet_that_denies_the_medical_device_of_the_answers_is_told_wherever_it_is_summed_up)
{
	static const char words[] = "Medical device: no on the sheet, yes by the AI Act answers · Quick win: ";

	set_device("no");
	go_to("diagnose");
	walk_expect_not(&walk, words);
	walk_press(&walk, "y");
	walk_expect(&walk, words);
	cr_expect_str_eq(field(USE_CASE_MEDICAL_DEVICE), "no");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, words);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, words);
	walk_press(&walk, "/");
	walk_type(&walk, "Medical device");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "no · the AI Act answers say yes");
	walk_press(&walk, "<Esc> <Esc>");
	walk_expect(&walk, words);
	set_device("yes");
	walk_expect_not(&walk, words);
}

Test(tree, left_and_right_on_a_sheet_go_to_the_use_case_beside_it_except_on_choices)
{
	walk_press(&walk, "<M-4> <Esc> <Esc> a");
	walk_type(&walk, "Filing");
	walk_press(&walk, "<Enter> <Esc> <M-4> <Home> <Enter> <Home>");
	walk_expect(&walk, "Dictation");
	walk_press(&walk, "<Right>");
	walk_expect(&walk, "Name Filing");
	walk_press(&walk, "<Left>");
	walk_expect(&walk, "Name Dictation");
	walk_press(&walk, "<Down> <Down> <Down> <Down> <Down> <Down> <Right>");
	walk_expect(&walk, "Name Dictation");
	cr_expect_str_neq(field(USE_CASE_HEALTH_DATA), "");
}
