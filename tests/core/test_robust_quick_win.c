/*
 * Chances of a quick win against plain chance, from the document up: the
 * weights of criteria drawn by their definition, one voter's score taken,
 * ranges drawn by the triangular law, and the rule read as design §5.5 has it.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>

#include "cadran/base/alloc.h"
#include "cadran/core/scoring.h"
#include "robust_desk.h"

enum { DRAWS = 4000 };

struct trial {
	const struct desk *desk;
	const struct use_case_result *result;
	struct fixture_random random;
	struct use_case_facts facts; /* every range a point of it */
	struct money money;
	double score[FIXTURE_CRITERIA];
	double reading[FAMILY_COUNT]; /* as the rule reads them: risk a danger, feasibility after its gate */
};

static const struct criterion *criterion_of(const struct trial *trial, size_t c)
{
	return &trial->desk->document->content->criteria.items[c];
}

/* A score that somebody retained, or that no vote made, is not open. */
static bool is_voted(const struct use_case_result *result, size_t c)
{
	return result->criteria[c].source == SOURCE_VOTES;
}

static size_t votes_of(const struct use_case_result *result, size_t c, double scores[])
{
	const struct score *score = &result->use_case->scores[c];
	size_t count = 0;

	for (const struct vote *v = NULL; (v = counting_vote(score, counting_round(score), v));)
		scores[count++] = (double)vote_level(v);
	return count;
}

static double unit(struct trial *trial)
{
	return (fixture_below(&trial->random, 1u << 30) + 0.5) / (1u << 30);
}

/* By the inverse of the triangular law's distribution. */
static void draw_point(struct trial *trial, struct range *range)
{
	const double u = unit(trial), width = range->high - range->low, left = range->likely - range->low;
	double point = range->low;

	if (width > 0)
		point = u * width < left ? range->low + sqrt(u * width * left)
					 : range->high - sqrt((1 - u) * width * (range->high - range->likely));
	*range = (struct range){ range->given, point, point, point };
}

/* The horizon is the likely one. */
static void draw_figures(struct trial *trial)
{
	const struct matrix *matrix = fixture_matrix(trial->desk->document);
	const enum profile profile = document_profile(trial->desk->document);

	trial->facts = trial->result->facts;
	for (int i = 0; i < USE_CASE_FIELD_COUNT - USE_CASE_MONEY_FIRST; i++)
		if (i != USE_CASE_HORIZON - USE_CASE_MONEY_FIRST)
			draw_point(trial, &trial->facts.money[i]);
	money_compute(&trial->facts, ESTIMATE_LIKELY, &trial->money);
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
		if (trial->result->criteria[c].source == SOURCE_DERIVED && money_is_open(&trial->result->facts))
			trial->score[c] = derived_score(matrix, profile, criterion_of(trial, c)->derive, &trial->money);
}

static void draw_scores(struct trial *trial)
{
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
		double votes[10];
		size_t count = is_voted(trial->result, c) ? votes_of(trial->result, c, votes) : 0;

		trial->score[c] = count ? votes[fixture_below(&trial->random, (unsigned)count)]
					: trial->result->criteria[c].score;
	}
}

static double draw_weight(struct trial *trial, size_t c)
{
	const struct uncertainty *open = &fixture_matrix(trial->desk->document)->uncertainty;
	const double given = criterion_of(trial, c)->weight;

	if (!(given > 0) || (open->criteria == WEIGHTS_GIVEN && !open->flat))
		return given;
	return -log(unit(trial));
}

static void draw_readings(struct trial *trial)
{
	for (int f = 0; f < FAMILY_COUNT; f++) {
		double sum = 0, weights = 0;

		for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
			if ((int)criterion_of(trial, c)->family != f || !is_figure(trial->score[c]))
				continue;
			const double weight = draw_weight(trial, c);
			sum += weight * criterion_utility(criterion_of(trial, c), trial->score[c]);
			weights += weight;
		}
		trial->reading[f] = weights > 0 ? sum / weights : NAN;
	}
	trial->reading[FAMILY_RISK] = 100 - trial->reading[FAMILY_RISK];
	trial->reading[FAMILY_FEASIBILITY] -= trial->result->feasibility_penalty;
	if (trial->reading[FAMILY_FEASIBILITY] < 0)
		trial->reading[FAMILY_FEASIBILITY] = 0;
}

static bool passes(const struct condition_result *condition, double value)
{
	return condition->condition->at_least ? reaches(value, condition->limit)
					      : stays_within(value, condition->limit);
}

static bool any_passes(const struct trial *trial, const struct condition_result *condition)
{
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++)
		if (criterion_of(trial, c)->family == condition->condition->family && is_figure(trial->score[c]) &&
		    !passes(condition, trial->score[c]))
			return false;
	return true;
}

/* What depends on neither weights nor votes: whether some of it fails, and whether some of it is unknown. */
static void judge_fixed(const struct use_case_result *result, bool *fails, bool *unknown)
{
	*fails = false;
	*unknown = result->missing != 0;
	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *c = &result->conditions[i];
		const bool drawn = c->condition->kind == CONDITION_FAMILY ||
				   c->condition->kind == CONDITION_FAMILY_ANY || is_ranged(result, c->condition->kind);

		*unknown |= c->met == MET_UNKNOWN;
		*fails |= !drawn && c->met == MET_NO && !c->fixable;
	}
}

static double drawn_value(const struct trial *trial, enum condition_kind kind)
{
	return kind == CONDITION_BUILD ? trial->money.build : trial->money.payback;
}

static bool wins(struct trial *trial)
{
	bool all = true;

	draw_scores(trial);
	draw_figures(trial);
	draw_readings(trial);
	for (size_t i = 0; i < trial->result->condition_count; i++) {
		const struct condition_result *c = &trial->result->conditions[i];

		if (c->condition->kind == CONDITION_FAMILY)
			all &= passes(c, trial->reading[c->condition->family]);
		if (c->condition->kind == CONDITION_FAMILY_ANY)
			all &= any_passes(trial, c);
		if (is_ranged(trial->result, c->condition->kind))
			all &= passes(c, drawn_value(trial, c->condition->kind));
	}
	return all;
}

static double chance(const struct desk *desk, const struct use_case_result *result, unsigned long long seed)
{
	struct trial trial = { .desk = desk, .result = result, .random = fixture_seed(seed) };
	size_t count = 0;

	for (size_t i = 0; i < DRAWS; i++)
		count += wins(&trial);
	return (double)count / DRAWS;
}

/* Whether a vote or a range leaves something open that the rule reads. */
static bool differs(const struct use_case_result *result)
{
	for (size_t i = 0; i < result->condition_count; i++)
		if (is_ranged(result, result->conditions[i].condition->kind))
			return true;
	for (size_t c = 0; c < FIXTURE_CRITERIA; c++) {
		double votes[10];
		const size_t count = is_voted(result, c) ? votes_of(result, c, votes) : 0;

		for (size_t i = 1; i < count; i++)
			if (votes[i] != votes[0])
				return true;
	}
	return false;
}

struct seen {
	struct agreement exact, sampled;
	size_t inside, zero;
};

static void expect_chance(const struct desk *desk, size_t i, unsigned seed, struct seen *seen)
{
	const struct use_case_result *result = &desk->evaluation.use_cases[i];
	const struct probability p = robustness_quick_win(&desk->robustness, i);
	const double samples = (double)robustness_drawn(&desk->robustness);
	bool fails, unknown;

	judge_fixed(result, &fails, &unknown);
	if (!result->rank || result->verdict == VERDICT_NONE || result->verdict == VERDICT_INCOMPLETE) {
		cr_assert(probability_is_none(p), "seed %u, %s: %g", seed, result->use_case->id, p.p);
		return;
	}
	if (fails) {
		cr_assert(p.p == 0 && p.error == 0, "seed %u, %s: %g ± %g", seed, result->use_case->id, p.p, p.error);
		seen->zero++;
	}
	if (fails || unknown)
		return;
	const double plain = chance(desk, result, seed * 10 + i);
	if (!differs(result)) {
		cr_assert(p.error == 0, "seed %u, %s", seed, result->use_case->id);
		agreement_exact(&seen->exact, plain, DRAWS, p.p);
	} else if (p.error > 0) {
		agreement_drawn(&seen->sampled, plain, DRAWS, p.p, samples);
	} else {
		agreement_exact(&seen->sampled, plain, DRAWS, p.p);
	}
	seen->inside += p.p > 0.01 && p.p < 0.99;
}

Test(robust_quick_win, chances_agree_with_plain_chance_over_random_dossiers)
{
	struct seen seen = { 0 };

	for (unsigned seed = 0; seed < fixture_rounds(1500); seed++) {
		struct document *document = fixture_random_document(seed, 4, NULL);
		struct desk desk;

		*desk_open(document) = twin_open(seed, DRAWS);
		desk_init(&desk, document);
		desk_draw(&desk);
		for (size_t i = 0; i < desk.evaluation.use_case_count; i++)
			expect_chance(&desk, i, seed, &seen);
		desk_release(&desk);
	}
	cr_expect(agreement_holds(&seen.exact), "exact: %zu of %zu, the worst %g", seen.exact.beyond,
		  seen.exact.compared, seen.exact.worst);
	cr_expect(agreement_holds(&seen.sampled), "sampled: %zu of %zu, the worst %g", seen.sampled.beyond,
		  seen.sampled.compared, seen.sampled.worst);
	cr_expect(seen.inside > fixture_rounds(1500) / 20 && seen.zero > fixture_rounds(1500) / 2, "%zu, %zu",
		  seen.inside, seen.zero);
}

/* By symmetry, and by the triangular law's distribution: (x − low)² / (width · (likely − low)) below the likely value.
 */
Test(robust_quick_win, a_cost_that_is_a_range_is_drawn)
{
	static const struct {
		const char *fields;
		double exact;
	} cases[] = {
		{ "use-case.a.other_gain=90000\nuse-case.a.build_cost=10000/15000/20000", 0.5 },
		{ "use-case.a.other_gain=90000\nuse-case.a.build_cost=13000/17000/21000", 4.0 / 32 },
		{ "use-case.a.other_gain=90000\nuse-case.a.build_cost=5000/6000/15000", 1 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(cases); i++) {
		struct document *document = fixture_document();
		struct probability p;
		struct desk desk;

		fixture_add_quick_win(document, "a");
		fixture_fill(document, cases[i].fields);
		desk_open(document)->criteria = WEIGHTS_GIVEN;
		desk_init(&desk, document);
		desk_draw(&desk);
		p = robustness_quick_win(&desk.robustness, desk_place(&desk, "a"));
		cr_expect(p.error > 0 && fabs(p.p - cases[i].exact) <= 4 * p.error, "%s: %g ± %g", cases[i].fields, p.p,
			  p.error);
		desk_release(&desk);
	}
}

static void drop_condition(struct matrix *matrix, enum condition_kind kind)
{
	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == kind)
			matrix->conditions[i--] = matrix->conditions[--matrix->condition_count];
}

/* The gain is above the run in all but 10² / (20 · 12) of the draws, and there is a payback then. */
Test(robust_quick_win, a_draw_without_the_figure_of_a_required_criterion_is_none)
{
	struct document *document = fixture_document();
	struct probability p;
	struct desk desk;

	fixture_add_quick_win(document, "a");
	fixture_fill(document, "score.a.roi.value=5\nscore.a.roi.delay=\nuse-case.a.build_cost=100\n"
			       "use-case.a.other_gain=0/12000/20000\nuse-case.a.run_cost=10000");
	document->content->criteria.items[FIXTURE_ROI_DELAY].required = true;
	drop_condition(fixture_matrix(document), CONDITION_PAYBACK);
	desk_open(document)->criteria = WEIGHTS_GIVEN;
	desk_init(&desk, document);
	cr_assert(fixture_result(&desk.evaluation, "a")->verdict == VERDICT_YES);
	desk_draw(&desk);
	p = robustness_quick_win(&desk.robustness, desk_place(&desk, "a"));
	cr_expect(p.error > 0 && fabs(p.p - 140.0 / 240) <= 4 * p.error, "%g ± %g", p.p, p.error);
	desk_release(&desk);
}

/* --- quadrants --------------------------------------------------------------- */

static double on_axis(const struct trial *trial, enum axis_id axis)
{
	const double *weight = fixture_matrix(trial->desk->document)->axes[axis].weight;
	double sum = 0, weights = 0;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		if (!(weight[f] > 0))
			continue;
		sum += weight[f] * (f == FAMILY_RISK ? 100 - trial->reading[f] : trial->reading[f]);
		weights += weight[f];
	}
	return sum / weights;
}

static void expect_quadrants(const struct desk *desk, size_t i, unsigned seed, struct agreement *agreement)
{
	struct trial trial = { .desk = desk, .result = &desk->evaluation.use_cases[i], .random = fixture_seed(seed) };
	size_t count[QUADRANT_COUNT] = { 0 };

	for (size_t draw = 0; draw < DRAWS; draw++) {
		draw_scores(&trial);
		draw_readings(&trial);
		count[matrix_quadrant(fixture_matrix(desk->document), on_axis(&trial, AXIS_X),
				      on_axis(&trial, AXIS_Y))]++;
	}
	for (int q = 0; q < QUADRANT_COUNT; q++) {
		const struct probability p = robustness_quadrant(&desk->robustness, i, (enum quadrant)q);

		if (p.error > 0)
			agreement_drawn(agreement, p.p, DRAWS, (double)count[q] / DRAWS, DRAWS);
		else
			agreement_exact(agreement, (double)count[q] / DRAWS, DRAWS, p.p);
	}
}

Test(robust_quick_win, quadrants_agree_with_plain_chance_over_random_dossiers)
{
	struct agreement agreement = { 0 };

	for (unsigned seed = 0; seed < fixture_rounds(450); seed++) {
		struct document *document = fixture_random_document(seed, 3, NULL);
		struct desk desk;

		*desk_open(document) = twin_open(seed, DRAWS);
		desk_init(&desk, document);
		desk_draw(&desk);
		for (size_t i = 0; i < desk.evaluation.use_case_count; i++)
			if (desk.evaluation.use_cases[i].rank && desk.evaluation.use_cases[i].placed)
				expect_quadrants(&desk, i, seed, &agreement);
		desk_release(&desk);
	}
	cr_expect(agreement_holds(&agreement), "%zu of %zu, the worst %g", agreement.beyond, agreement.compared,
		  agreement.worst);
}

/* --- limits on single scores ------------------------------------------------------- */

/* The other direction: no score of impact below 2. */
Test(robust_quick_win, a_drawn_score_below_a_least_one_fails)
{
	struct document *document = fixture_document();
	struct matrix *matrix = fixture_matrix(document);
	struct agreement agreement = { 0 };
	struct desk desk;

	fixture_add_quick_win(document, "u");
	fixture_fill(document, "score.u.impact.business=\nvote.u.impact.business.Ann.1=1\n"
			       "vote.u.impact.business.Bob.1=2\nvote.u.impact.business.Cy.1=4");
	for (size_t i = 0; i < matrix->condition_count; i++)
		if (matrix->conditions[i].kind == CONDITION_FAMILY_ANY)
			matrix->conditions[i] = (struct condition){ "impact.any.min", CONDITION_FAMILY_ANY,
								    FAMILY_IMPACT,    true,
								    { 2, 2, 2 },      NULL };
	document->content->criteria.items[FIXTURE_STRATEGIC].weight = 5;
	*desk_open(document) = (struct uncertainty){
		.families = WEIGHTS_GIVEN, .criteria = WEIGHTS_GIVEN, .samples = DRAWS, .seed = 1
	};
	desk_init(&desk, document);
	desk_draw(&desk);
	const struct probability p = robustness_quick_win(&desk.robustness, 0);
	agreement_exact(&agreement, p.p, DRAWS, 2 / 3.0);
	cr_expect(!agreement.beyond, "%g ± %g", p.p, p.error);
	desk_release(&desk);
}

/* A criterion that weighs nothing still has a score, and the limit on single scores reads it. */
Test(robust_quick_win, a_vote_on_a_criterion_that_weighs_nothing_still_meets_its_limit)
{
	struct document *document = fixture_document();
	struct desk desk;
	struct agreement agreement = { 0 };

	fixture_add_quick_win(document, "u");
	fixture_fill(document, "score.u.risk.change=\nvote.u.risk.change.Ann.1=5\nvote.u.risk.change.Bob.1=2");
	document->content->criteria.items[FIXTURE_CHANGE].weight = 0;
	desk_open(document)->samples = DRAWS;
	desk_init(&desk, document);
	desk_draw(&desk);
	const struct probability p = robustness_quick_win(&desk.robustness, 0);
	agreement_exact(&agreement, p.p, DRAWS, 0.5);
	cr_expect(!agreement.beyond, "%g ± %g", p.p, p.error);
	desk_release(&desk);
}

/* All of risk weighs nothing: it has no value for the rule to read, and the verdict is incomplete. */
Test(robust_quick_win, a_family_without_a_value_leaves_no_figure_votes_or_not)
{
	for (int open = 0; open < 2; open++) {
		struct document *document = fixture_document();
		struct desk desk;

		fixture_add_quick_win(document, "u");
		if (open)
			fixture_fill(document, "score.u.impact.business=\nvote.u.impact.business.Ann.1=3\n"
					       "vote.u.impact.business.Bob.1=5");
		for (size_t c = FIXTURE_ETHICAL; c <= FIXTURE_CHANGE; c++)
			document->content->criteria.items[c].weight = 0;
		fixture_matrix(document)->priority[FAMILY_RISK] = 0;
		desk_init(&desk, document);
		desk_draw(&desk);
		const struct use_case_result *result = fixture_result(&desk.evaluation, "u");
		cr_expect(result->rank == 1 && result->verdict == VERDICT_INCOMPLETE);
		cr_expect(probability_is_none(robustness_quick_win(&desk.robustness, 0)), "votes %d: %g ± %g", open,
			  robustness_quick_win(&desk.robustness, 0).p, robustness_quick_win(&desk.robustness, 0).error);
		desk_release(&desk);
	}
}

/* Beyond the most there is room for, pairs that are drawn have no figure; those that are exact have. */
Test(robust_quick_win, pairs_of_very_many_use_cases_have_a_figure_only_where_exact)
{
	for (int given = 0; given < 2; given++) {
		for (size_t count = ROBUST_PAIRS_MOST; count <= ROBUST_PAIRS_MOST + 1; count++) {
			struct document *document = fixture_document();
			struct desk desk;

			for (size_t i = 0; i < count; i++)
				fixture_set(
					document,
					"use-case.n%zu.name=N\nscore.n%zu.impact.strategic=%g\nscore.n%zu.roi.value=%g\n"
					"score.n%zu.feasibility.data=3\nscore.n%zu.risk.ethical=2\n"
					"score.n%zu.impact.business=3",
					i, i, 1 + i % 41 / 10.0, i, 5 - i % 37 / 10.0, i, i, i);
			*desk_open(document) = (struct uncertainty){
				.criteria = given ? WEIGHTS_GIVEN : WEIGHTS_UNIFORM, .samples = 64, .seed = 1
			};
			desk_init(&desk, document);
			desk_draw(&desk);
			const struct probability p = robustness_precedes(&desk.robustness, 1, 2);
			cr_expect(is_figure(p.p) == (given || count == ROBUST_PAIRS_MOST), "%zu: %g", count, p.p);
			cr_expect(is_figure(robustness_expected_rank(&desk.robustness, 1).p), "%zu", count);
			cr_expect(is_figure(robustness_rank(&desk.robustness, 1, 1).p), "%zu", count);
			desk_release(&desk);
		}
	}
}
