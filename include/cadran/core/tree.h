/*
 * The AI Act as a tree of yes/no questions that ends in a class. Information,
 * not legal advice; each question names the article it rests on.
 */
#ifndef CADRAN_CORE_TREE_H
#define CADRAN_CORE_TREE_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/core/text.h"

/* The ids that a use case's `ai_act` field takes; AI_ACT_UNKNOWN is the empty field. */
enum ai_act {
	AI_ACT_UNKNOWN,
	AI_ACT_PROHIBITED,
	AI_ACT_HIGH_ANNEX_1,
	AI_ACT_HIGH_ANNEX_3,
	AI_ACT_HIGH,
	AI_ACT_LIMITED,
	AI_ACT_MINIMAL,
	AI_ACT_NONE,
	AI_ACT_COUNT,
};

struct tree_target {
	bool is_class;
	size_t index; /* of tree.asks, or an enum ai_act */
};

struct ask {
	const char *id, *article;
	struct text text, note;
	struct {
		struct tree_target target;
		struct text note;
	} answer[2]; /* no, yes */
};

struct ai_act_class {
	bool given;
	const char *article, *verified;
	struct text name, text, obligations; /* obligations are separated by « | » */
	bool confirm;                        /* a lawyer has to confirm */
};

struct tree {
	const char *id, *version, *verified;
	struct text name, text;
	struct ask *asks;
	size_t ask_count, first;
	struct ai_act_class classes[AI_ACT_COUNT];
};

const char *ai_act_id(enum ai_act class);
bool ai_act_parse(const char *id, enum ai_act *class);

/* The class's name in words, from the tree where there is one, else its id. */
const char *ai_act_name(const struct tree *tree, enum ai_act class, enum language language);

/* The next of a class's obligations at `*list`: `*length` bytes at `*item`; false at the end. */
bool obligations_next(const char **list, const char **item, size_t *length);

#endif
