#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "record.h"

/* What a journal is replayed into. */
struct replay {
	struct session *session;
	struct content *content; /* until the first record that is not content; then the document's */
	struct change_list batch;
	char **stamps; /* author and time of each change of the batch, where there is a ledger; owned */
	size_t stamp_count, stamp_capacity;
	bool merging;          /* the batch is a merge */
	struct content *newer; /* newer copies to be taken up together; NULL where there are none */
	struct draft *draft;
	size_t most;                   /* records to be read */
	struct session_memory *memory; /* NULL for none */
	struct pending {
		const char *key, *value; /* live in the memory */
	} * pending;                     /* content records that are known by number, not yet read */
	unsigned long *numbers;          /* theirs */
	size_t pending_count, pending_capacity, number_capacity;
	bool apart;      /* content came that has no number: it is this dossier's own */
	bool lean;       /* no history: changes are put into the document, and gone */
	struct buf held; /* lean, of an open batch: kind, then key, field and value, each with its NUL */
	bool changed;    /* a change was applied */
};

void draft_release(struct draft *draft)
{
	change_list_release(&draft->changes);
	free(draft->author);
	free(draft->time);
	*draft = (struct draft){ 0 };
}

static void replay_fault(struct replay *replay, const struct journal_record *record, const struct err *err)
{
	char place[300];

	(void)snprintf(place, sizeof(place), "%.250s:%zu", replay->session->journal.path, record->line);
	fault_add_err(&replay->session->faults, place, err);
}

/* A matrix that the dossier does not have yet joins the others. */
static bool replay_matrix(struct replay *replay, const struct journal_record *record, const char *name)
{
	struct session *session = replay->session;
	const size_t faults = session->faults.count;

	if (strncmp(record->key, "matrix.", 7) != 0 ||
	    content_source(session->document->content, CONTENT_MATRIX, record->key + 7))
		return false;
	return content_add_matrix(session->document->content, name, record->value, strlen(record->value),
				  &session->faults) ||
	       session->faults.count > faults;
}

/* What the dossier has in another version, by the name of the record and of the file alike. */
static bool is_upgrade(const struct replay *replay, const struct journal_record *record,
		       const struct content_source *source)
{
	const struct content_source *own = content_source(replay->session->document->content, source->kind, source->id);
	char key[200];

	(void)snprintf(key, sizeof(key), "%s.%s", content_kind_id(source->kind), source->id);
	return own && !strcmp(key, record->key) && strcmp(own->version, source->version) != 0;
}

static bool replay_newer(struct replay *replay, const struct journal_record *record, const char *name)
{
	struct session *session = replay->session;
	const size_t faults = session->faults.faults;
	struct content *alone = content_new();
	bool fits;

	if (session->upgrade_count >= SESSION_UPGRADES_MOST) {
		content_free(alone);
		return false;
	}
	content_add(alone, name, record->value, strlen(record->value), &session->faults);
	fits = alone->source_count && is_upgrade(replay, record, alone->sources);
	if (fits && !replay->newer) {
		replay->newer = alone;
		return true;
	}
	content_free(alone);
	if (fits)
		content_add(replay->newer, name, record->value, strlen(record->value), &session->faults);
	return fits || session->faults.faults > faults;
}

struct unit *unit_upgrade(struct session *session, unsigned long seq, struct journal_stamp stamp,
			  struct content *content)
{
	struct unit *unit = unit_push(session, seq, stamp);

	unit->other = session->document;
	session->document = document_upgrade(unit->other, content);
	session->upgrade_count++;
	return unit;
}

static struct journal_stamp stamp_of(const struct journal_record *record)
{
	return (struct journal_stamp){ record->author, record->time };
}

/* What was gathered is taken up, as one unit, done by who wrote `record`. */
static struct unit *replay_upgrade(struct replay *replay, unsigned long seq, const struct journal_record *record)
{
	const struct content *own = replay->session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct unit *unit;

	for (size_t i = 0; i < own->source_count; i++)
		newer[i] = content_source(replay->newer, own->sources[i].kind, own->sources[i].id);
	unit = unit_upgrade(replay->session, seq, stamp_of(record), content_upgrade(own, newer));
	free(newer);
	content_free(replay->newer);
	replay->newer = NULL;
	return unit;
}

static void add_content(struct replay *replay, const char *key, const char *value)
{
	char name[128];

	(void)snprintf(name, sizeof(name), "%.120s", key);
	content_add(replay->content, name, value, strlen(value), &replay->session->faults);
}

/* What waits is taken from the memory, or read, and kept where it is without fault. */
static void settle_content(struct replay *replay)
{
	const size_t faults = replay->session->faults.count, count = replay->pending_count;
	struct content *shared = NULL;

	if (!count)
		return;
	replay->pending_count = 0;
	if (!replay->apart)
		shared = memory_content(replay->memory, replay->numbers, count);
	if (shared) {
		content_free(replay->content);
		replay->content = shared;
		return;
	}
	for (size_t i = 0; i < count; i++)
		add_content(replay, replay->pending[i].key, replay->pending[i].value);
	if (!replay->apart && replay->session->faults.count == faults)
		memory_keep(replay->memory, replay->numbers, count, replay->content);
}

static void push_pending(struct replay *replay, const struct journal_record *record)
{
	size_t count = replay->pending_count;

	ARRAY_GROW(replay->numbers, count, replay->number_capacity);
	replay->numbers[count] = record->number;
	ARRAY_GROW(replay->pending, count, replay->pending_capacity);
	replay->pending[count] = (struct pending){ record->key, record->value };
	replay->pending_count++;
}

/* Before the first change. */
static void replay_first_content(struct replay *replay, const struct journal_record *record)
{
	if (record->number && !replay->apart) {
		push_pending(replay, record);
		return;
	}
	replay->apart = true;
	settle_content(replay);
	add_content(replay, record->key, record->value);
}

static void replay_content(struct replay *replay, const struct journal_record *record)
{
	struct err err;
	char name[128];

	if (replay->content) {
		replay_first_content(replay, record);
		return;
	}
	if (replay->memory) {
		replay->memory->unfit = MEMORY_NO_SHARING;
		return;
	}
	(void)snprintf(name, sizeof(name), "%.120s", record->key);
	if (!replay_matrix(replay, record, name) && !replay_newer(replay, record, name)) {
		err_set(&err, ERR_FORMAT, N_("this content comes after answers, and is left out"));
		replay_fault(replay, record, &err);
	}
	if (replay->newer && !replay->session->open_batch)
		(void)replay_upgrade(replay, record->seq, record);
}

/* The matrix that a dossier is made with counts as the first that was chosen. */
static void log_first_matrix(struct session *session, const struct journal_record *record)
{
	struct change_list changes = { 0 };

	if (!session->ledger || !record)
		return;
	ledger_write(session->ledger, session->document,
		     change_add(&changes, CHANGE_MATRIX, "", "id", session->document->matrix),
		     (struct journal_stamp){ record->author, record->time }, 0, false);
	change_list_release(&changes);
}

/* `record` is the first one that is not content; NULL where there is none. */
static struct document *replay_document(struct replay *replay, const struct journal_record *record, struct err *err)
{
	struct session *session = replay->session;
	struct content *content;

	if (session->document)
		return session->document;
	settle_content(replay);
	content = replay->content;
	if (!content->matrix_count || !content->criteria.count) {
		err_set(err, ERR_FORMAT, N_("«%s» has no criteria or no matrix that can be read"),
			session->journal.path);
		return NULL;
	}
	if (!content_choose_matrix(content, content->matrices[content->matrix_count - 1].id, err))
		return NULL;
	session->document = document_new(content);
	replay->content = NULL;
	log_first_matrix(session, record);
	return session->document;
}

struct unit *unit_push(struct session *session, unsigned long seq, struct journal_stamp stamp)
{
	while (session->unit_count > session->done)
		unit_release(&session->units[--session->unit_count]);
	ARRAY_GROW(session->units, session->unit_count, session->unit_capacity);
	session->units[session->unit_count] = (struct unit){
		.seq = seq,
		.author = xstrdup(stamp.author),
		.time = xstrdup(stamp.time),
	};
	session->done = session->unit_count + 1;
	return &session->units[session->unit_count++];
}

void unit_release(struct unit *unit)
{
	change_list_release(&unit->changes);
	document_free(unit->other);
	free(unit->author);
	free(unit->time);
	*unit = (struct unit){ 0 };
}

static void exchange_documents(struct session *session, struct unit *unit)
{
	struct document *document = session->document;

	if (!unit->other)
		return;
	session->document = unit->other;
	unit->other = document;
}

void unit_revert(struct session *session, struct unit *unit)
{
	for (size_t i = unit->changes.count; i; i--)
		document_revert(session->document, &unit->changes.items[i - 1]);
	exchange_documents(session, unit);
}

void unit_apply_again(struct session *session, struct unit *unit)
{
	exchange_documents(session, unit);
	for (size_t i = 0; i < unit->changes.count; i++) {
		struct err err;
		bool applied = document_apply(session->document, &unit->changes.items[i], &err);

		assert(applied);
		(void)applied;
	}
}

static void log_change(const struct replay *replay, const struct journal_record *record, unsigned long seq,
		       const struct change *change, size_t index)
{
	struct session *session = replay->session;
	struct journal_stamp stamp = { record->author, record->time };

	if (!session->ledger)
		return;
	if (session->open_batch)
		stamp = (struct journal_stamp){ replay->stamps[2 * index], replay->stamps[2 * index + 1] };
	ledger_write(session->ledger, session->document, change, stamp, seq, session->open_batch && replay->merging);
}

static void keep_stamp(struct replay *replay, const struct journal_record *record)
{
	const char *const texts[] = { record->author, record->time };

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		ARRAY_GROW(replay->stamps, replay->stamp_count, replay->stamp_capacity);
		replay->stamps[replay->stamp_count++] = xstrdup(texts[i]);
	}
}

static void drop_batch(struct replay *replay)
{
	for (size_t i = 0; i < replay->stamp_count; i++)
		free(replay->stamps[i]);
	replay->stamp_count = 0;
	change_list_release(&replay->batch);
	buf_clear(&replay->held);
	content_free(replay->newer);
	replay->newer = NULL;
}

/*
 * Applies one by one, after the newer content of the same batch: what cannot be
 * taken is told and left out, the rest stands.
 */
static void replay_changes(struct replay *replay, const struct journal_record *record, unsigned long seq,
			   struct change_list *changes)
{
	struct unit *unit = replay->newer ? replay_upgrade(replay, seq, record) : NULL;
	size_t kept = 0;

	for (size_t i = 0; i < changes->count; i++) {
		struct err err;

		if (document_apply(replay->session->document, &changes->items[i], &err)) {
			log_change(replay, record, seq, &changes->items[i], i);
			changes->items[kept++] = changes->items[i];
			continue;
		}
		replay_fault(replay, record, &err);
		change_release(&changes->items[i]);
	}
	changes->count = kept;
	replay->changed |= kept > 0;
	if (kept)
		(unit ? unit : unit_push(replay->session, seq, stamp_of(record)))->changes = *changes;
	else
		change_list_release(changes);
	*changes = (struct change_list){ 0 };
}

/* As replay_changes of one. */
static void put_change(struct replay *replay, const struct journal_record *record, enum change_kind kind,
		       const char *key, const char *field, const char *value)
{
	/* A change owns its texts; those of this one are only read. */
	const struct change change = { kind, (char *)(uintptr_t)key, (char *)(uintptr_t)field, (char *)(uintptr_t)value,
				       NULL };
	struct err err;

	if (document_put(replay->session->document, &change, &err))
		replay->changed = true;
	else
		replay_fault(replay, record, &err);
}

static void hold_change(struct replay *replay, const struct journal_record *record, enum change_kind kind)
{
	buf_add_char(&replay->held, (char)kind);
	buf_add(&replay->held, record->key, strlen(record->key) + 1);
	buf_add(&replay->held, record->field, strlen(record->field) + 1);
	buf_add(&replay->held, record->value, strlen(record->value) + 1);
}

static void put_held(struct replay *replay, const struct journal_record *record)
{
	const char *at = replay->held.data, *end = at + replay->held.length;

	while (at < end) {
		const enum change_kind kind = (enum change_kind) * at;
		const char *key = at + 1, *field = key + strlen(key) + 1, *value = field + strlen(field) + 1;

		put_change(replay, record, kind, key, field, value);
		at = value + strlen(value) + 1;
	}
	buf_clear(&replay->held);
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
	if (undo && session->ledger)
		ledger_undo(session->ledger, session->document, session->units[at].seq, &session->units[at].changes,
			    (struct journal_stamp){ record->author, record->time });
	if (undo)
		unit_revert(session, &session->units[at]);
	else
		unit_apply_again(session, &session->units[at]);
	if (!undo && session->ledger)
		ledger_redo(session->ledger, session->document, session->units[at].seq, &session->units[at].changes,
			    (struct journal_stamp){ record->author, record->time });
	session->done = undo ? at : at + 1;
}

static void unknown_kind(struct replay *replay, const struct journal_record *record)
{
	struct err err;

	err_set(&err, ERR_FORMAT, N_("«%s» is not a kind of record; it is left out"), record->kind);
	replay_fault(replay, record, &err);
}

static void take_change(struct replay *replay, const struct journal_record *record, enum change_kind kind)
{
	const bool batch = replay->session->open_batch;
	struct change_list changes = { 0 };

	if (replay->lean && batch) {
		hold_change(replay, record, kind);
	} else if (replay->lean) {
		put_change(replay, record, kind, record->key, record->field, record->value);
	} else {
		(void)change_add(batch ? &replay->batch : &changes, kind, record->key, record->field, record->value);
		if (!batch)
			replay_changes(replay, record, record->seq, &changes);
		else if (replay->session->ledger)
			keep_stamp(replay, record);
	}
}

static void replay_draft(struct replay *replay, const struct journal_record *record)
{
	const char *word = record->kind + strlen(RECORD_DRAFT);
	enum change_kind kind;
	struct err err;

	if (replay->session->open_batch) {
		err_set(&err, ERR_FORMAT, N_("this draft stands within a batch, and is left out"));
		replay_fault(replay, record, &err);
	} else if (change_kind_parse(word, &kind)) {
		(void)change_add(&replay->draft->changes, kind, record->key, record->field, record->value);
		replay->draft->seq = record->seq;
		replay->draft->line = record->line;
		replay->draft->author = xstrdup(record->author);
		replay->draft->time = xstrdup(record->time);
	} else if (strcmp(word, DRAFT_END) != 0) {
		unknown_kind(replay, record);
	}
}

static void replay_milestone(struct replay *replay, const struct journal_record *record)
{
	struct session *session = replay->session;
	struct err err;

	if (session->open_batch)
		err_set(&err, ERR_FORMAT, N_("this milestone stands within a batch, and is left out"));
	else if (milestone_take(session, record, session->record_count - 1, &err))
		return;
	replay_fault(replay, record, &err);
}

static void replay_commit(struct replay *replay, const struct journal_record *record)
{
	struct session *session = replay->session;

	if (session->open_batch && replay->merging && session->ledger)
		ledger_mark_merge(session->ledger, session->open_batch);
	if (session->open_batch && replay->lean)
		put_held(replay, record);
	else if (session->open_batch)
		replay_changes(replay, record, session->open_batch, &replay->batch);
	drop_batch(replay);
	session->open_batch = 0;
}

static void note_mark(const struct replay *replay)
{
	struct session_memory *memory = replay->memory;

	ARRAY_GROW(memory->marks, memory->mark_count, memory->mark_capacity);
	memory->marks[memory->mark_count++] = replay->session->journal.mark;
	if (!memory->made && replay->changed)
		memory->made = replay->session->journal.mark;
}

static void take_record(const struct journal_record *record, struct replay *replay)
{
	struct session *session = replay->session;
	enum change_kind kind;
	struct err err;

	/* Whatever comes after a draft takes its place. */
	draft_release(replay->draft);
	if (session->record_count == replay->most)
		return;
	session->record_count++;
	if (!strcmp(record->kind, RECORD_CONTENT)) {
		replay_content(replay, record);
	} else if (!replay_document(replay, record, &err)) {
		/* told once, when all is read */
	} else if (change_kind_parse(record->kind, &kind)) {
		take_change(replay, record, kind);
	} else if (!strcmp(record->kind, RECORD_BEGIN)) {
		drop_batch(replay);
		session->open_batch = record->seq;
		replay->merging = !strcmp(record->key, BEGIN_MERGE);
	} else if (!strcmp(record->kind, RECORD_ABORT)) {
		drop_batch(replay);
		session->open_batch = 0;
	} else if (!strcmp(record->kind, RECORD_COMMIT)) {
		replay_commit(replay, record);
	} else if (replay->lean && (!strcmp(record->kind, RECORD_UNDO) || !strcmp(record->kind, RECORD_REDO))) {
		assert(replay->memory); /* nobody else asks for it lean */
		replay->memory->unfit = MEMORY_NO_HISTORY;
	} else if (!strcmp(record->kind, RECORD_UNDO) || !strcmp(record->kind, RECORD_REDO)) {
		replay_history(replay, record, !strcmp(record->kind, RECORD_UNDO));
	} else if (!strcmp(record->kind, RECORD_MILESTONE)) {
		replay_milestone(replay, record);
	} else if (!strncmp(record->kind, RECORD_DRAFT, strlen(RECORD_DRAFT))) {
		replay_draft(replay, record);
	} else {
		unknown_kind(replay, record);
	}
}

static void replay_record(const struct journal_record *record, void *context)
{
	struct replay *replay = context;

	if (!replay->memory || !replay->memory->unfit)
		take_record(record, replay);
	if (replay->memory)
		note_mark(replay);
}

/* When all records were read; releases what only the reading needed. */
static bool end_of_replay(struct replay *replay, bool read, struct err *err)
{
	struct session *session = replay->session;
	const bool opened = read && replay_document(replay, NULL, err);
	struct err circle;

	if (opened && document_find_cycle(session->document, &circle))
		fault_add_err(&session->faults, session->journal.path, &circle);
	if (session->open_batch)
		fault_add(&session->faults, session->journal.path,
			  N_("an import was cut short and counts for nothing"));
	/* Something came after it, though it does not read. */
	if (session->journal.damaged)
		draft_release(replay->draft);
	drop_batch(replay);
	free(replay->stamps);
	content_free(replay->content);
	buf_release(&replay->held);
	free(replay->pending);
	free(replay->numbers);
	return opened;
}

bool replay_open(const char *path, enum journal_access access, struct session_memory *memory, struct session *session,
		 struct draft *draft, struct err *err)
{
	struct replay replay = { .session = session, .draft = draft, .most = SIZE_MAX, .memory = memory };
	struct journal *journal = &session->journal;
	struct fault_list *faults = &session->faults;
	bool read;

	replay.content = content_new();
	replay.lean = memory && memory->lean;
	buf_init(&replay.held);
	read = memory ? journal_open_remembering(path, memory->journals, journal, replay_record, &replay, faults, err)
		      : journal_open(path, access, journal, replay_record, &replay, faults, err);
	return end_of_replay(&replay, read, err);
}

bool replay_again(const struct journal *open, size_t most, struct session *session, struct draft *draft,
		  struct err *err)
{
	struct replay replay = { .session = session, .draft = draft, .most = most };

	replay.content = content_new();
	buf_init(&replay.held);
	return end_of_replay(
		&replay, journal_reread(open, &session->journal, replay_record, &replay, &session->faults, err), err);
}
