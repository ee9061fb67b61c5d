/*
 * Applying a change, between its files: change.c has the doors and most kinds,
 * change_vote.c what belongs to a workshop.
 */
#ifndef CADRAN_CORE_CHANGE_PLACE_H
#define CADRAN_CORE_CHANGE_PLACE_H

#include "cadran/core/change.h"

/*
 * Each kind of change finds its place in the document (`slot`) and makes the
 * value canonical (`normalise`); applying and reverting then is an exchange.
 */
struct place {
	char **slot;
	size_t index;            /* what normalise wants to know */
	size_t *vote_count;      /* of the participant, for a vote */
	struct content *content; /* whose matrix the slot names, for a matrix */
};

/* Says that the kind of change has no such field; false. */
bool unknown_field(const struct change *change, struct err *err);

/* «yes» or nothing. */
char *normalise_present(const char *value, struct err *err);

bool place_vote(struct document *document, const struct change *change, struct place *place, struct err *err);
bool place_round(struct document *document, const struct change *change, struct place *place, struct err *err);
bool place_participant(struct document *document, const struct change *change, struct place *place, struct err *err);
char *normalise_vote(const struct document *document, const struct place *place, const char *value, struct err *err);
char *normalise_round(const struct document *document, const struct place *place, const char *value, struct err *err);
char *normalise_participant(const struct document *document, const struct place *place, const char *value,
			    struct err *err);

#endif
