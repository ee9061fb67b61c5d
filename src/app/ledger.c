#include "ledger.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"

#define APART "\x1f"

/* «~000001» behind a time. */
enum { BUMP_LENGTH = 7, BUMP_MOST = 999999 };

static void write_release(struct write *write)
{
	free(write->value);
	free(write->time);
	free(write->author);
}

void ledger_release(struct ledger *ledger)
{
	for (size_t i = 0; i < ledger->count; i++) {
		struct atom *atom = &ledger->atoms[i];

		for (size_t k = 0; k < atom->count; k++)
			write_release(&atom->writes[k]);
		free(atom->writes);
		free(atom->name);
		free(atom->key);
		free(atom->field);
		free(atom->entity);
		free(atom->old_key);
	}
	for (size_t i = 0; i < ledger->touch_count; i++) {
		free(ledger->touches[i].entity);
		free(ledger->touches[i].time);
	}
	free(ledger->atoms);
	free(ledger->touches);
	for (size_t i = 0; i < ledger->span_count; i++)
		free(ledger->spans[i].name);
	free(ledger->spans);
	map_release(&ledger->by_span);
	map_release(&ledger->by_name);
	map_release(&ledger->by_entity);
	*ledger = (struct ledger){ 0 };
}

struct atom *ledger_find(const struct ledger *ledger, const char *name)
{
	size_t index;

	return map_get(&ledger->by_name, name, &index) ? &ledger->atoms[index] : NULL;
}

const struct write *atom_head(const struct atom *atom)
{
	return atom && atom->head != ATOM_NONE ? &atom->writes[atom->head] : NULL;
}

void ledger_name(struct buf *out, enum change_kind kind, const char *key, const char *field)
{
	buf_add_format(out, "%d" APART "%s" APART "%s", (int)kind, key, field);
}

void ledger_entity(const struct document *document, enum change_kind kind, const char *key, struct buf *out)
{
	const char *criterion =
		kind == CHANGE_VOTE || kind == CHANGE_ROUND ? change_vote_criterion(document, key) : NULL;

	if (kind == CHANGE_USE)
		buf_add_format(out, "use" APART "%s", key);
	else if (criterion)
		buf_add_format(out, "use-case" APART "%.*s", (int)(criterion - key - 1), key);
	else if (kind == CHANGE_USE_CASE || kind == CHANGE_SCORE)
		buf_add_format(out, "use-case" APART "%s", key);
}

static struct atom *atom_add(struct ledger *ledger, enum change_kind kind, const char *key, const char *field,
			     const char *entity, char *name)
{
	struct atom *atom;

	ARRAY_GROW(ledger->atoms, ledger->count, ledger->capacity);
	atom = &ledger->atoms[ledger->count];
	*atom = (struct atom){ .name = name,
			       .kind = kind,
			       .key = xstrdup(key),
			       .field = xstrdup(field),
			       .entity = *entity ? xstrdup(entity) : NULL,
			       .head = ATOM_NONE };
	map_set(&ledger->by_name, atom->name, ledger->count++);
	return atom;
}

static struct atom *atom_for(struct ledger *ledger, const struct document *document, const struct change *change)
{
	struct buf name, entity;
	struct atom *atom;

	buf_init(&name);
	buf_init(&entity);
	ledger_name(&name, change->kind, change->key, change->field);
	atom = ledger_find(ledger, name.data);
	if (!atom) {
		ledger_entity(document, change->kind, change->key, &entity);
		atom = atom_add(ledger, change->kind, change->key, change->field, entity.data ? entity.data : "",
				buf_detach(&name));
	}
	buf_release(&name);
	buf_release(&entity);
	return atom;
}

static int stamps_compare(const char *left, unsigned left_bump, const char *right, unsigned right_bump)
{
	const int order = strcmp(left, right);

	return order ? order : left_bump < right_bump ? -1 : left_bump > right_bump;
}

int time_compare(const struct write *left, const struct write *right)
{
	return stamps_compare(left->time, left->bump, right->time, right->bump);
}

int mark_compare(const struct write *left, const struct write *right)
{
	int order = time_compare(left, right);

	order = order ? order : strcmp(left->author, right->author);
	return order ? order : strcmp(left->value, right->value);
}

void write_time(const struct write *write, struct buf *out)
{
	buf_add_text(out, write->time);
	if (write->bump)
		buf_add_format(out, "~%06u", write->bump);
}

static bool read_bump(const char *time, size_t *length, unsigned *bump)
{
	const char *tail;

	*length = strlen(time);
	if (*length <= BUMP_LENGTH)
		return false;
	tail = time + *length - BUMP_LENGTH;
	if (*tail != '~' || strspn(tail + 1, "0123456789") != BUMP_LENGTH - 1)
		return false;
	*length -= BUMP_LENGTH;
	*bump = (unsigned)strtoul(tail + 1, NULL, 10);
	return true;
}

/* What `time` spells: bump 0 where it has none. */
static char *parse_time(const char *time, unsigned *bump)
{
	size_t length;

	*bump = 0;
	(void)read_bump(time, &length, bump);
	return xstrndup(time, length);
}

static struct write *push(struct atom *atom, char *value, char *time, unsigned bump, const char *author,
			  unsigned long seq)
{
	ARRAY_GROW(atom->writes, atom->count, atom->capacity);
	atom->writes[atom->count] = (struct write){ value, time, xstrdup(author), bump, seq, atom->head, false };
	return &atom->writes[atom->count++];
}

static struct touch *touch_of(struct ledger *ledger, const char *entity)
{
	size_t index;

	if (map_get(&ledger->by_entity, entity, &index))
		return &ledger->touches[index];
	ARRAY_GROW(ledger->touches, ledger->touch_count, ledger->touch_capacity);
	ledger->touches[ledger->touch_count] = (struct touch){ xstrdup(entity), xstrdup(""), 0 };
	map_set(&ledger->by_entity, ledger->touches[ledger->touch_count].entity, ledger->touch_count);
	return &ledger->touches[ledger->touch_count++];
}

static void touch(struct ledger *ledger, const struct atom *atom, const struct write *write)
{
	struct touch *at = atom->entity ? touch_of(ledger, atom->entity) : NULL;

	if (!at || stamps_compare(write->time, write->bump, at->time, at->bump) <= 0)
		return;
	free(at->time);
	at->time = xstrdup(write->time);
	at->bump = write->bump;
}

static void raise(char **time, unsigned *bump, const char *over, unsigned over_bump)
{
	if (stamps_compare(*time, *bump, over, over_bump) > 0)
		return;
	if (strcmp(*time, over) != 0) {
		free(*time);
		*time = xstrdup(over);
	}
	*bump = over_bump < BUMP_MOST ? over_bump + 1 : over_bump;
}

/* Later than all that stood here, and what says whether a thing is there later than all of it. */
static void write_own(struct ledger *ledger, struct atom *atom, const char *value, struct journal_stamp stamp,
		      unsigned long seq)
{
	unsigned bump;
	/* No time is what a merge writes for something else. */
	char *time = parse_time(*stamp.time ? stamp.time : "-", &bump);
	const bool presence = atom->entity && !strcmp(atom->field, "present");

	for (size_t i = atom->count; i; i--) {
		assert(atom->writes);
		if (atom->writes[i - 1].gone || !atom->writes[i - 1].value)
			continue;
		raise(&time, &bump, atom->writes[i - 1].time, atom->writes[i - 1].bump);
		break;
	}
	if (presence) {
		const struct touch *at = touch_of(ledger, atom->entity);

		raise(&time, &bump, at->time, at->bump);
	}
	touch(ledger, atom, push(atom, xstrdup(value), time, bump, stamp.author, seq));
	atom->head = atom->count - 1;
}

static struct span *span_find(const struct ledger *ledger, unsigned long seq, const char *name)
{
	struct span *span = NULL;
	struct buf key;
	size_t index;

	buf_init(&key);
	buf_add_format(&key, "%lu" APART "%s", seq, name);
	if (map_get(&ledger->by_span, key.data, &index))
		span = &ledger->spans[index];
	buf_release(&key);
	return span;
}

/* A new one is empty: it ends before it begins. */
static struct span *span_for(struct ledger *ledger, unsigned long seq, const char *name)
{
	struct span *span = span_find(ledger, seq, name);
	struct buf key;

	if (span)
		return span;
	buf_init(&key);
	buf_add_format(&key, "%lu" APART "%s", seq, name);
	ARRAY_GROW(ledger->spans, ledger->span_count, ledger->span_capacity);
	assert(ledger->spans);
	span = &ledger->spans[ledger->span_count];
	*span = (struct span){ .name = buf_detach(&key), .first = ATOM_NONE };
	map_set(&ledger->by_span, span->name, ledger->span_count++);
	return span;
}

/* A value without a time takes away what stood under an id that means something else now. */
static void write_merged(struct ledger *ledger, struct atom *atom, const char *value, struct journal_stamp stamp,
			 unsigned long seq)
{
	unsigned bump;
	char *time = parse_time(stamp.time, &bump);
	const bool moved = !*stamp.time;
	struct write *write = push(atom, moved ? NULL : xstrdup(value), time, bump, stamp.author, seq);
	struct span *span = span_for(ledger, seq, atom->name);

	span->last = atom->count - 1;
	span->first = span->first == ATOM_NONE ? span->last : span->first;
	atom->head = moved ? ATOM_NONE : atom->count - 1;
	if (!moved)
		touch(ledger, atom, write);
}

void ledger_write(struct ledger *ledger, const struct document *document, const struct change *change,
		  struct journal_stamp stamp, unsigned long seq, bool merged)
{
	struct atom *atom = atom_for(ledger, document, change);

	if (merged)
		write_merged(ledger, atom, change->value, stamp, seq);
	else
		write_own(ledger, atom, change->value, stamp, seq);
	atom->depth++;
}

const struct write *atom_first(const struct atom *atom, const char *value)
{
	const struct write *first = NULL;

	for (size_t i = atom ? atom->count : 0; i; i--) {
		const struct write *own = &atom->writes[i - 1];

		if (own->gone)
			continue;
		if (!own->value)
			break;
		if ((value ? !strcmp(own->value, value) : *own->value != '\0') &&
		    (!first || mark_compare(own, first) <= 0))
			first = own;
	}
	return first;
}

size_t atom_begin(const struct atom *atom)
{
	size_t begin = atom->count;

	while (begin && (atom->writes[begin - 1].gone || atom->writes[begin - 1].value))
		begin--;
	return begin;
}

bool atom_knows(const struct atom *atom, const struct write *write)
{
	for (size_t i = atom->count; i; i--) {
		const struct write *own = &atom->writes[i - 1];

		if (own->gone)
			continue;
		if (!own->value)
			return false;
		if (!mark_compare(own, write))
			return true;
	}
	return false;
}

void ledger_mark_merge(struct ledger *ledger, unsigned long seq)
{
	(void)span_for(ledger, seq, "");
}

static bool is_merge(const struct ledger *ledger, unsigned long seq)
{
	return span_find(ledger, seq, "") != NULL;
}

/* The writes of a merge go as if they had not been, or come back. */
static void turn_merge(struct ledger *ledger, struct atom *atom, unsigned long seq, bool undo)
{
	const struct span *span = span_find(ledger, seq, atom->name);
	size_t first = ATOM_NONE, last = ATOM_NONE;

	for (size_t i = span ? span->first : 0; span && i <= span->last; i++) {
		if (atom->writes[i].seq != seq || atom->writes[i].gone == undo)
			continue;
		atom->writes[i].gone = undo;
		first = first == ATOM_NONE ? i : first;
		last = i;
	}
	if (first == ATOM_NONE)
		return;
	if (undo)
		atom->head = atom->writes[first].before;
	else
		atom->head = atom->writes[last].value ? last : ATOM_NONE;
}

static void undo_change(struct ledger *ledger, struct atom *atom, const char *before, struct journal_stamp stamp,
			unsigned long seq)
{
	if (--atom->depth == 0)
		atom->head = ATOM_NONE;
	else
		write_own(ledger, atom, before, stamp, seq);
}

void ledger_undo(struct ledger *ledger, const struct document *document, unsigned long seq,
		 const struct change_list *changes, struct journal_stamp stamp)
{
	const bool merge = is_merge(ledger, seq);

	for (size_t i = changes->count; i; i--) {
		const struct change *change = &changes->items[i - 1];
		struct atom *atom = atom_for(ledger, document, change);

		if (!merge) {
			undo_change(ledger, atom, change->before, stamp, seq);
		} else {
			turn_merge(ledger, atom, seq, true);
			atom->depth--;
		}
	}
}

void ledger_redo(struct ledger *ledger, const struct document *document, unsigned long seq,
		 const struct change_list *changes, struct journal_stamp stamp)
{
	const bool merge = is_merge(ledger, seq);

	for (size_t i = 0; i < changes->count; i++) {
		struct atom *atom = atom_for(ledger, document, &changes->items[i]);

		if (merge)
			turn_merge(ledger, atom, seq, false);
		else
			write_own(ledger, atom, changes->items[i].value, stamp, seq);
		atom->depth++;
	}
}

/* Values of the document that no head says; of two of one place the last is the one. */
static void settle_values(struct ledger *ledger, const struct document *document, const struct change_list *values,
			  struct journal_stamp stamp, struct map *there)
{
	for (size_t i = values->count; i; i--) {
		const struct change *value = &values->items[i - 1];
		struct atom *atom = atom_for(ledger, document, value);
		const struct write *head = atom_head(atom);
		size_t ignored;

		if (map_get(there, atom->name, &ignored))
			continue;
		map_set(there, atom->name, 1);
		if (head ? strcmp(head->value, value->value) != 0 : *value->value != '\0')
			write_own(ledger, atom, value->value, stamp, 0);
	}
}

void ledger_settle(struct ledger *ledger, const struct document *document, struct journal_stamp stamp)
{
	struct change_list values = { 0 };
	struct map there = { 0 };
	size_t ignored;

	document_difference(NULL, document, &values);
	settle_values(ledger, document, &values, stamp, &there);
	for (size_t i = 0; i < ledger->count; i++) {
		struct atom *atom = &ledger->atoms[i];
		const struct write *head = atom_head(atom);

		/* What is said and is not in the document is of a question that is not asked any more. */
		if (head && *head->value && atom->kind != CHANGE_MATRIX && !map_get(&there, atom->name, &ignored))
			atom->head = ATOM_NONE;
	}
	map_release(&there);
	change_list_release(&values);
}
