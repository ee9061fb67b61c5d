/*
 * A dossier's figures as bytes. Formats are rows of a table; who writes them
 * to a file is file.h.
 */
#ifndef CADRAN_STORE_EXPORT_H
#define CADRAN_STORE_EXPORT_H

#include "cadran/core/report.h"
#include "cadran/core/robustness.h"
#include "cadran/store/sheet.h"

struct buf;

/* The report as a sheet in `dialect`, headings first. */
void export_csv(const struct report *report, const struct dialect *dialect, struct buf *out);

/*
 * Reads `bytes` back as a sheet and compares it with the report, cell by cell:
 * true when nothing was lost on the way.
 */
bool export_csv_verify(const struct report *report, const struct dialect *dialect, const char *bytes, size_t length,
		       struct err *err);

/* Adds a notice for each cell that Excel would cut: it takes 32 767 characters, counted in UTF-16. */
void export_csv_long_cells(const struct report *report, const char *place, struct fault_list *notices);

/*
 * Everything computed, in the form of design §7 and cadran(5): stable names,
 * null for what does not exist, nothing rounded. Sampled figures are those of
 * `robustness`, as far as it is drawn.
 */
void export_json(const struct robustness *robustness, struct buf *out);

#endif
