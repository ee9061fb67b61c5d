/*
 * What moved as a book: its figures are those of the comparison, and what is
 * said of them is all of it.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/core/change.h"
#include "cadran/core/compare.h"
#include "cadran/tui/book_comparison.h"
#include "bound.h"
#include "fixture.h"

TestSuite(book_comparison, .init = fixture_begin);

/* The demonstration, and what became of it. */
struct compared_demonstrations {
	struct demonstration before, after;
	struct comparison comparison;
	struct book book;
};

static const struct {
	const char *key, *value;
} changes[] = {
	{ "answer.data.governance.roles", "4" },
	{ "answer.data.quality.errors", "2" },
	{ "answer.data.quality.coding", "NA" },
	{ "answer.data.quality.completeness", "4" },
	{ "use-case.writing-assistant.delay", "12" },
	{ "use-case.meeting-notes.status", "live" },
	{ "use-case.A1.present", "yes" },
	{ "use-case.A1.name", "New one" },
	{ "use-case.a-1.present", "yes" },
	{ "use-case.a-1.name", "Same id but for signs" },
	{ "score.billing-robot.impact.strategic", "1" },
	{ "service.name", "Afterwards" },
};

static void set_all(struct document *document)
{
	for (size_t i = 0; i < sizeof(changes) / sizeof(*changes); i++)
		bound_set(document, changes[i].key, changes[i].value);
}

static void compare(struct compared_demonstrations *both, enum language language, bool changed)
{
	demonstration_init(&both->before, language);
	demonstration_init(&both->after, language);
	if (changed)
		set_all(both->after.document);
	evaluation_release(&both->after.evaluation);
	evaluation_compute(both->after.document, &both->after.evaluation);
	comparison_compute(&both->before.evaluation, &both->after.evaluation, &both->comparison);
	book_compare(&both->book, &both->comparison, "In January", "In July", language);
}

static void compared_release(struct compared_demonstrations *both)
{
	book_release(&both->book);
	comparison_release(&both->comparison);
	demonstration_release(&both->before);
	demonstration_release(&both->after);
}

/* --- finding ------------------------------------------------------------------------------------- */

static const struct book_radar *find_radar(const struct book *book, const char *id)
{
	const struct book_block *block;

	for (size_t at = 0; (block = bound_next(book, &at));)
		if (block->kind == BOOK_RADAR && !strcmp(block->radar->id, id))
			return block->radar;
	return NULL;
}

static const struct book_table *table_of_grid(const struct book *book, const struct grid_move *grid)
{
	const struct book_table *table;
	char id[80];

	(void)snprintf(id, sizeof(id), "dimensions-%s", grid->grid->id);
	table = bound_table(book, id);
	cr_assert(table && book_row_count(table) == grid->dimension_count, "%s", id);
	return table;
}

/* Whether a paragraph or item of the first section has these words. */
static bool summary_says(const struct book *book, const char *words)
{
	for (size_t i = 0; i < book->sections[0].block_count; i++) {
		const struct book_block *block = &book->sections[0].blocks[i];

		if ((block->kind == BOOK_PARAGRAPH || block->kind == BOOK_ITEM) && strstr(block->text, words))
			return true;
	}
	return false;
}

static bool same(double a, double b)
{
	return is_figure(a) ? is_figure(b) && same_figure(a, b) : !is_figure(b);
}

static void expect_move(const struct book_table *table, size_t row, size_t column, const struct move *move)
{
	const struct book_cell *difference = book_cell(table, row, column + 2);
	const double expected = move->after - move->before;

	cr_expect(same(book_cell(table, row, column)->number, move->before), "%s, row %zu", table->id, row);
	cr_expect(same(book_cell(table, row, column + 1)->number, move->after), "%s, row %zu", table->id, row);
	cr_expect(same(difference->number, expected), "%s, row %zu", table->id, row);
	cr_expect_eq(difference->tone, !is_figure(expected) || same_figure(expected, 0) ? BOOK_PLAIN
				       : expected > 0                                   ? BOOK_GOOD
											: BOOK_BAD);
}

/* --- figures --------------------------------------------------------------------------------------- */

Test(book_comparison, grids_and_dimensions_have_the_figures_of_the_comparison)
{
	struct compared_demonstrations both;
	const struct book_table *grids, *again;
	size_t radars = 0;

	compare(&both, LANGUAGE_EN, true);
	grids = bound_table(&both.book, "summary-grids");
	again = bound_table(&both.book, "maturity-grids");
	cr_assert(grids && again && both.comparison.grid_count);
	cr_assert_eq(book_row_count(grids), both.comparison.grid_count);
	for (size_t g = 0; g < both.comparison.grid_count; g++) {
		const struct grid_move *grid = &both.comparison.grids[g];
		const struct book_table *table = table_of_grid(&both.book, grid);
		const struct book_radar *radar;
		char id[80];

		expect_move(grids, g, 1, &grid->score);
		expect_move(again, g, 1, &grid->score);
		(void)snprintf(id, sizeof(id), "radar-%s", grid->grid->id);
		radar = find_radar(&both.book, id);
		radars += radar != NULL;
		for (size_t d = 0; d < grid->dimension_count; d++) {
			expect_move(table, d, 1, &grid->dimensions[d].score);
			cr_expect(!radar || (same(radar->series[0].values[d], grid->dimensions[d].score.before) &&
					     same(radar->series[1].values[d], grid->dimensions[d].score.after)));
		}
	}
	cr_expect_geq(radars, 1, "no radar of what moved");
	compared_release(&both);
}

Test(book_comparison, the_parts_that_are_shown_sum_to_the_move_of_the_grid)
{
	enum { PART = 4 };
	struct compared_demonstrations both;
	double moved = 0;

	compare(&both, LANGUAGE_EN, true);
	for (size_t g = 0; g < both.comparison.grid_count; g++) {
		const struct grid_move *grid = &both.comparison.grids[g];
		const struct book_table *table = table_of_grid(&both.book, grid);
		double sum = 0;

		for (size_t d = 0; d < grid->dimension_count; d++)
			sum += is_figure(book_cell(table, d, PART)->number) ? book_cell(table, d, PART)->number : 0;
		cr_expect(same_figure(sum, grid->score.after - grid->score.before), "%s: %g", grid->grid->id, sum);
		moved += fabs(sum);
	}
	cr_expect_gt(moved, 0.01);
	compared_release(&both);
}

/* Adds up the signed numbers at the ends of lines, as they are shown in English. */
static double sum_of_lines(const struct book_fold *fold)
{
	double sum = 0;

	for (size_t i = 0; i < fold->line_count; i++) {
		const char *text = strrchr(fold->lines[i].text, ':');
		const bool minus = text && strstr(text, "−");

		if (text)
			sum += minus ? -strtod(strstr(text, "−") + strlen("−"), NULL) : strtod(text + 1, NULL);
	}
	return sum;
}

Test(book_comparison, a_dimension_that_moved_leads_to_its_answers_whose_parts_sum_to_its_move)
{
	enum { DIFFERENCE = 3 };
	struct compared_demonstrations both;
	size_t moved = 0;

	compare(&both, LANGUAGE_EN, true);
	for (size_t g = 0; g < both.comparison.grid_count; g++) {
		const struct grid_move *grid = &both.comparison.grids[g];
		const struct book_table *table = table_of_grid(&both.book, grid);

		for (size_t d = 0; d < grid->dimension_count; d++) {
			const struct dimension_move *move = &grid->dimensions[d];
			const char *target = book_cell(table, d, DIFFERENCE)->target;

			cr_expect_eq(target != NULL, move->answer_count > 0, "%s", move->dimension->id);
			if (!target)
				continue;
			cr_assert(bound_fold(&both.book, target), "%s", target);
			cr_expect_eq(bound_fold(&both.book, target)->line_count, move->answer_count);
			cr_expect_float_eq(sum_of_lines(bound_fold(&both.book, target)),
					   move->score.after - move->score.before, 0.01 * (double)move->answer_count);
			moved++;
		}
	}
	cr_expect_geq(moved, 2);
	compared_release(&both);
}

Test(book_comparison, every_use_case_that_moved_stands_once_with_its_figures_and_its_reasons)
{
	enum { WIN = 2, BECAUSE, PRIORITY, RANK = 7, QUADRANT = 9 };
	struct compared_demonstrations both;
	const struct book_table *table;
	size_t row = 0;

	compare(&both, LANGUAGE_EN, true);
	table = bound_table(&both.book, "table-use-cases");
	cr_assert(table);
	for (size_t i = 0; i < both.comparison.use_case_count; i++) {
		const struct use_case_move *move = &both.comparison.use_cases[i];
		const struct use_case_result *result = move->after ? move->after : move->before;
		const struct book_cell *first;

		if (!move->moved)
			continue;
		cr_assert_lt(row, book_row_count(table));
		first = book_cell(table, row, 0);
		cr_expect_str_eq(first->text, result->use_case->id);
		cr_expect_eq(first->target != NULL, move->before && move->after);
		cr_expect(!first->target || bound_fold(&both.book, first->target));
		expect_move(table, row, PRIORITY, &move->priority);
		cr_expect(same(book_cell(table, row, RANK)->number, move->rank.before));
		cr_expect(same(book_cell(table, row, RANK + 1)->number, move->rank.after));
		cr_expect(*book_cell(table, row, QUADRANT)->text);
		cr_expect(*book_cell(table, row, BECAUSE)->text || move_is_none(&move->priority));
		if (!strcmp(first->text, "writing-assistant")) {
			cr_expect_str_eq(book_cell(table, row, WIN)->text, "yes → no");
			cr_expect(strstr(book_cell(table, row, BECAUSE)->text, "not met now: time to first use"));
		}
		if (!strcmp(first->text, "A1"))
			cr_expect_str_eq(book_cell(table, row, BECAUSE)->text, "new");
		row++;
	}
	cr_expect_eq(row, book_row_count(table));
	compared_release(&both);
}

Test(book_comparison, the_summary_says_which_two_and_what_was_gained_and_lost)
{
	struct compared_demonstrations both;
	char counts[80];

	compare(&both, LANGUAGE_EN, true);
	cr_expect_str_eq(both.book.title, "Afterwards");
	cr_expect(summary_says(&both.book, "Before: In January") && summary_says(&both.book, "After: In July"));
	(void)snprintf(counts, sizeof(counts), "Quick wins: %zu → %zu", both.before.evaluation.quick_wins,
		       both.after.evaluation.quick_wins);
	cr_expect(summary_says(&both.book, counts), "%s", counts);
	cr_expect(summary_says(&both.book, "Quick wins lost:") && !summary_says(&both.book, "Quick wins gained"));
	cr_expect(summary_says(&both.book, "meeting-notes"));
	cr_expect(summary_says(&both.book, "In first place: billing-robot"));
	cr_expect(!summary_says(&both.book, "Nothing has moved."));
	comparison_release(&both.comparison);
	book_release(&both.book);
	/* The other way round what was lost is gained. */
	comparison_compute(&both.after.evaluation, &both.before.evaluation, &both.comparison);
	book_compare(&both.book, &both.comparison, "In July", "In January", LANGUAGE_EN);
	cr_expect(summary_says(&both.book, "Quick wins gained:") && !summary_says(&both.book, "Quick wins lost"));
	cr_expect(summary_says(&both.book, "Quick win: no → Quick win: yes"));
	compared_release(&both);
}

Test(book_comparison, where_nothing_moved_it_says_so_and_nothing_is_to_unfold)
{
	struct compared_demonstrations both;
	const struct book_block *block;

	compare(&both, LANGUAGE_EN, false);
	cr_expect(summary_says(&both.book, "Nothing has moved."));
	cr_expect(!summary_says(&both.book, "rose most") && !summary_says(&both.book, "gained"));
	cr_expect(!bound_table(&both.book, "table-use-cases"));
	for (size_t at = 0; (block = bound_next(&both.book, &at));)
		cr_expect(block->kind != BOOK_FOLD && block->kind != BOOK_RADAR);
	compared_release(&both);
}

Test(book_comparison, an_answer_that_weighs_otherwise_says_so)
{
	struct compared_demonstrations both;
	const struct book_fold *fold;
	struct grid *grid;

	demonstration_init(&both.before, LANGUAGE_EN);
	demonstration_init(&both.after, LANGUAGE_EN);
	grid = &both.after.document->content->grids[0];
	for (size_t q = 0; q < grid->question_count; q++)
		if (!strcmp(grid->questions[q].id, "quality.completeness"))
			grid->questions[q].weight *= 5;
	evaluation_release(&both.after.evaluation);
	evaluation_compute(both.after.document, &both.after.evaluation);
	comparison_compute(&both.before.evaluation, &both.after.evaluation, &both.comparison);
	book_compare(&both.book, &both.comparison, "In January", "In July", LANGUAGE_EN);
	fold = bound_fold(&both.book, "moved-data-quality");
	cr_assert(fold && fold->line_count == 1);
	cr_expect(strstr(fold->lines[0].text, "· 2 Repeatable, another weight: −"), "%s", fold->lines[0].text);
	compared_release(&both);
}

/* --- what every report keeps ----------------------------------------------------------------------- */

Test(book_comparison, ids_are_safe_and_one_of_a_kind_and_folds_have_lines)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct compared_demonstrations both;
		const struct book_block *block;
		size_t folds = 0;

		compare(&both, (enum language)language, true);
		bound_expect_ids(&both.book);
		for (size_t at = 0; (block = bound_next(&both.book, &at));) {
			cr_expect(block->kind != BOOK_FOLD || (*block->fold->title && block->fold->line_count));
			folds += block->kind == BOOK_FOLD;
		}
		cr_expect_geq(folds, 4);
		compared_release(&both);
	}
}
