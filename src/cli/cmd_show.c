#include <stdlib.h>
#include <string.h>

#include "cadran/app/sampling.h"
#include "cadran/base/number.h"
#include "cadran/tui/view.h"
#include "command.h"

static bool draw(const struct view *view, const struct document *document, const char *subject, int width,
		 struct err *err)
{
	struct evaluation evaluation;
	struct robustness robustness;
	const struct scene scene = { .evaluation = &evaluation,
				     .language = message_language(),
				     .subject = subject,
				     /* cppcheck-suppress uninitvar ; its place, before robustness_init fills it */
				     .robustness = view->asks_how_sure ? &robustness : NULL };
	struct surface surface;
	bool drawn;

	evaluation_compute(document, &evaluation);
	robustness_init(&robustness, &evaluation);
	if (view->asks_how_sure)
		sampling_finish(&robustness);
	surface_init(&surface, width, 0, is_ascii());
	drawn = view->draw(&scene, &surface, err);
	if (drawn && !print_surface(&surface))
		drawn = err_set(err, ERR_NONE, "%s", "");
	surface_release(&surface);
	robustness_release(&robustness);
	evaluation_release(&evaluation);
	return drawn;
}

static int show(const char *path, const struct view *view, const char *subject, int width)
{
	struct session session;
	struct err err;
	int status;

	if (!open_dossier(path, JOURNAL_READ, &session, &status))
		return status;
	status = EXIT_DONE;
	if (!draw(view, session.document, subject, width, &err))
		status = err.kind == ERR_NONE ? EXIT_FAILED : failure(&err);
	session_close(&session);
	return status;
}

static int unknown_view(const char *name)
{
	struct buf names;
	int status;

	buf_init(&names);
	for (const struct view *const *view = views; *view; view++)
		buf_add_format(&names, "%s%s", names.length ? ", " : "", (*view)->name);
	status = usage_error(&command_show, _("«%s» cannot be shown; expected one of: %s"), name, names.data);
	buf_release(&names);
	return status;
}

enum { WIDTH = 1, ASCII };

static const struct option_row options[] = {
	{ WIDTH, "width", "N", N_("columns, 80 to 500; without it, of the terminal"), false },
	{ ASCII, "ascii", NULL, N_("draws with ASCII only"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	const struct view *view;
	long width = 0;
	int option, status;

	while ((option = command_option(&command_show, argc, argv, &status)) != -1) {
		if (option == ASCII)
			speak_ascii();
		else if (!number_parse_whole(optarg, WIDTH_LEAST, WIDTH_MOST, &width))
			return usage_error(&command_show, _("«%s» is not a width; expected %d to %d"), optarg,
					   WIDTH_LEAST, WIDTH_MOST);
	}
	if (status >= 0)
		return status;
	if (argc - optind < 2)
		return usage_error(&command_show, "%s", _("expected a file and what to show of it"));
	view = view_find(argv[optind + 1]);
	if (!view)
		return unknown_view(argv[optind + 1]);
	if (argc - optind != (view->takes_subject ? 3 : 2))
		return usage_error(&command_show, "%s",
				   view->takes_subject ? _("expected the id of what to explain")
						       : _("there is one word too many"));
	return show(argv[optind], view, view->takes_subject ? argv[optind + 2] : NULL,
		    width ? (int)width : output_width());
}

const struct command command_show = {
	.name = "show",
	.arguments = "FILE VIEW [ID]",
	.help = N_("prints a view as text"),
	.notes = N_("VIEW: summary|maturity|radar|use-cases|matrix|ranking|roadmap|gantt|charter,\n"
		    "      or explain with the ID of what to explain"),
	.options = options,
	.run = run,
};
