/*
 * What moved, as a book: for those who see the dossier again after some months,
 * or two dossiers side by side.
 *
 *	Summary, Maturity, Use cases
 *
 * Every figure is that of the comparison; what moved points at the fold that
 * says because of what, in the words of «compare».
 */
#ifndef CADRAN_TUI_BOOK_COMPARISON_H
#define CADRAN_TUI_BOOK_COMPARISON_H

#include "cadran/core/comparison.h"
#include "cadran/store/book.h"

/*
 * Makes `book`, for book_release. `before` and `after` are what the two sides are
 * called. Title and date are those of the service after. Nothing is kept of what
 * is given.
 */
void book_compare(struct book *book, const struct comparison *comparison, const char *before, const char *after,
		  enum language language);

#endif
