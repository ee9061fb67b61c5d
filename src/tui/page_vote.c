/*
 * Secret votes round one keyboard, then what they come to.
 *
 *	pass ─► cast, item by item ─► pass … ─► ready ─► shown ─► retained ─► ready …
 *	                                            └─► another round ─► pass
 *
 * The dossier holds where the room is: votes that are hidden, and who gave one.
 * What is drawn between a vote and its reveal does not depend on what it says.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/number.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "room_order.h"
#include "ui_internal.h"
#include "vote.h"

enum { MINUTE = 60 * 1000 };

void page_vote_open(struct ui *ui)
{
	if (ui_top(ui)->page != &page_vote)
		(void)ui_open(ui, &page_vote);
}

static void end_discussion(struct ui *ui)
{
	ui->room.discussion = (struct discussion){ 0 };
}

/* It goes on where it is about this item, whatever was looked at meanwhile. */
static void discuss(struct ui *ui, const struct vote_state *state)
{
	struct discussion *discussion = &ui->room.discussion;

	if (!strcmp(discussion->use_case, state->id) && discussion->criterion == state->item.criterion)
		return;
	*discussion = (struct discussion){ .criterion = state->item.criterion, .left = ui->room.minutes * MINUTE };
	(void)snprintf(discussion->use_case, sizeof(discussion->use_case), "%s", state->id);
}

/* Reveals nothing: the item has no vote that is hidden. */
static void show_item(struct ui *ui, struct vote_state *state, struct ballot_item item)
{
	state->shown = true;
	state->item = item;
	(void)snprintf(state->id, sizeof(state->id), "%s", ui->session->document->use_cases[item.use_case].id);
	discuss(ui, state);
}

void page_vote_show(struct ui *ui, size_t use_case, size_t criterion)
{
	show_item(ui, ui_open(ui, &page_vote), (struct ballot_item){ use_case, criterion });
}

static struct vote_state *state_of(const struct ui *ui)
{
	return ui_top(ui)->page == &page_vote ? ui_top(ui)->state : NULL;
}

static const struct document *document_of(const struct ui *ui)
{
	return ui->session->document;
}

/* --- where the room is -------------------------------------------------------------------- */

static bool is_shown(const struct ui *ui, const struct vote_state *state)
{
	const struct document *document = document_of(ui);

	return state->shown && document_use_case(document, state->id) &&
	       !hidden_round(ballot_score(document, state->item));
}

static bool is_waited_for(const struct document *document, const struct vote_state *state, size_t participant)
{
	size_t first;

	return participant_is_here(document, participant) &&
	       ballot_left(document, &state->ballot, participant, &first) > 0;
}

static bool is_skipped(const struct vote_state *state, size_t participant)
{
	return participant < VOTERS_MOST && state->skipped[participant];
}

static bool find_voter(const struct ui *ui, struct vote_state *state)
{
	const struct document *document = document_of(ui);
	size_t *order = room_order(ui->session);
	bool found = false;

	for (size_t i = 0; !found && i < document->participant_count; i++) {
		found = is_waited_for(document, state, order[i]) && !is_skipped(state, order[i]);
		if (found)
			state->voter = order[i];
	}
	free(order);
	return found;
}

static enum vote_phase phase_of(const struct ui *ui, struct vote_state *state)
{
	const struct document *document = document_of(ui);

	state->shown = is_shown(ui, state);
	if (state->shown)
		return VOTE_SHOWN;
	if (!state->ballot.count)
		return VOTE_OVER;
	if (state->holding && state->voter < document->participant_count &&
	    is_waited_for(document, state, state->voter))
		return VOTE_CAST;
	state->holding = false;
	state->typed = '\0';
	return find_voter(ui, state) ? VOTE_PASS : VOTE_READY;
}

enum vote_phase vote_look(const struct ui *ui, struct vote_state *state)
{
	ballot_release(&state->ballot);
	ballot_gather(document_of(ui), &state->ballot);
	state->phase = phase_of(ui, state);
	return state->phase;
}

struct ballot_item vote_item(const struct ui *ui, const struct vote_state *state)
{
	size_t first = 0;

	if (state->phase == VOTE_SHOWN)
		return state->item;
	if (state->phase == VOTE_CAST)
		(void)ballot_left(document_of(ui), &state->ballot, state->voter, &first);
	else
		for (size_t i = 0; i < state->ballot.count; i++)
			if (state->ballot.items[i].use_case == state->item.use_case &&
			    state->ballot.items[i].criterion == state->item.criterion)
				first = i;
	return state->ballot.items[first];
}

/* --- voting --------------------------------------------------------------------------------- */

static void let_go(struct vote_state *state)
{
	state->holding = false;
	state->typed = '\0';
}

static void take_keyboard(struct ui *ui, struct vote_state *state)
{
	if (!ui_may_change(ui))
		return;
	state->holding = true;
	state->typed = '\0';
}

static void confirm(struct ui *ui, struct vote_state *state)
{
	const struct ballot_item item = vote_item(ui, state);
	struct change_list changes = { 0 };
	char value[2] = { state->typed, '\0' };

	if (!state->typed) {
		ui_say(ui, "%s", _("press a figure from 1 to 5, or x to abstain, then Enter"));
		return;
	}
	workshop_vote(document_of(ui), item, state->voter, value, &changes);
	state->typed = '\0';
	(void)ui_change_all(ui, &changes);
}

static void skip(struct ui *ui, struct vote_state *state)
{
	if (state->voter >= VOTERS_MOST)
		return;
	state->skipped[state->voter] = true;
	ui_say(ui, _("%s votes later"), document_of(ui)->participants[state->voter]);
}

static void wait_again(struct vote_state *state)
{
	memset(state->skipped, 0, sizeof(state->skipped));
}

/* In words of their own where votes are not shown: a cursor would tell. */
static bool move(struct ui *ui, struct vote_state *state, enum action action)
{
	if (action != ACTION_NEXT && action != ACTION_PREVIOUS)
		return false;
	if (!ui->room.shows)
		ui_say(ui, "%s", _("a cursor would show your vote: press a figure from 1 to 5"));
	else if (!state->typed || state->typed == '-')
		state->typed = action == ACTION_NEXT ? '1' : '5';
	else
		state->typed = (char)number_between(state->typed + (action == ACTION_NEXT ? 1 : -1), '1', '5');
	return true;
}

static bool act_cast(struct ui *ui, struct vote_state *state, enum action action, const char *key)
{
	switch (action) {
	case ACTION_LEVEL:
		if (*key >= '1' && *key <= '5')
			state->typed = *key;
		return true;
	case ACTION_ABSTAIN:
		state->typed = '-';
		return true;
	case ACTION_CLEAR:
		state->typed = '\0';
		return true;
	case ACTION_OPEN:
		confirm(ui, state);
		return true;
	case ACTION_BACK:
		let_go(state);
		return true;
	case ACTION_SHOW_VOTE:
		ui_say(ui, "%s", _("not while somebody votes"));
		return true;
	default:
		return move(ui, state, action);
	}
}

static bool act_pass(struct ui *ui, struct vote_state *state, enum action action)
{
	switch (action) {
	case ACTION_OPEN:
		take_keyboard(ui, state);
		return true;
	case ACTION_RIGHT:
		skip(ui, state);
		return true;
	case ACTION_LEFT:
		wait_again(state);
		return true;
	default:
		return false;
	}
}

/* --- what it comes to -------------------------------------------------------------------------- */

static void reveal(struct ui *ui, struct vote_state *state)
{
	const struct ballot_item item = vote_item(ui, state);
	struct change_list changes = { 0 };

	workshop_reveal(document_of(ui), item, &changes);
	if (ui_change_all(ui, &changes))
		show_item(ui, state, item);
}

static bool act_ready(struct ui *ui, struct vote_state *state, enum action action)
{
	if (action == ACTION_OPEN)
		reveal(ui, state);
	else if (action == ACTION_LEFT)
		wait_again(state);
	else
		return false;
	return true;
}

/* The next item by itself; after the last one back to the room. */
static void go_on(struct ui *ui, struct vote_state *state)
{
	state->shown = false;
	end_discussion(ui);
	if (vote_look(ui, state) == VOTE_OVER)
		ui_back(ui);
}

static bool retain(struct ui *ui, const char *text)
{
	struct vote_state *state = state_of(ui);

	if (!state || !is_shown(ui, state))
		return true;
	if (!*text) {
		ui_say(ui, "%s", _("type a score from 1 to 5; Esc, then → goes on without one"));
		return false;
	}
	if (!ui_change(ui, CHANGE_SCORE, state->id, document_of(ui)->content->criteria.items[state->item.criterion].id,
		       text))
		return false;
	go_on(ui, state);
	return true;
}

static void ask_score(struct ui *ui, const struct vote_state *state)
{
	const struct criterion *criterion = &document_of(ui)->content->criteria.items[state->item.criterion];
	struct disagreement votes;
	struct buf label, text;

	if (!ui_may_change(ui))
		return;
	disagreement_compute(ballot_score(document_of(ui), state->item), &votes);
	buf_init(&label);
	buf_init(&text);
	buf_add_format(&label, _("Score to retain for «%s», from 1 to 5"),
		       text_in(&criterion->name, ui->scene.language));
	if (votes.votes)
		word_number(&text, &ui->scene, votes.median, 4);
	ui_ask(ui, &(struct prompt){ .label = label.data,
				     .enter = N_("retain"),
				     .text = text.data,
				     .proposed = true,
				     .done = retain });
	buf_release(&label);
	buf_release(&text);
}

static void open_round(struct ui *ui, struct vote_state *state)
{
	const struct ballot again = { &state->item, 1 };
	struct change_list changes = { 0 };

	(void)workshop_open(document_of(ui), &again, &changes);
	if (!ui_change_all(ui, &changes))
		return;
	state->shown = false;
	end_discussion(ui);
	wait_again(state);
}

static void turn_timer(struct ui *ui)
{
	struct discussion *discussion = &ui->room.discussion;
	const long long left = discussion_left(ui);

	if (discussion->end && left)
		discussion->left = left;
	else if (!left)
		discussion->left = ui->room.minutes * MINUTE;
	discussion->end = discussion->end && left ? 0 : ui->now + discussion->left;
	discussion->over = false;
}

static bool take_minutes(struct ui *ui, const char *text)
{
	long minutes;

	if (!number_parse_whole(text, 1, ROOM_MINUTES_MOST, &minutes)) {
		ui_say(ui, _("«%s» is not a number of minutes; expected 1 to %d"), text, ROOM_MINUTES_MOST);
		return false;
	}
	ui->room.minutes = minutes;
	if (!discussion_is_on(ui))
		ui->room.discussion.left = minutes * MINUTE;
	return true;
}

void vote_ask_minutes(struct ui *ui)
{
	char text[32];

	(void)snprintf(text, sizeof(text), "%ld", ui->room.minutes);
	ui_ask(ui, &(struct prompt){ .label = _("Minutes of a discussion"),
				     .enter = N_("keep"),
				     .text = text,
				     .proposed = true,
				     .done = take_minutes });
}

/* The words on the page come from two rules, which do not always agree: both are told. */
static void explain(struct ui *ui, const struct vote_state *state)
{
	struct disagreement votes;
	struct buf index;

	disagreement_compute(ballot_score(document_of(ui), state->item), &votes);
	buf_init(&index);
	word_number(&index, &ui->scene, votes.index, 2);
	ui_say(ui,
	       _("Half of the votes lie within the interquartile range. A vote stands apart two points or more from the median: few may do so in a room that agrees. The RAND/UCLA index measures the whole room: disagreement above 1, here %s."),
	       index.data);
	buf_release(&index);
}

static bool act_shown(struct ui *ui, struct vote_state *state, enum action action)
{
	switch (action) {
	case ACTION_OPEN:
		ask_score(ui, state);
		return true;
	case ACTION_RIGHT:
		go_on(ui, state);
		return true;
	case ACTION_ROUND:
		open_round(ui, state);
		return true;
	case ACTION_TIMER:
		turn_timer(ui);
		return true;
	case ACTION_EXPLAIN:
		explain(ui, state);
		return true;
	default:
		return false;
	}
}

/* --- the page ------------------------------------------------------------------------------------ */

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct vote_state *state = memory;
	const struct vote_drawing drawing = { ui, state };

	(void)vote_look(ui, state);
	poster_close(surface, vote_draw, &drawing);
}

static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	struct vote_state *state = memory;
	const struct vote_drawing drawing = { ui, state };

	(void)vote_look(ui, state);
	if (surface)
		poster_airy(surface, vote_draw, &drawing);
	return true;
}

void vote_turn_show(struct ui *ui)
{
	ui->room.shows = !ui->room.shows;
	ui_say(ui, "%s",
	       ui->room.shows ? _("who votes sees what they typed: turn the screen and the projector away")
			      : _("what is typed is not shown: the screen may be projected"));
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct vote_state *state = memory;
	const enum vote_phase phase = vote_look(ui, state);

	/* Whoever took the keyboard did not ask for what comes back. */
	if (action == ACTION_UNDO || action == ACTION_REDO)
		let_go(state);
	if (phase == VOTE_CAST)
		return act_cast(ui, state, action, key);
	if (action == ACTION_SHOW_VOTE || action == ACTION_DISCUSSION) {
		if (action == ACTION_SHOW_VOTE)
			vote_turn_show(ui);
		else
			vote_ask_minutes(ui);
		return true;
	}
	if (action == ACTION_PARTICIPANTS) {
		page_participants_open(ui);
		return true;
	}
	if (phase == VOTE_PASS)
		return act_pass(ui, state, action);
	if (phase == VOTE_READY)
		return act_ready(ui, state, action);
	return phase == VOTE_SHOWN && act_shown(ui, state, action);
}

static void release(void *memory)
{
	ballot_release(&((struct vote_state *)memory)->ballot);
}

static const struct binding *more(const void *memory)
{
	static const struct binding pass[] = {
		{ "<Enter>", ACTION_OPEN, N_("it is me") }, { "<Right>", ACTION_RIGHT, N_("later") },
		{ "<Left>", ACTION_LEFT, N_("all again") }, { "M", ACTION_SHOW_VOTE, N_("show/hide") },
		{ "P", ACTION_PROJECTOR, N_("projector") }, { NULL, ACTION_NONE, NULL },
	};
	static const struct binding cast[] = {
		{ "1-5", ACTION_LEVEL, N_("vote") },
		{ "x", ACTION_ABSTAIN, N_("abstain") },
		{ "<Enter>", ACTION_OPEN, N_("confirm") },
		{ "<Esc>", ACTION_BACK, N_("not me") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding ready[] = {
		{ "<Enter>", ACTION_OPEN, N_("reveal") },
		{ "<Left>", ACTION_LEFT, N_("all again") },
		{ "P", ACTION_PROJECTOR, N_("projector") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding shown[] = {
		{ "<Enter>", ACTION_OPEN, N_("retain") },   { " ", ACTION_TIMER, N_("discuss") },
		{ "T", ACTION_ROUND, N_("another round") }, { "<Right>", ACTION_RIGHT, N_("next") },
		{ "?", ACTION_EXPLAIN, N_("why") },         { NULL, ACTION_NONE, NULL },
	};
	static const struct binding *const tables[] = {
		[VOTE_PASS] = pass, [VOTE_CAST] = cast, [VOTE_READY] = ready, [VOTE_SHOWN] = shown, [VOTE_OVER] = NULL,
	};

	return tables[((const struct vote_state *)memory)->phase];
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL },      { "1-5", ACTION_LEVEL, NULL },        { "x", ACTION_ABSTAIN, NULL },
	{ "<Backspace>", ACTION_CLEAR, NULL }, { "<Delete>", ACTION_CLEAR, NULL },   { "<Right>", ACTION_RIGHT, NULL },
	{ "<Left>", ACTION_LEFT, NULL },       { " ", ACTION_TIMER, NULL },          { "T", ACTION_ROUND, NULL },
	{ "D", ACTION_DISCUSSION, NULL },      { "M", ACTION_SHOW_VOTE, NULL },      { "p", ACTION_PARTICIPANTS, NULL },
	{ "?", ACTION_EXPLAIN, NULL },         { "<Esc>", ACTION_BACK, N_("back") }, { NULL, ACTION_NONE, NULL },
};

const struct page page_vote = {
	.name = N_("Secret vote"),
	.state_size = sizeof(struct vote_state),
	.bindings = bindings,
	.draw = draw,
	.project = project,
	.act = act,
	.more = more,
	.release = release,
};
