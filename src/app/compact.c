#include "cadran/app/compact.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/app/export_file.h"
#include "cadran/base/alloc.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "cadran/store/file.h"
#include "record.h"

void compaction_release(struct compaction *compaction)
{
	buf_release(&compaction->kept);
	fault_list_release(&compaction->faults);
}

/* The dossier at one moment, with who gave what when. */
struct state {
	struct session session;
	struct ledger ledger;
};

static void state_close(struct state *state)
{
	session_close(&state->session);
	ledger_release(&state->ledger);
}

/* --- what is written ----------------------------------------------------------------------------- */

static bool is_kept(const struct content_source *source)
{
	return source->kind != CONTENT_CATALOGUE && source->kind != CONTENT_DEMO;
}

/* The last matrix is the one that the dossier was made with. */
static void write_first_content(struct journal_writer *writer, const struct document *document)
{
	const struct content *content = document->content;
	const char *matrix = document->first_matrix ? document->first_matrix : content->matrix->id;
	const struct content_source *last = content_source(content, CONTENT_MATRIX, matrix);

	for (size_t i = 0; i < content->source_count; i++)
		if (is_kept(&content->sources[i]) && &content->sources[i] != last)
			session_write_source(writer, &content->sources[i]);
	session_write_source(writer, last);
}

/* Matrices that joined, then newer versions, which are one unit. */
static void write_next_content(struct journal_writer *writer, const struct content *old, const struct content *new,
			       const struct content_source **newer)
{
	size_t count = 0;

	for (size_t i = 0; i < new->source_count; i++)
		if (new->sources[i].kind == CONTENT_MATRIX && !content_source(old, CONTENT_MATRIX, new->sources[i].id))
			session_write_source(writer, &new->sources[i]);
	for (size_t i = 0; i < old->source_count; i++) {
		const struct content_source *source = content_source(new, old->sources[i].kind, old->sources[i].id);

		newer[i] = source && strcmp(source->version, old->sources[i].version) != 0 ? source : NULL;
		count += newer[i] != NULL;
	}
	if (count > 1)
		journal_writer_add(writer, RECORD_BEGIN, "", "", "");
	for (size_t i = 0; i < old->source_count; i++)
		if (newer[i])
			session_write_source(writer, newer[i]);
	if (count > 1)
		journal_writer_add(writer, RECORD_COMMIT, "", "", "");
}

/* The stamp of the value as it stands; for what is there the one of its making. */
static const struct write *write_of(const struct ledger *ledger, const struct change *change)
{
	const struct atom *atom;
	const struct write *first;
	struct buf name;

	buf_init(&name);
	ledger_name(&name, change->kind, change->key, change->field);
	atom = ledger_find(ledger, name.data);
	buf_release(&name);
	first = !strcmp(change->field, "present") && *change->value ? atom_first(atom, "yes") : NULL;
	return first ? first : atom_head(atom);
}

static void write_change(struct journal_writer *writer, const struct ledger *ledger, const struct change *change)
{
	const struct journal_stamp stamp = writer->stamp;
	const struct write *write = write_of(ledger, change);
	struct buf time;

	buf_init(&time);
	if (write) {
		write_time(write, &time);
		writer->stamp = (struct journal_stamp){ write->author, time.data };
	}
	journal_writer_add(writer, change_kind_id(change->kind), change->key, change->field, change->value);
	writer->stamp = stamp;
	buf_release(&time);
}

/* What makes `to` of `from`, as one batch. */
static void write_values(struct journal_writer *writer, const struct document *from, const struct state *state,
			 bool first)
{
	const struct document *to = state->session.document;
	const char *matrix = first ? to->first_matrix : from->matrix;
	struct change_list changes = { 0 };

	if (matrix && strcmp(matrix, to->matrix) != 0)
		(void)change_add(&changes, CHANGE_MATRIX, "", "id", to->matrix);
	document_difference(from, to, &changes);
	if (changes.count) {
		journal_writer_add(writer, RECORD_BEGIN, BEGIN_MERGE, "", "");
		for (size_t i = 0; i < changes.count; i++)
			write_change(writer, &state->ledger, &changes.items[i]);
		journal_writer_add(writer, RECORD_COMMIT, "", "", "");
	}
	change_list_release(&changes);
}

/* The next state after `before`; the first one where that is NULL. */
static void write_state(struct journal_writer *writer, const struct state *before, const struct state *state)
{
	const struct content_source **newer;
	const struct content *own;
	struct document *carried;

	if (!before) {
		write_first_content(writer, state->session.document);
		write_values(writer, NULL, state, true);
		return;
	}
	own = before->session.document->content;
	newer = xcalloc(own->source_count, sizeof(struct content_source *));
	write_next_content(writer, own, state->session.document->content, newer);
	carried = document_upgrade(before->session.document, content_upgrade(own, newer));
	write_values(writer, carried, state, false);
	document_free(carried);
	free(newer);
}

static void write_milestone(struct journal_writer *writer, const struct milestone *milestone)
{
	const struct journal_stamp stamp = writer->stamp;

	writer->stamp = (struct journal_stamp){ milestone->author, milestone->time };
	journal_writer_add(writer, RECORD_MILESTONE, milestone->name, MILESTONE_PRESENT, "yes");
	writer->stamp = stamp;
}

/* One state after the other, two of them in memory at a time. */
static bool write_all(struct journal_writer *writer, const struct state *last, struct err *err)
{
	const struct session *session = &last->session;
	struct state *before = NULL;
	bool done = true;

	for (size_t i = 0; done && i < session->milestone_count; i++) {
		struct state *state = xcalloc(1, sizeof(*state));

		done = session_at_ledger(session, &session->milestones[i], &state->ledger, &state->session, err);
		if (done) {
			write_state(writer, before, state);
			write_milestone(writer, &session->milestones[i]);
		}
		if (before)
			state_close(before);
		free(before);
		before = state;
	}
	if (done)
		write_state(writer, before, last);
	if (before)
		state_close(before);
	free(before);
	return done;
}

/* --- what is read back --------------------------------------------------------------------------- */

struct placed {
	const struct change *change;
	size_t place;
};

/* Participants who left and came back stand elsewhere among the others: their order is none of the dossier's values. */
static bool is_of_participant(const struct change *change)
{
	return change->kind == CHANGE_PARTICIPANT || change->kind == CHANGE_VOTE;
}

static int by_place(const void *left, const void *right)
{
	const struct placed *a = left, *b = right;
	int order = is_of_participant(a->change) - is_of_participant(b->change);

	if (!order && is_of_participant(a->change)) {
		order = (int)a->change->kind - (int)b->change->kind;
		order = order ? order : strcmp(a->change->key, b->change->key);
		order = order ? order : strcmp(a->change->field, b->change->field);
	}
	return order ? order : a->place < b->place ? -1 : a->place > b->place;
}

/* What says nothing but where a participant stands is left out. */
static struct placed *placed(const struct change_list *list, size_t *count)
{
	struct placed *items = xcalloc(list->count, sizeof(*items));

	*count = 0;
	for (size_t i = 0; i < list->count; i++) {
		if (list->items[i].kind == CHANGE_PARTICIPANT && !*list->items[i].value)
			continue;
		items[*count] = (struct placed){ &list->items[i], i };
		++*count;
	}
	if (*count)
		qsort(items, *count, sizeof(*items), by_place);
	return items;
}

static bool same_change(const struct change *a, const struct change *b)
{
	return a->kind == b->kind && !strcmp(a->key, b->key) && !strcmp(a->field, b->field) &&
	       !strcmp(a->value, b->value);
}

static bool same_changes(const struct change_list *a, const struct change_list *b)
{
	size_t left_count, right_count;
	struct placed *left = placed(a, &left_count), *right = placed(b, &right_count);
	bool same = left_count == right_count;

	for (size_t i = 0; same && i < left_count; i++)
		same = same_change(left[i].change, right[i].change);
	free(left);
	free(right);
	return same;
}

static bool same_document(const struct document *a, const struct document *b)
{
	struct change_list left = { 0 }, right = { 0 };
	bool same = !strcmp(a->matrix, b->matrix);

	for (size_t i = 0; same && i < a->content->source_count; i++) {
		const struct content_source *own = &a->content->sources[i];
		const struct content_source *other = content_source(b->content, own->kind, own->id);

		same = other && !strcmp(own->version, other->version);
	}
	if (same) {
		document_difference(NULL, a, &left);
		document_difference(NULL, b, &right);
		same = same_changes(&left, &right);
	}
	change_list_release(&left);
	change_list_release(&right);
	return same;
}

static bool same_milestone(const struct session *old, const struct session *new, size_t index, struct err *err)
{
	struct session left = { .journal = { .descriptor = -1 } }, right = { .journal = { .descriptor = -1 } };
	const struct milestone *a = &old->milestones[index], *b = &new->milestones[index];
	const bool same = !strcmp(a->name, b->name) && session_at_milestone(old, a, &left, err) &&
			  session_at_milestone(new, b, &right, err) && same_document(left.document, right.document);

	session_close(&left);
	session_close(&right);
	return same;
}

/* The new journal says the same as the old one, now and at every milestone. */
static bool verify(const struct session *old, const char *path, struct err *err)
{
	struct session new;
	bool same;

	if (!session_open(path, JOURNAL_READ, &new, err))
		return false;
	same = !new.faults.faults &&same_document(old->document, new.document) &&
	       old->milestone_count == new.milestone_count;
	for (size_t i = 0; same && i < old->milestone_count; i++)
		same = same_milestone(old, &new, i, err);
	session_close(&new);
	return same || err_set(err, ERR_SYSTEM, N_("the smaller journal does not say the same; nothing was changed"));
}

/* --- the files ------------------------------------------------------------------------------------- */

static void free_name(const char *path, const char *suffix, struct buf *out)
{
	buf_clear(out);
	buf_add_format(out, "%s.%s", path, suffix);
	for (int number = 2; number < 1000 && export_path_is_taken(out->data); number++) {
		buf_clear(out);
		buf_add_format(out, "%s.%s-%d", path, suffix, number);
	}
}

/* Tried beside the old one first: that goes only when the new one is known to be good. */
static bool try_out(const struct session *session, const char *path, const struct journal_writer *writer,
		    struct err *err)
{
	struct buf trial;
	bool good;

	buf_init(&trial);
	free_name(path, "new", &trial);
	good = journal_create(trial.data, writer, err);
	if (good) {
		good = verify(session, trial.data, err);
		(void)unlink(trial.data);
	}
	buf_release(&trial);
	return good;
}

static bool exchange(const struct session *session, const char *path, const struct journal_writer *writer,
		     const struct buf *old, struct compaction *compaction, struct err *err)
{
	free_name(path, "old", &compaction->kept);
	return try_out(session, path, writer, err) && file_create(compaction->kept.data, old->data, old->length, err) &&
	       journal_check_unchanged(&session->journal, err) &&
	       file_replace(path, writer->bytes.data, writer->bytes.length, err);
}

/* What is no smaller is not written: the old journal says more. */
static bool compact(const struct session *session, const char *path, const struct journal_writer *writer,
		    struct compaction *compaction, struct err *err)
{
	struct buf old;
	bool done;

	buf_init(&old);
	done = file_read_descriptor(session->journal.descriptor, path, &old, err);
	compaction->before = compaction->after = old.length;
	if (done && writer->bytes.length < old.length) {
		compaction->after = writer->bytes.length;
		done = exchange(session, path, writer, &old, compaction, err);
	}
	buf_release(&old);
	return done;
}

bool compact_file(const char *path, struct journal_stamp stamp, struct compaction *compaction, struct err *err)
{
	struct state state = { .session = { .journal = { .descriptor = -1 } } };
	struct journal_writer writer;
	bool done;

	*compaction = (struct compaction){ 0 };
	buf_init(&compaction->kept);
	if (!session_open_ledger(path, JOURNAL_WRITE, &state.ledger, &state.session, err)) {
		state_close(&state);
		return false;
	}
	compaction->faults = state.session.faults;
	state.session.faults = (struct fault_list){ 0 };
	journal_writer_new(&writer, stamp);
	done = journal_check_writable(&state.session.journal, err) && write_all(&writer, &state, err) &&
	       compact(&state.session, path, &writer, compaction, err);
	journal_writer_release(&writer);
	state_close(&state);
	return done;
}
