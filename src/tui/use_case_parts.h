/*
 * What the pages about one use case share: it may be gone since they were
 * opened, and taking it away is the same everywhere.
 */
#ifndef CADRAN_TUI_USE_CASE_PARTS_H
#define CADRAN_TUI_USE_CASE_PARTS_H

#include "cadran/tui/page.h"

enum { USE_CASE_HEAD = 3 /* rows: the name, two for the verdict */ };

/* What the sheet and the page of the questions say of a field that states the need where no question leads to it. */
#define NEED_HELP N_("Without need, sponsor and indicator a use case cannot be a quick win.")

/* Adds the questions of the criteria that lead to `field`; none for most. */
void use_case_tell_need(const struct ui *ui, enum use_case_field field, struct buf *out);

/* Name and id on the first row. False where it is gone: the surface says so. */
bool use_case_draw_title(const struct ui *ui, const char *id, struct surface *surface);

/* Name, id and verdict in words on USE_CASE_HEAD rows. False where it is gone: the surface says so. */
bool use_case_draw_head(const struct ui *ui, const char *id, struct surface *surface);

/* One change, which undo takes back. */
bool use_case_remove(struct ui *ui, const char *id);

/* One change of its AI Act class; says so where it is the same already. */
bool use_case_set_class(struct ui *ui, const char *id, const char *class);

#endif
