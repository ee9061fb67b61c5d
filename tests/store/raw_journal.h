/*
 * A journal for tests: written with nothing of ours but zlib's crc32, opened as
 * a trace,
 *
 *	LINE SEQ TIME AUTHOR KIND KEY FIELD «VALUE»	one line for each record
 *	(a ! at its end where the check does not hold)
 *
 * It is d.cadran of the folder of fixture.h.
 */
#ifndef TESTS_STORE_RAW_JOURNAL_H
#define TESTS_STORE_RAW_JOURNAL_H

#include "cadran/store/journal.h"
#include "fixture.h"

#define RAW_HEAD "cadran,1\nseq,time,author,kind,key,field,value,check\n"

enum { RAW_RECORDS = 5 };

/* From the kind on, without their check; one of them on two lines. */
extern const char *const raw_records[RAW_RECORDS];

/* Adds the record `seq`, as the manual says that one is. */
void add_raw(struct buf *out, unsigned long seq, const char *rest);

/* The file of `count` records; buf_release. */
struct buf raw_journal(size_t count);

void write_journal(const struct buf *bytes);
void write_records(size_t count);

/* The file has these bytes; `name` says which case it is. */
void expect_journal(const struct buf *expected, const char *name);

struct opened {
	bool ok;
	struct journal journal;
	struct buf trace;
	char *faults; /* as fixture_faults has them */
	struct err err;
};

struct opened open_file(const char *path, enum journal_access access);
struct opened open_journal(enum journal_access access);
void close_journal(struct opened *opened);

/* Appends one record, «service,,size,VALUE», as the program does. */
bool append_size(struct journal *journal, const char *value, struct err *err);

size_t lines_in(const char *text);

#endif
