/*
 * The uses of AI that are there already, allowed or not: a list, and a form for
 * one of them. Tools and teams are named, people never.
 */
#include <stdlib.h>

#include "cadran/base/alloc.h"
#include "cadran/tui/wording.h"
#include "charter_parts.h"
#include "form.h"
#include "pages.h"
#include "roll.h"

void page_inventory_open(struct ui *ui)
{
	(void)ui_open(ui, &page_inventory);
}

static size_t count(const struct ui *ui)
{
	struct inventory_counts counts;

	inventory_count(&ui->session->document->inventory, &counts);
	return counts.uses;
}

static const char *id_at(const struct ui *ui, size_t index)
{
	return inventory_at(ui->session->document, index)->id;
}

static bool has_words(const struct ui *ui, size_t index, const char *words)
{
	const struct use *use = inventory_at(ui->session->document, index);

	return text_has(use_name(use), words) || text_has(use->field[USE_TEAM], words) ||
	       text_has(use->field[USE_PURPOSE], words);
}

/* --- drawing -------------------------------------------------------------------------- */

static void draw_empty(struct surface *surface)
{
	static const struct roll_paragraph paragraphs[] = {
		{ N_("Write down each use of AI that is there already, allowed or not: the tool or the task, the team, "
		     "what is put in, on which account, and what you decide."),
		  0 },
		{ inventory_advice, 0 },
		{ N_("a   add a use: the name of the tool or of the task is enough to begin with."), 4 },
	};

	roll_draw_empty(surface, _("No use is noted yet."), paragraphs, ARRAY_SIZE(paragraphs));
}

static void draw_lines(const struct ui *ui, const struct roll *roll, struct surface *surface, size_t first, size_t rows)
{
	(void)roll;
	(void)inventory_draw(&ui->scene, surface, first, rows);
}

static void draw_foot(const struct ui *ui, size_t chosen, struct surface *surface, int row)
{
	struct buf text;

	(void)chosen;
	buf_init(&text);
	inventory_word_counts(&text, ui->session->document);
	(void)surface_text(surface, row + 1, 2, surface->width - 4, ATTRIBUTE_BOLD, text.data);
	(void)surface_wrap_within(surface, row + 2, 2, surface->width - 4, ROLL_FOOT_ROWS - 2, ATTRIBUTE_NONE,
				  _(inventory_advice));
	buf_release(&text);
}

static bool add_named(struct ui *ui, const char *name);

static const struct roll_kind uses = {
	.count = count,
	.id = id_at,
	.has = has_words,
	.draw_lines = draw_lines,
	.draw_foot = draw_foot,
	.ask = N_("Tool or task (not a person)"),
	.nameless = N_("a use needs the name of its tool or task"),
	.kind = CHANGE_USE,
	.name_field = "name",
	.next_id = document_next_use_id,
	.make = change_add_use,
	.open = page_use_open,
	.add = add_named,
};

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	if (!roll_draw(ui, memory, &uses, surface))
		draw_empty(surface);
}

/* --- keys ---------------------------------------------------------------------------------- */

static bool add_named(struct ui *ui, const char *name)
{
	return roll_add(ui, NULL, &uses, name);
}

static bool remove_use(struct ui *ui, const char *id)
{
	return ui_change(ui, CHANGE_USE, id, "present", "");
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct roll *roll = memory;
	const char *id = roll_follow(ui, roll, &uses);

	(void)key;
	if (roll_act(ui, roll, &uses, action))
		return true;
	if (action == ACTION_ADD) {
		roll_ask(ui, &uses);
		return true;
	}
	if (action != ACTION_OPEN && action != ACTION_REMOVE)
		return false;
	if (!id) {
		ui_say(ui, "%s", _("no use is noted yet: a adds one"));
		return true;
	}
	roll_choose(roll, id);
	if (action == ACTION_OPEN)
		page_use_open(ui, roll->id);
	else
		(void)remove_use(ui, roll->id);
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	return roll_find(ui, memory, &uses, words);
}

static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "<Enter>", ACTION_OPEN, N_("change") },
		{ "a", ACTION_ADD, N_("add") },
		{ "d", ACTION_REMOVE, N_("remove") },
		{ "/", ACTION_SEARCH, N_("search") },
		{ NULL, ACTION_NONE, NULL },
	};

	return ((const struct roll *)memory)->list.count ? some : NULL;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL }, { "a", ACTION_ADD, N_("add") },       { "d", ACTION_REMOVE, NULL },
	{ "/", ACTION_SEARCH, NULL },     { "<Esc>", ACTION_BACK, N_("back") }, { NULL, ACTION_NONE, NULL },
};

const struct page page_inventory = {
	.name = N_("Inventory of uses"),
	.state_size = sizeof(struct roll),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = roll_release,
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
	.most = PAGE_LINE,
	.draw = draw_form,
	.act = act_form,
	.find = find_field,
	.gone = use_is_gone,
	.release = release_use,
};
