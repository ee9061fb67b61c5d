#include "room_grid.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "scoring.h"

void room_grid_init(const struct ui *ui, struct room_grid *grid)
{
	const struct document *document = ui->session->document;
	const size_t most = ui->evaluation.use_case_count;

	*grid = (struct room_grid){ .document = document,
				    .evaluation = &ui->evaluation,
				    .cases = xcalloc(most, sizeof(*grid->cases)),
				    .places = xcalloc(most, sizeof(*grid->places)) };
	for (size_t i = 0; i < most; i++) {
		const struct use_case_result *result = &ui->evaluation.use_cases[i];

		if (result_is_settled(result) || result_is_prohibited(result))
			continue;
		grid->places[grid->case_count] = i;
		grid->cases[grid->case_count++] = (size_t)(result->use_case - document->use_cases);
	}
	grid->criteria = scoring_order(ui, &grid->criterion_count);
}

void room_grid_release(struct room_grid *grid)
{
	free(grid->cases);
	free(grid->places);
	free(grid->criteria);
}

static bool is_computed(const struct room_grid *grid, struct ballot_item item)
{
	size_t i = 0;

	while (i < grid->case_count && grid->cases[i] != item.use_case)
		i++;
	return i < grid->case_count && grid->places[i] < grid->evaluation->use_case_count &&
	       grid->evaluation->use_cases[grid->places[i]].criteria[item.criterion].source == SOURCE_DERIVED;
}

enum room_cell room_cell(const struct room_grid *grid, struct ballot_item item)
{
	const enum ballot_state state = ballot_state(ballot_score(grid->document, item));

	return state == BALLOT_OPEN && is_computed(grid, item) ? CELL_COMPUTED : (enum room_cell)state;
}

const char *room_cell_sign(const struct surface *surface, enum room_cell cell)
{
	static const enum glyph signs[] = {
		[CELL_OPEN] = GLYPH_EMPTY,
		[CELL_SECRET] = GLYPH_INCOMPLETE,
		[CELL_REVEALED] = GLYPH_SETTLED,
		[CELL_RETAINED] = GLYPH_MET,
	};

	if (cell == CELL_COMPUTED)
		return surface->ascii ? "c" : "=";
	return surface_glyph_text(surface, signs[cell]);
}

const char *room_cell_word(enum room_cell cell)
{
	static const char *const words[CELL_COUNT] = {
		[CELL_OPEN] = N_("not voted"),    [CELL_SECRET] = N_("secret vote open"),
		[CELL_REVEALED] = N_("revealed"), [CELL_RETAINED] = N_("retained"),
		[CELL_COMPUTED] = N_("computed"),
	};

	return _(words[cell]);
}

void room_grid_count(const struct ui *ui, const struct room_grid *grid, size_t counts[CELL_COUNT])
{
	const struct criteria *criteria = &ui->session->document->content->criteria;

	memset(counts, 0, CELL_COUNT * sizeof(*counts));
	for (size_t u = 0; u < grid->case_count; u++)
		for (size_t c = 0; c < grid->criterion_count; c++)
			if (criteria->items[grid->criteria[c]].required)
				counts[room_cell(grid, (struct ballot_item){ grid->cases[u], grid->criteria[c] })]++;
}
