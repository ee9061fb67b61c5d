/*
 * Live weights: keys in, what stands on the screen and in the dossier out.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "fixture.h"
#include "walk.h"

TestSuite(page_weights, .init = fixture_begin);

enum { OPEN_ENDS = 200 };

/* The shares at the ends of the four sliders' lines. */
static void read_shares(struct walk *walk, double share[FAMILY_COUNT])
{
	static const char *const names[FAMILY_COUNT] = { "Impact ", "Return ", "Feasibility ", "Risk " };
	char *screen = walk_screen(walk, NULL);

	for (int f = 0; f < FAMILY_COUNT; f++) {
		char *line = strstr(screen, names[f]), *end, *at;

		/* The last one of that name: sliders stand below the list. */
		for (char *next = line; next; next = strstr(next + 1, names[f]))
			line = next;
		cr_assert(line, "%s is not there:\n%s", names[f], screen);
		end = strchr(line, '\n');
		at = strstr(line, "%");
		cr_assert(at && at < end, "%s has no figure:\n%s", names[f], screen);
		while (at[-1] == ' ')
			at--;
		while (at[-1] != ' ')
			at--;
		share[f] = atof(at);
	}
	free(screen);
}

static void expect_shares(struct walk *walk, const double expected[FAMILY_COUNT])
{
	double share[FAMILY_COUNT];

	read_shares(walk, share);
	for (int f = 0; f < FAMILY_COUNT; f++)
		cr_expect(fabs(share[f] - expected[f]) < 0.051, "family %d: %g instead of %g", f, share[f],
			  expected[f]);
}

Test(page_weights, a_key_moves_five_points_or_one_and_the_others_keep_their_proportions)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk_press(&walk, "<M-6> w");
	expect_shares(&walk, (const double[]){ 30, 25, 25, 20 });
	walk_press(&walk, "l l");
	expect_shares(&walk, (const double[]){ 40, 21.43, 21.43, 17.14 });
	walk_press(&walk, "+ <C-Right> - <C-Left> h <Left>");
	expect_shares(&walk, (const double[]){ 30, 25, 25, 20 });
	walk_press(&walk, "j j j <Right> <Right>");
	expect_shares(&walk, (const double[]){ 26.25, 21.875, 21.875, 30 });
	walk_press(&walk, "<Backspace>");
	expect_shares(&walk, (const double[]){ 30, 25, 25, 20 });
	walk_end(&walk);
}

Test(page_weights, a_room_follows_the_points_under_the_weights_that_are_tried)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk_press(&walk, "<M-6> w P");
	walk_expect(&walk, "Impact 30.0% · Return 25.0% · Feasibility 25.0% · Risk 20.0%");
	walk_expect(&walk, "Supposed weights");
	walk_press(&walk, "j l l");
	walk_expect(&walk, "Return 35.0%");
	walk_press(&walk, "P");
	expect_shares(&walk, (const double[]){ 26, 35, 21.67, 17.33 });
	walk_end(&walk);
}

Test(page_weights, the_ends_are_said_and_come_back_in_the_proportions_of_the_dossier)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk_press(&walk, "<M-6> w");
	for (int i = 0; i < 15; i++)
		walk_press(&walk, "l");
	expect_shares(&walk, (const double[]){ 100, 0, 0, 0 });
	walk_expect(&walk, "it has all of the weight already");
	walk_press(&walk, "h");
	expect_shares(&walk, (const double[]){ 95, 1.79, 1.79, 1.43 });
	for (int i = 0; i < 20; i++)
		walk_press(&walk, "h");
	walk_expect(&walk, "it weighs nothing already");
	expect_shares(&walk, (const double[]){ 0, 35.71, 35.71, 28.57 });
	walk_end(&walk);
}

/* The order on the screen is that of the weights, and each rank says how far it moved. */
Test(page_weights, ranks_are_those_of_the_weights_with_what_they_moved)
{
	struct evaluation evaluation;
	struct walk walk;
	char *screen;
	double share[FAMILY_COUNT];
	bool moved = false;

	walk_begin(&walk, LANGUAGE_EN, 200, 60, false);
	walk_press(&walk, "<M-6> w l l l l l l");
	family_shares(walk.ui.evaluation.weights.priority, share);
	family_share_move(share, share, FAMILY_IMPACT, share[FAMILY_IMPACT] + 0.3);
	evaluation_compute(walk.session.document, &evaluation);
	evaluation_weigh(&evaluation, share);
	screen = walk_screen(&walk, NULL);
	for (size_t i = 0; i < evaluation.ranking_count; i++) {
		const struct use_case_result *now = &evaluation.use_cases[evaluation.ranking[i]],
					     *before = &walk.ui.evaluation.use_cases[evaluation.ranking[i]];
		const char *name = strstr(screen, use_case_name(now->use_case)), *line = name;
		char sign[20], *end;

		cr_assert(name, "%s is not there:\n%s", use_case_name(now->use_case), screen);
		while (line > screen && line[-1] != '\n')
			line--;
		end = strchr(name, '\n');
		(void)snprintf(sign, sizeof(sign), "%s%zu ", now->rank < before->rank ? "↑" : "↓",
			       now->rank < before->rank ? before->rank - now->rank : now->rank - before->rank);
		if (now->rank == before->rank)
			(void)strcpy(sign, " ");
		cr_expect(strstr(name, sign) && strstr(name, sign) < end, "%s: «%s» in «%.*s»",
			  use_case_name(now->use_case), sign, (int)(end - name), name);
		moved |= now->rank != before->rank;
	}
	cr_expect(moved, "nothing moved: there is nothing to see");
	free(screen);
	evaluation_release(&evaluation);
	walk_end(&walk);
}

Test(page_weights, exact_figures_stand_in_the_first_painting_and_chances_come_by_themselves)
{
	struct surface surface;
	struct walk walk;
	char *first;

	walk_begin(&walk, LANGUAGE_EN, 120, 40, false);
	walk_press(&walk, "<M-6> w");
	ui_key(&walk.ui, "l");
	surface_init(&surface, 120, 40, false);
	ui_draw(&walk.ui, &surface);
	first = fixture_dump(&surface);
	cr_expect(strstr(first, "35.0"), "%s", first);
	*strstr(first, "▶ Impact") = '\0';
	cr_expect(!strstr(first, "%\n"), "chances before any was drawn:\n%s", first);
	cr_expect_eq(ui_wait(&walk.ui), 0);
	for (int i = 0; i < 2 && !ui_tick(&walk.ui); i++)
		;
	ui_draw(&walk.ui, &surface);
	free(first);
	first = fixture_dump(&surface);
	*strstr(first, "▶ Impact") = '\0';
	cr_expect(strstr(first, "%\n"), "no chances yet:\n%s", first);
	for (int i = 0; i < OPEN_ENDS && ui_wait(&walk.ui) == 0; i++)
		(void)ui_tick(&walk.ui);
	cr_expect_eq(ui_wait(&walk.ui), -1, "it never comes to rest");
	free(first);
	surface_release(&surface);
	walk_end(&walk);
}

Test(page_weights, nothing_in_the_dossier_changes_and_escape_goes_back)
{
	struct walk walk;
	size_t units;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, true);
	walk_press(&walk, "<M-6>");
	units = walk.session.done;
	walk_press(&walk, "w l l l j h h");
	walk_expect(&walk, "Supposed weights: the dossier stays as it is");
	walk_expect(&walk, "+2: two ranks gained");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "3 quick wins");
	walk_expect_not(&walk, "Supposed");
	cr_expect_eq(walk.session.done, units);
	cr_expect_not(session_is_staged(&walk.session));
	/* Another start of the page begins with the dossier's weights. */
	walk_press(&walk, "w");
	expect_shares(&walk, (const double[]){ 30, 25, 25, 20 });
	walk_end(&walk);
}

/* What is changed or read again below the page is taken up, whatever was supposed. */
Test(page_weights, another_document_below_is_taken_up)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk_press(&walk, "<M-6> w l l");
	cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, "billing-robot", "present", ""));
	walk_press(&walk, "k l");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back");
	walk_press(&walk, "l ? <C-r>");
	walk_expect(&walk, "read again");
	walk_expect(&walk, "Supposed weights");
	walk_press(&walk, "k <Esc>");
	walk_expect(&walk, "Value and ease");
	walk_end(&walk);
}
