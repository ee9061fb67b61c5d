/*
 * The last columns of the scorecard: how sure its ranking is, and what its
 * figures are worth where they are ranges.
 */
#include <math.h>
#include <stdint.h>

#include "cadran/core/money_range.h"
#include "report_build.h"

void sureness_init(struct sureness *sureness, const struct evaluation *evaluation, const struct report *report,
		   bool sketch)
{
	*sureness = (struct sureness){ .evaluation = evaluation, .robustness = report->drawn };
	if (sketch || report->drawn)
		return;
	robustness_init(&sureness->own, evaluation);
	while (robustness_refine(&sureness->own, SIZE_MAX))
		;
	sureness->robustness = &sureness->own;
}

void sureness_release(struct sureness *sureness)
{
	if (sureness->robustness == &sureness->own)
		robustness_release(&sureness->own);
}

void report_add_sureness_columns(struct report *report, enum language language)
{
	static const struct titled_column columns[] = {
		{ "quick_win_probability", { "Probabilité de gain rapide", "Probability of a quick win" } },
		{ "expected_rank", { "Rang moyen", "Mean rank" } },
		{ "first_probability", { "Probabilité d'être premier", "Probability of being first" } },
		{ "roi_p10", { "Retour sur investissement, p10", "Return on investment, p10" } },
		{ "roi_p50", { "Retour sur investissement, p50", "Return on investment, p50" } },
		{ "roi_p90", { "Retour sur investissement, p90", "Return on investment, p90" } },
		{ "npv_p10", { "Valeur actuelle nette, p10", "Net present value, p10" } },
		{ "npv_p50", { "Valeur actuelle nette, p50", "Net present value, p50" } },
		{ "npv_p90", { "Valeur actuelle nette, p90", "Net present value, p90" } },
		{ "payback_p10", { "Récupération (mois), p10", "Payback (months), p10" } },
		{ "payback_p50", { "Récupération (mois), p50", "Payback (months), p50" } },
		{ "payback_p90", { "Récupération (mois), p90", "Payback (months), p90" } },
		{ NULL, { NULL, NULL } },
	};

	report_add_titled(report, columns, language);
}

/* No payback at that share of the draws is +INFINITY inside, and nothing outside. */
static void add_percentiles(struct report *report, const struct money_percentiles *percentiles)
{
	for (int i = 0; i < MONEY_SHARE_COUNT; i++)
		report_add_number(report,
				  percentiles && isfinite(percentiles->at[i]) ? percentiles->at[i] : (double)NAN);
}

static void add_range(struct report *report, const struct sureness *sureness, const struct use_case_result *result)
{
	const struct matrix *matrix = sureness->evaluation->document->content->matrix;
	struct money_range range = { .given = false };

	if (sureness->robustness && money_is_open(&result->facts))
		money_range_compute(&result->facts, result->use_case->id, NAN, matrix->uncertainty.samples,
				    matrix->uncertainty.seed, &range);
	add_percentiles(report, range.given ? &range.roi : NULL);
	add_percentiles(report, range.given ? &range.npv : NULL);
	add_percentiles(report, range.given ? &range.payback : NULL);
}

void report_add_sureness(struct report *report, const struct sureness *sureness, size_t index)
{
	const struct use_case_result *result = &sureness->evaluation->use_cases[index];
	const bool told = sureness->robustness && result->rank;

	report_add_number(report, told ? robustness_quick_win(sureness->robustness, index).p : (double)NAN);
	report_add_number(report, told ? robustness_expected_rank(sureness->robustness, index).p : (double)NAN);
	report_add_number(report, told ? robustness_rank(sureness->robustness, index, 1).p : (double)NAN);
	add_range(report, sureness, result);
}
