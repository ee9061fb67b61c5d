/*
 * Scoring: one use case through all criteria, or, as a workshop works, one
 * criterion across all use cases. At the left what can be scored, at the right
 * what is asked and what each score means.
 *
 *	by use case			by criterion
 *	lines: criteria, by family	lines: use cases
 *	← →: use cases			← →: criteria
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "projector.h"
#include "scoring.h"
#include "scoring_panel.h"
#include "use_case_parts.h"

/* --- what there is --------------------------------------------------------------------------- */

const struct criteria *scoring_criteria_of(const struct ui *ui)
{
	return &ui->session->document->content->criteria;
}

const struct use_case_result *scoring_case_at(const struct ui *ui, size_t place)
{
	return &ui->evaluation.use_cases[place];
}

size_t *scoring_order(const struct ui *ui, size_t *count)
{
	const struct criteria *criteria = scoring_criteria_of(ui);
	size_t *order = xcalloc(criteria->count ? criteria->count : 1, sizeof(*order));
	bool all = true;

	for (size_t c = 0; c < criteria->count; c++)
		all &= !criteria->items[c].express;
	all |= ui->complete;
	*count = 0;
	for (int family = 0; family < FAMILY_COUNT; family++)
		for (size_t c = 0; c < criteria->count; c++)
			if (criteria->items[c].family == (enum family)family && (all || criteria->items[c].express))
				order[(*count)++] = c;
	return order;
}

size_t scoring_position(struct scoring_state *state, const size_t *order, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (order[i] == state->criterion)
			return i;
	state->criterion = order[0];
	return 0;
}

void scoring_remember(struct ui *ui, struct scoring_state *state, size_t place)
{
	state->place = place;
	(void)snprintf(state->id, sizeof(state->id), "%s", scoring_case_at(ui, place)->use_case->id);
}

const struct use_case_result *scoring_chosen(struct ui *ui, struct scoring_state *state)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, state->id);
	const size_t count = ui->evaluation.use_case_count;

	if (!scoring_criteria_of(ui)->count || (!result && (state->opened || !count)))
		return NULL;
	if (result)
		state->place = (size_t)(result - ui->evaluation.use_cases);
	else
		scoring_remember(ui, state, state->place < count ? state->place : count - 1);
	return scoring_case_at(ui, state->place);
}

/* --- what is shown ------------------------------------------------------------------------------ */

static void turn(struct ui *ui, struct scoring_state *state)
{
	state->by_criterion = !state->by_criterion;
	state->lines.top = 0;
	state->scroll = 0;
	state->scrolled = false;
	ui_say(ui, "%s", state->by_criterion ? _("one criterion, all use cases") : _("one use case, all criteria"));
}

static void switch_reading(struct ui *ui)
{
	size_t count;

	ui->complete = !ui->complete;
	free(scoring_order(ui, &count));
	ui_say(ui, ui->complete ? _("complete reading: %zu criteria") : _("express reading: %zu criteria"), count);
}

/* --- scoring --------------------------------------------------------------------------------- */

static bool score(struct ui *ui, struct scoring_state *state, const char *value)
{
	const char *criterion = scoring_criteria_of(ui)->items[state->criterion].id;

	state->scrolled = false;
	return ui_change(ui, CHANGE_SCORE, state->id, criterion, value);
}

/* A group that compares goes down the use cases with figures alone. «:level» has none. */
static void score_level(struct ui *ui, struct scoring_state *state, const char *key)
{
	if (*key < '1' || *key > '5')
		ui_say(ui, "%s", _("press a figure from 1 to 5"));
	else if (score(ui, state, key) && state->by_criterion)
		scoring_go_on_within(ui, state);
}

/* What is taken back, or done again, is looked at. */
static void follow_history(struct ui *ui, struct scoring_state *state, bool undo)
{
	const struct session *session = ui->session;
	const size_t at = undo ? session->done - 1 : session->done;
	const struct change *change;

	if ((undo && session->done < 2) || at >= session->unit_count || !session->units[at].changes.count)
		return;
	change = &session->units[at].changes.items[0];
	if (change->kind == CHANGE_SCORE)
		scoring_go_to(ui, state, change->key, change->field);
}

static void clear(struct ui *ui, struct scoring_state *state, const struct use_case_result *result)
{
	if (*result->use_case->scores[state->criterion].retained)
		(void)score(ui, state, "");
	else if (result->criteria[state->criterion].source == SOURCE_MISSING)
		ui_say(ui, "%s", _("there is no score to clear"));
	else
		ui_say(ui, "%s", _("no score is retained here: it is that of the votes or of the figures"));
}

static void type_score(struct ui *ui, struct scoring_state *state, const struct use_case_result *result)
{
	const struct criterion *criterion = &scoring_criteria_of(ui)->items[state->criterion];
	const struct criterion_result *now = &result->criteria[state->criterion];
	struct buf label, text;

	buf_init(&label);
	buf_init(&text);
	buf_add_format(&label, _("Score of «%s», from 1 to 5, such as 3.5"),
		       text_in(&criterion->name, ui->scene.language));
	if (now->source == SOURCE_RETAINED)
		word_number(&text, &ui->scene, now->score, 4);
	ui_edit_value(ui, label.data, CHANGE_SCORE, state->id, criterion->id, text.data, false);
	buf_release(&label);
	buf_release(&text);
}

static bool act_on_score(struct ui *ui, struct scoring_state *state, const struct use_case_result *result,
			 enum action action, const char *key)
{
	switch (action) {
	case ACTION_LEVEL:
		score_level(ui, state, key);
		return true;
	case ACTION_DECIMAL:
		type_score(ui, state, result);
		return true;
	case ACTION_CLEAR:
		clear(ui, state, result);
		return true;
	case ACTION_NEED:
		page_need_open(ui, state->id);
		return true;
	case ACTION_FIGURES:
		page_figures_open(ui, state->id);
		return true;
	case ACTION_EXPLAIN:
		ui_explain(ui, state->id);
		return true;
	default:
		return false;
	}
}

/* --- the page ---------------------------------------------------------------------------------- */

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	scoring_draw(ui, memory, surface);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct scoring_state *state = memory;
	const struct use_case_result *result = scoring_chosen(ui, state);

	if (!result)
		return !state->opened && scoring_criteria_of(ui)->count && gather_act(ui, action);
	if (action == ACTION_UNDO || action == ACTION_REDO)
		follow_history(ui, state, action == ACTION_UNDO);
	switch (action) {
	case ACTION_PAGE_DOWN:
	case ACTION_PAGE_UP:
		return scoring_move_page(ui, state, action);
	case ACTION_LEFT:
	case ACTION_RIGHT:
		scoring_move_across(ui, state, action == ACTION_RIGHT);
		return true;
	case ACTION_OPEN:
	case ACTION_UNANSWERED:
		scoring_go_on(ui, state, action == ACTION_OPEN);
		return true;
	case ACTION_TURN:
		turn(ui, state);
		return true;
	case ACTION_READING:
		switch_reading(ui);
		return true;
	default:
		return scoring_move_along(ui, state, action) || act_on_score(ui, state, result, action, key);
	}
}

static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	struct scoring_state *state = memory;
	const struct use_case_result *chosen = scoring_chosen(ui, state);
	size_t count, *order;

	if (!chosen || !scoring_criteria_of(ui)->count)
		return false;
	order = scoring_order(ui, &count);
	(void)scoring_position(state, order, count);
	free(order);
	if (surface)
		project_score(ui, chosen, state->criterion, surface);
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct scoring_state *state = memory;

	return scoring_chosen(ui, state) && scoring_find(ui, state, words);
}

/* What is done with a score, either way. */
#define SCORE_KEYS                                                                                                     \
	{ "f", ACTION_FIGURES, N_("figures") }, { "<Backspace>", ACTION_CLEAR, N_("clear") },                          \
		{ ".", ACTION_DECIMAL, N_("decimals") }, { "r", ACTION_READING, N_("express/complete") },              \
		{ "?", ACTION_EXPLAIN, N_("why") },                                                                    \
	{                                                                                                              \
		NULL, ACTION_NONE, NULL                                                                                \
	}

static const struct binding *more(const void *memory)
{
	static const struct binding by_case[] = {
		{ "1-5", ACTION_LEVEL, N_("set score") },
		{ "<Enter>", ACTION_OPEN, N_("next") },
		{ "v", ACTION_TURN, N_("by criterion") },
		SCORE_KEYS,
	};
	static const struct binding by_criterion[] = {
		{ "1-5", ACTION_LEVEL, N_("set score") },
		{ "<Enter>", ACTION_OPEN, N_("next") },
		{ "v", ACTION_TURN, N_("by use case") },
		SCORE_KEYS,
	};
	static const struct binding gone[] = {
		{ "<Esc>", ACTION_BACK, N_("back") },
		{ NULL, ACTION_NONE, NULL },
	};
	const struct scoring_state *state = memory;

	if (state->nothing)
		return state->opened ? gone : gather_bindings;
	return state->by_criterion ? by_criterion : by_case;
}

static const struct binding bindings[] = {
	{ "1-5", ACTION_LEVEL, NULL },      { "<Enter>", ACTION_OPEN, NULL }, { "v", ACTION_TURN, NULL },
	{ "b", ACTION_NEED, NULL },         { "f", ACTION_FIGURES, NULL },    { "<Backspace>", ACTION_CLEAR, NULL },
	{ "<Delete>", ACTION_CLEAR, NULL }, { ".", ACTION_DECIMAL, NULL },    { "=", ACTION_DECIMAL, NULL },
	{ "o", ACTION_UNANSWERED, NULL },   { "r", ACTION_READING, NULL },    { "<Right>", ACTION_RIGHT, NULL },
	{ "<Left>", ACTION_LEFT, NULL },    { "?", ACTION_EXPLAIN, NULL },    { NULL, ACTION_NONE, NULL },
};

const struct page page_scoring = {
	.name = N_("Scoring"),
	.state_size = sizeof(struct scoring_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.project = project,
	.find = find,
	.more = more,
};

void page_scoring_open(struct ui *ui, const char *id)
{
	struct scoring_state *state = ui_open(ui, &page_scoring);

	state->opened = true;
	(void)snprintf(state->id, sizeof(state->id), "%s", id);
}
