/*
 * Where things are: the content that was shipped, a user's own, the message
 * catalogues; and who is writing, when.
 */
#ifndef CADRAN_APP_PLACE_H
#define CADRAN_APP_PLACE_H

#include "cadran/core/content.h"
#include "cadran/store/journal.h"

/*
 * The folder that holds `questionnaires/` and `matrices/`: $CADRAN_DATA, else
 * beside the program (an installed prefix, or the folder it was built in), else
 * the folder it was configured with. Borrowed.
 */
const char *place_data(void);

/* The folder of message catalogues, found the same way. Borrowed. */
const char *place_locale(void);

/*
 * All content, with a user's own folder ($XDG_DATA_HOME/cadran) before what is
 * shipped. With `directories` (ended by NULL, not empty) those alone. NULL with
 * `faults` or `err` filled where something is wrong.
 */
struct content *place_load_content(const char *const *directories, struct fault_list *faults, struct err *err);

/* Adds `path`; for a «~» that it begins with, alone or before a slash, $HOME. */
void place_add_path(const char *path, struct buf *out);

/* Who and when: $CADRAN_AUTHOR, else the user's name; the time now, or that of $SOURCE_DATE_EPOCH. */
struct journal_stamp place_stamp(void);

#endif
