/*
 * The journal as bytes: what is written is looked at with nothing of ours but
 * zlib's crc32, what is opened is compared as a trace,
 *
 *	LINE SEQ TIME AUTHOR KIND KEY FIELD «VALUE»	one line for each record
 *	(a ! at its end where the check does not hold)
 *
 * and after everything that goes wrong the bytes of the file are compared with
 * what they were. A full disk is RLIMIT_FSIZE.
 */
#include <criterion/criterion.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <zlib.h>

#include "cadran/store/file.h"
#include "cadran/store/journal.h"
#include "fixture.h"

TestSuite(journal, .init = fixture_folder_make, .fini = fixture_folder_remove);
TestSuite(file, .init = fixture_folder_make, .fini = fixture_folder_remove);

#define HEAD "cadran,1\nseq,time,author,kind,key,field,value,check\n"

static const struct journal_stamp stamp = { "animateur", "2026-11-21T09:12:04Z" };

/* --- helpers ------------------------------------------------------------------------ */

static void trace_record(const struct journal_record *record, void *context)
{
	buf_add_format(context, "%zu %lu %s %s %s %s %s «%s»%s\n", record->line, record->seq, record->time, record->author, record->kind,
		       record->key, record->field, record->value, record->intact ? "" : " !");
}

struct opened {
	bool ok;
	struct journal journal;
	struct buf trace;
	char *faults;
	struct err err;
};

static struct opened open_file(const char *path, enum journal_access access)
{
	struct opened opened = { .ok = false };
	struct fault_list faults = { 0 };

	buf_init(&opened.trace);
	opened.ok = journal_open(path, access, &opened.journal, trace_record, &opened.trace, &faults, &opened.err);
	opened.faults = fixture_faults(&faults);
	fault_list_release(&faults);
	return opened;
}

static struct opened open_journal(enum journal_access access)
{
	return open_file(fixture_path("d.cadran"), access);
}

static void close_journal(struct opened *opened)
{
	if (opened->ok)
		journal_close(&opened->journal);
	buf_release(&opened->trace);
	free(opened->faults);
}

/* As the manual says a record is, without journal_writer. */
static void add_raw(struct buf *out, unsigned long seq, const char *rest)
{
	size_t begin = out->length;

	buf_add_format(out, "%lu,2026-11-21T09:12:04Z,animateur,%s,", seq, rest);
	buf_add_format(out, "%08lx\n", crc32(0, (const unsigned char *)out->data + begin, (unsigned)(out->length - begin)));
}

static const char *const records[] = {
	"service,,name,Santé au travail",
	"answer,data.quality.errors,level,3",
	"answer,data.quality.errors,note,\"vu ; noté,\n«demain» \"\"oui\"\"\"",
	"use-case,meeting-notes,present,yes",
	"vote,meeting-notes.impact.business,Élise.1,4",
};

/* The file of `count` records. */
static struct buf raw_journal(size_t count)
{
	struct buf out;

	buf_init(&out);
	buf_add_text(&out, HEAD);
	for (size_t i = 0; i < count; i++)
		add_raw(&out, i + 1, records[i % ARRAY_SIZE(records)]);
	return out;
}

static void write_journal(const struct buf *bytes)
{
	fixture_write("d.cadran", bytes->data, bytes->length);
}

static void write_records(size_t count)
{
	struct buf bytes = raw_journal(count);

	write_journal(&bytes);
	buf_release(&bytes);
}

static void expect_bytes(const char *path, const struct buf *expected, const char *name)
{
	struct buf found = fixture_read(path);

	cr_expect(found.length == expected->length && !memcmp(found.data, expected->data, found.length), "%s: the file has\n%s\ninstead of\n%s",
		  name, found.data, expected->data);
	buf_release(&found);
}

static bool append(struct journal *journal, const char *value, struct err *err)
{
	struct journal_writer writer;

	journal_writer_init(&writer, journal, stamp);
	journal_writer_add(&writer, "service", "", "size", value);
	bool ok = journal_append(journal, &writer, err);
	journal_writer_release(&writer);
	return ok;
}

static size_t lines_in(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

/* --- the format --------------------------------------------------------------------------- */

Test(journal, a_new_file_is_what_the_manual_says_byte_for_byte)
{
	struct journal_writer writer;
	struct err err = { 0 };
	struct buf expected = raw_journal(ARRAY_SIZE(records));
	struct stat status;

	journal_writer_new(&writer, stamp);
	journal_writer_add(&writer, "service", "", "name", "Santé au travail");
	journal_writer_add(&writer, "answer", "data.quality.errors", "level", "3");
	journal_writer_add(&writer, "answer", "data.quality.errors", "note", "vu ; noté,\n«demain» \"oui\"");
	journal_writer_add(&writer, "use-case", "meeting-notes", "present", "yes");
	journal_writer_add(&writer, "vote", "meeting-notes.impact.business", "Élise.1", "4");
	cr_expect(writer.seq == 5);
	cr_assert(journal_create(fixture_path("d.cadran"), &writer, &err), "%s", err.text);
	expect_bytes(fixture_path("d.cadran"), &expected, "new");
	cr_expect(!stat(fixture_path("d.cadran"), &status) && (status.st_mode & 07777) == 0600);
	cr_expect(!journal_create(fixture_path("d.cadran"), &writer, &err) && err.kind == ERR_SYSTEM, "never over a file that is there");
	expect_bytes(fixture_path("d.cadran"), &expected, "again");
	cr_expect(fixture_entries() == 1);
	buf_release(&expected);
	journal_writer_release(&writer);
}

Test(journal, the_check_of_every_record_is_the_crc_32_of_the_bytes_before_it)
{
	static const char *const values[] = { "", "x", "a,b", "\"", "a\nb", " ", "é", "x\r\ny", "0123456789abcdef", "=1+1", "\t" };
	struct journal_writer writer;

	journal_writer_new(&writer, (struct journal_stamp){ "Ana, \"Bea\"", "2026-11-21T09:12:04Z" });
	for (size_t i = 0; i < ARRAY_SIZE(values); i++) {
		size_t begin = writer.bytes.length;

		journal_writer_add(&writer, "answer", values[i], values[i], values[i]);
		size_t end = writer.bytes.length;
		cr_assert(end > begin + 9 && writer.bytes.data[end - 1] == '\n' && writer.bytes.data[end - 10] == ',');
		char check[9];
		snprintf(check, sizeof(check), "%08lx", crc32(0, (const unsigned char *)writer.bytes.data + begin, (unsigned)(end - 9 - begin)));
		cr_expect(!strncmp(writer.bytes.data + end - 9, check, 8), "«%s»: %s", values[i], writer.bytes.data + begin);
	}
	struct err err = { 0 };
	cr_assert(journal_create(fixture_path("d.cadran"), &writer, &err), "%s", err.text);
	struct opened opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !*opened.faults && !strstr(opened.trace.data, "!\n"), "%s%s", opened.faults, opened.trace.data);
	cr_expect(opened.journal.last_seq == ARRAY_SIZE(values));
	close_journal(&opened);
	journal_writer_release(&writer);
}

Test(journal, what_is_opened_is_what_was_written)
{
	write_records(ARRAY_SIZE(records));
	struct opened opened = open_journal(JOURNAL_READ);

	cr_assert(opened.ok, "%s", opened.err.text);
	cr_expect_str_eq(opened.faults, "");
	cr_expect_str_eq(opened.trace.data, "3 1 2026-11-21T09:12:04Z animateur service  name «Santé au travail»\n"
					    "4 2 2026-11-21T09:12:04Z animateur answer data.quality.errors level «3»\n"
					    "5 3 2026-11-21T09:12:04Z animateur answer data.quality.errors note «vu ; noté,\n«demain» \"oui\"»\n"
					    "7 4 2026-11-21T09:12:04Z animateur use-case meeting-notes present «yes»\n"
					    "8 5 2026-11-21T09:12:04Z animateur vote meeting-notes.impact.business Élise.1 «4»\n");
	cr_expect(opened.journal.last_seq == 5 && opened.journal.access == JOURNAL_READ && !opened.journal.needs_newline);
	close_journal(&opened);
}

Test(journal, a_dossier_without_records_opens)
{
	write_records(0);
	struct opened opened = open_journal(JOURNAL_WRITE);

	cr_expect(opened.ok && !*opened.faults && !*opened.trace.data && opened.journal.last_seq == 0, "%s%s", opened.err.text, opened.faults);
	cr_expect(opened.ok && append(&opened.journal, "1", &opened.err));
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
		cr_expect(append(&opened.journal, value + 14, &opened.err), "%s", opened.err.text);
		expect_bytes(fixture_path("d.cadran"), &expected, value);
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
		{ "another word", "quadrant,1\nseq,time,author,kind,key,field,value,check\n", 54, "not a Cadran dossier" },
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
			cr_expect(!opened.ok && opened.err.kind == ERR_FORMAT, "%s: kind %d", rows[i].name, opened.err.kind);
			cr_expect(strstr(opened.err.text, rows[i].words) && strstr(opened.err.text, "d.cadran"), "%s: %s", rows[i].name,
				  opened.err.text);
			cr_expect(!*opened.trace.data, "%s: %s", rows[i].name, opened.trace.data);
			close_journal(&opened);
			expect_bytes(fixture_path("d.cadran"), &before, rows[i].name);
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

/* --- torn tails ---------------------------------------------------------------------------------- */

/* Where records end, the line end included. */
static size_t whole_records(const struct buf *bytes, size_t length, const size_t *ends, size_t count)
{
	size_t whole = 0;

	(void)bytes;
	/* A record without its line end is whole: its check stands there. */
	while (whole < count && ends[whole] - 1 <= length)
		whole++;
	return whole;
}

Test(journal, a_file_cut_at_any_byte_opens_with_all_whole_records_and_goes_on_cleanly)
{
	struct buf whole = raw_journal(0);
	size_t ends[ARRAY_SIZE(records)], head = whole.length;

	for (size_t i = 0; i < ARRAY_SIZE(records); i++) {
		add_raw(&whole, i + 1, records[i]);
		ends[i] = whole.length;
	}
	for (size_t length = head; length <= whole.length; length++) {
		size_t count = whole_records(&whole, length, ends, ARRAY_SIZE(records));
		bool torn = length != head && !(count && (length == ends[count - 1] || length == ends[count - 1] - 1));
		struct buf cut, expected = raw_journal(count);

		buf_init(&cut);
		buf_add(&cut, whole.data, length);
		write_journal(&cut);
		struct opened opened = open_journal(JOURNAL_READ);
		cr_assert(opened.ok, "cut at %zu: %s", length, opened.err.text);
		cr_expect(opened.journal.last_seq == count, "cut at %zu: last %lu", length, opened.journal.last_seq);
		cr_expect(torn == (*opened.faults != '\0'), "cut at %zu: %s", length, opened.faults);
		cr_expect(!torn || (strstr(opened.faults, "cut short") && lines_in(opened.faults) == 1), "cut at %zu: %s", length, opened.faults);
		close_journal(&opened);
		expect_bytes(fixture_path("d.cadran"), &cut, "opening changes nothing");

		opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok && opened.journal.access == JOURNAL_WRITE, "cut at %zu: %s", length, opened.err.text);
		cr_expect(append(&opened.journal, "9", &opened.err), "cut at %zu: %s", length, opened.err.text);
		cr_expect(append(&opened.journal, "10", &opened.err), "cut at %zu: %s", length, opened.err.text);
		close_journal(&opened);
		add_raw(&expected, count + 1, "service,,size,9");
		add_raw(&expected, count + 2, "service,,size,10");
		expect_bytes(fixture_path("d.cadran"), &expected, "appended");
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == count + 2, "cut at %zu: %s", length, opened.faults);
		close_journal(&opened);
		buf_release(&cut);
		buf_release(&expected);
	}
	buf_release(&whole);
}

Test(journal, a_head_cut_at_any_byte_is_no_dossier_and_is_left_alone)
{
	struct buf cut, opens;

	buf_init(&cut);
	buf_init(&opens);
	for (size_t length = 0; length < strlen(HEAD) - 1; length++) {
		buf_clear(&cut);
		buf_add(&cut, HEAD, length);
		write_journal(&cut);
		struct opened opened = open_journal(JOURNAL_WRITE);
		if (opened.ok || opened.err.kind != ERR_FORMAT)
			buf_add_format(&opens, "%zu ", length);
		close_journal(&opened);
		expect_bytes(fixture_path("d.cadran"), &cut, "head");
	}
	cr_expect_str_eq(opens.data, "", "these opened: %s", opens.data);
	buf_release(&opens);
	buf_release(&cut);
}

Test(journal, a_tail_of_nul_bytes_after_a_power_loss_loses_no_record)
{
	static const size_t lengths[] = { 1, 8, 511, 4096 };

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct buf bytes = raw_journal(3);

		for (size_t n = 0; n < lengths[i]; n++)
			buf_add(&bytes, "\0", 1);
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_expect(opened.ok && opened.journal.last_seq == 3 && *opened.faults, "%zu: %s", lengths[i], opened.err.text);
		close_journal(&opened);
		expect_bytes(fixture_path("d.cadran"), &bytes, "NUL");
		buf_release(&bytes);
	}
}

Test(journal, what_append_reported_done_is_read_back_whatever_its_length)
{
	static const size_t lengths[] = { 100, 65536, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20 };

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		char *value = xcalloc(lengths[i] + 1, 1);

		memset(value, '"', lengths[i]);
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		bool done = append(&opened.journal, value, &opened.err);
		close_journal(&opened);
		opened = open_journal(JOURNAL_WRITE);
		cr_expect(opened.ok && !*opened.faults, "%zu bytes: %s%s", lengths[i], opened.err.text, opened.faults);
		cr_expect(opened.ok && opened.journal.last_seq == (done ? 4 : 3), "%zu bytes, said to be written %d: last %lu", lengths[i], done,
			  opened.journal.last_seq);
		close_journal(&opened);
		free(value);
	}
}

/* A participant's name stands in the field. */
Test(journal, what_append_reported_done_is_read_back_whatever_the_length_of_key_and_field)
{
	char *long_text = xcalloc((3 << 20) + 1, 1);

	memset(long_text, 'x', 3 << 20);
	for (int i = 0; i < 3; i++) {
		struct journal_writer writer;

		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		journal_writer_init(&writer, &opened.journal, (struct journal_stamp){ i == 2 ? long_text : "a", "2026-11-21T09:12:04Z" });
		journal_writer_add(&writer, "vote", i == 0 ? long_text : "k", i == 1 ? long_text : "f", "4");
		bool done = journal_append(&opened.journal, &writer, &opened.err);
		journal_writer_release(&writer);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && opened.journal.last_seq == (done ? 4 : 3), "%s: said to be written %d: %s", (const char *[]){ "key", "field", "author" }[i], done,
			  opened.faults);
		close_journal(&opened);
	}
	free(long_text);
}

/* --- damage ------------------------------------------------------------------------------------------ */

Test(journal, a_record_changed_elsewhere_counts_is_named_and_stays)
{
	static const struct {
		const char *old, *new;
		const char *lines[3];
	} rows[] = {
		{ "level,3", "level,4", { "d.cadran:4: " } },
		{ "Santé", "Sante", { "d.cadran:3: " } },
		{ "«demain»", "«hier»", { "d.cadran:5: " } },
		{ "present,yes", "present,", { "d.cadran:7: " } },
		{ "Élise.1,4", "Élise.1,5", { "d.cadran:8: " } },
		{ "3,2026-11-21T09:12:04Z,animateur", "3,2025-11-21T09:12:04Z,animateur", { "d.cadran:5: " } },
	};

	for (size_t i = 0; i < ARRAY_SIZE(rows); i++) {
		struct buf bytes = raw_journal(ARRAY_SIZE(records)), changed;
		char *place = strstr(bytes.data, rows[i].old);

		buf_init(&changed);
		cr_assert(place);
		buf_add(&changed, bytes.data, (size_t)(place - bytes.data));
		buf_add_text(&changed, rows[i].new);
		buf_add_text(&changed, place + strlen(rows[i].old));
		write_journal(&changed);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "%s: %s", rows[i].new, opened.err.text);
		cr_expect(lines_in(opened.faults) == 1 && strstr(opened.faults, rows[i].lines[0]) && strstr(opened.faults, "check"), "%s: %s",
			  rows[i].new, opened.faults);
		cr_expect(opened.journal.last_seq == 5 && strstr(opened.trace.data, " !\n"), "%s: %s", rows[i].new, opened.trace.data);
		cr_expect(!strstr(strstr(opened.trace.data, " !\n") + 1, " !\n"), "only that one");
		cr_expect(opened.journal.access == JOURNAL_WRITE && append(&opened.journal, "9", &opened.err), "%s: %s", rows[i].new,
			  opened.err.text);
		close_journal(&opened);
		add_raw(&changed, 6, "service,,size,9");
		expect_bytes(fixture_path("d.cadran"), &changed, "nothing is thrown away");
		buf_release(&changed);
		buf_release(&bytes);
	}
}

Test(journal, the_check_in_other_letters_or_of_another_length_does_not_hold)
{
	static const char *const checks[] = { "", "0", "00000000", "zzzzzzzz", "123456789" };

	for (size_t i = 0; i < ARRAY_SIZE(checks); i++) {
		struct buf bytes = raw_journal(1);

		buf_add_format(&bytes, "2,2026-11-21T09:12:04Z,animateur,service,,size,9,%s\n", checks[i]);
		add_raw(&bytes, 3, "service,,size,10");
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && opened.journal.last_seq == 3 && strstr(opened.trace.data, "«9» !\n"), "«%s»: %s", checks[i], opened.trace.data);
		cr_expect(strstr(opened.faults, "d.cadran:4: "), "«%s»: %s", checks[i], opened.faults);
		close_journal(&opened);
		buf_release(&bytes);
	}
}

/* Inserted between records: what does not read, with good records after it. */
static const struct {
	const char *name, *bytes;
	size_t length;
} damages[] = {
	{ "a NUL byte", "x\0y\n", 4 },
	{ "a block of NUL bytes", "\0\0\0\0\0\0\0\0", 8 },
	{ "a quote inside a cell", "4,2026,a\"b,service,,size,1,00000000\n", 36 },
	{ "text after a quote", "4,2026,\"a\"b,service,,size,1,00000000\n", 37 },
	{ "a quote that is never closed", "4,2026-11-21T09:12:04Z,animateur,service,,size,\"9", 49 },
	{ "a quote that is never closed, with its line end", "4,2026-11-21T09:12:04Z,animateur,service,,size,\"9,00000000\n", 59 },
};

Test(journal, damage_with_good_records_after_it_makes_it_read_only_and_deletes_nothing)
{
	for (size_t i = 0; i < ARRAY_SIZE(damages); i++) {
		struct buf bytes = raw_journal(3);

		buf_add(&bytes, damages[i].bytes, damages[i].length);
		add_raw(&bytes, 5, "service,,size,10");
		add_raw(&bytes, 6, "answer,data.quality.errors,note,\"a\nb\"");
		add_raw(&bytes, 7, "service,,size,11");
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "%s: %s", damages[i].name, opened.err.text);
		cr_expect(*opened.faults && strstr(opened.faults, "d.cadran:"), "%s: %s", damages[i].name, opened.faults);
		cr_expect(strstr(opened.trace.data, "«Santé au travail»"), "%s: the records before it are lost", damages[i].name);
		cr_expect(opened.journal.access == JOURNAL_READ, "%s: opens for writing", damages[i].name);
		bool written = append(&opened.journal, "9", &opened.err);
		cr_expect(!written && *opened.err.text, "%s: is written to", damages[i].name);
		close_journal(&opened);
		expect_bytes(fixture_path("d.cadran"), &bytes, damages[i].name);
		buf_release(&bytes);
	}
}

Test(journal, a_record_with_too_few_or_too_many_columns_is_named_left_out_and_stays)
{
	static const char *const lines[] = { "x\n", "4,2026,a\n", "4,2026,a,service,,size,1\n", "4,2026,a,service,,size,1,2,3,00000000\n", ",,,,,,,,,,\n" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct buf bytes = raw_journal(2);

		buf_add_text(&bytes, lines[i]);
		add_raw(&bytes, 5, "service,,size,10");
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "%s", lines[i]);
		cr_expect(strstr(opened.faults, "d.cadran:5: ") && lines_in(opened.faults) == 1, "%s: %s", lines[i], opened.faults);
		cr_expect(lines_in(opened.trace.data) == 3 && strstr(opened.trace.data, "«10»\n"), "%s: %s", lines[i], opened.trace.data);
		if (opened.journal.access == JOURNAL_WRITE && append(&opened.journal, "11", &opened.err))
			add_raw(&bytes, 6, "service,,size,11");
		close_journal(&opened);
		expect_bytes(fixture_path("d.cadran"), &bytes, lines[i]);
		buf_release(&bytes);
	}
}

/* A line end says that the record was not cut short: it is damage, and stays. */
Test(journal, a_last_line_that_does_not_read_and_has_its_line_end_is_never_deleted)
{
	static const char *const lines[] = { "x\n", "4,2026,a\n", "4,2026-11-21T09:12:04Z,animateur,service,,size,1,00000000\n" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct buf bytes = raw_journal(3);

		buf_add_text(&bytes, lines[i]);
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok && *opened.faults, "%s", lines[i]);
		(void)append(&opened.journal, "9", &opened.err);
		close_journal(&opened);
		struct buf after = fixture_read(fixture_path("d.cadran"));
		cr_expect(after.length >= bytes.length && !memcmp(after.data, bytes.data, bytes.length), "%s: is gone:\n%s", lines[i], after.data);
		buf_release(&after);
		buf_release(&bytes);
	}
}

Test(journal, a_file_that_a_transfer_has_converted_to_crlf_opens_and_goes_on)
{
	struct buf bytes, lf;

	buf_init(&lf);
	buf_add_text(&lf, HEAD);
	add_raw(&lf, 1, "service,,name,Santé");
	add_raw(&lf, 2, "answer,data.quality.errors,level,3");
	buf_init(&bytes);
	for (size_t i = 0; i < lf.length; i++)
		buf_add_format(&bytes, "%s%c", lf.data[i] == '\n' ? "\r" : "", lf.data[i]);
	write_journal(&bytes);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok, "%s", opened.err.text);
	cr_expect(!*opened.faults && opened.journal.last_seq == 2, "%s", opened.faults);
	cr_expect(append(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	close_journal(&opened);
	add_raw(&bytes, 3, "service,,size,9");
	expect_bytes(fixture_path("d.cadran"), &bytes, "CRLF");
	opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == 3, "%s", opened.faults);
	close_journal(&opened);
	buf_release(&bytes);
	buf_release(&lf);
}

/* A torn CRLF: the CR is there, the LF is not. */
Test(journal, a_file_converted_to_crlf_and_cut_at_any_byte_goes_on)
{
	struct buf lf = raw_journal(2), whole, cut;

	buf_init(&whole);
	buf_init(&cut);
	for (size_t i = 0; i < lf.length; i++)
		buf_add_format(&whole, "%s%c", lf.data[i] == '\n' ? "\r" : "", lf.data[i]);
	for (size_t length = strlen(HEAD) + 2; length <= whole.length; length++) {
		buf_clear(&cut);
		buf_add(&cut, whole.data, length);
		write_journal(&cut);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "cut at %zu: %s", length, opened.err.text);
		unsigned long last = opened.journal.last_seq;
		cr_expect(append(&opened.journal, "9", &opened.err), "cut at %zu: %s", length, opened.err.text);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == last + 1, "cut at %zu: %s", length, opened.faults);
		close_journal(&opened);
	}
	buf_release(&lf);
	buf_release(&whole);
	buf_release(&cut);
}

/* Where the last record begins; a quote opened in it cannot be told from one that was cut short. */
static size_t last_record(const struct buf *bytes)
{
	size_t at = bytes->length - 1;

	while (bytes->data[at - 1] != '\n')
		at--;
	return at;
}

/* What is wrong after this byte became `other`, "" for nothing. */
static const char *after_change(const struct buf *whole, size_t at, char other)
{
	size_t last = last_record(whole);
	const char *wrong = "";
	struct buf bytes;

	buf_init(&bytes);
	buf_add(&bytes, whole->data, whole->length);
	bytes.data[at] = other;
	write_journal(&bytes);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok, "byte %zu is %d: %s", at, other, opened.err.text);
	if (!*opened.faults && at != whole->length - 1)
		wrong = "nothing is said";
	(void)append(&opened.journal, "9", &opened.err);
	close_journal(&opened);
	struct buf after = fixture_read(fixture_path("d.cadran"));
	size_t kept = at >= last && (other == '"' || at == whole->length - 1) ? last : bytes.length;
	if (after.length < kept || memcmp(after.data, bytes.data, kept))
		wrong = "the next append deletes it";
	buf_release(&after);
	buf_release(&bytes);
	return wrong;
}

Test(journal, any_byte_changed_is_told_and_the_next_append_deletes_nothing)
{
	static const char others[] = { 'x', ',', '"', '\n', '\0', '\r', '\x80' };
	struct buf whole = raw_journal(ARRAY_SIZE(records)), all;

	buf_init(&all);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		for (size_t at = strlen(HEAD); at < whole.length; at++) {
			const char *wrong = whole.data[at] == others[i] ? "" : after_change(&whole, at, others[i]);

			if (*wrong)
				buf_add_format(&all, "byte %zu of %zu is %d: %s\n", at, whole.length, others[i], wrong);
		}
	cr_expect_str_eq(all.data, "", "%zu cases, among them\n%.600s", lines_in(all.data), all.data);
	buf_release(&whole);
	buf_release(&all);
}

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

Test(journal, a_file_that_another_program_changed_is_never_written_to)
{
	static const char *const names[] = {
		"appended to", "replaced by another", "replaced by the same bytes", "cut", "changed in place", "changed in place with its old time", "emptied",
	};

	for (size_t i = 0; i < ARRAY_SIZE(names); i++) {
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		cr_expect(append(&opened.journal, "8", &opened.err), "%s", opened.err.text);
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
		cr_expect(!append(&opened.journal, "9", &opened.err), "%s: is written to", names[i]);
		cr_expect(opened.err.kind == ERR_CONFLICT && strstr(opened.err.text, "d.cadran"), "%s: %d %s", names[i], opened.err.kind,
			  opened.err.text);
		expect_bytes(fixture_path("d.cadran"), &before, names[i]);
		cr_expect(!append(&opened.journal, "9", &opened.err), "%s: the second time it is written to", names[i]);
		close_journal(&opened);
		expect_bytes(fixture_path("d.cadran"), &before, names[i]);
		buf_release(&before);
		buf_release(&other);
	}
}

Test(journal, a_file_that_is_gone_is_not_reported_written)
{
	write_records(3);
	struct opened opened = open_journal(JOURNAL_WRITE);

	cr_assert(opened.ok && !unlink(fixture_path("d.cadran")));
	cr_expect(!append(&opened.journal, "9", &opened.err) && *opened.err.text);
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

		_exit(opened.ok ? (opened.journal.access == JOURNAL_WRITE ? 0 : 1) : opened.err.kind == ERR_LOCKED ? 2 : 3);
	}
	cr_assert(waitpid(child, &status, 0) == child && WIFEXITED(status));
	return WEXITSTATUS(status);
}

Test(journal, only_one_process_writes_and_others_may_read)
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

Test(journal, the_lock_goes_with_a_process_that_is_killed)
{
	int ready[2];
	char byte;

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
	close_journal(&opened);
	kill(child, SIGKILL);
	waitpid(child, NULL, 0);
	opened = open_journal(JOURNAL_WRITE);
	cr_expect(opened.ok, "%s", opened.err.text);
	close_journal(&opened);
	cr_expect(fixture_entries() == 1, "no lock file is left");
}

/* root may write everywhere: as somebody else then. */
static void become_nobody(void)
{
	if (geteuid())
		return;
	(void)!chown(fixture_path("."), 65534, 65534);
	cr_assert(!seteuid(65534));
}

static void become_oneself(void)
{
	(void)!seteuid(getuid());
}

/* Whether asking for JOURNAL_WRITE then gives a journal to read or a refusal is the caller's affair. */
Test(journal, a_file_that_may_not_be_written_opens_for_reading_and_is_left_alone)
{
	struct buf before = raw_journal(3);

	write_records(3);
	cr_assert(!chmod(fixture_path("d.cadran"), 0444));
	become_nobody();
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_expect(!opened.ok || (opened.journal.access == JOURNAL_READ && opened.journal.last_seq == 3));
	cr_expect(!opened.ok ? strstr(opened.err.text, "d.cadran") != NULL : !append(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	close_journal(&opened);
	opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && opened.journal.last_seq == 3, "%s", opened.err.text);
	close_journal(&opened);
	become_oneself();
	expect_bytes(fixture_path("d.cadran"), &before, "read-only");
	buf_release(&before);
}

Test(journal, a_journal_opened_for_reading_is_not_appended_to)
{
	struct buf before = raw_journal(3);

	write_records(3);
	struct opened opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !append(&opened.journal, "9", &opened.err) && *opened.err.text);
	close_journal(&opened);
	expect_bytes(fixture_path("d.cadran"), &before, "read");
	buf_release(&before);
}

/* --- a full disk ------------------------------------------------------------------------------------------ */

static void limit_files(size_t bytes)
{
	struct rlimit limit;

	signal(SIGXFSZ, SIG_IGN);
	cr_assert(!getrlimit(RLIMIT_FSIZE, &limit));
	limit.rlim_cur = bytes ? bytes : limit.rlim_max;
	cr_assert(!setrlimit(RLIMIT_FSIZE, &limit));
}

Test(journal, a_full_disk_refuses_the_change_leaves_the_file_as_it_was_and_the_next_one_works)
{
	struct buf before = raw_journal(3);

	for (size_t room = 0; room < 70; room += 3) {
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		limit_files(before.length + room);
		bool ok = append(&opened.journal, "a longer value, so that it does not fit", &opened.err);
		limit_files(0);
		cr_expect(!ok && opened.err.kind == ERR_SYSTEM && strstr(opened.err.text, "d.cadran"), "room %zu: %s", room, opened.err.text);
		expect_bytes(fixture_path("d.cadran"), &before, "full");
		cr_expect(append(&opened.journal, "9", &opened.err), "room %zu, afterwards: %s", room, opened.err.text);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == 4, "room %zu: %s", room, opened.faults);
		close_journal(&opened);
	}
	buf_release(&before);
}

Test(file, a_full_disk_leaves_no_half_file_no_litter_and_the_old_one)
{
	struct err err = { 0 };
	char *big = xcalloc(20001, 1);
	struct buf old;

	memset(big, 'x', 20000);
	fixture_write_text("old", "old");
	limit_files(5000);
	cr_expect(!file_create(fixture_path("new"), big, 20000, &err) && err.kind == ERR_SYSTEM && strstr(err.text, "new"), "%s", err.text);
	cr_expect(!file_replace(fixture_path("old"), big, 20000, &err) && strstr(err.text, "old"), "%s", err.text);
	cr_expect(!file_replace(fixture_path("new"), big, 20000, &err));
	limit_files(0);
	cr_expect(fixture_entries() == 1, "%zu entries", fixture_entries());
	old = fixture_read(fixture_path("old"));
	cr_expect_str_eq(old.data, "old");
	buf_release(&old);
	free(big);
}

/* --- files -------------------------------------------------------------------------------------------------- */

static mode_t mode_of(const char *name)
{
	struct stat status;

	cr_assert(!lstat(fixture_path(name), &status), "%s", name);
	return status.st_mode;
}

static void expect_text(const char *name, const char *text)
{
	struct buf bytes = fixture_read(fixture_path(name));

	cr_expect_str_eq(bytes.data, text, "%s", name);
	buf_release(&bytes);
}

Test(file, create_makes_a_private_file_and_never_writes_over_anything)
{
	struct err err = { 0 };

	umask(0);
	cr_expect(file_create(fixture_path("new"), "bytes", 5, &err), "%s", err.text);
	expect_text("new", "bytes");
	cr_expect((mode_of("new") & 07777) == 0600);
	cr_expect(file_create(fixture_path("empty"), "", 0, &err));
	cr_expect(!file_create(fixture_path("new"), "other", 5, &err) && strstr(err.text, "new"), "%s", err.text);
	expect_text("new", "bytes");
	cr_assert(!mkdir(fixture_path("folder"), 0700) && !symlink("nowhere", fixture_path("link")));
	cr_expect(!file_create(fixture_path("folder"), "x", 1, &err));
	cr_expect(!file_create(fixture_path("link"), "x", 1, &err) && access(fixture_path("nowhere"), F_OK), "through a link into nowhere");
	cr_expect(!file_create(fixture_path("none/new"), "x", 1, &err) && strstr(err.text, "none"), "%s", err.text);
	cr_expect(fixture_entries() == 4, "%zu entries", fixture_entries());
}

Test(file, replace_keeps_the_mode_and_is_private_for_a_new_file)
{
	static const mode_t modes[] = { 0600, 0640, 0644, 0660, 0444, 0755 };
	struct err err = { 0 };

	umask(0);
	cr_expect(file_replace(fixture_path("new"), "bytes", 5, &err), "%s", err.text);
	cr_expect((mode_of("new") & 07777) == 0600);
	for (size_t i = 0; i < ARRAY_SIZE(modes); i++) {
		fixture_write_text("old", "a longer text than the new one");
		cr_assert(!chmod(fixture_path("old"), modes[i]));
		cr_expect(file_replace(fixture_path("old"), "new", 3, &err), "%o: %s", modes[i], err.text);
		expect_text("old", "new");
		cr_expect((mode_of("old") & 07777) == modes[i], "%o became %o", modes[i], mode_of("old") & 07777);
	}
	cr_expect(fixture_entries() == 2, "%zu entries", fixture_entries());
}

Test(file, replace_follows_symbolic_links_and_leaves_them_links)
{
	struct err err = { 0 };

	fixture_write_text("folder/target", "old");
	cr_assert(!symlink("folder/target", fixture_path("relative")));
	cr_assert(!symlink("relative", fixture_path("link-to-link")));
	cr_assert(!symlink(fixture_path("folder/target"), fixture_path("absolute")));
	static const char *const links[] = { "relative", "link-to-link", "absolute" };
	for (size_t i = 0; i < ARRAY_SIZE(links); i++) {
		cr_expect(file_replace(fixture_path(links[i]), links[i], strlen(links[i]), &err), "%s", err.text);
		cr_expect(S_ISLNK(mode_of(links[i])), "%s is a link no more", links[i]);
		expect_text("folder/target", links[i]);
	}
	cr_expect(fixture_entries() == 4, "%zu entries", fixture_entries());
	cr_assert(!symlink("loop", fixture_path("loop")));
	cr_expect(!file_replace(fixture_path("loop"), "x", 1, &err) && S_ISLNK(mode_of("loop")));
}

Test(file, replace_writes_to_what_is_no_regular_file_as_it_is)
{
	struct err err = { 0 };

	cr_expect(file_replace("/dev/null", "x", 1, &err), "%s", err.text);
	cr_expect(!file_replace("/dev/full", "x", 1, &err) && err.kind == ERR_SYSTEM, "%s", err.text);
	struct stat status;
	cr_expect(!stat("/dev/null", &status) && S_ISCHR(status.st_mode));
	cr_assert(!mkdir(fixture_path("folder"), 0700));
	cr_expect(!file_replace(fixture_path("folder"), "x", 1, &err));
	cr_expect(!file_replace(fixture_path("none/x"), "x", 1, &err) && strstr(err.text, "none"), "%s", err.text);
	cr_expect(!file_replace(fixture_path("folder/"), "x", 1, &err));
	cr_expect(fixture_entries() == 1);
}

Test(file, replace_where_the_folder_may_not_be_written_leaves_the_old_file)
{
	struct err err = { 0 };

	fixture_write_text("closed/old", "old");
	cr_assert(!chmod(fixture_path("closed/old"), 0444) && !chmod(fixture_path("closed"), 0555) && !chmod(fixture_path("."), 0755));
	become_nobody();
	cr_expect(!file_replace(fixture_path("closed/old"), "new", 3, &err) && strstr(err.text, "old"), "%s", err.text);
	become_oneself();
	expect_text("closed/old", "old");
	cr_assert(!chmod(fixture_path("closed"), 0755));
}

Test(file, read_takes_regular_files_only_and_never_waits)
{
	static const char *const refused[] = { "folder", "pipe", "none", "huge" };
	struct err err = { 0 };
	struct buf out;

	buf_init(&out);
	cr_assert(!mkdir(fixture_path("folder"), 0700) && !mkfifo(fixture_path("pipe"), 0600));
	fixture_write_text("huge", "");
	cr_assert(!truncate(fixture_path("huge"), 8L * 1024 * 1024 * 1024));
	for (size_t i = 0; i < ARRAY_SIZE(refused); i++)
		cr_expect(!file_read(fixture_path(refused[i]), &out, &err) && strstr(err.text, refused[i]), "%s: %s", refused[i], err.text);
	cr_expect(!file_read("/dev/zero", &out, &err));
	cr_expect(out.length == 0);
	fixture_write("some", "a\0b\xff", 4);
	buf_add_text(&out, "before ");
	cr_expect(file_read(fixture_path("some"), &out, &err) && out.length == 11 && !memcmp(out.data, "before a\0b\xff", 11));
	fixture_write_text("empty", "");
	cr_expect(file_read(fixture_path("empty"), &out, &err) && out.length == 11);
	buf_release(&out);
}

static bool note_path(const char *path, void *context, struct err *err)
{
	const char *name = strstr(path, "/w/");

	(void)err;
	buf_add_format(context, "%s ", name ? name + 3 : path);
	return true;
}

static bool stop_at_b(const char *path, void *context, struct err *err)
{
	(void)note_path(path, context, err);
	return strstr(path, "b.ini") ? err_set(err, ERR_VALUE, "enough") : true;
}

Test(file, walk_goes_through_all_files_of_a_suffix_in_the_order_of_their_paths)
{
	struct err err = { 0 };
	struct buf seen;

	buf_init(&seen);
	fixture_write_text("w/c.ini", "");
	fixture_write_text("w/a.ini", "");
	fixture_write_text("w/b/z/y.ini", "");
	fixture_write_text("w/b/a.ini", "");
	fixture_write_text("w/b.ini", "");
	fixture_write_text("w/x.txt", "");
	fixture_write_text("w/ini", "");
	cr_assert(!mkdir(fixture_path("w/folder.ini"), 0700));
	cr_expect(file_walk(fixture_path("w"), ".ini", note_path, &seen, &err), "%s", err.text);
	cr_expect(!strcmp(seen.data, "a.ini b.ini b/a.ini b/z/y.ini c.ini ") || !strcmp(seen.data, "a.ini b/a.ini b/z/y.ini b.ini c.ini "), "%s", seen.data);
	buf_clear(&seen);
	cr_expect(!file_walk(fixture_path("w"), ".ini", stop_at_b, &seen, &err) && !strcmp(err.text, "enough"), "%s", err.text);
	cr_expect(!strstr(seen.data, "c.ini"), "%s", seen.data);
	cr_expect(!file_walk(fixture_path("none"), ".ini", note_path, &seen, &err) && strstr(err.text, "none"), "%s", err.text);
	buf_release(&seen);
}

Test(file, walk_does_not_go_round_in_a_circle_of_links)
{
	struct err err = { 0 };
	struct buf seen;

	buf_init(&seen);
	fixture_write_text("w/a.ini", "");
	fixture_write_text("w/b/c.ini", "");
	cr_assert(!symlink("..", fixture_path("w/b/up")));
	(void)file_walk(fixture_path("w"), ".ini", note_path, &seen, &err);
	cr_expect(seen.length < 100, "%zu bytes of paths", seen.length);
	buf_release(&seen);
}
