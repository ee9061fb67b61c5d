/*
 * What a way of writing files is called, and how its files are named.
 */
#ifndef CADRAN_TUI_EXPORT_WORDS_H
#define CADRAN_TUI_EXPORT_WORDS_H

#include "cadran/app/export_file.h"
#include "cadran/tui/ui.h"

/* In the user's language; its id where it has no words. */
const char *dialect_word(const struct dialect *dialect);

/* Without the dot; `dialect` for CSV only. */
const char *export_extension(enum export_format format, const struct dialect *dialect);

/* What a file of it is opened with, in the user's language. */
const char *export_opens_with(enum export_format format, const struct dialect *dialect);

/* Said of a format that has no dialects, where somebody asks for another one. */
const char *export_one_way(enum export_format format);

const char *path_base(const char *path);

/* Adds the path for an export: the dossier's name, or `instead` where that is not NULL, and `suffix`; a name that
 * nothing has yet, or with `plain` the one that would be the first choice. */
void export_add_path(const struct ui *ui, const char *instead, const char *suffix, const char *extension, bool plain,
		     struct buf *out);

/* Adds the path that was typed; one that does not begin at the root lies in the dossier's folder. */
void export_add_typed(const struct ui *ui, const char *text, struct buf *out);

#endif
