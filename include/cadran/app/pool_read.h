/*
 * Many dossiers from the disk into a pool. Each is opened, evaluated, added and
 * closed before the next one: memory grows with the figures kept, not with the
 * bytes read. One that cannot be read is told and does not stop the others.
 *
 * A dossier counts once. Of files with the same records one counts; of a dossier
 * and an older copy of it, whose records it begins with, the newer one does.
 */
#ifndef CADRAN_APP_POOL_READ_H
#define CADRAN_APP_POOL_READ_H

#include "cadran/app/session.h"
#include "cadran/core/pool.h"

enum pool_fate {
	POOL_WAITS,
	POOL_COUNTED,
	POOL_FAILED,   /* cannot be read */
	POOL_REPEATED, /* has the records of another one */
	POOL_OLDER,    /* another one begins with its records */
	POOL_FATE_COUNT,
};

struct pool_file {
	char *path;     /* owned */
	long long size; /* bytes; 0 where it cannot be looked at */
	enum pool_fate fate;
	size_t dossier; /* in the pool, where it was counted */
	uint64_t made;  /* mark of its making */
};

/* A zeroed list is empty and ready. */
struct pool_files {
	struct pool_file *items;
	size_t count, capacity;
	size_t fates[POOL_FATE_COUNT]; /* how many of each */
	size_t alike;                  /* counted, though another one that was counted was made by the same records */
};

void pool_files_release(struct pool_files *files);

/* Adds a file, or the dossiers of a folder and of the folders in it. False with `err` for a folder that cannot be read.
 */
bool pool_files_add(struct pool_files *files, const char *path, struct err *err);

/* Puts the files in order of their size and reads all of them; `faults` tells what was wrong, and what counts once. */
void pool_read(struct pool_files *files, struct pool *pool, struct fault_list *faults);

/* Opens those that were counted once more, one after the other; false where `each` says so, which ends it. */
typedef bool pool_each_fn(const struct evaluation *evaluation, size_t number, void *context);
bool pool_visit(const struct pool_files *files, pool_each_fn *each, void *context, struct err *err);

#endif
