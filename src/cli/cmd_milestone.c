#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/figures.h"
#include "cadran/tui/table.h"
#include "command.h"

enum { COLUMN_NAME, COLUMN_WHEN, COLUMN_WHO, COLUMN_CHANGES, COLUMN_COUNT };

/* «2026-11-21T09:12:04Z» as «21/11/2026 09:12»; what is written otherwise stays as it is. */
static void add_time(struct buf *out, const char *time)
{
	enum { DAY = 10, MINUTE = 16, SECOND = 20 };

	if (strlen(time) != SECOND || time[DAY] != 'T') {
		buf_add_text(out, time);
	} else {
		char day[DAY + 1] = "";

		figure_date(out, message_language(), strncpy(day, time, DAY));
		buf_add_format(out, " %.*s", MINUTE - DAY - 1, time + DAY + 1);
	}
}

static void draw_row(struct surface *surface, int row, const struct table_column *columns,
		     const struct milestone *milestone)
{
	struct buf text;

	buf_init(&text);
	table_cell(surface, row, &columns[COLUMN_NAME], ATTRIBUTE_NONE, milestone->name);
	add_time(&text, milestone->time);
	table_cell(surface, row, &columns[COLUMN_WHEN], ATTRIBUTE_NONE, text.data);
	table_cell(surface, row, &columns[COLUMN_WHO], ATTRIBUTE_NONE, milestone->author);
	buf_clear(&text);
	buf_add_format(&text, "%zu", milestone->changes);
	table_cell(surface, row, &columns[COLUMN_CHANGES], ATTRIBUTE_NONE, text.data);
	buf_release(&text);
}

static int list(const struct session *session)
{
	struct table_column columns[COLUMN_COUNT] = {
		[COLUMN_NAME] = { .title = _("Milestone"), .least = 30, .share = 3 },
		[COLUMN_WHEN] = { .title = _("When (UTC)"), .least = 16 },
		[COLUMN_WHO] = { .title = _("Who"), .least = 18, .share = 1 },
		[COLUMN_CHANGES] = { .title = _("Changes"), .least = 11, .right = true },
	};
	struct surface surface;
	bool printed;

	surface_init(&surface, output_width(), 0, is_ascii());
	if (session->milestone_count) {
		table_layout(columns, COLUMN_COUNT, 0, surface.width);
		table_heading(&surface, 0, columns, COLUMN_COUNT);
	} else {
		(void)surface_wrap(&surface, 0, 0, surface.width, ATTRIBUTE_NONE, _("There is no milestone yet."));
	}
	for (size_t i = 0; i < session->milestone_count; i++)
		draw_row(&surface, 2 + (int)i, columns, &session->milestones[i]);
	printed = print_surface(&surface);
	surface_release(&surface);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int tell(const struct session *session, const char *name, bool removed)
{
	struct buf line;
	bool printed;

	buf_init(&line);
	if (removed)
		buf_add_format(&line, _("the milestone «%s» is taken away"), name);
	else
		buf_add_format(&line,
			       message_plural("the milestone «%s» is set, after %zu change",
					      "the milestone «%s» is set, after %zu changes", session->done),
			       name, session->done);
	buf_add_char(&line, '\n');
	printed = print(line.data);
	buf_release(&line);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int milestone(const char *path, const char *name, bool remove)
{
	struct session session;
	struct err err;
	int status;

	if (!open_dossier(path, name ? JOURNAL_WRITE : JOURNAL_READ, &session, &status))
		return status;
	if (!name)
		status = list(&session);
	else if (remove ? session_milestone_drop(&session, name, place_stamp(), &err)
			: session_milestone(&session, name, place_stamp(), &err))
		status = tell(&session, name, remove);
	else
		status = failure(&err);
	session_close(&session);
	return status;
}

enum { REMOVE = 1 };

static const struct option_row options[] = {
	{ REMOVE, "remove", NULL, N_("takes the milestone NAME away"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	bool remove = false;
	int status;

	while (command_option(&command_milestone, argc, argv, &status) != -1)
		remove = true;
	if (status >= 0)
		return status;
	if (argc - optind < 1 || argc - optind > 2)
		return usage_error(&command_milestone, "%s", _("expected a file, and the name of a milestone to set"));
	if (remove && argc - optind != 2)
		return usage_error(&command_milestone, "%s", _("expected the name of the milestone to take away"));
	return milestone(argv[optind], argv[optind + 1], remove);
}

const struct command command_milestone = {
	.name = "milestone",
	.arguments = "FILE [NAME]",
	.help = N_("freezes the dossier under a name; without one lists the milestones"),
	.options = options,
	.run = run,
};
