#include "cadran/base/figures.h"
#include "cadran/store/markdown.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"
#include "cadran/store/book.h"

/* --- text ---------------------------------------------------------------------------------------- */

/*
 * What may begin markup somewhere. References stand for what not every reader
 * of Markdown lets be escaped, and for what is not of CommonMark but of its
 * extensions: strikethrough, formulas, addresses that become links.
 */
static const char *escape_of(char c)
{
	static const struct {
		char c;
		const char *written;
	} escapes[] = {
		{ '\\', "\\\\" }, { '`', "\\`" },    { '*', "\\*" },   { '_', "\\_" },  { '[', "\\[" },
		{ ']', "\\]" },   { '#', "\\#" },    { '|', "\\|" },   { '<', "&lt;" }, { '>', "&gt;" },
		{ '&', "&amp;" }, { '~', "&#126;" }, { '$', "&#36;" }, { '{', "\\{" },  { '}', "\\}" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(escapes); i++)
		if (escapes[i].c == c)
			return escapes[i].written;
	return NULL;
}

/* «http://x» and «:smile:» are more than text to some; «09:12» is not. */
static bool is_marking_colon(const char *text, const char *begin)
{
	return *text == ':' && text[1] && text[1] != ' ' &&
	       !(text > begin && isdigit((unsigned char)text[-1]) && isdigit((unsigned char)text[1]));
}

static void add_escaped(struct buf *out, const char *text)
{
	for (const char *at = text; *at; at++) {
		const char *written = is_marking_colon(at, text) ? "&#58;" : escape_of(*at);

		/* «www.» alone makes a link with some. */
		if (*at == '.' && at - text >= 3 && !strncasecmp(at - 3, "www", 3))
			written = "&#46;";
		if (written)
			buf_add_text(out, written);
		else
			buf_add_char(out, *at);
	}
}

/* «- x», «+ x», «12. x» and «12) x» begin a list where a line begins. Returns the bytes that were written. */
static size_t add_line_start(struct buf *out, const char *text)
{
	const size_t digits = strspn(text, "0123456789");

	if (*text == '-' || *text == '+' || *text == '=') {
		buf_add_format(out, *text == '=' ? "&#61;" : "\\%c", *text);
		return 1;
	}
	if (!digits || !text[digits] || !strchr(".)", text[digits]) || (text[digits + 1] && text[digits + 1] != ' '))
		return 0;
	buf_add(out, text, digits);
	buf_add_format(out, "\\%c", text[digits]);
	return digits + 1;
}

/* On one line, without blanks around it: a code block begins with blanks. */
static void add_words(struct buf *out, const char *text, bool begins_line)
{
	struct buf safe;
	const char *at;

	buf_init(&safe);
	text_set(&safe, text, strlen(text));
	while (safe.length && safe.data[safe.length - 1] == ' ')
		buf_truncate(&safe, safe.length - 1);
	at = safe.data + strspn(safe.data, " ");
	if (begins_line)
		at += add_line_start(out, at);
	add_escaped(out, at);
	buf_release(&safe);
}

/* Where a line begins, or after the sign of an item. */
static void add_text(struct buf *out, const char *text)
{
	add_words(out, text, true);
}

static void add_strong(struct buf *out, const char *text)
{
	const size_t before = out->length;

	buf_add_text(out, "**");
	add_words(out, text, false);
	if (out->length > before + strlen("**"))
		buf_add_text(out, "**");
	else
		buf_truncate(out, before);
}

/* --- tables ---------------------------------------------------------------------------------------- */

static void begin_table(struct buf *out, const struct book_column *columns, size_t count)
{
	for (size_t c = 0; c < count; c++) {
		buf_add_text(out, "| ");
		add_words(out, columns[c].title, false);
		buf_add_char(out, ' ');
	}
	buf_add_text(out, "|\n");
	for (size_t c = 0; c < count; c++)
		buf_add_text(out, columns[c].format == BOOK_TEXT ? "| --- " : "| ---: ");
	buf_add_text(out, "|\n");
}

static void add_cell(struct buf *out, const struct book *book, const struct book_cell *cell, enum book_format format)
{
	struct buf shown;

	buf_init(&shown);
	book_show(book, cell, format, &shown);
	buf_add_text(out, "| ");
	add_words(out, shown.data, false);
	if (shown.length)
		buf_add_char(out, ' ');
	buf_release(&shown);
}

static void add_table(struct buf *out, const struct book *book, const struct book_table *table)
{
	if (*table->caption) {
		add_strong(out, table->caption);
		buf_add_text(out, "\n\n");
	}
	begin_table(out, table->columns, table->column_count);
	for (size_t row = 0; row < book_row_count(table); row++) {
		for (size_t c = 0; c < table->column_count; c++)
			add_cell(out, book, book_cell(table, row, c), table->columns[c].format);
		buf_add_text(out, "|\n");
	}
	buf_add_char(out, '\n');
}

/* --- charts ---------------------------------------------------------------------------------------- */

static int compare_numbers(const void *left, const void *right)
{
	const double a = *(const double *)left, b = *(const double *)right;

	return (a > b) - (a < b);
}

/* The figures that tables of a section have, in order. */
struct figures {
	double *items;
	size_t count, capacity;
};

static void gather(const struct book_section *section, struct figures *figures)
{
	*figures = (struct figures){ 0 };
	for (size_t b = 0; b < section->block_count; b++) {
		const struct book_table *table =
			section->blocks[b].kind == BOOK_TABLE ? section->blocks[b].table : NULL;

		for (size_t i = 0; table && i < table->cell_count; i++) {
			if (!isfinite(table->cells[i].number))
				continue;
			ARRAY_GROW(figures->items, figures->count, figures->capacity);
			figures->items[figures->count++] = table->cells[i].number;
		}
	}
	if (figures->count)
		qsort(figures->items, figures->count, sizeof(double), compare_numbers);
}

static bool has(const struct figures *figures, double number)
{
	return !isfinite(number) ||
	       (figures->count && bsearch(&number, figures->items, figures->count, sizeof(double), compare_numbers));
}

static bool has_radar(const struct figures *figures, const struct book_radar *radar)
{
	for (size_t s = 0; s < radar->series_count; s++)
		for (size_t a = 0; a < radar->axis_count; a++)
			if (!has(figures, radar->series[s].values[a]))
				return false;
	return true;
}

static bool has_scatter(const struct figures *figures, const struct book_scatter *scatter)
{
	for (size_t i = 0; i < scatter->point_count; i++)
		if (!has(figures, scatter->points[i].x) || !has(figures, scatter->points[i].y))
			return false;
	return true;
}

static void add_number(struct buf *out, const struct book *book, double number)
{
	add_cell(out, book, &(struct book_cell){ .text = "", .number = number }, BOOK_FINE);
}

static void add_name(struct buf *out, const struct book *book, const char *name)
{
	add_cell(out, book, &(struct book_cell){ .text = name, .number = (double)NAN }, BOOK_TEXT);
}

static void tell_radar(struct buf *out, const struct book *book, const struct book_radar *radar)
{
	struct book_column *columns = xcalloc(radar->series_count + 1, sizeof(*columns));

	columns[0].title = "";
	for (size_t s = 0; s < radar->series_count; s++)
		columns[s + 1] = (struct book_column){ .title = radar->series[s].name, .format = BOOK_FINE };
	begin_table(out, columns, radar->series_count + 1);
	for (size_t a = 0; a < radar->axis_count; a++) {
		add_name(out, book, radar->axes[a]);
		for (size_t s = 0; s < radar->series_count; s++)
			add_number(out, book, radar->series[s].values[a]);
		buf_add_text(out, "|\n");
	}
	buf_add_char(out, '\n');
	free(columns);
}

static void tell_scatter(struct buf *out, const struct book *book, const struct book_scatter *scatter)
{
	const struct book_column columns[] = {
		{ .title = "" },
		{ .title = "" },
		{ .title = scatter->x_title, .format = BOOK_FINE },
		{ .title = scatter->y_title, .format = BOOK_FINE },
	};

	begin_table(out, columns, ARRAY_SIZE(columns));
	for (size_t i = 0; i < scatter->point_count; i++) {
		add_name(out, book, scatter->points[i].label);
		add_name(out, book, scatter->points[i].name);
		add_number(out, book, scatter->points[i].x);
		add_number(out, book, scatter->points[i].y);
		buf_add_text(out, "|\n");
	}
	buf_add_char(out, '\n');
}

static void add_chart(struct buf *out, const char *title, const char *description)
{
	add_strong(out, title);
	buf_add_text(out, "\n\n");
	if (!*description)
		return;
	add_text(out, description);
	buf_add_text(out, "\n\n");
}

/* --- folds ----------------------------------------------------------------------------------------- */

/* A step to the right is one level of a list, however wide: what is four blanks deeper than it may be is code. */
static void add_fold(struct buf *out, const struct book_fold *fold)
{
	int level = -1;

	buf_add_text(out, "#### ");
	add_text(out, fold->title);
	buf_add_text(out, "\n\n");
	for (size_t i = 0; i < fold->line_count; i++) {
		const struct book_line *line = &fold->lines[i];

		level = line->depth > level ? level + 1 : line->depth;
		buf_add_repeated(out, "  ", (size_t)level);
		buf_add_text(out, "- ");
		if (line->strong)
			add_strong(out, line->text);
		else
			add_text(out, line->text);
		buf_add_char(out, '\n');
	}
	buf_add_char(out, '\n');
}

static void add_folds(struct buf *out, const struct book *book, const struct book_section *section)
{
	bool begun = false;

	for (size_t b = 0; b < section->block_count; b++) {
		if (section->blocks[b].kind != BOOK_FOLD)
			continue;
		if (!begun)
			buf_add_format(out, "### %s\n\n", message_in(book->language, N_("Details and explanations")));
		begun = true;
		add_fold(out, section->blocks[b].fold);
	}
}

/* --- the whole ------------------------------------------------------------------------------------- */

static void add_block(struct buf *out, const struct book *book, const struct book_block *block,
		      const struct figures *figures)
{
	switch (block->kind) {
	case BOOK_PARAGRAPH:
		add_text(out, block->text);
		buf_add_text(out, "\n\n");
		break;
	case BOOK_ITEM:
		buf_add_text(out, "- ");
		add_text(out, block->text);
		buf_add_char(out, '\n');
		break;
	case BOOK_TABLE:
		add_table(out, book, block->table);
		break;
	case BOOK_RADAR:
		add_chart(out, block->radar->title, block->radar->description);
		if (!has_radar(figures, block->radar))
			tell_radar(out, book, block->radar);
		break;
	case BOOK_SCATTER:
		add_chart(out, block->scatter->title, block->scatter->description);
		if (!has_scatter(figures, block->scatter))
			tell_scatter(out, book, block->scatter);
		break;
	case BOOK_FOLD:
		break;
	}
}

static void add_section(struct buf *out, const struct book *book, const struct book_section *section)
{
	struct figures figures;

	gather(section, &figures);
	buf_add_text(out, "## ");
	add_text(out, section->title);
	buf_add_text(out, "\n\n");
	for (size_t b = 0; b < section->block_count; b++) {
		const bool item = section->blocks[b].kind == BOOK_ITEM,
			   last = b + 1 == section->block_count || section->blocks[b + 1].kind != BOOK_ITEM;

		add_block(out, book, &section->blocks[b], &figures);
		if (item && last)
			buf_add_char(out, '\n');
	}
	add_folds(out, book, section);
	free(figures.items);
}

static void add_head(struct buf *out, const struct book *book)
{
	bool begun = false;
	struct buf date;

	buf_init(&date);
	figure_date(&date, book->language, book->date);
	const char *const parts[] = { book->subtitle, date.data, book->program };

	buf_add_text(out, "# ");
	add_text(out, book->title);
	buf_add_text(out, "\n\n");
	for (size_t i = 0; i < ARRAY_SIZE(parts); i++) {
		if (!*parts[i])
			continue;
		buf_add_text(out, begun ? " · " : "");
		add_text(out, parts[i]);
		begun = true;
	}
	buf_add_text(out, begun ? "\n\n" : "");
	buf_release(&date);
}

void book_markdown(const struct book *book, struct buf *out)
{
	add_head(out, book);
	for (size_t s = 0; s < book->section_count; s++)
		add_section(out, book, &book->sections[s]);
	if (*book->notice) {
		buf_add_text(out, "---\n\n");
		add_text(out, book->notice);
		buf_add_char(out, '\n');
	}
}
