#include "explain_leaf.h"

#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "explain_fold.h"

static const struct use_case *use_case_of(const struct evaluation *evaluation, const struct explain_node *node)
{
	return evaluation->use_cases[node->about.use_case].use_case;
}

static const char *answer_text(const struct evaluation *evaluation, const struct explain_node *node)
{
	return evaluation->document->grids[node->about.grid].answers[node->about.question].field[ANSWER_LEVEL];
}

/* The vote as it was typed, "" where there is none. */
static double typed_vote(const struct evaluation *evaluation, const struct explain_node *node)
{
	const struct score *score = &use_case_of(evaluation, node)->scores[node->about.criterion];

	for (size_t i = 0; i < score->vote_count; i++)
		if (score->votes[i].participant == node->about.item && score->votes[i].round == (long)node->about.part)
			return strtod(score->votes[i].score, NULL);
	return NAN;
}

/* A number or a word of the sheet; the middle of a range, or its end. */
static double typed_field(const struct evaluation *evaluation, const struct explain_node *node)
{
	const char *text = use_case_of(evaluation, node)->field[node->about.item];
	double value[3] = { NAN, NAN, NAN };

	if (node->about.item == USE_CASE_HEALTH_DATA || node->about.item == USE_CASE_MEDICAL_DEVICE)
		return !strcmp(text, "yes");
	if (field_choices(use_case_field_type((enum use_case_field)node->about.item))) {
		const char *const *words = field_choices(use_case_field_type((enum use_case_field)node->about.item));
		double place = node->about.item == USE_CASE_STATUS ? 0 : 1;

		while (strcmp(*words++, text) != 0)
			place++;
		return place;
	}
	int parts = sscanf(text, "%lf/%lf/%lf", &value[0], &value[1], &value[2]);
	return parts == 3 ? value[node->about.part] : value[0];
}

static double typed_target(const struct evaluation *evaluation, const struct explain_node *node)
{
	const struct grid_answers *answers = &evaluation->document->grids[node->about.grid];
	const char *own = answers->answers[node->about.question].field[ANSWER_TARGET];

	return strtod(*own ? own : answers->target, NULL);
}

/* What was typed, read from the dossier's text; false for what is not a text of it. */
static bool typed(const struct evaluation *evaluation, const struct explain_node *node, double *value)
{
	if (node->kind == EXPLAIN_ANSWER)
		*value = answer_text(evaluation, node)[0] >= '1' && answer_text(evaluation, node)[0] <= '5'
				 ? strtod(answer_text(evaluation, node), NULL)
				 : NAN;
	else if (node->kind == EXPLAIN_RETAINED)
		*value = strtod(use_case_of(evaluation, node)->scores[node->about.criterion].retained, NULL);
	else if (node->kind == EXPLAIN_VOTE)
		*value = typed_vote(evaluation, node);
	else if (node->kind == EXPLAIN_FIELD)
		*value = typed_field(evaluation, node);
	else if (node->kind == EXPLAIN_QUESTION_TARGET)
		*value = typed_target(evaluation, node);
	else if (node->kind == EXPLAIN_STATED)
		*value = *use_case_of(evaluation, node)->field[node->about.item] != '\0';
	else
		return false;
	return true;
}

static double said(const struct evaluation *evaluation, const struct explain_node *node)
{
	const struct content *content = evaluation->document->content;
	const struct matrix *matrix = content->matrix;
	const enum profile profile = document_profile(evaluation->document);
	const size_t item = node->about.item;

	switch (node->kind) {
	case EXPLAIN_SHARE_NEEDED:
		return content->grids[node->about.grid].staged_share;
	case EXPLAIN_SLACK:
		return content->grids[node->about.grid].staged_slack;
	case EXPLAIN_BOUND:
		return matrix->derive[content->criteria.items[node->about.criterion].derive].bound[profile][item - 1];
	case EXPLAIN_PENALTY_EACH:
		return matrix->gate_penalty;
	case EXPLAIN_BLOCK_FROM:
		return matrix->gate_block;
	case EXPLAIN_LINE:
		return matrix->axes[item].threshold;
	case EXPLAIN_EXPRESS_DELAY:
		return matrix->express_delay;
	case EXPLAIN_LIMIT:
		return evaluation->use_cases[node->about.use_case].conditions[item].condition->limit[profile];
	case EXPLAIN_ALLOWED:
		cr_assert(strstr(evaluation->use_cases[node->about.use_case].conditions[item].condition->allowed,
				 ai_act_id((enum ai_act)node->about.part)));
		return (double)node->about.part;
	default:
		cr_assert(false, "kind %d is no content", node->kind);
		return NAN;
	}
}

void expect_leaf(const struct evaluation *evaluation, const struct explain_node *node)
{
	double value;

	switch (node->rule) {
	case RULE_TYPED:
		if (typed(evaluation, node, &value))
			cr_assert(fold_is_near(node->value, value), "kind %d: %g, typed %g", node->kind, node->value,
				  value);
		else
			cr_assert(node->kind == EXPLAIN_REQUIREMENT || node->kind == EXPLAIN_DEPENDENT);
		break;
	case RULE_ABSENT:
		cr_assert(isnan(node->value));
		break;
	case RULE_ASSUMED:
		cr_assert(node->kind == EXPLAIN_FIELD && !*use_case_of(evaluation, node)->field[node->about.item]);
		cr_assert_float_eq(node->value, node->about.item == USE_CASE_HORIZON ? 3 : 0, 0);
		break;
	case RULE_CONTENT:
		cr_assert(fold_is_near(node->value, said(evaluation, node)), "kind %d", node->kind);
		break;
	case RULE_FIXED:
		cr_assert(node->kind == EXPLAIN_CONSTANT || node->kind == EXPLAIN_ANSWER_END ||
			  node->kind == EXPLAIN_UTILITY_END);
		break;
	case RULE_ELSEWHERE:
		cr_assert(node->kind == EXPLAIN_AHEAD || node->kind == EXPLAIN_PREREQUISITE);
		break;
	default:
		/* What is made of nothing: no votes, no requirement, no one ahead … */
		break;
	}
}
