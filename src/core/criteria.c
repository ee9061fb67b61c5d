#include "cadran/core/criteria.h"

#include <string.h>

#include "cadran/base/words.h"

static const char *const family_ids[FAMILY_COUNT] = { "impact", "roi", "feasibility", "risk" };
static const char *const derive_ids[DERIVE_COUNT] = { "", "roi", "payback", "tco" };

const enum use_case_field need_fields[NEED_FIELD_COUNT] = { USE_CASE_NEED, USE_CASE_SPONSOR, USE_CASE_INDICATOR };

const char *family_id(enum family family)
{
	return family_ids[family];
}

bool family_parse(const char *id, enum family *family)
{
	const int found = word_index(family_ids, FAMILY_COUNT, id);

	if (found < 0)
		return false;
	*family = (enum family)found;
	return true;
}

const char *derive_id(enum derive derive)
{
	return derive_ids[derive];
}

bool derive_parse(const char *id, enum derive *derive)
{
	const int found = word_index(derive_ids, DERIVE_COUNT, id);

	if (found < 1)
		return false;
	*derive = (enum derive)found;
	return true;
}

const struct text *criterion_anchor(const struct criterion *criterion, int level, enum profile profile)
{
	return profile_example(criterion->anchor[level - 1], profile);
}

bool need_field_parse(const char *id, enum use_case_field *field)
{
	for (size_t i = 0; i < NEED_FIELD_COUNT; i++) {
		if (strcmp(use_case_field_id(need_fields[i]), id))
			continue;
		*field = need_fields[i];
		return true;
	}
	return false;
}

bool criteria_find(const struct criteria *criteria, const char *id, size_t *index)
{
	for (size_t i = 0; i < criteria->count; i++) {
		if (strcmp(criteria->items[i].id, id))
			continue;
		*index = i;
		return true;
	}
	return false;
}
