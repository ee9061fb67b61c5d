#include "fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A test program links the fixture of its own floor only. */
#include "store/fixture.c"

const struct journal_stamp fixture_stamp = { "animateur", "2026-11-21T09:12:04Z" };

void fixture_create(struct content *content)
{
	struct change_list changes = { 0 };
	struct err err = { 0 };

	change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	cr_assert(session_create(fixture_path("d.cadran"), content, &changes, fixture_stamp, &err), "%s", err.text);
	cr_expect(changes.count == 0, "the list is not emptied");
	change_list_release(&changes);
}

struct session fixture_open(enum journal_access access)
{
	struct session session;
	struct err err = { 0 };

	cr_assert(session_open(fixture_path("d.cadran"), access, &session, &err), "%s", err.text);
	return session;
}

static bool lines_to_changes(const struct document *document, const char *lines, struct change_list *changes, struct err *err)
{
	char *copy = xstrdup(lines), *rest = copy;
	bool ok = true;

	for (char *line; ok && (line = strtok_r(rest, "\n", &rest));) {
		char *equal = strchr(line, '=');

		cr_assert(equal, "«%s»", line);
		*equal = '\0';
		ok = change_parse_key(document, line, equal + 1, changes, err);
	}
	free(copy);
	return ok;
}

bool fixture_apply(struct session *session, const char *lines, struct err *err)
{
	struct change_list changes = { 0 };
	bool ok = lines_to_changes(session->document, lines, &changes, err) && session_apply(session, &changes, fixture_stamp, err);

	change_list_release(&changes);
	return ok;
}

void fixture_must_apply(struct session *session, const char *lines)
{
	struct err err = { 0 };

	cr_assert(fixture_apply(session, lines, &err), "«%s» is refused: %s", lines, err.text);
}

char *fixture_state(const struct session *session)
{
	char *json = fixture_json(session->document), *snapshot = fixture_snapshot(session->document);
	struct buf out;

	buf_init(&out);
	buf_add_format(&out, "%s\n%s", json, snapshot);
	free(json);
	free(snapshot);
	return buf_detach(&out);
}

char *fixture_replayed(void)
{
	struct session session = fixture_open(JOURNAL_READ);
	char *faults = fixture_faults(&session.faults), *state = fixture_state(&session);

	cr_expect_str_eq(faults, "", "opened again: %s", faults);
	free(faults);
	session_close(&session);
	return state;
}
