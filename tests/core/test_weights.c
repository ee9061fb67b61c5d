/*
 * Other weights of the families, supposed: the figures are those of a matrix
 * that has these weights, on random dossiers, and nothing else moves.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/core/scoring.h"
#include "robust_desk.h"

enum { ROUNDS = 60, CASES = 8 };

static void random_shares(struct fixture_random *random, double share[FAMILY_COUNT])
{
	double weight[FAMILY_COUNT] = { 0 };

	for (int f = 0; f < FAMILY_COUNT; f++)
		weight[f] = fixture_chance(random, 20) ? 0 : 1 + fixture_below(random, 99);
	weight[fixture_below(random, FAMILY_COUNT)] = 7;
	family_shares(weight, share);
}

static double sum_of(const double share[FAMILY_COUNT])
{
	return share[0] + share[1] + share[2] + share[3];
}

/* Ranks, places and verdicts of two evaluations of the same use cases. */
static void expect_same(const struct evaluation *a, const struct evaluation *b, const char *what)
{
	cr_assert_eq(a->use_case_count, b->use_case_count);
	cr_assert_eq(a->ranking_count, b->ranking_count, "%s", what);
	cr_expect_eq(a->quick_wins, b->quick_wins);
	for (size_t i = 0; i < a->use_case_count; i++) {
		const struct use_case_result *left = &a->use_cases[i], *right = &b->use_cases[i];

		cr_expect(fixture_same(left->priority, right->priority), "%s: %s has %g and %g", what,
			  left->use_case->id, left->priority, right->priority);
		cr_expect(fixture_same(left->x, right->x) && fixture_same(left->y, right->y), "%s: %s", what,
			  left->use_case->id);
		cr_expect_eq(left->placed, right->placed);
		cr_expect_eq(left->rank, right->rank);
		cr_expect_eq(left->verdict, right->verdict);
		cr_expect(!left->placed || left->quadrant == right->quadrant);
	}
	for (size_t i = 0; i < a->ranking_count; i++)
		cr_expect_eq(a->ranking[i], b->ranking[i], "%s: place %zu", what, i);
}

Test(weights, those_of_the_dossier_supposed_or_not_give_the_same)
{
	for (unsigned round = 0; round < fixture_rounds(ROUNDS); round++) {
		struct document *document = fixture_random_document(round, CASES, NULL);
		struct evaluation plain, weighed;
		double share[FAMILY_COUNT];

		evaluation_compute(document, &plain);
		evaluation_compute(document, &weighed);
		family_shares(fixture_matrix(document)->priority, share);
		if (sum_of(share) > 0)
			evaluation_weigh(&weighed, share);
		expect_same(&plain, &weighed, "supposed as they are");
		evaluation_weigh(&weighed, (const double[]){ 0.1, 0.2, 0.3, 0.4 });
		evaluation_weigh(&weighed, NULL);
		expect_same(&plain, &weighed, "taken back");
		evaluation_release(&plain);
		evaluation_release(&weighed);
		document_free(document);
	}
}

Test(weights, the_figures_are_those_of_a_matrix_that_has_them)
{
	for (unsigned round = 0; round < fixture_rounds(ROUNDS); round++) {
		struct document *document = fixture_random_document(round, CASES, NULL);
		struct matrix *matrix = fixture_matrix(document);
		struct fixture_random random = fixture_seed(round);
		struct evaluation supposed, changed;
		struct family_weights weights;
		double share[FAMILY_COUNT];

		random_shares(&random, share);
		evaluation_compute(document, &supposed);
		evaluation_weigh(&supposed, share);
		family_weights_suppose(matrix, share, &weights);
		memcpy(matrix->priority, share, sizeof(share));
		for (int axis = 0; axis < AXIS_COUNT; axis++)
			memcpy(matrix->axes[axis].weight, weights.axes[axis], sizeof(weights.axes[axis]));
		evaluation_compute(document, &changed);
		expect_same(&supposed, &changed, "in the matrix");
		evaluation_release(&supposed);
		evaluation_release(&changed);
		document_free(document);
	}
}

static void expect_same_chances(const struct evaluation *evaluation, const struct robustness *a,
				const struct robustness *b)
{
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		cr_expect(probability_identical(robustness_quick_win(a, i), robustness_quick_win(b, i)));
		cr_expect(probability_identical(robustness_expected_rank(a, i), robustness_expected_rank(b, i)));
		for (size_t rank = 1; rank <= evaluation->ranking_count; rank++)
			cr_expect(probability_identical(robustness_rank(a, i, rank), robustness_rank(b, i, rank)));
		for (int q = 0; q < QUADRANT_COUNT; q++)
			cr_expect(probability_identical(robustness_quadrant(a, i, (enum quadrant)q),
							robustness_quadrant(b, i, (enum quadrant)q)));
		cr_expect(fixture_same(robustness_central_weight(a, i, 0), robustness_central_weight(b, i, 0)));
	}
}

static void expect_same_pairs(const struct evaluation *evaluation, const struct robustness *a,
			      const struct robustness *b)
{
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		for (size_t k = 0; k < evaluation->use_case_count; k++)
			cr_expect(probability_identical(robustness_precedes(a, i, k), robustness_precedes(b, i, k)));
}

static void draw_all(struct robustness *robustness)
{
	while (robustness_refine(robustness, 64))
		;
}

/* Weighs `robustness` twice, drawing in between, and expects what a new one gives. */
static void expect_weighed(struct evaluation *evaluation, struct robustness *robustness, struct fixture_random *random)
{
	struct robustness fresh;
	double share[FAMILY_COUNT];

	for (int again = 0; again < 2; again++) {
		random_shares(random, share);
		evaluation_weigh(evaluation, share);
		robustness_weigh(robustness);
		cr_assert_eq(robustness_drawn(robustness), 0);
		robustness_init(&fresh, evaluation);
		cr_assert_eq(robustness_asked(robustness), robustness_asked(&fresh));
		expect_same_chances(evaluation, robustness, &fresh);
		draw_all(robustness);
		draw_all(&fresh);
		expect_same_chances(evaluation, robustness, &fresh);
		expect_same_pairs(evaluation, robustness, &fresh);
		robustness_release(&fresh);
	}
}

Test(weights, chances_that_are_weighed_anew_are_those_of_a_new_look)
{
	for (unsigned round = 0; round < fixture_rounds(ROUNDS) / 4; round++) {
		struct document *document = fixture_random_document(round, CASES, NULL);
		struct fixture_random random = fixture_seed(round);
		struct robustness robustness;
		struct evaluation evaluation;

		desk_open(document)->flat = round % 3 == 0;
		desk_open(document)->criteria = round % 4 == 1 ? WEIGHTS_GIVEN : desk_open(document)->criteria;
		desk_open(document)->samples = 160;
		evaluation_compute(document, &evaluation);
		robustness_init(&robustness, &evaluation);
		(void)robustness_refine(&robustness, 64);
		expect_weighed(&evaluation, &robustness, &random);
		robustness_release(&robustness);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

Test(weights, chances_without_pairs_are_those_with_them)
{
	for (unsigned round = 0; round < fixture_rounds(ROUNDS) / 4; round++) {
		struct document *document = fixture_random_document(round, CASES, NULL);
		struct robustness whole, ranks;
		struct evaluation evaluation;

		desk_open(document)->flat = round % 3 == 0;
		desk_open(document)->samples = 160;
		evaluation_compute(document, &evaluation);
		robustness_init(&whole, &evaluation);
		robustness_init_ranks(&ranks, &evaluation);
		draw_all(&whole);
		draw_all(&ranks);
		expect_same_chances(&evaluation, &whole, &ranks);
		robustness_weigh(&ranks);
		draw_all(&ranks);
		expect_same_chances(&evaluation, &whole, &ranks);
		robustness_release(&whole);
		robustness_release(&ranks);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

/* Who supposes weights does not leave them open: the chances are those of a matrix that gives them. */
Test(weights, chances_hold_the_weights_that_are_supposed)
{
	for (unsigned round = 0; round < fixture_rounds(ROUNDS) / 4; round++) {
		struct document *document = fixture_random_document(round, CASES, NULL),
				*twin = fixture_random_document(round, CASES, NULL);
		struct fixture_random random = fixture_seed(round);
		struct family_weights weights;
		struct robustness robustness;
		struct evaluation evaluation;
		double share[FAMILY_COUNT];
		struct desk desk;

		random_shares(&random, share);
		desk_open(document)->flat = round % 3 == 0;
		desk_open(document)->samples = desk_open(twin)->samples = 320;
		desk_open(twin)->families = WEIGHTS_GIVEN;
		family_weights_suppose(fixture_matrix(twin), share, &weights);
		memcpy(fixture_matrix(twin)->priority, share, sizeof(share));
		for (int axis = 0; axis < AXIS_COUNT; axis++)
			memcpy(fixture_matrix(twin)->axes[axis].weight, weights.axes[axis], sizeof(weights.axes[axis]));
		desk_init(&desk, twin);
		desk_draw(&desk);
		evaluation_compute(document, &evaluation);
		evaluation_weigh(&evaluation, share);
		robustness_init(&robustness, &evaluation);
		while (robustness_refine(&robustness, 64))
			;
		for (size_t i = 0; i < evaluation.use_case_count; i++)
			for (size_t rank = 1; rank <= evaluation.ranking_count; rank++)
				cr_expect(probability_identical(robustness_rank(&robustness, i, rank),
								robustness_rank(&desk.robustness, i, rank)));
		robustness_release(&robustness);
		evaluation_release(&evaluation);
		desk_release(&desk);
		document_free(document);
	}
}

Test(weights, a_family_that_moves_leaves_the_others_their_proportions)
{
	static const struct {
		double share[FAMILY_COUNT], usual[FAMILY_COUNT];
		enum family family;
		double to, expected[FAMILY_COUNT];
	} rows[] = {
		{ { .3, .25, .25, .2 }, { 0 }, FAMILY_IMPACT, .65, { .65, .125, .125, .1 } },
		{ { .3, .25, .25, .2 }, { 0 }, FAMILY_RISK, 0, { .375, .3125, .3125, 0 } },
		{ { .3, .25, .25, .2 }, { 0 }, FAMILY_ROI, 1, { 0, 1, 0, 0 } },
		{ { .3, .25, .25, .2 }, { 0 }, FAMILY_ROI, 1.05, { 0, 1, 0, 0 } },
		{ { .3, .25, .25, .2 }, { 0 }, FAMILY_RISK, -.05, { .375, .3125, .3125, 0 } },
		{ { 0, 1, 0, 0 }, { .4, .2, .1, .3 }, FAMILY_ROI, .2, { .4, .2, .1, .3 } },
		{ { 0, 1, 0, 0 }, { 0, 1, 0, 0 }, FAMILY_ROI, .4, { .2, .4, .2, .2 } },
		{ { .5, .5, 0, 0 }, { 0 }, FAMILY_FEASIBILITY, .1, { .45, .45, .1, 0 } },
	};

	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		double share[FAMILY_COUNT];

		memcpy(share, rows[i].share, sizeof(share));
		family_share_move(share, rows[i].usual, rows[i].family, rows[i].to);
		for (int f = 0; f < FAMILY_COUNT; f++)
			cr_expect(fixture_same(share[f], rows[i].expected[f]), "row %zu, family %d: %g", i, f,
				  share[f]);
	}
}

/* On an axis a family weighs as many times more as in the priority. */
Test(weights, axes_follow_the_priority)
{
	struct document *document = fixture_document();
	struct matrix *matrix = fixture_matrix(document);
	struct family_weights weights;

	/* Impact from 30 to 60, return from 25 to 10: 60 and 40 on the axis become 120 and 16. */
	family_weights_suppose(matrix, (const double[]){ .6, .1, .2, .1 }, &weights);
	cr_expect(weights.supposed);
	cr_expect(fixture_same(weights.axes[AXIS_Y][FAMILY_IMPACT] / weights.axes[AXIS_Y][FAMILY_ROI], 120.0 / 16));
	/* Nothing of the axis weighs: it is as it was. */
	family_weights_suppose(matrix, (const double[]){ .5, .5, 0, 0 }, &weights);
	cr_expect(fixture_same(weights.axes[AXIS_X][FAMILY_FEASIBILITY],
			       matrix->axes[AXIS_X].weight[FAMILY_FEASIBILITY]));
	cr_expect(fixture_same(weights.axes[AXIS_X][FAMILY_RISK], matrix->axes[AXIS_X].weight[FAMILY_RISK]));
	/* A family that the priority leaves out keeps what it has on the axis. */
	matrix->priority[FAMILY_RISK] = 0;
	family_weights_suppose(matrix, (const double[]){ .25, .25, .25, .25 }, &weights);
	cr_expect(fixture_same(weights.axes[AXIS_X][FAMILY_RISK], matrix->axes[AXIS_X].weight[FAMILY_RISK]));
	document_free(document);
}

Test(weights, without_the_gate_a_use_case_stands_where_its_feasibility_was)
{
	for (unsigned round = 0; round < fixture_rounds(ROUNDS); round++) {
		struct document *document = fixture_random_document(round, CASES, NULL);
		struct evaluation now, before;

		evaluation_compute(document, &now);
		fixture_matrix(document)->gate_penalty = 0;
		evaluation_compute(document, &before);
		for (size_t i = 0; i < now.use_case_count; i++) {
			double x, y;

			cr_expect_eq(evaluation_before_gates(&now, &now.use_cases[i], &x, &y), now.use_cases[i].placed);
			cr_expect(!now.use_cases[i].placed || (fixture_same(x, before.use_cases[i].x) &&
							       fixture_same(y, before.use_cases[i].y)),
				  "round %u, %zu", round, i);
		}
		evaluation_release(&now);
		evaluation_release(&before);
		document_free(document);
	}
}
