/*
 * The radars: both grids, or one of them as large as the screen allows, with a
 * cursor on its dimensions.
 */
#include <stdio.h>

#include "cadran/base/buf.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "radar_parts.h"

enum { MARGIN = 1, FIGURES = 34, FIGURES_WIDE = 44, WIDE = 110, KEY_ROWS = 2 };

struct radar_state {
	struct list list; /* dimensions of the grid that is shown, or of all grids one after the other */
	size_t shown;     /* a grid; grid_count: all */
	bool begun;
};

static const struct content *content_of(const struct ui *ui)
{
	return ui->session->document->content;
}

static bool shows(const struct ui *ui, const struct radar_state *state, size_t grid)
{
	return state->shown == grid || state->shown == content_of(ui)->grid_count;
}

/* The dimension that the cursor is on; false where there is none. */
static bool chosen(const struct ui *ui, const struct radar_state *state, size_t *grid, size_t *dimension)
{
	size_t left = (size_t)state->list.selected;

	for (size_t g = 0; g < content_of(ui)->grid_count; g++) {
		if (!shows(ui, state, g))
			continue;
		*grid = g;
		*dimension = left;
		if (left < content_of(ui)->grids[g].dimension_count)
			return true;
		left -= content_of(ui)->grids[g].dimension_count;
	}
	return false;
}

static void follow(const struct ui *ui, struct radar_state *state)
{
	const struct step *step = &ui->steps[ui->step];
	size_t count = 0;

	/* From a grid it begins with that one. */
	if (!state->begun)
		state->shown = step->page == &page_grid ? step->grid : content_of(ui)->grid_count;
	state->begun = true;
	for (size_t g = 0; g < content_of(ui)->grid_count; g++)
		if (shows(ui, state, g))
			count += content_of(ui)->grids[g].dimension_count;
	list_fit(&state->list, (int)count, 10);
}

/* --- drawing ------------------------------------------------------------------------------ */

static void mark_chosen(const struct ui *ui, const struct radar_state *state, size_t grid, struct radar_box figures,
			struct surface *surface)
{
	size_t of, dimension;
	int row;

	if (!chosen(ui, state, &of, &dimension) || of != grid)
		return;
	row = figures.top + RADAR_HEADING_ROWS + (int)dimension;
	surface_mark(surface, row, figures.left, figures.columns, ATTRIBUTE_REVERSE);
	surface_cursor(surface, row, figures.left);
}

static int chosen_of(const struct ui *ui, const struct radar_state *state, size_t grid)
{
	size_t of, dimension;

	return chosen(ui, state, &of, &dimension) && of == grid ? (int)dimension : -1;
}

/* One grid: the radar, and the figures beside it. */
static void draw_one(const struct ui *ui, const struct radar_state *state, size_t grid, struct surface *surface)
{
	const int figures = surface->width < WIDE ? FIGURES : FIGURES_WIDE, width = surface->width - 2 * MARGIN;
	const struct radar_box title = { 0, MARGIN, 1, width },
			       radar = { 1, MARGIN, surface->height - KEY_ROWS, width - figures - 1 },
			       beside = { 2, MARGIN + width - figures, radar.rows, figures };

	radar_draw_title(&ui->scene, surface, grid, title);
	radar_draw(&ui->scene, surface, grid, radar, chosen_of(ui, state, grid));
	(void)radar_draw_figures(&ui->scene, surface, grid, beside);
	mark_chosen(ui, state, grid, beside, surface);
}

static int most_dimensions(const struct ui *ui)
{
	size_t most = 0;

	for (size_t g = 0; g < content_of(ui)->grid_count; g++)
		if (content_of(ui)->grids[g].dimension_count > most)
			most = content_of(ui)->grids[g].dimension_count;
	return (int)most;
}

/* Side by side, the figures below each. */
static void draw_all(const struct ui *ui, const struct radar_state *state, struct surface *surface)
{
	const int count = (int)content_of(ui)->grid_count,
		  width = (surface->width - 2 * MARGIN - 2 * (count - 1)) / count,
		  rows = surface->height - KEY_ROWS - most_dimensions(ui) - RADAR_HEADING_ROWS;

	for (int g = 0; g < count; g++) {
		const int left = MARGIN + g * (width + 2);
		const struct radar_box title = { 0, left, 1, width }, radar = { 1, left, rows, width },
				       below = { 1 + rows, left, 0, width };

		radar_draw_title(&ui->scene, surface, (size_t)g, title);
		radar_draw(&ui->scene, surface, (size_t)g, radar, chosen_of(ui, state, (size_t)g));
		(void)radar_draw_figures(&ui->scene, surface, (size_t)g, below);
		mark_chosen(ui, state, (size_t)g, below, surface);
	}
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct radar_state *state = memory;
	struct buf key;

	follow(ui, state);
	if (!content_of(ui)->grid_count) {
		(void)surface_text(surface, 0, MARGIN, surface->width, ATTRIBUTE_NONE, _("This dossier has no grid."));
		return;
	}
	if (state->shown < content_of(ui)->grid_count)
		draw_one(ui, state, state->shown, surface);
	else
		draw_all(ui, state, surface);
	buf_init(&key);
	radar_word_key(&key, surface);
	(void)surface_text(surface, surface->height - 1, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE, key.data);
	buf_release(&key);
}

/* --- keys ----------------------------------------------------------------------------------- */

static void turn(const struct ui *ui, struct radar_state *state, int direction)
{
	const size_t count = content_of(ui)->grid_count + 1;

	state->shown = (state->shown + (direction < 0 ? count - 1 : 1)) % count;
	state->list.selected = 0;
	follow(ui, state);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct radar_state *state = memory;
	char subject[300];
	size_t grid, dimension;

	(void)key;
	follow(ui, state);
	if (list_act(&state->list, action))
		return true;
	if (action == ACTION_LEFT || action == ACTION_RIGHT || action == ACTION_TURN) {
		turn(ui, state, action == ACTION_LEFT ? -1 : 1);
		return true;
	}
	if ((action != ACTION_OPEN && action != ACTION_EXPLAIN) || !chosen(ui, state, &grid, &dimension))
		return false;
	(void)snprintf(subject, sizeof(subject), "%s.%s", content_of(ui)->grids[grid].id,
		       content_of(ui)->grids[grid].dimensions[dimension].id);
	if (action == ACTION_EXPLAIN)
		ui_explain(ui, subject);
	else
		page_question_open(ui, grid, content_of(ui)->grids[grid].dimensions[dimension].first);
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct radar_state *state = memory;
	const int before = state->list.selected;

	for (int i = 1; i <= state->list.count; i++) {
		size_t grid, dimension;

		state->list.selected = (before + i) % state->list.count;
		if (chosen(ui, state, &grid, &dimension) &&
		    text_has(text_in(&content_of(ui)->grids[grid].dimensions[dimension].name, ui->scene.language),
			     words))
			return true;
	}
	state->list.selected = before;
	return false;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("questions") },
	{ "<Right>", ACTION_RIGHT, N_("other grid") },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "v", ACTION_TURN, NULL },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("close") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_radar = {
	.name = N_("Radar"),
	.state_size = sizeof(struct radar_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
};

void page_radar_open(struct ui *ui)
{
	(void)ui_open(ui, &page_radar);
}
