#include "cadran/store/import.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "import_columns.h"

enum { NO_COLUMN = -1 };

#define AMBIGUOUS SIZE_MAX

/* A use case that a row made, by its place in the document. */
struct made {
	const struct sheet_row *row;
	size_t use_case;
};

/* One sheet on its way into the document. */
struct importing {
	struct import *import;
	const char *name;
	const struct sheet *sheet;
	struct import_summary *summary;
	int place[COLUMN_MAX]; /* for each column of the kind, where it is in the sheet; NO_COLUMN */
	struct map seen;       /* rows by what they name, to find those that stand twice */
	struct arena names;    /* the keys of `seen` */
	struct map by_name;    /* use cases by their name: the first of them, or AMBIGUOUS for two before this sheet */
	size_t next_number;    /* for new ids */
	bool *matched;         /* use cases of the document that a row has found by name */
	size_t old_count;      /* use cases before this sheet */
	struct made *made;
	size_t made_count, made_capacity;
};

void import_init(struct import *import, struct document *document, struct import_map *maps, size_t map_count)
{
	*import = (struct import){ .document = document, .maps = maps, .map_count = map_count };
}

void import_release(struct import *import)
{
	for (size_t i = 0; i < import->file_count; i++)
		free(import->files[i].ignored);
	for (size_t i = 0; i < import->dependency_count; i++) {
		free(import->dependencies[i].place);
		free(import->dependencies[i].use_case);
		free(import->dependencies[i].list);
	}
	free(import->dependencies);
	free(import->files);
	change_list_release(&import->changes);
	fault_list_release(&import->faults);
}

static const char *cell(const struct importing *importing, const struct sheet_row *row, size_t column)
{
	return importing->place[column] == NO_COLUMN ? "" : row->cells[importing->place[column]];
}

/* «file.csv:12:3», the third column of the row on line 12. */
static const char *place(const struct importing *importing, const struct sheet_row *row, size_t column, char text[400])
{
	if (column < COLUMN_MAX && importing->place[column] != NO_COLUMN)
		(void)snprintf(text, 400, "%.300s:%zu:%d", importing->name, row->line, importing->place[column] + 1);
	else
		(void)snprintf(text, 400, "%.300s:%zu", importing->name, row->line);
	return text;
}

static void row_fault(const struct importing *importing, const struct sheet_row *row, size_t column,
		      const struct err *err)
{
	char where[400];

	place(importing, row, column, where);
	if (column < COLUMN_MAX)
		fault_add(&importing->import->faults, where, "%s: %s", column_id(importing->summary->kind, column),
			  err->text);
	else
		fault_add_err(&importing->import->faults, where, err);
}

enum outcome { OUTCOME_FAULT, OUTCOME_SAME, OUTCOME_CHANGED };

/* Applies a change at once, so that later rows see it; one that changes nothing is not kept. */
static enum outcome apply(const struct importing *importing, const struct sheet_row *row, size_t column,
			  enum change_kind kind, const char *key, const char *field, const char *value)
{
	struct change_list *changes = &importing->import->changes;
	struct change *change = change_add(changes, kind, key, field, value);
	struct err err;

	if (!document_apply(importing->import->document, change, &err)) {
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

static void count(struct importing *importing, enum outcome outcome)
{
	importing->summary->changed += outcome == OUTCOME_CHANGED;
	importing->summary->same += outcome == OUTCOME_SAME;
}

static enum outcome worst(enum outcome a, enum outcome b)
{
	if (a == OUTCOME_FAULT || b == OUTCOME_FAULT)
		return OUTCOME_FAULT;
	return a == OUTCOME_CHANGED ? a : b;
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

static void add_answer(struct importing *importing, const struct sheet_row *row)
{
	const char *grid = cell(importing, row, ANSWER_COLUMN_GRID);
	const char *question = cell(importing, row, ANSWER_COLUMN_QUESTION);
	enum outcome outcome = OUTCOME_SAME;
	const struct answer *answer;
	char where[400];
	struct buf key;

	buf_init(&key);
	buf_add_format(&key, "%s.%s", grid, question);
	if (!is_known_question(importing, row, grid, question) || !first_of_name(importing, row, key.data))
		goto done;
	for (size_t f = 0; f < ANSWER_FIELD_COUNT; f++) {
		const size_t column = ANSWER_COLUMN_FIRST_FIELD + f;

		if (importing->place[column] == NO_COLUMN)
			continue;
		outcome = worst(outcome, apply(importing, row, column, CHANGE_ANSWER, key.data,
					       answer_field_id((enum answer_field)f),
					       cell_word(IMPORT_ANSWERS, column, cell(importing, row, column))));
		if (outcome == OUTCOME_FAULT)
			goto done;
	}
	count(importing, outcome);
	answer = find_answer(importing->import->document, grid, question);
	if (answer && answer_level(answer) == ANSWER_NOT_APPLICABLE && !*answer->field[ANSWER_NOTE])
		fault_notice(&importing->import->faults, place(importing, row, ANSWER_COLUMN_FIRST_FIELD, where),
			     N_("«%s» is not applicable and lacks its reason (in the note)"), key.data);
done:
	buf_release(&key);
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
	const char *text = cell(importing, row, VOTE_COLUMN_ROUND);
	struct err err;

	if (!*text || number_parse_whole(text, 1, 1000, round))
		return true;
	err_set(&err, ERR_VALUE, N_("«%s» is not a round; expected a whole number from 1"), text);
	row_fault(importing, row, VOTE_COLUMN_ROUND, &err);
	return false;
}

static void add_vote(struct importing *importing, const struct sheet_row *row)
{
	const char *word = cell(importing, row, VOTE_COLUMN_USE_CASE), *score = cell(importing, row, VOTE_COLUMN_SCORE);
	const char *criterion = cell(importing, row, VOTE_COLUMN_CRITERION);
	const char *participant = cell(importing, row, VOTE_COLUMN_PARTICIPANT);
	const struct use_case *use_case = find_use_case(importing, word);
	const char *id = use_case ? use_case->id : word;
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
			count(importing, apply(importing, row, VOTE_COLUMN_SCORE, CHANGE_SCORE, id, criterion, score));
		} else {
			buf_truncate(&name, strlen(id) + 1 + strlen(criterion));
			count(importing, apply(importing, row, VOTE_COLUMN_SCORE, CHANGE_VOTE, name.data, field.data,
					       *score ? score : "-"));
		}
	}
done:
	buf_release(&name);
	buf_release(&field);
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
	const char *own = cell(importing, row, USE_CASE_COLUMN_ID);
	const char *name = cell(importing, row, USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_NAME);
	const struct use_case *known;
	struct err err;
	char made[32];

	if (!*own && !*name) {
		err_set(&err, ERR_VALUE, N_("this row has neither an id nor a name"));
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
	char where[400];

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
		fault_notice(&importing->import->faults, place(importing, importing->made[i].row, COLUMN_MAX, where),
			     N_("«%s» and «%s» have the same name: they are two use cases"),
			     document->use_cases[other].id, made->id);
	}
	map_release(&first);
}

static void remember_made(struct importing *importing, const struct sheet_row *row, const char *id)
{
	const struct document *document = importing->import->document;

	importing->summary->added++;
	ARRAY_GROW(importing->made, importing->made_count, importing->made_capacity);
	importing->made[importing->made_count++] =
		(struct made){ row, (size_t)(document_use_case(document, id) - document->use_cases) };
}

static void note_dependencies(const struct importing *importing, const struct sheet_row *row, const char *id)
{
	const size_t column = USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_DEPENDS;
	struct import *import = importing->import;
	const char *list = cell(importing, row, column);
	char where[400];

	if (!*list)
		return;
	ARRAY_GROW(import->dependencies, import->dependency_count, import->dependency_capacity);
	import->dependencies[import->dependency_count++] = (struct import_dependencies){
		.place = xstrdup(place(importing, row, column, where)),
		.use_case = xstrdup(id),
		.list = xstrdup(list),
	};
}

static void add_use_case(struct importing *importing, const struct sheet_row *row)
{
	enum outcome outcome = OUTCOME_SAME;
	char id[256];
	bool added;

	if (!settle_use_case(importing, row, id, &added))
		return;
	for (size_t f = 0; f < USE_CASE_FIELD_COUNT; f++) {
		const size_t column = USE_CASE_COLUMN_FIRST_FIELD + f;

		if (importing->place[column] == NO_COLUMN)
			continue;
		outcome = worst(outcome, apply(importing, row, column, CHANGE_USE_CASE, id,
					       use_case_field_id((enum use_case_field)f),
					       cell_word(IMPORT_USE_CASES, column, cell(importing, row, column))));
	}
	if (outcome == OUTCOME_FAULT)
		return;
	note_dependencies(importing, row, id);
	if (added)
		remember_made(importing, row, id);
	else
		count(importing, outcome);
}

/* Ids that the file brings are known before the first id is made, and what they name is not found by name too. */
static void find_twice(struct importing *importing)
{
	for (size_t i = 0; i < importing->sheet->row_count; i++) {
		const char *id = cell(importing, &importing->sheet->rows[i], USE_CASE_COLUMN_ID);
		size_t index;

		if (*id && first_of_name(importing, &importing->sheet->rows[i], id) &&
		    map_get(&importing->import->document->by_id, id, &index) && index < importing->old_count)
			importing->matched[index] = true;
	}
}

static void add_rows(struct importing *importing)
{
	static void (*const add[IMPORT_KIND_COUNT])(struct importing *, const struct sheet_row *) = {
		[IMPORT_ANSWERS] = add_answer,
		[IMPORT_USE_CASES] = add_use_case,
		[IMPORT_VOTES] = add_vote,
	};

	index_names(importing);
	if (importing->summary->kind == IMPORT_USE_CASES)
		find_twice(importing);
	for (size_t i = 0; i < importing->sheet->row_count; i++)
		add[importing->summary->kind](importing, &importing->sheet->rows[i]);
	note_same_names(importing);
	importing->summary->row_count = importing->sheet->row_count;
}

/* The mapping for a heading, or NULL. */
static struct import_map *find_map(const struct import *import, const char *heading)
{
	for (size_t i = 0; i < import->map_count; i++)
		if (!strcmp(import->maps[i].column, heading))
			return &import->maps[i];
	return NULL;
}

static bool is_known_heading(const char *heading, void *context)
{
	const struct import *import = context;
	size_t column;

	if (find_map(import, heading))
		return true;
	for (int kind = 0; kind < IMPORT_KIND_COUNT; kind++)
		if (column_find((enum import_kind)kind, heading, &column))
			return true;
	return false;
}

/* Where the columns of `kind` stand; true when the ones it needs are there. */
static bool place_columns(struct importing *importing, enum import_kind kind)
{
	const struct sheet *sheet = importing->sheet;

	for (size_t i = 0; i < COLUMN_MAX; i++)
		importing->place[i] = NO_COLUMN;
	/* What was mapped by hand comes before what is recognised. */
	for (int pass = 0; pass < 2; pass++) {
		for (size_t i = 0; i < sheet->column_count; i++) {
			struct import_map *map = find_map(importing->import, sheet->headings[i]);
			size_t column;

			if ((map != NULL) == (pass == 1) ||
			    !column_find(kind, map ? map->field : sheet->headings[i], &column))
				continue;
			if (importing->place[column] == NO_COLUMN)
				importing->place[column] = (int)i;
		}
	}
	if (kind == IMPORT_ANSWERS)
		return importing->place[ANSWER_COLUMN_GRID] != NO_COLUMN &&
		       importing->place[ANSWER_COLUMN_QUESTION] != NO_COLUMN;
	if (kind == IMPORT_VOTES)
		return importing->place[VOTE_COLUMN_USE_CASE] != NO_COLUMN &&
		       importing->place[VOTE_COLUMN_CRITERION] != NO_COLUMN;
	return importing->place[USE_CASE_COLUMN_ID] != NO_COLUMN ||
	       importing->place[USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_NAME] != NO_COLUMN;
}

static bool tell_kind(struct importing *importing)
{
	static const enum import_kind order[] = { IMPORT_ANSWERS, IMPORT_VOTES, IMPORT_USE_CASES };
	char where[400];

	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		importing->summary->kind = order[i];
		if (place_columns(importing, order[i]))
			return true;
	}
	(void)snprintf(where, sizeof(where), "%.300s:%zu", importing->name, importing->sheet->heading_line);
	fault_add(
		&importing->import->faults, where,
		N_("these headings are of no known kind of sheet; expected grid and question, use_case and criterion, or id or name"));
	return false;
}

static bool is_placed(const struct importing *importing, size_t heading)
{
	for (size_t i = 0; i < COLUMN_MAX; i++)
		if (importing->place[i] == (int)heading)
			return true;
	return false;
}

/* Headings that were not taken are reported; a mapping that leads nowhere, and a second column of one name, are faults.
 */
static void check_headings(struct importing *importing)
{
	const struct sheet *sheet = importing->sheet;
	struct buf ignored;
	char where[400];

	(void)snprintf(where, sizeof(where), "%.300s:%zu", importing->name, sheet->heading_line);
	buf_init(&ignored);
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct import_map *map = find_map(importing->import, sheet->headings[i]);
		size_t column;

		if (map)
			map->used = true;
		if (map && !column_find(importing->summary->kind, map->field, &column))
			fault_add(&importing->import->faults, where, N_("«%s=%s»: there is no field of that name"),
				  map->column, map->field);
		else if (!is_placed(importing, i) && *sheet->headings[i] &&
			 column_find(importing->summary->kind, map ? map->field : sheet->headings[i], &column) &&
			 (map || !find_map(importing->import, sheet->headings[importing->place[column]])))
			fault_add(&importing->import->faults, where, N_("two columns are «%s»: «%s» and «%s»"),
				  column_id(importing->summary->kind, column),
				  sheet->headings[importing->place[column]], sheet->headings[i]);
		else if (!is_placed(importing, i) && *sheet->headings[i])
			buf_add_format(&ignored, "%s%s", ignored.length ? ", " : "", sheet->headings[i]);
	}
	importing->summary->ignored = buf_detach(&ignored);
	buf_release(&ignored);
}

static void add_sheet(struct import *import, const char *name, const struct sheet *sheet)
{
	struct importing importing = { .import = import, .name = name, .sheet = sheet };

	ARRAY_GROW(import->files, import->file_count, import->file_capacity);
	importing.summary = &import->files[import->file_count++];
	*importing.summary = (struct import_summary){ .name = name };
	importing.old_count = import->document->use_case_count;
	importing.matched = xcalloc(importing.old_count, sizeof(bool));
	if (tell_kind(&importing)) {
		check_headings(&importing);
		if (!import->faults.faults)
			add_rows(&importing);
	}
	free(importing.matched);
	free(importing.made);
	map_release(&importing.seen);
	map_release(&importing.by_name);
	arena_release(&importing.names);
}

void import_add(struct import *import, const char *name, const char *bytes, size_t length)
{
	struct sheet sheet;

	if (!sheet_read(name, bytes, length, is_known_heading, import, &sheet, &import->faults))
		return;
	add_sheet(import, name, &sheet);
	sheet_release(&sheet);
}

/* Ids may stand in a list before the row that makes them: they are looked for when all is read. */
static void check_dependencies(struct import *import)
{
	for (size_t i = 0; i < import->dependency_count; i++) {
		const struct import_dependencies *item = &import->dependencies[i];
		const char *list = item->list;
		struct dependency dependency;

		while (depends_next(&list, &dependency))
			if (!document_use_case(import->document, dependency.id))
				fault_notice(&import->faults, item->place,
					     N_("«%s» depends on «%s», which is not a use case of this dossier"),
					     item->use_case, dependency.id);
	}
}

bool import_finish(struct import *import)
{
	struct err err;

	for (size_t i = 0; i < import->map_count; i++)
		if (!import->maps[i].used && !import->faults.faults)
			fault_add(&import->faults, import->maps[i].column, N_("no file has a column «%s»"),
				  import->maps[i].column);
	check_dependencies(import);
	if (!import->faults.faults && document_find_cycle(import->document, &err))
		fault_add_err(&import->faults,
			      column_id(IMPORT_USE_CASES, USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_DEPENDS), &err);
	for (size_t i = import->changes.count; i; i--)
		document_revert(import->document, &import->changes.items[i - 1]);
	return !import->faults.faults;
}
