/*
 * The sheet of a use case: all its fields, each with what is expected of it.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "form.h"
#include "pages.h"
#include "use_case_parts.h"

#define FIELD(name, help) NULL, CHANGE_USE_CASE, USE_CASE_##name, help
#define FIRST(section, name, help) section, CHANGE_USE_CASE, USE_CASE_##name, help

/* The help of need, sponsor and indicator asks the questions of the gate before AI: the three decide. */
static const struct form_field fields[] = {
	{ FIRST(N_("Need"), NAME, N_("What people call it: it stands on the matrix and in the reports.")) },
	{ FIELD(DESCRIPTION, N_("What the tool would do, for whom, and who checks what it makes.")) },
	{ FIELD(NEED, N_("What goes wrong today, how often, without the word AI? Would a rule, a process or training "
			 "do? Without a need: no quick win.")) },
	{ FIELD(SPONSOR, N_("Who in the trade asks for it and will answer for it, not a supplier or IT? Without a "
			    "sponsor: no quick win.")) },
	{ FIELD(INDICATOR, N_("What will be counted to know that it works, and how much is it today? Without an "
			      "indicator: no quick win.")) },
	{ FIELD(DOMAIN, N_("Which part of the service it is for; it groups the use cases.")) },
	{ FIRST(N_("Data and law"), HEALTH_DATA,
		N_("Does anything about somebody's health go into it? If so, hosting and the impact assessment count.")) },
	{ FIELD(PERSONAL_DATA, N_("Does anything about a person go into it? If so, it goes into the record of "
				  "processing.")) },
	{ FIELD(HOSTING, N_("Where the data would be. Health data need your own servers or a certified host.")) },
	{ FIELD(AIPD, N_("The data protection impact assessment. Due for health data until said otherwise: it is an "
			 "open obligation.")) },
	{ FIELD(CSE, N_("The consultation of the works council. Where it is still to be done, the quick win is under "
			"condition.")) },
	{ FIELD(MEDICAL_DEVICE, N_("Is it meant to diagnose, prevent or treat? The maker's stated purpose counts. A "
				   "medical device is no quick win.")) },
	{ FIELD(AI_ACT, N_("Enter leads to it by yes or no. High risk is no quick win, prohibited is off the "
			   "matrix.")) },
	{ FIRST(N_("Delivery"), DEPLOYMENT,
		N_("How it would come: bought as a service, a module, built, or rules "
		   "without AI.")) },
	{ FIELD(DELAY, N_("Months from the decision to the first real use. Without it no quick win can be told.")) },
	{ FIELD(STATUS, N_("Live or stopped: the figures stay, the rank and the verdict go.")) },
	{ FIELD(REQUIRES,
		N_("The levels of maturity that it stands on. What is missing lowers feasibility or blocks.")) },
	{ FIELD(DEPENDS, N_("What has to be there first, what it helps, repeats or puts at risk.")) },
	{ FIRST(N_("Figures"), HOURS, N_("Hours given back each month in the whole service, as 40 or 25/40/55.")) },
	{ FIELD(HOUR_COST, N_("What an hour of these people costs with charges, in euros.")) },
	{ FIELD(OTHER_GAIN, N_("What else it brings or spares in a year, in euros, besides the hours.")) },
	{ FIELD(BUILD_DAYS, N_("Your own days of work until it runs.")) },
	{ FIELD(DAY_RATE, N_("What one of these days costs, in euros.")) },
	{ FIELD(BUILD_COST, N_("What is bought once: set-up, training, interfaces, in euros.")) },
	{ FIELD(RUN_COST, N_("Licences, hosting and upkeep of a year, in euros.")) },
	{ FIELD(HORIZON, N_("Over how many years it is reckoned: 3 is usual.")) },
	{ FIELD(DISCOUNT, N_("What a year's wait costs, in %: 0 where you do not discount.")) },
	{ FIELD(RAMP_UP, N_("Months until the whole gain is there.")) },
};

_Static_assert(ARRAY_SIZE(fields) == USE_CASE_FIELD_COUNT, "the sheet has all fields");

/* Those that a new sheet begins with. */
enum { NEED_FIELDS = 6, HELP_ROWS = 2 };

struct sheet_state {
	char *id; /* owned */
	struct form form;
};

static struct form *form_of(struct sheet_state *state)
{
	state->form.fields = fields;
	state->form.count = ARRAY_SIZE(fields);
	state->form.key = state->id;
	state->form.help_rows = HELP_ROWS;
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

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct sheet_state *state = memory;

	if (use_case_draw_head(ui, state->id, surface))
		form_draw(ui, form_of(state), surface, USE_CASE_HEAD, 0, surface->width,
			  surface->height - USE_CASE_HEAD);
}

static void go_to_empty(struct ui *ui, struct sheet_state *state, const struct use_case *use_case)
{
	const int index = empty_field(use_case, state->form.list.selected + 1, state->form.count);

	if (index < 0)
		ui_say(ui, "%s", _("every field is filled in"));
	else
		state->form.list.selected = index;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	static void (*const opens[ACTION_COUNT])(struct ui *, const char *) = {
		[ACTION_SCORES] = page_scoring_open,
		[ACTION_TREE] = page_tree_open,
		[ACTION_FIGURES] = page_figures_open,
		[ACTION_EXPLAIN] = ui_explain,
	};
	struct sheet_state *state = memory;
	const struct use_case *use_case = document_use_case(ui->session->document, state->id);

	form_of(state);
	if (!use_case)
		return false;
	if (opens[action])
		opens[action](ui, state->id);
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
	{ "f", ACTION_FIGURES, N_("figures") },
	{ "s", ACTION_SCORES, N_("score") },
	{ "<Esc>", ACTION_BACK, N_("back") },
	{ "t", ACTION_TREE, N_("AI Act") },
	{ "o", ACTION_UNANSWERED, N_("next empty") },
	{ "<Right>", ACTION_RIGHT, NULL },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "<Backspace>", ACTION_CLEAR, N_("clear") },
	{ "<Delete>", ACTION_CLEAR, NULL },
	{ "d", ACTION_REMOVE, N_("take away") },
	{ "?", ACTION_EXPLAIN, NULL },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_sheet = {
	.name = N_("Sheet of a use case"),
	.state_size = sizeof(struct sheet_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.release = release,
};
