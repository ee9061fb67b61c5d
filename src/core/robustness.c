#include "cadran/core/robustness.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/random.h"
#include "cadran/core/robust_model.h"
#include "cadran/core/scoring.h"

static const struct probability nothing = { NAN, NAN };

/* --- from an evaluation to the model ---------------------------------------------------------- */

static void add_option(struct robust_model *model, double utility, bool passes)
{
	ARRAY_GROW(model->options, model->option_count, model->option_capacity);
	model->options[model->option_count++] = (struct vote_option){ utility, passes };
}

/* Whether the rule's limits on single scores of a family let this one pass. */
static bool passes_alone(const struct use_case_result *result, enum family family, double score)
{
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];

		if (condition->condition->kind != CONDITION_FAMILY_ANY || condition->condition->family != family)
			continue;
		if (condition->condition->at_least ? !reaches(score, condition->limit)
						   : !stays_within(score, condition->limit))
			return false;
	}
	return true;
}

/* Votes that differ and that nobody retained a score for, in the order of levels: whose they are decides nothing. */
static bool open_votes(struct robust_model *model, const struct use_case_result *result, size_t item,
		       const struct criterion *criterion, size_t index, size_t model_criterion)
{
	const struct score *score = &result->use_case->scores[index];
	const size_t before = model->option_count;
	size_t levels = 0;

	for (size_t level = 1; level <= LEVEL_COUNT; level++) {
		const size_t given = model->option_count;

		for (const struct vote *vote = NULL;
		     (vote = counting_vote(score, result->criteria[index].round, vote));)
			if (vote_level(vote) == level)
				add_option(model, criterion_utility(criterion, (double)level),
					   passes_alone(result, criterion->family, (double)level));
		levels += model->option_count > given;
	}
	if (levels < 2) {
		model->option_count = before;
		return false;
	}
	ARRAY_GROW(model->votes, model->vote_count, model->vote_capacity);
	model->votes[model->vote_count++] = (struct open_vote){
		.item = item,
		.criterion = model_criterion,
		.first = before,
		.count = model->option_count - before,
		.stream = random_stream(random_hash(result->use_case->id), random_hash(criterion->id)),
	};
	return true;
}

/* Danger is read the other way round: at most 37.5 of danger is at least 62.5 of its absence. */
static void narrow(struct family_band *band, const struct condition_result *result)
{
	const bool danger = result->condition->family == FAMILY_RISK;
	const double limit = danger ? 100 - result->limit : result->limit;

	if (result->condition->at_least != danger)
		band->least = fmax(band->least, limit);
	else
		band->most = fmin(band->most, limit);
}

/*
 * What of the rule no draw can change: 1 where it holds, 0 where it fails, NAN
 * where something it asks for is not known.
 */
static double chance_of(const struct use_case_result *result)
{
	bool known = !result->missing;

	if (result->verdict == VERDICT_NONE)
		return NAN;
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *condition = &result->conditions[i];
		const enum condition_kind kind = condition->condition->kind;

		if (kind == CONDITION_FAMILY || kind == CONDITION_FAMILY_ANY)
			continue;
		if (condition->met == MET_NO && !condition->fixable)
			return 0;
		known &= condition->met != MET_UNKNOWN;
	}
	return known ? 1 : NAN;
}

static void fill_item(struct robustness *robustness, const struct use_case_result *result, size_t place)
{
	const struct criteria *criteria = &robustness->evaluation->document->content->criteria;
	struct robust_model *model = robustness->model;
	struct robust_item *item = &model->items[place];

	item->penalty = result->feasibility_penalty;
	item->placed = result->placed;
	item->chance = chance_of(result);
	for (size_t i = 0; i < result->condition_count; i++)
		if (result->conditions[i].condition->kind == CONDITION_FAMILY)
			narrow(&item->band[result->conditions[i].condition->family], &result->conditions[i]);
	for (size_t c = 0; c < criteria->count; c++) {
		const struct criterion_result *scored = &result->criteria[c];
		const size_t at = robustness->criteria[c];
		bool open = false;

		if (at != SIZE_MAX) {
			model->utility[place * model->criteria + at] =
				is_figure(scored->utility) ? scored->utility : -1;
			open = scored->source == SOURCE_VOTES &&
			       open_votes(model, result, place, &criteria->items[c], c, at);
		}
		if (!open && is_figure(scored->score) && item->chance > 0 &&
		    !passes_alone(result, criteria->items[c].family, scored->score))
			item->chance = 0;
	}
}

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

static void share_out(double share[FAMILY_COUNT], const double weight[FAMILY_COUNT])
{
	double sum = 0;

	for (int f = 0; f < FAMILY_COUNT; f++)
		sum += weight[f];
	for (int f = 0; f < FAMILY_COUNT; f++)
		share[f] = sum > 0 ? weight[f] / sum : 0;
}

static void fill_weights(struct robust_model *model, const struct robustness *robustness)
{
	const struct content *content = robustness->evaluation->document->content;
	const struct matrix *matrix = content->matrix;

	model->open = matrix->uncertainty;
	for (size_t c = 0; c < content->criteria.count; c++)
		if (robustness->criteria[c] != SIZE_MAX)
			model->weight[robustness->criteria[c]] = content->criteria.items[c].weight;
	share_out(model->family_weight, matrix->priority);
	for (int axis = 0; axis < AXIS_COUNT; axis++) {
		share_out(model->axis_weight[axis], matrix->axes[axis].weight);
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

void robustness_init(struct robustness *robustness, const struct evaluation *evaluation)
{
	size_t first[FAMILY_COUNT + 1], criteria, count;

	*robustness = (struct robustness){ .evaluation = evaluation };
	robustness->items = xcalloc(evaluation->use_case_count, sizeof(*robustness->items));
	robustness->criteria = xcalloc(evaluation->document->content->criteria.count, sizeof(*robustness->criteria));
	criteria = place_criteria(robustness, first);
	count = place_items(robustness);
	robustness->model = robust_model_new(count, criteria);
	memcpy(robustness->model->first, first, sizeof(first));
	fill_weights(robustness->model, robustness);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (robustness->items[i] != SIZE_MAX)
			fill_item(robustness, &evaluation->use_cases[i], robustness->items[i]);
	robust_model_close(robustness->model);
	robustness->tally = robust_tally_new(robustness->model);
	robustness->scratch = xcalloc(5 * criteria + 16, sizeof(*robustness->scratch));
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
		robust_draw(robustness->model, drawn / ROBUST_BLOCK, most / ROBUST_BLOCK + 1, robustness->tally);
	return robustness_drawn(robustness) < asked;
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

	if (!has_item(robustness, use_case))
		return nothing;
	item = &robustness->model->items[place];
	if (!(item->chance > 0))
		return exactly(item->chance);
	if (item->open)
		return share_of(robustness->tally->quick_win[place], robustness_drawn(robustness));
	return exactly(robust_bands(robustness->model, place, robustness->scratch));
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
static double given_weight(const struct robustness *robustness, size_t use_case, size_t at)
{
	const struct robust_model *model = robustness->model;
	double sum = 0;
	int family = 0;

	if (robustness->evaluation->use_cases[use_case].rank != 1)
		return NAN;
	while (at >= model->first[family + 1])
		family++;
	for (size_t c = model->first[family]; c < model->first[family + 1]; c++)
		sum += model->weight[c];
	return model->family_weight[family] * model->weight[at] / sum;
}

double robustness_central_weight(const struct robustness *robustness, size_t use_case, size_t criterion)
{
	const struct robust_tally *tally = robustness->tally;
	const size_t place = robustness->items[use_case], at = robustness->criteria[criterion];
	uint64_t sum = 0;

	if (!has_item(robustness, use_case) || at == SIZE_MAX)
		return NAN;
	if (!robustness->model->drawn)
		return given_weight(robustness, use_case, at);
	if (!tally->rank[place * robustness->model->count])
		return NAN;
	sum = tally->central[place * robustness->model->criteria + at];
	return (double)sum / 0x1p32 / (double)tally->rank[place * robustness->model->count];
}
