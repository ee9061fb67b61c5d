/*
 * Both grids as radars, side by side where there is room, else one under the
 * other, each with its figures.
 */
#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"
#include "radar_parts.h"

enum { RADAR_ROWS = 19, FIGURES = 36, GAP = 2, BESIDE = 140 };

static int draw_grid(const struct scene *scene, struct surface *surface, size_t grid, int row, int left, int width)
{
	const struct grid *at = &scene->evaluation->document->content->grids[grid];
	const struct radar_box radar = { row + 1, left, RADAR_ROWS, width - FIGURES - GAP },
			       figures = { row + 2, left + width - FIGURES, RADAR_ROWS, FIGURES };
	int end;

	(void)surface_text(surface, row, left, width, ATTRIBUTE_BOLD, text_in(&at->name, scene->language));
	radar_draw(scene, surface, grid, radar, -1);
	end = radar_draw_figures(scene, surface, grid, figures);
	return end > row + 1 + RADAR_ROWS ? end : row + 1 + RADAR_ROWS;
}

static bool draw_radars(const struct scene *scene, struct surface *surface, struct err *err)
{
	const size_t count = scene->evaluation->document->content->grid_count;
	const bool beside = count == 2 && surface->width >= BESIDE;
	const int width = beside ? (surface->width - 2 * GAP) / 2 : surface->width;
	struct buf key;
	int row = 0, end = 0;

	(void)err;
	for (size_t g = 0; g < count; g++) {
		end = draw_grid(scene, surface, g, row, beside && g ? width + 2 * GAP : 0, width);
		row = beside ? row : end + 1;
	}
	buf_init(&key);
	if (count)
		radar_word_key(&key, surface);
	else
		buf_add_text(&key, _("This dossier has no grid."));
	(void)surface_wrap(surface, end + (count > 0), 0, surface->width, ATTRIBUTE_NONE, key.data);
	buf_release(&key);
	return true;
}

const struct view view_radar = {
	.name = "radar",
	.help = N_("both grids as radars, with their targets"),
	.draw = draw_radars,
};
