/*
 * What the files of the vote page share: where the room is, and how it is shown.
 */
#ifndef CADRAN_TUI_VOTE_H
#define CADRAN_TUI_VOTE_H

#include "cadran/core/workshop.h"
#include "cadran/tui/page.h"
#include "poster.h"

enum vote_phase {
	VOTE_OVER,  /* no vote is open */
	VOTE_PASS,  /* the keyboard goes to somebody */
	VOTE_CAST,  /* they vote */
	VOTE_READY, /* all have, who are waited for */
	VOTE_SHOWN, /* an item is revealed */
};

enum { VOTERS_MOST = 200 /* that can be passed over */ };

struct vote_state {
	enum vote_phase phase; /* as vote_look found it last */
	struct ballot ballot;  /* as well */
	size_t voter;          /* of the document's participants: who votes, or is to */
	bool holding;          /* they said that it is them */
	char typed;            /* '1' to '5', '-'; '\0': nothing yet */
	bool skipped[VOTERS_MOST];
	bool shown; /* `item` stands revealed */
	struct ballot_item item;
	char id[KEY_MOST + 1]; /* of its use case */
};

/* Reads from the dossier where the room is. */
enum vote_phase vote_look(const struct ui *ui, struct vote_state *state);

/* The item that the voter is at, or that comes next; only where a vote is open or shown. */
struct ballot_item vote_item(const struct ui *ui, const struct vote_state *state);

/* Settings of a workshop: asks for the minutes of a discussion; shows votes that are being typed, or not. */
void vote_ask_minutes(struct ui *ui);
void vote_turn_show(struct ui *ui);

struct vote_drawing {
	struct ui *ui;
	const struct vote_state *state;
};

/* Of type poster_draw; the context is a struct vote_drawing. */
void vote_draw(struct poster *poster, const void *context);

/* Who takes part and is here; those of them who have not voted on all of the ballot are added to `waited`, by name. */
size_t vote_count_voters(const struct ui *ui, const struct ballot *ballot, size_t *done, struct buf *waited);

#endif
