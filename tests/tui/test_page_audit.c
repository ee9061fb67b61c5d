/*
 * What an auditor does with answers: keys that stay on the letters, the day of
 * the evidence, the lists of what is not shown and not known, answers copied.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Val-Exemple");
	walk_press(&walk, "<M-2> r <Enter>");
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(audit, .init = begin, .fini = end);

static const char *field(size_t question, enum answer_field which)
{
	return walk.session.document->grids[0].answers[question].field[which];
}

static void write_evidence(const char *text)
{
	walk_press(&walk, "e");
	walk_type(&walk, text);
	walk_press(&walk, "<Enter>");
}

/* --- keys that stay on the letters --------------------------------------------------------- */

Test(audit, j_and_l_answer_and_go_on)
{
	walk_press(&walk, "j j j l j l");
	cr_expect_str_eq(field(0, ANSWER_LEVEL), "3");
	cr_expect_str_eq(field(1, ANSWER_LEVEL), "1");
	walk_expect(&walk, " · 3 of ");
}

Test(audit, l_goes_on_where_the_cursor_was_not_moved)
{
	walk_press(&walk, "2 l l");
	cr_expect_str_eq(field(0, ANSWER_LEVEL), "2");
	cr_expect_str_eq(field(1, ANSWER_LEVEL), "");
	walk_expect(&walk, " · 3 of ");
}

Test(audit, l_on_not_applicable_asks_for_the_reason_before_it_goes_on)
{
	walk_press(&walk, "j j j j j j l");
	cr_expect(walk.ui.edit.open);
	walk_type(&walk, "no data");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " · 1 of ");
	walk_press(&walk, "l");
	cr_expect_str_eq(field(0, ANSWER_LEVEL), "NA");
	cr_expect_str_eq(field(0, ANSWER_NOTE), "no data");
	walk_expect(&walk, " · 2 of ");
}

Test(audit, l_takes_nothing_where_the_dossier_is_open_for_reading_only)
{
	walk.ui.read_only = (struct err){ .kind = ERR_LOCKED, .text = "taken" };
	walk_press(&walk, "j l");
	walk_expect(&walk, " · 1 of ");
	cr_expect_str_eq(field(0, ANSWER_LEVEL), "");
}

Test(audit, i_is_dont_know_on_the_letters)
{
	walk_press(&walk, "i");
	cr_expect_str_eq(field(0, ANSWER_LEVEL), "?");
}

/* --- the day of the evidence ------------------------------------------------------------------ */

Test(audit, evidence_is_dated_today_in_the_same_unit)
{
	const size_t units = walk.session.unit_count;

	write_evidence("Rapport");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE), "Rapport");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE_DATE), "2026-11-21");
	cr_expect_eq(walk.session.unit_count, units + 1);
	walk_expect(&walk, "Evidence ✓ seen on 2026-11-21");
	ui_resize(&walk.ui, 80, 40);
	walk_expect(&walk, "Rapport (seen on 2026-11-21)");
	walk_expect(&walk, "«Rapport», seen on 2026-11-21");
	walk_press(&walk, "f");
	walk_expect(&walk, "Rapport (sure, seen on 2026-11-21)");
	walk_press(&walk, "u u");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE), "");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE_DATE), "");
}

Test(audit, a_day_and_how_sure_one_is_are_told_in_french_in_french)
{
	char *screen;

	walk_end(&walk);
	walk_begin_empty(&walk, LANGUAGE_FR, "Val-Exemple");
	walk_press(&walk, "<M-2> r <Enter>");
	write_evidence("Rapport");
	walk_expect(&walk, "21/11/2026");
	walk_expect_not(&walk, "2026-11-21");
	walk_press(&walk, "D");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "21/11/2026");
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "03/11/2026");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE_DATE), "2026-11-03");
	walk_press(&walk, "f f");
	screen = walk_screen(&walk, NULL);
	cr_expect_not(strstr(screen, "medium"), "%s", screen);
	cr_expect(strstr(screen, "assez sûr"), "%s", screen);
	free(screen);
}

Test(audit, evidence_that_is_mended_keeps_its_day_and_loses_it_when_it_goes)
{
	write_evidence("Rapport");
	walk_press(&walk, "D <C-u>");
	walk_type(&walk, "3 nov.");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "is not a date");
	cr_expect(walk.ui.edit.open);
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "3/11/2026");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE_DATE), "2026-11-03");
	write_evidence(" annuel");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE), "Rapport annuel");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE_DATE), "2026-11-03");
	walk_press(&walk, "e <C-u> <Enter>");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE), "");
	cr_expect_str_eq(field(0, ANSWER_EVIDENCE_DATE), "");
}

Test(audit, a_day_needs_evidence)
{
	walk_press(&walk, "D");
	cr_expect(!walk.ui.edit.open);
	walk_expect(&walk, "there is no evidence yet");
}

/* --- what is not shown, what is not known ------------------------------------------------------ */

Test(audit, the_list_has_what_lacks_evidence_or_is_not_sure)
{
	walk_press(&walk, "w");
	walk_expect(&walk, "Every answer that was given has its evidence");
	walk_press(&walk, "<Esc> 3");
	walk_press(&walk, "w");
	walk_expect(&walk, "Answers without evidence, or not sure · 1");
	walk_expect(&walk, "100%");
	walk_expect(&walk, "no evidence");
	walk_press(&walk, "<Enter>");
	write_evidence("Rapport");
	walk_press(&walk, "f f w");
	walk_expect(&walk, "or not sure · 0");
	walk_press(&walk, "<Esc> f w");
	walk_expect(&walk, "or not sure · 1");
	walk_expect(&walk, "not sure");
}

Test(audit, w_on_a_question_opened_from_the_list_goes_back_to_it)
{
	walk_press(&walk, "3 <Right> 3 w j <Enter> w");
	cr_expect_eq(walk.ui.steps[walk.ui.step].depth, 3u);
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, " · 2 of ");
}

Test(audit, a_question_of_the_list_is_found_by_its_words_and_question_mark_says_what_its_weight_is)
{
	const struct grid *grid = &walk.session.document->content->grids[0];
	const struct dimension *last = &grid->dimensions[grid->dimension_count - 1];

	walk_press(&walk, "3 <Right> 3 <Esc> <End> <Enter> 3 w <End> /");
	walk_type(&walk, text_in(&grid->questions[last->first].text, LANGUAGE_EN));
	walk_press(&walk, "<Enter> <Enter>");
	walk_expect(&walk, text_in(&grid->questions[last->first].text, LANGUAGE_EN));
	walk_press(&walk, "w ?");
	walk_expect(&walk, "Weight: the share of the grid's score that rests on the answer.");
	walk_press(&walk, "w ?");
	walk_expect(&walk, "Weight: the share of the grid's score that the answer would have, once it is known.");
}

Test(audit, the_answers_that_weigh_most_come_first)
{
	const struct grid *grid = &walk.session.document->content->grids[0];
	const struct dimension *last = &grid->dimensions[grid->dimension_count - 1];

	/* Alone in its dimension, an answer weighs more than two that share one. */
	walk_press(&walk, "3 <Right> 3 <Esc> <End> <Enter> 3 w");
	walk_expect(&walk, "not sure · 3");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, text_in(&grid->questions[last->first].text, LANGUAGE_EN));
}

Test(audit, w_turns_to_those_that_nobody_knows_and_enter_goes_there)
{
	walk_press(&walk, "<Right> i w w");
	walk_expect(&walk, "Questions answered «don't know» · 1");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, " · 2 of ");
}

Test(audit, capital_o_goes_to_the_next_dont_know_through_all_grids)
{
	walk_press(&walk, "O");
	walk_expect(&walk, "no question is answered «don't know»");
	walk_press(&walk, "<Right> i <M-3> <Enter> i <M-2> <Left> O");
	walk_expect(&walk, " · 2 of ");
	walk_press(&walk, "O");
	cr_expect_str_eq(walk.session.document->grids[1].answers[0].field[ANSWER_LEVEL], "?");
	walk_expect(&walk, text_in(&walk.session.document->content->grids[1].questions[0].text, LANGUAGE_EN));
	walk_expect(&walk, "▶3");
	walk_press(&walk, "<Esc>");
	walk_expect_not(&walk, "· 1 of");
	walk_expect(&walk, "▶3");
	walk_press(&walk, "<Enter> O");
	walk_expect(&walk, "▶2");
}

/* --- answers copied ------------------------------------------------------------------------------ */

Test(audit, an_answer_is_copied_to_what_is_marked_as_one_unit)
{
	size_t units;

	walk_press(&walk, "4 n");
	walk_type(&walk, "vu");
	walk_press(&walk, "<Enter>");
	write_evidence("Charte");
	units = walk.session.unit_count;
	walk_press(&walk, "y <Space> <Space> <Enter>");
	walk_expect(&walk, "answer copied to 2 questions");
	cr_expect_eq(walk.session.unit_count, units + 1);
	for (size_t q = 1; q < 3; q++) {
		cr_expect_str_eq(field(q, ANSWER_LEVEL), "4");
		cr_expect_str_eq(field(q, ANSWER_NOTE), "vu");
		cr_expect_str_eq(field(q, ANSWER_EVIDENCE), "Charte");
		cr_expect_str_eq(field(q, ANSWER_EVIDENCE_DATE), "2026-11-21");
	}
	cr_expect_str_eq(field(3, ANSWER_LEVEL), "");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: ");
	cr_expect_str_eq(field(1, ANSWER_LEVEL), "");
	cr_expect_str_eq(field(2, ANSWER_NOTE), "");
}

Test(audit, only_what_is_chosen_is_copied_to_the_line_of_the_cursor)
{
	walk_press(&walk, "4 n");
	walk_type(&walk, "vu");
	walk_press(&walk, "<Enter> y n j <Enter>");
	cr_expect_str_eq(field(1, ANSWER_LEVEL), "");
	cr_expect_str_eq(field(2, ANSWER_LEVEL), "4");
	cr_expect_str_eq(field(2, ANSWER_NOTE), "");
	walk_press(&walk, "y v n <Enter>");
	walk_expect(&walk, "nothing is chosen to be copied");
}

Test(audit, where_to_copy_is_found_by_the_words_of_the_question)
{
	const struct grid *grid = &walk.session.document->content->grids[0];
	const size_t last = grid->question_count - 1;

	walk_press(&walk, "4 y /");
	walk_type(&walk, text_in(&grid->questions[last].text, LANGUAGE_EN));
	walk_press(&walk, "<Enter> <Enter>");
	cr_expect_str_eq(field(last, ANSWER_LEVEL), "4");
	cr_expect_str_eq(field(1, ANSWER_LEVEL), "");
}

Test(audit, the_questions_of_the_same_dimension_come_first)
{
	const struct grid *grid = &walk.session.document->content->grids[0];
	const size_t count = grid->dimensions[0].count;

	walk_press(&walk, "2 <Right> 4 y");
	for (size_t i = 0; i < count - 1; i++)
		walk_press(&walk, "<Space>");
	walk_press(&walk, "<Enter>");
	for (size_t q = 0; q < grid->question_count; q++)
		cr_expect_str_eq(field(q, ANSWER_LEVEL), q < count ? "4" : "", "question %zu", q);
}

Test(audit, there_is_nothing_to_copy_where_nothing_is_answered)
{
	walk_press(&walk, "y");
	walk_expect(&walk, "there is no answer yet to be copied");
}
