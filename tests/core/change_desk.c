#include "change_desk.h"

#include <criterion/criterion.h>
#include <stdlib.h>

static void add_matrices(struct content *content)
{
	static const char *const ids[] = { "valeur-facilite", "roi-risque", "impact-faisabilite" };
	struct matrix *matrices = arena_take(&content->arena, ARRAY_SIZE(ids), sizeof(*matrices));

	for (size_t i = 0; i < ARRAY_SIZE(ids); i++) {
		matrices[i] = content->matrices[0];
		matrices[i].id = ids[i];
	}
	content->matrices = matrices;
	content->matrix_count = ARRAY_SIZE(ids);
	content->matrix = matrices;
}

struct document *change_document(void)
{
	struct document *document = fixture_document();

	add_matrices(document->content);
	return document;
}

void expect_refused(struct document *document, const char *key, const char *value)
{
	char *before = fixture_snapshot(document);
	struct err err = { 0 };

	cr_expect(!fixture_try(document, key, value, &err), "«%s» = «%s» is taken", key, value);
	cr_expect(err.kind != ERR_NONE && *err.text, "«%s» = «%s» says nothing", key, value);
	char *after = fixture_snapshot(document);
	cr_expect_str_eq(before, after, "«%s» = «%s» is refused and changes something", key, value);
	free(before);
	free(after);
}
