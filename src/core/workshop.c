#include "cadran/core/workshop.h"

#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"
#include "cadran/core/scoring.h"
#include "change_place.h"

static void add_items(const struct document *document, size_t use_case, struct ballot *ballot, size_t *capacity)
{
	const struct criteria *criteria = &document->content->criteria;

	for (int family = 0; family < FAMILY_COUNT; family++) {
		for (size_t c = 0; c < criteria->count; c++) {
			if (criteria->items[c].family != (enum family)family ||
			    !hidden_round(&document->use_cases[use_case].scores[c]))
				continue;
			ARRAY_GROW(ballot->items, ballot->count, *capacity);
			ballot->items[ballot->count++] = (struct ballot_item){ use_case, c };
		}
	}
}

void ballot_gather(const struct document *document, struct ballot *ballot)
{
	size_t capacity = 0;

	*ballot = (struct ballot){ 0 };
	for (size_t i = 0; i < document->use_case_count; i++)
		if (use_case_is_present(&document->use_cases[i]))
			add_items(document, i, ballot, &capacity);
}

void ballot_release(struct ballot *ballot)
{
	free(ballot->items);
	*ballot = (struct ballot){ 0 };
}

struct score *ballot_score(const struct document *document, struct ballot_item item)
{
	return &document->use_cases[item.use_case].scores[item.criterion];
}

bool ballot_has_vote(const struct document *document, struct ballot_item item, size_t participant)
{
	const struct score *score = ballot_score(document, item);
	const long round = hidden_round(score);

	for (size_t i = 0; i < score->vote_count; i++)
		if (score->votes[i].participant == participant && score->votes[i].round == round)
			return *score->votes[i].score != '\0';
	return false;
}

size_t ballot_left(const struct document *document, const struct ballot *ballot, size_t participant, size_t *first)
{
	size_t left = 0;

	for (size_t i = 0; i < ballot->count; i++) {
		if (ballot_has_vote(document, ballot->items[i], participant))
			continue;
		if (!left++)
			*first = i;
	}
	return left;
}

enum ballot_state ballot_state(const struct score *score)
{
	if (hidden_round(score))
		return BALLOT_SECRET;
	if (*score->retained)
		return BALLOT_RETAINED;
	return counting_round(score) ? BALLOT_REVEALED : BALLOT_OPEN;
}

long ballot_next_round(const struct score *score)
{
	long round = 0;

	for (size_t i = 0; i < score->vote_count; i++)
		if (*score->votes[i].score && score->votes[i].round > round)
			round = score->votes[i].round;
	return round < ROUND_MOST ? round + 1 : ROUND_MOST;
}

/* --- changes --------------------------------------------------------------------------- */

static void add_key(const struct document *document, struct ballot_item item, struct buf *key)
{
	buf_add_format(key, "%s.%s", document->use_cases[item.use_case].id,
		       document->content->criteria.items[item.criterion].id);
}

static void add_vote(const struct document *document, struct ballot_item item, const char *name, long round,
		     const char *value, struct change_list *list)
{
	struct buf key, field;

	buf_init(&key);
	buf_init(&field);
	add_key(document, item, &key);
	buf_add_format(&field, "%s.%ld", name, round);
	(void)change_add(list, CHANGE_VOTE, key.data, field.data, value);
	buf_release(&key);
	buf_release(&field);
}

static void add_present(const char *name, const char *value, struct change_list *list)
{
	(void)change_add(list, CHANGE_PARTICIPANT, name, attendance_field_id(ATTENDANCE_PRESENT), value);
}

/* Each vote of the participant goes; under `name` it comes again, where that is not NULL. */
static size_t move_votes(const struct document *document, size_t participant, const char *name,
			 struct change_list *list)
{
	size_t count = 0;

	for (size_t u = 0; u < document->use_case_count; u++) {
		for (size_t c = 0; c < document->content->criteria.count; c++) {
			const struct score *score = &document->use_cases[u].scores[c];
			const struct ballot_item item = { u, c };

			for (size_t v = 0; use_case_is_present(&document->use_cases[u]) && v < score->vote_count; v++) {
				const struct vote *vote = &score->votes[v];

				if (vote->participant != participant || !*vote->score)
					continue;
				if (name)
					add_vote(document, item, name, vote->round, vote->score, list);
				add_vote(document, item, document->participants[participant], vote->round, "", list);
				count++;
			}
		}
	}
	return count;
}

void workshop_rename(const struct document *document, size_t participant, const char *name, struct change_list *list)
{
	const char *away = document->attendance[participant].field[ATTENDANCE_AWAY];

	add_present(name, "yes", list);
	add_present(document->participants[participant], "", list);
	if (*away)
		(void)change_add(list, CHANGE_PARTICIPANT, name, attendance_field_id(ATTENDANCE_AWAY), away);
	(void)move_votes(document, participant, name, list);
}

/* Whom a change of the workshop is about; NULL for others. To be freed. */
static char *participant_of(const struct change *change)
{
	const char *dot = strrchr(change->field, '.');

	if (change->kind == CHANGE_PARTICIPANT)
		return xstrdup(change->key);
	return change->kind == CHANGE_VOTE && dot ? xstrndup(change->field, (size_t)(dot - change->field)) : NULL;
}

/* Somebody who is listed first and then takes what another one loses is that one under a new name. */
char *workshop_renamed(const struct change_list *changes)
{
	const struct change *to = changes->items;

	if (!changes->count || to->kind != CHANGE_PARTICIPANT || !*to->value ||
	    strcmp(to->field, attendance_field_id(ATTENDANCE_PRESENT)) != 0)
		return NULL;
	for (size_t i = 1; i < changes->count; i++) {
		const struct change *from = &changes->items[i];
		char *name = participant_of(from);

		if (name && strcmp(name, to->key) != 0 && !*from->value)
			return name;
		free(name);
	}
	return NULL;
}

size_t workshop_remove(const struct document *document, size_t participant, struct change_list *list)
{
	add_present(document->participants[participant], "", list);
	return move_votes(document, participant, NULL, list);
}

size_t workshop_open(const struct document *document, const struct ballot *ballot, struct change_list *list)
{
	size_t count = 0;

	for (size_t i = 0; i < ballot->count; i++) {
		const struct score *score = ballot_score(document, ballot->items[i]);
		struct buf key, round;

		if (hidden_round(score))
			continue;
		buf_init(&key);
		buf_init(&round);
		add_key(document, ballot->items[i], &key);
		buf_add_format(&round, "%ld", ballot_next_round(score));
		(void)change_add(list, CHANGE_ROUND, key.data, "hidden", round.data);
		buf_release(&key);
		buf_release(&round);
		count++;
	}
	return count;
}

void workshop_reveal(const struct document *document, struct ballot_item item, struct change_list *list)
{
	struct buf key;

	buf_init(&key);
	add_key(document, item, &key);
	(void)change_add(list, CHANGE_ROUND, key.data, "hidden", "");
	buf_release(&key);
}

void workshop_vote(const struct document *document, struct ballot_item item, size_t participant, const char *value,
		   struct change_list *list)
{
	add_vote(document, item, document->participants[participant], hidden_round(ballot_score(document, item)), value,
		 list);
}
