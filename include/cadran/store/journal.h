/*
 * The dossier on the disk: a journal, one record a change, appended and flushed
 * as it is made, never rewritten (design §9). Records are RFC 4180 CSV:
 *
 *	cadran,1                                             format and version
 *	seq,time,author,kind,key,field,value,check           the columns
 *	57,2026-11-21T09:12:04Z,animateur,answer,data.quality.errors,level,3,5f0c33a1
 *
 * `check` is the CRC-32 (zlib's) of the record's bytes before it, the last
 * comma included, as eight lower-case hexadecimal digits.
 *
 * Laws: a record is whole or absent. What append reported done is on the disk.
 * What does not read is never deleted, but for a last record that was cut
 * short. Nothing is appended to a file that is not the one that was read.
 */
#ifndef CADRAN_STORE_JOURNAL_H
#define CADRAN_STORE_JOURNAL_H

#include <stdint.h>
#include <sys/stat.h>

#include "cadran/base/buf.h"
#include "cadran/base/err.h"

/* Bytes of a cell, and records of a file: more is not read back, and not written. */
enum { JOURNAL_FORMAT = 1, JOURNAL_VALUE_MOST = 1000 * 1000, JOURNAL_RECORDS_MOST = 999 * 1000 };

struct journal_record {
	unsigned long seq;
	const char *time, *author, *kind, *key, *field, *value;
	size_t line;
	bool intact; /* the check holds; else it was changed by something else than Cadran */
	/* From a journal_memory: key, field and value are those of every other record that had this number. 0: none. */
	unsigned long number;
};

typedef void journal_record_fn(const struct journal_record *record, void *context);

/* JOURNAL_WRITE_NOW is JOURNAL_WRITE without a wait for who has the file: for a program that somebody looks at. */
enum journal_access { JOURNAL_READ, JOURNAL_WRITE, JOURNAL_WRITE_NOW };

struct journal {
	char *path;
	int descriptor;
	enum journal_access access; /* JOURNAL_READ or JOURNAL_WRITE */
	unsigned long last_seq;
	size_t length;      /* bytes read and good: where the next record goes */
	bool needs_newline; /* the last good record has no line end */
	bool damaged;       /* what stands after the last good record does not read */
	uint64_t mark;      /* of the records read so far: the same ones in the same order have the same mark */
	struct stat status; /* of the file as it was read */
	char tail[256];     /* its last bytes */
	size_t tail_length;
};

/* Who writes, and when: what every record carries. */
struct journal_stamp {
	const char *author;
	const char *time; /* ISO 8601, UTC */
};

/*
 * Opens `path`, locks it for JOURNAL_WRITE (advisory; not at all where the file
 * system has no locks) and gives every record to `each`, in order. `faults`
 * tells, with the place, of records changed outside Cadran, of bytes that do
 * not read and of a last record cut short; none of them makes it fail.
 *
 * ERR_FORMAT for what is not a dossier or is of a newer format, ERR_LOCKED for
 * one that somebody else has open for writing, with who.
 */
bool journal_open(const char *path, enum journal_access access, struct journal *journal, journal_record_fn *each,
		  void *context, struct fault_list *faults, struct err *err);
void journal_close(struct journal *journal);

/*
 * Reads the file that `open` has open once more, into `journal`, as journal_open
 * for JOURNAL_READ. It gets no descriptor of its own: closing that one would end
 * the lock of `open`.
 */
bool journal_reread(const struct journal *open, struct journal *journal, journal_record_fn *each, void *context,
		    struct fault_list *faults, struct err *err);

/*
 * For who opens many journals, one after the other: the records of one kind
 * that they begin with, kept as they were read. A record whose bytes are known,
 * its number, time and author apart, is compared instead of parsed; its texts
 * live as long as the memory. It grows to 64 MiB at most until it is cleared;
 * what comes then is read as by journal_open.
 */
struct journal_memory;

struct journal_memory *journal_memory_new(const char *kind);
void journal_memory_free(struct journal_memory *memory);
/* Numbers that were given are not given again. */
void journal_memory_clear(struct journal_memory *memory);
/* What it holds, in bytes, about. */
size_t journal_memory_bytes(const struct journal_memory *memory);
/* Whether it takes no more records. */
bool journal_memory_is_full(const struct journal_memory *memory);

/* As journal_open for JOURNAL_READ; the records are the same, whatever `memory` holds. */
bool journal_open_remembering(const char *path, struct journal_memory *memory, struct journal *journal,
			      journal_record_fn *each, void *context, struct fault_list *faults, struct err *err);

/*
 * Records to append, built one by one: numbers and checks are filled in. The
 * same writer makes the first bytes of a new dossier.
 */
struct journal_writer {
	struct buf bytes;
	unsigned long seq; /* of the last record added */
	size_t count;      /* of the records added */
	struct journal_stamp stamp;
	bool too_long;  /* a cell that could not be read back */
	bool begun;     /* a part of it is in the file already */
	size_t written; /* bytes of such parts */
};

/* For a new file: head included. */
void journal_writer_new(struct journal_writer *writer, struct journal_stamp stamp);
/* For an open journal. */
void journal_writer_init(struct journal_writer *writer, const struct journal *journal, struct journal_stamp stamp);
void journal_writer_add(struct journal_writer *writer, const char *kind, const char *key, const char *field,
			const char *value);
void journal_writer_release(struct journal_writer *writer);

/* Makes a new dossier of what `writer` holds; whole or absent, never over a file that is there. */
bool journal_create(const char *path, const struct journal_writer *writer, struct err *err);

/* False with `err` (ERR_CONFLICT) where something else changed the file since it was read. */
bool journal_check_unchanged(const struct journal *journal, struct err *err);

/* How many changes one batch may still have before the journal has JOURNAL_RECORDS_MOST. */
size_t journal_room(const struct journal *journal);

/* False with `err` for one that is open for reading only. */
bool journal_check_writable(const struct journal *journal, struct err *err);

/*
 * Appends what `writer` holds, in one write and one flush. False, with the file
 * as it was, on a full disk, a read-only file, or one that something else
 * changed since it was read (ERR_CONFLICT).
 */
bool journal_append(struct journal *journal, struct journal_writer *writer, struct err *err);

/*
 * For a long batch, as often as one likes before the journal_append that ends
 * it: where much has gathered in `writer` it is written, not flushed, so that
 * memory does not grow with the batch. False as journal_append, which then must
 * not follow; the file is as it was.
 */
bool journal_append_part(struct journal *journal, struct journal_writer *writer, struct err *err);

#endif
