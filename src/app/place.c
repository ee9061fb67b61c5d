#include "cadran/app/place.h"

#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "cadran/base/buf.h"
#include "cadran/base/environment.h"
#include "cadran/base/utf8.h"
#include "cadran/store/content_dir.h"

#ifndef CADRAN_DATADIR
#define CADRAN_DATADIR "/usr/local/share/cadran"
#endif
#ifndef CADRAN_LOCALEDIR
#define CADRAN_LOCALEDIR "/usr/local/share/locale"
#endif

enum { PLACE_SIZE = 4096 };

static bool is_folder(const char *path)
{
	struct stat status;

	return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

static bool join(char *out, const char *first, const char *second)
{
	return snprintf(out, PLACE_SIZE, "%s%s", first, second) < PLACE_SIZE;
}

/* Cuts the last part of a path off; false where nothing is left. */
static bool cut_last(char *path)
{
	char *slash = strrchr(path, '/');

	if (!slash)
		return false;
	*slash = '\0';
	return true;
}

/*
 * The folder beside the program that holds `marker`: PREFIX/`installed` for
 * PREFIX/bin/cadran, or the source tree for a program built below it. False
 * where there is none.
 */
static bool find_beside(const char *installed, const char *source, const char *marker, char *found)
{
	char root[PLACE_SIZE], probe[PLACE_SIZE + 32];
	ssize_t length = readlink("/proc/self/exe", root, sizeof(root) - 1);
	const char *const ends[] = { installed, source };

	root[length > 0 ? length : 0] = '\0';
	(void)cut_last(root);
	for (int up = 0; up < 2 && cut_last(root); up++) {
		for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
			if (!join(found, root, ends[i]))
				continue;
			(void)snprintf(probe, sizeof(probe), "%s%s", found, marker);
			if (is_folder(probe))
				return true;
		}
	}
	return false;
}

const char *place_data(void)
{
	static char path[PLACE_SIZE];
	const char *own = environment("CADRAN_DATA");

	if (own)
		return own;
	return find_beside("/share/cadran", "", "/questionnaires", path) ? path : CADRAN_DATADIR;
}

const char *place_locale(void)
{
	static char path[PLACE_SIZE];
	const char *own = environment("CADRAN_LOCALE");

	if (own)
		return own;
	return find_beside("/share/locale", "/build/locale", "/fr", path) ? path : CADRAN_LOCALEDIR;
}

/* XDG Base Directory: a relative path is ignored. */
static bool user_folder(char *path)
{
	const char *data = environment("XDG_DATA_HOME"), *home = environment("HOME");

	if (data && *data == '/')
		return join(path, data, "/cadran") && is_folder(path);
	return home && *home == '/' && join(path, home, "/.local/share/cadran") && is_folder(path);
}

static bool add_shipped(struct content *content, struct fault_list *faults, struct err *err)
{
	static const char *const folders[] = { "/questionnaires", "/matrices" };
	char path[PLACE_SIZE];

	if (user_folder(path) && !content_add_path(content, path, faults, err))
		return false;
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (!join(path, place_data(), folders[i]) || !content_add_path(content, path, faults, err))
			return false;
	return true;
}

struct content *place_load_content(const char *const *directories, struct fault_list *faults, struct err *err)
{
	struct content *content = content_new();
	bool added = true;

	if (*directories)
		for (; added && *directories; directories++)
			added = content_add_path(content, *directories, faults, err);
	else
		added = add_shipped(content, faults, err);
	if (added && !faults->faults)
		content_check(content, faults);
	if (added && !faults->faults && !content->criteria.count)
		added = err_set(err, ERR_USAGE, N_("criteria are needed, and the content has none"));
	if (added && !faults->faults)
		return content;
	content_free(content);
	return NULL;
}

/* Asked once: each change needs it, and a directory server may stand behind it. */
static const char *account(void)
{
	static char name[128];
	const struct passwd *user;

	if (!*name) {
		user = getpwuid(getuid());
		(void)snprintf(name, sizeof(name), "%s", user && *user->pw_name ? user->pw_name : "cadran");
	}
	return name;
}

static const char *author(void)
{
	static char name[128];
	const char *own = environment("CADRAN_AUTHOR");

	if (!own)
		own = environment("LOGNAME");
	if (!own)
		own = account();
	(void)snprintf(name, sizeof(name), "%s", own);
	name[utf8_whole(name, strlen(name))] = '\0';
	return utf8_valid(name, strlen(name)) && !text_forbidden(name) ? name : "cadran";
}

void place_add_path(const char *path, struct buf *out)
{
	const char *home = environment("HOME");

	if (home && *path == '~' && (path[1] == '/' || !path[1]))
		buf_add_text(out, home);
	else
		home = NULL;
	buf_add_text(out, home ? path + 1 : path);
}

struct journal_stamp place_stamp(void)
{
	static char text[32];
	const char *fixed = environment("SOURCE_DATE_EPOCH");
	time_t now = fixed ? (time_t)strtoll(fixed, NULL, 10) : time(NULL);
	struct tm parts;

	if (!gmtime_r(&now, &parts) || !strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%SZ", &parts))
		text[0] = '\0';
	return (struct journal_stamp){ author(), text };
}
