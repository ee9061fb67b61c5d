#include <math.h>

#include "cadran/core/compare.h"
#include "export_json.h"

/* Null where there is no such figure. */
static void add_probability(struct json *parent, const char *name, struct probability probability)
{
	struct json *object;

	if (!is_figure(probability.p)) {
		json_null(parent, name);
		return;
	}
	object = json_object(parent, name);
	json_number(object, "p", probability.p);
	json_number(object, "error", probability.error);
}

static void add_precedes(struct json *robust, const struct robustness *robustness, size_t index)
{
	const struct evaluation *evaluation = robustness->evaluation;
	struct json *object;

	if (evaluation->ranking_count > ROBUST_PAIRS_MOST) {
		json_null(robust, "precedes");
		return;
	}
	object = json_object(robust, "precedes");
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (i != index && evaluation->use_cases[i].rank)
			add_probability(object, evaluation->use_cases[i].use_case->id,
					robustness_precedes(robustness, index, i));
}

/* Null for a use case that is never first. */
static void add_central(struct json *robust, const struct robustness *robustness, size_t index)
{
	const struct criteria *criteria = &robustness->evaluation->document->content->criteria;
	struct json *object = NULL;

	for (size_t c = 0; c < criteria->count; c++) {
		const double weight = robustness_central_weight(robustness, index, c);

		if (!is_figure(weight))
			continue;
		if (!object)
			object = json_object(robust, "central_weights");
		json_number(object, criteria->items[c].id, weight);
	}
	if (!object)
		json_null(robust, "central_weights");
}

void json_robust(struct json *use_case, const struct robustness *robustness, size_t index)
{
	const struct evaluation *evaluation = robustness->evaluation;
	const struct matrix *matrix = evaluation->document->content->matrix;
	struct json *robust, *part;

	if (!evaluation->use_cases[index].rank) {
		json_null(use_case, "robust");
		return;
	}
	robust = json_object(use_case, "robust");
	add_probability(robust, "quick_win", robustness_quick_win(robustness, index));
	part = json_array(robust, "ranks");
	for (size_t rank = 1; rank <= evaluation->ranking_count; rank++)
		add_probability(part, NULL, robustness_rank(robustness, index, rank));
	add_probability(robust, "expected_rank", robustness_expected_rank(robustness, index));
	add_precedes(robust, robustness, index);
	part = json_object(robust, "quadrants");
	for (int i = 0; i < QUADRANT_COUNT; i++)
		add_probability(part, matrix->quadrants[i].id,
				robustness_quadrant(robustness, index, (enum quadrant)i));
	add_central(robust, robustness, index);
}
