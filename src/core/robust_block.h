/*
 * The sampler at work on one block: samples stand side by side in the lanes of
 * vectors. No libm, no order of adding that depends on the machine, so that the
 * same seed gives the same counts everywhere.
 */
#ifndef CADRAN_CORE_ROBUST_BLOCK_H
#define CADRAN_CORE_ROBUST_BLOCK_H

#include "cadran/core/money_range.h"
#include "cadran/core/robust_model.h"

/* What every x86-64 does at once; elsewhere the compiler makes of it what there is. */
typedef float floats __attribute__((vector_size(16)));
typedef int32_t whole __attribute__((vector_size(16)));

enum {
	WIDTH = sizeof(floats) / sizeof(float),
	VECTORS = ROBUST_BLOCK / WIDTH,
	SORT_FROM = 250, /* items from which sorting beats comparing all pairs */
	KEY_BITS = 22,
	KEPT = 256, /* samples whose ranks are counted at once, where they are sorted */
	SLACK = 3,  /* steps of a key, 9e-5 of a point: what float makes of equal values stays within */
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
	bool fresh;                       /* the first that is drawn here */
	union lane *weight;               /* of criteria, as drawn */
	union lane *drawn;                /* of criteria: the utilities of an item that is open; negative: none */
	struct money_draws *money;        /* of model.figures: those of MONEY_BLOCK samples at once */
	union lane *share;                /* of criteria: their weight in the whole, made where an item is first */
	union lane family[FAMILY_COUNT];  /* weights in the ranking, sum 1 */
	union lane inverse[FAMILY_COUNT]; /* 1 / sum of the weights of its criteria */
	union lane reading[FAMILY_COUNT]; /* of the item at work */
	union key_lane passes;            /* whether the rule's limits on its scores and figures hold, -1 or 0 */
	union key_lane *key;              /* of items */
	union key_lane *rank;             /* of items, from 0 */
	uint32_t *kept;                   /* items × KEPT: ranks that are still to be counted, where they are sorted */
	size_t kept_count;
	uint32_t *row;    /* samples × items: keys, then ranks; where they are sorted, like the rest */
	uint32_t *start;  /* of buckets */
	uint64_t *sorted; /* items with their keys */
	unsigned shift;   /* from a key to its bucket */
};

static inline floats splat(float x)
{
	return (floats){ x, x, x, x };
}

static inline whole splat_whole(int32_t x)
{
	return (whole){ x, x, x, x };
}

static inline floats choose(whole mask, floats yes, floats no)
{
	return (floats)((mask & (whole)yes) | (~mask & (whole)no));
}

static inline void fill(union lane *lane, double value)
{
	EACH_VECTOR(v)
	lane->v[v] = splat((float)value);
}

/* Which samples of vector `v` count, as a mask. */
static inline whole used(const struct block *block, size_t v)
{
	const int32_t at = (int32_t)(v * WIDTH);

	return splat_whole((int32_t)block->used) > ((whole){ 0, 1, 2, 3 } + at);
}

/* How many of the lanes of a sum of masks. */
static inline uint32_t count_mask(whole sum)
{
	return (uint32_t) - (sum[0] + sum[1] + sum[2] + sum[3]);
}

/* Draws the weights of the block. */
void block_draw_weights(struct block *block);

/* The values of all items under these weights, as keys; their quadrants and quick wins are counted on the way. */
void block_value_items(struct block *block);

#endif
