/*
 * Votes in words, for a room.
 */
#include "cadran/base/buf.h"
#include "cadran/base/message.h"
#include "cadran/core/compare.h"
#include "cadran/core/disagreement.h"
#include "cadran/tui/wording.h"

/*
 * RAND/UCLA has «disagreement» for panels. Short of that, a word for how far
 * would be read against the range beside it, which one vote alone does not
 * move: those apart are counted, and the word is for a range without them.
 */
void word_agreement(struct buf *out, const struct disagreement *votes)
{
	if (!is_figure(votes->index))
		return;
	if (votes->disagreement)
		buf_add_text(out, _("disagreement"));
	else if (votes->apart)
		buf_add_format(out, message_plural("%zu vote apart", "%zu votes apart", votes->apart), votes->apart);
	else if (votes->spread > 1 && reaches(votes->iqr, 1))
		buf_add_text(out, _("votes spread out"));
	else
		buf_add_text(out, _("votes close together"));
}
