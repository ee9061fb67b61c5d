/*
 * What answers leave open.
 */
#include "cadran/base/message.h"
#include "cadran/tui/wording.h"

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
