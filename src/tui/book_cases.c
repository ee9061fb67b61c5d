/*
 * The use cases: all in one table, then the sheet of each and where its figures
 * come from.
 */
#include <math.h>
#include <stdint.h>
#include <string.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "cadran/core/explain.h"

const char *maker_verdict(const struct use_case_result *result)
{
	static const char *const words[] = {
		[VERDICT_NONE] = N_("not asked any more"),
		[VERDICT_NO] = N_("no"),
		[VERDICT_INCOMPLETE] = N_("to be completed first"),
		[VERDICT_CONDITIONAL] = N_("yes, under condition"),
		[VERDICT_YES] = N_("yes"),
	};

	return _(words[result_is_prohibited(result) ? VERDICT_NO : result->verdict]);
}

/* --- the table ------------------------------------------------------------------------------- */

static void add_columns(struct maker *maker, struct book_table *table)
{
	static const struct maker_column before[] = {
		{ N_("Id"), BOOK_TEXT, 12 },
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Status"), BOOK_TEXT, 12 },
		{ N_("Quick win?"), BOOK_TEXT, 18 },
		{ N_("Why"), BOOK_TEXT, 40 },
	}, after[] = {
		{ N_("Feasibility after the gate"), BOOK_DECIMAL, 14 },
		{ N_("Return on investment"), BOOK_FINE, 14 },
		{ N_("Payback in months"), BOOK_DECIMAL, 14 },
		{ N_("Net present value"), BOOK_EUROS, 14 },
		{ N_("Time to first use, months"), BOOK_DECIMAL, 14 },
		{ N_("AI Act"), BOOK_TEXT, 20 },
	};

	for (size_t i = 0; i < ARRAY_SIZE(before); i++)
		book_add_column(maker->book, table, _(before[i].title), before[i].format, before[i].width);
	for (int family = 0; family < FAMILY_COUNT; family++)
		book_add_column(maker->book, table, word_family(maker->scene, (enum family)family), BOOK_DECIMAL, 12);
	for (size_t i = 0; i < ARRAY_SIZE(after); i++)
		book_add_column(maker->book, table, _(after[i].title), after[i].format, after[i].width);
}

static void add_figures(struct maker *maker, struct book_table *table, size_t place)
{
	const struct use_case_result *result = maker_result(maker, place);
	const struct money *money = &result->money[ESTIMATE_LIKELY];
	const double delay = result->facts.delay.given ? result->facts.delay.likely : (double)NAN;
	const double figures[] = { result->feasibility_after, money->roi, money->payback, money->npv, delay };

	for (int family = 0; family < FAMILY_COUNT; family++)
		book_add_number(table, result->families[family].value)->target = maker->cases[place].explain;
	for (size_t i = 0; i < ARRAY_SIZE(figures); i++)
		book_add_number(table, figures[i])->target = is_figure(figures[i]) ? maker->cases[place].explain : NULL;
}

static void add_row(struct maker *maker, struct book_table *table, size_t place)
{
	const struct use_case_result *result = maker_result(maker, place);
	const struct use_case *use_case = result->use_case;
	struct book_cell *cell;

	book_add_text(maker->book, table, use_case->id)->target = maker->cases[place].sheet;
	(void)book_add_text(maker->book, table, use_case_name(use_case));
	(void)book_add_text(maker->book, table, word_status(result->facts.status));
	cell = book_add_text(maker->book, table, maker_verdict(result));
	cell->tone = maker_tone(result);
	cell->target = maker->cases[place].explain;
	word_reason(&maker->text, maker->scene, result);
	(void)maker_cell(maker, table);
	add_figures(maker, table, place);
	(void)book_add_text(maker->book, table,
			    ai_act_name(&maker->content->tree, result->facts.ai_act, maker->scene->language));
}

/* --- sheets ------------------------------------------------------------------------------------ */

static void make_sheet(struct maker *maker, size_t place)
{
	const struct use_case *use_case = maker_result(maker, place)->use_case;
	struct book_fold *fold;

	buf_add_format(&maker->text, "%s · %s", use_case->id, use_case_name(use_case));
	fold = book_add_fold(maker->book, maker->cases[place].sheet, maker->text.data);
	buf_clear(&maker->text);
	for (int field = 0; field < USE_CASE_FIELD_COUNT; field++) {
		const char *value = use_case->field[field];

		if (!*value || field == USE_CASE_AI_ACT_ANSWERS)
			continue;
		buf_add_format(&maker->text, "%s%s", word_use_case_field((enum use_case_field)field), _(": "));
		word_use_case_value(&maker->text, maker->scene, (enum use_case_field)field, value);
		book_add_line(maker->book, fold, 0, false, maker->text.data);
		buf_clear(&maker->text);
	}
}

static void make_explanation(struct maker *maker, size_t place)
{
	const struct explain_subject subject = { .kind = EXPLAIN_USE_CASE,
						 .about = { .grid = EXPLAIN_NONE,
							    .dimension = EXPLAIN_NONE,
							    .question = EXPLAIN_NONE,
							    .use_case = place,
							    .criterion = EXPLAIN_NONE,
							    .item = EXPLAIN_NONE,
							    .part = EXPLAIN_NONE } };
	const struct use_case *use_case = maker_result(maker, place)->use_case;
	struct buf title;

	buf_init(&title);
	buf_add_format(&title, "%s · %s%s%s", use_case->id, use_case_name(use_case), _(": "),
		       _("where its figures come from"));
	maker_explain(maker, maker->cases[place].explain, title.data, &subject, INT16_MAX);
	buf_release(&title);
}

void make_use_cases(struct maker *maker)
{
	struct book_table *table;

	if (!maker->evaluation->use_case_count) {
		buf_add_text(&maker->text, word_how_to_begin(maker->scene));
		maker_paragraph(maker);
		return;
	}
	table = maker_table(maker, "table-use-cases",
			    _("The use cases with their families from 0 to 100 (a high risk is a danger) and their "
			      "likely figures."),
			    NULL, 0);
	add_columns(maker, table);
	for (size_t i = 0; i < maker->evaluation->use_case_count; i++)
		add_row(maker, table, i);
	for (size_t i = 0; i < maker->evaluation->use_case_count; i++) {
		make_sheet(maker, i);
		make_explanation(maker, i);
	}
}
