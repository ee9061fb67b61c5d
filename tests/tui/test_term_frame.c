/*
 * What curses writes for one screen, on its way to a terminal: here a pipe.
 */
#include <criterion/criterion.h>
#include <poll.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "cadran/tui/term_frame.h"

enum { CELLS = 80 * 24 };

/* Standard output becomes a pipe; its end to read from. */
static int begin(void)
{
	int ends[2];

	cr_assert_eq(pipe(ends), 0);
	cr_assert(dup2(ends[1], STDOUT_FILENO) >= 0);
	(void)close(ends[1]);
	return ends[0];
}

static bool has_come(int end)
{
	struct pollfd one = { .fd = end, .events = POLLIN };

	return poll(&one, 1, 0) > 0;
}

static void write_parts(const FILE *stream, const char *const *parts)
{
	for (; *parts; parts++)
		cr_assert_eq(write(fileno((FILE *)stream), *parts, strlen(*parts)), (ssize_t)strlen(*parts));
}

static void expect(int end, const char *text)
{
	char got[64] = "";

	cr_assert(has_come(end), "nothing came");
	cr_assert(read(end, got, sizeof(got) - 1) > 0);
	cr_expect_str_eq(got, text);
}

Test(term_frame, all_parts_come_at_once_when_the_frame_is_whole)
{
	const int end = begin();
	FILE *stream = frame_open();

	for (int again = 0; again < 2; again++) {
		frame_begin(CELLS);
		write_parts(stream, (const char *const[]){ "one ", "two ", NULL });
		cr_expect(!has_come(end), "half a frame came");
		write_parts(stream, (const char *const[]){ again ? "3" : "three", NULL });
		frame_end();
		expect(end, again ? "one two 3" : "one two three");
	}
	frame_close();
}

Test(term_frame, between_frames_what_is_written_comes_at_once)
{
	const int end = begin();
	FILE *stream = frame_open();

	frame_begin(CELLS);
	frame_end();
	cr_expect(!has_come(end));
	write_parts(stream, (const char *const[]){ "mode", NULL });
	expect(end, "mode");
	frame_end();
	cr_expect(!has_come(end));
	frame_close();
}

Test(term_frame, a_frame_that_there_is_no_memory_for_comes_part_by_part)
{
	const struct rlimit none = { 0, 0 };
	const int end = begin();
	FILE *stream = frame_open();

	cr_assert_eq(setrlimit(RLIMIT_FSIZE, &none), 0);
	frame_begin(CELLS);
	write_parts(stream, (const char *const[]){ "half", NULL });
	expect(end, "half");
	frame_end();
	cr_expect(!has_come(end));
	frame_close();
}
