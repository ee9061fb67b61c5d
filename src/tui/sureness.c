#include "sureness.h"

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/core/disagreement.h"
#include "cadran/core/stability.h"
#include "cadran/tui/table.h"
#include "cadran/tui/wording.h"

enum { COLUMN_NAME, COLUMN_QUICK_WIN, COLUMN_MEAN, COLUMN_FIRST, COLUMN_COUNT, WIDE = 110 };

/* From how often on a rank has its shape. */
static const struct {
	double least;
	enum glyph glyph;
} shades[] = {
	{ 0.7, GLYPH_SHADE_5 },  { 0.4, GLYPH_SHADE_4 },   { 0.2, GLYPH_SHADE_3 },
	{ 0.05, GLYPH_SHADE_2 }, { 0.005, GLYPH_SHADE_1 },
};

static void draw_chance(const struct scene *scene, struct surface *surface, int row, const struct table_column *column,
			double p)
{
	struct buf text;

	buf_init(&text);
	word_probability(&text, scene, p);
	table_cell(surface, row, column, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

void sureness_draw_shapes(const struct scene *scene, struct surface *surface, int row, struct shape_columns columns,
			  size_t use_case)
{
	for (int i = 0; i < columns.count; i++) {
		const double p = robustness_rank(scene->robustness, use_case, columns.first + (size_t)i).p;

		for (size_t s = 0; s < ARRAY_SIZE(shades); s++) {
			if (!(p >= shades[s].least))
				continue;
			surface_repeat(surface, row, columns.left + columns.width * i + 1, columns.width - 1,
				       shades[s].glyph);
			break;
		}
	}
}

void sureness_draw_shape_heads(struct surface *surface, int row, struct shape_columns columns)
{
	for (int i = 0; i < columns.count; i++) {
		struct buf text;

		buf_init(&text);
		buf_add_format(&text, "%zu", columns.first + (size_t)i);
		surface_text_right(surface, row, columns.left + columns.width * i, columns.width, ATTRIBUTE_BOLD,
				   text.data);
		buf_release(&text);
	}
}

void sureness_word_shapes(struct buf *out, const struct scene *scene, const struct surface *surface)
{
	for (size_t i = ARRAY_SIZE(shades); i-- > 1;) {
		buf_add_format(out, " %s%s %s ", surface_glyph_text(surface, shades[i].glyph),
			       surface_glyph_text(surface, shades[i].glyph), _("up to"));
		word_probability(out, scene, shades[i - 1].least);
	}
	buf_add_format(out, " %s%s %s", surface_glyph_text(surface, shades[0].glyph),
		       surface_glyph_text(surface, shades[0].glyph), _("above"));
}

struct shape_columns sureness_shape_columns(const struct scene *scene, int left, int right, size_t about)
{
	const int ranks = (int)scene->evaluation->ranking_count, width = ranks > 99 ? 4 : 3,
		  room = (right - left) / width, count = ranks < room ? ranks : room;

	return (struct shape_columns){ left, width, count,
				       (size_t)number_between((int)about - count / 2, 1, ranks - count + 1) };
}

static void draw_row(const struct scene *scene, struct surface *surface, int row, const struct table_column *columns,
		     struct shape_columns shapes, size_t use_case)
{
	const struct robustness *robustness = scene->robustness;
	struct buf text;

	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_BOLD,
		   use_case_name(scene->evaluation->use_cases[use_case].use_case));
	draw_chance(scene, surface, row, &columns[COLUMN_QUICK_WIN], robustness_quick_win(robustness, use_case).p);
	draw_chance(scene, surface, row, &columns[COLUMN_FIRST], robustness_rank(robustness, use_case, 1).p);
	buf_init(&text);
	word_fixed(&text, scene, robustness_expected_rank(robustness, use_case).p, 1);
	table_cell(surface, row, &columns[COLUMN_MEAN], ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	sureness_draw_shapes(scene, surface, row, shapes, use_case);
}

void sureness_word_draws(struct buf *out, const struct scene *scene)
{
	const size_t drawn = robustness_drawn(scene->robustness);

	if (!drawn) {
		buf_add_text(out, _("The matrix leaves no weight open, and no votes differ: nothing is drawn."));
		return;
	}
	word_grouped(out, scene, (double)drawn);
	buf_add_format(out, " %s",
		       _("draws of the weights that the matrix leaves open, of one voter's "
			 "score where votes differ, and of figures in their ranges."));
}

/* What the figures stand on, and what the shapes mean. */
static int draw_legend(const struct scene *scene, struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	sureness_word_draws(&text, scene);
	sureness_word_shapes(&text, scene, surface);
	row += surface_wrap(surface, row, 0, surface->width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row;
}

void tell_agreement(struct pen *pen, const struct scene *scene)
{
	const struct document *document = scene->evaluation->document;
	const struct criteria *criteria = &document->content->criteria;
	bool headed = false;

	for (size_t c = 0; c < criteria->count; c++) {
		struct agreement found;

		agreement_compute(document, c, &found);
		if (!is_figure(found.w))
			continue;
		if (!headed)
			pen_section(pen, _("Do voters put the use cases in the same order? Kendall's W, from 0 to 1"));
		headed = true;
		buf_add_format(&pen->line, "%s%s", text_in(&criteria->items[c].name, scene->language), _(": "));
		word_number(&pen->line, scene, found.w, 2);
		buf_add_text(&pen->line, " (");
		buf_add_format(&pen->line, message_plural("%zu voter", "%zu voters", found.voters), found.voters);
		buf_add_text(&pen->line, ", ");
		buf_add_format(&pen->line, message_plural("%zu use case", "%zu use cases", found.items), found.items);
		buf_add_char(&pen->line, ')');
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

int sureness_draw(const struct scene *scene, struct surface *surface, int row)
{
	const struct evaluation *evaluation = scene->evaluation;
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_NAME] = { .title = _("Use case"), .least = 24 },
		[COLUMN_QUICK_WIN] = { .title = _("Quick win"), .least = 11, .right = true },
		[COLUMN_MEAN] = { .title = _("Mean rank"), .least = 10, .right = true },
		[COLUMN_FIRST] = { .title = _("First"), .least = 7, .right = true },
	};
	struct shape_columns shapes;
	struct pen pen;

	if (!scene->robustness || !evaluation->ranking_count)
		return row;
	pen_init(&pen, surface);
	pen.row = row - 1;
	pen_section(&pen, _("How sure is this order?"));
	row = pen.row;
	columns[COLUMN_NAME].least += surface->width >= WIDE ? 12 : 0;
	table_layout(columns, COLUMN_COUNT, 0, columns[COLUMN_NAME].least + 31);
	shapes = sureness_shape_columns(scene, columns[COLUMN_FIRST].place + columns[COLUMN_FIRST].width,
					surface->width, 0);
	table_heading(surface, row, columns, COLUMN_COUNT);
	sureness_draw_shape_heads(surface, row, shapes);
	row += 2;
	for (size_t i = 0; i < evaluation->ranking_count; i++)
		draw_row(scene, surface, row++, columns, shapes, evaluation->ranking[i]);
	pen.row = draw_legend(scene, surface, row + 1);
	tell_stability(&pen, scene);
	tell_agreement(&pen, scene);
	row = pen.row;
	pen_release(&pen);
	return row;
}

/* --- one weight ------------------------------------------------------------------------------- */

/* «Impact from 30 to 42,5»; where no weight is enough, «to all of the weight». */
static void tell_weight(struct pen *pen, const struct scene *scene, double now, const struct weight_change *at)
{
	word_number(&pen->line, scene, now, 2);
	buf_add_text(&pen->line, pen->surface->ascii ? " -> " : " → ");
	if (is_figure(at->weight))
		word_number(&pen->line, scene, at->weight, 2);
	else
		buf_add_text(&pen->line, _("all the weight"));
}

static void tell_first(struct pen *pen, const struct scene *scene, const struct stability *stability)
{
	const struct evaluation *evaluation = scene->evaluation;
	const struct nearest_change *nearest = &stability->nearest_first;
	const struct first_change *change;

	if (!nearest->found) {
		buf_add_text(&pen->line, _("First place: no weight of a family alone can change it."));
		pen_end(pen, ATTRIBUTE_NONE);
		return;
	}
	change = &stability->families[nearest->which].changes[nearest->direction];
	buf_add_format(&pen->line, "%s %s ", _("First place: it changes with the weight of one family,"),
		       word_family(scene, (enum family)nearest->which));
	tell_weight(pen, scene, evaluation->weights.priority[nearest->which], &change->at);
	buf_add_text(&pen->line, _(": "));
	for (size_t i = 0; i < change->count; i++)
		buf_add_format(&pen->line, "%s%s", i ? ", " : "",
			       use_case_name(evaluation->use_cases[change->first[i]].use_case));
	buf_add_char(&pen->line, '.');
	pen_end(pen, ATTRIBUTE_NONE);
}

static void tell_quick_wins(struct pen *pen, const struct scene *scene, const struct stability *stability)
{
	const struct evaluation *evaluation = scene->evaluation;
	const struct criteria *criteria = &evaluation->document->content->criteria;
	const struct nearest_change *nearest = &stability->nearest_quick_win;
	const struct quick_win_change *change;

	if (!nearest->found) {
		buf_add_text(&pen->line, _("Quick wins: no weight of a criterion alone can change them."));
		pen_end(pen, ATTRIBUTE_NONE);
		return;
	}
	change = &stability->criteria[nearest->which].changes[nearest->direction];
	buf_add_format(&pen->line, "%s %s ", _("Quick wins: they change with the weight of one criterion,"),
		       text_in(&criteria->items[nearest->which].name, scene->language));
	tell_weight(pen, scene, criteria->items[nearest->which].weight, &change->at);
	buf_add_text(&pen->line, _(": "));
	for (size_t i = 0; i < change->count; i++)
		buf_add_format(&pen->line, "%s%s %s", i ? ", " : "",
			       use_case_name(evaluation->use_cases[change->flips[i].use_case].use_case),
			       change->flips[i].gains ? _("becomes one") : _("is none any more"));
	buf_add_char(&pen->line, '.');
	pen_end(pen, ATTRIBUTE_NONE);
}

void tell_stability(struct pen *pen, const struct scene *scene)
{
	struct stability stability;

	if (scene->evaluation->ranking_count < 2)
		return;
	stability_compute(scene->evaluation, &stability);
	pen_section(pen, _("The smallest change of a weight that alters something"));
	tell_first(pen, scene, &stability);
	tell_quick_wins(pen, scene, &stability);
	stability_release(&stability);
}
