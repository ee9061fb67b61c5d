/*
 * The parts of the JSON export that have a file of their own.
 */
#ifndef CADRAN_STORE_EXPORT_JSON_H
#define CADRAN_STORE_EXPORT_JSON_H

#include "cadran/core/robustness.h"
#include "json.h"

/* The member `robust` of a use case; null without a rank. */
void json_robust(struct json *use_case, const struct robustness *robustness, size_t index);

#endif
