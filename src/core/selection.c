#include "cadran/core/selection.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"

#define STEP (1.0 / (1 << 20))

enum { RELAXATION_BUDGET, RELAXATION_CAPACITY, RELAXATION_BOTH, RELAXATION_COUNT };

enum choice { CHOICE_OPEN, CHOICE_IN, CHOICE_OUT };

/* What is decided down to one depth, in sums. */
struct sums {
	double value, cost, days;
	size_t count;
};

struct relaxation {
	double *weight; /* as items */
	size_t *order;  /* items worth something, the most value for their weight first */
	double limit;   /* INFINITY for none */
};

struct search {
	size_t count;
	double *value, *cost, *days;
	double budget, capacity; /* INFINITY for none */
	struct relaxation relaxations[RELAXATION_COUNT];
	size_t worthy_count; /* items in each order */
	bool *needs;         /* [i * count + k]: i needs k */
	bool *rivals;
	bool *linked;    /* i needs or excludes something */
	bool *stands_in; /* [i * count + k]: k is not taken without i */
	size_t *depths;  /* the order in which items are decided, and */
	size_t depth_count;
	enum choice *choice;
	size_t *barred; /* for each item, what forbids it */
	struct sums *sums;
	struct sums best;
	bool *best_in;
	size_t nodes;
	bool given_up;
	double bound_left; /* the highest of those not looked at */
};

static double stepped(double figure)
{
	return round(figure / STEP) * STEP;
}

static double limit_of(double limit, size_t count)
{
	return isnan(limit) ? (double)INFINITY : stepped(limit) + (double)(count + 1) * STEP / 2;
}

/* --- before the search -------------------------------------------------------- */

static double density(double value, double weight)
{
	return weight > 0 ? value / weight : value > 0 ? (double)INFINITY : 0;
}

/* By insertion: equal ones stay as they are. */
static void sort_by_density(size_t *order, size_t count, const double *value, const double *weight)
{
	for (size_t i = 1; i < count; i++) {
		const size_t item = order[i];
		size_t at = i;

		for (; at && density(value[order[at - 1]], weight[order[at - 1]]) < density(value[item], weight[item]);
		     at--)
			order[at] = order[at - 1];
		order[at] = item;
	}
}

static void relax(struct search *search, int which, double limit)
{
	struct relaxation *relaxation = &search->relaxations[which];
	size_t count = 0;

	relaxation->limit = limit;
	relaxation->order = xcalloc(search->count, sizeof(*relaxation->order));
	for (size_t i = 0; i < search->count; i++)
		if (search->value[i] > 0)
			relaxation->order[count++] = i;
	search->worthy_count = count;
	sort_by_density(relaxation->order, count, search->value, relaxation->weight);
}

static double share(double amount, double limit)
{
	return isfinite(limit) && limit > 0 ? amount / limit : 0;
}

static void relax_all(struct search *search)
{
	double *both = xcalloc(search->count, sizeof(*both));
	const bool limited = isfinite(search->budget) && isfinite(search->capacity);

	for (size_t i = 0; i < search->count; i++)
		both[i] = share(search->cost[i], search->budget) + share(search->days[i], search->capacity);
	search->relaxations[RELAXATION_BUDGET].weight = search->cost;
	search->relaxations[RELAXATION_CAPACITY].weight = search->days;
	search->relaxations[RELAXATION_BOTH].weight = both;
	relax(search, RELAXATION_BUDGET, search->budget);
	relax(search, RELAXATION_CAPACITY, search->capacity);
	relax(search, RELAXATION_BOTH, limited ? 2 : (double)INFINITY);
}

static void read_items(struct search *search, const struct selection_item *items)
{
	for (size_t i = 0; i < search->count; i++) {
		search->value[i] = stepped(items[i].value);
		search->cost[i] = stepped(items[i].cost);
		search->days[i] = stepped(items[i].days);
		for (size_t k = 0; k < items[i].need_count; k++)
			search->needs[i * search->count + items[i].needs[k]] = search->linked[i] = true;
		for (size_t k = 0; k < items[i].rival_count; k++) {
			search->rivals[i * search->count + items[i].rivals[k]] = true;
			search->rivals[items[i].rivals[k] * search->count + i] = true;
			search->linked[i] = search->linked[items[i].rivals[k]] = true;
		}
	}
}

static bool is_subset(const bool *of, const bool *in, size_t count, size_t but)
{
	for (size_t i = 0; i < count; i++)
		if (of[i] && !in[i] && i != but)
			return false;
	return true;
}

static bool is_needed(const struct search *search, size_t item)
{
	for (size_t i = 0; i < search->count; i++)
		if (search->needs[i * search->count + item])
			return true;
	return false;
}

/* In any set that has `worse` and not `better`, the one may take the place of the other and the set gains. */
static bool can_stand_in(const struct search *search, size_t better, size_t worse)
{
	const size_t count = search->count;

	if (better == worse || search->value[better] < search->value[worse] ||
	    search->cost[better] > search->cost[worse] || search->days[better] > search->days[worse])
		return false;
	if (better > worse && search->value[better] <= search->value[worse] &&
	    search->cost[better] >= search->cost[worse])
		return false;
	/* Most have no links: looking through those of all pairs would take longer than the search. */
	return !search->linked[better] ||
	       (is_subset(&search->needs[better * count], &search->needs[worse * count], count, count) &&
		is_subset(&search->rivals[better * count], &search->rivals[worse * count], count, worse));
}

static void find_stand_ins(struct search *search)
{
	/* Without a limit nothing competes but rivals. */
	if (!isfinite(search->budget) && !isfinite(search->capacity))
		return;
	for (size_t worse = 0; worse < search->count; worse++) {
		if (is_needed(search, worse))
			continue;
		for (size_t better = 0; better < search->count; better++)
			search->stands_in[better * search->count + worse] = can_stand_in(search, better, worse);
	}
}

/*
 * What can be worth taking: all that it needs can be taken, and it has a value
 * or something that has one needs it. The others are out from the beginning.
 */
static void drop_useless(struct search *search, const size_t *sorted, size_t sorted_count)
{
	bool *useful = xcalloc(search->count, sizeof(*useful));

	for (size_t i = 0; i < search->count; i++)
		search->choice[i] = CHOICE_OUT;
	for (size_t at = sorted_count; at--;) {
		const size_t item = sorted[at];

		useful[item] |= search->value[item] > 0;
		for (size_t k = 0; useful[item] && k < search->count; k++)
			useful[k] |= search->needs[item * search->count + k];
		search->choice[item] = useful[item] ? CHOICE_OPEN : CHOICE_OUT;
	}
	free(useful);
}

/* What is needed first; what goes round in a circle, and what needs it, does not come. Returns how many. */
static size_t sort_by_need(const struct search *search, size_t *sorted)
{
	bool *placed = xcalloc(search->count, sizeof(*placed));
	size_t count = 0;

	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < search->count; i++) {
			if (placed[i] ||
			    !is_subset(&search->needs[i * search->count], placed, search->count, search->count))
				continue;
			placed[i] = more = true;
			sorted[count++] = i;
		}
	}
	free(placed);
	return count;
}

/* The densest first, each after what it needs. */
static void order_depths(struct search *search, const size_t *sorted, size_t sorted_count)
{
	const size_t *order = search->relaxations[RELAXATION_BOTH].order;
	bool *wanted = xcalloc(search->count, sizeof(*wanted)), *placed = xcalloc(search->count, sizeof(*placed));

	for (size_t i = 0; i < search->worthy_count; i++) {
		memset(wanted, 0, search->count * sizeof(*wanted));
		wanted[order[i]] = true;
		for (size_t at = sorted_count; at--;)
			for (size_t k = 0; wanted[sorted[at]] && k < search->count; k++)
				wanted[k] |= search->needs[sorted[at] * search->count + k];
		for (size_t at = 0; at < sorted_count; at++) {
			if (!wanted[sorted[at]] || placed[sorted[at]] || search->choice[sorted[at]] == CHOICE_OUT)
				continue;
			placed[sorted[at]] = true;
			search->depths[search->depth_count++] = sorted[at];
		}
	}
	free(wanted);
	free(placed);
}

/* --- bounds -------------------------------------------------------------------- */

static bool may_come(const struct search *search, size_t item)
{
	return search->choice[item] == CHOICE_OPEN && !search->barred[item];
}

/* The most that open items can add within what is left of one limit, parts of items allowed. */
static double most_within(const struct search *search, const struct relaxation *relaxation, double left)
{
	double value = 0;

	for (size_t i = 0; i < search->worthy_count; i++) {
		const size_t item = relaxation->order[i];

		if (!may_come(search, item))
			continue;
		if (relaxation->weight[item] > left)
			return value + search->value[item] * fmax(left, 0) / relaxation->weight[item];
		value += search->value[item];
		left -= relaxation->weight[item];
	}
	return value;
}

static double bound_of(const struct search *search, const struct sums *sums)
{
	const double used[RELAXATION_COUNT] = {
		sums->cost, sums->days, share(sums->cost, search->budget) + share(sums->days, search->capacity)
	};
	double least = (double)INFINITY;

	for (int r = 0; r < RELAXATION_COUNT; r++) {
		const struct relaxation *relaxation = &search->relaxations[r];

		if (r == 0 || isfinite(relaxation->limit))
			least = fmin(least, most_within(search, relaxation, relaxation->limit - used[r]));
	}
	return sums->value + least;
}

/* The least cost at which open items add `value`, parts of items allowed. */
static double least_cost_of(const struct search *search, double value)
{
	const struct relaxation *relaxation = &search->relaxations[RELAXATION_BUDGET];
	double cost = 0;

	for (size_t i = 0; i < search->worthy_count && value > 0; i++) {
		const size_t item = relaxation->order[i];

		if (!may_come(search, item))
			continue;
		cost += search->cost[item] * fmin(1, value / search->value[item]);
		value -= search->value[item];
	}
	return cost;
}

/* Figures are steps, so half a step is more than what dividing them loses. */
static bool can_be_best(const struct search *search, const struct sums *sums, double bound)
{
	if (bound < search->best.value - STEP / 2)
		return false;
	return bound > search->best.value + STEP / 2 ||
	       sums->cost + least_cost_of(search, search->best.value - sums->value) <= search->best.cost + STEP / 2;
}

/* --- the search ---------------------------------------------------------------- */

static bool is_better(const struct search *search, const struct sums *sums)
{
	const struct sums *best = &search->best;

	if (sums->value < best->value || sums->value > best->value)
		return sums->value > best->value;
	if (sums->cost < best->cost || sums->cost > best->cost)
		return sums->cost < best->cost;
	if (sums->count != best->count)
		return sums->count < best->count;
	for (size_t i = 0; i < search->count; i++)
		if ((search->choice[i] == CHOICE_IN) != search->best_in[i])
			return !search->best_in[i];
	return false;
}

static void keep_if_better(struct search *search, const struct sums *sums)
{
	if (!is_better(search, sums))
		return;
	search->best = *sums;
	for (size_t i = 0; i < search->count; i++)
		search->best_in[i] = search->choice[i] == CHOICE_IN;
}

/* What a choice forbids: rivals of what is in; what needs what is out, or is not taken without it. */
static void bar(struct search *search, size_t item, int by)
{
	const bool in = search->choice[item] == CHOICE_IN;

	for (size_t i = 0; i < search->count; i++) {
		const size_t row = item * search->count + i;

		if (in ? search->rivals[row] : (search->needs[i * search->count + item] || search->stands_in[row]))
			search->barred[i] += (size_t)by;
	}
}

static bool can_go_out(const struct search *search, size_t item)
{
	for (size_t i = 0; i < search->count; i++)
		if (search->stands_in[item * search->count + i] && search->choice[i] == CHOICE_IN)
			return false;
	return true;
}

static bool can_come_in(const struct search *search, size_t item, const struct sums *sums)
{
	return !search->barred[item] && sums->cost + search->cost[item] <= search->budget &&
	       sums->days + search->days[item] <= search->capacity;
}

/* Makes the choice at `depth` where it is allowed and may lead to the best set. */
static bool descend(struct search *search, size_t depth, enum choice choice)
{
	const size_t item = search->depths[depth];
	const struct sums *sums = &search->sums[depth];
	struct sums *next = &search->sums[depth + 1];
	double bound;

	if (choice == CHOICE_IN ? !can_come_in(search, item, sums) : !can_go_out(search, item))
		return false;
	*next = *sums;
	if (choice == CHOICE_IN)
		*next = (struct sums){ sums->value + search->value[item], sums->cost + search->cost[item],
				       sums->days + search->days[item], sums->count + 1 };
	search->choice[item] = choice;
	bar(search, item, 1);
	bound = bound_of(search, next);
	if (can_be_best(search, next, bound)) {
		if (search->nodes * search->count < SELECTION_LOOKS_MOST) {
			search->nodes++;
			return true;
		}
		search->given_up = true;
		search->bound_left = fmax(search->bound_left, bound);
	}
	bar(search, item, -1);
	search->choice[item] = CHOICE_OPEN;
	return false;
}

/* `tried` is the last choice at each depth: in, then out. */
static void look_through(struct search *search)
{
	enum choice *tried = xcalloc(search->depth_count + 1, sizeof(*tried));

	for (size_t depth = 0;;) {
		if (depth == search->depth_count) {
			keep_if_better(search, &search->sums[depth]);
		} else if (tried[depth] != CHOICE_OUT) {
			tried[depth]++;
			if (descend(search, depth, tried[depth]))
				tried[++depth] = CHOICE_OPEN;
			continue;
		}
		if (!depth--)
			break;
		bar(search, search->depths[depth], -1);
		search->choice[search->depths[depth]] = CHOICE_OPEN;
	}
	free(tried);
}

static void prepare(struct search *search, const struct selection_item *items)
{
	size_t *sorted = xcalloc(search->count, sizeof(*sorted)), sorted_count;

	read_items(search, items);
	relax_all(search);
	sorted_count = sort_by_need(search, sorted);
	drop_useless(search, sorted, sorted_count);
	find_stand_ins(search);
	order_depths(search, sorted, sorted_count);
	free(sorted);
}

static void search_release(struct search *search)
{
	free(search->relaxations[RELAXATION_BOTH].weight);
	for (int r = 0; r < RELAXATION_COUNT; r++)
		free(search->relaxations[r].order);
	free(search->value);
	free(search->cost);
	free(search->days);
	free(search->needs);
	free(search->rivals);
	free(search->linked);
	free(search->stands_in);
	free(search->depths);
	free(search->choice);
	free(search->barred);
	free(search->sums);
}

void selection_compute(const struct selection_item *items, size_t count, double budget, double capacity,
		       struct selection *selection)
{
	struct search search = {
		.count = count,
		.value = xcalloc(count, sizeof(double)),
		.cost = xcalloc(count, sizeof(double)),
		.days = xcalloc(count, sizeof(double)),
		.budget = limit_of(budget, count),
		.capacity = limit_of(capacity, count),
		.needs = xcalloc(count * count, sizeof(bool)),
		.rivals = xcalloc(count * count, sizeof(bool)),
		.linked = xcalloc(count, sizeof(bool)),
		.stands_in = xcalloc(count * count, sizeof(bool)),
		.depths = xcalloc(count, sizeof(size_t)),
		.choice = xcalloc(count, sizeof(enum choice)),
		.barred = xcalloc(count, sizeof(size_t)),
		.sums = xcalloc(count + 1, sizeof(struct sums)),
		.best_in = xcalloc(count, sizeof(bool)),
	};

	prepare(&search, items);
	look_through(&search);
	*selection = (struct selection){ .in = search.best_in,
					 .count = search.best.count,
					 .value = search.best.value,
					 .cost = search.best.cost,
					 .days = search.best.days,
					 .exact = !search.given_up,
					 .bound = fmax(search.best.value, search.bound_left),
					 .nodes = search.nodes };
	search_release(&search);
}

void selection_release(struct selection *selection)
{
	free(selection->in);
	*selection = (struct selection){ 0 };
}
