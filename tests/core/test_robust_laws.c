/*
 * Laws of robustness that hold for every dossier, tried on random ones with
 * missing scores, votes, gates and weights of 0, in every way weights may be
 * open; and quick wins against plain chance, from the document up.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/scoring.h"
#include "robust_desk.h"

static struct document *random_document(unsigned seed, unsigned count, const unsigned *order, unsigned long samples)
{
	struct document *document = fixture_random_document(seed, count, order);

	*desk_open(document) = twin_open(seed, samples);
	return document;
}

static void random_desk(struct desk *desk, unsigned seed, unsigned count, unsigned long samples)
{
	desk_init(desk, random_document(seed, count, NULL, samples));
	desk_draw(desk);
}

static size_t ranked(const struct desk *desk)
{
	return desk->evaluation.ranking_count;
}

/* --- figures -------------------------------------------------------------------------- */

static void expect_probability(struct probability p, bool there, const char *what, unsigned seed)
{
	cr_assert(is_figure(p.p) == is_figure(p.error), "seed %u, %s: %g ± %g", seed, what, p.p, p.error);
	cr_assert(is_figure(p.p) == there, "seed %u, %s: %g ± %g", seed, what, p.p, p.error);
	cr_assert(!there || (p.p >= 0 && p.p <= 1 && p.error >= 0 && p.error <= 0.5), "seed %u, %s: %g ± %g", seed,
		  what, p.p, p.error);
}

/*
 * There is a chance of a quick win where there is a verdict, unless it is «no»
 * for families or ranges that other draws would let pass, and something is
 * missing beside: then other draws would make it incomplete.
 */
static bool is_judged(const struct use_case_result *result)
{
	bool missing = result->missing != 0, fails = false;

	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *c = &result->conditions[i];

		missing |= c->met == MET_UNKNOWN;
		fails |= c->met == MET_NO && !c->fixable && c->condition->kind != CONDITION_FAMILY &&
			 !is_ranged(result, c->condition->kind);
	}
	return result->rank && result->verdict != VERDICT_NONE && result->verdict != VERDICT_INCOMPLETE &&
	       (!missing || fails);
}

/* Votes decide there whether a single score of risk is beyond its limit. */
static bool has_open_risk(const struct use_case_result *result)
{
	return result->criteria[FIXTURE_ETHICAL].source == SOURCE_VOTES ||
	       result->criteria[FIXTURE_CHANGE].source == SOURCE_VOTES;
}

static void expect_sums(const struct desk *desk, size_t i, unsigned seed)
{
	const struct robustness *r = &desk->robustness;
	const bool here = desk->evaluation.use_cases[i].rank > 0, placed = here && desk->evaluation.use_cases[i].placed;
	double ranks = 0, quadrants = 0, weights = 0;

	for (size_t rank = 1; rank <= ranked(desk); rank++) {
		expect_probability(robustness_rank(r, i, rank), here, "rank", seed);
		ranks += robustness_rank(r, i, rank).p;
	}
	for (int q = 0; q < QUADRANT_COUNT; q++) {
		expect_probability(robustness_quadrant(r, i, (enum quadrant)q), placed, "quadrant", seed);
		quadrants += robustness_quadrant(r, i, (enum quadrant)q).p;
	}
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
		const double weight = robustness_central_weight(r, i, c);

		cr_assert(is_figure(weight) == (here && robustness_rank(r, i, 1).p > 0), "seed %u: %g", seed, weight);
		cr_assert(!is_figure(weight) || (weight >= 0 && weight <= 1), "seed %u: %g", seed, weight);
		cr_assert(!(weight > 0) || desk->document->content->criteria.items[c].weight > 0, "seed %u", seed);
		weights += weight;
	}
	cr_assert(!here || fabs(ranks - 1) < 1e-9, "seed %u: %.17g", seed, ranks);
	cr_assert(!placed || fabs(quadrants - 1) < 1e-9, "seed %u: %.17g", seed, quadrants);
	cr_assert(!is_figure(weights) || fabs(weights - 1) < 1e-5, "seed %u: %.17g", seed, weights);
}

/* 1 + Σ P(another is strictly ahead), to the last draw where all is drawn or all is exact. */
static void expect_mean(const struct desk *desk, size_t i, unsigned seed, struct agreement *agreement)
{
	const struct robustness *r = &desk->robustness;
	const struct probability expected = robustness_expected_rank(r, i);
	double sum = 1, error = 0, mean = 0;
	size_t exact = 0;

	for (size_t k = 0; k < desk->evaluation.use_case_count; k++) {
		const struct probability p = robustness_precedes(r, k, i);

		if (k == i)
			continue;
		expect_probability(p, desk->evaluation.use_cases[i].rank && desk->evaluation.use_cases[k].rank, "pair",
				   seed);
		if (!desk->evaluation.use_cases[k].rank)
			continue;
		cr_assert(p.p + robustness_precedes(r, i, k).p < 1 + 1e-9, "seed %u", seed);
		sum += p.p;
		error += p.error;
		exact += p.error == 0;
	}
	for (size_t rank = 1; rank <= ranked(desk); rank++)
		mean += (double)rank * robustness_rank(r, i, rank).p;
	cr_assert(expected.p >= 1 && expected.p <= (double)ranked(desk), "seed %u: %g", seed, expected.p);
	if (expected.error == 0)
		cr_assert(!error && fabs(expected.p - sum) < 1e-9, "seed %u: %.17g, not %.17g", seed, expected.p, sum);
	else if (exact)
		agreement_add(agreement, expected.p - sum, expected.error + error);
	else
		cr_assert(fabs(expected.p - sum) < 1e-9, "seed %u: %.17g, not %.17g", seed, expected.p, sum);
	if (expected.error > 0)
		cr_assert(fabs(expected.p - mean) < 1e-9 + 6 * expected.error, "seed %u", seed);
}

Test(robust_laws, figures_are_chances_that_sum_to_one)
{
	struct agreement agreement = { 0 };
	size_t judged = 0, sampled = 0;

	for (unsigned seed = 0; seed < fixture_rounds(3000); seed++) {
		struct desk desk;

		random_desk(&desk, seed, seed % 7, 1 + seed % 150);
		for (size_t i = 0; i < desk.evaluation.use_case_count; i++) {
			const struct use_case_result *result = &desk.evaluation.use_cases[i];

			if (!has_open_risk(result))
				expect_probability(robustness_quick_win(&desk.robustness, i), is_judged(result),
						   "quick win", seed);
			judged += is_judged(result);
			sampled += robustness_quick_win(&desk.robustness, i).error > 0;
			expect_sums(&desk, i, seed);
			if (result->rank)
				expect_mean(&desk, i, seed, &agreement);
		}
		desk_release(&desk);
	}
	cr_expect(agreement_holds(&agreement), "%zu of %zu, the worst %g", agreement.beyond, agreement.compared,
		  agreement.worst);
	cr_expect(judged > fixture_rounds(3000) && sampled, "%zu, %zu", judged, sampled);
}

/* The rank that is drawn has the mean that is exact. */
Test(robust_laws, an_exact_mean_rank_is_that_of_the_ranks_drawn)
{
	struct agreement agreement = { 0 };

	for (unsigned seed = 0; seed < fixture_rounds(500); seed++) {
		struct desk desk;

		random_desk(&desk, seed, 5, 1000);
		for (size_t i = 0; i < desk.evaluation.use_case_count; i++) {
			const struct probability expected = robustness_expected_rank(&desk.robustness, i);
			double mean = 0, squares = 0;

			for (size_t rank = 1; rank <= ranked(&desk); rank++) {
				const double p = robustness_rank(&desk.robustness, i, rank).p;

				mean += (double)rank * p;
				squares += (double)(rank * rank) * p;
			}
			if (probability_is_exact(expected))
				agreement_add(&agreement, mean - expected.p,
					      sqrt(fmax(0, squares - mean * mean) / 1000 + 1e-6));
		}
		desk_release(&desk);
	}
	cr_expect(agreement_holds(&agreement), "%zu of %zu, the worst %g", agreement.beyond, agreement.compared,
		  agreement.worst);
}

/* --- nothing open --------------------------------------------------------------------------- */

static void expect_evaluation(const struct desk *desk, size_t i, unsigned seed)
{
	const struct use_case_result *result = &desk->evaluation.use_cases[i];
	const struct robustness *r = &desk->robustness;
	const struct probability quick_win = robustness_quick_win(r, i);
	const bool yes = result->verdict == VERDICT_YES || result->verdict == VERDICT_CONDITIONAL;

	if (is_judged(result))
		cr_assert(quick_win.p == yes && quick_win.error == 0, "seed %u, %s: %g", seed, result->use_case->id,
			  quick_win.p);
	if (!result->rank)
		return;
	cr_assert(robustness_rank(r, i, result->rank).p == 1, "seed %u, %s", seed, result->use_case->id);
	cr_assert(fixture_same(robustness_expected_rank(r, i).p, (double)result->rank), "seed %u", seed);
	if (result->placed)
		cr_assert(robustness_quadrant(r, i, result->quadrant).p == 1, "seed %u, %s", seed,
			  result->use_case->id);
	for (size_t k = 0; k < desk->evaluation.use_case_count; k++)
		if (k != i && desk->evaluation.use_cases[k].rank)
			cr_assert(robustness_precedes(r, i, k).p == (result->rank < desk->evaluation.use_cases[k].rank),
				  "seed %u", seed);
}

Test(robust_laws, where_nothing_is_open_everything_is_as_evaluated)
{
	size_t seen = 0;

	for (unsigned seed = 0; seed < fixture_rounds(1500); seed++) {
		struct document *document = fixture_random_document(seed, 5, NULL);
		struct desk desk;

		*desk_open(document) = (struct uncertainty){
			.families = WEIGHTS_GIVEN, .criteria = WEIGHTS_GIVEN, .samples = 50, .seed = 1
		};
		desk_init(&desk, document);
		for (size_t i = 0; !robustness_asked(&desk.robustness) && i < desk.evaluation.use_case_count;
		     i++, seen++)
			expect_evaluation(&desk, i, seed);
		desk_release(&desk);
	}
	cr_expect(seen > fixture_rounds(1500), "%zu", seen);
}

/* --- the same dossier, otherwise -------------------------------------------------------------- */

/* The figures of use cases c0 to c`count − 1` among each other are the same in both. */
static void expect_same_figures(const struct desk *a, const struct desk *b, unsigned count, const char *what,
				unsigned seed)
{
	for (unsigned n = 0; n < count; n++) {
		char id[20], other[20];

		snprintf(id, sizeof(id), "c%u", n);
		const size_t i = desk_place(a, id), j = desk_place(b, id);
		cr_assert(probability_identical(robustness_quick_win(&a->robustness, i),
						robustness_quick_win(&b->robustness, j)),
			  "%s, seed %u, %s: quick win", what, seed, id);
		for (int q = 0; q < QUADRANT_COUNT; q++)
			cr_assert(probability_identical(robustness_quadrant(&a->robustness, i, (enum quadrant)q),
							robustness_quadrant(&b->robustness, j, (enum quadrant)q)),
				  "%s, seed %u, %s: quadrant", what, seed, id);
		for (unsigned m = 0; m < count; m++) {
			snprintf(other, sizeof(other), "c%u", m);
			const struct probability p = robustness_precedes(&a->robustness, i, desk_place(a, other));
			const struct probability q = robustness_precedes(&b->robustness, j, desk_place(b, other));
			cr_assert(probability_identical(p, q), "%s, seed %u: %s before %s: %.17g and %.17g", what, seed,
				  id, other, p.p, q.p);
		}
	}
}

static void expect_same_ranks(const struct desk *a, const struct desk *b, unsigned count, const char *what,
			      unsigned seed)
{
	for (unsigned n = 0; n < count; n++) {
		char id[20];

		snprintf(id, sizeof(id), "c%u", n);
		const size_t i = desk_place(a, id), j = desk_place(b, id);
		for (size_t rank = 1; rank <= ranked(a); rank++) {
			const struct probability p = robustness_rank(&a->robustness, i, rank);
			const struct probability q = robustness_rank(&b->robustness, j, rank);

			cr_assert(probability_identical(p, q), "%s, seed %u, %s, rank %zu: %.17g and %.17g", what, seed,
				  id, rank, p.p, q.p);
		}
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
			cr_assert(fixture_same(robustness_central_weight(&a->robustness, i, c),
					       robustness_central_weight(&b->robustness, j, c)),
				  "%s, seed %u, %s: central weight", what, seed, id);
		const double p = robustness_expected_rank(&a->robustness, i).p;
		const double q = robustness_expected_rank(&b->robustness, j).p;
		cr_assert(fixture_same(p, q), "%s, seed %u, %s: %.17g and %.17g", what, seed, id, p, q);
	}
}

enum { CASES = 6 };

Test(robust_laws, another_order_of_the_use_cases_changes_nothing)
{
	for (unsigned seed = 0; seed < fixture_rounds(600); seed++) {
		struct fixture_random random = fixture_seed(seed);
		unsigned order[CASES] = { 0, 1, 2, 3, 4, 5 };
		struct desk a, b;

		for (unsigned i = CASES - 1; i; i--) {
			const unsigned k = fixture_below(&random, i + 1), kept = order[i];

			order[i] = order[k];
			order[k] = kept;
		}
		random_desk(&a, seed, CASES, 300);
		desk_init(&b, random_document(seed, CASES, order, 300));
		desk_draw(&b);
		expect_same_figures(&a, &b, CASES, "permuted", seed);
		expect_same_ranks(&a, &b, CASES, "permuted", seed);
		desk_release(&a);
		desk_release(&b);
	}
}

static void multiply(struct document *document, double by)
{
	struct matrix *matrix = fixture_matrix(document);

	for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
		document->content->criteria.items[c].weight *= by;
	for (int f = 0; f < FAMILY_COUNT; f++) {
		matrix->priority[f] *= by;
		matrix->axes[AXIS_X].weight[f] *= by;
		matrix->axes[AXIS_Y].weight[f] *= by;
	}
}

Test(robust_laws, weights_count_in_proportion_only)
{
	for (unsigned seed = 0; seed < fixture_rounds(600); seed++) {
		struct document *document = random_document(seed, CASES, NULL, 300);
		struct desk a, b;

		multiply(document, seed % 2 ? 4 : 1 / 1024.0);
		random_desk(&a, seed, CASES, 300);
		desk_init(&b, document);
		desk_draw(&b);
		expect_same_figures(&a, &b, CASES, "multiplied", seed);
		expect_same_ranks(&a, &b, CASES, "multiplied", seed);
		desk_release(&a);
		desk_release(&b);
	}
}

Test(robust_laws, a_copy_of_a_use_case_changes_nothing_between_the_others)
{
	for (unsigned seed = 0; seed < fixture_rounds(600); seed++) {
		struct document *document = random_document(seed, CASES, NULL, 300);
		const unsigned original = seed % CASES;
		struct desk a, b;

		fixture_random_use_case(document, "copy", original, seed * 100ull + original + 2);
		random_desk(&a, seed, CASES, 300);
		desk_init(&b, document);
		desk_draw(&b);
		expect_same_figures(&a, &b, CASES, "copied", seed);
		desk_release(&a);
		desk_release(&b);
	}
}

Test(robust_laws, one_that_all_others_dominate_changes_no_rank)
{
	for (unsigned seed = 0; seed < fixture_rounds(600); seed++) {
		struct document *document = random_document(seed, CASES, NULL, 300);
		struct desk a, b;

		fixture_fill(document, "use-case.last.name=Last");
		for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
			fixture_set(document, "score.last.%s=%d", document->content->criteria.items[c].id,
				    document->content->criteria.items[c].less_is_better ? 5 : 1);
		random_desk(&a, seed, CASES, 300);
		desk_init(&b, document);
		desk_draw(&b);
		expect_same_figures(&a, &b, CASES, "dominated", seed);
		expect_same_ranks(&a, &b, CASES, "dominated", seed);
		desk_release(&a);
		desk_release(&b);
	}
}

Test(robust_laws, slices_make_the_same_figures_as_one_go)
{
	for (unsigned seed = 0; seed < fixture_rounds(300); seed++) {
		const unsigned long samples = 1 + seed * 37 % 1500;
		struct desk a, b;
		size_t before = 0;

		random_desk(&a, seed, CASES, samples);
		desk_init(&b, random_document(seed, CASES, NULL, samples));
		bool left = robustness_refine(&b.robustness, 1);
		if (left)
			left = robustness_refine(&b.robustness, ROBUST_FIRST);
		for (size_t most = seed % 2 ? 1 : samples; left; left = robustness_refine(&b.robustness, most)) {
			cr_assert(robustness_drawn(&b.robustness) > before, "seed %u", seed);
			before = robustness_drawn(&b.robustness);
			cr_assert(before < robustness_asked(&b.robustness), "seed %u", seed);
		}
		cr_assert(robustness_drawn(&b.robustness) == robustness_asked(&b.robustness), "seed %u", seed);
		cr_assert(robustness_asked(&b.robustness) == samples || !robustness_asked(&b.robustness), "seed %u",
			  seed);
		expect_same_figures(&a, &b, CASES, "slices", seed);
		expect_same_ranks(&a, &b, CASES, "slices", seed);
		desk_release(&a);
		desk_release(&b);
	}
}

/* Joined in the other order, after a first table or from the start. */
Test(robust_laws, parts_drawn_apart_make_the_same_figures_as_one_go)
{
	for (unsigned seed = 0; seed < fixture_rounds(300); seed++) {
		const unsigned long samples = 1 + seed * 37 % 1500;
		const size_t count = 1 + seed % 4;
		struct robustness_part parts[4];
		struct desk a, b;

		random_desk(&a, seed, CASES, samples);
		desk_init(&b, random_document(seed, CASES, NULL, samples));
		if (seed % 3 == 0)
			(void)robustness_refine(&b.robustness, seed % 2 ? 1 : ROBUST_FIRST);
		for (size_t i = 0; i < count; i++)
			robustness_part_init(&parts[i], &b.robustness, i, count);
		for (size_t i = count; i--;)
			robustness_part_draw(&parts[i]);
		for (size_t i = count; i--;)
			robustness_part_join(&parts[i], &b.robustness);
		cr_assert(robustness_drawn(&b.robustness) == robustness_drawn(&a.robustness), "seed %u: %zu", seed,
			  robustness_drawn(&b.robustness));
		expect_same_figures(&a, &b, CASES, "parts", seed);
		expect_same_ranks(&a, &b, CASES, "parts", seed);
		desk_release(&a);
		desk_release(&b);
	}
}

/* --- better is better ----------------------------------------------------------------------------- */

/* Raises one retained score; false where the one that chance picks has none. */
static bool improve(struct document *document, unsigned use_case, size_t c)
{
	const struct criterion *criterion = &document->content->criteria.items[c];
	const double score = strtod(document->use_cases[use_case].scores[c].retained, NULL);
	const double better = criterion->less_is_better ? fmax(1, score - 0.7) : fmin(5, score + 0.7);

	if (!(score > 0))
		return false;
	fixture_set(document, "score.c%u.%s=%g", use_case, criterion->id, better);
	return true;
}

Test(robust_laws, a_better_score_makes_no_rank_and_no_chance_worse)
{
	size_t raised = 0;

	for (unsigned seed = 0; seed < fixture_rounds(1500); seed++) {
		struct document *document = random_document(seed, CASES, NULL, 300);
		const unsigned i = seed % CASES;
		struct desk a, b;

		raised += improve(document, i, seed / CASES % FIXTURE_CRITERIA);
		random_desk(&a, seed, CASES, 300);
		desk_init(&b, document);
		desk_draw(&b);
		const double before = robustness_expected_rank(&a.robustness, i).p;
		const double after = robustness_expected_rank(&b.robustness, i).p;
		cr_assert(is_figure(before) == is_figure(after) && !(after > before + 1e-9), "seed %u: %g, then %g",
			  seed, before, after);
		const double chance = robustness_quick_win(&a.robustness, i).p;
		cr_assert(!(robustness_quick_win(&b.robustness, i).p < chance - 1e-12), "seed %u: %g, then %g", seed,
			  chance, robustness_quick_win(&b.robustness, i).p);
		desk_release(&a);
		desk_release(&b);
	}
	cr_expect(raised > fixture_rounds(1500) / 2);
}

/* --- how much at once ------------------------------------------------------------------------------- */

Test(robust_laws, any_amount_draws_something_and_no_more_than_there_is)
{
	static const size_t amounts[] = { 0, 1, 31, 33, SIZE_MAX, SIZE_MAX - 1, SIZE_MAX - 40 };

	for (size_t i = 0; i < ARRAY_SIZE(amounts); i++) {
		struct document *document = fixture_document();
		struct desk desk;
		size_t calls = 1;

		fixture_add_quick_win(document, "u");
		fixture_add_quick_win(document, "v");
		desk_open(document)->samples = 200;
		desk_init(&desk, document);
		while (robustness_refine(&desk.robustness, amounts[i]))
			cr_assert(robustness_drawn(&desk.robustness) >= calls++, "%zu at once", amounts[i]);
		cr_expect(robustness_drawn(&desk.robustness) == 200 && calls <= 200, "%zu at once", amounts[i]);
		cr_expect(!robustness_refine(&desk.robustness, amounts[i]), "%zu at once", amounts[i]);
		desk_release(&desk);
	}
}
