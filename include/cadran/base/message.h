/*
 * Messages in the user's language. English is written in the code and looked
 * up in the catalogues of po/; what is asked of the user (grids, criteria,
 * matrices) is not a message, it comes from content files with its own texts.
 *
 *	_("text")   the text in the user's language, now
 *	N_("text")  marks a text in a table, for translation when it is shown
 */
#ifndef CADRAN_BASE_MESSAGE_H
#define CADRAN_BASE_MESSAGE_H

#include <stdbool.h>

enum language { LANGUAGE_FR, LANGUAGE_EN, LANGUAGE_COUNT };

/*
 * Chooses the language of messages and reads catalogues from `directory`
 * (DIRECTORY/fr/LC_MESSAGES/cadran.mo). Without a catalogue messages are in
 * English. Changes LC_MESSAGES where the C locale would keep gettext silent.
 */
void message_init(enum language language, const char *directory);

enum language message_language(void);

/* Borrowed, valid until the program ends. */
const char *message(const char *id) __attribute__((format_arg(1)));
/* What stands for `id` in a language that need not be that of the messages: for words that are typed in either. */
const char *message_in(enum language language, const char *id) __attribute__((format_arg(2)));
const char *message_plural(const char *one, const char *many, unsigned long count)
	__attribute__((format_arg(1), format_arg(2)));

/* "fr" and "en"; false when `name` is neither. A locale's name (fr_CA.UTF-8) counts as its language. */
bool language_parse(const char *name, enum language *language);
const char *language_code(enum language language);

#define _(text) message(text)
#define N_(text) text

#endif
