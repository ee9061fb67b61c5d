#include <criterion/criterion.h>
#include <dirent.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../../src/store/xlsx_layout.h"
#include "cadran/base/buf.h"
#include "cadran/store/book.h"
#include "cadran/store/xlsx.h"

static void begin(void)
{
	cr_assert(setlocale(LC_CTYPE, "C.UTF-8"), "this system has no C.UTF-8");
}

TestSuite(xlsx, .init = begin);

/* --- the bytes ------------------------------------------------------------------------------ */

static void fill(struct book *book, size_t rows)
{
	struct book_table *table;
	struct book_scatter *scatter;
	struct book_radar *radar;
	struct book_fold *fold;

	book_init(book, LANGUAGE_FR, "Le service", "Un rapport", "2026-11-22");
	book->program = "Cadran 0.1.0";
	book->notice = "Ni avis ni homologation.";
	(void)book_add_section(book, "cases", "Cas d'usage");
	book_add_paragraph(book, "Un paragraphe.");
	book_add_item(book, "Un point.");
	table = book_add_table(book, "cases", "Les cas");
	book_add_column(book, table, "Cas", BOOK_TEXT, 20);
	book_add_column(book, table, "Score", BOOK_FINE, 8);
	for (size_t row = 0; row < rows; row++) {
		book_add_text(book, table, "UC")->target = "why";
		(void)book_add_number(table, row % 2 ? (double)row : NAN);
	}
	radar = book_add_radar(book, "radar", "Radar", 0, 4, 3, 1);
	radar->series[0].values[1] = 2;
	scatter = book_add_scatter(book, "matrix", "Matrice");
	scatter->x_limit = scatter->y_limit = 50;
	for (size_t row = 0; row < rows; row++)
		(void)book_add_point(book, scatter, "UC", "Un cas", (double)(row % 101), 40);
	fold = book_add_fold(book, "why", "Pourquoi");
	book_add_line(book, fold, 0, true, "Parce que");
	book_add_line(book, fold, 1000, false, "et voilà");
}

static struct buf written(const struct book *book)
{
	struct err err = { 0 };
	struct buf out;

	buf_init(&out);
	cr_assert(book_xlsx(book, &out, &err), "%s", err.text);
	cr_assert_gt(out.length, 1000);
	cr_expect(!memcmp(out.data, "PK\3\4", 4), "no zip");
	return out;
}

static void expect_workbook(size_t rows)
{
	struct book book;
	struct buf out;

	fill(&book, rows);
	out = written(&book);
	buf_release(&out);
	book_release(&book);
}

Test(xlsx, a_book_becomes_a_workbook)
{
	expect_workbook(1);
}

Test(xlsx, a_book_without_use_cases_does_too)
{
	expect_workbook(0);
}

Test(xlsx, a_book_of_a_thousand_rows_does_too)
{
	expect_workbook(1000);
}

Test(xlsx, an_empty_book_does_too)
{
	struct book book;
	struct buf out;

	book_init(&book, LANGUAGE_EN, "", "", "");
	out = written(&book);
	buf_release(&out);
	(void)book_add_section(&book, "", "");
	(void)book_add_table(&book, "", "");
	(void)book_add_radar(&book, "", "", 0, 4, 0, 0);
	(void)book_add_scatter(&book, "", "");
	(void)book_add_fold(&book, "", "");
	out = written(&book);
	buf_release(&out);
	book_release(&book);
}

Test(xlsx, the_same_book_gives_the_same_bytes_whenever_and_wherever)
{
	struct book book;
	struct buf first, second;

	fill(&book, 20);
	first = written(&book);
	sleep(1);
	cr_assert(!setenv("TZ", "Pacific/Auckland", 1));
	second = written(&book);
	cr_expect_eq(first.length, second.length);
	cr_expect(!memcmp(first.data, second.data, first.length));
	buf_release(&second);
	book.date = "2026-11-23";
	second = written(&book);
	cr_expect(first.length != second.length || memcmp(first.data, second.data, first.length) != 0);
	buf_release(&first);
	buf_release(&second);
	book_release(&book);
}

Test(xlsx, what_is_there_already_in_the_buffer_stays)
{
	struct err err = { 0 };
	struct book book;
	struct buf out;

	fill(&book, 2);
	buf_init(&out);
	buf_add_text(&out, "before");
	cr_assert(book_xlsx(&book, &out, &err), "%s", err.text);
	cr_expect(!memcmp(out.data, "beforePK\3\4", 10));
	buf_release(&out);
	book_release(&book);
}

/* --- the folder it is made in --------------------------------------------------------------- */

static char *own_folder(void)
{
	char *folder = strdup("/tmp/cadran-test-xlsx-XXXXXX");

	cr_assert(mkdtemp(folder));
	cr_assert(!setenv("TMPDIR", folder, 1));
	return folder;
}

static size_t entries(const char *folder)
{
	DIR *stream = opendir(folder);
	size_t count = 0;

	cr_assert(stream);
	while (readdir(stream))
		count++;
	(void)closedir(stream);
	return count - 2;
}

Test(xlsx, no_file_is_left)
{
	char *folder = own_folder();

	expect_workbook(10);
	cr_expect_eq(entries(folder), 0);
	cr_expect(!rmdir(folder));
	free(folder);
}

Test(xlsx, a_folder_that_is_not_there_is_an_error_that_names_it)
{
	char *folder = own_folder();
	struct err err = { 0 };
	struct book book;
	struct buf out;

	cr_assert(!rmdir(folder));
	fill(&book, 2);
	buf_init(&out);
	cr_expect(!book_xlsx(&book, &out, &err));
	cr_expect_eq(err.kind, ERR_SYSTEM);
	cr_expect(strstr(err.text, folder), "%s", err.text);
	cr_expect_eq(out.length, 0);
	buf_release(&out);
	book_release(&book);
	free(folder);
}

/* --- texts ---------------------------------------------------------------------------------- */

Test(xlsx, texts_that_spoil_a_workbook_are_no_error)
{
	static const char *const texts[] = { "=1+1", "\xff\xfe", "a\x01z",   "\xef\xbf\xbf", "_x0041_",
					     "'",    "\n",       "&<>\"]]>", "http://x/",    "{=A1}" };
	char *long_text = malloc(70001);
	struct book book;
	struct buf out;

	memset(long_text, '=', 70000);
	long_text[70000] = '\0';
	for (size_t i = 0; i <= sizeof(texts) / sizeof(texts[0]); i++) {
		const char *text = i < sizeof(texts) / sizeof(texts[0]) ? texts[i] : long_text;
		struct book_radar *radar;
		struct book_scatter *scatter;
		struct book_table *table;

		book_init(&book, LANGUAGE_FR, text, text, text);
		book.program = book.notice = text;
		(void)book_add_section(&book, text, text);
		(void)book_add_section(&book, text, text);
		book_add_paragraph(&book, text);
		book_add_item(&book, text);
		table = book_add_table(&book, text, text);
		book_add_column(&book, table, text, BOOK_TEXT, 10);
		book_add_text(&book, table, text)->target = "fold";
		radar = book_add_radar(&book, text, text, 0, 4, 3, 1);
		radar->series[0].name = radar->axes[0] = radar->description = text;
		scatter = book_add_scatter(&book, text, text);
		scatter->x_title = scatter->y_title = scatter->quadrants[0] = scatter->mark_names[0] =
			scatter->description = text;
		(void)book_add_point(&book, scatter, text, text, 1, 1);
		book_add_line(&book, book_add_fold(&book, "fold", text), 0, true, text);
		out = written(&book);
		buf_release(&out);
		book_release(&book);
	}
	free(long_text);
}

static void expect_text(const char *text, const char *expected)
{
	struct buf out;

	buf_init(&out);
	xlsx_text(&out, text, true);
	cr_expect_str_eq(out.data, expected, "«%s» instead of «%s»", out.data, expected);
	buf_release(&out);
}

Test(xlsx, what_no_workbook_may_hold_is_replaced)
{
	expect_text("a\x01z\x7f", "a\xef\xbf\xbdz\xef\xbf\xbd");
	expect_text("\xff", "\xef\xbf\xbd");
	expect_text("a\xef\xbf\xbe, \xef\xbf\xbf", "a\xef\xbf\xbd, \xef\xbf\xbd");
	expect_text("deux\nlignes", "deux\nlignes");
	expect_text("_x0041_ _x00g1_ _x0041", "_x005F_x0041_ _x00g1_ _x0041");
	expect_text("=1+1", "=1+1");
}

Test(xlsx, a_text_that_is_too_long_is_cut_with_a_mark)
{
	const size_t length = 40000;
	char *text = calloc(2 * length + 1, 1);
	struct buf out;

	for (size_t i = 0; i < length; i++)
		memcpy(text + 2 * i, "é", 2);
	buf_init(&out);
	xlsx_text(&out, text, true);
	cr_expect_eq(xlsx_length(out.data), XLSX_TEXT_MAX);
	cr_expect_str_eq(out.data + out.length - strlen("é…"), "é…");
	buf_clear(&out);
	text[2 * XLSX_TEXT_MAX] = '\0';
	xlsx_text(&out, text, true);
	cr_expect_str_eq(out.data, text);
	buf_release(&out);
	free(text);
}

Test(xlsx, a_character_beyond_the_first_plane_counts_as_two)
{
	cr_expect_eq(xlsx_length("a😀"), 3);
	cr_expect_eq(xlsx_fit("a😀b", 2), 1);
	cr_expect_eq(xlsx_fit("a😀b", 3), 5);
}

Test(xlsx, a_day_is_noon_in_no_time_zone)
{
	cr_expect_eq(xlsx_noon("1970-01-01"), 43200);
	cr_expect_eq(xlsx_noon("2024-02-29"), 1709208000);
	cr_expect_eq(xlsx_noon("2026-11-22"), 1795348800);
	cr_expect_eq(xlsx_noon("hier"), xlsx_noon("1980-01-01"));
	cr_expect_eq(xlsx_noon("2026-13-01"), xlsx_noon("1980-01-01"));
}

/* --- the layout ----------------------------------------------------------------------------- */

static struct xlsx_layout laid_out(const struct book *book)
{
	struct xlsx_layout layout;
	struct err err = { 0 };

	cr_assert(xlsx_layout_compute(book, &layout, &err), "%s", err.text);
	return layout;
}

Test(xlsx, names_of_sheets_are_legal_and_differ)
{
	static const char *const titles[] = { "Synthèse",
					      "SYNTHÈSE",
					      "a[b]:*?/\\",
					      "History",
					      "",
					      "Cas d'usage",
					      "Une très longue désignation d'un chapitre",
					      "Une très longue désignation d'un chapitre bis" };
	static const char *const names[] = { "Synthèse",
					     "SYNTHÈSE (2)",
					     "a-b------",
					     "History (2)",
					     "-",
					     "Cas d’usage",
					     "Une très longue désignation d’u",
					     "Une très longue désignation (2)" };
	struct xlsx_layout layout;
	struct book book;

	book_init(&book, LANGUAGE_FR, "", "", "");
	for (size_t i = 0; i < 8; i++)
		(void)book_add_section(&book, "", titles[i]);
	layout = laid_out(&book);
	for (size_t i = 0; i < 8; i++)
		cr_expect_str_eq(layout.sheets[i].name, names[i]);
	xlsx_layout_release(&layout);
	book_release(&book);
}

Test(xlsx, nothing_stands_over_anything_else)
{
	struct xlsx_layout layout;
	struct book book;

	fill(&book, 12);
	layout = laid_out(&book);
	cr_assert_eq(layout.count, 2);
	for (size_t s = 0; s < layout.count; s++) {
		size_t next = 0;

		for (size_t p = 0; p < layout.sheets[s].count; p++) {
			cr_expect_geq(layout.sheets[s].places[p].row, next);
			next = layout.sheets[s].places[p].row + layout.sheets[s].places[p].rows;
		}
		cr_expect_leq(next, layout.sheets[s].rows);
	}
	xlsx_layout_release(&layout);
	book_release(&book);
}

Test(xlsx, the_heading_of_the_table_near_the_top_stays_in_sight)
{
	struct xlsx_layout layout;
	struct book book;

	fill(&book, 12);
	layout = laid_out(&book);
	cr_assert_lt(layout.sheets[0].main, layout.sheets[0].count);
	cr_expect_eq(layout.sheets[0].places[layout.sheets[0].main].row + 1, layout.sheets[0].fixed);
	cr_expect_eq(layout.sheets[1].fixed, 0);
	xlsx_layout_release(&layout);
	book_release(&book);

	book_init(&book, LANGUAGE_FR, "", "", "");
	(void)book_add_section(&book, "", "Long");
	for (int i = 0; i < 20; i++)
		book_add_paragraph(&book, "Un paragraphe.");
	struct book_table *table = book_add_table(&book, "", "");
	book_add_column(&book, table, "Cas", BOOK_TEXT, 20);
	for (int i = 0; i < 20; i++)
		(void)book_add_text(&book, table, "UC");
	layout = laid_out(&book);
	cr_expect_eq(layout.sheets[0].fixed, 0);
	cr_expect_lt(layout.sheets[0].main, layout.sheets[0].count);
	xlsx_layout_release(&layout);
	book_release(&book);
}

Test(xlsx, a_row_is_as_high_as_its_longest_text)
{
	struct book_table *table;
	struct xlsx_layout layout;
	struct book book;

	book_init(&book, LANGUAGE_FR, "", "", "");
	(void)book_add_section(&book, "", "Feuille");
	table = book_add_table(&book, "", "");
	book_add_column(&book, table, "Cas", BOOK_TEXT, 13);
	(void)book_add_text(&book, table, "court");
	(void)book_add_text(&book, table, "dix lettre dix lettre dix");
	(void)book_add_text(&book, table, "a\nb\nc\nd");
	layout = laid_out(&book);
	cr_expect_float_eq(xlsx_row_height(&layout.sheets[0], table, 0), 15, 0.1);
	cr_expect_float_eq(xlsx_row_height(&layout.sheets[0], table, 1), 15, 0.1);
	cr_expect_float_eq(xlsx_row_height(&layout.sheets[0], table, 2), 45, 0.1);
	cr_expect_float_eq(xlsx_row_height(&layout.sheets[0], table, 3), 60, 0.1);
	xlsx_layout_release(&layout);
	book_release(&book);
}

Test(xlsx, a_name_is_not_broken_but_a_word_without_end_is)
{
	struct book_table *table;
	struct xlsx_layout layout;
	struct book book;

	book_init(&book, LANGUAGE_FR, "", "", "");
	(void)book_add_section(&book, "", "Feuille");
	table = book_add_table(&book, "", "");
	book_add_column(&book, table, "Cas", BOOK_TEXT, 8);
	book_add_column(&book, table, "Sans fin", BOOK_TEXT, 8);
	book_add_column(&book, table, "Faisabilité", BOOK_FINE, 5);
	(void)book_add_text(&book, table, "appointment-booking");
	(void)book_add_text(&book, table, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
	(void)book_add_number(table, 1);
	layout = laid_out(&book);
	cr_expect_float_eq(layout.sheets[0].widths[0], 21, 0.1);
	cr_expect_float_eq(layout.sheets[0].widths[1], 24, 0.1);
	cr_expect_float_eq(layout.sheets[0].widths[2], 14, 0.1);
	cr_expect_float_eq(xlsx_row_height(&layout.sheets[0], table, 1), 45, 0.1);
	xlsx_layout_release(&layout);
	book_release(&book);
}

Test(xlsx, points_in_one_place_share_a_label_and_keep_their_mark)
{
	struct book_scatter *scatter;
	struct arena arena = { 0 };
	struct xlsx_points points;
	struct book book;

	book_init(&book, LANGUAGE_FR, "", "", "");
	(void)book_add_section(&book, "", "Feuille");
	scatter = book_add_scatter(&book, "", "");
	book_add_point(&book, scatter, "A", "", 10, 10)->mark = BOOK_MARK_RING;
	(void)book_add_point(&book, scatter, "B", "", 10, 10);
	(void)book_add_point(&book, scatter, "C", "", 20, 10);
	(void)book_add_point(&book, scatter, "nowhere", "", NAN, 10);
	for (int i = 0; i < 5; i++)
		(void)book_add_point(&book, scatter, "D", "", 30, 30);
	xlsx_points_compute(scatter, &points, &arena);
	cr_assert_eq(points.total, 8);
	cr_expect_eq(points.count[BOOK_MARK_DOT], 7);
	cr_expect_eq(points.first[BOOK_MARK_RING], 7);
	cr_expect_eq(points.points[7], 0);
	cr_expect_str_eq(points.labels[0], "B, A");
	cr_expect_str_eq(points.labels[1], "C");
	cr_expect_str_eq(points.labels[2], "D, D, D, D +1");
	cr_expect_str_eq(points.labels[3], "");
	cr_expect_str_eq(points.labels[7], "");
	xlsx_points_release(&points);
	arena_release(&arena);
	book_release(&book);
}

Test(xlsx, labels_of_neighbours_stand_on_different_sides)
{
	struct book_scatter *scatter;
	struct arena arena = { 0 };
	struct xlsx_points points;
	struct book book;
	size_t right = 0, rows = 0;

	book_init(&book, LANGUAGE_FR, "", "", "");
	(void)book_add_section(&book, "", "Feuille");
	scatter = book_add_scatter(&book, "", "");
	scatter->x_limit = scatter->y_limit = 50;
	for (int i = 0; i < 4; i++)
		(void)book_add_point(&book, scatter, "appointment-booking", "", 40 + 3 * i, 30);
	(void)book_add_point(&book, scatter, "alone", "", 40, 80);
	book_add_point(&book, scatter, "at-the-edge-of-the-plot", "", 100, 80)->mark = BOOK_MARK_STAR;
	xlsx_points_compute(scatter, &points, &arena);
	cr_assert_eq(points.total, 6);
	for (size_t row = 0; row < 5; row++) {
		right += points.sides[row] == XLSX_RIGHT;
		if (!strcmp(points.labels[row], "alone"))
			cr_expect_eq(points.sides[row], XLSX_RIGHT);
	}
	cr_expect_eq(right, 2, "one of the four, and the one that is alone");
	cr_expect_eq(points.sides[5], XLSX_LEFT);
	for (size_t s = 0; s < points.series_count; s++) {
		const struct xlsx_series *series = &points.series[s];

		cr_expect_eq(series->first, rows);
		cr_expect_eq(series->leads, s == 0 || series->mark == BOOK_MARK_STAR);
		for (size_t row = series->first; row < series->first + series->count; row++)
			cr_expect_eq(points.sides[row], series->side);
		rows += series->count;
	}
	cr_expect_eq(rows, points.total);
	xlsx_points_release(&points);
	arena_release(&arena);
	book_release(&book);
}

Test(xlsx, a_table_that_no_sheet_can_hold_is_refused)
{
	struct xlsx_layout layout;
	struct err err = { 0 };
	struct book_table *table;
	struct book book;
	struct buf out;

	book_init(&book, LANGUAGE_FR, "", "", "");
	(void)book_add_section(&book, "", "Large");
	table = book_add_table(&book, "", "");
	for (int i = 0; i <= XLSX_COLUMNS; i++)
		book_add_column(&book, table, "", BOOK_TEXT, 10);
	cr_expect(!xlsx_layout_compute(&book, &layout, &err));
	cr_expect_eq(err.kind, ERR_VALUE);
	cr_expect(strstr(err.text, "Large"), "%s", err.text);
	buf_init(&out);
	cr_expect(!book_xlsx(&book, &out, &err));
	buf_release(&out);
	book_release(&book);
}

Test(xlsx, an_explanation_that_no_cell_leads_to_has_a_link_of_its_own)
{
	struct xlsx_layout layout;
	struct book book;
	size_t row, links = 0;

	fill(&book, 3);
	book_add_line(&book, book_add_fold(&book, "alone", "Comment lire"), 0, false, "Ainsi");
	layout = laid_out(&book);
	for (size_t p = 0; p < layout.sheets[0].count; p++) {
		if (layout.sheets[0].places[p].kind != XLSX_LINK)
			continue;
		links++;
		cr_expect_str_eq(layout.sheets[0].places[p].target, "alone");
	}
	cr_expect_eq(links, 1);
	cr_expect(map_get(&layout.rows, "alone", &row));
	cr_expect(map_get(&layout.rows, "why", &row));
	xlsx_layout_release(&layout);
	book_release(&book);
}
