/*
 * What the law asks of each use case: the report of obligations (core/report.h)
 * in the user's words.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "book_parts.h"
#include "cadran/base/alloc.h"
#include "cadran/core/report.h"

/* A row of the report. */
struct duty_row {
	const struct report *report;
	size_t row;
};

static const char *cell_of(const struct duty_row *duty, const char *column)
{
	const struct cell *cell;
	size_t c = 0;

	while (c < duty->report->column_count && strcmp(duty->report->columns[c].id, column) != 0)
		c++;
	assert(c < duty->report->column_count);
	cell = report_cell(duty->report, duty->row, c);
	return cell->kind == CELL_TEXT ? cell->text : "";
}

static bool says_yes(const struct duty_row *duty, const char *column)
{
	return !strcmp(cell_of(duty, column), "yes");
}

/* --- the state -------------------------------------------------------------------------------- */

/* «hosting;sector» in words. */
static void word_fields(struct buf *out, const char *list)
{
	for (bool first = true; *list; first = false) {
		const size_t length = strcspn(list, ";");
		char *id = xstrndup(list, length);
		enum use_case_field field;
		const bool own = use_case_field_parse(id, &field);

		buf_add_format(out, "%s%s", first ? "" : ", ",
			       own ? word_use_case_field(field) : word_service_field(SERVICE_SECTOR));
		free(id);
		list += length + (list[length] != '\0');
	}
}

static void word_state(struct maker *maker, const struct duty_row *duty)
{
	enum use_case_field field;

	if (!says_yes(duty, "applies")) {
		buf_add_format(&maker->text, "%s%s", _("depends on what is not told yet"), _(": "));
		word_fields(&maker->text, cell_of(duty, "missing"));
	} else if (use_case_field_parse(cell_of(duty, "field"), &field)) {
		buf_add_format(&maker->text, "%s%s", word_use_case_field(field), _(": "));
		word_use_case_value(&maker->text, maker->scene, field, cell_of(duty, "value"));
	} else {
		buf_add_text(&maker->text, _("applies"));
	}
	if (says_yes(duty, "confirm"))
		buf_add_format(&maker->text, " · %s", _("to be confirmed by a lawyer"));
}

static enum book_tone state_tone(const struct duty_row *duty)
{
	if (!says_yes(duty, "applies"))
		return BOOK_MUTED;
	if (!*cell_of(duty, "field"))
		return BOOK_PLAIN;
	return says_yes(duty, "open") ? BOOK_CARE : BOOK_GOOD;
}

/* --- rows -------------------------------------------------------------------------------------- */

static void add_duty(struct maker *maker, struct book_table *table, const struct duty_row *duty)
{
	const struct use_case_result *result = evaluation_use_case(maker->evaluation, cell_of(duty, "use_case"));
	struct book_cell *cell;

	cell = book_add_text(maker->book, table, use_case_name(result->use_case));
	cell->target = maker->cases[result - maker->evaluation->use_cases].explain;
	cell->tone = result_is_prohibited(result) ? BOOK_BAD : BOOK_PLAIN;
	(void)book_add_text(maker->book, table, result->use_case->id);
	(void)book_add_text(maker->book, table,
			    ai_act_name(&maker->content->tree, result->facts.ai_act, maker->scene->language));
	(void)book_add_text(maker->book, table, cell_of(duty, "duty"));
	(void)book_add_text(maker->book, table, cell_of(duty, "text"));
	(void)book_add_text(maker->book, table, cell_of(duty, "article"));
	word_state(maker, duty);
	maker_cell(maker, table)->tone = state_tone(duty);
	(void)book_add_text(maker->book, table, cell_of(duty, "from"));
}

static void make_duties(struct maker *maker)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 34 },   { N_("Id"), BOOK_TEXT, 12 },
		{ N_("AI Act"), BOOK_TEXT, 20 },     { N_("Duty"), BOOK_TEXT, 30 },
		{ N_("What to do"), BOOK_TEXT, 50 }, { N_("Article"), BOOK_TEXT, 12 },
		{ N_("State"), BOOK_TEXT, 34 },      { N_("From"), BOOK_TEXT, 12 },
	};
	struct duty_row duty;
	struct report report;

	report_build(REPORT_OBLIGATIONS, maker->evaluation, maker->scene->language, &report);
	if (report_row_count(&report)) {
		struct book_table *table =
			maker_table(maker, "table-obligations", _("What the law asks of each use case, and from when"),
				    columns, ARRAY_SIZE(columns));

		for (duty = (struct duty_row){ &report, 0 }; duty.row < report_row_count(&report); duty.row++)
			add_duty(maker, table, &duty);
	} else {
		buf_add_text(&maker->text, _("No obligation is known yet."));
		maker_paragraph(maker);
	}
	report_release(&report);
}

static void make_dates(struct maker *maker)
{
	static const struct maker_column columns[] = {
		{ N_("From"), BOOK_TEXT, 12 },
		{ N_("Article"), BOOK_TEXT, 14 },
		{ N_("What applies"), BOOK_TEXT, 70 },
	};
	const struct tree *tree = &maker->content->tree;
	struct book_table *table;

	if (!tree->date_count)
		return;
	table = maker_table(maker, "table-dates", _("What applies from when"), columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < tree->date_count; i++) {
		(void)book_add_text(maker->book, table, tree->dates[i].id);
		(void)book_add_text(maker->book, table, tree->dates[i].article);
		(void)book_add_text(maker->book, table, text_in(&tree->dates[i].text, maker->scene->language));
	}
}

void make_obligations(struct maker *maker)
{
	buf_add_text(&maker->text, _("This is information, not legal advice."));
	maker_paragraph(maker);
	make_duties(maker);
	make_dates(maker);
}
