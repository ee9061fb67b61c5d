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
 * as they were.
 */
#ifndef CADRAN_APP_SESSION_H
#define CADRAN_APP_SESSION_H

#include "cadran/core/change.h"
#include "cadran/store/journal.h"

struct unit {
	unsigned long seq; /* of its first record */
	struct change_list changes;
};

struct session {
	struct journal journal;
	struct document *document;
	struct unit *units;
	size_t unit_count, unit_capacity;
	size_t done;              /* units[0..done) stand, the others were undone */
	unsigned long open_batch; /* seq of a batch without its end, 0 when there is none */
	struct fault_list faults; /* what was noticed on opening */
};

/*
 * Makes a new dossier at `path` of `changes` (the service's name at least) and
 * the matrix that `content` has in use. Takes `content` over, and empties
 * `changes`, whatever comes of it. The file is whole or absent; content that no
 * dossier keeps (catalogues, demonstrations) stays out of it.
 */
bool session_create(const char *path, struct content *content, struct change_list *changes, struct journal_stamp stamp,
		    struct err *err);

bool session_open(const char *path, enum journal_access access, struct session *session, struct err *err);
void session_close(struct session *session);

/* Applies and logs `changes`, which pass to the session; the list is empty afterwards; on failure it stays the
 * caller's. What changes nothing is not logged. `strict`: see document_apply_all. */
bool session_apply(struct session *session, struct change_list *changes, bool strict, struct journal_stamp stamp,
		   struct err *err);

/* The unit that was undone or redone in `unit`; NULL with true where there is nothing to do. */
bool session_undo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err);
bool session_redo(struct session *session, struct journal_stamp stamp, const struct unit **unit, struct err *err);

#endif
