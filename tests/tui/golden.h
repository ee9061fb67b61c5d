/*
 * Screens compared with what was looked at and found good. Of a screen that
 * differs the first line that does is shown, as it was and as it is.
 * CADRAN_GOLDEN=write rewrites the files instead; look at each with git diff.
 */
#ifndef TESTS_TUI_GOLDEN_H
#define TESTS_TUI_GOLDEN_H

#include <stdbool.h>

void golden_expect(const char *path, const char *shown);

/* What holds for every screen, whatever is on it: UTF-8 or ASCII, no control character, no line too wide. */
void golden_expect_clean(const char *path, const char *shown, int width, bool ascii);

#endif
