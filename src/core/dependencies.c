#include "cadran/core/dependencies.h"

#include <stdio.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/map.h"
#include "cadran/core/use_case.h"

/* Where a walk along prerequisites stands: the item, and what is left of its list. */
struct step {
	size_t index;
	const char *rest;
};

struct walk {
	const struct dependent *items;
	struct map by_id;
	char *state; /* 0 not seen, 1 on the way, 2 done */
	struct step *way;
	size_t length;
};

static void name_cycle(const struct walk *walk, size_t back_to, struct err *err)
{
	char text[600] = "";
	size_t used = 0, start = 0;

	while (walk->way[start].index != back_to)
		start++;
	for (size_t i = start; i < walk->length && used < sizeof(text) - 220; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%.200s → ",
					 walk->items[walk->way[i].index].id);
	(void)snprintf(text + used, sizeof(text) - used, "%.200s", walk->items[back_to].id);
	err_set(err, ERR_VALUE, N_("prerequisites go round in a circle: %s"), text);
}

static void walk_enter(struct walk *walk, size_t index)
{
	walk->state[index] = 1;
	walk->way[walk->length++] = (struct step){ index, walk->items[index].depends };
}

/* One step forward or back; true when it closes a circle. */
static bool walk_step(struct walk *walk, struct err *err)
{
	struct step *step = &walk->way[walk->length - 1];
	struct dependency dependency;
	size_t next;

	if (!depends_next(&step->rest, &dependency)) {
		walk->state[step->index] = 2;
		walk->length--;
		return false;
	}
	if (dependency.kind != DEPENDENCY_PREREQUISITE || !map_get(&walk->by_id, dependency.id, &next) ||
	    walk->state[next] == 2)
		return false;
	if (walk->state[next] == 1) {
		name_cycle(walk, next, err);
		return true;
	}
	walk_enter(walk, next);
	return false;
}

bool dependencies_find_cycle(const struct dependent *items, size_t count, struct err *err)
{
	struct walk walk = {
		.items = items,
		.state = xcalloc(count, 1),
		.way = xcalloc(count, sizeof(*walk.way)),
	};
	bool found = false;

	for (size_t i = 0; i < count; i++)
		if (items[i].id)
			map_set(&walk.by_id, items[i].id, i);
	for (size_t i = 0; i < count && !found; i++) {
		if (walk.state[i] || !items[i].id)
			continue;
		walk_enter(&walk, i);
		while (walk.length && !found)
			found = walk_step(&walk, err);
	}
	map_release(&walk.by_id);
	free(walk.state);
	free(walk.way);
	return found;
}
