/*
 * The whole report on a dossier, in the user's words: what a director, a data
 * protection officer or the next consultant is given. Formats write it
 * (store/book.h).
 *
 *	Summary, Maturity, Use cases, Matrix, Ranking, Roadmap, Obligations
 *
 * Every figure is that of the evaluation; the cell that holds it points at the
 * fold that explains it, in the words of «explain».
 */
#ifndef CADRAN_TUI_BOOK_BUILD_H
#define CADRAN_TUI_BOOK_BUILD_H

#include "cadran/store/book.h"
#include "cadran/tui/view.h"

/*
 * Makes `book`, for book_release. Without scene.robustness the chances are left
 * out. Nothing of the scene is kept.
 */
void book_build(struct book *book, const struct scene *scene);

#endif
