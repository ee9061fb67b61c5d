/*
 * The frame: the line of steps, the body, what just happened, the keys.
 */
#include <string.h>

#include "cadran/base/number.h"
#include "cadran/tui/key.h"
#include "pages.h"
#include "ui_internal.h"

enum { HEAD = 2, FOOT = 2, MESSAGE_ROWS = 5, WIDE = 120 };

/* --- steps -------------------------------------------------------------------- */

struct step_label {
	struct buf text;
	size_t name;     /* bytes of the text without the progress */
	int width, bare; /* columns with the progress, without */
	bool short_form;
};

static void label_step(const struct ui *ui, const struct surface *surface, size_t step, struct step_label *label)
{
	struct buf progress;

	buf_init(&label->text);
	buf_init(&progress);
	buf_add_format(&label->text, "%zu %s", step + 1, ui->steps[step].name);
	label->name = label->text.length;
	label->bare = surface_measure(surface, label->text.data);
	step_progress(ui, step, &progress);
	if (progress.length)
		buf_add_format(&label->text, " %s", progress.data);
	label->width = surface_measure(surface, label->text.data);
	buf_release(&progress);
}

static int width_of(const struct step_label *labels, size_t count, int gap)
{
	int width = gap * (int)(count - 1) + 2;

	for (size_t i = 0; i < count; i++)
		width += labels[i].short_form ? labels[i].bare : labels[i].width;
	return width;
}

/* Where the line is too short, progress is left out, the furthest from the current step first. */
static void shorten(const struct ui *ui, struct step_label *labels, size_t count)
{
	for (size_t far = count; far-- > 1;) {
		for (size_t i = 0; i < count; i++) {
			const size_t distance = i > ui->step ? i - ui->step : ui->step - i;

			if (width_of(labels, count, 1) <= ui->width)
				return;
			if (distance == far)
				labels[i].short_form = true;
		}
	}
}

static void draw_steps(const struct ui *ui, struct surface *surface)
{
	struct step_label labels[STEP_MOST] = { 0 };
	const size_t count = ui->step_count;
	char key[] = "<M-1>";
	int column = 1, gap;

	for (size_t i = 0; i < count; i++)
		label_step(ui, surface, i, &labels[i]);
	shorten(ui, labels, count);
	gap = width_of(labels, count, 2) <= ui->width ? 2 : 1;
	for (size_t i = 0; i < count; i++) {
		const int width = labels[i].short_form ? labels[i].bare : labels[i].width;

		if (labels[i].short_form)
			buf_truncate(&labels[i].text, labels[i].name);
		(void)surface_text(surface, 0, column, width, ATTRIBUTE_NONE, labels[i].text.data);
		/* So that the count of one step is not read with the number of the next. */
		surface_mark(surface, 0, column, labels[i].bare, ATTRIBUTE_BOLD);
		key[3] = (char)('1' + i);
		if (i < 8)
			surface_zone_key(surface, 0, column, width, key);
		if (i == ui->step) {
			(void)surface_text(surface, 0, column - 1, 1, ATTRIBUTE_BOLD,
					   surface_glyph_text(surface, GLYPH_CURRENT));
			surface_mark(surface, 0, column - 1, width + 2, ATTRIBUTE_REVERSE);
		}
		column += width + gap;
		buf_release(&labels[i].text);
	}
	surface_repeat(surface, 1, 0, ui->width, GLYPH_HORIZONTAL);
	if (ui->read_only.kind != ERR_NONE)
		surface_text_right(surface, 1, 0, ui->width - 1, ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE,
				   _(" reading only "));
}

/* Below the steps, on every page but that which has it in large. */
static void draw_discussion(struct ui *ui, struct surface *surface, int row)
{
	struct buf text;

	if (!discussion_is_on(ui) || ui_top(ui)->page == &page_vote)
		return;
	buf_init(&text);
	buf_add_char(&text, ' ');
	discussion_draw(ui, &text);
	if (!discussion_left(ui))
		buf_add_format(&text, " · %s", _("the time is up"));
	buf_add_char(&text, ' ');
	surface_text_right(surface, row, 0, ui->width - 1, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
}

/* --- foot ----------------------------------------------------------------------- */

static void message_text(const struct ui *ui, const struct surface *surface, struct buf *out)
{
	if (ui->pending)
		buf_add_format(out, "%s %s", surface_glyph_text(surface, GLYPH_INCOMPLETE), ui->change.data);
	else
		buf_add_text(out, ui->message.data);
}

static void blank(struct surface *surface, int row, int columns)
{
	for (int column = 0; column < columns; column++)
		(void)surface_text(surface, row, column, 1, ATTRIBUTE_NONE, " ");
}

/*
 * What just happened, and a rule for the rest of the line. A long sentence takes
 * rows of the body: it is read whole. Returns its first row.
 */
static int draw_message(const struct ui *ui, struct surface *surface)
{
	const int row = ui->height - FOOT;
	struct surface measured;
	struct buf text;
	int lines, first;

	buf_init(&text);
	message_text(ui, surface, &text);
	surface_init(&measured, ui->width - 3, 0, ui->ascii);
	lines = surface_wrap(&measured, 0, 0, measured.width, ATTRIBUTE_BOLD, text.data);
	surface_release(&measured);
	lines = lines > MESSAGE_ROWS ? MESSAGE_ROWS : lines;
	first = row - (lines > 1 ? lines - 1 : 0);
	surface_repeat(surface, row, 0, ui->width, GLYPH_HORIZONTAL);
	for (int i = first; i <= row && lines > 1; i++)
		blank(surface, i, ui->width);
	if (lines == 1)
		blank(surface, row, surface_measure(surface, text.data) + 2);
	(void)surface_wrap_within(surface, first, 1, ui->width - 3, lines, ATTRIBUTE_BOLD, text.data);
	buf_release(&text);
	return first;
}

/* «y» and «o» both say yes: the foot names the letter that the user's word begins with. */
static const char *key_shown(const struct binding *binding)
{
	/* TRANSLATORS: the key for «yes», which is y or o */
	return binding->action == ACTION_YES ? _("y") : binding->key;
}

static int key_width(const struct surface *surface, const struct binding *binding)
{
	return surface_measure(surface, key_word(key_shown(binding), surface->ascii)) + 1 +
	       surface_measure(surface, _(binding->label)) + 2;
}

static int draw_key_as(struct surface *surface, int column, const char *key, const char *label, unsigned attributes)
{
	const int row = surface->height - 1, begin = column;

	column += surface_text(surface, row, column, surface->width, ATTRIBUTE_BOLD, key_word(key, surface->ascii)) + 1;
	column += surface_text(surface, row, column, surface->width, attributes, label);
	/* Not «1-5»: which of them is meant nobody knows. */
	if (key_matches(key, key))
		surface_zone_key(surface, row, begin, column - begin, key);
	return column + 2;
}

static int draw_key(struct surface *surface, int column, const struct binding *binding)
{
	return draw_key_as(surface, column, key_shown(binding), _(binding->label), ATTRIBUTE_NONE);
}

/* The row of `bindings` that labels this key; NULL where none does. */
static const struct binding *labelled(const struct binding *bindings, const char *key)
{
	for (; bindings && bindings->key; bindings++)
		if (bindings->label && !strcmp(bindings->key, key))
			return bindings;
	return NULL;
}

/* What works everywhere, as the page calls it where it has a word of its own: «? why». */
static const struct binding *shared_label(const struct binding *shared, const struct binding *more,
					  const struct binding *own)
{
	const struct binding *first = labelled(more, shared->key), *second = labelled(own, shared->key);

	return first ? first : second ? second : shared;
}

static int shared_width(const struct surface *surface, const struct binding *more, const struct binding *own)
{
	int width = 0;

	for (const struct binding *binding = shared_bindings; binding->key; binding++)
		width += binding->label ? key_width(surface, shared_label(binding, more, own)) : 0;
	return width;
}

static const struct binding edit_bindings[] = {
	{ "<Esc>", ACTION_BACK, N_("give up") },          { "<Tab>", ACTION_NEXT, N_("next field") },
	{ "<Tab>", ACTION_COMMAND, N_("complete") },      { "<Up>", ACTION_PREVIOUS, N_("earlier") },
	{ "<C-o>", ACTION_NONE, N_("editor") },           { "<C-w>", ACTION_NONE, N_("erase a word") },
	{ "<C-u>", ACTION_NONE, N_("erase all before") }, { NULL, ACTION_NONE, NULL },
};

static bool is_offered(const struct ui *ui, const struct binding *binding)
{
	const struct layer *layer = ui_top(ui);

	if (ui->read_only.kind != ERR_NONE && binding_changes(binding))
		return false;
	return !layer->page->idle || !layer->page->idle(ui, layer->state, binding->action);
}

/* Whether the page calls the key something else otherwise: it does not do now what it did a moment ago. */
static bool is_unusual(const struct ui *ui, const struct binding *binding)
{
	const struct binding *usual = labelled(ui_top(ui)->page->bindings, binding->key);

	return usual && strcmp(usual->label, binding->label) != 0;
}

/* As many as there is room for, but for those that `first` and what works everywhere label. */
static int draw_table(const struct ui *ui, struct surface *surface, int column, int room, const struct binding *binding,
		      const struct binding *first)
{
	for (; binding && binding->key; binding++)
		if (binding->label && is_offered(ui, binding) && !labelled(first, binding->key) &&
		    !labelled(shared_bindings, binding->key) && column + key_width(surface, binding) - 2 <= room)
			column = draw_key_as(surface, column, key_shown(binding), _(binding->label),
					     is_unusual(ui, binding) ? ATTRIBUTE_BOLD : ATTRIBUTE_NONE);
	return column;
}

/* Whether the field that is open has a use for the key. */
static bool edit_takes(const struct ui *ui, const struct binding *binding)
{
	switch (binding->action) {
	case ACTION_NEXT:
		return ui->edit.in_form;
	case ACTION_COMMAND:
		return edit_completes(ui);
	case ACTION_PREVIOUS:
		return ui->edit.remembers;
	default:
		return !ui->edit.done || strcmp(binding->key, "<C-o>") != 0;
	}
}

static void draw_edit_keys(const struct ui *ui, struct surface *surface)
{
	int column = draw_key_as(surface, 1, "<Enter>", edit_enter(ui), ATTRIBUTE_NONE);

	for (const struct binding *binding = edit_bindings; binding->key; binding++)
		if (edit_takes(ui, binding) && column + key_width(surface, binding) - 2 <= ui->width)
			column = draw_key(surface, column, binding);
}

static const struct binding tab_binding = { "<Tab>", ACTION_STEP_NEXT, N_("step") };
static const struct binding figure_binding = { "<M-1-8>", ACTION_STEP, N_("step") };
static const struct binding help_binding = { "<F1>", ACTION_HELP, N_("keys") };

/*
 * Those that work everywhere. On the first page of a step its figure is what one
 * looks for: the key for it stands in place of <Tab> where there is room.
 */
static void draw_shared(const struct ui *ui, struct surface *surface, int column, const struct binding *more,
			const struct binding *own)
{
	const bool wide = ui->width >= WIDE;
	const int further = key_width(surface, &figure_binding) - key_width(surface, &tab_binding),
		  help = key_width(surface, &help_binding);
	int spare = ui->width + 2 - column - shared_width(surface, more, own);
	const bool figures = ui->steps[ui->step].depth == 1 && spare >= further + (wide ? help : 0);

	spare -= figures ? further : 0;
	for (const struct binding *binding = shared_bindings; binding->key; binding++) {
		const struct binding *shown = shared_label(binding, more, own);

		if (!binding->label)
			continue;
		column = draw_key(surface, column,
				  figures && !strcmp(shown->key, tab_binding.key) ? &figure_binding : shown);
		if (binding->action == ACTION_EXPLAIN && (wide || shown != binding) && spare >= help)
			column = draw_key(surface, column, &help_binding);
	}
}

/* The page's keys, then those that work everywhere. */
static void draw_keys(const struct ui *ui, struct surface *surface)
{
	const struct layer *layer = ui_top(ui);
	const struct binding *own = layer->page->bindings,
			     *more = layer->page->more ? layer->page->more(layer->state) : NULL;
	const int help = ui->width >= WIDE ? key_width(surface, &help_binding) : 0,
		  room = ui->width - shared_width(surface, more, own) - help;
	int column = 1;

	if (ui->edit.open) {
		draw_edit_keys(ui, surface);
		return;
	}
	column = draw_table(ui, surface, column, room, more, NULL);
	column = draw_table(ui, surface, column, room, own, more);
	draw_shared(ui, surface, column, more, own);
}

/* --- the whole -------------------------------------------------------------------- */

static void draw_too_small(const struct ui *ui, struct surface *surface)
{
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, _("The window is too small: %d × %d; at least %d × %d are needed."), ui->width,
		       ui->height, UI_WIDTH, UI_HEIGHT);
	buf_add_format(&text, " %s", _("Make the letters smaller (Ctrl and -) or the window larger."));
	if (ui->edit.open)
		buf_add_format(&text, " %s %s", _("What you typed is kept."), _("Until then no key does anything."));
	else
		buf_add_format(&text, " %s", _("Until then no key does anything but q, which leaves."));
	buf_add_format(&text, " %s", _("What was saved is safe."));
	(void)surface_wrap(surface, 0, 0, ui->width, ATTRIBUTE_NONE, text.data);
	surface_cursor(surface, 0, 0);
	buf_release(&text);
}

/* What just happened, else how to come back, on the last row: more rows where that takes more. */
static int draw_hint(const struct ui *ui, struct surface *surface)
{
	const int row = ui->height - 1;
	struct surface measured;
	struct buf text;
	int lines;

	buf_init(&text);
	message_text(ui, surface, &text);
	if (!text.length)
		buf_add_text(&text, _("P  back to the usual screen"));
	surface_init(&measured, ui->width - 2, 0, ui->ascii);
	lines = surface_wrap(&measured, 0, 0, measured.width, ATTRIBUTE_NONE, text.data);
	surface_release(&measured);
	lines = lines > MESSAGE_ROWS ? MESSAGE_ROWS : lines;
	for (int i = row - lines + 1; i <= row; i++)
		blank(surface, i, ui->width);
	(void)surface_wrap_within(surface, row - lines + 1, 1, ui->width - 2, lines, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	return row - lines + 1;
}

static void draw_projected(struct ui *ui, struct surface *surface)
{
	const struct layer *layer = ui_top(ui);
	struct surface body;
	int bottom;

	surface_init(&body, ui->width, ui->height - 1, ui->ascii);
	(void)layer->page->project(ui, layer->state, &body);
	surface_blit(surface, 0, 0, &body, 0, body.height);
	surface_release(&body);
	bottom = draw_hint(ui, surface);
	draw_discussion(ui, surface, ui->height - 1);
	if (ui->edit.open && !ui->edit.drawn)
		edit_draw_box(ui, surface, bottom);
	if (surface->cursor_row < 0)
		surface_cursor(surface, ui->height - 1, 0);
}

void ui_draw(struct ui *ui, struct surface *surface)
{
	const struct layer *layer = ui_top(ui);
	struct surface body;
	int bottom;

	surface_clear(surface);
	if (ui_is_too_small(ui)) {
		draw_too_small(ui, surface);
		ui_keep_zones(ui, surface);
		return;
	}
	ui->edit.drawn = false;
	ui->due = 0;
	if (ui->projector && ui_is_projected(ui)) {
		draw_projected(ui, surface);
		return;
	}
	surface_init(&body, layer->page->most ? number_between(layer->page->most, 0, ui->width) : ui->width,
		     ui->height - HEAD - FOOT, ui->ascii);
	layer->page->draw(ui, layer->state, &body);
	surface_blit(surface, HEAD, 0, &body, 0, body.height);
	surface_release(&body);
	draw_steps(ui, surface);
	draw_discussion(ui, surface, 1);
	bottom = draw_message(ui, surface);
	if (ui->edit.open && !ui->edit.drawn)
		edit_draw_box(ui, surface, bottom);
	draw_keys(ui, surface);
	if (surface->cursor_row < 0)
		surface_cursor(surface, ui->height - 1, 0);
	ui_keep_zones(ui, surface);
}
