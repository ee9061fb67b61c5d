/*
 * A list to choose from, with what is said of the chosen line below it.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "pages.h"
#include "roll.h"
#include "pick_page.h"
#include "ui_internal.h"

enum { DETAIL_ROWS = 6 };

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
		(void)surface_text(surface, row, 1, 1, ATTRIBUTE_BOLD, surface_glyph_text(surface, GLYPH_CURRENT));
	if (item->marked)
		surface_glyph(surface, row, 3, GLYPH_MET);
	(void)surface_text(surface, row, 5, room, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, item->text.data);
	surface_text_right(surface, row, surface->width - right - 2, right, ATTRIBUTE_NONE, item->right.data);
	if (chosen) {
		surface_mark(surface, row, 4, surface->width - 5, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, 4);
	}
}

/* Paragraph by paragraph on `rows` rows, with «…» where that does not do. */
static void draw_detail(const char *detail, int rows, struct surface *surface)
{
	const int top = surface->height - rows, width = surface->width - 7;
	struct surface part;
	int row = 0;

	surface_init(&part, width, 0, surface->ascii);
	while (*detail) {
		const size_t length = strcspn(detail, "\n");
		char *paragraph = xstrndup(detail, length);

		row += surface_wrap(&part, row, 0, width, ATTRIBUTE_NONE, paragraph);
		free(paragraph);
		detail += length + (detail[length] == '\n');
	}
	surface_blit(surface, top, 5, &part, 0, rows);
	if (row > rows)
		(void)surface_text(surface, surface->height - 1, 5 + width, 1, ATTRIBUTE_NONE,
				   surface->ascii ? ">" : "…");
	surface_release(&part);
}

/* What happened since (undo) may have made the list longer or shorter. */
static void recount(struct ui *ui, struct pick_state *state)
{
	if (!state->pick.count_now)
		return;
	state->pick.count = state->pick.count_now(ui, &state->pick);
	list_fit(&state->list, (int)state->pick.count, state->list.rows);
}

void pick_page_draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct pick_state *state = memory;
	const int detail = state->pick.detail_rows ? state->pick.detail_rows : DETAIL_ROWS,
		  rows = surface->height - 4 - detail;

	recount(ui, state);
	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, state->title);
	list_fit(&state->list, (int)state->pick.count, rows);
	if (!state->pick.count)
		(void)surface_wrap(surface, 2, 5, surface->width - 8, ATTRIBUTE_NONE,
				   state->pick.empty ? _(state->pick.empty) : _("there is nothing to choose from"));
	list_zones(&state->list, surface, 2, 0, surface->width);
	for (int i = 0; i < rows && state->list.top + i < state->list.count; i++) {
		const int index = state->list.top + i;
		struct pick_item item;

		item_init(&item);
		state->pick.item(ui, &state->pick, (size_t)index, &item);
		draw_item(&item, 2 + i, index == state->list.selected, surface);
		if (index == state->list.selected)
			draw_detail(item.detail.data, detail, surface);
		item_release(&item);
	}
	roll_draw_rule(&state->list, surface, surface->height - detail - 1);
}

static bool is_own(const struct pick *pick, enum action action)
{
	/* A page's table may label what works everywhere too. */
	if (action == ACTION_BACK || action == ACTION_SEARCH)
		return false;
	for (const struct binding *binding = pick->bindings; binding && binding->key; binding++)
		if (binding->action == action)
			return true;
	return action == ACTION_OPEN;
}

bool pick_page_act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct pick_state *state = memory;
	struct pick pick;
	size_t selected;

	recount(ui, state);
	pick = state->pick;
	selected = (size_t)state->list.selected;
	if (list_act(&state->list, action))
		return true;
	if (!is_own(&pick, action) || !pick.count)
		return false;
	/* What was chosen may have opened another page above this one. */
	if (pick.choose(ui, &pick, selected, action, key))
		ui_close(ui, memory);
	return true;
}

bool pick_page_find(struct ui *ui, void *memory, const char *words)
{
	struct pick_state *state = memory;

	recount(ui, state);
	for (size_t i = 1; i <= state->pick.count; i++) {
		const size_t index = ((size_t)state->list.selected + i) % state->pick.count;
		struct pick_item item;
		bool has;

		item_init(&item);
		state->pick.item(ui, &state->pick, index, &item);
		has = text_has(item.text.data, words) || text_has(item.detail.data, words) ||
		      text_has(item.right.data, words);
		item_release(&item);
		if (has) {
			state->list.selected = (int)index;
			return true;
		}
	}
	return false;
}

bool pick_page_gone(const struct ui *ui, const void *memory)
{
	const char *id = ((const struct pick_state *)memory)->pick.subject;

	return *id && !document_use_case(ui->session->document, id);
}

static const struct binding *more(const void *memory)
{
	return ((const struct pick_state *)memory)->pick.bindings;
}

void pick_page_release(void *memory)
{
	free(((struct pick_state *)memory)->title);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("choose") },
	{ " ", ACTION_MARK, NULL },
	{ "1-5", ACTION_LEVEL, NULL },
	{ "t", ACTION_KIND, NULL },
	{ "y", ACTION_YES, NULL },
	{ "o", ACTION_YES, NULL },
	{ "n", ACTION_NO, NULL },
	{ "<Backspace>", ACTION_CLEAR, NULL },
	{ "<Delete>", ACTION_CLEAR, NULL },
	{ "<Esc>", ACTION_BACK, NULL },
	{ "q", ACTION_BACK, N_("close") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_pick = {
	.name = N_("Lists to choose from"),
	.state_size = sizeof(struct pick_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = pick_page_draw,
	.act = pick_page_act,
	.gone = pick_page_gone,
	.find = pick_page_find,
	.more = more,
	.release = pick_page_release,
};

struct pick_state *pick_page_open(struct ui *ui, const struct page *page, const struct pick *pick)
{
	struct pick_state *state = ui_open(ui, page);

	state->pick = *pick;
	state->title = xstrdup(pick->title);
	state->list.count = (int)pick->count; /* keys may come before it is drawn */
	state->list.selected = (int)pick->selected;
	list_fit(&state->list, (int)pick->count, state->list.rows);
	return state;
}

void ui_pick(struct ui *ui, const struct pick *pick)
{
	(void)pick_page_open(ui, &page_pick, pick);
}
