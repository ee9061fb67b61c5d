/*
 * The sampler. Samples stand side by side in the lanes of vectors, 32 to a
 * block; no libm, no order of adding that depends on the machine, so that the
 * same seed gives the same counts everywhere.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/random.h"
#include "cadran/core/robust_model.h"
#include "cadran/core/robustness.h"

/* What every x86-64 does at once; elsewhere the compiler makes of it what there is. */
typedef float floats __attribute__((vector_size(16)));
typedef int32_t whole __attribute__((vector_size(16)));

enum {
	WIDTH = sizeof(floats) / sizeof(float),
	VECTORS = ROBUST_BLOCK / WIDTH,
	SORT_FROM = 250, /* items from which sorting beats comparing all pairs */
	KEY_BITS = 22,
	SLACK = 3, /* steps of a key, 9e-5 of a point: what float makes of equal values stays within */
};

/* Unrolled, so that what a loop over vectors adds up stays in registers. */
#define EACH_VECTOR(v) _Pragma("GCC unroll 8") for (size_t v = 0; v < VECTORS; v++)

#define KEY_STEPS 32768.0f /* 100 of them a point: 22 bits */

/* One figure of each sample of a block. */
union lane {
	floats v[VECTORS];
	float s[ROBUST_BLOCK];
};

union key_lane {
	whole v[VECTORS];
	int32_t s[ROBUST_BLOCK];
};

/* One block at work. */
struct block {
	const struct robust_model *model;
	struct robust_tally *tally;
	size_t number, used;              /* of its samples, the first that count */
	union lane *weight;               /* of criteria, as drawn */
	union lane *drawn;                /* of criteria: the utilities of an item with open votes */
	union lane *share;                /* of criteria: their weight in the whole, made where an item is first */
	union lane family[FAMILY_COUNT];  /* weights in the ranking, sum 1 */
	union lane inverse[FAMILY_COUNT]; /* 1 / sum of the weights of its criteria */
	union lane reading[FAMILY_COUNT]; /* of the item at work */
	union key_lane passes;            /* whether its single scores pass, -1 or 0 */
	union key_lane *key;              /* of items */
	union key_lane *rank;             /* of items, from 0 */
	uint32_t *row;                    /* samples × items: keys, then ranks; where they are sorted, like the rest */
	uint32_t *start;                  /* of buckets */
	uint64_t *sorted;                 /* items with their keys */
	unsigned shift;                   /* from a key to its bucket */
};

static floats splat(float x)
{
	return (floats){ x, x, x, x };
}

static whole splat_whole(int32_t x)
{
	return (whole){ x, x, x, x };
}

static floats choose(whole mask, floats yes, floats no)
{
	return (floats)((mask & (whole)yes) | (~mask & (whole)no));
}

/*
 * −log(u), exponentially distributed for u uniform in (0, 1): what a simplex is
 * drawn with. The polynomial is logf's of the Cephes library (S. Moshier), its
 * error below 1e-7 of the value.
 */
static floats exponential(floats u)
{
	static const float terms[] = { 7.0376836292e-2f,  -1.1514610310e-1f, 1.1676998740e-1f,
				       -1.2420140846e-1f, 1.4249322787e-1f,  -1.6668057665e-1f,
				       2.0000714765e-1f,  -2.4999993993e-1f, 3.3333331174e-1f };
	const whole bits = (whole)u;
	whole exponent = (bits >> 23) - 126;
	floats m = (floats)((bits & 0x7fffff) | 0x3f000000), y = splat(terms[0]), square;
	const whole small = m < splat(0.70710678f);

	exponent += small;
	m = choose(small, m + m, m) - 1.0f;
	for (size_t i = 1; i < ARRAY_SIZE(terms); i++)
		y = y * m + terms[i];
	square = m * m;
	return -(__builtin_convertvector(exponent, floats) * 0.69314718f + (y * m * square - 0.5f * square + m));
}

static void draw_exponentials(struct random_lanes *random, union lane *out)
{
	random_floats(random, out->s, ROBUST_BLOCK);
	EACH_VECTOR(v)
	out->v[v] = exponential(out->v[v]);
}

static void fill(union lane *lane, double value)
{
	EACH_VECTOR(v)
	lane->v[v] = splat((float)value);
}

/* --- weights ---------------------------------------------------------------------------------- */

static void draw_criteria(struct block *block, struct random_lanes *random)
{
	const struct robust_model *model = block->model;
	const bool given = !model->open.flat && model->open.criteria == WEIGHTS_GIVEN;

	for (size_t c = 0; c < model->criteria; c++) {
		if (given)
			fill(&block->weight[c], model->weight[c]);
		else
			draw_exponentials(random, &block->weight[c]);
	}
}

/* Sums of the weights of each family's criteria: their inverse, and in a flat ranking the family's weight. */
static void sum_families(struct block *block)
{
	const struct robust_model *model = block->model;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		union lane sum;

		fill(&sum, 0);
		for (size_t c = model->first[f]; c < model->first[f + 1]; c++)
			EACH_VECTOR(v)
		sum.v[v] += block->weight[c].v[v];
		EACH_VECTOR(v)
		block->inverse[f].v[v] = 1.0f / sum.v[v];
		if (model->open.flat && model->family_weight[f] > 0)
			block->family[f] = sum;
	}
}

static void normalise(struct block *block)
{
	EACH_VECTOR(v)
	{
		const floats inverse = 1.0f / (block->family[0].v[v] + block->family[1].v[v] + block->family[2].v[v] +
					       block->family[3].v[v]);

		for (int f = 0; f < FAMILY_COUNT; f++)
			block->family[f].v[v] *= inverse;
	}
}

/*
 * Puts what was drawn for one sample into the order of the given weights.
 * Families that weigh the same keep the order in which they were drawn.
 */
static void put_in_order(struct block *block, size_t sample)
{
	const double *given = block->model->family_weight;
	float drawn[FAMILY_COUNT];

	for (int f = 0; f < FAMILY_COUNT; f++)
		drawn[f] = block->family[f].s[sample];
	for (int f = 0; f < FAMILY_COUNT; f++) {
		int place = 0, other = 0;

		if (!(given[f] > 0))
			continue;
		for (int g = 0; g < FAMILY_COUNT; g++)
			place += given[g] > given[f] + 1e-9 ||
				 (g != f && !(given[g] < given[f] - 1e-9) && drawn[g] > drawn[f]);
		/* The one of rank `place` among those drawn. */
		for (int g = 0; g < FAMILY_COUNT; g++) {
			int larger = 0;

			for (int h = 0; h < FAMILY_COUNT; h++)
				larger += drawn[h] > drawn[g] || (h < g && !(drawn[h] < drawn[g]));
			if (larger == place)
				other = g;
		}
		block->family[f].s[sample] = drawn[other];
	}
}

static void go_around(struct block *block)
{
	const struct robust_model *model = block->model;
	const float spread = (float)model->open.spread;

	for (int f = 0; f < FAMILY_COUNT; f++)
		EACH_VECTOR(v)
	block->family[f].v[v] =
		(float)(1 - model->open.spread) * (float)model->family_weight[f] + spread * block->family[f].v[v];
}

static void draw_families(struct block *block, struct random_lanes *random)
{
	const struct robust_model *model = block->model;
	const bool given = model->open.families == WEIGHTS_GIVEN;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		fill(&block->family[f], 0);
		if (!(model->family_weight[f] > 0) || model->open.flat)
			continue;
		if (given)
			fill(&block->family[f], model->family_weight[f]);
		else
			draw_exponentials(random, &block->family[f]);
	}
}

static void draw_weights(struct block *block)
{
	const struct robust_model *model = block->model;
	struct random_lanes random;

	random_seed(&random, model->open.seed, block->number);
	draw_families(block, &random);
	draw_criteria(block, &random);
	sum_families(block);
	if (!model->open.flat && model->open.families == WEIGHTS_ORDER)
		for (size_t s = 0; s < ROBUST_BLOCK; s++)
			put_in_order(block, s);
	normalise(block);
	if (!model->open.flat && model->open.families == WEIGHTS_AROUND)
		go_around(block);
}

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
static void mean_drawn(struct block *block, size_t index, int family)
{
	const struct robust_model *model = block->model;
	const double *utility = &model->utility[index * model->criteria];

	EACH_VECTOR(v)
	{
		floats sum = splat(0), weights = splat(0);

		for (size_t c = model->first[family]; c < model->first[family + 1]; c++) {
			if (utility[c] < 0)
				continue;
			sum += block->weight[c].v[v] * block->drawn[c].v[v];
			weights += block->weight[c].v[v];
		}
		block->reading[family].v[v] = sum / weights;
	}
}

static void read_families(struct block *block, size_t index)
{
	const struct robust_model *model = block->model;
	const struct robust_item *item = &model->items[index];
	const bool given = !model->open.flat && model->open.criteria == WEIGHTS_GIVEN;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		union lane *reading = &block->reading[f];

		if (!(item->reading[f] >= 0)) {
			fill(reading, 0);
			continue;
		}
		if (given && !item->open) {
			fill(reading, item->reading[f]);
			continue;
		}
		if (item->open)
			mean_drawn(block, index, f);
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

/* Which samples count, as a mask of those of vector `v`. */
static whole used(const struct block *block, size_t v)
{
	const int32_t at = (int32_t)(v * WIDTH);

	return splat_whole((int32_t)block->used) > ((whole){ 0, 1, 2, 3 } + at);
}

static uint32_t count_mask(whole sum)
{
	return (uint32_t) - (sum[0] + sum[1] + sum[2] + sum[3]);
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

/* --- open votes ------------------------------------------------------------------------------- */

/* The utilities of an item with open votes, one voter's at random; which samples its single scores let pass. */
static void draw_votes(struct block *block, size_t index, size_t *vote)
{
	const struct robust_model *model = block->model;
	for (size_t c = 0; c < model->criteria; c++)
		fill(&block->drawn[c], model->utility[index * model->criteria + c]);
	memset(&block->passes, 0xff, sizeof(block->passes));
	for (; *vote < model->vote_count && model->votes[*vote].item == index; (*vote)++) {
		const struct open_vote *open = &model->votes[*vote];
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
}

/* Thresholds on families, where the item's votes are open. */
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

static void value_items(struct block *block)
{
	const struct robust_model *model = block->model;
	size_t vote = 0;

	for (size_t i = 0; i < model->count; i++) {
		const struct robust_item *item = &model->items[i];

		if (item->open)
			draw_votes(block, i, &vote);
		read_families(block, i);
		keep_value(block, i);
		if (item->placed)
			count_quadrants(block, i);
		if (item->open)
			count_quick_wins(block, i);
	}
}

/* --- ranks ------------------------------------------------------------------------------------ */

/* The rank of each from 0: how many are strictly ahead of it. All pairs, both ways. */
static void rank_by_pairs(struct block *block)
{
	const size_t count = block->model->count;

	for (size_t i = 0; i < count; i++) {
		union key_lane limit, ahead;

		EACH_VECTOR(v)
		{
			limit.v[v] = block->key[i].v[v] + SLACK;
			ahead.v[v] = splat_whole(0);
		}
		for (size_t k = 0; k < count; k++)
			EACH_VECTOR(v)
		ahead.v[v] -= block->key[k].v[v] > limit.v[v];
		block->rank[i] = ahead;
	}
}

/* The same, and who was ahead of whom. */
static void rank_and_compare(struct block *block)
{
	const size_t count = block->model->count;
	whole mask[VECTORS];

	EACH_VECTOR(v)
	mask[v] = used(block, v);
	for (size_t i = 0; i < count; i++) {
		uint32_t *behind = &block->tally->behind[i * count];
		union key_lane limit, ahead;

		EACH_VECTOR(v)
		{
			/* A sample that does not count is never left behind. */
			limit.v[v] = ((block->key[i].v[v] + SLACK) & mask[v]) | (~mask[v] & INT32_MAX);
			ahead.v[v] = splat_whole(0);
		}
		for (size_t k = 0; k < count; k++) {
			whole pair = splat_whole(0);

			EACH_VECTOR(v)
			{
				const whole is = block->key[k].v[v] > limit.v[v];

				ahead.v[v] -= is;
				pair += is;
			}
			behind[k] += count_mask(pair);
		}
		block->rank[i] = ahead;
	}
}

/* One sample's keys side by side, for the sort to run along them. */
static void turn_keys(struct block *block)
{
	const size_t count = block->model->count;

	for (size_t i = 0; i < count; i++)
		for (size_t s = 0; s < ROBUST_BLOCK; s++)
			block->row[s * count + i] = (uint32_t)block->key[i].s[s];
}

/*
 * Items by their keys, the largest first: into so many buckets that few share
 * one, then by insertion.
 */
static void sort_sample(struct block *block, const uint32_t *key)
{
	const size_t count = block->model->count;
	const unsigned shift = block->shift;
	uint32_t at = 0;

	memset(block->start, 0, sizeof(*block->start) * ((size_t)1 << (KEY_BITS - shift)));
	for (size_t i = 0; i < count; i++)
		block->start[key[i] >> shift]++;
	for (size_t b = (size_t)1 << (KEY_BITS - shift); b--;) {
		const uint32_t size = block->start[b];

		block->start[b] = at;
		at += size;
	}
	for (size_t i = 0; i < count; i++)
		block->sorted[block->start[key[i] >> shift]++] = (uint64_t)key[i] << 32 | i;
	for (size_t i = 1; i < count; i++) {
		const uint64_t item = block->sorted[i];
		size_t place = i;

		for (; place && block->sorted[place - 1] >> 32 < item >> 32; place--)
			block->sorted[place] = block->sorted[place - 1];
		block->sorted[place] = item;
	}
}

static void rank_by_sorting(struct block *block)
{
	const size_t count = block->model->count;

	turn_keys(block);
	for (size_t s = 0; s < block->used; s++) {
		uint32_t *row = &block->row[s * count];
		uint32_t ahead = 0;

		sort_sample(block, row);
		for (size_t i = 0; i < count; i++) {
			while (block->sorted[ahead] >> 32 > (block->sorted[i] >> 32) + SLACK)
				ahead++;
			row[(uint32_t)block->sorted[i]] = ahead;
		}
	}
	for (size_t i = 0; i < count; i++)
		for (size_t s = 0; s < block->used; s++)
			block->rank[i].s[s] = (int32_t)block->row[s * count + i];
}

/* What each criterion weighs in the whole, in each sample. */
static void make_shares(struct block *block)
{
	const struct robust_model *model = block->model;

	for (int f = 0; f < FAMILY_COUNT; f++)
		for (size_t c = model->first[f]; c < model->first[f + 1]; c++)
			EACH_VECTOR(v)
	block->share[c].v[v] = block->family[f].v[v] * block->weight[c].v[v] * block->inverse[f].v[v];
}

static void count_ranks(struct block *block)
{
	const struct robust_model *model = block->model;

	for (size_t i = 0; i < model->count; i++) {
		uint32_t *ranks = &block->tally->rank[i * model->count];
		uint64_t *central = &block->tally->central[i * model->criteria];

		for (size_t s = 0; s < block->used; s++) {
			const int32_t rank = block->rank[i].s[s];

			ranks[rank]++;
			if (rank)
				continue;
			for (size_t c = 0; c < model->criteria; c++)
				central[c] += (uint64_t)(block->share[c].s[s] * 0x1p32f);
		}
	}
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void draw_block(struct block *block)
{
	draw_weights(block);
	value_items(block);
	if (block->sorted)
		rank_by_sorting(block);
	else if (block->tally->behind)
		rank_and_compare(block);
	else
		rank_by_pairs(block);
	make_shares(block);
	count_ranks(block);
	block->tally->samples += block->used;
}

/* About four buckets an item, and never more than keys. */
static void make_room_to_sort(struct block *block)
{
	const size_t count = block->model->count;

	for (block->shift = KEY_BITS; block->shift && (size_t)1 << (KEY_BITS - block->shift) < 4 * count;)
		block->shift--;
	block->row = xcalloc(count * ROBUST_BLOCK, sizeof(*block->row));
	block->start = xcalloc((size_t)1 << (KEY_BITS - block->shift), sizeof(*block->start));
	block->sorted = xcalloc(count, sizeof(*block->sorted));
}

void robust_draw(const struct robust_model *model, size_t first, size_t count, struct robust_tally *tally)
{
	struct block block = { .model = model, .tally = tally };

	block.weight = xcalloc(model->criteria, sizeof(union lane));
	block.drawn = xcalloc(model->criteria, sizeof(union lane));
	block.share = xcalloc(model->criteria, sizeof(union lane));
	block.key = xcalloc(model->count, sizeof(union key_lane));
	block.rank = xcalloc(model->count, sizeof(union key_lane));
	if (model->count >= SORT_FROM && !tally->behind)
		make_room_to_sort(&block);
	for (size_t b = first; b - first < count && b * ROBUST_BLOCK < model->open.samples; b++) {
		const size_t left = model->open.samples - b * ROBUST_BLOCK;

		block.number = b;
		block.used = left < ROBUST_BLOCK ? left : ROBUST_BLOCK;
		draw_block(&block);
	}
	free(block.weight);
	free(block.drawn);
	free(block.share);
	free(block.key);
	free(block.rank);
	free(block.row);
	free(block.start);
	free(block.sorted);
}

struct robust_tally *robust_tally_new(const struct robust_model *model)
{
	struct robust_tally *tally = xcalloc(1, sizeof(*tally));
	const size_t count = model->count;

	tally->rank = xcalloc(count * count, sizeof(*tally->rank));
	if (!model->all_pairs && count <= ROBUST_PAIRS_MOST)
		tally->behind = xcalloc(count * count, sizeof(*tally->behind));
	tally->quadrant = xcalloc(count * QUADRANT_COUNT, sizeof(*tally->quadrant));
	tally->quick_win = xcalloc(count, sizeof(*tally->quick_win));
	tally->central = xcalloc(count * model->criteria, sizeof(*tally->central));
	return tally;
}

void robust_tally_free(struct robust_tally *tally)
{
	if (!tally)
		return;
	free(tally->rank);
	free(tally->behind);
	free(tally->quadrant);
	free(tally->quick_win);
	free(tally->central);
	free(tally);
}

static void add_counts(uint32_t *counts, const uint32_t *more, size_t count)
{
	for (size_t i = 0; counts && i < count; i++)
		counts[i] += more[i];
}

void robust_tally_add(const struct robust_model *model, struct robust_tally *tally, const struct robust_tally *more)
{
	const size_t count = model->count;

	tally->samples += more->samples;
	add_counts(tally->rank, more->rank, count * count);
	add_counts(tally->behind, more->behind, count * count);
	add_counts(tally->quadrant, more->quadrant, count * QUADRANT_COUNT);
	add_counts(tally->quick_win, more->quick_win, count);
	for (size_t i = 0; i < count * model->criteria; i++)
		tally->central[i] += more->central[i];
}
