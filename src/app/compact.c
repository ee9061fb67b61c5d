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
	fault_list_release(&compaction->named);
}

/* What is put together, and of whom nothing is to be left. */
struct making {
	struct journal_writer writer;
	const struct compact_request *request;
	struct compaction *compaction;
	bool found, taken; /* the participant was met; somebody has the pseudonym */
};

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

/* --- who is withdrawn ------------------------------------------------------------------------------ */

/* How long the name is in the change's key or field, where it is of a participant; 0 for any other change. */
static const char *participant_of(const struct change *change, size_t *length)
{
	const char *dot = change->kind == CHANGE_VOTE ? strrchr(change->field, '.') : NULL;

	if (change->kind == CHANGE_PARTICIPANT) {
		*length = strlen(change->key);
		return change->key;
	}
	*length = dot ? (size_t)(dot - change->field) : 0;
	return dot ? change->field : NULL;
}

static bool is_named(const struct change *change, const char *name)
{
	size_t length;
	const char *own = name ? participant_of(change, &length) : NULL;

	return own && strlen(name) == length && !memcmp(own, name, length);
}

/* Key and field as they are written: with the pseudonym where the change is of the participant. */
static void rename_change(const struct compact_request *request, const struct change *change, struct buf *key,
			  struct buf *field)
{
	const bool named = is_named(change, request->participant);

	buf_clear(key);
	buf_clear(field);
	buf_add_text(key, named && change->kind == CHANGE_PARTICIPANT ? request->pseudonym : change->key);
	if (named && change->kind == CHANGE_VOTE)
		buf_add_format(field, "%s%s", request->pseudonym, strrchr(change->field, '.'));
	else
		buf_add_text(field, change->field);
}

/* The list as it is to be written; without whom it is about where they are withdrawn. */
static void without(const struct compact_request *request, struct change_list *list)
{
	struct change_list kept = { 0 };
	struct buf key, field;

	if (!request->participant)
		return;
	buf_init(&key);
	buf_init(&field);
	for (size_t i = 0; i < list->count; i++) {
		const struct change *change = &list->items[i];

		if (!request->pseudonym && is_named(change, request->participant))
			continue;
		rename_change(request, change, &key, &field);
		(void)change_add(&kept, change->kind, key.data, field.length ? field.data : "", change->value);
	}
	buf_release(&key);
	buf_release(&field);
	change_list_release(list);
	*list = kept;
}

static const char *author_of(const struct compact_request *request, const char *author)
{
	if (!request->participant || strcmp(author, request->participant) != 0)
		return author;
	return request->pseudonym ? request->pseudonym : "";
}

static bool is_letter(char byte)
{
	return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
	       (unsigned char)byte >= 0x80;
}

/* Whether the name stands there as a word, or as words. */
static bool has_name(const char *text, const char *name)
{
	const size_t length = strlen(name);
	const char *found = *name ? strstr(text, name) : NULL;

	while (found) {
		if ((found == text || !is_letter(found[-1])) && !is_letter(found[length]))
			return true;
		found = strstr(found + 1, name);
	}
	return false;
}

/* A text that has the name in it is told: what it says is for people to judge. */
static void note_text(struct making *making, const char *place, const char *text)
{
	if (making->request->participant && has_name(text, making->request->participant))
		fault_notice(&making->compaction->named, place, N_("the name still stands in this text"));
}

static void note_change(struct making *making, const struct change *change)
{
	size_t length;
	const char *name = participant_of(change, &length);
	const struct compact_request *request = making->request;
	struct buf place;

	making->found |= is_named(change, request->participant);
	making->taken |= is_named(change, request->pseudonym);
	making->compaction->votes +=
		change->kind == CHANGE_VOTE && *change->value && is_named(change, request->participant);
	if (name)
		return;
	buf_init(&place);
	buf_add_format(&place, "%s.%s%s%s", change_kind_id(change->kind), change->key, *change->key ? "." : "",
		       change->field);
	note_text(making, place.data, strcmp(change->field, "present") ? change->value : change->key);
	buf_release(&place);
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

static void write_change(struct making *making, const struct ledger *ledger, const struct change *change)
{
	struct journal_writer *writer = &making->writer;
	const struct journal_stamp stamp = writer->stamp;
	const struct write *write = write_of(ledger, change);
	struct buf time, key, field;

	note_change(making, change);
	if (is_named(change, making->request->participant) && !making->request->pseudonym)
		return;
	buf_init(&time);
	buf_init(&key);
	buf_init(&field);
	if (write) {
		write_time(write, &time);
		writer->stamp = (struct journal_stamp){ author_of(making->request, write->author), time.data };
	}
	rename_change(making->request, change, &key, &field);
	journal_writer_add(writer, change_kind_id(change->kind), key.length ? key.data : "",
			   field.length ? field.data : "", change->value);
	writer->stamp = stamp;
	buf_release(&time);
	buf_release(&key);
	buf_release(&field);
}

/* What makes `to` of `from`, as one batch. */
static void write_values(struct making *making, const struct document *from, const struct state *state, bool first)
{
	struct journal_writer *writer = &making->writer;
	const struct document *to = state->session.document;
	const char *matrix = first ? to->first_matrix : from->matrix;
	struct change_list changes = { 0 };

	if (matrix && strcmp(matrix, to->matrix) != 0)
		(void)change_add(&changes, CHANGE_MATRIX, "", "id", to->matrix);
	document_difference(from, to, &changes);
	if (changes.count) {
		journal_writer_add(writer, RECORD_BEGIN, BEGIN_MERGE, "", "");
		for (size_t i = 0; i < changes.count; i++)
			write_change(making, &state->ledger, &changes.items[i]);
		journal_writer_add(writer, RECORD_COMMIT, "", "", "");
	}
	change_list_release(&changes);
}

/* The next state after `before`; the first one where that is NULL. */
static void write_state(struct making *making, const struct state *before, const struct state *state)
{
	struct journal_writer *writer = &making->writer;
	const struct content_source **newer;
	const struct content *own;
	struct document *carried;

	if (!before) {
		write_first_content(writer, state->session.document);
		write_values(making, NULL, state, true);
		return;
	}
	own = before->session.document->content;
	newer = xcalloc(own->source_count, sizeof(struct content_source *));
	write_next_content(writer, own, state->session.document->content, newer);
	carried = document_upgrade(before->session.document, content_upgrade(own, newer));
	write_values(making, carried, state, false);
	document_free(carried);
	free(newer);
}

static void write_milestone(struct making *making, const struct milestone *milestone)
{
	struct journal_writer *writer = &making->writer;
	const struct journal_stamp stamp = writer->stamp;

	note_text(making, RECORD_MILESTONE, milestone->name);
	writer->stamp = (struct journal_stamp){ author_of(making->request, milestone->author), milestone->time };
	journal_writer_add(writer, RECORD_MILESTONE, milestone->name, MILESTONE_PRESENT, "yes");
	writer->stamp = stamp;
}

/* One state after the other, two of them in memory at a time. */
static bool write_all(struct making *making, const struct state *last, struct err *err)
{
	const struct session *session = &last->session;
	struct state *before = NULL;
	bool done = true;

	for (size_t i = 0; done && i < session->milestone_count; i++) {
		struct state *state = xcalloc(1, sizeof(*state));

		done = session_at_ledger(session, &session->milestones[i], &state->ledger, &state->session, err);
		if (done) {
			write_state(making, before, state);
			write_milestone(making, &session->milestones[i]);
		}
		if (before)
			state_close(before);
		free(before);
		before = state;
	}
	if (done)
		write_state(making, before, last);
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

static bool same_document(const struct compact_request *request, const struct document *a, const struct document *b)
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
		without(request, &left);
		same = same_changes(&left, &right);
	}
	change_list_release(&left);
	change_list_release(&right);
	return same;
}

static bool same_milestone(const struct compact_request *request, const struct session *old, const struct session *new,
			   size_t index, struct err *err)
{
	struct session left = { .journal = { .descriptor = -1 } }, right = { .journal = { .descriptor = -1 } };
	const struct milestone *a = &old->milestones[index], *b = &new->milestones[index];
	const bool same = !strcmp(a->name, b->name) && session_at_milestone(old, a, &left, err) &&
			  session_at_milestone(new, b, &right, err) &&
			  same_document(request, left.document, right.document);

	session_close(&left);
	session_close(&right);
	return same;
}

/* The new journal says the same as the old one, now and at every milestone. */
static bool verify(const struct compact_request *request, const struct session *old, const char *path, struct err *err)
{
	struct session new;
	bool same;

	if (!session_open(path, JOURNAL_READ, &new, err))
		return false;
	same = !new.faults.faults &&same_document(request, old->document, new.document) &&
	       old->milestone_count == new.milestone_count;
	for (size_t i = 0; same && i < old->milestone_count; i++)
		same = same_milestone(request, old, &new, i, err);
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
static bool try_out(const struct session *session, const char *path, const struct making *making, struct err *err)
{
	struct buf trial;
	bool good;

	buf_init(&trial);
	free_name(path, "new", &trial);
	good = journal_create(trial.data, &making->writer, err);
	if (good) {
		good = verify(making->request, session, trial.data, err);
		(void)unlink(trial.data);
	}
	buf_release(&trial);
	return good;
}

static bool exchange(const struct session *session, const char *path, struct making *making, const struct buf *old,
		     struct err *err)
{
	struct buf *kept = &making->compaction->kept;

	if (!try_out(session, path, making, err))
		return false;
	if (!making->request->participant)
		free_name(path, "old", kept);
	return (!kept->length || file_create(kept->data, old->data, old->length, err)) &&
	       journal_check_unchanged(&session->journal, err) &&
	       file_replace(path, making->writer.bytes.data, making->writer.bytes.length, err);
}

/* What is no smaller is not written, but for somebody's withdrawal: the old journal says more. */
static bool compact(const struct session *session, const char *path, struct making *making, struct err *err)
{
	struct compaction *compaction = making->compaction;
	const size_t length = making->writer.bytes.length;
	struct buf old;
	bool done;

	buf_init(&old);
	done = file_read_descriptor(session->journal.descriptor, path, &old, err);
	compaction->before = compaction->after = old.length;
	if (done && !making->request->dry_run && (length < old.length || making->request->participant)) {
		compaction->after = length;
		done = exchange(session, path, making, &old, err);
	}
	buf_release(&old);
	return done;
}

/* Who has only a place in a history that goes has no vote and no attendance left: by authors alone. */
static bool is_in_ledger(const struct ledger *ledger, const char *name)
{
	for (size_t i = 0; i < ledger->count; i++) {
		const struct atom *atom = &ledger->atoms[i];
		const struct change change = { atom->kind, atom->key, atom->field, NULL, NULL };

		if (is_named(&change, name))
			return true;
		for (size_t k = 0; k < atom->count; k++)
			if (!strcmp(atom->writes[k].author, name))
				return true;
	}
	return false;
}

static bool check_names(struct making *making, const struct state *last, struct err *err)
{
	const struct compact_request *request = making->request;

	if (!request->participant)
		return true;
	if (!making->found && !is_in_ledger(&last->ledger, request->participant))
		return err_set(err, ERR_VALUE, N_("nobody is called «%s» here; nothing was changed"),
			       request->participant);
	if (!request->pseudonym)
		return true;
	if (making->taken || is_in_ledger(&last->ledger, request->pseudonym))
		return err_set(err, ERR_VALUE, N_("somebody is called «%s» already; nothing was changed"),
			       request->pseudonym);
	return participant_name_check(request->pseudonym, err);
}

bool compact_file(const char *path, const struct compact_request *request, struct journal_stamp stamp,
		  struct compaction *compaction, struct err *err)
{
	static const struct compact_request nobody = { NULL, NULL, false };
	struct state state = { .session = { .journal = { .descriptor = -1 } } };
	struct making making = { .request = request ? request : &nobody, .compaction = compaction };
	bool done;

	*compaction = (struct compaction){ 0 };
	buf_init(&compaction->kept);
	if (!session_open_ledger(path, JOURNAL_WRITE, &state.ledger, &state.session, err)) {
		state_close(&state);
		return false;
	}
	compaction->faults = state.session.faults;
	state.session.faults = (struct fault_list){ 0 };
	stamp.author = author_of(making.request, stamp.author);
	journal_writer_new(&making.writer, stamp);
	done = journal_check_writable(&state.session.journal, err) && write_all(&making, &state, err) &&
	       check_names(&making, &state, err) && compact(&state.session, path, &making, err);
	journal_writer_release(&making.writer);
	state_close(&state);
	return done;
}
