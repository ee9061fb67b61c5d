/*
 * The AI Act as a tree of yes/no questions that ends in a class, the duties
 * that stand beside the class, and the dates from which the law applies.
 * Information, not legal advice; each statement names the article it rests on.
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

struct tree_answer {
	size_t ask;
	bool yes;
};

struct ai_act_class {
	bool given;
	const char *article, *verified, *from; /* from: 2027-12-02; NULL where it is not told */
	struct text name, text, obligations;   /* obligations are separated by « | » */
	bool confirm;                          /* a lawyer has to confirm */
};

/* What a duty beside the class may hang on: fields of the sheet that are choices, and the sector of the service. */
enum duty_fact {
	DUTY_AI_ACT,
	DUTY_HEALTH_DATA,
	DUTY_PERSONAL_DATA,
	DUTY_MEDICAL_DEVICE,
	DUTY_HOSTING,
	DUTY_SECTOR,
	DUTY_FACT_COUNT,
};

/* A fact's value is the place of its word among the choices, from 1; 0 is unknown. */
struct duty {
	const char *id, *article, *verified;
	struct text name, text;
	bool confirm;
	unsigned when[DUTY_FACT_COUNT]; /* 1 << value, ORed; 0: does not hang on it */
	const char *from;  /* 2027-12-02, or «class»: when that of the class does; NULL where it is not told */
	const char *sheet; /* the field of the sheet that says whether it is done, «aipd»; NULL: none does */
};

struct law_date {
	const char *id; /* 2026-08-02 */
	const char *article, *verified;
	struct text text;
};

struct tree {
	const char *id, *version, *verified;
	struct text name, text;
	struct ask *asks;
	size_t ask_count, first;
	struct ai_act_class classes[AI_ACT_COUNT];
	struct duty *duties;
	size_t duty_count;
	struct law_date *dates; /* in their order */
	size_t date_count;
};

const char *ai_act_id(enum ai_act class);
bool ai_act_parse(const char *id, enum ai_act *class);

/* The class's name in words, from the tree where there is one, else its id. */
const char *ai_act_name(const struct tree *tree, enum ai_act class, enum language language);

bool tree_find_ask(const struct tree *tree, const char *id, size_t length, size_t *index);

/*
 * Answers kept as «learns:yes;emotions:no» lead from the first question on,
 * whatever their order; those of questions off the way count for nothing.
 *
 *	target = tree_begin(tree);
 *	while (tree_next(tree, answers, &target, &answer))
 *		...			each answer on the way
 *
 * leaves in `target` the class, or the question that is to be answered next.
 */
struct tree_target tree_begin(const struct tree *tree);
bool tree_next(const struct tree *tree, const char *answers, struct tree_target *target, struct tree_answer *answer);

/* The class that answers lead to; AI_ACT_UNKNOWN where a question is open. */
enum ai_act tree_class(const struct tree *tree, const char *answers);

/* Whether these answers, on the way, say that the use case is a medical device. */
bool tree_says_medical_device(const struct tree *tree, const char *answers);

/* The next of a class's obligations at `*list`: `*length` bytes at `*item`; false at the end. */
bool obligations_next(const char **list, const char **item, size_t *length);

#endif
