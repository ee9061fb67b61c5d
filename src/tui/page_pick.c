/*
 * A list to choose from, with what is said of the chosen line below it.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/list.h"
#include "pages.h"
#include "ui_internal.h"

enum { DETAIL_ROWS = 6 };

struct pick_state {
	struct pick pick;
	char *title;
	struct list list;
};

static void item_init(struct pick_item *item)
{
	*item = (struct pick_item){ 0 };
	buf_init(&item->text);
	buf_init(&item->detail);
	buf_init(&item->right);
}

static void item_release(struct pick_item *item)
{
	buf_release(&item->text);
	buf_release(&item->detail);
	buf_release(&item->right);
}

static void draw_item(const struct pick_item *item, int row, bool chosen, struct surface *surface)
{
	const int right = surface_measure(surface, item->right.data),
		  room = surface->width - 8 - (right ? right + 2 : 0);

	if (item->current)
		(void)surface_text(surface, row, 1, 1, ATTRIBUTE_BOLD, surface->ascii ? ">" : "▶");
	if (item->marked)
		surface_glyph(surface, row, 3, GLYPH_MET);
	(void)surface_text(surface, row, 5, room, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, item->text.data);
	surface_text_right(surface, row, surface->width - right - 2, right, ATTRIBUTE_NONE, item->right.data);
	if (chosen) {
		surface_mark(surface, row, 4, surface->width - 5, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, 4);
	}
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct pick_state *state = memory;
	const int rows = surface->height - 4 - DETAIL_ROWS;

	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, state->title);
	list_fit(&state->list, (int)state->pick.count, rows);
	if (!state->pick.count)
		(void)surface_text(surface, 2, 5, surface->width - 6, ATTRIBUTE_NONE,
				   _("there is nothing to choose from"));
	for (int i = 0; i < rows && state->list.top + i < state->list.count; i++) {
		const int index = state->list.top + i;
		struct pick_item item;

		item_init(&item);
		state->pick.item(ui, &state->pick, (size_t)index, &item);
		draw_item(&item, 2 + i, index == state->list.selected, surface);
		if (index == state->list.selected)
			(void)surface_wrap(surface, surface->height - DETAIL_ROWS, 5, surface->width - 7,
					   ATTRIBUTE_NONE, item.detail.data);
		item_release(&item);
	}
	surface_repeat(surface, surface->height - DETAIL_ROWS - 1, 1, surface->width - 2, GLYPH_HORIZONTAL);
}

static bool is_own(const struct pick *pick, enum action action)
{
	for (const struct binding *binding = pick->bindings; binding && binding->key; binding++)
		if (binding->action == action)
			return true;
	return action == ACTION_OPEN;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct pick_state *state = memory;
	const struct pick pick = state->pick;
	const size_t selected = (size_t)state->list.selected;

	if (list_act(&state->list, action))
		return true;
	if (!is_own(&pick, action) || !pick.count)
		return false;
	/* What was chosen may have opened another page above this one. */
	if (pick.choose(ui, &pick, selected, action, key))
		ui_close(ui, memory);
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct pick_state *state = memory;

	for (size_t i = 1; i <= state->pick.count; i++) {
		const size_t index = ((size_t)state->list.selected + i) % state->pick.count;
		struct pick_item item;
		bool has;

		item_init(&item);
		state->pick.item(ui, &state->pick, index, &item);
		has = text_has(item.text.data, words) || text_has(item.detail.data, words);
		item_release(&item);
		if (has) {
			state->list.selected = (int)index;
			return true;
		}
	}
	return false;
}

static const struct binding *more(const void *memory)
{
	return ((const struct pick_state *)memory)->pick.bindings;
}

static void release(void *memory)
{
	free(((struct pick_state *)memory)->title);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("choose") },
	{ " ", ACTION_MARK, NULL },
	{ "1-5", ACTION_LEVEL, NULL },
	{ "t", ACTION_KIND, NULL },
	{ "<Backspace>", ACTION_CLEAR, NULL },
	{ "<Delete>", ACTION_CLEAR, NULL },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_pick = {
	.name = N_("Lists to choose from"),
	.state_size = sizeof(struct pick_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};

void ui_pick(struct ui *ui, const struct pick *pick)
{
	struct pick_state *state = ui_open(ui, &page_pick);

	state->pick = *pick;
	state->title = xstrdup(pick->title);
	state->list.selected = (int)pick->selected;
}
