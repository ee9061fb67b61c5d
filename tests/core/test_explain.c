/*
 * Explanations as trees: over random dossiers every node is what its rule makes
 * of its children (explain_fold.h says it a second time), every leaf is what the dossier or a content file says, and
 * every figure of evaluation.h has its node.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/explain.h"
#include "cadran/core/scoring.h"
#include "explain_fold.h"
#include "explain_leaf.h"
#include "fixture.h"

static const struct evaluation *evaluation;
static struct explanation tree;
static size_t kinds_seen[EXPLAIN_KIND_COUNT], rules_seen[RULE_COUNT_OF_RULES];

/* --- the shape ------------------------------------------------------------------------------------ */

static void expect_place(size_t index)
{
	const struct explain_node *node = &tree.nodes[index];

	if (!index) {
		cr_assert(node->parent == EXPLAIN_NONE);
		return;
	}
	cr_assert_lt(node->parent, index, "a parent stands before its children");
	const struct explain_node *parent = &tree.nodes[node->parent];
	cr_assert(index >= parent->first && index < parent->first + parent->count, "node %zu is nobody's child", index);
}

/* A figure that was seen before is the same, and derived there. */
static void expect_seen(const struct explain_node *node)
{
	const struct explain_node *of = explain_source(&tree, node);

	cr_assert(node->count == 0);
	cr_assert(of != node && of->rule != RULE_SEEN && of->kind == node->kind);
	cr_assert(!memcmp(&of->about, &node->about, sizeof(of->about)));
	cr_assert(fold_is_near(of->value, node->value), "kind %d", node->kind);
}

/* Every figure is derived once: no node that is not RULE_SEEN stands for the figure of another. */
static void expect_one_derivation(void)
{
	for (size_t i = 0; i < tree.count; i++)
		for (size_t k = 0; k < i; k++)
			cr_assert(
				tree.nodes[i].rule == RULE_SEEN || tree.nodes[k].rule == RULE_SEEN ||
					tree.nodes[i].kind == EXPLAIN_CONSTANT ||
					tree.nodes[i].kind != tree.nodes[k].kind ||
					memcmp(&tree.nodes[i].about, &tree.nodes[k].about, sizeof(tree.nodes[i].about)),
				"kind %d stands twice", tree.nodes[i].kind);
}

enum { NOT_WALKED, ON_THE_WAY, WALKED };

/* Following children and what was seen one comes to an end: nothing rests on itself. */
static void walk(size_t index, char *state)
{
	const struct explain_node *node = &tree.nodes[index];

	cr_assert(state[index] != ON_THE_WAY, "kind %d rests on itself", node->kind);
	if (state[index] == WALKED)
		return;
	state[index] = ON_THE_WAY;
	if (node->rule == RULE_SEEN)
		walk(node->seen, state);
	for (size_t i = 0; i < node->count; i++)
		walk(node->first + i, state);
	state[index] = WALKED;
}

static void expect_no_circle(void)
{
	char *state = xcalloc(tree.count, 1);

	walk(0, state);
	for (size_t i = 0; i < tree.count; i++)
		cr_assert(state[i] == WALKED, "node %zu is an orphan", i);
	free(state);
}

static bool may_be_childless(enum explain_rule rule)
{
	static const enum explain_rule leaves[] = { RULE_TYPED, RULE_ABSENT,    RULE_ASSUMED,   RULE_CONTENT,
						    RULE_FIXED, RULE_ELSEWHERE, RULE_SUM_KNOWN, RULE_COUNT_ALL,
						    RULE_RANK,  RULE_ALL,       RULE_ALL_ZERO,  RULE_ALL_KNOWN,
						    RULE_FIRST, RULE_MEAN_KNOWN };

	for (size_t i = 0; i < ARRAY_SIZE(leaves); i++)
		if (leaves[i] == rule)
			return true;
	return false;
}

static void expect_node(size_t index)
{
	const struct explain_node *node = &tree.nodes[index];
	static struct terms terms;

	kinds_seen[node->kind]++;
	rules_seen[node->rule]++;
	expect_place(index);
	if (node->rule == RULE_SEEN) {
		expect_seen(node);
		return;
	}
	if (!node->count) {
		cr_assert(may_be_childless(node->rule), "kind %d rests on nothing by rule %d", node->kind, node->rule);
		expect_leaf(evaluation, node);
		if (node->rule <= RULE_ELSEWHERE)
			return;
	}
	cr_assert(node->rule > RULE_SEEN && node->count <= MOST_CHILDREN);
	terms.document = evaluation->document;
	terms.node = node;
	terms.count = node->count;
	for (size_t i = 0; i < node->count; i++) {
		terms.of[i] = explain_source(&tree, &tree.nodes[node->first + i]);
		terms.value[i] = tree.nodes[node->first + i].value;
		terms.weight[i] = tree.nodes[node->first + i].weight;
	}
	double folded = explain_fold(&terms);
	cr_assert(fold_is_near(node->value, folded), "kind %d by rule %d: %.17g, folded %.17g", node->kind, node->rule,
		  node->value, folded);
}

/* --- every figure of the evaluation ------------------------------------------------------------------ */

#define NONE EXPLAIN_NONE

static void expect_figure(enum explain_kind kind, struct explain_about about, double value)
{
	const struct explain_node *node = explain_get(&tree, kind, &about);

	cr_assert(node, "kind %d has no node", kind);
	cr_assert(fold_is_near(node->value, value), "kind %d: %g, evaluated %g", kind, node->value, value);
}

static double or_nan(double value, bool exists)
{
	return exists ? value : (double)NAN;
}

static struct explain_about of_case(size_t use_case, size_t item, size_t part)
{
	return (struct explain_about){ NONE, NONE, NONE, use_case, NONE, item, part };
}

static void expect_measure(size_t grid, size_t dimension, size_t reading, const struct measure *measure)
{
	const struct explain_about about = { grid, dimension, NONE, NONE, NONE, NONE, reading };

	expect_figure(EXPLAIN_MEAN, about, measure->score);
	expect_figure(EXPLAIN_MEAN_MIN, about, measure->min);
	expect_figure(EXPLAIN_MEAN_MAX, about, measure->max);
	expect_figure(EXPLAIN_ANSWERED, about, (double)measure->answered);
	expect_figure(EXPLAIN_SEEN, about, (double)measure->seen);
	expect_figure(EXPLAIN_ASKED, about, (double)measure->total);
}

static void expect_dimension(size_t grid, size_t dimension)
{
	const struct dimension_result *result = &evaluation->grids[grid].dimensions[dimension];
	const struct explain_about about = { grid, dimension, NONE, NONE, NONE, NONE, NONE };

	expect_measure(grid, dimension, READING_COMPLETE, &result->measure);
	expect_measure(grid, dimension, READING_EXPRESS, &result->express);
	expect_figure(EXPLAIN_TARGET, about, result->target);
	expect_figure(EXPLAIN_GAP, about, result->gap);
}

static void expect_grid(size_t grid)
{
	const struct grid_result *result = &evaluation->grids[grid];
	struct explain_about about = { grid, NONE, NONE, NONE, NONE, NONE, NONE };

	expect_measure(grid, NONE, READING_COMPLETE, &result->measure);
	expect_measure(grid, NONE, READING_EXPRESS, &result->express);
	expect_figure(EXPLAIN_LEVEL, about, or_nan(result->level, result->level));
	expect_figure(EXPLAIN_LOWEST, about, result->lowest);
	expect_figure(EXPLAIN_HELD_BACK, about, or_nan((double)result->held_back_by, result->held_back_by != SIZE_MAX));
	for (size_t d = 0; d < evaluation->document->content->grids[grid].dimension_count; d++)
		expect_dimension(grid, d);
	for (about.item = 1; about.item <= LEVEL_COUNT; about.item++)
		expect_figure(EXPLAIN_SHARE, about, result->share[about.item - 1]);
}

static void expect_criterion(size_t use_case, size_t criterion)
{
	const struct criterion_result *result = &evaluation->use_cases[use_case].criteria[criterion];
	struct explain_about about = { NONE, NONE, NONE, use_case, criterion, NONE, NONE };
	static const enum explain_kind sources[] = {
		[SOURCE_RETAINED] = EXPLAIN_RETAINED, [SOURCE_VOTES] = EXPLAIN_VOTES, [SOURCE_DERIVED] = EXPLAIN_DERIVED
	};

	expect_figure(EXPLAIN_UTILITY, about, result->utility);
	expect_figure(EXPLAIN_SCORE, about, result->score);
	if (result->source == SOURCE_MISSING)
		return;
	const struct explain_node *score = explain_get(&tree, EXPLAIN_SCORE, &about);
	cr_assert(tree.nodes[score->first].kind == sources[result->source]);
	if (result->source == SOURCE_VOTES) {
		cr_assert_eq(tree.nodes[score->first].count, result->vote_count);
		cr_assert_eq((long)tree.nodes[score->first].about.part, result->round);
	}
}

static void expect_family(size_t use_case, size_t family)
{
	const struct family_result *result = &evaluation->use_cases[use_case].families[family];
	const struct explain_about about = of_case(use_case, family, NONE);

	expect_figure(EXPLAIN_FAMILY, about, result->value);
	expect_figure(EXPLAIN_FAMILY_MIN, about, result->min);
	expect_figure(EXPLAIN_FAMILY_MAX, about, result->max);
	expect_figure(EXPLAIN_SCORED, about, (double)result->scored);
	expect_figure(EXPLAIN_CRITERIA, about, (double)result->total);
	expect_figure(EXPLAIN_COMPLETE, about, result->complete);
}

static void expect_gates(size_t use_case)
{
	const struct use_case_result *result = &evaluation->use_cases[use_case];
	const struct explain_about about = of_case(use_case, NONE, NONE);

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];
		const struct explain_about of = { gate->grid, gate->dimension, NONE, use_case, NONE, NONE, NONE };
		const struct explain_about mean = { gate->grid, gate->dimension, NONE, NONE, NONE, NONE, 0 };

		expect_figure(EXPLAIN_SHORTFALL, of, gate->shortfall);
		expect_figure(EXPLAIN_REQUIRED, of, gate->required);
		expect_figure(EXPLAIN_MEAN, mean, gate->current);
	}
	expect_figure(EXPLAIN_PENALTY, about, result->feasibility_penalty);
	expect_figure(EXPLAIN_FEASIBILITY_AFTER, about, result->feasibility_after);
	expect_figure(EXPLAIN_BLOCKED, about, result->maturity_blocked);
	expect_figure(EXPLAIN_TECHNO_PUSH, about, result->techno_push);
	expect_figure(EXPLAIN_FREES, about, (double)result->frees);
	expect_figure(EXPLAIN_ENABLER, about, result->enabler);
	for (size_t bit = 0; bit < 3; bit++)
		expect_figure(EXPLAIN_OBLIGATION, of_case(use_case, bit, NONE), (result->open_obligations >> bit) & 1);
}

static void expect_rule(size_t use_case)
{
	const struct use_case_result *result = &evaluation->use_cases[use_case];

	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *judged = &result->conditions[i];
		const struct explain_about about = of_case(use_case, i, NONE);

		expect_figure(EXPLAIN_CONDITION, about, or_nan(judged->met == MET_YES, judged->met != MET_UNKNOWN));
		cr_assert_eq(explain_get(&tree, EXPLAIN_CONDITION, &about)->fixable, judged->fixable);
		if (judged->condition->kind > CONDITION_PAYBACK)
			continue;
		const struct explain_node *compared = explain_get(&tree, EXPLAIN_COMPARISON, &about);
		cr_assert(fold_is_near(tree.nodes[compared->first].value, judged->value), "%s", judged->condition->id);
		expect_figure(EXPLAIN_LIMIT, about, judged->limit);
	}
	for (size_t bit = 0; bit < 5; bit++)
		expect_figure(EXPLAIN_MISSING, of_case(use_case, bit, NONE), (result->missing >> bit) & 1);
}

static void expect_place_and_verdict(size_t use_case)
{
	const struct use_case_result *result = &evaluation->use_cases[use_case];
	const struct explain_about about = of_case(use_case, NONE, NONE);

	expect_figure(EXPLAIN_AXIS, of_case(use_case, AXIS_X, NONE), result->x);
	expect_figure(EXPLAIN_AXIS, of_case(use_case, AXIS_Y, NONE), result->y);
	expect_figure(EXPLAIN_PRIORITY, about, result->priority);
	expect_figure(EXPLAIN_PLACED, about, result->placed);
	expect_figure(EXPLAIN_QUADRANT, about, or_nan(result->quadrant, result->placed));
	expect_figure(EXPLAIN_RANK, about, or_nan((double)result->rank, result->rank));
	expect_figure(EXPLAIN_VERDICT, about, result->verdict);
	expect_figure(EXPLAIN_EXPRESS, about, result->express);
}

static void expect_money(size_t use_case, size_t estimate)
{
	const struct money *money = &evaluation->use_cases[use_case].money[estimate];
	const struct explain_about about = of_case(use_case, NONE, estimate);
	const size_t cost = ESTIMATE_HIGH - estimate;

	expect_figure(EXPLAIN_MONEY_GIVEN, about, money->given);
	if (!money->given)
		return;
	expect_figure(EXPLAIN_GAIN, about, money->gain);
	expect_figure(EXPLAIN_BUILD, about, money->build);
	expect_figure(EXPLAIN_FIELD, of_case(use_case, USE_CASE_RUN_COST, cost), money->run);
	expect_figure(EXPLAIN_FIELD, of_case(use_case, USE_CASE_HORIZON, ESTIMATE_LIKELY), money->horizon);
	expect_figure(EXPLAIN_FIELD, of_case(use_case, USE_CASE_RAMP_UP, cost), money->ramp_up);
	expect_figure(EXPLAIN_DISCOUNT, about, money->discount);
	expect_figure(EXPLAIN_TCO, about, money->tco);
	expect_figure(EXPLAIN_NET_YEAR, about, money->net_year);
	expect_figure(EXPLAIN_ROI, about, money->roi);
	expect_figure(EXPLAIN_PAYBACK, about, money->payback);
	expect_figure(EXPLAIN_NPV, about, money->npv);
}

static void expect_use_case(size_t use_case)
{
	cr_assert(fold_is_near(tree.nodes[0].value, evaluation->use_cases[use_case].verdict));
	for (size_t i = 0; i < FIXTURE_CRITERIA; i++)
		expect_criterion(use_case, i);
	for (size_t i = 0; i < FAMILY_COUNT; i++)
		expect_family(use_case, i);
	expect_gates(use_case);
	expect_rule(use_case);
	expect_place_and_verdict(use_case);
	for (size_t i = ESTIMATE_LOW; i <= ESTIMATE_HIGH; i++)
		expect_money(use_case, i);
}

/* --- dossiers ----------------------------------------------------------------------------------------- */

/* Ranges of money and votes without a retained score, and targets of single questions. */
static void stir(struct document *document, unsigned count, unsigned long long seed)
{
	static const char *const fields[] = { "hours",      "hour_cost", "other_gain", "build_days", "day_rate",
					      "build_cost", "run_cost",  "discount",   "ramp_up" };
	struct fixture_random random = fixture_seed(seed);

	for (unsigned i = 0; i < count; i++) {
		for (size_t f = 0; f < ARRAY_SIZE(fields); f++) {
			const unsigned low = fixture_below(&random, 40), more = fixture_below(&random, 30);

			if (fixture_chance(&random, 30))
				fixture_set(document, "use-case.c%u.%s=%u/%u/%u.5", i, fields[f], low, low + more,
					    low + 2 * more);
		}
		if (fixture_chance(&random, 50))
			fixture_set(document, "use-case.c%u.requires=data.quality:2;data.governance:3;data.quality:%u",
				    i, 1 + fixture_below(&random, 5));
		for (unsigned person = 0; person < 5; person++)
			fixture_set(document, "vote.c%u.impact.strategic.P%u.1=%u", i, person,
				    1 + fixture_below(&random, 5));
		if (fixture_chance(&random, 50))
			fixture_set(document, "score.c%u.impact.strategic=\nscore.c%u.roi.value=", i, i);
	}
	fixture_set(document, "answer.data.quality.owners.target=%u", 1 + fixture_below(&random, 5));
}

static void begin(const struct explain_subject *subject)
{
	explain_compute(evaluation, subject, &tree);
	for (size_t i = 0; i < tree.count; i++)
		expect_node(i);
	expect_no_circle();
}

static struct explain_subject find(const char *id)
{
	struct explain_subject subject;

	cr_assert_eq(explain_find(evaluation, id, &subject), 1, "«%s»", id);
	return subject;
}

/* A part of a dossier has the tree that it has in the whole. */
static void expect_parts(void)
{
	const struct use_case_result *first = &evaluation->use_cases[0];
	const struct {
		const char *id;
		double value;
	} parts[] = {
		{ "ai.usage", evaluation->grids[FIXTURE_AI].dimensions[1].measure.score },
		{ "data.quality.errors",
		  strtod(evaluation->document->grids[FIXTURE_DATA].answers[0].field[ANSWER_LEVEL], NULL) },
		{ "c0.roi.value", first->criteria[FIXTURE_VALUE].utility },
	};

	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		const struct explain_subject subject = find(parts[i].id);

		begin(&subject);
		cr_assert(fold_is_near(tree.nodes[0].value, parts[i].value > 0 || i != 1 ? parts[i].value : NAN), "%s",
			  parts[i].id);
		explain_release(&tree);
	}
}

static void expect_dossier(unsigned long long seed, bool slow)
{
	const unsigned count = 1 + (unsigned)(seed % 5);
	struct document *document = fixture_random_document(seed, count, NULL);
	struct evaluation computed;

	stir(document, count, seed + 7);
	evaluation_compute(document, &computed);
	evaluation = &computed;
	for (size_t i = 0; i < computed.use_case_count; i++) {
		const struct explain_subject subject = { EXPLAIN_USE_CASE, of_case(i, NONE, NONE) };

		begin(&subject);
		expect_use_case(i);
		if (slow)
			expect_one_derivation();
		explain_release(&tree);
	}
	for (size_t g = 0; g < 2; g++) {
		const struct explain_subject subject = find(document->content->grids[g].id);

		begin(&subject);
		cr_assert(fold_is_near(tree.nodes[0].value, computed.grids[g].measure.score));
		expect_grid(g);
		explain_release(&tree);
	}
	expect_parts();
	evaluation_release(&computed);
	document_free(document);
}

Test(explain, every_node_is_what_its_rule_makes_of_its_children)
{
	const unsigned rounds = fixture_rounds(2000);

	for (unsigned i = 0; i < rounds; i++)
		expect_dossier(i + 1, i % 50 == 0);
	if (rounds < 1000)
		return;
	for (int kind = 0; kind < EXPLAIN_KIND_COUNT; kind++)
		cr_expect(kinds_seen[kind], "no dossier had kind %d", kind);
	for (int rule = 0; rule < RULE_COUNT_OF_RULES; rule++)
		cr_expect(rules_seen[rule], "no dossier had rule %d", rule);
}

/* --- what can be asked about ----------------------------------------------------------------------------- */

Test(explain, an_id_names_one_thing_or_several_or_none)
{
	static const struct {
		const char *id;
		size_t count;
		enum explain_kind kind;
	} rows[] = {
		{ "data", 1, EXPLAIN_GRID },
		{ "data.quality", 1, EXPLAIN_DIMENSION },
		{ "quality", 1, EXPLAIN_DIMENSION },
		{ "ai.usage.pilots", 1, EXPLAIN_QUESTION },
		{ "usage.pilots", 1, EXPLAIN_QUESTION },
		{ "c1", 1, EXPLAIN_USE_CASE },
		{ "a.b", 1, EXPLAIN_USE_CASE },
		{ "c1.impact.strategic", 1, EXPLAIN_UTILITY },
		{ "a.b.risk.change", 1, EXPLAIN_UTILITY },
		{ "usage", 2, EXPLAIN_DIMENSION },
		{ "", 0, EXPLAIN_GRID },
		{ "data.", 0, EXPLAIN_GRID },
		{ "data.nothing", 0, EXPLAIN_GRID },
		{ "ai.quality", 0, EXPLAIN_GRID },
		{ "c1.", 0, EXPLAIN_GRID },
		{ "c1.impact", 0, EXPLAIN_GRID },
		{ "c2.impact.strategic", 0, EXPLAIN_GRID },
	};
	struct document *document = fixture_document();
	struct evaluation computed;

	document->content->grids[FIXTURE_DATA].dimensions[FIXTURE_GOVERNANCE].id = "usage";
	fixture_set(document, "use-case.c1.name=One\nuse-case.a.b.name=Two");
	evaluation_compute(document, &computed);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct explain_subject subject = { EXPLAIN_KIND_COUNT, { 0 } };

		cr_expect_eq(explain_find(&computed, rows[i].id, &subject), rows[i].count, "«%s»", rows[i].id);
		cr_expect(!rows[i].count || subject.kind == rows[i].kind, "«%s»", rows[i].id);
	}
	evaluation_release(&computed);
	document_free(document);
}

/* The figures of the worked line in design §5.2: impact 4 and 5, weights 1 and 3: (75 + 3 · 100) / 4. */
Test(explain, the_tree_of_a_family_is_its_criteria_and_their_weights)
{
	struct document *document = fixture_document();
	struct evaluation computed;
	const struct explain_about impact = of_case(0, FAMILY_IMPACT, NONE);

	document->content->criteria.items[FIXTURE_BUSINESS].weight = 3;
	fixture_set(document, "use-case.u.name=U\nscore.u.impact.strategic=4\nvote.u.impact.business.Ann.1=1\n"
			      "vote.u.impact.business.Ann.2=5\nvote.u.impact.business.Bea.2=5");
	evaluation_compute(document, &computed);
	evaluation = &computed;
	const struct explain_subject subject = find("u");
	explain_compute(&computed, &subject, &tree);
	const struct explain_node *family = explain_get(&tree, EXPLAIN_FAMILY, &impact);
	cr_assert_float_eq(family->value, 93.75, 1e-12);
	cr_assert_eq(family->count, 2);
	const struct explain_node *business = explain_source(&tree, &tree.nodes[family->first + 1]);
	cr_assert_float_eq(business->weight, 3, 0);
	cr_assert_float_eq(business->value, 100, 0);
	const struct explain_node *votes = &tree.nodes[tree.nodes[business->first].first];
	cr_assert(votes->kind == EXPLAIN_VOTES && votes->rule == RULE_MEDIAN && votes->count == 2 &&
		  votes->about.part == 2);
	explain_release(&tree);
	cr_assert(!tree.nodes && !tree.count);
	evaluation_release(&computed);
	document_free(document);
}

/* A tree grows with the years, the answers and those ahead, and with nothing else. */
Test(explain, a_hundred_years_of_money_are_a_few_thousand_nodes)
{
	struct document *document = fixture_document();
	struct evaluation computed;

	fixture_set(document, "use-case.u.other_gain=1000/2000/3000\nuse-case.u.horizon=100\nuse-case.u.discount=4");
	evaluation_compute(document, &computed);
	evaluation = &computed;
	const struct explain_subject subject = find("u");
	begin(&subject);
	expect_use_case(0);
	cr_expect(tree.count > 3000 && tree.count < 6000, "%zu", tree.count);
	explain_release(&tree);
	evaluation_release(&computed);
	document_free(document);
}
