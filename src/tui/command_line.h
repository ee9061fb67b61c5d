/*
 * The command line: what can be typed after «:», and what it does.
 */
#ifndef CADRAN_TUI_COMMAND_LINE_H
#define CADRAN_TUI_COMMAND_LINE_H

#include "cadran/tui/ui.h"

/* Those that take words after their own; actions and steps take none. */
struct command_word {
	const char *word[LANGUAGE_COUNT], *help; /* `help` is a message id */
	bool (*run)(struct ui *ui, const char *rest);
	/* Adds what `rest` may become; `before` stands before it. */
	void (*complete)(const struct ui *ui, const char *before, const char *rest, struct candidates *out);
};

/* Ended by a row without a word. */
extern const struct command_word command_words[];

/* What `text` calls, by its word in either language, with `*rest` after it; NULL where it is none of them. */
const struct command_word *command_line_find(const char *text, const char **rest);

/* Asks for a command and runs it. */
void command_line_ask(struct ui *ui);

/* As prompt.complete. */
void command_line_complete(const struct ui *ui, const char *typed, struct candidates *out);

/* What `rest` may become after each command word. */
void complete_key(const struct ui *ui, const char *before, const char *rest, struct candidates *out);
void complete_place(const struct ui *ui, const char *before, const char *rest, struct candidates *out);
void complete_subject(const struct ui *ui, const char *before, const char *rest, struct candidates *out);
void complete_path(const struct ui *ui, const char *before, const char *rest, struct candidates *out);

/* The id that `set` takes for a choice of this key that is named as the interface shows it; the words themselves where
   they name none. */
const char *value_called(const char *key, const char *words);

#endif
