/*
 * The journal as bytes: what is written is looked at with nothing of ours but
 * zlib's crc32, what is opened is compared as a trace (raw_journal.h), and what
 * is no dossier is refused and left as it is.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <zlib.h>

#include "raw_journal.h"

TestSuite(journal, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- the format --------------------------------------------------------------------------- */

Test(journal, a_new_file_is_what_the_manual_says_byte_for_byte)
{
	struct journal_writer writer;
	struct err err = { 0 };
	struct buf expected = raw_journal(RAW_RECORDS);
	struct stat status;

	journal_writer_new(&writer, fixture_stamp);
	journal_writer_add(&writer, "service", "", "name", "Santé au travail");
	journal_writer_add(&writer, "answer", "data.quality.errors", "level", "3");
	journal_writer_add(&writer, "answer", "data.quality.errors", "note", "vu ; noté,\n«demain» \"oui\"");
	journal_writer_add(&writer, "use-case", "meeting-notes", "present", "yes");
	journal_writer_add(&writer, "vote", "meeting-notes.impact.business", "Élise.1", "4");
	cr_expect(writer.seq == 5);
	cr_assert(journal_create(fixture_path("d.cadran"), &writer, &err), "%s", err.text);
	expect_journal(&expected, "new");
	cr_expect(!stat(fixture_path("d.cadran"), &status) && (status.st_mode & 07777) == 0600);
	cr_expect(!journal_create(fixture_path("d.cadran"), &writer, &err) && err.kind == ERR_SYSTEM,
		  "never over a file that is there");
	expect_journal(&expected, "again");
	cr_expect(fixture_entries() == 1);
	buf_release(&expected);
	journal_writer_release(&writer);
}

Test(journal, the_check_of_every_record_is_the_crc_32_of_the_bytes_before_it)
{
	static const char *const values[] = { "",     "x", "a,b", "\"", "a\nb", " ", "é", "x\r\ny", "0123456789abcdef",
					      "=1+1", "\t" };
	struct journal_writer writer;

	journal_writer_new(&writer, (struct journal_stamp){ "Ana, \"Bea\"", "2026-11-21T09:12:04Z" });
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		size_t begin = writer.bytes.length;

		journal_writer_add(&writer, "answer", values[i], values[i], values[i]);
		size_t end = writer.bytes.length;
		cr_assert(end > begin + 9 && writer.bytes.data[end - 1] == '\n' && writer.bytes.data[end - 10] == ',');
		char check[9];
		snprintf(check, sizeof(check), "%08lx",
			 crc32(0, (const unsigned char *)writer.bytes.data + begin, (unsigned)(end - 9 - begin)));
		cr_expect(!strncmp(writer.bytes.data + end - 9, check, 8), "«%s»: %s", values[i],
			  writer.bytes.data + begin);
	}
	struct err err = { 0 };
	cr_assert(journal_create(fixture_path("d.cadran"), &writer, &err), "%s", err.text);
	struct opened opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !*opened.faults && !strstr(opened.trace.data, "!\n"), "%s%s", opened.faults,
		  opened.trace.data);
	cr_expect(opened.journal.last_seq == ARRAY_SIZE(values));
	close_journal(&opened);
	journal_writer_release(&writer);
}

Test(journal, what_is_opened_is_what_was_written)
{
	write_records(RAW_RECORDS);
	struct opened opened = open_journal(JOURNAL_READ);

	cr_assert(opened.ok, "%s", opened.err.text);
	cr_expect_str_eq(opened.faults, "");
	cr_expect_str_eq(
		opened.trace.data,
		"3 1 2026-11-21T09:12:04Z animateur service  name «Santé au travail»\n"
		"4 2 2026-11-21T09:12:04Z animateur answer data.quality.errors level «3»\n"
		"5 3 2026-11-21T09:12:04Z animateur answer data.quality.errors note «vu ; noté,\n«demain» \"oui\"»\n"
		"7 4 2026-11-21T09:12:04Z animateur use-case meeting-notes present «yes»\n"
		"8 5 2026-11-21T09:12:04Z animateur vote meeting-notes.impact.business Élise.1 «4»\n");
	cr_expect(opened.journal.last_seq == 5 && opened.journal.access == JOURNAL_READ &&
		  !opened.journal.needs_newline);
	close_journal(&opened);
}

Test(journal, a_dossier_without_records_opens)
{
	write_records(0);
	struct opened opened = open_journal(JOURNAL_WRITE);

	cr_expect(opened.ok && !*opened.faults && !*opened.trace.data && opened.journal.last_seq == 0, "%s%s",
		  opened.err.text, opened.faults);
	cr_expect(opened.ok && append_size(&opened.journal, "1", &opened.err));
	close_journal(&opened);
	opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && lines_in(opened.trace.data) == 1 && opened.journal.last_seq == 1);
	close_journal(&opened);
}

Test(journal, what_is_appended_stands_after_what_was_there_and_nothing_else_moves)
{
	struct buf expected = raw_journal(3);

	write_records(3);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok);
	for (int i = 0; i < 3; i++) {
		char value[40];

		snprintf(value, sizeof(value), "service,,size,%d", i);
		add_raw(&expected, 4 + (unsigned)i, value);
		cr_expect(append_size(&opened.journal, value + 14, &opened.err), "%s", opened.err.text);
		expect_journal(&expected, value);
		cr_expect(opened.journal.last_seq == 4 + (unsigned)i);
	}
	close_journal(&opened);
	buf_release(&expected);
}

/* --- what is no dossier ---------------------------------------------------------------------- */

Test(journal, what_is_not_a_dossier_or_of_a_newer_format_is_refused_and_left_alone)
{
	static const struct {
		const char *name, *bytes;
		size_t length;
		const char *words;
	} rows[] = {
		{ "empty", "", 0, "not a Cadran dossier" },
		{ "text", "Bonjour\n", 8, "not a Cadran dossier" },
		{ "a line end", "\n", 1, "not a Cadran dossier" },
		{ "another CSV", "id,name\nUC1,x\n", 14, "not a Cadran dossier" },
		{ "a picture", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "not a Cadran dossier" },
		{ "NUL bytes", "\0\0\0\0\0\0\0\0", 8, "not a Cadran dossier" },
		{ "a quote", "\"cadran", 7, "not a Cadran dossier" },
		{ "no version", "cadran\n", 7, "not a Cadran dossier" },
		{ "an empty version", "cadran,\n", 8, "" },
		{ "version 0", "cadran,0\nseq,time,author,kind,key,field,value,check\n", 52, "" },
		{ "a version in words", "cadran,one\n", 11, "" },
		{ "a negative version", "cadran,-1\n", 10, "" },
		{ "another word", "quadrant,1\nseq,time,author,kind,key,field,value,check\n", 54,
		  "not a Cadran dossier" },
		{ "version 2", "cadran,2\nseq,time,author,kind,key,field,value,check\n", 52, "newer" },
		{ "version 2 with other columns", "cadran,2\n\x01\x02 binary \"from now on", 27, "newer" },
		{ "version 10", "cadran,10\n", 10, "newer" },
		{ "a huge version", "cadran,99999999999999999999999\n", 31, "newer" },
		{ "other columns", "cadran,1\nseq,when,who,what\n1,2,3,4\n", 35, "" },
		{ "no columns", "cadran,1\n", 9, "" },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct buf before;

		buf_init(&before);
		buf_add(&before, rows[i].bytes, rows[i].length);
		for (int access = JOURNAL_READ; access <= JOURNAL_WRITE; access++) {
			write_journal(&before);
			struct opened opened = open_journal((enum journal_access)access);
			cr_expect(!opened.ok && opened.err.kind == ERR_FORMAT, "%s: kind %d", rows[i].name,
				  opened.err.kind);
			cr_expect(strstr(opened.err.text, rows[i].words) && strstr(opened.err.text, "d.cadran"),
				  "%s: %s", rows[i].name, opened.err.text);
			cr_expect(!*opened.trace.data, "%s: %s", rows[i].name, opened.trace.data);
			close_journal(&opened);
			expect_journal(&before, rows[i].name);
		}
		buf_release(&before);
	}
}

Test(journal, a_folder_a_pipe_a_device_and_nothing_at_all_are_refused_without_waiting)
{
	static const char *const names[] = { "folder", "pipe", "/dev/zero", "/dev/null", "none", "none/below" };

	cr_assert(!mkdir(fixture_path("folder"), 0700) && !mkfifo(fixture_path("pipe"), 0600));
	for (size_t i = 0; i < ARRAY_SIZE(names); i++)
		for (int access = JOURNAL_READ; access <= JOURNAL_WRITE; access++) {
			const char *path = *names[i] == '/' ? names[i] : fixture_path(names[i]);
			struct opened opened = open_file(path, (enum journal_access)access);

			cr_expect(!opened.ok && *opened.err.text, "%s", names[i]);
			close_journal(&opened);
		}
	cr_expect(fixture_entries() == 2, "a missing file is not made");
}

struct tally {
	size_t records, numbered;
};

static void count_record(const struct journal_record *record, void *context)
{
	struct tally *tally = context;

	tally->records++;
	tally->numbered += record->number != 0;
}

Test(journal, a_file_with_more_content_than_any_dossier_has_is_read_and_not_all_remembered)
{
	enum { RECORDS = 3000 };
	struct journal_memory *memory = journal_memory_new("content");
	struct buf bytes = raw_journal(0);
	char rest[60];

	for (unsigned long i = 1; i <= RECORDS; i++) {
		snprintf(rest, sizeof(rest), "content,grid.g%lu,1,a%lu", i, i);
		add_raw(&bytes, i, rest);
	}
	write_journal(&bytes);
	for (int opened = 0; opened < 2; opened++) {
		struct tally tally = { 0 };
		struct fault_list faults = { 0 };
		struct journal journal;
		struct err err = { 0 };

		cr_assert(journal_open_remembering(fixture_path("d.cadran"), memory, &journal, count_record, &tally,
						   &faults, &err),
			  "%s", err.text);
		cr_expect(tally.records == RECORDS && !faults.count);
		cr_expect(tally.numbered >= 100 && tally.numbered <= 1000, "%zu are remembered", tally.numbered);
		cr_expect(journal_memory_is_full(memory));
		journal_close(&journal);
		fault_list_release(&faults);
	}
	journal_memory_free(memory);
	buf_release(&bytes);
}
