/*
 * A candidate use of AI: the fields of its sheet, its scores and votes.
 *
 * Fields are kept as canonical text, "" being unknown or empty: what is typed,
 * logged, exported and imported is one and the same. use_case_facts reads them
 * as values for the arithmetic.
 */
#ifndef CADRAN_CORE_USE_CASE_H
#define CADRAN_CORE_USE_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/base/err.h"
#include "cadran/core/tree.h"

struct buf;
struct content;

#define USE_CASE_FIELDS(_)                                                                                             \
	_(NAME, "name", FIELD_TEXT)                                                                                    \
	_(DESCRIPTION, "description", FIELD_TEXT)                                                                      \
	_(DOMAIN, "domain", FIELD_TEXT)                                                                                \
	_(NEED, "need", FIELD_TEXT)                                                                                    \
	_(SPONSOR, "sponsor", FIELD_TEXT)                                                                              \
	_(INDICATOR, "indicator", FIELD_TEXT)                                                                          \
	_(DEPLOYMENT, "deployment", FIELD_TEXT)                                                                        \
	_(HEALTH_DATA, "health_data", FIELD_YES_NO)                                                                    \
	_(PERSONAL_DATA, "personal_data", FIELD_YES_NO)                                                                \
	_(HOSTING, "hosting", FIELD_HOSTING)                                                                           \
	_(AIPD, "aipd", FIELD_OBLIGATION)                                                                              \
	_(CSE, "cse", FIELD_OBLIGATION)                                                                                \
	_(MEDICAL_DEVICE, "medical_device", FIELD_YES_NO)                                                              \
	_(AI_ACT, "ai_act", FIELD_AI_ACT)                                                                              \
	_(AI_ACT_ANSWERS, "ai_act_answers", FIELD_AI_ACT_ANSWERS)                                                      \
	_(DELAY, "delay", FIELD_NUMBER)                                                                                \
	_(STATUS, "status", FIELD_STATUS)                                                                              \
	_(REQUIRES, "requires", FIELD_REQUIRES)                                                                        \
	_(DEPENDS, "depends", FIELD_DEPENDS)                                                                           \
	_(HOURS, "hours", FIELD_RANGE)                                                                                 \
	_(HOUR_COST, "hour_cost", FIELD_RANGE)                                                                         \
	_(OTHER_GAIN, "other_gain", FIELD_RANGE)                                                                       \
	_(BUILD_DAYS, "build_days", FIELD_RANGE)                                                                       \
	_(DAY_RATE, "day_rate", FIELD_RANGE)                                                                           \
	_(BUILD_COST, "build_cost", FIELD_RANGE)                                                                       \
	_(RUN_COST, "run_cost", FIELD_RANGE)                                                                           \
	_(HORIZON, "horizon", FIELD_YEARS)                                                                             \
	_(DISCOUNT, "discount", FIELD_RANGE)                                                                           \
	_(RAMP_UP, "ramp_up", FIELD_RANGE)

enum use_case_field {
#define FIELD_ENUM(name, id, type) USE_CASE_##name,
	USE_CASE_FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
		USE_CASE_FIELD_COUNT,
	USE_CASE_MONEY_FIRST = USE_CASE_HOURS,
};

enum field_type {
	FIELD_TEXT,
	FIELD_YES_NO,
	FIELD_HOSTING,
	FIELD_OBLIGATION,
	FIELD_AI_ACT,
	FIELD_STATUS,
	FIELD_DATA, /* of a use in the inventory: this one and the next two */
	FIELD_ACCOUNT,
	FIELD_DECISION,
	FIELD_NUMBER,         /* 0 or more */
	FIELD_RANGE,          /* 0 or more: a value, or low/likely/high */
	FIELD_YEARS,          /* as FIELD_RANGE, whole years from 1 */
	FIELD_REQUIRES,       /* data.quality:3;ai.skills:2 */
	FIELD_DEPENDS,        /* document-store;favours:member-chatbot */
	FIELD_AI_ACT_ANSWERS, /* learns:yes;emotions:no, asks of the tree in the order answered */
};

const char *use_case_field_id(enum use_case_field field);
/* What its sheet calls it, in English: for `_()`, and for message_in where it is read in either language. */
const char *use_case_field_label(enum use_case_field field);
enum field_type use_case_field_type(enum use_case_field field);
bool use_case_field_parse(const char *id, enum use_case_field *field);

/* Whether the reports have a column for it: the answers on the AI Act are in the JSON export only. */
bool use_case_field_is_reported(enum use_case_field field);

/* The words that a field of this type takes, ended by NULL; NULL where it is not a choice. */
const char *const *field_choices(enum field_type type);

/* `value` where it is one of them, to be freed; NULL with `err`, which lists them. */
char *field_choice_normalise(enum field_type type, const char *value, struct err *err);

/*
 * The canonical form of one number, 0 or more, written with the unit of `unit`
 * or without, to be freed; NULL with `err` where it cannot be taken.
 */
char *number_normalise(enum use_case_field unit, const char *value, struct err *err);

/*
 * The canonical form of `value` for a field, to be freed; NULL with `err` where
 * it cannot be taken. Lists and numbers are normalised, texts are kept as they
 * are. Dimensions named in `requires` and asks in `ai_act_answers` must be in
 * `content`; ids in `depends` are only looked at for their form.
 */
char *use_case_field_normalise(const struct content *content, enum use_case_field field, const char *value,
			       struct err *err);

/* A use case's id: at least one letter, no blank at its ends, none of `; , : | /` and no control character. */
bool use_case_id_check(const char *id, struct err *err);

struct vote {
	size_t participant; /* of the document */
	long round;         /* from 1 */
	char *score;        /* "1" to "5", "-" an abstention, "" withdrawn; owned */
};

struct score {
	char *retained; /* "1" to "5", decimals allowed, "" none; owned */
	char *hidden; /* the round that is voted in secret, "1" …; "" none: its votes and later ones count for nothing
			 and are told to nobody; owned; NULL as "" */
	struct vote *votes;
	size_t vote_count, vote_capacity;
};

struct use_case {
	char *id;
	char *present; /* "yes", or "" where it was taken away (undo brings it back as it was) */
	char *field[USE_CASE_FIELD_COUNT];
	struct score *scores; /* one for each criterion of the content; the document's, until there is one */
};

/* The round that is hidden, 0 where none is; whether a vote of `round` is. */
long hidden_round(const struct score *score);
bool round_is_hidden(const struct score *score, long round);

/* Whether a text field says anything: blanks alone state nothing. */
bool use_case_states(const struct use_case *use_case, enum use_case_field field);

enum status { STATUS_IDEA, STATUS_PILOT, STATUS_LIVE, STATUS_STOPPED };
enum hosting { HOSTING_UNKNOWN, HOSTING_NONE, HOSTING_EU, HOSTING_OWN, HOSTING_HDS, HOSTING_SECNUMCLOUD };
enum obligation { OBLIGATION_UNKNOWN, OBLIGATION_DONE, OBLIGATION_DUE, OBLIGATION_NOT_DUE };
enum known { KNOWN_NOT, KNOWN_YES, KNOWN_NO };

struct range {
	bool given;
	double low, likely, high;
};

/* The fields of a sheet as values. Lists are read by requires_next and depends_next. */
struct use_case_facts {
	enum known health_data, personal_data, medical_device;
	enum hosting hosting;
	enum obligation aipd, cse;
	enum ai_act ai_act;
	enum status status;
	struct range delay;
	struct range money[USE_CASE_FIELD_COUNT - USE_CASE_MONEY_FIRST];
};

void use_case_facts(const struct use_case *use_case, struct use_case_facts *facts);

/* The range of a money field: facts.money by its enum use_case_field. */
const struct range *facts_money(const struct use_case_facts *facts, enum use_case_field field);

enum dependency_kind { DEPENDENCY_PREREQUISITE, DEPENDENCY_FAVOURS, DEPENDENCY_DUPLICATES, DEPENDENCY_SPREADS };

struct dependency {
	enum dependency_kind kind;
	char id[200];
};

/* Walks the canonical list at `*list`; false at its end. */
bool depends_next(const char **list, struct dependency *dependency);

/* Whether `id` is a prerequisite of the use case. */
bool use_case_needs(const struct use_case *use_case, const char *id);

struct requirement {
	char grid[64], dimension[64];
	double level;
};

bool requires_next(const char **list, struct requirement *requirement);

/* Of an ask that `tree` has; stops where it has not. */
bool answers_next(const struct tree *tree, const char **list, struct tree_answer *answer);

/* Add an item to a canonical list under construction. */
void depends_add(struct buf *list, const struct dependency *dependency);
void requires_add(struct buf *list, const struct requirement *requirement);
void answers_add(struct buf *list, const struct tree *tree, const struct tree_answer *answer);

#endif
