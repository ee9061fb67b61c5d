/*
 * A workshop in a dossier: which criteria of which use cases are voted in
 * secret, who has voted, and how far the room is. All of it is read from the
 * document, so that a room goes on where it was after a stop.
 */
#ifndef CADRAN_CORE_WORKSHOP_H
#define CADRAN_CORE_WORKSHOP_H

#include "cadran/core/change.h"
#include "cadran/core/disagreement.h"

/* One criterion of one use case. */
struct ballot_item {
	size_t use_case;  /* of the document */
	size_t criterion; /* of the content */
};

/* All items whose votes are hidden, use case by use case, criteria by family. */
struct ballot {
	struct ballot_item *items; /* owned */
	size_t count;
};

void ballot_gather(const struct document *document, struct ballot *ballot);
void ballot_release(struct ballot *ballot);

struct score *ballot_score(const struct document *document, struct ballot_item item);

/* Whether the participant has voted, or abstained, in the hidden round of the item. */
bool ballot_has_vote(const struct document *document, struct ballot_item item, size_t participant);

/* How many items the participant has not voted on; the first of them in `*first` where there is one. */
size_t ballot_left(const struct document *document, const struct ballot *ballot, size_t participant, size_t *first);

/* Where an item stands; what is hidden now comes first, then what is retained. */
enum ballot_state { BALLOT_OPEN, BALLOT_SECRET, BALLOT_REVEALED, BALLOT_RETAINED, BALLOT_STATE_COUNT };

enum ballot_state ballot_state(const struct score *score);

/* The round that a new vote on this score is: after the last one that somebody voted in. */
long ballot_next_round(const struct score *score);

/*
 * Adds what gives a participant another name, which nobody has: their votes
 * follow, those of use cases that were taken away stay under the old one.
 */
void workshop_rename(const struct document *document, size_t participant, const char *name, struct change_list *list);

/*
 * The name that a participant had before, of changes as workshop_rename makes
 * them; the new one is the key of the first. NULL of others; to be freed.
 */
char *workshop_renamed(const struct change_list *changes);

/* Adds what takes a participant away with their votes, the hidden ones too; returns how many those are. */
size_t workshop_remove(const struct document *document, size_t participant, struct change_list *list);

/*
 * Adds what asks for secret votes on items that are not hidden yet; how many
 * were added. An item that was retained is voted on anew.
 */
size_t workshop_open(const struct document *document, const struct ballot *ballot, struct change_list *list);

/* Adds what reveals the votes of an item. */
void workshop_reveal(const struct document *document, struct ballot_item item, struct change_list *list);

/* Adds the participant's vote, "1" to "5" or "-", in the hidden round of the item. */
void workshop_vote(const struct document *document, struct ballot_item item, size_t participant, const char *value,
		   struct change_list *list);

#endif
