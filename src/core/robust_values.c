#include <math.h>
#include <string.h>

#include "cadran/core/compare.h"
#include "cadran/core/random.h"
#include "cadran/core/scoring.h"
#include "robust_block.h"

/* --- one item --------------------------------------------------------------------------------- */

/* The mean of a family whose values are the same in all samples. */
static void mean_fixed(struct block *block, size_t index, int family)
{
	const struct robust_model *model = block->model;
	const double *utility = &model->utility[index * model->criteria];
	union lane sum, weights;

	fill(&sum, 0);
	fill(&weights, 0);
	for (size_t c = model->first[family]; c < model->first[family + 1]; c++) {
		const floats value = splat((float)utility[c]);

		if (utility[c] < 0)
			continue;
		EACH_VECTOR(v)
		sum.v[v] += block->weight[c].v[v] * value;
		if (!model->items[index].incomplete[family])
			continue;
		EACH_VECTOR(v)
		weights.v[v] += block->weight[c].v[v];
	}
	EACH_VECTOR(v)
	block->reading[family].v[v] = model->items[index].incomplete[family] ? sum.v[v] / weights.v[v]
									     : sum.v[v] * block->inverse[family].v[v];
}

/* The same where values are drawn; those that stay are in `drawn` like the others. */
static void mean_drawn(struct block *block, int family)
{
	const struct robust_model *model = block->model;
	EACH_VECTOR(v)
	{
		floats sum = splat(0), weights = splat(0);

		for (size_t c = model->first[family]; c < model->first[family + 1]; c++) {
			const floats value = block->drawn[c].v[v];
			const floats weight = choose(value >= splat(0), block->weight[c].v[v], splat(0));

			sum += weight * value;
			weights += weight;
		}
		block->reading[family].v[v] = choose(weights > splat(0), sum / weights, splat(0));
	}
}

static void read_families(struct block *block, size_t index)
{
	const struct robust_model *model = block->model;
	const struct robust_item *item = &model->items[index];
	const bool given = !model->open.flat && model->open.criteria == WEIGHTS_GIVEN;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		union lane *reading = &block->reading[f];

		if (!(item->reading[f] >= 0) && !item->open) {
			fill(reading, 0);
			continue;
		}
		if (given && !item->open) {
			fill(reading, item->reading[f]);
			continue;
		}
		if (item->open)
			mean_drawn(block, f);
		else
			mean_fixed(block, index, f);
		if (f != FAMILY_FEASIBILITY || !(item->penalty > 0))
			continue;
		EACH_VECTOR(v)
		{
			const floats left = reading->v[v] - (float)item->penalty;

			reading->v[v] = choose(left > splat(0), left, splat(0));
		}
	}
}

static void keep_value(struct block *block, size_t index)
{
	EACH_VECTOR(v)
	{
		floats value = splat(0);

		for (int f = 0; f < FAMILY_COUNT; f++)
			value += block->family[f].v[v] * block->reading[f].v[v];
		block->key[index].v[v] = __builtin_convertvector(value * KEY_STEPS, whole);
	}
}

static whole high_on(const struct block *block, enum axis_id axis, size_t v)
{
	const struct robust_model *model = block->model;
	floats value = splat(0);

	for (int f = 0; f < FAMILY_COUNT; f++)
		value += (float)model->axis_weight[axis][f] * block->reading[f].v[v];
	return value >= splat((float)model->threshold[axis] - 1e-4f);
}

static void count_quadrants(struct block *block, size_t index)
{
	uint32_t *counts = &block->tally->quadrant[index * QUADRANT_COUNT];
	whole both = splat_whole(0), x_only = both, y_only = both, all = both;

	EACH_VECTOR(v)
	{
		const whole mask = used(block, v), x = high_on(block, AXIS_X, v), y = high_on(block, AXIS_Y, v);

		all += mask;
		both += mask & x & y;
		x_only += mask & x & ~y;
		y_only += mask & ~x & y;
	}
	counts[QUADRANT_HIGH_HIGH] += count_mask(both);
	counts[QUADRANT_LOW_HIGH] += count_mask(x_only);
	counts[QUADRANT_HIGH_LOW] += count_mask(y_only);
	counts[QUADRANT_LOW_LOW] += count_mask(all - both - x_only - y_only);
}

/* --- what is open ----------------------------------------------------------------------------- */

/* As known, for what is drawn to replace. */
static void open_item(struct block *block, size_t index)
{
	const struct robust_model *model = block->model;

	for (size_t c = 0; c < model->criteria; c++)
		fill(&block->drawn[c], model->utility[index * model->criteria + c]);
	memset(&block->passes, 0xff, sizeof(block->passes));
}

/* One voter's score at random. */
static void draw_vote(struct block *block, const struct open_vote *open)
{
	const struct robust_model *model = block->model;
	struct random_lanes random;
	uint32_t bits[ROBUST_BLOCK];

	random_seed(&random, model->open.seed, random_stream(open->stream, block->number));
	random_bits(&random, bits, ROBUST_BLOCK);
	for (size_t s = 0; s < ROBUST_BLOCK; s++) {
		const struct vote_option *option =
			&model->options[open->first + (size_t)(((uint64_t)bits[s] * open->count) >> 32)];

		block->drawn[open->criterion].s[s] = (float)option->utility;
		block->passes.s[s] &= option->passes ? -1 : 0;
	}
}

/* The score that a figure drawn is worth; one that does not exist is worth none, and leaves what is required missing.
 */
static void draw_derived(struct block *block, const struct derived_criterion *derived, const struct money_draws *draws,
			 size_t first)
{
	const struct robust_model *model = block->model;

	for (size_t s = 0; s < ROBUST_BLOCK; s++) {
		const struct money money = { .roi = draws->roi[first + s],
					     .payback = draws->payback[first + s],
					     .tco = draws->tco[first + s] };
		const double score = derived_score(model->matrix, model->profile, derived->of->derive, &money);

		block->drawn[derived->criterion].s[s] = score >= 1 ? (float)criterion_utility(derived->of, score) : -1;
		block->passes.s[s] &=
			(score >= 1 || !derived->of->required) && !(score < derived->least) && !(score > derived->most)
				? -1
				: 0;
	}
}

/* The same samples as ranges of money are told from: block by block, MONEY_BLOCK of them at once. */
static void draw_figures(struct block *block, size_t index)
{
	const struct robust_model *model = block->model;
	const struct open_figures *figures = &model->figures[index];
	const size_t sample = block->number * ROBUST_BLOCK, first = sample % MONEY_BLOCK;
	struct money_draws *draws = &block->money[index];

	if (!first || block->fresh)
		money_draw(figures->facts, figures->id, model->open.seed, sample / MONEY_BLOCK, draws);
	for (size_t i = 0; i < figures->count; i++)
		draw_derived(block, &model->derived[figures->first + i], draws, first);
	for (size_t s = 0; s < ROBUST_BLOCK; s++)
		block->passes.s[s] &= stays_within(draws->build[first + s], figures->build_limit) &&
						      (isinf(figures->payback_limit) ||
						       stays_within(draws->payback[first + s], figures->payback_limit))
					      ? -1
					      : 0;
}

/* The whole rule, where the item is open. */
static void count_quick_wins(struct block *block, size_t index)
{
	const struct robust_item *item = &block->model->items[index];
	whole sum = splat_whole(0);

	if (!(item->chance > 0))
		return;
	EACH_VECTOR(v)
	{
		whole mask = used(block, v) & block->passes.v[v];

		for (int f = 0; f < FAMILY_COUNT; f++) {
			mask &= block->reading[f].v[v] >= splat((float)item->band[f].least - 1e-4f);
			mask &= block->reading[f].v[v] <= splat((float)item->band[f].most + 1e-4f);
		}
		sum += mask;
	}
	block->tally->quick_win[index] += count_mask(sum);
}

void block_value_items(struct block *block)
{
	const struct robust_model *model = block->model;
	size_t vote = 0, figures = 0;

	for (size_t i = 0; i < model->count; i++) {
		const struct robust_item *item = &model->items[i];

		if (item->open)
			open_item(block, i);
		for (; vote < model->vote_count && model->votes[vote].item == i; vote++)
			draw_vote(block, &model->votes[vote]);
		for (; figures < model->figures_count && model->figures[figures].item == i; figures++)
			draw_figures(block, figures);
		read_families(block, i);
		keep_value(block, i);
		if (item->placed)
			count_quadrants(block, i);
		if (item->open)
			count_quick_wins(block, i);
	}
}
