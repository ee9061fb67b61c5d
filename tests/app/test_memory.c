/*
 * Many dossiers opened one after the other with what was remembered of those
 * before: each is what it is when opened alone, whatever stands in the others.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fixture.h"

TestSuite(memory, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* What opening says: the state and the faults, or why not. */
static char *told(const char *name, struct session_memory *memory)
{
	struct session session;
	struct err err = { 0 };
	struct buf out;
	char *state, *faults;

	buf_init(&out);
	if (!(memory ? session_open_remembering(fixture_path(name), memory, &session, &err)
		     : session_open(fixture_path(name), JOURNAL_READ, &session, &err))) {
		buf_add_text(&out, err.text);
		return buf_detach(&out);
	}
	state = fixture_state(&session);
	faults = fixture_faults(&session.faults);
	buf_add_format(&out, "%s\n--- faults\n%s", state, faults);
	free(state);
	free(faults);
	session_close(&session);
	return buf_detach(&out);
}

static void expect_alike(const char *const *names, size_t count)
{
	struct session_memory *memory = session_memory_new();

	for (int round = 0; round < 3; round++)
		for (size_t i = 0; i < count; i++) {
			char *alone = told(names[i], NULL), *beside = told(names[i], memory);

			cr_expect_str_eq(beside, alone, "round %d, %s: beside the others it is\n%.800s\nalone it is\n%.800s", round, names[i], beside, alone);
			free(alone);
			free(beside);
		}
	session_memory_free(memory);
}

/* d.cadran, in another place. */
static void keep(const char *name)
{
	fixture_copy(fixture_path("d.cadran"), name);
}

/* d.cadran with the first `old` replaced by `new`, its check as it was. */
static void keep_changed(const char *name, const char *old, const char *new)
{
	struct buf bytes = fixture_file_bytes(), changed;
	const char *at = strstr(bytes.data, old);

	cr_assert(at, "«%s»", old);
	buf_init(&changed);
	buf_add(&changed, bytes.data, (size_t)(at - bytes.data));
	buf_add_text(&changed, new);
	buf_add_text(&changed, at + strlen(old));
	fixture_write(name, changed.data, changed.length);
	buf_release(&changed);
	buf_release(&bytes);
}

static void keep_with_carriage_returns(const char *name)
{
	struct buf bytes = fixture_file_bytes(), changed;

	buf_init(&changed);
	for (size_t i = 0; i < bytes.length; i++) {
		const bool ends = bytes.data[i] == '\n' && i > 9 && strspn(bytes.data + i - 8, "0123456789abcdef") >= 8 && bytes.data[i - 9] == ',';

		buf_add_text(&changed, ends ? "\r" : "");
		buf_add_char(&changed, bytes.data[i]);
	}
	fixture_write(name, changed.data, changed.length);
	buf_release(&changed);
	buf_release(&bytes);
}

Test(memory, a_dossier_beside_others_is_what_it_is_alone)
{
	static const char *const names[] = { "new",  "answered", "undone", "redone",   "changed", "content", "cut",   "crlf",
					     "open", "draft",    "quoted", "repeated", "none",    "empty",   "shipped" };
	static const char *const open[][4] = { { "begin", "", "", "" }, { "service", "", "sector", "hospital" } };
	struct session session;

	fixture_create(fixture_worked());
	keep("new");
	session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "answer.data.d0.q0=3\nanswer.data.d1.q0=?\nuse-case.a.name=A \"b\", c\nuse-case.a.need=x, y");
	fixture_must_apply(&session, "score.a.impact.c0=4\nvote.a.risk.c0.Zoé=2");
	keep("answered");
	fixture_undo(&session, true);
	keep("undone");
	fixture_redo(&session, true);
	keep("redone");
	keep_changed("changed", ",data.d0.q0,", ",data.d1.q0,");
	keep_changed("content", "Question d0.q0", "Question d0.Q0");
	keep_changed("quoted", "A \"\"b\"\", c", "A \"b\", c");
	keep_with_carriage_returns("crlf");
	session_close(&session);
	struct buf bytes = fixture_file_bytes();
	fixture_write("cut", bytes.data, bytes.length - 20);
	fixture_write("empty", bytes.data, 0);
	fixture_write("repeated", bytes.data, bytes.length);
	buf_release(&bytes);
	fixture_write_raw(open, 2);
	keep("open");
	session = fixture_open(JOURNAL_WRITE);
	struct err err;
	cr_assert(session_draft(&session, CHANGE_SERVICE, "", "size", "12", fixture_stamp, &err));
	keep("draft");
	session_close(&session);
	cr_assert(!remove(fixture_path("d.cadran")));
	fixture_create(fixture_shipped());
	keep("shipped");
	expect_alike(names, ARRAY_SIZE(names));
}

Test(memory, a_matrix_that_came_later_and_one_that_was_put_in_use_stay_with_their_dossier)
{
	static const char *const names[] = { "plain", "used", "plain", "added" };
	struct content *shipped = fixture_shipped();
	struct session session;
	struct err err = { 0 };

	fixture_create(fixture_shipped());
	keep("plain");
	session = fixture_open(JOURNAL_WRITE);
	cr_assert(session_add_matrix(&session, shipped, "roi-risque", fixture_stamp, &err), "%s", err.text);
	keep("added");
	fixture_must_apply(&session, "matrix.id=roi-risque");
	keep("used");
	session_close(&session);
	content_free(shipped);
	expect_alike(names, ARRAY_SIZE(names));
}

Test(memory, more_contents_than_are_kept_are_all_read_right)
{
	char names[12][16];
	const char *list[12];

	fixture_create(fixture_worked());
	for (size_t i = 0; i < ARRAY_SIZE(list); i++) {
		char text[40];

		snprintf(names[i], sizeof(names[i]), "%zu", i);
		snprintf(text, sizeof(text), "Question %c%zu.q0", 'a' + (int)i, i);
		keep_changed(names[i], "Question d0.q0", text);
		list[i] = names[i];
	}
	expect_alike(list, ARRAY_SIZE(list));
}

Test(memory, marks_tell_where_two_dossiers_part)
{
	struct session_memory *memory = session_memory_new();
	struct session session;
	struct err err;
	const uint64_t *marks;
	uint64_t first[64], made;
	size_t count, first_count;

	fixture_create(fixture_worked());
	session = fixture_open(JOURNAL_WRITE);
	keep("older");
	fixture_must_apply(&session, "answer.data.d0.q0=3");
	session_close(&session);
	cr_assert(session_open_remembering(fixture_path("older"), memory, &session, &err));
	marks = session_memory_marks(memory, &first_count);
	cr_assert(first_count && first_count < 64);
	memcpy(first, marks, first_count * sizeof(*marks));
	made = session_memory_made(memory);
	session_close(&session);
	cr_assert(session_open_remembering(fixture_path("d.cadran"), memory, &session, &err));
	marks = session_memory_marks(memory, &count);
	cr_expect(count == first_count + 1 && !memcmp(marks, first, first_count * sizeof(*marks)));
	cr_expect(marks[count - 1] != first[first_count - 1]);
	cr_expect(made && made == session_memory_made(memory) && made == first[first_count - 1]);
	session_close(&session);
	session_memory_free(memory);
}

Test(memory, milestones_and_what_a_merge_brought_are_taken_without_a_history)
{
	static const char *const names[] = { "frozen", "merged", "within" };
	static const char *const merge[][4] = { { "begin", "merge", "", "" },
						{ "service", "", "sector", "hospital" },
						{ "service", "", "sector", "" },
						{ "commit", "", "", "" } };
	static const char *const within[][4] = { { "begin", "", "", "" },
						 { "milestone", "b", "present", "yes" },
						 { "service", "", "size", "12" },
						 { "commit", "", "", "" } };
	struct session_memory *memory = session_memory_new();
	struct session session;
	struct err err;

	fixture_create(fixture_worked());
	session = fixture_open(JOURNAL_WRITE);
	cr_assert(session_milestone(&session, "a", fixture_stamp, &err), "%s", err.text);
	session_close(&session);
	keep("frozen");
	cr_assert(session_open_remembering(fixture_path("frozen"), memory, &session, &err));
	cr_expect(!session.unit_count && session.milestone_count == 1 && !session.faults.count);
	session_close(&session);
	session_memory_free(memory);
	fixture_write_raw(merge, 4);
	keep("merged");
	fixture_write_raw(within, 4);
	keep("within");
	expect_alike(names, ARRAY_SIZE(names));
}
