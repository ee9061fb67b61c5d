/*
 * A text to read: any view, or the list of keys, longer than the screen.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/tui/list.h"
#include "pages.h"
#include "ui_internal.h"

struct text_state {
	char *subject;
	bool (*draw)(const struct scene *scene, struct surface *surface, struct err *err);
	void (*draw_keys)(const struct ui *ui, struct surface *surface);
	int top, height, rows;
	int found; /* the row of the last match, -1 */
};

static void draw_whole(struct ui *ui, struct text_state *state, struct surface *surface)
{
	struct scene scene = ui->scene;
	struct err err;

	scene.subject = state->subject;
	if (state->draw_keys)
		state->draw_keys(ui, surface);
	else if (!(state->draw ? state->draw : view_roadmap.draw)(&scene, surface, &err))
		(void)surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_NONE, err.text);
}

static void scroll_to(struct text_state *state, int top)
{
	const int last = state->height - state->rows;

	state->top = top > last ? last : top;
	state->top = state->top < 0 ? 0 : state->top;
}

/* «37 %» at the right, where there is more than fits. */
static void draw_place(const struct text_state *state, struct surface *surface)
{
	struct buf text;

	if (state->height <= state->rows)
		return;
	buf_init(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), state->top + 1,
		       state->top + state->rows > state->height ? state->height : state->top + state->rows,
		       state->height);
	surface_text_right(surface, surface->height - 1, 0, surface->width, ATTRIBUTE_REVERSE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct text_state *state = memory;
	struct surface whole;

	surface_init(&whole, surface->width - 2, 0, ui->ascii);
	draw_whole(ui, state, &whole);
	state->height = whole.height;
	state->rows = surface->height - (whole.height > surface->height ? 1 : 0);
	scroll_to(state, state->top);
	surface_blit(surface, 0, 1, &whole, state->top, state->rows);
	if (state->found > 0)
		surface_mark(surface, state->found - 1 - state->top, 0, surface->width, ATTRIBUTE_REVERSE);
	surface_cursor(surface, state->found > 0 ? state->found - 1 - state->top : 0, 0);
	draw_place(state, surface);
	surface_release(&whole);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct text_state *state = memory;
	struct list list = { .count = state->height, .selected = state->top, .rows = state->rows };

	(void)key;
	if (list_act(&list, action)) {
		state->found = 0;
		scroll_to(state, list.selected);
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
	struct surface whole;
	struct buf text;
	bool found = false;

	surface_init(&whole, ui->width - 2, 0, ui->ascii);
	draw_whole(ui, state, &whole);
	buf_init(&text);
	for (int i = 0; i < whole.height && !found; i++) {
		const int row = ((state->found > 0 ? state->found : state->top) + i) % whole.height;

		row_text(&whole, row, &text);
		found = text_has(text.data, words);
		if (found) {
			state->found = row + 1;
			if (row < state->top || row >= state->top + state->rows)
				scroll_to(state, row);
		}
	}
	buf_release(&text);
	surface_release(&whole);
	return found;
}

static void release(void *memory)
{
	struct text_state *state = memory;

	free(state->subject);
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

	return state->height > state->rows ? longer : NULL;
}

static const struct binding bindings[] = {
	READING_KEYS,
	{ "<Esc>", ACTION_BACK, NULL },
	{ "q", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

static const struct binding roadmap_bindings[] = {
	READING_KEYS,
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_text = {
	.name = N_("Text to read"),
	.state_size = sizeof(struct text_state),
	.bindings = bindings,
	.draw = draw,
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
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};

void ui_open_text(struct ui *ui, const char *subject,
		  bool (*draw_view)(const struct scene *scene, struct surface *surface, struct err *err))
{
	struct text_state *state = ui_open(ui, &page_text);

	state->subject = subject ? xstrdup(subject) : NULL;
	state->draw = draw_view;
}

void ui_explain(struct ui *ui, const char *subject)
{
	ui_open_text(ui, subject, view_explain.draw);
}

/* --- the keys ------------------------------------------------------------------------ */

static void draw_keys_of_below(const struct ui *ui, struct surface *surface)
{
	const struct step *step = &ui->steps[ui->step];
	const struct page *below = step->pile[step->depth > 1 ? step->depth - 2 : 0].page;

	keys_draw(below, surface, 0);
}

void ui_open_help(struct ui *ui)
{
	struct text_state *state;

	if (ui_top(ui)->page == &page_text && ((struct text_state *)ui_top(ui)->state)->draw_keys)
		return;
	state = ui_open(ui, &page_text);
	state->draw_keys = draw_keys_of_below;
}
