#include "cadran/core/comparison.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "comparison_terms.h"

static bool same(double a, double b)
{
	return is_figure(a) ? is_figure(b) && same_figure(a, b) : !is_figure(b);
}

bool move_is_none(const struct move *move)
{
	return same(move->before, move->after);
}

struct term term_of(double weight_before, double before, double weight_after, double after)
{
	return (struct term){
		{ is_figure(before) ? weight_before : 0, is_figure(after) ? weight_after : 0 },
		{ is_figure(before) ? before : 0, is_figure(after) ? after : 0 },
	};
}

void means_add(struct means *means, const struct term *term)
{
	for (int side = 0; side < 2; side++) {
		means->weight[side] += term->weight[side];
		means->total[side] += term->weight[side] * term->value[side];
	}
}

double part_of(const struct means *means, const struct term *term)
{
	double middle;

	if (!(means->weight[0] > 0) || !(means->weight[1] > 0))
		return NAN;
	middle = (means->total[0] / means->weight[0] + means->total[1] / means->weight[1]) / 2;
	return (term->weight[1] * (term->value[1] - middle) - term->weight[0] * (term->value[0] - middle)) /
	       ((means->weight[0] + means->weight[1]) / 2);
}

/* --- content --------------------------------------------------------------------------------- */

static void add_content(struct comparison *comparison, enum content_kind kind, const char *id, const char *before,
			const char *after)
{
	comparison->contents[comparison->content_count++] = (struct content_move){ kind, id, before, after };
}

static bool is_compared(const struct content_source *source, const struct content *content)
{
	return source->kind != CONTENT_CATALOGUE && source->kind != CONTENT_DEMO &&
	       (source->kind != CONTENT_MATRIX || !strcmp(source->id, content->matrix->id));
}

static void compare_contents(struct comparison *comparison)
{
	const struct content *before = comparison->before->document->content;
	const struct content *after = comparison->after->document->content;
	const bool other_matrix = strcmp(before->matrix->id, after->matrix->id) != 0;

	comparison->contents = xcalloc(before->source_count + after->source_count + 1, sizeof(*comparison->contents));
	if (other_matrix)
		add_content(comparison, CONTENT_MATRIX, after->matrix->id, before->matrix->id, after->matrix->id);
	for (size_t i = 0; i < after->source_count; i++) {
		const struct content_source *new = &after->sources[i];
		const struct content_source *old = content_source(before, new->kind, new->id);

		if (!is_compared(new, after) || (old && !strcmp(old->version, new->version)) ||
		    (new->kind == CONTENT_MATRIX &&other_matrix))
			continue;
		add_content(comparison, new->kind, new->id, old ? old->version : NULL, new->version);
	}
	for (size_t i = 0; i < before->source_count; i++) {
		const struct content_source *old = &before->sources[i];

		if (is_compared(old, before) && old->kind != CONTENT_MATRIX &&
		    !content_source(after, old->kind, old->id))
			add_content(comparison, old->kind, old->id, old->version, NULL);
	}
}

/* --- grids ----------------------------------------------------------------------------------- */

/* One grid as it is on one side. */
struct side {
	const struct grid *grid;
	const struct grid_answers *answers;
	const struct grid_result *result;
};

static bool side_of(const struct evaluation *evaluation, const char *id, struct side *side)
{
	const struct content *content = evaluation->document->content;
	const struct grid *grid = content_grid(content, id);

	if (!grid)
		return false;
	*side = (struct side){ grid, &evaluation->document->grids[grid - content->grids],
			       &evaluation->grids[grid - content->grids] };
	return true;
}

static const char *level_at(const struct side *side, const struct question *question)
{
	return question ? side->answers->answers[question - side->grid->questions].field[ANSWER_LEVEL] : NULL;
}

static double level_figure(const struct side *side, const struct question *question)
{
	const int level = question ? answer_level(&side->answers->answers[question - side->grid->questions]) : 0;

	return level > 0 ? level : (double)NAN;
}

/* A question as it is asked on each side, NULL where it is not. */
struct asked {
	const struct question *before, *after;
};

static struct term question_term(const struct side *before, const struct side *after, const struct asked *asked)
{
	return term_of(asked->before ? asked->before->weight : 0, level_figure(before, asked->before),
		       asked->after ? asked->after->weight : 0, level_figure(after, asked->after));
}

static bool is_of(const struct grid *grid, const struct question *question, const struct dimension *dimension)
{
	return question && dimension && &grid->dimensions[question->dimension] == dimension;
}

/* The questions of a dimension on either side, matched by id. */
static struct asked *list_asked(const struct side *before, const struct side *after, const struct dimension *old,
				const struct dimension *new, size_t *count)
{
	struct asked *asked = xcalloc((old ? old->count : 0) + (new ? new->count : 0) + 1, sizeof(*asked));

	*count = 0;
	for (size_t i = 0; new &&i < new->count; i++) {
		const struct question *question = &after->grid->questions[new->first + i];
		const struct question *was = grid_question(before->grid, question->id);

		asked[(*count)++] = (struct asked){ is_of(before->grid, was, old) ? was : NULL, question };
	}
	for (size_t i = 0; old && i < old->count; i++) {
		const struct question *question = &before->grid->questions[old->first + i];

		if (!is_of(after->grid, grid_question(after->grid, question->id), new))
			asked[(*count)++] = (struct asked){ question, NULL };
	}
	return asked;
}

static bool says_the_same(const char *before, const char *after)
{
	const char *given = before ? before : after;

	if (before && after)
		return !strcmp(before, after);
	assert(given);
	return !*given;
}

static void compare_dimension(const struct side *before, const struct side *after, const struct dimension *old,
			      const struct dimension *new, struct dimension_move *move)
{
	struct means means = { 0 };
	size_t count;
	struct asked *asked = list_asked(before, after, old, new, &count);

	*move = (struct dimension_move){ .dimension = new ? new : old, .score = { NAN, NAN } };
	if (old)
		move->score.before = before->result->dimensions[old - before->grid->dimensions].measure.score;
	if (new)
		move->score.after = after->result->dimensions[new - after->grid->dimensions].measure.score;
	for (size_t i = 0; i < count; i++) {
		const struct term term = question_term(before, after, &asked[i]);

		means_add(&means, &term);
	}
	move->answers = xcalloc(count + 1, sizeof(*move->answers));
	for (size_t i = 0; i < count; i++) {
		const struct term term = question_term(before, after, &asked[i]);
		const char *from = level_at(before, asked[i].before), *to = level_at(after, asked[i].after);
		const double part = part_of(&means, &term);

		/* A question that weighs otherwise moves the score with the same answer. */
		if (says_the_same(from, to) && !(is_figure(part) && !same_figure(part, 0)))
			continue;
		move->answers[move->answer_count++] =
			(struct answer_move){ asked[i].after ? asked[i].after : asked[i].before, from, to, part };
	}
	free(asked);
}

static const struct dimension *twin(const struct grid *grid, const struct dimension *dimension)
{
	return grid_dimension(grid, dimension->id);
}

static struct term dimension_term(const struct side *before, const struct side *after,
				  const struct dimension_move *move)
{
	const struct dimension *old = twin(before->grid, move->dimension), *new = twin(after->grid, move->dimension);

	return term_of(old ? old->weight : 0, move->score.before, new ? new->weight : 0, move->score.after);
}

static double level_of(const struct grid_result *result)
{
	return result->level ? result->level : (double)NAN;
}

static void compare_grid(const struct side *before, const struct side *after, struct grid_move *move)
{
	struct means means = { 0 };

	*move = (struct grid_move){
		.grid = after->grid,
		.score = { before->result->measure.score, after->result->measure.score },
		.level = { level_of(before->result), level_of(after->result) },
	};
	move->dimensions =
		xcalloc(before->grid->dimension_count + after->grid->dimension_count, sizeof(*move->dimensions));
	for (size_t i = 0; i < after->grid->dimension_count; i++) {
		const struct dimension *new = &after->grid->dimensions[i];

		compare_dimension(before, after, twin(before->grid, new), new,
				  &move->dimensions[move->dimension_count++]);
	}
	for (size_t i = 0; i < before->grid->dimension_count; i++)
		if (!twin(after->grid, &before->grid->dimensions[i]))
			compare_dimension(before, after, &before->grid->dimensions[i], NULL,
					  &move->dimensions[move->dimension_count++]);
	for (size_t i = 0; i < move->dimension_count; i++) {
		const struct term term = dimension_term(before, after, &move->dimensions[i]);

		means_add(&means, &term);
	}
	for (size_t i = 0; i < move->dimension_count; i++) {
		const struct term term = dimension_term(before, after, &move->dimensions[i]);

		move->dimensions[i].part = part_of(&means, &term);
	}
}

static void compare_grids(struct comparison *comparison)
{
	const struct content *content = comparison->after->document->content;

	comparison->grids = xcalloc(content->grid_count, sizeof(*comparison->grids));
	for (size_t i = 0; i < content->grid_count; i++) {
		struct side before, after;

		if (side_of(comparison->before, content->grids[i].id, &before) &&
		    side_of(comparison->after, content->grids[i].id, &after))
			compare_grid(&before, &after, &comparison->grids[comparison->grid_count++]);
	}
}

void comparison_compute(const struct evaluation *before, const struct evaluation *after, struct comparison *comparison)
{
	*comparison = (struct comparison){ .before = before, .after = after };
	compare_contents(comparison);
	compare_grids(comparison);
	compare_use_cases(comparison);
}

void comparison_release(struct comparison *comparison)
{
	for (size_t i = 0; i < comparison->grid_count; i++) {
		for (size_t k = 0; k < comparison->grids[i].dimension_count; k++)
			free(comparison->grids[i].dimensions[k].answers);
		free(comparison->grids[i].dimensions);
	}
	for (size_t i = 0; i < comparison->use_case_count; i++) {
		free(comparison->use_cases[i].scores);
		free(comparison->use_cases[i].gates);
		free(comparison->use_cases[i].conditions);
	}
	free(comparison->contents);
	free(comparison->grids);
	free(comparison->use_cases);
	*comparison = (struct comparison){ 0 };
}

static bool grid_is_still(const struct grid_move *move)
{
	bool still = move_is_none(&move->score) && move_is_none(&move->level);

	for (size_t i = 0; still && i < move->dimension_count; i++)
		still = move_is_none(&move->dimensions[i].score) && !move->dimensions[i].answer_count;
	return still;
}

bool comparison_is_empty(const struct comparison *comparison)
{
	bool empty = !comparison->content_count;

	for (size_t i = 0; empty && i < comparison->grid_count; i++)
		empty = grid_is_still(&comparison->grids[i]);
	for (size_t i = 0; empty && i < comparison->use_case_count; i++)
		empty = !comparison->use_cases[i].moved;
	return empty;
}
