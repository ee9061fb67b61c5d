/*
 * What the tests of app share: the folder, the content and the texts of
 * tests/store, and dossiers on the disk.
 */
#ifndef TESTS_APP_FIXTURE_H
#define TESTS_APP_FIXTURE_H

#include "cadran/app/place.h"
#include "cadran/app/proposal.h"
#include "cadran/app/session.h"
#include "store/fixture.h"

/* Makes d.cadran in the folder, named «Essai», of `content`, which passes to it. */
void fixture_create(struct content *content);

/* Opens d.cadran; the test ends where it does not open. */
struct session fixture_open(enum journal_access access);

/* KEY=VALUE lines, as changes of «cadran set». False with `err` where a key is refused. */
bool fixture_changes(const struct document *document, const char *lines, struct change_list *changes, struct err *err);

/* The same, applied as one unit. False with `err` where they are refused. */
bool fixture_apply(struct session *session, const char *lines, struct err *err);

/* The same, and the test ends where it is refused. */
void fixture_must_apply(struct session *session, const char *lines);

/* What a session's document is, to compare: its JSON, then its snapshot. Free it. */
char *fixture_state(const struct session *session);

/* The state of d.cadran, opened once more for reading, which must be without fault. Free it. */
char *fixture_replayed(void);

/* The session is, value by value, what the next opening replays. */
void fixture_expect_replayed(const struct session *session, const char *name);

/* The session is `expected`, a state that was kept. */
void fixture_expect_state(const struct session *session, const char *expected, const char *name);

/* The bytes of d.cadran; buf_release. */
struct buf fixture_file_bytes(void);
void fixture_expect_file(const struct buf *expected, const char *name);

/* Takes back or does again, where `expected` says that there is something; the field of its first change. */
const char *fixture_undo(struct session *session, bool expected);
const char *fixture_redo(struct session *session, bool expected);

/* Adds a random KEY=VALUE line to `out`: any kind of change, hostile texts among them; it may be refused. */
void fixture_random_line(const struct document *document, struct fixture_random *random, struct buf *out);

/* Records, «kind, key, field, value», as another session would leave them, in one write. */
void fixture_write_raw(const char *const (*records)[4], size_t count);

#endif
