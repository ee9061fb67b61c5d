#include "unlock_search.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/grid.h"

struct search {
	const struct unlock_problem *problem;
	struct unlock_choice *best; /* for k + 1 use cases */
	unsigned *open;             /* for each k: the least that branches not looked at may take */
	size_t *order;              /* of the dimensions: those that most use cases need first */
	unsigned *rest;             /* [depth · count + use case]: what it needs in dimensions from order[depth] on */
	unsigned rest_most;
	size_t *tally;      /* of the alive, by rest */
	double *sum_within; /* of the priorities of those who need no more than that */
	unsigned *least;    /* for k + 1 of the alive: what they take at least */
	unsigned *forced;   /* and what more of it than for k */
	size_t *alive;      /* [depth · count …] */
	size_t nodes, node_limit;
};

unsigned unlock_cost(const struct unlock_problem *problem, size_t dimension, unsigned level)
{
	return level > problem->base[dimension] ? level - problem->base[dimension] : 0;
}

static unsigned need_of(const struct unlock_problem *problem, size_t use_case, size_t dimension)
{
	return problem->need[use_case * problem->dimension_count + dimension];
}

/* --- what was found ---------------------------------------------------------- */

static bool ids_come_first(const size_t *a, const size_t *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (a[i] != b[i])
			return a[i] < b[i];
	return false;
}

static bool is_better(const struct unlock_choice *a, const struct unlock_choice *b)
{
	if (!b->count || a->levels != b->levels)
		return !b->count || a->levels < b->levels;
	if (!same_figure(a->sum, b->sum))
		return a->sum > b->sum;
	if (a->count != b->count)
		return a->count > b->count;
	return ids_come_first(a->members, b->members, a->count);
}

/* Those freed at a cost serve for every number up to theirs. */
static void offer(struct search *search, size_t *members, size_t count, unsigned levels)
{
	struct unlock_choice offered = { .levels = levels, .members = members, .count = count };

	for (size_t i = 0; i < count; i++)
		offered.sum += search->problem->priority[members[i]];
	for (size_t k = 0; k < count; k++) {
		struct unlock_choice *best = &search->best[k];

		if (!is_better(&offered, best))
			continue;
		best->levels = levels;
		best->sum = offered.sum;
		best->count = count;
		memcpy(best->members, members, count * sizeof(*members));
	}
}

/* --- a first answer ---------------------------------------------------------- */

static unsigned extra_cost(const struct unlock_problem *problem, const unsigned char *levels, size_t use_case)
{
	unsigned extra = 0;

	for (size_t d = 0; d < problem->dimension_count; d++) {
		const unsigned need = need_of(problem, use_case, d);

		if (need > levels[d])
			extra += unlock_cost(problem, d, need) - unlock_cost(problem, d, levels[d]);
	}
	return extra;
}

static unsigned take(const struct unlock_problem *problem, unsigned char *levels, size_t use_case)
{
	const unsigned extra = extra_cost(problem, levels, use_case);

	for (size_t d = 0; d < problem->dimension_count; d++)
		if (need_of(problem, use_case, d) > levels[d])
			levels[d] = (unsigned char)need_of(problem, use_case, d);
	return extra;
}

static bool is_met(const struct unlock_problem *problem, const unsigned char *levels, size_t use_case)
{
	for (size_t d = 0; d < problem->dimension_count; d++)
		if (need_of(problem, use_case, d) > levels[d])
			return false;
	return true;
}

static void offer_met(struct search *search, const unsigned char *levels, unsigned cost)
{
	size_t count = 0;

	for (size_t i = 0; i < search->problem->count; i++)
		if (is_met(search->problem, levels, i))
			search->alive[count++] = i;
	offer(search, search->alive, count, cost);
}

/* From one use case on, always the one that takes the fewest levels more. */
static void grow_from(struct search *search, size_t start, unsigned char *levels)
{
	const struct unlock_problem *problem = search->problem;
	size_t next = start;
	unsigned cost = 0;

	memset(levels, 0, problem->dimension_count);
	while (next != problem->count) {
		unsigned least = UINT_MAX;

		cost += take(problem, levels, next);
		offer_met(search, levels, cost);
		next = problem->count;
		for (size_t i = 0; i < problem->count; i++) {
			const unsigned extra = is_met(problem, levels, i) ? UINT_MAX : extra_cost(problem, levels, i);

			if (extra < least) {
				least = extra;
				next = i;
			}
		}
	}
}

/* --- branch and bound -------------------------------------------------------- */

/* What the alive still need, each alone: of k of them one needs the k-th smallest at least. */
static void bound_by_rests(struct search *search, size_t depth, const size_t *alive, size_t count)
{
	const unsigned *rest = &search->rest[depth * search->problem->count];
	size_t within = 0, k = 0;

	memset(search->tally, 0, (search->rest_most + 1) * sizeof(*search->tally));
	memset(search->sum_within, 0, (search->rest_most + 1) * sizeof(*search->sum_within));
	for (size_t i = 0; i < count; i++) {
		search->tally[rest[alive[i]]]++;
		search->sum_within[rest[alive[i]]] += search->problem->priority[alive[i]];
	}
	for (unsigned r = 0; r <= search->rest_most; r++) {
		search->sum_within[r] += r ? search->sum_within[r - 1] : 0;
		for (within += search->tally[r]; k < within; k++)
			search->least[k] = r;
	}
}

/* A level that more of the alive need than may be left out is needed whichever are chosen. */
static void bound_by_dimensions(struct search *search, size_t depth, const size_t *alive, size_t count)
{
	const struct unlock_problem *problem = search->problem;
	unsigned all = 0;

	memset(search->forced, 0, count * sizeof(*search->forced));
	for (size_t at = depth; at < problem->dimension_count; at++) {
		const size_t dimension = search->order[at];
		size_t needing[LEVEL_COUNT + 2] = { 0 };

		for (size_t i = 0; i < count; i++)
			needing[need_of(problem, alive[i], dimension)]++;
		for (unsigned level = LEVEL_COUNT; level; level--) {
			needing[level] += needing[level + 1];
			if (needing[level])
				search->forced[count - needing[level]] += unlock_cost(problem, dimension, level) -
									  unlock_cost(problem, dimension, level - 1);
		}
	}
	for (size_t k = 0; k < count; k++) {
		all += search->forced[k];
		if (all > search->least[k])
			search->least[k] = all;
	}
}

/* Whether k + 1 use cases below a node could be freed by a better choice than the best. */
static bool could_improve(const struct search *search, size_t k, unsigned cost)
{
	const struct unlock_choice *best = &search->best[k];
	unsigned left;

	if (cost + search->least[k] != best->levels)
		return cost + search->least[k] < best->levels;
	left = best->levels - cost < search->rest_most ? best->levels - cost : search->rest_most;
	return search->sum_within[left] >= best->sum - COMPARE_SLACK;
}

static bool is_worth_it(const struct search *search, size_t count, unsigned cost)
{
	for (size_t k = 0; k < count; k++)
		if (could_improve(search, k, cost))
			return true;
	return false;
}

/* Notes what is given up with a node. */
static void leave(struct search *search, size_t count, unsigned cost)
{
	for (size_t k = 0; k < count; k++)
		if (could_improve(search, k, cost) && cost + search->least[k] < search->open[k])
			search->open[k] = cost + search->least[k];
}

static void visit(struct search *search, size_t depth, size_t *alive, size_t count, unsigned cost);

/* One branch for each level that somebody alive needs, and one for none; the highest first, which leave more alive. */
static void branch(struct search *search, size_t depth, const size_t *alive, size_t count, unsigned cost)
{
	const struct unlock_problem *problem = search->problem;
	const size_t dimension = search->order[depth];
	size_t *next = &search->alive[(depth + 1) * problem->count];
	bool needed[LEVEL_COUNT + 1] = { true };

	for (size_t i = 0; i < count; i++)
		needed[need_of(problem, alive[i], dimension)] = true;
	for (unsigned level = LEVEL_COUNT + 1; level--;) {
		size_t kept = 0;

		if (!needed[level])
			continue;
		for (size_t i = 0; i < count; i++)
			if (need_of(problem, alive[i], dimension) <= level)
				next[kept++] = alive[i];
		if (kept)
			visit(search, depth + 1, next, kept, cost + unlock_cost(problem, dimension, level));
	}
}

/* As deep as there are dimensions, and no deeper. */
static void visit(struct search *search, size_t depth, size_t *alive, size_t count, unsigned cost)
{
	if (depth == search->problem->dimension_count) {
		offer(search, alive, count, cost);
		return;
	}
	bound_by_rests(search, depth, alive, count);
	if (!is_worth_it(search, count, cost))
		return;
	bound_by_dimensions(search, depth, alive, count);
	if (search->nodes >= search->node_limit) {
		leave(search, count, cost);
	} else if (is_worth_it(search, count, cost)) {
		search->nodes++;
		branch(search, depth, alive, count, cost);
	}
}

/* --- before and after -------------------------------------------------------- */

static void order_dimensions(struct search *search)
{
	const struct unlock_problem *problem = search->problem;
	size_t *needed = xcalloc(problem->dimension_count, sizeof(*needed));

	for (size_t i = 0; i < problem->count; i++)
		for (size_t d = 0; d < problem->dimension_count; d++)
			needed[d] += need_of(problem, i, d) > 0;
	for (size_t d = 0; d < problem->dimension_count; d++) {
		size_t place = d;

		for (; place && needed[search->order[place - 1]] < needed[d]; place--)
			search->order[place] = search->order[place - 1];
		search->order[place] = d;
	}
	free(needed);
}

static void sum_rests(struct search *search)
{
	const struct unlock_problem *problem = search->problem;

	for (size_t depth = problem->dimension_count; depth--;)
		for (size_t i = 0; i < problem->count; i++) {
			const size_t dimension = search->order[depth];
			const unsigned rest = search->rest[(depth + 1) * problem->count + i] +
					      unlock_cost(problem, dimension, need_of(problem, i, dimension));

			search->rest[depth * problem->count + i] = rest;
			if (rest > search->rest_most)
				search->rest_most = rest;
		}
	search->tally = xcalloc(search->rest_most + 1, sizeof(*search->tally));
	search->sum_within = xcalloc(search->rest_most + 1, sizeof(*search->sum_within));
}

/* First answers from a few starts: as many as cost little beside the search itself. */
static void grow(struct search *search)
{
	const size_t count = search->problem->count, dimensions = search->problem->dimension_count;
	const size_t starts = 20000000 / (count * count * dimensions);
	unsigned char *levels = xcalloc(dimensions, 1);

	for (size_t i = 0; i < count && i <= starts; i++)
		grow_from(search, i, levels);
	free(levels);
}

static void search_release(struct search *search)
{
	free(search->open);
	free(search->order);
	free(search->rest);
	free(search->tally);
	free(search->sum_within);
	free(search->least);
	free(search->forced);
	free(search->alive);
}

struct unlock_choice *unlock_search(const struct unlock_problem *problem, size_t node_limit)
{
	const size_t count = problem->count, dimensions = problem->dimension_count;
	struct search search = {
		.problem = problem,
		.best = xcalloc(count, sizeof(*search.best)),
		.open = xcalloc(count, sizeof(*search.open)),
		.order = xcalloc(dimensions, sizeof(*search.order)),
		.rest = xcalloc((dimensions + 1) * count, sizeof(*search.rest)),
		.alive = xcalloc((dimensions + 1) * count, sizeof(*search.alive)),
		.least = xcalloc(count, sizeof(*search.least)),
		.forced = xcalloc(count, sizeof(*search.forced)),
		.node_limit = node_limit,
	};

	for (size_t k = 0; k < count; k++) {
		search.best[k].members = xcalloc(count, sizeof(*search.best[k].members));
		search.open[k] = UINT_MAX;
	}
	order_dimensions(&search);
	sum_rests(&search);
	if (count)
		grow(&search);
	for (size_t i = 0; i < count; i++)
		search.alive[i] = i;
	if (count)
		visit(&search, 0, search.alive, count, 0);
	for (size_t k = 0; k < count; k++) {
		search.best[k].exact = search.open[k] > search.best[k].levels;
		search.best[k].at_least = search.best[k].exact ? search.best[k].levels : search.open[k];
	}
	search_release(&search);
	return search.best;
}
