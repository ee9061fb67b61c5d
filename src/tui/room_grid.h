/*
 * What a workshop goes through: the use cases that are in the race by the
 * criteria of the reading, and how far each cell is.
 */
#ifndef CADRAN_TUI_ROOM_GRID_H
#define CADRAN_TUI_ROOM_GRID_H

#include "cadran/core/workshop.h"
#include "ui_internal.h"

struct room_grid {
	const struct document *document;
	const struct evaluation *evaluation;
	size_t *cases;  /* of the document: those that are in the race; owned */
	size_t *places; /* as `cases`, in the evaluation, which may be computed anew meanwhile; owned */
	size_t case_count;
	size_t *criteria; /* of the content, in the order of the reading; owned */
	size_t criterion_count;
};

void room_grid_init(const struct ui *ui, struct room_grid *grid);
void room_grid_release(struct room_grid *grid);

/* The states of a ballot; of what is open apart what figures make a score of: it asks for no vote. */
enum room_cell {
	CELL_OPEN = BALLOT_OPEN,
	CELL_SECRET = BALLOT_SECRET,
	CELL_REVEALED = BALLOT_REVEALED,
	CELL_RETAINED = BALLOT_RETAINED,
	CELL_COMPUTED = BALLOT_STATE_COUNT,
	CELL_COUNT
};

enum room_cell room_cell(const struct room_grid *grid, struct ballot_item item);
const char *room_cell_sign(const struct surface *surface, enum room_cell cell);
const char *room_cell_word(enum room_cell cell);

/* How many cells there are in each state: required criteria of the use cases in the race. */
void room_grid_count(const struct ui *ui, const struct room_grid *grid, size_t counts[CELL_COUNT]);

#endif
