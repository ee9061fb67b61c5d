#include "cadran/store/content_read.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "content_reader.h"

struct content *content_new(void)
{
	return xcalloc(1, sizeof(struct content));
}

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

/* Any kind, on its way from the file into the content. */
union piece {
	struct grid grid;
	struct criteria criteria;
	struct matrix matrix;
	struct tree tree;
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
		content->matrices =
			arena_more(content, content->matrices, content->matrix_count, sizeof(*content->matrices));
		content->matrices[content->matrix_count++] = piece->matrix;
		break;
	case CONTENT_TREE:
		content->tree = piece->tree;
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

/* There is one set of criteria and one tree, and one of each id of the others. */
static bool is_there(const struct content *content, enum content_kind kind, const char *id)
{
	for (size_t i = 0; i < content->source_count; i++)
		if (content->sources[i].kind == kind &&
		    (kind == CONTENT_CRITERIA || kind == CONTENT_TREE || !strcmp(content->sources[i].id, id)))
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
	const char *first = reading->ini->count ? reading->ini->sections[0].kind : "";

	for (int i = 0; i < CONTENT_KIND_COUNT; i++) {
		if (strcmp(content_kind_id((enum content_kind)i), first))
			continue;
		*kind = (enum content_kind)i;
		return true;
	}
	reading_fault(reading, reading->ini->count ? reading->ini->sections[0].line : 1,
		      N_("the first section tells what a file is; expected [grid], [criteria], [matrix], [tree], "
			 "[catalogue] or [demo]"));
	return false;
}

static void read_file(struct reading *reading, const char *bytes, size_t length, size_t faults)
{
	struct content *content = reading->content;
	struct ini_section *head = reading->ini->sections;
	enum content_kind kind;
	const char *id, *version;
	union piece piece;

	if (!find_kind(reading, &kind))
		return;
	id = take_word(reading, head, "id", REQUIRED);
	version = take_word(reading, head, "version", REQUIRED);
	read_piece(reading, kind, &piece, id, version);
	for (size_t i = 0; i < reading->ini->count; i++)
		check_unknown_keys(reading, &reading->ini->sections[i]);
	if (reading->faults->faults > faults)
		return;
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
	struct reading reading = { content, &ini, faults };

	ini_read(&ini, name, bytes, length, faults);
	read_file(&reading, bytes, length, before);
	ini_release(&ini);
}

/* What a preset's value is checked with. */
struct checking {
	const struct content *content;
	const char *file;
	struct fault_list *faults;
};

static void check_fault(const struct checking *checking, int line, const char *id, const struct err *err)
{
	char place[INI_PLACE_SIZE];

	(void)snprintf(place, sizeof(place), "%.250s:%d", checking->file, line);
	fault_add(checking->faults, place, "%s: %s", id, err->text);
}

static void check_field(const struct checking *checking, const struct preset *preset, const struct preset_value *value,
			enum use_case_field field)
{
	struct err err;
	char *canonical;

	if (use_case_field_type(field) == FIELD_REQUIRES && !checking->content->grid_count)
		return;
	canonical = use_case_field_normalise(checking->content, field, text_in(&value->value, LANGUAGE_EN), &err);
	if (!canonical)
		check_fault(checking, value->line, preset->id, &err);
	free(canonical);
}

static void check_value(const struct checking *checking, const struct preset *preset, const struct preset_value *value)
{
	static const char *const prefixes[] = { "score.", "votes.", "votes2." };
	enum use_case_field field;
	size_t criterion;
	struct err err;

	if (preset_field(value->name, &field)) {
		check_field(checking, preset, value, field);
		return;
	}
	for (size_t i = 0; i < ARRAY_SIZE(prefixes); i++) {
		const size_t length = strlen(prefixes[i]);

		if (strncmp(value->name, prefixes[i], length))
			continue;
		if (!checking->content->criteria.count ||
		    criteria_find(&checking->content->criteria, value->name + length, &criterion))
			return;
		err_set(&err, ERR_VALUE, N_("there is no criterion «%s»"), value->name + length);
		check_fault(checking, value->line, preset->id, &err);
		return;
	}
	err_set(&err, ERR_VALUE, N_("the key «%s» is unknown in a section [%s]"), value->name, "use-case");
	check_fault(checking, value->line, preset->id, &err);
}

static void check_dependencies(const struct checking *checking, const struct catalogue *catalogue,
			       const struct preset *preset)
{
	const struct preset_value *depends = preset_value(preset, "depends");
	const char *list = depends ? text_in(&depends->value, LANGUAGE_EN) : "";
	struct dependency dependency;
	struct err err;

	while (depends_next(&list, &dependency)) {
		bool found = false;

		for (size_t i = 0; i < catalogue->count; i++)
			found |= !strcmp(catalogue->entries[i].id, dependency.id);
		if (found)
			continue;
		err_set(&err, ERR_VALUE, N_("«%s» depends on «%s», which is not in this catalogue"), preset->id,
			dependency.id);
		check_fault(checking, depends->line, preset->id, &err);
	}
}

void content_check(const struct content *content, struct fault_list *faults)
{
	for (size_t i = 0; i < content->catalogue_count; i++) {
		const struct catalogue *catalogue = &content->catalogues[i];
		const struct checking checking = { content, catalogue->file, faults };

		for (size_t k = 0; k < catalogue->count; k++) {
			for (size_t v = 0; v < catalogue->entries[k].count; v++)
				check_value(&checking, &catalogue->entries[k], &catalogue->entries[k].values[v]);
			check_dependencies(&checking, catalogue, &catalogue->entries[k]);
		}
	}
	for (size_t i = 0; i < content->demo_count; i++) {
		const struct checking checking = { content, content->demos[i].file, faults };

		for (size_t k = 0; k < content->demos[i].candidate_count; k++)
			for (size_t v = 0; v < content->demos[i].candidates[k].count; v++)
				check_value(&checking, &content->demos[i].candidates[k],
					    &content->demos[i].candidates[k].values[v]);
	}
}
