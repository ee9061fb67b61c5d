#include "cadran/app/export_file.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cadran/app/sampling.h"
#include "cadran/base/alloc.h"
#include "cadran/store/file.h"
#include "cadran/store/html.h"
#include "cadran/store/markdown.h"
#include "cadran/store/svg.h"
#include "cadran/store/xlsx.h"

static bool write_csv(const struct export_request *request, const struct evaluation *evaluation, enum language language,
		      struct buf *out, struct err *err)
{
	const struct dialect *dialect = request->dialect ? request->dialect : export_default_dialect(language);
	struct robustness robustness;
	struct report report;
	bool good;

	robustness_init(&robustness, evaluation);
	if (report_samples(request->what))
		sampling_finish(&robustness);
	report_build_drawn(request->what, &robustness, language, &report);
	if (dialect->titles && request->put_in_words)
		request->put_in_words(&report, request->what, request->context);
	export_csv(&report, dialect, out);
	good = export_csv_verify(&report, dialect, out->data, out->length, err);
	report_release(&report);
	robustness_release(&robustness);
	return good;
}

static bool write_json(const struct export_request *request, const struct evaluation *evaluation,
		       enum language language, struct buf *out, struct err *err)
{
	struct robustness robustness;

	(void)request;
	(void)language;
	(void)err;
	robustness_init(&robustness, evaluation);
	sampling_finish(&robustness);
	export_json(&robustness, out);
	robustness_release(&robustness);
	return true;
}

static bool write_xlsx(const struct export_request *request, const struct evaluation *evaluation,
		       enum language language, struct buf *out, struct err *err)
{
	(void)evaluation;
	(void)language;
	return book_xlsx(request->book, out, err);
}

static bool write_html(const struct export_request *request, const struct evaluation *evaluation,
		       enum language language, struct buf *out, struct err *err)
{
	(void)evaluation;
	(void)language;
	(void)err;
	book_html(request->book, out);
	return true;
}

static bool write_markdown(const struct export_request *request, const struct evaluation *evaluation,
			   enum language language, struct buf *out, struct err *err)
{
	(void)evaluation;
	(void)language;
	(void)err;
	book_markdown(request->book, out);
	return true;
}

static bool write_svg(const struct export_request *request, const struct evaluation *evaluation, enum language language,
		      struct buf *out, struct err *err)
{
	(void)evaluation;
	(void)language;
	return svg_chart(request->book, request->chart, out, err);
}

static const struct {
	const char *id;
	bool (*write)(const struct export_request *, const struct evaluation *, enum language, struct buf *,
		      struct err *);
	bool needs_book, binary;
} formats[] = {
	[EXPORT_CSV] = { "csv", write_csv, false, false },         [EXPORT_JSON] = { "json", write_json, false, false },
	[EXPORT_XLSX] = { "xlsx", write_xlsx, true, true },        [EXPORT_HTML] = { "html", write_html, true, false },
	[EXPORT_MARKDOWN] = { "md", write_markdown, true, false }, [EXPORT_SVG] = { "svg", write_svg, true, false },
};

bool export_format_needs_book(enum export_format format)
{
	return formats[format].needs_book;
}

bool export_format_is_binary(enum export_format format)
{
	return formats[format].binary;
}

bool export_format_parse(const char *id, enum export_format *format)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++) {
		if (strcmp(formats[i].id, id) != 0)
			continue;
		*format = (enum export_format)i;
		return true;
	}
	return false;
}

const struct dialect *export_default_dialect(enum language language)
{
	return dialect_find(language == LANGUAGE_FR ? "excel-fr" : "excel");
}

bool export_bytes(const struct export_request *request, const struct evaluation *evaluation, enum language language,
		  struct buf *out, struct err *err)
{
	assert(request->book || !export_format_needs_book(request->format));
	return formats[request->format].write(request, evaluation, language, out, err);
}

static bool reads_back(const char *path, const struct buf *expected, struct err *err)
{
	struct buf bytes;
	bool same;

	buf_init(&bytes);
	same = file_read(path, &bytes, err);
	if (same && (bytes.length != expected->length || memcmp(bytes.data, expected->data, bytes.length) != 0))
		same = err_set(err, ERR_SYSTEM, N_("what was written is not what is read back"));
	buf_release(&bytes);
	return same;
}

bool export_is(const char *path, const struct buf *bytes)
{
	struct err err;

	return reads_back(path, bytes, &err);
}

/* What is in the file is what was computed: read it back before saying so. */
static bool verify(const char *path, const struct buf *expected, struct err *err)
{
	struct stat status;

	/* What is written to a device is gone. */
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return true;
	return reads_back(path, expected, err);
}

static bool spares_dossiers(const char *path, struct err *err)
{
	static const char head[] = "cadran,", suffix[] = ".cadran";
	const size_t length = strlen(path);
	struct stat status;
	struct buf bytes;
	bool spared = true;

	if (stat(path, &status) || !S_ISREG(status.st_mode))
		return true;
	buf_init(&bytes);
	if (!file_read(path, &bytes, err))
		spared = false;
	else if (!strncmp(bytes.data, head, sizeof(head) - 1) ||
		 (length >= sizeof(suffix) && !strcmp(path + length - sizeof(suffix) + 1, suffix)))
		spared = err_set(err, ERR_USAGE, N_("«%s» is a dossier; nothing is exported over one"), path);
	buf_release(&bytes);
	return spared;
}

bool export_write(const char *path, const struct buf *bytes, struct err *err)
{
	return spares_dossiers(path, err) && file_replace(path, bytes->data, bytes->length, err) &&
	       verify(path, bytes, err);
}

bool export_write_new(const char *path, const struct buf *bytes, struct err *err)
{
	return file_create(path, bytes->data, bytes->length, err) && verify(path, bytes, err);
}

bool export_path_is_taken(const char *path)
{
	struct stat status;

	return lstat(path, &status) == 0;
}

void export_folder_of(const char *path, struct buf *out)
{
	const char *slash = strrchr(path, '/');
	char *folder = !slash ? xstrdup(".") : slash == path ? xstrdup("/") : xstrndup(path, (size_t)(slash - path));
	char *whole = realpath(folder, NULL);

	buf_add_text(out, whole ? whole : folder);
	free(whole);
	free(folder);
}

void export_free_path(const char *folder, const char *name, const char *extension, struct buf *out)
{
	const char *slash = *folder && folder[strlen(folder) - 1] == '/' ? "" : "/";
	const size_t begin = out->length;

	buf_add_format(out, "%s%s%s.%s", folder, slash, name, extension);
	for (int number = 2; number < 1000 && export_path_is_taken(out->data + begin); number++) {
		buf_truncate(out, begin);
		buf_add_format(out, "%s%s%s-%d.%s", folder, slash, name, number, extension);
	}
}
