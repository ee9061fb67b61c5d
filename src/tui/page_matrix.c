/*
 * The prioritization matrix with one cursor in the plot and in the legend
 * beside it: what a group looks at while it decides.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/compare.h"
#include "matrix_legend.h"
#include "pages.h"
#include "projector.h"
#include "use_case_parts.h"

enum {
	MARGIN = LEGEND_MARGIN,
	DETAIL_ROWS = 5, /* of what is said of the chosen one */
	DETAIL_ROWS_WIDE = 4,
	WIDE = 110,
	AIRY_HEIGHT = 30, /* from here on there are blank rows between the parts */
};

struct matrix_state {
	struct list list;
	char *id;    /* of the chosen use case: it may get another number */
	bool empty;  /* there was no use case when it was drawn last */
	bool zoomed; /* on the quadrant of the chosen one */
	bool traced; /* the chosen one is drawn before and after its gate */

	struct legend legend;      /* kept while nothing but the cursor moves */
	unsigned long evaluations; /* of the interface, that it was made of; 0: there is none */
};

static void forget(struct matrix_state *state)
{
	if (state->evaluations)
		legend_release(&state->legend);
	state->evaluations = 0;
}

/* Whether the legend is still that of the dossier, and of the quadrant that `zoomed` asks for. */
static bool is_kept(const struct ui *ui, const struct matrix_state *state, bool zoomed)
{
	const struct plot *plot = &state->legend.plot;
	const struct use_case_result *chosen;

	if (state->evaluations != ui->evaluations)
		return false;
	chosen = zoomed && state->id ? evaluation_use_case(&ui->evaluation, state->id) : NULL;
	zoomed = chosen && chosen->placed;
	return plot->zoomed == zoomed && (!zoomed || plot->zoom == chosen->quadrant);
}

/* NULL where there is no use case. It stays until the next call. */
static struct legend *take_legend(const struct ui *ui, struct matrix_state *state, bool zoomed)
{
	if (is_kept(ui, state, zoomed)) {
		legend_choose(&state->legend, &state->list, state->id);
		return &state->legend;
	}
	forget(state);
	if (!legend_init(&state->legend, &ui->scene, &state->list, state->id, zoomed))
		return NULL;
	state->evaluations = ui->evaluations;
	return &state->legend;
}

static void choose(const struct legend *legend, struct matrix_state *state, int index)
{
	state->list.selected = index;
	free(state->id);
	state->id = xstrdup(legend_entry(legend, index)->result->use_case->id);
}

/* --- the key of signs ----------------------------------------------------------------- */

static bool has_status(const struct plot *plot, enum status status)
{
	for (size_t i = 0; i < plot->count; i++)
		if (plot->entries[i].result->facts.status == status && !result_is_prohibited(plot->entries[i].result))
			return true;
	return false;
}

static bool has_flag(const struct plot *plot, const struct surface *surface, const char *flag)
{
	for (size_t i = 0; i < plot->count; i++)
		if (!strcmp(word_flag(surface, plot->entries[i].result), flag))
			return true;
	return false;
}

static const char *settled_word(const struct plot *plot)
{
	if (!has_status(plot, STATUS_STOPPED))
		return word_status(STATUS_LIVE);
	return has_status(plot, STATUS_LIVE) ? _("live or stopped") : word_status(STATUS_STOPPED);
}

/* What the signs that stand on the screen mean. */
static void word_signs(const struct plot *plot, const struct surface *surface, struct buf *out)
{
	const struct {
		enum glyph glyph;
		const char *word;
	} signs[] = {
		{ GLYPH_QUICK_WIN, _("quick win") },        { GLYPH_CONDITIONAL, _("under condition") },
		{ GLYPH_INCOMPLETE, _("to be completed") }, { GLYPH_SETTLED, settled_word(plot) },
		{ GLYPH_PROHIBITED, _("prohibited") },      { GLYPH_HIGH_RISK, _("high risk") },
	};

	for (size_t i = 0; i < ARRAY_SIZE(signs); i++) {
		const char *sign = surface_glyph_text(surface, signs[i].glyph);

		if (has_flag(plot, surface, sign))
			buf_add_format(out, "%s%s\u00a0", out->length ? "  " : "",
				       signs[i].glyph == GLYPH_SETTLED ? "(nn)" : sign);
		if (!has_flag(plot, surface, sign))
			continue;
		/* A sign is not torn from its meaning. */
		for (const char *at = signs[i].word; *at; at++)
			buf_add_text(out, *at == ' ' ? "\u00a0" : (const char[]){ *at, '\0' });
	}
}

/* At the foot; returns the first of its rows. */
static int draw_signs(const struct plot *plot, struct surface *surface)
{
	const int width = surface->width - 2 * MARGIN;
	struct surface part;
	struct buf text;
	int rows;

	buf_init(&text);
	word_signs(plot, surface, &text);
	surface_init(&part, width, 0, surface->ascii);
	rows = surface_wrap(&part, 0, 0, width, ATTRIBUTE_NONE, text.data);
	surface_blit(surface, surface->height - rows, MARGIN, &part, 0, rows);
	surface_release(&part);
	buf_release(&text);
	return surface->height - rows;
}

/* --- the chosen one --------------------------------------------------------------------- */

/* «Feasibility 83,3 → 70,8 (maturity missing)»; of what the line says already, the end alone. */
static void word_gate(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	struct buf gate;

	if (!result_is_lowered_by_gate(result))
		return;
	buf_init(&gate);
	buf_add_format(&gate, "%s ", word_family(scene, FAMILY_FEASIBILITY));
	word_number(&gate, scene, result->families[FAMILY_FEASIBILITY].value, 1);
	buf_add_text(&gate, " → ");
	word_number(&gate, scene, result->feasibility_after, 1);
	if (!strstr(out->data, gate.data))
		buf_add_format(out, " · %s", gate.data);
	buf_add_format(out, " (%s)", _("maturity missing"));
	buf_release(&gate);
}

static void word_why(struct buf *out, const struct scene *scene, const struct use_case_result *result)
{
	word_verdict_why(out, scene, result);
	word_gate(out, scene, result);
}

/* Who else is counted in the mark: «[3] on one place with 05 Meeting notes, 07 Scheduling.» */
static void word_together(struct buf *out, const struct plot *plot, const struct plot_entry *entry, bool ascii)
{
	const struct plot_cluster *cluster = &plot->clusters[entry->cluster];
	const char *separator = " ";

	if (entry->way != PLOT_CLUSTER)
		return;
	if (cluster->count == 1) {
		buf_add_format(out, "%s %s ", glyph_text(GLYPH_POINT, ascii), _("No room for its label."));
		return;
	}
	plot_word_cluster(cluster, ascii, out);
	buf_add_format(out, " %s", _("on one place with"));
	for (size_t i = 0; i < plot->count; i++) {
		const struct plot_entry *other = &plot->entries[i];

		if (other == entry || other->way != PLOT_CLUSTER || other->cluster != entry->cluster)
			continue;
		buf_add_format(out, "%s%02zu\u00a0%s", separator, other->number,
			       use_case_name(other->result->use_case));
		separator = ", ";
	}
	buf_add_text(out, ". ");
}

/* «○ Without the gate: Value 77 · Ease 83 (Do now); with it: Ease …» */
static void word_trace(struct buf *out, const struct plot *plot, const struct use_case_result *result, bool ascii)
{
	const enum language language = plot->scene->language;
	const struct quadrant_text *quadrants = plot->matrix->quadrants;
	double x, y;

	if (!evaluation_before_gates(plot->scene->evaluation, result, &x, &y))
		return;
	if (same_figure(x, result->x) && same_figure(y, result->y)) {
		buf_add_text(out, _("The maturity gate does not move it."));
		return;
	}
	buf_add_format(out, "%s %s ", glyph_text(GLYPH_BEFORE, ascii), _("Without the maturity gate:"));
	plot_word_figures(plot, x, y, out);
	buf_add_format(out, " (%s). ", text_in(&quadrants[matrix_quadrant(plot->matrix, x, y)].name, language));
	buf_add_format(out, "%s %s ", glyph_text(GLYPH_POINT, ascii), _("With it:"));
	plot_word_figures(plot, result->x, result->y, out);
	buf_add_format(out, " (%s).", text_in(&quadrants[result->quadrant].name, language));
}

static void word_advice(struct buf *out, const struct plot *plot, const struct plot_entry *entry)
{
	const struct quadrant_text *quadrant = &plot->matrix->quadrants[entry->result->quadrant];
	const enum language language = plot->scene->language;

	/* The advice is for what is still to be decided. */
	if (result_is_settled(entry->result))
		buf_add_format(out, "%s%s%s.", _("Quadrant"), _(": "), text_in(&quadrant->name, language));
	else
		buf_add_format(out, "%s%s%s", text_in(&quadrant->name, language), _(": "),
			       text_in(&quadrant->advice, language));
}

static void word_place(struct buf *out, const struct legend *legend, const struct matrix_state *state, bool ascii)
{
	const struct plot_entry *entry = legend_entry(legend, legend->chosen);

	if (plot_is_to_score(entry)) {
		buf_add_text(out, _("Its place is known once it is scored."));
		return;
	}
	if (!entry->result->placed) {
		buf_add_text(out, _("It has no place in the matrix and no rank."));
		return;
	}
	word_together(out, &legend->plot, entry, ascii);
	if (state->traced)
		word_trace(out, &legend->plot, entry->result, ascii);
	else
		word_advice(out, &legend->plot, entry);
}

/* «Value 77 · Ease 69» */
static void word_figures(struct buf *out, const struct plot *plot, const struct use_case_result *result)
{
	if (result->placed)
		plot_word_figures(plot, result->x, result->y, out);
}

/* Draws a paragraph on the rows from `row` up to `end`, with dots where there is more; returns the row after it. */
static int draw_paragraph(struct surface *surface, int row, int end, const char *text)
{
	const int width = surface->width - 2 * MARGIN;
	struct surface part;
	int rows;

	surface_init(&part, width, 0, surface->ascii);
	rows = surface_wrap(&part, 0, 0, width - 1, ATTRIBUTE_NONE, text);
	if (row + rows > end && end > row) {
		rows = end - row;
		(void)surface_text(&part, rows - 1, width - 1, 1, ATTRIBUTE_NONE, surface->ascii ? ">" : "…");
	}
	surface_blit(surface, row, MARGIN, &part, 0, rows < end - row ? rows : end - row);
	surface_release(&part);
	return row + rows;
}

static int detail_rows(const struct surface *surface)
{
	return surface->width < WIDE ? DETAIL_ROWS : DETAIL_ROWS_WIDE;
}

/* The name, and where there is room beside it, the figures; returns whether there was. */
static bool draw_name(const struct legend *legend, const struct plot_entry *entry, struct surface *surface, int row)
{
	const int begin = MARGIN + legend->number_width + 1, room = surface->width - MARGIN - begin;
	const char *name = use_case_name(entry->result->use_case);
	struct buf figures;
	bool fits;

	buf_init(&figures);
	word_figures(&figures, &legend->plot, entry->result);
	fits = surface_measure(surface, name) + 2 + surface_measure(surface, figures.data) <= room;
	plot_draw_number(entry, surface, row, MARGIN);
	(void)surface_text(surface, row, begin, room, ATTRIBUTE_BOLD, name);
	if (fits)
		surface_text_right(surface, row, begin, room, ATTRIBUTE_NONE, figures.data);
	buf_release(&figures);
	return fits;
}

static void draw_chosen(const struct legend *legend, const struct matrix_state *state, struct surface *surface, int row)
{
	const struct plot_entry *entry = legend_entry(legend, legend->chosen);
	const int end = row + detail_rows(surface);
	struct buf text;
	bool fits;

	buf_init(&text);
	fits = draw_name(legend, entry, surface, row);
	word_why(&text, legend->plot.scene, entry->result);
	if (!fits && entry->result->placed) {
		buf_add_text(&text, " · ");
		word_figures(&text, &legend->plot, entry->result);
	}
	row = draw_paragraph(surface, row + 1, end, text.data);
	buf_clear(&text);
	word_place(&text, legend, state, surface->ascii);
	if (row < end)
		(void)draw_paragraph(surface, row, end, text.data);
	buf_release(&text);
}

/* --- the whole ------------------------------------------------------------------------------ */

/* The name of the matrix, or of the quadrant that is zoomed on, and how many are in it. */
static void word_title(struct buf *out, const struct plot *plot)
{
	buf_add_text(out, text_in(&plot->matrix->name, plot->scene->language));
	if (!plot->zoomed)
		return;
	buf_add_format(out, " · %s %s · ", _("zoom on"),
		       text_in(&plot->matrix->quadrants[plot->zoom].name, plot->scene->language));
	buf_add_format(out, _("%zu of %zu"), plot_count_in(plot, plot->zoom), plot->count);
}

static void draw_title(const struct plot *plot, struct surface *surface)
{
	const int width = surface->width - 2 * MARGIN;
	struct buf text;

	int room;

	buf_init(&text);
	/* The counts are of all quadrants. */
	if (!plot->zoomed)
		plot_word_counts(plot, &text);
	surface_text_right(surface, 0, MARGIN, width, ATTRIBUTE_NONE, text.data);
	room = width - surface_measure(surface, text.data) - 2;
	buf_clear(&text);
	word_title(&text, plot);
	(void)surface_text(surface, 0, MARGIN, room, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw_plot(struct legend *legend, const struct matrix_state *state, struct surface *surface, int bottom)
{
	const struct plot_box frame = { MARGIN + PLOT_SCALE - 1, legend->left - 2, legend->top, bottom };

	legend->plot.traced = state->traced ? (int)legend->order[legend->chosen] : -1;
	plot_show(&legend->plot, surface, frame);
	plot_mark(&legend->plot, legend_entry(legend, legend->chosen));
	for (int i = 0; i < (int)legend->count; i++)
		plot_zone(&legend->plot, legend_entry(legend, i), i - legend->chosen);
}

static void draw_empty(const struct ui *ui, struct surface *surface)
{
	const struct matrix *matrix = ui->session->document->content->matrix;

	(void)surface_text(surface, 0, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_BOLD,
			   text_in(&matrix->name, ui->scene.language));
	gather_draw(ui, surface, 2, _("No use case yet: there is nothing to compare."));
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct matrix_state *state = memory;
	const int air = surface->height >= AIRY_HEIGHT ? 1 : 0;
	struct legend *legend = take_legend(ui, state, state->zoomed);
	int detail, scale;

	state->empty = !legend;
	if (!legend) {
		draw_empty(ui, surface);
		return;
	}
	if (!state->id)
		choose(legend, state, legend->chosen);
	/* What left the quadrant leaves nothing to zoom on. */
	state->zoomed = legend->plot.zoomed;
	draw_title(&legend->plot, surface);
	detail = draw_signs(&legend->plot, surface) - air - detail_rows(surface);
	scale = detail - air - 1;
	legend->top = 1 + air;
	legend->rows = scale - legend->top + 1;
	legend_lay_out(legend, surface);
	draw_plot(legend, state, surface, scale - 1);
	legend_draw(legend, &state->list, surface);
	draw_chosen(legend, state, surface, detail);
}

static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	if (surface)
		project_matrix(ui, ((const struct matrix_state *)memory)->id, surface);
	return true;
}

/* --- keys ------------------------------------------------------------------------------------- */

/* To the nearest one in the plot; where there is none, it says so. */
static void go_in_plot(struct ui *ui, const struct legend *legend, struct matrix_state *state, enum action action)
{
	static const struct {
		enum action action;
		enum axis_id axis;
		int direction;
		const char *none;
	} ways[] = {
		{ ACTION_LEFT, AXIS_X, -1, N_("nothing stands further left") },
		{ ACTION_RIGHT, AXIS_X, 1, N_("nothing stands further right") },
		{ ACTION_UP, AXIS_Y, 1, N_("nothing stands further up") },
		{ ACTION_DOWN, AXIS_Y, -1, N_("nothing stands further down") },
	};

	if (!legend_entry(legend, legend->chosen)->result->placed) {
		ui_say(ui, "%s", _("this one has no place in the plot"));
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(ways); i++) {
		int index;

		if (ways[i].action != action)
			continue;
		index = legend_neighbour(legend, ways[i].axis, ways[i].direction);
		if (index >= 0)
			choose(legend, state, index);
		else
			ui_say(ui, "%s", _(ways[i].none));
	}
}

static void zoom(struct ui *ui, const struct legend *legend, struct matrix_state *state)
{
	if (!state->zoomed && !legend_entry(legend, legend->chosen)->result->placed)
		ui_say(ui, "%s", _("this one has no place in the plot"));
	else
		state->zoomed = !state->zoomed;
	choose(legend, state, legend->chosen);
}

/* What the page shows more or less of; false where the action is none of these. */
static bool turn(struct ui *ui, const struct legend *legend, struct matrix_state *state, enum action action)
{
	if (action == ACTION_ZOOM || (action == ACTION_BACK && state->zoomed))
		zoom(ui, legend, state);
	else if (action == ACTION_TRACE || (action == ACTION_BACK && state->traced))
		state->traced = !state->traced;
	else
		return false;
	return true;
}

static bool act_on_chosen(struct ui *ui, const struct legend *legend, struct matrix_state *state, enum action action)
{
	const char *id = legend_entry(legend, legend->chosen)->result->use_case->id;

	if (list_act(&state->list, action)) {
		choose(legend, state, state->list.selected);
		return true;
	}
	if (turn(ui, legend, state, action))
		return true;
	switch (action) {
	case ACTION_LEFT:
	case ACTION_RIGHT:
	case ACTION_UP:
	case ACTION_DOWN:
		go_in_plot(ui, legend, state, action);
		return true;
	case ACTION_WEIGHTS:
		page_weights_open(ui, id);
		return true;
	case ACTION_OPEN:
		page_sheet_open(ui, id);
		return true;
	case ACTION_SCORES:
		page_scoring_open(ui, id);
		return true;
	case ACTION_EXPLAIN:
		ui_explain(ui, id);
		return true;
	default:
		return false;
	}
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct matrix_state *state = memory;
	struct legend *legend;

	(void)key;
	if (action == ACTION_MATRIX) {
		pick_matrix(ui);
		return true;
	}
	if (action == ACTION_RANKING) {
		page_ranking_open(ui);
		return true;
	}
	legend = take_legend(ui, state, state->zoomed);
	return legend ? act_on_chosen(ui, legend, state, action) : gather_act(ui, action);
}

/* In all of the matrix: a zoom goes to the quadrant of what was found. */
static bool find(struct ui *ui, void *memory, const char *words)
{
	struct matrix_state *state = memory;
	struct legend *legend = take_legend(ui, state, false);
	bool found = false;

	if (!legend)
		return false;
	for (int i = 1; !found && i <= (int)legend->count; i++) {
		const int index = (legend->chosen + i) % (int)legend->count;
		const struct use_case *use_case = legend_entry(legend, index)->result->use_case;

		found = text_has(use_case_name(use_case), words) || text_has(use_case->id, words) ||
			text_has(use_case->field[USE_CASE_DOMAIN], words);
		if (found)
			choose(legend, state, index);
	}
	return found;
}

static void release(void *memory)
{
	struct matrix_state *state = memory;

	forget(state);
	free(state->id);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL },  { "w", ACTION_WEIGHTS, NULL },   { "z", ACTION_ZOOM, NULL },
	{ "g", ACTION_TRACE, NULL },       { "s", ACTION_SCORES, NULL },    { "m", ACTION_MATRIX, N_("matrix") },
	{ "<Right>", ACTION_RIGHT, NULL }, { "<Left>", ACTION_LEFT, NULL }, { "<C-Up>", ACTION_UP, NULL },
	{ "<C-Down>", ACTION_DOWN, NULL }, { "?", ACTION_EXPLAIN, NULL },   { "r", ACTION_RANKING, NULL },
	{ "/", ACTION_SEARCH, NULL },      { NULL, ACTION_NONE, NULL },
};

static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "<Enter>", ACTION_OPEN, N_("sheet") },
		{ "r", ACTION_RANKING, N_("ranking") },
		{ "z", ACTION_ZOOM, N_("zoom") },
		{ "w", ACTION_WEIGHTS, N_("weights") },
		{ "P", ACTION_PROJECTOR, N_("projector") },
		{ "g", ACTION_TRACE, N_("gate") },
		{ "s", ACTION_SCORES, N_("scoring") },
		{ "?", ACTION_EXPLAIN, N_("why") },
		{ "m", ACTION_MATRIX, N_("matrix") },
		{ "/", ACTION_SEARCH, N_("search") },
		{ NULL, ACTION_NONE, NULL },
	};

	return ((const struct matrix_state *)memory)->empty ? gather_bindings : some;
}

const struct page page_matrix = {
	.name = N_("Matrix"),
	.state_size = sizeof(struct matrix_state),
	.bindings = bindings,
	.draw = draw,
	.project = project,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};
