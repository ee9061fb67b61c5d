/*
 * The roadmap as bars with a cursor on them: when, why then, and from there to
 * the sheet or the questions.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "gantt_parts.h"
#include "pages.h"
#include "ui_internal.h"
#include "use_case_parts.h"

enum { MARGIN = 1, DETAIL_ROWS = 4 /* and a rule before them */ };

struct gantt_state {
	struct list list;
	struct gantt gantt;
	unsigned long evaluation; /* that it was made of; 0: none */
};

static void release(void *memory)
{
	struct gantt_state *state = memory;

	if (state->evaluation)
		gantt_release(&state->gantt);
}

static void follow(const struct ui *ui, struct gantt_state *state)
{
	if (state->evaluation != ui->evaluations) {
		release(state);
		gantt_init(&state->gantt, &ui->scene);
		state->evaluation = ui->evaluations;
	}
	list_fit(&state->list, (int)state->gantt.count, state->list.rows);
}

/* There is a row at least. */
static const struct gantt_row *chosen(const struct gantt_state *state)
{
	assert(state->gantt.count > 0);
	return &state->gantt.rows[state->list.selected];
}

/* --- drawing ------------------------------------------------------------------------------ */

static void draw_detail(const struct gantt_state *state, struct surface *surface)
{
	const int top = surface->height - DETAIL_ROWS, width = surface->width - 2 * MARGIN;
	struct buf text;

	surface_repeat(surface, top - 1, MARGIN, width, GLYPH_HORIZONTAL);
	buf_init(&text);
	buf_add_char(&text, ' ');
	gantt_word_key(&text, surface);
	buf_add_char(&text, ' ');
	surface_text_right(surface, top - 1, MARGIN, width - 1, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	gantt_word_row(&text, &state->gantt, chosen(state));
	(void)surface_text(surface, top, MARGIN, width, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	gantt_word_why(&text, &state->gantt, chosen(state));
	(void)surface_wrap_within(surface, top + 1, MARGIN, width, DETAIL_ROWS - 1, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct gantt_state *state = memory;
	struct surface inside;
	int row;

	state->list.rows = surface->height - GANTT_HEAD_ROWS - DETAIL_ROWS - 1;
	follow(ui, state);
	if (!state->gantt.count) {
		gather_draw(ui, surface, 0, _("No use case can be placed yet."));
		return;
	}
	surface_init(&inside, surface->width - 2 * MARGIN, GANTT_HEAD_ROWS + state->list.rows, ui->ascii);
	gantt_draw(&state->gantt, &inside, (size_t)state->list.top, (size_t)state->list.rows);
	surface_blit(surface, 0, MARGIN, &inside, 0, inside.height);
	surface_release(&inside);
	row = GANTT_HEAD_ROWS + state->list.selected - state->list.top;
	surface_mark(surface, row, 0, surface->width, ATTRIBUTE_REVERSE);
	surface_cursor(surface, row, MARGIN);
	draw_detail(state, surface);
}

/* --- why there ------------------------------------------------------------------------------- */

/* The row with these words; `count` where it is gone since. */
static size_t row_with(const struct gantt *gantt, const char *words)
{
	size_t i = 0;

	for (; i < gantt->count; i++) {
		struct buf text;
		bool same;

		buf_init(&text);
		gantt_word_row(&text, gantt, &gantt->rows[i]);
		same = !strcmp(text.data, words);
		buf_release(&text);
		if (same)
			break;
	}
	return i;
}

/* The gantt is made anew when the dossier changed: the row is found again by its words. */
static void draw_why(const struct ui *ui, void *data, struct surface *surface)
{
	struct gantt gantt;
	struct pen pen;
	size_t index;

	gantt_init(&gantt, &ui->scene);
	pen_init(&pen, surface);
	index = row_with(&gantt, data);
	if (index < gantt.count) {
		const struct gantt_row *row = &gantt.rows[index];

		gantt_word_row(&pen.line, &gantt, row);
		pen_end(&pen, ATTRIBUTE_BOLD);
		gantt_word_why(&pen.line, &gantt, row);
		pen_end(&pen, ATTRIBUTE_NONE);
		for (size_t i = 0; i < gantt.count && row->kind == GANTT_ITEM && row->item->kind == ROADMAP_USE_CASE;
		     i++) {
			const struct roadmap_item *item = gantt.rows[i].kind == GANTT_ITEM ? gantt.rows[i].item : NULL;

			if (!item || item->kind == ROADMAP_USE_CASE ||
			    (item->kind == ROADMAP_OBLIGATION
				     ? item->use_case != row->item->use_case
				     : !roadmap_serves(&ui->evaluation, item, row->item->use_case)))
				continue;
			buf_add_format(&pen.line, "%s%s", _("It waits for"), _(": "));
			gantt_word_row(&pen.line, &gantt, &gantt.rows[i]);
			buf_add_format(&pen.line, ", %s ", _("months"));
			plan_word_months(&pen.line, &gantt.plan, item);
			pen_end(&pen, ATTRIBUTE_NONE);
		}
		pen.row++;
	}
	buf_add_text(
		&pen.line,
		_("Use cases are placed one after the other: quick wins, those under condition, the others, each by "
		  "rank. Each starts as soon as the levels, the obligations and the use cases that it needs are there, "
		  "and as the wave has days and money left."));
	pen_end(&pen, ATTRIBUTE_NONE);
	pen_release(&pen);
	gantt_release(&gantt);
}

/* --- keys --------------------------------------------------------------------------------------- */

static void open_chosen(struct ui *ui, const struct gantt_state *state)
{
	const struct gantt_row *row = chosen(state);
	const struct use_case_result *result = gantt_use_case(&state->gantt, row);

	if (result)
		page_sheet_open(ui, result->use_case->id);
	else if (row->kind == GANTT_ITEM)
		page_question_open(
			ui, row->item->grid,
			ui->session->document->content->grids[row->item->grid].dimensions[row->item->dimension].first);
	else
		ui_say(ui, "%s", _("this is a heading: Enter opens what stands below it"));
}

static void explain_chosen(struct ui *ui, const struct gantt_state *state)
{
	struct buf words;

	buf_init(&words);
	gantt_word_row(&words, &state->gantt, chosen(state));
	ui_open_drawn(ui, draw_why, buf_detach(&words), free);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct gantt_state *state = memory;

	(void)key;
	follow(ui, state);
	if (!state->gantt.count)
		return gather_act(ui, action);
	if (list_act(&state->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_chosen(ui, state);
		return true;
	case ACTION_EXPLAIN:
		explain_chosen(ui, state);
		return true;
	case ACTION_TURN:
		ui_back(ui);
		return true;
	default:
		return false;
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct gantt_state *state = memory;

	follow(ui, state);
	for (size_t i = 1; i <= state->gantt.count; i++) {
		const size_t index = ((size_t)state->list.selected + i) % state->gantt.count;
		struct buf text;
		bool has;

		buf_init(&text);
		gantt_word_row(&text, &state->gantt, &state->gantt.rows[index]);
		has = text_has(text.data, words);
		buf_release(&text);
		if (!has)
			continue;
		state->list.selected = (int)index;
		return true;
	}
	return false;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("sheet, questions") },
	{ "v", ACTION_TURN, N_("in words") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_gantt = {
	.name = N_("Roadmap as bars"),
	.state_size = sizeof(struct gantt_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.release = release,
};

void page_gantt_open(struct ui *ui)
{
	(void)ui_open(ui, &page_gantt);
}
