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

/* Computes anew after the document changed. */
void ui_evaluate(struct ui *ui);

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

/* What can be pointed at on the screen that was drawn. */
void ui_keep_zones(struct ui *ui, const struct surface *surface);

/* To the step of that number; false where it is none. */
bool ui_go_to_number(struct ui *ui, const char *number);
/* Draws some samples, as many as a key may wait for; true where there is something new worth showing. */
bool ui_refine(struct robustness *robustness);

/* The text field: a key for it; false for one that it has no use for. */
void edit_key(struct ui *ui, const char *key);
void edit_close(struct ui *ui);
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

/* The page that lists the keys of the page below it. */
void ui_open_help(struct ui *ui);

/* Lists the keys of `page`, then those that work everywhere; returns the row after them. */
int keys_draw(const struct page *page, struct surface *surface, int row);

#endif
