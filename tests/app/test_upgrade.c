/*
 * Newer content taken up in a dossier: one unit, replayed, undone and done
 * again; cut anywhere the file opens. The newer content is tests/worked with
 * lines replaced: renamed, reworded, dropped, new.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/core/upgrade.h"
#include "fixture.h"

TestSuite(upgrade, .init = fixture_folder_make, .fini = fixture_folder_remove);

static const struct {
	const char *file, *old, *new;
} edits[] = {
	{ "data.ini", "version = 1\n", "version = 2\n" },
	{ "data.ini", "[question d0.q0]\n", "[question d0.first]\nwas = d0.q0\n" },
	{ "data.ini", "[dimension d1]\n", "[dimension e1]\nwas = d1\n" },
	{ "data.ini", "[question d1.q0]\n", "[question e1.q0]\n" },
	{ "data.ini", "text.fr = Question d2.q0 ?", "text.fr = Autre question ?" },
	{ "data.ini", "[question d2.q1]\n", "[question d2.new]\n" },
	{ "criteria.ini", "version = 1\n", "version = 1.5\n" },
	{ "criteria.ini", "[criterion impact.c0]\n", "[criterion impact.first]\nwas = impact.c0\n" },
	{ "criteria.ini", "[criterion risk.c2]\n", "[criterion risk.new]\n" },
};

static void write_edited(const char *file)
{
	char from[80], to[80];
	struct buf bytes, edited;

	snprintf(from, sizeof(from), "tests/worked/content/%s", file);
	snprintf(to, sizeof(to), "newer/%s", file);
	bytes = fixture_read(from);
	for (size_t i = 0; i < ARRAY_SIZE(edits); i++) {
		char *at = strcmp(edits[i].file, file) ? NULL : strstr(bytes.data, edits[i].old);

		if (!at)
			continue;
		buf_init(&edited);
		buf_add(&edited, bytes.data, (size_t)(at - bytes.data));
		buf_add_text(&edited, edits[i].new);
		buf_add_text(&edited, at + strlen(edits[i].old));
		buf_release(&bytes);
		bytes = edited;
	}
	fixture_write(to, bytes.data, bytes.length);
	buf_release(&bytes);
}

static struct content *newer_content(void)
{
	static const char *const files[] = { "ai.ini", "criteria.ini", "data.ini", "matrix.ini" };

	for (size_t i = 0; i < ARRAY_SIZE(files); i++)
		write_edited(files[i]);
	return fixture_load((const char *const[]){ fixture_path("newer"), NULL });
}

/* The content that the document would have with what is newer in `other`. */
static struct content *next_content(const struct session *session, const struct content *other)
{
	const struct content *own = session->document->content;
	const struct content_source *newer[8];

	cr_assert(own->source_count <= ARRAY_SIZE(newer));
	cr_assert(content_newer(own, other, newer));
	return content_upgrade(own, newer);
}

static void upgrade(struct session *session)
{
	struct content *other = newer_content();
	struct err err = { 0 };

	cr_assert(session_upgrade(session, next_content(session, other), fixture_stamp, &err), "%s", err.text);
	content_free(other);
}

static const char given[] = "answer.data.d0.q0=3\nanswer.data.d0.q0.note=vu\nanswer.data.d1.q0=2\nanswer.data.d2.q0=4\nanswer.data.d2.q1=5\n"
			    "answer.ai.d0.q0=1\ngrid.data.target=4\nuse-case.A1.name=Un\nuse-case.A1.requires=data.d1:3\n"
			    "score.A1.impact.c0=4\nscore.A1.risk.c2=2\nvote.A1.risk.c0.Ana=5";

static struct session begin(void)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	fixture_must_apply(&session, given);
	return session;
}

static const char *answer(const struct session *session, const char *question)
{
	const struct grid *grid = content_grid(session->document->content, "data");
	const struct question *found = grid_question(grid, question);

	cr_assert(found, "there is no %s", question);
	return session->document->grids[grid - session->document->content->grids].answers[found - grid->questions].field[ANSWER_LEVEL];
}

Test(upgrade, answers_and_scores_stand_where_their_question_is_now)
{
	struct session session = begin();
	size_t done = session.done, criterion;

	upgrade(&session);
	cr_expect(session.done == done + 1 && session.units[done].other && !session.units[done].changes.count);
	cr_expect_str_eq(content_grid(session.document->content, "data")->version, "2");
	cr_expect_str_eq(answer(&session, "d0.first"), "3");
	cr_expect_str_eq(answer(&session, "e1.q0"), "2");
	cr_expect_str_eq(answer(&session, "d2.q0"), "4");
	cr_expect_str_eq(answer(&session, "d2.new"), "");
	const struct use_case *use_case = document_use_case(session.document, "A1");
	cr_expect_str_eq(use_case->field[USE_CASE_REQUIRES], "data.e1:3");
	cr_assert(criteria_find(&session.document->content->criteria, "impact.first", &criterion));
	cr_expect_str_eq(use_case->scores[criterion].retained, "4");
	cr_assert(criteria_find(&session.document->content->criteria, "risk.new", &criterion));
	cr_expect_str_eq(use_case->scores[criterion].retained, "");
	fixture_expect_replayed(&session, "upgraded");
	fixture_must_apply(&session, "answer.data.d2.new=1\nscore.A1.risk.new=5\nuse-case.A1.requires=data.e1:2;data.d0:4");
	fixture_expect_replayed(&session, "gone on");
	session_close(&session);
}

Test(upgrade, it_is_undone_and_redone_as_one_unit_over_openings)
{
	struct session session = begin();
	char *states[4];

	states[0] = fixture_state(&session);
	upgrade(&session);
	states[1] = fixture_state(&session);
	fixture_must_apply(&session, "answer.data.d2.new=1\nanswer.data.d0.first.note=revu");
	states[2] = fixture_state(&session);
	for (int round = 0; round < 4; round++) {
		for (int at = 1; at >= 0; at--) {
			fixture_undo(&session, true);
			fixture_expect_state(&session, states[at], "undone");
			fixture_expect_replayed(&session, "undone");
			if (round & 1) {
				session_close(&session);
				session = fixture_open(JOURNAL_WRITE);
			}
		}
		for (int at = 1; at <= 2; at++) {
			fixture_redo(&session, true);
			fixture_expect_state(&session, states[at], "done again");
			fixture_expect_replayed(&session, "done again");
			if (round & 2) {
				session_close(&session);
				session = fixture_open(JOURNAL_WRITE);
			}
		}
	}
	fixture_undo(&session, true);
	fixture_undo(&session, true);
	fixture_undo(&session, true);
	cr_expect_str_eq(answer(&session, "d0.q0"), "");
	fixture_expect_replayed(&session, "what was before it is undone too");
	fixture_redo(&session, true);
	fixture_must_apply(&session, "answer.data.d2.q1=1");
	fixture_redo(&session, false);
	upgrade(&session);
	fixture_expect_replayed(&session, "taken up once more");
	session_close(&session);
	for (int i = 0; i < 3; i++)
		free(states[i]);
}

Test(upgrade, a_file_cut_anywhere_in_it_opens_with_all_of_it_or_nothing)
{
	struct session session = begin();
	struct buf start = fixture_file_bytes(), whole;
	char *before = fixture_state(&session), *after;

	upgrade(&session);
	after = fixture_state(&session);
	session_close(&session);
	whole = fixture_file_bytes();
	cr_expect(strstr(whole.data + start.length, ",begin,") && strstr(whole.data + start.length, ",commit,"));
	for (size_t length = start.length; length <= whole.length; length += length + 300 < whole.length ? 97 : 1) {
		fixture_write("d.cadran", whole.data, length);
		session = fixture_open(JOURNAL_WRITE);
		fixture_expect_state(&session, length + 1 >= whole.length ? after : before, "cut");
		if (length % 3 == 0) {
			fixture_must_apply(&session, "service.size=7");
			char *here = fixture_state(&session);
			session_close(&session);
			session = fixture_open(JOURNAL_READ);
			fixture_expect_state(&session, here, "gone on");
			free(here);
		}
		session_close(&session);
	}
	buf_release(&start);
	buf_release(&whole);
	free(before);
	free(after);
}

Test(upgrade, a_full_disk_or_a_file_for_reading_takes_up_nothing)
{
	struct session session = begin();
	struct content *other = newer_content();
	char *before = fixture_state(&session);
	struct buf bytes = fixture_file_bytes();
	size_t done = session.done;
	struct err err = { 0 };

	fixture_limit_files(bytes.length + 400);
	cr_expect(!session_upgrade(&session, next_content(&session, other), fixture_stamp, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	fixture_limit_files(0);
	cr_expect_eq(session.done, done);
	fixture_expect_state(&session, before, "full");
	fixture_expect_file(&bytes, "full");
	session_close(&session);
	session = fixture_open(JOURNAL_READ);
	cr_expect(!session_upgrade(&session, next_content(&session, other), fixture_stamp, &err));
	fixture_expect_state(&session, before, "for reading");
	session_close(&session);
	content_free(other);
	buf_release(&bytes);
	free(before);
}

/* Records that no session writes: bad files, other names, a grid that is not there, two of one id. */
Test(upgrade, what_does_not_fit_is_told_and_left_out_and_what_fits_stands)
{
	content_free(newer_content());
	struct buf newer = fixture_read(fixture_path("newer/data.ini")), same = fixture_read("tests/worked/content/data.ini");
	struct buf criteria = fixture_read(fixture_path("newer/criteria.ini"));
	const char *const records[][4] = {
		{ "content", "grid.data", "2", "[grid]\nid = data\nversion = 2\n" },
		{ "content", "grid.data", "2", same.data },
		{ "content", "grid.ai", "2", newer.data },
		{ "content", "criteria.other", "2", criteria.data },
		{ "content", "grid.data", "2", newer.data },
		{ "answer", "data.d0.q0", "level", "5" },
		{ "answer", "data.d0.first", "level", "5" },
		{ "begin", "", "", "" },
		{ "content", "criteria.use-case", "1.5", criteria.data },
		{ "service", "", "size", "9" },
		{ "abort", "", "", "" },
		{ "begin", "", "", "" },
		{ "content", "criteria.use-case", "1.5", criteria.data },
		{ "content", "criteria.use-case", "1.5", criteria.data },
		{ "service", "", "size", "8" },
		{ "commit", "", "", "" },
	};
	struct session session = begin();
	const char *id = session.document->content->criteria.id;
	char key[80];
	cr_assert(snprintf(key, sizeof(key), "criteria.%s", id) && !strcmp(key, "criteria.use-case"), "%s", id);

	session_close(&session);
	fixture_write_raw(records, ARRAY_SIZE(records));
	session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect(session.faults.faults >= 5, "%s", faults);
	cr_expect_str_eq(answer(&session, "d0.first"), "5");
	cr_expect_str_eq(session.document->content->criteria.version, "1.5");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "8");
	cr_expect(session.units[session.done - 1].other && session.units[session.done - 1].changes.count == 1, "one unit");
	fixture_undo(&session, true);
	cr_expect_str_eq(session.document->content->criteria.version, "1");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "");
	fixture_undo(&session, true);
	fixture_undo(&session, true);
	cr_expect_str_eq(content_grid(session.document->content, "data")->version, "1");
	session_close(&session);
	free(faults);
	buf_release(&newer);
	buf_release(&same);
	buf_release(&criteria);
}

Test(upgrade, the_matrix_in_use_and_the_first_one_stay_the_same_by_their_ids)
{
	struct content *shipped = fixture_shipped();
	struct err err = { 0 };
	struct session session = begin();

	cr_assert(session_add_matrix(&session, shipped, "roi-risque", fixture_stamp, &err), "%s", err.text);
	fixture_must_apply(&session, "matrix.id=roi-risque");
	upgrade(&session);
	cr_expect_str_eq(session.document->matrix, "roi-risque");
	cr_expect_str_eq(session.document->content->matrix->id, "roi-risque");
	cr_assert(session_add_matrix(&session, shipped, "impact-faisabilite", fixture_stamp, &err), "%s", err.text);
	fixture_must_apply(&session, "matrix.id=impact-faisabilite");
	fixture_must_apply(&session, "matrix.id=");
	cr_expect_str_eq(session.document->content->matrix->id, "essai");
	fixture_expect_replayed(&session, "matrices");
	for (int i = 0; i < 4; i++)
		fixture_undo(&session, true);
	cr_expect_str_eq(session.document->content->matrix->id, "essai");
	for (int i = 0; i < 4; i++)
		fixture_redo(&session, true);
	fixture_expect_replayed(&session, "done again");
	session_close(&session);
	content_free(shipped);
}

/* A file that comes from anywhere must not fill the memory with copies. */
Test(upgrade, it_is_done_a_hundred_times_at_most)
{
	struct buf one = fixture_read("tests/worked/content/matrix.ini");
	const char *records[SESSION_UPGRADES_MOST + 1][4];
	char *copies[SESSION_UPGRADES_MOST + 1];

	for (size_t i = 0; i < ARRAY_SIZE(records); i++) {
		copies[i] = xstrdup(one.data);
		memcpy(strstr(copies[i], "version = 1"), i % 2 ? "version = 1" : "version = 2", 11);
		records[i][0] = "content";
		records[i][1] = "matrix.essai";
		records[i][2] = i % 2 ? "1" : "2";
		records[i][3] = copies[i];
	}
	struct session session = begin();
	session_close(&session);
	fixture_write_raw((const char *const (*)[4])records, ARRAY_SIZE(records));
	session = fixture_open(JOURNAL_WRITE);
	struct content *other = newer_content();
	struct err err = { 0 };

	cr_expect(session.upgrade_count == SESSION_UPGRADES_MOST && session.faults.faults == 1);
	cr_expect(!session_upgrade(&session, next_content(&session, other), fixture_stamp, &err) && strstr(err.text, "100"), "%s", err.text);
	for (int i = 0; i < SESSION_UPGRADES_MOST; i++)
		fixture_undo(&session, true);
	cr_expect_str_eq(answer(&session, "d0.q0"), "3");
	session_close(&session);
	content_free(other);
	for (size_t i = 0; i < ARRAY_SIZE(records); i++)
		free(copies[i]);
	buf_release(&one);
}
