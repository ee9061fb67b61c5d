/*
 * Milestones: marks in the journal, and the dossier as it was at one of them.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "record.h"

static void milestone_release(struct milestone *milestone)
{
	free(milestone->name);
	free(milestone->author);
	free(milestone->time);
}

void milestones_release(struct session *session)
{
	for (size_t i = 0; i < session->milestone_count; i++)
		milestone_release(&session->milestones[i]);
	free(session->milestones);
}

/* The place of `name`, milestone_count where there is none. */
static size_t find(const struct session *session, const char *name)
{
	size_t i = 0;

	while (i < session->milestone_count && strcmp(session->milestones[i].name, name) != 0)
		i++;
	return i;
}

static bool unknown(const struct session *session, const char *name, struct err *err)
{
	struct buf names;

	if (!session->milestone_count)
		return err_set(err, ERR_VALUE, N_("there is no milestone «%s»; the dossier has none"), name);
	buf_init(&names);
	for (size_t i = 0; i < session->milestone_count; i++)
		buf_add_format(&names, "%s«%s»", i ? ", " : "", session->milestones[i].name);
	err_set(err, ERR_VALUE, N_("there is no milestone «%s»; expected one of: %s"), name, names.data);
	buf_release(&names);
	return false;
}

const struct milestone *session_find_milestone(const struct session *session, const char *name, struct err *err)
{
	const size_t place = find(session, name);

	if (place < session->milestone_count)
		return &session->milestones[place];
	(void)unknown(session, name, err);
	return NULL;
}

static bool check_name(const char *name, struct err *err)
{
	const size_t length = strlen(name);

	if (!length || length > MILESTONE_NAME_MOST)
		return err_set(err, ERR_VALUE, N_("the name of a milestone has %zu bytes; expected 1 to %d"), length,
			       MILESTONE_NAME_MOST);
	if (text_forbidden(name) || strpbrk(name, "\n\r\t") || name[0] == ' ' || name[length - 1] == ' ')
		return err_set(
			err, ERR_VALUE,
			N_("«%s» is not a name for a milestone; expected one line without a blank at either end"),
			name);
	return true;
}

static bool check_new(const struct session *session, const char *name, struct err *err)
{
	if (!check_name(name, err))
		return false;
	if (find(session, name) < session->milestone_count)
		return err_set(err, ERR_VALUE, N_("there is a milestone «%s» already; nothing was changed"), name);
	if (session->milestone_count >= MILESTONES_MOST)
		return err_set(err, ERR_VALUE, N_("there are %d milestones already, and there cannot be one more"),
			       MILESTONES_MOST);
	return true;
}

static void add(struct session *session, const char *name, struct journal_stamp stamp, size_t place)
{
	ARRAY_GROW(session->milestones, session->milestone_count, session->milestone_capacity);
	session->milestones[session->milestone_count++] = (struct milestone){
		.name = xstrdup(name),
		.author = xstrdup(stamp.author),
		.time = xstrdup(stamp.time),
		.place = place,
		.changes = session->done,
	};
}

static void take_away(struct session *session, size_t place)
{
	struct milestone *at = &session->milestones[place];

	milestone_release(at);
	memmove(at, at + 1, (--session->milestone_count - place) * sizeof(*at));
}

bool milestone_take(struct session *session, const struct journal_record *record, size_t place, struct err *err)
{
	const struct journal_stamp stamp = { record->author, record->time };
	size_t index;

	if (strcmp(record->field, MILESTONE_PRESENT) != 0)
		return err_set(err, ERR_FORMAT, N_("«%s» is not a field of %s"), record->field, record->kind);
	if (!strcmp(record->value, "yes")) {
		if (!check_new(session, record->key, err))
			return false;
		add(session, record->key, stamp, place);
		return true;
	}
	index = find(session, record->key);
	if (*record->value || index == session->milestone_count)
		return err_set(err, ERR_FORMAT,
			       N_("this record takes away a milestone that there is not, and is left out"));
	take_away(session, index);
	return true;
}

bool session_milestone(struct session *session, const char *name, struct journal_stamp stamp, struct err *err)
{
	assert(!session_is_staged(session));
	if (!journal_check_writable(&session->journal, err) || !check_new(session, name, err) ||
	    !session_log(session, (const char *const[]){ RECORD_MILESTONE, name, MILESTONE_PRESENT, "yes" }, stamp,
			 err))
		return false;
	add(session, name, stamp, session->record_count - 1);
	return true;
}

bool session_milestone_drop(struct session *session, const char *name, struct journal_stamp stamp, struct err *err)
{
	const size_t place = find(session, name);

	assert(!session_is_staged(session));
	if (place == session->milestone_count)
		return unknown(session, name, err);
	if (!journal_check_writable(&session->journal, err) ||
	    !session_log(session, (const char *const[]){ RECORD_MILESTONE, name, MILESTONE_PRESENT, "" }, stamp, err))
		return false;
	take_away(session, place);
	return true;
}

bool session_at_milestone(const struct session *session, const struct milestone *milestone, struct session *frozen,
			  struct err *err)
{
	return session_at_ledger(session, milestone, NULL, frozen, err);
}

bool session_at_ledger(const struct session *session, const struct milestone *milestone, struct ledger *ledger,
		       struct session *frozen, struct err *err)
{
	struct draft draft = { 0 };
	bool opened;

	*frozen = (struct session){ .ledger = ledger };
	opened = replay_again(&session->journal, milestone->place, frozen, &draft, err);
	draft_release(&draft);
	if (!opened)
		session_close(frozen);
	return opened;
}
