/*
 * The roadmap: the use cases wave by wave, what has to be done before them and
 * by whom, and what is left out.
 */
#include <stdlib.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "roadmap_parts.h"

/* Items of the roadmap in the order of their months, with what they are read with. */
struct order {
	struct plan plan;
	const struct roadmap_item **items; /* room for all */
	struct book_table *table;
};

static void add_wave(struct maker *maker, const struct order *order, size_t wave)
{
	plan_word_wave(&maker->text, wave);
	(void)maker_cell(maker, order->table);
}

/* --- use cases --------------------------------------------------------------------------------- */

static void add_use_case(struct maker *maker, const struct order *order, const struct roadmap_item *item)
{
	const struct use_case_result *result = maker_result(maker, item->use_case);
	struct book_cell *cell = book_add_text(maker->book, order->table, use_case_name(result->use_case));

	cell->tone = maker_tone(result);
	cell->target = maker->cases[item->use_case].explain;
	(void)book_add_text(maker->book, order->table, result->use_case->id);
	add_wave(maker, order, item->wave);
	(void)book_add_number(order->table, item->start);
	(void)book_add_number(order->table, item->end);
	(void)book_add_number(order->table, item->euros);
	(void)book_add_number(order->table, item->days);
	plan_word_why(&maker->text, &order->plan, item);
	maker_cell(maker, order->table)->tone = item->oversize ? BOOK_CARE : BOOK_PLAIN;
}

static void make_waves(struct maker *maker, struct order *order)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Id"), BOOK_TEXT, 12 },
		{ N_("Wave"), BOOK_TEXT, 14 },
		{ N_("Begins, month"), BOOK_DECIMAL, 10 },
		{ N_("In use, month"), BOOK_DECIMAL, 10 },
		{ N_("Cost"), BOOK_EUROS, 12 },
		{ N_("Days"), BOOK_DECIMAL, 8 },
		{ N_("Why then"), BOOK_TEXT, 44 },
	};

	order->table = maker_table(maker, "table-roadmap",
				   _("The use cases in the order in which they can come into use, months from today"),
				   columns, ARRAY_SIZE(columns));
	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++) {
		const size_t count = plan_items(&order->plan, wave, true, order->items);

		for (size_t i = 0; i < count; i++)
			add_use_case(maker, order, order->items[i]);
	}
}

/* --- what comes before them -------------------------------------------------------------------- */

static void add_how(struct maker *maker, const struct order *order, const struct roadmap_item *item)
{
	const enum language language = maker->scene->language;
	const struct dimension *dimension;

	if (item->kind != ROADMAP_ACTION) {
		(void)book_add_text(maker->book, order->table, "");
		(void)book_add_text(
			maker->book, order->table,
			item->kind == ROADMAP_CONFIRM
				? word_confirmation(maker->scene->evaluation->document, item->grid, item->dimension)
				: "");
		return;
	}
	dimension = &maker->content->grids[item->grid].dimensions[item->dimension];
	(void)book_add_text(maker->book, order->table, text_in(&dimension->action[item->from - 1].who, language));
	(void)book_add_text(maker->book, order->table, text_in(&dimension->action[item->from - 1].text, language));
}

static void add_action(struct maker *maker, const struct order *order, const struct roadmap_item *item)
{
	struct book_cell *cell;

	plan_word_awaited(&maker->text, &order->plan, item);
	cell = maker_cell(maker, order->table);
	if (item->kind != ROADMAP_OBLIGATION)
		cell->target = maker_dimension(maker, item->grid, item->dimension);
	add_how(maker, order, item);
	add_wave(maker, order, item->wave);
	(void)book_add_number(order->table, item->start);
	(void)book_add_number(order->table, item->end);
	(void)book_add_number(order->table, item->end - item->start);
	if (item->kind == ROADMAP_OBLIGATION)
		buf_add_text(&maker->text, use_case_name(maker_result(maker, item->use_case)->use_case));
	else
		plan_word_unlocked(&maker->text, &order->plan, item);
	(void)maker_cell(maker, order->table);
}

static void make_actions(struct maker *maker, struct order *order)
{
	static const struct maker_column columns[] = {
		{ N_("Action"), BOOK_TEXT, 30 },           { N_("Who"), BOOK_TEXT, 22 },
		{ N_("What to do"), BOOK_TEXT, 48 },       { N_("Wave"), BOOK_TEXT, 12 },
		{ N_("Begins, month"), BOOK_DECIMAL, 10 }, { N_("Ends, month"), BOOK_DECIMAL, 10 },
		{ N_("Months"), BOOK_DECIMAL, 8 },         { N_("Needed for"), BOOK_TEXT, 40 },
	};
	size_t total = 0;

	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++)
		total += maker->roadmap.waves[wave].others;
	if (!total)
		return;
	order->table = maker_table(maker, "table-actions",
				   _("What has to be done before them: who does it, how long it takes, and for which"),
				   columns, ARRAY_SIZE(columns));
	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++) {
		const size_t count = plan_items(&order->plan, wave, false, order->items);

		for (size_t i = 0; i < count; i++)
			add_action(maker, order, order->items[i]);
	}
}

/* --- what is left out --------------------------------------------------------------------------- */

static void make_left(struct maker *maker, const struct order *order)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Id"), BOOK_TEXT, 12 },
		{ N_("Why it is left out"), BOOK_TEXT, 44 },
		{ N_("What is missing"), BOOK_TEXT, 44 },
	};
	struct book_table *table;

	if (!maker->roadmap.left_count)
		return;
	table = maker_table(maker, "table-left-out", _("Left out of the roadmap, and why"), columns,
			    ARRAY_SIZE(columns));
	for (size_t i = 0; i < maker->roadmap.left_count; i++) {
		const struct roadmap_left *left = &maker->roadmap.left[i];
		const struct use_case *use_case = maker_result(maker, left->use_case)->use_case;

		book_add_text(maker->book, table, use_case_name(use_case))->target =
			maker->cases[left->use_case].explain;
		(void)book_add_text(maker->book, table, use_case->id);
		(void)book_add_text(maker->book, table, plan_left_heading(left->reason));
		plan_word_left(&maker->text, &order->plan, left);
		(void)maker_cell(maker, table);
	}
}

/* --- the section --------------------------------------------------------------------------------- */

static void tell_portfolio(struct pen *pen, const struct scene *scene)
{
	roadmap_tell_portfolio(scene, pen);
}

static void make_totals(struct maker *maker, const struct order *order)
{
	for (size_t wave = 0; wave <= ROADMAP_LATER; wave++) {
		const struct roadmap_wave *totals = &maker->roadmap.waves[wave];

		if (!totals->in_use && !totals->others)
			continue;
		plan_word_wave(&maker->text, wave);
		buf_add_text(&maker->text, " · ");
		buf_add_format(&maker->text, message_plural("%zu use case", "%zu use cases", totals->in_use),
			       totals->in_use);
		plan_word_taken(&maker->text, &order->plan, totals);
		maker_item(maker);
	}
}

void make_roadmap(struct maker *maker)
{
	struct order order = { .plan = { maker->scene, &maker->roadmap } };

	if (!maker->roadmap.count) {
		buf_add_text(&maker->text, maker->evaluation->use_case_count ? _("No use case can be placed yet.")
									     : word_how_to_begin(maker->scene));
		maker_paragraph(maker);
		make_left(maker, &order);
		return;
	}
	order.items = xcalloc(maker->roadmap.count, sizeof(*order.items));
	make_totals(maker, &order);
	make_waves(maker, &order);
	make_actions(maker, &order);
	make_left(maker, &order);
	if (maker->evaluation->ranking_count)
		maker_tell(maker, tell_portfolio);
	free(order.items);
}
