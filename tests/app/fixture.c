#include "fixture.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

/* A test program links the fixture of its own floor only. */
#include "store/fixture.c"

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

bool fixture_changes(const struct document *document, const char *lines, struct change_list *changes, struct err *err)
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
	bool ok = fixture_changes(session->document, lines, &changes, err) && session_apply(session, &changes, fixture_stamp, err);

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

void fixture_expect_replayed(const struct session *session, const char *name)
{
	char *here = fixture_state(session), *there = fixture_replayed();

	cr_expect_str_eq(there, here, "%s: opened again there is\n%.1500s\ninstead of\n%.1500s", name, strstr(there, "\nservice."), strstr(here, "\nservice."));
	free(here);
	free(there);
}

void fixture_expect_state(const struct session *session, const char *expected, const char *name)
{
	char *state = fixture_state(session);

	cr_expect_str_eq(state, expected, "%s: there is\n%.1500s\ninstead of\n%.1500s", name, strstr(state, "\nservice."), strstr(expected, "\nservice."));
	free(state);
}

struct buf fixture_file_bytes(void)
{
	return fixture_read(fixture_path("d.cadran"));
}

void fixture_expect_file(const struct buf *expected, const char *name)
{
	struct buf bytes = fixture_file_bytes();

	cr_expect(bytes.length == expected->length && !memcmp(bytes.data, expected->data, bytes.length), "%s: the file is not as it was", name);
	buf_release(&bytes);
}

const char *fixture_undo(struct session *session, bool expected)
{
	const struct unit *unit = NULL;
	struct err err = { 0 };

	cr_assert(session_undo(session, fixture_stamp, &unit, &err), "%s", err.text);
	cr_expect((unit != NULL) == expected, "undo: %s", unit ? "something" : "nothing");
	return unit && unit->changes.count ? unit->changes.items[0].field : "";
}

const char *fixture_redo(struct session *session, bool expected)
{
	const struct unit *unit = NULL;
	struct err err = { 0 };

	cr_assert(session_redo(session, fixture_stamp, &unit, &err), "%s", err.text);
	cr_expect((unit != NULL) == expected, "redo: %s", unit ? "something" : "nothing");
	return unit && unit->changes.count ? unit->changes.items[0].field : "";
}

void fixture_random_line(const struct document *document, struct fixture_random *random, struct buf *out)
{
	static const char *const fields[][2] = {
		{ "name", "" },           { "need", "" },      { "sponsor", "" },    { "description", "" },     { "delay", "4" },
		{ "delay", "" },          { "ai_act", "limited" }, { "ai_act", "prohibited" }, { "status", "live" }, { "status", "idea" },
		{ "health_data", "yes" }, { "hosting", "hds" }, { "hours", "1/2/3" }, { "hour_cost", "40" },    { "build_cost", "9000" },
		{ "requires", "data.d1:3" }, { "depends", "U0" }, { "depends", "" }, { "present", "" },         { "present", "yes" },
		{ "medical_device", "no" }, { "horizon", "5" },
	};
	static const char *const levels[] = { "1", "2", "3", "4", "5", "NA", "?", "" };
	static const char *const scores[] = { "1", "2", "3", "4", "5", "-", "" };
	static const char *const matrices[] = { "essai", "roi-risque", "impact-faisabilite", "", "none" };
	unsigned id = fixture_below(random, 5);
	const struct grid *grid = &document->content->grids[fixture_below(random, 2)];
	const char *question = grid->questions[fixture_below(random, (unsigned)grid->question_count)].id;
	const char *criterion = document->content->criteria.items[fixture_below(random, (unsigned)document->content->criteria.count)].id;
	const char *text = fixture_hostile[fixture_below(random, 9)];
	unsigned pick = fixture_below(random, 100), field = fixture_below(random, ARRAY_SIZE(fields));

	if (pick < 5)
		buf_add_format(out, "service.%s=%s\n", pick < 3 ? "size" : "priorities", text);
	else if (pick < 25)
		buf_add_format(out, "answer.%s.%s=%s\n", grid->id, question, levels[fixture_below(random, ARRAY_SIZE(levels))]);
	else if (pick < 35)
		buf_add_format(out, "answer.%s.%s.%s=%s\n", grid->id, question, pick < 30 ? "note" : "evidence", text);
	else if (pick < 38)
		buf_add_format(out, "grid.%s.target=%u\n", grid->id, 1 + fixture_below(random, 5));
	else if (pick < 41)
		buf_add_format(out, "matrix.id=%s\n", matrices[fixture_below(random, ARRAY_SIZE(matrices))]);
	else if (pick < 65)
		buf_add_format(out, "use-case.U%u.%s=%s\n", id, fields[field][0], field < 4 ? text : fields[field][1]);
	else if (pick < 80)
		buf_add_format(out, "score.U%u.%s=%s\n", id, criterion, scores[fixture_below(random, 5)]);
	else if (pick < 84)
		buf_add_format(out, "participant.P%u.%s=%s\n", fixture_below(random, 4), pick < 83 ? "present" : "away",
			       fixture_chance(random, 70) ? "yes" : "");
	else if (pick < 88)
		buf_add_format(out, "round.U%u.%s.hidden=%s\n", id, criterion, fixture_chance(random, 60) ? scores[fixture_below(random, 2)] : "");
	else
		buf_add_format(out, "vote.U%u.%s.P%u.%u=%s\n", id, criterion, fixture_below(random, 3), 1 + fixture_below(random, 2),
			       scores[fixture_below(random, ARRAY_SIZE(scores))]);
}

/* Records as another session would leave them, one after the other and in one write. */
void fixture_write_raw(const char *const (*records)[4], size_t count)
{
	struct session session = fixture_open(JOURNAL_WRITE);
	struct journal_writer writer;
	struct err err = { 0 };

	journal_writer_init(&writer, &session.journal, fixture_stamp);
	for (size_t i = 0; i < count; i++)
		journal_writer_add(&writer, records[i][0], records[i][1], records[i][2], records[i][3]);
	cr_assert(journal_append(&session.journal, &writer, &err), "%s", err.text);
	journal_writer_release(&writer);
	session_close(&session);
}
