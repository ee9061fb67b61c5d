/*
 * Journals that were cut short, damaged or converted: what can be read is read,
 * what cannot is named, and nothing is deleted. After everything that goes
 * wrong the bytes of the file are compared with what they were.
 */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "raw_journal.h"

TestSuite(journal_damage, .init = fixture_folder_make, .fini = fixture_folder_remove);

/* --- torn tails ---------------------------------------------------------------------------------- */

/* Where records end, the line end included. */
static size_t whole_records(size_t length, const size_t *ends, size_t count)
{
	size_t whole = 0;

	/* A record without its line end is whole: its check stands there. */
	while (whole < count && ends[whole] - 1 <= length)
		whole++;
	return whole;
}

Test(journal_damage, a_file_cut_at_any_byte_opens_with_all_whole_records_and_goes_on_cleanly)
{
	struct buf whole = raw_journal(0);
	size_t ends[RAW_RECORDS], head = whole.length;

	for (size_t i = 0; i < RAW_RECORDS; i++) {
		add_raw(&whole, i + 1, raw_records[i]);
		ends[i] = whole.length;
	}
	for (size_t length = head; length <= whole.length; length++) {
		size_t count = whole_records(length, ends, RAW_RECORDS);
		bool torn = length != head && !(count && (length == ends[count - 1] || length == ends[count - 1] - 1));
		struct buf cut, expected = raw_journal(count);

		buf_init(&cut);
		buf_add(&cut, whole.data, length);
		write_journal(&cut);
		struct opened opened = open_journal(JOURNAL_READ);
		cr_assert(opened.ok, "cut at %zu: %s", length, opened.err.text);
		cr_expect(opened.journal.last_seq == count, "cut at %zu: last %lu", length, opened.journal.last_seq);
		cr_expect(torn == (*opened.faults != '\0'), "cut at %zu: %s", length, opened.faults);
		cr_expect(!torn || (strstr(opened.faults, "cut short") && lines_in(opened.faults) == 1),
			  "cut at %zu: %s", length, opened.faults);
		close_journal(&opened);
		expect_journal(&cut, "opening changes nothing");

		opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok && opened.journal.access == JOURNAL_WRITE, "cut at %zu: %s", length,
			  opened.err.text);
		cr_expect(append_size(&opened.journal, "9", &opened.err), "cut at %zu: %s", length, opened.err.text);
		cr_expect(append_size(&opened.journal, "10", &opened.err), "cut at %zu: %s", length, opened.err.text);
		close_journal(&opened);
		add_raw(&expected, count + 1, "service,,size,9");
		add_raw(&expected, count + 2, "service,,size,10");
		expect_journal(&expected, "appended");
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == count + 2, "cut at %zu: %s",
			  length, opened.faults);
		close_journal(&opened);
		buf_release(&cut);
		buf_release(&expected);
	}
	buf_release(&whole);
}

Test(journal_damage, a_head_cut_at_any_byte_is_no_dossier_and_is_left_alone)
{
	struct buf cut, opens;

	buf_init(&cut);
	buf_init(&opens);
	for (size_t length = 0; length < strlen(RAW_HEAD) - 1; length++) {
		buf_clear(&cut);
		buf_add(&cut, RAW_HEAD, length);
		write_journal(&cut);
		struct opened opened = open_journal(JOURNAL_WRITE);
		if (opened.ok || opened.err.kind != ERR_FORMAT)
			buf_add_format(&opens, "%zu ", length);
		close_journal(&opened);
		expect_journal(&cut, "head");
	}
	cr_expect_str_eq(opens.data, "", "these opened: %s", opens.data);
	buf_release(&opens);
	buf_release(&cut);
}

Test(journal_damage, a_tail_of_nul_bytes_after_a_power_loss_loses_no_record)
{
	static const size_t lengths[] = { 1, 8, 511, 4096 };

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		struct buf bytes = raw_journal(3);

		for (size_t n = 0; n < lengths[i]; n++)
			buf_add(&bytes, "\0", 1);
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_expect(opened.ok && opened.journal.last_seq == 3 && *opened.faults, "%zu: %s", lengths[i],
			  opened.err.text);
		close_journal(&opened);
		expect_journal(&bytes, "NUL");
		buf_release(&bytes);
	}
}

Test(journal_damage, what_append_reported_done_is_read_back_whatever_its_length)
{
	static const size_t lengths[] = { 100, 65536, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20 };

	for (size_t i = 0; i < ARRAY_SIZE(lengths); i++) {
		char *value = xcalloc(lengths[i] + 1, 1);

		memset(value, '"', lengths[i]);
		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		bool done = append_size(&opened.journal, value, &opened.err);
		close_journal(&opened);
		opened = open_journal(JOURNAL_WRITE);
		cr_expect(opened.ok && !*opened.faults, "%zu bytes: %s%s", lengths[i], opened.err.text, opened.faults);
		cr_expect(opened.ok && opened.journal.last_seq == (done ? 4 : 3),
			  "%zu bytes, said to be written %d: last %lu", lengths[i], done, opened.journal.last_seq);
		close_journal(&opened);
		free(value);
	}
}

/* A participant's name stands in the field. */
Test(journal_damage, what_append_reported_done_is_read_back_whatever_the_length_of_key_and_field)
{
	char *long_text = xcalloc((3 << 20) + 1, 1);

	memset(long_text, 'x', 3 << 20);
	for (int i = 0; i < 3; i++) {
		struct journal_writer writer;

		write_records(3);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok);
		journal_writer_init(&writer, &opened.journal,
				    (struct journal_stamp){ i == 2 ? long_text : "a", "2026-11-21T09:12:04Z" });
		journal_writer_add(&writer, "vote", i == 0 ? long_text : "k", i == 1 ? long_text : "f", "4");
		bool done = journal_append(&opened.journal, &writer, &opened.err);
		journal_writer_release(&writer);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && opened.journal.last_seq == (done ? 4 : 3), "%s: said to be written %d: %s",
			  (const char *[]){ "key", "field", "author" }[i], done, opened.faults);
		close_journal(&opened);
	}
	free(long_text);
}

/* --- damage ------------------------------------------------------------------------------------------ */

Test(journal_damage, a_record_changed_elsewhere_counts_is_named_and_stays)
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
		struct buf bytes = raw_journal(RAW_RECORDS), changed;
		char *place = strstr(bytes.data, rows[i].old);

		buf_init(&changed);
		cr_assert(place);
		buf_add(&changed, bytes.data, (size_t)(place - bytes.data));
		buf_add_text(&changed, rows[i].new);
		buf_add_text(&changed, place + strlen(rows[i].old));
		write_journal(&changed);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "%s: %s", rows[i].new, opened.err.text);
		cr_expect(lines_in(opened.faults) == 1 && strstr(opened.faults, rows[i].lines[0]) &&
				  strstr(opened.faults, "check"),
			  "%s: %s", rows[i].new, opened.faults);
		cr_expect(opened.journal.last_seq == 5 && strstr(opened.trace.data, " !\n"), "%s: %s", rows[i].new,
			  opened.trace.data);
		cr_expect(!strstr(strstr(opened.trace.data, " !\n") + 1, " !\n"), "only that one");
		cr_expect(opened.journal.access == JOURNAL_WRITE && append_size(&opened.journal, "9", &opened.err),
			  "%s: %s", rows[i].new, opened.err.text);
		close_journal(&opened);
		add_raw(&changed, 6, "service,,size,9");
		expect_journal(&changed, "nothing is thrown away");
		buf_release(&changed);
		buf_release(&bytes);
	}
}

Test(journal_damage, the_check_in_other_letters_or_of_another_length_does_not_hold)
{
	static const char *const checks[] = { "", "0", "00000000", "zzzzzzzz", "123456789" };

	for (size_t i = 0; i < ARRAY_SIZE(checks); i++) {
		struct buf bytes = raw_journal(1);

		buf_add_format(&bytes, "2,2026-11-21T09:12:04Z,animateur,service,,size,9,%s\n", checks[i]);
		add_raw(&bytes, 3, "service,,size,10");
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && opened.journal.last_seq == 3 && strstr(opened.trace.data, "«9» !\n"), "«%s»: %s",
			  checks[i], opened.trace.data);
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
	{ "a quote that is never closed, with its line end",
	  "4,2026-11-21T09:12:04Z,animateur,service,,size,\"9,00000000\n", 59 },
};

Test(journal_damage, damage_with_good_records_after_it_makes_it_read_only_and_deletes_nothing)
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
		cr_expect(*opened.faults && strstr(opened.faults, "d.cadran:"), "%s: %s", damages[i].name,
			  opened.faults);
		cr_expect(strstr(opened.trace.data, "«Santé au travail»"), "%s: the records before it are lost",
			  damages[i].name);
		cr_expect(opened.journal.access == JOURNAL_READ, "%s: opens for writing", damages[i].name);
		bool written = append_size(&opened.journal, "9", &opened.err);
		cr_expect(!written && *opened.err.text, "%s: is written to", damages[i].name);
		close_journal(&opened);
		expect_journal(&bytes, damages[i].name);
		buf_release(&bytes);
	}
}

Test(journal_damage, a_record_with_too_few_or_too_many_columns_is_named_left_out_and_stays)
{
	static const char *const lines[] = { "x\n", "4,2026,a\n", "4,2026,a,service,,size,1\n",
					     "4,2026,a,service,,size,1,2,3,00000000\n", ",,,,,,,,,,\n" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct buf bytes = raw_journal(2);

		buf_add_text(&bytes, lines[i]);
		add_raw(&bytes, 5, "service,,size,10");
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "%s", lines[i]);
		cr_expect(strstr(opened.faults, "d.cadran:5: ") && lines_in(opened.faults) == 1, "%s: %s", lines[i],
			  opened.faults);
		cr_expect(lines_in(opened.trace.data) == 3 && strstr(opened.trace.data, "«10»\n"), "%s: %s", lines[i],
			  opened.trace.data);
		if (opened.journal.access == JOURNAL_WRITE && append_size(&opened.journal, "11", &opened.err))
			add_raw(&bytes, 6, "service,,size,11");
		close_journal(&opened);
		expect_journal(&bytes, lines[i]);
		buf_release(&bytes);
	}
}

/* A line end says that the record was not cut short: it is damage, and stays. */
Test(journal_damage, a_last_line_that_does_not_read_and_has_its_line_end_is_never_deleted)
{
	static const char *const lines[] = { "x\n", "4,2026,a\n",
					     "4,2026-11-21T09:12:04Z,animateur,service,,size,1,00000000\n" };

	for (size_t i = 0; i < ARRAY_SIZE(lines); i++) {
		struct buf bytes = raw_journal(3);

		buf_add_text(&bytes, lines[i]);
		write_journal(&bytes);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok && *opened.faults, "%s", lines[i]);
		(void)append_size(&opened.journal, "9", &opened.err);
		close_journal(&opened);
		struct buf after = fixture_read(fixture_path("d.cadran"));
		cr_expect(after.length >= bytes.length && !memcmp(after.data, bytes.data, bytes.length),
			  "%s: is gone:\n%s", lines[i], after.data);
		buf_release(&after);
		buf_release(&bytes);
	}
}

/* As a transfer leaves a file that it takes for text; buf_release. */
static struct buf with_crlf(const struct buf *lf)
{
	struct buf bytes;

	buf_init(&bytes);
	for (size_t i = 0; i < lf->length; i++)
		buf_add_format(&bytes, "%s%c", lf->data[i] == '\n' ? "\r" : "", lf->data[i]);
	return bytes;
}

Test(journal_damage, a_file_that_a_transfer_has_converted_to_crlf_opens_and_goes_on)
{
	struct buf bytes, lf;

	buf_init(&lf);
	buf_add_text(&lf, RAW_HEAD);
	add_raw(&lf, 1, "service,,name,Santé");
	add_raw(&lf, 2, "answer,data.quality.errors,level,3");
	bytes = with_crlf(&lf);
	write_journal(&bytes);
	struct opened opened = open_journal(JOURNAL_WRITE);
	cr_assert(opened.ok, "%s", opened.err.text);
	cr_expect(!*opened.faults && opened.journal.last_seq == 2, "%s", opened.faults);
	cr_expect(append_size(&opened.journal, "9", &opened.err), "%s", opened.err.text);
	close_journal(&opened);
	add_raw(&bytes, 3, "service,,size,9");
	expect_journal(&bytes, "CRLF");
	opened = open_journal(JOURNAL_READ);
	cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == 3, "%s", opened.faults);
	close_journal(&opened);
	buf_release(&bytes);
	buf_release(&lf);
}

/* A torn CRLF: the CR is there, the LF is not. */
Test(journal_damage, a_file_converted_to_crlf_and_cut_at_any_byte_goes_on)
{
	struct buf lf = raw_journal(2), whole = with_crlf(&lf), cut;

	buf_init(&cut);
	for (size_t length = strlen(RAW_HEAD) + 2; length <= whole.length; length++) {
		buf_clear(&cut);
		buf_add(&cut, whole.data, length);
		write_journal(&cut);
		struct opened opened = open_journal(JOURNAL_WRITE);
		cr_assert(opened.ok, "cut at %zu: %s", length, opened.err.text);
		unsigned long last = opened.journal.last_seq;
		cr_expect(append_size(&opened.journal, "9", &opened.err), "cut at %zu: %s", length, opened.err.text);
		close_journal(&opened);
		opened = open_journal(JOURNAL_READ);
		cr_expect(opened.ok && !*opened.faults && opened.journal.last_seq == last + 1, "cut at %zu: %s", length,
			  opened.faults);
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
	(void)append_size(&opened.journal, "9", &opened.err);
	close_journal(&opened);
	struct buf after = fixture_read(fixture_path("d.cadran"));
	size_t kept = at >= last && (other == '"' || at == whole->length - 1) ? last : bytes.length;
	if (after.length < kept || memcmp(after.data, bytes.data, kept))
		wrong = "the next append deletes it";
	buf_release(&after);
	buf_release(&bytes);
	return wrong;
}

Test(journal_damage, any_byte_changed_is_told_and_the_next_append_deletes_nothing)
{
	static const char others[] = { 'x', ',', '"', '\n', '\0', '\r', '\x80' };
	struct buf whole = raw_journal(RAW_RECORDS), all;

	buf_init(&all);
	for (size_t i = 0; i < ARRAY_SIZE(others); i++)
		for (size_t at = strlen(RAW_HEAD); at < whole.length; at++) {
			const char *wrong = whole.data[at] == others[i] ? "" : after_change(&whole, at, others[i]);

			if (*wrong)
				buf_add_format(&all, "byte %zu of %zu is %d: %s\n", at, whole.length, others[i], wrong);
		}
	cr_expect_str_eq(all.data, "", "%zu cases, among them\n%.600s", lines_in(all.data), all.data);
	buf_release(&whole);
	buf_release(&all);
}
