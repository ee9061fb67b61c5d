/*
 * The mouse: what the terminal reports, whole and in pieces, and what a press
 * on each part of the screen does.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include "cadran/base/alloc.h"
#include "fixture.h"
#include "pty.h"
#include "walk.h"

/* --- what the terminal reports ------------------------------------------------------------ */

static struct pty *opened(const char *term)
{
	const char *const argv[] = { pty_beside("helper_term"), NULL };
	const struct pty_options options = { .argv = argv, .term = term };
	struct pty *pty = pty_open(&options);

	pty_wait(pty, "0 events");
	pty_type(pty, "m");
	pty_wait(pty, "1:m");
	return pty;
}

static void quit(struct pty *pty)
{
	int status;

	pty_type(pty, "q");
	status = pty_end(pty);
	cr_assert(WIFEXITED(status) && WEXITSTATUS(status) == 0, "it ended with %#x", (unsigned)status);
	pty_close(pty);
}

static void pause_for(int milliseconds)
{
	const struct timespec time = { .tv_sec = milliseconds / 1000, .tv_nsec = milliseconds % 1000 * 1000000L };

	nanosleep(&time, NULL);
}

static bool sent(const struct pty *pty, const char *text)
{
	return strstr(pty_output(pty)->data, text) != NULL;
}

TestSuite(mouse_terminal, .init = fixture_begin);

Test(mouse_terminal, presses_and_the_wheel_arrive_with_their_places_and_nothing_else_does)
{
	struct pty *pty = opened(NULL);

	pty_type(pty, "\033[<0;10;20M\033[<0;10;20m"); /* press and release */
	pty_type(pty, "\033[<64;1;1M\033[<65;200;50M");
	pty_type(pty, "\033[<2;3;3M\033[<35;4;4M\033[<66;1;1M\033[<0;0;0M"); /* another button, motion, sideways, nowhere */
	pty_type(pty, "\033[<4;7;8M");                                       /* with Shift */
	pty_type(pty, "z");
	pty_wait(pty, "2:press(19,9) 3:wheel-up(0,0) 4:wheel-down(49,199) 5:press(7,6) 6:z");
	quit(pty);
}

Test(mouse_terminal, the_old_form_is_read_too)
{
	struct pty *pty = opened(NULL);

	pty_type(pty, "\033[M *4\033[M#*4\033[M`!!z");
	pty_wait(pty, "2:press(19,9) 3:wheel-up(0,0) 4:z");
	quit(pty);
}

/* Wherever it is torn, and however long it takes: nothing of it but the Esc is ever a key. */
Test(mouse_terminal, a_report_in_pieces_is_never_typed)
{
	static const char report[] = "\033[<0;10;20M";
	struct pty *pty = opened(NULL);
	int events = 1;

	for (size_t cut = 1; cut + 1 < sizeof(report); cut++) {
		char wanted[60];

		pty_bytes(pty, report, cut);
		pause_for(120);
		pty_bytes(pty, report + cut, sizeof(report) - 1 - cut);
		events += cut < 3 ? 2 : 1;
		(void)snprintf(wanted, sizeof(wanted), "%d:press(19,9)", events);
		pty_wait(pty, wanted);
	}
	cr_expect_not(strstr(pty_screen(pty), ":0 "));
	cr_expect_not(strstr(pty_screen(pty), ":; "));
	cr_expect_not(strstr(pty_screen(pty), ":< "));
	quit(pty);
}

Test(mouse_terminal, what_cannot_be_a_report_ends_it_and_is_what_it_is)
{
	struct pty *pty = opened(NULL);

	pty_type(pty, "\033[<0;1");
	pause_for(60);
	pty_type(pty, "x\033[<0;1\033[Ay");
	pty_type(pty, "\033[<0;1;1;1;1;1;1;1;1;1;1;1;1;1z");
	pty_wait(pty, "2:x 3:<Up> 4:y");
	pty_wait(pty, ":z");
	quit(pty);
}

Test(mouse_terminal, a_place_that_no_screen_has_is_no_report)
{
	struct pty *pty = opened(NULL);

	pty_type(pty, "\033[<0;99999999999;1Mx");
	pty_wait(pty, "2:x");
	quit(pty);
}

/* After an Esc of somebody's own, brackets are text. */
Test(mouse_terminal, escape_and_then_a_bracket_are_keys)
{
	struct pty *pty = opened(NULL);

	pty_type(pty, "\033");
	pty_wait(pty, "2:<Esc>");
	pty_type(pty, "[");
	pty_wait(pty, "3:[");
	pty_type(pty, "<");
	pty_wait(pty, "4:<");
	quit(pty);
}

Test(mouse_terminal, it_is_asked_for_when_it_is_wanted_and_given_up_at_the_end)
{
	const char *const argv[] = { pty_beside("helper_term"), NULL };
	struct pty *pty = pty_open(&(struct pty_options){ .argv = argv });

	pty_wait(pty, "0 events");
	cr_expect_not(sent(pty, "\033[?1000h"));
	pty_type(pty, "\033[<0;10;20Ma");
	pty_wait(pty, "1:a");
	pty_type(pty, "m");
	pty_wait(pty, "2:m");
	cr_expect(sent(pty, "\033[?1000h\033[?1006h"));
	cr_expect_not(sent(pty, "\033[?1002h") || sent(pty, "\033[?1003h"), "motion would wake it");
	cr_expect_not(sent(pty, "\033[?1006l"));
	pty_type(pty, "q");
	(void)pty_end(pty);
	cr_expect(sent(pty, "\033[?1006l\033[?1000l"));
	pty_close(pty);
}

Test(mouse_terminal, a_crash_gives_it_up_too)
{
	struct pty *pty = opened(NULL);

	pty_type(pty, "A");
	(void)pty_end(pty);
	cr_expect(sent(pty, "\033[?1006l\033[?1000l"));
	pty_close(pty);
}

Test(mouse_terminal, a_terminal_that_has_none_is_not_asked)
{
	struct pty *pty = opened("vt100");

	cr_expect_not(sent(pty, "\033[?1000h"));
	quit(pty);
}

/* --- what it does --------------------------------------------------------------------------- */

static struct walk walk;

static void begin(void)
{
	fixture_begin();
	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(mouse, .init = begin, .fini = end);

/* Where `text` stands on the screen, which is drawn. */
static struct point place(const char *text)
{
	struct point point = { 0 };
	struct surface surface;
	const char *at, *line;
	char *screen = walk_screen(&walk, &surface);

	at = strstr(screen, text);
	cr_assert(at, "«%s» is not on the screen:\n%s", text, screen);
	for (line = screen; strchr(line, '\n') < at; line = strchr(line, '\n') + 1)
		point.row++;
	for (point.column = -1; line <= at; line++)
		point.column += (*line & 0xc0) != 0x80;
	surface_release(&surface);
	free(screen);
	return point;
}

static void press(const char *text)
{
	const struct point point = place(text);

	ui_point(&walk.ui, &point);
	(void)ui_settle(&walk.ui);
	free(walk_screen(&walk, NULL));
}

static void wheel(enum pointing what)
{
	ui_point(&walk.ui, &(struct point){ what, 10, 10 });
}

/* The row of the cursor. */
static char *chosen(void)
{
	struct surface surface;
	struct buf text;

	free(walk_screen(&walk, &surface));
	buf_init(&text);
	for (int column = 0; column < surface.width; column++)
		buf_add_text(&text, surface_at(&surface, surface.cursor_row, column)->text);
	surface_release(&surface);
	return buf_detach(&text);
}

static void expect_chosen(const char *words)
{
	char *row = chosen();

	cr_expect(strstr(row, words), "«%s» is not chosen: «%s»", words, row);
	free(row);
}

Test(mouse, a_press_on_a_step_goes_there)
{
	for (size_t i = 0; i < walk.ui.step_count; i++) {
		char name[40];

		(void)snprintf(name, sizeof(name), "%zu %s", i + 1, walk.ui.steps[i].name);
		press(name);
		cr_expect_eq(walk.ui.step, i, "%s", name);
	}
}

Test(mouse, a_press_on_a_key_at_the_foot_is_that_key)
{
	walk_press(&walk, "<M-2>");
	press("? why");
	walk_expect(&walk, "q close");
	press("q close");
	press("q quit");
	cr_expect(walk.ui.leaving);
}

Test(mouse, a_press_on_a_line_chooses_it_and_another_opens_it)
{
	walk_press(&walk, "<M-4>");
	press("Translated");
	expect_chosen("Translated");
	press("Translated");
	walk_expect(&walk, "Indicator");
}

Test(mouse, lines_of_forms_grids_questions_scores_and_exports_can_be_chosen)
{
	static const struct {
		const char *keys, *words;
	} rows[] = {
		{ "<M-1>", "Facilitator" },    { "<M-2>", "Security" },      { "<M-2> <Enter>", "Defined" },
		{ "<M-4> <Enter>", "Sponsor" }, { "<M-5>", "Legal risk" },   { "<M-8>", "Maturity" },
		{ "<M-4> A", "Member portal" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		char *screen;

		walk_press(&walk, "<Esc> <Esc>");
		walk_press(&walk, rows[i].keys);
		screen = walk_screen(&walk, NULL);
		if (strstr(screen, rows[i].words)) {
			press(rows[i].words);
			expect_chosen(rows[i].words);
		} else {
			cr_expect_fail("«%s» is not there:\n%s", rows[i].words, screen);
		}
		free(screen);
	}
}

/* A point and its line in the legend are one. */
Test(mouse, a_press_on_a_heading_sorts_by_it_and_another_turns_the_order)
{
	walk_press(&walk, "<M-4>");
	walk_expect_not(&walk, "sorted by");
	press("Priority");
	walk_expect(&walk, "sorted by: Priority ↓");
	press("Priority");
	walk_expect(&walk, "sorted by: Priority ↑");
	press("Need");
	walk_expect(&walk, "sorted by: Need ↓");
}

Test(mouse, a_press_on_a_point_of_the_matrix_chooses_its_use_case)
{
	char *row;

	walk_press(&walk, "<M-6> <End>");
	row = chosen();
	cr_expect_not(strstr(row, " 01 "));
	free(row);
	press("★01");
	expect_chosen("01");
}

Test(mouse, the_wheel_goes_line_by_line)
{
	walk_press(&walk, "<M-4>");
	walk_press(&walk, "j j");
	free(walk_screen(&walk, NULL));
	wheel(POINT_WHEEL_UP);
	wheel(POINT_WHEEL_UP);
	{
		char *first = chosen();

		wheel(POINT_WHEEL_DOWN);
		wheel(POINT_WHEEL_UP);
		expect_chosen(first);
		walk_press(&walk, "<Home>");
		expect_chosen(first);
		free(first);
	}
}

Test(mouse, while_a_text_is_typed_only_the_keys_at_the_foot_can_be_pressed)
{
	walk_press(&walk, "<M-1> <Enter>");
	walk_type(&walk, "!");
	press("Sector");
	cr_expect(walk.ui.edit.open);
	press("2 Data");
	cr_expect_eq(walk.ui.step, 0);
	wheel(POINT_WHEEL_DOWN);
	cr_expect(walk.ui.edit.open);
	press("Esc give up");
	cr_expect_not(walk.ui.edit.open);
}

Test(mouse, a_press_beside_everything_does_nothing)
{
	char *before, *after;

	walk_press(&walk, "<M-4>");
	before = walk_screen(&walk, NULL);
	for (int row = -1; row < 30; row++)
		ui_point(&walk.ui, &(struct point){ POINT_PRESS, row, 300 });
	after = walk_screen(&walk, NULL);
	cr_expect_str_eq(after, before);
	free(before);
	free(after);
}

Test(mouse, in_a_window_too_small_it_does_nothing)
{
	walk_press(&walk, "<M-4>");
	free(walk_screen(&walk, NULL));
	ui_resize(&walk.ui, 40, 10);
	ui_point(&walk.ui, &(struct point){ POINT_PRESS, 0, 2 });
	wheel(POINT_WHEEL_DOWN);
	ui_resize(&walk.ui, 80, 24);
	cr_expect_eq(walk.ui.step, 3);
}

Test(mouse, it_can_be_switched_off_and_on)
{
	cr_expect(walk.ui.mouse);
	walk_press(&walk, ":");
	walk_type(&walk, "mouse");
	walk_press(&walk, "<Enter>");
	cr_expect_not(walk.ui.mouse);
	walk_expect(&walk, "The mouse is off");
	walk_press(&walk, ": <Up> <Enter>");
	cr_expect(walk.ui.mouse);
}
