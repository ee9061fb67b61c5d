/*
 * The program itself in a terminal, as pty.h shows it, in a folder of its own;
 * and its commands in that folder.
 *
 * Texts are those of the code, looked up by their ids, and those of the content
 * files: no test knows the words of either.
 */
#ifndef TESTS_TUI_PROGRAM_H
#define TESTS_TUI_PROGRAM_H

#include "cadran/core/content.h"
#include "pty.h"

struct program {
	const char *locale;          /* LC_ALL; it decides the language */
	const char *term, *variable; /* NULL: that of pty.h; none */
	bool ascii;                  /* what is drawn in that locale */
	enum language language;      /* of that locale */
	struct content *content;     /* what is shipped */
	char folder[64];
	struct pty *pty;
};

/* Messages are in the language of `program->locale` from here on, and the folder is there. */
void program_begin(struct program *program);
void program_end(struct program *program);

/* «cadran DOSSIER» in a terminal of 80 × 24. */
void program_open(struct program *program, const char *dossier);

/* «q», to the end; the terminal has to be as it was. */
void program_quit(struct program *program);

/* Runs a command, its words ended by NULL, which has to succeed; what it prints, to be freed. */
char *program_run(struct program *program, ...);

/* A file in the folder: made, read (to be freed). */
void program_write(struct program *program, const char *name, const char *text);
char *program_read(struct program *program, const char *name);

/* Keys by their names, blanks between them: «<Down> 3»; «<Space>» is the blank. */
void program_press(struct program *program, const char *keys);

/*
 * Until the screen, or the row of the cursor, has `text`: as it is drawn in
 * ASCII where that is what is drawn, and of long texts the first words, which
 * stand on one row; `within` has the columns that there are.
 */
#define program_expect(program, text) program_expect_at(program, text, true, __FILE__, __LINE__)
#define program_expect_gone(program, text) program_expect_at(program, text, false, __FILE__, __LINE__)
#define program_expect_chosen(program, text) program_expect_chosen_at(program, text, 40, __FILE__, __LINE__)
#define program_expect_chosen_within(program, text, columns)                                                           \
	program_expect_chosen_at(program, text, columns, __FILE__, __LINE__)
void program_expect_at(struct program *program, const char *text, bool there, const char *file, int line);
void program_expect_chosen_at(struct program *program, const char *text, size_t columns, const char *file, int line);

/* A message with a place for something in it: what stands before that, after `sign`. */
void program_expect_begin(struct program *program, const char *sign, const char *message);
void program_expect_saved(struct program *program);

/* Types into the field that is open; `end` is the key that leaves it. */
void program_enter(struct program *program, const char *text, const char *end);

/* «/», to the line that has `words`. */
void program_search(struct program *program, const char *words);

/* Esc, until `text` of the page that is left is gone: a key that followed at once would be one with Alt. */
void program_leave(struct program *program, const char *text);

/* A text of the content, in the language. */
const char *program_text(const struct program *program, const struct text *text);

/* The name of an entry of the catalogue. */
const char *program_catalogue_name(const struct program *program, const char *id);

#endif
