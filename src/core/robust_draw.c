#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/robustness.h"
#include "robust_block.h"

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

/* How often each had which rank, at once or kept for later; who is first counts now, while the shares are there. */
static void take_ranks(struct block *block)
{
	const struct robust_model *model = block->model;

	for (size_t i = 0; i < model->count; i++) {
		uint32_t *ranks = &block->tally->rank[i * model->count];
		uint32_t *kept = block->kept ? &block->kept[i * KEPT + block->kept_count] : NULL;
		uint64_t *central = &block->tally->central[i * model->criteria];

		for (size_t s = 0; s < block->used; s++) {
			const int32_t rank = block->rank[i].s[s];

			if (kept)
				kept[s] = (uint32_t)rank;
			else
				ranks[rank]++;
			if (rank)
				continue;
			for (size_t c = 0; c < model->criteria; c++)
				central[c] += (uint64_t)(block->share[c].s[s] * 0x1p32f);
		}
	}
	block->kept_count += block->kept ? block->used : 0;
}

/* A table of many items does not stay near the processor: it is passed through once for many samples. */
static void count_kept(struct block *block)
{
	const size_t count = block->model->count;

	for (size_t i = 0; i < count; i++) {
		uint32_t *ranks = &block->tally->rank[i * count];

		for (size_t n = 0; n < block->kept_count; n++)
			ranks[block->kept[i * KEPT + n]]++;
	}
	block->kept_count = 0;
}

/* --- blocks ----------------------------------------------------------------------------------- */

static void draw_block(struct block *block)
{
	block_draw_weights(block);
	block_value_items(block);
	if (block->sorted)
		rank_by_sorting(block);
	else if (block->tally->behind)
		rank_and_compare(block);
	else
		rank_by_pairs(block);
	make_shares(block);
	take_ranks(block);
	if (block->kept_count + ROBUST_BLOCK > KEPT)
		count_kept(block);
	block->tally->samples += block->used;
}

/* About two buckets an item, and never more than keys. */
static void make_room_to_sort(struct block *block)
{
	const size_t count = block->model->count;

	for (block->shift = KEY_BITS; block->shift && (size_t)1 << (KEY_BITS - block->shift) < 2 * count;)
		block->shift--;
	block->row = xcalloc(count * ROBUST_BLOCK, sizeof(*block->row));
	block->start = xcalloc((size_t)1 << (KEY_BITS - block->shift), sizeof(*block->start));
	block->sorted = xcalloc(count, sizeof(*block->sorted));
	block->kept = xcalloc(count * KEPT, sizeof(*block->kept));
}

/* Before anything is added to it. */
static void wipe(const struct robust_model *model, struct robust_tally *tally)
{
	const size_t count = model->count;

	if (!tally->stale)
		return;
	tally->stale = false;
	memset(tally->rank, 0, count * count * sizeof(*tally->rank));
	if (tally->behind)
		memset(tally->behind, 0, count * count * sizeof(*tally->behind));
	memset(tally->quadrant, 0, count * QUADRANT_COUNT * sizeof(*tally->quadrant));
	memset(tally->quick_win, 0, count * sizeof(*tally->quick_win));
	memset(tally->central, 0, count * model->criteria * sizeof(*tally->central));
}

void robust_draw(const struct robust_model *model, size_t first, size_t count, struct robust_tally *tally)
{
	struct block block = { .model = model, .tally = tally };

	wipe(model, tally);
	block.weight = xcalloc(model->criteria, sizeof(union lane));
	block.drawn = xcalloc(model->criteria, sizeof(union lane));
	block.money = xcalloc(model->figures_count, sizeof(*block.money));
	block.share = xcalloc(model->criteria, sizeof(union lane));
	block.key = xcalloc(model->count, sizeof(union key_lane));
	block.rank = xcalloc(model->count, sizeof(union key_lane));
	if (model->count >= SORT_FROM && !tally->behind)
		make_room_to_sort(&block);
	for (size_t b = first; b - first < count && b * ROBUST_BLOCK < model->open.samples; b++) {
		const size_t left = model->open.samples - b * ROBUST_BLOCK;

		block.number = b;
		block.fresh = b == first;
		block.used = left < ROBUST_BLOCK ? left : ROBUST_BLOCK;
		draw_block(&block);
	}
	count_kept(&block);
	free(block.weight);
	free(block.drawn);
	free(block.money);
	free(block.share);
	free(block.key);
	free(block.rank);
	free(block.kept);
	free(block.row);
	free(block.start);
	free(block.sorted);
}

static bool counts_pairs(const struct robust_model *model)
{
	return !model->ranks_only && !model->all_pairs && model->count <= ROBUST_PAIRS_MOST;
}

struct robust_tally *robust_tally_new(const struct robust_model *model)
{
	struct robust_tally *tally = xcalloc(1, sizeof(*tally));
	const size_t count = model->count;

	tally->rank = xcalloc(count * count, sizeof(*tally->rank));
	if (counts_pairs(model))
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

void robust_tally_clear(const struct robust_model *model, struct robust_tally **tally)
{
	struct robust_tally *own = *tally;

	if (counts_pairs(model) != (own->behind != NULL)) {
		robust_tally_free(own);
		*tally = robust_tally_new(model);
		return;
	}
	own->stale |= own->samples > 0;
	own->samples = 0;
}

static void add_counts(uint32_t *counts, const uint32_t *more, size_t count)
{
	for (size_t i = 0; counts && i < count; i++)
		counts[i] += more[i];
}

void robust_tally_add(const struct robust_model *model, struct robust_tally *tally, const struct robust_tally *more)
{
	const size_t count = model->count;

	wipe(model, tally);
	tally->samples += more->samples;
	add_counts(tally->rank, more->rank, count * count);
	add_counts(tally->behind, more->behind, count * count);
	add_counts(tally->quadrant, more->quadrant, count * QUADRANT_COUNT);
	add_counts(tally->quick_win, more->quick_win, count);
	for (size_t i = 0; i < count * model->criteria; i++)
		tally->central[i] += more->central[i];
}
