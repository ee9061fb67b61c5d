/*
 * A comparison in words, on a surface.
 */
#ifndef CADRAN_TUI_COMPARISON_VIEW_H
#define CADRAN_TUI_COMPARISON_VIEW_H

#include "cadran/app/session.h"
#include "cadran/base/buf.h"
#include "cadran/core/comparison.h"
#include "cadran/tui/surface.h"

/* `before` and `after` are what the two sides are called. Returns the rows drawn. */
int comparison_draw(const struct comparison *comparison, const char *before, const char *after, enum language language,
		    struct surface *surface);

/*
 * What a side is called: the milestone, or that it is as it stands now; of two
 * dossiers which one it is, before that; dated, when what stands now was last
 * changed. `milestone` NULL: as it stands now.
 */
void comparison_name_side(struct buf *out, const struct session *session, const struct milestone *milestone, bool two,
			  bool dated);

#endif
