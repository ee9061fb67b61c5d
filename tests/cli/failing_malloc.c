/*
 * To be put before a program (LD_PRELOAD): its nth allocation fails, or all
 * from the nth on.
 *
 *	CADRAN_FAIL_AT=N      which; 0 for none
 *	CADRAN_FAIL_ON=1      and all after it
 *	CADRAN_FAIL_COUNT=FD  writes how many there were, on the descriptor, at the end
 *	CADRAN_FAIL_COUNT=PATH  the same, into a new file
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);

static unsigned long calls, fail_at;
static int fail_on, tell = -1;

__attribute__((constructor)) static void begin(void)
{
	const char *at = getenv("CADRAN_FAIL_AT"), *on = getenv("CADRAN_FAIL_ON"), *count = getenv("CADRAN_FAIL_COUNT");

	calls = 0;
	fail_at = at ? strtoul(at, NULL, 10) : 0;
	fail_on = on && *on == '1';
	if (count)
		tell = *count == '/' ? open(count, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : atoi(count);
}

__attribute__((destructor)) static void end(void)
{
	char text[32];
	const int length = snprintf(text, sizeof(text), "%lu\n", calls);

	if (tell >= 0 && write(tell, text, (size_t)length) < 0)
		_exit(99);
}

static int fails(void)
{
	const unsigned long call = __atomic_add_fetch(&calls, 1, __ATOMIC_RELAXED);

	if (!fail_at || (fail_on ? call < fail_at : call != fail_at))
		return 0;
	errno = ENOMEM;
	return 1;
}

void *malloc(size_t size)
{
	return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
	return fails() ? NULL : __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
	return fails() ? NULL : __libc_realloc(old, size);
}
