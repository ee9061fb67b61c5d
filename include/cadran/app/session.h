/*
 * One open dossier: the document in memory, its journal on the disk, and the
 * history that lies between them. The one door: whoever wants to change a
 * dossier builds changes and calls session_apply.
 *
 *	session_open ── replays the journal ──► document + history
 *	session_apply(changes) ── checked, applied, logged and flushed: all or none
 *	session_undo, session_redo ── take back and do again the last unit
 *
 * A unit is what was applied by one call: one change, or a batch. Nothing is
 * reported done before it is on the disk; what fails leaves document and file
 * as they were. A screen that paints before the disk is done calls the two
 * halves of session_apply itself:
 *
 *	session_stage ── checked and applied in memory ── paint as pending ──
 *	session_flush ── logged and flushed, or taken back
 *
 * Taking up newer content (session_upgrade) is a unit too. It keeps the document
 * as it was with the old copy: undo goes back to that one, redo to the other, and
 * what was done before can be taken back as ever. Whoever holds pointers into the
 * document or its content lets go of them when such a unit is undone or redone.
 *
 * A milestone is the dossier frozen under a name: a mark in the journal, which
 * undo passes over. The dossier as it was is replayed up to that mark.
 *
 * A draft is a text being typed: kept in the journal from time to time, it
 * counts as a change only where nothing came after it, because the program or
 * the machine stopped.
 */
#ifndef CADRAN_APP_SESSION_H
#define CADRAN_APP_SESSION_H

#include "cadran/core/change.h"
#include "cadran/store/journal.h"

/* How often newer content is taken up in one dossier: each time keeps a document, and a file may come from anywhere. */
enum { SESSION_UPGRADES_MOST = 100 };

/* How many milestones stand at once, and the bytes of a name. */
enum { MILESTONES_MOST = 1000, MILESTONE_NAME_MOST = 200 };

struct milestone {
	char *name, *author, *time; /* owned; the time as the record has it */
	size_t place;               /* how many records of the journal stand before its own */
	size_t changes;             /* how many units stood then */
};

struct unit {
	unsigned long seq;   /* of its first record */
	char *author, *time; /* who did it, and when (struct journal_stamp); owned */
	struct change_list changes;
	/* Where it takes up newer content: the document with the other copy, which is the old one while the unit stands
	 * and the new one while it is undone. NULL for any other unit. Owned. */
	struct document *other;
};

struct ledger;

struct session {
	struct journal journal;
	struct document *document;
	struct unit *units;
	size_t unit_count, unit_capacity;
	size_t done;                  /* units[0..done) stand, the others were undone */
	struct milestone *milestones; /* in the order of the journal */
	size_t milestone_count, milestone_capacity;
	size_t record_count;       /* of the journal, as it was read or written since */
	size_t upgrade_count;      /* how often newer content was taken up, undone or not */
	unsigned long open_batch;  /* seq of a batch without its end, 0 when there is none */
	struct change_list staged; /* applied in memory, not yet logged */
	struct ledger *ledger;     /* filled as the journal is read; NULL where nobody asks; borrowed */
	bool drafted;              /* the last record of the journal is a draft */
	bool recovered;            /* the last unit was a draft when the dossier was opened */
	struct fault_list faults;  /* what was noticed on opening */
	struct change_list unfit;  /* the draft that could not be taken up; its notice is the last of the faults */
	struct err unfit_why;
};

/*
 * Makes a new dossier at `path` of `changes` (the service's name at least) and
 * the matrix that `content` has in use. Takes `content` over, and empties
 * `changes`, whatever comes of it. The file is whole or absent; content that no
 * dossier keeps (catalogues, demonstrations) stays out of it.
 */
bool session_create(const char *path, struct content *content, struct change_list *changes, struct journal_stamp stamp,
		    struct err *err);

/*
 * Makes a new dossier of what `old` holds, but for the date, as a starting point:
 * on `content`, which is made of old's by content_upgrade, has its matrix chosen
 * and is taken over whatever comes of it. `name` is that of the service; NULL for
 * the old one.
 */
bool session_create_from(const char *path, const struct document *old, struct content *content, const char *name,
			 struct journal_stamp stamp, struct err *err);

/*
 * A draft that nothing came after is applied, as the last unit; with
 * JOURNAL_WRITE it is logged as the change that it was to become.
 */
bool session_open(const char *path, enum journal_access access, struct session *session, struct err *err);

/*
 * For writing where that can be at once, else for reading, with `*why` the reason
 * (somebody else has it open, no permission, a read-only medium); `why->kind` is
 * ERR_NONE where it is open for writing.
 */
bool session_open_any(const char *path, struct session *session, struct err *why, struct err *err);
void session_close(struct session *session);

/*
 * For who opens many dossiers for reading, one after the other: content that
 * they hold alike is read once. What is kept is bounded, whatever their number.
 */
struct session_memory;

struct session_memory *session_memory_new(void);
void session_memory_free(struct session_memory *memory);

/*
 * As session_open for JOURNAL_READ, but for the history: its units may be left
 * out, and there is no undo; nor do milestones tell how many changes they had
 * before them. The session is closed before the next one is opened: its content
 * may be that of the next too, and is not added to.
 */
bool session_open_remembering(const char *path, struct session_memory *memory, struct session *session,
			      struct err *err);

/* The marks of all records of the dossier opened last (journal.h), in order; borrowed until the next one is opened. */
const uint64_t *session_memory_marks(const struct session_memory *memory, size_t *count);

/* Its mark when the first unit, its making, was read. */
uint64_t session_memory_made(const struct session_memory *memory);

/* Applies and logs `changes`, which pass to the session; the list is empty afterwards; on failure it stays the
 * caller's. What changes nothing is not logged. */
bool session_apply(struct session *session, struct change_list *changes, struct journal_stamp stamp, struct err *err);

/* The first half: as session_apply, in memory only. Nothing may be staged already. */
bool session_stage(struct session *session, struct change_list *changes, struct err *err);
bool session_is_staged(const struct session *session);

/* The second half. On failure what was staged is taken back and gone. True with nothing to do where nothing is. */
bool session_flush(struct session *session, struct journal_stamp stamp, struct err *err);

/* Keeps `text`, which is being typed as the value of `field` of `key`. It is not in the document. */
bool session_draft(struct session *session, enum change_kind kind, const char *key, const char *field, const char *text,
		   struct journal_stamp stamp, struct err *err);

/*
 * The draft that could not be taken up on opening, for who shows a field to mend
 * it in: it and its notice leave the session. False where there is none.
 */
bool session_take_unfit(struct session *session, struct change_list *unfit, struct err *why);

/* The text was given up: a draft that was kept counts for nothing. */
bool session_draft_drop(struct session *session, struct journal_stamp stamp, struct err *err);

/*
 * Copies the matrix `id` of `content` into the dossier, where it is not in it
 * yet, so that a change of kind CHANGE_MATRIX can put it in use.
 */
bool session_add_matrix(struct session *session, const struct content *content, const char *id,
			struct journal_stamp stamp, struct err *err);

/*
 * Takes up `content`, made by content_upgrade of the document's own: each of its
 * files that has another version is appended to the journal, all as one unit, and
 * the document carried over (document_upgrade). Takes `content` over, whatever
 * comes of it.
 */
bool session_upgrade(struct session *session, struct content *content, struct journal_stamp stamp, struct err *err);

/*
 * Freezes the dossier as `name`: 1 to MILESTONE_NAME_MOST bytes on one line,
 * without a blank at either end, that no milestone has yet.
 */
bool session_milestone(struct session *session, const char *name, struct journal_stamp stamp, struct err *err);

/* The mark is taken away; what it marked stays in the journal. The name is free again. */
bool session_milestone_drop(struct session *session, const char *name, struct journal_stamp stamp, struct err *err);

/* NULL with `err`, which lists those there are. */
const struct milestone *session_find_milestone(const struct session *session, const char *name, struct err *err);

/*
 * The dossier as it was at `milestone`, which is one of `session`: a session of
 * its own, for reading only; session_close. The file is read once more.
 */
bool session_at_milestone(const struct session *session, const struct milestone *milestone, struct session *frozen,
			  struct err *err);

/* The unit that was undone or redone in `unit`; NULL with true where there is nothing to do. */
bool session_undo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err);
bool session_redo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err);

#endif
