/*
 * The page of one question: what it has in mind, and how it is drawn.
 */
#ifndef CADRAN_TUI_QUESTION_H
#define CADRAN_TUI_QUESTION_H

#include "cadran/tui/ui.h"

/* The lines to choose from: levels 1 to 5, then these. */
enum { LINE_NOT_APPLICABLE = LEVEL_COUNT, LINE_DONT_KNOW, LINE_COUNT };

struct question_state {
	size_t grid, question;
	int line;   /* of the cursor; -1: none yet */
	bool moved; /* the cursor was, to choose its line: Enter answers with it */

	/* What stands below the levels, and the rows of it that are shown. */
	int below_height, below_top, below_rows;
};

/* The grid, the question and the answer that the page is about. */
const struct grid *asked_grid(const struct ui *ui, const struct question_state *state);
const struct question *asked_question(const struct ui *ui, const struct question_state *state);
const struct answer *asked_answer(const struct ui *ui, const struct question_state *state);

/* The line that says what is answered, -1 where nothing is. */
int asked_line(const struct ui *ui, const struct question_state *state);

/* All of the page; keeps in `state` how much of what stands below the levels was shown. */
void question_draw(struct ui *ui, void *state, struct surface *surface);

#endif
