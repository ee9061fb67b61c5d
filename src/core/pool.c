#include "cadran/core/pool.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/percentile.h"

void pool_init(struct pool *pool, const struct content *content)
{
	size_t count = 0;

	*pool = (struct pool){ .content = content };
	for (size_t c = 0; c < content->catalogue_count; c++)
		count += content->catalogues[c].count;
	pool->candidates = xcalloc(count, sizeof(struct preset *));
	for (size_t c = 0; c < content->catalogue_count; c++)
		for (size_t i = 0; i < content->catalogues[c].count; i++) {
			const struct preset *entry = &content->catalogues[c].entries[i];
			size_t there;

			if (map_get(&pool->by_id, entry->id, &there))
				continue;
			map_set(&pool->by_id, entry->id, pool->candidate_count);
			pool->candidates[pool->candidate_count++] = entry;
		}
}

static void release_series(struct pool_series *series)
{
	free(series->grid);
	free(series->dimension);
	for (int i = 0; i < LANGUAGE_COUNT; i++) {
		free(series->name[i]);
		for (int level = 0; level < LEVEL_COUNT; level++)
			free(series->level_name[level][i]);
	}
	free(series->scores);
	free(series->levels);
}

void pool_release(struct pool *pool)
{
	for (size_t i = 0; i < pool->series_count; i++)
		release_series(&pool->series[i]);
	free(pool->series);
	free(pool->candidates);
	map_release(&pool->by_id);
	free(pool->states);
	free(pool->dropped);
	*pool = (struct pool){ 0 };
}

static void copy_text(char *to[LANGUAGE_COUNT], const struct text *text)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		to[i] = xstrdup(text_in(text, (enum language)i));
}

/* In its grid's place: after the last of the same grid, a new grid at the end. */
static size_t series_place(const struct pool *pool, const char *grid)
{
	for (size_t i = pool->series_count; i; i--)
		if (!strcmp(pool->series[i - 1].grid, grid))
			return i;
	return pool->series_count;
}

static struct pool_series *new_series(struct pool *pool, const struct grid *grid, const struct dimension *dimension)
{
	const size_t at = series_place(pool, grid->id);
	struct pool_series *series;

	ARRAY_GROW(pool->series, pool->series_count, pool->series_capacity);
	series = &pool->series[at];
	memmove(series + 1, series, (pool->series_count++ - at) * sizeof(*series));
	*series =
		(struct pool_series){ .grid = xstrdup(grid->id), .dimension = xstrdup(dimension ? dimension->id : "") };
	copy_text(series->name, dimension ? &dimension->name : &grid->name);
	series->scores = xcalloc(pool->capacity, sizeof(*series->scores));
	for (size_t i = 0; i < pool->count; i++)
		series->scores[i] = NAN;
	if (dimension)
		return series;
	series->levels = xcalloc(pool->capacity, 1);
	for (int i = 0; i < LEVEL_COUNT; i++)
		copy_text(series->level_name[i], &grid->levels[i].name);
	return series;
}

/* Looked for from `*hint` on, where it stands when dossiers are alike. */
static struct pool_series *find_series(struct pool *pool, size_t *hint, const struct grid *grid,
				       const struct dimension *dimension)
{
	const char *id = dimension ? dimension->id : "";
	struct pool_series *series;

	for (size_t i = 0; i < pool->series_count; i++) {
		const size_t at = (*hint + i) % pool->series_count;

		series = &pool->series[at];
		if (strcmp(series->dimension, id) != 0 || strcmp(series->grid, grid->id) != 0)
			continue;
		*hint = at + 1;
		return series;
	}
	series = new_series(pool, grid, dimension);
	*hint = (size_t)(series - pool->series) + 1;
	return series;
}

static void add_grid(struct pool *pool, size_t *hint, const struct grid *grid, const struct grid_result *result)
{
	struct pool_series *series = find_series(pool, hint, grid, NULL);

	assert(series->levels); /* of a whole grid */
	series->scores[pool->count] = result->measure.score;
	series->levels[pool->count] = (signed char)result->level;
	for (size_t d = 0; d < grid->dimension_count; d++)
		find_series(pool, hint, grid, &grid->dimensions[d])->scores[pool->count] =
			result->dimensions[d].measure.score;
}

static enum pool_state state_of(const struct use_case_result *result)
{
	if (result->verdict == VERDICT_YES)
		return POOL_QUICK_WIN;
	return result->verdict == VERDICT_CONDITIONAL ? POOL_CONDITIONAL : POOL_CANDIDATE;
}

static void grow(struct pool *pool)
{
	const size_t capacity = pool->capacity ? 2 * pool->capacity : 64;

	pool->dropped = xreallocarray(pool->dropped, capacity, sizeof(*pool->dropped));
	pool->states = xreallocarray(pool->states, capacity, pool->candidate_count);
	for (size_t i = 0; i < pool->series_count; i++) {
		struct pool_series *series = &pool->series[i];

		series->scores = xreallocarray(series->scores, capacity, sizeof(*series->scores));
		if (series->levels)
			series->levels = xreallocarray(series->levels, capacity, 1);
	}
	pool->capacity = capacity;
}

size_t pool_add(struct pool *pool, const struct evaluation *evaluation)
{
	const struct content *content = evaluation->document->content;
	unsigned char *states;
	size_t hint = 0, candidate;

	if (pool->count == pool->capacity)
		grow(pool);
	for (size_t i = 0; i < pool->series_count; i++) {
		pool->series[i].scores[pool->count] = NAN;
		if (pool->series[i].levels)
			pool->series[i].levels[pool->count] = 0;
	}
	for (size_t g = 0; g < content->grid_count; g++)
		add_grid(pool, &hint, &content->grids[g], &evaluation->grids[g]);
	states = pool->states + pool->count * pool->candidate_count;
	memset(states, POOL_ABSENT, pool->candidate_count);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (map_get(&pool->by_id, evaluation->use_cases[i].use_case->id, &candidate))
			states[candidate] = (unsigned char)state_of(&evaluation->use_cases[i]);
	pool->dropped[pool->count] = false;
	pool->kept++;
	return pool->count++;
}

void pool_drop(struct pool *pool, size_t dossier)
{
	pool->kept -= !pool->dropped[dossier];
	pool->dropped[dossier] = true;
}

const char *pool_name(const struct pool *pool, size_t series, enum language language)
{
	const struct pool_series *of = &pool->series[series];
	const struct grid *grid = content_grid(pool->content, of->grid);
	const struct dimension *dimension = grid && *of->dimension ? grid_dimension(grid, of->dimension) : NULL;
	size_t count = 0;

	if (dimension)
		return text_in(&dimension->name, language);
	if (grid && !*of->dimension)
		return text_in(&grid->name, language);
	for (size_t i = 0; i < pool->count; i++)
		count += !pool->dropped[i] && is_figure(of->scores[i]);
	return count >= POOL_LEAST ? of->name[language] : NULL;
}

/* Those that there are, in ascending order; the caller's. */
static double *sorted_scores(const struct pool *pool, size_t series, size_t *count)
{
	double *scores = xcalloc(pool->count, sizeof(*scores));

	*count = 0;
	for (size_t i = 0; i < pool->count; i++)
		if (!pool->dropped[i] && is_figure(pool->series[series].scores[i]))
			scores[(*count)++] = pool->series[series].scores[i];
	sort_ascending(scores, *count);
	return scores;
}

void pool_spread(const struct pool *pool, size_t series, struct pool_spread *spread)
{
	size_t count;
	double *scores = sorted_scores(pool, series, &count), sum = 0;

	*spread = (struct pool_spread){ count, NAN, NAN, NAN, NAN, NAN, NAN };
	if (count >= POOL_LEAST) {
		for (size_t i = 0; i < count; i++)
			sum += scores[i];
		spread->min = scores[0];
		spread->p25 = percentile_of_sorted(scores, count, 0.25);
		spread->median = percentile_of_sorted(scores, count, 0.5);
		spread->p75 = percentile_of_sorted(scores, count, 0.75);
		spread->max = scores[count - 1];
		spread->mean = sum / (double)count;
	}
	free(scores);
}

double pool_place(const struct pool *pool, size_t series, double score)
{
	const struct pool_series *of = &pool->series[series];
	size_t count = 0, below = 0, equal = 0;

	if (!is_figure(score))
		return NAN;
	for (size_t i = 0; i < pool->count; i++) {
		if (pool->dropped[i] || !is_figure(of->scores[i]))
			continue;
		count++;
		if (same_figure(of->scores[i], score))
			equal++;
		else
			below += of->scores[i] < score;
	}
	return count >= POOL_LEAST ? ((double)below + (double)equal / 2) / (double)count : NAN;
}

double pool_score(const struct pool_series *series, const struct evaluation *evaluation)
{
	const struct content *content = evaluation->document->content;

	for (size_t g = 0; g < content->grid_count; g++) {
		const struct grid *grid = &content->grids[g];

		if (strcmp(grid->id, series->grid) != 0)
			continue;
		if (!*series->dimension)
			return evaluation->grids[g].measure.score;
		for (size_t d = 0; d < grid->dimension_count; d++)
			if (!strcmp(grid->dimensions[d].id, series->dimension))
				return evaluation->grids[g].dimensions[d].measure.score;
	}
	return NAN;
}

size_t pool_levels(const struct pool *pool, size_t series, size_t counts[LEVEL_COUNT])
{
	const signed char *levels = pool->series[series].levels;
	size_t count = 0;

	memset(counts, 0, LEVEL_COUNT * sizeof(*counts));
	for (size_t i = 0; levels && i < pool->count; i++) {
		if (pool->dropped[i] || !levels[i])
			continue;
		counts[levels[i] - 1]++;
		count++;
	}
	return count;
}

static void count_states(const struct pool *pool, struct pool_candidate *all)
{
	for (size_t i = 0; i < pool->count; i++)
		for (size_t c = 0; !pool->dropped[i] && c < pool->candidate_count; c++)
			all[c].count[pool->states[i * pool->candidate_count + c]]++;
}

struct pool_candidate *pool_quick_wins(const struct pool *pool, size_t *count)
{
	struct pool_candidate *all = xcalloc(pool->candidate_count, sizeof(*all));

	for (size_t c = 0; c < pool->candidate_count; c++)
		all[c].candidate = c;
	count_states(pool, all);
	*count = 0;
	for (size_t c = 0; c < pool->candidate_count; c++) {
		const struct pool_candidate one = all[c];
		size_t at = *count;

		if (one.count[POOL_QUICK_WIN] < POOL_LEAST)
			continue;
		for (; at && all[at - 1].count[POOL_QUICK_WIN] < one.count[POOL_QUICK_WIN]; at--)
			all[at] = all[at - 1];
		for (; at && all[at - 1].count[POOL_QUICK_WIN] == one.count[POOL_QUICK_WIN] &&
		       strcmp(pool->candidates[all[at - 1].candidate]->id, pool->candidates[one.candidate]->id) > 0;
		     at--)
			all[at] = all[at - 1];
		all[at] = one;
		++*count;
	}
	return all;
}

size_t pool_held(const struct pool_candidate *candidate)
{
	return candidate->count[POOL_CANDIDATE] + candidate->count[POOL_CONDITIONAL] + candidate->count[POOL_QUICK_WIN];
}

const char *pool_candidate_name(const struct pool *pool, size_t candidate, enum language language)
{
	const struct preset *entry = pool->candidates[candidate];
	const struct preset_value *name = preset_value(entry, "name");

	return name ? text_in(&name->value, language) : entry->id;
}
