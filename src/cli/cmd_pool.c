#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/app/export_file.h"
#include "cadran/app/place.h"
#include "cadran/app/pool_read.h"
#include "cadran/base/alloc.h"
#include "cadran/core/report.h"
#include "cadran/store/file.h"
#include "cadran/store/html.h"
#include "command.h"
#include "pool_book.h"
#include "pool_text.h"

struct request {
	const char *mine, *output; /* NULL for none; NULL or "-": standard output */
	const char *format;        /* NULL: text */
	const struct dialect *dialect;
	bool tidy;
	const char **directories; /* ended by NULL */
	struct pool_files files;
};

struct pooling {
	const struct request *request;
	const struct pool *pool;
	const struct pool_files *files;
	const struct evaluation *mine; /* NULL for none */
	bool begun;                    /* headings were written */
};

/* --- what goes out ----------------------------------------------------------- */

static const struct dialect *dialect_of(const struct request *request)
{
	return request->dialect ? request->dialect : export_default_dialect(message_language());
}

static bool write_text(const struct pooling *pooling, struct buf *out, struct err *err)
{
	(void)err;
	pool_text(pooling->pool, pooling->mine, out);
	return true;
}

static bool write_csv(const struct pooling *pooling, struct buf *out, struct err *err)
{
	const struct dialect *dialect = dialect_of(pooling->request);
	struct report report;
	bool good;

	pool_report(pooling->pool, pooling->mine, message_language(), &report);
	export_csv(&report, dialect, out);
	good = export_csv_verify(&report, dialect, out->data, out->length, err);
	report_release(&report);
	return good;
}

static bool write_html(const struct pooling *pooling, struct buf *out, struct err *err)
{
	struct book book;

	(void)err;
	pool_book(&book, pooling->pool, pooling->mine);
	book_html(&book, out);
	book_release(&book);
	return true;
}

static const struct format {
	const char *id;
	bool (*write)(const struct pooling *, struct buf *, struct err *);
	bool is_text; /* for people, made safe to show on a terminal */
} formats[] = {
	{ "text", write_text, true },
	{ "csv", write_csv, false },
	{ "html", write_html, false },
};

static const struct format *find_format(const char *id)
{
	for (size_t i = 0; i < ARRAY_SIZE(formats); i++)
		if (!strcmp(formats[i].id, id ? id : "text"))
			return &formats[i];
	return NULL;
}

/* Text for people is made safe for the terminal. */
static int hand_out(const struct request *request, const struct format *format, const struct buf *bytes)
{
	if (format->is_text && (!request->output || !strcmp(request->output, "-")))
		return print(bytes->data) ? EXIT_DONE : EXIT_FAILED;
	return deliver(request->output, bytes);
}

/* One dossier's rows; the headings once. */
static bool write_tidy(const struct evaluation *evaluation, size_t number, void *context)
{
	struct pooling *pooling = context;
	const struct dialect *dialect = dialect_of(pooling->request);
	struct report report;
	struct buf bytes;
	struct err err;
	size_t skip = 0;
	bool good;

	buf_init(&bytes);
	report_tidy_of(evaluation, number, &pooling->pool->by_id, message_language(), &report);
	export_csv(&report, dialect, &bytes);
	good = export_csv_verify(&report, dialect, bytes.data, bytes.length, &err) || (failure(&err), false);
	if (pooling->begun)
		skip = (size_t)(strstr(bytes.data, dialect->line_end) - bytes.data) + strlen(dialect->line_end);
	pooling->begun = true;
	good = good && print_bytes(bytes.data + skip, bytes.length - skip);
	report_release(&report);
	buf_release(&bytes);
	return good;
}

static int tell(struct pooling *pooling)
{
	const struct format *format = find_format(pooling->request->format);
	struct buf out;
	struct err err = { 0 };
	int status;

	if (pooling->request->tidy) {
		if (pool_visit(pooling->files, write_tidy, pooling, &err))
			return EXIT_DONE;
		return err.kind ? failure(&err) : EXIT_FAILED;
	}
	assert(format);
	buf_init(&out);
	status = format->write(pooling, &out, &err) ? hand_out(pooling->request, format, &out) : failure(&err);
	buf_release(&out);
	return status;
}

/* --- what comes in ----------------------------------------------------------- */

/* A path a line; where there are NULs, between them. */
static bool add_list(struct request *request, const char *list, struct err *err)
{
	struct buf bytes;
	bool good;

	buf_init(&bytes);
	good = file_read(list, &bytes, err);
	for (char *at = bytes.data, *end = at + bytes.length; good && at < end;) {
		size_t length = strnlen(at, (size_t)(end - at));

		if (length == (size_t)(end - at) || memchr(at, '\n', length))
			length = strcspn(at, "\n");
		at[length] = '\0';
		if (length && at[length - 1] == '\r')
			at[length - 1] = '\0';
		good = !*at || pool_files_add(&request->files, at, err);
		at += length + 1;
	}
	buf_release(&bytes);
	return good;
}

static bool add_path(struct request *request, const char *path, struct err *err)
{
	if (!strcmp(path, "-") || *path == '@')
		return add_list(request, *path == '@' ? path + 1 : path, err);
	return pool_files_add(&request->files, path, err);
}

/* What was not counted, in a line. */
static void complain_fates(const struct pool_files *files)
{
	struct buf line;

	if (files->fates[POOL_FAILED])
		complain(message_plural("%zu dossier could not be read and is left out",
					"%zu dossiers could not be read and are left out", files->fates[POOL_FAILED]),
			 files->fates[POOL_FAILED]);
	if (!files->alike)
		return;
	buf_init(&line);
	buf_add_format(&line,
		       message_plural("%zu dossier begins like another one and went on otherwise; both are counted",
				      "%zu dossiers begin like others and went on otherwise; all are counted",
				      files->alike),
		       files->alike);
	complain("%s", line.data);
	buf_release(&line);
}

static int pool_all(struct request *request, const struct content *content, const struct evaluation *mine)
{
	struct fault_list faults = { 0 };
	struct pool pool;
	struct pooling pooling = { request, &pool, &request->files, mine, false };
	int status;

	pool_init(&pool, content);
	pool_read(&request->files, &pool, &faults);
	fault_list_sort(&faults);
	complain_faults(&faults);
	complain_fates(&request->files);
	status = tell(&pooling);
	if (request->files.fates[POOL_FAILED])
		status = EXIT_FAILED;
	fault_list_release(&faults);
	pool_release(&pool);
	return status;
}

static int with_mine(struct request *request, const struct content *content)
{
	struct evaluation mine;
	struct session session;
	int status;

	if (!request->mine)
		return pool_all(request, content, NULL);
	if (!open_dossier(request->mine, JOURNAL_READ, &session, &status))
		return status;
	evaluation_compute(session.document, &mine);
	status = pool_all(request, content, &mine);
	evaluation_release(&mine);
	session_close(&session);
	return status;
}

static int with_content(struct request *request)
{
	struct fault_list faults = { 0 };
	struct err err = { 0 };
	struct content *content = place_load_content(request->directories, &faults, &err);
	int status = EXIT_FAILED;

	if (content)
		status = with_mine(request, content);
	else if (faults.faults)
		complain_faults(&faults);
	else
		status = failure(&err);
	content_free(content);
	fault_list_release(&faults);
	return status;
}

/* --- the call ---------------------------------------------------------------- */

static int check_request(const struct request *request)
{
	if (!find_format(request->format))
		return usage_error(&command_pool, _("«%s» is not a format; expected text, csv or html"),
				   request->format);
	if ((request->dialect || request->tidy) && (!request->format || strcmp(request->format, "csv") != 0))
		return usage_error(&command_pool, "%s", _("--what and --dialect are for --to csv only"));
	if (request->tidy && request->output && strcmp(request->output, "-") != 0)
		return usage_error(&command_pool, "%s", _("--what tidy goes to standard output, dossier by dossier"));
	return -1;
}

enum { MINE = 1, TO, WHAT, DIALECT, FILES_FROM, CONTENT };

static const struct option_row options[] = {
	{ MINE, "mine", "FILE", N_("adds the scores of this dossier and its place"), false },
	{ TO, "to", "FORMAT", N_("text|csv|html"), false },
	{ WHAT, "what", "WHAT", N_("what goes into CSV: spread|tidy"), false },
	{ DIALECT, "dialect", "ID", N_("how CSV is written: excel-fr|excel|rfc4180|tsv"), false },
	{ 'o', "output", "PATH", N_("where to; without it, standard output"), false },
	{ CONTENT, "content", "DIR", N_("takes the catalogue from DIR; can be repeated"), false },
	{ FILES_FROM, "files-from", "LIST", N_("paths from the file LIST; - is standard input"), false },
	{ 0 },
};

static int parse(struct request *request, int argc, char **argv)
{
	size_t directories = 0;
	bool listed = false;
	struct err err;
	int option, status;

	while ((option = command_option(&command_pool, argc, argv, &status)) != -1) {
		if (option == MINE)
			request->mine = optarg;
		else if (option == TO)
			request->format = optarg;
		else if (option == CONTENT)
			request->directories[directories++] = optarg;
		else if (option == 'o')
			request->output = optarg;
		else if (option == DIALECT && !(request->dialect = dialect_find(optarg)))
			return usage_error(&command_pool, _("«%s» is not a dialect; expected one of: %s"), optarg,
					   dialect_ids());
		else if (option == WHAT && strcmp(optarg, "tidy") != 0 && strcmp(optarg, "spread") != 0)
			return usage_error(&command_pool, _("«%s» cannot be pooled; expected spread or tidy"), optarg);
		else if (option == WHAT)
			request->tidy = !strcmp(optarg, "tidy");
		else if (option == FILES_FROM && (listed = true, !add_list(request, optarg, &err)))
			return failure(&err);
	}
	if (status < 0)
		status = check_request(request);
	if (status >= 0)
		return status;
	if (optind == argc && !listed)
		return usage_error(&command_pool, "%s", _("expected at least one dossier or folder"));
	for (; optind < argc; optind++)
		if (!add_path(request, argv[optind], &err))
			return failure(&err);
	return -1;
}

static int run(int argc, char **argv)
{
	struct request request = { 0 };
	int status;

	request.directories = xcalloc((size_t)argc, sizeof(*request.directories));
	status = parse(&request, argc, argv);
	if (status < 0)
		status = with_content(&request);
	pool_files_release(&request.files);
	free(request.directories);
	return status;
}

const struct command command_pool = {
	.name = "pool",
	.arguments = "[FILE|FOLDER|@LIST|-]…",
	.help = N_("how the scores of many dossiers are spread, and where one stands"),
	.options = options,
	.run = run,
};
