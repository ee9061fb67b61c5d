/*
 * Parts of the view of the roadmap.
 */
#ifndef CADRAN_TUI_ROADMAP_PARTS_H
#define CADRAN_TUI_ROADMAP_PARTS_H

#include "cadran/core/roadmap.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/view.h"

/* A roadmap and what puts it in words. */
struct plan {
	const struct scene *scene;
	const struct roadmap *roadmap;
};

/* «2–5» */
void plan_word_months(struct buf *out, const struct plan *plan, const struct roadmap_item *item);

/* What is done before a use case: «Data quality 2 → 3», «DPIA». */
void plan_word_awaited(struct buf *out, const struct plan *plan, const struct roadmap_item *item);

/* Why it stands where it does. */
void plan_word_why(struct buf *out, const struct plan *plan, const struct roadmap_item *item);

/* The use cases that wait for an action or a confirmation: the names, «A, B». */
void plan_word_unlocked(struct buf *out, const struct plan *plan, const struct roadmap_item *item);

/*
 * What those that start in it take, with its limits where it has some: «13,500 € of 20,000 €, 2 not costed», after
 * `separator` the days, unless that is NULL; «cost unknown» where none of them gives it.
 */
void plan_word_amounts(struct buf *out, const struct scene *scene, const struct roadmap_wave *wave,
		       const char *separator);

/* «! over budget»; nothing where it keeps within its limits. */
void plan_word_overrun(struct buf *out, const struct roadmap_wave *wave);

/*
 * « · ! over budget · started in it: 13,500 € of 10,000 €, 12 of 30 days (cost to build alone)»; nothing where nothing
 * starts in it.
 */
void plan_word_taken(struct buf *out, const struct plan *plan, const struct roadmap_wave *wave);

/* «Months 0 to 6», «Later» */
void plan_word_wave(struct buf *out, size_t wave);

/* What those that are left out for a reason have in common, and what there is to say of one: may be nothing. */
const char *plan_left_heading(enum roadmap_left_reason reason);
void plan_word_left(struct buf *out, const struct plan *plan, const struct roadmap_left *left);

/* The use cases of a wave, or all else of it, by their months; `items` has room for all of the roadmap. */
size_t plan_items(const struct plan *plan, size_t wave, bool use_cases, const struct roadmap_item **items);

/* The best set of use cases within the limits of the service, and what more money or days would add. */
void roadmap_tell_portfolio(const struct scene *scene, struct pen *pen);

#endif
