#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/figures.h"
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "xlsx_format.h"
#include "xlsx_layout.h"
#include "xlsx_library.h"

enum { BLUE = 0x2F5597, ORANGE = 0xC55A11, BROWN = 0x7F6000 };

struct writer {
	const struct book *book;
	const struct xlsx_layout *layout;
	struct xlsx_formats formats; /* and the workbook */
	struct buf text;             /* what is written now */
	lxw_error error;             /* the first */
	/* The sheet that is written. */
	const struct xlsx_sheet *sheet;
	lxw_worksheet *worksheet;
	size_t links;
};

/* The library leaves some things out where it gets no memory, and says nothing: errno remembers. */
static void keep(struct writer *writer, lxw_error error)
{
	if (!error && errno == ENOMEM)
		error = LXW_ERROR_MEMORY_MALLOC_FAILED;
	if (!writer->error)
		writer->error = error;
}

/* --- texts ---------------------------------------------------------------------------------- */

/* As a cell may hold it; until the next call. */
static const char *cell_text(struct writer *writer, const char *text)
{
	buf_clear(&writer->text);
	xlsx_text(&writer->text, text, true);
	return writer->text.data;
}

/* --- rows of text --------------------------------------------------------------------------- */

static lxw_row_t row_of(size_t row)
{
	return (lxw_row_t)row;
}

static void write_text(struct writer *writer, lxw_row_t row, lxw_col_t column, const char *text, lxw_format *format)
{
	keep(writer, xlsx.worksheet_write_string(writer->worksheet, row, column, cell_text(writer, text), format));
}

/* Makes the cell lead to an explanation; false where there is none. Its text or number is written after this. */
static bool write_link(struct writer *writer, size_t row, size_t column, const char *target)
{
	const struct xlsx_layout *layout = writer->layout;
	struct buf address;
	size_t found;

	if (!target || writer->links >= XLSX_LINKS_MAX || !map_get(&layout->rows, target, &found))
		return false;
	writer->links++;
	buf_init(&address);
	buf_add_format(&address, "internal:'%s'!A%zu", layout->sheets[layout->count - 1].name, found + 1);
	keep(writer, xlsx.worksheet_write_url_opt(writer->worksheet, row_of(row), (lxw_col_t)column, address.data, NULL,
						  "", NULL));
	buf_release(&address);
	return true;
}

static void write_row(struct writer *writer, const struct xlsx_place *place)
{
	const lxw_row_t row = row_of(place->row);
	lxw_format *format = place->kind == XLSX_LINE ? xlsx_line_format(&writer->formats, place->depth, place->strong)
						      : xlsx_text_format(&writer->formats, place->kind);
	struct buf whole;

	if (writer->sheet->span > 1)
		keep(writer, xlsx.worksheet_merge_range(writer->worksheet, row, 0, row,
							(lxw_col_t)(writer->sheet->span - 1), "", format));
	(void)write_link(writer, place->row, 0, place->target);
	buf_init(&whole);
	buf_add_format(&whole, "%s%s", place->kind == XLSX_ITEM ? "• " : "", place->text);
	write_text(writer, row, 0, whole.data, format);
	buf_release(&whole);
	if (place->height > 0)
		keep(writer, xlsx.worksheet_set_row(writer->worksheet, row, place->height, NULL));
}

/* --- tables --------------------------------------------------------------------------------- */

static void write_cell(struct writer *writer, const struct book_cell *cell, enum book_format kind, size_t row,
		       size_t column)
{
	/* Shown as words, a level would be a bare figure: a cell has no room for both. */
	const bool number = isfinite(cell->number) && !*cell->text;
	const bool linked = (number || *cell->text) && write_link(writer, row, column, cell->target);
	lxw_format *format = xlsx_cell_format(&writer->formats, kind, number, cell->tone, linked);
	const lxw_row_t at = row_of(row);
	const lxw_col_t across = (lxw_col_t)column;

	if (number)
		keep(writer, xlsx.worksheet_write_number(writer->worksheet, at, across, cell->number, format));
	else if (*cell->text)
		write_text(writer, at, across, cell->text, format);
	else
		keep(writer, xlsx.worksheet_write_blank(writer->worksheet, at, across, format));
}

static void write_table(struct writer *writer, const struct xlsx_place *place)
{
	const struct book_table *table = place->table;

	for (size_t c = 0; c < table->column_count; c++)
		write_text(
			writer, row_of(place->row), (lxw_col_t)c, table->columns[c].title,
			xlsx_heading_format(&writer->formats, place->figures, table->columns[c].format != BOOK_TEXT));
	for (size_t row = 0; row < place->rows; row++) {
		keep(writer, xlsx.worksheet_set_row(writer->worksheet, row_of(place->row + row),
						    xlsx_row_height(writer->sheet, table, row), NULL));
		for (size_t c = 0; row && c < table->column_count; c++)
			write_cell(writer, book_cell(table, row - 1, c), table->columns[c].format, place->row + row, c);
	}
}

/* --- charts --------------------------------------------------------------------------------- */

static void set_title(lxw_chart *chart, const char *title)
{
	lxw_chart_font font = { .size = 13, .bold = LXW_TRUE, .color = XLSX_DARK };
	char *text = xlsx_chart_text(title);

	if (*text)
		xlsx.chart_title_set_name(chart, text);
	else
		xlsx.chart_title_off(chart);
	xlsx.chart_title_set_name_font(chart, &font);
	free(text);
}

static void name_axis(lxw_chart_axis *axis, const char *name)
{
	lxw_chart_font font = { .size = 10, .bold = LXW_TRUE, .color = XLSX_GREY };
	char *text = xlsx_chart_text(name);

	if (*text)
		xlsx.chart_axis_set_name(axis, text);
	xlsx.chart_axis_set_name_font(axis, &font);
	free(text);
}

static void name_series(lxw_chart_series *series, const char *name)
{
	char *text = xlsx_chart_text(name);

	if (*text)
		xlsx.chart_series_set_name(series, text);
	free(text);
}

/* `width` in pixels; as high as its rows. */
static void insert_chart(struct writer *writer, const struct xlsx_place *place, lxw_chart *chart, double width,
			 const char *description)
{
	char *words = xlsx_chart_text(description);
	lxw_chart_options options = {
		.x_scale = width / 480,
		.y_scale = (double)((place->rows - 1) * XLSX_ROW_PIXELS) / 288,
		.object_position = LXW_OBJECT_MOVE_DONT_SIZE,
		.description = words,
	};

	/* Said of each, or a spreadsheet finds heights of its own and the chart stands over what follows. */
	for (size_t row = 0; row < place->rows; row++)
		keep(writer,
		     xlsx.worksheet_set_row(writer->worksheet, row_of(place->row + row), XLSX_ROW_POINTS, NULL));
	keep(writer, xlsx.worksheet_insert_chart_opt(writer->worksheet, row_of(place->row), 0, chart, &options));
	free(words);
}

static void write_radar(struct writer *writer, const struct xlsx_place *place)
{
	static const struct {
		lxw_color_t color;
		uint8_t dash, marker;
	} looks[] = {
		{ BLUE, LXW_CHART_LINE_DASH_SOLID, LXW_CHART_MARKER_CIRCLE },
		{ ORANGE, LXW_CHART_LINE_DASH_DASH, LXW_CHART_MARKER_DIAMOND },
		{ XLSX_GREY, LXW_CHART_LINE_DASH_ROUND_DOT, LXW_CHART_MARKER_SQUARE },
	};
	const struct book_radar *radar = place->radar;
	lxw_chart *chart = xlsx.workbook_add_chart(writer->formats.workbook, LXW_CHART_RADAR_WITH_MARKERS);
	const lxw_row_t first = row_of(xlsx_figures_row(place) + 1), last = first + row_of(radar->axis_count) - 1;
	const char *name = writer->sheet->name;

	for (size_t s = 0; s < radar->series_count; s++) {
		const size_t look = s % ARRAY_SIZE(looks);
		lxw_chart_line line = { .color = looks[look].color, .width = 2.25f, .dash_type = looks[look].dash };
		lxw_chart_line edge = { .color = looks[look].color };
		lxw_chart_fill fill = { .color = looks[look].color };
		lxw_chart_series *series = xlsx.chart_add_series(chart, NULL, NULL);

		xlsx.chart_series_set_categories(series, name, first, 0, last, 0);
		xlsx.chart_series_set_values(series, name, first, (lxw_col_t)(s + 1), last, (lxw_col_t)(s + 1));
		name_series(series, radar->series[s].name);
		xlsx.chart_series_set_line(series, &line);
		xlsx.chart_series_set_marker_type(series, looks[look].marker);
		xlsx.chart_series_set_marker_size(series, 6);
		xlsx.chart_series_set_marker_fill(series, &fill);
		xlsx.chart_series_set_marker_line(series, &edge);
	}
	set_title(chart, radar->title);
	xlsx.chart_axis_set_min(chart->y_axis, radar->least);
	xlsx.chart_axis_set_max(chart->y_axis, radar->most);
	if (radar->most - radar->least <= 10)
		xlsx.chart_axis_set_major_unit(chart->y_axis, 1);
	xlsx.chart_axis_set_num_format(chart->y_axis, "0");
	xlsx.chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	insert_chart(writer, place, chart, 620, radar->description);
}

/* Points without a line, each with a text of its own at `position`. */
static lxw_chart_series *add_points(struct writer *writer, lxw_chart *chart, size_t first, size_t count,
				    char *const *labels, uint8_t position, const lxw_chart_font *font)
{
	lxw_chart_series *series = xlsx.chart_add_series(chart, NULL, NULL);
	lxw_chart_data_label *items = xcalloc(count, sizeof(*items));
	lxw_chart_data_label **list = xcalloc(count + 1, sizeof(*list));
	const lxw_row_t from = row_of(first), to = row_of(first + count - 1);

	xlsx.chart_series_set_categories(series, writer->sheet->name, from, 2, to, 2);
	xlsx.chart_series_set_values(series, writer->sheet->name, from, 3, to, 3);
	for (size_t i = 0; i < count; i++) {
		/* A label of a cell is not shown by LibreOffice; a text is. */
		items[i] = (lxw_chart_data_label){ .value = labels[i],
						   .hide = !*labels[i],
						   .font = (lxw_chart_font *)font };
		list[i] = &items[i];
	}
	xlsx.chart_series_set_labels(series);
	keep(writer, xlsx.chart_series_set_labels_custom(series, list));
	xlsx.chart_series_set_labels_position(series, position);
	xlsx.chart_series_set_labels_font(series, (lxw_chart_font *)font);
	free(list);
	free(items);
	return series;
}

static void set_mark(lxw_chart_series *series, enum book_mark mark)
{
	static const struct {
		uint8_t type, size;
		lxw_color_t line, fill; /* LibreOffice draws the second only */
	} looks[BOOK_MARK_COUNT] = {
		[BOOK_MARK_DOT] = { LXW_CHART_MARKER_CIRCLE, 8, BLUE, BLUE },
		[BOOK_MARK_STAR] = { LXW_CHART_MARKER_STAR, 11, ORANGE, ORANGE },
		[BOOK_MARK_HOLLOW_STAR] = { LXW_CHART_MARKER_DIAMOND, 10, ORANGE, 0xF8CBAD },
		[BOOK_MARK_SQUARE] = { LXW_CHART_MARKER_SQUARE, 8, BROWN, BROWN },
		[BOOK_MARK_RING] = { LXW_CHART_MARKER_CIRCLE, 9, XLSX_GREY, XLSX_LIGHT },
	};
	lxw_chart_line line = { .color = looks[mark].line, .width = 1.5f };
	lxw_chart_fill fill = { .color = looks[mark].fill };

	xlsx.chart_series_set_marker_type(series, looks[mark].type);
	xlsx.chart_series_set_marker_size(series, looks[mark].size);
	xlsx.chart_series_set_marker_line(series, &line);
	xlsx.chart_series_set_marker_fill(series, &fill);
}

/* The axes stand at the limits, their figures at the edge; beyond 100, and below `least`, there is room for words. */
static void set_limits(lxw_chart_axis *axis, double least, double limit)
{
	lxw_chart_line line = { .color = XLSX_GREY, .width = 1.25f };

	xlsx.chart_axis_set_min(axis, least);
	xlsx.chart_axis_set_max(axis, 110);
	xlsx.chart_axis_set_major_unit(axis, 10);
	xlsx.chart_axis_set_crossing(axis, limit);
	xlsx.chart_axis_set_label_position(axis, LXW_CHART_AXIS_LABEL_POSITION_LOW);
	xlsx.chart_axis_set_line(axis, &line);
	xlsx.chart_axis_set_num_format(axis, "[<0]\"\";[>100]\"\";0");
	xlsx.chart_axis_major_gridlines_set_visible(axis, LXW_FALSE);
	xlsx.chart_axis_set_major_tick_mark(axis, LXW_CHART_AXIS_TICK_MARK_NONE);
}

/* What the legend does not name goes to `hidden`; returns how many that are. */
static size_t add_marks(struct writer *writer, lxw_chart *chart, const struct book_scatter *scatter,
			const struct xlsx_points *points, size_t figures, int16_t *hidden)
{
	static const uint8_t positions[XLSX_SIDE_COUNT] = {
		[XLSX_RIGHT] = LXW_CHART_LABEL_POSITION_RIGHT,
		[XLSX_LEFT] = LXW_CHART_LABEL_POSITION_LEFT,
		[XLSX_ABOVE] = LXW_CHART_LABEL_POSITION_ABOVE,
		[XLSX_BELOW] = LXW_CHART_LABEL_POSITION_BELOW,
	};
	static const lxw_chart_font font = { .size = 9 };
	char **labels = xcalloc(points->total + 1, sizeof(*labels));
	size_t count = 0;

	for (size_t i = 0; i < points->total; i++)
		labels[i] = xlsx_chart_text(points->labels[i]);
	for (size_t s = 0; s < points->series_count; s++) {
		const struct xlsx_series *of = &points->series[s];
		const char *name = scatter->mark_names[of->mark];
		lxw_chart_series *series = add_points(writer, chart, figures + 1 + of->first, of->count,
						      labels + of->first, positions[of->side], &font);

		set_mark(series, of->mark);
		if (of->leads)
			name_series(series, name ? name : "");
		else
			hidden[count++] = (int16_t)s;
	}
	for (size_t i = 0; i < points->total; i++)
		free(labels[i]);
	free(labels);
	return count;
}

/* Words in the four parts: a series that shows nothing but its labels. */
static void add_quadrants(struct writer *writer, lxw_chart *chart, const struct book_scatter *scatter, size_t first)
{
	static const lxw_chart_font font = { .size = 10, .italic = LXW_TRUE, .color = XLSX_GREY };
	char *labels[4];
	lxw_chart_series *series;

	for (int q = 0; q < 4; q++)
		labels[q] = xlsx_chart_text(scatter->quadrants[q]);
	series = add_points(writer, chart, first, 4, labels, LXW_CHART_LABEL_POSITION_CENTER, &font);
	xlsx.chart_series_set_marker_type(series, LXW_CHART_MARKER_NONE);
	for (int q = 0; q < 4; q++)
		free(labels[q]);
}

static void write_scatter(struct writer *writer, const struct xlsx_place *place)
{
	const struct book_scatter *scatter = place->scatter;
	lxw_chart *chart = xlsx.workbook_add_chart(writer->formats.workbook, LXW_CHART_SCATTER);
	const size_t figures = xlsx_figures_row(place);
	struct arena arena = { 0 };
	struct xlsx_points points;
	int16_t hidden[BOOK_MARK_COUNT * XLSX_SIDE_COUNT + 2];
	size_t count;

	xlsx_points_compute(scatter, &points, &arena);
	count = add_marks(writer, chart, scatter, &points, figures, hidden);
	hidden[count++] = (int16_t)points.series_count;
	hidden[count] = -1;
	add_quadrants(writer, chart, scatter, figures + 1 + points.total);
	keep(writer, xlsx.chart_legend_delete_series(chart, hidden));
	set_title(chart, scatter->title);
	name_axis(chart->x_axis, scatter->x_title);
	name_axis(chart->y_axis, scatter->y_title);
	set_limits(chart->x_axis, 0, scatter->x_limit);
	set_limits(chart->y_axis, -10, scatter->y_limit);
	xlsx.chart_legend_set_position(chart, LXW_CHART_LEGEND_BOTTOM);
	insert_chart(writer, place, chart, XLSX_SCATTER_PIXELS, scatter->description);
	xlsx_points_release(&points);
	arena_release(&arena);
}

/* --- sheets --------------------------------------------------------------------------------- */

static void write_places(struct writer *writer)
{
	static void (*const writes[])(struct writer *, const struct xlsx_place *) = {
		[XLSX_TABLE] = write_table,
		[XLSX_RADAR] = write_radar,
		[XLSX_SCATTER] = write_scatter,
	};

	for (size_t p = 0; p < writer->sheet->count; p++) {
		const struct xlsx_place *place = &writer->sheet->places[p];

		if (place->kind <= XLSX_LINE)
			write_row(writer, place);
		else
			writes[place->kind](writer, place);
	}
}

static void set_main(struct writer *writer)
{
	const struct xlsx_sheet *sheet = writer->sheet;
	const struct xlsx_place *main;
	lxw_row_t first, last;

	if (sheet->fixed)
		xlsx.worksheet_freeze_panes(writer->worksheet, row_of(sheet->fixed), sheet->fixed_name ? 1 : 0);
	if (sheet->main >= sheet->count)
		return;
	main = &sheet->places[sheet->main];
	first = row_of(main->row);
	last = row_of(main->row + main->rows - 1);
	keep(writer,
	     xlsx.worksheet_autofilter(writer->worksheet, first, 0, last, (lxw_col_t)(main->table->column_count - 1)));
	if (sheet->repeats)
		keep(writer, xlsx.worksheet_repeat_rows(writer->worksheet, first, first));
}

static void set_breaks(struct writer *writer)
{
	const struct xlsx_sheet *sheet = writer->sheet;
	lxw_row_t *rows = xcalloc(sheet->break_count + 1, sizeof(*rows));

	for (size_t i = 0; i < sheet->break_count && i < XLSX_BREAKS_MAX; i++)
		rows[i] = row_of(sheet->breaks[i]);
	if (sheet->break_count)
		keep(writer, xlsx.worksheet_set_h_pagebreaks(writer->worksheet, rows));
	free(rows);
}

static void set_page(struct writer *writer)
{
	struct buf edge;

	xlsx.worksheet_set_paper(writer->worksheet, 9); /* A4 */
	if (writer->sheet->landscape)
		xlsx.worksheet_set_landscape(writer->worksheet);
	xlsx.worksheet_fit_to_pages(writer->worksheet, 1, 0);
	/* LibreOffice makes a page narrower only where it would begin a second one beside it. */
	if (writer->sheet->width_count == 1)
		keep(writer, xlsx.worksheet_print_area(writer->worksheet, 0, 0, row_of(writer->sheet->rows), 1));
	xlsx.worksheet_set_margins(writer->worksheet, 0.5, 0.5, 0.8, 0.7);
	buf_init(&edge);
	buf_add_text(&edge, "&L");
	xlsx_add_edge(&edge, writer->book->title);
	buf_add_text(&edge, "&R&A");
	keep(writer, xlsx.worksheet_set_header(writer->worksheet, edge.data));
	buf_clear(&edge);
	buf_add_text(&edge, "&L");
	xlsx_add_edge(&edge, writer->book->program);
	buf_add_text(&edge, "&C");
	buf_clear(&writer->text);
	figure_date(&writer->text, writer->book->language, writer->book->date);
	xlsx_add_edge(&edge, writer->text.data);
	buf_add_text(&edge, "&R&P / &N");
	keep(writer, xlsx.worksheet_set_footer(writer->worksheet, edge.data));
	buf_release(&edge);
}

static void write_sheet(struct writer *writer, const struct xlsx_sheet *sheet)
{
	writer->sheet = sheet;
	writer->links = 0;
	writer->worksheet = xlsx.workbook_add_worksheet(writer->formats.workbook, sheet->name);
	if (!writer->worksheet) {
		keep(writer, LXW_ERROR_PARAMETER_VALIDATION);
		return;
	}
	xlsx.worksheet_gridlines(writer->worksheet, LXW_HIDE_ALL_GRIDLINES);
	for (size_t c = 0; c < sheet->width_count; c++)
		keep(writer,
		     xlsx.worksheet_set_column(writer->worksheet, (lxw_col_t)c, (lxw_col_t)c, sheet->widths[c], NULL));
	write_places(writer);
	set_main(writer);
	set_breaks(writer);
	set_page(writer);
}

static void set_properties(struct writer *writer)
{
	char *title = xlsx_chart_text(writer->book->title), *subject = xlsx_chart_text(writer->book->subtitle);
	char *program = xlsx_chart_text(writer->book->program), *notice = xlsx_chart_text(writer->book->notice);
	lxw_doc_properties properties = {
		.title = title,
		.subject = subject,
		.author = program,
		.comments = notice,
		.created = xlsx_noon(writer->book->date),
	};

	keep(writer, xlsx.workbook_set_properties(writer->formats.workbook, &properties));
	free(title);
	free(subject);
	free(program);
	free(notice);
}

bool xlsx_write(const struct book *book, const struct xlsx_layout *layout, const char *folder, const char *path,
		struct err *err)
{
	lxw_workbook_options options = { .tmpdir = (char *)folder };
	struct writer writer = { .book = book, .layout = layout };
	int number;

	if (!xlsx_library_load(err))
		return false;
	buf_init(&writer.text);
	errno = 0;
	writer.formats =
		(struct xlsx_formats){ .workbook = xlsx.workbook_new_opt(path, &options), .language = book->language };
	if (writer.formats.workbook) {
		set_properties(&writer);
		for (size_t s = 0; s < layout->count; s++)
			write_sheet(&writer, &layout->sheets[s]);
		keep(&writer, LXW_NO_ERROR);
		errno = 0;
		keep(&writer, xlsx.workbook_close(writer.formats.workbook));
	} else {
		writer.error = LXW_ERROR_MEMORY_MALLOC_FAILED;
	}
	number = errno;
	buf_release(&writer.text);
	if (!writer.error)
		return true;
	return number ? err_set_errno(err, number, N_("the workbook cannot be put together in «%s»"), folder)
		      : err_set(err, ERR_SYSTEM, N_("the workbook cannot be put together in «%s»: %s"), folder,
				xlsx.lxw_strerror(writer.error));
}
