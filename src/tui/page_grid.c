/*
 * A grid at a glance, dimension by dimension; from here to its questions.
 */
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/charter_reading.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "reading.h"
#include "view_parts.h"

struct grid_state {
	struct list list;
	size_t last;  /* the question that was found last */
	bool charter; /* that of the content informs this grid */
};

static size_t grid_index(const struct ui *ui)
{
	return ui->steps[ui->step].grid;
}

static const struct grid *grid_of(const struct ui *ui)
{
	return &ui->session->document->content->grids[grid_index(ui)];
}

static bool has_charter(const struct ui *ui)
{
	struct charter_reading reading;

	charter_read(ui->session->document, &reading);
	return reading.feeds && reading.grid == grid_index(ui);
}

/* The questions of the chosen dimension with their levels, where the screen is high enough. */
static void draw_questions(const struct ui *ui, const struct grid_state *state, struct surface *surface, int row)
{
	const struct grid *grid = grid_of(ui);
	const struct dimension *dimension = &grid->dimensions[state->list.selected];
	const struct answer *answers = ui->session->document->grids[grid_index(ui)].answers;

	for (size_t q = dimension->first; q < dimension->first + dimension->count && row < surface->height; q++) {
		struct buf level;

		if (!reading_has(ui, grid, q))
			continue;
		buf_init(&level);
		word_level(&level, &ui->scene, grid, answers[q].field[ANSWER_LEVEL]);
		(void)surface_text(surface, row, 2, 18, ATTRIBUTE_BOLD, level.data);
		row += surface_wrap(surface, row, 21, surface->width - 22, ATTRIBUTE_NONE,
				    text_in(&grid->questions[q].text, ui->scene.language));
		buf_release(&level);
	}
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct grid_state *state = memory;
	const struct grid *grid = grid_of(ui);
	struct surface inside;
	int first, row;

	state->charter = has_charter(ui);
	list_fit(&state->list, (int)grid->dimension_count, (int)grid->dimension_count);
	surface_init(&inside, surface->width - 2, surface->height, ui->ascii);
	row = maturity_draw_grid(&ui->scene, &inside, 0, grid_index(ui), &first);
	if (row < surface->height)
		row = maturity_draw_legend(&inside, row);
	surface_mark(&inside, first + state->list.selected, 0, inside.width, ATTRIBUTE_REVERSE);
	surface_cursor(&inside, first + state->list.selected, 0);
	list_zones(&state->list, &inside, first, 0, inside.width);
	surface_blit(surface, 0, 1, &inside, 0, inside.height);
	surface_release(&inside);
	if (row + 1 < surface->height)
		draw_questions(ui, state, surface, row + 1);
}

/* In the express reading where it was left; the complete one is read from the beginning, what is not known too. */
static void open_dimension(struct ui *ui, const struct grid_state *state)
{
	const struct grid *grid = grid_of(ui);
	const struct dimension *dimension = &grid->dimensions[state->list.selected];
	size_t question = reading_unanswered(ui, grid_index(ui), dimension->first);

	if (ui->complete || question >= grid->question_count ||
	    grid->questions[question].dimension != (size_t)state->list.selected)
		question = dimension->first ? reading_next(ui, grid, dimension->first - 1)
					    : (reading_has(ui, grid, 0) ? 0 : reading_next(ui, grid, 0));
	page_question_open(ui, grid_index(ui), question < grid->question_count ? question : dimension->first);
}

/* --- the target of the whole grid ------------------------------------------------------ */

static void target_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct grid *grid = grid_of(ui);
	const char level[2] = { index ? (char)('0' + index) : '\0', '\0' };

	(void)pick;
	if (!index) {
		buf_add_text(&item->text, _("no target"));
	} else {
		word_level(&item->text, &ui->scene, grid, level);
		buf_add_text(&item->detail, text_in(&grid->levels[index - 1].text, ui->scene.language));
	}
	item->current = !strcmp(level, ui->session->document->grids[grid_index(ui)].target);
}

static bool choose_target(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const char level[2] = { index ? (char)('0' + index) : '\0', '\0' };

	(void)pick;
	(void)ui_change(ui, CHANGE_GRID, grid_of(ui)->id, "target",
			action == ACTION_LEVEL && *key ? (const char[]){ *key, '\0' } : level);
	return true;
}

static void pick_target(struct ui *ui)
{
	static const struct binding keys[] = {
		{ "1-5", ACTION_LEVEL, N_("level") },
		{ NULL, ACTION_NONE, NULL },
	};
	const struct pick pick = {
		.bindings = keys,
		.title = _("The level that the service aims at, for all questions without a target of their own"),
		.count = LEVEL_COUNT + 1,
		.item = target_item,
		.choose = choose_target,
	};

	ui_pick(ui, &pick);
}

/* --- keys ---------------------------------------------------------------------------------- */

static void explain_dimension(struct ui *ui, const struct grid_state *state)
{
	char subject[300];

	(void)snprintf(subject, sizeof(subject), "%s.%s", grid_of(ui)->id,
		       grid_of(ui)->dimensions[state->list.selected].id);
	ui_explain(ui, subject);
}

static void open_unanswered(struct ui *ui, const struct grid_state *state)
{
	const struct grid *grid = grid_of(ui);
	const size_t question = reading_unanswered(ui, grid_index(ui), grid->dimensions[state->list.selected].first);

	if (question < grid->question_count)
		page_question_open(ui, grid_index(ui), question);
	else
		reading_say_all_seen(ui, grid_index(ui));
}

/* From the question before the chosen dimension on, through all grids. */
static void open_unknown(struct ui *ui, const struct grid_state *state)
{
	const size_t first = grid_of(ui)->dimensions[state->list.selected].first;
	size_t grid = grid_index(ui), question = first ? first - 1 : SIZE_MAX;

	if (reading_next_unknown(ui, &grid, &question))
		page_question_open(ui, grid, question);
	else
		ui_say(ui, "%s", _("no question is answered «don't know»"));
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct grid_state *state = memory;

	(void)key;
	if (list_act(&state->list, action))
		return true;
	switch (action) {
	case ACTION_OPEN:
		open_dimension(ui, state);
		return true;
	case ACTION_UNANSWERED:
		open_unanswered(ui, state);
		return true;
	case ACTION_UNKNOWN:
		open_unknown(ui, state);
		return true;
	case ACTION_NO_EVIDENCE:
		page_audit_open(ui);
		return true;
	case ACTION_TARGET:
		pick_target(ui);
		return true;
	case ACTION_READING:
		reading_switch(ui, grid_index(ui));
		return true;
	case ACTION_CHARTER:
		if (!has_charter(ui))
			return false;
		page_charter_open(ui);
		return true;
	case ACTION_EXPLAIN:
		explain_dimension(ui, state);
		return true;
	default:
		return false;
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct grid_state *state = memory;
	const size_t question = reading_find(ui, grid_index(ui), state->last, words);

	if (question >= grid_of(ui)->question_count)
		return false;
	state->last = question;
	state->list.selected = (int)grid_of(ui)->questions[question].dimension;
	page_question_open(ui, grid_index(ui), question);
	return true;
}

/* The key has its label where it does something. */
static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "<Enter>", ACTION_OPEN, N_("questions") },
		{ "c", ACTION_TARGET, N_("target") },
		{ "g", ACTION_CHARTER, N_("charter") },
		{ NULL, ACTION_NONE, NULL },
	};

	return ((const struct grid_state *)memory)->charter ? some : NULL;
}

static bool idle(const struct ui *ui, const void *memory, enum action action)
{
	(void)memory;
	return action == ACTION_UNANSWERED && reading_is_over(ui, grid_index(ui));
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("questions") },
	{ "o", ACTION_UNANSWERED, N_("unanswered") },
	{ "O", ACTION_UNKNOWN, NULL },
	{ "w", ACTION_NO_EVIDENCE, NULL },
	{ "c", ACTION_TARGET, N_("target") },
	{ "r", ACTION_READING, N_("express/complete") },
	{ "g", ACTION_CHARTER, NULL },
	{ "R", ACTION_RADAR, N_("radar") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_grid = {
	.name = N_("Grid"),
	.state_size = sizeof(struct grid_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.idle = idle,
};
