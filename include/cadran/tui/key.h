/*
 * Keys as people say them: «j», «é», «<Enter>», «<C-a>» with the control key,
 * «<M-f>» with Alt, «<S-Tab>», «<C-Left>». A text that is pasted is no key.
 */
#ifndef CADRAN_TUI_KEY_H
#define CADRAN_TUI_KEY_H

#include <stdbool.h>

enum { KEY_NAME_SIZE = 16 };

/* What a mouse did, and where: rows and columns count from 0. */
enum pointing { POINT_PRESS, POINT_WHEEL_UP, POINT_WHEEL_DOWN };

struct point {
	enum pointing what;
	int row, column;
};

struct key {
	char name[KEY_NAME_SIZE];
};

/* One character of text, and so something to type: not «<Enter>». */
bool key_is_text(const char *key);

/* Whether `key` is what a binding asks for; «1-5» asks for one character out of a row,
 * «<M-1-8>» for one of them with Alt. */
bool key_matches(const char *pattern, const char *key);

/*
 * The figure that stands on the key that gives `key` without Shift on a French
 * keyboard: «1» for «&», «2» for «é», «<M-3>» for «<M-">»; NULL for others.
 */
const char *key_figure(const char *key);

/*
 * The key as the user's keyboard calls it: «Entrée», «Échap», «Ctrl-a», «1-5»,
 * «↓», which is a word where only ASCII is drawn. Borrowed until the next call.
 */
const char *key_word(const char *pattern, bool ascii);

#endif
