#include "journal_lock.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <stdio.h>
#include <sys/file.h>
#include <time.h>

enum { LOCK_TRIES = 20 };

/* Whose process it is; NULL where that cannot be known. Borrowed from getpwuid. */
static const char *owner_of(pid_t pid)
{
	const struct passwd *user;
	struct stat status;
	char path[64];

	(void)snprintf(path, sizeof(path), "/proc/%ld", (long)pid);
	user = stat(path, &status) == 0 ? getpwuid(status.st_uid) : NULL;
	return user ? user->pw_name : NULL;
}

/*
 * Two locks: flock's, which stays as long as the file is open, and fcntl's,
 * which tells whose it is. Either of another process keeps us out; where the
 * file system has none, size and time are compared before each append.
 */
static bool is_locked_elsewhere(int descriptor)
{
	struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

	if (flock(descriptor, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK)
		return true;
	return fcntl(descriptor, F_SETLK, &request) && (errno == EAGAIN || errno == EACCES);
}

static bool tell_holder(const struct journal *journal, struct err *err)
{
	struct flock request = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
	const char *owner;

	if (fcntl(journal->descriptor, F_GETLK, &request) || request.l_type == F_UNLCK)
		return err_set(err, ERR_LOCKED, N_("«%s» is open elsewhere; nothing was changed"), journal->path);
	owner = owner_of(request.l_pid);
	if (!owner)
		return err_set(err, ERR_LOCKED, N_("«%s» is open elsewhere (process %ld); nothing was changed"),
			       journal->path, (long)request.l_pid);
	return err_set(err, ERR_LOCKED, N_("«%s» is open elsewhere (%s, process %ld); nothing was changed"),
		       journal->path, owner, (long)request.l_pid);
}

bool journal_lock(const struct journal *journal, struct err *err)
{
	const struct timespec pause = { 0, 50 * 1000 * 1000 };

	for (int i = 0; i < LOCK_TRIES; i++) {
		if (!is_locked_elsewhere(journal->descriptor))
			return true;
		(void)nanosleep(&pause, NULL);
	}
	return tell_holder(journal, err);
}

bool journal_lock_now(const struct journal *journal, struct err *err)
{
	return !is_locked_elsewhere(journal->descriptor) || tell_holder(journal, err);
}
