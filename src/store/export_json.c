#include <cjson/cJSON.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/store/export.h"

/* cJSON's own numbers may differ in the last digit: ours read back as the same double. */
static void add_number(cJSON *object, const char *name, double value)
{
	char text[NUMBER_SIZE];

	if (is_figure(value))
		(void)cJSON_AddRawToObject(object, name, number_format(value, text));
	else
		(void)cJSON_AddNullToObject(object, name);
}

static void add_count(cJSON *object, const char *name, size_t count)
{
	add_number(object, name, (double)count);
}

/* Text, or null for none. */
static void add_word(cJSON *object, const char *name, const char *text)
{
	if (text && *text)
		(void)cJSON_AddStringToObject(object, name, text);
	else
		(void)cJSON_AddNullToObject(object, name);
}

static void add_measure(cJSON *object, const struct measure *measure)
{
	add_number(object, "score", measure->score);
	add_number(object, "min", measure->min);
	add_number(object, "max", measure->max);
}

static void add_grid(cJSON *grids, const struct grid *grid, const struct grid_result *result)
{
	cJSON *object = cJSON_CreateObject(), *dimensions;

	(void)cJSON_AddItemToArray(grids, object);
	(void)cJSON_AddStringToObject(object, "id", grid->id);
	add_measure(object, &result->measure);
	add_number(object, "level", result->level ? result->level : (double)NAN);
	add_count(object, "answered", result->measure.answered);
	add_count(object, "total", result->measure.total);
	dimensions = cJSON_AddArrayToObject(object, "dimensions");
	for (size_t i = 0; i < grid->dimension_count; i++) {
		cJSON *dimension = cJSON_CreateObject();

		(void)cJSON_AddItemToArray(dimensions, dimension);
		(void)cJSON_AddStringToObject(dimension, "id", grid->dimensions[i].id);
		add_measure(dimension, &result->dimensions[i].measure);
		add_number(dimension, "target", result->dimensions[i].target);
		add_number(dimension, "gap", result->dimensions[i].gap);
		add_count(dimension, "answered", result->dimensions[i].measure.answered);
		add_count(dimension, "total", result->dimensions[i].measure.total);
	}
}

/* The limit of a condition that is not a number is the word of the matrix file. */
static void add_condition(cJSON *conditions, const struct use_case_result *result,
			  const struct condition_result *condition)
{
	const bool is_number = condition->condition->kind <= CONDITION_PAYBACK;
	cJSON *object = cJSON_CreateObject();

	(void)cJSON_AddItemToArray(conditions, object);
	(void)cJSON_AddStringToObject(object, "id", condition->condition->id);
	if (condition->condition->kind == CONDITION_AI_ACT)
		add_word(object, "value", ai_act_id(result->facts.ai_act));
	else
		add_number(object, "value", condition->value);
	if (is_number)
		add_number(object, "limit", condition->limit);
	else
		add_word(object, "limit", condition->condition->allowed);
	if (condition->met == MET_UNKNOWN)
		(void)cJSON_AddNullToObject(object, "met");
	else
		(void)cJSON_AddBoolToObject(object, "met", condition->met == MET_YES);
	(void)cJSON_AddBoolToObject(object, "fixable", condition->fixable);
}

static void add_families(cJSON *object, const struct use_case_result *result)
{
	cJSON *families = cJSON_AddObjectToObject(object, "families");

	for (int i = 0; i < FAMILY_COUNT; i++) {
		cJSON *family = cJSON_AddObjectToObject(families, family_id((enum family)i));

		add_number(family, "value", result->families[i].value);
		add_number(family, "min", result->families[i].min);
		add_number(family, "max", result->families[i].max);
		add_count(family, "scored", result->families[i].scored);
		add_count(family, "total", result->families[i].total);
	}
}

static void add_shortfall(cJSON *object, const struct content *content, const struct use_case_result *result)
{
	cJSON *list = cJSON_AddArrayToObject(object, "maturity_shortfall");

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];
		const struct grid *grid = &content->grids[gate->grid];
		cJSON *item;
		struct buf id;

		if (!requirement_is_open(gate))
			continue;
		item = cJSON_CreateObject();
		(void)cJSON_AddItemToArray(list, item);
		buf_init(&id);
		buf_add_format(&id, "%s.%s", grid->id, grid->dimensions[gate->dimension].id);
		(void)cJSON_AddStringToObject(item, "dimension", id.data);
		buf_release(&id);
		add_number(item, "required", gate->required);
		add_number(item, "current", gate->current);
	}
}

static void add_money(cJSON *object, const struct money *money)
{
	cJSON *figures;

	if (!money->given) {
		(void)cJSON_AddNullToObject(object, "money");
		return;
	}
	figures = cJSON_AddObjectToObject(object, "money");
	add_number(figures, "tco", money->tco);
	add_number(figures, "net_year", money->net_year);
	add_number(figures, "roi", money->roi);
	add_number(figures, "payback_months", money->payback);
	add_number(figures, "npv", money->npv);
}

/* Ask by ask, true or false; null where nothing is answered. */
static void add_answers(cJSON *object, const struct content *content, const char *list)
{
	struct tree_answer answer;
	cJSON *answers;

	if (!*list) {
		(void)cJSON_AddNullToObject(object, "ai_act_answers");
		return;
	}
	answers = cJSON_AddObjectToObject(object, "ai_act_answers");
	while (answers_next(&content->tree, &list, &answer))
		(void)cJSON_AddBoolToObject(answers, content->tree.asks[answer.ask].id, answer.yes);
}

static void add_use_case(cJSON *use_cases, const struct content *content, const struct use_case_result *result)
{
	cJSON *object = cJSON_CreateObject(), *conditions;

	(void)cJSON_AddItemToArray(use_cases, object);
	(void)cJSON_AddStringToObject(object, "id", result->use_case->id);
	(void)cJSON_AddStringToObject(object, "name", result->use_case->field[USE_CASE_NAME]);
	add_number(object, "priority", result->priority);
	add_number(object, "rank", result->rank ? (double)result->rank : NAN);
	add_word(object, "quadrant", result->placed ? content->matrix->quadrants[result->quadrant].id : NULL);
	add_word(object, "ai_act", ai_act_id(result->facts.ai_act));
	add_answers(object, content, result->use_case->field[USE_CASE_AI_ACT_ANSWERS]);
	add_number(object, "x", result->x);
	add_number(object, "y", result->y);
	add_word(object, "quick_win", verdict_id(result->verdict));
	conditions = cJSON_AddArrayToObject(object, "conditions");
	for (size_t i = 0; i < result->condition_count; i++)
		add_condition(conditions, result, &result->conditions[i]);
	add_families(object, result);
	add_number(object, "feasibility_before_gate", result->families[FAMILY_FEASIBILITY].value);
	add_number(object, "feasibility_after_gate", result->feasibility_after);
	add_shortfall(object, content, result);
	add_money(object, &result->money[ESTIMATE_LIKELY]);
	(void)cJSON_AddNullToObject(object, "robust");
}

static void add_tick(cJSON *charter, const struct principle *principle, const struct tick *tick)
{
	cJSON *object = cJSON_CreateObject();

	(void)cJSON_AddItemToArray(charter, object);
	(void)cJSON_AddStringToObject(object, "id", principle->id);
	for (int i = 0; i < TICK_FIELD_COUNT; i++)
		add_word(object, tick_field_id((enum tick_field)i), tick->field[i]);
}

static void add_use(cJSON *uses, const struct use *use)
{
	cJSON *object = cJSON_CreateObject();

	(void)cJSON_AddItemToArray(uses, object);
	(void)cJSON_AddStringToObject(object, "id", use->id);
	for (int i = 0; i < USE_FIELD_COUNT; i++)
		add_word(object, use_field_id((enum use_field)i), use->field[i]);
}

/* What is practised: the charter, and the uses that are there already. */
static void add_practice(cJSON *root, const struct document *document)
{
	const struct charter *charter = &document->content->charter;
	cJSON *list = cJSON_AddArrayToObject(root, "charter");

	for (size_t i = 0; i < charter->count; i++)
		add_tick(list, &charter->principles[i], &document->ticks[i]);
	list = cJSON_AddArrayToObject(root, "uses");
	for (size_t i = 0; i < document->inventory.count; i++)
		if (use_is_present(&document->inventory.items[i]))
			add_use(list, &document->inventory.items[i]);
}

static void add_service(cJSON *root, const struct document *document)
{
	cJSON *service = cJSON_AddObjectToObject(root, "service");

	(void)cJSON_AddStringToObject(service, "name", document->service[SERVICE_NAME]);
	for (int i = SERVICE_NAME + 1; i < SERVICE_FIELD_COUNT; i++)
		add_word(service, service_field_id((enum service_field)i), document->service[i]);
}

void export_json(const struct evaluation *evaluation, struct buf *out)
{
	const struct document *document = evaluation->document;
	const struct content *content = document->content;
	cJSON *root = cJSON_CreateObject(), *list;
	char *text;

	add_number(root, "cadran", 1);
	add_service(root, document);
	(void)cJSON_AddStringToObject(root, "matrix", content->matrix->id);
	list = cJSON_AddArrayToObject(root, "grids");
	for (size_t i = 0; i < content->grid_count; i++)
		add_grid(list, &content->grids[i], &evaluation->grids[i]);
	list = cJSON_AddArrayToObject(root, "use_cases");
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		add_use_case(list, content, &evaluation->use_cases[i]);
	add_practice(root, document);
	text = cJSON_Print(root);
	buf_add_text(out, text ? text : "null");
	buf_add_char(out, '\n');
	cJSON_free(text);
	cJSON_Delete(root);
}
