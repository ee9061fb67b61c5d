#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/figures.h"
#include "svg_scatter.h"

enum { NARROW = 560, NAME_LINES = 2 };

void chart_draw_mark(struct chart *plot, double x, double y, enum book_mark mark, enum book_tone tone)
{
	static const enum paint paints[] = {
		[BOOK_PLAIN] = PAINT_ACCENT, [BOOK_GOOD] = PAINT_GOOD,   [BOOK_CARE] = PAINT_CARE,
		[BOOK_BAD] = PAINT_BAD,      [BOOK_MUTED] = PAINT_MUTED,
	};
	const bool hollow = mark == BOOK_MARK_RING || mark == BOOK_MARK_HOLLOW_STAR;
	const struct svg_pen pen = { hollow ? PAINT_PAPER : paints[tone], paints[tone], 1.6, NULL };

	if (mark == BOOK_MARK_STAR || mark == BOOK_MARK_HOLLOW_STAR)
		svg_star(&plot->svg, x, y, 7.5, 3.3, 10, &pen);
	else if (mark == BOOK_MARK_SQUARE)
		svg_rectangle(&plot->svg, x - 4.2, y - 4.2, 8.4, 8.4, &pen);
	else
		svg_circle(&plot->svg, x, y, 4.6, &pen);
}

/* The tone of the points that have `mark`, plain where they have several. */
static enum book_tone tone_of(const struct book_scatter *scatter, enum book_mark mark)
{
	enum book_tone tone = BOOK_PLAIN;
	bool any = false;

	for (size_t i = 0; i < scatter->point_count; i++) {
		if (scatter->points[i].mark != mark)
			continue;
		if (any && scatter->points[i].tone != tone)
			return BOOK_PLAIN;
		tone = scatter->points[i].tone;
		any = true;
	}
	return tone;
}

void chart_draw_key(struct chart *plot)
{
	const struct svg_type type = { plot->size, PAINT_INK, SVG_START, false };
	const double left = 24, right = plot->svg.style->width - 8;
	double x = left, y = plot->bottom + plot->size + 8;
	bool any = false;

	for (int mark = 0; mark < BOOK_MARK_COUNT; mark++) {
		const char *name = plot->scatter->mark_names[mark];
		double width;

		if (!name)
			continue;
		width = 16 + svg_width(name, plot->size, false);
		if (x > left && x + width > right) {
			x = left;
			y += plot->size * 1.5;
		}
		chart_draw_mark(plot, x + 6, y - plot->size / 3, (enum book_mark)mark,
				tone_of(plot->scatter, (enum book_mark)mark));
		svg_text(&plot->svg, x + 18, y, &type, name);
		x += width + 24;
		any = true;
	}
	plot->bottom = any ? y + 8 : plot->bottom;
}

/* --- the list --------------------------------------------------------------------------------------- */

struct list {
	struct chart *plot;
	double left, width, label_width; /* of one column */
};

static bool is_listed(const struct chart *plot, size_t point)
{
	return !plot->named[point] || plot->words == CHART_NUMBERS ||
	       (plot->words == CHART_LABELS && *plot->scatter->points[point].name);
}

static void add_place(const struct chart *plot, const struct book_point *point, struct buf *out)
{
	buf_add_char(out, '(');
	figure_number(out, plot->language, point->x, 1);
	buf_add_text(out, " ; ");
	figure_number(out, plot->language, point->y, 1);
	buf_add_text(out, *point->name ? ") " : ")");
}

/* Returns the height it takes. */
static double draw_entry(const struct list *list, size_t index, double x, double y)
{
	struct chart *plot = list->plot;
	const struct book_point *point = &plot->scatter->points[index];
	const struct svg_type strong = { plot->size, PAINT_INK, SVG_START, true },
			      plain = { plot->size, PAINT_INK, SVG_START, false };
	const double step = plot->size * 1.25, name_x = x + 18 + list->label_width + 8;
	struct buf text, lines;
	size_t count;

	buf_init(&text);
	buf_init(&lines);
	if (!plot->named[index])
		add_place(plot, point, &text);
	buf_add_text(&text, plot->words == CHART_NUMBERS && !*point->name ? point->label : point->name);
	count = svg_wrap(&lines, text.data, plot->size, false, x + list->width - name_x, NAME_LINES);
	chart_draw_mark(plot, x + 6, y - plot->size / 3, point->mark, point->tone);
	buf_clear(&text);
	chart_add_label(plot, index, &text);
	svg_text_within(&plot->svg, x + 18, y, &strong, text.data, list->label_width);
	svg_lines(&plot->svg, name_x, y, step, &plain, lines.data);
	buf_release(&text);
	buf_release(&lines);
	return (double)count * step + 4;
}

static double widest_label(const struct chart *plot, double most)
{
	double widest = 0;

	for (size_t i = 0; i < plot->scatter->point_count; i++) {
		struct buf label;

		if (!is_listed(plot, i))
			continue;
		buf_init(&label);
		chart_add_label(plot, i, &label);
		widest = fmax(widest, svg_width(label.data, plot->size, true));
		buf_release(&label);
	}
	return fmin(widest, most);
}

void chart_draw_list(struct chart *plot)
{
	const size_t columns = plot->svg.style->width < NARROW ? 1 : 2;
	const double whole = plot->svg.style->width - 48.0, top = plot->bottom + plot->size + 12;
	struct list list = { plot, 24, (whole - 28 * (double)(columns - 1)) / (double)columns, 0 };
	size_t count = 0, drawn = 0;
	double y = top;

	list.label_width = widest_label(plot, list.width * 0.4);
	for (size_t i = 0; i < plot->scatter->point_count; i++)
		count += is_listed(plot, i);
	for (size_t i = 0; i < plot->scatter->point_count; i++) {
		const size_t rows = (count + columns - 1) / columns;
		size_t column;

		if (!is_listed(plot, i))
			continue;
		column = drawn / rows;
		if (drawn % rows == 0)
			y = top;
		y += draw_entry(&list, i, list.left + (list.width + 28) * (double)column, y);
		plot->bottom = fmax(plot->bottom, y - plot->size);
		drawn++;
	}
}
