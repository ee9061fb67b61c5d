/*
 * The prioritization matrix as it is printed: the plot, and beside or below it
 * the legend, with the reason of each verdict. Points are numbered in the order
 * of the legend.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "matrix_plot.h"

enum {
	BESIDE_WIDTH = 140,  /* from here on the legend stands beside the plot */
	TO_SCORE_SHOWN = 20, /* use cases without a place that the legend lists */
	REASON_WIDTH = 36,   /* least, in the legend */
};

struct drawing {
	const struct scene *scene;
	struct surface *surface;
	struct plot plot;
	int name_width; /* of the longest name */
};

static void draw_legend_line(const struct drawing *drawing, const struct plot_entry *entry, int row, int left,
			     int width)
{
	const int begin = left + (drawing->plot.count > 99 ? 7 : 6), room = left + width - begin;
	const int name_width = drawing->name_width < room - REASON_WIDTH ? drawing->name_width : room - REASON_WIDTH;
	struct buf text;

	buf_init(&text);
	plot_draw_number(entry, drawing->surface, row, left);
	(void)surface_text(drawing->surface, row, begin, name_width, ATTRIBUTE_BOLD,
			   use_case_name(entry->result->use_case));
	word_reason(&text, drawing->scene, entry->result);
	(void)surface_text(drawing->surface, row, begin + name_width + 2, room - name_width - 2, ATTRIBUTE_NONE,
			   text.data);
	buf_release(&text);
}

static int draw_to_score(const struct drawing *drawing, int row, int left, int width)
{
	size_t count = 0;
	struct buf text;

	for (size_t i = 0; i < drawing->plot.count; i++) {
		if (!plot_is_to_score(&drawing->plot.entries[i]))
			continue;
		if (!count)
			(void)surface_text(drawing->surface, row++, left, width, ATTRIBUTE_BOLD, _("To be scored"));
		if (count++ < TO_SCORE_SHOWN)
			draw_legend_line(drawing, &drawing->plot.entries[i], row++, left, width);
	}
	if (count <= TO_SCORE_SHOWN)
		return row;
	buf_init(&text);
	buf_add_format(&text, _("… and %zu others: see ranking"), count - TO_SCORE_SHOWN);
	(void)surface_text(drawing->surface, row++, left, width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

static int draw_legend(struct drawing *drawing, int row, int left, int width)
{
	for (size_t i = 0; i < drawing->plot.count; i++) {
		const int name =
			surface_measure(drawing->surface, use_case_name(drawing->plot.entries[i].result->use_case));

		drawing->name_width = name > drawing->name_width ? name : drawing->name_width;
	}
	for (size_t i = 0; i < drawing->plot.count; i++)
		if (!plot_is_to_score(&drawing->plot.entries[i]))
			draw_legend_line(drawing, &drawing->plot.entries[i], row++, left, width);
	return draw_to_score(drawing, row, left, width);
}

static void draw_title(const struct drawing *drawing)
{
	struct surface *surface = drawing->surface;
	struct buf text;

	buf_init(&text);
	plot_word_counts(&drawing->plot, &text);
	(void)surface_text(surface, 0, 0, surface->width, ATTRIBUTE_BOLD,
			   text_in(&drawing->plot.matrix->name, drawing->scene->language));
	surface_text_right(surface, 0, surface->width / 3, surface->width - surface->width / 3, ATTRIBUTE_NONE,
			   text.data);
	buf_release(&text);
}

/* «[★3] Do now · Value 75 · Ease 69: 03, 07, 12»: who is in each cluster. */
static int draw_clusters(const struct drawing *drawing, int row)
{
	const struct plot *plot = &drawing->plot;
	struct buf text;

	buf_init(&text);
	for (size_t c = 0; c < plot->cluster_count; c++) {
		const struct plot_entry *first = NULL;

		buf_clear(&text);
		for (size_t i = 0; i < plot->count; i++) {
			const struct plot_entry *entry = &plot->entries[i];

			if (entry->way != PLOT_CLUSTER || entry->cluster != c)
				continue;
			if (!first)
				plot_word_place(plot, entry, drawing->surface->ascii, &text);
			buf_add_format(&text, "%s%02zu", first ? ", " : _(": "), entry->number);
			first = entry;
		}
		row += surface_wrap(drawing->surface, row, 0, drawing->surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
	return row;
}

static int draw_notes(const struct drawing *drawing, int row)
{
	struct surface *surface = drawing->surface;
	struct buf text;

	row = draw_clusters(drawing, row);
	buf_init(&text);
	word_key(&text, surface, "(nn)");
	row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data) + 1;
	for (int axis = AXIS_COUNT - 1; axis >= 0; axis--) {
		const struct axis *shown = &drawing->plot.matrix->axes[axis];
		const char *meaning = text_in(&shown->text, drawing->scene->language);

		if (!*meaning)
			continue;
		buf_clear(&text);
		buf_add_format(&text, "%s%s%s", text_in(&shown->name, drawing->scene->language), _(": "), meaning);
		row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
	return row;
}

/* Advice for the quadrants where something stands, best first. */
static void draw_advice(const struct drawing *drawing, int row)
{
	static const enum quadrant order[] = { QUADRANT_HIGH_HIGH, QUADRANT_HIGH_LOW, QUADRANT_LOW_HIGH,
					       QUADRANT_LOW_LOW };
	struct buf text;

	buf_init(&text);
	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		const struct quadrant_text *quadrant = &drawing->plot.matrix->quadrants[order[i]];

		if (!plot_count_in(&drawing->plot, order[i]))
			continue;
		buf_clear(&text);
		buf_add_format(&text, "%s%s%s", text_in(&quadrant->name, drawing->scene->language), _(": "),
			       text_in(&quadrant->advice, drawing->scene->language));
		row += surface_wrap(drawing->surface, row, 0, drawing->surface->width, ATTRIBUTE_NONE, text.data);
	}
	buf_release(&text);
}

static bool draw_matrix(const struct scene *scene, struct surface *surface, struct err *err)
{
	struct drawing drawing = { .scene = scene, .surface = surface };
	const bool beside = surface->width >= BESIDE_WIDTH;
	const int plot_width = beside ? surface->width / 2 : surface->width;
	const int plot_height = number_between(plot_width * 3 / 10, 23, 31);
	const struct plot_box frame = { PLOT_SCALE, plot_width - 1, 2, 2 + plot_height - 1 };
	const int bottom = frame.bottom + 3;
	int row;

	(void)err;
	if (!scene->evaluation->use_case_count) {
		(void)surface_wrap(surface, 0, 0, surface->width, ATTRIBUTE_NONE, word_how_to_begin(scene));
		return true;
	}
	plot_init(&drawing.plot, scene, NULL);
	draw_title(&drawing);
	plot_draw(&drawing.plot, surface, frame);
	row = beside ? draw_legend(&drawing, 2, plot_width + 2, surface->width - plot_width - 2)
		     : draw_legend(&drawing, bottom, 0, surface->width);
	row = (row > bottom ? row : bottom) + 1;
	row = draw_notes(&drawing, row) + 1;
	draw_advice(&drawing, row);
	plot_release(&drawing.plot);
	return true;
}

const struct view view_matrix = {
	.name = "matrix",
	.help = N_("the prioritization matrix with its quick wins"),
	.asks_how_sure = true,
	.draw = draw_matrix,
};
