/*
 * One dossier from its making to its next opening. The law under all of it:
 * what is in memory is what the next opening replays. After each step the
 * document of the session is compared, as JSON and value by value, with that of
 * a second opening.
 */
#include <criterion/criterion.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

TestSuite(session, .init = fixture_folder_make, .fini = fixture_folder_remove);
TestSuite(place, .init = fixture_folder_make, .fini = fixture_folder_remove);

static void expect_replayed(const struct session *session, const char *name)
{
	char *here = fixture_state(session), *there = fixture_replayed();

	cr_expect_str_eq(there, here, "%s: opened again there is\n%.1500s\ninstead of\n%.1500s", name, strstr(there, "\nservice."), strstr(here, "\nservice."));
	free(here);
	free(there);
}

static void expect_state(const struct session *session, const char *expected, const char *name)
{
	char *state = fixture_state(session);

	cr_expect_str_eq(state, expected, "%s: there is\n%.1500s\ninstead of\n%.1500s", name, strstr(state, "\nservice."), strstr(expected, "\nservice."));
	free(state);
}

static struct buf file_bytes(void)
{
	return fixture_read(fixture_path("d.cadran"));
}

static void expect_file(const struct buf *expected, const char *name)
{
	struct buf bytes = file_bytes();

	cr_expect(bytes.length == expected->length && !memcmp(bytes.data, expected->data, bytes.length), "%s: the file is not as it was", name);
	buf_release(&bytes);
}

static const char *undo(struct session *session, bool expected)
{
	const struct unit *unit = NULL;
	struct err err = { 0 };

	cr_assert(session_undo(session, fixture_stamp, &unit, &err), "%s", err.text);
	cr_expect((unit != NULL) == expected, "undo: %s", unit ? "something" : "nothing");
	return unit && unit->changes.count ? unit->changes.items[0].field : "";
}

static const char *redo(struct session *session, bool expected)
{
	const struct unit *unit = NULL;
	struct err err = { 0 };

	cr_assert(session_redo(session, fixture_stamp, &unit, &err), "%s", err.text);
	cr_expect((unit != NULL) == expected, "redo: %s", unit ? "something" : "nothing");
	return unit && unit->changes.count ? unit->changes.items[0].field : "";
}

/* --- making and opening -------------------------------------------------------------------- */

Test(session, a_new_dossier_opens_with_its_name_and_the_content_it_was_made_of)
{
	fixture_create(fixture_shipped());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct stat status;

	cr_expect(!session.faults.count && session.journal.access == JOURNAL_WRITE);
	cr_expect_str_eq(session.document->service[SERVICE_NAME], "Essai");
	cr_expect_str_eq(session.document->content->matrix->id, "valeur-facilite");
	cr_expect(session.document->content->grid_count == 2 && session.document->content->criteria.count && session.document->content->tree.ask_count);
	cr_expect(!session.document->content->catalogue_count && !session.document->content->demo_count, "catalogues stay out of it");
	cr_expect(!stat(fixture_path("d.cadran"), &status) && (status.st_mode & 07777) == 0600);
	struct buf bytes = file_bytes();
	cr_expect(!strncmp(bytes.data, "cadran,1\nseq,time,author,kind,key,field,value,check\n1,", 54), "%.80s", bytes.data);
	cr_expect(!strstr(bytes.data, "[use-case ") && !strstr(bytes.data, "[demo]"));
	buf_release(&bytes);
	expect_replayed(&session, "new");
	session_close(&session);
}

Test(session, only_the_matrix_in_use_is_kept)
{
	struct content *content = fixture_worked();
	struct fault_list faults = { 0 };
	struct err err = { 0 };
	struct buf other = fixture_read("matrices/valeur-facilite.ini");

	content_add(content, "other.ini", other.data, other.length, &faults);
	cr_assert(!faults.faults && content->matrix_count == 2);
	cr_assert(content_choose_matrix(content, "essai", &err), "%s", err.text);
	fixture_create(content);
	struct session session = fixture_open(JOURNAL_READ);
	cr_expect(session.document->content->matrix_count == 1);
	cr_expect_str_eq(session.document->content->matrix->id, "essai");
	session_close(&session);
	buf_release(&other);
	fault_list_release(&faults);
}

Test(session, a_dossier_is_never_made_over_a_file_and_a_failed_one_leaves_nothing)
{
	static const char *const names[] = { "d.cadran", "none/d.cadran", "folder" };
	struct err err = { 0 };

	fixture_write_text("d.cadran", "something else");
	cr_assert(!mkdir(fixture_path("folder"), 0700));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		struct change_list changes = { 0 };

		change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
		cr_expect(!session_create(fixture_path(names[i]), fixture_worked(), &changes, fixture_stamp, &err) && *err.text, "%s", names[i]);
		cr_expect(!changes.count, "%s", names[i]);
		change_list_release(&changes);
	}
	struct buf bytes = file_bytes();
	cr_expect_str_eq(bytes.data, "something else");
	cr_expect(fixture_entries() == 2);
	buf_release(&bytes);
}

Test(session, a_wrong_change_makes_no_dossier)
{
	struct change_list changes = { 0 };
	struct err err = { 0 };

	change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	change_add(&changes, CHANGE_ANSWER, "data.d0.q0", "level", "9");
	cr_expect(!session_create(fixture_path("d.cadran"), fixture_worked(), &changes, fixture_stamp, &err));
	cr_expect(fixture_entries() == 0 && strstr(err.text, "9"), "%s", err.text);
	change_list_release(&changes);
}

Test(session, it_opens_when_the_content_it_was_made_of_has_changed_or_is_gone)
{
	static const char *const files[] = { "ai.ini", "criteria.ini", "data.ini", "matrix.ini" };
	char from[60], to[60];

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		snprintf(from, sizeof(from), "tests/worked/content/%s", files[i]);
		snprintf(to, sizeof(to), "content/%s", files[i]);
		fixture_copy(from, to);
	}
	fixture_create(fixture_load((const char *const[]){ fixture_path("content"), NULL }));
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "answer.data.d0.q0=3\nuse-case.A1.name=x\nscore.A1.impact.c0=4");
	char *before = fixture_state(&session);
	session_close(&session);
	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		snprintf(to, sizeof(to), "content/%s", files[i]);
		if (i == 0)
			fixture_write_text(to, "[grid]\nbroken");
		else
			cr_assert(!unlink(fixture_path(to)));
	}
	session = fixture_open(JOURNAL_WRITE);
	expect_state(&session, before, "without its content");
	fixture_must_apply(&session, "answer.data.d1.q0=4");
	expect_replayed(&session, "without its content");
	session_close(&session);
	free(before);
}

/* The content is kept byte by byte, whatever its line ends. */
Test(session, content_with_crlf_quotes_and_a_mark_is_kept_as_it_is)
{
	struct buf grid = fixture_read("tests/worked/content/data.ini"), bytes;
	struct content *content = fixture_load((const char *const[]){ "tests/worked/content/ai.ini", "tests/worked/content/criteria.ini",
								      "tests/worked/content/matrix.ini", NULL });
	struct fault_list faults = { 0 };

	buf_init(&bytes);
	buf_add_text(&bytes, "\xef\xbb\xbf# \"quoted\", and more ; x\r\n");
	for (size_t i = 0; i < grid.length; i++)
		buf_add_format(&bytes, "%s%c", grid.data[i] == '\n' ? "\r" : "", grid.data[i]);
	content_add(content, "data.ini", bytes.data, bytes.length, &faults);
	cr_assert(!faults.count);
	fixture_create(content);
	struct session session = fixture_open(JOURNAL_READ);
	bool found = false;
	for (size_t i = 0; i < session.document->content->source_count; i++) {
		const struct content_source *source = &session.document->content->sources[i];

		if (strcmp(source->id, "data"))
			continue;
		found = source->length == bytes.length && !memcmp(source->bytes, bytes.data, bytes.length);
	}
	cr_expect(found && !session.faults.count);
	session_close(&session);
	buf_release(&grid);
	buf_release(&bytes);
	fault_list_release(&faults);
}

/* A long comment does no harm to a content file; the dossier that keeps it must open again. */
Test(session, a_dossier_of_a_content_file_over_1_mib_opens_again_or_is_not_made)
{
	struct buf grid = fixture_read("tests/worked/content/data.ini");
	struct content *content = fixture_load((const char *const[]){ "tests/worked/content/ai.ini", "tests/worked/content/criteria.ini",
								      "tests/worked/content/matrix.ini", NULL });
	struct fault_list faults = { 0 };
	struct change_list changes = { 0 };
	struct session session;
	struct err err = { 0 };

	while (grid.length < 1200000)
		buf_add_text(&grid, "# a comment of the consultant, once more\n");
	content_add(content, "data.ini", grid.data, grid.length, &faults);
	/* Refused at once, or kept and read again. */
	change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	if (faults.faults) {
		content_free(content);
		change_list_release(&changes);
	} else if (session_create(fixture_path("d.cadran"), content, &changes, fixture_stamp, &err)) {
		bool opened = session_open(fixture_path("d.cadran"), JOURNAL_READ, &session, &err);

		cr_expect(opened, "it was made, and does not open: %s", err.text);
		if (opened) {
			cr_expect(session.document->content->grid_count == 2 && !strcmp(session.document->service[SERVICE_NAME], "Essai"));
			session_close(&session);
		}
	} else {
		cr_expect(fixture_entries() == 0);
	}
	buf_release(&grid);
	change_list_release(&changes);
	fault_list_release(&faults);
}

Test(session, what_is_no_dossier_does_not_open)
{
	static const char *const texts[] = { "", "x", "cadran,1\nseq,time,author,kind,key,field,value,check\n", "cadran,2\n" };
	struct session session;

	for (size_t i = 0; i < ARRAY_SIZE(texts); i++) {
		struct err err = { 0 };

		fixture_write_text("d.cadran", texts[i]);
		cr_expect(!session_open(fixture_path("d.cadran"), JOURNAL_WRITE, &session, &err) && err.kind == ERR_FORMAT && *err.text, "«%s»: %s", texts[i],
			  err.text);
	}
}

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

Test(session, what_is_applied_is_logged_and_replayed_to_the_same_document)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	for (size_t i = 0; i < ARRAY_SIZE(units); i++) {
		struct err err = { 0 };

		if (strstr(units[i], "=Éric")) /* a name may hold what a line of this table cannot */
			continue;
		cr_expect(fixture_apply(&session, units[i], &err), "%s: %s", units[i], err.text);
		expect_replayed(&session, units[i]);
	}
	session_close(&session);
}

static void add_random_line(const struct document *document, struct fixture_random *random, struct buf *out)
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
	else if (pick < 65)
		buf_add_format(out, "use-case.U%u.%s=%s\n", id, fields[field][0], field < 4 ? text : fields[field][1]);
	else if (pick < 80)
		buf_add_format(out, "score.U%u.%s=%s\n", id, criterion, scores[fixture_below(random, 5)]);
	else
		buf_add_format(out, "vote.U%u.%s.P%u.%u=%s\n", id, criterion, fixture_below(random, 3), 1 + fixture_below(random, 2),
			       scores[fixture_below(random, ARRAY_SIZE(scores))]);
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
		add_random_line(session->document, random, &lines);
	if (!fixture_apply(session, lines.data, &err)) {
		expect_state(session, before, "after what was refused");
		cr_expect(session->done == done && *err.text);
	}
	buf_release(&lines);
	free(before);
}

Test(session, random_changes_undone_and_redone_over_sessions_replay_to_the_same_document)
{
	for (unsigned seed = 1; seed <= 6; seed++) {
		struct fixture_random random = fixture_seed(seed);
		char name[60];

		(void)unlink(fixture_path("d.cadran"));
		fixture_create(fixture_worked());
		struct session session = fixture_open(JOURNAL_WRITE);
		for (unsigned step = 0; step < 120; step++) {
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
			expect_replayed(&session, name);
			size_t done = session.done, count = session.unit_count;
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
			cr_expect(session.done == done && session.unit_count == count, "%s: %zu of %zu, not %zu of %zu", name, session.done, session.unit_count,
				  done, count);
		}
		session_close(&session);
	}
}

Test(session, what_is_refused_changes_neither_document_nor_file)
{
	static const char *const wrong[] = {
		"answer.data.d0.q0=9",
		"answer.data.d0.q0=3\nanswer.data.none.q0=3",
		"use-case.X.delay=soon",
		"use-case.A1.sponsor=x\nuse-case.A1.requires=data.none:3",
		"use-case.A1.depends=B2",
		"score.A1.impact.c0=4\nscore.A1.impact.none=3",
		"vote.A1.impact.c0.Ana=3.5",
		"service.name=",
		"service.colour=red",
		"use-case.12.name=x",
		"use-case.A1.need=a\x1b[31m",
	};

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.A1.name=x\nuse-case.B2.depends=A1");
	char *before = fixture_state(&session);
	struct buf bytes = file_bytes();
	for (size_t i = 0; i < ARRAY_SIZE(wrong); i++) {
		struct err err = { 0 };

		cr_expect(!fixture_apply(&session, wrong[i], &err) && *err.text, "%s", wrong[i]);
		expect_state(&session, before, wrong[i]);
		expect_file(&bytes, wrong[i]);
	}
	fixture_must_apply(&session, "answer.data.d0.q0=2");
	expect_replayed(&session, "afterwards");
	session_close(&session);
	buf_release(&bytes);
	free(before);
}

/* --- undo and redo ------------------------------------------------------------------------------- */

Test(session, everything_can_be_taken_back_to_the_beginning_and_done_again_over_sessions)
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
		undo(&session, true);
		expect_state(&session, states[i], "undone");
		if (i % 4 == 0) {
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
			expect_state(&session, states[i], "undone and opened again");
		}
	}
	struct buf bytes = file_bytes();
	undo(&session, false);
	undo(&session, false);
	expect_file(&bytes, "nothing to take back");
	expect_state(&session, states[0], "the making of the dossier stays");
	cr_expect_str_eq(session.document->service[SERVICE_NAME], "Essai");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	undo(&session, false);
	for (size_t i = 1; i <= count; i++) {
		redo(&session, true);
		expect_state(&session, states[i], "done again");
		if (i % 5 == 0) {
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
		}
	}
	redo(&session, false);
	expect_replayed(&session, "all done again");
	for (size_t i = 0; i <= count; i++)
		free(states[i]);
	buf_release(&bytes);
	session_close(&session);
}

Test(session, undo_names_what_was_taken_back)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	fixture_must_apply(&session, "service.size=10");
	fixture_must_apply(&session, "service.date=2026-11-21");
	cr_expect_str_eq(undo(&session, true), "date");
	cr_expect_str_eq(undo(&session, true), "size");
	cr_expect_str_eq(redo(&session, true), "size");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "10");
	session_close(&session);
}

Test(session, a_new_change_after_undo_ends_what_can_be_done_again)
{
	fixture_create(fixture_worked());
	for (int reopen = 0; reopen < 2; reopen++) {
		struct session session = fixture_open(JOURNAL_WRITE);

		fixture_must_apply(&session, "service.size=10");
		fixture_must_apply(&session, "service.size=20");
		undo(&session, true);
		undo(&session, true);
		fixture_must_apply(&session, reopen ? "service.size=40" : "service.size=30");
		if (reopen) {
			session_close(&session);
			session = fixture_open(JOURNAL_WRITE);
		}
		redo(&session, false);
		cr_expect_str_eq(session.document->service[SERVICE_SIZE], reopen ? "40" : "30");
		undo(&session, true);
		cr_expect_str_eq(session.document->service[SERVICE_SIZE], reopen ? "30" : "");
		redo(&session, true);
		expect_replayed(&session, "redo");
		session_close(&session);
	}
}

/* Whether a change that changes nothing is logged is open; that it can be lived with is not. */
Test(session, a_change_to_what_is_there_already_keeps_undo_in_step_with_the_file)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	const struct unit *unit;
	struct err err = { 0 };

	fixture_must_apply(&session, "service.size=10");
	fixture_must_apply(&session, "service.size=10");
	expect_replayed(&session, "the same");
	size_t done = session.done;
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.done == done);
	cr_expect(session_undo(&session, fixture_stamp, &unit, &err));
	expect_replayed(&session, "the same, undone");
	session_close(&session);
}

Test(session, an_empty_list_of_changes_changes_nothing)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct change_list none = { 0 };
	struct err err = { 0 };

	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	(void)session_apply(&session, &none, fixture_stamp, &err);
	expect_state(&session, before, "nothing");
	expect_replayed(&session, "nothing");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	undo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	change_list_release(&none);
	free(before);
	session_close(&session);
}

/* --- batches ------------------------------------------------------------------------------------- */

Test(session, a_batch_is_one_unit_between_begin_and_commit)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf before = file_bytes();
	char *state = fixture_state(&session);

	size_t done = session.done;
	fixture_must_apply(&session, "use-case.A1.name=x\nuse-case.A1.delay=3\nanswer.data.d0.q0=4");
	cr_expect(session.done == done + 1 && session.units[done].changes.count >= 3);
	struct buf after = file_bytes();
	const char *added = after.data + before.length;
	cr_expect(strstr(added, ",begin,") && strstr(added, ",commit,") && strstr(strstr(added, ",begin,"), ",commit,"), "%s", added);
	undo(&session, true);
	expect_state(&session, state, "undone at once");
	redo(&session, true);
	expect_replayed(&session, "redone at once");
	free(state);
	buf_release(&before);
	buf_release(&after);
	session_close(&session);
}

/* Records as another session would leave them, one after the other and in one write. */
static void write_raw(const char *const (*records)[4], size_t count)
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

Test(session, a_batch_without_its_commit_counts_for_nothing_and_is_aborted_by_the_next_append)
{
	static const char *const batch[][4] = {
		{ "begin", "", "", "" }, { "use-case", "A1", "present", "yes" }, { "use-case", "A1", "name", "x" }, { "service", "", "size", "99" },
	};

	fixture_create(fixture_worked());
	char *before = fixture_replayed();
	write_raw(batch, ARRAY_SIZE(batch));
	struct buf cut = file_bytes();
	struct session session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count == 1 && strstr(faults, "cut short"), "%s", faults);
	expect_state(&session, before, "counts for nothing");
	undo(&session, false);
	fixture_must_apply(&session, "service.date=2026-11-21");
	struct buf after = file_bytes();
	cr_expect(after.length > cut.length && !memcmp(after.data, cut.data, cut.length), "nothing is thrown away");
	cr_expect(strstr(after.data + cut.length, ",abort,") && strstr(strstr(after.data + cut.length, ",abort,"), ",date,"), "%s", after.data + cut.length);
	expect_replayed(&session, "after the abort");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	fixture_must_apply(&session, "service.size=5\nservice.facilitator=Ana");
	expect_replayed(&session, "the abort is written once");
	undo(&session, true);
	undo(&session, true);
	undo(&session, false);
	expect_state(&session, before, "undone");
	expect_replayed(&session, "undone");
	session_close(&session);
	free(before);
	free(faults);
	buf_release(&cut);
	buf_release(&after);
}

Test(session, a_file_cut_in_a_batch_loses_the_whole_batch_and_goes_on)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	struct buf start = file_bytes();
	fixture_must_apply(&session, "service.size=20\nservice.date=x\nanswer.data.d0.q0=4\nuse-case.A1.name=é");
	char *whole_state = fixture_state(&session);
	session_close(&session);
	struct buf whole = file_bytes();
	for (size_t length = start.length; length <= whole.length; length += length + 40 < whole.length ? 13 : 1) {
		fixture_write("d.cadran", whole.data, length);
		session = fixture_open(JOURNAL_WRITE);
		expect_state(&session, length >= whole.length - 1 ? whole_state : before, "cut");
		fixture_must_apply(&session, "service.facilitator=Ana");
		expect_replayed(&session, "cut, and gone on");
		undo(&session, true);
		expect_state(&session, length >= whole.length - 1 ? whole_state : before, "cut, gone on, undone");
		session_close(&session);
	}
	free(before);
	free(whole_state);
	buf_release(&start);
	buf_release(&whole);
}

Test(session, an_undo_record_that_names_what_is_not_the_last_change_is_named_and_left_out)
{
	static const char *const records[][4] = {
		{ "undo", "1", "", "" }, { "undo", "99999", "", "" }, { "undo", "x", "", "" }, { "redo", "7", "", "" }, { "redo", "", "", "" },
	};

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	session_close(&session);
	write_raw(records, ARRAY_SIZE(records));
	session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count == ARRAY_SIZE(records), "%s", faults);
	expect_state(&session, before, "left out");
	undo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	session_close(&session);
	free(before);
	free(faults);
}

Test(session, a_record_that_cannot_be_applied_or_of_an_unknown_kind_is_named_and_left_out)
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
	write_raw(records, ARRAY_SIZE(records));
	session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.count >= 5 && strstr(faults, "dance") && strstr(faults, "data.none.q0") && strstr(faults, "ghost"), "%s", faults);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "12", "what is good counts");
	cr_expect(session.done == done + 1, "%zu units, %zu before", session.done, done);
	undo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	undo(&session, false);
	session_close(&session);
	free(faults);
}

/* An edited or a merged file may hold what no session writes: it is told, and figures can be computed. */
Test(session, a_circle_of_prerequisites_in_a_file_neither_hangs_nor_stops_the_program)
{
	static const char *const records[][4] = {
		{ "use-case", "A1", "present", "yes" }, { "use-case", "B2", "present", "yes" },  { "use-case", "C3", "present", "yes" },
		{ "use-case", "A1", "depends", "B2" },  { "use-case", "B2", "depends", "C3" },   { "use-case", "C3", "depends", "A1" },
		{ "use-case", "C3", "name", "Trois" },
	};

	fixture_create(fixture_worked());
	write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults), *state = fixture_state(&session);
	cr_expect(strstr(faults, "circle"), "nothing is said of it: «%s»", faults);
	cr_expect_str_eq(document_use_case(session.document, "C3")->field[USE_CASE_NAME], "Trois");
	free(faults);
	free(state);
	session_close(&session);
}

/* --- what goes wrong ---------------------------------------------------------------------------------- */

static void limit_files(size_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	cr_assert(!getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = bytes ? bytes : limit.rlim_max;
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
}

Test(session, a_full_disk_leaves_document_history_and_file_as_they_were)
{
	static const char *const changes[] = { "service.size=a longer value, so that it does not fit", "use-case.A1.name=x\nvote.A1.impact.c0.New=3\nanswer.data.d0.q0=2",
					       "use-case.B2.present=" };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.B2.name=x\nscore.B2.impact.c0=3");
	fixture_must_apply(&session, "service.date=2026");
	undo(&session, true);
	char *before = fixture_state(&session);
	struct buf bytes = file_bytes();
	for (size_t i = 0; i < ARRAY_SIZE(changes) + 2; i++)
		for (size_t room = 0; room < 30; room += 9) {
			const struct unit *unit = NULL;
			struct err err = { 0 };

			limit_files(bytes.length + room);
			bool ok = i < ARRAY_SIZE(changes)    ? fixture_apply(&session, changes[i], &err)
				  : i == ARRAY_SIZE(changes) ? session_undo(&session, fixture_stamp, &unit, &err)
							     : session_redo(&session, fixture_stamp, &unit, &err);
			limit_files(0);
			cr_expect(!ok && err.kind == ERR_SYSTEM && *err.text, "%zu: %s", i, err.text);
			expect_state(&session, before, i < ARRAY_SIZE(changes) ? changes[i] : "undo or redo");
			expect_file(&bytes, "full");
		}
	redo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_DATE], "2026");
	expect_replayed(&session, "afterwards");
	fixture_must_apply(&session, changes[1]);
	expect_replayed(&session, "afterwards");
	session_close(&session);
	free(before);
	buf_release(&bytes);
}

Test(session, a_file_changed_by_another_program_is_noticed_and_the_document_stays)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	const struct unit *unit = NULL;
	struct err err = { 0 };

	fixture_must_apply(&session, "service.size=10");
	char *before = fixture_state(&session);
	FILE *file = fopen(fixture_path("d.cadran"), "ab");
	cr_assert(file && fputs("9,2026-11-21T09:12:04Z,autre,service,,size,9,00000000\n", file) >= 0 && !fclose(file));
	struct buf bytes = file_bytes();
	cr_expect(!fixture_apply(&session, "service.size=20", &err) && err.kind == ERR_CONFLICT, "%s", err.text);
	expect_state(&session, before, "apply");
	cr_expect(!session_undo(&session, fixture_stamp, &unit, &err) && err.kind == ERR_CONFLICT, "%s", err.text);
	expect_state(&session, before, "undo");
	expect_file(&bytes, "conflict");
	session_close(&session);
	free(before);
	buf_release(&bytes);
}

Test(session, what_is_open_for_reading_is_not_changed)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_READ);
	char *before = fixture_state(&session);
	struct buf bytes = file_bytes();
	struct err err = { 0 };

	cr_expect(!fixture_apply(&session, "service.size=20", &err) && *err.text);
	expect_state(&session, before, "read");
	expect_file(&bytes, "read");
	session_close(&session);
	free(before);
	buf_release(&bytes);
}

/* --- proposals ------------------------------------------------------------------------------------------ */

static struct session demo_session(enum language language)
{
	struct content *content = fixture_shipped();
	struct change_list changes = { 0 };
	struct err err = { 0 };

	(void)unlink(fixture_path("d.cadran"));
	cr_assert(proposal_demo(content, language, &changes, &err), "%s", err.text);
	cr_assert(session_create(fixture_path("d.cadran"), content, &changes, fixture_stamp, &err), "%s", err.text);
	change_list_release(&changes);
	return fixture_open(JOURNAL_WRITE);
}

Test(session, the_demonstration_is_made_in_both_languages_with_the_same_figures)
{
	static const char *const names[LANGUAGE_COUNT] = { "Santé au travail Val-Exemple (fictif)", "Val-Exemple occupational health (fictitious)" };
	static const char *const first[LANGUAGE_COUNT] = { "Direction", "Director" };
	struct evaluation figures[LANGUAGE_COUNT];
	struct session sessions[LANGUAGE_COUNT];

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		sessions[language] = demo_session((enum language)language);
		const struct document *document = sessions[language].document;

		cr_expect(!sessions[language].faults.count);
		cr_expect_str_eq(document->service[SERVICE_NAME], names[language]);
		cr_expect(document_present_count(document) == 13 && document->participant_count == 6);
		cr_expect_str_eq(document->participants[0], first[language]);
		expect_replayed(&sessions[language], "demo");
		evaluation_compute(document, &figures[language]);
		cr_expect(figures[language].quick_wins >= 1);
		undo(&sessions[language], false);
	}
	cr_assert(figures[0].use_case_count == figures[1].use_case_count);
	for (size_t i = 0; i < figures[0].use_case_count; i++) {
		const struct use_case_result *a = &figures[0].use_cases[i], *b = &figures[1].use_cases[i];

		cr_expect_str_eq(a->use_case->id, b->use_case->id);
		cr_expect(fixture_same(a->priority, b->priority) && a->verdict == b->verdict && a->rank == b->rank, "%s", a->use_case->id);
		cr_expect_str_neq(a->use_case->field[USE_CASE_NAME], b->use_case->field[USE_CASE_NAME], "%s", a->use_case->id);
	}
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		evaluation_release(&figures[language]);
		session_close(&sessions[language]);
	}
}

Test(session, every_use_case_of_the_catalogue_can_be_taken_in_both_languages)
{
	struct content *content = fixture_shipped();
	struct change_list changes = { 0 };
	struct err err = { 0 };

	fixture_create(fixture_shipped());
	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct session session = fixture_open(JOURNAL_WRITE);

		for (size_t i = 0; i < content->catalogues[0].count; i++) {
			const char *id = content->catalogues[0].entries[i].id;

			cr_expect(proposal_use_case(content, session.document, id, (enum language)language, &changes, &err), "%s: %s", id, err.text);
			cr_expect(session_apply(&session, &changes, fixture_stamp, &err), "%s: %s", id, err.text);
			const struct use_case *use_case = document_use_case(session.document, id);
			cr_expect(use_case && *use_case->field[USE_CASE_NAME] && *use_case->field[USE_CASE_DESCRIPTION], "%s", id);
		}
		expect_replayed(&session, "catalogue");
		cr_expect(!proposal_use_case(content, session.document, "ghost", LANGUAGE_FR, &changes, &err) &&
				  strstr(err.text, "ghost"),
			  "%s", err.text);
		session_close(&session);
	}
	change_list_release(&changes);
	content_free(content);
}

Test(session, content_without_a_demonstration_says_so)
{
	struct content *content = fixture_worked();
	struct change_list changes = { 0 };
	struct err err = { 0 };

	cr_expect(!proposal_demo(content, LANGUAGE_FR, &changes, &err) && *err.text);
	cr_expect(!changes.count);
	change_list_release(&changes);
	content_free(content);
}

/* --- place --------------------------------------------------------------------------------------------------- */

static void copy_worked(const char *folder)
{
	static const char *const files[] = { "ai.ini", "criteria.ini", "data.ini", "matrix.ini" };
	char from[60], to[100];

	for (size_t i = 0; i < ARRAY_SIZE(files); i++) {
		snprintf(from, sizeof(from), "tests/worked/content/%s", files[i]);
		snprintf(to, sizeof(to), "%s/%s/%s", folder, i == 3 ? "matrices" : "questionnaires", files[i]);
		fixture_copy(from, to);
	}
}

/* No folder given. */
static const char *const shipped[] = { NULL };

static void environment(const char *data, const char *own)
{
	cr_assert(!setenv("CADRAN_DATA", data, 1) && !setenv("XDG_DATA_HOME", own, 1));
}

Test(place, data_is_where_the_environment_says)
{
	copy_worked("data");
	environment(fixture_path("data"), fixture_path("own"));
	struct fault_list faults = { 0 };
	struct err err = { 0 };
	struct content *content = place_load_content(shipped, &faults, &err);

	cr_expect_str_eq(place_data(), fixture_path("data"));
	cr_assert(content, "%s", err.text);
	cr_expect(content->grid_count == 2 && content->matrix_count == 1 && !content->tree.ask_count && !content->catalogue_count);
	cr_expect_str_eq(content->matrices[0].id, "essai");
	content_free(content);
	fault_list_release(&faults);
}

Test(place, a_user_s_own_file_comes_before_the_shipped_one)
{
	struct buf grid = fixture_read("tests/worked/content/data.ini");
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	copy_worked("data");
	memcpy(strstr(grid.data, "version = 1"), "version = 7", 11);
	fixture_write("own/cadran/deep/mine.ini", grid.data, grid.length);
	environment(fixture_path("data"), fixture_path("own"));
	struct content *content = place_load_content(shipped, &faults, &err);
	cr_assert(content, "%s", err.text);
	cr_expect(!faults.faults && content->grid_count == 2);
	cr_expect_str_eq(content_grid(content, "data")->version, "7");
	cr_expect_str_eq(content_grid(content, "ai")->version, "1");
	content_free(content);
	fault_list_release(&faults);
	buf_release(&grid);
}

Test(place, folders_that_are_given_are_the_only_ones)
{
	struct fault_list faults = { 0 };
	struct err err = { 0 };
	struct content *content;

	copy_worked("data");
	fixture_copy("tests/worked/content/criteria.ini", "a/criteria.ini");
	fixture_copy("matrices/valeur-facilite.ini", "b/x/matrix.ini");
	environment(fixture_path("data"), fixture_path("own"));
	const char *const both[] = { fixture_path("a"), fixture_path("b"), NULL };
	content = place_load_content(both, &faults, &err);
	cr_assert(content, "%s", err.text);
	cr_expect(content->grid_count == 0 && content->criteria.count && content->matrix_count == 1);
	content_free(content);
	const char *const files[] = { fixture_path("a/criteria.ini"), fixture_path("b/x/matrix.ini"), NULL };
	content = place_load_content(files, &faults, &err);
	cr_expect(content && content->matrix_count == 1, "single files: %s", err.text);
	if (content)
		content_free(content);
	const char *const no_criteria[] = { fixture_path("b"), NULL };
	content = place_load_content(no_criteria, &faults, &err);
	cr_expect(!content && err.kind == ERR_USAGE && strstr(err.text, "criteria"), "%s", err.text);
	const char *const none[] = { fixture_path("none"), NULL };
	content = place_load_content(none, &faults, &err);
	cr_expect(!content && strstr(err.text, "none"), "%s", err.text);
	fault_list_release(&faults);
}

Test(place, a_fault_in_any_file_loads_nothing)
{
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	copy_worked("data");
	fixture_write_text("own/cadran/mine.ini", "[grid]\nid = mine\n");
	environment(fixture_path("data"), fixture_path("own"));
	struct content *content = place_load_content(shipped, &faults, &err);
	char *text = fixture_faults(&faults);
	cr_expect(!content && faults.faults && strstr(text, "mine.ini:1"), "%s", text);
	free(text);
	fault_list_release(&faults);
}

Test(place, a_user_s_folder_that_is_not_there_is_no_fault_and_a_relative_one_is_left_out)
{
	struct fault_list faults = { 0 };
	struct err err = { 0 };

	copy_worked("data");
	fixture_write_text("cadran/mine.ini", "[grid]\nid = mine\n");
	environment(fixture_path("data"), fixture_path("nowhere"));
	struct content *content = place_load_content(shipped, &faults, &err);
	cr_expect(content && !faults.faults, "%s", err.text);
	if (content)
		content_free(content);
	cr_assert(!chdir(fixture_path(".")));
	environment(fixture_path("data"), ".");
	content = place_load_content(shipped, &faults, &err);
	cr_expect(content && !faults.faults, "a relative XDG_DATA_HOME counts for nothing");
	if (content)
		content_free(content);
	fault_list_release(&faults);
}

Test(place, the_stamp_is_that_of_the_environment)
{
	setenv("CADRAN_AUTHOR", "Ana, \"Bea\"", 1);
	setenv("SOURCE_DATE_EPOCH", "1700000000", 1);
	cr_expect_str_eq(place_stamp().author, "Ana, \"Bea\"");
	cr_expect_str_eq(place_stamp().time, "2023-11-14T22:13:20Z");
	unsetenv("SOURCE_DATE_EPOCH");
	unsetenv("CADRAN_AUTHOR");
	setenv("LOGNAME", "zoe", 1);
	cr_expect_str_eq(place_stamp().author, "zoe");
	const char *time = place_stamp().time;
	cr_expect(strlen(time) == 20 && time[4] == '-' && time[10] == 'T' && time[19] == 'Z' && strcmp(time, "2026") > 0, "%s", time);
}

Test(session, a_use_case_taken_again_from_the_catalogue_starts_as_the_catalogue_has_it)
{
	struct content *content = fixture_shipped();
	struct change_list changes = { 0 };
	struct err err = { 0 };

	fixture_create(fixture_shipped());
	struct session session = fixture_open(JOURNAL_WRITE);
	cr_assert(proposal_use_case(content, session.document, "meeting-notes", LANGUAGE_FR, &changes, &err));
	cr_assert(session_apply(&session, &changes, fixture_stamp, &err), "%s", err.text);
	fixture_must_apply(&session, "use-case.meeting-notes.sponsor=Ana");
	fixture_must_apply(&session, "vote.meeting-notes.risk.legal.Ana.1=5");
	fixture_must_apply(&session, "use-case.meeting-notes.present=");
	cr_assert(proposal_use_case(content, session.document, "meeting-notes", LANGUAGE_FR, &changes, &err));
	cr_assert(session_apply(&session, &changes, fixture_stamp, &err), "%s", err.text);
	const struct use_case *use_case = document_use_case(session.document, "meeting-notes");
	cr_expect(use_case && !*use_case->field[USE_CASE_SPONSOR], "the old sponsor is back");
	cr_expect(session.document->participant_votes[0] == 0, "the old vote is back");
	expect_replayed(&session, "again");
	session_close(&session);
	change_list_release(&changes);
	content_free(content);
}
