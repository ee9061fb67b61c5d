#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/base/number.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "cadran/tui/upgrade_words.h"
#include "command.h"

struct request {
	const char *path;
	bool dry_run;
	const char **directories; /* ended by NULL */
};

/* `content` passes to the session. */
static int take_up(const struct request *request, struct session *session, struct content *content, struct buf *out)
{
	struct err err;

	if (request->dry_run) {
		buf_add_format(out, "%s\n", _("Nothing was changed: this was a trial."));
		content_free(content);
	} else if (!session_upgrade(session, content, place_stamp(), &err)) {
		return failure(&err);
	}
	return print(out->data) ? EXIT_DONE : EXIT_FAILED;
}

static int upgrade_from(const struct request *request, struct session *session, const struct content *shipped)
{
	const struct content *own = session->document->content;
	const struct content_source **newer = xcalloc(own->source_count, sizeof(struct content_source *));
	struct content *content;
	struct buf out;
	int status;

	buf_init(&out);
	if (content_newer(own, shipped, newer)) {
		content = content_upgrade(own, newer);
		upgrade_report(&out, session->document, content, newer);
		status = take_up(request, session, content, &out);
	} else {
		buf_add_format(&out, "%s\n", _("nothing newer"));
		status = print(out.data) ? EXIT_DONE : EXIT_FAILED;
	}
	buf_release(&out);
	free(newer);
	return status;
}

static int upgrade(const struct request *request)
{
	const enum journal_access access = request->dry_run ? JOURNAL_READ : JOURNAL_WRITE;
	struct fault_list faults = { 0 };
	struct err err = { 0 };
	struct content *content = place_load_content(request->directories, &faults, &err);
	struct session session;
	int status;

	if (!content) {
		complain_faults(&faults);
		status = faults.faults ? EXIT_FAILED : failure(&err);
	} else if (open_dossier(request->path, access, &session, &status)) {
		status = upgrade_from(request, &session, content);
		session_close(&session);
	}
	content_free(content);
	fault_list_release(&faults);
	return status;
}

enum { DRY_RUN = 1, CONTENT };

static const struct option_row options[] = {
	{ DRY_RUN, "dry-run", NULL, N_("reports what would happen, changes nothing"), false },
	{ CONTENT, "content", "DIR", N_("takes newer content from DIR; can be repeated"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct request request = { .directories = xcalloc((size_t)argc + 1, sizeof(char *)) };
	size_t directory_count = 0;
	int option, status;

	while ((option = command_option(&command_upgrade, argc, argv, &status)) != -1) {
		if (option == DRY_RUN)
			request.dry_run = true;
		else
			request.directories[directory_count++] = optarg;
	}
	if (status < 0 && argc - optind != 1)
		status = usage_error(&command_upgrade, "%s", _("expected one file"));
	if (status < 0) {
		request.path = argv[optind];
		status = upgrade(&request);
	}
	free(request.directories);
	return status;
}

const struct command command_upgrade = {
	.name = "upgrade",
	.arguments = "FILE",
	.help = N_("takes up newer versions of the content, says what was kept"),
	.options = options,
	.run = run,
};
