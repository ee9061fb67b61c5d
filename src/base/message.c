#include "cadran/base/message.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define DOMAIN "cadran"

static enum language message_chosen = LANGUAGE_EN;

static const char *const language_codes[LANGUAGE_COUNT] = { "fr", "en" };

const char *language_code(enum language language)
{
	return language_codes[language];
}

bool language_parse(const char *name, enum language *language)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		if (strncmp(name, language_codes[i], 2) || !strchr("_.@:", name[2]))
			continue;
		*language = (enum language)i;
		return true;
	}
	return false;
}

void message_init(enum language language, const char *directory)
{
	const char *locale = setlocale(LC_MESSAGES, NULL);

	message_chosen = language;
	/* In the C locale gettext looks nothing up, whatever LANGUAGE says. */
	if (!locale || !strcmp(locale, "C") || !strcmp(locale, "POSIX"))
		(void)setlocale(LC_MESSAGES, "C.UTF-8");
	(void)setenv("LANGUAGE", language_codes[language], 1);
	(void)bindtextdomain(DOMAIN, directory);
	(void)bind_textdomain_codeset(DOMAIN, "UTF-8");
}

enum language message_language(void)
{
	return message_chosen;
}

const char *message(const char *id)
{
	return message_chosen == LANGUAGE_EN ? id : dgettext(DOMAIN, id);
}

const char *message_in(enum language language, const char *id)
{
	const char *text;

	if (language == LANGUAGE_EN || language == message_chosen)
		return language == LANGUAGE_EN ? id : message(id);
	/* gettext asks the environment; nothing was looked up in English that it could have kept. */
	(void)setenv("LANGUAGE", language_codes[language], 1);
	text = dgettext(DOMAIN, id);
	(void)setenv("LANGUAGE", language_codes[message_chosen], 1);
	return text;
}

const char *message_plural(const char *one, const char *many, unsigned long count)
{
	if (message_chosen == LANGUAGE_EN)
		return count == 1 ? one : many;
	return dngettext(DOMAIN, one, many, count);
}
