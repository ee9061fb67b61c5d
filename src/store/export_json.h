/*
 * The parts of the JSON export that have a file of their own.
 */
#ifndef CADRAN_STORE_EXPORT_JSON_H
#define CADRAN_STORE_EXPORT_JSON_H

#include "cadran/core/robustness.h"
#include "json.h"

/* The id of the use case at a place of evaluation.use_cases, and an array of those of many. */
const char *json_id(const struct evaluation *evaluation, size_t place);
void json_ids(struct json *object, const char *name, const struct evaluation *evaluation, const size_t *places,
	      size_t count);

/* The member `robust` of a use case; null without a rank. */
void json_robust(struct json *use_case, const struct robustness *robustness, size_t index);

/* `money`, null without figures; its `range` where a figure is one. */
void json_money(struct json *use_case, const struct document *document, const struct use_case_result *result);

/* `participants`: who is listed or voted, in the order in which they came, and whether they are in the room. */
void json_participants(struct json *root, const struct document *document);

/* `hidden_rounds`: by criterion, from which round on votes are hidden. */
void json_hidden_rounds(struct json *use_case, const struct criteria *criteria, const struct use_case *of);

/* `disagreement`: by criterion, where two or more voted. */
void json_disagreement(struct json *use_case, const struct criteria *criteria, const struct use_case *of);

/* `stability`, `unlocks`, `unlock_path` and `unlock_ranked`. */
void json_engine(struct json *root, const struct evaluation *evaluation);

/* `roadmap` and `portfolio`. */
void json_plan(struct json *root, const struct evaluation *evaluation);

/* `agreement` over use cases: by criterion, where there is a coefficient. */
void json_agreement(struct json *root, const struct document *document);

#endif
