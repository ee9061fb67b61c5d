/*
 * Every page of the interface on the demonstration, compared with what was
 * looked at and found good: tests/golden/page-NAME-WIDTH-LANGUAGE[-ascii].txt,
 * at 80×24 and at 120×40. Each is reached by keys.
 *
 * After a wanted change:
 *
 *	CADRAN_GOLDEN=write build/tests/tui/test_pages    rewrites them all
 *	git diff tests/golden                             look at each
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "fixture.h"
#include "golden.h"
#include "walk.h"

TestSuite(pages, .init = fixture_begin);

static const struct {
	int width, height;
} sizes[] = { { 80, 24 }, { 120, 40 } };

static const struct {
	const char *name, *keys;
	bool ascii; /* in ASCII too */
} screens[] = {
	{ "service", "<M-1>", false },
	{ "service-choice", "<M-1> j <Enter>", false },
	{ "data", "<M-2>", true },
	{ "ai", "<M-3>", false },
	{ "question", "<M-2> <Enter>", true },
	{ "question-note", "<M-2> <Enter> n", false },
	{ "question-ai", "<M-3> <Enter> j", false },
	{ "audit", "<M-2> w", false },
	{ "audit-unknown", "<M-2> w w", false },
	{ "found", "<M-6> / / n o t e s <Enter>", false },
	{ "copy", "<M-2> <Enter> y <Space>", false },
	{ "use-cases", "<M-4>", true },
	{ "use-cases-sorted", "<M-4> > > > > > I <Space>", true },
	{ "use-cases-filter", "<M-4> F p", false },
	{ "sheet", "<M-4> <Enter>", false },
	{ "requirements", "<M-4> <Enter> <End> k k k k k k k k k k k <Enter>", false },
	{ "dependencies", "<M-4> <Enter> <End> k k k k k k k k k k <Enter>", false },
	{ "need", "<M-4> b", false },
	{ "tree", "<M-4> <Enter> t", false },
	{ "catalogue", "<M-4> A", false },
	{ "scoring", "<M-5>", true },
	{ "scoring-criterion", "<M-5> v", false },
	{ "figures", "<M-5> f", false },
	{ "matrix", "<M-6>", true },
	{ "matrix-choice", "<M-6> m", false },
	{ "matrix-zoom", "<M-6> z", false },
	{ "matrix-gate", "<M-6> j g", true },
	{ "matrix-weights", "<M-6> w l l", true },
	{ "explain", "<M-6> ?", false },
	{ "ranking", "<M-6> r", true },
	{ "ranking-words", "<M-6> r v", false },
	{ "roadmap", "<M-7>", false },
	{ "gantt", "<M-7> v", true },
	{ "gantt-why", "<M-7> v <Down> ?", false },
	{ "export", "<M-8>", false },
	{ "charter", "<M-1> g", true },
	{ "inventory", "<M-1> g i", false },
	{ "home", "H", true },
	{ "radar", "R", true },
	{ "radar-grid", "<M-2> R", true },
	{ "unlocks", "L", true },
	{ "history", "<M-2> <Enter> 4 2 u J", true },
	{ "compare", "J m T 1 <Enter> <M-2> <Enter> 4 C", false },
	{ "compared", "J m T 1 <Enter> <M-2> <Enter> 4 C <Enter> <Enter>", false },
	{ "settings", "S", true },
	{ "workshop", "V", true },
	{ "participants", "V p", false },
	{ "vote-pass", "V <Enter>", false },
	{ "vote", "V <Enter> <Enter>", true },
	{ "vote-shown", "V l <Enter>", true },
	{ "projector-question", "<M-2> <Enter> P", true },
	{ "projector-vote", "V <Enter> <Enter> P", false },
	{ "projector-votes", "V l <Enter> P", false },
	{ "projector-matrix", "<M-6> P", true },
	{ "projector-weights", "<M-6> w l l P", false },
	{ "projector-ranking", "<M-6> r P", false },
	{ "command", "<M-6> : e", false },
	{ "search", "/ / r e g", false },
	{ "help", "<M-2> <Enter> <F1>", false },
};

/* The folder has another name every time, of the same length. */
static void mask_folder(char *screen, const char *folder)
{
	for (char *at = strstr(screen, folder); at; at = strstr(at, folder))
		memset(at + strlen(folder) - 6, '0', 6);
}

/* Whether a place of the body is in reverse: what is chosen, not «lines 3 to 14 of 40» at the right. */
static bool is_marked(const struct surface *surface, int row, int column)
{
	const struct surface_cell *cell = surface_at(surface, row, column);

	return cell && cell->attributes & ATTRIBUTE_REVERSE;
}

static bool has_mark(const struct surface *surface)
{
	for (int row = 2; row < surface->height - 2; row++)
		for (int column = 0; column < surface->width / 2; column++)
			if (is_marked(surface, row, column))
				return true;
	return false;
}

/* The line of keys is whole, whatever the page: help and quit are never pushed out. A projector is told the one key that
 * ends it. */
static void expect_keys_told(const char *name, const struct walk *walk, const char *shown)
{
	const size_t length = strlen(shown);
	const char *last = shown + length - 1;

	while (last > shown && last[-1] != '\n')
		last--;
	cr_expect(walk->ui.edit.open ||
			  (walk->ui.projector ? strstr(last, "P ") != NULL : strstr(last, "?") && strstr(last, "q ")),
		  "%s: «%s»", name, last);
}

/* Screen readers and braille lines follow the cursor of the terminal: it stands on what is chosen or typed. */
static void expect_cursor(const char *name, const struct walk *walk, const struct surface *surface, const char *shown)
{
	const int row = surface->cursor_row, height = surface->height;

	/* A projector has no frame but the line of its one key. */
	cr_expect(walk->ui.projector ? row >= 0 && row < height - 1 : row >= 2 && row < height - 2, "%s: row %d:\n%s",
		  name, row, shown);
	if (!walk->ui.edit.open && has_mark(surface))
		cr_expect(is_marked(surface, row, surface->cursor_column), "%s: row %d, column %d:\n%s", name, row,
			  surface->cursor_column, shown);
}

/* What has no room ends in an ellipsis, or is not drawn at all: no label ever loses its end silently. */
static void expect_nothing_cut(const char *name, const struct surface *surface, const char *shown)
{
	cr_expect_eq(surface->cut, 0, "%s: %u texts lose something, the first «%s»:\n%s", name, surface->cut,
		     surface->first_cut, shown);
}

static void expect_screen(size_t screen, size_t size, enum language language, bool ascii)
{
	struct surface surface;
	struct walk walk;
	struct buf path;
	char *shown;

	buf_init(&path);
	buf_add_format(&path, "tests/golden/page-%s-%d-%s%s.txt", screens[screen].name, sizes[size].width,
		       language_code(language), ascii ? "-ascii" : "");
	walk_begin(&walk, language, sizes[size].width, sizes[size].height, ascii);
	walk_press(&walk, screens[screen].keys);
	shown = walk_screen(&walk, &surface);
	mask_folder(shown, walk.folder);
	golden_expect_clean(path.data, shown, sizes[size].width, ascii);
	golden_expect(path.data, shown);
	expect_keys_told(path.data, &walk, shown);
	expect_cursor(path.data, &walk, &surface, shown);
	expect_nothing_cut(path.data, &surface, shown);
	free(shown);
	surface_release(&surface);
	walk_end(&walk);
	buf_release(&path);
}

/* On a wall or a large desk: lines end where the eye follows them, and what is beside them is used. */
Test(pages, those_that_gain_by_a_large_window_are_those_that_were_looked_at)
{
	static const struct {
		const char *name, *keys;
	} large[] = { { "home", "H" }, { "use-cases", "<M-4>" }, { "grid", "<M-2>" }, { "projector-matrix", "<M-6> P" } };

	for (size_t i = 0; i < ARRAY_SIZE(large); i++) {
		struct walk walk;
		char path[80];
		char *shown;

		(void)snprintf(path, sizeof(path), "tests/golden/page-%s-200-fr.txt", large[i].name);
		walk_begin(&walk, LANGUAGE_FR, 200, 60, false);
		walk_press(&walk, large[i].keys);
		shown = walk_screen(&walk, NULL);
		golden_expect_clean(path, shown, 200, false);
		golden_expect(path, shown);
		free(shown);
		walk_end(&walk);
	}
}

/* Under valgrind one size does. */
static bool is_slow(void)
{
	return fixture_rounds(20) == 1;
}

static void expect_screens(enum language language)
{
	for (size_t screen = 0; screen < ARRAY_SIZE(screens); screen++) {
		for (size_t size = 0; size < (is_slow() ? 1 : ARRAY_SIZE(sizes)); size++) {
			expect_screen(screen, size, language, false);
			if (screens[screen].ascii)
				expect_screen(screen, size, language, true);
		}
	}
}

Test(pages, the_pages_are_those_that_were_looked_at_in_french_with_keys_and_cursor_and_nothing_cut)
{
	expect_screens(LANGUAGE_FR);
}

Test(pages, the_pages_are_those_that_were_looked_at_in_english_with_keys_and_cursor_and_nothing_cut)
{
	expect_screens(LANGUAGE_EN);
}

static void random_key(struct fixture_random *random, char key[KEY_NAME_SIZE])
{
	static const char *const keys[] = {
		"<Up>",	  "<Down>",  "<Left>",	   "<Right>", "<Enter>", "<Enter>",	"<Esc>",   "<Tab>",
		"<S-Tab>", "<Home>", "<PageDown>", "<M-4>",   "<M-5>",	 "<Backspace>", "<M-6>",   "<C-w>",
		"1",	  "3",	     "5",	   "0",	      "a",	 "A",		"c",	   "d",
		"e",	  "f",	     "g",	   "j",	      "k",	 "m",		"n",	   "o",
		"r",	  "s",	     "t",	   "u",	      "U",	 "v",		"x",	   "b",
		" ",	  "?",	     "/",	   "é",	      "<F1>",	 "<C-r>",	"<C-l>",   "y",
		"w",	  "O",	     "D",	   "i",	      "l",	 "<",		">",	   "~",
		"F",	  "I",
		"H",	  "J",	     "C",	   "L",	      "R",	 "S",
	};

	(void)strcpy(key, keys[fixture_below(random, ARRAY_SIZE(keys))]);

}

/* No sequence of keys crashes, leaks or makes a dossier that does not open as it was left. */
Test(pages, thousands_of_random_keys_leave_a_dossier_that_opens_as_it_was)
{
	const int rounds = (int)fixture_rounds(6000);
	struct fixture_random random = { 7 };
	struct walk walk;

	walk_begin(&walk, LANGUAGE_FR, 80, 24, false);
	for (int i = 0; i < rounds; i++) {
		char key[KEY_NAME_SIZE], keys[KEY_NAME_SIZE];

		random_key(&random, key);
		(void)strcpy(keys, strcmp(key, " ") ? key : "<Space>");
		walk_press(&walk, keys);
		if (i % 500 == 499) {
			ui_resize(&walk.ui, 80 + i % 70, 24 + i % 30);
			walk_reopen(&walk);
			cr_assert_eq(walk.session.faults.count, 0, "round %d: %s", i, walk.session.faults.items[0].text);
		}
	}
	walk_end(&walk);
}
