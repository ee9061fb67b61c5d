#include "editor.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cadran/base/utf8.h"
#include "cadran/core/change.h"
#include "cadran/store/file.h"
#include "cadran/tui/term.h"

enum { PATH_SIZE = 4096, NOT_RUNNABLE = 126, NOT_FOUND = 127 /* of the shell */ };

/* The variable may have arguments and quotes, the path is an argument of its own; no shell stays between, for signals.
 */
static char shell[] = "/bin/sh", option[] = "-c", name[] = "cadran";
static char script[] = "eval \"exec ${VISUAL:-${EDITOR:-vi}} \\\"\\$1\\\"\"";

static const char *editor_name(void)
{
	const char *visual = getenv("VISUAL"), *editor = getenv("EDITOR");

	return visual && *visual ? visual : editor && *editor ? editor : "vi";
}

/* A new folder for us alone, in the first place that takes one. */
static bool make_folder(char folder[PATH_SIZE])
{
	const char *const places[] = { getenv("XDG_RUNTIME_DIR"), getenv("TMPDIR"), "/tmp" };

	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++)
		if (places[i] && *places[i] == '/' &&
		    snprintf(folder, PATH_SIZE, "%s/cadran-XXXXXX", places[i]) < PATH_SIZE && mkdtemp(folder))
			return true;
	return false;
}

/* With what the editor left beside the text. */
static void remove_folder(const char *folder)
{
	DIR *entries = opendir(folder);
	const struct dirent *entry;

	while (entries && (entry = readdir(entries))) {
		char path[2 * PATH_SIZE];

		if (snprintf(path, sizeof(path), "%s/%s", folder, entry->d_name) < (int)sizeof(path))
			(void)unlink(path);
	}
	if (entries)
		(void)closedir(entries);
	(void)rmdir(folder);
}

static bool write_text(const char *path, const char *text, struct err *err)
{
	struct buf lines;
	bool written;

	buf_init(&lines);
	buf_add_text(&lines, text);
	if (lines.length && lines.data[lines.length - 1] != '\n')
		buf_add_char(&lines, '\n');
	written = file_create(path, lines.data, lines.length, err);
	buf_release(&lines);
	return written;
}

static bool check_status(int status, struct err *err)
{
	if (WIFSIGNALED(status))
		return err_set(err, ERR_SYSTEM, N_("the editor «%s» was ended by signal %d; the text is as it was"),
			       editor_name(), WTERMSIG(status));
	if (WEXITSTATUS(status) == NOT_FOUND || WEXITSTATUS(status) == NOT_RUNNABLE)
		return err_set(
			err, ERR_SYSTEM,
			N_("the editor «%s» cannot be run; VISUAL or EDITOR names another. The text is as it was"),
			editor_name());
	return WEXITSTATUS(status) == 0 ||
	       err_set(err, ERR_SYSTEM, N_("the editor «%s» ended with %d; the text is as it was"), editor_name(),
		       WEXITSTATUS(status));
}

static bool read_text(const char *path, struct buf *out, struct err *err)
{
	const size_t before = out->length;
	bool good;

	if (!file_read(path, out, err))
		return false;
	if (out->length > before && out->data[out->length - 1] == '\n')
		buf_truncate(out, out->length - 1);
	good = out->length - before <= VALUE_MOST ||
	       err_set(err, ERR_VALUE, N_("a text of %zu bytes is too long; %d are taken. The text is as it was"),
		       out->length - before, VALUE_MOST);
	good = good && (utf8_valid(out->data + before, out->length - before) ||
			err_set(err, ERR_FORMAT, N_("what the editor wrote is not UTF-8; the text is as it was")));
	if (!good)
		buf_truncate(out, before);
	return good;
}

bool editor_run(const char *text, struct buf *out, struct err *err)
{
	char folder[PATH_SIZE], path[PATH_SIZE + 16];
	char *const arguments[] = { shell, option, script, name, path, NULL };
	int status = 0;
	bool done;

	if (!make_folder(folder))
		return err_set(err, ERR_SYSTEM, N_("no folder for the editor's file can be made in TMPDIR or /tmp"));
	(void)snprintf(path, sizeof(path), "%s/cadran.txt", folder);
	done = write_text(path, text, err) && term_run(arguments, &status, err) && check_status(status, err) &&
	       read_text(path, out, err);
	remove_folder(folder);
	return done;
}
