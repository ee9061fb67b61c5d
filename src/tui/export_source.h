/*
 * What an export is made of: the dossier as it is, or without a word of anybody.
 */
#ifndef CADRAN_TUI_EXPORT_SOURCE_H
#define CADRAN_TUI_EXPORT_SOURCE_H

#include "cadran/tui/ui.h"

/* Zeroed at first. What it is asked for is borrowed, until the dossier changes. */
struct export_source {
	bool anonymous;
	unsigned long of;       /* the evaluation (ui.evaluations) that the rest was made of; 0: there is none */
	struct session session; /* of the anonymous document alone */
	struct evaluation evaluation;
	struct robustness robustness;
	struct scene scene;
};

/* Makes ready for the others, which are called after it. False where the dossier cannot be made anonymous. */
bool export_source_take(struct export_source *source, const struct ui *ui, struct err *err);
const struct session *export_source_session(const struct export_source *source, const struct ui *ui);
const struct evaluation *export_source_evaluation(const struct export_source *source, const struct ui *ui);
const struct scene *export_source_scene(const struct export_source *source, const struct ui *ui);
void export_source_release(struct export_source *source);

#endif
