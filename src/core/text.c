#include "cadran/core/text.h"

const char *text_in(const struct text *text, enum language language)
{
	if (text->in[language])
		return text->in[language];
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (text->in[i])
			return text->in[i];
	return "";
}
