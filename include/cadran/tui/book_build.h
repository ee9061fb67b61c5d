/*
 * What is handed in, in the user's words: the whole report on a dossier, for a
 * director, a data protection officer or the next consultant, and the minutes of
 * a workshop. Formats write them (store/book.h).
 *
 *	Summary, Maturity, Use cases, Matrix, Ranking, Roadmap, Obligations
 *
 * Every figure is that of the evaluation; the cell that holds it points at the
 * fold that explains it, in the words of «explain».
 */
#ifndef CADRAN_TUI_BOOK_BUILD_H
#define CADRAN_TUI_BOOK_BUILD_H

#include "cadran/app/session.h"
#include "cadran/store/book.h"
#include "cadran/tui/view.h"

/*
 * Makes `book`, for book_release. Without scene.robustness the chances are left
 * out. Nothing of the scene is kept.
 */
void book_build(struct book *book, const struct scene *scene);

/*
 * The minutes of a workshop: day by day who changed what, at what time of day
 * where the program runs, who took part and what was voted round by round, then
 * what follows from it: quick wins, the ranking and what can begin. Votes that are
 * hidden are not in it. What was taken back is not in it, and of changes of one thing
 * that follow each other the last. `scene` is of the session's document.
 */
void minutes_build(struct book *book, const struct scene *scene, const struct session *session);

enum book_subject { BOOK_REPORT, BOOK_MINUTES, BOOK_SUBJECT_COUNT };

/* «report» and «minutes»; false for another word. */
bool book_subject_parse(const char *id, enum book_subject *subject);

/*
 * Makes the book on an evaluation of the session's document in the user's
 * language, for book_release, with all samples drawn: it takes as long as that.
 */
void book_make(struct book *book, enum book_subject subject, const struct session *session,
	       const struct evaluation *evaluation);

/* How such a book begins, with the chances that the scene has: as quick as a key wants it. */
void book_sketch(struct book *book, enum book_subject subject, const struct session *session,
		 const struct scene *scene);

#endif
