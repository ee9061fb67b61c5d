/*
 * The roadmap, the obligations and the last columns of the scorecard as cells,
 * from dossiers made by hand: whole tables, against what stands in them.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/core/money_range.h"
#include "cadran/core/report.h"
#include "cadran/core/robustness.h"
#include "cadran/store/export.h"
#include "fixture.h"

/* As a program reads it, with tabs. */
static void expect_table(const struct document *document, enum report_kind kind, enum language language,
			 const char *expected)
{
	struct evaluation evaluation;
	struct report report;
	struct err err = { 0 };
	struct buf out;

	buf_init(&out);
	evaluation_compute(document, &evaluation);
	report_build(kind, &evaluation, language, &report);
	export_csv(&report, dialect_find("tsv"), &out);
	cr_expect(export_csv_verify(&report, dialect_find("tsv"), out.data, out.length, &err), "%s", err.text);
	for (char *at = out.data; (at = strchr(at, '"'));)
		memmove(at, at + 1, strlen(at));
	cr_expect_str_eq(out.data, expected, "%s gives\n%s\ninstead of\n%s", report_id(kind), out.data, expected);
	buf_release(&out);
	report_release(&report);
	evaluation_release(&evaluation);
}

/* A use case that is complete, worth something and neither easy nor hard. */
static void add_planned(struct document *document, const char *id, const char *fields)
{
	static const char *const lines[] = { "use-case.%s.need=n",         "use-case.%s.sponsor=s",
					     "use-case.%s.indicator=i",    "use-case.%s.health_data=no",
					     "use-case.%s.ai_act=minimal", "use-case.%s.medical_device=no",
					     "use-case.%s.delay=4",        "score.%s.impact.strategic=5",
					     "score.%s.roi.value=4",       "score.%s.feasibility.data=4",
					     "score.%s.risk.ethical=2" };
	char line[80];

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		(void)snprintf(line, sizeof(line), lines[i], id);
		fixture_fill(document, line);
	}
	fixture_fill(document, fields);
}

/* --- the roadmap ------------------------------------------------------------------------------ */

#define ROADMAP_HEAD "wave\tstart\tend\tkind\tid\tname\twho\tcost\tdays\tverdict\treason\treason_of\tunlocks\twhy\n"

Test(export_reports, the_roadmap_has_its_items_by_waves_then_what_is_left_out)
{
	struct document *document = fixture_document();

	fixture_fill(document, "service.budget=10000\nanswer.data.quality.errors=2");
	document->content->grids[FIXTURE_DATA].dimensions[FIXTURE_QUALITY].action[1].who =
		(struct text){ { "Qualité", "Quality lead" } };
	add_planned(
		document, "a",
		"use-case.a.name=Alpha\nuse-case.a.build_cost=8000\nuse-case.a.aipd=due\nuse-case.a.requires=data.quality:3;ai.skills:1");
	add_planned(document, "b", "use-case.b.depends=a\nuse-case.b.build_cost=3000\nuse-case.b.build_days=2");
	add_planned(document, "c", "use-case.c.depends=nowhere\nscore.c.risk.ethical=5\nuse-case.c.build_cost=1");
	add_planned(document, "d", "use-case.d.ai_act=\nscore.d.impact.strategic=");
	add_planned(
		document, "e",
		"score.e.impact.strategic=1\nscore.e.roi.value=1\nscore.e.feasibility.data=1\nscore.e.risk.ethical=5");
	add_planned(document, "live", "use-case.live.status=live");
	expect_table(
		document, REPORT_ROADMAP, LANGUAGE_EN,
		ROADMAP_HEAD
		"1\t0\t0\taction\tdata.quality:3\tquality 2 → 3\tQuality lead\t\t\t\tfrees\t1\ta\tuse cases freed: 1\n"
		"1\t0\t1\tconfirm\tai.skills\tskills\t\t\t\t\tfrees\t1\ta\tuse cases freed: 1\n"
		"1\t4\t6\tobligation\taipd\tDPIA\t\t\t\t\tbefore-use-case\ta\ta\tbefore: Alpha\n"
		"2\t6\t10\tuse-case\ta\tAlpha\ts\t8000\t\tno\twave-full\t1\tb\twave full, months: 0–6 · larger than what there is\n"
		"3\t12\t16\tuse-case\tb\tb\ts\t3000\t2\tno\twave-full\t2\t\twave full, months: 6–12\n"
		"left-out\t\t\tuse-case\tc\tc\ts\t\t\tno\tblocked\tnowhere\t\tneeds: nowhere\n"
		"left-out\t\t\tuse-case\te\te\ts\t\t\tno\tset-aside\t\t\tset aside: low on both axes\n"
		"left-out\t\t\tuse-case\td\td\ts\t\t\tincomplete\tincomplete\timpact.strategic;ai_act\t\tto be completed: impact.strategic, AI Act class\n");
	document_free(document);
}

Test(export_reports, a_roadmap_speaks_french_and_has_its_headings_without_a_use_case)
{
	struct document *document = fixture_document();

	expect_table(document, REPORT_ROADMAP, LANGUAGE_FR, ROADMAP_HEAD);
	add_planned(document, "a", "use-case.a.cse=due");
	add_planned(document, "b", "use-case.b.depends=d");
	expect_table(
		document, REPORT_ROADMAP, LANGUAGE_FR,
		ROADMAP_HEAD
		"1\t0\t2\tobligation\tcse\tCSE\t\t\t\t\tbefore-use-case\ta\ta\tavant\u00a0: a\n"
		"1\t2\t6\tuse-case\ta\ta\ts\t\t\tconditional\tafter-obligation\tcse\t\taprès\u00a0: CSE\n"
		"left-out\t\t\tuse-case\tb\tb\ts\t\t\tincomplete\tincomplete\t\t\tà compléter\u00a0: un prérequis\n");
	document_free(document);
}

/* --- obligations ------------------------------------------------------------------------------ */

#define OBLIGATIONS_HEAD                                                                                               \
	"use_case\tname\tstatus\tai_act\tkind\tid\tduty\ttext\tarticle\tfrom\tconfirm\tapplies\tmissing\tfield\tvalue\topen\n"

static struct duty duties[] = {
	{ .id = "register",
	  .article = "30",
	  .name = { { "Registre", "Record" } },
	  .text = { { "Inscrire.", "Enter." } },
	  .when = { [DUTY_PERSONAL_DATA] = 1u << KNOWN_YES } },
	{ .id = "impact",
	  .article = "35",
	  .name = { { "AIPD", "DPIA" } },
	  .text = { { "Analyser.", "Assess." } },
	  .sheet = "aipd",
	  .when = { [DUTY_HEALTH_DATA] = 1u << KNOWN_YES } },
	{ .id = "staff",
	  .article = "26",
	  .from = "class",
	  .confirm = true,
	  .name = { { "Salariés", "Staff" } },
	  .text = { { "Dire.", "Tell." } },
	  .when = { [DUTY_AI_ACT] = 1u << AI_ACT_LIMITED | 1u << AI_ACT_HIGH } },
	{ .id = "literacy",
	  .article = "4",
	  .from = "2025-02-02",
	  .name = { { "Maîtrise", "Literacy" } },
	  .text = { { "Former.", "Train." } },
	  .when = { [DUTY_SECTOR] = 1u << (PROFILE_HOSPITAL + 1) } },
};

/* A dossier with a law of its own. */
static struct document *lawful(void)
{
	struct document *document = fixture_document();
	struct tree *tree = &document->content->tree;

	tree->duties = duties;
	tree->duty_count = ARRAY_SIZE(duties);
	tree->classes[AI_ACT_PROHIBITED] = (struct ai_act_class){ .given = true,
								  .article = "5",
								  .name = { { "Interdit", "Prohibited" } },
								  .obligations = { { "Arrêter.", "Stop." } } };
	tree->classes[AI_ACT_LIMITED] =
		(struct ai_act_class){ .given = true,
				       .article = "50",
				       .from = "2026-08-02",
				       .confirm = true,
				       .name = { { "Limité", "Limited" } },
				       .obligations = { { "Vérifier. | Marquer.", "Check. | Mark." } } };
	return document;
}

Test(export_reports, a_class_brings_its_obligations_and_duties_follow_with_what_the_sheet_says)
{
	struct document *document = lawful();

	fixture_fill(
		document,
		"service.sector=hospital\nuse-case.a.name=Alpha\nuse-case.a.ai_act=limited\nuse-case.a.health_data=yes\nuse-case.a.hosting=eu\n"
		"use-case.a.status=pilot\nuse-case.a.cse=due");
	expect_table(document, REPORT_OBLIGATIONS, LANGUAGE_EN,
		     OBLIGATIONS_HEAD
		     "a\tAlpha\tpilot\tlimited\tclass\tlimited\tLimited\tCheck.\t50\t2026-08-02\tyes\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\tlimited\tclass\tlimited\tLimited\tMark.\t50\t2026-08-02\tyes\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\tlimited\tduty\tregister\tRecord\tEnter.\t30\t\tno\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\tlimited\tduty\timpact\tDPIA\tAssess.\t35\t\tno\tyes\t\taipd\t\tyes\n"
		     "a\tAlpha\tpilot\tlimited\tduty\tstaff\tStaff\tTell.\t26\t2026-08-02\tyes\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\tlimited\tduty\tliteracy\tLiteracy\tTrain.\t4\t2025-02-02\tno\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\tlimited\tdata\thosting\tCertified hosting\t\t\t\tno\tyes\t\thosting\teu\tyes\n"
		     "a\tAlpha\tpilot\tlimited\tdata\tcse\tWorks council\t\t\t\tno\tyes\t\tcse\tdue\tyes\n");
	fixture_fill(document,
		     "use-case.a.ai_act=high\nuse-case.a.hosting=hds\nuse-case.a.cse=done\nuse-case.a.aipd=done");
	expect_table(document, REPORT_OBLIGATIONS, LANGUAGE_FR,
		     OBLIGATIONS_HEAD
		     "a\tAlpha\tpilot\thigh\tduty\tregister\tRegistre\tInscrire.\t30\t\tno\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\thigh\tduty\timpact\tAIPD\tAnalyser.\t35\t\tno\tyes\t\taipd\tdone\tno\n"
		     "a\tAlpha\tpilot\thigh\tduty\tstaff\tSalariés\tDire.\t26\t\tyes\tyes\t\t\t\t\n"
		     "a\tAlpha\tpilot\thigh\tduty\tliteracy\tMaîtrise\tFormer.\t4\t2025-02-02\tno\tyes\t\t\t\t\n");
	document_free(document);
}

Test(export_reports, what_is_not_told_yet_is_named_and_no_duty_stands_beside_a_prohibition)
{
	struct document *document = lawful();

	fixture_fill(
		document,
		"use-case.a.name=Alpha\nuse-case.b.ai_act=prohibited\nuse-case.b.health_data=yes\nuse-case.c.present=yes\nuse-case.c.present=");
	expect_table(document, REPORT_OBLIGATIONS, LANGUAGE_EN,
		     OBLIGATIONS_HEAD
		     "a\tAlpha\t\t\tduty\tregister\tRecord\tEnter.\t30\t\tno\tunknown\tpersonal_data\t\t\t\n"
		     "a\tAlpha\t\t\tduty\timpact\tDPIA\tAssess.\t35\t\tno\tunknown\thealth_data\taipd\t\tno\n"
		     "a\tAlpha\t\t\tduty\tstaff\tStaff\tTell.\t26\t\tyes\tunknown\tai_act\t\t\t\n"
		     "a\tAlpha\t\t\tduty\tliteracy\tLiteracy\tTrain.\t4\t2025-02-02\tno\tunknown\tsector\t\t\t\n"
		     "b\t\t\tprohibited\tclass\tprohibited\tProhibited\tStop.\t5\t\tno\tyes\t\t\t\t\n");
	document_free(document);
}

/* --- the scorecard ---------------------------------------------------------------------------- */

static const struct cell *cell_of(const struct report *report, size_t row, const char *column)
{
	for (size_t c = 0; c < report->column_count; c++)
		if (!strcmp(report->columns[c].id, column))
			return report_cell(report, row, c);
	cr_assert(false, "no column %s", column);
	return NULL;
}

static void expect_figure(const struct report *report, size_t row, const char *column, double expected)
{
	const struct cell *cell = cell_of(report, row, column);

	if (isfinite(expected))
		cr_expect(cell->kind == CELL_NUMBER && cell->number == expected, "%s: %g, not %g", column, cell->number,
			  expected);
	else
		cr_expect_eq(cell->kind, CELL_EMPTY, "%s is %g", column, cell->number);
}

static const char *const last_columns[] = { "quick_win_probability",
					    "expected_rank",
					    "first_probability",
					    "roi_p10",
					    "roi_p50",
					    "roi_p90",
					    "npv_p10",
					    "npv_p50",
					    "npv_p90",
					    "payback_p10",
					    "payback_p50",
					    "payback_p90" };

/* A ranked one in ranges, a ranked one without figures, one that is live and pays in half of its draws. */
static struct document *ranged(void)
{
	struct document *document = fixture_document();

	add_planned(document, "a", "use-case.a.hours=10/20/40\nuse-case.a.hour_cost=30\nuse-case.a.build_cost=4000");
	add_planned(document, "b", "score.b.impact.business=1");
	add_planned(
		document, "c",
		"use-case.c.status=live\nuse-case.c.other_gain=0/100/200\nuse-case.c.run_cost=100\nuse-case.c.build_cost=10");
	return document;
}

Test(export_reports, the_scorecard_ends_in_how_sure_it_is_and_in_percentiles)
{
	struct document *document = ranged();
	const struct matrix *matrix = document->content->matrix;
	struct robustness robustness;
	struct evaluation evaluation;
	struct report report;

	evaluation_compute(document, &evaluation);
	robustness_init(&robustness, &evaluation);
	while (robustness_refine(&robustness, 1000))
		;
	report_build(REPORT_SCORECARD, &evaluation, LANGUAGE_EN, &report);
	for (size_t i = 0; i < ARRAY_SIZE(last_columns); i++)
		cr_expect_str_eq(report.columns[report.column_count - ARRAY_SIZE(last_columns) + i].id,
				 last_columns[i]);
	for (size_t row = 0; row < 3; row++) {
		const struct use_case_result *result =
			evaluation_use_case(&evaluation, cell_of(&report, row, "id")->text);
		const size_t at = (size_t)(result - evaluation.use_cases);
		struct money_range range;

		money_range_compute(&result->facts, result->use_case->id, NAN, matrix->uncertainty.samples,
				    matrix->uncertainty.seed, &range);
		expect_figure(&report, row, "quick_win_probability",
			      result->rank ? robustness_quick_win(&robustness, at).p : NAN);
		expect_figure(&report, row, "expected_rank",
			      result->rank ? robustness_expected_rank(&robustness, at).p : NAN);
		expect_figure(&report, row, "first_probability",
			      result->rank ? robustness_rank(&robustness, at, 1).p : NAN);
		expect_figure(&report, row, "roi_p10", range.given ? range.roi.at[MONEY_P10] : NAN);
		expect_figure(&report, row, "npv_p50", range.given ? range.npv.at[MONEY_P50] : NAN);
		expect_figure(&report, row, "payback_p50", range.given ? range.payback.at[MONEY_P50] : NAN);
		expect_figure(&report, row, "payback_p90", range.given ? range.payback.at[MONEY_P90] : NAN);
	}
	cr_expect_eq(cell_of(&report, 2, "roi_p90")->kind, CELL_NUMBER);
	cr_expect_eq(cell_of(&report, 2, "payback_p90")->kind, CELL_EMPTY, "a tenth of the draws never pays back");
	cr_expect_eq(cell_of(&report, 0, "first_probability")->kind, CELL_NUMBER);
	report_release(&report);
	robustness_release(&robustness);
	evaluation_release(&evaluation);
	document_free(document);
}

Test(export_reports, a_sketch_has_the_form_of_its_report_and_draws_nothing)
{
	struct document *document = ranged();
	struct evaluation evaluation;
	struct report whole, sketch;

	evaluation_compute(document, &evaluation);
	for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
		report_build((enum report_kind)kind, &evaluation, LANGUAGE_FR, &whole);
		report_sketch((enum report_kind)kind, &evaluation, LANGUAGE_FR, &sketch);
		cr_expect(sketch.column_count == whole.column_count && sketch.cell_count == whole.cell_count, "%s",
			  report_id((enum report_kind)kind));
		for (size_t i = 0; i < whole.cell_count; i++)
			cr_expect(sketch.cells[i].kind == whole.cells[i].kind ||
					  (kind == REPORT_SCORECARD &&
					   i % whole.column_count >= whole.column_count - ARRAY_SIZE(last_columns)),
				  "%s, cell %zu", report_id((enum report_kind)kind), i);
		if (kind == REPORT_SCORECARD)
			for (size_t i = 0; i < ARRAY_SIZE(last_columns); i++)
				expect_figure(&sketch, 0, last_columns[i], NAN);
		report_release(&whole);
		report_release(&sketch);
	}
	evaluation_release(&evaluation);
	document_free(document);
}
