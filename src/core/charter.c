#include "cadran/core/charter.h"

#include <string.h>

#include "cadran/base/words.h"

static const char *const state_ids[PRINCIPLE_STATE_COUNT] = { "yes", "partly", "no", "" };

static const char *const field_ids[TICK_FIELD_COUNT] = {
#define FIELD_ROW(name, id) id,
	TICK_FIELDS(FIELD_ROW)
#undef FIELD_ROW
};

bool charter_find(const struct charter *charter, const char *id, size_t *index)
{
	for (*index = 0; *index < charter->count; ++*index)
		if (!strcmp(charter->principles[*index].id, id))
			return true;
	return false;
}

bool feeds_next(const char **feeds, const char **name, size_t *length)
{
	*feeds += strspn(*feeds, ", ");
	*name = *feeds;
	*length = strcspn(*feeds, ", ");
	*feeds += *length;
	return *length > 0;
}

const char *principle_state_id(enum principle_state state)
{
	return state_ids[state];
}

bool principle_state_parse(const char *id, enum principle_state *state)
{
	const int found = word_index(state_ids, PRINCIPLE_STATE_COUNT, id);

	*state = (enum principle_state)(found < 0 ? PRINCIPLE_OPEN : found);
	return found >= 0;
}

const char *tick_field_id(enum tick_field field)
{
	return field_ids[field];
}

bool tick_field_parse(const char *id, enum tick_field *field)
{
	const int found = word_index(field_ids, TICK_FIELD_COUNT, id);

	*field = (enum tick_field)(found < 0 ? 0 : found);
	return found >= 0;
}

enum principle_state tick_state(const struct tick *tick)
{
	enum principle_state state;

	(void)principle_state_parse(tick->field[TICK_STATE], &state);
	return state;
}
