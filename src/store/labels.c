#include "cadran/store/labels.h"

#include <math.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

/* Time grows with the square of their number: among many, other orders are not tried; in a crowd, no lines are drawn.
 */
enum { RING_COUNT = 16, RING_STEPS = 24, FEW = 60, CROWD_MAX = 150, TRIES = 12 };

/* A label stands nearer to its own mark than to any other. */
static const double gap = 3, apart = 6, between = 2, ring_width = 11, neighbourhood = 70;

struct placing {
	struct label *labels;
	size_t count;
	const struct label_space *space;
};

static double within(double value, double least, double most)
{
	return fmin(fmax(value, least), most);
}

static bool overlap(const struct label_box *a, const struct label_box *b, double margin)
{
	return a->left < b->right + margin && b->left < a->right + margin && a->top < b->bottom + margin &&
	       b->top < a->bottom + margin;
}

static struct label_box mark_box(const struct label *label)
{
	return (struct label_box){ label->x - label->radius, label->y - label->radius, label->x + label->radius,
				   label->y + label->radius };
}

/* Cuts [*from, *to], parts of a segment, to where start + t * length lies between least and most. */
static bool clip(double start, double length, double least, double most, double *from, double *to)
{
	double enter, leave;

	if (fabs(length) < 1e-9)
		return start > least && start < most;
	enter = (least - start) / length;
	leave = (most - start) / length;
	*from = fmax(*from, fmin(enter, leave));
	*to = fmin(*to, fmax(enter, leave));
	return *from < *to;
}

static bool line_meets(const struct label *line, const struct label_box *box, double margin)
{
	double from = 0, to = 1;

	return clip(line->from_x, line->to_x - line->from_x, box->left - margin, box->right + margin, &from, &to) &&
	       clip(line->from_y, line->to_y - line->from_y, box->top - margin, box->bottom + margin, &from, &to);
}

/* On which side of the line from a to b the point lies. */
static double side(const struct label *line, double x, double y)
{
	return (line->to_x - line->from_x) * (y - line->from_y) - (line->to_y - line->from_y) * (x - line->from_x);
}

static bool lines_cross(const struct label *a, const struct label *b)
{
	return side(a, b->from_x, b->from_y) * side(a, b->to_x, b->to_y) < 0 &&
	       side(b, a->from_x, a->from_y) * side(b, a->to_x, a->to_y) < 0;
}

static bool is_inside(const struct label_box *box, const struct label_box *area)
{
	return box->left >= area->left && box->right <= area->right && box->top >= area->top &&
	       box->bottom <= area->bottom;
}

static bool is_beside_taken(const struct placing *placing, const struct label *tried)
{
	for (size_t i = 0; i < placing->space->taken_count; i++) {
		const struct label_box *taken = &placing->space->taken[i];

		if (overlap(&tried->box, taken, between) || (tried->place == LABEL_LED && line_meets(tried, taken, 1)))
			return true;
	}
	return false;
}

/* A line that leaves a mark on which another lies leads away from that one. */
static bool line_meets_mark(const struct label *line, const struct label *other)
{
	const double x = line->to_x - line->from_x, y = line->to_y - line->from_y, square = x * x + y * y;
	const double along = square > 0 ? ((other->x - line->from_x) * x + (other->y - line->from_y) * y) / square : 0;
	const double part = within(along, 0, 1);
	const double nearest = hypot(other->x - line->from_x - part * x, other->y - line->from_y - part * y);

	return nearest < fmin(other->radius + 2, 0.9 * hypot(other->x - line->x, other->y - line->y));
}

static bool meets(const struct label *tried, const struct label *other, bool own)
{
	const struct label_box mark = mark_box(other);

	if (own)
		return tried->place == LABEL_LED && overlap(&tried->box, &mark, 0);
	if (overlap(&tried->box, &mark, apart))
		return true;
	if (tried->place == LABEL_LED && line_meets_mark(tried, other))
		return true;
	if (other->place == LABEL_NOWHERE)
		return false;
	if (overlap(&tried->box, &other->box, between))
		return true;
	if (other->place == LABEL_LED && line_meets(other, &tried->box, between))
		return true;
	return tried->place == LABEL_LED &&
	       (line_meets(tried, &other->box, between) || (other->place == LABEL_LED && lines_cross(tried, other)));
}

static bool is_free(const struct placing *placing, size_t index, const struct label *tried)
{
	if (!is_inside(&tried->box, &placing->space->area) || is_beside_taken(placing, tried))
		return false;
	for (size_t i = 0; i < placing->count; i++)
		if (meets(tried, &placing->labels[i], i == index))
			return false;
	return true;
}

static bool is_on_a_line(const struct label_space *space, const struct label_box *box)
{
	return (box->left < space->x_line && box->right > space->x_line) ||
	       (box->top < space->y_line && box->bottom > space->y_line);
}

static void put(struct label *label, double centre_x, double centre_y)
{
	label->box = (struct label_box){ centre_x - label->width / 2, centre_y - label->height / 2,
					 centre_x + label->width / 2, centre_y + label->height / 2 };
}

/* Keeps the first place that is found, then the first that is off the lines: none is better than that. */
static bool take(const struct placing *placing, struct label *found, const struct label *tried)
{
	const bool off = !is_on_a_line(placing->space, &tried->box);

	if (off || found->place == LABEL_NOWHERE)
		*found = *tried;
	return off;
}

/* The first free place beside the mark, off the lines where one is. */
static bool place_beside(const struct placing *placing, size_t index)
{
	/* Right and left, then the corners, then above and below. */
	static const struct {
		double x, y;
	} sides[] = { { 1, 0 }, { -1, 0 }, { 1, -1 }, { 1, 1 }, { -1, -1 }, { -1, 1 }, { 0, -1 }, { 0, 1 } };
	struct label *label = &placing->labels[index];
	struct label found = *label;

	for (size_t i = 0; i < ARRAY_SIZE(sides); i++) {
		const double reach = sides[i].x != 0 && sides[i].y != 0 ? label->radius * 0.8 : label->radius + gap;
		struct label tried = *label;

		tried.place = LABEL_BESIDE;
		put(&tried, label->x + sides[i].x * (reach + label->width / 2),
		    label->y + sides[i].y * (reach + label->height / 2));
		if (is_free(placing, index, &tried) && take(placing, &found, &tried))
			break;
	}
	*label = found;
	return found.place != LABEL_NOWHERE;
}

/* The shortest line from the mark to its label. */
static void lead(struct label *label)
{
	double length;

	label->to_x = within(label->x, label->box.left, label->box.right);
	label->to_y = within(label->y, label->box.top, label->box.bottom);
	length = hypot(label->to_x - label->x, label->to_y - label->y);
	label->from_x = label->x + (label->to_x - label->x) * within(label->radius / fmax(length, 1e-9), 0, 1);
	label->from_y = label->y + (label->to_y - label->y) * within(label->radius / fmax(length, 1e-9), 0, 1);
}

/* cos and sin in steps round the circle: the same bytes whatever the library of functions. */
static void direction(int step, double *x, double *y)
{
	enum { QUARTER = RING_STEPS / 4 };
	static const double cosines[QUARTER + 1] = { 1, 0.9659, 0.8660, 0.7071, 0.5, 0.2588, 0 };
	const int part = step % QUARTER;
	const double along = cosines[part], across = cosines[QUARTER - part];

	*x = (const double[]){ along, -across, -along, across }[step / QUARTER];
	*y = (const double[]){ across, along, -across, -along }[step / QUARTER];
}

/* The first free place around the mark, off the lines where one is. */
static bool place_on_ring(const struct placing *placing, size_t index, double distance)
{
	struct label *label = &placing->labels[index];
	struct label found = *label;

	for (int step = 0; step < RING_STEPS; step++) {
		struct label tried = *label;
		double x, y;

		direction(step, &x, &y);
		tried.place = LABEL_LED;
		put(&tried, label->x + x * (distance + label->width / 2),
		    label->y + y * (distance + label->height / 2));
		lead(&tried);
		if (is_free(placing, index, &tried) && take(placing, &found, &tried))
			break;
	}
	*label = found;
	return found.place != LABEL_NOWHERE;
}

struct turn {
	size_t index, crowd;
};

static int compare_turns(const void *a, const void *b)
{
	const struct turn *one = a, *two = b;

	if (one->crowd != two->crowd)
		return one->crowd > two->crowd ? -1 : 1;
	return (one->index > two->index) - (one->index < two->index);
}

/* Those with the most neighbours first: they have the fewest places. */
static struct turn *turns(const struct label *labels, size_t count)
{
	struct turn *order = xcalloc(count ? count : 1, sizeof(*order));

	for (size_t i = 0; i < count; i++) {
		order[i].index = i;
		for (size_t j = 0; j < count; j++)
			order[i].crowd += fabs(labels[i].x - labels[j].x) < neighbourhood &&
					  fabs(labels[i].y - labels[j].y) < neighbourhood / 2;
	}
	qsort(order, count, sizeof(*order), compare_turns);
	return order;
}

/* In this order; returns how many find no place. */
static size_t place_all(const struct placing *placing, const struct turn *order)
{
	const int rings = placing->count > CROWD_MAX ? 0 : RING_COUNT;
	size_t missing = 0;

	for (size_t i = 0; i < placing->count; i++)
		placing->labels[i].place = LABEL_NOWHERE;
	for (size_t i = 0; i < placing->count; i++) {
		const size_t index = order[i].index;
		const struct label *label = &placing->labels[index];
		bool placed = label->width <= 0 || place_beside(placing, index);

		for (int ring = 1; ring <= rings && !placed; ring++)
			placed = place_on_ring(placing, index, label->radius + ring * ring_width);
		missing += !placed;
	}
	return missing;
}

/* Those that found no place come first now, the others as before. */
static void let_missing_pass(const struct placing *placing, struct turn *order)
{
	size_t first = 0;

	for (size_t i = 0; i < placing->count; i++) {
		const struct turn turn = order[i];
		const struct label *label = &placing->labels[turn.index];

		if (label->place != LABEL_NOWHERE || label->width <= 0)
			continue;
		memmove(&order[first + 1], &order[first], (i - first) * sizeof(*order));
		order[first++] = turn;
	}
}

void labels_place(struct label *labels, size_t count, const struct label_space *space)
{
	const struct placing placing = { labels, count, space };
	const int tries = count > FEW ? 1 : TRIES;
	struct turn *order = turns(labels, count), *best = turns(labels, count);
	size_t fewest = place_all(&placing, order), missing = fewest;

	for (int try = 1; try < tries && missing; try++) {
		let_missing_pass(&placing, order);
		missing = place_all(&placing, order);
		if (missing >= fewest)
			continue;
		fewest = missing;
		memcpy(best, order, count * sizeof(*order));
	}
	if (missing > fewest)
		(void)place_all(&placing, best);
	free(order);
	free(best);
}
