/*
 * Who may write to a journal: one process at a time.
 */
#ifndef CADRAN_STORE_JOURNAL_LOCK_H
#define CADRAN_STORE_JOURNAL_LOCK_H

#include "cadran/store/journal.h"

/* Waits a second for another process; ERR_LOCKED, with who, where that keeps it. */
bool journal_lock(const struct journal *journal, struct err *err);

/*
 * Without waiting. Before writing too: fcntl's lock goes when any descriptor of
 * the file is closed, that of an export which looks at the file too. ERR_LOCKED
 * where another process has taken it since.
 */
bool journal_lock_now(const struct journal *journal, struct err *err);

#endif
