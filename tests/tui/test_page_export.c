/*
 * The page of exports: what stands in the folder after pressing keys, and what
 * the screen says of it.
 */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/store/content_dir.h"
#include "cadran/store/file.h"
#include "cadran/tui/page.h"
#include "fixture.h"
#include "walk.h"

/* An interface on a dossier in a folder of its own, at its last step. */
struct desk {
	char folder[40], path[80];
	struct session session;
	struct ui ui;
	struct surface screen;
};

static void desk_open(struct desk *desk, bool demonstration, int width, int height)
{
	struct change_list changes = { 0 };
	struct content *content = walk_content();
	struct err err = { 0 };

	(void)strcpy(desk->folder, "/tmp/cadran-export-XXXXXX");
	cr_assert(mkdtemp(desk->folder));
	(void)snprintf(desk->path, sizeof(desk->path), "%s/val.cadran", desk->folder);
	if (demonstration)
		cr_assert(proposal_demo(content, LANGUAGE_EN, &changes, &err), "%s", err.text);
	else
		(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	cr_assert(session_create(desk->path, content, &changes, walk_stamp(), &err), "%s", err.text);
	cr_assert(session_open(desk->path, JOURNAL_WRITE, &desk->session, &err), "%s", err.text);
	ui_init(&desk->ui, &desk->session, NULL, width, height, false, NULL, walk_stamp);
	surface_init(&desk->screen, width, height, false);
	ui_key(&desk->ui, "<M-8>");
}

static void desk_close(struct desk *desk)
{
	DIR *folder = opendir(desk->folder);
	const struct dirent *entry;

	ui_release(&desk->ui);
	session_close(&desk->session);
	surface_release(&desk->screen);
	while ((entry = readdir(folder))) {
		char path[400];

		(void)snprintf(path, sizeof(path), "%s/%s", desk->folder, entry->d_name);
		(void)unlink(path);
	}
	(void)closedir(folder);
	(void)rmdir(desk->folder);
}

static void press(struct desk *desk, const char *key)
{
	ui_key(&desk->ui, key);
	(void)ui_settle(&desk->ui);
}

static void type(struct desk *desk, const char *text)
{
	for (; *text; text++)
		press(desk, (const char[]){ *text, '\0' });
}

/* Another path for the chosen export. */
static void type_path(struct desk *desk, const char *path)
{
	press(desk, "p");
	press(desk, "<C-u>");
	type(desk, path);
	press(desk, "<Enter>");
}

static void expect(struct desk *desk, const char *what, const char *words, bool there)
{
	char *dump;

	ui_draw(&desk->ui, &desk->screen);
	dump = fixture_dump(&desk->screen);
	cr_expect((strstr(dump, words) != NULL) == there, "%s: «%s» is %son the screen:\n%s", what, words,
		  there ? "not " : "", dump);
	free(dump);
}

/* "" where there is no such file. */
static struct buf read_file(const struct desk *desk, const char *name)
{
	char path[400];
	struct err err;
	struct buf bytes;

	buf_init(&bytes);
	(void)snprintf(path, sizeof(path), "%s/%s", desk->folder, name);
	(void)file_read(path, &bytes, &err);
	return bytes;
}

static void write_file(const struct desk *desk, const char *name, const char *text)
{
	char path[400];
	FILE *file;

	(void)snprintf(path, sizeof(path), "%s/%s", desk->folder, name);
	file = fopen(path, "w");
	cr_assert(file);
	(void)fputs(text, file);
	(void)fclose(file);
}

/* That a file begins like this; NULL: that there is none. */
static void expect_file(const struct desk *desk, const char *name, const char *head)
{
	struct buf bytes = read_file(desk, name);

	if (head)
		cr_expect(!strncmp(bytes.data, head, strlen(head)), "%s begins «%.80s», not «%s»", name, bytes.data,
			  head);
	else
		cr_expect(bytes.length == 0, "%s is there", name);
	buf_release(&bytes);
}

static size_t count_files(const struct desk *desk)
{
	DIR *folder = opendir(desk->folder);
	size_t count = 0;

	for (const struct dirent *entry; (entry = readdir(folder));)
		count += entry->d_name[0] != '.';
	(void)closedir(folder);
	return count;
}

#define MARK "\xef\xbb\xbf"

TestSuite(page_export, .init = fixture_begin);

#define SHEET "opens in a spreadsheet at a double-click"

Test(page_export, enter_writes_each_under_the_name_that_the_line_says)
{
	static const struct {
		const char *name, *head, *opens;
	} files[] = {
		{ "val-scorecard.csv", MARK "\"Rank\",\"Id\"", SHEET },
		{ "val-maturity.csv", MARK "\"Grid\",\"Dimension\"", SHEET },
		{ "val-roadmap.csv", MARK "\"Wave\",\"Start (month)\"", SHEET },
		{ "val-obligations.csv", MARK "\"Id\",\"Use case\",\"Status\"", SHEET },
		{ "val-use-cases.csv", MARK "\"id\",\"name\"", SHEET },
		{ "val-answers.csv", MARK "\"grid\",\"question\"", SHEET },
		{ "val-votes.csv", MARK "\"use_case\",\"criterion\"", SHEET },
		{ "val-uses.csv", MARK "\"Id\",\"Tool or task\"", SHEET },
		{ "val-report.html", "<!DOCTYPE html>", "opens in a browser" },
		{ "val-report.xlsx", "PK\x03\x04", SHEET },
		{ "val-report.md", "# ", "opens in any editor" },
		{ "val-minutes.md", "# ", "opens in any editor" },
		{ "val-figures.json", "{\n\t\"cadran\":\t1", "for programs" },
	};
	struct desk desk;
	char whole[120];

	desk_open(&desk, true, 120, 40);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		expect(&desk, "before", files[i].name, true);
		expect_file(&desk, files[i].name, NULL);
		press(&desk, "<Enter>");
		(void)snprintf(whole, sizeof(whole), "written: %s/%s; ", desk.folder, files[i].name);
		expect(&desk, "after", whole, true);
		expect(&desk, "what opens it", files[i].opens, true);
		expect_file(&desk, files[i].name, files[i].head);
		press(&desk, "j");
	}
	cr_expect_eq(count_files(&desk), 1 + ARRAY_SIZE(files));
	desk_close(&desk);
}

Test(page_export, the_dialect_is_turned_and_said)
{
	struct desk desk;

	desk_open(&desk, true, 80, 24);
	expect(&desk, "at first", "commas, decimal points, for a spreadsheet in English", true);
	press(&desk, "<Left>");
	expect(&desk, "turned", "semicolons, decimal commas", true);
	press(&desk, "<Enter>");
	expect_file(&desk, "val-scorecard.csv", MARK "\"Rank\";\"Id\"");
	press(&desk, "<Right>");
	press(&desk, "d");
	press(&desk, "<Enter>");
	expect_file(&desk, "val-scorecard.csv", "\"rank\",\"id\"");
	press(&desk, "d");
	expect(&desk, "another kind of file", "val-scorecard.tsv", true);
	press(&desk, "<Enter>");
	expect_file(&desk, "val-scorecard.tsv", "\"rank\"\t\"id\"");
	press(&desk, "<End>");
	press(&desk, "d");
	expect(&desk, "JSON has none", "JSON is written in one way only", true);
	desk_close(&desk);
}

/* Its own file is renewed, somebody else's never touched. */
Test(page_export, no_file_of_somebody_else_is_written_over)
{
	struct desk desk;

	desk_open(&desk, true, 80, 24);
	write_file(&desk, "val-scorecard.csv", "mine");
	expect(&desk, "a free name", "val-scorecard-2.csv", true);
	press(&desk, "<Enter>");
	expect_file(&desk, "val-scorecard.csv", "mine");
	expect_file(&desk, "val-scorecard-2.csv", MARK "\"Rank\"");
	expect(&desk, "written", "written", true);
	cr_assert(ui_change(&desk.ui, CHANGE_USE_CASE, "meeting-notes", "name", "Another name"));
	(void)ui_settle(&desk.ui);
	expect(&desk, "changed since", "out of date", true);
	press(&desk, "<Enter>");
	cr_expect_eq(count_files(&desk), 3, "its own file is not renewed");
	expect(&desk, "renewed", "out of date", false);
	write_file(&desk, "val-scorecard-2.csv", "with my remarks");
	press(&desk, "<Enter>");
	expect_file(&desk, "val-scorecard-2.csv", "with my remarks");
	expect_file(&desk, "val-scorecard-3.csv", MARK "\"Rank\"");
	desk_close(&desk);
}

Test(page_export, what_is_there_already_and_the_same_is_not_written_twice)
{
	struct desk desk;
	struct buf bytes;

	desk_open(&desk, true, 80, 24);
	press(&desk, "<Enter>");
	bytes = read_file(&desk, "val-scorecard.csv");
	buf_release(&bytes);
	ui_release(&desk.ui);
	ui_init(&desk.ui, &desk.session, NULL, 80, 24, false, NULL, walk_stamp);
	ui_key(&desk.ui, "<M-8>");
	press(&desk, "<Enter>");
	expect(&desk, "another day", "up to date: ", true);
	cr_expect_eq(count_files(&desk), 2);
	desk_close(&desk);
}

Test(page_export, a_path_is_typed_and_what_is_there_asked_about)
{
	struct desk desk;

	desk_open(&desk, true, 80, 24);
	type_path(&desk, "fiche.csv");
	expect_file(&desk, "fiche.csv", MARK "\"Rank\"");
	expect(&desk, "remembered", "fiche.csv", true);
	write_file(&desk, "note.txt", "mine");
	type_path(&desk, "note.txt");
	expect(&desk, "asked", "«note.txt» exists already. Replace it? y or n", true);
	type(&desk, "n");
	press(&desk, "<Enter>");
	expect_file(&desk, "note.txt", "mine");
	expect(&desk, "left", "left as it was", true);
	type_path(&desk, "note.txt");
	type(&desk, "y");
	press(&desk, "<Enter>");
	expect_file(&desk, "note.txt", MARK "\"Rank\"");
	desk_close(&desk);
}

Test(page_export, a_dossier_is_spared_and_a_place_that_is_not_there_is_said)
{
	struct desk desk;
	struct buf before, after;

	desk_open(&desk, true, 120, 40);
	before = read_file(&desk, "val.cadran");
	type_path(&desk, "val.cadran");
	type(&desk, "y");
	press(&desk, "<Enter>");
	expect(&desk, "refused", "is a dossier; nothing is exported over one", true);
	after = read_file(&desk, "val.cadran");
	cr_expect_str_eq(before.data, after.data);
	type_path(&desk, "nowhere/fiche.csv");
	expect(&desk, "no such folder", "nowhere/fiche.csv» cannot be written: No such file or directory", true);
	cr_expect(desk.ui.edit.open, "what was typed is gone");
	press(&desk, "<Esc>");
	type_path(&desk, "");
	expect(&desk, "nothing typed", "type a path, or Esc to give up", true);
	cr_expect_eq(count_files(&desk), 1);
	buf_release(&before);
	buf_release(&after);
	desk_close(&desk);
}

Test(page_export, the_first_rows_are_seen_before_they_are_written)
{
	static const int sizes[][2] = { { 80, 24 }, { 120, 40 } };

	for (size_t i = 0; i < ARRAY_SIZE(sizes); i++) {
		struct desk desk;

		desk_open(&desk, true, sizes[i][0], sizes[i][1]);
		expect(&desk, "counts", "13 rows, 59 columns, the first", true);
		expect(&desk, "headings", "Rank Id", true);
		expect(&desk, "a row", "   1 billing-robot", true);
		press(&desk, "d");
		press(&desk, "j");
		expect(&desk, "ids for programs", "grid dimension", true);
		press(&desk, "<End>");
		expect(&desk, "JSON", "\"cadran\":", true);
		desk_close(&desk);
	}
}

Test(page_export, the_report_and_the_minutes_are_seen_as_they_will_be_written)
{
	struct desk desk;

	desk_open(&desk, true, 120, 40);
	press(&desk, "<End>");
	press(&desk, "k");
	press(&desk, "k");
	expect(&desk, "what it is for", "where each figure comes from", true);
	expect(&desk, "the report", "## Summary", true);
	press(&desk, "d");
	expect(&desk, "no dialects", "Markdown is written in one way only", true);
	press(&desk, "j");
	expect(&desk, "the minutes", "Minutes: what was changed", true);
	desk_close(&desk);
}

/* The word stands in what somebody typed and nowhere else. */
#define WORD "Zorkmid"

static bool file_has(const struct desk *desk, const char *name, const char *text)
{
	char path[200];
	struct buf bytes;
	struct err err;
	bool has;

	(void)snprintf(path, sizeof(path), "%s/%s", desk->folder, name);
	buf_init(&bytes);
	cr_assert(file_read(path, &bytes, &err), "%s", err.text);
	has = strstr(bytes.data, text) != NULL;
	buf_release(&bytes);
	return has;
}

static void type_need(struct desk *desk, const struct content *shipped)
{
	struct change_list changes = { 0 };
	struct err err;

	(void)change_add(&changes, CHANGE_USE_CASE, "billing-robot", "name", WORD);
	(void)change_add(&changes, CHANGE_USE_CASE, "billing-robot", "need", WORD);
	(void)change_add(&changes, CHANGE_SERVICE, "", "name", WORD);
	cr_assert(session_apply(&desk->session, &changes, walk_stamp(), &err), "%s", err.text);
	ui_release(&desk->ui);
	ui_init(&desk->ui, &desk->session, shipped, 120, 40, false, NULL, walk_stamp);
	ui_key(&desk->ui, "<M-8>");
}

Test(page_export, anonymous_files_are_seen_and_written_without_a_word_of_anybody_under_a_name_of_their_own)
{
	struct content *shipped = walk_content();
	struct desk desk;

	desk_open(&desk, true, 120, 40);
	type_need(&desk, shipped);
	press(&desk, "<Enter>");
	cr_expect(file_has(&desk, "val-scorecard.csv", WORD), "the file with names has it");
	press(&desk, "a");
	expect(&desk, "it is said", "anonymous: without names, notes and other free text", true);
	expect(&desk, "another name", "anonymous-scorecard.csv", true);
	expect(&desk, "not that of the dossier", "val-scorecard.csv", false);
	press(&desk, "<Home>");
	for (int item = 0; item < 13; item++) {
		expect(&desk, "the preview", WORD, false);
		press(&desk, "<Enter>");
		press(&desk, "j");
	}
	cr_expect_not(file_has(&desk, "anonymous-scorecard.csv", WORD));
	cr_expect_not(file_has(&desk, "anonymous-use-cases.csv", WORD));
	cr_expect_not(file_has(&desk, "anonymous-report.html", WORD));
	cr_expect_not(file_has(&desk, "anonymous-report.md", WORD));
	cr_expect_not(file_has(&desk, "anonymous-figures.json", WORD));
	cr_expect(file_has(&desk, "anonymous-figures.json", "Anonymous"));
	expect(&desk, "no minutes", "anonymous-minutes.md", true);
	press(&desk, "k");
	press(&desk, "<Enter>");
	expect(&desk, "why", "minutes tell who said what: they are not written without names", true);
	press(&desk, "a");
	expect(&desk, "as before", "val-minutes.md", true);
	desk_close(&desk);
	content_free(shipped);
}

Test(page_export, without_content_to_take_names_from_nothing_is_anonymous_and_that_is_said)
{
	struct desk desk;

	desk_open(&desk, true, 120, 40);
	press(&desk, "a");
	expect(&desk, "why", "no catalogue of use cases was found", true);
	expect(&desk, "with names", "val-scorecard.csv", true);
	desk_close(&desk);
}

Test(page_export, on_a_low_screen_the_list_moves_with_the_choice)
{
	struct desk desk;

	desk_open(&desk, true, 80, 24);
	expect(&desk, "at the top", "val-figures.json", false);
	expect(&desk, "more below", "↓", true);
	press(&desk, "<End>");
	expect(&desk, "at the end", "val-figures.json", true);
	expect(&desk, "at the end", "val-scorecard.csv", false);
	expect(&desk, "more above", "↑", true);
	desk_close(&desk);
}

Test(page_export, the_roadmap_and_the_obligations_are_seen_and_explained)
{
	struct desk desk;

	desk_open(&desk, true, 120, 40);
	press(&desk, "j");
	press(&desk, "j");
	expect(&desk, "what it is for", "wave by wave", true);
	expect(&desk, "headings", "Wave Start (month)", true);
	expect(&desk, "a row", "ai.oversight:2", true);
	press(&desk, "j");
	expect(&desk, "what it is for", "A row for each duty of each use case", true);
	expect(&desk, "headings", "Use case", true);
	expect(&desk, "a row", "writing-assistant", true);
	press(&desk, "d");
	expect(&desk, "ids for programs", "use_case", true);
	desk_close(&desk);
}

Test(page_export, a_dossier_without_use_cases_is_exported_too)
{
	struct desk desk;

	desk_open(&desk, false, 80, 24);
	expect(&desk, "nothing yet", "nothing to write yet but the names of the columns", true);
	press(&desk, "<Enter>");
	expect_file(&desk, "val-scorecard.csv", MARK "\"Rank\"");
	desk_close(&desk);
}

Test(page_export, the_web_page_is_seen_in_words_before_it_is_written)
{
	struct desk desk;

	desk_open(&desk, true, 120, 40);
	press(&desk, "<End>");
	for (int above = 0; above < 4; above++)
		press(&desk, "k");
	expect(&desk, "what it is for", "in one file for a browser", true);
	expect(&desk, "its words", "## Summary", true);
	press(&desk, "d");
	expect(&desk, "no dialects", "HTML is written in one way only", true);
	desk_close(&desk);
}
