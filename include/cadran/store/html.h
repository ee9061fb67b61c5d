/*
 * A book as one HTML file: no script, nothing from outside, readable on a
 * phone, on a screen, light or dark, and on A4. It is well-formed XML too.
 *
 * A cell that is explained links to its fold, which opens when it is the
 * target of a link (in browsers that know ::details-content, of 2025 and
 * later; an older one shows the closed fold, to open by hand), and leads back.
 * The same holds for print: there every fold is open.
 */
#ifndef CADRAN_STORE_HTML_H
#define CADRAN_STORE_HTML_H

#include "cadran/store/book.h"

/* Adds the file to `out`. */
void book_html(const struct book *book, struct buf *out);

#endif
