/*
 * How far weights may move until another use case is first or a quick win
 * changes: small dossiers solved by hand.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/stability.h"
#include "fixture.h"

static struct document *document;
static struct evaluation evaluation;
static struct stability stability;

static void open_document(void)
{
	document = fixture_document();
}

static void close_document(void)
{
	document_free(document);
}

TestSuite(stability, .init = open_document, .fini = close_document);

static void compute(void)
{
	evaluation_compute(document, &evaluation);
	stability_compute(&evaluation, &stability);
}

static void release(void)
{
	stability_release(&stability);
	evaluation_release(&evaluation);
}

static void drop_condition(enum condition_kind kind)
{
	struct matrix *matrix = fixture_matrix(document);

	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == kind)
			matrix->conditions[i] = matrix->conditions[--matrix->condition_count];
}

/* Impact at most this, in the place of the condition on the need. */
static void limit_impact(double most)
{
	struct matrix *matrix = fixture_matrix(document);

	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_NEED)
			matrix->conditions[i] = (struct condition){ "impact.max", CONDITION_FAMILY,     FAMILY_IMPACT,
								    false,        { most, most, most }, NULL };
}

/* For everybody. */
static void set_limit(const char *id, double limit)
{
	struct matrix *matrix = fixture_matrix(document);

	for (size_t i = 0; i < matrix->condition_count; i++)
		for (int profile = 0; profile < PROFILE_COUNT && !strcmp(matrix->conditions[i].id, id); profile++)
			matrix->conditions[i].limit[profile] = limit;
}

static void weigh(size_t criterion, double weight)
{
	document->content->criteria.items[criterion].weight = weight;
}

/* Impact, roi, ease, and risk as it is scored, 5 the worst. */
static void score(const char *id, const char *impact, const char *roi, const char *ease, const char *risk)
{
	fixture_set(
		document,
		"use-case.%s.name=%s\nscore.%s.impact.strategic=%s\nscore.%s.roi.value=%s\nscore.%s.feasibility.data=%s\nscore.%s.risk.ethical=%s",
		id, id, id, impact, id, roi, id, ease, id, risk);
}

static void expect_first(enum family family, enum weight_direction direction, double share, double weight,
			 const char *ids)
{
	const struct first_change *change = &stability.families[family].changes[direction];
	char list[100] = "";

	for (size_t i = 0; i < change->count; i++)
		sprintf(list + strlen(list), "%s%s", i ? " " : "", evaluation.use_cases[change->first[i]].use_case->id);
	cr_expect(fixture_same(change->at.share, share), "%s %d: share %.12g, not %.12g", family_id(family), direction,
		  change->at.share, share);
	cr_expect(fixture_same(change->at.weight, weight), "%s %d: weight %.12g, not %.12g", family_id(family),
		  direction, change->at.weight, weight);
	cr_expect_str_eq(list, ids, "%s %d: «%s», not «%s»", family_id(family), direction, list, ids);
}

/*
 * Weights 30 25 25 20. a: 100 50 50 50, b: 50 75 75 50: a leads by 65 to 62.5,
 * thirty times 50 against fifty times 25. With impact at W they are level at
 * 50 W = 25 · 50: W = 25 of 95. With the return at W: 30 · 50 = 25 W + 25 · 25,
 * W = 35 of 110. Risk parts nobody.
 */
Test(stability, of_two_lines_by_hand)
{
	score("a", "5", "3", "3", "3");
	score("b", "3", "4", "4", "3");
	compute();
	expect_first(FAMILY_IMPACT, WEIGHT_DOWN, 25.0 / 95, 25, "b");
	expect_first(FAMILY_IMPACT, WEIGHT_UP, NAN, NAN, "");
	expect_first(FAMILY_ROI, WEIGHT_UP, 35.0 / 110, 35, "b");
	expect_first(FAMILY_ROI, WEIGHT_DOWN, NAN, NAN, "");
	expect_first(FAMILY_FEASIBILITY, WEIGHT_UP, 35.0 / 110, 35, "b");
	expect_first(FAMILY_RISK, WEIGHT_DOWN, NAN, NAN, "");
	/* Level at last when risk is all there is. */
	expect_first(FAMILY_RISK, WEIGHT_UP, 1, NAN, "a b");
	const struct nearest_change *nearest = &stability.nearest_first;

	/* 0.3 − 25/95 = 0.0368 against 35/110 − 0.25 = 0.0682. */
	cr_expect(nearest->found && nearest->which == FAMILY_IMPACT && nearest->direction == WEIGHT_DOWN);
	release();
}

Test(stability, those_who_share_the_first_place_part_at_once)
{
	/* 25 points of return against 25 of ease, both of weight 25. */
	score("a", "3", "4", "3", "3");
	score("b", "3", "3", "4", "3");
	score("c", "1", "1", "1", "5");
	compute();
	expect_first(FAMILY_ROI, WEIGHT_UP, 0.25, 25, "a");
	expect_first(FAMILY_ROI, WEIGHT_DOWN, 0.25, 25, "b");
	expect_first(FAMILY_FEASIBILITY, WEIGHT_UP, 0.25, 25, "b");
	expect_first(FAMILY_IMPACT, WEIGHT_UP, NAN, NAN, "");
	cr_expect(stability.families[FAMILY_ROI].changes[WEIGHT_UP].at.change == 0);
	cr_expect(stability.nearest_first.which == FAMILY_ROI && stability.nearest_first.direction == WEIGHT_DOWN);
	release();
}

/* Half a point of return against half a point of ease. */
Test(stability, they_part_by_however_little)
{
	score("a", "3", "3.02", "3", "3");
	score("b", "3", "3", "3.02", "3");
	compute();
	expect_first(FAMILY_ROI, WEIGHT_UP, 0.25, 25, "a");
	expect_first(FAMILY_ROI, WEIGHT_DOWN, 0.25, 25, "b");
	release();
}

Test(stability, a_family_without_a_weight_is_left_out_where_a_ranked_one_has_no_value_in_it)
{
	fixture_matrix(document)->priority[FAMILY_RISK] = 0;
	score("a", "5", "3", "3", "3");
	score("b", "3", "3", "3", "");
	compute();
	cr_expect(stability.families[FAMILY_RISK].left_out && !stability.families[FAMILY_IMPACT].left_out);
	expect_first(FAMILY_RISK, WEIGHT_UP, NAN, NAN, "");
	expect_first(FAMILY_IMPACT, WEIGHT_DOWN, 0, 0, "a b");
	release();
}

Test(stability, nothing_changes_where_one_family_is_all_or_where_there_is_nobody)
{
	const double only_impact[FAMILY_COUNT] = { 3, 0, 0, 0 };

	memcpy(fixture_matrix(document)->priority, only_impact, sizeof(only_impact));
	score("a", "5", "3", "3", "3");
	score("b", "3", "5", "3", "3");
	compute();
	cr_expect(stability.families[FAMILY_IMPACT].share == 1 && stability.families[FAMILY_ROI].share == 0);
	expect_first(FAMILY_IMPACT, WEIGHT_DOWN, NAN, NAN, "");
	expect_first(FAMILY_ROI, WEIGHT_UP, 0.5, 3, "b");
	release();
	document_free(document);
	document = fixture_document();
	compute();
	cr_expect(!stability.nearest_first.found && !stability.nearest_quick_win.found);
	release();
}

static void expect_flip(size_t criterion, enum weight_direction direction, double share, double weight, bool gains,
			size_t count)
{
	const struct quick_win_change *change = &stability.criteria[criterion].changes[direction];

	cr_expect(fixture_same(change->at.share, share), "%zu %d: share %.12g, not %.12g", criterion, direction,
		  change->at.share, share);
	cr_expect(fixture_same(change->at.weight, weight), "%zu %d: weight %.12g, not %.12g", criterion, direction,
		  change->at.weight, weight);
	cr_assert(change->count == count, "%zu %d: %zu flip", criterion, direction, change->count);
	for (size_t i = 0; i < count; i++)
		cr_expect(change->flips[i].gains == gains);
}

/* Impact 100 and 25 with a limit of 50: kept while 100 s + 25 (1 − s) ≥ 50, from a share of 1/3 on; weight 1/2. */
Test(stability, of_a_quick_win_by_hand)
{
	fixture_add_quick_win(document, "a");
	fixture_set(document, "score.a.impact.strategic=5\nscore.a.impact.business=2");
	compute();
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_DOWN, 1.0 / 3, 0.5, false, 1);
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_UP, NAN, NAN, false, 0);
	expect_flip(FIXTURE_BUSINESS, WEIGHT_UP, 2.0 / 3, 2, false, 1);
	expect_flip(FIXTURE_VALUE, WEIGHT_DOWN, NAN, NAN, false, 0);
	release();
}

/* A danger of 75 and 0 stands at 37.5, on the limit: it counts as within, and leaves it with the first move up. */
Test(stability, a_quick_win_on_the_line_leaves_it_at_once)
{
	fixture_add_quick_win(document, "a");
	fixture_add_quick_win(document, "b");
	fixture_set(document,
		    "score.a.risk.ethical=4\nscore.a.risk.change=1\nscore.b.risk.ethical=4\nscore.b.risk.change=1");
	compute();
	expect_flip(FIXTURE_ETHICAL, WEIGHT_UP, 0.5, 1, false, 2);
	expect_flip(FIXTURE_ETHICAL, WEIGHT_DOWN, NAN, NAN, false, 0);
	expect_flip(FIXTURE_CHANGE, WEIGHT_DOWN, 0.5, 1, false, 2);
	cr_expect(stability.nearest_quick_win.found && stability.nearest_quick_win.which == FIXTURE_ETHICAL);
	release();
}

/*
 * Below its maturity nothing is a quick win; with the condition dropped the
 * penalty counts: 100 and 50 less 12.5 reach 62.5 from a share of 1/2 on.
 */
Test(stability, feasibility_is_read_after_its_gate)
{
	drop_condition(CONDITION_MATURITY);
	fixture_add_quick_win(document, "a");
	fixture_set(
		document,
		"answer.data.quality.errors=2\nuse-case.a.requires=data.quality:3\nscore.a.feasibility.data=5\nscore.a.feasibility.skills=3");
	weigh(FIXTURE_FEASIBILITY_DATA, 0.25);
	compute();
	expect_flip(FIXTURE_FEASIBILITY_DATA, WEIGHT_UP, 0.5, 1, true, 1);
	expect_flip(FIXTURE_FEASIBILITY_DATA, WEIGHT_DOWN, NAN, NAN, true, 0);
	expect_flip(FIXTURE_SKILLS, WEIGHT_DOWN, 0.5, 0.25, true, 1);
	release();
}

/* Its floor reaches a limit of 0 whatever the gate takes off: 100 and 0 less 12.5 fail nowhere. */
Test(stability, the_floor_of_feasibility_counts)
{
	drop_condition(CONDITION_MATURITY);
	set_limit("feasibility.min", 0);
	fixture_add_quick_win(document, "a");
	fixture_set(document, "answer.data.quality.errors=2\nuse-case.a.requires=data.quality:3\n"
			      "score.a.feasibility.data=5\nscore.a.feasibility.skills=1");
	compute();
	cr_expect(evaluation.use_cases[0].verdict == VERDICT_YES);
	expect_flip(FIXTURE_FEASIBILITY_DATA, WEIGHT_DOWN, NAN, NAN, false, 0);
	release();
}

/* Scored in one criterion only, the family loses its value with the weight of that one, and gains it so. */
Test(stability, a_family_with_one_score_needs_its_weight)
{
	fixture_add_quick_win(document, "a");
	fixture_set(document, "score.a.impact.business=");
	compute();
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_DOWN, 0, 0, false, 1);
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_UP, NAN, NAN, false, 0);
	expect_flip(FIXTURE_BUSINESS, WEIGHT_UP, NAN, NAN, false, 0);
	release();
	weigh(FIXTURE_STRATEGIC, 0);
	compute();
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_UP, 0, 0, true, 1);
	release();
}

/* Between two limits on one family: impact 50 to 60, scored 0 and 100, is a quick win from 1/2 to 3/5. */
Test(stability, several_limits_on_one_family_make_an_interval)
{
	limit_impact(60);
	fixture_add_quick_win(document, "a");
	fixture_set(document, "score.a.impact.strategic=5\nscore.a.impact.business=1");
	weigh(FIXTURE_STRATEGIC, 0.25);
	compute();
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_UP, 0.5, 1, true, 1);
	release();
	weigh(FIXTURE_STRATEGIC, 1.25);
	compute();
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_UP, 0.6, 1.5, false, 1);
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_DOWN, 0.5, 1, false, 1);
	release();
}

/* Impact at most 50 and at least 60: what enters the one has left the other. */
Test(stability, limits_that_cross_leave_no_interval)
{
	limit_impact(50);
	set_limit("impact.min", 60);
	fixture_add_quick_win(document, "a");
	fixture_set(document, "score.a.impact.strategic=5\nscore.a.impact.business=1");
	weigh(FIXTURE_STRATEGIC, 0.25);
	compute();
	expect_flip(FIXTURE_STRATEGIC, WEIGHT_UP, NAN, NAN, true, 0);
	release();
}

/* What must be known is missing, though no condition of this rule asks for it. */
Test(stability, an_incomplete_one_never_flips)
{
	drop_condition(CONDITION_MEDICAL_DEVICE);
	fixture_add_quick_win(document, "a");
	fixture_set(document, "use-case.a.medical_device=\nscore.a.impact.strategic=5\nscore.a.impact.business=2");
	compute();
	cr_expect(evaluation.use_cases[0].verdict == VERDICT_INCOMPLETE);
	cr_expect(!stability.nearest_quick_win.found);
	release();
}
