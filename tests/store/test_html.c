#include <criterion/criterion.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cadran/base/buf.h"
#include "cadran/store/html.h"
#include "markup_check.h"

static const char hostile[] =
	"</title><script>alert(1)</script><img src=x onerror=\"a\"> '& ]]> \x01\x1b[31m \xff \u202e\xc2\x85";

static size_t occurrences(const char *text, const char *part)
{
	size_t count = 0;

	for (; (text = strstr(text, part)); text += strlen(part))
		count++;
	return count;
}

static void write_page(const struct book *book, struct buf *page)
{
	const char *fault;

	buf_init(page);
	book_html(book, page);
	fault = markup_fault(page->data);
	cr_expect_null(fault, "%s", fault ? fault : "");
}

/* A table of one row whose second cell leads to `target`. */
static void add_table(struct book *book, const char *text, const char *target)
{
	struct book_table *table = book_add_table(book, "cases", text);

	book_add_column(book, table, text, BOOK_TEXT, 20);
	book_add_column(book, table, text, BOOK_FINE, 8);
	(void)book_add_text(book, table, text);
	book_add_number(table, 2.35)->target = target;
}

Test(html, a_text_never_becomes_markup)
{
	struct book book;
	struct book_fold *fold;
	struct buf page;

	book_init(&book, LANGUAGE_FR, hostile, hostile, hostile);
	book.notice = book.program = hostile;
	(void)book_add_section(&book, "summary", hostile);
	book_add_paragraph(&book, hostile);
	book_add_item(&book, hostile);
	add_table(&book, hostile, "why");
	fold = book_add_fold(&book, "why", hostile);
	book_add_line(&book, fold, 0, true, hostile);
	(void)book_add_scatter(&book, "chart", hostile);
	(void)book_add_radar(&book, "radar", hostile, 0, 5, 3, 1);
	write_page(&book, &page);
	cr_expect_null(strstr(page.data, "<script"));
	cr_expect_null(strstr(page.data, "<img"));
	cr_expect_null(strstr(page.data, "\u202e"));
	cr_expect_null(strstr(page.data, "\x1b"));
	cr_expect_gt(occurrences(page.data, "&lt;script&gt;"), 10);
	buf_release(&page);
	book_release(&book);
}

Test(html, nothing_is_asked_from_outside)
{
	static const char *const refused[] = { "src=", "<link", "@import", "url(", "<script", "onclick", "https:" };
	struct book book;
	struct buf page;

	book_init(&book, LANGUAGE_FR, "Rapport", "", "2026-11-22");
	write_page(&book, &page);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++)
		cr_expect_null(strstr(page.data, refused[i]), "%s", refused[i]);
	cr_expect_not_null(strstr(page.data, "content=\"default-src 'none'; style-src 'unsafe-inline'; "));
	cr_expect_not_null(strstr(page.data, "<html lang=\"fr\""));
	cr_expect_not_null(strstr(page.data, "<time datetime=\"2026-11-22\">22/11/2026</time>"));
	buf_release(&page);
	book_release(&book);
}

Test(html, a_figure_leads_to_its_explanation_and_back)
{
	struct book book;
	struct book_fold *fold;
	struct buf page;

	book_init(&book, LANGUAGE_EN, "Report", "", "2026-11-22");
	(void)book_add_section(&book, "cases-section", "Use cases");
	add_table(&book, "Agenda", "why");
	fold = book_add_fold(&book, "why", "Where it comes from");
	book_add_line(&book, fold, 0, true, "2.35");
	(void)book_add_fold(&book, "alone", "Nobody leads here");
	write_page(&book, &page);
	cr_expect_not_null(strstr(page.data, "<td class=\"n\" id=\"_from-why\"><a href=\"#why\">2.35</a></td>"));
	cr_expect_not_null(strstr(page.data, "<details id=\"why\"><summary>Where it comes from</summary>"));
	cr_expect_eq(occurrences(page.data, "href=\"#_from-why\""), 1);
	cr_expect_null(strstr(page.data, "#_from-alone"));
	buf_release(&page);
	book_release(&book);
}

Test(html, a_target_that_there_is_not_is_no_link)
{
	struct book book;
	struct buf page;

	book_init(&book, LANGUAGE_EN, "Report", "", "2026-11-22");
	(void)book_add_section(&book, "cases-section", "Use cases");
	add_table(&book, "Agenda", "nowhere");
	write_page(&book, &page);
	cr_expect_not_null(strstr(page.data, "<td class=\"n\">2.35</td>"));
	buf_release(&page);
	book_release(&book);
}

Test(html, lines_are_lists_within_lists_whatever_their_depths)
{
	static const int depths[] = { 3, 0, 1, 2, 2, 0, 2, 1 };
	struct book book;
	struct book_fold *fold;
	struct buf page;

	book_init(&book, LANGUAGE_EN, "Report", "", "2026-11-22");
	(void)book_add_section(&book, "summary", "Summary");
	fold = book_add_fold(&book, "why", "Why");
	for (size_t i = 0; i < sizeof(depths) / sizeof(depths[0]); i++)
		book_add_line(&book, fold, depths[i], false, "line");
	write_page(&book, &page);
	cr_expect_eq(occurrences(page.data, "<li>line"), 8);
	cr_expect_eq(occurrences(page.data, "<ul>"), occurrences(page.data, "</ul>"));
	cr_expect_eq(occurrences(page.data, "<ul>"), 4,
		     "one, one within it twice, and one more within the first of these");
	buf_release(&page);
	book_release(&book);
}

Test(html, a_colour_never_stands_alone)
{
	struct book book;
	struct book_table *table;
	struct buf page;

	book_init(&book, LANGUAGE_FR, "Rapport", "", "2026-11-22");
	(void)book_add_section(&book, "summary", "Synthèse");
	table = book_add_table(&book, "cases", "Les cas");
	book_add_column(&book, table, "Cas", BOOK_TEXT, 20);
	book_add_column(&book, table, "Écart", BOOK_FINE, 20);
	book_add_text(&book, table, "Agenda")->tone = BOOK_GOOD;
	book_add_number(table, 1.5)->tone = BOOK_BAD;
	(void)book_add_text(&book, table, "Dictée");
	book_add_number(table, (double)NAN)->tone = BOOK_CARE;
	write_page(&book, &page);
	cr_expect_not_null(strstr(page.data, "<th scope=\"row\" class=\"m good\">✓ Agenda</th>"));
	cr_expect_not_null(strstr(page.data, "<td class=\"n bad\">✗ 1,5</td>"));
	cr_expect_not_null(strstr(page.data, "<td class=\"n care\">–</td>"));
	buf_release(&page);
	book_release(&book);
}

/* --- contrast ----------------------------------------------------------------------------------- */

static double channel(const char *hex)
{
	unsigned value = 0;

	cr_assert_eq(sscanf(hex, "%2x", &value), 1);
	return value / 255.0 <= 0.04045 ? value / 255.0 / 12.92 : pow((value / 255.0 + 0.055) / 1.055, 2.4);
}

/* The relative luminance of WCAG 2 of a custom property of the style that begins at `style`. */
static double luminance(const char *style, const char *name)
{
	char property[32];
	const char *at;

	(void)snprintf(property, sizeof(property), "--%s:#", name);
	at = strstr(style, property);
	cr_assert_not_null(at, "%s", name);
	at += strlen(property);
	return 0.2126 * channel(at) + 0.7152 * channel(at + 2) + 0.0722 * channel(at + 4);
}

static double contrast(double a, double b)
{
	return (fmax(a, b) + 0.05) / (fmin(a, b) + 0.05);
}

Test(html, every_text_has_contrast_enough_in_light_and_in_dark)
{
	static const char *const texts[] = { "ink", "muted", "accent", "second", "good", "care", "bad" };
	static const char *const grounds[] = { "paper", "card" };
	static const char *const styles[] = { ":root{color-scheme:light", ":root{color-scheme:dark" };
	struct book book;
	struct buf page;

	book_init(&book, LANGUAGE_FR, "Rapport", "", "2026-11-22");
	write_page(&book, &page);
	for (size_t s = 0; s < 2; s++) {
		const char *style = strstr(page.data, styles[s]);

		cr_assert_not_null(style);
		for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++)
			for (size_t g = 0; g < 2; g++)
				cr_expect_geq(contrast(luminance(style, texts[t]), luminance(style, grounds[g])), 4.5,
					      "%s on %s, %s", texts[t], grounds[g], styles[s]);
	}
	buf_release(&page);
	book_release(&book);
}
