/*
 * The best set under two limits (core/selection.h): by hand, and against a twin
 * that tries every set, on thousands of random instances with needs, chains,
 * rivals, ties, values of 0 and below, and limits that are not there.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/selection.h"
#include "fixture.h"

enum { MOST = 15, LISTED = 4 };

struct instance {
	size_t count;
	double budget, capacity;
	struct selection_item items[MOST];
	size_t needs[MOST][LISTED], rivals[MOST][LISTED];
};

static struct selection solve(struct instance *instance)
{
	struct selection selection;

	for (size_t i = 0; i < instance->count; i++) {
		instance->items[i].needs = instance->needs[i];
		instance->items[i].rivals = instance->rivals[i];
	}
	selection_compute(instance->items, instance->count, instance->budget, instance->capacity, &selection);
	return selection;
}

static unsigned chosen(const struct selection *selection, size_t count)
{
	unsigned set = 0;

	for (size_t i = 0; i < count; i++)
		set |= selection->in[i] ? 1u << i : 0;
	return set;
}

/* --- the twin ---------------------------------------------------------------------- */

static bool is_allowed(const struct instance *instance, unsigned set)
{
	for (size_t i = 0; i < instance->count; i++) {
		if (!(set >> i & 1))
			continue;
		for (size_t k = 0; k < instance->items[i].need_count; k++)
			if (!(set >> instance->needs[i][k] & 1))
				return false;
		for (size_t k = 0; k < instance->items[i].rival_count; k++)
			if (set >> instance->rivals[i][k] & 1)
				return false;
	}
	return true;
}

struct total {
	double value, cost, days;
	int count;
};

static struct total total_of(const struct instance *instance, unsigned set)
{
	struct total total = { 0 };

	for (size_t i = 0; i < instance->count; i++) {
		if (!(set >> i & 1))
			continue;
		total.value += instance->items[i].value;
		total.cost += instance->items[i].cost;
		total.days += instance->items[i].days;
		total.count++;
	}
	return total;
}

static bool fits(const struct instance *instance, const struct total *total)
{
	return (isnan(instance->budget) || total->cost <= instance->budget) &&
	       (isnan(instance->capacity) || total->days <= instance->capacity);
}

/* The first item in which two sets differ is the lowest bit of their difference. */
static bool is_better(const struct total *a, unsigned set, const struct total *b, unsigned best)
{
	const unsigned differ = set ^ best;

	if (a->value != b->value)
		return a->value > b->value;
	if (a->cost != b->cost)
		return a->cost < b->cost;
	if (a->count != b->count)
		return a->count < b->count;
	return set & differ & -differ;
}

static unsigned best_of_all(const struct instance *instance)
{
	struct total best = { 0 };
	unsigned best_set = 0;

	for (unsigned set = 1; set < 1u << instance->count; set++) {
		struct total total;

		if (!is_allowed(instance, set))
			continue;
		total = total_of(instance, set);
		if (!fits(instance, &total) || !is_better(&total, set, &best, best_set))
			continue;
		best = total;
		best_set = set;
	}
	return best_set;
}

/* --- random instances ------------------------------------------------------------------ */

/* Few different figures make ties; half instances have them. Halves and quarters add up exactly. */
static double random_figure(struct fixture_random *random, bool few, unsigned most)
{
	return few ? fixture_below(random, 4) * (most / 4) : fixture_below(random, 4 * most) / 4.0;
}

static void random_links(struct fixture_random *random, struct instance *instance, size_t i, unsigned percent)
{
	for (size_t k = 0; k < LISTED && i; k++) {
		const size_t other = fixture_below(random, (unsigned)i);

		if (fixture_chance(random, percent))
			instance->needs[i][instance->items[i].need_count++] = other;
		else if (fixture_chance(random, percent / 2))
			instance->rivals[i][instance->items[i].rival_count++] = other;
	}
}

static double random_limit(struct fixture_random *random, double sum)
{
	return fixture_chance(random, 15) ? NAN : floor(sum * fixture_below(random, 110) / 100);
}

/* Items stand in an order of their own: what one needs may come after it. */
static void shuffle(struct fixture_random *random, struct instance *instance)
{
	struct instance from = *instance;
	size_t place[MOST];

	for (size_t i = 0; i < from.count; i++)
		place[i] = i;
	for (size_t i = from.count; i > 1; i--) {
		const size_t k = fixture_below(random, (unsigned)i), kept = place[k];

		place[k] = place[i - 1];
		place[i - 1] = kept;
	}
	for (size_t i = 0; i < from.count; i++) {
		instance->items[place[i]] = from.items[i];
		for (size_t k = 0; k < LISTED; k++) {
			instance->needs[place[i]][k] = place[from.needs[i][k]];
			instance->rivals[place[i]][k] = place[from.rivals[i][k]];
		}
	}
}

static struct instance random_instance(unsigned long long seed)
{
	struct fixture_random random = fixture_seed(seed);
	struct instance instance = { .count = 1 + fixture_below(&random, fixture_chance(&random, 10) ? MOST : 10) };
	const bool few = fixture_chance(&random, 50), chain = fixture_chance(&random, 20);
	const double below = fixture_chance(&random, 50) ? 25 : 0;
	const unsigned percent = fixture_chance(&random, 30) ? 0 : 15;
	struct total all;

	for (size_t i = 0; i < instance.count; i++) {
		instance.items[i].value = random_figure(&random, few, 100) - below;
		instance.items[i].cost = random_figure(&random, few, 20000);
		instance.items[i].days = random_figure(&random, few, 40);
		if (chain && i)
			instance.needs[i][instance.items[i].need_count++] = i - 1;
		else
			random_links(&random, &instance, i, percent);
	}
	all = total_of(&instance, (1u << instance.count) - 1);
	instance.budget = random_limit(&random, all.cost);
	instance.capacity = random_limit(&random, all.days);
	shuffle(&random, &instance);
	return instance;
}

Test(selection, is_the_best_of_all_sets)
{
	const unsigned rounds = fixture_rounds(4000);
	unsigned empty = 0, whole = 0;

	for (unsigned seed = 1; seed <= rounds; seed++) {
		struct instance instance = random_instance(seed);
		struct selection selection = solve(&instance);
		const unsigned best = best_of_all(&instance), set = chosen(&selection, instance.count);
		const struct total total = total_of(&instance, set);

		cr_expect_eq(set, best, "seed %u: %x, not %x", seed, set, best);
		cr_expect(selection.exact && selection.bound == selection.value, "seed %u", seed);
		cr_expect(selection.value == total.value && selection.cost == total.cost &&
				  selection.days == total.days && (int)selection.count == total.count,
			  "seed %u: the sums", seed);
		empty += !set;
		whole += set + 1 == 1u << instance.count;
		selection_release(&selection);
	}
	cr_expect(empty < rounds / 3 && whole < rounds / 3, "%u empty, %u whole of %u", empty, whole, rounds);
}

/* --- by hand ------------------------------------------------------------------------------ */

Test(selection, of_nothing_is_nothing)
{
	struct selection selection;

	selection_compute(NULL, 0, NAN, 0, &selection);
	cr_expect(selection.exact && selection.count == 0 && selection.value == 0 && selection.bound == 0);
	selection_release(&selection);
}

static const struct {
	const char *name;
	double budget, capacity;
	unsigned set;
} limits[] = {
	{ "no limit", NAN, NAN, 7 },
	{ "both lines are met exactly", 0.3, 0.3, 3 },
	{ "the budget decides", 0.25, NAN, 2 },
	{ "the capacity decides", NAN, 0.15, 1 },
	{ "nothing fits", 0.05, NAN, 0 },
	{ "no days at all", NAN, 0, 0 },
};

/* 0.1 + 0.2 is more than 0.3 in binary figures; on the line is within. */
Test(selection, stays_within_both_limits)
{
	struct instance instance = { .count = 3,
				     .items = { { .value = 1, .cost = 0.1, .days = 0.1 },
						{ .value = 2, .cost = 0.2, .days = 0.2 },
						{ .value = 1, .cost = 0.9, .days = 0.9 } } };

	for (size_t i = 0; i < sizeof(limits) / sizeof(*limits); i++) {
		instance.budget = limits[i].budget;
		instance.capacity = limits[i].capacity;
		struct selection selection = solve(&instance);
		cr_expect_eq(chosen(&selection, 3), limits[i].set, "%s: %x", limits[i].name, chosen(&selection, 3));
		selection_release(&selection);
	}
}

Test(selection, what_has_no_value_comes_only_where_something_that_pays_needs_it)
{
	struct instance instance = {
		.count = 4,
		.budget = NAN,
		.capacity = NAN,
		.items = { { .value = -5 }, { .value = 8, .need_count = 1 }, { .value = 0 }, { .value = -1 } }
	};
	struct selection selection = solve(&instance);

	cr_expect_eq(chosen(&selection, 4), 3, "%x", chosen(&selection, 4));
	cr_expect_eq(selection.value, 3);
	selection_release(&selection);
	instance.items[0].value = -8;
	selection = solve(&instance);
	cr_expect_eq(chosen(&selection, 4), 0, "it does not pay: %x", chosen(&selection, 4));
	selection_release(&selection);
}

Test(selection, what_goes_round_in_a_circle_is_never_taken)
{
	struct instance instance = { .count = 4,
				     .budget = NAN,
				     .capacity = NAN,
				     .items = { { .value = 1, .need_count = 1 },
						{ .value = 1, .need_count = 1 },
						{ .value = 1, .need_count = 1 },
						{ .value = 1 } },
				     .needs = { { 1 }, { 0 }, { 0 }, { 0 } } };
	struct selection selection = solve(&instance);

	cr_expect_eq(chosen(&selection, 4), 8, "%x", chosen(&selection, 4));
	selection_release(&selection);
}

/* Thirty that are equal in everything: one stands in for another, so that nothing is looked at twice. */
Test(selection, of_equals_the_first_are_taken_at_once)
{
	struct selection_item items[30];
	struct selection selection;

	for (size_t i = 0; i < 30; i++)
		items[i] = (struct selection_item){ .value = 50, .cost = 1000, .days = 5 };
	selection_compute(items, 30, 10500, NAN, &selection);
	cr_expect(selection.exact && selection.count == 10 && selection.nodes < 1000, "%zu nodes", selection.nodes);
	for (size_t i = 0; i < 30; i++)
		cr_expect_eq(selection.in[i], i < 10, "%zu", i);
	selection_release(&selection);
}

/* Weakly different figures that all cost about what they are worth: the hard kind, given up in time. */
Test(selection, a_search_that_is_given_up_says_so_and_keeps_a_bound)
{
	enum { COUNT = 60 };
	struct fixture_random random = fixture_seed(7);
	struct selection_item items[COUNT];
	struct selection selection;
	double value = 0, cost = 0, all = 0;

	for (size_t i = 0; i < COUNT; i++) {
		const double size = 1000 + fixture_below(&random, 1000) * 2;

		items[i] = (struct selection_item){ .value = size + 100, .cost = size, .days = 3000 - size / 2 };
		all += size;
	}
	selection_compute(items, COUNT, floor(all / 2) + 1, 45001, &selection);
	for (size_t i = 0; i < COUNT; i++) {
		value += selection.in[i] ? items[i].value : 0;
		cost += selection.in[i] ? items[i].cost : 0;
	}
	cr_expect_not(selection.exact, "it is not hard: %zu nodes", selection.nodes);
	cr_expect(selection.nodes * COUNT <= SELECTION_LOOKS_MOST + COUNT);
	cr_expect(selection.value == value && cost <= floor(all / 2) + 1);
	cr_expect(selection.bound > selection.value && selection.bound < selection.value * 1.05, "%g of %g",
		  selection.value, selection.bound);
	selection_release(&selection);
}
