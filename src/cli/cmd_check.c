#include <string.h>
#include <sys/stat.h>

#include "cadran/store/content_dir.h"
#include "cadran/store/file.h"
#include "command.h"

#define SUFFIX ".cadran"

/* By its name, or by how it begins. */
static bool is_dossier(const char *path)
{
	struct stat status;
	struct buf bytes;
	struct err err;
	bool dossier;

	const size_t length = strlen(path);

	if (stat(path, &status) || !S_ISREG(status.st_mode))
		return false;
	if (length > strlen(SUFFIX) && !strcmp(path + length - strlen(SUFFIX), SUFFIX))
		return true;
	buf_init(&bytes);
	dossier = file_read(path, &bytes, &err) && !strncmp(bytes.data, "cadran,", 7);
	buf_release(&bytes);
	return dossier;
}

static bool check_dossier(const char *path, struct fault_list *faults, struct err *err)
{
	struct session session;

	if (!session_open(path, JOURNAL_READ, &session, err))
		return false;
	for (size_t i = 0; i < session.faults.count; i++) {
		const struct fault *fault = &session.faults.items[i];

		if (fault->notice)
			fault_notice_text(faults, fault->place, fault->text);
		else
			fault_add(faults, fault->place, "%s", fault->text);
	}
	session_close(&session);
	return true;
}

/* What cannot be read is said at once, and the others are checked all the same. Returns how many were read. */
static int check_all(char **paths, struct fault_list *faults)
{
	struct content *content = content_new();
	struct err err;
	int count = 0;

	for (; *paths; paths++) {
		if (is_dossier(*paths) ? check_dossier(*paths, faults, &err)
				       : content_add_path(content, *paths, faults, &err))
			count++;
		else
			(void)failure(&err);
	}
	content_check(content, faults);
	content_free(content);
	return count;
}

static int run(int argc, char **argv)
{
	struct fault_list faults = { 0 };
	struct buf text;
	int count, status;

	(void)command_option(&command_check, argc, argv, &status);
	if (status >= 0)
		return status;
	if (argc == optind)
		return usage_error(&command_check, "%s", _("expected at least one file or folder"));
	count = check_all(argv + optind, &faults);
	buf_init(&text);
	fault_list_sort(&faults);
	list_faults(&faults, &text);
	if (count) {
		buf_add_format(&text, message_plural("%zu fault", "%zu faults", faults.faults), faults.faults);
		buf_add_char(&text, '\n');
	}
	status = print(text.data) && !faults.faults && count == argc - optind ? EXIT_DONE : EXIT_FAILED;
	buf_release(&text);
	fault_list_release(&faults);
	return status;
}

const struct command command_check = {
	.name = "check",
	.arguments = "PATH…",
	.help = N_("looks for faults in content files, folders of them and dossiers"),
	.run = run,
};
