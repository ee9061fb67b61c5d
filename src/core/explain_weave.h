/*
 * How trees of explain.h grow: a queue of nodes, each of which is told its
 * value, its rule and its children by the function of its kind.
 */
#ifndef CADRAN_CORE_EXPLAIN_WEAVE_H
#define CADRAN_CORE_EXPLAIN_WEAVE_H

#include "cadran/core/explain.h"

struct weave {
	const struct evaluation *evaluation;
	const struct content *content;
	struct explanation *out;
	size_t at;               /* the node that is being told */
	struct explain_about is; /* what it is about */
	size_t *buckets, *next;  /* the nodes told, by figure */
	size_t bucket_count, next_capacity;
};

typedef void (*weave_kind)(struct weave *weave);

/* By kind, of each part of the figures; NULL where another part has it. */
extern const weave_kind weave_maturity[EXPLAIN_KIND_COUNT], weave_scores[EXPLAIN_KIND_COUNT],
	weave_gates[EXPLAIN_KIND_COUNT], weave_verdict[EXPLAIN_KIND_COUNT], weave_money[EXPLAIN_KIND_COUNT];

/* What the node under work is. */
void weave_tell(struct weave *weave, enum explain_rule rule, double value);

/* One more child of the node under work; its weight is NAN. */
void weave_add(struct weave *weave, enum explain_kind kind, struct explain_about about);
void weave_add_weighted(struct weave *weave, enum explain_kind kind, struct explain_about about, double weight);

/* A number that the law says. */
void weave_add_constant(struct weave *weave, double value);

struct explain_about about_grid(size_t grid);
struct explain_about about_dimension(size_t grid, size_t dimension);
struct explain_about about_question(const struct weave *weave, size_t grid, size_t question);
struct explain_about about_use_case(size_t use_case);
struct explain_about about_criterion(size_t use_case, size_t criterion);

/* The same with an item, or with an item and a part. */
struct explain_about about_item(struct explain_about about, size_t item);
struct explain_about about_part(struct explain_about about, size_t item, size_t part);

/* The use case of the node under work. */
const struct use_case_result *weave_result(const struct weave *weave);

/* A field of the sheet, and a figure of it at one end of its range. */
struct explain_about about_field(const struct weave *weave, enum use_case_field field);

#endif
