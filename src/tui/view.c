#include "cadran/tui/view.h"

#include <string.h>

const struct view *const views[] = {
	&view_summary, &view_maturity, &view_radar,   &view_use_cases, &view_matrix, &view_ranking,
	&view_roadmap, &view_gantt,    &view_explain, &view_charter,   &view_keys,   NULL,
};

const struct view *view_find(const char *name)
{
	for (const struct view *const *view = views; *view; view++)
		if (!strcmp((*view)->name, name))
			return *view;
	return NULL;
}
