#include "cadran/core/next_step.h"

#include "cadran/base/alloc.h"
#include "cadran/core/unlock.h"
#include "cadran/core/workshop.h"

/* The way to free one is short: it is found, or nearly, without a long search. */
enum { UNLOCK_NODES = 2000 };

static bool is_open(const struct use_case_result *result)
{
	return !result_is_settled(result) && !result_is_prohibited(result);
}

static bool has_vote(const struct evaluation *evaluation, struct next_step *next)
{
	struct ballot ballot;

	ballot_gather(evaluation->document, &ballot);
	next->count = ballot.count;
	ballot_release(&ballot);
	return next->count > 0;
}

/* --- service and grids ------------------------------------------------------------ */

static bool needs_service(const struct evaluation *evaluation, struct next_step *next)
{
	char *const *service = evaluation->document->service;

	(void)next;
	return !*service[SERVICE_NAME] || !*service[SERVICE_SECTOR];
}

static bool has_express(const struct grid *grid)
{
	for (size_t q = 0; q < grid->question_count; q++)
		if (grid->questions[q].express)
			return true;
	return false;
}

static bool needs_answers(const struct evaluation *evaluation, struct next_step *next)
{
	const struct content *content = evaluation->document->content;

	for (size_t g = 0; g < content->grid_count; g++) {
		const struct grid *grid = &content->grids[g];
		const struct answer *answers = evaluation->document->grids[g].answers;
		const bool express = has_express(grid);

		next->count = 0;
		for (size_t q = grid->question_count; q-- > 0;) {
			if ((express && !grid->questions[q].express) || answer_level(&answers[q]) != ANSWER_BLANK)
				continue;
			next->question = q;
			next->count++;
		}
		next->grid = g;
		if (next->count)
			return true;
	}
	return false;
}

/* --- use cases ---------------------------------------------------------------------- */

static void take(struct next_step *next, size_t use_case)
{
	if (!next->count++)
		next->use_case = use_case;
}

/* Counts the open ones that `lacks` says yes of; the first is kept. */
static bool any(const struct evaluation *evaluation, struct next_step *next,
		bool (*lacks)(const struct use_case_result *result))
{
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		if (lacks(&evaluation->use_cases[evaluation->ranking[i]]))
			take(next, evaluation->ranking[i]);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!evaluation->use_cases[i].rank && is_open(&evaluation->use_cases[i]) &&
		    lacks(&evaluation->use_cases[i]))
			take(next, i);
	return next->count > 0;
}

static bool needs_use_cases(const struct evaluation *evaluation, struct next_step *next)
{
	(void)next;
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!result_is_prohibited(&evaluation->use_cases[i]))
			return false;
	return true;
}

static bool lacks_need(const struct use_case_result *result)
{
	return result->techno_push;
}

static bool needs_need(const struct evaluation *evaluation, struct next_step *next)
{
	return any(evaluation, next, lacks_need);
}

static bool lacks_score(const struct use_case_result *result)
{
	return (result->missing & MISSING_SCORE) != 0;
}

static bool needs_scores(const struct evaluation *evaluation, struct next_step *next)
{
	return any(evaluation, next, lacks_score);
}

static bool lacks_class(const struct use_case_result *result)
{
	return result->facts.ai_act == AI_ACT_UNKNOWN;
}

static bool needs_class(const struct evaluation *evaluation, struct next_step *next)
{
	return evaluation->document->content->tree.ask_count && any(evaluation, next, lacks_class);
}

static bool lacks_sheet(const struct use_case_result *result)
{
	return (result->missing & (MISSING_DELAY | MISSING_HEALTH_DATA | MISSING_MEDICAL_DEVICE)) != 0;
}

static bool needs_sheet(const struct evaluation *evaluation, struct next_step *next)
{
	return any(evaluation, next, lacks_sheet);
}

static bool can_be_launched(const struct use_case_result *result)
{
	return result->verdict == VERDICT_YES && result->facts.status == STATUS_IDEA;
}

static bool can_launch(const struct evaluation *evaluation, struct next_step *next)
{
	return any(evaluation, next, can_be_launched);
}

static bool can_unlock(const struct evaluation *evaluation, struct next_step *next)
{
	struct unlock unlock;

	unlock_compute_within(evaluation, UNLOCK_NODES, &unlock);
	if (unlock.path_count && unlock.paths[0].step_count && unlock.paths[0].frees.count) {
		const struct unlock_step *step = &unlock.paths[0].steps[0];

		next->grid = step->grid;
		next->dimension = step->dimension;
		next->level = step->to;
		next->count = unlock.paths[0].frees.count;
		next->use_case = unlock.paths[0].frees.items[0];
	}
	unlock_release(&unlock);
	return next->count > 0;
}

static bool can_export(const struct evaluation *evaluation, struct next_step *next)
{
	(void)evaluation;
	(void)next;
	return true;
}

/* --- the whole ------------------------------------------------------------------------ */

void next_step_compute(const struct evaluation *evaluation, struct next_step *next)
{
	static bool (*const has_reason[NEXT_KIND_COUNT])(const struct evaluation *, struct next_step *) = {
		[NEXT_VOTE] = has_vote,      [NEXT_SERVICE] = needs_service,
		[NEXT_GRID] = needs_answers, [NEXT_USE_CASES] = needs_use_cases,
		[NEXT_NEED] = needs_need,    [NEXT_SCORE] = needs_scores,
		[NEXT_AI_ACT] = needs_class, [NEXT_SHEET] = needs_sheet,
		[NEXT_LAUNCH] = can_launch,  [NEXT_UNLOCK] = can_unlock,
		[NEXT_EXPORT] = can_export,
	};

	for (int kind = 0; kind < NEXT_KIND_COUNT; kind++) {
		*next = (struct next_step){ .kind = (enum next_kind)kind };
		if (has_reason[kind](evaluation, next))
			return;
	}
}

bool dossier_is_begun(const struct evaluation *evaluation)
{
	const struct content *content = evaluation->document->content;

	for (size_t g = 0; g < content->grid_count; g++)
		for (size_t q = 0; q < content->grids[g].question_count; q++)
			if (answer_level(&evaluation->document->grids[g].answers[q]) != ANSWER_BLANK)
				return true;
	return evaluation->use_case_count > 0;
}
