/*
 * Merging. The laws, over random dossiers that grew apart from one or were made
 * apart: the same in any order and grouping, nothing new the second time, and
 * every value of every dossier in the result or in the list of conflicts.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/app/merge.h"
#include "fixture.h"

TestSuite(merge, .init = fixture_folder_make, .fini = fixture_folder_remove);

static struct session open_file(const char *name, enum journal_access access)
{
	struct session session;
	struct err err = { 0 };

	cr_assert(session_open(fixture_path(name), access, &session, &err), "%s: %s", name, err.text);
	return session;
}

static void create(const char *name, struct journal_stamp stamp)
{
	struct change_list changes = { 0 };
	struct err err = { 0 };

	change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	cr_assert(session_create(fixture_path(name), fixture_worked(), &changes, stamp, &err), "%s", err.text);
}

/* KEY=VALUE lines as one unit, by `author` at `minute`. */
static bool apply_at(const char *name, const char *author, unsigned minute, const char *lines)
{
	struct session session = open_file(name, JOURNAL_WRITE);
	struct change_list changes = { 0 };
	struct err err = { 0 };
	char time[40];
	bool ok;

	snprintf(time, sizeof(time), "2026-11-%02uT%02u:%02u:00Z", 1 + minute / 1440 % 28, minute / 60 % 24, minute % 60);
	ok = fixture_changes(session.document, lines, &changes, &err) &&
	     session_apply(&session, &changes, (struct journal_stamp){ author, time }, &err);
	change_list_release(&changes);
	session_close(&session);
	return ok;
}

static void at(const char *name, const char *author, unsigned minute, const char *lines)
{
	cr_assert(apply_at(name, author, minute, lines), "%s: %s", name, lines);
}

static void take_back(const char *name)
{
	struct session session = open_file(name, JOURNAL_WRITE);

	fixture_undo(&session, true);
	session_close(&session);
}

static struct merge_report merge_of(const char *output, const char *const *names, size_t count, bool dry_run)
{
	const char *paths[8];
	struct merge_request request = { .paths = paths, .count = count, .output = output ? fixture_path(output) : NULL, .dry_run = dry_run };
	struct merge_report report;
	struct err err = { 0 };

	for (size_t i = 0; i < count; i++)
		paths[i] = fixture_path(names[i]);
	cr_assert(merge_files(&request, fixture_stamp, &report, &err), "%s", err.text);
	return report;
}

/* Merges, and gives how many conflicts there were. */
static size_t merged(const char *output, const char *a, const char *b)
{
	struct merge_report report = merge_of(output, (const char *const[]){ a, b }, 2, false);
	const size_t conflicts = report.conflict_count;

	merge_report_release(&report);
	return conflicts;
}

static size_t units_of(const char *name)
{
	struct session session = open_file(name, JOURNAL_READ);
	const size_t units = session.done;

	session_close(&session);
	return units;
}

static char *state_of(const char *name)
{
	struct session session = open_file(name, JOURNAL_READ);
	char *faults = fixture_faults(&session.faults), *state = fixture_state(&session);

	cr_expect_str_eq(faults, "", "%s: %s", name, faults);
	free(faults);
	session_close(&session);
	return state;
}

static char *values_of(const char *name)
{
	struct session session = open_file(name, JOURNAL_READ);
	char *values = fixture_values(session.document);

	session_close(&session);
	return values;
}

static void expect_equal(const char *a, const char *b, const char *what)
{
	char *left = state_of(a), *right = state_of(b);

	cr_expect_str_eq(left, right, "%s: %s has\n%.1800s\n%s has\n%.1800s", what, a, strstr(left, "\nservice."), b, strstr(right, "\nservice."));
	free(left);
	free(right);
}

/* The same values, whatever the order of the lists. */
static void expect_same_values(const char *a, const char *b, const char *what)
{
	char *left = values_of(a), *right = values_of(b);

	cr_expect_str_eq(left, right, "%s: %s has\n%.2500s\n%s has\n%.2500s", what, a, left, b, right);
	free(left);
	free(right);
}

/* Of data.d0.q0. */
static const char *first_level(const struct session *session)
{
	const struct content *content = session->document->content;

	return session->document->grids[content_grid(content, "data") - content->grids].answers[0].field[ANSWER_LEVEL];
}

/* --- by hand ---------------------------------------------------------------------------------- */

Test(merge, what_only_one_gave_is_taken_without_a_conflict)
{
	create("a", fixture_stamp);
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 10, "answer.data.d0.q0=3\nuse-case.A1.name=Un\nvote.A1.impact.c0.Ana=3");
	at("b", "Bea", 20, "answer.data.d2.q0=4\nuse-case.B1.name=Deux\nservice.size=40");
	at("b", "Bea", 21, "answer.data.d2.q1=4");
	take_back("b");
	struct merge_report report = merge_of(NULL, (const char *const[]){ "a", "b" }, 2, false);
	cr_expect(report.conflict_count == 0 && report.rename_count == 0);
	cr_expect(report.taken == 4, "%zu values taken", report.taken);
	merge_report_release(&report);
	struct session session = open_file("a", JOURNAL_READ);
	cr_expect(document_use_case(session.document, "A1") && document_use_case(session.document, "B1"));
	cr_expect_str_eq(session.document->service[SERVICE_SIZE], "40");
	session_close(&session);
}

Test(merge, two_levels_of_one_answer_are_a_conflict_and_the_later_one_stands)
{
	create("a", fixture_stamp);
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 30000, "answer.data.d0.q0=3\nanswer.data.d2.q0=1");
	at("b", "Bea", 30005, "answer.data.d0.q0=4\nanswer.data.d2.q1=2");
	struct merge_report report = merge_of(NULL, (const char *const[]){ "a", "b" }, 2, false);
	cr_assert(report.conflict_count == 1 && report.taken == 2, "%zu conflicts, %zu taken", report.conflict_count, report.taken);
	cr_expect_str_eq(report.conflicts[0].key, "data.d0.q0");
	cr_expect_str_eq(report.conflicts[0].kept.value, "4");
	cr_expect_str_eq(report.conflicts[0].kept.author, "Bea");
	cr_expect_str_eq(report.conflicts[0].other.value, "3");
	cr_expect(strstr(report.conflicts[0].other.path, "/a"));
	merge_report_release(&report);
	struct session session = open_file("a", JOURNAL_WRITE);
	cr_expect_str_eq(first_level(&session), "4");
	fixture_undo(&session, true);
	cr_expect_str_eq(first_level(&session), "3");
	session_close(&session);
	cr_expect(merged(NULL, "a", "b") == 1, "taken back, it is a conflict again");
	cr_expect(merged(NULL, "a", "b") == 0, "once merged, it is none");
}

Test(merge, a_value_that_one_knew_and_changed_is_changed_even_by_a_clock_that_is_late)
{
	create("a", fixture_stamp);
	at("a", "Ana", 30000, "answer.data.d0.q0=3");
	fixture_copy(fixture_path("a"), "b");
	at("b", "Bea", 20, "answer.data.d0.q0=5");
	cr_expect(merged("ab", "a", "b") == 0 && merged("ba", "b", "a") == 0);
	expect_equal("ab", "ba", "either order");
	struct session session = open_file("ab", JOURNAL_READ);
	cr_expect_str_eq(first_level(&session), "5");
	session_close(&session);
}

Test(merge, use_cases_of_one_id_and_two_names_are_two_and_what_names_them_follows)
{
	create("a", fixture_stamp);
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 30000, "use-case.UC1.name=Un robot\nuse-case.UC1.sponsor=Dr A\nscore.UC1.impact.c0=4");
	at("b", "Bea", 30001, "use-case.UC1.name=Un assistant\nvote.UC1.impact.c0.Bea=2\nuse-case.UC2.name=Suite\nuse-case.UC2.depends=UC1");
	struct merge_report report = merge_of("ab", (const char *const[]){ "a", "b" }, 2, false);
	cr_assert(report.rename_count == 1 && report.conflict_count == 0, "%zu renamed, %zu conflicts", report.rename_count, report.conflict_count);
	cr_expect_str_eq(report.renames[0].before, "UC1");
	cr_expect_str_eq(report.renames[0].name, "Un assistant");
	struct session session = open_file("ab", JOURNAL_READ);
	const struct use_case *robot = document_use_case(session.document, "UC1"),
			      *other = document_use_case(session.document, report.renames[0].after), *next = document_use_case(session.document, "UC2");
	cr_assert(robot && other && next);
	cr_expect_str_eq(robot->field[USE_CASE_NAME], "Un robot");
	cr_expect_str_eq(other->field[USE_CASE_NAME], "Un assistant");
	cr_expect_str_eq(next->field[USE_CASE_DEPENDS], report.renames[0].after);
	cr_expect(robot->scores[0].vote_count == 0 && other->scores[0].vote_count == 1);
	session_close(&session);
	merge_report_release(&report);
	cr_expect(merged("ba", "b", "a") == 0);
	expect_equal("ab", "ba", "either order");
	/* Into the one whose own gets the new id: what stood under the old one goes. */
	cr_expect(merged(NULL, "b", "a") == 0);
	expect_same_values("b", "ab", "in place");
	cr_expect(merged(NULL, "b", "a") == 0);
	expect_same_values("b", "ab", "in place, twice");
	take_back("b");
	session = open_file("b", JOURNAL_READ);
	cr_expect_str_eq(document_use_case(session.document, "UC1")->field[USE_CASE_NAME], "Un assistant");
	session_close(&session);
	cr_expect(merged(NULL, "b", "a") == 0);
	expect_same_values("b", "ab", "taken back and merged again");
}

Test(merge, one_use_case_that_two_renamed_stays_one)
{
	create("a", fixture_stamp);
	at("a", "Ana", 100, "use-case.UC1.name=Un robot");
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 200, "use-case.UC1.name=Robot A");
	at("b", "Bea", 300, "use-case.UC1.name=Robot B");
	struct merge_report report = merge_of("ab", (const char *const[]){ "a", "b" }, 2, false);
	cr_expect(report.rename_count == 0 && report.conflict_count == 1);
	merge_report_release(&report);
	cr_expect(merged("abb", "ab", "b") == 0);
	expect_equal("abb", "ab", "once more");
}

Test(merge, what_was_changed_after_it_was_taken_away_elsewhere_stays_and_is_said)
{
	create("a", fixture_stamp);
	at("a", "Ana", 30000, "use-case.A1.name=Un\nuse-case.B1.name=Deux");
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 30010, "use-case.A1.present=");
	at("b", "Bea", 30020, "use-case.A1.sponsor=Dr B");
	at("b", "Bea", 30005, "use-case.B1.sponsor=Dr B");
	at("a", "Ana", 30030, "use-case.B1.present=");
	struct merge_report report = merge_of("ab", (const char *const[]){ "a", "b" }, 2, false);
	cr_expect(report.conflict_count == 2, "%zu", report.conflict_count);
	merge_report_release(&report);
	struct session session = open_file("ab", JOURNAL_READ);
	cr_expect(document_use_case(session.document, "A1") && !document_use_case(session.document, "B1"));
	session_close(&session);
	(void)merged("ba", "b", "a");
	expect_equal("ab", "ba", "either order");
}

Test(merge, a_trial_and_what_cannot_be_merged_write_nothing)
{
	const char *paths[2] = { fixture_path("a"), fixture_path("b") };
	struct merge_request request = { .paths = paths, .count = 2 };
	struct merge_report report;
	struct err err = { 0 };

	create("a", fixture_stamp);
	at("a", "Ana", 5, "use-case.A1.name=Un\nuse-case.B1.name=Deux");
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 10, "use-case.A1.depends=B1");
	struct buf a = fixture_read(fixture_path("a"));
	report = merge_of(NULL, (const char *const[]){ "a", "b" }, 2, true);
	cr_expect(report.taken == 0);
	merge_report_release(&report);
	at("b", "Bea", 11, "use-case.B1.depends=A1");
	struct buf b = fixture_read(fixture_path("b"));
	cr_expect(!merge_files(&request, fixture_stamp, &report, &err) && strstr(err.text, "A1"), "%s", err.text);
	merge_report_release(&report);
	for (int i = 0; i < 2; i++) {
		struct buf now = fixture_read(paths[i]), *was = i ? &b : &a;

		cr_expect(now.length == was->length && !memcmp(now.data, was->data, now.length));
		buf_release(&now);
		buf_release(was);
	}
	cr_expect(fixture_entries() == 2);
}

/* --- laws ------------------------------------------------------------------------------------- */

/* Random lines by `author`, at a clock that runs `skew` minutes off and now and then stands still. */
static void wander(const char *name, const char *author, unsigned skew, struct fixture_random *random)
{
	unsigned minute = 5000 + skew;

	for (unsigned step = 0; step < 14; step++) {
		struct session session = open_file(name, JOURNAL_READ);
		const bool undoes = fixture_chance(random, 12) && session.done > 1;
		struct buf lines;

		buf_init(&lines);
		for (unsigned i = 1 + fixture_below(random, 3); i; i--)
			fixture_random_line(session.document, random, &lines);
		session_close(&session);
		minute += fixture_below(random, 3);
		if (fixture_chance(random, 10))
			minute -= 40;
		if (undoes)
			take_back(name);
		else
			(void)apply_at(name, author, minute, lines.data);
		buf_release(&lines);
	}
}

static bool is_circle(const char *const *names, size_t count)
{
	const char *paths[8];
	struct merge_request request = { .paths = paths, .count = count, .output = fixture_path("circle"), .dry_run = true };
	struct merge_report report;
	struct err err = { 0 };
	bool done;

	for (size_t i = 0; i < count; i++)
		paths[i] = fixture_path(names[i]);
	done = merge_files(&request, fixture_stamp, &report, &err);
	cr_assert(done || strstr(err.text, "→"), "%s", err.text);
	merge_report_release(&report);
	return !done;
}

static const char *const all[] = { "a", "b", "c" };

/* Three dossiers, grown apart from one, or made apart for some seeds. False where they cannot be merged at all. */
static bool grow(unsigned seed)
{
	static const char *const authors[] = { "Ana", "Bea", "Cléo" };
	struct fixture_random random = fixture_seed(seed);

	create("a", (struct journal_stamp){ "Ana", "2026-11-01T08:00:00Z" });
	if (seed % 3)
		wander("a", "Ana", 0, &random);
	for (size_t i = 1; i < 3; i++) {
		if (seed % 3)
			fixture_copy(fixture_path("a"), all[i]);
		else
			create(all[i], (struct journal_stamp){ authors[i], i == 1 ? "2026-11-01T08:00:00Z" : "2026-11-01T09:00:00Z" });
	}
	for (size_t i = 0; i < 3; i++)
		wander(all[i], authors[i], fixture_below(&random, 30), &random);
	return !is_circle(all, 3) && !is_circle(all, 2) && !is_circle(all + 1, 2) && !is_circle((const char *const[]){ "a", "c" }, 2);
}

static void clear_folder(void)
{
	fixture_folder_remove();
	fixture_folder_make();
}

Test(merge, random_dossiers_merge_to_the_same_in_any_order_and_grouping)
{
	unsigned grown = 0, conflicts = 0, renames = 0;

	for (unsigned seed = 1; seed <= fixture_rounds(24); seed++) {
		char name[40];

		snprintf(name, sizeof(name), "seed %u", seed);
		if (grow(seed)) {
			struct merge_report report = merge_of("abc", all, 3, false);

			grown++;
			conflicts += report.conflict_count;
			renames += report.rename_count;
			merge_report_release(&report);
			report = merge_of("cab", (const char *const[]){ "c", "a", "b" }, 3, false);
			merge_report_release(&report);
			expect_equal("abc", "cab", name);
			(void)merged("ab", "a", "b");
			(void)merged("ba", "b", "a");
			expect_equal("ab", "ba", name);
			(void)merged("bc", "b", "c");
			(void)merged("ab-c", "ab", "c");
			(void)merged("a-bc", "a", "bc");
			expect_equal("ab-c", "abc", name);
			expect_equal("a-bc", "abc", name);
			cr_expect(merged("again", "abc", "b") == 0, "%s: a conflict is told twice", name);
			expect_equal("again", "abc", name);
			cr_expect(merged("self", "abc", "abc") == 0);
			expect_equal("self", "abc", name);
		}
		clear_folder();
	}
	cr_expect(grown > 0 && conflicts > 0 && (renames > 0 || !fixture_runs_all()), "%u grown, %u conflicts, %u renamed", grown, conflicts, renames);
}

Test(merge, in_place_gives_the_same_values_as_a_new_dossier_and_is_taken_back_as_one)
{
	for (unsigned seed = 101; seed <= 100 + fixture_rounds(15); seed++) {
		char name[40];

		snprintf(name, sizeof(name), "seed %u", seed);
		if (grow(seed)) {
			fixture_copy(fixture_path("a"), "into");
			struct buf other = fixture_read(fixture_path("b"));
			char *before = state_of("into");

			(void)merged("ab", "a", "b");
			(void)merged(NULL, "into", "b");
			expect_same_values("into", "ab", name);
			cr_expect(merged(NULL, "into", "b") == 0, "%s", name);
			expect_same_values("into", "ab", name);
			(void)merged("abc", "ab", "c");
			(void)merged(NULL, "into", "c");
			expect_same_values("into", "abc", name);
			while (units_of("into") > units_of("a"))
				take_back("into");
			char *after = state_of("into");
			cr_expect_str_eq(after, before, "%s: taken back", name);
			struct buf same = fixture_read(fixture_path("b"));
			cr_expect(same.length == other.length && !memcmp(same.data, other.data, same.length), "%s: the other was touched", name);
			buf_release(&same);
			buf_release(&other);
			free(before);
			free(after);
		}
		clear_folder();
	}
}

static bool in_conflicts(const struct merge_report *report, const char *value)
{
	for (size_t i = 0; i < report->conflict_count; i++)
		if (!strcmp(report->conflicts[i].other.value, value) || !strcmp(report->conflicts[i].kept.value, value))
			return true;
	return false;
}

Test(merge, every_answer_of_every_dossier_is_in_the_result_or_in_the_list_of_conflicts)
{
	for (unsigned seed = 201; seed <= 200 + fixture_rounds(15); seed++) {
		if (!grow(seed - seed % 3)) { /* made apart: nobody knew of the other's */
			clear_folder();
			continue;
		}
		struct merge_report report = merge_of("abc", all, 3, false);
		struct session result = open_file("abc", JOURNAL_READ);

		for (size_t i = 0; i < 3; i++) {
			struct session own = open_file(all[i], JOURNAL_READ);

			for (size_t g = 0; g < own.document->content->grid_count; g++)
				for (size_t q = 0; q < own.document->content->grids[g].question_count; q++)
					for (int f = 0; f < ANSWER_FIELD_COUNT; f++) {
						const char *value = own.document->grids[g].answers[q].field[f];

						cr_expect(!*value || !strcmp(value, result.document->grids[g].answers[q].field[f]) || in_conflicts(&report, value),
							  "seed %u: «%s» of %s is gone", seed, value, all[i]);
					}
			session_close(&own);
		}
		session_close(&result);
		merge_report_release(&report);
		clear_folder();
	}
}

/* `to` begins with the answers of `from`: all of them are of one time and one author. */
static void begin_anew(const char *to, const char *from)
{
	struct session old = open_file(from, JOURNAL_READ);
	struct err err = { 0 };
	char *path = xstrdup(fixture_path(to));

	cr_assert(session_create_from(path, old.document, fixture_worked(), NULL, fixture_stamp, &err), "%s", err.text);
	session_close(&old);
	free(path);
}

static size_t count_named(const char *name, const char *called)
{
	struct session session = open_file(name, JOURNAL_READ);
	size_t count = 0;

	for (size_t i = 0; i < session.document->use_case_count; i++)
		count += use_case_is_present(&session.document->use_cases[i]) &&
			 !strcmp(session.document->use_cases[i].field[USE_CASE_NAME], called);
	session_close(&session);
	return count;
}

Test(merge, use_cases_that_were_made_at_one_moment_stay_two)
{
	create("a", fixture_stamp);
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 30000, "use-case.UC1.name=Un robot\nuse-case.UC1.sponsor=Dr A");
	at("b", "Bea", 30001, "use-case.UC1.name=Un assistant\nuse-case.UC1.sponsor=Dr B");
	(void)merged("ab", "a", "b");
	begin_anew("c", "ab");
	fixture_copy(fixture_path("c"), "d");
	at("c", "Ana", 40000, "use-case.UC1.sponsor=Dr C");
	at("d", "Bea", 40001, "service.size=9");
	struct merge_report report = merge_of("cd", (const char *const[]){ "c", "d" }, 2, false);
	cr_expect(report.rename_count == 0 && report.conflict_count == 0, "%zu renamed, %zu conflicts",
		  report.rename_count, report.conflict_count);
	merge_report_release(&report);
	cr_expect(count_named("cd", "Un robot") == 1 && count_named("cd", "Un assistant") == 1);
	cr_expect(merged("dc", "d", "c") == 0);
	expect_equal("cd", "dc", "either order");
	cr_expect(merged(NULL, "c", "d") == 0);
	cr_expect(count_named("c", "Un robot") == 1 && count_named("c", "Un assistant") == 1);
	expect_same_values("c", "cd", "in place");
}

Test(merge, use_cases_that_came_to_have_one_name_stay_two)
{
	create("a", fixture_stamp);
	fixture_copy(fixture_path("a"), "b");
	at("a", "Ana", 30000, "use-case.UC1.name=Un robot\nuse-case.UC1.sponsor=Dr A");
	at("b", "Bea", 30001, "use-case.UC1.name=Un assistant\nuse-case.UC1.sponsor=Dr B");
	(void)merged("ab", "a", "b");
	at("ab", "Ana", 30002, "use-case.UC1.name=Un assistant");
	begin_anew("c", "ab");
	fixture_copy(fixture_path("c"), "d");
	at("d", "Bea", 40001, "service.size=9");
	cr_expect(merged("cd", "c", "d") == 0);
	cr_expect(count_named("cd", "Un assistant") == 2);
	cr_expect(merged("dc", "d", "c") == 0);
	expect_equal("cd", "dc", "either order");
	cr_expect(merged(NULL, "c", "d") == 0);
	cr_expect(count_named("c", "Un assistant") == 2);
}
