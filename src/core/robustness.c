#include "cadran/core/robustness.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/money_range.h"
#include "cadran/core/robust_model.h"
#include "robust_item.h"

static const struct probability nothing = { NAN, NAN };

/* Criteria stand in the model family by family; one that weighs nothing has no part in anything. */
static size_t place_criteria(struct robustness *robustness, size_t first[FAMILY_COUNT + 1])
{
	const struct criteria *criteria = &robustness->evaluation->document->content->criteria;
	size_t count = 0;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		first[f] = count;
		for (size_t c = 0; c < criteria->count; c++) {
			if (criteria->items[c].family != (enum family)f)
				continue;
			robustness->criteria[c] = criteria->items[c].weight > 0 ? count++ : SIZE_MAX;
		}
	}
	return first[FAMILY_COUNT] = count;
}

static void fill_weights(struct robust_model *model, const struct robustness *robustness)
{
	const struct content *content = robustness->evaluation->document->content;
	const struct matrix *matrix = content->matrix;
	const struct family_weights *weights = &robustness->evaluation->weights;

	model->open = matrix->uncertainty;
	model->matrix = matrix;
	model->profile = document_profile(robustness->evaluation->document);
	for (size_t c = 0; c < content->criteria.count; c++)
		if (robustness->criteria[c] != SIZE_MAX)
			model->weight[robustness->criteria[c]] = content->criteria.items[c].weight;
	if (weights->supposed) {
		model->open.families = WEIGHTS_GIVEN;
		model->open.flat = false;
	}
	family_shares(weights->priority, model->family_weight);
	for (int axis = 0; axis < AXIS_COUNT; axis++) {
		family_shares(weights->axes[axis], model->axis_weight[axis]);
		model->threshold[axis] = matrix->axes[axis].threshold;
	}
}

/* Items stand in the order of the document, so that a new rank moves nobody. */
static size_t place_items(struct robustness *robustness)
{
	const struct evaluation *evaluation = robustness->evaluation;
	size_t count = 0;

	for (size_t i = 0; i < evaluation->use_case_count; i++)
		robustness->items[i] = evaluation->use_cases[i].rank ? count++ : SIZE_MAX;
	return count;
}

static void init(struct robustness *robustness, const struct evaluation *evaluation, bool ranks_only)
{
	size_t first[FAMILY_COUNT + 1], criteria, count;

	*robustness = (struct robustness){ .evaluation = evaluation };
	robustness->items = xcalloc(evaluation->use_case_count, sizeof(*robustness->items));
	robustness->criteria = xcalloc(evaluation->document->content->criteria.count, sizeof(*robustness->criteria));
	criteria = place_criteria(robustness, first);
	count = place_items(robustness);
	robustness->model = robust_model_new(count, criteria);
	robustness->model->ranks_only = ranks_only;
	memcpy(robustness->model->first, first, sizeof(first));
	fill_weights(robustness->model, robustness);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (robustness->items[i] != SIZE_MAX)
			robust_fill_item(robustness, &evaluation->use_cases[i], robustness->items[i]);
	robust_model_close(robustness->model);
	robustness->tally = robust_tally_new(robustness->model);
	robustness->scratch = xcalloc(5 * criteria + 16, sizeof(*robustness->scratch));
}

void robustness_init(struct robustness *robustness, const struct evaluation *evaluation)
{
	init(robustness, evaluation, false);
}

void robustness_init_ranks(struct robustness *robustness, const struct evaluation *evaluation)
{
	init(robustness, evaluation, true);
}

/* Whether the same use cases have a rank as when the model was made. */
static bool has_same_items(const struct robustness *robustness)
{
	const struct evaluation *evaluation = robustness->evaluation;

	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if ((robustness->items[i] != SIZE_MAX) != (evaluation->use_cases[i].rank > 0))
			return false;
	return true;
}

void robustness_weigh(struct robustness *robustness)
{
	const struct evaluation *evaluation = robustness->evaluation;

	if (!has_same_items(robustness)) {
		const bool ranks_only = robustness->model->ranks_only;

		robustness_release(robustness);
		init(robustness, evaluation, ranks_only);
		return;
	}
	fill_weights(robustness->model, robustness);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (robustness->items[i] != SIZE_MAX)
			robustness->model->items[robustness->items[i]].placed = evaluation->use_cases[i].placed;
	robust_model_weigh(robustness->model);
	robust_tally_clear(robustness->model, &robustness->tally);
}

void robustness_release(struct robustness *robustness)
{
	robust_model_free(robustness->model);
	robust_tally_free(robustness->tally);
	free(robustness->items);
	free(robustness->criteria);
	free(robustness->scratch);
	*robustness = (struct robustness){ 0 };
}

/* --- drawing ---------------------------------------------------------------------------------- */

size_t robustness_asked(const struct robustness *robustness)
{
	return robustness->model->drawn ? robustness->model->open.samples : 0;
}

size_t robustness_drawn(const struct robustness *robustness)
{
	return robustness->tally->samples;
}

bool robustness_refine(struct robustness *robustness, size_t most)
{
	const size_t drawn = robustness_drawn(robustness), asked = robustness_asked(robustness);

	/* All blocks before a last one that is cut short are whole. */
	if (drawn < asked)
		robust_draw(robustness->model, drawn / ROBUST_BLOCK, most ? (most - 1) / ROBUST_BLOCK + 1 : 1,
			    robustness->tally);
	return robustness_drawn(robustness) < asked;
}

/* Where part `index` begins. Figures are drawn MONEY_BLOCK samples at once: none of these is to be cut. */
static size_t part_begin(const struct robustness *robustness, size_t index, size_t count)
{
	const size_t whole = MONEY_BLOCK / ROBUST_BLOCK, drawn = robustness_drawn(robustness) / ROBUST_BLOCK,
		     asked = (robustness_asked(robustness) + ROBUST_BLOCK - 1) / ROBUST_BLOCK;

	if (!index || asked <= drawn)
		return drawn;
	if (index == count)
		return asked;
	index = drawn + (asked - drawn) * index / count;
	return index - index % whole > drawn ? index - index % whole : drawn;
}

void robustness_part_init(struct robustness_part *part, const struct robustness *robustness, size_t index, size_t count)
{
	const bool left = robustness_drawn(robustness) < robustness_asked(robustness);
	const size_t begin = part_begin(robustness, index, count);

	*part = (struct robustness_part){ .model = robustness->model,
					  .first = begin,
					  .count = left ? part_begin(robustness, index + 1, count) - begin : 0,
					  .tally = robust_tally_new(robustness->model) };
}

void robustness_part_draw(struct robustness_part *part)
{
	robust_draw(part->model, part->first, part->count, part->tally);
}

void robustness_part_join(struct robustness_part *part, struct robustness *robustness)
{
	robust_tally_add(part->model, robustness->tally, part->tally);
	robust_tally_free(part->tally);
	part->tally = NULL;
}

/* --- figures ---------------------------------------------------------------------------------- */

static struct probability exactly(double p)
{
	return (struct probability){ p, is_figure(p) ? 0 : NAN };
}

/*
 * A share of the samples, with its standard error. That of none or all of them
 * would be 0, which stands for exact: two successes and two failures are added
 * (Agresti & Coull, The American Statistician 52(2), 1998).
 */
static struct probability share_of(uint64_t count, size_t samples)
{
	const double n = (double)samples + 4, p = ((double)count + 2) / n;

	if (!samples)
		return nothing;
	return (struct probability){ (double)count / (double)samples, sqrt(p * (1 - p) / n) };
}

static bool has_item(const struct robustness *robustness, size_t use_case)
{
	return robustness->items[use_case] != SIZE_MAX;
}

struct probability robustness_quick_win(const struct robustness *robustness, size_t use_case)
{
	const size_t place = robustness->items[use_case];
	const struct robust_item *item;
	struct probability share;

	if (!has_item(robustness, use_case))
		return nothing;
	item = &robustness->model->items[place];
	if (!(item->chance > 0))
		return exactly(item->chance);
	if (!item->open)
		return exactly(item->chance * robust_bands(robustness->model, place, robustness->scratch));
	share = share_of(robustness->tally->quick_win[place], robustness_drawn(robustness));
	return (struct probability){ item->chance * share.p, item->chance * share.error };
}

struct probability robustness_quadrant(const struct robustness *robustness, size_t use_case, enum quadrant quadrant)
{
	const struct robust_model *model = robustness->model;
	const size_t place = robustness->items[use_case];

	if (!has_item(robustness, use_case) || !model->items[place].placed)
		return nothing;
	if (!model->items[place].open && !model->open.flat && model->open.criteria == WEIGHTS_GIVEN)
		return exactly(robustness->evaluation->use_cases[use_case].quadrant == quadrant);
	return share_of(robustness->tally->quadrant[place * QUADRANT_COUNT + quadrant], robustness_drawn(robustness));
}

struct probability robustness_rank(const struct robustness *robustness, size_t use_case, size_t rank)
{
	const size_t place = robustness->items[use_case], count = robustness->model->count;

	if (!has_item(robustness, use_case) || rank < 1 || rank > count)
		return nothing;
	if (!robustness->model->drawn)
		return exactly(robustness->evaluation->use_cases[use_case].rank == rank);
	return share_of(robustness->tally->rank[place * count + rank - 1], robustness_drawn(robustness));
}

/* The mean of the ranks drawn; an error of 0 would say exact, so at least that of one sample out of all. */
static struct probability mean_rank(const struct robustness *robustness, size_t place)
{
	const size_t count = robustness->model->count, samples = robustness_drawn(robustness);
	const uint32_t *ranks = &robustness->tally->rank[place * count];
	double sum = 0, squares = 0, mean, n = (double)samples;

	if (!samples)
		return nothing;
	for (size_t r = 0; r < count; r++)
		sum += (double)ranks[r] * (double)(r + 1);
	mean = sum / n;
	for (size_t r = 0; r < count; r++)
		squares += (double)ranks[r] * ((double)(r + 1) - mean) * ((double)(r + 1) - mean);
	return (struct probability){ mean, sqrt(fmax(squares / n, 1 / n) / n) };
}

struct probability robustness_expected_rank(const struct robustness *robustness, size_t use_case)
{
	const struct robust_model *model = robustness->model;
	const size_t place = robustness->items[use_case];
	double rank = 1;

	if (!has_item(robustness, use_case))
		return nothing;
	if (!model->all_pairs)
		return mean_rank(robustness, place);
	for (size_t other = 0; other < model->count; other++)
		if (other != place)
			rank += robust_pair(model, other, place, robustness->scratch);
	return exactly(rank);
}

struct probability robustness_precedes(const struct robustness *robustness, size_t use_case, size_t other)
{
	const struct robust_model *model = robustness->model;
	const size_t a = robustness->items[use_case], b = robustness->items[other];

	if (a == SIZE_MAX || b == SIZE_MAX || a == b)
		return nothing;
	if (model->items[a].linear && model->items[b].linear)
		return exactly(robust_pair(model, a, b, robustness->scratch));
	if (!robustness->tally->behind)
		return nothing;
	return share_of(robustness->tally->behind[b * model->count + a], robustness_drawn(robustness));
}

/* The one set of weights there is where nothing is open. */
static double given_weight(const struct robust_model *model, size_t at)
{
	double sum = 0;
	int family = 0;

	while (at >= model->first[family + 1])
		family++;
	for (size_t c = model->first[family]; c < model->first[family + 1]; c++)
		sum += model->weight[c];
	return model->family_weight[family] * model->weight[at] / sum;
}

double robustness_central_weight(const struct robustness *robustness, size_t use_case, size_t criterion)
{
	const struct robust_model *model = robustness->model;
	const struct robust_tally *tally = robustness->tally;
	const size_t place = robustness->items[use_case], at = robustness->criteria[criterion];

	if (!(robustness_rank(robustness, use_case, 1).p > 0))
		return NAN;
	if (at == SIZE_MAX)
		return 0;
	if (!model->drawn)
		return given_weight(model, at);
	return (double)tally->central[place * model->criteria + at] / 0x1p32 /
	       (double)tally->rank[place * model->count];
}
