/*
 * A smaller journal: the dossier as it is and as it was at its milestones, without
 * the way between.
 *
 * Every value keeps its author and time, milestones their name, author and time.
 * What goes: values that were overwritten, undo and redo, drafts, what was dropped
 * with a question that is not asked any more.
 */
#ifndef CADRAN_APP_COMPACT_H
#define CADRAN_APP_COMPACT_H

#include "cadran/base/buf.h"
#include "cadran/store/journal.h"

struct compaction {
	size_t before, after; /* bytes; equal where there was nothing to gain */
	struct buf kept;      /* path of the old journal, beside the new one; "" where it stayed in its place */
	struct fault_list faults;
};

/*
 * Puts the smaller journal in the place of the old one, of which a copy is kept as
 * PATH.old, PATH.old-2 … Where it would be no smaller nothing is written. The new one is read back and compared, state by state,
 * before. False, with the dossier untouched, where somebody else has it open, where
 * it does not read to its end, or where anything is not equal.
 */
bool compact_file(const char *path, struct journal_stamp stamp, struct compaction *compaction, struct err *err);
void compaction_release(struct compaction *compaction);

#endif
