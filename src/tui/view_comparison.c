/*
 * What moved between two moments or two dossiers, and because of what.
 */
#include "cadran/tui/comparison_view.h"

#include <string.h>

#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "comparison_parts.h"

enum { COLUMN_NAME, COLUMN_BEFORE, COLUMN_AFTER, COLUMN_DIFFERENCE, COLUMN_LEVEL, COLUMN_COUNT };

struct drawing {
	struct compared compared;
	struct pen pen;
	struct table_column columns[COLUMN_COUNT];
};

static void end_line(struct drawing *drawing)
{
	pen_end(&drawing->pen, ATTRIBUTE_NONE);
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
	word_number(&text, &drawing->compared.after, move->before, 2);
	table_cell(surface, row, &drawing->columns[COLUMN_BEFORE], weight, text.data);
	buf_clear(&text);
	word_number(&text, &drawing->compared.after, move->after, 2);
	table_cell(surface, row, &drawing->columns[COLUMN_AFTER], weight, text.data);
	buf_clear(&text);
	word_signed(&text, &drawing->compared.after, move->after - move->before, 2);
	table_cell(surface, row, &drawing->columns[COLUMN_DIFFERENCE], weight, text.data);
	buf_clear(&text);
	if (level) {
		word_number(&text, &drawing->compared.after, level->before, 0);
		buf_add_text(&text, " → ");
		word_number(&text, &drawing->compared.after, level->after, 0);
		table_cell(surface, row, &drawing->columns[COLUMN_LEVEL], weight, text.data);
	}
	buf_release(&text);
}

static void draw_grid(struct drawing *drawing, const struct grid_move *move)
{
	draw_figures(drawing, text_in(&move->grid->name, drawing->compared.after.language), 0, &move->score,
		     &move->level);
	for (size_t i = 0; i < move->dimension_count; i++) {
		const struct dimension_move *dimension = &move->dimensions[i];

		draw_figures(drawing, text_in(&dimension->dimension->name, drawing->compared.after.language), 2,
			     &dimension->score, NULL);
		drawing->pen.indent = 4;
		tell_moved_answers(&drawing->compared, &drawing->pen, move->grid, dimension);
		drawing->pen.indent = 0;
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

	if (!drawing->compared.comparison->grid_count)
		return;
	table_layout(columns, COLUMN_COUNT, 0, drawing->pen.surface->width);
	memcpy(drawing->columns, columns, sizeof(columns));
	drawing->pen.row++;
	table_heading(drawing->pen.surface, drawing->pen.row, columns, COLUMN_COUNT);
	drawing->pen.row += 2;
	for (size_t i = 0; i < drawing->compared.comparison->grid_count; i++)
		draw_grid(drawing, &drawing->compared.comparison->grids[i]);
}

/* --- use cases -------------------------------------------------------------------------------- */

static void draw_use_case(struct drawing *drawing, const struct use_case_move *move)
{
	buf_add_format(&drawing->pen.line, "%s %s", move->after->use_case->id, use_case_name(move->after->use_case));
	pen_end(&drawing->pen, ATTRIBUTE_BOLD);
	drawing->pen.indent = 2;
	tell_moved_use_case(&drawing->compared, &drawing->pen, move);
	drawing->pen.indent = 0;
}

/* Those that are on one side only. */
static void draw_alone(struct drawing *drawing, bool new)
{
	for (size_t i = 0; i < drawing->compared.comparison->use_case_count; i++) {
		const struct use_case_move *move = &drawing->compared.comparison->use_cases[i];
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
	const struct comparison *comparison = drawing->compared.comparison;
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
	word_unmoved(&drawing->pen.line, still);
	end_line(drawing);
}

int comparison_draw(const struct comparison *comparison, const char *before, const char *after, enum language language,
		    struct surface *surface)
{
	struct drawing drawing = { .compared = compared_of(comparison, language) };

	pen_init(&drawing.pen, surface);
	buf_add_format(&drawing.pen.line, "%s → %s", before, after);
	pen_end(&drawing.pen, ATTRIBUTE_BOLD);
	if (comparison_is_empty(comparison)) {
		buf_add_text(&drawing.pen.line, _("Nothing has moved."));
		end_line(&drawing);
	}
	tell_moved_content(&drawing.compared, &drawing.pen);
	draw_grids(&drawing);
	draw_use_cases(&drawing);
	pen_release(&drawing.pen);
	return drawing.pen.row;
}
