/*
 * A sub-command: one file, one line in command.c. What they share in talking
 * to the user stands here too: results go to standard output, everything else
 * to standard error, always safe to show.
 */
#ifndef CADRAN_CLI_COMMAND_H
#define CADRAN_CLI_COMMAND_H

#include <getopt.h> /* optarg, optind */
#include <stdbool.h>

#include "cadran/app/session.h"
#include "cadran/base/buf.h"
#include "cadran/base/err.h"
#include "cadran/tui/surface.h"
#include "option.h"

/* Exit statuses, as the manual gives them. */
enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

/* A line of «cadran --help» has 80 columns. */
enum { COMMAND_HELP_COLUMNS = 67 };

struct command {
	const char *name;
	const char *arguments;            /* what stands behind the name, before the options */
	const char *help;                 /* what it does: a message id of at most COMMAND_HELP_COLUMNS columns */
	const char *notes;                /* a message id of lines below the options; NULL */
	const struct option_row *options; /* NULL where it takes the common ones alone */
	bool in_order;                    /* options stand before the words or after them, not between */
	/* argv[0] is the command's name. Returns an exit status. */
	int (*run)(int argc, char **argv);
};

extern const struct command command_new, command_import, command_export, command_show, command_set, command_add,
	command_undo, command_redo, command_check, command_upgrade, command_milestone, command_compare, command_merge,
	command_compact, command_pool;

/* All commands, ended by NULL. */
extern const struct command *const commands[];

const struct command *command_find(const char *name);

/*
 * The id of the next option of the command's table. Common options are dealt with:
 * after `--help`, or a wrong option, `*status` holds the status to exit with
 * and the result is -1. At the end of the options the result is -1 and
 * `*status` -1.
 */
int command_option(const struct command *command, int argc, char **argv, int *status);

/* Speaks the language `name`; false for one that Cadran does not know. */
bool speak(const char *name);

/* Says what is wrong with the call and how to ask for help; returns EXIT_USAGE. */
int usage_error(const struct command *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Says `err`; returns the status that fits. */
int failure(const struct err *err);

/* One line on standard error: «cadran: …». */
void complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Faults and notices, a line each. */
void complain_faults(const struct fault_list *faults);

/* The same as lines of text. */
void list_faults(const struct fault_list *faults, struct buf *out);

/* Text for people on standard output: safe, and in ASCII where the terminal has nothing else. False when it cannot be
 * written. */
bool print(const char *text);

/* What a view drew; false when it cannot be written. */
bool print_surface(const struct surface *surface);

/* Columns to draw on: the terminal's width, else $COLUMNS, else WIDTH_LEAST; never less. */
enum { WIDTH_LEAST = 80, WIDTH_MOST = 500 };
int output_width(void);

/* Bytes for programs on standard output, as they are. */
bool print_bytes(const char *bytes, size_t length);

/* An export, whole, to the file `output` and that it is there; NULL or "-" is standard output. Returns an exit status.
 */
int deliver(const char *output, const struct buf *bytes);

/* Whether text for people has to be ASCII; `speak_ascii` makes it so. */
bool is_ascii(void);
void speak_ascii(void);

/* The encoding of the terminal, remembered from before text was settled to be UTF-8 inside. */
const char *terminal_codeset(void);

/* «cadran FILE»: the interface, which makes FILE where it is not there; without a terminal what is in FILE. */
int open_interface(char *path);
bool has_terminal(void);

/* Opens a dossier and says what was noticed; false after having said why not, with the status in `*status`. */
bool open_dossier(const char *path, enum journal_access access, struct session *session, int *status);

#endif
