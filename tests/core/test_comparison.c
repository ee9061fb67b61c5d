/*
 * What moved and because of what. The laws: the parts of a mean sum to its move,
 * what did not change has no part, and the other way round they change sign.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/comparison.h"
#include "cadran/core/scoring.h"
#include "fixture.h"

struct pair {
	struct document *documents[2];
	struct evaluation evaluations[2];
	struct comparison comparison;
};

static void compare(struct pair *pair, struct document *before, struct document *after)
{
	pair->documents[0] = before;
	pair->documents[1] = after;
	for (int i = 0; i < 2; i++)
		evaluation_compute(pair->documents[i], &pair->evaluations[i]);
	comparison_compute(&pair->evaluations[0], &pair->evaluations[1], &pair->comparison);
}

static void release(struct pair *pair)
{
	comparison_release(&pair->comparison);
	for (int i = 0; i < 2; i++) {
		evaluation_release(&pair->evaluations[i]);
		document_free(pair->documents[i]);
	}
}

static struct document *filled(const char *lines)
{
	struct document *document = fixture_document();

	fixture_fill(document, lines);
	return document;
}

/* The answer that moved; NULL where it did not. */
static const struct answer_move *answer(const struct pair *pair, const char *question)
{
	for (size_t g = 0; g < pair->comparison.grid_count; g++)
		for (size_t d = 0; d < pair->comparison.grids[g].dimension_count; d++)
			for (size_t a = 0; a < pair->comparison.grids[g].dimensions[d].answer_count; a++)
				if (!strcmp(pair->comparison.grids[g].dimensions[d].answers[a].question->id, question))
					return &pair->comparison.grids[g].dimensions[d].answers[a];
	return NULL;
}

static const struct use_case_move *use_case(const struct pair *pair, const char *id)
{
	for (size_t i = 0; i < pair->comparison.use_case_count; i++) {
		const struct use_case_move *move = &pair->comparison.use_cases[i];

		if (!strcmp((move->after ? move->after : move->before)->use_case->id, id))
			return move;
	}
	cr_assert(false, "no use case %s", id);
	return NULL;
}

static const struct score_move *score(const struct use_case_move *move, const char *criterion)
{
	for (size_t i = 0; i < move->score_count; i++)
		if (!strcmp(move->scores[i].criterion->id, criterion))
			return &move->scores[i];
	cr_assert(false, "%s did not move", criterion);
	return NULL;
}

/* --- by hand ------------------------------------------------------------------------------------ */

Test(comparison, an_answer_that_changes_its_level_has_its_share_of_the_move)
{
	struct pair pair;

	compare(&pair, filled("answer.data.quality.errors=2\nanswer.data.quality.owners=4\nanswer.data.governance.roles=3"),
		filled("answer.data.quality.errors=4\nanswer.data.quality.owners=3\nanswer.data.governance.roles=3"));
	const struct grid_move *grid = &pair.comparison.grids[FIXTURE_DATA];
	cr_assert_str_eq(grid->grid->id, "data");
	cr_expect(fixture_same(grid->dimensions[FIXTURE_QUALITY].score.before, 3) && fixture_same(grid->dimensions[FIXTURE_QUALITY].score.after, 3.5));
	cr_expect(fixture_same(answer(&pair, "quality.errors")->part, 1) && fixture_same(answer(&pair, "quality.owners")->part, -0.5));
	cr_expect(!answer(&pair, "governance.roles"), "what did not change is told");
	cr_expect(fixture_same(grid->score.before, 3) && fixture_same(grid->score.after, 3.25));
	cr_expect(fixture_same(grid->dimensions[FIXTURE_QUALITY].part, 0.25) && fixture_same(grid->dimensions[FIXTURE_GOVERNANCE].part, 0));
	release(&pair);
}

Test(comparison, an_answer_that_comes_in_counts_by_its_distance_from_the_mean)
{
	struct pair pair;

	/* From 4 over one answer to (4 + 1) / 2: r = 3.25, W = 1.5. */
	compare(&pair, filled("answer.data.quality.errors=4"), filled("answer.data.quality.errors=4\nanswer.data.quality.owners=1"));
	cr_expect(fixture_same(answer(&pair, "quality.owners")->part, -1.5));
	cr_expect_str_eq(answer(&pair, "quality.owners")->before, "");
	cr_expect(!answer(&pair, "quality.errors"));
	release(&pair);
	/* Not applicable leaves the mean: what went says so, the rest did not change. */
	compare(&pair, filled("answer.data.quality.errors=4\nanswer.data.quality.owners=1"),
		filled("answer.data.quality.errors=4\nanswer.data.quality.owners=NA"));
	cr_expect(fixture_same(answer(&pair, "quality.owners")->part, 1.5));
	cr_expect_str_eq(answer(&pair, "quality.owners")->after, "NA");
	release(&pair);
	/* Blank and don't know say something else and weigh the same: nothing. */
	compare(&pair, filled("answer.data.quality.errors=4"), filled("answer.data.quality.errors=4\nanswer.data.quality.owners=?"));
	cr_expect(fixture_same(answer(&pair, "quality.owners")->part, 0));
	cr_expect(!comparison_is_empty(&pair.comparison));
	release(&pair);
}

Test(comparison, where_there_was_no_score_there_is_no_part_and_the_answers_are_told)
{
	struct pair pair;

	compare(&pair, filled(""), filled("answer.data.quality.errors=4"));
	cr_expect(isnan(answer(&pair, "quality.errors")->part) && isnan(pair.comparison.grids[FIXTURE_DATA].dimensions[FIXTURE_QUALITY].part));
	cr_expect(isnan(pair.comparison.grids[FIXTURE_DATA].level.before) && pair.comparison.grids[FIXTURE_DATA].level.after >= 1);
	release(&pair);
}

Test(comparison, a_use_case_says_which_score_moved_its_family_and_which_family_its_priority)
{
	struct document *before = fixture_document(), *after = fixture_document();
	struct pair pair;

	fixture_add_quick_win(before, "A");
	fixture_add_quick_win(after, "A");
	fixture_fill(after, "score.A.impact.business=5\nscore.A.risk.ethical=3");
	compare(&pair, before, after);
	const struct use_case_move *move = use_case(&pair, "A");
	cr_expect(move->moved && !move->others && move->score_count == 2);
	const struct score_move *business = score(move, "impact.business"), *ethical = score(move, "risk.ethical");
	cr_expect(fixture_same(business->part, move->families[FAMILY_IMPACT].after - move->families[FAMILY_IMPACT].before) && business->part > 0);
	cr_expect(fixture_same(ethical->part, move->families[FAMILY_RISK].after - move->families[FAMILY_RISK].before) && ethical->part > 0,
		  "a risk that rises is more danger: %g", ethical->part);
	cr_expect(move->parts[FAMILY_IMPACT] > 0 && move->parts[FAMILY_RISK] < 0 && fixture_same(move->parts[FAMILY_ROI], 0));
	cr_expect(business->before == SOURCE_RETAINED && business->after == SOURCE_RETAINED);
	release(&pair);
}

Test(comparison, votes_figures_gates_law_and_conditions_are_told)
{
	struct document *before = fixture_document(), *after = fixture_document();
	const char *was, *is;
	struct pair pair;

	fixture_add_quick_win(before, "A");
	fixture_add_quick_win(after, "A");
	fixture_fill(before, "answer.data.quality.errors=1\nuse-case.A.requires=data.quality:3");
	fixture_fill(after, "answer.data.quality.errors=3\nuse-case.A.requires=data.quality:3\nuse-case.A.delay=11\nuse-case.A.ai_act=high\n"
			    "score.A.impact.business=\nvote.A.impact.business.Ana=2");
	compare(&pair, before, after);
	const struct use_case_move *move = use_case(&pair, "A");
	cr_assert(move->gate_count == 1);
	cr_expect(!strcmp(move->gates[0].dimension->id, "quality") && fixture_same(move->gates[0].shortfall.before, 2) &&
		  fixture_same(move->gates[0].shortfall.after, 0));
	cr_expect(score(move, "impact.business")->after == SOURCE_VOTES);
	cr_expect(use_case_move_field(move, USE_CASE_AI_ACT, &was, &is) && !strcmp(is, "high"));
	cr_expect(use_case_move_field(move, USE_CASE_DELAY, &was, &is) && !use_case_move_field(move, USE_CASE_NAME, &was, &is));
	bool law = false, delay = false;
	for (size_t i = 0; i < move->condition_count; i++) {
		law |= !strcmp(move->conditions[i].id, "ai-act") && move->conditions[i].before == MET_YES && move->conditions[i].after == MET_NO;
		delay |= !strcmp(move->conditions[i].id, "delay.max") && move->conditions[i].after == MET_NO;
	}
	cr_expect(law && delay);
	cr_expect(move->before->verdict == VERDICT_NO && move->after->verdict == VERDICT_NO);
	release(&pair);
}

Test(comparison, what_came_what_went_and_what_was_passed_by_others_is_told)
{
	struct document *before = fixture_document(), *after = fixture_document();
	struct pair pair;

	fixture_add_quick_win(before, "A");
	fixture_add_quick_win(before, "B");
	fixture_add_quick_win(after, "A");
	fixture_add_quick_win(after, "C");
	fixture_fill(after, "score.C.impact.business=5");
	compare(&pair, before, after);
	cr_expect(use_case(&pair, "A")->others && use_case(&pair, "A")->moved);
	cr_expect(!use_case(&pair, "B")->after && !use_case(&pair, "C")->before);
	cr_expect(fixture_same(use_case(&pair, "A")->rank.before, 1) && fixture_same(use_case(&pair, "A")->rank.after, 2));
	release(&pair);
}

Test(comparison, a_use_case_that_goes_live_leaves_the_ranking_because_of_its_status)
{
	struct document *before = fixture_document(), *after = fixture_document();
	struct pair pair;

	fixture_add_quick_win(before, "A");
	fixture_add_quick_win(after, "A");
	fixture_fill(after, "use-case.A.status=live");
	compare(&pair, before, after);
	const struct use_case_move *move = use_case(&pair, "A");
	cr_expect(fixture_same(move->rank.before, 1) && isnan(move->rank.after) && move_is_none(&move->priority));
	cr_expect(move->moved && !move->others);
	release(&pair);
}

/* --- laws ------------------------------------------------------------------------------------- */

static struct document *random_document(unsigned long long seed, bool other_weights)
{
	struct document *document = fixture_random_document(seed, 6, NULL);

	if (other_weights)
		fixture_random_weights(document, seed + 77);
	return document;
}

static void expect_sum(double sum, const struct move *move, unsigned seed, const char *what)
{
	if (isnan(move->before) || isnan(move->after))
		return;
	cr_expect(fabs(sum - (move->after - move->before)) < 1e-7, "seed %u, %s: parts sum to %.12g, the move is %.12g", seed, what, sum,
		  move->after - move->before);
}

static void expect_grid_sums(const struct grid_move *grid, unsigned seed)
{
	double of_grid = 0;

	for (size_t d = 0; d < grid->dimension_count; d++) {
		const struct dimension_move *move = &grid->dimensions[d];
		double sum = 0;

		for (size_t a = 0; a < move->answer_count; a++)
			sum += move->answers[a].part;
		expect_sum(sum, &move->score, seed, move->dimension->id);
		of_grid += isnan(move->part) ? 0 : move->part;
	}
	expect_sum(of_grid, &grid->score, seed, grid->grid->id);
}

static void expect_use_case_sums(const struct use_case_move *move, unsigned seed)
{
	double priority = 0, families[FAMILY_COUNT] = { 0 };

	if (!move->before || !move->after)
		return;
	for (size_t i = 0; i < move->score_count; i++)
		families[move->scores[i].criterion->family] += move->scores[i].part;
	for (int f = 0; f < FAMILY_COUNT; f++) {
		expect_sum(families[f], &move->families[f], seed, family_id((enum family)f));
		priority += isnan(move->parts[f]) ? 0 : move->parts[f];
	}
	expect_sum(priority, &move->priority, seed, "priority");
}

Test(comparison, the_parts_of_random_dossiers_sum_to_the_move_and_change_sign_the_other_way_round)
{
	size_t answers = 0, scores = 0;

	for (unsigned seed = 1; seed <= fixture_rounds(300); seed++) {
		struct pair there, back;

		compare(&there, random_document(seed, false), random_document(seed + 1000, seed % 2));
		compare(&back, random_document(seed + 1000, seed % 2), random_document(seed, false));
		for (size_t g = 0; g < there.comparison.grid_count; g++) {
			const struct grid_move *a = &there.comparison.grids[g], *b = &back.comparison.grids[g];

			expect_grid_sums(a, seed);
			for (size_t d = 0; d < a->dimension_count; d++) {
				cr_assert(a->dimensions[d].answer_count == b->dimensions[d].answer_count);
				answers += a->dimensions[d].answer_count;
				for (size_t i = 0; i < a->dimensions[d].answer_count; i++)
					cr_expect(fixture_same(a->dimensions[d].answers[i].part, -b->dimensions[d].answers[i].part));
			}
		}
		for (size_t i = 0; i < there.comparison.use_case_count; i++) {
			scores += there.comparison.use_cases[i].score_count;
			expect_use_case_sums(&there.comparison.use_cases[i], seed);
		}
		release(&there);
		release(&back);
	}
	cr_expect(answers > 0 && scores > 0, "%zu answers, %zu scores", answers, scores);
}

Test(comparison, a_dossier_compared_with_itself_is_empty)
{
	for (unsigned seed = 1; seed <= fixture_rounds(100); seed++) {
		struct report report;
		struct pair pair;

		compare(&pair, random_document(seed, false), random_document(seed, false));
		cr_expect(comparison_is_empty(&pair.comparison), "seed %u", seed);
		report_comparison(&pair.comparison, LANGUAGE_EN, &report);
		for (size_t i = 0; i < report_row_count(&report); i++) {
			const struct cell *difference = report_cell(&report, i, 5);
			const char *kind = report_cell(&report, i, 0)->text;

			cr_expect(!strcmp(kind, "grid") || !strcmp(kind, "dimension"), "%s", kind);
			cr_expect(difference->kind == CELL_EMPTY || same_figure(difference->number, 0));
		}
		report_release(&report);
		release(&pair);
	}
}

Test(comparison, one_change_at_a_time_is_the_only_one_that_is_told)
{
	for (unsigned seed = 1; seed <= fixture_rounds(200); seed++) {
		struct fixture_random random = fixture_seed(seed);
		struct document *before = random_document(seed, false), *after = random_document(seed, false);
		const size_t g = fixture_below(&random, 2);
		const struct grid *grid = &after->content->grids[g];
		const size_t q = fixture_below(&random, (unsigned)grid->question_count);
		const char *old = before->grids[g].answers[q].field[ANSWER_LEVEL];
		static const char *const levels[] = { "1", "2", "3", "4", "5", "NA", "?", "" };
		struct pair pair;
		size_t told = 0;

		fixture_set(after, "answer.%s.%s=%s", grid->id, grid->questions[q].id, levels[fixture_below(&random, 8)]);
		const bool same = !strcmp(old, after->grids[g].answers[q].field[ANSWER_LEVEL]);
		compare(&pair, before, after);
		for (size_t i = 0; i < pair.comparison.grid_count; i++)
			for (size_t d = 0; d < pair.comparison.grids[i].dimension_count; d++)
				told += pair.comparison.grids[i].dimensions[d].answer_count;
		cr_expect(told == !same && (same || answer(&pair, grid->questions[q].id)), "seed %u: %zu told", seed, told);
		cr_expect(comparison_is_empty(&pair.comparison) == same, "seed %u", seed);
		release(&pair);
	}
}

Test(comparison, another_matrix_is_said_and_weighs_in_the_priority)
{
	struct document *before = fixture_document(), *after = fixture_document();
	struct pair pair;

	fixture_add_quick_win(before, "A");
	fixture_add_quick_win(after, "A");
	fixture_matrix(after)->priority[FAMILY_IMPACT] = 90;
	fixture_fill(after, "score.A.impact.business=5");
	fixture_fill(before, "score.A.impact.business=5");
	compare(&pair, before, after);
	const struct use_case_move *move = use_case(&pair, "A");
	double sum = 0;
	for (int f = 0; f < FAMILY_COUNT; f++)
		sum += move->parts[f];
	cr_expect(!move->score_count && fixture_same(sum, move->priority.after - move->priority.before) && sum > 0, "%g", sum);
	release(&pair);
}
