/*
 * Where a figure comes from, term by term: of a use case, a grid or a
 * dimension. It reads the same results that every other view shows.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/quick_win.h"
#include "cadran/core/scoring.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/wording.h"

/* What the parts of an explanation share. */
struct telling {
	const struct scene *scene;
	const struct content *content;
	const struct use_case_result *result; /* of the use case, where it is one */
	struct pen pen;
};

static void number(struct telling *telling, double value, int decimals)
{
	word_number(&telling->pen.line, telling->scene, value, decimals);
}

static void text(struct telling *telling, const char *words)
{
	buf_add_text(&telling->pen.line, words);
}

static void end(struct telling *telling)
{
	pen_end(&telling->pen, ATTRIBUTE_NONE);
}

static const char *in_language(const struct telling *telling, const struct text *words)
{
	return text_in(words, telling->scene->language);
}

static void tell_source(struct telling *telling, const struct criterion *criterion,
			const struct criterion_result *result)
{
	struct buf *line = &telling->pen.line;

	switch (result->source) {
	case SOURCE_RETAINED:
		text(telling, _("retained"));
		break;
	case SOURCE_VOTES:
		buf_add_format(
			line,
			message_plural("%s of %zu vote, round %ld", "%s of %zu votes, round %ld", result->vote_count),
			telling->content->matrix->aggregate == AGGREGATE_MEAN ? _("mean") : _("median"),
			result->vote_count, result->round);
		break;
	case SOURCE_DERIVED:
		buf_add_format(line, _("computed from the figures (%s)"), derive_id(criterion->derive));
		break;
	default:
		text(telling, criterion->required ? _("missing, required") : _("missing"));
	}
}

static void tell_criterion(struct telling *telling, const struct criterion *criterion,
			   const struct criterion_result *result)
{
	buf_add_format(&telling->pen.line, "%s%s", in_language(telling, &criterion->name), _(": "));
	if (is_figure(result->score)) {
		number(telling, result->score, 2);
		text(telling, " (");
		tell_source(telling, criterion, result);
		text(telling, criterion->less_is_better ? ") → 25·(5 − " : ") → 25·(");
		number(telling, result->score, 2);
		text(telling, criterion->less_is_better ? ") = " : " − 1) = ");
		number(telling, result->utility, 2);
	} else {
		tell_source(telling, criterion, result);
	}
	buf_add_format(&telling->pen.line, " · %s ", _("weight"));
	number(telling, criterion->weight, 3);
	end(telling);
}

static void tell_family(struct telling *telling, enum family family)
{
	const struct criteria *criteria = &telling->content->criteria;
	const struct family_result *result = &telling->result->families[family];

	telling->pen.indent = 2;
	buf_add_format(&telling->pen.line, "%s = ", word_family(telling->scene, family));
	number(telling, result->value, 2);
	if (family == FAMILY_RISK)
		text(telling, _(" (a danger: 100 − the mean; it counts as 100 − risk)"));
	if (is_figure(result->min) && !same_figure(result->min, result->max)) {
		text(telling, " [");
		number(telling, result->min, 1);
		text(telling, " – ");
		number(telling, result->max, 1);
		text(telling, "]");
	}
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	telling->pen.indent = 4;
	for (size_t i = 0; i < criteria->count; i++)
		if (criteria->items[i].family == family)
			tell_criterion(telling, &criteria->items[i], &telling->result->criteria[i]);
}

static void tell_families(struct telling *telling)
{
	pen_section(&telling->pen, _("Families: weighted mean of the utilities, 0 to 100"));
	for (int i = 0; i < FAMILY_COUNT; i++)
		tell_family(telling, (enum family)i);
}

static void tell_gate(struct telling *telling)
{
	const struct use_case_result *result = telling->result;
	double missing = 0;

	pen_section(&telling->pen, _("Maturity required"));
	telling->pen.indent = 2;
	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];

		if (is_figure(gate->shortfall))
			missing += gate->shortfall;
		text(telling, surface_glyph_text(telling->pen.surface, !is_figure(gate->shortfall) ? GLYPH_UNKNOWN
								       : gate->shortfall > 0       ? GLYPH_NOT_MET
												   : GLYPH_MET));
		text(telling, " ");
		word_requirement(&telling->pen.line, telling->scene, gate);
		end(telling);
	}
	if (!result->requirement_count) {
		text(telling, _("none"));
		end(telling);
	}
	buf_add_format(&telling->pen.line, "%s = ", _("Feasibility after the gate"));
	number(telling, result->families[FAMILY_FEASIBILITY].value, 2);
	text(telling, " − ");
	number(telling, telling->content->matrix->gate_penalty, 2);
	text(telling, " × ");
	number(telling, missing, 2);
	text(telling, " = ");
	number(telling, result->feasibility_after, 2);
	if (result->maturity_blocked)
		buf_add_format(&telling->pen.line, " (%s)", _("blocked"));
	end(telling);
}

/* «Value = (50 × 75 + 50 × 62,5) / 100 = 68,75» */
static void tell_mean(struct telling *telling, const char *name, const double weight[FAMILY_COUNT], double value)
{
	double weights = 0;

	buf_add_format(&telling->pen.line, "%s = (", name);
	for (int i = 0; i < FAMILY_COUNT; i++) {
		if (!(weight[i] > 0))
			continue;
		text(telling, weights > 0 ? " + " : "");
		number(telling, weight[i], 3);
		buf_add_format(&telling->pen.line, i == FAMILY_RISK ? " × (100 − %s) " : " × %s ",
			       word_family(telling->scene, (enum family)i));
		number(telling, family_reading(telling->result, (enum family)i), 2);
		weights += weight[i];
	}
	text(telling, ") / ");
	number(telling, weights, 3);
	text(telling, " = ");
	number(telling, value, 2);
	end(telling);
}

static void tell_place(struct telling *telling)
{
	const struct matrix *matrix = telling->content->matrix;
	const struct use_case_result *result = telling->result;

	pen_section(&telling->pen, _("Place and priority"));
	telling->pen.indent = 2;
	if (result_is_prohibited(result)) {
		text(telling, _("Prohibited by the AI Act: neither a place on the matrix nor a rank."));
		end(telling);
		return;
	}
	tell_mean(telling, in_language(telling, &matrix->axes[AXIS_Y].name), matrix->axes[AXIS_Y].weight, result->y);
	tell_mean(telling, in_language(telling, &matrix->axes[AXIS_X].name), matrix->axes[AXIS_X].weight, result->x);
	tell_mean(telling, _("Priority"), matrix->priority, result->priority);
	if (result->placed) {
		const struct quadrant_text *quadrant = &matrix->quadrants[result->quadrant];

		buf_add_format(&telling->pen.line, "%s%s%s. %s", _("Quadrant"), _(": "),
			       in_language(telling, &quadrant->name), in_language(telling, &quadrant->advice));
		end(telling);
	}
	if (result->rank) {
		buf_add_format(&telling->pen.line, _("Rank %zu of %zu"), result->rank,
			       telling->scene->evaluation->ranking_count);
		end(telling);
	}
}

static void tell_figure(struct telling *telling, const char *name, double value, bool euros)
{
	buf_add_format(&telling->pen.line, "%s = ", name);
	if (euros)
		word_money(&telling->pen.line, telling->scene, value);
	else
		number(telling, value, 3);
	end(telling);
}

static void tell_money(struct telling *telling)
{
	const struct money *money = &telling->result->money[ESTIMATE_LIKELY];

	pen_section(&telling->pen, _("Figures (the likely ones)"));
	telling->pen.indent = 2;
	if (!money->given) {
		text(telling, _("No figures: the conditions on money are dropped."));
		end(telling);
		return;
	}
	tell_figure(telling, _("Gain a year = 12 × hours × hour cost + other gain"), money->gain, true);
	tell_figure(telling, _("Build = days × day rate + build cost"), money->build, true);
	tell_figure(telling, _("Run a year"), money->run, true);
	buf_add_format(&telling->pen.line, _("Horizon in years %.0f · ramp-up in months "), money->horizon);
	number(telling, money->ramp_up, 1);
	text(telling, _(" · discount "));
	number(telling, 100 * money->discount, 2);
	text(telling, "\u00a0%");
	end(telling);
	tell_figure(telling, _("TCO = build + run × horizon"), money->tco, true);
	tell_figure(telling, _("Net gain a year = gain − run"), money->net_year, true);
	tell_figure(telling, _("ROI = (gain over the horizon − TCO) / TCO"), money->roi, false);
	tell_figure(telling, _("Payback in months"), money->payback, false);
	if (!(money->net_year > 0)) {
		text(telling, _("There is no payback: the net gain of a year is not above 0."));
		end(telling);
	}
	tell_figure(telling, _("Net present value"), money->npv, true);
	text(telling, _("Figures that were not given count as 0 (horizon 3 years)."));
	end(telling);
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
	end(telling);
}

/* What decides first: failures from the nearest on, then what is open, unknown and met. */
static void tell_conditions(struct telling *telling)
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
	if (result->open_obligations) {
		buf_add_format(&telling->pen.line, "%s%s", _("Open obligations"), _(": "));
		word_obligations(&telling->pen.line, result->open_obligations);
		end(telling);
	}
}

static void tell_verdict(struct telling *telling)
{
	struct buf head;

	buf_init(&head);
	buf_add_format(&head, "%s %s", _("Quick win?"),
		       result_is_settled(telling->result) && !result_is_prohibited(telling->result)
			       ? word_status(telling->result->facts.status)
			       : word_verdict(telling->result->verdict));
	pen_section(&telling->pen, head.data);
	buf_release(&head);
	tell_conditions(telling);
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
		end(telling);
	}
	if (telling->result->frees) {
		buf_add_format(&telling->pen.line,
			       message_plural("%zu use case needs this one", "%zu use cases need this one",
					      telling->result->frees),
			       telling->result->frees);
		if (telling->result->enabler)
			buf_add_format(&telling->pen.line, " (%s)", _("enabler"));
		end(telling);
	}
}

static void tell_ai_act(struct telling *telling)
{
	const enum ai_act which = telling->result->facts.ai_act;
	const struct ai_act_class *class = &telling->content->tree.classes[which];
	const char *duties;

	if (which == AI_ACT_UNKNOWN || !class->given)
		return;
	pen_section(&telling->pen, _("AI Act (information, not legal advice)"));
	telling->pen.indent = 2;
	text(telling, in_language(telling, &class->name));
	if (class->article)
		buf_add_format(&telling->pen.line, " · art. %s", class->article);
	buf_add_format(&telling->pen.line, " · %s %s", _("verified"), class->verified);
	if (class->confirm)
		buf_add_format(&telling->pen.line, " · %s", _("to be confirmed by a lawyer"));
	end(telling);
	for (duties = in_language(telling, &class->obligations); *duties;) {
		const char *bar = strstr(duties, " | ");

		text(telling, "- ");
		buf_add(&telling->pen.line, duties, bar ? (size_t)(bar - duties) : strlen(duties));
		end(telling);
		duties = bar ? bar + 3 : duties + strlen(duties);
	}
}

static void tell_use_case(struct telling *telling)
{
	const struct use_case *use_case = telling->result->use_case;

	buf_add_format(&telling->pen.line, "%s %s (%s)", word_flag(telling->pen.surface, telling->result),
		       use_case_name(use_case), use_case->id);
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	if (*use_case->field[USE_CASE_DESCRIPTION]) {
		text(telling, use_case->field[USE_CASE_DESCRIPTION]);
		end(telling);
	}
	tell_verdict(telling);
	tell_families(telling);
	tell_gate(telling);
	tell_place(telling);
	tell_money(telling);
	tell_links(telling);
	tell_ai_act(telling);
}

static void tell_answer(struct telling *telling, const struct grid *grid, const struct grid_answers *answers,
			size_t index)
{
	const struct question *question = &grid->questions[index];
	const struct answer *answer = &answers->answers[index];
	const int level = answer_level(answer);

	buf_add_format(&telling->pen.line, "%s ", in_language(telling, &question->text));
	if (level > 0)
		buf_add_format(&telling->pen.line, "%d %s", level, in_language(telling, &question->level[level - 1]));
	else
		text(telling, level == ANSWER_NOT_APPLICABLE ? _("not applicable")
			      : level == ANSWER_UNKNOWN      ? _("don't know: 1 to 5")
							     : _("not answered: 1 to 5"));
	buf_add_format(&telling->pen.line, " · %s ", _("weight"));
	number(telling, question->weight, 3);
	end(telling);
	if (*answer->field[ANSWER_NOTE]) {
		buf_add_format(&telling->pen.line, "%s%s%s", _("Note"), _(": "), answer->field[ANSWER_NOTE]);
		end(telling);
	}
	if (*answer->field[ANSWER_EVIDENCE]) {
		buf_add_format(&telling->pen.line, "%s%s%s", _("Evidence"), _(": "), answer->field[ANSWER_EVIDENCE]);
		end(telling);
	}
}

static void tell_dimension(struct telling *telling, size_t grid_index, size_t index)
{
	const struct grid *grid = &telling->content->grids[grid_index];
	const struct dimension *dimension = &grid->dimensions[index];
	const struct dimension_result *result = &telling->scene->evaluation->grids[grid_index].dimensions[index];

	buf_add_format(&telling->pen.line, "%s = ", in_language(telling, &dimension->name));
	word_measure(&telling->pen.line, telling->scene, &result->measure);
	buf_add_format(&telling->pen.line, " · %s ", _("weight"));
	number(telling, dimension->weight, 3);
	if (is_figure(result->gap)) {
		buf_add_format(&telling->pen.line, " · %s ", _("target"));
		number(telling, result->target, 2);
		buf_add_format(&telling->pen.line, " · %s ", _("gap"));
		number(telling, result->gap, 2);
	}
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	telling->pen.indent += 2;
	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
		tell_answer(telling, grid, &telling->scene->evaluation->document->grids[grid_index], q);
	telling->pen.indent -= 2;
}

static void tell_grid(struct telling *telling, size_t grid_index)
{
	const struct grid *grid = &telling->content->grids[grid_index];
	const struct grid_result *result = &telling->scene->evaluation->grids[grid_index];

	buf_add_format(&telling->pen.line, "%s = ", in_language(telling, &grid->name));
	word_measure(&telling->pen.line, telling->scene, &result->measure);
	buf_add_format(&telling->pen.line, " (%s)", _("weighted mean of the dimensions that have a score"));
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	if (result->level) {
		buf_add_format(
			&telling->pen.line,
			_("Level reached %d: at least %.0f %% of the answered weight stands there or higher, and no "
			  "dimension is more than %.1f below"),
			result->level, 100 * grid->staged_share, grid->staged_slack);
		end(telling);
	}
	telling->pen.indent = 2;
	for (size_t d = 0; d < grid->dimension_count; d++)
		tell_dimension(telling, grid_index, d);
}

/* How many dimensions `subject` names: «data.quality», or «quality» alone. The last one found is filled in. */
static size_t find_dimensions(const struct content *content, const char *subject, size_t *grid, size_t *dimension)
{
	const char *dot = strchr(subject, '.');
	size_t count = 0;

	for (size_t g = 0; g < content->grid_count; g++) {
		const struct grid *candidate = &content->grids[g];
		const size_t length = strlen(candidate->id);
		const bool named = dot && !strncmp(subject, candidate->id, length) && subject + length == dot;
		const struct dimension *found = grid_dimension(candidate, named ? dot + 1 : subject);

		if (!found)
			continue;
		*grid = g;
		*dimension = (size_t)(found - candidate->dimensions);
		count++;
	}
	return count;
}

static bool tell_measured(struct telling *telling, const char *subject, struct err *err)
{
	const struct grid *whole = content_grid(telling->content, subject);
	size_t grid = 0, dimension = 0, count;

	if (whole) {
		tell_grid(telling, (size_t)(whole - telling->content->grids));
		return true;
	}
	count = find_dimensions(telling->content, subject, &grid, &dimension);
	if (count > 1)
		return err_set(err, ERR_VALUE, N_("%zu grids have a dimension «%s»; say which, as in %s.%s"), count,
			       subject, telling->content->grids[grid].id, subject);
	if (!count)
		return err_set(err, ERR_VALUE,
			       N_("there is nothing called «%s»; expected the id of a use case, a grid or a dimension"),
			       subject);
	tell_dimension(telling, grid, dimension);
	return true;
}

static bool draw_explain(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct telling telling = {
		.scene = scene,
		.content = scene->evaluation->document->content,
		.result = evaluation_use_case(scene->evaluation, scene->subject),
	};
	bool found = true;

	pen_init(&telling.pen, surface);
	if (telling.result)
		tell_use_case(&telling);
	else
		found = tell_measured(&telling, scene->subject, err);
	pen_release(&telling.pen);
	return found;
}

const struct view view_explain = {
	.name = "explain",
	.help = N_("where the figures of a use case, a grid or a dimension come from"),
	.takes_subject = true,
	.draw = draw_explain,
};
