/*
 * The way through: its steps, and how far each is.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/charset.h"
#include "pages.h"
#include "ui_internal.h"

static void add_step(struct ui *ui, const struct page *page, const char *id, size_t grid)
{
	struct step *step = &ui->steps[ui->step_count++];

	*step = (struct step){ .page = page, .name = _(id), .grid = grid };
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		step->names[language] = message_in((enum language)language, id);
}

/* The two grids have a short name; a grid of somebody else's has its own. */
static void add_grid_step(struct ui *ui, size_t index)
{
	const struct grid *grid = &ui->session->document->content->grids[index];
	const char *id = !strcmp(grid->id, "data") ? N_("Data") : !strcmp(grid->id, "ai") ? N_("AI") : NULL;
	struct step *step = &ui->steps[ui->step_count];

	add_step(ui, &page_grid, id ? id : grid->id, index);
	if (id)
		return;
	step->name = text_in(&grid->name, ui->scene.language);
	for (int language = 0; language < LANGUAGE_COUNT; language++)
		step->names[language] = text_in(&grid->name, (enum language)language);
}

void ui_lay_out_steps(struct ui *ui)
{
	static const struct {
		const struct page *page;
		const char *name;
	} after_grids[] = {
		{ &page_use_cases, N_("Cases") }, { &page_scoring, N_("Scores") },   { &page_matrix, N_("Matrix") },
		{ &page_roadmap, N_("Roadmap") }, { &page_export, N_("Scorecard") },
	};
	const struct content *content = ui->session->document->content;
	const size_t grids = STEP_MOST - 1 - ARRAY_SIZE(after_grids);

	ui->step_count = 0;
	add_step(ui, &page_service, N_("Service"), 0);
	for (size_t g = 0; g < content->grid_count && g < grids; g++)
		add_grid_step(ui, g);
	for (size_t i = 0; i < ARRAY_SIZE(after_grids); i++)
		add_step(ui, after_grids[i].page, after_grids[i].name, 0);
	ui_go_to_step(ui, ui->step < ui->step_count ? ui->step : 0);
}

size_t step_with(const struct ui *ui, const struct page *page, size_t grid)
{
	for (size_t i = 0; i < ui->step_count; i++)
		if (ui->steps[i].page == page && ui->steps[i].grid == grid)
			return i;
	return 0;
}

/* --- what they are called ----------------------------------------------------------- */

static bool is_called(const char *name, const struct buf *folded, bool whole)
{
	struct buf own;
	bool called;

	buf_init(&own);
	text_fold(name, &own);
	called = whole ? !strcmp(own.data, folded->data) : !strncmp(own.data, folded->data, folded->length);
	buf_release(&own);
	return called && folded->length;
}

/* How many steps are called so in the user's language, or in any; the last of them into `step`. */
static size_t count_called(const struct ui *ui, const struct buf *folded, bool whole, bool any, size_t *step)
{
	size_t count = 0;

	for (size_t i = 0; i < ui->step_count; i++) {
		bool called = is_called(ui->steps[i].name, folded, whole);

		for (int language = 0; any && language < LANGUAGE_COUNT; language++)
			called |= is_called(ui->steps[i].names[language], folded, whole);
		if (called)
			*step = i;
		count += called;
	}
	return count;
}

size_t steps_named(const struct ui *ui, const char *name, bool whole, size_t *step)
{
	struct buf folded;
	size_t count;

	buf_init(&folded);
	text_fold(name, &folded);
	count = count_called(ui, &folded, whole, false, step);
	if (!count)
		count = count_called(ui, &folded, whole, true, step);
	buf_release(&folded);
	return count;
}

/* --- how far ---------------------------------------------------------------------- */

static void service_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	const struct document *document = ui->session->document;

	(void)grid;
	if (*document->service[SERVICE_NAME] && *document->service[SERVICE_SECTOR])
		buf_add_text(out, glyph_text(GLYPH_MET, ui->ascii));
}

static void grid_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	const struct grid_result *result = &ui->evaluation.grids[grid];
	const struct measure *measure = ui->complete ? &result->measure : &result->express;

	if (measure->total && measure->answered == measure->total)
		buf_add_text(out, glyph_text(GLYPH_MET, ui->ascii));
	else
		buf_add_format(out, "%zu/%zu", measure->answered, measure->total);
}

static void use_case_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	(void)grid;
	if (ui->evaluation.use_case_count)
		buf_add_format(out, "%zu", ui->evaluation.use_case_count);
}

void steps_count_scores(struct ui *ui)
{
	const struct criteria *criteria = &ui->session->document->content->criteria;

	ui->scored = ui->to_score = 0;
	for (size_t i = 0; i < ui->evaluation.use_case_count; i++) {
		const struct use_case_result *result = &ui->evaluation.use_cases[i];

		if (result_is_settled(result) || result_is_prohibited(result))
			continue;
		for (size_t c = 0; c < criteria->count; c++) {
			if (!criteria->items[c].required)
				continue;
			ui->to_score++;
			ui->scored += result->criteria[c].source != SOURCE_MISSING;
		}
	}
}

static void scoring_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	const size_t scored = ui->scored, total = ui->to_score;

	(void)grid;
	if (total && scored == total)
		buf_add_text(out, glyph_text(GLYPH_MET, ui->ascii));
	else if (total)
		buf_add_format(out, "%zu%s%%", 100 * scored / total, ui->scene.language == LANGUAGE_FR ? "\u00a0" : "");
}

static void matrix_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	(void)grid;
	if (ui->evaluation.quick_wins)
		buf_add_format(out, "%s%zu", glyph_text(GLYPH_QUICK_WIN, ui->ascii), ui->evaluation.quick_wins);
}

void step_progress(const struct ui *ui, size_t step, struct buf *out)
{
	static const struct {
		const struct page *page;
		void (*tell)(const struct ui *, size_t grid, struct buf *);
	} tellers[] = {
		{ &page_service, service_progress },    { &page_grid, grid_progress },
		{ &page_use_cases, use_case_progress }, { &page_scoring, scoring_progress },
		{ &page_matrix, matrix_progress },
	};

	for (size_t i = 0; i < ARRAY_SIZE(tellers); i++)
		if (tellers[i].page == ui->steps[step].page)
			tellers[i].tell(ui, ui->steps[step].grid, out);
}
