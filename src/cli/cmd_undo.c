#include "cadran/app/place.h"
#include "command.h"

/* «answer.data.quality.errors.level: «3»», or the number of changes of a batch. A secret vote stays one. */
static bool tell(const struct document *document, const struct unit *unit, bool undone)
{
	const struct change *change = unit->changes.items;
	struct buf line;
	bool printed;

	buf_init(&line);
	if (unit->other)
		buf_add_text(&line, _("newer content"));
	else if (!unit->changes.count)
		buf_add_text(&line, _("a batch without changes"));
	else if (unit->changes.count > 1)
		buf_add_format(&line, _("a batch of %zu changes"), unit->changes.count);
	else
		buf_add_format(&line, _("%s%s%s.%s: «%s»"), change_kind_id(change->kind), *change->key ? "." : "",
			       change->key, change->field,
			       change_is_secret(document, change) ? _("hidden until the votes are revealed")
								  : change->value);
	buf_add_format(&line, " %s\n", undone ? _("taken back") : _("done again"));
	printed = print(line.data);
	buf_release(&line);
	return printed;
}

static int step(const struct command *command, int argc, char **argv, bool undo)
{
	const struct unit *unit = NULL;
	struct session session;
	struct err err;
	int status;
	bool done;

	(void)command_option(command, argc, argv, &status);
	if (status >= 0)
		return status;
	if (argc - optind != 1)
		return usage_error(command, "%s", _("expected one file"));
	if (!open_dossier(argv[optind], JOURNAL_WRITE, &session, &status))
		return status;
	done = undo ? session_undo(&session, place_stamp(), &unit, &err)
		    : session_redo(&session, place_stamp(), &unit, &err);
	if (done && !unit)
		(void)err_set(&err, ERR_VALUE,
			      undo ? N_("there is nothing to take back") : N_("there is nothing to do again"));
	status = !done || !unit ? failure(&err) : tell(session.document, unit, undo) ? EXIT_DONE : EXIT_FAILED;
	session_close(&session);
	return status;
}

static int run_undo(int argc, char **argv)
{
	return step(&command_undo, argc, argv, true);
}

static int run_redo(int argc, char **argv)
{
	return step(&command_redo, argc, argv, false);
}

const struct command command_undo = {
	.name = "undo",
	.arguments = "FILE",
	.help = N_("takes back the last change, or the last import as a whole"),
	.run = run_undo,
};

const struct command command_redo = {
	.name = "redo",
	.arguments = "FILE",
	.help = N_("does again what was taken back last"),
	.run = run_redo,
};
