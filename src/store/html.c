#include "cadran/store/html.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/figures.h"
#include "cadran/base/map.h"
#include "cadran/store/svg.h"
#include "html_style.h"
#include "markup.h"

/* Ids of a book have no underscore: what begins with one is ours. */
#define TABLE_ID "_caption-"
#define CELL_ID "_from-"
#define HEADING_ID "_title-"

struct page {
	const struct book *book;
	struct buf *out;
	struct map folds; /* ids of the folds that there are */
	struct map left;  /* ids of those that a cell has linked to */
};

static void add_element(struct page *page, const char *open, const char *text, const char *close)
{
	buf_add_text(page->out, open);
	markup_text(page->out, text);
	buf_add_text(page->out, close);
}

static const char *word(const struct page *page, const char *id)
{
	return message_in(page->book->language, id);
}

/* --- head and foot ------------------------------------------------------------------------------------- */

static void add_head(struct page *page)
{
	const struct book *book = page->book;

	buf_add_format(page->out, "<!DOCTYPE html>\n<html lang=\"%s\" xmlns=\"http://www.w3.org/1999/xhtml\">\n",
		       language_code(book->language));
	buf_add_text(page->out, "<head>\n<meta charset=\"utf-8\"/>\n"
				"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
				"style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\"/>\n"
				"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
				"<meta name=\"color-scheme\" content=\"light dark\"/>\n"
				"<meta name=\"referrer\" content=\"no-referrer\"/>\n");
	add_element(page, "<meta name=\"generator\" content=\"", book->program, "\"/>\n<title>");
	markup_text(page->out, book->title);
	if (*book->subtitle)
		add_element(page, " · ", book->subtitle, "");
	buf_add_text(page->out, "</title>\n");
	html_style(page->out);
	buf_add_text(page->out, "</head>\n<body>\n");
}

static void add_date(struct page *page, const char *date)
{
	struct buf shown;

	buf_init(&shown);
	figure_date(&shown, page->book->language, date);
	add_element(page, "<p class=\"date\"><time datetime=\"", date, "\">");
	markup_text(page->out, shown.data);
	buf_add_text(page->out, "</time></p>\n");
	buf_release(&shown);
}

static void add_header(struct page *page)
{
	const struct book *book = page->book;

	add_element(page, "<a class=\"skip\" href=\"#_main\">", word(page, N_("To the content")), "</a>\n");
	add_element(page, "<header>\n<h1>", book->title, "</h1>\n");
	if (*book->subtitle)
		add_element(page, "<p class=\"subtitle\">", book->subtitle, "</p>\n");
	if (*book->date)
		add_date(page, book->date);
	buf_add_text(page->out, "</header>\n");
}

static void add_nav(struct page *page)
{
	if (!page->book->section_count)
		return;
	add_element(page, "<nav aria-label=\"", word(page, N_("Contents")), "\">\n<ol>\n");
	for (size_t i = 0; i < page->book->section_count; i++) {
		const struct book_section *section = &page->book->sections[i];

		buf_add_format(page->out, "<li><a href=\"#%s\">", section->id);
		add_element(page, "", section->title, "</a></li>\n");
	}
	buf_add_text(page->out, "</ol>\n</nav>\n");
}

static void add_footer(struct page *page)
{
	buf_add_text(page->out, "<footer>\n");
	if (*page->book->notice)
		add_element(page, "<p>", page->book->notice, "</p>\n");
	if (*page->book->program)
		add_element(page, "<p>", page->book->program, "</p>\n");
	buf_add_text(page->out, "</footer>\n</body>\n</html>\n");
}

/* --- tables --------------------------------------------------------------------------------------------- */

enum {
	WIDE = 34,   /* characters: what is read as sentences */
	MIDDLE = 16, /* a few words */
	MANY = 190,  /* across a page of paper held upright */
};

/* Whether figures stand under each other: no words among them. */
static bool is_figures(const struct book_table *table, size_t column)
{
	if (table->columns[column].format == BOOK_TEXT)
		return false;
	for (size_t row = 0; row < book_row_count(table); row++) {
		const char *text = book_cell(table, row, column)->text;

		if (*text && strcmp(text, "–") != 0)
			return false;
	}
	return true;
}

/* How the cells of a column are set. */
static const char *column_class(const struct book_table *table, size_t column)
{
	if (is_figures(table, column))
		return "n";
	return table->columns[column].width >= WIDE ? "w" : table->columns[column].width >= MIDDLE ? "m" : "";
}

/* What the colour of a cell says, for those who do not see it. */
static const char *sign_of(const struct book_cell *cell)
{
	static const char *const signs[] = {
		[BOOK_PLAIN] = "", [BOOK_GOOD] = "✓ ", [BOOK_CARE] = "! ", [BOOK_BAD] = "✗ ", [BOOK_MUTED] = "",
	};

	return signs[cell->tone];
}

static void add_attributes(struct page *page, const char *set, const struct book_cell *cell, bool leads)
{
	static const char *const tones[] = {
		[BOOK_PLAIN] = "",  [BOOK_GOOD] = "good",   [BOOK_CARE] = "care",
		[BOOK_BAD] = "bad", [BOOK_MUTED] = "muted",
	};
	const char *tone = tones[cell->tone];
	size_t before;

	if (*set || *tone)
		buf_add_format(page->out, " class=\"%s%s%s\"", set, *set && *tone ? " " : "", tone);
	/* The way back from the fold goes to the first cell that leads to it. */
	if (!leads || map_get(&page->left, cell->target, &before))
		return;
	map_set(&page->left, cell->target, 1);
	buf_add_format(page->out, " id=\"" CELL_ID "%s\"", cell->target);
}

static void add_cell(struct page *page, const struct book_table *table, size_t row, size_t column, const char *set)
{
	const struct book_cell *cell = book_cell(table, row, column);
	const enum book_format format = table->columns[column].format;
	size_t fold;
	const bool leads = cell->target && map_get(&page->folds, cell->target, &fold);
	struct buf shown;

	buf_init(&shown);
	book_show(page->book, cell, format, &shown);
	buf_add_text(page->out, column ? "<td" : "<th scope=\"row\"");
	add_attributes(page, set, cell, leads);
	buf_add_char(page->out, '>');
	if (leads)
		buf_add_format(page->out, "<a href=\"#%s\">", cell->target);
	if (shown.length)
		buf_add_text(page->out, sign_of(cell));
	else if (leads || format != BOOK_TEXT)
		buf_add_text(page->out, "–");
	markup_text(page->out, shown.data);
	buf_add_text(page->out, leads ? "</a>" : "");
	buf_add_text(page->out, column ? "</td>" : "</th>");
	buf_release(&shown);
}

static int whole_width(const struct book_table *table)
{
	int sum = 0;

	for (size_t i = 0; i < table->column_count; i++)
		sum += table->columns[i].width;
	return sum;
}

/* The share of the width of each column, which paper goes by. */
static void add_shares(struct page *page, const struct book_table *table)
{
	const int sum = whole_width(table);

	buf_add_text(page->out, "<colgroup>");
	for (size_t i = 0; i < table->column_count; i++)
		buf_add_format(page->out, "<col style=\"--share:%d%%\"/>",
			       sum > 0 ? 100 * table->columns[i].width / sum : 0);
	buf_add_text(page->out, "</colgroup>\n");
}

static void add_headings(struct page *page, const struct book_table *table, const char *const *sets)
{
	buf_add_text(page->out, "<thead><tr>");
	for (size_t i = 0; i < table->column_count; i++) {
		buf_add_format(page->out, "<th scope=\"col\" class=\"%s\">", sets[i]);
		add_element(page, "", table->columns[i].title, "</th>");
	}
	buf_add_text(page->out, "</tr></thead>\n");
}

static void add_table(struct page *page, const struct book_table *table)
{
	const char **sets = xcalloc(table->column_count ? table->column_count : 1, sizeof(*sets));

	for (size_t i = 0; i < table->column_count; i++)
		sets[i] = column_class(table, i);
	buf_add_format(page->out,
		       "<div class=\"table%s\" id=\"%s\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" TABLE_ID
		       "%s\">\n<table>\n<caption id=\"" TABLE_ID "%s\">",
		       whole_width(table) > MANY ? " many" : "", table->id, table->id, table->id);
	add_element(page, "<span>", table->caption, "</span></caption>\n");
	add_shares(page, table);
	add_headings(page, table, sets);
	buf_add_text(page->out, "<tbody>\n");
	for (size_t row = 0; row < book_row_count(table); row++) {
		buf_add_text(page->out, "<tr>");
		for (size_t i = 0; i < table->column_count; i++)
			add_cell(page, table, row, i, sets[i]);
		buf_add_text(page->out, "</tr>\n");
	}
	buf_add_text(page->out, "</tbody>\n</table>\n</div>\n");
	free(sets);
}

/* --- charts --------------------------------------------------------------------------------------------- */

static void add_caption(struct page *page, const char *id, const char *title)
{
	buf_add_format(page->out, "<figure id=\"%s\">\n", id);
	add_element(page, "<figcaption><h3>", title, "</h3></figcaption>\n");
}

static void add_radar(struct page *page, const struct book_radar *radar)
{
	static const struct svg_style style = { .inside = true, .width = 440, .tag = "_" };

	add_caption(page, radar->id, radar->title);
	svg_radar(radar, page->book, &style, page->out);
	buf_add_text(page->out, "</figure>\n");
}

/* Drawn twice: on a phone the letters of the large one would be too small. The page shows one of them. */
static void add_scatter(struct page *page, const struct book_scatter *scatter)
{
	static const struct svg_style wide = { .inside = true, .width = 880, .tag = "_wide" },
				      narrow = { .inside = true, .width = 358, .tag = "_narrow" };

	add_caption(page, scatter->id, scatter->title);
	buf_add_text(page->out, "<div class=\"wide\">\n");
	svg_scatter(scatter, page->book, &wide, page->out);
	buf_add_text(page->out, "</div>\n<div class=\"narrow\">\n");
	svg_scatter(scatter, page->book, &narrow, page->out);
	buf_add_text(page->out, "</div>\n</figure>\n");
}

/* --- folds ---------------------------------------------------------------------------------------------- */

/* Lines as lists within lists: one level deeper at a time, whatever the depths are. */
static void add_lines(struct page *page, const struct book_fold *fold)
{
	int depth = -1;

	for (size_t i = 0; i < fold->line_count; i++) {
		const struct book_line *line = &fold->lines[i];
		const int wanted = line->depth < 0 ? 0 : line->depth > depth + 1 ? depth + 1 : line->depth;

		if (wanted > depth)
			buf_add_text(page->out, "<ul>");
		else
			buf_add_text(page->out, "</li>");
		for (; depth > wanted; depth--)
			buf_add_text(page->out, "</ul></li>");
		depth = wanted;
		add_element(page, line->strong ? "\n<li><strong>" : "\n<li>", line->text,
			    line->strong ? "</strong>" : "");
	}
	for (; depth >= 0; depth--)
		buf_add_text(page->out, "</li></ul>");
}

static void add_fold(struct page *page, const struct book_fold *fold)
{
	size_t left;

	buf_add_format(page->out, "<details id=\"%s\">", fold->id);
	add_element(page, "<summary>", fold->title, "</summary>\n<div class=\"lines\">\n");
	add_lines(page, fold);
	if (map_get(&page->left, fold->id, &left)) {
		buf_add_format(page->out, "\n<p class=\"back\"><a href=\"#" CELL_ID "%s\">", fold->id);
		add_element(page, "", word(page, N_("Back to the figure")), "</a></p>");
	}
	buf_add_text(page->out, "\n</div></details>\n");
}

/* --- blocks --------------------------------------------------------------------------------------------- */

/* What stands around blocks of one kind that follow each other. */
static const struct {
	const char *open, *close;
} runs[] = {
	[BOOK_PARAGRAPH] = { "", "" }, [BOOK_ITEM] = { "<ul>\n", "</ul>\n" },
	[BOOK_TABLE] = { "", "" },     [BOOK_RADAR] = { "<div class=\"charts\">\n", "</div>\n" },
	[BOOK_SCATTER] = { "", "" },   [BOOK_FOLD] = { "<div class=\"folds\">\n", "</div>\n" },
};

static void add_block(struct page *page, const struct book_block *block)
{
	switch (block->kind) {
	case BOOK_PARAGRAPH:
		add_element(page, "<p>", block->text, "</p>\n");
		break;
	case BOOK_ITEM:
		add_element(page, "<li>", block->text, "</li>\n");
		break;
	case BOOK_TABLE:
		add_table(page, block->table);
		break;
	case BOOK_RADAR:
		add_radar(page, block->radar);
		break;
	case BOOK_SCATTER:
		add_scatter(page, block->scatter);
		break;
	case BOOK_FOLD:
		add_fold(page, block->fold);
		break;
	}
}

static void add_section(struct page *page, const struct book_section *section)
{
	const size_t count = section->block_count;

	buf_add_format(page->out,
		       "<section id=\"%s\" aria-labelledby=\"" HEADING_ID "%s\">\n<h2 id=\"" HEADING_ID "%s\">",
		       section->id, section->id, section->id);
	add_element(page, "", section->title, "</h2>\n");
	for (size_t i = 0; i < count; i++) {
		const struct book_block *block = &section->blocks[i];

		if (i == 0 || section->blocks[i - 1].kind != block->kind)
			buf_add_text(page->out, runs[block->kind].open);
		add_block(page, block);
		if (i + 1 == count || section->blocks[i + 1].kind != block->kind)
			buf_add_text(page->out, runs[block->kind].close);
	}
	buf_add_text(page->out, "</section>\n");
}

static void find_folds(struct page *page)
{
	for (size_t s = 0; s < page->book->section_count; s++) {
		const struct book_section *section = &page->book->sections[s];

		for (size_t b = 0; b < section->block_count; b++)
			if (section->blocks[b].kind == BOOK_FOLD)
				map_set(&page->folds, section->blocks[b].fold->id, 1);
	}
}

void book_html(const struct book *book, struct buf *out)
{
	struct page page = { .book = book, .out = out };

	find_folds(&page);
	add_head(&page);
	add_header(&page);
	add_nav(&page);
	buf_add_text(out, "<main id=\"_main\">\n");
	for (size_t i = 0; i < book->section_count; i++)
		add_section(&page, &book->sections[i]);
	buf_add_text(out, "</main>\n");
	add_footer(&page);
	map_release(&page.folds);
	map_release(&page.left);
}
