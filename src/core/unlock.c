#include "cadran/core/unlock.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "unlock_search.h"

/* --- who is held back -------------------------------------------------------- */

static bool counts(const struct use_case_result *result)
{
	return !result_is_prohibited(result) && !result_is_settled(result);
}

static bool is_held_back(const struct use_case_result *result)
{
	for (size_t i = 0; i < result->requirement_count; i++)
		if (requirement_is_open(&result->requirements[i]))
			return counts(result);
	return false;
}

static bool becomes_quick_win(const struct use_case_result *before, const struct use_case_result *after)
{
	return after->verdict == VERDICT_YES && before->verdict != VERDICT_YES;
}

static bool becomes_conditional(const struct use_case_result *before, const struct use_case_result *after)
{
	return after->verdict == VERDICT_CONDITIONAL && before->verdict < VERDICT_CONDITIONAL;
}

static bool is_freed(const struct use_case_result *before, const struct use_case_result *after)
{
	return is_held_back(before) && !is_held_back(after);
}

/* The order that lists are in: those with a rank, then the others by id. */
struct listing {
	const struct evaluation *evaluation;
	size_t *places;
};

static size_t *list_places(const struct evaluation *evaluation)
{
	const size_t count = evaluation->use_case_count, ranked = evaluation->ranking_count;
	const struct use_case_result **others = xcalloc(count, sizeof(*others));
	size_t *places = xcalloc(count, sizeof(*places)), other_count = 0;

	for (size_t i = 0; i < ranked; i++)
		places[i] = evaluation->ranking[i];
	for (size_t i = 0; i < count; i++)
		if (!evaluation->use_cases[i].rank)
			others[other_count++] = &evaluation->use_cases[i];
	qsort(others, other_count, sizeof(const struct use_case_result *), result_compare_id);
	for (size_t i = 0; i < other_count; i++)
		places[ranked + i] = (size_t)(others[i] - evaluation->use_cases);
	free(others);
	return places;
}

typedef bool comparison(const struct use_case_result *before, const struct use_case_result *after);

/* Those of whom `holds` is true before and after. */
static struct place_list select_places(const struct listing *listing, const struct evaluation *after, comparison *holds)
{
	const struct evaluation *before = listing->evaluation;
	struct place_list list = { .items = xcalloc(before->use_case_count, sizeof(*list.items)) };

	for (size_t i = 0; i < before->use_case_count; i++) {
		const size_t place = listing->places[i];

		if (holds(&before->use_cases[place], &after->use_cases[place]))
			list.items[list.count++] = place;
	}
	return list;
}

static bool was_held_back(const struct use_case_result *before, const struct use_case_result *after)
{
	(void)after;
	return is_held_back(before);
}

/* --- steps ------------------------------------------------------------------- */

/* The whole levels that a score has, and what is not answered is counted from. */
static int whole_level(double score)
{
	return is_figure(score) ? (int)floor(score + COMPARE_SLACK) : 1;
}

static struct unlock_step step_to(size_t grid, size_t dimension, double from, int to)
{
	const int base = whole_level(from);

	return (struct unlock_step){ grid, dimension, from, to, to > base ? (unsigned)(to - base) : 0 };
}

static double score_of(const struct evaluation *evaluation, size_t grid, size_t dimension)
{
	return evaluation->grids[grid].dimensions[dimension].measure.score;
}

/* --- one more level in one dimension ----------------------------------------- */

static bool is_required(const struct evaluation *evaluation, size_t grid, size_t dimension)
{
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[i];

		for (size_t r = 0; counts(result) && r < result->requirement_count; r++)
			if (result->requirements[r].grid == grid && result->requirements[r].dimension == dimension)
				return true;
	}
	return false;
}

/* The dossier evaluated again as if the step were made. */
static void evaluate_step(const struct document *document, const struct unlock_step *step, struct evaluation *after)
{
	const struct content *content = document->content;
	const double **raised = xcalloc(content->grid_count, sizeof(*raised));
	const size_t count = content->grids[step->grid].dimension_count;
	double *levels = xcalloc(count, sizeof(*levels));

	for (size_t i = 0; i < count; i++)
		levels[i] = i == step->dimension ? step->to : (double)NAN;
	raised[step->grid] = levels;
	evaluation_compute_raised(document, raised, after);
	free(levels);
	free(raised);
}

static void add_dimension(const struct listing *listing, size_t grid, size_t dimension, struct unlock *unlock)
{
	const struct evaluation *evaluation = listing->evaluation;
	const double from = score_of(evaluation, grid, dimension);
	struct unlock_dimension *out = &unlock->dimensions[unlock->dimension_count];
	struct evaluation after;

	if (whole_level(from) >= LEVEL_COUNT || !is_required(evaluation, grid, dimension))
		return;
	out->step = step_to(grid, dimension, from, whole_level(from) + 1);
	evaluate_step(evaluation->document, &out->step, &after);
	out->frees = select_places(listing, &after, is_freed);
	out->quick_wins = select_places(listing, &after, becomes_quick_win);
	out->conditional = select_places(listing, &after, becomes_conditional);
	evaluation_release(&after);
	unlock->dimension_count++;
}

static void add_dimensions(const struct listing *listing, struct unlock *unlock)
{
	const struct content *content = listing->evaluation->document->content;
	size_t count = 0;

	for (size_t g = 0; g < content->grid_count; g++)
		count += content->grids[g].dimension_count;
	unlock->dimensions = xcalloc(count, sizeof(*unlock->dimensions));
	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t d = 0; d < content->grids[g].dimension_count; d++)
			add_dimension(listing, g, d, unlock);
}

/* --- paths ------------------------------------------------------------------- */

/* The dimensions of all grids in one row, and those held back, by id, as the rows of a problem. */
struct frame {
	const struct listing *listing;
	const struct place_list *held_back;
	struct unlock_problem problem;
	unsigned char *need;
	unsigned *base;
	double *priority;
	size_t *first; /* of each grid's dimensions in the row */
};

static int needed_level(const struct requirement_result *requirement)
{
	return requirement_is_open(requirement) ? (int)ceil(requirement->required - COMPARE_SLACK) : 0;
}

static void frame_row(struct frame *frame, size_t row, const struct use_case_result *result)
{
	unsigned char *need = &frame->need[row * frame->problem.dimension_count];

	frame->priority[row] = is_figure(result->priority) ? result->priority : 0;
	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *requirement = &result->requirements[i];

		need[frame->first[requirement->grid] + requirement->dimension] =
			(unsigned char)needed_level(requirement);
	}
}

static void frame_dimensions(struct frame *frame, const struct evaluation *evaluation)
{
	const struct content *content = evaluation->document->content;
	size_t count = 0;

	frame->first = xcalloc(content->grid_count, sizeof(*frame->first));
	for (size_t g = 0; g < content->grid_count; g++) {
		frame->first[g] = count;
		count += content->grids[g].dimension_count;
	}
	frame->problem.dimension_count = count;
	frame->base = xcalloc(count, sizeof(*frame->base));
	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t d = 0; d < content->grids[g].dimension_count; d++)
			frame->base[frame->first[g] + d] = (unsigned)whole_level(score_of(evaluation, g, d));
}

/* Rows by id, so that the order of the document decides nothing. */
static void frame_use_cases(struct frame *frame, const struct place_list *held_back)
{
	const struct evaluation *evaluation = frame->listing->evaluation;
	const struct use_case_result **sorted = xcalloc(held_back->count, sizeof(*sorted));

	frame->problem.count = held_back->count;
	frame->need = xcalloc(held_back->count * frame->problem.dimension_count, 1);
	frame->priority = xcalloc(held_back->count, sizeof(*frame->priority));
	for (size_t i = 0; i < held_back->count; i++)
		sorted[i] = &evaluation->use_cases[held_back->items[i]];
	qsort(sorted, held_back->count, sizeof(const struct use_case_result *), result_compare_id);
	for (size_t i = 0; i < held_back->count; i++)
		frame_row(frame, i, sorted[i]);
	free(sorted);
}

static void frame_init(struct frame *frame, const struct listing *listing, const struct place_list *held_back)
{
	*frame = (struct frame){ .listing = listing, .held_back = held_back };
	frame_dimensions(frame, listing->evaluation);
	frame_use_cases(frame, held_back);
	frame->problem.need = frame->need;
	frame->problem.base = frame->base;
	frame->problem.priority = frame->priority;
}

static void frame_release(struct frame *frame)
{
	free(frame->need);
	free(frame->base);
	free(frame->priority);
	free(frame->first);
}

static unsigned char *level_for(const struct frame *frame, const struct requirement_result *requirement,
				unsigned char *levels)
{
	return &levels[frame->first[requirement->grid] + requirement->dimension];
}

static bool levels_free(const struct frame *frame, const struct use_case_result *result, unsigned char *levels)
{
	for (size_t i = 0; i < result->requirement_count; i++)
		if (needed_level(&result->requirements[i]) > *level_for(frame, &result->requirements[i], levels))
			return false;
	return true;
}

static void raise_levels(const struct frame *frame, const struct use_case_result *result, unsigned char *levels)
{
	for (size_t i = 0; i < result->requirement_count; i++) {
		const int need = needed_level(&result->requirements[i]);
		unsigned char *level = level_for(frame, &result->requirements[i], levels);

		if (need > *level)
			*level = (unsigned char)need;
	}
}

static const struct use_case_result *held_back_result(const struct frame *frame, size_t place)
{
	return &frame->listing->evaluation->use_cases[frame->held_back->items[place]];
}

static void add_steps(const struct frame *frame, const unsigned char *levels, struct unlock_path *path)
{
	const struct evaluation *evaluation = frame->listing->evaluation;
	const struct content *content = evaluation->document->content;

	path->steps = xcalloc(frame->problem.dimension_count, sizeof(*path->steps));
	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t d = 0; d < content->grids[g].dimension_count; d++) {
			const int level = levels[frame->first[g] + d];

			if (!level)
				continue;
			path->steps[path->step_count] = step_to(g, d, score_of(evaluation, g, d), level);
			path->levels += path->steps[path->step_count++].levels;
		}
}

/* The steps to `levels`, 0 where a dimension stays, and all that they free. */
static void path_init(const struct frame *frame, unsigned char *levels, struct unlock_path *path)
{
	const size_t count = frame->held_back->count;

	*path = (struct unlock_path){ .exact = true };
	add_steps(frame, levels, path);
	path->at_least = path->levels;
	path->frees.items = xcalloc(count, sizeof(*path->frees.items));
	for (size_t i = 0; i < count; i++)
		if (levels_free(frame, held_back_result(frame, i), levels))
			path->frees.items[path->frees.count++] = frame->held_back->items[i];
}

static void levels_of_choice(const struct frame *frame, const struct unlock_choice *choice, unsigned char *levels)
{
	memset(levels, 0, frame->problem.dimension_count);
	for (size_t i = 0; i < choice->count; i++)
		for (size_t d = 0; d < frame->problem.dimension_count; d++) {
			const unsigned char need = frame->need[choice->members[i] * frame->problem.dimension_count + d];

			if (need > levels[d])
				levels[d] = need;
		}
}

/* A choice of more than was asked for is the best for that number too: the next to ask for is one above it. */
static void add_paths(const struct frame *frame, size_t node_limit, struct unlock *unlock)
{
	const size_t count = frame->problem.count;
	struct unlock_choice *choices = unlock_search(&frame->problem, node_limit);
	unsigned char *levels = xcalloc(frame->problem.dimension_count, 1);

	unlock->paths = xcalloc(count, sizeof(*unlock->paths));
	for (size_t k = 0; k < count; k = choices[k].count) {
		struct unlock_path *path = &unlock->paths[unlock->path_count++];

		levels_of_choice(frame, &choices[k], levels);
		path_init(frame, levels, path);
		path->up_to = path->frees.count;
		path->exact = choices[k].exact;
		path->at_least = choices[k].at_least;
	}
	for (size_t k = 0; k < count; k++)
		free(choices[k].members);
	free(choices);
	free(levels);
}

static void add_ranked_paths(const struct frame *frame, struct unlock *unlock)
{
	unsigned char *levels = xcalloc(frame->problem.dimension_count, 1);
	struct unlock_path *path = NULL;

	unlock->ranked_paths = xcalloc(frame->held_back->count, sizeof(*unlock->ranked_paths));
	for (size_t i = 0; i < frame->held_back->count; i++) {
		const struct use_case_result *result = held_back_result(frame, i);

		if (!result->rank)
			break;
		if (!levels_free(frame, result, levels)) {
			raise_levels(frame, result, levels);
			path = &unlock->ranked_paths[unlock->ranked_path_count++];
			path_init(frame, levels, path);
		}
		assert(path); /* the first is held back as things are */
		path->up_to = i + 1;
	}
	free(levels);
}

/* --- all of it --------------------------------------------------------------- */

void unlock_compute(const struct evaluation *evaluation, struct unlock *unlock)
{
	const size_t most = UNLOCK_WORK_LIMIT / (evaluation->use_case_count + 1);

	unlock_compute_within(evaluation, most < UNLOCK_NODE_LIMIT ? most : UNLOCK_NODE_LIMIT, unlock);
}

void unlock_compute_within(const struct evaluation *evaluation, size_t node_limit, struct unlock *unlock)
{
	struct listing listing = { evaluation, list_places(evaluation) };
	struct frame frame;

	*unlock = (struct unlock){ .held_back = select_places(&listing, evaluation, was_held_back) };
	add_dimensions(&listing, unlock);
	frame_init(&frame, &listing, &unlock->held_back);
	add_paths(&frame, node_limit, unlock);
	add_ranked_paths(&frame, unlock);
	frame_release(&frame);
	free(listing.places);
}

static void release_paths(struct unlock_path *paths, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		free(paths[i].steps);
		free(paths[i].frees.items);
	}
	free(paths);
}

void unlock_release(struct unlock *unlock)
{
	for (size_t i = 0; i < unlock->dimension_count; i++) {
		free(unlock->dimensions[i].frees.items);
		free(unlock->dimensions[i].quick_wins.items);
		free(unlock->dimensions[i].conditional.items);
	}
	free(unlock->dimensions);
	free(unlock->held_back.items);
	release_paths(unlock->paths, unlock->path_count);
	release_paths(unlock->ranked_paths, unlock->ranked_path_count);
	*unlock = (struct unlock){ 0 };
}
