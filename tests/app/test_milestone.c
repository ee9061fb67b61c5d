/*
 * Milestones: what was frozen is what is replayed up to the mark, whatever came
 * after it, and a file that lies about them is still a dossier.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cadran/core/upgrade.h"
#include "fixture.h"

TestSuite(milestone, .init = fixture_folder_make, .fini = fixture_folder_remove);

static void freeze(struct session *session, const char *name)
{
	struct err err = { 0 };

	cr_assert(session_milestone(session, name, fixture_stamp, &err), "%s", err.text);
}

/* The state at the milestone; free it. */
static char *frozen_state(const struct session *session, const char *name)
{
	struct err err = { 0 };
	const struct milestone *milestone = session_find_milestone(session, name, &err);
	struct session frozen;
	char *state;

	cr_assert(milestone, "%s", err.text);
	cr_assert(session_at_milestone(session, milestone, &frozen, &err), "%s", err.text);
	cr_expect(frozen.journal.access == JOURNAL_READ);
	state = fixture_state(&frozen);
	session_close(&frozen);
	return state;
}

static void expect_frozen(const struct session *session, const char *name, const char *expected)
{
	char *state = frozen_state(session, name);

	cr_expect_str_eq(state, expected, "%s: there is\n%.1500s\ninstead of\n%.1500s", name,
			 strstr(state, "\nservice."), strstr(expected, "\nservice."));
	free(state);
}

Test(milestone, a_milestone_is_the_dossier_as_it_was_whatever_comes_after)
{
	enum { MOST = 12 };

	for (unsigned seed = 1; seed <= fixture_rounds(12); seed++) {
		struct fixture_random random = fixture_seed(seed);
		char *states[MOST] = { NULL }, name[40];
		size_t count = 0, changes[MOST];

		(void)remove(fixture_path("d.cadran"));
		fixture_create(fixture_worked());
		struct session session = fixture_open(JOURNAL_WRITE);
		for (unsigned step = 0; step < 80; step++) {
			const unsigned pick = fixture_below(&random, 100);
			const struct unit *unit;
			struct err err = { 0 };
			struct buf line;

			buf_init(&line);
			fixture_random_line(session.document, &random, &line);
			if (pick < 60)
				(void)fixture_apply(&session, line.data, &err);
			else if (pick < 75)
				cr_expect(session_undo(&session, fixture_stamp, &unit, &err));
			else if (pick < 85)
				cr_expect(session_redo(&session, fixture_stamp, &unit, &err));
			else if (count < MOST) {
				snprintf(name, sizeof(name), "jalon %zu", count);
				changes[count] = session.done;
				states[count++] = fixture_state(&session);
				freeze(&session, name);
			}
			buf_release(&line);
		}
		fixture_expect_replayed(&session, "at the end");
		for (int opened = 0; opened < 2; opened++) {
			cr_assert(session.milestone_count == count && count > 1, "%zu of %zu", session.milestone_count,
				  count);
			for (size_t i = 0; i < count; i++) {
				snprintf(name, sizeof(name), "jalon %zu", i);
				cr_expect_str_eq(session.milestones[i].name, name);
				cr_expect(session.milestones[i].changes == changes[i]);
				expect_frozen(&session, name, states[i]);
			}
			session_close(&session);
			session = fixture_open(JOURNAL_READ);
		}
		session_close(&session);
		for (size_t i = 0; i < count; i++)
			free(states[i]);
	}
}

Test(milestone, undo_and_redo_pass_over_it)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "answer.data.d0.q0=3");
	freeze(&session, "un");
	cr_expect_str_eq(fixture_undo(&session, true), "level");
	freeze(&session, "deux");
	cr_expect_str_eq(fixture_redo(&session, true), "level");
	char *now = fixture_state(&session), *first = frozen_state(&session, "un"),
	     *second = frozen_state(&session, "deux");
	cr_expect_str_eq(first, now);
	cr_expect_str_neq(second, now);
	fixture_expect_replayed(&session, "afterwards");
	free(now);
	free(first);
	free(second);
	session_close(&session);
}

Test(milestone, what_was_frozen_with_older_content_has_that_content)
{
	static const char *const newer_grid = "version = 2\n";
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "answer.data.d0.q0=3\nuse-case.A1.name=x");
	freeze(&session, "avant");
	char *before = fixture_state(&session);
	const struct content *own = session.document->content;
	const struct content_source *source = content_source(own, CONTENT_GRID, "data");
	const char *version = strstr(source->bytes, "version = 1\n");
	struct content *alone = content_new();
	struct fault_list faults = { 0 };
	struct buf bytes;

	cr_assert(version);
	buf_init(&bytes);
	buf_add(&bytes, source->bytes, (size_t)(version - source->bytes));
	buf_add_format(&bytes, "%s%s", newer_grid, version + strlen(newer_grid));
	content_add(alone, "data.ini", bytes.data, bytes.length, &faults);
	const struct content_source **newer = calloc(own->source_count, sizeof(*newer));
	cr_assert(content_newer(own, alone, newer) == 1);
	cr_assert(session_upgrade(&session, content_upgrade(own, newer), fixture_stamp, &err), "%s", err.text);
	freeze(&session, "après");
	expect_frozen(&session, "avant", before);
	const struct milestone *after = session_find_milestone(&session, "après", &err);
	struct session frozen;
	cr_assert(session_at_milestone(&session, after, &frozen, &err), "%s", err.text);
	cr_expect_str_eq(content_source(frozen.document->content, CONTENT_GRID, "data")->version, "2");
	session_close(&frozen);
	session_close(&session);
	free(newer);
	free(before);
	buf_release(&bytes);
	content_free(alone);
	fault_list_release(&faults);
}

Test(milestone, a_name_that_cannot_be_is_refused_and_nothing_is_written)
{
	static const char *const wrong[] = { "", " avant", "après ", "a\nb", "a\tb", "a\x1b[31m", "\xff", "pris" };
	char longest[MILESTONE_NAME_MOST + 2];

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	freeze(&session, "pris");
	struct buf bytes = fixture_file_bytes();
	memset(longest, 'x', sizeof(longest));
	longest[sizeof(longest) - 1] = '\0';
	for (size_t i = 0; i <= ARRAY_SIZE(wrong); i++) {
		const char *name = i < ARRAY_SIZE(wrong) ? wrong[i] : longest;
		struct err err = { 0 };

		cr_expect(!session_milestone(&session, name, fixture_stamp, &err) && *err.text, "«%s» is taken", name);
	}
	fixture_expect_file(&bytes, "after what was refused");
	cr_expect(session.milestone_count == 1);
	longest[sizeof(longest) - 2] = '\0';
	freeze(&session, longest);
	session_close(&session);
	buf_release(&bytes);
}

Test(milestone, one_that_is_taken_away_leaves_its_name_free)
{
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	freeze(&session, "a");
	freeze(&session, "b");
	cr_expect(session_milestone_drop(&session, "a", fixture_stamp, &err), "%s", err.text);
	cr_expect(!session_milestone_drop(&session, "a", fixture_stamp, &err) && strstr(err.text, "b"), "%s", err.text);
	fixture_must_apply(&session, "answer.data.d0.q0=3");
	freeze(&session, "a");
	session_close(&session);
	session = fixture_open(JOURNAL_READ);
	cr_assert(session.milestone_count == 2 && session.faults.count == 0);
	cr_expect_str_eq(session.milestones[0].name, "b");
	char *now = fixture_state(&session);
	expect_frozen(&session, "a", now);
	free(now);
	cr_expect(!session_milestone(&session, "c", fixture_stamp, &err) && strstr(err.text, "reading only"), "%s",
		  err.text);
	session_close(&session);
}

Test(milestone, records_that_lie_are_named_and_left_out)
{
	static const char *const records[][4] = {
		{ "milestone", "a", "present", "yes" },
		{ "milestone", "a", "present", "yes" },
		{ "milestone", "", "present", "yes" },
		{ "milestone", "none", "present", "" },
		{ "milestone", "b", "present", "no" },
		{ "milestone", "b", "name", "yes" },
		{ "milestone", "\x1b]0;x", "present", "yes" },
		{ "begin", "", "", "" },
		{ "milestone", "c", "present", "yes" },
		{ "service", "", "size", "12" },
		{ "commit", "", "", "" },
	};

	fixture_create(fixture_worked());
	fixture_write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.faults.faults == 7, "%zu faults", session.faults.faults);
	cr_assert(session.milestone_count == 1);
	cr_expect_str_eq(session.milestones[0].name, "a");
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "12");
	session_close(&session);
}

Test(milestone, there_are_no_more_of_them_than_can_be)
{
	static const char *records[MILESTONES_MOST + 1][4];
	static char names[MILESTONES_MOST + 1][16];
	struct err err = { 0 };

	for (size_t i = 0; i < ARRAY_SIZE(records); i++) {
		snprintf(names[i], sizeof(names[i]), "m%zu", i);
		records[i][0] = "milestone", records[i][1] = names[i], records[i][2] = "present", records[i][3] = "yes";
	}
	fixture_create(fixture_worked());
	fixture_write_raw(records, ARRAY_SIZE(records));
	struct session session = fixture_open(JOURNAL_WRITE);
	cr_expect(session.milestone_count == MILESTONES_MOST && session.faults.faults == 1);
	cr_expect(!session_milestone(&session, "one more", fixture_stamp, &err));
	session_close(&session);
}

/* Whether another process is told that somebody writes here. */
static bool is_locked(void)
{
	struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	pid_t child = fork();
	int status;

	cr_assert(child >= 0);
	if (!child)
		_exit(fcntl(open(fixture_path("d.cadran"), O_RDWR), F_GETLK, &request) == 0 &&
		      request.l_type != F_UNLCK);
	cr_assert(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status);
}

Test(milestone, looking_at_a_milestone_leaves_the_lock_to_who_writes)
{
	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	char *now = fixture_state(&session);

	freeze(&session, "avant");
	fixture_must_apply(&session, "service.size=9");
	cr_assert(is_locked());
	expect_frozen(&session, "avant", now);
	cr_expect(is_locked());
	fixture_must_apply(&session, "service.size=10");
	expect_frozen(&session, "avant", now);
	fixture_expect_replayed(&session, "after a look at a milestone");
	session_close(&session);
	free(now);
}
