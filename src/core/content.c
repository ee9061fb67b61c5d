#include "cadran/core/content.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"

static const char *const kind_ids[CONTENT_KIND_COUNT] = {
	"grid", "criteria", "matrix", "tree", "charter", "catalogue", "demo",
};

#define DEFAULT_MATRIX "valeur-facilite"
#define DEFAULT_DEMO "spsti"

void content_free(struct content *content)
{
	if (!content)
		return;
	if (content->shares) {
		content->shares--;
		return;
	}
	arena_release(&content->arena);
	free(content);
}

struct content *content_share(struct content *content)
{
	content->shares++;
	return content;
}

const char *content_kind_id(enum content_kind kind)
{
	return kind_ids[kind];
}

const struct content_source *content_source(const struct content *content, enum content_kind kind, const char *id)
{
	for (size_t i = 0; i < content->source_count; i++)
		if (content->sources[i].kind == kind && !strcmp(content->sources[i].id, id))
			return &content->sources[i];
	return NULL;
}

const struct text *content_name(const struct content *content, const struct content_source *source)
{
	static const struct text none;

	switch (source->kind) {
	case CONTENT_GRID:
		return &content_grid(content, source->id)->name;
	case CONTENT_CRITERIA:
		return &content->criteria.name;
	case CONTENT_MATRIX:
		return &content_matrix(content, source->id)->name;
	case CONTENT_TREE:
		return &content->tree.name;
	default:
		return &none;
	}
}

const struct grid *content_grid(const struct content *content, const char *id)
{
	for (size_t i = 0; i < content->grid_count; i++)
		if (!strcmp(content->grids[i].id, id))
			return &content->grids[i];
	return NULL;
}

const struct matrix *content_matrix(const struct content *content, const char *id)
{
	for (size_t i = 0; i < content->matrix_count; i++)
		if (!strcmp(content->matrices[i].id, id))
			return &content->matrices[i];
	return NULL;
}

void content_matrix_ids(const struct content *content, struct buf *out)
{
	for (size_t i = 0; i < content->matrix_count; i++)
		buf_add_format(out, "%s%s", i ? ", " : "", content->matrices[i].id);
}

static bool too_many_matrices(const struct content *content, struct err *err)
{
	struct buf ids;

	buf_init(&ids);
	content_matrix_ids(content, &ids);
	err_set(err, ERR_USAGE, N_("there are several matrices: say which one with --matrix (%s)"), ids.data);
	buf_release(&ids);
	return false;
}

bool content_choose_matrix(struct content *content, const char *id, struct err *err)
{
	const struct matrix *matrix = content_matrix(content, id ? id : DEFAULT_MATRIX);

	if (!matrix && !id && content->matrix_count == 1)
		matrix = content->matrices;
	if (!matrix && id)
		return err_set(err, ERR_USAGE, N_("there is no matrix «%s»"), id);
	if (!matrix && !content->matrix_count)
		return err_set(err, ERR_USAGE, N_("a matrix is needed, and the content has none"));
	if (!matrix)
		return too_many_matrices(content, err);
	content->matrix = matrix;
	return true;
}

static const struct demo *find_demo(const struct content *content, const char *id)
{
	for (size_t i = 0; i < content->demo_count; i++)
		if (!strcmp(content->demos[i].id, id))
			return &content->demos[i];
	return NULL;
}

const struct demo *content_demo(const struct content *content)
{
	const struct demo *demo = content->demo ? content->demo : find_demo(content, DEFAULT_DEMO);

	return demo || !content->demo_count ? demo : content->demos;
}

static bool no_such_demo(const struct content *content, const char *id, struct err *err)
{
	struct buf ids;

	buf_init(&ids);
	for (size_t i = 0; i < content->demo_count; i++)
		buf_add_format(&ids, "%s%s", i ? ", " : "", content->demos[i].id);
	err_set(err, ERR_USAGE, N_("there is no demonstration «%s»; expected one of: %s"), id, ids.data);
	buf_release(&ids);
	return false;
}

bool content_choose_demo(struct content *content, const char *id, struct err *err)
{
	if (!content->demo_count)
		return err_set(err, ERR_USAGE, N_("the content has no demonstration"));
	content->demo = id ? find_demo(content, id) : content_demo(content);
	return content->demo || no_such_demo(content, id, err);
}

bool content_find_dimension(const struct content *content, const char *grid_id, const char *dimension_id, size_t *grid,
			    size_t *dimension)
{
	for (size_t i = 0; i < content->grid_count; i++) {
		const struct dimension *found;

		if (strcmp(content->grids[i].id, grid_id))
			continue;
		found = grid_dimension(&content->grids[i], dimension_id);
		if (!found)
			return false;
		*grid = i;
		*dimension = (size_t)(found - content->grids[i].dimensions);
		return true;
	}
	return false;
}

static bool find_fed_in(const struct grid *grid, const char *name, size_t *dimension, size_t *question)
{
	const struct question *found = grid_question(grid, name);
	const struct dimension *whole = grid_dimension(grid, name);

	if (!found && !whole)
		return false;
	*question = found ? (size_t)(found - grid->questions) : grid->question_count;
	*dimension = found ? found->dimension : (size_t)(whole - grid->dimensions);
	return true;
}

bool content_find_fed(const struct content *content, const char *name, size_t length, size_t *grid, size_t *dimension,
		      size_t *question)
{
	char *copy = xstrndup(name, length), *dot = strchr(copy, '.');
	const struct grid *of;
	bool found;

	if (dot)
		*dot = '\0';
	of = content_grid(content, copy);
	found = of && dot && find_fed_in(of, dot + 1, dimension, question);
	if (found)
		*grid = (size_t)(of - content->grids);
	free(copy);
	return found;
}

const struct preset *content_catalogue_entry(const struct content *content, const char *id)
{
	for (size_t i = 0; i < content->catalogue_count; i++)
		for (size_t k = 0; k < content->catalogues[i].count; k++)
			if (!strcmp(content->catalogues[i].entries[k].id, id))
				return &content->catalogues[i].entries[k];
	return NULL;
}

bool preset_is_for(const struct preset *entry, enum profile profile)
{
	return entry->profiles >> profile & 1;
}

const struct preset_value *preset_value(const struct preset *preset, const char *name)
{
	for (size_t i = 0; i < preset->count; i++)
		if (!strcmp(preset->values[i].name, name))
			return &preset->values[i];
	return NULL;
}
