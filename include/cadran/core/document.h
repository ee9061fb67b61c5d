/*
 * One dossier in memory: a service at one time, its answers, its use cases.
 *
 * It is only changed through document_apply and document_revert (change.h), so
 * that every edit can be logged, undone and scripted alike. All values are
 * canonical text, "" where nothing was given.
 */
#ifndef CADRAN_CORE_DOCUMENT_H
#define CADRAN_CORE_DOCUMENT_H

#include "cadran/base/map.h"
#include "cadran/core/attendance.h"
#include "cadran/core/content.h"
#include "cadran/core/inventory.h"

#define SERVICE_FIELDS(_)                                                                                              \
	_(NAME, "name")                                                                                                \
	_(SECTOR, "sector")                                                                                            \
	_(SIZE, "size")                                                                                                \
	_(DATE, "date")                                                                                                \
	_(FACILITATOR, "facilitator")                                                                                  \
	_(PRIORITIES, "priorities")                                                                                    \
	_(BUDGET, "budget")     /* euros a year for AI, 0 or more */                                                   \
	_(CAPACITY, "capacity") /* days of work a year for AI, 0 or more */

enum service_field {
#define FIELD_ENUM(name, id) SERVICE_##name,
	SERVICE_FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
		SERVICE_FIELD_COUNT,
};

#define ANSWER_FIELDS(_)                                                                                               \
	_(LEVEL, "level")                                                                                              \
	_(TARGET, "target")                                                                                            \
	_(NOTE, "note")                                                                                                \
	_(EVIDENCE, "evidence")                                                                                        \
	_(CONFIDENCE, "confidence")                                                                                    \
	_(EVIDENCE_DATE, "evidence_date") /* the day on which it was seen (date.h) */

enum answer_field {
#define FIELD_ENUM(name, id) ANSWER_##name,
	ANSWER_FIELDS(FIELD_ENUM)
#undef FIELD_ENUM
		ANSWER_FIELD_COUNT,
};

const char *service_field_id(enum service_field field);
bool service_field_parse(const char *id, enum service_field *field);

/* True for a field that is a number, 0 or more; `*unit` is a field of the sheet that is counted alike. */
bool service_field_unit(enum service_field field, enum use_case_field *unit);

const char *answer_field_id(enum answer_field field);
bool answer_field_parse(const char *id, enum answer_field *field);

/* What an answer's level says. Levels are 1 to 5. */
enum { ANSWER_BLANK = 0, ANSWER_UNKNOWN = -1, ANSWER_NOT_APPLICABLE = -2 };

struct answer {
	char *field[ANSWER_FIELD_COUNT]; /* level: "1" to "5", "NA", "?" for don't know, "" for blank */
};

int answer_level(const struct answer *answer);

/* 1 to 5; 0 where none is set. */
int answer_target(const struct answer *answer);

struct document {
	struct content *content;  /* owned: the copy that the dossier was answered with */
	const char *first_matrix; /* id of the one it was made with; NULL where none was chosen; borrowed */
	char *matrix;             /* id of the one in use, which content->matrix is */
	char *service[SERVICE_FIELD_COUNT];
	struct grid_answers {
		char *target;           /* for all questions that have none of their own */
		struct answer *answers; /* as grid.questions */
	} * grids;                      /* as content.grids */
	struct tick *ticks;             /* as content.charter.principles */
	char **participants;            /* in the order in which they came to be known, with those taken away */
	size_t *participant_votes;      /* how many votes each has */
	struct attendance *attendance;  /* of each */
	size_t participant_count, participant_capacity;
	struct use_case *use_cases; /* in the order of their making, with those taken away */
	size_t use_case_count, use_case_capacity;
	struct map by_id;        /* of use_cases */
	struct score *no_scores; /* what use cases share until they have their first score or vote */
	struct inventory inventory;
	struct map use_by_id; /* of inventory */
};

/* An empty dossier; takes `content` over, whose matrix is chosen. */
struct document *document_new(struct content *content);
void document_free(struct document *document);

/* Those taken away are not found. */
struct use_case *document_use_case(const struct document *document, const char *id);
bool use_case_is_present(const struct use_case *use_case);

/* The scores of a use case, to be written to. */
struct score *document_own_scores(const struct document *document, struct use_case *use_case);

/* Whether the participant is listed or has votes; whether they are in the room too. */
bool participant_is_known(const struct document *document, size_t participant);
bool participant_is_here(const struct document *document, size_t participant);

/* False where no participant, known or taken away, has that name. */
bool document_participant(const struct document *document, const char *name, size_t *participant);

/* A number of the service; NAN where it is not given. */
double document_number(const struct document *document, enum service_field field);

enum profile document_profile(const struct document *document);

/* The name of a use case, or its id where it has none. */
const char *use_case_name(const struct use_case *use_case);

/*
 * Forgets the use cases made after the first `count`, when all that was applied
 * to them is reverted: their ids are free again. O(use cases).
 */
void document_forget_made(struct document *document, size_t count);

/*
 * The next of «UC001», «UC002» … after `*number` that no use case has or ever
 * had: an id that was used stays that use case's, even when it was taken away.
 */
void document_next_id(const struct document *document, size_t *number, char id[32]);

/* A use of the inventory; those taken away are not found. */
struct use *document_use(const struct document *document, const char *id);

/* The next of «U001», «U002» … after `*number` that no use has or ever had. */
void document_next_use_id(const struct document *document, size_t *number, char id[32]);

/* How many use cases there are now. */
size_t document_present_count(const struct document *document);

/*
 * Looks for a circle of prerequisites: true with the ids on it, «A → B → A», in
 * `err`. O(use cases + dependencies), without recursion.
 */
bool document_find_cycle(const struct document *document, struct err *err);

#endif
