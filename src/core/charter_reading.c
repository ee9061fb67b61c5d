#include "cadran/core/charter_reading.h"

#include <stdlib.h>

#include "cadran/base/alloc.h"

/* Whether `principle` informs the dimension; marks its questions that it informs in `informed`. */
static bool mark(const struct content *content, const struct principle *principle,
		 const struct charter_reading *reading, bool *informed)
{
	const struct grid *of = &content->grids[reading->grid];
	const struct dimension *whole = &of->dimensions[reading->dimension];
	const char *feeds = principle->feeds, *name;
	size_t length, grid, dimension, question;
	bool any = false;

	while (feeds_next(&feeds, &name, &length)) {
		if (!content_find_fed(content, name, length, &grid, &dimension, &question) || grid != reading->grid ||
		    dimension != reading->dimension)
			continue;
		any = true;
		for (size_t q = 0; q < whole->count; q++)
			informed[q] |= question == of->question_count || question == whole->first + q;
	}
	return any;
}

static void read_dimension(const struct document *document, struct charter_reading *reading)
{
	const struct content *content = document->content;
	bool *informed;

	reading->questions = content->grids[reading->grid].dimensions[reading->dimension].count;
	informed = xcalloc(reading->questions, sizeof(*informed));
	for (size_t i = 0; i < content->charter.count; i++) {
		if (!mark(content, &content->charter.principles[i], reading, informed))
			continue;
		reading->principles++;
		reading->kept += tick_state(&document->ticks[i]) == PRINCIPLE_YES;
	}
	for (size_t q = 0; q < reading->questions; q++)
		reading->informed += informed[q];
	free(informed);
}

void charter_read(const struct document *document, struct charter_reading *reading)
{
	const struct charter *charter = &document->content->charter;
	const char *feeds = charter->count ? charter->feeds : "", *name;
	size_t length, question;

	*reading = (struct charter_reading){ 0 };
	for (size_t i = 0; i < charter->count; i++)
		reading->states[tick_state(&document->ticks[i])]++;
	reading->feeds =
		feeds_next(&feeds, &name, &length) &&
		content_find_fed(document->content, name, length, &reading->grid, &reading->dimension, &question);
	if (reading->feeds)
		read_dimension(document, reading);
}
