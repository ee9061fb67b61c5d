#include "fuzz.h"

#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cadran/app/sampling.h"
#include "cadran/base/alloc.h"
#include "cadran/base/utf8.h"
#include "cadran/store/content_dir.h"
#include "cadran/store/file.h"

const struct journal_stamp fuzz_stamp = { "animateur", "2026-11-21T09:00:00Z" };

_Noreturn void fuzz_fail(const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	(void)vfprintf(stderr, format, arguments);
	va_end(arguments);
	(void)fputc('\n', stderr);
	abort();
}

/* --- what the program may do --------------------------------------------------------------------- */

enum { SAMPLES = 64 };

void __wrap_sampling_finish(struct robustness *robustness);
bool __wrap_file_create(const char *path, const char *bytes, size_t length, struct err *err);
bool __real_file_create(const char *path, const char *bytes, size_t length, struct err *err);
bool __wrap_file_replace(const char *path, const char *bytes, size_t length, struct err *err);
bool __real_file_replace(const char *path, const char *bytes, size_t length, struct err *err);

void __wrap_sampling_finish(struct robustness *robustness)
{
	(void)robustness_refine(robustness, SAMPLES);
}

static bool is_ours(const char *path)
{
	const size_t length = strlen(fuzz_folder());

	return !strncmp(path, fuzz_folder(), length) && path[length] == '/' && !strchr(path + length + 1, '/');
}

bool __wrap_file_create(const char *path, const char *bytes, size_t length, struct err *err)
{
	return is_ours(path) ? __real_file_create(path, bytes, length, err)
			     : err_set(err, ERR_SYSTEM, "«%s» cannot be written", path);
}

bool __wrap_file_replace(const char *path, const char *bytes, size_t length, struct err *err)
{
	return is_ours(path) ? __real_file_replace(path, bytes, length, err)
			     : err_set(err, ERR_SYSTEM, "«%s» cannot be written", path);
}

/* --- a folder in memory ------------------------------------------------------------------------------ */

static char folder[64], dossier[80];

static bool remove_one(const char *path, void *context, struct err *err)
{
	(void)context;
	(void)err;
	(void)unlink(path);
	return true;
}

static void empty_folder(void)
{
	struct err err;

	(void)file_walk(folder, "", remove_one, NULL, &err);
}

static void remove_folder(void)
{
	empty_folder();
	(void)rmdir(folder);
}

const char *fuzz_folder(void)
{
	if (*folder)
		return folder;
	(void)setlocale(LC_CTYPE, "C.UTF-8");
	message_init(LANGUAGE_EN, "build/locale");
	(void)snprintf(folder, sizeof(folder), "%s/cadran-fuzz-XXXXXX", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm");
	if (!mkdtemp(folder))
		fuzz_fail("%s cannot be made", folder);
	(void)snprintf(dossier, sizeof(dossier), "%s/d.cadran", folder);
	(void)setenv("HOME", folder, 1);
	(void)atexit(remove_folder);
	return folder;
}

const char *fuzz_dossier(void)
{
	(void)fuzz_folder();
	return dossier;
}

void fuzz_write(const void *bytes, size_t length)
{
	FILE *file;

	(void)fuzz_folder();
	empty_folder();
	file = fopen(dossier, "wb");
	if (!file || fwrite(bytes, 1, length, file) != length || fclose(file))
		fuzz_fail("%s cannot be written", dossier);
}

/* --- a small dossier ---------------------------------------------------------------------------------- */

struct content *fuzz_content_copy(void)
{
	struct content *content = content_new();
	struct fault_list faults = { 0 };
	struct err err;

	if (!content_add_path(content, "tests/fuzz/content", &faults, &err) ||
	    !content_choose_matrix(content, "m", &err))
		fuzz_fail("%s", err.text);
	content_check(content, &faults);
	if (faults.faults)
		fuzz_fail("tests/fuzz/content is at fault");
	fault_list_release(&faults);
	return content;
}

struct content *fuzz_content(void)
{
	static struct content *content;

	if (!content)
		content = fuzz_content_copy();
	return content_share(content);
}

static const struct {
	const char *key, *value;
} given[] = {
	{ "service.size", "45" },
	{ "answer.data.quality.errors", "3" },
	{ "answer.data.quality.errors.note", "vu ; noté" },
	{ "answer.data.access.rights", "?" },
	{ "answer.ai.skills.people", "2" },
	{ "answer.ai.skills.people.target", "4" },
	{ "use-case.U1.name", "Notes" },
	{ "use-case.U1.need", "=1+1" },
	{ "use-case.U1.delay", "3" },
	{ "use-case.U1.ai_act", "minimal" },
	{ "use-case.U1.hours", "20" },
	{ "use-case.U1.hour_cost", "40" },
	{ "use-case.U1.build_cost", "9000" },
	{ "use-case.U1.requires", "data.quality:2" },
	{ "use-case.U2.name", "Tri" },
	{ "use-case.U2.depends", "U1" },
	{ "use-case.U2.status", "pilot" },
	{ "use-case.U3.name", "Émotions" },
	{ "use-case.U3.ai_act", "prohibited" },
	{ "score.U1.impact.one", "4" },
	{ "score.U1.feasibility.ease", "5" },
	{ "score.U1.risk.harm", "2" },
	{ "vote.U1.impact.two.A", "4" },
	{ "vote.U1.impact.two.B", "2" },
	{ "vote.U2.impact.one.A.2", "5" },
	{ "score.U2.feasibility.ease", "3" },
	{ "use.U001.name", "Relecture" },
};

static void fill(struct session *session)
{
	for (size_t i = 0; i < ARRAY_SIZE(given); i++) {
		struct change_list changes = { 0 };
		struct err err;

		if (!change_parse_key(session->document, given[i].key, given[i].value, &changes, &err) ||
		    !session_apply(session, &changes, fuzz_stamp, &err))
			fuzz_fail("%s: %s", given[i].key, err.text);
	}
}

const struct buf *fuzz_base(void)
{
	static struct buf bytes;
	struct change_list changes = { 0 };
	struct session session;
	struct err err;

	if (bytes.length)
		return &bytes;
	(void)fuzz_folder();
	empty_folder();
	(void)change_add(&changes, CHANGE_SERVICE, "", "name", "Essai");
	if (!session_create(dossier, fuzz_content_copy(), &changes, fuzz_stamp, &err) ||
	    !session_open(dossier, JOURNAL_WRITE, &session, &err))
		fuzz_fail("%s", err.text);
	fill(&session);
	session_close(&session);
	buf_init(&bytes);
	if (!file_read(dossier, &bytes, &err))
		fuzz_fail("%s", err.text);
	return &bytes;
}

/* --- what holds ------------------------------------------------------------------------------------------ */

static int compare_lines(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

/* In the order of the alphabet: where votes stand depends on who voted first, were it in vain. */
void fuzz_state(const struct document *document, struct buf *out)
{
	struct change_list changes = { 0 };
	char **lines;

	document_difference(NULL, document, &changes);
	lines = xcalloc(changes.count, sizeof(*lines));
	for (size_t i = 0; i < changes.count; i++) {
		const struct change *change = &changes.items[i];
		struct buf line;

		buf_init(&line);
		buf_add_format(&line, "%s %s %s=%s\n", change_kind_id(change->kind), change->key, change->field,
			       change->value);
		lines[i] = buf_detach(&line);
	}
	if (changes.count)
		qsort(lines, changes.count, sizeof(*lines), compare_lines);
	buf_add_format(out, "matrix %s\n", document->content->matrix->id);
	for (size_t i = 0; i < changes.count; i++) {
		buf_add_text(out, lines[i]);
		free(lines[i]);
	}
	free(lines);
	change_list_release(&changes);
}

/* The lines from the first one that differs. */
static int first_difference(const char *a, const char *b)
{
	int same = 0, line = 0;

	for (; a[same] && a[same] == b[same]; same++)
		if (a[same] == '\n')
			line = same + 1;
	return line;
}

void fuzz_expect_state(const struct document *document, const struct buf *expected, const char *what)
{
	struct buf state;

	buf_init(&state);
	fuzz_state(document, &state);
	if (strcmp(state.data, expected->data) != 0) {
		const int line = first_difference(state.data, expected->data);

		fuzz_fail("%s: there is\n%.200s\ninstead of\n%.200s", what, state.data + line, expected->data + line);
	}
	buf_release(&state);
}

static void check_safe(const char *text)
{
	struct buf safe;

	if (!*text)
		fuzz_fail("an empty sentence");
	buf_init(&safe);
	text_safe_lines(&safe, text, strlen(text));
	if (text_forbidden(safe.data))
		fuzz_fail("unsafe to show: %s", safe.data);
	buf_release(&safe);
}

void fuzz_check_faults(const struct fault_list *faults)
{
	for (size_t i = 0; i < faults->count; i++) {
		check_safe(faults->items[i].place);
		check_safe(faults->items[i].text);
	}
}

void fuzz_check_err(const struct err *err)
{
	if (err->kind == ERR_NONE || err->kind > ERR_CONFLICT)
		fuzz_fail("a failure without a kind");
	check_safe(err->text);
}
