#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "cadran/app/place.h"
#include "cadran/base/alloc.h"
#include "cadran/store/file.h"
#include "cadran/store/import.h"
#include "cadran/tui/import_words.h"
#include "command.h"

enum { LINES_SHOWN = 40 /* of a trial */ };

struct request {
	bool dry_run, all, keep_good;
	struct import_map_list maps;
	char **map_files; /* borrowed */
	size_t map_file_count;
};

/* «COLUMN=FIELD», cut in place at its last «=»: a heading may hold one. */
static bool add_map(struct request *request, char *text)
{
	char *equals = strrchr(text, '=');

	if (!equals || equals == text || !equals[1])
		return false;
	*equals = '\0';
	import_map_add(&request->maps, text, equals + 1);
	return true;
}

/* After the options: what stands there itself comes before what a file says. */
static bool read_maps(struct request *request, struct err *err)
{
	struct fault_list faults = { 0 };
	bool read = true;

	for (size_t i = 0; read && i < request->map_file_count; i++) {
		struct buf bytes;

		buf_init(&bytes);
		read = file_read(request->map_files[i], &bytes, err);
		if (read)
			import_map_read(&request->maps, request->map_files[i], bytes.data, bytes.length, &faults);
		buf_release(&bytes);
	}
	complain_faults(&faults);
	if (read && faults.faults)
		read = err_set(err, ERR_VALUE, N_("nothing was imported"));
	fault_list_release(&faults);
	return read;
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

static bool tell(struct import *import, const struct request *request)
{
	struct buf text;
	bool printed;

	buf_init(&text);
	if (request->dry_run)
		import_word_changes(&text, import, message_language(), request->all ? SIZE_MAX : LINES_SHOWN,
				    _("--all lists them all"));
	for (size_t i = 0; i < import->file_count; i++)
		import_word_summary(&text, &import->files[i], request->dry_run);
	if (request->dry_run)
		buf_add_format(&text, "%s\n", _("Nothing was imported: this was a trial."));
	printed = print(text.data);
	buf_release(&text);
	return printed;
}

static int import_files(const char *dossier, char **paths, struct request *request)
{
	struct session session;
	struct import import;
	struct err err;
	int status;
	bool done;

	if (!read_maps(request, &err))
		return failure(&err);
	if (!open_dossier(dossier, request->dry_run ? JOURNAL_READ : JOURNAL_WRITE, &session, &status))
		return status;
	import_init(&import, session.document, request->maps.items, request->maps.count);
	import.keep_good = request->keep_good;
	import.most = journal_room(&session.journal);
	done = read_files(&import, paths, &err);
	if (!import_finish(&import) && done) {
		complain_faults(&import.faults);
		done = err_set(&err, ERR_VALUE, N_("nothing was imported"));
	} else if (done) {
		complain_faults(&import.faults);
		if (!request->dry_run)
			done = session_apply(&session, &import.changes, place_stamp(), &err);
	}
	status = !done ? failure(&err) : tell(&import, request) ? EXIT_DONE : EXIT_FAILED;
	import_release(&import);
	session_close(&session);
	return status;
}

enum { DRY_RUN = 1, ALL, KEEP_GOOD, MAP, MAP_FILE };

static const struct option_row options[] = {
	{ DRY_RUN, "dry-run", NULL, N_("lists what would change, changes nothing"), false },
	{ ALL, "all", NULL, N_("with --dry-run: all changes, not the first 40"), false },
	{ KEEP_GOOD, "keep-good", NULL, N_("imports the rows without a fault"), false },
	{ MAP, "map", "COLUMN=FIELD", N_("takes a column for a field; can be repeated"), false },
	{ MAP_FILE, "map-file", "FILE", N_("reads such lines from FILE; can be repeated"), false },
	{ 0 },
};

static int run(int argc, char **argv)
{
	struct request request = { .map_files = xcalloc((size_t)argc, sizeof(*request.map_files)) };
	int option, status;

	while ((option = command_option(&command_import, argc, argv, &status)) != -1) {
		request.dry_run |= option == DRY_RUN;
		request.all |= option == ALL;
		request.keep_good |= option == KEEP_GOOD;
		if (option == MAP_FILE)
			request.map_files[request.map_file_count++] = optarg;
		if (option == MAP && !add_map(&request, optarg)) {
			status = usage_error(&command_import, _("«%s» is not COLUMN=FIELD"), optarg);
			break;
		}
	}
	if (status < 0 && argc - optind < 2)
		status = usage_error(&command_import, "%s", _("expected a dossier and at least one CSV file"));
	if (status < 0)
		status = import_files(argv[optind], argv + optind + 1, &request);
	import_map_list_release(&request.maps);
	free(request.map_files);
	return status;
}

const struct command command_import = {
	.name = "import",
	.arguments = "FILE CSV…",
	.help = N_("reads answers, use cases or votes from CSV files; all or nothing"),
	.options = options,
	.run = run,
};
