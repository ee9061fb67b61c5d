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

/* --- what applies -------------------------------------------------------------------------------- */

static void word_state(struct maker *maker, const struct duty_row *duty)
{
	enum use_case_field field;

	if (use_case_field_parse(cell_of(duty, "field"), &field)) {
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
	if (!*cell_of(duty, "field"))
		return BOOK_PLAIN;
	return says_yes(duty, "open") ? BOOK_CARE : BOOK_GOOD;
}

static const struct use_case_result *result_of(const struct maker *maker, const struct duty_row *duty)
{
	return evaluation_use_case(maker->evaluation, cell_of(duty, "use_case"));
}

static void add_duty(struct maker *maker, struct book_table *table, const struct duty_row *duty)
{
	const struct use_case_result *result = result_of(maker, duty);
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

static void make_duties(struct maker *maker, const struct report *report)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 34 },   { N_("Id"), BOOK_TEXT, 12 },
		{ N_("AI Act"), BOOK_TEXT, 20 },     { N_("Duty"), BOOK_TEXT, 30 },
		{ N_("What to do"), BOOK_TEXT, 50 }, { N_("Article"), BOOK_TEXT, 12 },
		{ N_("State"), BOOK_TEXT, 34 },      { N_("From"), BOOK_TEXT, 12 },
	};
	struct book_table *table = NULL;

	for (struct duty_row duty = { report, 0 }; duty.row < report_row_count(report); duty.row++) {
		if (!says_yes(&duty, "applies"))
			continue;
		if (!table)
			table = maker_table(maker, "table-obligations",
					    _("What the law asks of each use case, and from when"), columns,
					    ARRAY_SIZE(columns));
		add_duty(maker, table, &duty);
	}
	if (table)
		return;
	buf_add_text(&maker->text, _("No obligation is known yet."));
	maker_paragraph(maker);
}

/* --- what depends on what is not told ------------------------------------------------------------- */

/* The duties of one use case that hang on something unknown, gathered. */
struct unknown {
	const struct use_case_result *result; /* NULL: none yet */
	struct buf duties;
	bool fields[USE_CASE_FIELD_COUNT + 1]; /* what is to be told; the last is the sector of the service */
};

/* «hosting;sector» */
static void gather_fields(struct unknown *unknown, const char *list)
{
	while (*list) {
		const size_t length = strcspn(list, ";");
		char *id = xstrndup(list, length);
		enum use_case_field field;

		unknown->fields[use_case_field_parse(id, &field) ? (int)field : USE_CASE_FIELD_COUNT] = true;
		free(id);
		list += length + (list[length] != '\0');
	}
}

static void word_fields(struct buf *out, const struct unknown *unknown)
{
	const size_t begin = out->length;

	for (int field = 0; field <= USE_CASE_FIELD_COUNT; field++) {
		if (!unknown->fields[field])
			continue;
		buf_add_format(out, "%s%s", out->length > begin ? ", " : "",
			       field < USE_CASE_FIELD_COUNT ? word_use_case_field((enum use_case_field)field)
							    : word_service_field(SERVICE_SECTOR));
	}
}

/* Writes what was gathered, and begins again. */
static void end_unknown(struct maker *maker, struct book_table *table, struct unknown *unknown)
{
	if (unknown->result) {
		struct book_cell *cell = book_add_text(maker->book, table, use_case_name(unknown->result->use_case));

		cell->target = maker->cases[unknown->result - maker->evaluation->use_cases].explain;
		(void)book_add_text(maker->book, table, unknown->result->use_case->id);
		word_fields(&maker->text, unknown);
		maker_cell(maker, table)->tone = BOOK_CARE;
		(void)book_add_text(maker->book, table, unknown->duties.data);
	}
	buf_release(&unknown->duties);
	*unknown = (struct unknown){ 0 };
	buf_init(&unknown->duties);
}

static void make_unknown(struct maker *maker, const struct report *report)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 34 },
		{ N_("Id"), BOOK_TEXT, 12 },
		{ N_("To be told"), BOOK_TEXT, 34 },
		{ N_("Duties that hang on it"), BOOK_TEXT, 70 },
	};
	struct book_table *table = NULL;
	struct unknown unknown = { 0 };

	buf_init(&unknown.duties);
	for (struct duty_row duty = { report, 0 }; duty.row < report_row_count(report); duty.row++) {
		if (says_yes(&duty, "applies"))
			continue;
		if (!table)
			table = maker_table(maker, "table-unknown-obligations",
					    _("Duties that depend on what is not told yet"), columns,
					    ARRAY_SIZE(columns));
		if (unknown.result != result_of(maker, &duty))
			end_unknown(maker, table, &unknown);
		unknown.result = result_of(maker, &duty);
		buf_add_format(&unknown.duties, "%s%s", unknown.duties.length ? ", " : "", cell_of(&duty, "duty"));
		gather_fields(&unknown, cell_of(&duty, "missing"));
	}
	end_unknown(maker, table, &unknown);
	buf_release(&unknown.duties);
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
	struct report report;

	buf_add_text(&maker->text, _("This is information, not legal advice."));
	maker_paragraph(maker);
	report_build(REPORT_OBLIGATIONS, maker->evaluation, maker->scene->language, &report);
	make_duties(maker, &report);
	make_unknown(maker, &report);
	report_release(&report);
	make_dates(maker);
}
