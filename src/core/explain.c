#include "cadran/core/explain.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "explain_weave.h"

/* --- what a node is about ------------------------------------------------------------------- */

static const struct explain_about nothing = { EXPLAIN_NONE, EXPLAIN_NONE, EXPLAIN_NONE, EXPLAIN_NONE,
					      EXPLAIN_NONE, EXPLAIN_NONE, EXPLAIN_NONE };

struct explain_about about_grid(size_t grid)
{
	struct explain_about about = nothing;

	about.grid = grid;
	return about;
}

struct explain_about about_dimension(size_t grid, size_t dimension)
{
	struct explain_about about = about_grid(grid);

	about.dimension = dimension;
	return about;
}

struct explain_about about_question(const struct weave *weave, size_t grid, size_t question)
{
	struct explain_about about = about_dimension(grid, weave->content->grids[grid].questions[question].dimension);

	about.question = question;
	return about;
}

struct explain_about about_use_case(size_t use_case)
{
	struct explain_about about = nothing;

	about.use_case = use_case;
	return about;
}

struct explain_about about_criterion(size_t use_case, size_t criterion)
{
	struct explain_about about = about_use_case(use_case);

	about.criterion = criterion;
	return about;
}

struct explain_about about_item(struct explain_about about, size_t item)
{
	about.item = item;
	return about;
}

struct explain_about about_part(struct explain_about about, size_t item, size_t part)
{
	about.item = item;
	about.part = part;
	return about;
}

struct explain_about about_field(const struct weave *weave, enum use_case_field field)
{
	return about_item(about_use_case(weave->is.use_case), field);
}

const struct use_case_result *weave_result(const struct weave *weave)
{
	return &weave->evaluation->use_cases[weave->is.use_case];
}

/* --- weaving ---------------------------------------------------------------------------------- */

void weave_tell(struct weave *weave, enum explain_rule rule, double value)
{
	struct explain_node *node = &weave->out->nodes[weave->at];

	node->rule = rule;
	node->value = value;
}

static void add_node(struct weave *weave, enum explain_kind kind, struct explain_about about, double weight)
{
	struct explanation *out = weave->out;
	const size_t parent = out->count ? weave->at : EXPLAIN_NONE;

	ARRAY_GROW(out->nodes, out->count, out->capacity);
	out->nodes[out->count] = (struct explain_node){
		.kind = kind,
		.value = NAN,
		.weight = weight,
		.about = about,
		.parent = parent,
		.seen = EXPLAIN_NONE,
	};
	if (parent != EXPLAIN_NONE && !out->nodes[parent].count++)
		out->nodes[parent].first = out->count;
	out->count++;
}

void weave_add_weighted(struct weave *weave, enum explain_kind kind, struct explain_about about, double weight)
{
	add_node(weave, kind, about, weight);
}

void weave_add(struct weave *weave, enum explain_kind kind, struct explain_about about)
{
	add_node(weave, kind, about, NAN);
}

void weave_add_constant(struct weave *weave, double value)
{
	struct explain_node *node;

	add_node(weave, EXPLAIN_CONSTANT, nothing, NAN);
	node = &weave->out->nodes[weave->out->count - 1];
	node->rule = RULE_FIXED;
	node->value = value;
}

static bool same_about(const struct explain_about *a, const struct explain_about *b)
{
	return a->grid == b->grid && a->dimension == b->dimension && a->question == b->question &&
	       a->use_case == b->use_case && a->criterion == b->criterion && a->item == b->item && a->part == b->part;
}

static size_t bucket_of(const struct weave *weave, const struct explain_node *node)
{
	const size_t parts[] = { (size_t)node->kind,   node->about.grid,     node->about.dimension,
				 node->about.question, node->about.use_case, node->about.criterion,
				 node->about.item,     node->about.part };
	size_t hash = 0;

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		hash = hash * 31 + parts[i];
	return hash % weave->bucket_count;
}

/* Where the figure of `node` was told before it; else it is noted that it is told now. */
static size_t find_or_note(struct weave *weave, size_t index)
{
	const struct explain_node *nodes = weave->out->nodes;
	const size_t bucket = bucket_of(weave, &nodes[index]);

	for (size_t i = weave->buckets[bucket]; i != EXPLAIN_NONE; i = weave->next[i])
		if (nodes[i].kind == nodes[index].kind && same_about(&nodes[i].about, &nodes[index].about))
			return i;
	while (weave->next_capacity <= index)
		weave->next = xreallocarray(weave->next, weave->next_capacity = weave->next_capacity * 2 + 64,
					    sizeof(*weave->next));
	weave->next[index] = weave->buckets[bucket];
	weave->buckets[bucket] = index;
	return EXPLAIN_NONE;
}

static weave_kind teller_of(enum explain_kind kind)
{
	const weave_kind *const parts[] = { weave_maturity, weave_scores, weave_gates, weave_verdict, weave_money };

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++)
		if (parts[i][kind])
			return parts[i][kind];
	return NULL;
}

static void tell_node(struct weave *weave, size_t index)
{
	struct explain_node *node = &weave->out->nodes[index];
	weave_kind tell;

	if (node->kind == EXPLAIN_CONSTANT)
		return;
	node->seen = find_or_note(weave, index);
	if (node->seen != EXPLAIN_NONE) {
		node->rule = RULE_SEEN;
		node->value = weave->out->nodes[node->seen].value;
		node->fixable = weave->out->nodes[node->seen].fixable;
		return;
	}
	weave->at = index;
	weave->is = node->about;
	tell = teller_of(node->kind);
	assert(tell);
	tell(weave);
}

/* What belongs together has the value of its first, which stands behind it. */
static void close_bundles(struct explanation *out)
{
	for (size_t i = out->count; i-- > 0;)
		if (out->nodes[i].rule == RULE_TOGETHER && out->nodes[i].count)
			out->nodes[i].value = out->nodes[out->nodes[i].first].value;
}

void explain_compute(const struct evaluation *evaluation, const struct explain_subject *subject,
		     struct explanation *explanation)
{
	struct weave weave = {
		.evaluation = evaluation,
		.content = evaluation->document->content,
		.out = explanation,
		.bucket_count = 1021,
	};

	*explanation = (struct explanation){ 0 };
	weave.buckets = xcalloc(weave.bucket_count, sizeof(*weave.buckets));
	for (size_t i = 0; i < weave.bucket_count; i++)
		weave.buckets[i] = EXPLAIN_NONE;
	add_node(&weave, subject->kind, subject->about, NAN);
	for (size_t i = 0; i < explanation->count; i++)
		tell_node(&weave, i);
	close_bundles(explanation);
	free(weave.buckets);
	free(weave.next);
}

void explain_release(struct explanation *explanation)
{
	free(explanation->nodes);
	*explanation = (struct explanation){ 0 };
}

const struct explain_node *explain_source(const struct explanation *explanation, const struct explain_node *node)
{
	return node->rule == RULE_SEEN ? &explanation->nodes[node->seen] : node;
}

const struct explain_node *explain_get(const struct explanation *explanation, enum explain_kind kind,
				       const struct explain_about *about)
{
	for (size_t i = 0; i < explanation->count; i++)
		if (explanation->nodes[i].kind == kind && same_about(&explanation->nodes[i].about, about))
			return explain_source(explanation, &explanation->nodes[i]);
	return NULL;
}
