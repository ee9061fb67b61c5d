/*
 * What happens to the dossier as a whole: it is read again, worked on while it
 * is closed, taken along its history, brought up to newer content, read in
 * another language.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "ui_internal.h"

/* --- read again ---------------------------------------------------------------------- */

/* Pages know grids and questions by their number: they stay where these are the same. */
static bool has_same_content(const struct content *a, const struct content *b)
{
	bool same = a->source_count == b->source_count;

	for (size_t i = 0; same && i < a->source_count; i++)
		same = a->sources[i].kind == b->sources[i].kind && !strcmp(a->sources[i].id, b->sources[i].id) &&
		       !strcmp(a->sources[i].version, b->sources[i].version);
	return same;
}

/*
 * The file as it is now, for writing where that can be: its lock is ours until
 * the old session is closed. In between `work`, where there is one, has the file
 * to itself; whatever comes of it, in `failed`, the dossier is open afterwards.
 * Pages stay only where nothing worked on the file and the content is the same.
 */
static bool open_again(struct ui *ui, ui_work_fn *work, void *context, struct err *failed, struct err *why,
		       struct err *err)
{
	struct session seen, fresh;
	bool stays;

	if (!session_open(ui->session->journal.path, JOURNAL_READ, &seen, err))
		return false;
	stays = !work && has_same_content(ui->session->document->content, seen.document->content);
	robustness_release(&ui->robustness);
	evaluation_release(&ui->evaluation);
	session_close(ui->session);
	if (work)
		(void)work(seen.journal.path, ui->stamp(), context, failed);
	if (session_open_any(seen.journal.path, &fresh, why, why)) {
		stays = stays && has_same_content(seen.document->content, fresh.document->content);
		session_close(&seen);
		seen = fresh;
	}
	*ui->session = seen;
	ui_evaluate_first(ui);
	if (stays)
		ui_close_gone(ui);
	else
		ui_begin_again(ui);
	return true;
}

bool ui_work_apart(struct ui *ui, ui_work_fn *work, void *context)
{
	struct err failed = { 0 }, why, err;

	(void)ui_settle(ui);
	if (!open_again(ui, work, context, &failed, &why, &err)) {
		ui_say_err(ui, &err);
		return false;
	}
	ui->read_only = why;
	if (failed.kind != ERR_NONE)
		ui_say_err(ui, &failed);
	return failed.kind == ERR_NONE;
}

void ui_reload(struct ui *ui)
{
	struct err why, err;

	if (!open_again(ui, NULL, NULL, NULL, &why, &err)) {
		ui_say_err(ui, &err);
		return;
	}
	ui->read_only = why;
	ui_say(ui, "%s", why.kind == ERR_NONE ? _("read again") : why.text);
}

static void take_fresh(struct ui *ui, const struct session *fresh)
{
	const bool same = has_same_content(ui->session->document->content, fresh->document->content);

	robustness_release(&ui->robustness);
	evaluation_release(&ui->evaluation);
	session_close(ui->session);
	*ui->session = *fresh;
	ui_evaluate_first(ui);
	if (same)
		ui_close_gone(ui);
	else
		ui_begin_again(ui);
}

static void take_over(struct ui *ui)
{
	struct session fresh;
	struct err why, err;

	if (!session_open_any(ui->session->journal.path, &fresh, &why, &err)) {
		ui_say_err(ui, &err);
		return;
	}
	take_fresh(ui, &fresh);
	ui->read_only = why;
	if (why.kind == ERR_NONE)
		ui_say(ui, "%s", _("the other program has ended; the dossier is yours: press the key again"));
	else
		ui_say(ui, "%s%s%s · %s", _("Open for reading only"), _(": "), why.text,
		       _("Ctrl-r reads it again and takes it over"));
}

static void read_what_changed(struct ui *ui)
{
	struct session fresh;
	struct err err;

	if (journal_check_unchanged(&ui->session->journal, &err) ||
	    !session_open(ui->session->journal.path, JOURNAL_READ, &fresh, &err))
		return;
	take_fresh(ui, &fresh);
	if (!ui->message.length)
		ui_say(ui, "%s", _("the other program changed the dossier: it was read again"));
}

void ui_look_again(struct ui *ui)
{
	if (ui->read_only.kind != ERR_LOCKED || ui->session->journal.access != JOURNAL_READ || ui->edit.open ||
	    ui->leaving)
		return;
	if (ui->refused)
		take_over(ui);
	else
		read_what_changed(ui);
}

/* --- along its history ---------------------------------------------------------------- */

static void tell_way(struct ui *ui, size_t before)
{
	const size_t now = ui->session->done, count = now < before ? before - now : now - before;

	if (now < before)
		ui_say(ui, message_plural("%zu change taken back", "%zu changes taken back", count), count);
	else
		ui_say(ui, message_plural("%zu change done again", "%zu changes done again", count), count);
}

void ui_go_to_change(struct ui *ui, size_t done)
{
	struct session *session = ui->session;
	const size_t before = session->done;
	const struct unit *unit = NULL;
	bool other = false, going = true;
	struct err err = { 0 };

	while (going && session->done != done) {
		going = session->done > done ? session_undo(session, ui->stamp(), &unit, &err)
					     : session_redo(session, ui->stamp(), &unit, &err);
		other |= going && unit && unit->other;
		going &= unit != NULL;
	}
	ui_evaluate(ui);
	if (other)
		ui_begin_again(ui);
	ui_close_gone(ui);
	if (err.kind != ERR_NONE)
		ui_say_err(ui, &err);
	else
		tell_way(ui, before);
}

/* --- newer content ---------------------------------------------------------------------- */

size_t ui_find_newer(const struct ui *ui, const struct content_source **newer)
{
	const struct content *shipped = ui_shipped(ui);

	return shipped ? content_newer(ui->session->document->content, shipped, newer) : 0;
}

bool ui_upgrade(struct ui *ui)
{
	const struct content *own = ui->session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct err err;
	bool done = ui_may_change(ui);

	(void)ui_settle(ui);
	if (done && ui_find_newer(ui, newer)) {
		done = session_upgrade(ui->session, content_upgrade(own, newer), ui->stamp(), &err);
		if (!done)
			ui_say_err(ui, &err);
		ui_evaluate(ui);
		ui_begin_again(ui);
	}
	free(newer);
	return done;
}

/* --- language ----------------------------------------------------------------------------- */

void ui_speak(struct ui *ui, enum language language)
{
	message_init(language, place_locale());
	ui->scene.language = language;
	ui_begin_again(ui);
}
