/*
 * Where the score of a grid, a dimension or a question comes from.
 */
#include "cadran/core/compare.h"
#include "explain_parts.h"

static const struct grid *grid_of(const struct telling *telling, const struct explain_node *node)
{
	return &telling->content->grids[node->about.grid];
}

static const struct dimension *dimension_of(const struct telling *telling, const struct explain_node *node)
{
	return &grid_of(telling, node)->dimensions[node->about.dimension];
}

static void tell_remark(struct telling *telling, const char *head, const char *text)
{
	if (!*text)
		return;
	buf_add_format(&telling->pen.line, "%s%s%s", head, _(": "), text);
	tell_end(telling);
}

/* « · target 3 · gap 1» where both are there. */
static void tell_target(struct telling *telling, const struct explain_node *target, const struct explain_node *gap)
{
	if (!is_figure(gap->value))
		return;
	buf_add_format(&telling->pen.line, " · %s ", _("target"));
	tell_number(telling, target->value, 2);
	buf_add_format(&telling->pen.line, " · %s ", _("gap"));
	tell_number(telling, gap->value, 2);
}

/* What an answer says; one that is not known stands in the interval from 1 to 5. */
static void tell_answer(struct telling *telling, const struct explain_node *node, const struct question *question,
			int level)
{
	buf_add_format(&telling->pen.line, "%s ", tell_in_language(telling, &question->text));
	if (is_figure(node->value)) {
		tell_number(telling, node->value, 0);
		buf_add_format(&telling->pen.line, " %s", tell_in_language(telling, &question->level[level - 1]));
	} else {
		tell_text(telling, level == ANSWER_NOT_APPLICABLE ? _("not applicable")
				   : level == ANSWER_UNKNOWN      ? _("don't know: 1 to 5")
								  : _("not answered: 1 to 5"));
	}
	tell_weight(telling, question->weight);
}

bool tell_question(struct telling *telling, const struct explain_node *node)
{
	const struct question *question = &grid_of(telling, node)->questions[node->about.question];
	const struct answer *answer =
		&telling->scene->evaluation->document->grids[node->about.grid].answers[node->about.question];

	tell_answer(telling, explain_child(telling, node, EXPLAIN_ANSWER), question, answer_level(answer));
	/* Below a dimension its own target says enough. */
	if (node->parent == EXPLAIN_NONE)
		tell_target(telling, explain_child(telling, node, EXPLAIN_QUESTION_TARGET),
			    explain_child(telling, node, EXPLAIN_QUESTION_GAP));
	tell_end(telling);
	tell_remark(telling, _("Note"), answer->field[ANSWER_NOTE]);
	tell_remark(telling, _("Evidence"), answer->field[ANSWER_EVIDENCE]);
	return false;
}

/* Only where there is more than one answer is there a mean to do again. */
bool tell_dimension_mean(struct telling *telling, const struct explain_node *node)
{
	size_t answered = 0;

	if (node->about.dimension == EXPLAIN_NONE || node->about.part != READING_COMPLETE)
		return false;
	for (size_t i = node->first; i < node->first + node->count; i++)
		answered += is_figure(telling->tree->nodes[i].value);
	if (answered > 1 && tell_formula(telling, node, 0)) {
		tell_text(telling, " = ");
		tell_number(telling, node->value, 2);
		tell_end(telling);
	}
	return false;
}

/* «2,3 [2,1 – 3,0]» from the first children of a grid or a dimension. */
static void tell_measure(struct telling *telling, const struct explain_node *node)
{
	const struct measure measure = {
		.score = explain_child(telling, node, EXPLAIN_MEAN)->value,
		.min = explain_child(telling, node, EXPLAIN_MEAN_MIN)->value,
		.max = explain_child(telling, node, EXPLAIN_MEAN_MAX)->value,
	};

	word_measure(&telling->pen.line, telling->scene, &measure);
}

bool tell_dimension(struct telling *telling, const struct explain_node *node)
{
	buf_add_format(&telling->pen.line, "%s = ", tell_in_language(telling, &dimension_of(telling, node)->name));
	tell_measure(telling, node);
	tell_weight(telling, dimension_of(telling, node)->weight);
	tell_target(telling, explain_child(telling, node, EXPLAIN_TARGET), explain_child(telling, node, EXPLAIN_GAP));
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	return true;
}

bool tell_grid(struct telling *telling, const struct explain_node *node)
{
	buf_add_format(&telling->pen.line, "%s = ", tell_in_language(telling, &grid_of(telling, node)->name));
	if (tell_formula(telling, explain_child(telling, node, EXPLAIN_MEAN), 2))
		tell_text(telling, " = ");
	tell_measure(telling, node);
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	return true;
}

static void tell_share(struct telling *telling, double share)
{
	tell_number(telling, 100 * share, 1);
	tell_text(telling, "\u00a0%");
}

/* «at 2 or higher 88 % of the weight answered (80 % needed), lowest dimension 1 (1 needed)» */
static void tell_requirements(struct telling *telling, const struct explain_node *node)
{
	const struct explain_node *share = explain_child(telling, node, EXPLAIN_SHARE_REACHED);
	const struct explain_node *lowest = explain_child(telling, node, EXPLAIN_LOWEST_REACHED);

	buf_add_format(&telling->pen.line, _("at %d or higher "), (int)node->about.item);
	tell_share(telling, explain_child(telling, share, EXPLAIN_SHARE)->value);
	tell_text(telling, _(" of the weight answered ("));
	tell_share(telling, explain_child(telling, share, EXPLAIN_SHARE_NEEDED)->value);
	tell_text(telling, _(" needed), lowest dimension "));
	tell_number(telling, explain_child(telling, lowest, EXPLAIN_LOWEST)->value, 2);
	tell_text(telling, " (");
	tell_number(telling, explain_child(telling, lowest, EXPLAIN_LOWEST_NEEDED)->value, 2);
	tell_text(telling, _(" needed)"));
}

/* Where nothing is answered there is none to tell. */
bool tell_level(struct telling *telling, const struct explain_node *node)
{
	(void)telling;
	return is_figure(node->value);
}

/* The level reached, and the next one. */
bool tell_level_step(struct telling *telling, const struct explain_node *node)
{
	const double reached = telling->tree->nodes[node->parent].value, level = (double)node->about.item;

	if (!same_figure(level, reached) && !same_figure(level, reached + 1))
		return false;
	tell_glyph(telling, node->value > 0 ? GLYPH_MET : GLYPH_NOT_MET);
	buf_add_format(&telling->pen.line, _("Level %d %s: "), (int)level,
		       tell_in_language(telling, &grid_of(telling, node)->levels[node->about.item - 1].name));
	if (node->about.item == 1)
		tell_text(telling, _("always reached"));
	else
		tell_requirements(telling, node);
	tell_end(telling);
	return false;
}
