/*
 * A text of the content, in each language it was written in.
 */
#ifndef CADRAN_CORE_TEXT_H
#define CADRAN_CORE_TEXT_H

#include "cadran/base/message.h"

struct text {
	const char *in[LANGUAGE_COUNT]; /* NULL where it was not written; borrowed from the content's arena */
};

/* The text in `language`, else in the other one, else "". */
const char *text_in(const struct text *text, enum language language);

#endif
