/*
 * Changes of a workshop: who is in the room, votes, and rounds that are hidden.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "change_place.h"

/* Adds one who is not known yet; false where there are too many. */
static bool find_participant(struct document *document, const char *name, size_t length, size_t *index, struct err *err)
{
	const size_t capacity = document->participant_capacity;
	size_t i;

	for (i = 0; i < document->participant_count; i++) {
		*index = i;
		if (!strncmp(document->participants[i], name, length) && !document->participants[i][length])
			return true;
	}
	if (i >= PARTICIPANTS_MOST)
		return err_set(err, ERR_VALUE, N_("there are too many participants; expected at most %d"),
			       PARTICIPANTS_MOST);
	ARRAY_GROW(document->participants, document->participant_count, document->participant_capacity);
	if (capacity != document->participant_capacity) {
		document->participant_votes = xreallocarray(document->participant_votes, document->participant_capacity,
							    sizeof(*document->participant_votes));
		document->attendance = xreallocarray(document->attendance, document->participant_capacity,
						     sizeof(*document->attendance));
	}
	document->participant_votes[i] = 0;
	for (int f = 0; f < ATTENDANCE_FIELD_COUNT; f++)
		document->attendance[i].field[f] = text_copy("");
	document->participants[document->participant_count++] = xstrndup(name, length);
	*index = i;
	return true;
}

/* NULL where there are too many. */
static struct vote *find_vote(struct score *score, size_t participant, long round, struct err *err)
{
	for (size_t i = 0; i < score->vote_count; i++)
		if (score->votes[i].participant == participant && score->votes[i].round == round)
			return &score->votes[i];
	if (score->vote_count >= VOTES_MOST) {
		err_set(err, ERR_VALUE, N_("there are too many votes on one criterion; expected at most %d"),
			VOTES_MOST);
		return NULL;
	}
	/* Most criteria have the votes of few, and there are thousands of criteria: no room beyond them. */
	if (score->vote_count == score->vote_capacity) {
		score->vote_capacity += score->vote_capacity / 2 + 1;
		score->votes = xreallocarray(score->votes, score->vote_capacity, sizeof(*score->votes));
	}
	score->votes[score->vote_count] = (struct vote){ participant, round, text_copy("") };
	return &score->votes[score->vote_count++];
}

/* Where the criterion begins in «ID.CRITERION»: ids may hold dots, so it is looked for from the end. */
static const char *find_criterion(const struct document *document, const char *key, size_t *index)
{
	const struct criteria *criteria = &document->content->criteria;
	const size_t length = strlen(key);

	for (size_t i = 0; i < criteria->count; i++) {
		const size_t own = strlen(criteria->items[i].id);

		if (length > own + 1 && key[length - own - 1] == '.' &&
		    !memcmp(key + length - own, criteria->items[i].id, own)) {
			*index = i;
			return key + length - own;
		}
	}
	return NULL;
}

const char *change_vote_criterion(const struct document *document, const char *key)
{
	size_t index;

	return find_criterion(document, key, &index);
}

/* The use case of «ID.CRITERION», whose criterion is the one at `criterion`; NULL where there is none. */
static struct use_case *find_use_case(const struct document *document, const char *key, const char *criterion)
{
	const size_t length = (size_t)(criterion - key - 1);
	char id[KEY_MOST + 1];

	assert(length <= KEY_MOST); /* document_apply refuses longer keys */
	memcpy(id, key, length);
	id[length] = '\0';
	return document_use_case(document, id);
}

bool change_is_secret(const struct document *document, const struct change *change)
{
	const struct use_case *use_case;
	const char *criterion, *dot;
	size_t index;

	if (change->kind != CHANGE_VOTE)
		return false;
	criterion = find_criterion(document, change->key, &index);
	use_case = criterion ? find_use_case(document, change->key, criterion) : NULL;
	dot = strrchr(change->field, '.');
	return use_case && dot && round_is_hidden(&use_case->scores[index], strtol(dot + 1, NULL, 10));
}

/* The scores of «ID.CRITERION», the key of a vote or a round, whose criterion is the one at `criterion`. */
static bool find_key(struct document *document, const char *key, const char *criterion, size_t index,
		     struct score **score, struct err *err)
{
	struct use_case *use_case = find_use_case(document, key, criterion);

	if (!use_case) {
		char *id = xstrndup(key, (size_t)(criterion - key - 1));

		(void)err_set(err, ERR_VALUE, N_("there is no use case «%s»"), id);
		free(id);
		return false;
	}
	*score = &document_own_scores(document, use_case)[index];
	return true;
}

bool place_vote(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	const char *criterion = find_criterion(document, change->key, &place->index);
	const char *dot = strrchr(change->field, '.');
	struct score *score = NULL;
	struct vote *vote;
	size_t participant;
	long round;

	if (!criterion)
		return err_set(err, ERR_VALUE, N_("«%s» names no criterion"), change->key);
	if (!dot || dot == change->field || !number_parse_whole(dot + 1, 1, ROUND_MOST, &round))
		return err_set(err, ERR_VALUE, N_("«%s» is not a participant and a round; expected NAME.1"),
			       change->field);
	if (!find_key(document, change->key, criterion, place->index, &score, err))
		return false;
	if (!find_participant(document, change->field, (size_t)(dot - change->field), &participant, err))
		return false;
	vote = find_vote(score, participant, round, err);
	if (!vote)
		return false;
	place->slot = &vote->score;
	place->vote_count = &document->participant_votes[participant];
	return true;
}

char *normalise_vote(const struct document *document, const struct place *place, const char *value, struct err *err)
{
	char text[NUMBER_SIZE];
	long score;

	(void)document;
	(void)place;
	if (!*value || !strcmp(value, "-"))
		return xstrdup(value);
	if (number_parse_whole(value, 1, LEVEL_COUNT, &score))
		return xstrdup(number_format((double)score, text));
	err_set(err, ERR_VALUE, N_("«%s» is not a vote; expected a whole number from 1 to 5, or - for an abstention"),
		value);
	return NULL;
}

bool place_round(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	const char *criterion = find_criterion(document, change->key, &place->index);
	struct score *score = NULL;

	if (strcmp(change->field, "hidden"))
		return unknown_field(change, err);
	if (!criterion)
		return err_set(err, ERR_VALUE, N_("«%s» names no criterion"), change->key);
	if (!find_key(document, change->key, criterion, place->index, &score, err))
		return false;
	place->slot = &score->hidden;
	return true;
}

char *normalise_round(const struct document *document, const struct place *place, const char *value, struct err *err)
{
	char text[NUMBER_SIZE];
	long round;

	(void)document;
	(void)place;
	if (!*value)
		return xstrdup("");
	if (number_parse_whole(value, 1, ROUND_MOST, &round))
		return xstrdup(number_format((double)round, text));
	err_set(err, ERR_VALUE, N_("«%s» is not a round; expected a whole number from 1 to %d"), value, ROUND_MOST);
	return NULL;
}

bool place_participant(struct document *document, const struct change *change, struct place *place, struct err *err)
{
	enum attendance_field field;
	size_t participant;

	if (!attendance_field_parse(change->field, &field))
		return unknown_field(change, err);
	if (*change->value && !participant_name_check(change->key, err))
		return false;
	if (!find_participant(document, change->key, strlen(change->key), &participant, err))
		return false;
	place->slot = &document->attendance[participant].field[field];
	return true;
}

char *normalise_participant(const struct document *document, const struct place *place, const char *value,
			    struct err *err)
{
	(void)document;
	(void)place;
	return normalise_present(value, err);
}
