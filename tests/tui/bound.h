/*
 * What the tests of books share: finding in one what it has, and that its ids
 * are safe.
 */
#ifndef TESTS_TUI_BOUND_H
#define TESTS_TUI_BOUND_H

#include "cadran/core/document.h"
#include "cadran/store/book.h"

/* Makes one change, which must be taken. */
void bound_set(struct document *document, const char *key, const char *value);

/* Each block of all sections, from `*at` 0; NULL after the last. */
const struct book_block *bound_next(const struct book *book, size_t *at);

/* NULL where there is none of that id. */
const struct book_table *bound_table(const struct book *book, const char *id);
const struct book_fold *bound_fold(const struct book *book, const char *id);

/* Ids of sections and blocks are of small letters, digits and hyphens, each once. */
void bound_expect_ids(const struct book *book);

#endif
