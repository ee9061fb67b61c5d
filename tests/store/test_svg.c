#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/store/svg.h"
#include "markup_check.h"

static const char hostile[] = "</text><script>alert(1)</script> \"'& ]]> <!-- \x01\x1b[31m \xff\xfe \u202e\xc2\x85 end";
static const struct svg_style inside = { .inside = true, .width = 360, .tag = "t" };

static size_t occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		count++;
	return count;
}

static void expect_sound(const struct buf *svg, const char *what)
{
	const char *fault = markup_fault(svg->data);

	cr_expect_null(fault, "%s: %s", what, fault ? fault : "");
	cr_expect_null(strstr(svg->data, "<script"), "%s", what);
	cr_expect_null(strstr(svg->data, "nan"), "%s: a number that is none", what);
	cr_expect_null(strstr(svg->data, "http://www.w3.org/2000/svg\"") ? NULL : svg->data, "%s: no namespace", what);
}

static void draw_radar(const struct book_radar *radar, const struct book *book, const struct svg_style *style,
		       struct buf *out)
{
	buf_init(out);
	svg_radar(radar, book, style, out);
}

static void draw_scatter(const struct book_scatter *scatter, const struct book *book, const struct svg_style *style,
			 struct buf *out)
{
	buf_init(out);
	svg_scatter(scatter, book, style, out);
}

static struct book_scatter *begin_scatter(struct book *book)
{
	struct book_scatter *scatter;

	book_init(book, LANGUAGE_FR, "Essai", "", "2026-11-22");
	(void)book_add_section(book, "matrix", "Matrice");
	scatter = book_add_scatter(book, "chart", "La matrice");
	scatter->x_title = "Facilité";
	scatter->y_title = "Valeur";
	scatter->x_limit = scatter->y_limit = 50;
	scatter->mark_names[BOOK_MARK_DOT] = "cas";
	return scatter;
}

static struct book_radar *begin_radar(struct book *book, size_t axes)
{
	struct book_radar *radar;

	book_init(book, LANGUAGE_EN, "Test", "", "2026-11-22");
	(void)book_add_section(book, "maturity", "Maturity");
	radar = book_add_radar(book, "chart", "Data", 0, 5, axes, 2);
	radar->series[0].name = "Score";
	radar->series[1].name = "Target";
	for (size_t i = 0; i < axes; i++) {
		radar->axes[i] = "Security and confidentiality";
		radar->series[0].values[i] = 2;
		radar->series[1].values[i] = 4;
	}
	return radar;
}

Test(svg, a_text_never_becomes_markup)
{
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct book_radar *radar;
	struct buf svg;

	scatter->title = scatter->description = scatter->x_title = scatter->y_title = hostile;
	for (int i = 0; i < 4; i++)
		scatter->quadrants[i] = hostile;
	for (int i = 0; i < BOOK_MARK_COUNT; i++)
		scatter->mark_names[i] = hostile;
	(void)book_add_point(&book, scatter, hostile, hostile, 30, 60);
	draw_scatter(scatter, &book, &svg_alone, &svg);
	expect_sound(&svg, "scatter");
	cr_expect_not_null(strstr(svg.data, "&lt;script&gt;"));
	buf_release(&svg);
	radar = book_add_radar(&book, "radar", hostile, 0, 5, 3, 1);
	radar->axes[1] = radar->series[0].name = radar->description = hostile;
	draw_radar(radar, &book, &inside, &svg);
	expect_sound(&svg, "radar");
	buf_release(&svg);
	book_release(&book);
}

Test(svg, a_line_never_goes_through_what_is_not_known)
{
	struct book book;
	struct book_radar *radar = begin_radar(&book, 6);
	struct buf svg;

	draw_radar(radar, &book, &inside, &svg);
	cr_expect_null(strstr(svg.data, "gap"));
	cr_expect_eq(occurrences(svg.data, "<circle"), 5 + 6 + 1, "rings, marks and the sample of the legend");
	buf_release(&svg);
	radar->series[0].values[2] = (double)NAN;
	radar->series[0].values[4] = (double)NAN;
	draw_radar(radar, &book, &inside, &svg);
	expect_sound(&svg, "radar with gaps");
	cr_expect_not_null(strstr(svg.data, "A gap in a line: not known yet."));
	cr_expect_eq(occurrences(svg.data, "<circle"), 5 + 4 + 1, "what is not known has no mark");
	buf_release(&svg);
	book_release(&book);
}

Test(svg, series_are_told_apart_without_colours)
{
	struct book book;
	struct book_radar *radar = begin_radar(&book, 5);
	struct buf svg;

	draw_radar(radar, &book, &svg_alone, &svg);
	cr_expect_eq(occurrences(svg.data, "stroke-dasharray"), 2, "the line of the target and its sample");
	cr_expect_null(strstr(svg.data, "var("), "a picture of its own has its own colours");
	buf_release(&svg);
	draw_radar(radar, &book, &inside, &svg);
	cr_expect_null(strstr(svg.data, "#1f5fa8"), "within a page the page gives them");
	buf_release(&svg);
	book_release(&book);
}

Test(svg, a_radar_of_any_size_can_be_drawn)
{
	static const size_t sizes[] = { 0, 1, 2, 3, 24, 60 };

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct book book;
		struct book_radar *radar = begin_radar(&book, sizes[i]);
		struct buf svg;

		draw_radar(radar, &book, &inside, &svg);
		expect_sound(&svg, "radar");
		buf_release(&svg);
		book_release(&book);
	}
}

Test(svg, points_on_one_spot_share_a_label)
{
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct buf svg;

	(void)book_add_point(&book, scatter, "UC03", "", 40, 40);
	(void)book_add_point(&book, scatter, "UC05", "", 70, 40);
	(void)book_add_point(&book, scatter, "UC07", "", 40, 40);
	draw_scatter(scatter, &book, &svg_alone, &svg);
	cr_expect_not_null(strstr(svg.data, ">UC03, UC07</text>"));
	cr_expect_not_null(strstr(svg.data, ">UC05</text>"));
	cr_expect_null(strstr(svg.data, ">UC07</text>"));
	buf_release(&svg);
	book_release(&book);
}

Test(svg, what_the_drawing_cannot_name_is_listed_with_its_place)
{
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	char label[32];
	struct buf svg;

	for (int i = 0; i < 12; i++) {
		(void)snprintf(label, sizeof(label), "use-case-number-%d", i);
		(void)book_add_point(&book, scatter, label, "", 40.5, 40);
	}
	(void)book_add_point(&book, scatter, "UC99", "Agenda", 80, 20);
	draw_scatter(scatter, &book, &svg_alone, &svg);
	cr_expect_not_null(strstr(svg.data, ">use-case-number-0 +11</text>"));
	cr_expect_eq(occurrences(svg.data, ">(40,5 ; 40)</text>"), 12);
	cr_expect_not_null(strstr(svg.data, ">Agenda</text>"), "what is named has no figures beside it");
	buf_release(&svg);
	book_release(&book);
}

Test(svg, a_point_without_a_place_is_listed_and_not_drawn)
{
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct buf svg;

	(void)book_add_point(&book, scatter, "UC01", "Agenda", (double)NAN, 40);
	draw_scatter(scatter, &book, &svg_alone, &svg);
	expect_sound(&svg, "a point without a place");
	cr_expect_null(strstr(svg.data, "<g>"));
	cr_expect_not_null(strstr(svg.data, ">(– ; 40) Agenda</text>"));
	buf_release(&svg);
	book_release(&book);
}

Test(svg, the_same_chart_gives_the_same_bytes)
{
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct buf one, two;

	for (int i = 0; i < 40; i++)
		(void)book_add_point(&book, scatter, "UC", "Agenda", i * 37 % 100, i * 53 % 100);
	draw_scatter(scatter, &book, &svg_alone, &one);
	draw_scatter(scatter, &book, &svg_alone, &two);
	expect_sound(&one, "scatter");
	cr_expect_str_eq(one.data, two.data);
	buf_release(&one);
	buf_release(&two);
	book_release(&book);
}

Test(svg, names_stand_at_their_points_where_there_is_room)
{
	static const struct svg_style slim = { .inside = true, .width = 358, .tag = "t" };
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct buf svg;

	(void)book_add_point(&book, scatter, "UC01", "Agenda", 30, 30);
	(void)book_add_point(&book, scatter, "UC02", "Robot de facturation des adhérents", 70, 60);
	draw_scatter(scatter, &book, &svg_alone, &svg);
	cr_expect_not_null(strstr(svg.data, ">des adhérents</text>"), "in lines");
	cr_expect_null(strstr(svg.data, ">UC02</text>"));
	buf_release(&svg);
	draw_scatter(scatter, &book, &slim, &svg);
	cr_expect_eq(occurrences(svg.data, ">UC02</text>"), 2, "at the point and in the list");
	buf_release(&svg);
	(void)book_add_point(&book, scatter, "UC03", "Dictée", 30, 30);
	draw_scatter(scatter, &book, &svg_alone, &svg);
	cr_expect_not_null(strstr(svg.data, ">UC01, UC03</text>"), "one spot with two names has their labels");
	buf_release(&svg);
	book_release(&book);
}

Test(svg, numbers_stand_for_labels_that_are_long_in_a_narrow_drawing)
{
	static const struct svg_style slim = { .inside = true, .width = 358, .tag = "t" };
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct buf svg;

	(void)book_add_point(&book, scatter, "appointment-booking", "Prise de rendez-vous", 30, 30);
	(void)book_add_point(&book, scatter, "billing-robot", "", 70, 60);
	draw_scatter(scatter, &book, &slim, &svg);
	cr_expect_eq(occurrences(svg.data, ">2</text>"), 2, "at the point and in the list");
	cr_expect_not_null(strstr(svg.data, ">Prise de rendez-vous</text>"));
	cr_expect_not_null(strstr(svg.data, ">billing-robot</text>"), "its label, where it has no name");
	buf_release(&svg);
	book_release(&book);
}

Test(svg, the_legend_shows_a_mark_as_the_points_that_have_it)
{
	struct book book;
	struct book_scatter *scatter = begin_scatter(&book);
	struct book_point *point;
	struct buf plain, good, mixed;

	(void)book_add_point(&book, scatter, "UC01", "Agenda", 30, 30);
	draw_scatter(scatter, &book, &svg_alone, &plain);
	scatter->points[0].tone = BOOK_GOOD;
	draw_scatter(scatter, &book, &svg_alone, &good);
	point = book_add_point(&book, scatter, "UC02", "Agenda", 60, 60);
	point->tone = BOOK_CARE;
	draw_scatter(scatter, &book, &svg_alone, &mixed);
	cr_expect_eq(occurrences(plain.data, "fill=\"#1b6a3a\""), 0);
	cr_expect_eq(occurrences(good.data, "fill=\"#1b6a3a\""), 2, "at the point and in the legend");
	cr_expect_eq(occurrences(mixed.data, "fill=\"#1b6a3a\""), 1, "no tone speaks for two");
	buf_release(&plain);
	buf_release(&good);
	buf_release(&mixed);
	book_release(&book);
}
