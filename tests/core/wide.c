#include "wide.h"

#include <stdio.h>
#include <string.h>

#include "cadran/base/alloc.h"

static void widen(struct content *content, struct grid *grid)
{
	grid->dimension_count = grid->question_count = WIDE;
	grid->dimensions = arena_take(&content->arena, WIDE, sizeof(*grid->dimensions));
	grid->questions = arena_take(&content->arena, WIDE, sizeof(*grid->questions));
	for (size_t d = 0; d < WIDE; d++) {
		char id[8], question[8];

		snprintf(id, sizeof(id), "d%zu", d);
		snprintf(question, sizeof(question), "d%zu.q", d);
		grid->dimensions[d] = (struct dimension){
			.id = arena_strdup(&content->arena, id), .weight = 1 + (double)d, .first = d, .count = 1
		};
		grid->questions[d] =
			(struct question){ .id = arena_strdup(&content->arena, question), .dimension = d, .weight = 1 };
	}
}

static void random_requires(struct document *document, const char *id, struct fixture_random *random)
{
	static const char *const levels[] = { "1", "2", "2.5", "3", "3", "4", "5" };
	const unsigned count = fixture_below(random, 5);
	char list[200] = "";

	for (unsigned i = 0; i < count; i++)
		sprintf(list + strlen(list), "%s%s.d%u:%s", i ? ";" : "", fixture_chance(random, 50) ? "data" : "ai",
			fixture_below(random, WIDE), levels[fixture_below(random, ARRAY_SIZE(levels))]);
	fixture_set(document, "use-case.%s.requires=%s", id, list);
}

struct document *wide_document_of(unsigned long long seed, const unsigned *order, unsigned count)
{
	static const char *const levels[] = { "", "?", "NA", "1", "2", "3", "4", "5", "1", "2", "3" };
	struct fixture_random random = fixture_seed(seed);
	struct content *content = fixture_content();
	struct document *document;

	for (size_t g = 0; g < content->grid_count; g++)
		widen(content, &content->grids[g]);
	document = document_new(content);
	for (unsigned d = 0; d < DIMENSIONS; d++)
		fixture_set(document, "answer.%s.d%u.q=%s", d % 2 ? "ai" : "data", d / 2,
			    levels[fixture_below(&random, ARRAY_SIZE(levels))]);
	for (unsigned i = 0; i < count; i++) {
		const unsigned number = order ? order[i] : i;
		struct fixture_random own = fixture_seed(seed * 100 + number + 7);
		char id[8];

		snprintf(id, sizeof(id), "c%02u", number);
		fixture_add_quick_win(document, id);
		fixture_set(document, "score.%s.impact.strategic=%u\nscore.%s.roi.value=%u\nuse-case.%s.status=%s", id,
			    3 + fixture_below(&own, 3), id, 3 + fixture_below(&own, 3), id,
			    fixture_chance(&own, 8) ? "live" : "idea");
		random_requires(document, id, &own);
	}
	return document;
}

struct document *wide_document(unsigned long long seed, const unsigned *order)
{
	return wide_document_of(seed, order, CASES);
}
