/*
 * A text to read: any view, or the list of keys, longer than the screen.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/number.h"
#include "cadran/tui/list.h"
#include "pages.h"
#include "projector.h"
#include "ui_internal.h"

struct text_state {
	char *subject;
	const struct view *view; /* NULL: the roadmap */
	void (*draw_keys)(const struct ui *ui, struct surface *surface);
	ui_drawn_fn *drawn; /* with `data`, which `release` takes back */
	void *data;
	void (*release)(void *data);
	struct surface whole; /* as it was drawn last, and from what: views may take longer than a key may wait */
	unsigned long evaluation;
	size_t samples;
	int top, rows;
	int found; /* the row of the last match, -1 */
};

static void draw_view(const struct ui *ui, const struct text_state *state, const struct view *view,
		      struct surface *surface)
{
	struct scene scene = ui->scene;
	struct err err;

	scene.subject = state->subject;
	if (state->draw_keys)
		state->draw_keys(ui, surface);
	else if (state->drawn)
		state->drawn(ui, state->data, surface);
	else if (!view->draw(&scene, surface, &err))
		(void)surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_NONE, err.text);
}

/* Draws all of it, where something changed since that was done. */
static void draw_whole(const struct ui *ui, struct text_state *state, int width)
{
	const struct view *view = state->view ? state->view : &view_roadmap;
	const size_t samples = view->asks_how_sure ? robustness_drawn(&ui->robustness) : 0;

	if (!state->draw_keys && state->evaluation == ui->evaluations && state->samples == samples &&
	    state->whole.width == width)
		return;
	surface_release(&state->whole);
	surface_init(&state->whole, width, 0, ui->ascii);
	draw_view(ui, state, view, &state->whole);
	state->evaluation = ui->evaluations;
	state->samples = samples;
}

static void scroll_to(struct text_state *state, int top)
{
	state->top = number_between(top, 0, state->whole.height - state->rows);
}

/* «37 %» at the right, where there is more than fits. */
static void draw_place(const struct text_state *state, struct surface *surface)
{
	struct buf text;

	if (state->whole.height <= state->rows)
		return;
	buf_init(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), state->top + 1,
		       state->top + state->rows > state->whole.height ? state->whole.height : state->top + state->rows,
		       state->whole.height);
	surface_text_right(surface, surface->height - 1, 0, surface->width, ATTRIBUTE_REVERSE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct text_state *state = memory;

	draw_whole(ui, state, surface->width - 2);
	state->rows = surface->height - (state->whole.height > surface->height ? 1 : 0);
	scroll_to(state, state->top);
	surface_blit(surface, 0, 1, &state->whole, state->top, state->rows);
	if (state->found > 0)
		surface_mark(surface, state->found - 1 - state->top, 0, surface->width, ATTRIBUTE_REVERSE);
	surface_cursor(surface, state->found > 0 ? state->found - 1 - state->top : 0, 0);
	draw_place(state, surface);
}

/* Of all texts a room follows the ranking. */
static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	struct text_state *state = memory;

	if (state->view != &view_ranking)
		return false;
	if (surface) {
		draw_whole(ui, state, surface->width - 2);
		state->rows = surface->height;
		scroll_to(state, state->top);
		project_ranking(ui, state->top, surface);
	}
	return true;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct text_state *state = memory;
	struct list list = { .count = state->whole.height, .selected = state->top, .rows = state->rows };

	(void)key;
	if (list_act(&list, action)) {
		state->found = 0;
		scroll_to(state, list.selected);
		return true;
	}
	if (action == ACTION_TURN && ui_top(ui)->page == &page_roadmap) {
		page_gantt_open(ui);
		return true;
	}
	if (action == ACTION_OPEN) {
		ui_back(ui);
		return true;
	}
	/* The second «?» asks for the keys. */
	return false;
}

static void row_text(const struct surface *surface, int row, struct buf *out)
{
	buf_clear(out);
	for (int column = 0; column < surface->width; column++)
		buf_add_text(out, surface_at(surface, row, column)->text);
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct text_state *state = memory;
	struct buf text;
	bool found = false;

	draw_whole(ui, state, ui->width - 2);
	buf_init(&text);
	for (int i = 0; i < state->whole.height && !found; i++) {
		const int row = ((state->found > 0 ? state->found : state->top) + i) % state->whole.height;

		row_text(&state->whole, row, &text);
		found = text_has(text.data, words);
		if (found) {
			state->found = row + 1;
			if (row < state->top || row >= state->top + state->rows)
				scroll_to(state, row);
		}
	}
	buf_release(&text);
	return found;
}

static void release(void *memory)
{
	struct text_state *state = memory;

	free(state->subject);
	surface_release(&state->whole);
	if (state->release)
		state->release(state->data);
}

#define READING_KEYS                                                                                                   \
	{ "<Down>", ACTION_NEXT, NULL }, { "<PageDown>", ACTION_PAGE_DOWN, NULL }, { " ", ACTION_PAGE_DOWN, NULL },    \
		{ "/", ACTION_SEARCH, N_("search") },                                                                  \
	{                                                                                                              \
		"?", ACTION_HELP, NULL                                                                                 \
	}

static const struct binding *more(const void *memory)
{
	static const struct binding longer[] = {
		{ "<Down>", ACTION_NEXT, N_("down") },
		{ NULL, ACTION_NONE, NULL },
	};
	const struct text_state *state = memory;

	return state->whole.height > state->rows ? longer : NULL;
}

static const struct binding bindings[] = {
	READING_KEYS,
	{ "<Esc>", ACTION_BACK, NULL },
	{ "q", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

static const struct binding roadmap_bindings[] = {
	{ "v", ACTION_TURN, N_("as bars") },
	READING_KEYS,
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_text = {
	.name = N_("Text to read"),
	.state_size = sizeof(struct text_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.project = project,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};

/* What comes out of it all, in the order in which it can be done. */
const struct page page_roadmap = {
	.name = N_("Roadmap"),
	.state_size = sizeof(struct text_state),
	.bindings = roadmap_bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};

void ui_open_text(struct ui *ui, const char *subject, const struct view *view)
{
	struct text_state *state = ui_open(ui, &page_text);

	state->subject = subject ? xstrdup(subject) : NULL;
	state->view = view;
}

void ui_open_drawn(struct ui *ui, ui_drawn_fn *drawn, void *data, void (*done)(void *data))
{
	struct text_state *state = ui_open(ui, &page_text);

	state->drawn = drawn;
	state->data = data;
	state->release = done;
}

void ui_explain(struct ui *ui, const char *subject)
{
	ui_open_text(ui, subject, &view_explain);
}

/* --- the keys ------------------------------------------------------------------------ */

static void draw_keys_of_below(const struct ui *ui, struct surface *surface)
{
	const struct step *step = &ui->steps[ui->step];
	const struct page *below = step->pile[step->depth > 1 ? step->depth - 2 : 0].page;
	const int rows = surface_wrap(
		surface, 0, 0, surface->width, ATTRIBUTE_NONE,
		_("Alt-1 … 8 leads to the step of that number, Tab to the next one. Figures alone are answers."));

	keys_draw(below, surface, rows + 1);
}

void ui_open_help(struct ui *ui)
{
	struct text_state *state;

	if (ui_top(ui)->page == &page_text && ((struct text_state *)ui_top(ui)->state)->draw_keys)
		return;
	state = ui_open(ui, &page_text);
	state->draw_keys = draw_keys_of_below;
}
