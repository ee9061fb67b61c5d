/*
 * What the files of the interface itself share; pages see page.h.
 */
#ifndef CADRAN_TUI_UI_INTERNAL_H
#define CADRAN_TUI_UI_INTERNAL_H

#include "cadran/tui/page.h"

struct layer *ui_top(const struct ui *ui);

/* The steps of this dossier's way, from its content (steps.c). */
void ui_lay_out_steps(struct ui *ui);

/* «14/32», «✓», «★3»: how far a step is; empty where there is nothing to say. */
void step_progress(const struct ui *ui, size_t step, struct buf *out);

/* Into `scored` and `to_score`: the required criteria of the use cases that are ranked, or may be. */
void steps_count_scores(struct ui *ui);

/* The step with `page` at its bottom, about `grid` where it is about one; the first step where there is none. */
size_t step_with(const struct ui *ui, const struct page *page, size_t grid);

/*
 * Pages about the whole dossier, each behind a key that works everywhere: home,
 * history … and words found everywhere. They lie on the pile of the step that one came from, one of a kind,
 * and close when one goes to a step. False where no page is behind the action.
 */
bool door_open(struct ui *ui, enum action action);
void doors_close(struct ui *ui);

/* Takes the pages away that lie above the first `depth` of the current pile. */
void ui_back_to(struct ui *ui, size_t depth);

/* Takes back, or does again, until `done` units of the session stand; says how many. Pages may be gone after it. */
void ui_go_to_change(struct ui *ui, size_t done);

/* Computes anew after the document changed; the other one where what was computed is released already. */
void ui_evaluate(struct ui *ui);
void ui_evaluate_first(struct ui *ui);

/* Pages about something that is not there any more go, on every pile. */
void ui_close_gone(struct ui *ui);

/* All pages go, and the steps are laid out anew: after a change of what pages point into. */
void ui_begin_again(struct ui *ui);

/* Reads the file again, and says so. Pages stay as they are where what they are about is still there. */
void ui_reload(struct ui *ui);

/*
 * After a key, where another program has the file: one that was refused asks for
 * the file once more, and says whose it is now; what the other one wrote since is
 * read.
 */
void ui_look_again(struct ui *ui);

/* Has `work` do something with the file while it is closed, and opens it again. False where it failed, said. All pages
 * are gone then. */
typedef bool ui_work_fn(const char *path, struct journal_stamp stamp, void *context, struct err *err);
bool ui_work_apart(struct ui *ui, ui_work_fn *work, void *context);

/* As content_newer, of what is shipped. */
size_t ui_find_newer(const struct ui *ui, const struct content_source **newer);

/* Takes up newer content, where there is any; false, said, where it cannot be. All pages are gone then. */
bool ui_upgrade(struct ui *ui);

/* Messages and content in another language from here on. All pages are gone then. */
void ui_speak(struct ui *ui, enum language language);

/* Completion and history of the text field (ui_complete.c). After the text changed: finds the candidates. */
void edit_offer(struct ui *ui);
bool edit_completes(const struct ui *ui);
void edit_complete(struct ui *ui, bool forward);

/* An earlier text, or a later one; false where the field has none. */
bool edit_recall(struct ui *ui, bool back);
int edit_candidate_rows(const struct ui *ui);
void edit_draw_candidates(const struct ui *ui, struct surface *surface, int row);
void history_add(struct history *history, const char *text);
void history_release(struct history *history);

/* How long the discussion of the room still is, ms. */
long long discussion_left(const struct ui *ui);

/* While drawing: «Discussion 2:45», to be drawn again in a second while it runs, and the bell at its end. */
void discussion_draw(struct ui *ui, struct buf *out);

/* Whether it runs, or has run out and nobody looked at it since. */
bool discussion_is_on(const struct ui *ui);

/* What can be pointed at on the screen that was drawn. */
void ui_keep_zones(struct ui *ui, const struct surface *surface);

/* To the step of that number; false where it is none. */
bool ui_go_to_number(struct ui *ui, const char *number);
/* Draws some samples, as many as a key may wait for; true where there is something new worth showing. */
bool ui_refine(struct robustness *robustness);

/* The text field: a key for it; false for one that it has no use for. */
void edit_key(struct ui *ui, const char *key);
void edit_close(struct ui *ui);

/* Opens a field on the draft that could not be taken up when the dossier was opened, if there is one. */
void edit_mend(struct ui *ui);
/* What Enter does with what is typed, in the user's language. */
const char *edit_enter(const struct ui *ui);
/* The field at the foot of the body, where no page drew it. */
void edit_draw_box(struct ui *ui, struct surface *surface, int bottom);

/* Nothing but that is shown then, and no key does anything but the one that leaves. */
bool ui_is_too_small(const struct ui *ui);

/*
 * How many steps a user may call so, by a name without accents or capitals: in
 * the user's language, else in either; with `whole` by all of it, else by how it
 * begins. The last of them is in `step`.
 */
size_t steps_named(const struct ui *ui, const char *name, bool whole, size_t *step);

/* Whether the page on top has something for the projector mode. */
bool ui_is_projected(struct ui *ui);

/* Runs an action: the page on top first, then what works everywhere. */
void ui_run(struct ui *ui, enum action action, const char *key);

/* A page of text that `drawn` draws, anew when the dossier changed; `done` takes `data` back in the end. */
typedef void ui_drawn_fn(const struct ui *ui, void *data, struct surface *surface);
void ui_open_drawn(struct ui *ui, ui_drawn_fn *drawn, void *data, void (*done)(void *data));

/* Asks for words: on the page, or with «/» before them, and where the page has nothing to search, everywhere. */
void ui_ask_search(struct ui *ui);

/* The page that lists the keys of the page below it. */
void ui_open_help(struct ui *ui);

/* Lists the keys of `page`, then those that work everywhere; returns the row after them. */
int keys_draw(const struct page *page, struct surface *surface, int row);

#endif
