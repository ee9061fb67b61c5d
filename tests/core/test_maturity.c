/*
 * Where a service stands on a grid (design §5.1). Answers are written as one
 * word a question, in the grid's order: 1 to 5, NA, ? for don't know, - for
 * blank. Grid data has three questions on quality, then two on governance.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "fixture.h"

static struct document *document;
static struct grid_result result;

static void open_document(void)
{
	document = fixture_document();
}

static void close_document(void)
{
	grid_result_release(&result);
	document_free(document);
}

TestSuite(maturity, .init = open_document, .fini = close_document);

static struct grid *data_grid(void)
{
	return &document->content->grids[FIXTURE_DATA];
}

static void compute(void)
{
	grid_result_release(&result);
	grid_compute(data_grid(), &document->grids[FIXTURE_DATA], &result);
}

static void answer(const char *words, const char *field)
{
	char copy[100], *rest = copy;

	snprintf(copy, sizeof(copy), "%s", words);
	for (size_t q = 0; q < data_grid()->question_count; q++) {
		const char *word = strtok_r(rest, " ", &rest);

		fixture_set(document, "answer.data.%s.%s=%s", data_grid()->questions[q].id, field,
			    strcmp(word, "-") ? word : "");
	}
}

static void measure(const char *words)
{
	answer(words, "level");
	compute();
}

static void weigh(double errors, double owners, double reuse, double roles, double rules)
{
	const double weights[] = { errors, owners, reuse, roles, rules };

	for (size_t q = 0; q < 5; q++)
		data_grid()->questions[q].weight = weights[q];
}

static const struct {
	const char *name, *answers;
	double score, min, max;
	int level;
	size_t answered, seen, total;
} rows[] = {
	{ "all alike", "3 3 3 3 3", 3, 3, 3, 3, 5, 5, 5 },
	{ "share exactly on the line", "3 3 3 3 2", 2.75, 2.75, 2.75, 3, 5, 5, 5 },
	{ "share below the line", "3 3 3 2 2", 2.5, 2.5, 2.5, 2, 5, 5, 5 },
	{ "all blank", "- - - - -", NAN, 1, 5, 0, 0, 0, 5 },
	{ "all don't know", "? ? ? ? ?", NAN, 1, 5, 0, 0, 5, 5 },
	{ "all not applicable", "NA NA NA NA NA", NAN, NAN, NAN, 0, 0, 5, 0 },
	{ "not applicable and blank", "NA NA NA - NA", NAN, 1, 5, 0, 0, 4, 1 },
	{ "a dimension not applicable leaves score and interval", "4 4 4 NA NA", 4, 4, 4, 4, 3, 5, 3 },
	{ "a dimension unanswered stands in the interval only", "4 4 4 - -", 4, 2.5, 4.5, 4, 3, 3, 5 },
	{ "don't know counts as seen, blank does not", "3 - NA 4 ?", 3.5, 2.25, 4.25, 3, 2, 4, 4 },
	{ "level 1 is always reached", "1 1 1 1 1", 1, 1, 1, 1, 5, 5, 5 },
	{ "level 1 under any mean", "5 5 1 5 1", 10 / 3.0, 10 / 3.0, 10 / 3.0, 1, 5, 5, 5 },
	{ "level 5", "5 5 5 5 5", 5, 5, 5, 5, 5, 5, 5 },
	{ "share on the line but a dimension below L - 1", "5 5 1 5 5", 13 / 3.0, 13 / 3.0, 13 / 3.0, 4, 5, 5, 5 },
	{ "the share is of what is answered", "4 - - - -", 4, (2 + 1) / 2.0, (14 / 3.0 + 5) / 2, 4, 1, 1, 5 },
};

Test(maturity, scores_intervals_levels_and_counts_follow_the_rules)
{
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		measure(rows[i].answers);
		const struct measure *m = &result.measure;

		cr_expect(fixture_same(m->score, rows[i].score), "%s: score %g", rows[i].name, m->score);
		cr_expect(fixture_same(m->min, rows[i].min), "%s: min %g", rows[i].name, m->min);
		cr_expect(fixture_same(m->max, rows[i].max), "%s: max %g", rows[i].name, m->max);
		cr_expect(result.level == rows[i].level, "%s: level %d", rows[i].name, result.level);
		cr_expect(m->answered == rows[i].answered, "%s: %zu answered", rows[i].name, m->answered);
		cr_expect(m->seen == rows[i].seen, "%s: %zu seen", rows[i].name, m->seen);
		cr_expect(m->total == rows[i].total, "%s: of %zu", rows[i].name, m->total);
	}
}

Test(maturity, each_dimension_has_its_own_score_interval_and_counts)
{
	measure("3 - NA 4 ?");
	const struct measure *quality = &result.dimensions[FIXTURE_QUALITY].measure;
	const struct measure *governance = &result.dimensions[FIXTURE_GOVERNANCE].measure;

	cr_expect(quality->score == 3 && quality->min == 2 && quality->max == 4);
	cr_expect(quality->answered == 1 && quality->seen == 2 && quality->total == 2);
	cr_expect(governance->score == 4 && governance->min == 2.5 && governance->max == 4.5);
	cr_expect(governance->answered == 1 && governance->seen == 2 && governance->total == 2);
}

Test(maturity, a_dimension_without_answers_has_no_score_and_the_whole_interval)
{
	measure("4 4 4 - ?");
	const struct measure *governance = &result.dimensions[FIXTURE_GOVERNANCE].measure;

	cr_expect(isnan(governance->score) && governance->min == 1 && governance->max == 5);
	measure("4 4 4 NA NA");
	governance = &result.dimensions[FIXTURE_GOVERNANCE].measure;
	cr_expect(isnan(governance->score) && isnan(governance->min) && isnan(governance->max), "not applicable");
	cr_expect(governance->total == 0);
}

Test(maturity, questions_count_with_their_weight)
{
	weigh(3, 1, 1, 1, 1);
	measure("5 1 NA - -");
	cr_expect(fixture_same(result.measure.score, 4), "score %g", result.measure.score);
	weigh(3, 1, 4, 1, 1);
	measure("5 1 - NA NA");
	cr_expect(fixture_same(result.measure.min, 20 / 8.0), "min %g", result.measure.min);
	cr_expect(fixture_same(result.measure.max, 36 / 8.0), "max %g", result.measure.max);
}

Test(maturity, dimensions_count_with_their_weight)
{
	data_grid()->dimensions[FIXTURE_QUALITY].weight = 3;
	measure("4 4 4 2 2");
	cr_expect(fixture_same(result.measure.score, 3.5));
	data_grid()->dimensions[FIXTURE_GOVERNANCE].weight = 0;
	measure("4 4 4 2 2");
	cr_expect(fixture_same(result.measure.score, 4), "one that weighs nothing counts for nothing");
}

Test(maturity, where_nothing_weighs_there_is_no_score)
{
	weigh(0, 0, 0, 1, 1);
	measure("4 4 4 2 2");
	cr_expect(isnan(result.dimensions[FIXTURE_QUALITY].measure.score));
	cr_expect(fixture_same(result.measure.score, 2), "score %g", result.measure.score);
	weigh(0, 0, 0, 0, 0);
	measure("4 4 4 2 2");
	cr_expect(isnan(result.measure.score));
	weigh(1, 1, 1, 1, 1);
	data_grid()->dimensions[0].weight = data_grid()->dimensions[1].weight = 0;
	measure("4 4 4 2 2");
	cr_expect(isnan(result.measure.score));
}

/*
 * Labelia's framework, evaluation_score.py: of a maximum of 2.5, 1 is ticked
 * and 0.5 is not concerned. With what is not concerned left out: 1 / 2 = 50 %
 * (Labelia dilates to 55; counted as zero it would be 40).
 */
Test(maturity, not_applicable_is_left_out_as_in_the_three_way_example_of_labelia)
{
	weigh(1, 1, 0.5, 1, 1);
	measure("5 1 NA NA NA");
	cr_expect(fixture_same(25 * (result.measure.score - 1), 50), "%g %%", 25 * (result.measure.score - 1));
}

/* ODI Pathway, assessment 296: themes 3, 2, 3 of goals 4, 3, 4 and 4, 4 of 5, 5 are published as 8/15 and 8/10. */
Test(maturity, a_published_report_of_the_odi_pathway)
{
	answer("4 3 4 5 5", "target");
	measure("3 2 3 4 4");
	cr_expect(fixture_same(result.dimensions[0].measure.score * 3, 8));
	cr_expect(fixture_same(result.dimensions[1].measure.score * 2, 8));
	cr_expect(fixture_same(result.dimensions[0].gap, 1) && fixture_same(result.dimensions[1].gap, 1));
}

/*
 * OWASP SAMM, samm-relative-scoring.md, Secure Build: current .25 0 0 | 1 0,
 * target 1 1 0 | 1 .5, absolute gap 2.25. A SAMM answer a is level 1 + 4a.
 */
Test(maturity, the_gap_of_the_published_samm_example)
{
	answer("5 5 1 5 3", "target");
	measure("2 1 1 5 1");
	double gap = result.dimensions[0].gap * 3 + result.dimensions[1].gap * 2;
	cr_expect(fixture_same(gap / 4, 2.25), "absolute gap %g", gap / 4);
}

/* The SAMM rule: more than the target in one place makes up for nothing in another. */
Test(maturity, a_gap_is_never_below_zero)
{
	fixture_fill(document, "grid.data.target=3");
	measure("2 2 2 5 5");
	cr_expect(fixture_same(result.dimensions[FIXTURE_QUALITY].gap, 1));
	cr_expect(fixture_same(result.dimensions[FIXTURE_GOVERNANCE].gap, 0));
	measure("3 3 3 3 3");
	cr_expect(fixture_same(result.dimensions[FIXTURE_QUALITY].gap, 0), "on target");
}

Test(maturity, a_question_has_its_own_target_else_the_one_of_its_grid)
{
	const struct grid_answers *answers = &document->grids[FIXTURE_DATA];

	cr_expect(question_target(answers, 0) == 0);
	fixture_fill(document, "answer.data.quality.errors.target=5");
	cr_expect(question_target(answers, 0) == 5 && question_target(answers, 1) == 0);
	fixture_fill(document, "grid.data.target=3");
	cr_expect(question_target(answers, 0) == 5 && question_target(answers, 1) == 3);
	measure("2 2 2 - -");
	cr_expect(fixture_same(result.dimensions[FIXTURE_QUALITY].target, 11 / 3.0));
	cr_expect(fixture_same(result.dimensions[FIXTURE_QUALITY].gap, 5 / 3.0));
}

Test(maturity, without_target_or_score_there_is_no_gap)
{
	answer("4 - - - -", "target");
	measure("2 2 2 2 2");
	cr_expect(result.dimensions[FIXTURE_QUALITY].target == 4, "only targets that are set count");
	cr_expect(isnan(result.dimensions[FIXTURE_GOVERNANCE].target));
	cr_expect(isnan(result.dimensions[FIXTURE_GOVERNANCE].gap));
	fixture_fill(document, "grid.data.target=3");
	measure("2 2 2 - -");
	cr_expect(result.dimensions[FIXTURE_GOVERNANCE].target == 3);
	cr_expect(isnan(result.dimensions[FIXTURE_GOVERNANCE].gap));
}

Test(maturity, the_express_reading_is_the_same_arithmetic_on_its_questions)
{
	measure("3 1 1 5 -");
	cr_expect(result.express.score == 4 && result.express.min == 4 && result.express.max == 4);
	cr_expect(result.express.answered == 2 && result.express.seen == 2 && result.express.total == 2);
	cr_expect(fixture_same(result.measure.score, (5 / 3.0 + 5) / 2), "the complete one reads all");
	measure("3 - - - -");
	cr_expect(result.express.score == 3 && result.express.min == 2 && result.express.max == 4);
	cr_expect(result.express.answered == 1 && result.express.total == 2);
	measure("NA 2 2 ? 2");
	cr_expect(isnan(result.express.score) && result.express.total == 1 && result.express.seen == 2);
}

static const struct {
	const char *name, *answers;
	double share, slack, roles_weight;
	int level;
	size_t held_back_by;
} staged[] = {
	{ "the share comes from the grid", "3 3 3 2 2", 0.6, 1, 1, 3, SIZE_MAX },
	{ "a share of one", "3 3 3 3 2", 1, 1, 1, 2, SIZE_MAX },
	{ "slack exactly on the line", "3 3 3 1 NA", 0.8, 1, 0.75, 2, SIZE_MAX },
	{ "the slack comes from the grid", "3 3 3 1 NA", 0.8, 2, 0.75, 3, SIZE_MAX },
	{ "no slack at all", "3 3 3 2 NA", 0.8, 0, 0.75, 2, SIZE_MAX },
	{ "a weak dimension holds back and is named", "5 5 5 1 NA", 0.8, 1, 0.75, 2, FIXTURE_GOVERNANCE },
	{ "the weak dimension may be the first", "1 1 1 5 5", 0.4, 1, 1, 2, FIXTURE_QUALITY },
	{ "the share holds back, the lowest is named", "5 5 1 5 1", 0.8, 1, 1, 1, FIXTURE_GOVERNANCE },
	{ "less than one apart names nobody", "3 3 3 2 2", 0.8, 1, 1, 2, SIZE_MAX },
	{ "a share of 0.8 in decimals", "3 3 3 3 2", 0.8, 1, 1, 3, SIZE_MAX },
};

Test(maturity, the_level_reached_follows_share_and_slack_and_says_who_holds_it_back)
{
	for (size_t i = 0; i < sizeof(staged) / sizeof(*staged); i++) {
		data_grid()->staged_share = staged[i].share;
		data_grid()->staged_slack = staged[i].slack;
		weigh(1, 1, 1, staged[i].roles_weight, 1);
		measure(staged[i].answers);
		cr_expect(result.level == staged[i].level, "%s: level %d", staged[i].name, result.level);
		cr_expect(result.held_back_by == staged[i].held_back_by, "%s: held back by %zu", staged[i].name,
			  result.held_back_by);
	}
}

/* The mean is 3 and the level 2: one apart, exactly. */
Test(maturity, exactly_one_apart_is_a_disagreement)
{
	weigh(1, 1, 1, 0.75, 1);
	measure("5 5 5 1 NA");
	cr_expect(fixture_same(result.measure.score - result.level, 1));
	cr_expect(result.held_back_by == FIXTURE_GOVERNANCE);
}

/* ODI 2024 rounds the share before it compares: Math.round(199 / 200 · 100) is 100. */
Test(maturity, a_share_is_never_rounded_and_counts_question_weights_only)
{
	data_grid()->staged_share = 1;
	weigh(199, 1, 1, 1, 1);
	measure("3 2 NA NA NA");
	cr_expect(result.level == 2, "level %d", result.level);
	data_grid()->staged_share = 0.8;
	weigh(0.1, 0.1, 0.1, 0.1, 0.1);
	data_grid()->dimensions[FIXTURE_GOVERNANCE].weight = 100;
	measure("3 3 3 3 2");
	cr_expect(result.level == 3, "on the line in tenths, whatever dimensions weigh: level %d", result.level);
	weigh(0.7, 0.7, 0.2, 0.4, 0);
	measure("3 3 3 2 5");
	cr_expect(result.level == 3, "1.6 of 2.0: level %d", result.level);
}

/* --- laws over random dossiers ----------------------------------------------- */

enum { DOSSIERS = 2000 };

static void random_document(unsigned seed)
{
	document_free(document);
	document = fixture_document();
	fixture_random_weights(document, seed);
	fixture_random_answers(document, seed + DOSSIERS);
	compute();
}

static void expect_inside(const struct measure *m, unsigned seed)
{
	if (!is_figure(m->score))
		return;
	cr_assert(m->min <= m->score + 1e-9 && m->score <= m->max + 1e-9, "seed %u: %g in %g to %g", seed, m->score,
		  m->min, m->max);
	cr_assert(m->min >= 1 - 1e-9 && m->max <= 5 + 1e-9, "seed %u: from %g to %g", seed, m->min, m->max);
}

Test(maturity, intervals_contain_their_score)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		random_document(seed);
		expect_inside(&result.measure, seed);
		expect_inside(&result.express, seed);
		for (size_t d = 0; d < 2; d++)
			expect_inside(&result.dimensions[d].measure, seed);
		cr_assert(result.measure.answered <= result.measure.seen, "seed %u", seed);
		cr_assert(result.level >= 0 && result.level <= 5, "seed %u", seed);
	}
}

static void set_level(size_t question, int level)
{
	fixture_set(document, "answer.data.%s=%d", data_grid()->questions[question].id, level);
}

static int level_of(size_t question)
{
	return answer_level(&document->grids[FIXTURE_DATA].answers[question]);
}

static void expect_narrower(const struct measure *before, const struct measure *now, unsigned seed)
{
	if (!is_figure(before->min))
		return;
	cr_assert(now->min >= before->min - 1e-9 && now->max <= before->max + 1e-9, "seed %u: %g to %g in %g to %g",
		  seed, now->min, now->max, before->min, before->max);
	cr_assert(!is_figure(now->score) || (now->score >= before->min - 1e-9 && now->score <= before->max + 1e-9),
		  "seed %u: %g in %g to %g", seed, now->score, before->min, before->max);
}

Test(maturity, what_is_answered_later_lies_in_the_interval_and_narrows_it)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		random_document(seed);
		for (size_t q = 0; q < 5; q++) {
			struct measure before = result.measure, quality = result.dimensions[0].measure;

			if (level_of(q) != ANSWER_BLANK && level_of(q) != ANSWER_UNKNOWN)
				continue;
			set_level(q, 1 + (int)((seed + q) % 5));
			compute();
			expect_narrower(&before, &result.measure, seed);
			expect_narrower(&quality, &result.dimensions[0].measure, seed);
		}
	}
}

Test(maturity, a_better_answer_never_lowers_a_score_nor_the_level)
{
	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		random_document(seed);
		for (size_t q = 0; q < 5; q++) {
			double score = result.measure.score, min = result.measure.min;
			int level = result.level;

			if (level_of(q) < 1 || level_of(q) == 5)
				continue;
			set_level(q, level_of(q) + 1);
			compute();
			cr_assert(!is_figure(score) || result.measure.score >= score - 1e-9, "seed %u: score", seed);
			cr_assert(!is_figure(min) || result.measure.min >= min - 1e-9, "seed %u: min", seed);
			cr_assert(result.level >= level, "seed %u: level %d after %d", seed, result.level, level);
		}
	}
}

static void scale_weights(double factor)
{
	for (size_t q = 0; q < 5; q++)
		data_grid()->questions[q].weight *= factor;
	for (size_t d = 0; d < 2; d++)
		data_grid()->dimensions[d].weight *= factor;
}

Test(maturity, scaling_all_weights_changes_no_figure)
{
	const double factors[] = { 0.001, 0.3, 7, 1000 };

	for (unsigned seed = 0; seed < fixture_rounds(DOSSIERS); seed++) {
		random_document(seed);
		struct measure before = result.measure;
		int level = result.level;

		scale_weights(factors[seed % 4]);
		compute();
		cr_assert(fixture_same(before.score, result.measure.score), "seed %u: score", seed);
		cr_assert(fixture_same(before.min, result.measure.min), "seed %u: min", seed);
		cr_assert(fixture_same(before.max, result.measure.max), "seed %u: max", seed);
		cr_assert(level == result.level, "seed %u: level", seed);
	}
}

/* --- what an answer weighs ----------------------------------------------------------------- */

Test(maturity, the_share_of_an_answer_is_what_one_level_more_adds_to_the_score)
{
	const struct grid_answers *answers = &document->grids[FIXTURE_DATA];

	data_grid()->questions[1].weight = 3;
	data_grid()->dimensions[FIXTURE_GOVERNANCE].weight = 2;
	answer("2 3 NA 4 ?", "level");
	compute();
	const double before = result.measure.score, share = question_share(data_grid(), answers, 1);

	answer("2 4 NA 4 ?", "level");
	compute();
	cr_expect(fixture_same(result.measure.score - before, share), "%g", share);
	cr_expect(fixture_same(share, 3 / 4.0 / 3));
}

Test(maturity, shares_of_what_is_answered_add_up_and_others_are_those_they_would_have)
{
	const struct grid_answers *answers = &document->grids[FIXTURE_DATA];
	double sum = 0;

	answer("2 3 NA 4 ?", "level");
	for (size_t q = 0; q < 4; q++)
		sum += question_share(data_grid(), answers, q);
	cr_expect(fixture_same(sum, 1), "%g", sum);
	cr_expect_eq(question_share(data_grid(), answers, 2), 0, "not applicable");
	cr_expect(fixture_same(question_share(data_grid(), answers, 4), 1 / 4.0), "half of its dimension, once known");
	answer("- - - - -", "level");
	cr_expect(fixture_same(question_share(data_grid(), answers, 0), 1), "alone it is the whole score");
}

Test(maturity, what_weighs_nothing_has_no_share)
{
	const struct grid_answers *answers = &document->grids[FIXTURE_DATA];

	answer("2 3 4 4 4", "level");
	data_grid()->questions[0].weight = 0;
	cr_expect_eq(question_share(data_grid(), answers, 0), 0);
	data_grid()->dimensions[FIXTURE_QUALITY].weight = data_grid()->dimensions[FIXTURE_GOVERNANCE].weight = 0;
	cr_expect_eq(question_share(data_grid(), answers, 1), 0);
}
