/*
 * What the law asks: each duty once, with the use cases that it binds, from the
 * report of obligations (core/report.h), in the user's words.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "book_parts.h"
#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/base/arena.h"
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

/* --- each duty, once --------------------------------------------------------------------------------- */

/* A duty, where it stands first, and the use cases that it binds, in the order of the report. */
struct bound {
	struct duty_row first;
	size_t *rows; /* owned */
	size_t count, capacity;
};

struct bounds {
	struct bound *items;
	size_t count, capacity;
	struct map known; /* place in items, by what makes a duty one */
	struct arena arena;
};

static const struct use_case_result *result_of(const struct maker *maker, const struct duty_row *duty)
{
	return evaluation_use_case(maker->evaluation, cell_of(duty, "use_case"));
}

/* Two rows are one duty where all that is said of it is equal. */
static const char *duty_key(struct bounds *bounds, const struct duty_row *duty)
{
	static const char *const columns[] = { "kind", "id", "text", "article", "from", "confirm" };
	const char *key;
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < ARRAY_SIZE(columns); i++)
		buf_add_format(&text, "%s\n", cell_of(duty, columns[i]));
	key = arena_strdup(&bounds->arena, text.data);
	buf_release(&text);
	return key;
}

static void gather_row(struct bounds *bounds, const struct duty_row *duty)
{
	const char *key = duty_key(bounds, duty);
	struct bound *bound;
	size_t place;

	if (!map_get(&bounds->known, key, &place)) {
		place = bounds->count;
		map_set(&bounds->known, key, place);
		ARRAY_GROW(bounds->items, bounds->count, bounds->capacity);
		bounds->items[bounds->count++] = (struct bound){ .first = *duty };
	}
	bound = &bounds->items[place];
	ARRAY_GROW(bound->rows, bound->count, bound->capacity);
	bound->rows[bound->count++] = duty->row;
}

/* Those of the classes, then those beside the class, then what is open on data. */
static void gather_bounds(struct bounds *bounds, const struct report *report)
{
	static const char *const kinds[] = { "class", "duty", "data" };

	for (size_t kind = 0; kind < ARRAY_SIZE(kinds); kind++)
		for (struct duty_row duty = { report, 0 }; duty.row < report_row_count(report); duty.row++)
			if (says_yes(&duty, "applies") && !strcmp(cell_of(&duty, "kind"), kinds[kind]))
				gather_row(bounds, &duty);
}

static void bounds_release(struct bounds *bounds)
{
	for (size_t i = 0; i < bounds->count; i++)
		free(bounds->items[i].rows);
	free(bounds->items);
	map_release(&bounds->known);
	arena_release(&bounds->arena);
}

/* The ids of those bound; only those who have it open where `open` is asked for. */
static size_t word_bound(struct maker *maker, const struct bound *bound, bool open)
{
	size_t count = 0;

	for (size_t i = 0; i < bound->count; i++) {
		const struct duty_row duty = { bound->first.report, bound->rows[i] };

		if (open && !says_yes(&duty, "open"))
			continue;
		buf_add_format(&maker->text, "%s%s", count++ ? ", " : "", cell_of(&duty, "use_case"));
	}
	return count;
}

/* «to be done: meeting-notes», «nothing open», and who has to confirm it. */
static enum book_tone word_state(struct maker *maker, const struct bound *bound)
{
	const bool has_field = *cell_of(&bound->first, "field");
	const size_t begin = maker->text.length;
	enum book_tone tone = BOOK_PLAIN;

	if (has_field) {
		buf_add_format(&maker->text, "%s%s", _("to be done"), _(": "));
		tone = word_bound(maker, bound, true) ? BOOK_CARE : BOOK_GOOD;
		if (tone == BOOK_GOOD) {
			buf_truncate(&maker->text, begin);
			buf_add_text(&maker->text, _("nothing open"));
		}
	}
	if (says_yes(&bound->first, "confirm"))
		buf_add_format(&maker->text, "%s%s", maker->text.length > begin ? " · " : "",
			       _("to be confirmed by a lawyer"));
	return tone;
}

static void add_bound(struct maker *maker, struct book_table *table, const struct bound *bound)
{
	const struct duty_row *duty = &bound->first;
	enum book_tone tone;

	book_add_text(maker->book, table, cell_of(duty, "duty"))->tone =
		result_is_prohibited(result_of(maker, duty)) ? BOOK_BAD : BOOK_PLAIN;
	(void)book_add_text(maker->book, table, cell_of(duty, "text"));
	(void)book_add_text(maker->book, table, cell_of(duty, "article"));
	figure_date(&maker->text, maker->scene->language, cell_of(duty, "from"));
	(void)maker_cell(maker, table);
	(void)word_bound(maker, bound, false);
	(void)maker_cell(maker, table);
	tone = word_state(maker, bound);
	maker_cell(maker, table)->tone = tone;
}

static void make_duties(struct maker *maker, const struct report *report)
{
	static const struct maker_column columns[] = {
		{ N_("Duty"), BOOK_TEXT, 26 }, { N_("What to do"), BOOK_TEXT, 60 }, { N_("Article"), BOOK_TEXT, 14 },
		{ N_("From"), BOOK_TEXT, 12 }, { N_("Binds"), BOOK_TEXT, 48 },      { N_("State"), BOOK_TEXT, 28 },
	};
	struct bounds bounds = { 0 };
	struct book_table *table;

	gather_bounds(&bounds, report);
	if (bounds.count) {
		table = maker_table(maker, "table-obligations",
				    _("What the law asks, from when, and which use cases it binds"), columns,
				    ARRAY_SIZE(columns));
		for (size_t i = 0; i < bounds.count; i++)
			add_bound(maker, table, &bounds.items[i]);
	} else {
		buf_add_text(&maker->text, _("No obligation is known yet."));
		maker_paragraph(maker);
	}
	bounds_release(&bounds);
}

/* --- each use case, in short ------------------------------------------------------------------------- */

/* «Works council: done, DPIA: due» */
static enum book_tone word_stated(struct maker *maker, const struct report *report, size_t begin, size_t end)
{
	enum book_tone tone = BOOK_PLAIN;

	for (struct duty_row duty = { report, begin }; duty.row < end; duty.row++) {
		enum use_case_field field;

		if (!says_yes(&duty, "applies") || !use_case_field_parse(cell_of(&duty, "field"), &field))
			continue;
		buf_add_format(&maker->text, "%s%s%s", maker->text.length ? ", " : "", word_use_case_field(field),
			       _(": "));
		word_use_case_value(&maker->text, maker->scene, field, cell_of(&duty, "value"));
		if (tone != BOOK_CARE)
			tone = says_yes(&duty, "open") ? BOOK_CARE : BOOK_GOOD;
	}
	return tone;
}

static void add_standing(struct maker *maker, struct book_table *table, const struct report *report, size_t begin,
			 size_t end)
{
	const struct use_case_result *result = result_of(maker, &(struct duty_row){ report, begin });
	struct book_cell *cell = book_add_text(maker->book, table, use_case_name(result->use_case));
	enum book_tone tone;
	size_t count = 0;

	cell->target = maker->cases[result - maker->evaluation->use_cases].explain;
	cell->tone = result_is_prohibited(result) ? BOOK_BAD : BOOK_PLAIN;
	(void)book_add_text(maker->book, table, result->use_case->id);
	(void)book_add_text(maker->book, table,
			    ai_act_name(&maker->content->tree, result->facts.ai_act, maker->scene->language));
	for (struct duty_row duty = { report, begin }; duty.row < end; duty.row++)
		count += says_yes(&duty, "applies");
	(void)book_add_number(table, (double)count);
	tone = word_stated(maker, report, begin, end);
	maker_cell(maker, table)->tone = tone;
}

static void make_standings(struct maker *maker, const struct report *report)
{
	static const struct maker_column columns[] = {
		{ N_("Use case"), BOOK_TEXT, 34 }, { N_("Id"), BOOK_TEXT, 16 },    { N_("AI Act"), BOOK_TEXT, 20 },
		{ N_("Duties"), BOOK_WHOLE, 10 },  { N_("State"), BOOK_TEXT, 60 },
	};
	struct book_table *table = NULL;

	for (size_t begin = 0, end; begin < report_row_count(report); begin = end) {
		const struct use_case_result *result = result_of(maker, &(struct duty_row){ report, begin });

		for (end = begin + 1; end < report_row_count(report); end++)
			if (result_of(maker, &(struct duty_row){ report, end }) != result)
				break;
		if (!table)
			table = maker_table(maker, "table-bound",
					    _("How many duties bind each use case, and what its sheet says of them"),
					    columns, ARRAY_SIZE(columns));
		add_standing(maker, table, report, begin, end);
	}
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
		figure_date(&maker->text, maker->scene->language, tree->dates[i].id);
		(void)maker_cell(maker, table);
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
	make_standings(maker, &report);
	make_duties(maker, &report);
	make_unknown(maker, &report);
	report_release(&report);
	make_dates(maker);
}
