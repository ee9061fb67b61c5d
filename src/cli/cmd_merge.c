#include <string.h>

#include "cadran/app/merge.h"
#include "cadran/app/place.h"
#include "cadran/tui/wording.h"
#include "command.h"

/* «kept: Data quality (quality.errors), level: 4 Managed (Claire, 2026-11-21 09:12, b.cadran)» */
static void add_side(struct buf *out, const struct scene *scene, const struct merge_conflict *conflict,
		     const struct merge_value *side)
{
	const struct change change = { conflict->kind, conflict->key, conflict->field, side->value, NULL };
	const size_t begin = out->length;

	if (conflict->secret)
		word_secret_vote(out, scene, &change);
	else
		word_change(out, scene, &change);
	if (out->length == begin)
		buf_add_format(out, "%s %s: %s", conflict->key, conflict->field, side->value);
	buf_add_format(out, " (%s, ", *side->author ? side->author : _("Somebody"));
	word_moment(out, scene->language, side->time);
	buf_add_format(out, ", %s)\n", side->path);
}

static void add_conflict(struct buf *out, const struct scene *scene, const struct merge_conflict *conflict)
{
	buf_add_format(out, "  %s", _("kept: "));
	add_side(out, scene, conflict, &conflict->kept);
	buf_add_format(out, "    %s", _("not kept: "));
	add_side(out, scene, conflict, &conflict->other);
}

static void add_rename(struct buf *out, const struct merge_rename *rename)
{
	buf_add_format(out, _("%s: «%s» (%s) is another than that of this id elsewhere, and becomes «%s»"),
		       rename->path, rename->before, rename->name, rename->after);
	buf_add_char(out, '\n');
}

/* Names are those of the dossier that was written, or would be. */
static void add_conflicts(struct buf *out, const struct merge_request *request, const struct merge_report *report)
{
	const bool made = request->output && !request->dry_run;
	struct session session;
	struct err err;

	if (!report->conflict_count)
		return;
	if (!session_open(made ? request->output : request->paths[0], JOURNAL_READ, &session, &err)) {
		complain("%s", err.text);
		return;
	}
	const struct evaluation evaluation = { .document = session.document };
	const struct scene scene = { .evaluation = &evaluation, .language = message_language() };

	for (size_t i = 0; i < report->conflict_count; i++)
		add_conflict(out, &scene, &report->conflicts[i]);
	session_close(&session);
}

static int tell(const struct merge_request *request, const struct merge_report *report)
{
	struct buf out;
	bool printed;

	buf_init(&out);
	for (size_t i = 0; i < report->rename_count; i++)
		add_rename(&out, &report->renames[i]);
	buf_add_format(&out, message_plural("%zu value taken", "%zu values taken", report->taken), report->taken);
	buf_add_text(&out, ", ");
	buf_add_format(&out, message_plural("%zu conflict", "%zu conflicts", report->conflict_count),
		       report->conflict_count);
	buf_add_char(&out, '\n');
	add_conflicts(&out, request, report);
	if (request->dry_run)
		buf_add_format(&out, "%s\n", _("Nothing was changed: this was a trial."));
	printed = print(out.data);
	buf_release(&out);
	return printed ? EXIT_DONE : EXIT_FAILED;
}

static int merge(const struct merge_request *request)
{
	struct merge_report report;
	struct err err;
	const bool done = merge_files(request, place_stamp(), &report, &err);
	int status;

	complain_faults(&report.faults);
	status = done ? tell(request, &report) : failure(&err);
	merge_report_release(&report);
	return status;
}

enum { DRY_RUN = 1 };

static const struct option_row options[] = {
	{ 'o', "output", "NEW", N_("makes the dossier NEW, touches no other"), false },
	{ DRY_RUN, "dry-run", NULL, N_("reports what would happen, changes nothing"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct merge_request request = { .dry_run = false };
	int option, status;

	while ((option = command_option(&command_merge, argc, argv, &status)) != -1) {
		if (option == 'o')
			request.output = optarg;
		else
			request.dry_run = true;
	}
	if (status >= 0)
		return status;
	if (argc - optind < 2 || argc - optind > MERGE_FILES_MOST)
		return usage_error(&command_merge, _("expected 2 to %d files"), MERGE_FILES_MOST);
	request.paths = (const char *const *)argv + optind;
	request.count = (size_t)(argc - optind);
	return merge(&request);
}

const struct command command_merge = {
	.name = "merge",
	.arguments = "FILE FILE…",
	.help = N_("takes what several people collected on one service together"),
	.options = options,
	.run = run,
};
