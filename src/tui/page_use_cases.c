/*
 * The candidates: a list with what decides, from which all that is about one
 * of them opens.
 */
#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/tui/wording.h"
#include "pages.h"
#include "roll.h"
#include "use_case_parts.h"
#include "view_parts.h"

enum { KEY_ROWS = 3 };

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
	word_standing(&text, &ui->scene, result);
	(void)surface_wrap_within(surface, row + 2, 3, surface->width - 5, ROLL_FOOT_ROWS - 2, ATTRIBUTE_NONE,
				  text.data);
	buf_release(&text);
}

static void draw_lines(const struct ui *ui, struct surface *surface, size_t first, size_t rows)
{
	const int row = use_cases_draw(&ui->scene, surface, first, rows, true);

	if (row + KEY_ROWS <= surface->height - ROLL_FOOT_ROWS)
		(void)use_cases_draw_key(&ui->scene, surface, row + 1);
}

static bool add_named(struct ui *ui, const char *name);

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
	.open = page_sheet_open,
	.add = add_named,
};

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	if (!roll_draw(ui, memory, &use_cases, surface))
		draw_empty(surface);
}

/* --- keys ---------------------------------------------------------------------------------- */

/* The list lies at the bottom of its step; a name is asked for above it. */
static bool add_named(struct ui *ui, const char *name)
{
	const struct layer *lowest = &ui->steps[ui->step].pile[0];

	return roll_add(ui, lowest->page == &page_use_cases ? lowest->state : NULL, &use_cases, name);
}

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
	struct roll *roll = memory;
	const char *id = roll_follow(ui, roll, &use_cases);

	(void)key;
	if (roll_act(ui, roll, &use_cases, action))
		return true;
	/* Undo gives the cursor back to what is gone, other keys leave it where it is seen. */
	if (id && (opens[action] || action == ACTION_CATALOGUE))
		roll_choose(roll, id);
	if (action == ACTION_ADD)
		roll_ask(ui, &use_cases);
	else if (action == ACTION_CATALOGUE)
		pick_catalogue(ui);
	else if (opens[action] && id)
		opens[action](ui, roll->id);
	else if (opens[action] && action != ACTION_EXPLAIN)
		ui_say(ui, "%s", _("there is no use case yet: a adds one, A shows the catalogue"));
	else
		return false;
	return true;
}

static bool find(struct ui *ui, void *memory, const char *words)
{
	return roll_find(ui, memory, &use_cases, words);
}

/* What can be done with one, while there is one. */
static const struct binding *more(const void *memory)
{
	static const struct binding some[] = {
		{ "<Enter>", ACTION_OPEN, N_("sheet") },
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

	return ((const struct roll *)memory)->list.count ? some : NULL;
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, NULL }, { "a", ACTION_ADD, N_("add") }, { "A", ACTION_CATALOGUE, N_("catalogue") },
	{ "s", ACTION_SCORES, NULL },     { "b", ACTION_NEED, NULL },     { "f", ACTION_FIGURES, NULL },
	{ "t", ACTION_TREE, NULL },       { "d", ACTION_REMOVE, NULL },   { "/", ACTION_SEARCH, NULL },
	{ "?", ACTION_EXPLAIN, NULL },    { NULL, ACTION_NONE, NULL },
};

const struct page page_use_cases = {
	.name = N_("Use cases"),
	.state_size = sizeof(struct roll),
	.bindings = bindings,
	.draw = draw,
	.act = act,
	.find = find,
	.more = more,
	.release = roll_release,
};
