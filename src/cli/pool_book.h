/*
 * The pool as a report to hand on: what pool_text says, in tables and a radar.
 */
#ifndef CADRAN_CLI_POOL_BOOK_H
#define CADRAN_CLI_POOL_BOOK_H

#include "cadran/core/pool.h"
#include "cadran/store/book.h"

/* Makes `book`, for book_release, in the language of the messages. `mine` is the dossier that is compared; NULL. */
void pool_book(struct book *book, const struct pool *pool, const struct evaluation *mine);

#endif
