#include "cadran/core/tree.h"

#include <string.h>

#include "cadran/base/words.h"

static const char *const ai_act_ids[AI_ACT_COUNT] = {
	"", "prohibited", "high-annex-1", "high-annex-3", "high", "limited", "minimal", "none",
};

const char *ai_act_id(enum ai_act class)
{
	return ai_act_ids[class];
}

bool ai_act_parse(const char *id, enum ai_act *class)
{
	const int found = word_index(ai_act_ids, AI_ACT_COUNT, id);

	if (found < 1)
		return false;
	*class = (enum ai_act)found;
	return true;
}

const char *ai_act_name(const struct tree *tree, enum ai_act class, enum language language)
{
	return tree->classes[class].given ? text_in(&tree->classes[class].name, language) : ai_act_ids[class];
}

bool obligations_next(const char **list, const char **item, size_t *length)
{
	const char *bar = strstr(*list, " | ");

	if (!**list)
		return false;
	*item = *list;
	*length = bar ? (size_t)(bar - *list) : strlen(*list);
	*list = bar ? bar + 3 : *list + *length;
	return true;
}
