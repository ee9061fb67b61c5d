/*
 * A journal and the world around it: another program that writes to the file,
 * another process that has it open, a file that may not be written, a full disk
 * (RLIMIT_FSIZE). What cannot be written is said, and the file stays as it was.
 */
#include <criterion/criterion.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cadran/store/file.h"
#include "raw_journal.h"

TestSuite(journal_others, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- somebody else ------------------------------------------------------------------------------------ */

static void append_outside(const char *text)
{
	FILE *file = fopen(fixture_path("d.cadran"), "ab");

	cr_assert(file && fputs(text, file) >= 0 && !fclose(file));
}

static void replace_outside(const char *name, const char *target)
{
	cr_assert(!rename(fixture_path(name), fixture_path(target)));
}

static void change_in_place(bool keep_time)
{
	int descriptor = open(fixture_path("d.cadran"), O_WRONLY);
	struct stat status;

	cr_assert(descriptor >= 0 && !fstat(descriptor, &status));
	cr_assert(pwrite(descriptor, "ffffffff", 8, status.st_size - 9) == 8);
	if (keep_time) {
		struct timespec times[2] = { status.st_atim, status.st_mtim };

		cr_assert(!futimens(descriptor, times));
	}
	close(descriptor);
}

Test(journal_others, a_file_that_another_program_changed_is_never_written_to)
{
	static const char *const names[] = {
		"appended to", "replaced by another", "replaced by the same bytes",
		"cut",         "changed in place",    "changed in place with its old time",
		"emptied",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		cr_expect(append_size(&opened.journal, "8", &opened.err), "%s", opened.err.text);
		struct buf other = raw_journal(i == 1 ? 4 : 3);
		if (i == 2)
			add_raw(&other, 4, "service,,size,8");
		fixture_write("other", other.data, other.length);
		if (i == 0)
			append_outside("5,2026-11-21T09:12:04Z,autre,service,,size,9,00000000\n");
		else if (i == 1 || i == 2)
			replace_outside("other", "d.cadran");
		else if (i == 3)
			cr_assert(!truncate(fixture_path("d.cadran"), (off_t)other.length));
		else if (i < 6)
			change_in_place(i == 5);
		else
			cr_assert(!truncate(fixture_path("d.cadran"), 0));
		struct buf before = fixture_read(fixture_path("d.cadran"));
		memset(&opened.err, 0, sizeof(opened.err));
		cr_expect(!append_size(&opened.journal, "9", &opened.err), "%s: is written to", names[i]);
		cr_expect(opened.err.kind == ERR_CONFLICT && strstr(opened.err.text, "d.cadran"), "%s: %d %s", names[i],
			  opened.err.kind, opened.err.text);
		expect_journal(&before, names[i]);
		cr_expect(!append_size(&opened.journal, "9", &opened.err), "%s: the second time it is written to",
			  names[i]);
		close_journal(&opened);
		expect_journal(&before, names[i]);
		buf_release(&before);
		buf_release(&other);
	}
}

Test(journal_others, a_file_that_is_gone_is_not_reported_written)
{
	write_records(3);
	struct opened opened = open_journal(JOURNAL_WRITE);

	cr_assert(opened.ok && !unlink(fixture_path("d.cadran")));
	cr_expect(!append_size(&opened.journal, "9", &opened.err) && *opened.err.text);
	close_journal(&opened);
}

/* In another process: 0 opened for writing, 1 opened for reading only, 2 ERR_LOCKED, 3 another failure. */
static int open_elsewhere(enum journal_access access)
{
	pid_t child = fork();
	int status;

	cr_assert(child >= 0);
	if (!child) {
		struct opened opened = open_journal(access);

		_exit(opened.ok                       ? (opened.journal.access == JOURNAL_WRITE ? 0 : 1)
		      : opened.err.kind == ERR_LOCKED ? 2
						      : 3);
	}
	cr_assert(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status);
}

Test(journal_others, only_one_process_writes_and_others_may_read)
{
	write_records(3);
	cr_expect(open_elsewhere(JOURNAL_WRITE) == 0);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok && opened.journal.access == JOURNAL_WRITE);
	cr_expect(open_elsewhere(JOURNAL_WRITE) == 2);
	cr_expect(open_elsewhere(JOURNAL_READ) == 1);
	/* Reading it once more must not take the lock away. */
	struct opened reader = open_journal(JOURNAL_READ);
	cr_expect(reader.ok);
	close_journal(&reader);
	struct buf bytes;
	buf_init(&bytes);
	cr_expect(file_read(fixture_path("d.cadran"), &bytes, &opened.err));
	buf_release(&bytes);
	cr_expect(open_elsewhere(JOURNAL_WRITE) == 2, "reading the file ended the lock");
	close_journal(&opened);
	cr_expect(open_elsewhere(JOURNAL_WRITE) == 0);
}

/* Who holds fcntl's lock on the file, as another process is told; 0: nobody. */
static pid_t holder_of_lock(void)
{
	int pipe_ends[2], descriptor;
	struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	pid_t child, holder = 0;

	cr_assert(!pipe(pipe_ends) && (child = fork()) >= 0);
	if (!child) {
		descriptor = open(fixture_path("d.cadran"), O_RDWR);
		holder = fcntl(descriptor, F_GETLK, &request) || request.l_type == F_UNLCK ? 0 : request.l_pid;
		_exit(write(pipe_ends[1], &holder, sizeof(holder)) != sizeof(holder));
	}
	cr_assert(read(pipe_ends[0], &holder, sizeof(holder)) == sizeof(holder));
	cr_assert(waitpid(child, NULL, 0) == child);
	close(pipe_ends[0]);
	close(pipe_ends[1]);
	return holder;
}

Test(journal_others, a_lock_that_was_lost_by_reading_the_file_once_more_is_taken_again_by_the_next_append)
{
	struct buf bytes;

	write_records(3);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok && holder_of_lock() == getpid());
	buf_init(&bytes);
	cr_expect(file_read(fixture_path("d.cadran"), &bytes, &opened.err));
	buf_release(&bytes);
	cr_expect(append_size(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	cr_expect(holder_of_lock() == getpid());
	close_journal(&opened);
}

Test(journal_others, what_another_process_has_locked_meanwhile_is_not_appended_to)
{
	int told[2], asked[2];
	char byte;
	pid_t child;

	write_records(3);
	struct buf before = raw_journal(3);
	struct opened opened = open_journal(JOURNAL_WRITE);
	struct buf bytes;
	cr_assert(opened.ok);
	buf_init(&bytes);
	cr_expect(file_read(fixture_path("d.cadran"), &bytes, &opened.err));
	buf_release(&bytes);
	cr_assert(!pipe(told) && !pipe(asked) && (child = fork()) >= 0);
	if (!child) {
		struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
		const int descriptor = open(fixture_path("d.cadran"), O_RDWR);
		const bool locked = !fcntl(descriptor, F_SETLK, &request) && write(told[1], "l", 1) == 1;

		close(asked[1]);
		_exit(!locked || read(asked[0], &byte, 1) != 0);
	}
	close(asked[0]);
	cr_assert(read(told[0], &byte, 1) == 1);
	cr_expect(!append_size(&opened.journal, "9", &opened.err) && opened.err.kind == ERR_LOCKED);
	expect_journal(&before, "locked elsewhere");
	close(asked[1]);
	cr_assert(waitpid(child, NULL, 0) == child);
	cr_expect(append_size(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	close_journal(&opened);
	close(told[0]);
	close(told[1]);
	buf_release(&before);
}

Test(journal_others, the_lock_goes_with_a_process_that_is_killed)
{
	int ready[2];
	char byte, holder[60];

	write_records(3);
	cr_assert(!pipe(ready));
	pid_t child = fork();
	if (!child) {
		struct opened opened = open_journal(JOURNAL_WRITE);

		(void)!write(ready[1], opened.ok ? "y" : "n", 1);
		for (;;)
			pause();
	}
	cr_assert(read(ready[0], &byte, 1) == 1 && byte == 'y');
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_expect(!opened.ok && opened.err.kind == ERR_LOCKED, "%s", opened.err.text);
	(void)snprintf(holder, sizeof(holder), "process %ld); nothing was changed", (long)child);
	cr_expect(strstr(opened.err.text, holder), "%s", opened.err.text);
	close_journal(&opened);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	opened = open_journal(JOURNAL_WRITE);
	cr_expect(opened.ok, "%s", opened.err.text);
	close_journal(&opened);
	cr_expect(fixture_entries() == 1, "no lock file is left");
}

/* Whether asking for JOURNAL_WRITE then gives a journal to read or a refusal is the caller's affair. */
Test(journal_others, a_file_that_may_not_be_written_opens_for_reading_and_is_left_alone)
{
	struct buf before = raw_journal(3);

	write_records(3);
	cr_assert(!chmod(fixture_path("d.cadran"), 0444));
	fixture_become_nobody();
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_expect(!opened.ok || (opened.journal.access == JOURNAL_READ && opened.journal.last_seq == 3));
	cr_expect(!opened.ok ? strstr(opened.err.text, "d.cadran") != NULL
			     : !append_size(&opened.journal, "9", &opened.err),
		  "%s", opened.err.text);
	close_journal(&opened);
	opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && opened.journal.last_seq == 3, "%s", opened.err.text);
	close_journal(&opened);
	fixture_become_oneself();
	expect_journal(&before, "read-only");
	buf_release(&before);
}

Test(journal_others, a_journal_opened_for_reading_is_not_appended_to)
{
	struct buf before = raw_journal(3);

	write_records(3);
	struct opened opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !append_size(&opened.journal, "9", &opened.err) && *opened.err.text);
	close_journal(&opened);
	expect_journal(&before, "read");
	buf_release(&before);
}

/* --- a full disk ------------------------------------------------------------------------------------------ */

Test(journal_others, a_full_disk_refuses_the_change_leaves_the_file_as_it_was_and_the_next_one_works)
{
	struct buf before = raw_journal(3);

	for (size_t room = 0; room < 70; room += 3) {
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		fixture_limit_files(before.length + room);
		bool ok = append_size(&opened.journal, "a longer value, so that it does not fit", &opened.err);
		fixture_limit_files(0);
		cr_expect(!ok && opened.err.kind == ERR_SYSTEM && strstr(opened.err.text, "d.cadran"), "room %zu: %s",
			  room, opened.err.text);
		expect_journal(&before, "full");
		cr_expect(append_size(&opened.journal, "9", &opened.err), "room %zu, afterwards: %s", room,
			  opened.err.text);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == 4, "room %zu: %s", room,
			  opened.faults);
		close_journal(&opened);
	}
	buf_release(&before);
}

/* About 3 MB in records of 1 kB, each part written as soon as there is enough of it. */
static bool append_long(struct journal *journal, struct err *err)
{
	struct journal_writer writer;
	char value[1001];
	bool done = true;

	memset(value, 'v', sizeof(value) - 1);
	value[sizeof(value) - 1] = '\0';
	journal_writer_init(&writer, journal, fixture_stamp);
	for (int i = 0; done && i < 3000; i++) {
		journal_writer_add(&writer, "service", "", "name", value);
		done = journal_append_part(journal, &writer, err);
		cr_expect(writer.bytes.length < 2 << 20, "record %d: %zu bytes are kept", i, writer.bytes.length);
	}
	done = done && journal_append(journal, &writer, err);
	journal_writer_release(&writer);
	return done;
}

Test(journal_others, a_long_batch_goes_part_by_part_and_a_disk_that_is_full_at_any_part_leaves_the_file_as_it_was)
{
	struct buf before = raw_journal(3);

	for (size_t room = 0; room <= 4; room++) {
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		fixture_limit_files(before.length + (room << 20) - (room == 0));
		const bool done = append_long(&opened.journal, &opened.err);
		fixture_limit_files(0);
		cr_expect(done == (room == 4), "room %zu: %s", room, opened.err.text);
		if (!done)
			expect_journal(&before, "full");
		cr_expect(append_size(&opened.journal, "9", &opened.err), "room %zu, afterwards: %s", room,
			  opened.err.text);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == (done ? 3004u : 4u),
			  "room %zu: %s %lu", room, opened.faults, opened.journal.last_seq);
		close_journal(&opened);
	}
	buf_release(&before);
}

Test(journal_others, a_long_batch_that_cannot_be_read_back_takes_back_the_parts_that_were_written)
{
	struct buf before = raw_journal(3);
	struct journal_writer writer;
	char *value = xcalloc(JOURNAL_VALUE_MOST + 2, 1);

	write_records(3);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok);
	memset(value, 'v', JOURNAL_VALUE_MOST + 1);
	journal_writer_init(&writer, &opened.journal, fixture_stamp);
	for (int i = 0; i < 3; i++) {
		journal_writer_add(&writer, "service", "", "name", value + 1);
		cr_assert(journal_append_part(&opened.journal, &writer, &opened.err));
	}
	journal_writer_add(&writer, "service", "", "name", value);
	cr_expect(!journal_append(&opened.journal, &writer, &opened.err) && opened.err.kind == ERR_VALUE);
	expect_journal(&before, "too long");
	cr_expect(append_size(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	journal_writer_release(&writer);
	close_journal(&opened);
	free(value);
	buf_release(&before);
}

Test(journal_others, a_full_disk_after_a_record_cut_short_is_no_conflict_for_the_next_append)
{
	struct buf cut = raw_journal(3);
	const size_t whole = cut.length;

	buf_add_text(&cut, "4,2026-11-21T09:1");
	write_journal(&cut);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok);
	fixture_limit_files(whole + 5);
	cr_expect(!append_size(&opened.journal, "8", &opened.err) && opened.err.kind == ERR_SYSTEM);
	fixture_limit_files(0);
	cr_expect(append_size(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	close_journal(&opened);
	opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == 4, "%s", opened.faults);
	close_journal(&opened);
	buf_release(&cut);
}

/* --- a file that is too long -------------------------------------------------------------------------------- */

Test(journal_others, what_would_make_the_file_too_long_to_be_read_is_refused)
{
	struct buf before = raw_journal(3);

	write_records(3);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok);
	/* As if it were so long: nobody waits here for 256 MiB. */
	const size_t length = opened.journal.length;
	opened.journal.length = (size_t)FILE_MAX_BYTES - 20;
	cr_expect(!append_size(&opened.journal, "9", &opened.err) && opened.err.kind == ERR_VALUE);
	expect_journal(&before, "too long");
	opened.journal.length = length;
	cr_expect(append_size(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	close_journal(&opened);
	buf_release(&before);
}
