/*
 * What becomes of what was given when newer content is taken up, in words.
 */
#ifndef CADRAN_TUI_UPGRADE_WORDS_H
#define CADRAN_TUI_UPGRADE_WORDS_H

#include "cadran/base/buf.h"
#include "cadran/core/upgrade.h"

/*
 * A paragraph for each file that `newer` (content_newer) has a newer version of:
 * what is kept, to be reviewed, dropped with its text, new. Lines, each with its
 * end; `content` is what content_upgrade makes of both.
 */
void upgrade_report(struct buf *out, const struct document *document, const struct content *content,
		    const struct content_source *const *newer);

#endif
