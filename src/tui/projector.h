/*
 * What a room follows on a projector: each page that has such a form draws it here.
 */
#ifndef CADRAN_TUI_PROJECTOR_H
#define CADRAN_TUI_PROJECTOR_H

#include "cadran/tui/ui.h"

/* A question with its five levels in words; `line` is the one of the cursor, -1 for none, LEVEL_COUNT for
 * «not applicable» and LEVEL_COUNT + 1 for «don't know». */
void project_question(const struct ui *ui, size_t grid, size_t question, int line, struct surface *surface);

/* A criterion of one use case with its five anchors, and the score it has. */
void project_score(const struct ui *ui, const struct use_case_result *result, size_t criterion,
		   struct surface *surface);

/* The plot with the names of the chosen use case and of as many others as there is room for. */
void project_matrix(const struct ui *ui, const char *id, struct surface *surface);

/* The same of another scene, with the numbers that use cases have in `numbered`; the last two rows are the caller's. */
void project_plot(const struct scene *scene, const struct evaluation *numbered, struct surface *surface);

/* The use cases in their order, from `first` on, in all rows but those of the frame. */
enum { PROJECTED_FRAME = 3 };
void project_ranking(const struct ui *ui, int first, struct surface *surface);

#endif
