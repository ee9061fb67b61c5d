#include "cadran/tui/action.h"

#include <stddef.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/message.h"
#include "cadran/tui/key.h"

static const struct {
	const char *word, *help;
} actions[ACTION_COUNT] = {
#define ACTION_ROW(name, word, help) [ACTION_##name] = { word, help },
	ACTIONS(ACTION_ROW)
#undef ACTION_ROW
};

const struct binding shared_bindings[] = {
	{ "<Down>", ACTION_NEXT, NULL },
	{ "j", ACTION_NEXT, NULL },
	{ "<Up>", ACTION_PREVIOUS, NULL },
	{ "k", ACTION_PREVIOUS, NULL },
	{ "<Left>", ACTION_LEFT, NULL },
	{ "h", ACTION_LEFT, NULL },
	{ "<Right>", ACTION_RIGHT, NULL },
	{ "l", ACTION_RIGHT, NULL },
	{ "<PageDown>", ACTION_PAGE_DOWN, NULL },
	{ "<PageUp>", ACTION_PAGE_UP, NULL },
	{ "<Home>", ACTION_FIRST, NULL },
	{ "<End>", ACTION_LAST, NULL },
	{ "<Enter>", ACTION_OPEN, NULL },
	/* What Enter is when it was typed before the terminal was ours. */
	{ "<C-j>", ACTION_OPEN, NULL },
	{ "<Esc>", ACTION_BACK, NULL },
	{ "<Tab>", ACTION_STEP_NEXT, N_("step") },
	{ "<S-Tab>", ACTION_STEP_PREVIOUS, NULL },
	{ "<M-1-8>", ACTION_STEP, NULL },
	{ "H", ACTION_HOME, NULL },
	{ "V", ACTION_WORKSHOP, NULL },
	{ "P", ACTION_PROJECTOR, NULL },
	{ "R", ACTION_RADAR, NULL },
	{ "L", ACTION_UNLOCKS, NULL },
	{ "J", ACTION_HISTORY, NULL },
	{ "C", ACTION_COMPARE, NULL },
	{ "S", ACTION_SETTINGS, NULL },
	{ "u", ACTION_UNDO, NULL },
	{ "U", ACTION_REDO, NULL },
	{ "/", ACTION_SEARCH, NULL },
	{ "?", ACTION_EXPLAIN, N_("help") },
	{ "<F1>", ACTION_HELP, NULL },
	{ ":", ACTION_COMMAND, NULL },
	{ "<C-l>", ACTION_REDRAW, NULL },
	{ "<C-r>", ACTION_RELOAD, NULL },
	{ "q", ACTION_QUIT, N_("quit") },
	{ NULL, ACTION_NONE, NULL },
};

const char *action_word(enum action action)
{
	return actions[action].word;
}

const char *action_help(enum action action)
{
	return actions[action].help;
}

bool action_parse(const char *word, enum action *action)
{
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		if (strcmp(actions[i].word, word) != 0)
			continue;
		*action = (enum action)i;
		return true;
	}
	return false;
}

bool action_parse_beginning(const char *beginning, enum action *action)
{
	int count = 0;

	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		if (strncmp(actions[i].word, beginning, strlen(beginning)) != 0)
			continue;
		*action = (enum action)i;
		count++;
	}
	return count == 1;
}

bool binding_changes(const struct binding *binding)
{
	/* What <Enter> does is in its label alone. */
	static const char *const labels[] = { N_("change"), N_("copy"), N_("rename"), N_("vote") };

	for (size_t i = 0; binding->action == ACTION_OPEN && binding->label && i < ARRAY_SIZE(labels); i++)
		if (!strcmp(binding->label, labels[i]))
			return true;
	switch (binding->action) {
	case ACTION_LEVEL:
	case ACTION_DECIMAL:
	case ACTION_DONT_KNOW:
	case ACTION_NOT_APPLICABLE:
	case ACTION_TARGET:
	case ACTION_CLEAR:
	case ACTION_NOTE:
	case ACTION_EVIDENCE:
	case ACTION_EVIDENCE_DATE:
	case ACTION_CONFIDENCE:
	case ACTION_COPY:
	case ACTION_STATUS:
	case ACTION_DOMAIN:
	case ACTION_ADD:
	case ACTION_CATALOGUE:
	case ACTION_REMOVE:
	case ACTION_KIND:
	case ACTION_YES:
	case ACTION_NO:
	case ACTION_PARTLY:
	case ACTION_IMPORT:
	case ACTION_MILESTONE:
	case ACTION_WITHDRAW:
	case ACTION_ROUND:
		return true;
	default:
		return false;
	}
}

enum action binding_find(const struct binding *bindings, const char *key)
{
	for (; bindings && bindings->key; bindings++)
		if (key_matches(bindings->key, key))
			return bindings->action;
	return ACTION_NONE;
}
