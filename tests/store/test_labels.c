#include <criterion/criterion.h>
#include <math.h>
#include <string.h>

#include "cadran/store/labels.h"

enum { COUNT = 40, CROWD = 400 };

static const struct label_space space = { .area = { 0, 0, 860, 490 }, .x_line = 430, .y_line = 245 };

static double draw(unsigned *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (double)(*seed >> 8) / (1 << 24);
}

static void scatter(struct label *labels, size_t count, unsigned seed)
{
	for (size_t i = 0; i < count; i++)
		labels[i] = (struct label){ .x = 10 + 840 * draw(&seed),
					    .y = 10 + 470 * draw(&seed),
					    .radius = 7,
					    .width = 30 + 60 * draw(&seed),
					    .height = 16 };
}

static bool touch(const struct label_box *a, const struct label_box *b)
{
	return !(a->right <= b->left || b->right <= a->left || a->bottom <= b->top || b->bottom <= a->top);
}

static struct label_box mark(const struct label *label)
{
	return (struct label_box){ label->x - label->radius, label->y - label->radius, label->x + label->radius,
				   label->y + label->radius };
}

static bool line_touches(const struct label *line, const struct label_box *box)
{
	for (int step = 0; step <= 200; step++) {
		const double t = step / 200.0, x = line->from_x + t * (line->to_x - line->from_x),
			     y = line->from_y + t * (line->to_y - line->from_y);

		if (x > box->left && x < box->right && y > box->top && y < box->bottom)
			return true;
	}
	return false;
}

static double distance(const struct label_box *box, const struct label *to)
{
	return hypot(fmax(fmax(box->left - to->x, to->x - box->right), 0),
		     fmax(fmax(box->top - to->y, to->y - box->bottom), 0));
}

static void expect_apart(const struct label *label, const struct label *other)
{
	const struct label_box its_mark = mark(other);

	cr_expect_not(touch(&label->box, &its_mark), "a label is on a mark");
	if (other->place != LABEL_NOWHERE)
		cr_expect_not(touch(&label->box, &other->box), "two labels touch");
	if (label->place == LABEL_BESIDE)
		cr_expect_gt(distance(&label->box, other), distance(&label->box, label),
			     "it is nearer to another mark");
	if (label->place != LABEL_LED)
		return;
	/* Where marks lie on each other the line begins on both. */
	if (hypot(label->x - other->x, label->y - other->y) > 2 * label->radius)
		cr_expect_not(line_touches(label, &its_mark), "a line goes through a mark");
	cr_expect(other->place == LABEL_NOWHERE || !line_touches(label, &other->box), "a line goes through a label");
}

static void expect_readable(const struct label *labels, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (labels[i].place == LABEL_NOWHERE)
			continue;
		cr_expect(labels[i].box.left >= 0 && labels[i].box.right <= 860 && labels[i].box.top >= 0 &&
			  labels[i].box.bottom <= 490);
		for (size_t j = 0; j < count; j++)
			if (j != i)
				expect_apart(&labels[i], &labels[j]);
	}
}

Test(labels, forty_points_have_their_labels_and_none_touches_another)
{
	struct label labels[COUNT];

	for (unsigned seed = 1; seed <= 100; seed++) {
		scatter(labels, COUNT, seed);
		labels_place(labels, COUNT, &space);
		expect_readable(labels, COUNT);
		for (size_t i = 0; i < COUNT; i++)
			cr_expect_neq(labels[i].place, LABEL_NOWHERE, "seed %u, label %zu", seed, i);
	}
}

Test(labels, in_a_crowd_what_has_no_place_is_left_out_and_the_rest_is_readable)
{
	static struct label labels[CROWD];
	size_t placed = 0;

	scatter(labels, CROWD, 7);
	labels_place(labels, CROWD, &space);
	expect_readable(labels, CROWD);
	for (size_t i = 0; i < CROWD; i++)
		placed += labels[i].place != LABEL_NOWHERE;
	cr_expect_gt(placed, 40);
	cr_expect_lt(placed, CROWD);
}

Test(labels, a_label_keeps_off_what_is_taken_and_off_the_limits)
{
	static const struct label_box taken[] = { { 110, 90, 200, 110 } };
	const struct label_space with = {
		.area = space.area, .taken = taken, .taken_count = 1, .x_line = 430, .y_line = 245
	};
	struct label labels[] = {
		{ .x = 100, .y = 100, .radius = 5, .width = 60, .height = 16 },
		{ .x = 400, .y = 100, .radius = 5, .width = 60, .height = 16 },
	};

	labels_place(labels, 2, &with);
	cr_expect_eq(labels[0].place, LABEL_BESIDE);
	cr_expect_not(touch(&labels[0].box, &taken[0]));
	cr_expect_leq(labels[1].box.right, 430, "it would cross the limit on the right");
}

Test(labels, the_same_points_have_the_same_places)
{
	struct label one[COUNT], two[COUNT];

	memset(one, 0, sizeof(one));
	memset(two, 0, sizeof(two));
	scatter(one, COUNT, 3);
	scatter(two, COUNT, 3);
	labels_place(one, COUNT, &space);
	labels_place(two, COUNT, &space);
	for (size_t i = 0; i < COUNT; i++)
		cr_expect(one[i].box.left == two[i].box.left && one[i].box.top == two[i].box.top);
}

Test(labels, a_mark_without_a_label_is_kept_free)
{
	struct label labels[] = {
		{ .x = 100, .y = 100, .radius = 5, .width = 60, .height = 16 },
		{ .x = 130, .y = 100, .radius = 5, .width = 0, .height = 0 },
	};

	labels_place(labels, 2, &space);
	cr_expect_eq(labels[1].place, LABEL_NOWHERE);
	cr_expect_leq(labels[0].box.right, 100);
}
