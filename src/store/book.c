#include "cadran/store/book.h"

#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/figures.h"

const char *book_text(struct book *book, const char *text)
{
	return text && *text ? arena_strdup(&book->arena, text) : "";
}

void book_init(struct book *book, enum language language, const char *title, const char *subtitle, const char *date)
{
	*book = (struct book){ .language = language, .program = "", .notice = "" };
	book->title = book_text(book, title);
	book->subtitle = book_text(book, subtitle);
	book->date = book_text(book, date);
}

static void release_block(struct book_block *block)
{
	if (block->kind == BOOK_TABLE) {
		free(block->table->columns);
		free(block->table->cells);
	} else if (block->kind == BOOK_SCATTER) {
		free(block->scatter->points);
	} else if (block->kind == BOOK_FOLD) {
		free(block->fold->lines);
	}
}

void book_release(struct book *book)
{
	for (size_t s = 0; s < book->section_count; s++) {
		for (size_t b = 0; b < book->sections[s].block_count; b++)
			release_block(&book->sections[s].blocks[b]);
		free(book->sections[s].blocks);
	}
	free(book->sections);
	arena_release(&book->arena);
	*book = (struct book){ 0 };
}

struct book_section *book_add_section(struct book *book, const char *id, const char *title)
{
	struct book_section *section;

	ARRAY_GROW(book->sections, book->section_count, book->section_capacity);
	section = &book->sections[book->section_count++];
	*section = (struct book_section){ .id = book_text(book, id), .title = book_text(book, title) };
	return section;
}

/* In the last section, which has to be there. */
static struct book_block *add_block(struct book *book, enum book_kind kind)
{
	struct book_section *section = &book->sections[book->section_count - 1];

	ARRAY_GROW(section->blocks, section->block_count, section->block_capacity);
	section->blocks[section->block_count] = (struct book_block){ .kind = kind };
	return &section->blocks[section->block_count++];
}

void book_add_paragraph(struct book *book, const char *text)
{
	add_block(book, BOOK_PARAGRAPH)->text = book_text(book, text);
}

void book_add_item(struct book *book, const char *text)
{
	add_block(book, BOOK_ITEM)->text = book_text(book, text);
}

struct book_table *book_add_table(struct book *book, const char *id, const char *caption)
{
	struct book_table *table = arena_take(&book->arena, 1, sizeof(*table));

	table->id = book_text(book, id);
	table->caption = book_text(book, caption);
	add_block(book, BOOK_TABLE)->table = table;
	return table;
}

void book_add_column(struct book *book, struct book_table *table, const char *title, enum book_format format, int width)
{
	ARRAY_GROW(table->columns, table->column_count, table->column_capacity);
	table->columns[table->column_count++] = (struct book_column){ book_text(book, title), format, width };
}

static struct book_cell *add_cell(struct book_table *table, const char *text, double number)
{
	ARRAY_GROW(table->cells, table->cell_count, table->cell_capacity);
	table->cells[table->cell_count] = (struct book_cell){ .text = text, .number = number };
	return &table->cells[table->cell_count++];
}

struct book_cell *book_add_text(struct book *book, struct book_table *table, const char *text)
{
	return add_cell(table, book_text(book, text), (double)NAN);
}

struct book_cell *book_add_number(struct book_table *table, double number)
{
	return add_cell(table, "", number);
}

size_t book_row_count(const struct book_table *table)
{
	return table->column_count ? table->cell_count / table->column_count : 0;
}

const struct book_cell *book_cell(const struct book_table *table, size_t row, size_t column)
{
	return &table->cells[row * table->column_count + column];
}

struct book_radar *book_add_radar(struct book *book, const char *id, const char *title, double least, double most,
				  size_t axis_count, size_t series_count)
{
	struct book_radar *radar = arena_take(&book->arena, 1, sizeof(*radar));

	*radar = (struct book_radar){
		.id = book_text(book, id),
		.title = book_text(book, title),
		.description = "",
		.least = least,
		.most = most,
		.axes = arena_take(&book->arena, axis_count, sizeof(*radar->axes)),
		.axis_count = axis_count,
		.series = arena_take(&book->arena, series_count, sizeof(*radar->series)),
		.series_count = series_count,
	};
	for (size_t s = 0; s < series_count; s++) {
		radar->series[s].name = "";
		radar->series[s].values = arena_take(&book->arena, axis_count, sizeof(double));
		for (size_t a = 0; a < axis_count; a++)
			radar->series[s].values[a] = (double)NAN;
	}
	for (size_t a = 0; a < axis_count; a++)
		radar->axes[a] = "";
	add_block(book, BOOK_RADAR)->radar = radar;
	return radar;
}

struct book_scatter *book_add_scatter(struct book *book, const char *id, const char *title)
{
	struct book_scatter *scatter = arena_take(&book->arena, 1, sizeof(*scatter));

	*scatter = (struct book_scatter){
		.id = book_text(book, id),
		.title = book_text(book, title),
		.description = "",
		.x_title = "",
		.y_title = "",
		.quadrants = { "", "", "", "" },
	};
	add_block(book, BOOK_SCATTER)->scatter = scatter;
	return scatter;
}

struct book_point *book_add_point(struct book *book, struct book_scatter *scatter, const char *label, const char *name,
				  double x, double y)
{
	ARRAY_GROW(scatter->points, scatter->point_count, scatter->point_capacity);
	scatter->points[scatter->point_count] = (struct book_point){
		.label = book_text(book, label),
		.name = book_text(book, name),
		.x = x,
		.y = y,
	};
	return &scatter->points[scatter->point_count++];
}

struct book_fold *book_add_fold(struct book *book, const char *id, const char *title)
{
	struct book_fold *fold = arena_take(&book->arena, 1, sizeof(*fold));

	fold->id = book_text(book, id);
	fold->title = book_text(book, title);
	add_block(book, BOOK_FOLD)->fold = fold;
	return fold;
}

void book_add_line(struct book *book, struct book_fold *fold, int depth, bool strong, const char *text)
{
	ARRAY_GROW(fold->lines, fold->line_count, fold->line_capacity);
	fold->lines[fold->line_count++] = (struct book_line){ depth, strong, book_text(book, text) };
}

static void show_whole(struct buf *out, enum language language, double value)
{
	figure_grouped(out, language, round(value));
}

static void show_decimal(struct buf *out, enum language language, double value)
{
	figure_number(out, language, value, 1);
}

static void show_fine(struct buf *out, enum language language, double value)
{
	figure_number(out, language, value, 2);
}

static void show_more(struct buf *out, enum language language, double value)
{
	figure_signed(out, language, value, 1);
}

static void show_more_fine(struct buf *out, enum language language, double value)
{
	figure_signed(out, language, value, 2);
}

void book_show(const struct book *book, const struct book_cell *cell, enum book_format format, struct buf *out)
{
	static void (*const shows[BOOK_FORMAT_COUNT])(struct buf *, enum language, double) = {
		[BOOK_TEXT] = figure_grouped,    [BOOK_WHOLE] = show_whole,         [BOOK_DECIMAL] = show_decimal,
		[BOOK_MORE] = show_more,         [BOOK_MORE_FINE] = show_more_fine, [BOOK_FINE] = show_fine,
		[BOOK_PERCENT] = figure_percent, [BOOK_EUROS] = figure_euros,
	};

	if (*cell->text)
		buf_add_text(out, cell->text);
	else if (isfinite(cell->number))
		shows[format](out, book->language, cell->number);
}
