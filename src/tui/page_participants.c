/*
 * Who takes part in the workshop, under which name, and who is in the room now.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/app/compact.h"
#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/core/workshop.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "room_order.h"
#include "ui_internal.h"

enum { HEADING_ROWS = 2, FOOT_ROWS = 5, STATE_WIDTH = 10, VOTES_WIDTH = 10, NAME_SHOWN = 14 };

struct participants_state {
	struct list list;
	char *asked; /* the name of the one who is renamed or removed */
	bool some;   /* there was one when it was drawn last */
};

void page_participants_open(struct ui *ui)
{
	(void)ui_open(ui, &page_participants);
}

static const struct document *document_of(const struct ui *ui)
{
	return ui->session->document;
}

/* Their places in the document, those who are known. Free it. */
static size_t *gather(const struct ui *ui, size_t *count)
{
	const struct document *document = document_of(ui);
	size_t *known = room_order(ui->session);

	*count = 0;
	for (size_t i = 0; i < document->participant_count; i++)
		if (participant_is_known(document, known[i]))
			known[(*count)++] = known[i];
	return known;
}

void page_participants_open_at(struct ui *ui, size_t participant)
{
	struct participants_state *state = ui_open(ui, &page_participants);
	size_t count, *known = gather(ui, &count), at = 0;

	while (at < count && known[at] != participant)
		at++;
	state->list.selected = at < count ? (int)at : 0;
	free(known);
}

static bool chosen(const struct ui *ui, const struct participants_state *state, size_t *participant)
{
	size_t count, *known = gather(ui, &count);
	const bool some = state->list.selected >= 0 && (size_t)state->list.selected < count;

	if (some)
		*participant = known[state->list.selected];
	free(known);
	return some;
}

static struct participants_state *state_of(const struct ui *ui)
{
	return ui_top(ui)->page == &page_participants ? ui_top(ui)->state : NULL;
}

/* --- drawing ---------------------------------------------------------------------------- */

/* The file keeps every vote under this name; that is said where names are given. */
static const char *const advice[] = {
	N_("A pseudonym will do: the file keeps each vote under the name that stands here, and whoever opens the file can "
	   "read it."),
	N_("When votes are revealed, those who stand away from the others are named, so that they can say why."),
};

static void draw_empty(struct surface *surface)
{
	int row = 2;

	(void)surface_text(surface, row, 2, surface->width - 4, ATTRIBUTE_BOLD, _("Nobody takes part yet."));
	row += 2;
	row += surface_wrap_hanging(
		       surface, row, 2, surface->width - 4, 4, ATTRIBUTE_NONE,
		       _("a   add a participant; then the next one, until Enter is pressed without a name.")) +
	       1;
	for (size_t i = 0; i < ARRAY_SIZE(advice); i++)
		row += surface_wrap(surface, row, 2, surface->width - 4, ATTRIBUTE_NONE, _(advice[i])) + 1;
	surface_cursor(surface, 2, 2);
}

static void draw_line(const struct ui *ui, size_t participant, bool selected, struct surface *surface, int row)
{
	const struct document *document = document_of(ui);
	const bool here = participant_is_here(document, participant);
	const int name = surface->width - 4 - STATE_WIDTH - VOTES_WIDTH;
	char votes[64];

	(void)surface_text(surface, row, 2, STATE_WIDTH, here ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
			   here ? _("here") : _("absent"));
	(void)surface_text(surface, row, 2 + STATE_WIDTH, name - 1, here ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
			   document->participants[participant]);
	(void)snprintf(votes, sizeof(votes),
		       message_plural("%zu vote", "%zu votes", document->participant_votes[participant]),
		       document->participant_votes[participant]);
	surface_text_right(surface, row, 2 + STATE_WIDTH + name, VOTES_WIDTH, ATTRIBUTE_NONE, votes);
	if (!selected)
		return;
	surface_mark(surface, row, 1, surface->width - 2, ATTRIBUTE_REVERSE);
	surface_cursor(surface, row, 2 + STATE_WIDTH);
}

static void draw_foot(struct surface *surface, int row)
{
	surface_repeat(surface, row++, 0, surface->width, GLYPH_HORIZONTAL);
	for (size_t i = 0; i < ARRAY_SIZE(advice); i++)
		row += surface_wrap(surface, row, 2, surface->width - 4, ATTRIBUTE_NONE, _(advice[i]));
}

static void draw_title(size_t here, size_t count, struct surface *surface)
{
	struct buf text;

	buf_init(&text);
	buf_add_text(&text, _("Participants"));
	if (count)
		buf_add_format(&text, _(" · %zu of %zu here"), here, count);
	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct participants_state *state = memory;
	size_t count, *known = gather(ui, &count), here = 0;
	const int rows = surface->height - HEADING_ROWS - FOOT_ROWS;

	for (size_t i = 0; i < count; i++)
		here += participant_is_here(document_of(ui), known[i]);
	state->some = count > 0;
	list_fit(&state->list, (int)count, rows);
	draw_title(here, count, surface);
	for (int i = state->list.top; i < (int)count && i < state->list.top + rows; i++)
		draw_line(ui, known[i], i == state->list.selected, surface, HEADING_ROWS + i - state->list.top);
	if (count)
		draw_foot(surface, surface->height - FOOT_ROWS);
	else
		draw_empty(surface);
	free(known);
}

/* --- keys --------------------------------------------------------------------------------- */

static bool may_be_called(struct ui *ui, const char *name)
{
	size_t other;
	struct err err;

	if (!participant_name_check(name, &err)) {
		ui_say_err(ui, &err);
		return false;
	}
	if (document_participant(document_of(ui), name, &other) && participant_is_known(document_of(ui), other)) {
		ui_say(ui, _("«%s» takes part already; another name is needed to tell them apart"), name);
		return false;
	}
	return true;
}

static void ask_name(struct ui *ui);

/* Ten people are written down in one go. */
static bool add_named(struct ui *ui, const char *name)
{
	struct participants_state *state = state_of(ui);

	if (!*name)
		return true;
	if (!may_be_called(ui, name) ||
	    !ui_change(ui, CHANGE_PARTICIPANT, name, attendance_field_id(ATTENDANCE_PRESENT), "yes"))
		return false;
	if (state)
		state->list.selected = (int)document_of(ui)->participant_count;
	ask_name(ui);
	return true;
}

static void ask_name(struct ui *ui)
{
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){ .label = _("Name or pseudonym; Enter alone ends"),
					     .enter = N_("add"),
					     .text = "",
					     .done = add_named });
}

static bool rename_to(struct ui *ui, const char *name)
{
	struct participants_state *state = state_of(ui);
	struct change_list changes = { 0 };
	size_t participant;

	if (!state || !state->asked || !strcmp(name, state->asked) ||
	    !document_participant(document_of(ui), state->asked, &participant))
		return true;
	if (!may_be_called(ui, name))
		return false;
	workshop_rename(document_of(ui), participant, name, &changes);
	return ui_change_all(ui, &changes);
}

static bool remove_or_not(struct ui *ui, const char *text)
{
	struct participants_state *state = state_of(ui);
	struct change_list changes = { 0 };
	size_t participant;

	if (!state || !state->asked || !text_is_yes(text) ||
	    !document_participant(document_of(ui), state->asked, &participant))
		return true;
	(void)workshop_remove(document_of(ui), participant, &changes);
	(void)ui_change_all(ui, &changes);
	return true;
}

static void remember(const struct ui *ui, struct participants_state *state, size_t participant)
{
	free(state->asked);
	state->asked = xstrdup(document_of(ui)->participants[participant]);
}

static void ask_to_remove(struct ui *ui, struct participants_state *state, size_t participant)
{
	const size_t votes = document_of(ui)->participant_votes[participant];
	struct buf label;

	remember(ui, state, participant);
	if (!votes) {
		(void)remove_or_not(ui, "y");
		return;
	}
	buf_init(&label);
	buf_add_format(&label,
		       message_plural("%zu vote goes with «%s». Remove? y or n",
				      "%zu votes go with «%s». Remove? y or n", votes),
		       votes, state->asked);
	ui_ask(ui, &(struct prompt){ .label = label.data, .text = "", .done = remove_or_not });
	buf_release(&label);
}

/* --- withdrawing -------------------------------------------------------------------------- */

struct withdrawal {
	struct compact_request request;
	struct compaction compaction;
};

static bool work_withdraw(const char *path, struct journal_stamp stamp, void *context, struct err *err)
{
	struct withdrawal *withdrawal = context;

	return compact_file(path, &withdrawal->request, stamp, &withdrawal->compaction, err);
}

/* Texts that others wrote, or they themselves, may name them still. */
static void tell_withdrawal(struct ui *ui, const struct withdrawal *withdrawal)
{
	const struct fault_list *named = &withdrawal->compaction.named;
	const size_t votes = withdrawal->compaction.votes;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text,
		       message_plural("«%s» is withdrawn, with %zu vote", "«%s» is withdrawn, with %zu votes", votes),
		       withdrawal->request.participant, votes);
	for (size_t i = 0; i < named->count; i++)
		buf_add_format(&text, "%s%s", i ? ", " : _("; texts with the name in them: "), named->items[i].place);
	ui_say(ui, "%s", text.data);
	buf_release(&text);
}

static bool withdraw_or_not(struct ui *ui, const char *text)
{
	struct participants_state *state = state_of(ui);
	struct withdrawal withdrawal = { .request.dry_run = false };
	char *name;

	if (!state || !state->asked || !text_is_yes(text))
		return true;
	/* The page is gone when it is done. */
	name = xstrdup(state->asked);
	withdrawal.request.participant = name;
	if (ui_work_apart(ui, work_withdraw, &withdrawal)) {
		(void)door_open(ui, ACTION_WORKSHOP);
		page_participants_open(ui);
		tell_withdrawal(ui, &withdrawal);
	}
	compaction_release(&withdrawal.compaction);
	free(name);
	return true;
}

static void ask_to_withdraw(struct ui *ui, struct participants_state *state, size_t participant)
{
	const size_t votes = document_of(ui)->participant_votes[participant];
	struct buf label, name;

	remember(ui, state, participant);
	buf_init(&label);
	buf_init(&name);
	text_quote(&name, state->asked, NAME_SHOWN);
	buf_add_format(&label,
		       message_plural("%s and %zu vote go for good, undo and history too. Withdraw? y or n",
				      "%s and %zu votes go for good, undo and history too. Withdraw? y or n", votes),
		       name.data, votes);
	ui_ask(ui, &(struct prompt){ .label = label.data, .text = "", .done = withdraw_or_not });
	buf_release(&label);
	buf_release(&name);
}

static void act_on(struct ui *ui, struct participants_state *state, size_t participant, enum action action)
{
	const struct document *document = document_of(ui);

	if (!ui_may_change(ui))
		return;
	if (action == ACTION_MARK) {
		(void)ui_change(ui, CHANGE_PARTICIPANT, document->participants[participant],
				attendance_field_id(ATTENDANCE_AWAY),
				participant_is_here(document, participant) ? "yes" : "");
	} else if (action == ACTION_REMOVE) {
		ask_to_remove(ui, state, participant);
	} else if (action == ACTION_WITHDRAW) {
		ask_to_withdraw(ui, state, participant);
	} else {
		remember(ui, state, participant);
		ui_ask(ui, &(struct prompt){ .label = _("Another name; the votes follow"),
					     .enter = N_("rename"),
					     .text = state->asked,
					     .done = rename_to });
	}
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct participants_state *state = memory;
	size_t participant;

	(void)key;
	if (list_act(&state->list, action))
		return true;
	if (action == ACTION_ADD) {
		ask_name(ui);
		return true;
	}
	if (action != ACTION_OPEN && action != ACTION_MARK && action != ACTION_REMOVE && action != ACTION_WITHDRAW)
		return false;
	if (chosen(ui, state, &participant))
		act_on(ui, state, participant, action);
	else
		ui_say(ui, "%s", _("nobody takes part yet: a adds somebody"));
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct participants_state *state = memory;
	size_t count, *known = gather(ui, &count);
	bool found = false;

	for (size_t i = 1; i <= count && !found; i++) {
		const size_t at = ((size_t)state->list.selected + i) % count;

		found = text_has(document_of(ui)->participants[known[at]], words);
		if (found)
			state->list.selected = (int)at;
	}
	free(known);
	return found;
}

static void release(void *memory)
{
	free(((struct participants_state *)memory)->asked);
}

static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "a", ACTION_ADD, N_("add") },           { " ", ACTION_MARK, N_("here/absent") },
		{ "<Enter>", ACTION_OPEN, N_("rename") }, { "d", ACTION_REMOVE, N_("remove") },
		{ "w", ACTION_WITHDRAW, N_("withdraw") }, { NULL, ACTION_NONE, NULL },
	};

	return ((const struct participants_state *)memory)->some ? some : NULL;
}

static const struct binding bindings[] = {
	{ "a", ACTION_ADD, N_("add") }, { " ", ACTION_MARK, NULL },           { "<Enter>", ACTION_OPEN, NULL },
	{ "d", ACTION_REMOVE, NULL },   { "<Delete>", ACTION_REMOVE, NULL },  { "w", ACTION_WITHDRAW, NULL },
	{ "/", ACTION_SEARCH, NULL },   { "<Esc>", ACTION_BACK, N_("back") }, { NULL, ACTION_NONE, NULL },
};

const struct page page_participants = {
	.name = N_("Participants"),
	.state_size = sizeof(struct participants_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};
