#include "cadran/tui/table.h"

#include "cadran/base/buf.h"
#include "cadran/base/figures.h"

static int least_width(const struct table_column *columns, int count)
{
	int width = -1;

	for (int i = 0; i < count; i++)
		width += columns[i].width ? columns[i].width + 1 : 0;
	return width;
}

void table_layout(struct table_column *columns, int count, int left, int width)
{
	int shares = 0, rest;

	for (int i = 0; i < count; i++)
		columns[i].width = columns[i].least;
	for (int i = count - 1; i >= 0 && least_width(columns, count) > width; i--)
		if (columns[i].droppable)
			columns[i].width = 0;
	rest = width - least_width(columns, count);
	for (int i = 0; i < count; i++)
		shares += columns[i].width ? columns[i].share : 0;
	for (int i = 0; i < count && rest > 0 && shares > 0; i++) {
		const int room = columns[i].most ? columns[i].most - columns[i].width : rest,
			  share = columns[i].width ? rest * columns[i].share / shares : 0,
			  more = share < room ? share : room;

		columns[i].width += more;
		rest -= more;
		shares -= columns[i].width ? columns[i].share : 0;
	}
	for (int i = 0; i < count; i++) {
		columns[i].place = left;
		left += columns[i].width ? columns[i].width + 1 : 0;
	}
}

void table_cell(struct surface *surface, int row, const struct table_column *column, unsigned attributes,
		const char *text)
{
	/* Dropped, which is not cut. */
	if (!column->width)
		return;
	if (column->right)
		surface_text_right(surface, row, column->place, column->width, attributes, text);
	else
		(void)surface_text(surface, row, column->place, column->width, attributes, text);
}

void table_figure(struct surface *surface, int row, const struct table_column *column, unsigned attributes,
		  enum language language, double value, int decimals)
{
	struct buf text;

	buf_init(&text);
	figure_fixed(&text, language, value, decimals);
	table_cell(surface, row, column, attributes, text.data);
	buf_release(&text);
}

void table_heading(struct surface *surface, int row, const struct table_column *columns, int count)
{
	for (int i = 0; i < count; i++)
		table_cell(surface, row, &columns[i], ATTRIBUTE_BOLD, columns[i].title);
	for (int i = 0; i < count; i++)
		surface_repeat(surface, row + 1, columns[i].place, columns[i].width, GLYPH_HORIZONTAL);
}
