/*
 * One table of options for each command: what the parser reads, and what
 * `--help` lists.
 */
#ifndef CADRAN_CLI_OPTION_H
#define CADRAN_CLI_OPTION_H

#include <stdbool.h>

#include "cadran/base/buf.h"

struct option_row {
	int id;            /* what option_next returns; a letter is its short form too. Not 0, nor '?' */
	const char *name;  /* the long form, without hyphens; NULL ends a table */
	const char *value; /* what its value is called; NULL where it takes none */
	const char *help;  /* a message id of at most OPTION_HELP_COLUMNS columns in every language */
	bool may_lack;     /* its value may be left out */
};

/* A line of the list has 80 columns. */
enum { OPTION_HELP_COLUMNS = 52 };

/* Options of every command, and how many rows two tables may have together. */
enum { OPTION_LANG = 1000, OPTION_HELP };
enum { OPTIONS_MOST = 24 };
extern const struct option_row common_options[];

/*
 * The next option of either table, as getopt_long gives it: its id with the
 * value in `optarg`, '?' for a wrong one, -1 at the end. With `in_order` the
 * first word that is no option is the end.
 */
int option_next(const struct option_row *own, const struct option_row *common, bool in_order, int argc, char **argv);

/* Adds a line for each row: both forms, the value, and what it does. */
void option_list(const struct option_row *rows, struct buf *out);

#endif
