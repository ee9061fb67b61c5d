/*
 * One question: five levels in words, what shows them, and where this leaves
 * the dimension and the grid.
 */
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/date.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "projector.h"
#include "reading.h"
#include "ui_internal.h"

/* The lines to choose from: levels 1 to 5, then these. */
enum { LINE_NOT_APPLICABLE = LEVEL_COUNT, LINE_DONT_KNOW, LINE_COUNT };

enum { NAME_COLUMN = 7, TEXT_COLUMN = 23, LABEL_WIDTH = 11, AIRY_HEIGHT = 26, WIDE = 100 };

struct question_state {
	size_t grid, question;
	int line;   /* of the cursor; -1: none yet */
	bool moved; /* the cursor was, to choose its line: Enter answers with it */

	/* What stands below the levels, and the rows of it that are shown. */
	int below_height, below_top, below_rows;
};

static const struct grid *grid_of(const struct ui *ui, const struct question_state *state)
{
	return &ui->session->document->content->grids[state->grid];
}

static const struct question *question_of(const struct ui *ui, const struct question_state *state)
{
	return &grid_of(ui, state)->questions[state->question];
}

static const struct answer *answer_of(const struct ui *ui, const struct question_state *state)
{
	return &ui->session->document->grids[state->grid].answers[state->question];
}

/* The line that says what is answered, -1 where nothing is. */
static int answered_line(const struct ui *ui, const struct question_state *state)
{
	const int level = answer_level(answer_of(ui, state));

	if (level == ANSWER_NOT_APPLICABLE)
		return LINE_NOT_APPLICABLE;
	if (level == ANSWER_UNKNOWN)
		return LINE_DONT_KNOW;
	return level == ANSWER_BLANK ? -1 : level - 1;
}

static void go_to(struct ui *ui, struct question_state *state, size_t question)
{
	int line;

	state->question = question;
	line = answered_line(ui, state);
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

/* --- drawing -------------------------------------------------------------------------- */

/* «Data quality · 2 of 4» and the scores that the answers give so far. */
static void draw_head(const struct ui *ui, const struct question_state *state, struct surface *surface)
{
	const struct grid *grid = grid_of(ui, state);
	const struct question *question = question_of(ui, state);
	const struct grid_result *result = &ui->evaluation.grids[state->grid];
	size_t number = 0, count = 0;
	struct buf text;
	int used;

	for (size_t q = 0; q < grid->question_count; q++) {
		if (!reading_has(ui, grid, q))
			continue;
		count++;
		number += q <= state->question;
	}
	buf_init(&text);
	buf_add_text(&text, text_in(&grid->dimensions[question->dimension].name, ui->scene.language));
	buf_add_format(&text, _(" · %zu of %zu"), number, count);
	used = surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	if (surface->width >= WIDE) {
		buf_add_format(&text, "%s ", _("dimension"));
		word_measure(&text, &ui->scene, &result->dimensions[question->dimension].measure);
		buf_add_text(&text, " · ");
	}
	buf_add_format(&text, "%s ", _("grid"));
	word_measure(&text, &ui->scene, ui->complete ? &result->measure : &result->express);
	surface_text_right(surface, 0, used + 2, surface->width - used - 3, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_line(const struct question_state *state, int line, const char *name, int width,
		      struct surface *surface, int row, int column)
{
	char figure[2] = { "12345x0"[line], '\0' };

	(void)surface_text(surface, row, column, 1, ATTRIBUTE_BOLD, figure);
	(void)surface_text(surface, row, column + 2, width, ATTRIBUTE_BOLD, name);
	surface_zone_line(surface, row, column - 1, surface->width - column, line - state->line);
	if (line == state->line) {
		surface_mark(surface, row, column - 1, surface_measure(surface, name) + 4, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, column - 1);
	}
}

static int draw_levels(const struct ui *ui, const struct question_state *state, struct surface *surface, int row)
{
	const struct grid *grid = grid_of(ui, state);
	const struct question *question = question_of(ui, state);
	const int current = answered_line(ui, state),
		  target = question_target(&ui->session->document->grids[state->grid], state->question) - 1;

	for (int i = 0; i < LEVEL_COUNT; i++) {
		int lines;

		if (i == current)
			(void)surface_text(surface, row, 1, 1, ATTRIBUTE_BOLD,
					   surface_glyph_text(surface, GLYPH_CURRENT));
		if (i == target)
			surface_glyph(surface, row, 2, GLYPH_TARGET);
		draw_line(state, i, text_in(&grid->levels[i].name, ui->scene.language), TEXT_COLUMN - NAME_COLUMN - 1,
			  surface, row, NAME_COLUMN - 2);
		lines = surface_wrap(surface, row, TEXT_COLUMN, surface->width - TEXT_COLUMN - 1,
				     i == current ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
				     text_in(&question->level[i], ui->scene.language));
		row += lines ? lines : 1;
	}
	return row;
}

/* Not applicable and don't know stand on one row, with what the two signs mean. */
static int draw_others(const struct ui *ui, const struct question_state *state, struct surface *surface, int row)
{
	const int current = answered_line(ui, state), half = 34;
	struct buf text;

	draw_line(state, LINE_NOT_APPLICABLE, _("Not applicable"), half, surface, row, NAME_COLUMN - 2);
	draw_line(state, LINE_DONT_KNOW, _("Don't know"), half, surface, row, half);
	if (current >= LEVEL_COUNT)
		(void)surface_text(surface, row, current == LINE_DONT_KNOW ? half - 3 : 1, 1, ATTRIBUTE_BOLD,
				   surface_glyph_text(surface, GLYPH_CURRENT));
	buf_init(&text);
	buf_add_format(&text, "%s %s  %s %s", surface_glyph_text(surface, GLYPH_CURRENT), _("current"),
		       surface_glyph_text(surface, GLYPH_TARGET), _("target"));
	surface_text_right(surface, row, half + 20, surface->width - half - 21, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row + 1;
}

/* A label at the left and a text beside it, whole; returns the row after it. */
static int draw_part(struct surface *surface, int row, const char *label, const char *text)
{
	const int lines =
		surface_wrap(surface, row, LABEL_WIDTH + 2, surface->width - LABEL_WIDTH - 3, ATTRIBUTE_NONE, text);

	(void)surface_text(surface, row, 1, LABEL_WIDTH, ATTRIBUTE_BOLD, label);
	return row + (lines ? lines : 1);
}

static int draw_help(struct surface *surface, int row, const char *label, const char *text)
{
	return *text ? draw_part(surface, row, label, text) : row;
}

static int draw_written(struct surface *surface, int row, const char *label, const char *text)
{
	return draw_part(surface, row, label, *text ? text : surface_glyph_text(surface, GLYPH_EMPTY));
}

/* What helps to answer, then what was written down, all of it, on a surface that grows. */
static void draw_whole(const struct ui *ui, const struct question_state *state, struct surface *whole, bool airy)
{
	const struct question *question = question_of(ui, state);
	const enum language language = ui->scene.language;
	const char *const *written = (const char *const *)answer_of(ui, state)->field;
	const char *example =
		text_in(profile_example(question->example, document_profile(ui->session->document)), language);
	struct buf evidence;
	int row = airy;

	buf_init(&evidence);
	word_evidence(&evidence, answer_of(ui, state));
	row = draw_help(whole, row, _("Example"), example);
	row = draw_help(whole, row, _("To ask for"), text_in(&question->evidence, language));
	row = draw_help(whole, row, _("Why"), text_in(&question->why, language));
	row = draw_written(whole, row + airy, _("Note"), written[ANSWER_NOTE]);
	(void)draw_written(whole, row, _("Evidence"), evidence.data);
	buf_release(&evidence);
}

static int draw_sign(struct surface *surface, int column, const char *label, bool written)
{
	const int row = surface->height - 1;

	column += 1 + surface_text(surface, row, column, LABEL_WIDTH, ATTRIBUTE_BOLD, label);
	surface_glyph(surface, row, column, written ? GLYPH_MET : GLYPH_EMPTY);
	return column + 3;
}

/* Where not all of it fits: whether there is a note and evidence, which lines these are, and where the others are. */
static void draw_place(const struct ui *ui, const struct question_state *state, struct surface *surface)
{
	const char *const *written = (const char *const *)answer_of(ui, state)->field;
	const int last = state->below_top + state->below_rows;
	struct buf text;
	int used = draw_sign(surface, 1, _("Note"), *written[ANSWER_NOTE]);

	used = draw_sign(surface, used, _("Evidence"), *written[ANSWER_EVIDENCE] || *written[ANSWER_CONFIDENCE]);
	buf_init(&text);
	word_seen(&text, answer_of(ui, state));
	used += 1 +
		surface_text(surface, surface->height - 1, used - 1, surface->width - used, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), state->below_top + 1, last, state->below_height);
	if (state->below_top)
		buf_add_format(&text, "%s ", surface_glyph_text(surface, GLYPH_UP));
	if (last < state->below_height)
		buf_add_format(&text, "%s ", surface_glyph_text(surface, GLYPH_DOWN));
	surface_text_right(surface, surface->height - 1, used, surface->width - used, ATTRIBUTE_REVERSE, text.data);
	buf_release(&text);
}

/* As much of it as there is room for; the keys of a page turn to the rest. */
static void draw_below(const struct ui *ui, struct question_state *state, struct surface *surface, int row)
{
	const int room = surface->height > row ? surface->height - row : 0;
	struct surface whole;

	surface_init(&whole, surface->width, 0, surface->ascii);
	draw_whole(ui, state, &whole, surface->height >= AIRY_HEIGHT);
	state->below_height = whole.height;
	state->below_rows = whole.height > room ? number_between(room - 1, 1, room) : room;
	state->below_top = number_between(state->below_top, 0, whole.height - state->below_rows);
	surface_blit(surface, row, 0, &whole, state->below_top, state->below_rows);
	if (whole.height > room)
		draw_place(ui, state, surface);
	surface_release(&whole);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct question_state *state = memory;
	const bool airy = surface->height >= AIRY_HEIGHT;
	int row;

	draw_head(ui, state, surface);
	row = 1 + airy;
	row += surface_wrap(surface, row, 1, surface->width - 2, ATTRIBUTE_BOLD,
			    text_in(&question_of(ui, state)->text, ui->scene.language));
	surface_cursor(surface, row + airy, NAME_COLUMN - 3);
	row = draw_levels(ui, state, surface, row + airy);
	row = draw_others(ui, state, surface, row + airy);
	draw_below(ui, state, surface, row);
}

/* --- answering -------------------------------------------------------------------------- */

static void answer_key(const struct ui *ui, const struct question_state *state, char *key, size_t size)
{
	(void)snprintf(key, size, "%s.%s", grid_of(ui, state)->id, question_of(ui, state)->id);
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
	ui_edit_value(ui, label, CHANGE_ANSWER, key, answer_field_id(field), answer_of(ui, state)->field[field], true);
}

/* The day on which evidence was seen is that on which it is first written down, and goes with it. */
static void date_evidence(struct ui *ui, struct change_list *changes)
{
	const struct answer *now = answer_of(ui, ui_top(ui)->state);
	const char *dated = now->field[ANSWER_EVIDENCE_DATE];
	const struct change *evidence = &changes->items[0];
	char today[DATE_SIZE];

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
	const struct answer *now = answer_of(ui, state);
	char key[300], today[DATE_SIZE];

	if (!*now->field[ANSWER_EVIDENCE]) {
		ui_say(ui, "%s", _("there is no evidence yet: e writes it down, and today goes with it"));
		return;
	}
	ui_today(ui, today);
	answer_key(ui, state, key, sizeof(key));
	ui_edit_value(ui, _("The evidence was seen on, such as 2026-11-21"), CHANGE_ANSWER, key,
		      answer_field_id(ANSWER_EVIDENCE_DATE),
		      *now->field[ANSWER_EVIDENCE_DATE] ? now->field[ANSWER_EVIDENCE_DATE] : today, false);
}

static void answer(struct ui *ui, struct question_state *state, int line)
{
	static const char *const levels[LINE_COUNT] = { "1", "2", "3", "4", "5", "NA", "?" };

	state->line = line;
	state->moved = false;
	if (!change(ui, state, ANSWER_LEVEL, levels[line]))
		return;
	if (line == LINE_NOT_APPLICABLE && !*answer_of(ui, state)->field[ANSWER_NOTE])
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
	(void)change(ui, state, ANSWER_TARGET, strcmp(answer_of(ui, state)->field[ANSWER_TARGET], level) ? level : "");
}

static void turn_confidence(struct ui *ui, const struct question_state *state)
{
	static const char *const values[] = { "", "high", "medium", "low", "" };
	const char *now = answer_of(ui, state)->field[ANSWER_CONFIDENCE], *next = "high";

	for (size_t i = 0; i + 1 < ARRAY_SIZE(values); i++)
		if (!strcmp(now, values[i]))
			next = values[i + 1];
	(void)change(ui, state, ANSWER_CONFIDENCE, next);
}

/* --- moving ------------------------------------------------------------------------------ */

static void next_question(struct ui *ui, struct question_state *state)
{
	const struct grid *grid = grid_of(ui, state);
	const size_t next = reading_next(ui, grid, state->question);

	if (next < grid->question_count) {
		go_to(ui, state, next);
		return;
	}
	ui_back(ui);
	ui_say(ui, "%s", _("that was the last question; Tab goes to the next step"));
}

static void previous_question(struct ui *ui, struct question_state *state)
{
	const struct grid *grid = grid_of(ui, state);
	const size_t previous = reading_previous(ui, grid, state->question);

	if (previous < grid->question_count)
		go_to(ui, state, previous);
	else
		ui_say(ui, "%s", _("this is the first question"));
}

static void next_unanswered(struct ui *ui, struct question_state *state)
{
	const struct grid *grid = grid_of(ui, state);
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
	state->grid = grid;
	ui->complete |= !reading_has(ui, grid_of(ui, state), question);
	go_to(ui, state, question);
}

static void move(const struct ui *ui, struct question_state *state, int by)
{
	const int line = state->line + by;

	if (line < 0 || line >= LINE_COUNT)
		return;
	state->line = line;
	state->moved = line != answered_line(ui, state);
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
	if (!ui->edit.open && state->line == answered_line(ui, state))
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

	if (question >= grid_of(ui, state)->question_count)
		return false;
	ui->complete |= !reading_has(ui, grid_of(ui, state), question);
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
	.draw = draw,
	.project = project,
	.act = act,
	.find = find,
	.more = more,
};
