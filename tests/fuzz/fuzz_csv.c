/*
 * Any bytes as a sheet imported into a dossier: the dossier is as it was when
 * reading is over; what may be applied is applied, comes out again in some
 * dialect and then changes nothing.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/core/evaluation.h"
#include "cadran/store/export.h"
#include "cadran/store/import.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DIALECTS = 4 };

static struct session session;
static struct buf state;

static void begin(void)
{
	const struct buf *bytes = fuzz_base();
	struct err err;

	buf_init(&state);
	fuzz_write(bytes->data, bytes->length);
	if (!session_open(fuzz_dossier(), JOURNAL_READ, &session, &err))
		fuzz_fail("%s", err.text);
	fuzz_state(session.document, &state);
}

static void expect_nothing_new(const struct buf *sheet, const char *what)
{
	struct import import;

	import_init(&import, session.document, NULL, 0);
	import_add(&import, "again.csv", sheet->data, sheet->length);
	if (!import_finish(&import))
		fuzz_fail("%s: %s: %s", what, import.faults.items[0].place, import.faults.items[0].text);
	if (import.changes.count)
		fuzz_fail("%s: %s %s becomes «%s»", what, import.changes.items[0].key, import.changes.items[0].field,
			  import.changes.items[0].value);
	import_release(&import);
}

static void go_out_and_in(size_t turn)
{
	static const enum report_kind kinds[] = { REPORT_USE_CASES, REPORT_ANSWERS, REPORT_VOTES };
	struct evaluation evaluation;
	struct err err;

	evaluation_compute(session.document, &evaluation);
	for (size_t i = 0; i < ARRAY_SIZE(kinds); i++) {
		const struct dialect *dialect = dialect_at((turn + i) % DIALECTS);
		struct report report;
		struct buf sheet;

		buf_init(&sheet);
		report_build(kinds[i], &evaluation, LANGUAGE_FR, &report);
		export_csv(&report, dialect, &sheet);
		if (!export_csv_verify(&report, dialect, sheet.data, sheet.length, &err))
			fuzz_fail("%s, %s: %s", report_id(kinds[i]), dialect->id, err.text);
		expect_nothing_new(&sheet, dialect->id);
		buf_release(&sheet);
		report_release(&report);
	}
	evaluation_release(&evaluation);
}

static void apply_and_revert(struct change_list *changes)
{
	const size_t count = session.document->use_case_count;
	struct err err;

	if (!document_apply_all(session.document, changes, false, &err))
		fuzz_fail("what was imported is refused: %s", err.text);
	if (changes->count)
		go_out_and_in(changes->count);
	for (size_t i = changes->count; i; i--)
		document_revert(session.document, &changes->items[i - 1]);
	document_forget_made(session.document, count);
	fuzz_expect_state(session.document, &state, "reverted");
}

/* Whatever a cell holds, defusing is taken back exactly. */
static void defuse(const char *text)
{
	struct buf defused, back;

	buf_init(&defused);
	buf_init(&back);
	sheet_defuse(&defused, text);
	sheet_undefuse(&back, defused.data);
	if (strcmp(back.data, text) != 0)
		fuzz_fail("«%s» comes back as «%s»", text, back.data);
	buf_release(&defused);
	buf_release(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct import import;
	char *text = xstrndup((const char *)data, size);

	if (!session.document)
		begin();
	defuse(text);
	import_init(&import, session.document, NULL, 0);
	import.keep_good = size & 1;
	import_add(&import, "a.csv", (const char *)data, size);
	if (import_finish(&import) != import_is_good(&import))
		fuzz_fail("good, and not good");
	fuzz_check_faults(&import.faults);
	fuzz_expect_state(session.document, &state, "after import");
	if (import_is_good(&import))
		apply_and_revert(&import.changes);
	else if (!import.faults.faults)
		fuzz_fail("refused without a word");
	import_release(&import);
	free(text);
	return 0;
}
