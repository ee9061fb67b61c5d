#include "cadran/core/stability.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/scoring.h"
#include "lever.h"

static const char *const direction_ids[] = { "down", "up" };

const char *weight_direction_id(enum weight_direction direction)
{
	return direction_ids[direction];
}

/* --- the first place -------------------------------------------------------- */

/* The priority of one use case on the way from the share now to the end of the range. */
struct path {
	double now, end;
	bool first; /* shares the first place now */
};

static double at_part(const struct path *path, double part)
{
	assert(path);
	return path->now + part * (path->end - path->now);
}

/* The highest at `part`, of those in the first place now or of all. */
static const struct path *highest(const struct path *paths, size_t count, double part, bool first_only)
{
	const struct path *best = NULL;

	for (size_t i = 0; i < count; i++)
		if ((paths[i].first || !first_only) && (!best || at_part(&paths[i], part) > at_part(best, part)))
			best = &paths[i];
	return best;
}

/*
 * How far on the way, 0..1, the first place changes hands; NAN where it does not.
 * Those who share it part at once, or never: lines that cross do so once.
 */
static double part_of_change(const struct path *paths, size_t count)
{
	const struct path *lead = highest(paths, count, 1, true);
	double nearest = NAN;

	for (size_t i = 0; i < count; i++) {
		assert(lead); /* where there is one, one is first */
		const double behind = lead->now - paths[i].now, ahead = paths[i].end - lead->end;

		if (paths[i].first && ahead < -COMPARE_SLACK)
			return 0;
		if (!paths[i].first && ahead >= -COMPARE_SLACK)
			nearest = fmin(nearest, ahead > 0 ? behind / (behind + ahead) : 1);
	}
	return nearest;
}

/* Of those level at `part`, the ones that are still level at the end of the range lead beyond it. */
static void fill_first(const struct evaluation *evaluation, const struct path *paths, double part,
		       struct first_change *change)
{
	const size_t count = evaluation->ranking_count;
	const bool parting = !(part > 0);
	const double top = at_part(highest(paths, count, part, parting), part);
	double end = -INFINITY;

	change->first = xcalloc(count, sizeof(*change->first));
	for (size_t i = 0; i < count; i++)
		if ((!parting || paths[i].first) && reaches(at_part(&paths[i], part), top))
			end = fmax(end, paths[i].end);
	for (size_t i = 0; i < count; i++)
		if ((!parting || paths[i].first) && reaches(at_part(&paths[i], part), top) &&
		    reaches(paths[i].end, end))
			change->first[change->count++] = evaluation->ranking[i];
}

static const struct use_case_result *ranked(const struct evaluation *evaluation, size_t place)
{
	return &evaluation->use_cases[evaluation->ranking[place]];
}

static void follow_family(const struct evaluation *evaluation, enum family family, const struct lever *lever,
			  enum weight_direction direction, struct first_change *change)
{
	const size_t count = evaluation->ranking_count;
	struct path *paths = xcalloc(count, sizeof(*paths));
	double others[FAMILY_COUNT], part;

	memcpy(others, evaluation->weights.priority, sizeof(others));
	others[family] = 0;
	for (size_t i = 0; i < count; i++) {
		const struct use_case_result *result = ranked(evaluation, i);

		paths[i] = (struct path){
			.now = result->priority,
			.end = direction == WEIGHT_DOWN ? families_mean(others, result)
							: family_reading(result, family),
			.first = result->rank == 1,
		};
	}
	part = part_of_change(paths, count);
	if (is_figure(part)) {
		change->at = lever_change_at(lever, direction, part);
		fill_first(evaluation, paths, part, change);
	}
	free(paths);
}

static struct lever family_lever(const double weights[FAMILY_COUNT], enum family family)
{
	double others = 0;

	for (int i = 0; i < FAMILY_COUNT; i++)
		if (i != (int)family && weights[i] > 0)
			others += weights[i];
	return lever_of(weights[family] > 0 ? weights[family] : 0, others);
}

static bool family_is_left_out(const struct evaluation *evaluation, enum family family)
{
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		if (!is_figure(family_reading(ranked(evaluation, i), family)))
			return true;
	return false;
}

static void compute_families(const struct evaluation *evaluation, struct stability *stability)
{
	const double *weights = evaluation->weights.priority;
	double least = INFINITY;

	for (int i = 0; i < FAMILY_COUNT; i++) {
		struct family_stability *family = &stability->families[i];
		const struct lever lever = family_lever(weights, (enum family)i);

		family->share = lever.others > 0 ? lever.share : lever.weight > 0 ? 1 : NAN;
		family->left_out = family_is_left_out(evaluation, (enum family)i);
		for (int d = WEIGHT_DOWN; d < WEIGHT_DIRECTION_COUNT; d++) {
			struct first_change *change = &family->changes[d];

			change->at = lever_no_change;
			if (!family->left_out && lever_can_move(&lever, (enum weight_direction)d) &&
			    evaluation->ranking_count)
				follow_family(evaluation, (enum family)i, &lever, (enum weight_direction)d, change);
			lever_keep_nearest(&stability->nearest_first, &least, &change->at, (size_t)i,
					   (enum weight_direction)d);
		}
	}
}

/* --- all of it -------------------------------------------------------------- */

void stability_compute(const struct evaluation *evaluation, struct stability *stability)
{
	*stability = (struct stability){ 0 };
	compute_families(evaluation, stability);
	stability_of_quick_wins(evaluation, stability);
}

void stability_release(struct stability *stability)
{
	for (int i = 0; i < FAMILY_COUNT; i++)
		for (int d = 0; d < WEIGHT_DIRECTION_COUNT; d++)
			free(stability->families[i].changes[d].first);
	for (size_t i = 0; i < stability->criterion_count; i++)
		for (int d = 0; d < WEIGHT_DIRECTION_COUNT; d++)
			free(stability->criteria[i].changes[d].flips);
	free(stability->criteria);
	*stability = (struct stability){ 0 };
}

struct tie_change tie_change(const double *a, const double *b, const double *weights, size_t count, size_t which)
{
	const struct tie_change none = { NAN, NAN };
	double total = 0, rest = 0, share, tie, difference = a[which] - b[which];

	for (size_t i = 0; i < count; i++)
		total += weights[i];
	for (size_t i = 0; i < count; i++)
		rest += i == which ? 0 : weights[i] / total * (a[i] - b[i]);
	if (!(total > 0))
		return none;
	share = weights[which] / total;
	if (same_figure(share * difference + rest, 0))
		return (struct tie_change){ 0, 0 };
	/* rest is Σ over the others, (1 − share) times their mean difference. */
	if (!(total > weights[which]) || same_figure(rest / (1 - share), difference))
		return none;
	tie = rest / (rest - (1 - share) * difference);
	if (!reaches(tie, 0) || !stays_within(tie, 1))
		return none;
	return (struct tie_change){
		.proportional = tie - share,
		.delta = same_figure(tie, 1) ? NAN : weights[which] + total * rest / difference,
	};
}
