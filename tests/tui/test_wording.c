/*
 * Figures and verdicts in words, in both languages. Figures come as rows of
 * value and text; verdicts come from a stage, where each reason is set by hand.
 * Messages stay in English, so that a row says what the code says.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "fixture.h"

TestSuite(wording, .init = fixture_begin);

#define NONE ((double)NAN)
#define NBSP "\u00a0"

static struct buf words;

static void expect_words(const char *name, const char *expected)
{
	cr_expect(!strcmp(words.data, expected), "%s: «%s», not «%s»", name, words.data, expected);
	buf_clear(&words);
}

static const struct {
	double value;
	int decimals;
	const char *english, *french;
} numbers[] = {
	{ 0, 2, "0", "0" },
	{ 2, 2, "2", "2" },
	{ 2.5, 2, "2.5", "2,5" },
	{ 2.25, 2, "2.25", "2,25" },
	{ 2.25, 0, "2", "2" },
	{ 200.0 / 3, 2, "66.67", "66,67" },
	{ 62.5, 1, "62.5", "62,5" },
	{ 74.96, 1, "75", "75" },
	{ 99.999, 2, "100", "100" },
	{ 100, 0, "100", "100" },
	{ 1200, 0, "1200", "1200" },
	{ -0.001, 2, "0", "0" },
	{ -0.5, 1, "−0.5", "−0,5" },
	{ 1.1818, 3, "1.182", "1,182" },
	/* pathway.theodi.org/statistics truncates 41, 57, 35, 15, 8 of 156 to 26 + 36 + 22 + 9 + 5 = 98 %. */
	{ 4100 / 156.0, 0, "26", "26" },
	{ 5700 / 156.0, 0, "37", "37" },
	{ 3500 / 156.0, 0, "22", "22" },
	{ 1500 / 156.0, 0, "10", "10" },
	{ 800 / 156.0, 0, "5", "5" },
};

Test(wording, a_number_has_the_decimal_sign_of_its_language_and_no_zeros_at_its_end)
{
	struct stage stage;

	stage_init(&stage, 0);
	buf_init(&words);
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		stage.scene.language = LANGUAGE_EN;
		word_number(&words, &stage.scene, numbers[i].value, numbers[i].decimals);
		expect_words("English", numbers[i].english);
		stage.scene.language = LANGUAGE_FR;
		word_number(&words, &stage.scene, numbers[i].value, numbers[i].decimals);
		expect_words("French", numbers[i].french);
	}
	word_number(&words, &stage.scene, NONE, 2);
	expect_words("a figure that does not exist", "–");
	stage_release(&stage);
	buf_release(&words);
}

static const struct {
	double value;
	const char *english, *french;
} sums[] = {
	{ 0, "0" NBSP "€", "0" NBSP "€" },
	{ 7, "7" NBSP "€", "7" NBSP "€" },
	{ 999.4, "999" NBSP "€", "999" NBSP "€" },
	{ 999.6, "1,000" NBSP "€", "1" NBSP "000" NBSP "€" },
	{ 14400, "14,400" NBSP "€", "14" NBSP "400" NBSP "€" },
	{ 123456789, "123,456,789" NBSP "€", "123" NBSP "456" NBSP "789" NBSP "€" },
	{ -2500, "−2,500" NBSP "€", "−2" NBSP "500" NBSP "€" },
	{ -0.2, "0" NBSP "€", "0" NBSP "€" },
	{ NONE, "–", "–" },
};

Test(wording, money_is_rounded_and_grouped_and_never_broken_at_the_end_of_a_line)
{
	struct stage stage;

	stage_init(&stage, 0);
	buf_init(&words);
	for (size_t i = 0; i < sizeof(sums) / sizeof(*sums); i++) {
		stage.scene.language = LANGUAGE_EN;
		word_money(&words, &stage.scene, sums[i].value);
		expect_words("English", sums[i].english);
		stage.scene.language = LANGUAGE_FR;
		word_money(&words, &stage.scene, sums[i].value);
		cr_expect(!strchr(words.data, ' '), "a blank that breaks in «%s»", words.data);
		expect_words("French", sums[i].french);
	}
	stage_release(&stage);
	buf_release(&words);
}

static const struct {
	const char *name;
	struct measure measure;
	const char *words;
} measures[] = {
	{ "nothing open", { .score = 2.5, .min = 2.5, .max = 2.5 }, "2,5" },
	{ "something open", { .score = 2.3, .min = 2.1, .max = 3 }, "2,3 [2,1 – 3]" },
	{ "equal but for rounding", { .score = 2.5, .min = 2.5, .max = 2.5 + 1e-12 }, "2,5" },
	{ "nothing answered", { .score = NAN, .min = 1, .max = 5 }, "–" },
	{ "nothing applicable", { .score = NAN, .min = NAN, .max = NAN }, "–" },
};

Test(wording, an_interval_is_there_where_it_says_more)
{
	struct stage stage;

	stage_init(&stage, 0);
	stage.scene.language = LANGUAGE_FR;
	buf_init(&words);
	for (size_t i = 0; i < sizeof(measures) / sizeof(*measures); i++) {
		word_measure(&words, &stage.scene, &measures[i].measure);
		expect_words(measures[i].name, measures[i].words);
	}
	stage_release(&stage);
	buf_release(&words);
}

/* A use case with one thing about it; the first that applies is the reason, from the top. */
static const struct {
	const char *name;
	struct use_case_result result;
	const char *flag, *ascii, *reason;
} verdicts[] = {
	{ "prohibited before all else",
	  { .facts = { .ai_act = AI_ACT_PROHIBITED, .status = STATUS_LIVE },
	    .verdict = VERDICT_NO,
	    .techno_push = true },
	  "⊘",
	  "X",
	  "Prohibited (art. 5)" },
	{ "live", { .facts = { .status = STATUS_LIVE }, .techno_push = true }, "○", "=", "live" },
	{ "stopped", { .facts = { .status = STATUS_STOPPED } }, "○", "=", "stopped" },
	{ "yes", { .verdict = VERDICT_YES }, "★", "*", "quick win" },
	{ "fast", { .verdict = VERDICT_YES, .express = true }, "★", "*", "express quick win" },
	{ "open",
	  { .verdict = VERDICT_CONDITIONAL, .open_obligations = DATA_AIPD | DATA_CSE },
	  "☆",
	  "~",
	  "DPIA, works council" },
	{ "unknown",
	  { .verdict = VERDICT_INCOMPLETE, .missing = MISSING_DELAY },
	  "…",
	  "?",
	  "missing: time to first use" },
	{ "not scored, before why not", { .verdict = VERDICT_NO }, " ", " ", "to be scored" },
	{ "not scored and no need",
	  { .verdict = VERDICT_NO, .techno_push = true, .maturity_blocked = true },
	  " ",
	  " ",
	  "to be scored, not stated: need, sponsor, indicator" },
	{ "no need",
	  { .verdict = VERDICT_NO, .placed = true, .techno_push = true, .maturity_blocked = true },
	  " ",
	  " ",
	  "not stated: need, sponsor, indicator (techno-push)" },
	{ "nothing to say", { .verdict = VERDICT_NO, .placed = true }, " ", " ", "" },
	{ "high risk",
	  { .verdict = VERDICT_NO, .placed = true, .facts = { .ai_act = AI_ACT_HIGH_ANNEX_3 } },
	  "!",
	  "!",
	  "" },
	{ "high risk where the matrix lets it pass",
	  { .verdict = VERDICT_YES, .facts = { .ai_act = AI_ACT_HIGH_ANNEX_3 } },
	  "★",
	  "*",
	  "quick win" },
};

Test(wording, every_verdict_has_its_sign_and_its_reason)
{
	struct stage stage;
	struct surface utf8, ascii;

	stage_init(&stage, 1);
	surface_init(&utf8, 10, 1, false);
	surface_init(&ascii, 10, 1, true);
	stage.content.tree.classes[AI_ACT_PROHIBITED] =
		(struct ai_act_class){ .given = true, .article = "5", .name = { { "Interdit", "Prohibited" } } };
	buf_init(&words);
	for (size_t i = 0; i < sizeof(verdicts) / sizeof(*verdicts); i++) {
		struct use_case_result result = verdicts[i].result;

		result.use_case = &stage.use_cases[0];
		cr_expect(!strcmp(word_flag(&utf8, &result), verdicts[i].flag), "%s: %s", verdicts[i].name,
			  word_flag(&utf8, &result));
		cr_expect(!strcmp(word_flag(&ascii, &result), verdicts[i].ascii), "%s: %s in ASCII", verdicts[i].name,
			  word_flag(&ascii, &result));
		word_reason(&words, &stage.scene, &result);
		expect_words(verdicts[i].name, verdicts[i].reason);
	}
	surface_release(&utf8);
	surface_release(&ascii);
	stage_release(&stage);
	buf_release(&words);
}

Test(wording, what_is_open_is_named_in_full)
{
	struct dimension dimensions[] = { { .id = "quality", .name = { { "Qualité", "Quality" } } },
					  { .id = "roles", .name = { { "Rôles", "Roles" } } } };
	struct grid grid = { .id = "data", .dimensions = dimensions, .dimension_count = 2 };
	struct requirement_result requirements[] = {
		{ .dimension = 0, .required = 3, .current = 3.5, .shortfall = 0 },
		{ .dimension = 1, .required = 3, .current = 1.5, .shortfall = 1.5 },
		{ .dimension = 0, .required = 2, .current = NAN, .shortfall = NAN },
	};
	struct use_case_result result = { .verdict = VERDICT_CONDITIONAL,
					  .open_obligations = DATA_AIPD,
					  .requirements = requirements,
					  .requirement_count = 3 };
	struct stage stage;

	stage_init(&stage, 1);
	stage.content.grids = &grid;
	stage.content.grid_count = 1;
	result.use_case = &stage.use_cases[0];
	buf_init(&words);
	word_reason(&words, &stage.scene, &result);
	cr_expect(strstr(words.data, "Roles 1.5 → 3"), "a shortfall with both levels: «%s»", words.data);
	cr_expect(strstr(words.data, "Quality – → 2 (to be confirmed)"), "what nobody answered: «%s»", words.data);
	cr_expect(!strstr(words.data, "3.5"), "what is reached is not open: «%s»", words.data);
	buf_clear(&words);

	stage_release(&stage);
	buf_release(&words);
}

/* Two criteria that must be scored and one that may: those that nobody scored are named. */
Test(wording, what_is_missing_is_named_one_by_one)
{
	struct criterion criteria[] = { { .name = { { "Objectifs", "Objectives" } }, .required = true },
					{ .name = { { "Gain", "Gain" } }, .required = true },
					{ .name = { { "Solidité", "Proof" } } } };
	struct criterion_result scored[] = { { .score = NAN }, { .score = 3 }, { .score = NAN } };
	static const struct {
		unsigned missing;
		double first; /* score of «Objectives» */
		const char *words;
	} rows[] = {
		{ MISSING_SCORE, NAN, "missing: Objectives" },
		{ MISSING_DELAY, 2, "missing: time to first use" },
		{ MISSING_AI_ACT, 2, "missing: AI Act class" },
		{ MISSING_HEALTH_DATA, 2, "missing: health data or not" },
		{ MISSING_MEDICAL_DEVICE, 2, "missing: medical device or not" },
		{ MISSING_SCORE | MISSING_DELAY | MISSING_AI_ACT | MISSING_HEALTH_DATA | MISSING_MEDICAL_DEVICE, NAN,
		  "missing: Objectives, time to first use, AI Act class, health data or not, medical device or not" },
		{ 0, 2, "missing: a prerequisite is incomplete" },
	};
	struct stage stage;

	stage_init(&stage, 1);
	stage.content.criteria.items = criteria;
	stage.content.criteria.count = sizeof(criteria) / sizeof(*criteria);
	buf_init(&words);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		const struct use_case_result result = { .use_case = &stage.use_cases[0],
							.criteria = scored,
							.verdict = VERDICT_INCOMPLETE,
							.missing = rows[i].missing };

		scored[0].score = rows[i].first;
		word_reason(&words, &stage.scene, &result);
		expect_words("missing", rows[i].words);
	}
	stage_release(&stage);
	buf_release(&words);
}

/* The same condition reads differently when it is met, when it is not and when nobody knows. */
Test(wording, a_condition_reads_as_it_came_out)
{
	static const struct condition impact = { "impact.min", CONDITION_FAMILY, FAMILY_IMPACT,
						 true,         { 50, 50, 50 },   NULL };
	static const struct condition any = { "risk.any.max", CONDITION_FAMILY_ANY, FAMILY_RISK,
					      false,          { 4, 4, 4 },          NULL };
	static const struct condition delay = { .id = "delay.max", .kind = CONDITION_DELAY };
	static const struct condition payback = { .id = "payback.max", .kind = CONDITION_PAYBACK };
	static const struct condition ai_act = { .id = "ai-act", .kind = CONDITION_AI_ACT };
	static const struct condition device = { .id = "medical-device", .kind = CONDITION_MEDICAL_DEVICE };
	static const struct condition need = { .id = "need", .kind = CONDITION_NEED };
	static const struct condition maturity = { .id = "maturity", .kind = CONDITION_MATURITY };
	static const struct condition first = { .id = "prerequisites", .kind = CONDITION_PREREQUISITES };
	static const struct condition data = { .id = "data", .kind = CONDITION_DATA };
	static const struct {
		const struct condition *condition;
		enum met met;
		double value, limit;
		enum ai_act class;
		unsigned open;
		const char *blocker, *words;
	} rows[] = {
		{ &impact, MET_YES, 75, 50, AI_ACT_UNKNOWN, 0, "", "Impact 75 (≥ 50)" },
		{ &impact, MET_NO, 37.5, 50, AI_ACT_UNKNOWN, 0, "", "Impact 37.5 < 50" },
		{ &impact, MET_UNKNOWN, NAN, 50, AI_ACT_UNKNOWN, 0, "", "Impact (≥ 50), missing: Objectives" },
		{ &any, MET_NO, 5, 4, AI_ACT_UNKNOWN, 0, "", "Risk, worst score 5 > 4" },
		{ &delay, MET_YES, 3, 6, AI_ACT_UNKNOWN, 0, "",
		  "time to first use 3" NBSP "months (≤ 6" NBSP "months)" },
		{ &delay, MET_UNKNOWN, NAN, 6, AI_ACT_UNKNOWN, 0, "",
		  "time to first use (≤ 6" NBSP "months), missing: the figure" },
		{ &payback, MET_NO, NAN, 12, AI_ACT_UNKNOWN, 0, "", "payback never (≤ 12" NBSP "months)" },
		{ &ai_act, MET_YES, NAN, NAN, AI_ACT_LIMITED, 0, "", "AI Act: Limited risk" },
		{ &ai_act, MET_UNKNOWN, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "AI Act: class to be told" },
		{ &device, MET_YES, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "not a medical device" },
		{ &device, MET_NO, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "a medical device" },
		{ &device, MET_UNKNOWN, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "medical device: to be told" },
		{ &need, MET_YES, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "need, sponsor and indicator stated" },
		{ &need, MET_NO, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "not stated: need, sponsor, indicator" },
		{ &maturity, MET_YES, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "maturity reached" },
		{ &maturity, MET_NO, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "maturity too low" },
		{ &first, MET_YES, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "prerequisites met" },
		{ &first, MET_NO, NAN, NAN, AI_ACT_UNKNOWN, 0, "UC07", "prerequisite not met: UC07" },
		{ &first, MET_UNKNOWN, NAN, NAN, AI_ACT_UNKNOWN, 0, "UC07", "prerequisite to be completed: UC07" },
		{ &data, MET_YES, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "data obligations met" },
		{ &data, MET_NO, NAN, NAN, AI_ACT_UNKNOWN, DATA_AIPD, "", "data, to be done: DPIA" },
		{ &data, MET_UNKNOWN, NAN, NAN, AI_ACT_UNKNOWN, 0, "", "health data: to be told" },
	};
	struct criterion criterion = { .name = { { "Objectifs", "Objectives" } }, .required = true };
	struct criterion_result unscored = { .score = NAN };
	struct stage stage;

	stage_init(&stage, 1);
	stage.content.criteria.items = &criterion;
	stage.content.criteria.count = 1;
	stage.content.tree.classes[AI_ACT_LIMITED] =
		(struct ai_act_class){ .given = true, .name = { { "Risque limité", "Limited risk" } } };
	buf_init(&words);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct condition_result condition = { .condition = rows[i].condition,
						      .met = rows[i].met,
						      .value = rows[i].value,
						      .limit = rows[i].limit };
		struct use_case_result result = { .use_case = &stage.use_cases[0],
						  .facts = { .ai_act = rows[i].class },
						  .criteria = &unscored,
						  .open_obligations = rows[i].open };

		condition.blocker = (char *)rows[i].blocker;
		word_condition(&words, &stage.scene, &result, &condition);
		expect_words(rows[i].condition->id, rows[i].words);
	}
	stage_release(&stage);
	buf_release(&words);
}

Test(wording, a_verdict_answers_the_question)
{
	cr_expect(!strcmp(word_verdict(VERDICT_YES), "Quick win: yes"), "%s", word_verdict(VERDICT_YES));
	cr_expect(!strcmp(word_verdict(VERDICT_CONDITIONAL), "Quick win: yes, under condition"), "%s",
		  word_verdict(VERDICT_CONDITIONAL));
	cr_expect(!strcmp(word_verdict(VERDICT_NO), "Quick win: no"), "%s", word_verdict(VERDICT_NO));
	cr_expect(!strcmp(word_verdict(VERDICT_INCOMPLETE), "Quick win: to be completed first"), "%s",
		  word_verdict(VERDICT_INCOMPLETE));
	cr_expect(!strcmp(word_verdict(VERDICT_NONE), "Quick win: not asked any more"), "%s",
		  word_verdict(VERDICT_NONE));
}

/* The nearest condition that fails: value, sign and limit, so that the line is true as it stands. */
Test(wording, a_failing_condition_is_a_true_statement)
{
	const struct condition impact = { "impact.min", CONDITION_FAMILY, FAMILY_IMPACT, true, { 50, 50, 50 }, NULL };
	const struct condition risk = { "risk.max", CONDITION_FAMILY, FAMILY_RISK, false, { 37.5, 37.5, 37.5 }, NULL };
	const struct condition build = { "build.max", CONDITION_BUILD,         FAMILY_COUNT,
					 false,       { 15000, 40000, 15000 }, NULL };
	const struct {
		const struct condition *condition;
		double value;
		const char *words;
	} rows[] = { { &impact, 37.5, "Impact 37,5 < 50" },
		     { &risk, 50, "Risque 50 > 37,5" },
		     { &build, 20000, "build cost 20" NBSP "000" NBSP "€ > 15" NBSP "000" NBSP "€" } };
	struct stage stage;

	stage_init(&stage, 1);
	stage.scene.language = LANGUAGE_FR;
	buf_init(&words);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct condition_result failed = { .condition = rows[i].condition,
						   .met = MET_NO,
						   .value = rows[i].value,
						   .limit = rows[i].condition->limit[PROFILE_SPSTI] };
		struct use_case_result result = { .use_case = &stage.use_cases[0],
						  .verdict = VERDICT_NO,
						  .placed = true,
						  .conditions = &failed,
						  .condition_count = 1 };

		word_reason(&words, &stage.scene, &result);
		expect_words(rows[i].condition->id, rows[i].words);
	}
	stage_release(&stage);
	buf_release(&words);
}

/*
 * What can never be mended stands first, then the nearest figure, then what is to be stated; whatever else fails is
 * counted, so that mending the first does not lead to another «no» by surprise.
 */
Test(wording, a_refusal_says_the_lasting_reason_first_and_how_many_more_there_are)
{
	static const struct condition class = { .id = "ai-act", .kind = CONDITION_AI_ACT };
	static const struct condition device = { .id = "medical-device", .kind = CONDITION_MEDICAL_DEVICE };
	static const struct condition feasibility = { "feasibility.min",    CONDITION_FAMILY,
						      FAMILY_FEASIBILITY,   true,
						      { 62.5, 62.5, 62.5 }, NULL };
	static const struct condition impact = { "impact.min", CONDITION_FAMILY, FAMILY_IMPACT,
						 true,         { 50, 50, 50 },   NULL };
	static const struct condition need = { .id = "need", .kind = CONDITION_NEED };
	static const struct condition maturity = { .id = "maturity", .kind = CONDITION_MATURITY };
	static const struct condition data = { .id = "data", .kind = CONDITION_DATA };
	static const struct {
		const char *name;
		const struct condition *failing[5];
		bool blocked;
		double before; /* feasibility, before the gate */
		const char *words;
	} rows[] = {
		{ "class", { &feasibility, &class, &need, &maturity }, true, 50, "High risk · and 3 more" },
		{ "device", { &impact, &device }, false, 50, "a medical device · and 1 more" },
		{ "figure", { &need, &feasibility, &data }, false, 50, "Feasibility 54.2 < 62.5 · and 2 more" },
		{ "need", { &need, &data }, false, 50, "not stated: need, sponsor, indicator · and 1 more" },
		{ "need alone", { &need }, false, 50, "not stated: need, sponsor, indicator (techno-push)" },
		{ "a feasibility that the gate pulls down",
		  { &feasibility, &maturity },
		  true,
		  66.7,
		  "maturity too low: Roles 1 → 2 · and 1 more" },
		{ "one that is low anyway",
		  { &feasibility, &maturity },
		  true,
		  60,
		  "Feasibility 60 → 54.2 < 62.5 · and 1 more" },
	};
	struct dimension dimension = { .id = "roles", .name = { { "Rôles", "Roles" } } };
	struct grid grid = { .id = "data", .dimensions = &dimension, .dimension_count = 1 };
	struct requirement_result requirement = { .required = 2, .current = 1, .shortfall = 1 };
	struct stage stage;

	stage_init(&stage, 1);
	stage.content.grids = &grid;
	stage.content.grid_count = 1;
	stage.content.tree.classes[AI_ACT_HIGH_ANNEX_3] =
		(struct ai_act_class){ .given = true, .name = { { "Haut risque", "High risk" } } };
	buf_init(&words);
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct condition_result conditions[5];
		struct use_case_result result = { .use_case = &stage.use_cases[0],
						  .facts = { .ai_act = AI_ACT_HIGH_ANNEX_3 },
						  .verdict = VERDICT_NO,
						  .placed = true,
						  .maturity_blocked = rows[i].blocked,
						  .requirements = &requirement,
						  .requirement_count = 1,
						  .open_obligations = DATA_CSE,
						  .conditions = conditions };

		result.families[FAMILY_FEASIBILITY].value = rows[i].before;
		result.feasibility_after = 54.1667;
		for (; rows[i].failing[result.condition_count]; result.condition_count++) {
			const struct condition *rule = rows[i].failing[result.condition_count];

			result.techno_push |= rule == &need;
			conditions[result.condition_count] = (struct condition_result){
				.condition = rule,
				.met = MET_NO,
				.value = rule == &feasibility ? 54.1667
					 : rule == &impact    ? 49
							      : NONE,
				.limit = rule->limit[PROFILE_SPSTI],
				.fixable = rule == &data,
			};
		}
		word_reason(&words, &stage.scene, &result);
		expect_words(rows[i].name, rows[i].words);
	}
	stage_release(&stage);
	buf_release(&words);
}

/* --- how votes stand to each other --------------------------------------------------------------- */

enum { MOST_VOTES = 7 };

/* The place `share` of the way through sorted votes, between two of them in proportion. */
static double place_of(const int *votes, size_t count, double share)
{
	const double at = share * (double)(count - 1);
	const size_t below = (size_t)at;

	return below + 1 == count ? votes[below]
				  : votes[below] + (at - (double)below) * (votes[below + 1] - votes[below]);
}

static void look_at(const int *votes, size_t count, struct disagreement *found)
{
	static char figures[5][2] = { "1", "2", "3", "4", "5" };
	struct vote cast[MOST_VOTES];
	const struct score score = { .retained = "", .hidden = "", .votes = cast, .vote_count = count };

	for (size_t i = 0; i < count; i++)
		cast[i] = (struct vote){ .participant = i, .round = 1, .score = figures[votes[i] - 1] };
	disagreement_compute(&score, found);
	word_agreement(&words, found);
}

/* What the word says has to be true of the figures that stand beside it. */
static void expect_true_word(const int *votes, size_t count, size_t *seen)
{
	const double range = place_of(votes, count, 0.75) - place_of(votes, count, 0.25);
	const double median = place_of(votes, count, 0.5);
	const int spread = votes[count - 1] - votes[0];
	struct disagreement found;
	char apart_word[32] = "";
	size_t apart = 0;

	for (size_t i = 0; i < count; i++)
		apart += fabs(votes[i] - median) >= 2;
	if (apart)
		(void)snprintf(apart_word, sizeof(apart_word), apart == 1 ? "%zu vote apart" : "%zu votes apart",
			       apart);
	look_at(votes, count, &found);
	cr_assert_eq(found.apart, apart);
	if (!strcmp(words.data, "disagreement")) {
		cr_assert(found.disagreement && range > 1 && spread > 1);
		seen[0]++;
	} else if (apart) {
		cr_assert_str_eq(words.data, apart_word);
		seen[1]++;
	} else if (!strcmp(words.data, "votes spread out")) {
		cr_assert(range >= 1 && spread > 1);
		seen[2]++;
	} else {
		cr_assert_str_eq(words.data, "votes close together");
		cr_assert(range <= 1 && spread <= 2 && (range < 1 || spread <= 1));
		seen[3]++;
	}
	buf_clear(&words);
}

/* The next of the votes in rising order; false after the last. */
static bool next_votes(int *votes, size_t count)
{
	for (size_t i = count; i-- > 0;) {
		if (votes[i] == 5)
			continue;
		votes[i]++;
		for (size_t after = i + 1; after < count; after++)
			votes[after] = votes[i];
		return true;
	}
	return false;
}

Test(wording, the_word_for_agreement_never_contradicts_the_range_shown_beside_it)
{
	size_t seen[4] = { 0 }, looked = 0;

	buf_init(&words);
	for (size_t count = 3; count <= MOST_VOTES; count++) {
		int votes[MOST_VOTES] = { 1, 1, 1, 1, 1, 1, 1 };

		do {
			expect_true_word(votes, count, seen);
			looked++;
		} while (next_votes(votes, count));
	}
	/* As many as there are ways to put 3 to 7 votes on five scores. */
	cr_expect_eq(looked, 35 + 70 + 126 + 210 + 330);
	cr_expect(seen[0] && seen[1] && seen[2] && seen[3]);
	buf_release(&words);
}

Test(wording, one_at_each_end_of_a_room_that_agrees_are_two_votes_apart_and_one_vote_is_no_agreement)
{
	static const int room[] = { 1, 4, 4, 4, 4, 4, 5 }, ends[] = { 1, 3, 3, 3, 5 }, few[] = { 2, 3, 3, 3, 4 };
	struct disagreement found;

	buf_init(&words);
	look_at(room, ARRAY_SIZE(room), &found);
	expect_words("one of seven", "1 vote apart");
	look_at(ends, ARRAY_SIZE(ends), &found);
	expect_words("two of five", "2 votes apart");
	look_at(few, ARRAY_SIZE(few), &found);
	expect_words("none", "votes close together");
	look_at(few, 1, &found);
	expect_words("one vote", "");
	buf_release(&words);
}
