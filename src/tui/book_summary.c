/*
 * The first section: what a director reads, alone and on one page.
 */
#include <math.h>

#include "book_parts.h"
#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "roadmap_parts.h"
#include "sureness.h"
#include "unlock_parts.h"
#include "view_parts.h"

enum { STEPS_SHOWN = 8 };

static void make_service(struct maker *maker)
{
	char *const *service = maker->evaluation->document->service;

	for (int field = 0; field < SERVICE_FIELD_COUNT; field++) {
		if (field == SERVICE_NAME || !*service[field])
			continue;
		buf_add_format(&maker->text, "%s%s", word_service_field((enum service_field)field), _(": "));
		if (!word_service_value(&maker->text, maker->scene, (enum service_field)field, service[field]))
			buf_add_text(&maker->text, service[field]);
		maker_item(maker);
	}
	if (maker->content->matrix) {
		buf_add_format(&maker->text, "%s%s%s", _("Matrix"), _(": "),
			       text_in(&maker->content->matrix->name, maker->scene->language));
		maker_item(maker);
	}
}

static void add_level(struct maker *maker, struct book_table *table, size_t g)
{
	const int level = maker->evaluation->grids[g].level;

	if (level)
		buf_add_format(&maker->text, "%d %s", level,
			       text_in(&maker->content->grids[g].levels[level - 1].name, maker->scene->language));
	maker_cell(maker, table)->number = level ? level : (double)NAN;
}

void maker_grids(struct maker *maker, const char *id)
{
	static const struct maker_column columns[] = {
		{ N_("Grid"), BOOK_TEXT, 30 },       { N_("Score out of 5"), BOOK_FINE, 10 },
		{ N_("At least"), BOOK_FINE, 9 },    { N_("At most"), BOOK_FINE, 9 },
		{ N_("Level"), BOOK_WHOLE, 18 },     { N_("Answered"), BOOK_WHOLE, 10 },
		{ N_("Questions"), BOOK_WHOLE, 10 }, { N_("Progress"), BOOK_PERCENT, 10 },
	};
	struct book_table *table;

	if (!maker->content->grid_count)
		return;
	table = maker_table(maker, id,
			    _("Maturity of the service, grid by grid; at least and at most: what unanswered questions "
			      "leave open."),
			    columns, ARRAY_SIZE(columns));
	for (size_t g = 0; g < maker->content->grid_count; g++) {
		const struct measure *measure = &maker->evaluation->grids[g].measure;
		const bool any = measure->answered > 0;

		(void)book_add_text(maker->book, table,
				    text_in(&maker->content->grids[g].name, maker->scene->language));
		book_add_number(table, measure->score)->target = maker->grids[g];
		(void)book_add_number(table, any ? measure->min : (double)NAN);
		(void)book_add_number(table, any ? measure->max : (double)NAN);
		add_level(maker, table, g);
		(void)book_add_number(table, (double)measure->answered);
		(void)book_add_number(table, (double)measure->total);
		(void)book_add_number(table, measure->total ? (double)measure->answered / (double)measure->total
							    : (double)NAN);
	}
}

/* --- use cases -------------------------------------------------------------------------------- */

static void make_counts(struct maker *maker)
{
	const struct evaluation *evaluation = maker->evaluation;
	struct buf *text = &maker->text;

	if (!evaluation->use_case_count) {
		buf_add_text(text, word_how_to_begin(maker->scene));
		maker_paragraph(maker);
		return;
	}
	buf_add_format(text, message_plural("%zu use case", "%zu use cases", evaluation->use_case_count),
		       evaluation->use_case_count);
	buf_add_text(text, " · ");
	buf_add_format(text, message_plural("%zu quick win", "%zu quick wins", evaluation->quick_wins),
		       evaluation->quick_wins);
	buf_add_text(text, " · ");
	buf_add_format(text, _("%zu under condition"), evaluation->conditional);
	maker_paragraph(maker);
}

/* «62 %, fragile» */
static void word_first(struct maker *maker, size_t place)
{
	struct probability first;

	if (!maker->scene->robustness)
		return;
	first = robustness_rank(maker->scene->robustness, place, 1);
	if (!is_figure(first.p))
		return;
	buf_add_format(&maker->text, " · %s ", _("chance to be first"));
	word_probability(&maker->text, maker->scene, first.p);
	buf_add_format(&maker->text, ", %s", first.p >= ROBUST_SURE ? _("sure") : _("fragile"));
}

/* Those that share the first place each. */
static void make_first(struct maker *maker)
{
	for (size_t i = 0; i < maker->evaluation->ranking_count; i++) {
		const size_t place = maker->evaluation->ranking[i];
		const struct use_case_result *result = maker_result(maker, place);

		if (result->rank != 1)
			return;
		buf_add_format(&maker->text, "%s%s%s · %s ", _("In first place"), _(": "),
			       use_case_name(result->use_case), _("priority"));
		word_fixed(&maker->text, maker->scene, result->priority, 1);
		word_first(maker, place);
		maker_paragraph(maker);
	}
}

/* --- what is next ----------------------------------------------------------------------------- */

static void word_action(struct maker *maker, const struct roadmap_item *item)
{
	const enum language language = maker->scene->language;
	const struct dimension *dimension = &maker->content->grids[item->grid].dimensions[item->dimension];
	const char *who = text_in(&dimension->action[item->from - 1].who, language);
	const char *text = text_in(&dimension->action[item->from - 1].text, language);

	buf_add_format(&maker->text, "%s%s%s%s", *who ? " · " : "", who, *text ? _(": ") : "", text);
}

static void word_step(struct maker *maker, const struct plan *plan, const struct roadmap_item *item)
{
	const char *name = use_case_name(maker_result(maker, item->use_case)->use_case);
	struct buf *text = &maker->text;

	if (item->kind == ROADMAP_USE_CASE)
		buf_add_format(text, "%s · %s", name, _("launch"));
	else
		plan_word_awaited(text, plan, item);
	if (item->kind == ROADMAP_OBLIGATION)
		buf_add_format(text, " · %s %s", _("for"), name);
	else if (item->kind == ROADMAP_CONFIRM)
		buf_add_format(text, " · %s",
			       word_confirmation(plan->scene->evaluation->document, item->grid, item->dimension));
	else if (item->kind == ROADMAP_ACTION)
		word_action(maker, item);
	buf_add_format(text, " (%s ", _("months"));
	plan_word_months(text, plan, item);
	buf_add_char(text, ')');
}

/* What can begin today: use cases first, then what the others wait for. */
static void make_steps(struct maker *maker)
{
	const struct plan plan = { maker->scene, &maker->roadmap };
	size_t shown = 0;

	for (int others = 0; others <= 1; others++) {
		for (size_t i = 0; i < maker->roadmap.count; i++) {
			const struct roadmap_item *item = &maker->roadmap.items[i];

			if (item->start > 0 || (item->kind != ROADMAP_USE_CASE) != others || shown >= STEPS_SHOWN)
				continue;
			if (!shown++)
				maker_heading(maker, _("Next steps: what can begin at once"));
			word_step(maker, &plan, item);
			maker_item(maker);
		}
	}
}

void make_decisions(struct maker *maker)
{
	make_counts(maker);
	make_first(maker);
	maker_tell(maker, summary_tell_use_cases);
	make_steps(maker);
}

void make_summary(struct maker *maker)
{
	make_service(maker);
	maker_grids(maker, "summary-grids");
	make_decisions(maker);
	maker_tell(maker, tell_unlocks);
	maker_tell(maker, tell_stability);
	for (size_t g = 0; g < maker->content->grid_count; g++)
		maker_radar(maker, "summary-radar", g);
}
