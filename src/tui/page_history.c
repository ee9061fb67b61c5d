/*
 * History: every change of the session, the last one first, those taken back
 * as such, milestones as marks between; and the way back to any of them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/charset.h"
#include "cadran/base/figures.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "ui_internal.h"

enum { TOP = 3, DETAIL_ROWS = 5, WHEN = 3, WHEN_WIDTH = 16, WHO = 20, WHO_WIDTH = 11, WHAT = 32 };

struct history_line {
	bool milestone;
	size_t index; /* of session.units or session.milestones */
};

struct history_state {
	struct list list;
	struct history_line *lines; /* the last first */
	size_t count;
	char *filter; /* folded; NULL: all */
	/* What the lines were made of. */
	unsigned long evaluation;
	size_t milestones;
	bool begun;
};

/* --- lines -------------------------------------------------------------------------- */

static void word_unit(struct buf *out, const struct ui *ui, const struct unit *unit)
{
	word_changes(out, &ui->scene, &unit->changes);
	if (unit->other)
		buf_add_text(out, _("newer content"));
}

static void word_line(struct buf *out, const struct ui *ui, const struct history_line *line)
{
	if (line->milestone)
		buf_add_format(out, _("milestone «%s»"), ui->session->milestones[line->index].name);
	else
		word_unit(out, ui, &ui->session->units[line->index]);
}

static const char *author_of(const struct ui *ui, const struct history_line *line)
{
	return line->milestone ? ui->session->milestones[line->index].author : ui->session->units[line->index].author;
}

static const char *time_of(const struct ui *ui, const struct history_line *line)
{
	return line->milestone ? ui->session->milestones[line->index].time : ui->session->units[line->index].time;
}

static bool is_undone(const struct ui *ui, const struct history_line *line)
{
	return !line->milestone && line->index >= ui->session->done;
}

static bool passes(const struct ui *ui, const struct history_state *state, const struct history_line *line)
{
	struct buf text;
	bool has;

	if (!state->filter)
		return true;
	buf_init(&text);
	buf_add_format(&text, "%s %s ", time_of(ui, line), author_of(ui, line));
	word_line(&text, ui, line);
	has = text_has(text.data, state->filter);
	buf_release(&text);
	return has;
}

static void add_line(const struct ui *ui, struct history_state *state, bool milestone, size_t index)
{
	const struct history_line line = { milestone, index };

	if (passes(ui, state, &line))
		state->lines[state->count++] = line;
}

/* Milestones stand on the change that was the last when they were set; one of changes that are no more, on the last. */
static void add_milestones(const struct ui *ui, struct history_state *state, size_t stood)
{
	const struct session *session = ui->session;

	for (size_t m = session->milestone_count; m-- > 0;) {
		const size_t changes = session->milestones[m].changes;

		if (changes == stood || (stood == session->unit_count && changes > stood))
			add_line(ui, state, true, m);
	}
}

static void make_lines(const struct ui *ui, struct history_state *state)
{
	const struct session *session = ui->session;

	free(state->lines);
	state->lines = xcalloc(session->unit_count + session->milestone_count + 1, sizeof(*state->lines));
	state->count = 0;
	for (size_t u = session->unit_count; u-- > 0;) {
		add_milestones(ui, state, u + 1);
		add_line(ui, state, false, u);
	}
	state->evaluation = ui->evaluations;
	state->milestones = session->milestone_count;
}

/* The cursor begins where the dossier stands. */
static void go_to_now(const struct ui *ui, struct history_state *state)
{
	for (size_t i = 0; i < state->count; i++) {
		if (is_undone(ui, &state->lines[i]))
			continue;
		state->list.selected = (int)i;
		return;
	}
}

static void follow(const struct ui *ui, struct history_state *state)
{
	if (!state->begun || state->evaluation != ui->evaluations || state->milestones != ui->session->milestone_count)
		make_lines(ui, state);
	list_fit(&state->list, (int)state->count, state->list.rows);
	if (!state->begun)
		go_to_now(ui, state);
	state->begun = true;
}

/* --- drawing -------------------------------------------------------------------------- */

static void draw_title(const struct ui *ui, const struct history_state *state, struct surface *surface)
{
	const struct session *session = ui->session;
	const size_t undone = session->unit_count - session->done;
	struct buf text, count;

	buf_init(&text);
	buf_init(&count);
	figure_grouped(&count, ui->scene.language, (double)session->done);
	buf_add_format(&text, message_plural("%s change", "%s changes", session->done), count.data);
	buf_release(&count);
	if (undone)
		buf_add_format(&text, message_plural(" · %s %zu taken back", " · %s %zu taken back", undone),
			       surface_glyph_text(surface, GLYPH_NOT_MET), undone);
	if (session->milestone_count)
		buf_add_format(&text, message_plural(" · %zu milestone", " · %zu milestones", session->milestone_count),
			       session->milestone_count);
	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, _("History"));
	surface_text_right(surface, 0, 1, surface->width - 2, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	(void)surface_text(surface, 1, WHEN, WHEN_WIDTH, ATTRIBUTE_BOLD, _("When"));
	(void)surface_text(surface, 1, WHO, WHO_WIDTH, ATTRIBUTE_BOLD, _("Who"));
	(void)surface_text(surface, 1, WHAT, surface->width - WHAT, ATTRIBUTE_BOLD, _("What"));
	if (state->filter) {
		buf_add_format(&text, _("only «%s»: %zu; Esc shows all"), state->filter, state->count);
		surface_text_right(surface, 1, WHAT, surface->width - WHAT - 1, ATTRIBUTE_BOLD, text.data);
	}
	buf_release(&text);
	surface_repeat(surface, 2, 1, surface->width - 2, GLYPH_HORIZONTAL);
}

/* In the time of the machine, as the minutes have it. */
static void draw_time(const struct ui *ui, const char *time, struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	word_moment(&text, ui->scene.language, time);
	(void)surface_text(surface, row, WHEN, WHEN_WIDTH, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* The sign of a line: where the dossier stands, a milestone, what was taken back, or nothing. */
static const char *sign_of(const struct ui *ui, const struct history_line *line, const struct surface *surface)
{
	if (line->milestone)
		return surface_glyph_text(surface, GLYPH_TARGET);
	if (is_undone(ui, line))
		return surface_glyph_text(surface, GLYPH_NOT_MET);
	return line->index + 1 == ui->session->done ? surface_glyph_text(surface, GLYPH_CURRENT) : "";
}

static void draw_line(const struct ui *ui, const struct history_line *line, struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	word_line(&text, ui, line);
	(void)surface_text(surface, row, 1, 1, ATTRIBUTE_BOLD, sign_of(ui, line, surface));
	draw_time(ui, time_of(ui, line), surface, row);
	(void)surface_text(surface, row, WHO, WHO_WIDTH, ATTRIBUTE_NONE, author_of(ui, line));
	(void)surface_text(surface, row, WHAT, surface->width - WHAT - 1,
			   line->milestone ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* How many changes away the dossier as it was then is: negative, taken back; positive, done again. */
static long distance(const struct ui *ui, const struct history_line *line)
{
	const struct session *session = ui->session;
	size_t then = line->milestone ? session->milestones[line->index].changes : line->index + 1;

	then = then > session->unit_count ? session->unit_count : then;
	return (long)then - (long)session->done;
}

static void word_distance(struct buf *out, long away)
{
	const unsigned long count = (unsigned long)labs(away);

	if (!away)
		buf_add_text(out, _("the dossier stands here"));
	else if (away < 0)
		buf_add_format(out,
			       message_plural("Enter takes back the last change",
					      "Enter takes back the last %lu changes", count),
			       count);
	else
		buf_add_format(out,
			       message_plural("Enter does the next change again",
					      "Enter does the next %lu changes again", count),
			       count);
}

/* From what to what; of what was taken back only to what: what was there before is not kept. */
static void word_one(struct buf *out, const struct ui *ui, const struct change *change)
{
	if (change->before)
		word_change(out, &ui->scene, change);
	else
		word_changes(out, &ui->scene, &(struct change_list){ .items = (struct change *)change, .count = 1 });
}

/* All that it changed. */
static void draw_detail(const struct ui *ui, const struct history_line *line, struct surface *surface)
{
	const int top = surface->height - DETAIL_ROWS;
	const struct change_list *changes = line->milestone ? NULL : &ui->session->units[line->index].changes;
	int row = top + 1;
	struct buf text;

	surface_repeat(surface, top - 1, 1, surface->width - 2, GLYPH_HORIZONTAL);
	buf_init(&text);
	if (is_undone(ui, line))
		buf_add_format(&text, "%s · ", _("taken back"));
	word_distance(&text, distance(ui, line));
	(void)surface_text(surface, top, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	for (size_t i = 0; changes && i < changes->count && row < surface->height; i++) {
		buf_clear(&text);
		if (row == surface->height - 1 && i + 1 < changes->count)
			buf_add_format(
				&text,
				message_plural("and %zu other value", "and %zu other values", changes->count - i),
				changes->count - i);
		else
			word_one(&text, ui, &changes->items[i]);
		row += surface_wrap_within(surface, row, 1, surface->width - 2, surface->height - row, ATTRIBUTE_NONE,
					   text.data);
	}
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct history_state *state = memory;
	const int rows = surface->height - TOP - DETAIL_ROWS - 1;

	state->list.rows = rows;
	follow(ui, state);
	draw_title(ui, state, surface);
	for (int i = 0; i < rows && state->list.top + i < state->list.count; i++) {
		const int line = state->list.top + i;

		draw_line(ui, &state->lines[line], surface, TOP + i);
		if (line != state->list.selected)
			continue;
		surface_mark(surface, TOP + i, 0, surface->width, ATTRIBUTE_REVERSE);
		surface_cursor(surface, TOP + i, 1);
	}
	if (state->count)
		draw_detail(ui, &state->lines[state->list.selected], surface);
	else
		(void)surface_text(surface, TOP, WHEN, surface->width, ATTRIBUTE_NONE, _("nothing has these words"));
}

/* --- keys ------------------------------------------------------------------------------ */

static struct history_state *top_state(const struct ui *ui)
{
	return ui_top(ui)->page == &page_history ? ui_top(ui)->state : NULL;
}

static bool go(struct ui *ui, const char *text)
{
	const struct history_state *state = top_state(ui);

	if (text_is_yes(text) && state && state->count)
		ui_go_to_change(ui,
				(size_t)((long)ui->session->done + distance(ui, &state->lines[state->list.selected])));
	return true;
}

static void ask_to_go(struct ui *ui, const struct history_state *state)
{
	const long away = distance(ui, &state->lines[state->list.selected]);
	const unsigned long count = (unsigned long)labs(away);
	struct buf label;

	if (!away) {
		ui_say(ui, "%s", _("the dossier stands here; u takes this change back"));
		return;
	}
	if (!ui_may_change(ui))
		return;
	buf_init(&label);
	if (away < 0)
		buf_add_format(&label,
			       message_plural("Take back the last change? yes or no",
					      "Take back the last %lu changes? yes or no", count),
			       count);
	else
		buf_add_format(&label,
			       message_plural("Do the next change again? yes or no",
					      "Do the next %lu changes again? yes or no", count),
			       count);
	ui_ask(ui, &(struct prompt){ .label = label.data, .text = "", .done = go });
	buf_release(&label);
}

static bool set_milestone(struct ui *ui, const char *name)
{
	struct err err;

	if (!*name)
		return true;
	if (!session_milestone(ui->session, name, ui->stamp(), &err)) {
		ui_say_err(ui, &err);
		return false;
	}
	ui_say(ui, _("milestone «%s» is set: C compares with it"), name);
	return true;
}

void milestone_ask(struct ui *ui)
{
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){ .label = _("Name of the milestone"),
					     .enter = N_("set"),
					     .text = "",
					     .done = set_milestone });
}

static bool drop_milestone(struct ui *ui, const char *text)
{
	const struct history_state *state = top_state(ui);
	struct buf name;
	struct err err;

	if (!text_is_yes(text) || !state || !state->count || !state->lines[state->list.selected].milestone)
		return true;
	buf_init(&name);
	buf_add_text(&name, ui->session->milestones[state->lines[state->list.selected].index].name);
	if (session_milestone_drop(ui->session, name.data, ui->stamp(), &err))
		ui_say(ui, _("milestone «%s» is taken away; what it marked stays"), name.data);
	else
		ui_say_err(ui, &err);
	buf_release(&name);
	return true;
}

static void ask_to_drop(struct ui *ui, const struct history_state *state)
{
	const struct history_line *line = &state->lines[state->list.selected];
	struct buf label;

	if (!line->milestone) {
		ui_say(ui, "%s", _("only a milestone is taken away; a change is taken back with Enter"));
		return;
	}
	if (!ui_may_change(ui))
		return;
	buf_init(&label);
	buf_add_format(&label, _("Take the milestone «%s» away? yes or no"), ui->session->milestones[line->index].name);
	ui_ask(ui, &(struct prompt){ .label = label.data, .text = "", .done = drop_milestone });
	buf_release(&label);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct history_state *state = memory;

	(void)key;
	follow(ui, state);
	if (list_act(&state->list, action))
		return true;
	if (action == ACTION_MILESTONE) {
		milestone_ask(ui);
		return true;
	}
	if (action == ACTION_OPEN && state->count) {
		ask_to_go(ui, state);
		return true;
	}
	if (action == ACTION_REMOVE && state->count) {
		ask_to_drop(ui, state);
		return true;
	}
	if (action == ACTION_BACK && state->filter) {
		free(state->filter);
		state->filter = NULL;
		state->begun = false;
		return true;
	}
	return false;
}

/* Only the lines with these words stay. */
static bool find(struct ui *ui, void *memory, const char *words)
{
	struct history_state *state = memory;

	free(state->filter);
	state->filter = xstrdup(words);
	make_lines(ui, state);
	state->list.selected = 0;
	if (state->count)
		return true;
	free(state->filter);
	state->filter = NULL;
	state->begun = false;
	return false;
}

static void release(void *memory)
{
	struct history_state *state = memory;

	free(state->lines);
	free(state->filter);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("go back to it") },
	{ "m", ACTION_MILESTONE, N_("milestone") },
	{ "d", ACTION_REMOVE, NULL },
	{ "/", ACTION_SEARCH, N_("filter") },
	{ "<Esc>", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_history = {
	.name = N_("History"),
	.state_size = sizeof(struct history_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.release = release,
};

void page_history_open(struct ui *ui)
{
	(void)ui_open(ui, &page_history);
}
