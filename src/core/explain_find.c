/*
 * What an id that somebody typed asks about.
 */
#include <string.h>

#include "explain_weave.h"

struct search {
	const struct evaluation *evaluation;
	const struct content *content;
	const char *id;
	struct explain_subject *subject;
	size_t count;
};

static void found(struct search *search, enum explain_kind kind, struct explain_about about)
{
	*search->subject = (struct explain_subject){ kind, about };
	search->count++;
}

/* Behind «GRID.» where the id begins with it, else the whole id. */
static const char *within_grid(const struct grid *grid, const char *id)
{
	const size_t length = strlen(grid->id);

	return !strncmp(id, grid->id, length) && id[length] == '.' ? id + length + 1 : id;
}

static void search_grid(struct search *search, size_t g)
{
	const struct grid *grid = &search->content->grids[g];
	const char *id = within_grid(grid, search->id);
	const struct dimension *dimension = grid_dimension(grid, id);
	const struct question *question = grid_question(grid, id);

	if (dimension) {
		found(search, EXPLAIN_DIMENSION, about_dimension(g, (size_t)(dimension - grid->dimensions)));
	} else if (question) {
		struct explain_about about = about_dimension(g, question->dimension);

		about.question = (size_t)(question - grid->questions);
		found(search, EXPLAIN_QUESTION, about);
	}
}

/* «meeting-notes.impact.strategic»: an id may have dots itself, so each way to part it is tried. */
static void search_criterion(struct search *search, size_t use_case)
{
	const char *id = search->evaluation->use_cases[use_case].use_case->id;
	const size_t length = strlen(id);
	size_t criterion;

	if (!strncmp(search->id, id, length) && search->id[length] == '.' &&
	    criteria_find(&search->content->criteria, search->id + length + 1, &criterion))
		found(search, EXPLAIN_UTILITY, about_criterion(use_case, criterion));
}

size_t explain_find(const struct evaluation *evaluation, const char *id, struct explain_subject *subject)
{
	const struct content *content = evaluation->document->content;
	const struct use_case_result *result = evaluation_use_case(evaluation, id);
	const struct grid *grid = content_grid(content, id);
	struct search search = { evaluation, content, id, subject, 0 };

	if (result)
		found(&search, EXPLAIN_USE_CASE, about_use_case((size_t)(result - evaluation->use_cases)));
	else if (grid)
		found(&search, EXPLAIN_GRID, about_grid((size_t)(grid - content->grids)));
	for (size_t g = 0; !result && !grid && g < content->grid_count; g++)
		search_grid(&search, g);
	for (size_t i = 0; !search.count && i < evaluation->use_case_count; i++)
		search_criterion(&search, i);
	return search.count;
}
