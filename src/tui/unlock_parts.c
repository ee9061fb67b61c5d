#include "unlock_parts.h"

#include "cadran/core/compare.h"
#include "cadran/tui/wording.h"

enum { PATHS_SHOWN = 3 };

void unlock_word_step(struct buf *out, const struct scene *scene, const struct unlock_step *step, bool ascii)
{
	const struct grid *grid = &scene->evaluation->document->content->grids[step->grid];

	buf_add_format(out, "%s ", text_in(&grid->dimensions[step->dimension].name, scene->language));
	if (is_figure(step->from))
		word_number(out, scene, step->from, 2);
	else
		buf_add_text(out, "?");
	buf_add_format(out, " %s %d", ascii ? "->" : "→", step->to);
}

void unlock_word_names(struct buf *out, const struct scene *scene, const struct place_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		buf_add_format(out, "%s%s", i ? ", " : "",
			       use_case_name(scene->evaluation->use_cases[list->items[i]].use_case));
}

static void tell_step(struct pen *pen, const struct scene *scene, const struct unlock_step *step)
{
	unlock_word_step(&pen->line, scene, step, pen->surface->ascii);
}

static void tell_names(struct pen *pen, const struct scene *scene, const struct place_list *list)
{
	unlock_word_names(&pen->line, scene, list);
}

static bool frees_alone(const struct unlock *unlock)
{
	for (size_t i = 0; i < unlock->dimension_count; i++)
		if (unlock->dimensions[i].frees.count)
			return true;
	return false;
}

/* One level in one dimension. */
static void tell_dimensions(struct pen *pen, const struct scene *scene, const struct unlock *unlock)
{
	for (size_t i = 0; i < unlock->dimension_count; i++) {
		const struct unlock_dimension *dimension = &unlock->dimensions[i];

		if (!dimension->frees.count)
			continue;
		tell_step(pen, scene, &dimension->step);
		buf_add_format(&pen->line, " %s ", _("unlocks"));
		tell_names(pen, scene, &dimension->frees);
		if (dimension->quick_wins.count) {
			buf_add_format(&pen->line, " · %s%s", _("quick wins then"), _(": "));
			tell_names(pen, scene, &dimension->quick_wins);
		}
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

/* Several at once: the fewest levels that free one more. */
static void tell_paths(struct pen *pen, const struct scene *scene, const struct unlock *unlock)
{
	size_t shown = 0;

	for (size_t i = 0; i < unlock->path_count && shown < PATHS_SHOWN; i++) {
		const struct unlock_path *path = &unlock->paths[i];

		if (path->step_count < 2)
			continue;
		shown++;
		buf_add_format(&pen->line, message_plural("%u level", "%u levels", path->levels), path->levels);
		buf_add_text(&pen->line, _(": "));
		for (size_t s = 0; s < path->step_count; s++) {
			buf_add_text(&pen->line, s ? ", " : "");
			tell_step(pen, scene, &path->steps[s]);
		}
		buf_add_format(&pen->line, " · %s ", _("unlock"));
		tell_names(pen, scene, &path->frees);
		if (!path->exact)
			buf_add_format(&pen->line, " (%s)", _("there may be a shorter way"));
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

void tell_unlocks(struct pen *pen, const struct scene *scene)
{
	struct unlock unlock;

	unlock_compute(scene->evaluation, &unlock);
	if (unlock.held_back.count) {
		pen_section(pen, _("What unlocks what"));
		if (!frees_alone(&unlock)) {
			buf_add_text(&pen->line, _("No single level frees a use case."));
			pen_end(pen, ATTRIBUTE_NONE);
		}
		tell_dimensions(pen, scene, &unlock);
		tell_paths(pen, scene, &unlock);
	}
	unlock_release(&unlock);
}
