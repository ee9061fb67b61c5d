/*
 * Many dossiers beside each other: the figures by hand, and what must not be
 * told of few.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/pool.h"
#include "fixture.h"

static struct preset entries[2] = { { .id = "robot" }, { .id = "notes" } };
static struct catalogue catalogue = { .id = "c", .version = "1", .entries = entries, .count = 2 };

static struct content *with_catalogue(void)
{
	struct content *content = fixture_content();

	content->catalogues = &catalogue;
	content->catalogue_count = 1;
	return content;
}

/* Adds a dossier of these KEY=VALUE lines; `use_case`, where there is one, is a quick win. */
static size_t add(struct pool *pool, const char *lines, const char *use_case)
{
	struct document *document = fixture_document();
	struct evaluation evaluation;
	size_t number;

	if (*lines)
		fixture_fill(document, lines);
	if (use_case)
		fixture_add_quick_win(document, use_case);
	evaluation_compute(document, &evaluation);
	number = pool_add(pool, &evaluation);
	evaluation_release(&evaluation);
	document_free(document);
	return number;
}

static size_t find(const struct pool *pool, const char *grid, const char *dimension)
{
	for (size_t i = 0; i < pool->series_count; i++)
		if (!strcmp(pool->series[i].grid, grid) && !strcmp(pool->series[i].dimension, dimension))
			return i;
	cr_assert_fail("there is no series %s.%s", grid, dimension);
	return 0;
}

static void add_level(struct pool *pool, int level)
{
	char line[60];

	snprintf(line, sizeof(line), "answer.data.quality.errors=%d", level);
	(void)add(pool, line, NULL);
}

static void expect_spread(const struct pool *pool, size_t series, struct pool_spread expected)
{
	struct pool_spread spread;

	pool_spread(pool, series, &spread);
	cr_expect(spread.count == expected.count, "%zu instead of %zu", spread.count, expected.count);
	cr_expect(fixture_same(spread.min, expected.min) && fixture_same(spread.p25, expected.p25) && fixture_same(spread.median, expected.median) &&
			  fixture_same(spread.p75, expected.p75) && fixture_same(spread.max, expected.max) && fixture_same(spread.mean, expected.mean),
		  "%g %g %g %g %g, %g", spread.min, spread.p25, spread.median, spread.p75, spread.max, spread.mean);
}

/* 1 2 2 4 5 5: h = 5 · share, and between the values beside it. */
Test(pool, the_spread_of_a_dimension_is_that_of_the_dossiers_that_have_a_score)
{
	static const int levels[] = { 5, 2, 4, 1, 2, 5 };
	struct content *content = fixture_content();
	struct pool pool;

	pool_init(&pool, content);
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++) {
		add_level(&pool, levels[i]);
		(void)add(&pool, "", NULL);
	}
	expect_spread(&pool, find(&pool, "data", "quality"), (struct pool_spread){ 6, 1, 2, 3, 4.75, 5, 19 / 6.0 });
	expect_spread(&pool, find(&pool, "data", ""), (struct pool_spread){ 6, 1, 2, 3, 4.75, 5, 19 / 6.0 });
	expect_spread(&pool, find(&pool, "data", "governance"), (struct pool_spread){ 0, NAN, NAN, NAN, NAN, NAN, NAN });
	cr_expect(pool.kept == 12);
	pool_release(&pool);
	content_free(content);
}

Test(pool, nothing_is_told_of_fewer_than_five)
{
	struct content *content = fixture_content();
	struct pool pool;

	pool_init(&pool, content);
	for (int i = 0; i < POOL_LEAST - 1; i++)
		add_level(&pool, 3);
	const size_t series = find(&pool, "data", "quality");
	expect_spread(&pool, series, (struct pool_spread){ 4, NAN, NAN, NAN, NAN, NAN, NAN });
	cr_expect(isnan(pool_place(&pool, series, 3)));
	add_level(&pool, 3);
	expect_spread(&pool, series, (struct pool_spread){ 5, 3, 3, 3, 3, 3, 3 });
	cr_expect(fixture_same(pool_place(&pool, series, 3), 0.5));
	pool_release(&pool);
	content_free(content);
}

Test(pool, a_place_is_the_share_below_and_half_of_the_equal)
{
	static const struct {
		double score, place;
	} rows[] = { { 1, 0.1 }, { 1.5, 0.2 }, { 2, 0.4 }, { 3, 0.6 }, { 4, 0.7 }, { 5, 0.9 }, { NAN, NAN } };
	static const int levels[] = { 4, 2, 1, 5, 2 };
	struct content *content = fixture_content();
	struct pool pool;

	pool_init(&pool, content);
	for (size_t i = 0; i < ARRAY_SIZE(levels); i++)
		add_level(&pool, levels[i]);
	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		const double place = pool_place(&pool, find(&pool, "data", "quality"), rows[i].score);

		cr_expect(fixture_same(place, rows[i].place), "%g is at %g", rows[i].score, place);
	}
	pool_release(&pool);
	content_free(content);
}

Test(pool, a_dossier_that_is_dropped_counts_no_more)
{
	struct content *content = with_catalogue();
	struct pool pool;
	size_t counts[LEVEL_COUNT], count;

	pool_init(&pool, content);
	const size_t first = add(&pool, "answer.data.quality.errors=5", "robot");
	for (int i = 0; i < POOL_LEAST; i++)
		(void)add(&pool, "answer.data.quality.errors=2", "robot");
	pool_drop(&pool, first);
	pool_drop(&pool, first);
	cr_expect(pool.kept == POOL_LEAST);
	expect_spread(&pool, find(&pool, "data", "quality"), (struct pool_spread){ 5, 2, 2, 2, 2, 2, 2 });
	cr_expect(pool_levels(&pool, find(&pool, "data", ""), counts) == 5 && counts[1] == 5 && !counts[4]);
	struct pool_candidate *wins = pool_quick_wins(&pool, &count);
	cr_expect(count == 1 && wins->count[POOL_QUICK_WIN] == 5 && pool_held(wins) == 5);
	free(wins);
	pool_release(&pool);
	content_free(content);
}

Test(pool, a_quick_win_is_told_by_its_id_in_the_catalogue_from_five_dossiers_up)
{
	struct content *content = with_catalogue();
	struct pool pool;
	size_t count;

	pool_init(&pool, content);
	for (int i = 0; i < POOL_LEAST; i++) {
		(void)add(&pool, "", "notes");
		(void)add(&pool, "", "of-one-service");
		(void)add(&pool, "use-case.robot.name=x", NULL);
		if (i < POOL_LEAST - 1)
			(void)add(&pool, "", "robot");
	}
	struct pool_candidate *wins = pool_quick_wins(&pool, &count);
	cr_expect(count == 1 && !strcmp(pool.candidates[wins->candidate]->id, "notes"));
	free(wins);
	(void)add(&pool, "", "robot");
	wins = pool_quick_wins(&pool, &count);
	cr_expect(count == 2 && !strcmp(pool.candidates[wins[0].candidate]->id, "notes"), "equal ones by id");
	cr_expect(wins[1].count[POOL_CANDIDATE] == 5 && pool_held(&wins[1]) == 10);
	(void)add(&pool, "", "robot");
	free(wins);
	wins = pool_quick_wins(&pool, &count);
	cr_expect(count == 2 && !strcmp(pool.candidates[wins[0].candidate]->id, "robot"), "the most frequent first");
	free(wins);
	pool_release(&pool);
	content_free(content);
}

Test(pool, a_grid_that_few_have_is_not_even_named)
{
	struct content *content = fixture_content();
	struct pool pool;

	content->grid_count = 1;
	pool_init(&pool, content);
	for (int i = 0; i < POOL_LEAST; i++) {
		cr_expect(!i || !pool_name(&pool, find(&pool, "ai", "skills"), LANGUAGE_EN), "of %d", i);
		(void)add(&pool, "answer.ai.skills.basics=3", NULL);
	}
	cr_expect(pool_name(&pool, find(&pool, "ai", "skills"), LANGUAGE_EN) != NULL);
	cr_expect(pool_name(&pool, find(&pool, "data", "quality"), LANGUAGE_EN) != NULL, "what the own content has is named always");
	pool_release(&pool);
	content->grid_count = 2;
	content_free(content);
}

Test(pool, the_table_leaves_what_is_not_told_empty_and_says_why)
{
	struct content *content = fixture_content();
	struct report report;
	struct pool pool;

	pool_init(&pool, content);
	for (int i = 0; i < POOL_LEAST - 1; i++)
		add_level(&pool, 3);
	pool_report(&pool, NULL, LANGUAGE_EN, &report);
	cr_assert(report_row_count(&report) == 6, "%zu rows: two grids, two dimensions each", report_row_count(&report));
	for (size_t row = 0; row < 6; row++) {
		for (size_t column = 4; column + 1 < report.column_count; column++)
			cr_expect(report_cell(&report, row, column)->kind == CELL_EMPTY, "row %zu, %s", row, report.columns[column].id);
		cr_expect_str_eq(report_cell(&report, row, report.column_count - 1)->text, "fewer than five dossiers");
	}
	report_release(&report);
	pool_release(&pool);
	content_free(content);
}
