/*
 * The ranking: use cases by priority, how likely each is on each rank as
 * shapes, and what keeps the chosen one from being a quick win.
 */

#include "cadran/tui/list.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "projector.h"
#include "sureness.h"
#include "use_case_parts.h"

enum { COLUMN_RANK, COLUMN_FLAG, COLUMN_NAME, COLUMN_PRIORITY, COLUMN_QUICK_WIN, COLUMN_COUNT };
enum { MARGIN = 1, HEAD_ROWS = 2, DETAIL_ROWS = 5 /* and a rule before them */, NAME = 27, NAME_WIDE = 44, WIDE = 110 };

struct ranking_state {
	struct list list; /* those with a rank in its order, then the others as they stand in the dossier */
};

static size_t place_at(const struct evaluation *evaluation, size_t index)
{
	if (index < evaluation->ranking_count)
		return evaluation->ranking[index];
	index -= evaluation->ranking_count;
	for (size_t i = 0; i < evaluation->use_case_count; i++)
		if (!evaluation->use_cases[i].rank && !index--)
			return i;
	return 0;
}

static const struct use_case_result *result_at(const struct ui *ui, int index)
{
	return &ui->evaluation.use_cases[place_at(&ui->evaluation, (size_t)index)];
}

static void follow(const struct ui *ui, struct ranking_state *state)
{
	list_fit(&state->list, (int)ui->evaluation.use_case_count, state->list.rows);
}

/* --- drawing ------------------------------------------------------------------------------ */

static void draw_row(const struct ui *ui, struct surface *surface, int row, const struct table_column *columns,
		     struct shape_columns shapes, int index)
{
	const struct use_case_result *result = result_at(ui, index);
	const size_t place = place_at(&ui->evaluation, (size_t)index);
	struct buf text;

	buf_init(&text);
	if (result->rank)
		buf_add_format(&text, "%zu", result->rank);
	table_cell(surface, row, &columns[COLUMN_RANK], ATTRIBUTE_BOLD, text.data);
	table_cell(surface, row, &columns[COLUMN_FLAG], ATTRIBUTE_BOLD, word_flag(surface, result));
	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_NONE, use_case_name(result->use_case));
	buf_clear(&text);
	word_fixed(&text, &ui->scene, result->priority, 1);
	table_cell(surface, row, &columns[COLUMN_PRIORITY], ATTRIBUTE_NONE, text.data);
	if (result->rank) {
		buf_clear(&text);
		word_probability(&text, &ui->scene, robustness_quick_win(&ui->robustness, place).p);
		table_cell(surface, row, &columns[COLUMN_QUICK_WIN], ATTRIBUTE_NONE, text.data);
		sureness_draw_shapes(&ui->scene, surface, row, shapes, place);
	}
	buf_release(&text);
}

/* «first 34 % · mean rank 2.1» */
static void word_chances(struct buf *out, const struct ui *ui, size_t place)
{
	buf_add_format(out, "%s ", _("first place:"));
	word_probability(out, &ui->scene, robustness_rank(&ui->robustness, place, 1).p);
	buf_add_format(out, " · %s ", _("mean rank"));
	word_number(out, &ui->scene, robustness_expected_rank(&ui->robustness, place).p, 1);
}

static void draw_detail(const struct ui *ui, const struct ranking_state *state, struct surface *surface)
{
	const struct use_case_result *result = result_at(ui, state->list.selected);
	const int top = surface->height - DETAIL_ROWS, width = surface->width - 2 * MARGIN;
	struct buf text;

	surface_repeat(surface, top - 1, MARGIN, width, GLYPH_HORIZONTAL);
	buf_init(&text);
	if (result->rank)
		word_chances(&text, ui, place_at(&ui->evaluation, (size_t)state->list.selected));
	surface_text_right(surface, top, MARGIN, width, ATTRIBUTE_NONE, text.data);
	(void)surface_text(surface, top, MARGIN, width - surface_measure(surface, text.data) - 2, ATTRIBUTE_BOLD,
			   use_case_name(result->use_case));
	buf_clear(&text);
	word_standing(&text, &ui->scene, result);
	/* Else a room asks why nothing is a quick win and a column says 63 %. */
	if (result->verdict == VERDICT_CONDITIONAL)
		buf_add_format(&text, " · %s", _("the percentage counts what is still to be done as done"));
	(void)surface_wrap_within(surface, top + 1, MARGIN, width, DETAIL_ROWS - 2, ATTRIBUTE_NONE, text.data);
	buf_clear(&text);
	sureness_word_shapes(&text, &ui->scene, surface);
	(void)surface_text(surface, surface->height - 1, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct ranking_state *state = memory;
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_RANK] = { .title = _("Rank"), .least = 4, .right = true },
		[COLUMN_FLAG] = { .title = "", .least = 1 },
		[COLUMN_NAME] = { .title = _("Use case"), .least = surface->width < WIDE ? NAME : NAME_WIDE },
		[COLUMN_PRIORITY] = { .title = _("Priority"), .least = 8, .right = true },
		[COLUMN_QUICK_WIN] = { .title = _("Quick win"), .least = 11, .right = true },
	};
	struct shape_columns shapes;

	if (!ui->evaluation.use_case_count) {
		gather_draw(ui, surface, 0, _("No use case yet: there is nothing to compare."));
		return;
	}
	state->list.rows = surface->height - HEAD_ROWS - DETAIL_ROWS - 1;
	follow(ui, state);
	table_layout(columns, COLUMN_COUNT, MARGIN, surface->width - 2 * MARGIN);
	table_heading(surface, 0, columns, COLUMN_COUNT);
	/* The ranks around the chosen one, where there is no room for all. */
	shapes = sureness_shape_columns(&ui->scene, columns[COLUMN_QUICK_WIN].place + columns[COLUMN_QUICK_WIN].width,
					surface->width - MARGIN, (size_t)state->list.selected + 1);
	sureness_draw_shape_heads(surface, 0, shapes);
	for (int i = 0; i < state->list.rows && state->list.top + i < state->list.count; i++) {
		const int index = state->list.top + i;

		draw_row(ui, surface, HEAD_ROWS + i, columns, shapes, index);
		if (index != state->list.selected)
			continue;
		surface_mark(surface, HEAD_ROWS + i, 0, surface->width, ATTRIBUTE_REVERSE);
		surface_cursor(surface, HEAD_ROWS + i, MARGIN);
	}
	draw_detail(ui, state, surface);
}

/* --- keys ----------------------------------------------------------------------------------- */

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	static void (*const opens[ACTION_COUNT])(struct ui *, const char *) = {
		[ACTION_OPEN] = page_sheet_open,
		[ACTION_SCORES] = page_scoring_open,
		[ACTION_EXPLAIN] = ui_explain,
	};
	struct ranking_state *state = memory;

	(void)key;
	if (!ui->evaluation.use_case_count)
		return gather_act(ui, action);
	follow(ui, state);
	if (list_act(&state->list, action))
		return true;
	if (action == ACTION_TURN) {
		ui_open_text(ui, NULL, &view_ranking);
		return true;
	}
	if (!opens[action])
		return false;
	opens[action](ui, result_at(ui, state->list.selected)->use_case->id);
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct ranking_state *state = memory;

	follow(ui, state);
	for (int i = 1; i <= state->list.count; i++) {
		const int index = (state->list.selected + i) % state->list.count;

		if (!text_has(use_case_name(result_at(ui, index)->use_case), words))
			continue;
		state->list.selected = index;
		return true;
	}
	return false;
}

static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	struct ranking_state *state = memory;

	if (surface) {
		list_fit(&state->list, (int)ui->evaluation.use_case_count, surface->height - PROJECTED_FRAME);
		project_ranking(ui, state->list.top, surface);
	}
	return true;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("sheet") },
	{ "s", ACTION_SCORES, N_("scoring") },
	{ "v", ACTION_TURN, N_("in words") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_ranking = {
	.name = N_("Ranking"),
	.state_size = sizeof(struct ranking_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.project = project,
};

void page_ranking_open(struct ui *ui)
{
	(void)ui_open(ui, &page_ranking);
}
