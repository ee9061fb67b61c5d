/*
 * How sure a ranking is, on whole dossiers: what is exact at once, what no
 * figure is, votes, and the laws that hold whatever the dossier.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "robust_desk.h"

/* --- what is there, and when ----------------------------------------------------------- */

/* Four use cases without votes: `best` is better than all in everything, `worst` worse. */
static struct document *four(void)
{
	struct document *document = fixture_document();

	fixture_add_quick_win(document, "best");
	fixture_add_quick_win(document, "even");
	fixture_add_quick_win(document, "odd");
	fixture_add_quick_win(document, "worst");
	for (size_t i = 0; i < FIXTURE_CRITERIA; i++) {
		const struct criterion *criterion = &document->content->criteria.items[i];
		const int good = criterion->less_is_better ? 1 : 5, better = criterion->less_is_better ? -1 : 1;

		fixture_set(document, "score.best.%s=%d\nscore.even.%s=%d\nscore.odd.%s=%d\nscore.worst.%s=%d",
			    criterion->id, good, criterion->id, good - better * (i % 2 ? 1 : 3), criterion->id,
			    good - better * (i % 2 ? 3 : 1), criterion->id, good - better * 4);
	}
	return document;
}

static const struct uncertainty ways[] = {
	{ .samples = 2000, .seed = 1 },
	{ .flat = true, .samples = 2000, .seed = 1 },
	{ .criteria = WEIGHTS_GIVEN, .samples = 2000, .seed = 1 },
	{ .families = WEIGHTS_GIVEN, .samples = 2000, .seed = 1 },
	{ .families = WEIGHTS_ORDER, .samples = 2000, .seed = 1 },
	{ .families = WEIGHTS_AROUND, .spread = 0.3, .samples = 2000, .seed = 1 },
	{ .families = WEIGHTS_AROUND, .criteria = WEIGHTS_GIVEN, .spread = 0.3, .samples = 2000, .seed = 1 },
	{ .families = WEIGHTS_GIVEN, .criteria = WEIGHTS_GIVEN, .samples = 2000, .seed = 1 },
};

static bool pairs_are_exact(const struct uncertainty *open)
{
	return open->flat || open->criteria == WEIGHTS_GIVEN;
}

Test(robustness, what_is_exact_is_there_before_any_draw_and_the_rest_only_after_one)
{
	for (size_t way = 0; way < ARRAY_SIZE(ways); way++) {
		struct document *document = four();
		const bool exact = pairs_are_exact(&ways[way]);

		*desk_open(document) = ways[way];
		struct desk desk;
		desk_init(&desk, document);
		const struct robustness *r = &desk.robustness;
		const size_t even = desk_place(&desk, "even"), odd = desk_place(&desk, "odd");
		const bool nothing = way == ARRAY_SIZE(ways) - 1;
		cr_expect(robustness_drawn(r) == 0 && robustness_asked(r) == (nothing ? 0 : 2000), "way %zu: %zu", way,
			  robustness_asked(r));
		cr_expect(probability_is_exact(robustness_quick_win(r, even)), "way %zu", way);
		if (exact)
			cr_expect(probability_is_exact(robustness_precedes(r, even, odd)) &&
					  probability_is_exact(robustness_expected_rank(r, even)),
				  "way %zu", way);
		cr_expect(nothing == probability_is_exact(robustness_rank(r, even, 2)), "way %zu", way);
		const struct probability before = robustness_quick_win(r, even),
					 pair = robustness_precedes(r, even, odd);
		desk_draw(&desk);
		cr_expect(robustness_drawn(r) == robustness_asked(r), "way %zu", way);
		cr_expect(probability_identical(before, robustness_quick_win(r, even)), "way %zu", way);
		cr_expect(!exact || probability_identical(pair, robustness_precedes(r, even, odd)), "way %zu", way);
		cr_expect(is_figure(robustness_precedes(r, even, odd).p) && is_figure(robustness_rank(r, even, 2).p),
			  "way %zu", way);
		cr_expect(is_figure(robustness_expected_rank(r, even).error), "way %zu", way);
		desk_release(&desk);
	}
}

Test(robustness, one_that_dominates_precedes_always_and_the_dominated_is_never_first)
{
	for (size_t way = 0; way < ARRAY_SIZE(ways); way++) {
		struct document *document = four();

		*desk_open(document) = ways[way];
		struct desk desk;
		desk_init(&desk, document);
		const struct robustness *r = &desk.robustness;
		const size_t best = desk_place(&desk, "best"), worst = desk_place(&desk, "worst");
		desk_draw(&desk);
		for (size_t i = 0; i < desk.evaluation.use_case_count; i++) {
			if (i != best) {
				cr_expect(robustness_precedes(r, best, i).p == 1, "way %zu", way);
				cr_expect(robustness_precedes(r, i, best).p == 0, "way %zu", way);
				cr_expect(robustness_rank(r, i, 1).p == 0, "way %zu", way);
				cr_expect(!is_figure(robustness_central_weight(r, i, 0)), "way %zu", way);
			}
			if (i != worst)
				cr_expect(robustness_precedes(r, worst, i).p == 0, "way %zu", way);
		}
		cr_expect(robustness_rank(r, best, 1).p == 1 && robustness_rank(r, worst, 4).p == 1, "way %zu", way);
		cr_expect(fixture_same(robustness_expected_rank(r, best).p, 1), "way %zu", way);
		cr_expect(fixture_same(robustness_expected_rank(r, worst).p, 4), "way %zu", way);
		desk_release(&desk);
	}
}

static const struct {
	const char *name, *line;
	bool ranked, judged;
} states[] = {
	{ "as it is", "use-case.u.name=U", true, true },
	{ "live", "use-case.u.status=live", false, false },
	{ "stopped", "use-case.u.status=stopped", false, false },
	{ "prohibited", "use-case.u.ai_act=prohibited", false, false },
	{ "without a family", "score.u.roi.value=\nscore.u.roi.delay=", false, false },
	{ "incomplete, with all families", "score.u.roi.value=", true, false },
	{ "without a delay", "use-case.u.delay=", true, false },
	{ "without its class", "use-case.u.ai_act=", true, false },
};

Test(robustness, without_a_rank_or_a_verdict_there_is_no_figure)
{
	for (size_t i = 0; i < ARRAY_SIZE(states); i++) {
		struct document *document = four();

		fixture_add_quick_win(document, "u");
		fixture_fill(document, states[i].line);
		desk_open(document)->samples = 100;
		struct desk desk;
		desk_init(&desk, document);
		const struct robustness *r = &desk.robustness;
		const size_t u = desk_place(&desk, "u"), best = desk_place(&desk, "best");
		desk_draw(&desk);
		cr_expect(probability_is_none(robustness_rank(r, u, 1)) == !states[i].ranked, "%s", states[i].name);
		cr_expect(probability_is_none(robustness_expected_rank(r, u)) == !states[i].ranked, "%s",
			  states[i].name);
		cr_expect(probability_is_none(robustness_precedes(r, u, best)) == !states[i].ranked, "%s",
			  states[i].name);
		cr_expect(probability_is_none(robustness_precedes(r, best, u)) == !states[i].ranked, "%s",
			  states[i].name);
		cr_expect(probability_is_none(robustness_quadrant(r, u, QUADRANT_HIGH_HIGH)) == !states[i].ranked, "%s",
			  states[i].name);
		cr_expect(probability_is_none(robustness_quick_win(r, u)) == !states[i].judged, "%s: %g",
			  states[i].name, robustness_quick_win(r, u).p);
		cr_expect(!is_figure(robustness_central_weight(r, u, 0)), "%s", states[i].name);
		cr_expect(robustness_rank(r, best, 1).p == 1, "%s", states[i].name);
		desk_release(&desk);
	}
}

/* Impact of 1 and 5 reaches 50 half of the time; what does not depend on weights is met for good, or failed. */
#define HALF "score.u.impact.strategic=5\nscore.u.impact.business=1\n"
static const struct {
	const char *name, *lines;
	enum verdict verdict;
	double p;
} outcomes[] = {
	{ "all families far above", "use-case.u.name=U", VERDICT_YES, 1 },
	{ "impact open", HALF, VERDICT_YES, 0.5 },
	{ "impact and value open", HALF "score.u.roi.value=5\nscore.u.roi.delay=1", VERDICT_YES, 0.25 },
	{ "risk 37.5 of 0 and 50", "score.u.risk.ethical=1\nscore.u.risk.change=3", VERDICT_YES, 0.75 },
	{ "a score of risk above its limit", "score.u.risk.ethical=5\nscore.u.risk.change=1", VERDICT_NO, 0 },
	{ "an obligation is open", HALF "use-case.u.cse=due", VERDICT_CONDITIONAL, 0.5 },
	{ "a level to be confirmed", HALF "use-case.u.requires=data.quality:3", VERDICT_CONDITIONAL, 0.5 },
	{ "no need", HALF "use-case.u.need=", VERDICT_NO, 0 },
	{ "a medical device", HALF "use-case.u.medical_device=yes", VERDICT_NO, 0 },
	{ "too late", HALF "use-case.u.delay=7", VERDICT_NO, 0 },
	{ "too late and an obligation", HALF "use-case.u.delay=7\nuse-case.u.cse=due", VERDICT_NO, 0 },
	{ "high risk by the AI Act", HALF "use-case.u.ai_act=high", VERDICT_NO, 0 },
	{ "its prerequisite is one", HALF "use-case.u.depends=best", VERDICT_YES, 0.5 },
	{ "its prerequisite is none", HALF "use-case.u.depends=worst", VERDICT_NO, 0 },
	{ "a family that fails as it stands", "score.u.impact.strategic=1\nscore.u.impact.business=4", VERDICT_NO,
	  1 / 3.0 },
	{ "a family that fails whatever the weights", "score.u.impact.strategic=1\nscore.u.impact.business=2",
	  VERDICT_NO, 0 },
};

Test(robustness, a_quick_win_is_as_likely_as_its_families_where_everything_else_is_met)
{
	for (size_t i = 0; i < ARRAY_SIZE(outcomes); i++) {
		struct document *document = four();

		fixture_add_quick_win(document, "u");
		fixture_fill(document, outcomes[i].lines);
		struct desk desk;
		desk_init(&desk, document);
		const struct probability p = robustness_quick_win(&desk.robustness, desk_place(&desk, "u"));
		cr_expect(fixture_result(&desk.evaluation, "u")->verdict == outcomes[i].verdict, "%s",
			  outcomes[i].name);
		cr_expect(probability_is_exact(p) && fabs(p.p - outcomes[i].p) < 1e-14, "%s: %.17g ± %g",
			  outcomes[i].name, p.p, p.error);
		desk_release(&desk);
	}
}

/* Two levels short block; one is 12.5 points off a feasibility of 50 and 100, which is then to reach 62.5. */
Test(robustness, a_missing_level_lowers_the_chance_and_counts_as_met)
{
	static const struct {
		const char *level;
		double p;
	} rows[] = { { "3", 0.75 }, { "2", 0.5 }, { "1", 0 } };

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct document *document = fixture_document();

		fixture_add_quick_win(document, "u");
		fixture_set(document,
			    "answer.data.quality.errors=%s\nuse-case.u.requires=data.quality:3\n"
			    "score.u.feasibility.data=3\nscore.u.feasibility.skills=5",
			    rows[i].level);
		struct desk desk;
		desk_init(&desk, document);
		const struct probability p = robustness_quick_win(&desk.robustness, 0);
		cr_expect(probability_is_exact(p) && fabs(p.p - rows[i].p) < 1e-14, "level %s: %.17g", rows[i].level,
			  p.p);
		desk_release(&desk);
	}
}

/* --- votes ------------------------------------------------------------------------------ */

static struct document *voting(const char *lines)
{
	struct document *document = fixture_document();

	fixture_add_quick_win(document, "u");
	fixture_fill(document, lines);
	desk_open(document)->samples = 20000;
	desk_open(document)->families = desk_open(document)->criteria = WEIGHTS_GIVEN;
	return document;
}

#define VOTES(criterion, a, b)                                                                                         \
	"score.u." criterion "=\nvote.u." criterion ".Ann.1=" a "\nvote.u." criterion ".Bob.1=" b "\n"

static const struct {
	const char *name, *lines;
	bool drawn;
	double p;
} ballots[] = {
	{ "no votes", "use-case.u.name=U", false, 1 },
	{ "two that differ", VOTES("impact.strategic", "1", "5") "score.u.impact.business=1", true, 0.5 },
	{ "a retained score closes them",
	  VOTES("impact.strategic", "1", "5") "score.u.impact.business=1\nscore.u.impact.strategic=5", false, 1 },
	{ "the same vote twice", VOTES("impact.strategic", "5", "5") "score.u.impact.business=1", false, 1 },
	{ "one of them abstains", VOTES("impact.strategic", "5", "-") "score.u.impact.business=1", false, 1 },
	{ "they agree in the next round",
	  VOTES("impact.strategic", "1", "5") "score.u.impact.business=1\nvote.u.impact.strategic.Ann.2=5\n"
					      "vote.u.impact.strategic.Bob.2=5",
	  false, 1 },
	{ "only one votes in the next round",
	  VOTES("impact.strategic", "1", "5") "score.u.impact.business=1\nvote.u.impact.strategic.Ann.2=1", false, 0 },
	{ "one of the votes is above the limit of a single score",
	  VOTES("risk.ethical", "5", "2") "score.u.risk.change=1", true, 0.5 },
	{ "two criteria",
	  VOTES("impact.strategic", "1", "5")
		  VOTES("roi.value", "1", "5") "score.u.impact.business=1\nscore.u.roi.delay=1",
	  true, 0.25 },
	{ "neither decides", VOTES("impact.strategic", "4", "5"), true, 1 },
	{ "a yes or no that fails", VOTES("impact.strategic", "1", "5") "use-case.u.need=", true, 0 },
};

Test(robustness, votes_give_one_voter_s_score_at_random)
{
	for (size_t i = 0; i < ARRAY_SIZE(ballots); i++) {
		struct desk desk;
		desk_init(&desk, voting(ballots[i].lines));
		struct agreement agreement = { 0 };

		cr_expect((robustness_asked(&desk.robustness) > 0) == ballots[i].drawn, "%s: %zu", ballots[i].name,
			  robustness_asked(&desk.robustness));
		desk_draw(&desk);
		const struct probability p = robustness_quick_win(&desk.robustness, 0);
		agreement_exact(&agreement, p.p, 20000, ballots[i].p);
		cr_expect(!agreement.beyond && (ballots[i].drawn || probability_is_exact(p)), "%s: %g ± %g",
			  ballots[i].name, p.p, p.error);
		desk_release(&desk);
	}
}

/* The family passes either way, its danger being 100/6 at most: the limit on single scores alone decides. */
Test(robustness, a_drawn_score_above_its_limit_fails_and_the_median_of_the_votes_does_not_matter)
{
	struct document *document =
		voting(VOTES("risk.ethical", "5", "2") "vote.u.risk.ethical.Cy.1=2\nscore.u.risk.change=1");
	struct desk desk;
	struct agreement agreement = { 0 };

	document->content->criteria.items[FIXTURE_CHANGE].weight = 5;
	desk_init(&desk, document);
	cr_expect(fixture_result(&desk.evaluation, "u")->verdict == VERDICT_YES);
	desk_draw(&desk);
	const struct probability p = robustness_quick_win(&desk.robustness, 0);
	agreement_exact(&agreement, p.p, 20000, 2 / 3.0);
	cr_expect(!agreement.beyond, "%g ± %g", p.p, p.error);
	desk_release(&desk);
}

/* Three voters on one use case, two on the other, one criterion: 1, 3, 4 against 2, 3. */
Test(robustness, two_open_votes_meet_as_often_as_their_pairs)
{
	struct document *document = voting("score.u.impact.strategic=\nvote.u.impact.strategic.Ann.1=1\n"
					   "vote.u.impact.strategic.Bob.1=3\nvote.u.impact.strategic.Cy.1=4");

	fixture_add_quick_win(document, "v");
	fixture_fill(document, "score.v.impact.strategic=\nvote.v.impact.strategic.Ann.1=2\n"
			       "vote.v.impact.strategic.Bob.1=3");
	struct desk desk;
	desk_init(&desk, document);
	struct agreement agreement = { 0 };
	const struct robustness *r = &desk.robustness;
	desk_draw(&desk);
	agreement_exact(&agreement, robustness_precedes(r, 0, 1).p, 20000, 3 / 6.0);
	agreement_exact(&agreement, robustness_precedes(r, 1, 0).p, 20000, 2 / 6.0);
	agreement_exact(&agreement, robustness_rank(r, 0, 1).p, 20000, 4 / 6.0);
	agreement_exact(&agreement, robustness_rank(r, 1, 1).p, 20000, 3 / 6.0);
	cr_expect(!agreement.beyond, "%g, %g", robustness_precedes(r, 0, 1).p, robustness_precedes(r, 1, 0).p);
	cr_expect(fabs(robustness_rank(r, 1, 1).error - sqrt(0.25 / 20000)) < 1e-4, "%g",
		  robustness_rank(r, 1, 1).error);
	desk_release(&desk);
}
