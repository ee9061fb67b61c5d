/*
 * A dossier with its evaluation and robustness, for the tests of both.
 */
#ifndef TESTS_CORE_ROBUST_DESK_H
#define TESTS_CORE_ROBUST_DESK_H

#include "cadran/core/money_range.h"
#include "cadran/core/robustness.h"
#include "robust_twin.h"

/* Stays where it is made: the robustness points into the evaluation. */
struct desk {
	struct document *document; /* owned */
	struct evaluation evaluation;
	struct robustness robustness;
};

void desk_init(struct desk *desk, struct document *document);
void desk_release(struct desk *desk);

/* All samples. */
void desk_draw(struct desk *desk);

/* The place of a use case; the test ends where there is none. */
size_t desk_place(const struct desk *desk, const char *id);

/* Of the matrix in use, writable. */
struct uncertainty *desk_open(struct document *document);

/* A condition on money where what it reads is a range. */
bool is_ranged(const struct use_case_result *result, enum condition_kind kind);

/* To the last bit, or neither is a figure. */
bool probability_identical(struct probability a, struct probability b);

bool probability_is_none(struct probability p);
bool probability_is_exact(struct probability p);

#endif
