#include "cadran/core/portfolio.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/links.h"
#include "cadran/core/selection.h"

static const char *const value_ids[PORTFOLIO_VALUE_COUNT] = { "priority", "npv" };

const char *portfolio_value_id(enum portfolio_value by)
{
	return value_ids[by];
}

struct portfolio_limits portfolio_limits_of(const struct document *document)
{
	return (struct portfolio_limits){ document_number(document, SERVICE_BUDGET),
					  document_number(document, SERVICE_CAPACITY) };
}

/* The candidates as items, in the order of their ids. */
struct candidates {
	const struct evaluation *evaluation;
	struct links links;
	size_t *place; /* of each item, in evaluation.use_cases */
	size_t *item;  /* of each use case, LINK_NOWHERE where it is none */
	size_t *lists; /* where items keep their lists */
	size_t list_count;
	struct selection_item *items;
	size_t count;
};

struct named {
	const char *id;
	size_t place;
};

static int compare_named(const void *left, const void *right)
{
	return strcmp(((const struct named *)left)->id, ((const struct named *)right)->id);
}

/* Each use case that may be chosen as far as it goes itself. */
static bool *find_costed(const struct evaluation *evaluation)
{
	bool *costed = xcalloc(evaluation->use_case_count, sizeof(*costed));

	for (size_t i = 0; i < evaluation->ranking_count; i++)
		costed[evaluation->ranking[i]] =
			evaluation->use_cases[evaluation->ranking[i]].money[ESTIMATE_LIKELY].given;
	return costed;
}

static void number_items(struct candidates *candidates, const bool *possible)
{
	const size_t count = candidates->evaluation->use_case_count;
	struct named *named = xcalloc(count, sizeof(*named));

	candidates->place = xcalloc(count, sizeof(size_t));
	candidates->item = xcalloc(count, sizeof(size_t));
	for (size_t i = 0; i < count; i++)
		if (possible[i])
			named[candidates->count++] =
				(struct named){ candidates->evaluation->use_cases[i].use_case->id, i };
	qsort(named, candidates->count, sizeof(*named), compare_named);
	for (size_t i = 0; i < count; i++)
		candidates->item[i] = LINK_NOWHERE;
	for (size_t i = 0; i < candidates->count; i++) {
		candidates->place[i] = named[i].place;
		candidates->item[named[i].place] = i;
	}
	free(named);
}

/* Of the places in `list` those that are items; what is live asks for nothing. */
static size_t *list_items(struct candidates *candidates, const size_t *list, size_t from, size_t to, size_t *count)
{
	size_t *items = candidates->lists + candidates->list_count;

	*count = 0;
	for (size_t at = from; at < to; at++)
		if (list[at] != LINK_NOWHERE && candidates->item[list[at]] != LINK_NOWHERE)
			items[(*count)++] = candidates->item[list[at]];
	candidates->list_count += *count;
	return items;
}

static void fill_items(struct candidates *candidates, enum portfolio_value by)
{
	const struct links *links = &candidates->links;

	candidates->lists = xcalloc(links->first_need[links->count] + links->first_rival[links->count], sizeof(size_t));
	candidates->items = xcalloc(candidates->count, sizeof(*candidates->items));
	for (size_t i = 0; i < candidates->count; i++) {
		const size_t place = candidates->place[i];
		const struct use_case_result *result = &candidates->evaluation->use_cases[place];
		const struct money *money = &result->money[ESTIMATE_LIKELY];
		struct selection_item *item = &candidates->items[i];

		item->value = by == PORTFOLIO_NPV ? money->npv : result->priority;
		item->cost = money->build + money->run;
		item->days = facts_money(&result->facts, USE_CASE_BUILD_DAYS)->likely;
		item->needs = list_items(candidates, links->needs, links->first_need[place],
					 links->first_need[place + 1], &item->need_count);
		item->rivals = list_items(candidates, links->rivals, links->first_rival[place],
					  links->first_rival[place + 1], &item->rival_count);
	}
}

static void add_place(size_t **list, size_t *count, size_t most, size_t place)
{
	if (!*list)
		*list = xcalloc(most, sizeof(**list));
	(*list)[(*count)++] = place;
}

static void sort_out(const struct candidates *candidates, const bool *costed, const struct selection *selection,
		     struct portfolio *portfolio)
{
	const struct evaluation *evaluation = candidates->evaluation;

	for (size_t i = 0; i < evaluation->ranking_count; i++) {
		const size_t place = evaluation->ranking[i], item = candidates->item[place];

		if (!costed[place])
			add_place(&portfolio->uncosted, &portfolio->uncosted_count, evaluation->ranking_count, place);
		else if (item == LINK_NOWHERE)
			add_place(&portfolio->unreachable, &portfolio->unreachable_count, evaluation->ranking_count,
				  place);
		else if (selection->in[item])
			add_place(&portfolio->chosen, &portfolio->chosen_count, evaluation->ranking_count, place);
		else
			add_place(&portfolio->left, &portfolio->left_count, evaluation->ranking_count, place);
	}
}

/* The selection reads figures to a millionth: sums are made of the figures as they are. */
static void read_selection(const struct candidates *candidates, const struct selection *selection,
			   struct portfolio *portfolio)
{
	for (size_t i = 0; i < candidates->count; i++) {
		if (!selection->in[i])
			continue;
		portfolio->value += candidates->items[i].value;
		portfolio->cost += candidates->items[i].cost;
		portfolio->days += candidates->items[i].days;
	}
	portfolio->exact = selection->exact;
	portfolio->bound = selection->exact ? portfolio->value : selection->bound;
	portfolio->nodes = selection->nodes;
}

void portfolio_compute(const struct evaluation *evaluation, enum portfolio_value by, struct portfolio_limits limits,
		       struct portfolio *portfolio)
{
	struct candidates candidates = { .evaluation = evaluation };
	struct selection selection;
	bool *costed, *possible;

	links_compute(evaluation, &candidates.links);
	costed = find_costed(evaluation);
	possible = links_possible(&candidates.links, evaluation, costed);
	number_items(&candidates, possible);
	fill_items(&candidates, by);
	selection_compute(candidates.items, candidates.count, limits.budget, limits.capacity, &selection);
	*portfolio = (struct portfolio){ .by = by, .limits = limits, .candidate_count = candidates.count };
	read_selection(&candidates, &selection, portfolio);
	sort_out(&candidates, costed, &selection, portfolio);
	selection_release(&selection);
	links_release(&candidates.links);
	free(costed);
	free(possible);
	free(candidates.place);
	free(candidates.item);
	free(candidates.lists);
	free(candidates.items);
}

void portfolio_release(struct portfolio *portfolio)
{
	free(portfolio->chosen);
	free(portfolio->left);
	free(portfolio->uncosted);
	free(portfolio->unreachable);
	*portfolio = (struct portfolio){ 0 };
}

static bool has(const size_t *list, size_t count, size_t place)
{
	for (size_t i = 0; i < count; i++)
		if (list[i] == place)
			return true;
	return false;
}

/* Those chosen in `of` and not in `than`. */
static size_t *chosen_more(const struct portfolio *of, const struct portfolio *than, size_t *count)
{
	size_t *list = NULL;

	for (size_t i = 0; i < of->chosen_count; i++)
		if (!has(than->chosen, than->chosen_count, of->chosen[i]))
			add_place(&list, count, of->chosen_count, of->chosen[i]);
	return list;
}

void portfolio_compare(const struct portfolio *from, const struct portfolio *to,
		       struct portfolio_difference *difference)
{
	*difference = (struct portfolio_difference){ .value = to->value - from->value,
						     .cost = to->cost - from->cost,
						     .days = to->days - from->days };
	difference->comes = chosen_more(to, from, &difference->comes_count);
	difference->goes = chosen_more(from, to, &difference->goes_count);
}

void portfolio_difference_release(struct portfolio_difference *difference)
{
	free(difference->comes);
	free(difference->goes);
	*difference = (struct portfolio_difference){ 0 };
}
