#include "cadran/store/import.h"

#include <stdio.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "import_rows.h"

void import_init(struct import *import, struct document *document, struct import_map *maps, size_t map_count)
{
	*import = (struct import){
		.document = document,
		.use_case_count = document->use_case_count,
		.maps = maps,
		.map_count = map_count,
		.most = SIZE_MAX,
	};
	buf_init(&import->headings);
}

void import_release(struct import *import)
{
	for (size_t i = 0; i < import->file_count; i++) {
		free(import->files[i].ignored);
		free(import->files[i].left_out_rows);
		free(import->files[i].nameless_ids);
	}
	for (size_t i = 0; i < import->dependency_count; i++) {
		free(import->dependencies[i].place);
		free(import->dependencies[i].use_case);
		free(import->dependencies[i].list);
	}
	free(import->dependencies);
	free(import->files);
	change_list_release(&import->changes);
	fault_list_release(&import->faults);
	buf_release(&import->headings);
	free(import->unknown);
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

/* «use_case» names a use case in a sheet of votes too: one with participants, and without criteria, is neither. */
static bool has_participants(const struct importing *importing)
{
	const struct sheet *sheet = importing->sheet;
	size_t column;

	for (size_t i = 0; i < sheet->column_count; i++)
		if (column_find(IMPORT_VOTES, sheet->headings[i], &column) && column == VOTE_COLUMN_PARTICIPANT)
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
	       (importing->place[USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_NAME] != NO_COLUMN &&
		!has_participants(importing));
}

static bool tell_kind(struct importing *importing)
{
	static const enum import_kind order[] = { IMPORT_ANSWERS, IMPORT_VOTES, IMPORT_USE_CASES };
	char where[PLACE_SIZE];

	for (size_t i = 0; i < ARRAY_SIZE(order); i++) {
		importing->summary->kind = order[i];
		if (place_columns(importing, order[i]))
			return true;
	}
	(void)snprintf(where, sizeof(where), "%.300s:%zu", importing->name, importing->sheet->heading_line);
	fault_add(
		&importing->import->faults, where,
		N_("these headings are of no known kind of sheet; expected grid and question, use_case and criterion, or id or name; «cadran import» takes other headings with --map HEADING=FIELD"));
	return false;
}

static bool is_placed(const struct importing *importing, size_t heading)
{
	for (size_t i = 0; i < COLUMN_MAX; i++)
		if (importing->place[i] == (int)heading)
			return true;
	return false;
}

static void add_field_fault(const struct importing *importing, const char *where, const struct import_map *map)
{
	struct buf fields;

	buf_init(&fields);
	import_list_fields(importing->summary->kind, &fields);
	fault_add(&importing->import->faults, where, N_("«%s=%s»: there is no field of that name; expected one of %s"),
		  map->column, map->field, fields.data);
	buf_release(&fields);
}

static void keep_unknown(struct import *import, const char *heading)
{
	if (!import->unknown)
		import->unknown = xstrdup(heading);
}

static void keep_headings(struct import *import, const struct sheet *sheet)
{
	for (size_t i = 0; i < sheet->column_count; i++) {
		if (!*sheet->headings[i])
			continue;
		buf_add_text(&import->headings, import->headings.length ? ", " : "");
		buf_add_format(&import->headings, _("«%s»"), sheet->headings[i]);
	}
}

/* Headings that were not taken are reported; a mapping that leads nowhere, and a second column of one name, are faults.
 */
static void check_headings(struct importing *importing)
{
	const struct sheet *sheet = importing->sheet;
	struct buf ignored;
	char where[PLACE_SIZE];

	(void)snprintf(where, sizeof(where), "%.300s:%zu", importing->name, sheet->heading_line);
	buf_init(&ignored);
	for (size_t i = 0; i < sheet->column_count; i++) {
		struct import_map *map = find_map(importing->import, sheet->headings[i]);
		size_t column;

		if (map)
			map->used = true;
		if (map && !column_find(importing->summary->kind, map->field, &column))
			add_field_fault(importing, where, map);
		else if (!is_placed(importing, i) && *sheet->headings[i] &&
			 column_find(importing->summary->kind, map ? map->field : sheet->headings[i], &column) &&
			 (map || !find_map(importing->import, sheet->headings[importing->place[column]])))
			fault_add(&importing->import->faults, where, N_("two columns are «%s»: «%s» and «%s»"),
				  column_id(importing->summary->kind, column),
				  sheet->headings[importing->place[column]], sheet->headings[i]);
		else if (!is_placed(importing, i) && *sheet->headings[i]) {
			keep_unknown(importing->import, sheet->headings[i]);
			buf_add_format(&ignored, "%s%s", ignored.length ? ", " : "", sheet->headings[i]);
		}
	}
	importing->summary->ignored = buf_detach(&ignored);
	buf_release(&ignored);
}

/* Faults that are of no row: nothing can be taken then. */
static size_t other_faults(const struct import *import)
{
	return import->faults.faults - import->row_faults;
}

static void add_sheet(struct import *import, const char *name, struct sheet *sheet)
{
	struct importing importing = { .import = import, .name = name, .sheet = sheet };

	ARRAY_GROW(import->files, import->file_count, import->file_capacity);
	importing.summary = &import->files[import->file_count++];
	*importing.summary = (struct import_summary){ .name = name };
	keep_headings(import, sheet);
	importing.old_count = import->document->use_case_count;
	importing.matched = xcalloc(importing.old_count, sizeof(bool));
	importing.bad = xcalloc(sheet->row_count, sizeof(bool));
	for (size_t i = 0; i < sheet->row_count; i++)
		importing.bad[i] = sheet->rows[i].wide;
	if (tell_kind(&importing)) {
		check_headings(&importing);
		leftovers_check_columns(&importing);
		if (!other_faults(import))
			importing_rows(&importing);
	} else {
		for (size_t i = 0; i < sheet->column_count && !import->unknown; i++)
			if (*sheet->headings[i])
				keep_unknown(import, sheet->headings[i]);
		import->file_count--; /* nothing is to be told of a sheet of no kind but its fault */
	}
	free(importing.matched);
	free(importing.bad);
	free(importing.made);
	map_release(&importing.seen);
	map_release(&importing.by_name);
	arena_release(&importing.names);
}

void import_add(struct import *import, const char *name, const char *bytes, size_t length)
{
	struct sheet sheet;

	if (!sheet_read_rows(name, bytes, length, is_known_heading, import, &sheet, &import->faults))
		return;
	import->row_faults += sheet.wide_count;
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

bool import_is_good(const struct import *import)
{
	return import->keep_good ? !other_faults(import) : !import->faults.faults;
}

bool import_finish(struct import *import)
{
	struct err err;

	for (size_t i = 0; i < import->map_count; i++)
		if (!import->maps[i].used && !other_faults(import))
			fault_add(&import->faults,
				  import->maps[i].place ? import->maps[i].place : import->maps[i].column,
				  N_("no file has a column «%s»; the headings are %s"), import->maps[i].column,
				  import->headings.data);
	check_dependencies(import);
	if (import_is_good(import) && document_find_cycle(import->document, &err))
		fault_add_err(&import->faults,
			      column_id(IMPORT_USE_CASES, USE_CASE_COLUMN_FIRST_FIELD + USE_CASE_DEPENDS), &err);
	for (size_t i = import->changes.count; i; i--)
		document_revert(import->document, &import->changes.items[i - 1]);
	document_forget_made(import->document, import->use_case_count);
	return import_is_good(import);
}
