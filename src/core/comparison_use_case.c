/*
 * One use case on two sides: scores, families, priority, gates, the quick-win
 * rule.
 */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/scoring.h"
#include "comparison_terms.h"

const char *use_case_quadrant(const struct evaluation *evaluation, const struct use_case_result *result)
{
	return result && result->placed ? evaluation->document->content->matrix->quadrants[result->quadrant].id : "";
}

bool use_case_move_field(const struct use_case_move *move, enum use_case_field field, const char **before,
			 const char **after)
{
	*before = move->before ? move->before->use_case->field[field] : "";
	*after = move->after ? move->after->use_case->field[field] : "";
	return strcmp(*before, *after) != 0;
}

/* One criterion on one side; `criterion` NULL where it is not scored on. */
struct scored {
	const struct criterion *criterion;
	const struct criterion_result *result;
};

static struct scored scored_on(const struct evaluation *evaluation, const struct use_case_result *of, const char *id)
{
	const struct criteria *criteria = &evaluation->document->content->criteria;
	size_t index;

	if (!of || !criteria_find(criteria, id, &index))
		return (struct scored){ NULL, NULL };
	return (struct scored){ &criteria->items[index], &of->criteria[index] };
}

static double score_of(const struct scored *scored)
{
	return scored->criterion ? scored->result->score : (double)NAN;
}

static double utility_of(const struct scored *scored)
{
	return scored->criterion ? scored->result->utility : (double)NAN;
}

static enum score_source source_of(const struct scored *scored)
{
	return scored->criterion ? scored->result->source : SOURCE_MISSING;
}

struct pair {
	struct scored before, after;
};

/* A criterion that changed its family counts where it is now, and did not count there before. */
static struct term pair_term(const struct pair *pair, enum family family)
{
	const bool old = pair->before.criterion && pair->before.criterion->family == family;
	const bool new = pair->after.criterion && pair->after.criterion->family == family;

	return term_of(old ? pair->before.criterion->weight : 0, old ? utility_of(&pair->before) : (double)NAN,
		       new ? pair->after.criterion->weight : 0, new ? utility_of(&pair->after) : (double)NAN);
}

/* The criteria of both sides, matched by id, those of after first. */
static struct pair *list_pairs(const struct comparison *comparison, const struct use_case_move *move, size_t *count)
{
	const struct criteria *old = &comparison->before->document->content->criteria;
	const struct criteria *new = &comparison->after->document->content->criteria;
	struct pair *pairs = xcalloc(old->count + new->count, sizeof(*pairs));
	size_t index;

	*count = 0;
	for (size_t i = 0; i < new->count; i++)
		pairs[(*count)++] = (struct pair){ scored_on(comparison->before, move->before, new->items[i].id),
						   scored_on(comparison->after, move->after, new->items[i].id) };
	for (size_t i = 0; i < old->count; i++)
		if (!criteria_find(new, old->items[i].id, &index))
			pairs[(*count)++] =
				(struct pair){ scored_on(comparison->before, move->before, old->items[i].id),
					       { NULL, NULL } };
	return pairs;
}

static enum family family_of(const struct pair *pair)
{
	return pair->after.criterion ? pair->after.criterion->family : pair->before.criterion->family;
}

static void add_score(struct use_case_move *move, const struct pair *pair, const struct means means[FAMILY_COUNT])
{
	const enum family family = family_of(pair);
	const struct term term = pair_term(pair, family);
	double part = part_of(&means[family], &term);
	struct score_move score = {
		.criterion = pair->after.criterion ? pair->after.criterion : pair->before.criterion,
		.score = { score_of(&pair->before), score_of(&pair->after) },
		.before = source_of(&pair->before),
		.after = source_of(&pair->after),
	};

	/* A mean utility rises where the danger falls. */
	score.part = family == FAMILY_RISK ? -part : part;
	if (!move_is_none(&score.score) || score.before != score.after || (is_figure(part) && !same_figure(part, 0)))
		move->scores[move->score_count++] = score;
}

static void compare_scores(const struct comparison *comparison, struct use_case_move *move)
{
	struct means means[FAMILY_COUNT] = { { { 0 }, { 0 } } };
	size_t count;
	struct pair *pairs = list_pairs(comparison, move, &count);

	for (size_t i = 0; i < count; i++) {
		for (int f = 0; f < FAMILY_COUNT; f++) {
			const struct term term = pair_term(&pairs[i], (enum family)f);

			means_add(&means[f], &term);
		}
	}
	move->scores = xcalloc(count + 1, sizeof(*move->scores));
	for (size_t i = 0; i < count; i++)
		if (pairs[i].before.criterion || pairs[i].after.criterion)
			add_score(move, &pairs[i], means);
	free(pairs);
}

static struct term family_term(const struct comparison *comparison, const struct use_case_move *move, int family)
{
	const double *before = comparison->before->document->content->matrix->priority;
	const double *after = comparison->after->document->content->matrix->priority;

	return term_of(fmax(before[family], 0), family_reading(move->before, (enum family)family),
		       fmax(after[family], 0), family_reading(move->after, (enum family)family));
}

static void compare_priority(const struct comparison *comparison, struct use_case_move *move)
{
	struct means means = { 0 };

	for (int f = 0; f < FAMILY_COUNT; f++)
		move->parts[f] = NAN;
	if (!is_figure(move->priority.before) || !is_figure(move->priority.after))
		return;
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const struct term term = family_term(comparison, move, f);

		means_add(&means, &term);
	}
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const struct term term = family_term(comparison, move, f);

		move->parts[f] = part_of(&means, &term);
	}
}

/* What a dimension lacks for the use case; 0 where nothing of it is required. */
static double shortfall_of(const struct evaluation *evaluation, const struct use_case_result *result,
			   const struct grid *grid, const struct dimension *dimension)
{
	const struct content *content = evaluation->document->content;

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct requirement_result *gate = &result->requirements[i];

		if (!strcmp(content->grids[gate->grid].id, grid->id) &&
		    !strcmp(content->grids[gate->grid].dimensions[gate->dimension].id, dimension->id))
			return gate->shortfall;
	}
	return 0;
}

static bool has_gate(const struct use_case_move *move, const struct grid *grid, const struct dimension *dimension)
{
	for (size_t i = 0; i < move->gate_count; i++)
		if (!strcmp(move->gates[i].grid->id, grid->id) && !strcmp(move->gates[i].dimension->id, dimension->id))
			return true;
	return false;
}

static void add_gates(const struct comparison *comparison, const struct evaluation *evaluation,
		      const struct use_case_result *result, struct use_case_move *move)
{
	const struct content *content = evaluation->document->content;

	for (size_t i = 0; i < result->requirement_count; i++) {
		const struct grid *grid = &content->grids[result->requirements[i].grid];
		const struct dimension *dimension = &grid->dimensions[result->requirements[i].dimension];
		const struct gate_move gate = {
			grid,
			dimension,
			{ shortfall_of(comparison->before, move->before, grid, dimension),
			  shortfall_of(comparison->after, move->after, grid, dimension) },
		};

		if (!move_is_none(&gate.shortfall) && !has_gate(move, grid, dimension))
			move->gates[move->gate_count++] = gate;
	}
}

static const struct condition_result *condition_of(const struct use_case_result *result, const char *id)
{
	for (size_t i = 0; i < result->condition_count; i++)
		if (!strcmp(result->conditions[i].condition->id, id))
			return &result->conditions[i];
	return NULL;
}

/* Of conditions that the rule has on one side only it is not said that they changed: the rule did. */
static void compare_conditions(struct use_case_move *move)
{
	move->conditions = xcalloc(move->after->condition_count + 1, sizeof(*move->conditions));
	for (size_t i = 0; i < move->after->condition_count; i++) {
		const struct condition_result *new = &move->after->conditions[i];
		const struct condition_result *old = condition_of(move->before, new->condition->id);

		if (old && old->met != new->met)
			move->conditions[move->condition_count++] =
				(struct condition_move){ new->condition->id, old->met, new->met };
	}
}

static double rank_of(const struct use_case_result *result)
{
	return result && result->rank ? (double)result->rank : (double)NAN;
}

static struct move move_of(const struct use_case_move *move, double (*figure)(const struct use_case_result *))
{
	return (struct move){ move->before ? figure(move->before) : (double)NAN,
			      move->after ? figure(move->after) : (double)NAN };
}

static double priority_of(const struct use_case_result *result)
{
	return result->priority;
}

static double x_of(const struct use_case_result *result)
{
	return result->x;
}

static double y_of(const struct use_case_result *result)
{
	return result->y;
}

static bool has_moved(const struct comparison *comparison, const struct use_case_move *move)
{
	const char *before, *after;
	bool moved = !move->before || !move->after || !move_is_none(&move->priority) || !move_is_none(&move->rank) ||
		     !move_is_none(&move->x) || !move_is_none(&move->y) || move->score_count || move->gate_count ||
		     move->condition_count || move->before->verdict != move->after->verdict ||
		     strcmp(use_case_quadrant(comparison->before, move->before),
			    use_case_quadrant(comparison->after, move->after)) != 0;

	for (int f = 0; !moved && f < FAMILY_COUNT; f++)
		moved = !move_is_none(&move->families[f]);
	for (int f = 0; !moved && f < USE_CASE_FIELD_COUNT; f++)
		moved = use_case_move_field(move, (enum use_case_field)f, &before, &after);
	return moved;
}

static void compare_use_case(const struct comparison *comparison, struct use_case_move *move)
{
	move->priority = move_of(move, priority_of);
	move->rank = move_of(move, rank_of);
	move->x = move_of(move, x_of);
	move->y = move_of(move, y_of);
	for (int f = 0; f < FAMILY_COUNT; f++)
		move->families[f] = (struct move){ move->before ? move->before->families[f].value : (double)NAN,
						   move->after ? move->after->families[f].value : (double)NAN };
	for (int f = 0; f < FAMILY_COUNT; f++)
		move->parts[f] = NAN;
	if (move->before && move->after) {
		compare_scores(comparison, move);
		compare_priority(comparison, move);
		move->gates = xcalloc(move->before->requirement_count + move->after->requirement_count + 1,
				      sizeof(*move->gates));
		add_gates(comparison, comparison->after, move->after, move);
		add_gates(comparison, comparison->before, move->before, move);
		compare_conditions(move);
	}
	move->others = is_figure(move->rank.before) && is_figure(move->rank.after) && move_is_none(&move->priority) &&
		       !move_is_none(&move->rank);
	move->moved = has_moved(comparison, move);
}

void compare_use_cases(struct comparison *comparison)
{
	const struct evaluation *before = comparison->before, *after = comparison->after;

	comparison->use_cases = xcalloc(before->use_case_count + after->use_case_count, sizeof(*comparison->use_cases));
	for (size_t i = 0; i < after->use_case_count; i++) {
		const struct use_case_result *new = &after->use_cases[i];

		comparison->use_cases[comparison->use_case_count++] =
			(struct use_case_move){ .before = evaluation_use_case(before, new->use_case->id),
						.after = new };
	}
	for (size_t i = 0; i < before->use_case_count; i++)
		if (!evaluation_use_case(after, before->use_cases[i].use_case->id))
			comparison->use_cases[comparison->use_case_count++] =
				(struct use_case_move){ .before = &before->use_cases[i] };
	for (size_t i = 0; i < comparison->use_case_count; i++)
		compare_use_case(comparison, &comparison->use_cases[i]);
}
