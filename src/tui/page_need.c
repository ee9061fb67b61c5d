/*
 * The need before the tool: what the criteria ask of it, and below each group
 * of questions the field of the sheet that they lead to.
 *
 *	1 question
 *	2 question
 *	  need		what is stated
 *
 *	3 question
 *	  sponsor	…
 */
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"
#include "form.h"
#include "pages.h"
#include "ui_internal.h"
#include "use_case_parts.h"

enum { MISSING_ROWS = 2, HEAD_ROWS = 1 + MISSING_ROWS, NUMBER_WIDTH = 3 };

struct need_state {
	char *id; /* of the use case; owned */
	struct form_field fields[NEED_FIELD_COUNT];
	struct form form;
};

static const struct criteria *criteria_of(const struct ui *ui)
{
	return &ui->session->document->content->criteria;
}

/* --- the groups ------------------------------------------------------------------------- */

static void add_field(struct need_state *state, enum use_case_field field)
{
	for (int i = 0; i < state->form.count; i++)
		if (state->fields[i].field == (int)field)
			return;
	state->fields[state->form.count++] = (struct form_field){
		.kind = CHANGE_USE_CASE,
		.field = (int)field,
		.help = NEED_HELP,
	};
}

/* How many questions lead to the fields before this one. */
static int count_before(const struct criteria *criteria, const struct form *form, int index)
{
	int count = 0;

	for (int i = 0; i < index; i++)
		for (size_t q = 0; q < criteria->need_count; q++)
			count += (int)criteria->need[q].field == form->fields[i].field;
	return count;
}

static int draw_numbered(struct surface *surface, int row, int number, unsigned attributes, const char *text)
{
	struct buf line;
	int lines;

	buf_init(&line);
	buf_add_format(&line, "%-*d%s", NUMBER_WIDTH, number, text);
	lines = surface_wrap_hanging(surface, row, 1, surface->width - 2, NUMBER_WIDTH, attributes, line.data);
	buf_release(&line);
	return row + lines;
}

static int draw_questions(struct ui *ui, const struct form *form, int index, struct surface *surface, int row)
{
	const struct criteria *criteria = criteria_of(ui);
	int number = count_before(criteria, form, index);

	for (size_t i = 0; i < criteria->need_count; i++)
		if ((int)criteria->need[i].field == form->fields[index].field)
			row = draw_numbered(surface, row, ++number, ATTRIBUTE_BOLD,
					    text_in(&criteria->need[i].text, ui->scene.language));
	return row;
}

/* In the order in which the questions lead to them; a field without a question comes last. */
static struct form *form_of(const struct ui *ui, struct need_state *state)
{
	const struct criteria *criteria = criteria_of(ui);

	state->form.count = 0;
	for (size_t i = 0; i < criteria->need_count; i++)
		add_field(state, criteria->need[i].field);
	for (int i = 0; i < NEED_FIELD_COUNT; i++)
		add_field(state, need_fields[i]);
	state->form.fields = state->fields;
	state->form.key = state->id;
	state->form.before = draw_questions;
	state->form.whole = true;
	state->form.lacks = use_case_lacks;
	state->form.lacking = N_("what a quick win still needs");
	state->form.barred = use_case_barred;
	return &state->form;
}

/* The cursor begins at what is not stated yet. `copy` becomes the state's. */
static void turn_to(const struct ui *ui, struct need_state *state, char *copy)
{
	const struct use_case *use_case = document_use_case(ui->session->document, copy);
	struct form *form;

	free(state->id);
	state->id = copy;
	form = form_of(ui, state);
	form->list.selected = 0;
	for (int i = form->count; use_case && i-- > 0;)
		if (!use_case_states(use_case, (enum use_case_field)form->fields[i].field))
			form->list.selected = i;
}

void page_need_open(struct ui *ui, const char *id)
{
	char *copy = xstrdup(id);

	turn_to(ui, ui_open(ui, &page_need), copy);
}

/* --- drawing ----------------------------------------------------------------------------- */

static void draw_missing(const struct ui *ui, const struct need_state *state, struct surface *surface)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, state->id);
	struct buf missing, text;

	buf_init(&missing);
	buf_init(&text);
	word_unstated(&missing, result);
	if (result->techno_push)
		buf_add_format(&text, _("Techno-push, a tool before a need: no quick win; still to be stated: %s."),
			       missing.data);
	else
		buf_add_text(&text, _("Need, sponsor and indicator are stated; s goes on to the scoring."));
	(void)surface_wrap_within(surface, 1, 3, surface->width - 5, MISSING_ROWS, ATTRIBUTE_NONE, text.data);
	buf_release(&missing);
	buf_release(&text);
}

/* What good answers to the questions of a field look like; returns the rows. */
static int draw_helps(const struct ui *ui, const struct form *form, int index, struct surface *surface, int row)
{
	const struct criteria *criteria = criteria_of(ui);
	const enum profile profile = document_profile(ui->session->document);
	int number = count_before(criteria, form, index), next = row;

	for (size_t i = 0; i < criteria->need_count; i++) {
		const struct need_question *question = &criteria->need[i];
		const char *help = text_in(profile_example(question->help, profile), ui->scene.language);

		if ((int)question->field != form->fields[index].field)
			continue;
		number++;
		if (*help)
			next = draw_numbered(surface, next, number, ATTRIBUTE_NONE, help);
	}
	return next - row;
}

/* As many as the longest of the three takes, so that nothing moves with the cursor. */
static int help_rows(const struct ui *ui, const struct form *form, const struct surface *surface)
{
	int rows = 1;

	for (int i = 0; i < form->count; i++) {
		struct surface block;
		int height;

		surface_init(&block, surface->width, 0, surface->ascii);
		height = draw_helps(ui, form, i, &block, 0);
		rows = height > rows ? height : rows;
		surface_release(&block);
	}
	return rows < surface->height / 3 ? rows : surface->height / 3;
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct need_state *state = memory;
	struct form *form = form_of(ui, state);
	int foot;

	if (!use_case_draw_title(ui, state->id, surface))
		return;
	draw_missing(ui, state, surface);
	foot = surface->height - help_rows(ui, form, surface);
	form->airy = true;
	form->airy = form_height(ui, form, surface->width) < foot - HEAD_ROWS;
	surface_repeat(surface, foot - 1, 1, surface->width - 2, GLYPH_HORIZONTAL);
	form_draw_fields(ui, form, surface, HEAD_ROWS, 0, surface->width, foot - HEAD_ROWS);
	if (!draw_helps(ui, form, form->list.selected, surface, foot))
		(void)surface_wrap(surface, foot, 2, surface->width - 3, ATTRIBUTE_NONE, form_help(form));
}

/* --- keys ---------------------------------------------------------------------------------- */

/* To the scoring that this was opened from, else to one of its own. */
static void go_on(struct ui *ui, struct need_state *state)
{
	const struct use_case_result *result = evaluation_use_case(&ui->evaluation, state->id);
	struct buf missing;
	char *id;

	if (result->techno_push) {
		buf_init(&missing);
		word_unstated(&missing, result);
		ui_say(ui, _("first to be stated: %s"), missing.data);
		buf_release(&missing);
		return;
	}
	id = xstrdup(state->id);
	ui_close(ui, state);
	if (ui_top(ui)->page != &page_scoring)
		page_scoring_open(ui, id);
	free(id);
}

static void go_beside(struct ui *ui, struct need_state *state, int by)
{
	const char *id = use_case_beside(ui, state->id, by);

	if (id)
		turn_to(ui, state, xstrdup(id));
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct need_state *state = memory;

	if (!document_use_case(ui->session->document, state->id))
		return false;
	switch (action) {
	case ACTION_SCORES:
		go_on(ui, state);
		return true;
	case ACTION_RIGHT:
	case ACTION_LEFT:
		go_beside(ui, state, action == ACTION_RIGHT ? 1 : -1);
		return true;
	case ACTION_EXPLAIN:
		ui_explain(ui, state->id);
		return true;
	default:
		return form_act(ui, form_of(ui, state), action, key);
	}
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	return form_find(ui, form_of(ui, memory), words);
}

static bool gone(const struct ui *ui, const void *memory)
{
	const struct need_state *state = memory;

	return !document_use_case(ui->session->document, state->id);
}

static void release(void *memory)
{
	free(((struct need_state *)memory)->id);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("change") },
	{ "s", ACTION_SCORES, N_("scoring") },
	{ "<Right>", ACTION_RIGHT, N_("next use case") },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ "<Backspace>", ACTION_CLEAR, N_("clear") },
	{ "<Delete>", ACTION_CLEAR, NULL },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_need = {
	.name = N_("Need first"),
	.state_size = sizeof(struct need_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.gone = gone,
	.release = release,
};
