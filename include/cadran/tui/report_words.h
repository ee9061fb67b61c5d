/*
 * A report for people: where its cells hold codes of the contract («conditional»,
 * «ai.oversight:2»), they say the same in the user's words.
 */
#ifndef CADRAN_TUI_REPORT_WORDS_H
#define CADRAN_TUI_REPORT_WORDS_H

#include "cadran/core/report.h"
#include "cadran/tui/view.h"

/* `scene` is the struct scene of the report's evaluation. Columns that import reads, ids and figures stay as they are.
 */
void report_put_in_words(struct report *report, enum report_kind kind, const void *scene);

#endif
