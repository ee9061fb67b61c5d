#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/store/import.h"
#include "command.h"

/* An id that does not exist yet may come later: it is taken, and said. */
static void warn_dependencies(const struct document *document, const struct change *change)
{
	const char *list = change->value;
	struct dependency dependency;

	if (change->kind != CHANGE_USE_CASE || strcmp(change->field, "depends") != 0)
		return;
	while (depends_next(&list, &dependency))
		if (!document_use_case(document, dependency.id))
			complain(_("«%s» depends on «%s», which is not a use case of this dossier"), change->key,
				 dependency.id);
}

static bool tell(const struct session *session, size_t units_before, const char *key)
{
	struct buf line;
	bool printed;

	buf_init(&line);
	if (session->done > units_before) {
		const struct unit *unit = &session->units[session->done - 1];
		const struct change *last = &unit->changes.items[unit->changes.count - 1];

		warn_dependencies(session->document, last);
		buf_add_format(&line, _("%s: «%s» → «%s»\n"), key,
			       *last->before && change_is_secret(session->document, last)
				       ? _("hidden until the votes are revealed")
				       : last->before,
			       last->value);
	} else {
		buf_add_format(&line, _("%s: as it was\n"), key);
	}
	printed = print(line.data);
	buf_release(&line);
	return printed;
}

/* A matrix that the dossier has not yet is taken from the content of today. */
static bool bring_matrix(struct session *session, const struct change *change, struct err *err)
{
	static const char *const no_folder[] = { NULL };
	struct fault_list faults = { 0 };
	struct content *content;
	bool brought;

	if (change->kind != CHANGE_MATRIX || strcmp(change->field, "id") != 0 || !*change->value ||
	    content_matrix(session->document->content, change->value))
		return true;
	content = place_load_content(no_folder, &faults, err);
	if (!content && faults.faults) {
		complain_faults(&faults);
		err_set(err, ERR_FORMAT, N_("the content has faults, and no matrix is taken from it"));
	}
	brought = content && session_add_matrix(session, content, change->value, place_stamp(), err);
	content_free(content);
	fault_list_release(&faults);
	return brought;
}

static int set(const char *path, const char *key, const char *value)
{
	struct change_list changes = { 0 };
	struct session session;
	size_t units;
	struct err err;
	bool done;
	int status;

	if (!open_dossier(path, JOURNAL_WRITE, &session, &status))
		return status;
	units = session.done;
	done = import_parse_key(session.document, key, value, &changes, &err) &&
	       bring_matrix(&session, &changes.items[changes.count - 1], &err);
	done = done && session_apply(&session, &changes, place_stamp(), &err);
	status = !done ? failure(&err) : tell(&session, units, key) ? EXIT_DONE : EXIT_FAILED;
	change_list_release(&changes);
	session_close(&session);
	return status;
}

static int run(int argc, char **argv)
{
	enum { WORDS = 3 };
	char **words;
	int status;

	/* Not between the words, for a value may begin with a hyphen. */
	(void)command_option(&command_set, argc, argv, &status);
	if (status >= 0)
		return status;
	words = argv + optind;
	if (argc - optind > WORDS) {
		optind += WORDS;
		(void)command_option(&command_set, argc, argv, &status);
		if (status >= 0)
			return status;
	} else {
		optind += WORDS;
	}
	if (optind != argc)
		return usage_error(&command_set, "%s", _("expected a file, a key and a value"));
	return set(words[0], words[1], words[2]);
}

const struct command command_set = {
	.name = "set",
	.arguments = "FILE KEY VALUE",
	.help = N_("makes one change"),
	.notes = N_("KEY: service.name, answer.GRID.QUESTION[.FIELD], use-case.ID.FIELD,\n"
		    "     score.ID.CRITERION, vote.ID.CRITERION.PARTICIPANT[.ROUND],\n"
		    "     grid.GRID.target, matrix.id, charter.ID.FIELD, use.ID.FIELD"),
	.in_order = true,
	.run = run,
};
