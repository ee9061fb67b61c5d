/*
 * One criterion of one use case: what is asked, the five anchors in words, and
 * what the score rests on. Both ways of scoring show it.
 */
#ifndef CADRAN_TUI_SCORING_PANEL_H
#define CADRAN_TUI_SCORING_PANEL_H

#include "cadran/tui/view.h"

struct scoring_panel {
	const struct scene *scene;
	const struct use_case_result *result;
	size_t criterion;
	bool by_criterion; /* the use case is named, not the criterion, whose question stands elsewhere */
	bool airy;         /* there is room for blank rows */
	int first, last; /* filled: the rows of the anchor that the score stands on; first > last where there is none */
};

/* On a surface that grows. */
void scoring_panel_draw(struct scoring_panel *panel, struct surface *surface);

/* What a score is, where nobody retained it: «5 votes», «computed»; else nothing. */
void word_score_source(struct buf *out, const struct criterion_result *result);

/* Whether the score has the sign of the current one beside this anchor: 3,5 stands on two. */
bool score_stands_on(const struct criterion_result *result, int level);

/* «4», «3,5», «·» where there is none. */
void word_score_value(struct buf *out, const struct scene *scene, const struct surface *surface,
		      const struct criterion_result *result);

/*
 * «62,5 [50 – 75]»: the interval only where it says more. True where the gate lowers it, which is then said too:
 * «66,7 → 54,2».
 */
bool word_family_value(struct buf *out, const struct scene *scene, const struct use_case_result *result,
		       enum family family);

/* «★ Quick win: yes», «Quick win: no · Impact 37,5 < 50» */
void word_outlook(struct buf *out, const struct scene *scene, const struct surface *surface,
		  const struct use_case_result *result);

/* «live», «stopped», «prohibited»; NULL for what is still to be decided. */
const char *word_out_of_race(const struct use_case_result *result);

#endif
