/*
 * The rules of explain.h a second time, written from its words and without its
 * code: what a node is worth by its children.
 */
#ifndef TESTS_CORE_EXPLAIN_FOLD_H
#define TESTS_CORE_EXPLAIN_FOLD_H

#include "cadran/core/explain.h"

enum { MOST_CHILDREN = 300 };

struct terms {
	const struct document *document;
	const struct explain_node *node;
	size_t count;
	double value[MOST_CHILDREN], weight[MOST_CHILDREN];
	const struct explain_node *of[MOST_CHILDREN]; /* where each is derived */
};

/* May put the values in another order. */
double explain_fold(struct terms *terms);

/* The same within 1e-9, of large figures within that share; or both no figure. */
bool fold_is_near(double a, double b);

#endif
