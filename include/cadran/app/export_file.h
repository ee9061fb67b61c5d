/*
 * What goes out of a dossier: its figures as the bytes of a format, and files
 * that hold exactly these bytes.
 *
 *	export_bytes ── evaluation ──► bytes, read back and compared
 *	export_write, export_write_new ── bytes ──► file, read back and compared
 */
#ifndef CADRAN_APP_EXPORT_FILE_H
#define CADRAN_APP_EXPORT_FILE_H

#include "cadran/base/buf.h"
#include "cadran/store/book.h"
#include "cadran/store/export.h"

enum export_format {
	EXPORT_CSV,
	EXPORT_JSON,
	EXPORT_XLSX,
	EXPORT_HTML,
	EXPORT_MARKDOWN,
	EXPORT_SVG,
	EXPORT_FORMAT_COUNT,
};

struct export_request {
	enum export_format format;
	enum report_kind what;         /* CSV only, as the next */
	const struct dialect *dialect; /* NULL: export_default_dialect */
	const struct book *book;       /* for a format that needs one; borrowed */
	const char *chart;             /* SVG only, as svg_chart names it */
	/* For a dialect that people read: puts the codes of a report into their words. NULL leaves them. */
	void (*put_in_words)(struct report *report, enum report_kind kind, const void *context);
	const void *context;
};

/* Whether it writes a report as people read it (request.book), which is put together in the user's words. */
bool export_format_needs_book(enum export_format format);

/* Whether its bytes are nothing for a terminal. */
bool export_format_is_binary(enum export_format format);

bool export_format_parse(const char *id, enum export_format *format);

/* What opens at a double-click on the computer of somebody who speaks `language`. */
const struct dialect *export_default_dialect(enum language language);

/* Adds the bytes to `out`; false where what was written is not what is read back from it. */
bool export_bytes(const struct export_request *request, const struct evaluation *evaluation, enum language language,
		  struct buf *out, struct err *err);

/*
 * Puts the bytes at `path`, whole or not at all, over a file that is there but
 * for a dossier: that cannot be made again from what is exported. A dossier is
 * told by its name or by how it begins, and a file that cannot be looked at is
 * spared too.
 */
bool export_write(const char *path, const struct buf *bytes, struct err *err);

/* The same at a path that has no file yet; refused where there is one. */
bool export_write_new(const char *path, const struct buf *bytes, struct err *err);

/* Adds the folder that `path` lies in, from the root on where that can be told. */
void export_folder_of(const char *path, struct buf *out);

/* Adds FOLDER/NAME.EXTENSION to `out`, or NAME-2, NAME-3 … where that name is taken already. */
void export_free_path(const char *folder, const char *name, const char *extension, struct buf *out);

bool export_path_is_taken(const char *path);

/* Whether the file at `path` holds these bytes and no others. */
bool export_is(const char *path, const struct buf *bytes);

#endif
