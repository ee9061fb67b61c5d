#include <string.h>

#include "cadran/app/export_file.h"
#include "command.h"

struct request {
	const char *path, *output; /* output NULL or "-": standard output */
	struct export_request export;
};

static int deliver(const struct request *request, const struct buf *bytes)
{
	struct buf text;
	struct err err;
	bool printed;

	if (!request->output || !strcmp(request->output, "-"))
		return print_bytes(bytes->data, bytes->length) ? EXIT_DONE : EXIT_FAILED;
	if (!export_write(request->output, bytes, &err))
		return failure(&err);
	buf_init(&text);
	buf_add_format(&text, _("written: %s"), request->output);
	buf_add_char(&text, '\n');
	printed = print(text.data);
	buf_release(&text);
	return printed ? EXIT_DONE : EXIT_FAILED;
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
	evaluation_compute(session.document, &evaluation);
	buf_init(&bytes);
	status = export_bytes(&request->export, &evaluation, message_language(), &bytes, &err)
			 ? deliver(request, &bytes)
			 : failure(&err);
	buf_release(&bytes);
	evaluation_release(&evaluation);
	session_close(&session);
	return status;
}

static int run(int argc, char **argv)
{
	enum { TO = 1, DIALECT, WHAT };
	static const struct option options[] = { { "to", required_argument, NULL, TO },
						 { "dialect", required_argument, NULL, DIALECT },
						 { "what", required_argument, NULL, WHAT },
						 { "output", required_argument, NULL, 'o' },
						 COMMON_OPTIONS };
	struct request request = { .export.what = REPORT_SCORECARD };
	bool csv_only = false, formatted = false;
	int option, status;

	while ((option = command_option(&command_export, argc, argv, "o:", options, &status)) != -1) {
		csv_only |= option == DIALECT || option == WHAT;
		if (option == 'o')
			request.output = optarg;
		else if (option == TO && !(formatted = export_format_parse(optarg, &request.export.format)))
			return usage_error(&command_export, _("«%s» is not a format; expected csv or json"), optarg);
		else if (option == DIALECT && !(request.export.dialect = dialect_find(optarg)))
			return usage_error(&command_export, _("«%s» is not a dialect; expected one of: %s"), optarg,
					   dialect_ids());
		else if (option == WHAT && !report_parse(optarg, &request.export.what))
			return usage_error(
				&command_export,
				_("«%s» cannot be exported; expected scorecard, answers, use-cases, votes, maturity, "
				  "uses, roadmap or obligations"),
				optarg);
	}
	if (status >= 0)
		return status;
	if (argc - optind != 1 || !formatted)
		return usage_error(&command_export, "%s", _("expected a file and --to csv or --to json"));
	if (csv_only && request.export.format != EXPORT_CSV)
		return usage_error(&command_export, "%s", _("--what and --dialect are for --to csv only"));
	request.path = argv[optind];
	return export(&request);
}

const struct command command_export = {
	.name = "export",
	.synopsis = "FILE --to csv|json [-o PATH] [--dialect excel-fr|excel|rfc4180|tsv]\n"
		    "          [--what scorecard|answers|use-cases|votes|maturity|uses|roadmap|obligations]",
	.help = N_("writes figures for spreadsheets and programs"),
	.run = run,
};
