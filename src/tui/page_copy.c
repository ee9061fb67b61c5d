/*
 * The answer to one question for others too: one document or one word often
 * answers a whole dimension, whose questions come first.
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "reading.h"
#include "roll.h"
#include "ui_internal.h"

enum { HEADING = 4, FOOT = 4 };

struct copy_state {
	size_t grid, question;
	struct list list;
	bool *marked; /* by question */
	bool level, note, evidence;
};

static const struct grid *grid_of(const struct ui *ui, const struct copy_state *state)
{
	return &ui->session->document->content->grids[state->grid];
}

static const struct answer *answer_of(const struct ui *ui, const struct copy_state *state, size_t question)
{
	return &ui->session->document->grids[state->grid].answers[question];
}

/* The others of the dimension, from the next one on and round; then all that follow it, and round. */
static size_t question_at(const struct ui *ui, const struct copy_state *state, int index)
{
	const struct grid *grid = grid_of(ui, state);
	const struct dimension *own = &grid->dimensions[grid->questions[state->question].dimension];
	const size_t i = (size_t)index + 1;

	assert(state->question < grid->question_count);
	if (i < own->count)
		return own->first + (state->question - own->first + i) % own->count;
	return (own->first + i) % grid->question_count;
}

void page_copy_open(struct ui *ui, size_t grid, size_t question)
{
	const struct answer *answer = &ui->session->document->grids[grid].answers[question];
	struct copy_state *state;

	if (!ui_may_change(ui))
		return;
	if (answer_level(answer) == ANSWER_BLANK && !*answer->field[ANSWER_NOTE] && !*answer->field[ANSWER_EVIDENCE]) {
		ui_say(ui, "%s", _("there is no answer yet to be copied"));
		return;
	}
	state = ui_open(ui, &page_copy);
	state->grid = grid;
	state->question = question;
	state->level = answer_level(answer) != ANSWER_BLANK;
	state->note = *answer->field[ANSWER_NOTE];
	state->evidence = *answer->field[ANSWER_EVIDENCE];
	state->marked = xcalloc(grid_of(ui, state)->question_count, sizeof(*state->marked));
	list_fit(&state->list, (int)grid_of(ui, state)->question_count - 1, 1);
}

/* --- drawing -------------------------------------------------------------------------- */

static void add_part(struct buf *out, const struct surface *surface, const char *name, bool on, const char *key)
{
	buf_add_format(out, "%s%s %s %s", out->length ? "   " : "", key, name,
		       surface_glyph_text(surface, on ? GLYPH_MET : GLYPH_NOT_MET));
}

static void draw_head(const struct ui *ui, const struct copy_state *state, struct surface *surface)
{
	const struct grid *grid = grid_of(ui, state);
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s%s", _("Copy to other questions"), _(": "));
	word_level(&text, &ui->scene, grid, answer_of(ui, state, state->question)->field[ANSWER_LEVEL]);
	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	add_part(&text, surface, word_answer_field(ANSWER_LEVEL), state->level, "v");
	add_part(&text, surface, word_answer_field(ANSWER_NOTE), state->note, "n");
	add_part(&text, surface, word_answer_field(ANSWER_EVIDENCE), state->evidence, "e");
	(void)surface_text(surface, 1, 1, surface->width - 2, ATTRIBUTE_NONE, text.data);
	surface_repeat(surface, 2, 1, surface->width - 2, GLYPH_HORIZONTAL);
	buf_release(&text);
}

static void draw_line(const struct ui *ui, const struct copy_state *state, int index, struct surface *surface, int row)
{
	const struct grid *grid = grid_of(ui, state);
	const size_t question = question_at(ui, state, index);
	const bool own = grid->questions[question].dimension == grid->questions[state->question].dimension;
	const char *level = answer_of(ui, state, question)->field[ANSWER_LEVEL];

	if (state->marked[question])
		surface_glyph(surface, row, 1, GLYPH_MET);
	(void)surface_text(surface, row, 3, 2, ATTRIBUTE_NONE,
			   *level ? level : surface_glyph_text(surface, GLYPH_EMPTY));
	(void)surface_text(surface, row, 6, surface->width - 7, own ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
			   text_in(&grid->questions[question].text, ui->scene.language));
}

static void draw_foot(const struct ui *ui, const struct copy_state *state, struct surface *surface, int row)
{
	const struct grid *grid = grid_of(ui, state);
	const size_t question = question_at(ui, state, state->list.selected);
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s · ",
		       text_in(&grid->dimensions[grid->questions[question].dimension].name, ui->scene.language));
	word_level(&text, &ui->scene, grid, answer_of(ui, state, question)->field[ANSWER_LEVEL]);
	(void)surface_text(surface, row, 3, surface->width - 5, ATTRIBUTE_BOLD, text.data);
	(void)surface_wrap_within(surface, row + 1, 3, surface->width - 5, FOOT - 2, ATTRIBUTE_NONE,
				  text_in(&grid->questions[question].text, ui->scene.language));
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct copy_state *state = memory;
	const int rows = surface->height - HEADING + 1 - FOOT;

	draw_head(ui, state, surface);
	list_fit(&state->list, (int)grid_of(ui, state)->question_count - 1, rows);
	if (!state->list.count)
		return;
	for (int i = 0; i < rows && state->list.top + i < state->list.count; i++)
		draw_line(ui, state, state->list.top + i, surface, HEADING - 1 + i);
	surface_mark(surface, HEADING - 1 + state->list.selected - state->list.top, 1, surface->width - 2,
		     ATTRIBUTE_REVERSE);
	surface_cursor(surface, HEADING - 1 + state->list.selected - state->list.top, 1);
	roll_draw_rule(&state->list, surface, surface->height - FOOT);
	draw_foot(ui, state, surface, surface->height - FOOT + 1);
}

/* --- copying ---------------------------------------------------------------------------- */

static bool is_copied(const struct copy_state *state, enum answer_field field)
{
	switch (field) {
	case ANSWER_LEVEL:
		return state->level;
	case ANSWER_NOTE:
		return state->note;
	case ANSWER_EVIDENCE:
	case ANSWER_EVIDENCE_DATE:
	case ANSWER_CONFIDENCE:
		return state->evidence;
	default:
		return false;
	}
}

static void add_copies(const struct ui *ui, const struct copy_state *state, size_t question,
		       struct change_list *changes)
{
	const struct grid *grid = grid_of(ui, state);
	const struct answer *from = answer_of(ui, state, state->question);
	char key[300];

	(void)snprintf(key, sizeof(key), "%s.%s", grid->id, grid->questions[question].id);
	for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
		if (is_copied(state, (enum answer_field)f))
			(void)change_add(changes, CHANGE_ANSWER, key, answer_field_id((enum answer_field)f),
					 from->field[f]);
}

/* To those that are marked, else to the one of the cursor. */
static void copy(struct ui *ui, struct copy_state *state)
{
	const size_t total = grid_of(ui, state)->question_count;
	struct change_list changes = { 0 };
	size_t count = 0;

	for (size_t q = 0; q < total; q++)
		count += state->marked[q];
	if (!count && state->list.count)
		state->marked[question_at(ui, state, state->list.selected)] = true;
	for (size_t q = 0; q < total; q++)
		if (state->marked[q])
			add_copies(ui, state, q, &changes);
	count += !count;
	if (!changes.count) {
		ui_say(ui, "%s", _("nothing is chosen to be copied: v, n and e choose level, note and evidence"));
		return;
	}
	if (ui_change_all(ui, &changes) && session_is_staged(ui->session)) {
		buf_clear(&ui->change);
		buf_add_format(&ui->change,
			       message_plural("answer copied to %zu question", "answer copied to %zu questions", count),
			       count);
	}
	ui_close(ui, state);
}

static void mark(struct ui *ui, struct copy_state *state)
{
	const size_t question = question_at(ui, state, state->list.selected);

	state->marked[question] = !state->marked[question];
	(void)list_act(&state->list, ACTION_NEXT);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct copy_state *state = memory;

	(void)key;
	if (list_act(&state->list, action))
		return true;
	switch (action) {
	case ACTION_MARK:
		if (state->list.count)
			mark(ui, state);
		return true;
	case ACTION_COPY_LEVEL:
		state->level = !state->level;
		return true;
	case ACTION_COPY_NOTE:
		state->note = !state->note;
		return true;
	case ACTION_COPY_EVIDENCE:
		state->evidence = !state->evidence;
		return true;
	case ACTION_OPEN:
	case ACTION_COPY:
		copy(ui, state);
		return true;
	default:
		return false;
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct copy_state *state = memory;

	for (int i = 1; i <= state->list.count; i++) {
		const int index = (state->list.selected + i) % state->list.count;

		if (!reading_question_has(ui, state->grid, question_at(ui, state, index), words))
			continue;
		state->list.selected = index;
		return true;
	}
	return false;
}

static void release(void *memory)
{
	free(((struct copy_state *)memory)->marked);
}

static const struct binding bindings[] = {
	{ " ", ACTION_MARK, N_("mark") },
	{ "<Enter>", ACTION_OPEN, N_("copy") },
	{ "y", ACTION_COPY, NULL },
	{ "v", ACTION_COPY_LEVEL, N_("level") },
	{ "n", ACTION_COPY_NOTE, N_("note") },
	{ "e", ACTION_COPY_EVIDENCE, N_("evidence") },
	{ "<Esc>", ACTION_BACK, N_("give up") },
	{ "/", ACTION_SEARCH, NULL },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_copy = {
	.name = N_("Copy an answer"),
	.state_size = sizeof(struct copy_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.release = release,
};
