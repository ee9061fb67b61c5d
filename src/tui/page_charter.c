/*
 * The charter: its principles with what the service says of each, and the
 * chosen one in full below. It informs the grid; the grid is answered there.
 */
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "charter_parts.h"
#include "pages.h"

enum { HEAD_ROWS = 3, DETAIL_LEAST = 6, SIGN_COLUMN = 2, NAME_COLUMN = 4, STATE_WIDTH = 16 };

struct charter_state {
	struct list list;
};

static const struct charter *charter_of(const struct ui *ui)
{
	return &ui->session->document->content->charter;
}

void page_charter_open(struct ui *ui)
{
	(void)ui_open(ui, &page_charter);
}

/* --- drawing -------------------------------------------------------------------------- */

static void draw_none(struct surface *surface)
{
	(void)surface_text(surface, 1, 2, surface->width - 4, ATTRIBUTE_BOLD, _("There is no charter here."));
	(void)surface_wrap(surface, 3, 2, surface->width - 4, ATTRIBUTE_NONE,
			   _("This dossier was made without a charter; a new dossier has one. i lists the uses of AI "
			     "that are there already."));
	surface_cursor(surface, 1, 2);
}

static void draw_head(const struct ui *ui, struct surface *surface)
{
	const char *name = text_in(&charter_of(ui)->name, ui->scene.language);
	struct buf text;
	int used;

	buf_init(&text);
	used = surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, name);
	charter_word_counts(&text, surface, ui->session->document);
	surface_text_right(surface, 0, used + 2, surface->width - used - 3, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	charter_word_reading(&text, &ui->scene);
	(void)surface_wrap_within(surface, 1, 1, surface->width - 2, HEAD_ROWS - 1, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* «✓ Human oversight   yes   the note» */
static void draw_row(const struct ui *ui, size_t principle, struct surface *surface, int row)
{
	const struct tick *tick = &ui->session->document->ticks[principle];
	const enum principle_state state = tick_state(tick);
	const int middle = NAME_COLUMN + (surface->width - NAME_COLUMN) / 2, note = middle + STATE_WIDTH;

	(void)surface_text(surface, row, SIGN_COLUMN, 1, ATTRIBUTE_BOLD, principle_sign(surface, state));
	(void)surface_text(surface, row, NAME_COLUMN, middle - NAME_COLUMN - 1, ATTRIBUTE_BOLD,
			   text_in(&charter_of(ui)->principles[principle].name, ui->scene.language));
	(void)surface_text(surface, row, middle, STATE_WIDTH - 1, ATTRIBUTE_NONE, word_principle_state(state));
	(void)surface_text(surface, row, note, surface->width - note - 2, ATTRIBUTE_NONE, tick->field[TICK_NOTE]);
}

/* As much of it as there is room for; ? shows all. */
static void draw_detail(const struct ui *ui, const struct charter_state *state, struct surface *surface, int row)
{
	struct surface whole;
	struct pen pen;

	surface_repeat(surface, row++, 1, surface->width - 2, GLYPH_HORIZONTAL);
	surface_init(&whole, surface->width - 4, 0, surface->ascii);
	pen_init(&pen, &whole);
	charter_tell_principle(&pen, &ui->scene, (size_t)state->list.selected);
	surface_blit(surface, row, 2, &whole, 0, surface->height - row);
	if (whole.height > surface->height - row)
		(void)surface_text(surface, surface->height - 1, surface->width - 1, 1, ATTRIBUTE_NONE,
				   surface_glyph_text(surface, GLYPH_DOWN));
	pen_release(&pen);
	surface_release(&whole);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct charter_state *state = memory;
	const int count = (int)charter_of(ui)->count, room = surface->height - HEAD_ROWS - DETAIL_LEAST - 1,
		  rows = count < room ? count : room;

	if (!count) {
		draw_none(surface);
		return;
	}
	list_fit(&state->list, count, rows);
	draw_head(ui, surface);
	for (int i = 0; i < rows; i++)
		draw_row(ui, (size_t)(state->list.top + i), surface, HEAD_ROWS + i);
	surface_mark(surface, HEAD_ROWS + state->list.selected - state->list.top, 1, surface->width - 2,
		     ATTRIBUTE_REVERSE);
	list_zones(&state->list, surface, HEAD_ROWS, 0, surface->width);
	surface_cursor(surface, HEAD_ROWS + state->list.selected - state->list.top, 1);
	draw_detail(ui, state, surface, HEAD_ROWS + rows);
}

/* --- keys ---------------------------------------------------------------------------------- */

static bool set_state(struct ui *ui, const struct charter_state *state, enum principle_state to)
{
	const struct principle *principle = &charter_of(ui)->principles[state->list.selected];

	(void)ui_change(ui, CHANGE_CHARTER, principle->id, tick_field_id(TICK_STATE), principle_state_id(to));
	return true;
}

/* The state after the one it is in, and round. */
static bool turn(struct ui *ui, const struct charter_state *state, int by)
{
	const int now = (int)tick_state(&ui->session->document->ticks[state->list.selected]);

	return set_state(ui, state, (enum principle_state)((now + by + PRINCIPLE_STATE_COUNT) % PRINCIPLE_STATE_COUNT));
}

static bool write_note(struct ui *ui, const struct charter_state *state)
{
	ui_edit_value(ui, _("Note"), CHANGE_CHARTER, charter_of(ui)->principles[state->list.selected].id,
		      tick_field_id(TICK_NOTE), ui->session->document->ticks[state->list.selected].field[TICK_NOTE],
		      true);
	return true;
}

static bool act_on_principle(struct ui *ui, const struct charter_state *state, enum action action, const char *key)
{
	switch (action) {
	case ACTION_YES:
		return set_state(ui, state, PRINCIPLE_YES);
	case ACTION_PARTLY:
		return set_state(ui, state, PRINCIPLE_PARTLY);
	case ACTION_NO:
		return set_state(ui, state, PRINCIPLE_NO);
	case ACTION_CLEAR:
		return set_state(ui, state, PRINCIPLE_OPEN);
	case ACTION_LEVEL:
		return *key >= '1' && *key <= '3' && set_state(ui, state, (enum principle_state)(*key - '1'));
	case ACTION_OPEN:
	case ACTION_RIGHT:
		return turn(ui, state, 1);
	case ACTION_LEFT:
		return turn(ui, state, -1);
	case ACTION_NOTE:
		return write_note(ui, state);
	case ACTION_EXPLAIN:
		ui_open_text(ui, NULL, &view_charter);
		return true;
	default:
		return false;
	}
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct charter_state *state = memory;
	const int count = (int)charter_of(ui)->count;

	if (action == ACTION_INVENTORY) {
		page_inventory_open(ui);
		return true;
	}
	if (!count)
		return false;
	/* Keys may come before the first drawing. */
	list_fit(&state->list, count, state->list.rows > 0 ? state->list.rows : 1);
	return list_act(&state->list, action) || act_on_principle(ui, state, action, key);
}

static bool has_words(const struct ui *ui, int principle, const char *words)
{
	const struct principle *of = &charter_of(ui)->principles[principle];

	return text_has(text_in(&of->name, ui->scene.language), words) ||
	       text_has(text_in(&of->text, ui->scene.language), words) ||
	       text_has(text_in(&of->check, ui->scene.language), words) ||
	       text_has(ui->session->document->ticks[principle].field[TICK_NOTE], words);
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct charter_state *state = memory;
	const int count = (int)charter_of(ui)->count;

	for (int i = 1; i <= count; i++) {
		const int index = (state->list.selected + i) % count;

		if (!has_words(ui, index, words))
			continue;
		state->list.selected = index;
		return true;
	}
	return false;
}

static const struct binding bindings[] = {
	{ "y", ACTION_YES, N_("yes") },        { "o", ACTION_YES, NULL },
	{ "m", ACTION_PARTLY, N_("partly") },  { "x", ACTION_NO, N_("no") },
	{ "1-3", ACTION_LEVEL, NULL },         { "<Enter>", ACTION_OPEN, NULL },
	{ "<Right>", ACTION_RIGHT, NULL },     { "<Left>", ACTION_LEFT, NULL },
	{ "<Backspace>", ACTION_CLEAR, NULL }, { "<Delete>", ACTION_CLEAR, NULL },
	{ "n", ACTION_NOTE, N_("note") },      { "i", ACTION_INVENTORY, N_("uses") },
	{ "?", ACTION_EXPLAIN, N_("all") },    { "<Esc>", ACTION_BACK, N_("back") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_charter = {
	.name = N_("Charter"),
	.state_size = sizeof(struct charter_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
};
