#include "cadran/tui/ui.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/next_step.h"
#include "cadran/core/upgrade.h"
#include "cadran/tui/key.h"
#include "cadran/tui/wording.h"
#include "command_line.h"
#include "pages.h"
#include "ui_internal.h"

void ui_evaluate_first(struct ui *ui)
{
	evaluation_compute(ui->session->document, &ui->evaluation);
	robustness_init_ranks(&ui->robustness, &ui->evaluation);
	steps_count_scores(ui);
	ui->evaluations++;
}

void ui_evaluate(struct ui *ui)
{
	robustness_release(&ui->robustness);
	evaluation_release(&ui->evaluation);
	ui_evaluate_first(ui);
}

static void tell_opening(struct ui *ui)
{
	const struct session *session = ui->session;

	if (session->recovered)
		ui_say(ui, "%s", _("What was being typed when the program stopped is kept; u takes it back."));
	else if (session->faults.count)
		ui_say(ui, "%s%s%s", session->faults.items[0].place, _(": "), session->faults.items[0].text);
}

void ui_init(struct ui *ui, struct session *session, const struct content *shipped, int width, int height, bool ascii,
	     const struct err *why, struct journal_stamp (*stamp)(void))
{
	*ui = (struct ui){
		.session = session,
		.width = width,
		.height = height,
		.ascii = ascii,
		.stamp = stamp,
		.mouse = true,
		.room = { .minutes = ROOM_MINUTES },
	};
	if (why)
		ui->read_only = *why;
	buf_init(&ui->message);
	buf_init(&ui->before);
	buf_init(&ui->change);
	ui->scene = (struct scene){ .evaluation = &ui->evaluation,
				    .language = message_language(),
				    .interactive = true,
				    .robustness = &ui->robustness };
	ui_evaluate_first(ui);
	ui_lay_out_steps(ui);
	if (dossier_is_begun(&ui->evaluation))
		(void)door_open(ui, ACTION_HOME);
	if (ui_may_change(ui)) {
		tell_opening(ui);
		edit_mend(ui);
	}
	(void)ui_take_shipped(ui, shipped);
}

/* Said once, on opening, and after what concerns the file itself. */
static bool tell_newer(struct ui *ui)
{
	const struct content *own = ui->session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct buf names;

	buf_init(&names);
	if (!ui->message.length && ui->read_only.kind == ERR_NONE && content_newer(own, ui->shipped, newer))
		for (size_t i = 0; i < own->source_count; i++)
			if (newer[i])
				buf_add_format(&names, "%s%s", names.length ? ", " : "",
					       text_in(content_name(own, &own->sources[i]), ui->scene.language));
	if (names.length)
		ui_say(ui, _("A newer version is there; S, the settings, takes it up: %s"), names.data);
	buf_release(&names);
	free(newer);
	return ui->message.length > 0;
}

bool ui_take_shipped(struct ui *ui, const struct content *shipped)
{
	ui->shipped = shipped;
	return shipped && tell_newer(ui);
}

const struct content *ui_shipped(const struct ui *ui)
{
	if (ui->shipped || !ui->stock)
		return ui->shipped;
	if (!ui->stock->content)
		ui->stock->content = ui->stock->load();
	return ui->stock->content;
}

static void drop_at(struct step *step, size_t at)
{
	struct layer *layer = &step->pile[at];

	if (layer->page->release)
		layer->page->release(layer->state);
	free(layer->state);
	memmove(layer, layer + 1, (step->depth - at - 1) * sizeof(*layer));
	step->depth--;
}

static void drop_layer(struct step *step)
{
	drop_at(step, step->depth - 1);
}

void ui_release(struct ui *ui)
{
	edit_close(ui);
	for (size_t i = 0; i < ui->step_count; i++)
		while (ui->steps[i].depth)
			drop_layer(&ui->steps[i]);
	robustness_release(&ui->robustness);
	evaluation_release(&ui->evaluation);
	buf_release(&ui->message);
	buf_release(&ui->before);
	buf_release(&ui->change);
	free(ui->searched);
	free(ui->zones);
	history_release(&ui->history);
}

/* --- pages ---------------------------------------------------------------- */

struct layer *ui_top(const struct ui *ui)
{
	const struct step *step = &ui->steps[ui->step];

	return (struct layer *)&step->pile[step->depth - 1];
}

void *ui_open(struct ui *ui, const struct page *page)
{
	struct step *step = &ui->steps[ui->step];
	struct layer *layer;

	/* Not the one on top: it may be what asks for this one. */
	if (step->depth == PILE_MOST)
		drop_at(step, 1);
	layer = &step->pile[step->depth++];
	layer->page = page;
	layer->door = 0;
	layer->state = xcalloc(1, page->state_size ? page->state_size : 1);
	return layer->state;
}

void ui_back(struct ui *ui)
{
	if (ui->steps[ui->step].depth > 1)
		drop_layer(&ui->steps[ui->step]);
}

void ui_back_to(struct ui *ui, size_t depth)
{
	while (ui->steps[ui->step].depth > depth)
		drop_layer(&ui->steps[ui->step]);
}

void ui_close(struct ui *ui, const void *state)
{
	struct step *step = &ui->steps[ui->step];

	for (size_t i = 1; i < step->depth; i++)
		if (step->pile[i].state == state)
			drop_at(step, i);
}

void ui_go_to_step(struct ui *ui, size_t step)
{
	doors_close(ui);
	ui->step = step;
	if (!ui->steps[step].depth)
		(void)ui_open(ui, ui->steps[step].page);
}

void ui_draw_again(struct ui *ui, long long moment)
{
	if (!ui->due || moment < ui->due)
		ui->due = moment;
}

/* --- what is said ----------------------------------------------------------- */

void ui_say(struct ui *ui, const char *format, ...)
{
	char text[2000];
	va_list arguments;

	va_start(arguments, format);
	(void)vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	buf_clear(&ui->message);
	buf_add_text(&ui->message, text);
	ui->pending = false;
}

void ui_say_err(struct ui *ui, const struct err *err)
{
	ui_say(ui, "%s", err->text);
}

/* --- changes ---------------------------------------------------------------- */

/* The change in words, before it goes to the session. */
static void tell_change(struct ui *ui, const struct change_list *changes)
{
	buf_clear(&ui->change);
	word_changes(&ui->change, &ui->scene, changes);
}

void ui_today(const struct ui *ui, char date[DATE_SIZE])
{
	(void)snprintf(date, DATE_SIZE, "%s", ui->stamp().time);
}

bool ui_may_change(struct ui *ui)
{
	if (ui->read_only.kind == ERR_NONE)
		return true;
	ui_say(ui, "%s%s%s", _("Open for reading only"), _(": "), ui->read_only.text);
	ui->refused = true;
	return false;
}

/* Whether something is gone that undo brings back: not where empty says that votes are open, or that somebody is here.
 */
static bool is_cleared(const struct change *change)
{
	return !*change->value && change->kind != CHANGE_ROUND &&
	       (change->kind != CHANGE_PARTICIPANT || !strcmp(change->field, attendance_field_id(ATTENDANCE_PRESENT)));
}

bool ui_change_all(struct ui *ui, struct change_list *changes)
{
	struct err err;
	bool staged;

	(void)ui_settle(ui);
	if (!ui_may_change(ui)) {
		change_list_release(changes);
		return false;
	}
	staged = session_stage(ui->session, changes, &err);
	if (!staged) {
		change_list_release(changes);
		ui_say_err(ui, &err);
		return false;
	}
	if (!session_is_staged(ui->session)) {
		ui_say(ui, "%s", _("nothing changed: it was so already"));
		return true;
	}
	tell_change(ui, &ui->session->staged);
	ui->cleared = is_cleared(&ui->session->staged.items[0]);
	ui_evaluate(ui);
	buf_clear(&ui->message);
	ui->pending = true;
	return true;
}

bool ui_change(struct ui *ui, enum change_kind kind, const char *key, const char *field, const char *value)
{
	struct change_list changes = { 0 };

	(void)change_add(&changes, kind, key, field, value);
	return ui_change_all(ui, &changes);
}

bool ui_settle(struct ui *ui)
{
	struct err err;
	bool saved;

	if (!session_is_staged(ui->session))
		return false;
	saved = session_flush(ui->session, ui->stamp(), &err);
	if (saved) {
		ui_say(ui, "%s %s%s%s%s", glyph_text(GLYPH_MET, ui->ascii), _("saved"), _(": "), ui->change.data,
		       ui->cleared ? _(" · u brings it back") : "");
		if (ui->edit.waits)
			edit_close(ui);
		return true;
	}
	ui_evaluate(ui);
	ui_say(ui, "%s%s%s %s", _("not saved"), _(": "), err.text,
	       err.kind == ERR_CONFLICT ? _("Ctrl-r reads it again.") : "");
	ui->edit.waits = false;
	return true;
}

void ui_close_gone(struct ui *ui)
{
	for (size_t i = 0; i < ui->step_count; i++) {
		struct step *step = &ui->steps[i];

		for (size_t at = step->depth; at-- > 1;)
			if (step->pile[at].page->gone && step->pile[at].page->gone(ui, step->pile[at].state))
				drop_at(step, at);
	}
}

void ui_begin_again(struct ui *ui)
{
	for (size_t i = 0; i < ui->step_count; i++)
		while (ui->steps[i].depth)
			drop_layer(&ui->steps[i]);
	ui_lay_out_steps(ui);
}

static void tell_unit(struct ui *ui, const struct unit *unit)
{
	tell_change(ui, &unit->changes);
	if (unit->other)
		buf_add_text(&ui->change, _("newer content"));
}

/* Words that stand there already would look as if nothing had happened: they are counted. */
static void tell_step(struct ui *ui, bool undo)
{
	struct buf words;
	size_t length;

	buf_init(&words);
	buf_add_format(&words, "%s%s%s", undo ? _("taken back") : _("done again"), _(": "), ui->change.data);
	length = words.length;
	if (ui->times > 1)
		buf_add_format(&words, " (%u)", ui->times);
	ui->times = strcmp(ui->before.data, words.data) ? 1 : ui->times + 1;
	buf_truncate(&words, length);
	if (ui->times > 1)
		buf_add_format(&words, " (%u)", ui->times);
	ui_say(ui, "%s", words.data);
	buf_release(&words);
}

static void step_back_or_forth(struct ui *ui, bool undo)
{
	const struct unit *unit = NULL;
	struct err err;
	bool done;

	if (!ui_may_change(ui))
		return;
	/* In words before it is undone: what goes with it still has its name. */
	buf_clear(&ui->change);
	if (undo && ui->session->done > 1)
		tell_unit(ui, &ui->session->units[ui->session->done - 1]);
	done = undo ? session_undo(ui->session, ui->stamp(), &unit, &err)
		    : session_redo(ui->session, ui->stamp(), &unit, &err);
	if (!done) {
		ui_say_err(ui, &err);
		return;
	}
	if (!unit) {
		ui_say(ui, "%s", undo ? _("nothing to take back") : _("nothing to do again"));
		return;
	}
	ui_evaluate(ui);
	if (unit->other)
		ui_begin_again(ui);
	if (!undo)
		tell_unit(ui, unit);
	ui_close_gone(ui);
	tell_step(ui, undo);
}

/* --- what works everywhere ------------------------------------------------------ */

bool ui_go_to_number(struct ui *ui, const char *number)
{
	long step;

	if (!number_parse_whole(number, 1, (long)ui->step_count, &step))
		return false;
	ui_go_to_step(ui, (size_t)step - 1);
	return true;
}

bool ui_is_projected(struct ui *ui)
{
	const struct layer *layer = ui_top(ui);

	return layer->page->project && layer->page->project(ui, layer->state, NULL);
}

static void turn_projector(struct ui *ui)
{
	if (!ui->projector && !ui_is_projected(ui)) {
		ui_say(ui, "%s",
		       _("there is nothing to project here: P shows a question, a score, a vote, the matrix, its weights or the ranking"));
		return;
	}
	ui->projector = !ui->projector;
}

static bool run_shared(struct ui *ui, enum action action, const char *key)
{
	const size_t count = ui->step_count;

	switch (action) {
	case ACTION_STEP_NEXT:
		ui_go_to_step(ui, (ui->step + 1) % count);
		break;
	case ACTION_STEP_PREVIOUS:
		ui_go_to_step(ui, (ui->step + count - 1) % count);
		break;
	case ACTION_STEP:
		return strlen(key) == 5 && ui_go_to_number(ui, (const char[]){ key[3], '\0' });
	case ACTION_BACK:
		ui_back(ui);
		break;
	case ACTION_UNDO:
	case ACTION_REDO:
		step_back_or_forth(ui, action == ACTION_UNDO);
		break;
	case ACTION_PROJECTOR:
		turn_projector(ui);
		break;
	case ACTION_SEARCH:
		ui_ask_search(ui);
		break;
	case ACTION_EXPLAIN:
	case ACTION_HELP:
		ui_open_help(ui);
		break;
	case ACTION_COMMAND:
		command_line_ask(ui);
		break;
	case ACTION_MOUSE:
		ui->mouse = !ui->mouse;
		ui_say(ui, "%s", ui->mouse ? _("The mouse is on; Shift selects text.") : _("The mouse is off."));
		break;
	case ACTION_REDRAW:
		ui->redraw = true;
		break;
	case ACTION_RELOAD:
		ui_reload(ui);
		break;
	case ACTION_QUIT:
		ui->leaving = true;
		break;
	default:
		return door_open(ui, action);
	}
	return true;
}

/* The figures of the line of steps invite: which key goes there. */
static void say_idle(struct ui *ui, const char *key)
{
	long step;

	if (!key[0] || key[1] || !number_parse_whole(key, 1, (long)ui->step_count, &step))
		ui_say(ui, "%s", _("this key does nothing here; ? lists those that do"));
	else
		ui_say(ui, _("this key does nothing here; Alt-%ld leads to step %ld"), step, step);
}

void ui_run(struct ui *ui, enum action action, const char *key)
{
	const struct layer *layer = ui_top(ui);

	if (action != ACTION_NONE && layer->page->act && layer->page->act(ui, layer->state, action, key))
		return;
	if (!run_shared(ui, action, key) && !ui->message.length)
		say_idle(ui, key);
}

bool ui_is_too_small(const struct ui *ui)
{
	return ui->width < UI_WIDTH || ui->height < UI_HEIGHT;
}

static enum action action_of(const struct ui *ui, const char *key)
{
	const enum action action = binding_find(ui_top(ui)->page->bindings, key);

	return action != ACTION_NONE ? action : binding_find(shared_bindings, key);
}

static void take_key(struct ui *ui, const char *key)
{
	enum action action;

	(void)ui_settle(ui);
	if (ui_is_too_small(ui)) {
		ui->leaving = !ui->edit.open && binding_find(shared_bindings, key) == ACTION_QUIT;
		return;
	}
	buf_clear(&ui->before);
	if (!ui->pending) {
		buf_add_text(&ui->before, ui->message.data);
		buf_clear(&ui->message);
	}
	if (!strcmp(key, "<C-c>")) {
		ui_say(ui, "%s", _("q leaves; everything is saved"));
		return;
	}
	if (ui->edit.open) {
		edit_key(ui, key);
		return;
	}
	action = action_of(ui, key);
	if (action == ACTION_NONE && key_figure(key)) {
		key = key_figure(key);
		action = action_of(ui, key);
	}
	ui_run(ui, action, key);
}

void ui_key(struct ui *ui, const char *key)
{
	ui->refused = false;
	take_key(ui, key);
	ui_look_again(ui);
}

void ui_resize(struct ui *ui, int width, int height)
{
	ui->width = width;
	ui->height = height;
}
