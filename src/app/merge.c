#include "cadran/app/merge.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/store/content_read.h"
#include "merge_parts.h"
#include "record.h"

void merge_report_release(struct merge_report *report)
{
	for (size_t i = 0; i < report->conflict_count; i++) {
		struct merge_conflict *conflict = &report->conflicts[i];
		struct merge_value *sides[] = { &conflict->kept, &conflict->other };

		free(conflict->key);
		free(conflict->field);
		for (size_t k = 0; k < ARRAY_SIZE(sides); k++) {
			free(sides[k]->value);
			free(sides[k]->author);
			free(sides[k]->time);
		}
	}
	for (size_t i = 0; i < report->rename_count; i++) {
		free(report->renames[i].before);
		free(report->renames[i].after);
		free(report->renames[i].name);
	}
	free(report->conflicts);
	free(report->renames);
	fault_list_release(&report->faults);
	*report = (struct merge_report){ 0 };
}

/* --- the lines of the batch ------------------------------------------------------------------ */

/* Changes and, for each, who made it and when. */
struct batch {
	struct change_list changes;
	struct journal_stamp *stamps; /* their texts owned */
	size_t count, capacity;
};

static void batch_add(struct batch *batch, const struct atom *atom, const char *key, const char *value,
		      const char *author, const char *time)
{
	(void)change_add(&batch->changes, atom->kind, key, atom->field, value);
	ARRAY_GROW(batch->stamps, batch->count, batch->capacity);
	batch->stamps[batch->count++] = (struct journal_stamp){ xstrdup(author), xstrdup(time) };
}

static void batch_add_write(struct batch *batch, const struct atom *atom, const struct write *write)
{
	struct buf time;

	buf_init(&time);
	write_time(write, &time);
	batch_add(batch, atom, atom->key, write->value, write->author, time.data);
	buf_release(&time);
}

static void batch_release(struct batch *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		free((char *)batch->stamps[i].author);
		free((char *)batch->stamps[i].time);
	}
	free(batch->stamps);
	change_list_release(&batch->changes);
}

/* What is made of a fold, over the first source or over nothing. */
struct making {
	const struct fold *fold;
	bool in_place;
	struct journal_stamp stamp;
	struct batch batch;
	struct map busy; /* entities of which something is to be written */
	size_t taken;
};

/* The value as the dossier has it that is written to; NULL where it has none. */
static const struct atom *base_of(const struct making *making, const struct value *value)
{
	const struct atom *own = making->in_place ? value->own[0] : NULL;

	return own && !own->moved && !own->rewritten ? own : NULL;
}

static bool knows(const struct atom *base, const struct write *write)
{
	return base && atom_knows(base, write);
}

static bool is_standing(const struct making *making, const struct value *value)
{
	const struct atom *base = base_of(making, value);

	return base && !mark_compare(atom_head(base), value->head);
}

/* Writes that the dossier which is written to does not know, in the order of their marks, each once. */
struct history {
	const struct write **writes;
	size_t count, capacity;
};

static int by_mark(const void *left, const void *right)
{
	return mark_compare(*(const struct write *const *)left, *(const struct write *const *)right);
}

static void gather_history(const struct making *making, const struct value *value, struct history *history)
{
	const struct atom *base = base_of(making, value);
	size_t kept = 0;

	*history = (struct history){ 0 };
	for (size_t s = 0; s < making->fold->source_count; s++) {
		const struct atom *own = value->own[s];

		/* What both read alike needs no second look. */
		if (!own || own == base)
			continue;
		for (size_t i = atom_begin(own); i < own->count; i++) {
			const bool shared = base && i < base->count && base->writes[i].value &&
					    !mark_compare(&base->writes[i], &own->writes[i]);

			if (own->writes[i].gone || shared)
				continue;
			ARRAY_GROW(history->writes, history->count, history->capacity);
			history->writes[history->count++] = &own->writes[i];
		}
	}
	if (history->count)
		qsort(history->writes, history->count, sizeof(*history->writes), by_mark);
	for (size_t i = 0; i < history->count; i++)
		if ((!kept || mark_compare(history->writes[kept - 1], history->writes[i]) != 0) &&
		    mark_compare(history->writes[i], value->head) != 0 && !knows(base, history->writes[i]))
			history->writes[kept++] = history->writes[i];
	history->count = kept;
}

/* Whether the dossier that is written to lacks something of this value. */
static bool is_needed(const struct making *making, const struct value *value)
{
	struct history history;
	bool needed = !is_standing(making, value);

	if (needed)
		return true;
	gather_history(making, value, &history);
	needed = history.count > 0;
	free(history.writes);
	return needed;
}

/* The making of a thing. */
static const struct write *origin_of(const struct making *making, const struct value *value)
{
	const struct write *first = NULL;

	for (size_t s = 0; s < making->fold->source_count; s++) {
		const struct write *own = value->own[s] ? atom_first(value->own[s], "yes") : NULL;

		if (own && (!first || mark_compare(own, first) < 0))
			first = own;
	}
	return first;
}

static bool is_presence(const struct value *value)
{
	return value->atom->entity && !strcmp(value->atom->field, "present");
}

static void add_history(struct making *making, const struct value *value)
{
	struct history history;

	gather_history(making, value, &history);
	for (size_t i = 0; i < history.count; i++)
		batch_add_write(&making->batch, value->atom, history.writes[i]);
	free(history.writes);
}

static void add_head(struct making *making, const struct value *value)
{
	const struct atom *first = value->own[0] && !value->own[0]->moved ? value->own[0] : NULL;

	batch_add_write(&making->batch, value->atom, value->head);
	making->taken += strcmp(first ? atom_head(first)->value : "", value->head->value) != 0;
}

/* What was said before, then what stands. */
static void add_value(struct making *making, const struct value *value)
{
	add_history(making, value);
	add_head(making, value);
}

static int by_name(const void *left, const void *right)
{
	return strcmp((*(const struct value *const *)left)->atom->name,
		      (*(const struct value *const *)right)->atom->name);
}

/* A thing that is there or was, with its making. */
struct thing {
	const struct value *presence;
	const struct write *origin;
};

static int by_making(const void *left, const void *right)
{
	const struct thing *a = left, *b = right;
	const int order =
		a->origin && b->origin ? mark_compare(a->origin, b->origin) : (a->origin == NULL) - (b->origin == NULL);

	return order ? order : strcmp(a->presence->atom->name, b->presence->atom->name);
}

/* While its values are written it is there; where it is not in the end, it goes after them. */
static void add_making(struct making *making, const struct thing *thing)
{
	const struct value *presence = thing->presence;
	size_t ignored;

	if (!map_get(&making->busy, presence->atom->entity, &ignored))
		return;
	add_history(making, presence);
	if (*presence->head->value)
		add_head(making, presence);
	else if (thing->origin)
		batch_add_write(&making->batch, presence->atom, thing->origin);
	else
		batch_add(&making->batch, presence->atom, presence->atom->key, "yes", making->stamp.author, "");
}

static void add_going(struct making *making, const struct thing *thing)
{
	size_t ignored;

	if (!*thing->presence->head->value && map_get(&making->busy, thing->presence->atom->entity, &ignored))
		add_head(making, thing->presence);
}

static void list_busy(struct making *making)
{
	const struct fold *fold = making->fold;

	for (size_t i = 0; i < fold->count; i++)
		if (fold->values[i].atom->entity && is_needed(making, &fold->values[i]))
			map_set(&making->busy, fold->values[i].atom->entity, 1);
}

static void add_values(struct making *making)
{
	const struct fold *fold = making->fold;
	const struct value **values = xcalloc(fold->count, sizeof(struct value *));
	struct thing *things = xcalloc(fold->count, sizeof(*things));
	size_t value_count = 0, thing_count = 0;

	list_busy(making);
	for (size_t i = 0; i < fold->count; i++) {
		const struct value *value = &fold->values[i];

		if (is_presence(value))
			things[thing_count++] = (struct thing){ value, origin_of(making, value) };
		else
			values[value_count++] = value;
	}
	if (thing_count)
		qsort(things, thing_count, sizeof(*things), by_making);
	if (value_count)
		qsort(values, value_count, sizeof(*values), by_name);
	for (size_t i = 0; i < thing_count; i++)
		add_making(making, &things[i]);
	for (size_t i = 0; i < value_count; i++)
		if (is_needed(making, values[i]))
			add_value(making, values[i]);
	for (size_t i = 0; i < thing_count; i++)
		add_going(making, &things[i]);
	free(things);
	free(values);
}

/*
 * What stood under an id that means something else now is taken away there. A
 * line without a time says that it counts for nothing, not that somebody took it away.
 */
static void clear_moved(struct making *making)
{
	const struct ledger *ledger = &making->fold->sources[0].ledger;
	const char *author = making->stamp.author;

	for (int pass = 0; pass < 3; pass++) {
		for (size_t i = 0; i < ledger->count; i++) {
			const struct atom *atom = &ledger->atoms[i];
			const bool presence = !strcmp(atom->field, "present");

			if (!atom->moved || !atom_head(atom) || presence != (pass != 1))
				continue;
			batch_add(&making->batch, atom, atom->old_key, pass == 0 ? "yes" : "", author, "");
		}
	}
}

/* --- into a dossier ------------------------------------------------------------------------------ */

static void revert(struct document *document, struct change_list *changes, size_t count)
{
	while (count)
		document_revert(document, &changes->items[--count]);
}

static bool apply(struct document *document, struct change_list *changes, struct err *err)
{
	size_t done = 0;

	while (done < changes->count && document_apply(document, &changes->items[done], err))
		done++;
	if (done == changes->count && !document_find_cycle(document, err))
		return true;
	revert(document, changes, done);
	return false;
}

static void write_batch(struct journal_writer *writer, const struct batch *batch, struct journal_stamp stamp)
{
	journal_writer_add(writer, RECORD_BEGIN, BEGIN_MERGE, "", "");
	for (size_t i = 0; i < batch->changes.count; i++) {
		const struct change *change = &batch->changes.items[i];

		writer->stamp = batch->stamps[i];
		journal_writer_add(writer, change_kind_id(change->kind), change->key, change->field, change->value);
	}
	writer->stamp = stamp;
	journal_writer_add(writer, RECORD_COMMIT, "", "", "");
}

/* Matrices that only the others hold join those of `content`; they are written where there is a writer. */
static void add_matrices(struct content *content, const struct source *sources, size_t count,
			 struct journal_writer *writer)
{
	struct fault_list faults = { 0 };

	for (size_t s = 1; s < count; s++) {
		const struct content *other = sources[s].session.document->content;

		for (size_t i = 0; i < other->source_count; i++) {
			const struct content_source *source = &other->sources[i];

			if (source->kind != CONTENT_MATRIX || content_matrix(content, source->id))
				continue;
			if (content_add_matrix(content, source->name, source->bytes, source->length, &faults) && writer)
				session_write_source(writer, source);
		}
	}
	fault_list_release(&faults);
}

static bool write_in_place(struct making *making, struct source *sources, struct err *err)
{
	struct session *session = &sources[0].session;
	struct batch *batch = &making->batch;
	struct journal_writer writer;
	unsigned long seq;
	bool done;

	session_writer(&writer, session, making->stamp);
	add_matrices(session->document->content, sources, making->fold->source_count, &writer);
	seq = writer.seq + 1;
	done = apply(session->document, &batch->changes, err);
	if (done) {
		write_batch(&writer, batch, making->stamp);
		done = session_append(session, &writer, err);
	}
	if (done) {
		unit_push(session, seq, making->stamp)->changes = batch->changes;
		batch->changes = (struct change_list){ 0 };
	}
	journal_writer_release(&writer);
	return done;
}

/* The content of the first dossier with the matrices of all, the one that is to be in use. */
static struct content *common_content(const struct fold *fold)
{
	const struct content *own = fold->sources[0].session.document->content;
	const struct value *matrix = fold_value(fold, CHANGE_MATRIX, "", "id");
	struct fault_list faults = { 0 };
	struct content *content = content_new();
	struct err err;

	for (size_t i = 0; i < own->source_count; i++)
		content_add(content, own->sources[i].name, own->sources[i].bytes, own->sources[i].length, &faults);
	add_matrices(content, fold->sources, fold->source_count, NULL);
	if (!content_choose_matrix(content, matrix ? matrix->head->value : own->matrix->id, &err))
		(void)content_choose_matrix(content, own->matrix->id, &err);
	fault_list_release(&faults);
	return content;
}

static int by_source(const void *left, const void *right)
{
	const struct content_source *a = *(const struct content_source *const *)left;
	const struct content_source *b = *(const struct content_source *const *)right;

	return a->kind != b->kind ? (a->kind < b->kind ? -1 : 1) : strcmp(a->id, b->id);
}

/* In one order; the last matrix is the one that the dossier is made with. */
static void write_sources(struct journal_writer *writer, const struct content *content)
{
	const struct content_source **sources = xcalloc(content->source_count, sizeof(struct content_source *));
	const struct content_source *last = content_source(content, CONTENT_MATRIX, content->matrix->id);

	for (size_t i = 0; i < content->source_count; i++)
		sources[i] = &content->sources[i];
	qsort(sources, content->source_count, sizeof(*sources), by_source);
	for (size_t i = 0; i < content->source_count; i++)
		if (sources[i] != last)
			session_write_source(writer, sources[i]);
	session_write_source(writer, last);
	free(sources);
}

static bool write_new(struct making *making, const char *path, bool dry_run, struct err *err)
{
	struct document *document = document_new(common_content(making->fold));
	bool done = apply(document, &making->batch.changes, err);

	if (done && !dry_run) {
		struct journal_writer writer;

		journal_writer_new(&writer, making->stamp);
		write_sources(&writer, document->content);
		write_batch(&writer, &making->batch, making->stamp);
		done = journal_create(path, &writer, err);
		journal_writer_release(&writer);
	}
	document_free(document);
	return done;
}

static bool try_in_place(struct making *making, struct source *sources, struct err *err)
{
	struct document *document = sources[0].session.document;

	add_matrices(document->content, sources, making->fold->source_count, NULL);
	if (!apply(document, &making->batch.changes, err))
		return false;
	revert(document, &making->batch.changes, making->batch.changes.count);
	return true;
}

static bool write_out(struct making *making, const struct merge_request *request, struct source *sources,
		      struct err *err)
{
	if (request->output)
		return write_new(making, request->output, request->dry_run, err);
	if (!making->batch.changes.count)
		return true;
	return request->dry_run ? try_in_place(making, sources, err) : write_in_place(making, sources, err);
}

/* --- from dossiers ---------------------------------------------------------------------------- */

static bool lacks(const struct source *own, const struct source *other, struct err *err)
{
	const struct content *content = own->session.document->content, *theirs = other->session.document->content;

	for (size_t i = 0; i < theirs->source_count; i++) {
		const struct content_source *source = &theirs->sources[i];
		const struct content_source *mine = content_source(content, source->kind, source->id);

		if (mine ? !strcmp(mine->version, source->version) : source->kind == CONTENT_MATRIX)
			continue;
		err_set(err, ERR_VALUE,
			N_("«%s» and «%s» do not hold the same content (%s %s, version %s and %s); nothing was "
			   "merged. «cadran upgrade» takes up newer versions"),
			own->path, other->path, content_kind_id(source->kind), source->id, mine ? mine->version : "–",
			source->version);
		return true;
	}
	return false;
}

static bool open_source(struct source *source, enum journal_access access, struct merge_report *report, struct err *err)
{
	source->session.journal.descriptor = -1;
	if (!session_open_ledger(source->path, access, &source->ledger, &source->session, err))
		return false;
	for (size_t i = 0; i < source->session.faults.count; i++) {
		const struct fault *fault = &source->session.faults.items[i];

		if (fault->notice)
			fault_notice_text(&report->faults, fault->place, fault->text);
		else
			fault_add(&report->faults, fault->place, "%s", fault->text);
	}
	ledger_settle(&source->ledger, source->session.document, (struct journal_stamp){ "", "" });
	return true;
}

static bool open_sources(const struct merge_request *request, struct source *sources, struct merge_report *report,
			 struct err *err)
{
	const bool writes = !request->output && !request->dry_run;

	for (size_t i = 0; i < request->count; i++)
		sources[i].path = request->paths[i];
	for (size_t i = 0; i < request->count; i++)
		if (!open_source(&sources[i], i == 0 && writes ? JOURNAL_WRITE : JOURNAL_READ, report, err))
			return false;
	if (writes && !journal_check_writable(&sources[0].session.journal, err))
		return false;
	for (size_t i = 1; i < request->count; i++)
		if (lacks(&sources[0], &sources[i], err) || lacks(&sources[i], &sources[0], err))
			return false;
	return true;
}

/* As `source` calls what the merged dossier calls `key`; owned. */
static char *key_before(const struct merge_report *report, const struct source *source, const char *key)
{
	for (size_t i = 0; i < report->rename_count; i++) {
		const struct merge_rename *rename = &report->renames[i];
		const size_t length = strlen(rename->after);
		struct buf before;

		if (rename->path != source->path || strncmp(key, rename->after, length) != 0 || key[length] != '.')
			continue;
		buf_init(&before);
		buf_add_format(&before, "%s%s", rename->before, key + length);
		return buf_detach(&before);
	}
	return xstrdup(key);
}

static void find_secrets(struct merge_report *report, const struct source *sources, size_t count)
{
	for (size_t i = 0; i < report->conflict_count; i++) {
		struct merge_conflict *conflict = &report->conflicts[i];

		for (size_t s = 0; s < count && !conflict->secret; s++) {
			char *key = key_before(report, &sources[s], conflict->key);
			const struct change change = { conflict->kind, key, conflict->field, NULL, NULL };

			conflict->secret = change_is_secret(sources[s].session.document, &change);
			free(key);
		}
	}
}

static bool merge(const struct merge_request *request, struct source *sources, struct journal_stamp stamp,
		  struct merge_report *report, struct err *err)
{
	struct making making = { .in_place = !request->output, .stamp = stamp };
	struct fold fold;
	bool done;

	merge_ids(sources, request->count, report);
	fold_make(&fold, sources, request->count, report);
	find_secrets(report, sources, request->count);
	making.fold = &fold;
	if (making.in_place)
		clear_moved(&making);
	add_values(&making);
	report->taken = making.taken;
	done = write_out(&making, request, sources, err);
	map_release(&making.busy);
	batch_release(&making.batch);
	fold_release(&fold);
	return done;
}

bool merge_files(const struct merge_request *request, struct journal_stamp stamp, struct merge_report *report,
		 struct err *err)
{
	struct source *sources = xcalloc(request->count, sizeof(*sources));
	bool done;

	assert(request->count >= 2 && request->count <= MERGE_FILES_MOST);
	*report = (struct merge_report){ 0 };
	for (size_t i = 0; i < request->count; i++)
		sources[i].session.journal.descriptor = -1;
	done = open_sources(request, sources, report, err) && merge(request, sources, stamp, report, err);
	for (size_t i = 0; i < request->count; i++) {
		session_close(&sources[i].session);
		ledger_release(&sources[i].ledger);
	}
	free(sources);
	return done;
}
