/*
 * What moved between two moments or two dossiers, and because of what.
 */
#include "cadran/tui/comparison_view.h"

#include <math.h>
#include <string.h>

#include "cadran/core/compare.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"

enum { COLUMN_NAME, COLUMN_BEFORE, COLUMN_AFTER, COLUMN_DIFFERENCE, COLUMN_LEVEL, COLUMN_COUNT };

/* What is drawn: both sides for words that depend on a side. */
struct drawing {
	const struct comparison *comparison;
	struct scene before, after;
	struct pen pen;
	struct table_column columns[COLUMN_COUNT];
};

static void word_signed(struct buf *out, const struct scene *scene, double value, int decimals)
{
	if (value > 0)
		buf_add_text(out, "+");
	word_number(out, scene, value, decimals);
}

/* «2,3 → 2,5 (+0,2)» */
static void word_move(struct buf *out, const struct scene *scene, const struct move *move, int decimals)
{
	word_number(out, scene, move->before, decimals);
	buf_add_text(out, " → ");
	word_number(out, scene, move->after, decimals);
	if (!is_figure(move->before) || !is_figure(move->after))
		return;
	buf_add_text(out, " (");
	word_signed(out, scene, move->after - move->before, decimals);
	buf_add_text(out, ")");
}

static void end_line(struct drawing *drawing)
{
	pen_end(&drawing->pen, ATTRIBUTE_NONE);
}

/* --- content ------------------------------------------------------------------------------------ */

static void draw_contents(struct drawing *drawing)
{
	const struct comparison *comparison = drawing->comparison;
	struct buf *line = &drawing->pen.line;

	for (size_t i = 0; i < comparison->content_count; i++) {
		const struct content_move *move = &comparison->contents[i];
		const char *kind = content_kind_id(move->kind);

		if (!move->before)
			buf_add_format(line, _("%s %s: only after, version %s"), kind, move->id, move->after);
		else if (!move->after)
			buf_add_format(line, _("%s %s: only before, version %s"), kind, move->id, move->before);
		else if (move->kind == CONTENT_MATRIX && !strcmp(move->id, move->after))
			buf_add_format(line, _("another matrix: %s → %s"), move->before, move->after);
		else
			buf_add_format(line, _("%s %s: version %s → %s"), kind, move->id, move->before, move->after);
		end_line(drawing);
	}
}

/* --- grids ---------------------------------------------------------------------------------------- */

static void draw_figures(struct drawing *drawing, const char *name, int indent, const struct move *move,
			 const struct move *level)
{
	struct surface *surface = drawing->pen.surface;
	const int row = drawing->pen.row++;
	const unsigned weight = indent ? ATTRIBUTE_NONE : ATTRIBUTE_BOLD;
	struct table_column first = drawing->columns[COLUMN_NAME];
	struct buf text;

	first.place += indent;
	first.width -= indent;
	table_cell(surface, row, &first, weight, name);
	buf_init(&text);
	word_number(&text, &drawing->after, move->before, 2);
	table_cell(surface, row, &drawing->columns[COLUMN_BEFORE], weight, text.data);
	buf_clear(&text);
	word_number(&text, &drawing->after, move->after, 2);
	table_cell(surface, row, &drawing->columns[COLUMN_AFTER], weight, text.data);
	buf_clear(&text);
	word_signed(&text, &drawing->after, move->after - move->before, 2);
	table_cell(surface, row, &drawing->columns[COLUMN_DIFFERENCE], weight, text.data);
	buf_clear(&text);
	if (level) {
		word_number(&text, &drawing->after, level->before, 0);
		buf_add_text(&text, " → ");
		word_number(&text, &drawing->after, level->after, 0);
		table_cell(surface, row, &drawing->columns[COLUMN_LEVEL], weight, text.data);
	}
	buf_release(&text);
}

static void word_side(struct buf *out, const struct scene *scene, const struct grid *grid, const char *level)
{
	if (level)
		word_level(out, scene, grid, level);
	else
		buf_add_text(out, _("not asked"));
}

static void draw_answers(struct drawing *drawing, const struct grid *grid, const struct dimension_move *dimension)
{
	struct buf *line = &drawing->pen.line;

	drawing->pen.indent = 4;
	for (size_t i = 0; i < dimension->answer_count; i++) {
		const struct answer_move *move = &dimension->answers[i];

		buf_add_format(line, "%s · ", text_in(&move->question->text, drawing->after.language));
		word_side(line, &drawing->before, grid, move->before);
		buf_add_text(line, " → ");
		word_side(line, &drawing->after, grid, move->after);
		if (is_figure(move->part)) {
			buf_add_text(line, _(": "));
			word_signed(line, &drawing->after, move->part, 2);
		}
		end_line(drawing);
	}
	drawing->pen.indent = 0;
}

static void draw_grid(struct drawing *drawing, const struct grid_move *move)
{
	draw_figures(drawing, text_in(&move->grid->name, drawing->after.language), 0, &move->score, &move->level);
	for (size_t i = 0; i < move->dimension_count; i++) {
		const struct dimension_move *dimension = &move->dimensions[i];

		draw_figures(drawing, text_in(&dimension->dimension->name, drawing->after.language), 2,
			     &dimension->score, NULL);
		draw_answers(drawing, move->grid, dimension);
	}
	drawing->pen.row++;
}

static void draw_grids(struct drawing *drawing)
{
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_NAME] = { .title = _("Maturity"), .least = 36, .share = 1 },
		[COLUMN_BEFORE] = { .title = _("Before"), .least = 8, .right = true },
		[COLUMN_AFTER] = { .title = _("After"), .least = 8, .right = true },
		[COLUMN_DIFFERENCE] = { .title = _("Difference"), .least = 10, .right = true },
		[COLUMN_LEVEL] = { .title = _("Level"), .least = 8, .right = true },
	};

	if (!drawing->comparison->grid_count)
		return;
	table_layout(columns, COLUMN_COUNT, 0, drawing->pen.surface->width);
	memcpy(drawing->columns, columns, sizeof(columns));
	drawing->pen.row++;
	table_heading(drawing->pen.surface, drawing->pen.row, columns, COLUMN_COUNT);
	drawing->pen.row += 2;
	for (size_t i = 0; i < drawing->comparison->grid_count; i++)
		draw_grid(drawing, &drawing->comparison->grids[i]);
}

/* --- use cases -------------------------------------------------------------------------------- */

/* «Priority: 60 → 65 (+5) · impact +6 · risk −1» */
static void draw_place(struct drawing *drawing, const struct use_case_move *move)
{
	struct buf *line = &drawing->pen.line;

	if (!move_is_none(&move->priority)) {
		buf_add_format(line, "%s%s", _("Priority"), _(": "));
		word_move(line, &drawing->after, &move->priority, 1);
		for (int f = 0; f < FAMILY_COUNT; f++) {
			if (!is_figure(move->parts[f]) || same_figure(move->parts[f], 0))
				continue;
			buf_add_format(line, " · %s ", word_family(&drawing->after, (enum family)f));
			word_signed(line, &drawing->after, move->parts[f], 1);
		}
		end_line(drawing);
	}
	if (move_is_none(&move->rank))
		return;
	buf_add_format(line, "%s%s", _("Rank"), _(": "));
	word_number(line, &drawing->after, move->rank.before, 0);
	buf_add_text(line, " → ");
	word_number(line, &drawing->after, move->rank.after, 0);
	if (move->others)
		buf_add_format(line, " (%s)", _("because of the others"));
	end_line(drawing);
}

static const char *quadrant_name(const struct scene *scene, const struct use_case_result *result)
{
	const struct matrix *matrix = scene->evaluation->document->content->matrix;

	return result->placed ? text_in(&matrix->quadrants[result->quadrant].name, scene->language)
			      : _("no place on the matrix");
}

static void word_condition_of(struct buf *out, const struct scene *scene, const struct use_case_result *result,
			      const char *id)
{
	for (size_t i = 0; i < result->condition_count; i++)
		if (!strcmp(result->conditions[i].condition->id, id))
			word_condition(out, scene, result, &result->conditions[i]);
}

static void draw_verdict(struct drawing *drawing, const struct use_case_move *move)
{
	static const char *const met[] = {
		[MET_UNKNOWN] = N_("not known any more"),
		[MET_YES] = N_("met now"),
		[MET_NO] = N_("not met now"),
	};
	struct buf *line = &drawing->pen.line;

	if (strcmp(use_case_quadrant(drawing->before.evaluation, move->before),
		   use_case_quadrant(drawing->after.evaluation, move->after)) != 0) {
		buf_add_format(line, "%s%s%s → %s", _("Quadrant"), _(": "),
			       quadrant_name(&drawing->before, move->before),
			       quadrant_name(&drawing->after, move->after));
		end_line(drawing);
	}
	if (move->before->verdict != move->after->verdict) {
		buf_add_format(line, "%s → %s", word_verdict(move->before->verdict),
			       word_verdict(move->after->verdict));
		end_line(drawing);
	}
	drawing->pen.indent += 2;
	for (size_t i = 0; i < move->condition_count; i++) {
		buf_add_format(line, "%s%s", _(met[move->conditions[i].after]), _(": "));
		word_condition_of(line, &drawing->after, move->after, move->conditions[i].id);
		end_line(drawing);
	}
	drawing->pen.indent -= 2;
}

static const char *source_word(enum score_source source)
{
	static const char *const words[] = {
		[SOURCE_MISSING] = N_("not scored"),
		[SOURCE_RETAINED] = N_("retained score"),
		[SOURCE_VOTES] = N_("votes"),
		[SOURCE_DERIVED] = N_("computed from the figures"),
	};

	return _(words[source]);
}

static void draw_score(struct drawing *drawing, const struct score_move *move)
{
	struct buf *line = &drawing->pen.line;

	buf_add_format(line, "%s%s", text_in(&move->criterion->name, drawing->after.language), _(": "));
	word_number(line, &drawing->after, move->score.before, 2);
	buf_add_text(line, " → ");
	word_number(line, &drawing->after, move->score.after, 2);
	if (move->before != move->after)
		buf_add_format(line, " (%s → %s)", source_word(move->before), source_word(move->after));
	else if (move->after != SOURCE_RETAINED)
		buf_add_format(line, " (%s)", source_word(move->after));
	if (is_figure(move->part)) {
		buf_add_text(line, _(": "));
		word_signed(line, &drawing->after, move->part, 1);
	}
	end_line(drawing);
}

/* A family that moved, or of which a score did, with its scores. */
static void draw_family(struct drawing *drawing, const struct use_case_move *move, enum family family)
{
	bool drawn = !move_is_none(&move->families[family]);

	for (size_t i = 0; !drawn && i < move->score_count; i++)
		drawn = move->scores[i].criterion->family == family;
	if (!drawn)
		return;
	buf_add_format(&drawing->pen.line, "%s%s", word_family(&drawing->after, family), _(": "));
	word_move(&drawing->pen.line, &drawing->after, &move->families[family], 1);
	end_line(drawing);
	drawing->pen.indent += 2;
	for (size_t i = 0; i < move->score_count; i++)
		if (move->scores[i].criterion->family == family)
			draw_score(drawing, &move->scores[i]);
	drawing->pen.indent -= 2;
}

static void draw_gates(struct drawing *drawing, const struct use_case_move *move)
{
	struct buf *line = &drawing->pen.line;

	for (size_t i = 0; i < move->gate_count; i++) {
		buf_add_format(line, _("levels missing in «%s»: "),
			       text_in(&move->gates[i].dimension->name, drawing->after.language));
		word_number(line, &drawing->after, move->gates[i].shortfall.before, 2);
		buf_add_text(line, " → ");
		word_number(line, &drawing->after, move->gates[i].shortfall.after, 2);
		end_line(drawing);
	}
}

static void draw_fields(struct drawing *drawing, const struct use_case_move *move)
{
	struct buf *line = &drawing->pen.line;
	const char *before, *after;

	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++) {
		const enum use_case_field field = (enum use_case_field)f;

		if (!use_case_move_field(move, field, &before, &after))
			continue;
		buf_add_format(line, "%s%s", word_use_case_field(field), _(": "));
		word_use_case_value(line, &drawing->before, field, before);
		buf_add_text(line, " → ");
		word_use_case_value(line, &drawing->after, field, after);
		end_line(drawing);
	}
}

static void draw_use_case(struct drawing *drawing, const struct use_case_move *move)
{
	buf_add_format(&drawing->pen.line, "%s %s", move->after->use_case->id, use_case_name(move->after->use_case));
	pen_end(&drawing->pen, ATTRIBUTE_BOLD);
	drawing->pen.indent = 2;
	draw_place(drawing, move);
	draw_verdict(drawing, move);
	for (int f = 0; f < FAMILY_COUNT; f++)
		draw_family(drawing, move, (enum family)f);
	draw_gates(drawing, move);
	draw_fields(drawing, move);
	drawing->pen.indent = 0;
}

/* Those that are on one side only. */
static void draw_alone(struct drawing *drawing, bool new)
{
	for (size_t i = 0; i < drawing->comparison->use_case_count; i++) {
		const struct use_case_move *move = &drawing->comparison->use_cases[i];
		const struct use_case_result *result = new ? move->after : move->before;

		if (move->before && move->after)
			continue;
		if (!result)
			continue;
		buf_add_format(&drawing->pen.line, new ? _("new: %s %s") : _("gone: %s %s"), result->use_case->id,
			       use_case_name(result->use_case));
		end_line(drawing);
	}
}

static void draw_use_cases(struct drawing *drawing)
{
	const struct comparison *comparison = drawing->comparison;
	size_t still = 0;

	if (!comparison->use_case_count)
		return;
	drawing->pen.row--;
	pen_section(&drawing->pen, _("Use cases"));
	draw_alone(drawing, true);
	draw_alone(drawing, false);
	for (size_t i = 0; i < comparison->use_case_count; i++) {
		const struct use_case_move *move = &comparison->use_cases[i];

		still += !move->moved;
		if (move->moved && move->before && move->after)
			draw_use_case(drawing, move);
	}
	if (!still)
		return;
	buf_add_format(&drawing->pen.line,
		       message_plural("%zu use case as it was", "%zu use cases as they were", still), still);
	end_line(drawing);
}

int comparison_draw(const struct comparison *comparison, const char *before, const char *after, enum language language,
		    struct surface *surface)
{
	struct drawing drawing = {
		.comparison = comparison,
		.before = { .evaluation = comparison->before, .language = language },
		.after = { .evaluation = comparison->after, .language = language },
	};

	pen_init(&drawing.pen, surface);
	buf_add_format(&drawing.pen.line, "%s → %s", before, after);
	pen_end(&drawing.pen, ATTRIBUTE_BOLD);
	if (comparison_is_empty(comparison)) {
		buf_add_text(&drawing.pen.line, _("Nothing has moved."));
		end_line(&drawing);
	}
	draw_contents(&drawing);
	draw_grids(&drawing);
	draw_use_cases(&drawing);
	pen_release(&drawing.pen);
	return drawing.pen.row;
}
