/*
 * A smaller journal: the dossier as it is and as it was at its milestones, without
 * the way between.
 *
 * Every value keeps its author and time, milestones their name, author and time.
 * What goes: values that were overwritten, undo and redo, drafts, what was dropped
 * with a question that is not asked any more.
 *
 * A participant can be withdrawn with it, now and at every milestone: their votes
 * and their name go. Retained scores stay, the group settled on them. Or they get
 * another name, with their votes. What they wrote as an author becomes nobody's,
 * or the other name's. Then no copy of the old journal is kept.
 */
#ifndef CADRAN_APP_COMPACT_H
#define CADRAN_APP_COMPACT_H

#include "cadran/base/buf.h"
#include "cadran/store/journal.h"

struct compaction {
	size_t before, after; /* bytes; equal where there was nothing to gain */
	struct buf kept;      /* path of the old journal, beside the new one; "" where it stayed in its place */
	struct fault_list faults;
	size_t votes; /* of the participant, of which so many were withdrawn or renamed, now and at milestones */
	struct fault_list named; /* texts in which the name still stands: nobody but their author can change them */
};

/* Who is withdrawn; with `pseudonym` they get that name instead. A request that is NULL withdraws nobody. */
struct compact_request {
	const char *participant, *pseudonym;
	bool dry_run; /* counts, and writes nothing */
};

/*
 * Puts the smaller journal in the place of the old one, of which a copy is kept as
 * PATH.old, PATH.old-2 … Where it would be no smaller nothing is written. The new one is read back and compared, state
 * by state, before. With a participant it is written whatever its size, and nothing of the old one is kept; refused
 * where nobody had that name, or somebody has the pseudonym. False, with the dossier untouched, where somebody else has
 * it open, where it does not read to its end, or where anything is not equal.
 */
bool compact_file(const char *path, const struct compact_request *request, struct journal_stamp stamp,
		  struct compaction *compaction, struct err *err);
void compaction_release(struct compaction *compaction);

#endif
