/*
 * What the two halves of a session share: session.c writes records and makes
 * units of them, replay.c reads records back into the same units.
 */
#ifndef CADRAN_APP_RECORD_H
#define CADRAN_APP_RECORD_H

#include "cadran/app/session.h"

#define RECORD_CONTENT "content"
#define RECORD_BEGIN "begin"
#define RECORD_COMMIT "commit"
#define RECORD_ABORT "abort"
#define RECORD_UNDO "undo"
#define RECORD_REDO "redo"

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

/*
 * Opens the journal and makes the document and the history of it. `draft` is
 * filled and not applied; release it whatever comes of it.
 */
bool replay_open(const char *path, enum journal_access access, struct session *session, struct draft *draft,
		 struct err *err);

/* A new unit, which makes what was undone before it impossible to do again. */
struct unit *unit_push(struct session *session, unsigned long seq);
/* A new unit that takes up `content`. */
struct unit *unit_upgrade(struct session *session, unsigned long seq, struct content *content);
void unit_release(struct unit *unit);
void unit_revert(struct session *session, struct unit *unit);
void unit_apply_again(struct session *session, struct unit *unit);

#endif
