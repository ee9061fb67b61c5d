#include "matrix_legend.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/compare.h"

enum {
	LEAST = 24,          /* columns */
	MOST_PERCENT = 35,   /* of the width */
	REASONS_WIDTH = 150, /* from here on it says why, in half of the width */
	REASON_WIDTH = 36,
};

const struct plot_entry *legend_entry(const struct legend *legend, int line)
{
	return &legend->plot.entries[legend->order[line]];
}

static void list_lines(struct legend *legend)
{
	const struct plot *plot = &legend->plot;

	legend->order = xcalloc(plot->count, sizeof(*legend->order));
	for (int to_score = 0; to_score < 2; to_score++) {
		const size_t before = legend->count;

		for (size_t i = 0; i < plot->count; i++)
			if (plot_is_to_score(&plot->entries[i]) == (to_score == 1) &&
			    (!plot->zoomed || plot_shows(plot, &plot->entries[i])))
				legend->order[legend->count++] = i;
		legend->to_score = legend->count - before;
	}
}

void legend_choose(struct legend *legend, struct list *list, const char *id)
{
	const int count = (int)legend->count;

	list->count = count;
	legend->chosen = list->selected < count ? list->selected : count - 1;
	for (int i = 0; id && i < count; i++)
		if (!strcmp(legend_entry(legend, i)->result->use_case->id, id))
			legend->chosen = i;
	list->selected = legend->chosen;
}

bool legend_init(struct legend *legend, const struct scene *scene, struct list *list, const char *id, bool zoomed)
{
	const struct use_case_result *chosen = id ? evaluation_use_case(scene->evaluation, id) : NULL;

	*legend = (struct legend){ 0 };
	if (!scene->evaluation->use_case_count)
		return false;
	plot_init(&legend->plot, scene, NULL);
	legend->plot.dense = true;
	legend->number_width = LEGEND_NUMBER + (legend->plot.count > 99);
	legend->plot.zoomed = zoomed && chosen && chosen->placed;
	legend->plot.zoom = legend->plot.zoomed ? chosen->quadrant : QUADRANT_HIGH_HIGH;
	list_lines(legend);
	legend_choose(legend, list, id);
	return true;
}

void legend_release(struct legend *legend)
{
	plot_release(&legend->plot);
	free(legend->order);
}

static int longest_name(const struct legend *legend, const struct surface *surface)
{
	int longest = 0;

	for (size_t i = 0; i < legend->plot.count; i++) {
		const int name = surface_measure(surface, use_case_name(legend->plot.entries[i].result->use_case));

		longest = name > longest ? name : longest;
	}
	return longest;
}

void legend_lay_out(struct legend *legend, const struct surface *surface)
{
	const bool reasons = surface->width >= REASONS_WIDTH;
	const int most = reasons ? surface->width / 2 : surface->width * MOST_PERCENT / 100;
	int longest, width;

	if (!legend->longest)
		legend->longest = longest_name(legend, surface);
	longest = legend->longest + legend->number_width + 1;
	width = longest + (reasons ? REASON_WIDTH + 2 : 0);
	width = width > most ? most : width;
	legend->width = width < LEAST ? LEAST : width;
	legend->left = surface->width - LEGEND_MARGIN - legend->width;
	legend->name_width = reasons ? legend->width - legend->number_width - 2 - REASON_WIDTH
				     : legend->width - legend->number_width;
	if (longest - legend->number_width < legend->name_width)
		legend->name_width = longest - legend->number_width;
}

/* Whether both are counted in one mark. */
static bool stand_together(const struct plot_entry *a, const struct plot_entry *b)
{
	return a->way == PLOT_CLUSTER && b->way == PLOT_CLUSTER && a->cluster == b->cluster;
}

/* The mark that counts it, at the right end; returns its columns and a blank. */
static int draw_cluster(const struct legend *legend, const struct plot_entry *entry, struct surface *surface, int row,
			bool chosen)
{
	struct buf text;
	int width;

	if (entry->way != PLOT_CLUSTER)
		return 0;
	buf_init(&text);
	plot_word_cluster(&legend->plot.clusters[entry->cluster], surface->ascii, &text);
	width = surface_measure(surface, text.data);
	surface_text_right(surface, row, legend->left, legend->width, chosen ? ATTRIBUTE_REVERSE : ATTRIBUTE_NONE,
			   text.data);
	buf_release(&text);
	return width + 1;
}

static void draw_line(const struct legend *legend, int index, struct surface *surface, int row)
{
	const struct plot_entry *entry = legend_entry(legend, index), *chosen = legend_entry(legend, legend->chosen);
	const int begin = legend->left + legend->number_width,
		  tag = draw_cluster(legend, entry, surface, row, stand_together(entry, chosen)),
		  room = legend->left + legend->width - begin - tag;
	const int name = legend->name_width < room ? legend->name_width : room;
	struct buf text;

	buf_init(&text);
	plot_draw_number(entry, surface, row, legend->left);
	(void)surface_text(surface, row, begin, name, ATTRIBUTE_BOLD, use_case_name(entry->result->use_case));
	word_reason(&text, legend->plot.scene, entry->result);
	if (room - name - 2 >= REASON_WIDTH / 2)
		(void)surface_text(surface, row, begin + name + 2, room - name - 2, ATTRIBUTE_NONE, text.data);
	surface_zone_line(surface, row, legend->left, legend->width, index - legend->chosen);
	if (index == legend->chosen) {
		surface_mark(surface, row, legend->left, legend->width, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, legend->left);
	}
	buf_release(&text);
}

/* «lines 3 to 14 of 40» */
static void draw_place(const struct legend *legend, const struct list *list, struct surface *surface)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), list->top + 1, list->top + list->rows, list->count);
	surface_text_right(surface, legend->top + legend->rows - 1, legend->left, legend->width, ATTRIBUTE_NONE,
			   text.data);
	buf_release(&text);
}

void legend_draw(const struct legend *legend, struct list *list, struct surface *surface)
{
	const int first_to_score = (int)(legend->count - legend->to_score);
	int rows = legend->rows - (legend->to_score > 0), row = legend->top;
	const bool longer = (int)legend->count > rows;

	list_fit(list, (int)legend->count, rows - longer);
	for (int i = list->top; i < list->top + list->rows && i < list->count; i++) {
		if (i == first_to_score || (i > first_to_score && i == list->top))
			(void)surface_text(surface, row++, legend->left, legend->width, ATTRIBUTE_BOLD,
					   _("To be scored"));
		draw_line(legend, i, surface, row++);
	}
	if (longer)
		draw_place(legend, list, surface);
}

/* How far `to` is in that direction; what is aside counts twice. INFINITY where it is not in that direction. */
static double distance(const struct use_case_result *from, const struct use_case_result *to, enum axis_id axis,
		       int direction)
{
	const double right = to->x - from->x, up = to->y - from->y;
	const double ahead = direction * (axis == AXIS_X ? right : up), aside = fabs(axis == AXIS_X ? up : right);

	return ahead > COMPARE_SLACK ? ahead + 2 * aside : INFINITY;
}

int legend_neighbour(const struct legend *legend, enum axis_id axis, int direction)
{
	const struct use_case_result *from = legend_entry(legend, legend->chosen)->result;
	double least = INFINITY;
	int nearest = -1;

	for (int i = 0; i < (int)legend->count; i++) {
		const struct use_case_result *to = legend_entry(legend, i)->result;
		const int after = (i - legend->chosen) * direction * (axis == AXIS_X ? 1 : -1);
		double far;

		if (!to->placed || i == legend->chosen)
			continue;
		if (same_figure(to->x, from->x) && same_figure(to->y, from->y))
			far = after > 0 ? after / 1e6 : INFINITY;
		else
			far = distance(from, to, axis, direction);
		if (far < least) {
			least = far;
			nearest = i;
		}
	}
	return nearest;
}
