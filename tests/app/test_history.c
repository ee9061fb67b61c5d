/*
 * Changes, undo and redo, batches. The law under all of it: what is in memory is
 * what the next opening replays. After each step the document of the session is
 * compared, as JSON and value by value, with that of a second opening.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fixture.h"

TestSuite(history, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- changes ---------------------------------------------------------------------------------- */

static const char *const units[] = {
	"service.sector=hospital",
	"service.priorities=un\tdeux ; trois",
	"answer.data.d0.q0=3",
	"answer.data.d0.q0.note=vu ; noté, «demain» \"oui\"",
	"answer.data.d0.q0=NA\nanswer.data.d1.q0=?\nanswer.ai.d0.q1=5",
	"answer.data.d0.q0=",
	"grid.data.target=4",
	"grid.data.target=",
	"use-case.A1.name=Dictée",
	"use-case.B2.name=Relances\nuse-case.B2.delay=2,5\nuse-case.B2.depends=A1",
	"use-case.A1.requires=data.d1:3;ai.d0:2\nuse-case.A1.hours=1/2/3\nuse-case.A1.hour_cost=30",
	"score.A1.impact.c0=3.5\nscore.A1.risk.c0=2",
	"vote.B2.impact.c0.Claire=4\nvote.B2.impact.c0.Denis M..2=-\nvote.B2.impact.c0.=Éric=1",
	"vote.B2.impact.c0.Claire=",
	"use-case.A1.present=",
	"use-case.C3.ai_act=minimal\nuse-case.C3.status=live",
	"use-case.A1.present=yes",
	"use-case.A1.need==1+1",
	"service.name=Autre nom",
};

Test(history, what_is_applied_is_logged_and_replayed_to_the_same_document)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		struct err err = { 0 };

		if (strstr(units[i], "=Éric")) /* a name may hold what a line of this table cannot */
			continue;
		cr_expect(fixture_apply(&session, units[i], &err), "%s: %s", units[i], err.text);
		fixture_expect_replayed(&session, units[i]);
	}
	session_close(&session);
}

Test(history, a_unit_says_who_did_it_and_when_also_when_it_is_opened_again)
{
	static const char *const lines[] = { "service.size=42", "answer.data.d0.q0=NA\nanswer.data.d1.q0=2" };
	static const struct journal_stamp stamps[] = { { "Anne", "2026-11-21T09:12:04Z" },
						       { "Bruno", "2026-11-22T10:00:00Z" } };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	const size_t first = session.unit_count;

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct change_list changes = { 0 };
		struct err err = { 0 };

		cr_assert(fixture_changes(session.document, lines[i], &changes, &err), "%s", err.text);
		cr_assert(session_apply(&session, &changes, stamps[i], &err), "%s", err.text);
	}
	for (int again = 0; again <= 1; again++) {
		cr_assert_eq(session.unit_count, first + ARRAY_SIZE(lines));
		for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
			cr_expect_str_eq(session.units[first + i].author, stamps[i].author);
			cr_expect_str_eq(session.units[first + i].time, stamps[i].time);
		}
		session_close(&session);
		session = fixture_open(JOURNAL_READ);
	}
	session_close(&session);
}

/* A random unit; what is refused (a circle, a use case that is not there) must change nothing. */
static void random_unit(struct session *session, struct fixture_random *random)
{
	char *before = fixture_state(session);
	struct buf lines;
	struct err err = { 0 };
	size_t done = session->done;

	buf_init(&lines);
	for (unsigned i = fixture_chance(random, 70) ? 1 : 1 + fixture_below(random, 6); i; i--)
		fixture_random_line(session->document, random, &lines);
	if (!fixture_apply(session, lines.data, &err)) {
		fixture_expect_state(session, before, "after what was refused");
		cr_expect(session->done == done && *err.text);
	}
	buf_release(&lines);
	free(before);
}

static void add_matrix(struct session *session, const struct content *content, const char *id)
{
	struct err err = { 0 };

	cr_assert(session_add_matrix(session, content, id, fixture_stamp, &err), "%s", err.text);
}

Test(history, random_changes_undone_and_redone_over_sessions_replay_to_the_same_document)
{
	struct content *shipped = fixture_shipped();

	for (unsigned seed = 1; seed <= 6; seed++) {
		struct fixture_random random = fixture_seed(seed);
		char name[60];

		(void)unlink(fixture_path("d.cadran"));
		fixture_create(fixture_worked());
		struct session session = fixture_open(JOURNAL_WRITE);
		for (unsigned step = 0; step < 120; step++) {
			if (step == 40 || step == 60)
				add_matrix(&session, shipped, step == 40 ? "roi-risque" : "impact-faisabilite");
			unsigned pick = fixture_below(&random, 100);
			const struct unit *unit;
			struct err err = { 0 };

			if (pick < 65)
				random_unit(&session, &random);
			else if (pick < 80)
				cr_expect(session_undo(&session, fixture_stamp, &unit, &err), "%s", err.text);
			else if (pick < 90)
				cr_expect(session_redo(&session, fixture_stamp, &unit, &err), "%s", err.text);
			if (pick < 90 && step % 7)
				continue;
			snprintf(name, sizeof(name), "seed %u, step %u", seed, step);
			fixture_expect_replayed(&session, name);
			size_t done = session.done, count = session.unit_count;
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
			cr_expect(session.done == done && session.unit_count == count, "%s: %zu of %zu, not %zu of %zu",
				  name, session.done, session.unit_count, done, count);
		}
		session_close(&session);
	}
	content_free(shipped);
}

Test(history, what_is_refused_changes_neither_document_nor_file)
{
	static const char *const wrong[] = {
		"answer.data.d0.q0=9",        "answer.data.d0.q0=3\nanswer.data.none.q0=3",
		"use-case.X.delay=soon",      "use-case.A1.sponsor=x\nuse-case.A1.requires=data.none:3",
		"use-case.A1.depends=B2",     "score.A1.impact.c0=4\nscore.A1.impact.none=3",
		"vote.A1.impact.c0.Ana=3.5",  "service.name=",
		"service.colour=red",         "use-case.12.name=x",
		"use-case.A1.need=a\x1b[31m",
	};

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.A1.name=x\nuse-case.B2.depends=A1");
	char *before = fixture_state(&session);
	struct buf bytes = fixture_file_bytes();
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct err err = { 0 };

		cr_expect(!fixture_apply(&session, wrong[i], &err) && *err.text, "%s", wrong[i]);
		fixture_expect_state(&session, before, wrong[i]);
		fixture_expect_file(&bytes, wrong[i]);
	}
	fixture_must_apply(&session, "answer.data.d0.q0=2");
	fixture_expect_replayed(&session, "afterwards");
	session_close(&session);
	buf_release(&bytes);
	free(before);
}

/* --- undo and redo ------------------------------------------------------------------------------- */

Test(history, everything_can_be_taken_back_to_the_beginning_and_done_again_over_sessions)
{
	enum { COUNT = ARRAY_SIZE(units) };
	char *states[COUNT + 1];
	size_t count = 0;

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	states[0] = fixture_state(&session);
	for (size_t i = 0; i < COUNT; i++) {
		if (strstr(units[i], "=Éric"))
			continue;
		fixture_must_apply(&session, units[i]);
		states[++count] = fixture_state(&session);
	}
	for (size_t i = count; i-- > 0;) {
		fixture_undo(&session, true);
		fixture_expect_state(&session, states[i], "undone");
		if (i % 4 == 0) {
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
			fixture_expect_state(&session, states[i], "undone and opened again");
		}
	}
	struct buf bytes = fixture_file_bytes();
	fixture_undo(&session, false);
	fixture_undo(&session, false);
	fixture_expect_file(&bytes, "nothing to take back");
	fixture_expect_state(&session, states[0], "the making of the dossier stays");
	cr_expect_str_eq(session.document->service[SERVICE_NAME], "Essai");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	fixture_undo(&session, false);
	for (size_t i = 1; i <= count; i++) {
		fixture_redo(&session, true);
		fixture_expect_state(&session, states[i], "done again");
		if (i % 5 == 0) {
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
		}
	}
	fixture_redo(&session, false);
	fixture_expect_replayed(&session, "all done again");
	for (size_t i = 0; i <= count; i++)
		free(states[i]);
	buf_release(&bytes);
	session_close(&session);
}

Test(history, undo_names_what_was_taken_back)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	fixture_must_apply(&session, "service.size=10");
	fixture_must_apply(&session, "service.date=2026-11-21");
	cr_expect_str_eq(fixture_undo(&session, true), "date");
	cr_expect_str_eq(fixture_undo(&session, true), "size");
	cr_expect_str_eq(fixture_redo(&session, true), "size");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "10");
	session_close(&session);
}

Test(history, a_new_change_after_undo_ends_what_can_be_done_again)
{
	fixture_create(fixture_worked());
	for (int reopen = 0; reopen < 2; reopen++) {
		struct session session = fixture_open(JOURNAL_WRITE);

		fixture_must_apply(&session, "service.size=10");
		fixture_must_apply(&session, "service.size=20");
		fixture_undo(&session, true);
		fixture_undo(&session, true);
		fixture_must_apply(&session, reopen ? "service.size=40" : "service.size=30");
		if (reopen) {
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
		}
		fixture_redo(&session, false);
		cr_expect_str_eq(session.document->service[SERVICE_SIZE], reopen ? "40" : "30");
		fixture_undo(&session, true);
		cr_expect_str_eq(session.document->service[SERVICE_SIZE], reopen ? "30" : "");
		fixture_redo(&session, true);
		fixture_expect_replayed(&session, "redo");
		session_close(&session);
	}
}

/* Whether a change that changes nothing is logged is open; that it can be lived with is not. */
Test(history, a_change_to_what_is_there_already_keeps_undo_in_step_with_the_file)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	const struct unit *unit;
	struct err err = { 0 };

	fixture_must_apply(&session, "service.size=10");
	fixture_must_apply(&session, "service.size=10");
	fixture_expect_replayed(&session, "the same");
	size_t done = session.done;
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.done == done);
	cr_expect(session_undo(&session, fixture_stamp, &unit, &err));
	fixture_expect_replayed(&session, "the same, undone");
	session_close(&session);
}

Test(history, an_empty_list_of_changes_changes_nothing)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct change_list none = { 0 };
	struct err err = { 0 };

	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	(void)session_apply(&session, &none, fixture_stamp, &err);
	fixture_expect_state(&session, before, "nothing");
	fixture_expect_replayed(&session, "nothing");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	fixture_undo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	change_list_release(&none);
	free(before);
	session_close(&session);
}

/* --- batches ------------------------------------------------------------------------------------- */

Test(history, a_batch_is_one_unit_between_begin_and_commit)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf before = fixture_file_bytes();
	char *state = fixture_state(&session);

	size_t done = session.done;
	fixture_must_apply(&session, "use-case.A1.name=x\nuse-case.A1.delay=3\nanswer.data.d0.q0=4");
	cr_expect(session.done == done + 1 && session.units[done].changes.count >= 3);
	struct buf after = fixture_file_bytes();
	const char *added = after.data + before.length;
	cr_expect(strstr(added, ",begin,") && strstr(added, ",commit,") && strstr(strstr(added, ",begin,"), ",commit,"),
		  "%s", added);
	fixture_undo(&session, true);
	fixture_expect_state(&session, state, "undone at once");
	fixture_redo(&session, true);
	fixture_expect_replayed(&session, "redone at once");
	free(state);
	buf_release(&before);
	buf_release(&after);
	session_close(&session);
}

Test(history, a_batch_without_its_commit_counts_for_nothing_and_is_aborted_by_the_next_append)
{
	static const char *const batch[][4] = {
		{ "begin", "", "", "" },
		{ "use-case", "A1", "present", "yes" },
		{ "use-case", "A1", "name", "x" },
		{ "service", "", "size", "99" },
	};

	fixture_create(fixture_worked());
	char *before = fixture_replayed();
	fixture_write_raw(batch, ARRAY_SIZE(batch));
	struct buf cut = fixture_file_bytes();
	struct session session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count == 1 && strstr(faults, "cut short"), "%s", faults);
	fixture_expect_state(&session, before, "counts for nothing");
	fixture_undo(&session, false);
	fixture_must_apply(&session, "service.date=2026-11-21");
	struct buf after = fixture_file_bytes();
	cr_expect(after.length > cut.length && !memcmp(after.data, cut.data, cut.length), "nothing is thrown away");
	cr_expect(strstr(after.data + cut.length, ",abort,") &&
			  strstr(strstr(after.data + cut.length, ",abort,"), ",date,"),
		  "%s", after.data + cut.length);
	fixture_expect_replayed(&session, "after the abort");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	fixture_must_apply(&session, "service.size=5\nservice.facilitator=Ana");
	fixture_expect_replayed(&session, "the abort is written once");
	fixture_undo(&session, true);
	fixture_undo(&session, true);
	fixture_undo(&session, false);
	fixture_expect_state(&session, before, "undone");
	fixture_expect_replayed(&session, "undone");
	session_close(&session);
	free(before);
	free(faults);
	buf_release(&cut);
	buf_release(&after);
}

Test(history, a_file_cut_in_a_batch_loses_the_whole_batch_and_goes_on)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	struct buf start = fixture_file_bytes();
	fixture_must_apply(&session,
			   "service.size=20\nservice.date=2026-01-02\nanswer.data.d0.q0=4\nuse-case.A1.name=é");
	char *whole_state = fixture_state(&session);
	session_close(&session);
	struct buf whole = fixture_file_bytes();
	for (size_t length = start.length; length <= whole.length; length += length + 40 < whole.length ? 13 : 1) {
		fixture_write("d.cadran", whole.data, length);
		session = fixture_open(JOURNAL_WRITE);
		fixture_expect_state(&session, length >= whole.length - 1 ? whole_state : before, "cut");
		fixture_must_apply(&session, "service.facilitator=Ana");
		fixture_expect_replayed(&session, "cut, and gone on");
		fixture_undo(&session, true);
		fixture_expect_state(&session, length >= whole.length - 1 ? whole_state : before,
				     "cut, gone on, undone");
		session_close(&session);
	}
	free(before);
	free(whole_state);
	buf_release(&start);
	buf_release(&whole);
}

Test(history, an_undo_record_that_names_what_is_not_the_last_change_is_named_and_left_out)
{
	static const char *const records[][4] = {
		{ "undo", "1", "", "" }, { "undo", "99999", "", "" }, { "undo", "x", "", "" },
		{ "redo", "7", "", "" }, { "redo", "", "", "" },
	};

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	session_close(&session);
	fixture_write_raw(records, ARRAY_SIZE(records));
	session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count == ARRAY_SIZE(records), "%s", faults);
	fixture_expect_state(&session, before, "left out");
	fixture_undo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	session_close(&session);
	free(before);
	free(faults);
}

Test(history, a_record_that_cannot_be_applied_or_of_an_unknown_kind_is_named_and_left_out)
{
	static const char *const records[][4] = {
		{ "dance", "x", "y", "z" },
		{ "answer", "data.none.q0", "level", "3" },
		{ "answer", "data.d0.q0", "level", "9" },
		{ "score", "ghost", "impact.c0", "3" },
		{ "content", "grid.other", "1", "[grid]\nid = other\n" },
		{ "commit", "", "", "" },
		{ "abort", "", "", "" },
		{ "service", "", "size", "12" },
	};

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_READ);
	size_t done = session.done;
	session_close(&session);
	fixture_write_raw(records, ARRAY_SIZE(records));
	session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count >= 5 && strstr(faults, "dance") && strstr(faults, "data.none.q0") &&
			  strstr(faults, "ghost"),
		  "%s", faults);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "12", "what is good counts");
	cr_expect(session.done == done + 1, "%zu units, %zu before", session.done, done);
	fixture_undo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	fixture_undo(&session, false);
	session_close(&session);
	free(faults);
}

/* An edited or a merged file may hold what no session writes: it is told, and figures can be computed. */
Test(history, a_circle_of_prerequisites_in_a_file_neither_hangs_nor_stops_the_program)
{
	static const char *const records[][4] = {
		{ "use-case", "A1", "present", "yes" }, { "use-case", "B2", "present", "yes" },
		{ "use-case", "C3", "present", "yes" }, { "use-case", "A1", "depends", "B2" },
		{ "use-case", "B2", "depends", "C3" },  { "use-case", "C3", "depends", "A1" },
		{ "use-case", "C3", "name", "Trois" },
	};

	fixture_create(fixture_worked());
	fixture_write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults), *state = fixture_state(&session);
	cr_expect(strstr(faults, "circle"), "nothing is said of it: «%s»", faults);
	cr_expect_str_eq(document_use_case(session.document, "C3")->field[USE_CASE_NAME], "Trois");
	free(faults);
	free(state);
	session_close(&session);
}

/* --- what older dossiers hold -------------------------------------------------------- */

Test(history, a_date_that_is_none_in_an_older_dossier_is_read_undone_and_done_again)
{
	static const char *const records[][4] = { { "service", "", "date", "automne 2026" },
						  { "service", "", "size", "10" } };

	fixture_create(fixture_worked());
	fixture_write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	const char *const *service = (const char *const *)session.document->service;
	cr_expect(!session.faults.count);
	cr_expect_str_eq(service[SERVICE_DATE], "automne 2026");
	fixture_undo(&session, true);
	fixture_undo(&session, true);
	cr_expect(strcmp(service[SERVICE_DATE], "automne 2026") != 0);
	fixture_redo(&session, true);
	cr_expect_str_eq(service[SERVICE_DATE], "automne 2026");
	session_close(&session);
}
