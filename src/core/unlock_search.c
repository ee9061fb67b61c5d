#include "unlock_steps.h"

#include <limits.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"

struct search {
	const struct unlock_problem *problem;
	struct step_table table;
	struct unlock_choice *best; /* for k + 1 use cases */
	unsigned *open;             /* for each k: the least that branches not looked at may take */
	size_t visited, allowed;    /* nodes */

	unsigned levels;          /* that are spent: choices of exactly so many are looked for */
	size_t below;             /* use cases that fewer levels free */
	size_t within;            /* and that these do, as found so far */
	struct unlock_node *node; /* by depth */
	size_t *degree;           /* of each step: how many of the alive need it */
	size_t *tight;            /* and of these, how many miss as much as is left */
	struct loads number, sum; /* each weighs one; each weighs its priority */

	size_t *members; /* room for a choice */
	bool *chosen;
};

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

/* In the order of the problem, which ids and sums go by. */
static void list_members(struct search *search, const size_t *places, struct unlock_choice *choice)
{
	const size_t count = choice->count;

	for (size_t i = 0; i < count; i++)
		search->chosen[search->table.row[places[i]]] = true;
	choice->count = 0;
	for (size_t i = 0; choice->count < count; i++) {
		if (!search->chosen[i])
			continue;
		search->chosen[i] = false;
		choice->members[choice->count++] = i;
		choice->sum += search->problem->priority[i];
	}
}

/* Those freed at a cost serve for every number up to theirs. */
static void offer(struct search *search, const size_t *places, size_t count, unsigned levels)
{
	struct unlock_choice offered = { .levels = levels, .members = search->members, .count = count };

	list_members(search, places, &offered);
	for (size_t k = 0; k < count; k++) {
		struct unlock_choice *best = &search->best[k];

		if (!is_better(&offered, best))
			continue;
		best->levels = levels;
		best->sum = offered.sum;
		best->count = count;
		memcpy(best->members, offered.members, count * sizeof(*best->members));
	}
}

/* --- a first answer ---------------------------------------------------------- */

static unsigned take(const struct search *search, bool *taken, size_t place)
{
	const unsigned missing = missing_count(&search->table, taken, place);

	for (size_t i = search->table.first[place]; i < search->table.first[place + 1]; i++)
		taken[search->table.step[i]] = true;
	return missing;
}

/* From one use case on, always the one that takes the fewest levels more. */
static void grow_from(struct search *search, size_t start)
{
	const size_t count = search->problem->count;
	struct unlock_node *node = search->node;
	size_t next = start;
	unsigned levels = 0;

	memset(node->taken, 0, search->table.step_count * sizeof(*node->taken));
	while (next != count) {
		unsigned least = UINT_MAX;

		levels += take(search, node->taken, next);
		next = count;
		node->count = 0;
		for (size_t i = 0; i < count; i++) {
			const unsigned missing = missing_count(&search->table, node->taken, i);

			if (!missing)
				node->alive[node->count++] = i;
			if (!missing || missing >= least)
				continue;
			least = missing;
			next = i;
		}
		offer(search, node->alive, node->count, levels);
	}
}

/* From a few starts: as many as cost little beside the search itself. */
static void grow(struct search *search)
{
	const size_t count = search->problem->count, starts = 500000 / (count * count);

	for (size_t i = 0; i < count && i <= starts; i++)
		grow_from(search, i);
}

/* --- what follows from a node ------------------------------------------------ */

enum outcome { HOPELESS, CHANGED, SETTLED };

/* Keeps who can still be afforded, and counts who needs what. Returns how many of them miss as much as is left. */
static size_t survey(struct search *search, struct unlock_node *node)
{
	size_t kept = 0, tight_count = 0;

	memset(search->degree, 0, search->table.step_count * sizeof(*search->degree));
	memset(search->tight, 0, search->table.step_count * sizeof(*search->tight));
	for (size_t i = 0; i < node->count; i++) {
		const size_t place = node->alive[i];
		const unsigned missing = missing_count(&search->table, node->taken, place);
		const bool tight = missing == node->left;

		if (missing > node->left)
			continue;
		node->alive[kept++] = place;
		tight_count += tight;
		for (size_t n = search->table.first[place]; n < search->table.first[place + 1]; n++) {
			search->degree[search->table.step[n]]++;
			search->tight[search->table.step[n]] += tight;
		}
	}
	node->count = kept;
	return tight_count;
}

/* The fewest of the alive that could be a better choice than the best; none: 0. */
static size_t least_asked(const struct search *search, const struct unlock_node *node)
{
	double sum = 0;

	for (size_t i = 0; i < node->count; i++) {
		const struct unlock_choice *best = &search->best[i];

		sum += search->problem->priority[search->table.row[node->alive[i]]];
		if (i < search->below)
			continue;
		if (best->levels > search->levels || fmin(sum, node->most) >= best->sum - COMPARE_SLACK)
			return i + 1;
	}
	return 0;
}

/* Every step that is taken has to serve, and what takes fewer levels has been looked for. */
static bool is_hopeless(const struct search *search, const struct unlock_node *node)
{
	unsigned wanted = 0;

	for (size_t e = 0; e < search->table.step_count; e++) {
		if (node->taken[e] && !search->degree[e])
			return true;
		wanted += search->degree[e] > 0;
	}
	return !node->asked || wanted < search->levels;
}

static bool is_undecided(const struct search *search, const struct unlock_node *node, size_t step)
{
	return search->degree[step] && !node->taken[step];
}

static void give_up_needing(const struct search *search, struct unlock_node *node, size_t step)
{
	size_t kept = 0;

	for (size_t i = 0; i < node->count; i++)
		if (!needs_step(&search->table, node->alive[i], step))
			node->alive[kept++] = node->alive[i];
	node->count = kept;
}

static enum outcome follow_counts(struct search *search, struct unlock_node *node)
{
	const size_t tight = survey(search, node), count = node->count;
	enum outcome outcome = SETTLED;

	node->asked = least_asked(search, node);
	if (is_hopeless(search, node))
		return HOPELESS;
	for (size_t e = 0; e < search->table.step_count; e++) {
		if (!is_undecided(search, node, e))
			continue;
		if (count - search->degree[e] < node->asked) {
			if (!node->left)
				return HOPELESS;
			node->taken[e] = true;
			node->left--;
			outcome = CHANGED;
		} else if (count - tight + search->tight[e] < node->asked) {
			give_up_needing(search, node, e);
			outcome = CHANGED;
		}
	}
	return outcome;
}

/* What those weigh who may be freed, at most, and with one step more or less taken. */
struct reach {
	const struct loads *loads;
	double most, lightest, next; /* of the steps that `most` takes, and of the others */
};

static struct reach reach_of(const struct search *search, const struct unlock_node *node, struct loads *loads)
{
	struct reach reach = { .loads = loads, .most = most_freed(&search->table, node, loads) + LOAD_SLACK };

	reach.lightest = node->left ? loads->load[loads->order[node->left - 1]] : INFINITY;
	if (node->left < search->table.step_count)
		reach.next = loads->load[loads->order[node->left]];
	return reach;
}

static double most_without(const struct reach *reach, size_t step)
{
	const double load = reach->loads->load[step];

	return load >= reach->lightest ? reach->most - load + reach->next : reach->most;
}

static double most_with(const struct reach *reach, size_t step)
{
	const double load = reach->loads->load[step];

	return load >= reach->lightest ? reach->most : reach->most - reach->lightest + load;
}

/* Whether so many, or with that sum, may be a better choice than what was found. */
static bool is_enough(const struct search *search, const struct unlock_node *node, double number, double sum)
{
	return number >= (double)(search->within + 1) ||
	       (number >= (double)node->asked && sum >= search->best[search->within - 1].sum - COMPARE_SLACK);
}

/* Without a step, or with it: where one is not enough, the other follows. */
static enum outcome follow_steps(const struct search *search, struct unlock_node *node, const struct reach *number,
				 const struct reach *sum)
{
	enum outcome outcome = SETTLED;

	for (size_t e = 0; e < search->table.step_count; e++) {
		if (!is_undecided(search, node, e))
			continue;
		if (!is_enough(search, node, most_with(number, e), sum ? most_with(sum, e) : 0)) {
			give_up_needing(search, node, e);
			outcome = CHANGED;
		} else if (!is_enough(search, node, most_without(number, e), sum ? most_without(sum, e) : 0)) {
			if (!node->left)
				return HOPELESS;
			node->taken[e] = true;
			node->left--;
			outcome = CHANGED;
		}
	}
	return outcome;
}

static void note_within(struct search *search)
{
	search->within = search->below;
	while (search->within < search->problem->count && search->best[search->within].levels == search->levels)
		search->within++;
}

static enum outcome follow_loads(struct search *search, struct unlock_node *node)
{
	const struct reach number = reach_of(search, node, &search->number);
	const size_t asked = node->asked;
	struct reach sum;

	if (number.most < (double)asked)
		return HOPELESS;
	note_within(search);
	if (asked > search->within)
		return follow_steps(search, node, &number, NULL);
	sum = reach_of(search, node, &search->sum);
	node->most = fmin(node->most, sum.most);
	node->asked = least_asked(search, node);
	if (!node->asked || (double)node->asked > number.most)
		return HOPELESS;
	return node->asked > asked ? CHANGED : follow_steps(search, node, &number, &sum);
}

/* The loads take longer than the counts: once. */
static enum outcome follow(struct search *search, struct unlock_node *node)
{
	enum outcome outcome;

	do
		outcome = follow_counts(search, node);
	while (outcome == CHANGED);
	if (outcome == SETTLED)
		outcome = follow_loads(search, node);
	while (outcome == CHANGED)
		outcome = follow_counts(search, node);
	return outcome;
}

/* --- branch and bound -------------------------------------------------------- */

/* Notes what is given up with a node. */
static void leave(struct search *search, const struct unlock_node *node)
{
	for (size_t k = 0; k < node->count; k++)
		if (search->levels < search->open[k])
			search->open[k] = search->levels;
}

/* The step that most of the alive need; step_count when they miss nothing. */
static size_t busiest_step(const struct search *search, const struct unlock_node *node)
{
	size_t busiest = search->table.step_count;

	for (size_t e = 0; e < search->table.step_count; e++)
		if (is_undecided(search, node, e) &&
		    (busiest == search->table.step_count || search->degree[e] > search->degree[busiest]))
			busiest = e;
	return busiest;
}

static struct unlock_node *descend(const struct search *search, const struct unlock_node *node)
{
	struct unlock_node *next = &search->node[node - search->node + 1];

	memcpy(next->taken, node->taken, search->table.step_count * sizeof(*next->taken));
	memcpy(next->alive, node->alive, node->count * sizeof(*next->alive));
	next->count = node->count;
	next->left = node->left;
	next->most = node->most;
	return next;
}

/* Who needs the step may all need the next one of its dimension as well. */
static size_t steps_together(const struct search *search, const struct unlock_node *node, size_t step)
{
	size_t end = step + 1;

	while (end < search->table.step_count && search->table.continues[end] && is_undecided(search, node, end) &&
	       search->degree[end] == search->degree[step] && end - step < node->left)
		end++;
	return end - step;
}

/* As deep as there are steps, and no deeper. */
static void visit(struct search *search, struct unlock_node *node)
{
	struct unlock_node *next;
	size_t step, together;

	if (follow(search, node) == HOPELESS)
		return;
	step = busiest_step(search, node);
	if (step == search->table.step_count) {
		offer(search, node->alive, node->count, search->levels - node->left);
		return;
	}
	if (search->visited >= search->allowed) {
		leave(search, node);
		return;
	}
	search->visited++;
	together = steps_together(search, node, step);
	next = descend(search, node);
	give_up_needing(search, next, step);
	visit(search, next);
	next = descend(search, node);
	next->left -= (unsigned)together;
	for (size_t i = 0; i < together; i++)
		next->taken[step + i] = true;
	visit(search, next);
}

/* All choices of exactly so many levels. */
static void spend(struct search *search, unsigned levels)
{
	struct unlock_node *root = search->node;

	search->levels = root->left = levels;
	search->below = 0;
	while (search->below < search->problem->count && search->best[search->below].levels < levels)
		search->below++;
	memset(root->taken, 0, search->table.step_count * sizeof(*root->taken));
	root->most = INFINITY;
	root->count = search->problem->count;
	for (size_t i = 0; i < root->count; i++)
		root->alive[i] = i;
	visit(search, root);
}

/* --- before and after -------------------------------------------------------- */

static void search_init(struct search *search, const struct unlock_problem *problem)
{
	const size_t count = problem->count;
	size_t steps;

	*search = (struct search){ .problem = problem };
	step_table_init(&search->table, problem);
	steps = search->table.step_count;
	search->best = xcalloc(count, sizeof(*search->best));
	search->open = xcalloc(count, sizeof(*search->open));
	for (size_t k = 0; k < count; k++) {
		search->best[k].members = xcalloc(count, sizeof(*search->best[k].members));
		search->open[k] = UINT_MAX;
	}
	search->node = xcalloc(steps + 1, sizeof(*search->node));
	for (size_t i = 0; i <= steps; i++) {
		search->node[i].taken = xcalloc(steps, sizeof(*search->node[i].taken));
		search->node[i].alive = xcalloc(count, sizeof(*search->node[i].alive));
	}
	search->degree = xcalloc(steps, sizeof(*search->degree));
	search->tight = xcalloc(steps, sizeof(*search->tight));
	loads_init(&search->number, &search->table);
	loads_init(&search->sum, &search->table);
	for (size_t i = 0; i < count; i++)
		search->sum.weight[i] = problem->priority[search->table.row[i]];
	search->members = xcalloc(count, sizeof(*search->members));
	search->chosen = xcalloc(count, sizeof(*search->chosen));
}

static void search_release(struct search *search)
{
	for (size_t i = 0; i <= search->table.step_count; i++) {
		free(search->node[i].taken);
		free(search->node[i].alive);
	}
	free(search->node);
	free(search->open);
	free(search->degree);
	free(search->tight);
	free(search->members);
	free(search->chosen);
	loads_release(&search->number);
	loads_release(&search->sum);
	step_table_release(&search->table);
}

/* What few nodes were enough for is left to the numbers after it. */
static void spend_all(struct search *search, size_t node_limit)
{
	const size_t numbers = search->table.step_count + 1;

	for (size_t levels = 0; levels < numbers; levels++) {
		search->allowed = (size_t)((double)node_limit * (double)(levels + 1) / (double)numbers);
		spend(search, (unsigned)levels);
	}
}

struct unlock_choice *unlock_search(const struct unlock_problem *problem, size_t node_limit)
{
	struct search search;

	search_init(&search, problem);
	if (problem->count) {
		grow(&search);
		spend_all(&search, node_limit);
	}
	for (size_t k = 0; k < problem->count; k++) {
		search.best[k].exact = search.open[k] > search.best[k].levels;
		search.best[k].at_least = search.best[k].exact ? search.best[k].levels : search.open[k];
	}
	search_release(&search);
	return search.best;
}
