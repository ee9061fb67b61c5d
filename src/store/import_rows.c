/*
 * Rows of a sheet into changes, one by one, so that each sees what those above
 * it brought.
 */
#include "import_rows.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"

enum { CELL_SHOWN = 60, QUOTED_LEAST = 20, ROWS_LISTED = 20 };

#define AMBIGUOUS SIZE_MAX

const char *importing_cell(const struct importing *importing, const struct sheet_row *row, size_t column)
{
	return importing->place[column] == NO_COLUMN ? "" : row->cells[importing->place[column]];
}

const char *importing_place(const struct importing *importing, const struct sheet_row *row, size_t column,
			    char text[PLACE_SIZE])
{
	if (column < COLUMN_MAX && importing->place[column] != NO_COLUMN)
		(void)snprintf(text, PLACE_SIZE, "%.300s:%zu:%d", importing->name, row->line,
			       importing->place[column] + 1);
	else
		(void)snprintf(text, PLACE_SIZE, "%.300s:%zu", importing->name, row->line);
	return text;
}

/* Most sentences quote what is refused, but as it is written here («yes» for «oui»), or not at all. */
static bool quotes(const char *sentence, const char *cell)
{
	char begin[QUOTED_LEAST + 1] = "";

	(void)strncat(begin, cell, utf8_whole(cell, strnlen(cell, QUOTED_LEAST)));
	return !*cell || strstr(sentence, begin);
}

/* «C12, «Delay»: …» and what stands in the cell. */
static void cell_fault(const struct importing *importing, const struct sheet_row *row, size_t column,
		       const struct err *err)
{
	const size_t at = (size_t)importing->place[column];
	const char *cell = row->cells[at];
	char where[PLACE_SIZE], name[SHEET_CELL_NAME];
	struct buf text;

	buf_init(&text);
	buf_add_format(&text, "%s, ", sheet_cell_name(at, row->number, name));
	text_quote(&text, importing->sheet->headings[at], CELL_SHOWN);
	buf_add_format(&text, "%s%.700s", _(": "), err->text);
	if (!quotes(err->text, cell)) {
		buf_add_text(&text, " (");
		text_quote(&text, cell, CELL_SHOWN);
		buf_add_char(&text, ')');
	}
	fault_add(&importing->import->faults, importing_place(importing, row, column, where), "%s", text.data);
	buf_release(&text);
}

static void row_fault(const struct importing *importing, const struct sheet_row *row, size_t column,
		      const struct err *err)
{
	char where[PLACE_SIZE];

	importing->bad[row - importing->sheet->rows] = true;
	importing->import->row_faults++;
	if (column < COLUMN_MAX && importing->place[column] != NO_COLUMN)
		cell_fault(importing, row, column, err);
	else
		fault_add(&importing->import->faults, importing_place(importing, row, column, where), N_("row %zu: %s"),
			  row->number, err->text);
}

enum outcome { OUTCOME_FAULT, OUTCOME_SAME, OUTCOME_CHANGED, OUTCOME_ADDED };

static void add_cut(struct buf *out, const char *text)
{
	const size_t length = strlen(text);

	buf_add(out, text, utf8_whole(text, length > CELL_SHOWN ? CELL_SHOWN : length));
	buf_add_text(out, length > CELL_SHOWN ? "…" : "");
}

/* The sentence about a long text would be cut before it says what was expected. */
static void shorten(struct document *document, const struct change *change, struct err *err)
{
	struct change shorter = { .kind = change->kind, .key = change->key, .field = change->field };
	struct err with_less;
	struct buf value;

	if (strlen(change->value) <= CELL_SHOWN)
		return;
	buf_init(&value);
	add_cut(&value, change->value);
	shorter.value = buf_detach(&value);
	if (document_apply(document, &shorter, &with_less))
		document_revert(document, &shorter);
	else
		*err = with_less;
	text_free(shorter.value);
	text_free(shorter.before);
}

/* The words of the contract mean little to who writes a sheet in another language. */
static void name_choices(const struct importing *importing, size_t column, const char *value, struct err *err)
{
	const char *choices = text_forbidden(value) ? NULL : cell_choices(importing->summary->kind, column, value);

	struct buf cut;

	if (!choices)
		return;
	buf_init(&cut);
	add_cut(&cut, value);
	err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), cut.data, choices);
	buf_release(&cut);
}

/* Applies a change at once, so that later rows see it; one that changes nothing is not kept. */
static enum outcome apply(const struct importing *importing, const struct sheet_row *row, size_t column,
			  enum change_kind kind, const char *key, const char *field, const char *value)
{
	struct change_list *changes = &importing->import->changes;
	struct change *change = change_add(changes, kind, key, field, value);
	struct err err;

	if (!document_apply(importing->import->document, change, &err)) {
		shorten(importing->import->document, change, &err);
		name_choices(importing, column, change->value, &err);
		row_fault(importing, row, column, &err);
	} else if (strcmp(change->before, change->value) != 0) {
		return OUTCOME_CHANGED;
	} else {
		document_revert(importing->import->document, change);
		change_release(change);
		changes->count--;
		return OUTCOME_SAME;
	}
	change_release(change);
	changes->count--;
	return OUTCOME_FAULT;
}

/* True for the first row of that name; else a fault that tells where the first is. */
static bool first_of_name(struct importing *importing, const struct sheet_row *row, const char *name)
{
	struct err err;
	size_t line;

	if (!map_get(&importing->seen, name, &line)) {
		map_set(&importing->seen, arena_strdup(&importing->names, name), row->line);
		return true;
	}
	err_set(&err, ERR_VALUE, N_("«%s» stands in this file twice, first on line %zu"), name, line);
	row_fault(importing, row, COLUMN_MAX, &err);
	return false;
}

static enum outcome worst(enum outcome a, enum outcome b)
{
	if (a == OUTCOME_FAULT || b == OUTCOME_FAULT)
		return OUTCOME_FAULT;
	return a == OUTCOME_CHANGED ? a : b;
}

/* The word for what a cell has: most often that of the row above. */
static const char *word_of(struct importing *importing, const struct sheet_row *row, size_t column)
{
	const char *cell = importing_cell(importing, row, column);

	if (!importing->last_cell[column] || strcmp(importing->last_cell[column], cell) != 0) {
		importing->last_cell[column] = cell;
		importing->last_word[column] = cell_word(importing->summary->kind, column, cell);
	}
	return importing->last_word[column];
}

/* The same of what a row has in a column; no change where the sheet has no such column. */
static enum outcome apply_cell(struct importing *importing, const struct sheet_row *row, size_t column,
			       enum change_kind kind, const char *key, const char *field)
{
	if (importing->place[column] == NO_COLUMN)
		return OUTCOME_SAME;
	return apply(importing, row, column, kind, key, field, word_of(importing, row, column));
}

static const struct answer *find_answer(const struct document *document, const char *grid_id, const char *question_id)
{
	for (size_t g = 0; g < document->content->grid_count; g++) {
		const struct grid *grid = &document->content->grids[g];
		const struct question *question = strcmp(grid->id, grid_id) ? NULL : grid_question(grid, question_id);

		if (question)
			return &document->grids[g].answers[question - grid->questions];
	}
	return NULL;
}

static bool is_known_question(const struct importing *importing, const struct sheet_row *row, const char *grid,
			      const char *question)
{
	const bool known_grid = content_grid(importing->import->document->content, grid) != NULL;
	struct err err;

	if (find_answer(importing->import->document, grid, question))
		return true;
	if (known_grid)
		err_set(&err, ERR_VALUE, N_("there is no question «%s» in the grid «%s»"), question, grid);
	else
		err_set(&err, ERR_VALUE, N_("there is no grid «%s»"), grid);
	row_fault(importing, row, known_grid ? ANSWER_COLUMN_QUESTION : ANSWER_COLUMN_GRID, &err);
	return false;
}

static void note_reason(const struct importing *importing, const struct sheet_row *row, const char *grid,
			const char *question)
{
	const struct answer *answer = find_answer(importing->import->document, grid, question);
	char where[PLACE_SIZE];

	if (answer && answer_level(answer) == ANSWER_NOT_APPLICABLE && !*answer->field[ANSWER_NOTE])
		fault_notice(&importing->import->faults,
			     importing_place(importing, row, ANSWER_COLUMN_FIRST_FIELD, where),
			     N_("«%s.%s» is not applicable and lacks its reason (in the note)"), grid, question);
}

static enum outcome add_answer(struct importing *importing, const struct sheet_row *row)
{
	const char *grid = importing_cell(importing, row, ANSWER_COLUMN_GRID);
	const char *question = importing_cell(importing, row, ANSWER_COLUMN_QUESTION);
	enum outcome outcome = OUTCOME_SAME;
	struct buf key;

	if (!is_known_question(importing, row, grid, question))
		return OUTCOME_FAULT;
	buf_init(&key);
	buf_add_format(&key, "%s.%s", grid, question);
	if (!first_of_name(importing, row, key.data))
		outcome = OUTCOME_FAULT;
	for (size_t f = 0; outcome != OUTCOME_FAULT && f < ANSWER_FIELD_COUNT; f++)
		outcome = worst(outcome, apply_cell(importing, row, ANSWER_COLUMN_FIRST_FIELD + f, CHANGE_ANSWER,
						    key.data, answer_field_id((enum answer_field)f)));
	if (outcome != OUTCOME_FAULT)
		note_reason(importing, row, grid, question);
	buf_release(&key);
	return outcome;
}

/* Names are looked for once a row: by comparing them all, a long sheet would take minutes. */
static void index_names(struct importing *importing)
{
	const struct document *document = importing->import->document;

	for (size_t i = 0; i < importing->old_count; i++) {
		const struct use_case *use_case = &document->use_cases[i];
		const char *name = use_case->field[USE_CASE_NAME];
		size_t other;

		if (!*name || !use_case_is_present(use_case))
			continue;
		map_set(&importing->by_name, arena_strdup(&importing->names, name),
			map_get(&importing->by_name, name, &other) ? AMBIGUOUS : i);
	}
}

/* A use case by its id, else by a name that only one has. */
static const struct use_case *find_use_case(const struct importing *importing, const char *word)
{
	const struct document *document = importing->import->document;
	const struct use_case *found = document_use_case(document, word);
	size_t index;

	if (found || !map_get(&importing->by_name, word, &index) || index == AMBIGUOUS)
		return found;
	return &document->use_cases[index];
}

static bool is_known_vote(const struct importing *importing, const struct sheet_row *row, const char *id,
			  const char *criterion)
{
	const struct document *document = importing->import->document;
	const bool known_use_case = document_use_case(document, id) != NULL;
	struct err err;
	size_t index;

	if (known_use_case && criteria_find(&document->content->criteria, criterion, &index))
		return true;
	if (known_use_case)
		err_set(&err, ERR_VALUE, N_("there is no criterion «%s»"), criterion);
	else
		err_set(&err, ERR_VALUE, N_("there is no use case «%s»"), id);
	row_fault(importing, row, known_use_case ? VOTE_COLUMN_CRITERION : VOTE_COLUMN_USE_CASE, &err);
	return false;
}

/* An empty round is the first. */
static bool read_round(const struct importing *importing, const struct sheet_row *row, long *round)
{
	const char *text = importing_cell(importing, row, VOTE_COLUMN_ROUND);
	struct err err;

	if (!*text || number_parse_whole(text, 1, 1000, round))
		return true;
	err_set(&err, ERR_VALUE, N_("«%s» is not a round; expected a whole number from 1"), text);
	row_fault(importing, row, VOTE_COLUMN_ROUND, &err);
	return false;
}

static enum outcome add_vote(struct importing *importing, const struct sheet_row *row)
{
	const char *word = importing_cell(importing, row, VOTE_COLUMN_USE_CASE),
		   *score = importing_cell(importing, row, VOTE_COLUMN_SCORE);
	const char *criterion = importing_cell(importing, row, VOTE_COLUMN_CRITERION);
	const char *participant = importing_cell(importing, row, VOTE_COLUMN_PARTICIPANT);
	const struct use_case *use_case = find_use_case(importing, word);
	const char *id = use_case ? use_case->id : word;
	enum outcome outcome = OUTCOME_FAULT;
	struct buf name, field;
	long round = 1;

	buf_init(&name);
	buf_init(&field);
	buf_add_format(&name, "%s.%s", id, criterion);
	if (*participant && !read_round(importing, row, &round))
		goto done;
	if (*participant)
		buf_add_format(&field, "%s.%ld", participant, round);
	buf_add_format(&name, "%s%s", *participant ? " " : "", field.data);
	if (is_known_vote(importing, row, id, criterion) && first_of_name(importing, row, name.data)) {
		if (!*participant) {
			outcome = apply(importing, row, VOTE_COLUMN_SCORE, CHANGE_SCORE, id, criterion, score);
		} else {
			buf_truncate(&name, strlen(id) + 1 + strlen(criterion));
			outcome = apply(importing, row, VOTE_COLUMN_SCORE, CHANGE_VOTE, name.data, field.data,
					*score ? score : "-");
		}
	}
done:
	buf_release(&name);
	buf_release(&field);
	return outcome;
}

/* The use case that a row without an id means: the only one of that name that was there before this file. */
static const struct use_case *match_by_name(struct importing *importing, const char *name)
{
	size_t index;

	if (!map_get(&importing->by_name, name, &index) || index >= importing->old_count || importing->matched[index])
		return NULL;
	importing->matched[index] = true;
	return &importing->import->document->use_cases[index];
}

/* «UC001», «UC002»…: the next that neither the dossier nor this file has. */
static void next_id(struct importing *importing, char id[32])
{
	size_t ignored;

	do
		document_next_id(importing->import->document, &importing->next_number, id);
	while (map_get(&importing->seen, id, &ignored));
}

static bool make_use_case(const struct importing *importing, const struct sheet_row *row, const char *id)
{
	struct change_list *changes = &importing->import->changes;
	struct change_list making = { 0 };
	bool made = true;
	struct err err;

	change_add_use_case(importing->import->document, id, &making);
	for (size_t i = 0; i < making.count; i++) {
		struct change *change = &making.items[i];

		if (made && document_apply(importing->import->document, change, &err)) {
			ARRAY_GROW(changes->items, changes->count, changes->capacity);
			changes->items[changes->count++] = *change;
			*change = (struct change){ 0 };
			continue;
		}
		if (made)
			row_fault(importing, row, USE_CASE_COLUMN_ID, &err);
		made = false;
	}
	change_list_release(&making);
	return made;
}

/* The id of the use case that a row is about, which is made where it is new; false after a fault. */
static bool settle_use_case(struct importing *importing, const struct sheet_row *row, char id[256], bool *added)
{
	const char *own = importing_cell(importing, row, USE_CASE_COLUMN_ID);
	const char *name = importing_cell(importing, row, USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_NAME);
	const struct use_case *known;
	struct err err;
	char made[32];

	if (!*own && !*name) {
		err_set(&err, ERR_VALUE,
			N_("this row has neither an id nor a name; where its cell was merged with the one above, "
			   "expected the text in each row"));
		row_fault(importing, row, COLUMN_MAX, &err);
		return false;
	}
	known = *own ? document_use_case(importing->import->document, own) : match_by_name(importing, name);
	if (!*own && !known)
		next_id(importing, made);
	(void)snprintf(id, 256, "%s", known ? known->id : *own ? own : made);
	*added = !known;
	return known || make_use_case(importing, row, id);
}

/* When all rows are read: a row further down may have changed a name. */
static void note_same_names(const struct importing *importing)
{
	const struct document *document = importing->import->document;
	struct map first = { 0 };
	char where[PLACE_SIZE];

	for (size_t i = 0; i < document->use_case_count; i++) {
		const struct use_case *use_case = &document->use_cases[i];
		size_t other;

		if (use_case_is_present(use_case) && !map_get(&first, use_case->field[USE_CASE_NAME], &other))
			map_set(&first, use_case->field[USE_CASE_NAME], i);
	}
	for (size_t i = 0; i < importing->made_count; i++) {
		const struct use_case *made = &document->use_cases[importing->made[i].use_case];
		size_t other;

		if (!*made->field[USE_CASE_NAME] || !map_get(&first, made->field[USE_CASE_NAME], &other) ||
		    other == importing->made[i].use_case)
			continue;
		fault_notice(&importing->import->faults,
			     importing_place(importing, importing->made[i].row, COLUMN_MAX, where),
			     N_("«%s» and «%s» have the same name: they are two use cases"),
			     document->use_cases[other].id, made->id);
	}
	map_release(&first);
}

static void remember_made(struct importing *importing, const struct sheet_row *row, const char *id)
{
	const struct document *document = importing->import->document;

	ARRAY_GROW(importing->made, importing->made_count, importing->made_capacity);
	importing->made[importing->made_count++] =
		(struct made){ row, (size_t)(document_use_case(document, id) - document->use_cases) };
}

static void note_dependencies(const struct importing *importing, const struct sheet_row *row, const char *id)
{
	const size_t column = USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_DEPENDS;
	struct import *import = importing->import;
	const char *list = importing_cell(importing, row, column);
	char where[PLACE_SIZE];

	if (!*list)
		return;
	ARRAY_GROW(import->dependencies, import->dependency_count, import->dependency_capacity);
	import->dependencies[import->dependency_count++] = (struct import_dependencies){
		.place = xstrdup(importing_place(importing, row, column, where)),
		.use_case = xstrdup(id),
		.list = xstrdup(list),
	};
}

/* Nobody would find it again: an empty cell takes no name away. */
static bool keeps_name(const struct importing *importing, const struct sheet_row *row, const char *id)
{
	const size_t column = USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_NAME;

	return importing->place[column] != NO_COLUMN && !*importing_cell(importing, row, column) &&
	       *document_use_case(importing->import->document, id)->field[USE_CASE_NAME];
}

static enum outcome add_use_case(struct importing *importing, const struct sheet_row *row)
{
	enum outcome outcome = OUTCOME_SAME;
	bool added, named_still;
	char id[256];

	if (!settle_use_case(importing, row, id, &added))
		return OUTCOME_FAULT;
	named_still = keeps_name(importing, row, id);
	for (size_t f = 0; f < USE_CASE_FIELD_COUNT; f++)
		if (f != USE_CASE_NAME || !named_still)
			outcome = worst(outcome,
					apply_cell(importing, row, USE_CASE_COLUMN_FIRST_FIELD + f, CHANGE_USE_CASE, id,
						   use_case_field_id((enum use_case_field)f)));
	if (outcome == OUTCOME_FAULT || importing->bad[row - importing->sheet->rows])
		return OUTCOME_FAULT;
	importing->summary->named_still += named_still;
	note_dependencies(importing, row, id);
	if (!added)
		return outcome;
	remember_made(importing, row, id);
	return OUTCOME_ADDED;
}

/* Ids that the file brings are known before the first id is made, and what they name is not found by name too. */
static void find_twice(struct importing *importing)
{
	for (size_t i = 0; i < importing->sheet->row_count; i++) {
		const char *id = importing_cell(importing, &importing->sheet->rows[i], USE_CASE_COLUMN_ID);
		size_t index;

		if (*id && !leftovers_is_totals(importing, &importing->sheet->rows[i]) &&
		    first_of_name(importing, &importing->sheet->rows[i], id) &&
		    map_get(&importing->import->document->by_id, id, &index) && index < importing->old_count)
			importing->matched[index] = true;
	}
}

static void revert_to(struct import *import, size_t count)
{
	struct change_list *changes = &import->changes;

	while (changes->count > count) {
		document_revert(import->document, &changes->items[--changes->count]);
		change_release(&changes->items[changes->count]);
	}
}

static void add_row(struct importing *importing, const struct sheet_row *row)
{
	static enum outcome (*const add[IMPORT_KIND_COUNT])(struct importing *, const struct sheet_row *) = {
		[IMPORT_ANSWERS] = add_answer,
		[IMPORT_USE_CASES] = add_use_case,
		[IMPORT_VOTES] = add_vote,
	};
	struct import_summary *summary = importing->summary;
	const size_t before = importing->import->changes.count;
	const enum outcome outcome = add[summary->kind](importing, row);

	if (!importing->bad[row - importing->sheet->rows]) {
		summary->added += outcome == OUTCOME_ADDED;
		summary->changed += outcome == OUTCOME_CHANGED;
		summary->same += outcome == OUTCOME_SAME;
	} else if (importing->import->keep_good) {
		/* Else what it brings stays for the rows below, so that they are not told to be wrong because of it. */
		revert_to(importing->import, before);
	}
}

/* «3, 7, 12 …», as a spreadsheet numbers them. */
static void list_bad_rows(struct importing *importing)
{
	struct buf list;

	if (!importing->import->keep_good)
		return;
	buf_init(&list);
	for (size_t i = 0; i < importing->sheet->row_count; i++) {
		if (!importing->bad[i])
			continue;
		if (importing->summary->left_out++ < ROWS_LISTED)
			buf_add_format(&list, "%s%zu", list.length ? ", " : "", importing->sheet->rows[i].number);
	}
	if (importing->summary->left_out > ROWS_LISTED)
		buf_add_text(&list, ", …");
	importing->summary->left_out_rows = buf_detach(&list);
	buf_release(&list);
}

static void list_nameless(struct importing *importing)
{
	struct import_summary *summary = importing->summary;
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < importing->made_count; i++) {
		const struct use_case *made = &importing->import->document->use_cases[importing->made[i].use_case];

		if (!*made->field[USE_CASE_NAME] && summary->nameless++ < ROWS_LISTED)
			buf_add_format(&list, "%s%s", list.length ? ", " : "", made->id);
	}
	if (summary->nameless > ROWS_LISTED)
		buf_add_text(&list, ", …");
	summary->nameless_ids = buf_detach(&list);
	buf_release(&list);
}

static void count_emptied(struct importing *importing, size_t first)
{
	const struct change_list *changes = &importing->import->changes;

	for (size_t i = first; i < changes->count; i++)
		importing->summary->emptied += *changes->items[i].before && !*changes->items[i].value;
}

/* `fit` rows before this one have room. What comes after is not looked at: it could not be taken. */
static void too_many(const struct importing *importing, size_t fit)
{
	char where[PLACE_SIZE];

	fault_add(&importing->import->faults,
		  importing_place(importing, &importing->sheet->rows[fit], COLUMN_MAX, where),
		  N_("the dossier has room for %zu more changes: of the %zu rows of this file the first %zu fit; leave "
		     "the others out, or make room with «cadran compact»"),
		  importing->import->most, importing->sheet->row_count, fit);
}

void importing_rows(struct importing *importing)
{
	const struct sheet *sheet = importing->sheet;
	const size_t first = importing->import->changes.count;

	index_names(importing);
	leftovers_fill(importing);
	if (importing->summary->kind == IMPORT_USE_CASES)
		find_twice(importing);
	for (size_t i = 0; i < sheet->row_count; i++) {
		if (leftovers_is_totals(importing, &sheet->rows[i]))
			leftovers_tell_totals(importing, &sheet->rows[i]);
		else
			add_row(importing, &sheet->rows[i]);
		if (importing->import->changes.count > importing->import->most) {
			too_many(importing, i);
			break;
		}
	}
	note_same_names(importing);
	list_bad_rows(importing);
	list_nameless(importing);
	count_emptied(importing, first);
	importing->summary->row_count = sheet->row_count;
}
