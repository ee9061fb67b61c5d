/*
 * Where words are in the whole dossier: questions, notes, evidence, use cases,
 * participants, the charter, the inventory and the service, each a line that
 * Enter goes to. Of participants the name alone, never a vote.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/charter.h"
#include "cadran/core/inventory.h"
#include "cadran/core/workshop.h"
#include "cadran/tui/list.h"
#include "cadran/tui/wording.h"
#include "charter_parts.h"
#include "pages.h"
#include "reading.h"
#include "roll.h"
#include "ui_internal.h"

enum { HEADING = 2, FOOT = 5, FIELD_WIDTH = 15, BEFORE = 16 /* characters of the text before the words */ };

enum hit_kind { HIT_SERVICE, HIT_QUESTION, HIT_ANSWER, HIT_USE_CASE, HIT_PARTICIPANT, HIT_PRINCIPLE, HIT_USE };

struct hit {
	enum hit_kind kind;
	size_t grid, index; /* of the grid's questions, the evaluation's use cases, the participants, the principles,
			       the uses there are */
	int field;
};

struct hits {
	const char *words;
	struct hit *items;
	size_t count, capacity;
};

struct found_state {
	char *words;
	struct hits hits;
	struct list list;
	unsigned long seen; /* ui->evaluations that the hits are of */
};

/* --- looking ---------------------------------------------------------------------------- */

static void look(struct hits *hits, const char *text, enum hit_kind kind, size_t grid, size_t index, int field)
{
	if (!*text || !text_has(text, hits->words))
		return;
	ARRAY_GROW(hits->items, hits->count, hits->capacity);
	hits->items[hits->count++] = (struct hit){ kind, grid, index, field };
}

/* A question is one place, whichever of its texts has the words. */
static void look_in_question(const struct ui *ui, size_t g, size_t q, struct hits *hits)
{
	const size_t before = hits->count;
	const char *text;

	for (int part = 0; hits->count == before && (text = reading_part(ui, g, q, part)); part++)
		look(hits, text, HIT_QUESTION, g, q, part);
}

static void look_in_grid(const struct ui *ui, size_t g, struct hits *hits)
{
	static const enum answer_field written[] = { ANSWER_NOTE, ANSWER_EVIDENCE };
	const struct document *document = ui->session->document;
	const struct grid *grid = &document->content->grids[g];

	for (size_t q = 0; q < grid->question_count; q++) {
		look_in_question(ui, g, q, hits);
		for (size_t i = 0; i < ARRAY_SIZE(written); i++)
			look(hits, document->grids[g].answers[q].field[written[i]], HIT_ANSWER, g, q, (int)written[i]);
	}
}

static void look_in_use_case(const struct ui *ui, size_t index, struct hits *hits)
{
	const struct use_case *use_case = ui->evaluation.use_cases[index].use_case;

	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
		if (use_case_field_type((enum use_case_field)f) == FIELD_TEXT)
			look(hits, use_case->field[f], HIT_USE_CASE, 0, index, f);
	if (!*use_case->field[USE_CASE_NAME])
		look(hits, use_case->id, HIT_USE_CASE, 0, index, USE_CASE_NAME);
}

static void look_in_participants(const struct document *document, struct hits *hits)
{
	for (size_t i = 0; i < document->participant_count; i++)
		if (participant_is_known(document, i))
			look(hits, document->participants[i], HIT_PARTICIPANT, 0, i, 0);
}

static void look_in_practice(const struct ui *ui, struct hits *hits)
{
	const struct document *document = ui->session->document;
	const struct charter *charter = &document->content->charter;
	struct inventory_counts counts;

	for (size_t i = 0; i < charter->count; i++) {
		look(hits, text_in(&charter->principles[i].name, ui->scene.language), HIT_PRINCIPLE, 0, i, TICK_STATE);
		look(hits, document->ticks[i].field[TICK_NOTE], HIT_PRINCIPLE, 0, i, TICK_NOTE);
	}
	inventory_count(&document->inventory, &counts);
	for (size_t i = 0; i < counts.uses; i++)
		for (int f = 0; f < USE_FIELD_COUNT; f++)
			if (use_field_type((enum use_field)f) == FIELD_TEXT)
				look(hits, inventory_at(document, i)->field[f], HIT_USE, 0, i, f);
}

static void look_everywhere(const struct ui *ui, struct hits *hits)
{
	for (int f = 0; f < SERVICE_FIELD_COUNT; f++)
		look(hits, ui->session->document->service[f], HIT_SERVICE, 0, 0, f);
	for (size_t g = 0; g < ui->session->document->content->grid_count; g++)
		look_in_grid(ui, g, hits);
	for (size_t i = 0; i < ui->evaluation.use_case_count; i++)
		look_in_use_case(ui, i, hits);
	look_in_participants(ui->session->document, hits);
	look_in_practice(ui, hits);
}

size_t page_found_count(const struct ui *ui, const char *words)
{
	struct hits hits = { .words = words };

	look_everywhere(ui, &hits);
	free(hits.items);
	return hits.count;
}

/* What was found may have been changed since. */
static void follow(const struct ui *ui, struct found_state *state)
{
	if (state->seen == ui->evaluations)
		return;
	state->hits.count = 0;
	look_everywhere(ui, &state->hits);
	state->seen = ui->evaluations;
	list_fit(&state->list, (int)state->hits.count, state->list.rows);
}

void page_found_open(struct ui *ui, const char *words)
{
	struct found_state *state = ui_open(ui, &page_found);

	ui_top(ui)->door = (int)ACTION_SEARCH;
	state->words = xstrdup(words);
	state->hits.words = state->words;
	follow(ui, state);
}

/* --- drawing ---------------------------------------------------------------------------- */

static const struct grid *grid_of(const struct ui *ui, const struct hit *hit)
{
	return &ui->session->document->content->grids[hit->grid];
}

static const char *text_of(const struct ui *ui, const struct hit *hit)
{
	const struct document *document = ui->session->document;

	switch (hit->kind) {
	case HIT_SERVICE:
		return document->service[hit->field];
	case HIT_QUESTION:
		return reading_part(ui, hit->grid, hit->index, hit->field);
	case HIT_ANSWER:
		return document->grids[hit->grid].answers[hit->index].field[hit->field];
	case HIT_USE_CASE: {
		const struct use_case *use_case = ui->evaluation.use_cases[hit->index].use_case;

		return hit->field == USE_CASE_NAME ? use_case_name(use_case) : use_case->field[hit->field];
	}
	case HIT_PARTICIPANT:
		return document->participants[hit->index];
	case HIT_PRINCIPLE:
		return hit->field == TICK_NOTE
			       ? document->ticks[hit->index].field[TICK_NOTE]
			       : text_in(&document->content->charter.principles[hit->index].name, ui->scene.language);
	default:
		return inventory_at(document, hit->index)->field[hit->field];
	}
}

/* The thing that it was found in. */
static const char *place_of(const struct ui *ui, const struct hit *hit)
{
	const struct document *document = ui->session->document;

	switch (hit->kind) {
	case HIT_SERVICE:
		return _("Service");
	case HIT_QUESTION:
	case HIT_ANSWER: {
		const struct grid *grid = grid_of(ui, hit);

		return text_in(&grid->dimensions[grid->questions[hit->index].dimension].name, ui->scene.language);
	}
	case HIT_USE_CASE:
		return use_case_name(ui->evaluation.use_cases[hit->index].use_case);
	case HIT_PARTICIPANT:
		return _("Participants");
	case HIT_PRINCIPLE:
		return text_in(&document->content->charter.principles[hit->index].name, ui->scene.language);
	default:
		return use_name(inventory_at(document, hit->index));
	}
}

static const char *field_of(const struct hit *hit)
{
	switch (hit->kind) {
	case HIT_SERVICE:
		return word_service_field((enum service_field)hit->field);
	case HIT_QUESTION:
		return _("question");
	case HIT_ANSWER:
		return word_answer_field((enum answer_field)hit->field);
	case HIT_USE_CASE:
		return word_use_case_field((enum use_case_field)hit->field);
	case HIT_PARTICIPANT:
		return _("participant");
	case HIT_PRINCIPLE:
		return hit->field == TICK_NOTE ? _("note") : _("principle");
	default:
		return word_use_field((enum use_field)hit->field);
	}
}

/* So many characters before `at`, at most. */
static size_t go_back(const char *text, size_t at, int characters)
{
	while (at && characters--)
		do
			at--;
		while (at && ((unsigned char)text[at] & 0xC0) == 0x80);
	return at;
}

static int draw_stretch(struct surface *surface, int row, int column, int columns, unsigned attributes,
			const char *text, size_t length)
{
	char *part = xstrndup(text, length);
	const int used = columns > 0 ? surface_text(surface, row, column, columns, attributes, part) : 0;

	free(part);
	return used;
}

/* The text round the words, which are marked. */
static void draw_excerpt(const char *text, const char *words, struct surface *surface, int row, int column, int columns)
{
	size_t begin = 0, end = 0, from;
	int used = 0;

	(void)text_locate(text, words, &begin, &end);
	from = go_back(text, begin, BEFORE);
	if (from)
		used += surface_text(surface, row, column, columns, ATTRIBUTE_NONE, surface->ascii ? "<" : "…");
	used += draw_stretch(surface, row, column + used, columns - used, ATTRIBUTE_NONE, text + from, begin - from);
	used += draw_stretch(surface, row, column + used, columns - used, ATTRIBUTE_BOLD | ATTRIBUTE_REVERSE,
			     text + begin, end - begin);
	(void)draw_stretch(surface, row, column + used, columns - used, ATTRIBUTE_NONE, text + end, strlen(text + end));
}

static void draw_hit(const struct ui *ui, const struct found_state *state, const struct hit *hit,
		     struct surface *surface, int row)
{
	const int place = surface->width / 4, field = place + 3, text = field + FIELD_WIDTH + 1;

	(void)surface_text(surface, row, 2, place, ATTRIBUTE_BOLD, place_of(ui, hit));
	(void)surface_text(surface, row, field, FIELD_WIDTH, ATTRIBUTE_NONE, field_of(hit));
	draw_excerpt(text_of(ui, hit), state->words, surface, row, text, surface->width - text - 1);
}

/* The words as they stand where they were found first; folded they read badly. */
static char *words_shown(const struct ui *ui, const struct found_state *state)
{
	const char *text = state->hits.count ? text_of(ui, &state->hits.items[0]) : state->words;
	size_t begin = 0, end = 0;

	if (!text_locate(text, state->words, &begin, &end))
		return xstrdup(state->words);
	return xstrndup(text + begin, end - begin);
}

static void draw(struct ui *ui, void *memory, struct surface *surface)
{
	struct found_state *state = memory;
	const int rows = surface->height - HEADING - FOOT;
	struct buf title;
	char *words;

	follow(ui, state);
	list_fit(&state->list, (int)state->hits.count, rows);
	words = words_shown(ui, state);
	buf_init(&title);
	buf_add_format(&title, message_plural("«%s» in %zu place", "«%s» in %zu places", state->hits.count), words,
		       state->hits.count);
	free(words);
	(void)surface_text(surface, 0, 1, surface->width - 2, ATTRIBUTE_BOLD, title.data);
	buf_release(&title);
	surface_cursor(surface, 0, 1);
	for (int i = 0; i < rows && state->list.top + i < state->list.count; i++)
		draw_hit(ui, state, &state->hits.items[state->list.top + i], surface, HEADING + i);
	if (!state->list.count)
		return;
	/* Its own words stay marked. */
	surface_mark(surface, HEADING + state->list.selected - state->list.top, 1, surface->width / 4 + 2 + FIELD_WIDTH,
		     ATTRIBUTE_REVERSE);
	surface_cursor(surface, HEADING + state->list.selected - state->list.top, 1);
	roll_draw_rule(&state->list, surface, surface->height - FOOT);
	(void)surface_wrap_within(surface, surface->height - FOOT + 1, 3, surface->width - 5, FOOT - 1, ATTRIBUTE_NONE,
				  text_of(ui, &state->hits.items[state->list.selected]));
}

/* --- going there -------------------------------------------------------------------------- */

static void go_to_step_of(struct ui *ui, const struct page *page)
{
	for (size_t i = 0; i < ui->step_count; i++)
		if (ui->steps[i].page == page) {
			ui_go_to_step(ui, i);
			return;
		}
}

/* The page that lies on top goes to the words by itself. */
static void find_there(struct ui *ui, const char *words)
{
	const struct layer *layer = ui_top(ui);

	if (layer->page->find)
		(void)layer->page->find(ui, layer->state, words);
}

/* Whether the words are still to be gone to on the page that it opens. */
static bool open_hit(struct ui *ui, const struct hit *hit)
{
	switch (hit->kind) {
	case HIT_QUESTION:
	case HIT_ANSWER:
		ui->complete |= !reading_has(ui, grid_of(ui, hit), hit->index);
		page_question_open(ui, hit->grid, hit->index);
		return false;
	case HIT_USE_CASE:
		page_sheet_open_at(ui, ui->evaluation.use_cases[hit->index].use_case->id,
				   (enum use_case_field)hit->field);
		return false;
	case HIT_PARTICIPANT:
		page_participants_open_at(ui, hit->index);
		return false;
	case HIT_SERVICE:
		go_to_step_of(ui, &page_service);
		break;
	case HIT_PRINCIPLE:
		page_charter_open(ui);
		break;
	case HIT_USE:
		page_use_open(ui, inventory_at(ui->session->document, hit->index)->id);
	}
	return true;
}

/* Going elsewhere may close this page, and its state with it. */
static void go(struct ui *ui, const struct found_state *state)
{
	const struct hit hit = state->hits.items[state->list.selected];
	char *words = xstrdup(state->words);

	if (open_hit(ui, &hit))
		find_there(ui, words);
	free(words);
}

static bool act(struct ui *ui, void *memory, enum action action, const char *key)
{
	struct found_state *state = memory;

	(void)key;
	follow(ui, state);
	if (list_act(&state->list, action))
		return true;
	if (action != ACTION_OPEN || !state->hits.count)
		return false;
	go(ui, state);
	return true;
}

static void release(void *memory)
{
	struct found_state *state = memory;

	free(state->words);
	free(state->hits.items);
}

static const struct binding bindings[] = {
	{ "<Enter>", ACTION_OPEN, N_("go there") }, { "l", ACTION_OPEN, NULL },  { "<Esc>", ACTION_BACK, N_("back") },
	{ "/", ACTION_SEARCH, N_("search") },       { NULL, ACTION_NONE, NULL },
};

const struct page page_found = {
	.name = N_("Words found"),
	.state_size = sizeof(struct found_state),
	.bindings = bindings,
	.most = PAGE_LINE,
	.draw = draw,
	.act = act,
	.release = release,
};
