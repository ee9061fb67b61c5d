/*
 * What the pages about one use case share: it may be gone since they were
 * opened, and taking it away is the same everywhere.
 */
#ifndef CADRAN_TUI_USE_CASE_PARTS_H
#define CADRAN_TUI_USE_CASE_PARTS_H

#include "cadran/tui/page.h"

enum { USE_CASE_HEAD = 3 /* rows: the name, two for the verdict */ };

/* Name, id and verdict in words on USE_CASE_HEAD rows. False where it is gone: the surface says so. */
bool use_case_draw_head(const struct ui *ui, const char *id, struct surface *surface);

/* One change, which undo takes back. */
bool use_case_remove(struct ui *ui, const char *id);

/* One change of its AI Act class; says so where it is the same already. */
bool use_case_set_class(struct ui *ui, const char *id, const char *class);

/* Says why not where the dossier is open for reading only: before anything is typed. */
bool use_case_may_change(struct ui *ui);

#endif
