#include "cadran/core/links.h"

#include <stdio.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"

struct list {
	size_t *items;
	size_t count, capacity;
};

static void read_list(const struct evaluation *evaluation, size_t index, enum dependency_kind kind, struct list *list)
{
	const char *rest = evaluation->use_cases[index].use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	while (depends_next(&rest, &dependency)) {
		const struct use_case_result *other;

		if (dependency.kind != kind)
			continue;
		other = evaluation_use_case(evaluation, dependency.id);
		if (!other && kind == DEPENDENCY_DUPLICATES)
			continue;
		ARRAY_GROW(list->items, list->count, list->capacity);
		list->items[list->count++] = other ? (size_t)(other - evaluation->use_cases) : LINK_NOWHERE;
	}
}

static size_t *read_lists(const struct evaluation *evaluation, enum dependency_kind kind, size_t **first)
{
	struct list list = { 0 };

	*first = xcalloc(evaluation->use_case_count + 1, sizeof(**first));
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		(*first)[i] = list.count;
		read_list(evaluation, i, kind, &list);
	}
	(*first)[evaluation->use_case_count] = list.count;
	return list.items;
}

void links_compute(const struct evaluation *evaluation, struct links *links)
{
	*links = (struct links){ .count = evaluation->use_case_count };
	links->needs = read_lists(evaluation, DEPENDENCY_PREREQUISITE, &links->first_need);
	links->rivals = read_lists(evaluation, DEPENDENCY_DUPLICATES, &links->first_rival);
}

void links_release(struct links *links)
{
	free(links->first_need);
	free(links->needs);
	free(links->first_rival);
	free(links->rivals);
	*links = (struct links){ 0 };
}

static bool is_there(const struct evaluation *evaluation, const bool *possible, size_t place)
{
	return place != LINK_NOWHERE && (evaluation->use_cases[place].facts.status == STATUS_LIVE || possible[place]);
}

static bool can_come(const struct links *links, const struct evaluation *evaluation, const bool *possible, size_t index)
{
	for (size_t at = links->first_need[index]; at < links->first_need[index + 1]; at++)
		if (!is_there(evaluation, possible, links->needs[at]))
			return false;
	return true;
}

bool *links_possible(const struct links *links, const struct evaluation *evaluation, const bool *may)
{
	bool *possible = xcalloc(links->count, sizeof(*possible));

	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < links->count; i++) {
			if (possible[i] || !may[i] || !can_come(links, evaluation, possible, i))
				continue;
			possible[i] = more = true;
		}
	}
	return possible;
}

const char *links_blocker(const struct evaluation *evaluation, const bool *possible, size_t index, char id[200])
{
	const char *rest = evaluation->use_cases[index].use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	while (depends_next(&rest, &dependency)) {
		const struct use_case_result *other;

		if (dependency.kind != DEPENDENCY_PREREQUISITE)
			continue;
		other = evaluation_use_case(evaluation, dependency.id);
		if (is_there(evaluation, possible, other ? (size_t)(other - evaluation->use_cases) : LINK_NOWHERE))
			continue;
		(void)snprintf(id, sizeof(dependency.id), "%s", dependency.id);
		return id;
	}
	return NULL;
}

/* Where each stands in the order that is wanted, LINK_NOWHERE where it is not. */
static size_t *places_of(const struct links *links, const size_t *wanted, size_t count)
{
	size_t *place = xcalloc(links->count, sizeof(*place));

	for (size_t i = 0; i < links->count; i++)
		place[i] = LINK_NOWHERE;
	for (size_t i = 0; i < count; i++)
		place[wanted[i]] = i;
	return place;
}

/* Of what `index` needs and is wanted and not on the way yet, the one that is wanted first. */
static size_t next_need(const struct links *links, const size_t *place, const bool *seen, size_t index)
{
	size_t next = LINK_NOWHERE;

	for (size_t at = links->first_need[index]; at < links->first_need[index + 1]; at++) {
		const size_t need = links->needs[at];

		if (need == LINK_NOWHERE || place[need] == LINK_NOWHERE || seen[need])
			continue;
		if (next == LINK_NOWHERE || place[need] < place[next])
			next = need;
	}
	return next;
}

void links_order(const struct links *links, const size_t *wanted, size_t count, size_t *order)
{
	size_t *place = places_of(links, wanted, count), *way = xcalloc(count, sizeof(*way)), placed = 0;
	bool *seen = xcalloc(links->count, sizeof(*seen));

	for (size_t i = 0; i < count; i++) {
		size_t length = 0;

		if (!seen[wanted[i]])
			way[length++] = wanted[i];
		while (length) {
			const size_t top = way[length - 1];
			size_t need;

			seen[top] = true;
			need = next_need(links, place, seen, top);
			if (need == LINK_NOWHERE)
				order[placed++] = way[--length];
			else
				way[length++] = need;
		}
	}
	free(place);
	free(way);
	free(seen);
}
