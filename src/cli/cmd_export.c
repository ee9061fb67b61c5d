#include <string.h>

#include "cadran/app/place.h"
#include "cadran/tui/export_make.h"
#include "command.h"

struct request {
	const char *path, *output; /* output NULL or "-": standard output */
	const char *what;          /* NULL: the default of the format */
	bool any_dialect;          /* one is given */
	bool anonymous;
	struct export_request export;
	enum book_subject subject; /* of a format that needs a book */
};

/* The file is whole all the same: other programs take such cells. */
static void warn_of_long_cells(const struct request *request, const struct evaluation *evaluation)
{
	const bool stdout_only = !request->output || !strcmp(request->output, "-");
	struct fault_list notices = { 0 };
	struct report report;

	/* A tidy one holds figures and words, no long texts, and would draw its samples once more. */
	if (request->export.format != EXPORT_CSV || request->export.what == REPORT_TIDY)
		return;
	report_sketch(request->export.what, evaluation, message_language(), &report);
	export_csv_long_cells(&report, stdout_only ? _("standard output") : request->output, &notices);
	complain_faults(&notices);
	report_release(&report);
	fault_list_release(&notices);
}

/* What the dossier says without a word of anybody takes its place. */
static bool make_anonymous(struct session *session, struct err *err)
{
	static const char *const no_folder[] = { NULL };
	struct fault_list faults = { 0 };
	struct content *shipped = place_load_content(no_folder, &faults, err);
	struct document *document;

	complain_faults(&faults);
	if (faults.faults)
		(void)err_set(err, ERR_FORMAT, N_("the content has faults, and no anonymous file is made without it"));
	fault_list_release(&faults);
	if (!shipped)
		return false;
	document = export_anonymous(session->document, shipped, err);
	content_free(shipped);
	if (!document)
		return false;
	/* Units hold changes alone: nothing of them is looked at any more. */
	document_free(session->document);
	session->document = document;
	return true;
}

static int export(const struct request *request)
{
	struct evaluation evaluation;
	struct session session;
	struct buf bytes;
	struct err err;
	int status;

	if (!open_dossier(request->path, JOURNAL_READ, &session, &status))
		return status;
	if (request->anonymous && !make_anonymous(&session, &err)) {
		session_close(&session);
		return failure(&err);
	}
	evaluation_compute(session.document, &evaluation);
	buf_init(&bytes);
	status = export_make(&request->export, request->subject, &session, &evaluation, &bytes, &err)
			 ? deliver(request->output, &bytes)
			 : failure(&err);
	if (status == EXIT_DONE)
		warn_of_long_cells(request, &evaluation);
	buf_release(&bytes);
	evaluation_release(&evaluation);
	session_close(&session);
	return status;
}

/* What --what means is the format's. EXIT_DONE where it means something. */
static int read_what(struct request *request)
{
	const bool book = export_format_needs_book(request->export.format);

	if (request->any_dialect && request->export.format != EXPORT_CSV)
		return usage_error(&command_export, "%s", _("--dialect is for --to csv only"));
	if (request->anonymous && request->what && !strcmp(request->what, "minutes"))
		return usage_error(&command_export, "%s",
				   _("--anonymous is not for the minutes: they tell who said what"));
	if (request->export.format == EXPORT_SVG) {
		request->export.chart = request->what ? request->what : "matrix";
		return EXIT_DONE;
	}
	if (!request->what)
		return EXIT_DONE;
	if (request->export.format == EXPORT_JSON)
		return usage_error(&command_export, "%s", _("--what is not for --to json: it has everything"));
	if (book && !book_subject_parse(request->what, &request->subject))
		return usage_error(&command_export, _("«%s» is not a report; expected report or minutes"),
				   request->what);
	if (!book && !report_parse(request->what, &request->export.what))
		return usage_error(
			&command_export,
			_("«%s» cannot be exported; expected scorecard, answers, use-cases, votes, maturity, "
			  "uses, roadmap, obligations or tidy"),
			request->what);
	return EXIT_DONE;
}

enum { TO = 1, DIALECT, WHAT, ANONYMOUS };

static const struct option_row options[] = {
	{ TO, "to", "FORMAT", N_("csv|json|xlsx|html|md|svg"), false },
	{ WHAT, "what", "WHAT", N_("which table, report or chart; see below"), false },
	{ DIALECT, "dialect", "ID", N_("how CSV is written: excel-fr|excel|rfc4180|tsv"), false },
	{ ANONYMOUS, "anonymous", NULL, N_("without names, notes and other free text"), false },
	{ 'o', "output", "PATH", N_("where to; without it, standard output"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct request request = { .export.what = REPORT_SCORECARD };
	bool formatted = false;
	int option, status;

	while ((option = command_option(&command_export, argc, argv, &status)) != -1) {
		request.any_dialect |= option == DIALECT;
		request.anonymous |= option == ANONYMOUS;
		if (option == 'o')
			request.output = optarg;
		else if (option == WHAT)
			request.what = optarg;
		else if (option == TO && !(formatted = export_format_parse(optarg, &request.export.format)))
			return usage_error(&command_export,
					   _("«%s» is not a format; expected csv, json, xlsx, html, md or svg"),
					   optarg);
		else if (option == DIALECT && !(request.export.dialect = dialect_find(optarg)))
			return usage_error(&command_export, _("«%s» is not a dialect; expected one of: %s"), optarg,
					   dialect_ids());
	}
	if (status >= 0)
		return status;
	if (argc - optind != 1 || !formatted)
		return usage_error(&command_export, "%s",
				   _("expected a file and --to csv, json, xlsx, html, md or svg"));
	status = read_what(&request);
	if (status != EXIT_DONE)
		return status;
	if (!request.output && export_format_is_binary(request.export.format))
		return usage_error(&command_export, "%s", _("a workbook goes into a file: expected -o PATH"));
	request.path = argv[optind];
	return export(&request);
}

const struct command command_export = {
	.name = "export",
	.arguments = "FILE --to=FORMAT",
	.help = N_("writes figures for spreadsheets and programs, and reports"),
	.notes = N_("WHAT: csv: scorecard|answers|use-cases|votes|maturity|uses|roadmap|obligations\n"
		    "           |tidy\n"
		    "      xlsx, html, md: report|minutes\n"
		    "      svg: matrix|radar-GRID"),
	.options = options,
	.run = run,
};
