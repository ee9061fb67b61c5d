#include "export_words.h"

#include <string.h>

#include "cadran/base/alloc.h"

static const struct {
	const char *id, *words, *extension, *opens;
} dialect_words[] = {
	{ "excel-fr", N_("semicolons, decimal commas, for a spreadsheet in French"), "csv",
	  N_("opens in a spreadsheet at a double-click") },
	{ "excel", N_("commas, decimal points, for a spreadsheet in English"), "csv",
	  N_("opens in a spreadsheet at a double-click") },
	{ "rfc4180", N_("commas, ids as names of columns, for programs"), "csv",
	  N_("for programs; a spreadsheet can import it") },
	{ "tsv", N_("tabs, ids as names of columns, for programs"), "tsv",
	  N_("for programs; a spreadsheet can import it") },
};

/* Of formats without dialects. */
static const struct {
	const char *extension, *opens, *one_way;
} written[EXPORT_FORMAT_COUNT] = {
	[EXPORT_JSON] = { "json", N_("for programs"), N_("JSON is written in one way only") },
	[EXPORT_XLSX] = { "xlsx", N_("opens in a spreadsheet at a double-click"),
			  N_("a workbook is written in one way only") },
	[EXPORT_MARKDOWN] = { "md", N_("opens in any editor, and in a wiki with its tables"),
			      N_("Markdown is written in one way only") },
	[EXPORT_HTML] = { "html", N_("opens in a browser at a double-click"), N_("HTML is written in one way only") },
	[EXPORT_SVG] = { "svg", N_("opens in a browser, and drops into slides"), N_("SVG is written in one way only") },
};

const char *export_one_way(enum export_format format)
{
	return _(written[format].one_way);
}

static size_t row_of(const struct dialect *dialect)
{
	size_t row = 0;

	while (row < ARRAY_SIZE(dialect_words) && strcmp(dialect_words[row].id, dialect->id) != 0)
		row++;
	return row;
}

const char *dialect_word(const struct dialect *dialect)
{
	const size_t row = row_of(dialect);

	return row < ARRAY_SIZE(dialect_words) ? _(dialect_words[row].words) : dialect->id;
}

const char *export_extension(enum export_format format, const struct dialect *dialect)
{
	const size_t row = row_of(dialect);

	if (format != EXPORT_CSV)
		return written[format].extension;
	return row < ARRAY_SIZE(dialect_words) ? dialect_words[row].extension : "csv";
}

const char *export_opens_with(enum export_format format, const struct dialect *dialect)
{
	const size_t row = row_of(dialect);

	if (format != EXPORT_CSV)
		return _(written[format].opens);
	if (row == ARRAY_SIZE(dialect_words))
		return _("for programs");
	return _(dialect_words[row].opens);
}

static bool ends_in(const char *text, const char *end)
{
	const size_t length = strlen(text), tail = strlen(end);

	return length >= tail && !strcmp(text + length - tail, end);
}

const char *path_base(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* «reseau-scorecard»: the dossier's name, or another one instead, and what it is. */
static void add_name(const struct ui *ui, const char *instead, const char *suffix, struct buf *out)
{
	static const char ending[] = ".cadran";
	const char *dossier = path_base(ui->session->journal.path);

	buf_add_text(out, instead ? instead : dossier);
	if (!instead && ends_in(dossier, ending) && strcmp(dossier, ending) != 0)
		buf_truncate(out, out->length - (sizeof(ending) - 1));
	buf_add_text(out, suffix);
}

void export_add_path(const struct ui *ui, const char *instead, const char *suffix, const char *extension, bool plain,
		     struct buf *out)
{
	struct buf folder, name;

	buf_init(&folder);
	buf_init(&name);
	export_folder_of(ui->session->journal.path, &folder);
	add_name(ui, instead, suffix, &name);
	if (plain)
		buf_add_format(out, "%s%s%s.%s", folder.data, ends_in(folder.data, "/") ? "" : "/", name.data,
			       extension);
	else
		export_free_path(folder.data, name.data, extension, out);
	buf_release(&folder);
	buf_release(&name);
}

void export_add_typed(const struct ui *ui, const char *text, struct buf *out)
{
	if (*text != '/') {
		export_folder_of(ui->session->journal.path, out);
		buf_add_char(out, '/');
	}
	buf_add_text(out, text);
}
