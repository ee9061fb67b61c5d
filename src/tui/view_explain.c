/*
 * Where a figure comes from, term by term: of a use case, a grid or a
 * dimension.
 */
#include <string.h>

#include "telling.h"

/* How many dimensions `subject` names: «data.quality», or «quality» alone. The last one found is filled in. */
static size_t find_dimensions(const struct content *content, const char *subject, size_t *grid, size_t *dimension)
{
	const char *dot = strchr(subject, '.');
	size_t count = 0;

	for (size_t g = 0; g < content->grid_count; g++) {
		const struct grid *candidate = &content->grids[g];
		const size_t length = strlen(candidate->id);
		const bool named = dot && !strncmp(subject, candidate->id, length) && subject + length == dot;
		const struct dimension *found = grid_dimension(candidate, named ? dot + 1 : subject);

		if (!found)
			continue;
		*grid = g;
		*dimension = (size_t)(found - candidate->dimensions);
		count++;
	}
	return count;
}

static bool tell_measured(struct telling *telling, const char *subject, struct err *err)
{
	const struct grid *whole = content_grid(telling->content, subject);
	size_t grid = 0, dimension = 0, count;

	if (whole) {
		tell_grid(telling, (size_t)(whole - telling->content->grids));
		return true;
	}
	count = find_dimensions(telling->content, subject, &grid, &dimension);
	if (count > 1)
		return err_set(err, ERR_VALUE, N_("%zu grids have a dimension «%s»; say which, as in %s.%s"), count,
			       subject, telling->content->grids[grid].id, subject);
	if (!count)
		return err_set(err, ERR_VALUE,
			       N_("there is nothing called «%s»; expected the id of a use case, a grid or a dimension"),
			       subject);
	tell_dimension(telling, grid, dimension);
	return true;
}

static bool draw_explain(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct telling telling = {
		.scene = scene,
		.content = scene->evaluation->document->content,
		.result = evaluation_use_case(scene->evaluation, scene->subject),
	};
	bool found = true;

	pen_init(&telling.pen, surface);
	if (telling.result)
		tell_use_case(&telling);
	else
		found = tell_measured(&telling, scene->subject, err);
	pen_release(&telling.pen);
	return found;
}

const struct view view_explain = {
	.name = "explain",
	.help = N_("where the figures of a use case, a grid or a dimension come from"),
	.takes_subject = true,
	.draw = draw_explain,
};
