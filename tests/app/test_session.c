/*
 * One dossier from its making to its next opening: what it is made of, what goes
 * wrong on the way, what it can be made from, and where things are. Its history
 * is in test_history.c, what is being typed in test_draft.c.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fixture.h"

TestSuite(session, .init = fixture_folder_make, .fini = fixture_folder_remove);
TestSuite(place, .init = fixture_folder_make, .fini = fixture_folder_remove);

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
	struct buf bytes = fixture_file_bytes();
	cr_expect(!strncmp(bytes.data, "cadran,1\nseq,time,author,kind,key,field,value,check\n1,", 54), "%.80s", bytes.data);
	cr_expect(!strstr(bytes.data, "[use-case ") && !strstr(bytes.data, "[demo]"));
	buf_release(&bytes);
	fixture_expect_replayed(&session, "new");
	session_close(&session);
}

Test(session, the_charter_is_kept_and_what_is_ticked_comes_back)
{
	fixture_create(fixture_shipped());
	struct session session = fixture_open(JOURNAL_WRITE);

	cr_assert(session.document->content->charter.count == 10);
	fixture_must_apply(&session, "charter.oversight.state=partly\ncharter.oversight.note=vu");
	fixture_must_apply(&session, "use.U001.name=Traduction\nuse.U001.data=health");
	fixture_expect_replayed(&session, "ticked");
	fixture_undo(&session, true);
	cr_expect(!document_use(session.document, "U001"));
	fixture_expect_replayed(&session, "undone");
	session_close(&session);
}

Test(session, a_dossier_without_a_charter_has_an_inventory_all_the_same)
{
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);

	cr_assert(!session.document->content->charter.count);
	cr_expect(!fixture_apply(&session, "charter.oversight.state=yes", &err) && strstr(err.text, "oversight"));
	fixture_must_apply(&session, "use.U001.account=private");
	fixture_expect_replayed(&session, "without a charter");
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
	struct buf bytes = fixture_file_bytes();
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
	fixture_expect_state(&session, before, "without its content");
	fixture_must_apply(&session, "answer.data.d1.q0=4");
	fixture_expect_replayed(&session, "without its content");
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

/* --- what goes wrong ---------------------------------------------------------------------------------- */

Test(session, a_full_disk_leaves_document_history_and_file_as_they_were)
{
	static const char *const changes[] = { "service.size=a longer value, so that it does not fit", "use-case.A1.name=x\nvote.A1.impact.c0.New=3\nanswer.data.d0.q0=2",
					       "use-case.B2.present=" };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "use-case.B2.name=x\nscore.B2.impact.c0=3");
	fixture_must_apply(&session, "service.date=2026-01-01");
	fixture_undo(&session, true);
	char *before = fixture_state(&session);
	struct buf bytes = fixture_file_bytes();
	for (size_t i = 0; i < ARRAY_SIZE(changes) + 2; i++)
		for (size_t room = 0; room < 30; room += 9) {
			const struct unit *unit = NULL;
			struct err err = { 0 };

			fixture_limit_files(bytes.length + room);
			bool ok = i < ARRAY_SIZE(changes)    ? fixture_apply(&session, changes[i], &err)
				  : i == ARRAY_SIZE(changes) ? session_undo(&session, fixture_stamp, &unit, &err)
							     : session_redo(&session, fixture_stamp, &unit, &err);
			fixture_limit_files(0);
			cr_expect(!ok && err.kind == ERR_SYSTEM && *err.text, "%zu: %s", i, err.text);
			fixture_expect_state(&session, before, i < ARRAY_SIZE(changes) ? changes[i] : "undo or redo");
			fixture_expect_file(&bytes, "full");
		}
	fixture_redo(&session, true);
	cr_expect_str_eq(session.document->service[SERVICE_DATE], "2026-01-01");
	fixture_expect_replayed(&session, "afterwards");
	fixture_must_apply(&session, changes[1]);
	fixture_expect_replayed(&session, "afterwards");
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
	struct buf bytes = fixture_file_bytes();
	cr_expect(!fixture_apply(&session, "service.size=20", &err) && err.kind == ERR_CONFLICT, "%s", err.text);
	fixture_expect_state(&session, before, "apply");
	cr_expect(!session_undo(&session, fixture_stamp, &unit, &err) && err.kind == ERR_CONFLICT, "%s", err.text);
	fixture_expect_state(&session, before, "undo");
	fixture_expect_file(&bytes, "conflict");
	session_close(&session);
	free(before);
	buf_release(&bytes);
}

Test(session, what_is_open_for_reading_is_not_changed)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_READ);
	char *before = fixture_state(&session);
	struct buf bytes = fixture_file_bytes();
	struct err err = { 0 };

	cr_expect(!fixture_apply(&session, "service.size=20", &err) && *err.text);
	fixture_expect_state(&session, before, "read");
	fixture_expect_file(&bytes, "read");
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

Test(session, the_demonstration_comes_with_what_it_ticks_and_the_uses_it_lists)
{
	static const char *const notes[LANGUAGE_COUNT] = { "Aucune consigne de relecture n'est écrite.", "No instruction to review is written." };

	for (int language = 0; language < LANGUAGE_COUNT; language++) {
		struct session session = demo_session((enum language)language);
		const struct document *document = session.document;
		const struct use *use = document_use(document, "public-chat");
		size_t index;

		cr_assert(charter_find(&document->content->charter, "oversight", &index));
		cr_expect_str_eq(document->ticks[index].field[TICK_STATE], "no");
		cr_expect_str_eq(document->ticks[index].field[TICK_NOTE], notes[language]);
		cr_assert(use && document->inventory.count == 4);
		cr_expect_str_eq(use->field[USE_ACCOUNT], "private");
		cr_expect_str_eq(use->field[USE_DECLARED], "no");
		session_close(&session);
	}
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
		fixture_expect_replayed(&sessions[language], "demo");
		evaluation_compute(document, &figures[language]);
		cr_expect(figures[language].quick_wins >= 1);
		fixture_undo(&sessions[language], false);
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
		fixture_expect_replayed(&session, "catalogue");
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
	fixture_expect_replayed(&session, "again");
	session_close(&session);
	change_list_release(&changes);
	content_free(content);
}

Test(session, a_dossier_begins_with_the_answers_of_one_that_has_no_date)
{
	struct err err = { 0 };
	char path[500];

	fixture_create(fixture_worked());
	struct session old = fixture_open(JOURNAL_READ);
	cr_assert_str_empty(old.document->service[SERVICE_DATE]);
	snprintf(path, sizeof(path), "%s", fixture_path("next.cadran"));
	cr_expect(session_create_from(path, old.document, fixture_worked(), NULL, fixture_stamp, &err), "%s", err.text);
	session_close(&old);
}
