/*
 * Merging, between its files: merge_ids.c tells which use cases are one,
 * merge_fold.c which value stands, merge.c opens and writes.
 */
#ifndef CADRAN_APP_MERGE_PARTS_H
#define CADRAN_APP_MERGE_PARTS_H

#include "cadran/app/merge.h"
#include "ledger.h"

/* One dossier that is read. */
struct source {
	const char *path;
	struct session session;
	struct ledger ledger;
};

/* Gives each use case and use of the ledgers the id that it has in the merged dossier. */
void merge_ids(struct source *sources, size_t count, struct merge_report *report);

/* One value of the merged dossier. */
struct value {
	const struct atom *atom; /* of the first source that has it: kind, key, field */
	const struct atom **own; /* by source; NULL where it has none, or none that stands */
	const struct write *head;
	const struct write **losers; /* what others say; earlier ones first */
	size_t loser_count;
	struct write *made; /* a head of its own; owned, its texts borrowed */
};

struct fold {
	struct source *sources;
	size_t source_count;
	struct value *values;
	size_t count, capacity;
	struct map by_name;
};

void fold_make(struct fold *fold, struct source *sources, size_t count, struct merge_report *report);
void fold_release(struct fold *fold);
const struct value *fold_value(const struct fold *fold, enum change_kind kind, const char *key, const char *field);

/* Which source a head is of. */
const char *fold_path(const struct fold *fold, const struct value *value, const struct write *write);

#endif
