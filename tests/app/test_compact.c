/*
 * A smaller journal: the same dossier, now and at every milestone, with the same
 * authors and times; and nothing lost where it cannot be.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cadran/app/compact.h"
#include "cadran/app/merge.h"
#include "fixture.h"

TestSuite(compact, .init = fixture_folder_make, .fini = fixture_folder_remove);

static struct compaction compact(void)
{
	struct compaction compaction;
	struct err err = { 0 };

	cr_assert(compact_file(fixture_path("d.cadran"), NULL, fixture_stamp, &compaction, &err), "%s", err.text);
	return compaction;
}

/* Values that were overwritten, which are what is gained. */
static void overwrite(void)
{
	struct session session = fixture_open(JOURNAL_WRITE);

	for (int i = 0; i < 10; i++)
		fixture_must_apply(&session, i % 2 ? "answer.data.d0.q0=1" : "answer.data.d0.q0=5");
	session_close(&session);
}

static char *json_of(const struct session *session)
{
	return fixture_json(session->document);
}

/* The figures now, and at each milestone; free them. */
static size_t states(char *out[20])
{
	struct session session = fixture_open(JOURNAL_READ);
	size_t count = 0;

	out[count++] = json_of(&session);
	for (size_t i = 0; i < session.milestone_count; i++) {
		struct session frozen;
		struct err err = { 0 };

		cr_assert(session_at_milestone(&session, &session.milestones[i], &frozen, &err), "%s", err.text);
		out[count++] = json_of(&frozen);
		session_close(&frozen);
	}
	session_close(&session);
	return count;
}

static void wander(struct fixture_random *random)
{
	struct session session = fixture_open(JOURNAL_WRITE);
	struct content *shipped = fixture_shipped();
	unsigned milestones = 0;

	for (unsigned step = 0; step < 60; step++) {
		const unsigned pick = fixture_below(random, 100);
		const struct unit *unit;
		struct err err = { 0 };
		struct buf line;
		char name[20];

		buf_init(&line);
		fixture_random_line(session.document, random, &line);
		if (pick < 70)
			(void)fixture_apply(&session, line.data, &err);
		else if (pick < 82)
			cr_expect(session_undo(&session, fixture_stamp, &unit, &err));
		else if (pick < 88)
			cr_expect(session_redo(&session, fixture_stamp, &unit, &err));
		else if (pick < 90)
			cr_expect(session_add_matrix(&session, shipped, "roi-risque", fixture_stamp, &err));
		else if (pick < 96 && milestones < 10) {
			snprintf(name, sizeof(name), "m%u", milestones++);
			cr_expect(session_milestone(&session, name, fixture_stamp, &err), "%s", err.text);
		}
		buf_release(&line);
	}
	session_close(&session);
	content_free(shipped);
}

Test(compact, a_random_dossier_is_the_same_now_and_at_every_milestone_and_its_journal_is_smaller)
{
	for (unsigned seed = 1; seed <= fixture_rounds(25); seed++) {
		struct fixture_random random = fixture_seed(seed);
		char *before[20], *after[20];

		fixture_create(fixture_worked());
		wander(&random);
		const size_t count = states(before);
		struct buf old = fixture_file_bytes();
		struct compaction compaction = compact();
		const bool gained = compaction.after < compaction.before;
		struct buf kept = gained ? fixture_read(compaction.kept.data) : fixture_file_bytes();

		cr_expect(kept.length == old.length && !memcmp(kept.data, old.data, old.length), "seed %u: the old one is not kept", seed);
		cr_expect(gained == (compaction.kept.length > 0), "seed %u", seed);
		cr_expect(count > 1 || compaction.after < compaction.before, "seed %u: %zu, %zu", seed, compaction.before, compaction.after);
		cr_assert(states(after) == count, "seed %u", seed);
		for (size_t i = 0; i < count; i++) {
			cr_expect_str_eq(after[i], before[i], "seed %u: state %zu is another", seed, i);
			free(before[i]);
			free(after[i]);
		}
		cr_expect(fixture_entries() == (gained ? 2 : 1), "%zu entries", fixture_entries());
		buf_release(&old);
		buf_release(&kept);
		compaction_release(&compaction);
		fixture_folder_remove();
		fixture_folder_make();
	}
}

Test(compact, values_keep_their_authors_so_that_merging_sees_no_difference)
{
	const char *paths[2] = { fixture_path("d.cadran"), fixture_path("before.cadran") };
	struct merge_request request = { .paths = paths, .count = 2 };
	struct merge_report report;
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	fixture_must_apply(&session, "answer.data.d0.q0=3");
	fixture_must_apply(&session, "answer.data.d0.q0=4\nuse-case.A1.name=Un\nvote.A1.impact.c0.Ana=2");
	session_close(&session);
	fixture_copy(paths[0], "before.cadran");
	struct compaction compaction = compact();
	struct buf bytes = fixture_file_bytes();
	cr_expect(strstr(bytes.data, fixture_stamp.author) && !strstr(bytes.data, "q0,level,3"));
	cr_assert(merge_files(&request, fixture_stamp, &report, &err), "%s", err.text);
	cr_expect(report.taken == 0 && report.conflict_count == 0 && report.rename_count == 0);
	merge_report_release(&report);
	buf_release(&bytes);
	compaction_release(&compaction);
}

Test(compact, a_file_that_is_open_elsewhere_or_does_not_read_is_refused_and_stays)
{
	struct compaction compaction;
	struct err err = { 0 };

	fixture_create(fixture_worked());
	struct session session = fixture_open(JOURNAL_WRITE);
	struct buf bytes = fixture_file_bytes();
	cr_expect(!compact_file(fixture_path("d.cadran"), NULL, fixture_stamp, &compaction, &err) && err.kind == ERR_LOCKED, "%s", err.text);
	compaction_release(&compaction);
	session_close(&session);
	fixture_expect_file(&bytes, "locked");
	buf_add_text(&bytes, "\"x\"y\n99,2026-11-21T09:12:04Z,a,answer,data.d0.q0,level,3,00000000\n");
	fixture_write("d.cadran", bytes.data, bytes.length);
	cr_expect(!compact_file(fixture_path("d.cadran"), NULL, fixture_stamp, &compaction, &err) && *err.text);
	compaction_release(&compaction);
	fixture_expect_file(&bytes, "damaged");
	cr_expect(!compact_file(fixture_path("none.cadran"), NULL, fixture_stamp, &compaction, &err));
	compaction_release(&compaction);
	cr_expect(fixture_entries() == 1);
	buf_release(&bytes);
}

Test(compact, a_full_disk_leaves_the_dossier_as_it_was)
{
	struct compaction compaction;
	struct err err = { 0 };

	fixture_create(fixture_worked());
	overwrite();
	struct buf bytes = fixture_file_bytes();
	fixture_limit_files(bytes.length / 2);
	cr_expect(!compact_file(fixture_path("d.cadran"), NULL, fixture_stamp, &compaction, &err) && *err.text);
	fixture_limit_files(0);
	compaction_release(&compaction);
	fixture_expect_file(&bytes, "full");
	cr_expect(fixture_entries() == 1, "%zu entries", fixture_entries());
	buf_release(&bytes);
}

Test(compact, a_second_time_the_kept_one_has_another_name_and_the_mode_stays)
{
	struct stat status;

	fixture_create(fixture_worked());
	cr_assert(!chmod(fixture_path("d.cadran"), 0640));
	overwrite();
	struct compaction first = compact(), idle = compact();
	overwrite();
	struct compaction second = compact();
	cr_expect(strstr(first.kept.data, "d.cadran.old") && strstr(second.kept.data, "d.cadran.old-2"));
	cr_expect(second.before > second.after);
	cr_expect(idle.kept.length == 0 && idle.before == first.after && idle.after == first.after);
	compaction_release(&idle);
	cr_assert(!stat(fixture_path("d.cadran"), &status));
	cr_expect((status.st_mode & 07777) == 0640);
	compaction_release(&first);
	compaction_release(&second);
}
