#include "cadran/core/tree.h"

#include <string.h>

#include "cadran/base/words.h"
#include "cadran/core/use_case.h"

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

bool tree_find_ask(const struct tree *tree, const char *id, size_t length, size_t *index)
{
	for (size_t i = 0; i < tree->ask_count; i++) {
		if (strncmp(tree->asks[i].id, id, length) || tree->asks[i].id[length])
			continue;
		*index = i;
		return true;
	}
	return false;
}

struct tree_target tree_begin(const struct tree *tree)
{
	return (struct tree_target){ false, tree->first };
}

bool tree_next(const struct tree *tree, const char *answers, struct tree_target *target, struct tree_answer *answer)
{
	while (!target->is_class && answers_next(tree, &answers, answer)) {
		if (answer->ask != target->index)
			continue;
		*target = tree->asks[answer->ask].answer[answer->yes].target;
		return true;
	}
	return false;
}

enum ai_act tree_class(const struct tree *tree, const char *answers)
{
	struct tree_target target = tree_begin(tree);
	struct tree_answer answer;

	while (tree_next(tree, answers, &target, &answer))
		;
	return target.is_class ? (enum ai_act)target.index : AI_ACT_UNKNOWN;
}

bool tree_says_medical_device(const struct tree *tree, const char *answers)
{
	/* Ids of asks never change: dossiers hold them. */
	static const char *const asks[] = { "medical", "medical-emotions" };
	struct tree_target target = tree_begin(tree);
	struct tree_answer answer;
	bool says = false;

	while (tree_next(tree, answers, &target, &answer))
		says |= answer.yes && word_index(asks, 2, tree->asks[answer.ask].id) >= 0;
	return says;
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
