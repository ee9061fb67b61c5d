#include "cadran/store/content_dir.h"

#include <sys/stat.h>

#include "cadran/base/buf.h"
#include "cadran/store/file.h"

struct adding {
	struct content *content;
	struct fault_list *faults;
};

static bool add_file(const char *path, void *context, struct err *err)
{
	const struct adding *adding = context;
	struct buf bytes;
	bool read;

	buf_init(&bytes);
	read = file_read(path, &bytes, err);
	if (read)
		content_add(adding->content, path, bytes.data, bytes.length, adding->faults);
	buf_release(&bytes);
	return read;
}

bool content_add_path(struct content *content, const char *path, struct fault_list *faults, struct err *err)
{
	struct adding adding = { content, faults };
	struct stat status;

	if (stat(path, &status) == 0 && S_ISDIR(status.st_mode))
		return file_walk(path, ".ini", add_file, &adding, err);
	return add_file(path, &adding, err);
}
