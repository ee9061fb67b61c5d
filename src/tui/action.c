#include "cadran/tui/action.h"

#include <stddef.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/base/charset.h"
#include "cadran/base/message.h"
#include "cadran/tui/key.h"

static const struct {
	const char *word[LANGUAGE_COUNT], *help;
} actions[ACTION_COUNT] = {
#define ACTION_ROW(name, english, french, help)                                                                        \
	[ACTION_##name] = { { [LANGUAGE_EN] = english, [LANGUAGE_FR] = french }, help },
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

const char *action_word(enum action action, enum language language)
{
	return actions[action].word[language];
}

const char *action_help(enum action action)
{
	return actions[action].help;
}

/* How many words of that language are `typed`, which is folded, or begin so; the last of them into `action`. */
static int count_words(enum language language, const struct buf *typed, bool whole, enum action *action)
{
	struct buf word;
	int count = 0;

	buf_init(&word);
	for (int i = ACTION_NONE + 1; i < ACTION_COUNT; i++) {
		buf_clear(&word);
		text_fold(actions[i].word[language], &word);
		if (whole ? strcmp(word.data, typed->data) != 0 : strncmp(word.data, typed->data, typed->length) != 0)
			continue;
		*action = (enum action)i;
		count++;
	}
	buf_release(&word);
	return count;
}

/* The language of messages comes first. Folded, «a:b» would be the beginning of «abstain». */
static bool parse(const char *text, bool whole, enum action *action)
{
	const enum language own = message_language();
	struct buf typed;
	int count = 0;

	if (strpbrk(text, "!\"#$%&()*+,./:;<=>?@[\\]^_`{|}~"))
		return false;
	buf_init(&typed);
	text_fold(text, &typed);
	for (int i = 0; i < LANGUAGE_COUNT && typed.length && !count; i++)
		count = count_words((enum language)(((int)own + i) % LANGUAGE_COUNT), &typed, whole, action);
	buf_release(&typed);
	return count == 1;
}

bool action_parse(const char *word, enum action *action)
{
	return parse(word, true, action);
}

bool action_parse_beginning(const char *beginning, enum action *action)
{
	return parse(beginning, false, action);
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
