/*
 * Files: reading what may be read, and writing so that nothing is lost and
 * nothing half-written is left.
 */
#ifndef CADRAN_STORE_FILE_H
#define CADRAN_STORE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "cadran/base/err.h"

struct buf;

/* No file that Cadran reads is larger. */
#define FILE_MAX_BYTES (256L * 1024 * 1024)

/*
 * Appends the content of `path`, "-" being standard input. Refuses what is not
 * a regular file (a folder, a pipe, a device) and what is over FILE_MAX_BYTES.
 */
bool file_read(const char *path, struct buf *out, struct err *err);

/* Reads all of an open regular file from its beginning; `path` is for messages. */
bool file_read_descriptor(int descriptor, const char *path, struct buf *out, struct err *err);

/* Writes all bytes, whatever the number of calls it takes; false with errno. */
bool file_write_all(int descriptor, const char *bytes, size_t length);

/* Fills `bytes` with what stands at `place`; false where there is less, or with errno. */
bool file_read_at(int descriptor, char *bytes, size_t length, off_t place);

/* Puts what was written on the disk, and the size with it; false with errno. */
bool file_flush(int descriptor);

/*
 * Makes a new file of mode 0600 with this content, on the disk when it returns;
 * refuses where `path` exists already. Whole or absent.
 */
bool file_create(const char *path, const char *bytes, size_t length, struct err *err);

/*
 * Puts this content at `path`, in one step: through a new file in the same
 * folder and a rename, symbolic links followed, the mode kept (0600 for a new
 * file). What is not a regular file is written to as it is.
 */
bool file_replace(const char *path, const char *bytes, size_t length, struct err *err);

/* Calls `each` for every file below `directory` whose name ends in `suffix`, at any depth, in the order of their paths.
 */
bool file_walk(const char *directory, const char *suffix,
	       bool (*each)(const char *path, void *context, struct err *err), void *context, struct err *err);

#endif
