/*
 * A page that is a list of things with an id: what the use cases and the uses of
 * the inventory share. The chosen one stays chosen when others come or go; where
 * it is gone its neighbour has the cursor, and undo gives it back.
 */
#ifndef CADRAN_TUI_ROLL_H
#define CADRAN_TUI_ROLL_H

#include "cadran/tui/list.h"
#include "cadran/tui/page.h"

struct roll {
	struct list list;
	char *id; /* of the chosen one; owned */
	/* The lines, as indices of what there is, where they are not all of it in its own order; NULL. Borrowed. */
	const size_t *order;
	size_t count;
};

enum { ROLL_HEADING_ROWS = 2, ROLL_FOOT_ROWS = 4 };

struct roll_kind {
	size_t (*count)(const struct ui *ui);
	const char *(*id)(const struct ui *ui, size_t index);
	bool (*has)(const struct ui *ui, size_t index, const char *words); /* for searching */

	/* Its heading and the lines from `first` on; then what is said of the chosen one, below the rule on `row`. */
	void (*draw_lines)(const struct ui *ui, const struct roll *roll, struct surface *surface, size_t first,
			   size_t rows);
	void (*draw_foot)(const struct ui *ui, size_t chosen, struct surface *surface, int row);

	/* A new one: what its name is asked by and what is said without, message ids; how it is made and opened. */
	const char *ask, *nameless;
	enum change_kind kind;
	const char *name_field;
	void (*next_id)(const struct document *document, size_t *number, char id[32]);
	void (*make)(const struct document *document, const char *id, struct change_list *list);
	void (*open)(struct ui *ui, const char *id);
	bool (*add)(struct ui *ui, const char *name); /* calls roll_add with this kind */
};

/* Brings the list up to the dossier. The id of the chosen one, NULL where there is none at all. */
const char *roll_follow(const struct ui *ui, struct roll *roll, const struct roll_kind *kind);

void roll_choose(struct roll *roll, const char *id);

/* Moving along the lines; false for other actions. */
bool roll_act(const struct ui *ui, struct roll *roll, const struct roll_kind *kind, enum action action);
bool roll_find(const struct ui *ui, struct roll *roll, const struct roll_kind *kind, const char *words);

void roll_ask(struct ui *ui, const struct roll_kind *kind);

/* `roll` may be NULL. */
bool roll_add(struct ui *ui, struct roll *roll, const struct roll_kind *kind, const char *name);

/* False, with nothing drawn, where there is nothing in it. */
bool roll_draw(const struct ui *ui, struct roll *roll, const struct roll_kind *kind, struct surface *surface);

/* Instead: a title, then paragraphs, message ids; the rows after the first of each are indented by `hanging`. */
struct roll_paragraph {
	const char *text;
	int hanging;
};

/* A rule with «3 of 18» in it where the list is longer than the screen. */
void roll_draw_rule(const struct list *list, struct surface *surface, int row);

void roll_draw_empty(struct surface *surface, const char *title, const struct roll_paragraph *paragraphs, size_t count);

void roll_release(void *roll);

#endif
