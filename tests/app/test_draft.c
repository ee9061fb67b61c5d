/*
 * What is not done yet: changes that are staged and not flushed, texts that are
 * being typed, and dossiers that cannot be written at all. A draft counts only
 * at the end of the journal, so each test ends the journal somewhere and looks
 * at what the next opening makes of it.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "fixture.h"

TestSuite(draft, .init = fixture_folder_make, .fini = fixture_folder_remove);
TestSuite(stage, .init = fixture_folder_make, .fini = fixture_folder_remove);
TestSuite(reading, .init = fixture_folder_make, .fini = fixture_folder_remove);

#define TEXT "vu, \"noté\";\nseconde ligne 🏥"

static const char *note(const struct session *session)
{
	return session->document->grids[0].answers[0].field[ANSWER_NOTE];
}

static const char *size(const struct session *session)
{
	return session->document->service[SERVICE_SIZE];
}

/* The first question of the first grid of tests/worked. */
static const char *question(const struct session *session)
{
	static char key[100];
	const struct grid *grid = &session->document->content->grids[0];

	snprintf(key, sizeof(key), "%s.%s", grid->id, grid->questions[0].id);
	return key;
}

static void draft(struct session *session, const char *text)
{
	struct err err = { 0 };

	cr_assert(session_draft(session, CHANGE_ANSWER, question(session), "note", text, fixture_stamp, &err), "%s", err.text);
	cr_expect(session->drafted);
}

static void stage(struct session *session, const char *lines)
{
	struct change_list changes = { 0 };
	struct err err = { 0 };

	cr_assert(fixture_changes(session->document, lines, &changes, &err), "%s", err.text);
	cr_assert(session_stage(session, &changes, &err), "%s: %s", lines, err.text);
	cr_expect(!changes.count && !changes.items, "%s: the list is not empty", lines);
}

static void flush(struct session *session)
{
	struct err err = { 0 };

	cr_assert(session_flush(session, fixture_stamp, &err), "%s", err.text);
	cr_expect(!session_is_staged(session));
}

/* --- staging and flushing ---------------------------------------------------------------- */

Test(stage, what_is_staged_is_in_the_document_and_on_the_disk_when_it_is_flushed)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	char *before = fixture_state(&session), *there;
	size_t done = session.done;

	cr_expect(!session_is_staged(&session));
	stage(&session, "service.size=10");
	cr_expect(session_is_staged(&session) && !strcmp(size(&session), "10") && session.done == done);
	fixture_expect_file(&bytes, "staged");
	there = fixture_replayed();
	cr_expect_str_eq(there, before, "what is staged is on the disk");
	flush(&session);
	cr_expect(session.done == done + 1);
	fixture_expect_replayed(&session, "flushed");
	fixture_undo(&session, true);
	fixture_expect_state(&session, before, "undone");
	session_close(&session);
	buf_release(&bytes);
	free(before);
	free(there);
}

Test(stage, several_changes_are_flushed_as_one_unit)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	size_t done = session.done;

	stage(&session, "use-case.A1.name=x\nuse-case.A1.delay=3\nservice.size=10");
	flush(&session);
	cr_expect(session.done == done + 1 && session.units[done].changes.count == 4);
	fixture_expect_replayed(&session, "flushed");
	struct buf bytes = fixture_file_bytes();
	cr_expect(strstr(bytes.data, ",begin,") && strstr(bytes.data, ",commit,"));
	fixture_undo(&session, true);
	cr_expect(!document_use_case(session.document, "A1") && !*size(&session));
	buf_release(&bytes);
	session_close(&session);
}

Test(stage, what_cannot_be_flushed_is_taken_back_and_gone)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	char *before = fixture_state(&session);
	struct err err = { 0 };

	stage(&session, "service.size=10\nuse-case.A1.name=x");
	fixture_limit_files(bytes.length + 20);
	cr_expect(!session_flush(&session, fixture_stamp, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	fixture_limit_files(0);
	cr_expect(!session_is_staged(&session));
	fixture_expect_state(&session, before, "not flushed");
	fixture_expect_file(&bytes, "not flushed");
	flush(&session);
	fixture_expect_file(&bytes, "nothing is left to flush");
	stage(&session, "service.size=20");
	flush(&session);
	fixture_expect_replayed(&session, "afterwards");
	session_close(&session);
	buf_release(&bytes);
	free(before);
}

Test(stage, what_cannot_be_applied_or_logged_stays_the_caller_s)
{
	struct change_list changes = { 0 };
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	char *before = fixture_state(&session);
	cr_assert(fixture_changes(session.document, "service.size=10\nservice.sector=none", &changes, &err));
	cr_expect(!session_stage(&session, &changes, &err) && strstr(err.text, "none"), "%s", err.text);
	cr_expect(changes.count == 2 && !session_is_staged(&session));
	fixture_expect_state(&session, before, "refused");
	change_list_release(&changes);
	cr_assert(fixture_changes(session.document, "service.size=10\nservice.date=2026-01-01", &changes, &err));
	fixture_limit_files(bytes.length + 20);
	cr_expect(!session_apply(&session, &changes, fixture_stamp, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	fixture_limit_files(0);
	cr_expect(changes.count == 2 && !session_is_staged(&session));
	fixture_expect_state(&session, before, "not logged");
	cr_expect(session_apply(&session, &changes, fixture_stamp, &err), "%s", err.text);
	cr_expect(!changes.count && !strcmp(size(&session), "10"));
	fixture_expect_replayed(&session, "afterwards");
	session_close(&session);
	buf_release(&bytes);
	free(before);
}

Test(stage, what_changes_nothing_stages_nothing)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	struct buf bytes = fixture_file_bytes();
	struct change_list none = { 0 };
	struct err err = { 0 };

	stage(&session, "service.size=10\nservice.name=Essai");
	cr_expect(!session_is_staged(&session));
	flush(&session);
	cr_expect(session_stage(&session, &none, &err) && !session_is_staged(&session));
	fixture_expect_file(&bytes, "nothing");
	session_close(&session);
	buf_release(&bytes);
}

Test(stage, what_is_staged_and_never_flushed_counts_for_nothing)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	stage(&session, "service.size=10\nuse-case.A1.name=x");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	cr_expect(!*size(&session) && !session.document->use_case_count);
	session_close(&session);
}

static void call(struct session *session, int number)
{
	struct change_list changes = { 0 };
	const struct unit *unit;
	struct err err;

	change_add(&changes, CHANGE_SERVICE, "", "date", "2026-01-01");
	switch (number) {
	case 0:
		(void)session_stage(session, &changes, &err);
		break;
	case 1:
		(void)session_apply(session, &changes, fixture_stamp, &err);
		break;
	case 2:
		(void)session_undo(session, fixture_stamp, &unit, &err);
		break;
	case 3:
		(void)session_redo(session, fixture_stamp, &unit, &err);
		break;
	case 4:
		(void)session_draft(session, CHANGE_SERVICE, "", "date", "2026-01-01", fixture_stamp, &err);
		break;
	case 5:
		(void)session_draft_drop(session, fixture_stamp, &err);
		break;
	default:
		(void)session_add_matrix(session, session->document->content, "essai", fixture_stamp, &err);
	}
}

Test(stage, whatever_else_is_asked_for_meanwhile_is_our_own_mistake)
{
	fixture_create(fixture_worked());
	for (int i = 0; i < 7; i++) {
		int status;
		pid_t child = fork();

		cr_assert(child >= 0);
		if (!child) {
			struct session session = fixture_open(JOURNAL_WRITE);

			(void)!freopen("/dev/null", "w", stderr);
			stage(&session, "service.size=10");
			call(&session, i);
			_exit(0);
		}
		cr_assert(waitpid(child, &status, 0) == child);
		cr_expect(!WIFEXITED(status) || WEXITSTATUS(status), "call %d passes", i);
	}
}

/* --- drafts ---------------------------------------------------------------------------------- */

Test(draft, a_text_being_typed_is_taken_up_as_the_last_change_of_the_next_opening)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	size_t done = session.done;

	cr_expect(!session.drafted && !session.recovered);
	draft(&session, "vu");
	draft(&session, TEXT);
	fixture_expect_state(&session, before, "a draft is not in the document");
	cr_expect(session.done == done);
	session_close(&session);

	struct buf bytes = fixture_file_bytes();
	session = fixture_open(JOURNAL_READ);
	cr_expect(session.recovered && session.drafted && session.done == done + 1 && !session.faults.count);
	cr_expect_str_eq(note(&session), TEXT);
	cr_expect(session.units[done].seq == session.journal.last_seq, "the number of the draft's record");
	char *after = fixture_state(&session);
	session_close(&session);
	fixture_expect_file(&bytes, "reading writes nothing");

	session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.recovered && !session.drafted && session.done == done + 1 && !session.faults.count);
	fixture_expect_state(&session, after, "taken up");
	fixture_expect_replayed(&session, "taken up");
	struct buf longer = fixture_file_bytes();
	cr_expect(longer.length > bytes.length && !memcmp(longer.data, bytes.data, bytes.length));
	session_close(&session);

	session = fixture_open(JOURNAL_WRITE);
	cr_expect(!session.recovered && !session.drafted && session.done == done + 1);
	fixture_expect_state(&session, after, "once only");
	fixture_expect_file(&longer, "once only");
	cr_expect_str_eq(fixture_undo(&session, true), "note");
	fixture_expect_state(&session, before, "undone");
	fixture_expect_replayed(&session, "undone");
	fixture_redo(&session, true);
	fixture_expect_state(&session, after, "done again");
	fixture_undo(&session, true);
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	fixture_expect_state(&session, before, "undone and opened again");
	session_close(&session);
	buf_release(&bytes);
	buf_release(&longer);
	free(before);
	free(after);
}

Test(draft, what_was_taken_up_can_be_taken_back_at_once)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	fixture_must_apply(&session, "service.size=10");
	fixture_must_apply(&session, "service.size=20");
	fixture_undo(&session, true);
	draft(&session, TEXT);
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	fixture_redo(&session, false);
	cr_expect_str_eq(fixture_undo(&session, true), "note");
	cr_expect_str_eq(note(&session), "");
	fixture_expect_replayed(&session, "undone");
	fixture_redo(&session, true);
	cr_expect_str_eq(note(&session), TEXT);
	fixture_undo(&session, true);
	fixture_undo(&session, true);
	cr_expect(!*size(&session));
	fixture_expect_replayed(&session, "all undone");
	session_close(&session);
}

Test(draft, it_is_logged_in_the_name_and_at_the_time_of_who_typed_it)
{
	const struct journal_stamp ana = { "Ana, \"la\" seconde", "2020-01-02T03:04:05Z" };
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	cr_assert(session_draft(&session, CHANGE_SERVICE, "", "size", "12", ana, &err), "%s", err.text);
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	const char *record = strstr(bytes.data, ",2020-01-02T03:04:05Z,\"Ana, \"\"la\"\" seconde\",service,,size,12,");
	cr_expect(record && strstr(bytes.data, ",\"Ana, \"\"la\"\" seconde\",draft-service,,size,12,") < record, "%s", bytes.data + bytes.length - 300);
	buf_release(&bytes);
	session_close(&session);
}

static const struct {
	enum change_kind kind;
	const char *key, *field, *text;
} kinds[] = {
	{ CHANGE_SERVICE, "", "priorities", "un\ndeux" },
	{ CHANGE_GRID, "data", "target", "4" },
	{ CHANGE_ANSWER, "data.d0.q0", "evidence", TEXT },
	{ CHANGE_USE_CASE, "A1", "need", TEXT },
	{ CHANGE_USE_CASE, "B2", "present", "yes" },
	{ CHANGE_SCORE, "A1", "impact.c0", "3,5" },
	{ CHANGE_VOTE, "A1.impact.c0", "Zoé.1", "4" },
	{ CHANGE_MATRIX, "", "id", "roi-risque" },
	{ CHANGE_USE, "U001", "purpose", TEXT },
};

Test(draft, every_kind_of_value_can_be_typed)
{
	struct content *content = fixture_shipped();
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.A1.name=x\nuse.U001.name=x");
	cr_assert(session_add_matrix(&session, content, "roi-risque", fixture_stamp, &err), "%s", err.text);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		char *before = fixture_state(&session), *after;

		cr_assert(session_draft(&session, kinds[i].kind, kinds[i].key, kinds[i].field, kinds[i].text, fixture_stamp, &err), "%s", err.text);
		session_close(&session);
		session = fixture_open(JOURNAL_WRITE);
		after = fixture_state(&session);
		cr_expect(session.recovered && !session.faults.count && strcmp(before, after) != 0, "%s", kinds[i].field);
		fixture_expect_replayed(&session, kinds[i].field);
		fixture_undo(&session, true);
		fixture_expect_state(&session, before, kinds[i].field);
		fixture_redo(&session, true);
		free(before);
		free(after);
	}
	session_close(&session);
	content_free(content);
}

/* --- what comes after a draft ---------------------------------------------------------------- */

static void come_after(struct session *session, const char *what)
{
	struct content *content = fixture_shipped();
	struct err err = { 0 };

	if (!strcmp(what, "change"))
		fixture_must_apply(session, "service.date=2026-01-01");
	else if (!strcmp(what, "batch"))
		fixture_must_apply(session, "service.date=2026-01-01\nuse-case.C3.name=x");
	else if (!strcmp(what, "staged")) {
		stage(session, "service.date=2026-01-01");
		flush(session);
	} else if (!strcmp(what, "undo"))
		fixture_undo(session, true);
	else if (!strcmp(what, "redo"))
		fixture_redo(session, true);
	else if (!strcmp(what, "end"))
		cr_assert(session_draft_drop(session, fixture_stamp, &err), "%s", err.text);
	else
		cr_assert(session_add_matrix(session, content, "roi-risque", fixture_stamp, &err), "%s", err.text);
	content_free(content);
}

Test(draft, whatever_comes_after_it_takes_its_place)
{
	static const char *const what[] = { "change", "batch", "staged", "undo", "redo", "end", "matrix" };

	for (size_t i = 0; i < ARRAY_SIZE(what); i++) {
		(void)unlink(fixture_path("d.cadran"));
		fixture_create(fixture_worked());
		struct session session = fixture_open(JOURNAL_WRITE);
		fixture_must_apply(&session, "service.size=10");
		fixture_must_apply(&session, "service.size=20");
		fixture_undo(&session, true);
		draft(&session, TEXT);
		come_after(&session, what[i]);
		cr_expect(!session.drafted, "%s", what[i]);
		cr_expect_str_eq(note(&session), "", "%s", what[i]);
		fixture_expect_replayed(&session, what[i]);
		size_t done = session.done, count = session.unit_count;
		session_close(&session);
		session = fixture_open(JOURNAL_WRITE);
		cr_expect(!session.recovered && !session.drafted && session.done == done && session.unit_count == count, "%s", what[i]);
		cr_expect_str_eq(note(&session), "", "%s", what[i]);
		session_close(&session);
	}
}

Test(draft, the_end_of_one_is_written_once_and_only_where_one_stands)
{
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	cr_expect(session_draft_drop(&session, fixture_stamp, &err));
	fixture_expect_file(&bytes, "nothing stands");
	draft(&session, TEXT);
	cr_expect(session_draft_drop(&session, fixture_stamp, &err) && !session.drafted, "%s", err.text);
	struct buf dropped = fixture_file_bytes();
	cr_expect(strstr(dropped.data + bytes.length, ",draft-end,,,,"), "%s", dropped.data + bytes.length);
	cr_expect(session_draft_drop(&session, fixture_stamp, &err));
	fixture_expect_file(&dropped, "dropped already");
	fixture_expect_replayed(&session, "dropped");
	session_close(&session);
	buf_release(&bytes);
	buf_release(&dropped);
}

Test(draft, a_file_cut_anywhere_in_it_or_after_it_has_the_text_or_the_state_before)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.facilitator=Ana");
	char *before = fixture_state(&session);
	struct buf start = fixture_file_bytes();
	draft(&session, TEXT);
	struct buf drafted = fixture_file_bytes();
	fixture_must_apply(&session, "service.size=20");
	session_close(&session);
	struct buf whole = fixture_file_bytes();
	for (size_t length = start.length; length <= whole.length; length++) {
		/* A record without its line end is whole. */
		const bool typed = length >= drafted.length - 1, changed = length >= whole.length - 1;
		const char *expected = typed && !changed ? TEXT : "";
		char name[40];

		snprintf(name, sizeof(name), "cut at %zu", length - start.length);
		fixture_write("d.cadran", whole.data, length);
		session = fixture_open(JOURNAL_READ);
		cr_expect_str_eq(note(&session), expected, "%s: «%s»", name, note(&session));
		cr_expect_str_eq(size(&session), changed ? "20" : "", "%s: «%s»", name, size(&session));
		cr_expect(session.recovered == (typed && !changed), "%s", name);
		if (!typed)
			fixture_expect_state(&session, before, name);
		char *state = fixture_state(&session);
		session_close(&session);
		session = fixture_open(JOURNAL_WRITE);
		fixture_expect_state(&session, state, name);
		fixture_must_apply(&session, "service.date=2026-01-01");
		fixture_expect_replayed(&session, name);
		fixture_undo(&session, true);
		fixture_expect_state(&session, state, name);
		if (typed)
			fixture_undo(&session, true);
		fixture_expect_state(&session, before, name);
		fixture_expect_replayed(&session, name);
		session_close(&session);
		free(state);
	}
	free(before);
	buf_release(&start);
	buf_release(&drafted);
	buf_release(&whole);
}

/* --- what cannot be taken up -------------------------------------------------------------------- */

Test(draft, a_text_that_cannot_be_taken_up_is_told_whole_and_the_dossier_stays_as_it_was)
{
	struct buf text;
	buf_init(&text);
	while (text.length < 5000)
		buf_add_format(&text, "ligne %zu ; ", text.length);
	buf_add_text(&text, "fin");
	const char *const records[][4] = { { "draft-use-case", "ghost", "need", text.data } };

	fixture_create(fixture_worked());
	char *before = fixture_replayed();
	fixture_write_raw(records, 1);
	struct buf bytes = fixture_file_bytes();
	for (int i = 0; i < 3; i++) {
		struct session session = fixture_open(i % 2 ? JOURNAL_WRITE : JOURNAL_READ);
		char *faults = fixture_faults(&session.faults);

		cr_expect(session.faults.count == 1 && !session.faults.faults, "a notice: %s", faults);
		cr_expect(strstr(faults, text.data) && strstr(faults, "ghost") && strstr(faults, "d.cadran:"), "%s", faults);
		cr_expect(!session.recovered && session.drafted);
		fixture_expect_state(&session, before, "not taken up");
		fixture_expect_file(&bytes, "not taken up");
		session_close(&session);
		free(faults);
	}
	struct session session = fixture_open(JOURNAL_WRITE);
	struct err err = { 0 };
	cr_expect(session_draft_drop(&session, fixture_stamp, &err), "%s", err.text);
	fixture_expect_replayed(&session, "dropped, it is told no more");
	session_close(&session);
	free(before);
	buf_release(&bytes);
	buf_release(&text);
}

Test(draft, values_that_no_field_takes_are_not_taken_from_a_draft_either)
{
	static const char *const records[][4] = {
		{ "draft-answer", "data.d0.q0", "level", "9" },        { "draft-service", "", "name", "" },
		{ "draft-service", "", "colour", "red" },              { "draft-service", "", "size", "a\x1b[2J" },
		{ "draft-use-case", "A1", "depends", "B2" },           { "draft-matrix", "", "id", "none" },
		{ "draft-vote", "A1.impact.c0", "Ana", "3" },
	};

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.A1.name=x\nuse-case.B2.depends=A1");
	char *before = fixture_state(&session);
	session_close(&session);
	for (size_t i = 0; i < ARRAY_SIZE(records); i++) {
		fixture_write_raw(&records[i], 1);
		struct buf bytes = fixture_file_bytes();
		session = fixture_open(JOURNAL_WRITE);
		cr_expect(session.faults.count == 1 && !session.faults.faults && !session.recovered, "%zu", i);
		fixture_expect_state(&session, before, records[i][0]);
		fixture_expect_file(&bytes, records[i][0]);
		session_close(&session);
		buf_release(&bytes);
	}
	free(before);
}

Test(draft, what_stands_there_already_is_no_change)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.A1.delay=3.5");
	char *before = fixture_state(&session);
	size_t done = session.done;
	struct err err = { 0 };

	cr_assert(session_draft(&session, CHANGE_USE_CASE, "A1", "delay", " 3,50 ", fixture_stamp, &err));
	session_close(&session);
	struct buf bytes = fixture_file_bytes();
	session = fixture_open(JOURNAL_WRITE);
	cr_expect(!session.recovered && session.drafted && session.done == done && !session.faults.count);
	fixture_expect_state(&session, before, "the same");
	fixture_expect_file(&bytes, "the same");
	session_close(&session);
	buf_release(&bytes);
	free(before);
}

Test(draft, an_unknown_draft_and_one_within_a_batch_are_named_and_left_out)
{
	static const char *const records[][4] = {
		{ "draft-xyz", "", "size", "1" },  { "draft-", "", "size", "2" },
		{ "draft-end", "", "", "" },       { "begin", "", "", "" },
		{ "service", "", "date", "2026" }, { "draft-service", "", "size", "3" },
		{ "commit", "", "", "" },          { "begin", "", "", "" },
		{ "draft-service", "", "size", "4" },
	};

	fixture_create(fixture_worked());
	fixture_write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count == 5 && strstr(faults, "«draft-xyz»") && strstr(faults, "«draft-»"), "%s", faults);
	cr_expect(!session.recovered && !*size(&session) && !strcmp(session.document->service[SERVICE_DATE], "2026"));
	free(faults);
	session_close(&session);
}

Test(draft, one_after_a_batch_that_was_cut_short_ends_that_batch)
{
	static const char *const batch[][4] = { { "begin", "", "", "" }, { "service", "", "size", "99" } };

	fixture_create(fixture_worked());
	fixture_write_raw(batch, ARRAY_SIZE(batch));
	struct session session = fixture_open(JOURNAL_WRITE);
	draft(&session, TEXT);
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.recovered && !session.faults.count && !*size(&session));
	cr_expect_str_eq(note(&session), TEXT);
	session_close(&session);
}

Test(draft, a_full_disk_keeps_neither_a_draft_nor_its_end)
{
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	fixture_limit_files(bytes.length + 20);
	cr_expect(!session_draft(&session, CHANGE_SERVICE, "", "size", "1", fixture_stamp, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	fixture_limit_files(0);
	cr_expect(!session.drafted);
	fixture_expect_file(&bytes, "full");
	draft(&session, TEXT);
	struct buf drafted = fixture_file_bytes();
	fixture_limit_files(drafted.length + 20);
	cr_expect(!session_draft_drop(&session, fixture_stamp, &err) && session.drafted, "%s", err.text);
	fixture_limit_files(0);
	fixture_expect_file(&drafted, "full");
	session_close(&session);
	buf_release(&bytes);
	buf_release(&drafted);
}

/* --- for reading only ------------------------------------------------------------------------------- */

Test(reading, a_dossier_that_can_be_written_is_opened_for_writing)
{
	struct session session;
	struct err why = { .kind = ERR_VALUE }, err = { 0 };

	fixture_create(fixture_worked());
	cr_assert(session_open_any(fixture_path("d.cadran"), &session, &why, &err), "%s", err.text);
	cr_expect(session.journal.access == JOURNAL_WRITE && why.kind == ERR_NONE);
	fixture_must_apply(&session, "service.size=10");
	session_close(&session);
}

Test(reading, what_cannot_be_read_either_has_the_reason_of_the_first_attempt)
{
	static const char *const texts[] = { NULL, "", "something else", "cadran,2\n" };
	struct session session;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct err why = { 0 }, err = { 0 }, first = { 0 };

		if (texts[i])
			fixture_write_text("d.cadran", texts[i]);
		cr_expect(!session_open(fixture_path("d.cadran"), JOURNAL_WRITE, &session, &first));
		cr_expect(!session_open_any(fixture_path("d.cadran"), &session, &why, &err), "%zu", i);
		cr_expect(err.kind == first.kind && !strcmp(err.text, first.text), "%zu: %s", i, err.text);
	}
}

static void expect_no_change(struct session *session, const char *name)
{
	struct content *content = fixture_shipped();
	struct change_list changes = { 0 };
	struct buf bytes = fixture_file_bytes();
	char *before = fixture_state(session);
	const struct unit *unit;

	change_add(&changes, CHANGE_SERVICE, "", "size", "30");
	for (int i = 0; i < 6; i++) {
		struct err err = { 0 };
		bool done = i == 0   ? session_stage(session, &changes, &err)
			    : i == 1 ? session_apply(session, &changes, fixture_stamp, &err)
			    : i == 2 ? session_draft(session, CHANGE_SERVICE, "", "size", "30", fixture_stamp, &err)
			    : i == 3 ? session_undo(session, fixture_stamp, &unit, &err)
			    : i == 4 ? session_redo(session, fixture_stamp, &unit, &err)
				     : session_add_matrix(session, content, "roi-risque", fixture_stamp, &err);

		cr_expect(!done && err.kind == ERR_LOCKED && strstr(err.text, "open for reading only"), "%s, %d: %s", name, i, err.text);
		fixture_expect_state(session, before, name);
	}
	cr_expect(changes.count == 1 && !changes.items[0].before && !session_is_staged(session));
	fixture_expect_file(&bytes, name);
	change_list_release(&changes);
	buf_release(&bytes);
	content_free(content);
	free(before);
}

/* Has d.cadran open for writing until it is killed. */
static pid_t hold(void)
{
	int ready[2];
	char byte;

	cr_assert(!pipe(ready));
	pid_t child = fork();
	if (!child) {
		struct session session = fixture_open(JOURNAL_WRITE);

		(void)!write(ready[1], session.document ? "y" : "n", 1);
		for (;;)
			pause();
	}
	cr_assert(read(ready[0], &byte, 1) == 1 && byte == 'y');
	close(ready[0]);
	close(ready[1]);
	return child;
}

Test(reading, a_dossier_that_somebody_else_has_open_is_read_and_not_changed)
{
	struct session session;
	struct err why = { 0 }, err = { 0 };
	int status;

	fixture_create(fixture_worked());
	session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	fixture_must_apply(&session, "service.size=20");
	fixture_undo(&session, true);
	session_close(&session);
	pid_t holder = hold();
	cr_assert(session_open_any(fixture_path("d.cadran"), &session, &why, &err), "%s", err.text);
	cr_expect(session.journal.access == JOURNAL_READ && why.kind == ERR_LOCKED && strstr(why.text, "d.cadran"), "%s", why.text);
	cr_expect_str_eq(size(&session), "10");
	expect_no_change(&session, "locked");
	cr_expect(session_flush(&session, fixture_stamp, &err) && session_draft_drop(&session, fixture_stamp, &err), "nothing to do is no change");
	session_close(&session);
	cr_assert(!kill(holder, SIGKILL) && waitpid(holder, &status, 0) == holder);
	cr_assert(session_open_any(fixture_path("d.cadran"), &session, &why, &err), "%s", err.text);
	cr_expect(session.journal.access == JOURNAL_WRITE && why.kind == ERR_NONE);
	session_close(&session);
}

Test(reading, a_draft_that_cannot_be_logged_is_read_and_the_reason_given)
{
	struct session session;
	struct err why = { 0 }, err = { 0 };

	fixture_create(fixture_worked());
	session = fixture_open(JOURNAL_WRITE);
	draft(&session, TEXT);
	session_close(&session);
	struct buf bytes = fixture_file_bytes();
	fixture_limit_files(bytes.length + 20);
	cr_expect(!session_open(fixture_path("d.cadran"), JOURNAL_WRITE, &session, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	cr_assert(session_open_any(fixture_path("d.cadran"), &session, &why, &err), "%s", err.text);
	fixture_limit_files(0);
	cr_expect(why.kind == ERR_SYSTEM && session.journal.access == JOURNAL_READ && session.recovered);
	cr_expect_str_eq(note(&session), TEXT);
	expect_no_change(&session, "full");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.recovered);
	cr_expect_str_eq(note(&session), TEXT, "with room again it is logged");
	fixture_expect_replayed(&session, "logged");
	session_close(&session);
	buf_release(&bytes);
}

/* What does not read may have come after it. */
Test(reading, a_damaged_dossier_is_read_up_to_the_damage_and_its_draft_is_not_taken_up)
{
	struct session session;
	struct err why = { 0 }, err = { 0 };

	fixture_create(fixture_worked());
	session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	draft(&session, TEXT);
	session_close(&session);
	struct buf bytes = fixture_file_bytes();
	size_t good = bytes.length;
	buf_add_text(&bytes, "\"\"x,\"\n99,2026-11-21T09:12:04Z,a,service,,size,12,00000000\n");
	fixture_write("d.cadran", bytes.data, bytes.length);
	cr_assert(session_open_any(fixture_path("d.cadran"), &session, &why, &err), "%s", err.text);
	cr_expect(session.journal.access == JOURNAL_READ && why.kind == ERR_FORMAT && strstr(why.text, "d.cadran"), "%d %s", session.journal.access,
		  why.text);
	cr_expect(session.journal.length == good && session.faults.faults && !session.recovered && !session.drafted);
	cr_expect_str_eq(note(&session), "");
	expect_no_change(&session, "damaged");
	session_close(&session);
	buf_release(&bytes);
}
