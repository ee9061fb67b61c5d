/*
 * What the files of the scoring page share: what is chosen, and what there is
 * to choose from.
 */
#ifndef CADRAN_TUI_SCORING_H
#define CADRAN_TUI_SCORING_H

#include "cadran/tui/list.h"
#include "cadran/tui/page.h"

struct scoring_state {
	char id[KEY_MOST + 1]; /* of the chosen use case */
	size_t place;          /* of it in the evaluation, when it was last there */
	size_t criterion;
	bool by_criterion; /* one criterion across all use cases; else one use case through all criteria */
	bool opened;       /* for one use case, from another page */
	bool nothing;      /* there was none to score when it was drawn last */
	struct list list;  /* what is chosen from at the left: criteria of the reading, or use cases */
	struct list lines; /* of the left, headings of families among them */
	int scroll;        /* rows of the panel that stand above its window */
	int scroll_most;   /* as it was drawn last */
	bool scrolled;     /* by hand: the window does not go after the score any more */
};

const struct criteria *scoring_criteria_of(const struct ui *ui);
const struct use_case_result *scoring_case_at(const struct ui *ui, size_t place);

/* The criteria of the reading, those of a family together; all where none is marked express. Free it. */
size_t *scoring_order(const struct ui *ui, size_t *count);

/* Where the chosen criterion is in the reading; one that is not in it gives way to the first. */
size_t scoring_position(struct scoring_state *state, const size_t *order, size_t count);

/*
 * The chosen use case; where it is gone, the one in its place. NULL where there
 * is none, or where the page was opened for the one that is gone.
 */
const struct use_case_result *scoring_chosen(struct ui *ui, struct scoring_state *state);

/* Takes the use case at this place for the chosen one. */
void scoring_remember(struct ui *ui, struct scoring_state *state, size_t place);

/* Along the lines, for the actions of list_act; false for others. */
bool scoring_move_along(struct ui *ui, struct scoring_state *state, enum action action);

/* The next or previous use case, or criterion, for the same line. */
void scoring_move_across(struct ui *ui, struct scoring_state *state, bool right);

/* PAGE_DOWN and PAGE_UP: a long panel is read to its end before the lines move. */
bool scoring_move_page(struct ui *ui, struct scoring_state *state, enum action action);

/*
 * To the next line without a score, with `round` also one above; then across,
 * to the next that has one. Says what it came to, or that nothing is left.
 */
void scoring_go_on(struct ui *ui, struct scoring_state *state, bool round);

/* To the next line without a score, and round; stays where no other is left. */
void scoring_go_on_within(struct ui *ui, struct scoring_state *state);

/* To this use case and this criterion, where both are there. */
void scoring_go_to(struct ui *ui, struct scoring_state *state, const char *id, const char *criterion);

/* As page.find: the lines first, then what goes across, so that both ways of scoring find use cases and criteria. */
bool scoring_find(struct ui *ui, struct scoring_state *state, const char *words);

void scoring_draw(struct ui *ui, struct scoring_state *state, struct surface *surface);

#endif
