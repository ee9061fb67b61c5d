#include "cadran/store/xlsx.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "cadran/base/buf.h"
#include "cadran/store/file.h"
#include "xlsx_layout.h"

/*
 * The library tells its errors to the terminal too, in the midst of a screen:
 * what it says goes nowhere until unhush gets what this returned.
 */
static int hush(void)
{
	const int errors = 2, kept = fcntl(errors, F_DUPFD_CLOEXEC, 3),
		  nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);

	if (kept >= 0 && nowhere >= 0)
		(void)dup2(nowhere, errors);
	if (nowhere >= 0)
		(void)close(nowhere);
	return kept;
}

static void unhush(int kept)
{
	const int errors = 2;

	if (kept < 0)
		return;
	(void)dup2(kept, errors);
	(void)close(kept);
}

bool book_xlsx(const struct book *book, struct buf *out, struct err *err)
{
	const char *top = getenv("TMPDIR");
	struct buf folder, path;
	struct xlsx_layout layout;
	bool good = false;

	if (!xlsx_layout_compute(book, &layout, err))
		return false;
	buf_init(&folder);
	buf_init(&path);
	buf_add_format(&folder, "%s/cadran-XXXXXX", top && *top ? top : "/tmp");
	if (!mkdtemp(folder.data)) {
		err_set_errno(err, errno, N_("the workbook cannot be put together in «%s»"),
			      top && *top ? top : "/tmp");
	} else {
		const int kept = hush();

		buf_add_format(&path, "%s/book.xlsx", folder.data);
		good = xlsx_write(book, &layout, folder.data, path.data, err);
		unhush(kept);
		good = good && file_read(path.data, out, err);
		(void)unlink(path.data);
		(void)rmdir(folder.data);
	}
	buf_release(&path);
	buf_release(&folder);
	xlsx_layout_release(&layout);
	return good;
}
