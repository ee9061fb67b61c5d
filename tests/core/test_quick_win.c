/*
 * The quick-win rule (design §5.5). Every row starts from a use case that
 * meets each condition with room to spare, and says what is different.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "cadran/core/quick_win.h"
#include "fixture.h"

static struct document *document;

static void start(const char *lines)
{
	document = fixture_document();
	fixture_add_quick_win(document, "u");
	fixture_fill(document, lines);
}

static void expect_verdict(const char *name, const char *lines, enum verdict expected)
{
	start(lines);
	enum verdict verdict = fixture_verdict(document, "u");
	cr_expect(verdict == expected, "%s: %s, not %s", name, verdict_id(verdict), verdict_id(expected));
	document_free(document);
}

#define BOTH(family, one, other, score)                                                                                \
	"score.u." #family "." #one "=" #score "\nscore.u." #family "." #other "=" #score
#define IMPACT(score) BOTH(impact, strategic, business, score)
#define ROI(score) BOTH(roi, value, delay, score)
#define FEASIBILITY(score) BOTH(feasibility, data, skills, score)
#define RISK(score) BOTH(risk, ethical, change, score)
#define MONEY(gain, build) "use-case.u.other_gain=" #gain "\nuse-case.u.build_cost=" #build
#define FIELD(field, value) "use-case.u." #field "=" value
#define HEALTH FIELD(health_data, "yes") "\n"
#define QUALITY(level)                                                                                                 \
	"answer.data.quality.errors=" #level "\nanswer.data.quality.owners=" #level                                    \
	"\nanswer.data.quality.reuse=" #level "\n"

struct row {
	const char *name, *lines;
	enum verdict verdict;
};

static void expect_rows(const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++)
		expect_verdict(rows[i].name, rows[i].lines, rows[i].verdict);
}

static const struct row lines_of_the_rule[] = {
	{ "with room to spare", "", VERDICT_YES },
	{ "impact on the line", IMPACT(3), VERDICT_YES },
	{ "impact below the line", IMPACT(2.9), VERDICT_NO },
	{ "impact below by less than the slack", IMPACT(2.99999999999), VERDICT_YES },
	{ "impact below by more than the slack", IMPACT(2.9999999999), VERDICT_NO },
	{ "roi on the line", ROI(3), VERDICT_YES },
	{ "roi below the line", ROI(2.9), VERDICT_NO },
	{ "feasibility on the line", FEASIBILITY(3.5), VERDICT_YES },
	{ "feasibility below the line", FEASIBILITY(3.4), VERDICT_NO },
	{ "risk on the line", RISK(2.5), VERDICT_YES },
	{ "risk above the line", RISK(2.6), VERDICT_NO },
	{ "one risk on the line", "score.u.risk.ethical=4\nscore.u.risk.change=1", VERDICT_YES },
	{ "delay on the line", FIELD(delay, "6"), VERDICT_YES },
	{ "delay above the line", FIELD(delay, "6.5"), VERDICT_NO },
	{ "build cost on the line", MONEY(60000, 15000), VERDICT_YES },
	{ "build cost above the line", MONEY(60000, 15001), VERDICT_NO },
	{ "build cost of days", MONEY(60000, 1000) "\nuse-case.u.build_days=30\nuse-case.u.day_rate=500", VERDICT_NO },
	{ "payback on the line", MONEY(12000, 12000), VERDICT_YES },
	{ "payback above the line", MONEY(11900, 12000), VERDICT_NO },
	{ "figures without a payback", MONEY(0, 100), VERDICT_NO },
	{ "a gain alone pays back at once", "use-case.u.other_gain=1", VERDICT_YES },
	{ "an hour's cost alone is no figure", "use-case.u.hour_cost=30", VERDICT_YES },
};

Test(quick_win, every_limit_counts_on_its_line_and_fails_beyond)
{
	expect_rows(lines_of_the_rule, sizeof(lines_of_the_rule) / sizeof(*lines_of_the_rule));
}

static const struct row words_of_the_rule[] = {
	{ "out of scope", FIELD(ai_act, "none"), VERDICT_YES },
	{ "limited", FIELD(ai_act, "limited"), VERDICT_YES },
	{ "high", FIELD(ai_act, "high"), VERDICT_NO },
	{ "high by annex I", FIELD(ai_act, "high-annex-1"), VERDICT_NO },
	{ "high by annex III", FIELD(ai_act, "high-annex-3"), VERDICT_NO },
	{ "prohibited", FIELD(ai_act, "prohibited"), VERDICT_NO },
	{ "a medical device", FIELD(medical_device, "yes"), VERDICT_NO },
	{ "no need", FIELD(need, ""), VERDICT_NO },
	{ "no sponsor", FIELD(sponsor, ""), VERDICT_NO },
	{ "no indicator", FIELD(indicator, ""), VERDICT_NO },
	{ "a pilot", FIELD(status, "pilot"), VERDICT_YES },
	{ "live has no verdict", FIELD(status, "live"), VERDICT_NONE },
	{ "stopped has no verdict", FIELD(status, "stopped"), VERDICT_NONE },
};

Test(quick_win, every_word_of_the_sheet_decides_as_the_rule_says)
{
	expect_rows(words_of_the_rule, sizeof(words_of_the_rule) / sizeof(*words_of_the_rule));
}

static const struct row outcomes[] = {
	{ "open obligations are fixable", HEALTH, VERDICT_CONDITIONAL },
	{ "health data in good order", HEALTH FIELD(hosting, "hds") "\n" FIELD(aipd, "done"), VERDICT_YES },
	{ "a level short is fixable", QUALITY(2) FIELD(requires, "data.quality:3"), VERDICT_CONDITIONAL },
	{ "to be confirmed is fixable", FIELD(requires, "data.quality:3"), VERDICT_CONDITIONAL },
	{ "two fixable", HEALTH FIELD(requires, "data.quality:3"), VERDICT_CONDITIONAL },
	{ "two levels short is not fixable", QUALITY(2) FEASIBILITY(5) "\n" FIELD(requires, "data.quality:4"),
	  VERDICT_NO },
	{ "fixable, but the points are lost", QUALITY(2) FEASIBILITY(3.5) "\n" FIELD(requires, "data.quality:3"),
	  VERDICT_NO },
	{ "fixable and not fixable", HEALTH FIELD(medical_device, "yes"), VERDICT_NO },
	{ "a required score missing", "score.u.impact.strategic=", VERDICT_INCOMPLETE },
	{ "a required score of risk missing", "score.u.risk.ethical=", VERDICT_INCOMPLETE },
	{ "a score missing that is not required", "score.u.impact.business=", VERDICT_YES },
	{ "the delay missing", FIELD(delay, ""), VERDICT_INCOMPLETE },
	{ "the AI Act class missing", FIELD(ai_act, ""), VERDICT_INCOMPLETE },
	{ "health data unknown", FIELD(health_data, ""), VERDICT_INCOMPLETE },
	{ "medical device unknown", FIELD(medical_device, ""), VERDICT_INCOMPLETE },
	{ "incomplete and fixable", HEALTH FIELD(delay, ""), VERDICT_INCOMPLETE },
	{ "incomplete and failing", FIELD(delay, "") "\n" FIELD(medical_device, "yes"), VERDICT_NO },
	{ "incomplete and failing by a family that is complete", FIELD(delay, "") "\n" IMPACT(2), VERDICT_NO },
	{ "incomplete and prohibited", FIELD(delay, "") "\n" FIELD(ai_act, "prohibited"), VERDICT_NO },
	{ "incomplete and techno-push", FIELD(ai_act, "") "\n" FIELD(need, ""), VERDICT_NO },
	{ "an interval decides nothing", "score.u.impact.strategic=\nscore.u.impact.business=1", VERDICT_INCOMPLETE },
	{ "an interval decides nothing on risk", "score.u.risk.ethical=\nscore.u.risk.change=4", VERDICT_INCOMPLETE },
	{ "one risk score above the limit decides", "score.u.risk.ethical=\nscore.u.risk.change=4.1", VERDICT_NO },
	{ "votes are scores", "score.u.impact.strategic=\nvote.u.impact.strategic.A=4", VERDICT_YES },
	{ "abstentions are none", "score.u.impact.strategic=\nvote.u.impact.strategic.A=-", VERDICT_INCOMPLETE },
	{ "derived scores are scores", ROI() "\n" MONEY(24000, 9000), VERDICT_YES },
	{ "everything missing",
	  "score.u.impact.strategic=\nscore.u.roi.value=\nscore.u.feasibility.data=\nscore.u.risk.ethical=\n" FIELD(
		  delay, "") "\n" FIELD(ai_act, "") "\n" FIELD(health_data, "") "\n" FIELD(medical_device, ""),
	  VERDICT_INCOMPLETE },
};

Test(quick_win, a_failure_decides_before_what_is_missing_and_what_is_missing_before_what_is_fixable)
{
	expect_rows(outcomes, sizeof(outcomes) / sizeof(*outcomes));
}

Test(quick_win, one_risk_above_the_limit_fails_whatever_the_mean)
{
	start("score.u.risk.ethical=4.1\nscore.u.risk.change=1");
	document->content->criteria.items[FIXTURE_CHANGE].weight = 9;
	cr_expect(fixture_verdict(document, "u") == VERDICT_NO);
	document->content->criteria.items[FIXTURE_ETHICAL].weight = 0;
	cr_expect(fixture_verdict(document, "u") == VERDICT_NO, "even one that weighs nothing");
	document_free(document);
}

Test(quick_win, a_family_without_a_value_is_never_met)
{
	start("");
	document->content->criteria.items[FIXTURE_STRATEGIC].weight = 0;
	document->content->criteria.items[FIXTURE_BUSINESS].weight = 0;
	cr_expect(fixture_verdict(document, "u") != VERDICT_YES);
	document_free(document);
}

static const struct {
	const char *name, *lines;
	unsigned missing;
} missing[] = {
	{ "nothing", "", 0 },
	{ "a required score", "score.u.roi.value=", MISSING_SCORE },
	{ "a score that is not required", "score.u.roi.delay=", 0 },
	{ "the delay", FIELD(delay, ""), MISSING_DELAY },
	{ "the class", FIELD(ai_act, ""), MISSING_AI_ACT },
	{ "health data", FIELD(health_data, ""), MISSING_HEALTH_DATA },
	{ "medical device", FIELD(medical_device, ""), MISSING_MEDICAL_DEVICE },
	{ "two things", FIELD(medical_device, "") "\n" FIELD(delay, ""), MISSING_MEDICAL_DEVICE | MISSING_DELAY },
};

Test(quick_win, what_is_missing_makes_incomplete_even_where_the_rule_asks_nothing)
{
	for (size_t i = 0; i < sizeof(missing) / sizeof(*missing); i++) {
		struct evaluation evaluation;

		start(missing[i].lines);
		fixture_matrix(document)->condition_count = 0;
		evaluation_compute(document, &evaluation);
		const struct use_case_result *result = fixture_result(&evaluation, "u");
		cr_expect(result->missing == missing[i].missing, "%s: %u", missing[i].name, result->missing);
		cr_expect(result->verdict == (missing[i].missing ? VERDICT_INCOMPLETE : VERDICT_YES), "%s: %s",
			  missing[i].name, verdict_id(result->verdict));
		evaluation_release(&evaluation);
		document_free(document);
	}
}

/* What `u` depends on: a quick win too, but for the row's lines; and how that leaves `u`. */
static const struct row prerequisites[] = {
	{ "a quick win", "", VERDICT_YES },
	{ "live", "use-case.a.status=live", VERDICT_YES },
	{ "live, whatever its rule would say",
	  "use-case.a.status=live\nuse-case.a.medical_device=yes\nuse-case.a.delay=", VERDICT_YES },
	{ "under condition", "use-case.a.cse=due", VERDICT_NO },
	{ "no", "use-case.a.medical_device=yes", VERDICT_NO },
	{ "incomplete", "use-case.a.delay=", VERDICT_INCOMPLETE },
	{ "stopped", "use-case.a.status=stopped", VERDICT_NO },
	{ "prohibited", "use-case.a.ai_act=prohibited", VERDICT_NO },
	{ "one passes, one blocks", "use-case.u.depends=a;b\nuse-case.b.need=", VERDICT_NO },
	{ "one passes, one is incomplete",
	  "use-case.u.depends=a;b\nuse-case.b.name=B\nuse-case.b.need=N\nuse-case.b.sponsor=S\n"
	  "use-case.b.indicator=I",
	  VERDICT_INCOMPLETE },
	{ "one blocks, one is incomplete", "use-case.u.depends=b;a\nuse-case.b.need=\nuse-case.a.delay=", VERDICT_NO },
	{ "one blocks, one is incomplete, the other way round",
	  "use-case.u.depends=a;b\nuse-case.b.need=\nuse-case.a.delay=", VERDICT_NO },
	{ "favours", "use-case.u.depends=favours:a\nuse-case.a.medical_device=yes", VERDICT_YES },
	{ "duplicates", "use-case.u.depends=duplicates:a\nuse-case.a.medical_device=yes", VERDICT_YES },
	{ "spreads", "use-case.u.depends=spreads:a\nuse-case.a.medical_device=yes", VERDICT_YES },
	{ "incomplete itself, over a block", "use-case.u.delay=\nuse-case.a.medical_device=yes", VERDICT_NO },
	{ "incomplete itself, over one that passes", "use-case.u.delay=", VERDICT_INCOMPLETE },
	{ "under condition itself, over one that passes", "use-case.u.cse=due", VERDICT_CONDITIONAL },
	{ "under condition itself, over one that is incomplete",
	  "use-case.u.cse=due\nuse-case.a.delay=", VERDICT_INCOMPLETE },
	{ "a chain that blocks at its end", "use-case.a.depends=b\nuse-case.b.need=", VERDICT_NO },
	{ "a chain that is live at its end", "use-case.a.depends=b\nuse-case.b.status=live", VERDICT_YES },
	{ "a chain with a live link", "use-case.a.depends=b\nuse-case.b.need=\nuse-case.a.status=live", VERDICT_YES },
};

static void start_with_prerequisite(const char *lines)
{
	document = fixture_document();
	fixture_add_quick_win(document, "u");
	fixture_add_quick_win(document, "a");
	fixture_fill(document, "use-case.u.depends=a");
	fixture_fill(document, lines);
}

Test(quick_win, a_prerequisite_passes_live_or_as_a_quick_win_and_nothing_else)
{
	for (size_t i = 0; i < sizeof(prerequisites) / sizeof(*prerequisites); i++) {
		start_with_prerequisite(prerequisites[i].lines);
		enum verdict verdict = fixture_verdict(document, "u");
		cr_expect(verdict == prerequisites[i].verdict, "%s: %s", prerequisites[i].name, verdict_id(verdict));
		document_free(document);
	}
}

Test(quick_win, the_prerequisite_that_decides_is_named_and_cannot_be_fixed_here)
{
	struct evaluation evaluation;

	start_with_prerequisite("use-case.u.depends=b;a\nuse-case.b.status=live\nuse-case.a.cse=due");
	evaluation_compute(document, &evaluation);
	const struct condition_result *condition = fixture_condition(fixture_result(&evaluation, "u"), "prerequisites");
	cr_expect(condition->met == MET_NO && !condition->fixable);
	cr_expect_str_eq(condition->blocker, "a");
	evaluation_release(&evaluation);
	document_free(document);
}

Test(quick_win, a_prerequisite_that_is_not_there_never_passes)
{
	start("use-case.u.depends=nowhere");
	cr_expect(fixture_verdict(document, "u") != VERDICT_YES);
	document_free(document);
}

static const struct {
	const char *name, *lines;
	bool express;
} express[] = {
	{ "on the line", FIELD(delay, "3"), true },
	{ "above the line", FIELD(delay, "3.5"), false },
	{ "at once", FIELD(delay, "0"), true },
	{ "fast, but no quick win", FIELD(delay, "2") "\n" FIELD(medical_device, "yes"), false },
	{ "fast, but incomplete", FIELD(delay, "2") "\nscore.u.impact.strategic=", false },
	{ "no delay", FIELD(delay, ""), false },
	{ "fast, but live", FIELD(delay, "2") "\n" FIELD(status, "live"), false },
};

Test(quick_win, one_that_is_there_in_three_months_is_called_express)
{
	for (size_t i = 0; i < sizeof(express) / sizeof(*express); i++) {
		struct evaluation evaluation;

		start(express[i].lines);
		evaluation_compute(document, &evaluation);
		cr_expect(fixture_result(&evaluation, "u")->express == express[i].express, "%s", express[i].name);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

static const struct {
	const char *name;
	enum profile profile;
	const char *build;
	enum verdict verdict;
} profiles[] = {
	{ "a small service on its line", PROFILE_SPSTI, "15000", VERDICT_YES },
	{ "a small service above", PROFILE_SPSTI, "15001", VERDICT_NO },
	{ "a hospital above the line of a small service", PROFILE_HOSPITAL, "15001", VERDICT_YES },
	{ "a hospital on its line", PROFILE_HOSPITAL, "40000", VERDICT_YES },
	{ "a hospital above", PROFILE_HOSPITAL, "40001", VERDICT_NO },
	{ "another", PROFILE_OTHER, "15001", VERDICT_NO },
};

Test(quick_win, limits_are_those_of_the_profile)
{
	for (size_t i = 0; i < sizeof(profiles) / sizeof(*profiles); i++) {
		start("use-case.u.other_gain=600000");
		fixture_set(document, "service.sector=%s\nuse-case.u.build_cost=%s", profile_id(profiles[i].profile),
			    profiles[i].build);
		enum verdict verdict = fixture_verdict(document, "u");
		cr_expect(verdict == profiles[i].verdict, "%s: %s", profiles[i].name, verdict_id(verdict));
		document_free(document);
	}
}

Test(quick_win, the_top_right_quadrant_alone_makes_none)
{
	struct evaluation evaluation;

	start(FIELD(medical_device, "yes"));
	evaluation_compute(document, &evaluation);
	const struct use_case_result *result = fixture_result(&evaluation, "u");
	cr_expect(result->placed && result->quadrant == QUADRANT_HIGH_HIGH && result->verdict == VERDICT_NO);
	evaluation_release(&evaluation);
	document_free(document);
}

Test(quick_win, each_condition_says_what_it_found_and_what_it_wants)
{
	static const struct {
		const char *id;
		double value, limit;
	} wanted[] = {
		{ "impact.min", 75, 50 },      { "roi.min", 75, 50 },    { "feasibility.min", 75, 62.5 },
		{ "risk.max", 25, 37.5 },      { "risk.any.max", 2, 4 }, { "delay.max", 4, 6 },
		{ "build.max", 12000, 15000 }, { "payback.max", 6, 12 },
	};
	struct evaluation evaluation;

	start(MONEY(24000, 12000));
	evaluation_compute(document, &evaluation);
	for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
		const struct condition_result *c = fixture_condition(fixture_result(&evaluation, "u"), wanted[i].id);

		cr_expect(fixture_same(c->value, wanted[i].value), "%s is %g", wanted[i].id, c->value);
		cr_expect(fixture_same(c->limit, wanted[i].limit), "%s wants %g", wanted[i].id, c->limit);
		cr_expect(c->met == MET_YES && !c->fixable, "%s is met", wanted[i].id);
	}
	evaluation_release(&evaluation);
	document_free(document);
}

static const struct {
	const char *id, *lines;
	enum met met;
	bool fixable;
} conditions[] = {
	{ "impact.min", IMPACT(2), MET_NO, false },
	{ "impact.min", "score.u.impact.strategic=", MET_UNKNOWN, false },
	{ "risk.any.max", RISK(5), MET_NO, false },
	{ "delay.max", FIELD(delay, ""), MET_UNKNOWN, false },
	{ "ai-act", FIELD(ai_act, "high"), MET_NO, false },
	{ "ai-act", FIELD(ai_act, ""), MET_UNKNOWN, false },
	{ "medical-device", FIELD(medical_device, "yes"), MET_NO, false },
	{ "medical-device", FIELD(medical_device, ""), MET_UNKNOWN, false },
	{ "need", FIELD(sponsor, ""), MET_NO, false },
	{ "maturity", QUALITY(2) FIELD(requires, "data.quality:3"), MET_NO, true },
	{ "maturity", QUALITY(1) FIELD(requires, "data.quality:3"), MET_NO, false },
	{ "maturity", FIELD(requires, "data.quality:3"), MET_NO, true },
	{ "maturity", "", MET_YES, false },
	{ "prerequisites", "", MET_YES, false },
	{ "data", HEALTH, MET_NO, true },
	{ "data", FIELD(cse, "due"), MET_NO, true },
	{ "data", "", MET_YES, false },
};

Test(quick_win, each_condition_is_met_unknown_or_failed_and_says_whether_work_can_fix_it)
{
	for (size_t i = 0; i < sizeof(conditions) / sizeof(*conditions); i++) {
		struct evaluation evaluation;

		start(conditions[i].lines);
		evaluation_compute(document, &evaluation);
		const struct condition_result *c =
			fixture_condition(fixture_result(&evaluation, "u"), conditions[i].id);
		cr_expect(c->met == conditions[i].met, "%s, row %zu: met %d", conditions[i].id, i, c->met);
		cr_expect(c->fixable == conditions[i].fixable, "%s, row %zu: fixable", conditions[i].id, i);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

Test(quick_win, the_evaluation_counts_them)
{
	struct evaluation evaluation;

	start("use-case.empty.name=E");
	fixture_add_quick_win(document, "a");
	fixture_add_quick_win(document, "b");
	fixture_add_quick_win(document, "c");
	fixture_fill(document, "use-case.b.cse=due\nuse-case.c.status=live");
	evaluation_compute(document, &evaluation);
	cr_expect(evaluation.quick_wins == 2, "%zu", evaluation.quick_wins);
	cr_expect(evaluation.conditional == 1, "%zu", evaluation.conditional);
	evaluation_release(&evaluation);
	document_free(document);
}

static void expect_failures(const struct use_case_result *result, const char *expected)
{
	char found[300] = "";

	for (const struct condition_result *c = NULL; (c = nearest_failure(result, c));)
		sprintf(found + strlen(found), "%s%s", *found ? " " : "", c->condition->id);
	cr_expect_str_eq(found, expected, "«%s», not «%s»", found, expected);
}

/* Impact misses by 2.5 of 100, risk by 12.5 of 100, the delay by its own limit; a word has no distance. */
static const struct {
	const char *lines, *failures;
} failures[] = {
	{ "", "" },
	{ HEALTH, "" },
	{ FIELD(medical_device, "yes") "\n" FIELD(delay, "12") "\n" RISK(3) "\n" IMPACT(2.9),
	  "impact.min risk.max delay.max medical-device" },
	{ FIELD(need, "") "\n" FIELD(medical_device, "yes") "\n" HEALTH, "medical-device need" },
	{ FIELD(delay, "") "\n" IMPACT(2) "\n" ROI(2), "impact.min roi.min" },
};

Test(quick_win, what_decides_no_is_walked_from_the_nearest_to_the_farthest)
{
	for (size_t i = 0; i < sizeof(failures) / sizeof(*failures); i++) {
		struct evaluation evaluation;

		start(failures[i].lines);
		evaluation_compute(document, &evaluation);
		expect_failures(fixture_result(&evaluation, "u"), failures[i].failures);
		evaluation_release(&evaluation);
		document_free(document);
	}
}

/* No change makes a circle; a file that somebody edited may hold one. */
Test(quick_win, a_circle_in_a_file_makes_no_quick_win_and_hangs_nothing)
{
	struct change_list list = { 0 };
	struct err err;

	start_with_prerequisite("");
	struct change *change = change_add(&list, CHANGE_USE_CASE, "a", "depends", "u");
	cr_assert(document_apply(document, change, &err));
	cr_expect(fixture_verdict(document, "u") != VERDICT_YES && fixture_verdict(document, "a") != VERDICT_YES);
	change_list_release(&list);
	document_free(document);
}

/* --- laws --------------------------------------------------------------------- */

static void expect_consistent(const struct use_case_result *result, unsigned seed)
{
	bool failed = false, fixable = false, unknown = result->missing != 0;

	for (size_t i = 0; i < result->condition_count; i++) {
		const struct condition_result *c = &result->conditions[i];

		failed |= c->met == MET_NO && !c->fixable;
		fixable |= c->met == MET_NO && c->fixable;
		unknown |= c->met == MET_UNKNOWN;
		cr_assert(!c->fixable || c->met == MET_NO, "seed %u: only a failure can be fixed", seed);
	}
	cr_assert(result->verdict != VERDICT_YES || (!failed && !fixable && !unknown), "seed %u", seed);
	cr_assert(result->verdict != VERDICT_CONDITIONAL || (!failed && fixable && !unknown), "seed %u", seed);
	cr_assert(result->verdict != VERDICT_INCOMPLETE || (!failed && unknown), "seed %u", seed);
	cr_assert(result->verdict != VERDICT_NO || failed || result->facts.ai_act == AI_ACT_PROHIBITED, "seed %u",
		  seed);
	cr_assert((result->verdict == VERDICT_NONE) == result_is_settled(result) || result_is_prohibited(result),
		  "seed %u", seed);
	cr_assert(!result->express || result->verdict == VERDICT_YES || result->verdict == VERDICT_CONDITIONAL,
		  "seed %u", seed);
}

Test(quick_win, a_verdict_follows_from_its_conditions)
{
	size_t seen[VERDICT_YES + 1] = { 0 };

	for (unsigned seed = 0; seed < 2000; seed++) {
		struct evaluation evaluation;

		document = fixture_random_document(seed, 4, NULL);
		evaluation_compute(document, &evaluation);
		for (size_t i = 0; i < evaluation.use_case_count; i++) {
			expect_consistent(&evaluation.use_cases[i], seed);
			seen[evaluation.use_cases[i].verdict]++;
		}
		evaluation_release(&evaluation);
		document_free(document);
	}
	for (int verdict = VERDICT_NONE; verdict <= VERDICT_YES; verdict++)
		cr_expect(seen[verdict] > 20, "only %zu random verdicts are %d", seen[verdict], verdict);
}
