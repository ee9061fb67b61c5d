/*
 * The candidates: a list with what decides, from which all that is about one
 * of them opens.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "use_case_parts.h"
#include "view_parts.h"

enum { HEADING_ROWS = 2, FOOT_ROWS = 4, KEY_ROWS = 3 };

struct use_cases_state {
	struct list list;
	char *id; /* of the chosen one, which stays so when others come or go; owned */
};

static void choose_id(struct use_cases_state *state, const char *id)
{
	char *copy = xstrdup(id);

	free(state->id);
	state->id = copy;
}

/*
 * Brings the list up to the dossier. Where the chosen one is gone its neighbour
 * has the cursor, and undo gives it back.
 */
static void follow(const struct ui *ui, struct use_cases_state *state)
{
	const size_t count = ui->evaluation.use_case_count;

	for (size_t i = 0; state->id && i < count; i++)
		if (!strcmp(ui->evaluation.use_cases[i].use_case->id, state->id))
			state->list.selected = (int)i;
	list_fit(&state->list, (int)count, state->list.rows);
	if (!state->id && count)
		choose_id(state, ui->evaluation.use_cases[state->list.selected].use_case->id);
}

/* NULL where there is none at all. */
static const struct use_case_result *chosen(const struct ui *ui, const struct use_cases_state *state)
{
	return ui->evaluation.use_case_count ? &ui->evaluation.use_cases[state->list.selected] : NULL;
}

static void hold(const struct ui *ui, struct use_cases_state *state)
{
	const struct use_case_result *result = chosen(ui, state);

	if (result)
		choose_id(state, result->use_case->id);
}

/* --- drawing -------------------------------------------------------------------------- */

static void draw_empty(struct surface *surface)
{
	static const char *const texts[] = {
		N_("A use case is one task that AI might help with: drafting minutes, sorting requests, foreseeing "
		   "absences. Ten to fifteen are enough for a workshop; name the need first, then the tool."),
		N_("a   add one of your own: its name is enough to begin with."),
		N_("A   choose from the catalogue: use cases that are described, classified and scored already."),
	};
	int row = 1;

	(void)surface_text(surface, row, 2, surface->width - 4, ATTRIBUTE_BOLD, _("There is no use case yet."));
	surface_cursor(surface, row, 2);
	row += 2;
	for (size_t i = 0; i < ARRAY_SIZE(texts); i++)
		row += surface_wrap_hanging(surface, row, 2, surface->width - 4, i ? 4 : 0, ATTRIBUTE_NONE,
					    _(texts[i])) +
		       1;
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

static void draw_foot(const struct ui *ui, const struct use_cases_state *state, struct surface *surface)
{
	const struct use_case_result *result = chosen(ui, state);
	const int row = surface->height - FOOT_ROWS;
	struct buf text;

	surface_repeat(surface, row, 1, surface->width - 2, GLYPH_HORIZONTAL);
	buf_init(&text);
	if (state->list.count > state->list.rows) {
		buf_add_format(&text, _(" %d of %d "), state->list.selected + 1, state->list.count);
		surface_text_right(surface, row, 2, surface->width - 4, ATTRIBUTE_NONE, text.data);
		buf_clear(&text);
	}
	draw_particulars(ui, result, surface, row + 1);
	word_standing(&text, &ui->scene, result);
	(void)surface_wrap_within(surface, row + 2, 3, surface->width - 5, FOOT_ROWS - 2, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct use_cases_state *state = memory;
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
	row = use_cases_draw(&ui->scene, &inside, (size_t)state->list.top, (size_t)rows, true);
	if (row + KEY_ROWS <= surface->height - FOOT_ROWS)
		(void)use_cases_draw_key(&ui->scene, &inside, row + 1);
	row = HEADING_ROWS + state->list.selected - state->list.top;
	surface_mark(&inside, row, 0, inside.width, ATTRIBUTE_REVERSE);
	surface_cursor(&inside, row, 0);
	surface_blit(surface, 0, 1, &inside, 0, inside.height);
	surface_release(&inside);
	draw_foot(ui, state, surface);
}

/* --- adding ------------------------------------------------------------------------------ */

/* The list lies at the bottom of its step; a name is asked for above it. */
static struct use_cases_state *state_of(struct ui *ui)
{
	const struct layer *lowest = &ui->steps[ui->step].pile[0];

	return lowest->page == &page_use_cases ? lowest->state : NULL;
}

static bool add_named(struct ui *ui, const char *name)
{
	struct use_cases_state *state = state_of(ui);
	struct change_list changes = { 0 };
	size_t number = 0;
	char id[32];

	if (!name[strspn(name, " ")]) {
		ui_say(ui, "%s", _("a use case needs a name"));
		return false;
	}
	document_next_id(ui->session->document, &number, id);
	change_add_use_case(ui->session->document, id, &changes);
	(void)change_add(&changes, CHANGE_USE_CASE, id, use_case_field_id(USE_CASE_NAME), name);
	if (!ui_change_all(ui, &changes))
		return false;
	if (state)
		choose_id(state, id);
	page_sheet_open(ui, id);
	return true;
}

static void add(struct ui *ui)
{
	if (ui_may_change(ui))
		ui_ask(ui, &(struct prompt){
				   .label = _("Name of the new use case"),
				   .enter = N_("add"),
				   .text = "",
				   .done = add_named,
			   });
}

/* --- keys ---------------------------------------------------------------------------------- */

static void remove_chosen(struct ui *ui, const char *id)
{
	(void)use_case_remove(ui, id);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	static void (*const opens[ACTION_COUNT])(struct ui *, const char *) = {
		[ACTION_OPEN] = page_sheet_open, [ACTION_SCORES] = page_scoring_open,
		[ACTION_TREE] = page_tree_open,  [ACTION_FIGURES] = page_figures_open,
		[ACTION_EXPLAIN] = ui_explain,   [ACTION_REMOVE] = remove_chosen,
		[ACTION_NEED] = page_need_open,
	};
	struct use_cases_state *state = memory;

	(void)key;
	follow(ui, state);
	if (list_act(&state->list, action)) {
		hold(ui, state);
		return true;
	}
	if (action == ACTION_ADD) {
		add(ui);
	} else if (action == ACTION_CATALOGUE) {
		hold(ui, state);
		pick_catalogue(ui);
	} else if (opens[action] && chosen(ui, state)) {
		hold(ui, state);
		opens[action](ui, state->id);
	} else if (opens[action] && action != ACTION_EXPLAIN) {
		ui_say(ui, "%s", _("there is no use case yet: a adds one, A shows the catalogue"));
	} else {
		return false;
	}
	return true;
}

static bool has_words(const struct use_case *use_case, const char *words)
{
	static const enum use_case_field fields[] = { USE_CASE_NAME, USE_CASE_DOMAIN, USE_CASE_NEED,
						      USE_CASE_DESCRIPTION };

	for (size_t i = 0; i < ARRAY_SIZE(fields); i++)
		if (text_has(use_case->field[fields[i]], words))
			return true;
	return text_has(use_case->id, words);
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	struct use_cases_state *state = memory;

	follow(ui, state);
	for (int i = 1; i <= state->list.count; i++) {
		const int index = (state->list.selected + i) % state->list.count;

		if (!has_words(ui->evaluation.use_cases[index].use_case, words))
			continue;
		state->list.selected = index;
		hold(ui, state);
		return true;
	}
	return false;
}

/* There is no sheet to open while there is nothing. */
static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "<Enter>", ACTION_OPEN, N_("sheet") },
		{ NULL, ACTION_NONE, NULL },
	};

	return ((const struct use_cases_state *)memory)->list.count ? some : NULL;
}

static void release(void *memory)
{
	free(((struct use_cases_state *)memory)->id);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL },
	{ "a", ACTION_ADD, N_("add") },
	{ "A", ACTION_CATALOGUE, N_("catalogue") },
	{ "s", ACTION_SCORES, N_("scoring") },
	{ "b", ACTION_NEED, N_("need") },
	{ "f", ACTION_FIGURES, N_("figures") },
	{ "t", ACTION_TREE, N_("AI Act") },
	{ "d", ACTION_REMOVE, N_("remove") },
	{ "/", ACTION_SEARCH, N_("search") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

const struct page page_use_cases = {
	.name = N_("Use cases"),
	.state_size = sizeof(struct use_cases_state),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = release,
};
