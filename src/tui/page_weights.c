/*
 * The matrix with other weights of the families: a slider for each, and points,
 * ranks and chances as they would be. A supposition, that ends with the page.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/tui/list.h"
#include "matrix_plot.h"
#include "pages.h"
#include "projector.h"
#include "ui_internal.h"

enum {
	MARGIN = 1,
	FOOT = FAMILY_COUNT + 1, /* rows: the sliders, and what their signs mean */
	LEAST_WIDTH = 35,        /* of the list */
	MOST_PERCENT = 40,
	MEAN_WIDTH = 56, /* from here on the list has the mean rank */
	MANY = 99,       /* from here on ranks and numbers have three digits */
	RANK = 3,        /* columns: «12 » */
	NUMBER = 5,      /* «★ 01 » */
	MOVE = 4,
	CHANCE = 7,
	MEAN = 12, /* with a blank at its end */
};

struct weights_state {
	char *id;                     /* of the marked use case */
	double share[FAMILY_COUNT];   /* supposed */
	double usual[FAMILY_COUNT];   /* of the dossier */
	unsigned long evaluation;     /* the interface's that all this was made of; 0: nothing is yet */
	struct evaluation evaluated;  /* with the shares */
	struct robustness robustness; /* of it */
	struct plot plot;             /* of it, kept while nothing but the cursor moves */
	struct scene scene;           /* of the plot */
	struct list families;
	int top, rows; /* of the list of use cases */
};

static void drop(struct weights_state *state)
{
	if (!state->evaluation)
		return;
	plot_release(&state->plot);
	robustness_release(&state->robustness);
	evaluation_release(&state->evaluated);
	state->evaluation = 0;
}

static void release(void *memory)
{
	struct weights_state *state = memory;

	drop(state);
	free(state->id);
}

/* Where all stand now. */
static void lay_out(const struct ui *ui, struct weights_state *state)
{
	plot_release(&state->plot);
	state->scene = ui->scene;
	state->scene.evaluation = &state->evaluated;
	state->scene.robustness = &state->robustness;
	plot_init(&state->plot, &state->scene, &ui->evaluation);
	state->plot.dense = true;
}

/* Places, ranks and exact chances with the shares: what does not depend on them is kept. */
static void weigh(const struct ui *ui, struct weights_state *state)
{
	evaluation_weigh(&state->evaluated, state->share);
	robustness_weigh(&state->robustness);
	lay_out(ui, state);
}

/* Anew where the document is another one since; the shares stay, unless the matrix is another one. */
static void take_up(const struct ui *ui, struct weights_state *state)
{
	double usual[FAMILY_COUNT];

	if (state->evaluation == ui->evaluations)
		return;
	family_shares(ui->evaluation.weights.priority, usual);
	/* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): the same bits are meant */
	if (memcmp(usual, state->usual, sizeof(usual)) != 0) {
		memcpy(state->usual, usual, sizeof(usual));
		memcpy(state->share, usual, sizeof(usual));
	}
	drop(state);
	evaluation_compute(ui->session->document, &state->evaluated);
	evaluation_weigh(&state->evaluated, state->share);
	robustness_init_ranks(&state->robustness, &state->evaluated);
	state->evaluation = ui->evaluations;
	lay_out(ui, state);
}

/* --- sliders --------------------------------------------------------------------------------- */

static void word_share(struct buf *out, const struct scene *scene, double share)
{
	word_fixed(out, scene, 100 * share, 1);
	buf_add_text(out, scene->language == LANGUAGE_FR ? "\u00a0%" : "%");
}

static int widest_family(const struct ui *ui, const struct surface *surface)
{
	int widest = 0;

	for (int f = 0; f < FAMILY_COUNT; f++) {
		const int width = surface_measure(surface, word_family(&ui->scene, (enum family)f));

		widest = width > widest ? width : widest;
	}
	return widest;
}

/* «Impact  ██████◆····  45.0 %» */
static void draw_slider(const struct ui *ui, const struct weights_state *state, struct surface *surface, int row,
			enum family family)
{
	enum { FIGURE = 9 };
	const int name = widest_family(ui, surface), bar = MARGIN + 2 + name + 2,
		  width = surface->width - MARGIN - bar - FIGURE;
	const int full = (int)(state->share[family] * width + 0.5);
	const int usual = number_between((int)(state->usual[family] * width + 0.5) - 1, 0, width - 1);
	const bool chosen = state->families.selected == (int)family;
	struct buf text;

	buf_init(&text);
	if (chosen)
		surface_glyph(surface, row, MARGIN, GLYPH_CURRENT);
	(void)surface_text(surface, row, MARGIN + 2, name, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE,
			   word_family(&ui->scene, family));
	surface_repeat(surface, row, bar, full, GLYPH_FULL);
	surface_repeat(surface, row, bar + full, width - full, GLYPH_EMPTY);
	surface_glyph(surface, row, bar + usual, GLYPH_TARGET);
	word_share(&text, &ui->scene, state->share[family]);
	surface_text_right(surface, row, bar + width, FIGURE, chosen ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE, text.data);
	if (chosen) {
		surface_mark(surface, row, MARGIN, name + 3, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, MARGIN);
	}
	buf_release(&text);
}

static void draw_sliders(const struct ui *ui, const struct weights_state *state, struct surface *surface)
{
	const int row = surface->height - FOOT;
	struct buf text;

	for (int f = 0; f < FAMILY_COUNT; f++)
		draw_slider(ui, state, surface, row + f, (enum family)f);
	buf_init(&text);
	buf_add_format(&text, "%s %s · %s · %s", surface_glyph_text(surface, GLYPH_TARGET), _("weight in the dossier"),
		       surface->ascii ? _("+2: two ranks gained") : _("↑2: two ranks gained"),
		       _("First: at these weights"));
	(void)surface_text(surface, row + FAMILY_COUNT, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* --- the list ---------------------------------------------------------------------------------- */

/* «↑2», «↓1»; in ASCII «+2», «-1»; nothing where the rank is the same, or where there is none. */
static void word_move(struct buf *out, const struct surface *surface, const struct use_case_result *before,
		      const struct use_case_result *now)
{
	const bool up = now->rank < before->rank;
	const size_t by = up ? before->rank - now->rank : now->rank - before->rank;

	if (!before->rank || !now->rank || !by)
		return;
	if (surface->ascii)
		buf_add_format(out, "%c%zu", up ? '+' : '-', by);
	else
		buf_add_format(out, "%s%zu", glyph_text(up ? GLYPH_UP : GLYPH_DOWN, false), by);
}

/* Whether its chances stand on enough: what is sampled comes a moment after the key. */
static bool is_told(const struct weights_state *state, const struct plot_entry *entry)
{
	const size_t asked = robustness_asked(&state->robustness);

	return entry->result->rank &&
	       robustness_drawn(&state->robustness) >= (asked < ROBUST_FIRST ? asked : ROBUST_FIRST);
}

/* The columns at the right end of a line, from the right: chance of the first place, mean rank, move. */
static void draw_figures(const struct ui *ui, const struct weights_state *state, const struct plot_entry *entry,
			 struct surface *surface, int row, int width)
{
	const size_t index = (size_t)(entry->result - state->evaluated.use_cases);
	int right = surface->width - MARGIN;
	struct buf text;

	buf_init(&text);
	if (is_told(state, entry))
		word_probability(&text, &ui->scene, robustness_rank(&state->robustness, index, 1).p);
	surface_text_right(surface, row, right - CHANCE, CHANCE, ATTRIBUTE_NONE, text.data);
	right -= CHANCE;
	if (width >= MEAN_WIDTH) {
		buf_clear(&text);
		if (is_told(state, entry))
			word_fixed(&text, &ui->scene, robustness_expected_rank(&state->robustness, index).p, 1);
		surface_text_right(surface, row, right - MEAN, MEAN - 1, ATTRIBUTE_NONE, text.data);
		right -= MEAN;
	}
	buf_clear(&text);
	word_move(&text, surface, &ui->evaluation.use_cases[index], entry->result);
	surface_text_right(surface, row, right - MOVE, MOVE, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

static void draw_line(const struct ui *ui, const struct weights_state *state, const struct plot_entry *entry,
		      struct surface *surface, int row, int left)
{
	const bool many = state->evaluated.use_case_count > MANY;
	const int width = surface->width - MARGIN - left, number = left + RANK + many, name = number + NUMBER + many;
	const int room = left + width - name - CHANCE - MOVE - (width >= MEAN_WIDTH ? MEAN : 0);
	struct buf text;

	buf_init(&text);
	if (entry->result->rank)
		buf_add_format(&text, "%zu", entry->result->rank);
	surface_text_right(surface, row, left, RANK - 1 + many, ATTRIBUTE_NONE, text.data);
	plot_draw_number(entry, surface, row, number);
	(void)surface_text(surface, row, name, room, ATTRIBUTE_BOLD, use_case_name(entry->result->use_case));
	draw_figures(ui, state, entry, surface, row, width);
	if (state->id && !strcmp(state->id, entry->result->use_case->id))
		surface_mark(surface, row, left, width, ATTRIBUTE_REVERSE);
	buf_release(&text);
}

static void draw_heads(struct surface *surface, int row, int left)
{
	const int width = surface->width - MARGIN - left, right = surface->width - MARGIN;

	(void)surface_text(surface, row, left, RANK + NUMBER, ATTRIBUTE_BOLD, _("Rank"));
	surface_text_right(surface, row, right - CHANCE, CHANCE, ATTRIBUTE_BOLD, _("First"));
	if (width >= MEAN_WIDTH)
		surface_text_right(surface, row, right - CHANCE - MEAN, MEAN - 1, ATTRIBUTE_BOLD, _("Mean rank"));
}

static void draw_list(const struct ui *ui, struct weights_state *state, const struct plot *plot,
		      struct surface *surface, int left, int row, int rows)
{
	const int count = (int)plot->count;
	struct buf text;

	draw_heads(surface, row, left);
	state->rows = rows - 1 - (count > rows - 1);
	state->top = number_between(state->top, 0, count - state->rows);
	for (int i = 0; i < state->rows && state->top + i < count; i++)
		draw_line(ui, state, &plot->entries[state->top + i], surface, row + 1 + i, left);
	if (count <= rows - 1)
		return;
	buf_init(&text);
	buf_add_format(&text, _(" lines %d to %d of %d "), state->top + 1, state->top + state->rows, count);
	surface_text_right(surface, row + rows - 1, left, surface->width - MARGIN - left, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/* --- the whole ------------------------------------------------------------------------------------ */

static const struct plot_entry *marked(const struct plot *plot, const char *id)
{
	for (size_t i = 0; id && i < plot->count; i++)
		if (!strcmp(plot->entries[i].result->use_case->id, id))
			return &plot->entries[i];
	return NULL;
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct weights_state *state = memory;
	const int share = surface->width * MOST_PERCENT / 100, width = share > LEAST_WIDTH ? share : LEAST_WIDTH,
		  left = surface->width - MARGIN - width, bottom = surface->height - FOOT - 3;
	struct plot *plot = &state->plot;

	take_up(ui, state);
	state->families.count = FAMILY_COUNT;
	(void)surface_text(surface, 0, MARGIN, surface->width - 2 * MARGIN, ATTRIBUTE_BOLD,
			   _("Supposed weights: the dossier stays as it is; Esc goes back to its own."));
	plot_show(plot, surface, (struct plot_box){ MARGIN + PLOT_SCALE - 1, left - 2, 1, bottom });
	if (marked(plot, state->id))
		plot_mark(plot, marked(plot, state->id));
	draw_list(ui, state, plot, surface, left, 1, bottom + 1);
	draw_sliders(ui, state, surface);
}

/* «▶Impact 45.0 % · Return 20.0 % …» from `column` on, the chosen one in reverse. */
static void draw_shares(const struct ui *ui, const struct weights_state *state, struct surface *surface, int row,
			int column)
{
	struct buf text;

	buf_init(&text);
	for (int f = 0; f < FAMILY_COUNT; f++) {
		const bool chosen = state->families.selected == f;

		buf_clear(&text);
		buf_add_format(&text, "%s ", word_family(&ui->scene, (enum family)f));
		word_share(&text, &ui->scene, state->share[f]);
		if (f)
			column += surface_text(surface, row, column, surface->width - column, ATTRIBUTE_NONE, " · ");
		if (chosen)
			surface_cursor(surface, row, column);
		column += surface_text(surface, row, column, surface->width - column,
				       ATTRIBUTE_BOLD | (chosen ? ATTRIBUTE_REVERSE : 0), text.data);
	}
	buf_release(&text);
}

static bool project(struct ui *ui, void *memory, struct surface *surface)
{
	enum { LEFT = 2 };
	struct weights_state *state = memory;

	take_up(ui, state);
	if (!surface)
		return true;
	state->families.count = FAMILY_COUNT;
	project_plot(&state->scene, &ui->evaluation, surface);
	(void)surface_text(surface, surface->height - 2, LEFT, surface->width - LEFT, ATTRIBUTE_NONE,
			   _("Supposed weights: the dossier stays as it is; Esc goes back to its own."));
	draw_shares(ui, state, surface, surface->height - 1, LEFT);
	return true;
}

/* --- keys -------------------------------------------------------------------------------------------- */

static void move(struct ui *ui, struct weights_state *state, double by)
{
	const enum family family = (enum family)state->families.selected;
	const double before = state->share[family];

	family_share_move(state->share, state->usual, family, before + by);
	if (same_figure(before, state->share[family]))
		ui_say(ui, "%s", by > 0 ? _("it has all of the weight already") : _("it weighs nothing already"));
	else
		weigh(ui, state);
}

static void reset(const struct ui *ui, struct weights_state *state)
{
	const enum family family = (enum family)state->families.selected;

	family_share_move(state->share, state->usual, family, state->usual[family]);
	weigh(ui, state);
}

/* What the slider says, in words. */
static void explain(struct ui *ui, const struct weights_state *state)
{
	const enum family family = (enum family)state->families.selected;
	struct buf now, usual;

	buf_init(&now);
	buf_init(&usual);
	word_share(&now, &ui->scene, state->share[family]);
	word_share(&usual, &ui->scene, state->usual[family]);
	ui_say(ui, "%s%s%s (%s%s%s). %s", word_family(&ui->scene, family), _(": "), now.data,
	       _("weight in the dossier"), _(": "), usual.data,
	       _("The others keep their proportions. On the axes a family weighs as many times more or less as in the "
		 "priority. Verdicts do not depend on it. Chances hold these weights and draw what else is open."));
	buf_release(&now);
	buf_release(&usual);
}

/* The list of use cases scrolls beside the sliders. */
static bool scroll(struct weights_state *state, enum action action)
{
	switch (action) {
	case ACTION_PAGE_DOWN:
		state->top += state->rows;
		return true;
	case ACTION_PAGE_UP:
		state->top -= state->rows;
		return true;
	case ACTION_FIRST:
		state->top = 0;
		return true;
	case ACTION_LAST:
		state->top = (int)state->evaluated.use_case_count;
		return true;
	default:
		return false;
	}
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	static const struct {
		enum action action;
		double by;
	} moves[] = {
		{ ACTION_HEAVIER, 0.05 },
		{ ACTION_LIGHTER, -0.05 },
		{ ACTION_MORE, 0.01 },
		{ ACTION_LESS, -0.01 },
	};
	struct weights_state *state = memory;

	(void)key;
	take_up(ui, state);
	for (size_t i = 0; i < ARRAY_SIZE(moves); i++) {
		if (moves[i].action != action)
			continue;
		move(ui, state, moves[i].by);
		return true;
	}
	if (scroll(state, action) || list_act(&state->families, action))
		return true;
	if (action == ACTION_RESET)
		reset(ui, state);
	else if (action == ACTION_EXPLAIN)
		explain(ui, state);
	else
		return false;
	return true;
}

static int wait(const struct ui *ui, const void *memory)
{
	const struct weights_state *state = memory;

	(void)ui;
	if (!state->evaluation)
		return -1;
	return robustness_drawn(&state->robustness) < robustness_asked(&state->robustness) ? 0 : -1;
}

static bool tick(struct ui *ui, void *memory)
{
	(void)ui;
	return ui_refine(&((struct weights_state *)memory)->robustness);
}

static const struct binding bindings[] = {
	{ "<Right>", ACTION_HEAVIER, N_("5 more") },
	{ "l", ACTION_HEAVIER, NULL },
	{ "<Left>", ACTION_LIGHTER, N_("5 less") },
	{ "h", ACTION_LIGHTER, NULL },
	{ "+", ACTION_MORE, N_("1 more") },
	{ "<C-Right>", ACTION_MORE, NULL },
	{ "-", ACTION_LESS, N_("1 less") },
	{ "<C-Left>", ACTION_LESS, NULL },
	{ "<Backspace>", ACTION_RESET, N_("reset") },
	{ "<Delete>", ACTION_RESET, NULL },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_weights = {
	.name = N_("Live weights"),
	.state_size = sizeof(struct weights_state),
	.bindings = bindings,
	.draw = draw,
	.project = project,
	.act = act,
	.wait = wait,
	.tick = tick,
	.release = release,
};

void page_weights_open(struct ui *ui, const char *id)
{
	struct weights_state *state = ui_open(ui, &page_weights);

	state->id = xstrdup(id);
}
