/*
 * The charter: principles that a service signs, each a sentence, with a fact
 * to look at before it is ticked. What is ticked informs questions of the
 * grids and never answers one.
 */
#ifndef CADRAN_CORE_CHARTER_H
#define CADRAN_CORE_CHARTER_H

#include <stdbool.h>
#include <stddef.h>

#include "cadran/core/grid.h"

struct principle {
	const char *id;
	struct text name, text, check;      /* `check`: what to look at */
	struct text example[PROFILE_COUNT]; /* read by profile_example */
	const char *source, *article, *verified;
	const char
		*feeds; /* «ai.governance.charter, ai.legal»: questions and dimensions that it informs; "" for none */
	int feeds_line; /* in the file, for what is said about it */
};

struct charter {
	const char *id, *version;
	const char *file; /* for messages */
	struct text name, text;
	const char *feeds; /* the dimension that the charter as a whole informs; "" for none */
	int feeds_line;
	struct principle *principles;
	size_t count; /* 0 where there is none */
};

/* False where no principle has this id. */
bool charter_find(const struct charter *charter, const char *id, size_t *index);

/* The next name of a list at `*feeds`: `*length` bytes at `*name`; false at the end. */
bool feeds_next(const char **feeds, const char **name, size_t *length);

/* What a service says of a principle, in the order of the keys 1 to 3; the last is an empty field. */
enum principle_state { PRINCIPLE_YES, PRINCIPLE_PARTLY, PRINCIPLE_NO, PRINCIPLE_OPEN, PRINCIPLE_STATE_COUNT };

/* «yes», «partly», «no», "". */
const char *principle_state_id(enum principle_state state);
bool principle_state_parse(const char *id, enum principle_state *state);

#define TICK_FIELDS(_)                                                                                                 \
	_(STATE, "state")                                                                                              \
	_(NOTE, "note")

enum tick_field {
#define FIELD_ENUM(name, id) TICK_##name,
	TICK_FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
		TICK_FIELD_COUNT,
};

const char *tick_field_id(enum tick_field field);
bool tick_field_parse(const char *id, enum tick_field *field);

struct tick {
	char *field[TICK_FIELD_COUNT]; /* canonical, "" for nothing; owned */
};

enum principle_state tick_state(const struct tick *tick);

#endif
