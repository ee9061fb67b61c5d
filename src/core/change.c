#include "cadran/core/change.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/number.h"
#include "cadran/base/utf8.h"
#include "cadran/base/words.h"
#include "cadran/core/date.h"
#include "change_place.h"

static const char *const kind_ids[CHANGE_KIND_COUNT] = {
	"service", "grid", "answer", "use-case", "score", "vote", "matrix", "charter", "use", "participant", "round",
};

const char *change_kind_id(enum change_kind kind)
{
	return kind_ids[kind];
}

bool change_kind_parse(const char *id, enum change_kind *kind)
{
	const int found = word_index(kind_ids, CHANGE_KIND_COUNT, id);

	if (found < 0)
		return false;
	*kind = (enum change_kind)found;
	return true;
}

struct change *change_add(struct change_list *list, enum change_kind kind, const char *key, const char *field,
			  const char *value)
{
	const size_t key_size = strlen(key) + 1, field_size = strlen(field) + 1;
	char *names = xcalloc(key_size + field_size, 1);

	memcpy(names, key, key_size);
	memcpy(names + key_size, field, field_size);
	/* Not ARRAY_GROW: a journal is thousands of lists of one, and all of them stay. */
	if (list->count == list->capacity) {
		list->capacity = list->capacity ? 2 * list->capacity : 1;
		list->items = xreallocarray(list->items, list->capacity, sizeof(*list->items));
	}
	list->items[list->count] = (struct change){ kind, names, names + key_size, text_copy(value), NULL };
	return &list->items[list->count++];
}

static void add_clearing_votes(const struct document *document, const struct use_case *use_case, size_t criterion,
			       struct change_list *list)
{
	const struct score *score = &use_case->scores[criterion];
	const char *id = document->content->criteria.items[criterion].id;
	struct buf key, field;

	buf_init(&key);
	buf_init(&field);
	buf_add_format(&key, "%s.%s", use_case->id, id);
	for (size_t v = 0; v < score->vote_count; v++) {
		if (!*score->votes[v].score)
			continue;
		buf_clear(&field);
		buf_add_format(&field, "%s.%ld", document->participants[score->votes[v].participant],
			       score->votes[v].round);
		(void)change_add(list, CHANGE_VOTE, key.data, field.data, "");
	}
	buf_release(&key);
	buf_release(&field);
}

static void add_opening(const struct document *document, const struct use_case *use_case, size_t criterion,
			struct change_list *list)
{
	struct buf key;

	if (!hidden_round(&use_case->scores[criterion]))
		return;
	buf_init(&key);
	buf_add_format(&key, "%s.%s", use_case->id, document->content->criteria.items[criterion].id);
	(void)change_add(list, CHANGE_ROUND, key.data, "hidden", "");
	buf_release(&key);
}

void change_add_use_case(const struct document *document, const char *id, struct change_list *list)
{
	const struct use_case *before;
	size_t index;

	(void)change_add(list, CHANGE_USE_CASE, id, "present", "yes");
	if (!map_get(&document->by_id, id, &index))
		return;
	before = &document->use_cases[index];
	for (int f = 0; f < USE_CASE_FIELD_COUNT; f++)
		if (*before->field[f])
			(void)change_add(list, CHANGE_USE_CASE, id, use_case_field_id((enum use_case_field)f), "");
	for (size_t c = 0; c < document->content->criteria.count; c++) {
		if (*before->scores[c].retained)
			(void)change_add(list, CHANGE_SCORE, id, document->content->criteria.items[c].id, "");
		add_clearing_votes(document, before, c, list);
		add_opening(document, before, c, list);
	}
}

void change_add_use(const struct document *document, const char *id, struct change_list *list)
{
	const struct use *before;
	size_t index;

	(void)change_add(list, CHANGE_USE, id, "present", "yes");
	if (!map_get(&document->use_by_id, id, &index))
		return;
	before = &document->inventory.items[index];
	for (int f = 0; f < USE_FIELD_COUNT; f++)
		if (*before->field[f])
			(void)change_add(list, CHANGE_USE, id, use_field_id((enum use_field)f), "");
}

void change_release(struct change *change)
{
	free(change->key);
	text_free(change->value);
	text_free(change->before);
	*change = (struct change){ 0 };
}

void change_list_release(struct change_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		change_release(&list->items[i]);
	free(list->items);
	*list = (struct change_list){ 0 };
}

bool unknown_field(const struct change *change, struct err *err)
{
	return err_set(err, ERR_VALUE, N_("«%s» is not a field of %s"), change->field, change_kind_id(change->kind));
}

static bool place_service(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	enum service_field field;

	if (!service_field_parse(change->field, &field))
		return unknown_field(change, err);
	place->slot = &document->service[field];
	place->index = field;
	return true;
}

static char *normalise_service(const struct document *document, const struct place *place, const char *value,
			       struct err *err)
{
	enum profile profile;
	enum use_case_field unit;

	(void)document;
	if (place->index == SERVICE_NAME && !*value) {
		err_set(err, ERR_VALUE, N_("a service needs a name"));
		return NULL;
	}
	if (place->index == SERVICE_SECTOR && *value && !profile_parse(value, &profile)) {
		err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), value,
			"spsti, hospital, other");
		return NULL;
	}
	if (*value && service_field_unit((enum service_field)place->index, &unit))
		return number_normalise(unit, value, err);
	return xstrdup(value);
}

static bool find_grid(const struct document *document, const char *id, size_t length, size_t *index, struct err *err)
{
	const struct content *content = document->content;

	for (*index = 0; *index < content->grid_count; ++*index)
		if (strlen(content->grids[*index].id) == length && !strncmp(content->grids[*index].id, id, length))
			return true;
	return err_set(err, ERR_VALUE, N_("there is no grid «%.*s»"), (int)length, id);
}

static bool place_grid(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	size_t grid;

	if (!find_grid(document, change->key, strlen(change->key), &grid, err))
		return false;
	if (strcmp(change->field, "target"))
		return unknown_field(change, err);
	place->slot = &document->grids[grid].target;
	place->index = ANSWER_TARGET;
	return true;
}

static bool place_answer(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	const size_t length = strcspn(change->key, ".");
	const struct question *question;
	enum answer_field field;
	size_t grid;

	if (!find_grid(document, change->key, length, &grid, err))
		return false;
	question =
		change->key[length] ? grid_question(&document->content->grids[grid], change->key + length + 1) : NULL;
	if (!question)
		return err_set(err, ERR_VALUE, N_("there is no question «%s»"), change->key);
	if (!answer_field_parse(change->field, &field))
		return unknown_field(change, err);
	place->slot = &document->grids[grid].answers[question - document->content->grids[grid].questions].field[field];
	place->index = field;
	return true;
}

static char *normalise_answer(const struct document *document, const struct place *place, const char *value,
			      struct err *err)
{
	char text[NUMBER_SIZE];
	long level;
	char date[DATE_SIZE];

	(void)document;
	if (*value && place->index == ANSWER_EVIDENCE_DATE)
		return date_normalise(value, date, err) ? xstrdup(date) : NULL;
	if (!*value || (place->index != ANSWER_LEVEL && place->index != ANSWER_TARGET))
		return xstrdup(value);
	if (place->index == ANSWER_LEVEL && (!strcmp(value, "NA") || !strcmp(value, "?")))
		return xstrdup(value);
	if (number_parse_whole(value, 1, LEVEL_COUNT, &level))
		return xstrdup(number_format((double)level, text));
	if (place->index == ANSWER_LEVEL)
		err_set(err, ERR_VALUE,
			N_("«%s» is not a level; expected 1 to 5, NA, ? for don't know, or nothing for blank"), value);
	else
		err_set(err, ERR_VALUE, N_("«%s» is not a level; expected 1 to 5"), value);
	return NULL;
}

static struct use_case *use_case_new(struct document *document, const char *id)
{
	struct use_case *use_case;

	ARRAY_GROW(document->use_cases, document->use_case_count, document->use_case_capacity);
	use_case = &document->use_cases[document->use_case_count];
	*use_case = (struct use_case){ .id = xstrdup(id), .present = text_copy(""), .scores = document->no_scores };
	for (int i = 0; i < USE_CASE_FIELD_COUNT; i++)
		use_case->field[i] = text_copy("");
	map_set(&document->by_id, use_case->id, document->use_case_count++);
	return use_case;
}

/* The place of a use case that is there or was; made where it is new and `change` brings it. */
static bool place_use_case(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	struct use_case *use_case = document_use_case(document, change->key);
	enum use_case_field field;
	size_t index;

	if (!strcmp(change->field, "present")) {
		if (!use_case_id_check(change->key, err))
			return false;
		use_case = map_get(&document->by_id, change->key, &index) ? &document->use_cases[index]
									  : use_case_new(document, change->key);
		place->slot = &use_case->present;
		place->index = USE_CASE_FIELD_COUNT;
		return true;
	}
	if (!use_case)
		return err_set(err, ERR_VALUE, N_("there is no use case «%s»"), change->key);
	if (!use_case_field_parse(change->field, &field))
		return unknown_field(change, err);
	place->slot = &use_case->field[field];
	place->index = field;
	return true;
}

char *normalise_present(const char *value, struct err *err)
{
	if (!*value || !strcmp(value, "yes"))
		return xstrdup(value);
	err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), value, "yes");
	return NULL;
}

static char *normalise_use_case(const struct document *document, const struct place *place, const char *value,
				struct err *err)
{
	if (place->index < USE_CASE_FIELD_COUNT)
		return use_case_field_normalise(document->content, (enum use_case_field)place->index, value, err);
	return normalise_present(value, err);
}

/* The scores of a use case that is there, to be written to, with the place of the criterion. */
static bool find_score(struct document *document, const char *id, const char *criterion, size_t *index,
		       struct score **score, struct err *err)
{
	struct use_case *use_case = document_use_case(document, id);

	if (!use_case)
		return err_set(err, ERR_VALUE, N_("there is no use case «%s»"), id);
	if (!criteria_find(&document->content->criteria, criterion, index))
		return err_set(err, ERR_VALUE, N_("there is no criterion «%s»"), criterion);
	*score = &document_own_scores(document, use_case)[*index];
	return true;
}

static bool place_score(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	struct score *score = NULL;

	if (!find_score(document, change->key, change->field, &place->index, &score, err))
		return false;
	place->slot = &score->retained;
	return true;
}

static char *normalise_score(const struct document *document, const struct place *place, const char *value,
			     struct err *err)
{
	char text[NUMBER_SIZE];
	double score;

	(void)document;
	(void)place;
	if (!*value)
		return xstrdup("");
	if (number_parse(value, &score) && score >= 1 && score <= LEVEL_COUNT)
		return xstrdup(number_format(score, text));
	err_set(err, ERR_VALUE, N_("«%s» is not a score; expected 1 to 5"), value);
	return NULL;
}

static bool place_matrix(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	if (strcmp(change->field, "id"))
		return unknown_field(change, err);
	place->slot = &document->matrix;
	place->content = document->content;
	return true;
}

static char *normalise_matrix(const struct document *document, const struct place *place, const char *value,
			      struct err *err)
{
	struct buf ids;

	(void)place;
	if (!*value && document->first_matrix)
		return xstrdup(document->first_matrix);
	if (content_matrix(document->content, value))
		return xstrdup(value);
	buf_init(&ids);
	content_matrix_ids(document->content, &ids);
	err_set(err, ERR_VALUE, N_("there is no matrix «%s» in the dossier; expected one of: %s"), value, ids.data);
	buf_release(&ids);
	return NULL;
}

static bool place_charter(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	enum tick_field field;
	size_t index;

	if (!charter_find(&document->content->charter, change->key, &index))
		return err_set(err, ERR_VALUE, N_("there is no principle «%s»"), change->key);
	if (!tick_field_parse(change->field, &field))
		return unknown_field(change, err);
	place->slot = &document->ticks[index].field[field];
	place->index = field;
	return true;
}

static char *normalise_charter(const struct document *document, const struct place *place, const char *value,
			       struct err *err)
{
	enum principle_state state;

	(void)document;
	if (place->index != TICK_STATE || principle_state_parse(value, &state))
		return xstrdup(value);
	err_set(err, ERR_VALUE, N_("«%s» is not a choice; expected one of: %s"), value, "yes, partly, no");
	return NULL;
}

static struct use *use_new(struct document *document, const char *id)
{
	struct inventory *inventory = &document->inventory;
	struct use *use;

	ARRAY_GROW(inventory->items, inventory->count, inventory->capacity);
	use = &inventory->items[inventory->count];
	*use = (struct use){ .id = xstrdup(id), .present = text_copy("") };
	for (int i = 0; i < USE_FIELD_COUNT; i++)
		use->field[i] = text_copy("");
	map_set(&document->use_by_id, use->id, inventory->count++);
	return use;
}

/* As place_use_case. */
static bool place_use(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	struct use *use = document_use(document, change->key);
	enum use_field field;
	size_t index;

	if (!strcmp(change->field, "present")) {
		if (!use_case_id_check(change->key, err))
			return false;
		use = map_get(&document->use_by_id, change->key, &index) ? &document->inventory.items[index]
									 : use_new(document, change->key);
		place->slot = &use->present;
		place->index = USE_FIELD_COUNT;
		return true;
	}
	if (!use)
		return err_set(err, ERR_VALUE, N_("there is no use «%s» in the inventory"), change->key);
	if (!use_field_parse(change->field, &field))
		return unknown_field(change, err);
	place->slot = &use->field[field];
	place->index = field;
	return true;
}

static char *normalise_use(const struct document *document, const struct place *place, const char *value,
			   struct err *err)
{
	enum field_type type;

	(void)document;
	if (place->index == USE_FIELD_COUNT)
		return normalise_present(value, err);
	type = use_field_type((enum use_field)place->index);
	return type == FIELD_TEXT || !*value ? xstrdup(value) : field_choice_normalise(type, value, err);
}

static const struct {
	bool (*place)(struct document *, const struct change *, struct place *, struct err *);
	char *(*normalise)(const struct document *, const struct place *, const char *, struct err *);
} kinds[CHANGE_KIND_COUNT] = {
	[CHANGE_SERVICE] = { place_service, normalise_service },
	[CHANGE_GRID] = { place_grid, normalise_answer },
	[CHANGE_ANSWER] = { place_answer, normalise_answer },
	[CHANGE_USE_CASE] = { place_use_case, normalise_use_case },
	[CHANGE_SCORE] = { place_score, normalise_score },
	[CHANGE_VOTE] = { place_vote, normalise_vote },
	[CHANGE_MATRIX] = { place_matrix, normalise_matrix },
	[CHANGE_CHARTER] = { place_charter, normalise_charter },
	[CHANGE_USE] = { place_use, normalise_use },
	[CHANGE_PARTICIPANT] = { place_participant, normalise_participant },
	[CHANGE_ROUND] = { place_round, normalise_round },
};

static bool check_text(const char *text, size_t most, struct err *err)
{
	const uint32_t character = text_forbidden(text);

	if (strlen(text) > most)
		return err_set(err, ERR_VALUE, N_("the text is too long (%zu bytes); expected at most %zu"),
			       strlen(text), most);
	if (!character)
		return true;
	if (!utf8_valid(text, strlen(text)))
		return err_set(err, ERR_VALUE, N_("the text is not UTF-8"));
	return err_set(err, ERR_VALUE, N_("the text holds a control character (U+%04X), which no field can have"),
		       (unsigned)character);
}

/* Puts `value` in its place and returns what was there. */
static char *exchange(const struct place *place, char *value)
{
	char *before = *place->slot;

	*place->slot = value;
	if (place->vote_count) {
		*place->vote_count += *value != '\0';
		*place->vote_count -= *before != '\0';
	}
	if (place->content)
		place->content->matrix = content_matrix(place->content, value);
	return before;
}

/* The canonical value of `change`, with its place; NULL where it is refused. */
static char *find_place(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	*place = (struct place){ 0 };
	if (!check_text(change->value, VALUE_MOST, err) || !check_text(change->key, KEY_MOST, err) ||
	    !check_text(change->field, KEY_MOST, err))
		return NULL;
	if (!kinds[change->kind].place(document, change, place, err))
		return NULL;
	return kinds[change->kind].normalise(document, place, change->value, err);
}

bool document_put(struct document *document, const struct change *change, struct err *err)
{
	struct place place;
	char *value = find_place(document, change, &place, err);

	if (!value)
		return false;
	text_free(exchange(&place, text_take(value)));
	return true;
}

bool document_apply(struct document *document, struct change *change, struct err *err)
{
	struct place place;
	char *value = find_place(document, change, &place, err);

	if (!value)
		return false;
	text_free(change->value);
	text_free(change->before);
	change->value = text_take(value);
	change->before = exchange(&place, text_copy(change->value));
	return true;
}

void document_revert(struct document *document, struct change *change)
{
	struct place place = { 0 };
	struct err err;
	bool found = kinds[change->kind].place(document, change, &place, &err);

	assert(found && change->before);
	text_free(exchange(&place, change->before));
	change->before = NULL;
}

static bool check_dependencies(const struct document *document, const struct change *change, struct err *err)
{
	const char *list = change->value;
	struct dependency dependency;

	while (depends_next(&list, &dependency))
		if (!document_use_case(document, dependency.id))
			return err_set(err, ERR_VALUE,
				       N_("«%s» depends on «%s», which is not a use case of this dossier"), change->key,
				       dependency.id);
	return true;
}

/*
 * What is asked of a change that is new, and not of one that a journal holds: a
 * date was any text once, and such a dossier reads as it did.
 */
static bool check_new(const struct document *document, struct change *change, struct err *err)
{
	char date[DATE_SIZE];

	if (change->kind != CHANGE_SERVICE || strcmp(change->field, service_field_id(SERVICE_DATE)) != 0)
		return true;
	if (!*change->value || !strcmp(change->value, document->service[SERVICE_DATE]))
		return true;
	if (!date_normalise(change->value, date, err))
		return false;
	text_free(change->value);
	change->value = text_copy(date);
	return true;
}

bool document_apply_all(struct document *document, struct change_list *list, bool strict, struct err *err)
{
	bool applied = true, depends = false;
	size_t done = 0;

	while (applied && done < list->count)
		applied = check_new(document, &list->items[done], err) &&
			  document_apply(document, &list->items[done], err) && ++done;
	for (size_t i = 0; applied && i < list->count; i++) {
		const struct change *change = &list->items[i];

		if (change->kind != CHANGE_USE_CASE)
			continue;
		depends |= !strcmp(change->field, "depends") || !strcmp(change->field, "present");
		if (strict && !strcmp(change->field, "depends"))
			applied = check_dependencies(document, change, err);
	}
	if (applied && depends && document_find_cycle(document, err))
		applied = false;
	while (!applied && done)
		document_revert(document, &list->items[--done]);
	return applied;
}
