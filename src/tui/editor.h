/*
 * The user's own editor on a text: VISUAL, else EDITOR, else vi, by way of the
 * shell, for it may have arguments.
 */
#ifndef CADRAN_TUI_EDITOR_H
#define CADRAN_TUI_EDITOR_H

#include "cadran/base/buf.h"
#include "cadran/base/err.h"

/*
 * Gives the terminal, which has to be open, to the editor with `text` in a file
 * that nobody else may read, and appends what the file holds afterwards, without
 * the line end that editors put at its end. The file is removed whatever happens.
 * False with a sentence where the editor fails or what comes back is no text.
 */
bool editor_run(const char *text, struct buf *out, struct err *err);

#endif
