/*
 * Every view of the demonstration dossier, compared with what was looked at and
 * found good: tests/golden/VIEW[-SUBJECT]-WIDTH-LANGUAGE[-ascii].txt. Of a
 * screen that differs the first line that does is shown, as it was and as it is.
 *
 * After a wanted change:
 *
 *	CADRAN_GOLDEN=write build/tests/tui/test_views    rewrites them all
 *	git diff tests/golden                             look at each
 *
 * French needs the catalogue (build/locale), which «make» builds.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "fixture.h"
#include "golden.h"

TestSuite(views, .init = fixture_begin);

/* A workshop's terminal, a wide one, and one in which the legend stands beside the matrix. */
static const int widths[] = { 80, 120, 160 };

enum { WIDE_FROM = 140 };

static const struct {
	const struct view *view;
	const char *subject;
	bool both; /* in ASCII too, and where there is room for a second column */
} screens[] = {
	{ &view_summary, NULL, false },
	{ &view_maturity, NULL, true },
	{ &view_use_cases, NULL, false },
	{ &view_matrix, NULL, true },
	{ &view_ranking, NULL, false },
	{ &view_roadmap, NULL, true },
	{ &view_gantt, NULL, true },
	{ &view_radar, NULL, true },
	{ &view_explain, "meeting-notes", false },
	{ &view_explain, "appointment-booking", false },
	{ &view_explain, "emotion-detection", false },
	{ &view_explain, "data", false },
	{ &view_explain, "ai.skills", false },
};

static char *golden_path(size_t screen, int width, enum language language, bool ascii)
{
	struct buf path;

	buf_init(&path);
	buf_add_format(&path, "tests/golden/%s%s%s-%d-%s%s.txt", screens[screen].view->name,
		       screens[screen].subject ? "-" : "", screens[screen].subject ? screens[screen].subject : "",
		       width, language_code(language), ascii ? "-ascii" : "");
	return buf_detach(&path);
}

static void show(struct demonstration *demonstration, size_t screen, int width, bool ascii)
{
	char *path = golden_path(screen, width, demonstration->scene.language, ascii), *shown;
	struct surface surface;
	struct err err = { 0 };

	demonstration->scene.subject = screens[screen].subject;
	surface_init(&surface, width, 0, ascii);
	cr_assert(screens[screen].view->draw(&demonstration->scene, &surface, &err), "%s: %s", path, err.text);
	shown = fixture_dump(&surface);
	golden_expect_clean(path, shown, width, ascii);
	golden_expect(path, shown);
	surface_release(&surface);
	free(shown);
	free(path);
}

static void show_all(enum language language)
{
	struct demonstration demonstration;

	demonstration_init(&demonstration, language);
	for (size_t s = 0; s < ARRAY_SIZE(screens); s++) {
		for (size_t w = 0; w < ARRAY_SIZE(widths); w++) {
			if (widths[w] >= WIDE_FROM && !screens[s].both)
				continue;
			show(&demonstration, s, widths[w], false);
			if (screens[s].both)
				show(&demonstration, s, widths[w], true);
		}
	}
	demonstration_release(&demonstration);
}

Test(views, the_screens_are_those_that_were_looked_at_in_french)
{
	show_all(LANGUAGE_FR);
}

Test(views, the_screens_are_those_that_were_looked_at_in_english)
{
	show_all(LANGUAGE_EN);
}

/* The screens of the demonstration as one text. */
static char *everything(enum language language, bool ascii)
{
	struct demonstration demonstration;
	struct buf text;

	buf_init(&text);
	demonstration_init(&demonstration, language);
	for (size_t s = 0; s < ARRAY_SIZE(screens); s++) {
		struct surface surface;
		struct err err = { 0 };

		demonstration.scene.subject = screens[s].subject;
		surface_init(&surface, 100, 0, ascii);
		cr_assert(screens[s].view->draw(&demonstration.scene, &surface, &err), "%s", err.text);
		surface_dump(&surface, &text);
		surface_release(&surface);
	}
	demonstration_release(&demonstration);
	return buf_detach(&text);
}

Test(views, a_french_screen_has_no_decimal_point)
{
	char *text = everything(LANGUAGE_FR, false);

	for (const char *at = text; (at = strchr(at, '.')); at++)
		cr_expect(at == text || !strchr("0123456789", at[-1]) || !strchr("0123456789", at[1]), "«%.20s»",
			  at - 1);
	free(text);
}

/* What a sentence names and what an operator means must survive the way into ASCII. */
Test(views, in_ascii_signs_keep_their_meaning)
{
	static const struct {
		const char *name, *text;
	} wrong[] = { { "a product reads as a difference", "25-(" },
		      { "the target's sign is lost", "? cible" },
		      { "an unknown character", "\xef\xbf\xbd" } };
	char *text = everything(LANGUAGE_FR, true);

	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		const char *at = strstr(text, wrong[i].text);

		cr_expect(!at, "%s: «%.40s»", wrong[i].name, at ? at : "");
	}
	free(text);
}

/* Nothing that the demonstration holds is hidden for lack of room: any width will do, in ASCII too. */
Test(views, every_view_draws_at_any_width)
{
	struct demonstration demonstration;

	demonstration_init(&demonstration, LANGUAGE_FR);
	for (size_t s = 0; s < ARRAY_SIZE(screens); s++) {
		for (int width = 80; width <= 240; width += 7) {
			struct surface surface;
			struct err err = { 0 };
			char *shown;

			demonstration.scene.subject = screens[s].subject;
			surface_init(&surface, width, 0, width % 2);
			cr_assert(screens[s].view->draw(&demonstration.scene, &surface, &err), "%s", err.text);
			shown = fixture_dump(&surface);
			golden_expect_clean(screens[s].view->name, shown, width, width % 2);
			free(shown);
			surface_release(&surface);
		}
	}
	demonstration_release(&demonstration);
}

/* No view may stumble over a dossier of which nothing is known yet. */
Test(views, an_empty_dossier_can_be_shown_and_what_does_not_exist_is_refused)
{
	static const char *const unknown[] = { "",      "nothing", "data.nothing",   "ai.quality",
					       "data.", ".",       "nothing.quality" };
	struct stage stage;
	struct err err = { 0 };
	struct surface surface;

	stage_init(&stage, 0);
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		stage.document.service[i] = "";
	for (size_t v = 0; views[v]; v++) {
		char *shown;

		if (views[v]->takes_subject)
			continue;
		surface_init(&surface, 80, 0, false);
		cr_expect(views[v]->draw(&stage.scene, &surface, &err), "%s: %s", views[v]->name, err.text);
		shown = fixture_dump(&surface);
		cr_expect(strstr(shown, "To begin: cadran add") || views[v] == &view_maturity ||
				  views[v] == &view_radar || views[v] == &view_use_cases || views[v] == &view_charter ||
				  views[v] == &view_keys,
			  "%s does not say how to begin: «%s»", views[v]->name, shown);
		free(shown);
		surface_release(&surface);
	}
	for (size_t i = 0; i < ARRAY_SIZE(unknown); i++) {
		stage.scene.subject = unknown[i];
		surface_init(&surface, 80, 0, false);
		cr_expect(!view_explain.draw(&stage.scene, &surface, &err), "«%s» is explained", unknown[i]);
		surface_release(&surface);
	}
	stage_release(&stage);
}

Test(views, each_is_found_by_its_name)
{
	for (size_t v = 0; views[v]; v++)
		cr_expect(view_find(views[v]->name) == views[v], "%s", views[v]->name);
	cr_expect(!view_find("") && !view_find("matri") && !view_find("matrix2"), "others are not");
}
