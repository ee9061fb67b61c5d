#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/store/file.h"
#include "cadran/store/import.h"
#include "command.h"

struct request {
	bool dry_run;
	struct import_map *maps;
	size_t map_count;
};

/* «COLUMN=FIELD», cut in place at its last «=»: a heading may hold one. */
static bool add_map(struct request *request, char *text)
{
	char *equals = strrchr(text, '=');

	if (!equals || equals == text || !equals[1])
		return false;
	*equals = '\0';
	request->maps[request->map_count++] = (struct import_map){ .column = text, .field = equals + 1 };
	return true;
}

static bool read_files(struct import *import, char **paths, struct err *err)
{
	for (; *paths; paths++) {
		const char *name = strcmp(*paths, "-") ? *paths : _("standard input");
		struct buf bytes;
		bool read;

		buf_init(&bytes);
		read = file_read(*paths, &bytes, err);
		if (read)
			import_add(import, name, bytes.data, bytes.length);
		buf_release(&bytes);
		if (!read)
			return false;
	}
	return true;
}

static void tell_file(const struct import_summary *file, struct buf *out)
{
	static const char *const kinds[IMPORT_KIND_COUNT] = {
		[IMPORT_ANSWERS] = N_("answers"),
		[IMPORT_USE_CASES] = N_("use cases"),
		[IMPORT_VOTES] = N_("votes"),
	};

	buf_add_format(out,
		       message_plural("%s: %s, %zu row: %zu added, %zu changed, %zu as they were",
				      "%s: %s, %zu rows: %zu added, %zu changed, %zu as they were", file->row_count),
		       file->name, _(kinds[file->kind]), file->row_count, file->added, file->changed, file->same);
	buf_add_char(out, '\n');
	if (file->ignored && *file->ignored) {
		buf_add_format(out, _("%s: columns left aside: %s"), file->name, file->ignored);
		buf_add_char(out, '\n');
	}
}

static bool tell(const struct import *import, bool dry_run)
{
	struct buf text;
	bool printed;

	buf_init(&text);
	for (size_t i = 0; i < import->file_count; i++)
		tell_file(&import->files[i], &text);
	if (dry_run)
		buf_add_format(&text, "%s\n", _("Nothing was imported: this was a trial."));
	printed = print(text.data);
	buf_release(&text);
	return printed;
}

static int import_files(const char *dossier, char **paths, const struct request *request)
{
	struct session session;
	struct import import;
	struct err err;
	int status;
	bool done;

	if (!open_dossier(dossier, request->dry_run ? JOURNAL_READ : JOURNAL_WRITE, &session, &status))
		return status;
	import_init(&import, session.document, request->maps, request->map_count);
	done = read_files(&import, paths, &err);
	if (!import_finish(&import) && done) {
		complain_faults(&import.faults);
		done = err_set(&err, ERR_VALUE, N_("nothing was imported"));
	} else if (done) {
		complain_faults(&import.faults);
		if (!request->dry_run)
			done = session_apply(&session, &import.changes, place_stamp(), &err);
	}
	status = !done ? failure(&err) : tell(&import, request->dry_run) ? EXIT_DONE : EXIT_FAILED;
	import_release(&import);
	session_close(&session);
	return status;
}

static int run(int argc, char **argv)
{
	enum { DRY_RUN = 1, MAP };
	static const struct option options[] = { { "dry-run", no_argument, NULL, DRY_RUN },
						 { "map", required_argument, NULL, MAP },
						 COMMON_OPTIONS };
	struct request request = { .maps = xcalloc((size_t)argc, sizeof(*request.maps)) };
	int option, status;

	while ((option = command_option(&command_import, argc, argv, "", options, &status)) != -1) {
		if (option == DRY_RUN)
			request.dry_run = true;
		else if (!add_map(&request, optarg)) {
			status = usage_error(&command_import, _("«%s» is not COLUMN=FIELD"), optarg);
			break;
		}
	}
	if (status < 0 && argc - optind < 2)
		status = usage_error(&command_import, "%s", _("expected a dossier and at least one CSV file"));
	if (status < 0)
		status = import_files(argv[optind], argv + optind + 1, &request);
	free(request.maps);
	return status;
}

const struct command command_import = {
	.name = "import",
	.synopsis = "FILE CSV… [--dry-run] [--map COLUMN=FIELD]…",
	.help = N_("reads answers, use cases or votes from CSV files, told by their headings; all or nothing"),
	.run = run,
};
