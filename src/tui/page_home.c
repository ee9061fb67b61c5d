/*
 * Home: who it is about, the next best step in one sentence, how far each step
 * is, the quick wins, and the doors to all else.
 */
#include <assert.h>
#include <math.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/figures.h"
#include "cadran/base/number.h"
#include "cadran/core/compare.h"
#include "cadran/tui/key.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "home_parts.h"
#include "pages.h"
#include "radar_parts.h"

enum { MARGIN = 1, NEXT_ROWS = 2, BAR = 15, BAR_WIDE = 40, WIDE = 110, NAME = 14, DOOR_ROWS = 1, AIRY_HEIGHT = 30 };
enum { GAP = 2, RADAR_WIDTH = 60, RADAR_ROWS = 18 }; /* columns and rows; the latter two the least */

/* Lines that the cursor stands on: the next step, the steps, the quick wins. */
struct home_state {
	struct list list;
	struct outlook outlook;
	unsigned long evaluation; /* that the outlook is of */
	int top;                  /* the first quick win that is shown */
};

/* The quick win `index`, which is below evaluation->quick_wins, in the order of the ranking. */
static const struct use_case_result *quick_win(const struct evaluation *evaluation, size_t index)
{
	const struct use_case_result *result;
	size_t place = 0;

	do {
		/* What is a quick win has all its scores, and so a rank. */
		assert(place < evaluation->ranking_count);
		result = &evaluation->use_cases[evaluation->ranking[place++]];
	} while (result->verdict != VERDICT_YES || index-- > 0);
	return result;
}

static void follow(const struct ui *ui, struct home_state *state)
{
	const int count = 1 + (int)ui->step_count + (int)ui->evaluation.quick_wins;

	if (state->evaluation != ui->evaluations)
		outlook_compute(&ui->evaluation, &state->outlook);
	state->evaluation = ui->evaluations;
	list_fit(&state->list, count, count);
	state->list.rows = 5; /* one screen has them all */
}

/* The chosen one of the quick wins; -1 where the cursor is on another line. */
static int chosen_win(const struct ui *ui, const struct home_state *state)
{
	const int index = state->list.selected - 1 - (int)ui->step_count;

	return index >= 0 ? index : -1;
}

static void mark(struct surface *surface, int row, int rows)
{
	for (int i = 0; i < rows; i++)
		surface_mark(surface, row + i, 0, surface->width, ATTRIBUTE_REVERSE);
	surface_cursor(surface, row, 0);
}

/* Sector and date beside the name, or below it where they have no room there; returns the row after them. */
static int draw_title(const struct ui *ui, struct surface *surface)
{
	char *const *service = ui->session->document->service;
	const int width = surface->width - 2 * MARGIN;
	struct buf text;
	int row = 0;

	buf_init(&text);
	if (*service[SERVICE_SECTOR])
		buf_add_text(&text, word_sector(service[SERVICE_SECTOR]));
	if (*service[SERVICE_DATE]) {
		buf_add_text(&text, text.length ? " · " : "");
		figure_date(&text, ui->scene.language, service[SERVICE_DATE]);
	}
	(void)surface_text(surface, row, MARGIN, width, ATTRIBUTE_BOLD, service[SERVICE_NAME]);
	if (surface_measure(surface, service[SERVICE_NAME]) + 2 + surface_measure(surface, text.data) > width)
		row++;
	surface_text_right(surface, row, MARGIN, width, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row + 1;
}

static int draw_next(const struct ui *ui, const struct home_state *state, struct surface *surface, int row)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s %s%s", surface_glyph_text(surface, GLYPH_CURRENT), _("Next"), _(": "));
	word_next_step(&text, &ui->scene, &state->outlook.next);
	buf_add_char(&text, '.');
	(void)surface_wrap_within(surface, row, MARGIN, surface->width - 2 * MARGIN, NEXT_ROWS, ATTRIBUTE_BOLD,
				  text.data);
	if (!state->list.selected)
		mark(surface, row, surface_measure(surface, text.data) > surface->width - 2 * MARGIN ? NEXT_ROWS : 1);
	buf_release(&text);
	return row + NEXT_ROWS;
}

/* Full only where nothing is left. */
static void draw_bar(struct surface *surface, int row, int column, int width, double share)
{
	const int full = (int)floor(share * width);

	surface_repeat(surface, row, column, full, GLYPH_FULL);
	surface_repeat(surface, row, column + full, width - full, GLYPH_EMPTY);
}

static void draw_step(const struct ui *ui, const struct home_state *state, size_t step, struct surface *surface,
		      int row)
{
	const int bar = MARGIN + 2 + NAME + 1, width = surface->width < WIDE ? BAR : BAR_WIDE, figure = bar + width + 2;
	struct buf text;
	double share;

	buf_init(&text);
	buf_add_format(&text, "%zu", step + 1);
	(void)surface_text(surface, row, MARGIN, 2, ATTRIBUTE_BOLD, text.data);
	(void)surface_text(surface, row, MARGIN + 2, NAME, ATTRIBUTE_BOLD, ui->steps[step].name);
	buf_clear(&text);
	share = home_word_step(ui, &state->outlook, step, &text);
	if (is_figure(share))
		draw_bar(surface, row, bar, width, share);
	(void)surface_text(surface, row, figure, surface->width - figure - MARGIN, ATTRIBUTE_NONE, text.data);
	if (share >= 1)
		surface_text_right(surface, row, 0, surface->width - MARGIN, ATTRIBUTE_BOLD,
				   surface_glyph_text(surface, GLYPH_MET));
	if (state->list.selected == 1 + (int)step)
		mark(surface, row, 1);
	buf_release(&text);
}

static void draw_win(const struct ui *ui, const struct home_state *state, int index, struct surface *surface, int row)
{
	const struct use_case_result *result = quick_win(&ui->evaluation, (size_t)index);
	const int begin = MARGIN + 2, room = surface->width - begin - MARGIN;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, _("rank %zu"), result->rank);
	buf_add_format(&text, " · %s", word_status(result->facts.status));
	(void)surface_text(surface, row, MARGIN, 1, ATTRIBUTE_BOLD, word_flag(surface, result));
	surface_text_right(surface, row, begin, room, ATTRIBUTE_NONE, text.data);
	(void)surface_text(surface, row, begin, room - surface_measure(surface, text.data) - 2, ATTRIBUTE_NONE,
			   use_case_name(result->use_case));
	if (chosen_win(ui, state) == index)
		mark(surface, row, 1);
	buf_release(&text);
}

/* As many as there is room for above `bottom`, the chosen one among them. */
static void draw_wins(const struct ui *ui, struct home_state *state, struct surface *surface, int row, int bottom)
{
	const int count = (int)ui->evaluation.quick_wins, rows = bottom - row - 1;
	struct list window = { .selected = chosen_win(ui, state) > 0 ? chosen_win(ui, state) : 0, .top = state->top };
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, message_plural("%d quick win", "%d quick wins", (unsigned long)count), count);
	list_fit(&window, count, rows);
	state->top = window.top;
	if (count > rows)
		buf_add_format(&text, _(", %d to %d"), window.top + 1, window.top + rows);
	(void)surface_text(surface, row, MARGIN, surface->width, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
	for (int i = 0; i < rows && window.top + i < count; i++)
		draw_win(ui, state, window.top + i, surface, row + 1 + i);
}

/* Keys that work everywhere; a door that this program has not is left out. */
static void draw_doors(struct surface *surface, int row)
{
	static const struct {
		const char *action, *label;
	} doors[] = {
		{ "history", N_("history") },   { "compare", N_("compare") },           { "radar", N_("radar") },
		{ "workshop", N_("workshop") }, { "unlocks", N_("what unlocks what") }, { "settings", N_("settings") },
	};
	int column = MARGIN;

	for (size_t i = 0; i < ARRAY_SIZE(doors); i++) {
		enum action action;

		if (!action_parse(doors[i].action, &action))
			continue;
		for (const struct binding *binding = shared_bindings; binding->key; binding++) {
			if (binding->action != action)
				continue;
			column += surface_text(surface, row, column, surface->width, ATTRIBUTE_BOLD, binding->key) + 1;
			column +=
				surface_text(surface, row, column, surface->width, ATTRIBUTE_NONE, _(doors[i].label)) +
				2;
		}
	}
}

static void draw_lines(struct ui *ui, struct home_state *state, struct surface *surface)
{
	const int air = surface->height >= AIRY_HEIGHT ? 1 : 0, doors = surface->height - DOOR_ROWS;
	int row = draw_title(ui, surface);

	row = draw_next(ui, state, surface, row < 2 ? 2 : row + air) + 1;
	for (size_t step = 0; step < ui->step_count; step++)
		draw_step(ui, state, step, surface, row++);
	draw_wins(ui, state, surface, row + 1, doors - 1);
	draw_doors(surface, doors);
}

/* Below each other beside the lines, where all of them have room. */
static void draw_radars(const struct ui *ui, struct surface *surface)
{
	const int count = (int)ui->session->document->content->grid_count, left = PAGE_LINE + GAP,
		  columns = surface->width - left - MARGIN, rows = count ? surface->height / count : 0;
	struct buf key;

	if (columns < RADAR_WIDTH || rows < RADAR_ROWS)
		return;
	for (int g = 0; g < count; g++) {
		const struct radar_box title = { g * rows, left, 1, columns },
				       radar = { g * rows + 1, left, rows - 2, columns };

		radar_draw_title(&ui->scene, surface, (size_t)g, title);
		radar_draw(&ui->scene, surface, (size_t)g, radar, -1);
	}
	buf_init(&key);
	radar_word_key(&key, surface);
	(void)surface_text(surface, surface->height - 1, left, columns, ATTRIBUTE_NONE, key.data);
	buf_release(&key);
}

/* In a wide window lines end where the eye still follows them, and the radars have the rest. */
static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct home_state *state = memory;
	struct surface lines;

	follow(ui, state);
	surface_init(&lines, number_between(PAGE_LINE, 0, surface->width), surface->height, ui->ascii);
	draw_lines(ui, state, &lines);
	surface_blit(surface, 0, 0, &lines, 0, surface->height);
	surface_release(&lines);
	draw_radars(ui, surface);
}

/* --- keys ------------------------------------------------------------------------------------- */

static void open_chosen(struct ui *ui, const struct home_state *state)
{
	const int win = chosen_win(ui, state);

	if (!state->list.selected)
		go_to_next_step(ui, &state->outlook.next);
	else if (win < 0)
		ui_go_to_step(ui, (size_t)state->list.selected - 1);
	else
		page_sheet_open(ui, quick_win(&ui->evaluation, (size_t)win)->use_case->id);
}

static bool explain_chosen(struct ui *ui, const struct home_state *state)
{
	const int win = chosen_win(ui, state);
	const struct step *step = &ui->steps[state->list.selected ? state->list.selected - 1 : 0];

	if (!state->list.selected)
		ui_say(ui, "%s", word_next_reason(state->outlook.next.kind));
	else if (win >= 0)
		ui_explain(ui, quick_win(&ui->evaluation, (size_t)win)->use_case->id);
	else if (step->page == &page_grid)
		ui_explain(ui, ui->session->document->content->grids[step->grid].id);
	else
		return false;
	return true;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct home_state *state = memory;

	(void)key;
	follow(ui, state);
	if (list_act(&state->list, action))
		return true;
	if (action == ACTION_OPEN) {
		open_chosen(ui, state);
		return true;
	}
	return action == ACTION_EXPLAIN && explain_chosen(ui, state);
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct home_state *state = memory;

	follow(ui, state);
	for (int i = 1; i <= state->list.count; i++) {
		const int line = (state->list.selected + i) % state->list.count, win = line - 1 - (int)ui->step_count;

		if (!line || !text_has(win < 0 ? ui->steps[line - 1].name
					       : use_case_name(quick_win(&ui->evaluation, (size_t)win)->use_case),
				       words))
			continue;
		state->list.selected = line;
		return true;
	}
	return false;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("go there") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_home = {
	.name = N_("Home"),
	.state_size = sizeof(struct home_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
};

void page_home_open(struct ui *ui)
{
	(void)ui_open(ui, &page_home);
}
