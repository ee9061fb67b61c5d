/*
 * Faults that were found in other tools, each as the test that ours does not
 * have it.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/report.h"
#include "cadran/core/robustness.h"
#include "fixture.h"

static struct document *document;
static struct evaluation evaluation;

static void compute(struct document *of)
{
	document = of;
	evaluation_compute(document, &evaluation);
}

static void release(void)
{
	evaluation_release(&evaluation);
	document_free(document);
}

static struct grid *data_grid(struct document *of)
{
	return &of->content->grids[FIXTURE_DATA];
}

/* --- a blank is not a zero ---------------------------------------------------------
 *
 * SAMM IFERROR(…, 0), AIMA SUM, cloudmaturity parseInt || 0.
 */

/* Columns that count answers and questions, or where a blank stands at the ends of the scale. */
static bool may_hold_numbers(const char *column)
{
	static const char *const names[] = { "min", "max", "answered", "total" };

	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		if (!strcmp(column, names[i]))
			return true;
	return false;
}

/* Rows of the long table that say what is asked, whether it is met, and how many scores there are. */
static bool is_asked(enum report_kind kind, const char *measure)
{
	static const char *const names[] = { "limit", "required", "met", "fixable", "scored" };

	for (size_t i = 0; kind == REPORT_TIDY && i < ARRAY_SIZE(names); i++)
		if (!strcmp(measure, names[i]))
			return true;
	return false;
}

/* What a figure is called: its column, in the long table its measure. */
static const char *figure_name(enum report_kind kind, const struct report *report, size_t row, size_t column)
{
	return kind == REPORT_TIDY && !strcmp(report->columns[column].id, "value") ? report_cell(report, row, column - 1)->text : report->columns[column].id;
}

Test(defects, nothing_known_is_no_number_in_any_report)
{
	struct report report;

	document = fixture_document();
	fixture_fill(document, "use-case.u.name=U\nuse-case.u.requires=data.quality:3");
	compute(document);
	for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
		report_build((enum report_kind)kind, &evaluation, LANGUAGE_EN, &report);
		for (size_t row = 0; row < report_row_count(&report); row++)
			for (size_t c = 0; c < report.column_count; c++)
				cr_expect(report_cell(&report, row, c)->kind != CELL_NUMBER ||
						  may_hold_numbers(figure_name((enum report_kind)kind, &report, row, c)) ||
						  is_asked((enum report_kind)kind, figure_name((enum report_kind)kind, &report, row, c)),
					  "%s, %s", report_id((enum report_kind)kind), figure_name((enum report_kind)kind, &report, row, c));
		cr_expect(kind == REPORT_VOTES || kind == REPORT_USES || kind == REPORT_OBLIGATIONS || report_row_count(&report));
		report_release(&report);
	}
	release();
}

/* VerifyWise scores keywords and falls back to a silent 50: an empty form looks half risky. */
Test(defects, an_empty_use_case_is_not_half_risky)
{
	struct robustness robustness;

	document = fixture_document();
	fixture_add_quick_win(document, "other");
	fixture_fill(document, "use-case.u.name=U");
	compute(document);
	const struct use_case_result *u = fixture_result(&evaluation, "u");

	for (int family = 0; family < FAMILY_COUNT; family++)
		cr_expect(isnan(u->families[family].value) && u->families[family].min == 0 &&
				  u->families[family].max == 100 && !u->families[family].complete,
			  "family %d", family);
	cr_expect(isnan(u->x) && isnan(u->y) && isnan(u->priority) && isnan(u->feasibility_after));
	cr_expect(!u->placed && u->rank == 0 && evaluation.ranking_count == 1);
	cr_expect(u->verdict != VERDICT_YES && u->verdict != VERDICT_CONDITIONAL && evaluation.conditional == 0);
	cr_expect(u->missing ==
		  (MISSING_SCORE | MISSING_DELAY | MISSING_AI_ACT | MISSING_HEALTH_DATA | MISSING_MEDICAL_DEVICE));
	cr_expect(isnan(u->money[ESTIMATE_LIKELY].tco) && isnan(u->money[ESTIMATE_LIKELY].npv));
	robustness_init(&robustness, &evaluation);
	cr_expect(isnan(robustness_rank(&robustness, (size_t)(u - evaluation.use_cases), 1).p));
	robustness_release(&robustness);
	release();
}

/* Everything but the risk is scored, and scored best: the risk is unknown all the same. */
Test(defects, no_risk_is_made_up_from_the_rest)
{
	document = fixture_document();
	fixture_add_quick_win(document, "u");
	fixture_fill(document, "score.u.risk.ethical=\nscore.u.risk.change=");
	compute(document);
	const struct use_case_result *u = fixture_result(&evaluation, "u");

	cr_expect(isnan(u->families[FAMILY_RISK].value) && isnan(u->x) && isnan(u->priority) && u->rank == 0);
	cr_expect(fixture_same(u->y, 75) && u->verdict == VERDICT_INCOMPLETE, "verdict %d", u->verdict);
	release();
}

static void replace_unknown(struct document *of, const char *level)
{
	for (size_t g = 0; g < of->content->grid_count; g++)
		for (size_t q = 0; q < of->content->grids[g].question_count; q++) {
			const int is = answer_level(&of->grids[g].answers[q]);

			if (is == ANSWER_BLANK || is == ANSWER_UNKNOWN)
				fixture_set(of, "answer.%s.%s=%s", of->content->grids[g].id,
					    of->content->grids[g].questions[q].id, level);
		}
}

static void expect_score(const char *level, const struct measure *before, double expected, unsigned seed)
{
	struct grid_result now;

	grid_compute(data_grid(document), &document->grids[FIXTURE_DATA], &now);
	cr_assert(fixture_same(now.measure.score, expected), "seed %u: %s instead of a blank gives %g, not %g", seed,
		  level, now.measure.score, expected);
	cr_assert(now.measure.answered >= before->answered);
	grid_result_release(&now);
}

/* What is unknown counts as not applicable in a score, as 1 and as 5 in its interval, and never as 0. */
Test(defects, the_unknown_leaves_the_score_and_is_the_interval)
{
	static const char *const levels[] = { "NA", "1", "5" };
	unsigned open = 0;

	for (unsigned seed = 0; seed < fixture_rounds(1000); seed++) {
		document = fixture_document();
		fixture_random_weights(document, seed);
		fixture_random_answers(document, seed + 1);
		struct grid_result before;

		grid_compute(data_grid(document), &document->grids[FIXTURE_DATA], &before);
		const struct measure was = before.measure;
		const double expected[] = { was.score, was.min, was.max };

		grid_result_release(&before);
		open += is_figure(was.min) && !fixture_same(was.min, was.max);
		replace_unknown(document, levels[seed % 3]);
		expect_score(levels[seed % 3], &was, expected[seed % 3], seed);
		document_free(document);
	}
	cr_expect(open > fixture_rounds(1000) / 2 || !fixture_runs_all(), "%u are open", open);
}

/* --- thresholds are compared, not what is shown of a figure ------------------------------
 *
 * ODI 2024: Math.round(completed / total · 100) === 100 takes 199 of 200.
 */

enum { HUNDREDS = 200 };

/* Quality gets 200 questions, the first `low` of them at level 2 and the others at 3. */
static struct document *of_two_hundred(unsigned low)
{
	struct content *content = fixture_content();
	struct grid *grid = &content->grids[FIXTURE_DATA];
	struct question *questions = arena_take(&content->arena, HUNDREDS, sizeof(*questions));

	for (size_t q = 0; q < HUNDREDS; q++) {
		char id[40];

		snprintf(id, sizeof(id), "quality.q%zu", q);
		questions[q] = grid->questions[0];
		questions[q].id = arena_strdup(&content->arena, id);
	}
	grid->questions = questions;
	grid->question_count = grid->dimensions[0].count = HUNDREDS;
	grid->dimension_count = 1;
	struct document *of = document_new(content);
	for (unsigned q = 0; q < HUNDREDS; q++)
		fixture_set(of, "answer.data.quality.q%u=%d", q, q < low ? 2 : 3);
	return of;
}

static const struct {
	unsigned low;
	double share;
	int level;
} shares[] = {
	{ 0, 1, 3 }, { 1, 1, 2 }, { 1, 0.995, 3 }, { 40, 0.8, 3 }, { 41, 0.8, 2 }, { 1, 0.9951, 2 },
};

Test(defects, one_of_two_hundred_is_enough_to_miss_a_threshold)
{
	for (size_t i = 0; i < ARRAY_SIZE(shares); i++) {
		document = of_two_hundred(shares[i].low);
		data_grid(document)->staged_share = shares[i].share;
		fixture_add_quick_win(document, "u");
		fixture_fill(document, "use-case.u.requires=data.quality:3");
		compute(document);
		const struct use_case_result *u = fixture_result(&evaluation, "u");

		cr_expect(evaluation.grids[FIXTURE_DATA].level == shares[i].level, "row %zu: level %d", i,
			  evaluation.grids[FIXTURE_DATA].level);
		cr_expect(fixture_same(u->requirements[0].shortfall, shares[i].low / 200.0));
		cr_expect(requirement_is_open(&u->requirements[0]) == (shares[i].low > 0), "row %zu", i);
		cr_expect(u->verdict == (shares[i].low ? VERDICT_CONDITIONAL : VERDICT_YES), "row %zu", i);
		release();
	}
}

/* 2.98 and 2.98 give 49.5, which is shown as 50; impact is then below its 50 for the rule and for the quadrant. */
Test(defects, what_is_shown_as_the_threshold_need_not_reach_it)
{
	static const struct {
		const char *score;
		bool reaches;
	} rows[] = { { "3", true }, { "2.98", false }, { "2.9999", false }, { "2.99999999999", true } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		document = fixture_document();
		fixture_add_quick_win(document, "u");
		fixture_set(document, "score.u.impact.strategic=%s\nscore.u.impact.business=%s\n", rows[i].score,
			    rows[i].score);
		fixture_set(document, "score.u.roi.value=%s\nscore.u.roi.delay=%s", rows[i].score, rows[i].score);
		compute(document);
		const struct use_case_result *u = fixture_result(&evaluation, "u");

		cr_expect((fixture_condition(u, "impact.min")->met == MET_YES) == rows[i].reaches, "%s", rows[i].score);
		cr_expect(u->quadrant == (rows[i].reaches ? QUADRANT_HIGH_HIGH : QUADRANT_LOW_HIGH), "%s",
			  rows[i].score);
		cr_expect(u->verdict == (rows[i].reaches ? VERDICT_YES : VERDICT_NO), "%s", rows[i].score);
		release();
	}
}

/* --- nothing to divide by ------------------------------------------------------------------
 *
 * MonAideCyber MoteurDesIndicateurs gives NaN to its users where every weight is
 * null; Labelia's dilation divides by what is concerned. No figure is one thing,
 * an infinite one or a made up one another.
 */

static void weigh_nothing(struct document *of)
{
	struct matrix *matrix = fixture_matrix(of);

	for (size_t g = 0; g < of->content->grid_count; g++) {
		struct grid *grid = &of->content->grids[g];

		for (size_t d = 0; d < grid->dimension_count; d++)
			grid->dimensions[d].weight = 0;
		for (size_t q = 0; q < grid->question_count; q++)
			grid->questions[q].weight = 0;
	}
	for (size_t c = 0; c < of->content->criteria.count; c++)
		of->content->criteria.items[c].weight = 0;
	for (int family = 0; family < FAMILY_COUNT; family++)
		matrix->axes[AXIS_X].weight[family] = matrix->axes[AXIS_Y].weight[family] = matrix->priority[family] =
			0;
}

static void expect_no_figures(const struct use_case_result *of, unsigned seed)
{
	for (int family = 0; family < FAMILY_COUNT; family++)
		cr_assert(isnan(of->families[family].value) && isnan(of->families[family].min), "seed %u", seed);
	cr_assert(isnan(of->x) && isnan(of->y) && isnan(of->priority), "seed %u", seed);
	cr_assert(!of->placed && !of->rank && of->verdict != VERDICT_YES, "seed %u", seed);
	for (size_t r = 0; r < of->requirement_count; r++)
		cr_assert(isnan(of->requirements[r].shortfall), "seed %u", seed);
	cr_assert(of->feasibility_penalty == 0 && !of->maturity_blocked, "seed %u", seed);
}

Test(defects, where_nothing_weighs_there_is_no_figure_and_no_rank)
{
	for (unsigned seed = 0; seed < fixture_rounds(300); seed++) {
		struct robustness robustness;

		document = fixture_random_document(seed, 3, NULL);
		weigh_nothing(document);
		compute(document);
		for (size_t g = 0; g < document->content->grid_count; g++) {
			cr_assert(isnan(evaluation.grids[g].measure.score) && isnan(evaluation.grids[g].measure.min));
			cr_assert(evaluation.grids[g].level == 0, "seed %u", seed);
		}
		for (size_t i = 0; i < evaluation.use_case_count; i++)
			expect_no_figures(&evaluation.use_cases[i], seed);
		cr_assert(evaluation.ranking_count == 0);
		robustness_init(&robustness, &evaluation);
		(void)robustness_refine(&robustness, 10);
		cr_assert(isnan(robustness_expected_rank(&robustness, 0).p), "seed %u", seed);
		robustness_release(&robustness);
		release();
	}
}

Test(defects, where_nothing_applies_there_is_no_figure)
{
	document = fixture_document();
	fixture_add_quick_win(document, "u");
	fixture_fill(document, "use-case.u.requires=data.quality:3\ngrid.data.target=4");
	for (size_t q = 0; q < data_grid(document)->question_count; q++)
		fixture_set(document, "answer.data.%s=NA", data_grid(document)->questions[q].id);
	compute(document);
	const struct grid_result *data = &evaluation.grids[FIXTURE_DATA];

	cr_expect(isnan(data->measure.score) && isnan(data->measure.min) && isnan(data->measure.max));
	cr_expect(isnan(data->dimensions[0].target) && isnan(data->dimensions[0].gap) && data->level == 0);
	cr_expect(fixture_result(&evaluation, "u")->verdict == VERDICT_CONDITIONAL, "to be confirmed");
	cr_expect(fixture_same(fixture_result(&evaluation, "u")->feasibility_after, 75), "and takes no points");
	release();
}

/* 0.6 + 0.3 + 0.1 is not 1.0 in binary: weights are a proportion, nobody compares their sum. */
Test(defects, weights_that_do_not_quite_sum_to_one_are_the_same_weights)
{
	static const double tenths[FAMILY_COUNT] = { 0.6, 0.3, 0.1 }, whole[FAMILY_COUNT] = { 6, 3, 1 };
	double priority[2];

	cr_assert(tenths[0] + tenths[1] + tenths[2] < 1.0);
	for (int i = 0; i < 2; i++) {
		document = fixture_document();
		fixture_add_quick_win(document, "u");
		fixture_fill(document, "score.u.impact.strategic=5\nscore.u.roi.value=2");
		memcpy(fixture_matrix(document)->priority, i ? whole : tenths, sizeof(tenths));
		compute(document);
		priority[i] = fixture_result(&evaluation, "u")->priority;
		release();
	}
	cr_expect(fixture_same(priority[0], priority[1]) && fixture_same(priority[0], 0.6 * 87.5 + 0.3 * 50 + 7.5));
}
