#include "cadran/base/alloc.h"
#include "cadran/core/random.h"
#include "robust_block.h"

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

void block_draw_weights(struct block *block)
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
