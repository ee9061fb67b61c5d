/*
 * What an import would change, in the user's words.
 */
#ifndef CADRAN_TUI_IMPORT_WORDS_H
#define CADRAN_TUI_IMPORT_WORDS_H

#include "cadran/store/import.h"
#include "cadran/tui/view.h"

/*
 * A line for each change, with what was there before: «Dictation (A1), Sponsor:
 * «Ana» → «Bea»»; one for each use case that is added, whatever its sheet has.
 * After `most` of them one that says how many more there are, and `how` to see
 * them; then one that counts. The document is as it was afterwards; use cases
 * may have moved in memory: compute its evaluation anew.
 */
void import_word_changes(struct buf *out, struct import *import, enum language language, size_t most, const char *how);

/*
 * Lines: of which kind the file is, what came of its rows, what it empties, and
 * what was left aside. `trial`: nothing of it is done yet.
 */
void import_word_summary(struct buf *out, const struct import_summary *file, bool trial);

#endif
