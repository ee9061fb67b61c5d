/*
 * What can be done in which order, and the best sets under the limits of the
 * service, in the JSON export.
 */
#include <math.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"
#include "cadran/core/portfolio.h"
#include "cadran/core/roadmap.h"
#include "export_json.h"

static const char *obligation_id(enum data_obligation obligation)
{
	static const struct {
		enum data_obligation obligation;
		const char *id;
	} ids[] = { { DATA_HOSTING, "hosting" }, { DATA_AIPD, "aipd" }, { DATA_CSE, "cse" } };

	for (size_t i = 0; i < ARRAY_SIZE(ids); i++)
		if (ids[i].obligation == obligation)
			return ids[i].id;
	return NULL;
}

/* «data.quality», with the level that an action leads to «data.quality:3», as in a sheet. */
static void word_dimension(struct buf *out, const struct evaluation *evaluation, const struct roadmap_item *item,
			   bool with_level)
{
	const struct grid *grid = &evaluation->document->content->grids[item->grid];

	buf_add_format(out, "%s.%s", grid->id, grid->dimensions[item->dimension].id);
	if (with_level && item->kind == ROADMAP_ACTION)
		buf_add_format(out, ":%d", item->to);
}

/* What a reason is about, as text; false where it is a number or nothing. */
static bool word_operand(struct buf *out, const struct evaluation *evaluation, const struct roadmap *roadmap,
			 const struct roadmap_item *item)
{
	const struct roadmap_item *other;

	switch (item->reason) {
	case ROADMAP_AFTER_USE_CASE:
	case ROADMAP_BEFORE_USE_CASE:
		buf_add_text(out, json_id(evaluation, item->operand));
		return true;
	case ROADMAP_AFTER_ACTION:
	case ROADMAP_AFTER_OBLIGATION:
		other = &roadmap->items[item->operand];
		if (other->kind == ROADMAP_OBLIGATION)
			buf_add_text(out, obligation_id(other->obligation));
		else
			word_dimension(out, evaluation, other, true);
		return true;
	default:
		return false;
	}
}

static void add_reason(struct json *object, const struct evaluation *evaluation, const struct roadmap *roadmap,
		       const struct roadmap_item *item)
{
	struct buf text;

	buf_init(&text);
	json_word(object, "reason", roadmap_reason_id(item->reason));
	if (word_operand(&text, evaluation, roadmap, item))
		json_word(object, "reason_of", text.data);
	else if (item->reason == ROADMAP_FREES)
		json_number(object, "reason_of", (double)item->operand);
	else if (item->reason == ROADMAP_WAVE_FULL)
		json_number(object, "reason_of", (double)item->operand + 1);
	else
		json_word(object, "reason_of", NULL);
	buf_release(&text);
}

static void add_dimension(struct json *object, const struct evaluation *evaluation, const struct roadmap *roadmap,
			  const struct roadmap_item *item)
{
	struct json *unlocks = json_array(object, "unlocks");
	struct buf text;

	for (size_t i = 0; i < roadmap->count; i++)
		if (roadmap->items[i].kind == ROADMAP_USE_CASE &&
		    roadmap_serves(evaluation, item, roadmap->items[i].use_case))
			json_text(unlocks, NULL, json_id(evaluation, roadmap->items[i].use_case));
	buf_init(&text);
	word_dimension(&text, evaluation, item, false);
	json_word(object, "dimension", text.data);
	buf_release(&text);
	if (item->kind == ROADMAP_ACTION) {
		json_number(object, "from_level", item->from);
		json_number(object, "to_level", item->to);
	}
}

static void add_item(struct json *items, const struct evaluation *evaluation, const struct roadmap *roadmap,
		     const struct roadmap_item *item)
{
	struct json *object = json_object(items, NULL);

	json_word(object, "kind", roadmap_kind_id(item->kind));
	if (item->kind == ROADMAP_USE_CASE || item->kind == ROADMAP_OBLIGATION)
		json_word(object, "use_case", json_id(evaluation, item->use_case));
	else
		add_dimension(object, evaluation, roadmap, item);
	if (item->kind == ROADMAP_OBLIGATION)
		json_word(object, "obligation", obligation_id(item->obligation));
	json_number(object, "start", item->start);
	json_number(object, "end", item->end);
	json_number(object, "wave", item->wave < ROADMAP_WAVES ? (double)item->wave + 1 : (double)NAN);
	add_reason(object, evaluation, roadmap, item);
	if (item->kind != ROADMAP_USE_CASE)
		return;
	json_number(object, "days", item->days);
	json_number(object, "cost", item->euros);
	json_bool(object, "oversize", item->oversize);
}

static void add_waves(struct json *object, const struct roadmap *roadmap)
{
	struct json *list = json_array(object, "waves");

	for (size_t i = 0; i < ROADMAP_WAVES; i++) {
		const struct roadmap_wave *wave = &roadmap->waves[i];
		struct json *item = json_object(list, NULL);

		json_number(item, "from", roadmap_bounds[i].from);
		json_number(item, "to", roadmap_bounds[i].to);
		json_number(item, "in_use", (double)wave->in_use);
		json_number(item, "started", (double)wave->started);
		json_number(item, "days", wave->days);
		json_number(item, "days_limit", wave->days_limit);
		json_number(item, "cost", wave->euros);
		json_number(item, "cost_limit", wave->euros_limit);
	}
}

static void add_roadmap(struct json *root, const struct evaluation *evaluation)
{
	struct json *object = json_object(root, "roadmap"), *list;
	struct roadmap roadmap;

	roadmap_compute(evaluation, &roadmap);
	add_waves(object, &roadmap);
	list = json_array(object, "items");
	for (size_t i = 0; i < roadmap.count; i++)
		add_item(list, evaluation, &roadmap, &roadmap.items[i]);
	list = json_array(object, "left_out");
	for (size_t i = 0; i < roadmap.left_count; i++) {
		struct json *left = json_object(list, NULL);

		json_word(left, "use_case", json_id(evaluation, roadmap.left[i].use_case));
		json_word(left, "reason", roadmap_left_reason_id(roadmap.left[i].reason));
		json_word(left, "blocker", roadmap.left[i].blocker);
	}
	roadmap_release(&roadmap);
}

/* What more of a limit that is set would add. */
static void add_more(struct json *object, const char *name, const struct evaluation *evaluation,
		     const struct portfolio *now, struct portfolio_limits limits)
{
	struct portfolio_difference difference;
	struct portfolio then;
	struct json *more = json_object(object, name);

	portfolio_compute(evaluation, now->by, limits, &then);
	portfolio_compare(now, &then, &difference);
	json_number(more, "budget", limits.budget);
	json_number(more, "capacity", limits.capacity);
	json_number(more, "value", difference.value);
	json_ids(more, "comes", evaluation, difference.comes, difference.comes_count);
	json_ids(more, "goes", evaluation, difference.goes, difference.goes_count);
	portfolio_difference_release(&difference);
	portfolio_release(&then);
}

static void add_portfolio(struct json *root, const struct evaluation *evaluation, enum portfolio_value by)
{
	const struct portfolio_limits limits = portfolio_limits_of(evaluation->document);
	struct json *object = json_object(root, portfolio_value_id(by));
	struct portfolio portfolio;

	portfolio_compute(evaluation, by, limits, &portfolio);
	json_number(object, "value", portfolio.value);
	json_number(object, "cost", portfolio.cost);
	json_number(object, "days", portfolio.days);
	json_bool(object, "exact", portfolio.exact);
	json_number(object, "bound", portfolio.bound);
	json_ids(object, "chosen", evaluation, portfolio.chosen, portfolio.chosen_count);
	json_ids(object, "left", evaluation, portfolio.left, portfolio.left_count);
	json_ids(object, "uncosted", evaluation, portfolio.uncosted, portfolio.uncosted_count);
	json_ids(object, "unreachable", evaluation, portfolio.unreachable, portfolio.unreachable_count);
	if (is_figure(limits.budget))
		add_more(object, "more_budget", evaluation, &portfolio,
			 (struct portfolio_limits){ limits.budget + PORTFOLIO_MORE_BUDGET, limits.capacity });
	if (is_figure(limits.capacity))
		add_more(object, "more_capacity", evaluation, &portfolio,
			 (struct portfolio_limits){ limits.budget, limits.capacity + PORTFOLIO_MORE_CAPACITY });
	portfolio_release(&portfolio);
}

void json_plan(struct json *root, const struct evaluation *evaluation)
{
	struct json *portfolios;

	add_roadmap(root, evaluation);
	portfolios = json_object(root, "portfolio");
	for (int by = 0; by < PORTFOLIO_VALUE_COUNT; by++)
		add_portfolio(portfolios, evaluation, (enum portfolio_value)by);
}
