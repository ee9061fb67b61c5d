/*
 * Laws of going out and coming in, over random dossiers: what was exported and
 * comes back changes nothing, and what was edited in between is the one change,
 * also where a spreadsheet has saved it in its own way.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/csv.h"
#include "cadran/store/export.h"
#include "cadran/store/import.h"
#include "fixture.h"

enum { DOSSIERS = 1000, USE_CASES = 6 };

static const enum report_kind inputs[] = { REPORT_USE_CASES, REPORT_ANSWERS, REPORT_VOTES };

static void export_as(const struct evaluation *evaluation, enum report_kind kind, const struct dialect *dialect, struct buf *out)
{
	struct report report;

	report_build(kind, evaluation, LANGUAGE_FR, &report);
	export_csv(&report, dialect, out);
	report_release(&report);
}

/* --- nothing was edited ------------------------------------------------------------------------ */

static void expect_no_change(struct document *document, const struct buf *sheet, const char *name)
{
	struct import import;

	import_init(&import, document, NULL, 0);
	import_add(&import, "a.csv", sheet->data, sheet->length);
	const bool ok = import_finish(&import);
	char *faults = fixture_faults(&import.faults);
	cr_expect(ok && import.file_count == 1, "%s: %s", name, faults);
	cr_expect(!import.changes.count, "%s: %s.%s becomes «%s»", name, import.changes.count ? import.changes.items[0].key : "",
		  import.changes.count ? import.changes.items[0].field : "", import.changes.count ? import.changes.items[0].value : "");
	if (import.file_count) {
		const struct import_summary *file = &import.files[0];

		cr_expect(file->same == file->row_count && !file->totals && !file->filled && !*file->ignored, "%s: %s", name, faults);
	}
	free(faults);
	import_release(&import);
}

Test(round_trip, what_was_exported_in_any_dialect_changes_nothing_in_a_thousand_random_dossiers)
{
	const unsigned rounds = fixture_rounds(DOSSIERS);
	char name[80];

	for (unsigned seed = 1; seed <= rounds; seed++) {
		struct document *document = fixture_random_document(seed, USE_CASES, NULL);
		struct evaluation evaluation;

		evaluation_compute(document, &evaluation);
		for (size_t i = 0; i < ARRAY_SIZE(inputs); i++) {
			const struct dialect *dialect;

			for (size_t d = 0; (dialect = dialect_at(d)); d++) {
				struct buf sheet;

				buf_init(&sheet);
				export_as(&evaluation, inputs[i], dialect, &sheet);
				snprintf(name, sizeof(name), "seed %u, %s, %s", seed, report_id(inputs[i]), dialect->id);
				expect_no_change(document, &sheet, name);
				buf_release(&sheet);
			}
		}
		evaluation_release(&evaluation);
		document_free(document);
	}
}

/* --- one cell was edited ----------------------------------------------------------------------- */

/* Saved again by a spreadsheet: no BOM, LF, quotes only where they must be; one cell is another. */
struct saving {
	struct buf *out;
	char delimiter;
	size_t record, row, column;
	const char *value;
};

static bool save_record(const struct csv_record *record, void *context)
{
	struct saving *saving = context;

	for (size_t i = 0; i < record->count; i++) {
		const bool edited = saving->record == saving->row && i == saving->column;

		if (i)
			buf_add_char(saving->out, saving->delimiter);
		csv_add_cell(saving->out, edited ? saving->value : record->cells[i], saving->delimiter, false);
	}
	buf_add_char(saving->out, '\n');
	saving->record++;
	return true;
}

static void save_again(const struct buf *sheet, const struct dialect *dialect, struct saving *saving)
{
	const size_t mark = dialect->bom ? 3 : 0;
	struct csv_stop stop;

	cr_assert(csv_parse_bytes(sheet->data + mark, sheet->length - mark, dialect->delimiter, save_record, saving, &stop));
}

/* Columns of texts, and of votes: an edit is another value in any case. */
static const struct {
	enum report_kind kind;
	const char *field;
	size_t column;
	const char *values[2]; /* the second where the first stands there */
} edits[] = {
	{ REPORT_USE_CASES, "description", 2, { "édité ; « à la main », \"entre guillemets\"\net sur deux lignes", "x" } },
	{ REPORT_USE_CASES, "sponsor", 5, { "Mme Œuvre", "x" } },
	{ REPORT_USE_CASES, "delay", 15, { "7,5", "3" } },
	{ REPORT_ANSWERS, "note", 4, { "édité ; à la main", "x" } },
	{ REPORT_VOTES, "score", 4, { "5", "1" } },
};

/* What the edit should become. */
static const char *canonical(const char *value)
{
	return strcmp(value, "7,5") ? value : "7.5";
}

static void expect_one_edit(struct document *document, const struct evaluation *evaluation, size_t edit, const struct dialect *dialect,
			    struct fixture_random *random, const char *name)
{
	struct buf sheet, saved;
	struct report report;
	struct import import;

	report_build(edits[edit].kind, evaluation, LANGUAGE_FR, &report);
	const size_t rows = report_row_count(&report);
	report_release(&report);
	if (!rows)
		return;
	buf_init(&sheet);
	buf_init(&saved);
	export_as(evaluation, edits[edit].kind, dialect, &sheet);
	struct saving saving = { .out = &saved,
				 .delimiter = dialect->delimiter,
				 .row = 1 + fixture_below(random, (unsigned)rows),
				 .column = edits[edit].column,
				 .value = edits[edit].values[0] };
	for (size_t v = 0; v < 2; v++) {
		saving.value = edits[edit].values[v];
		saving.record = 0;
		buf_clear(&saved);
		save_again(&sheet, dialect, &saving);
		import_init(&import, document, NULL, 0);
		import_add(&import, "a.csv", saved.data, saved.length);
		const bool ok = import_finish(&import);
		char *faults = fixture_faults(&import.faults);

		cr_expect(ok, "%s, %s: %s", name, edits[edit].field, faults);
		free(faults);
		const bool same = ok && !import.changes.count;
		if (ok && !same) {
			cr_expect(import.changes.count == 1, "%s, %s: %zu changes, the first %s %s=%s", name, edits[edit].field, import.changes.count,
				  import.changes.items[0].key, import.changes.items[0].field, import.changes.items[0].value);
			cr_expect_str_eq(import.changes.items[0].value, canonical(saving.value), "%s, %s: %s", name, edits[edit].field,
					 import.changes.items[0].value);
			if (edits[edit].kind != REPORT_VOTES)
				cr_expect_str_eq(import.changes.items[0].field, edits[edit].field, "%s", name);
		}
		import_release(&import);
		if (!same)
			break;
		cr_expect(v == 0, "%s, %s: no edit was seen", name, edits[edit].field);
	}
	buf_release(&sheet);
	buf_release(&saved);
}

Test(round_trip, one_cell_that_was_edited_in_a_spreadsheet_is_the_one_change)
{
	const unsigned rounds = fixture_rounds(DOSSIERS);
	char name[80];

	for (unsigned seed = 1; seed <= rounds; seed++) {
		struct document *document = fixture_random_document(seed, USE_CASES, NULL);
		struct fixture_random random = fixture_seed(seed);
		struct evaluation evaluation;

		evaluation_compute(document, &evaluation);
		for (size_t e = 0; e < ARRAY_SIZE(edits); e++) {
			const struct dialect *dialect = dialect_at(fixture_below(&random, 4));

			snprintf(name, sizeof(name), "seed %u, %s", seed, dialect->id);
			expect_one_edit(document, &evaluation, e, dialect, &random, name);
		}
		evaluation_release(&evaluation);
		document_free(document);
	}
}
