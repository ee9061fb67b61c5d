#include "robust_twin.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"

/* --- models -------------------------------------------------------------------- */

struct robust_model *twin_model(size_t items, const size_t criteria[FAMILY_COUNT], struct uncertainty open)
{
	size_t total = 0, families = 0;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		total += criteria[f];
		families += criteria[f] > 0;
	}
	struct robust_model *model = robust_model_new(items, total);

	cr_assert(model->count == items && model->criteria == total);
	model->open = open;
	for (int f = 0; f < FAMILY_COUNT; f++) {
		model->first[f + 1] = model->first[f] + criteria[f];
		model->family_weight[f] = criteria[f] ? 1 / (double)families : 0;
	}
	for (size_t j = 0; j < total; j++)
		model->weight[j] = 1;
	for (size_t i = 0; i < items; i++) {
		model->items[i].chance = NAN;
		for (int f = 0; f < FAMILY_COUNT; f++)
			model->items[i].band[f] = (struct family_band){ -INFINITY, INFINITY };
	}
	return model;
}

static size_t add_vote(struct robust_model *model, size_t item, size_t criterion)
{
	ARRAY_GROW(model->votes, model->vote_count, model->vote_capacity);
	model->votes[model->vote_count] = (struct open_vote){
		.item = item, .criterion = criterion, .first = model->option_count, .stream = item * 1000 + criterion
	};
	return model->vote_count++;
}

static void add_option(struct robust_model *model, size_t vote, double utility, bool passes)
{
	ARRAY_GROW(model->options, model->option_count, model->option_capacity);
	model->options[model->option_count++] = (struct vote_option){ utility, passes };
	model->votes[vote].count++;
}

void twin_open_vote(struct robust_model *model, size_t item, size_t criterion, const double *utilities, size_t count)
{
	const size_t vote = add_vote(model, item, criterion);

	for (size_t i = 0; i < count; i++)
		add_option(model, vote, utilities[i], true);
	model->utility[item * model->criteria + criterion] = utilities[0];
}

struct uncertainty twin_open(unsigned round, unsigned long samples)
{
	const unsigned way = round % TWIN_WAYS;

	return (struct uncertainty){
		.families = (enum weights_open)(way / 2 % WEIGHTS_OPEN_COUNT),
		.criteria = way % 2 ? WEIGHTS_GIVEN : WEIGHTS_UNIFORM,
		.flat = way == TWIN_WAYS - 1,
		.spread = 0.4,
		.samples = samples,
		.seed = round + 1,
	};
}

static double random_utility(struct fixture_random *random)
{
	return fixture_chance(random, 50) ? 25.0 * fixture_below(random, 5) : fixture_below(random, 1001) / 10.0;
}

/* Given weights are apart from each other, so that `order` is one order. */
static void random_model_weights(struct robust_model *model, struct fixture_random *random)
{
	double sum = 0;

	for (size_t j = 0; j < model->criteria; j++)
		model->weight[j] = 1 + fixture_below(random, 50) / 10.0;
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const bool counts = model->first[f + 1] > model->first[f];

		model->family_weight[f] =
			counts && !fixture_chance(random, 15) ? 10 + fixture_below(random, 30) + 0.1 * f : 0;
		for (int axis = 0; axis < AXIS_COUNT; axis++)
			model->axis_weight[axis][f] = counts ? fixture_below(random, 3) : 0;
		sum += model->family_weight[f];
	}
	if (!(sum > 0))
		sum = model->family_weight[FAMILY_RISK] = 1;
	for (int f = 0; f < FAMILY_COUNT; f++)
		model->family_weight[f] /= sum;
	model->threshold[AXIS_X] = 40 + fixture_below(random, 20);
	model->threshold[AXIS_Y] = 40 + fixture_below(random, 20);
}

static void random_vote(struct robust_model *model, size_t item, size_t criterion, struct fixture_random *random)
{
	const unsigned count = 2 + fixture_below(random, 4);
	const size_t vote = add_vote(model, item, criterion);

	for (unsigned i = 0; i < count; i++) {
		const unsigned level = fixture_below(random, 5);

		add_option(model, vote, 25.0 * level, level > 0);
	}
	model->utility[item * model->criteria + criterion] = model->options[model->votes[vote].first].utility;
}

static void random_family(struct robust_model *model, size_t item, int family, struct fixture_random *random)
{
	bool scored = false;

	for (size_t j = model->first[family]; j < model->first[family + 1]; j++) {
		model->utility[item * model->criteria + j] = -1;
		if (fixture_chance(random, 12)) {
			random_vote(model, item, j, random);
			scored = true;
		} else if (fixture_chance(random, 90) || (!scored && j + 1 == model->first[family + 1])) {
			model->utility[item * model->criteria + j] = random_utility(random);
			scored = true;
		}
	}
	if (scored && fixture_chance(random, 40))
		model->items[item].band[family].least = fixture_below(random, 60);
	if (scored && fixture_chance(random, 15))
		model->items[item].band[family].most = 50 + fixture_below(random, 50);
}

/* Makes the weights of each axis sum to 1; false where one has none. */
static bool has_axes(struct robust_model *model)
{
	for (int axis = 0; axis < AXIS_COUNT; axis++) {
		double sum = 0;

		for (int f = 0; f < FAMILY_COUNT; f++)
			sum += model->axis_weight[axis][f];
		if (!(sum > 0))
			return false;
		for (int f = 0; f < FAMILY_COUNT; f++)
			model->axis_weight[axis][f] /= sum;
	}
	return true;
}

struct robust_model *twin_random_model(unsigned long long seed, size_t items, struct uncertainty open)
{
	struct fixture_random random = fixture_seed(seed);
	size_t criteria[FAMILY_COUNT];

	for (int f = 0; f < FAMILY_COUNT; f++)
		criteria[f] = fixture_below(&random, 4);
	criteria[FAMILY_RISK] += !criteria[FAMILY_RISK];
	struct robust_model *model = twin_model(items, criteria, open);

	random_model_weights(model, &random);
	const bool axes = has_axes(model);
	for (size_t i = 0; i < items; i++) {
		struct robust_item *item = &model->items[i];

		for (int f = 0; f < FAMILY_COUNT; f++)
			random_family(model, i, f, &random);
		item->penalty = fixture_chance(&random, 30) ? 12.5 * (1 + fixture_below(&random, 4)) : 0;
		item->chance = fixture_chance(&random, 80) ? 1 : fixture_chance(&random, 50) ? 0 : NAN;
		item->placed = axes && fixture_chance(&random, 90);
	}
	return model;
}

/* --- the twin --------------------------------------------------------------------- */

struct sample {
	double family[FAMILY_COUNT]; /* weights in the ranking */
	double *within;              /* of criteria in their family, each family 1 */
	double *utility;             /* items × criteria, with votes taken */
	bool *passes;                /* items */
	double *value;               /* items */
};

static double unit_exponential(struct fixture_random *random)
{
	return -log((fixture_below(random, 1u << 30) + 0.5) / (1u << 30));
}

static void normalise(double *weight, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += weight[i];
	for (size_t i = 0; i < count; i++)
		weight[i] = sum > 0 ? weight[i] / sum : 0;
}

/* The largest goes to the family with the largest given weight, and so on. */
static void put_in_order(const double given[FAMILY_COUNT], double drawn[FAMILY_COUNT])
{
	double sorted[FAMILY_COUNT] = { 0 };

	for (int g = 0; g < FAMILY_COUNT; g++) {
		int rank = 0;

		for (int f = 0; f < FAMILY_COUNT; f++)
			rank += given[f] > given[g];
		for (int f = 0; given[g] > 0 && f < FAMILY_COUNT; f++) {
			int place = 0;

			for (int h = 0; h < FAMILY_COUNT; h++)
				place += drawn[h] > drawn[f];
			if (place == rank)
				sorted[g] = drawn[f];
		}
	}
	for (int f = 0; f < FAMILY_COUNT; f++)
		drawn[f] = sorted[f];
}

static void draw_families(const struct robust_model *model, struct fixture_random *random, double weight[FAMILY_COUNT])
{
	const enum weights_open open = model->open.families;

	for (int f = 0; f < FAMILY_COUNT; f++)
		weight[f] = model->family_weight[f] > 0 ? unit_exponential(random) : 0;
	normalise(weight, FAMILY_COUNT);
	if (open == WEIGHTS_ORDER)
		put_in_order(model->family_weight, weight);
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const double spread = open == WEIGHTS_GIVEN ? 0 : open == WEIGHTS_AROUND ? model->open.spread : 1;

		weight[f] = (1 - spread) * model->family_weight[f] + spread * weight[f];
	}
}

static void draw_criteria(const struct robust_model *model, struct fixture_random *random, struct sample *sample)
{
	const bool given = model->open.criteria == WEIGHTS_GIVEN && !model->open.flat;

	for (size_t j = 0; j < model->criteria; j++)
		sample->within[j] = given ? model->weight[j] : unit_exponential(random);
	for (int f = 0; f < FAMILY_COUNT; f++) {
		double sum = 0;

		for (size_t j = model->first[f]; j < model->first[f + 1]; j++)
			sum += sample->within[j];
		if (model->open.flat)
			sample->family[f] = model->family_weight[f] > 0 ? sum : 0;
		normalise(&sample->within[model->first[f]], model->first[f + 1] - model->first[f]);
	}
	if (model->open.flat)
		normalise(sample->family, FAMILY_COUNT);
}

static void draw_votes(const struct robust_model *model, struct fixture_random *random, struct sample *sample)
{
	for (size_t i = 0; i < model->count; i++)
		sample->passes[i] = true;
	for (size_t i = 0; i < model->count * model->criteria; i++)
		sample->utility[i] = model->utility[i];
	for (size_t v = 0; v < model->vote_count; v++) {
		const struct open_vote *vote = &model->votes[v];
		const struct vote_option *option =
			&model->options[vote->first + fixture_below(random, (unsigned)vote->count)];

		sample->utility[vote->item * model->criteria + vote->criterion] = option->utility;
		sample->passes[vote->item] &= option->passes;
	}
}

static double reading(const struct robust_model *model, const struct sample *sample, size_t item, int family)
{
	double sum = 0, weight = 0;

	for (size_t j = model->first[family]; j < model->first[family + 1]; j++) {
		const double utility = sample->utility[item * model->criteria + j];

		if (utility >= 0) {
			sum += sample->within[j] * utility;
			weight += sample->within[j];
		}
	}
	if (!(weight > 0))
		return NAN;
	return family == FAMILY_FEASIBILITY ? fmax(0, sum / weight - model->items[item].penalty) : sum / weight;
}

static double mean_reading(const double weight[FAMILY_COUNT], const double readings[FAMILY_COUNT])
{
	double sum = 0, total = 0;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		if (weight[f] > 0) {
			sum += weight[f] * readings[f];
			total += weight[f];
		}
	}
	return sum / total;
}

static bool bands_hold(const struct robust_item *item, const double readings[FAMILY_COUNT])
{
	for (int f = 0; f < FAMILY_COUNT; f++)
		if (is_figure(readings[f]) &&
		    (!reaches(readings[f], item->band[f].least) || !stays_within(readings[f], item->band[f].most)))
			return false;
	return true;
}

static void count_item(const struct robust_model *model, struct sample *sample, size_t item, struct twin_tally *tally)
{
	double readings[FAMILY_COUNT];

	for (int f = 0; f < FAMILY_COUNT; f++)
		readings[f] = reading(model, sample, item, f);
	sample->value[item] = mean_reading(sample->family, readings);
	const bool hold = bands_hold(&model->items[item], readings);
	tally->bands[item] += hold;
	tally->quick_win[item] += hold && sample->passes[item] && model->items[item].chance > 0;
	if (model->items[item].placed)
		tally->quadrant[item * QUADRANT_COUNT +
				matrix_quadrant(
					&(struct matrix){ .axes = { [AXIS_X].threshold = model->threshold[AXIS_X],
								    [AXIS_Y].threshold = model->threshold[AXIS_Y] } },
					mean_reading(model->axis_weight[AXIS_X], readings),
					mean_reading(model->axis_weight[AXIS_Y], readings))]++;
}

static void count_ranks(const struct robust_model *model, const struct sample *sample, struct twin_tally *tally)
{
	for (size_t i = 0; i < model->count; i++) {
		size_t ahead = 0;

		for (size_t k = 0; k < model->count; k++) {
			const bool before = sample->value[k] > sample->value[i] + 1e-6;

			ahead += before;
			tally->behind[i * model->count + k] += before;
		}
		tally->rank[i * model->count + ahead]++;
		for (int f = 0; f < FAMILY_COUNT && !ahead; f++) {
			for (size_t j = model->first[f]; j < model->first[f + 1]; j++) {
				const double weight = sample->family[f] * sample->within[j];

				tally->central[i * model->criteria + j] += weight;
				tally->central_squares[i * model->criteria + j] += weight * weight;
			}
		}
	}
}

struct twin_tally *twin_draw(const struct robust_model *model, size_t samples, unsigned long long seed)
{
	const size_t count = model->count, cells = count * model->criteria;
	struct fixture_random random = fixture_seed(seed);
	struct twin_tally *tally = xcalloc(1, sizeof(*tally));
	struct sample sample = { .within = xcalloc(model->criteria, sizeof(double)),
				 .utility = xcalloc(cells, sizeof(double)),
				 .passes = xcalloc(count, sizeof(bool)),
				 .value = xcalloc(count, sizeof(double)) };

	*tally = (struct twin_tally){
		.samples = samples,
		.rank = xcalloc(count * count, sizeof(double)),
		.behind = xcalloc(count * count, sizeof(double)),
		.quadrant = xcalloc(count * QUADRANT_COUNT, sizeof(double)),
		.quick_win = xcalloc(count, sizeof(double)),
		.central = xcalloc(cells, sizeof(double)),
		.central_squares = xcalloc(cells, sizeof(double)),
		.bands = xcalloc(count, sizeof(double)),
	};
	for (size_t s = 0; s < samples; s++) {
		draw_families(model, &random, sample.family);
		draw_criteria(model, &random, &sample);
		draw_votes(model, &random, &sample);
		for (size_t i = 0; i < count; i++)
			count_item(model, &sample, i, tally);
		count_ranks(model, &sample, tally);
	}
	free(sample.within);
	free(sample.utility);
	free(sample.passes);
	free(sample.value);
	return tally;
}

void twin_tally_free(struct twin_tally *tally)
{
	free(tally->rank);
	free(tally->behind);
	free(tally->quadrant);
	free(tally->quick_win);
	free(tally->central);
	free(tally->central_squares);
	free(tally->bands);
	free(tally);
}

/* --- tallies ----------------------------------------------------------------------- */

struct robust_tally *twin_whole(const struct robust_model *model)
{
	struct robust_tally *tally = robust_tally_new(model);

	robust_draw(model, 0, (model->open.samples + ROBUST_BLOCK - 1) / ROBUST_BLOCK, tally);
	return tally;
}

double twin_pair(const struct robust_model *model, size_t item, size_t other)
{
	double *scratch = xcalloc(5 * model->criteria + 16, sizeof(*scratch));
	const double p = robust_pair(model, item, other, scratch);

	free(scratch);
	return p;
}

double twin_bands(const struct robust_model *model, size_t item)
{
	double *scratch = xcalloc(5 * model->criteria + 16, sizeof(*scratch));
	const double p = robust_bands(model, item, scratch);

	free(scratch);
	return p;
}

double twin_choose(size_t n, size_t k)
{
	double c = 1;

	for (size_t i = 1; i <= k; i++)
		c = c * (double)(n - k + i) / (double)i;
	return c;
}

/* Beta(k, count − k), whose distribution is a sum of binomials. */
double twin_beta_below(size_t count, size_t k, double t)
{
	double p = 0;

	for (size_t i = k; i < count; i++)
		p += twin_choose(count - 1, i) * pow(t, (double)i) * pow(1 - t, (double)(count - 1 - i));
	return p;
}

void twin_expect_share(const struct robust_tally *tally, uint32_t count, double exact, const char *what, size_t item)
{
	struct agreement agreement = { 0 };
	const double share = count / (double)tally->samples;

	agreement_exact(&agreement, share, (double)tally->samples, exact);
	cr_expect(!agreement.beyond, "%s, item %zu: %g, not %g", what, item, share, exact);
}

static void hash_number(uint64_t *hash, uint64_t number)
{
	for (int byte = 0; byte < 8; byte++, number >>= 8)
		*hash = (*hash ^ (number & 0xff)) * 0x100000001b3u;
}

uint64_t twin_checksum(const struct robust_model *model, const struct robust_tally *tally)
{
	const size_t count = model->count;
	uint64_t hash = 0xcbf29ce484222325u;

	hash_number(&hash, tally->samples);
	for (size_t i = 0; i < count * count; i++)
		hash_number(&hash, tally->rank[i]);
	for (size_t i = 0; tally->behind && i < count * count; i++)
		hash_number(&hash, tally->behind[i]);
	for (size_t i = 0; i < count * QUADRANT_COUNT; i++)
		hash_number(&hash, tally->quadrant[i]);
	for (size_t i = 0; i < count; i++)
		hash_number(&hash, tally->quick_win[i]);
	for (size_t i = 0; i < count * model->criteria; i++)
		hash_number(&hash, tally->central[i]);
	return hash;
}

void agreement_add(struct agreement *agreement, double difference, double error)
{
	const double z = error > 0 ? fabs(difference) / error : fabs(difference) > 1e-9 ? INFINITY : 0;

	agreement->compared++;
	agreement->beyond += !(z <= 4);
	if (!(z <= agreement->worst))
		agreement->worst = z;
}

void agreement_exact(struct agreement *agreement, double p, double n, double exact)
{
	agreement_add(agreement, p - exact, exact > 0 && exact < 1 ? sqrt(exact * (1 - exact) / n + 1 / (n * n)) : 0);
}

void agreement_drawn(struct agreement *agreement, double p, double n, double q, double m)
{
	const double both = (p * n + q * m) / (n + m);

	agreement_add(agreement, p - q, sqrt(both * (1 - both) * (1 / n + 1 / m)));
}

bool agreement_holds(const struct agreement *agreement)
{
	return agreement->compared && agreement->beyond <= 1 + agreement->compared / 8000 && agreement->worst < 6;
}
