/*
 * How a question is drawn: the five levels in words, what helps to answer, and
 * what was written down.
 */
#include "cadran/base/number.h"
#include "cadran/tui/wording.h"
#include "question.h"
#include "reading.h"

enum { NAME_COLUMN = 7, TEXT_COLUMN = 23, LABEL_WIDTH = 11, AIRY_HEIGHT = 26, WIDE = 100 };

const struct grid *asked_grid(const struct ui *ui, const struct question_state *state)
{
	return &ui->session->document->content->grids[state->grid];
}

const struct question *asked_question(const struct ui *ui, const struct question_state *state)
{
	return &asked_grid(ui, state)->questions[state->question];
}

const struct answer *asked_answer(const struct ui *ui, const struct question_state *state)
{
	return &ui->session->document->grids[state->grid].answers[state->question];
}

int asked_line(const struct ui *ui, const struct question_state *state)
{
	const int level = answer_level(asked_answer(ui, state));

	if (level == ANSWER_NOT_APPLICABLE)
		return LINE_NOT_APPLICABLE;
	if (level == ANSWER_UNKNOWN)
		return LINE_DONT_KNOW;
	return level == ANSWER_BLANK ? -1 : level - 1;
}

/* «Data quality 2/3 · 5 of 36» and the scores that the answers give so far. */
static void draw_head(const struct ui *ui, const struct question_state *state, struct surface *surface)
{
	const struct grid *grid = asked_grid(ui, state);
	const struct question *question = asked_question(ui, state);
	const struct grid_result *result = &ui->evaluation.grids[state->grid];
	size_t number, count;
	struct buf text;
	int used;

	reading_place(ui, grid, state->question, &number, &count);
	buf_init(&text);
	word_question(&text, grid, state->question, ui->scene.language);
	buf_add_format(&text, _(" · %zu of %zu"), number, count);
	used = surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, text.data);
	buf_clear(&text);
	if (surface->width >= WIDE) {
		buf_add_format(&text, "%s ", _("dimension"));
		word_measure(&text, &ui->scene, &result->dimensions[question->dimension].measure);
		buf_add_text(&text, " · ");
	}
	buf_add_format(&text, "%s ", ui->complete ? _("grid") : _("express reading"));
	word_measure(&text, &ui->scene, ui->complete ? &result->measure : &result->express);
	surface_text_right(surface, 0, used + 2, surface->width - used - 3, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_line(const struct question_state *state, int line, const char *name, int width,
		      struct surface *surface, int row, int column)
{
	char figure[2] = { "12345x0"[line], '\0' };

	(void)surface_text(surface, row, column, 1, ATTRIBUTE_BOLD, figure);
	(void)surface_text(surface, row, column + 2, width, ATTRIBUTE_BOLD, name);
	surface_zone_line(surface, row, column - 1, surface->width - column, line - state->line);
	if (line == state->line) {
		surface_mark(surface, row, column - 1, surface_measure(surface, name) + 4, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, column - 1);
	}
}

static int draw_levels(const struct ui *ui, const struct question_state *state, struct surface *surface, int row)
{
	const struct grid *grid = asked_grid(ui, state);
	const struct question *question = asked_question(ui, state);
	const int current = asked_line(ui, state),
		  target = question_target(&ui->session->document->grids[state->grid], state->question) - 1;

	for (int i = 0; i < LEVEL_COUNT; i++) {
		int lines;

		if (i == current)
			(void)surface_text(surface, row, 1, 1, ATTRIBUTE_BOLD,
					   surface_glyph_text(surface, GLYPH_CURRENT));
		if (i == target)
			surface_glyph(surface, row, 2, GLYPH_TARGET);
		draw_line(state, i, text_in(&grid->levels[i].name, ui->scene.language), TEXT_COLUMN - NAME_COLUMN - 1,
			  surface, row, NAME_COLUMN - 2);
		lines = surface_wrap(surface, row, TEXT_COLUMN, surface->width - TEXT_COLUMN - 1,
				     i == current ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
				     text_in(&question->level[i], ui->scene.language));
		row += lines ? lines : 1;
	}
	return row;
}

/* Not applicable and don't know stand on one row, with what the two signs mean. */
static int draw_others(const struct ui *ui, const struct question_state *state, struct surface *surface, int row)
{
	const int current = asked_line(ui, state), half = 34;
	struct buf text;

	draw_line(state, LINE_NOT_APPLICABLE, _("Not applicable"), half, surface, row, NAME_COLUMN - 2);
	draw_line(state, LINE_DONT_KNOW, _("Don't know"), half, surface, row, half);
	if (current >= LEVEL_COUNT)
		(void)surface_text(surface, row, current == LINE_DONT_KNOW ? half - 3 : 1, 1, ATTRIBUTE_BOLD,
				   surface_glyph_text(surface, GLYPH_CURRENT));
	buf_init(&text);
	buf_add_format(&text, "%s %s  %s %s", surface_glyph_text(surface, GLYPH_CURRENT), _("current"),
		       surface_glyph_text(surface, GLYPH_TARGET), _("target"));
	surface_text_right(surface, row, half + 20, surface->width - half - 21, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row + 1;
}

/* A label at the left and a text beside it, whole; returns the row after it. */
static int draw_part(struct surface *surface, int row, const char *label, const char *text)
{
	const int lines =
		surface_wrap(surface, row, LABEL_WIDTH + 2, surface->width - LABEL_WIDTH - 3, ATTRIBUTE_NONE, text);

	(void)surface_text(surface, row, 1, LABEL_WIDTH, ATTRIBUTE_BOLD, label);
	return row + (lines ? lines : 1);
}

static int draw_help(struct surface *surface, int row, const char *label, const char *text)
{
	return *text ? draw_part(surface, row, label, text) : row;
}

static int draw_written(struct surface *surface, int row, const char *label, const char *text)
{
	return draw_part(surface, row, label, *text ? text : surface_glyph_text(surface, GLYPH_EMPTY));
}

/* What helps to answer, then what was written down, all of it, on a surface that grows. */
static void draw_whole(const struct ui *ui, const struct question_state *state, struct surface *whole, bool airy)
{
	const struct question *question = asked_question(ui, state);
	const enum language language = ui->scene.language;
	const char *const *written = (const char *const *)asked_answer(ui, state)->field;
	const char *example =
		text_in(profile_example(question->example, document_profile(ui->session->document)), language);
	struct buf evidence;
	int row = airy;

	buf_init(&evidence);
	word_evidence(&evidence, asked_answer(ui, state));
	row = draw_help(whole, row, _("Example"), example);
	row = draw_help(whole, row, _("To ask for"), text_in(&question->evidence, language));
	row = draw_help(whole, row, _("Why"), text_in(&question->why, language));
	row = draw_written(whole, row + airy, _("Note"), written[ANSWER_NOTE]);
	(void)draw_written(whole, row, _("Evidence"), evidence.data);
	buf_release(&evidence);
}

static int draw_sign(struct surface *surface, int column, const char *label, bool written)
{
	const int row = surface->height - 1;

	column += 1 + surface_text(surface, row, column, LABEL_WIDTH, ATTRIBUTE_BOLD, label);
	surface_glyph(surface, row, column, written ? GLYPH_MET : GLYPH_EMPTY);
	return column + 3;
}

/* Where not all of it fits: whether there is a note and evidence, which lines these are, and where the others are. */
static void draw_place(const struct ui *ui, const struct question_state *state, struct surface *surface)
{
	const char *const *written = (const char *const *)asked_answer(ui, state)->field;
	const int last = state->below_top + state->below_rows;
	struct buf text;
	int used = draw_sign(surface, 1, _("Note"), *written[ANSWER_NOTE]);

	used = draw_sign(surface, used, _("Evidence"), *written[ANSWER_EVIDENCE] || *written[ANSWER_CONFIDENCE]);
	buf_init(&text);
	word_seen(&text, asked_answer(ui, state));
	used += 1 +
		surface_text(surface, surface->height - 1, used - 1, surface->width - used, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), state->below_top + 1, last, state->below_height);
	if (state->below_top)
		buf_add_format(&text, "%s ", surface_glyph_text(surface, GLYPH_UP));
	if (last < state->below_height)
		buf_add_format(&text, "%s ", surface_glyph_text(surface, GLYPH_DOWN));
	surface_text_right(surface, surface->height - 1, used, surface->width - used, ATTRIBUTE_REVERSE, text.data);
	buf_release(&text);
}

/* As much of it as there is room for; the keys of a page turn to the rest. */
static void draw_below(const struct ui *ui, struct question_state *state, struct surface *surface, int row)
{
	const int room = surface->height > row ? surface->height - row : 0;
	struct surface whole;

	surface_init(&whole, surface->width, 0, surface->ascii);
	draw_whole(ui, state, &whole, surface->height >= AIRY_HEIGHT);
	state->below_height = whole.height;
	state->below_rows = whole.height > room ? number_between(room - 1, 1, room) : room;
	state->below_top = number_between(state->below_top, 0, whole.height - state->below_rows);
	surface_blit(surface, row, 0, &whole, state->below_top, state->below_rows);
	if (whole.height > room)
		draw_place(ui, state, surface);
	surface_release(&whole);
}

void question_draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct question_state *state = memory;
	const bool airy = surface->height >= AIRY_HEIGHT;
	int row;

	draw_head(ui, state, surface);
	row = 1 + airy;
	row += surface_wrap(surface, row, 1, surface->width - 2, ATTRIBUTE_BOLD,
			    text_in(&asked_question(ui, state)->text, ui->scene.language));
	surface_cursor(surface, row + airy, NAME_COLUMN - 3);
	row = draw_levels(ui, state, surface, row + airy);
	row = draw_others(ui, state, surface, row + airy);
	draw_below(ui, state, surface, row);
}
