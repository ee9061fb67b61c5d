/*
 * What a text that is being typed may become: candidates in their order, each
 * the whole text with what it does.
 */
#ifndef CADRAN_TUI_COMPLETE_H
#define CADRAN_TUI_COMPLETE_H

#include <stddef.h>

/* All owned. */
struct candidate {
	char *text;  /* the whole of the field */
	char *shown; /* the part that is chosen now */
	char *help;  /* in the user's language; "" where there is nothing to say */
};

struct candidates {
	struct candidate *items;
	size_t count, capacity;
};

/* Adds copies. `before` is what stands in the field already and stays. */
void candidates_add(struct candidates *candidates, const char *before, const char *shown, const char *help);
void candidates_release(struct candidates *candidates);

/*
 * Adds the files and folders that begin as `typed` does, folders with a slash at
 * their end, in the order of their names; those that begin with a dot only where
 * a dot was typed. `folder` is where a path without a slash at its beginning
 * lies. `before` as above.
 */
void candidates_add_paths(struct candidates *candidates, const char *before, const char *folder, const char *typed);

#endif
