#include "cadran/core/robust_model.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/simplex.h"

/* Exact figures ask for no more vertices than there are criteria and families. */
struct robust_model *robust_model_new(size_t count, size_t criteria)
{
	struct robust_model *model = xcalloc(1, sizeof(*model));

	model->open = default_uncertainty;
	model->count = count;
	model->criteria = criteria;
	model->weight = xcalloc(criteria, sizeof(*model->weight));
	model->items = xcalloc(count, sizeof(*model->items));
	model->utility = xcalloc(count * criteria, sizeof(*model->utility));
	for (size_t i = 0; i < count; i++)
		for (int f = 0; f < FAMILY_COUNT; f++)
			model->items[i].band[f] = (struct family_band){ -INFINITY, INFINITY };
	return model;
}

void robust_model_free(struct robust_model *model)
{
	if (!model)
		return;
	free(model->weight);
	free(model->items);
	free(model->utility);
	free(model->votes);
	free(model->options);
	free(model->figures);
	free(model->derived);
	free(model);
}

static const double *utilities(const struct robust_model *model, size_t item)
{
	return &model->utility[item * model->criteria];
}

static void read_item(struct robust_model *model, size_t index)
{
	struct robust_item *item = &model->items[index];
	const double *utility = utilities(model, index);

	for (int f = 0; f < FAMILY_COUNT; f++) {
		double sum = 0, weights = 0;

		item->incomplete[f] = false;
		for (size_t c = model->first[f]; c < model->first[f + 1]; c++) {
			item->incomplete[f] |= utility[c] < 0;
			if (utility[c] < 0)
				continue;
			sum += model->weight[c] * utility[c];
			weights += model->weight[c];
		}
		item->reading[f] = weights > 0 ? sum / weights : NAN;
		if (f == FAMILY_FEASIBILITY && is_figure(item->reading[f]))
			item->reading[f] = fmax(0, item->reading[f] - item->penalty);
	}
}

/* Whether the penalty takes the same off every criterion, or leaves nothing of any: its floor then bends nothing. */
static bool penalty_is_linear(const struct robust_model *model, size_t index)
{
	const double penalty = model->items[index].penalty;
	const double *utility = utilities(model, index);
	bool above = true, below = true;

	for (size_t c = model->first[FAMILY_FEASIBILITY]; c < model->first[FAMILY_FEASIBILITY + 1]; c++) {
		above &= reaches(utility[c], penalty);
		below &= stays_within(utility[c], penalty);
	}
	return above || below;
}

static bool is_linear(const struct robust_model *model, size_t index)
{
	const struct robust_item *item = &model->items[index];

	if (item->open)
		return false;
	if (!model->open.flat)
		return model->open.criteria == WEIGHTS_GIVEN;
	for (int f = 0; f < FAMILY_COUNT; f++)
		if (model->family_weight[f] > 0 && item->incomplete[f])
			return false;
	return penalty_is_linear(model, index);
}

void robust_model_close(struct robust_model *model)
{
	for (size_t v = 0; v < model->vote_count; v++)
		model->items[model->votes[v].item].open = true;
	for (size_t i = 0; i < model->figures_count; i++)
		model->items[model->figures[i].item].open = true;
	for (size_t i = 0; i < model->count; i++)
		read_item(model, i);
	robust_model_weigh(model);
}

void robust_model_weigh(struct robust_model *model)
{
	const bool given =
		!model->open.flat && model->open.criteria == WEIGHTS_GIVEN && model->open.families == WEIGHTS_GIVEN;

	model->all_pairs = true;
	for (size_t i = 0; i < model->count; i++) {
		model->items[i].linear = is_linear(model, i);
		model->all_pairs &= model->items[i].linear;
	}
	model->drawn = model->count && (!given || model->vote_count || model->figures_count);
}

/* --- pairs ---------------------------------------------------------------------------------- */

/* P(Σ > 0): what lies below or on the line is the rest. */
static double above(const double *d, size_t count, double *scratch)
{
	return 1 - simplex_share(d, count, scratch);
}

static void swap(size_t *a, size_t *b)
{
	const size_t kept = *a;

	*a = *b;
	*b = kept;
}

/* The next arrangement of `order` in lexical order; false after the last. */
static bool next_arrangement(size_t *order, size_t count)
{
	size_t last = count - 1, pivot = last;

	assert(count);
	while (pivot && order[pivot - 1] > order[pivot])
		pivot--;
	if (!pivot)
		return false;
	while (order[last] < order[pivot - 1])
		last--;
	swap(&order[pivot - 1], &order[last]);
	for (size_t low = pivot, high = count - 1; low < high; low++, high--)
		swap(&order[low], &order[high]);
	return true;
}

static bool descends(const double *weight, const size_t *order, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (weight[order[i]] > weight[order[i - 1]] + COMPARE_SLACK)
			return false;
	return true;
}

/* Weights in the order of the given ones. Equal ones stand in any order: the mean over all of them. */
static double above_ordered(const double *d, const double *weight, size_t count, double *scratch)
{
	size_t order[FAMILY_COUNT], arrangements = 0;
	double vertices[FAMILY_COUNT], sum = 0;

	for (size_t i = 0; i < count; i++)
		order[i] = i;
	do {
		if (!descends(weight, order, count))
			continue;
		for (size_t i = 0; i < count; i++)
			vertices[i] = d[order[i]];
		simplex_order(vertices, count);
		sum += above(vertices, count, scratch);
		arrangements++;
	} while (next_arrangement(order, count));
	return sum / (double)arrangements;
}

static double family_pair(const struct robust_model *model, const double *a, const double *b, double *scratch)
{
	double d[FAMILY_COUNT], weight[FAMILY_COUNT], sum = 0;
	size_t count = 0;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		if (!(model->family_weight[f] > 0))
			continue;
		d[count] = a[f] - b[f];
		weight[count] = model->family_weight[f];
		sum += weight[count] * d[count];
		count++;
	}
	switch (model->open.families) {
	case WEIGHTS_GIVEN:
		return sum > COMPARE_SLACK;
	case WEIGHTS_ORDER:
		return above_ordered(d, weight, count, scratch);
	case WEIGHTS_AROUND:
		simplex_around(d, weight, count, model->open.spread);
		return above(d, count, scratch);
	default:
		return above(d, count, scratch);
	}
}

/* As fmax(0, …), which is a call. */
static inline double above_zero(double x)
{
	return x > 0 ? x : 0;
}

double robust_pair(const struct robust_model *model, size_t item, size_t other, double *scratch)
{
	const double *a = utilities(model, item), *b = utilities(model, other);
	double *d = scratch;
	size_t count = 0;

	if (!model->open.flat)
		return family_pair(model, model->items[item].reading, model->items[other].reading, scratch);
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const bool gated = f == FAMILY_FEASIBILITY;
		const double less_a = gated ? model->items[item].penalty : 0,
			     less_b = gated ? model->items[other].penalty : 0;

		for (size_t c = model->first[f]; c < model->first[f + 1] && model->family_weight[f] > 0; c++)
			d[count++] = above_zero(a[c] - less_a) - above_zero(b[c] - less_b);
	}
	return above(d, count, scratch + model->criteria);
}

/* --- thresholds ----------------------------------------------------------------------------- */

/* P(least <= mean <= most) of the values that one family has, its weights uniform. */
static double band_share(const struct family_band *band, const double *value, size_t count, double *scratch)
{
	double *d = scratch, within = 1, beyond = 0;

	if (isfinite(band->least)) {
		for (size_t i = 0; i < count; i++)
			d[i] = band->least - value[i];
		within = simplex_share(d, count, scratch + count);
	}
	if (isfinite(band->most)) {
		for (size_t i = 0; i < count; i++)
			d[i] = value[i] - band->most;
		beyond = above(d, count, scratch + count);
	}
	return fmax(0, within - beyond);
}

/* A band on the reading of feasibility as one on its mean before the gate. A reading is never below 0. */
static struct family_band before_gate(const struct family_band *band, double penalty)
{
	return (struct family_band){ band->least > COMPARE_SLACK ? band->least + penalty : -INFINITY,
				     band->most + penalty };
}

static double family_share(const struct robust_model *model, size_t index, int family, double *scratch)
{
	const struct robust_item *item = &model->items[index];
	const double *utility = utilities(model, index);
	struct family_band band = item->band[family];
	size_t count = 0;

	if (!model->open.flat && model->open.criteria == WEIGHTS_GIVEN)
		return reaches(item->reading[family], band.least) && stays_within(item->reading[family], band.most);
	for (size_t c = model->first[family]; c < model->first[family + 1]; c++)
		if (utility[c] >= 0)
			scratch[count++] = utility[c];
	if (family == FAMILY_FEASIBILITY)
		band = before_gate(&band, item->penalty);
	return band_share(&band, scratch, count, scratch + count);
}

/* Families share no criterion: their shares multiply. */
double robust_bands(const struct robust_model *model, size_t item, double *scratch)
{
	const struct robust_item *one = &model->items[item];
	double product = 1;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		if (!isfinite(one->band[f].least) && !isfinite(one->band[f].most))
			continue;
		if (!is_figure(one->reading[f]))
			return NAN;
		product *= family_share(model, item, f, scratch);
	}
	return product;
}
