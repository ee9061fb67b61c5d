/*
 * Where the service stands: dimensions, questions, and where each score comes
 * from.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/core/explain.h"

enum { GRID_DEPTH = 1 /* of its explanation: dimensions have their own */, GAP_BAD = 1 };

/* --- radar ------------------------------------------------------------------------------------- */

static const char *short_name(const struct maker *maker, const struct dimension *dimension)
{
	const char *name = text_in(&dimension->short_name, maker->scene->language);

	return *name ? name : text_in(&dimension->name, maker->scene->language);
}

/* «Governance 2 (target 3), Data quality …» */
static void describe_dimension(struct maker *maker, size_t g, size_t d)
{
	const struct dimension_result *result = &maker->evaluation->grids[g].dimensions[d];

	buf_add_format(&maker->text, "%s%s ", d ? ", " : "",
		       text_in(&maker->content->grids[g].dimensions[d].name, maker->scene->language));
	word_number(&maker->text, maker->scene, result->measure.score, 2);
	if (!is_figure(result->target))
		return;
	buf_add_format(&maker->text, " (%s ", _("target"));
	word_number(&maker->text, maker->scene, result->target, 2);
	buf_add_char(&maker->text, ')');
}

static bool shows_something(const struct maker *maker, size_t g)
{
	for (size_t d = 0; d < maker->content->grids[g].dimension_count; d++) {
		const struct dimension_result *result = &maker->evaluation->grids[g].dimensions[d];

		if (is_figure(result->measure.score) || is_figure(result->target))
			return true;
	}
	return false;
}

static bool has_target(const struct maker *maker, size_t g)
{
	for (size_t d = 0; d < maker->content->grids[g].dimension_count; d++)
		if (is_figure(maker->evaluation->grids[g].dimensions[d].target))
			return true;
	return false;
}

void maker_radar(struct maker *maker, const char *prefix, size_t g)
{
	enum { SCORE, TARGET, SERIES };
	const struct grid *grid = &maker->content->grids[g];
	const bool targets = has_target(maker, g);
	struct book_radar *radar;

	if (!shows_something(maker, g))
		return;
	radar = book_add_radar(maker->book, maker_id(maker, prefix, grid->id),
			       text_in(&grid->name, maker->scene->language), 0, LEVEL_COUNT, grid->dimension_count,
			       targets ? SERIES : TARGET);
	radar->series[SCORE].name = book_text(maker->book, _("Score"));
	if (targets)
		radar->series[TARGET].name = book_text(maker->book, _("Target"));
	buf_add_format(&maker->text, "%s%s", _("Score of each dimension, from 1 to 5"), _(": "));
	for (size_t d = 0; d < grid->dimension_count; d++) {
		const struct dimension_result *result = &maker->evaluation->grids[g].dimensions[d];

		radar->axes[d] = book_text(maker->book, short_name(maker, &grid->dimensions[d]));
		radar->series[SCORE].values[d] = result->measure.score;
		if (targets)
			radar->series[TARGET].values[d] = result->target;
		describe_dimension(maker, g, d);
	}
	buf_add_char(&maker->text, '.');
	radar->description = book_text(maker->book, maker->text.data);
	buf_clear(&maker->text);
}

/* --- dimensions --------------------------------------------------------------------------------- */

static enum book_tone gap_tone(double gap)
{
	if (!is_figure(gap))
		return BOOK_PLAIN;
	return gap >= GAP_BAD ? BOOK_BAD : gap > 0 ? BOOK_CARE : BOOK_GOOD;
}

static void add_dimension(struct maker *maker, struct book_table *table, size_t g, size_t d)
{
	const struct dimension_result *result = &maker->evaluation->grids[g].dimensions[d];
	const struct measure *measure = &result->measure;
	const bool any = measure->answered > 0;

	(void)book_add_text(maker->book, table,
			    text_in(&maker->content->grids[g].dimensions[d].name, maker->scene->language));
	book_add_number(table, measure->score)->target = maker_dimension(maker, g, d);
	(void)book_add_number(table, any ? measure->min : (double)NAN);
	(void)book_add_number(table, any ? measure->max : (double)NAN);
	(void)book_add_number(table, result->target);
	book_add_number(table, result->gap)->tone = gap_tone(result->gap);
	(void)book_add_number(table, (double)measure->answered);
	(void)book_add_number(table, (double)measure->total);
}

static void make_dimensions(struct maker *maker, size_t g)
{
	static const struct maker_column columns[] = {
		{ N_("Dimension"), BOOK_TEXT, 30 }, { N_("Score"), BOOK_FINE, 8 },
		{ N_("At least"), BOOK_FINE, 9 },   { N_("At most"), BOOK_FINE, 9 },
		{ N_("Target"), BOOK_FINE, 8 },     { N_("Gap"), BOOK_FINE, 8 },
		{ N_("Answered"), BOOK_WHOLE, 10 }, { N_("Questions"), BOOK_WHOLE, 10 },
	};
	const struct grid *grid = &maker->content->grids[g];
	struct book_table *table;
	struct buf id;

	buf_init(&id);
	buf_add_format(&id, "dimensions-%s", grid->id);
	buf_add_format(&maker->text, "%s%s%s", text_in(&grid->name, maker->scene->language), _(": "), _("dimensions"));
	table = maker_table(maker, id.data, maker->text.data, columns, ARRAY_SIZE(columns));
	buf_clear(&maker->text);
	for (size_t d = 0; d < grid->dimension_count; d++)
		add_dimension(maker, table, g, d);
	buf_release(&id);
}

static void make_level(struct maker *maker, size_t g)
{
	const struct grid *grid = &maker->content->grids[g];
	const struct grid_result *result = &maker->evaluation->grids[g];
	const enum language language = maker->scene->language;

	buf_add_format(&maker->text, "%s%s", text_in(&grid->name, language), _(": "));
	if (result->level) {
		const struct level *level = &grid->levels[result->level - 1];

		buf_add_format(&maker->text, _("Level reached: %d %s. %s"), result->level,
			       text_in(&level->name, language), text_in(&level->text, language));
	} else {
		buf_add_text(&maker->text, _("no answer yet"));
	}
	maker_paragraph(maker);
	if (result->held_back_by == SIZE_MAX)
		return;
	buf_add_format(&maker->text, _("The mean is higher than the level: «%s» holds it back."),
		       text_in(&grid->dimensions[result->held_back_by].name, language));
	maker_paragraph(maker);
}

/* --- questions ------------------------------------------------------------------------------------ */

/* A level is a number that is shown in words; what is no level is words alone. */
static void add_level_cell(struct maker *maker, struct book_table *table, const struct grid *grid,
			   const struct answer *answer)
{
	const int level = answer_level(answer);
	struct book_cell *cell;

	word_level(&maker->text, maker->scene, grid, answer->field[ANSWER_LEVEL]);
	cell = maker_cell(maker, table);
	cell->number = level > 0 ? level : (double)NAN;
	cell->tone = level > 0 ? BOOK_PLAIN : level == ANSWER_NOT_APPLICABLE ? BOOK_MUTED : BOOK_CARE;
}

static void add_question(struct maker *maker, struct book_table *table, size_t g, size_t q)
{
	const struct grid *grid = &maker->content->grids[g];
	const struct grid_answers *answers = &maker->evaluation->document->grids[g];
	const struct answer *answer = &answers->answers[q];
	const struct question *question = &grid->questions[q];
	const int target = question_target(answers, q);

	(void)book_add_text(maker->book, table, text_in(&question->text, maker->scene->language));
	book_add_text(maker->book, table, text_in(&grid->dimensions[question->dimension].name, maker->scene->language))
		->target = maker_dimension(maker, g, question->dimension);
	add_level_cell(maker, table, grid, answer);
	(void)book_add_number(table, target ? target : (double)NAN);
	(void)book_add_text(maker->book, table, answer->field[ANSWER_NOTE]);
	(void)book_add_text(maker->book, table, answer->field[ANSWER_EVIDENCE]);
	(void)book_add_text(maker->book, table, word_confidence(answer->field[ANSWER_CONFIDENCE]));
	(void)book_add_text(maker->book, table, answer->field[ANSWER_EVIDENCE_DATE]);
}

static void make_questions(struct maker *maker, size_t g)
{
	static const struct maker_column columns[] = {
		{ N_("Question"), BOOK_TEXT, 50 },   { N_("Dimension"), BOOK_TEXT, 24 },
		{ N_("Level"), BOOK_WHOLE, 18 },     { N_("Target"), BOOK_WHOLE, 8 },
		{ N_("Note"), BOOK_TEXT, 40 },       { N_("Evidence"), BOOK_TEXT, 30 },
		{ N_("Confidence"), BOOK_TEXT, 14 }, { N_("Seen on"), BOOK_TEXT, 12 },
	};
	const struct grid *grid = &maker->content->grids[g];
	struct book_table *table;
	struct buf id;

	buf_init(&id);
	buf_add_format(&id, "questions-%s", grid->id);
	buf_add_format(&maker->text, "%s%s%s", text_in(&grid->name, maker->scene->language), _(": "), _("answers"));
	table = maker_table(maker, id.data, maker->text.data, columns, ARRAY_SIZE(columns));
	buf_clear(&maker->text);
	for (size_t q = 0; q < grid->question_count; q++)
		add_question(maker, table, g, q);
	buf_release(&id);
}

/* --- explanations --------------------------------------------------------------------------------- */

static struct explain_subject subject_of(enum explain_kind kind, size_t grid, size_t dimension)
{
	return (struct explain_subject){ .kind = kind,
					 .about = { .grid = grid,
						    .dimension = dimension,
						    .question = EXPLAIN_NONE,
						    .use_case = EXPLAIN_NONE,
						    .criterion = EXPLAIN_NONE,
						    .item = EXPLAIN_NONE,
						    .part = EXPLAIN_NONE } };
}

static void make_explanations(struct maker *maker, size_t g)
{
	const struct grid *grid = &maker->content->grids[g];
	struct explain_subject subject = subject_of(EXPLAIN_GRID, g, EXPLAIN_NONE);

	maker_explain(maker, maker->grids[g], text_in(&grid->name, maker->scene->language), &subject, GRID_DEPTH);
	for (size_t d = 0; d < grid->dimension_count; d++) {
		subject = subject_of(EXPLAIN_DIMENSION, g, d);
		maker_explain(maker, maker_dimension(maker, g, d),
			      text_in(&grid->dimensions[d].name, maker->scene->language), &subject, INT16_MAX);
	}
}

void make_maturity(struct maker *maker)
{
	if (!maker->content->grid_count) {
		buf_add_text(&maker->text, _("This dossier has no grid."));
		maker_paragraph(maker);
		return;
	}
	maker_grids(maker, "maturity-grids");
	for (size_t g = 0; g < maker->content->grid_count; g++) {
		make_level(maker, g);
		maker_radar(maker, "radar", g);
		make_dimensions(maker, g);
		make_explanations(maker, g);
	}
	for (size_t g = 0; g < maker->content->grid_count; g++)
		make_questions(maker, g);
}
