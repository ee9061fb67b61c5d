/*
 * A change is data: which value, what it was, what it becomes. It can be
 * applied, reverted, logged and scripted; undo costs nothing extra.
 *
 *	kind      key                     field            value
 *	service                           name             Santé au travail …
 *	grid      data                    target           3
 *	answer    data.quality.errors     level            3
 *	use-case  meeting-notes           present          yes
 *	use-case  meeting-notes           delay            3
 *	score     meeting-notes           impact.business  4
 *	vote      meeting-notes.impact.business  Direction.1   4
 *	matrix                            id               roi-risque
 *	participant  Direction            present          yes
 *	round     meeting-notes.impact.business  hidden    2
 *	charter   oversight               state            partly
 *	use       U001                    present          yes
 *	use       U001                    account          private
 *
 * The same words, joined by dots, are the KEY of «cadran set».
 *
 * Laws: apply, then revert gives the same document; reverting in the opposite
 * order of applying is always possible; a change that is refused changes
 * nothing.
 */
#ifndef CADRAN_CORE_CHANGE_H
#define CADRAN_CORE_CHANGE_H

#include "cadran/core/document.h"

/* How many rounds of votes there may be. */
enum { ROUND_MOST = 1000 };

/* How many participants there may be, with those who left, and votes on one criterion of one use case, of all rounds.
 */
enum { PARTICIPANTS_MOST = 1000, VOTES_MOST = 3000 };

/* Bytes of a value, and of a key or field: what a record can hold and still be read. */
enum { VALUE_MOST = 500 * 1000, KEY_MOST = 1000 };

enum change_kind {
	CHANGE_SERVICE,
	CHANGE_GRID,
	CHANGE_ANSWER,
	CHANGE_USE_CASE,
	CHANGE_SCORE,
	CHANGE_VOTE,
	CHANGE_MATRIX,      /* one of the content's; "" is the one that the dossier was made with */
	CHANGE_CHARTER,     /* what is ticked of a principle */
	CHANGE_USE,         /* of the inventory */
	CHANGE_PARTICIPANT, /* who is in the room: `present`, `away` */
	CHANGE_ROUND,       /* of votes on one criterion of one use case: `hidden` */
	CHANGE_KIND_COUNT
};

struct change {
	enum change_kind kind;
	char *key, *field; /* one block, owned */
	char *value;       /* what it becomes; canonical once applied; owned, of text_copy */
	char *before;      /* what it was; NULL until applied; owned, of text_copy */
};

struct change_list {
	struct change *items;
	size_t count, capacity;
};

const char *change_kind_id(enum change_kind kind);
bool change_kind_parse(const char *id, enum change_kind *kind);

/* Adds copies of the texts. */
struct change *change_add(struct change_list *list, enum change_kind kind, const char *key, const char *field,
			  const char *value);
/* Adds what makes the use case `id`; where one of that id was taken away, the new one starts empty all the same. */
void change_add_use_case(const struct document *document, const char *id, struct change_list *list);

/* The same for a use of the inventory. */
void change_add_use(const struct document *document, const char *id, struct change_list *list);

/*
 * Adds what makes `to` of `from` (NULL: of an empty dossier), both of the same
 * content, but for its matrix in use: the order of use cases, uses and
 * participants is that of `to`, as far as `from` has not another one.
 */
void document_difference(const struct document *from, const struct document *to, struct change_list *changes);

/* Where the criterion begins in «ID.CRITERION», the key of a vote or a round; NULL where it names none. */
const char *change_vote_criterion(const struct document *document, const char *key);

/* Whether it is a vote of a round that is hidden in `document`: what it says and said is for nobody to see yet. */
bool change_is_secret(const struct document *document, const struct change *change);

void change_release(struct change *change);
void change_list_release(struct change_list *list);

/*
 * From a KEY of «cadran set» to a change: `service.name`, `grid.GRID.target`,
 * `answer.GRID.QUESTION[.FIELD]` (the level without a field),
 * `use-case.ID.FIELD`, `score.ID.CRITERION`, `vote.ID.CRITERION.PARTICIPANT[.ROUND]`,
 * `matrix.id`, `charter.ID.FIELD`, `use.ID.FIELD`, `participant.NAME.FIELD`,
 * `round.ID.CRITERION.hidden`.
 * Where the use case, or the use, does not exist yet its making comes first in
 * `list`.
 */
bool change_parse_key(const struct document *document, const char *key, const char *value, struct change_list *list,
		      struct err *err);

/*
 * Checks and makes canonical the value of `change`, remembers what was there
 * and puts it into the document. Refuses an unknown key and a value that
 * cannot be taken. An unknown participant is added.
 */
bool document_apply(struct document *document, struct change *change, struct err *err);

/* The same where nothing will be taken back: `change` stays as it is. */
bool document_put(struct document *document, const struct change *change, struct err *err);

/* Takes back the last change applied and not yet reverted. */
void document_revert(struct document *document, struct change *change);

/*
 * Applies all or none of what is new, then checks what hangs together: no circle
 * of prerequisites. `strict`: every id in `depends` must exist. The date of the
 * service has to be one (date.h), which document_apply does not ask: what a
 * journal holds already stays readable.
 */
bool document_apply_all(struct document *document, struct change_list *list, bool strict, struct err *err);

#endif
