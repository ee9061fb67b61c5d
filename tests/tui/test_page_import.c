/*
 * The page of imports: what it says before anything is done, and what Enter, g
 * and Esc make of it.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/base/buf.h"
#include "cadran/store/file.h"
#include "cadran/store/import.h"
#include "cadran/tui/wording.h"
#include "fixture.h"
#include "walk.h"

TestSuite(page_import, .init = fixture_begin);

static void put(const struct walk *walk, const char *name, const char *text)
{
	struct err err;
	char path[120];

	(void)snprintf(path, sizeof(path), "%s/%s", walk->folder, name);
	cr_assert(file_replace(path, text, strlen(text), &err), "%s", err.text);
}

/* Types a path on the page of exports. */
static void look_at(struct walk *walk, const char *path)
{
	walk_press(walk, "<M-8> i");
	walk_type(walk, path);
	walk_press(walk, "<Enter>");
}

static size_t units(const struct walk *walk)
{
	return walk->session.done;
}

static const char good[] =
	"Inventaire 2026;;\nid;nom;porteur métier\nmeeting-notes;Comptes rendus;Zoé\nN1;Tri du courrier;Ana\n";
static const char faulty[] = "id;name;delay\nmeeting-notes;Comptes rendus;bientôt\nN1;Tri;3\n";

Test(page_import, what_would_change_is_shown_and_nothing_is_done_before_enter)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", good);
	const size_t before = units(&walk);
	look_at(&walk, "in.csv");
	walk_expect(&walk, "What Enter would import");
	walk_expect(&walk, "in.csv: use cases, 2 rows: 1 added, 1 changed, 0 as they were");
	walk_expect(&walk, "1 row above the headings was left out: «Inventaire 2026»");
	walk_expect(&walk, "«Comptes rendus» (meeting-notes), Sponsor:");
	walk_expect(&walk, "→ «Zoé»");
	walk_expect(&walk, "use case added: «Tri du courrier» (N1), with 2 values");
	cr_expect(units(&walk) == before);
	cr_expect(!document_use_case(walk.session.document, "N1"));
	walk_press(&walk, "<Esc>");
	walk_expect(&walk, "Files to write");
	cr_expect(units(&walk) == before && !document_use_case(walk.session.document, "N1"), "Esc gives it up");
	walk_end(&walk);
}

Test(page_import, what_would_be_emptied_is_counted_above_the_changes)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "id;name;sponsor;need\nmeeting-notes;;;\nN1;;;x\n");
	look_at(&walk, "in.csv");
	walk_expect(&walk, "in.csv: 2 values would be emptied, for their cells are empty");
	walk_expect(&walk, "in.csv: 1 use case keeps its name, for its cell is empty");
	walk_expect(&walk, "in.csv: 1 new use case has no name: N1");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "saved");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_SPONSOR), "");
	cr_expect(*walk_field(&walk, "meeting-notes", USE_CASE_NAME), "the name stays");
	walk_end(&walk);
}

Test(page_import, enter_makes_one_unit_that_one_undo_takes_back)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", good);
	const size_t before = units(&walk);
	char *sponsor = strdup(walk_field(&walk, "meeting-notes", USE_CASE_SPONSOR));
	look_at(&walk, "in.csv");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "saved");
	walk_expect(&walk, "Files to write");
	cr_expect(units(&walk) == before + 1);
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_SPONSOR), "Zoé");
	cr_expect_str_eq(walk_field(&walk, "N1", USE_CASE_NAME), "Tri du courrier");
	walk_reopen(&walk);
	cr_expect_str_eq(walk_field(&walk, "N1", USE_CASE_NAME), "Tri du courrier");
	walk_press(&walk, "u");
	cr_expect_str_eq(walk_field(&walk, "meeting-notes", USE_CASE_SPONSOR), sponsor);
	cr_expect(!document_use_case(walk.session.document, "N1"));
	free(sponsor);
	walk_end(&walk);
}

Test(page_import, a_faulty_file_is_refused_and_g_takes_its_good_rows)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", faulty);
	const size_t before = units(&walk);
	look_at(&walk, "in.csv");
	walk_expect(&walk, "1 fault: nothing is imported, unless g takes the good rows alone");
	walk_expect(&walk, "in.csv:2:3: C2, «delay»: «bientôt» is not a number");
	walk_expect_not(&walk, "left out");
	walk_expect(&walk, "g good rows Esc give up");
	walk_expect_not(&walk, "Enter import");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "nothing was imported: correct the file first");
	cr_expect(units(&walk) == before);
	walk_press(&walk, "g");
	walk_expect(&walk, "What Enter would import");
	walk_expect(&walk, "1 row with a fault was left out: row 2");
	walk_expect(&walk, "Enter import Esc give up");
	walk_press(&walk, "g");
	walk_expect(&walk, "nothing is imported");
	walk_press(&walk, "g <Enter>");
	cr_expect(units(&walk) == before + 1);
	cr_expect_str_eq(walk_field(&walk, "N1", USE_CASE_DELAY), "3");
	walk_end(&walk);
}

Test(page_import, what_cannot_be_read_leaves_the_path_to_be_mended)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", good);
	look_at(&walk, "on.csv");
	walk_expect(&walk, "on.csv");
	walk_expect(&walk, "No such file");
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "in.csv");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "What Enter would import");
	walk_end(&walk);
}

Test(page_import, a_file_that_is_no_sheet_cannot_be_imported_even_its_good_rows)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "foo,bar\n1,2\n");
	look_at(&walk, "in.csv");
	walk_expect(&walk, "This file cannot be imported");
	walk_press(&walk, "g <Enter>");
	walk_expect(&walk, "nothing was imported");
	walk_end(&walk);
}

Test(page_import, a_dossier_that_changed_meanwhile_is_looked_at_again)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "name;delay\nTri;3\n");
	look_at(&walk, "in.csv");
	walk_expect(&walk, "(UC001)");
	/* Another use case takes the id that was shown. */
	walk_press(&walk, "<M-4> a");
	walk_type(&walk, "Autre");
	walk_press(&walk, "<Enter>");
	cr_assert_str_eq(walk_field(&walk, "UC001", USE_CASE_NAME), "Autre");
	walk_press(&walk, "<M-8> <Enter>");
	walk_expect(&walk, "the dossier changed meanwhile");
	walk_expect(&walk, "(UC002)");
	cr_assert_str_eq(walk_field(&walk, "UC001", USE_CASE_NAME), "Autre");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(walk_field(&walk, "UC002", USE_CASE_NAME), "Tri");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_NAME), "Autre");
	walk_end(&walk);
}

Test(page_import, a_file_that_goes_before_it_is_looked_at_again_is_named_and_nothing_is_imported)
{
	struct walk walk;
	char path[120];

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "name;delay\nTri;3\n");
	look_at(&walk, "in.csv");
	walk_press(&walk, "<M-4> a");
	walk_type(&walk, "Autre");
	walk_press(&walk, "<Enter> <M-8>");
	(void)snprintf(path, sizeof(path), "%s/in.csv", walk.folder);
	cr_assert(unlink(path) == 0);
	const size_t before = units(&walk);
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "in.csv");
	walk_expect(&walk, "No such file or directory");
	walk_press(&walk, "<Enter>");
	cr_expect(units(&walk) == before);
	walk_end(&walk);
}

Test(page_import, a_file_that_says_what_is_there_already_changes_nothing_and_says_so)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "id;status\nmeeting-notes;pilot\n");
	const size_t before = units(&walk);
	look_at(&walk, "in.csv");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "nothing changed: it was so already");
	cr_expect(units(&walk) == before);
	walk_end(&walk);
}

Test(page_import, many_lines_scroll_and_none_is_cut)
{
	struct walk walk;
	struct buf sheet;

	buf_init(&sheet);
	buf_add_text(&sheet, "id;name;delay\n");
	for (int i = 1; i <= 60; i++)
		buf_add_format(&sheet,
			       "N%d;Un cas d'usage dont le nom est assez long pour deux lignes %d;mauvais délai %d\n",
			       i, i, i);
	for (enum language language = 0; language < LANGUAGE_COUNT; language++) {
		walk_begin(&walk, language, 80, 24, false);
		put(&walk, "in.csv", sheet.data);
		look_at(&walk, "in.csv");
		walk_expect(&walk, "C2, ");
		walk_expect_not(&walk, "mauvais délai 60");
		walk_press(&walk, "<End>");
		walk_expect(&walk, "mauvais délai 60");
		walk_expect_not(&walk, "mauvais délai 1 ");
		walk_press(&walk, "<Home>");
		walk_expect(&walk, "C2, ");
		walk_press(&walk, "<PageDown> g");
		walk_press(&walk, "<Esc>");
		walk_end(&walk);
	}
	buf_release(&sheet);
}

Test(page_import, a_dossier_open_for_reading_only_asks_for_no_file)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	walk.ui.read_only = (struct err){ .kind = ERR_LOCKED, .text = "somebody has it" };
	walk_press(&walk, "<M-8> i");
	walk_expect(&walk, "Open for reading only");
	walk_expect_not(&walk, "Import the file");
	walk_end(&walk);
}

Test(page_import, a_sheet_of_no_kind_is_not_counted_as_one)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "Projet;Mois\nUn;4\n");
	look_at(&walk, "in.csv");
	walk_expect(&walk, "This file cannot be imported");
	walk_expect(&walk, "in.csv:1: these headings are of no known kind of sheet");
	walk_expect_not(&walk, "0 rows");
	walk_end(&walk);
}

Test(page_import, a_column_that_nobody_knows_is_given_its_field)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "Projet;Mois\nTri du courrier;4\n");
	look_at(&walk, "in.csv");
	walk_expect(&walk, "This file cannot be imported");
	walk_expect(&walk, "m which field");
	walk_press(&walk, "m");
	walk_expect(&walk, "Projet =");
	walk_type(&walk, "nom");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "What Enter would import");
	walk_expect(&walk, "columns left aside: Mois");
	walk_press(&walk, "m");
	walk_expect(&walk, "Mois =");
	walk_type(&walk, "durée");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "«durée» is no field");
	walk_press(&walk, "<C-u>");
	walk_type(&walk, "Mois=delay");
	walk_press(&walk, "<Enter>");
	walk_expect_not(&walk, "left aside");
	walk_expect_not(&walk, "m which field");
	walk_press(&walk, "<Enter>");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_NAME), "Tri du courrier");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_DELAY), "4");
	walk_end(&walk);
}

/* A heading that stands for a field clashes with its id. */
static void expect_heading(struct document *document, enum use_case_field field, const char *heading)
{
	const char *id = use_case_field_id(field);
	struct import import;
	char sheet[200];

	(void)snprintf(sheet, sizeof(sheet), "id;%s;%s\nN1;;\n", id, heading);
	import_init(&import, document, NULL, 0);
	import_add(&import, "in.csv", sheet, strlen(sheet));
	cr_expect(!import_finish(&import) && strstr(import.faults.items[0].text, heading), "%s is not %s", heading, id);
	import_release(&import);
}

Test(page_import, every_label_of_the_sheet_is_a_heading_in_either_language)
{
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct walk walk;

		walk_begin(&walk, (enum language)language, 80, 24, false);
		cr_expect_str_eq(message_in(LANGUAGE_FR, use_case_field_label(USE_CASE_DELAY)), "Premier usage");
		for (int other = 0; other < LANGUAGE_COUNT; other++)
			for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
				expect_heading(
					walk.session.document, (enum use_case_field)f,
					message_in((enum language)other, use_case_field_label((enum use_case_field)f)));
		for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
			expect_heading(walk.session.document, (enum use_case_field)f,
				       word_use_case_field((enum use_case_field)f));
		walk_end(&walk);
	}
}

Test(page_import, a_field_that_was_given_is_taken_back)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "name;Mois;Qui\nTri du courrier;4;Ana\n");
	look_at(&walk, "in.csv");
	walk_press(&walk, "m <C-u>");
	walk_type(&walk, "Nulle part = sponsor");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "no file has a column «Nulle part»");
	walk_press(&walk, "m <C-u>");
	walk_type(&walk, "Nulle part =");
	walk_press(&walk, "<Enter>");
	walk_expect(&walk, "What Enter would import");
	walk_expect(&walk, "columns left aside: Mois, Qui");
	walk_press(&walk, "m <C-u> <Enter>");
	walk_expect(&walk, "type heading = field");
	walk_press(&walk, "<Esc> <Enter>");
	cr_expect_str_eq(walk_field(&walk, "UC001", USE_CASE_SPONSOR), "");
	walk_end(&walk);
}

/* A row with a fault does not hide that a column was left aside. */
Test(page_import, with_faults_too_a_column_is_named_and_its_field_completed)
{
	struct walk walk;

	walk_begin(&walk, LANGUAGE_EN, 80, 24, false);
	put(&walk, "in.csv", "id;name;delay;Volume\nN1;Tri;3;12\nN2;Tri;bientôt;13\n");
	look_at(&walk, "in.csv");
	walk_expect(&walk, "columns left aside: Volume");
	walk_expect(&walk, "m which field");
	walk_press(&walk, "m");
	walk_type(&walk, "hours");
	walk_press(&walk, "<Tab>");
	cr_expect_str_eq(walk.ui.edit.line.text.data, "Volume = hours");
	walk_press(&walk, "<Enter>");
	walk_expect_not(&walk, "columns left aside");
	walk_press(&walk, "g <Enter>");
	cr_expect_str_eq(walk_field(&walk, "N1", USE_CASE_HOURS), "12");
	walk_end(&walk);
}
