#include "cadran/tui/term_frame.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

enum {
	CELL_MOST = 48, /* bytes: attributes, a move and a character with its marks */
	CHUNK = 8192,
};

static struct {
	FILE *stream; /* NULL: curses writes to stdout */
	int memory;   /* -1: none */
	size_t room;  /* bytes of it that are there */
	bool gathers;
} frame = { .memory = -1 };

/* Its name is gone before anybody can know it. */
static int open_memory(void)
{
	char name[40];
	int memory;

	(void)snprintf(name, sizeof(name), "/cadran-%ld", (long)getpid());
	memory = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
	if (memory >= 0)
		(void)shm_unlink(name);
	return memory;
}

FILE *frame_open(void)
{
	const int own = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);

	frame.stream = own >= 0 ? fdopen(own, "w") : NULL;
	if (own >= 0 && !frame.stream)
		(void)close(own);
	if (!frame.stream)
		return stdout;
	frame.memory = open_memory();
	frame.room = 0;
	return frame.stream;
}

void frame_close(void)
{
	frame_end();
	if (frame.memory >= 0)
		(void)close(frame.memory);
	if (frame.stream)
		(void)fclose(frame.stream);
	frame.memory = -1;
	frame.stream = NULL;
}

/* Reserved before it is written to: half a frame would be a broken screen. Beyond its limit a process is ended. */
static bool has_room(size_t bytes)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_FSIZE, &limit) || limit.rlim_cur < bytes)
		return false;
	if (frame.room < bytes && posix_fallocate(frame.memory, 0, (off_t)bytes) == 0)
		frame.room = bytes;
	return frame.room >= bytes;
}

void frame_begin(size_t cells)
{
	if (frame.stream && frame.memory >= 0 && has_room(cells * CELL_MOST))
		frame.gathers = dup2(frame.memory, fileno(frame.stream)) >= 0;
}

/* Somebody else may have made the terminal one that does not wait. */
static bool wait_for_room(void)
{
	struct pollfd terminal = { .fd = STDOUT_FILENO, .events = POLLOUT };

	return poll(&terminal, 1, -1) > 0 || errno == EINTR;
}

bool frame_send(const char *bytes, size_t length)
{
	while (length) {
		const ssize_t sent = write(STDOUT_FILENO, bytes, length);

		if (sent < 0 && errno != EINTR && (errno != EAGAIN || !wait_for_room()))
			return false;
		bytes += sent > 0 ? sent : 0;
		length -= sent > 0 ? (size_t)sent : 0;
	}
	return true;
}

void frame_end(void)
{
	char bytes[CHUNK];
	off_t at = 0, end;
	ssize_t got;

	if (!frame.gathers)
		return;
	frame.gathers = false;
	end = lseek(frame.memory, 0, SEEK_CUR);
	(void)dup2(STDOUT_FILENO, fileno(frame.stream));
	(void)fcntl(fileno(frame.stream), F_SETFD, FD_CLOEXEC);
	while (at < end) {
		const size_t left = (size_t)(end - at);

		got = pread(frame.memory, bytes, left < CHUNK ? left : CHUNK, at);
		if (got <= 0 || !frame_send(bytes, (size_t)got))
			break;
		at += got;
	}
	(void)lseek(frame.memory, 0, SEEK_SET);
}
