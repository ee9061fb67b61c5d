/*
 * What an audit has to come back to: answers that nothing shows or that are not
 * sure, and those that nobody knows, the ones that weigh most first.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/list.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "reading.h"
#include "roll.h"
#include "ui_internal.h"

enum { HEADING = 4, FOOT = 5 };

struct item {
	size_t grid, question;
	double share;
};

struct audit_state {
	struct list list;
	bool unknown; /* those that nobody knows are listed, not those without evidence */
	struct item *items;
	size_t count;
};

static const struct answer *answer_of(const struct ui *ui, const struct item *item)
{
	return &ui->session->document->grids[item->grid].answers[item->question];
}

static bool lacks_evidence(const struct answer *answer)
{
	return !answer->field[ANSWER_EVIDENCE][strspn(answer->field[ANSWER_EVIDENCE], " \n")];
}

static bool is_listed(const struct answer *answer, bool unknown)
{
	const int level = answer_level(answer);

	if (unknown)
		return level == ANSWER_UNKNOWN;
	return level > 0 && (lacks_evidence(answer) || !strcmp(answer->field[ANSWER_CONFIDENCE], "low"));
}

static int compare_shares(const void *left, const void *right)
{
	const struct item *one = left, *two = right;

	if (one->share != two->share)
		return one->share < two->share ? 1 : -1;
	if (one->grid != two->grid)
		return one->grid < two->grid ? -1 : 1;
	return (one->question > two->question) - (one->question < two->question);
}

/* Answers come and go while the list is open. */
static void gather(const struct ui *ui, struct audit_state *state)
{
	const struct document *document = ui->session->document;
	size_t capacity = 0;

	free(state->items);
	state->items = NULL;
	state->count = 0;
	for (size_t g = 0; g < document->content->grid_count; g++)
		for (size_t q = 0; q < document->content->grids[g].question_count; q++) {
			if (!is_listed(&document->grids[g].answers[q], state->unknown))
				continue;
			ARRAY_GROW(state->items, state->count, capacity);
			state->items[state->count++] =
				(struct item){ g, q,
					       question_share(&document->content->grids[g], &document->grids[g], q) };
		}
	if (state->count)
		qsort(state->items, state->count, sizeof(*state->items), compare_shares);
	list_fit(&state->list, (int)state->count, state->list.rows);
}

/* The list has one at least. */
static const struct item *chosen(const struct audit_state *state)
{
	assert(state->count > 0 && state->items);
	return &state->items[state->list.selected];
}

void page_audit_open(struct ui *ui)
{
	const struct step *step = &ui->steps[ui->step];

	if (step->depth > 1 && step->pile[step->depth - 2].page == &page_audit)
		ui_back(ui);
	else
		(void)ui_open(ui, &page_audit);
}

/* --- drawing -------------------------------------------------------------------------- */

enum part { PART_SHARE, PART_LEVEL, PART_QUESTION, PART_LACK, PART_DIMENSION, PART_COUNT };

static void lay_out(const struct audit_state *state, struct surface *surface, struct table_column columns[PART_COUNT])
{
	const struct table_column parts[PART_COUNT] = {
		[PART_SHARE] = { .title = _("Weight"), .least = 6, .right = true },
		[PART_LEVEL] = { .title = _("Level"), .least = state->unknown ? 0 : 6, .right = true },
		[PART_QUESTION] = { .title = _("Question"), .least = 40, .share = 3 },
		[PART_LACK] = { .title = _("What is missing"), .least = state->unknown ? 0 : 17 },
		[PART_DIMENSION] = { .title = _("Dimension"), .least = 24, .share = 1, .droppable = true },
	};

	memcpy(columns, parts, sizeof(parts));
	table_layout(columns, PART_COUNT, 1, surface->width - 2);
}

static void draw_item(const struct ui *ui, const struct item *item, const struct table_column *columns,
		      struct surface *surface, int row)
{
	const struct grid *grid = &ui->session->document->content->grids[item->grid];
	const struct question *question = &grid->questions[item->question];
	const struct answer *answer = answer_of(ui, item);
	struct buf text;

	buf_init(&text);
	word_probability(&text, &ui->scene, item->share);
	table_cell(surface, row, &columns[PART_SHARE], ATTRIBUTE_NONE, text.data);
	table_cell(surface, row, &columns[PART_LEVEL], ATTRIBUTE_NONE, answer->field[ANSWER_LEVEL]);
	table_cell(surface, row, &columns[PART_QUESTION], ATTRIBUTE_NONE, text_in(&question->text, ui->scene.language));
	table_cell(surface, row, &columns[PART_LACK], ATTRIBUTE_NONE,
		   lacks_evidence(answer) ? _("no evidence") : word_confidence(answer->field[ANSWER_CONFIDENCE]));
	table_cell(surface, row, &columns[PART_DIMENSION], ATTRIBUTE_NONE,
		   text_in(&grid->dimensions[question->dimension].name, ui->scene.language));
	buf_release(&text);
}

/* The whole question, and what was written down of it. */
static void draw_foot(const struct ui *ui, const struct item *item, struct surface *surface, int row)
{
	const struct grid *grid = &ui->session->document->content->grids[item->grid];
	const struct question *question = &grid->questions[item->question];
	const struct answer *answer = answer_of(ui, item);
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s · ", text_in(&grid->dimensions[question->dimension].name, ui->scene.language));
	word_level(&text, &ui->scene, grid, answer->field[ANSWER_LEVEL]);
	(void)surface_text(surface, row, 3, surface->width - 5, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	buf_add_text(&text, text_in(&question->text, ui->scene.language));
	row += 1 + surface_wrap_within(surface, row + 1, 3, surface->width - 5, 2, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	word_evidence(&text, answer);
	if (*answer->field[ANSWER_NOTE])
		buf_add_format(&text, "%s%s", text.length ? " · " : "", answer->field[ANSWER_NOTE]);
	(void)surface_text(surface, row, 3, surface->width - 5, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_empty(const struct audit_state *state, struct surface *surface)
{
	(void)surface_wrap(surface, 2, 2, surface->width - 4, ATTRIBUTE_NONE,
			   state->unknown
				   ? _("No question is answered «don't know».")
				   : _("Every answer that was given has its evidence, and none is marked as not sure. "
				       "Answers come from the steps of the grids."));
	surface_cursor(surface, 2, 2);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct audit_state *state = memory;
	const int rows = surface->height - HEADING - FOOT;
	struct table_column columns[PART_COUNT];
	struct buf title;

	gather(ui, state);
	list_fit(&state->list, (int)state->count, rows);
	buf_init(&title);
	buf_add_format(&title, "%s · %zu",
		       state->unknown ? _("Questions answered «don't know»")
				      : _("Answers without evidence, or not sure"),
		       state->count);
	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, title.data);
	buf_release(&title);
	if (!state->count) {
		draw_empty(state, surface);
		return;
	}
	lay_out(state, surface, columns);
	table_heading(surface, HEADING - 2, columns, PART_COUNT);
	for (int i = 0; i < rows && state->list.top + i < state->list.count; i++)
		draw_item(ui, &state->items[state->list.top + i], columns, surface, HEADING + i);
	surface_mark(surface, HEADING + state->list.selected - state->list.top, 1, surface->width - 2,
		     ATTRIBUTE_REVERSE);
	surface_cursor(surface, HEADING + state->list.selected - state->list.top, 1);
	roll_draw_rule(&state->list, surface, surface->height - FOOT);
	draw_foot(ui, chosen(state), surface, surface->height - FOOT + 1);
}

/* --- keys ------------------------------------------------------------------------------- */

static void explain(struct ui *ui, const struct audit_state *state)
{
	ui_say(ui, "%s",
	       state->unknown ? _("Weight: the share of the grid's score that the answer would have, once it is known.")
			      : _("Weight: the share of the grid's score that rests on the answer."));
}

static void turn(struct audit_state *state)
{
	state->unknown = !state->unknown;
	state->list = (struct list){ .rows = state->list.rows };
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct audit_state *state = memory;

	(void)key;
	gather(ui, state);
	if (list_act(&state->list, action))
		return true;
	switch (action) {
	case ACTION_NO_EVIDENCE:
		turn(state);
		return true;
	case ACTION_OPEN:
		if (!state->count)
			return false;
		ui->complete |= !reading_has(ui, &ui->session->document->content->grids[chosen(state)->grid],
					     chosen(state)->question);
		page_question_open(ui, chosen(state)->grid, chosen(state)->question);
		return true;
	case ACTION_EXPLAIN:
		explain(ui, state);
		return true;
	default:
		return false;
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct audit_state *state = memory;

	gather(ui, state);
	for (size_t i = 1; i <= state->count; i++) {
		const size_t index = ((size_t)state->list.selected + i) % state->count;

		if (!reading_question_has(ui, state->items[index].grid, state->items[index].question, words))
			continue;
		state->list.selected = (int)index;
		return true;
	}
	return false;
}

static void release(void *memory)
{
	free(((struct audit_state *)memory)->items);
}

static const struct binding *more(const void *memory)
{
	static const struct binding tables[2][2] = {
		{ { "w", ACTION_NO_EVIDENCE, N_("those not known") } },
		{ { "w", ACTION_NO_EVIDENCE, N_("those without evidence") } },
	};

	return tables[((const struct audit_state *)memory)->unknown];
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("question") },
	{ "l", ACTION_OPEN, NULL },
	{ "w", ACTION_NO_EVIDENCE, NULL },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_audit = {
	.name = N_("Answers without evidence"),
	.state_size = sizeof(struct audit_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};
