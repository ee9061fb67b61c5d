#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "svg_draw.h"

static const double pi = 3.14159265358979323846;
/* A spoke that leans less has its label above or below it. */
#define UPRIGHT 0.1

enum { RING_MAX = 10, LINES_MAX = 4 };

/* A series has its stroke and its mark: they are told apart in black and white too. */
static const struct look {
	enum paint paint;
	const char *dash;
	int corners; /* of the mark; 0 for a disk */
	bool hollow;
} looks[] = {
	{ PAINT_ACCENT, NULL, 0, false },
	{ PAINT_SECOND, "7 4", 4, true },
	{ PAINT_GOOD, "2 3", 3, false },
	{ PAINT_BAD, "10 3 2 3", 6, true },
};

struct axis_label {
	double x, top, height;
	enum svg_anchor anchor;
	char *lines;
};

struct drawing {
	struct svg svg;
	const struct book_radar *radar;
	double size, step; /* of labels */
	double x, y, radius;
	double bottom;
};

static double angle_of(const struct book_radar *radar, size_t axis)
{
	return 2 * pi * (double)axis / (double)radar->axis_count;
}

static void place(const struct drawing *drawing, size_t axis, double reach, double *x, double *y)
{
	const double angle = angle_of(drawing->radar, axis);

	*x = drawing->x + reach * sin(angle);
	*y = drawing->y - reach * cos(angle);
}

static double reach_of(const struct drawing *drawing, double value)
{
	const struct book_radar *radar = drawing->radar;
	const double span = radar->most - radar->least;

	return span > 0 ? drawing->radius * fmin(fmax((value - radar->least) / span, 0), 1) : 0;
}

/* --- labels --------------------------------------------------------------------------------------- */

/* What is to the left or right of the tip of a spoke; above and below it, as far as its neighbours. */
static double label_width(const struct drawing *drawing, enum svg_anchor anchor, double tip_x)
{
	const double side = fmin(tip_x, drawing->svg.style->width - tip_x) - 4;
	const double near = drawing->radar->axis_count > 4 ? 1.6 * drawing->radius * sin(angle_of(drawing->radar, 1))
							   : drawing->radius;

	return anchor == SVG_MIDDLE ? fmax(fmin(near, 2 * side), 60) : side;
}

static struct axis_label make_label(const struct drawing *drawing, size_t axis)
{
	const double angle = angle_of(drawing->radar, axis), margin = drawing->size * 0.8;
	struct axis_label label;
	struct buf lines;
	double y;
	size_t count;

	label.anchor = fabs(sin(angle)) < UPRIGHT ? SVG_MIDDLE : sin(angle) > 0 ? SVG_START : SVG_END;
	place(drawing, axis, drawing->radius + margin, &label.x, &y);
	buf_init(&lines);
	count = svg_wrap(&lines, drawing->radar->axes[axis], drawing->size, false,
			 label_width(drawing, label.anchor, label.x), LINES_MAX);
	label.lines = buf_detach(&lines);
	label.height = (double)count * drawing->step;
	label.top = y - label.height / 2 - cos(angle) * label.height / 2;
	return label;
}

/* Down along one side, labels that would touch move on. */
static void part_side(struct axis_label *labels, size_t count, enum svg_anchor side)
{
	double end = -INFINITY;

	for (size_t i = 0; i < count; i++) {
		/* Axes go clockwise from the top: those on the left stand from the bottom up. */
		struct axis_label *label = &labels[side == SVG_END ? count - 1 - i : i];

		if (label->anchor != side)
			continue;
		label->top = fmax(label->top, end);
		end = label->top + label->height + 3;
	}
}

static struct axis_label *make_labels(const struct drawing *drawing)
{
	const size_t count = drawing->radar->axis_count;
	struct axis_label *labels = xcalloc(count ? count : 1, sizeof(*labels));

	for (size_t i = 0; i < count; i++)
		labels[i] = make_label(drawing, i);
	part_side(labels, count, SVG_START);
	part_side(labels, count, SVG_END);
	return labels;
}

/* Moves everything down to where the highest label has room below `head`. */
static void settle(struct drawing *drawing, struct axis_label *labels, double head)
{
	double top = drawing->y - drawing->radius, bottom = drawing->y + drawing->radius, shift;

	for (size_t i = 0; i < drawing->radar->axis_count; i++) {
		top = fmin(top, labels[i].top);
		bottom = fmax(bottom, labels[i].top + labels[i].height);
	}
	shift = head + 14 - top;
	drawing->y += shift;
	drawing->bottom = bottom + shift;
	for (size_t i = 0; i < drawing->radar->axis_count; i++)
		labels[i].top += shift;
}

static void draw_labels(struct drawing *drawing, struct axis_label *labels)
{
	for (size_t i = 0; i < drawing->radar->axis_count; i++) {
		const struct svg_type type = { drawing->size, PAINT_INK, labels[i].anchor, false };

		svg_lines(&drawing->svg, labels[i].x, labels[i].top + drawing->size, drawing->step, &type,
			  labels[i].lines);
		free(labels[i].lines);
	}
	free(labels);
}

/* --- the web ---------------------------------------------------------------------------------------- */

static int ring_count(const struct book_radar *radar)
{
	const double span = radar->most - radar->least;

	return span >= 1 && span <= RING_MAX ? (int)span : span > 0 ? 5 : 0;
}

static void draw_web(struct drawing *drawing)
{
	const struct svg_pen rule = { PAINT_NONE, PAINT_RULE, 1, NULL };
	const int rings = ring_count(drawing->radar);

	for (int ring = 1; ring <= rings; ring++)
		svg_circle(&drawing->svg, drawing->x, drawing->y, drawing->radius * ring / rings, &rule);
	for (size_t i = 0; i < drawing->radar->axis_count; i++) {
		double x, y;

		place(drawing, i, drawing->radius, &x, &y);
		svg_line(&drawing->svg, drawing->x, drawing->y, x, y, &rule);
	}
}

/* Halfway between the first two spokes, where no value stands. */
static void draw_scale(struct drawing *drawing)
{
	const struct book_radar *radar = drawing->radar;
	const struct svg_type type = { drawing->size - 2, PAINT_MUTED, SVG_MIDDLE, false };
	const double angle = radar->axis_count ? pi / (double)radar->axis_count : 0;
	const int rings = ring_count(radar);

	for (int ring = 1; ring <= rings; ring++) {
		const double reach = drawing->radius * ring / rings;
		struct buf text;

		buf_init(&text);
		svg_number(&text, radar->least + (radar->most - radar->least) * ring / rings);
		svg_text(&drawing->svg, drawing->x + reach * sin(angle),
			 drawing->y - reach * cos(angle) + drawing->size / 3, &type, text.data);
		buf_release(&text);
	}
}

/* --- series ------------------------------------------------------------------------------------------- */

static const struct look *look_of(size_t series)
{
	return &looks[series % ARRAY_SIZE(looks)];
}

static void draw_mark(struct svg *svg, double x, double y, const struct look *look)
{
	const struct svg_pen pen = { look->hollow ? PAINT_PAPER : look->paint, look->paint, 1.8, NULL };

	if (look->corners)
		svg_star(svg, x, y, 5.5, 5.5, look->corners, &pen);
	else
		svg_circle(svg, x, y, 4, &pen);
}

/* A stroke joins neighbours that are both known: none goes through what is not. */
static void draw_outline(struct drawing *drawing, const double *values, const struct look *look)
{
	const size_t count = drawing->radar->axis_count, strokes = count > 2 ? count : count ? count - 1 : 0;
	const struct svg_pen pen = { PAINT_NONE, look->paint, 2.4, look->dash };
	bool joined = false;
	struct buf data;

	buf_init(&data);
	for (size_t i = 0; i < strokes; i++) {
		const size_t next = (i + 1) % count;
		double x, y;

		if (!isfinite(values[i]) || !isfinite(values[next])) {
			joined = false;
			continue;
		}
		if (!joined) {
			place(drawing, i, reach_of(drawing, values[i]), &x, &y);
			svg_point(&data, data.length ? " M" : "M", x, y);
		}
		place(drawing, next, reach_of(drawing, values[next]), &x, &y);
		svg_point(&data, " L", x, y);
		joined = true;
	}
	if (data.length)
		svg_path(&drawing->svg, data.data, &pen);
	buf_release(&data);
}

static void draw_series(struct drawing *drawing, size_t series)
{
	const double *values = drawing->radar->series[series].values;
	const struct look *look = look_of(series);

	draw_outline(drawing, values, look);
	for (size_t i = 0; i < drawing->radar->axis_count; i++) {
		double x, y;

		if (!isfinite(values[i]))
			continue;
		place(drawing, i, reach_of(drawing, values[i]), &x, &y);
		draw_mark(&drawing->svg, x, y, look);
	}
}

/* --- the legend ----------------------------------------------------------------------------------------- */

static bool has_unknown(const struct book_radar *radar)
{
	for (size_t s = 0; s < radar->series_count; s++)
		for (size_t a = 0; a < radar->axis_count; a++)
			if (!isfinite(radar->series[s].values[a]))
				return true;
	return false;
}

static void draw_sample(struct drawing *drawing, double x, double y, const struct look *look)
{
	const struct svg_pen pen = { PAINT_NONE, look->paint, 2.4, look->dash };

	svg_line(&drawing->svg, x, y, x + 34, y, &pen);
	draw_mark(&drawing->svg, x + 17, y, look);
}

static void draw_legend(struct drawing *drawing, enum language language)
{
	const struct svg_type ink = { drawing->size, PAINT_INK, SVG_START, false },
			      muted = { drawing->size, PAINT_MUTED, SVG_START, false };
	const double left = 24, right = drawing->svg.style->width - 8;
	double x = left, y = drawing->bottom + 30;

	for (size_t s = 0; s < drawing->radar->series_count; s++) {
		const double width = 42 + svg_width(drawing->radar->series[s].name, drawing->size, false);

		if (x > left && x + width > right) {
			x = left;
			y += drawing->size + 10;
		}
		draw_sample(drawing, x, y - drawing->size / 3, look_of(s));
		svg_text(&drawing->svg, x + 42, y, &ink, drawing->radar->series[s].name);
		x += width + 24;
	}
	if (has_unknown(drawing->radar)) {
		y += drawing->radar->series_count ? drawing->size + 10 : 0;
		svg_text(&drawing->svg, left, y, &muted, message_in(language, N_("A gap in a line: not known yet.")));
	}
	drawing->bottom = y + 16;
}

static double longest_word(const char *text, double size)
{
	double longest = 0;

	while (*text) {
		const size_t length = strcspn(text, " ");
		char *word = xstrndup(text, length);

		longest = fmax(longest, svg_width(word, size, false));
		free(word);
		text += length + (text[length] == ' ');
	}
	return longest;
}

/* As large as leaves room for the words beside it, and no smaller than a radar can be read. */
static double find_radius(const struct drawing *drawing)
{
	const double half = drawing->svg.style->width / 2.0, margin = drawing->size * 0.8;
	double radius = fmin(half * 0.6, 220);

	for (size_t i = 0; i < drawing->radar->axis_count; i++) {
		const double lean = fabs(sin(angle_of(drawing->radar, i)));
		const double room = half - longest_word(drawing->radar->axes[i], drawing->size) - 6;

		if (lean >= UPRIGHT)
			radius = fmin(radius, room / lean - margin);
	}
	return fmax(radius, half * 0.4);
}

void svg_radar(const struct book_radar *radar, const struct book *book, const struct svg_style *style, struct buf *out)
{
	const double size = style->inside ? 13 : 15;
	struct buf shapes;
	struct drawing drawing = {
		.svg = { style, &shapes },
		.radar = radar,
		.size = size,
		.step = size * 1.25,
		.x = style->width / 2.0,
	};
	struct axis_label *labels;

	buf_init(&shapes);
	drawing.radius = find_radius(&drawing);
	labels = make_labels(&drawing);
	settle(&drawing, labels, svg_heading(&drawing.svg, radar->title));
	draw_web(&drawing);
	draw_scale(&drawing);
	for (size_t s = radar->series_count; s-- > 0;)
		draw_series(&drawing, s);
	draw_labels(&drawing, labels);
	draw_legend(&drawing, book->language);
	svg_close(&drawing.svg, radar->id, radar->title, radar->description, book->language, drawing.bottom, out);
	buf_release(&shapes);
}
