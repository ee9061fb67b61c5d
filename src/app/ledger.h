/*
 * Who gave which value when: every value of a dossier with all that was ever
 * written there, as replay reads it. Merging asks it.
 *
 * Writes of one value are ordered by their marks: time, then how often a clock
 * stood still or went back (`bump`), then author and value. Within a file a new
 * write is marked later than all before it. What a merge copied keeps the mark
 * that it has in its own file, which the journal spells out as
 * «2026-11-21T09:12:04Z~000001».
 */
#ifndef CADRAN_APP_LEDGER_H
#define CADRAN_APP_LEDGER_H

#include "cadran/base/map.h"
#include "cadran/core/change.h"
#include "cadran/store/journal.h"

struct write {
	char *value; /* owned; NULL: nothing stands here since */
	char *time, *author;
	unsigned bump;
	unsigned long seq; /* of its unit */
	size_t before;     /* the head before it */
	bool gone;         /* of a merge that was taken back */
};

#define ATOM_NONE SIZE_MAX

/* One value of a dossier. */
struct atom {
	char *name; /* «kind key field», apart by U+001F; owned */
	enum change_kind kind;
	char *key, *field;
	bool moved; /* its use case, or its use, got another id: `old_key` is what the file has; owned */
	char *old_key;
	bool rewritten; /* it names ids that are others now */
	char *entity;   /* «use-case\x1fID» or «use\x1fID» that it belongs to; NULL for what is of the service */
	struct write *writes;
	size_t count, capacity;
	size_t head;  /* of writes: what stands; ATOM_NONE where nothing was given, or all was taken back */
	size_t depth; /* writes that stand and were not taken back */
};

/* The latest mark of anything that belongs to a use case or a use. */
struct touch {
	char *entity, *time;
	unsigned bump;
};

/* The writes of one merge to one atom, which follow each other. */
struct span {
	char *name; /* its unit's seq, and the atom's name; the seq alone for the merge as a whole; owned */
	size_t first, last;
};

struct ledger {
	struct atom *atoms;
	size_t count, capacity;
	struct map by_name;
	struct touch *touches;
	size_t touch_count, touch_capacity;
	struct map by_entity;
	struct span *spans; /* what merges wrote */
	size_t span_count, span_capacity;
	struct map by_span;
};

void ledger_release(struct ledger *ledger);

/* The atom; NULL where nothing was ever written. */
struct atom *ledger_find(const struct ledger *ledger, const char *name);
const struct write *atom_head(const struct atom *atom);

/* Adds the name of an atom, and of the entity that it belongs to (nothing where it belongs to none). */
void ledger_name(struct buf *out, enum change_kind kind, const char *key, const char *field);
void ledger_entity(const struct document *document, enum change_kind kind, const char *key, struct buf *out);

/* The time of `write` as a merge spells it. */
void write_time(const struct write *write, struct buf *out);

/* By their times alone, author and value aside. */
int time_compare(const struct write *left, const struct write *right);

/* Before, at or after: negative, 0, positive. */
int mark_compare(const struct write *left, const struct write *right);

/* The earliest write of `value` that counts since the atom means what it means; of any value but "" for NULL. */
const struct write *atom_first(const struct atom *atom, const char *value);

/* The place of the first write that counts since the atom means what it means. */
size_t atom_begin(const struct atom *atom);

/* Whether the file that `atom` is of has had this write, and knew of it since. */
bool atom_knows(const struct atom *atom, const struct write *write);

/* A change that was applied; `merged`: a copy that a merge made. */
void ledger_write(struct ledger *ledger, const struct document *document, const struct change *change,
		  struct journal_stamp stamp, unsigned long seq, bool merged);

void ledger_mark_merge(struct ledger *ledger, unsigned long seq);

/* A unit is taken back, its changes not yet reverted; or done again, its changes applied. */
void ledger_undo(struct ledger *ledger, const struct document *document, unsigned long seq,
		 const struct change_list *changes, struct journal_stamp stamp);
void ledger_redo(struct ledger *ledger, const struct document *document, unsigned long seq,
		 const struct change_list *changes, struct journal_stamp stamp);

/* Makes the heads those of `document`, where content that was taken up moved or dropped values. */
void ledger_settle(struct ledger *ledger, const struct document *document, struct journal_stamp stamp);

#endif
