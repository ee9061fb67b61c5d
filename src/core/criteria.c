#include "cadran/core/criteria.h"

#include <string.h>

static const char *const family_ids[FAMILY_COUNT] = { "impact", "roi", "feasibility", "risk" };
static const char *const derive_ids[DERIVE_COUNT] = { "", "roi", "payback", "tco" };

const char *family_id(enum family family)
{
	return family_ids[family];
}

bool family_parse(const char *id, enum family *family)
{
	for (int i = 0; i < FAMILY_COUNT; i++) {
		if (strcmp(family_ids[i], id))
			continue;
		*family = (enum family)i;
		return true;
	}
	return false;
}

const char *derive_id(enum derive derive)
{
	return derive_ids[derive];
}

bool derive_parse(const char *id, enum derive *derive)
{
	for (int i = DERIVE_NONE + 1; i < DERIVE_COUNT; i++) {
		if (strcmp(derive_ids[i], id))
			continue;
		*derive = (enum derive)i;
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
