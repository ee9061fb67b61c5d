#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/store/export.h"
#include "export_json.h"

const char *json_id(const struct evaluation *evaluation, size_t place)
{
	return evaluation->use_cases[place].use_case->id;
}

void json_ids(struct json *object, const char *name, const struct evaluation *evaluation, const size_t *places,
	      size_t count)
{
	struct json *ids = json_array(object, name);

	for (size_t i = 0; i < count; i++)
		json_text(ids, NULL, json_id(evaluation, places[i]));
}

static void add_measure(struct json *object, const struct measure *measure)
{
	json_number(object, "score", measure->score);
	json_number(object, "min", measure->min);
	json_number(object, "max", measure->max);
}

static void add_grid(struct json *grids, const struct grid *grid, const struct grid_result *result)
{
	struct json *object = json_object(grids, NULL), *dimensions;

	json_text(object, "id", grid->id);
	add_measure(object, &result->measure);
	json_number(object, "level", result->level ? result->level : (double)NAN);
	json_count(object, "answered", result->measure.answered);
	json_count(object, "total", result->measure.total);
	dimensions = json_array(object, "dimensions");
	for (size_t i = 0; i < grid->dimension_count; i++) {
		struct json *dimension = json_object(dimensions, NULL);

		json_text(dimension, "id", grid->dimensions[i].id);
		add_measure(dimension, &result->dimensions[i].measure);
		json_number(dimension, "target", result->dimensions[i].target);
		json_number(dimension, "gap", result->dimensions[i].gap);
		json_count(dimension, "answered", result->dimensions[i].measure.answered);
		json_count(dimension, "total", result->dimensions[i].measure.total);
	}
}

/* The limit of a condition that is not a number is the word of the matrix file. */
static void add_condition(struct json *conditions, const struct use_case_result *result,
			  const struct condition_result *condition)
{
	const bool is_number = condition->condition->kind <= CONDITION_PAYBACK;
	struct json *object = json_object(conditions, NULL);

	json_text(object, "id", condition->condition->id);
	if (condition->condition->kind == CONDITION_AI_ACT)
		json_word(object, "value", ai_act_id(result->facts.ai_act));
	else
		json_number(object, "value", condition->value);
	if (is_number)
		json_number(object, "limit", condition->limit);
	else
		json_word(object, "limit", condition->condition->allowed);
	if (condition->met == MET_UNKNOWN)
		json_null(object, "met");
	else
		json_bool(object, "met", condition->met == MET_YES);
	json_bool(object, "fixable", condition->fixable);
}

static void add_families(struct json *object, const struct use_case_result *result)
{
	struct json *families = json_object(object, "families");

	for (int i = 0; i < FAMILY_COUNT; i++) {
		struct json *family = json_object(families, family_id((enum family)i));

		json_number(family, "value", result->families[i].value);
		json_number(family, "min", result->families[i].min);
		json_number(family, "max", result->families[i].max);
		json_count(family, "scored", result->families[i].scored);
		json_count(family, "total", result->families[i].total);
	}
}

static void add_shortfall(struct json *object, const struct content *content, const struct use_case_result *result)
{
	struct json *list = json_array(object, "maturity_shortfall");

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];
		const struct grid *grid = &content->grids[gate->grid];
		struct json *item;
		struct buf id;

		if (!requirement_is_open(gate))
			continue;
		item = json_object(list, NULL);
		buf_init(&id);
		buf_add_format(&id, "%s.%s", grid->id, grid->dimensions[gate->dimension].id);
		json_text(item, "dimension", id.data);
		buf_release(&id);
		json_number(item, "required", gate->required);
		json_number(item, "current", gate->current);
	}
}

/* Ask by ask, true or false; null where nothing is answered. */
static void add_answers(struct json *object, const struct content *content, const char *list)
{
	struct tree_answer answer;
	struct json *answers;

	if (!*list) {
		json_null(object, "ai_act_answers");
		return;
	}
	answers = json_object(object, "ai_act_answers");
	while (answers_next(&content->tree, &list, &answer))
		json_bool(answers, content->tree.asks[answer.ask].id, answer.yes);
}

static void add_use_case(struct json *use_cases, const struct robustness *robustness, size_t index)
{
	const struct use_case_result *result = &robustness->evaluation->use_cases[index];
	const struct content *content = robustness->evaluation->document->content;
	struct json *object = json_object(use_cases, NULL), *conditions;

	json_text(object, "id", result->use_case->id);
	json_text(object, "name", result->use_case->field[USE_CASE_NAME]);
	json_number(object, "priority", result->priority);
	json_number(object, "rank", result->rank ? (double)result->rank : NAN);
	json_word(object, "quadrant", result->placed ? content->matrix->quadrants[result->quadrant].id : NULL);
	json_word(object, "ai_act", ai_act_id(result->facts.ai_act));
	add_answers(object, content, result->use_case->field[USE_CASE_AI_ACT_ANSWERS]);
	json_number(object, "x", result->x);
	json_number(object, "y", result->y);
	json_word(object, "quick_win", verdict_id(result->verdict));
	conditions = json_array(object, "conditions");
	for (size_t i = 0; i < result->condition_count; i++)
		add_condition(conditions, result, &result->conditions[i]);
	add_families(object, result);
	json_number(object, "feasibility_before_gate", result->families[FAMILY_FEASIBILITY].value);
	json_number(object, "feasibility_after_gate", result->feasibility_after);
	add_shortfall(object, content, result);
	json_money(object, robustness->evaluation->document, result);
	json_disagreement(object, &content->criteria, result->use_case);
	json_hidden_rounds(object, &content->criteria, result->use_case);
	json_robust(object, robustness, index);
}

static void add_tick(struct json *charter, const struct principle *principle, const struct tick *tick)
{
	struct json *object = json_object(charter, NULL);

	json_text(object, "id", principle->id);
	for (int i = 0; i < TICK_FIELD_COUNT; i++)
		json_word(object, tick_field_id((enum tick_field)i), tick->field[i]);
}

static void add_use(struct json *uses, const struct use *use)
{
	struct json *object = json_object(uses, NULL);

	json_text(object, "id", use->id);
	for (int i = 0; i < USE_FIELD_COUNT; i++)
		json_word(object, use_field_id((enum use_field)i), use->field[i]);
}

/* What is practised: the charter, and the uses that are there already. */
static void add_practice(struct json *root, const struct document *document)
{
	const struct charter *charter = &document->content->charter;
	struct json *list = json_array(root, "charter");

	for (size_t i = 0; i < charter->count; i++)
		add_tick(list, &charter->principles[i], &document->ticks[i]);
	list = json_array(root, "uses");
	for (size_t i = 0; i < document->inventory.count; i++)
		if (use_is_present(&document->inventory.items[i]))
			add_use(list, &document->inventory.items[i]);
}

static void add_service(struct json *root, const struct document *document)
{
	struct json *service = json_object(root, "service");

	json_text(service, "name", document->service[SERVICE_NAME]);
	for (int i = SERVICE_NAME + 1; i < SERVICE_BUDGET; i++)
		json_word(service, service_field_id((enum service_field)i), document->service[i]);
	for (int i = SERVICE_BUDGET; i <= SERVICE_CAPACITY; i++)
		if (is_figure(document_number(document, (enum service_field)i)))
			json_number(service, service_field_id((enum service_field)i),
				    document_number(document, (enum service_field)i));
}

void export_json(const struct robustness *robustness, struct buf *out)
{
	const struct evaluation *evaluation = robustness->evaluation;
	const struct document *document = evaluation->document;
	const struct content *content = document->content;
	struct json *root = json_root(out), *list;

	json_number(root, "cadran", 1);
	add_service(root, document);
	json_text(root, "matrix", content->matrix->id);
	list = json_array(root, "grids");
	for (size_t i = 0; i < content->grid_count; i++)
		add_grid(list, &content->grids[i], &evaluation->grids[i]);
	list = json_array(root, "use_cases");
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		add_use_case(list, robustness, i);
	json_engine(root, evaluation);
	json_plan(root, evaluation);
	json_agreement(root, document);
	json_participants(root, document);
	add_practice(root, document);
	json_close(root);
}
