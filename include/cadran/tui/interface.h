/*
 * The interface in a terminal: the loop between term.h and ui.h.
 *
 *	key ─► ui_key ─► paint, pending ─► ui_settle ─► paint, saved ─► wait
 *
 * While nobody types nothing runs and nothing is written.
 */
#ifndef CADRAN_TUI_INTERFACE_H
#define CADRAN_TUI_INTERFACE_H

#include "cadran/app/session.h"

struct interface {
	const char *codeset; /* that the terminal sends and shows */
	bool ascii;          /* whether only ASCII can be shown */
	bool mouse;          /* whether what a mouse does is wanted */
	struct journal_stamp (*stamp)(void);
	/* The catalogues and matrices to choose from, after the first painting and where a page asks; NULL: none. */
	struct content *(*load)(void);
};

/*
 * Takes the terminal, and asks for the name of the service of a new dossier at
 * `path`: true with the name in `name`; false where it was given up (`err->kind`
 * is ERR_NONE) or the terminal cannot be used. The terminal is given back.
 * `*signal`: see interface_run.
 */
bool interface_ask_name(const struct interface *interface, const char *path, struct buf *name, int *signal,
			struct err *err);

/*
 * Runs until the user leaves or the terminal goes; everything is on the disk
 * then and the terminal is given back. `why`: see ui_init. False where the
 * terminal cannot be used; `*signal` is the signal that ended it, 0 without.
 */
bool interface_run(const struct interface *interface, struct session *session, const struct err *why, int *signal,
		   struct err *err);

#endif
