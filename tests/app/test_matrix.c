/*
 * The matrix of a dossier: one can be added later than answers, which one is in
 * use is a change, and nothing else that comes after answers is taken.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

TestSuite(matrix, .init = fixture_folder_make, .fini = fixture_folder_remove);

static void add(struct session *session, const char *id)
{
	struct content *content = fixture_shipped();
	struct err err = { 0 };

	cr_assert(session_add_matrix(session, content, id, fixture_stamp, &err), "%s", err.text);
	content_free(content);
}

static void expect_matrix(const struct session *session, const char *id, const char *name)
{
	const struct content *content = session->document->content;

	cr_expect(content->matrix == content_matrix(content, id) && !strcmp(session->document->matrix, id), "%s: «%s» is in use, and «%s» written",
		  name, content->matrix->id, session->document->matrix);
}

Test(matrix, one_that_is_added_is_kept_and_changes_nothing_until_it_is_put_in_use)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "answer.data.d0.q0=3");
	char *before = fixture_state(&session);
	size_t done = session.done;

	add(&session, "roi-risque");
	fixture_expect_state(&session, before, "added");
	fixture_expect_replayed(&session, "added");
	expect_matrix(&session, "essai", "added");
	cr_expect(session.done == done && session.document->content->matrix_count == 2);
	struct buf bytes = fixture_file_bytes();
	add(&session, "roi-risque");
	fixture_expect_file(&bytes, "added again");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	expect_matrix(&session, "essai", "opened again");
	cr_expect(session.document->content->matrix_count == 2 && !session.faults.count);
	session_close(&session);
	buf_release(&bytes);
	free(before);
}

Test(matrix, it_is_in_use_from_its_change_on_over_undo_redo_and_openings)
{
	fixture_create(fixture_shipped());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.A1.name=x\nscore.A1.impact.business=4");
	add(&session, "roi-risque");
	add(&session, "impact-faisabilite");
	fixture_must_apply(&session, "matrix.id=roi-risque");
	expect_matrix(&session, "roi-risque", "set");
	fixture_expect_replayed(&session, "set");
	fixture_must_apply(&session, "matrix.id=impact-faisabilite\nservice.size=3");
	expect_matrix(&session, "impact-faisabilite", "in a batch");
	session_close(&session);
	session = fixture_open(JOURNAL_WRITE);
	expect_matrix(&session, "impact-faisabilite", "opened again");
	fixture_undo(&session, true);
	expect_matrix(&session, "roi-risque", "undone");
	fixture_expect_replayed(&session, "undone");
	fixture_undo(&session, true);
	expect_matrix(&session, "valeur-facilite", "undone twice");
	fixture_redo(&session, true);
	expect_matrix(&session, "roi-risque", "done again");
	fixture_expect_replayed(&session, "done again");
	fixture_must_apply(&session, "matrix.id=");
	expect_matrix(&session, "valeur-facilite", "the one it was made with");
	fixture_expect_replayed(&session, "the one it was made with");
	cr_expect(!strcmp(session.units[session.done - 1].changes.items[0].value, "valeur-facilite"));
	session_close(&session);
}

Test(matrix, the_one_in_use_already_is_no_change)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	size_t done = session.done;

	fixture_must_apply(&session, "matrix.id=essai");
	fixture_must_apply(&session, "matrix.id=");
	cr_expect(session.done == done);
	fixture_expect_file(&bytes, "as it was");
	session_close(&session);
	buf_release(&bytes);
}

Test(matrix, one_that_is_nowhere_is_refused_and_nothing_is_written)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct content *content = fixture_shipped();
	struct buf bytes = fixture_file_bytes();
	struct err err = { 0 };

	cr_expect(!fixture_apply(&session, "matrix.id=roi-risque", &err) && strstr(err.text, "roi-risque") && strstr(err.text, "essai"), "%s", err.text);
	cr_expect(!session_add_matrix(&session, content, "nothing", fixture_stamp, &err) && err.kind == ERR_VALUE);
	cr_expect(strstr(err.text, "nothing") && strstr(err.text, "essai") && strstr(err.text, "roi-risque"), "%s", err.text);
	expect_matrix(&session, "essai", "refused");
	fixture_expect_file(&bytes, "refused");
	session_close(&session);
	buf_release(&bytes);
	content_free(content);
}

Test(matrix, a_full_disk_adds_none)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct content *content = fixture_shipped();
	struct buf bytes = fixture_file_bytes();
	struct err err = { 0 };

	fixture_limit_files(bytes.length + 100);
	cr_expect(!session_add_matrix(&session, content, "roi-risque", fixture_stamp, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	fixture_limit_files(0);
	cr_expect(session.document->content->matrix_count == 1);
	fixture_expect_file(&bytes, "full");
	session_close(&session);
	buf_release(&bytes);
	content_free(content);
}

/* The bytes of a content file, as the value of a record. */
static char *content_bytes(const char *path)
{
	struct buf bytes = fixture_read(path);

	return buf_detach(&bytes);
}

Test(matrix, the_last_one_before_the_first_change_is_the_one_the_dossier_was_made_with)
{
	struct session session;
	struct journal_writer writer;
	struct err err = { 0 };
	char *criteria = content_bytes("questionnaires/criteria.ini"), *first = content_bytes("matrices/roi-risque.ini"),
	     *second = content_bytes("matrices/valeur-facilite.ini"), *third = content_bytes("matrices/impact-faisabilite.ini");

	journal_writer_new(&writer, fixture_stamp);
	journal_writer_add(&writer, "content", "criteria.use-case", "1", criteria);
	journal_writer_add(&writer, "content", "matrix.roi-risque", "1", first);
	journal_writer_add(&writer, "content", "matrix.valeur-facilite", "1", second);
	journal_writer_add(&writer, "service", "", "name", "Essai");
	journal_writer_add(&writer, "content", "matrix.impact-faisabilite", "1", third);
	cr_assert(journal_create(fixture_path("d.cadran"), &writer, &err), "%s", err.text);
	journal_writer_release(&writer);
	session = fixture_open(JOURNAL_WRITE);
	char *faults = fixture_faults(&session.faults);
	cr_expect_str_eq(faults, "");
	expect_matrix(&session, "valeur-facilite", "made");
	fixture_must_apply(&session, "matrix.id=roi-risque");
	fixture_must_apply(&session, "matrix.id=impact-faisabilite");
	fixture_must_apply(&session, "matrix.id=");
	expect_matrix(&session, "valeur-facilite", "the first");
	fixture_expect_replayed(&session, "the first");
	session_close(&session);
	free(faults);
	free(criteria);
	free(first);
	free(second);
	free(third);
}

/* A grid under the name of a matrix would leave the document without room for its answers. */
Test(matrix, nothing_but_a_matrix_of_a_new_id_or_another_version_is_taken_after_answers)
{
	char *grid = content_bytes("tests/worked/content/data.ini"), *matrix = content_bytes("tests/worked/content/matrix.ini"),
	     *other = content_bytes("matrices/roi-risque.ini");
	const char *const records[][4] = {
		{ "content", "grid.data", "1", grid },
		{ "content", "matrix.data", "1", grid },
		{ "content", "matrix.essai", "1", matrix },
		{ "content", "matrix.bad", "1", "[matrix]\nid = bad\n" },
		{ "content", "matrix.empty", "1", "" },
		{ "begin", "", "", "" },
		{ "content", "matrix.roi-risque", "1", other },
		{ "matrix", "", "id", "roi-risque" },
		{ "commit", "", "", "" },
		{ "matrix", "", "id", "bad" },
		{ "matrix", "", "name", "essai" },
	};

	fixture_create(fixture_worked());
	fixture_write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	const struct content *content = session.document->content;
	char *faults = fixture_faults(&session.faults), *state = fixture_state(&session);

	cr_expect(content->matrix_count == 2 && content->grid_count == 2, "%zu matrices, %zu grids", content->matrix_count, content->grid_count);
	cr_expect(session.faults.faults >= 7, "%s", faults);
	expect_matrix(&session, "roi-risque", "replayed");
	fixture_undo(&session, true);
	expect_matrix(&session, "essai", "undone");
	session_close(&session);
	free(faults);
	free(state);
	free(grid);
	free(matrix);
	free(other);
}
