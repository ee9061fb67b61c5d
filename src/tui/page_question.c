/*
 * One question: five levels in words, what shows them, and where this leaves
 * the dimension and the grid.
 */
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/figures.h"
#include "cadran/base/number.h"
#include "cadran/core/date.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "projector.h"
#include "question.h"
#include "reading.h"
#include "ui_internal.h"

static void go_to(struct ui *ui, struct question_state *state, size_t question)
{
	int line;

	state->question = question;
	line = asked_line(ui, state);
	/* No line is chosen where nothing is answered: Enter then goes on. */
	state->line = line;
	state->moved = false;
	state->below_top = 0;
}

void page_question_open(struct ui *ui, size_t grid, size_t question)
{
	struct question_state *state = ui_open(ui, &page_question);

	state->grid = grid;
	go_to(ui, state, question);
}

/* --- answering -------------------------------------------------------------------------- */

static void answer_key(const struct ui *ui, const struct question_state *state, char *key, size_t size)
{
	(void)snprintf(key, size, "%s.%s", asked_grid(ui, state)->id, asked_question(ui, state)->id);
}

static bool change(struct ui *ui, const struct question_state *state, enum answer_field field, const char *value)
{
	char key[300];

	answer_key(ui, state, key, sizeof(key));
	return ui_change(ui, CHANGE_ANSWER, key, answer_field_id(field), value);
}

static void write_down(struct ui *ui, const struct question_state *state, enum answer_field field, const char *label)
{
	char key[300];

	answer_key(ui, state, key, sizeof(key));
	ui_edit_value(ui, label, CHANGE_ANSWER, key, answer_field_id(field), asked_answer(ui, state)->field[field],
		      true);
}

/* By the key of a change: another page may have come on top since it was begun. NULL where there is none. */
static const struct answer *answer_of(const struct ui *ui, const char *key)
{
	const struct document *document = ui->session->document;
	size_t grid, dimension, question;

	if (!content_find_fed(document->content, key, strlen(key), &grid, &dimension, &question) ||
	    question == document->content->grids[grid].question_count)
		return NULL;
	return &document->grids[grid].answers[question];
}

/* The day on which evidence was seen is that on which it is first written down, and goes with it. */
static void date_evidence(struct ui *ui, struct change_list *changes)
{
	const struct change *evidence = &changes->items[0];
	const struct answer *now = answer_of(ui, evidence->key);
	const char *dated = now ? now->field[ANSWER_EVIDENCE_DATE] : "";
	char today[DATE_SIZE];

	if (!now)
		return;
	ui_today(ui, today);
	if (*evidence->value && !*now->field[ANSWER_EVIDENCE] && !*dated)
		(void)change_add(changes, CHANGE_ANSWER, evidence->key, answer_field_id(ANSWER_EVIDENCE_DATE), today);
	else if (!*evidence->value && *dated)
		(void)change_add(changes, CHANGE_ANSWER, evidence->key, answer_field_id(ANSWER_EVIDENCE_DATE), "");
}

static void write_evidence(struct ui *ui, const struct question_state *state)
{
	write_down(ui, state, ANSWER_EVIDENCE, _("Evidence: document, figure or person that shows it"));
	ui->edit.also = date_evidence;
}

static void write_date(struct ui *ui, const struct question_state *state)
{
	const struct answer *now = asked_answer(ui, state);
	char key[300], today[DATE_SIZE];
	struct buf day;

	if (!*now->field[ANSWER_EVIDENCE]) {
		ui_say(ui, "%s", _("there is no evidence yet: e writes it down, and today goes with it"));
		return;
	}
	ui_today(ui, today);
	answer_key(ui, state, key, sizeof(key));
	buf_init(&day);
	figure_date(&day, ui->scene.language,
		    *now->field[ANSWER_EVIDENCE_DATE] ? now->field[ANSWER_EVIDENCE_DATE] : today);
	ui_edit_value(ui, _("The evidence was seen on, such as 2026-11-21"), CHANGE_ANSWER, key,
		      answer_field_id(ANSWER_EVIDENCE_DATE), day.data, false);
	buf_release(&day);
}

static void answer(struct ui *ui, struct question_state *state, int line)
{
	static const char *const levels[LINE_COUNT] = { "1", "2", "3", "4", "5", "NA", "?" };

	state->line = line;
	state->moved = false;
	if (!change(ui, state, ANSWER_LEVEL, levels[line]))
		return;
	if (line == LINE_NOT_APPLICABLE && !*asked_answer(ui, state)->field[ANSWER_NOTE])
		write_down(ui, state, ANSWER_NOTE, _("Why is this not applicable?"));
}

/* The level of the cursor; where it is the target already, none. That is what the cursor was moved for, not an answer.
 */
static void set_target(struct ui *ui, struct question_state *state)
{
	const char level[2] = { (char)('1' + state->line), '\0' };

	if (state->line < 0 || state->line >= LEVEL_COUNT) {
		ui_say(ui, "%s", _("put the cursor on the level to aim at, then press c"));
		return;
	}
	state->moved = false;
	(void)change(ui, state, ANSWER_TARGET,
		     strcmp(asked_answer(ui, state)->field[ANSWER_TARGET], level) ? level : "");
}

static void turn_confidence(struct ui *ui, const struct question_state *state)
{
	static const char *const values[] = { "", "high", "medium", "low", "" };
	const char *now = asked_answer(ui, state)->field[ANSWER_CONFIDENCE], *next = "high";

	for (size_t i = 0; i + 1 < ARRAY_SIZE(values); i++)
		if (!strcmp(now, values[i]))
			next = values[i + 1];
	(void)change(ui, state, ANSWER_CONFIDENCE, next);
}

/* --- moving ------------------------------------------------------------------------------ */

static void next_question(struct ui *ui, struct question_state *state)
{
	const struct grid *grid = asked_grid(ui, state);
	const size_t next = reading_next(ui, grid, state->question), left = reading_left(ui, state->grid);

	if (next < grid->question_count) {
		go_to(ui, state, next);
		return;
	}
	ui_back(ui);
	/* Only the page of the grid goes to what was left out. */
	if (left && ui_top(ui)->page == &page_grid)
		ui_say(ui,
		       message_plural("that was the last question; %zu without an answer: o leads to it",
				      "that was the last question; %zu without an answer: o leads to them", left),
		       left);
	else
		ui_say(ui, "%s", _("that was the last question; Tab goes to the next step"));
}

static void previous_question(struct ui *ui, struct question_state *state)
{
	const struct grid *grid = asked_grid(ui, state);
	const size_t previous = reading_previous(ui, grid, state->question);

	if (previous < grid->question_count)
		go_to(ui, state, previous);
	else
		ui_say(ui, "%s", _("this is the first question"));
}

static void next_unanswered(struct ui *ui, struct question_state *state)
{
	const struct grid *grid = asked_grid(ui, state);
	const size_t next = reading_unanswered(ui, state->grid, state->question + 1);

	if (next < grid->question_count)
		go_to(ui, state, next);
	else
		reading_say_all_seen(ui, state->grid);
}

/* Of all grids and of both readings: an audit leaves none open. */
static void next_unknown(struct ui *ui, struct question_state *state)
{
	size_t grid = state->grid, question = state->question;

	if (!reading_next_unknown(ui, &grid, &question)) {
		ui_say(ui, "%s", _("no question is answered «don't know»"));
		return;
	}
	ui->complete |= !reading_has(ui, &ui->session->document->content->grids[grid], question);
	if (grid == state->grid) {
		go_to(ui, state, question);
		return;
	}
	/* The step of the other grid is where one is then, for Tab and Esc too. */
	ui_close(ui, state);
	ui_go_to_step(ui, step_with(ui, &page_grid, grid));
	if (ui_top(ui)->page == &page_question)
		ui_back(ui);
	page_question_open(ui, grid, question);
}

static void move(const struct ui *ui, struct question_state *state, int by)
{
	const int line = state->line + by;

	if (line < 0 || line >= LINE_COUNT)
		return;
	state->line = line;
	state->moved = line != asked_line(ui, state);
}

static bool has_more(const struct question_state *state)
{
	return state->below_height > state->below_rows;
}

/* After the last lines come the first ones again: one key shows all. */
static bool scroll(struct question_state *state, int screens)
{
	const int last = state->below_height - state->below_rows;

	if (!has_more(state))
		return false;
	state->below_top = screens > 0 && state->below_top >= last
				   ? 0
				   : number_between(state->below_top + screens * state->below_rows, 0, last);
	return true;
}

/* Enter chooses the line that the cursor was moved to; once it is chosen it goes on. */
static void choose_or_go_on(struct ui *ui, struct question_state *state)
{
	if (state->moved)
		answer(ui, state, state->line);
	else
		next_question(ui, state);
}

/* The line that the cursor was moved to is the answer; the reason for «not applicable» is asked for before going on. */
static void take(struct ui *ui, struct question_state *state)
{
	if (state->moved)
		answer(ui, state, state->line);
	if (!ui->edit.open && state->line == asked_line(ui, state))
		next_question(ui, state);
}

static bool act_on_answer(struct ui *ui, struct question_state *state, enum action action, const char *key)
{
	switch (action) {
	case ACTION_LEVEL:
		/* «:level» brings no figure with it. */
		if (*key)
			answer(ui, state, *key - '1');
		return *key;
	case ACTION_MARK:
		if (state->line >= 0)
			answer(ui, state, state->line);
		return true;
	case ACTION_NOT_APPLICABLE:
		answer(ui, state, LINE_NOT_APPLICABLE);
		return true;
	case ACTION_DONT_KNOW:
		answer(ui, state, LINE_DONT_KNOW);
		return true;
	case ACTION_CLEAR:
		(void)change(ui, state, ANSWER_LEVEL, "");
		return true;
	case ACTION_TARGET:
		set_target(ui, state);
		return true;
	case ACTION_NOTE:
		write_down(ui, state, ANSWER_NOTE, _("Note"));
		return true;
	case ACTION_EVIDENCE:
		write_evidence(ui, state);
		return true;
	case ACTION_EVIDENCE_DATE:
		write_date(ui, state);
		return true;
	case ACTION_CONFIDENCE:
		turn_confidence(ui, state);
		return true;
	default:
		return false;
	}
}

static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	const struct question_state *state = memory;

	if (surface)
		project_question(ui, state->grid, state->question, state->line, surface);
	return true;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct question_state *state = memory;

	switch (action) {
	case ACTION_NEXT:
		move(ui, state, 1);
		return true;
	case ACTION_PREVIOUS:
		move(ui, state, -1);
		return true;
	case ACTION_RIGHT:
		next_question(ui, state);
		return true;
	case ACTION_LEFT:
		previous_question(ui, state);
		return true;
	case ACTION_OPEN:
		choose_or_go_on(ui, state);
		return true;
	case ACTION_UNANSWERED:
		next_unanswered(ui, state);
		return true;
	case ACTION_UNKNOWN:
		next_unknown(ui, state);
		return true;
	case ACTION_TAKE:
		take(ui, state);
		return true;
	case ACTION_COPY:
		page_copy_open(ui, state->grid, state->question);
		return true;
	case ACTION_NO_EVIDENCE:
		page_audit_open(ui);
		return true;
	case ACTION_READING:
		reading_switch(ui, state->grid);
		return true;
	case ACTION_PAGE_DOWN:
		return scroll(state, 1);
	case ACTION_PAGE_UP:
		return scroll(state, -1);
	default:
		return act_on_answer(ui, state, action, key);
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct question_state *state = memory;
	const size_t question = reading_find(ui, state->grid, state->question, words);

	if (question >= asked_grid(ui, state)->question_count)
		return false;
	ui->complete |= !reading_has(ui, asked_grid(ui, state), question);
	go_to(ui, state, question);
	return true;
}

/* The key says what it does now; that there is more comes before what is there anyway. */
static const struct binding *more(const void *memory)
{
	static const struct binding choosing[] = {
		{ "1-5", ACTION_LEVEL, N_("answer") },
		{ "<Enter>", ACTION_OPEN, N_("choose") },
		{ "l", ACTION_TAKE, N_("choose, go on") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding tables[2][5] = {
		{
			{ "1-5", ACTION_LEVEL, N_("answer") },
			{ "<Enter>", ACTION_OPEN, N_("next") },
			{ "s", ACTION_PAGE_DOWN, N_("more") },
			{ "n", ACTION_NOTE, N_("note") },
		},
		{
			{ "1-5", ACTION_LEVEL, N_("answer") },
			{ "<Enter>", ACTION_OPEN, N_("choose") },
			{ "s", ACTION_PAGE_DOWN, N_("more") },
			{ "n", ACTION_NOTE, N_("note") },
		},
	};
	const struct question_state *state = memory;

	if (has_more(state))
		return tables[state->moved];
	return state->moved ? choosing : NULL;
}

static bool idle(const struct ui *ui, const void *memory, enum action action)
{
	const struct question_state *state = memory;

	/* Where the cursor was moved to a line, <Enter> would answer with it. */
	if (action == ACTION_OPEN || action == ACTION_TAKE)
		return state->moved && ui->read_only.kind != ERR_NONE;
	return action == ACTION_UNANSWERED && reading_is_over(ui, state->grid);
}

static const struct binding bindings[] = {
	{ "1-5", ACTION_LEVEL, N_("answer") },
	{ "<Enter>", ACTION_OPEN, N_("next") },
	{ "c", ACTION_TARGET, N_("target") },
	{ "x", ACTION_NOT_APPLICABLE, NULL },
	{ "0", ACTION_DONT_KNOW, NULL },
	{ "i", ACTION_DONT_KNOW, NULL },
	{ "n", ACTION_NOTE, N_("note") },
	{ "e", ACTION_EVIDENCE, N_("evidence") },
	{ "f", ACTION_CONFIDENCE, NULL },
	{ "D", ACTION_EVIDENCE_DATE, NULL },
	{ "y", ACTION_COPY, NULL },
	{ "s", ACTION_PAGE_DOWN, NULL },
	{ "l", ACTION_TAKE, NULL },
	{ "<Right>", ACTION_RIGHT, NULL },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "o", ACTION_UNANSWERED, N_("unanswered") },
	{ "O", ACTION_UNKNOWN, NULL },
	{ "w", ACTION_NO_EVIDENCE, NULL },
	{ " ", ACTION_MARK, NULL },
	{ "<Backspace>", ACTION_CLEAR, NULL },
	{ "<Delete>", ACTION_CLEAR, NULL },
	{ "r", ACTION_READING, N_("express/complete") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_question = {
	.name = N_("Question"),
	.state_size = sizeof(struct question_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = question_draw,
	.project = project,
	.act = act,
	.find = find,
	.more = more,
	.idle = idle,
};
