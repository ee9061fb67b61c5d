/*
 * What no score can buy back (design §5.4): maturity that a use case requires,
 * a need that is stated, obligations on data and dialogue, and what frees what.
 * The use case is a quick win but for what a row says; its feasibility is 75.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"

static struct document *document;
static struct evaluation evaluation;
static const struct use_case_result *result;

static void start(const char *lines)
{
	document = fixture_document();
	fixture_add_quick_win(document, "u");
	fixture_fill(document, lines);
}

static void compute(void)
{
	evaluation_compute(document, &evaluation);
	result = fixture_result(&evaluation, "u");
}

static void finish(void)
{
	evaluation_release(&evaluation);
	document_free(document);
}

#define QUALITY(a, b, c)                                                                                               \
	"answer.data.quality.errors=" #a "\nanswer.data.quality.owners=" #b "\nanswer.data.quality.reuse=" #c "\n"
#define SKILLS(a, b) "answer.ai.skills.basics=" #a "\nanswer.ai.skills.training=" #b "\n"
#define REQUIRES "use-case.u.requires="

static const struct {
	const char *name, *lines;
	double after;
	bool blocked;
	enum verdict verdict;
} maturity[] = {
	{ "nothing required", QUALITY(1, 1, 1), 75, false, VERDICT_YES },
	{ "reached exactly", QUALITY(3, 3, 3) REQUIRES "data.quality:3", 75, false, VERDICT_YES },
	{ "more than reached", QUALITY(5, 5, 5) REQUIRES "data.quality:3", 75, false, VERDICT_YES },
	{ "one level short", QUALITY(2, 2, 2) REQUIRES "data.quality:3", 62.5, false, VERDICT_CONDITIONAL },
	{ "a fraction short", QUALITY(3, 3, 2) REQUIRES "data.quality:3", 75 - 12.5 / 3, false, VERDICT_CONDITIONAL },
	{ "a fraction required", QUALITY(2, 2, 2) REQUIRES "data.quality:2.4", 70, false, VERDICT_CONDITIONAL },
	{ "two short blocks", QUALITY(2, 2, 2) "score.u.feasibility.data=5\nscore.u.feasibility.skills=5\n" REQUIRES "data.quality:4", 75, true,
	  VERDICT_NO },
	{ "less than two does not block",
	  QUALITY(2, 2, 3) "score.u.feasibility.data=5\nscore.u.feasibility.skills=5\n" REQUIRES "data.quality:4", 100 - 12.5 * 5 / 3, false,
	  VERDICT_CONDITIONAL },
	{ "two in two dimensions do not block",
	  QUALITY(2, 2, 2) SKILLS(2, 2) "score.u.feasibility.data=5\nscore.u.feasibility.skills=5\n" REQUIRES "data.quality:3;ai.skills:3", 75,
	  false, VERDICT_CONDITIONAL },
	{ "shortfalls of two dimensions add up", QUALITY(2, 2, 2) SKILLS(1, 2) REQUIRES "data.quality:3;ai.skills:3", 75 - 12.5 * 2.5, false,
	  VERDICT_NO },
	{ "one reached, one short", QUALITY(3, 3, 3) SKILLS(2, 2) REQUIRES "data.quality:3;ai.skills:3", 62.5, false, VERDICT_CONDITIONAL },
	{ "never below zero", QUALITY(1, 1, 1) "score.u.feasibility.data=1\nscore.u.feasibility.skills=2\n" REQUIRES "data.quality:5", 0, true,
	  VERDICT_NO },
	{ "unanswered is to be confirmed", REQUIRES "data.quality:3", 75, false, VERDICT_CONDITIONAL },
	{ "don't know is to be confirmed", QUALITY(?, ?, ?) REQUIRES "data.quality:3", 75, false, VERDICT_CONDITIONAL },
	{ "not applicable is to be confirmed", QUALITY(NA, NA, NA) REQUIRES "data.quality:3", 75, false, VERDICT_CONDITIONAL },
	{ "level 1 unanswered is to be confirmed too", REQUIRES "data.quality:1", 75, false, VERDICT_CONDITIONAL },
	{ "one answer is enough", "answer.data.quality.reuse=3\n" REQUIRES "data.quality:3", 75, false, VERDICT_YES },
	{ "the higher of two counts", QUALITY(3, 3, 3) REQUIRES "data.quality:4;data.quality:2", 62.5, false, VERDICT_CONDITIONAL },
	{ "the higher of two counts in any order", QUALITY(3, 3, 3) REQUIRES "data.quality:2;data.quality:4", 62.5, false,
	  VERDICT_CONDITIONAL },
	{ "to be confirmed and blocked", QUALITY(1, 1, 1) REQUIRES "ai.skills:2;data.quality:3", 50, true, VERDICT_NO },
};

Test(gates, maturity_that_is_missing_takes_points_off_and_two_levels_block)
{
	for (size_t i = 0; i < sizeof(maturity) / sizeof(*maturity); i++) {
		start(maturity[i].lines);
		compute();
		cr_expect(fixture_same(result->feasibility_after, maturity[i].after), "%s: %g", maturity[i].name,
			  result->feasibility_after);
		cr_expect(result->maturity_blocked == maturity[i].blocked, "%s: blocked", maturity[i].name);
		cr_expect(result->verdict == maturity[i].verdict, "%s: %s", maturity[i].name,
			  verdict_id(result->verdict));
		finish();
	}
}

Test(gates, families_stay_as_they_were_and_axes_and_priority_read_what_is_left)
{
	start(QUALITY(2, 2, 2) REQUIRES "data.quality:3");
	compute();
	cr_expect(fixture_same(result->families[FAMILY_FEASIBILITY].value, 75));
	cr_expect(fixture_same(result->x, 0.6 * 62.5 + 0.4 * 75), "x %g", result->x);
	cr_expect(fixture_same(result->y, 75), "y %g", result->y);
	cr_expect(fixture_same(result->priority, 75 - 0.25 * 12.5), "priority %g", result->priority);
	cr_expect(fixture_same(fixture_condition(result, "feasibility.min")->value, 62.5), "so does the rule");
	finish();
}

Test(gates, each_dimension_is_listed_once_with_what_it_has_and_what_it_lacks)
{
	start(QUALITY(3, 3, 2) REQUIRES "data.quality:2;ai.skills:3;data.quality:4");
	compute();
	cr_assert(result->requirement_count == 2, "%zu requirements", result->requirement_count);
	const struct requirement_result *quality = &result->requirements[0], *skills = &result->requirements[1];

	cr_expect(quality->grid == FIXTURE_DATA && quality->dimension == FIXTURE_QUALITY && quality->required == 4);
	cr_expect(fixture_same(quality->current, 8 / 3.0) && fixture_same(quality->shortfall, 4 / 3.0));
	cr_expect(skills->grid == FIXTURE_AI && skills->required == 3);
	cr_expect(isnan(skills->current) && isnan(skills->shortfall), "to be confirmed");
	finish();
}

Test(gates, a_level_that_is_reached_leaves_no_shortfall)
{
	start(QUALITY(5, 5, 5) REQUIRES "data.quality:3");
	compute();
	cr_expect(result->requirement_count == 1 && result->requirements[0].shortfall == 0);
	finish();
}

Test(gates, penalty_and_block_come_from_the_matrix)
{
	start(QUALITY(2, 2, 2) REQUIRES "data.quality:3");
	fixture_matrix(document)->gate_penalty = 5;
	fixture_matrix(document)->gate_block = 1;
	compute();
	cr_expect(fixture_same(result->feasibility_after, 70) && result->maturity_blocked);
	evaluation_release(&evaluation);
	fixture_matrix(document)->gate_penalty = 0;
	fixture_matrix(document)->gate_block = 1.5;
	compute();
	cr_expect(fixture_same(result->feasibility_after, 75) && !result->maturity_blocked);
	finish();
}

Test(gates, without_a_feasibility_there_is_nothing_to_take_off)
{
	start(QUALITY(2, 2, 2) REQUIRES "data.quality:3\nscore.u.feasibility.data=\nscore.u.feasibility.skills=");
	compute();
	cr_expect(isnan(result->feasibility_after) && isnan(result->x) && isnan(result->priority));
	cr_expect(fixture_same(result->requirements[0].shortfall, 1), "the shortfall is still named");
	finish();
}

Test(gates, a_dimension_that_does_not_exist_is_a_fault)
{
	static const char *const wrong[] = { "data.nothing:3", "nothing.quality:3",
					     "quality:3",      "data.quality",
					     "data.quality:6", "data.quality:0",
					     "data.quality:x", "data.quality:3;data.nothing:2" };
	struct err err;

	start("");
	for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
		cr_expect(!fixture_try(document, "use-case.u.requires", wrong[i], &err), "«%s»", wrong[i]);
	compute();
	cr_expect(result->requirement_count == 0);
	finish();
}

static const struct {
	const char *name, *lines;
	bool techno_push;
} needs[] = {
	{ "all three stated", "", false },
	{ "no need", "use-case.u.need=", true },
	{ "no sponsor", "use-case.u.sponsor=", true },
	{ "no indicator", "use-case.u.indicator=", true },
	{ "none of them", "use-case.u.need=\nuse-case.u.sponsor=\nuse-case.u.indicator=", true },
};

Test(gates, without_need_sponsor_and_indicator_it_is_techno_push_and_no_quick_win)
{
	for (size_t i = 0; i < sizeof(needs) / sizeof(*needs); i++) {
		start(needs[i].lines);
		compute();
		cr_expect(result->techno_push == needs[i].techno_push, "%s", needs[i].name);
		cr_expect(result->verdict == (needs[i].techno_push ? VERDICT_NO : VERDICT_YES), "%s: %s", needs[i].name,
			  verdict_id(result->verdict));
		cr_expect(!fixture_condition(result, "need")->fixable, "%s: fixable", needs[i].name);
		finish();
	}
}

#define HEALTH "use-case.u.health_data=yes\n"
#define AIPD "use-case.u.aipd="
#define HOSTING "use-case.u.hosting="

static const struct {
	const char *name, *lines;
	unsigned open;
} obligations[] = {
	{ "no health data", "", 0 },
	{ "no health data, hosted anywhere", HOSTING "eu", 0 },
	{ "health data without certification", HEALTH AIPD "done\n" HOSTING "eu", DATA_HOSTING },
	{ "health data, no hosting at all", HEALTH AIPD "done\n" HOSTING "none", DATA_HOSTING },
	{ "health data, hosting unknown", HEALTH AIPD "done\n" HOSTING, DATA_HOSTING },
	{ "health data at home", HEALTH AIPD "done\n" HOSTING "own", 0 },
	{ "health data, HDS", HEALTH AIPD "done\n" HOSTING "hds", 0 },
	{ "health data, SecNumCloud", HEALTH AIPD "done\n" HOSTING "secnumcloud", 0 },
	{ "AIPD is due by default for health data", HEALTH AIPD "\n" HOSTING "hds", DATA_AIPD },
	{ "AIPD due", HEALTH AIPD "due\n" HOSTING "hds", DATA_AIPD },
	{ "AIPD said not to be due", HEALTH AIPD "not-due\n" HOSTING "hds", 0 },
	{ "AIPD due without health data", AIPD "due", DATA_AIPD },
	{ "AIPD unknown without health data", AIPD, 0 },
	{ "CSE due", "use-case.u.cse=due", DATA_CSE },
	{ "CSE unknown", "use-case.u.cse=", 0 },
	{ "CSE done", "use-case.u.cse=done", 0 },
	{ "all three", HEALTH AIPD "due\n" HOSTING "eu\nuse-case.u.cse=due", DATA_HOSTING | DATA_AIPD | DATA_CSE },
};

Test(gates, obligations_on_data_and_dialogue_stay_open_until_they_are_met)
{
	for (size_t i = 0; i < sizeof(obligations) / sizeof(*obligations); i++) {
		start(obligations[i].lines);
		compute();
		cr_expect(result->open_obligations == obligations[i].open, "%s: %u", obligations[i].name,
			  result->open_obligations);
		cr_expect(result->verdict == (obligations[i].open ? VERDICT_CONDITIONAL : VERDICT_YES), "%s: %s",
			  obligations[i].name, verdict_id(result->verdict));
		finish();
	}
}

static const struct {
	const char *name, *lines;
	size_t frees;
} freed[] = {
	{ "nobody", "", 0 },
	{ "two", "use-case.a.depends=u\nuse-case.b.depends=u", 2 },
	{ "three", "use-case.a.depends=u\nuse-case.b.depends=u\nuse-case.c.depends=u", 3 },
	{ "four", "use-case.a.depends=u\nuse-case.b.depends=u\nuse-case.c.depends=u\nuse-case.d.depends=a;u", 4 },
	{ "other links free nothing",
	  "use-case.a.depends=favours:u\nuse-case.b.depends=duplicates:u\nuse-case.c.depends=spreads:u;u", 1 },
	{ "what it depends on itself", "use-case.a.name=A\nuse-case.u.depends=a", 0 },
	{ "not through another", "use-case.a.depends=u\nuse-case.b.depends=a\nuse-case.c.depends=b", 1 },
};

Test(gates, what_frees_three_or_more_others_is_an_enabler)
{
	for (size_t i = 0; i < sizeof(freed) / sizeof(*freed); i++) {
		start(freed[i].lines);
		compute();
		cr_expect(result->frees == freed[i].frees, "%s: %zu", freed[i].name, result->frees);
		cr_expect(result->enabler == (freed[i].frees >= 3), "%s: enabler", freed[i].name);
		finish();
	}
}

Test(gates, one_that_depends_twice_is_freed_once)
{
	start("use-case.a.depends=u;u\nuse-case.b.depends=u");
	compute();
	cr_expect(result->frees == 2, "%zu", result->frees);
	finish();
}

Test(gates, better_maturity_never_takes_more_points_off)
{
	for (unsigned seed = 0; seed < 500; seed++) {
		document = fixture_random_document(seed, 1, NULL);
		double before = NAN;

		for (int level = 1; level <= 5; level++) {
			fixture_set(document, QUALITY(% d, % d, % d) SKILLS(% d, % d), level, level, level, level,
				    level);
			evaluation_compute(document, &evaluation);
			double after = evaluation.use_cases[0].feasibility_after;
			cr_assert(isnan(before) || after >= before - 1e-9, "seed %u: %g after %g", seed, after, before);
			before = after;
			evaluation_release(&evaluation);
		}
		document_free(document);
	}
}
