/*
 * The interface on a dossier of its own, without a terminal: keys are pressed
 * by their names, screens read as text.
 */
#ifndef TESTS_TUI_WALK_H
#define TESTS_TUI_WALK_H

#include "cadran/tui/key.h"
#include "cadran/tui/page.h"

struct walk {
	struct ui ui;
	struct session session;
	struct content *shipped; /* of all walks of a test */
	char folder[64], path[80];
};

/* All shipped content, and who and when every record is stamped with. */
struct content *walk_content(void);
struct journal_stamp walk_stamp(void);

/* The demonstration in a folder of its own, at the first step. Messages are in `language` from here on. */
void walk_begin(struct walk *walk, enum language language, int width, int height, bool ascii);

/* A new dossier of that name, with nothing in it. */
void walk_begin_empty(struct walk *walk, enum language language, const char *name);
void walk_end(struct walk *walk);

/* Presses keys by name, blanks between them: «<Tab> <Enter> 3»; each is settled. «<Space>» is the blank. */
void walk_press(struct walk *walk, const char *keys);

/* Types a text, character by character. */
void walk_type(struct walk *walk, const char *text);

/* Closes the dossier and opens it again, as another start of the program would. */
void walk_reopen(struct walk *walk);

/* The same, on the page that the program then begins with. */
void walk_start(struct walk *walk);

/*
 * The screen as text, with all that is drawn of how sure the ranking is; free
 * it. With its cursor and attributes in `surface` where that is not NULL: release it.
 */
char *walk_screen(struct walk *walk, struct surface *surface);

/* A field of a use case, which has to be there. Borrowed. */
const char *walk_field(const struct walk *walk, const char *id, enum use_case_field field);

/*
 * Whether the screen has `text` on it; the message shows the screen. One blank
 * stands for any number of blanks, line ends.
 */
void walk_expect(struct walk *walk, const char *text);
void walk_expect_not(struct walk *walk, const char *text);

#endif
