#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/app/proposal.h"
#include "cadran/base/alloc.h"
#include "cadran/core/upgrade.h"
#include "cadran/store/content_read.h"
#include "command.h"

struct request {
	const char *path, *name, *matrix, *demo_id, *from;
	bool demo;
	const char **directories; /* ended by NULL */
};

/* Without a name a service is called like its file. */
static char *name_of_file(const char *path)
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path, *dot = strrchr(base, '.');

	return xstrndup(base, dot && dot != base ? (size_t)(dot - base) : strlen(base));
}

static bool propose(const struct request *request, struct content *content, struct change_list *changes,
		    struct err *err)
{
	char *name = request->name ? xstrdup(request->name) : name_of_file(request->path);
	bool done = !request->demo || (content_choose_demo(content, request->demo_id, err) &&
				       proposal_demo(content, message_language(), changes, err));

	if (done && (!request->demo || request->name))
		(void)change_add(changes, CHANGE_SERVICE, "", service_field_id(SERVICE_NAME), name);
	free(name);
	return done;
}

/* The content of the old dossier in the versions of today; NULL with `err` where its matrix cannot be chosen. */
static struct content *content_of_today(const struct request *request, const struct document *old,
					const struct content *today, struct err *err)
{
	const struct content_source **newer = xcalloc(old->content->source_count, sizeof(struct content_source *));
	const char *id = request->matrix ? request->matrix : old->matrix;
	const struct content_source *matrix = content_source(today, CONTENT_MATRIX, id);
	struct fault_list faults = { 0 };
	struct content *content;

	(void)content_newer(old->content, today, newer);
	content = content_upgrade(old->content, newer);
	free(newer);
	if (matrix && !content_matrix(content, id))
		(void)content_add_matrix(content, matrix->name, matrix->bytes, matrix->length, &faults);
	fault_list_release(&faults);
	if (content_choose_matrix(content, id, err))
		return content;
	content_free(content);
	return NULL;
}

/* Takes `today` over. */
static int make_from(const struct request *request, struct content *today)
{
	struct session old;
	struct content *content;
	struct err err;
	int status;

	if (!open_dossier(request->from, JOURNAL_READ, &old, &status)) {
		content_free(today);
		return status;
	}
	content = content_of_today(request, old.document, today, &err);
	status =
		content && session_create_from(request->path, old.document, content, request->name, place_stamp(), &err)
			? EXIT_DONE
			: failure(&err);
	session_close(&old);
	content_free(today);
	return status;
}

static int make(const struct request *request)
{
	struct fault_list faults = { 0 };
	struct change_list changes = { 0 };
	struct err err = { 0 };
	struct content *content = place_load_content(request->directories, &faults, &err);
	int status = EXIT_DONE;

	if (!content && faults.faults) {
		complain_faults(&faults);
		complain("%s", _("this content cannot be used; nothing was made"));
		status = EXIT_FAILED;
	} else if (!content) {
		status = failure(&err);
	} else if (request->from) {
		status = make_from(request, content);
	} else if (!content_choose_matrix(content, request->matrix, &err) ||
		   !propose(request, content, &changes, &err)) {
		status = failure(&err);
		content_free(content);
	} else if (!session_create(request->path, content, &changes, place_stamp(), &err)) {
		status = failure(&err);
	}
	change_list_release(&changes);
	fault_list_release(&faults);
	return status;
}

enum { NAME = 1, MATRIX, DEMO, CONTENT, FROM };

static const struct option_row options[] = {
	{ NAME, "name", "NAME", N_("name of the service; without it, of the file"), false },
	{ MATRIX, "matrix", "ID", N_("the matrix to use"), false },
	{ DEMO, "demo", "ID", N_("fills in a demonstration: spsti|hospital|start"), true },
	{ FROM, "from", "OLD", N_("begins with all that the dossier OLD holds"), false },
	{ CONTENT, "content", "DIR", N_("takes all content from DIR; can be repeated"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct request request = { .directories = xcalloc((size_t)argc + 1, sizeof(char *)) };
	size_t directory_count = 0;
	int option, status;

	while ((option = command_option(&command_new, argc, argv, &status)) != -1) {
		if (option == NAME) {
			request.name = optarg;
		} else if (option == MATRIX) {
			request.matrix = optarg;
		} else if (option == DEMO) {
			request.demo = true;
			request.demo_id = optarg;
		} else if (option == FROM) {
			request.from = optarg;
		} else {
			request.directories[directory_count++] = optarg;
		}
	}
	if (status < 0 && argc - optind != 1)
		status = usage_error(&command_new, "%s", _("expected one file"));
	if (status < 0 && request.from && request.demo)
		status = usage_error(&command_new, "%s", _("--from and --demo do not go together"));
	if (status < 0) {
		request.path = argv[optind];
		status = make(&request);
	}
	free(request.directories);
	return status;
}

const struct command command_new = {
	.name = "new",
	.arguments = "FILE",
	.help = N_("makes a dossier, empty, of a demonstration or of another one"),
	.options = options,
	.run = run,
};
