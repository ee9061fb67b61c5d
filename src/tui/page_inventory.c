/*
 * The uses of AI that are there already, allowed or not: a list, and a form for
 * one of them. Tools and teams are named, people never.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/wording.h"
#include "charter_parts.h"
#include "form.h"
#include "pages.h"

enum { HEADING_ROWS = 2, FOOT_ROWS = 4 };

struct inventory_state {
	struct list list;
	char *id; /* of the chosen one, which stays so when others come or go; owned */
};

void page_inventory_open(struct ui *ui)
{
	(void)ui_open(ui, &page_inventory);
}

static void choose_id(struct inventory_state *state, const char *id)
{
	char *copy = xstrdup(id);

	free(state->id);
	state->id = copy;
}

/* Brings the list up to the dossier. */
static void follow(const struct ui *ui, struct inventory_state *state)
{
	const struct document *document = ui->session->document;
	struct inventory_counts counts;
	const struct use *use;

	inventory_count(&document->inventory, &counts);
	for (size_t i = 0; state->id && i < counts.uses; i++)
		if (!strcmp(inventory_at(document, i)->id, state->id))
			state->list.selected = (int)i;
	list_fit(&state->list, (int)counts.uses, state->list.rows > 0 ? state->list.rows : 1);
	use = inventory_at(document, (size_t)state->list.selected);
	if (use && !state->id)
		choose_id(state, use->id);
}

/* NULL where there is none at all. */
static const struct use *chosen(const struct ui *ui, const struct inventory_state *state)
{
	return inventory_at(ui->session->document, (size_t)state->list.selected);
}

static void hold(const struct ui *ui, struct inventory_state *state)
{
	const struct use *use = chosen(ui, state);

	if (use)
		choose_id(state, use->id);
}

/* --- drawing -------------------------------------------------------------------------- */

static void draw_empty(struct surface *surface)
{
	static const char *const texts[] = {
		N_("Write down each use of AI that is there already, allowed or not: the tool or the task, the team, "
		   "what is put in, on which account, and what you decide."),
		inventory_advice,
		N_("a   add a use: the name of the tool or of the task is enough to begin with."),
	};
	int row = 1;

	(void)surface_text(surface, row, 2, surface->width - 4, ATTRIBUTE_BOLD, _("No use is noted yet."));
	surface_cursor(surface, row, 2);
	row += 2;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		row += surface_wrap(surface, row, 2, surface->width - 4, ATTRIBUTE_NONE, _(texts[i])) + 1;
}

static void draw_foot(const struct ui *ui, const struct inventory_state *state, struct surface *surface)
{
	const int row = surface->height - FOOT_ROWS;
	struct buf text;

	surface_repeat(surface, row, 1, surface->width - 2, GLYPH_HORIZONTAL);
	buf_init(&text);
	if (state->list.count > state->list.rows) {
		buf_add_format(&text, _(" %d of %d "), state->list.selected + 1, state->list.count);
		surface_text_right(surface, row, 2, surface->width - 4, ATTRIBUTE_NONE, text.data);
		buf_clear(&text);
	}
	inventory_word_counts(&text, ui->session->document);
	(void)surface_text(surface, row + 1, 2, surface->width - 4, ATTRIBUTE_BOLD, text.data);
	(void)surface_wrap_within(surface, row + 2, 2, surface->width - 4, FOOT_ROWS - 2, ATTRIBUTE_NONE,
				  _(inventory_advice));
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct inventory_state *state = memory;
	const int rows = surface->height - HEADING_ROWS - FOOT_ROWS;
	struct surface inside;
	int row;

	follow(ui, state);
	if (!state->list.count) {
		draw_empty(surface);
		return;
	}
	list_fit(&state->list, state->list.count, rows);
	surface_init(&inside, surface->width - 2, surface->height, ui->ascii);
	(void)inventory_draw(&ui->scene, &inside, (size_t)state->list.top, (size_t)rows);
	row = HEADING_ROWS + state->list.selected - state->list.top;
	surface_mark(&inside, row, 0, inside.width, ATTRIBUTE_REVERSE);
	surface_cursor(&inside, row, 0);
	surface_blit(surface, 0, 1, &inside, 0, inside.height);
	surface_release(&inside);
	draw_foot(ui, state, surface);
}

/* --- keys ---------------------------------------------------------------------------------- */

static bool add_named(struct ui *ui, const char *name)
{
	struct change_list changes = { 0 };
	size_t number = 0;
	char id[32];

	if (!name[strspn(name, " ")]) {
		ui_say(ui, "%s", _("a use needs the name of its tool or task"));
		return false;
	}
	document_next_use_id(ui->session->document, &number, id);
	change_add_use(ui->session->document, id, &changes);
	(void)change_add(&changes, CHANGE_USE, id, use_field_id(USE_NAME), name);
	if (!ui_change_all(ui, &changes))
		return false;
	page_use_open(ui, id);
	return true;
}

static bool remove_use(struct ui *ui, const char *id)
{
	return ui_change(ui, CHANGE_USE, id, "present", "");
}

static bool act_on_use(struct ui *ui, struct inventory_state *state, enum action action)
{
	if (action != ACTION_OPEN && action != ACTION_REMOVE)
		return false;
	if (!chosen(ui, state)) {
		ui_say(ui, "%s", _("no use is noted yet: a adds one"));
		return true;
	}
	hold(ui, state);
	if (action == ACTION_OPEN)
		page_use_open(ui, state->id);
	else
		(void)remove_use(ui, state->id);
	return true;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct inventory_state *state = memory;

	(void)key;
	follow(ui, state);
	if (list_act(&state->list, action)) {
		hold(ui, state);
		return true;
	}
	if (action != ACTION_ADD)
		return act_on_use(ui, state, action);
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){
				   .label = _("Tool or task (not a person)"),
				   .enter = N_("add"),
				   .text = "",
				   .done = add_named,
			   });
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct inventory_state *state = memory;

	follow(ui, state);
	for (int i = 1; i <= state->list.count; i++) {
		const int index = (state->list.selected + i) % state->list.count;
		const struct use *use = inventory_at(ui->session->document, (size_t)index);

		if (!text_has(use_name(use), words) && !text_has(use->field[USE_TEAM], words) &&
		    !text_has(use->field[USE_PURPOSE], words))
			continue;
		state->list.selected = index;
		hold(ui, state);
		return true;
	}
	return false;
}

static void release(void *memory)
{
	free(((struct inventory_state *)memory)->id);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("change") }, { "a", ACTION_ADD, N_("add") },
	{ "d", ACTION_REMOVE, N_("remove") },     { "/", ACTION_SEARCH, N_("search") },
	{ "<Esc>", ACTION_BACK, N_("back") },     { NULL, ACTION_NONE, NULL },
};

const struct page page_inventory = {
	.name = N_("Inventory of uses"),
	.state_size = sizeof(struct inventory_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.release = release,
};

/* --- one use ------------------------------------------------------------------------------- */

static const struct form_field fields[] = {
	{ NULL, CHANGE_USE, USE_NAME, N_("The tool, or the task it is used for; never a person.") },
	{ NULL, CHANGE_USE, USE_TEAM, N_("A team or an occupation, large enough that nobody can be recognised.") },
	{ NULL, CHANGE_USE, USE_PURPOSE,
	  N_("What it is used for: the need that a validated tool would have to meet.") },
	{ NULL, CHANGE_USE, USE_DATA, N_("The most sensitive thing that is put in.") },
	{ NULL, CHANGE_USE, USE_ACCOUNT, N_("With a private account nobody knows where the data go.") },
	{ NULL, CHANGE_USE, USE_DECLARED, N_("Does the service know of it, and has it allowed it?") },
	{ NULL, CHANGE_USE, USE_DECISION,
	  N_("Keep it, replace it by a validated tool, or stop it; what is stopped needs another way.") },
};

_Static_assert(ARRAY_SIZE(fields) == USE_FIELD_COUNT, "the form has all fields");

struct use_state {
	char *id; /* owned */
	struct form form;
};

static struct form *form_of(void *memory)
{
	struct use_state *state = memory;

	state->form.fields = fields;
	state->form.count = ARRAY_SIZE(fields);
	state->form.key = state->id;
	return &state->form;
}

/* The cursor begins behind the name, which is there. */
void page_use_open(struct ui *ui, const char *id)
{
	char *copy = xstrdup(id);
	struct use_state *state = ui_open(ui, &page_use);

	state->id = copy;
	state->form.list.selected = USE_TEAM;
}

static void draw_form(struct ui *ui, void *memory, struct surface *surface)
{
	const struct use_state *state = memory;
	const struct use *use = document_use(ui->session->document, state->id);

	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD,
			   use ? use_name(use) : _("This use is not there any more."));
	if (use)
		form_draw(ui, form_of(memory), surface, 2, 0, surface->width, surface->height - 2);
}

static bool act_form(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct use_state *state = memory;

	if (!document_use(ui->session->document, state->id))
		return false;
	if (action != ACTION_REMOVE)
		return form_act(ui, form_of(memory), action, key);
	if (remove_use(ui, state->id))
		ui_close(ui, state);
	return true;
}

static bool find_field(struct ui *ui, void *memory, const char *words)
{
	return form_find(ui, form_of(memory), words);
}

static bool use_is_gone(const struct ui *ui, const void *memory)
{
	return !document_use(ui->session->document, ((const struct use_state *)memory)->id);
}

static void release_use(void *memory)
{
	free(((struct use_state *)memory)->id);
}

static const struct binding form_bindings[] = {
	FORM_BINDINGS,
	{ "d", ACTION_REMOVE, N_("remove") },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_use = {
	.name = N_("A use of the inventory"),
	.state_size = sizeof(struct use_state),
	.bindings = form_bindings,
	.draw = draw_form,
	.act = act_form,
	.find = find_field,
	.gone = use_is_gone,
	.release = release_use,
};
