/*
 * The sheet of a use case: all its fields, each with what is expected of it.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "form.h"
#include "pages.h"
#include "ui_internal.h"
#include "use_case_parts.h"

#define FIELD(name, help) NULL, CHANGE_USE_CASE, USE_CASE_##name, help
#define FIRST(section, name, help) section, CHANGE_USE_CASE, USE_CASE_##name, help

/* Of need, sponsor and indicator the questions of the criteria say more, where there are any. */
static const struct form_field fields[] = {
	{ FIRST(N_("Need"), NAME, N_("What people call it: it stands on the matrix and in the reports.")) },
	{ FIELD(DESCRIPTION, N_("What the tool would do, for whom, and who checks what it makes.")) },
	{ FIELD(NEED, NEED_HELP) },
	{ FIELD(SPONSOR, NEED_HELP) },
	{ FIELD(INDICATOR, NEED_HELP) },
	{ FIELD(DOMAIN, N_("Which part of the service it is for.")) },
	{ FIRST(N_("Data and law"), HEALTH_DATA,
		N_("Does anything about somebody's health go into it? Then hosting and the impact assessment count.")) },
	{ FIELD(PERSONAL_DATA, N_("Does anything about a person go into it? Then it belongs into the record of "
				  "processing.")) },
	{ FIELD(HOSTING, N_("Where the data would be. Health data need your own servers or a certified host.")) },
	{ FIELD(AIPD, N_("Of data protection. With health data it counts as to be done until you say otherwise.")) },
	{ FIELD(CSE, N_("Its consultation. Where it is still to be done, a quick win is one under condition.")) },
	{ FIELD(MEDICAL_DEVICE, N_("Is it meant to diagnose, prevent or treat, by what its maker says? Then it is no "
				   "quick win.")) },
	{ FIELD(AI_ACT, N_("Enter leads to it by yes or no. High risk is no quick win; what is prohibited leaves the "
			   "matrix.")) },
	{ FIRST(N_("Delivery"), DEPLOYMENT,
		N_("How it would come: a service, a module, built, or rules without AI.")) },
	{ FIELD(DELAY, N_("Months from the decision to the first real use. Without it no quick win can be told.")) },
	{ FIELD(STATUS, N_("What is live or stopped keeps its figures; it has no rank and no verdict any more.")) },
	{ FIELD(REQUIRES,
		N_("The levels of maturity that it stands on. What is missing lowers feasibility, or blocks.")) },
	{ FIELD(DEPENDS, N_("What has to be there first, and what it favours, duplicates or puts at risk.")) },
	{ FIRST(N_("Figures"), HOURS,
		N_("Given back in the whole service: 40, or 25/40/55 for low, likely and high.")) },
	{ FIELD(HOUR_COST, N_("Of the people whose hours these are, with charges.")) },
	{ FIELD(OTHER_GAIN, N_("What it brings or spares in a year besides the hours.")) },
	{ FIELD(BUILD_DAYS, N_("Your own days of work until it runs.")) },
	{ FIELD(DAY_RATE, N_("What one of these days costs.")) },
	{ FIELD(BUILD_COST, N_("What is bought once: set-up, training, interfaces.")) },
	{ FIELD(RUN_COST, N_("Licences, hosting and upkeep of a year.")) },
	{ FIELD(HORIZON, N_("Over how many years it is reckoned; 3 where nothing is said.")) },
	{ FIELD(DISCOUNT, N_("What waiting a year costs; 0 where nothing is said.")) },
	{ FIELD(RAMP_UP, N_("Months before the gain begins; 0 where nothing is said.")) },
};

/* The answers on the AI Act have a page of their own, behind its row. */
_Static_assert(ARRAY_SIZE(fields) == USE_CASE_FIELD_COUNT - 1, "the sheet has all fields");

/* Those that a new sheet begins with. */
enum { NEED_FIELDS = 6, HELP_ROWS = 2 };

struct sheet_state {
	char *id; /* owned */
	struct form form;
};

static void tell(const struct ui *ui, const struct form_field *field, struct buf *out)
{
	use_case_tell_need(ui, (enum use_case_field)field->field, out);
}

static struct form *form_of(struct sheet_state *state)
{
	state->form.fields = fields;
	state->form.count = ARRAY_SIZE(fields);
	state->form.key = state->id;
	state->form.help_rows = HELP_ROWS;
	state->form.tell = tell;
	state->form.lacks = use_case_lacks;
	state->form.lacking = N_("what a quick win still needs: o leads there");
	state->form.barred = use_case_barred;
	return &state->form;
}

/* The first from `from` on, and round, of `count` fields, that says nothing; -1 where all do. */
static int empty_field(const struct use_case *use_case, int from, int count)
{
	for (int i = 0; i < count; i++) {
		const int index = (from + i) % count;

		if (!use_case_states(use_case, (enum use_case_field)fields[index].field))
			return index;
	}
	return -1;
}

/* The cursor begins where the need is not told yet. */
void page_sheet_open(struct ui *ui, const char *id)
{
	const struct use_case *use_case = document_use_case(ui->session->document, id);
	struct sheet_state *state = ui_open(ui, &page_sheet);
	int empty;

	state->id = xstrdup(id);
	empty = use_case ? empty_field(use_case, 0, NEED_FIELDS) : -1;
	form_of(state)->list.selected = empty < 0 ? 0 : empty;
}

void page_sheet_open_at(struct ui *ui, const char *id, enum use_case_field field)
{
	struct sheet_state *state;

	page_sheet_open(ui, id);
	state = ui_top(ui)->state;
	for (int i = 0; i < state->form.count; i++)
		if (fields[i].field == (int)field)
			state->form.list.selected = i;
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct sheet_state *state = memory;

	if (use_case_draw_head(ui, state->id, surface))
		form_draw(ui, form_of(state), surface, USE_CASE_HEAD, 0, surface->width,
			  surface->height - USE_CASE_HEAD);
}

/* The first from `from` on, and round, that a quick win still needs; -1 where it needs none. */
static int lacking_field(const struct ui *ui, const struct form *form, int from)
{
	for (int i = 0; i < form->count; i++)
		if (use_case_lacks(ui, form, (from + i) % form->count))
			return (from + i) % form->count;
	return -1;
}

/* What a quick win needs comes before what is only empty. */
static void go_to_empty(struct ui *ui, struct sheet_state *state, const struct use_case *use_case)
{
	const int from = state->form.list.selected + 1, lacking = lacking_field(ui, &state->form, from);
	const int index = lacking >= 0 ? lacking : empty_field(use_case, from, state->form.count);

	if (index < 0)
		ui_say(ui, "%s", _("every field is filled in"));
	else
		state->form.list.selected = index;
}

/* The same field of the sheet beside this one. */
static void go_beside(struct ui *ui, struct sheet_state *state, int by)
{
	const char *id = use_case_beside(ui, state->id, by);

	if (!id)
		return;
	free(state->id);
	state->id = xstrdup(id);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	static void (*const opens[ACTION_COUNT])(struct ui *, const char *) = {
		[ACTION_NEED] = page_need_open, [ACTION_SCORES] = page_scoring_open,
		[ACTION_TREE] = page_tree_open, [ACTION_FIGURES] = page_figures_open,
		[ACTION_EXPLAIN] = ui_explain,
	};
	struct sheet_state *state = memory;
	const struct use_case *use_case = document_use_case(ui->session->document, state->id);

	form_of(state);
	if (!use_case)
		return false;
	if (opens[action])
		opens[action](ui, state->id);
	else if (action == ACTION_ADD)
		use_case_ask(ui);
	else if ((action == ACTION_LEFT || action == ACTION_RIGHT) && !form_turns(&state->form))
		go_beside(ui, state, action == ACTION_RIGHT ? 1 : -1);
	else if (action == ACTION_UNANSWERED)
		go_to_empty(ui, state, use_case);
	else if (action != ACTION_REMOVE)
		return form_act(ui, form_of(state), action, key);
	else if (use_case_remove(ui, state->id))
		ui_close(ui, state);
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	return form_find(ui, form_of(memory), words);
}

static void release(void *memory)
{
	free(((struct sheet_state *)memory)->id);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("change") },
	{ "b", ACTION_NEED, N_("need") },
	{ "s", ACTION_SCORES, N_("scoring") },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ "f", ACTION_FIGURES, N_("figures") },
	{ "t", ACTION_TREE, N_("AI Act") },
	{ "o", ACTION_UNANSWERED, N_("next empty") },
	{ "<Right>", ACTION_RIGHT, NULL },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "<Backspace>", ACTION_CLEAR, N_("clear") },
	{ "<Delete>", ACTION_CLEAR, NULL },
	{ "a", ACTION_ADD, N_("add") },
	{ "d", ACTION_REMOVE, N_("remove") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

static bool gone(const struct ui *ui, const void *memory)
{
	const struct sheet_state *state = memory;

	return !document_use_case(ui->session->document, state->id);
}

const struct page page_sheet = {
	.name = N_("Sheet of a use case"),
	.state_size = sizeof(struct sheet_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.gone = gone,
	.find = find,
	.release = release,
};
