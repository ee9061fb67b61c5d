/*
 * The list of use cases put in order: sorted by a column, those that are not
 * complete first, and only those that a filter lets through; with its columns.
 */
#ifndef CADRAN_TUI_CASE_LIST_H
#define CADRAN_TUI_CASE_LIST_H

#include "cadran/tui/ui.h"

enum case_column {
	CASE_MADE, /* the order in which they were made: no column */
	CASE_QUICK_WIN,
	CASE_NAME,
	CASE_NEED,
	CASE_SCORED,
	CASE_MISSING,
	CASE_PRIORITY,
	CASE_QUADRANT,
	CASE_CLASS,
	CASE_DOMAIN,
	CASE_COLUMN_COUNT,
};

struct case_list {
	enum case_column sort;
	bool turned;     /* against the way that the column is sorted by itself: texts from A, figures from the best */
	bool incomplete; /* those that lack something first */
	char *filter;    /* as it was typed; NULL: none */

	char **marked; /* ids */
	size_t mark_count, mark_capacity;

	size_t *order; /* of evaluation.use_cases */
	size_t count;
	unsigned long seen; /* ui->evaluations that the order is of; 0: none */
};

/* Brings the order up to the dossier, and takes marks from what it does not show. After a change of `sort`, `turned`,
 * `incomplete` or `filter`: set seen to 0. */
void case_list_follow(const struct ui *ui, struct case_list *list);

/* What the last term of a filter being typed may become: conditions and quadrants. */
void case_list_complete(const struct ui *ui, const char *typed, struct candidates *out);

/* `text` NULL or blank: none. */
void case_list_filter(struct case_list *list, const char *text);

bool case_list_is_marked(const struct case_list *list, const char *id);
void case_list_turn_mark(struct case_list *list, const char *id);
void case_list_unmark(struct case_list *list);

/* Draws the heading, then `rows` lines from the one at `first`; returns the row after them. */
int case_list_draw(const struct ui *ui, const struct case_list *list, struct surface *surface, size_t first,
		   size_t rows);

/* What the order and the filter are, and how many are marked: empty where it is the plain list. */
void case_list_word(const struct ui *ui, const struct case_list *list, struct buf *out);

void case_list_release(struct case_list *list);

#endif
