#include <string.h>
#include <sys/stat.h>

#include "cadran/store/export.h"
#include "cadran/store/file.h"
#include "command.h"

struct request {
	const char *path, *output; /* output NULL or "-": standard output */
	const struct dialect *dialect;
	enum report_kind what;
};

static bool write_csv(const struct request *request, const struct evaluation *evaluation, struct buf *out,
		      struct err *err)
{
	struct report report;
	bool good;

	report_build(request->what, evaluation, message_language(), &report);
	export_csv(&report, request->dialect, out);
	good = export_csv_verify(&report, request->dialect, out->data, out->length, err);
	report_release(&report);
	return good;
}

static bool write_json(const struct request *request, const struct evaluation *evaluation, struct buf *out,
		       struct err *err)
{
	(void)request;
	(void)err;
	export_json(evaluation, out);
	return true;
}

static const struct format {
	const char *id;
	bool (*write)(const struct request *, const struct evaluation *, struct buf *, struct err *);
} formats[] = {
	{ "csv", write_csv },
	{ "json", write_json },
	{ NULL, NULL },
};

/* What is in the file is what was computed: read it back before saying so. */
static bool verify_file(const char *path, const struct buf *expected, struct err *err)
{
	struct stat status;
	struct buf bytes;
	bool same;

	/* What is written to a device is gone. */
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode))
		return true;
	buf_init(&bytes);
	same = file_read(path, &bytes, err);
	if (same && (bytes.length != expected->length || memcmp(bytes.data, expected->data, bytes.length) != 0))
		same = err_set(err, ERR_SYSTEM, N_("what was written is not what is read back"));
	buf_release(&bytes);
	return same;
}

/*
 * A dossier is never written over: it cannot be made again from what is
 * exported. It is told by its name or by how it begins, and a file that cannot
 * be looked at is spared too.
 */
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

static int deliver(const struct request *request, const struct buf *bytes)
{
	struct buf text;
	struct err err;
	bool printed;

	if (!request->output || !strcmp(request->output, "-"))
		return print_bytes(bytes->data, bytes->length) ? EXIT_DONE : EXIT_FAILED;
	if (!spares_dossiers(request->output, &err) ||
	    !file_replace(request->output, bytes->data, bytes->length, &err) ||
	    !verify_file(request->output, bytes, &err))
		return failure(&err);
	buf_init(&text);
	buf_add_format(&text, _("written: %s"), request->output);
	buf_add_char(&text, '\n');
	printed = print(text.data);
	buf_release(&text);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int export(const struct request *request, const struct format *format)
{
	struct evaluation evaluation;
	struct session session;
	struct buf bytes;
	struct err err;
	int status;

	if (!open_dossier(request->path, JOURNAL_READ, &session, &status))
		return status;
	evaluation_compute(session.document, &evaluation);
	buf_init(&bytes);
	status = format->write(request, &evaluation, &bytes, &err) ? deliver(request, &bytes) : failure(&err);
	buf_release(&bytes);
	evaluation_release(&evaluation);
	session_close(&session);
	return status;
}

static const struct format *find_format(const char *id)
{
	for (const struct format *format = formats; format->id; format++)
		if (!strcmp(format->id, id))
			return format;
	return NULL;
}

static int run(int argc, char **argv)
{
	enum { TO = 1, DIALECT, WHAT };
	static const struct option options[] = { { "to", required_argument, NULL, TO },
						 { "dialect", required_argument, NULL, DIALECT },
						 { "what", required_argument, NULL, WHAT },
						 { "output", required_argument, NULL, 'o' },
						 COMMON_OPTIONS };
	const struct format *format = NULL;
	struct request request = { .what = REPORT_SCORECARD };
	bool csv_only = false;
	int option, status;

	while ((option = command_option(&command_export, argc, argv, "o:", options, &status)) != -1) {
		csv_only |= option == DIALECT || option == WHAT;
		if (option == 'o')
			request.output = optarg;
		else if (option == TO && !(format = find_format(optarg)))
			return usage_error(&command_export, _("«%s» is not a format; expected csv or json"), optarg);
		else if (option == DIALECT && !(request.dialect = dialect_find(optarg)))
			return usage_error(&command_export, _("«%s» is not a dialect; expected one of: %s"), optarg,
					   dialect_ids());
		else if (option == WHAT && !report_parse(optarg, &request.what))
			return usage_error(
				&command_export,
				_("«%s» cannot be exported; expected scorecard, answers, use-cases, votes or maturity"),
				optarg);
	}
	if (status >= 0)
		return status;
	if (argc - optind != 1 || !format)
		return usage_error(&command_export, "%s", _("expected a file and --to csv or --to json"));
	if (csv_only && format->write != write_csv)
		return usage_error(&command_export, "%s", _("--what and --dialect are for --to csv only"));
	if (!request.dialect)
		request.dialect = dialect_find(message_language() == LANGUAGE_FR ? "excel-fr" : "excel");
	request.path = argv[optind];
	return export(&request, format);
}

const struct command command_export = {
	.name = "export",
	.synopsis = "FILE --to csv|json [-o PATH] [--dialect excel-fr|excel|rfc4180|tsv]\n"
		    "          [--what scorecard|answers|use-cases|votes|maturity]",
	.help = N_("writes figures for spreadsheets and programs"),
	.run = run,
};
