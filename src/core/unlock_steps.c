#include "unlock_steps.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

/* --- steps ------------------------------------------------------------------- */

bool needs_step(const struct step_table *table, size_t place, size_t step)
{
	return table->needs[place * table->step_count + step];
}

unsigned missing_count(const struct step_table *table, const bool *taken, size_t place)
{
	unsigned count = 0;

	for (size_t i = table->first[place]; i < table->first[place + 1]; i++)
		count += !taken[table->step[i]];
	return count;
}

static void order_places(struct step_table *table, const double *priority)
{
	for (size_t i = 0; i < table->count; i++) {
		size_t place = i;

		for (; place && priority[table->row[place - 1]] < priority[i]; place--)
			table->row[place] = table->row[place - 1];
		table->row[place] = i;
	}
}

static unsigned need_of(const struct unlock_problem *problem, size_t row, size_t dimension)
{
	return problem->need[row * problem->dimension_count + dimension];
}

/* The greatest level that somebody needs, at least that which steps are counted from. */
static unsigned top_level(const struct unlock_problem *problem, size_t dimension)
{
	unsigned top = problem->base[dimension];

	for (size_t i = 0; i < problem->count; i++)
		if (need_of(problem, i, dimension) > top)
			top = need_of(problem, i, dimension);
	return top;
}

/* Returns the number of steps of the dimension. */
static size_t fill_dimension(struct step_table *table, const struct unlock_problem *problem, size_t dimension,
			     size_t first)
{
	const unsigned base = problem->base[dimension], top = top_level(problem, dimension);

	for (unsigned level = base + 1; level <= top; level++) {
		const size_t step = first + level - base - 1;

		table->continues[step] = level > base + 1;
		for (size_t i = 0; i < table->count; i++)
			table->needs[i * table->step_count + step] =
				need_of(problem, table->row[i], dimension) >= level;
	}
	return top - base;
}

static void list_steps(struct step_table *table)
{
	table->first = xcalloc(table->count + 1, sizeof(*table->first));
	table->step = xcalloc(table->count * table->step_count, sizeof(*table->step));
	for (size_t i = 0; i < table->count; i++) {
		table->first[i + 1] = table->first[i];
		for (size_t e = 0; e < table->step_count; e++)
			if (needs_step(table, i, e))
				table->step[table->first[i + 1]++] = e;
	}
}

void step_table_init(struct step_table *table, const struct unlock_problem *problem)
{
	size_t step = 0;

	*table = (struct step_table){ .count = problem->count };
	table->row = xcalloc(table->count, sizeof(*table->row));
	order_places(table, problem->priority);
	for (size_t d = 0; d < problem->dimension_count; d++)
		table->step_count += top_level(problem, d) - problem->base[d];
	table->continues = xcalloc(table->step_count, sizeof(*table->continues));
	table->needs = xcalloc(table->count * table->step_count, sizeof(*table->needs));
	for (size_t d = 0; d < problem->dimension_count; d++)
		step += fill_dimension(table, problem, d, step);
	list_steps(table);
}

void step_table_release(struct step_table *table)
{
	free(table->row);
	free(table->continues);
	free(table->needs);
	free(table->first);
	free(table->step);
}

/* --- loads ------------------------------------------------------------------- */

void loads_init(struct loads *loads, const struct step_table *table)
{
	loads->weight = xcalloc(table->count, sizeof(*loads->weight));
	loads->share = xcalloc(table->first[table->count], sizeof(*loads->share));
	loads->load = xcalloc(table->step_count, sizeof(*loads->load));
	loads->order = xcalloc(table->step_count, sizeof(*loads->order));
	loads->vessel = xcalloc(table->step_count, sizeof(*loads->vessel));
	for (size_t i = 0; i < table->count; i++)
		loads->weight[i] = 1;
	for (size_t e = 0; e < table->step_count; e++)
		loads->order[e] = e;
}

void loads_release(struct loads *loads)
{
	free(loads->weight);
	free(loads->share);
	free(loads->load);
	free(loads->order);
	free(loads->vessel);
}

/* The place's weight on what it misses, as it was laid before. Returns what it weighs where it misses nothing. */
static double lay(const struct step_table *table, const bool *taken, size_t place, struct loads *loads)
{
	const size_t end = table->first[place + 1];
	const double weight = loads->weight[place];
	size_t missing = 0;
	double sum = 0;

	for (size_t n = table->first[place]; n < end; n++) {
		missing += !taken[table->step[n]];
		sum += taken[table->step[n]] ? 0 : loads->share[n];
	}
	for (size_t n = table->first[place]; n < end; n++) {
		if (taken[table->step[n]])
			continue;
		loads->share[n] = sum > LOAD_SLACK ? loads->share[n] / sum * weight : weight / (double)missing;
		loads->load[table->step[n]] += loads->share[n];
	}
	return missing ? 0 : weight;
}

/* The place's steps that are not taken, with its share lifted off them, the lightest first. */
static size_t lift(const struct step_table *table, const bool *taken, size_t place, struct loads *loads)
{
	size_t count = 0;

	for (size_t n = table->first[place]; n < table->first[place + 1]; n++) {
		const size_t step = table->step[n];
		size_t at = count;

		if (taken[step])
			continue;
		loads->load[step] -= loads->share[n];
		loads->share[n] = 0;
		for (; at && loads->load[table->step[loads->vessel[at - 1]]] > loads->load[step]; at--)
			loads->vessel[at] = loads->vessel[at - 1];
		loads->vessel[at] = n;
		count++;
	}
	return count;
}

/* Pours the place's weight on the lightest of its steps, up to the same level. */
static void level_out(const struct step_table *table, const bool *taken, size_t place, struct loads *loads)
{
	const size_t count = lift(table, taken, place, loads);
	double sum = loads->weight[place], level = 0;

	for (size_t i = 0; i < count; i++) {
		const double load = loads->load[table->step[loads->vessel[i]]];

		if (i && level <= load)
			break;
		sum += load;
		level = sum / (double)(i + 1);
	}
	for (size_t i = 0; i < count; i++) {
		const size_t n = loads->vessel[i], step = table->step[n];

		if (loads->load[step] >= level)
			break;
		loads->share[n] = level - loads->load[step];
		loads->load[step] = level;
	}
}

/* From one node to the next little changes. */
static void sort_steps(struct loads *loads, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		const size_t step = loads->order[i];
		size_t at = i;

		for (; at && loads->load[loads->order[at - 1]] < loads->load[step]; at--)
			loads->order[at] = loads->order[at - 1];
		loads->order[at] = step;
	}
}

double most_freed(const struct step_table *table, const struct unlock_node *node, struct loads *loads)
{
	double most = 0;

	memset(loads->load, 0, table->step_count * sizeof(*loads->load));
	for (size_t i = 0; i < node->count; i++)
		most += lay(table, node->taken, node->alive[i], loads);
	for (size_t i = 0; i < node->count; i++)
		level_out(table, node->taken, node->alive[i], loads);
	sort_steps(loads, table->step_count);
	for (size_t i = 0; i < node->left && i < table->step_count; i++)
		most += loads->load[loads->order[i]];
	return most;
}
