/*
 * A shorter walk on the real program, through every step of the demonstration,
 * on terminals of all kinds: the same words everywhere, as far as the terminal
 * has letters for them, and what is chosen stands out.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/utf8.h"
#include "cadran/tui/wording.h"
#include "program.h"

/* A quick win of the demonstration, by its own votes. */
#define CASE "meeting-notes"

/* --- what the terminal shows ----------------------------------------------------------------- */

/* Cells in reverse or bold on the row of the cursor. */
static int marked_cells(struct program *program)
{
	int row, column, marked = 0;

	pty_cursor(program->pty, &row, &column);
	for (column = 0; column < 80; column++) {
		const struct pty_cell cell = pty_cell_at(program->pty, row, column);

		marked += cell.reverse || cell.bold;
	}
	return marked;
}

/* What is chosen is told by reverse or bold, not by a colour; it may still be on its way. */
static void expect_marked(struct program *program)
{
	for (int waited = 0; marked_cells(program) < 3 && waited < PTY_PATIENCE; waited += 20)
		pty_settle(program->pty, 20);
	cr_assert_geq(marked_cells(program), 3, "%s: no row stands out:\n%s", program->term, pty_screen(program->pty));
}

static void expect_no_colour(struct program *program)
{
	const struct buf *output = pty_output(program->pty);

	/* Esc [ with 30 to 49 before its m: a colour. */
	for (const char *at = output->data; (at = strstr(at, "\033[")); at += 2) {
		const size_t length = strspn(at + 2, "0123456789;");
		bool colour = false;

		for (size_t i = 2; at[length + 2] == 'm' && i < length + 1; i++)
			colour |= (at[i] == '3' || at[i] == '4') && (at[i - 1] == '[' || at[i - 1] == ';') &&
				  at[i + 1] >= '0' && at[i + 1] <= '9';
		cr_assert_not(colour, "%s: a colour: %.*s", program->term, (int)length + 3, at + 1);
	}
}

static void expect_plain_bytes(struct program *program)
{
	const struct buf *output = pty_output(program->pty);

	for (size_t i = 0; i < output->length; i++)
		cr_assert_leq((unsigned char)output->data[i], 0x7e, "byte %#x after «%.*s»",
			      (unsigned char)output->data[i], i < 20 ? (int)i : 20,
			      output->data + i - (i < 20 ? i : 20));
}

/* A page that is opened by `key` shows `text`, and Esc leads back to the line that was chosen. */
static void look_at(struct program *program, const char *key, const char *text, const char *before)
{
	/* What the list of use cases leaves of a name. */
	enum { SHOWN = 20 };

	program_press(program, key);
	program_expect(program, text);
	expect_marked(program);
	program_leave(program, text);
	program_expect_chosen_within(program, before, SHOWN);
}

/* --- step by step ------------------------------------------------------------------------------- */

/* A dossier with something in it opens on it. */
static void leave_home(struct program *program)
{
	program_expect_begin(program, program->ascii ? "> " : "▶ ", _("Next"));
	expect_marked(program);
	program_press(program, "<Esc>");
}

static void see_the_service(struct program *program)
{
	program_expect(program, _("The service"));
	program_expect_chosen(program, word_service_field(SERVICE_NAME));
	expect_marked(program);
}

static void see_grid(struct program *program, const struct grid *grid)
{
	const char *name = program_text(program, &grid->dimensions[0].name);
	const struct question *question = &grid->questions[0];

	while (!question->express)
		question++;
	program_press(program, "<Tab>");
	program_expect(program, program_text(program, &grid->name));
	program_expect_chosen(program, name);
	expect_marked(program);
	look_at(program, "<Enter>", program_text(program, &question->level[0]), name);
}

static void see_use_cases(struct program *program)
{
	const char *name = program_catalogue_name(program, CASE);

	program_press(program, "<Tab> / meeting-notes <Enter>");
	program_expect_chosen_within(program, name, 20);
	expect_marked(program);
	look_at(program, "<Enter>", word_use_case_field(USE_CASE_INDICATOR), name);
	look_at(program, "f", _("Net gain a year"), name);
	look_at(program, "t", program_text(program, &program->content->tree.asks[program->content->tree.first].text),
		name);
}

static void see_scores(struct program *program)
{
	const struct criteria *criteria = &program->content->criteria;

	program_press(program, "<Tab>");
	program_expect(program, program_text(program, &criteria->families[FAMILY_FEASIBILITY].name));
	program_expect_chosen_within(program, program_text(program, &criteria->items[0].name), 18);
	expect_marked(program);
}

static void see_the_matrix(struct program *program)
{
	const struct matrix *matrix = program->content->matrix;

	program_press(program, "<Tab>");
	program_expect(program, program_text(program, &matrix->name));
	program_expect(program, program_text(program, &matrix->quadrants[0].name));
	program_press(program, "/ meeting-notes <Enter>");
	program_expect_chosen_within(program, program_catalogue_name(program, CASE), 18);
	program_expect_chosen(program, program->ascii ? "*" : "★");
	program_expect(program, word_verdict(VERDICT_YES));
	expect_marked(program);
	look_at(program, "?", _("maturity reached"), program->ascii ? "*" : "★");
}

static void see_the_roadmap(struct program *program)
{
	program_press(program, "<Tab>");
	program_expect(program, _("started in it:"));
	program_expect(program, _("Unlocks:"));
}

static void see_the_scorecard(struct program *program)
{
	char name[64], *file;

	program_press(program, "<Tab>");
	program_expect(program, _("Files to write"));
	program_expect_chosen(program, _("Scorecard"));
	expect_marked(program);
	program_press(program, "<Enter>");
	program_expect(program, _("opens in a spreadsheet at a double-click"));
	(void)snprintf(name, sizeof(name), "demo%s.csv", _("-scorecard"));
	file = program_read(program, name);
	cr_expect(strstr(file, program_catalogue_name(program, CASE)), "%s:\n%s", name, file);
	free(file);
}

static void walk(struct program program)
{
	program_begin(&program);
	free(program_run(&program, "new", "demo.cadran", "--demo", NULL));
	program_open(&program, "demo.cadran");
	leave_home(&program);
	see_the_service(&program);
	for (size_t g = 0; g < program.content->grid_count; g++)
		see_grid(&program, &program.content->grids[g]);
	see_use_cases(&program);
	see_scores(&program);
	see_the_matrix(&program);
	see_the_roadmap(&program);
	see_the_scorecard(&program);
	program_press(&program, "<Tab>");
	see_the_service(&program);
	expect_no_colour(&program);
	if (program.ascii)
		expect_plain_bytes(&program);
	program_quit(&program);
	program_end(&program);
}

Test(terminals, a_vt100)
{
	walk((struct program){ .locale = "C.UTF-8", .term = "vt100" });
}

Test(terminals, an_xterm_in_one_colour)
{
	walk((struct program){ .locale = "C.UTF-8", .term = "xterm-mono" });
}

Test(terminals, the_linux_console)
{
	walk((struct program){ .locale = "en_US.UTF-8", .term = "linux" });
}

Test(terminals, one_that_wants_no_colour)
{
	walk((struct program){ .locale = "C.UTF-8", .term = "xterm-256color", .variable = "NO_COLOR=1" });
}

Test(terminals, one_without_letters_but_those_of_ascii)
{
	walk((struct program){ .locale = "C", .term = "xterm-256color", .ascii = true });
}

Test(terminals, a_vt100_without_letters_but_those_of_ascii)
{
	walk((struct program){ .locale = "C", .term = "vt100", .ascii = true });
}

Test(terminals, screen)
{
	walk((struct program){ .locale = "en_US.UTF-8", .term = "screen" });
}

Test(terminals, tmux)
{
	walk((struct program){ .locale = "C.UTF-8", .term = "tmux" });
}

Test(terminals, an_xterm_in_english)
{
	walk((struct program){ .locale = "en_US.UTF-8", .term = "xterm-256color" });
}

Test(terminals, the_linux_console_without_letters_but_those_of_ascii)
{
	walk((struct program){ .locale = "en_US", .term = "linux", .ascii = true });
}

Test(terminals, screen_without_letters_but_those_of_ascii)
{
	walk((struct program){ .locale = "C", .term = "screen", .ascii = true });
}

/* Its encoding has more than ASCII, and all that is drawn is ASCII. */
Test(terminals, an_xterm_in_latin_1)
{
	walk((struct program){ .locale = "fr_FR.ISO-8859-1", .term = "xterm-256color", .ascii = true });
}

/* --- no flicker ---------------------------------------------------------------------------------- */

/* Twice as much as two lines of a list, what is said of the chosen one, and their attributes. */
enum { A_MOVE_MOST = 1200 };

/* Of a screen of 80 × 24 a move sends what it changes, without clearing or blinking anything. */
Test(terminals, a_move_sends_little_and_clears_nothing)
{
	static const char *const pages[] = { "<M-1>", "<M-2>", "<M-4>", "<M-5>", "<M-6>", "<M-8>" };
	struct program program = { .locale = "en_US.UTF-8", .term = "xterm-256color" };

	program_begin(&program);
	free(program_run(&program, "new", "demo.cadran", "--demo", NULL));
	program_open(&program, "demo.cadran");
	for (size_t i = 0; i < sizeof(pages) / sizeof(pages[0]); i++) {
		size_t before, sent;

		program_press(&program, pages[i]);
		pty_settle(program.pty, 400);
		program_press(&program, "j");
		pty_settle(program.pty, 400);
		before = pty_output(program.pty)->length;
		program_press(&program, "k");
		pty_settle(program.pty, 400);
		sent = pty_output(program.pty)->length - before;
		cr_expect(sent > 0 && sent < A_MOVE_MOST, "%s: %zu bytes", pages[i], sent);
		cr_expect_not(strstr(pty_output(program.pty)->data + before, "\033[2J"), "%s is cleared", pages[i]);
	}
	cr_expect_not(strstr(pty_output(program.pty)->data, "\033[5m"), "something blinks");
	program_quit(&program);
	program_end(&program);
}

/* Whatever the size becomes while keys come, the end is the screen as it should be. */
Test(terminals, the_size_may_change_at_any_moment)
{
	static const struct {
		int width, height;
	} sizes[] = { { 120, 40 }, { 20, 5 }, { 1, 1 }, { 200, 60 }, { 79, 24 }, { 80, 24 } };
	struct program program = { .locale = "en_US.UTF-8", .term = "xterm-256color" };

	program_begin(&program);
	free(program_run(&program, "new", "demo.cadran", "--demo", NULL));
	program_open(&program, "demo.cadran");
	program_press(&program, "<M-4>");
	for (size_t round = 0; round < 30; round++) {
		const size_t i = round % (sizeof(sizes) / sizeof(sizes[0]));

		pty_resize(program.pty, sizes[i].width, sizes[i].height);
		pty_type(program.pty, round % 2 ? "jjj" : "kkk");
	}
	pty_settle(program.pty, 300);
	program_press(&program, "<Home>");
	program_expect_chosen(&program, "In-house writing assistant");
	program_quit(&program);
	program_end(&program);
}
