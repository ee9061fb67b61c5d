/*
 * The frame: steps, what is said, the text field, undo, drafts, too small a
 * window. Keys are pressed by name on a dossier of its own; no terminal.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "fixture.h"
#include "walk.h"

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

TestSuite(ui, .init = begin, .fini = end);

static const char *service(enum service_field field)
{
	return walk.session.document->service[field];
}

static const char *note(void)
{
	return walk.session.document->grids[0].answers[0].field[ANSWER_NOTE];
}

/* --- the file ---------------------------------------------------------------- */

Test(ui, a_file_that_cannot_be_read_again_is_named_and_the_dossier_stays_as_it_was)
{
	char away[100];

	(void)snprintf(away, sizeof(away), "%s.away", walk.path);
	cr_assert(rename(walk.path, away) == 0);
	walk_press(&walk, "<M-4> <C-r>");
	walk_expect(&walk, "No such file or directory");
	walk_expect(&walk, "Member invoicing robot");
	cr_assert(rename(away, walk.path) == 0);
	walk_press(&walk, "<C-r>");
	walk_expect(&walk, "read again");
}

/* Without the message and the line of keys; free it. */
static char *body(void)
{
	char *screen = walk_screen(&walk, NULL), *end = screen;

	for (int row = 0; row < 21 && end; row++)
		end = strchr(end + 1, '\n');
	cr_assert(end);
	*end = '\0';
	return screen;
}

/* A line of a question and of a list, pages above a page, those of the whole dossier. */
Test(ui, what_is_read_again_is_shown_where_one_was)
{
	static const char *const places[] = {
		"<M-2> <Enter> <Down> <Down>",
		"<M-4> j j j",
		"<M-4> <Enter> j j j",
		"<M-5> j j",
		"<M-6> w l",
		"<M-7> <PageDown>",
		"<M-8> j j",
		"J j j",
		"L j j",
		"V l",
		"S j",
		"R",
		"<M-2> w j",
		"<M-4> ? j",
		": g o t o <Space> d a t a . q u a l i t y <Enter>",
		"<M-1> / / i n v o i c <Enter> j",
	};

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		char *before, *after;

		walk_press(&walk, places[i]);
		before = body();
		walk_press(&walk, "<C-r>");
		walk_expect(&walk, "read again");
		after = body();
		cr_expect_str_eq(after, before, "%s", places[i]);
		free(before);
		free(after);
		/* Not drawn in between. */
		walk_press(&walk, "j <C-r> j <Enter> <C-r> k <Esc> <C-r> <Esc>");
	}
}

/* --- steps ------------------------------------------------------------------- */

Test(ui, tab_goes_round_the_steps_and_back)
{
	for (size_t i = 0; i < walk.ui.step_count; i++) {
		cr_expect_eq(walk.ui.step, i);
		walk_press(&walk, "<Tab>");
	}
	cr_expect_eq(walk.ui.step, 0);
	walk_press(&walk, "<S-Tab>");
	cr_expect_eq(walk.ui.step, walk.ui.step_count - 1);
	walk_press(&walk, "<M-3>");
	cr_expect_eq(walk.ui.step, 2);
	walk_press(&walk, ": 6 <Enter>");
	cr_expect_eq(walk.ui.step, 5);
}

Test(ui, a_step_that_is_come_back_to_shows_what_it_showed)
{
	char *before, *after;

	walk_press(&walk, "<M-2> j j <Enter> j");
	before = walk_screen(&walk, NULL);
	walk_press(&walk, "<M-6> <M-3> <M-2>");
	after = walk_screen(&walk, NULL);
	cr_expect_str_eq(after, before);
	free(before);
	free(after);
}

Test(ui, the_cursor_of_the_terminal_stands_on_what_is_chosen)
{
	static const char *const places[] = { "<M-1>", "<M-2>", "<M-2> <Enter>", "<M-4>", "<M-5>", "<M-6>", "<M-8>" };

	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		struct surface surface;

		walk_press(&walk, places[i]);
		free(walk_screen(&walk, &surface));
		cr_expect(surface.cursor_row >= 2 && surface.cursor_row < 22, "%s: row %d", places[i],
			  surface.cursor_row);
		surface_release(&surface);
	}
}

/* --- changes ------------------------------------------------------------------- */

Test(ui, a_change_is_pending_until_it_is_on_the_disk)
{
	walk_press(&walk, "<M-2> <Enter>");
	ui_key(&walk.ui, "5");
	walk_expect(&walk, "… Governance 1/4, level: 5");
	walk_expect_not(&walk, "saved");
	cr_expect(ui_settle(&walk.ui));
	walk_expect(&walk, "✓ saved: Governance 1/4, level: 5");
	cr_expect_not(ui_settle(&walk.ui), "nothing more to do");
}

Test(ui, undo_and_redo_say_what_they_did)
{
	walk_press(&walk, "<M-2> <Enter> 5 u");
	walk_expect(&walk, "taken back: Governance 1/4, level: 5");
	cr_expect_str_neq(walk.session.document->grids[0].answers[0].field[ANSWER_LEVEL], "5");
	walk_press(&walk, "U");
	walk_expect(&walk, "done again: Governance 1/4, level: 5");
	cr_expect_str_eq(walk.session.document->grids[0].answers[0].field[ANSWER_LEVEL], "5");
	walk_press(&walk, "U");
	walk_expect(&walk, "nothing to do again");
}

/* Use cases may have one name: the second change must not look as if nothing had happened. */
Test(ui, what_is_taken_back_in_the_same_words_is_counted)
{
	const struct document *document = walk.session.document;

	for (size_t i = 0; i < 3; i++)
		cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, document->use_cases[i].id, "name", "Twin"));
	for (size_t i = 0; i < 3; i++)
		cr_assert(ui_change(&walk.ui, CHANGE_USE_CASE, document->use_cases[i].id, "sponsor", "Ana"));
	walk_press(&walk, "<M-2> u");
	walk_expect(&walk, "taken back: Twin, Sponsor: «Ana»");
	walk_expect_not(&walk, "(2)");
	walk_press(&walk, "u");
	walk_expect(&walk, "taken back: Twin, Sponsor: «Ana» (2)");
	walk_press(&walk, "u");
	walk_expect(&walk, "(3)");
	walk_press(&walk, "U");
	walk_expect(&walk, "done again: Twin, Sponsor: «Ana»");
	walk_expect_not(&walk, "(2)");
	walk_press(&walk, "U");
	walk_expect(&walk, "(2)");
}

Test(ui, what_was_changed_is_there_at_the_next_start)
{
	walk_press(&walk, "<M-2> <Enter> 4 <M-1> j <Right>");
	walk_reopen(&walk);
	cr_expect_str_eq(walk.session.document->grids[0].answers[0].field[ANSWER_LEVEL], "4");
	cr_expect_str_eq(service(SERVICE_SECTOR), "hospital");
	cr_expect_eq(walk.session.faults.count, 0);
}

/* --- text ------------------------------------------------------------------------- */

Test(ui, a_text_is_kept_with_enter_and_given_up_with_escape)
{
	walk_press(&walk, "<Enter> <C-u>");
	walk_type(&walk, "Santé été");
	walk_press(&walk, "<Esc>");
	cr_expect(strcmp(service(SERVICE_NAME), "Santé été") != 0);
	walk_press(&walk, "<Enter> <C-u>");
	walk_type(&walk, "Santé été");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "Santé été");
	cr_expect_not(walk.ui.edit.open);
}

Test(ui, tab_keeps_a_field_and_opens_the_next)
{
	walk_press(&walk, "j j <Enter> <C-u>");
	walk_type(&walk, "40");
	walk_press(&walk, "<Tab> <C-u>");
	walk_type(&walk, "2026-12-01");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(service(SERVICE_SIZE), "40");
	cr_expect_str_eq(service(SERVICE_DATE), "2026-12-01");
}

Test(ui, a_value_that_is_refused_stays_to_be_mended)
{
	walk_press(&walk, "<Enter> <C-u> <Enter>");
	cr_expect(walk.ui.edit.open, "an empty name is refused");
	walk_type(&walk, "A");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "A");
}

Test(ui, what_is_pasted_goes_into_the_field_and_nowhere_else)
{
	ui_paste(&walk.ui, "qqq\n");
	cr_expect_not(walk.ui.leaving, "a paste is no key");
	walk_expect(&walk, "what was pasted is left out");
	walk_press(&walk, "<Enter> <C-u>");
	ui_paste(&walk.ui, "ligne 1\r\nligne 2\033[31m");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "ligne 1 ligne 2[31m");
}

/* --- how sure, while nobody presses a key ------------------------------------------------ */

Test(ui, samples_are_drawn_between_keys_and_the_screen_is_drawn_for_the_first_and_the_last)
{
	int screens = 0;

	ui_release(&walk.ui);
	ui_init(&walk.ui, &walk.session, walk.shipped, 80, 24, false, NULL, walk.ui.stamp);
	cr_expect_eq(robustness_drawn(&walk.ui.robustness), 0, "nothing before the first screen");
	while (ui_wait(&walk.ui) == 0)
		screens += ui_tick(&walk.ui);
	cr_expect_eq(screens, 2);
	cr_expect_eq(robustness_drawn(&walk.ui.robustness), robustness_asked(&walk.ui.robustness));
	cr_expect_eq(ui_wait(&walk.ui), -1, "nothing is left to do");
}

Test(ui, a_text_to_read_follows_what_was_changed)
{
	walk_press(&walk, "<M-7>");
	walk_expect(&walk, "20,000");
	walk_press(&walk, "<M-1> <End> <Up> <Enter> <C-u>");
	walk_type(&walk, "90000");
	walk_press(&walk, "<Enter> <Esc> <M-7>");
	walk_expect(&walk, "45,000");
	walk_press(&walk, "u");
	walk_expect(&walk, "20,000");
}

/* --- drafts ------------------------------------------------------------------------- */

Test(ui, what_is_being_typed_misses_at_most_its_last_second)
{
	walk.ui.now = 1000;
	walk_press(&walk, "<M-2> <Enter> n <C-u>");
	walk_type(&walk, "Vu avec la DSI");
	walk_expect(&walk, "Vu avec la DSI");
	cr_expect(ui_wait(&walk.ui) > 0 && ui_wait(&walk.ui) < 1000, "%d ms", ui_wait(&walk.ui));
	walk.ui.now = 1000 + ui_wait(&walk.ui);
	cr_expect_eq(ui_wait(&walk.ui), 0);
	ui_tick(&walk.ui);
	cr_expect_eq(ui_wait(&walk.ui), -1, "nothing to wait for");
	/* The program is killed here: nothing is closed in order. */
	ui_release(&walk.ui);
	session_close(&walk.session);
	cr_assert(session_open_any(walk.path, &walk.session, &(struct err){ 0 }, &(struct err){ 0 }));
	cr_expect_str_eq(note(), "Vu avec la DSI");
	cr_expect(walk.session.recovered);
	ui_init(&walk.ui, &walk.session, walk.shipped, 80, 24, false, NULL, walk.ui.stamp);
	walk_expect(&walk, "u takes it back");
	walk_press(&walk, "u");
	cr_expect(strcmp(note(), "Vu avec la DSI") != 0);
}

Test(ui, leaving_in_the_middle_of_a_text_keeps_it)
{
	walk_press(&walk, "<M-2> <Enter> n <C-u>");
	walk_type(&walk, "à moitié");
	walk_reopen(&walk);
	cr_expect_str_eq(note(), "à moitié");
}

Test(ui, a_text_that_was_given_up_does_not_come_back)
{
	walk_press(&walk, "<M-2> <Enter> n");
	walk_type(&walk, "non");
	ui_tick(&walk.ui);
	walk_press(&walk, "<Esc>");
	walk_reopen(&walk);
	cr_expect_not(strstr(note(), "non"), "«%s»", note());
	cr_expect_not(walk.session.recovered);
}

/* A figure field of the first use case, left with a text that no figure is. */
static void leave_in_a_figure(const char *text)
{
	walk_press(&walk, "<M-4> f <Enter> <C-u>");
	walk_type(&walk, text);
	walk_start(&walk);
}

Test(ui, a_draft_that_is_no_value_comes_back_to_be_mended)
{
	leave_in_a_figure("?5é");
	cr_expect_eq(walk.session.faults.count, 0, "%s", walk.session.faults.items[0].text);
	cr_assert(walk.ui.edit.open);
	cr_expect_str_eq(walk.ui.edit.line.text.data, "?5é");
	walk_expect(&walk, walk.ui.edit.label);
	walk_expect(&walk, "is not kept as it is");
	walk_press(&walk, "<Enter>");
	cr_expect(walk.ui.edit.open, "it is still no value");
	walk_press(&walk, "<C-u> 5 5 <Enter>");
	walk_expect(&walk, "saved");
	cr_expect_not(walk.ui.edit.open);
	walk_start(&walk);
	cr_expect(!walk.ui.edit.open && !walk.session.recovered);
}

Test(ui, a_draft_that_is_no_value_can_be_given_up)
{
	leave_in_a_figure("?5é");
	walk_press(&walk, "<Esc>");
	walk_start(&walk);
	cr_expect(!walk.ui.edit.open && !walk.session.faults.count && !walk.session.recovered);
}

/* --- the window --------------------------------------------------------------------- */

Test(ui, too_small_a_window_says_so_and_keeps_what_was_typed)
{
	walk_press(&walk, "<Enter> <C-u>");
	walk_type(&walk, "Essai");
	for (int width = 1; width < 80; width += 13) {
		ui_resize(&walk.ui, width, 23);
		free(walk_screen(&walk, NULL));
	}
	ui_resize(&walk.ui, 60, 15);
	walk_expect(&walk, "60 × 15");
	walk_expect(&walk, "What you typed is kept.");
	walk_type(&walk, "q");
	cr_expect_not(walk.ui.leaving);
	ui_resize(&walk.ui, 80, 24);
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "Essai");
}

/* --- help and search ------------------------------------------------------------------ */

Test(ui, help_lists_the_keys_of_the_page_below)
{
	walk_press(&walk, "<M-2> <Enter> <F1>");
	walk_expect(&walk, "Answer «not applicable», with the reason");
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "current");
}

Test(ui, a_search_finds_without_accents_and_goes_on_from_there)
{
	walk_press(&walk, "<M-2>");
	walk_press(&walk, "/");
	walk_type(&walk, "ARCHITECTURE");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "Technical architecture");
	walk_press(&walk, "/");
	walk_type(&walk, "nowhere to be seen");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "is nowhere here");
}

Test(ui, an_action_can_be_typed_by_its_name)
{
	walk_press(&walk, "<M-2> <Enter> 5 :");
	walk_type(&walk, "undo");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "taken back");
	walk_press(&walk, ":");
	walk_type(&walk, "nothing-like-that");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "is no step and no action");
	walk_press(&walk, "<Esc> :");
	walk_type(&walk, "quit");
	walk_press(&walk, "<Enter>");
	cr_expect(walk.ui.leaving);
}

Test(ui, a_colon_after_a_command_that_was_refused_begins_another_and_is_text_elsewhere)
{
	walk_press(&walk, ":");
	walk_type(&walk, "nothing-like-that");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "is no step and no action");
	walk_press(&walk, ":");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "");
	walk_type(&walk, "a:b");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "a:b");
	walk_press(&walk, "<Enter> <Backspace> :");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "a::", "it is mended, not begun again");
	walk_press(&walk, "<Esc>");
	cr_expect_not(walk.ui.edit.open);
}

Test(ui, a_key_that_means_nothing_says_so)
{
	walk_press(&walk, "Z");
	walk_expect(&walk, "this key does nothing here");
}

static const struct page *page_on_top(void)
{
	const struct step *step = &walk.ui.steps[walk.ui.step];

	return step->pile[step->depth - 1].page;
}

/* Figures answer questions: on a page that lists dimensions they must not answer one unseen. */
Test(ui, a_figure_on_an_overview_does_nothing_but_say_which_key_leads_to_the_step)
{
	static const char *const overviews[] = { "<M-2>", "<M-3>", "<M-4>", "<M-6>", "<M-7>" };
	const size_t done = walk.session.done;

	for (size_t i = 0; i < ARRAY_SIZE(overviews); i++) {
		const struct page *page;

		walk_press(&walk, overviews[i]);
		page = page_on_top();
		for (char figure = '1'; figure <= '8'; figure++) {
			const size_t step = walk.ui.step;
			const char key[] = { figure, '\0' };
			char said[60];

			walk_press(&walk, key);
			(void)snprintf(said, sizeof(said), "this key does nothing here; Alt-%c leads to step %c",
				       figure, figure);
			walk_expect(&walk, said);
			cr_assert(page_on_top() == page && walk.ui.step == step && !walk.ui.edit.open);
			cr_assert_eq(walk.session.done, done);
		}
	}
}

Test(ui, the_foot_of_a_step_names_the_key_for_a_step_where_there_is_room_and_the_help_begins_with_it)
{
	walk_press(&walk, "<M-7>");
	walk_expect(&walk, "Alt-1-8 step ? help q quit");
	walk_press(&walk, "<F1>");
	walk_expect(&walk,
		    "Alt-1 … 8 leads to the step of that number, Tab to the next one. Figures alone are answers.");
	walk_expect(&walk, "Tab step");
	walk_press(&walk, "<Esc>");
	ui_resize(&walk.ui, 120, 40);
	for (char step = '1'; step <= '8'; step++) {
		char key[] = "<M-1>";

		key[3] = step;
		walk_press(&walk, key);
		walk_expect(&walk, "F1 keys q quit");
	}
}

Test(ui, the_foot_of_the_matrix_names_ranking_zoom_and_weights_first)
{
	walk_press(&walk, "<M-6>");
	walk_expect(&walk, " Enter sheet r ranking z zoom w weights ");
	walk_end(&walk);
	walk_begin(&walk, LANGUAGE_FR, 80, 24, false);
	walk_press(&walk, "<M-6>");
	walk_expect(&walk, " Entrée fiche r classement z zoom w poids Tab étape ? pourquoi q quitter");
}

/* --- another program ------------------------------------------------------------------------ */

Test(ui, what_another_program_changed_is_never_written_over_and_can_be_read_again)
{
	FILE *file = fopen(walk.path, "a");

	cr_assert(file);
	(void)fputs("a line of somebody else's\n", file);
	(void)fclose(file);
	walk_press(&walk, "<Enter> <C-u>");
	walk_type(&walk, "Mine");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "not saved: ");
	walk_expect(&walk, "Ctrl-r");
	cr_expect(walk.ui.edit.open, "what was typed is kept");
	walk_press(&walk, "<C-r> <Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "Mine");
}

/* --- read only ---------------------------------------------------------------------------- */

Test(ui, a_dossier_that_is_only_read_is_never_changed)
{
	const struct err why = { ERR_LOCKED, "somebody else has it open" };

	ui_release(&walk.ui);
	ui_init(&walk.ui, &walk.session, walk.shipped, 80, 24, false, &why, walk.ui.stamp);
	walk_expect(&walk, "Open for reading only: somebody else has it open");
	walk_press(&walk, "<Enter>");
	cr_expect_not(walk.ui.edit.open);
	walk_press(&walk, "<M-2> <Enter> 5");
	walk_expect(&walk, "Open for reading only");
	cr_expect_str_neq(walk.session.document->grids[0].answers[0].field[ANSWER_LEVEL], "5");
}

/* --- what a newcomer pressed --------------------------------------------------------- */

Test(ui, the_upper_row_of_a_french_keyboard_gives_its_figures_without_shift)
{
	static const char *const keys[] = { "&", "é", "\"", "'", "(" };

	walk_press(&walk, "<M-2> <Enter>");
	for (int i = 0; i < 5; i++) {
		const char level[2] = { (char)('1' + i), '\0' };

		walk_press(&walk, keys[i]);
		cr_expect_str_eq(walk.session.document->grids[0].answers[0].field[ANSWER_LEVEL], level, "%s", keys[i]);
	}
	walk_press(&walk, "à");
	cr_expect_str_eq(walk.session.document->grids[0].answers[0].field[ANSWER_LEVEL], "?");
	walk_press(&walk, "<M-(>");
	cr_expect_eq(walk.ui.step, 4);
	walk_press(&walk, "<M-1> <Enter> <C-u> é <Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "é", "in a text it is a letter");
}

Test(ui, q_closes_what_is_read_and_leaves_elsewhere)
{
	walk_press(&walk, "<M-2> <Enter> <F1> q");
	cr_expect_not(walk.ui.leaving);
	walk_expect(&walk, "current");
	walk_press(&walk, "<M-7> q");
	cr_expect(walk.ui.leaving, "the roadmap is a step, not something that was opened");
}

Test(ui, ctrl_c_ends_nothing)
{
	walk_press(&walk, "<Enter> <C-u>");
	walk_type(&walk, "Essai");
	walk_press(&walk, "<C-c>");
	cr_expect(walk.ui.edit.open && !walk.ui.leaving);
	walk_expect(&walk, "q leaves; everything is saved");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(service(SERVICE_NAME), "Essai");
}

Test(ui, enter_chooses_nothing_where_no_level_was_gone_to)
{
	walk_press(&walk, "<M-2>");
	walk_press(&walk, "/");
	walk_type(&walk, "returns");
	walk_press(&walk, "<Esc> <End> <Enter>");
	walk_expect(&walk, "Value from data");
	walk_press(&walk, "<Backspace> <Left> <Right>");
	cr_assert_eq(walk.session.staged.count, 0);
	walk_expect(&walk, "Enter next");
	walk_press(&walk, "j");
	walk_expect(&walk, "Enter choose");
}

Test(ui, a_message_never_covers_the_line_of_keys)
{
	char name[460];

	memset(name, 'x', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	for (size_t i = 7; i < sizeof(name) - 1; i += 8)
		name[i] = ' ';
	walk_press(&walk, "<M-4> a");
	ui_paste(&walk.ui, name);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "q quit");
	walk_expect(&walk, "saved: use case added: xxxxxxx xxxxxxx");
}
