#include "cadran/store/journal.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/store/csv.h"
#include "cadran/store/file.h"
#include "checksum.h"
#include "journal_lock.h"
#include "journal_memory.h"

#define JOURNAL_HEAD "seq,time,author,kind,key,field,value,check"

enum { CHECK_DIGITS = 8, COLUMN_COUNT = 8, PART_LEAST = 1024 * 1024 };

/* Bytes that number, time, author and kind of a record to be remembered may take. */
enum { HEAD_MOST = 256 };

struct replay {
	struct journal *journal;
	const char *bytes;
	journal_record_fn *each;
	void *context;
	struct fault_list *faults;
	struct err *err;
	bool refused;                  /* not a dossier: `err` says why */
	size_t number;                 /* of records so far */
	struct journal_memory *memory; /* NULL for none */
	size_t at, line;               /* where the next record begins, while records are read one by one */
};

static bool is_check(const char *digits, uint32_t check)
{
	static const char hexadecimal[] = "0123456789abcdef";

	for (int i = CHECK_DIGITS; i; i--, check >>= 4)
		if (digits[i - 1] != hexadecimal[check & 15])
			return false;
	return true;
}

/* What the check of the record from `begin` to `end` covers; nothing of what ends in no check. */
static uint32_t record_check(const char *begin, const char *end)
{
	if (end - begin <= CHECK_DIGITS || end[-CHECK_DIGITS - 1] != ',')
		return checksum(begin, (size_t)(end - begin));
	return checksum(begin, (size_t)(end - begin) - CHECK_DIGITS);
}

/* True when the bytes from `begin` to `end` end in the check of what stands before it. */
static bool check_holds(const char *begin, const char *end, uint32_t check)
{
	return end - begin > CHECK_DIGITS && end[-CHECK_DIGITS - 1] == ',' && is_check(end - CHECK_DIGITS, check);
}

/* FNV-1a, 64 bits, over the checks. */
static void mark(struct journal *journal, uint32_t check, bool intact)
{
	const uint64_t prime = 1099511628211u;

	for (int i = 0; i < 4; i++)
		journal->mark = (journal->mark ^ (check >> 8 * i & 255)) * prime;
	journal->mark = (journal->mark ^ intact) * prime;
}

static const char *place(const struct replay *replay, size_t line, char text[300])
{
	(void)snprintf(text, 300, "%.250s:%zu", replay->journal->path, line);
	return text;
}

static bool refuse(struct replay *replay, bool newer, const char *version)
{
	replay->refused = true;
	if (newer)
		err_set(replay->err, ERR_FORMAT,
			N_("«%s» is of format %s, made by a newer Cadran; this one reads format %d"),
			replay->journal->path, version, JOURNAL_FORMAT);
	else
		err_set(replay->err, ERR_FORMAT, N_("«%s» is not a Cadran dossier"), replay->journal->path);
	return false;
}

static bool read_head(struct replay *replay, const struct csv_record *record)
{
	const char *version = record->count == 2 ? record->cells[1] : "";
	double number;

	if (record->count != 2 || strcmp(record->cells[0], "cadran") || version[strspn(version, "0123456789")] ||
	    !number_parse(version, &number) || number < 1)
		return refuse(replay, false, "");
	return number <= JOURNAL_FORMAT || refuse(replay, true, version);
}

static bool is_columns(const struct replay *replay, const struct csv_record *record)
{
	const size_t length = strlen(JOURNAL_HEAD);

	return record->terminated && record->end - record->begin == length &&
	       !memcmp(replay->bytes + record->begin, JOURNAL_HEAD, length);
}

static void deliver(struct replay *replay, const struct csv_record *record, bool intact, const struct remembered *known)
{
	struct journal_record out = {
		.seq = strtoul(record->cells[0], NULL, 10),
		.time = record->cells[1],
		.author = record->cells[2],
		.kind = record->cells[3],
		.key = known ? known->cells[0] : record->cells[4],
		.field = known ? known->cells[1] : record->cells[5],
		.value = known ? known->cells[2] : record->cells[6],
		.line = record->line,
		.intact = intact,
		.number = known ? known->number : 0,
	};
	char where[300];

	if (out.seq > replay->journal->last_seq && out.seq <= JOURNAL_RECORDS_MOST)
		replay->journal->last_seq = out.seq;
	else
		fault_add(replay->faults, place(replay, record->line, where),
			  N_("this record's number, %lu, does not follow %lu: it was repeated or moved"), out.seq,
			  replay->journal->last_seq);
	/* A number that cannot be is told, and counts for nothing. */
	if (!out.seq || out.seq > JOURNAL_RECORDS_MOST)
		out.seq = replay->journal->last_seq;
	replay->each(&out, replay->context);
}

/*
 * Where the key of the record at `at` stands, if that is a record of the kind
 * that is remembered and no cell before its key is quoted; else NULL.
 */
static const char *remembered_key(const struct replay *replay, size_t at, char cells[HEAD_MOST], char *out[4])
{
	const char *begin = replay->bytes + at, *end = begin + strnlen(begin, HEAD_MOST), *cell = begin;

	for (size_t i = 0; i < 4; i++) {
		const char *comma = memchr(cell, ',', (size_t)(end - cell));

		if (!comma)
			return NULL;
		out[i] = cells + (cell - begin);
		cell = comma + 1;
	}
	memcpy(cells, begin, (size_t)(cell - begin));
	for (size_t i = 1; i < 4; i++)
		out[i][-1] = '\0'; /* cppcheck-suppress negativeIndex ; out[1] on point behind a comma */
	cells[cell - begin - 1] = '\0';
	if (memchr(begin, '"', (size_t)(cell - begin)) || memchr(begin, '\n', (size_t)(cell - begin)))
		return NULL;
	return memory_is_kind(replay->memory, out[3]) ? cell : NULL;
}

/* A record that was parsed, as it is known from now on; NULL where it is not of the kind that is remembered. */
static const struct remembered *remember(struct replay *replay, const struct csv_record *record)
{
	const char *end = replay->bytes + record->end - CHECK_DIGITS, *key;
	char cells[HEAD_MOST], *head[4];
	size_t length;

	if (!replay->memory || !record->terminated || !memory_is_kind(replay->memory, record->cells[3]))
		return NULL;
	key = remembered_key(replay, record->begin, cells, head);
	if (!key)
		return NULL;
	length = (size_t)(end - key);
	return memory_add(replay->memory, key, length, checksum(key, length), record->cells + 4);
}

/* A record that is known by its bytes is delivered without being parsed. */
static bool take_known(struct replay *replay, size_t length)
{
	const char *begin = replay->bytes + replay->at, *key, *end;
	char cells[HEAD_MOST], *all[4];
	struct csv_record record = { .line = replay->line, .begin = replay->at, .cells = all, .terminated = true };
	const struct remembered *known;
	uint32_t check;

	key = remembered_key(replay, replay->at, cells, all);
	known = key ? memory_find(replay->memory, key, length - (size_t)(key - replay->bytes)) : NULL;
	if (!known)
		return false;
	end = key + known->length;
	check = checksum_combine(checksum(begin, (size_t)(key - begin)), known->check, known->length);
	if ((size_t)(end - replay->bytes) + CHECK_DIGITS >= length || end[CHECK_DIGITS] != '\n' ||
	    !is_check(end, check))
		return false;
	record.end = (size_t)(end - replay->bytes) + CHECK_DIGITS;
	replay->number++;
	mark(replay->journal, check, true);
	deliver(replay, &record, true, known);
	replay->journal->length = record.end;
	replay->at = record.end + 1;
	replay->line += known->lines + 1;
	return true;
}

/* A record ends in LF or CRLF; the check does not cover its line end. */
static bool ends_well(const struct replay *replay, const struct csv_record *record)
{
	const char *end = replay->bytes + record->end;

	/* A CRLF may have lost its second half with the end of the file. */
	return !record->terminated || *end == '\n' || (*end == '\r' && (end[1] == '\n' || !end[1]));
}

static bool read_record(const struct csv_record *record, void *context)
{
	struct replay *replay = context;
	struct journal *journal = replay->journal;
	const char *begin = replay->bytes + record->begin, *end = replay->bytes + record->end;
	const uint32_t check = record_check(begin, end);
	const bool intact = ends_well(replay, record) && check_holds(begin, end, check);
	char where[300];

	if (replay->number++ == 0) {
		if (!read_head(replay, record))
			return false;
	} else if (replay->number == 2) {
		if (!is_columns(replay, record))
			return refuse(replay, false, "");
	} else if (!record->terminated && !intact) {
		fault_add(replay->faults, place(replay, record->line, where),
			  N_("the last record was cut short and is left out"));
		return false;
	} else if (record->count != COLUMN_COUNT) {
		fault_add(replay->faults, place(replay, record->line, where),
			  N_("this record has %zu columns and is left out; expected %d"), record->count, COLUMN_COUNT);
	} else {
		if (!intact)
			fault_add(replay->faults, place(replay, record->line, where),
				  N_("this record was changed outside Cadran: its check does not hold"));
		mark(journal, check, intact);
		deliver(replay, record, intact, intact ? remember(replay, record) : NULL);
	}
	journal->length = record->end;
	return true;
}

/* «57,2026-…»: how a record begins. */
static bool looks_like_record(const char *line, const char *end)
{
	const char *at = line;

	while (at < end && *at >= '0' && *at <= '9')
		at++;
	return at > line && end - at > 6 && *at == ',' && strspn(at + 1, "0123456789") == 4 && at[5] == '-';
}

static bool record_after(const char *bytes, size_t from, size_t length)
{
	const char *end = bytes + length, *line = memchr(bytes + from, '\n', length - from);

	for (; line && line + 1 < end; line = memchr(line + 1, '\n', (size_t)(end - line - 1)))
		if (looks_like_record(line + 1, end))
			return true;
	return false;
}

/*
 * Whether what does not read is the end of one record that never got whole: a
 * quote that is still open with no other record after it, bytes without a line
 * end, or nothing but the zeros that some file systems leave after a power
 * loss. Only that may go.
 */
static bool is_cut_short(const struct replay *replay, const struct csv_stop *stop, size_t length)
{
	const char *bytes = replay->bytes;
	size_t zero = stop->record_begin;

	if (stop->fault == CSV_QUOTE_OPEN)
		return !record_after(bytes, stop->record_begin, length);
	if (!memchr(bytes + stop->record_begin, '\n', length - stop->record_begin))
		return true;
	while (zero < length && (!bytes[zero] || bytes[zero] == '\n' || bytes[zero] == '\r'))
		zero++;
	return zero == length;
}

static void end_of_reading(struct replay *replay, const struct csv_stop *stop, size_t length)
{
	char where[300];

	if (stop->fault == CSV_STOPPED)
		return;
	if (is_cut_short(replay, stop, length)) {
		fault_add(replay->faults, place(replay, stop->record_line, where),
			  N_("the last record was cut short and is left out"));
		return;
	}
	replay->journal->access = JOURNAL_READ;
	replay->journal->damaged = true;
	fault_add(replay->faults, place(replay, stop->line, where),
		  N_("this record cannot be read; the records after it are left out and the dossier opens read-only"));
}

static bool read_one(const struct csv_record *record, void *context)
{
	struct replay *replay = context;
	const char *end = replay->bytes + record->end;

	if (!read_record(record, context))
		return false;
	replay->line = record->line + 1;
	for (const char *at = replay->bytes + record->begin; (at = memchr(at, '\n', (size_t)(end - at))); at++)
		replay->line++;
	replay->at = record->end + (*end == '\r' && end[1] == '\n' ? 2 : 1);
	return false;
}

/* One by one as long as records may be known, then the rest at once. */
static bool read_records(struct replay *replay, const struct buf *bytes, struct csv_stop *stop)
{
	char cells[HEAD_MOST], *head[4];

	replay->line = 1;
	while (replay->memory && replay->at < bytes->length) {
		const size_t at = replay->at;

		if (replay->number >= 2 && !remembered_key(replay, at, cells, head))
			break;
		if (replay->number >= 2 && take_known(replay, bytes->length))
			continue;
		if (csv_parse_from(bytes->data, bytes->length, at, replay->line, ',', read_one, replay, stop))
			return true;
		if (stop->fault != CSV_STOPPED || replay->at == at)
			return false;
	}
	return csv_parse_from(bytes->data, bytes->length, replay->at, replay->line, ',', read_record, replay, stop);
}

static bool replay_bytes(struct replay *replay, const struct buf *bytes)
{
	struct journal *journal = replay->journal;
	struct csv_stop stop = { 0 };

	if (!read_records(replay, bytes, &stop)) {
		if (replay->number < 1 || (replay->number < 2 && stop.fault != CSV_STOPPED))
			return replay->refused ? false : refuse(replay, false, "");
		end_of_reading(replay, &stop, bytes->length);
	}
	/* Both head lines, or it is none of ours. */
	if (replay->refused || replay->number < 2)
		return replay->refused ? false : refuse(replay, false, "");
	/* Line ends after the last good record belong to it. */
	while (journal->length < bytes->length &&
	       (bytes->data[journal->length] == '\r' || bytes->data[journal->length] == '\n'))
		journal->length++;
	journal->needs_newline = bytes->data[journal->length - 1] != '\n';
	return true;
}

static bool open_file(struct journal *journal, enum journal_access access, struct err *err)
{
	const int flags = (access == JOURNAL_READ ? O_RDONLY : O_RDWR) | O_CLOEXEC | O_NONBLOCK;

	journal->access = access == JOURNAL_READ ? JOURNAL_READ : JOURNAL_WRITE;

	journal->descriptor = open(journal->path, flags);
	if (journal->descriptor < 0)
		return err_set_errno(err, errno, N_("«%s» cannot be opened"), journal->path);
	if (access == JOURNAL_WRITE)
		return journal_lock(journal, err);
	return access == JOURNAL_READ || journal_lock_now(journal, err);
}

/* Keeps the last bytes of what was read or written, to be compared before the next append. */
static void remember_tail(struct journal *journal, const char *bytes, size_t length)
{
	journal->tail_length = length < sizeof(journal->tail) ? length : sizeof(journal->tail);
	memcpy(journal->tail, bytes + length - journal->tail_length, journal->tail_length);
}

/* Fills all of the journal but what opening it gave, from `descriptor`. */
static bool read_journal(int descriptor, struct replay *replay, struct err *err)
{
	struct journal *journal = replay->journal;
	const char *path = journal->path;
	struct buf bytes;
	bool opened;

	buf_init(&bytes);
	opened = file_read_descriptor(descriptor, path, &bytes, err);
	replay->bytes = bytes.data;
	opened = opened && replay_bytes(replay, &bytes);
	if (opened && fstat(descriptor, &journal->status))
		opened = err_set_errno(err, errno, N_("«%s» cannot be read"), path);
	if (opened && (size_t)journal->status.st_size != bytes.length)
		opened = err_set(err, ERR_CONFLICT, N_("«%s» was changed while it was read; try again"), path);
	if (opened)
		remember_tail(journal, bytes.data, bytes.length);
	buf_release(&bytes);
	return opened;
}

static bool open_journal(const char *path, enum journal_access access, struct replay *replay, struct err *err)
{
	struct journal *journal = replay->journal;

	*journal = (struct journal){ .path = xstrdup(path), .descriptor = -1 };
	if (open_file(journal, access, err) && read_journal(journal->descriptor, replay, err))
		return true;
	journal_close(journal);
	return false;
}

bool journal_open(const char *path, enum journal_access access, struct journal *journal, journal_record_fn *each,
		  void *context, struct fault_list *faults, struct err *err)
{
	struct replay replay = { .journal = journal, .each = each, .context = context, .faults = faults, .err = err };

	return open_journal(path, access, &replay, err);
}

bool journal_reread(const struct journal *open, struct journal *journal, journal_record_fn *each, void *context,
		    struct fault_list *faults, struct err *err)
{
	struct replay replay = { .journal = journal, .each = each, .context = context, .faults = faults, .err = err };

	*journal = (struct journal){ .path = xstrdup(open->path), .descriptor = -1, .access = JOURNAL_READ };
	if (read_journal(open->descriptor, &replay, err))
		return true;
	journal_close(journal);
	return false;
}

bool journal_open_remembering(const char *path, struct journal_memory *memory, struct journal *journal,
			      journal_record_fn *each, void *context, struct fault_list *faults, struct err *err)
{
	struct replay replay = {
		.journal = journal, .each = each, .context = context, .faults = faults, .err = err, .memory = memory
	};

	return open_journal(path, JOURNAL_READ, &replay, err);
}

void journal_close(struct journal *journal)
{
	if (journal->descriptor >= 0)
		(void)close(journal->descriptor);
	free(journal->path);
	*journal = (struct journal){ .descriptor = -1 };
}

void journal_writer_new(struct journal_writer *writer, struct journal_stamp stamp)
{
	*writer = (struct journal_writer){ .stamp = stamp };
	buf_init(&writer->bytes);
	buf_add_format(&writer->bytes, "cadran,%d\n" JOURNAL_HEAD "\n", JOURNAL_FORMAT);
}

void journal_writer_init(struct journal_writer *writer, const struct journal *journal, struct journal_stamp stamp)
{
	*writer = (struct journal_writer){ .stamp = stamp, .seq = journal->last_seq };
	buf_init(&writer->bytes);
	if (journal->needs_newline)
		buf_add_char(&writer->bytes, '\n');
}

void journal_writer_add(struct journal_writer *writer, const char *kind, const char *key, const char *field,
			const char *value)
{
	const char *const cells[] = { writer->stamp.time, writer->stamp.author, kind, key, field, value };
	struct buf *bytes = &writer->bytes;
	const size_t begin = bytes->length;

	writer->count++;
	buf_add_format(bytes, "%lu,", ++writer->seq);
	for (size_t i = 0; i < ARRAY_SIZE(cells); i++) {
		writer->too_long |= strlen(cells[i]) > JOURNAL_VALUE_MOST;
		csv_add_cell(bytes, cells[i], ',', false);
		buf_add_char(bytes, ',');
	}
	buf_add_format(bytes, "%08" PRIx32 "\n", checksum(bytes->data + begin, bytes->length - begin));
}

void journal_writer_release(struct journal_writer *writer)
{
	buf_release(&writer->bytes);
}

/* Beside the changes: the end of a batch that was cut short, the begin and the commit of this one. */
enum { BATCH_MARKS = 3 };

size_t journal_room(const struct journal *journal)
{
	const size_t taken = (size_t)journal->last_seq + BATCH_MARKS;

	return taken < (size_t)JOURNAL_RECORDS_MOST ? (size_t)JOURNAL_RECORDS_MOST - taken : 0;
}

/* What could not be read back is not written; `length` bytes stand before it. */
static bool check_writer(const struct journal_writer *writer, size_t length, struct err *err)
{
	if (writer->too_long)
		return err_set(err, ERR_VALUE, N_("a value is over %d bytes long and could not be read back"),
			       JOURNAL_VALUE_MOST);
	if (writer->seq > JOURNAL_RECORDS_MOST)
		return err_set(err, ERR_VALUE,
			       N_("the dossier would have more than %d records and could not be read back"),
			       JOURNAL_RECORDS_MOST);
	if (length + writer->written + writer->bytes.length > (size_t)FILE_MAX_BYTES)
		return err_set(err, ERR_VALUE,
			       N_("the dossier would have more than %ld MiB and could not be read back"),
			       FILE_MAX_BYTES / (1024 * 1024));
	return true;
}

bool journal_create(const char *path, const struct journal_writer *writer, struct err *err)
{
	return check_writer(writer, 0, err) && file_create(path, writer->bytes.data, writer->bytes.length, err);
}

/* The last `length` bytes of the file. */
static bool read_tail(const struct journal *journal, char *bytes, size_t length)
{
	return file_read_at(journal->descriptor, bytes, length, journal->status.st_size - (off_t)length);
}

static bool has_tail(const struct journal *journal)
{
	char bytes[sizeof(journal->tail)];

	return read_tail(journal, bytes, journal->tail_length) && !memcmp(bytes, journal->tail, journal->tail_length);
}

/* The file under our name is the one that was read, as it was read: its time alone can be put back. */
static bool is_unchanged(const struct journal *journal)
{
	const struct stat *before = &journal->status;
	struct stat open_file_status, named;

	if (fstat(journal->descriptor, &open_file_status) || stat(journal->path, &named))
		return false;
	return named.st_ino == before->st_ino && named.st_dev == before->st_dev &&
	       open_file_status.st_size == before->st_size &&
	       open_file_status.st_mtim.tv_sec == before->st_mtim.tv_sec &&
	       open_file_status.st_mtim.tv_nsec == before->st_mtim.tv_nsec && has_tail(journal);
}

bool journal_check_unchanged(const struct journal *journal, struct err *err)
{
	return is_unchanged(journal) ||
	       err_set(err, ERR_CONFLICT,
		       N_("«%s» was changed by another program since it was opened; nothing was changed"),
		       journal->path);
}

/*
 * What was written in part is taken back, so that the file is as it was. Where even that fails it is not known what
 * the next opening finds: the change, or a record cut short, which it leaves out.
 */
static bool failed_append(struct journal *journal, int number, struct err *err)
{
	if (ftruncate(journal->descriptor, (off_t)journal->length) != 0)
		return err_set_errno(err, number,
				     N_("«%s» cannot be written; the next opening tells whether the change is in it"),
				     journal->path);
	if (fstat(journal->descriptor, &journal->status) == 0) {
		/* A record cut short that stood there went too. */
		if (journal->length < journal->tail_length)
			journal->tail_length = journal->length;
		(void)read_tail(journal, journal->tail, journal->tail_length);
	}
	return err_set_errno(err, number, N_("«%s» cannot be written; nothing was changed"), journal->path);
}

bool journal_check_writable(const struct journal *journal, struct err *err)
{
	if (journal->access == JOURNAL_WRITE)
		return true;
	return err_set(err, ERR_LOCKED, N_("«%s» is open for reading only; nothing was changed"), journal->path);
}

/* Makes ready for the first bytes of an append. */
static bool append_begin(struct journal *journal, struct err *err)
{
	const off_t end = (off_t)journal->length;

	if (!journal_check_writable(journal, err))
		return false;
	if (!journal_lock_now(journal, err) || !journal_check_unchanged(journal, err))
		return false;
	/* A last record cut short goes: the next one begins cleanly. */
	if (journal->status.st_size > end && ftruncate(journal->descriptor, end))
		return err_set_errno(err, errno, N_("«%s» cannot be written; nothing was changed"), journal->path);
	return lseek(journal->descriptor, end, SEEK_SET) >= 0 || failed_append(journal, errno, err);
}

/* What was written of a batch that cannot be ended is taken back. */
static bool give_up(struct journal *journal, const struct journal_writer *writer)
{
	struct err ignored;

	return writer->begun && failed_append(journal, 0, &ignored);
}

static bool append_bytes(struct journal *journal, struct journal_writer *writer, struct err *err)
{
	if (!check_writer(writer, journal->length, err))
		return give_up(journal, writer);
	if (!writer->begun && !append_begin(journal, err))
		return false;
	writer->begun = true;
	if (!file_write_all(journal->descriptor, writer->bytes.data, writer->bytes.length))
		return failed_append(journal, errno, err);
	writer->written += writer->bytes.length;
	return true;
}

bool journal_append_part(struct journal *journal, struct journal_writer *writer, struct err *err)
{
	if (writer->bytes.length < PART_LEAST)
		return true;
	if (!append_bytes(journal, writer, err))
		return false;
	buf_clear(&writer->bytes);
	return true;
}

bool journal_append(struct journal *journal, struct journal_writer *writer, struct err *err)
{
	if (!append_bytes(journal, writer, err))
		return false;
	if (!file_flush(journal->descriptor))
		return failed_append(journal, errno, err);
	remember_tail(journal, writer->bytes.data, writer->bytes.length);
	journal->length += writer->written;
	journal->last_seq = writer->seq;
	journal->needs_newline = false;
	/* Done all the same: where this fails the next append finds the file to be another, and is refused. */
	(void)fstat(journal->descriptor, &journal->status);
	return true;
}
