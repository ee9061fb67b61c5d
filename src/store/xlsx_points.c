#include <math.h>
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/map.h"
#include "xlsx_layout.h"

/* More names at one place would run over their neighbours. */
enum { LABELS_MAX = 4 };

struct place {
	struct buf label;
	size_t row, points;
};

static bool is_placed(const struct book_point *point)
{
	return isfinite(point->x) && isfinite(point->y);
}

static void order_by_mark(const struct book_scatter *scatter, struct xlsx_points *points)
{
	for (int mark = 0; mark < BOOK_MARK_COUNT; mark++) {
		points->first[mark] = points->total;
		for (size_t p = 0; p < scatter->point_count; p++) {
			const struct book_point *point = &scatter->points[p];

			if ((int)point->mark == mark && is_placed(point))
				points->points[points->total++] = p;
		}
		points->count[mark] = points->total - points->first[mark];
	}
}

static void add_label(struct place *place, const char *label)
{
	place->points++;
	if (place->points <= LABELS_MAX)
		buf_add_format(&place->label, place->points > 1 ? ", %s" : "%s", label);
}

/* Adds the rows of `old` that have the mark and the side, as a series. */
static void take_side(const struct xlsx_points *old, int mark, enum xlsx_side side, struct xlsx_points *points)
{
	struct xlsx_series *series = &points->series[points->series_count];
	const size_t end = old->first[mark] + old->count[mark];

	*series = (struct xlsx_series){ (enum book_mark)mark, side, true, 0, 0 };
	for (size_t s = 0; s < points->series_count; s++) {
		series->first += points->series[s].count;
		series->leads &= (int)points->series[s].mark != mark;
	}
	for (size_t from = old->first[mark]; from < end; from++) {
		const size_t row = series->first + series->count;

		if (old->sides[from] != side)
			continue;
		points->points[row] = old->points[from];
		points->labels[row] = old->labels[from];
		points->sides[row] = side;
		series->count++;
	}
	points->series_count += series->count > 0;
}

/* Rows of one mark and side follow each other, in the order they had. */
static void order_by_side(struct xlsx_points *points)
{
	const struct xlsx_points old = *points;
	const size_t room = points->total + 1;

	points->points = xcalloc(room, sizeof(*points->points));
	points->labels = xcalloc(room, sizeof(*points->labels));
	points->sides = xcalloc(room, sizeof(*points->sides));
	for (int mark = 0; mark < BOOK_MARK_COUNT; mark++)
		for (int side = 0; side < XLSX_SIDE_COUNT; side++)
			take_side(&old, mark, (enum xlsx_side)side, points);
	free(old.points);
	free(old.labels);
	free(old.sides);
}

void xlsx_points_compute(const struct book_scatter *scatter, struct xlsx_points *points, struct arena *arena)
{
	struct place *places = xcalloc(scatter->point_count + 1, sizeof(*places));
	struct map known = { 0 };
	size_t count = 0;

	*points = (struct xlsx_points){
		.points = xcalloc(scatter->point_count + 1, sizeof(*points->points)),
		.labels = xcalloc(scatter->point_count + 1, sizeof(*points->labels)),
		.sides = xcalloc(scatter->point_count + 1, sizeof(*points->sides)),
	};
	order_by_mark(scatter, points);
	for (size_t row = 0; row < points->total; row++) {
		const struct book_point *point = &scatter->points[points->points[row]];
		struct buf key;
		size_t place;

		buf_init(&key);
		buf_add_format(&key, "%.0f %.0f", point->x, point->y);
		if (!map_get(&known, key.data, &place)) {
			place = count++;
			map_set(&known, arena_strdup(arena, key.data), place);
			buf_init(&places[place].label);
			places[place].row = row;
		}
		add_label(&places[place], point->label);
		points->labels[row] = "";
		buf_release(&key);
	}
	for (size_t place = 0; place < count; place++) {
		if (places[place].points > LABELS_MAX)
			buf_add_format(&places[place].label, " +%zu", places[place].points - LABELS_MAX);
		points->labels[places[place].row] = arena_strdup(arena, places[place].label.data);
		buf_release(&places[place].label);
	}
	map_release(&known);
	free(places);
	xlsx_sides_choose(scatter, points);
	order_by_side(points);
}

void xlsx_points_release(struct xlsx_points *points)
{
	free(points->points);
	free(points->labels);
	free(points->sides);
	*points = (struct xlsx_points){ 0 };
}
