#include "cadran/store/file.h"

#include <errno.h>
#include <fcntl.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cadran/base/alloc.h"
#include "cadran/base/buf.h"

static bool read_stream(int descriptor, const char *path, struct buf *out, struct err *err)
{
	char chunk[65536];
	ssize_t count;

	do {
		count = read(descriptor, chunk, sizeof(chunk));
		if (count < 0 && errno != EINTR)
			return err_set_errno(err, errno, N_("«%s» cannot be read"), path);
		if (count > 0)
			buf_add(out, chunk, (size_t)count);
		if (out->length > FILE_MAX_BYTES)
			return err_set(err, ERR_FORMAT, N_("«%s» is too large; at most %ld MiB can be read"), path,
				       FILE_MAX_BYTES / (1024 * 1024));
	} while (count);
	return true;
}

bool file_read_descriptor(int descriptor, const char *path, struct buf *out, struct err *err)
{
	struct stat status;

	if (fstat(descriptor, &status))
		return err_set_errno(err, errno, N_("«%s» cannot be read"), path);
	if (!S_ISREG(status.st_mode))
		return err_set(err, ERR_FORMAT, N_("«%s» is not a regular file"), path);
	if (status.st_size > FILE_MAX_BYTES)
		return err_set(err, ERR_FORMAT, N_("«%s» is too large; at most %ld MiB can be read"), path,
			       FILE_MAX_BYTES / (1024 * 1024));
	if (lseek(descriptor, 0, SEEK_SET) < 0)
		return err_set_errno(err, errno, N_("«%s» cannot be read"), path);
	return read_stream(descriptor, path, out, err);
}

bool file_read(const char *path, struct buf *out, struct err *err)
{
	int descriptor;
	bool read_all;

	if (!strcmp(path, "-"))
		return read_stream(STDIN_FILENO, path, out, err);
	/* A pipe would make open() wait for ever. */
	descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (descriptor < 0)
		return err_set_errno(err, errno, N_("«%s» cannot be opened"), path);
	read_all = file_read_descriptor(descriptor, path, out, err);
	(void)close(descriptor);
	return read_all;
}

bool file_write_all(int descriptor, const char *bytes, size_t length)
{
	while (length) {
		ssize_t count = write(descriptor, bytes, length);

		if (count < 0 && errno != EINTR)
			return false;
		if (count > 0) {
			bytes += count;
			length -= (size_t)count;
		}
	}
	return true;
}

bool file_read_at(int descriptor, char *bytes, size_t length, off_t place)
{
	while (length) {
		const ssize_t count = pread(descriptor, bytes, length, place);

		if (count == 0 || (count < 0 && errno != EINTR))
			return false;
		if (count > 0) {
			bytes += count;
			length -= (size_t)count;
			place += count;
		}
	}
	return true;
}

bool file_flush(int descriptor)
{
	while (fdatasync(descriptor))
		if (errno != EINTR)
			return false;
	return true;
}

/* A name is only on the disk when its folder is. Some file systems cannot say: then nothing more can be done. */
static void flush_folder(const char *path)
{
	const char *slash = strrchr(path, '/');
	char *folder = slash ? xstrndup(path, (size_t)(slash - path) + 1) : xstrdup(".");
	int descriptor = open(folder, O_RDONLY | O_CLOEXEC);

	if (descriptor >= 0) {
		(void)fsync(descriptor);
		(void)close(descriptor);
	}
	free(folder);
}

/* A file beside `path` with this content, on the disk; its name in `temporary`. */
static bool write_beside(const char *path, mode_t mode, const char *bytes, size_t length, struct buf *temporary,
			 struct err *err)
{
	const char *slash = strrchr(path, '/');
	int descriptor, number;

	buf_add(temporary, path, slash ? (size_t)(slash - path) + 1 : 0);
	buf_add_format(temporary, ".%s.XXXXXX", slash ? slash + 1 : path);
	descriptor = mkstemp(temporary->data);
	if (descriptor < 0)
		return err_set_errno(err, errno, N_("«%s» cannot be written"), path);
	if (fchmod(descriptor, mode) == 0 && file_write_all(descriptor, bytes, length) && file_flush(descriptor)) {
		if (close(descriptor) == 0)
			return true;
		number = errno;
	} else {
		number = errno;
		(void)close(descriptor);
	}
	(void)unlink(temporary->data);
	return err_set_errno(err, number, N_("«%s» cannot be written"), path);
}

/* Gives `from` its name, never over a file that is there; some file systems have no links. */
static bool name_new(const char *from, const char *path)
{
	struct stat status;

	if (link(from, path) == 0) {
		(void)unlink(from);
		return true;
	}
	if (errno == EEXIST)
		return false;
	if (lstat(path, &status) == 0) {
		errno = EEXIST;
		return false;
	}
	return rename(from, path) == 0;
}

bool file_create(const char *path, const char *bytes, size_t length, struct err *err)
{
	struct buf temporary;
	struct stat status;
	bool made = false;

	if (lstat(path, &status) == 0)
		return err_set(err, ERR_SYSTEM, N_("«%s» exists already; nothing was changed"), path);
	buf_init(&temporary);
	if (!write_beside(path, S_IRUSR | S_IWUSR, bytes, length, &temporary, err))
		goto done;
	made = name_new(temporary.data, path);
	if (!made) {
		err_set_errno(err, errno, N_("«%s» cannot be written"), path);
		(void)unlink(temporary.data);
	} else {
		flush_folder(path);
	}
done:
	buf_release(&temporary);
	return made;
}

static bool write_into(const char *path, const char *bytes, size_t length, struct err *err)
{
	/* A pipe that nobody reads would make open() wait for ever; once open, writing may wait. */
	int descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	bool written;

	if (descriptor < 0 || fcntl(descriptor, F_SETFL, 0) < 0) {
		err_set_errno(err, errno, N_("«%s» cannot be written"), path);
		if (descriptor >= 0)
			(void)close(descriptor);
		return false;
	}
	written = file_write_all(descriptor, bytes, length);
	if (!written)
		err_set_errno(err, errno, N_("«%s» cannot be written"), path);
	if (close(descriptor) && written)
		written = err_set_errno(err, errno, N_("«%s» cannot be written"), path);
	return written;
}

bool file_replace(const char *path, const char *bytes, size_t length, struct err *err)
{
	char *real = realpath(path, NULL);
	const int reason = errno;
	const char *target = real ? real : path;
	mode_t mode = S_IRUSR | S_IWUSR;
	struct buf temporary;
	struct stat status;
	bool done = false;

	buf_init(&temporary);
	if (stat(path, &status) == 0 && !S_ISREG(status.st_mode)) {
		done = write_into(path, bytes, length, err);
		goto end;
	}
	/* A link that leads nowhere, or in a circle, is not written over. */
	if (!real && lstat(path, &status) == 0) {
		err_set_errno(err, reason, N_("«%s» cannot be written"), path);
		goto end;
	}
	if (stat(target, &status) == 0)
		mode = status.st_mode & 07777;
	if (!write_beside(target, mode, bytes, length, &temporary, err))
		goto end;
	done = rename(temporary.data, target) == 0;
	if (!done) {
		err_set_errno(err, errno, N_("«%s» cannot be written"), path);
		(void)unlink(temporary.data);
	} else {
		flush_folder(target);
	}
end:
	buf_release(&temporary);
	free(real);
	return done;
}

struct path_list {
	char **items;
	size_t count, capacity;
};

static bool ends_in(const char *name, const char *suffix)
{
	const size_t length = strlen(name), tail = strlen(suffix);

	return length > tail && !strcmp(name + length - tail, suffix);
}

enum { DEPTH_MAX = 16 };

static bool list_files(const char *directory, const char *suffix, int depth, struct path_list *list, struct err *err)
{
	DIR *folder = opendir(directory);
	const struct dirent *entry;
	bool listed = true;

	if (!folder)
		return err_set_errno(err, errno, N_("the folder «%s» cannot be read"), directory);
	while (listed && (entry = readdir(folder))) {
		struct stat status;
		struct buf path;

		if (entry->d_name[0] == '.')
			continue;
		buf_init(&path);
		buf_add_format(&path, "%s/%s", directory, entry->d_name);
		/* Links to folders are not followed: they may go round in a circle. */
		if (lstat(path.data, &status) == 0 && S_ISDIR(status.st_mode) && depth < DEPTH_MAX) {
			listed = list_files(path.data, suffix, depth + 1, list, err);
		} else if (ends_in(entry->d_name, suffix)) {
			ARRAY_GROW(list->items, list->count, list->capacity);
			list->items[list->count++] = xstrdup(path.data);
		}
		buf_release(&path);
	}
	(void)closedir(folder);
	return listed;
}

static int compare_paths(const void *left, const void *right)
{
	return strcmp(*(char *const *)left, *(char *const *)right);
}

bool file_walk(const char *directory, const char *suffix,
	       bool (*each)(const char *path, void *context, struct err *err), void *context, struct err *err)
{
	struct path_list list = { 0 };
	bool walked = list_files(directory, suffix, 0, &list, err);

	if (list.count)
		qsort(list.items, list.count, sizeof(*list.items), compare_paths);
	for (size_t i = 0; i < list.count; i++) {
		walked = walked && each(list.items[i], context, err);
		free(list.items[i]);
	}
	free(list.items);
	return walked;
}
