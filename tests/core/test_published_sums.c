/*
 * Weighted sums that others have published, through what makes our axes, our
 * priorities and our families.
 */
#include <criterion/criterion.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/scoring.h"
#include "fixture.h"

/*
 * Wikipedia, Weighted sum model, oldid 1015567716 (data in scikit-criteria
 * tests/agg/test_simple.py): 21.5, 22, 22. Here as family values of three use
 * cases, through axes and priority alike, whatever the unit of the weights.
 */
Test(published_sums, wikipedia_weighted_sums_tie_at_22)
{
	static const double rows[3][FAMILY_COUNT] = { { 25, 20, 15, 30 }, { 10, 30, 20, 30 }, { 30, 10, 30, 10 } };
	static const double units[] = { 1, 100, 1 / 3.0, 1e-6 }, sums[] = { 21.5, 22, 22 };

	for (size_t u = 0; u < ARRAY_SIZE(units); u++) {
		const double weight[FAMILY_COUNT] = { 0.20 * units[u], 0.15 * units[u], 0.40 * units[u],
						      0.25 * units[u] };
		double mean[3];

		for (size_t i = 0; i < 3; i++) {
			struct use_case_result of = { .feasibility_after = rows[i][FAMILY_FEASIBILITY] };

			for (int family = 0; family < FAMILY_COUNT; family++)
				of.families[family].value =
					family == FAMILY_RISK ? 100 - rows[i][family] : rows[i][family];
			mean[i] = families_mean(weight, &of);
			cr_expect(fixture_same(mean[i], sums[i]), "A%zu: %.12g", i + 1, mean[i]);
		}
		cr_expect(same_figure(mean[1], mean[2]) && !same_figure(mean[0], mean[1]));
	}
}

/*
 * Kracka, Brauers, Zavadskas 2010 (scikit-criteria tests/agg/test_simple.py,
 * BSD-3): columns that are to be small inverted, each divided by its sum, equal
 * weights. Normalising is theirs; from there on it is a family of seven criteria.
 */
static const double kracka[6][7] = {
	{ 33.95, 23.78, 11.45, 39.97, 29.44, 167.10, 3.852 }, { 38.9, 4.17, 6.32, .01, 4.29, 132.52, 25.184 },
	{ 37.59, 9.36, 8.23, 4.35, 10.22, 136.71, 10.845 },   { 30.44, 37.59, 13.91, 74.08, 45.10, 198.34, 2.186 },
	{ 36.21, 14.79, 9.17, 17.77, 17.06, 148.3, 6.610 },   { 37.8, 8.55, 7.97, 2.35, 9.25, 134.83, 11.935 },
};
static const bool kracka_more[7] = { [4] = true, [6] = true };
static const double kracka_scores[6] = { 0.12040426, 0.3458235, 0.13838192, 0.12841246, 0.12346084, 0.14351701 };
static const size_t kracka_ranks[6] = { 6, 1, 3, 4, 5, 2 };

static double kracka_share(size_t row, size_t column)
{
	double sum = 0;

	for (size_t i = 0; i < 6; i++)
		sum += kracka_more[column] ? kracka[i][column] : 1 / kracka[i][column];
	return (kracka_more[column] ? kracka[row][column] : 1 / kracka[row][column]) / sum;
}

Test(published_sums, kracka_scores_and_ranks_of_six_by_seven)
{
	static const double impact_alone[FAMILY_COUNT] = { 1 };
	struct document *document = fixture_document();
	struct evaluation evaluation;

	memcpy(fixture_matrix(document)->priority, impact_alone, sizeof(impact_alone));
	for (size_t c = 0; c < 7; c++) {
		document->content->criteria.items[c].family = FAMILY_IMPACT;
		document->content->criteria.items[c].less_is_better = false;
	}
	for (size_t i = 0; i < 6; i++) {
		fixture_set(document, "use-case.A%zu.present=yes", i);
		for (size_t c = 0; c < 7; c++)
			fixture_set(document, "score.A%zu.%s=%.15f", i, document->content->criteria.items[c].id,
				    1 + 4 * kracka_share(i, c));
	}
	evaluation_compute(document, &evaluation);
	for (size_t i = 0; i < 6; i++) {
		const struct use_case_result *of = &evaluation.use_cases[i];

		cr_expect(fabs(of->priority / 100 - kracka_scores[i]) < 1e-8, "A%zu: %.10g", i, of->priority / 100);
		cr_expect(of->rank == kracka_ranks[i], "A%zu: rank %zu", i, of->rank);
	}
	evaluation_release(&evaluation);
	document_free(document);
}
