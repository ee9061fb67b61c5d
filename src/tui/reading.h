/*
 * Which questions of a grid are asked: all, or those of the express reading.
 */
#ifndef CADRAN_TUI_READING_H
#define CADRAN_TUI_READING_H

#include "cadran/tui/ui.h"

/* A grid without express questions is always read completely. */
bool reading_has(const struct ui *ui, const struct grid *grid, size_t question);

/* The next question of the reading after `question`, or the one before it; grid->question_count where there is none. */
size_t reading_next(const struct ui *ui, const struct grid *grid, size_t question);
size_t reading_previous(const struct ui *ui, const struct grid *grid, size_t question);

/* The how manyth of how many the question is, counting from 1. */
void reading_place(const struct ui *ui, const struct grid *grid, size_t question, size_t *number, size_t *count);

/* The first from `question` on, and round, that was not answered yet; grid->question_count where all were. */
size_t reading_unanswered(const struct ui *ui, size_t grid, size_t question);

/* How many questions of the reading were not answered yet. */
size_t reading_left(const struct ui *ui, size_t grid);

/* The next question answered «don't know», after this one, through all grids and round; false where there is none. */
bool reading_next_unknown(const struct ui *ui, size_t *grid, size_t *question);

/* Says that no question of the reading is left, how many were answered «don't know», and how many only the other
 * reading asks. */
void reading_say_all_seen(struct ui *ui, size_t grid);

/* Whether every question of the reading has an answer. */
bool reading_is_over(const struct ui *ui, size_t grid);

/* Says «Express reading …» or «Complete reading …» after switching. */
void reading_switch(struct ui *ui, size_t grid);

/* The texts of a question, its own first (part 0), then its dimension, what helps to answer it and its levels; NULL
 * after the last one. */
const char *reading_part(const struct ui *ui, size_t grid, size_t question, int part);

/* The questions of the grid that have `words` in one of these, their note or their evidence: the next after `question`,
 * and round; grid->question_count where none has. */
size_t reading_find(const struct ui *ui, size_t grid, size_t question, const char *words);

/* Whether this one has them. */
bool reading_question_has(const struct ui *ui, size_t grid, size_t question, const char *words);

#endif
