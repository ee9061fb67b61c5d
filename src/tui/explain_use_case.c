/*
 * Where the figures of a use case come from: verdict, families, gates, place.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "cadran/core/scoring.h"
#include "explain_money.h"
#include "law_parts.h"

void tell_aggregate(struct telling *telling, const struct criterion_result *result)
{
	const char *aggregate = telling->content->matrix->aggregate == AGGREGATE_MEAN ? _("mean") : _("median");

	buf_add_format(
		&telling->pen.line,
		message_plural("%s of %zu vote of round %ld", "%s of %zu votes of round %ld", result->vote_count),
		aggregate, result->vote_count, result->round);
}

/* The votes that count, from the lowest: «2 3 3 4». */
static void tell_votes(struct telling *telling, const struct score *score, const struct criterion_result *result)
{
	tell_aggregate(telling, result);
	tell_text(telling, _(": "));
	for (char level = '1'; level <= '5'; level++)
		for (size_t i = 0; i < score->vote_count; i++)
			if (score->votes[i].round == result->round && score->votes[i].score[0] == level)
				buf_add_format(&telling->pen.line, "%c ", level);
	buf_truncate(&telling->pen.line, telling->pen.line.length - 1);
}

static void tell_source(struct telling *telling, const struct criterion *criterion, const struct score *score,
			const struct criterion_result *result)
{
	switch (result->source) {
	case SOURCE_RETAINED:
		tell_text(telling, _("retained"));
		break;
	case SOURCE_VOTES:
		tell_votes(telling, score, result);
		break;
	case SOURCE_DERIVED:
		tell_derived(telling, criterion->derive, (int)result->score);
		break;
	default:
		tell_text(telling, criterion->required ? _("not scored, required") : _("not scored"));
	}
}

static void tell_criterion(struct telling *telling, const struct criterion *criterion, const struct score *score,
			   const struct criterion_result *result)
{
	buf_add_format(&telling->pen.line, "%s%s", tell_in_language(telling, &criterion->name), _(": "));
	if (is_figure(result->score)) {
		tell_number(telling, result->score, 2);
		tell_text(telling, " (");
		tell_source(telling, criterion, score, result);
		tell_text(telling, criterion->less_is_better ? ") → 25 × (5 − " : ") → 25 × (");
		tell_number(telling, result->score, 2);
		tell_text(telling, criterion->less_is_better ? ") = " : " − 1) = ");
		tell_number(telling, result->utility, 2);
	} else {
		tell_source(telling, criterion, score, result);
	}
	tell_weight(telling, criterion->weight);
	tell_end(telling);
}

/* «Retour = (75 + 75 + 75) / 3 = 75»; a danger is 100 less its mean. */
static void tell_family_mean(struct telling *telling, enum family family)
{
	const struct criteria *criteria = &telling->content->criteria;
	const struct family_result *result = &telling->result->families[family];
	double *values = xcalloc(criteria->count, sizeof(*values));
	double *weights = xcalloc(criteria->count, sizeof(*weights));

	for (size_t i = 0; i < criteria->count; i++) {
		values[i] = telling->result->criteria[i].utility;
		weights[i] = criteria->items[i].family == family ? criteria->items[i].weight : 0;
	}
	buf_add_format(&telling->pen.line, "%s = ", word_family(telling->scene, family));
	if (is_figure(result->value)) {
		tell_text(telling, family == FAMILY_RISK ? "100 − " : "");
		(void)tell_quotient(telling, values, weights, criteria->count, 2);
		tell_text(telling, " = ");
	}
	tell_number(telling, result->value, 2);
	free(values);
	free(weights);
}

static void tell_family(struct telling *telling, enum family family)
{
	const struct criteria *criteria = &telling->content->criteria;
	const struct family_result *result = &telling->result->families[family];

	telling->pen.indent = 2;
	tell_family_mean(telling, family);
	if (is_figure(result->min) && !same_figure(result->min, result->max)) {
		tell_text(telling, " [");
		tell_number(telling, result->min, 1);
		tell_text(telling, " – ");
		tell_number(telling, result->max, 1);
		tell_text(telling, "]");
	}
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	telling->pen.indent = 4;
	for (size_t i = 0; i < criteria->count; i++)
		if (criteria->items[i].family == family)
			tell_criterion(telling, &criteria->items[i], &telling->result->use_case->scores[i],
				       &telling->result->criteria[i]);
}

static void tell_families(struct telling *telling)
{
	pen_section(&telling->pen, _("Families, 0 to 100 (risk is a danger: 100 is the worst)"));
	for (int i = 0; i < FAMILY_COUNT; i++)
		tell_family(telling, (enum family)i);
}

static void tell_requirement(struct telling *telling, const struct requirement_result *gate)
{
	const struct grid *grid = &telling->content->grids[gate->grid];

	tell_glyph(telling, !is_figure(gate->shortfall) ? GLYPH_UNKNOWN
			    : gate->shortfall > 0       ? GLYPH_NOT_MET
							: GLYPH_MET);
	word_requirement(&telling->pen.line, telling->scene, gate);
	buf_add_format(&telling->pen.line, " (%s.%s)", grid->id, grid->dimensions[gate->dimension].id);
	tell_end(telling);
}

static void tell_gate(struct telling *telling)
{
	const struct use_case_result *result = telling->result;
	double missing = 0;

	pen_section(&telling->pen, _("Maturity required"));
	telling->pen.indent = 2;
	for (size_t i = 0; i < result->requirement_count; i++) {
		missing += is_figure(result->requirements[i].shortfall) ? result->requirements[i].shortfall : 0;
		tell_requirement(telling, &result->requirements[i]);
	}
	if (!result->requirement_count) {
		tell_text(telling, _("none"));
		tell_end(telling);
	}
	if (!(missing > 0))
		return;
	buf_add_format(&telling->pen.line, "%s = ", _("Feasibility after the gate"));
	tell_number(telling, result->families[FAMILY_FEASIBILITY].value, 2);
	tell_text(telling, " − ");
	tell_number(telling, telling->content->matrix->gate_penalty, 2);
	tell_text(telling, " × ");
	tell_number(telling, missing, 2);
	tell_text(telling, " = ");
	tell_number(telling, result->feasibility_after, 2);
	if (result->maturity_blocked)
		buf_add_format(&telling->pen.line, " (%s)", _("blocked"));
	tell_end(telling);
}

/* «Valeur = (50 × Impact 62,5 + 50 × Retour 75) / 100 = 68,75» */
static void tell_mean(struct telling *telling, const char *name, const double weight[FAMILY_COUNT], double value)
{
	double weights = 0;

	buf_add_format(&telling->pen.line, "%s = ", name);
	for (int i = 0; is_figure(value) && i < FAMILY_COUNT; i++) {
		const double reading = family_reading(telling->result, (enum family)i);

		if (!(weight[i] > 0))
			continue;
		tell_text(telling, weights > 0 ? " + " : "(");
		tell_number(telling, weight[i], 3);
		buf_add_format(&telling->pen.line, " × %s%s ", i == FAMILY_RISK ? "(100 − " : "",
			       word_family(telling->scene, (enum family)i));
		tell_number(telling, i == FAMILY_RISK ? 100 - reading : reading, 2);
		tell_text(telling, i == FAMILY_RISK ? ")" : "");
		weights += weight[i];
	}
	if (is_figure(value)) {
		tell_text(telling, ") / ");
		tell_number(telling, weights, 3);
		tell_text(telling, " = ");
		tell_number(telling, value, 2);
	} else {
		tell_text(telling, _("to be scored first"));
	}
	tell_end(telling);
}

static void tell_quadrant(struct telling *telling)
{
	const struct quadrant_text *quadrant = &telling->content->matrix->quadrants[telling->result->quadrant];

	buf_add_format(&telling->pen.line, "%s%s%s", _("Quadrant"), _(": "),
		       tell_in_language(telling, &quadrant->name));
	/* The advice is for what is still to be decided, and a quadrant alone makes no quick win. */
	if (telling->result->verdict == VERDICT_YES || telling->result->verdict == VERDICT_CONDITIONAL)
		buf_add_format(&telling->pen.line, ". %s", tell_in_language(telling, &quadrant->advice));
	tell_end(telling);
}

static void tell_place(struct telling *telling)
{
	const struct matrix *matrix = telling->content->matrix;
	const struct use_case_result *result = telling->result;

	pen_section(&telling->pen, _("Place and priority"));
	telling->pen.indent = 2;
	tell_mean(telling, tell_in_language(telling, &matrix->axes[AXIS_Y].name), matrix->axes[AXIS_Y].weight,
		  result->y);
	tell_mean(telling, tell_in_language(telling, &matrix->axes[AXIS_X].name), matrix->axes[AXIS_X].weight,
		  result->x);
	tell_mean(telling, _("Priority"), matrix->priority, result->priority);
	if (result->placed)
		tell_quadrant(telling);
	if (result->rank) {
		buf_add_format(&telling->pen.line, _("Rank %zu of %zu"), result->rank,
			       telling->scene->evaluation->ranking_count);
		tell_end(telling);
	}
}

static void tell_condition(struct telling *telling, const struct condition_result *condition)
{
	static const enum glyph glyphs[] = {
		[MET_UNKNOWN] = GLYPH_UNKNOWN,
		[MET_YES] = GLYPH_MET,
		[MET_NO] = GLYPH_NOT_MET,
	};

	buf_add_format(&telling->pen.line, "%s ", surface_glyph_text(telling->pen.surface, glyphs[condition->met]));
	word_condition(&telling->pen.line, telling->scene, telling->result, condition);
	if (condition->fixable)
		buf_add_format(&telling->pen.line, " (%s)", _("can be fixed"));
	tell_end(telling);
}

void tell_conditions(struct telling *telling)
{
	const struct use_case_result *result = telling->result;
	const struct condition_result *failure = NULL;

	telling->pen.indent = 2;
	while ((failure = nearest_failure(result, failure)))
		tell_condition(telling, failure);
	for (size_t i = 0; i < result->condition_count; i++)
		if (result->conditions[i].met == MET_NO && result->conditions[i].fixable)
			tell_condition(telling, &result->conditions[i]);
	for (size_t i = 0; i < result->condition_count; i++)
		if (result->conditions[i].met == MET_UNKNOWN)
			tell_condition(telling, &result->conditions[i]);
	for (size_t i = 0; i < result->condition_count; i++)
		if (result->conditions[i].met == MET_YES)
			tell_condition(telling, &result->conditions[i]);
}

static void tell_links(struct telling *telling)
{
	static const char *const words[] = {
		[DEPENDENCY_PREREQUISITE] = N_("needs %s"),
		[DEPENDENCY_FAVOURS] = N_("favours %s"),
		[DEPENDENCY_DUPLICATES] = N_("duplicates %s"),
		[DEPENDENCY_SPREADS] = N_("spreads its risk to %s"),
	};
	const char *list = telling->result->use_case->field[USE_CASE_DEPENDS];
	struct dependency dependency;

	if (!*list && !telling->result->frees)
		return;
	pen_section(&telling->pen, _("Links"));
	telling->pen.indent = 2;
	while (depends_next(&list, &dependency)) {
		const struct use_case *other = document_use_case(telling->scene->evaluation->document, dependency.id);

		buf_add_format(&telling->pen.line, _(words[dependency.kind]),
			       other ? use_case_name(other) : dependency.id);
		tell_end(telling);
	}
	if (telling->result->frees) {
		buf_add_format(&telling->pen.line,
			       message_plural("%zu use case needs this one", "%zu use cases need this one",
					      telling->result->frees),
			       telling->result->frees);
		if (telling->result->enabler)
			buf_add_format(&telling->pen.line, " (%s)", _("enabler"));
		tell_end(telling);
	}
}

static void tell_ai_act(struct telling *telling)
{
	const enum ai_act which = telling->result->facts.ai_act;
	const struct ai_act_class *class = &telling->content->tree.classes[which];
	const char *duties, *duty;
	size_t length;

	if (which == AI_ACT_UNKNOWN || !class->given)
		return;
	pen_section(&telling->pen, _("AI Act (information, not legal advice)"));
	telling->pen.indent = 2;
	tell_text(telling, tell_in_language(telling, &class->name));
	if (class->article)
		buf_add_format(&telling->pen.line, " · art. %s", class->article);
	buf_add_format(&telling->pen.line, " · %s %s", _("verified"), class->verified);
	if (class->confirm)
		buf_add_format(&telling->pen.line, " · %s", _("to be confirmed by a lawyer"));
	tell_end(telling);
	duties = tell_in_language(telling, &class->obligations);
	while (obligations_next(&duties, &duty, &length)) {
		tell_text(telling, "- ");
		buf_add(&telling->pen.line, duty, length);
		tell_end(telling);
	}
}

/* The class, how one came to it, and what stands beside it. */
static void tell_law(struct telling *telling)
{
	const struct use_case *use_case = telling->result->use_case;

	tell_ai_act(telling);
	law_tell_answers(&telling->pen, telling->scene, use_case->field[USE_CASE_AI_ACT_ANSWERS]);
	law_tell_duties(&telling->pen, telling->scene, use_case, telling->result->facts.ai_act);
}

void tell_use_case(struct telling *telling)
{
	const struct use_case *use_case = telling->result->use_case;
	const bool prohibited = result_is_prohibited(telling->result);

	buf_add_format(&telling->pen.line, "%s %s (%s)", word_flag(telling->pen.surface, telling->result),
		       use_case_name(use_case), use_case->id);
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	if (*use_case->field[USE_CASE_DESCRIPTION]) {
		tell_text(telling, use_case->field[USE_CASE_DESCRIPTION]);
		tell_end(telling);
	}
	if (prohibited) {
		pen_section(&telling->pen, _("Prohibited by the AI Act: not to be used, not even as a trial"));
		tell_law(telling);
	} else {
		pen_section(&telling->pen, word_verdict(telling->result->verdict));
		tell_conditions(telling);
	}
	tell_families(telling);
	if (!prohibited) {
		tell_gate(telling);
		tell_place(telling);
	}
	tell_money(telling);
	tell_links(telling);
	if (!prohibited)
		tell_law(telling);
}
