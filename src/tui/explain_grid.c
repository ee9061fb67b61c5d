/*
 * Where the score of a grid or a dimension comes from.
 */
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "telling.h"

static void tell_answer(struct telling *telling, const struct grid *grid, const struct grid_answers *answers,
			size_t index)
{
	const struct question *question = &grid->questions[index];
	const struct answer *answer = &answers->answers[index];
	const int level = answer_level(answer);

	buf_add_format(&telling->pen.line, "%s ", tell_in_language(telling, &question->text));
	if (level > 0)
		buf_add_format(&telling->pen.line, "%d %s", level,
			       tell_in_language(telling, &question->level[level - 1]));
	else
		tell_text(telling, level == ANSWER_NOT_APPLICABLE ? _("not applicable")
				   : level == ANSWER_UNKNOWN      ? _("don't know: 1 to 5")
								  : _("not answered: 1 to 5"));
	tell_weight(telling, question->weight);
	tell_end(telling);
	if (*answer->field[ANSWER_NOTE]) {
		buf_add_format(&telling->pen.line, "%s%s%s", _("Note"), _(": "), answer->field[ANSWER_NOTE]);
		tell_end(telling);
	}
	if (*answer->field[ANSWER_EVIDENCE]) {
		buf_add_format(&telling->pen.line, "%s%s%s", _("Evidence"), _(": "), answer->field[ANSWER_EVIDENCE]);
		tell_end(telling);
	}
}

/* Only where there is more than one answer is there a mean to do again. */
static void tell_dimension_mean(struct telling *telling, size_t grid_index, const struct dimension *dimension)
{
	const struct grid *grid = &telling->content->grids[grid_index];
	const struct grid_answers *answers = &telling->scene->evaluation->document->grids[grid_index];
	const struct dimension_result *result =
		&telling->scene->evaluation->grids[grid_index].dimensions[dimension - grid->dimensions];
	double *values, *weights;

	if (result->measure.answered < 2)
		return;
	values = xcalloc(dimension->count, sizeof(*values));
	weights = xcalloc(dimension->count, sizeof(*weights));
	for (size_t i = 0; i < dimension->count; i++) {
		const int level = answer_level(&answers->answers[dimension->first + i]);

		values[i] = level;
		weights[i] = level > 0 ? grid->questions[dimension->first + i].weight : 0;
	}
	if (tell_quotient(telling, values, weights, dimension->count, 0)) {
		tell_text(telling, " = ");
		tell_number(telling, result->measure.score, 2);
		tell_end(telling);
	}
	free(values);
	free(weights);
}

void tell_dimension(struct telling *telling, size_t grid_index, size_t index)
{
	const struct grid *grid = &telling->content->grids[grid_index];
	const struct dimension *dimension = &grid->dimensions[index];
	const struct dimension_result *result = &telling->scene->evaluation->grids[grid_index].dimensions[index];

	buf_add_format(&telling->pen.line, "%s = ", tell_in_language(telling, &dimension->name));
	word_measure(&telling->pen.line, telling->scene, &result->measure);
	tell_weight(telling, dimension->weight);
	if (is_figure(result->gap)) {
		buf_add_format(&telling->pen.line, " · %s ", _("target"));
		tell_number(telling, result->target, 2);
		buf_add_format(&telling->pen.line, " · %s ", _("gap"));
		tell_number(telling, result->gap, 2);
	}
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	telling->pen.indent += 2;
	tell_dimension_mean(telling, grid_index, dimension);
	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++)
		tell_answer(telling, grid, &telling->scene->evaluation->document->grids[grid_index], q);
	telling->pen.indent -= 2;
}

static void tell_grid_mean(struct telling *telling, const struct grid *grid, const struct grid_result *result)
{
	double *values = xcalloc(grid->dimension_count, sizeof(*values));
	double *weights = xcalloc(grid->dimension_count, sizeof(*weights));

	for (size_t i = 0; i < grid->dimension_count; i++) {
		values[i] = result->dimensions[i].measure.score;
		weights[i] = grid->dimensions[i].weight;
	}
	buf_add_format(&telling->pen.line, "%s = ", tell_in_language(telling, &grid->name));
	if (tell_quotient(telling, values, weights, grid->dimension_count, 2))
		tell_text(telling, " = ");
	word_measure(&telling->pen.line, telling->scene, &result->measure);
	pen_end(&telling->pen, ATTRIBUTE_BOLD);
	free(values);
	free(weights);
}

/* «✓ Level 2: at 2 or higher 88 % (80 % needed), lowest dimension 1 (1 needed)» */
static void tell_level(struct telling *telling, const struct grid *grid, const struct grid_result *result, int level)
{
	buf_add_format(&telling->pen.line, _("Level %d %s: "), level,
		       tell_in_language(telling, &grid->levels[level - 1].name));
	if (level == 1) {
		tell_text(telling, _("always reached"));
	} else {
		buf_add_format(&telling->pen.line, _("at %d or higher "), level);
		tell_number(telling, 100 * result->share[level - 1], 1);
		tell_text(telling, "\u00a0%");
		tell_text(telling, _(" of the weight answered ("));
		tell_number(telling, 100 * grid->staged_share, 1);
		tell_text(telling, "\u00a0%");
		tell_text(telling, _(" needed), lowest dimension "));
		tell_number(telling, result->lowest, 2);
		tell_text(telling, " (");
		tell_number(telling, level - grid->staged_slack, 2);
		tell_text(telling, _(" needed)"));
	}
	tell_end(telling);
}

static void tell_levels(struct telling *telling, const struct grid *grid, const struct grid_result *result)
{
	if (!result->level)
		return;
	tell_glyph(telling, GLYPH_MET);
	tell_level(telling, grid, result, result->level);
	if (result->level == LEVEL_COUNT)
		return;
	tell_glyph(telling, GLYPH_NOT_MET);
	tell_level(telling, grid, result, result->level + 1);
}

void tell_grid(struct telling *telling, size_t grid_index)
{
	const struct grid *grid = &telling->content->grids[grid_index];
	const struct grid_result *result = &telling->scene->evaluation->grids[grid_index];

	tell_grid_mean(telling, grid, result);
	telling->pen.indent = 2;
	tell_levels(telling, grid, result);
	for (size_t d = 0; d < grid->dimension_count; d++)
		tell_dimension(telling, grid_index, d);
}
