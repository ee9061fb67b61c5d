#include "cadran/core/roadmap.h"

#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "roadmap_plan.h"

const struct roadmap_bounds roadmap_bounds[ROADMAP_WAVES] = { { 0, 6, 0.5 }, { 6, 12, 0.5 }, { 12, 24, 1 } };

static const char *const kind_ids[ROADMAP_KIND_COUNT] = { "use-case", "action", "confirm", "obligation" };
static const char *const reason_ids[ROADMAP_REASON_COUNT] = {
	"quick-win",    "conditional",      "priority",  "frees",           "after-use-case",
	"after-action", "after-obligation", "wave-full", "before-use-case",
};
static const char *const left_reason_ids[ROADMAP_LEFT_REASON_COUNT] = { "incomplete", "set-aside", "blocked" };

const char *roadmap_kind_id(enum roadmap_kind kind)
{
	return kind_ids[kind];
}

const char *roadmap_reason_id(enum roadmap_reason reason)
{
	return reason_ids[reason];
}

const char *roadmap_left_reason_id(enum roadmap_left_reason reason)
{
	return left_reason_ids[reason];
}

static const struct use_case_result *result_at(const struct plan *plan, size_t place)
{
	return &plan->evaluation->use_cases[place];
}

/* --- which, and in which order ------------------------------------------------- */

static bool is_candidate(const struct use_case_result *result)
{
	return !result_is_settled(result) && !result_is_prohibited(result);
}

static bool is_incomplete(const struct use_case_result *result)
{
	return !result->rank || result->verdict == VERDICT_INCOMPLETE || !result->facts.delay.given;
}

static bool is_set_aside(const struct use_case_result *result)
{
	return result->placed && result->quadrant == QUADRANT_LOW_LOW;
}

/* 0 is treated first. */
static int class_of(const struct use_case_result *result)
{
	const bool marginal = result->placed && result->quadrant == QUADRANT_LOW_HIGH;

	return (marginal ? VERDICT_YES : 0) + (VERDICT_YES - (int)result->verdict);
}

/* Those on the roadmap as they are wanted: by class, within one as in the ranking. */
static size_t list_wanted(const struct plan *plan, const bool *possible, size_t *wanted)
{
	const struct evaluation *evaluation = plan->evaluation;
	size_t count = 0;

	for (int class = 0; class <= 2 * VERDICT_YES; class ++) {
		for (size_t i = 0; i < evaluation->ranking_count; i++) {
			const size_t place = evaluation->ranking[i];

			if (possible[place] && class_of(result_at(plan, place)) == class)
				wanted[count++] = place;
		}
	}
	return count;
}

static bool *find_possible(const struct plan *plan)
{
	bool *may = xcalloc(plan->links.count, sizeof(*may)), *possible;

	for (size_t i = 0; i < plan->links.count; i++) {
		const struct use_case_result *result = result_at(plan, i);

		may[i] = is_candidate(result) && !is_incomplete(result) && !is_set_aside(result);
	}
	possible = links_possible(&plan->links, plan->evaluation, may);
	free(may);
	return possible;
}

static void leave(struct plan *plan, const bool *possible, size_t place)
{
	struct roadmap_left *left = &plan->roadmap->left[plan->roadmap->left_count++];
	const struct use_case_result *result = result_at(plan, place);

	*left = (struct roadmap_left){ .use_case = place };
	left->reason = is_incomplete(result)  ? ROADMAP_INCOMPLETE
		       : is_set_aside(result) ? ROADMAP_SET_ASIDE
					      : ROADMAP_BLOCKED;
	if (left->reason == ROADMAP_BLOCKED)
		(void)links_blocker(plan->evaluation, possible, place, left->blocker);
}

/* Those without a rank are to be scored; by id, as nothing else puts them in order. */
static void leave_unranked(struct plan *plan, const bool *possible)
{
	const struct use_case_result **unranked = xcalloc(plan->links.count, sizeof(*unranked));
	size_t count = 0;

	for (size_t i = 0; i < plan->links.count; i++)
		if (!result_at(plan, i)->rank && is_candidate(result_at(plan, i)))
			unranked[count++] = result_at(plan, i);
	qsort(unranked, count, sizeof(const struct use_case_result *), result_compare_id);
	for (size_t i = 0; i < count; i++)
		leave(plan, possible, (size_t)(unranked[i] - plan->evaluation->use_cases));
	free(unranked);
}

static void leave_out(struct plan *plan, const bool *possible)
{
	const struct evaluation *evaluation = plan->evaluation;

	plan->roadmap->left = xcalloc(evaluation->use_case_count, sizeof(*plan->roadmap->left));
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		if (!possible[evaluation->ranking[i]])
			leave(plan, possible, evaluation->ranking[i]);
	leave_unranked(plan, possible);
}

static void place_all(struct plan *plan, const bool *possible)
{
	const size_t count = plan->links.count;
	size_t *wanted = xcalloc(count, sizeof(*wanted)), *order = xcalloc(count, sizeof(*order));
	size_t *turn = xcalloc(count, sizeof(*turn)), wanted_count = list_wanted(plan, possible, wanted);
	bool *forward = xcalloc(count, sizeof(*forward));

	links_order(&plan->links, wanted, wanted_count, order);
	for (size_t i = 0; i < wanted_count; i++)
		turn[wanted[i]] = i;
	/* Brought forward is what comes before one whose turn would be earlier. */
	for (size_t i = wanted_count, earliest = wanted_count; i--;) {
		forward[i] = turn[order[i]] > earliest;
		earliest = turn[order[i]] < earliest ? turn[order[i]] : earliest;
	}
	for (size_t i = 0; i < wanted_count; i++)
		roadmap_place(plan, order[i], forward[i]);
	free(wanted);
	free(order);
	free(turn);
	free(forward);
}

static void set_limits(struct plan *plan)
{
	const struct document *document = plan->evaluation->document;

	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++) {
		const double share = wave < ROADMAP_WAVES ? roadmap_bounds[wave].share : (double)NAN;

		plan->roadmap->waves[wave].euros_limit = share * document_number(document, SERVICE_BUDGET);
		plan->roadmap->waves[wave].days_limit = share * document_number(document, SERVICE_CAPACITY);
	}
}

static void lay_tracks(struct plan *plan)
{
	const struct content *content = plan->evaluation->document->content;
	size_t count = 0;

	plan->first_track = xcalloc(content->grid_count, sizeof(size_t));
	for (size_t g = 0; g < content->grid_count; g++) {
		plan->first_track[g] = count;
		count += content->grids[g].dimension_count;
	}
	plan->tracks = xcalloc(count, sizeof(*plan->tracks));
}

void roadmap_compute(const struct evaluation *evaluation, struct roadmap *roadmap)
{
	struct plan plan = { .evaluation = evaluation, .roadmap = roadmap };
	bool *possible;

	*roadmap = (struct roadmap){ 0 };
	links_compute(evaluation, &plan.links);
	plan.in_use = xcalloc(evaluation->use_case_count, sizeof(*plan.in_use));
	lay_tracks(&plan);
	set_limits(&plan);
	possible = find_possible(&plan);
	leave_out(&plan, possible);
	place_all(&plan, possible);
	/* How many an action serves is known once all are placed. */
	for (size_t i = 0; i < roadmap->count; i++)
		if (roadmap->items[i].reason == ROADMAP_FREES && roadmap->items[i].kind != ROADMAP_USE_CASE)
			roadmap->items[i].operand = roadmap->items[i].serves;
	links_release(&plan.links);
	free(possible);
	free(plan.in_use);
	free(plan.tracks);
	free(plan.first_track);
}

void roadmap_release(struct roadmap *roadmap)
{
	free(roadmap->items);
	free(roadmap->left);
	*roadmap = (struct roadmap){ 0 };
}

bool roadmap_serves(const struct evaluation *evaluation, const struct roadmap_item *item, size_t use_case)
{
	const struct use_case_result *result = &evaluation->use_cases[use_case];

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *requirement = &result->requirements[i];

		if (requirement->grid != item->grid || requirement->dimension != item->dimension ||
		    !requirement_is_open(requirement))
			continue;
		return item->kind == ROADMAP_CONFIRM || !reaches(item->from, requirement->required);
	}
	return false;
}
