/*
 * Where a figure comes from, term by term: of a use case, a grid, a dimension,
 * a question or a criterion. The tree of core/explain.h is walked from its root,
 * and each kind that has words of its own is told on a line, the deeper the
 * further to the right.
 */
#include "explain_parts.h"
#include "view_parts.h"

/* Kinds that are not here are told with another, or not at all. */
static const tell_kind words[EXPLAIN_KIND_COUNT] = {
	[EXPLAIN_GRID] = tell_grid,
	[EXPLAIN_DIMENSION] = tell_dimension,
	[EXPLAIN_QUESTION] = tell_question,
	[EXPLAIN_MEAN] = tell_dimension_mean,
	[EXPLAIN_LEVEL] = tell_level,
	[EXPLAIN_LEVEL_STEP] = tell_level_step,
	[EXPLAIN_USE_CASE] = tell_use_case,
	[EXPLAIN_VERDICT] = tell_verdict,
	[EXPLAIN_FAMILY_ALL] = tell_family_all,
	[EXPLAIN_FAMILY] = tell_family,
	[EXPLAIN_UTILITY] = tell_utility,
	[EXPLAIN_GATES] = tell_gates,
	[EXPLAIN_SHORTFALL] = tell_shortfall,
	[EXPLAIN_FEASIBILITY_AFTER] = tell_feasibility_after,
	[EXPLAIN_PLACE] = tell_place,
	[EXPLAIN_AXIS] = tell_place_mean,
	[EXPLAIN_PRIORITY] = tell_place_mean,
	[EXPLAIN_QUADRANT] = tell_quadrant,
	[EXPLAIN_RANK] = tell_rank,
	[EXPLAIN_MONEY] = tell_money,
	[EXPLAIN_GAIN] = tell_money_figure,
	[EXPLAIN_BUILD] = tell_money_figure,
	[EXPLAIN_TCO] = tell_money_figure,
	[EXPLAIN_NET_YEAR] = tell_money_figure,
	[EXPLAIN_ROI] = tell_money_figure,
	[EXPLAIN_PAYBACK] = tell_money_figure,
	[EXPLAIN_NPV] = tell_money_figure,
};

/* What is told together with its first child takes no step to the right. */
static int step_of(enum explain_kind kind)
{
	return kind == EXPLAIN_USE_CASE || kind == EXPLAIN_LEVEL ? 0 : 2;
}

/* As deep as the tree, where children stand behind their parents. */
static void walk(struct telling *telling, const struct explain_node *node)
{
	const struct explain_node *of = explain_source(telling->tree, node);
	const int indent = telling->pen.indent;

	if (!words[of->kind] || !words[of->kind](telling, of))
		return;
	for (size_t i = of->first; i < of->first + of->count; i++) {
		telling->pen.indent = indent + step_of(of->kind);
		walk(telling, &telling->tree->nodes[i]);
	}
	telling->pen.indent = indent;
}

static bool refuse(const struct scene *scene, size_t count, const struct explain_subject *last, struct err *err)
{
	const struct content *content = scene->evaluation->document->content;

	if (!count)
		return err_set(err, ERR_VALUE,
			       N_("there is nothing called «%s»; expected the id of a use case, a grid or a dimension"),
			       scene->subject);
	return err_set(err, ERR_VALUE,
		       last->kind == EXPLAIN_DIMENSION ? N_("%zu grids have a dimension «%s»; say which, as in %s.%s")
						       : N_("%zu grids have a question «%s»; say which, as in %s.%s"),
		       count, scene->subject, content->grids[last->about.grid].id, scene->subject);
}

void explain_draw(const struct scene *scene, const struct explain_subject *subject, struct surface *surface)
{
	struct telling telling = { .scene = scene, .content = scene->evaluation->document->content };
	struct explanation tree;

	explain_compute(scene->evaluation, subject, &tree);
	telling.tree = &tree;
	if (subject->about.use_case != EXPLAIN_NONE)
		telling.result = &scene->evaluation->use_cases[subject->about.use_case];
	pen_init(&telling.pen, surface);
	walk(&telling, tree.nodes);
	if (subject->kind == EXPLAIN_USE_CASE)
		tell_around(&telling);
	pen_release(&telling.pen);
	explain_release(&tree);
}

static bool draw_explain(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct explain_subject subject;
	const size_t count = explain_find(scene->evaluation, scene->subject, &subject);

	if (count != 1)
		return refuse(scene, count, &subject, err);
	explain_draw(scene, &subject, surface);
	return true;
}

const struct view view_explain = {
	.name = "explain",
	.help = N_("where the figures of a use case, a grid or a dimension come from"),
	.takes_subject = true,
	.asks_how_sure = true,
	.draw = draw_explain,
};
