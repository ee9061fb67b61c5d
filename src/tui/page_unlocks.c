/*
 * What unlocks what: one more level in each dimension, the fewest levels for
 * more, and the use cases that are held back.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/unlock.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "pick_page.h"
#include "ui_internal.h"
#include "unlock_parts.h"

/* Dimensions of which one level frees something, paths of several steps, use cases, the other dimensions. */
enum line_kind { LINE_DIMENSION, LINE_PATH, LINE_USE_CASE };

struct unlocks_state {
	struct pick_state base; /* first: what a line is asked by points at it */
	struct unlock unlock;
	size_t *paths; /* those of several steps: what one step frees stands with its dimension */
	size_t path_count;
	size_t *dimensions; /* those that free something first */
	size_t freeing;     /* how many do */
	unsigned long evaluation;
};

/* What a line is about: a place in unlock.dimensions, unlock.paths or unlock.held_back. */
static enum line_kind line_at(const struct unlocks_state *state, size_t *index)
{
	if (*index < state->freeing) {
		*index = state->dimensions[*index];
		return LINE_DIMENSION;
	}
	*index -= state->freeing;
	if (*index < state->path_count) {
		*index = state->paths[*index];
		return LINE_PATH;
	}
	*index -= state->path_count;
	if (*index < state->unlock.held_back.count)
		return LINE_USE_CASE;
	*index = state->dimensions[state->freeing + *index - state->unlock.held_back.count];
	return LINE_DIMENSION;
}

static void drop(struct unlocks_state *state)
{
	if (state->evaluation)
		unlock_release(&state->unlock);
	free(state->paths);
	free(state->dimensions);
}

static void release(void *memory)
{
	drop(memory);
	pick_page_release(memory);
}

static void sort_dimensions(struct unlocks_state *state)
{
	const struct unlock *unlock = &state->unlock;
	size_t at = 0;

	state->dimensions = xcalloc(unlock->dimension_count + 1, sizeof(*state->dimensions));
	for (int frees = 1; frees >= 0; frees--) {
		for (size_t i = 0; i < unlock->dimension_count; i++)
			if ((unlock->dimensions[i].frees.count > 0) == frees)
				state->dimensions[at++] = i;
		if (frees)
			state->freeing = at;
	}
}

static void compute(struct ui *ui, struct unlocks_state *state)
{
	if (state->evaluation == ui->evaluations)
		return;
	drop(state);
	unlock_compute(&ui->evaluation, &state->unlock);
	sort_dimensions(state);
	state->paths = xcalloc(state->unlock.path_count + 1, sizeof(*state->paths));
	state->path_count = 0;
	for (size_t i = 0; i < state->unlock.path_count; i++)
		if (state->unlock.paths[i].step_count > 1)
			state->paths[state->path_count++] = i;
	state->evaluation = ui->evaluations;
}

static size_t count_now(struct ui *ui, const struct pick *pick)
{
	struct unlocks_state *state = (struct unlocks_state *)(void *)pick;

	compute(ui, state);
	return state->unlock.dimension_count + state->path_count + state->unlock.held_back.count;
}

/* --- words ----------------------------------------------------------------------------- */

/* What takes it from one level to the next, and who does it. */
static void word_action(struct buf *out, const struct ui *ui, const struct unlock_step *step)
{
	const struct dimension *dimension =
		&ui->session->document->content->grids[step->grid].dimensions[step->dimension];
	const int from = is_figure(step->from) ? (int)floor(step->from) : 1;
	const char *text, *who;

	if (!step->levels) {
		buf_add_format(out, "\n%s%s", _("It is to be confirmed"), _(": "));
		buf_add_text(out, word_confirmation(ui->session->document, step->grid, step->dimension));
		return;
	}
	if (from < 1 || from >= LEVEL_COUNT)
		return;
	text = text_in(&dimension->action[from - 1].text, ui->scene.language);
	who = text_in(&dimension->action[from - 1].who, ui->scene.language);
	if (*text)
		buf_add_format(out, "\n%s%s%s%s%s", _("To do"), *who ? ", " : "", who, _(": "), text);
}

static void word_freed(struct buf *out, size_t freed, size_t wins)
{
	buf_add_format(out, message_plural("frees %zu", "frees %zu", freed), freed);
	if (wins)
		buf_add_format(out, message_plural(" · %zu quick win", " · %zu quick wins", wins), wins);
}

static void dimension_item(const struct ui *ui, const struct unlock_dimension *dimension, struct pick_item *item)
{
	unlock_word_step(&item->text, &ui->scene, &dimension->step, ui->ascii);
	if (dimension->frees.count) {
		word_freed(&item->right, dimension->frees.count, dimension->quick_wins.count);
		buf_add_format(&item->detail, "%s%s", _("It unlocks"), _(": "));
		unlock_word_names(&item->detail, &ui->scene, &dimension->frees);
	} else {
		buf_add_text(&item->right, _("not alone"));
		buf_add_text(&item->detail, _("This level alone frees no use case; some need it with others."));
	}
	if (dimension->quick_wins.count) {
		buf_add_format(&item->detail, "\n%s%s", _("Quick wins then"), _(": "));
		unlock_word_names(&item->detail, &ui->scene, &dimension->quick_wins);
	}
	word_action(&item->detail, ui, &dimension->step);
}

static void path_item(const struct ui *ui, const struct unlock_path *path, struct pick_item *item)
{
	buf_add_format(&item->text, message_plural("%u level", "%u levels", path->levels), path->levels);
	buf_add_text(&item->text, " ");
	buf_add_format(&item->text, _("in %zu dimensions"), path->step_count);
	word_freed(&item->right, path->frees.count, 0);
	for (size_t s = 0; s < path->step_count; s++) {
		buf_add_text(&item->detail, s ? ", " : "");
		unlock_word_step(&item->detail, &ui->scene, &path->steps[s], ui->ascii);
	}
	buf_add_format(&item->detail, "\n%s%s", _("It unlocks"), _(": "));
	unlock_word_names(&item->detail, &ui->scene, &path->frees);
	buf_add_format(&item->detail, "\n%s",
		       path->exact ? _("No fewer levels free as many.") : _("There may be a shorter way."));
}

static void use_case_item(const struct ui *ui, const struct use_case_result *result, struct pick_item *item)
{
	size_t open = 0;

	buf_add_text(&item->text, use_case_name(result->use_case));
	buf_add_text(&item->right, _("held back"));
	buf_add_format(&item->detail, "%s%s", _("It waits for"), _(": "));
	for (size_t i = 0; i < result->requirement_count; i++) {
		if (!requirement_is_open(&result->requirements[i]))
			continue;
		buf_add_text(&item->detail, open++ ? ", " : "");
		word_requirement(&item->detail, &ui->scene, &result->requirements[i]);
	}
}

static void item_of(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct unlocks_state *state = (const struct unlocks_state *)(const void *)pick;
	const struct unlock *unlock = &state->unlock;

	switch (line_at(state, &index)) {
	case LINE_DIMENSION:
		dimension_item(ui, &unlock->dimensions[index], item);
		break;
	case LINE_PATH:
		path_item(ui, &unlock->paths[index], item);
		break;
	case LINE_USE_CASE:
		use_case_item(ui, &ui->evaluation.use_cases[unlock->held_back.items[index]], item);
		break;
	}
}

/* --- keys ------------------------------------------------------------------------------ */

static void open_dimension(struct ui *ui, const struct unlock_step *step, enum action action)
{
	const struct grid *grid = &ui->session->document->content->grids[step->grid];
	const struct dimension *dimension = &grid->dimensions[step->dimension];
	char subject[300];

	(void)snprintf(subject, sizeof(subject), "%s.%s", grid->id, dimension->id);
	if (action == ACTION_EXPLAIN)
		ui_explain(ui, subject);
	else
		page_question_open(ui, step->grid, dimension->first);
}

static bool choose(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const struct unlocks_state *state = ui_top(ui)->state;
	const char *id;

	(void)pick;
	(void)key;
	switch (line_at(state, &index)) {
	case LINE_DIMENSION:
		open_dimension(ui, &state->unlock.dimensions[index].step, action);
		break;
	case LINE_PATH:
		open_dimension(ui, &state->unlock.paths[index].steps[0], action);
		break;
	case LINE_USE_CASE:
		id = ui->evaluation.use_cases[state->unlock.held_back.items[index]].use_case->id;
		if (action == ACTION_EXPLAIN)
			ui_explain(ui, id);
		else
			page_sheet_open(ui, id);
		break;
	}
	return false;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("questions, sheet") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_unlocks = {
	.name = N_("What unlocks what"),
	.state_size = sizeof(struct unlocks_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = pick_page_draw,
	.act = pick_page_act,
	.find = pick_page_find,
	.release = release,
};

void page_unlocks_open(struct ui *ui)
{
	const struct pick pick = {
		.title = _("What unlocks what: one more level of maturity, and the use cases it frees"),
		.bindings = bindings,
		.item = item_of,
		.choose = choose,
		.count_now = count_now,
		.empty = N_("No use case is held back by maturity: none requires a level that is not reached."),
	};

	(void)pick_page_open(ui, &page_unlocks, &pick);
}
