#include "cadran/core/evaluation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "cadran/core/scoring.h"

static const char *const verdict_ids[] = { "", "no", "incomplete", "conditional", "yes" };

const char *verdict_id(enum verdict verdict)
{
	return verdict_ids[verdict];
}

bool result_is_prohibited(const struct use_case_result *result)
{
	return result->facts.ai_act == AI_ACT_PROHIBITED;
}

bool requirement_is_open(const struct requirement_result *requirement)
{
	return !is_figure(requirement->shortfall) || requirement->shortfall > 0;
}

bool result_is_lowered_by_gate(const struct use_case_result *result)
{
	const double before = result->families[FAMILY_FEASIBILITY].value, after = result->feasibility_after;

	return is_figure(before) && is_figure(after) && !reaches(after, before);
}

bool result_is_settled(const struct use_case_result *result)
{
	return result->facts.status == STATUS_LIVE || result->facts.status == STATUS_STOPPED;
}

int result_compare_id(const void *left, const void *right)
{
	const struct use_case_result *a = *(const struct use_case_result *const *)left;
	const struct use_case_result *b = *(const struct use_case_result *const *)right;

	return strcmp(a->use_case->id, b->use_case->id);
}

/* The results stand in the order of the document, where those taken away are left out. */
const struct use_case_result *evaluation_use_case(const struct evaluation *evaluation, const char *id)
{
	const struct use_case *use_case = document_use_case(evaluation->document, id);
	size_t low = 0, high = evaluation->use_case_count;

	while (use_case && low < high) {
		const size_t middle = low + (high - low) / 2;

		if (evaluation->use_cases[middle].use_case == use_case)
			return &evaluation->use_cases[middle];
		if (evaluation->use_cases[middle].use_case < use_case)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void place_on_matrix(const struct evaluation *evaluation, struct use_case_result *result)
{
	const struct family_weights *weights = &evaluation->weights;

	result->placed = false;
	result->rank = 0;
	result->x = result->y = result->priority = NAN;
	if (result_is_prohibited(result))
		return;
	result->x = families_mean(weights->axes[AXIS_X], result);
	result->y = families_mean(weights->axes[AXIS_Y], result);
	result->priority = families_mean(weights->priority, result);
	result->placed = is_figure(result->x) && is_figure(result->y);
	if (result->placed)
		result->quadrant = matrix_quadrant(evaluation->document->content->matrix, result->x, result->y);
}

static void compute_use_case(const struct evaluation *evaluation, const struct use_case *use_case,
			     struct use_case_result *result)
{
	const struct content *content = evaluation->document->content;
	const struct criteria *criteria = &content->criteria;
	const enum profile profile = document_profile(evaluation->document);

	*result = (struct use_case_result){ .use_case = use_case };
	use_case_facts(use_case, &result->facts);
	for (int i = ESTIMATE_LOW; i <= ESTIMATE_HIGH; i++)
		money_compute(&result->facts, (enum estimate)i, &result->money[i]);
	result->criteria = xcalloc(criteria->count, sizeof(*result->criteria));
	for (size_t i = 0; i < criteria->count; i++)
		criterion_compute(&criteria->items[i], &use_case->scores[i], content->matrix, profile,
				  &result->money[ESTIMATE_LIKELY], &result->criteria[i]);
	families_compute(criteria, result->criteria, result->families);
	gates_compute(evaluation->document, evaluation->grids, result);
	place_on_matrix(evaluation, result);
}

/* A priority without risk may leave it out: whose risk is unknown cannot be called the lower one. */
static double risk_in_order(const struct use_case_result *result)
{
	const double risk = result->families[FAMILY_RISK].value;

	return is_figure(risk) ? risk : INFINITY;
}

static int compare_risk(const void *left, const void *right)
{
	const struct use_case_result *a = *(const struct use_case_result *const *)left;
	const struct use_case_result *b = *(const struct use_case_result *const *)right;
	const double risk_a = risk_in_order(a), risk_b = risk_in_order(b);

	if (a->rank != b->rank)
		return a->rank < b->rank ? -1 : 1;
	return (risk_a > risk_b) - (risk_a < risk_b);
}

static int compare_id(const void *left, const void *right)
{
	const struct use_case_result *a = *(const struct use_case_result *const *)left;
	const struct use_case_result *b = *(const struct use_case_result *const *)right;

	return strcmp(a->use_case->id, b->use_case->id);
}

static bool same_place(const struct use_case_result *a, const struct use_case_result *b)
{
	const double risk_a = risk_in_order(a), risk_b = risk_in_order(b);

	return a->rank == b->rank && (same_figure(risk_a, risk_b) || (isinf(risk_a) && isinf(risk_b)));
}

/*
 * By rank, then lower risk, then id. Equal within a slack is not transitive: to
 * compare two at a time could go round in a circle, so equals are gathered first.
 */
static void sort_ranked(struct use_case_result **ranked, size_t count)
{
	qsort(ranked, count, sizeof(struct use_case_result *), compare_risk);
	for (size_t first = 0, after; first < count; first = after) {
		for (after = first + 1; after < count && same_place(ranked[after - 1], ranked[after]);)
			after++;
		qsort(ranked + first, after - first, sizeof(struct use_case_result *), compare_id);
	}
}

static int compare_priority(const void *left, const void *right)
{
	const struct use_case_result *a = *(const struct use_case_result *const *)left;
	const struct use_case_result *b = *(const struct use_case_result *const *)right;

	return (a->priority < b->priority) - (a->priority > b->priority);
}

/* Equal priorities share the best rank: 1, 2, 2, 4. */
static void rank_use_cases(struct evaluation *evaluation)
{
	struct use_case_result **ranked = xcalloc(evaluation->use_case_count, sizeof(*ranked));
	size_t count = 0;

	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		struct use_case_result *result = &evaluation->use_cases[i];

		if (is_figure(result->priority) && !result_is_prohibited(result) && !result_is_settled(result))
			ranked[count++] = result;
	}
	qsort(ranked, count, sizeof(struct use_case_result *), compare_priority);
	for (size_t i = 0; i < count; i++)
		ranked[i]->rank =
			i && same_figure(ranked[i]->priority, ranked[i - 1]->priority) ? ranked[i - 1]->rank : i + 1;
	sort_ranked(ranked, count);
	evaluation->ranking = xcalloc(count, sizeof(*evaluation->ranking));
	evaluation->ranking_count = count;
	for (size_t i = 0; i < count; i++)
		evaluation->ranking[i] = (size_t)(ranked[i] - evaluation->use_cases);
	free(ranked);
}

void evaluation_compute(const struct document *document, struct evaluation *evaluation)
{
	evaluation_compute_raised(document, NULL, evaluation);
}

void evaluation_compute_raised(const struct document *document, const double *const *raised,
			       struct evaluation *evaluation)
{
	const struct content *content = document->content;

	*evaluation = (struct evaluation){ .document = document, .grid_count = content->grid_count };
	family_weights_of(content->matrix, &evaluation->weights);
	evaluation->grids = xcalloc(content->grid_count, sizeof(*evaluation->grids));
	for (size_t i = 0; i < content->grid_count; i++)
		grid_compute_raised(&content->grids[i], &document->grids[i], raised ? raised[i] : NULL,
				    &evaluation->grids[i]);
	evaluation->use_cases = xcalloc(document_present_count(document), sizeof(*evaluation->use_cases));
	for (size_t i = 0; i < document->use_case_count; i++)
		if (use_case_is_present(&document->use_cases[i]))
			compute_use_case(evaluation, &document->use_cases[i],
					 &evaluation->use_cases[evaluation->use_case_count++]);
	rank_use_cases(evaluation);
	quick_wins_compute(evaluation);
}

void evaluation_weigh(struct evaluation *evaluation, const double share[FAMILY_COUNT])
{
	const struct matrix *matrix = evaluation->document->content->matrix;

	if (share)
		family_weights_suppose(matrix, share, &evaluation->weights);
	else
		family_weights_of(matrix, &evaluation->weights);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		place_on_matrix(evaluation, &evaluation->use_cases[i]);
	free(evaluation->ranking);
	rank_use_cases(evaluation);
}

bool evaluation_before_gates(const struct evaluation *evaluation, const struct use_case_result *result, double *x,
			     double *y)
{
	struct use_case_result before = *result;

	before.feasibility_after = result->families[FAMILY_FEASIBILITY].value;
	*x = families_mean(evaluation->weights.axes[AXIS_X], &before);
	*y = families_mean(evaluation->weights.axes[AXIS_Y], &before);
	return result->placed;
}

void evaluation_release(struct evaluation *evaluation)
{
	for (size_t i = 0; i < evaluation->grid_count; i++)
		grid_result_release(&evaluation->grids[i]);
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		free(evaluation->use_cases[i].criteria);
		free(evaluation->use_cases[i].requirements);
		for (size_t c = 0; c < evaluation->use_cases[i].condition_count; c++)
			free(evaluation->use_cases[i].conditions[c].blocker);
		free(evaluation->use_cases[i].conditions);
	}
	free(evaluation->grids);
	free(evaluation->use_cases);
	free(evaluation->ranking);
	*evaluation = (struct evaluation){ 0 };
}
