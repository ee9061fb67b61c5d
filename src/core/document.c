#include "cadran/core/document.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/words.h"

static const char *const service_ids[SERVICE_FIELD_COUNT] = {
#define FIELD_ROW(name, id) id,
	SERVICE_FIELDS(FIELD_ROW)
#undef FIELD_ROW
};

static const char *const answer_ids[ANSWER_FIELD_COUNT] = {
#define FIELD_ROW(name, id) id,
	ANSWER_FIELDS(FIELD_ROW)
#undef FIELD_ROW
};

const char *service_field_id(enum service_field field)
{
	return service_ids[field];
}

bool service_field_parse(const char *id, enum service_field *field)
{
	int found = word_index(service_ids, SERVICE_FIELD_COUNT, id);

	*field = (enum service_field)(found < 0 ? 0 : found);
	return found >= 0;
}

const char *answer_field_id(enum answer_field field)
{
	return answer_ids[field];
}

bool answer_field_parse(const char *id, enum answer_field *field)
{
	int found = word_index(answer_ids, ANSWER_FIELD_COUNT, id);

	*field = (enum answer_field)(found < 0 ? 0 : found);
	return found >= 0;
}

int answer_level(const struct answer *answer)
{
	const char *level = answer->field[ANSWER_LEVEL];

	if (level[0] == '?')
		return ANSWER_UNKNOWN;
	if (level[0] == 'N')
		return ANSWER_NOT_APPLICABLE;
	return level[0] ? level[0] - '0' : ANSWER_BLANK;
}

int answer_target(const struct answer *answer)
{
	return answer->field[ANSWER_TARGET][0] ? answer->field[ANSWER_TARGET][0] - '0' : 0;
}

struct document *document_new(struct content *content)
{
	struct document *document = xcalloc(1, sizeof(*document));

	document->content = content;
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		document->service[i] = xstrdup("");
	document->grids = xcalloc(content->grid_count, sizeof(*document->grids));
	for (size_t i = 0; i < content->grid_count; i++) {
		struct grid_answers *grid = &document->grids[i];

		grid->target = xstrdup("");
		grid->answers = xcalloc(content->grids[i].question_count, sizeof(*grid->answers));
		for (size_t k = 0; k < content->grids[i].question_count; k++)
			for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
				grid->answers[k].field[f] = xstrdup("");
	}
	return document;
}

static void free_use_case(struct use_case *use_case, size_t criterion_count)
{
	free(use_case->id);
	free(use_case->present);
	for (int i = 0; i < USE_CASE_FIELD_COUNT; i++)
		free(use_case->field[i]);
	for (size_t i = 0; i < criterion_count; i++) {
		for (size_t k = 0; k < use_case->scores[i].vote_count; k++)
			free(use_case->scores[i].votes[k].score);
		free(use_case->scores[i].votes);
		free(use_case->scores[i].retained);
	}
	free(use_case->scores);
}

void document_free(struct document *document)
{
	if (!document)
		return;
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		free(document->service[i]);
	for (size_t i = 0; i < document->content->grid_count; i++) {
		for (size_t k = 0; k < document->content->grids[i].question_count; k++)
			for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
				free(document->grids[i].answers[k].field[f]);
		free(document->grids[i].answers);
		free(document->grids[i].target);
	}
	free(document->grids);
	for (size_t i = 0; i < document->participant_count; i++)
		free(document->participants[i]);
	free(document->participants);
	free(document->participant_votes);
	for (size_t i = 0; i < document->use_case_count; i++)
		free_use_case(&document->use_cases[i], document->content->criteria.count);
	free(document->use_cases);
	map_release(&document->by_id);
	content_free(document->content);
	free(document);
}

bool use_case_is_present(const struct use_case *use_case)
{
	return use_case->present[0] != '\0';
}

struct use_case *document_use_case(const struct document *document, const char *id)
{
	size_t index;

	if (!map_get(&document->by_id, id, &index) || !use_case_is_present(&document->use_cases[index]))
		return NULL;
	return &document->use_cases[index];
}

enum profile document_profile(const struct document *document)
{
	enum profile profile = PROFILE_OTHER;

	return profile_parse(document->service[SERVICE_SECTOR], &profile) ? profile : PROFILE_SPSTI;
}

const char *use_case_name(const struct use_case *use_case)
{
	return *use_case->field[USE_CASE_NAME] ? use_case->field[USE_CASE_NAME] : use_case->id;
}

size_t document_present_count(const struct document *document)
{
	size_t count = 0;

	for (size_t i = 0; i < document->use_case_count; i++)
		count += use_case_is_present(&document->use_cases[i]);
	return count;
}

/* Where a walk along prerequisites stands: the use case, and what is left of its list. */
struct step {
	size_t index;
	const char *rest;
};

struct walk {
	const struct document *document;
	char *state; /* 0 not seen, 1 on the way, 2 done */
	struct step *way;
	size_t length;
};

static void name_cycle(const struct walk *walk, size_t back_to, struct err *err)
{
	const struct use_case *use_cases = walk->document->use_cases;
	char text[600] = "";
	size_t used = 0, start = 0;

	while (walk->way[start].index != back_to)
		start++;
	for (size_t i = start; i < walk->length && used < sizeof(text) - 220; i++)
		used += (size_t)snprintf(text + used, sizeof(text) - used, "%.200s → ",
					 use_cases[walk->way[i].index].id);
	(void)snprintf(text + used, sizeof(text) - used, "%.200s", use_cases[back_to].id);
	err_set(err, ERR_VALUE, N_("prerequisites go round in a circle: %s"), text);
}

static void walk_enter(struct walk *walk, size_t index)
{
	walk->state[index] = 1;
	walk->way[walk->length++] = (struct step){ index, walk->document->use_cases[index].field[USE_CASE_DEPENDS] };
}

/* One step forward or back; true when it closes a circle. */
static bool walk_step(struct walk *walk, struct err *err)
{
	struct step *step = &walk->way[walk->length - 1];
	struct dependency dependency;
	size_t next;

	if (!depends_next(&step->rest, &dependency)) {
		walk->state[step->index] = 2;
		walk->length--;
		return false;
	}
	if (dependency.kind != DEPENDENCY_PREREQUISITE || !map_get(&walk->document->by_id, dependency.id, &next) ||
	    !use_case_is_present(&walk->document->use_cases[next]) || walk->state[next] == 2)
		return false;
	if (walk->state[next] == 1) {
		name_cycle(walk, next, err);
		return true;
	}
	walk_enter(walk, next);
	return false;
}

bool document_find_cycle(const struct document *document, struct err *err)
{
	struct walk walk = {
		.document = document,
		.state = xcalloc(document->use_case_count, 1),
		.way = xcalloc(document->use_case_count, sizeof(*walk.way)),
	};
	bool found = false;

	for (size_t i = 0; i < document->use_case_count && !found; i++) {
		if (walk.state[i] || !use_case_is_present(&document->use_cases[i]))
			continue;
		walk_enter(&walk, i);
		while (walk.length && !found)
			found = walk_step(&walk, err);
	}
	free(walk.state);
	free(walk.way);
	return found;
}
