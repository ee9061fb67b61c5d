#include <stdlib.h>
#include <string.h>

#include "cadran/app/export_file.h"
#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/tui/book_comparison.h"
#include "cadran/tui/comparison_view.h"
#include "command.h"

struct request {
	const char *paths[2]; /* the second NULL where both sides are of one dossier */
	const char *from, *to;
	const char *output;
	const struct dialect *dialect;
	bool formatted; /* not as text on the terminal */
	enum export_format format;
	int width;
};

/* One side: a dossier as it is, or as it was at a milestone. */
struct side {
	struct session session, frozen;
	const struct milestone *milestone; /* NULL: as it is */
	struct evaluation evaluation;
	char *name;
};

static const struct document *document_of(const struct side *side)
{
	return side->milestone ? side->frozen.document : side->session.document;
}

/* Takes the side back to its milestone. */
static bool freeze(struct side *side, const char *name, struct err *err)
{
	side->milestone = session_find_milestone(&side->session, name, err);
	if (side->milestone && session_at_milestone(&side->session, side->milestone, &side->frozen, err))
		return true;
	side->milestone = NULL;
	return false;
}

/* The milestone before the one named `to`, the last one without. */
static const char *default_from(const struct session *session, const char *to, struct err *err)
{
	size_t count = session->milestone_count;
	const struct milestone *at = to ? session_find_milestone(session, to, err) : NULL;

	if (to && !at)
		return NULL;
	if (at)
		count = (size_t)(at - session->milestones);
	if (count)
		return session->milestones[count - 1].name;
	if (at)
		err_set(err, ERR_VALUE, N_("there is no milestone before «%s» to compare it with"), to);
	else
		err_set(err, ERR_VALUE, N_("«%s» has no milestone to compare with; «cadran milestone» sets one"),
			session->journal.path);
	return NULL;
}

static void name_side(struct side *side, bool two, bool dated)
{
	struct buf name;

	buf_init(&name);
	comparison_name_side(&name, &side->session, side->milestone, two, dated);
	side->name = buf_detach(&name);
}

static bool open_sides(const struct request *request, struct side sides[2], int *status)
{
	for (int i = 0; i < 2; i++)
		if (!open_dossier(request->paths[request->paths[1] ? i : 0], JOURNAL_READ, &sides[i].session, status))
			return false;
	return true;
}

static bool freeze_sides(const struct request *request, struct side sides[2], struct err *err)
{
	const char *from = request->from;

	if (!from && !request->paths[1] && !(from = default_from(&sides[0].session, request->to, err)))
		return false;
	return (!from || freeze(&sides[0], from, err)) && (!request->to || freeze(&sides[1], request->to, err));
}

static bool make_csv(const struct request *request, const struct comparison *comparison, struct buf *out,
		     struct err *err)
{
	const struct dialect *dialect =
		request->dialect ? request->dialect : export_default_dialect(message_language());
	struct report report;
	bool done;

	report_comparison(comparison, message_language(), &report);
	export_csv(&report, dialect, out);
	done = export_csv_verify(&report, dialect, out->data, out->length, err);
	report_release(&report);
	return done;
}

static bool make_book(const struct request *request, const struct comparison *comparison, const struct side sides[2],
		      struct buf *out, struct err *err)
{
	struct book book;
	const struct export_request export = { .format = request->format, .book = &book };
	bool done;

	book_compare(&book, comparison, sides[0].name, sides[1].name, message_language());
	done = export_bytes(&export, comparison->after, message_language(), out, err);
	book_release(&book);
	return done;
}

static int write_export(const struct request *request, const struct comparison *comparison, const struct side sides[2])
{
	struct buf bytes;
	struct err err;
	bool done;
	int status;

	buf_init(&bytes);
	done = request->format == EXPORT_CSV ? make_csv(request, comparison, &bytes, &err)
					     : make_book(request, comparison, sides, &bytes, &err);
	status = done ? deliver(request->output, &bytes) : failure(&err);
	buf_release(&bytes);
	return status;
}

static int print_view(const struct request *request, const struct comparison *comparison, const struct side sides[2])
{
	struct surface surface;
	bool printed;

	surface_init(&surface, request->width ? request->width : output_width(), 0, is_ascii());
	(void)comparison_draw(comparison, sides[0].name, sides[1].name, message_language(), &surface);
	printed = print_surface(&surface);
	surface_release(&surface);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int compare_sides(const struct request *request, struct side sides[2])
{
	struct comparison comparison;
	int status;

	for (int i = 0; i < 2; i++) {
		name_side(&sides[i], request->paths[1] != NULL, request->formatted);
		evaluation_compute(document_of(&sides[i]), &sides[i].evaluation);
	}
	comparison_compute(&sides[0].evaluation, &sides[1].evaluation, &comparison);
	status = request->formatted ? write_export(request, &comparison, sides)
				    : print_view(request, &comparison, sides);
	comparison_release(&comparison);
	for (int i = 0; i < 2; i++) {
		evaluation_release(&sides[i].evaluation);
		free(sides[i].name);
	}
	return status;
}

static int compare(const struct request *request)
{
	struct side *sides = xcalloc(2, sizeof(*sides));
	struct err err;
	int status = EXIT_FAILED;

	for (int i = 0; i < 2; i++)
		sides[i].session.journal.descriptor = sides[i].frozen.journal.descriptor = -1;
	if (open_sides(request, sides, &status))
		status = freeze_sides(request, sides, &err) ? compare_sides(request, sides) : failure(&err);
	for (int i = 0; i < 2; i++) {
		session_close(&sides[i].frozen);
		session_close(&sides[i].session);
	}
	free(sides);
	return status;
}

static int check(struct request *request, int argc, char **argv)
{
	if (argc < 1 || argc > 2)
		return usage_error(&command_compare, "%s", _("expected one file or two"));
	if (!request->formatted && request->output)
		return usage_error(&command_compare, "%s", _("-o is for --csv, --html, --md and --xlsx only"));
	if (request->dialect && (!request->formatted || request->format != EXPORT_CSV))
		return usage_error(&command_compare, "%s", _("--dialect is for --csv only"));
	if (request->formatted && !request->output && export_format_is_binary(request->format))
		return usage_error(&command_compare, "%s", _("a workbook goes into a file: expected -o PATH"));
	request->paths[0] = argv[0];
	request->paths[1] = argv[1];
	return compare(request);
}

/* False where another one is asked for already. */
static bool take_format(struct request *request, enum export_format format)
{
	if (request->formatted && request->format != format)
		return false;
	request->formatted = true;
	request->format = format;
	return true;
}

enum { FROM = 1, TO, DIALECT, WIDTH, ASCII, FORMAT /* and enum export_format */ };

static const struct option_row options[] = {
	{ FROM, "from", "MILESTONE", N_("the first file as it was then"), false },
	{ TO, "to", "MILESTONE", N_("the last file as it was then"), false },
	{ WIDTH, "width", "N", N_("columns, 80 to 500; without it, of the terminal"), false },
	{ ASCII, "ascii", NULL, N_("draws with ASCII only"), false },
	{ FORMAT + EXPORT_CSV, "csv", NULL, N_("writes a table"), false },
	{ FORMAT + EXPORT_HTML, "html", NULL, N_("writes a page to hand on"), false },
	{ FORMAT + EXPORT_MARKDOWN, "md", NULL, N_("writes a report in Markdown"), false },
	{ FORMAT + EXPORT_XLSX, "xlsx", NULL, N_("writes a workbook"), false },
	{ DIALECT, "dialect", "ID", N_("how CSV is written: excel-fr|excel|rfc4180|tsv"), false },
	{ 'o', "output", "PATH", N_("where to; without it, standard output"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct request request = { .width = 0 };
	long width = 0;
	int option, status;

	while ((option = command_option(&command_compare, argc, argv, &status)) != -1) {
		if (option == FROM)
			request.from = optarg;
		else if (option == TO)
			request.to = optarg;
		else if (option == 'o')
			request.output = optarg;
		else if (option >= FORMAT && option < FORMAT + EXPORT_FORMAT_COUNT &&
			 !take_format(&request, (enum export_format)(option - FORMAT)))
			return usage_error(&command_compare, "%s", _("only one of --csv, --html, --md and --xlsx"));
		else if (option == ASCII)
			speak_ascii();
		else if (option == DIALECT && !(request.dialect = dialect_find(optarg)))
			return usage_error(&command_compare, _("«%s» is not a dialect; expected one of: %s"), optarg,
					   dialect_ids());
		else if (option == WIDTH && !number_parse_whole(optarg, WIDTH_LEAST, WIDTH_MOST, &width))
			return usage_error(&command_compare, _("«%s» is not a width; expected %d to %d"), optarg,
					   WIDTH_LEAST, WIDTH_MOST);
	}
	request.width = (int)width;
	return status >= 0 ? status : check(&request, argc - optind, argv + optind);
}

const struct command command_compare = {
	.name = "compare",
	.arguments = "FILE [FILE]",
	.help = N_("what moved between two milestones or dossiers, and why"),
	.options = options,
	.run = run,
};
