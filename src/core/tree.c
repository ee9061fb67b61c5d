#include "cadran/core/tree.h"

#include <string.h>

static const char *const ai_act_ids[AI_ACT_COUNT] = {
	"", "prohibited", "high-annex-1", "high-annex-3", "high", "limited", "minimal", "none",
};

const char *ai_act_id(enum ai_act class)
{
	return ai_act_ids[class];
}

bool ai_act_parse(const char *id, enum ai_act *class)
{
	for (int i = AI_ACT_UNKNOWN + 1; i < AI_ACT_COUNT; i++) {
		if (strcmp(ai_act_ids[i], id))
			continue;
		*class = (enum ai_act)i;
		return true;
	}
	return false;
}

const char *ai_act_name(const struct tree *tree, enum ai_act class, enum language language)
{
	return tree->classes[class].given ? text_in(&tree->classes[class].name, language) : ai_act_ids[class];
}
