/*
 * The matrix as a chart and a table, and the ranking with how sure it is.
 */
#include <math.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "sureness.h"

/* --- the chart ------------------------------------------------------------------------------- */

static enum book_mark mark_of(const struct use_case_result *result)
{
	if (result_is_settled(result))
		return BOOK_MARK_RING;
	return result->verdict == VERDICT_YES           ? BOOK_MARK_STAR
	       : result->verdict == VERDICT_CONDITIONAL ? BOOK_MARK_HOLLOW_STAR
	       : result->verdict == VERDICT_INCOMPLETE  ? BOOK_MARK_SQUARE
							: BOOK_MARK_DOT;
}

static const struct text *quadrant_name(const struct maker *maker, enum quadrant quadrant)
{
	return &maker->content->matrix->quadrants[quadrant].name;
}

static void add_points(struct maker *maker, struct book_scatter *scatter)
{
	static const char *const names[BOOK_MARK_COUNT] = {
		[BOOK_MARK_DOT] = N_("no quick win"),     [BOOK_MARK_SQUARE] = N_("to be completed first"),
		[BOOK_MARK_STAR] = N_("quick win"),       [BOOK_MARK_HOLLOW_STAR] = N_("under condition"),
		[BOOK_MARK_RING] = N_("live or stopped"),
	};

	for (size_t i = 0; i < maker->evaluation->use_case_count; i++) {
		const struct use_case_result *result = maker_result(maker, i);
		struct book_point *point;

		if (!result->placed)
			continue;
		point = book_add_point(maker->book, scatter, result->use_case->id, use_case_name(result->use_case),
				       result->x, result->y);
		point->mark = mark_of(result);
		point->tone = maker_tone(result);
		scatter->mark_names[point->mark] = book_text(maker->book, _(names[point->mark]));
	}
}

/* «To launch: A, B» for each quadrant where something stands. */
static void describe_quadrant(struct maker *maker, enum quadrant quadrant)
{
	bool begun = false;

	for (size_t i = 0; i < maker->evaluation->use_case_count; i++) {
		const struct use_case_result *result = maker_result(maker, i);

		if (!result->placed || result->quadrant != quadrant)
			continue;
		if (begun)
			buf_add_text(&maker->text, ", ");
		else
			buf_add_format(&maker->text, "%s%s%s", maker->text.length ? " " : "",
				       text_in(quadrant_name(maker, quadrant), maker->scene->language), _(": "));
		buf_add_text(&maker->text, use_case_name(result->use_case));
		begun = true;
	}
	if (begun)
		buf_add_char(&maker->text, '.');
}

static void make_scatter(struct maker *maker)
{
	/* As the chart names them, from below left. */
	static const enum quadrant places[] = { QUADRANT_LOW_LOW, QUADRANT_LOW_HIGH, QUADRANT_HIGH_LOW,
						QUADRANT_HIGH_HIGH };
	const struct matrix *matrix = maker->content->matrix;
	const enum language language = maker->scene->language;
	struct book_scatter *scatter =
		book_add_scatter(maker->book, maker_id(maker, "", "chart-matrix"), text_in(&matrix->name, language));

	scatter->x_title = book_text(maker->book, text_in(&matrix->axes[AXIS_X].name, language));
	scatter->y_title = book_text(maker->book, text_in(&matrix->axes[AXIS_Y].name, language));
	scatter->x_limit = matrix->axes[AXIS_X].threshold;
	scatter->y_limit = matrix->axes[AXIS_Y].threshold;
	for (size_t i = 0; i < ARRAY_SIZE(places); i++) {
		scatter->quadrants[i] = book_text(maker->book, text_in(quadrant_name(maker, places[i]), language));
		describe_quadrant(maker, places[ARRAY_SIZE(places) - 1 - i]);
	}
	scatter->description = book_text(maker->book, maker->text.data);
	buf_clear(&maker->text);
	add_points(maker, scatter);
}

/* --- the table ------------------------------------------------------------------------------- */

static void add_place(struct maker *maker, struct book_table *table, size_t place)
{
	const struct use_case_result *result = maker_result(maker, place);
	const struct quadrant_text *quadrant = &maker->content->matrix->quadrants[result->quadrant];
	const bool advised = result->placed && !result_is_settled(result);
	struct book_cell *cell;

	(void)book_add_text(maker->book, table, result->use_case->id);
	cell = book_add_text(maker->book, table, use_case_name(result->use_case));
	cell->tone = maker_tone(result);
	cell->target = maker->cases[place].explain;
	(void)book_add_number(table, result->placed ? result->x : (double)NAN);
	(void)book_add_number(table, result->placed ? result->y : (double)NAN);
	(void)book_add_text(maker->book, table, advised ? text_in(&quadrant->name, maker->scene->language) : "");
	if (advised)
		buf_add_text(&maker->text, text_in(&quadrant->advice, maker->scene->language));
	else
		word_reason(&maker->text, maker->scene, result);
	(void)maker_cell(maker, table);
}

static void make_places(struct maker *maker)
{
	const enum language language = maker->scene->language;
	const struct axis *axes = maker->content->matrix->axes;
	struct book_table *table =
		maker_table(maker, "table-matrix", _("Where each use case stands, from 0 to 100"), NULL, 0);

	book_add_column(maker->book, table, _("Id"), BOOK_TEXT, 12);
	book_add_column(maker->book, table, _("Use case"), BOOK_TEXT, 34);
	book_add_column(maker->book, table, text_in(&axes[AXIS_X].name, language), BOOK_DECIMAL, 12);
	book_add_column(maker->book, table, text_in(&axes[AXIS_Y].name, language), BOOK_DECIMAL, 12);
	book_add_column(maker->book, table, _("Quadrant"), BOOK_TEXT, 22);
	book_add_column(maker->book, table, _("Advice"), BOOK_TEXT, 60);
	for (size_t i = 0; i < maker->evaluation->use_case_count; i++)
		add_place(maker, table, i);
}

static void make_axes(struct maker *maker)
{
	for (int axis = AXIS_COUNT - 1; axis >= 0; axis--) {
		const struct axis *shown = &maker->content->matrix->axes[axis];
		const char *meaning = text_in(&shown->text, maker->scene->language);

		if (!*meaning)
			continue;
		buf_add_format(&maker->text, "%s%s%s", text_in(&shown->name, maker->scene->language), _(": "), meaning);
		maker_item(maker);
	}
}

static bool has_use_cases(struct maker *maker)
{
	if (maker->evaluation->use_case_count)
		return true;
	buf_add_text(&maker->text, word_how_to_begin(maker->scene));
	maker_paragraph(maker);
	return false;
}

void make_matrix(struct maker *maker)
{
	if (!has_use_cases(maker))
		return;
	make_scatter(maker);
	make_axes(maker);
	make_places(maker);
}

/* --- the ranking ------------------------------------------------------------------------------- */

static void add_chances(struct maker *maker, struct book_table *table, size_t place)
{
	const struct robustness *robustness = maker->scene->robustness;
	const bool ranked = robustness && maker_result(maker, place)->rank;
	struct book_cell *cell;

	(void)book_add_number(table, ranked ? robustness_expected_rank(robustness, place).p : (double)NAN);
	(void)book_add_number(table, ranked ? robustness_rank(robustness, place, 1).p : (double)NAN);
	cell = book_add_number(table, ranked ? robustness_quick_win(robustness, place).p : (double)NAN);
	if (is_figure(cell->number) && maker_result(maker, place)->verdict == VERDICT_YES)
		cell->tone = cell->number >= ROBUST_SURE ? BOOK_GOOD : BOOK_CARE;
}

static void add_ranked(struct maker *maker, struct book_table *table, size_t place)
{
	const struct use_case_result *result = maker_result(maker, place);
	struct book_cell *cell;

	cell = book_add_number(table, result->rank ? (double)result->rank : (double)NAN);
	cell->target = maker->cases[place].explain;
	if (!result->rank)
		cell->text = book_text(maker->book, "–");
	(void)book_add_text(maker->book, table, result->use_case->id);
	cell = book_add_text(maker->book, table, use_case_name(result->use_case));
	cell->tone = maker_tone(result);
	(void)book_add_number(table, result->priority);
	add_chances(maker, table, place);
	word_reason(&maker->text, maker->scene, result);
	(void)maker_cell(maker, table);
}

void make_ranking(struct maker *maker)
{
	static const struct maker_column columns[] = {
		{ N_("Rank"), BOOK_WHOLE, 6 },
		{ N_("Id"), BOOK_TEXT, 12 },
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Priority"), BOOK_DECIMAL, 10 },
		{ N_("Mean rank"), BOOK_DECIMAL, 10 },
		{ N_("Chance to be first"), BOOK_PERCENT, 12 },
		{ N_("Chance of a quick win"), BOOK_PERCENT, 12 },
		{ N_("Quick win?"), BOOK_TEXT, 44 },
	};
	const struct evaluation *evaluation = maker->evaluation;
	struct book_table *table;

	if (!has_use_cases(maker))
		return;
	table = maker_table(maker, "table-ranking",
			    _("The use cases by priority, from 0 to 100; at the end those without a rank"), columns,
			    ARRAY_SIZE(columns));
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		add_ranked(maker, table, evaluation->ranking[i]);
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!evaluation->use_cases[i].rank)
			add_ranked(maker, table, i);
	if (maker->scene->robustness && evaluation->ranking_count) {
		sureness_word_draws(&maker->text, maker->scene);
		maker_paragraph(maker);
	}
	maker_tell(maker, tell_stability);
	maker_tell(maker, tell_agreement);
}
