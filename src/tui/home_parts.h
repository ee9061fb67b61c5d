/*
 * What the home page says: the next best step in a sentence, and how far each
 * step of the way is.
 */
#ifndef CADRAN_TUI_HOME_PARTS_H
#define CADRAN_TUI_HOME_PARTS_H

#include "cadran/core/next_step.h"
#include "cadran/tui/ui.h"

/* What costs more than a glance: computed once for an evaluation. */
struct outlook {
	struct next_step next;
	size_t planned, soon; /* use cases on the roadmap; in use by the end of its first wave */
};

void outlook_compute(const struct evaluation *evaluation, struct outlook *outlook);

/* «Go on with «Data»: 9 questions left to answer (express reading)» */
void word_next_step(struct buf *out, const struct scene *scene, const struct next_step *next);

/* Why this comes before all else. */
const char *word_next_reason(enum next_kind kind);

/* Goes where it is done; the page that asks for it is gone then, but for what unlocks what. */
void go_to_next_step(struct ui *ui, const struct next_step *next);

/* How far a step is, 0 to 1, NAN where nothing can be counted; and its main figure in words. */
double home_word_step(const struct ui *ui, const struct outlook *outlook, size_t step, struct buf *out);

#endif
