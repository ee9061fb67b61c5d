/*
 * The JSON export in parts: what is written with, and who writes what. Objects
 * and lists belong to what they are put into.
 */
#ifndef CADRAN_STORE_EXPORT_JSON_PARTS_H
#define CADRAN_STORE_EXPORT_JSON_PARTS_H

#include <stdbool.h>

#include "cadran/core/evaluation.h"

struct cJSON;

/* A new object in an object under `name`, or at the end of a list where it is NULL. */
struct cJSON *json_object(struct cJSON *in, const char *name);
struct cJSON *json_list(struct cJSON *object, const char *name);

/* null for NAN, and for no text. */
void json_number(struct cJSON *object, const char *name, double value);
void json_word(struct cJSON *object, const char *name, const char *text);
void json_flag(struct cJSON *object, const char *name, bool flag);

/* A text at the end of a list. */
void json_item(struct cJSON *list, const char *text);

/* `roadmap` and `portfolio`. */
void export_json_plan(struct cJSON *root, const struct evaluation *evaluation);

#endif
