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

/*
 * The document without a word of anybody (core/anonymous.h), the service called
 * so in the language of the messages; document_free. `catalogues` NULL: there is
 * nothing to take names from, which is refused.
 */
struct document *export_anonymous(const struct document *document, const struct content *catalogues, struct err *err);

#endif
