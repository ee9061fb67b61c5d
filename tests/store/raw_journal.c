#include "raw_journal.h"

#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

static void trace_record(const struct journal_record *record, void *context)
{
	buf_add_format(context, "%zu %lu %s %s %s %s %s «%s»%s\n", record->line, record->seq, record->time,
		       record->author, record->kind, record->key, record->field, record->value,
		       record->intact ? "" : " !");
}

struct opened open_file(const char *path, enum journal_access access)
{
	struct opened opened = { .ok = false };
	struct fault_list faults = { 0 };

	buf_init(&opened.trace);
	opened.ok = journal_open(path, access, &opened.journal, trace_record, &opened.trace, &faults, &opened.err);
	opened.faults = fixture_faults(&faults);
	fault_list_release(&faults);
	return opened;
}

struct opened open_journal(enum journal_access access)
{
	return open_file(fixture_path("d.cadran"), access);
}

void close_journal(struct opened *opened)
{
	if (opened->ok)
		journal_close(&opened->journal);
	buf_release(&opened->trace);
	free(opened->faults);
}

void add_raw(struct buf *out, unsigned long seq, const char *rest)
{
	size_t begin = out->length;

	buf_add_format(out, "%lu,2026-11-21T09:12:04Z,animateur,%s,", seq, rest);
	buf_add_format(out, "%08lx\n",
		       crc32(0, (const unsigned char *)out->data + begin, (unsigned)(out->length - begin)));
}

const char *const raw_records[RAW_RECORDS] = {
	"service,,name,Santé au travail",
	"answer,data.quality.errors,level,3",
	"answer,data.quality.errors,note,\"vu ; noté,\n«demain» \"\"oui\"\"\"",
	"use-case,meeting-notes,present,yes",
	"vote,meeting-notes.impact.business,Élise.1,4",
};

struct buf raw_journal(size_t count)
{
	struct buf out;

	buf_init(&out);
	buf_add_text(&out, RAW_HEAD);
	for (size_t i = 0; i < count; i++)
		add_raw(&out, i + 1, raw_records[i % RAW_RECORDS]);
	return out;
}

void write_journal(const struct buf *bytes)
{
	fixture_write("d.cadran", bytes->data, bytes->length);
}

void write_records(size_t count)
{
	struct buf bytes = raw_journal(count);

	write_journal(&bytes);
	buf_release(&bytes);
}

void expect_journal(const struct buf *expected, const char *name)
{
	struct buf found = fixture_read(fixture_path("d.cadran"));

	cr_expect(found.length == expected->length && !memcmp(found.data, expected->data, found.length),
		  "%s: the file has\n%s\ninstead of\n%s", name, found.data, expected->data);
	buf_release(&found);
}

bool append_size(struct journal *journal, const char *value, struct err *err)
{
	struct journal_writer writer;

	journal_writer_init(&writer, journal, fixture_stamp);
	journal_writer_add(&writer, "service", "", "size", value);
	bool ok = journal_append(journal, &writer, err);
	journal_writer_release(&writer);
	return ok;
}

size_t lines_in(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}
