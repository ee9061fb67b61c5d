/*
 * The way through: its steps, and how far each is.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "pages.h"
#include "ui_internal.h"

/* The two grids have a short name; a grid of somebody else's has its own. */
static const char *grid_step_name(const struct ui *ui, const struct grid *grid)
{
	if (!strcmp(grid->id, "data"))
		return _("Data");
	if (!strcmp(grid->id, "ai"))
		return _("AI");
	return text_in(&grid->name, ui->scene.language);
}

static void add_step(struct ui *ui, const struct page *page, const char *name, size_t grid)
{
	ui->steps[ui->step_count++] = (struct step){ .page = page, .name = name, .grid = grid };
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
	add_step(ui, &page_service, _("Service"), 0);
	for (size_t g = 0; g < content->grid_count && g < grids; g++)
		add_step(ui, &page_grid, grid_step_name(ui, &content->grids[g]), g);
	for (size_t i = 0; i < ARRAY_SIZE(after_grids); i++)
		add_step(ui, after_grids[i].page, _(after_grids[i].name), 0);
	ui_go_to_step(ui, ui->step < ui->step_count ? ui->step : 0);
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

	buf_add_format(out, "%zu/%zu", measure->answered, measure->total);
}

static void use_case_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	(void)grid;
	if (ui->evaluation.use_case_count)
		buf_add_format(out, "%zu", ui->evaluation.use_case_count);
}

/* Of the required criteria of the use cases that are ranked, or may be, how many have a score. */
static void scoring_progress(const struct ui *ui, size_t grid, struct buf *out)
{
	const struct criteria *criteria = &ui->session->document->content->criteria;
	size_t scored = 0, total = 0;

	(void)grid;
	for (size_t i = 0; i < ui->evaluation.use_case_count; i++) {
		const struct use_case_result *result = &ui->evaluation.use_cases[i];

		if (result_is_settled(result) || result_is_prohibited(result))
			continue;
		for (size_t c = 0; c < criteria->count; c++) {
			if (!criteria->items[c].required)
				continue;
			total++;
			scored += result->criteria[c].source != SOURCE_MISSING;
		}
	}
	if (total)
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
