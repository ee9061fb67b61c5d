#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "record.h"

void session_close(struct session *session)
{
	for (size_t i = 0; i < session->unit_count; i++)
		unit_release(&session->units[i]);
	free(session->units);
	milestones_release(session);
	change_list_release(&session->staged);
	change_list_release(&session->unfit);
	document_free(session->document);
	fault_list_release(&session->faults);
	journal_close(&session->journal);
	*session = (struct session){ .journal = { .descriptor = -1 } };
}

/* `journal` is where a long batch goes part by part, NULL for a new one. */
static bool write_changes(struct journal *journal, struct journal_writer *writer, const struct change_list *changes,
			  struct err *err)
{
	const bool batch = changes->count > 1;

	if (batch)
		journal_writer_add(writer, RECORD_BEGIN, "", "", "");
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->items[i];

		journal_writer_add(writer, change_kind_id(change->kind), change->key, change->field, change->value);
		if (journal && !journal_append_part(journal, writer, err))
			return false;
	}
	if (batch)
		journal_writer_add(writer, RECORD_COMMIT, "", "", "");
	return true;
}

void session_write_source(struct journal_writer *writer, const struct content_source *source)
{
	char key[200];

	(void)snprintf(key, sizeof(key), "%s.%s", content_kind_id(source->kind), source->id);
	journal_writer_add(writer, RECORD_CONTENT, key, source->version, source->bytes);
}

static void write_content(struct journal_writer *writer, const struct content *content)
{
	for (size_t i = 0; i < content->source_count; i++) {
		const struct content_source *source = &content->sources[i];

		if (source->kind == CONTENT_CATALOGUE || source->kind == CONTENT_DEMO ||
		    (source->kind == CONTENT_MATRIX && strcmp(source->id, content->matrix->id) != 0))
			continue;
		session_write_source(writer, source);
	}
}

static bool create(const char *path, struct content *content, struct change_list *changes, bool strict,
		   struct journal_stamp stamp, struct err *err)
{
	struct document *document = document_new(content);
	bool made = document_apply_all(document, changes, strict, err);

	if (made) {
		struct journal_writer writer;

		journal_writer_new(&writer, stamp);
		write_content(&writer, content);
		made = write_changes(NULL, &writer, changes, err) && journal_create(path, &writer, err);
		journal_writer_release(&writer);
	}
	change_list_release(changes);
	document_free(document);
	return made;
}

void session_writer(struct journal_writer *writer, const struct session *session, struct journal_stamp stamp)
{
	journal_writer_init(writer, &session->journal, stamp);
	if (session->open_batch)
		journal_writer_add(writer, RECORD_ABORT, "", "", "");
}

bool session_append(struct session *session, struct journal_writer *writer, struct err *err)
{
	if (!journal_append(&session->journal, writer, err))
		return false;
	session->record_count += writer->count;
	session->open_batch = 0;
	session->drafted = false;
	return true;
}

bool session_create(const char *path, struct content *content, struct change_list *changes, struct journal_stamp stamp,
		    struct err *err)
{
	return create(path, content, changes, true, stamp, err);
}

bool session_create_from(const char *path, const struct document *old, struct content *content, const char *name,
			 struct journal_stamp stamp, struct err *err)
{
	const struct content_source **same = xcalloc(content->source_count, sizeof(struct content_source *));
	struct document *carried = document_upgrade(old, content_upgrade(content, same));
	struct change_list changes = { 0 };

	free(same);
	text_free(carried->service[SERVICE_DATE]);
	carried->service[SERVICE_DATE] = text_copy("");
	document_difference(NULL, carried, &changes);
	if (name)
		(void)change_add(&changes, CHANGE_SERVICE, "", service_field_id(SERVICE_NAME), name);
	document_free(carried);
	/* What a use case depends on may be gone, as it may in the old one. */
	return create(path, content, &changes, false, stamp, err);
}

/* A change to what stands there already is none: it would only make undo seem to do nothing. */
static void drop_idle(struct change_list *changes)
{
	size_t kept = 0;

	for (size_t i = 0; i < changes->count; i++) {
		if (strcmp(changes->items[i].before, changes->items[i].value) != 0)
			changes->items[kept++] = changes->items[i];
		else
			change_release(&changes->items[i]);
	}
	changes->count = kept;
}

/* Logs `changes` as one unit, whose number is then in `seq`. */
static bool log_changes(struct session *session, const struct change_list *changes, struct journal_stamp stamp,
			unsigned long *seq, struct err *err)
{
	struct journal_writer writer;
	bool done;

	session_writer(&writer, session, stamp);
	*seq = writer.seq + 1;
	done = write_changes(&session->journal, &writer, changes, err) && session_append(session, &writer, err);
	journal_writer_release(&writer);
	return done;
}

static void move_changes(struct change_list *to, struct change_list *from)
{
	*to = *from;
	*from = (struct change_list){ 0 };
}

bool session_stage(struct session *session, struct change_list *changes, struct err *err)
{
	assert(!session_is_staged(session));
	if (!journal_check_writable(&session->journal, err))
		return false;
	if (!document_apply_all(session->document, changes, false, err))
		return false;
	drop_idle(changes);
	if (changes->count)
		move_changes(&session->staged, changes);
	else
		change_list_release(changes);
	return true;
}

bool session_is_staged(const struct session *session)
{
	return session->staged.count > 0;
}

/* What cannot be logged is reverted, and stays in `staged`. */
static bool log_staged(struct session *session, struct journal_stamp stamp, struct err *err)
{
	struct change_list *staged = &session->staged;
	unsigned long seq;

	if (!staged->count)
		return true;
	if (log_changes(session, staged, stamp, &seq, err)) {
		move_changes(&unit_push(session, seq, stamp)->changes, staged);
		return true;
	}
	for (size_t i = staged->count; i; i--)
		document_revert(session->document, &staged->items[i - 1]);
	return false;
}

bool session_flush(struct session *session, struct journal_stamp stamp, struct err *err)
{
	const bool done = log_staged(session, stamp, err);

	change_list_release(&session->staged);
	return done;
}

bool session_apply(struct session *session, struct change_list *changes, struct journal_stamp stamp, struct err *err)
{
	if (!session_stage(session, changes, err))
		return false;
	if (log_staged(session, stamp, err))
		return true;
	move_changes(changes, &session->staged);
	return false;
}

bool session_log(struct session *session, const char *const record[4], struct journal_stamp stamp, struct err *err)
{
	struct journal_writer writer;
	bool done;

	session_writer(&writer, session, stamp);
	journal_writer_add(&writer, record[0], record[1], record[2], record[3]);
	done = session_append(session, &writer, err);
	journal_writer_release(&writer);
	return done;
}

bool session_draft(struct session *session, enum change_kind kind, const char *key, const char *field, const char *text,
		   struct journal_stamp stamp, struct err *err)
{
	char word[32];

	assert(!session_is_staged(session));
	if (!journal_check_writable(&session->journal, err))
		return false;
	(void)snprintf(word, sizeof(word), RECORD_DRAFT "%s", change_kind_id(kind));
	if (!session_log(session, (const char *const[]){ word, key, field, text }, stamp, err))
		return false;
	session->drafted = true;
	return true;
}

bool session_draft_drop(struct session *session, struct journal_stamp stamp, struct err *err)
{
	assert(!session_is_staged(session));
	return !session->drafted ||
	       session_log(session, (const char *const[]){ RECORD_DRAFT DRAFT_END, "", "", "" }, stamp, err);
}

bool session_take_unfit(struct session *session, struct change_list *unfit, struct err *why)
{
	if (!session->unfit.count)
		return false;
	*unfit = session->unfit;
	*why = session->unfit_why;
	session->unfit = (struct change_list){ 0 };
	fault_list_pop(&session->faults);
	return true;
}

/* Those of the dossier, then what `content` has besides. */
static bool no_matrix(const struct session *session, const struct content *content, const char *id, struct err *err)
{
	struct buf ids;

	buf_init(&ids);
	content_matrix_ids(session->document->content, &ids);
	for (size_t i = 0; i < content->matrix_count; i++)
		if (!content_matrix(session->document->content, content->matrices[i].id))
			buf_add_format(&ids, ", %s", content->matrices[i].id);
	err_set(err, ERR_VALUE, N_("there is no matrix «%s»; expected one of: %s"), id, ids.data);
	buf_release(&ids);
	return false;
}

bool session_add_matrix(struct session *session, const struct content *content, const char *id,
			struct journal_stamp stamp, struct err *err)
{
	const struct content_source *source = content_source(content, CONTENT_MATRIX, id);
	struct fault_list faults = { 0 };
	struct journal_writer writer;
	bool done;

	assert(!session_is_staged(session));
	if (content_matrix(session->document->content, id))
		return true;
	if (!source)
		return no_matrix(session, content, id, err);
	if (!journal_check_writable(&session->journal, err))
		return false;
	session_writer(&writer, session, stamp);
	session_write_source(&writer, source);
	done = session_append(session, &writer, err);
	journal_writer_release(&writer);
	if (done) {
		bool added = content_add_matrix(session->document->content, source->name, source->bytes, source->length,
						&faults);

		assert(added);
		(void)added;
	}
	fault_list_release(&faults);
	return done;
}

/* Whether the dossier holds this file in another version. */
static bool is_other(const struct session *session, const struct content_source *source)
{
	const struct content_source *own = content_source(session->document->content, source->kind, source->id);

	return own && strcmp(own->version, source->version) != 0;
}

static void write_upgrade(struct journal_writer *writer, const struct session *session, const struct content *content)
{
	size_t count = 0;

	for (size_t i = 0; i < content->source_count; i++)
		count += is_other(session, &content->sources[i]);
	if (count > 1)
		journal_writer_add(writer, RECORD_BEGIN, "", "", "");
	for (size_t i = 0; i < content->source_count; i++)
		if (is_other(session, &content->sources[i]))
			session_write_source(writer, &content->sources[i]);
	if (count > 1)
		journal_writer_add(writer, RECORD_COMMIT, "", "", "");
}

static bool check_upgradable(const struct session *session, struct err *err)
{
	if (session->upgrade_count >= SESSION_UPGRADES_MOST)
		return err_set(err, ERR_VALUE, N_("newer content was taken up %d times, and cannot be once more"),
			       SESSION_UPGRADES_MOST);
	return journal_check_writable(&session->journal, err);
}

bool session_upgrade(struct session *session, struct content *content, struct journal_stamp stamp, struct err *err)
{
	struct journal_writer writer;
	unsigned long seq;
	bool done;

	assert(!session_is_staged(session));
	if (!check_upgradable(session, err)) {
		content_free(content);
		return false;
	}
	session_writer(&writer, session, stamp);
	seq = writer.seq + 1;
	write_upgrade(&writer, session, content);
	done = writer.seq < seq || session_append(session, &writer, err);
	if (done && writer.seq >= seq)
		(void)unit_upgrade(session, seq, stamp, content);
	else
		content_free(content);
	journal_writer_release(&writer);
	return done;
}

static bool log_history(struct session *session, const char *kind, unsigned long seq, struct journal_stamp stamp,
			struct err *err)
{
	char key[24];

	(void)snprintf(key, sizeof(key), "%lu", seq);
	return session_log(session, (const char *const[]){ kind, key, "", "" }, stamp, err);
}

bool session_undo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err)
{
	assert(!session_is_staged(session));
	*unit = NULL;
	if (!journal_check_writable(&session->journal, err))
		return false;
	/* The first unit is the dossier's making: a service keeps its name. */
	if (session->done <= 1)
		return true;
	if (!log_history(session, RECORD_UNDO, session->units[session->done - 1].seq, stamp, err))
		return false;
	*unit = &session->units[--session->done];
	unit_revert(session, &session->units[session->done]);
	return true;
}

bool session_redo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err)
{
	assert(!session_is_staged(session));
	*unit = NULL;
	if (!journal_check_writable(&session->journal, err))
		return false;
	if (session->done == session->unit_count)
		return true;
	if (!log_history(session, RECORD_REDO, session->units[session->done].seq, stamp, err))
		return false;
	*unit = &session->units[session->done];
	unit_apply_again(session, &session->units[session->done++]);
	return true;
}

/* A text that cannot be taken up is told whole: no screen shows it. */
static void tell_lost(struct session *session, const struct draft *draft, const struct err *why)
{
	struct buf text;
	char place[300];

	(void)snprintf(place, sizeof(place), "%.250s:%zu", session->journal.path, draft->line);
	buf_init(&text);
	buf_add_format(&text, _("the text that was being typed cannot be taken up (%s): «%s»"), why->text,
		       draft->changes.items[0].value);
	fault_notice_text(&session->faults, place, text.data);
	buf_release(&text);
}

/* The draft that the journal ends with becomes the last unit, logged where it can be. */
static bool take_up(struct session *session, struct draft *draft, struct err *err)
{
	const struct journal_stamp stamp = { draft->author, draft->time };
	struct change_list *changes = &draft->changes;
	unsigned long seq = draft->seq;
	struct err why;

	session->drafted = changes->count > 0;
	if (!session->drafted)
		return true;
	if (!document_apply_all(session->document, changes, false, &why)) {
		tell_lost(session, draft, &why);
		session->unfit = *changes;
		session->unfit_why = why;
		*changes = (struct change_list){ 0 };
		return true;
	}
	drop_idle(changes);
	if (!changes->count)
		return true;
	if (session->ledger)
		ledger_write(session->ledger, session->document, changes->items, stamp, seq, false);
	if (session->journal.access == JOURNAL_WRITE && !log_changes(session, changes, stamp, &seq, err))
		return false;
	move_changes(&unit_push(session, seq, stamp)->changes, changes);
	session->recovered = true;
	return true;
}

/* At most one of `memory` and `ledger`. */
static bool open_with(const char *path, enum journal_access access, struct session_memory *memory,
		      struct ledger *ledger, struct session *session, struct err *err)
{
	struct draft draft = { 0 };
	bool opened;

	*session = (struct session){ .ledger = ledger };
	opened = replay_open(path, access, memory, session, &draft, err) && take_up(session, &draft, err);
	draft_release(&draft);
	if (!opened)
		session_close(session);
	return opened;
}

bool session_open(const char *path, enum journal_access access, struct session *session, struct err *err)
{
	return open_with(path, access, NULL, NULL, session, err);
}

bool session_open_ledger(const char *path, enum journal_access access, struct ledger *ledger, struct session *session,
			 struct err *err)
{
	return open_with(path, access, NULL, ledger, session, err);
}

bool session_open_remembering(const char *path, struct session_memory *memory, struct session *session, struct err *err)
{
	for (int lean = 1; lean >= 0; lean--) {
		memory_begin(memory, lean);
		if (!open_with(path, JOURNAL_READ, memory, NULL, session, err))
			return false;
		if (memory->unfit == MEMORY_FITS)
			return true;
		session_close(session);
		if (memory->unfit == MEMORY_NO_SHARING)
			break;
	}
	return open_with(path, JOURNAL_READ, NULL, NULL, session, err);
}

bool session_open_any(const char *path, struct session *session, struct err *why, struct err *err)
{
	struct err unread;

	if (session_open(path, JOURNAL_WRITE_NOW, session, why)) {
		why->kind = ERR_NONE;
		if (session->journal.access != JOURNAL_WRITE)
			err_set(why, ERR_FORMAT, N_("«%s» cannot be read to its end, and is open for reading only"),
				path);
		return true;
	}
	if (session_open(path, JOURNAL_READ, session, &unread))
		return true;
	*err = *why;
	return false;
}
