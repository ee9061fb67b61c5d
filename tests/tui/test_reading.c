/*
 * Each question of each grid at 80 × 24, in both languages: its text, its five
 * descriptors and what can be written down are on the screen, whole.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"
#include "walk.h"

TestSuite(reading, .init = fixture_begin);

static void expect_question(struct walk *walk, const struct question *question, enum language language)
{
	walk_expect(walk, text_in(&question->text, language));
	for (int i = 0; i < LEVEL_COUNT; i++)
		walk_expect(walk, text_in(&question->level[i], language));
	walk_expect(walk, _("Not applicable"));
	walk_expect(walk, _("Note"));
	walk_expect(walk, _("Evidence"));
}

static void read_grid(struct walk *walk, size_t grid, enum language language)
{
	const struct grid *content = &walk->session.document->content->grids[grid];

	walk_press(walk, grid ? "<M-3>" : "<M-2>");
	if (!walk->ui.complete)
		walk_press(walk, "r");
	walk_press(walk, "<Home> <Enter>");
	for (size_t q = 0; q < content->question_count; q++) {
		expect_question(walk, &content->questions[q], language);
		walk_press(walk, "3 <Right>");
	}
	cr_expect_eq(walk->ui.evaluation.grids[grid].measure.answered, content->question_count,
		     "each question was answered on the screen");
}

static void read_all(enum language language)
{
	struct walk walk;

	walk_begin_empty(&walk, language, "Val-Exemple");
	for (size_t grid = 0; grid < walk.session.document->content->grid_count; grid++)
		read_grid(&walk, grid, language);
	walk_end(&walk);
}

Test(reading, every_question_can_be_read_and_answered_whole_in_french)
{
	read_all(LANGUAGE_FR);
}

Test(reading, every_question_can_be_read_and_answered_whole_in_english)
{
	read_all(LANGUAGE_EN);
}
