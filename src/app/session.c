#include "cadran/app/session.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/store/content_read.h"

#define KIND_CONTENT "content"
#define KIND_BEGIN "begin"
#define KIND_COMMIT "commit"
#define KIND_ABORT "abort"
#define KIND_UNDO "undo"
#define KIND_REDO "redo"

/* What a journal is replayed into. */
struct replay {
	struct session *session;
	struct content *content; /* until the first record that is not content; then the document's */
	struct change_list batch;
};

static void replay_fault(struct replay *replay, const struct journal_record *record, const struct err *err)
{
	char place[300];

	(void)snprintf(place, sizeof(place), "%.250s:%zu", replay->session->journal.path, record->line);
	fault_add_err(&replay->session->faults, place, err);
}

static void replay_content(struct replay *replay, const struct journal_record *record)
{
	struct err err;
	char name[128];

	if (!replay->content) {
		err_set(&err, ERR_FORMAT, N_("this content comes after answers, and is left out"));
		replay_fault(replay, record, &err);
		return;
	}
	(void)snprintf(name, sizeof(name), "%.120s", record->key);
	content_add(replay->content, name, record->value, strlen(record->value), &replay->session->faults);
}

static struct document *replay_document(struct replay *replay, struct err *err)
{
	struct session *session = replay->session;
	struct content *content = replay->content;

	if (session->document)
		return session->document;
	if (!content->matrix_count || !content->criteria.count) {
		err_set(err, ERR_FORMAT, N_("«%s» has no criteria or no matrix that can be read"),
			session->journal.path);
		return NULL;
	}
	if (!content_choose_matrix(content, content->matrices[content->matrix_count - 1].id, err))
		return NULL;
	session->document = document_new(content);
	replay->content = NULL;
	return session->document;
}

/* A new unit makes what was undone before it impossible to do again. */
static struct unit *push_unit(struct session *session, unsigned long seq)
{
	while (session->unit_count > session->done)
		change_list_release(&session->units[--session->unit_count].changes);
	ARRAY_GROW(session->units, session->unit_count, session->unit_capacity);
	session->units[session->unit_count] = (struct unit){ .seq = seq };
	session->done = session->unit_count + 1;
	return &session->units[session->unit_count++];
}

static void revert_unit(struct session *session, struct unit *unit)
{
	for (size_t i = unit->changes.count; i; i--)
		document_revert(session->document, &unit->changes.items[i - 1]);
}

static void apply_again(struct session *session, struct unit *unit)
{
	for (size_t i = 0; i < unit->changes.count; i++) {
		struct err err;
		bool applied = document_apply(session->document, &unit->changes.items[i], &err);

		assert(applied);
		(void)applied;
	}
}

/* Applies one by one: what cannot be taken is told and left out, the rest stands. */
static void replay_changes(struct replay *replay, const struct journal_record *record, unsigned long seq,
			   struct change_list *changes)
{
	size_t kept = 0;

	for (size_t i = 0; i < changes->count; i++) {
		struct err err;

		if (document_apply(replay->session->document, &changes->items[i], &err)) {
			changes->items[kept++] = changes->items[i];
			continue;
		}
		replay_fault(replay, record, &err);
		change_release(&changes->items[i]);
	}
	changes->count = kept;
	if (kept)
		push_unit(replay->session, seq)->changes = *changes;
	else
		change_list_release(changes);
	*changes = (struct change_list){ 0 };
}

static void replay_history(struct replay *replay, const struct journal_record *record, bool undo)
{
	struct session *session = replay->session;
	const size_t at = undo ? session->done - 1 : session->done;
	struct err err;

	if ((undo && !session->done) || at >= session->unit_count ||
	    session->units[at].seq != strtoul(record->key, NULL, 10)) {
		err_set(&err, ERR_FORMAT,
			N_("this record takes back or repeats what is not the last change, and is left out"));
		replay_fault(replay, record, &err);
		return;
	}
	if (undo)
		revert_unit(session, &session->units[at]);
	else
		apply_again(session, &session->units[at]);
	session->done = undo ? at : at + 1;
}

static void replay_change(struct replay *replay, const struct journal_record *record)
{
	struct change_list changes = { 0 };
	enum change_kind kind;
	struct err err;

	if (!change_kind_parse(record->kind, &kind)) {
		err_set(&err, ERR_FORMAT, N_("«%s» is not a kind of record; it is left out"), record->kind);
		replay_fault(replay, record, &err);
		return;
	}
	(void)change_add(replay->session->open_batch ? &replay->batch : &changes, kind, record->key, record->field,
			 record->value);
	if (!replay->session->open_batch)
		replay_changes(replay, record, record->seq, &changes);
}

static void replay_record(const struct journal_record *record, void *context)
{
	struct replay *replay = context;
	struct session *session = replay->session;
	struct err err;

	if (!strcmp(record->kind, KIND_CONTENT)) {
		replay_content(replay, record);
	} else if (!replay_document(replay, &err)) {
		/* told once, when all is read */
	} else if (!strcmp(record->kind, KIND_BEGIN)) {
		change_list_release(&replay->batch);
		session->open_batch = record->seq;
	} else if (!strcmp(record->kind, KIND_ABORT)) {
		change_list_release(&replay->batch);
		session->open_batch = 0;
	} else if (!strcmp(record->kind, KIND_COMMIT)) {
		if (session->open_batch)
			replay_changes(replay, record, session->open_batch, &replay->batch);
		session->open_batch = 0;
	} else if (!strcmp(record->kind, KIND_UNDO) || !strcmp(record->kind, KIND_REDO)) {
		replay_history(replay, record, !strcmp(record->kind, KIND_UNDO));
	} else {
		replay_change(replay, record);
	}
}

bool session_open(const char *path, enum journal_access access, struct session *session, struct err *err)
{
	struct replay replay = { .session = session };
	struct err circle;
	bool opened;

	*session = (struct session){ 0 };
	replay.content = content_new();
	opened = journal_open(path, access, &session->journal, replay_record, &replay, &session->faults, err);
	opened = opened && replay_document(&replay, err);
	if (opened && document_find_cycle(session->document, &circle))
		fault_add_err(&session->faults, path, &circle);
	if (session->open_batch)
		fault_add(&session->faults, path, N_("an import was cut short and counts for nothing"));
	change_list_release(&replay.batch);
	content_free(replay.content);
	if (!opened)
		session_close(session);
	return opened;
}

void session_close(struct session *session)
{
	for (size_t i = 0; i < session->unit_count; i++)
		change_list_release(&session->units[i].changes);
	free(session->units);
	document_free(session->document);
	fault_list_release(&session->faults);
	journal_close(&session->journal);
	*session = (struct session){ .journal = { .descriptor = -1 } };
}

static void write_changes(struct journal_writer *writer, const struct change_list *changes)
{
	const bool batch = changes->count > 1;

	if (batch)
		journal_writer_add(writer, KIND_BEGIN, "", "", "");
	for (size_t i = 0; i < changes->count; i++) {
		const struct change *change = &changes->items[i];

		journal_writer_add(writer, change_kind_id(change->kind), change->key, change->field, change->value);
	}
	if (batch)
		journal_writer_add(writer, KIND_COMMIT, "", "", "");
}

static void write_content(struct journal_writer *writer, const struct content *content)
{
	for (size_t i = 0; i < content->source_count; i++) {
		const struct content_source *source = &content->sources[i];
		char key[200];

		if (source->kind == CONTENT_CATALOGUE || source->kind == CONTENT_DEMO ||
		    (source->kind == CONTENT_MATRIX && strcmp(source->id, content->matrix->id) != 0))
			continue;
		(void)snprintf(key, sizeof(key), "%s.%s", content_kind_id(source->kind), source->id);
		journal_writer_add(writer, KIND_CONTENT, key, source->version, source->bytes);
	}
}

bool session_create(const char *path, struct content *content, struct change_list *changes, struct journal_stamp stamp,
		    struct err *err)
{
	struct document *document = document_new(content);
	bool made = document_apply_all(document, changes, true, err);

	if (made) {
		struct journal_writer writer;

		journal_writer_new(&writer, stamp);
		write_content(&writer, content);
		write_changes(&writer, changes);
		made = journal_create(path, &writer, err);
		journal_writer_release(&writer);
	}
	change_list_release(changes);
	document_free(document);
	return made;
}

/* Before anything else a batch that was left open is closed as void. */
static void init_writer(struct journal_writer *writer, const struct session *session, struct journal_stamp stamp)
{
	journal_writer_init(writer, &session->journal, stamp);
	if (session->open_batch)
		journal_writer_add(writer, KIND_ABORT, "", "", "");
}

static bool append(struct session *session, const struct journal_writer *writer, struct err *err)
{
	if (!journal_append(&session->journal, writer, err))
		return false;
	session->open_batch = 0;
	return true;
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

bool session_apply(struct session *session, struct change_list *changes, bool strict, struct journal_stamp stamp,
		   struct err *err)
{
	struct journal_writer writer;
	unsigned long seq;
	bool done;

	if (!changes->count)
		return true;
	if (!document_apply_all(session->document, changes, strict, err))
		return false;
	drop_idle(changes);
	if (!changes->count)
		return true;
	init_writer(&writer, session, stamp);
	seq = writer.seq + 1;
	write_changes(&writer, changes);
	done = append(session, &writer, err);
	journal_writer_release(&writer);
	if (!done) {
		for (size_t i = changes->count; i; i--)
			document_revert(session->document, &changes->items[i - 1]);
		return false;
	}
	push_unit(session, seq)->changes = *changes;
	*changes = (struct change_list){ 0 };
	return true;
}

static bool log_history(struct session *session, const char *kind, unsigned long seq, struct journal_stamp stamp,
			struct err *err)
{
	struct journal_writer writer;
	char key[24];
	bool done;

	(void)snprintf(key, sizeof(key), "%lu", seq);
	init_writer(&writer, session, stamp);
	journal_writer_add(&writer, kind, key, "", "");
	done = append(session, &writer, err);
	journal_writer_release(&writer);
	return done;
}

bool session_undo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err)
{
	*unit = NULL;
	/* The first unit is the dossier's making: a service keeps its name. */
	if (session->done <= 1)
		return true;
	if (!log_history(session, KIND_UNDO, session->units[session->done - 1].seq, stamp, err))
		return false;
	*unit = &session->units[--session->done];
	revert_unit(session, &session->units[session->done]);
	return true;
}

bool session_redo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err)
{
	*unit = NULL;
	if (session->done == session->unit_count)
		return true;
	if (!log_history(session, KIND_REDO, session->units[session->done].seq, stamp, err))
		return false;
	*unit = &session->units[session->done];
	apply_again(session, &session->units[session->done++]);
	return true;
}
