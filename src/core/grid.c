#include "cadran/core/grid.h"

#include <string.h>

#include "cadran/base/words.h"

static const char *const profile_ids[PROFILE_COUNT] = { "spsti", "hospital", "other" };

const struct dimension *grid_dimension(const struct grid *grid, const char *id)
{
	for (size_t i = 0; i < grid->dimension_count; i++)
		if (!strcmp(grid->dimensions[i].id, id))
			return &grid->dimensions[i];
	return NULL;
}

const struct question *grid_question(const struct grid *grid, const char *id)
{
	for (size_t i = 0; i < grid->question_count; i++)
		if (!strcmp(grid->questions[i].id, id))
			return &grid->questions[i];
	return NULL;
}

bool former_next(const char **was, const char **id, size_t *length)
{
	if (!*was)
		return false;
	*id = *was + strspn(*was, ", ");
	*length = strcspn(*id, ", ");
	*was = *id + *length;
	return *length > 0;
}

const struct text *profile_example(const struct text example[PROFILE_COUNT], enum profile profile)
{
	for (int i = 0; i < LANGUAGE_COUNT; i++)
		if (example[profile].in[i])
			return &example[profile];
	return &example[PROFILE_SPSTI];
}

const char *profile_id(enum profile profile)
{
	return profile_ids[profile];
}

bool profile_parse(const char *id, enum profile *profile)
{
	const int found = word_index(profile_ids, PROFILE_COUNT, id);

	if (found < 0)
		return false;
	*profile = (enum profile)found;
	return true;
}
