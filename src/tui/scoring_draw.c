/*
 * The scoring page as it is drawn: a head, lines to choose from, and beside
 * them the panel of what is chosen.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/tui/wording.h"
#include "scoring.h"
#include "scoring_panel.h"
#include "telling.h"
#include "use_case_parts.h"

enum { AIRY_HEIGHT = 30, LEFT_LEAST = 30, LEFT_MOST = 50, NAME_LEAST = 8 };

/* --- drawing: the head --------------------------------------------------------------------- */

static int draw_right(struct surface *surface, int row, const char *text)
{
	const int width = surface_measure(surface, text);

	surface_text_right(surface, row, surface->width - 1 - width, width, ATTRIBUTE_NONE, text);
	return surface->width - width - 4;
}

static void word_rank(const struct ui *ui, const struct use_case_result *result, struct buf *out)
{
	buf_add_format(out, "%s ", _("priority"));
	word_number(out, &ui->scene, result->priority, 1);
	buf_add_format(out, " · ");
	buf_add_format(out, _("rank %zu of %zu"), result->rank, ui->evaluation.ranking_count);
}

/* Name, number, state; then the verdict, and the rank where there is room for both. */
static int draw_case_head(const struct ui *ui, const struct scoring_state *state, struct surface *surface)
{
	const struct use_case_result *result = scoring_case_at(ui, state->place);
	const char *out_of_race = word_out_of_race(result);
	struct buf text, right;
	int room;

	buf_init(&text);
	buf_init(&right);
	if (result->rank)
		word_rank(ui, result, &right);
	else
		buf_add_text(&right, out_of_race ? out_of_race : _("no rank yet"));
	room = draw_right(surface, 0, right.data);
	buf_add_format(&text, _(" · %zu of %zu"), state->place + 1, ui->evaluation.use_case_count);
	room -= surface_measure(surface, text.data);
	room = surface_text(surface, 0, 1, room, ATTRIBUTE_BOLD, use_case_name(result->use_case));
	(void)surface_text(surface, 0, 1 + room, surface->width, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	word_outlook(&text, &ui->scene, surface, result);
	(void)surface_text(surface, 1, 1, surface->width - 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	buf_release(&right);
	return 2;
}

static size_t count_scored(const struct ui *ui, size_t criterion)
{
	size_t scored = 0;

	for (size_t i = 0; i < ui->evaluation.use_case_count; i++)
		scored += scoring_case_at(ui, i)->criteria[criterion].source != SOURCE_MISSING;
	return scored;
}

/* The criterion, and its question over the whole width: it is what the group talks about. */
static int draw_criterion_head(const struct ui *ui, const struct scoring_state *state, size_t position, size_t count,
			       struct surface *surface)
{
	const struct criterion *criterion = &scoring_criteria_of(ui)->items[state->criterion];
	struct buf text;
	int room;

	buf_init(&text);
	buf_add_format(&text, _("%zu of %zu scored"), count_scored(ui, state->criterion),
		       ui->evaluation.use_case_count);
	room = draw_right(surface, 0, text.data);
	buf_clear(&text);
	buf_add_format(&text, "%s · %s", word_family(&ui->scene, criterion->family),
		       text_in(&criterion->name, ui->scene.language));
	room = surface_text(surface, 0, 1, room - 10, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	buf_add_format(&text, _(" · %zu of %zu"), position + 1, count);
	(void)surface_text(surface, 0, 1 + room, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return 1 + surface_wrap(surface, 1, 1, surface->width - 2, ATTRIBUTE_NONE,
				text_in(&criterion->text, ui->scene.language));
}

/* --- drawing: the lines ---------------------------------------------------------------------- */

/* A name at the left, a figure at the right, and before it what it is; the name gives way. */
static void draw_line(struct surface *surface, int row, int column, const char *name, const char *word,
		      const char *figure, bool current)
{
	const int width = surface_measure(surface, figure), word_width = surface_measure(surface, word);
	const int end = surface->width - 2 - width;
	int room = end - column - (word_width ? word_width + 1 : 0);

	room = room < NAME_LEAST ? NAME_LEAST : room;
	(void)surface_text(surface, row, column, room, current ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, name);
	surface_text_right(surface, row, end - word_width, word_width, ATTRIBUTE_NONE, word);
	surface_text_right(surface, row, surface->width - width - 1, width, ATTRIBUTE_BOLD, figure);
	if (current) {
		surface_mark(surface, row, 0, surface->width, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, 0);
	}
}

static void draw_score(const struct ui *ui, const struct use_case_result *result, size_t criterion, const char *name,
		       const char *state, bool current, struct surface *surface, int row)
{
	struct buf word, figure;

	buf_init(&word);
	buf_init(&figure);
	if (state)
		buf_add_text(&word, state);
	else
		word_score_source(&word, &result->criteria[criterion]);
	word_score_value(&figure, &ui->scene, surface, &result->criteria[criterion]);
	draw_line(surface, row, 2, name, word.data, figure.data, current);
	buf_release(&word);
	buf_release(&figure);
}

/* Feasibility that the gate lowers as it is before and after, with the reason where there is room for it. */
static void draw_family(const struct ui *ui, const struct use_case_result *result, enum family family,
			struct surface *surface, int row)
{
	const char *name = word_family(&ui->scene, family), *word = "";
	struct buf value;

	buf_init(&value);
	if (word_family_value(&value, &ui->scene, result, family) &&
	    surface_measure(surface, name) + surface_measure(surface, _("maturity missing")) +
			    surface_measure(surface, value.data) + 5 <=
		    surface->width)
		word = _("maturity missing");
	draw_line(surface, row, 0, name, word, value.data, false);
	surface_mark(surface, row, 0, surface->width, ATTRIBUTE_BOLD);
	buf_release(&value);
}

/* All criteria of the reading under the names of their families; returns the line of the chosen one. */
static int draw_criteria(const struct ui *ui, const struct scoring_state *state, const size_t *order, size_t count,
			 struct surface *surface)
{
	const struct use_case_result *result = scoring_case_at(ui, state->place);
	int row = 0, cursor = 0, family = -1;
	size_t position = 0;

	while (position < count && order[position] != state->criterion)
		position++;

	for (size_t i = 0; i < count; i++) {
		const struct criterion *criterion = &scoring_criteria_of(ui)->items[order[i]];

		if ((int)criterion->family != family)
			draw_family(ui, result, criterion->family, surface, row++);
		family = (int)criterion->family;
		if (order[i] == state->criterion)
			cursor = row;
		surface_zone_line(surface, row, 0, surface->width, (int)i - (int)position);
		draw_score(ui, result, order[i], text_in(&criterion->name, ui->scene.language), NULL,
			   order[i] == state->criterion, surface, row++);
	}
	return cursor;
}

/* The use cases of the window with their score for the chosen criterion, those out of the race with the reason. */
static void draw_cases(const struct ui *ui, const struct scoring_state *state, struct surface *surface)
{
	const struct list *lines = &state->lines;

	for (int row = 0; row < lines->rows && lines->top + row < lines->count; row++) {
		const size_t place = (size_t)(lines->top + row);
		const struct use_case_result *result = scoring_case_at(ui, place);

		(void)surface_text(surface, row, 0, 1, ATTRIBUTE_NONE, word_flag(surface, result));
		draw_score(ui, result, state->criterion, use_case_name(result->use_case), word_out_of_race(result),
			   place == state->place, surface, row);
	}
	list_zones(lines, surface, 0, 0, surface->width);
}

/* The conditions of the quick win, where the lines leave room for all of them: what a score changes shows at once. */
static void draw_conditions(const struct ui *ui, const struct scoring_state *state, int width, int row, int bottom,
			    struct surface *surface)
{
	const struct use_case_result *result = scoring_case_at(ui, state->place);
	struct telling telling = { .scene = &ui->scene, .content = ui->session->document->content, .result = result };
	struct surface block;

	if (!result->condition_count || result_is_prohibited(result))
		return;
	surface_init(&block, width - 1, 0, ui->ascii);
	pen_init(&telling.pen, &block);
	pen_section(&telling.pen, word_verdict(result->verdict));
	tell_conditions(&telling);
	pen_release(&telling.pen);
	if (row + 1 + block.height <= bottom)
		surface_blit(surface, row + 1, 0, &block, 0, block.height);
	surface_release(&block);
}

/* --- drawing: the whole ---------------------------------------------------------------------- */

/* Says at the ends of a window that there is more. */
static void draw_ends(struct surface *surface, int row, int rows, int column, bool above, bool below)
{
	if (above)
		(void)surface_text(surface, row, column, 1, ATTRIBUTE_BOLD, surface_glyph_text(surface, GLYPH_UP));
	if (below)
		(void)surface_text(surface, row + rows - 1, column, 1, ATTRIBUTE_BOLD,
				   surface_glyph_text(surface, GLYPH_DOWN));
}

static void draw_lines(struct ui *ui, struct scoring_state *state, const size_t *order, size_t count, int width,
		       struct surface *surface, int row, int rows)
{
	struct surface all;
	int height;

	surface_init(&all, width, 0, ui->ascii);
	if (state->by_criterion) {
		state->lines.selected = (int)state->place;
		list_fit(&state->lines, (int)ui->evaluation.use_case_count, rows);
		draw_cases(ui, state, &all);
		height = state->lines.count;
		surface_blit(surface, row, 0, &all, 0, rows);
	} else {
		state->lines.selected = draw_criteria(ui, state, order, count, &all);
		height = all.height;
		list_fit(&state->lines, height, rows);
		/* The first criterion of a family is not shown without the family's name. */
		if (state->lines.top == 1)
			state->lines.top = 0;
		list_fit(&state->lines, height, rows);
		surface_blit(surface, row, 0, &all, state->lines.top, rows);
	}
	draw_ends(surface, row, rows, width, state->lines.top > 0, state->lines.top + rows < height);
	draw_conditions(ui, state, width, row + height, row + rows, surface);
	surface_release(&all);
}

/* Keeps the anchor that the score stands on in the window, until the panel is scrolled by hand. */
static void fit_panel(struct scoring_state *state, const struct scoring_panel *panel, int height, int rows)
{
	state->scroll_most = height > rows ? height - rows : 0;
	if (!state->scrolled && panel->first <= panel->last) {
		state->scroll = panel->last >= rows ? panel->last - rows + 1 : 0;
		state->scroll = panel->first < state->scroll ? panel->first : state->scroll;
	}
	if (state->scroll > state->scroll_most)
		state->scroll = state->scroll_most;
}

static void draw_panel(struct ui *ui, struct scoring_state *state, struct surface *surface, int row, int rows,
		       int column)
{
	struct scoring_panel panel = {
		.scene = &ui->scene,
		.result = scoring_case_at(ui, state->place),
		.criterion = state->criterion,
		.by_criterion = state->by_criterion,
		.airy = surface->height >= AIRY_HEIGHT,
	};
	struct surface all;

	surface_init(&all, surface->width - column - 1, 0, ui->ascii);
	scoring_panel_draw(&panel, &all);
	fit_panel(state, &panel, all.height, rows);
	surface_blit(surface, row, column, &all, state->scroll, rows);
	draw_ends(surface, row, rows, surface->width - 1, state->scroll > 0, state->scroll < state->scroll_most);
	surface_release(&all);
}

static void draw_nothing(struct ui *ui, const struct scoring_state *state, struct surface *surface)
{
	if (!scoring_criteria_of(ui)->count)
		(void)surface_wrap(surface, 1, 2, surface->width - 4, ATTRIBUTE_BOLD,
				   _("This dossier has no criteria to score by."));
	else if (state->opened)
		use_case_draw_gone(state->id, surface);
	else
		gather_draw(ui, surface, 1, _("There is no use case to score yet."));
}

/* At the foot, where the need of the chosen use case is not stated: scores do not make it a quick win. Its rows. */
static int draw_unstated(const struct ui *ui, const struct scoring_state *state, struct surface *surface)
{
	const struct use_case_result *result = scoring_case_at(ui, state->place);
	struct buf missing, text;

	if (!result->techno_push || word_out_of_race(result))
		return 0;
	buf_init(&missing);
	buf_init(&text);
	word_unstated(&missing, result);
	buf_add_format(&text, _("Techno-push · still to be stated: %s · b leads there"), missing.data);
	(void)surface_text(surface, surface->height - 1, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	buf_release(&missing);
	buf_release(&text);
	return 1;
}

void scoring_draw(struct ui *ui, struct scoring_state *state, struct surface *surface)
{
	int left = surface->width * 2 / 5 - 1, row, rows;
	size_t count, position, *order;

	state->nothing = !scoring_chosen(ui, state);
	if (state->nothing) {
		draw_nothing(ui, state, surface);
		return;
	}
	left = left < LEFT_LEAST ? LEFT_LEAST : left > LEFT_MOST ? LEFT_MOST : left;
	order = scoring_order(ui, &count);
	position = scoring_position(state, order, count);
	row = state->by_criterion ? draw_criterion_head(ui, state, position, count, surface)
				  : draw_case_head(ui, state, surface);
	row += surface->height >= AIRY_HEIGHT;
	rows = surface->height - row - draw_unstated(ui, state, surface);
	for (int y = row; y < row + rows; y++)
		surface_glyph(surface, y, left, GLYPH_VERTICAL);
	draw_lines(ui, state, order, count, left, surface, row, rows);
	draw_panel(ui, state, surface, row, rows, left + 2);
	free(order);
}
