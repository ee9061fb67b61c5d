/*
 * A report as a workbook: a sheet for each section, tables with a fixed heading
 * and filters, numbers as numbers with a format of the language, charts of the
 * spreadsheet's own, and the explanations on a last sheet that cells lead to.
 * A text never becomes a formula. What no workbook may hold (control characters,
 * bytes that are not UTF-8) becomes U+FFFD, and a text of more than 32 767
 * characters is cut and ends in «…». The same book gives the same bytes.
 */
#ifndef CADRAN_STORE_XLSX_H
#define CADRAN_STORE_XLSX_H

#include <stdbool.h>

#include "cadran/base/err.h"

struct book;
struct buf;

/*
 * Adds the bytes of the workbook. They are put together in a folder of our own
 * below TMPDIR (/tmp without it), which is gone when this returns. False where
 * that cannot be written, and for a table with more rows or columns than a sheet
 * has. Needs a UTF-8 LC_CTYPE, as text_safe does.
 */
bool book_xlsx(const struct book *book, struct buf *out, struct err *err);

#endif
