#include "projector.h"

#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/tui/wording.h"
#include "matrix_plot.h"
#include "poster.h"
#include "reading.h"
#include "scoring_panel.h"

/* --- a question --------------------------------------------------------------------------- */

struct asked {
	const struct ui *ui;
	size_t grid, question;
	int line;
};

enum { LEVEL_INDENT = 4, MARGIN = 2, LINE_INDENT = 6, PRIORITY_WIDTH = 8, LEGEND_ROWS = 2 };

/* «Data quality 2/3 · 5 of 36» */
static void draw_place(struct poster *poster, const struct asked *asked, const struct grid *grid)
{
	size_t number, count;
	struct buf text;

	reading_place(asked->ui, grid, asked->question, &number, &count);
	buf_init(&text);
	word_question(&text, grid, asked->question, asked->ui->scene.language);
	buf_add_format(&text, _(" · %zu of %zu"), number, count);
	poster_text(poster, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw_choice(struct poster *poster, const char *label, const char *text, bool current, bool chosen)
{
	const int row = poster->row;

	poster_labelled(poster, current ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, label, LEVEL_INDENT, text);
	if (current)
		surface_glyph(poster->surface, row, poster->left - 2, GLYPH_CURRENT);
	if (chosen) {
		surface_mark(poster->surface, row, poster->left - 1, 3, ATTRIBUTE_REVERSE);
		surface_cursor(poster->surface, row, poster->left);
	}
}

/* What is no level takes a row only while it is the answer, or about to be. */
static void draw_others(struct poster *poster, const struct asked *asked, int current)
{
	static const struct {
		int answer;
		const char *key, *name;
	} others[] = {
		{ ANSWER_NOT_APPLICABLE, "x", N_("Not applicable") },
		{ ANSWER_UNKNOWN, "0", N_("Don't know") },
	};

	for (int i = 0; i < (int)ARRAY_SIZE(others); i++)
		if (others[i].answer == current || asked->line == LEVEL_COUNT + i)
			draw_choice(poster, others[i].key, _(others[i].name), others[i].answer == current,
				    asked->line == LEVEL_COUNT + i);
}

static void draw_question(struct poster *poster, const void *context)
{
	const struct asked *asked = context;
	const enum language language = asked->ui->scene.language;
	const struct grid *grid = &asked->ui->session->document->content->grids[asked->grid];
	const struct question *question = &grid->questions[asked->question];
	const int current = answer_level(&asked->ui->session->document->grids[asked->grid].answers[asked->question]);

	draw_place(poster, asked, grid);
	poster_text(poster, ATTRIBUTE_BOLD, text_in(&question->text, language));
	poster_space(poster);
	for (int level = 1; level <= LEVEL_COUNT; level++) {
		char label[2] = { (char)('0' + level), '\0' };
		struct buf text;

		buf_init(&text);
		buf_add_format(&text, "%s%s%s", text_in(&grid->levels[level - 1].name, language), _(": "),
			       text_in(&question->level[level - 1], language));
		draw_choice(poster, label, text.data, level == current, level - 1 == asked->line);
		buf_release(&text);
	}
	draw_others(poster, asked, current);
}

void project_question(const struct ui *ui, size_t grid, size_t question, int line, struct surface *surface)
{
	const struct asked asked = { ui, grid, question, line };

	poster_airy(surface, draw_question, &asked);
}

/* --- a score -------------------------------------------------------------------------------- */

struct scored {
	const struct ui *ui;
	const struct use_case_result *result;
	size_t criterion;
};

static void draw_score(struct poster *poster, const void *context)
{
	const struct scored *scored = context;
	const struct document *document = scored->ui->session->document;
	const struct criterion *criterion = &document->content->criteria.items[scored->criterion];
	const enum language language = scored->ui->scene.language;
	const struct criterion_result *result = &scored->result->criteria[scored->criterion];
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s · %s", text_in(&criterion->name, language), use_case_name(scored->result->use_case));
	poster_text(poster, ATTRIBUTE_BOLD, text.data);
	poster_text(poster, ATTRIBUTE_NONE, text_in(&criterion->text, language));
	poster_space(poster);
	for (int level = 1; level <= LEVEL_COUNT; level++) {
		const char label[2] = { (char)('0' + level), '\0' };

		draw_choice(poster, label,
			    text_in(criterion_anchor(criterion, level, document_profile(document)), language),
			    score_stands_on(result, level), false);
	}
	buf_clear(&text);
	buf_add_format(&text, "%s%s", _("Score set"), _(": "));
	word_score_value(&text, &scored->ui->scene, poster->surface, result);
	poster_space(poster);
	surface_cursor(poster->surface, poster->row, poster->left);
	poster_text(poster, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

void project_score(const struct ui *ui, const struct use_case_result *result, size_t criterion, struct surface *surface)
{
	const struct scored scored = { ui, result, criterion };

	poster_airy(surface, draw_score, &scored);
}

/* --- the matrix ------------------------------------------------------------------------------ */

static void draw_plot(struct plot *plot, const struct scene *scene, const struct evaluation *numbered,
		      struct surface *surface)
{
	const struct plot_box frame = { MARGIN + PLOT_SCALE, surface->width - MARGIN - 1, 1,
					surface->height - LEGEND_ROWS - 2 };

	plot_init(plot, scene, numbered);
	plot->dense = true;
	plot_draw(plot, surface, frame);
	plot_draw_names(plot);
}

void project_plot(const struct scene *scene, const struct evaluation *numbered, struct surface *surface)
{
	struct plot plot;

	draw_plot(&plot, scene, numbered, surface);
	plot_release(&plot);
}

void project_matrix(const struct ui *ui, const char *id, struct surface *surface)
{
	const struct plot_entry *chosen = NULL;
	struct plot plot;

	draw_plot(&plot, &ui->scene, NULL, surface);
	for (size_t i = 0; id && i < plot.count; i++)
		if (!strcmp(plot.entries[i].result->use_case->id, id))
			chosen = &plot.entries[i];
	if (chosen) {
		plot_draw_number(chosen, surface, surface->height - 1, MARGIN);
		(void)surface_text(surface, surface->height - 1, MARGIN + LINE_INDENT,
				   surface->width - 2 * MARGIN - LINE_INDENT, ATTRIBUTE_BOLD,
				   use_case_name(chosen->result->use_case));
		plot_mark(&plot, chosen);
		surface_mark(surface, surface->height - 1, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_REVERSE);
		surface_cursor(surface, surface->height - 1, MARGIN);
	}
	plot_release(&plot);
}

/* --- the ranking ------------------------------------------------------------------------------- */

static void draw_rank(const struct ui *ui, const struct use_case_result *result, struct surface *surface, int row)
{
	const int right = surface->width - MARGIN - PRIORITY_WIDTH;
	char rank[16];
	struct buf text;

	buf_init(&text);
	(void)snprintf(rank, sizeof(rank), "%zu", result->rank);
	surface_text_right(surface, row, MARGIN, 3, ATTRIBUTE_BOLD, rank);
	(void)surface_text(surface, row, MARGIN + 4, 1, ATTRIBUTE_BOLD, word_flag(surface, result));
	(void)surface_text(surface, row, MARGIN + LINE_INDENT, right - MARGIN - LINE_INDENT - 1, ATTRIBUTE_BOLD,
			   use_case_name(result->use_case));
	word_fixed(&text, &ui->scene, result->priority, 1);
	surface_text_right(surface, row, right, PRIORITY_WIDTH, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

void project_ranking(const struct ui *ui, int first, struct surface *surface)
{
	const struct evaluation *evaluation = &ui->evaluation;
	const int count = (int)evaluation->ranking_count, room = surface->height - PROJECTED_FRAME,
		  shown = number_between(count - first, 0, room), spread = number_between(room, shown, 3 * shown);

	(void)surface_text(surface, 0, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_BOLD, _("Ranking"));
	for (int i = 0; i < shown; i++)
		draw_rank(ui, &evaluation->use_cases[evaluation->ranking[first + i]], surface, 2 + i * spread / shown);
	if (!count)
		(void)surface_wrap(surface, 2, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE,
				   word_how_to_begin(&ui->scene));
	surface_cursor(surface, 2, MARGIN);
}
