/*
 * What several people collected on one service, in one dossier.
 *
 * Each value is taken by itself: an answer's level, its note, a field of a sheet,
 * a score, one participant's vote in one round. Where only one dossier gave it,
 * that is taken. Where one knew the other's and changed it, the change is taken.
 * Else the later one stands (equal times: by author, then by value), the other is
 * a conflict: it is listed, and written into the journal before the one that
 * stands, each with its author and time.
 *
 * Laws: merging is the same in any order and in any grouping; a dossier merged
 * with itself, or once more with what it took already, stays as it is; nothing is
 * dropped. Two that disagree whether a use case is there keep it, where it was
 * changed after it was taken away.
 *
 * Use cases of one id are two where they were made apart under two names: the one
 * made first keeps the id, another becomes ID~hhhhhh, a hash of its first name.
 * The same for the uses of the inventory.
 */
#ifndef CADRAN_APP_MERGE_H
#define CADRAN_APP_MERGE_H

#include "cadran/app/session.h"

enum { MERGE_FILES_MOST = 100 };

/* One side of a conflict; all owned, the path borrowed from the call. */
struct merge_value {
	const char *path;
	char *value, *author, *time;
};

struct merge_conflict {
	enum change_kind kind;
	char *key, *field; /* owned; of a use case that is there for one and not for the other: its id, «present» */
	struct merge_value kept, other;
	bool secret; /* a vote of a round that is hidden in one of the dossiers: what it says is not to be shown */
};

struct merge_rename {
	const char *path; /* borrowed */
	enum change_kind kind;
	char *before, *after, *name; /* owned */
};

struct merge_report {
	struct merge_conflict *conflicts;
	size_t conflict_count, conflict_capacity;
	struct merge_rename *renames;
	size_t rename_count, rename_capacity;
	size_t taken; /* values that are not as they were in the first dossier */
	struct fault_list faults;
};

/* What is asked of merge_files. */
struct merge_request {
	const char *const *paths; /* 2 to MERGE_FILES_MOST; only the first is ever written */
	size_t count;
	const char *output; /* a new dossier; NULL: into the first */
	bool dry_run;       /* nothing is written */
};

/*
 * Into the first dossier as one unit, or into a new one, whose lists stand in the
 * order in which things were made: the same bytes of figures whatever the order
 * of the files. False, with nothing written, where one does not open, where they
 * hold other versions of the content, or where use cases would need each other
 * in a circle.
 */
bool merge_files(const struct merge_request *request, struct journal_stamp stamp, struct merge_report *report,
		 struct err *err);
void merge_report_release(struct merge_report *report);

#endif
