#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/report_words.h"
#include "walk.h"

static struct walk walk;

static void begin(void)
{
	walk_begin(&walk, LANGUAGE_FR, 80, 24, false);
}

static void end(void)
{
	walk_end(&walk);
}

TestSuite(report_words, .init = begin, .fini = end);

static struct report build(enum report_kind kind, bool words)
{
	struct report report;

	report_sketch(kind, &walk.ui.evaluation, LANGUAGE_FR, &report);
	if (words)
		report_put_in_words(&report, kind, &walk.ui.scene);
	return report;
}

static const char *text_of(const struct report *report, const char *id, const char *column)
{
	size_t at = 0, row = 0;

	while (strcmp(report->columns[at].id, column) != 0)
		at++;
	while (!report_cell(report, row, 1)->text || strcmp(report_cell(report, row, 1)->text, id) != 0)
		row++;
	return report_cell(report, row, at)->kind == CELL_TEXT ? report_cell(report, row, at)->text : "";
}

Test(report_words, a_scorecard_says_verdicts_classes_and_reasons_as_the_screens_do)
{
	struct report report = build(REPORT_SCORECARD, true);

	cr_expect_str_eq(text_of(&report, "billing-robot", "quick_win"), "oui");
	cr_expect_str_eq(text_of(&report, "appointment-booking", "quick_win"), "sous condition");
	cr_expect_str_eq(text_of(&report, "appointment-booking", "status"), "idée");
	cr_expect_str_eq(text_of(&report, "appointment-booking", "ai_act"), "Risque limité");
	cr_expect_str_eq(text_of(&report, "appointment-booking", "open_obligations"), "AIPD");
	cr_expect_str_eq(text_of(&report, "appointment-booking", "maturity_shortfall"), "Supervision humaine 1 → 2");
	cr_expect(strstr(text_of(&report, "appointment-booking", "to_fix"), "AIPD"));
	cr_expect_str_empty(text_of(&report, "billing-robot", "failing"));
	report_release(&report);
}

/* Codes of the contract, as cells of their own. */
static bool is_code(const char *text)
{
	static const char *const codes[] = { "idea",        "live",       "stopped",  "yes",
					     "conditional", "incomplete", "minimal",  "limited",
					     "prohibited",  "left-out",   "use-case", "due",
					     "internal",    "to-decide",  "class",    "duty" };
	bool found = false;

	for (size_t i = 0; i < ARRAY_SIZE(codes); i++)
		found |= !strcmp(codes[i], text);
	return found;
}

Test(report_words, no_code_is_left_in_a_sheet_for_people_but_ids)
{
	static const enum report_kind kinds[] = { REPORT_SCORECARD, REPORT_MATURITY, REPORT_USES, REPORT_ROADMAP,
						  REPORT_OBLIGATIONS };
	size_t coded = 0;

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		struct report codes = build(kinds[k], false), words = build(kinds[k], true);

		cr_assert_eq(codes.cell_count, words.cell_count);
		for (size_t i = 0; i < words.cell_count; i++) {
			const char *column = words.columns[i % words.column_count].id;

			cr_expect_eq(codes.cells[i].kind, words.cells[i].kind);
			if (words.cells[i].kind != CELL_TEXT || !strcmp(column, "id") || !strcmp(column, "reason"))
				continue;
			coded += is_code(codes.cells[i].text);
			cr_expect_not(is_code(words.cells[i].text), "%s, %s: «%s»", report_id(kinds[k]), column,
				      words.cells[i].text);
		}
		report_release(&codes);
		report_release(&words);
	}
	cr_expect_gt(coded, 50, "there was something to put into words");
}

Test(report_words, what_import_or_a_database_reads_stays_in_codes)
{
	static const enum report_kind kinds[] = { REPORT_ANSWERS, REPORT_USE_CASES, REPORT_VOTES, REPORT_TIDY };

	for (size_t k = 0; k < ARRAY_SIZE(kinds); k++) {
		struct report codes = build(kinds[k], false), words = build(kinds[k], true);

		for (size_t i = 0; i < words.cell_count; i++)
			if (words.cells[i].kind == CELL_TEXT)
				cr_expect_str_eq(words.cells[i].text, codes.cells[i].text);
		report_release(&codes);
		report_release(&words);
	}
}
