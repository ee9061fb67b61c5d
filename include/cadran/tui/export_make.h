/*
 * An export with all that it says in the user's words: the book of a report, the
 * words for the codes of a sheet that people read.
 */
#ifndef CADRAN_TUI_EXPORT_MAKE_H
#define CADRAN_TUI_EXPORT_MAKE_H

#include "cadran/app/export_file.h"
#include "cadran/tui/book_build.h"

/*
 * Adds the bytes of `request` to `out`, in the language of the messages; its
 * book and its words are set here, of `subject`. False as export_bytes.
 */
bool export_make(const struct export_request *request, enum book_subject subject, const struct session *session,
		 const struct evaluation *evaluation, struct buf *out, struct err *err);

#endif
