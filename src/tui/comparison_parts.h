/*
 * What moved, in words: what the view of a comparison and its book both say.
 */
#ifndef CADRAN_TUI_COMPARISON_PARTS_H
#define CADRAN_TUI_COMPARISON_PARTS_H

#include "cadran/core/comparison.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* A comparison with both its sides, for words that depend on a side. */
struct compared {
	const struct comparison *comparison; /* borrowed */
	struct scene before, after;
};

struct compared compared_of(const struct comparison *comparison, enum language language);

/* «+0,2», «-1»; no sign for 0. */
void word_signed(struct buf *out, const struct scene *scene, double value, int decimals);

/* «2,3 → 2,5 (+0,2)» */
void word_moved(struct buf *out, const struct scene *scene, const struct move *move, int decimals);

/* The parts of the families in the move of the priority, each after « · »: « · impact +6 · risk -1». */
void word_priority_parts(struct buf *out, const struct compared *compared, const struct use_case_move *move);

/* «met now: impact 75 (≥ 50)». The use case is on both sides. */
void word_condition_move(struct buf *out, const struct compared *compared, const struct use_case_move *move,
			 const struct condition_move *condition);

/* «levels missing in «data quality»: 1 → 0» */
void word_gate_move(struct buf *out, const struct compared *compared, const struct gate_move *gate);

/* Where it stands on the matrix. */
const char *word_quadrant(const struct scene *scene, const struct use_case_result *result);

/* «2 use cases as they were» */
void word_unmoved(struct buf *out, size_t count);

/* A line each, at the indent of the pen: copies of content that are not the same on both sides. */
void tell_moved_content(const struct compared *compared, struct pen *pen);

/* Answers that changed, each with its part in the score of the dimension. */
void tell_moved_answers(const struct compared *compared, struct pen *pen, const struct grid *grid,
			const struct dimension_move *dimension);

/* All that moved of a use case that is on both sides. */
void tell_moved_use_case(const struct compared *compared, struct pen *pen, const struct use_case_move *move);

#endif
