/*
 * Fields under each other: of the service, of a use case's sheet, of a use. Text and
 * figures are typed in their place, words are chosen from a list.
 */
#ifndef CADRAN_TUI_FORM_H
#define CADRAN_TUI_FORM_H

#include "cadran/tui/list.h"
#include "cadran/tui/page.h"

struct form_field {
	const char *section;   /* a heading before it, a message id; NULL: none */
	enum change_kind kind; /* CHANGE_SERVICE, CHANGE_USE_CASE or CHANGE_USE */
	int field;             /* an enum service_field, use_case_field or use_field */
	const char *help;      /* what is expected, a message id */
};

struct form {
	const struct form_field *fields;
	int count;
	const char *key; /* of the use case or the use; "" for the service; borrowed */
	int help_rows;   /* for what the chosen field expects; 0: one */
	struct list list;
	int scroll; /* rows */

	/* Draws what stands before a field; returns the row after it. NULL: nothing does. */
	int (*before)(struct ui *ui, const struct form *form, int index, struct surface *surface, int row);

	/* What the content says is expected of a field; where it says nothing the field's own help stands. NULL. */
	void (*tell)(const struct ui *ui, const struct form_field *field, struct buf *out);

	/* Whether the field has the sign of what is missing, and below the fields what that means, a message id. NULL.
	 */
	bool (*lacks)(const struct ui *ui, const struct form *form, int index);
	const char *lacking;

	/* In place of that, where no field can help: says why, whole; adds nothing where they can. NULL. */
	void (*barred)(const struct ui *ui, const struct form *form, struct buf *out);

	bool airy;  /* a blank row between fields */
	bool whole; /* each value takes the rows it needs; else that of the chosen field alone */
};

/* In the rectangle given; its last rows say what the chosen field expects. */
void form_draw(struct ui *ui, struct form *form, struct surface *surface, int row, int column, int columns, int rows);

/* The rows that the fields take in that width. */
int form_height(struct ui *ui, struct form *form, int columns);

/* The fields alone, and what the chosen one expects, for a page that says it elsewhere. */
void form_draw_fields(struct ui *ui, struct form *form, struct surface *surface, int row, int column, int columns,
		      int rows);
const char *form_help(const struct form *form);

/* Moving, OPEN, LEFT and RIGHT through words, CLEAR. */
bool form_act(struct ui *ui, struct form *form, enum action action, const char *key);

/* Whether LEFT and RIGHT turn the words of the chosen field. */
bool form_turns(const struct form *form);

bool form_find(struct ui *ui, struct form *form, const char *words);

/* The keys of a form, for the tables of pages that are one. */
#define FORM_BINDINGS                                                                                                  \
	{ "<Enter>", ACTION_OPEN, N_("change") }, { "<Right>", ACTION_RIGHT, NULL }, { "<Left>", ACTION_LEFT, NULL },  \
		{ "<Backspace>", ACTION_CLEAR, N_("clear") },                                                          \
	{                                                                                                              \
		"<Delete>", ACTION_CLEAR, NULL                                                                         \
	}

#endif
