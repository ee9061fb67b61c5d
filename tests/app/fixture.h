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

extern const struct journal_stamp fixture_stamp;

/* Makes d.cadran in the folder, named «Essai», of `content`, which passes to it. */
void fixture_create(struct content *content);

/* Opens d.cadran; the test ends where it does not open. */
struct session fixture_open(enum journal_access access);

/* As «cadran set»: KEY=VALUE lines, one unit. False with `err` where they are refused. */
bool fixture_apply(struct session *session, const char *lines, struct err *err);

/* The same, and the test ends where it is refused. */
void fixture_must_apply(struct session *session, const char *lines);

/* What a session's document is, to compare: its JSON, then its snapshot. Free it. */
char *fixture_state(const struct session *session);

/* The state of d.cadran, opened once more for reading, which must be without fault. Free it. */
char *fixture_replayed(void);

#endif
