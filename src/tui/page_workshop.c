/*
 * The workshop: how far the room is, use case by use case and criterion by
 * criterion, and what is voted on next.
 */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/scoring.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "room_grid.h"
#include "scoring.h"
#include "ui_internal.h"
#include "use_case_parts.h"
#include "vote.h"

enum { HEAD_ROWS = 4, FOOT_ROWS = 6, NAME_LEAST = 24, NAME_GAP = 3, CELL_WIDE = 4, CELL_NARROW = 3, MARGIN = 2 };
enum { AIRY_HEIGHT = 30 };

/* What Enter asks the room. */
enum scope { SCOPE_CASE, SCOPE_ITEM, SCOPE_CRITERION, SCOPE_COUNT };

struct workshop_state {
	struct list list;   /* use cases that are in the race */
	struct list across; /* criteria of the reading */
	enum scope scope;
	int name_width;   /* of the names, at the left of the cells */
	bool placed;      /* the cursor went where the room is */
	bool empty, open; /* there was no use case, a secret vote was open when it was drawn last */
};

void page_workshop_open(struct ui *ui)
{
	(void)ui_open(ui, &page_workshop);
}

/* --- what there is --------------------------------------------------------------------------- */

static struct ballot_item item_at(const struct room_grid *grid, const struct workshop_state *state)
{
	return (struct ballot_item){
		grid->cases[number_between(state->list.selected, 0, (int)grid->case_count - 1)],
		grid->criteria[number_between(state->across.selected, 0, (int)grid->criterion_count - 1)]
	};
}

static const struct criterion *criterion_at(const struct ui *ui, struct ballot_item item)
{
	return &ui->session->document->content->criteria.items[item.criterion];
}

/* Nobody voted on it or retained a score, and no figures make one. */
static bool is_open(const struct room_grid *grid, struct ballot_item item)
{
	return room_cell(grid, item) == CELL_OPEN;
}

/* Whether there are votes on it to look at. */
static bool has_votes(const struct document *document, struct ballot_item item)
{
	const struct score *score = ballot_score(document, item);

	return !hidden_round(score) && counting_round(score);
}

static void add_item(struct ballot *ballot, struct ballot_item item)
{
	ballot->items[ballot->count++] = item;
}

/* What the scope has in it that nobody voted on yet; else what the cursor is on. */
static void gather_scope(const struct ui *ui, const struct room_grid *grid, const struct workshop_state *state,
			 struct ballot *ballot)
{
	const struct ballot_item at = item_at(grid, state);

	*ballot = (struct ballot){ .items = xcalloc(grid->case_count + grid->criterion_count, sizeof(*ballot->items)) };
	for (size_t i = 0; state->scope == SCOPE_CASE && i < grid->criterion_count; i++) {
		const struct ballot_item item = { at.use_case, grid->criteria[i] };

		if (criterion_at(ui, item)->required && is_open(grid, item))
			add_item(ballot, item);
	}
	for (size_t i = 0; state->scope == SCOPE_CRITERION && i < grid->case_count; i++) {
		const struct ballot_item item = { grid->cases[i], at.criterion };

		if (is_open(grid, item))
			add_item(ballot, item);
	}
	if (!ballot->count)
		add_item(ballot, at);
}

/* --- drawing ----------------------------------------------------------------------------------- */

/* «about 35 min left at this pace»: nothing before something was retained since the first vote. */
static void add_pace(const struct ui *ui, size_t retained, size_t total, struct buf *out)
{
	const struct room *room = &ui->room;
	const long long minute = 60 * 1000, spent = ui->now - room->since;
	long long left;

	if (!room->since || retained <= room->retained_before || retained == total)
		return;
	left = spent * (long long)(total - retained) / (long long)(retained - room->retained_before);
	buf_add_text(out, " · ");
	buf_add_format(out, _("about %lld min left at this pace"), (left + minute - 1) / minute);
}

static void draw_title(const struct ui *ui, const struct room_grid *grid, struct surface *surface)
{
	size_t counts[CELL_COUNT], total = 0;
	struct buf text;
	int used;

	room_grid_count(ui, grid, counts);
	for (int i = 0; i < CELL_COUNT; i++)
		total += i == CELL_COMPUTED ? 0 : counts[i];
	buf_init(&text);
	used = surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, _("Workshop"));
	buf_add_format(&text, _("%zu of %zu retained"), counts[CELL_RETAINED], total);
	if (counts[CELL_COMPUTED])
		buf_add_format(&text, message_plural(" · %zu computed", " · %zu computed", counts[CELL_COMPUTED]),
			       counts[CELL_COMPUTED]);
	add_pace(ui, counts[CELL_RETAINED], total, &text);
	surface_text_right(surface, 0, used + 2, surface->width - used - 3, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_people(const struct ui *ui, struct surface *surface, int row)
{
	const struct document *document = ui->session->document;
	size_t here = 0, absent = 0;
	struct buf text, names;

	buf_init(&text);
	buf_init(&names);
	for (size_t i = 0; i < document->participant_count; i++) {
		if (participant_is_here(document, i))
			buf_add_format(&names, "%s%s", here++ ? ", " : "", document->participants[i]);
		else
			absent += participant_is_known(document, i);
	}
	if (here)
		buf_add_format(&text, message_plural("%zu participant here", "%zu participants here", here), here);
	else
		buf_add_text(&text, _("Nobody takes part yet: p says who does."));
	if (absent)
		buf_add_format(&text, _(", %zu absent"), absent);
	if (here)
		buf_add_format(&text, "%s%s", _(": "), names.data);
	(void)surface_text(surface, row, MARGIN, surface->width - 2 * MARGIN, here ? ATTRIBUTE_NONE : ATTRIBUTE_BOLD,
			   text.data);
	buf_release(&text);
	buf_release(&names);
}

static void draw_cells(const struct ui *ui, const struct room_grid *grid, struct workshop_state *state,
		       struct surface *surface, int row, size_t line, int cell)
{
	const struct document *document = ui->session->document;
	const int name = state->name_width;
	const bool chosen = (int)line == state->list.selected;

	(void)surface_text(surface, row, MARGIN, name - 1, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
			   use_case_name(&document->use_cases[grid->cases[line]]));
	for (int i = 0; i < state->across.rows && state->across.top + i < state->across.count; i++) {
		const struct ballot_item item = { grid->cases[line], grid->criteria[state->across.top + i] };
		const int column = MARGIN + name + cell * i;

		(void)surface_text(surface, row, column + 1, 1, ATTRIBUTE_NONE,
				   room_cell_sign(surface, room_cell(grid, item)));
		if (!chosen || state->across.top + i != state->across.selected)
			continue;
		surface_mark(surface, row, column, 3, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, column + 1);
	}
	if (chosen)
		surface_mark(surface, row, MARGIN - 1, name, ATTRIBUTE_REVERSE);
}

/* Numbers of the criteria; those that are required are bold. */
static void draw_heading(const struct ui *ui, const struct room_grid *grid, const struct workshop_state *state,
			 struct surface *surface, int row, int cell)
{
	const int name = state->name_width;

	for (int i = 0; i < state->across.rows && state->across.top + i < state->across.count; i++) {
		const int at = state->across.top + i;
		const struct ballot_item item = { 0, grid->criteria[at] };
		char number[16];

		(void)snprintf(number, sizeof(number), "%d", at + 1);
		surface_text_right(surface, row, MARGIN + name + cell * i, 2,
				   criterion_at(ui, item)->required ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, number);
	}
}

static void fit(const struct ui *ui, const struct room_grid *grid, struct workshop_state *state,
		const struct surface *surface, int *cell)
{
	const int room = surface->width - 2 * MARGIN - NAME_LEAST, count = (int)grid->criterion_count;

	*cell = count * CELL_WIDE <= room ? CELL_WIDE : CELL_NARROW;
	list_fit(&state->across, count, count * *cell <= room ? count : room / *cell);
	list_fit(&state->list, (int)grid->case_count, surface->height - HEAD_ROWS - FOOT_ROWS);
	/* The cells stand beside the names: a line is hard to follow across a wide screen. */
	state->name_width = number_between(use_case_longest_name(ui, grid->cases, grid->case_count, surface) + NAME_GAP,
					   NAME_LEAST, surface->width - 2 * MARGIN - *cell * state->across.rows);
}

/* «4 Fairness · Dictation · revealed: median 4, interquartile range 1» */
static void draw_item(const struct ui *ui, const struct room_grid *grid, const struct workshop_state *state,
		      struct surface *surface, int row)
{
	const struct document *document = ui->session->document;
	const struct ballot_item item = item_at(grid, state);
	const struct score *score = ballot_score(document, item);
	struct disagreement votes;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%d %s · %s", state->across.selected + 1,
		       text_in(&criterion_at(ui, item)->name, ui->scene.language),
		       use_case_name(&document->use_cases[item.use_case]));
	(void)surface_text(surface, row, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	buf_add_text(&text, room_cell_word(room_cell(grid, item)));
	if (*score->retained && room_cell(grid, item) != CELL_RETAINED)
		buf_add_format(&text, " · %s", room_cell_word(CELL_RETAINED));
	if (*score->retained)
		buf_add_format(&text, " %s", score->retained);
	disagreement_compute(score, &votes);
	if (votes.votes) {
		buf_add_text(&text, " · ");
		buf_add_format(&text, _("round %ld"), counting_round(score));
		buf_add_text(&text, " · ");
		buf_add_format(&text, message_plural("%zu vote", "%zu votes", votes.votes), votes.votes);
		buf_add_format(&text, " · %s ", _("median"));
		word_number(&text, &ui->scene, votes.median, 2);
		if (votes.votes > 1) {
			buf_add_text(&text, " · ");
			word_agreement(&text, &votes);
		}
	}
	(void)surface_text(surface, row + 1, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void word_scope(enum scope scope, size_t count, struct buf *out)
{
	switch (scope) {
	case SCOPE_CASE:
		buf_add_format(out,
			       message_plural("%zu required criterion of this use case",
					      "%zu required criteria of this use case", count),
			       count);
		break;
	case SCOPE_CRITERION:
		buf_add_format(
			out,
			message_plural("this criterion over %zu use case", "this criterion over %zu use cases", count),
			count);
		break;
	default:
		buf_add_text(out, _("this criterion of this use case"));
	}
}

/* What Enter does: it asks for a vote, or goes on with the one that is open. */
static void draw_next(const struct ui *ui, const struct room_grid *grid, struct workshop_state *state,
		      struct surface *surface, int row)
{
	const struct document *document = ui->session->document;
	struct ballot ballot;
	struct buf text, waited;
	size_t done, voters;

	buf_init(&text);
	buf_init(&waited);
	ballot_gather(document, &ballot);
	state->open = ballot.count > 0;
	if (has_votes(document, item_at(grid, state))) {
		buf_add_text(&text,
			     _("Enter shows the votes, to discuss them, to vote once more or to retain a score."));
	} else if (state->open) {
		voters = vote_count_voters(ui, &ballot, &done, &waited);
		if (done)
			buf_add_format(&text,
				       message_plural("Enter goes on with the secret vote: %zu of %zu has voted.",
						      "Enter goes on with the secret vote: %zu of %zu have voted.",
						      done),
				       done, voters);
		else
			buf_add_format(&text, _("Enter goes on with the secret vote: 0 of %zu have voted."), voters);
		if (waited.length)
			buf_add_format(&text, _(" Not yet: %s."), waited.data);
	} else {
		ballot_release(&ballot);
		gather_scope(ui, grid, state, &ballot);
		buf_add_format(&text, "%s%s", _("Enter asks for a secret vote on"), _(": "));
		word_scope(ballot.count == 1 && state->scope != SCOPE_CRITERION ? SCOPE_ITEM : state->scope,
			   ballot.count, &text);
		buf_add_text(&text, _(". v changes that."));
	}
	(void)surface_wrap_within(surface, row, MARGIN, surface->width - 2 * MARGIN, 2, ATTRIBUTE_BOLD, text.data);
	ballot_release(&ballot);
	buf_release(&text);
	buf_release(&waited);
}

static void draw_legend(struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < CELL_COUNT; i++)
		buf_add_format(&text, "%s%s %s", i ? "   " : "", room_cell_sign(surface, (enum room_cell)i),
			       room_cell_word((enum room_cell)i));
	(void)surface_text(surface, row, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* To the first item, in the order in which the room goes through them, that is hidden; else that nobody voted on. */
static void find_item(const struct ui *ui, const struct room_grid *grid, struct workshop_state *state, bool open)
{
	const struct document *document = ui->session->document;
	const bool by_criterion = state->scope == SCOPE_CRITERION;
	const size_t across = by_criterion ? grid->case_count : grid->criterion_count;

	for (size_t i = 0; i < grid->case_count * grid->criterion_count; i++) {
		const size_t row = by_criterion ? i % across : i / across,
			     column = by_criterion ? i / across : i % across;
		const struct ballot_item item = { grid->cases[row], grid->criteria[column] };

		if (open ? !hidden_round(ballot_score(document, item))
			 : !is_open(grid, item) || !criterion_at(ui, item)->required)
			continue;
		state->list.selected = (int)row;
		state->across.selected = (int)column;
		return;
	}
}

/* Once to where an open vote is; after each vote to what comes next. */
static void place_cursor(const struct ui *ui, const struct room_grid *grid, struct workshop_state *state)
{
	struct ballot ballot;
	bool open;

	ballot_gather(ui->session->document, &ballot);
	open = ballot.count > 0;
	ballot_release(&ballot);
	if (open != state->open || (open && !state->placed))
		find_item(ui, grid, state, open);
	state->placed = true;
}

static void draw_room(struct ui *ui, const struct room_grid *grid, struct workshop_state *state,
		      struct surface *surface)
{
	const int foot = surface->height - FOOT_ROWS;
	int cell;

	place_cursor(ui, grid, state);
	fit(ui, grid, state, surface, &cell);
	draw_title(ui, grid, surface);
	draw_people(ui, surface, 1);
	draw_heading(ui, grid, state, surface, HEAD_ROWS - 1, cell);
	for (int i = 0; i < state->list.rows && state->list.top + i < state->list.count; i++)
		draw_cells(ui, grid, state, surface, HEAD_ROWS + i, (size_t)(state->list.top + i), cell);
	surface_repeat(surface, foot, 0, surface->width, GLYPH_HORIZONTAL);
	draw_item(ui, grid, state, surface, foot + 1);
	draw_next(ui, grid, state, surface, foot + 3);
	draw_legend(surface, foot + 5);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct workshop_state *state = memory;
	struct room_grid grid;

	room_grid_init(ui, &grid);
	state->empty = !grid.case_count || !grid.criterion_count;
	if (!state->empty) {
		draw_room(ui, &grid, state, surface);
	} else if (ui->evaluation.use_case_count) {
		(void)surface_wrap(surface, 2, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_BOLD,
				   _("Every use case is live, stopped or prohibited: there is nothing to vote on."));
		surface_cursor(surface, 2, MARGIN);
	} else {
		draw_people(ui, surface, 1);
		gather_draw(ui, surface, 3, _("No use case yet: there is nothing to vote on."));
	}
	room_grid_release(&grid);
}

/* --- keys ------------------------------------------------------------------------------------------ */

static bool is_anybody_here(const struct document *document)
{
	for (size_t i = 0; i < document->participant_count; i++)
		if (participant_is_here(document, i))
			return true;
	return false;
}

static void begin_pace(struct ui *ui, const struct room_grid *grid)
{
	size_t counts[CELL_COUNT];

	if (ui->room.since)
		return;
	room_grid_count(ui, grid, counts);
	ui->room.since = ui->now;
	ui->room.retained_before = counts[CELL_RETAINED];
}

static void open_votes(struct ui *ui, const struct room_grid *grid, struct workshop_state *state)
{
	const struct ballot_item at = item_at(grid, state);
	struct change_list changes = { 0 };
	struct ballot ballot;
	bool opened = true;

	if (has_votes(ui->session->document, at)) {
		page_vote_show(ui, at.use_case, at.criterion);
		return;
	}
	if (!is_anybody_here(ui->session->document)) {
		ui_say(ui, "%s", _("nobody is here to vote: p says who takes part"));
		return;
	}
	ballot_gather(ui->session->document, &ballot);
	if (!ballot.count) {
		ballot_release(&ballot);
		gather_scope(ui, grid, state, &ballot);
		(void)workshop_open(ui->session->document, &ballot, &changes);
		opened = ui_change_all(ui, &changes);
	}
	ballot_release(&ballot);
	begin_pace(ui, grid);
	state->open = opened;
	if (opened)
		page_vote_open(ui);
}

static bool move(struct workshop_state *state, enum action action)
{
	if (action == ACTION_LEFT || action == ACTION_RIGHT)
		return list_act(&state->across, action == ACTION_LEFT ? ACTION_PREVIOUS : ACTION_NEXT);
	return list_act(&state->list, action);
}

/* What the next vote is on; one that is open stays as it was asked for. */
static void choose_scope(struct ui *ui, struct workshop_state *state)
{
	if (state->open)
		ui_say(ui, "%s", _("a secret vote is open: Enter goes on with it, u takes it back"));
	else
		state->scope = (enum scope)((state->scope + 1) % SCOPE_COUNT);
}

static bool act_in_room(struct ui *ui, const struct room_grid *grid, struct workshop_state *state, enum action action)
{
	switch (action) {
	case ACTION_OPEN:
		open_votes(ui, grid, state);
		return true;
	case ACTION_SCOPE:
		choose_scope(ui, state);
		return true;
	case ACTION_READING:
		ui->complete = !ui->complete;
		return true;
	case ACTION_EXPLAIN:
		ui_explain(ui, ui->session->document->use_cases[item_at(grid, state).use_case].id);
		return true;
	default:
		return move(state, action);
	}
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct workshop_state *state = memory;
	struct room_grid grid;
	bool acted = true;

	(void)key;
	switch (action) {
	case ACTION_PARTICIPANTS:
		page_participants_open(ui);
		return true;
	case ACTION_DISCUSSION:
		vote_ask_minutes(ui);
		return true;
	case ACTION_SHOW_VOTE:
		vote_turn_show(ui);
		return true;
	case ACTION_MINUTES:
		page_export_minutes(ui);
		return true;
	default:
		break;
	}
	room_grid_init(ui, &grid);
	if (grid.case_count && grid.criterion_count)
		acted = act_in_room(ui, &grid, state, action);
	else
		acted = !ui->evaluation.use_case_count && gather_act(ui, action);
	room_grid_release(&grid);
	return acted;
}

/* Use cases by their names, then criteria by theirs. */
static bool find(struct ui *ui, void *memory, const char *words)
{
	struct workshop_state *state = memory;
	const struct document *document = ui->session->document;
	struct room_grid grid;
	bool found = false;

	room_grid_init(ui, &grid);
	for (size_t i = 1; i <= grid.case_count && !found; i++) {
		const size_t at = ((size_t)state->list.selected + i) % grid.case_count;

		found = text_has(use_case_name(&document->use_cases[grid.cases[at]]), words);
		if (found)
			state->list.selected = (int)at;
	}
	for (size_t i = 1; i <= grid.criterion_count && !found; i++) {
		const size_t at = ((size_t)state->across.selected + i) % grid.criterion_count;
		const struct ballot_item item = { 0, grid.criteria[at] };

		found = text_has(text_in(&criterion_at(ui, item)->name, ui->scene.language), words);
		if (found)
			state->across.selected = (int)at;
	}
	room_grid_release(&grid);
	return found;
}

static const struct binding *more(const void *memory)
{
	static const struct binding closed[] = {
		{ "<Enter>", ACTION_OPEN, N_("vote") },
		{ "v", ACTION_SCOPE, N_("on what") },
		{ "p", ACTION_PARTICIPANTS, N_("participants") },
		{ "c", ACTION_MINUTES, N_("minutes") },
		{ "D", ACTION_DISCUSSION, N_("discussion") },
		{ "M", ACTION_SHOW_VOTE, N_("show/hide") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding open[] = {
		{ "<Enter>", ACTION_OPEN, N_("go on") },
		{ "p", ACTION_PARTICIPANTS, N_("participants") },
		{ "c", ACTION_MINUTES, N_("minutes") },
		{ "D", ACTION_DISCUSSION, N_("discussion") },
		{ NULL, ACTION_NONE, NULL },
	};
	const struct workshop_state *state = memory;

	if (state->empty)
		return gather_bindings;
	return state->open ? open : closed;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL }, { "v", ACTION_SCOPE, NULL },          { "p", ACTION_PARTICIPANTS, NULL },
	{ "c", ACTION_MINUTES, NULL },    { "D", ACTION_DISCUSSION, NULL },     { "M", ACTION_SHOW_VOTE, NULL },
	{ "r", ACTION_READING, NULL },    { "<Left>", ACTION_LEFT, NULL },      { "<Right>", ACTION_RIGHT, NULL },
	{ "/", ACTION_SEARCH, NULL },     { "<Esc>", ACTION_BACK, N_("back") }, { NULL, ACTION_NONE, NULL },
};

const struct page page_workshop = {
	.name = N_("Workshop"),
	.state_size = sizeof(struct workshop_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
};
