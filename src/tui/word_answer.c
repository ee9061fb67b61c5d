/*
 * How a question is called, and what answers leave open.
 */
#include "cadran/base/buf.h"
#include "cadran/base/message.h"
#include "cadran/tui/wording.h"

void word_question(struct buf *out, const struct grid *grid, size_t question, enum language language)
{
	const struct dimension *dimension = &grid->dimensions[grid->questions[question].dimension];

	buf_add_text(out, text_in(&dimension->name, language));
	if (dimension->count > 1)
		buf_add_format(out, " %zu/%zu", question - dimension->first + 1, dimension->count);
}

/* ANSWER_UNKNOWN before ANSWER_NOT_APPLICABLE, ANSWER_BLANK where nothing else was answered. */
static int silence_of(const struct document *document, size_t g, size_t d)
{
	const struct dimension *dimension = &document->content->grids[g].dimensions[d];
	int silence = ANSWER_BLANK;

	for (size_t q = dimension->first; q < dimension->first + dimension->count; q++) {
		const int level = answer_level(&document->grids[g].answers[q]);

		if (level == ANSWER_UNKNOWN || (level == ANSWER_NOT_APPLICABLE && silence == ANSWER_BLANK))
			silence = level;
	}
	return silence;
}

const char *word_silence(const struct document *document, size_t grid, size_t dimension)
{
	switch (silence_of(document, grid, dimension)) {
	case ANSWER_UNKNOWN:
		return _("don't know");
	case ANSWER_NOT_APPLICABLE:
		return _("not applicable");
	default:
		return _("empty");
	}
}

const char *word_confirmation(const struct document *document, size_t grid, size_t dimension)
{
	return silence_of(document, grid, dimension) == ANSWER_NOT_APPLICABLE
		       ? _("it was answered «not applicable»: say whether it is needed.")
		       : _("answer its questions.");
}
