/*
 * A list with what is said of the chosen line below it, for pages of their own:
 * with keys and a name for the help, where page_pick is one that is asked to
 * choose. They are rows of these functions, and their state is a pick_state.
 */
#ifndef CADRAN_TUI_PICK_PAGE_H
#define CADRAN_TUI_PICK_PAGE_H

#include "cadran/tui/list.h"
#include "cadran/tui/page.h"

struct pick_state {
	struct pick pick;
	char *title;
	struct list list;
};

void pick_page_draw(struct ui *ui, void *memory, struct surface *surface);
bool pick_page_act(struct ui *ui, void *memory, enum action action, const char *key);
bool pick_page_find(struct ui *ui, void *memory, const char *words);
bool pick_page_gone(const struct ui *ui, const void *memory);
void pick_page_release(void *memory);

/* Lays `page`, which is made of these, on the current pile. `pick->bindings` are the page's own. */
struct pick_state *pick_page_open(struct ui *ui, const struct page *page, const struct pick *pick);

#endif
