/*
 * What stands below the levels of a question at 80 × 24: the example, what to
 * ask for, why, the note and the evidence can be read to the last word, on the
 * screens that s turns to. The place that a screen names («lines 3 to 8 of 9»)
 * says where its rows belong; the rows put together have every text whole.
 */
#include <criterion/criterion.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/charset.h"
#include "walk.h"

enum { FRAME_TOP = 2, PAGE_ROWS = UI_HEIGHT - 4, BELOW_MOST = 60 };

static const char long_note[] =
	"Une note de trois cents signes, comme on en prend en réunion : qui l'a dit, quand, et d'après quel document ; "
	"on y revient dans six mois, et elle doit alors se lire jusqu'au bout, sans rien qui manque, même le dernier "
	"mot, même sur un petit écran, même sans accents : voilà pourquoi elle est longue.";
static const char evidence[] = "Compte rendu de mars, page 3";

static void begin(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
}

TestSuite(below, .init = begin);

/* The page's rows of one screen. */
struct screen {
	char *text, *row[PAGE_ROWS];
};

static void read_screen(struct walk *walk, struct screen *screen)
{
	char *at;

	screen->text = walk_screen(walk, NULL);
	at = screen->text;
	for (int i = 0; i < FRAME_TOP + PAGE_ROWS; i++) {
		char *end = strchr(at, '\n');

		cr_assert(end, "row %d", i);
		*end = '\0';
		if (i >= FRAME_TOP)
			screen->row[i - FRAME_TOP] = at;
		at = end + 1;
	}
}

/* The row after the one of x and 0. */
static int first_below(const struct screen *screen)
{
	for (int i = 0; i < PAGE_ROWS; i++)
		if (strstr(screen->row[i], " x ") && strstr(screen->row[i], " 0 "))
			return i + 1;
	cr_assert_fail("x and 0 are not on the page");
	return 0;
}

struct below {
	char *row[BELOW_MOST];
	int count, screens;
};

/* The figures of a row: «lines 3 to 8 of 9»; false where it has other than three. */
static bool read_place(const char *row, int place[3])
{
	int count = 0;

	while (*(row += strcspn(row, "0123456789"))) {
		char *end;
		const long number = strtol(row, &end, 10);

		if (count == 3)
			return false;
		place[count++] = (int)number;
		row = end;
	}
	return count == 3;
}

static void keep_rows(struct below *below, const struct screen *screen, int first, const int place[3])
{
	below->count = place[2];
	cr_assert(place[2] < BELOW_MOST);
	for (int i = place[0]; i <= place[1]; i++) {
		free(below->row[i]);
		below->row[i] = xstrdup(screen->row[first + i - place[0]]);
	}
}

/* All rows, of as many screens as it takes. */
static void gather(struct walk *walk, struct below *below)
{
	int place[3];

	*below = (struct below){ 0 };
	do {
		struct screen screen;
		int first;

		read_screen(walk, &screen);
		first = first_below(&screen);
		cr_assert(read_place(screen.row[PAGE_ROWS - 1], place), "no place in: %s", screen.row[PAGE_ROWS - 1]);
		cr_expect(place[1] - place[0] == PAGE_ROWS - first - 2, "%d to %d", place[0], place[1]);
		keep_rows(below, &screen, first, place);
		free(screen.text);
		walk_press(walk, "s");
	} while (++below->screens < BELOW_MOST && place[1] < place[2]);
}

static void below_release(struct below *below)
{
	for (int i = 0; i < BELOW_MOST; i++)
		free(below->row[i]);
}

/* Adds `text` without a second blank after a blank. */
static void add_flat(struct buf *out, const char *text)
{
	for (; *text; text++)
		if (*text != ' ' || (out->length && out->data[out->length - 1] != ' '))
			buf_add_char(out, *text);
}

static void expect_whole(const struct walk *walk, const struct below *below, const char *label, const char *text)
{
	struct buf wanted, shown, plain;

	buf_init(&wanted);
	buf_init(&shown);
	buf_init(&plain);
	buf_add_format(&plain, "%s %s ", label, text);
	if (walk->ui.ascii) {
		charset_to_ascii(plain.data, &shown);
		add_flat(&wanted, shown.data);
		buf_clear(&shown);
	} else {
		add_flat(&wanted, plain.data);
	}
	for (int i = 1; i <= below->count; i++) {
		add_flat(&shown, below->row[i]);
		add_flat(&shown, " ");
	}
	cr_expect(strstr(shown.data, wanted.data), "«%s» is not whole in:\n%s", wanted.data, shown.data);
	buf_release(&wanted);
	buf_release(&shown);
	buf_release(&plain);
}

static void read_question(struct walk *walk, const struct question *question, enum profile profile)
{
	const enum language language = walk->ui.scene.language;
	const char *example = text_in(profile_example(question->example, profile), language);
	struct below below;

	gather(walk, &below);
	if (*example)
		expect_whole(walk, &below, _("Example"), example);
	expect_whole(walk, &below, _("To ask for"), text_in(&question->evidence, language));
	expect_whole(walk, &below, _("Why"), text_in(&question->why, language));
	expect_whole(walk, &below, _("Note"), long_note);
	expect_whole(walk, &below, _("Evidence"), evidence);
	cr_expect(below.screens > 1, "%s", question->id);
	below_release(&below);
}

/* Its own texts, which stay where they are, are on the first screen. */
static void expect_levels(struct walk *walk, const struct question *question)
{
	struct buf plain;

	for (int i = -1; i < LEVEL_COUNT; i++) {
		const char *text = text_in(i < 0 ? &question->text : &question->level[i], walk->ui.scene.language);

		buf_init(&plain);
		if (walk->ui.ascii)
			charset_to_ascii(text, &plain);
		else
			buf_add_text(&plain, text);
		walk_expect(walk, plain.data);
		buf_release(&plain);
	}
}

static void write_down(struct walk *walk, const struct grid *grid, const struct question *question)
{
	char key[300];

	(void)snprintf(key, sizeof(key), "%s.%s", grid->id, question->id);
	cr_assert(ui_change(&walk->ui, CHANGE_ANSWER, key, "note", long_note));
	cr_assert(ui_change(&walk->ui, CHANGE_ANSWER, key, "evidence", evidence));
	walk_press(walk, "3");
}

static void read_grid(struct walk *walk, size_t index, enum profile profile)
{
	const struct grid *grid = &walk->session.document->content->grids[index];

	walk_press(walk, index ? "<M-3>" : "<M-2>");
	if (!walk->ui.complete)
		walk_press(walk, "r");
	walk_press(walk, "<Home> <Enter>");
	for (size_t q = 0; q < grid->question_count; q++) {
		write_down(walk, grid, &grid->questions[q]);
		expect_levels(walk, &grid->questions[q]);
		read_question(walk, &grid->questions[q], profile);
		walk_press(walk, "<Right>");
	}
}

static void read_all(enum language language, bool ascii)
{
	for (int profile = 0; profile < PROFILE_COUNT; profile++) {
		struct walk walk;

		walk_begin_empty(&walk, language, "Val-Exemple");
		walk.ui.ascii = ascii;
		cr_assert(ui_change(&walk.ui, CHANGE_SERVICE, "", "sector", profile_id((enum profile)profile)));
		for (size_t grid = 0; grid < walk.session.document->content->grid_count; grid++)
			read_grid(&walk, grid, (enum profile)profile);
		walk_end(&walk);
	}
}

Test(below, every_question_can_be_read_to_the_last_word_in_french)
{
	read_all(LANGUAGE_FR, false);
}

Test(below, every_question_can_be_read_to_the_last_word_in_english)
{
	read_all(LANGUAGE_EN, false);
}

Test(below, every_question_can_be_read_to_the_last_word_in_french_with_ascii)
{
	read_all(LANGUAGE_FR, true);
}

Test(below, every_question_can_be_read_to_the_last_word_in_english_with_ascii)
{
	read_all(LANGUAGE_EN, true);
}

/* --- the keys ------------------------------------------------------------------------------ */

static struct walk walk;

static void open_long(void)
{
	begin();
	walk_begin_empty(&walk, LANGUAGE_EN, "Val-Exemple");
	walk_press(&walk, "<M-2> <Enter>");
	write_down(&walk, &walk.session.document->content->grids[0],
		   &walk.session.document->content->grids[0].questions[0]);
}

static void close_long(void)
{
	walk_end(&walk);
}

TestSuite(below_keys, .init = open_long, .fini = close_long);

Test(below_keys, the_foot_names_the_key_and_after_the_last_lines_come_the_first)
{
	walk_expect(&walk, "s more");
	walk_expect(&walk, "lines 1 to ");
	walk_press(&walk, "s");
	walk_expect_not(&walk, "lines 1 to ");
	for (int i = 0; i < 2; i++)
		walk_press(&walk, "<PageUp>");
	walk_expect(&walk, "lines 1 to ");
	for (int i = 0; i < 3; i++)
		walk_press(&walk, "<PageDown>");
	walk_expect(&walk, "lines 1 to ");
}

Test(below_keys, what_is_written_is_marked_where_it_is_not_shown)
{
	walk_expect(&walk, "Note ✓ Evidence ✓");
	walk_press(&walk, "<Right>");
	walk_expect(&walk, "Note · Evidence ·");
}

Test(below_keys, the_next_question_begins_with_its_first_lines)
{
	walk_press(&walk, "s <Right>");
	walk_expect(&walk, "lines 1 to ");
}

Test(below_keys, where_all_is_shown_there_is_no_key_for_more)
{
	ui_resize(&walk.ui, 120, 40);
	walk_expect(&walk, "mot, même sur un petit écran");
	walk_expect_not(&walk, "s more");
	walk_expect_not(&walk, "lines 1 to ");
}
