/*
 * All pages, and how those that are about something are opened.
 */
#ifndef CADRAN_TUI_PAGES_H
#define CADRAN_TUI_PAGES_H

#include "cadran/tui/page.h"

/* The lowest of the steps. */
extern const struct page page_service, page_grid, page_use_cases, page_scoring, page_matrix, page_roadmap, page_export;

/* The others; their keys are listed with those of the steps. */
extern const struct page page_question, page_sheet, page_need, page_figures, page_tree, page_pick, page_text;
extern const struct page page_audit, page_copy, page_found;
extern const struct page page_charter, page_inventory, page_use, page_import;
extern const struct page page_workshop, page_participants, page_vote;
extern const struct page page_weights;

/* Those behind a key that works everywhere (doors.c). */
extern const struct page page_home, page_radar, page_unlocks, page_history, page_compare, page_settings;
void page_home_open(struct ui *ui);
void page_radar_open(struct ui *ui);
void page_unlocks_open(struct ui *ui);
void page_history_open(struct ui *ui);
void page_compare_open(struct ui *ui);
void page_settings_open(struct ui *ui);

/* Asks for a name, and freezes the dossier under it. */
void milestone_ask(struct ui *ui);

/* What a matrix is made of: its two axes with where they are cut, and its rule of quick wins. */
void word_matrix_rules(struct buf *out, const struct ui *ui, const struct matrix *matrix);

/* All pages, ended by NULL, in the order in which the manual lists their keys (page_keys.c). */
extern const struct page *const pages[];

/* A question of a grid, `question` counting all of its questions. */
void page_question_open(struct ui *ui, size_t grid, size_t question);

/* Answers without evidence, and those that nobody knows; the answer of a question copied to others. */
void page_audit_open(struct ui *ui);
void page_copy_open(struct ui *ui, size_t grid, size_t question);

/* Where `words` (text_fold) are in the whole dossier; how many places there are. */
void page_found_open(struct ui *ui, const char *words);
size_t page_found_count(const struct ui *ui, const char *words);

/* The sheet with the cursor on that field. */
void page_sheet_open_at(struct ui *ui, const char *id, enum use_case_field field);

/* The sheet of a use case: its fields, the questions on its need, its figures, its AI Act class. */
void page_sheet_open(struct ui *ui, const char *id);
void page_need_open(struct ui *ui, const char *id);
void page_figures_open(struct ui *ui, const char *id);
void page_tree_open(struct ui *ui, const char *id);

/* The charter and the inventory of uses, and a use of it. */
void page_charter_open(struct ui *ui);
void page_inventory_open(struct ui *ui);
void page_use_open(struct ui *ui, const char *id);

/* The workshop, and what is done there: who takes part, and the secret votes that are open. */
void page_workshop_open(struct ui *ui);
void page_participants_open(struct ui *ui);
void page_participants_open_at(struct ui *ui, size_t participant); /* one of the document's who is known */
void page_vote_open(struct ui *ui);
void page_vote_show(struct ui *ui, size_t use_case, size_t criterion); /* votes that are revealed already */

/* The step of exports, at the minutes. */
void page_export_minutes(struct ui *ui);

/* The roadmap as bars, and the use cases by their rank. */
extern const struct page page_gantt, page_ranking;
void page_gantt_open(struct ui *ui);
void page_ranking_open(struct ui *ui);

/* Asks for a file, and shows what its import would change. */
void page_import_ask(struct ui *ui);

/* The same for a path, «~» replaced; false, having said why, where it cannot be read. */
bool page_import_look(struct ui *ui, const char *path);

/* The scoring of a use case, on the pile of the current step. */
void page_scoring_open(struct ui *ui, const char *id);

/* The matrix with other weights of the families, with that use case marked. */
void page_weights_open(struct ui *ui, const char *id);

/* Lists to choose from: of the catalogue; for the fields `requires` and `depends` of a use case; of its AI Act classes;
 * of matrices. */
void pick_catalogue(struct ui *ui);
void pick_requirements(struct ui *ui, const char *id);
void pick_dependencies(struct ui *ui, const char *id);
void pick_class(struct ui *ui, const char *id);
void pick_matrix(struct ui *ui);

/* Copies the matrix `id` of what is shipped into the dossier, where it is not in it yet; false, having said why. */
bool matrix_bring(struct ui *ui, const char *id);

#endif
