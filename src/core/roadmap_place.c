#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "roadmap_plan.h"

enum { CONFIRM_MONTHS = 1 };

/*
 * How long an obligation takes in a service that has done one before: two
 * months for an impact assessment with the opinion of the DPO; two for the works
 * council, which has one to give its opinion, two with an expert (Code du
 * travail, R2312-6), and is convened; three to change to certified hosting.
 */
static const struct {
	enum data_obligation obligation;
	double months;
} obligations[] = { { DATA_AIPD, 2 }, { DATA_CSE, 2 }, { DATA_HOSTING, 3 } };

/* From when a use case may start, and what decides it. */
struct ready {
	double month;
	enum roadmap_reason reason;
	size_t operand;
};

static const struct use_case_result *result_at(const struct plan *plan, size_t place)
{
	return &plan->evaluation->use_cases[place];
}

/* --- items --------------------------------------------------------------------- */

static size_t wave_starting(double month)
{
	size_t wave = 0;

	while (wave < ROADMAP_WAVES && reaches(month, roadmap_bounds[wave].to))
		wave++;
	return wave;
}

static size_t wave_ending(double month)
{
	size_t wave = 0;

	while (wave < ROADMAP_WAVES && !stays_within(month, roadmap_bounds[wave].to))
		wave++;
	return wave;
}

static size_t add_item(struct plan *plan, struct roadmap_item item)
{
	struct roadmap *roadmap = plan->roadmap;

	item.wave = wave_ending(item.end);
	/* What takes no time is not in use before the wave it starts in. */
	if (item.kind == ROADMAP_USE_CASE && item.wave < wave_starting(item.start))
		item.wave = wave_starting(item.start);
	if (item.kind == ROADMAP_USE_CASE)
		roadmap->waves[item.wave].in_use++;
	else
		roadmap->waves[item.wave].others++;
	ARRAY_GROW(roadmap->items, roadmap->count, plan->capacity);
	roadmap->items[roadmap->count] = item;
	return roadmap->count++;
}

/* What decides is the last to be done; of two at once the first that is asked. */
static void wait_until(struct ready *ready, double month, enum roadmap_reason reason, size_t operand)
{
	if (stays_within(month, ready->month))
		return;
	*ready = (struct ready){ month, reason, operand };
}

static struct roadmap_item dimension_item(const struct plan *plan, enum roadmap_kind kind, size_t place,
					  const struct requirement_result *requirement)
{
	const struct track *track = &plan->tracks[plan->first_track[requirement->grid] + requirement->dimension];

	return (struct roadmap_item){ .kind = kind,
				      .use_case = place,
				      .grid = requirement->grid,
				      .dimension = requirement->dimension,
				      .start = track->free,
				      .reason = ROADMAP_FREES,
				      .days = (double)NAN,
				      .euros = (double)NAN };
}

static void add_action(struct plan *plan, size_t place, const struct requirement_result *requirement,
		       struct track *track)
{
	const struct grid *grid = &plan->evaluation->document->content->grids[requirement->grid];
	struct roadmap_item item = dimension_item(plan, ROADMAP_ACTION, place, requirement);

	item.from = track->level;
	item.to = track->level + 1;
	item.end = item.start + grid->dimensions[requirement->dimension].action[track->level - 1].months;
	if (item.start > 0) {
		item.reason = ROADMAP_AFTER_ACTION;
		item.operand = track->item[track->level];
	}
	track->free = item.end;
	track->item[++track->level] = add_item(plan, item);
}

static void confirm(struct plan *plan, size_t place, const struct requirement_result *requirement, struct track *track,
		    struct ready *ready)
{
	if (!track->begun) {
		struct roadmap_item item = dimension_item(plan, ROADMAP_CONFIRM, place, requirement);

		item.end = track->free = CONFIRM_MONTHS;
		track->item[0] = add_item(plan, item);
		track->begun = true;
	}
	plan->roadmap->items[track->item[0]].serves++;
	wait_until(ready, track->free, ROADMAP_AFTER_ACTION, track->item[0]);
}

static void raise(struct plan *plan, size_t place, const struct requirement_result *requirement, struct ready *ready)
{
	struct track *track = &plan->tracks[plan->first_track[requirement->grid] + requirement->dimension];
	int level;

	if (!is_figure(requirement->current)) {
		confirm(plan, place, requirement, track, ready);
		return;
	}
	level = (int)floor(requirement->current + COMPARE_SLACK);
	if (!track->begun)
		track->level = level;
	track->begun = true;
	while (track->level < LEVEL_COUNT && !reaches(track->level, requirement->required))
		add_action(plan, place, requirement, track);
	for (; level < LEVEL_COUNT && !reaches(level, requirement->required); level++) {
		struct roadmap_item *item = &plan->roadmap->items[track->item[level + 1]];

		item->serves++;
		wait_until(ready, item->end, ROADMAP_AFTER_ACTION, track->item[level + 1]);
	}
}

/* Obligations end when the use case starts, so they are put right once that is known: returns the first of them. */
static size_t add_obligations(struct plan *plan, size_t place, struct ready *ready)
{
	const unsigned open = result_at(plan, place)->open_obligations;
	const size_t first = plan->roadmap->count;
	struct ready before = *ready;

	for (size_t i = 0; i < ARRAY_SIZE(obligations); i++) {
		if (!(open & obligations[i].obligation))
			continue;
		wait_until(&before, obligations[i].months, ROADMAP_AFTER_OBLIGATION, plan->roadmap->count);
		ARRAY_GROW(plan->roadmap->items, plan->roadmap->count, plan->capacity);
		plan->roadmap->items[plan->roadmap->count++] =
			(struct roadmap_item){ .kind = ROADMAP_OBLIGATION,
					       .use_case = place,
					       .obligation = obligations[i].obligation,
					       .end = obligations[i].months,
					       .reason = ROADMAP_BEFORE_USE_CASE,
					       .operand = place,
					       .serves = 1,
					       .days = (double)NAN,
					       .euros = (double)NAN };
	}
	*ready = before;
	return first;
}

static void put_before(struct plan *plan, size_t first, double start)
{
	for (size_t i = first; i < plan->roadmap->count; i++) {
		struct roadmap_item *item = &plan->roadmap->items[i];

		item->start = start - item->end;
		item->end = start;
		item->wave = wave_ending(start);
		plan->roadmap->waves[item->wave].others++;
	}
}

/* --- waves ---------------------------------------------------------------------- */

static bool is_within(double taken, double more, double limit)
{
	return !is_figure(limit) || stays_within(taken + more, limit);
}

static bool takes(double amount)
{
	return is_figure(amount) && amount > 0;
}

static double amount_of(double amount)
{
	return is_figure(amount) ? amount : 0;
}

/* Whether the wave has room; `*oversize` where it only has because nothing else is in it. */
static bool has_room(const struct plan *plan, size_t wave, double ready, const struct roadmap_item *item,
		     bool *oversize)
{
	const struct roadmap_wave *room = &plan->roadmap->waves[wave];
	const double days = amount_of(item->days), euros = amount_of(item->euros);

	*oversize = false;
	if (!takes(item->days) && !takes(item->euros))
		return true;
	if (plan->closed[wave])
		return false;
	if ((!takes(days) || is_within(room->days, days, room->days_limit)) &&
	    (!takes(euros) || is_within(room->euros, euros, room->euros_limit)))
		return true;
	*oversize = !is_within(0, days, room->days_limit) || !is_within(0, euros, room->euros_limit);
	return *oversize && !plan->takers[wave] && stays_within(ready, roadmap_bounds[wave].from);
}

static void take_room(struct plan *plan, size_t wave, const struct roadmap_item *item)
{
	struct roadmap_wave *room = &plan->roadmap->waves[wave];

	room->started++;
	room->days += amount_of(item->days);
	room->euros += amount_of(item->euros);
	room->uncosted += !is_figure(item->euros);
	room->unestimated += !is_figure(item->days);
	if (wave == ROADMAP_LATER)
		return;
	plan->takers[wave] += takes(item->days) || takes(item->euros);
	plan->closed[wave] |= item->oversize;
}

/* The month in which it starts: as soon as it can, in the first wave from there on that has room. */
static void start_in_wave(struct plan *plan, struct ready *ready, struct roadmap_item *item)
{
	const size_t first = wave_starting(ready->month);
	size_t wave = first;
	bool oversize = false;

	while (wave < ROADMAP_WAVES && !has_room(plan, wave, ready->month, item, &oversize))
		wave++;
	if (wave != first)
		*ready = (struct ready){ roadmap_bounds[wave - 1].to, ROADMAP_WAVE_FULL, wave - 1 };
	item->start = ready->month;
	item->oversize = wave < ROADMAP_WAVES && oversize;
	take_room(plan, wave, item);
}

/* --- use cases, in turn ----------------------------------------------------------- */

static void wait_for_prerequisites(const struct plan *plan, size_t place, struct ready *ready)
{
	const struct links *links = &plan->links;

	for (size_t at = links->first_need[place]; at < links->first_need[place + 1]; at++)
		if (result_at(plan, links->needs[at])->facts.status != STATUS_LIVE)
			wait_until(ready, plan->in_use[links->needs[at]], ROADMAP_AFTER_USE_CASE, links->needs[at]);
}

/* Why it stands where it does if nothing keeps it. */
static struct ready ready_at_once(const struct use_case_result *result, bool brought_forward)
{
	if (brought_forward)
		return (struct ready){ 0, ROADMAP_FREES, result->frees };
	return (struct ready){ 0,
			       result->verdict == VERDICT_YES           ? ROADMAP_QUICK_WIN
			       : result->verdict == VERDICT_CONDITIONAL ? ROADMAP_CONDITIONAL
									: ROADMAP_PRIORITY,
			       0 };
}

void roadmap_place(struct plan *plan, size_t place, bool brought_forward)
{
	const struct use_case_result *result = result_at(plan, place);
	const struct range *days = facts_money(&result->facts, USE_CASE_BUILD_DAYS);
	struct ready ready = ready_at_once(result, brought_forward);
	struct roadmap_item item = { .kind = ROADMAP_USE_CASE, .use_case = place, .serves = result->frees };
	size_t first;

	item.days = days->given ? days->likely : (double)NAN;
	item.euros = result->money[ESTIMATE_LIKELY].given ? result->money[ESTIMATE_LIKELY].build : (double)NAN;
	wait_for_prerequisites(plan, place, &ready);
	for (size_t i = 0; i < result->requirement_count; i++)
		if (requirement_is_open(&result->requirements[i]))
			raise(plan, place, &result->requirements[i], &ready);
	first = add_obligations(plan, place, &ready);
	start_in_wave(plan, &ready, &item);
	put_before(plan, first, item.start);
	item.end = item.start + result->facts.delay.likely;
	item.reason = ready.reason;
	item.operand = ready.operand;
	plan->in_use[place] = item.end;
	(void)add_item(plan, item);
}
