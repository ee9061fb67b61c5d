/*
 * Where the figures of a use case come from: verdict, families, gates, place.
 */
#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "cadran/core/scoring.h"
#include "explain_money.h"
#include "explain_parts.h"
#include "law_parts.h"

void tell_aggregate(struct telling *telling, const struct criterion_result *result)
{
	const char *aggregate = telling->content->matrix->aggregate == AGGREGATE_MEAN ? _("mean") : _("median");

	buf_add_format(
		&telling->pen.line,
		message_plural("%s of %zu vote of round %ld", "%s of %zu votes of round %ld", result->vote_count),
		aggregate, result->vote_count, result->round);
}

/* «2 3 3 4»: the votes that count, from the lowest. */
static void tell_votes(struct telling *telling, const struct explain_node *node)
{
	for (int level = 1; level <= LEVEL_COUNT; level++)
		for (size_t i = node->first; i < node->first + node->count; i++)
			if (same_figure(telling->tree->nodes[i].value, level))
				buf_add_format(&telling->pen.line, "%d ", level);
	buf_truncate(&telling->pen.line, telling->pen.line.length - 1);
}

/* Where a score comes from: retained, votes or figures. */
static void tell_source(struct telling *telling, const struct explain_node *node)
{
	if (node->kind == EXPLAIN_RETAINED) {
		tell_text(telling, _("retained"));
	} else if (node->kind == EXPLAIN_VOTES) {
		const struct criterion_result votes = { .round = (long)node->about.part, .vote_count = node->count };

		tell_aggregate(telling, &votes);
		tell_text(telling, _(": "));
		tell_votes(telling, node);
	} else {
		tell_derived_node(telling, node);
	}
}

/* What a score overrides, a line each: votes and figures that would have counted. */
static void tell_overridden(struct telling *telling, const struct explain_node *score)
{
	telling->pen.indent += 2;
	for (size_t i = score->first + 1; i < score->first + score->count; i++) {
		const struct explain_node *node = explain_source(telling->tree, &telling->tree->nodes[i]);

		if (!is_figure(node->value))
			continue;
		buf_add_format(&telling->pen.line, "%s ", _("It overrides"));
		tell_number(telling, node->value, 2);
		tell_text(telling, " (");
		tell_source(telling, node);
		tell_text(telling, ")");
		tell_end(telling);
	}
	telling->pen.indent -= 2;
}

/* « 4 (retained) → 25 × (4 − 1) = 75» */
static void tell_worth(struct telling *telling, const struct explain_node *utility, const struct explain_node *score)
{
	const bool less = utility->rule == RULE_UTILITY_LESS;

	tell_number(telling, score->value, 2);
	tell_text(telling, " (");
	tell_source(telling, explain_source(telling->tree, &telling->tree->nodes[score->first]));
	tell_text(telling, less ? ") → 25 × (5 − " : ") → 25 × (");
	tell_number(telling, score->value, 2);
	tell_text(telling, less ? ") = " : " − 1) = ");
	tell_number(telling, utility->value, 2);
}

bool tell_utility(struct telling *telling, const struct explain_node *node)
{
	const struct criterion *criterion = &telling->content->criteria.items[node->about.criterion];
	const struct explain_node *score = explain_child(telling, node, EXPLAIN_SCORE);

	buf_add_format(&telling->pen.line, "%s%s", tell_in_language(telling, &criterion->name), _(": "));
	if (is_figure(node->value))
		tell_worth(telling, node, score);
	else
		tell_text(telling, criterion->required ? _("not scored, required") : _("not scored"));
	tell_weight(telling, criterion->weight);
	tell_end(telling);
	if (is_figure(node->value))
		tell_overridden(telling, score);
	return false;
}

/* The heading stands before the first. */
bool tell_family_all(struct telling *telling, const struct explain_node *node)
{
	if (node->about.item == FAMILY_IMPACT)
		pen_section(&telling->pen, _("Families, 0 to 100 (risk is a danger: 100 is the worst)"));
	return true;
}

/* «Retour = (75 + 75 + 75) / 3 = 75 [50 – 80]»; a danger is 100 less its mean. */
bool tell_family(struct telling *telling, const struct explain_node *node)
{
	const struct explain_node *all = &telling->tree->nodes[node->parent];
	const double min = explain_child(telling, all, EXPLAIN_FAMILY_MIN)->value;
	const double max = explain_child(telling, all, EXPLAIN_FAMILY_MAX)->value;

	buf_add_format(&telling->pen.line, "%s = ", word_family(telling->scene, (enum family)node->about.item));
	if (tell_formula(telling, node, 2))
		tell_text(telling, " = ");
	tell_number(telling, node->value, 2);
	if (is_figure(min) && !same_figure(min, max)) {
		tell_text(telling, " [");
		tell_number(telling, min, 1);
		tell_text(telling, " – ");
		tell_number(telling, max, 1);
		tell_text(telling, "]");
	}
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	return true;
}

/* --- maturity ----------------------------------------------------------------------------------------- */

bool tell_gates(struct telling *telling, const struct explain_node *node)
{
	if (result_is_prohibited(telling->result))
		return false;
	pen_section(&telling->pen, _("Maturity required"));
	if (!telling->result->requirement_count) {
		telling->pen.indent = 2;
		tell_text(telling, _("none"));
		tell_end(telling);
		telling->pen.indent = 0;
	}
	return node->count > 0;
}

bool tell_shortfall(struct telling *telling, const struct explain_node *node)
{
	const struct grid *grid = &telling->content->grids[node->about.grid];
	const struct requirement_result requirement = {
		.grid = node->about.grid,
		.dimension = node->about.dimension,
		.required = explain_child(telling, node, EXPLAIN_REQUIRED)->value,
		.current = explain_child(telling, node, EXPLAIN_MEAN)->value,
		.shortfall = node->value,
	};

	tell_glyph(telling, !is_figure(node->value) ? GLYPH_UNKNOWN : node->value > 0 ? GLYPH_NOT_MET : GLYPH_MET);
	word_requirement(&telling->pen.line, telling->scene, &requirement);
	buf_add_format(&telling->pen.line, " (%s.%s)", grid->id, grid->dimensions[node->about.dimension].id);
	tell_end(telling);
	return false;
}

bool tell_feasibility_after(struct telling *telling, const struct explain_node *node)
{
	const struct explain_node *penalty = explain_child(telling, node, EXPLAIN_PENALTY);
	const struct explain_node *gates = &telling->tree->nodes[node->parent];

	if (!(explain_child(telling, penalty, EXPLAIN_SHORTFALLS)->value > 0))
		return false;
	buf_add_format(&telling->pen.line, "%s = ", _("Feasibility after the gate"));
	(void)tell_formula(telling, node, 2);
	tell_text(telling, " = ");
	tell_number(telling, node->value, 2);
	if (explain_child(telling, gates, EXPLAIN_BLOCKED)->value > 0)
		buf_add_format(&telling->pen.line, " (%s)", _("blocked"));
	tell_end(telling);
	return false;
}

/* --- place and rank ----------------------------------------------------------------------------------- */

bool tell_place(struct telling *telling, const struct explain_node *node)
{
	if (result_is_prohibited(telling->result))
		return false;
	pen_section(&telling->pen, _("Place and priority"));
	return node->count > 0;
}

/* «30 × Impact 62,5», «20 × (100 − Risk 33,33)» */
static void tell_family_term(struct telling *telling, const struct explain_node *term)
{
	const struct explain_node *of = explain_source(telling->tree, term);
	const bool safety = of->kind == EXPLAIN_SAFETY;
	const struct explain_node *named = safety ? explain_child(telling, of, EXPLAIN_FAMILY) : of;
	const enum family family = named->kind == EXPLAIN_FAMILY ? (enum family)named->about.item : FAMILY_FEASIBILITY;

	tell_number(telling, term->weight, 3);
	buf_add_format(&telling->pen.line, " × %s%s ", safety ? "(100 − " : "", word_family(telling->scene, family));
	tell_number(telling, named->value, 2);
	tell_text(telling, safety ? ")" : "");
}

/* «Valeur = (50 × Impact 62,5 + 50 × Retour 75) / 100 = 68,75» */
bool tell_place_mean(struct telling *telling, const struct explain_node *node)
{
	const struct matrix *matrix = telling->content->matrix;
	double weights = 0;

	buf_add_format(&telling->pen.line, "%s = ",
		       node->kind == EXPLAIN_AXIS ? tell_in_language(telling, &matrix->axes[node->about.item].name)
						  : _("Priority"));
	for (size_t i = node->first; is_figure(node->value) && i < node->first + node->count; i++) {
		tell_text(telling, weights > 0 ? " + " : "(");
		tell_family_term(telling, &telling->tree->nodes[i]);
		weights += telling->tree->nodes[i].weight;
	}
	if (is_figure(node->value)) {
		tell_text(telling, ") / ");
		tell_number(telling, weights, 3);
		tell_text(telling, " = ");
		tell_number(telling, node->value, 2);
	} else {
		tell_text(telling, _("to be scored first"));
	}
	tell_end(telling);
	return false;
}

bool tell_quadrant(struct telling *telling, const struct explain_node *node)
{
	const struct quadrant_text *quadrant;

	if (!is_figure(node->value))
		return false;
	quadrant = &telling->content->matrix->quadrants[(int)node->value];
	buf_add_format(&telling->pen.line, "%s%s%s", _("Quadrant"), _(": "),
		       tell_in_language(telling, &quadrant->name));
	/* The advice is for what is still to be decided, and a quadrant alone makes no quick win. */
	if (telling->result->verdict == VERDICT_YES || telling->result->verdict == VERDICT_CONDITIONAL)
		buf_add_format(&telling->pen.line, ". %s", tell_in_language(telling, &quadrant->advice));
	tell_end(telling);
	return false;
}

bool tell_rank(struct telling *telling, const struct explain_node *node)
{
	if (!is_figure(node->value))
		return false;
	buf_add_format(&telling->pen.line, _("Rank %zu of %zu"), (size_t)node->value,
		       telling->scene->evaluation->ranking_count);
	tell_end(telling);
	return false;
}

/* --- the law ------------------------------------------------------------------------------------------ */

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
	buf_add_format(&telling->pen.line, " · %s ", _("verified"));
	figure_date(&telling->pen.line, telling->scene->language, class->verified);
	if (class->confirm)
		buf_add_format(&telling->pen.line, " · %s", _("to be confirmed by a lawyer"));
	tell_end(telling);
	duties = telling->scene->law_apart ? "" : tell_in_language(telling, &class->obligations);
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

/* --- the rule ----------------------------------------------------------------------------------------- */

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

bool tell_verdict(struct telling *telling, const struct explain_node *node)
{
	if (result_is_prohibited(telling->result)) {
		pen_section(&telling->pen, _("Prohibited by the AI Act: not to be used, not even as a trial"));
		tell_law(telling);
		return false;
	}
	pen_section(&telling->pen, word_verdict((enum verdict)node->value));
	tell_conditions(telling);
	return false;
}

/* --- what has no figure ------------------------------------------------------------------------------- */

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

bool tell_use_case(struct telling *telling, const struct explain_node *node)
{
	const struct use_case *use_case = telling->result->use_case;

	buf_add_format(&telling->pen.line, "%s %s (%s)", word_flag(telling->pen.surface, telling->result),
		       use_case_name(use_case), use_case->id);
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	if (*use_case->field[USE_CASE_DESCRIPTION]) {
		tell_text(telling, use_case->field[USE_CASE_DESCRIPTION]);
		tell_end(telling);
	}
	return node->count > 0;
}

void tell_around(struct telling *telling)
{
	if (telling->result->money[ESTIMATE_LIKELY].given) {
		telling->pen.indent = 2;
		tell_not_given(telling);
	}
	tell_money_range(telling);
	tell_disagreement(telling);
	tell_sureness_of(telling);
	tell_links(telling);
	if (!result_is_prohibited(telling->result))
		tell_law(telling);
}
