/*
 * The first rows of an export, as a spreadsheet would show them.
 */
#ifndef CADRAN_TUI_EXPORT_PREVIEW_H
#define CADRAN_TUI_EXPORT_PREVIEW_H

#include "cadran/app/export_file.h"
#include "cadran/tui/view.h"

/* From `row` to the foot of the surface: the rows of a report, or the lines of bytes that were made, all or `begun`. */
void preview_draw_report(const struct scene *scene, const struct export_request *request, struct surface *surface,
			 int row);
void preview_draw_lines(const struct buf *bytes, bool begun, struct surface *surface, int row);

#endif
