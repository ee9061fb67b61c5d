/*
 * Figures of grids that others have published (OWASP SAMM, Labelia, ODI
 * Pathway), through our own arithmetic wherever it is the same. A figure that is
 * not published but follows from published ones is called «ours».
 *
 * Answers are one word a question: 1 to 5, NA, ? for don't know, - for blank.
 */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/report.h"
#include "cadran/core/scoring.h"
#include "fixture.h"

enum { MOST_DIMENSIONS = 8 };

static struct document *document;
static struct grid_result result;

static void close_grid(void)
{
	grid_result_release(&result);
	if (document)
		document_free(document);
	document = NULL;
}

TestSuite(published, .fini = close_grid);

static struct grid *the_grid(void)
{
	return &document->content->grids[FIXTURE_DATA];
}

static void fill_dimension(struct content *content, struct grid *grid, size_t d, size_t count)
{
	struct dimension *dimension = &grid->dimensions[d];
	char id[40];

	snprintf(id, sizeof(id), "d%zu", d);
	dimension->id = arena_strdup(&content->arena, id);
	dimension->name = grid->name;
	dimension->weight = 1;
	dimension->first = grid->question_count;
	dimension->count = count;
	for (size_t q = 0; q < count; q++) {
		snprintf(id, sizeof(id), "d%zu.q%zu", d, q);
		grid->questions[grid->question_count++] = (struct question){
			.id = arena_strdup(&content->arena, id), .dimension = d, .weight = 1, .text = grid->name
		};
	}
}

/* A dossier whose grid «data» has dimensions of so many questions; 0 ends the list. */
static void open_grid(const size_t counts[MOST_DIMENSIONS])
{
	struct content *content = fixture_content();
	struct grid *grid = &content->grids[FIXTURE_DATA];

	close_grid();
	grid->question_count = 0;
	grid->dimensions = arena_take(&content->arena, MOST_DIMENSIONS, sizeof(*grid->dimensions));
	grid->questions = arena_take(&content->arena, 300, sizeof(*grid->questions));
	for (grid->dimension_count = 0; grid->dimension_count < MOST_DIMENSIONS && counts[grid->dimension_count];
	     grid->dimension_count++)
		fill_dimension(content, grid, grid->dimension_count, counts[grid->dimension_count]);
	document = document_new(content);
}

static void answer(const char *words, const char *field)
{
	char copy[200], *rest = copy;

	snprintf(copy, sizeof(copy), "%s", words);
	for (size_t q = 0; q < the_grid()->question_count; q++) {
		const char *word = strtok_r(rest, " ", &rest);

		cr_assert(word, "too few answers: «%s»", words);
		fixture_set(document, "answer.data.%s.%s=%s", the_grid()->questions[q].id, field,
			    strcmp(word, "-") ? word : "");
	}
}

static void measure(const char *words)
{
	answer(words, "level");
	grid_result_release(&result);
	grid_compute(the_grid(), &document->grids[FIXTURE_DATA], &result);
}

static void expect_figure(const char *name, double figure, double expected)
{
	cr_expect(fixture_same(figure, expected), "%s: %.12g, not %.12g", name, figure, expected);
}

/* --- OWASP SAMM ------------------------------------------------------------------
 *
 * Answers 0, 0.25, 0.5, 1 are levels 1, 2, 3, 5. A stream is the sum of three,
 * a practice the mean of two streams, a function the mean of three practices
 * (samm-relative-scoring.md, 2025-01-21; the same formulas stand in the xlsx).
 * So a practice is 3 · (score − 1) / 4, and of equal parts a mean of means is
 * the mean: a grid is a practice of two streams, or a function of three.
 */

static double samm(double score)
{
	return 3 * (score - 1) / 4;
}

/* The gaps of single questions, as the report of maturity has them, in SAMM's unit. */
static double sum_of_gaps(double gaps[6])
{
	enum { QUESTION = 2, GAP = 9 };
	struct evaluation evaluation;
	struct report report;
	double sum = 0;
	size_t count = 0;

	evaluation_compute(document, &evaluation);
	report_build(REPORT_MATURITY, &evaluation, LANGUAGE_EN, &report);
	cr_assert_str_eq(report.columns[GAP].id, "gap");
	for (size_t row = 0; row < report_row_count(&report) && count < the_grid()->question_count; row++) {
		const struct cell *gap = report_cell(&report, row, GAP);

		if (report_cell(&report, row, QUESTION)->kind == CELL_EMPTY)
			continue;
		cr_assert(gap->kind == CELL_NUMBER);
		gaps[count++] = gap->number / 4;
		sum += gap->number / 4;
	}
	report_release(&report);
	evaluation_release(&evaluation);
	return sum;
}

/* samm-relative-scoring.md, Secure Build: published 2.25, 3.5, 36 %, 0.625, 1.75; 1.25 and 0.55 after a quarter. */
Test(published, samm_secure_build_has_its_gaps_and_its_progress)
{
	static const double expected[6] = { 0.75, 1, 0, 0, 0.5, 0 };
	double gaps[6], target, baseline;

	open_grid((size_t[MOST_DIMENSIONS]){ 3, 3 });
	answer("5 5 1 5 3 1", "target");
	measure("2 1 1 5 1 1");
	target = samm(result.dimensions[0].target) + samm(result.dimensions[1].target);
	baseline = samm(result.measure.score);
	expect_figure("absolute gap", sum_of_gaps(gaps), 2.25);
	for (size_t q = 0; q < 6; q++)
		expect_figure("gap of a question", gaps[q], expected[q]);
	expect_figure("gap of the streams", (result.dimensions[0].gap + result.dimensions[1].gap) * 3 / 4, 2.25);
	expect_figure("absolute target", target, 3.5);
	cr_expect(lround(100 * (1 - sum_of_gaps(gaps) / target)) == 36, "percent to target");
	expect_figure("practice", baseline, 0.625);
	expect_figure("target of the practice", target / 2, 1.75);
	measure("5 3 1 5 1 1");
	expect_figure("practice after a quarter", samm(result.measure.score), 1.25);
	expect_figure("progress to date", (samm(result.measure.score) - baseline) / (target / 2 - baseline), 5 / 9.0);
	expect_figure("percent to target, ours", 1 - sum_of_gaps(gaps) / target, 5 / 7.0);
}

/*
 * The rule of the same page: the gap is 0 where current >= target, more in one
 * place makes up for nothing in another. So it is for questions and between
 * dimensions; the gap of a dimension is that of its means (maturity.h).
 */
Test(published, samm_more_than_the_target_makes_up_for_nothing_elsewhere)
{
	double gaps[6];

	open_grid((size_t[MOST_DIMENSIONS]){ 3, 3 });
	answer("3 3 3 5 5 5", "target");
	measure("5 5 5 3 3 3");
	expect_figure("of questions", sum_of_gaps(gaps), 1.5);
	expect_figure("of the one that is beyond", result.dimensions[0].gap, 0);
	expect_figure("of the one that is below", result.dimensions[1].gap, 2);
	measure("5 1 3 5 5 5");
	expect_figure("of questions, one beyond and one below", sum_of_gaps(gaps), 0.5);
	expect_figure("of the means of a dimension", result.dimensions[0].gap, 0);
}

/*
 * the-not-applicable-question.md, 2023-02-28, Security Architecture: 3B not
 * applicable and counted 0.00; published 0.50, 2.00, a maximum of 2.50 of 3.00,
 * 50 % of the way at 1.25. Left out, as we do it, it costs nothing.
 */
Test(published, samm_counts_not_applicable_as_nothing_done_and_we_leave_it_out)
{
	double baseline, target;

	open_grid((size_t[MOST_DIMENSIONS]){ 3, 3 });
	answer("5 3 3 5 5 1", "target");
	measure("3 1 1 2 2 1");
	baseline = samm(result.measure.score);
	target = samm((result.dimensions[0].target + result.dimensions[1].target) / 2);
	expect_figure("baseline", baseline, 0.5);
	expect_figure("target", target, 2);
	measure("5 3 1 3 3 1");
	expect_figure("after a year", samm(result.measure.score), 1.25);
	expect_figure("of what was planned", (samm(result.measure.score) - baseline) / (target - baseline), 0.5);
	measure("- - - - - 1");
	expect_figure("maximum", samm(result.measure.max), 2.5);
	measure("- - - - - NA");
	expect_figure("maximum, ours", samm(result.measure.max), 3);
	measure("3 1 1 2 2 NA");
	expect_figure("baseline, ours", samm(result.measure.score), (0.5 + 0.75) / 2);
}

/* OWASP/open-sammy tests/Service/ScoreServiceTest.php; DSOMM beside it has one point for each of 6; AIMA PR #90. */
static const struct {
	const char *name, *answers;
	double points; /* of a practice that is done in full */
	double practice, function;
} functions[] = {
	{ "Design: D-SA-B-1 = .5", "1 1 1 3 1 1", 3, 1 / 4.0, 1 / 12.0 },
	{ "Governance: G-EG-A-2 = 1, G-EG-B-2 = 0", "1 5 1 1 1 1", 3, 1 / 2.0, 1 / 6.0 },
	{ "Implementation: I-DM-A-3 = .25", "1 1 2 1 1 1", 3, 1 / 8.0, 1 / 24.0 },
	{ "Verification", "1 1 1 1 1 1", 3, 0, 0 },
	{ "Design as desired: D-SA-B-1 = 1", "1 1 1 5 1 1", 3, 1 / 2.0, 1 / 6.0 },
	{ "Governance as desired: G-EG-B-2 = 1", "1 5 1 1 5 1", 3, 1, 1 / 3.0 },
	{ "DSOMM, 5 of 6", "5 5 5 5 5 1", 1, 5 / 6.0, 5 / 18.0 },
	{ "DSOMM, projected", "5 5 5 5 5 5", 1, 1, 1 / 3.0 },
	{ "AIMA, all of it", "5 5 5 5 5 5", 3, 3, 1 },
};

Test(published, samm_functions_are_means_of_practices)
{
	for (size_t i = 0; i < ARRAY_SIZE(functions); i++) {
		const double unit = functions[i].points / 4;
		char all[100];

		open_grid((size_t[MOST_DIMENSIONS]){ 6, 6, 6 });
		snprintf(all, sizeof(all), "%s 1 1 1 1 1 1 1 1 1 1 1 1", functions[i].answers);
		measure(all);
		expect_figure(functions[i].name, unit * (result.dimensions[0].measure.score - 1),
			      functions[i].practice);
		expect_figure(functions[i].name, unit * (result.measure.score - 1), functions[i].function);
	}
}

/* The same test leaves the rest blank, which SAMM's sheet counts as 0 (IFERROR(…, 0)): that is our lower end only. */
Test(published, samm_takes_a_blank_for_zero_and_we_for_the_lower_end)
{
	open_grid((size_t[MOST_DIMENSIONS]){ 6, 6, 6 });
	measure("- - - 3 - - - - - - - - - - - - - -");
	expect_figure("practice", samm(result.dimensions[0].measure.min), 1 / 4.0);
	expect_figure("function", samm(result.measure.min), 1 / 12.0);
	expect_figure("score, ours", samm(result.measure.score), 1.5);
	cr_expect(isnan(result.dimensions[1].measure.score));
}

/* SAMM Benchmark report page, 30 assessments: the five functions, and 1.44 overall, truncated from 1.448. */
Test(published, samm_benchmark_is_the_mean_of_its_functions)
{
	static const double published[] = { 1.35, 1.50, 1.46, 1.12, 1.81 };
	double raised[ARRAY_SIZE(published)];

	open_grid((size_t[MOST_DIMENSIONS]){ 1, 1, 1, 1, 1 });
	for (size_t d = 0; d < ARRAY_SIZE(published); d++)
		raised[d] = 1 + published[d] * 4 / 3;
	grid_compute_raised(the_grid(), &document->grids[FIXTURE_DATA], raised, &result);
	expect_figure("overall", samm(result.measure.score), 1.448);
}

/* The warning of the same page: 0.0, 3.0, 3.0 averages to 2.0 and hides the zero. The level reached does not. */
Test(published, a_mean_hides_the_zero_that_the_level_shows)
{
	open_grid((size_t[MOST_DIMENSIONS]){ 3, 3, 3 });
	measure("1 1 1 5 5 5 5 5 5");
	expect_figure("mean", samm(result.measure.score), 2);
	cr_expect(result.level == 1 && result.held_back_by == 0, "level %d, by %zu", result.level, result.held_back_by);
	/* However few questions it has: 12 of 13 stand at 5. */
	open_grid((size_t[MOST_DIMENSIONS]){ 6, 1, 6 });
	measure("5 5 5 5 5 5 1 5 5 5 5 5 5");
	expect_figure("mean", samm(result.measure.score), 2);
	cr_expect(result.level == 2 && result.held_back_by == 1, "level %d, by %zu", result.level, result.held_back_by);
}

/* --- Labelia ----------------------------------------------------------------------- */

/*
 * evaluation_score.py and tests_scoring.py: `most` points, `ticked`, `aside` not
 * concerned; `labelia` is the published percentage of its dilation, `left_out`
 * and `as_zero` those of the two other policies on the same answers (ours).
 */
static const struct {
	double most, ticked, aside, labelia, left_out, as_zero;
} policies[] = {
	{ 2.5, 1.5, 0, 60, 60, 60 },
	{ 2.5, 1, 0.5, 55, 50, 40 },
	{ 7, 1, 5, 67.9, 50, 100 / 7.0 },
	{ 2.5, 2, 0.5, 100, 100, 80 },
	{ 6, 1, 4, 100 * 4 / 6.0, 50, 100 / 6.0 },
};

static double percentage(const char *words)
{
	measure(words);
	return 25 * (result.measure.score - 1);
}

Test(published, labelia_not_applicable_is_left_out_between_its_two_other_policies)
{
	open_grid((size_t[MOST_DIMENSIONS]){ 3 });
	for (size_t i = 0; i < ARRAY_SIZE(policies); i++) {
		the_grid()->questions[0].weight = policies[i].ticked;
		the_grid()->questions[1].weight = policies[i].most - policies[i].ticked - policies[i].aside;
		the_grid()->questions[2].weight = policies[i].aside;
		const double ours = percentage("5 1 NA"), zero = percentage("5 1 1");

		expect_figure("left out", ours, policies[i].left_out);
		expect_figure("as zero", zero, policies[i].as_zero);
		cr_expect(zero <= ours && ours <= policies[i].labelia, "row %zu: %g, %g, %g", i, zero, ours,
			  policies[i].labelia);
		cr_expect((policies[i].aside > 0) == (zero < ours), "row %zu", i);
	}
}

/* Framework 202102: maxima of its sections from assessment-202102.json, 71.25 in all. */
Test(published, labelia_sections_weigh_what_they_are_worth)
{
	static const double most[] = { 12.0, 9.5, 12.0, 12.5, 18.0, 7.25 };

	open_grid((size_t[MOST_DIMENSIONS]){ 1, 1, 1, 1, 1, 1 });
	for (size_t d = 0; d < ARRAY_SIZE(most); d++)
		the_grid()->dimensions[d].weight = most[d];
	for (size_t d = 0; d < ARRAY_SIZE(most); d++) {
		char words[] = "1 1 1 1 1 1";

		words[2 * d] = '5';
		expect_figure("a section done in full", percentage(words), 100 * most[d] / 71.25);
	}
}

/* --- ODI Pathway -------------------------------------------------------------------- */

/* pathway.theodi.org/assessments/296/report: published 13/20, 2/10, 10/20, 8/15, 8/10 and 41/75; goals 56 are ours. */
Test(published, odi_report_has_its_themes_and_its_total)
{
	static const double themes[] = { 13, 2, 10, 8, 8 };
	double goals = 0;

	open_grid((size_t[MOST_DIMENSIONS]){ 4, 2, 4, 3, 2 });
	for (size_t d = 0; d < ARRAY_SIZE(themes); d++)
		the_grid()->dimensions[d].weight = (double)the_grid()->dimensions[d].count;
	answer("4 4 4 5 2 2 3 5 3 3 4 3 4 5 5", "target");
	measure("3 3 3 4 1 1 2 4 2 2 3 2 3 4 4");
	for (size_t d = 0; d < ARRAY_SIZE(themes); d++) {
		const double count = (double)the_grid()->dimensions[d].count;

		expect_figure("theme", result.dimensions[d].measure.score * count, themes[d]);
		expect_figure("all goals are one above", result.dimensions[d].gap, 1);
		goals += result.dimensions[d].target * count;
	}
	expect_figure("total", result.measure.score * 15, 41);
	expect_figure("goals", goals, 56);
}

/*
 * pathway.theodi.org/statistics: how many of 156 organisations stand at levels 1
 * to 5. The percentages published for the first, 26 36 22 9 5, are truncated.
 */
static const double organisations[][LEVEL_COUNT] = { { 41, 57, 35, 15, 8 },
						     { 77, 24, 41, 4, 10 },
						     { 72, 18, 52, 3, 11 } };

Test(published, odi_distributions_are_shares_of_levels_and_their_mean)
{
	static const int truncated[LEVEL_COUNT] = { 26, 36, 22, 9, 5 };

	open_grid((size_t[MOST_DIMENSIONS]){ 5 });
	for (size_t i = 0; i < ARRAY_SIZE(organisations); i++) {
		double sum = 0;

		for (size_t level = 0; level < LEVEL_COUNT; level++) {
			the_grid()->questions[level].weight = organisations[i][level];
			sum += (double)(level + 1) * organisations[i][level];
		}
		measure("1 2 3 4 5");
		expect_figure("mean", result.measure.score, sum / 156);
		for (size_t level = 0; level < LEVEL_COUNT; level++) {
			const double above = level + 1 < LEVEL_COUNT ? result.share[level + 1] : 0;

			expect_figure("share", 156 * (result.share[level] - above), organisations[i][level]);
			cr_expect(i || (int)(100 * (result.share[level] - above)) == truncated[level]);
		}
	}
}

/* The same as votes of 156 people on one criterion: the median of 41 at 1 and 57 at 2 is 2. */
Test(published, odi_distribution_as_votes_has_its_mean_and_its_median)
{
	struct vote votes[156];
	char words[156][2], none[] = "";
	struct score score = { .retained = none, .votes = votes, .vote_count = ARRAY_SIZE(votes) };
	struct criterion_result of;
	size_t vote = 0;

	open_grid((size_t[MOST_DIMENSIONS]){ 1 });
	for (size_t level = 0; level < LEVEL_COUNT; level++)
		for (int n = 0; n < (int)organisations[0][level]; n++, vote++) {
			words[vote][0] = (char)('1' + level);
			words[vote][1] = '\0';
			votes[vote] = (struct vote){ .participant = vote, .round = 1, .score = words[vote] };
		}
	criterion_compute(document->content->criteria.items, &score, document->content->matrix, PROFILE_SPSTI,
			  &(struct money){ 0 }, &of);
	expect_figure("median", of.score, 2);
	fixture_matrix(document)->aggregate = AGGREGATE_MEAN;
	criterion_compute(document->content->criteria.items, &score, document->content->matrix, PROFILE_SPSTI,
			  &(struct money){ 0 }, &of);
	expect_figure("mean", of.score, (41 + 2 * 57 + 3 * 35 + 4 * 15 + 5 * 8) / 156.0);
}

/* spec/lib: progress is what is complete of all that was not skipped: 0, 50, 100 %. */
Test(published, odi_progress_counts_what_is_answered_of_what_applies)
{
	open_grid((size_t[MOST_DIMENSIONS]){ 3 });
	measure("- - NA");
	cr_expect(result.measure.answered == 0 && result.measure.total == 2);
	measure("4 - NA");
	cr_expect(result.measure.answered == 1 && result.measure.total == 2);
	measure("4 1 NA");
	cr_expect(result.measure.answered == 2 && result.measure.total == 2);
}

/*
 * ODI 2024, private/js/project2.js: an activity stands at the highest level that
 * is covered to 100 % with all below it; a dimension at the least of its
 * activities, the whole at the least of its dimensions. That is our level with
 * a share of all and no slack.
 */
Test(published, odi_staged_rule_is_a_share_of_all)
{
	static const char *const words[] = { "1", "2", "3", "4", "5", "3", "4", "5", "4", "5", "NA" };
	struct fixture_random random = fixture_seed(2024);
	unsigned above = 0;

	open_grid((size_t[MOST_DIMENSIONS]){ 2, 1, 2 });
	the_grid()->staged_share = 1;
	the_grid()->staged_slack = 0;
	for (unsigned round = 0; round < fixture_rounds(1000); round++) {
		char answers[100] = "";
		int least = 0;

		for (size_t q = 0; q < 5; q++) {
			const char *word = words[fixture_below(&random, ARRAY_SIZE(words))];

			sprintf(answers + strlen(answers), "%s ", word);
			if (strcmp(word, "NA") && (!least || *word - '0' < least))
				least = *word - '0';
		}
		measure(answers);
		cr_assert(result.level == least, "«%s»: level %d, not %d", answers, result.level, least);
		above += least > 1;
	}
	cr_expect(above > fixture_rounds(1000) / 4, "%u above level 1", above);
}
