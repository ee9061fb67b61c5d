#include "cadran/core/compare.h"
#include "cadran/core/money_range.h"
#include "export_json.h"

/* The error is the largest of the three. */
static void add_percentiles(struct json *range, const char *name, const struct money_percentiles *percentiles)
{
	static const char *const names[MONEY_SHARE_COUNT] = { "p10", "p50", "p90" };
	struct json *figures = json_object(range, name);
	double error = 0;

	for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
		json_number(figures, names[i], percentiles->at[i]);
		/* Not fmax, which would pass over an error that is not known. */
		if (is_figure(error) && !(percentiles->error[i] <= error))
			error = percentiles->error[i];
	}
	json_number(figures, "error", error);
}

/* Only where a figure is a range. */
static void add_range(struct json *figures, const struct document *document, const struct use_case_result *result)
{
	const struct matrix *matrix = document->content->matrix;
	const double limit = matrix_payback_limit(matrix, document_profile(document));
	struct money_range range;
	struct json *object;

	money_range_compute(&result->facts, result->use_case->id, limit, matrix->uncertainty.samples,
			    matrix->uncertainty.seed, &range);
	if (!range.given)
		return;
	object = json_object(figures, "range");
	add_percentiles(object, "roi", &range.roi);
	add_percentiles(object, "payback_months", &range.payback);
	add_percentiles(object, "npv", &range.npv);
	json_number(object, "p_npv_positive", range.npv_positive);
	json_number(object, "p_payback_met", range.payback_met);
}

void json_money(struct json *use_case, const struct document *document, const struct use_case_result *result)
{
	const struct money *money = &result->money[ESTIMATE_LIKELY];
	struct json *figures;

	if (!money->given) {
		json_null(use_case, "money");
		return;
	}
	figures = json_object(use_case, "money");
	json_number(figures, "tco", money->tco);
	json_number(figures, "net_year", money->net_year);
	json_number(figures, "roi", money->roi);
	json_number(figures, "payback_months", money->payback);
	json_number(figures, "npv", money->npv);
	add_range(figures, document, result);
}
