#include "svg_scatter.h"

#include <math.h>
#include <stdint.h>

#include "cadran/base/alloc.h"
#include "cadran/base/figures.h"

enum { SLIM = 500 };

/* --- the frame ---------------------------------------------------------------------------------------- */

static void add_figure(const struct chart *plot, double value, struct buf *text)
{
	buf_clear(text);
	figure_number(text, plot->language, value, 1);
}

static bool is_near(double value, double limit)
{
	return fabs(value - limit) < 7;
}

/* Numbers along both axes; a limit has its own, in bold, in place of one beside it. */
static void draw_numbers(struct chart *plot)
{
	static const double values[] = { 0, 25, 50, 75, 100 };
	const double limits[] = { plot->scatter->x_limit, plot->scatter->y_limit };
	struct buf text;

	buf_init(&text);
	for (int axis = 0; axis < 2; axis++) {
		for (size_t i = 0; i <= ARRAY_SIZE(values); i++) {
			const bool limit = i == ARRAY_SIZE(values);
			const double value = limit ? limits[axis] : values[i];
			const struct svg_type type = { plot->size - 1, limit ? PAINT_INK : PAINT_MUTED,
						       axis ? SVG_END : SVG_MIDDLE, limit };

			if (!limit && is_near(value, limits[axis]))
				continue;
			add_figure(plot, value, &text);
			svg_text(&plot->svg, axis ? plot->area.left - 8 : chart_x(plot, value),
				 axis ? chart_y(plot, value) + plot->size / 3 : plot->area.bottom + plot->size + 6,
				 &type, text.data);
		}
	}
	buf_release(&text);
}

static void draw_frame(struct chart *plot)
{
	const struct label_box *area = &plot->area;
	const struct svg_pen edge = { PAINT_CARD, PAINT_RULE, 1, NULL },
			     limit = { PAINT_NONE, PAINT_MUTED, 1.3, "6 4" };
	const struct svg_type title = { plot->size, PAINT_INK, SVG_START, true },
			      at_end = { plot->size, PAINT_INK, SVG_END, true };
	const double x = chart_x(plot, plot->scatter->x_limit), y = chart_y(plot, plot->scatter->y_limit);
	struct buf text;

	svg_rectangle(&plot->svg, area->left, area->top, area->right - area->left, area->bottom - area->top, &edge);
	svg_line(&plot->svg, x, area->top, x, area->bottom, &limit);
	svg_line(&plot->svg, area->left, y, area->right, y, &limit);
	draw_numbers(plot);
	buf_init(&text);
	buf_add_format(&text, "↑ %s", plot->scatter->y_title);
	svg_text(&plot->svg, area->left, area->top - 10, &title, text.data);
	buf_clear(&text);
	buf_add_format(&text, "%s →", plot->scatter->x_title);
	svg_text(&plot->svg, area->right, area->bottom + 2.3 * plot->size + 8, &at_end, text.data);
	buf_release(&text);
	plot->bottom = area->bottom + 2.3 * plot->size + 16;
}

static void draw_quadrants(struct chart *plot)
{
	for (size_t i = 0; i < QUADRANT_COUNT; i++) {
		const struct label_box *box = &plot->quadrants[i];
		const bool right = i % 2;
		const struct svg_type type = { plot->size, PAINT_MUTED, right ? SVG_END : SVG_START, false };

		svg_lines(&plot->svg, right ? box->right : box->left, box->top + plot->size, plot->size * 1.25, &type,
			  plot->quadrant_lines[i]);
	}
}

/* --- points -------------------------------------------------------------------------------------------- */

/* What a pointer that rests on the mark is told. */
static void add_tip(const struct chart *plot, const struct book_point *point)
{
	struct buf *out = plot->svg.out;

	buf_add_text(out, "<g><title>");
	markup_text(out, point->label);
	buf_add_text(out, *point->name ? " · " : "");
	markup_text(out, point->name);
	buf_add_text(out, " (");
	figure_number(out, plot->language, point->x, 1);
	buf_add_text(out, " ; ");
	figure_number(out, plot->language, point->y, 1);
	buf_add_text(out, ")</title>\n");
}

static void draw_leaders(struct chart *plot)
{
	const struct svg_pen pen = { PAINT_NONE, PAINT_MUTED, 0.8, NULL };

	for (size_t i = 0; i < plot->spot_count; i++) {
		const struct label *label = &plot->labels[i];

		if (label->place == LABEL_LED)
			svg_line(&plot->svg, label->from_x, label->from_y, label->to_x, label->to_y, &pen);
	}
}

static void draw_points(struct chart *plot)
{
	for (size_t i = 0; i < plot->scatter->point_count; i++) {
		const struct book_point *point = &plot->scatter->points[i];

		if (plot->spot_of[i] == SIZE_MAX)
			continue;
		add_tip(plot, point);
		chart_draw_mark(plot, chart_x(plot, point->x), chart_y(plot, point->y), point->mark, point->tone);
		buf_add_text(plot->svg.out, "</g>\n");
	}
}

/* Keeps a limit from running through the words. */
static void clear_ground(struct chart *plot, const struct label_box *box)
{
	const struct svg_pen ground = { PAINT_CARD, PAINT_NONE, 0, NULL };
	const double x = chart_x(plot, plot->scatter->x_limit), y = chart_y(plot, plot->scatter->y_limit);

	if ((box->left < x && box->right > x) || (box->top < y && box->bottom > y))
		svg_rectangle(&plot->svg, box->left, box->top, box->right - box->left, box->bottom - box->top, &ground);
}

/* On the side of its mark the text ends where its box does, however wide the reader's font is. */
static void draw_label(struct chart *plot, const struct label *label, const char *lines)
{
	const bool after = label->x <= label->box.left, before = label->x >= label->box.right;
	const struct svg_type type = { .size = plot->size,
				       .paint = PAINT_INK,
				       .anchor = after    ? SVG_START
						 : before ? SVG_END
							  : SVG_MIDDLE,
				       .strong = plot->words != CHART_NAMES };
	const double x = after ? label->box.left : before ? label->box.right : (label->box.left + label->box.right) / 2;

	if (label->place == LABEL_NOWHERE)
		return;
	clear_ground(plot, &label->box);
	svg_lines(&plot->svg, x, label->box.top + plot->size * 0.92, plot->size * 1.2, &type, lines);
}

static void draw_labels(struct chart *plot)
{
	for (size_t i = 0; i < plot->spot_count; i++)
		draw_label(plot, &plot->labels[i], plot->spots[i].lines);
}

void svg_scatter(const struct book_scatter *scatter, const struct book *book, const struct svg_style *style,
		 struct buf *out)
{
	const bool slim = style->width < SLIM;
	struct buf shapes;
	struct chart plot = {
		.svg = { style, &shapes },
		.scatter = scatter,
		.language = book->language,
		.size = style->inside ? (slim ? 11 : 13) : 14,
	};
	double head;

	buf_init(&shapes);
	head = svg_heading(&plot.svg, scatter->title) + 2.2 * plot.size;
	plot.area = (struct label_box){ 44, head, style->width - (slim ? 10 : 24),
					head + (slim ? style->width * 1.1 : fmin(style->width * 0.56, 560)) };
	chart_arrange(&plot);
	draw_frame(&plot);
	draw_quadrants(&plot);
	draw_leaders(&plot);
	draw_points(&plot);
	draw_labels(&plot);
	chart_draw_key(&plot);
	chart_draw_list(&plot);
	svg_close(&plot.svg, scatter->id, scatter->title, scatter->description, book->language, plot.bottom + 12, out);
	chart_release(&plot);
	buf_release(&shapes);
}
