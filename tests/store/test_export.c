/*
 * Figures as bytes. What is exported as input must come in again and give the
 * same dossier: answers, use cases, votes, in every dialect, with texts that
 * spoil a careless writer and with random dossiers.
 */
#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/store/export.h"
#include "cadran/store/import.h"
#include "fixture.h"

static const char *const dialects[] = { "excel-fr", "excel", "rfc4180", "tsv" };
static const enum report_kind inputs[] = { REPORT_USE_CASES, REPORT_ANSWERS, REPORT_VOTES };

/* --- there and back ------------------------------------------------------------------------- */

/* Everything that can be exported as input, into an empty dossier of the same content. */
static struct document *there_and_back(const struct document *document, const char *dialect, const char *name)
{
	struct document *copy = fixture_document();
	struct import import;
	struct err err = { 0 };

	import_init(&import, copy, NULL, 0);
	for (size_t i = 0; i < ARRAY_SIZE(inputs); i++) {
		struct buf sheet = fixture_csv(document, inputs[i], dialect);

		import_add(&import, report_id(inputs[i]), sheet.data, sheet.length);
		buf_release(&sheet);
	}
	bool ok = import_finish(&import);
	char *faults = fixture_faults(&import.faults);
	cr_expect(ok, "%s, %s: %s", name, dialect, faults);
	cr_expect(document_apply_all(copy, &import.changes, true, &err), "%s, %s: %s", name, dialect, err.text);
	for (size_t i = 0; i < import.file_count; i++)
		cr_expect(!import.files[i].ignored || !*import.files[i].ignored, "%s: %s", name,
			  import.files[i].ignored);
	free(faults);
	import_release(&import);
	return copy;
}

static void expect_same_values(const struct document *document, const char *dialect, const char *name)
{
	struct document *copy = there_and_back(document, dialect, name);
	char *before = fixture_values(document), *after = fixture_values(copy);

	cr_expect_str_eq(after, before, "%s, %s: gives\n%.3000s\ninstead of\n%.3000s", name, dialect, after, before);
	free(before);
	free(after);
	document_free(copy);
}

Test(export, random_dossiers_come_back_through_every_dialect)
{
	char name[40];

	for (unsigned seed = 1; seed <= 15; seed++)
		for (size_t d = 0; d < ARRAY_SIZE(dialects); d++) {
			struct document *document = fixture_random_document(seed, 8, NULL);

			snprintf(name, sizeof(name), "seed %u", seed);
			expect_same_values(document, dialects[d], name);
			document_free(document);
		}
}

Test(export, hostile_texts_come_back_through_every_dialect)
{
	static const char *const keys[] = { "use-case.A1.name",
					    "use-case.A1.description",
					    "use-case.A1.domain",
					    "use-case.A1.need",
					    "use-case.A1.deployment",
					    "answer.data.quality.errors.note",
					    "answer.data.quality.errors.evidence",
					    "answer.data.quality.errors.confidence" };

	for (size_t d = 0; d < ARRAY_SIZE(dialects); d++)
		for (size_t i = 0; fixture_hostile[i]; i++) {
			struct document *document = fixture_document();

			for (size_t k = 0; k < ARRAY_SIZE(keys); k++)
				fixture_put(document, keys[k], fixture_hostile[i]);
			expect_same_values(document, dialects[d], fixture_hostile[i]);
			document_free(document);
		}
}

Test(export, texts_with_blanks_at_their_ends_and_very_long_ones_come_back)
{
	static const char *const texts[] = { " x", "x ", " ", "  ", "x\n", "\nx", "\t", "x\t", "\r\n" };
	struct document *document = fixture_document();
	struct buf text;
	char key[40];

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		snprintf(key, sizeof(key), "use-case.A%zu.need", i);
		fixture_put(document, key, texts[i]);
	}
	buf_init(&text);
	buf_add_repeated(&text, "é;\"\n=", 40000);
	fixture_put(document, "use-case.L1.description", text.data);
	for (size_t d = 0; d < ARRAY_SIZE(dialects); d++)
		expect_same_values(document, dialects[d], "blanks");
	buf_release(&text);
	document_free(document);
}

/* A name of a participant or of a use case stands in a key of its own. */
Test(export, hostile_names_of_participants_and_ids_come_back)
{
	static const char *const names[] = { "=Ana", "M. Roi", "Ana, Bea", "\"Zoé\"", "L'Hôte", "1",    "1.2",
					     "+33",  "-",      "a;b",      "a:b",     "Ana\tB", "-Ana", "@x" };
	static const char *const ids[] = { "=A1", "+B",  "-C",  "@D",  "E F",  "'G",  "H\"I",
					   "É1",  "x=y", "1e3", "NAN", "TRUE", "A.B", "impact.business" };

	for (size_t d = 0; d < ARRAY_SIZE(dialects); d++) {
		struct document *document = fixture_document();
		struct change_list list = { 0 };
		struct err err = { 0 };
		char key[100], field[100];

		for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
			snprintf(key, sizeof(key), "%s.impact.business", ids[i]);
			change_add(&list, CHANGE_USE_CASE, ids[i], "present", "yes");
			for (size_t n = 0; n < ARRAY_SIZE(names); n++) {
				snprintf(field, sizeof(field), "%s.%zu", names[n], 1 + n % 3);
				change_add(&list, CHANGE_VOTE, key, field, n % 4 ? "3" : "-");
			}
		}
		cr_assert(document_apply_all(document, &list, true, &err), "%s", err.text);
		expect_same_values(document, dialects[d], "names");
		change_list_release(&list);
		document_free(document);
	}
}

Test(export, the_target_of_a_grid_does_not_become_that_of_its_questions)
{
	struct document *document = fixture_document();

	fixture_fill(document, "grid.data.target=4\nanswer.data.quality.errors=2\nanswer.data.quality.owners.target=5");
	expect_same_values(document, "rfc4180", "target");
	document_free(document);
}

Test(export, importing_what_was_exported_into_the_same_dossier_changes_nothing)
{
	for (size_t d = 0; d < ARRAY_SIZE(dialects); d++) {
		struct document *document = fixture_random_document(77, 12, NULL);
		struct import import;

		fixture_fill(document, "grid.data.target=4\nuse-case.c1.need= =1+1\nuse-case.c2.name=Case");
		import_init(&import, document, NULL, 0);
		for (size_t i = 0; i < ARRAY_SIZE(inputs); i++) {
			struct buf sheet = fixture_csv(document, inputs[i], dialects[d]);

			import_add(&import, report_id(inputs[i]), sheet.data, sheet.length);
			buf_release(&sheet);
		}
		cr_expect(import_finish(&import), "%s", dialects[d]);
		for (size_t c = 0; c < import.changes.count; c++)
			cr_expect(false, "%s: %s %s %s = «%s», was «%s»", dialects[d],
				  change_kind_id(import.changes.items[c].kind), import.changes.items[c].key,
				  import.changes.items[c].field, import.changes.items[c].value,
				  import.changes.items[c].before);
		import_release(&import);
		document_free(document);
	}
}

/* Taken away, it is not exported, and nothing speaks of it. */
Test(export, a_use_case_that_was_taken_away_is_in_no_report)
{
	struct document *document = fixture_random_document(5, 4, NULL);

	fixture_fill(
		document,
		"use-case.zzz.name=Zork\nscore.zzz.impact.business=3\nvote.zzz.impact.business.X.1=2\nuse-case.zzz.present=\n"
		"use.zzz.name=Zork\nuse.zzz.present=");
	for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
		struct buf sheet = fixture_csv(document, (enum report_kind)kind, "rfc4180");

		cr_expect(!strstr(sheet.data, "zzz") && !strstr(sheet.data, "Zork"), "%s",
			  report_id((enum report_kind)kind));
		buf_release(&sheet);
	}
	char *json = fixture_json(document);
	cr_expect(!strstr(json, "zzz"));
	free(json);
	document_free(document);
}

/* --- the bytes ------------------------------------------------------------------------------------ */

Test(export, every_report_has_the_form_of_its_dialect)
{
	static const struct {
		const char *id, *begin, *line_end;
		char delimiter;
	} forms[] = {
		{ "excel-fr", "\xef\xbb\xbf\"", "\r\n", ';' },
		{ "excel", "\xef\xbb\xbf\"", "\r\n", ',' },
		{ "rfc4180", "\"", "\r\n", ',' },
		{ "tsv", "\"", "\n", '\t' },
	};
	struct document *document = fixture_random_document(3, 5, NULL);

	for (size_t f = 0; f < ARRAY_SIZE(forms); f++)
		for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
			struct buf sheet = fixture_csv(document, (enum report_kind)kind, forms[f].id);
			const char *name = report_id((enum report_kind)kind), *line = strchr(sheet.data, '\n');
			char between[4] = { '"', forms[f].delimiter, '"', '\0' };

			cr_expect(!strncmp(sheet.data, forms[f].begin, strlen(forms[f].begin)), "%s %s", forms[f].id,
				  name);
			cr_expect(line && (line[-1] == '\r') == (forms[f].line_end[0] == '\r'), "%s %s", forms[f].id,
				  name);
			cr_expect(!strcmp(sheet.data + sheet.length - strlen(forms[f].line_end), forms[f].line_end),
				  "%s %s", forms[f].id, name);
			cr_expect(strstr(sheet.data, between), "%s %s", forms[f].id, name);
			cr_expect(!strstr(sheet.data, "\"nan\"") && !strstr(sheet.data, "\"inf\"") &&
					  !strstr(sheet.data, "\"-nan\"") && !strstr(sheet.data, "sep="),
				  "%s %s", forms[f].id, name);
			buf_release(&sheet);
		}
	cr_expect(!dialect_find("latin") && !dialect_find(""));
	document_free(document);
}

/* The cell that begins at `at`, which is quoted as all are; what stands behind it. */
static const char *cell_end(const char *at)
{
	cr_assert(*at == '"', "«%.20s» is no quoted cell", at);
	for (at++; *at && (*at != '"' || at[1] == '"'); at++)
		at += *at == '"';
	cr_assert(*at == '"');
	return at + 1;
}

/*
 * CISO Assistant writes one export of five with another separator. Here nothing
 * but the separator or the end of line of the dialect stands between two cells,
 * and every row of a report has as many of them.
 */
Test(export, one_separator_parts_all_cells_of_all_reports_of_a_dialect)
{
	struct document *document = fixture_random_document(11, 6, NULL);

	fixture_fill(document,
		     "use-case.c0.need=a;b,c\td\nuse-case.c0.aipd=due\nuse-case.c0.cse=due\nuse.U001.name=e;f,g");
	for (size_t d = 0; dialect_at(d); d++)
		for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
			const struct dialect *dialect = dialect_at(d);
			struct buf sheet = fixture_csv(document, (enum report_kind)kind, dialect->id);
			const char *at = sheet.data + (dialect->bom ? 3 : 0);
			size_t cells = 0, columns = 0, rows = 0;

			while (*at) {
				at = cell_end(at);
				cells++;
				if (*at == dialect->delimiter) {
					at++;
					continue;
				}
				cr_assert(!strncmp(at, dialect->line_end, strlen(dialect->line_end)), "%s, %s: «%.20s»",
					  dialect->id, report_id((enum report_kind)kind), at);
				at += strlen(dialect->line_end);
				columns = rows++ ? columns : cells;
				cr_assert(cells == columns, "%s, %s, row %zu", dialect->id,
					  report_id((enum report_kind)kind), rows);
				cells = 0;
			}
			cr_expect(columns > 1 && rows > 1, "%s, %s", dialect->id, report_id((enum report_kind)kind));
			buf_release(&sheet);
		}
	document_free(document);
}

/* What is in a cell reads back as the very same number. */
Test(export, numbers_are_exact_in_every_dialect)
{
	static const double values[] = {
		0, 1, 0.1, 1.0 / 3, 2.0 / 3 * 100, 71.5, 1e-9, 123456789.125, 1e21, -0.5, -1e-300, 100 - 1.0 / 7, 3.5
	};

	for (size_t d = 0; d < ARRAY_SIZE(dialects); d++) {
		const struct dialect *dialect = dialect_find(dialects[d]);
		struct report report = { 0 };
		struct err err = { 0 };
		struct buf out;

		buf_init(&out);
		report.columns = xcalloc(1, sizeof(*report.columns));
		report.columns[0] = (struct column){ xstrdup("value"), xstrdup("Value") };
		report.column_count = report.column_capacity = 1;
		report.cell_count = report.cell_capacity = ARRAY_SIZE(values);
		report.cells = xcalloc(report.cell_count, sizeof(*report.cells));
		for (size_t i = 0; i < ARRAY_SIZE(values); i++)
			report.cells[i] = (struct cell){ CELL_NUMBER, values[i], NULL };
		export_csv(&report, dialect, &out);
		cr_expect(export_csv_verify(&report, dialect, out.data, out.length, &err), "%s: %s", dialects[d],
			  err.text);
		const char *line = out.data;
		for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
			char text[60];

			line = strchr(line, '\n') + 1;
			snprintf(text, sizeof(text), "%.*s", (int)strcspn(line + 1, "\""), line + 1);
			cr_expect(!strchr(text, dialect->decimal == ',' ? '.' : ','), "%s: %s", dialects[d], text);
			for (char *c = text; *c; c++)
				*c = *c == ',' ? '.' : *c;
			cr_expect(strtod(text, NULL) == values[i], "%s: %s is not %.17g", dialects[d], text, values[i]);
		}
		buf_release(&out);
		report_release(&report);
	}
}

Test(export, verify_finds_everything_that_was_lost)
{
	struct document *document = fixture_random_document(8, 6, NULL);
	struct evaluation evaluation;
	struct report report;
	struct buf out;

	/* No row ends in cells that are empty: without those nothing would be lost. */
	fixture_fill(
		document,
		"use-case.c5.ramp_up=3\nuse-case.c5.hours=100/200/300\nuse-case.c5.hour_cost=50\nuse-case.c5.cse=due\nanswer.ai.usage.measure.confidence=x\nanswer.ai.usage.measure.evidence=y\n"
		"use.U001.name=n\nuse.U001.team=t\nuse.U001.purpose=p\nuse.U001.data=none\n"
		"use.U001.account=work\nuse.U001.declared=no\nuse.U001.decision=keep");
	evaluation_compute(document, &evaluation);
	for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
		const char *name = report_id((enum report_kind)kind);
		const struct dialect *dialect = dialect_find("excel-fr");
		struct err err = { 0 };

		buf_init(&out);
		report_build((enum report_kind)kind, &evaluation, LANGUAGE_EN, &report);
		export_csv(&report, dialect, &out);
		cr_expect(export_csv_verify(&report, dialect, out.data, out.length, &err), "%s: %s", name, err.text);
		for (size_t length = 0; length < out.length - 2; length += 1 + out.length / 97)
			cr_expect(!export_csv_verify(&report, dialect, out.data, length, &err), "%s cut at %zu of %zu",
				  name, length, out.length);
		char *cell = strchr(out.data, '\n') + 2;
		cell = *cell == '"' ? strpbrk(cell, "abcdefghijklmnopqrstuvwxyz0123456789") : cell;
		*cell = *cell == '9' ? '8' : '9';
		cr_expect(!export_csv_verify(&report, dialect, out.data, out.length, &err) && *err.text,
			  "%s: a changed cell", name);
		*cell = '7';
		char *heading = strchr(out.data, '"') + 2;
		*heading = 'Z';
		cr_expect(!export_csv_verify(&report, dialect, out.data, out.length, &err), "%s: a changed heading",
			  name);
		buf_release(&out);
		report_release(&report);
	}
	evaluation_release(&evaluation);
	document_free(document);
}

Test(export, the_report_of_uses_has_a_row_for_each_that_is_there)
{
	struct document *document = fixture_document();

	fixture_fill(document, "use.U001.name==1+1\nuse.U001.account=private\nuse.U002.name=b\nuse.U002.present=");
	struct buf sheet = fixture_csv(document, REPORT_USES, "rfc4180");
	cr_expect_str_eq(sheet.data,
			 "\"id\",\"name\",\"team\",\"purpose\",\"data\",\"account\",\"declared\",\"decision\"\r\n"
			 "\"U001\",\"'=1+1\",\"\",\"\",\"\",\"private\",\"\",\"\"\r\n");
	buf_release(&sheet);
	document_free(document);
}
