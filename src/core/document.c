#include "cadran/core/document.h"

#include <assert.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/base/words.h"
#include "cadran/core/dependencies.h"

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

bool service_field_unit(enum service_field field, enum use_case_field *unit)
{
	static const struct {
		enum service_field field;
		enum use_case_field unit;
	} numbers[] = { { SERVICE_BUDGET, USE_CASE_BUILD_COST }, { SERVICE_CAPACITY, USE_CASE_BUILD_DAYS } };

	for (size_t i = 0; i < ARRAY_SIZE(numbers); i++) {
		if (numbers[i].field != field)
			continue;
		*unit = numbers[i].unit;
		return true;
	}
	return false;
}

double document_number(const struct document *document, enum service_field field)
{
	const char *text = document->service[field];
	double value;

	return text && number_parse(text, &value) ? value : (double)NAN;
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

bool participant_is_known(const struct document *document, size_t participant)
{
	return document->participant_votes[participant] ||
	       *document->attendance[participant].field[ATTENDANCE_PRESENT] != '\0';
}

bool participant_is_here(const struct document *document, size_t participant)
{
	return participant_is_known(document, participant) &&
	       !*document->attendance[participant].field[ATTENDANCE_AWAY];
}

bool document_participant(const struct document *document, const char *name, size_t *participant)
{
	for (*participant = 0; *participant < document->participant_count; ++*participant)
		if (!strcmp(document->participants[*participant], name))
			return true;
	return false;
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

static struct score *new_scores(size_t count)
{
	struct score *scores = xcalloc(count, sizeof(*scores));

	for (size_t i = 0; i < count; i++)
		scores[i] = (struct score){ .retained = text_copy(""), .hidden = text_copy("") };
	return scores;
}

struct score *document_own_scores(const struct document *document, struct use_case *use_case)
{
	if (use_case->scores == document->no_scores)
		use_case->scores = new_scores(document->content->criteria.count);
	return use_case->scores;
}

struct document *document_new(struct content *content)
{
	struct document *document = xcalloc(1, sizeof(*document));

	document->content = content;
	document->first_matrix = content->matrix ? content->matrix->id : NULL;
	document->matrix = text_copy(content->matrix ? content->matrix->id : "");
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		document->service[i] = text_copy("");
	document->grids = xcalloc(content->grid_count, sizeof(*document->grids));
	for (size_t i = 0; i < content->grid_count; i++) {
		struct grid_answers *grid = &document->grids[i];

		grid->target = text_copy("");
		grid->answers = xcalloc(content->grids[i].question_count, sizeof(*grid->answers));
		for (size_t k = 0; k < content->grids[i].question_count; k++)
			for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
				grid->answers[k].field[f] = text_copy("");
	}
	document->no_scores = new_scores(content->criteria.count);
	document->ticks = xcalloc(content->charter.count, sizeof(*document->ticks));
	for (size_t i = 0; i < content->charter.count; i++)
		for (int f = 0; f < TICK_FIELD_COUNT; f++)
			document->ticks[i].field[f] = text_copy("");
	return document;
}

static void free_ticks(struct document *document)
{
	for (size_t i = 0; i < document->content->charter.count; i++)
		for (int f = 0; f < TICK_FIELD_COUNT; f++)
			text_free(document->ticks[i].field[f]);
	free(document->ticks);
}

static void free_inventory(struct document *document)
{
	for (size_t i = 0; i < document->inventory.count; i++) {
		free(document->inventory.items[i].id);
		text_free(document->inventory.items[i].present);
		for (int f = 0; f < USE_FIELD_COUNT; f++)
			text_free(document->inventory.items[i].field[f]);
	}
	free(document->inventory.items);
	map_release(&document->use_by_id);
}

static void free_scores(struct score *scores, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		for (size_t k = 0; k < scores[i].vote_count; k++)
			text_free(scores[i].votes[k].score);
		free(scores[i].votes);
		text_free(scores[i].retained);
		text_free(scores[i].hidden);
	}
	free(scores);
}

static void free_use_case(const struct document *document, struct use_case *use_case)
{
	free(use_case->id);
	text_free(use_case->present);
	for (int i = 0; i < USE_CASE_FIELD_COUNT; i++)
		text_free(use_case->field[i]);
	if (use_case->scores != document->no_scores)
		free_scores(use_case->scores, document->content->criteria.count);
}

void document_free(struct document *document)
{
	if (!document)
		return;
	text_free(document->matrix);
	for (int i = 0; i < SERVICE_FIELD_COUNT; i++)
		text_free(document->service[i]);
	for (size_t i = 0; i < document->content->grid_count; i++) {
		for (size_t k = 0; k < document->content->grids[i].question_count; k++)
			for (int f = 0; f < ANSWER_FIELD_COUNT; f++)
				text_free(document->grids[i].answers[k].field[f]);
		free(document->grids[i].answers);
		text_free(document->grids[i].target);
	}
	free(document->grids);
	free_ticks(document);
	free_inventory(document);
	for (size_t i = 0; i < document->participant_count; i++) {
		free(document->participants[i]);
		for (int f = 0; f < ATTENDANCE_FIELD_COUNT; f++)
			text_free(document->attendance[i].field[f]);
	}
	free(document->participants);
	free(document->participant_votes);
	free(document->attendance);
	for (size_t i = 0; i < document->use_case_count; i++)
		free_use_case(document, &document->use_cases[i]);
	free(document->use_cases);
	free_scores(document->no_scores, document->content->criteria.count);
	map_release(&document->by_id);
	content_free(document->content);
	free(document);
}

void document_forget_made(struct document *document, size_t count)
{
	if (document->use_case_count <= count)
		return;
	while (document->use_case_count > count) {
		struct use_case *use_case = &document->use_cases[--document->use_case_count];

		assert(!use_case_is_present(use_case));
		free_use_case(document, use_case);
	}
	map_release(&document->by_id);
	for (size_t i = 0; i < count; i++)
		map_set(&document->by_id, document->use_cases[i].id, i);
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

void document_next_id(const struct document *document, size_t *number, char id[32])
{
	size_t ignored;

	do
		(void)snprintf(id, 32, "UC%03zu", ++*number);
	while (map_get(&document->by_id, id, &ignored));
}

struct use *document_use(const struct document *document, const char *id)
{
	size_t index;

	if (!map_get(&document->use_by_id, id, &index) || !use_is_present(&document->inventory.items[index]))
		return NULL;
	return &document->inventory.items[index];
}

void document_next_use_id(const struct document *document, size_t *number, char id[32])
{
	size_t ignored;

	do
		(void)snprintf(id, 32, "U%03zu", ++*number);
	while (map_get(&document->use_by_id, id, &ignored));
}

size_t document_present_count(const struct document *document)
{
	size_t count = 0;

	for (size_t i = 0; i < document->use_case_count; i++)
		count += use_case_is_present(&document->use_cases[i]);
	return count;
}

bool document_find_cycle(const struct document *document, struct err *err)
{
	struct dependent *items = xcalloc(document->use_case_count, sizeof(*items));
	bool found;

	for (size_t i = 0; i < document->use_case_count; i++) {
		const struct use_case *use_case = &document->use_cases[i];

		if (use_case_is_present(use_case))
			items[i] = (struct dependent){ use_case->id, use_case->field[USE_CASE_DEPENDS] };
	}
	found = dependencies_find_cycle(items, document->use_case_count, err);
	free(items);
	return found;
}
