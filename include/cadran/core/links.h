/*
 * What use cases need and exclude, as places in evaluation.use_cases: the lists
 * of their sheets, read once.
 */
#ifndef CADRAN_CORE_LINKS_H
#define CADRAN_CORE_LINKS_H

#include <stdint.h>

#include "cadran/core/evaluation.h"

/* In place of a use case that there is not. */
#define LINK_NOWHERE SIZE_MAX

struct links {
	size_t count;        /* use cases */
	size_t *first_need;  /* use case i needs needs[first_need[i]] to needs[first_need[i + 1] - 1] */
	size_t *needs;       /* its prerequisites, in the order of the sheet; may hold LINK_NOWHERE */
	size_t *first_rival; /* the same for */
	size_t *rivals;      /* those of which it is a duplicate; named on one side is enough */
};

void links_compute(const struct evaluation *evaluation, struct links *links);
void links_release(struct links *links);

/*
 * Which of those that `may` come can come: all that each needs is live, or can
 * come itself. So what goes round in a circle cannot. To be freed.
 */
bool *links_possible(const struct links *links, const struct evaluation *evaluation, const bool *may);

/* What keeps `index` from coming: the first of its needs that is neither live nor possible; NULL where nothing does. */
const char *links_blocker(const struct evaluation *evaluation, const bool *possible, size_t index, char id[200]);

/*
 * Puts each of `wanted` after those it needs: what is needed takes the place of
 * the first that needs it, where that one comes earlier. Needs that are not
 * wanted are left aside, and a circle is cut where it closes. `order` has room
 * for `count` and may not be `wanted`. O(use cases + the squares of how many each needs), without
 * recursion.
 */
void links_order(const struct links *links, const size_t *wanted, size_t count, size_t *order);

#endif
