/*
 * The report on each demonstration, in both languages: that it has all of the
 * dossier once, and that its figures are those of the evaluation.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/core/change.h"
#include "cadran/core/compare.h"
#include "cadran/core/maturity.h"
#include "cadran/core/report.h"
#include "cadran/tui/book_build.h"
#include "bound.h"
#include "fixture.h"

TestSuite(book, .init = fixture_begin);

/* A demonstration, all its samples drawn, and the report on it. */
struct told_demonstration {
	struct demonstration demonstration;
	struct robustness robustness;
	struct book book;
};

static void tell(struct told_demonstration *told)
{
	evaluation_release(&told->demonstration.evaluation);
	evaluation_compute(told->demonstration.document, &told->demonstration.evaluation);
	robustness_init(&told->robustness, &told->demonstration.evaluation);
	while (robustness_refine(&told->robustness, SIZE_MAX))
		;
	told->demonstration.scene.robustness = &told->robustness;
	book_build(&told->book, &told->demonstration.scene);
}

static void told_init(struct told_demonstration *told, enum language language)
{
	demonstration_init(&told->demonstration, language);
	tell(told);
}

static void told_release(struct told_demonstration *told)
{
	book_release(&told->book);
	robustness_release(&told->robustness);
	demonstration_release(&told->demonstration);
}

/* --- finding ------------------------------------------------------------------------------------- */

static const struct book_table *the_table(const struct book *book, const char *id)
{
	const struct book_table *table = bound_table(book, id);

	cr_assert(table, "no table «%s»", id);
	return table;
}

static size_t column_of(const struct book_table *table, const char *title)
{
	for (size_t c = 0; c < table->column_count; c++)
		if (!strcmp(table->columns[c].title, title))
			return c;
	cr_assert_fail("%s has no column «%s»", table->id, title);
	return 0;
}

static const struct book_cell *cell_in(const struct book_table *table, size_t row, const char *title)
{
	return book_cell(table, row, column_of(table, title));
}

/* --- what every report keeps ----------------------------------------------------------------------- */

static void expect_table(const struct book *book, const struct book_table *table)
{
	cr_expect(*table->caption && table->column_count, "%s", table->id);
	cr_expect_eq(table->cell_count % table->column_count, 0, "%s has a row that is not whole", table->id);
	for (size_t c = 0; c < table->column_count; c++)
		cr_expect(*table->columns[c].title && table->columns[c].width > 0, "%s, column %zu", table->id, c);
	for (size_t i = 0; i < table->cell_count; i++)
		cr_expect(!table->cells[i].target || bound_fold(book, table->cells[i].target), "%s points at «%s»",
			  table->id, table->cells[i].target);
}

static void expect_whole(const struct book *book)
{
	const struct book_block *block;

	cr_expect(*book->title && *book->subtitle && *book->program && *book->notice);
	for (size_t at = 0; (block = bound_next(book, &at));) {
		if (block->kind == BOOK_TABLE)
			expect_table(book, block->table);
		else if (block->kind == BOOK_FOLD)
			cr_expect(*block->fold->title && block->fold->line_count, "%s", block->fold->id);
		else if (block->kind == BOOK_RADAR)
			cr_expect(*block->radar->title && *block->radar->description);
		else if (block->kind == BOOK_SCATTER)
			cr_expect(*block->scatter->title && *block->scatter->description);
		else
			cr_expect(*block->text);
	}
	bound_expect_ids(book);
}

Test(book, sections_stand_in_their_order_and_can_name_sheets)
{
	static const char *const ids[] = { "summary", "maturity", "use-cases",  "matrix",
					   "ranking", "roadmap",  "obligations" };

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct told_demonstration told;

		told_init(&told, (enum language)language);
		cr_assert_eq(told.book.section_count, ARRAY_SIZE(ids));
		for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
			const char *title = told.book.sections[i].title;

			cr_expect_str_eq(told.book.sections[i].id, ids[i]);
			cr_expect(*title && utf8_width(title) <= 31 && !strpbrk(title, "[]:*?/\\"), "«%s»", title);
		}
		expect_whole(&told.book);
		told_release(&told);
	}
}

/* --- figures --------------------------------------------------------------------------------------- */

static void expect_figure(const struct book_cell *cell, double expected, const char *what)
{
	cr_expect(is_figure(expected) ? cell->number >= expected && cell->number <= expected : !is_figure(cell->number),
		  "%s: %g, expected %g", what, cell->number, expected);
}

Test(book, every_use_case_stands_once_with_the_figures_of_the_evaluation)
{
	struct told_demonstration told;
	const struct evaluation *evaluation = &told.demonstration.evaluation;
	const struct book_table *table;

	told_init(&told, LANGUAGE_EN);
	table = the_table(&told.book, "table-use-cases");
	cr_assert_eq(book_row_count(table), evaluation->use_case_count);
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[i];
		const char *id = result->use_case->id;

		cr_expect_str_eq(cell_in(table, i, "Id")->text, id);
		for (int family = 0; family < FAMILY_COUNT; family++)
			expect_figure(book_cell(table, i, column_of(table, "Why") + 1 + (size_t)family),
				      result->families[family].value, id);
		expect_figure(cell_in(table, i, "Feasibility after the gate"), result->feasibility_after, id);
		expect_figure(cell_in(table, i, "Return on investment"), result->money[ESTIMATE_LIKELY].roi, id);
		expect_figure(cell_in(table, i, "Payback in months"), result->money[ESTIMATE_LIKELY].payback, id);
		expect_figure(cell_in(table, i, "Net present value"), result->money[ESTIMATE_LIKELY].npv, id);
	}
	told_release(&told);
}

Test(book, the_ranking_has_the_chances_that_were_drawn)
{
	struct told_demonstration told;
	const struct evaluation *evaluation = &told.demonstration.evaluation;
	const struct book_table *table;

	told_init(&told, LANGUAGE_EN);
	table = the_table(&told.book, "table-ranking");
	cr_assert_eq(book_row_count(table), evaluation->use_case_count);
	for (size_t i = 0; i < evaluation->ranking_count; i++) {
		const size_t place = evaluation->ranking[i];
		const char *id = evaluation->use_cases[place].use_case->id;

		cr_expect_str_eq(cell_in(table, i, "Id")->text, id);
		expect_figure(cell_in(table, i, "Rank"), (double)evaluation->use_cases[place].rank, id);
		expect_figure(cell_in(table, i, "Priority"), evaluation->use_cases[place].priority, id);
		expect_figure(cell_in(table, i, "Mean rank"), robustness_expected_rank(&told.robustness, place).p, id);
		expect_figure(cell_in(table, i, "Chance to be first"), robustness_rank(&told.robustness, place, 1).p,
			      id);
		expect_figure(cell_in(table, i, "Chance of a quick win"),
			      robustness_quick_win(&told.robustness, place).p, id);
	}
	told_release(&told);
}

Test(book, dimensions_have_their_scores_intervals_targets_and_gaps)
{
	struct told_demonstration told;
	const struct content *content;

	told_init(&told, LANGUAGE_EN);
	content = told.demonstration.document->content;
	for (size_t g = 0; g < content->grid_count; g++) {
		const struct grid *grid = &content->grids[g];
		const struct book_table *table;
		char id[80];

		(void)snprintf(id, sizeof(id), "dimensions-%s", grid->id);
		table = the_table(&told.book, id);
		cr_assert_eq(book_row_count(table), grid->dimension_count);
		for (size_t d = 0; d < grid->dimension_count; d++) {
			const struct dimension_result *result = &told.demonstration.evaluation.grids[g].dimensions[d];
			const bool any = result->measure.answered > 0;

			expect_figure(cell_in(table, d, "Score"), result->measure.score, grid->dimensions[d].id);
			expect_figure(cell_in(table, d, "At least"), any ? result->measure.min : (double)NAN, id);
			expect_figure(cell_in(table, d, "At most"), any ? result->measure.max : (double)NAN, id);
			expect_figure(cell_in(table, d, "Target"), result->target, id);
			expect_figure(cell_in(table, d, "Gap"), result->gap, id);
		}
		(void)snprintf(id, sizeof(id), "questions-%s", grid->id);
		cr_expect_eq(book_row_count(the_table(&told.book, id)), grid->question_count);
	}
	told_release(&told);
}

Test(book, the_matrix_has_a_point_for_each_use_case_that_has_a_place)
{
	struct told_demonstration told;
	const struct evaluation *evaluation = &told.demonstration.evaluation;
	const struct book_section *section;
	const struct book_scatter *scatter;
	size_t point = 0;

	told_init(&told, LANGUAGE_EN);
	section = &told.book.sections[3];
	cr_assert_eq(section->blocks[0].kind, BOOK_SCATTER);
	scatter = section->blocks[0].scatter;
	for (size_t i = 0; i < evaluation->use_case_count; i++) {
		const struct use_case_result *result = &evaluation->use_cases[i];

		if (!result->placed)
			continue;
		cr_assert_lt(point, scatter->point_count);
		cr_expect_str_eq(scatter->points[point].label, result->use_case->id);
		cr_expect_eq(scatter->points[point].mark == BOOK_MARK_STAR,
			     result->verdict == VERDICT_YES && !result_is_settled(result));
		cr_expect(same_figure(scatter->points[point].x, result->x) &&
			  same_figure(scatter->points[point].y, result->y));
		cr_expect(strstr(scatter->description, use_case_name(result->use_case)));
		point++;
	}
	cr_expect_eq(point, scatter->point_count);
	told_release(&told);
}

/* --- the law ------------------------------------------------------------------------------------------ */

static size_t rows_of(const struct book_table *table, const char *id)
{
	size_t count = 0;

	for (size_t row = 0; row < book_row_count(table); row++)
		count += !strcmp(cell_in(table, row, "Id")->text, id);
	return count;
}

static const char *said_of(const struct report *report, size_t row, const char *column)
{
	size_t c = 0;

	while (strcmp(report->columns[c].id, column) != 0)
		c++;
	return report_cell(report, row, c)->text ? report_cell(report, row, c)->text : "";
}

/* Whether `id` is one of «a, b, c». */
static bool lists(const char *list, const char *id)
{
	const size_t length = strlen(id);

	for (const char *at = list; (at = strstr(at, id)); at++)
		if ((at == list || at[-1] == ' ') && (!at[length] || at[length] == ','))
			return true;
	return false;
}

/* How many rows of the table state the duty of a row of the report. */
static size_t statements(const struct book_table *table, const struct report *report, size_t row, bool binding)
{
	size_t count = 0;

	for (size_t r = 0; r < book_row_count(table); r++)
		count += !strcmp(cell_in(table, r, "Duty")->text, said_of(report, row, "duty")) &&
			 !strcmp(cell_in(table, r, "What to do")->text, said_of(report, row, "text")) &&
			 !strcmp(cell_in(table, r, "From")->text, said_of(report, row, "from")) &&
			 (!binding || lists(cell_in(table, r, "Binds")->text, said_of(report, row, "use_case")));
	return count;
}

Test(book, a_duty_stands_once_and_names_those_it_binds)
{
	struct told_demonstration told;
	const struct book_table *table;
	struct report report;
	size_t bound = 0, named = 0;

	told_init(&told, LANGUAGE_EN);
	table = the_table(&told.book, "table-obligations");
	report_build(REPORT_OBLIGATIONS, &told.demonstration.evaluation, LANGUAGE_EN, &report);
	for (size_t row = 0; row < report_row_count(&report); row++) {
		if (strcmp(said_of(&report, row, "applies"), "yes") != 0)
			continue;
		bound++;
		cr_expect_eq(statements(table, &report, row, false), 1, "%s", said_of(&report, row, "id"));
		cr_expect_eq(statements(table, &report, row, true), 1, "%s", said_of(&report, row, "use_case"));
	}
	for (size_t row = 0; row < book_row_count(table); row++)
		for (const char *at = cell_in(table, row, "Binds")->text; at; at = strchr(at + 1, ','))
			named++;
	report_release(&report);
	cr_expect_eq(named, bound, "nobody is bound who is not");
	told_release(&told);
}

Test(book, what_a_sheet_says_of_duties_stands_in_one_row_a_use_case)
{
	struct told_demonstration told;
	const struct book_table *table;
	size_t counted = 0;

	told_init(&told, LANGUAGE_EN);
	table = the_table(&told.book, "table-bound");
	for (size_t row = 0; row < book_row_count(table); row++) {
		cr_expect_eq(rows_of(table, cell_in(table, row, "Id")->text), 1);
		counted += (size_t)cell_in(table, row, "Duties")->number;
	}
	cr_expect_eq(book_row_count(table), told.demonstration.evaluation.use_case_count);
	cr_expect_gt(counted, book_row_count(the_table(&told.book, "table-obligations")));
	for (size_t row = 0; row < book_row_count(table); row++)
		if (!strcmp(cell_in(table, row, "Id")->text, "call-bot"))
			cr_expect(strstr(cell_in(table, row, "State")->text, "Impact assessment: to be done") &&
				  cell_in(table, row, "State")->tone == BOOK_CARE);
	told_release(&told);
}

Test(book, duties_are_only_named_where_a_figure_is_explained)
{
	struct told_demonstration told;
	const struct book_fold *fold;
	const char *asked = NULL;

	told_init(&told, LANGUAGE_EN);
	for (size_t i = 0; i < told.demonstration.scene.evaluation->document->content->tree.duty_count; i++) {
		const struct duty *duty = &told.demonstration.scene.evaluation->document->content->tree.duties[i];

		if (!strcmp(duty->id, "literacy"))
			asked = text_in(&duty->text, LANGUAGE_EN);
	}
	cr_assert_not_null(asked);
	fold = bound_fold(&told.book, "explain-meeting-notes");
	for (size_t i = 0; i < fold->line_count; i++)
		cr_expect_null(strstr(fold->lines[i].text, asked), "%s", fold->lines[i].text);
	told_release(&told);
}

Test(book, duties_that_hang_on_something_unknown_stand_in_one_row_a_use_case)
{
	struct told_demonstration told;
	const struct book_table *table;

	demonstration_init(&told.demonstration, LANGUAGE_EN);
	bound_set(told.demonstration.document, "use-case.new.name", "Untold");
	tell(&told);
	table = the_table(&told.book, "table-unknown-obligations");
	cr_assert_eq(rows_of(table, "new"), 1);
	for (size_t row = 0; row < book_row_count(table); row++) {
		if (strcmp(cell_in(table, row, "Id")->text, "new") != 0)
			continue;
		cr_expect(strstr(cell_in(table, row, "To be told")->text, "Health data"));
		cr_expect(strstr(cell_in(table, row, "To be told")->text, "AI Act"));
		cr_expect(strstr(cell_in(table, row, "Duties that hang on it")->text, "DPIA"));
	}
	told_release(&told);
}

/* --- the charts --------------------------------------------------------------------------------------- */

static const struct book_block *find_chart(const struct book *book, enum book_kind kind)
{
	const struct book_block *block;

	for (size_t at = 0; (block = bound_next(book, &at));)
		if (block->kind == kind)
			return block;
	cr_assert_fail("no chart");
	return NULL;
}

Test(book, a_radar_without_targets_has_no_series_of_them)
{
	struct told_demonstration told;

	told_init(&told, LANGUAGE_EN);
	cr_expect_eq(find_chart(&told.book, BOOK_RADAR)->radar->series_count, 2);
	told_release(&told);
	demonstration_init(&told.demonstration, LANGUAGE_EN);
	for (size_t g = 0; g < told.demonstration.document->content->grid_count; g++) {
		const struct grid *grid = &told.demonstration.document->content->grids[g];
		char key[200];

		(void)snprintf(key, sizeof(key), "grid.%s.target", grid->id);
		bound_set(told.demonstration.document, key, "");
		for (size_t q = 0; q < grid->question_count; q++) {
			(void)snprintf(key, sizeof(key), "answer.%s.%s.target", grid->id, grid->questions[q].id);
			bound_set(told.demonstration.document, key, "");
		}
	}
	tell(&told);
	cr_expect_eq(find_chart(&told.book, BOOK_RADAR)->radar->series_count, 1);
	told_release(&told);
}

Test(book, what_is_to_be_completed_has_a_mark_of_its_own)
{
	struct told_demonstration told;
	const struct book_scatter *scatter;
	size_t found = 0;

	told_init(&told, LANGUAGE_EN);
	scatter = find_chart(&told.book, BOOK_SCATTER)->scatter;
	for (size_t i = 0; i < scatter->point_count; i++) {
		const struct use_case_result *result =
			evaluation_use_case(&told.demonstration.evaluation, scatter->points[i].label);
		const bool open = result->verdict == VERDICT_INCOMPLETE;

		cr_expect_eq(scatter->points[i].mark == BOOK_MARK_SQUARE, open, "%s", result->use_case->id);
		found += open;
	}
	cr_expect_gt(found, 0);
	cr_expect_str_eq(scatter->mark_names[BOOK_MARK_SQUARE], "to be completed first");
	told_release(&told);
}

/* --- explanations ------------------------------------------------------------------------------------ */

Test(book, an_explanation_is_what_explain_shows_on_lines_that_are_whole)
{
	enum { LONG = 30000 };
	struct told_demonstration told;
	const struct book_fold *fold;
	char *note = xcalloc(LONG + 1, 1);
	bool seen = false;

	for (size_t i = 0; i < LONG; i++)
		note[i] = i % 7 == 6 ? ' ' : 'n';
	note[LONG - 1] = '.';
	demonstration_init(&told.demonstration, LANGUAGE_EN);
	bound_set(told.demonstration.document, "answer.data.quality.errors.note", note);
	tell(&told);
	fold = bound_fold(&told.book, "explain-data-quality");
	cr_assert(fold);
	cr_expect(strstr(fold->lines[0].text, "Data quality = 3"), "%s", fold->lines[0].text);
	cr_expect_eq(fold->lines[0].depth, 0);
	for (size_t i = 0; i < fold->line_count; i++)
		seen |= strstr(fold->lines[i].text, note) != NULL;
	cr_expect(seen, "the note is cut");
	free(note);
	told_release(&told);
}

Test(book, headings_of_an_explanation_are_strong_and_what_they_head_stands_deeper)
{
	struct told_demonstration told;
	const struct book_fold *fold;
	size_t headings = 0, deeper = 0;

	told_init(&told, LANGUAGE_EN);
	fold = bound_fold(&told.book, "explain-meeting-notes");
	cr_assert(fold);
	for (size_t i = 0; i < fold->line_count; i++) {
		headings += fold->lines[i].strong && !fold->lines[i].depth;
		deeper += fold->lines[i].depth > 1;
	}
	cr_expect(fold->lines[0].strong && !fold->lines[1].strong);
	cr_expect(headings > 2 && deeper > 2, "%zu headings, %zu deeper", headings, deeper);
	told_release(&told);
}

/* --- odd dossiers ------------------------------------------------------------------------------------ */

Test(book, hostile_ids_of_use_cases_make_plain_ids_each_its_own)
{
	static const char *const keys[] = {
		"use-case.<script>alert(1).name",
		"use-case.SCRIPT ALERT 1.name",
		"use-case.été.name",
		"use-case.日本語.name",
		"use-case.日本.name",
		"use-case.data.name",
		"use-case.data-quality.name",
		"use-case.data quality.name",
		"use-case.a\"b'c&d.name",
		"use-case.x-2.name",
		"use-case.x.name",
		"use-case.X.name",
	};
	struct told_demonstration told;

	demonstration_init(&told.demonstration, LANGUAGE_EN);
	for (size_t i = 0; i < ARRAY_SIZE(keys); i++)
		bound_set(told.demonstration.document, keys[i], "<b>|`*_#</b>");
	tell(&told);
	expect_whole(&told.book);
	told_release(&told);
}

Test(book, a_dossier_without_use_cases_has_all_sections)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct told_demonstration told;
		struct document *document;

		demonstration_init(&told.demonstration, (enum language)language);
		document = told.demonstration.document;
		for (size_t i = 0; i < document->use_case_count; i++) {
			char key[300];

			(void)snprintf(key, sizeof(key), "use-case.%s.present", document->use_cases[i].id);
			bound_set(document, key, "");
		}
		tell(&told);
		cr_expect_eq(told.book.section_count, 7);
		for (size_t s = 0; s < told.book.section_count; s++)
			cr_expect_gt(told.book.sections[s].block_count, 0, "%s", told.book.sections[s].id);
		expect_whole(&told.book);
		told_release(&told);
	}
}

/* 50 and more are too many for a page. */
Test(book, the_summary_of_many_use_cases_names_a_few_and_counts_the_others)
{
	struct told_demonstration told;
	const struct book_block *block;
	bool cut = false;

	demonstration_init(&told.demonstration, LANGUAGE_EN);
	for (int i = 0; i < 50; i++) {
		char key[40];

		(void)snprintf(key, sizeof(key), "use-case.n%d.name", i);
		bound_set(told.demonstration.document, key, "N");
	}
	tell(&told);
	for (size_t at = 0; (block = bound_next(&told.book, &at)) && at <= told.book.sections[0].block_count;)
		cut |= block->kind == BOOK_ITEM && strstr(block->text, "others: see ranking");
	cr_expect(cut);
	expect_whole(&told.book);
	told_release(&told);
}

Test(book, a_sketch_is_how_the_report_begins)
{
	struct told_demonstration told;
	struct book sketch;

	told_init(&told, LANGUAGE_EN);
	book_sketch(&sketch, BOOK_REPORT, NULL, &told.demonstration.scene);
	cr_assert_eq(sketch.section_count, 1);
	cr_expect_str_eq(sketch.title, told.book.title);
	cr_expect_eq(sketch.sections[0].block_count, told.book.sections[0].block_count);
	book_release(&sketch);
	told_release(&told);
}

Test(book, what_nobody_asked_how_sure_it_is_has_no_chances)
{
	struct demonstration demonstration;
	const struct book_table *table;
	struct book book;

	demonstration_init(&demonstration, LANGUAGE_EN);
	book_build(&book, &demonstration.scene);
	table = the_table(&book, "table-ranking");
	for (size_t row = 0; row < book_row_count(table); row++)
		cr_expect(isnan(cell_in(table, row, "Chance to be first")->number));
	book_release(&book);
	demonstration_release(&demonstration);
}
