#include "cadran/store/content_read.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "content_reader.h"

struct content *content_new(void)
{
	return xcalloc(1, sizeof(struct content));
}

/* Its copy is one cell of a record. */
enum { CONTENT_MOST = 1000 * 1000 };

/* One place more in an array of the arena. */
static void *arena_more(struct content *content, void *items, size_t count, size_t size)
{
	char *more = arena_take(&content->arena, count + 1, size);

	if (count)
		memcpy(more, items, count * size);
	return more;
}

static void add_grid(struct content *content, const struct grid *grid)
{
	size_t at = content->grid_count;

	content->grids = arena_more(content, content->grids, content->grid_count, sizeof(*content->grids));
	for (; at && content->grids[at - 1].order > grid->order; at--)
		content->grids[at] = content->grids[at - 1];
	content->grids[at] = *grid;
	content->grid_count++;
}

/* The one in use stays in use, and moves with the others. */
static void add_matrix(struct content *content, const struct matrix *matrix)
{
	const char *in_use = content->matrix ? content->matrix->id : NULL;

	content->matrices = arena_more(content, content->matrices, content->matrix_count, sizeof(*content->matrices));
	content->matrices[content->matrix_count++] = *matrix;
	content->matrix = in_use ? content_matrix(content, in_use) : NULL;
}

/* Any kind, on its way from the file into the content. */
union piece {
	struct grid grid;
	struct criteria criteria;
	struct matrix matrix;
	struct tree tree;
	struct charter charter;
	struct catalogue catalogue;
	struct demo demo;
};

static void read_piece(struct reading *reading, enum content_kind kind, union piece *piece, const char *id,
		       const char *version)
{
	switch (kind) {
	case CONTENT_GRID:
		piece->grid = (struct grid){ .id = id, .version = version };
		read_grid(reading, &piece->grid);
		break;
	case CONTENT_CRITERIA:
		piece->criteria = (struct criteria){ .id = id, .version = version };
		read_criteria(reading, &piece->criteria);
		break;
	case CONTENT_MATRIX:
		piece->matrix = (struct matrix){ .id = id, .version = version };
		read_matrix(reading, &piece->matrix);
		break;
	case CONTENT_TREE:
		piece->tree = (struct tree){ .id = id, .version = version };
		read_tree(reading, &piece->tree);
		break;
	case CONTENT_CHARTER:
		piece->charter = (struct charter){ .id = id, .version = version };
		read_charter(reading, &piece->charter);
		break;
	case CONTENT_CATALOGUE:
		piece->catalogue = (struct catalogue){ .id = id, .version = version };
		read_catalogue(reading, &piece->catalogue);
		break;
	default:
		piece->demo = (struct demo){ .id = id, .version = version };
		read_demo(reading, &piece->demo);
	}
}

static void add_piece(struct content *content, enum content_kind kind, const union piece *piece)
{
	switch (kind) {
	case CONTENT_GRID:
		add_grid(content, &piece->grid);
		break;
	case CONTENT_CRITERIA:
		content->criteria = piece->criteria;
		break;
	case CONTENT_MATRIX:
		add_matrix(content, &piece->matrix);
		break;
	case CONTENT_TREE:
		content->tree = piece->tree;
		break;
	case CONTENT_CHARTER:
		content->charter = piece->charter;
		break;
	case CONTENT_CATALOGUE:
		content->catalogues = arena_more(content, content->catalogues, content->catalogue_count,
						 sizeof(*content->catalogues));
		content->catalogues[content->catalogue_count++] = piece->catalogue;
		break;
	default:
		content->demos = arena_more(content, content->demos, content->demo_count, sizeof(*content->demos));
		content->demos[content->demo_count++] = piece->demo;
	}
}

/* There is one set of criteria, one tree and one charter, and one of each id of the others. */
static bool is_there(const struct content *content, enum content_kind kind, const char *id)
{
	for (size_t i = 0; i < content->source_count; i++)
		if (content->sources[i].kind == kind &&
		    (kind == CONTENT_CRITERIA || kind == CONTENT_TREE || kind == CONTENT_CHARTER ||
		     !strcmp(content->sources[i].id, id)))
			return true;
	return false;
}

static void add_source(struct content *content, enum content_kind kind, const char *id, const char *version,
		       const char *name, const char *bytes, size_t length)
{
	content->sources = arena_more(content, content->sources, content->source_count, sizeof(*content->sources));
	content->sources[content->source_count++] = (struct content_source){
		.kind = kind,
		.id = id,
		.version = version,
		.name = arena_strdup(&content->arena, name),
		.bytes = arena_strndup(&content->arena, bytes, length),
		.length = length,
	};
}

static bool find_kind(struct reading *reading, enum content_kind *kind)
{
	const struct ini_section *first = reading->ini->count ? reading->ini->sections : NULL;

	for (int i = 0; first && !*first->id && i < CONTENT_KIND_COUNT; i++) {
		if (strcmp(content_kind_id((enum content_kind)i), first->kind))
			continue;
		*kind = (enum content_kind)i;
		return true;
	}
	reading_fault(reading, first ? first->line : 1,
		      N_("the first section tells what a file is; expected [grid], [criteria], [matrix], [tree], "
			 "[charter], [catalogue] or [demo]"));
	return false;
}

static void read_file(struct reading *reading, const char *bytes, size_t length, size_t faults)
{
	struct content *content = reading->content;
	struct ini_section *head = reading->ini->sections;
	enum content_kind kind;
	const char *id, *version;
	union piece piece;
	double number;

	if (!find_kind(reading, &kind))
		return;
	if (kind != CONTENT_CATALOGUE && kind != CONTENT_DEMO && length > CONTENT_MOST)
		reading_fault(reading, 1, N_("this file is over %d bytes long, more than a dossier can keep a copy of"),
			      CONTENT_MOST);
	id = take_word(reading, head, "id", REQUIRED);
	if (id && !ini_is_id(id))
		reading_fault(reading, ini_take(head, "id")->line,
			      N_("the id «%s» is malformed; expected the letters a to z, digits, - and ."), id);
	version = take_word(reading, head, "version", REQUIRED);
	if (version && (!number_parse(version, &number) || number < 0))
		reading_fault(reading, ini_take(head, "version")->line,
			      N_("«version = %s» is not a version; expected a number"), version);
	read_piece(reading, kind, &piece, id, version);
	for (size_t i = 0; i < reading->ini->count; i++)
		check_unknown_keys(reading, &reading->ini->sections[i]);
	if (reading->faults->faults > faults)
		return;
	assert(id);
	if (is_there(content, kind, id)) {
		fault_notice(reading->faults, reading->ini->name,
			     N_("a file before this one has the same kind and id; this one is left out"));
		return;
	}
	add_piece(content, kind, &piece);
	add_source(content, kind, id, version, reading->ini->name, bytes, length);
}

void content_add(struct content *content, const char *name, const char *bytes, size_t length, struct fault_list *faults)
{
	const size_t before = faults->faults;
	struct ini ini;
	struct reading reading = { .content = content, .ini = &ini, .faults = faults };

	ini_read(&ini, name, bytes, length, faults);
	read_file(&reading, bytes, length, before);
	map_release(&reading.seen);
	ini_release(&ini);
}

bool content_add_matrix(struct content *content, const char *name, const char *bytes, size_t length,
			struct fault_list *faults)
{
	struct fault_list told = { 0 };
	struct content *alone = content_new();
	bool fits;

	content_add(alone, name, bytes, length, faults);
	fits = alone->matrix_count == 1 && !content_matrix(content, alone->matrices[0].id);
	content_free(alone);
	if (fits)
		content_add(content, name, bytes, length, &told);
	fault_list_release(&told);
	return fits;
}

struct content *content_upgrade(const struct content *own, const struct content_source *const *newer)
{
	struct content *content = content_new();
	struct fault_list told = { 0 };

	for (size_t i = 0; i < own->source_count; i++) {
		const struct content_source *source = newer[i] ? newer[i] : &own->sources[i];

		content_add(content, source->name, source->bytes, source->length, &told);
	}
	assert(!told.faults && content->source_count == own->source_count);
	fault_list_release(&told);
	return content;
}
