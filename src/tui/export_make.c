#include "cadran/tui/export_make.h"

#include "cadran/core/anonymous.h"
#include "cadran/tui/report_words.h"

bool export_make(const struct export_request *request, enum book_subject subject, const struct session *session,
		 const struct evaluation *evaluation, struct buf *out, struct err *err)
{
	const struct scene scene = { .evaluation = evaluation, .language = message_language() };
	struct export_request worded = *request;
	struct book book = { 0 };
	bool done;

	worded.put_in_words = report_put_in_words;
	worded.context = &scene;
	if (export_format_needs_book(request->format)) {
		book_make(&book, subject, session, evaluation);
		worded.book = &book;
	}
	done = export_bytes(&worded, evaluation, scene.language, out, err);
	book_release(&book);
	return done;
}

struct document *export_anonymous(const struct document *document, const struct content *catalogues, struct err *err)
{
	if (catalogues)
		return document_anonymous(document, catalogues, _("Anonymous"), message_language(), err);
	(void)err_set(err, ERR_SYSTEM, N_("no catalogue of use cases was found beside the program"));
	return NULL;
}
