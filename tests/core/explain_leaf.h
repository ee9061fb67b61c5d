/*
 * The leaves of explain.h: what somebody typed, read from the text of the
 * dossier, and what a content file says.
 */
#ifndef TESTS_CORE_EXPLAIN_LEAF_H
#define TESTS_CORE_EXPLAIN_LEAF_H

#include "cadran/core/explain.h"

/* The test ends where `node`, which has no children, is something else. */
void expect_leaf(const struct evaluation *evaluation, const struct explain_node *node);

#endif
