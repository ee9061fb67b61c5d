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
	size_t count = 0;

	legend->order = xcalloc(legend->plot.count, sizeof(*legend->order));
	for (int to_score = 0; to_score < 2; to_score++) {
		for (size_t i = 0; i < legend->plot.count; i++)
			if (plot_is_to_score(&legend->plot.entries[i]) == (to_score == 1))
				legend->order[count++] = i;
		if (!to_score)
			legend->to_score = legend->plot.count - count;
	}
}

static void find_chosen(struct legend *legend, struct list *list, const char *id)
{
	const int count = (int)legend->plot.count;

	list->count = count;
	legend->chosen = list->selected < count ? list->selected : count - 1;
	for (int i = 0; id && i < count; i++)
		if (!strcmp(legend_entry(legend, i)->result->use_case->id, id))
			legend->chosen = i;
	list->selected = legend->chosen;
}

bool legend_init(struct legend *legend, const struct scene *scene, struct list *list, const char *id)
{
	*legend = (struct legend){ 0 };
	if (!scene->evaluation->use_case_count)
		return false;
	plot_init(&legend->plot, scene);
	legend->plot.dense = true;
	list_lines(legend);
	find_chosen(legend, list, id);
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
	const int longest = longest_name(legend, surface) + LEGEND_NUMBER + 1;
	const int most = reasons ? surface->width / 2 : surface->width * MOST_PERCENT / 100;
	int width = longest + (reasons ? REASON_WIDTH + 2 : 0);

	width = width > most ? most : width;
	legend->width = width < LEAST ? LEAST : width;
	legend->left = surface->width - LEGEND_MARGIN - legend->width;
	legend->name_width = reasons ? legend->width - LEGEND_NUMBER - 2 - REASON_WIDTH : legend->width - LEGEND_NUMBER;
	if (longest - LEGEND_NUMBER < legend->name_width)
		legend->name_width = longest - LEGEND_NUMBER;
}

static void draw_line(const struct legend *legend, int index, struct surface *surface, int row)
{
	const struct plot_entry *entry = legend_entry(legend, index);
	const bool left_out = entry->result->placed && !entry->drawn;
	const int begin = legend->left + LEGEND_NUMBER, room = legend->left + legend->width - begin,
		  tag = left_out ? surface_measure(surface, _("no room")) + 1 : 0;
	const int name = legend->name_width < room - tag ? legend->name_width : room - tag;
	struct buf text;

	buf_init(&text);
	plot_draw_number(entry, surface, row, legend->left);
	(void)surface_text(surface, row, begin, name, ATTRIBUTE_BOLD, use_case_name(entry->result->use_case));
	word_reason(&text, legend->plot.scene, entry->result);
	if (room - tag - name - 2 >= REASON_WIDTH / 2)
		(void)surface_text(surface, row, begin + name + 2, room - tag - name - 2, ATTRIBUTE_NONE, text.data);
	if (left_out)
		surface_text_right(surface, row, begin, room, ATTRIBUTE_NONE, _("no room"));
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
	const int first_to_score = (int)(legend->plot.count - legend->to_score);
	int rows = legend->rows - (legend->to_score > 0), row = legend->top;
	const bool longer = (int)legend->plot.count > rows;

	list_fit(list, (int)legend->plot.count, rows - longer);
	for (int i = list->top; i < list->top + list->rows && i < list->count; i++) {
		if (i == first_to_score || (i > first_to_score && i == list->top))
			(void)surface_text(surface, row++, legend->left, legend->width, ATTRIBUTE_BOLD,
					   _("To be scored"));
		draw_line(legend, i, surface, row++);
	}
	if (longer)
		draw_place(legend, list, surface);
}

int legend_neighbour(const struct legend *legend, int direction)
{
	const struct use_case_result *from = legend_entry(legend, legend->chosen)->result;
	double least = INFINITY;
	int nearest = -1;

	for (int i = 0; i < (int)legend->plot.count; i++) {
		const struct use_case_result *to = legend_entry(legend, i)->result;
		const double right = (to->x - from->x) * direction, up = fabs(to->y - from->y);
		const bool same = same_figure(to->x, from->x) && same_figure(to->y, from->y);
		double far = right + 2 * up;

		if (!to->placed || i == legend->chosen)
			continue;
		if (same)
			far = (i - legend->chosen) * direction > 0 ? fabs((double)(i - legend->chosen)) / 1e6
								   : INFINITY;
		else if (!(right > 0))
			continue;
		if (far < least) {
			least = far;
			nearest = i;
		}
	}
	return nearest;
}
