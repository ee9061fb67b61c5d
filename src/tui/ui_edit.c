/*
 * The one text field of the interface: a value of the dossier, or an answer to
 * a question of the interface itself. What is typed into a value is kept in the
 * journal as a draft.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/tui/key.h"
#include "cadran/tui/wording.h"
#include "ui_internal.h"

enum { DRAFT_AFTER = 700 /* ms: less than a second, the time to flush included */, BOX_ROWS = 6 };

static void edit_open(struct ui *ui, const char *label, const char *text, bool lines)
{
	edit_close(ui);
	ui->edit = (struct edit){ .open = true, .label = xstrdup(label), .chosen = -1 };
	lineedit_init(&ui->edit.line, text, lines);
}

void ui_edit_value(struct ui *ui, const char *label, enum change_kind kind, const char *key, const char *field,
		   const char *text, bool lines)
{
	if (!ui_may_change(ui))
		return;
	edit_open(ui, label, text, lines);
	ui->edit.kind = kind;
	ui->edit.key = xstrdup(key);
	ui->edit.field = xstrdup(field);
}

void ui_ask(struct ui *ui, const struct prompt *prompt)
{
	edit_open(ui, prompt->label, prompt->text, false);
	ui->edit.line.proposed = prompt->proposed && *prompt->text;
	ui->edit.done = prompt->done;
	ui->edit.enter = prompt->enter;
	ui->edit.path = prompt->path;
	ui->edit.complete = prompt->complete;
	ui->edit.remembers = prompt->remembers;
	edit_offer(ui);
}

bool text_is_yes(const char *text)
{
	return *text && strchr("yYoO", *text);
}

const char *edit_enter(const struct ui *ui)
{
	const struct edit *edit = &ui->edit;

	if (!edit->done)
		return _("keep");
	if (edit->enter)
		return _(edit->enter);
	return text_is_yes(edit->line.text.data) ? _("yes") : _("no");
}

void edit_close(struct ui *ui)
{
	if (!ui->edit.open)
		return;
	lineedit_release(&ui->edit.line);
	free(ui->edit.label);
	free(ui->edit.key);
	free(ui->edit.field);
	free(ui->edit.typed);
	candidates_release(&ui->edit.candidates);
	ui->edit = (struct edit){ 0 };
}

bool ui_edits(const struct ui *ui, enum change_kind kind, const char *key, const char *field)
{
	return ui->edit.open && !ui->edit.done && ui->edit.kind == kind && !strcmp(ui->edit.key, key) &&
	       !strcmp(ui->edit.field, field);
}

/* What is asked for a path then sees, and the user where it is refused. */
static void show_whole_path(struct edit *edit)
{
	struct buf path;

	buf_init(&path);
	place_add_path(edit->line.text.data, &path);
	lineedit_release(&edit->line);
	lineedit_init(&edit->line, path.data, false);
	buf_release(&path);
}

/* A prompt is done with before what it asks for is run: that may open another. */
static void submit_prompt(struct ui *ui)
{
	bool (*const done)(struct ui *, const char *) = ui->edit.done;
	struct edit kept;
	char *text;

	if (ui->edit.path)
		show_whole_path(&ui->edit);
	text = xstrdup(ui->edit.line.text.data);
	if (ui->edit.remembers)
		history_add(&ui->history, text);
	kept = ui->edit;
	ui->edit = (struct edit){ 0 };
	if (done(ui, text)) {
		struct edit opened = ui->edit;

		ui->edit = kept;
		edit_close(ui);
		ui->edit = opened;
	} else {
		ui->edit = kept;
		ui->edit.refused = true;
	}
	free(text);
}

static bool submit(struct ui *ui)
{
	struct edit *edit = &ui->edit;
	struct change_list changes = { 0 };

	if (edit->done) {
		submit_prompt(ui);
		return true;
	}
	edit->waits = true;
	(void)change_add(&changes, edit->kind, edit->key, edit->field, edit->line.text.data);
	if (edit->also)
		edit->also(ui, &changes);
	if (!ui_change_all(ui, &changes)) {
		edit->waits = false;
		return false;
	}
	if (session_is_staged(ui->session))
		return true;
	if (!*edit->line.text.data)
		ui_say(ui, "%s", _("left empty"));
	/* It is what it was: a draft of it must not come back. */
	(void)session_draft_drop(ui->session, ui->stamp(), &(struct err){ 0 });
	edit_close(ui);
	return true;
}

static void give_up(struct ui *ui)
{
	struct err err;

	if (!ui->edit.done && !session_draft_drop(ui->session, ui->stamp(), &err))
		ui_say_err(ui, &err);
	edit_close(ui);
}

/* The next field of a form, open for typing where it is one for typing. */
static void go_on(struct ui *ui, enum action action)
{
	const bool in_form = ui->edit.in_form;

	if (!submit(ui) || !in_form)
		return;
	(void)ui_settle(ui);
	if (ui->edit.open)
		return;
	ui_run(ui, action, "");
	ui_run(ui, ACTION_OPEN, "<Tab>");
}

static void typed(struct ui *ui)
{
	edit_offer(ui);
	if (ui->edit.unsaved || ui->edit.done)
		return;
	ui->edit.unsaved = true;
	ui->edit.unsaved_since = ui->now;
}

/* The loop does it, for the interface knows no other programs. */
static void ask_editor(struct ui *ui)
{
	if (ui->edit.done)
		ui_say(ui, "%s", _("the editor is for values of the dossier"));
	else
		ui->wants_editor = true;
}

/* «:» asks for a command line: one that was refused just now gives its place, as if Esc had been pressed between. */
static bool begin_again(struct edit *edit, const char *key)
{
	const bool again = edit->refused && edit->remembers && !strcmp(key, ":");

	edit->refused = false;
	if (!again)
		return false;
	lineedit_release(&edit->line);
	lineedit_init(&edit->line, "", false);
	edit->past = 0;
	return true;
}

void edit_key(struct ui *ui, const char *key)
{
	const bool tab = !strcmp(key, "<Tab>"), up = !strcmp(key, "<Up>");

	if (begin_again(&ui->edit, key))
		typed(ui);
	else if ((tab || !strcmp(key, "<S-Tab>")) && edit_completes(ui))
		edit_complete(ui, tab);
	else if ((up || !strcmp(key, "<Down>")) && edit_recall(ui, up))
		return;
	else if (!strcmp(key, "<Enter>"))
		(void)submit(ui);
	else if (!strcmp(key, "<Esc>"))
		give_up(ui);
	else if (tab)
		go_on(ui, ACTION_NEXT);
	else if (!strcmp(key, "<S-Tab>"))
		go_on(ui, ACTION_PREVIOUS);
	else if (!strcmp(key, "<C-o>"))
		ask_editor(ui);
	else if (lineedit_feed(&ui->edit.line, key))
		typed(ui);
	else if (binding_find(shared_bindings, key) == ACTION_RELOAD)
		ui_run(ui, ACTION_RELOAD, key);
	else if (ui->edit.done)
		ui_say(ui, _("Enter: %s · Esc: give up"), edit_enter(ui));
	else
		ui_say(ui, "%s", _("Enter keeps the text, Esc gives it up"));
}

void ui_edited(struct ui *ui, const char *text, const struct err *err)
{
	struct edit *edit = &ui->edit;

	ui->wants_editor = false;
	if (!edit->open)
		return;
	if (!text) {
		ui_say_err(ui, err);
		return;
	}
	if (!strcmp(text, edit->line.text.data)) {
		ui_say(ui, "%s", _("nothing changed: it was so already"));
		return;
	}
	lineedit_release(&edit->line);
	lineedit_init(&edit->line, "", edit->line.lines);
	lineedit_paste(&edit->line, text);
	typed(ui);
	ui_say(ui, "%s", _("Enter keeps the text, Esc gives it up"));
}

void ui_paste(struct ui *ui, const char *text)
{
	(void)ui_settle(ui);
	if (ui_is_too_small(ui))
		return;
	buf_clear(&ui->message);
	if (!ui->edit.open) {
		ui_say(ui, "%s", _("no text field is open; what was pasted is left out"));
		return;
	}
	lineedit_paste(&ui->edit.line, text);
	typed(ui);
}

/* --- drafts ------------------------------------------------------------------- */

/* How long until what is being typed is to be kept; -1 where there is nothing to keep. */
static int draft_wait(const struct ui *ui)
{
	const long long left = ui->edit.unsaved_since + DRAFT_AFTER - ui->now;

	if (!ui->edit.open || !ui->edit.unsaved)
		return -1;
	return left > 0 ? (int)left : 0;
}

static bool is_unsure(const struct ui *ui)
{
	return robustness_drawn(&ui->robustness) < robustness_asked(&ui->robustness);
}

/* How long until what is drawn is out of date; -1 where it stays. */
static int due_wait(const struct ui *ui)
{
	const long long left = ui->due - ui->now;

	if (!ui->due)
		return -1;
	return left > 0 ? (int)left : 0;
}

/* What the page on top waits for. */
static int page_wait(const struct ui *ui)
{
	const struct layer *layer = ui_top(ui);

	return layer->page->wait ? layer->page->wait(ui, layer->state) : -1;
}

int ui_wait(const struct ui *ui)
{
	const int waits[] = { draft_wait(ui), due_wait(ui), page_wait(ui) };
	int soonest = -1;

	if (is_unsure(ui))
		return 0;
	for (size_t i = 0; i < ARRAY_SIZE(waits); i++)
		if (waits[i] >= 0 && (soonest < 0 || waits[i] < soonest))
			soonest = waits[i];
	return soonest;
}

static void keep_draft(struct ui *ui)
{
	struct edit *edit = &ui->edit;
	struct err err;

	if (!edit->open || !edit->unsaved || session_is_staged(ui->session))
		return;
	edit->unsaved = false;
	if (!session_draft(ui->session, edit->kind, edit->key, edit->field, edit->line.text.data, ui->stamp(), &err))
		ui_say_err(ui, &err);
}

void ui_keep(struct ui *ui)
{
	if (draft_wait(ui) == 0)
		keep_draft(ui);
}

/* So many samples as a key may wait for, a millisecond or two: the more use cases, the fewer. */
bool ui_refine(struct robustness *robustness)
{
	enum { FEW = 50 };
	const size_t count = robustness->evaluation->ranking_count,
		     slice = count > FEW ? ROBUST_FIRST * FEW / count : ROBUST_FIRST;
	const bool first = robustness_drawn(robustness) < ROBUST_FIRST;

	/* A first table, then the last: what changes in between would only flicker. */
	return !robustness_refine(robustness, slice) || (first && robustness_drawn(robustness) >= ROBUST_FIRST);
}

bool ui_tick(struct ui *ui)
{
	if (draft_wait(ui) == 0) {
		keep_draft(ui);
		return true;
	}
	if (due_wait(ui) == 0)
		return true;
	/* What is on the screen comes first. */
	if (page_wait(ui) == 0)
		return ui_top(ui)->page->tick(ui, ui_top(ui)->state);
	return is_unsure(ui) && ui_refine(&ui->robustness);
}

void ui_leave(struct ui *ui)
{
	(void)ui_settle(ui);
	keep_draft(ui);
}

void edit_mend(struct ui *ui)
{
	struct change_list unfit;
	const struct change *draft;
	struct buf label;
	struct err why;

	if (!session_take_unfit(ui->session, &unfit, &why))
		return;
	draft = unfit.items;
	buf_init(&label);
	word_changed(&label, &ui->scene, draft);
	if (!label.length)
		buf_add_format(&label, "%s %s", draft->key, draft->field);
	ui_edit_value(ui, label.data, draft->kind, draft->key, draft->field, "", strchr(draft->value, '\n'));
	lineedit_paste(&ui->edit.line, draft->value);
	ui_say(ui, _("This was being typed when the program stopped; it is not kept as it is: %s"), why.text);
	buf_release(&label);
	change_list_release(&unfit);
}

/* --- drawing ------------------------------------------------------------------ */

void ui_edit_draw(struct ui *ui, struct surface *surface, int row, int column, int columns, int rows)
{
	lineedit_draw(&ui->edit.line, surface, row, column, columns, rows);
	ui->edit.drawn = true;
}

void edit_draw_box(struct ui *ui, struct surface *surface, int bottom)
{
	const int width = ui->width - 2;
	const int candidates = edit_candidate_rows(ui);
	int rows = lineedit_rows(&ui->edit.line, surface, width), top;
	struct buf label;

	rows = rows > BOX_ROWS ? BOX_ROWS : rows;
	top = bottom - rows;
	for (int row = top - candidates - 1; row < bottom; row++)
		for (int column = 0; column < ui->width; column++)
			(void)surface_text(surface, row, column, 1, ATTRIBUTE_NONE, " ");
	surface_repeat(surface, top - candidates - 1, 0, ui->width, GLYPH_HORIZONTAL);
	buf_init(&label);
	buf_add_format(&label, " %s ", ui->edit.label);
	(void)surface_text(surface, top - candidates - 1, 1, width, ATTRIBUTE_BOLD, label.data);
	edit_draw_candidates(ui, surface, top - candidates);
	buf_release(&label);
	ui_edit_draw(ui, surface, top, 1, width, rows);
}
