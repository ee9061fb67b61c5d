/*
 * «cadran FILE»: the interface where there is a terminal, else the dossier on
 * one page.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cadran/app/place.h"
#include "cadran/tui/interface.h"
#include "command.h"

enum { SIGNAL_STATUS = 128 };

/* What is wrong with the content is for «cadran check»; the dossier has its own copy. */
static struct content *load_content(void)
{
	static const char *const shipped[] = { NULL };
	struct fault_list faults = { 0 };
	struct err err;
	struct content *content = place_load_content(shipped, &faults, &err);

	fault_list_release(&faults);
	return content;
}

static struct interface interface(void)
{
	const char *mouse = getenv("CADRAN_MOUSE");

	return (struct interface){
		.codeset = terminal_codeset(),
		.ascii = is_ascii(),
		.mouse = !mouse || strcmp(mouse, "off") != 0,
		.stamp = place_stamp,
		.load = load_content,
	};
}

static int show_summary(char *path)
{
	char name[] = "show", view[] = "summary";
	char *argv[] = { name, path, view, NULL };

	return command_show.run(3, argv);
}

static int make(char *path, const char *service)
{
	char name[] = "new", option[] = "--name";
	char *value = (char *)service, *argv[] = { name, option, value, path, NULL };

	return command_new.run(4, argv);
}

/* A folder that is not there is told before anything is typed. */
static bool folder_is_there(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf folder;
	struct stat status;
	bool there;

	buf_init(&folder);
	if (slash)
		buf_add(&folder, path, (size_t)(slash - path));
	there = !folder.length || (stat(folder.data, &status) == 0 && S_ISDIR(status.st_mode));
	if (!there)
		complain(_("«%s» is not a folder; nothing was made"), folder.data);
	buf_release(&folder);
	return there;
}

static int create(char *path)
{
	const struct interface asking = interface();
	struct buf name;
	struct err err;
	int signal = 0, status = EXIT_DONE;

	if (!folder_is_there(path))
		return EXIT_FAILED;
	buf_init(&name);
	if (interface_ask_name(&asking, path, &name, &signal, &err))
		status = make(path, name.data);
	else if (err.kind != ERR_NONE)
		status = failure(&err);
	else
		status = signal ? SIGNAL_STATUS + signal : EXIT_FAILED;
	buf_release(&name);
	return status;
}

static int run(const char *path)
{
	const struct interface running = interface();
	struct session session;
	struct err why, err;
	int signal = 0, status = EXIT_DONE;

	if (!session_open_any(path, &session, &why, &err))
		return failure(&err);
	if (!interface_run(&running, &session, &why, &signal, &err)) {
		status = failure(&err);
		complain(_("without a terminal: cadran show %s summary, and cadran --help"), path);
	} else if (signal) {
		status = SIGNAL_STATUS + signal;
	}
	session_close(&session);
	return status;
}

bool has_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO);
}

int open_interface(char *path)
{
	const bool there = access(path, F_OK) == 0;

	if (!has_terminal())
		return show_summary(path);
	if (!there) {
		const int status = create(path);

		if (status != EXIT_DONE)
			return status;
	}
	return run(path);
}
