/*
 * Drawing: what is sampled against a twin that draws by the definitions, and
 * the laws of tallies, whatever is open, on random models.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "robust_twin.h"

/* --- the twin ---------------------------------------------------------------------- */

struct comparison {
	const struct robust_model *model;
	const struct robust_tally *tally;
	const struct twin_tally *twin;
	struct agreement rank, ahead, exact, quadrant, quick_win, central, bands;
};

static void compare_ranks(struct comparison *c, size_t i)
{
	const struct robust_model *model = c->model;
	const double n = (double)c->tally->samples, m = (double)c->twin->samples;

	for (size_t k = 0; k < model->count; k++) {
		const size_t cell = i * model->count + k;

		agreement_drawn(&c->rank, c->tally->rank[cell] / n, n, c->twin->rank[cell] / m, m);
		if (i == k)
			continue;
		if (c->tally->behind)
			agreement_drawn(&c->ahead, c->tally->behind[cell] / n, n, c->twin->behind[cell] / m, m);
		if (model->items[i].linear && model->items[k].linear)
			agreement_exact(&c->exact, c->twin->behind[cell] / m, m, twin_pair(model, k, i));
	}
}

static void compare_central(struct comparison *c, size_t i)
{
	const struct robust_model *model = c->model;
	const double n = c->tally->rank[i * model->count], m = c->twin->rank[i * model->count];

	for (size_t j = 0; n >= 50 && m >= 50 && j < model->criteria; j++) {
		const size_t cell = i * model->criteria + j;
		const double weight = (double)c->tally->central[cell] / 4294967296.0 / n;
		const double mean = c->twin->central[cell] / m;
		const double variance = fmax(0, c->twin->central_squares[cell] / m - mean * mean);

		/* Weights are drawn as single figures. */
		agreement_add(&c->central, fmax(0, fabs(weight - mean) - 1e-6), sqrt(variance * (1 / n + 1 / m)));
	}
}

static void compare_item(struct comparison *c, size_t i)
{
	const struct robust_item *item = &c->model->items[i];
	const double n = (double)c->tally->samples, m = (double)c->twin->samples;

	for (size_t q = 0; item->placed && q < QUADRANT_COUNT; q++)
		agreement_drawn(&c->quadrant, c->tally->quadrant[i * QUADRANT_COUNT + q] / n, n,
				c->twin->quadrant[i * QUADRANT_COUNT + q] / m, m);
	if (!item->open)
		agreement_exact(&c->bands, c->twin->bands[i] / m, m, twin_bands(c->model, i));
	if (item->open && item->chance > 0)
		agreement_drawn(&c->quick_win, c->tally->quick_win[i] / n, n, c->twin->quick_win[i] / m, m);
	compare_ranks(c, i);
	compare_central(c, i);
}

static void expect_agreement(const char *what, const struct agreement *agreement)
{
	cr_expect(agreement_holds(agreement), "%s: %zu of %zu beyond 4 standard errors, the worst %g", what,
		  agreement->beyond, agreement->compared, agreement->worst);
}

/* What is not drawn is compared with the twin all the same, through what is exact. */
static void compare_model(struct comparison *c, unsigned round)
{
	struct robust_model *model = twin_random_model(round, 1 + round % 9, twin_open(round, 6000));

	robust_model_close(model);
	struct robust_tally *tally = twin_whole(model);
	struct twin_tally *twin = twin_draw(model, 6000, round + 100000);
	c->model = model;
	c->tally = tally;
	c->twin = twin;
	for (size_t i = 0; model->drawn && i < model->count; i++)
		compare_item(c, i);
	twin_tally_free(twin);
	robust_tally_free(tally);
	robust_model_free(model);
}

Test(robust_draw, what_is_drawn_agrees_with_plain_weights_plain_votes_and_plain_counting)
{
	struct comparison all = { 0 };

	for (unsigned round = 0; round < fixture_rounds(20 * TWIN_WAYS); round++)
		compare_model(&all, round);
	expect_agreement("ranks", &all.rank);
	expect_agreement("pairs drawn", &all.ahead);
	expect_agreement("pairs exact", &all.exact);
	expect_agreement("quadrants", &all.quadrant);
	expect_agreement("quick wins", &all.quick_win);
	expect_agreement("central weights", &all.central);
	expect_agreement("bands", &all.bands);
}

/* The mean rank is 1 + Σ P(another is strictly ahead), to the last draw where pairs are drawn with the ranks. */
static void expect_mean_rank(const struct robust_model *model, const struct robust_tally *tally, size_t i,
			     struct agreement *exact)
{
	const size_t count = model->count;
	const double n = (double)tally->samples;
	double mean = 0, squares = 0, ahead = 0, drawn = 1;
	bool all = true;

	for (size_t k = 0; k < count; k++) {
		mean += (double)(k + 1) * tally->rank[i * count + k] / n;
		squares += (double)((k + 1) * (k + 1)) * tally->rank[i * count + k] / n;
		drawn += tally->behind ? tally->behind[i * count + k] / n : 0;
		all &= model->items[k].linear;
		if (k != i && model->items[i].linear && model->items[k].linear)
			ahead += twin_pair(model, k, i);
	}
	if (tally->behind)
		cr_assert(fabs(mean - drawn) < 1e-9, "item %zu: %.17g, not %.17g", i, mean, drawn);
	if (all)
		agreement_add(exact, mean - (1 + ahead), sqrt(fmax(0, squares - mean * mean) / n + 1 / (n * n)));
}

Test(robust_draw, a_mean_rank_is_one_more_than_the_chances_of_all_others)
{
	struct agreement exact = { 0 };

	for (unsigned round = 0; round < fixture_rounds(60 * TWIN_WAYS); round++) {
		struct robust_model *model = twin_random_model(round + 5000, 2 + round % 5, twin_open(round, 3000));

		/* Whole and without a penalty, so that many are exact. */
		for (size_t i = 0; round % 2 && i < model->count * model->criteria; i++)
			model->utility[i] = fmax(0, model->utility[i]);
		for (size_t i = 0; round % 2 && i < model->count; i++)
			model->items[i].penalty = 0;
		robust_model_close(model);
		struct robust_tally *tally = twin_whole(model);
		for (size_t i = 0; model->drawn && i < model->count; i++)
			expect_mean_rank(model, tally, i, &exact);
		robust_tally_free(tally);
		robust_model_free(model);
	}
	expect_agreement("mean ranks", &exact);
}

/* --- tallies ------------------------------------------------------------------------- */

static void expect_same_tally(const struct robust_model *model, const struct robust_tally *a,
			      const struct robust_tally *b, const char *what, unsigned round)
{
	cr_assert(a->samples == b->samples, "%s, round %u: %zu and %zu samples", what, round, a->samples, b->samples);
	cr_assert(twin_checksum(model, a) == twin_checksum(model, b), "%s, round %u", what, round);
}

static size_t blocks_of(const struct robust_model *model)
{
	return (model->open.samples + ROBUST_BLOCK - 1) / ROBUST_BLOCK;
}

/* Cut where chance says, the pieces drawn from the last to the first, into two tallies that are added. */
static struct robust_tally *draw_in_slices(const struct robust_model *model, struct fixture_random *random)
{
	struct robust_tally *whole = robust_tally_new(model), *more = robust_tally_new(model);

	for (size_t end = blocks_of(model); end;) {
		const size_t count = 1 + fixture_below(random, (unsigned)end);

		robust_draw(model, end - count, count, fixture_chance(random, 50) ? whole : more);
		end -= count;
	}
	robust_tally_add(model, whole, more);
	robust_tally_free(more);
	return whole;
}

Test(robust_draw, slices_in_any_order_add_up_to_the_whole)
{
	struct fixture_random random = fixture_seed(1);

	for (unsigned round = 0; round < fixture_rounds(40 * TWIN_WAYS); round++) {
		struct robust_model *model =
			twin_random_model(round, 1 + fixture_below(&random, 40), twin_open(round, 0));

		model->open.samples = 1 + fixture_below(&random, 700);
		robust_model_close(model);
		struct robust_tally *whole = twin_whole(model), *slices = draw_in_slices(model, &random);
		cr_assert(whole->samples == model->open.samples || !model->drawn, "round %u: %zu of %lu", round,
			  whole->samples, model->open.samples);
		expect_same_tally(model, whole, slices, "slices", round);
		robust_tally_free(whole);
		robust_tally_free(slices);
		robust_model_free(model);
	}
}

Test(robust_draw, a_block_beyond_the_last_sample_draws_nothing)
{
	struct robust_model *model = twin_random_model(1, 5, twin_open(0, 33));

	robust_model_close(model);
	struct robust_tally *tally = twin_whole(model), *beyond = robust_tally_new(model);
	robust_draw(model, 0, 5, beyond);
	expect_same_tally(model, tally, beyond, "more blocks than there are", 0);
	robust_draw(model, 2, 1, beyond);
	expect_same_tally(model, tally, beyond, "one after the last", 0);
	cr_expect(tally->samples == 33);
	robust_tally_free(tally);
	robust_tally_free(beyond);
	robust_model_free(model);
}

/* Every sample gives every item one rank, and one quadrant where it has any; somebody is always first. */
Test(robust_draw, every_sample_is_counted_once)
{
	for (unsigned round = 0; round < fixture_rounds(20 * TWIN_WAYS); round++) {
		struct robust_model *model =
			twin_random_model(round, 1 + round % 60, twin_open(round, 1 + round * 7 % 150));
		size_t first = 0;

		robust_model_close(model);
		struct robust_tally *tally = twin_whole(model);
		for (size_t i = 0; i < model->count; i++) {
			size_t ranks = 0, quadrants = 0;

			for (size_t k = 0; k < model->count; k++)
				ranks += tally->rank[i * model->count + k];
			for (size_t q = 0; q < QUADRANT_COUNT; q++)
				quadrants += tally->quadrant[i * QUADRANT_COUNT + q];
			cr_assert(ranks == tally->samples, "round %u, item %zu: %zu ranks", round, i, ranks);
			cr_assert(quadrants == (model->items[i].placed ? tally->samples : 0),
				  "round %u, item %zu: %zu quadrants", round, i, quadrants);
			first += tally->rank[i * model->count];
		}
		cr_assert(first >= tally->samples, "round %u", round);
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

/* --- by pairs, and by sorting ----------------------------------------------------------- */

/* The same items, and as many as are wanted that are worth nothing. */
static struct robust_model *padded(unsigned round, size_t count, size_t all, struct uncertainty open)
{
	struct robust_model *model = twin_random_model(round, count, open);
	size_t criteria[FAMILY_COUNT];

	for (int f = 0; f < FAMILY_COUNT; f++)
		criteria[f] = model->first[f + 1] - model->first[f];
	struct robust_model *larger = twin_model(all, criteria, open);
	memcpy(larger->weight, model->weight, model->criteria * sizeof(*model->weight));
	memcpy(larger->family_weight, model->family_weight, sizeof(model->family_weight));
	memcpy(larger->axis_weight, model->axis_weight, sizeof(model->axis_weight));
	memcpy(larger->threshold, model->threshold, sizeof(model->threshold));
	memcpy(larger->items, model->items, count * sizeof(*model->items));
	memcpy(larger->utility, model->utility, count * model->criteria * sizeof(*model->utility));
	larger->votes = model->votes;
	larger->vote_count = model->vote_count;
	larger->vote_capacity = model->vote_capacity;
	larger->options = model->options;
	larger->option_count = model->option_count;
	larger->option_capacity = model->option_capacity;
	model->votes = NULL;
	model->options = NULL;
	model->vote_count = model->vote_capacity = model->option_count = model->option_capacity = 0;
	robust_model_free(model);
	robust_model_close(larger);
	return larger;
}

static void expect_same_items(const struct robust_model *a, const struct robust_tally *x, const struct robust_model *b,
			      const struct robust_tally *y, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < count; k++)
			cr_assert(x->rank[i * a->count + k] == y->rank[i * b->count + k],
				  "%zu and %zu items, item %zu, rank %zu: %u and %u", a->count, b->count, i, k + 1,
				  x->rank[i * a->count + k], y->rank[i * b->count + k]);
		for (size_t k = 0; x->behind && y->behind && k < count; k++)
			cr_assert(x->behind[i * a->count + k] == y->behind[i * b->count + k]);
		cr_assert(x->quick_win[i] == y->quick_win[i]);
	}
	cr_assert(!memcmp(x->quadrant, y->quadrant, count * QUADRANT_COUNT * sizeof(*x->quadrant)));
	cr_assert(!memcmp(x->central, y->central, count * a->criteria * sizeof(*x->central)));
}

Test(robust_draw, ranks_are_the_same_however_many_stand_behind_them)
{
	static const size_t sizes[] = { 249, 250, 251, 256, 257, 300, 513 };

	for (unsigned round = 0; round < fixture_rounds(2 * TWIN_WAYS); round++) {
		const struct uncertainty open = twin_open(round, 200);
		const size_t count = round % 2 ? 20 : 248;
		struct robust_model *model = padded(round, count, count, open);
		struct robust_tally *tally = twin_whole(model);

		for (size_t i = 0; model->drawn && i < ARRAY_SIZE(sizes); i++) {
			struct robust_model *larger = padded(round, count, sizes[i], open);
			struct robust_tally *all = twin_whole(larger);

			expect_same_items(model, tally, larger, all, count);
			robust_tally_free(all);
			robust_model_free(larger);
		}
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

/* Above 250 a sort finds the ranks: it agrees with counting who is ahead. */
Test(robust_draw, a_long_ranking_agrees_with_counting)
{
	struct agreement agreement = { 0 };

	for (unsigned round = 0; round < fixture_rounds(TWIN_WAYS); round++) {
		struct robust_model *model = padded(round + 40, 6, 260, twin_open(round, 4000));
		struct robust_tally *tally = twin_whole(model);
		struct twin_tally *twin = twin_draw(model, 1000, round);

		for (size_t i = 0; model->drawn && i < 6; i++)
			for (size_t k = 0; k < 6; k++)
				agreement_drawn(&agreement, tally->rank[i * 260 + k] / 4000.0, 4000,
						twin->rank[i * 260 + k] / 1000, 1000);
		twin_tally_free(twin);
		robust_tally_free(tally);
		robust_model_free(model);
	}
	expect_agreement("ranks", &agreement);
}

/* --- around given weights ------------------------------------------------------------------ */

static struct robust_model *around(unsigned round, enum weights_open families, enum weights_open criteria,
				   double spread)
{
	const struct uncertainty open = {
		.families = families, .criteria = criteria, .spread = spread, .samples = 4000, .seed = 1
	};
	struct robust_model *model = twin_random_model(round, 6, open);

	robust_model_close(model);
	return model;
}

static void expect_like(unsigned round, double spread, enum weights_open families, struct agreement *agreement)
{
	for (int given = 0; given < 2; given++) {
		const enum weights_open criteria = given ? WEIGHTS_GIVEN : WEIGHTS_UNIFORM;
		struct robust_model *a = around(round, WEIGHTS_AROUND, criteria, spread);
		struct robust_model *b = around(round, families, criteria, 0.3);
		struct robust_tally *x = twin_whole(a), *y = twin_whole(b);

		for (size_t i = 0; i < 6; i++) {
			for (size_t k = 0; k < 6; k++) {
				if (i != k && a->items[i].linear && a->items[k].linear && b->items[i].linear &&
				    b->items[k].linear)
					cr_assert(fabs(twin_pair(a, i, k) - twin_pair(b, i, k)) < 1e-12,
						  "round %u: %g, %g", round, twin_pair(a, i, k), twin_pair(b, i, k));
				if (a->drawn && b->drawn)
					agreement_drawn(agreement, x->rank[i * 6 + k] / 4000.0, 4000,
							y->rank[i * 6 + k] / 4000.0, 4000);
			}
		}
		robust_tally_free(x);
		robust_tally_free(y);
		robust_model_free(a);
		robust_model_free(b);
	}
}

Test(robust_draw, around_is_given_without_a_spread_and_uniform_with_all_of_it)
{
	struct agreement agreement = { 0 };

	for (unsigned round = 0; round < fixture_rounds(60); round++) {
		expect_like(round, 0, WEIGHTS_GIVEN, &agreement);
		expect_like(round, 1, WEIGHTS_UNIFORM, &agreement);
	}
	expect_agreement("ranks", &agreement);
}

/* --- the same everywhere ------------------------------------------------------------------------ */

/* Whole figures and halves only: no compiler may round them its own way. */
static struct robust_model *fixed_model(size_t items, size_t criteria)
{
	struct fixture_random random = fixture_seed(items);
	const size_t each = criteria / FAMILY_COUNT;
	struct robust_model *model = twin_model(items, (size_t[FAMILY_COUNT]){ each, each, each, each },
						(struct uncertainty){ .samples = 2000, .seed = 7 });

	for (int f = 0; f < FAMILY_COUNT; f++)
		model->axis_weight[f < 2 ? AXIS_Y : AXIS_X][f] = 0.5;
	model->threshold[AXIS_X] = model->threshold[AXIS_Y] = 50;
	for (size_t i = 0; i < items; i++) {
		model->items[i].placed = true;
		model->items[i].chance = 1;
		model->items[i].penalty = 12.5 * fixture_below(&random, 3);
		model->items[i].band[FAMILY_IMPACT].least = 50;
		for (size_t j = 0; j < criteria; j++)
			model->utility[i * criteria + j] =
				fixture_chance(&random, 5) && j % each ? -1 : 12.5 * fixture_below(&random, 9);
		if (fixture_chance(&random, 20))
			twin_open_vote(model, i, 1, (double[]){ 0, 50, 75 }, 3);
	}
	robust_model_close(model);
	return model;
}

/* What gcc 12 at -O2 draws on x86-64; any other compiler, flavour and machine draws the same. */
static const struct {
	size_t items, criteria;
	uint64_t checksum;
} fixed[] = {
	{ 20, 8, 0x566e69bb74f53bfdu },
	{ 100, 12, 0x53f8c7fbdb255df8u },
	{ 300, 12, 0x3d78993d968f346cu },
};

Test(robust_draw, the_same_model_gives_the_same_counts_with_every_compiler)
{
	for (size_t i = 0; i < ARRAY_SIZE(fixed); i++) {
		struct robust_model *model = fixed_model(fixed[i].items, fixed[i].criteria);
		struct robust_tally *tally = twin_whole(model);
		const uint64_t checksum = twin_checksum(model, tally);

		cr_expect(checksum == fixed[i].checksum, "%zu × %zu: 0x%016llx", fixed[i].items, fixed[i].criteria,
			  (unsigned long long)checksum);
		robust_tally_free(tally);
		robust_model_free(model);
	}
}

Test(robust_draw, another_seed_draws_something_else)
{
	struct robust_model *a = fixed_model(20, 8), *b = fixed_model(20, 8);

	b->open.seed = 8;
	struct robust_tally *x = twin_whole(a), *y = twin_whole(b);
	cr_expect(twin_checksum(a, x) != twin_checksum(b, y));
	robust_tally_free(x);
	robust_tally_free(y);
	robust_model_free(a);
	robust_model_free(b);
}
