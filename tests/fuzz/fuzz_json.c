/*
 * A dossier made of the bytes, a line «KEY=VALUE» each as for «cadran set», in
 * which «\n» and «\t» stand for a line end and a tab. Whatever was taken, what
 * goes out is well-formed: JSON that follows its schema, HTML and SVG whose tags
 * close, Markdown without tags, sheets that read back as they were. The length of
 * the bytes says which beside JSON.
 */
#include <stdlib.h>
#include <string.h>

#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/core/evaluation.h"
#include "cadran/store/svg.h"
#include "cadran/tui/export_make.h"
#include "fuzz.h"
#include "schema.h"
#include "store/markup_check.h"

enum { DIALECTS = 4, LINES_MOST = 60 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* --- the dossier --------------------------------------------------------------------------------- */

static void unescape(char *text)
{
	char *to = text;

	for (; *text; text++, to++) {
		*to = *text;
		if (*text == '\\' && (text[1] == 'n' || text[1] == 't'))
			*to = *++text == 'n' ? '\n' : '\t';
	}
	*to = '\0';
}

static void set(struct session *session, char *line)
{
	char *value = strchr(line, '=');
	struct change_list changes = { 0 };
	struct err err = { 0 };

	if (!value)
		return;
	*value++ = '\0';
	unescape(value);
	if (!change_parse_key(session->document, line, value, &changes, &err) ||
	    !session_apply(session, &changes, fuzz_stamp, &err))
		fuzz_check_err(&err);
	change_list_release(&changes);
}

static void set_all(struct session *session, const uint8_t *data, size_t size)
{
	char *text = xstrndup((const char *)data, size), *rest = text, *line;

	for (int lines = 0; lines < LINES_MOST && (line = strtok_r(rest, "\n", &rest)); lines++)
		set(session, line);
	free(text);
}

/* --- what goes out --------------------------------------------------------------------------------- */

static void make(const struct session *session, const struct evaluation *evaluation,
		 const struct export_request *request, enum book_subject subject, struct buf *out)
{
	struct err err;

	buf_clear(out);
	if (!export_make(request, subject, session, evaluation, out, &err))
		fuzz_fail("format %d: %s", (int)request->format, err.text);
	if (!export_format_is_binary(request->format) && text_forbidden(out->data))
		fuzz_fail("format %d: a control character, or bytes that are not UTF-8", (int)request->format);
}

static void expect_markup(const struct buf *out, const char *what)
{
	const char *fault = markup_fault(out->data);

	if (fault)
		fuzz_fail("%s: %s", what, fault);
}

static void check_charts(const struct session *session, const struct evaluation *evaluation, struct buf *out)
{
	static const char *const charts[] = { "matrix", "radar-data", "radar-ai" };
	struct book book = { 0 };
	struct err err;

	book_make(&book, BOOK_REPORT, session, evaluation);
	for (size_t i = 0; i < ARRAY_SIZE(charts); i++) {
		buf_clear(out);
		if (svg_chart(&book, charts[i], out, &err))
			expect_markup(out, charts[i]);
		else
			fuzz_check_err(&err);
	}
	book_release(&book);
}

static void check_sheets(const struct session *session, const struct evaluation *evaluation, size_t turn,
			 struct buf *out)
{
	for (int kind = 0; kind < REPORT_KIND_COUNT; kind++) {
		const struct export_request request = { .format = EXPORT_CSV,
							.what = (enum report_kind)kind,
							.dialect = dialect_at((turn + (size_t)kind) % DIALECTS) };

		make(session, evaluation, &request, BOOK_REPORT, out);
	}
}

/* No «<» of its own is left, but for what is escaped: there is no tag in it. */
static void expect_plain(const struct buf *out)
{
	if (strchr(out->data, '<'))
		fuzz_fail("Markdown: a tag before «%.60s»", strchr(out->data, '<'));
}

static void check_exports(const struct session *session, size_t turn)
{
	const enum book_subject subject = turn / 4 % 4 ? BOOK_REPORT : BOOK_MINUTES;
	struct evaluation evaluation;
	struct buf out;
	const char *fault;

	evaluation_compute(session->document, &evaluation);
	buf_init(&out);
	make(session, &evaluation, &(struct export_request){ .format = EXPORT_JSON }, subject, &out);
	fault = schema_fault("man/cadran.schema.json", out.data);
	if (fault)
		fuzz_fail("JSON: %s", fault);
	switch (turn % 4) {
	case 0:
		make(session, &evaluation, &(struct export_request){ .format = EXPORT_HTML }, subject, &out);
		expect_markup(&out, "HTML");
		break;
	case 1:
		make(session, &evaluation, &(struct export_request){ .format = EXPORT_MARKDOWN }, subject, &out);
		expect_plain(&out);
		break;
	case 2:
		check_sheets(session, &evaluation, turn / 4, &out);
		break;
	case 3:
		check_charts(session, &evaluation, &out);
		if (turn % 16 == 3)
			make(session, &evaluation, &(struct export_request){ .format = EXPORT_XLSX }, subject, &out);
	}
	buf_release(&out);
	evaluation_release(&evaluation);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct buf *base = fuzz_base();
	struct session session;
	struct err err;

	fuzz_write(base->data, base->length);
	if (!session_open(fuzz_dossier(), JOURNAL_WRITE, &session, &err))
		fuzz_fail("%s", err.text);
	set_all(&session, data, size);
	check_exports(&session, size);
	session_close(&session);
	return 0;
}
