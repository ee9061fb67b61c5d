/*
 * A view draws one side of a dossier on a surface. One file a view, one line
 * in view.c; «cadran show» finds it by its name.
 */
#ifndef CADRAN_TUI_VIEW_H
#define CADRAN_TUI_VIEW_H

#include "cadran/core/robustness.h"
#include "cadran/tui/surface.h"

/* What a view reads. */
struct scene {
	const struct evaluation *evaluation;
	enum language language;              /* of content texts and of the decimal sign */
	const char *subject;                 /* what `explain` is asked about; NULL elsewhere */
	bool interactive;                    /* advice is about keys, not about commands */
	const struct robustness *robustness; /* of the evaluation; NULL where nobody asks how sure it is */
	bool whole;                          /* for a file, which has room: names and texts are not cut */
	bool law_apart;                      /* duties are only named: what they ask stands beside */
};

struct view {
	const char *name;
	const char *help; /* a message id */
	bool takes_subject;
	bool asks_how_sure; /* it reads scene.robustness */
	/* False, with `err`, only where the subject does not exist. */
	bool (*draw)(const struct scene *scene, struct surface *surface, struct err *err);
};

extern const struct view view_summary, view_maturity, view_use_cases, view_matrix, view_ranking, view_explain,
	view_roadmap, view_gantt, view_radar, view_charter, view_keys;

/* All views, ended by NULL. */
extern const struct view *const views[];

const struct view *view_find(const char *name);

#endif
