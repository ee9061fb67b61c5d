/*
 * The AI Act class of a use case, by questions that are answered with yes or
 * no, each with the article it rests on; or straight from the list of classes.
 *
 * An answer is kept in the dossier as it is given: the page goes on where it
 * was left, and undo takes back one answer.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/figures.h"
#include "cadran/tui/list.h"
#include "cadran/tui/pen.h"
#include "cadran/tui/wording.h"
#include "law_parts.h"
#include "pages.h"
#include "use_case_parts.h"

enum { YES_NO_COLUMN = 3, NOTE_COLUMN = 10, ANSWER_WIDTH = 5, ARTICLE_WIDTH = 20 };

struct tree_state {
	char *id;                    /* of the use case; owned */
	struct tree_answer *answers; /* on the way, as the dossier has them: follow */
	size_t count, capacity;
	struct tree_target target; /* where they lead */
	bool no;                   /* the cursor is on «no» */
	bool told;                 /* the class is on the screen */
	int top, height, rows;     /* of the text at the end */
};

static const struct tree *tree_of(const struct ui *ui)
{
	return &ui->session->document->content->tree;
}

static const char *field_of(const struct ui *ui, const struct tree_state *state, enum use_case_field field)
{
	const struct use_case *use_case = document_use_case(ui->session->document, state->id);

	return use_case ? use_case->field[field] : "";
}

static const char *present_class(const struct ui *ui, const struct tree_state *state)
{
	return field_of(ui, state, USE_CASE_AI_ACT);
}

/* The answers may have changed since: undo. */
static void follow(const struct ui *ui, struct tree_state *state)
{
	const struct tree *tree = tree_of(ui);
	const char *answers = field_of(ui, state, USE_CASE_AI_ACT_ANSWERS);
	struct tree_answer answer;

	state->count = 0;
	state->target = tree_begin(tree);
	while (tree_next(tree, answers, &state->target, &answer)) {
		ARRAY_GROW(state->answers, state->count, state->capacity);
		state->answers[state->count++] = answer;
	}
}

void page_tree_open(struct ui *ui, const char *id)
{
	struct tree_state *state;
	char *copy = xstrdup(id);

	state = ui_open(ui, &page_tree);
	state->id = copy;
}

/* --- the question --------------------------------------------------------------------- */

static int draw_answer(const struct ask *ask, bool yes, bool chosen, enum language language, struct surface *surface,
		       int row)
{
	const char *word = yes ? _("Yes") : _("No");
	int lines;

	(void)surface_text(surface, row, YES_NO_COLUMN, NOTE_COLUMN - YES_NO_COLUMN - 1, ATTRIBUTE_BOLD, word);
	lines = surface_wrap(surface, row, NOTE_COLUMN, surface->width - NOTE_COLUMN - 2, ATTRIBUTE_NONE,
			     text_in(&ask->answer[yes].note, language));
	surface_zone_line(surface, row, 0, surface->width, chosen ? 0 : yes ? -1 : 1);
	if (chosen) {
		surface_mark(surface, row, YES_NO_COLUMN - 1, NOTE_COLUMN - YES_NO_COLUMN, ATTRIBUTE_REVERSE);
		surface_cursor(surface, row, YES_NO_COLUMN - 1);
	}
	return row + (lines ? lines : 1);
}

/* The question, what it rests on, and the two answers with what follows from them; returns the rows it takes. */
static int draw_ask(const struct ui *ui, const struct tree_state *state, const struct ask *ask, struct surface *surface)
{
	const enum language language = ui->scene.language;
	struct buf text;
	int row;

	buf_init(&text);
	row = surface_wrap(surface, 0, 1, surface->width - 3, ATTRIBUTE_BOLD, text_in(&ask->text, language));
	if (ask->article)
		buf_add_format(&text, _("Article %s. "), ask->article);
	buf_add_text(&text, text_in(&ask->note, language));
	row += surface_wrap(surface, row, 1, surface->width - 3, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
	row = draw_answer(ask, true, !state->no, language, surface, row + 1);
	return draw_answer(ask, false, state->no, language, surface, row);
}

/* One question that was answered, on one line. */
static void draw_answered(const struct ui *ui, const struct tree_answer *answer, size_t number, struct surface *surface,
			  int row)
{
	const struct ask *ask = &tree_of(ui)->asks[answer->ask];
	const int right = surface->width - ARTICLE_WIDTH - 2, answered = right - ANSWER_WIDTH - 1;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%2zu  %s", number, text_in(&ask->text, ui->scene.language));
	(void)surface_text(surface, row, 1, answered - 3, ATTRIBUTE_NONE, text.data);
	(void)surface_text(surface, row, answered, ANSWER_WIDTH, ATTRIBUTE_BOLD, answer->yes ? _("yes") : _("no"));
	buf_clear(&text);
	if (ask->article)
		buf_add_format(&text, "art. %s", ask->article);
	(void)surface_text(surface, row, right, ARTICLE_WIDTH, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

/*
 * The last answers, one at least, as many as there are rows for, with the note
 * of the last one; returns the row after them.
 */
static int draw_trail(const struct ui *ui, const struct tree_state *state, struct surface *surface, int row, int rows)
{
	const struct tree_answer *last = &state->answers[state->count - 1];
	const char *note = text_in(&tree_of(ui)->asks[last->ask].answer[last->yes].note, ui->scene.language);
	struct surface part;
	int lines;
	size_t first;

	surface_init(&part, surface->width - 8, 0, surface->ascii);
	lines = surface_wrap(&part, 0, 0, part.width, ATTRIBUTE_NONE, note);
	lines = lines < rows ? lines : rows - 1;
	rows -= lines;
	first = state->count > (size_t)rows ? state->count - (size_t)rows + 1 : 0;
	if (first) {
		struct buf text;

		buf_init(&text);
		buf_add_format(&text, message_plural("… %zu answer before", "… %zu answers before", first), first);
		(void)surface_text(surface, row++, 1, surface->width - 2, ATTRIBUTE_NONE, text.data);
		buf_release(&text);
	}
	for (size_t i = first; i < state->count; i++)
		draw_answered(ui, &state->answers[i], i + 1, surface, row++);
	if (lines > 0)
		surface_blit(surface, row, 5, &part, 0, lines);
	surface_release(&part);
	return row + (lines > 0 ? lines : 0);
}

static void draw_question(const struct ui *ui, const struct tree_state *state, const struct ask *ask,
			  struct surface *surface, int row)
{
	struct surface block;
	int rows, room;

	surface_init(&block, surface->width, 0, surface->ascii);
	rows = draw_ask(ui, state, ask, &block);
	/* The last row is that of a message of two lines. */
	room = surface->height - row - rows - 2;
	if (state->count && room > 1)
		row = draw_trail(ui, state, surface, row, room) + 1;
	surface_blit(surface, row, 0, &block, 0, rows);
	surface_release(&block);
}

/* --- the class ---------------------------------------------------------------------------- */

/* The sheet does not say so yet; keeping the class notes it there too. */
static bool is_device_to_note(const struct ui *ui, const struct tree_state *state)
{
	return tree_says_medical_device(tree_of(ui), field_of(ui, state, USE_CASE_AI_ACT_ANSWERS)) &&
	       strcmp(field_of(ui, state, USE_CASE_MEDICAL_DEVICE), "yes") != 0;
}

static void tell_device(const struct ui *ui, const struct tree_state *state, struct pen *pen)
{
	buf_add_format(&pen->line,
		       _("By these answers it is a medical device; the sheet says: %s. Enter notes it there."),
		       word_choice(FIELD_YES_NO, field_of(ui, state, USE_CASE_MEDICAL_DEVICE)));
	pen_end(pen, ATTRIBUTE_BOLD);
}

static void tell_class(const struct ui *ui, const struct tree_state *state, enum ai_act which, struct pen *pen)
{
	const struct ai_act_class *class = &tree_of(ui)->classes[which];
	const char *verified = class->verified ? class->verified : tree_of(ui)->verified;
	const char *duties = text_in(&class->obligations, ui->scene.language), *duty;
	size_t length;

	buf_add_format(&pen->line, _("AI Act class: %s"), ai_act_name(tree_of(ui), which, ui->scene.language));
	if (class->article)
		buf_add_format(&pen->line, " · art. %s", class->article);
	if (class->confirm)
		buf_add_format(&pen->line, " · %s", _("to be confirmed by a lawyer"));
	if (verified) {
		buf_add_format(&pen->line, " · %s ", _("verified"));
		figure_date(&pen->line, ui->scene.language, verified);
	}
	pen_end(pen, ATTRIBUTE_BOLD);
	buf_add_text(&pen->line, text_in(&class->text, ui->scene.language));
	pen_end(pen, ATTRIBUTE_NONE);
	buf_add_text(&pen->line,
		     !strcmp(present_class(ui, state), ai_act_id(which))
			     ? _("The sheet has this class already.")
			     : _("This class is not on the sheet yet: Enter keeps it, Esc leaves it open."));
	pen_end(pen, ATTRIBUTE_BOLD);
	if (is_device_to_note(ui, state))
		tell_device(ui, state, pen);
	if (*duties)
		pen_section(pen, _("What it asks for (information, not legal advice)"));
	while (obligations_next(&duties, &duty, &length)) {
		pen->indent = 2;
		buf_add_text(&pen->line, "- ");
		buf_add(&pen->line, duty, length);
		pen_end(pen, ATTRIBUTE_NONE);
	}
}

static void tell_source(const struct ui *ui, struct pen *pen)
{
	pen_section(pen, _("What these questions rest on"));
	pen->indent = 2;
	buf_add_text(&pen->line, text_in(&tree_of(ui)->text, ui->scene.language));
	pen_end(pen, ATTRIBUTE_NONE);
}

static void scroll_to(struct tree_state *state, int top)
{
	const int last = state->height - state->rows;

	state->top = top > last ? last : top;
	state->top = state->top < 0 ? 0 : state->top;
}

/* A text longer than the screen, as page_text has it. */
static void draw_class(const struct ui *ui, struct tree_state *state, enum ai_act which, struct surface *surface,
		       int row)
{
	struct surface whole;
	struct pen pen;
	struct buf place;

	surface_init(&whole, surface->width - 2, 0, surface->ascii);
	pen_init(&pen, &whole);
	tell_class(ui, state, which, &pen);
	law_tell_answers(&pen, &ui->scene, field_of(ui, state, USE_CASE_AI_ACT_ANSWERS));
	law_tell_duties(&pen, &ui->scene, document_use_case(ui->session->document, state->id), which);
	tell_source(ui, &pen);
	law_tell_dates(&pen, &ui->scene);
	pen_release(&pen);
	state->height = whole.height;
	state->rows = surface->height - row;
	state->rows -= state->height > state->rows;
	scroll_to(state, state->top);
	surface_blit(surface, row, 1, &whole, state->top, state->rows);
	surface_cursor(surface, row, 1);
	surface_release(&whole);
	if (state->height <= state->rows)
		return;
	buf_init(&place);
	buf_add_format(&place, _(" lines %d to %d of %d "), state->top + 1, state->top + state->rows, state->height);
	surface_text_right(surface, surface->height - 1, 0, surface->width, ATTRIBUTE_REVERSE, place.data);
	buf_release(&place);
}

/* --- the page ------------------------------------------------------------------------------- */

static void draw_present(const struct ui *ui, const struct tree_state *state, struct surface *surface, int row)
{
	enum ai_act class = AI_ACT_UNKNOWN;
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s%s", _("AI Act class on the sheet"), _(": "));
	if (ai_act_parse(present_class(ui, state), &class))
		buf_add_text(&text, ai_act_name(tree_of(ui), class, ui->scene.language));
	else
		buf_add_text(&text, _("not known"));
	if (class != AI_ACT_UNKNOWN && tree_of(ui)->classes[class].confirm)
		buf_add_format(&text, " · %s", _("to be confirmed by a lawyer"));
	(void)surface_text(surface, row, 3, surface->width - 4, ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct tree_state *state = memory;
	const int row = USE_CASE_HEAD + 2;
	struct tree_target target;

	if (!use_case_draw_head(ui, state->id, surface))
		return;
	follow(ui, state);
	target = state->target;
	draw_present(ui, state, surface, USE_CASE_HEAD);
	state->told = target.is_class;
	if (!tree_of(ui)->ask_count) {
		(void)surface_wrap(surface, row, 3, surface->width - 4, ATTRIBUTE_NONE,
				   _("This dossier has no questions on the AI Act; c chooses the class from a list."));
		surface_cursor(surface, row, 3);
	} else if (target.is_class) {
		draw_class(ui, state, (enum ai_act)target.index, surface, row);
	} else {
		draw_question(ui, state, &tree_of(ui)->asks[target.index], surface, row);
	}
}

/* --- keys -------------------------------------------------------------------------------------- */

/* The first `count` answers, and `added` after them where it is not NULL, as one change. */
static bool keep_answers(struct ui *ui, const struct tree_state *state, size_t count, const struct tree_answer *added)
{
	struct buf list;
	bool kept;

	buf_init(&list);
	for (size_t i = 0; i < count; i++)
		answers_add(&list, tree_of(ui), &state->answers[i]);
	if (added)
		answers_add(&list, tree_of(ui), added);
	kept = ui_change(ui, CHANGE_USE_CASE, state->id, use_case_field_id(USE_CASE_AI_ACT_ANSWERS), list.data);
	/* On one line: a longer one would lie over the choices, and the use case stands above. */
	if (kept && ui->pending) {
		buf_clear(&ui->change);
		buf_add_format(&ui->change, "%s%s", word_use_case_field(USE_CASE_AI_ACT_ANSWERS), _(": "));
		word_use_case_value(&ui->change, &ui->scene, USE_CASE_AI_ACT_ANSWERS, list.data);
	}
	buf_release(&list);
	return kept;
}

static void answer(struct ui *ui, struct tree_state *state, bool yes)
{
	const struct tree_answer given = { state->target.index, yes };

	if (!keep_answers(ui, state, state->count, &given))
		return;
	state->no = false;
	state->top = 0;
}

/* The cursor stands on what was answered. */
static void take_back(struct ui *ui, struct tree_state *state)
{
	if (!state->count) {
		ui_say(ui, "%s", _("this is the first question"));
		return;
	}
	if (!keep_answers(ui, state, state->count - 1, NULL))
		return;
	state->no = !state->answers[state->count - 1].yes;
	state->top = 0;
}

/* The class first; without one, the answers: the questions begin again. */
static void clear(struct ui *ui, struct tree_state *state)
{
	if (*present_class(ui, state) || !state->count)
		(void)use_case_set_class(ui, state->id, "");
	else
		(void)keep_answers(ui, state, 0, NULL);
	state->no = false;
	state->top = 0;
}

/* Answers stay in the dossier; a class has to be kept. */
static void leave(struct ui *ui, struct tree_state *state)
{
	const char *class = state->target.is_class ? ai_act_id((enum ai_act)state->target.index) : NULL;
	const bool kept = !state->count || (class && !strcmp(present_class(ui, state), class));

	ui_back(ui);
	if (!kept)
		ui_say(ui, "%s", _("the answers are kept, the class is not yet: t goes on from here"));
}

/* As one change, with what the answers say of the sheet. */
static bool keep_class(struct ui *ui, const struct tree_state *state, enum ai_act class)
{
	struct change_list changes = { 0 };

	if (!is_device_to_note(ui, state))
		return use_case_set_class(ui, state->id, ai_act_id(class));
	(void)change_add(&changes, CHANGE_USE_CASE, state->id, use_case_field_id(USE_CASE_AI_ACT), ai_act_id(class));
	(void)change_add(&changes, CHANGE_USE_CASE, state->id, use_case_field_id(USE_CASE_MEDICAL_DEVICE), "yes");
	return ui_change_all(ui, &changes);
}

/* What is left of `action` once the class is told. */
static bool act_at_end(struct ui *ui, struct tree_state *state, enum ai_act class, enum action action)
{
	struct list list = { .count = state->height, .selected = state->top, .rows = state->rows };

	if (action == ACTION_OPEN) {
		if (keep_class(ui, state, class))
			ui_close(ui, state);
		return true;
	}
	if (action == ACTION_YES || action == ACTION_NO) {
		ui_say(ui, "%s", _("all is answered: Enter keeps the class, Backspace goes back"));
		return true;
	}
	if (!list_act(&list, action))
		return false;
	scroll_to(state, list.selected);
	return true;
}

static bool act_at_question(struct ui *ui, struct tree_state *state, enum action action)
{
	struct list list = { .count = 2, .selected = state->no, .rows = 2 };

	if (!tree_of(ui)->ask_count)
		return false;
	if (action == ACTION_OPEN || action == ACTION_YES || action == ACTION_NO) {
		answer(ui, state, action == ACTION_OPEN ? !state->no : action == ACTION_YES);
		return true;
	}
	if (!list_act(&list, action))
		return false;
	state->no = list.selected == 1;
	return true;
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct tree_state *state = memory;

	(void)key;
	if (!document_use_case(ui->session->document, state->id))
		return false;
	follow(ui, state);
	switch (action) {
	case ACTION_LEFT:
		take_back(ui, state);
		return true;
	case ACTION_CLASS:
		pick_class(ui, state->id);
		return true;
	case ACTION_CLEAR:
		clear(ui, state);
		return true;
	case ACTION_BACK:
		leave(ui, state);
		return true;
	case ACTION_EXPLAIN:
		ui_explain(ui, state->id);
		return true;
	default:
		return state->target.is_class ? act_at_end(ui, state, (enum ai_act)state->target.index, action)
					      : act_at_question(ui, state, action);
	}
}

static const struct binding *more(const void *memory)
{
	static const struct binding question[] = {
		{ "y", ACTION_YES, N_("yes") },
		{ "n", ACTION_NO, N_("no") },
		{ "<Backspace>", ACTION_LEFT, N_("one back") },
		{ NULL, ACTION_NONE, NULL },
	};
	static const struct binding class[] = {
		{ "<Enter>", ACTION_OPEN, N_("keep") },
		{ "<Backspace>", ACTION_LEFT, N_("one back") },
		{ NULL, ACTION_NONE, NULL },
	};

	return ((const struct tree_state *)memory)->told ? class : question;
}

static void release(void *memory)
{
	struct tree_state *state = memory;

	free(state->id);
	free(state->answers);
}

static const struct binding bindings[] = {
	{ "y", ACTION_YES, NULL },
	{ "o", ACTION_YES, NULL },
	{ "n", ACTION_NO, NULL },
	{ "<Enter>", ACTION_OPEN, NULL },
	{ "<Backspace>", ACTION_LEFT, NULL },
	{ "<Esc>", ACTION_BACK, N_("leave") },
	{ "c", ACTION_CLASS, N_("list") },
	{ "<Delete>", ACTION_CLEAR, N_("clear") },
	{ "?", ACTION_EXPLAIN, N_("why") },
	{ NULL, ACTION_NONE, NULL },
};

static bool gone(const struct ui *ui, const void *memory)
{
	const struct tree_state *state = memory;

	return !document_use_case(ui->session->document, state->id);
}

const struct page page_tree = {
	.name = N_("AI Act, question by question"),
	.state_size = sizeof(struct tree_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.gone = gone,
	.more = more,
	.release = release,
};
