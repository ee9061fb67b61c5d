#include "cadran/store/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "cadran/base/buf.h"
#include "cadran/base/die.h"
#include "cadran/base/environment.h"
#include "cadran/store/file.h"
#include "xlsx_layout.h"

/*
 * The library does not look whether it got memory, and tells its errors to the
 * terminal in the midst of a screen. It works in a process of its own, which
 * may end as it likes: what it says goes nowhere, but for the sentence that it
 * puts into the pipe `out`. No core, which would hold people's notes.
 */
static _Noreturn void be_the_writer(const struct book *book, const struct xlsx_layout *layout, const char *folder,
				    const char *path, int out)
{
	const struct rlimit no_core = { 0, 0 };
	const int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
	struct err err = { 0 };

	die_set_restore(NULL);
	(void)setrlimit(RLIMIT_CORE, &no_core);
	for (int descriptor = 0; descriptor < 3; descriptor++)
		(void)dup2(nowhere, descriptor);
	if (xlsx_write(book, layout, folder, path, &err))
		_exit(0);
	(void)file_write_all(out, (const char *)&err, sizeof(err));
	_exit(1);
}

static bool read_err(int in, struct err *err)
{
	size_t length = 0;
	ssize_t count;

	while (length < sizeof(*err)) {
		count = read(in, (char *)err + length, sizeof(*err) - length);
		if (!count || (count < 0 && errno != EINTR))
			return false;
		length += count > 0 ? (size_t)count : 0;
	}
	return true;
}

static int wait_for(pid_t writer)
{
	int status = -1;

	while (waitpid(writer, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return status;
}

static bool write_apart(const struct book *book, const struct xlsx_layout *layout, const char *folder, const char *path,
			struct err *err)
{
	bool told;
	int ends[2];
	pid_t writer;

	if (pipe(ends))
		return err_set_errno(err, errno, N_("the workbook cannot be put together in «%s»"), folder);
	writer = fork();
	if (!writer)
		be_the_writer(book, layout, folder, path, ends[1]);
	(void)close(ends[1]);
	told = writer > 0 && read_err(ends[0], err);
	(void)close(ends[0]);
	if (writer > 0 && wait_for(writer) == 0)
		return true;
	/* Without a word: it had no memory. */
	return !told && err_set_errno(err, writer < 0 ? errno : ENOMEM,
				      N_("the workbook cannot be put together in «%s»"), folder);
}

/* What a writer that ended early left is gone too. */
static bool remove_one(const char *path, void *context, struct err *err)
{
	(void)context;
	(void)err;
	(void)unlink(path);
	return true;
}

static void remove_folder(const char *folder)
{
	struct err err;

	(void)file_walk(folder, "", remove_one, NULL, &err);
	(void)rmdir(folder);
}

/* Where the user says, else in the folder of the session that nobody else reads, else where all may write. */
static const char *folder_above(void)
{
	const char *own = environment("TMPDIR"), *session = environment("XDG_RUNTIME_DIR");

	if (own)
		return own;
	return session && *session == '/' && !access(session, W_OK | X_OK) ? session : "/tmp";
}

bool book_xlsx(const struct book *book, struct buf *out, struct err *err)
{
	const char *top = folder_above();
	struct buf folder, path;
	struct xlsx_layout layout;
	bool good = false;

	if (!xlsx_layout_compute(book, &layout, err))
		return false;
	buf_init(&folder);
	buf_init(&path);
	buf_add_format(&folder, "%s/cadran-XXXXXX", top);
	if (!mkdtemp(folder.data)) {
		err_set_errno(err, errno, N_("the workbook cannot be put together in «%s»"), top);
	} else {
		buf_clear(&path);
		buf_add_format(&path, "%s/book.xlsx", folder.data);
		good = write_apart(book, &layout, folder.data, path.data, err) && file_read(path.data, out, err);
		remove_folder(folder.data);
	}
	buf_release(&path);
	buf_release(&folder);
	xlsx_layout_release(&layout);
	return good;
}
