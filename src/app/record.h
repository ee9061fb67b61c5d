/*
 * What the two halves of a session share: session.c writes records and makes
 * units of them, replay.c reads records back into the same units.
 */
#ifndef CADRAN_APP_RECORD_H
#define CADRAN_APP_RECORD_H

#include "cadran/app/session.h"
#include "ledger.h"

#define RECORD_CONTENT "content"
#define RECORD_BEGIN "begin"
#define BEGIN_MERGE "merge" /* its key where the batch copies from other dossiers */
#define RECORD_COMMIT "commit"
#define RECORD_ABORT "abort"
#define RECORD_UNDO "undo"
#define RECORD_REDO "redo"
#define RECORD_MILESTONE "milestone"

/* The field of a milestone: «yes» sets it, nothing takes it away. */
#define MILESTONE_PRESENT "present"

/* «draft-answer», as the change that it is to become; «draft-end» where the text was given up. */
#define RECORD_DRAFT "draft-"
#define DRAFT_END "end"

/* A draft that no record came after. */
struct draft {
	struct change_list changes; /* the one that it is to become; none where no draft stands */
	unsigned long seq;
	size_t line;
	char *author, *time; /* owned */
};

void draft_release(struct draft *draft);

struct shelf_item {
	unsigned long *numbers; /* of the records it was read from */
	size_t count;
	struct content *content;
};

struct session_memory {
	struct journal_memory *journals;
	struct shelf_item *shelf; /* what was read without fault; each holds a share */
	size_t count, capacity;
	uint64_t *marks; /* of the journal opened last */
	size_t mark_count, mark_capacity;
	uint64_t made;
	bool lean; /* the one to be opened is tried without its history */
	enum {
		MEMORY_FITS,
		MEMORY_NO_HISTORY, /* it takes changes back: it is opened with its history */
		MEMORY_NO_SHARING, /* content comes after changes: it is opened by itself */
	} unfit;
};

/* A share of what was read from records of these numbers; NULL where nothing was. */
struct content *memory_content(const struct session_memory *memory, const unsigned long *numbers, size_t count);
void memory_keep(struct session_memory *memory, const unsigned long *numbers, size_t count, struct content *content);

/* Forgets what is there about the last dossier, and all where it is too much. */
void memory_begin(struct session_memory *memory, bool lean);

/*
 * Opens the journal and makes the document and the history of it, with the
 * content of `memory` where that is not NULL; the dossier may turn out to be
 * unfit for it (memory->unfit), and is then opened in another way. A session
 * with a ledger has no memory. `draft` is filled and not applied; release it
 * whatever comes of it.
 */
bool replay_open(const char *path, enum journal_access access, struct session_memory *memory, struct session *session,
		 struct draft *draft, struct err *err);

/* The same of the first `most` records of a journal that is open and keeps its lock. */
bool replay_again(const struct journal *open, size_t most, struct session *session, struct draft *draft,
		  struct err *err);

/* As session_open, which also fills `ledger` where it is not NULL. */
bool session_open_ledger(const char *path, enum journal_access access, struct ledger *ledger, struct session *session,
			 struct err *err);

/* The same for session_at_milestone. */
bool session_at_ledger(const struct session *session, const struct milestone *milestone, struct ledger *ledger,
		       struct session *frozen, struct err *err);

/* Records for this session: a batch that was left open is closed as void first. */
void session_writer(struct journal_writer *writer, const struct session *session, struct journal_stamp stamp);
bool session_append(struct session *session, struct journal_writer *writer, struct err *err);
void session_write_source(struct journal_writer *writer, const struct content_source *source);

/* Appends one record «kind, key, field, value». */
bool session_log(struct session *session, const char *const record[4], struct journal_stamp stamp, struct err *err);

/* Takes a record of kind RECORD_MILESTONE into the list; `place` records stand before it. */
bool milestone_take(struct session *session, const struct journal_record *record, size_t place, struct err *err);
void milestones_release(struct session *session);

/* A new unit, which makes what was undone before it impossible to do again. */
struct unit *unit_push(struct session *session, unsigned long seq, struct journal_stamp stamp);
/* A new unit that takes up `content`. */
struct unit *unit_upgrade(struct session *session, unsigned long seq, struct journal_stamp stamp,
			  struct content *content);
void unit_release(struct unit *unit);
void unit_revert(struct session *session, struct unit *unit);
void unit_apply_again(struct session *session, struct unit *unit);

#endif
