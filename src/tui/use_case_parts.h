/*
 * What the pages about one use case share: it may be gone since they were
 * opened, and taking it away is the same everywhere.
 */
#ifndef CADRAN_TUI_USE_CASE_PARTS_H
#define CADRAN_TUI_USE_CASE_PARTS_H

#include "form.h"

enum { USE_CASE_HEAD = 3 /* rows: the name, two for the verdict */ };

/* What the sheet and the page of the questions say of a field that states the need where no question leads to it. */
#define NEED_HELP N_("Without need, sponsor and indicator a use case cannot be a quick win.")

/*
 * For the forms of a use case: whether a quick win still needs this field, by
 * the evaluation: what is missing, what is not stated, obligations that are open.
 */
bool use_case_lacks(const struct ui *ui, const struct form *form, int index);

/* The same of a field of a result; false of all where nothing can make a quick win of it. */
bool use_case_result_lacks(const struct use_case_result *result, enum use_case_field field);

/* For the same forms: what no field mends, «no quick win is possible: High risk»; nothing where there is no such thing.
 */
void use_case_barred(const struct ui *ui, const struct form *form, struct buf *out);

/* Adds the questions of the criteria that lead to `field`; none for most. */
void use_case_tell_need(const struct ui *ui, enum use_case_field field, struct buf *out);

/* That it is not there any more, and what leads back. */
void use_case_draw_gone(const char *id, struct surface *surface);

/*
 * What a step that compares use cases shows while there is none: why, and that
 * Enter goes where they are gathered. False for other actions than that.
 */
extern const struct binding gather_bindings[];
void gather_draw(const struct ui *ui, struct surface *surface, int row, const char *why);
bool gather_act(struct ui *ui, enum action action);

/* Name and id on the first row. False where it is gone: the surface says so. */
bool use_case_draw_title(const struct ui *ui, const char *id, struct surface *surface);

/* Name, id and verdict in words on USE_CASE_HEAD rows. False where it is gone: the surface says so. */
bool use_case_draw_head(const struct ui *ui, const char *id, struct surface *surface);

/* Asks for the name of a new one, whose sheet is then opened. */
void use_case_ask(struct ui *ui);

/*
 * The one after (`by` 1) or before (-1) it in the list, as that is sorted and
 * filtered, and its cursor goes there; NULL, having said so, at either end. Borrowed.
 */
const char *use_case_beside(struct ui *ui, const char *id, int by);

/* The columns of the longest of the names; `cases` are indices of the document. */
int use_case_longest_name(const struct ui *ui, const size_t *cases, size_t count, const struct surface *surface);

/* One change, which undo takes back. */
bool use_case_remove(struct ui *ui, const char *id);

/* One change of its AI Act class; says so where it is the same already. */
bool use_case_set_class(struct ui *ui, const char *id, const char *class);

#endif
