/*
 * The page of the matrix: keys in, what stands on the screen out.
 *
 * The trick for random dossiers: every word inside the plot must be the label
 * of one use case, sign and all, that no other word is too, or a mark that counts
 * several. Labels that overlapped or touched would read as a word that no use
 * case has. The leaders between them are read in test_view_matrix.c.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/store/content_dir.h"
#include "cadran/tui/page.h"
#include "fixture.h"
#include "walk.h"

enum { RUNS = 8, MANY = 40, STEP_MATRIX = 6 };

/* An interface on a dossier in a folder of its own. */
struct desk {
	char folder[40], path[60];
	struct session session;
	struct content *shipped;
	struct ui ui;
	struct surface screen;
};

/* `changes` are what the dossier holds, its service's name at least. */
static void desk_open(struct desk *desk, int width, int height, struct change_list *changes)
{
	struct err err = { 0 };

	(void)strcpy(desk->folder, "/tmp/cadran-matrix-XXXXXX");
	cr_assert(mkdtemp(desk->folder));
	(void)snprintf(desk->path, sizeof(desk->path), "%s/d.cadran", desk->folder);
	cr_assert(session_create(desk->path, walk_content(), changes, walk_stamp(), &err), "%s", err.text);
	cr_assert(session_open(desk->path, JOURNAL_WRITE, &desk->session, &err), "%s", err.text);
	desk->shipped = walk_content();
	ui_init(&desk->ui, &desk->session, desk->shipped, width, height, false, NULL, walk_stamp);
	surface_init(&desk->screen, width, height, false);
	ui_key(&desk->ui, "<M-6>");
}

static void desk_close(struct desk *desk)
{
	ui_release(&desk->ui);
	session_close(&desk->session);
	content_free(desk->shipped);
	surface_release(&desk->screen);
	(void)unlink(desk->path);
	(void)rmdir(desk->folder);
}

static void desk_demonstration(struct desk *desk, int width, int height)
{
	struct change_list changes = { 0 };
	struct content *content = walk_content();
	struct err err = { 0 };

	cr_assert(proposal_demo(content, LANGUAGE_EN, &changes, &err), "%s", err.text);
	desk_open(desk, width, height, &changes);
	content_free(content);
}

static void press(struct desk *desk, const char *key)
{
	ui_key(&desk->ui, key);
	(void)ui_settle(&desk->ui);
}

static void type(struct desk *desk, const char *text)
{
	for (; *text; text++)
		press(desk, (const char[]){ *text, '\0' });
}

static char *screen(struct desk *desk)
{
	ui_draw(&desk->ui, &desk->screen);
	return fixture_dump(&desk->screen);
}

static void expect(struct desk *desk, const char *what, const char *words)
{
	char *dump = screen(desk);

	cr_expect(strstr(dump, words), "%s: «%s» is not on the screen:\n%s", what, words, dump);
	free(dump);
}

static void expect_not(struct desk *desk, const char *what, const char *words)
{
	char *dump = screen(desk);

	cr_expect(!strstr(dump, words), "%s: «%s» is on the screen:\n%s", what, words, dump);
	free(dump);
}

static const char *cell(const struct desk *desk, int row, int column)
{
	const struct surface_cell *at = surface_at(&desk->screen, row, column);

	return at ? at->text : "";
}

static bool is_reverse(const struct desk *desk, int row, int column)
{
	return surface_at(&desk->screen, row, column)->attributes & ATTRIBUTE_REVERSE;
}

/* The stretch of a row from a column on. */
static void row_text(const struct desk *desk, int row, int from, int to, struct buf *out)
{
	buf_clear(out);
	for (int column = from; column < to; column++)
		buf_add_text(out, cell(desk, row, column));
}

/* --- the plot, read back ---------------------------------------------------------------- */

struct seen {
	int times, reversed;
};

static bool ends_word(const char *text)
{
	static const char *const ends[] = { "", " ", "│", "┄", "┆", "╭", "╮", "╰", "╯", "[" };

	for (size_t i = 0; i < ARRAY_SIZE(ends); i++)
		if (!strcmp(text, ends[i]))
			return true;
	return false;
}

static bool stands_alone(const char *text)
{
	return !strcmp(text, "●") || !strcmp(text, "■");
}

/* «★3]», after the bracket that opened it. */
static bool reads_mark(const char *word)
{
	const int count = atoi(word + strcspn(word, "0123456789"));

	if (word[strlen(word) - 1] != ']')
		return false;
	cr_expect(count > 1, "«[%s» counts none", word);
	return true;
}

/* The use case that this is the label of, -1. Numbers are those of the ranking, then of the others. */
static int labelled(const struct desk *desk, const char *word)
{
	const char *digits = word + strcspn(word, "0123456789");
	const int number = atoi(digits);
	char expected[20];

	if (number < 1 || number > (int)desk->ui.evaluation.use_case_count)
		return -1;
	(void)snprintf(expected, sizeof(expected), *word == '(' ? "(%02d)" : "%02d", number);
	if (*word == '(')
		return strcmp(word, expected) ? -1 : number - 1;
	return strcmp(digits, expected) ? -1 : number - 1;
}

/* Words inside the frame that are no part of a quadrant's name; returns how many marks and points are reversed. */
static int read_plot(const struct desk *desk, struct seen *seen)
{
	int marks = 0;
	const int right = desk->screen.cursor_column - 1;
	bool after_dot = false;
	struct buf word;

	buf_init(&word);
	for (int row = 4; row < desk->screen.height; row++) {
		if (strcmp(cell(desk, row, 5), "│") != 0 && strcmp(cell(desk, row, 5), "├") != 0)
			continue;
		for (int column = 6; column < right; column++) {
			int index;
			bool reversed = is_reverse(desk, row, column);

			buf_clear(&word);
			for (; column < right && !ends_word(cell(desk, row, column)); column++) {
				buf_add_text(&word, cell(desk, row, column));
				if (!strcmp(cell(desk, row, column), "]") || stands_alone(cell(desk, row, column)))
					break;
			}
			if (word.length && (stands_alone(word.data) || reads_mark(word.data))) {
				marks += reversed;
				continue;
			}
			if (!word.length)
				continue;
			index = labelled(desk, word.data);
			if (index >= 0 && !after_dot) {
				seen[index].times++;
				seen[index].reversed += reversed;
			} else {
				cr_expect(after_dot || !strpbrk(word.data, "0123456789("), "«%s» is no label",
					  word.data);
			}
			after_dot = !strcmp(word.data, "·");
		}
	}
	buf_release(&word);
	return marks;
}

/* --- the demonstration -------------------------------------------------------------------- */

TestSuite(page_matrix, .init = fixture_begin);

Test(page_matrix, every_label_of_the_demonstration_has_room_on_a_small_screen)
{
	struct desk desk;
	struct seen seen[13] = { { 0 } };
	size_t placed = 0, drawn = 0;

	desk_demonstration(&desk, 80, 24);
	free(screen(&desk));
	(void)read_plot(&desk, seen);
	for (size_t i = 0; i < 13; i++) {
		placed += desk.ui.evaluation.use_cases[i].placed;
		drawn += seen[i].times > 0;
		cr_expect(seen[i].times < 2, "%zu is drawn %d times", i + 1, seen[i].times);
	}
	cr_expect_eq(placed, drawn);
	desk_close(&desk);
}

Test(page_matrix, head_key_and_sentence_say_what_is_seen)
{
	static const int sizes[][2] = { { 80, 24 }, { 120, 40 } };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct desk desk;

		desk_demonstration(&desk, sizes[i][0], sizes[i][1]);
		expect(&desk, "head", "Value and ease");
		expect(&desk, "head", "13 use cases · 3 quick wins · 1 under condition");
		expect(&desk, "key", "★\u00a0quick\u00a0win");
		expect(&desk, "key", "☆\u00a0under\u00a0condition");
		expect(&desk, "key", "(nn)\u00a0live");
		expect(&desk, "key", "⊘\u00a0prohibited");
		press(&desk, "j");
		expect(&desk, "verdict", "Quick win: yes, under condition · DPIA");
		expect(&desk, "gate", "Feasibility");
		expect(&desk, "gate", "83.3 → 70.8");
		expect(&desk, "advice", "Do now: Name an owner and a date");
		press(&desk, "<End>");
		expect(&desk, "prohibited", "It has no place in the matrix and no rank.");
		desk_close(&desk);
	}
}

Test(page_matrix, left_and_right_go_to_what_stands_beside_and_search_finds)
{
	struct desk desk;

	desk_demonstration(&desk, 120, 40);
	press(&desk, "<Right>");
	expect(&desk, "the only one further right", " … 03  ");
	press(&desk, "<Right>");
	expect(&desk, "at the edge", "nothing stands further right");
	press(&desk, "<Left>");
	expect_not(&desk, "moved", " … 03  ");
	press(&desk, "<End>");
	press(&desk, "<Left>");
	expect(&desk, "prohibited", "no place in the plot");
	press(&desk, "/");
	type(&desk, "formula");
	press(&desk, "<Enter>");
	expect(&desk, "search", "«formula» is nowhere here");
	press(&desk, "/");
	type(&desk, "meeting-notes");
	press(&desk, "<Enter>");
	expect(&desk, "search", " ★ 04  ");
	press(&desk, "?");
	expect(&desk, "explanation", "Quick win: yes");
	press(&desk, "<Esc>");
	expect(&desk, "back", "Value and ease");
	desk_close(&desk);
}

/* The chosen use case stays chosen under another number, and one that is taken away leaves its line to the next. */
Test(page_matrix, the_cursor_follows_its_use_case)
{
	struct desk desk;

	desk_demonstration(&desk, 120, 40);
	press(&desk, "j");
	expect(&desk, "second", " ☆ 02  ");
	cr_assert(ui_change(&desk.ui, CHANGE_USE_CASE, "billing-robot", "present", ""));
	(void)ui_settle(&desk.ui);
	expect(&desk, "one before it has gone", " ☆ 01  ");
	cr_assert(ui_change(&desk.ui, CHANGE_USE_CASE, "appointment-booking", "present", ""));
	(void)ui_settle(&desk.ui);
	expect(&desk, "it has gone", " … 01  ");
	press(&desk, "u");
	press(&desk, "u");
	expect(&desk, "taken back", "13 use cases");
	desk_close(&desk);
}

Test(page_matrix, another_matrix_is_chosen_and_taken_back)
{
	struct desk desk;

	desk_demonstration(&desk, 80, 24);
	press(&desk, "m");
	expect(&desk, "list", "Impact and feasibility");
	expect(&desk, "list", "▶   Value and ease");
	expect(&desk, "composition", "60%, absence of Risk 40% · high from 50");
	expect(&desk, "thresholds", "Impact ≥ 50");
	press(&desk, "/");
	type(&desk, "impact and");
	press(&desk, "<Enter>");
	press(&desk, "<Enter>");
	cr_expect_str_eq(desk.session.document->content->matrix->id, "impact-faisabilite");
	expect(&desk, "drawn", "Make possible");
	press(&desk, "m");
	expect(&desk, "list", "▶   Impact and feasibility");
	press(&desk, "<Esc>");
	press(&desk, "u");
	cr_expect_str_eq(desk.session.document->content->matrix->id, "valeur-facilite");
	expect(&desk, "drawn", "Strategic projects");
	desk_close(&desk);
}

Test(page_matrix, without_use_cases_it_says_where_they_come_from)
{
	struct change_list changes = { 0 };
	struct desk desk;

	(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	desk_open(&desk, 80, 24, &changes);
	expect(&desk, "empty", "No use case yet");
	expect(&desk, "empty", "step 4");
	press(&desk, "j");
	press(&desk, "s");
	press(&desk, "<Left>");
	press(&desk, "<Enter>");
	cr_expect_eq(desk.ui.step, 3);
	desk_close(&desk);
}

/* --- crowds ---------------------------------------------------------------------------------- */

static void add_random(const struct content *content, struct fixture_random *random, int index,
		       struct change_list *changes)
{
	static const char *const classes[] = { "", "minimal", "limited", "prohibited" };
	static const char *const states[] = { "idea", "idea", "idea", "pilot", "live", "stopped" };
	const unsigned coarse = fixture_below(random, 3); /* many on few points */
	char id[20], name[80], score[4];

	(void)snprintf(id, sizeof(id), "U%02d", index);
	(void)snprintf(name, sizeof(name), "Cas %02d%s", index, index % 3 ? "" : " au nom plus long que les autres");
	(void)change_add(changes, CHANGE_USE_CASE, id, "present", "yes");
	(void)change_add(changes, CHANGE_USE_CASE, id, "name", name);
	(void)change_add(changes, CHANGE_USE_CASE, id, "ai_act", classes[fixture_below(random, 4)]);
	(void)change_add(changes, CHANGE_USE_CASE, id, "status", states[fixture_below(random, 6)]);
	if (fixture_below(random, 8) == 0)
		return;
	for (size_t c = 0; c < content->criteria.count; c++) {
		(void)snprintf(score, sizeof(score), "%u",
			       coarse ? 2 + fixture_below(random, 2) : 1 + fixture_below(random, 5));
		(void)change_add(changes, CHANGE_SCORE, id, content->criteria.items[c].id, score);
	}
}

static const struct use_case_result *result_of(const struct desk *desk, const char *name)
{
	for (size_t i = 0; i < desk->ui.evaluation.use_case_count; i++)
		if (!strncmp(use_case_name(desk->ui.evaluation.use_cases[i].use_case), name, 6))
			return &desk->ui.evaluation.use_cases[i];
	return NULL;
}

/* The line of the cursor: its number, whose it is, and that the plot agrees. */
static void expect_line(struct desk *desk, int run, bool *listed)
{
	struct seen seen[MANY] = { { 0 } };
	const struct use_case_result *result;
	int number, marks, reversed = 0;
	struct buf line;
	bool marked;

	free(screen(desk));
	buf_init(&line);
	row_text(desk, desk->screen.cursor_row, desk->screen.cursor_column, desk->screen.width, &line);
	cr_assert(strstr(line.data, "Cas "), "run %d: «%s»", run, line.data);
	number = atoi(line.data + strcspn(line.data, "0123456789"));
	result = result_of(desk, strstr(line.data, "Cas "));
	cr_assert(result && number >= 1 && number <= MANY, "run %d: «%s»", run, line.data);
	cr_expect(!listed[number - 1], "run %d: %d is listed twice", run, number);
	listed[number - 1] = true;
	cr_expect(is_reverse(desk, desk->screen.cursor_row, desk->screen.cursor_column), "run %d: not reversed", run);
	marks = read_plot(desk, seen);
	marked = strchr(line.data, ']') || strstr(line.data, "●") || strstr(line.data, "■");
	for (int i = 0; i < MANY; i++) {
		cr_expect(seen[i].times <= 1, "run %d: %d is drawn %d times", run, i + 1, seen[i].times);
		reversed += seen[i].reversed;
	}
	cr_expect_eq(seen[number - 1].reversed, seen[number - 1].times);
	cr_expect_eq(reversed, seen[number - 1].times);
	cr_expect(seen[number - 1].times == 1 || !result->placed || marked,
		  "run %d: %d is nowhere, and «%s» does not say so", run, number, line.data);
	cr_expect(!marked || marks, "run %d: %d is in a mark, and none is reversed", run, number);
	cr_expect(!seen[number - 1].times || result->placed, "run %d: %d has no place and is drawn", run, number);
	buf_release(&line);
}

Test(page_matrix, a_crowd_is_honest_wherever_the_cursor_stands)
{
	for (int run = 0; run < RUNS; run++) {
		struct fixture_random random = { (unsigned)run + 1 };
		struct change_list changes = { 0 };
		struct content *content = walk_content();
		bool listed[MANY] = { false };
		struct desk desk;

		(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
		for (int i = 0; i < MANY; i++)
			add_random(content, &random, i, &changes);
		if (run % 2)
			desk_open(&desk, 80, 24, &changes);
		else
			desk_open(&desk, 120, 40, &changes);
		for (int i = 0; i < MANY; i++) {
			expect_line(&desk, run, listed);
			press(&desk, i % 2 ? "j" : "<Down>");
		}
		for (int i = 0; i < MANY; i++)
			cr_expect(listed[i], "run %d: %d is not in the legend", run, i + 1);
		desk_close(&desk);
		content_free(content);
	}
}

/* Names that can be read on the plot, of all that have a place on it: what stands in a mark is not. */
static double share_of_labels(unsigned seed, int count, int width, int height)
{
	struct fixture_random random = { seed };
	struct change_list changes = { 0 };
	struct content *content = walk_content();
	struct seen seen[MANY] = { { 0 } };
	size_t placed = 0, drawn = 0;
	char id[20], score[4];
	struct desk desk;

	(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	for (int i = 0; i < count; i++) {
		const int base = 2 + (int)fixture_below(&random, 3);

		(void)snprintf(id, sizeof(id), "U%02d", i);
		(void)change_add(&changes, CHANGE_USE_CASE, id, "present", "yes");
		for (size_t c = 0; c < content->criteria.count; c++) {
			const int better = number_between(base - 2 + (int)fixture_below(&random, 5), 1, 5);

			(void)snprintf(score, sizeof(score), "%d",
				       content->criteria.items[c].less_is_better ? 6 - better : better);
			(void)change_add(&changes, CHANGE_SCORE, id, content->criteria.items[c].id, score);
		}
	}
	desk_open(&desk, width, height, &changes);
	free(screen(&desk));
	(void)read_plot(&desk, seen);
	for (int i = 0; i < count; i++) {
		placed += desk.ui.evaluation.use_cases[i].placed;
		drawn += seen[i].times == 1;
	}
	desk_close(&desk);
	content_free(content);
	return (double)drawn / (double)placed;
}

/* As the dossiers of tests/bench: some are good at most things, others are not. */
Test(page_matrix, twelve_are_readable_on_a_small_screen_and_forty_on_a_larger_one)
{
	static const struct {
		int count, width, height;
		double least;
	} rows[] = { { 12, 80, 24, 0.9 }, { 40, 120, 40, 0.9 } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		double sum = 0;

		for (unsigned seed = 1; seed <= RUNS; seed++)
			sum += share_of_labels(seed, rows[i].count, rows[i].width, rows[i].height) / RUNS;
		cr_expect(sum >= rows[i].least, "%d use cases at %d x %d: %g of them have a label", rows[i].count,
			  rows[i].width, rows[i].height, sum);
	}
}

/* A zoom shows one quadrant, all of it, and the range that its axes have; Esc shows the matrix again. */
Test(page_matrix, a_zoom_is_on_the_quadrant_of_the_cursor)
{
	struct desk desk;

	desk_demonstration(&desk, 80, 24);
	press(&desk, "z");
	expect(&desk, "title", "zoom on Do now · 7 of 13");
	expect(&desk, "range", "\n  50 └");
	expect(&desk, "range", "\n     50 ");
	expect_not(&desk, "another quadrant", "Strategic projects");
	expect_not(&desk, "of another quadrant", " 09 ");
	press(&desk, "<End>");
	expect(&desk, "the last of the quadrant", "\n (12) ");
	press(&desk, "<Esc>");
	expect(&desk, "back", "Strategic projects");
	expect(&desk, "the cursor stays", "\n (12) ");
	press(&desk, "<End>");
	press(&desk, "z");
	expect(&desk, "prohibited", "no place in the plot");
	press(&desk, "<Home>");
	press(&desk, "z");
	press(&desk, "/");
	type(&desk, "phone");
	press(&desk, "<Enter>");
	expect(&desk, "found in another quadrant", "zoom on Strategic projects · 3 of 13");
	press(&desk, "z");
	expect_not(&desk, "back", "zoom on");
	desk_close(&desk);
}

Test(page_matrix, a_use_case_is_traced_from_before_its_gate)
{
	struct desk desk;

	desk_demonstration(&desk, 120, 40);
	press(&desk, "g");
	expect(&desk, "nothing is missing", "The maturity gate does not move it.");
	press(&desk, "j");
	expect(&desk, "in words", "○ Without the maturity gate: Value 77.1 · Ease 76.7 (Do now)");
	expect(&desk, "in words", "● With it: Value 77.1 · Ease 69.2 (Do now)");
	expect(&desk, "drawn", "●◀┄");
	expect(&desk, "drawn", "┄○");
	press(&desk, "<Esc>");
	expect_not(&desk, "gone", "◀┄");
	expect(&desk, "the cursor stays", " ☆ 02  ");
	desk_close(&desk);
}

Test(page_matrix, the_cursor_goes_up_and_down_in_the_plot)
{
	struct desk desk;

	desk_demonstration(&desk, 120, 40);
	press(&desk, "<C-Up>");
	expect_not(&desk, "moved", "\n ★ 01  ");
	for (int i = 0; i < 13; i++)
		press(&desk, "<C-Up>");
	expect(&desk, "at the edge", "nothing stands further up");
	for (int i = 0; i < 13; i++)
		press(&desk, "<C-Down>");
	expect(&desk, "at the edge", "nothing stands further down");
	desk_close(&desk);
}

/* On another size it is drawn anew, whatever was kept. */
static void expect_as_drawn_anew(struct desk *desk, const char *what)
{
	char *kept = screen(desk), *anew;

	ui_resize(&desk->ui, 120, 40);
	surface_release(&desk->screen);
	surface_init(&desk->screen, 120, 40, false);
	free(screen(desk));
	ui_resize(&desk->ui, 80, 24);
	surface_release(&desk->screen);
	surface_init(&desk->screen, 80, 24, false);
	anew = screen(desk);
	cr_expect_str_eq(kept, anew, "%s:\n%s\ndrawn anew:\n%s", what, kept, anew);
	free(kept);
	free(anew);
}

Test(page_matrix, what_is_kept_between_keys_is_what_would_be_drawn_anew)
{
	static const char *const keys[] = { "j", "g", "j", "k", "z", "j", "<Esc>", "<Esc>", "<C-Up>", "u" };
	struct desk desk;

	desk_demonstration(&desk, 80, 24);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++) {
		press(&desk, keys[i]);
		expect_as_drawn_anew(&desk, keys[i]);
	}
	free(screen(&desk));
	cr_assert(ui_change(&desk.ui, CHANGE_SCORE,
			    desk.ui.evaluation.use_cases[desk.ui.evaluation.ranking[0]].use_case->id, "impact.benefit",
			    "1"));
	(void)ui_settle(&desk.ui);
	expect_as_drawn_anew(&desk, "another score");
	desk_close(&desk);
}

/* Right, then left again, never ends anywhere but on a use case; no key stumbles. */
Test(page_matrix, any_keys_leave_it_standing)
{
	static const char *const keys[] = { "j",     "k",      "h",          "l",           "z",      "w",
					    "g",     "+",      "-",          "<Backspace>", "<C-Up>", "<C-Down>",
					    "<End>", "<Home>", "<PageDown>", "<PageUp>",    "m",      "<Enter>",
					    "<Esc>", "?",      "s",          "u",           "U",      "<Tab>",
					    "<M-6>", "<M-8>",  "d",          "/",           "a" };
	struct fixture_random random = { 7 };
	struct desk desk;

	desk_demonstration(&desk, 80, 24);
	for (int i = 0; i < 3000; i++) {
		press(&desk, keys[fixture_below(&random, ARRAY_SIZE(keys))]);
		if (desk.ui.step == 7) /* no files here */
			press(&desk, "<M-6>");
		free(screen(&desk));
	}
	desk_close(&desk);
}
