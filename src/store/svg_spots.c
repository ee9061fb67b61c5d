#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "svg_scatter.h"

/* Names stand at their points where there is room and they are few. */
enum { NAME_LINES = 3, FULL_WIDTH = 600, FULL_COUNT = 24 };

static const double mark_radius = 7, one_spot = 2, label_width = 170, name_width = 150, short_width = 50;

static double clamped(double value)
{
	return fmin(fmax(value, 0), 100);
}

double chart_x(const struct chart *plot, double value)
{
	return plot->area.left + (plot->area.right - plot->area.left) * clamped(value) / 100;
}

double chart_y(const struct chart *plot, double value)
{
	return plot->area.bottom - (plot->area.bottom - plot->area.top) * clamped(value) / 100;
}

/* --- spots ---------------------------------------------------------------------------------------- */

static size_t find_spot(struct chart *plot, size_t point)
{
	const struct book_point *points = plot->scatter->points;
	const double x = chart_x(plot, points[point].x), y = chart_y(plot, points[point].y);

	if (!isfinite(points[point].x) || !isfinite(points[point].y))
		return SIZE_MAX;
	for (size_t i = 0; i < plot->spot_count; i++)
		if (fabs(plot->labels[i].x - x) < one_spot && fabs(plot->labels[i].y - y) < one_spot)
			return i;
	plot->spots[plot->spot_count].first = point;
	plot->labels[plot->spot_count] = (struct label){ .x = x, .y = y, .radius = mark_radius };
	return plot->spot_count++;
}

static void find_spots(struct chart *plot)
{
	const size_t count = plot->scatter->point_count, room = count ? count : 1;

	plot->spot_of = xcalloc(room, sizeof(*plot->spot_of));
	plot->spots = xcalloc(room, sizeof(*plot->spots));
	plot->labels = xcalloc(room, sizeof(*plot->labels));
	plot->named = xcalloc(room, sizeof(*plot->named));
	for (size_t i = 0; i < count; i++)
		plot->spot_of[i] = find_spot(plot, i);
}

static size_t newlines(const char *text)
{
	size_t count = 0;

	while ((text = strchr(text, '\n'))) {
		count++;
		text++;
	}
	return count;
}

static void mark_named(struct chart *plot, size_t spot)
{
	for (size_t i = plot->spots[spot].first; i < plot->scatter->point_count; i++)
		plot->named[i] = plot->named[i] || plot->spot_of[i] == spot;
}

void chart_add_label(const struct chart *plot, size_t point, struct buf *out)
{
	if (plot->words == CHART_NUMBERS)
		buf_add_format(out, "%zu", point + 1);
	else
		buf_add_text(out, plot->scatter->points[point].label);
}

/* «UC03, UC07»; returns how many there are. */
static size_t join_labels(const struct chart *plot, size_t spot, struct buf *out)
{
	size_t members = 0;

	for (size_t i = plot->spots[spot].first; i < plot->scatter->point_count; i++) {
		if (plot->spot_of[i] != spot)
			continue;
		buf_add_text(out, members++ ? ", " : "");
		chart_add_label(plot, i, out);
	}
	return members;
}

/* All labels, or «UC03 +4» where that would be long. */
static void label_spot(struct chart *plot, size_t spot, struct buf *out)
{
	const size_t members = join_labels(plot, spot, out);
	struct buf first;

	if (svg_width(out->data, plot->size, true) <= label_width) {
		mark_named(plot, spot);
		return;
	}
	buf_init(&first);
	chart_add_label(plot, plot->spots[spot].first, &first);
	buf_clear(out);
	(void)svg_wrap(out, first.data, plot->size, true, label_width, 1);
	if (members > 1)
		buf_add_format(out, " +%zu", members - 1);
	buf_release(&first);
}

/* The name in a few lines, where there is one and it is alone. */
static bool name_spot(struct chart *plot, size_t spot, struct buf *out)
{
	const char *name = plot->scatter->points[plot->spots[spot].first].name;
	struct buf labels;
	size_t members, lines;

	buf_init(&labels);
	members = join_labels(plot, spot, &labels);
	buf_release(&labels);
	lines = svg_wrap(out, name, plot->size, false, name_width, NAME_LINES + 1);
	if (!*name || members > 1 || lines > NAME_LINES)
		return false;
	mark_named(plot, spot);
	return true;
}

/* Returns false where not all names can stand at their points. */
static bool word_spots(struct chart *plot)
{
	for (size_t i = 0; i < plot->spot_count; i++) {
		struct label *label = &plot->labels[i];
		bool worded = true;
		struct buf text;

		buf_init(&text);
		if (plot->words == CHART_NAMES)
			worded = name_spot(plot, i, &text);
		else
			label_spot(plot, i, &text);
		label->width = svg_lines_width(text.data, plot->size, plot->words != CHART_NAMES);
		label->height = plot->size * 1.2 * (double)(1 + newlines(text.data));
		plot->spots[i].lines = buf_detach(&text);
		if (!worded)
			return false;
	}
	return true;
}

static void forget_words(struct chart *plot)
{
	for (size_t i = 0; i < plot->spot_count; i++) {
		free(plot->spots[i].lines);
		plot->spots[i].lines = NULL;
	}
	for (size_t i = 0; i < plot->scatter->point_count; i++)
		plot->named[i] = false;
}

/* --- quarters ------------------------------------------------------------------------------------- */

static struct label_box quarter(const struct chart *plot, size_t quadrant)
{
	const double x = chart_x(plot, plot->scatter->x_limit), y = chart_y(plot, plot->scatter->y_limit);
	const bool right = quadrant % 2, above = quadrant / 2;

	return (struct label_box){ right ? x : plot->area.left, above ? plot->area.top : y,
				   right ? plot->area.right : x, above ? y : plot->area.bottom };
}

static size_t marks_within(const struct chart *plot, const struct label_box *box)
{
	size_t count = 0;

	for (size_t i = 0; i < plot->spot_count; i++) {
		const struct label *mark = &plot->labels[i];

		count += mark->x > box->left - mark_radius && mark->x < box->right + mark_radius &&
			 mark->y > box->top - mark_radius && mark->y < box->bottom + mark_radius;
	}
	return count;
}

/* In the outer corner, unless another corner of the quarter has fewer marks. */
static void place_quadrant(struct chart *plot, size_t quadrant)
{
	const struct label_box room = quarter(plot, quadrant);
	const bool right = quadrant % 2, above = quadrant / 2;
	const double margin = 7, step = plot->size * 1.25;
	size_t fewest = SIZE_MAX, lines;
	double width = 0;
	struct buf text;

	buf_init(&text);
	lines = svg_wrap(&text, plot->scatter->quadrants[quadrant], plot->size, false,
			 room.right - room.left - 2 * margin, 2);
	width = lines > 1 ? room.right - room.left - 2 * margin : svg_width(text.data, plot->size, false);
	for (int corner = 0; corner < 4; corner++) {
		const bool at_right = right != (corner % 2 == 1), at_top = above != (corner / 2 == 1);
		const double x = at_right ? room.right - margin - width : room.left + margin;
		const double y = at_top ? room.top + margin : room.bottom - margin - (double)lines * step;
		const struct label_box box = { x, y, x + width, y + (double)lines * step };
		const size_t marks = marks_within(plot, &box);

		if (marks >= fewest)
			continue;
		fewest = marks;
		plot->quadrants[quadrant] = box;
	}
	plot->quadrant_lines[quadrant] = buf_detach(&text);
}

/* --- together --------------------------------------------------------------------------------------- */

/* Returns false where a spot has no place for its words. */
static bool place_spots(struct chart *plot)
{
	const struct label_space space = {
		.area = plot->area,
		.taken = plot->quadrants,
		.taken_count = QUADRANT_COUNT,
		.x_line = chart_x(plot, plot->scatter->x_limit),
		.y_line = chart_y(plot, plot->scatter->y_limit),
	};
	bool all = true;

	labels_place(plot->labels, plot->spot_count, &space);
	for (size_t i = 0; i < plot->scatter->point_count; i++) {
		if (plot->spot_of[i] == SIZE_MAX || plot->labels[plot->spot_of[i]].place != LABEL_NOWHERE)
			continue;
		plot->named[i] = false;
		all = false;
	}
	return all;
}

/* Names where there is room for them; labels unless they are long in a narrow drawing. */
static bool is_fit(const struct chart *plot)
{
	const bool wide = plot->area.right - plot->area.left >= FULL_WIDTH;

	if (plot->words == CHART_NAMES)
		return wide && plot->spot_count <= FULL_COUNT;
	for (size_t i = 0; plot->words == CHART_LABELS && !wide && i < plot->scatter->point_count; i++)
		if (svg_width(plot->scatter->points[i].label, plot->size, true) > short_width)
			return false;
	return true;
}

void chart_arrange(struct chart *plot)
{
	find_spots(plot);
	for (size_t i = 0; i < QUADRANT_COUNT; i++)
		place_quadrant(plot, i);
	for (plot->words = CHART_NAMES; plot->words < CHART_NUMBERS; plot->words++) {
		if (is_fit(plot) && word_spots(plot) && place_spots(plot))
			return;
		forget_words(plot);
	}
	(void)word_spots(plot);
	(void)place_spots(plot);
}

void chart_release(struct chart *plot)
{
	for (size_t i = 0; i < plot->spot_count; i++)
		free(plot->spots[i].lines);
	for (size_t i = 0; i < QUADRANT_COUNT; i++)
		free(plot->quadrant_lines[i]);
	free(plot->spot_of);
	free(plot->spots);
	free(plot->labels);
	free(plot->named);
}
