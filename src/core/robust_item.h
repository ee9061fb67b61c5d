/*
 * One use case as the model of robustness knows it: what is fixed of it, and
 * what its votes and ranges leave open.
 */
#ifndef CADRAN_CORE_ROBUST_ITEM_H
#define CADRAN_CORE_ROBUST_ITEM_H

#include "cadran/core/robustness.h"

/* Fills in the item at `place` of the model; places are filled in ascending order. */
void robust_fill_item(struct robustness *robustness, const struct use_case_result *result, size_t place);

#endif
