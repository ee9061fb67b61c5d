/*
 * A dossier without what names or describes anybody: the figures and verdicts
 * stay, the words go.
 */
#ifndef CADRAN_CORE_ANONYMOUS_H
#define CADRAN_CORE_ANONYMOUS_H

#include "cadran/core/document.h"

/* What stands for a text that was given: rules ask whether there is one. */
#define ANONYMOUS_TEXT "[…]"

/*
 * A copy of `document`, which shares its content; document_free. The service is
 * called `name`, participants P1, P2 …, uses U1, U2 … A use case of a
 * catalogue of `catalogues` keeps its id and has the name that the catalogue
 * gives it in `language`; others are called other-1, other-2 … and have no name.
 * Every other text that was given is ANONYMOUS_TEXT. Levels, scores, votes,
 * figures, choices, the sector and the date of the service stay; its size,
 * facilitator and priorities and the days of evidence go. NULL with `err` where
 * a value cannot be taken.
 */
struct document *document_anonymous(const struct document *document, const struct content *catalogues, const char *name,
				    enum language language, struct err *err);

#endif
