#include <math.h>

#include "cadran/core/compare.h"
#include "cadran/core/disagreement.h"
#include "cadran/core/money_range.h"
#include "explain_parts.h"

enum { CENTRAL_SHOWN = 4 };

/* --- how sure the verdict and the rank are ------------------------------------------------------- */

/* «62 % ± 1 %, drawn», «62 %, exact». */
static void tell_probability(struct telling *telling, const char *name, struct probability probability)
{
	if (!is_figure(probability.p))
		return;
	buf_add_format(&telling->pen.line, "%s%s", name, _(": "));
	word_probability(&telling->pen.line, telling->scene, probability.p);
	if (probability.error > 0) {
		tell_text(telling, " ± ");
		tell_number(telling, 100 * probability.error, 1);
		buf_add_format(&telling->pen.line, "%s, %s", _("%"), _("drawn"));
	} else {
		buf_add_format(&telling->pen.line, ", %s", _("exact"));
	}
	tell_end(telling);
}

static void tell_mean_rank(struct telling *telling, size_t index)
{
	const struct probability rank = robustness_expected_rank(telling->scene->robustness, index);

	if (!is_figure(rank.p))
		return;
	buf_add_format(&telling->pen.line, "%s%s", _("Mean rank"), _(": "));
	tell_number(telling, rank.p, 2);
	if (rank.error > 0) {
		tell_text(telling, " ± ");
		tell_number(telling, rank.error, 2);
	}
	buf_add_format(&telling->pen.line, ", %s", rank.error > 0 ? _("drawn") : _("exact"));
	tell_end(telling);
}

/* The criterion that weighs most after those in `told`; false where there is none. */
static bool next_central(const struct telling *telling, size_t index, double below, size_t after, size_t *next)
{
	double most = -1;

	for (size_t c = 0; c < telling->content->criteria.count; c++) {
		const double weight = robustness_central_weight(telling->scene->robustness, index, c);
		const bool told = weight > below || (weight >= below && c <= after);

		if (!(weight > 0) || told || weight <= most)
			continue;
		most = weight;
		*next = c;
	}
	return most > 0;
}

/* Whose first place it is: the mean weights where it has it, the largest first. */
static void tell_central(struct telling *telling, size_t index)
{
	double below = INFINITY;
	size_t criterion = 0;

	for (int shown = 0; shown < CENTRAL_SHOWN && next_central(telling, index, below, criterion, &criterion);
	     shown++) {
		below = robustness_central_weight(telling->scene->robustness, index, criterion);
		if (!shown)
			buf_add_format(&telling->pen.line, "%s%s", _("Weights that put it first, on average"), _(": "));
		buf_add_format(&telling->pen.line, "%s%s ", shown ? ", " : "",
			       tell_in_language(telling, &telling->content->criteria.items[criterion].name));
		word_probability(&telling->pen.line, telling->scene, below);
	}
	if (telling->pen.line.length)
		tell_end(telling);
}

void tell_sureness_of(struct telling *telling)
{
	const struct robustness *robustness = telling->scene->robustness;
	const size_t index = (size_t)(telling->result - telling->scene->evaluation->use_cases);

	if (!robustness || !telling->result->rank)
		return;
	telling->pen.indent = 0;
	pen_section(&telling->pen, _("How sure, with the weights that the matrix leaves open, votes and ranges"));
	telling->pen.indent = 2;
	tell_probability(telling, _("Quick win"), robustness_quick_win(robustness, index));
	tell_probability(telling, _("First"), robustness_rank(robustness, index, 1));
	tell_mean_rank(telling, index);
	tell_central(telling, index);
}

/* --- votes ---------------------------------------------------------------------------------------- */

void tell_disagreement(struct telling *telling)
{
	const struct criteria *criteria = &telling->content->criteria;
	bool headed = false;

	for (size_t c = 0; c < criteria->count; c++) {
		struct disagreement found;

		disagreement_compute(&telling->result->use_case->scores[c], &found);
		if (found.votes < 2)
			continue;
		telling->pen.indent = 0;
		if (!headed)
			pen_section(&telling->pen, _("How far the votes are apart"));
		headed = true;
		telling->pen.indent = 2;
		buf_add_format(&telling->pen.line, "%s%s", tell_in_language(telling, &criteria->items[c].name),
			       _(": "));
		buf_add_format(&telling->pen.line, message_plural("%zu vote", "%zu votes", found.votes), found.votes);
		buf_add_format(&telling->pen.line, ", %s ", _("spread"));
		tell_number(telling, found.spread, 2);
		buf_add_format(&telling->pen.line, ", %s ", _("interquartile range"));
		tell_number(telling, found.iqr, 2);
		buf_add_format(&telling->pen.line, ", %s ", _("RAND/UCLA index"));
		tell_number(telling, found.index, 2);
		buf_add_text(&telling->pen.line, _(": "));
		word_agreement(&telling->pen.line, &found);
		tell_end(telling);
	}
}

/* --- ranges of money ------------------------------------------------------------------------------- */

static void tell_percentiles(struct telling *telling, const char *name, const struct money_percentiles *found,
			     bool euros)
{
	static const char *const shares[MONEY_SHARE_COUNT] = { "P10", "P50", "P90" };

	if (!is_figure(found->at[MONEY_P50]))
		return;
	buf_add_format(&telling->pen.line, "%s%s", name, _(": "));
	for (int i = 0; i < MONEY_SHARE_COUNT; i++) {
		buf_add_format(&telling->pen.line, "%s%s ", i ? " · " : "", shares[i]);
		if (isinf(found->at[i]))
			tell_text(telling, _("never"));
		else if (euros)
			word_money(&telling->pen.line, telling->scene, found->at[i]);
		else
			tell_number(telling, found->at[i], 2);
	}
	tell_end(telling);
}

void tell_money_range(struct telling *telling)
{
	const struct document *document = telling->scene->evaluation->document;
	const struct matrix *matrix = telling->content->matrix;
	struct money_range range;

	money_range_compute(&telling->result->facts, telling->result->use_case->id,
			    matrix_payback_limit(matrix, document_profile(document)), matrix->uncertainty.samples,
			    matrix->uncertainty.seed, &range);
	if (!range.given)
		return;
	telling->pen.indent = 0;
	pen_section(&telling->pen, _("Figures drawn in their ranges: one in ten is below P10, one in ten above P90"));
	telling->pen.indent = 2;
	tell_percentiles(telling, _("Return on investment"), &range.roi, false);
	tell_percentiles(telling, _("Payback in months"), &range.payback, false);
	tell_percentiles(telling, _("Net present value"), &range.npv, true);
	buf_add_format(&telling->pen.line, "%s%s", _("Net present value above 0"), _(": "));
	word_probability(&telling->pen.line, telling->scene, range.npv_positive);
	if (is_figure(range.payback_met)) {
		buf_add_format(&telling->pen.line, " · %s%s", _("payback within the rule"), _(": "));
		word_probability(&telling->pen.line, telling->scene, range.payback_met);
	}
	tell_end(telling);
}
