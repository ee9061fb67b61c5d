/*
 * Use cases under a budget (core/portfolio.h): which are candidates, what they
 * cost, and that the set is the best of all, found again by trying every set of
 * random dossiers as their sheets say it.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/core/portfolio.h"
#include "fixture.h"

static const struct portfolio_limits no_limits = { NAN, NAN };

/* Ids of a list, separated by blanks. */
static const char *ids_of(const struct evaluation *evaluation, const size_t *list, size_t count)
{
	static char text[600];

	*text = '\0';
	for (size_t i = 0; i < count; i++)
		sprintf(text + strlen(text), "%s%s", i ? " " : "", evaluation->use_cases[list[i]].use_case->id);
	return text;
}

#define expect_list(evaluation, list, expected)                                                                        \
	cr_expect_str_eq(ids_of(evaluation, list, list##_count), expected, "«%s», not «%s»",                           \
			 ids_of(evaluation, list, list##_count), expected)

/* Scores decide the priority: from 100 at 5 5 5 1. */
static void add(struct document *document, const char *id, int score, const char *build, const char *days)
{
	fixture_add_quick_win(document, id);
	fixture_set(document, "score.%s.impact.strategic=%d\nscore.%s.impact.business=%d", id, score, id, score);
	fixture_set(document, "use-case.%s.build_cost=%s\nuse-case.%s.build_days=%s", id, build, id, days);
}

static void choose(const struct document *document, enum portfolio_value by, struct portfolio_limits limits,
		   struct evaluation *evaluation, struct portfolio *portfolio)
{
	evaluation_compute(document, evaluation);
	portfolio_compute(evaluation, by, limits, portfolio);
}

static void expect_chosen(const struct document *document, enum portfolio_value by, struct portfolio_limits limits,
			  const char *expected)
{
	struct evaluation evaluation;
	struct portfolio portfolio;

	choose(document, by, limits, &evaluation, &portfolio);
	cr_expect_str_eq(ids_of(&evaluation, portfolio.chosen, portfolio.chosen_count), expected, "«%s», not «%s»",
			 ids_of(&evaluation, portfolio.chosen, portfolio.chosen_count), expected);
	cr_expect(portfolio.exact);
	portfolio_release(&portfolio);
	evaluation_release(&evaluation);
}

/* --- by hand ------------------------------------------------------------------------ */

Test(portfolio, candidates_are_ranked_and_have_figures)
{
	struct document *document = fixture_document();
	struct evaluation evaluation;
	struct portfolio portfolio;

	add(document, "best", 5, "1000", "");
	add(document, "none", 5, "", "");
	add(document, "live", 5, "1000", "5");
	add(document, "stopped", 5, "1000", "5");
	add(document, "forbidden", 5, "1000", "5");
	add(document, "child", 4, "3000", "7");
	add(document, "orphan", 3, "1000", "5");
	add(document, "lost", 3, "1000", "5");
	add(document, "unscored", 3, "1000", "5");
	fixture_fill(document,
		     "use-case.live.status=live\nuse-case.stopped.status=stopped\n"
		     "use-case.forbidden.ai_act=prohibited\nuse-case.child.depends=live\n"
		     "use-case.child.run_cost=200\nuse-case.orphan.depends=stopped\n"
		     "use-case.lost.depends=nowhere\nscore.unscored.risk.ethical=\nscore.unscored.risk.change=");
	choose(document, PORTFOLIO_PRIORITY, no_limits, &evaluation, &portfolio);
	expect_list(&evaluation, portfolio.chosen, "best child");
	expect_list(&evaluation, portfolio.uncosted, "none");
	expect_list(&evaluation, portfolio.unreachable, "lost orphan");
	cr_expect(portfolio.candidate_count == 2 && portfolio.left_count == 0);
	cr_expect_eq(portfolio.cost, 4200, "build and a year of running: %g", portfolio.cost);
	cr_expect_eq(portfolio.days, 7);
	portfolio_release(&portfolio);
	evaluation_release(&evaluation);
	document_free(document);
}

Test(portfolio, two_for_the_price_of_one_that_is_better)
{
	struct document *document = fixture_document();

	add(document, "big", 5, "10000", "10");
	add(document, "a", 4, "5000", "2");
	add(document, "b", 3, "5000", "2");
	expect_chosen(document, PORTFOLIO_PRIORITY, (struct portfolio_limits){ 10000, NAN }, "a b");
	expect_chosen(document, PORTFOLIO_PRIORITY, (struct portfolio_limits){ NAN, 3 }, "a");
	expect_chosen(document, PORTFOLIO_PRIORITY, (struct portfolio_limits){ 15000, 12 }, "big a");
	fixture_fill(document, "use-case.b.depends=duplicates:a");
	expect_chosen(document, PORTFOLIO_PRIORITY, (struct portfolio_limits){ 10000, NAN }, "big");
	fixture_fill(document, "use-case.b.depends=\nuse-case.a.depends=big");
	expect_chosen(document, PORTFOLIO_PRIORITY, (struct portfolio_limits){ 10000, NAN }, "big");
	fixture_fill(document, "use-case.big.status=live");
	expect_chosen(document, PORTFOLIO_PRIORITY, (struct portfolio_limits){ 10000, NAN }, "a b");
	document_free(document);
}

Test(portfolio, by_net_present_value_only_what_pays_or_is_needed)
{
	struct document *document = fixture_document();

	add(document, "base", 5, "1000", "");
	add(document, "pays", 2, "1000", "");
	add(document, "loses", 5, "1000", "");
	fixture_fill(document, "use-case.pays.other_gain=1000\nuse-case.pays.depends=base");
	expect_chosen(document, PORTFOLIO_NPV, no_limits, "base pays");
	fixture_fill(document, "use-case.pays.other_gain=600");
	expect_chosen(document, PORTFOLIO_NPV, no_limits, "");
	expect_chosen(document, PORTFOLIO_PRIORITY, no_limits, "base loses pays");
	document_free(document);
}

Test(portfolio, more_money_may_change_what_is_chosen)
{
	struct document *document = fixture_document();
	struct evaluation evaluation;
	struct portfolio now, more;
	struct portfolio_difference difference;

	add(document, "big", 5, "16000", "");
	add(document, "small", 4, "8000", "");
	add(document, "tiny", 2, "2000", "");
	fixture_fill(document, "service.budget=10000");
	choose(document, PORTFOLIO_PRIORITY, portfolio_limits_of(document), &evaluation, &now);
	expect_list(&evaluation, now.chosen, "small tiny");
	expect_list(&evaluation, now.left, "big");
	portfolio_compute(&evaluation, PORTFOLIO_PRIORITY,
			  (struct portfolio_limits){ 10000 + PORTFOLIO_MORE_BUDGET - 1000, NAN }, &more);
	portfolio_compare(&now, &more, &difference);
	expect_list(&evaluation, difference.comes, "big");
	expect_list(&evaluation, difference.goes, "small");
	cr_expect(difference.value > 0 && difference.cost == 8000 && difference.days == 0);
	portfolio_difference_release(&difference);
	portfolio_release(&more);
	portfolio_release(&now);
	evaluation_release(&evaluation);
	document_free(document);
}

/* --- random dossiers ---------------------------------------------------------------------- */

enum { MOST = 10 };

static double value_of(const struct use_case_result *result, enum portfolio_value by)
{
	return by == PORTFOLIO_NPV ? result->money[ESTIMATE_LIKELY].npv : result->priority;
}

/* Whether the sheet of `result` allows it in a set of ids. */
static bool is_allowed(const struct evaluation *evaluation, const struct use_case_result *result, const bool *in)
{
	const char *list = result->use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	if (!result->rank || !result->money[ESTIMATE_LIKELY].given)
		return false;
	while (depends_next(&list, &dependency)) {
		const struct use_case_result *other = evaluation_use_case(evaluation, dependency.id);
		const bool chosen = other && in[other - evaluation->use_cases];

		if (dependency.kind == DEPENDENCY_PREREQUISITE && !chosen &&
		    !(other && other->facts.status == STATUS_LIVE))
			return false;
		if (dependency.kind == DEPENDENCY_DUPLICATES && chosen)
			return false;
	}
	return true;
}

static double best_value(const struct evaluation *evaluation, enum portfolio_value by, struct portfolio_limits limits)
{
	double best = 0;

	for (unsigned set = 0; set < 1u << evaluation->use_case_count; set++) {
		bool in[MOST] = { false }, allowed = true;
		double value = 0, cost = 0, days = 0;

		for (size_t i = 0; i < evaluation->use_case_count; i++)
			in[i] = set >> i & 1;
		for (size_t i = 0; i < evaluation->use_case_count && allowed; i++) {
			const struct use_case_result *result = &evaluation->use_cases[i];

			if (!in[i])
				continue;
			allowed = is_allowed(evaluation, result, in);
			value += value_of(result, by);
			cost += result->money[ESTIMATE_LIKELY].build + result->money[ESTIMATE_LIKELY].run;
			days += facts_money(&result->facts, USE_CASE_BUILD_DAYS)->likely;
		}
		allowed = allowed && !(cost > limits.budget + 1e-4) && !(days > limits.capacity + 1e-4);
		best = allowed && value > best ? value : best;
	}
	return best;
}

/* Figures for most, and now and then a duplicate. */
static void add_figures(struct document *document, unsigned count, unsigned long long seed)
{
	for (unsigned i = 0; i < count; i++) {
		struct fixture_random random = fixture_seed(seed * 1000 + i);

		if (fixture_chance(&random, 80))
			fixture_set(document, "use-case.c%u.build_cost=%u\nuse-case.c%u.build_days=%u", i,
				    1000 * fixture_below(&random, 20), i, fixture_below(&random, 30));
		if (i && fixture_chance(&random, 30))
			fixture_set(document, "use-case.c%u.depends=duplicates:c%u", i, fixture_below(&random, i));
	}
}

static struct portfolio_limits random_limits(unsigned long long seed)
{
	struct fixture_random random = fixture_seed(seed);
	struct portfolio_limits limits = { NAN, NAN };

	if (fixture_chance(&random, 80))
		limits.budget = 1000 * fixture_below(&random, 80);
	if (fixture_chance(&random, 80))
		limits.capacity = fixture_below(&random, 100);
	return limits;
}

Test(portfolio, is_the_best_of_all_sets_that_the_sheets_allow)
{
	unsigned chosen = 0;

	for (unsigned seed = 1; seed <= fixture_rounds(300); seed++) {
		const unsigned count = 1 + seed % MOST;
		const enum portfolio_value by = seed % 2 ? PORTFOLIO_PRIORITY : PORTFOLIO_NPV;
		struct document *document = fixture_random_document(seed, count, NULL);
		struct evaluation evaluation;
		struct portfolio portfolio;
		double best;

		add_figures(document, count, seed);
		choose(document, by, random_limits(seed), &evaluation, &portfolio);
		best = best_value(&evaluation, by, random_limits(seed));
		cr_expect(fabs(portfolio.value - best) <= 1e-4, "seed %u: %.9g, not %.9g", seed, portfolio.value, best);
		cr_expect_eq(portfolio.chosen_count + portfolio.left_count + portfolio.uncosted_count +
				     portfolio.unreachable_count,
			     evaluation.ranking_count, "seed %u: each ranked one stands in one list", seed);
		chosen += (unsigned)portfolio.chosen_count;
		portfolio_release(&portfolio);
		evaluation_release(&evaluation);
		document_free(document);
	}
	cr_expect(chosen > fixture_rounds(300) / 3, "only %u were ever chosen", chosen);
}

Test(portfolio, does_not_depend_on_the_order_of_the_use_cases)
{
	for (unsigned seed = 1; seed <= fixture_rounds(100); seed++) {
		unsigned turned[MOST];
		struct document *documents[2];
		char *chosen[2];

		for (unsigned i = 0; i < MOST; i++)
			turned[i] = (i * 7 + seed) % MOST;
		documents[0] = fixture_random_document(seed, MOST, NULL);
		documents[1] = fixture_random_document(seed, MOST, turned);
		for (int i = 0; i < 2; i++) {
			struct evaluation evaluation;
			struct portfolio portfolio;

			add_figures(documents[i], MOST, seed);
			choose(documents[i], PORTFOLIO_PRIORITY, random_limits(seed), &evaluation, &portfolio);
			chosen[i] = strdup(ids_of(&evaluation, portfolio.chosen, portfolio.chosen_count));
			portfolio_release(&portfolio);
			evaluation_release(&evaluation);
			document_free(documents[i]);
		}
		cr_expect_str_eq(chosen[0], chosen[1], "seed %u: «%s» and «%s»", seed, chosen[0], chosen[1]);
		free(chosen[0]);
		free(chosen[1]);
	}
}
