#include <math.h>

#include "cadran/base/buf.h"
#include "cadran/core/stability.h"
#include "cadran/core/unlock.h"
#include "export_json.h"

/* --- stability --------------------------------------------------------------- */

static void add_change(struct json *object, double share, const struct weight_change *change,
		       enum weight_direction direction)
{
	json_word(object, "direction", weight_direction_id(direction));
	json_number(object, "share_now", share);
	json_number(object, "share", change->share);
	json_number(object, "change", change->change);
	json_number(object, "weight", change->weight);
}

static void add_families(struct json *parent, const struct evaluation *evaluation, const struct stability *stability)
{
	struct json *list = json_array(parent, "families");

	for (int i = 0; i < FAMILY_COUNT; i++)
		for (int d = WEIGHT_DOWN; d < WEIGHT_DIRECTION_COUNT; d++) {
			const struct family_stability *family = &stability->families[i];
			struct json *object = json_object(list, NULL);

			json_word(object, "family", family_id((enum family)i));
			add_change(object, family->share, &family->changes[d].at, (enum weight_direction)d);
			json_bool(object, "left_out", family->left_out);
			json_ids(object, "first", evaluation, family->changes[d].first, family->changes[d].count);
		}
}

static void add_flips(struct json *object, const struct evaluation *evaluation, const struct quick_win_change *change)
{
	struct json *list = json_array(object, "flips");

	for (size_t i = 0; i < change->count; i++) {
		struct json *flip = json_object(list, NULL);

		json_word(flip, "id", json_id(evaluation, change->flips[i].use_case));
		json_bool(flip, "quick_win", change->flips[i].gains);
	}
}

static void add_criteria(struct json *parent, const struct evaluation *evaluation, const struct stability *stability)
{
	const struct criteria *criteria = &evaluation->document->content->criteria;
	struct json *list = json_array(parent, "criteria");

	for (size_t i = 0; i < stability->criterion_count; i++)
		for (int d = WEIGHT_DOWN; d < WEIGHT_DIRECTION_COUNT; d++) {
			const struct criterion_stability *criterion = &stability->criteria[i];
			struct json *object = json_object(list, NULL);

			json_word(object, "criterion", criteria->items[i].id);
			add_change(object, criterion->share, &criterion->changes[d].at, (enum weight_direction)d);
			add_flips(object, evaluation, &criterion->changes[d]);
		}
}

static void add_nearest(struct json *parent, const char *name, const char *kind, const char *id,
			const struct nearest_change *nearest)
{
	struct json *object = json_object(parent, name);

	json_word(object, kind, nearest->found ? id : NULL);
	json_word(object, "direction", nearest->found ? weight_direction_id(nearest->direction) : NULL);
}

static void add_stability(struct json *root, const struct evaluation *evaluation)
{
	const struct criteria *criteria = &evaluation->document->content->criteria;
	struct json *object = json_object(root, "stability");
	struct stability stability;

	stability_compute(evaluation, &stability);
	add_families(object, evaluation, &stability);
	add_nearest(object, "nearest_first", "family", family_id((enum family)stability.nearest_first.which),
		    &stability.nearest_first);
	add_criteria(object, evaluation, &stability);
	add_nearest(object, "nearest_quick_win", "criterion",
		    criteria->count ? criteria->items[stability.nearest_quick_win.which].id : NULL,
		    &stability.nearest_quick_win);
	stability_release(&stability);
}

/* --- what unlocks what ------------------------------------------------------- */

static void add_step(struct json *object, const struct content *content, const struct unlock_step *step)
{
	const struct grid *grid = &content->grids[step->grid];
	struct buf id;

	buf_init(&id);
	buf_add_format(&id, "%s.%s", grid->id, grid->dimensions[step->dimension].id);
	json_word(object, "dimension", id.data);
	json_number(object, "from", step->from);
	json_number(object, "to", step->to);
	buf_release(&id);
}

static void add_unlocks(struct json *root, const struct evaluation *evaluation, const struct unlock *unlock)
{
	struct json *list = json_array(root, "unlocks");

	for (size_t i = 0; i < unlock->dimension_count; i++) {
		const struct unlock_dimension *dimension = &unlock->dimensions[i];
		struct json *object = json_object(list, NULL);

		add_step(object, evaluation->document->content, &dimension->step);
		json_ids(object, "frees", evaluation, dimension->frees.items, dimension->frees.count);
		json_ids(object, "quick_wins", evaluation, dimension->quick_wins.items, dimension->quick_wins.count);
		json_ids(object, "conditional", evaluation, dimension->conditional.items, dimension->conditional.count);
	}
}

static void add_paths(struct json *root, const char *name, const struct evaluation *evaluation,
		      const struct unlock_path *paths, size_t count)
{
	struct json *list = json_array(root, name);

	for (size_t i = 0; i < count; i++) {
		struct json *object = json_object(list, NULL), *steps = json_array(object, "steps");

		for (size_t s = 0; s < paths[i].step_count; s++)
			add_step(json_object(steps, NULL), evaluation->document->content, &paths[i].steps[s]);
		json_number(object, "levels", paths[i].levels);
		json_number(object, "up_to", (double)paths[i].up_to);
		json_ids(object, "frees", evaluation, paths[i].frees.items, paths[i].frees.count);
		json_bool(object, "exact", paths[i].exact);
		json_number(object, "at_least", paths[i].at_least);
	}
}

void json_engine(struct json *root, const struct evaluation *evaluation)
{
	struct unlock unlock;

	add_stability(root, evaluation);
	unlock_compute(evaluation, &unlock);
	add_unlocks(root, evaluation, &unlock);
	add_paths(root, "unlock_path", evaluation, unlock.paths, unlock.path_count);
	add_paths(root, "unlock_ranked", evaluation, unlock.ranked_paths, unlock.ranked_path_count);
	unlock_release(&unlock);
}
