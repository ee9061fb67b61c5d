/*
 * To be put before a program (LD_PRELOAD): one of its calls about files fails,
 * is done in part, or is its last. Calls count that name a path below a folder,
 * or a relative one, and those on descriptors that were opened so.
 *
 *	CADRAN_FAULT_FOLDER=PATH  the folder
 *	CADRAN_FAULT_LOG=PATH     the name of each call is written there, one a line
 *	CADRAN_FAULT_AT=N         which call; 0 for none
 *	CADRAN_FAULT_HOW=HOW      before, after: killed there; torn: killed after half of a write; short: half is done;
 *	                          or the number of an error
 *	CADRAN_FAULT_ON=WHICH     all: and every one after it; same: and those after it of its name
 *	CADRAN_FAULT_LOCKS=none   every lock is granted, to whoever asks, and holds nothing
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { DESCRIPTORS = 1024 };

enum how { FINE, FAIL, SHORT, TORN, AFTER };

static const char *folder, *kind, *which, *locks;
static unsigned long at, calls;
static int log_to = -1;
static char failed[32];
static unsigned char watched[DESCRIPTORS];

#define REAL(type, name) ((type(*)())dlsym(RTLD_NEXT, name))

__attribute__((constructor)) static void begin(void)
{
	const char *number = getenv("CADRAN_FAULT_AT"), *log = getenv("CADRAN_FAULT_LOG");

	folder = getenv("CADRAN_FAULT_FOLDER");
	kind = getenv("CADRAN_FAULT_HOW");
	which = getenv("CADRAN_FAULT_ON");
	locks = getenv("CADRAN_FAULT_LOCKS");
	at = number ? strtoul(number, NULL, 10) : 0;
	if (log)
		log_to = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
}

static int is_watched(const char *path)
{
	return folder && (*path != '/' || !strncmp(path, folder, strlen(folder)));
}

static int is_open(int descriptor)
{
	return descriptor >= 0 && descriptor < DESCRIPTORS && watched[descriptor];
}

static int watch(int descriptor, int on)
{
	if (descriptor >= 0 && descriptor < DESCRIPTORS)
		watched[descriptor] = (unsigned char)on;
	return descriptor;
}

static void note(const char *name)
{
	if (log_to < 0)
		return;
	(void)syscall(SYS_write, log_to, name, strlen(name));
	(void)syscall(SYS_write, log_to, "\n", 1ul);
}

/* Whether this call is the one, or one after it that fails with it. */
static int is_it(const char *name)
{
	const unsigned long number = ++calls;

	note(name);
	if (!at || number < at)
		return 0;
	if (number == at) {
		(void)strncpy(failed, name, sizeof(failed) - 1);
		return 1;
	}
	return which && *which && (!strcmp(which, "all") || !strcmp(failed, name));
}

/* What becomes of the call: errno is set where it fails. */
static enum how fate(int counts, const char *name)
{
	if (!counts || !is_it(name) || !kind)
		return FINE;
	if (!strcmp(kind, "before"))
		(void)raise(SIGKILL);
	if (!strcmp(kind, "after"))
		return AFTER;
	if (!strcmp(kind, "torn"))
		return TORN;
	if (!strcmp(kind, "short"))
		return SHORT;
	errno = atoi(kind);
	return FAIL;
}

static long done(enum how how, long result)
{
	const int number = errno;

	if (how == AFTER || how == TORN)
		(void)raise(SIGKILL);
	errno = number;
	return result;
}

static size_t part(enum how how, size_t length)
{
	return (how == SHORT || how == TORN) && length > 1 ? length / 2 : length;
}

static int open_it(const char *path, int flags, mode_t mode)
{
	const enum how how = fate(is_watched(path), "open");
	int descriptor;

	if (how == FAIL)
		return -1;
	descriptor = REAL(int, "open")(path, flags, mode);
	return (int)done(how, watch(descriptor, is_watched(path)));
}

int open(const char *path, int flags, ...)
{
	va_list list;
	mode_t mode = 0;

	va_start(list, flags);
	if (flags & O_CREAT)
		mode = va_arg(list, mode_t);
	va_end(list);
	return open_it(path, flags, mode);
}

int __open_2(const char *path, int flags)
{
	return open_it(path, flags, 0);
}

int mkstemp(char *pattern)
{
	const enum how how = fate(is_watched(pattern), "mkstemp");

	if (how == FAIL)
		return -1;
	return (int)done(how, watch(REAL(int, "mkstemp")(pattern), is_watched(pattern)));
}

ssize_t read(int descriptor, void *bytes, size_t length)
{
	const enum how how = fate(is_open(descriptor), "read");

	return how == FAIL ? -1 : done(how, REAL(ssize_t, "read")(descriptor, bytes, part(how, length)));
}

ssize_t __read_chk(int descriptor, void *bytes, size_t length, size_t room)
{
	(void)room;
	return read(descriptor, bytes, length);
}

ssize_t pread(int descriptor, void *bytes, size_t length, off_t place)
{
	const enum how how = fate(is_open(descriptor), "pread");

	return how == FAIL ? -1 : done(how, REAL(ssize_t, "pread")(descriptor, bytes, part(how, length), place));
}

ssize_t __pread_chk(int descriptor, void *bytes, size_t length, off_t place, size_t room)
{
	(void)room;
	return pread(descriptor, bytes, length, place);
}

ssize_t write(int descriptor, const void *bytes, size_t length)
{
	const enum how how = fate(is_open(descriptor), "write");

	return how == FAIL ? -1 : done(how, REAL(ssize_t, "write")(descriptor, bytes, part(how, length)));
}

/* The descriptor is gone whatever it says. */
int close(int descriptor)
{
	const enum how how = fate(is_open(descriptor), "close");
	const int number = errno, result = REAL(int, "close")(watch(descriptor, 0));

	if (how != FAIL)
		return (int)done(how, result);
	errno = number;
	return -1;
}

#define ON_DESCRIPTOR(name, declared, given)                                                                           \
	int name declared                                                                                              \
	{                                                                                                              \
		const enum how how = fate(is_open(descriptor), #name);                                                 \
                                                                                                                       \
		return how == FAIL ? -1 : (int)done(how, REAL(int, #name) given);                                      \
	}

ON_DESCRIPTOR(fsync, (int descriptor), (descriptor))
ON_DESCRIPTOR(fdatasync, (int descriptor), (descriptor))
ON_DESCRIPTOR(ftruncate, (int descriptor, off_t length), (descriptor, length))
ON_DESCRIPTOR(fchmod, (int descriptor, mode_t mode), (descriptor, mode))
ON_DESCRIPTOR(fstat, (int descriptor, struct stat *status), (descriptor, status))

off_t lseek(int descriptor, off_t place, int whence)
{
	const enum how how = fate(is_open(descriptor), "lseek");

	return how == FAIL ? -1 : done(how, REAL(off_t, "lseek")(descriptor, place, whence));
}

int flock(int descriptor, int operation)
{
	const enum how how = fate(is_open(descriptor), "flock");

	if (how == FAIL)
		return -1;
	return (int)done(how, locks && is_open(descriptor) ? 0 : REAL(int, "flock")(descriptor, operation));
}

int fcntl(int descriptor, int command, ...)
{
	const enum how how = fate(is_open(descriptor), "fcntl");
	va_list list;
	void *argument;

	va_start(list, command);
	argument = va_arg(list, void *);
	va_end(list);
	if (how == FAIL)
		return -1;
	if (locks && is_open(descriptor) && command == F_SETLK)
		return (int)done(how, 0);
	return (int)done(how, REAL(int, "fcntl")(descriptor, command, argument));
}

#define ON_PATH(name, declared, given)                                                                                 \
	int name declared                                                                                              \
	{                                                                                                              \
		const enum how how = fate(is_watched(path), #name);                                                    \
                                                                                                                       \
		return how == FAIL ? -1 : (int)done(how, REAL(int, #name) given);                                      \
	}

ON_PATH(stat, (const char *path, struct stat *status), (path, status))
ON_PATH(lstat, (const char *path, struct stat *status), (path, status))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(rename, (const char *path, const char *to), (path, to))
ON_PATH(link, (const char *path, const char *to), (path, to))
