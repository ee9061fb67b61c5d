/*
 * The candidates: a list with what decides, from which all that is about one
 * of them opens.
 */
#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"
#include "case_list.h"
#include "law_parts.h"
#include "pages.h"
#include "roll.h"
#include "ui_internal.h"
#include "use_case_parts.h"
#include "view_parts.h"

enum { KEY_ROWS = 3 };

struct cases_state {
	struct roll roll; /* first: what the roll is given leads here */
	struct case_list list;
};

static struct cases_state *follow(const struct ui *ui, void *memory)
{
	struct cases_state *state = memory;

	case_list_follow(ui, &state->list);
	state->roll.order = state->list.order;
	state->roll.count = state->list.count;
	return state;
}

static size_t count(const struct ui *ui)
{
	return ui->evaluation.use_case_count;
}

static const char *id_at(const struct ui *ui, size_t index)
{
	return ui->evaluation.use_cases[index].use_case->id;
}

static bool has_words(const struct ui *ui, size_t index, const char *words)
{
	static const enum use_case_field fields[] = { USE_CASE_NAME, USE_CASE_DOMAIN, USE_CASE_NEED,
						      USE_CASE_DESCRIPTION };
	const struct use_case *use_case = ui->evaluation.use_cases[index].use_case;

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (text_has(use_case->field[fields[i]], words))
			return true;
	return text_has(use_case->id, words);
}

/* --- drawing -------------------------------------------------------------------------- */

static void draw_empty(struct surface *surface)
{
	static const struct roll_paragraph paragraphs[] = {
		{ N_("A use case is one task that AI might help with: drafting minutes, sorting requests, foreseeing "
		     "absences. Ten to fifteen are enough for a workshop; name the need first, then the tool."),
		  0 },
		{ N_("a   add one of your own: its name is enough to begin with."), 4 },
		{ N_("A   choose from the catalogue: use cases that are described, classified and scored already."),
		  4 },
	};

	roll_draw_empty(surface, _("There is no use case yet."), paragraphs, ARRAY_SIZE(paragraphs));
}

/* Of domain, class and id the last `parts`: what the table may have left out. */
static void word_particulars(const struct ui *ui, const struct use_case_result *result, int parts, struct buf *out)
{
	const struct use_case *use_case = result->use_case;
	const struct tree *tree = &ui->session->document->content->tree;
	const char *const words[] = { use_case->field[USE_CASE_DOMAIN],
				      ai_act_name(tree, result->facts.ai_act, ui->scene.language), use_case->id };

	for (int i = (int)ARRAY_SIZE(words) - parts; i < (int)ARRAY_SIZE(words); i++)
		if (*words[i])
			buf_add_format(out, "%s%s", out->length ? " · " : "", words[i]);
}

/* The whole name before all else, then as much of the others as there is room for. */
static void draw_particulars(const struct ui *ui, const struct use_case_result *result, struct surface *surface,
			     int row)
{
	const int name = surface_measure(surface, use_case_name(result->use_case)), room = surface->width - 5;
	struct buf text;

	(void)surface_text(surface, row, 1, 1, ATTRIBUTE_BOLD, word_flag(surface, result));
	(void)surface_text(surface, row, 3, room, ATTRIBUTE_BOLD, use_case_name(result->use_case));
	buf_init(&text);
	for (int parts = 3; parts > 0; parts--) {
		buf_clear(&text);
		word_particulars(ui, result, parts, &text);
		if (name + 3 + surface_measure(surface, text.data) > room)
			continue;
		surface_text_right(surface, row, name + 5, room - name - 2, ATTRIBUTE_NONE, text.data);
		break;
	}
	buf_release(&text);
}

static void draw_foot(const struct ui *ui, size_t chosen, struct surface *surface, int row)
{
	const struct use_case_result *result = &ui->evaluation.use_cases[chosen];
	struct buf text;

	draw_particulars(ui, result, surface, row + 1);
	buf_init(&text);
	law_word_device(&text, &ui->scene, result->use_case);
	word_standing(&text, &ui->scene, result);
	(void)surface_wrap_within(surface, row + 2, 3, surface->width - 5, ROLL_FOOT_ROWS - 2, ATTRIBUTE_NONE,
				  text.data);
	buf_release(&text);
}

static void draw_lines(const struct ui *ui, const struct roll *roll, struct surface *surface, size_t first, size_t rows)
{
	const struct case_list *list = &((const struct cases_state *)roll)->list;
	const int row = case_list_draw(ui, list, surface, first, rows);

	if (row + KEY_ROWS <= surface->height - ROLL_FOOT_ROWS)
		(void)use_cases_draw_key(&ui->scene, surface, row + 1);
}

static bool add_named(struct ui *ui, const char *name);

/* In the place of the sheet that it was asked for from: <Esc> then goes back to where that was opened. */
static void open_new(struct ui *ui, const char *id)
{
	if (ui_top(ui)->page == &page_sheet)
		ui_back(ui);
	page_sheet_open(ui, id);
}

static const struct roll_kind use_cases = {
	.count = count,
	.id = id_at,
	.has = has_words,
	.draw_lines = draw_lines,
	.draw_foot = draw_foot,
	.ask = N_("Name of the new use case"),
	.nameless = N_("a use case needs a name"),
	.kind = CHANGE_USE_CASE,
	.name_field = "name",
	.next_id = document_next_id,
	.make = change_add_use_case,
	.open = open_new,
	.add = add_named,
};

static void draw_none(struct surface *surface)
{
	(void)surface_wrap(surface, 2, 2, surface->width - 4, ATTRIBUTE_NONE,
			   _("No use case passes the filter. Esc shows all of them, F changes it."));
	surface_cursor(surface, 2, 2);
}

/* What the list is at the moment, at the left of the rule below it. */
static void draw_order(const struct ui *ui, const struct cases_state *state, struct surface *surface)
{
	const struct case_list *list = &state->list;
	/* Where the list is longer than the screen, the rule tells at its end where in it the cursor is. */
	const int counted = state->roll.list.count > state->roll.list.rows ? 16 : 3;
	struct buf text, shown;

	buf_init(&text);
	buf_init(&shown);
	case_list_word(ui, list, &text);
	if (text.length) {
		buf_add_format(&shown, " %s ", text.data);
		(void)surface_text(surface, surface->height - ROLL_FOOT_ROWS, 2, surface->width - counted,
				   ATTRIBUTE_BOLD, shown.data);
	}
	buf_release(&text);
	buf_release(&shown);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct cases_state *state = follow(ui, memory);

	if (!count(ui))
		draw_empty(surface);
	else if (!roll_draw(ui, &state->roll, &use_cases, surface))
		draw_none(surface);
	if (count(ui))
		draw_order(ui, state, surface);
}

/* --- keys ---------------------------------------------------------------------------------- */

/* The list lies at the bottom of its step; what is asked for stands above it. NULL where it does not. */
static struct cases_state *state_below(const struct ui *ui)
{
	const struct layer *lowest = &ui->steps[ui->step].pile[0];

	return lowest->page == &page_use_cases ? lowest->state : NULL;
}

/* A new one is seen, whatever the filter was. */
static bool add_named(struct ui *ui, const char *name)
{
	struct cases_state *state = state_below(ui);

	if (!roll_add(ui, state ? &state->roll : NULL, &use_cases, name))
		return false;
	if (state)
		case_list_filter(&state->list, NULL);
	return true;
}

void use_case_ask(struct ui *ui)
{
	roll_ask(ui, &use_cases);
}

const char *use_case_beside(struct ui *ui, const char *id, int by)
{
	struct cases_state *state = state_below(ui);
	const struct roll *roll = state ? &follow(ui, state)->roll : NULL;
	const size_t all = roll && roll->order ? roll->count : count(ui);

	for (size_t i = 0; i < all; i++) {
		const size_t at = i + (size_t)by; /* wraps below the first one */

		if (strcmp(id_at(ui, roll && roll->order ? roll->order[i] : i), id))
			continue;
		if (at >= all)
			break;
		id = id_at(ui, roll && roll->order ? roll->order[at] : at);
		if (state)
			roll_choose(&state->roll, id);
		return id;
	}
	ui_say(ui, "%s", by > 0 ? _("this is the last use case") : _("this is the first use case"));
	return NULL;
}

/* --- order and filter ---------------------------------------------------------------------- */

static void sort_by(struct case_list *list, int by)
{
	list->sort = (enum case_column)(((int)list->sort + by + CASE_COLUMN_COUNT) % CASE_COLUMN_COUNT);
	list->turned = false;
	list->seen = 0;
}

static bool filter(struct ui *ui, const char *text)
{
	struct cases_state *state = state_below(ui);

	if (state)
		case_list_filter(&state->list, text);
	return true;
}

static void ask_filter(struct ui *ui, const struct case_list *list)
{
	ui_ask(ui, &(struct prompt){
			   .label = _("Show only: words, or some of these; commas between"),
			   .enter = N_("show"),
			   .text = list->filter ? list->filter : "",
			   .complete = case_list_complete,
			   .done = filter,
		   });
}

/* Esc takes the marks away, then the filter. */
static bool clear(struct case_list *list)
{
	if (list->mark_count)
		case_list_unmark(list);
	else if (list->filter)
		case_list_filter(list, NULL);
	else
		return false;
	return true;
}

static bool arrange(struct ui *ui, struct case_list *list, enum action action)
{
	switch (action) {
	case ACTION_SORT_LEFT:
	case ACTION_SORT_RIGHT:
		sort_by(list, action == ACTION_SORT_LEFT ? -1 : 1);
		return true;
	case ACTION_SORT_TURN:
		list->turned = !list->turned;
		list->seen = 0;
		return true;
	case ACTION_INCOMPLETE:
		list->incomplete = !list->incomplete;
		list->seen = 0;
		return true;
	case ACTION_FILTER:
		ask_filter(ui, list);
		return true;
	case ACTION_BACK:
		return clear(list);
	default:
		return false;
	}
}

/* --- what is done to all that are marked, as one unit ---------------------------------------- */

/* To those that are marked and still there, else to the one of the cursor. Says of several how many. */
static void change_marked(struct ui *ui, const struct cases_state *state, const char *field, const char *value)
{
	const struct case_list *list = &state->list;
	struct change_list changes = { 0 };
	size_t total;

	for (size_t i = 0; i < list->mark_count; i++)
		if (document_use_case(ui->session->document, list->marked[i]))
			(void)change_add(&changes, CHANGE_USE_CASE, list->marked[i], field, value);
	if (!changes.count)
		(void)change_add(&changes, CHANGE_USE_CASE, state->roll.id, field, value);
	total = changes.count;
	if (!ui_change_all(ui, &changes) || total < 2 || !session_is_staged(ui->session))
		return;
	buf_add_text(&ui->change, " · ");
	buf_add_format(&ui->change, message_plural("%zu use case", "%zu use cases", total), total);
}

/* The use case whose status is that of all that are marked; without marks that of the cursor; "" where they differ. */
static const char *with_common_status(const struct ui *ui, const struct case_list *list, const char *id)
{
	const char *first = list->mark_count ? list->marked[0] : id;
	const struct use_case *use_case = document_use_case(ui->session->document, first);

	for (size_t i = 1; use_case && i < list->mark_count; i++) {
		const struct use_case *marked = document_use_case(ui->session->document, list->marked[i]);

		if (!marked || strcmp(marked->field[USE_CASE_STATUS], use_case->field[USE_CASE_STATUS]) != 0)
			return "";
	}
	return use_case ? first : "";
}

/* The place of its word among the choices; the first where there is none. */
static size_t status_index(const struct ui *ui, const char *id)
{
	const struct use_case *use_case = document_use_case(ui->session->document, id);
	const char *const *choices = field_choices(FIELD_STATUS);

	for (size_t i = 0; use_case && choices[i]; i++)
		if (!strcmp(choices[i], use_case->field[USE_CASE_STATUS]))
			return i;
	return 0;
}

static void status_item(struct ui *ui, const struct pick *pick, size_t index, struct pick_item *item)
{
	const struct use_case *use_case = document_use_case(ui->session->document, pick->subject);
	const char *choice = field_choices(FIELD_STATUS)[index];

	buf_add_text(&item->text, word_choice(FIELD_STATUS, choice));
	item->current = use_case && !strcmp(use_case->field[USE_CASE_STATUS], choice);
}

static bool choose_status(struct ui *ui, const struct pick *pick, size_t index, enum action action, const char *key)
{
	const struct cases_state *state = state_below(ui);

	(void)pick;
	(void)action;
	(void)key;
	if (state)
		change_marked(ui, state, "status", field_choices(FIELD_STATUS)[index]);
	return true;
}

static void pick_status(struct ui *ui, const char *id)
{
	const struct cases_state *state = state_below(ui);
	const size_t marked = state ? state->list.mark_count : 0;
	struct pick pick = { .item = status_item, .choose = choose_status };
	struct buf title;

	while (field_choices(FIELD_STATUS)[pick.count])
		pick.count++;
	(void)snprintf(pick.subject, sizeof(pick.subject), "%s", state ? with_common_status(ui, &state->list, id) : id);
	pick.selected = status_index(ui, pick.subject);
	buf_init(&title);
	buf_add_text(&title, _("Status"));
	if (marked)
		buf_add_format(&title, message_plural(" · %zu use case marked", " · %zu use cases marked", marked),
			       marked);
	pick.title = title.data;
	ui_pick(ui, &pick);
	buf_release(&title);
}

static bool set_domain(struct ui *ui, const char *text)
{
	const struct cases_state *state = state_below(ui);

	if (state)
		change_marked(ui, state, "domain", text);
	return true;
}

static void ask_domain(struct ui *ui, const char *id)
{
	const struct use_case *use_case = document_use_case(ui->session->document, id);

	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){ .label = _("Domain: which part of the service it is for"),
					     .enter = N_("keep"),
					     .text = use_case ? use_case->field[USE_CASE_DOMAIN] : "",
					     .done = set_domain });
}

/* One alone says who needs it. */
static void remove_chosen(struct ui *ui, const char *id)
{
	struct cases_state *state = state_below(ui);

	if (!state || !state->list.mark_count) {
		(void)use_case_remove(ui, id);
		return;
	}
	change_marked(ui, state, "present", "");
	case_list_unmark(&state->list);
}

static void mark(struct ui *ui, struct cases_state *state)
{
	case_list_turn_mark(&state->list, state->roll.id);
	(void)roll_act(ui, &state->roll, &use_cases, ACTION_NEXT);
}

/* --- all of it ------------------------------------------------------------------------------ */

static void (*const opens[ACTION_COUNT])(struct ui *, const char *) = {
	[ACTION_OPEN] = page_sheet_open,      [ACTION_SCORES] = page_scoring_open, [ACTION_TREE] = page_tree_open,
	[ACTION_FIGURES] = page_figures_open, [ACTION_EXPLAIN] = ui_explain,       [ACTION_REMOVE] = remove_chosen,
	[ACTION_NEED] = page_need_open,       [ACTION_STATUS] = pick_status,       [ACTION_DOMAIN] = ask_domain,
};

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct cases_state *state = follow(ui, memory);
	struct roll *roll = &state->roll;
	const char *id = roll_follow(ui, roll, &use_cases);

	(void)key;
	if (roll_act(ui, roll, &use_cases, action))
		return true;
	if (count(ui) && arrange(ui, &state->list, action))
		return true;
	/* Undo gives the cursor back to what is gone, other keys leave it where it is seen. */
	if (id && (opens[action] || action == ACTION_CATALOGUE || action == ACTION_MARK))
		roll_choose(roll, id);
	if (action == ACTION_ADD)
		roll_ask(ui, &use_cases);
	else if (action == ACTION_CATALOGUE)
		pick_catalogue(ui);
	else if (action == ACTION_MARK && id)
		mark(ui, state);
	else if (opens[action] && id)
		opens[action](ui, roll->id);
	else if (opens[action] && action != ACTION_EXPLAIN && !count(ui))
		ui_say(ui, "%s", _("there is no use case yet: a adds one, A shows the catalogue"));
	else
		return false;
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	return roll_find(ui, &follow(ui, memory)->roll, &use_cases, words);
}

/* What can be done with those that are marked, else with one, while there is one. */
static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "<Enter>", ACTION_OPEN, N_("sheet") },    { "a", ACTION_ADD, N_("add") },
		{ "A", ACTION_CATALOGUE, N_("catalogue") }, { "s", ACTION_SCORES, N_("scoring") },
		{ "b", ACTION_NEED, N_("need") },           { "f", ACTION_FIGURES, N_("figures") },
		{ "t", ACTION_TREE, N_("AI Act") },         { "F", ACTION_FILTER, N_("filter") },
		{ ">", ACTION_SORT_RIGHT, N_("sort") },     { " ", ACTION_MARK, N_("mark") },
		{ "d", ACTION_REMOVE, N_("remove") },       { "/", ACTION_SEARCH, N_("search") },
		{ "?", ACTION_EXPLAIN, N_("why") },         { NULL, ACTION_NONE, NULL },
	};

	static const struct binding marked[] = {
		{ "e", ACTION_STATUS, N_("status") },       { "D", ACTION_DOMAIN, N_("domain") },
		{ "d", ACTION_REMOVE, N_("remove") },       { " ", ACTION_MARK, N_("mark") },
		{ "<Esc>", ACTION_BACK, N_("unmark all") }, { NULL, ACTION_NONE, NULL },
	};
	const struct cases_state *state = memory;

	if (state->list.mark_count)
		return marked;
	return state->roll.list.count ? some : NULL;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL }, { "a", ACTION_ADD, N_("add") },   { "A", ACTION_CATALOGUE, N_("catalogue") },
	{ "s", ACTION_SCORES, NULL },     { "b", ACTION_NEED, NULL },       { "f", ACTION_FIGURES, NULL },
	{ "t", ACTION_TREE, NULL },       { "<", ACTION_SORT_LEFT, NULL },  { ">", ACTION_SORT_RIGHT, NULL },
	{ "~", ACTION_SORT_TURN, NULL },  { "I", ACTION_INCOMPLETE, NULL }, { "F", ACTION_FILTER, NULL },
	{ " ", ACTION_MARK, NULL },       { "d", ACTION_REMOVE, NULL },     { "e", ACTION_STATUS, NULL },
	{ "D", ACTION_DOMAIN, NULL },     { "/", ACTION_SEARCH, NULL },     { "?", ACTION_EXPLAIN, NULL },
	{ NULL, ACTION_NONE, NULL },
};

static void release(void *memory)
{
	struct cases_state *state = memory;

	roll_release(&state->roll);
	case_list_release(&state->list);
}

const struct page page_use_cases = {
	.name = N_("Use cases"),
	.state_size = sizeof(struct cases_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};
