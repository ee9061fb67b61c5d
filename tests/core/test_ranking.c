/*
 * Quadrants, ranks and the order of lists (design §5.2), and laws that hold for
 * every dossier, tried on random ones.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

static const struct {
	const char *name;
	double x, y;
	enum quadrant quadrant;
} places[] = {
	{ "both on the line", 50, 50, QUADRANT_HIGH_HIGH },
	{ "both high", 100, 100, QUADRANT_HIGH_HIGH },
	{ "both low", 0, 0, QUADRANT_LOW_LOW },
	{ "valuable, not easy", 49.9, 50, QUADRANT_HIGH_LOW },
	{ "easy, not valuable", 50, 49.9, QUADRANT_LOW_HIGH },
	{ "below by less than the slack", 50 - 5e-10, 50 - 5e-10, QUADRANT_HIGH_HIGH },
	{ "below by more than the slack", 50 - 2e-9, 50 - 2e-9, QUADRANT_LOW_LOW },
};

Test(matrix, a_point_on_a_line_counts_as_high)
{
	struct content *content = fixture_content();

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		cr_expect(matrix_quadrant(content->matrix, places[i].x, places[i].y) == places[i].quadrant, "%s",
			  places[i].name);
	content->matrices[0].axes[AXIS_X].threshold = 60;
	cr_expect(matrix_quadrant(content->matrix, 55, 55) == QUADRANT_HIGH_LOW, "each axis has its own line");
	content_free(content);
}

Test(matrix, quadrants_are_called_y_then_x)
{
	cr_expect_str_eq(quadrant_key(QUADRANT_HIGH_HIGH), "high-high");
	cr_expect_str_eq(quadrant_key(QUADRANT_HIGH_LOW), "high-low");
	cr_expect_str_eq(quadrant_key(QUADRANT_LOW_HIGH), "low-high");
	cr_expect_str_eq(quadrant_key(QUADRANT_LOW_LOW), "low-low");
}

Test(matrix, the_default_one_is_chosen_else_the_only_one_else_none)
{
	struct content *content = fixture_content();
	struct matrix two[2] = { content->matrices[0], content->matrices[0] };
	struct err err;

	two[0].id = "roi-risque";
	content->matrices = two;
	content->matrix_count = 2;
	cr_expect(content_choose_matrix(content, NULL, &err) && content->matrix == &two[1], "the default");
	cr_expect(content_choose_matrix(content, "roi-risque", &err) && content->matrix == &two[0], "by its id");
	cr_expect(!content_choose_matrix(content, "nothing", &err), "unknown");
	two[1].id = "other";
	cr_expect(!content_choose_matrix(content, NULL, &err), "too many");
	content->matrix_count = 1;
	cr_expect(content_choose_matrix(content, NULL, &err) && content->matrix == &two[0], "the only one");
	content->matrix_count = 0;
	cr_expect(!content_choose_matrix(content, NULL, &err), "none");
	content_free(content);
}

/* --- ranks --------------------------------------------------------------------- */

/* A use case and its scores: impact, roi, feasibility, then the two risks. */
static void add(struct document *document, const char *id, const char *impact, const char *roi, const char *ease,
		const char *ethical, const char *change)
{
	fixture_set(document, "use-case.%s.name=%s", id, id);
	fixture_set(document, "score.%s.impact.strategic=%s\nscore.%s.roi.value=%s\nscore.%s.feasibility.data=%s", id,
		    impact, id, roi, id, ease);
	fixture_set(document, "score.%s.risk.ethical=%s\nscore.%s.risk.change=%s", id, ethical, id, change);
}

static void expect_ranks(const struct evaluation *evaluation, const char *expected)
{
	char order[300] = "";

	for (size_t i = 0; i < evaluation->ranking_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[evaluation->ranking[i]];

		sprintf(order + strlen(order), "%s%s:%zu", i ? " " : "", result->use_case->id, result->rank);
	}
	cr_expect_str_eq(order, expected, "«%s», not «%s»", order, expected);
}

static void expect_ranking(struct document *document, const char *expected)
{
	struct evaluation evaluation;

	evaluation_compute(document, &evaluation);
	expect_ranks(&evaluation, expected);
	evaluation_release(&evaluation);
	document_free(document);
}

Test(ranking, equal_priorities_share_a_rank_and_the_next_one_is_left_out)
{
	struct document *document = fixture_document();

	add(document, "d", "1", "3", "3", "3", "3");
	add(document, "b", "3", "3", "3", "3", "3");
	add(document, "a", "5", "3", "3", "3", "3");
	add(document, "c", "3", "3", "3", "3", "3");
	expect_ranking(document, "a:1 b:2 c:2 d:4");
}

/* Feasibility weighs 25 and risk 20: 4 points of one are 5 of the other. */
Test(ranking, equals_are_listed_by_lower_risk_then_by_id)
{
	struct document *document = fixture_document();

	add(document, "high", "3", "3", "3.8", "4", "4");
	add(document, "z", "3", "3", "3", "3", "3");
	add(document, "low", "3", "3", "2.2", "2", "2");
	add(document, "B", "3", "3", "3", "3", "3");
	add(document, "a10", "3", "3", "3", "2", "4");
	expect_ranking(document, "low:1 B:1 a10:1 z:1 high:1");
}

Test(ranking, live_stopped_prohibited_and_unscored_ones_take_no_rank)
{
	struct document *document = fixture_document();
	struct evaluation evaluation;

	add(document, "live", "5", "5", "5", "1", "1");
	add(document, "stopped", "5", "5", "5", "1", "1");
	add(document, "prohibited", "5", "5", "5", "1", "1");
	add(document, "unscored", "5", "", "5", "1", "1");
	add(document, "pilot", "2", "2", "2", "2", "2");
	fixture_fill(document, "use-case.live.status=live\nuse-case.stopped.status=stopped\n"
			       "use-case.prohibited.ai_act=prohibited\nuse-case.pilot.status=pilot");
	evaluation_compute(document, &evaluation);
	expect_ranks(&evaluation, "pilot:1");
	cr_expect(evaluation.use_case_count == 5, "all of them are there");
	evaluation_release(&evaluation);
	document_free(document);
}

Test(ranking, live_and_stopped_ones_keep_their_figures_and_prohibited_ones_have_none)
{
	struct document *document = fixture_document();
	struct evaluation evaluation;

	fixture_add_quick_win(document, "live");
	fixture_add_quick_win(document, "prohibited");
	fixture_fill(document, "use-case.live.status=live\nuse-case.prohibited.ai_act=prohibited");
	evaluation_compute(document, &evaluation);
	const struct use_case_result *live = fixture_result(&evaluation, "live");
	const struct use_case_result *prohibited = fixture_result(&evaluation, "prohibited");

	cr_expect(live->placed && fixture_same(live->x, 75) && fixture_same(live->priority, 75) && live->rank == 0);
	cr_expect(result_is_settled(live) && !result_is_prohibited(live));
	cr_expect(!prohibited->placed && isnan(prohibited->x) && isnan(prohibited->y) && isnan(prohibited->priority));
	cr_expect(prohibited->rank == 0 && prohibited->verdict == VERDICT_NO && result_is_prohibited(prohibited));
	cr_expect(fixture_same(prohibited->families[FAMILY_IMPACT].value, 75), "its families stay");
	evaluation_release(&evaluation);
	document_free(document);
}

Test(ranking, an_empty_dossier_has_an_empty_ranking)
{
	struct document *document = fixture_document();
	struct evaluation evaluation;

	evaluation_compute(document, &evaluation);
	cr_expect(evaluation.use_case_count == 0 && evaluation.ranking_count == 0 && evaluation.quick_wins == 0);
	cr_expect(evaluation_use_case(&evaluation, "nothing") == NULL);
	evaluation_release(&evaluation);
	document_free(document);
}

Test(ranking, a_use_case_that_is_taken_away_takes_no_part)
{
	struct document *document = fixture_document();

	add(document, "a", "5", "5", "5", "1", "1");
	add(document, "b", "3", "3", "3", "3", "3");
	fixture_fill(document, "use-case.a.present=");
	expect_ranking(document, "b:1");
}

/*
 * Wikipedia, Weighted sum model (data in scikit-criteria, tests/agg/
 * test_simple.py): weights .20 .15 .40 .25, scores 21.5, 22, 22. A2 and A3 tie
 * exactly though their sums of decimals may not. A score s stands for 25 (s − 1)
 * here, for 25 (5 − s) on risk.
 */
Test(ranking, a_published_weighted_sum_with_a_tie_in_decimals)
{
	const double weights[FAMILY_COUNT] = { 0.20, 0.15, 0.40, 0.25 };
	struct document *document = fixture_document();
	struct evaluation evaluation;

	memcpy(fixture_matrix(document)->priority, weights, sizeof(weights));
	add(document, "A1", "2", "1.8", "1.6", "3.8", "3.8");
	add(document, "A2", "1.4", "2.2", "1.8", "3.8", "3.8");
	add(document, "A3", "2.2", "1.4", "2.2", "4.6", "4.6");
	evaluation_compute(document, &evaluation);
	cr_expect(fixture_same(fixture_result(&evaluation, "A1")->priority, 21.5));
	cr_expect(fixture_same(fixture_result(&evaluation, "A2")->priority, 22));
	cr_expect(fixture_same(fixture_result(&evaluation, "A3")->priority, 22));
	expect_ranks(&evaluation, "A2:1 A3:1 A1:3");
	evaluation_release(&evaluation);
	document_free(document);
}

/* --- laws over random dossiers --------------------------------------------------- */

enum { DOSSIERS = 1000, CASES = 5 };

static struct document *document, *other;
static struct evaluation evaluation, other_evaluation;

static void compare_with(struct document *one, struct document *two)
{
	document = one;
	other = two;
	evaluation_compute(document, &evaluation);
	evaluation_compute(other, &other_evaluation);
}

static void release_both(void)
{
	evaluation_release(&evaluation);
	evaluation_release(&other_evaluation);
	document_free(document);
	document_free(other);
}

static void expect_same_figures(const struct use_case_result *a, const struct use_case_result *b, unsigned seed)
{
	for (int family = 0; family < FAMILY_COUNT; family++) {
		cr_assert(fixture_same(a->families[family].value, b->families[family].value), "seed %u: family %d",
			  seed, family);
		cr_assert(fixture_same(a->families[family].min, b->families[family].min), "seed %u: min %d", seed,
			  family);
		cr_assert(fixture_same(a->families[family].max, b->families[family].max), "seed %u: max %d", seed,
			  family);
	}
	cr_assert(fixture_same(a->feasibility_after, b->feasibility_after), "seed %u: feasibility", seed);
	cr_assert(fixture_same(a->x, b->x) && fixture_same(a->y, b->y), "seed %u: axes", seed);
	cr_assert(fixture_same(a->priority, b->priority), "seed %u: priority %g, %g", seed, a->priority, b->priority);
}

static void expect_same_outcome(const struct use_case_result *a, const struct use_case_result *b, unsigned seed)
{
	expect_same_figures(a, b, seed);
	cr_assert(a->rank == b->rank, "seed %u: rank %zu, %zu", seed, a->rank, b->rank);
	cr_assert(a->placed == b->placed && (!a->placed || a->quadrant == b->quadrant), "seed %u: quadrant", seed);
	cr_assert(a->verdict == b->verdict, "seed %u: verdict %d, %d", seed, a->verdict, b->verdict);
	cr_assert(a->frees == b->frees && a->missing == b->missing, "seed %u", seed);
	cr_assert(a->open_obligations == b->open_obligations && a->express == b->express, "seed %u", seed);
}

static void expect_same_results(unsigned seed)
{
	cr_assert(evaluation.use_case_count == other_evaluation.use_case_count);
	for (size_t i = 0; i < evaluation.use_case_count; i++) {
		const struct use_case_result *result = &evaluation.use_cases[i];

		expect_same_outcome(result, fixture_result(&other_evaluation, result->use_case->id), seed);
	}
	cr_assert(evaluation.ranking_count == other_evaluation.ranking_count);
	cr_assert(evaluation.quick_wins == other_evaluation.quick_wins);
	for (size_t i = 0; i < evaluation.ranking_count; i++)
		cr_assert_str_eq(evaluation.use_cases[evaluation.ranking[i]].use_case->id,
				 other_evaluation.use_cases[other_evaluation.ranking[i]].use_case->id,
				 "seed %u: place %zu", seed, i);
}

static void scale(double *weights, size_t count, double factor)
{
	for (size_t i = 0; i < count; i++)
		weights[i] *= factor;
}

static void scale_all_weights(struct document *scaled, double factor)
{
	struct matrix *matrix = fixture_matrix(scaled);

	scale(matrix->priority, FAMILY_COUNT, factor);
	scale(matrix->axes[AXIS_X].weight, FAMILY_COUNT, factor);
	scale(matrix->axes[AXIS_Y].weight, FAMILY_COUNT, factor);
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
		scale(&scaled->content->criteria.items[c].weight, 1, factor);
	for (size_t g = 0; g < scaled->content->grid_count; g++) {
		struct grid *grid = &scaled->content->grids[g];

		for (size_t d = 0; d < grid->dimension_count; d++)
			scale(&grid->dimensions[d].weight, 1, factor);
		for (size_t q = 0; q < grid->question_count; q++)
			scale(&grid->questions[q].weight, 1, factor);
	}
}

Test(ranking, scaling_all_weights_changes_no_figure_and_no_rank)
{
	const double factors[] = { 0.001, 0.3, 7, 1000 };

	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		struct document *scaled = fixture_random_document(seed, CASES, NULL);

		scale_all_weights(scaled, factors[seed % 4]);
		compare_with(fixture_random_document(seed, CASES, NULL), scaled);
		expect_same_results(seed);
		release_both();
	}
}

static void shuffle(unsigned order[CASES], unsigned seed)
{
	struct fixture_random random = fixture_seed(seed);

	for (unsigned i = 0; i < CASES; i++)
		order[i] = i;
	for (unsigned i = CASES; i > 1; i--) {
		unsigned pick = fixture_below(&random, i), swap = order[pick];

		order[pick] = order[i - 1];
		order[i - 1] = swap;
	}
}

Test(ranking, permuting_the_use_cases_permutes_the_results)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		unsigned order[CASES];

		shuffle(order, seed);
		compare_with(fixture_random_document(seed, CASES, NULL), fixture_random_document(seed, CASES, order));
		for (unsigned i = 0; i < CASES; i++) {
			char id[20];

			snprintf(id, sizeof(id), "c%u", order[i]);
			cr_assert_str_eq(other_evaluation.use_cases[i].use_case->id, id, "seed %u", seed);
		}
		expect_same_results(seed);
		release_both();
	}
}

Test(ranking, a_copy_of_a_use_case_shares_its_rank_and_its_verdict)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		unsigned number = seed % CASES;
		char id[20];

		document = fixture_random_document(seed, CASES, NULL);
		fixture_random_use_case(document, "copy", number, seed * 100ull + number + 2);
		evaluation_compute(document, &evaluation);
		snprintf(id, sizeof(id), "c%u", number);
		const struct use_case_result *one = fixture_result(&evaluation, id),
					     *copy = fixture_result(&evaluation, "copy");
		expect_same_figures(one, copy, seed);
		cr_assert(one->rank == copy->rank, "seed %u: rank %zu, %zu", seed, one->rank, copy->rank);
		cr_assert(one->verdict == copy->verdict, "seed %u", seed);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

/* The rank is one more than the number of those strictly ahead; a list has no two places out of order. */
static void expect_order(unsigned seed)
{
	for (size_t i = 0; i < evaluation.ranking_count; i++) {
		const struct use_case_result *a = &evaluation.use_cases[evaluation.ranking[i]];
		size_t ahead = 0;

		for (size_t j = 0; j < evaluation.ranking_count; j++)
			ahead += evaluation.use_cases[evaluation.ranking[j]].priority > a->priority + 1e-9;
		cr_assert(a->rank == ahead + 1, "seed %u: rank %zu with %zu ahead", seed, a->rank, ahead);
		if (i + 1 == evaluation.ranking_count)
			break;
		const struct use_case_result *b = &evaluation.use_cases[evaluation.ranking[i + 1]];
		const double risk_a = a->families[FAMILY_RISK].value, risk_b = b->families[FAMILY_RISK].value;
		cr_assert(a->rank < b->rank || (a->rank == b->rank && !(risk_a > risk_b + 1e-9)), "seed %u: place %zu",
			  seed, i);
		if (a->rank == b->rank && fixture_same(risk_a, risk_b))
			cr_assert(strcmp(a->use_case->id, b->use_case->id) < 0, "seed %u: place %zu by id", seed, i);
	}
}

Test(ranking, the_list_is_in_order_and_ranks_count_who_is_ahead)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		document = fixture_random_document(seed, 8, NULL);
		evaluation_compute(document, &evaluation);
		expect_order(seed);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

static void expect_not_lower(double before, double now, const char *what, unsigned seed)
{
	cr_assert(isnan(before) || now >= before - 1e-9, "seed %u: %s is %.12g after %.12g", seed, what, now, before);
}

/* One retained score one better; false where there is none that can be. */
static bool improve(struct document *better, unsigned seed)
{
	const char *id = better->use_cases[seed % CASES].id;
	const struct criterion *criterion = &better->content->criteria.items[seed / CASES % FIXTURE_CRITERIA];
	const char *retained = better->use_cases[seed % CASES].scores[seed / CASES % FIXTURE_CRITERIA].retained;
	double score = *retained ? atof(retained) : 0;
	double improved = criterion->less_is_better ? score - 0.7 : score + 0.7;

	if (!*retained || improved < 1 || improved > 5)
		return false;
	fixture_set(better, "score.%s.%s=%.1f", id, criterion->id, improved);
	return true;
}

static void expect_no_worse(const struct use_case_result *before, const struct use_case_result *now, unsigned seed)
{
	for (int family = 0; family < FAMILY_RISK; family++)
		expect_not_lower(before->families[family].value, now->families[family].value, "a family", seed);
	expect_not_lower(-before->families[FAMILY_RISK].value, -now->families[FAMILY_RISK].value, "safety", seed);
	expect_not_lower(before->feasibility_after, now->feasibility_after, "feasibility after gates", seed);
	expect_not_lower(before->x, now->x, "x", seed);
	expect_not_lower(before->y, now->y, "y", seed);
	expect_not_lower(before->priority, now->priority, "priority", seed);
	cr_assert(now->verdict >= before->verdict, "seed %u: verdict %d after %d", seed, now->verdict, before->verdict);
}

static void expect_improvement(unsigned seed)
{
	for (size_t i = 0; i < evaluation.use_case_count; i++)
		expect_no_worse(&evaluation.use_cases[i], &other_evaluation.use_cases[i], seed);
	const struct use_case_result *before = &evaluation.use_cases[seed % CASES],
				     *now = &other_evaluation.use_cases[seed % CASES];
	cr_assert(now->rank <= before->rank, "seed %u: rank %zu after %zu", seed, now->rank, before->rank);
}

Test(ranking, a_better_score_never_lowers_a_figure_a_rank_or_a_verdict)
{
	unsigned improved = 0;

	for (unsigned seed = 0; seed < fixture_rounds(2 * DOSSIERS); seed++) {
		struct document *better = fixture_random_document(seed, CASES, NULL);

		if (!improve(better, seed)) {
			document_free(better);
			continue;
		}
		improved++;
		compare_with(fixture_random_document(seed, CASES, NULL), better);
		expect_improvement(seed);
		release_both();
	}
	cr_expect(improved > fixture_rounds(DOSSIERS) / 2, "%u dossiers", improved);
}

static void raise_answers(struct document *better)
{
	for (size_t g = 0; g < better->content->grid_count; g++)
		for (size_t q = 0; q < better->content->grids[g].question_count; q++) {
			int level = answer_level(&better->grids[g].answers[q]);

			if (level >= 1 && level < 5)
				fixture_set(better, "answer.%s.%s=%d", better->content->grids[g].id,
					    better->content->grids[g].questions[q].id, level + 1);
		}
}

Test(ranking, a_better_maturity_never_lowers_a_figure_or_a_verdict)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		struct document *better = fixture_random_document(seed, CASES, NULL);

		raise_answers(better);
		compare_with(fixture_random_document(seed, CASES, NULL), better);
		for (size_t i = 0; i < CASES; i++)
			expect_no_worse(&evaluation.use_cases[i], &other_evaluation.use_cases[i], seed);
		release_both();
	}
}

static void fill_missing_scores(struct document *filled, const struct evaluation *before, unsigned seed)
{
	for (size_t i = 0; i < before->use_case_count; i++)
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
			if (before->use_cases[i].criteria[c].source == SOURCE_MISSING && (seed + i + c) % 3)
				fixture_set(filled, "score.%s.%s=%zu", before->use_cases[i].use_case->id,
					    filled->content->criteria.items[c].id, 1 + (seed + i + c) % 5);
}

static void expect_inside(const struct family_result *before, const struct family_result *now, unsigned seed)
{
	if (is_figure(before->value))
		cr_assert(before->min <= before->value + 1e-9 && before->value <= before->max + 1e-9, "seed %u", seed);
	if (is_figure(before->min) && is_figure(now->value))
		cr_assert(before->min <= now->value + 1e-9 && now->value <= before->max + 1e-9,
			  "seed %u: %g in %g to %g", seed, now->value, before->min, before->max);
	if (is_figure(before->min))
		cr_assert(before->min <= now->min + 1e-9 && now->max <= before->max + 1e-9, "seed %u: wider", seed);
}

Test(ranking, an_interval_holds_its_value_and_whatever_the_missing_scores_turn_out_to_be)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		struct document *filled = fixture_random_document(seed, CASES, NULL);
		struct evaluation before;

		evaluation_compute(filled, &before);
		fill_missing_scores(filled, &before, seed);
		evaluation_release(&before);
		compare_with(fixture_random_document(seed, CASES, NULL), filled);
		for (size_t i = 0; i < CASES; i++)
			for (int family = 0; family < FAMILY_COUNT; family++)
				expect_inside(&evaluation.use_cases[i].families[family],
					      &other_evaluation.use_cases[i].families[family], seed);
		release_both();
	}
}

Test(ranking, figures_stay_on_their_scale)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		document = fixture_random_document(seed, CASES, NULL);
		evaluation_compute(document, &evaluation);
		for (size_t i = 0; i < CASES; i++) {
			const struct use_case_result *r = &evaluation.use_cases[i];
			const double figures[] = { r->x, r->y, r->priority, r->feasibility_after,
						   r->families[FAMILY_RISK].value };

			for (size_t f = 0; f < 5; f++)
				cr_assert(isnan(figures[f]) || (figures[f] >= -1e-9 && figures[f] <= 100 + 1e-9),
					  "seed %u: %g", seed, figures[f]);
			cr_assert((r->rank == 0) ==
					  (isnan(r->priority) || result_is_settled(r) || result_is_prohibited(r)),
				  "seed %u", seed);
			cr_assert(r->placed == (is_figure(r->x) && is_figure(r->y)), "seed %u: placed", seed);
		}
		evaluation_release(&evaluation);
		document_free(document);
	}
}
