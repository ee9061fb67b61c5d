#include "xlsx_layout.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/utf8.h"

enum {
	LINE_WIDTH = 110, /* of explanations */
	RADAR_ROWS = 21,
};

struct desk {
	const struct book *book;
	struct xlsx_layout *layout;
	struct xlsx_sheet *sheet;
	struct map names, targets;
};

/* --- names of sheets ------------------------------------------------------------------------ */

/* As a spreadsheet compares names: without capitals. */
static const char *folded(struct desk *desk, const char *name)
{
	size_t length = strlen(name);
	const char *copy;
	struct buf out;

	buf_init(&out);
	while (length) {
		uint32_t character = 0xfffd;
		const size_t bytes = utf8_decode(name, length, &character);
		char encoded[4];

		buf_add(&out, encoded, utf8_encode((uint32_t)towlower((wint_t)character), encoded));
		name += bytes ? bytes : 1;
		length -= bytes ? bytes : 1;
	}
	copy = book_text(&desk->layout->own, out.data);
	buf_release(&out);
	return copy;
}

static void add_legal(struct buf *out, const char *title)
{
	struct buf safe;

	buf_init(&safe);
	text_set(&safe, title, strlen(title));
	for (const char *at = safe.data; *at; at++) {
		if (*at == '\'')
			buf_add_text(out, "’");
		else
			buf_add_char(out, strchr("[]:*?/\\", *at) ? '-' : *at);
	}
	buf_release(&safe);
}

/* `title` as far as a sheet may be called so, and with a number where another one is called so already. */
static const char *name_sheet(struct desk *desk, const char *title)
{
	const char *name;
	struct buf out;
	size_t taken;

	buf_init(&out);
	for (int number = 1;; number++) {
		char suffix[16] = "";
		struct buf legal;

		if (number > 1)
			(void)snprintf(suffix, sizeof(suffix), " (%d)", number);
		buf_init(&legal);
		add_legal(&legal, *title ? title : "-");
		buf_truncate(&legal, xlsx_fit(legal.data, XLSX_NAME_MAX - strlen(suffix)));
		buf_clear(&out);
		buf_add_format(&out, "%s%s", legal.data, suffix);
		buf_release(&legal);
		if (!map_get(&desk->names, folded(desk, out.data), &taken))
			break;
	}
	map_set(&desk->names, folded(desk, out.data), 1);
	name = book_text(&desk->layout->own, out.data);
	buf_release(&out);
	return name;
}

/* --- places --------------------------------------------------------------------------------- */

static struct xlsx_place *add_place(struct desk *desk, enum xlsx_place_kind kind, size_t rows)
{
	struct xlsx_sheet *sheet = desk->sheet;
	struct xlsx_place *place;

	ARRAY_GROW(sheet->places, sheet->count, sheet->capacity);
	place = &sheet->places[sheet->count++];
	*place = (struct xlsx_place){ .kind = kind, .row = sheet->rows, .rows = rows };
	sheet->rows += rows;
	return place;
}

static void add_row(struct desk *desk, enum xlsx_place_kind kind, const char *text)
{
	if (*text)
		add_place(desk, kind, 1)->text = text;
}

/* An empty row, where something stands above it. */
static void add_gap(struct desk *desk)
{
	const struct xlsx_sheet *sheet = desk->sheet;
	const struct xlsx_place *last = sheet->count ? &sheet->places[sheet->count - 1] : NULL;

	if (last && last->row + last->rows == sheet->rows)
		desk->sheet->rows++;
}

static void lay_table(struct desk *desk, const struct book_table *table, bool figures)
{
	struct xlsx_place *place;

	add_gap(desk);
	add_row(desk, XLSX_CAPTION, table->caption);
	place = add_place(desk, XLSX_TABLE, book_row_count(table) + 1);
	place->table = table;
	place->figures = figures;
	add_gap(desk);
}

/* --- charts: the figures they are drawn from stand below them --------------------------------- */

static void lay_radar(struct desk *desk, const struct book_radar *radar)
{
	struct book *own = &desk->layout->own;
	struct book_table *table = book_add_table(own, radar->id, "");

	book_add_column(own, table, radar->title, BOOK_TEXT, 24);
	for (size_t s = 0; s < radar->series_count; s++)
		book_add_column(own, table, radar->series[s].name, BOOK_FINE, 10);
	for (size_t a = 0; a < radar->axis_count; a++) {
		(void)book_add_text(own, table, radar->axes[a]);
		for (size_t s = 0; s < radar->series_count; s++)
			(void)book_add_number(table, radar->series[s].values[a]);
	}
	add_gap(desk);
	if (radar->axis_count && radar->series_count)
		add_place(desk, XLSX_RADAR, RADAR_ROWS)->radar = radar;
	lay_table(desk, table, true);
}

static void add_quadrants(struct book *own, struct book_table *table, const struct book_scatter *scatter)
{
	for (int q = 0; q < 4; q++) {
		double x, y;

		xlsx_quadrant_place(scatter, q, &x, &y);
		book_add_text(own, table, "")->tone = BOOK_MUTED;
		book_add_text(own, table, scatter->quadrants[q])->tone = BOOK_MUTED;
		book_add_number(table, x)->tone = BOOK_MUTED;
		book_add_number(table, y)->tone = BOOK_MUTED;
		book_add_text(own, table, _("quadrant"))->tone = BOOK_MUTED;
	}
}

static void lay_scatter(struct desk *desk, const struct book_scatter *scatter)
{
	struct book *own = &desk->layout->own;
	struct book_table *table = book_add_table(own, scatter->id, "");
	struct xlsx_points points;

	xlsx_points_compute(scatter, &points, &own->arena);
	book_add_column(own, table, _("Label"), BOOK_TEXT, 10);
	book_add_column(own, table, _("Use case"), BOOK_TEXT, 40);
	book_add_column(own, table, scatter->x_title, BOOK_DECIMAL, 14);
	book_add_column(own, table, scatter->y_title, BOOK_DECIMAL, 14);
	book_add_column(own, table, _("Mark"), BOOK_TEXT, 18);
	for (size_t row = 0; row < points.total; row++) {
		const struct book_point *point = &scatter->points[points.points[row]];
		const char *mark = scatter->mark_names[point->mark];

		(void)book_add_text(own, table, point->label);
		book_add_text(own, table, point->name)->tone = point->tone;
		(void)book_add_number(table, point->x);
		(void)book_add_number(table, point->y);
		(void)book_add_text(own, table, mark ? mark : "");
	}
	add_quadrants(own, table, scatter);
	xlsx_points_release(&points);
	add_gap(desk);
	add_place(desk, XLSX_SCATTER, XLSX_SCATTER_ROWS)->scatter = scatter;
	lay_table(desk, table, true);
}

size_t xlsx_figures_row(const struct xlsx_place *place)
{
	while (!place->figures)
		place++;
	return place->row;
}

/* --- sections ------------------------------------------------------------------------------- */

static void lay_block(struct desk *desk, const struct book_block *block, enum book_kind before)
{
	size_t known;

	if (block->kind == BOOK_TABLE) {
		lay_table(desk, block->table, false);
	} else if (block->kind == BOOK_RADAR) {
		lay_radar(desk, block->radar);
	} else if (block->kind == BOOK_SCATTER) {
		lay_scatter(desk, block->scatter);
	} else if (block->kind == BOOK_FOLD) {
		/* One that no cell leads to would not be found. */
		if (map_get(&desk->targets, block->fold->id, &known))
			return;
		add_row(desk, XLSX_LINK, block->fold->title);
		if (*block->fold->title)
			desk->sheet->places[desk->sheet->count - 1].target = block->fold->id;
	} else {
		if (block->kind == BOOK_PARAGRAPH && before == BOOK_ITEM)
			add_gap(desk);
		add_row(desk, block->kind == BOOK_ITEM ? XLSX_ITEM : XLSX_PARAGRAPH, block->text);
	}
}

static void begin_sheet(struct desk *desk, const char *title)
{
	desk->sheet = &desk->layout->sheets[desk->layout->count++];
	*desk->sheet = (struct xlsx_sheet){ .name = name_sheet(desk, title), .main = SIZE_MAX };
}

static const char *byline(struct desk *desk)
{
	const struct book *book = desk->book;
	const char *copy;
	struct buf out;

	buf_init(&out);
	figure_date(&out, book->language, book->date);
	buf_add_format(&out, "%s%s", *book->date && *book->program ? " · " : "", book->program);
	copy = book_text(&desk->layout->own, out.data);
	buf_release(&out);
	return copy;
}

static void lay_head(struct desk *desk)
{
	add_row(desk, XLSX_HEADING, desk->book->title);
	add_row(desk, XLSX_PARAGRAPH, desk->book->subtitle);
	add_row(desk, XLSX_REMARK, byline(desk));
	add_gap(desk);
}

static void lay_notice(struct desk *desk)
{
	if (*desk->book->notice)
		add_gap(desk);
	add_row(desk, XLSX_REMARK, desk->book->notice);
}

static void lay_section(struct desk *desk, const struct book_section *section)
{
	enum book_kind before = BOOK_PARAGRAPH;

	begin_sheet(desk, section->title);
	if (desk->layout->count == 1)
		lay_head(desk);
	add_row(desk, XLSX_TITLE, section->title);
	for (size_t b = 0; b < section->block_count; b++) {
		lay_block(desk, &section->blocks[b], before);
		before = section->blocks[b].kind;
	}
	if (desk->layout->count == 1)
		lay_notice(desk);
}

static void lay_fold(struct desk *desk, const struct book_fold *fold)
{
	struct xlsx_place *place;

	add_gap(desk);
	map_set(&desk->layout->rows, fold->id, desk->sheet->rows);
	place = add_place(desk, XLSX_CAPTION, 1);
	place->text = fold->title;
	for (size_t l = 0; l < fold->line_count; l++) {
		place = add_place(desk, XLSX_LINE, 1);
		place->text = fold->lines[l].text;
		place->depth = fold->lines[l].depth;
		place->strong = fold->lines[l].strong;
	}
}

static void lay_folds(struct desk *desk)
{
	bool begun = false;

	for (size_t s = 0; s < desk->book->section_count; s++) {
		const struct book_section *section = &desk->book->sections[s];

		for (size_t b = 0; b < section->block_count; b++) {
			if (section->blocks[b].kind != BOOK_FOLD)
				continue;
			if (!begun) {
				begin_sheet(desk, _("Explanations"));
				add_row(desk, XLSX_TITLE, _("Explanations"));
			}
			begun = true;
			lay_fold(desk, section->blocks[b].fold);
		}
	}
	if (!begun)
		return;
	desk->sheet->widths = xcalloc(1, sizeof(double));
	desk->sheet->widths[0] = LINE_WIDTH;
	desk->sheet->width_count = 1;
}

static void find_targets(struct desk *desk)
{
	for (size_t s = 0; s < desk->book->section_count; s++) {
		const struct book_section *section = &desk->book->sections[s];

		for (size_t b = 0; b < section->block_count; b++) {
			const struct book_table *table =
				section->blocks[b].kind == BOOK_TABLE ? section->blocks[b].table : NULL;

			for (size_t c = 0; table && c < table->cell_count; c++) {
				if (table->cells[c].target)
					map_set(&desk->targets, table->cells[c].target, 1);
			}
		}
	}
}

/* --- the whole ------------------------------------------------------------------------------ */

static bool fits(const struct xlsx_sheet *sheet, struct err *err)
{
	if (sheet->rows <= XLSX_ROWS && sheet->width_count <= XLSX_COLUMNS)
		return true;
	return err_set(err, ERR_VALUE,
		       N_("the sheet «%s» would have %zu rows and %zu columns; a workbook takes at most %d and %d"),
		       sheet->name, sheet->rows, sheet->width_count, XLSX_ROWS, XLSX_COLUMNS);
}

static void lay_all(struct desk *desk)
{
	for (size_t s = 0; s < desk->book->section_count; s++)
		lay_section(desk, &desk->book->sections[s]);
	if (!desk->book->section_count) {
		begin_sheet(desk, desk->book->title);
		lay_head(desk);
		lay_notice(desk);
	}
	lay_folds(desk);
	for (size_t s = 0; s < desk->layout->count; s++)
		xlsx_shape(&desk->layout->sheets[s]);
}

bool xlsx_layout_compute(const struct book *book, struct xlsx_layout *layout, struct err *err)
{
	struct desk desk = { .book = book, .layout = layout };
	bool good = true;

	*layout = (struct xlsx_layout){ 0 };
	book_init(&layout->own, book->language, "", "", "");
	(void)book_add_section(&layout->own, "", "");
	layout->sheets = xcalloc(book->section_count + 2, sizeof(*layout->sheets));
	/* A name that Excel keeps for itself. */
	map_set(&desk.names, "history", 1);
	find_targets(&desk);
	lay_all(&desk);
	for (size_t s = 0; s < layout->count && good; s++)
		good = fits(&layout->sheets[s], err);
	map_release(&desk.names);
	map_release(&desk.targets);
	if (!good)
		xlsx_layout_release(layout);
	return good;
}

void xlsx_layout_release(struct xlsx_layout *layout)
{
	for (size_t s = 0; s < layout->count; s++) {
		free(layout->sheets[s].places);
		free(layout->sheets[s].widths);
		free(layout->sheets[s].breaks);
	}
	free(layout->sheets);
	map_release(&layout->rows);
	book_release(&layout->own);
	*layout = (struct xlsx_layout){ 0 };
}
