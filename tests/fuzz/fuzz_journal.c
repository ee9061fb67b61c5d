/*
 * Any bytes as a dossier. What opens, opens to the same state every time, with
 * and without a memory, and after all was taken back and done again; what does
 * not, says why.
 *
 * Half of the mutants get their checks and numbers put right, so that what
 * stands behind them is reached too.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "cadran/core/evaluation.h"
#include "cadran/store/export.h"
#include "fuzz.h"

enum { STEPS_MOST = 6, CHECK_DIGITS = 8, NUMBER_MOST = 12 };

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t most);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* --- mutants ----------------------------------------------------------------------------------- */

/* The end of the record at `at`, its line end left out: quoted line ends belong to it. */
static size_t record_end(const char *bytes, size_t size, size_t at)
{
	bool quoted = false;

	for (; at < size && (quoted || bytes[at] != '\n'); at++)
		quoted ^= bytes[at] == '"';
	return at;
}

static void add_repaired(struct buf *out, const char *record, size_t length, size_t number)
{
	const size_t begin = out->length, digits = strspn(record, "0123456789");

	if (length <= CHECK_DIGITS || record[length - CHECK_DIGITS - 1] != ',' || !digits || digits >= length) {
		buf_add(out, record, length);
		return;
	}
	buf_add_format(out, "%zu", number);
	buf_add(out, record + digits, length - digits - CHECK_DIGITS);
	buf_add_format(out, "%08lx", crc32(0, (const Bytef *)out->data + begin, (uInt)(out->length - begin)));
}

static void repair(const char *bytes, size_t size, struct buf *out)
{
	size_t number = 0;

	for (size_t at = 0, end; at < size; at = end + 1, number++) {
		end = record_end(bytes, size, at);
		if (number < 2)
			buf_add(out, bytes + at, end - at);
		else
			add_repaired(out, bytes + at, end - at, number - 1);
		if (end < size)
			buf_add_char(out, '\n');
	}
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t most, unsigned seed)
{
	struct buf copy, out;

	size = LLVMFuzzerMutate(data, size, most);
	if (seed & 1)
		return size;
	buf_init(&copy);
	buf_init(&out);
	buf_add(&copy, (const char *)data, size);
	if (size)
		repair(copy.data, size, &out);
	if (out.length && out.length <= most) {
		memcpy(data, out.data, out.length);
		size = out.length;
	}
	buf_release(&copy);
	buf_release(&out);
	return size;
}

/* --- what holds -------------------------------------------------------------------------------- */

static void add_json(const struct document *document, struct buf *out)
{
	struct evaluation evaluation;
	struct robustness robustness;

	evaluation_compute(document, &evaluation);
	robustness_init(&robustness, &evaluation);
	export_json(&robustness, out);
	robustness_release(&robustness);
	evaluation_release(&evaluation);
}

static void expect_same_remembered(const char *path, const struct buf *expected)
{
	struct session_memory *memory = session_memory_new();

	for (int i = 0; i < 2; i++) {
		struct session session;
		struct err err;

		if (!session_open_remembering(path, memory, &session, &err))
			fuzz_fail("with a memory: %s", err.text);
		fuzz_expect_state(session.document, expected, "with a memory");
		session_close(&session);
	}
	session_memory_free(memory);
}

static void undo_and_redo(struct session *session, const struct buf *expected)
{
	const struct unit *unit = NULL;
	struct err err;
	int done = 0;

	for (; done < STEPS_MOST; done++) {
		if (!session_undo(session, fuzz_stamp, &unit, &err))
			fuzz_fail("undo: %s", err.text);
		if (!unit)
			break;
	}
	for (; done; done--)
		if (!session_redo(session, fuzz_stamp, &unit, &err) || !unit)
			fuzz_fail("redo: %s", unit ? err.text : "nothing to do");
	fuzz_expect_state(session->document, expected, "taken back and done again");
}

static void write_and_reopen(const char *path, struct session *session, struct buf *state)
{
	struct change_list changes = { 0 };
	struct err err;

	undo_and_redo(session, state);
	(void)change_add(&changes, CHANGE_SERVICE, "", "name", "écrit ensuite");
	if (!session_apply(session, &changes, fuzz_stamp, &err))
		fuzz_fail("a change: %s", err.text);
	buf_clear(state);
	fuzz_state(session->document, state);
	session_close(session);
	if (!session_open(path, JOURNAL_READ, session, &err))
		fuzz_fail("opened again: %s", err.text);
	fuzz_expect_state(session->document, state, "opened again");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *path = fuzz_dossier();
	struct session session;
	struct buf state, json;
	struct err err = { 0 };

	fuzz_write(data, size);
	if (!session_open(path, JOURNAL_WRITE, &session, &err)) {
		fuzz_check_err(&err);
		return 0;
	}
	buf_init(&state);
	buf_init(&json);
	fuzz_check_faults(&session.faults);
	add_json(session.document, &json);
	fuzz_state(session.document, &state);
	if (session.journal.access == JOURNAL_WRITE)
		write_and_reopen(path, &session, &state);
	session_close(&session);
	expect_same_remembered(path, &state);
	buf_release(&json);
	buf_release(&state);
	return 0;
}
